"""Which passages are measures (records.md, section 4), and which hold aims.

1. the deepest enumerated item that states an action; 2. in unnumbered text a paragraph opened by a
topic sentence, or the topic sentences inside a paragraph; 3. else a paragraph that states actions;
4. a row of a task table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policytext.structure.actions import (
    describes,
    is_argument,
    is_digest,
    is_preamble,
    names_reason,
    opens_with_action,
    states_action,
)
from policytext.structure.lines import Line
from policytext.structure.sections import Block, heading_role, inherited_role
from policytext.structure.tables import Row, Table, looks_like_bodies

NO_MEASURES = frozenset({"principles", "background", "lessons"})
MIN_MEASURE_CHARS = 10
MAX_TOPIC_CHARS = 26
NUMBERED = frozenset({"arabic", "paren_arabic", "circled", "shi", "article", "bullet"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A measure-to-be in the normal text."""

    start: int
    end: int
    kind: str  # task, achievement
    title: tuple[int, int] | None
    block: Block | None
    row: Row | None = None
    certainty: str = "paragraph"  # a class of lexicon/confidence.toml
    parent_tail: tuple[int, int] | None = None  # what opens or closes the parent item for all parts
    owners: tuple[tuple[str, str], ...] = ()  # a table column's body: 处室 of 市卫健委


@dataclass(slots=True)
class Passages:
    """What a document's body holds: measures and stretches of aims, in order."""

    measures: list[Passage] = field(default_factory=list)
    aims: list[tuple[int, int, Block | None]] = field(default_factory=list)


def find_passages(text: str, blocks: list[Block], tables: list[Table], genre: str, title: str | None) -> Passages:
    """Walk the tree and decide, block by block.

    Args:
        genre: the document's genre; a report of experience tells what was done.
        title: the document's title, normal text.
    """
    out = Passages()
    walker = _Walker(text, blocks, genre, title or "", out)
    for block in blocks:
        walker.walk(block)
    for table in tables:
        for row in table.rows:
            if passage := _row_passage(text, row, dict(table.owners)):
                out.measures.append(passage)
    out.measures.sort(key=lambda p: (p.start, p.end))
    out.measures = _without_overlaps(out.measures)
    out.aims.sort(key=lambda a: a[0])
    return out


def _without_overlaps(passages: list[Passage]) -> list[Passage]:
    kept: list[Passage] = []
    for passage in passages:
        if kept and passage.start < kept[-1].end:
            if passage.row is not None and kept[-1].row is None:
                kept[-1] = passage
            continue
        kept.append(passage)
    return kept


_CELL_MARKER = re.compile(r"(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|[①-⑳]|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)")


def _row_passage(text: str, row: Row, owners: dict[str, str]) -> Passage | None:
    task = next(((a, b) for name, a, b in row.cells if name in ("task", "target")), None)
    if task is None:
        return None
    low, high = task
    while low < high and text[low] in "★▲●☆* ":
        low += 1
    if row.heads and (marker := _CELL_MARKER.match(text, low, high)) and marker.end() < high:
        low = marker.end()
    stop = text.find("。", low, high)
    title = (low, stop if stop > low else high)
    if title[1] - title[0] > 60:
        title = None  # type: ignore[assignment]
    return Passage(
        start=row.start, end=row.end, kind="task", title=title, block=None, row=row, certainty="row",
        owners=tuple(owners.items()),
    )


_DONE = re.compile(
    r"已(?!经?成为)|(?<!为|除|极|受|明)了(?!解|然|望|却)|以来|先后|累计(?!新增)|荣获|获评|获批|被评为|成功|同比|较上年|截至|建成了|形成了|取得|达\d|涌现|共[召开培建]|圆满|稳居|位居|位列|跃居|入选|再获|圆满完成|超额|突破\d|实现了|增长(?:\d|百分之)|完成\d|达到\d|比上年|全年(?=[^,。]{0,16}\d)"
)
_TO_DO = re.compile(
    r"将(?!军|领)|要(?!求|素|点|闻|害)|力争|争取|确保|下一?步|年底前|20\d\d年底前|到20\d\d年|计划|拟|今后|未来|继续|须|必须|应当|进一步|加快|持续|大力|推动|推进|探索"
)
_AIM_PARAGRAPH = re.compile(
    r"(?:主要|预期|发展|工作|总体)?(?:预期)?目标(?:任务)?(?:是|为|:)|预期目标|(?:力争|争取|确保)?(?:到|至)(?:20\d\d年|“?十[三四五六]五”?末)[^。]{0,60}(?:达到|达|突破|超过|增长|提高|实现|不低于|力争|基本|显著|明显|形成|建成|完善)|目标:"
)


# a duty of its own inside an article: 生产企业应…, 由通信主管部门…; a condition ends in 的
_DUTY_ITEM = re.compile(r"(?:应(?!用|急|对|收|税|届)|不得|须|负责|必须|严禁|禁止)(?![^。;]*的[;。]?$)|^\([一二三四五六七八九十]+\)[^,。;]{2,20}向社会")


