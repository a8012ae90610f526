"""Source text → text to match on, with the way back for every character."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from policytext.normalize.characters import fold
from policytext.normalize.glued_tables import part_glued_tables
from policytext.normalize.rows import with_tabs
from policytext.normalize.stray_signs import blank_stray_signs
from policytext.normalize.wrapping import page_paragraphs

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
    r"|(?<!\b20)(?<!\b19)\*{2,3}(?!年(?![底内末初均度产]))"  # Markdown; 20**年 is a year taken out
    r"|\r"  # of \r\n; a lone \r is a line break and is handled below
    r"|[ \t]+"
)
_GLOSS_AFTER = re.compile(GLOSS.replace(r"\(", "[(（]").replace(r"\)", "[)）]"))
_BARE_GLOSSES = re.compile("(?:[(（][a-zü]{1,6}[)）])+")
_SPACED = re.compile(rf"[{HAN}\d] (?=[{HAN}\d,。、;])")


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
        if (bare := _BARE_GLOSSES.match(self.source, stop)) and (
            self.starts[end] if end < len(self.starts) else len(self.source)
        ) >= bare.end():
            return self.starts[start], bare.end()  # those without tones, where the page's were dropped
        if self.source[stop : stop + 1] in ("(", "（") and (gloss := _GLOSS_AFTER.match(self.source, stop)):
            stop = gloss.end()
        return self.starts[start], stop

    def written(self, start: int, end: int) -> str:
        """The characters of a span as the source has them, in its script, without what was dropped."""
        return "".join(self.source[at] for at in self.starts[start:end])


def normalize(source: str) -> Normal:
    """Fold characters, drop what is noise inside words, join soft line breaks, one break a paragraph.

    The result has the same characters in the same order as ``source``, less those dropped: spaces
    between Chinese characters and between them and digits, zero-width characters, pinyin glosses,
    empty lines, and line breaks that only a page width made. A table's row keeps its tabs, those of
    empty cells too; elsewhere a tab is a space.
    """
    folded, cut = with_tabs(blank_stray_signs(fold(source)))
    spaced = _is_spaced(folded)
    pieces: list[str] = []
    starts = array("I")
    paragraphs, rows = page_paragraphs(source, folded, cut)
    paragraphs, before, behind = part_glued_tables(folded, paragraphs, rows)
    for at in _LOST_YEAR_SIGN.finditer(folded):
        before[at.end()] = "年"
    years = sorted(before)
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n")
            starts.append(max(0, paragraph[0][0] - 1))
        for start, end in _cut_at(paragraph, years):
            if sign := before.get(start):
                pieces.append(sign)
                starts.extend([start] * len(sign))
            if start in rows:
                _append_row(folded, start, end, pieces, starts)
            else:
                _append_line(folded, start, end, pieces, starts, spaced)
            if sign := behind.get(end):
                pieces.append(sign)
                starts.extend([end - 1] * len(sign))
    return Normal(source=source, text="".join(pieces), starts=starts)


# 201812月底前, 2019底前, 从2019起: a page that lost 年
_LOST_YEAR_SIGN = re.compile(
    r"(?<![\d.〔(/-])20[0-3]\d(?=(?:1[0-2]|[1-9])月(?:\d{1,2}日|[底末前份起,。;、]|[上中下]旬)"
    r"|[底末](?:之?前|[,。;、达實实完建力全])|[上下]半年|第?[一二三四]季度)"
    r"|(?<=[从自])20[0-3]\d(?=起)"
)


def _cut_at(paragraph: list[tuple[int, int]], places: list[int]) -> Iterator[tuple[int, int]]:
    """The pieces of a paragraph, cut where a sign is to stand inside them."""
    for start, end in paragraph:
        at = start
        for place in places[bisect_right(places, start) : bisect_left(places, end)]:
            yield at, place
            at = place
        yield at, end


SAMPLE_CHARS = 50_000
SPACED_PER_1000_CHARS = 6  # clean pages have below 1, pages of OCR or PDF text 15 and more


def _is_spaced(folded: str) -> bool:
    """Whether a page put spaces inside words and numbers (OCR, PDF text)."""
    sample = folded[:SAMPLE_CHARS]
    hits = len(_SPACED.findall(sample))
    return hits >= 12 and hits * 1000 >= SPACED_PER_1000_CHARS * len(sample)


def _append_line(folded: str, start: int, end: int, pieces: list[str], starts: array[int], spaced: bool) -> None:
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
_CELL_PART = re.compile(
    r" (?=\(?\d{1,2}[.、)](?!\d)|[①-⑳]|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、"
    r"|[省市县区州团各国])"
)


# 生态环境局 水务集团: two bodies of a cell
_BODY_ENDS = frozenset("局委办厅部院署团司心府社联道")
_NEXT_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:局|委|办|厅|部|院|署|集团|公司|中心|政府|联社|街道|管委会|新区|园区"
    r"|开发区|示范区|[支大]队|学校|医院|银行|[镇乡])(?=[ \t、,;]|$)",
    re.MULTILINE,
)


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
        elif _is_kept_space(folded, low, high, start, end, False) or (
            low > start
            and (
                _CELL_PART.match(folded, high - 1, end)
                or (folded[low - 1] in _BODY_ENDS and _NEXT_BODY.match(folded, high, end))
            )
        ):
            pieces.append(" ")
            starts.append(low)
    pieces.append(folded[at:end])
    starts.extend(range(at, end))


_THOUSANDS = re.compile(r" \d{3}(?=[个户人名元万亩吨张套台座处家辆公平件例场])")
_THOUSANDS_BEFORE = re.compile(r"(?<=[\u4e00-\u9fff])(?<![第至到和与])[1-9]\d{0,2}$")


def _is_kept_space(folded: str, low: int, high: int, start: int, end: int, spaced: bool) -> bool:
    """Whether a run of spaces separates two words (Latin, numbers, columns)."""
    if low == start or high == end:
        return False
    before, after = folded[low - 1], folded[high]
    if before == "\n" or after == "\n":
        return False
    if high - low >= COLUMN_GAP_SPACES or "\t" in folded[low:high]:
        return True
    if (
        high - low == 1
        and _THOUSANDS.match(folded, low, end)
        and _THOUSANDS_BEFORE.search(folded, max(start, low - 8), low)
    ):
        return False  # 改造农村危房1 260户
    if spaced and high - low == 1 and before.isdigit() and after.isdigit():
        # 9 5% on such a page is 95%; two numbers of several digits stay two
        return folded[low - 2 : low - 1].isdigit() and folded[high + 1 : high + 2].isdigit()
    if before.isascii() and after.isascii():
        return before.isalnum() and after.isalnum() and (before.isdigit() == after.isdigit())
    return False
