"""Lines of which a page, or an author, made one: cut before each item, heading or topic that stands inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policytext.structure.actions import ADMISSION, FIGURE, SPEECH_CLOSES
from policytext.structure.lines import Line
from policytext.structure.numbering import (
    HAN,
    INLINE,
    Marker,
    find_all_inline,
    find_first_inline,
    find_glued,
    find_inline,
    find_item_in_heading,
    find_run_on_decimals,
    find_run_on_halves,
    marker_number,
)
from policytext.structure.topics import is_state, is_topic, split_sentences

_NUMBERED_INSIDE = re.compile(
    rf"(?:^|(?<=[。;:!?)]))(?:[{HAN}]{{1,3}}、|\([{HAN}]{{1,3}}\)|\d{{1,2}}[.、](?!\d)"
    rf"|[一二三四五]是)"
)
_OPENS_PREAMBLE = re.compile(
    r"(?:坚持)?以(?:习近平|邓小平)[^,。]{2,40}为指导|(?:力争)?到20\d\d年(?:底|末)?,"
    r"|(?:与此同时|同时|但|当前),?[^,。]{0,12}(?:还存在|仍存在|存在)"
)
MIN_WHOLE_CHARS, MIN_WHOLE_TOPICS, MAX_SHORT_TOPIC = 800, 4, 18


def cut_run_on(text: str, lines: list[Line]) -> list[Line]:
    """Lines with those that run decimal headings (2、职责2.1指挥机构…2.2…) or halves on cut before each number."""
    spans = [(line.start, line.end) for line in lines]
    cuts = sorted({*find_run_on_decimals(text, spans), *find_run_on_halves(text, spans)})
    if not cuts:
        return lines
    out: list[Line] = []
    for line in lines:
        edges = [line.start, *(at for at in cuts if line.start < at < line.end), line.end]
        out += [Line(low, high, text[low:high]) for low, high in pairwise(edges)]
    return out


def cut_topics(text: str, lines: list[Line]) -> list[Line]:
    """Lines, where one holds nearly all of the text and no number: cut before each short sentence that names a part (健全救助体系。…)."""
    longest = max(lines, key=lambda line: line.end - line.start, default=None)
    size = longest.end - longest.start if longest else 0
    if (
        longest is None
        or size < MIN_WHOLE_CHARS
        or size * 5 < 3 * sum(line.end - line.start for line in lines)
        or _NUMBERED_INSIDE.search(text, longest.start, longest.end)
    ):
        return lines
    sentences = split_sentences(text, longest.start, longest.end)
    named = [
        high - low <= MAX_SHORT_TOPIC and (is_topic(text[low:high]) or is_state(text[low:high]))
        for low, high in sentences
    ]
    short = [
        sentences[at][0] for at in range(1, len(sentences) - 1) if named[at] and not named[at + 1]
    ]  # the second of two names what follows
    if len(short) < MIN_WHOLE_TOPICS:
        return lines
    parts = [low for low, high in sentences[1:] if _OPENS_PREAMBLE.match(text, low, high)]
    edges = [longest.start, *sorted({*short, *parts}), longest.end]
    at = lines.index(longest)
    return [*lines[:at], *(Line(low, high, text[low:high]) for low, high in pairwise(edges)), *lines[at + 1 :]]


_THEN_AHEAD = re.compile("下一?步|今后|下阶段|接下来")  # …还有不小差距。下一步,重点抓好三件事:一是…
ADMISSION_REACH = 120
MIN_CUT_CHARS = 24
MIN_GLUED_CHARS = 100  # a page that lost its line breaks
_ACROSS_LINES = ("han", "paren", "arabic")  # whose first may stand in one line and the second in the next
# a character without which a kind of inline marker cannot stand in a line
_INLINE_SIGNS = {
    "han": frozenset("一二三四五六七八九十"), "paren": frozenset("("), "arabic": frozenset("123456789"), "paren_arabic": frozenset("("), "ordinal": frozenset("第"),
    "shi": frozenset("是要其"), "circled": frozenset("①②③④"),
}  # fmt: skip


def split_inline(
    text: str, line: Line, marker: Marker | None, running: dict[str, int | None]
) -> list[tuple[int, int, Marker | None]]:
    """A line as blocks: 一是…;二是… in one paragraph are items of their own.

    Args:
        running: the numbers that are open when the line begins; a page that lost its line breaks goes on with the next.
    """
    cuts = sorted(_iter_cuts(text, line, marker, running), key=lambda m: m.start)
    pieces: list[tuple[int, int, Marker | None]] = []
    at, current = line.start, marker
    for cut in cuts:
        if cut.start <= at:
            if cut.start == at and current is None:
                current = cut
            continue
        pieces.append((at, cut.start, current))
        at, current = cut.start, cut
    closing = SPEECH_CLOSES.search(text, at + 1, line.end)
    if closing and not FIGURE.search(text, closing.start(), line.end):
        pieces += [(at, closing.start(), current), (closing.start(), line.end, None)]
    else:
        pieces.append((at, line.end, current))
    return pieces


def _iter_cuts(text: str, line: Line, marker: Marker | None, running: dict[str, int | None]) -> Iterator[Marker]:
    """The markers inside a line, by kind."""
    body = marker.end if marker else line.start
    if marker is not None and marker.kind in ("chapter", "node"):
        # a page glued the first article to its chapter's heading: 第二章规划建设第八条…
        article = INLINE["article"].search(text, body, line.end)
        if article:
            number = marker_number("article", article[1])
            yield Marker(kind="article", number=number, start=article.start(), end=article.end())
    if marker is not None and (first := find_item_in_heading(text, marker, line.end, running.get("arabic"))):
        yield first
    if line.end - body <= MIN_CUT_CHARS or line.text.startswith(("注:", "注1", "备注", "说明:")):
        return
    signs = frozenset(line.text)
    glued = find_glued(text, line.start, line.end) if line.end - line.start > MIN_GLUED_CHARS else []
    if marker is not None and marker.kind == "article":
        yield from _continue_inline(text, marker, line.end)
    for kind in ("han", "paren", "arabic", "paren_arabic", "ordinal", "shi", "circled"):
        if not _INLINE_SIGNS[kind] & signs:
            continue
        found = _find_kind(text, line, marker, kind, running.get(kind), glued)
        if kind == "shi" and found and _tells_problems(text, line, found[0].start):
            continue
        if kind in ("arabic", "paren_arabic", "circled") and len(found) > 1 and not _are_long(found, line.end):
            continue
        yield from found


def _find_kind(
    text: str, line: Line, marker: Marker | None, kind: str, number: int | None, glued: Sequence[Marker]
) -> list[Marker]:
    """The markers of one kind inside a line; ``number`` is the one that is open when the line begins."""
    if marker is not None and kind == marker.kind:
        # the line opens with (一) and goes on with (二): the first is already there
        return _continue_inline(text, marker, line.end, glued)
    body = marker.end if marker else line.start
    found = find_inline(text, body, line.end, kind, glued)
    if not found and kind in _ACROSS_LINES and number is not None:
        found = _continue_inline(text, Marker(kind=kind, number=number, start=body, end=body), line.end, glued)
    if not found and kind in _ACROSS_LINES and line.end - line.start > MIN_GLUED_CHARS:
        found = find_first_inline(text, body, line.end, kind, glued)
    return found


def _tells_problems(text: str, line: Line, at: int) -> bool:
    """Whether what stands before 一是 admits faults: 我们也看到,…困难:一是…."""
    admitted = ADMISSION.search(text, max(line.start, at - ADMISSION_REACH), at)
    return admitted is not None and not _THEN_AHEAD.search(text, admitted.end(), at)


def _continue_inline(text: str, marker: Marker, end: int, glued: Sequence[Marker] = ()) -> list[Marker]:
    if marker.kind not in INLINE or marker.number is None:
        return []
    found, number = [], marker.number
    for low, high, value in find_all_inline(text, marker.end, end, marker.kind, glued, number):
        if value == number + 1:
            found.append(Marker(kind=marker.kind, number=value, start=low, end=high))
            number = value
    return found


def _are_long(found: list[Marker], end: int) -> bool:
    """Items of a sentence (1.身份证;2.户口簿) are no blocks of their own."""
    stops = [m.start for m in found[1:]] + [end]
    return all(stop - m.start >= 12 for m, stop in zip(found, stops, strict=True))
