"""Clause → its subject, where that is a list of bodies: 市教育局要…, 汉台、洋县轮值承办, A负责、B配合."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from policytext.extract.acting_bodies import list_before_verb
from policytext.extract.bodies import FIELDS, BodyMention
from policytext.extract.carried_subjects import CONDITION, end_of_sentence, has_own_duty
from policytext.extract.clause import ABLE_TO, GROWS, MODIFIER, WHERE, Clause, Found
from policytext.extract.cues import NO_FEWER, PERSON_IN_CHARGE, cues
from policytext.extract.doing import acts_at
from policytext.extract.duties import HELP_VERBS, role_after
from policytext.extract.ellipsis import level_of
from policytext.extract.names import (
    FIRMS_TOLD,
    MAX_LIST_CHARS,
    is_office_of_a_field,
    name_patterns,
    read_list,
)
from policytext.extract.trade_offices import is_trade_office

# 承办机构对材料的真实性、准确性,以及程序的合法性负责
_ANSWERS_FOR = re.compile(r"(?P<who>[^,。;:对]{2,40}?)对[^。;]{2,100}?(?:负责|负总责|承担[^,。;]{0,8}责任)(?=[,。;]|$)")
# what a clause must hold for the costlier patterns below to find anything
_MODAL_SIGN = re.compile(r"[要应须需是请拟]|不得|务必|务于")
_DUTY_SIGN = re.compile(r"牵头|抓总|负责|配合|协助")
_DUTY_OPENS = re.compile(
    r"(?:总(?=牵头)|共同|分别|具体|分工|联合|全程)*(?:(?P<lead>牵头|抓总)|负责(?!"
    + PERSON_IN_CHARGE
    + r"|同志|干部|制(?!定|作)|任)|(?P<help>配合|协助|(?:协作|参与|协同)(?=[,。;]|$))(?!单位|部门|度))"
)
_LED_BEFORE = re.compile(r"(?:牵头|负责|组织)[,;]$")
_ALSO = re.compile(
    r"(?:负责|牵头|实施|组织|承办|落实|指导|主办|主导|统筹)、(?P<list>[^,。;]{2,40}?)(?:密切|积极"
    r"|具体|协同|共同)*(?P<verb>配合|协助|参与|协办|组织|实施|落实|承办|负责)(?=[,。;]|$|\d|今年|年底"
    r"|上半年|下半年|[一二三四]季度|(?<=配合)[\u4e00-\u9fff]{2}|(?<=协助)[\u4e00-\u9fff]{2}|做好|开展"
    r"|拟[定订]|制[定订]|编制|推进|组织|实施)"
)
# 教体局腾房、城投集团改造、国土所办手续: no more than a verb and its object before the next subject
_BEFORE_NEXT = re.compile(r"(?<![局委办厅部院所站处室队会社司团校行府心门位镇乡县市区村道省州旗国中小])、")
MAX_TURNS = 6


def _each_its_own(clause: Clause, first: int) -> Iterator[Found]:
    text, high = clause.text, clause.high
    if not clause.has_subject():
        return
    for match in islice(_BEFORE_NEXT.finditer(text, first + 4, high), MAX_TURNS):
        if any(text.endswith(field, first, match.start()) for field in FIELDS):
            continue  # 加强与教育、人社部门会商
        names = list_before_verb(text, match.end(), high, strict=True)
        if not names or not all(
            level_of(text[a:b]) or is_trade_office(text[a:b]) or is_office_of_a_field(text[a:b]) for a, b in names
        ):
            continue
        if others := clause.fresh([BodyMention(a, b, role_after(text, b, high)) for a, b in names]):
            yield others, "sentence_duty"


# 县发改局每月调度、县政府督查室每季度通报
_EACH_IN_TURN = re.compile(
    r"(?:每(?:半?年|季度|个?月|周|旬|日)|按[月季年旬周])(?:调度|通报|督查|监测|检查|评估"
    r"|会商)、(?P<who>[^,。;、]{3,24}?)(?:每(?:半?年|季度|个?月|周|旬|日)|按[月季年旬周])"
)
_COUNT_OF_THEM = re.compile(
    r"(?:达到?|增加到|不少于|超过|突破|保持在)\d[\d.]*[万多余]*[个家所处户](?:以上|左右)?(?=[,。;]|$)"
)
_RATE_OF_THEM = re.compile(
    r"[^,。;、]{0,16}?(?:率|比例|占比|比重)(?:要|须|应|力争|均|全部)*(?:达|不低于|不少于|提|保持|控制"
    r"|超过)"
)
_KIND_OF_PLACE = re.compile(
    r"各?(?:[省市县乡镇]{1,2}级(?:以上)?|社区|义务教育|[\u4e00-\u9fff]{2,4}阶段)[\u4e00-\u9fff]*(?:区"
    r"|学校|馆|中心|站|医院|卫生院)"
)
_BUILT_SO = ("平台", "网站", "系统", "小程序")  # 平台应具备…功能: a thing that is built so
FEW_NAMES = 4
FEW_NAMES_CHARS = 48  # where a modal word is looked for; a list of so many names or more may reach further


def subjects(clause: Clause) -> Iterator[Found]:
    """What the constructions of a subject find, in the order in which they claim names."""
    if clause.text.startswith(_SINCE_WHEN, clause.high - 2):
        return  # 国务院召开会议以来,各地…: a time
    if clause.places and (mentions := clause.fresh(clause.places)):
        yield mentions, "sentence_subject"
    yield from _firms(clause)
    yield from _declared(clause)
    modal = _modal_of(clause)
    modifier = MODIFIER.match(clause.text, clause.begin, clause.high)
    first = modifier.end() if modifier and modal and modifier.end() < modal.start() else clause.begin
    yield from _subject(clause, first, modal, modifier)
    yield from _others(clause, first)


def _modal_of(clause: Clause) -> re.Match[str] | None:
    """The first 要, 应, 须 near enough for what stands before it to be its subject."""
    text, begin, high = clause.text, clause.begin, clause.high
    reach = FEW_NAMES_CHARS if text.count("、", begin, high) < FEW_NAMES else MAX_LIST_CHARS
    return (
        cues().modal.search(text, begin, min(high, begin + reach))
        if _MODAL_SIGN.search(text, clause.low, high)
        else None
    )


_SINCE_WHEN = "以来"
_ACTS_BY = re.compile(r"(?:依(?:规|法|据|照|约|程序)|根据|按照?|对(?![接标口])|向|定期|及时|将|视)")


def _declared(clause: Clause) -> Iterator[Found]:
    """协会依规及时向持牌机构共享信息: a body that the document named so, whatever its verb."""
    text, begin, high = clause.text, clause.begin, clause.high
    name = clause.known.match(text, begin, high) if clause.known is not None else None
    if name is None or not (acts_at(text, name.end(), high) or _ACTS_BY.match(text, name.end(), high)):
        return
    if clause.rule and text.startswith(",", high) and CONDITION.search(text, clause.low, high):
        return
    if mentions := clause.fresh([BodyMention(*name.span(), role_after(text, name.end(), high))]):
        yield mentions, "sentence_subject"


def _firms(clause: Clause) -> Iterator[Found]:
    """金风科技、中车电机等链主企业要带动配套企业."""
    text, begin, high = clause.text, clause.begin, clause.high
    firms = FIRMS_TOLD.match(text, begin, high) if clause.holds("等") and clause.holds("、") else None
    if (
        firms is None
        or cues().cause.match(text, begin)
        or cues().verb_start.match(text, begin, high)
        or name_patterns().not_first.match(text, begin)
    ):
        return
    modal = cues().modal.match(text, firms.end(), high)
    if (modal or acts_at(text, firms.end(), high)) and not GROWS.match(text, firms.end()):
        role = role_after(text, (modal or firms).end(), high)
        if mentions := clause.fresh([BodyMention(a, b, role) for a, b in each_firm(firms)]):
            yield mentions, "sentence_subject"


def each_firm(firms: re.Match[str]) -> list[tuple[int, int]]:
    """The spans of the firms that ``FIRMS_TOLD`` lists."""
    at = firms.start("list")
    return [(at + part.start(), at + part.end()) for part in re.finditer("[^、和及]+", firms["list"])]


def _subject(
    clause: Clause, first: int, modal: re.Match[str] | None, modifier: re.Match[str] | None
) -> Iterator[Found]:
    text, high = clause.text, clause.high
    able = modifier is not None and text.endswith(ABLE_TO, clause.low, modifier.end())
    subject = _before_modal(clause, first, modal, modifier if able else None) if modal else []
    if (
        not subject
        and clause.holds("对")
        and (answers := _ANSWERS_FOR.match(text, first, min(end_of_sentence(text, high), first + 120)))
    ):
        subject = read_list(text, *answers.span("who"), "responsible")
    subject = subject or _before_verb(clause, modifier.end() if modifier else first, first)
    helps = _LED_BEFORE.search(text, max(0, clause.low - 3), clause.low) and text.endswith(
        ("协作", "参与", "协同"), clause.low, high
    )
    if (
        not subject
        and (helps or _DUTY_SIGN.search(text, clause.low, high))
        and (duty := _DUTY_OPENS.search(text, first, min(high, first + 44)))
    ):
        role = "lead" if duty["lead"] else "support" if duty["help"] else role_after(text, duty.start(), high)
        subject = read_list(text, first, duty.start(), role)
    if not subject or _is_nobody(text, subject, modal):
        return
    if (
        able
        and modifier
        and subject[0].start == modifier.end()
        and WHERE.search(text, subject[0].start, subject[0].end)
    ):
        subject[0] = BodyMention(modifier.start(), subject[0].end, subject[0].role)  # 有条件的地区 is a name
    if mentions := clause.fresh(subject):
        yield mentions, "sentence_subject"


def _before_modal(clause: Clause, first: int, modal: re.Match[str], able: re.Match[str] | None) -> list[BodyMention]:
    text = clause.text
    if modal.start() - first < 2:
        return []
    role = role_after(text, modal.end(), clause.high)
    subject = read_list(text, first, modal.start(), role)
    if not subject and able:
        subject = read_list(
            text, able.start(), modal.start(), role
        )  # 有条件的城市要…: no body without what it is able to
    if not subject and (told := _HOW_BEFORE_MODAL.match(text, first, modal.start())):
        subject = read_list(text, *told.span("who"), role)
    return subject


# 燃气企业对非居民用户安检要实现全覆盖, 各部门在工作中要…, 各级政府特别是县级政府要…
_HOW_BEFORE_MODAL = re.compile(
    r"(?P<who>[^,。;:]{2,60}?)(?:对[^,。;]*|在[^,。;]{1,16}(?:中|时|后|前|期间|上)"
    r"|(?:接到|收到)[^,。;]{1,14}后|(?:根据|结合|围绕|针对|按照|通过)[^,。;]{2,16}"
    r"|(?:特别|尤其)是[^,。;]{2,30}|作为[^,。;]{2,16})$"
)


def _before_verb(clause: Clause, low: int, first: int) -> list[BodyMention]:
    text, high = clause.text, clause.high
    acts = (
        clause.opens and not text.startswith(("与", "请与", "请向", "请同"), first)
    ) or clause.rule  # 与各区政府签订责任书: with whom, not who
    other = (
        clause.rule
        and text.startswith(",", high)
        and CONDITION.search(text, clause.low, high)
        and not has_own_duty(text, high, end_of_sentence(text, high), clause.known)
    )
    names = list_before_verb(text, low, high, strict=True, rule=clause.rule) if acts and not other else []
    if (
        clause.rule
        and len(names) == 2
        and text[names[0][1] : names[1][0]] in ("与", "同")
        and text.startswith(",", high)
        and CONDITION.search(text, clause.low, high)
    ):
        names = names[:1]  # 持牌机构与外包机构开展合作的,应当…: with whom, not who
    role = role_after(text, names[-1][1], high) if names else ""
    return [BodyMention(a, b, role) for a, b in names]


# 人民法院在审理案件中,需要技术协助的,环保部门应…: whose case it is, not who acts
_MEETS_A_CASE = re.compile(r"在[^,。;]{2,24}(?:中|时),[^,。;]{2,30}的,[^,。;]{2,24}(?:应|要|须|可)")


def _is_nobody(text: str, subject: list[BodyMention], modal: re.Match[str] | None) -> bool:
    if modal and modal[0].endswith("不得") and text.startswith("任何", subject[0].start):
        return True  # 任何单位不得截留: a ban for all is nobody's task
    if _MEETS_A_CASE.match(text, subject[-1].end):
        return True
    if modal and text.startswith("被", modal.end()):
        return True  # 相关机构将被视为缺乏能力
    if (
        modal
        and modal[0].endswith("不得")
        and modal.start() == subject[-1].end
        and NO_FEWER.match(text, modal.end() - 2)
    ):
        return True  # 平江县不得少于6个: how many there are to be
    if modal and _COUNT_OF_THEM.match(text, modal.end()):
        return True  # 全县精品示范村要达到30个: how many there are to be
    if _RATE_OF_THEM.match(text, subject[-1].end) and all(
        _KIND_OF_PLACE.fullmatch(text, m.start, m.end) for m in subject
    ):
        return True  # 乡镇级水源保护区划定完成率要达到九成
    return all(text[m.start : m.end].endswith(_BUILT_SO) for m in subject)


def _others(clause: Clause, first: int) -> Iterator[Found]:
    """A负责、B配合; A每月调度、B每季度通报."""
    text, high = clause.text, clause.high
    if not clause.holds("、"):
        return
    if also := _ALSO.search(text, first, high):
        if others := clause.fresh(
            read_list(text, *also.span("list"), "support" if also["verb"] in HELP_VERBS else "responsible")
        ):
            yield others, "sentence_duty"
    yield from _each_its_own(clause, first)
    if (next_one := _EACH_IN_TURN.search(text, first, high)) and (
        names := list_before_verb(text, next_one.start("who"), high)
    ):
        if others := clause.fresh([BodyMention(a, b, role_after(text, b, high)) for a, b in names]):
            yield others, "sentence_duty"
