"""Which stretch of a sentence is a name, or a list of names, of bodies.

A label or a cell holds names only; in a sentence a name runs into its verb, so a stretch counts when it ends
like a body and holds no verb. The patterns are in ``lexicon/names.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from policytext.extract.assignments import split_names, split_top
from policytext.extract.bodies import (
    COUNT_OF_BODIES,
    FIELDS,
    FIELDS_IN_LISTS,
    LEVEL_OF_A_FIELD,
    BodyMention,
    is_body,
    joins,
)
from policytext.extract.cues import cues
from policytext.extract.ellipsis import CARRIER, before_place_office, level_of, shares_class
from policytext.extract.joined_levels import merge_levels
from policytext.extract.places import KIND_OF_PLACES, is_place, is_short_place, reads_like_a_place
from policytext.lexicon import common_verbs, load_toml, regions_by_name
from policytext.normalize.words import alternation


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """``lexicon/names.toml`` compiled; what each list means is said there."""

    generic: re.Pattern[str]
    not_first: re.Pattern[str]
    thing: re.Pattern[str]
    verb_inside: re.Pattern[str]
    ending: re.Pattern[str]
    opening: re.Pattern[str]
    company: re.Pattern[str]
    actor: re.Pattern[str]
    odd_place: re.Pattern[str]  # 同江市, 从化区, 应城市: places whose names begin as a clause might, or hold a verb


# what someone does by the rules of a procedure, though no word of duty is there
_PROCEDURE = (
    r" ?(?:在?(?:接到|收到|受理)|(?:应|须|要)|对[^,。;]{2,40}?(?:进行|开展|实施|实行|负责|作出|予以)"
    r"|(?:自主|自行|及时|定期|逐[级项月]|统一|\d+ ?个?(?:工作日|日|天)内|于[^,。;]{2,12}[前内])?"
    r"(?:选定|选择|确定|按照?[^,。;]{2,30}|向[^,。;]{2,30}(?:提出|提交|报送|申请|反馈|备案|支付)"
    r"|凭[^,。;]{2,12}|到[^,。;]{2,20}(?:开具|办理|申领)|提交|提出|填写|填报|进行|开展"
    r"|根据[^,。;]{2,30}|出具|受理|核对|发放|签订|投标|组织"
    r"|通过[^,。;]{2,20}(?:提交|填写|申报|上传)))"
)


# lists of words, not of patterns
_WORDS = frozenset(["verbs_in_front", "trades", "trade_endings", "short_offices", "own_endings", "firm_endings"])


@cache
def name_patterns() -> NamePatterns:
    data = {key: "|".join(patterns) for key, patterns in load_toml("names.toml").items() if key not in _WORDS}
    company = f"(?:{data['companies']})(?:公司|集团)"
    not_first = re.compile(f"(?:{data['not_first']})")
    verb_inside = re.compile(data["verbs_inside"])
    places = alternation(
        [
            name
            for name in regions_by_name()
            if name[-1] in "市县区旗" and (not_first.match(name) or verb_inside.search(name))
        ]
    )
    return NamePatterns(
        generic=re.compile(f"^(?:{data['generic']})$"),
        not_first=re.compile(rf"(?!{places})(?:{data['not_first']})"),
        thing=re.compile(f"(?:{data['things']})$"),
        verb_inside=verb_inside,
        odd_place=re.compile(places),
        ending=re.compile(f"(?:{data['endings']})$"),
        opening=re.compile(rf"(?:{data['openings']}|[\u4e00-\u9fff]{{2,8}}{company})"),
        company=re.compile(f"{company}$"),
        actor=re.compile(
            rf"(?:各|有关|相关|该)?(?!转[送交]|报送"
            rf"|移[送交])(?:[\u4e00-\u9fff]{{0,4}}?(?:{data['actors']})){{1,2}}(?:公司|企业|机构|单位|主体"
            rf"|部门)(?={_PROCEDURE})"
        ),
    )


# 推动海尔、海信等龙头企业建设平台: firms by their short names
FIRMS_TOLD = re.compile(
    r"(?P<list>[\u4e00-\u9fffA-Za-z]{2,8}(?:、[\u4e00-\u9fffA-Za-z]{2,8})+?"
    r"(?:和[\u4e00-\u9fffA-Za-z]{2,8})?)等(?:一批|重点|骨干|龙头|链主|领军|优势|本地|连锁|大型|知名"
    r"|\d+家)*(?:企业|公司|商超|超市|药企|车企|平台企业|电商平台)"
)
MANY_NAMES = 3  # a list of so many signs (、) may be long
MAX_NAME_CHARS = 44
MAX_LIST_CHARS = 130  # a subject of ten departments; 90 lost 民政、政法、…、农业农村等部门
_OTHERS = re.compile(
    r"其[他它](?:有关|相关)(?:部门|单位|机构|乡镇|镇街|街镇|街道|县区|县市|市县|镇|乡|村|社区|学校|企业)"
)
_ROLES = "(?:总?牵头|(?:主要)?责任|主责|配合|参与|参加|协同|协办|会办|主办|承办|实施|支持)"
# 各牵头和责任单位, 各牵头(责任)单位: those of a role, whatever verb its name holds
_THOSE_OF_A_ROLE = re.compile(rf"各(?:有关|相关)?{_ROLES}(?:(?:[、和与及]|以及){_ROLES}|\({_ROLES}\))*(?:单位|部门)")


# 东泉、殪虎桥、大草滩三乡, 民政、房产、供热三家, 县医保局、财政局、总医院三方: as many as are told
# 双江、太安、崇龛等镇: places told by their names alone
PLACES_TOLD = re.compile(r"(?P<list>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})+)" + KIND_OF_PLACES)
_IS_A_BRAND = re.compile(r"[\u4e00-\u9fff]{2,6}(?<![的了等类])")
_COUNTED_TOGETHER = re.compile(rf"(?P<list>[\u4e00-\u9fff]{{2,12}}(?:、[\u4e00-\u9fff]{{2,12}})+?){COUNT_OF_BODIES}")
_NUMERALS = "一二三四五六七八九十"
MAX_STEM_CHARS = 5


def counted_together(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The names of a list that ends by saying how many of which kind they are, [] where they are another number."""
    counted = _COUNTED_TOGETHER.fullmatch(text, low, high) if "、" in text[low:high] else None
    if counted is None:
        return []
    spans = list(split_top(text, *counted.span("list"), "、"))
    told = counted["count"].replace("两", "二")
    if len(spans) != (int(told) if told.isdigit() else _NUMERALS.index(told) + 1):
        return []
    names = [LEVEL_OF_A_FIELD.sub("", text[a:b]) for a, b in spans]
    if counted["kind"].startswith("家"):
        fits = all(
            is_name(name)
            if is_body(name)
            else _IS_A_BRAND.fullmatch(name) is not None
            and not any(name[i : i + 2] in common_verbs() for i in range(len(name) - 1))
            for name in names
        )  # 佛慈红日、陇脉两家
    elif counted["kind"] in ("部门", "单位", "方"):
        fits = all(name in FIELDS or name in FIELDS_IN_LISTS or (is_body(name) and is_name(name)) for name in names)
    else:
        fits = all(
            len(name) <= MAX_STEM_CHARS and (is_place(name) or not is_body(name)) and name not in FIELDS
            for name in names
        )
    return (
        spans
        if fits
        and not cues().cause.match(names[0])
        and not any(starts_with_verb(name) or name_patterns().not_first.match(name) for name in names)
        else []
    )


