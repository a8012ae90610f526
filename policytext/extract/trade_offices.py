"""Clause → the offices, stations and firms that it begins with, told by their trade: 种子站随车抽样, 园林处移栽行道树.

Their level is left out, for the document speaks of one place. The trade and the ending together leave little doubt
that a body is meant; what stands behind tells whether it acts, or is built, or only names a thing (水文站建设).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policytext.extract.bodies import FIELDS, FIELDS_IN_LISTS
from policytext.extract.cues import ADJUNCT, HAPPENS, cues
from policytext.extract.names import name_patterns, starts_with_verb
from policytext.extract.places import is_place, reads_like_a_place
from policytext.lexicon import common_adverbs, common_verbs, load_toml
from policytext.normalize.words import alternation

MIN_DOING_CHARS = 2
MIN_PLACE_CHARS = 2
# what stands behind a name and belongs to it, or makes it a thing
_GOES_ON = re.compile(
    r"[的、和及等()“”》:,。;是之者或党团机内外中室组站处所院司局委员长级域直辖区县市乡镇村街路楼前后左右上下]"
    r"|设(?=施|备|计|置在|在)|理(?=事|论|小组|念)|(?<=处)[理置罚]|主要"
    r"|副(?=书记|主任|[镇乡局县区市处科站所院校队组]长|职)|负责人|办公|机关|领导|书记|主任|会议|网站"
    r"|干部|人员|职工|职员|队员|文件|公告|有关|相关|门前|大楼|周边|附近|旧址|新址"
    r"|(?:建设|改造|扩建|迁建|新建|改扩建|搬迁|升级|标准化|规范化|信息化|数字化|一体化|运行|运营|服务"
    r"|管理|监管|监测|业务|工作|改革|改制|体系|队伍|能力|资源|项目|工程|设施|设备|用地|用房|岗位|制度"
    r"|机制|平台|系统|数据|信息|电话|名单|数量|总数|覆盖|占比|全覆盖|布局|规划)"
)
# how a body acts, beside what ``ADJUNCT`` lists
_HOW = re.compile(
    r"(?:须|要|应当?|也要|都要)?(?:每[个户台辆座所艘]"
    r"|各[\u4e00-\u9fff]{1,2}[\d一二两三四五六七八九十]|全[程力]|全过程|优先|免费|就近|平价|滚动|专题"
    r"|按[时期需]|定期|驻|上门|前去|来[\u4e00-\u9fff]{2}|下到|出面|到场"
    r"|到[^,。;位达底]{2,8}(?:授|查|送|办|开|宣)"
    r"|帮[助着其忙]?|拿(?:出|方案)|做(?!大|强|优)[^,。;]{2}|先行|立即|及时|随[时即]"
    r"|一[\u4e00-\u9fff]一|[节灾雨汛雪]后|节前)"
)
# 派专家, 抓机关食堂, 教卡点人员: a verb of one character with its object
_SHORT_VERB = re.compile(
    r"(?:也|还|又|再|另|已|均|都|各|共)?(?:[派查抓设送教盯发运配备增捐编拍放借腾供购收补]"
    r"|办(?!公|法|事处|学))(?:出|好|足|齐|清"
    r"|实|紧)?(?:了)?(?:[^,。;]{0,10}?[\d一二两三四五六七八九十百千][^,。;]"
    r"|[\u4e00-\u9fff]{2,6}[,。;、]|[\u4e00-\u9fff]{3,}[把将为给]?)"
)
# 退费41.7万元, 护送3趟: whatever it does, so much of it
_VERB_WITH_FIGURE = re.compile(r"[\u4e00-\u9fff]{2}[\d](?![\d.]*(?:%|个?百分点))")
# what becomes of it, right behind its name
_FARES = re.compile(
    r"(?:等?\d*[个所家座处])?(?:全面|主体|正式|如期|全部|力争|均|已|年内|年底前)*(?:达到?(?=\d)|达标"
    r"|增[加至长]|减少|超过|侧重|有\d|存在|缺|不足|占|建成|合并|撤销|重组)"
)


@dataclass(frozen=True, slots=True)
class _Bodies:
    one: re.Pattern[str]
    several: re.Pattern[str]

    @classmethod
    def of(cls, body: str) -> _Bodies:
        another = re.sub(r"\?P<\w+>", "?:", body)
        return cls(re.compile(f"(?:{body})"), re.compile(rf"(?:{another})(?:[、和与及](?:{another})){{0,8}}"))


@cache
def _bodies() -> tuple[_Bodies, _Bodies]:
    """Offices by trade, and with them whoever goes by a name of its own."""
    data = load_toml("names.toml")
    trades, endings, short, own, firms = (
        alternation(data[key]) for key in ("trades", "trade_endings", "short_offices", "own_endings", "firm_endings")
    )
    fields = alternation([*FIELDS, *FIELDS_IN_LISTS])
    place = (
        r"(?P<place>各|(?:[\u4e00-\u9fff]"
        r"(?<![的各该其等对由和与及在把将给向为让被从以用报到过经送交至于赴])){1,4}[省市县区州旗盟镇乡]"
        r"(?![域场级内外民际])|[省市县区州旗盟镇乡]|苏木)"
    )
    offices = (
        rf"{place}?(?:(?:{trades})(?:{trades})?(?:{endings})|(?:{fields})(?:局|委|办|厅|部门|分局)|(?:{short}))(?!所)"
        r"|[省市县区州旗镇乡](?:医院|[一二三四五]中|职中|城投|国投|联社|水厂)"
        r"|(?P<town>各|[\u4e00-\u9fff]{2,3}?)?(?:[镇乡]|街道|苏木)(?:党委|(?:人民)?政府|办事处)"
        r"|(?<=[\u4e00-\u9fff](?:党委|政府)[、和])(?:人民)?政府"
    )
    named = (
        rf"(?P<own>(?:[\u4e00-\u9fff](?<![的各该其等对由和与及在把将给向为让被从以用])){{2,10}}?)(?:{own}"
        rf"|(?P<firm>{firms}))"
    )
    return _Bodies.of(offices), _Bodies.of(f"{named}|{offices}")


def is_trade_office(name: str) -> bool:
    """Whether ``name`` tells a trade and ends as an office or a firm of it does: 运管所, 县自来水公司, 农行."""
    return _bodies()[0].one.fullmatch(name) is not None


def trade_offices(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The spans of the bodies that ``text[low:high]`` begins with, told by trade or by an ending, whatever stands behind them."""
    read = [(bodies, listed) for bodies in _bodies() if (listed := bodies.several.match(text, low, high))]
    for bodies, listed in sorted(read, key=lambda told: -told[1].end()):
        if high - listed.end() < MIN_DOING_CHARS or _GOES_ON.match(text, listed.end(), high):
            continue
        found = list(bodies.one.finditer(text, low, listed.end()))
        if any(_is_no_place(m["place"]) or _is_no_name(m["town"] or "") for m in found):
            continue  # 支持乡镇卫生院…
        if bodies is _bodies()[1] and any(m["own"] for m in found):
            if not all(_is_own_name(m["own"]) for m in found if m["own"]) or _ITS_THING.search(
                text, listed.end(), min(high, listed.end() + 24)
            ):
                continue  # 平湾电厂一期投产, 天安种业创新重点实验室揭牌成立
            if any(m["firm"] for m in found) and not _tells_how(text, listed.end(), high):
                continue
        if _PART_OF_IT.match(text, listed.end(), high):
            continue  # 县公安局|禁毒大队
        return [match.span() for match in found]
    return []


