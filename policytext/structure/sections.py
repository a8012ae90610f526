"""Lines → the tree of numbered blocks (GB/T 9704-2012: 一、 → (一) → 1. → (1)), with roles."""

from __future__ import annotations

import re
from itertools import pairwise

from policytext.structure.blocks import Block
from policytext.structure.cutting import cut_run_on, cut_topics, split_inline
from policytext.structure.headings import ANNEX_NUMBER, MAX_HEADING_CHARS, heading_of, opens_part
from policytext.structure.labels import LABEL_LINE
from policytext.structure.lines import Line
from policytext.structure.numbering import RANKS, Marker, find_decimals, find_marker
from policytext.structure.roles import heading_role
from policytext.structure.topics import topic_of


def build_blocks(text: str, lines: list[Line]) -> list[Block]:
    """The top blocks of a document; lines before the first marker are in a block without one."""
    root = Block(
        marker=None, start=lines[0].start if lines else 0, end=lines[0].start if lines else 0, head=None, body=None
    )
    stack: list[Block] = [root]
    lines = cut_topics(text, cut_run_on(text, lines))
    decimals = find_decimals(text, ((line.start, line.end) for line in lines))
    fields = _fields(text, lines)
    for line in lines:
        if line.start in fields and len(stack) > 1:
            _open_field(text, stack, line, fields[line.start])
            continue
        running = {block.marker.kind: block.marker.number for block in stack if block.marker is not None}
        pieces = split_inline(text, line, decimals.get(line.start) or find_marker(text, line.start, line.end), running)
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
            elif marker is None and opens_part(text, stack, line):
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


def _open(text: str, stack: list[Block], marker: Marker, start: int, end: int) -> None:
    head, body = heading_of(text, marker, end)
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


_BARE_ANNEX = re.compile(ANNEX_NUMBER)
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