def read_list(text: str, low: int, high: int, role: str) -> list[BodyMention]:
    """``text[low:high]`` as a list of bodies, [] when any part is none."""
    if persons := _PERSONS_TOO.search(text, low, high):
        high = persons.start()
    if "、" in text[low:high] and (count := _HOW_MANY.search(text, low, high)) and count.start() > low + 2:
        high = count.start()
    if "、" in text[low:high] and (joined := _DEPARTMENTS_AND.search(text, low + 4, high)):
        left, right = read_list(text, low, joined.start(), role), read_list(text, joined.end(), high, role)
        return [*left, *right] if left and right else []
    if together := counted_together(text, low, high):
        return [BodyMention(a, b, role) for a, b in together]
    if (places := PLACES_TOLD.fullmatch(text, low, high)) and all(
        is_short_place(text[a:b]) for a, b in split_top(text, *places.span("list"), "、")
    ):
        return [BodyMention(a, b, role) for a, b in split_top(text, *places.span("list"), "、")]  # 会同九江、宜春等市
    if _THOSE_OF_A_ROLE.fullmatch(text, low, high):
        return [BodyMention(low, high, role)]
    if high - low > MAX_LIST_CHARS:
        return []
    names: list[tuple[int, int]] = []
    for a, b in merge_levels(text, list(split_top(text, low, high, "、"))):
        names.extend([(a, b)] if "、" in text[a:b].split("(")[0] else split_names(text, a, b))
    if len(names) > 1 and text.startswith(("其他", "其它"), names[-1][0]) and not _OTHERS.fullmatch(text, *names[-1]):
        names.pop()  # 高校、科研院所以及其他承担任务的单位: the rest has no name
    if len(names) > 1:
        names = [(a, b) for a, b in names if b - a > 8 or not _PERSON.search(text, a, b)] or names
    if len(names) > 1:
        names = [
            (a, count.start()) if (count := _HOW_MANY.search(text, a, b)) and count.start() > a + 1 else (a, b)
            for a, b in names
        ]
    if not names or any(_GOES_TO.search(text, a, b) for a, b in names):
        return []
    if shares_class([text[a:b] for a, b in names]) and not name_patterns().not_first.match(text, *names[0]):
        return [BodyMention(a, b, role) for a, b in names]
    if is_list_of_fields(text, names):
        return [BodyMention(a, b, role) for a, b in names]
    departments = len(names) > 1 and text.startswith(_DEPARTMENTS, names[-1][1])
    alone = before_place_office([text[a:b] for a, b in names])  # 工农、南山、向阳区政府
    for a, b in names[alone:]:
        name = text[a:b]
        if _TOWN_BY_FORM.fullmatch(name) and sum(reads_like_a_place(text[slice(*other)]) for other in names) >= 2:
            continue
        if (
            not (is_body(name) and is_name(name))
            and not _is_department_word(name, len(names), text[b : b + 1])
            and not _is_field_of(name, text[slice(*names[-1])])
            and not ((departments and name in FIELDS_IN_LISTS) or (len(names) > 1 and CARRIER.fullmatch(name)))
        ):
            return []
        if (
            len(names) == 1
            and (name_patterns().generic.match(name) or (name in FIELDS and text[b : b + 1] != "等"))
            and not (name == "党组织" and text[low - 1 : low] == "由")
        ):
            return []
        if starts_with_verb(name):
            return []
        if name in FIELDS and text[a : b + 2] in FIELDS:
            return []  # 应急 of 应急管理部
        if "该" in name[2:]:
            return []  # 市环保局暂停审批该县区: a clause
        if name.count("“") != name.count("”") or (name.find("(") > 0 and name.count("(") != name.count(")")):
            return []  # “防城港市创新农业保险机制”: half a quotation
        if _ANYBODY.match(name) or _AND_SO_ON.search(name):
            return []
        if name.endswith(("资金", "经费", "医保基金", "保险基金", "统筹基金")):
            return []  # 由医保基金支付: money, nobody
        if name.endswith("所") and text[b : b + 1] in AFTER_SUO and not AN_OFFICE_OF_ITS_OWN.search(name):
            return []  # 工作所需经费
        if (level_of(name) or name.startswith("各")) and len(name) > 8 and _SENDS_OTHERS.search(name, 2):
            return []  # 区金融事务中心协调银行机构
        if (
            "会同" in name
            or _JOINED.search(name)
            or ("与" in name and not joins(name) and not level_of(name))
            or ("可" in name and _MAY.search(name))
        ):
            return []
        if (
            len(name) > 26
            or (cues().cause.match(name) and not (name in FIELDS and len(names) > 1))
            or name_patterns().not_first.match(name)
        ):
            return []
    return [BodyMention(a, b, role) for a, b in names]


