"""Lines → the tree of numbered blocks (GB/T 9704-2012: 一、 → (一) → 1. → (1)), with roles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from policytext.structure.actions import ADMISSION, FIGURE, SPEECH_CLOSES
from policytext.structure.labels import LABEL_LINE
from policytext.structure.lines import Line
from policytext.structure.numbering import (
    HAN,
    INLINE,
    RANKS,
    Marker,
    find_all_inline,
    find_decimals,
    find_first_inline,
    find_glued,
    find_inline,
    find_item_in_heading,
    find_marker,
    find_run_on_decimals,
    find_run_on_halves,
    marker_number,
)
from policytext.structure.roles import heading_role
from policytext.structure.topics import is_state, is_topic, split_sentences, topic_of

MAX_HEADING_CHARS = 60
MAX_NAME_BEFORE_COLON = 14
MAX_TOPIC_CHARS = 46  # a first sentence that names its item; 25 lost 支持建设…,支持…加大研发投入


@dataclass(slots=True)
class Block:
    """A heading or item with all that it governs, in the normal text.

    ``start`` is the marker's first character; ``end`` is exclusive and grows while lines are added.
    ``head`` is the span of the name without the marker; ``body`` where the text behind the name
    begins on the same line (None when the line is a heading alone). ``paragraphs`` are the plain
    lines before the first child.
    """

    marker: Marker | None
    start: int
    end: int
    head: tuple[int, int] | None
    body: int | None
    level: int = 0
    role: str | None = None
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    paragraphs: list[Line] = field(default_factory=list)
    intros: list[Line] = field(default_factory=list)  # what opens a paragraph of 一是…二是…
    tail: list[Line] = field(default_factory=list)  # lines after the last child that close the block
    line_end: int = 0

    def heading(self, text: str) -> str | None:
        """The name as it stands in the normal text."""
        return text[self.head[0] : self.head[1]] if self.head else None


_SENTENCE_END = re.compile(r"[。!?]")
_SHI_END = re.compile(r"[,。;:!?]")


def build_blocks(text: str, lines: list[Line]) -> list[Block]:
    """The top blocks of a document; lines before the first marker are in a block without one."""
    root = Block(
        marker=None, start=lines[0].start if lines else 0, end=lines[0].start if lines else 0, head=None, body=None
    )
    stack: list[Block] = [root]
    lines = _cut_topics(text, _cut_run_on(text, lines))
    decimals = find_decimals(text, ((line.start, line.end) for line in lines))
    fields = _fields(text, lines)
    for line in lines:
        if line.start in fields and len(stack) > 1:
            _open_field(text, stack, line, fields[line.start])
            continue
        running = {block.marker.kind: block.marker.number for block in stack if block.marker is not None}
        pieces = _split_inline(text, line, decimals.get(line.start) or find_marker(text, line.start, line.end), running)
        for start, end, marker in pieces:
            opened = pieces[1][2] if marker is None and end < line.end else None
            if opened is not None and (opened.number or 1) > 1:
                _add_plain(
                    text, stack, Line(start, end, text[start:end])
                )  # the page ran (十七) on after the text of (十六)
            elif opened is not None:
                _close_enumeration(text, stack)
                stack[-1].intros.append(Line(start, end, text[start:end]))
            elif marker is None and (box := _BOX.match(line.text)):
                _open(
                    text, stack, Marker(kind="box", number=None, start=start, end=start + box.end("sign")), start, end
                )
            elif marker is None and _opens_part(text, stack, line):
                _open_part(stack, line)
            elif marker is None:
                _leave_box(stack, line)
                _add_plain(text, stack, Line(start, end, text[start:end]))
            else:
                _leave_box_by_number(stack, marker)
                _open(text, stack, marker, start, end)
    _release_closing_lines(text, root)
    _close(root)
    return [root]


def _cut_run_on(text: str, lines: list[Line]) -> list[Line]:
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


_NUMBERED_INSIDE = re.compile(
    rf"(?:^|(?<=[。;:!?)]))(?:[{HAN}]{{1,3}}、|\([{HAN}]{{1,3}}\)|\d{{1,2}}[.、](?!\d)"
    rf"|[一二三四五]是)"
)
_OPENS_PREAMBLE = re.compile(
    r"(?:坚持)?以(?:习近平|邓小平)[^,。]{2,40}为指导|(?:力争)?到20\d\d年(?:底|末)?,"
    r"|(?:与此同时|同时|但|当前),?[^,。]{0,12}(?:还存在|仍存在|存在)"
)
MIN_WHOLE_CHARS, MIN_WHOLE_TOPICS, MAX_SHORT_TOPIC = 800, 4, 18


def _cut_topics(text: str, lines: list[Line]) -> list[Line]:
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


_CLOSED = tuple("。;:!?)”】")  # a line that ends otherwise goes on in the next one


def _release_closing_lines(text: str, block: Block) -> None:
    """Plain lines below the last item of a list close the document, they are not part of the item.

    Only for items whose text stands on their own line; a heading alone keeps what follows it.
    """
    for child in block.children:
        _release_closing_lines(text, child)
    if not block.children:
        return
    last = block.children[-1]
    if last.children or last.body is None or not last.paragraphs or last.marker is None:
        return
    if last.marker.kind in ("article", "shi"):
        return
    if (
        last.marker.kind in ("han", "paren")
        and sum(bool(topic_of(line)) for line in last.paragraphs) >= 2
        and any(child.paragraphs for child in block.children[:-1])
    ):
        return  # (十二)… opens a section of topics like those before it
    at, before = 0, text[last.start : last.line_end]
    while at < len(last.paragraphs):
        line = last.paragraphs[at]
        if not _is_label(line.text) and not _named_as_before(line, block.children[:-1]):
            if before.endswith(_CLOSED) or (len(line.text) < MAX_HEADING_CHARS and not line.text.endswith(_CLOSED)):
                break  # a signature or a new paragraph
            before = line.text
        at += 1
    block.tail[:0] = last.paragraphs[at:]
    del last.paragraphs[at:]


_FIELD_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}:")


def _named_as_before(line: Line, items: list[Block]) -> bool:
    """主要职责:… below 七、涉外事务组。…, as below the groups before it."""
    field = _FIELD_NAME.match(line.text)
    return field is not None and any(below.text.startswith(field[0]) for item in items for below in item.paragraphs)


_THEN_AHEAD = re.compile("下一?步|今后|下阶段|接下来")  # …还有不小差距。下一步,重点抓好三件事:一是…
ADMISSION_REACH = 120  # 我们也看到,…困难:一是…


def _split_inline(
    text: str, line: Line, marker: Marker | None, running: dict[str, int | None]
) -> list[tuple[int, int, Marker | None]]:
    """A line as blocks: 一是…;二是… in one paragraph are items of their own.

    Args:
        running: the numbers that are open when the line begins; a page that lost its line breaks goes on with the next.
    """
    body = marker.end if marker else line.start
    cuts: list[Marker] = []
    if marker is not None and marker.kind in ("chapter", "node"):
        # a page glued the first article to its chapter's heading: 第二章规划建设第八条…
        article = INLINE["article"].search(text, body, line.end)
        if article:
            cuts.append(
                Marker(
                    kind="article",
                    number=marker_number("article", article[1]),
                    start=article.start(),
                    end=article.end(),
                )
            )
    if marker is not None and (first := find_item_in_heading(text, marker, line.end, running.get("arabic"))):
        cuts.append(first)
    if line.end - body > 24 and not line.text.startswith(("注:", "注1", "备注", "说明:")):
        signs = frozenset(line.text)
        glued = find_glued(text, line.start, line.end) if line.end - line.start > MIN_GLUED_CHARS else []
        if marker is not None and marker.kind == "article":
            cuts.extend(_continue_inline(text, marker, line.end))
        for kind in ("han", "paren", "arabic", "paren_arabic", "ordinal", "shi", "circled"):
            if not _INLINE_SIGNS[kind] & signs:
                continue
            if marker is not None and kind == marker.kind:
                # the line opens with (一) and goes on with (二): the first is already there
                found = _continue_inline(text, marker, line.end, glued)
            else:
                found = find_inline(text, body, line.end, kind, glued)
                number = running.get(kind)
                if not found and kind in _ACROSS_LINES and number is not None:
                    found = _continue_inline(
                        text, Marker(kind=kind, number=number, start=body, end=body), line.end, glued
                    )
                if not found and kind in _ACROSS_LINES and line.end - line.start > MIN_GLUED_CHARS:
                    found = find_first_inline(text, body, line.end, kind, glued)
            if (
                kind == "shi"
                and found
                and (
                    admitted := ADMISSION.search(
                        text, max(line.start, found[0].start - ADMISSION_REACH), found[0].start
                    )
                )
                and not _THEN_AHEAD.search(text, admitted.end(), found[0].start)
            ):
                continue
            if kind in ("arabic", "paren_arabic", "circled") and len(found) > 1 and not _are_long(found, line.end):
                continue
            cuts.extend(found)
    cuts.sort(key=lambda m: m.start)
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


_ACROSS_LINES = ("han", "paren", "arabic")  # whose first may stand in one line and the second in the next
MIN_GLUED_CHARS = 100  # a page that lost its line breaks
# a character without which a kind of inline marker cannot stand in a line
_INLINE_SIGNS = {
    "han": frozenset("一二三四五六七八九十"), "paren": frozenset("("), "arabic": frozenset("123456789"), "paren_arabic": frozenset("("), "ordinal": frozenset("第"),
    "shi": frozenset("是要其"), "circled": frozenset("①②③④"),
}  # fmt: skip


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


def _open(text: str, stack: list[Block], marker: Marker, start: int, end: int) -> None:
    head, body = _heading(text, marker, end)
    block = Block(marker=marker, start=start, end=end, head=head, body=body, line_end=end)
    _pop_to_parent(stack, marker)
    parent = stack[-1]
    block.parent = parent
    block.level = parent.level + 1
    parent.children.append(block)
    stack.append(block)
    heading = block.heading(text)
    if heading and marker.kind not in ("shi", "circled"):
        block.role = heading_role(heading)
    if _lists_problems(text, parent, marker):
        block.role = "background"
    if marker.kind in ("han", "paren", "named") and _MENDED.search(text, start, min(end, start + MAX_PROBLEM_CHARS)):
        block.role = "review"


# 自评查出的主要问题是:1、候诊椅只有8把;2、…
_PROBLEMS_ARE = re.compile(
    r"(?:主要|突出|(?:存在|发现|查出|反馈|指出)的?(?:主要|突出)?)问题(?:和不足|与不足"
    r"|及不足)?(?:主要)?(?:是|有|为|如下|包括)?:\s*$"
)


def _lists_problems(text: str, parent: Block, marker: Marker) -> bool:
    """Whether an item is of a list of what was found wanting."""
    if (
        marker.kind not in ("arabic", "paren_arabic", "circled", "shi")
        or marker.number is None
        or len(parent.children) < marker.number
    ):
        return False
    first = parent.children[-marker.number].marker  # the items stand side by side
    return (
        first is not None
        and first.kind == marker.kind
        and first.number == 1
        and _PROBLEMS_ARE.search(text, max(0, first.start - 16), first.start) is not None
    )


# 一、关于“考核发现,…时紧时松”整改落实情况:基本完成。: what was done about a problem stands below
_MENDED = re.compile(r"整改(?:落实|进展|完成|工作)?(?:进展)?情况[:]?(?:[^。;,]{0,6})(?:已|基本)?(?:完成|销号|达到序时)")
MAX_PROBLEM_CHARS = 400


def _pop_to_parent(stack: list[Block], marker: Marker) -> None:
    """Pop until the block that the new marker stands in is on top."""
    for index in range(len(stack) - 1, 0, -1):
        other = stack[index].marker
        if other is None or other.kind != marker.kind:
            continue
        # 一是 inside a deeper item restarts at one, others of the kind go on where they stopped
        if marker.number == 1 and other.number != 1 and marker.kind in ("shi", "circled", "ordinal"):
            deeper = [b for b in stack[index + 1 :] if b.marker and RANKS[b.marker.kind] < RANKS[marker.kind]]
            if deeper:
                continue
        del stack[index:]
        return
    rank = RANKS[marker.kind]
    while len(stack) > 1:
        top = stack[-1].marker
        if top is None:
            break
        if RANKS[top.kind] > rank and marker.kind not in ("shi", "bullet", "ordinal"):
            stack.pop()
            continue
        if top.kind in ("shi", "bullet", "circled") and marker.kind in ("ordinal",):
            stack.pop()
            continue
        break


_BRACKETED = re.compile(r"【(?P<name>[^【】\n]{2,24})】(?=[^\n])")


def _heading(text: str, marker: Marker, end: int) -> tuple[tuple[int, int] | None, int | None]:
    """The name behind a marker and where the text behind the name begins."""
    low = marker.end
    while low < end and text[low] in " 、:★▲●☆*":
        low += 1
    if low >= end:
        return None, None
    if named := _BRACKETED.match(text, low, end):
        return named.span("name"), named.end()  # 第一条【组建医共体】…
    if marker.kind == "article":
        return None, low
    if (
        marker.kind.startswith("decimal")
        and end - low > MAX_TOPIC_CHARS // 2
        and (named := _NAME_IN_A_PLAN.match(text, low, end))
    ):
        return named.span(), named.end()
    if (section := _GLUED_SECTION.match(text, low, end) or _GLUED_HALF.match(text, low, end)) and (
        end - low > MAX_HEADING_CHARS
        or text.startswith("一是", section.end())
        or _SENTENCE_END.search(text, section.end(), end)
        or ("," in text[section.end() : end] and "问题" in section[0])
    ):
        return section.span(), section.end()
    pattern = _SHI_END if marker.kind == "shi" else _SENTENCE_END
    stop = pattern.search(text, low, end)
    if (
        marker.kind in ("han", "paren")
        and stop is not None
        and (colon := text.find(":", low + 2, min(stop.start(), low + MAX_NAME_BEFORE_COLON))) > 0
        and heading_role(text[low:colon]) is not None
    ):
        return (low, colon), colon + 1  # 二、主要工作目标:使用单位主体责任得到落实,…
    if stop is None:
        if end - low <= MAX_HEADING_CHARS and text[end - 1] not in ";,、":
            high = end
            while high > low and text[high - 1] in ":。 ":
                high -= 1
            return ((low, high), None) if high > low else (None, None)
        colon = text.find(":", low, min(end, low + MAX_TOPIC_CHARS))
        return ((low, colon), colon + 1) if colon > low else (None, low)
    if stop.start() - low <= MAX_TOPIC_CHARS + (24 if stop.end() >= end else 0):
        high = stop.start()
        rest = stop.end()
        colon = text.find(":", low + 4, min(high - 6, low + 24))
        if rest >= end and colon > low and marker.kind != "shi":
            return (low, colon), colon + 1  # (一)支持新药研发:建设中试平台,…
        return ((low, high), rest if rest < end else None) if high > low else (None, low)
    return None, low


# 一、总体目标到2024年,基本建成…: a page glued the section's name to its text
_GLUED_SECTION = re.compile(
    r"(?:总体(?:要求|思路)|(?:年度|进度|时间|工作)安排|(?:职责|责任|任务)(?:划分|分工)"
    r"|资金(?:来源|保障|筹措)|整治(?:范围|内容|目标|任务|步骤)|(?:工作|方法)步骤"
    r"|(?:总体|工作|主要|发展|行动|建设)目标|目标任务|指导思想|(?:基本|工作)原则"
    r"|(?:重点|主要|工作)任务|(?:主要|保障|工作)措施|工作要求|组织保障|实施步骤"
    r"|(?:当前)?(?:工作)?(?:中)?存在的?(?:主要|突出)?(?:问题|困难"
    r"|不足)(?:[和与及](?:主要|突出)?(?:问题|困难|不足|差距))?"
    r"|(?:20\d\d年|今年|明年)?(?:[上下]半年|下一?步|下一?阶段)?(?:度)?(?:政府)?(?:主要"
    r"|重点)?工作(?:总结|回顾|(?:完成|开展|进展|推进)?情况|计划|打算|思路|安排|部署)"
    r"|(?:20\d\d年)?[\u4e00-\u9fff]{0,12}工作(?:基本|开展|推进|进展)?情况)"
    r"(?=[上下]半年,|下一?(?:步|阶段),|(?:刚刚过去|过去的?[一五]年|去年|今年|近年来?|上半年|一年来"
    r"|近[几两三五]年来?)|(?:到|至)?20\d\d年|以[^,。]{2,30}(?:为|,)|坚持|深入|全面|认真|遵循|按照"
    r"|紧?围绕|通过|根据|力争|\([一1]\)|[一1][是、.]"
    r"|[省市县区镇乡](?!级|域|场|民|情)[\u4e00-\u9fff]{2,10}?(?:局|委|办|院|政府|部门|中心)"
    r"|各(?!项|类)|由(?=[\u4e00-\u9fff]{2,12}(?:牵头|负责))|采取)"
)


# 一、2021年工作总结作为县对外开放的窗口,…: the halves of a report, whatever follows
_GLUED_HALF = re.compile(
    r"(?:20\d\d年度?|今年|明年|[上下]半年|下一?步|下一?阶段)(?:主要|重点)?工作(?:总结|回顾"
    r"|(?:完成|开展|进展)情况|计划|打算|思路)(?=[\u4e00-\u9fff_*])(?![和与及的暨或])"
)
# 4.1.1启动条件24小时降雨量达到…: the headings of an emergency plan, glued to their text
_NAME_IN_A_PLAN = re.compile(
    r"(?:编制(?:目的|依据)|适用范围|工作原则|基本情况"
    r"|(?:事件|事故|灾害|险情|响应|预警)(?:分级|等级|分类)|(?:启动|响应|预警|终止)条件"
    r"|响应(?:行动|措施|终止|程序|调整)|预警(?:发布|行动|措施|解除)"
    r"|(?:资金|物资|人员|队伍|通信|交通|技术|宣传|组织)(?:保障|培训|准备|领导)|信息(?:报告|发布)"
    r"|应急(?:保障|演练)|预案(?:管理|修订|演练)|奖惩|附则|总则)(?=[\u4e00-\u9fff“《\d])(?!的|和|与|及"
    r"|工作|体系|机制)"
)


def _opens_part(text: str, stack: list[Block], line: Line) -> bool:
    """A short line without number or stop that names a part: “十四五”时期发展成就和2025年工作回顾."""
    if _ANNEX.fullmatch(line.text) or _GLOSSARY.fullmatch(line.text):
        return True
    if _SIGN_OF_A_PART.fullmatch(line.text):
        return not any(block.marker is not None and block.marker.kind in ("han", "chapter") for block in stack)
    if len(line.text) > 30 or re.search(r"[。;,:!?)]", line.text) or any(block.role == "indicators" for block in stack):
        return False  # 保障机制 among indicators is a cell
    if heading_role(line.text) is None and not _PART_NAME.search(line.text):
        return False
    if LABEL_LINE.match(text, line.end + 1) or _times_told(text)[line.text] >= MIN_FIELDS:
        return False  # 公厕新建改建工程 over 牵头单位:… is a task, the 进度安排 of each of them a field
    if (
        _COMING.fullmatch(line.text)
        and len(stack) > 1
        and stack[1].marker is not None
        and stack[1].marker.kind == "title"
    ):
        return True  # 下半年工作安排 below the numbered sections of 上半年工作情况, a part as well
    if _COMING.fullmatch(line.text) and (later := _NEXT_HAN.search(text, line.end)) and later[1] == "一":
        return True  # 2024年工作安排 below 七、自身建设, and the count begins again
    return not any(block.marker is not None and block.marker.kind in ("han", "chapter") for block in stack)


MIN_FIELDS = 3

# 整改措施: and 整改完成情况: over 1.… 2.…, in each of the problems that a text of rectification tells
_FIELD = re.compile(r"(?:整改|工作|具体|主要|落实)*(?:(?P<wanted>措施|举措)|(?:完成|进展|落实|整改)情况)[::]")


def _fields(text: str, lines: list[Line]) -> dict[int, str]:
    """Start of each such line → the kind of the items below it; {} where the text tells only one half."""
    found: dict[int, str] = {}
    wanted = set()
    for line, below in pairwise(lines):
        if (name := _FIELD.fullmatch(line.text)) and (marker := find_marker(text, below.start, below.end)):
            if marker.number == 1 and marker.kind in _ITEMS_OF_A_FIELD:
                found[line.start] = marker.kind
                wanted.add(name["wanted"] is not None)
    return found if len(wanted) == 2 else {}


_ITEMS_OF_A_FIELD = ("paren", "arabic", "paren_arabic", "circled", "shi")


def _open_field(text: str, stack: list[Block], line: Line, items: str) -> None:
    """A block for the field, above its items; the labels behind the last item of the field before are that field's."""
    marker = Marker(kind=f"field_{items}", number=None, start=line.start, end=line.start)
    _pop_to_parent(stack, marker)
    block = Block(
        marker=marker, start=line.start, end=line.end, head=(line.start, line.end - 1), body=None, line_end=line.end
    )
    block.parent, block.level = stack[-1], stack[-1].level + 1
    block.role = "tasks" if _FIELD.fullmatch(line.text)["wanted"] else "review"  # type: ignore[index]
    stack[-1].children.append(block)
    stack.append(block)


