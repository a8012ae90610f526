"""What a figure counts: the noun behind a count, the subject before a level, the name before an earlier figure."""

from __future__ import annotations

import dataclasses
import itertools
import re

from policytext.extract.borders import MAX_CLAUSE_CHARS, Borders
from policytext.extract.mentions import TargetMention
from policytext.extract.quantities import Quantity

# verbs of doing before a count: the noun after the number is the indicator (打造10个园区)
_COUNTED_NOUN = re.compile(r"(?:左右|以上|以内)?(?:的)?([\u4e00-\u9fffA-Za-z0-9“”\"()·/+、\-]{1,40})")
_TRIM_HEAD = re.compile(
    r"^(?:(?:到|至)?(?:20\d\d年度?|“?十[四五六]五”?(?:期?末|期间|时期)?)(?:年?底|末|前|内)*|今年|明年"
    r"|年内|年底前?|全年|每年|每半年|每季度?|每月|每周|逐年|[上下]半年|[一二三四]季度末?"
    r"|\d{1,2}月(?:\d{1,2}日|[底末])?(?:之?前)?|[一两二三四五]年内|“[^”]{1,4}”前|其中|同时|并|且|使"
    r"|让|将|要|把|力争|争取|确保|努力|预计|推动|推进|实现(?!率)|保持|完成(?!率)|促进|带动|引导|加快"
    r"|全面|基本|总体|累计|原则上|进一步|不断|持续|逐步|的|了|对|与|和|以及|,|、|使得|这是|它是|就有"
    r"|应当|均|都|也|分别|到(?!位|期|岗)|年(?![度均末底]))+"
)
_TRIM_TAIL = re.compile(
    r"(?:20\d\d年(?:底|末)?(?:达到?|为|是)|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[底末])?(?:之?前)"
    r"|年底前|(?:20\d\d年(?:底|末)?(?:前)?[、和至-]?)+|(?:(?<![自理缘经])由|从)[^,。;]{0,12}|同时"
    r"|其中|分别|动态|均|都|要|(?<![响供反对适回答呼])应|力争|争取|确保|预计|累计|总计|合计|共|约|将"
    r"|已|也|的|实现|完成|达|到|了|各|再|(?<!占)(?<!同)(?<!环)比(?!重|例|率|值).+|较.+|[同环]比.*"
    r"|(?:年|人)均|平均|不断|进一步|持续|稳步|有望|必须|须|需|原则上|,|、|:|\()+$"
)
_EARLIER_FIGURE = re.compile(
    r"(?:(?:年均|同比|约|均|要)?(?:不超过|不低于|不少于|不大于|不小于|不高于|达到?|提[高升]到|控制在"
    r"|降[低至到]+|突破|超过|增长)\d[\d.]*+[万亿]*+(?:[元%人家个台户]|公里|平方米|立方米|个百分点"
    r"|千瓦|亿美元)?+(?:以上|以下|左右|以内)?+(?!的|[、和][\u4e00-\u9fff])"
    r"|\d[\d.]*[万亿]*(?:元|%|个百分点|公里|平方米)(?:以上|以下|左右|以内)?(?=$|且|,))"
)
_OWN_FIGURE = re.compile(
    r"(?<=[\u4e00-\u9fff”)])(?:不低于|不少于|不超过|达到?|超过?|突破|提[高升]|上升|下降|降低|增[长加]"
    r"|减少|压减|新增|约|近)?(?:到|至)?\d[\d.]*[万亿千百余多]*(?:个百分点"
    r"|%|[\u4e00-\u9fff]{1,4})?(?:以上|以下|左右|以内)?$"
)
_LISTED_FIGURE = re.compile(
    r"\d[\d.]*[万亿千百]*[\u4e00-\u9fff%]{0,4}?(?:以上|以下|左右|以内)?[、和且](?=[\u4e00-\u9fff])"
)
# 5326个城市社区共有社区工作者约4.4万人: the next figure has its own name
_LATER_FIGURE = re.compile(
    r"(?:共有|共计|合计|中有|、|和)[^,。;]*\d|(?:约|近|达到?|超过?)?(?<![过超上\d.])\d+(?:\.\d)?(?=$"
    r"|[个家项名人件户座所次万亿%])"
)
# 全市90%的重点领域市场主体纳入平台: a share of what, up to its verb
_PLACE_ALONE = re.compile(r"(?:全[国省市州区县镇乡]|我[省市州区县]|辖区|区域)(?:内|范围内|新增)?")
_SHARE_OF = re.compile(
    r"(?:以上|左右)?的([\u4e00-\u9fff“”]{2,24}?)(?=纳入|完成|建[立成有]|达[到标]|实[现行施]|开展"
    r"|配[备套]|接入|设[立有]|通过|具备|参[与加]|使用|享|加入|列入|覆盖|安装|[,。;、)])"
)
_BARE_VERB = re.compile(
    r"(?:建成|改造|建设|安排|通报|新建|改建|完成|实现|累计|投入|推广|培育|打造|开展|组织|设立|配备"
    r"|达到|发放|举办|新增|总计|合计)+"
)
_TOTAL = re.compile(
    r"(?:累计|总|合计|全[市省县区]|达到?|其)*(?:总数|总量|总额|余额|数量|累计|总计|合计|在孵|保有量)"
    r"|(?:近|过去)?[一两二三四五六]年|年均"
)