_FIGURE = re.compile(r"\d[\d.]*[万亿]*(?:[元%个家项户人件公亩吨]|百分点)")
# where a work report turns from the past year to the coming one
_TURN = re.compile(
    r"(?m)^(?:[一二三四]、|\([一二三四]\))?[^\n。]{0,30}(?:20\d\d年|今年)(?:的)?(?:政府|全市|全省|经济社会)?(?:工作|发展)的?"
    r"(?:总体要求|总体思路|总要求|基本思路|主要目标|预期目标|目标任务|主要任务|安排|部署|打算|建议|重点|任务)"
    r"|^(?:20\d\d年|今年)是[^\n]*?(?:做好(?:今年|全年|20\d\d年|政府|各项)|总体要求|工作思路)"
    r"|^[^\n。]{0,24}(?:主要)?预期目标(?:是|为|:)"
)
MIN_TURN_CHARS = 600  # a review is longer; an opening that names both halves is none


def _turn_of_report(text: str, blocks: list[Block], title: str) -> int | None:
    """Where a government work report begins to speak of the coming year; None for other texts and where it is not told."""
    start, end = blocks[0].start, blocks[-1].end
    if "政府工作报告" not in title and not re.search(r"各位代表[:,]?\n?[^\n]{0,40}(?:报告|作)[^\n]{0,10}工作", text[max(0, start - 400) : start + 800]):
        return None
    for match in _TURN.finditer(text, start, end):
        if match.start() - start >= MIN_TURN_CHARS:
            return match.start()
    return None


