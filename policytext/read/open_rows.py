"""Baselines below a header → rows of a table without rules.

A row is told by the rules between rows, by its number, or by the distance to the next one. Where these leave more
than one way to cut, or none, there is no table: a task with another's body is worse than a line of text.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policytext.read.bands import Band
from policytext.read.lines import Line

#: A line of a table that names a group of rows.
_GROUP = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十]{1,3}[类部]"
)
MAX_GROUP_CHARS = 40
#: In ems: lines of one cell stand closer.
MAX_LINE_PITCH = 3.0
#: Two cells share a row when they stand side by side by more than this part of a line's height.
SIDE_BY_SIDE = 0.15
#: From row to row, over the distance from line to line: 4 points between rows of 10.5 make 1.3.
APART = 1.15
#: Distances that are tried: eight such jumps (:data:`APART`) lead from one em to the most.
MAX_DISTANCES = 12
_NUMBER = re.compile(r"\d{1,3}[.．、]?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand, whether the first counts its rows, and how wide a line of each may be."""

    edges: tuple[float, ...]
    numbered: bool
    widths: tuple[float, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.widths)

    def of(self, piece: Line) -> int:
        """The column in which a piece stands, by its middle."""
        middle = (piece.x0 + piece.x1) / 2
        return next((i for i, edge in enumerate(self.edges[1:]) if middle < edge), self.count - 1)

    def is_group(self, row: Sequence[Band]) -> bool:
        """Whether a row is a line that names the rows below it, and no item in a cell: 建设设施:(一)新建食堂;"""
        return len(row) == 1 and names_group(row[0]) and self._spans(row[0].pieces[0])

    def _spans(self, piece: Line) -> bool:
        crosses = any(piece.x0 < edge < piece.x1 for edge in self.edges[1:-1])
        return crosses or (self.numbered and self.of(piece) == 0)

    def filled(self, row: Iterable[Band]) -> set[int]:
        """Columns in which something stands."""
        return {self.of(piece) for band in row for piece in band.pieces}

    def number(self, row: Iterable[Band]) -> int | None:
        """The number of a row; None where there is none, or more than a number."""
        found = [piece.text for band in row for piece in band.pieces if self.of(piece) == 0]
        return int(re.sub(r"\D", "", found[0])) if len(found) == 1 and _NUMBER.fullmatch(found[0]) else None


def names_group(band: Band) -> bool:
    """Whether a line could name the rows below it, by its words: （一）加强组织领导."""
    return (
        len(band.pieces) == 1
        and len(band.text) <= MAX_GROUP_CHARS
        and bool(_GROUP.match(band.text))
        and band.text[-1] not in "。；，"
    )


def split_rows(
    bands: Sequence[Band],
    columns: Columns,
    rules: Sequence[float],
    *,
    last: int | None,
    apart: float | None,
    goes_on: bool,
) -> list[list[Band]] | None:
    """The rows, each of its baselines; None where there is no one way to tell them.

    Args:
        rules: where lines are drawn across the table.
        last: number of the last row on the page before.
        apart: least distance between rows on the page before: what stands closer is one cell, where no number tells.
        goes_on: the table began on the page before: what stands first may be the rest of a row.
    """
    rows: list[list[Band]] = []
    for number, region in enumerate(_regions(bands, columns, rules)):
        if columns.is_group(region):
            rows.append(region)
            continue
        cut = _cut(region, columns, whole=bool(rules), goes_on=goes_on and number == 0)
        if cut is None or (
            not columns.numbered
            and any(b[0].base - a[-1].base < 0.9 * (apart or 0.0) for a, b in itertools.pairwise(cut))
        ):
            return None
        rows += cut
    if columns.numbered and not _counts(
        rows[1:] if goes_on and columns.number(rows[0]) is None else rows, columns, last
    ):
        return None
    return rows


def _regions(bands: Sequence[Band], columns: Columns, rules: Sequence[float]) -> list[list[Band]]:
    """Stretches between rules and lines of groups."""
    regions: list[list[Band]] = []
    previous: Band | None = None
    for band in bands:
        cut = previous is None or columns.is_group([band]) or columns.is_group([previous])
        if cut or (previous is not None and any(previous.base < rule < band.base for rule in rules)):
            regions.append([])
        regions[-1].append(band)
        previous = band
    return regions


def _counts(rows: Sequence[Sequence[Band]], columns: Columns, last: int | None) -> bool:
    """Whether the numbers go on one by one, or begin anew below a group; OCR overlooks some."""
    expected = last
    for row in rows:
        number = columns.number(row)
        if number is None:
            expected = None if columns.is_group(row) else expected and expected + 1
        elif expected is not None and number not in (expected + 1, 1):
            return False
        else:
            expected = number
    return True


