"""The lines of a page → its paragraphs: breaks that only the width of a page made are off.

A hard-wrapped text (PDF, OCR) has most of its long lines of one width, which ends anywhere in a sentence. A width
is counted in characters, or as type is set: Latin letters, digits and signs of half a Chinese character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policytext.normalize.pages import (
    find_chunk_marks,
    find_glued_page_numbers,
    find_page_numbers,
    find_running_heads,
)
from policytext.normalize.rows import table_rows

_MARKER_START = re.compile(
    r"(?:[一二三四五六七八九十百零〇]{1,4}、|第[一二三四五六七八九十百零〇]{1,4}[,、章节条部编篇]"
    r"|\([一二三四五六七八九十]{1,3}\)"
    r"|\(?\d{1,3}[.、)](?!\d)|[①-⑳㈠-㈩⑴-⒇⒈-⒛]|[一二三四五六七八九十]是|--|[·●■◆□▲★*]"
    r"|(?:【?(?:牵头|责任|配合|主办|协办|参加|参与|落实|承办|完成|督导|分管|联系)[^\s:,。]{0,6}[::])"
    r"|附件|\(此件|[\u4e00-\u9fff]{2,12}〔20\d\d〕\d{1,4}号)"
)
_LABEL = re.compile(
    r"【?[^\s:,。、;]{0,4}(?:牵头|责任|配合|主办|协办|参加|参与|落实|承办|完成|督导|分管|联系"
    r"|时限)[^\s:,。]{0,6}[::]"
)
# a list of bodies that ends with one: its next name would stand behind a 、 that hangs over
_LAST_BODY = re.compile(r"[局委办厅部院府会司心团社队所站处科室行校镇乡村区县市]$")
_LIST_GOES_ON = re.compile(r"[^,。;、:]{1,12}(?:、|$)")
# no line begins with one of these (GB/T 15834-2011, 5.1): the break before it is the page's
_NEVER_FIRST = frozenset(",。;:!?、)》”】〕%.")
_LOST_NUMERAL = re.compile("、[\u4e00-\u9fff“”]{4,16}")  # 、工作目标: a heading without its number
_SENTENCE_MARK = re.compile("[,。;、]")
_QUOTE_CLOSES = re.compile("[^“”\n]{0,8}”")  # 落实“一户一 … 策”
_RULED_LINE = re.compile(r"[-_=*~—](?: ?[-_=*~—]){2,}")  # Markdown's ---
# a page of a sharing site that breaks before each figure: …不少于 40 名, / 6 月底前完成
_OPENS_WITH_FIGURE = re.compile(
    r"\d{1,6}(?:\.\d+)? (?:年(?![,是])|[月日个户名所场次家万亿元人套项处亩吨天米台张份条期组支座岁辆千倍周%]|公里|小时|平方)"
)
MIN_BROKEN_FIGURES = 4
_LOST_INDENT = re.compile(r"(?m)^\?\?(?=[\u4e00-\u9fff\d“(])")  # a page that shows its two wide spaces as signs
MIN_LOST_INDENTS = 3
_TERMINAL = frozenset("。!?;:”】》")
# A hard-wrapped text (PDF, OCR): most of its long lines are of one width and end anywhere.
MIN_WRAP_CHARS = 22
MAX_WRAP_CHARS = 60
MIN_LONG_CHARS = 12  # shorter lines are headings and lists
MIN_WRAPPED_LINES = 6  # of nearly one length: cells and headings differ more
# where lines end anywhere
MIN_UNFINISHED_LINES = 8
UNFINISHED_SHARE = 0.4
MAX_UNEVEN_CHARS = 70
WRAPPED_SHARE = 0.35  # 0.2 joined lists of names, 0.5 missed pages with many headings


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line ``folded[start:end]``; ``length`` in characters, or in widths of a Chinese character."""

    start: int
    end: int
    indent: int
    blank: bool  # a blank line stands before
    length: float = 0
    goes_on: bool = False  # in the sentence of the line before, whatever it begins with