@lru_cache(maxsize=1)
def _times_told(text: str) -> Counter[str]:
    """How often each line of a text stands in it."""
    return Counter(text.split("\n"))


_NEXT_HAN = re.compile(rf"\n([{HAN}]{{1,3}})、")
_COMING = re.compile(
    r"(?:下半年|下一?步|下阶段|今年|明年|20\d\d年)(?:的)?(?:重点|主要)?工作(?:的)?(?:总体)?(?:安排"
    r"|打算|计划|思路|部署|任务|谋划|重点)"
)


# a box of a plan: 专栏1 数字化改造升级工程
_BOX = re.compile(r"(?P<sign>(?:任务|工程)?专栏 ?[\d一二三四五六七八九十]{1,3})[: ]?[^。;!?]{2,50}$")


def _box_of(stack: list[Block]) -> int | None:
    return next(
        (index for index in range(len(stack) - 1, 0, -1) if (m := stack[index].marker) is not None and m.kind == "box"),
        None,
    )


def _leave_box(stack: list[Block], line: Line) -> None:
    """The text of a plan goes on below a box's last item with a topic sentence: 完善信息基础设施。加快…"""
    at = _box_of(stack)
    if at is None or at == len(stack) - 1:
        return
    item = stack[-1]
    if (item.paragraphs or item.body is not None) and len(line.text) >= MIN_TEXT_CHARS and topic_of(line):
        del stack[at:]