class _Walker:
    def __init__(self, text: str, blocks: list[Block], genre: str, title: str, out: Passages) -> None:
        self.text = text
        self.genre = genre
        self.title = title
        self.out = out
        self.turn = _turn_of_report(text, blocks, title) if genre == "report" and blocks else None

    def _role(self, block: Block, start: int | None = None) -> str | None:
        """The section's role; in a work report without headings, what its half tells."""
        return inherited_role(block) or self._half(block.start if start is None else start)

    def _half(self, start: int) -> str | None:
        """review before the report turns to the coming year, else None."""
        return "review" if self.turn is not None and start < self.turn else None

    # ---- kind -------------------------------------------------------------------------------

    def kind(self, passage: str, role: str | None, start: int, title: str) -> str:
        if re.match(r"[一二三四五六七八九十]{1,2}要", passage):
            return "task"
        done = len(_DONE.findall(passage))
        to_do = len(_TO_DO.findall(passage))
        if role is None and self.turn is not None and start >= self.turn:
            return "task"
        if role == "review":
            later = re.search(r"20\d\d年(?:底)?前[^。;]{0,6}(?:再|将|要|力争|完成)", passage)
            return "task" if later or (re.search(r"下一?步|下阶段|今后", passage) and to_do >= 2) else "achievement"
        if role in ("tasks", "procedure", "schedule", "aims"):
            return "task"
        ahead = re.search(r"下一?步|下阶段|力争|20\d\d年(?:底|年底)前|年底前", passage)
        if self.genre == "experience":
            return "task" if to_do > 2 * done + 3 or (ahead and to_do > done) else "achievement"
        if self.genre in ("plan", "task_list", "notice"):
            return "task"
        if re.search(r"下一?步|将|力争|年底前|今年", passage):
            return "task"
        told = _is_state(re.split(r"[,。]", title.rstrip("。"))[-1]) and (done >= 1 or len(_FIGURE.findall(passage)) >= 3)
        return "achievement" if told or (done >= 3 and done > to_do) else "task"

    # ---- tree -------------------------------------------------------------------------------

    def walk(self, block: Block) -> None:
        role = self._role(block) if block.marker is not None else inherited_role(block)
        items = list(block.children)
        if role in NO_MEASURES:
            self._aims_inside(block, only_dated=True)
            for child in items:
                if child.role and child.role not in NO_MEASURES:
                    self.walk(child)
                elif child.marker is not None and child.marker.kind == "article" and role == "principles":
                    # duties stand among the general rules of a regulation (总则)
                    if re.search(r"负责|应当|组织实施|统筹|是[^。]{0,16}责任主体", self.text[child.start : child.end]):
                        self._article(child)
            return
        if role == "aims" and self._holds_tasks(block):
            block.role = role = "tasks"  # 二、2024年目标任务 with (一)…(八) below is the plan itself
            for line in block.paragraphs:
                if len(_FIGURE.findall(line.text)) >= 3 or _AIM_PARAGRAPH.search(line.text):
                    self.out.aims.append((line.start, line.end, block))
        if role == "aims" and not self._assigns(block):
            self.out.aims.append((block.start, block.end, block))
            return
        if block.marker is None or (block.marker.kind == "title" and items):
            self._paragraphs(block, block.paragraphs, role)
        elif not items:
            self._leaf(block, role)
            return
        elif block.paragraphs and self._opens_inside(block, items):
            self._paragraphs(block, block.paragraphs, role)
        else:
            self._intro(block, role)
        if items and not self._are_measures(block, items, role):
            if block.marker is not None and block.marker.kind == "article":
                self._article(block)
            elif block.marker is not None:  # a list of names in a letter is no measure
                self._emit(block.start, block.end, block, role, block.head)
            return
        tail = self._shared_tail(block)
        opening = self._shared_opening(block)
        for child in items:
            before = len(self.out.measures)
            self.walk(child)
            if opening:
                for index in range(before, len(self.out.measures)):
                    p = self.out.measures[index]
                    self.out.measures[index] = Passage(p.start, p.end, p.kind, p.title, p.block, p.row, p.certainty, opening)
            if tail and child.marker and child.marker.kind in ("shi", "circled", "paren_arabic"):
                for index in range(before, len(self.out.measures)):
                    p = self.out.measures[index]
                    if p.end < tail[0]:
                        self.out.measures[index] = Passage(p.start, p.end, p.kind, p.title, p.block, p.row, p.certainty, tail)
        if block.tail:
            self._tail(block, role)

    def _holds_tasks(self, block: Block) -> bool:
        """Whether a section named for its aims is long and made of items that act."""
        items = [child for child in block.children if states_action(self.text[child.start : child.end])]
        return len(items) >= 3 and sum(child.end - child.start for child in items) >= 250 * len(items)

    def _opens_inside(self, block: Block, items: list[Block]) -> bool:
        """The list stands inside a paragraph of its own (办好十件实事。①…②…): those before it are none of its introduction."""
        first = items[0].start
        return self.text[first - 1 : first] != "\n" and first > block.line_end

    def _assigns(self, block: Block) -> bool:
        """Responsible bodies stand there: a label, or a bracket of bodies at the end."""
        closing = re.search(r"\(([^()]{4,300}(?:\([^()]*\)[^()]*)*)\)。?$", self.text[block.start : block.end])
        if closing and looks_like_bodies(closing[1]):
            return True
        return bool(re.search(r"(?:牵头|责任|配合|分工)[\u4e00-\u9fff]{0,6}:|牵头[,、)。]|负责\)", self.text[block.start : block.end]))

    def _are_measures(self, block: Block, items: list[Block], role: str | None) -> bool:
        """Whether the sub-items state actions of their own; conditions (…的;) and lists do not."""
        kinds = {child.marker.kind for child in items if child.marker}
        if kinds & {"han", "chapter", "node", "article", "title", "decimal_2", "decimal_3"} or (block.marker and block.marker.kind == "title"):
            return True
        if block.marker is not None and block.marker.kind == "article":
            # items of an article are duties (应登记…) or what it lists (…的;)
            duties = sum(1 for child in items if _DUTY_ITEM.search(self.text[child.start : child.end]))
            return duties * 2 > len(items)
        good = 0
        for child in items:
            passage = self.text[child.start : child.end]
            bare = passage.rstrip("。;,")
            if (bare.endswith("的") and not child.children) or len(bare) < MIN_MEASURE_CHARS:
                continue
            if kinds == {"shi"} and len(bare) < MIN_MEASURE_CHARS + 6:
                continue
            if child.children or states_action(passage) or self._assigns(child) or (role == "review"):
                good += 1
        if kinds == {"circled"} or kinds == {"paren_arabic"}:
            lengths = [child.end - child.start for child in items]
            named = all(self._names_topic(child) for child in items) and block.body is None
            if sum(lengths) / len(lengths) < 24 and not named:
                return False
        return good * 2 >= len(items)

    def _names_topic(self, block: Block) -> bool:
        """①设立驻场工作室。为青年…: a name, a full stop and what is to be done."""
        topic, stop, rest = self.text[block.start : block.end].partition("。")
        return bool(stop and rest.strip()) and len(topic) <= 24 and "," not in topic

    def _shared_tail(self, block: Block) -> tuple[int, int] | None:
        """The bracket or label that closes an item of parts: it assigns each of them."""
        if not block.children or block.children[-1].marker is None or block.children[-1].marker.kind not in ("shi", "circled", "paren_arabic"):
            return None
        if any(self._assigns(child) for child in block.children[:-1]):
            return None  # each part has its own bodies
        passage = self.text[block.start : block.end]
        match = re.search(r"(?:\([^()]*(?:\([^()]*\)[^()]*)*(?:牵头|负责|单位:|配合|落实)[^()]*(?:\([^()]*\)[^()]*)*\)[。]?)$", passage)
        if match and block.start + match.start() > block.children[-1].start:
            return block.start + match.start(), block.end
        return None

    def _shared_opening(self, block: Block) -> tuple[int, int] | None:
        """试点地区要…重点做好以下工作: what opens a list assigns each of its items."""
        lines = [(line.start, line.end) for line in block.paragraphs]
        if block.body is not None and not lines:
            lines = [(block.body, min(block.line_end, block.children[0].start if block.children else block.line_end))]
        if not lines:
            return None
        start, end = lines[-1]
        start = max(start, self.text.rfind("。", start, end) + 1)  # only what announces the list, not the letter before it
        opening = self.text[start:end].rstrip("\n")
        if not re.search(r"(?:以下|下列|如下)[^。]{0,16}:$", opening) or not re.search(r"(?<![主需重])要|应|负", opening):
            return None
        return start, end

    # ---- leaves -----------------------------------------------------------------------------

    def _leaf(self, block: Block, role: str | None) -> None:
        text = self.text
        marker = block.marker
        assert marker is not None
        content_lines = _until_closing(block.paragraphs, named=block.body is not None)
        if len(content_lines) < len(block.paragraphs):
            block.end = max([block.line_end, *(line.end for line in content_lines)])
        if block.body is None and not content_lines:
            # a heading alone: a measure only when the text was cut short there, or in a list of tasks
            if self._is_bare_task(block, role):
                self._emit(block.start, block.end, block, role, block.head)
            return
        if marker.kind == "title":
            self._paragraphs(block, content_lines, role)
            return
        if marker.kind in ("han", "paren", "chapter", "node", "ordinal") and content_lines:
            topics = [line for line in content_lines if self._topic_of(line)]
            labels = [line for line in content_lines if _LABEL_LINE.match(line.text)]
            if len(content_lines) - len(labels) >= 2 and len(topics) >= 2:
                if block.body is not None:
                    # (二)扩大有效需求,…奋力争先。激发…。 opens a section of topics
                    opening = text[block.body : block.line_end]
                    if _AIM_PARAGRAPH.search(opening) and re.search(r"\d", opening) and role != "review":
                        self.out.aims.append((block.body, block.line_end, block))
                self._paragraphs(block, content_lines, role)
                return
            if len(content_lines) == 1 and len(topics) == 1 and block.body is None and marker.kind != "ordinal" and _is_topic(
                content_lines[0].text[: content_lines[0].text.find("。") + 1]
            ):
                self._paragraphs(block, content_lines, role)
                return
            if len(content_lines) == 1 and not labels and block.body is None:
                parts = list(self._split_topics(content_lines[0]))
                if len(parts) >= 2:
                    for low, high, title in parts:
                        self._emit(low, high, block, role, title)
                    return
            if (
                len(content_lines) - len(labels) >= 2
                and marker.kind in ("han", "chapter", "node")
                and not labels
                and block.body is None
            ):
                self._paragraphs(block, content_lines, role)
                return
        passage = text[block.start : block.end]
        if len(passage) < MIN_MEASURE_CHARS:
            return
        if marker.kind == "shi" and len(passage) < 30 and text[block.start - 1 : block.start] == ",":
            return  # an aside of a sentence, not an item
        if marker.kind in ("paren", "han", "ordinal") and block.head and block.body is not None and not content_lines:
            sentences = [block.head, *_sentences(text, block.body, block.line_end)]
            parallel = self._parallel(sentences)
            if parallel:
                for position, index in enumerate(parallel):
                    low = sentences[index][0]
                    high = sentences[parallel[position + 1]][0] if position + 1 < len(parallel) else block.end
                    self._emit(low, high, block, role, _until_comma(text, low, high))
                return
        if role is None and marker.kind in ("han", "chapter") and is_preamble(passage):
            return
        if marker.kind in ("shi", "bullet", "ordinal") and role is None and not self._assigns(block):
            if is_argument(passage) or names_reason(block.heading(text) or ""):
                return
        if marker.kind == "article":
            self._article(block)
            return
        # a short chapter counts by what stands below its name
        below = text[content_lines[0].start : block.end] if content_lines and block.body is None else passage
        if not self._item_acts(block, below, role):
            self._dated_aims(block, passage)
            return
        if self._is_aims_item(block, passage, role):
            self.out.aims.append((block.start, block.end, block))
            return
        self._emit(block.start, block.end, block, role, block.head)

    def _article(self, block: Block) -> None:
        """An article of a regulation rules something, unless it defines, names a scope or a date."""
        passage = self.text[block.start : block.end]
        if re.search(r"所称|适用(?:本|于)|自[^。]{0,24}(?:施行|起执行)|负责解释|^第[^条]{1,4}条为(?:了)?|(?:遵循|坚持)[^。]{0,60}原则。?$", passage):
            return
        self._emit(block.start, block.end, block, None, None)

    def _is_bare_task(self, block: Block, role: str | None) -> bool:
        passage = self.text[block.start : block.end]
        if block.marker is not None and block.marker.kind in ("paren", "ordinal", "han"):
            # no full stop after a heading (GB/T 9704): (一)应登记…等信息。 is a sentence
            return passage.endswith(("。", ";")) and len(passage) >= MIN_MEASURE_CHARS and self._item_acts(block, passage, role)
        if block.marker is None or block.marker.kind in ("title", "chapter", "node"):
            return False
        if len(passage) < MIN_MEASURE_CHARS and block.end < len(self.text) - 2:
            return False
        parent = block.parent
        if parent is not None and parent.marker is None and len(parent.children) <= 3 and role is None:
            return False
        if role == "review" and passage.endswith(("。", ";")):
            return True
        return states_action(passage) or block.end >= len(self.text) - 2 or role in ("tasks",)

    def _item_acts(self, block: Block, passage: str, role: str | None) -> bool:
        if self._assigns(block) or role in ("review", "tasks", "schedule"):
            return True
        if describes(passage):
            return False
        if states_action(passage):
            return True
        if block.parent is not None and block.parent.marker is not None and block.parent.marker.kind == "article" and _DUTY_ITEM.search(passage):
            return True
        # 城乡低保标准提高到740元 among items that build and train
        siblings = block.parent.children if block.parent is not None else []
        acting = sum(1 for child in siblings if states_action(self.text[child.start : child.end]))
        return len(siblings) > 2 and acting * 2 > len(siblings) and bool(re.search(r"\d", passage[2:]))

    def _is_aims_item(self, block: Block, passage: str, role: str | None) -> bool:
        heading = block.heading(self.text) or ""
        if block.marker is not None and block.marker.kind == "bullet" and role is None and _STATE.search(heading):
            return not _TOPIC_HEAD.match(heading) or heading.endswith(("显著", "明显", "提升", "增强"))
        return heading_role(heading) == "aims" and role is None

    def _dated_aims(self, block: Block, passage: str) -> None:
        if _AIM_PARAGRAPH.search(passage):
            self.out.aims.append((block.start, block.end, block))

    def _intro(self, block: Block, role: str | None) -> None:
        """The text between a heading and its first sub-item: aims with dates, or nothing."""
        low = block.body if block.body is not None else block.line_end
        high = min((child.start for child in block.children), default=block.end)
        passage = self.text[low:high].strip("\n")
        same_line = self.text[low : block.line_end] if block.body is not None else ""
        if len(same_line) >= 40 and not same_line.endswith(":") and re.search(r"负责|牵头|各[县区市部单]", same_line) and states_action(same_line):
            self._emit(block.start, block.line_end, block, role, block.head)
            return
        if _AIM_PARAGRAPH.search(passage) and re.search(r"\d", passage) and role != "review":
            self.out.aims.append((low, high, block))
        for line in block.paragraphs if role == "review" else ():
            # the year in figures before the items of a review
            if len(_FIGURE.findall(line.text)) >= 4:
                self._emit(line.start, line.end, block, role, self._topic_of(line))

    def _aims_inside(self, block: Block, *, only_dated: bool) -> None:
        role = inherited_role(block)
        for line in _own_lines(self.text, block):
            if _AIM_PARAGRAPH.search(line.text) and role in ("principles", None):
                self.out.aims.append((line.start, line.end, block))
        stating = False  # 到2027年,…: --…加快起势。--…显著提升。
        for child in block.children:
            child_role = inherited_role(child)
            if child_role == "aims" or (stating and _STATE.search(child.heading(self.text) or "")):
                self.out.aims.append((child.start, child.end, child))
            elif child_role in NO_MEASURES:
                self._aims_inside(child, only_dated=only_dated)
            stating = stating or any(_AIM_PARAGRAPH.search(line.text) for line in _own_lines(self.text, child))

    def _tail(self, block: Block, role: str | None) -> None:
        lines = list(block.tail)
        last = self.out.measures[-1] if self.out.measures else None
        # label lines that close the last item belong to it
        while lines and last is not None and (_LABEL_LINE.match(lines[0].text) or _BRACKET_LINE.fullmatch(lines[0].text)) and last.end <= lines[0].start:
            self.out.measures[-1] = Passage(last.start, lines[0].end, last.kind, last.title, last.block, last.row, last.certainty, last.parent_tail)
            last = self.out.measures[-1]
            lines = lines[1:]
        if lines:
            self._paragraphs(block, lines, role)

    # ---- paragraphs -------------------------------------------------------------------------

    def _paragraphs(self, block: Block, lines: list[Line], role: str | None) -> None:
        """Plain paragraphs: each a measure, several, aims, or none."""
        index = 0
        section_role = role
        topical = sum(1 for line in lines if self._topic_of(line))
        while index < len(lines):
            line = lines[index]
            # what belongs to this paragraph: label lines and brackets below it
            end, after = line.end, index + 1
            while after < len(lines) and (_LABEL_LINE.match(lines[after].text) or _BRACKET_LINE.fullmatch(lines[after].text)):
                end = lines[after].end
                after += 1
            own_labels = after > index + 1
            index = after
            if role is None and section_role in (None, "review"):
                section_role = self._half(line.start)
            if _is_heading_line(line.text):
                found = heading_role(line.text)
                if found or section_role != role:
                    section_role = found or role
                if not own_labels:
                    continue
            if section_role in NO_MEASURES:
                if _AIM_PARAGRAPH.search(line.text) and section_role != "lessons":
                    self.out.aims.append((line.start, line.end, block))
                continue
            if section_role == "aims" and not own_labels:
                self.out.aims.append((line.start, line.end, block))
                continue
            if topical >= 2 and line is lines[0] and not own_labels and not self._topic_of(line) and not re.search(r"\d", line.text):
                continue  # exhortation that opens a section of topics
            if topical >= 2 and not own_labels and section_role != "review" and _is_exhortation(line.text):
                continue
            self._paragraph(block, line, end, section_role, own_labels, topical)

    def _paragraph(
        self, block: Block, line: Line, end: int, role: str | None, labels: bool, topical: int
    ) -> None:
        passage = line.text
        if len(passage) < MIN_MEASURE_CHARS or (is_preamble(passage) and not labels):
            if _AIM_PARAGRAPH.search(passage) and re.search(r"\d[%个家万亿]", passage):
                self.out.aims.append((line.start, line.end, block))
            return
        if re.search(r"(?:预期目标|主要目标|发展目标|总体目标)[^。]{0,12}(?:是|为|:)", passage) and not labels:
            self.out.aims.append((line.start, line.end, block))
            return
        front = block.marker is None and not any(True for _ in self.out.measures)
        if not labels:
            if _META_LINE.match(passage) or not re.search(r"[。;,:]", passage):
                return
            figures = len(_FIGURE.findall(passage))
            if role == "review":
                if _REFLECTION.match(passage) or (figures < 2 and re.match(r"(?:刚刚)?过去的?一年", passage) and "我们" in passage):
                    return
            # 一年来,…全年地区生产总值2.15万亿元、增长5.5%: the year in figures is a result, whatever praise opens it
            told = role == "review" and figures >= 4
            if told:
                pass
            elif is_digest(passage) or describes(passage) or (is_argument(passage, opens=front) and not self._topic_of(line)):
                if _AIM_PARAGRAPH.search(passage) and re.search(r"\d", passage):
                    self.out.aims.append((line.start, line.end, block))
                return
            elif not states_action(passage) and role not in ("review",) and not (topical >= 2 and self._topic_of(line)):
                # 地区生产总值增长7%左右,规上工业增加值增长8%,…: figures alone are what a report aims at
                if (_AIM_PARAGRAPH.search(passage) and re.search(r"\d", passage)) or (self.turn is not None and figures >= 4):
                    self.out.aims.append((line.start, line.end, block))
                return
            elif _looks_like_intro(passage) and block.children and block.marker is None and front:
                if _AIM_PARAGRAPH.search(passage) and re.search(r"\d", passage):
                    self.out.aims.append((line.start, line.end, block))
                return
        parts = list(self._split_topics(line)) or (list(self._split_states(line)) if role == "review" else [])
        if len(parts) >= 2:
            for number, (low, high, title) in enumerate(parts):
                self._emit(low, end if number == len(parts) - 1 else high, block, role, title)
            return
        title = self._topic_of(line) or self._topic_after_intro(line) or _first_clause(self.text, line)
        start = line.start
        self._emit(start, end, block, role, title)

    def _topic_of(self, line: Line) -> tuple[int, int] | None:
        """The topic sentence that opens a paragraph (短句。展开…), as a title span."""
        stop = line.text.find("。")
        if not 3 <= stop <= MAX_TOPIC_CHARS + 6 or stop + 1 >= len(line.text):
            return None
        head = line.text[:stop]
        if head.count(",") > 1 or re.search(r"[;:]", head) or re.match(r"(?:据|近日|目前|今年(?!是)|去年|\d+月|为)", head):
            return None
        low = line.start + (re.match(r"[-·●■◆▲★ ]*", head).end() if re.match(r"[-·●■◆▲★ ]*", head) else 0)  # type: ignore[union-attr]
        return low, line.start + stop

    def _topic_after_intro(self, line: Line) -> tuple[int, int] | None:
        return None

    def _split_topics(self, line: Line) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
        """The measures inside an unnumbered paragraph, at its topic sentences."""
        sentences = _sentences(self.text, line.start, line.end)
        if len(sentences) < 3:
            return
        announced = self._announced(sentences) or self._parallel(sentences) or self._respects(sentences)
        if len(announced) >= 2:
            for position, index in enumerate(announced):
                low = sentences[index][0]
                high = sentences[announced[position + 1]][0] if position + 1 < len(announced) else line.end
                yield low, high, _until_comma(self.text, low, high)
            return
        topics = [i for i, (a, b) in enumerate(sentences[:-1]) if _is_topic(self.text[a:b])]
        # two topic sentences in a row: the first is the heading of the paragraph
        heads = [i for i in topics if i + 1 in topics]
        starts = [i for i in topics if i not in heads]
        if topics[:1] == [0] and 0 not in heads:
            return  # the paragraph has one topic sentence, it opens it
        if len(starts) < 2 or (starts[0] > 1 and not heads and len(starts) < 3):
            return
        if topics[:1] == [0] and self.genre == "report" and not _RULES.search(self.text, line.start, line.end):
            return  # 深入实施城市更新。推进…。建设…。: in a work report a paragraph is of one topic
        for position, index in enumerate(starts):
            low = sentences[index][0]
            high = sentences[starts[position + 1]][0] if position + 1 < len(starts) else line.end
            # a heading sentence of the next group stands between
            for head in heads:
                if low < sentences[head][0] < high:
                    high = sentences[head][0]
            yield low, high, (low, sentences[index][1] - 1)

    def _announced(self, sentences: list[tuple[int, int]]) -> list[int]:
        """三支队伍, 两项机制: as many sentences that name themselves follow the announcement."""
        first = self.text[sentences[0][0] : sentences[min(1, len(sentences) - 1)][1]]
        match = re.search(r"(?:关键|重点|主要|核心|着力|要)(?:是|在于|做好|抓好|抓|把)?[^,。]{0,8}?([二两三四五六七八\d])(?:支|个|项|大|条|方面|种|类)", first)
        if not match:
            return []
        count = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}.get(match[1]) or int(match[1])
        noun = first[match.end() : match.end() + 2]  # 三支队伍: …队伍。…队伍。…队伍。
        echoes = [
            i for i, (a, b) in enumerate(sentences[1:], 1)
            if b - a <= 22 and self.text[a:b].rstrip("。").endswith(noun) and "," not in self.text[a:b]
        ]
        if len(echoes) == count:
            return echoes
        named = [
            i for i, (a, b) in enumerate(sentences[1:], 1)
            if _names_itself(self.text[a:b]) and a >= sentences[0][0] + (match.end() if match else 0)
        ]
        return named if len(named) == count else []

    def _respects(self, sentences: list[tuple[int, int]]) -> list[int]:
        """煤炭智能开采方面,…。新能源开发方面,…: three parts or more that name what they are about."""
        named = [i for i, (a, b) in enumerate(sentences) if _RESPECT.match(self.text, a, b)]
        return named if len(named) >= 3 and named[0] <= 1 else []

    def _split_states(self, line: Line) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
        """Achievements inside a paragraph of a review, each opened by what changed: 区域合作空间不断拓展。"""
        sentences = _sentences(self.text, line.start, line.end)
        starts = [i for i, (a, b) in enumerate(sentences[:-1]) if i and _is_state(self.text[a:b])]
        if len(starts) < 2:
            return
        edges = [0, *starts]
        for position, index in enumerate(edges):
            low = sentences[index][0]
            high = sentences[edges[position + 1]][0] if position + 1 < len(edges) else line.end
            yield low, high, (low, sentences[index][1] - 1)

    def _parallel(self, sentences: list[tuple[int, int]]) -> list[int]:
        """Parts that open with the verb of their heading: 赋予“五项权力”…。赋予人事考核权,…"""
        heading = self.text[sentences[0][0] : sentences[0][1]]
        if not re.search(r"[二两三四五六七八九十\d][项个大种条]|[“”]", heading):
            return []
        same = [i for i, (a, _b) in enumerate(sentences[1:], 1) if self.text[a : a + 2] == heading[:2]]
        return same if len(same) >= 3 else []

    # ---- output -----------------------------------------------------------------------------

    def _emit(self, low: int, high: int, block: Block | None, role: str | None, title: tuple[int, int] | None) -> None:
        while high > low and self.text[high - 1] in " \n":
            high -= 1
        if high - low < 6:
            return
        passage = self.text[low:high]
        numbered = block is not None and block.marker is not None and block.marker.kind in NUMBERED
        marked = block is not None and block.marker is not None and block.start == low
        if numbered and marked:
            certainty = "numbered"
        elif marked:
            certainty = "headed"
        else:
            certainty = "paragraph_in_role" if role in ("tasks", "procedure", "review") else "paragraph"
        if title is not None and not low <= title[0] < title[1] <= high:
            title = None
        self.out.measures.append(
            Passage(
                start=low, end=high, kind=self.kind(passage, role, low, self.text[slice(*title)] if title else ""),
                title=title, block=block, certainty=certainty,
            )
        )


