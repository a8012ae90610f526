"""Sentence → the bodies that it assigns: a subject with its verb, 由X…, 会同X, 督促X…, 在X指导下.

A label or a bracket says who is meant; a sentence has to be read: the body must be the one that acts,
leads, helps or watches (records.md, section 5). What is built, run or only named is nobody's task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extract.assignments import split_top
from policytext.extract.bodies import BodyMention, is_body
from policytext.extract.carried_subjects import carried_subject
from policytext.extract.causing import caused
from policytext.extract.clause import Clause, Found
from policytext.extract.cues import WITHIN_DUTIES
from policytext.extract.doing import acts_at
from policytext.extract.duties import checks, role_after
from policytext.extract.ellipsis import CARRIER, level_of
from policytext.extract.names import is_name, read_list
from policytext.extract.subjects import subjects
from policytext.extract.told_by_words import told_by_words

_SENTENCE_CLAUSE = "，,。;:!?\n"
# words one of which stands in every clause that assigns a body, unless the body opens it
_ANY_CUE = re.compile(
    r"[由归要应须需是请拟交]|移送|带领|安排|[实法确全]性|建议|会同|联动|不得|务必|牵头|推动|推进|督促"
    r"|指导|组织|联合|协调|动员|责成|委托|授权|督导|敦促|发动|责令|通知|聘请|接受|负责|配合|协助|承担"
)


def iter_sentences(
    text: str, start: int, end: int, known: re.Pattern[str] | None = None, *, rule: bool = False
) -> Iterator[tuple[list[BodyMention], str]]:
    """Bodies that a sentence assigns, clause by clause.

    Args:
        known: short names of bodies that the document declares (以下简称“联席会议”).
        rule: the passage is an article of a regulation, whose sentences begin with whom they bind.
    """
    doers: set[str] = set()  # who has a duty in the sentence so far
    listed: list[BodyMention] = []  # bodies that fill the clause before: 市财政局、市卫计委,襄阳保监分局要…
    condition = start  # up to where an item tells on what a rule depends: (二)法院已经受理或者处理的;
    for low, high in split_top(text, start, end, _SENTENCE_CLAUSE):
        if low > start and text[low - 1] in "。;\n":
            doers.clear()
        if rule and low > start and text[low - 1] == "\n" and (item := _CONDITION_ITEM.match(text, low, end)):
            condition = item.end()
        if low < condition:
            continue
        if headed := _headed_duty(text, start, low, high, end):
            yield headed, "sentence_duty"
            continue
        if high - low < 4:
            continue
        if (
            text[high : high + 1] == ","
            and (seated := _SEATED_OFFICE.fullmatch(text, low, high) or _SET_BELOW.fullmatch(text, low, high))
            and (
                _DOES.match(text, at := _behind_its_seat(text, high + 1, end), end)
                or acts_at(text, at, min(end, at + 40))
            )
        ):
            yield (
                [BodyMention(*seated.span("name"), role_after(text, at, min(end, at + 40)))],
                "sentence_subject",
            )
            continue
        first = rule and (low == start or text[low - 1] in "。\n")
        read = list(_read_clause(text, low, high, known, rule=first))
        if listed and read and read[0][1] in ("sentence_subject", "sentence_duty") and read[0][0][0].start == low:
            read.insert(0, ([BodyMention(m.start, m.end, read[0][0][0].role) for m in listed], "sentence_subject"))
        more = [] if read or text[high : high + 1] != "," else _fills_clause(text, low, high, goes_on=bool(listed))
        listed = [*listed, *more] if more else []
        for mentions, certainty in read:
            checking = certainty == "sentence_subject" and checks(text, mentions[-1].end, high)
            if checking and doers - {text[m.start : m.end] for m in mentions}:
                mentions = [
                    BodyMention(m.start, m.end, "supervise") if m.role == "responsible" else m for m in mentions
                ]
            if not checking:
                doers.update(text[m.start : m.end] for m in mentions)
            yield mentions, certainty
        if (
            not read
            and text[high : high + 1] == ","
            and (carried := carried_subject(text, low, high, end, known if first else None, rule=first))
        ):
            yield carried, "sentence_subject"


_CONDITION_ITEM = re.compile(r"\([一二三四五六七八九十]{1,3}\)[^\n]*的[;。]?(?=\n|$)")
_LAST_LETTERS = frozenset("组班室部会议门位局委办院所站队社府联处厅司心团行校关业县市区乡镇州旗道机构)")


def _fills_clause(text: str, low: int, high: int, *, goes_on: bool) -> list[BodyMention]:
    if text[high - 1] not in _LAST_LETTERS or (
        level_of(text[low + text.startswith("由", low) : high]) is None and not (goes_on and text.startswith("各", low))
    ):
        return []  # most clauses: no list of bodies with their levels
    by = text.startswith("由", low)
    low += by  # 由市发改委、国土局,广水市政府负责落实
    names = read_list(text, low, high, "responsible")
    whole = bool(names) and names[0].start == low and names[-1].end == high
    return (
        names
        if whole
        and all((by or goes_on or level_of(text[m.start : m.end])) and is_name(text[m.start : m.end]) for m in names)
        else []
    )


_LIST_MARK = r"(?:[一二三四五六七八九十\d]+[、.]|\([一二三四五六七八九十\d]+\)|[-·\s])*"
_BEHIND_ITS_MARK = re.compile(_LIST_MARK)
# 监督组。负责对采购工作进行监督: the group is the subject of what stands behind its name
_GROUP_TITLE = re.compile(
    _LIST_MARK
    + (
        r"(?P<name>[\u4e00-\u9fff]{1,14}(?:组|专班|办公室|指挥部|委员会|联席会议)"
        r"|各?[省市区县州镇乡][\u4e00-\u9fff]{1,14}(?:[局委办院部会所站队社府联处厅]|公司|中心|集团|医院)"
        r"|[\u4e00-\u9fff]{2,14}(?:部门|单位|村民委员会))$"
    )
)
_WITHIN_DUTIES = re.compile(WITHIN_DUTIES)
_MODAL_FIRST = re.compile("(?:要(?!求|点|素|闻)|应当?|须)(?!对)")
_OF_EACH = re.compile(r"(?:每|对|在|按|为|把|将|与|从|全[面程力])[^,。;:]{3,}")
# 气象局:及时提供监测预报
_OFFICE_TITLE = re.compile(
    _LIST_MARK
    + (
        r"(?P<name>(?!工作|整治|试点|任务|主要|重点|责任|牵头|配合|参加|参与|主办|承办|协办|实施|联系"
        r"|报送|填报|申报|编制|印发|发布|监督|建设|设计|施工)[\u4e00-\u9fff()]{2,16}(?:[局委办站所队院校]"
        r"|部门|单位|企业|机构|公司|集团|政府|办事处|指挥部|中心|村委会|居委会|管委会|委员会|联社|协会|商会|[总支大中]队|妇联|残联"
        r"|工会))"
    )
)


def _headed_duty(text: str, start: int, low: int, high: int, end: int) -> list[BodyMention]:
    """The bodies whose names, with a colon or stop behind, head the duties that follow: 县文旅局、景区管理站:及时劝返游客."""
    begins = high + 1
    if text.startswith(":", high) and (modal := _MODAL_FIRST.match(text, begins)):
        begins = modal.end()
    elif bounds := _WITHIN_DUTIES.match(text, begins):
        begins = bounds.end() + text.startswith(",", bounds.end())  # 市园林局:依据职能做好劝阻和清理工作
    if (text.startswith(":", high) or _GROUP_DOES.match(text, high)) and (
        acts_at(text, begins, min(end, high + 40)) or (text.startswith(":", high) and _OF_EACH.match(text, begins, end))
    ):
        role = role_after(text, high + 1, min(end, high + 40))
        if "、" in text[low:high] and (low == start or text[low - 1] == "\n"):
            names = read_list(text, _BEHIND_ITS_MARK.match(text, low, high).end(), high, role)  # type: ignore[union-attr]
            if (
                len(names) > 1
                and names[-1].end >= high - 1
                and all(is_name(text[m.start : m.end]) or CARRIER.fullmatch(text, m.start, m.end) for m in names)
            ):
                return names
        office = _OFFICE_TITLE.fullmatch(text, low, high) if text.startswith(":", high) else None
        if office and is_body(office["name"]) and is_name(office["name"]):
            return [BodyMention(*office.span("name"), role)]
    group = _titled_group(text, low, high) if text[high - 1 : high] in _GROUP_ENDS else None
    return [group] if group else []


_GROUP_ENDS = frozenset("组班室部会议门位局委办院所站队社府联处厅司心团")  # the last letters of the names above
_DOES = re.compile(
    r"(?:主要|具体)?(?:负责(?!同志|人|单位)|(?:承担|组织|牵头|统筹|协调|落实|履行)(?!单位|部门|责任|处室|科室|主体))"
)
_GROUP_DOES = re.compile(rf"[。:\n]+{_DOES.pattern}")
# 领导小组办公室设在市发展改革委,承担日常工作: the office acts, not its seat
_SEATED_OFFICE = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{0,24}?办公室)(?:设在|设于|挂靠|设(?=[省市县区州]))[^,。;]{2,30}"
)
# 领导小组下设县客改办,具体负责线路审定
_SET_BELOW = re.compile(
    r"[^,。;]{0,40}(?:下设|设立)(?P<name>[\u4e00-\u9fff]{2,14}(?:(?<![理督举承])办|办公室|专班"
    r"|工作组)|办公室)"
)
_ITS_SEAT = re.compile("(?:设在|设于|挂靠)[^,。;]{2,24},")


def _behind_its_seat(text: str, at: int, end: int) -> int:
    """下设办公室,设在县交通运输局,负责日常工作: where the duty stands."""
    seat = _ITS_SEAT.match(text, at, end)
    return seat.end() if seat else at


def _titled_group(text: str, low: int, high: int) -> BodyMention | None:
    title = _GROUP_TITLE.match(text, low, high)
    does = _GROUP_DOES.match(text, high)
    if title is None or does is None or not is_body(title["name"]):
        return None
    return BodyMention(*title.span("name"), role_after(text, does.end() - 2, min(len(text), does.end() + 40)))


def _read_clause(text: str, low: int, high: int, known: re.Pattern[str] | None, *, rule: bool) -> Iterator[Found]:
    clause = Clause.at(text, low, high, known, rule=rule)
    if not clause.opens and not rule and not clause.places and not _ANY_CUE.search(text, low, high):
        return
    for read in (told_by_words, subjects, caused):
        yield from read(clause)
