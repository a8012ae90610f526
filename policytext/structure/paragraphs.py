"""Plain paragraphs: each a measure, several, aims, or none."""

from __future__ import annotations

import re

from policytext.structure.actions import (
    FIGURE,
    admits_difficulties,
    describes,
    duties_behind_preamble,
    is_argument,
    is_digest,
    is_preamble,
    leader_orders,
    opens_with_action,
    several_act,
    states_action,
    tells_figures,
    tells_the_year,
)
from policytext.structure.blocks import Block
from policytext.structure.labels import (
    BRACKET_LINE,
    CARD_FIELD,
    CARD_LINE,
    LABEL_LINE,
    MIN_CARD_LINES,
    NEXT_CARD,
    PROJECT_NAME,
)
from policytext.structure.lines import Line
from policytext.structure.passages import Noter
from policytext.structure.roles import heading_role
from policytext.structure.signs import (
    AIM_PARAGRAPH,
    ASSIGNS,
    META_LINE,
    REFLECTION,
    STATE,
    WANTS,
    is_exhortation,
    is_heading_line,
    looks_like_intro,
    sets_levels,
)
from policytext.structure.stories import PLAIN_FIGURE, is_scene, leads_in, opens_story, tells_in_figures
from policytext.structure.table_columns import looks_like_bodies
from policytext.structure.topics import (
    MAX_TOPIC_CHARS,
    first_clause,
    split_states,
    split_topics,
    topic_of,
)

NO_MEASURES = frozenset({"principles", "background", "lessons", "closing"})
MIN_MEASURE_CHARS = 10
MIN_COUNTED_CHARS = 7  # 2.新建公园3个。
MIN_BARE_CHARS = 40  # of a paragraph whose marks the page lost

_COUNTS = re.compile(r"[\d两三四五六七八九十]+[\u4e00-\u9fff%]")
_NUMBER_OF_ITEM = re.compile(r"[(\[]?[\d一二三四五六七八九十]{1,3}[.、)\]]+|[①-⑳]")


_FIGURE_WITH_UNIT = re.compile(r"\d[%个家万亿]")
_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"[。;,:]")
_PAST_YEAR = re.compile(r"(?:刚刚)?过去的?一年")


def is_too_short(item: str) -> bool:
    """Whether an item tells too little to be a measure; 2.改造危桥6座。 counts what is to be done."""
    if len(item) >= MIN_MEASURE_CHARS:
        return False
    number = _NUMBER_OF_ITEM.match(item)
    return number is None or len(item) < MIN_COUNTED_CHARS or not _COUNTS.search(item, number.end())


_BARE_HEAD = re.compile(r"(?!要|应|将|我们|各|必须|[(第一二三四五六七八九十\d-])[^。;:()]{5,30}。")


def bare_heads(lines: list[Line]) -> frozenset[int]:
    """Where short sentences stand alone above paragraphs, as headings: 国民经济持续快速增长。

    Only where a text does so three times and never says as little without a paragraph below.
    """
    short = [index for index, line in enumerate(lines) if _BARE_HEAD.fullmatch(line.text)]
    heads = [index for index in short if index + 1 < len(lines) and len(lines[index + 1].text) > 40]
    if len(heads) < 3 or len(heads) < len(short):
        return frozenset()
    return frozenset(lines[index].start for index in heads)


# 报告指出,深入推进流域治理。今年建设缓冲带35公里,…: news that tell the tasks of a report
_REPORT_TELLS = re.compile(
    r"(?:《?[\u4e00-\u9fff“”]{0,12})?报告》?(?:指出|提出|明确)[,:]|会议(?:指出|认为)[,:]"
    r"|《[^》]{2,20}》(?:要求|提出|明确)[,:](?!到|力争|20\d\d年)"
)
# 近日,市政府办公室印发了《…方案》。《方案》提出,2022年,…控制在…: the aims of the plan that the news are of
_PLAN_AIMS = re.compile(
    r"[^。]{0,60}(?:印发|出台|发布)[^。]{0,60}。《[^》]{2,20}》(?:提出|明确),(?:力争"
    r"|到)*20\d\d年[^。]{0,60}(?:控制在|达到|不低于|超过|提[高升]到|建成)"
)
# 县政府下达我局的目标任务是:…; 今年的预期指标是:…
_AIMS_ARE = re.compile(
    r"^[^。:]{0,24}(?:下达|确定)[^。:,]{0,16}目标(?:任务)?(?:是|为|:)"
    r"|(?:预期目标|主要目标|发展目标|总体目标|预期(?:发展)?指标)[^。]{0,12}(?:是|为|:)"
)
# 由市水务局牵头每月调度, 各县区按季报送: who has to do it, whoever said so
_CHARGES = re.compile(r"由[^,。;由]{2,16}(?:局|委|办|部门|中心|公司|政府|厅|院)(?:牵头|负责)")


