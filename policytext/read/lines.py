"""Characters with their places on a page → lines of text.

Lengths are points (1/72 inch); y grows downwards from the top of the page.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policytext.read.registry import Box


class Char(NamedTuple):
    """One character: its extent, the baseline it stands on, and the size of its font."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


class Rule(NamedTuple):
    """A drawn line, ``x0 == x1`` or ``y0 == y1``."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """Characters of one baseline, in reading order."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    page: int
    printed: Box | None = None  # where it stands, when it was moved to follow another column
    in_column: bool = False  # of a page set in columns
    score: float | None = None  # 0..1, by the recognizer, when it was read by OCR

    @property
    def top(self) -> float:
        return self.base - 0.88 * self.size  # ascent of an ideograph (OpenType's usual 880/1000)

    @property
    def box(self) -> Box:
        return self.printed or (self.x0, self.top, self.x1, self.base + 0.12 * self.size)


@dataclass(slots=True)
class Page:
    """What a reader found on a page, numbered from 1.

    ``lines`` are for readers that know no single characters (OCR); others give ``chars``.
    """

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


#: Two characters stand on one line when their baselines differ by less than this part of the size:
#: a raised note mark differs by 0.33, the next line by 1.1 and more.
SAME_LINE = 0.45
#: A gap of this many ems is a column (signatures, labels side by side), not justification: a line
#: of 28 characters that is short of one character spreads by 0.04 a gap.
COLUMN_GAP = 1.0
#: Latin words part by an explicit space of 0.25 to 0.5 em; letters of one word by 0.05.
WORD_GAP = 0.15
#: The same sign printed twice in nearly one place is a bold of poor fonts.
DOUBLE_STRIKE = 0.2
#: A line whose gaps are mostly this wide is set wide (通　知), its gaps say nothing.
WIDE_SET = 0.3


def make_lines(chars: Iterable[Char], page: int) -> list[Line]:
    """The lines of a page (or a cell) from top to bottom."""
    return [make_line(row, page) for row in group_rows(chars)]


def group_rows(chars: Iterable[Char]) -> list[list[Char]]:
    """The characters of each baseline from left to right, baselines from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.base, char.x0)):
        if rows and char.base - rows[-1][-1].base <= SAME_LINE * min(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    for row in rows:
        row.sort(key=lambda char: char.x0)
    return rows


def make_line(row: Sequence[Char], page: int) -> Line:
    """The characters of one baseline, from left to right, as a line."""
    size = median(char.size for char in row)
    chars = [row[0]]
    for char in row[1:]:
        last = chars[-1]
        if char.text != last.text or char.x0 - last.x0 > DOUBLE_STRIKE * char.size:
            chars.append(char)
    gaps = [(b.x0 - a.x1) / size for a, b in itertools.pairwise(chars)]
    usual = median(gaps) if len(gaps) >= 2 else 0.0
    spread = usual if usual > WIDE_SET else 0.0
    text = [chars[0].text]
    for gap, before, after in zip(gaps, chars, chars[1:], strict=False):
        text.append(_space(gap - spread, before.text, after.text))
        text.append(after.text)
    base = median(char.base for char in chars)
    return Line("".join(text), chars[0].x0, max(char.x1 for char in chars), base, size, page)


def _space(gap: float, before: str, after: str) -> str:
    """What stands for a gap of so many ems: columns keep their distance, words of Latin one space."""
    if gap >= COLUMN_GAP:
        return " " * max(4, min(40, round(2 * gap)))
    if gap > WORD_GAP and _is_latin(before) and _is_latin(after):
        in_number = (before.isdigit() and after in _IN_NUMBER) or (before in _IN_NUMBER and after.isdigit())
        return "" if in_number else " "
    return ""


_IN_NUMBER = frozenset(".,:/%-")  # a point has a box narrower than the room it is given


def _is_latin(char: str) -> bool:
    return char < "\u0250" and char != "\u00b7"


Point = tuple[float, float]
THIN = 3.0  # points: a filled box as thin as this is how Word draws a rule


def rules_of(edges: Sequence[tuple[Point, Point]], *, stroked: bool) -> list[Rule]:
    """The edges of a path that are parallel to the page's; of a filled one only when it is a thin box."""
    if not edges:
        return []
    if not stroked:
        xs = [x for edge in edges for x, _ in edge]
        ys = [y for edge in edges for _, y in edge]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        if not min(width, height) <= THIN < max(width, height):
            return []  # a shaded area
        edges = [((min(xs), y), (max(xs), y))] if width > height else [((x, min(ys)), (x, max(ys)))]
    rules = []
    for (xa, ya), (xb, yb) in edges:
        if abs(ya - yb) <= 0.5 < abs(xa - xb):
            rules.append(Rule(min(xa, xb), (ya + yb) / 2, max(xa, xb), (ya + yb) / 2))
        elif abs(xa - xb) <= 0.5 < abs(ya - yb):
            rules.append(Rule((xa + xb) / 2, min(ya, yb), (xa + xb) / 2, max(ya, yb)))
    return rules


def page_ranges(numbers: Sequence[int]) -> str:
    """``[1, 2, 3, 7]`` → ``1-3, 7``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def lowest(scores: Iterable[float | None]) -> float | None:
    """The score of what was read from several lines; None where none of them was read by OCR."""
    return min((score for score in scores if score is not None), default=None)


def median(values: Iterable[float]) -> float:
    """The middle value, of two middle ones the upper; ``statistics`` would take its time to load."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
