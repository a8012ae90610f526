"""Automatic numbers of Word: ``一、`` and ``（一）`` are often not in the text but in ``numbering.xml``.

Terms of ISO/IEC 29500-1, 17.9: an *abstract* numbering has levels, a *num* is an instance of it with
overrides; instances of one abstract numbering count on together, unless one starts anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_DIGITS = "〇一二三四五六七八九"
_ZERO = "零"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
#: How bullets of symbol fonts look; what is not here is a dot.
_BULLETS = {
    "\uf0fc": "√",
    "\uf0fe": "☑",
    "\uf0a8": "□",
    "\uf06f": "□",
    "\uf075": "◆",
    "\uf0d8": "➢",
    "\uf0b2": "◇",
    "\uf06e": "■",
}
MAX_NUMBER = 32_767  # as in Word


def format_number(value: int, kind: str) -> str:
    """A number in a format of ``w:numFmt``: ``(12, "chineseCounting")`` → ``十二``; unknown ones are Arabic."""
    if value < 0 or value > MAX_NUMBER:
        return str(value)
    if kind in _CHINESE:
        return _chinese(value)
    if kind in _DIGITAL:
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    if kind in ("chineseLegalSimplified", "ideographLegal"):
        return _chinese(value).translate(_LEGAL)
    if kind == "ideographLegalTraditional":
        return _chinese(value).translate(_TRADITIONAL_LEGAL)
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in ("upperLetter", "lowerLetter") and value:
        letter = chr(65 + (value - 1) % 26) * min((value - 1) // 26 + 1, 30)
        return letter if kind == "upperLetter" else letter.lower()
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if kind == "decimalEnclosedParen" and 1 <= value <= 20:
        return chr(0x2474 + value - 1)
    if kind == "decimalEnclosedFullstop" and 1 <= value <= 20:
        return chr(0x2488 + value - 1)
    if kind == "ideographEnclosedCircle" and 1 <= value <= 10:
        return chr(0x3280 + value - 1)
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    if kind == "ideographTraditional" and value:
        return _HEAVENLY[(value - 1) % 10]
    if kind == "ideographZodiac" and value:
        return _EARTHLY[(value - 1) % 12]
    return str(value)


_CHINESE = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "koreanCounting",
    ]
)
_DIGITAL = frozenset(["ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"])


def _chinese(value: int) -> str:
    """``12`` → ``十二``, ``105`` → ``一百零五``."""
    if value == 0:
        return "〇"
    out, gap = "", False
    for power, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            out += (_ZERO if gap and out else "") + _DIGITS[digit] + name
            gap = False
        elif out:
            gap = True
    return out[1:] if out.startswith("一十") else out


def _roman(value: int) -> str:
    out = ""
    for amount, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while value >= amount:
            out += letters
            value -= amount
    return out


@dataclass(slots=True)
class Level:
    """One level of a numbering: what its numbers look like and where they begin."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    legal: bool = False  # Arabic for the levels above, whatever they are
    restart: int | None = None  # the level that sets it back; None for each one above


@dataclass(slots=True)
class _Instance:
    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)  # overrides
    starts: dict[int, int] = field(default_factory=dict)  # overridden starts


class Numbering:
    """The numberings of a document, counting as its paragraphs come by."""

    def __init__(self, root: Any | None, styles: dict[str, tuple[str | None, int | None]] | None = None) -> None:
        """Args:
        root: of ``numbering.xml``, None where there is none.
        styles: numbering style → ``(numId, level)`` that it stands for.
        """
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}  # abstract → the numbering style that it is a copy of
        self._instances: dict[str, _Instance] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._styles = styles or {}
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        for element in root:
            name = local(element)
            if name == "abstractNum":
                key = attribute(element, "abstractNumId") or ""
                self._abstracts[key] = dict(map(_level, children(element, "lvl")))
                for link in children(element, "numStyleLink"):
                    self._links[key] = attribute(link, "val") or ""
            elif name == "num":
                target = next((attribute(child, "val") for child in children(element, "abstractNumId")), None)
                instance = _Instance(abstract=target or "")
                for override in children(element, "lvlOverride"):
                    index = whole(attribute(override, "ilvl"), 0)
                    for start in children(override, "startOverride"):
                        instance.starts[index] = whole(attribute(start, "val"), 1)
                    for level in children(override, "lvl"):
                        instance.levels[index] = _level(level)[1]
                self._instances[attribute(element, "numId") or ""] = instance

    def next(self, num_id: str, index: int) -> str:
        """The number of the next paragraph of an instance at a level, as it is printed; may be empty."""
        instance = self._instances.get(num_id)
        if instance is None or not 0 <= index <= 8:
            return ""
        abstract = self._resolve(instance.abstract)
        counts = self._counts.setdefault(abstract, {})
        level = self._level(instance, abstract, index)
        if index in instance.starts and (num_id, index) not in self._begun:
            counts[index] = instance.starts[index]
        else:
            counts[index] = counts[index] + 1 if index in counts else level.start
        self._begun.add((num_id, index))
        for deeper in [other for other in counts if other > index]:
            restart = self._level(instance, abstract, deeper).restart
            if restart is None or (restart and index < restart):
                del counts[deeper]
        if level.kind == "none" or not level.text:
            return ""
        if level.kind == "bullet":
            return "".join(_BULLETS.get(c, "●" if "\ue000" <= c <= "\uf8ff" else c) for c in level.text)

        def written(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            shape = self._level(instance, abstract, other)
            return format_number(counts.get(other, shape.start), "decimal" if level.legal else shape.kind)

        number = re.sub(r"%([1-9])", written, level.text)
        return number + (" " if re.search(r"[A-Za-z\d\u4e00-\u9fff]$", number) else "")  # 第一章 总则

    def _resolve(self, abstract: str) -> str:
        """The abstract numbering behind one that only names a style."""
        for _ in range(8):  # a chain of links; a loop of them ends too
            style = self._links.get(abstract)
            if style is None or self._abstracts.get(abstract):
                return abstract
            num_id, _level_index = self._styles.get(style, (None, None))
            if num_id is None or num_id not in self._instances:
                return abstract
            abstract = self._instances[num_id].abstract
        return abstract

    def _level(self, instance: _Instance, abstract: str, index: int) -> Level:
        return instance.levels.get(index) or self._abstracts.get(abstract, {}).get(index) or Level()


def _level(element: Any) -> tuple[int, Level]:
    level = Level()
    for child in element:
        name, value = local(child), attribute(child, "val")
        if name == "start":
            level.start = whole(value, 1)
        elif name == "numFmt":
            level.kind = value or "decimal"
        elif name == "AlternateContent":  # newer formats, with an older one as fallback
            for inner in child.iter():
                if local(inner) == "numFmt":
                    level.kind = attribute(inner, "val") or level.kind
        elif name == "lvlText":
            level.text = (value or "")[:60]
        elif name == "isLgl":
            level.legal = value not in ("0", "false", "off")
        elif name == "lvlRestart":
            level.restart = whole(value, 0)
    return whole(attribute(element, "ilvl"), 0), level


# ---- small words for WordprocessingML, whatever its namespace (transitional, strict) -----------


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: Any, name: str) -> list[Any]:
    """The children of a name."""
    return [child for child in element if local(child) == name]


def whole(value: str | None, otherwise: int) -> int:
    """A whole number of an attribute; ``otherwise`` where it is none."""
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else otherwise


__all__ = ["Level", "Numbering", "attribute", "children", "format_number", "local", "whole"]
