"""A cell's number as the sheet shows it: 0.3 in the format ``0%`` is ``30%``, 45838 a date.

Format codes follow ISO/IEC 29500-1, 18.8.30 and 18.8.31 (with the built-in formats of Chinese Excel).
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"
#: Built-in formats by their number; those of 27 and above as Chinese Excel has them.
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

MAX_SERIAL = 2_958_465  # 9999-12-31
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"
_HAN_DIGITS = "〇一二三四五六七八九"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P|上午/下午)'
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+(?![+-]))|(?P<fraction>\.0+(?=[^0#?]|$))|(?P<other>.)",
    re.I | re.S,
)


def show_number(value: float, code: str, *, date_1904: bool = False) -> str:
    """A number as the format ``code`` shows it.

    ``(0.3, "0%")`` → ``30%``; ``(45838, 'yyyy"年"m"月"d"日"')`` → ``2025年6月30日``; ``(20, '0"个"')`` → ``20个``.
    """
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if is_date_format(code):
        return _show_date(value, code, date_1904) if 0 <= value <= MAX_SERIAL else _general(value)
    return _show_amount(value, code)


@lru_cache(maxsize=4096)
def is_date_format(code: str) -> bool:
    """Whether a format shows dates or times: a y, m, d, h or s outside of quotes and brackets."""
    bare = re.sub(r'"[^"]*"?|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', "", code, flags=re.I)
    return bare.lower() not in ("general", "g/通用格式", "@") and bool(
        re.search(r"[ymdhs]", bare.replace("General", ""), re.I)
    )


# ---- dates -------------------------------------------------------------------------------------


def _show_date(value: float, code: str, date_1904: bool) -> str:
    days = value + (1462 if date_1904 else 0)
    # Excel takes 1900 for a leap year: serial 60 is the 29th of February that never was
    start = datetime.datetime(1899, 12, 30) if days >= 60 else datetime.datetime(1899, 12, 31)
    try:
        moment = start + datetime.timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return _general(value)
    han = bool(re.search(r"\[DBNum[123]\]", code, re.I))
    out: list[str] = []
    after_hour = False
    tokens = list(_TOKEN.finditer(code.split(";")[0]))
    for index, token in enumerate(tokens):
        part = token["date"]
        if part is None:
            if token["quoted"] is not None or token["escaped"] is not None:
                out.append(token["quoted"] or token["escaped"] or "")
            elif (bracket := token["bracket"]) is not None:
                if re.fullmatch(r"h+|m+|s+", bracket, re.I):
                    seconds = round(value * 86_400)
                    out.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[bracket[0].lower()]))
                    after_hour = True
            elif token["ampm"]:
                out.append(("上午", "下午")[moment.hour >= 12])
            elif token["other"] and token["other"] not in "@":
                out.append(token["other"])
            continue
        letter = part[0].lower()
        following = next((t["date"] for t in tokens[index + 1 :] if t["date"]), "")
        minutes = letter == "m" and (after_hour or following.lower().startswith("s"))
        out.append(_date_part(moment, letter, len(part), minutes, han))
        after_hour = letter == "h" or (after_hour and letter != "m" and letter == "s")
    return "".join(out).strip()


def _date_part(moment: datetime.datetime, letter: str, width: int, minutes: bool, han: bool) -> str:
    if letter in "ye":
        year = f"{moment.year:04d}"
        year = year[2:] if width <= 2 and letter == "y" else year
        return "".join(_HAN_DIGITS[int(digit)] for digit in year) if han else year
    if letter == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday()]
    if letter == "m" and not minutes and width >= 3:
        return _MONTHS[moment.month - 1]
    if letter == "d" and width >= 3:
        return "周" + _WEEKDAYS[moment.weekday()]
    number = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}[
        letter
    ]
    if han:
        tens, ones = divmod(number, 10)
        return (("" if tens == 1 else _HAN_DIGITS[tens]) + "十" if tens else "") + (
            _HAN_DIGITS[ones] if ones or not tens else ""
        )
    return f"{number:02d}" if width >= 2 else str(number)


# ---- amounts -----------------------------------------------------------------------------------


def _show_amount(value: float, code: str) -> str:
    sections = _sections(code)
    negative = value < 0
    if len(sections) >= 3 and value == 0:
        section, sign = sections[2], ""
    elif len(sections) >= 2 and negative:
        section, sign = sections[1], ""
    else:
        section, sign = sections[0], "-" if negative else ""
    if re.fullmatch(r"\s*(?:General|G/通用格式|@|)\s*", section, re.I):
        return _general(value)
    before, pattern, after = _split_section(section)
    if not re.search(r"[0#?]", pattern):
        if re.search(r"General|G/通用格式", before + after, re.I):
            return _general(value)
        return before + after if section.strip() else ""
    if re.search(r"[Ee][+-]|/", pattern):
        return _general(value)  # shown in full: 1.2E+04 and 1/2 are no figures of a plan
    try:
        number = abs(Decimal(repr(value)))
    except InvalidOperation:
        return _general(value)
    number *= 100 ** (before + after).count("%")
    whole, _, decimals = pattern.partition(".")
    number /= Decimal(1000) ** (len(pattern) - len(pattern.rstrip(",")))
    whole, decimals = whole.rstrip(","), decimals.rstrip(",")
    most, least = len(decimals), decimals.count("0")
    if number.adjusted() > 25 or most > 20:
        return _general(value)
    text = f"{number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
    integer, _, fraction = text.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    integer = integer.zfill(whole.replace(",", "").count("0")) if integer != "0" or "0" in whole else ""
    if "," in whole:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    return (
        f"{sign}{before}{integer or ('0' if not fraction else '')}{'.' + fraction if fraction else ''}{after}"
    ).strip()


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[str, ...]:
    """The parts of a format between semicolons: positive, negative, zero, text."""
    parts, depth, current = [], False, ""
    for character in code:
        if character == '"':
            depth = not depth
        if character == ";" and not depth:
            parts.append(current)
            current = ""
        else:
            current += character
    return (*parts, current)


@lru_cache(maxsize=4096)
def _split_section(section: str) -> tuple[str, str, str]:
    """What stands before the digits, the pattern of digits, what stands after."""
    before, pattern, after = "", "", ""
    for token in _TOKEN.finditer(section):
        text = token["quoted"] if token["quoted"] is not None else token["escaped"]
        if text is None and token["bracket"] is not None:
            text = currency[1] if (currency := re.match(r"\$([^-]+)", token["bracket"])) else ""
        if text is None and (token[0][0] in "_*"):
            text = ""
        if text is None and re.fullmatch(r"[0#?.,]+|[Ee]|[+-]|/", token[0]) and (pattern or token[0][0] in "0#?."):
            pattern += token[0]
            continue
        text = token[0] if text is None else text
        if pattern:
            after += text
        else:
            before += text
    return before, pattern, after


def _general(value: float) -> str:
    """A number as Excel shows it without a format: ``20``, ``0.3``, never in powers of ten."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(f'{value:.11g}'):f}"


__all__ = ["BUILT_IN", "GENERAL", "is_date_format", "show_number"]
