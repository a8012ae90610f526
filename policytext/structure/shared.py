"""What a block says once for its items: the bodies behind the last, a label above the first, who opens their list."""

from __future__ import annotations

import re

from policytext.structure.blocks import Block
from policytext.structure.labels import LABEL_LINE, POINTER
from policytext.structure.signs import (
    ASSIGNS,
    CALLS_ON,
    CLOSING_BRACKET,
    DUTIES_FOLLOW,
    DUTIES_HEADING,
)
from policytext.structure.table_columns import looks_like_bodies

# 下一步,民政部将…; 会议强调,2024年,市林业局将…: all that is counted behind it is that body's. Where no meeting tells,
# a year opens what the document's own author will do
_THE_MEETING_TELLS = "会议(?:强调|要求|指出|明确)[,:]"
NEXT_STEP = re.compile(
    rf"\s*(?:(?:{_THE_MEETING_TELLS})?(?:下一?步|今后|接下来|今年)|{_THE_MEETING_TELLS}20\d\d年)"
    r"[^。,]{0,6},[^,。]{2,20}(?:将|要)[^,。]*"
)
# 以上工作由市工信局牵头,市财政局配合。
_ALL_ABOVE = re.compile(
    r"(?<=[。;])(?:以上|上述)(?:各项|几项)?(?:工作|任务|事项|措施|内容)?(?:均"
    r"|统一)?由[^。]{3,80}(?:牵头|负责|配合|落实|承办|实施)[^。,]{0,8}。?$"
)
MAX_BODIES_CHARS = 80
FIRST_ITEMS = 3
_POINTED_TAIL = re.compile(rf"\n{POINTER}[^\n]{{3,160}}$")


def assigns(text: str, block: Block) -> bool:
    """Responsible bodies stand there: a label, or a bracket of bodies at the end."""
    passage = text[block.start : block.end].rstrip()
    closing = CLOSING_BRACKET.search(passage)
    return bool(closing and looks_like_bodies(closing["inside"])) or bool(ASSIGNS.search(passage))


def takes_shared_tail(text: str, child: Block) -> bool:
    """A part of an item: 一是…, ①…, (1)…, and 1.… inside its paragraph."""
    if child.marker is None:
        return False
    if child.parent is not None and child.parent.marker is not None and child.parent.marker.kind.startswith("field_"):
        return True  # 整改措施: 1.…2.… and below them 整改责任单位:…
    return child.marker.kind in ("shi", "circled", "paren_arabic") or (
        child.marker.kind == "arabic" and text[child.marker.start - 1 : child.marker.start] not in ("", "\n")
    )


def shared_tail(text: str, block: Block) -> tuple[int, int] | None:
    """The bracket or label that closes an item of parts: it assigns each of them."""
    if not block.children or not takes_shared_tail(text, block.children[-1]):
        return None
    if any(assigns(text, child) for child in block.children[:-1]):
        return None  # each part has its own bodies
    passage = text[block.start : block.end]
    match = re.search(
        r"(?:\([^()]*(?:\([^()]*\)[^()]*)*(?:牵头|负责|单位:|配合"
        r"|落实)[^()]*(?:\([^()]*\)[^()]*)*\)[。]?)$",
        passage,
    )
    match = match or _POINTED_TAIL.search(passage) or _ALL_ABOVE.search(passage)  # --市国资委负责, below 一是…;二是…
    if match and block.start + match.start() > block.children[-1].start:
        return block.start + match.start(), block.end
    labels = [line for line in (*block.children[-1].paragraphs, *block.tail) if LABEL_LINE.match(line.text)]
    if labels and ASSIGNS.search(text, labels[0].start, labels[-1].end):
        return labels[0].start, labels[-1].end
    return None


