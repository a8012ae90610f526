"""Bodies before a verb of no list: 县图书馆延长开放时间, 县气象台10分钟内将落区抄告…, 县财政局据实结算."""

from __future__ import annotations

import re

from policytext.extract.bodies import FIELDS, BodyMention
from policytext.extract.cues import ADJUNCT, HAPPENS
from policytext.extract.doing import (
    BECOMES,
    BUILT_ONE,
    CLASS_OF_BODIES,
    FORM_OF_AN_OFFICE,
    IF_NOT,
    LAST_OF_A_NAME,
    OF_WHAT,
    OPENS_AT,
    OWN_ENTITY,
    REACHES,
    RELATIVE,
    SET_UP_THERE,
    STATE,
    acts_at,
    acts_in_its_name,
    is_cut,
    verb_at,
)
from policytext.extract.ellipsis import level_of
from policytext.extract.names import (
    MAX_LIST_CHARS,
    OFFICE_INSIDE,
    are_names,
    is_name,
    is_office_of_a_field,
    name_patterns,
    read_list,
)
from policytext.extract.places import is_place, reads_like_a_place
from policytext.lexicon import common_adverbs, common_verbs

_NO_VERB_AFTER = frozenset("的者率员器机法费额量型类制于")


# a station, a centre that does something is no place where it is done: 县水文站每日…, 县反诈中心接到报警后…
_ACTING = re.compile(
    r"每|逐|挨|按|接到|收到|遇|逢|对|为|向|将|把|通过|利用|受托|定[时点]|分期|轮|凭|趁|就|随"
    r"|\d{1,2}(?:分钟|小时|个工作日)|第一时间|彻夜|连夜|全程|到|春秋|先"
)
_CLASS_ACTS = re.compile(
    r"凭|(?:接到|收到|接警|接报|接单|接诉)[^,。;的]{0,10}后"
    r"|把[^,。;]{2,24}?(?:提高|提升|降低|降|纳入|列入|控制|扩大|送)"
    r"|在?\d{1,2}个?(?:小时|分钟|工作日|日)内"
    r"|每(?:[日天周晚月]|半年|季度)(?![^,。;]{0,8}(?:新增|增[加长]|达到|产|减少|净增))|按[日周月季]"
    r"|逐[一户村项级日月]|挨[家户个]|彻夜|轮[流班]|对[^,。;]{2,34}(?:负总?责|负直接|逐|实行|进行|开展"
    r"|建立)"
)
_MAY_DO = re.compile(r"(?<![许认])可(?!能|靠|行|持续|再生|视|燃|移动|回收)(?:以|由|向|在|通过)?[\u4e00-\u9fff]")


# 卫生健康部门接到报告后2小时内赶到: departments told by what they look after
_OPENS_WITH_A_FIELD = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:行政)?(?:主管)?(?:部门|机关)")


def _of_a_field(name: str) -> bool:
    return bool(_OPENS_WITH_A_FIELD.fullmatch(name)) and re.sub("(?:行政)?(?:主管)?(?:部门|机关)$", "", name) in FIELDS


def _before_adjunct(text: str, low: int, high: int, limit: int, *, strict: bool) -> list[tuple[int, int]]:
    """县气象台10分钟内将落区抄告…: a body of its own name before how, when or for whom it acts; the verb may be of any trade."""
    told = min(high, low + MAX_LIST_CHARS)  # a sentence without a stop must not be read again for each of its bodies
    if HAPPENS.search(text, low, told) or _MAY_DO.search(text, low, told):
        return []
    for stop in range(low + 3, min(limit, high - 5) + 1):
        if (text[stop - 1] not in LAST_OF_A_NAME and text[stop - 1] not in "心)") or not ADJUNCT.match(
            text, stop, high
        ):
            continue
        found = read_list(text, low, stop, "responsible")
        written = [text[m.start : m.end] for m in found]
        formed = FORM_OF_AN_OFFICE.fullmatch(text, low, stop) and _ACTING.match(text, stop, high)
        if formed and not (found and found[-1].end == stop):
            found, written = [BodyMention(low, stop, "responsible")], [text[low:stop]]
        if not found or found[-1].end < stop or (not formed and not are_names(written)):
            continue
        of_a_class = all(
            CLASS_OF_BODIES.fullmatch(name) or _of_a_field(name) for name in written
        ) and _CLASS_ACTS.match(text, stop, high)
        if (
            strict
            and not formed
            and not of_a_class
            and not all(
                acts_in_its_name(name)
                or OWN_ENTITY.fullmatch(name)
                or (level_of(name) and _ACTING.match(text, stop, high))
                for name in written
            )
        ):
            continue
        if any(
            pattern.match(text, stop) for pattern in (BECOMES, REACHES, RELATIVE, OF_WHAT, SET_UP_THERE, IF_NOT)
        ) or STATE.search(text, stop, min(high, stop + 12)):
            return []
        return [(m.start, m.end) for m in found]
    return []