@dataclass(frozen=True, slots=True)
class _Page:
    """How wide a hard-wrapped page is; ``width`` 0 for a text that is none, ``uneven`` where lines end anywhere."""

    width: float = 0
    uneven: bool = False


def page_paragraphs(
    source: str, folded: str, cut: dict[int, tuple[int, int]]
) -> tuple[list[list[tuple[int, int]]], set[int]]:
    """The paragraphs of a text, each the lines ``[start, end)`` that make it up, and where table rows begin.

    Blank lines, outer spaces and page numbers are off; ``cut`` has rows that are known, by where their lines begin.
    """
    rows = table_rows(folded) | cut if "\t" in folded else {}
    lines = _lines_of(folded, rows)
    starts = {start for start, _ in rows.values()}
    if not lines:
        return [], starts
    page, lines = _measured(source, folded, lines, starts)
    long_paragraphs = bool(page.width) and _is_set_in_long_paragraphs(folded, lines, page.width)
    paragraphs: list[list[tuple[int, int]]] = []
    previous = None
    for line in lines:
        is_row = line.start in starts or (previous is not None and previous.start in starts)
        if (
            previous is not None
            and not is_row
            and (
                line.goes_on
                or _continues(folded, previous, line, page)
                or (long_paragraphs and _runs_on(folded, previous, line, page.width, opens=len(paragraphs[-1]) == 1))
            )
        ):
            paragraphs[-1].append((line.start, line.end))
        else:
            paragraphs.append([(line.start, line.end)])
        previous = line
    return paragraphs, starts


def _lines_of(folded: str, rows: dict[int, tuple[int, int]]) -> list[PageLine]:
    lines: list[PageLine] = []
    at, blank = 0, False
    lost_marks = len(_LOST_INDENT.findall(folded)) >= MIN_LOST_INDENTS
    for match in re.finditer(r"\r\n|\n|\r|\Z", folded):
        low, high = at, match.start()
        at = match.end()
        if low in rows:
            lines.append(PageLine(*rows[low], 0, blank))
            blank = False
            continue
        first = low + 2 * (lost_marks and folded.startswith("??", low))
        while (
            first < high
            and folded[first] in " \t\u200b\ufeff#>"
            and not (folded[first] == ">" and folded[first + 1 : first + 2].isdigit())
        ):
            first += 1
        while high > first and folded[high - 1] in " \t\u200b\ufeff":
            high -= 1
        if first == high:
            blank = True
            continue
        lines.append(PageLine(first, high, first - low, blank))
        blank = False
    chunks = find_chunk_marks(folded, [(line.start, line.end) for line in lines])
    first_chunk = min(chunks, default=0)
    for index, start in chunks.items():
        lines[index] = replace(lines[index], start=start, goes_on=index != first_chunk)
    spans = [(line.start, line.end) for line in lines]
    numbers = find_page_numbers(folded, spans)
    glued = find_glued_page_numbers(folded, spans)
    numbers |= find_running_heads(folded, spans, numbers | glued.keys())
    for index, start in glued.items():
        lines[index] = replace(lines[index], start=start)
    ruled = {index for index, line in enumerate(lines) if _RULED_LINE.fullmatch(folded, line.start, line.end)}
    for index in _broken_before_figures(folded, lines):
        lines[index] = replace(lines[index], goes_on=True)
    # the blank lines around a page's number are the page's margins; a ruled line parts paragraphs as a blank one does
    return [
        replace(line, blank=(line.blank and index - 1 not in numbers) or index - 1 in ruled)
        for index, line in enumerate(lines)
        if index not in numbers and index not in ruled
    ]


