"""Clause → the bodies that it begins with, where a verb follows: 市教育局加快…, 县图书馆延长开放时间.

Without a modal word a name at the head of a clause is as often an object, a place, or told of by what becomes
of it (县医院开工); what stands behind it decides.
"""

from __future__ import annotations

import re

from policytext.extract.any_verb import before_open_verb, whatever_it_does
from policytext.extract.bodies import FIELDS, BodyMention, body_type, is_body
from policytext.extract.cues import (
    A_COUNT_THERE,
    TIME_BETWEEN,
    WITHIN_DUTIES,
    cues,
)
from policytext.extract.doing import (
    AND_OTHERS,
    BECOMES,
    BUILT_ONE,
    CLASS_OF_BODIES,
    OF_A_PLACE,
    OFFICE_OF_IT,
    OPENS_AT,
    REACHES,
    RELATIVE,
    SET_UP_THERE,
    acts_at,
    is_cut,
    is_neighbourhood,
    is_one_of_its_kind,
)
from policytext.extract.ellipsis import CARRIER, level_of, shares_class
from policytext.extract.names import (
    AFTER_SUO,
    AN_OFFICE_OF_ITS_OWN,
    MANY_NAMES,
    MAX_LIST_CHARS,
    MAX_NAME_CHARS,
    OFFICE_INSIDE,
    are_names,
    counted_together,
    is_list_of_fields,
    is_name,
    name_patterns,
    read_list,
)
from policytext.extract.trade_offices import trade_offices_acting

# 试点企业承担产品质量主体责任: what it answers for
_ANSWERS = re.compile(
    r"(?:要|应当?|须)?(?:依法|切实|全面|严格)?(?:承担|落实|履行|负有|压实)[^,。;的]{0,30}(?:责任|义务"
    r"|职责)(?=[,。;]|$)"
)


# what a company of the city does by itself: 市公交集团组织…, 市担保集团设立…
_AGENT_VERB = re.compile(
    rf"(?:{TIME_BETWEEN})?"
    + (
        r"(?:再)?(?:[逐先分率已]{1,2}|带头|加快|常年|今年|全年|年内)?(?:完成|新增|通过|推进|建立|投入"
        r"|开展|组织|制定|设立|负责|承担|实施|筹集|启动|完善|优化|推出|拿出|先行|试点|开设|创新|承办|轮值"
        r"|举办|打造|派出|选派|授信|投放|绘制|刊播|定期|参与|予以|给予|指导|配合|协助)"
    )
)
CLASS_THAT_ACTS = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:(?:电商|电子商务|外卖|直播|网约车|互联网|招聘|购物)平台"
    r"|(?:施工|管理|经营|运营|使用|养护|管护|建设|供水|供电|供热|包保|包联|挂包|帮扶|承包|分包)单位"
    r"|派出所|(?:消防救援|疾病预防控制|疾控|动物疫病预防控制|卫生监督)机构)$"
)


def _is_a_class_that_acts(text: str, names: list[BodyMention], at: int, high: int) -> bool:
    """水库管理单位按月观测: a class told by its work, before a verb with its object. Of firms and schools it tells as often how they fare."""
    written = [text[m.start : m.end] for m in names]
    if (
        shares_class(written)
        and CLASS_OF_BODIES.fullmatch(written[-1])
        and not BECOMES.match(text, at)
        and high - at >= 6
    ):
        return True  # 供水、供电、供气单位同步实施管线改造
    if _KEEPS_RULES.match(text, at, high) and all(
        CLASS_OF_BODIES.fullmatch(name) or _SCHOOLS.fullmatch(name) for name in written
    ):
        return True
    return (
        all(CLASS_THAT_ACTS.fullmatch(name) and is_one_of_its_kind(name) for name in written)
        and not BECOMES.match(text, at)
        and high - at >= 5
    )


_SCHOOLS = re.compile("(?:各级)?(?:中小)?(?:学校|医院|幼儿园|卫生院|养老机构|敬老院)")
# 快递企业配备专职安全员, 餐饮单位落实进货查验制度: what only whoever keeps a business does
_KEEPS_RULES = re.compile(
    r"(?:要|须|应当?)?(?:全面|严格|切实|按规定"
    r"|依法)*(?:(?:配备|配齐|配足|安装|张贴|悬挂)(?![^,。;]{0,10}率)"
    r"|落实[^,。;]{0,16}(?:主体责任|制度|措施)(?=[,。;]|$)"
    r"|建立(?:健全)?[^,。;]{0,14}(?:制度|台账|档案|快检室)"
    r"|执行[^,。;]{2,14}(?:制度|标准|规定)(?=[,。;]|$)"
    r"|开展[^,。;]{0,6}(?:自查|自检|演练|警示教育|宣传教育|培训)"
    r"|服从[^,。;]{0,8}(?:调度|指挥|安排|管理)"
    r"|每(?:月|周|季度|学期|学年|年|半年|日|天|班)[^,。;]{0,4}(?:开展|组织|进行|召开|检查|自查|更新))"
)


