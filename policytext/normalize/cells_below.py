"""Tables whose cells a page shows below each other, each behind a bar, and a bar alone where a row ends.

``牵头单位`` / ``| 目标任务`` / ``| 责任单位`` / ``|``: law sites write so. A row may lack the cells that
the ones above span; the first cell may be broken into short lines.
"""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

_BAR_LINE = re.compile(r"[ \t]*\|[ \t]*")
# 市教育局 over 市住建局 are two bodies, 市政 over 府办 over 公室 one
_WHOLE_LINE = re.compile(r"[、,;]$|.{3,}[局委办厅部院署处科室站队会府心司道镇乡]$")
NO_SPACE = "\u200b"
MIN_ROWS = 3  # with the head
MIN_CELLS = 3
MAX_CELL_LINES = 8
MAX_CELL_CHARS = 600
MAX_HEAD_CHARS = 16


def with_cells_in_rows(folded: str) -> tuple[str, dict[int, Span]]:
    """The text with such rows each on one line, tabs between their cells; and the rows as ``with_tabs`` gives them.

    The text keeps its length.
    """
    lines: list[Span] = []
    at = 0
    for line in folded.split("\n"):
        lines.append((at, at + len(line.rstrip("\r"))))
        at += len(line) + 1
    bars = [_BAR_LINE.match(folded, *line) for line in lines]
    pieces = list(folded)
    rows: dict[int, Span] = {}
    index = 1
    while index < len(lines):
        if (
            bars[index] is None
            or bars[index - 1] is not None
            or not 0 < lines[index - 1][1] - lines[index - 1][0] <= MAX_HEAD_CHARS
        ):
            index += 1
            continue
        table, index = _read(folded, lines, bars, index - 1)
        if len(table) >= MIN_ROWS and len(table[0]) >= MIN_CELLS:
            _set(folded, table, pieces, rows)
    return "".join(pieces), rows


def _read(folded: str, lines: list[Span], bars: list[re.Match[str] | None], first: int) -> tuple[list[list[Span]], int]:
    """The rows from line ``first`` on, each the spans of its cells, and the line behind them."""
    table: list[list[Span]] = []
    at = first
    while at < len(lines):
        row: list[Span] = []
        begin = at
        while at < len(lines) and bars[at] is None and at - begin < MAX_CELL_LINES and lines[at][1] > lines[at][0]:
            at += 1
        if at == begin or at == len(lines) or bars[at] is None or lines[at - 1][1] - lines[begin][0] > MAX_CELL_CHARS:
            return table, max(begin, first + 2)
        row.append((lines[begin][0], lines[at - 1][1]))
        ended = False
        while at < len(lines) and (bar := bars[at]) is not None:
            alone = bar.end() == lines[at][1]
            if folded.find("|", bar.end(), lines[at][1]) >= 0:
                return table, at + 1  # two bars in a line: rows of another form
            at += 1
            if alone and (at == len(lines) or bars[at] is None):
                ended = True
                break
            low, high = bar.end(), lines[at - 1][1]
            more = at
            while (
                not alone
                and more < len(lines)
                and bars[more] is None
                and more - at < MAX_CELL_LINES
                and lines[more][1] > lines[more][0]
            ):
                more += 1
            if not alone and more > at and more < len(lines) and bars[more] is not None:
                high, at = lines[more - 1][1], more
            if high - low > MAX_CELL_CHARS:
                return table, at
            row.append((low, high))
        if not ended:
            return table, at
        table.append(row)
    return table, at


def _set(folded: str, table: list[list[Span]], pieces: list[str], rows: dict[int, Span]) -> None:
    """Write the rows into ``pieces``: blanks and tabs for what stands between the cells, no line break but between rows."""
    for cells in table:
        for low, high in cells:
            lines = folded[low:high].split("\n")
            at = low
            for line in lines[:-1]:
                at += len(line) + 1
                pieces[at - 1] = " " if _WHOLE_LINE.search(line.rstrip("\r")) else NO_SPACE
        for one, other in pairwise(cells):
            pieces[one[1] : other[0]] = list("\t" + " " * (other[0] - one[1] - 1))
        last = cells[-1][1]
        end = folded.index("|", last) + 1
        pieces[last:end] = list(("\t" if len(cells) == 1 else " ") + " " * (end - last - 1))
        rows[cells[0][0]] = (cells[0][0], last + (len(cells) == 1))
