"""Which passages are measures (records.md, section 4), and which hold aims.

1. the deepest enumerated item that states an action; 2. in unnumbered text a paragraph opened by a
topic sentence, or the topic sentences inside a paragraph; 3. else a paragraph that states actions;
4. a row of a task table.
"""

from __future__ import annotations

import re

from policytext.structure.actions import (
    describes,
    is_argument,
    is_preamble,
    names_reason,
    opens_with_action,
    states_action,
    who_opens,
)
from policytext.structure.labels import BRACKET_LINE, LABEL_LINE, POINTER
from policytext.structure.lines import Line
from policytext.structure.paragraphs import MIN_MEASURE_CHARS, NO_MEASURES, Paragraphs, bare_heads
from policytext.structure.passages import Passage, Passages
from policytext.structure.sections import Block, heading_role, inherited_role, restarts
from policytext.structure.signs import (
    AIM_PARAGRAPH,
    ASSIGNS,
    CLOSING_BRACKET,
    CONTACT,
    DUTY_ITEM,
    FIGURE,
    STATE,
    is_exhortation,
    own_lines,
    until_closing,
)
from policytext.structure.table_columns import Row, Table, looks_like_bodies
from policytext.structure.topics import (
    TOPIC_HEAD,
    is_topic,
    parallel_parts,
    split_sentences,
    split_topics,
    topic_of,
    until_comma,
)


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


_CONDITIONS = re.compile("下列|以下|如下|符合|条件|重点")  # what items below it have to be, not what is to be done
# 金融机构应当履行下列义务:(一)…
_DUTIES_FOLLOW = re.compile(r"(?:应当|须|必须|可以)[^。:]{0,20}(?:履行|遵守|采取|做好|承担|落实)[^。:]{0,8}(?:下列|以下)[^。:]{0,20}(?:义务|职责|措施|要求|工作|任务):\s*$")
# 下一步,民政部将…: all that is counted behind it is that body's
NEXT_STEP = re.compile(r"\s*(?:下一?步|今后|接下来|今年)[^。,]{0,6},[^,。]{2,20}(?:将|要)[^,。]*")
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


_RULES = re.compile(r"负责|应当|组织实施|统筹|牵头|每(?:年|季度|月)[^,。]{2,}|由[^,。;]{2,16}[局委办部院会]|是[^。]{0,16}责任主体")
_RULES_AT_LAST = re.compile(r"应(?!用|急)|必须|不得")

# 县气象局:加密监测,及时发布预警。 one body's duties a line
_DUTY_LINE = re.compile(r"(?:[-·•\s])*(?P<who>[^:。;,\n]{2,60}):(?=[^\n]{6,})")
MIN_DUTY_LINES = 3


def duty_lines(lines: list[Line]) -> list[Line]:
    """The lines that each name bodies and, behind a colon, what these do; none where they are not most of the lines."""
    found = [
        line for line in lines
        if (head := _DUTY_LINE.match(line.text)) and looks_like_bodies(head["who"]) and not LABEL_LINE.match(line.text)
    ]
    return found if len(found) >= MIN_DUTY_LINES and len(found) * 2 > len(lines) else []


_FIELD = re.compile(
    r"(?:试点|实施|建设|项目|工作|主要|重点|预期|考核|绩效|牵头|责任|配合|承担|申报|指导|试点指导|参与|参加|组织|主办|承办|协办|举办|活动|宣传|培训|依托|完成|投资|资金|阶段)*"
    r"(?:单位|部门|主体|内容|任务|目标|成果|指标|规模|期限|时限|时间|地点|来源|估算|措施|进度|效果|名称|周期|安排|形式|方式|对象|主题|范围)(?=[:。\n]|$)"
)

# 以上工作由市工信局牵头,市财政局配合。
_ALL_ABOVE = re.compile(r"(?<=[。;])(?:以上|上述)(?:各项|几项)?(?:工作|任务|事项|措施|内容)?(?:均|统一)?由[^。]{3,80}(?:牵头|负责|配合|落实|承办|实施)[^。,]{0,8}。?$")
_POINTED_TAIL = re.compile(rf"\n{POINTER}[^\n]{{3,160}}$")

