"""Lists of bodies in full: what the names of a list share (济南、青岛市政府; 市委组织部、宣传部) is given to each."""

from __future__ import annotations

import re
from functools import cache

from policytext.extract.bodies import FIELDS, FIELDS_IN_LISTS, is_body
from policytext.extract.places import is_short_place
from policytext.lexicon import load_toml, regions, regions_by_name


@cache
def region_names() -> frozenset[str]:
    """Full and short names of provinces and cities, for names that bear their own region."""
    return frozenset(name for row in regions() if row.level in ("province", "city") for name in (row.name, row.short))


@cache
def _level_prefix() -> re.Pattern[str]:
    return re.compile("|".join(load_toml("bodies.toml")["level"]["prefixes"]))


_OF_A_MINISTRY = re.compile(
    r"(?P<ministry>[\u4e00-\u9fff]{2,12}?(?:部|总局|委员会|人民银行|发展改革委))[\u4e00-\u9fff]{2,8}"
    r"(?<!公)司"
)
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,8}(?<!公)司")
_OFFICES = ("局", "委", "办", "厅", "供销社", "信用联社")
_OF_A_TOWN = ("站", "所", "队")
_PARTY = ("纪委", "监委", "党", "组织", "宣传", "政法")


def level_of(name: str) -> str | None:
    """The words of level at the start: 市委 of 市委组织部, 市 of 市民政局; None for a bare name."""
    if name.startswith(("市场", "区域", "县域", "省际", "市政工程", "市容", "州际", "乡村")):
        return None
    match = _level_prefix().match(name)
    return match[0] if match else None


# 赣江新区管委会 has a name of its own, 高新区管委会 has none
_OWN_ZONE = re.compile(
    r"(?!经济|高新|国家|省级|现代)[\u4e00-\u9fff“”·]{2,}(?:新区|[经高][开新]区|开发区|园区?|示范区"
    r"|试验区|保税区|度假区|风景区|片区|新城|小镇|合作区|聚集区|集聚区)管(?:委会|理委员会)$"
    r"|(?!园区|景区|[高经][新开]|开发|风景|[\u4e00-\u9fff]{0,4}区|保税|旅游|自贸|综保|工业|产业"
    r"|[\u4e00-\u9fff]{0,4}园|[省市县])[\u4e00-\u9fff]{2,3}(?<![园区城港岛湖山库])管委会$"
)
_YOUTH_LEAGUE = re.compile(r"团(?:中央|[省市县区州旗盟][委工])")
_EACH_TOWN = re.compile(r"各(?:乡|镇|乡镇)(?:(?:人民)?政府)?")
_PARTY_OF_ALL = re.compile(
    r"(各级|各(?:县区|区县|市县|县市|县市区|市县区|县\(市、?区\))|各?[省市县区州旗镇乡]"
    r"|各[省市州盟县]、[市县区旗](?:\([市县区旗、]+\))?|各?乡镇|各?街道"
    r"|[\u4e00-\u9fff]{2,4}[镇乡])党委"
)