# 代理机构和代理师不得…, 测试主体、测试驾驶人均应…: persons beside the body are no units
_PERSONS_TOO = re.compile(
    r"(?:和|与|及|以及|或者?|、)(?:其)?(?![\u4e00-\u9fff]{0,6}(?:部门|单位|政府|党委|街道"
    r"|乡镇)的?(?:主要|分管|党政|负责))(?:[\u4e00-\u9fff](?<![和与及、])){0,8}?(?:个人|人员"
    r"|(?<!法)(?<!法定代表)人|师|员工|会员|干部|职工|负责同志|志愿者|人士|专家|学者|(?<!人大)代表"
    r"|群众|居民|村民|家长|业主)$"
)
# 移动、联通、广电四家运营商: how many they are
_HOW_MANY = re.compile(
    r"(?:[两三四五六七八九十]|\d{1,2})[家个所户](?:[\u4e00-\u9fff]{0,6}(?:运营商|企业|公司|单位|部门"
    r"|医院|学校|银行|乡镇|街道|镇|乡|村|社区))$"
    r"|(?<=[县区市镇乡村道])[两三四五六](?:地|县|区|市|镇|乡|村)$"
)
_GOES_TO = re.compile(r"等[\u4e00-\u9fff]{0,6}(?:到|至|由|给|移交|划转)")  # 人员、业务、经费等上划到…

