"""What stands in the margins of pages: headers, footers, page numbers, footnotes.

They have to go before lines are joined, because they stand in the middle of sentences that run over
the edge of the page (GB/T 9704-2012, 7.5: ``— 1 —`` under the text block).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from policytext.read.grid import Table
from policytext.read.lines import Line, Page, median

#: Parts of the height in which furniture is looked for; the standard's margins are 37 of 297 mm
#: above and 35 below, a header of two lines reaches 0.14.
TOP_ZONE = 0.15
BOTTOM_ZONE = 0.85
MAX_MARGIN_LINES = 3
#: A line that stands in one place on this part of the pages (all, or all odd or even ones) is furniture.
REPEATED_SHARE = 0.5
MIN_REPEATS = 3
#: Of two pages only what is set smaller than the text is believed to be a header.
SMALLER = 0.9
#: A footnote is at most this part of the text's size (GB/T 9704 has none; Word sets 9 under 10.5 or 16).
NOTE_SIZE = 0.88

_NUMBER = re.compile(
    r"[-—–―－·•\s_]*第?\s*(?:\d{1,4}|[ivxlIVXL]{1,6}|[一二三四五六七八九十]{1,3})\s*页?"
    r"(?:[\s/，,、]*(?:共|of|/)?\s*\d{1,4}\s*页?)?[-—–―－·•\s_]*"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_NOTE_MARK = re.compile(r"[①-⑳*※]|\[\d{1,2}\]|\d{1,2}(?!\d|[.．、])|注\s*\d*[:：]")


def strip_margins(
    pages: Sequence[Page], lines: Sequence[list[Line]], tables: Sequence[Sequence[Table]]
) -> tuple[list[list[Line]], list[list[Line]]]:
    """The lines of each page without furniture and footnotes, and the footnotes of each page."""
    size = _text_size(lines)
    top = [_zone(page, found, boxes, upper=True) for page, found, boxes in zip(pages, lines, tables, strict=True)]
    bottom = [_zone(page, found, boxes, upper=False) for page, found, boxes in zip(pages, lines, tables, strict=True)]
    furniture: set[int] = set()
    for zone in (top, bottom):
        numbers = _page_numbers(zone)
        furniture |= numbers
        furniture |= _repeated([[line for line in found if id(line) not in numbers] for found in zone], size)
    kept, notes = [], []
    for found in lines:
        rest = [line for line in found if id(line) not in furniture]
        cut = _first_note(rest, size)
        kept.append(rest[:cut])
        notes.append(rest[cut:])
    return kept, notes


def _text_size(lines: Sequence[list[Line]]) -> float:
    sizes = [line.size for found in lines for line in found for _ in range(min(len(line.text), 40))]
    return median(sizes) if sizes else 10.5


def _zone(page: Page, lines: Sequence[Line], tables: Sequence[Table], *, upper: bool) -> list[Line]:
    """The lines of a page's margin, outermost first; none beyond a table."""
    if upper:
        limit = min([TOP_ZONE * page.height, *(table.top for table in tables)])
        return [line for line in lines if line.base < limit][:MAX_MARGIN_LINES]
    limit = max([BOTTOM_ZONE * page.height, *(table.bottom for table in tables)])
    return [line for line in reversed(lines) if line.base > limit][:MAX_MARGIN_LINES]


def _page_numbers(zone: Sequence[Sequence[Line]]) -> set[int]:
    """Lines that are nothing but a page's number.

    One with dashes or 第…页 is known by its form. A bare number or numeral must count on from page
    to page, or stand at the outermost line of a single page.
    """
    found: set[int] = set()
    bare: list[tuple[int, Line]] = []
    for page, lines in enumerate(zone):
        for rank, line in enumerate(lines):
            text = line.text.strip()
            if len(text) > 20 or not _NUMBER.fullmatch(text):
                continue
            if re.search(r"[-—–―－·•_页/]", text):
                found.add(id(line))
            elif rank == 0:
                bare.append((page, line))
    counts = Counter(int(line.text) - page for page, line in bare if _BARE_NUMBER.fullmatch(line.text))
    for page, line in bare:
        number = _BARE_NUMBER.fullmatch(line.text)
        if len(zone) == 1 or not number or counts[int(line.text) - page] >= 2:
            found.add(id(line))
    return found


def _repeated(zone: Sequence[Sequence[Line]], size: float) -> set[int]:
    """Lines that stand in one place on many pages, numbers in them aside."""
    places: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines in zone:
        for line in lines:
            key = re.sub(r"\d+", "#", line.text.replace(" ", ""))
            places[key, round(line.base / 6)].append(line)
            places[key, round(line.base / 6) + 1].append(line)  # a place on the border of two
    found: set[int] = set()
    for same in places.values():
        n_pages = len({line.page for line in same})
        if (n_pages >= MIN_REPEATS and n_pages >= REPEATED_SHARE * _candidates(len(zone), same)) or (
            n_pages == len(zone) == 2 and same[0].size < SMALLER * size
        ):
            found |= {id(line) for line in same}
    return found


def _candidates(n_pages: int, same: Sequence[Line]) -> int:
    """On how many pages a line of this kind could stand: odd ones, even ones, or all."""
    sides = {line.page % 2 for line in same}
    return n_pages if len(sides) == 2 else (n_pages + 1) // 2


def _first_note(lines: Sequence[Line], size: float) -> int:
    """Where the footnotes of a page begin: small lines at its end, the first with a mark."""
    first = len(lines)
    while first and lines[first - 1].size <= NOTE_SIZE * size:
        first -= 1
    while first < len(lines) and not _NOTE_MARK.match(lines[first].text):
        first += 1
    return first if first else len(lines)