def expand_ellipsis(names: list[str], level: str | None = None) -> list[str]:
    """Full names of a list as written: 市委组织部, 社会工作部 → 市委组织部, 市委社会工作部.

    Args:
        level: of the body before the list in the same sentence (由县水利局牵头,公安局配合), for an office without its own.
    """
    names = share_owner(share_endings(names))
    data = load_toml("bodies.toml")["ellipsis"]
    complete, endings, party = tuple(data["complete"]), tuple(data["endings"]), tuple(data["party"])
    out: list[str] = []
    carried = level is not None
    ministry = ""
    for name in share_ranks(names):
        if own_ministry := _OF_A_MINISTRY.fullmatch(name):
            ministry = own_ministry["ministry"]
        elif ministry and _DEPARTMENT.fullmatch(name):
            out.append(ministry + name)  # 交通运输部运输服务司、科技司
            continue
        if (
            out
            and (inner := _INNER_OFFICE.fullmatch(out[-1]))
            and _SUCH_OFFICE.fullmatch(name)
            and level_of(name) is None
        ):
            out.append(inner["owner"] + name)  # 厅建管处、财务处
            continue
        if out and (owner := _owner_of_part(out[-1], name)):
            out.append(owner + name)  # 县公安局治安大队、交警大队; 云溪县委、县政府
            continue
        if out and name in ("政府", "人大", "政协") and (whose := _PARTY_OF_ALL.fullmatch(out[-1])):
            out.append(whose[1] + name)  # 各级党委、政府; 镇党委、政府
            continue
        if out and name in ("街道", "街道办事处") and _EACH_TOWN.fullmatch(out[-1]):
            out.append("各" + name)  # 各乡镇、街道
            continue
        if (
            out
            and name in ("居委会", "村委会")
            and (each := re.fullmatch(r"(各[社村镇街][区道]?)党(?:委|组织|支部)", out[-1]))
        ):
            out.append(each[1] + name)
            continue
        own = level_of(name)
        if own is not None and name.startswith(_SEVERAL_LEVELS):
            level = None  # 乡镇卫生院、敬老院: of many towns, none of them is left out
            out.append(name)
            continue
        if own is not None:
            level, carried = (own + "级" if name.startswith("级", len(own)) else own), False
            out.append(name)
            continue
        if name.startswith("各直属") and out and (head := re.match(r"([省市县区州](?:委|政府))各", out[-1])):
            out.append(head[1] + name)  # 省政府各部门、各直属机构
            continue
        if (
            name.startswith(("各", "有关", "相关", "其他"))
            or _YOUTH_LEAGUE.match(name)
            or (name == "管委会" and out and out[-1].startswith("各"))
        ):
            out.append(name)  # 各县(市、区)政府、管委会 are those of the zones
            continue
        bare = name
        if (
            level is None
            or (bare.startswith(complete) and not bare.startswith("乡村振兴"))
            or not (
                bare.endswith(
                    ((*_OFFICES, *_OF_A_TOWN) if level in ("镇", "乡") else _OFFICES)
                    if carried
                    else (*endings, *_OF_A_TOWN)
                    if level in ("镇", "乡")
                    else endings
                )
                or _is_next_firm(bare, out)
            )
            or (carried and bare.startswith(_PARTY))
            or (bare.endswith("管委会") and len(bare) > 7)
            or _OWN_ZONE.match(bare)
            or _has_region(bare)
        ):
            out.append(name)
            continue
        if level.endswith("委"):
            prefix = level if bare in party else level.removesuffix("委").removesuffix("党")
        else:
            prefix = level.removesuffix("政府") or level
            if bare in party and bare not in ("办公室", "办公厅", "信访局", "外办", "金融办", "督查室"):
                prefix = prefix.removesuffix("党") + "委"
        out.append(prefix + name)
    return out


_SEVERAL_LEVELS = ("乡镇", "镇街", "街镇")