# 家庭签约医生、家人和有关市场主体: persons within a list
_PERSON = re.compile(
    r"(?:医生|家人|专家|人员|干部|志愿者|群众|居民|党员|代表|学者|教师|学生|家长|医师|工程师|网格员"
    r"|民警|辅警|护林员|协管员|宣传员|信息员|负责人|(?<!法)个人)$"
)

# 境外单位和个人不得…: a ban for the whole world is nobody's task
_ANYBODY = re.compile(r"(?:境内|境外)(?:单位|主体|组织)$|同一(?:部门|单位|机关|企业)")

# 受委托生产等相关经营者: the end of a longer list
_AND_SO_ON = re.compile(
    r"[\u4e00-\u9fff](?<![高中初平同优])等(?:相关|有关|各类|部门|企业|机构|单位|组织|共建|联建|包联"
    r"|帮扶|结对|协作|成员)[\u4e00-\u9fff]"
)

AN_OFFICE_OF_ITS_OWN = re.compile(
    "(?:事务|派出|研究|管理|卫生|监管|供电|司法|财政|检测|检验|资源|畜牧|国土|税务|林业|水利)所$"
)
AFTER_SUO = frozenset("需有属在谓以提辖处用")
_COUNTED = re.compile(r"(?<=[\u4e00-\u9fff])\d[\d.~-]*[万千百余多]*[名个家人项场次件所]")
_DEPARTMENTS = (
    "等部门",
    "等有关部门",
    "等相关部门",
    "等各部门",
    "等单位",
    "等有关职能部门",
    "等相关职能部门",
    "等职能部门",
    "等涉农部门",
    "等主管部门",
    "等监管部门",
)
_DEPARTMENTS_AND = re.compile(
    r"等(?:有关|相关|职能|主管|监管)*(?:部门|单位)(?:和|以?及|、|与)(?!单位)"
)  # 宣传、文化、广电等部门和新闻单位
_TOWN_BY_FORM = re.compile(r"[\u4e00-\u9fff]{4,7}(?:[镇乡]|苏木)")  # 加哈乌拉斯台乡


def are_names(names: list[str]) -> bool:
    """Whether each of a list is a name, or the list shares the last one's class: 网信、电信主管和公安部门."""
    if any(_COUNTED.search(name) for name in names):
        return False  # 医院选派超500名专家到县级医院: a clause
    names = names[before_place_office(names) :]
    if all(
        is_name(name)
        or name in FIELDS_IN_LISTS
        or _is_field_of(name, names[-1])
        or (CARRIER.fullmatch(name) and len(names) > 1)
        for name in names
    ):
        return True
    looked_after = [name for name in names[:-1] if not is_name(name)]
    return (
        shares_class(names)
        and is_name(names[-1])
        and not names[-1].endswith("企业")
        and not any(name_patterns().verb_inside.search(name) or starts_with_verb(name) for name in looked_after)
    )


def is_list_of_fields(text: str, names: list[tuple[int, int]]) -> bool:
    """民政、政法、网络安全和信息化、农业农村等部门: departments named by what they look after."""
    if len(names) < 2 or not text.startswith(_DEPARTMENTS, names[-1][1]):
        return False
    bare = [LEVEL_OF_A_FIELD.sub("", re.sub(r"\([^()]*\)$", "", text[a:b])) for a, b in names]
    if any(
        name not in FIELDS
        and name not in FIELDS_IN_LISTS
        and (name_patterns().verb_inside.search(name) or _TELLS_WHEN.search(name))
        for name in bare
    ):
        return False  # 县政府建立发展改革、财政等部门…
    if len(names) == 2:
        return all(name in FIELDS or name in FIELDS_IN_LISTS for name in bare)  # 县公安、商务等部门
    return sum(name in FIELDS or name in FIELDS_IN_LISTS for name in bare) * 2 >= len(bare) and all(
        2 <= len(name) <= 12 for name in bare
    )