# 针对您提出的服务力量不足问题,区民政局会同区妇联组建了…: a reply, no admission
_ANSWERS = re.compile("(?:针对|关于|对于)(?:您|代表|委员|提案)[^,。]{0,24}(?:问题|建议|意见),")
_WHAT_YEAR = re.compile(r"(?:20\d\d年|今年|去年|这一年),?是[^。]{4,120}(?:之年|的一年)")  # 2021年,是…收官之年。一年来,…
# 2022年,市教育局在市委坚强领导和省教育厅指导下,…: what a bureau's summary opens with sums up what its sections tell
_UNDER_WHOM = re.compile(
    r"[^。]{0,200}?(?:领导|指导|支持|关心|关怀|帮助)[^。,]{0,8}下,|[^。]{0,40}以[^。]{2,30}思想为指导"
)
_ONLY_A_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
# 注:“牵头单位”栏为“—”的,由列第一位的单位牵头: a rule for all, no task
# 主持:县政府副县长, with 参加:县政府办、财政局 below it: who met, not who helps
_HEAD_OF_MINUTES = re.compile(
    r"(?:主持(?:人)?|地点|会议(?:时间|地点)|出席(?:人员)?|列席(?:人员)?"
    r"|记录(?:人)?):[^\n。]{1,60}(?:\n|$)"
)
_NOTE_ON_ROLES = re.compile(r"\(?(?:注|说明|备注|附则)[::][^。]{0,80}(?:牵头|主办|协办|配合|责任单位|承办)")
_SUMS_UP = re.compile(r"(?:总体|基本|整体)(?:工作)?(?:情况|概况|评价)|工作概[况述]")
_SPAN_OF_PLAN = re.compile(r"(?:本)?规划(?:基准年|水平年|期限?|范围)为?")
_SINCE_THEN = re.compile(
    r"(?:(?:“?十[一二三四]五”?|近年|近[几两三五]年|20\d\d年|党的十[八九]大"
    r"|[^,。]{2,12}(?:实施|启动|开展))以来|近年来"
    r"|近[几两三五]年来),(?!.*(?:我[局委厅办]|(?<![主需])要(?!求|素)|必须|应当|力争|下一?步|牵头"
    r"|责任单位))(?=.*(?:累计|解决了|建成|达到?|形成|取得|实现))"
)
# 助餐点建设 over 牵头单位:…: so short a name is a task's
_NAMED_BODIES = re.compile(r"(?:牵头|责任|主办|主责)单位:")


# 力争到2022年底…;到2024年底,…达到42家: what stands before the first task of a plan and names no body is what the plan aims at
_AIM_FIRST = re.compile(r"(?:力争|争取|确保)?到20\d\d年(?:底|末)?,?[^。]*\d")

# 4月8日至4月26日,各单位开展自查: a line of a timetable
_OF_A_DAY = re.compile(
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬"
    r"|底)?(?:(?:-|~|至|到)(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底)?)?"
    r"(?:之?前)?[,:][^,。;]*[\u4e00-\u9fff]{6}"
)


def project_card(lines: list[Line], index: int) -> int:
    """Behind the last line of the card of a project that begins at ``index`` (项目名称:…, 建设内容:…, 牵头单位:…); ``index`` where none does."""
    if PROJECT_NAME.match(lines[index].text) is None:
        return index
    last = index
    for after in range(index + 1, len(lines)):
        told = lines[after].text
        if (
            PROJECT_NAME.match(told)
            or NEXT_CARD.fullmatch(told)
            or (is_heading_line(told) and not CARD_FIELD.match(told))
        ):
            break
        if CARD_FIELD.match(told):
            last = after
    return last + 1 if last - index + 1 >= MIN_CARD_LINES else index


def _opens_topics(lines: list[Line], index: int, after: int) -> bool:
    """柳州市着力做实党委轴心功能,推动组织链条延伸。 over paragraphs that tell how: one sentence without a figure."""
    told = lines[index].text
    return (
        after < len(lines)
        and topic_of(lines[index]) is None
        and topic_of(lines[after]) is not None
        and told.count("。") <= 1
        and not re.search(r"\d", told)
        and len(told) <= MAX_LEAD_CHARS
    )


