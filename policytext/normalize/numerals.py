"""Numerals as they are written in policy texts → numbers (GB/T 15835-2011)."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
SMALL_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE_SCALES = {"万": 10_000, "亿": 100_000_000}
CHINESE_DIGITS = "".join(DIGITS)

# 1,862 · 18.5 · 1.3万 · 3亿5千万 · 1万2千 (a scale may follow a space that a PDF left)
ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MIXED_PART = re.compile(rf"({ARABIC}) ?([十百千万亿]*)")


def parse_number(text: str) -> float | None:
    """A numeral as a number: ``1.3万`` → 13000, ``三千五百`` → 3500, ``十二`` → 12, ``半`` → 0.5.

    Returns None when ``text`` is no numeral as a whole.
    """
    text = text.replace(" ", "")
    if not text:
        return None
    if text[0].isdigit():
        return _parse_mixed(text)
    return parse_decimal(text) if "点" in text else parse_chinese(text)


def _parse_mixed(text: str) -> float | None:
    total, at, last_scale = Decimal(0), 0, float("inf")
    while at < len(text):
        match = _MIXED_PART.match(text, at)
        if match is None or match.end() == at:
            return None
        scale = 1
        for character in match[2]:
            scale *= LARGE_SCALES.get(character) or SMALL_SCALES[character]
        if scale >= last_scale:
            return None
        total += Decimal(match[1].replace(",", "")) * scale
        last_scale = scale
        at = match.end()
    return float(total)  # in binary 76.9 * 10**8 would be 7690000000.000001


def parse_chinese(text: str) -> float | None:
    """A Chinese numeral as a number: ``一万二千`` → 12000, ``二〇二五`` → 2025, ``一百二`` → 120."""
    if text == "半":
        return 0.5
    text = text.replace("廿", "二十")
    if not text or any(c not in DIGITS and c not in SMALL_SCALES and c not in LARGE_SCALES for c in text):
        return None
    if all(c in DIGITS for c in text):  # digit by digit: 二〇二五, but 零五 too
        return float("".join(str(DIGITS[c]) for c in text))
    total, section, digit, last_scale = 0, 0, 0, 1
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
            if character in "零〇":
                last_scale = 1
        elif character in SMALL_SCALES:
            scale = SMALL_SCALES[character]
            section += (digit or (1 if section == 0 else 0)) * scale
            digit, last_scale = 0, scale
        else:
            scale = LARGE_SCALES[character]
            section += digit
            if section == 0:
                if total == 0:
                    return None if text[0] in LARGE_SCALES and len(text) == 1 else float(scale)
                total *= scale  # 一万亿
            else:
                total += section * scale
            section, digit, last_scale = 0, 0, scale
    if digit and last_scale >= 10 and text[-1] in DIGITS and text[-2:-1] not in ("零", "〇"):
        digit *= last_scale // 10  # 一百二 → 120, 三万五 → 35000
    return float(total + section + digit)


_TENTHS = re.compile(rf"([{CHINESE_DIGITS}\d])成([半一二三四五六七八九])?$")
_FRACTION = re.compile(
    rf"(?P<denominator>百万|百|千|万|[{CHINESE_DIGITS}十]+|\d+)分之(?P<numerator>[{CHINESE_DIGITS}十百千点]+|{ARABIC})$"
)


def parse_fraction(text: str) -> tuple[float, str | None] | None:
    """A fraction as value and unit: 百分之八十五 → (85, %), 八成半 → (85, %), 三分之二 → (0.6667, None).

    ``过半`` and ``半数`` are words of a comparator, not read here.
    """
    if match := _TENTHS.match(text):
        digit = DIGITS[match[1]] if match[1] in DIGITS else int(match[1])
        return float(digit * 10 + (0 if not match[2] else 5 if match[2] == "半" else DIGITS[match[2]])), "%"
    if match := re.fullmatch(r"(\d+)/(\d+)", text):
        return (int(match[1]) / int(match[2]), None) if int(match[2]) else None
    if match := _FRACTION.match(text):
        numerator = parse_decimal(match["numerator"])
        if numerator is None:
            return None
        denominator = match["denominator"]
        if denominator == "百":
            return numerator, "%"
        if denominator == "千":
            return numerator, "‰"
        value = {"万": 1e4, "百万": 1e6}.get(denominator) or parse_number(denominator)
        return (numerator / value, None) if value else None
    return None


_DECIMAL = re.compile(rf"(?P<whole>[{CHINESE_DIGITS}十百千]+)点(?P<rest>[{CHINESE_DIGITS}]+)(?P<scale>[十百千万亿]*)")


def parse_decimal(text: str) -> float | None:
    """A numeral with 点: 三点五 → 3.5, 一点二亿 → 120000000."""
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return None if "点" in text else parse_number(text)
    whole = parse_chinese(match["whole"])
    if whole is None:
        return None
    return _parse_mixed(f"{int(whole)}." + "".join(str(DIGITS[c]) for c in match["rest"]) + match["scale"])


#: a year that a page lost or hid: 20xx年, XX年, *年, __年
LOST_YEAR = re.compile(r"(?:20(?:[xX×*]{2}|\d[xX×*])|(?<![A-Za-z\d×*])(?:[xX×]{1,4}|\*{1,4})|_{2,4})年(?:度)?")
