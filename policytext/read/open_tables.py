"""Tables without a grid of rules (三线表, or no lines at all): columns by strips that stay empty below a header.

Only what is surely a task table is taken for one, since prose, lists and pages in columns have gaps too: a line of
names of columns (:mod:`policytext.read.headers`) stands above, between each two of them a strip stays empty over all
lines below, and these fall into rows by rules, numbers or distances in one way (:mod:`policytext.read.open_rows`).
Anything else stays lines, as it was.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policytext.read.bands import HEADER_ROWS, Band, bands_of, cell_lines, has_gaps, score_of
from policytext.read.grid import CELL_PADDING, SNAP, Row, Table, cell_text, make_row
from policytext.read.headers import MIN_COLUMNS, is_header, is_number_header, is_task_header
from policytext.read.lines import Line, Page, Rule, median
from policytext.read.open_rows import Columns, names_group, split_rows
from policytext.read.paragraphs import NEVER_FIRST

#: In ems, from one baseline to the next: rows of a table stand closer (Word's of 1.5 cm by 4 ems).
MAX_PITCH = 4.5
#: What is set so much larger or smaller than the header is no cell; OCR measures heights that differ by a third.
OTHER_SIZE = 0.25
OTHER_SIZE_OCR = 0.5
#: A note or a signature below a table: so many lines, so much farther off than its lines from each other.
MAX_TAIL = 3
TAIL_STEP = 1.5
MAX_TAILS = 3  # one after the other: a note, a signature, its date
#: More of either has no page of a document: 16 columns with names of three lines, set wide; 300 lines.
MAX_HEADER_PIECES = 100
MAX_BODY_BANDS = 300
#: In ems: a running head is farther off than the lines of a cell are from each other.
HEAD_STEP = 1.8
#: Running heads above a table that goes on: a line or two and a rule.
MAX_BANDS_ABOVE = 3
TOP_ZONE = 0.17
BOTTOM_ZONE = 0.85
_PAGE_NUMBER = re.compile(r"[-—–―－·•_\s]*第?\s*\d{1,4}\s*页?(?:[\s/，]*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–―－·•_\s]*")

Strip = list[tuple[float, float]]  # stretches that are empty between two columns


@dataclass(frozen=True, slots=True)
class _Header:
    names: tuple[str, ...]
    extents: tuple[tuple[float, float], ...]
    bands: int  # how many it takes
    size: float

    @property
    def strips(self) -> list[Strip]:
        return [[(a[1], b[0])] for a, b in itertools.pairwise(self.extents)]


@dataclass(frozen=True, slots=True)
class _Open:
    """A table that may go on over the edge of the page."""

    header: _Header
    strips: list[Strip]
    table: Table
    last: int | None  # its last number
    apart: float | None  # the least distance between its rows; None with fewer than two


def take_open_tables(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[list[Table]]:
    """The tables of each page that have no grid, from top to bottom; what is in them is taken off the pages.

    ``lines`` are those of each page's characters: where they have no gaps nothing is looked at.
    """
    found: list[list[Table]] = []
    going_on: _Open | None = None
    for page, own in zip(pages, lines, strict=True):
        tables: list[Table] = []
        if going_on is not None or has_gaps(page, own):
            tables, going_on = _take(page, going_on)
        found.append(tables)
    return found


def _take(page: Page, before: _Open | None) -> tuple[list[Table], _Open | None]:
    tables: list[Table] = []
    bands = bands_of(page)
    end = len(bands)
    while end and bands[end - 1].base > BOTTOM_ZONE * page.height and _PAGE_NUMBER.fullmatch(bands[end - 1].text):
        if end >= 2 and bands[end - 1].base - bands[end - 2].base < 2 * bands[end - 1].size:
            break  # the number of a row
        end -= 1
    at = 0
    open_end: _Open | None = None
    taken: list[Band] = []
    while at < end:
        header = _find_header(bands, at, end)
        goes_on = before is not None and not tables and _is_top(bands, at, page)
        if header is not None:
            again = before is not None and goes_on and _is_same(header, before.header)
            strips, first = header.strips, at + header.bands
        elif before is not None and goes_on:
            header, again, strips, first = before.header, True, before.strips, at
        else:
            at += 1
            continue
        known = before if again else None
        made = _read(page, bands[at:first], bands[first:end], header, strips, known)
        if made is None:
            at += 1
            continue
        opened, used = made
        tables.append(opened.table)
        taken += bands[at : first + used]
        at = first + used
        open_end = opened if at == end else None
    if taken:
        chars = {id(char) for band in taken for char in band.chars}
        lines = {id(line) for band in taken for line in band.lines}
        page.chars = [char for char in page.chars if id(char) not in chars]
        page.lines = [line for line in page.lines if id(line) not in lines]
    return tables, open_end


def _is_top(bands: Sequence[Band], at: int, page: Page) -> bool:
    """Whether a baseline is the first below the running heads, which stand apart: it is no second line of a cell."""
    apart = at == 0 or bands[at].base - bands[at - 1].base >= HEAD_STEP * bands[at].size
    return apart and at <= MAX_BANDS_ABOVE and all(band.base < TOP_ZONE * page.height for band in bands[:at])


def _is_same(header: _Header, other: _Header) -> bool:
    """Whether the header of a page is that of the page before: its names in their places."""
    return header.names == other.names and all(
        abs((a[0] - header.extents[0][0]) - (b[0] - other.extents[0][0])) <= 2 * SNAP
        for a, b in zip(header.extents, other.extents, strict=True)
    )


# ---- the header --------------------------------------------------------------------------------


def _find_header(bands: Sequence[Band], at: int, end: int) -> _Header | None:
    """The header that begins with a baseline: of all the ways to read it, the one with the most names of columns."""
    best: tuple[int, int, _Header] | None = None
    for n_bands in range(1, HEADER_ROWS + 1):
        own = bands[at : at + n_bands]
        if at + n_bands > end or own[-1].base - own[0].base > HEADER_ROWS * own[0].size:
            break
        if sum(len(band.pieces) for band in own) > MAX_HEADER_PIECES:
            break
        cells = _header_cells(own)
        names = tuple("".join(piece.text for piece in cell).replace(" ", "") for cell in cells)
        if not is_task_header(names):
            continue
        extents = tuple((min(p.x0 for p in cell), max(p.x1 for p in cell)) for cell in cells)
        if any(b[0] - a[1] < own[0].gap * own[0].size for a, b in itertools.pairwise(extents)):
            continue
        known = sum(map(is_header, names))
        rank = (known, known - len(names))
        if best is None or rank > best[:2]:
            best = (*rank, _Header(names, extents, n_bands, own[0].size))
    return best[2] if best else None


def _header_cells(bands: Sequence[Band]) -> list[list[Line]]:
    """Pieces above each other are one cell; one above several others (责任分工 over 牵头单位, 配合单位) is left out."""
    rows = [_joined(band.pieces) for band in bands]
    pieces = [piece for row in rows for piece in row]
    above = [p for number, row in enumerate(rows) for p in row if _is_above(p, rows[:number], rows[number + 1 :], row)]
    cells: list[list[Line]] = []
    for piece in sorted((p for p in pieces if p not in above), key=lambda piece: piece.x0):
        if cells and any(_overlaps(piece, other) for other in cells[-1]):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    for cell in cells:
        cell.sort(key=lambda piece: piece.base)
    return cells


def _is_above(
    piece: Line, before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]], own: Sequence[Line]
) -> bool:
    """Whether a piece is the common name of two or more others that stand a line below it.

    It reaches over them, stands above the gap between two that have no name of their own above them, or above one
    that is a whole name as it is (责任分工 over 配合单位, but not 牵头 over 单位).
    """
    for row in after:
        if row[0].base - piece.base < 0.95 * piece.size:
            continue
        children = [other for other in row if _overlaps(piece, other)]
        if len(children) > 1 or (children and _is_whole(piece.text) and _is_whole(children[0].text)):
            return True
        left = [other for other in row if other.x0 < piece.x0]
        right = [other for other in row if other.x1 > piece.x1]
        if not children and left and right:
            upper = [other for above in (*before, own) for other in above]
            return not any(_overlaps(child, other) for child in (left[-1], right[0]) for other in upper)
    return False


def _is_whole(name: str) -> bool:
    return len(name) >= 4 and is_header(name)


def _joined(pieces: Sequence[Line]) -> list[Line]:
    """Names that are set wide (序　号) as one piece."""
    out: list[Line] = []
    at = 0
    while at < len(pieces):
        size = 1
        if len(pieces[at].text) <= 2 and not is_header(pieces[at].text):
            for more in range(2, min(6, len(pieces) - at) + 1):
                parts = pieces[at : at + more]
                if any(len(part.text) > 2 for part in parts):
                    break
                if is_header("".join(part.text for part in parts)):
                    size = more
                    break
        parts = pieces[at : at + size]
        out.append(replace(parts[0], text="".join(part.text for part in parts), x1=parts[-1].x1))
        at += size
    return out


def _overlaps(a: Line, b: Line) -> bool:
    slack = 0.15 * min(a.size, b.size)
    return a.x0 < b.x1 - slack and b.x0 < a.x1 - slack


# ---- the rows below it -------------------------------------------------------------------------


def _read(
    page: Page, head: Sequence[Band], below: Sequence[Band], header: _Header, strips: list[Strip], known: _Open | None
) -> tuple[_Open, int] | None:
    """The table with its rows, and how many baselines they take; None where they are no rows."""
    fitting, strips = _grow(below, header, strips, head[-1].base if head else None)
    for _ in range(MAX_TAILS + 1):
        body = below[:fitting]
        if not body:
            return None
        edges = _edges([*head, *body], strips)
        columns = Columns(edges, is_number_header(header.names[0]), _widths(body, edges))
        if len(columns.filled(body)) < 2:
            return None
        rules = _row_rules(page.rules, edges, body)
        rows = split_rows(
            body,
            columns,
            rules,
            last=known.last if known else None,
            apart=known.apart if known else None,
            goes_on=known is not None,
        )
        if rows is not None and _are_rows(
            [_cells(row, columns, page) for row in rows if not columns.is_group(row)], columns, known
        ):
            break
        fitting = _without_tail(body)
    else:
        return None
    made = [_make_row(row, columns, page) for row in rows]
    if head:
        names = make_row(header.names, (1,) * len(header.names), _box(head, columns), score=score_of(head))
        made = [names, *made]
    xs = known.table.xs if known else tuple(edges)
    table = Table(page.number, xs, min(b.top for b in (*head, *body)), max(b.bottom for b in body), made)
    numbers = [number for row in rows if columns.numbered and (number := columns.number(row)) is not None]
    last = numbers[-1] if numbers else None
    apart = min((b[0].base - a[-1].base for a, b in itertools.pairwise(rows)), default=known.apart if known else None)
    return _Open(header, strips, table, last, apart), fitting


def _without_tail(body: Sequence[Band]) -> int:
    """How many baselines are left when what stands apart below a table, one piece by chance in a column, is left out."""
    steps = [b.base - a.base for a, b in itertools.pairwise(body)]
    for tail in range(1, min(MAX_TAIL, len(body) - 1) + 1):
        if len(body[-tail].pieces) > 1:
            break
        if steps[-tail] >= TAIL_STEP * median(steps):
            return len(body) - tail
    return 0


def _are_rows(rows: Sequence[tuple[str, ...]], columns: Columns, known: _Open | None) -> bool:
    """Whether cells are those of a task table: of more than one row or numbered, no names of columns, no torn clauses."""
    full = [[cell for cell in row if cell] for row in rows]
    if known is None and len(rows) < (1 if columns.numbered else 2):
        return False
    # the edge of a page may cut the first row, and the last
    torn = any(cell[0] in NEVER_FIRST for row in full[1 if known else 0 :] for cell in row)
    broken_off = sum(1 for row in full[:-1] if any(cell[-1] in "，、" for cell in row))
    return (
        not torn
        and 3 * broken_off <= len(full)
        and any(len(row) >= 2 for row in full)
        and not any(all(map(is_header, row)) for row in full if len(row) > 1)
    )


def _grow(below: Sequence[Band], header: _Header, strips: list[Strip], base: float | None) -> tuple[int, list[Strip]]:
    """How many baselines fit below a header, and the strips that they leave empty."""
    count = 0
    for number, band in enumerate(below[:MAX_BODY_BANDS]):
        if base is not None and band.base - base > MAX_PITCH * header.size:
            break
        if len(band.pieces) >= MIN_COLUMNS and all(is_header(piece.text) for piece in band.pieces):
            break  # another header
        if (
            abs(band.size - header.size) > (OTHER_SIZE_OCR if band.lines else OTHER_SIZE) * header.size
            and len(band.text) > 2
        ):
            break
        narrowed = [_narrow(strip, band) for strip in strips]
        if not all(narrowed):
            following = below[number + 1] if number + 1 < len(below) else None
            if not names_group(band) or following is None or not all(_narrow(strip, following) for strip in strips):
                break
        else:
            strips = narrowed
        base = band.base
        count = number + 1
    return count, strips


def _narrow(strip: Strip, band: Band) -> Strip:
    """What of a strip stays empty; too narrow a rest is none."""
    enough = band.gap * band.size * 0.9
    for piece in band.pieces:
        strip = [
            part
            for low, high in strip
            for part in ((low, min(high, piece.x0)), (max(low, piece.x1), high))
            if part[1] - part[0] >= enough
        ]
    return strip


def _edges(bands: Sequence[Band], strips: Sequence[Strip]) -> tuple[float, ...]:
    widest = [max(strip, key=lambda part: part[1] - part[0]) for strip in strips]
    middles = [(low + high) / 2 for low, high in widest]
    left = min(piece.x0 for band in bands for piece in band.pieces)
    right = max(piece.x1 for band in bands for piece in band.pieces)
    return (left - CELL_PADDING, *middles, right + CELL_PADDING)


def _widths(body: Sequence[Band], edges: Sequence[float]) -> tuple[float, ...]:
    """Of each column, as if it were ruled: that of its longest line, with the room beside it."""
    widths = []
    for left, right in itertools.pairwise(edges):
        own = [[piece for piece in band.pieces if left <= (piece.x0 + piece.x1) / 2 < right] for band in body]
        longest = max((pieces[-1].x1 - pieces[0].x0 for pieces in own if pieces), default=0.0)
        widths.append(longest + 2 * CELL_PADDING)
    return tuple(widths)


def _row_rules(rules: Sequence[Rule], edges: Sequence[float], body: Sequence[Band]) -> list[float]:
    """Where lines are drawn across the table between its rows."""
    wide = 0.8 * (edges[-1] - edges[0])
    low, high = body[0].base, body[-1].top
    return sorted(
        {rule.y0 for rule in rules if rule.y0 == rule.y1 and rule.x1 - rule.x0 >= wide and low < rule.y0 < high}
    )


def _cells(row: Sequence[Band], columns: Columns, page: Page) -> tuple[str, ...]:
    cells = []
    for left, right, width in zip(columns.edges, columns.edges[1:], columns.widths, strict=False):
        cells.append(cell_text(cell_lines(row, left, right, page.number), width))
    return tuple(cells)


def _make_row(row: Sequence[Band], columns: Columns, page: Page) -> Row:
    box, score = _box(row, columns), score_of(row)
    cells = (row[0].text, *[""] * (columns.count - 1)) if columns.is_group(row) else _cells(row, columns, page)
    return make_row(cells, (1,) * columns.count, box, score=score)


def _box(bands: Sequence[Band], columns: Columns) -> tuple[float, float, float, float]:
    return (
        columns.edges[0] + CELL_PADDING,
        min(b.top for b in bands),
        columns.edges[-1] - CELL_PADDING,
        max(b.bottom for b in bands),
    )


__all__ = ["take_open_tables"]