MIN_TEXT_CHARS = 40


def _leave_box_by_number(stack: list[Block], marker: Marker) -> None:
    """3. below the items 1. to 10. of a box follows the 2. before the box."""
    at = _box_of(stack)
    if at is None or marker.number is None:
        return
    parent = stack[at].parent
    inside, before = (_last_number(block, marker.kind) for block in (stack[at], parent) if block is not None)
    if before and marker.number == before + 1 and marker.number != inside + 1:
        del stack[at:]


def _last_number(block: Block, kind: str) -> int:
    numbers = (
        child.marker.number
        for child in reversed(block.children)
        if child.marker is not None and child.marker.kind == kind
    )
    return next(numbers, None) or 0


# 附件2 名词解释: a text of its own, whatever number stands open
_ANNEX_NUMBER = r"附(?:件|录|表)? ?[\d一二三四五六七八九十]{1,2}(?:-\d)?[:.、]?"
_ANNEX = re.compile(_ANNEX_NUMBER + r"(?: ?[“《\u4e00-\u9fff][^。;,!?:]{1,40})?")
# 【怎么干】 alone on its line; 问:主要目标是什么? of an interview
_SIGN_OF_A_PART = re.compile(r"【[\u4e00-\u9fff“”、]{2,14}】|(?:问|记者)[::][^\n。]{4,60}\?")
_BARE_ANNEX = re.compile(_ANNEX_NUMBER)
# what a reader of the text fills in is no text
_FORM = re.compile(
    r"^[^。;]{0,40}(?:(?:申请|申报|推荐|(?:推荐|申报|报名)汇总|登记|承诺|声明|审批|批准|备案|报名"
    r"|自评|评审|基本情况|信用)[表书]|申请材料|申报材料|检测项目|通知书|回执|声明|凭证|样式|样表|模板"
    r"|证明|号牌)(?:\([^()]*\))?$"
)
# what an annex measures by, not what anybody does
_INDICATORS = re.compile(
    r"^[^。;]{0,40}(?:(?:监测|评价|考核|统计|主要|目标)*指标(?:体系|及[^。;]{2,10})"
    r"|(?:监测|评价|统计)指标)(?:\([^()]*\))?$"
)
# the words that a report explains at its end
_GLOSSARY = re.compile(
    r"(?:附(?:件|录)?[:：]? ?)?(?:《[^》]{2,20}》)?[\u4e00-\u9fff]{0,8}(?:名词|用语|术语|词语)(?:解释"
    r"|注释|说明|解读)"
)
_PART_NAME = re.compile(
    r"^(?:(?:20\d\d年(?!\d{1,2}月\d{1,2}日)|“十[三四五六]五”|今年|今后)[\u4e00-\u9fff“”\d]{2,20}"
    r"|[\u4e00-\u9fff]{0,8}(?:工作|任务|目标)(?:建议|安排|部署|要求|打算))$"
)