_LABEL_LINE = re.compile(
    r"[(【〔★▲]?(?:牵头|责任|配合|主办|协办|参加|参与|落实|承办|完成|督导|分管|部门|协同|实施|时间|时限|主要责任|第一责任|包保|联系(?!人|电话|方式)|督办|考核|支持|工作时限)[\u4e00-\u9fff()]{0,8}[::](?!\n)"
)
_BRACKET_LINE = re.compile(r"(?![^\n]*〔\d{4}〕)[(【][^\n]{2,400}(?:牵头|负责|配合|落实|单位|局|委|办|部|厅|政府)[^\n]{0,200}[)】]。?")
_META_LINE = re.compile(
    r"^(?:[-(]*\d{4}年\d{1,2}月\d{1,2}日|\(?此件|附件|抄送|联系人|联系电话|印发|主送|注[::]|说明[::]|备注[::]|[\u4e00-\u9fff]{0,10}(?:电话|邮箱|传真|网址|地址)[::]|作者|\(作者|来源|记者|本报|新华社|□|(?:本|此)(?:方案|办法|意见|规定|细则|计划|通知)自[^。]{0,30}(?:施行|实施|执行)|有效期|(?:内容)?摘要[::]|编者按|\(20\d\d年\d+月\d+日[^)]{0,60}\)|导读)"
)