_SENDS_OTHERS = re.compile(
    r"(?:(?<=[局部委厅署办处队院社司心所站地县市区份门位乡镇道])|(?<=小组)|(?<=专班)"
    r"|(?<=挥部))(?:协调|督促|指导|组织|推动|引导"
    r"|动员)(?=[\u4e00-\u9fff]{2,8}(?:机构|企业|单位|学校|医院|公司|银行|部门|合作社|媒体|团队|商户"
    r"|协会)$|(?:各)?(?:社区|村居?|村组|网格)$)"
)
_JOINED = re.compile(
    r"(?<=[局部委厅署办队院社司心所站])联合"
    r"(?![会体国])[\u4e00-\u9fff]{2,}[局部委厅署办队院社司心所站]$"
)  # 执法队联合市场监管所
_MAY = re.compile(
    r"[单部位门关心会社局委地省市县区州镇乡道](?:也|还)?可(?!再生|持续|口|视化|燃|信"
    r"|移动)(?:以)?[\u4e00-\u9fff]{2}"
)  # 主管部门可委托专业力量, 各地可选择部分社区


def _is_field_of(name: str, last: str) -> bool:
    """县级人社 of 县级人社、财政、乡村振兴部门."""
    return (
        last != name and last.endswith(("部门", "机关")) and LEVEL_OF_A_FIELD.sub("", name) in FIELDS | FIELDS_IN_LISTS
    )


def _is_department_word(name: str, count: int, after: str) -> bool:
    return (name in FIELDS and (count > 1 or after == "等")) or (count > 1 and name in ("市", "县", "区", "省", "州"))


@cache
def _verb_heads() -> re.Pattern[str]:
    actions = set(load_toml("verbs.toml")["actions"]) | {
        "领办",
        "引领",
        "获批",
        "全面",
        "要求",
        "带动",
        "协助",
        "满足",
        "两次",
        "严肃",
        "严明",
        "禁止",
        "获",
        "跻身",
        "入选",
    }
    names = set(load_toml("names.toml")["verbs_in_front"])
    return re.compile(
        rf"(?:派出(?!所|机构)|联通(?!$|[\u4e00-\u9fff]{{0,4}}公司)"
        rf"|(?:{alternation(actions - names - {'派出', '联通'})})"
        rf"(?!(?<!推动)(?<!推进)(?<!支持)(?<!鼓励)(?<!引导)(?<!督促)(?<!指导)(?<!要求)(?<!培育)(?<!打造)"
        rf"(?<!加强)(?<!建设)(?:机构|部门|主体|机关|单位))|组织(?=各|全|有)"
        rf"|协调(?!机制|小组|办|联动|议事)|配合(?!单位|部门)|推进(?!组)|落实(?!单位)|实施(?!单位|主体)"
        rf"|重点(?=企业)|招商(?!局|办|中心|服务|促进|[一二三]?组|公司|集团|部|处|银行|专班|小组|发展"
        rf"|引资)|改革(?=街)|创新(?!型|中心|园|创业|平台|示范)|解决|取消|落实)"
    )


_SENDS_EACH = re.compile("[^,、]{2}(?:组织|到)各")
_COUNT_AT_END = re.compile(r"\d[部所处站]$")  # 创作艺术作品150部
_OFFICE_OF_A_FIELD = re.compile(
    r"(?P<field>[\u4e00-\u9fff]{2,12})[局委办厅]|人武部|总工会|团委|妇联|残联|科协|供销社"
    r"|(?:组织|宣传|统战)部|纪委监委|纪委|政法委|编办|检察院|法院"
)


def is_office_of_a_field(name: str) -> bool:
    """财政局, 人武部: an office of the place that the document speaks of, whose level is left out."""
    office = _OFFICE_OF_A_FIELD.fullmatch(name)
    return office is not None and (
        office["field"] is None or office["field"] in FIELDS or office["field"] in FIELDS_IN_LISTS
    )


@lru_cache(maxsize=100_000)
def starts_with_verb(name: str) -> bool:
    return bool(_verb_heads().match(name))