_PART_OF_IT = re.compile(
    r"(?!组织|指导|督促|会同|协助|配合|联合|安排|带领|协调|推动|委托|责成|建设|建立|设立|新建|改造"
    r"|培训|派出(?!所))[\u4e00-\u9fff]{2,6}?(?:[大支中]队|[科股室站所处](?![学技普])|中心|派出所"
    r"|营业部)"
)


def _tells_how(text: str, at: int, high: int) -> bool:
    return any(pattern.match(text, at, high) for pattern in (ADJUNCT, _HOW, _SHORT_VERB, _VERB_WITH_FIGURE))


# 规模养殖场, 龙头企业集团: a class of them and no name
_A_CLASS = re.compile(
    "^(?:规模|大型|中型|小型|新型|龙头|农民|家庭|示范|重点|标准|现代|智慧|智能|生态|绿色|国有|民营"
    "|骨干|专业|有关|相关|全[省市县区国]|[省市县区]级|一流|高水平|特色|本地|外地|当地|属地|乡镇|农村"
    "|城市|社区|公立|私立|民办|公办|[\u4e00-\u9fff]{0,4}配套|职业|综合|普通|高等|行业|企业|商业|股份"
    "|第三方|多家|部分|其他|其余|所有|每|一批|[一二三四五六七八九十两\\d]+[家个所])"
    "|(?:规模|龙头|专业|示范|合格)$"
)