_OF_EACH = frozenset(["街道", "社区", "村", "园区", "镇", "乡", "县", "区"])  # 各乡镇、街道各建一支队伍


def before_open_verb(text: str, low: int, high: int, limit: int, *, strict: bool) -> list[tuple[int, int]]:
    """县图书馆延长开放时间: whoever bears a level and opens a clause acts by any verb of the dictionary.

    No name may be cut before a verb inside it (市政府|办公室).
    """
    if (
        strict
        and not level_of(text[low : low + 8])
        and not text.startswith(("各", "有关", "相关", "团"), low)
        and not name_patterns().opening.match(text, low, high)
        and not OWN_ENTITY.match(text, low, high)
        and not CLASS_OF_BODIES.match(text, low, high)
        and not OFFICE_INSIDE.match(text, low, high)
        and not _OPENS_WITH_A_FIELD.match(text, low, high)
    ):
        return []
    if named := _before_adjunct(text, low, high, limit, strict=strict):
        return named
    for stop in range(min(limit, high - 2), low + 2, -1):
        if (
            (text[stop - 1] not in LAST_OF_A_NAME and not (text[stop - 1] == ")" and text.startswith("各", low)))
            or text[stop] in "、和及与(的等"
            or not acts_at(text, stop, high)
        ):
            continue
        found = read_list(text, low, stop, "responsible")
        written = [text[m.start : m.end] for m in found]
        if not found or not are_names(written):
            continue
        if strict and BUILT_ONE.search(written[-1]) and OPENS_AT.match(text, stop):
            return []
        verb = verb_at(text, stop, high)
        if text[verb + 2 : verb + 3] in _NO_VERB_AFTER or high - verb < 4 or is_cut(text, found[-1], high):
            return []
        if any(pattern.match(text, stop) for pattern in (BECOMES, REACHES, RELATIVE, OF_WHAT, SET_UP_THERE, IF_NOT)):
            return []
        if strict and not all(
            acts_in_its_name(name)
            or (name in _OF_EACH and written[0].startswith("各"))
            or (OWN_ENTITY.fullmatch(name) and not HAPPENS.search(text, stop, min(high, stop + 12)))
            for name in written
        ):
            return []
        return [(m.start, m.end) for m in found]
    return []


# a seat of administration, or a place: no thing is called so
_SEAT = re.compile(
    r"(?:局|(?<![专编部党])委|(?<![代承主举协督经新帮领兴创开])办|厅|政府|党委|党组|管委会|委员会"
    r"|办公室|办事处|街道|镇|乡|总队|支队|大队|检察院|法院|[市县区州]|妇联|残联|总工会|团委|科协"
    r"|供销社|供电公司|农商行|支行|分行|服务站|书院|医院|中学|小学)$"
)
_SHORT_ADVERBS = "各均都也还又已共将先再另并专自全兼"


