"""Measure → its numeric targets (指标值), as written.

A quantity is a target unless a rule of ``lexicon/not_targets.toml`` says why not; what a whole
without a number states (全覆盖, 应X尽X, 清零) is an implied one.
"""

from __future__ import annotations

import dataclasses
import re
from functools import cache

from policytext.extract.borders import Borders
from policytext.extract.indicators import (
    indicator_of,
    of_what_total,
    subject_of,
    with_listed_indicator,
)
from policytext.extract.mentions import TargetMention
from policytext.extract.not_targets import is_no_target
from policytext.extract.quantities import Quantity, find_quantities
from policytext.extract.statuses import modality_of, status_of
from policytext.lexicon import load_toml
from policytext.normalize.intervals import Intervals
from policytext.normalize.words import alternation
from policytext.structure.problems import problem_part

_QUOTED = re.compile(r"“[^”\n]{1,18}”|《[^》\n]{1,80}》|\"[^\"\n]{1,14}\"|〔[^〕\n]{0,12}〕\d*号?")
_AFTER_BASE = (
    r"(?=配备|配置|拥有|至少|不少于|不超过|不得|不高于|设立|设置|选派|建设|建成|打造|培育|有|要|须|应"
    r"|都|建立|落地|达到|不低于|开展|组织|新|引进|形成|举办|实施|遴选|推广|开发|培训|完成|安排|保留"
    r"|每|\d|[一二两三](?=[个名支场次]))"
)
# what is counted in the hundreds ends there: 每10万人口高等教育人数 is per 100,000 people
_DENOMINATOR = r"(?:城镇|城市|农村)?(?:常住|户籍)?人口|人(?![口民次])|户(?:居民|家庭)?|平方米|平方公里|亩"
_CHANGES = r"增长|增加|提高|提升|下降|降低|减少|压减|翻|相比|(?:高|低|多)(?![于质水效标新])"
# between the reference and the change, part of neither: 比上年分别增长, 较2020年大幅下降
_ADVERBS = r"(?:分别|将|只|还|又|再|均|各|已|约|偏|实际|平均|大幅度?|累计|预计|同比|进一步|显著|明显|净|共|全年)*"
_BASE = re.compile(
    r"每(?:半|[两二三四五六]个?|隔|\d{1,2}个?)?(?:年|月|季度?|周|旬|天|日|晚|学期|小时|分钟)|年均"
    r"|人均|户均|平均每(?:季度|[年月周天日人户亩家村])"
    rf"|每[百千万十\d]++(?:{_DENOMINATOR}|[\u4e00-\u9fff]{{1,11}}?(?:{_AFTER_BASE}|$))"
    rf"|每(?:个|名|位|家|户|所|支|座|处|条|件|项|场|村|社区|镇|县|区|市|校|街道|乡"
    rf"|街)(?:[^,。;\d]{{0,8}}?){_AFTER_BASE}"
    # right before the number: 每个社区8人, 每村(社区)1名
    r"|每(?:个[\u4e00-\u9fff]{0,5}(?:社区|村|镇|乡|县|市|区|街道|网格|组|校|站|点|企业|单位|部门|项目"
    r"|学科|家庭|院|班)|[家户所支座处村镇县区市校乡街])(?:\([^()]{1,6}\))?$"
    # 与 without 相比 joins: 项目数与合同额分别增长
    r"|(?:(?<![占之对相可同百评环])比(?!例|重|率|较|亚|武|分别)|较|与(?=[^,。;]{1,16}相比))"
    rf"(?P<than>[^,。;比较]{{1,16}}?)(?={_ADVERBS}(?:{_CHANGES}))"
    r"|在(?P<on>[^,。;]{1,16}?)(?:的?基础上|基数上)"
)
# 高于全省平均水平0.5个百分点, 是上年的2.5倍, 为年计划的118.8%, 超时序进度32.6个百分点
_AGAINST = re.compile(
    r"(?:(?:高|低|快|慢|好|优|多|大|领先|落后)于|超出"
    r"|(?<=[,。;、])超过?)(?P<above>[^,。;、\d]{0,6}?(?:全[国省市县区州球]|面上|年初|年度|时序|进度"
    r"|计划|目标|任务|平均|同期|上年|预期|总体|规上)[^,。;、\d]{0,8}?)(?:约|近|了)?$"
    r"|(?:是|为|达|相当于|占)(?P<of>上年(?:同期)?|去年(?:同期)?"
    r"|[^,。;、\d]{0,8}?(?:计划|任务|目标|预算)(?:数|额|总量)?)的(?:约|近)?$"
)
MAX_BASE_CHARS = 30
_GIVEN = re.compile(r".*?(?:要|应|须)?(?:将|把)(?=[\u4e00-\u9fff(])")