@lru_cache(maxsize=100_000)
def is_name(name: str) -> bool:
    """Whether ``name`` ends like a body and holds no verb; the name of a task force may hold what it is for."""
    if _SENDS_EACH.search(name):
        return False  # 县委|组织各党支部, 轮流|到各卫生院
    if name in FIELDS or is_place(name) or _INNER_OFFICE.fullmatch(name) or NATIONAL_ZONE.fullmatch(name):
        return True
    if OFFICE_INSIDE.fullmatch(name) and name.endswith(("处", "部", "室", "车间")):
        return True  # 学生工作处
    if (
        _RANK_OF.search(name)
        or name.endswith(
            ("小区", "片区", "街区", "灌区", "库区", "市城区", "县城区", "主城区", "中心城区", "老城区", "建成区")
        )
        or name == "第三方"
    ):
        return False
    if _TELLS_WHEN.search(name) or _COUNT_AT_END.search(name) or _DONE_ANYWHERE.search(name):
        return False
    inside = _NAMED_ORGAN.sub(
        "机构", _BY_TASK.sub("部门", _CHOSEN.sub("", _QUOTED.sub("", _AT_PLACE.sub("", name))))
    ).removesuffix("所")
    if place := name_patterns().odd_place.match(inside):
        inside = inside[place.end() - 1 :]
    inside = _PASSIVE.sub(r"\1\2", inside.removeprefix("设区的"))
    return bool(name_patterns().ending.search(name)) and (
        not name_patterns().verb_inside.search(inside) or bool(_TASK_FORCE.search(name))
    )


# 各被考核单位
_PASSIVE = re.compile(
    "^(各?)被((?:通报|督办|约谈|检查|监督|抽查|考核|评估|审计|巡察|巡视|督查|督导|监管|执行|投诉|处罚|征收"
    "|服务|评价|帮扶|审查)(?:单位|机构|企业|部门|对象|方))$"
)
NATIONAL_ZONE = re.compile("国家[\\u4e00-\\u9fff]{2,20}(?:试验区|示范区|先导区|开发区|合作区)")
# 厅养护处, 局财务科: an office of the department that speaks
_INNER_OFFICE = re.compile(r"我司|[厅局院][\u4e00-\u9fff]{2,5}(?:处|科|室|股)")

# 市政府督查室已下发督|办, 财政部门每半年按等级, 仲裁院到工地: a clause
_TELLS_WHEN = re.compile(
    "..(?:(?<=[院局所站队厅])到(?!会|任)[\u4e00-\u9fff]{2}|已(?!故)"
    "|自(?:有关|相关|收到|接到|受理|发现)|每(?:半年|年|季|月|周|[日天]))"
)
# 县级行政许可事项全程网办: how a thing is handled, no office
_DONE_ANYWHERE = re.compile(
    r"(?:事项|许可|业务|全程|跨[省市域]|异地|一网|掌上|就近|线上)[\u4e00-\u9fff]{0,4}[网通联帮代可]办$"
)
_RANK_OF = re.compile(r"[\u4e00-\u9fff]{3}(?:[省市县]|国家)级$")  # 基本医疗保险省级(统筹)

# 人民政府管理专利工作的部门: a body told by its task
_BY_TASK = re.compile(r"(?:管理|主管|负责)[\u4e00-\u9fff]{2,12}(?:工作|事务)的(?:部门|机构)$")

# 县政府确定的审核机构 is one body, whatever verbs its name holds
_CHOSEN = re.compile(r"(?:确定|指定|委托|授权|明确)的")

# 违法行为发生地人民政府, 所在地公安机关
_AT_PLACE = re.compile(
    r"[\u4e00-\u9fff]{0,6}所在(?=城市|乡镇|镇街|街镇|街道|社区|学校|单位|企业|医院|[省市区县村])"
    r"|(?:违法行为|行为)?(?:所在|住所|居住|注册|登记|发生|户籍|经营|使用)地"
)

_QUOTED = re.compile("“[^”]*”(?:组织(?=党))?")

_NAMED_ORGAN = re.compile(
    r"派驻[\u4e00-\u9fff]{0,6}(?:组|室|机构)$|(?:审核|审批|监督|评估|检测|执法|管理|服务|督查|承办"
    r"|制定|编制|发布|批准|登记|受理|实施|使用|创建|救援|开发利用|利用|预防控制)(?:机构|机关|单位"
    r"|部门|主体)$|(?:督查落实|督促检查|督查督办|抓落实|审计整改|督促落实)(?:工作)?(?:办公室"
    r"|[办室处科组局])$"
)