def is_task_of_its_own(line: Line) -> bool:
    """Whether a topic sentence opens the paragraph and an action unfolds it."""
    topic = topic_of(line)
    named = line.text[: topic[1] - line.start] if topic else ""
    return (
        bool(named)
        and "," not in named
        and not STATE.search(named)
        and states_action(line.text)
        and not is_exhortation(line.text)
    )


MAX_LEAD_CHARS = 160
MIN_NAMES, MAX_NAMES_CHARS = 5, 200


# 乡风民风“淳”了。红白喜事大操大办的少了,…: praise
_CAME_ALIVE = re.compile("[\u4e00-\u9fff]{2,10}“[\u4e00-\u9fff]{1,3}”[了起来]{1,2}。")
MIN_OPENING_CHARS, MIN_FIGURES_TOLD = 60, 3
_OPENS_CASE = re.compile(
    r"(?:近[几两三]?年来?|[一十五三两几]年来|多年来|(?:今年|去年|20\d\d年)以来),"
    r"|(?:近年来,)?[\u4e00-\u9fff“”]{2,14}(?<![的在对])(?:(?:认真|深入|全面|坚决)?(?:贯彻(?:落实)?|落实)"
    r"|把(?=[^,。]{2,40}作为)|以(?=[^,。]{2,40}为(?:抓手|契机|引领|目标|突破口|主线|路径|牵引|核心|载体|重点))"
    r"|坚持(?=[^,。]{2,20},)|紧扣|紧盯|紧紧围绕|围绕|聚焦|立足|针对)"
)
_WANTS_DONE = re.compile(r"(?<![主重需])要(?!求|素|点|闻)|将(?!军)|须|应当|力争|年底前|下一?步")