def find_targets(text: str, start: int, end: int, *, achieved: bool = False) -> list[TargetMention]:
    """The targets of ``text[start:end]``, in order.

    Args:
        achieved: the passage reports what was done, so that bare figures are results.
    """
    borders = Borders.of(text, start, end)
    quoted = Intervals(match.span() for match in _QUOTED.finditer(text, start, end))
    found: list[TargetMention] = []
    problem = (start, start) if achieved else problem_part(text, start, end)
    quantities = find_quantities(text, start, end)
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if quantity.unit is None and quantity.end == len(text):
            continue  # 综合利用率不低于 9: the page ends inside the number
        if is_no_target(text, start, end, quantity, following, borders, quoted, achieved):
            continue
        mention = of_what_total(text, _mention(text, quantity, end, borders, achieved), found, borders)
        found.append(with_listed_indicator(text, mention, quantity, quantities[:index], found, borders))
    found.extend(_implied(text, start, end, borders, quoted, achieved))
    found.sort(key=lambda mention: (mention.start, -mention.end))
    found = [
        dataclasses.replace(m, status="baseline") if problem[0] <= m.start < problem[1] and not m.implied else m
        for m in found
    ]
    return _without_overlaps(_share_after(text, found))


def _without_overlaps(found: list[TargetMention]) -> list[TargetMention]:
    out: list[TargetMention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def _mention(text: str, quantity: Quantity, end: int, borders: Borders, achieved: bool) -> TargetMention:
    clause = borders.clause_start(quantity.start)
    sentence = borders.sentence_start(quantity.start)
    base = _base(text, sentence, clause, quantity)
    indicator = indicator_of(text, clause, sentence, quantity, end)
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
        status=status_of(text, sentence, clause, quantity.start, quantity.end, achieved),
        implied=False,
        modality=None if achieved else modality_of(text, sentence, quantity.start),
        certainty=_certainty(quantity, achieved),
    )


_RATE_UP = re.compile(r"(?:增速|增幅|涨幅|增长率|增长速度|提升幅度)$")
_RATE_DOWN = re.compile(r"(?:降幅|下降幅度|降低幅度|压减幅度)$")
_CUTS = re.compile(r"(?:再|要|将|共|平均|年均)?(?:压减|压缩|压降|减少|精简|削减|缩减)[^,。;\d]{2,10}$")


def _told_change(text: str, clause: int, quantity: Quantity, indicator: tuple[int, int] | None) -> str | None:
    """A change that the verb or the indicator tells without touching the number: 压减会议20%, 增速保持在8%."""
    if quantity.unit_kind not in ("percent", "factor", "measure", "money"):
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


def _base(text: str, sentence: int, clause: int, quantity: Quantity) -> tuple[int, int] | None:
    """Per what, or against what: 每万城镇常住人口, 2020年."""
    last: tuple[int, int] | None = None
    if quantity.unit_kind in ("percent", "factor", "points") and (
        against := _AGAINST.search(text, max(clause, quantity.start - MAX_BASE_CHARS), quantity.start)
    ):
        return against.span("above") if against["above"] else against.span("of")
    for match in _BASE.finditer(text, clause, quantity.number_start):
        if quantity.change and match[0] in ("人均", "户均"):
            continue  # 人均可支配收入增长6%: of the indicator's name
        group = "than" if match["than"] else "on" if match["on"] else 0
        last = match.span(group)
    if last is None and "每年" in text[sentence : quantity.start]:
        at = text.rindex("每年", sentence, quantity.start)
        return at, at + 2
    return last if last and last[1] > last[0] else None