# what a bullet of an aims passage says: 创新能力显著增强, 产业规模稳步扩大
_STATE = re.compile(r"(?:显著|明显|持续|稳步|更加|不断|逐步|大幅|全面|进一步|基本|加快|加速|更为|日益|有效)(?:增强|提升|提高|改善|完善|优化|壮大|扩大|健全|形成|建立|起势|跃升|集聚|凸显|丰富|强化|成型|突破|改进|降低|高效|便利|繁荣)$|(?:显著|明显|一流|前列|突破|凸显)$")


def _looks_like_intro(passage: str) -> bool:
    return bool(re.match(r"^(?:为|根据|按照|近年来|今年以来|近日|\d+月\d+日|20\d\d年(?:是|以来))", passage))


def _is_heading_line(text: str) -> bool:
    """A short line without closing punctuation is a heading (GB/T 9704: no full stop after one)."""
    return len(text) <= 34 and not re.search(r"[。;,!?]$", text) and not re.search(r"[。;]", text)


_COPULA = re.compile(r"[^。,]{2,24}(?<![还就正凡只但可特总])是(?!否)[^。]{2,40}。")


def _is_exhortation(passage: str) -> bool:
    """What frames a section of topics: 生态美丽是高品质生活的必需品。我们要…; 2024年是…“项目深化年”。"""
    first = passage[: passage.find("。") + 1] or passage
    if opens_with_action(first) or not _COPULA.match(first):
        return False
    return "我们" in passage or bool(re.match(r"20\d\d年是", passage)) or not re.search(r"\d", passage)