# 市财政补助标准提高到…; 省财政择优给予专项激励: what may be had of it
_SHARE_OF_A_PURSE = re.compile(r"(?:补助|补贴|配套|奖补|投入|支出)(?:比例|标准|资金|占比)")
_GIVEN = re.compile(r"[^,。;\d一二三四五六七八九十百]{0,14}(?:给予|予以)[^,。;\d]{0,12}(?:奖|补|激励|资助|支持)")
_PURSES_ABOVE = ("省", "中央", "国家", "自治区", "上级", "各级")  # a city's own purse that gives is a body
_TOLD_BY_TASK = re.compile(r"(?:管理|主管)[^,。;]{2,12}的(?:部门|机构)")


# 测试主体凭通知书申领号牌, 申报单位向主管部门提出申请: how or to whom stands before the verb
_BY_WHICH = re.compile(
    rf"(?:{TIME_BETWEEN})?(?:向[^,。;]{{2,20}}?(?:派|送|发放|提供|捐|投放|配|推|移交|供应|出具|通报"
    rf"|反馈)|凭|依据|按照|根据|向|于)[^,。;]{{2,40}}(?:申请|申领|提出|提交|办理|报告|报送|备案|开展"
    rf"|进行|登记|领取|组织|签订|缴纳|通报|公布|公示|拨[款付]|支付|结算|放行|核销)"
)
_MAY_FOLLOWS = re.compile(r"(?:(?!应当|应|必须|不得|须)[^。;]){0,60}(?<![许认])可(?:以|向|在|根据|自|视)|(?:享有|有权)")
_WITHIN_DUTIES = re.compile(WITHIN_DUTIES)
_BETWEEN_THEM = re.compile(
    r"(?:逐[\u4e00-\u9fff]|层层|全部|重新|分别|均)?(?:签约|结对|对接|建立|签订|签署|发生|订立|约定"
    r"|终止|解除)[^,。;]{0,16}(?:关系|合同|协议|争议|纠纷|合作|业务|约定|责任[书状]|承诺书|军令状)"
)
_ROLE_NAME = re.compile(r"(?:主体|单位|机构|部门|企业|公司|机关)$")


def without_partner(text: str, names: list[BodyMention], at: int, high: int) -> list[BodyMention]:
    """支付机构与境外机构建立代理关系时,应当…: the second is whom the first deals with."""
    if len(names) > 1 and text[names[-2].end : names[-1].start] == "与" and _BETWEEN_THEM.match(text, at, high):
        return names[:-1]
    return names


_BUILT_AND_BARE = re.compile("[\u4e00-\u9fff]{2,6}(?:站|所|馆|院|中心|库|场)")
_BUILDING = re.compile(r"(?:建设|改造|新建|扩建|迁建|升级|提升)+(?:\d+[个所座处家]|项目|工程|[,。;、]|$)")
_FIGURE_OF_EACH = re.compile(r"(?:要|应|须)?(?:至少|不少于)|[^,。;]{0,8}?\d")
_TAKE_PART_IN = re.compile(r"(?:等[\u4e00-\u9fff]{0,6}?)?(?:共同|广泛|积极|协同|多方)*(?:参与|参加|落实|治理|建设)的")


def list_before_verb(
    text: str, low: int, high: int, *, strict: bool = False, rule: bool = False
) -> list[tuple[int, int]]:
    """The longest list of bodies that ``text[low:high]`` begins with and a verb follows."""
    limit = min(high, low + (MAX_LIST_CHARS if text.count("、", low, high) > MANY_NAMES else MAX_NAME_CHARS))
    for stop in range(limit, low + 1, -1):
        if text[stop - 1] in "、,和及与(“的" or (
            text[stop - 1] == "所"
            and text[stop : stop + 1] in AFTER_SUO
            and not AN_OFFICE_OF_ITS_OWN.search(text, low, stop)
        ):
            continue
        at = stop
        if text.startswith("等", at):
            at = AND_OTHERS.match(text, at).end()  # type: ignore[union-attr]
        if not _may_act(text, low, stop, at, high, strict=strict):
            continue
        names = _names_before(text, low, stop, strict=strict)
        if not names:
            continue
        names = without_partner(text, names, at, high)
        if (
            _is_counted(text, names, at)
            or _is_purse(text, names, low, stop, at)
            or (strict and _is_built(text, names, at))
            or (rule and _MAY_FOLLOWS.match(text, at))  # 金融机构履行义务时,可以查询
            or (strict and _is_object(text, names, low, at, high, rule=rule))
        ):
            continue
        if longer := _goes_on(text, names[-1], high):
            names = [*names[:-1], longer]
        elif is_cut(text, names[-1], high):
            continue
        return [(m.start, m.end) for m in names]
    if rule:
        return []
    if found := before_open_verb(text, low, high, limit, strict=strict) or (
        whatever_it_does(text, low, high, limit) if strict else []
    ):
        return found
    return trade_offices_acting(text, low, high)