# the bodies that several places share: 济南、青岛市政府, 街道、社区党组织
_SHARED_ENDING = re.compile(r"(?<=[\u4e00-\u9fff])(?:[省市县区](?:人民)?政府|[省市县区]委|党组织|党委|管委会)$")
_TOWN_ALONE = re.compile(r"[\u4e00-\u9fff]{1,2}[^镇乡村区县市道社]")
_TOWN_ENDING = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?P<ending>街道办事处|街道|[镇乡](?:人民)?政府|镇|乡"
    r"|社区(?:居委会|党委|党组织)?|村委会|农场|林场|牧场|渔场|(?:交警|渔政|执法|消防)(?:中队|大队)"
    r"|(?:派出|供电|司法|税务|财政|国土)所|卫生院|公司|集团|(?:风)?电[站场]|支行|管护站)"
)
_SAME_KIND = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?P<kind>镇|乡|街道|社区)(?P<ending>(?:人民)?政府|办事处|党委|党工委"
    r"|居委会)"
)
# 工农、南山、向阳区政府: none of them need be known
_PLACE_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?<![两三四五各])(?P<ending>(?:[区县市旗镇乡]|街道)(?:(?:人民)?政府|党委"
    r"|党工委|办事处|管委会))"
)
_OWN_NAME_ALONE = re.compile(r"[\u4e00-\u9fff]{2,3}(?<![级区县市镇乡村街道旗门位部局委办厅]) ?")
_PLACE_ALONE = frozenset({"街道", "社区", "村", "乡镇", "镇街", "街镇", "县区", "区县"})


# one word for all of a list: 道路测试、示范应用主体, 医保、医疗、医药主管部门
_CLASS_ENDING = re.compile(
    r"(?:主管部门|(?<=村)集体经济组织|(?<!有关)(?<!相关)(?<!各)部门|机构|主体|企业"
    r"|(?<=供水|供电|供气|供热|燃气|通信|施工|监理|设计|养护)单位)$"
)
_NO_FIELD = re.compile(
    r"^(?:监督|检查|指导|组织|协调|规范|引导|督促|审核|审批|研究|建立|制定|开展|打击|查处)$|资金|人才"
    r"|项目|政策|技术|资源|要素|土地|数据|方案|制度|工作|[省市县区州]$"
    r"|^(?:各(?!级|地)|对|将|把|在|从|以|为|向|与|加强|推进|推动|支持|鼓励|引导|完善)|[,。;:\d]|员$"
    r"|人$"
)
_EACH_END = re.compile(r"[级地区县市镇乡村街道旗门位构委局办厅织业校院府方组关队)]$")
_UTILITIES = frozenset({"供电", "供水", "供气", "供热", "燃气", "热力", "通信", "电力", "公交", "环卫", "物业", "水务"})


def _lacks_class(name: str) -> bool:
    return not is_body(name) or name in _UTILITIES or (name.startswith("各") and not _EACH_END.search(name))


def shares_class(names: list[str]) -> bool:
    """Whether the names before the last are only what it looks after: 道路测试、示范应用主体."""
    if len(names) < 2 or not _CLASS_ENDING.search(names[-1]) or not is_body(names[-1]):
        return False
    parts = [name for name in names[:-1] if _lacks_class(name)]
    return bool(parts) and all(2 <= len(part) <= 10 and not _NO_FIELD.search(part) for part in parts)


_RANK_ALONE = re.compile(r"(?:国家|省|地市|市|县|区|乡镇|街道|村)级")


#: A carrier by its brand, which a list completes: 移动、联通、电信公司.
CARRIER = re.compile("(?:中国|[省市县区])?(?:移动|联通|电信|铁塔|广电)")
_CARRIER_END = re.compile(r"(?:中国)?(?:移动|联通|电信|铁塔|广电)(?P<ending>[\u4e00-\u9fff]{0,4}(?:分公司|公司))")
_ZONE = re.compile(r"(?:高新|经开|开发|新|示范|保税|园|景|风景名胜|度假)区$")
_ZONE_OFFICE = re.compile(r"(?:高新|经开|开发|新|示范|保税|园|景|风景名胜|度假)区管委会$")
MIN_ZONE_CHARS = 3


def is_own_name_alone(name: str) -> bool:
    """南山 before 向阳区政府: two or three characters that are no body, no field of work and no class of places."""
    return (
        bool(_OWN_NAME_ALONE.fullmatch(name))
        and name not in FIELDS
        and name not in FIELDS_IN_LISTS
        and name not in _PLACE_ALONE
        and not is_body(name)
    )


def before_place_office(names: list[str]) -> int:
    """How many names at the head of a list share the kind of the place whose office follows them."""
    at = next((index for index, name in enumerate(names) if _PLACE_OFFICE.fullmatch(name)), 0)
    return at if all(is_own_name_alone(name) for name in names[:at]) else 0


def share_endings(names: list[str]) -> list[str]:
    """``济南、青岛市政府`` → 济南市政府, 青岛市政府; a place alone takes the ending of the next body in the list."""
    out = list(names)
    if len(out) > 1 and (shared := _TWO_PLACES.fullmatch(out[-1])) and all(is_short_place(name) for name in out[:-1]):
        return [name + shared["kind"] + shared["office"] for name in (*out[:-1], shared["place"])]
    if len(out) > 1 and (carrier := _CARRIER_END.fullmatch(out[-1])) and CARRIER.fullmatch(out[-2]):
        first = next((index + 1 for index in range(len(out) - 2, -1, -1) if not CARRIER.fullmatch(out[index])), 0)
        brand = "中国" if out[first].startswith("中国") else ""  # 中国电信、移动、联通泰顺分公司
        run = [
            (name if name.startswith(brand) else brand + name) + ("" if name is names[-1] else carrier["ending"])
            for name in out[first:]
        ]
        return [*(share_endings(out[:first]) if first else []), *run]
    for index in range(len(out) - 2, -1, -1):
        if _RANK_ALONE.fullmatch(out[index]) and (ranked := _RANK_ALONE.match(out[index + 1])):
            out[index] += out[index + 1][ranked.end() :]  # 省级、地市级医保部门
    if out != names:
        return out
    if shares_class(names):
        ending = _CLASS_ENDING.search(names[-1])
        return [name + ending[0] if _lacks_class(name) else name for name in names] if ending else out
    for index in range(len(out) - 2, -1, -1):
        if (
            (town := _TOWN_ENDING.fullmatch(out[index + 1]))
            and _TOWN_ALONE.fullmatch(out[index])
            and not is_body(out[index])
        ):
            out[index] += town["ending"]  # 鲁阳、露峰街道办事处
            continue
        if (same := _SAME_KIND.fullmatch(out[index + 1])) and out[index].endswith(same["kind"]):
            out[index] += same["ending"]  # 根子镇、分界镇人民政府
            continue
        if _ZONE.search(out[index]) and _ZONE_OFFICE.search(out[index + 1]) and len(out[index]) > MIN_ZONE_CHARS:
            out[index] += "管委会"  # 绵阳高新区、科技城新区管委会
            continue
        if (office := _PLACE_OFFICE.fullmatch(out[index + 1])) and is_own_name_alone(out[index]):
            out[index] += office["ending"]
            continue
        ending = _SHARED_ENDING.search(out[index + 1])
        if ending and is_short_place(out[index]) and ending[0][0] in "县区市" and out[index] not in regions_by_name():
            out[index] += ending[0]  # 互助、民和、化隆县政府
        elif ending and out[index] in regions_by_name():
            out[index] += ending[0].lstrip("省市县区") if ending[0].endswith("政府") else ""
        elif ending and (out[index] in _PLACE_ALONE or out[index] in region_names()):
            out[index] += ending[0]
    return out


# 榆林、延安两市水务局
_TWO_PLACES = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,4})[两二三四五](?P<kind>市|县|区|州|旗|镇"
    r"|乡)(?P<office>[\u4e00-\u9fff]{2,8})"
)
_OWN_PART = re.compile(r"(?:分支|派出|下属|直属|办事|常设)机构$")
_OF_IT = re.compile(r"其(?![他它余])|(?:分支|派出|下属|所属|直属|办事|常设)机构$")