# how a review turns from what was done to what it means
_REFLECTION = re.compile(
    r"(?:这些)?成绩(?:的)?取得|成绩来之不易|(?:需|还)要?向(?:各位)?代表们?(?:说明|报告)的是|(?:过去|这)(?:的)?一年,?(?:我们)?(?:深[知刻切]|极不|成绩)"
    r"|在看到成绩的同时|思危方能|同时,我们(?:也)?(?:清醒|要看到)|一年来的(?:实践|成绩)"
)
_CLOSING = re.compile(r"各位代表|同志们|回顾(?:过去|一年|五年|一路)|这些成绩的取得|在(?:充分)?(?:肯定|看到)成绩|(?:在)?总结成绩的同时|我们也(?:清醒|要)|以上(?:任务|措施|政策)")


def _until_closing(lines: list[Line], *, named: bool) -> list[Line]:
    """The lines before a speech turns to its hearers or the page to itself; the rest is no item's.

    Args:
        named: the item has text on its own line, so that even the first of ``lines`` may be none of it.
    """
    for index, line in enumerate(lines):
        if (index or named) and (_CLOSING.match(line.text) or _META_LINE.match(line.text)):
            return lines[:index]
    return lines


def _own_lines(text: str, block: Block) -> list[Line]:
    lines = list(block.paragraphs)
    if block.body is not None:
        stop = block.line_end or block.end
        lines.insert(0, Line(block.body, stop, text[block.body : stop]))
    return lines + block.tail


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of ``text[start:end]``, full stop included; none ends inside “…” or (…)."""
    out, low, depth = [], start, 0
    for index in range(start, end):
        character = text[index]
        if character in "“(《":
            depth += 1
        elif character in "”)》":
            depth = max(0, depth - 1)
        elif character in "。!?" and (depth == 0 or (character == "。" and depth > 2)):
            out.append((low, index + 1))
            low = index + 1
    if low < end:
        out.append((low, end))
    return out


# a speech that tells its hearers what to do has a measure in each such part
_RULES = re.compile(r"(?<![主需重纲概])要(?!求|素|点|件|闻|塞)|必须|应当|[各级门位]须")
_TOPIC_HEAD = re.compile(
    r"(?:大力|全面|深入|积极|着力|持续|加快|切实|进一步|扎实|全力|聚力|坚决|坚持|推动|推进|加强|强化|深化|优化|健全|完善|建立|构建|打造|提升|落实|做好|抓好|抓紧|抓实|狠抓|实施|实行|开展|发挥|充分发挥|注重|突出|凝聚|压实|规范|整治|搭建|培育|创新|拓展|统筹|坚守|巩固|建强|配强|补齐|化解|解决|严格|保障|促进|推广|扩大|提高|改善|建设|发展|培优|做强|做优|做大|做实|做细|做活|用好|选优|增强|筑牢|守牢|激发|凝心|聚焦|围绕|赋予|下放|支持|鼓励|引导|稳定|营造|树立|树牢|释放|畅通|维护|协同|下好|用活|抢抓|抢占|塑强|塑造|拓宽|壮大|繁荣|弘扬|擦亮|办好|兜牢|织密|夯实|升级|纵深|高标准|高质量|高水平|精准|科学|严明|严守|力促)"
)


def _is_topic(sentence: str) -> bool:
    """A short sentence without commas that opens with a verb: 搭建社会协同共建平台。"""
    bare = sentence.rstrip("。!?")
    if not 4 <= len(bare) <= MAX_TOPIC_CHARS or re.search(r"[;:]", bare):
        return False
    if bare.count(",") > (1 if len(bare) <= 18 else 0) or bare.count("、") > 3:
        return False
    if re.search(r"\d|关键|还得|必须|(?<![主重需])要(?!素|点|件|求|害)", bare):
        return False
    return bool(_TOPIC_HEAD.match(bare)) or opens_with_action(bare)


_RESPECT = re.compile(r"(?:在)?[^,。;]{2,24}方面,")


def _until_comma(text: str, low: int, high: int) -> tuple[int, int]:
    """The first clause of ``text[low:high]``, the name of a part (煤炭智能开采 of 煤炭智能开采方面)."""
    stop = re.compile(r"(?:方面)?[,。;]").search(text, low, high)
    return low, stop.start() if stop else high


def _is_state(sentence: str) -> bool:
    """A short sentence that says what changed: 招商引资质效持续提升。"""
    bare = sentence.rstrip("。")
    return 6 <= len(bare) <= 18 and not re.search(r"[,;:、\d]", bare) and bool(
        re.search(r"(?:更加|不断|持续|加快|稳步|显著|明显|日益|逐步|有效|深入|全面|切实|扎实|有力|进一步|加速|[提扩增转向])[\u4e00-\u9fff]{1,4}$", bare)
    )


def _names_itself(sentence: str) -> bool:
    """The first clause names a thing to do: 选优配强网格党组织书记,…"""
    clause = re.split(r"[,。;]", sentence)[0]
    if not 4 <= len(clause) <= 26 or re.search(r"年底|今年|\d年|要求|明确$", clause):
        return False
    return bool(_TOPIC_HEAD.match(clause)) and not re.match(r"(?:积极|进一步|同时|注意|注重|特别|切实|持续)", clause)


def _first_clause(text: str, line: Line) -> tuple[int, int] | None:
    """A short first clause that names the paragraph: 黨建引領鄉村振興,…"""
    match = re.match(r"[-·●■◆▲★ ]*([^,。;:]{4,24})[,。:]", line.text)
    return (line.start + match.start(1), line.start + match.end(1)) if match else None
