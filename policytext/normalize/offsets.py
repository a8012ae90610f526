"""Source text → text to match on, with the way back for every character."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from policytext.normalize.characters import fold

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
_SPACED = re.compile(rf"[{HAN}\d] (?=[{HAN}\d,。、;])")
_MARKER_START = re.compile(
    r"(?:[一二三四五六七八九十百零〇]{1,4}、|第[一二三四五六七八九十百零〇]{1,4}[,、章节条部编篇]|\([一二三四五六七八九十]{1,3}\)"
    r"|\(?\d{1,3}[.、)](?!\d)|[①-⑳㈠-㈩⑴-⒇⒈-⒛]|[一二三四五六七八九十]是|--|[·●■◆□▲★*]"
    r"|(?:【?(?:牵头|责任|配合|主办|协办|参加|参与|落实|承办|完成|督导|分管|联系)[^\s:,。]{0,6}[::])|附件|\(此件)"
)
_TERMINAL = frozenset("。!?;:”】》")
# A hard-wrapped text (PDF, OCR): most of its long lines are of one width and end anywhere.
MIN_WRAP_CHARS = 16
MAX_WRAP_CHARS = 60
WRAPPED_SHARE = 0.35  # 0.2 joined lists of names, 0.5 missed pages with many headings


@dataclass(frozen=True, slots=True)
class Normal:
    """The text that rules match on; ``starts[i]`` is where its i-th character stands in the source."""

    source: str
    text: str
    starts: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """``[start, end)`` of the normal text as a span of the source (``start < end``)."""
        return self.starts[start], self.starts[end - 1] + 1


def normalize(source: str) -> Normal:
    """Fold characters, drop what is noise inside words, join soft line breaks, one break a paragraph.

    The result has the same characters in the same order as ``source``, less those dropped: spaces
    between Chinese characters and between them and digits, zero-width characters, pinyin glosses,
    empty lines, and line breaks that only a page width made.
    """
    folded = fold(source)
    spaced = _is_spaced(folded)
    breaks = _kept_breaks(folded)
    pieces: list[str] = []
    starts = array("I")
    for start, end in breaks:
        if pieces:
            pieces.append("\n")
            starts.append(max(0, start - 1) if start else 0)
        _append_line(folded, start, end, pieces, starts, spaced)
    return Normal(source=source, text="".join(pieces), starts=starts)


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
    """Append one paragraph ``folded[start:end]`` (soft breaks inside) without its noise."""
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
    # soft breaks that remained inside: drop them from what was just appended
    if "\n" in folded[start:end]:
        _drop_inner_breaks(pieces, starts, end - start)


def _drop_inner_breaks(pieces: list[str], starts: array[int], _length: int) -> None:
    # Work back from the end to the paragraph border that normalize() appended.
    tail: list[str] = []
    while pieces and pieces[-1] != "\n":
        tail.append(pieces.pop())
    text = "".join(reversed(tail))
    first = len(starts) - len(text)
    keep = [index for index, character in enumerate(text) if character != "\n"]
    kept = array("I", (starts[first + index] for index in keep))
    del starts[first:]
    starts.extend(kept)
    pieces.append(text.replace("\n", ""))


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


def _kept_breaks(folded: str) -> list[tuple[int, int]]:
    """The paragraphs of a folded text as ``[start, end)``, blank lines and outer spaces off."""
    lines: list[tuple[int, int, int, bool]] = []  # start, end, indent, a blank line stands before
    at, blank = 0, False
    for match in re.finditer(r"\r\n|\n|\r|\Z", folded):
        low, high = at, match.start()
        at = match.end()
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
    if not lines:
        return []
    width = _wrap_width(folded, lines)
    paragraphs: list[tuple[int, int]] = [lines[0][:2]]
    previous = lines[0]
    for line in lines[1:]:
        if _continues(folded, previous, line, width):
            paragraphs[-1] = (paragraphs[-1][0], line[1])
        else:
            paragraphs.append(line[:2])
        previous = line
    return paragraphs


def _wrap_width(folded: str, lines: list[tuple[int, int, int, bool]]) -> int:
    """The page width in characters of a hard-wrapped text, 0 for a text that is none."""
    lengths = sorted(end - start for start, end, _, _ in lines if end - start >= MIN_WRAP_CHARS * 3 // 4)
    if len(lengths) < 6:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    if not MIN_WRAP_CHARS <= width <= MAX_WRAP_CHARS or lengths[int(len(lengths) * 0.98)] > 2.2 * width:
        return 0
    full = [
        folded[end - 1] not in _TERMINAL
        for start, end, _, _ in lines
        if end - start >= 0.8 * width
    ]
    long = len(lengths)
    return width if full and sum(full) / long >= WRAPPED_SHARE else 0


def _continues(
    folded: str,
    previous: tuple[int, int, int, bool],
    line: tuple[int, int, int, bool],
    width: int,
) -> bool:
    """Whether the break before ``line`` only comes from the page."""
    start, end, indent, _ = previous
    next_start, next_end, next_indent, blank = line
    if _MARKER_START.match(folded, next_start, next_end):
        return False
    tail = folded[max(start, end - 200) : end]
    for opening, closing in ("《》", "()", "〔〕"):
        if tail.count(opening) > tail.count(closing):
            head = folded[next_start : min(next_end, next_start + 60)]
            at = head.find(closing)
            if at >= 0 and opening not in head[:at] and (blank is False or opening != "("):
                return True
    if blank:
        return False
    if width and end - start >= 0.8 * width:
        if next_indent >= 2 and indent < 2:
            return False
        last = folded[end - 1]
        if last in "。!?":
            return False
        return last not in ";:" or end - start >= 0.97 * width
    return False