_TASK_FORCE = re.compile(
    r"^[省市区县州国全](?!.*(?:提请|会同|指挥部.+指挥部))[^对将把向要,。;:]{2,20}(?:领导小组|协调小组|专班"
    r"|指挥部|联席会议|(?:深化改革|依法治[省市县区州国])委员会)(?:办公室)?$"
)

# 局党组, 执法大队, 党政办, 水利站: offices of a body that the text does not name again
OFFICE_INSIDE = re.compile(
    r"(?!每|该|此|两|多|[\u4e00-\u9fff]{1,6}(?:要求|督促)|第[一二三四](?!党)|成立|组建|建立|建设|设立"
    r"|新建|配备|打造|组织(?!办)"
    r"|各级)(?:(?![报送交](?!社|业|通|警|管|易|投))[\u4e00-\u9fff]"
    r"(?<![的了把将对向为由在和与及等])){0,8}?"
    r"(?:党[组委](?!书记|成员|会)|党总支|党支部|纪工?委(?!书记)|纪检(?:监察)?组|执法[大中支]?队"
    r"|[大中支]队|(?:服务|工作|突击|抢险|巡逻|巡查|应急|救援|技术|志愿服务|帮扶|督查|督导"
    r"|工作专)(?:队|班)"
    r"|(?:党政|党建|组织|宣传|统战|应急|经发|经济(?:发展|管理)|社会(?:事务|治理|事业)|平安(?:建设)?"
    r"|综治|信访|民政|扶贫|乡村振兴|招商|项目|城建|城管|规建|村镇(?:建设)?|环保|生态环保|安监|安全"
    r"|农业(?:农村|综合)?|财政|武装|政法|公共(?:服务|管理)|综合(?:管理|行政)?)(?:综合)?(?:办公室|办"
    r"|科|股)"
    r"|(?:门诊|住院|护理|急诊|药学|医技|医务|院感|质控|医保)(?:部|科|办)"
    r"|(?:纪检监察|法律顾问|监察|审计|督查|信访|机要)室|各(?:党?支部|科室|股室|处室|党小组)"
    r"|(?:学生(?:工作)?|教务|人事|科研|科技|研究生|后勤|保卫|国有?资产?|资产|基建|招生(?:就业)?|就业"
    r"|国际(?:合作)?|发展规划|实验室(?:与设备)?|质量(?:监测)?|学科建设)(?:工作|管理|保障|处置"
    r"|服务)?(?:处|部|科|院|中心)"
    r"|(?:生产|安环|安全(?:环保|监督|生产)?|机动|设备|工程|财务|供应|采购|销售|营销|质量|技术"
    r"|人力资源|综合|党群|企管|后勤|物资|调度|运营|项目(?:推进)?|经营|投资|产业发展|规划建设"
    r"|招商)(?:管理|保障|合作)?[部局](?![门队署位分]|长)"
    r"|[\u4e00-\u9fff]{2}(?<!智能)(?<!数字)(?<!示范)车间|(?<=.)机关工会|政治部"
    r"|(?:河长|林长|路长|田长|创[卫建文城]|文明|禁毒|禁烧|维稳|安委|整治|森防|防汛|防火|扫黑|人居"
    r"|爱卫|食安|双拥|双控|双减|治超|治水|控违|拆违|征迁)办(?!理|公|法|事|学|结)"
    r"|(?:[局委厅院校](?:机关)?|机关)各[科处股]室|村(?:支)?两委"
    r"|综合(?:行政)?执法(?:中心|局|办)|(?:便民|退役军人|社会治理|农业)服务(?:中心|站)"
    r"|(?:水利|水务|水管|农技|农经|经管|林业|林管|文化|广播|畜牧|兽医|畜牧兽医"
    r"|(?:木材|检疫|公路|超限)?检查|养护|监测|环卫|种子|动物检疫|国土|财政|司法|自然资源|市场监管"
    r"|市监|交管|土管|土地)[站所])"
    r"(?![\u4e00-\u9fff]{0,3}(?:书记|成员|队长|站长|所长|主任|负责人|工作人员|干部|人员))"
)
