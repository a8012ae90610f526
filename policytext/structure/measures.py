"""Which passages are measures (records.md, section 4), and which hold aims.

1. the deepest enumerated item that states an action; 2. in unnumbered text a paragraph opened by a
topic sentence, or the topic sentences inside a paragraph; 3. else a paragraph that states actions;
4. a row of a task table.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policytext.structure.actions import (
    FIGURE,
    is_charged,
    opens_with_action,
    states_action,
    tells_the_year,
)
from policytext.structure.blocks import Block, begins_anew, inherited_role, restarts
from policytext.structure.items import (
    YEARS_LOOKED_BACK,
    are_measures,
    head_topics,
    holds_tasks,
    is_card,
    lacks_first,
    opens_inside,
    opens_with_box,
    tells_before,
    tells_itself,
)
from policytext.structure.kinds import tells_of_done
from policytext.structure.labels import BRACKET_LINE, LABEL_LINE
from policytext.structure.leaves import Leaves
from policytext.structure.lines import Line
from policytext.structure.paragraphs import (
    NO_MEASURES,
    is_task_of_its_own,
)
from policytext.structure.passages import Passage, Passages
from policytext.structure.problems import problem_part
from policytext.structure.shared import (
    assigns,
    called_on,
    shared_labels,
    shared_opening,
    shared_tail,
    takes_shared_tail,
)
from policytext.structure.signs import (
    AIM_PARAGRAPH,
    FOR_ALL,
    OWN_WORK,
    STATE,
    TASKS_BELOW,
    own_lines,
    sets_levels,
    until_closing,
    wants_levels,
)
from policytext.structure.table_columns import Row, Table, looks_like_bodies
from policytext.structure.topics import (
    split_topics,
    topic_of,
)


def find_passages(text: str, blocks: list[Block], tables: list[Table], genre: str, title: str | None) -> Passages:
    """Walk the tree and decide, block by block.

    Args:
        genre: the document's genre; a report of experience tells what was done.
        title: the document's title, normal text.
    """
    out = Passages()
    walker = _Walker(text, blocks, genre, title or "", out)
    out.looks_back, out.story, out.voice, out.begins = walker.looks_back, walker.story, walker.voice, walker.begins
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


_CELL_MARKER = re.compile(
    r"(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|[①-⑳]|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)"
)


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
        start=row.start,
        end=row.end,
        kind="task",
        title=title,
        block=None,
        row=row,
        certainty="row",
        owners=tuple(owners.items()),
    )


_RULES = re.compile(
    r"负责|应当|组织实施|统筹|牵头|每(?:年|季度|月)[^,。]{2,}|由[^,。;]{2,16}[局委办部院会]"
    r"|是[^。]{0,16}责任主体"
)
_RULES_AT_LAST = re.compile(r"应(?!用|急)|必须|不得|要(?=根据|结合|按照|制定|于)")

# 县气象局:加密监测,及时发布预警。 one body's duties a line
_DUTY_LINE = re.compile(r"(?:[-·•\s])*(?P<who>[^:。;,\n]{2,60}):(?=[^\n]{6,})")
MIN_DUTY_LINES = 3


def duty_lines(lines: list[Line]) -> list[Line]:
    """The lines that each name bodies and, behind a colon, what these do; none where they are not most of the lines."""
    found = [
        line
        for line in lines
        if (head := _DUTY_LINE.match(line.text)) and looks_like_bodies(head["who"]) and not LABEL_LINE.match(line.text)
    ]
    return found if len(found) >= MIN_DUTY_LINES and len(found) * 2 > len(lines) else []


_NORM = re.compile(r"达到|≥|≤|不[低少高大多超][于过]|[大小高低]于|增加\d|提[高升]\d|下降\d|全覆盖|控制在|保持在")
_COUNTED = re.compile(r"=|[/*×]100%|抽查\d|[≥≤]\d+ ?次")
MAX_NORM_CHARS = 80
_MENDED = re.compile(
    r"(?:该|此|本|上述)?(?:项)?(?:问题)?(?:整改)?(?:已|基本|全部)+(?:完成|到位|办结|销号|解决"
    r"|整改)(?:整改|到位|完成)?[。,;]|整改(?:状态|情况|进度|进展)[::](?:已|基本)(?:完成|整改)"
)
_AS_IT_STANDS = re.compile("截[至止]|目前|现有|已[经有达建]|近年来|以来")  # 截至2015年底,老年人达到713万人
_TO_HEART = re.compile(r"学习|认识|领会|把握")
_EACH_MUST = re.compile(
    r"各(?:地|级|县|市|区|乡|镇|村|社区|街道|有关|相关|部门|单位|成员|[\u4e00-\u9fff]{2}区)[^,。;]{0,20}?"
    r"要(?!求|素)[^。]*(?:\d|每[日天周旬月季])"
)
_SO_OFTEN = re.compile("每(?:[日天周旬月]|季度)[^。]{2,40}一次")
MIN_FIGURES_SET = 2


_MAIN_WORK = re.compile(r"(?:20\d\d年)?(?:的)?主要工作")
_GRADES = re.compile(
    r"(?:凡|有|符合|具备|具有|出现|发生)[^,。;:\n]{0,6}(?:下列|以下)(?:情形|条件|情况"
    r"|标准)之一的?,?(?:的,)?(?:为|属于|属|是|定为|划分为)(?!负责)[^,。;:\n]{2,20}[:。]"
)
MAX_GRADE_CHARS = 70


# “十五五”时期要努力实现以下主要目标。 over --…显著提升。
_AIMS_FOLLOW = re.compile(r"(?:实现|达到|完成)(?:以下|下列|如下)的?(?:主要|总体|具体|发展|预期|奋斗)*目标[。:]$")


class _Walker(Leaves):
    """Walks the tree of blocks."""

    def walk(self, block: Block) -> None:
        role = self._settle_role(block)
        if self._passes_over(block, role):
            return
        role = self._settle_aims(block, role)
        if self._states_aims(block, role) or self._tells_whole(block, role):
            return
        items = list(block.children)
        if not items and block.marker is not None:
            self._leaf(block, role)
            self._below_leaf(block, role)
            return
        self._own_text(block, items, role)
        if items and not are_measures(
            self.text, block, items, role or self._half(items[0].start) or ("review" if self.looks_back else None)
        ):
            if block.marker is not None and block.marker.kind == "article":
                self._article(block)
            elif block.marker is not None:  # a list of names in a letter is no measure
                self._emit(block.start, block.end, block, role, block.head)
            return
        self._items(block, items)
        if block.tail:
            self._tail(block, role)

    def _settle_role(self, block: Block) -> str | None:
        """The block's role, where what stands in it tells more than its heading."""
        role = self._role(block) if block.marker is not None else inherited_role(block)
        if role == "aims" and block.parent is not None and inherited_role(block.parent) == "review":
            block.role = role = "review"  # --主要指标稳住阵脚。… in what a report looks back on
        if role == "background" and self._sets_tasks(block):
            block.role = role = None  # 一、充分认识重要性: …各地要把…列入年度计划,确保新增1.2万人
        if (
            role == "review"
            and self.genre in ("plan", "task_list", "notice", "other")
            and _MAIN_WORK.fullmatch(block.heading(self.text) or "")
            and not tells_of_done(self.text[block.start : block.end])
        ):
            block.role = role = "tasks"  # 二、主要工作 of a plan; of a report it is what was done
        below = self.text[block.line_end : block.children[0].start] if block.children else ""
        if role is None and _MENDED.match(below.lstrip("\n")):
            block.role = role = "review"  # 此问题整改已完成。一是…;二是…
        return role

    def _passes_over(self, block: Block, role: str | None) -> bool:
        """Whether the block as such tells no measure; what stands below it is walked all the same."""
        if role == "indicators":
            self._norms(block)
            return True
        if block.marker is not None and _GRADES.search(
            self.text, block.start, min(block.end, block.start + MAX_GRADE_CHARS)
        ):
            return True  # 二、重大突发环境事件 凡符合下列情形之一的,为…: what is called so
        if (
            role == "background"
            and block.marker is not None
            and block.marker.kind == "title"
            and any(child.marker is not None and child.marker.kind in ("han", "chapter") for child in block.children)
        ):
            block.role = None
            for child in list(block.children):  # 引言 above 一、二、三、: an introduction of its own
                self.walk(child)
            return True
        if role not in NO_MEASURES:
            return False
        self._aims_inside(block, only_dated=True)
        if role == "principles" and self.genre in ("report", "other"):
            set_out = [line for line in block.paragraphs if is_task_of_its_own(line)]
            if sum(1 for line in set_out if FIGURE.search(line.text)) >= 2:
                # 二、2012年工作总体部署 over 继续实施积极的财政政策。…拟安排财政赤字8000亿元
                first, last = block.paragraphs.index(set_out[0]), block.paragraphs.index(set_out[-1])
                self._paragraphs(block, block.paragraphs[first : last + 1], None)
        for child in list(block.children):
            self._child_of_no_measures(child, role)
        return True

    def _child_of_no_measures(self, child: Block, role: str | None) -> None:
        """A section of tasks, or an article that rules something, below one that has none."""
        marker = child.marker
        if (
            restarts(child) and child.role not in NO_MEASURES
            if role == "closing"
            else child.role and child.role not in NO_MEASURES
        ):
            self.walk(child)
        elif marker is not None and marker.kind == "article" and role in ("principles", "closing"):
            # duties stand among the general rules of a regulation (总则), and some among the last (附则)
            if (_RULES if role == "principles" else _RULES_AT_LAST).search(self.text, child.start, child.end):
                self._article(child)
        elif (
            child.role is None
            and role == "principles"
            and marker is not None
            and (
                (begins_anew(child) and self._acts_anew(child))
                or (marker.kind in ("paren", "arabic") and assigns(self.text, child))
            )
        ):
            child.role = "tasks"  # the heading between 总体要求 and the tasks was lost
            self.walk(child)

    def _settle_aims(self, block: Block, role: str | None) -> str | None:
        """The role of a section whose heading says both aims and tasks."""
        if (
            role == "tasks"
            and not block.children
            and len(block.paragraphs) == 1
            and (block.heading(self.text) or "").endswith("目标任务")
            and FIGURE.search(block.paragraphs[0].text)
        ):
            block.role = role = "aims"  # 一、总体要求和目标任务 over one paragraph
        if role == "aims" and holds_tasks(self.text, block):
            block.role = role = "tasks"  # 二、2024年目标任务 with (一)…(八) below is the plan itself
            for line in block.paragraphs:
                if len(FIGURE.findall(line.text)) >= 3 or AIM_PARAGRAPH.search(line.text):
                    self.out.aims.append((line.start, line.end, block))
        return role

    def _states_aims(self, block: Block, role: str | None) -> bool:
        """Whether the block says what is to be reached, and nothing more."""
        if role == "aims" and not assigns(self.text, block):
            self.out.aims.append((block.start, block.end, block))
            return True
        if role != "review" and (stated := self._aims_that_follow(block)):
            self.out.aims += [(low, high, block) for low, high in stated]
            if block.tail:
                self._tail(block, role)
            return True
        return False

    def _tells_whole(self, block: Block, role: str | None) -> bool:
        """Whether the block's lines are one body's duties each, or all of it is one card."""
        if duties := duty_lines(block.paragraphs):
            for line in duties:
                self._emit(line.start, line.end, block, role, None)
            self._paragraphs(
                block, [line for line in block.paragraphs if line.start > duties[0].start and line not in duties], role
            )
            for child in list(block.children):
                self.walk(child)
            return True
        if is_card(self.text, block):
            self._emit(block.start, block.end, block, role, block.head)
            return True
        return False

    def _own_text(self, block: Block, items: list[Block], role: str | None) -> None:
        """What a block says before its items."""
        if block.marker is None or block.marker.kind == "title":
            for line in block.intros if role != "review" else ():
                if sets_levels(line.text) or wants_levels(line.text):
                    # …计划今年是…,全年力争完成投资18.6亿元,…。(一)…: glued to the items
                    self.out.aims.append((line.start, line.end, block))
            self._paragraphs(block, block.paragraphs, role)
        elif (
            opens_with_box(items)
            and block.paragraphs
            and all(child.marker is not None and child.marker.kind == "box" for child in items)
        ):
            end, block.end, block.children = block.end, items[0].start, []
            self._leaf(block, role)
            block.end, block.children = end, items
        elif tells_itself(self.text, block, items, role):
            self._emit(block.start, block.line_end, block, role, block.head)
            self._paragraphs(block, until_closing(block.paragraphs, named=True), role)
        elif (
            block.paragraphs
            and not shared_labels(self.text, block)
            and (
                opens_inside(self.text, block, items)
                or lacks_first(block, items)
                or opens_with_box(items)
                or tells_before(self.text, block, items)
            )
        ):
            self._paragraphs(block, block.paragraphs, role)
        else:
            self._intro(block, role)

    def _items(self, block: Block, items: list[Block]) -> None:
        """The items one by one, each with the labels or the call that stand beside all of them."""
        tail = shared_tail(self.text, block)
        opening = shared_opening(self.text, block)
        heading = head_topics(block, items)
        for child in items:
            if heading and not FIGURE.search(self.text, child.start, child.end):
                continue
            before = len(self.out.measures)
            self.walk(child)
            if child.marker is not None and child.marker.kind == "shi" and child.marker.number == 1:
                opening = called_on(self.text, child) or opening
            if opening:
                self._lend(before, opening)
            if tail and takes_shared_tail(self.text, child):
                self._lend(before, tail, until=tail[0])

    def _lend(self, first: int, span: tuple[int, int], until: int | None = None) -> None:
        """Give the measures from ``first`` on, those that end before ``until``, a text that names bodies for all."""
        for index, passage in enumerate(self.out.measures[first:], first):
            if until is None or passage.end < until:
                self.out.measures[index] = replace(passage, parent_tail=span)

    def _below_leaf(self, block: Block, role: str | None) -> None:
        """The lines below the last item of a list that go on with tasks of their own."""
        rest = block.paragraphs[len(until_closing(block.paragraphs, named=block.body is not None)) :]
        topics = [
            line
            for line in rest
            if is_task_of_its_own(line)
            or (role == "review" and YEARS_LOOKED_BACK.match(line.text) and FIGURE.search(line.text))
        ]
        if len(topics) >= 2:  # 各位代表!…各级政府要…: an address that goes on with tasks, 深入推进依法行政。…
            self._paragraphs(block, topics, role)
        elif rest and FOR_ALL.match(rest[0].text):
            self._paragraphs(block, rest[:1], role)
        else:
            self._tasks_below(block, rest, role)

    def _aims_that_follow(self, block: Block) -> list[tuple[int, int]]:
        """要努力实现以下主要目标。 and the dashes below it, under a heading of tasks; [] where there is more than these."""
        lead = block.paragraphs[-1] if block.paragraphs else None
        if lead is None or not _AIMS_FOLLOW.search(lead.text) or not block.children:
            return []
        if any(child.marker is None or child.marker.kind != "bullet" or child.children for child in block.children):
            return []
        return [(lead.start, lead.end), *((child.start, child.end) for child in block.children)]

    def _acts_anew(self, block: Block) -> bool:
        """Whether a section that counts anew is of tasks: its heading acts, and it has items or aims at nothing."""
        passage = self.text[block.start : block.end]
        return opens_with_action(block.heading(self.text) or "") and (
            bool(block.children) or (states_action(passage) and not AIM_PARAGRAPH.search(passage))
        )

    def _sets_tasks(self, block: Block) -> bool:
        """Whether a section that should only be taken to heart says what is to be reached."""
        if block.children or not _TO_HEART.search(block.heading(self.text) or ""):
            return False
        figures = sum(
            len(FIGURE.findall(sentence))
            for sentence in self.text[block.start : block.end].split("。")
            if not _AS_IT_STANDS.search(sentence)
        )
        return figures >= MIN_FIGURES_SET or (
            (figures > 0 or _SO_OFTEN.search(self.text, block.start, block.end))
            and _EACH_MUST.search(self.text, block.start, block.end) is not None
        )

    def _intro(self, block: Block, role: str | None) -> None:
        """The text between a heading and its first sub-item: aims with dates, or nothing."""
        low = block.body if block.body is not None else block.line_end
        high = min((child.start for child in block.children), default=block.end)
        passage = self.text[low:high].strip("\n")
        same_line = self.text[low : block.line_end] if block.body is not None else ""
        if (
            len(same_line) >= 40
            and not same_line.endswith(":")
            and re.search(r"负责|牵头|各[县区市部单]", same_line)
            and states_action(same_line)
        ):
            self._emit(block.start, block.line_end, block, role, block.head)
            return
        part = block.marker is not None and block.marker.kind in (
            "han",
            "title",
            "chapter",
        )  # 二、2025年工作打算: 力争实现总产值48亿元、增长9%以上,…
        if (remedy := problem_part(self.text, low, high)[1]) > low:
            low, passage = remedy, self.text[remedy:high].strip("\n")  # 反馈问题:… above 整改目标:…
        charged = [
            line
            for line in block.paragraphs
            if (role == "procedure" or (part and role in (None, "tasks") and line.text.endswith("。")))
            and is_charged(line.text)
        ]
        for line in charged:
            self._emit(
                line.start, line.end, block, role, None
            )  # 四、工作要求: 各县政府对…负总责,…: a duty, whatever stands below it
        if (
            role != "review"
            and not charged
            and (
                (AIM_PARAGRAPH.search(passage) and re.search(r"\d", passage))
                or (part and (sets_levels(passage) or wants_levels(passage)))
            )
        ):
            self.out.aims.append((low, high, block))
        for line in block.paragraphs if role == "review" else ():
            # the year in figures before the items of a review
            if tells_the_year(line.text) and not self._opens_summary(block, line.text):
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

    def _tasks_below(self, block: Block, lines: list[Line], role: str | None) -> None:
        """What a report goes on to ask below its numbered tasks, addressed to its hearers again."""
        for line in lines:
            if role in (None, "tasks") and TASKS_BELOW.match(line.text) and states_action(line.text):
                parts = list(split_topics(self.text, line, self.genre)) or [(line.start, line.end, None)]
                for low, high, title in parts:
                    self._emit(low, high, block, role, title)

    def _tail(self, block: Block, role: str | None) -> None:
        lines = list(block.tail)
        last = self.out.measures[-1] if self.out.measures else None
        # label lines that close the last item belong to it
        while (
            lines
            and last is not None
            and (LABEL_LINE.match(lines[0].text) or BRACKET_LINE.fullmatch(lines[0].text))
            and last.end <= lines[0].start
        ):
            last = self.out.measures[-1] = replace(last, end=lines[0].end)
            lines = lines[1:]
        self._tasks_below(block, lines, role)
        if lines and role == "review" and (told := OWN_WORK.match(lines[0].text)):
            self._emit(lines[0].start + told.end(), lines[0].end, block, role, None)
            lines = lines[1:]
        if lines:
            self._paragraphs(block, lines, role)