def shared_labels(text: str, block: Block) -> tuple[int, int] | None:
    """牵头单位:… above 一是…;二是…: the labels are each item's."""
    if block.marker is None and any(assigns(text, child) for child in block.children[:FIRST_ITEMS]):
        return None  # a page that begins inside a document: the labels are of the item that it does not show
    before = [line for line in block.paragraphs if block.children and line.start < block.children[0].start]
    labels = [line for line in before if LABEL_LINE.match(line.text)]
    others = [line for line in before if line not in labels and not _OF_A_CARD.match(line.text)]
    if not labels or others:
        return None
    return labels[0].start, labels[-1].end


_OF_A_CARD = re.compile(
    r"(?:整改|工作|主要|具体)?(?:目标|措施|时限|要求|任务|进展)[::]|存在(?:的)?问题[::]"
    r"|问题(?:描述|表现)?[::]"
)


def _bodies_ahead(text: str, block: Block) -> tuple[int, int] | None:
    """食药监所、派出所:①…;②…: the bodies before the items, with their colon."""
    if (
        block.marker is None
        or not block.children
        or block.children[0].marker is None
        or block.children[0].marker.kind not in ("circled", "paren_arabic")
    ):
        return None
    low, high = block.marker.end, block.children[0].start
    ahead = text[low:high]
    return (
        (low, high)
        if ahead.endswith(":") and len(ahead) <= MAX_BODIES_CHARS and looks_like_bodies(ahead[:-1])
        else None
    )


_HAS_ITS_OWN = re.compile(r"。各[\u4e00-\u9fff]{1,10}(?:要|须|应当)")


def called_on(text: str, item: Block) -> tuple[int, int] | None:
    """Whom the sentence right before 一要… calls on: 某某主任要求各部门、各街道:一要…;二要…."""
    if _HAS_ITS_OWN.search(text, item.start, item.end):
        return None  # 一是落实责任制。各级人民政府要…: the item says itself whose it is
    called = CALLS_ON.search(text[text.rfind("\n", 0, item.start) + 1 : item.start])
    return (item.start - len(called[0]) + called.start("who") - called.start(), item.start) if called else None


def shared_opening(text: str, block: Block) -> tuple[int, int] | None:
    """试点地区要…重点做好以下工作: what opens a list assigns each of its items."""
    if labels := shared_labels(text, block):
        return labels
    if bodies := _bodies_ahead(text, block):
        return bodies
    if block.marker is not None and block.children and (heading := DUTIES_HEADING.match(text, block.start, block.end)):
        return block.marker.end, heading.end()
    lines = [(line.start, line.end) for line in block.paragraphs]
    if block.body is not None and not lines:
        lines = [(block.body, min(block.line_end, block.children[0].start if block.children else block.line_end))]
    lines += [
        (line.start, line.end) for line in block.intros[-1:] if block.children and line.end == block.children[0].start
    ]
    if not lines and block.children and block.children[0].start - block.line_end > 12:
        lines = [(block.line_end, block.children[0].start)]  # the paragraph that its items stand in
    if not lines:
        return None
    start, end = lines[-1]
    if block.children and start < block.children[0].start < end:
        end = block.children[0].start  # the items stand in the same paragraph
    last = start + len(text[start:end].rstrip("。\n"))
    start = max(start, text.rfind("。", start, last) + 1)  # only what announces the list, not the letter before it
    opening = text[start:end].rstrip("\n")
    if re.match(r"(?:为|根据|按照|依据|经|近年来|近期|最近)", opening) or re.search(
        r"(?:通知|公告|通报|意见|函告)如下:$", opening
    ):
        return None  # why the letter is written, not who has to act
    if DUTIES_FOLLOW.search(opening):
        return start, end
    if re.search(r"(?:以下|下列|如下)[^。]{0,16}:$", opening) and re.search(r"(?<![主重需])要|应|负", opening):
        return start, end
    first = block.children[0].marker if block.children else None
    ahead = NEXT_STEP.match(opening) if first is not None and first.kind == "shi" else None
    return (start, start + ahead.end()) if ahead else None  # who, not with whom
