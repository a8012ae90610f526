"""Which lines of a folded text are page numbers (GB/T 9704-2012, 7.5: ``— 1 —`` under the text block).

A page's number stands in the middle of sentences once a PDF is turned into lines; it has to go before
lines are joined over the edge of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence

_DASHED = re.compile(r"(?:(?P<twice>\d{1,3})(?= *[-·_]{1,3} *(?P=twice) ))? *(?:[-·_] *){1,3}\d{1,3} *(?:[-·_] *){1,3}")
_OF = re.compile(r"第 *\d{1,3} *页(?:[,/ ]*共 *\d{1,3} *页)?|\d{1,3} */ *\d{1,3}")
_BARE = re.compile(r"\d{1,3}")
#: a page has some 600 characters (22 lines of 28); numbers of table rows stand closer together
MIN_PAGE_CHARS = 250
#: fewer bare numbers that count on by one are as often years, sums or list numbers
MIN_BARE_PAGES = 3
MIN_OF_PAGES = 3
#: A flattened table has its header a cell a line, and then its rows' numbers, of which long rows stand a page apart.
_TABLE_NUMBER = re.compile(r"(?:任务|项目)?(?:序 *号|编 *号)")
MAX_TABLE_HEADER_LINES = 14
MAX_HEAD_CELL_CHARS = 16


def find_page_numbers(folded: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """Indexes of the lines ``[start, end)`` that are nothing but a page's number.

    ``— 3 —`` is one wherever it stands; ``3 / 21`` and ``第3页`` where there are several; a bare ``3`` only as part of
    a count 1, 2, 3 … that goes on page by page.
    """
    found, of, bare = set(), [], []
    for index, (start, end) in enumerate(lines):
        if end - start > 16:
            continue
        line = folded[start:end]
        if _DASHED.fullmatch(line):
            found.add(index)
        elif _OF.fullmatch(line):
            of.append(index)
        elif _BARE.fullmatch(line):
            bare.append(index)
    if len(of) >= MIN_OF_PAGES:
        found.update(of)
    return found or _counting(folded, lines, _without_row_numbers(folded, lines, bare))


def _without_row_numbers(folded: str, lines: Sequence[tuple[int, int]], bare: Sequence[int]) -> list[int]:
    """The bare numbers less those that count the rows of a flattened table: 1, 2, 3 … below 序号."""
    heads = [
        index
        for index, (start, end) in enumerate(lines)
        if end - start <= 6 and _TABLE_NUMBER.fullmatch(folded, start, end)
    ]
    rows: set[int] = set()
    expected = 0  # of the table above; 0 where there is none
    for index in bare if heads else ():
        number = int(folded[slice(*lines[index])])
        at = bisect_left(heads, index)
        below = range(heads[at - 1] + 1, index) if at and index - heads[at - 1] <= MAX_TABLE_HEADER_LINES else None
        # the part of a table that a department shows begins at any number, right below its head
        opens = below is not None and (
            number == 1
            or (
                below
                and all(
                    lines[i][1] - lines[i][0] <= MAX_HEAD_CELL_CHARS and not _BARE.fullmatch(folded, *lines[i])
                    for i in below
                )
            )
        )
        if opens or number == expected:
            rows.add(index)
            expected = number + 1
    return [index for index in bare if index not in rows]


def _counting(folded: str, lines: Sequence[tuple[int, int]], bare: Sequence[int]) -> set[int]:
    """The bare numbers that count pages: each one more than the last, a page apart."""
    best: list[int] = []
    chain: list[int] = []
    for index in bare:
        number = int(folded[slice(*lines[index])])
        if chain:
            last = int(folded[slice(*lines[chain[-1]])])
            apart = lines[index][0] - lines[chain[-1]][0] >= MIN_PAGE_CHARS
            if number == last + 1 and (
                apart or index == chain[-1] + 1
            ):  # a page that is a picture leaves two side by side
                chain.append(index)
                best = max(best, chain, key=len)
                continue
            if number > last + 1 or number == last:
                continue  # a stray number between two pages
        chain = [index]
    return set(best) if len(best) >= MIN_BARE_PAGES else set()


# 4第四条…, 5(二)配合…: the number of a page, before what opens its text
_GLUED = re.compile(r"(?P<number>\d{1,3})(?=第[一二三四五六七八九十百]{1,4}[章节条]|\([一二三四五六七八九十]{1,3}\))")
_FIRST_PAGE = re.compile(r"1(?=20[0-4]\d年)")  # 12022年街道工作规划: the first page of a copied file


def find_glued_page_numbers(folded: str, lines: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Where the text begins in lines that open with a page's number, by their index: they count on as pages do."""
    found: dict[int, int] = {}
    last: tuple[int, int] | None = None
    for index, (start, end) in enumerate(lines):
        if (mark := _GLUED.match(folded, start, end)) is None:
            continue
        number = int(mark["number"])
        if last is not None and not (number > last[0] and start - last[1] >= MIN_PAGE_CHARS * (number - last[0])):
            found.clear()  # rows of a table, or what a list counts
            break
        found[index] = mark.end()
        last = (number, start)
    if len(found) < MIN_BARE_PAGES:
        found.clear()
    if lines and (mark := _FIRST_PAGE.match(folded, *lines[0])):
        found[0] = mark.end()
    return found


MIN_RUNNING_HEADS = 3
MAX_RUNNING_HEAD_CHARS = 60


def find_running_heads(folded: str, lines: Sequence[tuple[int, int]], numbers: Collection[int]) -> set[int]:
    """Indexes of the lines that stand beside a page's number on page after page, the same on each."""
    beside: dict[str, list[int]] = defaultdict(list)
    for index, (start, end) in enumerate(lines):
        if (
            4 <= end - start <= MAX_RUNNING_HEAD_CHARS
            and index not in numbers
            and (index - 1 in numbers or index + 1 in numbers)
        ):
            beside[folded[start:end]].append(index)
    return {
        index
        for line, found in beside.items()
        if len(found) >= MIN_RUNNING_HEADS and not _SENTENCE_ENDS & set(line)
        for index in found
    }


_CHUNK = re.compile(r"(?P<number>\d{1,2})、")
MIN_CHUNK_CHARS = 150
MIN_CHUNKS = 3
MIN_BROKEN_CHARS = 60  # of a line that a chunk's end breaks off
_SENTENCE_ENDS = frozenset("。;:!?”")
_ITEM_ENDS = _SENTENCE_ENDS | frozenset(")]】〕")  # of a list whose items close with who is responsible


def find_chunk_marks(folded: str, lines: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Where the text begins in lines that a document-sharing site numbered (2、电商服务站 in mid-sentence), by their index.

    They count 1、2、3、 over the text; each but the first breaks off a sentence.
    """
    found: dict[int, int] = {}
    expected = 1
    for index, (start, end) in enumerate(lines):
        mark = _CHUNK.match(folded, start, end)
        if mark is None or int(mark["number"]) != expected:
            continue
        above = lines[index - 1] if index else (0, 0)
        breaks = (index - 1 in found or (bool(found) and above[1] - above[0] >= MIN_BROKEN_CHARS)) and folded[
            above[1] - 1
        ] not in _ITEM_ENDS
        if end - start < MIN_CHUNK_CHARS and index + 1 < len(lines) and not (breaks and len(found) >= MIN_CHUNKS):
            continue  # the last one may be short, whatever the site adds below it
        if expected > 1 and not breaks:
            return found if len(found) >= MIN_CHUNKS else {}  # what stands behind the last one is the site's own
        found[index] = mark.end()
        expected += 1
    return found if len(found) >= MIN_CHUNKS else {}
