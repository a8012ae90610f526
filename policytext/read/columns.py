"""Pages with two or more columns of text (gazettes, 公报): what belongs to which column, and their reading order.

A column is believed only of prose: lines that stop at one edge before an empty strip, on both sides, one under the
other. Cells of a table are short, names under a text stand alone, and a title stands across the strip.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policytext.read.lines import Char, Line, Page, group_rows, make_lines, median

#: The empty strip between two columns, in ems; a gazette's is 2, the gap between two words of a line below 1.
MIN_GUTTER = 1.2
#: So many lines one under the other on both sides: fewer are a list of signatures, or the cells of a table.
MIN_LINES = 8
#: In ems; columns of a newspaper have 12 and more, cells of a table are narrower.
MIN_COLUMN = 9.0
#: Part of a column's lines that fill it. Cells that are wrapped end in a short line after two or three.
FULL_SHARE = 0.7
MAX_DEPTH = 3  # cuts of one stretch, so eight columns; no page has more

Column = list[Line]


def split_lines(page: Page) -> tuple[list[Line], list[list[Column]]]:
    """The lines of a page, cut at the strips between columns, and its bands of columns.

    A band is the columns that stand side by side, from left to right; lines across them are in none.
    """
    bands: list[list[Column]] = []
    rest = list(page.chars)
    while (found := _find_band(rest)) is not None:
        inside, gutter = found
        taken = set(map(id, inside))
        rest = [char for char in rest if id(char) not in taken]
        bands.append([make_lines(chars, page.number) for chars in _cut(inside, gutter, MAX_DEPTH)])
    lines = make_lines(rest, page.number) + [line for band in bands for column in band for line in column]
    return lines, bands


def unroll(lines: Sequence[Line], bands: Sequence[Sequence[Column]]) -> list[Line]:
    """The lines of a page as if its columns stood one under the other, all at the place of the first.

    Lines keep in ``printed`` where they stand. What stands below a band moves down by what its columns are longer.
    """
    if not bands:
        return list(lines)
    kept = set(map(id, lines))
    band_of = {
        id(line): (number, rank)
        for number, band in enumerate(bands)
        for rank, column in enumerate(band)
        for line in column
    }
    tops = [min(line.base for column in band for line in column) for band in bands]
    moved: list[Line] = []
    down = 0.0
    order = sorted(range(len(bands)), key=lambda number: tops[number])
    across = sorted((line for line in lines if id(line) not in band_of), key=lambda line: line.base)
    for position, number in enumerate([*order, None]):
        limit = tops[number] if number is not None else float("inf")
        above = [
            line for line in across if line.base < limit and (position == 0 or line.base >= tops[order[position - 1]])
        ]
        moved += [_moved(line, 0.0, down) for line in above]
        if number is None:
            break
        columns = [[line for line in column if id(line) in kept] for column in bands[number]]
        pitch = _pitch(columns)
        start = tops[number] + down
        left = min((line.x0 for line in columns[0]), default=0.0)
        for column in columns:
            if not column:
                continue
            shift = min(line.x0 for line in column) - left
            first = column[0].base
            moved += [_moved(line, -shift, start - first, in_column=True) for line in column]
            start += column[-1].base - first + pitch
        bottom = max((line.base for column in columns for line in column), default=tops[number])
        down += max(0.0, start - pitch - (bottom + down))
    return moved


def _moved(line: Line, right: float, down: float, *, in_column: bool = False) -> Line:
    return replace(
        line, x0=line.x0 + right, x1=line.x1 + right, base=line.base + down, printed=line.box, in_column=in_column
    )


def _pitch(columns: Sequence[Column]) -> float:
    steps = [b.base - a.base for column in columns for a, b in itertools.pairwise(column)]
    return median(steps) if steps else 20.0


# ---- finding the strips ------------------------------------------------------------------------


def _find_band(chars: Sequence[Char]) -> tuple[list[Char], float] | None:
    """The characters of a stretch of columns, and the middle of a strip that parts it; None where there is none."""
    if len(chars) < 2 * MIN_LINES * MIN_COLUMN:
        return None
    em = median(char.size for char in chars)
    rows = group_rows(chars)
    gaps: Counter[int] = Counter()
    for row in rows:
        for before, after in itertools.pairwise(row):
            if after.x0 - before.x1 >= MIN_GUTTER * em:
                # a gap counts for all places inside of it: indents and short lines make it wider
                gaps.update(range(round((before.x1 + 0.4 * em) / 3), round((after.x0 - 0.4 * em) / 3) + 1))
    for place, count in sorted(gaps.items(), key=lambda item: (-item[1], item[0])):
        if count < MIN_LINES:
            break
        gutter = 3.0 * place
        run: list[list[Char]] = []
        for row in [*rows, []]:
            if row and not any(char.x0 - 0.3 * em < gutter < char.x1 + 0.3 * em for char in row):
                run.append(row)
                continue
            trimmed = _trimmed(run, gutter)
            if _is_band(trimmed, gutter, em):
                return [char for own in trimmed for char in own], gutter
            run = []
    return None


def _trimmed(run: list[list[Char]], gutter: float) -> list[list[Char]]:
    """Rows from the first to the last that has something on both sides, with what hangs below in one column."""
    both = [index for index, row in enumerate(run) if row[0].x0 < gutter < row[-1].x1]
    if not both:
        return []
    last = both[-1]
    while (
        last + 1 < len(run)
        and run[last + 1][0].base - run[last][0].base < 2.2 * run[last][0].size
        and run[last + 1][0].x0 < gutter
        and len(run[last + 1]) >= MIN_COLUMN
    ):
        last += 1  # the first column is longer
    return run[both[0] : last + 1]


def _is_band(run: list[list[Char]], gutter: float, em: float) -> bool:
    """Whether both sides of a strip are columns of prose."""
    for side in (0, 1):
        own = [[char for char in row if (char.x0 > gutter) == bool(side)] for row in run]
        lines = [line for line in own if line]
        if len(lines) < MIN_LINES:
            return False
        left = _usual_edge([line[0].x0 for line in lines], em)
        right = -_usual_edge([-line[-1].x1 for line in lines], em)
        if right - left < MIN_COLUMN * em:
            return False
        full = sum(1 for line in lines if line[-1].x1 > right - 1.5 * em and line[0].x0 < left + 2.5 * em)
        dense = sum(1 for line in lines if sum(c.x1 - c.x0 for c in line) > 0.75 * (line[-1].x1 - line[0].x0))
        stops = sum(1 for line in lines for char in line if char.text in "，。；,;")
        if full < FULL_SHARE * len(lines) or dense < 0.9 * len(lines) or 3 * stops < len(lines):
            return False
    return True


def _usual_edge(values: list[float], em: float) -> float:
    """The outermost place at which a third of the lines begin, within an em."""
    ordered = sorted(values)
    for value in ordered:
        if 3 * sum(1 for other in ordered if value <= other <= value + em) >= len(ordered):
            return value
    return ordered[0]


def _cut(chars: Sequence[Char], gutter: float, depth: int) -> list[list[Char]]:
    """The characters on both sides of a strip, each side cut further where it has a strip of its own."""
    columns: list[list[Char]] = []
    for side in (False, True):
        own = [char for char in chars if (char.x0 > gutter) == side]
        again = _find_band(own) if depth > 1 else None
        if again is not None and len(again[0]) == len(own):
            columns += _cut(own, again[1], depth - 1)
        else:
            columns.append(own)
    return columns


__all__ = ["split_lines", "unroll"]
