"""Drawn lines → tables: cells, merged cells, and the rows that go on over the edge of a page.

A row becomes one line, its cells joined by a tab; a cell merged downwards is repeated in each of its
rows, one merged sideways stands once, in its first column.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policytext.read.lines import Char, Line, Page, Rule, lowest, make_lines
from policytext.read.registry import Box

#: Lines this near are one: double rules, and the two sides of a rule drawn as a thin box (points).
SNAP = 3.0
#: More rules than this are a drawing (a map, a chart), no table: 60 rows of 12 columns, merged, have 75.
MAX_RULES = 600
MAX_HEADER_ROWS = 3  # 目标 over 指标 | 目标值 has two, with years three
CELL_PADDING = 6.0  # Word's 0.19 cm, and a little

SEPARATORS = frozenset("、，；：。,;:/")
_ITEM = re.compile(r"\d{1,2}[.．、](?!\d)|[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[）)]")


class Row(NamedTuple):
    """One row as text; ``joins`` when it is the rest of a row cut by the page's edge."""

    text: str
    cells: tuple[str, ...]
    spans: tuple[int, ...]  # how many rows each cell is merged over
    joins: bool = False
    box: Box | None = None
    score: float | None = None  # the lowest of its lines, when they were read by OCR


@dataclass(slots=True)
class Table:
    """A table of one page; ``xs`` are the edges of its columns."""

    page: int
    xs: tuple[float, ...]
    top: float
    bottom: float
    rows: list[Row]


def take_tables(page: Page) -> list[Table]:
    """The tables of a page, from top to bottom; the characters in them are taken off the page."""
    tables = []
    for xs, ys, groups in _find_grids(page.rules):
        inside: defaultdict[int, list[Char]] = defaultdict(list)
        outside = []
        for char in page.chars:
            x, y = (char.x0 + char.x1) / 2, char.base - 0.35 * char.size
            column, row = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
            if 0 <= column < len(xs) - 1 and 0 <= row < len(ys) - 1:
                inside[groups[row][column]].append(char)
            else:
                outside.append(char)
        if len(inside) < 2:
            continue  # a frame around text, or a drawing
        page.chars = outside
        tables.append(_make_table(page.number, xs, ys, groups, inside))
    tables.sort(key=lambda table: table.top)
    return tables


def _make_table(
    page: int, xs: list[float], ys: list[float], groups: list[list[int]], inside: dict[int, list[Char]]
) -> Table:
    columns_of: defaultdict[int, set[int]] = defaultdict(set)
    rows_of: defaultdict[int, set[int]] = defaultdict(set)
    for i, row in enumerate(groups):
        for j, group in enumerate(row):
            columns_of[group].add(j)
            rows_of[group].add(i)
    texts = {
        group: cell_text(make_lines(chars, page), xs[max(columns_of[group]) + 1] - xs[min(columns_of[group])])
        for group, chars in inside.items()
    }
    rows = []
    first = _header_rows(groups, columns_of) - 1
    for i, row in enumerate(groups[first:], first):
        cells = tuple(texts.get(group, "") if j == min(columns_of[group]) else "" for j, group in enumerate(row))
        if not any(cells):
            continue
        spans = tuple(len(rows_of[group]) for group in row)
        rows.append(make_row(cells, spans, (xs[0], ys[i], xs[-1], ys[i + 1]), whole=len(set(row)) == 1))
    return Table(page, tuple(xs), ys[0], ys[-1], rows)


def _header_rows(groups: list[list[int]], columns_of: dict[int, set[int]]) -> int:
    """How many rows the header has: in the last all names stand, those merged down being repeated.

    ``责任分工`` over ``牵头单位 | 配合单位`` has two.
    """
    for i, row in enumerate(groups[: MAX_HEADER_ROWS - 1]):
        wide = [j for j, group in enumerate(row) if 1 < len(columns_of[group]) < len(row)]
        others = [j for j in range(len(row)) if j not in wide]
        if not wide or i + 1 == len(groups) or any(groups[i + 1][j] != row[j] for j in others):
            return i + 1
    return min(MAX_HEADER_ROWS, len(groups))