def _cut(region: Sequence[Band], columns: Columns, *, whole: bool, goes_on: bool) -> list[list[Band]] | None:
    is_row = _has_number if columns.numbered else _is_full
    if whole and is_row(region, columns):
        return [list(region)]
    tests = [_has_number, _is_full] if columns.numbered else [_is_full]
    lines = [lines for _, lines in _by_column(region, columns)]
    distances = _distances(lines, region[0].size)
    for test in tests:
        for distance in distances:
            rows = _components(region, lines, distance)
            rest = 1 if goes_on and len(rows) > 1 and columns.numbered and 0 not in columns.filled(rows[0]) else 0
            if distance > 0 and not (_stand_apart(rows, distance) and (test is _has_number or len(rows) > 1)):
                continue  # set without a distance between them, rows run into each other
            if all(test(row, columns) for row in rows[rest:]):
                return rows
    return _by_top(region, columns) if columns.numbered else None


def _has_number(row: Sequence[Band], columns: Columns) -> bool:
    return columns.number(row) is not None and len(columns.filled(row)) >= 2


def _is_full(row: Sequence[Band], columns: Columns) -> bool:
    """All cells but one are there: the rest of a wrapped row has fewer."""
    if (
        columns.numbered
        and any(columns.of(piece) == 0 for band in row for piece in band.pieces)
        and columns.number(row) is None
    ):
        return False
    return len(columns.filled(row)) >= max(3, columns.count - 1)


def _distances(columns: Iterable[Sequence[Line]], size: float) -> list[float]:
    """Distances from line to line that there are in columns, from none on: those that the next one is the farthest above."""
    steps = sorted({round(b.base - a.base, 1) for lines in columns for a, b in itertools.pairwise(lines)})
    steps = [step for step in steps if step <= MAX_LINE_PITCH * size]
    jumps = dict(zip(steps, [*(b / max(a, 0.1) for a, b in itertools.pairwise(steps)), math.inf], strict=False))
    return [0.0, *sorted(sorted(steps, key=lambda step: -jumps[step])[:MAX_DISTANCES])]


def _by_column(region: Sequence[Band], columns: Columns) -> list[tuple[int, list[Line]]]:
    found: dict[int, list[Line]] = {}
    for band in region:
        for piece in band.pieces:
            own = found.setdefault(columns.of(piece), [])
            if not own or piece.base - own[-1].base > 0.3 * piece.size:
                own.append(piece)
    return list(found.items())


def _components(region: Sequence[Band], columns: Iterable[Sequence[Line]], distance: float) -> list[list[Band]]:
    """Rows when lines of a column no farther apart than this are one cell: what stands side by side is a row."""
    stretches: list[tuple[float, float]] = []
    for lines in columns:
        start = end = None
        last = None
        for line in lines:
            if last is not None and start is not None and line.base - last <= distance + 0.1:
                end = line.base
            else:
                if start is not None and end is not None:
                    stretches.append((start, end))
                start, end = line.top, line.base
            last = line.base
        if start is not None and end is not None:
            stretches.append((start, end))
    size = region[0].size
    bottoms: list[float] = []
    low = high = None
    for start, end in sorted(stretches):
        if high is None or low is None or start > high - SIDE_BY_SIDE * size:
            bottoms.append(end)
            low, high = start, end
        else:
            high = bottoms[-1] = max(high, end)
    rows: list[list[Band]] = [[] for _ in bottoms]
    for band in region:
        index = next((i for i, bottom in enumerate(bottoms) if band.base <= bottom + 0.3 * size), len(bottoms) - 1)
        rows[index].append(band)
    return [row for row in rows if row]


def _stand_apart(rows: Sequence[Sequence[Band]], distance: float) -> bool:
    """Whether there is more room between rows than between the lines of a cell."""
    return all(b[0].base - a[-1].base >= APART * distance for a, b in itertools.pairwise(rows))


def _by_top(region: Sequence[Band], columns: Columns) -> list[list[Band]] | None:
    """Rows set without a distance between them, each beginning beside its number.

    None when the numbers could as well stand in the middle of their rows.
    """
    at = [index for index, band in enumerate(region) if columns.number([band]) is not None]
    if not at or at[0] != 0 or _is_centered(at, len(region)):
        return None
    rows = [list(region[a:b]) for a, b in zip(at, [*at[1:], len(region)], strict=True)]
    steps = [b.base - a.base for a, b in itertools.pairwise(region)]
    even = not steps or max(steps) < 1.3 * min(steps)
    return rows if even and all(_has_number(row, columns) for row in rows) else None


def _is_centered(at: Sequence[int], n_lines: int) -> bool:
    top = 0
    for number in at:
        if number < top:
            return False
        top += 2 * (number - top) + 1
    return top == n_lines and any(b - a > 1 for a, b in itertools.pairwise([*at, n_lines]))


__all__ = ["Columns", "names_group", "split_rows"]