def _open_part(stack: list[Block], line: Line) -> None:
    del stack[1:]
    marker = Marker(kind="title", number=None, start=line.start, end=line.start)
    block = Block(
        marker=marker, start=line.start, end=line.end, head=(line.start, line.end), body=None, line_end=line.end
    )
    block.parent = stack[0]
    block.level = 1
    block.role = heading_role(line.text)
    stack[0].children.append(block)
    stack.append(block)


def _close_enumeration(text: str, stack: list[Block]) -> None:
    """A new paragraph ends an enumeration 一是…二是… or ①…②… inside the one before."""
    while len(stack) > 1 and (marker := stack[-1].marker) is not None:
        inside = marker.kind in ("circled", "paren_arabic") and text[marker.start - 1 : marker.start] not in ("", "\n")
        if marker.kind != "shi" and not inside:
            return
        stack.pop()


def _add_plain(text: str, stack: list[Block], line: Line) -> None:
    if not _is_label(line.text):
        _close_enumeration(text, stack)
    top = stack[-1]
    if top.head is not None and not top.paragraphs and _BARE_ANNEX.fullmatch(text, *top.head):
        top.role = "closing" if _FORM.search(line.text) else "indicators" if _INDICATORS.search(line.text) else top.role
    if top.children:
        top.tail.append(line)
    else:
        top.paragraphs.append(line)