def of_what_total(text: str, mention: TargetMention, found: list[TargetMention], borders: Borders) -> TargetMention:
    """新增小巨人企业10家,总数达33家: the total is of what the figure before it counts."""
    if mention.indicator is None or not found or not _TOTAL.fullmatch(text, *mention.indicator):
        return mention
    before = found[-1]
    if before.indicator is None or before.start < borders.sentence_start(mention.start):
        return mention
    return dataclasses.replace(mention, indicator=before.indicator)


# 从890个村优调为532个村
_CHANGED_INTO = (
    "(?:优化?|合并|整合|调整|精简|压减|减少|撤并|扩大|增加|发展|扩充|拓展|扩展|壮大|增长)(?:调整?)?(?:[为到至成])"
)
_BECAME = re.compile(rf"(?P<noun>[\u4e00-\u9fff]{{0,8}}?){_CHANGED_INTO}$")
_FROM_SO_MANY = re.compile(rf"[从由]\d[\d.]*[万千]?[\u4e00-\u9fff](?P<noun>[\u4e00-\u9fff]{{1,8}}?){_CHANGED_INTO}$")


def indicator_of(text: str, clause: int, sentence: int, quantity: Quantity, end: int) -> tuple[int, int] | None:
    """What the number counts: the noun after a count, the subject before a level."""
    after: tuple[int, int] | None = None
    if quantity.unit_kind in ("count",):
        noun = _COUNTED_NOUN.match(text, quantity.end, min(end, quantity.end + 42))
        if noun and not noun[1].startswith(("、", "和", "以", "及", ")", "(", "的占")) and noun[1] != "的":
            after = noun.span(1)
            if later := _LATER_FIGURE.search(noun[1]):
                after = (after[0], after[0] + later.start()) if later.start() >= 2 else None
    if (
        after
        and quantity.unit_kind == "count"
        and (became := _BECAME.match(text, *after))
        and text[after[1] : after[1] + 1].isdigit()
    ):
        after = (after[0], became.end("noun")) if became["noun"] else None  # 由120个合并为86个
    if (
        after
        and (was := _FROM_SO_MANY.search(text, clause, quantity.number_start))
        and text.startswith(was["noun"], quantity.end)
    ):
        return quantity.end, quantity.end + len(was["noun"])
    before = subject_of(text, clause, quantity.start)
    if (
        quantity.unit == "%"
        and (before is None or _PLACE_ALONE.fullmatch(text, *before))
        and (share := _SHARE_OF.match(text, quantity.end, end))
    ):
        return share.span(1)
    if (
        (quantity.level or quantity.change or quantity.explicit)
        and before
        and not (after and quantity.unit_kind == "count" and not quantity.level)
    ):
        return before
    if after:
        return after
    if before:
        return before
    if (
        quantity.unit_kind == "count"
        and (aside := _ASIDE.match(text, quantity.end, end))
        and (noun := _COUNTED_NOUN.match(text, aside.end(), min(end, aside.end() + 42)))
    ):
        return noun.span(1)  # ,128个(包含所有中心城区)已完成工资套改
    opened = text.rfind("(", clause, quantity.start)
    if opened > clause:  # 金额达0.88亿元(较11月下降9.25%): of what stands before the bracket
        figure = _OWN_FIGURE.search(text, clause, opened)
        if told := subject_of(text, clause, figure.start() if figure else opened):
            return told
    # the subject stands in an earlier clause: 完成收入1060亿元,增长6%
    previous = max(text.rfind(mark, sentence, max(sentence, clause - 1)) for mark in ",:。;")
    low = previous + 1 if previous >= sentence else sentence
    if clause - 1 <= low:
        return None
    figure = _OWN_FIGURE.search(text, low, clause - 1)  # 新建基站2000个,累计达到1.5万个; 覆盖率提高2个百分点,达到27%
    return subject_of(text, low, figure.start() if figure else clause - 1)


