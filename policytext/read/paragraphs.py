"""Lines → paragraphs, by geometry: a full line goes on in the next, an indent of two begins anew.

GB/T 9704-2012: lines of 28 characters, paragraphs indented by two. Other pages are measured: where
their text begins and ends, how far its lines stand apart, and whether its paragraphs are indented.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from policytext.read.grid import Row, Table, continue_table, is_continued
from policytext.read.lines import Line, Page, lowest, median
from policytext.read.registry import Box


class Piece(NamedTuple):
    """A line of a paragraph, or a row of a table, with the page and the place that it stands in."""

    text: str
    page: int
    box: Box | None
    score: float | None = None  # by the recognizer, of a line that was read by OCR


Paragraph = list[Piece]

NEVER_FIRST = frozenset("，。、；：？！）》”’】〕」』〉％%…,.;:?!)]")
OPENING = frozenset("（《“‘【〔「『〈([")
TERMINAL = frozenset("。！？；：!?;:”》）")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条部]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]是|(?:牵头|责任|配合|完成)[^\s：:，。]{0,4}[：:]|附件"
)
_CONTINUED = re.compile(r"[（(]?\s*(?:接上页|上接第?\d*页|续上?表[一二三四五六七八九十\d]*|续)\s*[）)]?")


class Body(NamedTuple):
    """The text block of a page: its edges, the size and distance of its lines, and its habit."""

    left: float
    right: float
    em: float
    pitch: float
    indents: bool


def assemble(
    pages: Sequence[Page],
    lines: Sequence[Sequence[Line]],
    tables: Sequence[Sequence[Table]],
    notes: Sequence[Sequence[Line]],
) -> list[Paragraph]:
    """Paragraphs and table rows of all pages in reading order.

    A page's footnotes come after the paragraph that runs over its edge.
    """
    bodies = measure_bodies(pages, lines)
    paragraphs: list[Paragraph] = []
    previous: Line | None = None  # the last line of the open paragraph
    table: Table | None = None  # the table that may go on at the top of the next page
    waiting: list[Paragraph] = []
    for page, found, boxes, below in zip(pages, lines, tables, notes, strict=True):
        body = bodies[page.number]
        items: list[Line | Table] = sorted([*found, *boxes], key=lambda item: item.top)
        for rank, item in enumerate(items):
            if isinstance(item, Table):
                goes_on = table is not None and rank == 0 and is_continued(table, item)
                rows = continue_table(table, item) if goes_on and table else item.rows
                paragraphs.extend(waiting)
                waiting = []
                if goes_on and table and rows and rows[0].joins:
                    paragraphs[-1] = _merge_row(paragraphs[-1], rows[0])
                    rows = rows[1:]
                paragraphs.extend([Piece(row.text, page.number, row.box, row.score)] for row in rows)
                previous, table = None, item
                continue
            if table is not None and rank == 0 and _CONTINUED.fullmatch(item.text) and len(items) > 1:
                if isinstance(items[1], Table):
                    items[0] = items[1]
                continue
            if previous is not None and continues(previous, item, body):
                paragraphs[-1].append(Piece(_glue(previous.text, item.text), page.number, item.box, item.score))
            else:
                paragraphs.extend(waiting)
                waiting = []
                paragraphs.append([Piece(item.text, page.number, item.box, item.score)])
            previous, table = item, None
        waiting.extend([Piece(line.text, page.number, line.box, line.score)] for line in _join_notes(below))
    paragraphs.extend(waiting)
    return paragraphs


def continues(previous: Line, line: Line, body: Body) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    if abs(previous.size - line.size) > 0.15 * max(previous.size, line.size):
        return False
    em = line.size
    pitch = body.pitch * max(1.0, em / body.em)
    down = line.base - previous.base if previous.page == line.page else 0.0
    if down > 1.9 * pitch:
        return False
    if line.text[0] in NEVER_FIRST:
        return True  # GB/T 15834-2011, 5.1: only a page's width makes a line begin so
    is_title = em > 1.1 * body.em and _is_centered(previous, body) and _is_centered(line, body)
    room = body.right - previous.x1 + (previous.x0 - body.left if is_title else 0.0)
    if room > _first_token(line.text) * em + 0.4 * em:
        return False  # there was room: the line ended because the paragraph did
    if is_title:
        return True
    indent = (line.x0 - body.left) / em
    if body.indents:
        if indent < 1.2:
            return True
        # a list set in as a whole, or with its first line hanging out
        return indent > 2.6 and line.x0 > previous.x0 - 0.3 * em and not _begins(previous, line)
    if down > 1.25 * pitch:
        return False
    return not _MARKER.match(line.text)  # without indents the marks of items are all there is


def _is_centered(line: Line, body: Body) -> bool:
    return abs((line.x0 - body.left) - (body.right - line.x1)) < 0.6 * line.size


def _begins(previous: Line, line: Line) -> bool:
    return previous.text[-1] in TERMINAL and bool(_MARKER.match(line.text))


_TOKEN = re.compile(
    rf"[{re.escape(''.join(sorted(OPENING)))}]*(?:[A-Za-z0-9.%]+|.)[{re.escape(''.join(sorted(NEVER_FIRST)))}]*"
)


def _first_token(text: str) -> float:
    """How many ems the first thing takes that cannot be broken: a character or number with the marks at it.

    ``“135”出行`` → 3.5: the line before needs as much room, or it was full.
    """
    token = _TOKEN.match(text)
    return sum(0.5 if char < "\u0250" else 1.0 for char in (token[0] if token else text[:1]))


def _glue(before: str, after: str) -> str:
    """A space where two words of Latin meet at the break, nothing in Chinese."""
    if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha():
        return f" {after}"
    return after


def _join_notes(lines: Sequence[Line]) -> list[Line]:
    """The footnotes of a page, one line each."""
    joined: list[Line] = []
    for line in lines:
        if joined and not re.match(r"[①-⑳*※]|\[\d|\d{1,2}\s|注", line.text):
            last = joined[-1]
            joined[-1] = replace(last, text=last.text + line.text, score=lowest((last.score, line.score)))
        else:
            joined.append(line)
    return joined


def _merge_row(row: Paragraph, rest: Row) -> Paragraph:
    """A row that the edge of the page cut in two: each cell's rest joins its beginning."""
    cells = "".join(piece.text for piece in row).split("\t")
    more = rest.text.split("\t")
    merged = [
        (cells[i] if i < len(cells) else "") + (more[i] if i < len(more) else "")
        for i in range(max(len(cells), len(more)))
    ]
    return [row[0]._replace(text="\t".join(merged), score=lowest((row[0].score, rest.score)))]