# what becomes of a firm, or what is called after it
_ITS_THING = re.compile(
    "[一二三四][期号]|建成|投[产运用]|揭牌|挂牌|落户|入[围选]|上市|基地|中心|项目|工程|产业园"
    "|合作(?=基地|项目)|技改|信贷|做[大强优]|壮大|发展到|达到三级|全覆盖|占比|在[园校]|降本|提质|畅通"
    "|发展(?=[,。;、]|$)"
)
_NO_OWN_NAME = re.compile(
    "[,。;:“”()、\\d]|^(?:如|报|经|且|是|使|都|还|应|而|因|或|就|但|按|据|本|我|该|其|你|他|哪|某|原"
    "|新|现|则|即|所|另)|[应按照使是报经如或者据到向送过在由]|发展|建设|通过|支持|推动|国家|中国|社会"
    "|交通|现代|冷链|国际|国内|城乡|县有|仓储|航运|快递|燃煤|科研|公立|定点|(?:第[一二三四五])$"
)


def _is_own_name(own: str) -> bool:
    return not (
        _is_no_name(own)
        or _A_CLASS.search(own)
        or _NO_OWN_NAME.search(own)
        or any(own[i : i + 2] in common_verbs() for i in range(len(own) - 1))
    )


def _is_no_place(place: str | None) -> bool:
    if not place or place == "各" or is_place(place):
        return False
    if _is_no_name(place) or name_patterns().not_first.match(place) or cues().cause.match(place):
        return True
    return len(place) > MIN_PLACE_CHARS and not reads_like_a_place(place)


def _is_no_name(head: str) -> bool:
    return head[:2] in common_verbs() or head[:2] in common_adverbs() or starts_with_verb(head)


def trade_offices_acting(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The trade offices that the clause begins with, where what stands behind them is something done."""
    found = trade_offices(text, low, high)
    if not found:
        return []
    at = cues().before_verb.match(text, found[-1][1], high).end()  # type: ignore[union-attr]
    if any(
        pattern.match(text, place) for pattern in (HAPPENS, _FARES) for place in (found[-1][1], at)
    ) or _GOES_ON.match(text, at, high):
        return []
    for size in (4, 3, 2):
        if text[at : at + size] in common_adverbs() and at + size <= high - MIN_DOING_CHARS:
            at += size
            break
    if text.startswith("的", at + 2):
        return []  # 施工单位报送的材料
    verb = text[at : at + 2] in common_verbs() and not _NO_VERB.match(text, at + 2)
    if verb or cues().verb_start.match(text, at, high) or _tells_how(text, found[-1][1], high):
        return found
    return []


_NO_VERB = re.compile(r"[的者率员器法费额量型类]|工作|项目|机制|制度|情况|能力|水平|体系|经费|资金")