def _implied(
    text: str,
    start: int,
    end: int,
    borders: Borders,
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
        zeroed = (
            word.endswith(("零", "零增长"))
            and name is not None
            and name[1] - name[0] <= 8
            and name[1] == high + 1
            and not _NAMED.match(text, name[1])
        )  # “动态清零”
        if name is not None and name[0] < low and high < name[1] and not word.startswith("应") and not zeroed:
            continue
        if name is not None and word.startswith("应") and _OF_A_SAYING.match(text, name[1]):
            continue  # 紧盯“应保尽保、应收尽收”要求
        indicator = subject_of(text, clause, low)
        if indicator and (given := _GIVEN.match(text, *indicator)) and indicator[1] - given.end() >= 2:
            indicator = (given.end(), indicator[1])  # 各级编制部门要将增加的编制全部下沉: the object, not the doer
        object_next = word == "全部" and text.endswith(("完成", "覆盖"), start, low)  # 完成全部管网改造
        if object_next or (word == "全部" and indicator is None):
            noun = re.compile(r"[\u4e00-\u9fff]{2,12}" if object_next else r"[\u4e00-\u9fff]{2,6}").match(
                text, high if object_next else high + 2, end
            )
            indicator = noun.span() if noun else None
        found.append(
            TargetMention(
                start=low,
                end=high,
                indicator=indicator,
                comparator="lt" if word == "负增长" else "eq",
                side=None,
                change="increase" if word.endswith("增长") else None,
                value=value,
                value_max=None,
                unit="%",
                unit_span=None,
                base=None,
                status=status_of(text, sentence, clause, low, high, achieved),
                implied=True,
                modality=None if achieved else modality_of(text, sentence, low),
                certainty="implied",
            )
        )
    return found


_OF_A_SAYING = re.compile("的?(?:行动|工程|总?要求|思路|原则|理念|方针|标准|宗旨)")
_NAMED = re.compile("行动|攻坚|工程|计划|专项|目标|成果|成效")
_LISTED = re.compile("[^、]+")
# 对217家企业开展全覆盖检查: each of them; 开展全覆盖排查 alone states no end
_EACH_CHECKED = re.compile(
    r"对[^,。;]{2,30}?(?:开展|进行|实行|实施)(?:一次"
    r"|一轮)?(?P<whole>全覆盖)(?=(?:执法)?(?:检查|排查|走访|巡查|摸排|检测|督查|体检|评估))"
)
_NO_GROWTH = re.compile(r"[零负]增长(?!点|极|率)")


@cache
def _whole_patterns() -> tuple[re.Pattern[str], ...]:
    whole = load_toml("targets.toml")["whole"]
    words = [w for w in whole["hundred"] if "\\" not in w]
    none = alternation(whole["none"])
    verbs = alternation([*whole["all_verbs"], *(v for v in load_toml("verbs.toml")["actions"] if len(v) > 1)])
    return (
        # 全覆盖 as an attribute (全覆盖排查) or as the name of an action states no end
        re.compile(
            rf"(?<![健安])(?:{alternation(words)})(?!、零容忍|行动|工程|式|检查|排查|走访|监管|计划|培训|的\w"
            rf"|摸排|活动|扫描|质量|监测|与|和)|应([\u4e00-\u9fff]{{1,2}})尽\1|(?<=实现)全[省市县区域]覆盖"
            r"|(?<=[\u4e00-\u9fff](?<![展行施织了的持]))全覆盖(?=(?:检查|排查|走访|巡查|摸排)(?!行动|工程|计划))"
        ),
        re.compile(
            rf"(?<!积分)(?<!里程)(?<!流量)(?:{alternation(whole['zero'])})(?!行动|攻坚|阶段|工程|计划)"
            rf"|(?<=[\u4e00-\u9fff])(?<![不归转化置])为零(?=[,。;、]|$)"
        ),
        re.compile(rf"(?:实现|保持|做到|确保)了?(?P<none>零(?:{none})(?:、零(?:{none}))*)(?![\u4e00-\u9fff])"),
        re.compile(
            rf"普遍(?=建立|具备|开展|实现|实行|设立|配备)"
            rf"|全部(?!清零|归零|见底)(?=(?:要|须|都|均|已)?(?:(?:按期|按时|如期|高质量|高标准|依法|统一|免费"
            rf"|及时|集中|足额)?(?:{verbs})))"
            r"|全部(?=向[^,。;]{2,14}?(?:开放|公开|开通|移交|共享|推送|归集))"
            r"|全部(?=(?:工程|项目|任务|路段|工作)[^,。;]{0,14}(?:完工|建成|竣工|完成|投用|通车))"
            r"|(?<=覆盖)全部(?=[\u4e00-\u9fff])|(?<=完成)全部(?=[\u4e00-\u9fff]{2})"
            r"|全部(?=[\u4e00-\u9fff]{2,20}(?:均|都)(?:应|要|实现|须))"
        ),
    )


def _iter_wholes(text: str, start: int, end: int) -> list[tuple[tuple[int, int], float]]:
    hundred, zero, none, every = _whole_patterns()
    found: list[tuple[tuple[int, int], float]] = []
    if "全" in text[start:end] or "应" in text[start:end] or "百分之百" in text[start:end]:
        for match in hundred.finditer(text, start, end):
            low, high = match.span()
            found.append(((low, high), 100.0))
        found.extend((match.span(), 100.0) for match in every.finditer(text, start, end))
        found.extend((match.span("whole"), 100.0) for match in _EACH_CHECKED.finditer(text, start, end))
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
            last.comparator in ("ge", "le", "approx")
            and before.comparator == "eq"
            and last.unit == before.unit
            and not last.implied
            and not before.implied
            and not (before.unit == "%" and before.value == 100 and last.comparator == "ge")
            and text[before.end : last.start] in ("、", "和", "及", "与")
            and "分别" in text[max(0, before.start - 24 * (index + 1)) : before.start]
        ):
            out[index - 1] = dataclasses.replace(before, comparator=last.comparator)
    return out
