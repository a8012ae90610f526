"""Measure → its numeric targets (指标值), as written.

A quantity is a target unless a rule of ``lexicon/not_targets.toml`` says why not; what a whole
without a number states (全覆盖, 应X尽X, 清零) is an implied one.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Any

from policytext.extract.quantities import Quantity, find_quantities
from policytext.lexicon import load_toml
from policytext.normalize.intervals import Intervals
from policytext.normalize.words import alternation


@dataclass(frozen=True, slots=True)
class TargetMention:
    """A target in the normal text; spans are ``[start, end)`` there."""

    start: int
    end: int
    indicator: tuple[int, int] | None
    comparator: str
    side: str | None
    change: str | None
    value: float | None
    value_max: float | None
    unit: str | None
    unit_span: tuple[int, int] | None
    base: tuple[int, int] | None
    status: str
    implied: bool
    modality: str | None
    certainty: str  # a class of lexicon/confidence.toml


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    head: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    units: frozenset[str]
    kinds: frozenset[str]
    max_value: float | None
    unless_level: bool
    needs_after: bool
    only_within: bool
    comparators: frozenset[str]
    bare_only: bool
    only_level_saves: bool
    own_clause_unless_bare: bool
    bare_or_over: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    def compiled(rule: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile(rule[key]) if key in rule else None

    return tuple(
        _Rule(
            id=rule["id"],
            head=compiled(rule, "head"),
            tail=compiled(rule, "tail"),
            clause=compiled(rule, "clause"),
            units=frozenset(rule.get("units", ())),
            kinds=frozenset(rule.get("kinds", ())),
            max_value=rule.get("max_value"),
            unless_level=rule.get("unless_level", False),
            needs_after=rule.get("needs_after", False),
            only_within=rule.get("only_within", False),
            comparators=frozenset(rule.get("comparators", ())),
            bare_only=rule.get("bare_only", False),
            only_level_saves=rule.get("only_level_saves", False),
            own_clause_unless_bare=rule.get("own_clause_unless_bare", False),
            bare_or_over=rule.get("bare_or_over", False),
        )
        for rule in load_toml("not_targets.toml")["rule"]
    )


_CLAUSE_BORDER = re.compile(r"[,。;:!?\n]")
_SENTENCE_BORDER = re.compile(r"[。;!?\n]")
_QUOTED = re.compile(r"“[^”\n]{1,18}”|《[^》\n]{1,80}》|\"[^\"\n]{1,14}\"|〔[^〕\n]{0,12}〕\d*号?")
_AFTER_BASE = r"(?=配备|配置|拥有|至少|不少于|不超过|不得|不高于|设立|设置|选派|建设|建成|打造|培育|有|要|须|应|都|建立|落地|达到|不低于|开展|组织|新|引进|形成|举办|实施|遴选|推广|开发|培训|完成|安排|保留|每|\d|[一二两三](?=[个名支场次]))"
_BASE = re.compile(
    r"每半?(?:年|月|季度?|周|天|日|学期)|年均|人均|户均|平均每[\u4e00-\u9fff]{1,6}"
    rf"|每[百千万十\d]+(?:名|户|人|个|元)?[\u4e00-\u9fff]{{0,10}}?{_AFTER_BASE}"
    rf"|每(?:个|名|位|家|户|所|支|座|处|条|件|项|场|村|社区|镇|县|区|市|校|街道|乡|街)(?:[^,。;\d]{{0,8}}?){_AFTER_BASE}"
    r"|(?:(?<![占之对相可同百])比(?!例|重|率|较|亚|武)|较|与)(?P<than>[^,。;比较]{1,16}?)(?=增长|增加|提高|提升|下降|降低|减少|压减|翻|相比|(?:高|低|多)(?![于质水效标新]))"
    r"|在(?P<on>[^,。;]{1,16}?)(?:的?基础上|基数上)"
)
_ACHIEVED = re.compile(
    r"已|累计(?!新增|完成(?!了)|实现|培育|建成(?!了)|达到)|先后|截至|截止|(?<!项)目前(?!期)|现有|共有|(?<!为)了(?!解)|以来|同比|去年|上年|成功|荣获|获评|获批|入选|拥有|达成了|较上年"
)
_BASELINE = re.compile(r"针对|面对|现有|(?<!项)目前(?!期)|全[市省区县州]共?有|拥有(?![量率数])|原有|仅|共有")
_FROM = re.compile(r"(?:由|从)(?:[\u4e00-\u9fff]{0,6}的|20\d\d年(?:底|末)?的?|平均|目前的?|原来的?|最初的?|人均|每[人生户亩床村校][每/]?[月年天]?)?(?:\d[\d.]*[万千百亿]?[\u4e00-\u9fff%]{1,4}、)?$")
# what a task works on is there already: 对5860名网格长逐一研判, 剩余56个片区
_WORKED_ON = re.compile(
    r"(?:(?<![针相校])对|针对|依托|(?<!完成)(?<!实现)剩余|现有|原有|已有|余下|聚焦|围绕|全市|全省|全区|全县"
    r"|(?:对|针对|把|将)(?:在册|登记在册|存量|目前|现有|(?:全面|集中)?(?:排查|摸排|梳理|筛查|普查|清理|查找)出?|已[\u4e00-\u9fff]{1,4})的?)$"
)
# in a report what was worked on was worked through: 对202户企业开展安全评估, 在全市248个社区组建
_WORKED_THROUGH = re.compile(r"(?:对|把|将|全市|全省|全区|全县)$")
# a clause that says when speaks for itself, whatever the clauses before it tell
_AHEAD = re.compile(r"力争|争取|确保|(?<![即行])将|(?<![需主重只必])要(?!求|素|点)|再(?!次|度)|计划|拟|(?<!\d)年内|年底前|今年|明年|每年|每季度|每月|(?<!截至)(?<!截止)(?<!比)(?<!较)(?:20\d\d年|\d{1,2}月底前)")
_FINISHED = re.compile(r"已|累计(?!新增|完成(?!了)|实现|培育|建成(?!了)|达到)|(?<![比较])(?:去年|上年|上一年)|截至|截止|(?<!项)目前(?!期)|现有|在册|存量")
# a service that is promised within a time: a figure, not a time limit of the measure
_SERVICE = re.compile(r"(?:即可)?(?:办结|办好|办理|办完|审结|审批|响应|放行|到达|处置|接通|回复|完成办理|领取)")
_PLANNED = re.compile(r"力争|争取|确保|到20\d\d年|将|要|年底前|计划|目标|拟|下一?步|今后|未来|不少于|不低于|完成|新增|实现")
_MODALITY = (
    ("strive", re.compile(r"力争|争取|努力|争创")),
    ("principle", re.compile(r"原则上|一般(?:不|应)?")),
    ("must", re.compile(r"确保|必须|须|不得|一律|严格|严禁|约束性|要(?!求|素|点|闻|害|塞)|应(?=当|[^用急对答变尽接收收援])")),
    ("encourage", re.compile(r"鼓励|支持|探索|引导|有条件的")),
)
# verbs of doing before a count: the noun after the number is the indicator (打造10个园区)
_COUNTED_NOUN = re.compile(r"(?:左右|以上|以内)?(?:的)?([\u4e00-\u9fffA-Za-z0-9“”\"()·/+、\-]{1,40})")
_TRIM_HEAD = re.compile(
    r"^(?:(?:到|至)?(?:20\d\d年|“?十[四五六]五”?(?:期?末|期间|时期)?)(?:年?底|末|前|内)*|今年|明年|年内|年底前?|全年|每年|每半年|每季度?|每月|每周|逐年|[上下]半年|[一二三四]季度末?|\d{1,2}月底?前?|[一两二三四五]年内|“[^”]{1,4}”前|其中|同时|并|且|使|让|将|要|把|力争|争取|确保|努力|预计|推动|推进|实现|保持|完成|促进|带动|引导|加快|全面|基本|总体|累计|原则上|进一步|不断|持续|逐步|的|了|对|与|和|,|、|使得|均|都|也|分别|到|年(?![度均末底]))+"
)
_TRIM_TAIL = re.compile(r"(?:(?:20\d\d年(?:底|末)?(?:前)?[、和至-]?)+|(?:由|从)[^,。;]{0,12}|同时|其中|分别|均|都|要|应|力争|争取|确保|预计|累计|总计|合计|共|约|将|已|也|的|实现|完成|达|到|了|各|再|(?<!占)(?<!同)(?<!环)比(?!重|例|率|值).+|较.+|[同环]比.*|(?:年|人)均|平均|不断|进一步|持续|稳步|有望|必须|须|需|原则上|,|、|:|\()+$")
_EARLIER_FIGURE = re.compile(
    r"(?:(?:年均|同比|约|均|要)?(?:不超过|不低于|不少于|不大于|不小于|不高于|达到?|提[高升]到|控制在|降[低至到]+|突破|超过|增长)\d[\d.]*+[万亿]*+(?:[元%人家个台户]|公里|平方米|立方米|个百分点|千瓦|亿美元)?+(?:以上|以下|左右|以内)?+(?!的|[、和][\u4e00-\u9fff])"
    r"|\d[\d.]*[万亿]*(?:元|%|个百分点|公里|平方米)(?:以上|以下|左右|以内)?(?=$|且|,))"
)
_OWN_FIGURE = re.compile(
    r"(?<=[\u4e00-\u9fff”)])(?:不低于|不少于|不超过|达到?|超过?|突破|提[高升]|上升|下降|降低|增[长加]|减少|压减|新增|约|近)?(?:到|至)?\d[\d.]*[万亿千百余多]*(?:个百分点|%|[\u4e00-\u9fff]{1,4})?(?:以上|以下|左右|以内)?$"
)
_LISTED_FIGURE = re.compile(r"\d[\d.]*[万亿千百]*[\u4e00-\u9fff%]{0,4}?(?:以上|以下|左右|以内)?[、和且](?=[\u4e00-\u9fff])")
# 5326个城市社区共有社区工作者约4.4万人: the next figure has its own name
_LATER_FIGURE = re.compile(r"(?:共有|共计|合计|中有|、|和)[^,。;]*\d|(?:约|近|达到?|超过?)?(?<![过超上\d.])\d+(?:\.\d)?(?=$|[个家项名人件户座所次万亿%])")
_GIVEN = re.compile(r".*?(?:要|应|须)?(?:将|把)(?=[\u4e00-\u9fff(])")
_BARE_VERB = re.compile(r"(?:建成|改造|建设|安排|通报|新建|改建|完成|实现|累计|投入|推广|培育|打造|开展|组织|设立|配备|达到|发放|举办|新增|总计|合计)+")
_ALL_OF = re.compile(r"全部(?:要)?(?P<verb>[\u4e00-\u9fff]{1,3})")


@dataclass(frozen=True, slots=True)
class _Borders:
    """Where clauses and sentences of a passage end, for quick look-up."""

    clause: list[int]
    sentence: list[int]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _Borders:
        return cls(
            clause=[start, *(m.end() for m in _CLAUSE_BORDER.finditer(text, start, end))],
            sentence=[start, *(m.end() for m in _SENTENCE_BORDER.finditer(text, start, end))],
        )

    def clause_start(self, at: int) -> int:
        return self.clause[bisect_right(self.clause, at) - 1]

    def sentence_start(self, at: int) -> int:
        return self.sentence[bisect_right(self.sentence, at) - 1]


def find_targets(text: str, start: int, end: int, *, achieved: bool = False) -> list[TargetMention]:
    """The targets of ``text[start:end]``, in order.

    Args:
        achieved: the passage reports what was done, so that bare figures are results.
    """
    borders = _Borders.of(text, start, end)
    quoted = Intervals(match.span() for match in _QUOTED.finditer(text, start, end))
    found: list[TargetMention] = []
    quantities = find_quantities(text, start, end)
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if _is_no_target(text, start, end, quantity, following, borders, quoted):
            continue
        mention = _of_what_total(text, _mention(text, quantity, end, borders, achieved), found, borders)
        found.append(_with_listed_indicator(text, mention, quantity, quantities[:index], found, borders))
    found.extend(_implied(text, start, end, borders, quoted, achieved))
    found.sort(key=lambda mention: (mention.start, -mention.end))
    return _without_overlaps(_share_after(text, found))


_TOTAL = re.compile(r"(?:累计|总|合计|全[市省县区]|达到?|其)*(?:总数|总量|总额|余额|数量|累计|总计|合计|在孵|保有量)|(?:近|过去)?[一两二三四五六]年|年均")


def _of_what_total(
    text: str, mention: TargetMention, found: list[TargetMention], borders: _Borders
) -> TargetMention:
    """新增小巨人企业10家,总数达33家: the total is of what the figure before it counts."""
    if mention.indicator is None or not found or not _TOTAL.fullmatch(text, *mention.indicator):
        return mention
    before = found[-1]
    if before.indicator is None or before.start < borders.sentence_start(mention.start):
        return mention
    return dataclasses.replace(mention, indicator=before.indicator)


def _without_overlaps(found: list[TargetMention]) -> list[TargetMention]:
    out: list[TargetMention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def _is_no_target(
    text: str,
    start: int,
    end: int,
    quantity: Quantity,
    following: Quantity | None,
    borders: _Borders,
    quoted: Intervals,
) -> bool:
    name = quoted.around(quantity.number_start)
    if name is not None and name[0] < quantity.number_start and quantity.end <= name[1]:
        return True
    if not _is_countable(text, quantity, borders):
        return True
    # 7方面28项60条任务: counts in a row announce a list
    if (
        following is not None and following.start == following.number_start == quantity.end
        and quantity.unit_kind == following.unit_kind == "count" and not quantity.explicit
    ):
        return True
    head = text[max(start, quantity.start - 14) : quantity.start]
    for rule in _rules():
        if rule.kinds and quantity.unit_kind not in rule.kinds:
            continue
        if rule.units and quantity.unit not in rule.units:
            continue
        if rule.max_value is not None and quantity.value > rule.max_value:
            continue
        if rule.comparators and quantity.comparator not in rule.comparators:
            continue
        if rule.bare_only and (
            quantity.explicit or quantity.level or quantity.change or re.search(r"[由从]$", head)
        ):
            continue
        if rule.only_level_saves and quantity.level:
            continue
        if rule.bare_or_over and (quantity.level or quantity.change or quantity.comparator not in ("eq", "gt", "ge")):
            continue
        if rule.only_within:
            if quantity.level or quantity.start < quantity.number_start or not text.endswith("内", quantity.start, quantity.end):
                continue
            if text.endswith("以内", quantity.start, quantity.end) or _SERVICE.match(text, quantity.end):
                continue
        elif rule.unless_level and (quantity.level or quantity.explicit or quantity.change):
            continue
        if rule.needs_after and not text[quantity.number_start : quantity.end].endswith(("上", "下", "内", "右")):
            continue
        if rule.id == "list_count" and (quantity.explicit or quantity.level):
            continue
        if rule.tail and not rule.tail.match(text, quantity.end, min(end, quantity.end + 24)):
            continue
        if rule.head and not rule.head.search(head):
            continue
        if rule.clause:
            low = borders.clause_start(quantity.start)
            if quantity.unit_kind == "percent" and (quantity.explicit or quantity.level) and _SHARE.search(head) and not _GIVES.search(text, low, quantity.start):
                continue  # 担保费率原则上不超过1%: a rate that is held, whatever is paid
            if rule.own_clause_unless_bare and _RAISED_FROM.search(text, low, min(end, quantity.end + 40)):
                continue
            if rule.own_clause_unless_bare and (quantity.level or quantity.change or quantity.comparator == "gt"):
                # 实行专项奖励,制造业投资增长8%: the prize stands in another clause
                stop = _CLAUSE_BORDER.search(text, quantity.end, end)
                own = text[low : stop.start() if stop else end]
                if _RAISED.search(own) or not rule.clause.search(own):
                    continue
            if _OWN_ACT.match(text, low):
                # 给予最高1亿元奖励,推动项目增资3亿美元: what the second clause brings is no prize
                stop = _CLAUSE_BORDER.search(text, quantity.end, end)
                if not rule.clause.search(text, low, stop.start() if stop else end):
                    continue
            border = _SENTENCE_BORDER.search(text, quantity.end, end)
            high = min(border.start() if border else end, quantity.end + 30)
            if not rule.clause.search(text, max(low - 40, borders.sentence_start(quantity.start)), high):
                continue
        return True
    return False


_OWN_ACT = re.compile(r"推动|实现|完成|新增|力争|确保|实际|引进|带动|撬动|培育|争取")
_SHARE = re.compile(r"(?:比例|占比|比重|[\u4e00-\u9fff]率)(?:原则上|逐步|平均|均|要|应|须|力争|一般)*$")
_GIVES = re.compile(r"补助|补贴|奖|资助|贴息|给予|支持|罚")
# a benefit's standard that is raised is a level: 低保标准提高到740元
_RAISED = re.compile(r"标准[^,。;]{0,36}?(?:提高|增加|提升|达到|上调)")
# 补贴标准分别从每人每月202元、270元提高到209元、280元
_RAISED_FROM = re.compile(r"标准[^,。;]{0,16}?[从由][^,。;]{0,12}\d[^,。;]{1,20}(?:提高|增加|提升|上调)[到至]")
_BASE_BEFORE = re.compile(r"每(?:个|名|支|户|村|镇|县|区|市|年|月|季度|半年|周|家|人|所|校|条|街道|社区|千|万|百|[\d一二三四五-]+年)[^,。;]{0,16}$|一[个支名]?[\u4e00-\u9fff]{1,6}(?:设立|配备|有|建)$")
_DOING = re.compile(
    r"(?:新设|整治提升|新增|新建|建设|建成|打造|培育|完成|培养|引进|设立|建立|成立|举办|开展|组织|改造|创建|选派|配备|实施|推广|推出|推进|新|各|增设|布局|遴选|获批|入选|承办|形成|制定|出台|落地|签约|开工|整治|提升|新改扩建|改扩建|续建|达|规划|布设|培训|认定|获|建|办|的|在|共|筹建|谋划)$"
)


_ROUND_VERB = re.compile(r"(?:开展|举办|组织|支持|培育|实施|建设|打造|完成|推出|推动|编制|服务|和|、)$")
_PLAIN_UNITS = frozenset(["户", "人", "名", "株", "亩", "公里", "套", "家", "所", "处", "座", "个", "辆", "台", "平方米", "万户", "棵", "间", "张", "条", "公顷", "千米"])
_VERB_BEFORE = re.compile(
    r"(?:新建|改造|选派|选树|评选|新设|整治|提升|建设|种植|栽植|培训|引进|培育|新增|打造|完成|设立|建成|改建|扩建|招聘|配备|发展|认定|开工|创建|安置|帮扶|选聘|招录|增设|栽|植|建)[^,。;、]{0,6}$"
)


def _is_countable(text: str, quantity: Quantity, borders: _Borders) -> bool:
    """Whether a count written with Chinese numerals is a figure, not an article or a name."""
    if quantity.unit_kind in ("percent", "factor", "ratio"):
        if quantity.unit_kind == "percent" and quantity.written[:1] in "一二三四五六七八九" and quantity.unit == "成":
            return False
        return not (quantity.unit_kind == "factor" and quantity.written[:1] == "百" )
    written = quantity.written
    if quantity.unit == "年" and text[quantity.start : quantity.start + 1] in "近" and quantity.comparator == "approx":
        return False  # 近3年: a stretch of the past
    if written == "一" and quantity.unit == "批":
        return False  # 突破一批, 每年培育一批: an article, whatever stands before it
    if quantity.unit == "G" and quantity.value <= 6:
        return False  # generations of networks
    if quantity.unit == "分" and not quantity.level:
        return False  # points of an assessment
    if quantity.unit in ("类", "种") and quantity.value <= 20 and not quantity.explicit:
        return False  # sums up the names before it: 基础类、完善类、提升类3类
    if written[:1].isdigit():
        return True
    if quantity.explicit or quantity.level or quantity.comparator == "approx":
        fuzzy = quantity.comparator == "approx" and quantity.side == "above"
        return written != "几" and not (written in ("一", "百", "千", "万") and fuzzy)
    head = text[borders.clause_start(quantity.start) : quantity.start]
    if _BASE_BEFORE.search(head):
        return True
    if written in ("百", "千", "万") and quantity.unit in ("场", "项", "家", "本", "个", "名") and _ROUND_VERB.search(head):
        return True  # 开展百场促消费活动, 支持千家企业
    if written in ("一", "百", "千", "万", "半", "亿"):
        return False
    if quantity.value >= 10 and quantity.unit in _PLAIN_UNITS and (quantity.value >= 1000 or _VERB_BEFORE.search(head[-10:])):
        return True  # 改造三千五百户, 选树二十名; a number of thousands is no figure of speech
    if quantity.unit == "条" and re.search(r"(?:新建|建设|建成|开通|改造|打通|新增|新开)$", head):
        return True  # 新建七条快速公交线路
    if quantity.unit in ("级", "分", "度", "道", "条", "方", "层", "部", "门", "对", "队", "起", "口", "站", "里", "类", "种", "版", "站点", "批", "步", "只", "项", "单", "首", "集", "点", "班", "轮"):
        return False
    return bool(_DOING.search(head)) and quantity.unit in ("个", "家", "所", "座", "处", "场", "支", "名", "人", "万", "期", "次", "套")


def _mention(text: str, quantity: Quantity, end: int, borders: _Borders, achieved: bool) -> TargetMention:
    clause = borders.clause_start(quantity.start)
    sentence = borders.sentence_start(quantity.start)
    base = _base(text, sentence, clause, quantity)
    indicator = _indicator(text, clause, sentence, quantity, end)
    change = quantity.change or _told_change(text, clause, quantity, indicator)
    return TargetMention(
        start=quantity.start,
        end=quantity.end,
        indicator=indicator,
        comparator=_comparator(quantity, achieved),
        side=quantity.side,
        change=change,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        unit_span=quantity.unit_span,
        base=base,
        status=_status(text, sentence, clause, quantity.start, quantity.end, achieved),
        implied=False,
        modality=None if achieved else modality_of(text, sentence, quantity.start),
        certainty=_certainty(quantity, achieved),
    )


_RATE_UP = re.compile(r"(?:增速|增幅|涨幅|增长率|增长速度|提升幅度)$")
_RATE_DOWN = re.compile(r"(?:降幅|下降幅度|降低幅度|压减幅度)$")
_CUTS = re.compile(r"(?:再|要|将|共|平均|年均)?(?:压减|减少|精简|削减|缩减)[^,。;\d]{2,10}$")


def _told_change(text: str, clause: int, quantity: Quantity, indicator: tuple[int, int] | None) -> str | None:
    """A change that the verb or the indicator tells without touching the number: 压减会议20%, 增速保持在8%."""
    if quantity.unit_kind not in ("percent", "factor"):
        return None
    name = text[slice(*indicator)] if indicator else ""
    if _RATE_UP.search(name):
        return "increase"
    head = text[clause : quantity.start]
    listed = head.rpartition("、")[0]
    cuts = not quantity.level and (_CUTS.match(head) or (listed and _CUTS.match(re.sub(r"\d.*$", "", listed))))
    return "decrease" if _RATE_DOWN.search(name) or cuts else None


def _certainty(quantity: Quantity, achieved: bool) -> str:
    """The class of figures that this one is right as often as."""
    if not quantity.written[:1].isdigit():
        return "chinese_numeral"
    if quantity.explicit or quantity.level or quantity.change:
        return "with_comparator"
    return "bare_achieved" if achieved else "bare_percent" if quantity.unit_kind == "percent" else "bare"


def _comparator(quantity: Quantity, achieved: bool) -> str:
    # a result that was brought down to a number stands there; only a plan makes it a limit
    if achieved and quantity.comparator == "le" and quantity.level and not quantity.explicit:
        return "eq"
    return quantity.comparator


def modality_of(text: str, start: int, end: int) -> str | None:
    """The strength of commitment by the words of ``text[start:end]``; ``plan`` for a bare statement."""
    head = text[start:end]
    for name, pattern in _MODALITY:
        if pattern.search(head):
            return name
    return "plan"


_DONE_TO = re.compile(r"(?!存量|在册|现有|登记)[^,。;]{1,24}?(?:开展|实施|进行)[^,。;]{0,8}(?:诊断|改造|整治|培训|评估|检测|监测|体检|提升|修缮|治理)")


_NEW_ACT = re.compile(r"(?:再|新|并|同时|继续)?(?:新建|新增|扩建|改造|升级|拓展|建设|打造|培育|实施|推进|完成|布局|增设|提升)(?!了)")


def _status(text: str, sentence: int, clause: int, start: int, end: int, achieved: bool) -> str:
    head = text[sentence:start]
    if not achieved and ((head.endswith("对") and not head.endswith("针对") and _DONE_TO.match(text, end)) or head.endswith("实现对")):
        return "planned"  # 对40家企业开展诊断: so many are to be reached
    if _FROM.search(head) or (_WORKED_ON.search(head) and not (achieved and _WORKED_THROUGH.search(head))):
        return "baseline"
    if achieved:
        ahead = re.search(r"下一?步|力争|今后|预计(?:20\d\d年|今年|明年)|20\d\d年(?:底|年底|上半年|[一二三四]季度)?(?:前|末)?(?:全部|要|将|把|先|完成)|年底前", head)
        return "planned" if ahead and not re.search(r"(?:已|了|累计)[^,]{0,20}$", head) else "achieved"
    own = text[clause:start]
    if (_AHEAD.search(own) or re.search(r"^不[少低高超多]|(?:以上|以内)$", text[start:end])) and not _FINISHED.search(own):
        return "planned"
    if re.search(r"(?:已(?!有)|(?<![比较])(?:去年|上年|上一年))[^,的]{0,14}$", own) and not re.search(r"的[^,]{0,4}$", own):
        return "achieved"
    near = text[max(sentence, clause - 12) : start]
    if re.search(r"(?:的|共|现|总)有$", text[max(sentence, start - 2) : start]) and not _PLANNED.search(head):
        return "baseline"
    told = head if not _NEW_ACT.match(own) else own  # 优化已建成的驿站,升级拓展2250家: the second clause acts anew
    if re.search(r"截至|截止|(?<!项)目前(?!期)|(?<!在)现有|已(?:有|建|经|完成|达)", told) and not re.search(r"力争|到20\d\d年|确保|将|要", near):
        own = text[clause:start] + text[end : end + 6]
        done = re.search(r"了|已|办理|完成|建成|解决|开展|出台", own)
        return "achieved" if done or not _BASELINE.search(head) else "baseline"
    if _BASELINE.search(near) and not _PLANNED.search(near):
        return "baseline"
    return "planned"


def _base(text: str, sentence: int, clause: int, quantity: Quantity) -> tuple[int, int] | None:
    """Per what, or against what: 每万城镇常住人口, 2020年."""
    last: tuple[int, int] | None = None
    for match in _BASE.finditer(text, clause, quantity.number_start):
        group = "than" if match["than"] else "on" if match["on"] else 0
        last = match.span(group)
    if last is None and "每年" in text[sentence : quantity.start]:
        at = text.rindex("每年", sentence, quantity.start)
        return at, at + 2
    return last if last and last[1] > last[0] else None


def _indicator(
    text: str, clause: int, sentence: int, quantity: Quantity, end: int
) -> tuple[int, int] | None:
    """What the number counts: the noun after a count, the subject before a level."""
    after: tuple[int, int] | None = None
    if quantity.unit_kind in ("count",):
        noun = _COUNTED_NOUN.match(text, quantity.end, min(end, quantity.end + 42))
        if noun and not noun[1].startswith(("、", "和", "以", "及", ")", "(", "的占")):
            after = noun.span(1)
            if later := _LATER_FIGURE.search(noun[1]):
                after = (after[0], after[0] + later.start()) if later.start() >= 2 else None
    before = _subject(text, clause, quantity.start)
    if (quantity.level or quantity.change or quantity.explicit) and before and not (
        after and quantity.unit_kind == "count" and not quantity.level
    ):
        return before
    if after:
        return after
    if before:
        return before
    # the subject stands in an earlier clause: 完成收入1060亿元,增长6%
    previous = max(text.rfind(mark, sentence, max(sentence, clause - 1)) for mark in ",:。;")
    low = previous + 1 if previous >= sentence else sentence
    if clause - 1 <= low:
        return None
    figure = _OWN_FIGURE.search(text, low, clause - 1)  # 新建基站2000个,累计达到1.5万个; 覆盖率提高2个百分点,达到27%
    return _subject(text, low, figure.start() if figure else clause - 1)


def _with_listed_indicator(
    text: str,
    mention: TargetMention,
    quantity: Quantity,
    before: list[Quantity],
    found: list[TargetMention],
    borders: _Borders,
) -> TargetMention:
    """In ``甲、乙、丙覆盖率分别达到80%、90%、95%`` the figures belong to the names in order."""
    chain = [quantity]
    for earlier in reversed(before):
        if text[earlier.end : chain[0].start] not in ("、", "和", "及", "与"):
            break
        chain.insert(0, earlier)
    if len(chain) < 2 and not text.startswith(("、", "和"), quantity.end):
        return mention
    head = _subject(text, borders.clause_start(chain[0].start), chain[0].start)
    if head is None:
        return mention
    if "分别" in text[head[1] : chain[0].start] and (names := _listed_names(text, *head)) and len(chain) <= len(names):
        return dataclasses.replace(mention, indicator=names[len(chain) - 1])
    if len(chain) > 1 and not _counts_noun(text, quantity):
        return dataclasses.replace(mention, indicator=head)
    return mention


def _listed_names(text: str, low: int, high: int) -> list[tuple[int, int]]:
    cuts = [m.start() for m in re.finditer(r"[、和与]", text[low:high])]
    if not cuts:
        return []
    edges = [low, *(low + cut for cut in cuts), high]
    return [(a + (1 if i else 0), b) for i, (a, b) in enumerate(itertools.pairwise(edges)) if b - a > 1]


def _counts_noun(text: str, quantity: Quantity) -> bool:
    return quantity.unit_kind == "count" and bool(re.match(r"[\u4e00-\u9fff“]", text[quantity.end : quantity.end + 1])) and text[quantity.end] not in "和及与以"


def _subject(text: str, low: int, high: int) -> tuple[int, int] | None:
    opened = text.rfind("(", low, high)
    if opened >= 0 and ")" not in text[opened:high]:
        low = opened + 1  # 新增托位6870个(其中普惠托位5505个)
    head = text[low:high]
    if match := _TRIM_HEAD.match(head):
        low += match.end()
    if match := _TRIM_TAIL.search(text[low:high]):
        high = low + match.start()
    head = text[low:high]
    listed = list(_LISTED_FIGURE.finditer(head))
    if listed and len(head) - listed[-1].end() >= 2:
        low += listed[-1].end()  # 钢铁增长10%以上、航空航天增长20%: each figure has its own name before it
        head = text[low:high]
    elif earlier := _EARLIER_FIGURE.search(head):
        high = low + earlier.start()  # 地区生产总值1200亿元,同比增长6%: the name ends before the first figure
        head = text[low:high]
    if _BARE_VERB.fullmatch(head):
        return None
    inner = re.search(r"(?:\d[^,。;、和]*(?:%|[个家项万亿人元件种])[、和,])", head)
    if inner:
        low = low + inner.end()
    return (low, high) if high - low >= 2 else None


def _implied(
    text: str,
    start: int,
    end: int,
    borders: _Borders,
    quoted: Intervals,
    achieved: bool,
) -> list[TargetMention]:
    found = []
    for match, value in _iter_wholes(text, start, end):
        low, high = match
        clause, sentence = borders.clause_start(low), borders.sentence_start(low)
        word = text[low:high]
        if text.startswith(("基础上", "的基础上"), high):
            continue
        name = quoted.around(low)
        zeroed = word.endswith("零") and name is not None and name[1] - name[0] <= 8 and name[1] == high + 1 and not _NAMED.match(text, name[1])  # “动态清零”
        if name is not None and name[0] < low and high < name[1] and not word.startswith("应") and not zeroed:
            continue
        indicator = _subject(text, clause, low)
        if indicator and (given := _GIVEN.match(text, *indicator)) and indicator[1] - given.end() >= 2:
            indicator = (given.end(), indicator[1])  # 各级编制部门要将增加的编制全部下沉: the object, not the doer
        if word == "全部" and indicator is None:
            noun = re.compile(r"[\u4e00-\u9fff]{2,6}").match(text, high + 2, end)
            indicator = noun.span() if noun else None
        found.append(
            TargetMention(
                start=low, end=high, indicator=indicator, comparator="lt" if word == "负增长" else "eq", side=None,
                change="increase" if word.endswith("增长") else None,
                value=value, value_max=None, unit="%", unit_span=None, base=None,
                status=_status(text, sentence, clause, low, high, achieved),
                implied=True, modality=None if achieved else modality_of(text, sentence, low), certainty="implied",
            )
        )
    return found


_NAMED = re.compile("行动|攻坚|工程|计划|专项|目标|成果|成效")
_LISTED = re.compile("[^、]+")
_NO_GROWTH = re.compile(r"[零负]增长(?!点|极|率)")


@cache
def _whole_patterns() -> tuple[re.Pattern[str], ...]:
    whole = load_toml("targets.toml")["whole"]
    words = [w for w in whole["hundred"] if "\\" not in w]
    none = alternation(whole["none"])
    verbs = alternation([*whole["all_verbs"], *(v for v in load_toml("verbs.toml")["actions"] if len(v) > 1)])
    return (
        # 全覆盖 as an attribute (全覆盖排查) or as the name of an action states no end
        re.compile(rf"(?:{alternation(words)})(?!、零容忍|行动|工程|式|检查|排查|走访|监管|计划|培训|的\w|摸排|活动|扫描|质量|监测|与|和)|应([\u4e00-\u9fff]{{1,2}})尽\1|(?<=实现)全[省市县区域]覆盖"),
        re.compile(rf"(?:{alternation(whole['zero'])})(?!行动|攻坚|阶段|工程|计划)"),
        re.compile(rf"(?:实现|保持|做到|确保)(?P<none>零(?:{none})(?:、零(?:{none}))*)(?![\u4e00-\u9fff])"),
        re.compile(rf"普遍(?=建立|具备|开展|实现|实行|设立|配备)|全部(?=(?:要|须|都|均|已)?(?:(?:按期|按时|如期|高质量|高标准|依法|统一|免费|及时|集中|足额)?(?:{verbs})))"
            r"|(?<=覆盖)全部(?=[\u4e00-\u9fff])|(?<=完成)全部(?=[\u4e00-\u9fff]{2})|全部(?=[\u4e00-\u9fff]{2,20}(?:均|都)(?:应|要|实现|须))"),
    )


def _iter_wholes(text: str, start: int, end: int) -> list[tuple[tuple[int, int], float]]:
    hundred, zero, none, every = _whole_patterns()
    found: list[tuple[tuple[int, int], float]] = []
    if "全" in text[start:end] or "应" in text[start:end] or "百分之百" in text[start:end]:
        for match in hundred.finditer(text, start, end):
            low, high = match.span()
            found.append(((low, high), 100.0))
        found.extend((match.span(), 100.0) for match in every.finditer(text, start, end))
    if "普遍" in text[start:end] and "全" not in text[start:end]:
        found.extend((match.span(), 100.0) for match in every.finditer(text, start, end))
    if "增长" in text[start:end]:
        found.extend((match.span(), 0.0) for match in _NO_GROWTH.finditer(text, start, end))
    if "零" in text[start:end]:
        found.extend((match.span(), 0.0) for match in zero.finditer(text, start, end))
        for match in none.finditer(text, start, end):
            found.extend((part.span(), 0.0) for part in _LISTED.finditer(text, *match.span("none")))
    return found


def _share_after(text: str, found: list[TargetMention]) -> list[TargetMention]:
    """``分别达到80%、90%、95%以上``: 以上 belongs to each figure of the list."""
    out = list(found)
    for index in range(len(out) - 1, 0, -1):
        last, before = out[index], out[index - 1]
        if (
            last.comparator in ("ge", "le")
            and before.comparator == "eq"
            and last.unit == before.unit
            and not last.implied
            and not before.implied
            and text[before.end : last.start] in ("、", "和", "及", "与")
            and "分别" in text[max(0, before.start - 24 * (index + 1)) : before.start]
        ):
            out[index - 1] = dataclasses.replace(before, comparator=last.comparator)
    return out
