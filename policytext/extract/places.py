"""Names of places (县, 市, 镇, 街道): of the official list, or by their form."""

from __future__ import annotations

import re
from functools import cache

from policytext.lexicon import former_places, regions, regions_by_name

#: what places told together are: 双江、太安等镇, 临江三街道
KIND_OF_PLACES = (
    r"(?:等(?:\d+个)?|[两三四五六七八九十]{1,2}个?"
    r"|\d+个?)(?P<kind>(?:县\((?:市、?区?|区)\)|市\((?:县、?区?|区)\)|镇\((?:街道|乡)\)"
    r"|乡\((?:镇|街道)\)|县市|市县|县区|区县|乡镇|镇街)区?|镇|乡|县|区|市|旗|苏木|街道|村|社区"
    r"|(?:派出|税务|司法|财政|国土)所|(?:中心)?卫生院|林场|检查站)(?![级委政长域场民直属管])"
)
_TOWN = re.compile(
    r"(?P<outer>[\u4e00-\u9fff]{2,6}?[省市县区旗])(?P<inner>[\u4e00-\u9fff]{2,6}(?:[县区市旗镇乡]"
    r"|街道))"
)


@cache
def _short_places() -> frozenset[str]:
    return frozenset(row.short for row in regions() if row.level in ("city", "county") and len(row.short) > 1)


def is_short_place(name: str) -> bool:
    """Whether ``name`` is a county or a city, also by its short name: 南郑, 洋县. Good only among others: 长安 is a brand as well."""
    return is_place(name) or name in _short_places()


def is_place(name: str) -> bool:
    """Whether ``name`` is a county or, with the place that it lies in, a town: 邹平市, 高青县常家镇."""
    if name in regions_by_name() or name in former_places():
        return True
    town = _TOWN.fullmatch(name)
    return (
        town is not None
        and town["outer"] in regions_by_name()
        and (town["inner"][-1] in "镇乡道" or town["inner"] in regions_by_name())
    )


def within_place(text: str, at: int) -> bool:
    """Whether the name of a county or city goes on across ``at``: 四会|市, 会|同县, 商|州区."""
    return any(
        text[low:high] in regions_by_name()
        for low in range(max(0, at - MAX_PLACE_CHARS), at)
        for high in range(at + 1, min(len(text), at + MAX_PLACE_CHARS) + 1)
    )


MAX_PLACE_CHARS = 4

# 洋河镇, 静海县: a name of two or three characters before what a place is, none of them telling a class of places
_OWN_NAME = re.compile(r"(?P<own>[\u4e00-\u9fff]{2,3})(?:[县市旗镇乡]|街道|苏木|(?<=[\u4e00-\u9fff]{2})区)")
_CLASS_OF_PLACES = re.compile(
    r"[全我本各该每有个两几多到在对向从由将把及和与的]"
    r"|[城园社景库矿林牧校厂辖灾疫小片街营湖灌垦特专地山]$|重点|示范|试点|中心|特色|[强大小]县|老旧"
    r"|主城|贫困|脱贫|先进|[边偏]远|周边|邻近|毗邻|沿[江河湖线边]|易|百强|革命|边境|民族|旅游|农业"
    r"|工业|生态|文明|卫生"
    r"|智慧|数字|美丽|海绵|低碳|森林|园林|宜居|功能|开发|试验|保护|自贸|合作|自治|直辖|地级|县级|省辖"
    r"|副省|副中|乡镇|城乡|上述|其他|相关|部分|一批|所有|产业|建制|新型|现代|首位|交通|历史|文化|资源"
    r"|沿海|内陆|发达|落后|高新|经开|综保|保税|物流|商务|商业|居民|行政|管理|服务|安置|搬迁|聚集|集聚"
    r"|核心|拓展|缓冲|禁养|养殖|种植|生产|生活|办公|住宅|棚户|无人|冷链|批发|农贸|消费|资本|金融|劳动"
    r"|人才|技术|股票|期货|国内|国外|国际|域外|海外|开拓|统一|区域|全国|全球|超级|菜|夜|集|早|新兴|股"
    r"|债|车|房|楼|花|鸟|跳蚤|二手|线上|线下|电商"
)


def reads_like_a_place(name: str) -> bool:
    """Whether ``name`` has the form of a county's or a town's name, though no list has it."""
    own = _OWN_NAME.fullmatch(name)
    return own is not None and not _CLASS_OF_PLACES.search(own["own"])