_NORM = re.compile(r"达到|≥|≤|不[低少高大多超][于过]|[大小高低]于|增加\d|提[高升]\d|下降\d|全覆盖|控制在|保持在")
_COUNTED = re.compile(r"=|[/*×]100%|抽查\d|[≥≤]\d+ ?次")
MAX_NORM_CHARS = 80
MIN_TOLD_CHARS = 30
MIN_OWN_CHARS = 40  # a shorter line only opens what stands below it


class _Walker(Paragraphs):
    """Walks the tree of blocks."""

    def walk(self, block: Block) -> None:
        role = self._role(block) if block.marker is not None else inherited_role(block)
        items = list(block.children)
        if role == "indicators":
            self._norms(block)
            return
        if role in NO_MEASURES:
            self._aims_inside(block, only_dated=True)
            for child in items:
                if restarts(child) and child.role not in NO_MEASURES if role == "closing" else child.role and child.role not in NO_MEASURES:
                    self.walk(child)
                elif child.marker is not None and child.marker.kind == "article" and role in ("principles", "closing"):
                    # duties stand among the general rules of a regulation (总则), and some among the last (附则)
                    if (_RULES if role == "principles" else _RULES_AT_LAST).search(self.text, child.start, child.end):
                        self._article(child)
            return
        if role == "aims" and self._holds_tasks(block):
            block.role = role = "tasks"  # 二、2024年目标任务 with (一)…(八) below is the plan itself
            for line in block.paragraphs:
                if len(FIGURE.findall(line.text)) >= 3 or AIM_PARAGRAPH.search(line.text):
                    self.out.aims.append((line.start, line.end, block))
        if role == "aims" and not self._assigns(block):
            self.out.aims.append((block.start, block.end, block))
            return
        if duties := duty_lines(block.paragraphs):
            for line in duties:
                self._emit(line.start, line.end, block, role, None)
            self._paragraphs(block, [line for line in block.paragraphs if line.start > duties[0].start and line not in duties], role)
            for child in items:
                self.walk(child)
            return
        if self._is_card(block):
            self._emit(block.start, block.end, block, role, block.head)
            return
        if block.marker is None or (block.marker.kind == "title" and items):
            self._paragraphs(block, block.paragraphs, role)
        elif not items:
            self._leaf(block, role)
            rest = block.paragraphs[len(until_closing(block.paragraphs, named=block.body is not None)) :]
            topics = [line for line in rest if self._is_task_of_its_own(line)]
            if len(topics) >= 2:  # 各位代表!…各级政府要…: an address that goes on with tasks, 深入推进依法行政。…
                self._paragraphs(block, topics, role)
            return
        elif self._tells_itself(block, items, role):
            self._emit(block.start, block.line_end, block, role, block.head)
            self._paragraphs(block, until_closing(block.paragraphs, named=True), role)
        elif block.paragraphs and not self._shared_labels(block) and (self._opens_inside(block, items) or self._opens_with_box(items) or self._tells_before(block, items)):
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

    def _is_card(self, block: Block) -> bool:
        """(一)试点单位。(二)试点内容。(三)预期成果。 below a name: the fields of one task."""
        if block.marker is None or block.marker.kind in ("title", "chapter") or len(block.children) < 2:
            return False
        fields = [_FIELD.match(self.text, child.marker.end, child.end) for child in block.children if child.marker and not child.children]
        names = [field[0] for field in fields if field]
        return len(names) == len(block.children) and any(re.search("单位|部门|^活动", name) for name in names)

    def _is_task_of_its_own(self, line: Line) -> bool:
        topic = topic_of(line)
        return topic is not None and "," not in self.text[slice(*topic)] and states_action(line.text) and not is_exhortation(line.text)

    def _holds_tasks(self, block: Block) -> bool:
        """Whether a section named for its aims is long and made of items that act."""
        leaves = [leaf for child in block.children for leaf in (child.children or [child])]
        items = [leaf for leaf in leaves if states_action(self.text[leaf.start : leaf.end])]
        named = re.search(r"任务|举措|措施", block.heading(self.text) or "")  # 任务和预期目标: both stand there
        return len(items) >= 3 and sum(leaf.end - leaf.start for leaf in items) >= (80 if named else 250) * len(items)

    def _opens_inside(self, block: Block, items: list[Block]) -> bool:
        """The list stands inside a paragraph of its own (办好十件实事。①…②…): those before it are none of its introduction."""
        first = items[0].start
        return self.text[first - 1 : first] != "\n" and first > block.line_end

    def _tells_before(self, block: Block, items: list[Block]) -> bool:
        """A section's own paragraphs, and 一是…二是… only far below: these are no introduction of the list."""
        first = items[0]
        before = [line for line in block.paragraphs if line.end <= first.start]
        if first.marker is None or first.marker.kind != "shi" or len(before) < 3:
            return False
        return sum(states_action(line.text) for line in before) >= 3 and first.start - before[0].start > 500

    def _tells_itself(self, block: Block, items: list[Block], role: str | None) -> bool:
        """The item is told on its own line; what it holds stands in a later paragraph (一是… far below) or in a box."""
        first = items[0]
        if block.body is None or first.marker is None or first.start <= block.line_end:
            return False
        own = self.text[block.body : block.line_end].rstrip("\n")
        figures = len(FIGURE.findall(own)) if role == "review" else 0
        turned = figures >= 4 or len(until_closing(block.paragraphs, named=True)) < len(block.paragraphs)  # 各位代表!… 一是…
        if first.marker.kind != "box" and not (first.marker.kind in ("shi", "circled") and (turned or self._opens_inside(block, items))):
            return False
        return len(own) >= MIN_OWN_CHARS and not own.endswith(":") and (figures >= 2 or states_action(own))

    def _opens_with_box(self, items: list[Block]) -> bool:
        """The first item is a box (专栏1 …) beside the text: the paragraphs before it are the section's own."""
        return items[0].marker is not None and items[0].marker.kind == "box"

    def _assigns(self, block: Block) -> bool:
        """Responsible bodies stand there: a label, or a bracket of bodies at the end."""
        passage = self.text[block.start : block.end].rstrip()
        closing = CLOSING_BRACKET.search(passage)
        return bool(closing and looks_like_bodies(closing["inside"])) or bool(ASSIGNS.search(passage))

    def _are_measures(self, block: Block, items: list[Block], role: str | None) -> bool:
        """Whether the sub-items state actions of their own; conditions (…的;) and lists do not."""
        kinds = {child.marker.kind for child in items if child.marker}
        if kinds & {"han", "chapter", "node", "article", "named", "title", "decimal_2", "decimal_3"} or (block.marker and block.marker.kind == "title"):
            return True
        if block.marker is not None and block.marker.kind == "article":
            # items of an article are duties (应登记…) or what it lists (…的;)
            if _DUTIES_FOLLOW.search(self.text, block.start, items[0].start):
                return True
            duties = sum(1 for child in items if DUTY_ITEM.search(self.text[child.start : child.end]) or self._is_step(child))
            return duties * 2 > len(items)
        listed_tasks = role == "tasks" and kinds <= {"paren", "arabic"} and not _CONDITIONS.search(block.heading(self.text) or "")
        good = 0
        for child in items:
            passage = self.text[child.start : child.end]
            bare = passage.rstrip("。;,")
            if (bare.endswith("的") and not child.children) or len(bare) < MIN_MEASURE_CHARS:
                continue
            if kinds == {"shi"} and len(bare) < MIN_MEASURE_CHARS + 6:
                continue
            told = len(bare) >= MIN_TOLD_CHARS and who_opens(passage)
            if child.children or told or states_action(passage) or self._assigns(child) or role == "review" or listed_tasks:
                good += 1
        if kinds == {"circled"} or kinds == {"paren_arabic"}:
            lengths = [child.end - child.start for child in items]
            named = all(self._names_topic(child) for child in items) and block.body is None
            if sum(lengths) / len(lengths) < 24 and not named:
                return False
        return good * 2 >= len(items)

    def _is_step(self, block: Block) -> bool:
        """(一)提交材料。申请单位向…提出申请: a step of a procedure, with its name."""
        return block.head is not None and block.body is not None and states_action(self.text[block.body : block.end])

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
        match = match or _POINTED_TAIL.search(passage) or _ALL_ABOVE.search(passage)  # --市国资委负责, below 一是…;二是…
        if match and block.start + match.start() > block.children[-1].start:
            return block.start + match.start(), block.end
        labels = [line for line in (*block.children[-1].paragraphs, *block.tail) if LABEL_LINE.match(line.text)]
        if labels and ASSIGNS.search(self.text, labels[0].start, labels[-1].end):
            return labels[0].start, labels[-1].end
        return None

    def _shared_labels(self, block: Block) -> tuple[int, int] | None:
        """牵头单位:… above 一是…;二是…: the labels are each item's."""
        before = [line for line in block.paragraphs if block.children and line.start < block.children[0].start]
        labels = [line for line in before if LABEL_LINE.match(line.text)]
        if not labels or len(labels) < len(before):
            return None
        return labels[0].start, labels[-1].end

    def _shared_opening(self, block: Block) -> tuple[int, int] | None:
        """试点地区要…重点做好以下工作: what opens a list assigns each of its items."""
        if labels := self._shared_labels(block):
            return labels
        lines = [(line.start, line.end) for line in block.paragraphs]
        if block.body is not None and not lines:
            lines = [(block.body, min(block.line_end, block.children[0].start if block.children else block.line_end))]
        if not lines and block.children and block.children[0].start - block.line_end > 12:
            lines = [(block.line_end, block.children[0].start)]  # the paragraph that its items stand in
        if not lines:
            return None
        start, end = lines[-1]
        if block.children and start < block.children[0].start < end:
            end = block.children[0].start  # the items stand in the same paragraph
        last = start + len(self.text[start:end].rstrip("。\n"))
        start = max(start, self.text.rfind("。", start, last) + 1)  # only what announces the list, not the letter before it
        opening = self.text[start:end].rstrip("\n")
        if re.match(r"(?:为|根据|按照|依据|经|近年来|近期|最近)", opening) or re.search(r"(?:通知|公告|通报|意见|函告)如下:$", opening):
            return None  # why the letter is written, not who has to act
        if re.search(r"(?:以下|下列|如下)[^。]{0,16}:$", opening) and re.search(r"(?<![主重需])要|应|负", opening):
            return start, end
        first = block.children[0].marker if block.children else None
        ahead = NEXT_STEP.match(opening) if first is not None and first.kind == "shi" else None
        return (start, start + ahead.end()) if ahead else None  # who, not with whom

    def _leaf(self, block: Block, role: str | None) -> None:
        text = self.text
        marker = block.marker
        assert marker is not None
        if CONTACT.match(text, marker.end, block.line_end):
            return
        content_lines = until_closing(block.paragraphs, named=block.body is not None)
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
            topics = [line for line in content_lines if topic_of(line)]
            labels = [line for line in content_lines if LABEL_LINE.match(line.text)]
            if len(content_lines) - len(labels) >= 2 and len(topics) >= 2:
                if block.body is not None:
                    # (二)扩大有效需求,…奋力争先。激发…。 opens a section of topics
                    opening = text[block.body : block.line_end]
                    if AIM_PARAGRAPH.search(opening) and re.search(r"\d", opening) and role != "review":
                        self.out.aims.append((block.body, block.line_end, block))
                    if role == "review" and len(FIGURE.findall(opening)) >= 2:
                        self._emit(block.start, block.line_end, block, role, block.head)  # results, not what opens others
                self._paragraphs(block, content_lines, role)
                return
            if block.body is None and bare_heads(content_lines):
                self._paragraphs(block, content_lines, role)  # (五)聚焦协调发展 over lines that name its paragraphs
                return
            if len(content_lines) == 1 and len(topics) == 1 and block.body is None and marker.kind != "ordinal" and is_topic(
                content_lines[0].text[: content_lines[0].text.find("。") + 1]
            ):
                self._paragraphs(block, content_lines, role)
                return
            if len(content_lines) == 1 and not labels and block.body is None:
                parts = list(split_topics(self.text, content_lines[0], self.genre, work_report=self.turn is not None))
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
            sentences = [block.head, *split_sentences(text, block.body, block.line_end)]
            parallel = parallel_parts(text, sentences)
            if parallel:
                for position, index in enumerate(parallel):
                    low = sentences[index][0]
                    high = sentences[parallel[position + 1]][0] if position + 1 < len(parallel) else block.end
                    self._emit(low, high, block, role, until_comma(text, low, high))
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
        own = until_closing(block.paragraphs, named=True)
        if not block.children and len(own) < len(block.paragraphs):
            block.end = max([block.line_end, *(line.end for line in own)])  # 本措施自…起施行 below the last article
        passage = self.text[block.start : block.end]
        if re.search(r"所称|适用(?:本|于)|自[^。]{0,24}(?:施行|起执行)|负责解释|^第[^条]{1,4}条为(?:了)?|(?:遵循|坚持)[^。]{0,60}原则。?$", passage):
            return
        self._emit(block.start, block.end, block, None, block.head)

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
        if states_action(passage) or opens_with_action(block.heading(self.text) or "") or (len(passage) >= MIN_TOLD_CHARS and who_opens(passage)):
            return True
        in_article = block.parent is not None and block.parent.marker is not None and block.parent.marker.kind == "article"
        if in_article and (DUTY_ITEM.search(passage) or self._is_step(block)):
            return True
        # 城乡低保标准提高到740元 among items that build and train
        siblings = block.parent.children if block.parent is not None else []
        acting = sum(1 for child in siblings if states_action(self.text[child.start : child.end]))
        return len(siblings) > 2 and acting * 2 > len(siblings) and bool(re.search(r"\d", passage[2:]))

    def _is_aims_item(self, block: Block, passage: str, role: str | None) -> bool:
        heading = block.heading(self.text) or ""
        if block.marker is not None and block.marker.kind == "bullet" and role is None and STATE.search(heading):
            return not TOPIC_HEAD.match(heading) or heading.endswith(("显著", "明显", "提升", "增强"))
        return heading_role(heading) == "aims" and role is None

    def _dated_aims(self, block: Block, passage: str) -> None:
        if AIM_PARAGRAPH.search(passage):
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
        if AIM_PARAGRAPH.search(passage) and re.search(r"\d", passage) and role != "review":
            self.out.aims.append((low, high, block))
        for line in block.paragraphs if role == "review" else ():
            # the year in figures before the items of a review
            if len(FIGURE.findall(line.text)) >= 4:
                self._emit(line.start, line.end, block, role, topic_of(line))

    def _norms(self, block: Block) -> None:
        """What an annex of indicators wants: its short lines with a level (力争2023年达到80%), not how it is counted (=…*100%)."""
        for line in re.finditer(r"[^\n]+", self.text[block.start : block.end]):
            if len(line[0]) <= MAX_NORM_CHARS and _NORM.search(line[0]) and not _COUNTED.search(line[0]):
                self.out.aims.append((block.start + line.start(), block.start + line.end(), block))

    def _aims_inside(self, block: Block, *, only_dated: bool) -> None:
        role = inherited_role(block)
        stating = False
        for line in own_lines(self.text, block):
            aim = self._goes_on_with_aims(line, stating)
            stating = stating or aim
            if aim and role in ("principles", None):
                self.out.aims.append((line.start, line.end, block))
        stating = False  # 到2027年,…: --…加快起势。--…显著提升。
        for child in block.children:
            child_role = inherited_role(child)
            if child_role == "aims" or (stating and STATE.search(child.heading(self.text) or "")):
                self.out.aims.append((child.start, child.end, child))
            elif child_role in NO_MEASURES:
                self._aims_inside(child, only_dated=only_dated)
            stating = stating or any(AIM_PARAGRAPH.search(line.text) for line in own_lines(self.text, child))

    def _tail(self, block: Block, role: str | None) -> None:
        lines = list(block.tail)
        last = self.out.measures[-1] if self.out.measures else None
        # label lines that close the last item belong to it
        while lines and last is not None and (LABEL_LINE.match(lines[0].text) or BRACKET_LINE.fullmatch(lines[0].text)) and last.end <= lines[0].start:
            self.out.measures[-1] = Passage(last.start, lines[0].end, last.kind, last.title, last.block, last.row, last.certainty, last.parent_tail)
            last = self.out.measures[-1]
            lines = lines[1:]
        if lines:
            self._paragraphs(block, lines, role)
