"""Source text → text to match on, with the way back for every character."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass

from policytext.normalize.characters import fold
from policytext.normalize.pages import find_page_numbers

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
TONE_MARKS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
# A pinyin gloss that a web page put behind a character: 發(fā), 優(yōu), 产(chǎn).
GLOSS = rf"\([a-zü]{{0,5}}[{TONE_MARKS}][a-zü]{{0,4}}\)"
ZERO_WIDTH = "\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e"
# Three spaces or more between words are a column of a table or of signatures, not a slip.
COLUMN_GAP_SPACES = 4

_DROP = re.compile(
    rf"[{ZERO_WIDTH}]+"
    rf"|(?<=[{HAN}]){GLOSS}"
    r"|\*{2,3}"  # Markdown
    r"|\r"  # of \r\n; a lone \r is a line break and is handled below
    r"|[ \t]+"
)
_GLOSS_AFTER = re.compile(GLOSS.replace(r"\(", "[(（]").replace(r"\)", "[)）]"))
_SPACED = re.compile(rf"[{HAN}\d] (?=[{HAN}\d,。、;])")
_MARKER_START = re.compile(
    r"(?:[一二三四五六七八九十百零〇]{1,4}、|第[一二三四五六七八九十百零〇]{1,4}[,、章节条部编篇]|\([一二三四五六七八九十]{1,3}\)"
    r"|\(?\d{1,3}[.、)](?!\d)|[①-⑳㈠-㈩⑴-⒇⒈-⒛]|[一二三四五六七八九十]是|--|[·●■◆□▲★*]"
    r"|(?:【?(?:牵头|责任|配合|主办|协办|参加|参与|落实|承办|完成|督导|分管|联系)[^\s:,。]{0,6}[::])|附件|\(此件)"
)
# no line begins with one of these (GB/T 15834-2011, 5.1): the break before it is the page's
_NEVER_FIRST = frozenset(",。;:!?、)》”】〕%.")
_SENTENCE_MARK = re.compile("[,。;、]")
_TERMINAL = frozenset("。!?;:”】》")
# A hard-wrapped text (PDF, OCR): most of its long lines are of one width and end anywhere.
MIN_WRAP_CHARS = 22
MAX_WRAP_CHARS = 60
MIN_LONG_CHARS = 12  # shorter lines are headings and lists
MIN_WRAPPED_LINES = 6  # of nearly one length: cells and headings differ more
WRAPPED_SHARE = 0.35  # 0.2 joined lists of names, 0.5 missed pages with many headings


@dataclass(frozen=True, slots=True)
class Normal:
    """The text that rules match on; ``starts[i]`` is where its i-th character stands in the source."""

    source: str
    text: str
    starts: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """``[start, end)`` of the normal text as a span of the source (``start < end``).

        A gloss belongs to the character before it: 市總工會 spans 市總工會(huì).
        """
        stop = self.starts[end - 1] + 1
        if self.source[stop : stop + 1] in ("(", "（") and (gloss := _GLOSS_AFTER.match(self.source, stop)):
            stop = gloss.end()
        return self.starts[start], stop


def normalize(source: str) -> Normal:
    """Fold characters, drop what is noise inside words, join soft line breaks, one break a paragraph.

    The result has the same characters in the same order as ``source``, less those dropped: spaces
    between Chinese characters and between them and digits, zero-width characters, pinyin glosses,
    empty lines, and line breaks that only a page width made. A table's row keeps its tabs, those of
    empty cells too; elsewhere a tab is a space.
    """
    folded, cut = _with_tabs(fold(source))
    spaced = _is_spaced(folded)
    pieces: list[str] = []
    starts = array("I")
    paragraphs, rows = _paragraphs(folded, cut)
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n")
            starts.append(max(0, paragraph[0][0] - 1))
        for start, end in paragraph:
            if start in rows:
                _append_row(folded, start, end, pieces, starts)
            else:
                _append_line(folded, start, end, pieces, starts, spaced)
    return Normal(source=source, text="".join(pieces), starts=starts)


# the head of a table of indicators whose columns one space parts: 指标 单位 2020年 2025年 属性
_INDICATOR_HEAD = re.compile(
    r"^ *(?:序号 +)?(?:(?:类别|分类|领域|方面|[一二三]级指标|(?:主要|核心)?指标(?:名称|内容)?(?:\([^()\s]{1,8}\))?) +)+(?:(?:计量|指标)?单位 +)?"
    r"(?:\S{0,6}20\d\d年?\S{0,8}|(?:现状|基期|目标|规划)(?:值|数)?\S{0,8})(?: +\S{1,16})* *$",
    re.MULTILINE,
)
MAX_ROW_CHARS = 120
MAX_TABLE_ROWS = 200


def _with_tabs(folded: str) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text with tabs between the cells of a table of indicators whose columns spaces part, and its rows.

    The text keeps its length. A row is ``[start, end)`` by where its line begins.
    """
    rows: dict[int, tuple[int, int]] = {}
    pieces: list[str] = []
    done = 0
    for head in _INDICATOR_HEAD.finditer(folded):
        if "\t" in head[0] or head.start() < done:
            continue
        columns = len(head[0].split())
        own: list[tuple[int, int, int]] = []  # where the line begins, its first cell, its end
        at = head.start()
        while at < len(folded) and len(own) <= MAX_TABLE_ROWS:
            stop = folded.find("\n", at, at + MAX_ROW_CHARS + 1)
            stop = stop if stop >= 0 else min(len(folded), at + MAX_ROW_CHARS)
            line = folded[at:stop]
            cells = len(line.split())
            if "。" not in line and columns - 2 <= cells <= columns + 2 and cells >= 3:
                own.append((at, at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
            elif cells != 1 or len(line.strip()) > MAX_GROUP_CHARS:
                break
            at = stop + 1
        if len(own) < MIN_TABLE_ROWS:
            continue
        for line_start, start, end in own:
            pieces += (folded[done:start], re.sub(" +", lambda run: "\t" + run[0][1:], folded[start:end]))
            rows[line_start] = (start, end)
            done = end
    return ("".join((*pieces, folded[done:])), rows) if rows else (folded, rows)


MIN_TABLE_ROWS = 3  # with the head
MAX_GROUP_CHARS = 16
SAMPLE_CHARS = 50_000
SPACED_PER_1000_CHARS = 6  # clean pages have below 1, pages of OCR or PDF text 15 and more


def _is_spaced(folded: str) -> bool:
    """Whether a page put spaces inside words and numbers (OCR, PDF text)."""
    sample = folded[:SAMPLE_CHARS]
    hits = len(_SPACED.findall(sample))
    return hits >= 12 and hits * 1000 >= SPACED_PER_1000_CHARS * len(sample)


def _append_line(
    folded: str, start: int, end: int, pieces: list[str], starts: array[int], spaced: bool
) -> None:
    """Append one line ``folded[start:end]`` without its noise."""
    at = start
    for match in _DROP.finditer(folded, start, end):
        low, high = match.span()
        if folded[low] in " \t" and _is_kept_space(folded, low, high, start, end, spaced):
            # one space stands for the run
            pieces.append(folded[at:low])
            starts.extend(range(at, low))
            pieces.append(" ")
            starts.append(low)
        elif low > at:
            pieces.append(folded[at:low])
            starts.extend(range(at, low))
        at = high
    if at < end:
        pieces.append(folded[at:end])
        starts.extend(range(at, end))


# what a reader leaves a space before in a cell: a numbered item, another body's name
_CELL_PART = re.compile(r" (?=\(?\d{1,2}[.、)](?!\d)|[①-⑳]|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|[省市县区州团各国])")


def _append_row(folded: str, start: int, end: int, pieces: list[str], starts: array[int]) -> None:
    """Append a table's row: every tab stays one, spaces that part items or names in a cell stay."""
    at = start
    for match in _DROP.finditer(folded, start, end):
        low, high = match.span()
        pieces.append(folded[at:low])
        starts.extend(range(at, low))
        at = high
        if folded[low] not in " \t":
            continue
        tabs = [place for place in range(low, high) if folded[place] == "\t"]
        if tabs:
            pieces.append("\t" * len(tabs))
            starts.extend(tabs)
        elif _is_kept_space(folded, low, high, start, end, False) or (low > start and _CELL_PART.match(folded, high - 1, end)):
            pieces.append(" ")
            starts.append(low)
    pieces.append(folded[at:end])
    starts.extend(range(at, end))


def _is_kept_space(folded: str, low: int, high: int, start: int, end: int, spaced: bool) -> bool:
    """Whether a run of spaces separates two words (Latin, numbers, columns)."""
    if low == start or high == end:
        return False
    before, after = folded[low - 1], folded[high]
    if before == "\n" or after == "\n":
        return False
    if high - low >= COLUMN_GAP_SPACES or "\t" in folded[low:high]:
        return True
    if spaced and high - low == 1 and before.isdigit() and after.isdigit():
        # 9 5% on such a page is 95%; two numbers of several digits stay two
        return folded[low - 2 : low - 1].isdigit() and folded[high + 1 : high + 2].isdigit()
    if before.isascii() and after.isascii():
        return before.isalnum() and after.isalnum() and (before.isdigit() == after.isdigit())
    return False


def _paragraphs(folded: str, cut: dict[int, tuple[int, int]]) -> tuple[list[list[tuple[int, int]]], set[int]]:
    """The paragraphs of a folded text, each the lines ``[start, end)`` that make it up, and where table rows begin.

    Blank lines, outer spaces and page numbers are off; ``cut`` has rows that are known, by where their lines begin.
    """
    rows = _table_rows(folded) | cut if "\t" in folded else {}
    lines: list[tuple[int, int, int, bool]] = []  # start, end, indent, a blank line stands before
    at, blank = 0, False
    for match in re.finditer(r"\r\n|\n|\r|\Z", folded):
        low, high = at, match.start()
        at = match.end()
        if low in rows:
            lines.append((*rows[low], 0, blank))
            blank = False
            continue
        first = low
        while first < high and folded[first] in " \t\u200b\ufeff#>":
            first += 1
        while high > first and folded[high - 1] in " \t\u200b\ufeff":
            high -= 1
        if first == high:
            blank = True
            continue
        lines.append((first, high, first - low, blank))
        blank = False
    starts = {start for start, _ in rows.values()}
    if not lines:
        return [], starts
    numbers = find_page_numbers(folded, [line[:2] for line in lines])
    # the blank lines around a page's number are the page's margins
    lines = [
        (start, end, indent, blank and index - 1 not in numbers)
        for index, (start, end, indent, blank) in enumerate(lines)
        if index not in numbers
    ]
    width = _wrap_width(folded, [line for line in lines if line[0] not in starts])
    runs_on = width if width and _is_set_in_long_paragraphs(folded, lines, width) else 0
    paragraphs: list[list[tuple[int, int]]] = []
    previous = None
    for line in lines:
        is_row = line[0] in starts or (previous is not None and previous[0] in starts)
        if previous is not None and not is_row and (
            _continues(folded, previous, line, width) or (runs_on and _runs_on(folded, previous, line, runs_on, opens=len(paragraphs[-1]) == 1))
        ):
            paragraphs[-1].append(line[:2])
        else:
            paragraphs.append([line[:2]])
        previous = line
    return paragraphs, starts


LONG_PARAGRAPH_LINES = 6
INDENTED_SHARE = 0.1


def _is_set_in_long_paragraphs(folded: str, lines: list[tuple[int, int, int, bool]], width: int) -> bool:
    """Whether a full line that ends with a stop more often ends a sentence than a paragraph.

    Where paragraphs are indented their first line tells them; elsewhere only long ones have many inner stops.
    """
    if sum(line[2] >= 2 for line in lines) >= INDENTED_SHARE * len(lines):
        return True
    ends = sum(folded[end - 1] in "。!?:" and _visible(folded, start, end) < 0.9 * width for start, end, _, _ in lines)
    return len(lines) >= LONG_PARAGRAPH_LINES * max(ends, 1)


def _runs_on(
    folded: str, previous: tuple[int, int, int, bool], line: tuple[int, int, int, bool], width: int, *, opens: bool
) -> bool:
    """Whether a full line whose last character is a stop goes on in the next.

    Args:
        opens: ``previous`` is the first line of its paragraph, which the page indents by two characters.
    """
    start, end, _, _ = previous
    next_start, next_end, next_indent, blank = line
    if blank or next_indent >= 2 or folded[end - 1] not in "。!?" or _MARKER_START.match(folded, next_start, next_end):
        return False
    full = width - (4 if opens else 2)  # a page whose lines are 27 or 28 is taken to be 29 wide
    return full <= _visible(folded, start, end) <= width + 1 and _visible(folded, next_start, next_end) >= MIN_LONG_CHARS


ROW_REACH = 3  # lines between two rows of a table: a group's name, a heading that the page repeats


def _table_rows(folded: str) -> dict[int, tuple[int, int]]:
    """The lines that are rows of a table, by where they begin: near them stands one with as many tabs.

    A tab at the start of a line is an indent, unless a line with tabs inside has as many.
    """
    tabbed: list[tuple[int, int, int, int, bool]] = []  # index of the line, start, end, tabs, tabs inside
    index = at = 0
    for match in re.finditer(r"\r\n|\n|\r|\Z", folded):
        low, high = at, match.start()
        at = match.end()
        tabs = folded.count("\t", low, high)
        if tabs and folded[low:high].strip(" \t\u200b\ufeff"):
            inner = folded[low:high].strip(" \t").count("\t") > 0
            tabbed.append((index, low, high, tabs, inner))
        index += low < high
    rows: dict[int, tuple[int, int]] = {}
    for position, (number, low, high, tabs, inner) in enumerate(tabbed):
        for other in tabbed[max(0, position - ROW_REACH) : position + ROW_REACH + 1]:
            if other[0] != number and other[3] == tabs and abs(other[0] - number) <= ROW_REACH and (inner or other[4]):
                while folded[low] in " \u200b\ufeff":
                    low += 1
                while folded[high - 1] in " \u200b\ufeff":
                    high -= 1
                rows[tabbed[position][1]] = (low, high)
                break
    return rows


def _wrap_width(folded: str, lines: list[tuple[int, int, int, bool]]) -> int:
    """The page width in characters of a hard-wrapped text, 0 for a text that is none.

    Characters are counted without spaces: a page that is set wide (龙 头 企 业) has as many to a line.
    """
    lengths = [(_visible(folded, start, end), end) for start, end, _, _ in lines]
    long = sorted(length for length, _ in lengths if length >= MIN_LONG_CHARS)
    counts = Counter(long)
    # full lines differ by a character or two, where a mark hangs over or a word of Latin is kept whole
    width = max(range(MIN_WRAP_CHARS, MAX_WRAP_CHARS + 1), key=lambda w: (sum(counts[w - d] for d in range(3)), w))
    full = [
        length for length, end in lengths
        if 0.8 * width <= length <= 1.2 * width and folded[end - 1] not in _TERMINAL
    ]
    is_page = sum(counts[width - d] for d in range(3)) >= MIN_WRAPPED_LINES
    return width if is_page and len(full) >= WRAPPED_SHARE * len(long) else 0


def _visible(folded: str, start: int, end: int) -> int:
    """How many characters of a line are no spaces."""
    line = folded[start:end]
    return len(line) - line.count(" ") - line.count("\t")


def _continues(
    folded: str,
    previous: tuple[int, int, int, bool],
    line: tuple[int, int, int, bool],
    width: int,
) -> bool:
    """Whether the break before ``line`` only comes from the page."""
    start, end, indent, _ = previous
    next_start, next_end, next_indent, blank = line
    if folded[next_start] in _NEVER_FIRST:
        # % alone below a name is the cell of a table, 单位
        return next_end - next_start > 1 or folded[next_start] != "%" or folded[end - 1].isdigit()
    if _MARKER_START.match(folded, next_start, next_end):
        return False
    tail = folded[max(start, end - 200) : end]
    for opening, closing in ("《》", "()", "〔〕"):
        if tail.count(opening) > tail.count(closing):
            head = folded[next_start : min(next_end, next_start + 60)]
            at = head.find(closing)
            if at >= 0 and opening not in head[:at] and (blank is False or opening != "("):
                return True
    if not width:
        return False
    length = _visible(folded, start, end)
    last = folded[end - 1]
    if 1.3 * width < length <= 3 * width and not blank and next_indent < 2 and last not in _TERMINAL and last not in ";:" and _SENTENCE_MARK.search(folded, start, end):
        return True  # two lines of the page came as one
    if not 0.8 * width <= length <= 1.3 * width or last in "。!?" or (next_indent >= 2 and indent < 2):
        return False
    if blank:
        # a page's margin inside a sentence; a title of one full line has no comma in it
        return length >= 0.9 * width and last not in _TERMINAL and bool(_SENTENCE_MARK.search(folded, start, end))
    return last not in ";:" or length >= 0.97 * width