# what stands behind a body's name and belongs to it, or tells of it
_ITS_OWN = re.compile(
    r"[的、和及与等()“”》:,。;是为所之者设党团机内部外中门办科股室组站队处所院司局委会员长级域直属辖管区县市乡镇村街学校厂企楼前后左右上下东南西北]"
    r"|办公|机关|领导|书记|常务|常委|常态|会议|全会|网站|门户|干部|人员|职工|文件|公告|有关|相关|同意"
    r"|批[准复示]|授予|命名|表彰|印发|关于|联合(?=发文|下发|印发)"
    r"|主要|分管|副|政务|财政|人民|行政|公共|工业|农业|经济|社会|城[市乡镇区]|乡村|农村|生态|文化"
    r"|交通|水利|教育|科技|产业|企业|群众|居民|百姓|户籍|人口|辖区|境内|全域|大道|路|桥|河|湖|山|项目"
    r"|工程|基地|园区|示范|试点(?!开展|推[行进])|特色|优势|品牌|资源"
)
_A_NOUN_FOLLOWS = re.compile(
    r"工作|项目|机制|制度|方案|情况|能力|水平|体系|经费|资金|中心|人员|部门|小组|措施|规划|计划|办法"
    r"|标准|成效|成果|要求|责任|环境|事业|产业|行业|业务|领域|系统|平台|质量|数据|信息|服务"
    r"|[的率者员器法费额量型类]"
)
_PLAIN_OFFICE = re.compile(
    r"(?:局|(?<![代承主举协督经新帮领兴创开提案公民])办|厅|[省市区县州]委编办|残联|妇联|总工会|科协"
    r"|督查室)$"
)
_OF_THE_OFFICE = re.compile(
    r"总(?:工|经济|会计)|监管(?:企业|单位|平台)|荣|负责人|公[室厅]|[局科处主]长|主任|[理好公事]"
    r"|[省市县区州](?![域内场直属级])"
)
MIN_DOING_CHARS = 4


def whatever_it_does(text: str, low: int, high: int, limit: int) -> list[tuple[int, int]]:
    """县财政局据实结算, 市教体局共培训教师: seats of administration behind which no name goes on and a verb is near."""
    for stop in range(min(limit, high - 4), low + 2, -1):
        if (
            text[stop - 1] not in LAST_OF_A_NAME
            or not _SEAT.search(text, max(low, stop - 4), stop)
            or _ITS_OWN.match(text, stop, high)
        ):
            continue
        found = read_list(text, low, stop, "responsible")
        if not found or found[-1].end < stop or not all(_is_a_seat(text[m.start : m.end]) for m in found):
            continue
        verb = _near_verb(text, stop, high)
        if (
            verb < 0
            and high - stop >= MIN_DOING_CHARS
            and _PLAIN_OFFICE.search(text, low, stop)
            and not _OF_THE_OFFICE.match(text, stop)
            and all(level_of(name := text[m.start : m.end]) or is_office_of_a_field(name) for m in found)
        ):
            verb = verb_at(
                text, stop, high
            )  # 县水利局分头立项, 市治霾办每月5日通报: whatever its verb, no thing is called so
        if verb < 0 or _A_NOUN_FOLLOWS.match(text, verb + 2) or high - verb < 2 or is_cut(text, found[-1], high):
            return []
        if any(pattern.match(text, stop) for pattern in (BECOMES, REACHES, RELATIVE, OF_WHAT, SET_UP_THERE, IF_NOT)):
            return []
        if (
            STATE.match(text, verb)
            or HAPPENS.search(text, stop, min(high, stop + 12))
            or _MAY_DO.search(text, stop, high)
        ):
            return []
        return [(m.start, m.end) for m in found]
    return []


_PLACE_FIRST = re.compile(r"[\u4e00-\u9fff]{2,8}?[省市县区州旗盟镇乡](?=[\u4e00-\u9fff]{2})")


def _is_a_seat(name: str) -> bool:
    if is_place(name) or reads_like_a_place(name):
        return True
    if not _SEAT.search(name) or name_patterns().thing.search(name) or not is_name(name):
        return False
    place = _PLACE_FIRST.match(name)
    return (
        bool(level_of(name))
        or is_office_of_a_field(name)
        or bool(place and (is_place(place[0]) or reads_like_a_place(place[0])))
    )


def _near_verb(text: str, at: int, high: int) -> int:
    """Where a verb stands behind times and adverbs of the dictionary, -1 without."""
    at = verb_at(text, at, high)
    for _ in range(4):
        if text[at : at + 2] in common_verbs():
            return at
        longest = next(
            (size for size in (4, 3, 2) if at + size <= high and text[at : at + size] in common_adverbs()), 0
        )
        if not longest and text[at : at + 1] not in _SHORT_ADVERBS:
            break
        at += longest or 1
    return -1