# ---- measuring ---------------------------------------------------------------------------------

MIN_LINES = 6  # fewer lines say nothing of a page's own margins
OWN_WIDTH = 0.75  # of the text elsewhere: annexes are set narrower by a few characters, not by half
OWN_MARGIN_SHARE = 0.3  # of a page's lines end at its edge: then the page has this edge


def measure_bodies(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> dict[int, Body]:
    """The text block of each page; a page with few full lines has that of all pages of its width."""
    groups: defaultdict[int, list[Line]] = defaultdict(list)
    for page, found in zip(pages, lines, strict=True):
        groups[round(page.width / 10)].extend(line for line in found if not line.in_column)
    shared = {width: _measure(found) for width, found in groups.items()}
    bodies = {}
    for page, found in zip(pages, lines, strict=True):
        if len(columns := [line for line in found if line.in_column]) >= MIN_LINES:
            bodies[page.number] = _measure(columns)  # the text block of each column, one like the other
            continue
        body = shared[round(page.width / 10)]
        own = [line for line in found if abs(line.size - body.em) <= 0.15 * body.em]
        if len(own) >= MIN_LINES:
            right = _edge([-line.x1 for line in own], body.em, OWN_MARGIN_SHARE)
            left = _edge([line.x0 for line in own], body.em, OWN_MARGIN_SHARE)
            if right is not None and left is not None and _is_block(left, -right, own, body):
                body = body._replace(left=left, right=-right)
        bodies[page.number] = body
    return bodies


def _is_block(left: float, right: float, own: Sequence[Line], body: Body) -> bool:
    """Whether edges are those of a text set narrower, and not of a list whose lines happen to be of one length."""
    if right - left < OWN_WIDTH * (body.right - body.left):
        return False
    return all(line.x0 > left - 1.5 * body.em and line.x1 < right + 1.5 * body.em for line in own)


def _measure(lines: Sequence[Line]) -> Body:
    if not lines:
        return Body(0.0, 0.0, 10.5, 15.0, True)
    em = median([line.size for line in lines for _ in range(len(line.text))])
    body = [line for line in lines if abs(line.size - em) <= 0.15 * em] or list(lines)
    share = 0.05 if len(body) >= MIN_LINES else 0.0
    left = _edge([line.x0 for line in body], em, share)
    right = _edge([-line.x1 for line in body], em, share)
    left = min(line.x0 for line in body) if left is None else left
    right = -max(line.x1 for line in body) if right is None else right
    pitches = [
        b.base - a.base for a, b in itertools.pairwise(body) if a.page == b.page and 0.9 * em < b.base - a.base < 3 * em
    ]
    pitch = median(pitches) if pitches else 1.75 * em
    return Body(left, -right, em, pitch, _indents(body, left, -right, em))


def _edge(values: Sequence[float], em: float, share: float) -> float | None:
    """The outermost value near which so large a part of the values lie; None where there is none."""
    ordered = sorted(values)
    needed = max(1 if len(ordered) < MIN_LINES else 2, share * len(ordered))
    last = 0
    for index, value in enumerate(ordered):
        while last < len(ordered) and ordered[last] <= value + 1.2 * em:
            last += 1
        if last - index >= needed:
            return value
    return None


def _indents(lines: Sequence[Line], left: float, right: float, em: float) -> bool:
    """Whether paragraphs begin with an indent: lines after a short one tell."""
    first = [line.x0 - left for before, line in itertools.pairwise(lines) if right - before.x1 > 2.5 * em]
    indented = sum(1 for indent in first if 1.2 * em <= indent <= 2.8 * em)
    flush = sum(1 for indent in first if indent < 0.8 * em)
    return indented >= flush