class Paragraphs(Noter):
    """Reads the paragraphs of a block."""

    def _paragraphs(self, block: Block, lines: list[Line], role: str | None) -> None:
        """Plain paragraphs: each a measure, several, aims, or none."""
        index = 0
        section_role = role
        topical = sum(1 for line in lines if topic_of(line))
        named: Line | None = None  # a heading without number over the next paragraph
        heads = bare_heads(lines)
        stating = False  # 到2027年,…。 数字化普及率显著提升。…: paragraphs that go on with the aims
        while index < len(lines):
            line = lines[index]
            if section_role not in NO_MEASURES and (card := project_card(lines, index)) > index + 1:
                name = PROJECT_NAME.match(line.text).end()  # type: ignore[union-attr]
                self._emit(line.start, lines[card - 1].end, block, section_role, (line.start + name, line.end))
                index = card
                continue
            # what belongs to this paragraph: label lines and brackets below it
            end, after = line.end, index + 1
            while after < len(lines) and (
                LABEL_LINE.match(lines[after].text)
                or BRACKET_LINE.fullmatch(lines[after].text)
                or (after > index + 1 and CARD_LINE.fullmatch(lines[after].text))
            ):
                end = lines[after].end
                after += 1
            own_labels = after > index + 1
            if line.start in heads and not own_labels and section_role not in NO_MEASURES | {"aims"}:
                while after < len(lines) and lines[after].start not in heads and not is_heading_line(lines[after].text):
                    end = lines[after].end
                    after += 1
                role_here = (
                    self._half(line.start) if role is None and section_role in (None, "review") else section_role
                )
                self._emit(line.start, end, block, role_here, (line.start, line.end - 1))
                index = after
                continue
            index = after
            if role is None and section_role in (None, "review"):
                section_role = self._half(line.start)
            if is_heading_line(line.text):
                found = heading_role(line.text)
                if found or section_role != role:
                    section_role = found or role
                if not own_labels:
                    # 推进桑园改造 over one paragraph is that paragraph's name
                    single = (
                        after < len(lines)
                        and not is_heading_line(lines[after].text)
                        and (after + 1 >= len(lines) or is_heading_line(lines[after + 1].text))
                    )
                    named = line if found is None and single and opens_with_action(line.text) else None
                    continue
            if section_role in NO_MEASURES:
                aim = self._goes_on_with_aims(line, stating)
                stating = stating or aim
                if aim and section_role != "lessons":
                    self.out.aims.append((line.start, line.end, block))
                continue
            if section_role == "aims" and role is None and is_task_of_its_own(line):
                section_role = role  # 今年的主要预期目标是: over its figures, and then 继续实施积极的财政政策。…
            if section_role == "aims" and not own_labels:
                self.out.aims.append((line.start, line.end, block))
                continue
            if (
                topical >= 2
                and line is lines[0]
                and not own_labels
                and not topic_of(line)
                and not re.search(r"\d", line.text)
            ):
                continue  # exhortation that opens a section of topics
            if (
                topical >= 4
                and self.genre == "experience"
                and not own_labels
                and _opens_topics(lines, index - 1, after)
            ):
                continue
            if topical >= 2 and not own_labels and section_role != "review" and is_exhortation(line.text):
                continue
            self._paragraph(block, line, end, section_role, own_labels, topical, named)
            named = None

    def _paragraph(
        self, block: Block, line: Line, end: int, role: str | None, labels: bool, topical: int, named: Line | None
    ) -> None:
        passage = line.text
        if _ONLY_A_DAY.fullmatch(passage):
            return  # 2023年8月16日 over 联系单位:…
        carded = labels and _NAMED_BODIES.match(self.text, line.end + 1) is not None
        if (len(passage) < MIN_MEASURE_CHARS and not carded) or (is_preamble(passage) and not labels):
            wants = AIM_PARAGRAPH.search(passage) and _FIGURE_WITH_UNIT.search(passage)
            if wants or (role != "review" and sets_levels(passage)):
                self._note_aims(block, line)
            else:
                self._duties_of_letter(block, line, end, role)
            return
        if role == "schedule" and _OF_A_DAY.match(passage):
            self._emit(line.start, end, block, role, None)
            return
        if self._is_aims(block, passage, labels):
            self._note_aims(block, line)
            return
        if _HEAD_OF_MINUTES.match(passage) or _NOTE_ON_ROLES.match(passage):
            return
        if not labels and self._opens_summary(block, passage):
            return
        labels = labels or ("。" in passage and ASSIGNS.search(passage) is not None)
        if not labels and (
            self._is_remark(block, line, role)
            or self._tells_story(block, line, end, role)
            or self._is_no_action(block, line, end, role, topical)
        ):
            return
        parts = list(split_topics(self.text, line, self.genre, work_report=self.turn is not None)) or (
            list(split_states(self.text, line)) if role == "review" else []
        )
        if len(parts) >= 2:
            if role is None and self._kind(passage, role, line.start, None, block)[0] == "achievement":
                role = "review"  # what the paragraph tells holds for its parts
            for number, (low, high, title) in enumerate(parts):
                self._emit(low, end if number == len(parts) - 1 else high, block, role, title)
        elif named is not None:
            self._emit(named.start, end, block, role, (named.start, named.end))
        else:
            self._emit(line.start, end, block, role, topic_of(line) or first_clause(self.text, line))

    def _note_aims(self, block: Block, line: Line) -> None:
        self.out.aims.append((line.start, line.end, block))

    def _is_first(self, block: Block) -> bool:
        """Whether no measure has been told yet, but for the duties of a letter's opening."""
        return len(self.out.measures) == self.letters and (block.marker is None or block.marker.kind == "title")

    def _is_aims(self, block: Block, passage: str, labels: bool) -> bool:
        """Whether a paragraph says itself that it tells aims, or is the one that opens a plan with them."""
        if _PLAN_AIMS.match(passage):
            return True
        if labels:
            return False
        return _AIMS_ARE.search(passage) is not None or (
            bool(block.children)
            and not self.out.measures
            and _AIM_FIRST.match(passage) is not None
            and not ASSIGNS.search(passage)
        )

    def _is_remark(self, block: Block, line: Line, role: str | None) -> bool:
        """Whether a paragraph admits faults, is a line about the text, a list of names, or a scene."""
        passage = line.text
        if (
            role in (None, "review")
            and admits_difficulties(passage)
            and (not topic_of(line) or admits_difficulties(passage.partition("。")[0]))
        ):
            return True
        if META_LINE.match(passage) or _SPAN_OF_PLAN.match(passage):
            return True
        if not _STOP.search(passage) and not (len(passage) >= MIN_BARE_CHARS and states_action(passage)):
            return True
        if (
            "。" not in passage
            and passage.count("、") >= MIN_NAMES
            and looks_like_bodies(passage[:MAX_NAMES_CHARS].rpartition("、")[0])
        ):
            return True  # who is invited, who receives a copy
        if role is None and self._is_first(block) and self._opens_case(line):
            return True
        if role == "review" and _CAME_ALIVE.match(passage) and not PLAIN_FIGURE.search(passage):
            return True
        tells = (None, "review") if self.story else (None,)
        return self.voice is not None and role in tells and is_scene(passage)

    def _tells_story(self, block: Block, line: Line, end: int, role: str | None) -> bool:
        """Whether a paragraph of a paper's story leads in (no measure), or tells in figures (one, noted here)."""
        passage = line.text
        if not self.story or role not in (None, "review"):
            return False
        if leads_in(passage):
            return True
        if not self.out.measures and block.children and (opens_story(passage) or looks_like_intro(passage)):
            return True
        if (
            tells_in_figures(passage)
            and not is_digest(passage)
            and not (self.plan_is_out and not self.out.measures)
            and len(list(split_topics(self.text, line, self.genre))) < 2
        ):
            self._emit(line.start, end, block, role, topic_of(line) or first_clause(self.text, line))
            return True
        return False

    def _is_no_action(self, block: Block, line: Line, end: int, role: str | None, topical: int) -> bool:
        """Whether a paragraph describes, argues or sums up; where it states aims, these are noted."""
        passage = line.text
        first = self._is_first(block)
        front = first and block.marker is None
        figures = len(FIGURE.findall(passage))
        if (
            role is None
            and (block.marker is None or first)
            and self.genre not in ("report", "experience", "other")
            and _SINCE_THEN.match(passage)
        ):
            return True  # “十三五”以来,全省累计…: what a plan starts from
        if role == "review" and REFLECTION.match(passage):
            return True
        looks_back = _WHAT_YEAR.match(passage) or (_PAST_YEAR.match(passage) and "我们" in passage)
        if role == "review" and figures < 2 and looks_back:
            return True
        # 一年来,…全年地区生产总值2.15万亿元、增长5.5%: the year in figures is a result, whatever praise opens it
        told = role == "review" and tells_the_year(passage)
        orders = leader_orders(passage)
        digest = is_digest(passage) and not (figures >= 2 and _REPORT_TELLS.match(passage)) and not orders
        argument = (
            is_argument(passage, opens=first)
            and not topic_of(line)
            and not _CHARGES.search(passage)
            and not _ANSWERS.match(passage)
            and not orders
        )
        wants = AIM_PARAGRAPH.search(passage) and _DIGIT.search(passage)
        if not told and (digest or describes(passage) or argument):
            if wants or (role != "review" and sets_levels(passage)):
                self._note_aims(block, line)
            return True
        if (
            role != "review"
            and not states_action(passage)
            and not tells_figures(passage)
            and not (several_act(passage) and not front)
            and not (topical >= 2 and topic_of(line))
        ):
            # 地区生产总值增长7%左右,规上工业增加值增长8%,…: figures alone are what a report aims at
            if wants or (self.turn is not None and figures >= 4):
                self._note_aims(block, line)
            return True
        if not told and front and block.children and looks_like_intro(passage):
            if wants or (WANTS.search(passage) and _DIGIT.search(passage)):
                self._note_aims(block, line)
            else:
                self._duties_of_letter(block, line, end, role)
            return True
        return False

    def _duties_of_letter(self, block: Block, line: Line, end: int, role: str | None) -> None:
        if told := duties_behind_preamble(self.text, line.start, line.end):
            self._emit(told, end, block, role, None)
            self.letters += 1

    def _opens_summary(self, block: Block, passage: str) -> bool:
        """Whether the first paragraph of a bureau's summary sums up what its sections tell, in whatever figures."""
        if (
            (self.of_government and FIGURE.search(passage))
            or self.genre not in ("report", "other")
            or self.out.measures
            or not _UNDER_WHOM.match(passage)
            or (_REPORT_TELLS.match(passage) and FIGURE.search(passage))
        ):
            return False
        return bool(block.children) or _SUMS_UP.search(block.heading(self.text) or "") is not None

    def _opens_case(self, line: Line) -> bool:
        """近年来,天水市把…作为…,围绕…: the first paragraph of a case or a brief, which the others unfold."""
        told = (
            self.voice is not None
            and not self.of_government
            and (self.story or self.looks_back or self.genre == "experience" or self.voice.speaks_of_past)
        )
        return (
            told
            and len(line.text) >= MIN_OPENING_CHARS
            and len(self.text) - line.end >= 2 * len(line.text)
            and _OPENS_CASE.match(line.text.removeprefix(self.title)) is not None
            and not _WANTS_DONE.search(line.text)
            and len(PLAIN_FIGURE.findall(line.text)) < MIN_FIGURES_TOLD
        )

    def _goes_on_with_aims(self, line: Line, stating: bool) -> bool:
        """到2027年,…; or, below such a paragraph, one that opens with a state: 数字化普及率显著提升。"""
        first = line.text.partition("。")[0]
        return bool(AIM_PARAGRAPH.search(line.text)) or (
            stating and len(first) <= MAX_TOPIC_CHARS and bool(STATE.search(first))
        )