def share_owner(names: list[str]) -> list[str]:
    """``各级人民政府及其部门``, ``中国人民银行及其分支机构``: the second name is a part of the first."""
    out: list[str] = []
    owner = ""
    for name in names:
        own = (
            _OF_IT.match(name)
            if out and (name.startswith("其") or not out[-1].startswith(("各", "有关", "相关")))
            else None
        )
        owner = owner if own else _OWN_PART.sub("", name) or name
        out.append(f"{owner}{name.removeprefix('其')}" if own else name)
    return out


_RANK = re.compile(
    r"(?:[省市县区州]级(?:以上)?|各级(?:政府性|国有|公立)?|(?:市县|同|上|本|所在地)级|地方各级|各地"
    r"|党委|国务院|地方)(?=[\u4e00-\u9fff])"
)
SAME_ENDING_CHARS = 4  # 融资担保机构, 再担保机构: of one kind
_OWN_RANK = re.compile(
    r"[省市县区州各]|地市|国家|中央|有关|相关|其他|地方|同级|上级|本级|全国|县级|基层|乡镇"
    r"|[\u4e00-\u9fff]{0,6}所在"
)


def share_ranks(names: list[str]) -> list[str]:
    """``省级能源主管部门、煤矿安全监管部门``: the second is one of the province too, as both are of one kind."""
    out: list[str] = []
    rank, ranked = None, ""
    for name in names:
        own = _RANK.match(name)
        alike = (ranked.endswith("部门") and name.endswith("部门")) or ranked[-SAME_ENDING_CHARS:] == name[
            -SAME_ENDING_CHARS:
        ]
        if own:
            rank, ranked = own[0], name
        elif rank and alike and not _OWN_RANK.match(name):
            name = rank + name
        else:
            rank = None
        out.append(name)
    return out