def _broken_before_figures(folded: str, lines: Sequence[PageLine]) -> list[int]:
    """The lines that a figure opens and that go on in the sentence before, of a page where most such lines do."""
    opened = [i for i in range(1, len(lines)) if _OPENS_WITH_FIGURE.match(folded, lines[i].start, lines[i].end)]
    broken = [
        i
        for i in opened
        if folded[lines[i - 1].end - 1] not in _TERMINAL
        and _SENTENCE_MARK.search(folded, lines[i - 1].start, lines[i - 1].end)
    ]
    return broken if len(broken) >= MIN_BROKEN_FIGURES and 3 * len(broken) > 2 * len(opened) else []


# ---- how wide the page is ----------------------------------------------------------------------


def _measured(source: str, folded: str, lines: list[PageLine], rows: set[int]) -> tuple[_Page, list[PageLine]]:
    """The page's width, and the lines with their lengths in the measure in which more of them are of one length."""
    # label lines are as long as their lists
    told = [line.start not in rows and not _LABEL.match(folded, line.start, line.end) for line in lines]
    measures = []
    for length_of in (_characters, _set_width):
        lengths = [length_of(source, line.start, line.end) for line in lines]
        measures.append(
            (
                *_wrap_width(
                    folded,
                    [(line, length) for line, length, is_told in zip(lines, lengths, told, strict=True) if is_told],
                ),
                lengths,
            )
        )
    width, _, lengths = max(measures, key=lambda measure: measure[1])
    sized = [replace(line, length=length) for line, length in zip(lines, lengths, strict=True)]
    if width:
        return _Page(width), sized
    return _Page(
        _uneven_width(folded, [line for line, is_told in zip(sized, told, strict=True) if is_told]), uneven=True
    ), sized


def _characters(source: str, start: int, end: int) -> float:
    """How many characters of a line are no spaces: a page that is set wide (龙 头 企 业) has as many to a line."""
    line = source[start:end]
    return len(line) - line.count(" ") - line.count("\t") - line.count("\u3000")


def _set_width(source: str, start: int, end: int) -> float:
    """The width of a line as type is set: what is no Chinese character or sign has half of one."""
    line = source[start:end]
    spaces = line.count(" ") + line.count("\t")
    narrow = len(line.encode("latin-1", "ignore")) - spaces
    return len(line) - spaces - line.count("\u3000") - narrow / 2


def _wrap_width(folded: str, lines: Sequence[tuple[PageLine, float]]) -> tuple[float, int]:
    """The page width of a hard-wrapped text, of lines with their lengths, and how many have it; 0 for a text that is none."""
    long = [length for _, length in lines if length >= MIN_LONG_CHARS]
    counts = Counter(long)

    def share(width: float) -> int:
        # full lines differ by a character or two, where a mark hangs over or a word of Latin is kept whole
        return sum(counts[width - step / 2] for step in range(5))

    width = max((w / 2 for w in range(2 * MIN_WRAP_CHARS, 2 * MAX_WRAP_CHARS + 1)), key=lambda w: (share(w), w))
    full = [
        line for line, length in lines if 0.8 * width <= length <= 1.2 * width and folded[line.end - 1] not in _TERMINAL
    ]
    is_page = share(width) >= MIN_WRAPPED_LINES and len(full) >= WRAPPED_SHARE * len(long)
    return (width, share(width)) if is_page else (0, 0)


def _uneven_width(folded: str, lines: Sequence[PageLine]) -> float:
    """The width of a page whose lines break at any length up to it; 0 where sentences do not go over lines.

    Lines with a comma inside and no stop at their end are unfinished; in a text that is no page they are few.
    """
    long = [line for line in lines if line.length >= MIN_LONG_CHARS]
    open_lines = [line.length for line in long if _is_unfinished(folded, line)]
    if len(open_lines) < MIN_UNFINISHED_LINES or len(open_lines) < UNFINISHED_SHARE * len(long):
        return 0
    width = max(line.length for line in long)
    return width if width <= MAX_UNEVEN_CHARS else 0


def _is_unfinished(folded: str, line: PageLine) -> bool:
    if folded[line.end - 1] in _TERMINAL:
        return False
    mark = _MARKER_START.match(folded, line.start, line.end)
    return bool(_SENTENCE_MARK.search(folded, mark.end() if mark else line.start, line.end - 1))