def _is_label(text: str) -> bool:
    return bool(LABEL_LINE.match(text)) or (
        text.startswith("(") and text.rstrip("。").endswith(")") and len(text) < 200
    )


def _close(block: Block) -> int:
    """Set the ends of all blocks from their contents."""
    end = max([block.end, *(line.end for line in block.paragraphs), *(line.end for line in block.tail)])
    for child in block.children:
        end = max(end, _close(child))
    block.end = end
    return end


def inherited_role(block: Block) -> str | None:
    """The block's own role, else that of the section above it; an annex behind 附则 has none of it."""
    at: Block | None = block
    while at is not None:
        if at.role and not (at.role == "closing" and at is not block and restarts(block)):
            return "review" if at.role == "procedure" and _is_told_back(at.parent) else at.role
        at = at.parent
    return None


def begins_anew(block: Block) -> bool:
    """Whether a section's number was told before it in the same list: the page lost the heading that they stand below.

    (三)规划目标 … (三)控制固体废物污染: the second is no part of 指导思想、基本原则和规划目标.
    """
    parent, marker = block.parent, block.marker
    if parent is None or marker is None or marker.number is None or marker.kind not in ("paren", "han"):
        return False
    before = [
        child.marker.number
        for child in parent.children
        if child.start < block.start
        and child.marker is not None
        and child.marker.kind == marker.kind
        and child.marker.number
    ]
    return any(low >= high for low, high in pairwise([*before, marker.number]))


def _is_told_back(block: Block | None) -> bool:
    """Whether the nearest section above with a role is a review: 一、主要工作和成效, (一)强化组织领导."""
    while block is not None and not block.role:
        block = block.parent
    return block is not None and block.role == "review" and block.marker is not None


def restarts(block: Block) -> bool:
    """Whether a block below 附则 belongs to another numbering (一、), not to its articles."""
    at: Block | None = block
    while at is not None and at.role != "closing":
        if at.marker is not None and at.marker.kind in ("han", "chapter"):
            return True
        at = at.parent
    return False