_ONLY_A_FIGURE = re.compile(r"\d[\d.]*[万亿千百]*[\u4e00-\u9fff%]{1,2}(?<![省市县区镇乡村])")  # 分别完成12座、15座
_NEXT_OF_A_ROW = re.compile(r"[、和及与](?:20\d\d年(?:底)?)?")  # 完成率2024年40%、2025年75%
MAX_ROW_OF_FIGURES = 24
_ASIDE = re.compile(r"\([^()]{2,30}\)(?=[\u4e00-\u9fff])")


def with_listed_indicator(
    text: str,
    mention: TargetMention,
    quantity: Quantity,
    before: list[Quantity],
    found: list[TargetMention],
    borders: Borders,
) -> TargetMention:
    """In ``甲、乙、丙覆盖率分别达到80%、90%、95%`` the figures belong to the names in order."""
    chain = [quantity]
    for earlier in reversed(before):
        if len(chain) > MAX_ROW_OF_FIGURES or not _NEXT_OF_A_ROW.fullmatch(text, earlier.end, chain[0].start):
            break
        chain.insert(0, earlier)
    if len(chain) < 2 and not text.startswith(("、", "和"), quantity.end):
        return mention
    head = subject_of(text, borders.clause_start(chain[0].start), chain[0].start)
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
    names = [(a + (1 if i else 0), b) for i, (a, b) in enumerate(itertools.pairwise(edges)) if b - a > 1]
    return [] if any(b - a < 2 for a, b in names) else names  # 一、二、三产增加值: parts of one name


def _counts_noun(text: str, quantity: Quantity) -> bool:
    return (
        quantity.unit_kind == "count"
        and bool(re.match(r"[\u4e00-\u9fff“]", text[quantity.end : quantity.end + 1]))
        and text[quantity.end] not in "和及与以"
    )


_FIGURE_INSIDE = re.compile(r"\d[^,。;、和]*(?:%|[个家项万亿人元件种])[、和,]")


def subject_of(text: str, low: int, high: int) -> tuple[int, int] | None:
    low = max(low, high - MAX_CLAUSE_CHARS)
    opened = text.rfind("(", low, high)
    if opened >= 0 and ")" not in text[opened:high]:
        if opened + 1 < high:
            low = opened + 1  # 新增托位6870个(其中普惠托位5505个)
        else:
            low, high = max(low, text.rfind(")", low, opened) + 1), opened  # 改造农贸市场(不少于6个)和街巷(30条)
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
    if _BARE_VERB.fullmatch(head) or _ONLY_A_FIGURE.fullmatch(head):
        return None
    inner = _FIGURE_INSIDE.search(head)
    if inner:
        low = low + inner.end()
    if again := _TRIM_TAIL.search(text[low:high]):
        high = low + again.start()  # 覆盖率2024年|达到40%、2025年达到75%
    return (low, high) if high - low >= 2 else None