def _may_act(text: str, low: int, stop: int, at: int, high: int, *, strict: bool) -> bool:
    """Whether a verb, 按职责 or 以…方式 stands at ``at``, behind a list that ends at ``stop``."""
    if cues().verb_start.match(text, at, high) or _WITHIN_DUTIES.fullmatch(text, at, high):
        return True
    by_which = strict and _BY_WHICH.match(text, at, high)
    return bool(by_which) and bool(_ROLE_NAME.search(text, low, stop) or level_of(text[low:stop]))


def _names_before(text: str, low: int, stop: int, *, strict: bool) -> list[BodyMention]:
    """The bodies of ``text[low:stop]``; [] where a part of it is none."""
    names = read_list(text, low, stop, "responsible")
    if not names or (names[-1].end < stop and _begins_with_a_body(text, names[-1].end + 1, stop)):
        return []  # 县妇联、团县委组织志愿者|开展…: what was left out is no person but a clause
    if (
        not are_names([text[m.start : m.end] for m in names])
        and not is_list_of_fields(text, [(m.start, m.end) for m in names])
        and not counted_together(text, low, stop)
    ):
        return []
    if strict and any(
        name_patterns().generic.match(name := text[m.start : m.end]) and (len(names) == 1 or name not in FIELDS)
        for m in names
    ):
        return []
    return names


def _is_counted(text: str, names: list[BodyMention], at: int) -> bool:
    """Whether the bodies are the base of a figure, or what is counted, told or set up."""
    if text.startswith("每", names[0].start) and _FIGURE_OF_EACH.match(text, at):
        return True  # 每个部门明确1名
    return any(
        pattern.match(text, at)
        for pattern in (
            A_COUNT_THERE,
            _TAKE_PART_IN,  # 社会力量等多元主体共同参与的联动机制
            REACHES,  # 省级中心达到100家
            RELATIVE,  # 各部门制定的规章必须…: what they made
            _TOLD_BY_TASK,
            SET_UP_THERE,
        )
    )


def _is_purse(text: str, names: list[BodyMention], low: int, stop: int, at: int) -> bool:
    """市、城区两级财政每年列支; 市级财政按每平方米60元给予奖补: the purse, not who works."""
    by_level = text.endswith("级财政", low, stop)
    if by_level and names[-1].end == stop:
        return True
    return all(text[m.start : m.end].endswith("财政") for m in names) and bool(
        by_level
        or _SHARE_OF_A_PURSE.match(text, at)
        or (text.startswith(_PURSES_ABOVE, low) and _GIVEN.match(text, at))
    )


def _is_built(text: str, names: list[BodyMention], at: int) -> bool:
    last = text[names[-1].start : names[-1].end]
    if BUILT_ONE.search(last) and OPENS_AT.match(text, at):
        return True  # 社会福利中心5月开工, 县医院新区二季度投入使用
    return (
        _BUILT_AND_BARE.fullmatch(last) is not None
        and not level_of(text[names[0].start : names[0].end])
        and _BUILDING.match(text, at) is not None
    )  # 兽医站建设改造12个


def _is_object(text: str, names: list[BodyMention], low: int, at: int, high: int, *, rule: bool) -> bool:
    """Whether the names are as often objects and places, without a modal word behind them."""
    inner = all(OFFICE_INSIDE.fullmatch(text, m.start, m.end) for m in names)  # 生产部、机动部、电仪车间分别建立台账
    named = inner or (
        all(
            level_of(name := text[m.start : m.end])
            or CARRIER.match(name)
            or OF_A_PLACE.search(name)
            or name_patterns().company.search(name)
            for m in names
        )
        and bool(
            _AGENT_VERB.match(text, at)
            or (all(is_one_of_its_kind(text[m.start : m.end]) for m in names) and not BECOMES.match(text, at))
        )
    )
    if (
        {body_type(text[m.start : m.end]) for m in names} <= {"other", "enterprise"}
        and not named
        and not rule
        and not _ANSWERS.match(text, at)
        and not _is_a_class_that_acts(text, names, at, high)
        and not name_patterns().actor.match(text, low, high)
    ):
        return True
    return (
        not inner
        and not level_of(text[names[0].start : names[0].end])
        and any(
            name_patterns().thing.search(name := text[m.start : m.end])
            and not name.startswith("各")
            and not level_of(name)
            and not is_neighbourhood(name)
            and not (name in FIELDS and len(names) > 1)
            for m in names
        )
    )


def _begins_with_a_body(text: str, low: int, high: int) -> bool:
    return any(cues().verb_start.match(text, at, high) and is_name(text[low:at]) for at in range(low + 2, high - 1))


def _goes_on(text: str, name: BodyMention, high: int) -> BodyMention | None:
    """乡镇退役军人服务站逐墓查看: a verb inside the name of an office (退役) has cut it."""
    more = OFFICE_OF_IT.match(text, name.end, high)
    if more is None or AND_OTHERS.match(text, name.end) or not acts_at(text, more.end(), high):
        return None
    whole = text[name.start : more.end()]
    return BodyMention(name.start, more.end(), name.role) if is_body(whole) and is_name(whole) else None
