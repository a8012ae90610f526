"""One clause of a sentence while it is read: its bounds, how it begins, and the names that a reader has used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policytext.extract.acting_places import PLACE_ACTS, places_that_act
from policytext.extract.bodies import BodyMention
from policytext.extract.carried_subjects import TIME_HEAD
from policytext.extract.doing import CLASS_OF_BODIES, FORM_OF_AN_OFFICE, NEIGHBOURHOOD, OWN_ENTITY, is_neighbourhood
from policytext.extract.names import OFFICE_INSIDE, name_patterns
from policytext.extract.places import is_place, reads_like_a_place
from policytext.extract.trade_offices import trade_offices

#: bodies that one construction assigns, and its class of lexicon/confidence.toml
Found = tuple[list[BodyMention], str]

_TOWARD = re.compile("对[^,]{2,12}的$")
# 供水管理科抓好…, 局监察室按比例抽查, 两地财政局据此清算: an office that bears no level, told by how its name ends
_OFFICE_BY_ITS_FORM = re.compile(
    r"(?:[\u4e00-\u9fff](?<![的在对将把向为由与和请求谈视本该每全])){1,9}(?:(?:科"
    r"|(?<!转)股)(?![学技协研教普目室份权东])|督查室|监察室|审计室|督导室|社工部|护理部|监理所|监督所"
    r"|联社|联合会|商会|工商联)"
    r"|(?:[\u4e00-\u9fff](?<![的在对将把向为由与和请求])){2,6}(?:中心|所|站"
    r"|队)(?:、[\u4e00-\u9fff]{2,8}(?:中心|所|站|队|庭|办|院))+(?![、和])"
    r"|(?:两地|两院|双方|双边)(?=[\u4e00-\u9fff]{2,10}(?:局|委|办|机关|法院|检察院|部门|中心|科|室"
    r"|队))|[\u4e00-\u9fff]{2,5}[省市县区旗](?:人民)?(?:法院|检察院)"
    r"|(?![部省政校央国全各本每该])(?:[\u4e00-\u9fff](?<![以及和与由对向在按视经报请将把从])){1,3}"
    r"(?:[镇乡](?=(?:人民)?政府|党委)"
    r"|[市县区旗](?=(?:人民)?政府|党委|委(?:[\u4e00-\u9fff]{2,6}(?:部|办|委))"
    r"|[\u4e00-\u9fff]{2,10}(?:局|委|办|厅|法院|检察院|公司|中心|管委会|医院|[中小]学)))"
    r"|[\u4e00-\u9fff]{2,4}街道(?=、)|(?:退役军人事务|医疗保障|行政审批|人力资源(?:和)?社会保障"
    r"|住房(?:和)?城乡建设|文化旅游|文化和旅游)局|公积金中心"
    r"|(?:消防救援|邮政管理|疾病?预防控制|卫生监督|司法行政)机构"
    r"|(?:局|院|校|镇|乡|厂|园区)(?:办公室|党政办|综合办|纪委|团委|工会)"
)
_NEIGHBOURHOOD_ACTS = re.compile(
    rf"(?P<name>{NEIGHBOURHOOD.pattern})(?=、|要|负责|做好|开展|组织|完成|率先|先行|召开|张贴|成立"
    rf"|牵头|配合)"
)
# 符合条件的企业, 超过20家规上企业: what stands before the name
MODIFIER = re.compile(
    r"(?:(?:超过|近|约|超)?\d[\d.]*[万多余]*家(?:以上)?)?(?:符合条件|具备条件|有条件|有基础|有实力"
    r"|有意愿|(?:开展|承担|(?:主要)?从事|参与|列入|纳入|涉及)[^,。;的]{2,14}|未[\u4e00-\u9fff]{2,8}"
    r"|已[\u4e00-\u9fff]{2,8})的|(?:(?:超过|近|约|超)?\d[\d.]*[万多余]*[家个所户]次?(?:以上)?"
    r"|一批)(?=[\u4e00-\u9fff])"
)
WHERE = re.compile(
    r"(?:地区|地方|[省市县区镇乡村]|街道|社区)$"
)  # 有条件的地区 is a name, 有条件的省属企业 has one of its own
ABLE_TO = ("有条件的", "具备条件的")
# 推动企业发展壮大 wants growth of the companies, it gives them no task
GROWS = re.compile(
    r"与[^,。;]{2,14}?(?:融合|一体|协同|互动)|(?:整合|重组|改制|合并|撤并)(?:提升|优化)?(?=[,。;、]"
    r"|$)|“[^”]{2,10}”(?:建设|改革|创建|转型|发展)"
    r"|(?:等(?:[\u4e00-\u9fff]{2,6}?)?)?(?:要)?(?:加快|持续|不断|进一步|全面|稳步|规范|健康|有序|创新"
    r"|高效|平稳|快速|绿色|集约|良性|优质|多元|特色|差异化|错位|均衡|可持续|高标准|高质量|高水平|分类"
    r"|一体化|提档|综合)*(?:发展|扩能|下沉|改造(?=升级|提升|[,。;、])|(?<=[范效稳康序])运[行营]"
    r"|(?:治理|管理|经营|组织)(?:方式|模式|体制|体系|制度|结构|机制)"
    r"|(?:改造|提升|建设|升级|扩建)+(?:工程|项目|行动|计划)"
    r"|(?:管理|经营|生产|服务)(?:数字|智能|标准|规范|现代|网络)化|(?:整治|优化|改造|改革)提升"
    r"|提档升级|(?:规范|标准|信息|智能)化(?:管理|建设|运营)|协同发展|协调发展"
    r"|实现(?:双投|投产|达产|开工|通车)|落地|争先|首发|上市|建设(?!好)|培育|提质|做[强大优]|升级|壮大"
    r"|增效|扩容|转型|改革|试点|集聚|集群|高质量|联动|融合|技改|技术改造"
    r"|提高(?:效益|效率|竞争力|质量)|崛起|振兴|综合服务|生产全?过程"
    r"|从[^,。;]{2,20}(?:转向|转为|转变|拓展|迈向)|迁建|改扩建|扩建"
    r"|(?<=加快)(?:推进)?(?:现代化|“?走出去|融入|崛起|成长|转制)|行稳|做强)"
)


@dataclass(slots=True)
class Clause:
    """``text[low:high]``; ``begin`` is behind a time or an enumeration that heads it."""

    text: str
    low: int
    high: int
    known: re.Pattern[str] | None
    rule: bool  # the first clause of an article's sentence, which begins with whom it binds
    begin: int = 0
    opens: bool = False  # it begins as names of bodies begin
    places: list[BodyMention] = field(default_factory=list)  # told by short names before what they do
    _used: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def at(cls, text: str, low: int, high: int, known: re.Pattern[str] | None, *, rule: bool) -> Clause:
        """The clause, with what its beginning tells."""
        head = TIME_HEAD.match(text, low, high)
        begin = head.end() if head else low
        if head and _TOWARD.search(head[0]):
            begin = low  # 对问题突出的地方要约谈: whom it is done to
        if text.startswith("其中", begin) and begin + 4 < high:
            begin += 2  # 总投资4860万元,其中区财政配套1500万元
        opens = _opens_with_a_name(text, begin, high, known)
        if opens and head and head[0].endswith(("%以上的", "%的")):
            opens = False  # 80%以上的县级以上机关建成…: a share of them, a target
        return cls(text, low, high, known, rule, begin, opens, places_that_act(text, begin, high))

    def holds(self, *signs: str) -> bool:
        """Whether one of the signs stands in the clause: what a costlier pattern needs to find anything."""
        return any(self.text.find(sign, self.low, self.high) >= 0 for sign in signs)

    def fresh(self, mentions: list[BodyMention]) -> list[BodyMention]:
        """Those that no reader before has taken; they are taken now."""
        out = [m for m in mentions if not any(m.start < b and a < m.end for a, b in self._used)]
        self._used.extend((m.start, m.end) for m in out)
        return out

    def has_subject(self) -> bool:
        """Whether a body that opens the clause, or stands behind its 由, has been found."""
        return any(start in (self.begin, self.low) or self.text[start - 1] == "由" for start, _ in self._used)

    def before(self, at: int, reach: int) -> str:
        """What stands in the clause before ``at``, at most ``reach`` characters."""
        return self.text[max(self.low, at - reach) : at]


def _opens_with_a_name(text: str, begin: int, high: int, known: re.Pattern[str] | None) -> bool:
    patterns = name_patterns()
    return bool(
        patterns.opening.match(text, begin, high)
        or (known is not None and known.match(text, begin, high))
        or (
            (place := PLACE_ACTS.match(text, begin, high))
            and (is_place(place["name"]) or reads_like_a_place(place["name"]))
        )
        or patterns.actor.match(text, begin, high)
        or OWN_ENTITY.match(text, begin, high)
        or FORM_OF_AN_OFFICE.match(text, begin, high)
        or CLASS_OF_BODIES.match(text, begin, high)
        or OFFICE_INSIDE.match(text, begin, high)
        or trade_offices(text, begin, high)
        or _OFFICE_BY_ITS_FORM.match(text, begin, high)
        or ((near := _NEIGHBOURHOOD_ACTS.match(text, begin, high)) and is_neighbourhood(near["name"]))
    )