def _is_next_firm(name: str, before: list[str]) -> bool:
    """县电信公司、移动公司; 市水务集团、公交集团: the second is one of the county, or the city, too."""
    return any(
        name.endswith(kind)
        and len(name) <= 6
        and bool(before)
        and before[-1].endswith(kind)
        and level_of(before[-1]) is not None
        for kind in ("公司", "集团")
    )


_PART = re.compile(r"(?P<owner>[\u4e00-\u9fff]{3,12}[局委厅院])[\u4e00-\u9fff]{2,6}(?P<kind>[支大中]队|科室?|处室?|股)")
_INNER_OFFICE = re.compile(r"(?P<owner>[厅局院])[\u4e00-\u9fff]{2,5}(?:处|科|室|股)")
_SUCH_OFFICE = re.compile(r"(?![厅局院])[\u4e00-\u9fff]{2,5}(?:处|科|室|股)")
_TWIN = re.compile(r"(?P<place>[\u4e00-\u9fff]{1,6})(?P<level>[市区县州旗])委")


def _owner_of_part(before: str, name: str) -> str:
    """What a name without its own head takes from the name before it: the office whose part both are, or the place."""
    if (
        (part := _PART.fullmatch(before))
        and name.endswith(part["kind"])
        and 4 <= len(name) <= 8
        and level_of(name) is None
        and not is_body(name[:-2])
    ):
        return part["owner"]
    twin = _TWIN.fullmatch(before)
    return twin["place"] if twin and name in (f"{twin['level']}政府", f"{twin['level']}人民政府") else ""


_STATIONED = ("大队", "中队", "支队", "分局", "支行", "分行", "分公司")


def _has_region(name: str) -> bool:
    if re.fullmatch(r"公安[\u4e00-\u9fff]{2,4}分局", name):
        return True  # 公安昆区分局 is that of its own district
    if (
        name.endswith(_STATIONED)
        and (
            (not name.startswith("公安") and is_short_place(name[:2]))
            or is_short_place(name[2:4])
            or is_short_place(name[2:5])
            or is_short_place(name[4:6])
        )
        and len(name) > 5
    ):
        return True  # 天宁交警大队
    if "附属" in name or "大学" in name[2:-2]:
        return True  # 三峡大学附属仁和医院 is the university's
    return any(name[:k] in region_names() or name[:k] in regions_by_name() for k in (2, 3, 4))