def make_row(
    cells: tuple[str, ...], spans: tuple[int, ...], box: Box | None, *, whole: bool = False, score: float | None = None
) -> Row:
    """A row with its text: cells joined by tabs, one that stands alone by itself."""
    text = cells[0] if whole or not any(cells[1:]) else "\t".join(cells)
    return Row(text, cells, spans, box=box, score=score)


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The lines of a cell as one: wrapped ones joined, entries below each other parted by a space.

    A line that left room for what follows ended on purpose (市民政局 over 市财政局).
    """
    text = lines[0].text if lines else ""
    for before, line in itertools.pairwise(lines):
        room = width - 2 * CELL_PADDING - (before.x1 - before.x0)
        ended = room > 1.3 * line.size
        on_purpose = (ended or _ITEM.match(line.text)) and before.text[-1] not in SEPARATORS
        latin = (
            before.text[-1].isascii()
            and before.text[-1].isalpha()
            and line.text[0].isascii()
            and line.text[0].isalpha()
        )
        text += (" " if on_purpose or latin else "") + line.text
    return text


# ---- over the edge of the page -----------------------------------------------------------------


def is_continued(table: Table, following: Table) -> bool:
    """Whether the table at the top of a page goes on with the one that ended the page before."""
    return len(table.xs) == len(following.xs) and all(
        abs((a - table.xs[0]) - (b - following.xs[0])) <= 2 * SNAP for a, b in zip(table.xs, following.xs, strict=True)
    )


def continue_table(table: Table, following: Table) -> list[Row]:
    """The rows of a continued table: its repeated header off, cut rows and merged cells mended.

    The first row has ``joins`` when it is the rest of the row before.
    """
    rows = list(following.rows)
    header = 0
    while header < min(len(rows), len(table.rows), 3) and rows[header].cells == table.rows[header].cells:
        header += 1
    rows = rows[header:]
    if not rows or not table.rows:
        return rows
    last, first = table.rows[-1], rows[0]
    if last.cells[0] and not first.cells[0] and first.spans[0] == 1 and last.spans[0] == 1:
        rows[0] = first._replace(joins=True)
        cells = tuple(a + b for a, b in zip(last.cells, first.cells, strict=True))
        following.rows = [
            *table.rows[:3],
            make_row(cells, last.spans, last.box, score=lowest((last.score, first.score))),
            *rows[1:],
        ]
        return rows
    # a cell merged over the edge is empty on the new page: its value stands on the old one
    for j, cell in enumerate(first.cells):
        if cell or not last.cells[j] or (first.spans[j] == 1 and last.spans[j] == 1):
            continue
        for i in range(min(first.spans[j], len(rows))):
            cells = (*rows[i].cells[:j], last.cells[j], *rows[i].cells[j + 1 :])
            rows[i] = make_row(cells, rows[i].spans, rows[i].box, score=rows[i].score)
    following.rows = [*table.rows[:3], *rows]
    return rows


# ---- finding the grid --------------------------------------------------------------------------


def _find_grids(rules: Sequence[Rule]) -> list[tuple[list[float], list[float], list[list[int]]]]:
    """Column edges, row edges, and for each cell the number of the (merged) cell it belongs to."""
    horizontal = _merge([(rule.y0, rule.x0, rule.x1) for rule in rules if rule.y0 == rule.y1])
    vertical = _merge([(rule.x0, rule.y0, rule.y1) for rule in rules if rule.x0 == rule.x1])
    if not horizontal or len(vertical) < 1 or len(horizontal) + len(vertical) > MAX_RULES:
        return []
    parts = _connect(horizontal, vertical)
    return [grid for own_h, own_v in parts if (grid := _make_grid(own_h, own_v)) is not None]


Segment = tuple[float, float, float]  # where it stands, from, to


def _merge(segments: list[Segment]) -> list[Segment]:
    """Segments of one line that touch are one."""
    merged: list[Segment] = []
    rows: list[list[Segment]] = []
    for segment in sorted(segments):
        if rows and segment[0] - rows[-1][0][0] <= SNAP:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        at = sum(segment[0] for segment in row) / len(row)
        low = high = None
        for _, start, end in sorted(row, key=lambda segment: segment[1]):
            if high is not None and low is not None and start <= high + 2 * SNAP:
                high = max(high, end)
                continue
            if high is not None and low is not None:
                merged.append((at, low, high))
            low, high = start, end
        if high is not None and low is not None:
            merged.append((at, low, high))
    return merged


def _connect(horizontal: list[Segment], vertical: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """The groups of segments that cross or touch each other."""
    parent = list(range(len(horizontal) + len(vertical)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(horizontal):
        for j, (x, y0, y1) in enumerate(vertical):
            if x0 - SNAP <= x <= x1 + SNAP and y0 - SNAP <= y <= y1 + SNAP:
                parent[find(i)] = find(len(horizontal) + j)
    parts: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, segment in enumerate(horizontal):
        parts.setdefault(find(i), ([], []))[0].append(segment)
    for j, segment in enumerate(vertical):
        parts.setdefault(find(len(horizontal) + j), ([], []))[1].append(segment)
    return list(parts.values())


def _make_grid(
    horizontal: list[Segment], vertical: list[Segment]
) -> tuple[list[float], list[float], list[list[int]]] | None:
    if len(horizontal) < 2 or not vertical:
        return None
    # a table may be open at its sides, its rows then end where their rules do
    xs = _edges([x for x, _, _ in vertical] + [min(s[1] for s in horizontal), max(s[2] for s in horizontal)])
    ys = _edges([y for y, _, _ in horizontal])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    n_columns = len(xs) - 1
    parent = list(range(n_columns * (len(ys) - 1)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i in range(len(ys) - 1):
        y = (ys[i] + ys[i + 1]) / 2
        for j in range(n_columns):
            x = (xs[j] + xs[j + 1]) / 2
            here = i * n_columns + j
            if j + 1 < n_columns and not _is_drawn(vertical, xs[j + 1], y):
                parent[find(here + 1)] = find(here)
            if i + 2 < len(ys) and not _is_drawn(horizontal, ys[i + 1], x):
                parent[find(here + n_columns)] = find(here)
    groups = [[find(i * n_columns + j) for j in range(n_columns)] for i in range(len(ys) - 1)]
    return xs, ys, groups


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SNAP:
            edges.append(value)
    return edges


def _is_drawn(segments: list[Segment], at: float, across: float) -> bool:
    return any(abs(s[0] - at) <= SNAP and s[1] - SNAP <= across <= s[2] + SNAP for s in segments)