# ---- which breaks are the page's ---------------------------------------------------------------


LONG_PARAGRAPH_LINES = 6
INDENTED_SHARE = 0.1


def _is_set_in_long_paragraphs(folded: str, lines: Sequence[PageLine], width: float) -> bool:
    """Whether a full line that ends with a stop more often ends a sentence than a paragraph.

    Where paragraphs are indented their first line tells them; elsewhere only long ones have many inner stops.
    """
    if sum(line.indent >= 2 for line in lines) >= INDENTED_SHARE * len(lines):
        return True
    ends = sum(folded[line.end - 1] in "。!?:" and line.length < 0.9 * width for line in lines)
    return len(lines) >= LONG_PARAGRAPH_LINES * max(ends, 1)


def _runs_on(folded: str, previous: PageLine, line: PageLine, width: float, *, opens: bool) -> bool:
    """Whether a full line whose last character is a stop goes on in the next.

    Args:
        opens: ``previous`` is the first line of its paragraph, which the page indents by two characters.
    """
    if (
        line.blank
        or line.indent >= 2
        or folded[previous.end - 1] not in "。!?"
        or _MARKER_START.match(folded, line.start, line.end)
    ):
        return False
    full = width - (4 if opens else 2)  # a page whose lines are 27 or 28 is taken to be 29 wide
    return full <= previous.length <= width + 1 and line.length >= MIN_LONG_CHARS


def _continues(folded: str, previous: PageLine, line: PageLine, page: _Page) -> bool:
    """Whether the break before ``line`` only comes from the page."""
    first, last = folded[line.start], folded[previous.end - 1]
    if first in _NEVER_FIRST:
        if first == "、" and last in _TERMINAL and _LOST_NUMERAL.fullmatch(folded, line.start, line.end):
            return False
        # % alone below a name is the cell of a table, 单位
        return line.end - line.start > 1 or first != "%" or last.isdigit()
    if _MARKER_START.match(folded, line.start, line.end):
        return False
    tail = folded[max(previous.start, previous.end - 200) : previous.end]
    for opening, closing in ("《》", "()", "〔〕"):
        if tail.count(opening) > tail.count(closing):
            head = folded[line.start : min(line.end, line.start + 60)]
            at = head.find(closing)
            if at >= 0 and opening not in head[:at] and (line.blank is False or opening != "("):
                return True
    if (
        last not in _TERMINAL
        and tail.rfind("“") > tail.rfind("”")
        and _QUOTE_CLOSES.match(folded, line.start, line.end)
    ):
        return True
    width, length = page.width, previous.length
    if not width:
        return False
    new = line.indent >= 2 and previous.indent < 2
    if (
        _LABEL.match(folded, previous.start, previous.end)
        and _LAST_BODY.match(last)
        and not _LIST_GOES_ON.match(folded, line.start, line.end)
    ):
        return False
    if page.uneven:
        return not (line.blank or new or last in _TERMINAL) and (
            _is_unfinished(folded, previous) or length >= 0.7 * width
        )
    if (
        1.3 * width < length <= 3 * width
        and not line.blank
        and line.indent < 2
        and last not in _TERMINAL
        and last not in ";:"
        and _SENTENCE_MARK.search(folded, previous.start, previous.end)
    ):
        return True  # two lines of the page came as one
    if not 0.8 * width <= length <= 1.3 * width or last in "。!?" or new:
        return False
    if line.blank and folded[line.start : line.end].isdigit():
        return False  # the number of a row, below the name of its group
    if line.blank:
        # a page's margin inside a sentence; a title of one full line has no comma in it
        return (
            length >= 0.9 * width
            and last not in _TERMINAL
            and bool(_SENTENCE_MARK.search(folded, previous.start, previous.end))
        )
    return last not in ";:" or length >= 0.97 * width
