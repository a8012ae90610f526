"""Quantities in the normal text: comparator, number and unit as one span.

Finding only; whether a quantity is a target is decided in :mod:`policytext.extract.targets`.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from policytext.extract.cues import SERVICE
from policytext.extract.figures import Figure, core, read_figure
from policytext.lexicon import load_toml
from policytext.normalize.intervals import Intervals
from policytext.normalize.words import alternation


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of the normal text, ``[start, end)``; values in the written unit."""

    start: int
    end: int
    number_start: int  # of the numeral itself
    value: float
    value_max: float | None
    unit: str | None
    unit_kind: str | None
    comparator: str
    side: str | None
    change: str | None
    level: bool  # a verb of level (达到, 为) touches the number
    written: str  # the numeral as written, to tell 一个 from 1个
    explicit: bool  # a comparator word stands there
    unit_span: tuple[int, int] | None = None  # where the unit stands, to quote it as written


@dataclass(frozen=True, slots=True)
class _Context:
    left: re.Pattern[str]
    right: re.Pattern[str]
    comparator: dict[str, tuple[str, str | None]]
    after: dict[str, tuple[str, str | None]]
    up: frozenset[str]
    down: frozenset[str]
    increase: frozenset[str]
    decrease: frozenset[str]


@cache
def _context() -> _Context:
    data: dict[str, Any] = load_toml("targets.toml")
    before: dict[str, tuple[str, str | None]] = {}
    after: dict[str, tuple[str, str | None]] = {}
    for rule in data["comparator"]:
        for word in rule["before"]:
            before[word] = (rule["means"], rule.get("side"))
        for word in rule["after"]:
            after[word] = (rule["means"], rule.get("side"))
    level, change = data["level"], data["change"]
    comparators = alternation(before)
    levels = alternation([*level["up"], *level["down"]])
    changes = alternation([*change["increase"], *change["decrease"]])
    # 至少配备1名, 不低于总数20%: a verb or a whole may stand between comparator and number
    between = r"(?:[\u4e00-\u9fff]{1,16}的|[\u4e00-\u9fff]{1,8}|(?:其|总|全部|在编)?[人总][数额量员](?:的)?)"
    left = re.compile(
        rf"(?:(?P<change>{changes}))?(?:(?P<level>{levels})了?)?"
        rf"(?:(?P<comparator>(?!最多跑)(?:{comparators}))(?P<between>{between})?)?(?P<level2>{levels})?了?$"
    )
    right = re.compile(rf"(?P<after>{alternation(after)})")
    return _Context(
        left=left,
        right=right,
        comparator=before,
        after=after,
        up=frozenset(level["up"]),
        down=frozenset(level["down"]),
        increase=frozenset(change["increase"]),
        decrease=frozenset(change["decrease"]),
    )


_SCHOOLING = re.compile(r"受?教育(?:平均)?年限")
_PASSES_TENTHS = re.compile("(?<![超通经不度去跨])过$")  # 支出进度9月底过八成
# 不高于市场价七成, 不低于平时2倍: the base stands between the comparator and its number
_OF_A_BASE = re.compile(
    r"(?:市场价格?|概算|预算|平时|上年(?:同期)?|同期|总[数量额]|原[价值]|造价|总?投资额?"
    r"|[\u4e00-\u9fff]{2,4}(?:数量?|总[数量额]|面积|人数|户数))"
)
_PASSES = re.compile(
    r"(?:规模|产值|收入|总量|营收|税收|投资|总额|金额|交易额|销售额|GDP|人口|总值|存款|贷款|客流|销量"
    r"|产量)(?:过|破)$"
)  # 规模过千亿
_SOLVED = re.compile(
    r"(?:过[\d十百千万亿]+、?)?(?:重大|关键|核心|共性|前沿|“|过百亿|过)[^,。;]{0,16}(?:技术|难题|瓶颈"
    r"|项目|产品)"
)
LEFT_CHARS = 22  # the longest comparator with a whole between: 不低于当地最低生活保障标准的
# a glyph that no one can read, within a line, may be the number's first digit; on its own it is a bullet
_NO_NUMBER_BEFORE = re.compile("(?:[A-Za-z0-9第.×/+№]|(?<=[\\dA-Za-z]):|[^\\d]-|\\d ?,|[^\n][\ufffd\ue000-\uf8ff])$")
_FUZZ_AFTER = re.compile("(?:多|余)(?=[^种方元样])")


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """All quantities of ``text[start:end]``, in order.

    ``不少于18人`` → ge 18 人; ``增加一倍以上`` → ge, increase, 1 倍; ``300-500户`` → range.
    """
    found: list[Quantity] = []
    context = _context()
    at = start
    for match in core().finditer(text, start, end):
        if match.start() < at:
            continue
        quantity = _read(text, match, start, end, context)
        if quantity is not None:
            found.append(quantity)
            at = quantity.end
    taken = Intervals((q.start, q.end) for q in found)
    for pattern, value in _FACTORS:
        for match in pattern.finditer(text, start, end):
            factor = _factor(text, match, value)
            if not taken.overlaps(factor.start, factor.end):
                taken.add(factor.start, factor.end)
                found.append(factor)
    found.sort(key=lambda q: q.start)
    return _share_comparators(text, found)


def _read(text: str, match: re.Match[str], start: int, end: int, context: _Context) -> Quantity | None:
    if _NO_NUMBER_BEFORE.search(text[max(start, match.start() - 2) : match.start()]):
        return None
    figure = read_figure(text, match, start, end)
    if figure is None:
        return None
    bound = _bound_before(text, figure, start, context)
    _bound_by_kind(text, figure, bound, start)
    stop = _bound_behind(text, figure, bound, end, context)
    if match["fraction"] and ":" in match["fraction"] and not (bound.explicit or bound.level):
        return None  # 8:1 is as often a time or a score
    if figure.unit in ("年", "日") and not _is_level_of_time(text, figure, bound, stop):
        return None
    return Quantity(
        start=bound.begin,
        end=stop,
        number_start=figure.start,
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
        unit_kind=figure.kind,
        comparator=bound.comparator,
        side=bound.side if bound.comparator == "approx" else None,
        change=bound.change,
        level=bound.level,
        written=figure.written,
        explicit=bound.explicit,
        unit_span=figure.unit_span,
    )


@dataclass(slots=True)
class _Bound:
    """How a figure is meant: what the words before and behind it say of its value."""

    begin: int
    comparator: str = "eq"
    side: str | None = None
    change: str | None = None
    level: bool = False
    explicit: bool = False


# 办理时限压缩至15日以内
_DAYS_LEVEL = re.compile(r"(?:压[缩减降]|缩[短减]|减少|控制|降|不超过|不多于|缩短)(?:至|到|在|为)?$")
_WEAK_VERBS = frozenset("为占是增降")
_WHOLE_BETWEEN = re.compile(r"(?:其|总|全部|在编)?[人总][数额量员]的?|(?:每[\u4e00-\u9fff]{1,4}){1,2}|[人户生亩]均")
_EXTREMES = ("至少", "最少", "至多", "最多", "最长", "最短")


def _bound_before(text: str, figure: Figure, start: int, context: _Context) -> _Bound:
    bound = _Bound(figure.start)
    left = _find_left(text, max(start, figure.start - LEFT_CHARS), figure.start, context)
    if left is None or left.start() >= figure.start:
        return bound
    bare = not (left["change"] or left["level"] or left["comparator"] or left["level2"])
    bound.begin = figure.start if bare else left.start()  # 涌现了300余名: 了 alone belongs to the verb
    verbs = [verb for verb in (left["level"], left["level2"]) if verb]
    bound.level = bool(verbs)
    if left["change"] and not verbs:  # 提高到 is a level
        bound.change = "increase" if left["change"] in context.increase else "decrease"
    if left["comparator"]:
        between = left["between"] or ""
        whole = _WHOLE_BETWEEN.fullmatch(between) or (
            figure.kind in ("percent", "ratio", "factor") and (between.endswith("的") or _OF_A_BASE.fullmatch(between))
        )
        if between and not whole and not left["comparator"].startswith(_EXTREMES):
            # 不超过三个月的…5名: the comparator belongs to something else
            bound.begin = left.start("level2") if left["level2"] else figure.start
        else:
            bound.comparator, bound.side = context.comparator[left["comparator"]]
            bound.explicit = True
    elif any(verb in context.down for verb in verbs):
        bound.comparator = "le"
    if not _WEAK_VERBS.isdisjoint(verbs) and not bound.explicit and not left["change"]:
        bound.begin = figure.start
    return bound


def _bound_by_kind(text: str, figure: Figure, bound: _Bound, start: int) -> None:
    """What 过, 突破, a range and 余 say."""
    at = figure.start
    tenths = figure.written.endswith("成") or text.startswith("成", at + len(figure.written))
    passes = _PASSES_TENTHS if tenths else _PASSES
    if not bound.explicit and bound.begin == at and passes.search(text, max(start, at - 8), at):
        bound.begin, bound.comparator, bound.explicit = at - 1, "gt", True
    if (
        bound.comparator == "gt"
        and figure.unit in ("项", "个")
        and text.startswith("突破", bound.begin)
        and _SOLVED.match(text, figure.end)
    ):
        # 突破50项关键技术: solved, not exceeded
        bound.begin, bound.comparator, bound.side, bound.explicit, bound.level = at, "eq", None, False, False
    if figure.value_max is not None:
        bound.comparator, bound.side = "range", None
    if figure.fuzzy or figure.written[-1:] in "余多来几":
        bound.comparator, bound.side = "approx", "above"


def _bound_behind(text: str, figure: Figure, bound: _Bound, end: int, context: _Context) -> int:
    """Take in 以上, 左右, 内; where the whole ends."""
    stop = figure.end
    tail = context.right.match(text, stop, end)
    if tail:
        means, side = context.after[tail["after"]]
        if tail["after"] != "起" or figure.unit == "元":
            stop = tail.end()
            bound.explicit = True
            keeps_range = bound.comparator == "range" and means != "approx"
            keeps_strict = bound.comparator in ("gt", "lt") and means in ("ge", "le")
            if not (keeps_range or keeps_strict):
                bound.comparator, bound.side = means, side
    elif figure.kind == "time" and text.startswith("内", stop) and not text.startswith("内容", stop):
        stop += 1
        bound.comparator, bound.side, bound.explicit = "le", None, True
    fuzz = _FUZZ_AFTER.match(text, stop, end)
    if fuzz and figure.unit in ("%", "倍") and not tail:
        stop = fuzz.end()
        bound.comparator, bound.side = "approx", "above"
    return stop


def _is_level_of_time(text: str, figure: Figure, bound: _Bound, stop: int) -> bool:
    """15年以上, 受教育年限达到11年, 3日内办结; no day of a month, nor how long a duty may take."""
    at = figure.start
    if figure.unit == "年":
        schooling = _SCHOOLING.search(text, max(0, bound.begin - 12), at)
        return bool(bound.explicit or schooling) and figure.value <= 100
    return _DAYS_LEVEL.search(text, max(0, at - 6), at) is not None or (
        text.endswith("内", bound.begin, stop) and text[at - 1 : at] != "月" and SERVICE.match(text, stop) is not None
    )


def _find_left(text: str, low: int, number_start: int, context: _Context) -> re.Match[str] | None:
    """The comparator and verb that end at the number; 约 of 签约率 is none, so look again behind it."""
    first = low
    while low < number_start:
        match = context.left.search(text, low, number_start)
        if match is None or match.start() >= number_start:
            return match
        head = match.group(0)
        eaten = match["between"] and head[:1] in "约超近逾" and len(head) > 3
        if not eaten and _is_word_border(text, first, match.start(), match):
            return match
        low = match.start() + 1
    return None


_THINGS_COUNTED = re.compile(
    r"\d+万?(?:[家所座处户条项]|个(?!百|多百|基点|点|等级|档|位|台阶|单位|层级))(?=[\u4e00-\u9fff])"
)


def _is_word_border(text: str, start: int, begin: int, left: re.Match[str]) -> bool:
    """Whether the comparator found before the number is a word of its own (附近 is not 近)."""
    head = left.group(0)
    before = text[begin - 1] if begin > start else ""
    traps = {
        "近": "附最远邻临靠亲",
        "超": "赶反",
        "约": "节集签契条公制大特预履违",
        "为": "作成行认称",
        "占": "抢",
        "达": "到直表发",
        "增": "新",
        "降": "升下",
        "是": "就还",
    }
    if head.startswith(("提升", "提高")) and (
        before in ("造", "化", "治") or (len(head) == 2 and _THINGS_COUNTED.match(text, left.end()))
    ):
        return False  # 改造提升45座, 提升100家机构服务水平
    return not before or before not in traps.get(head[:1], "") or (len(head) > 2 and not head.startswith("为"))


_FACTORS: tuple[tuple[re.Pattern[str], float | None], ...] = (
    (re.compile(r"翻了?(?P<n>[一二两三\d])番|翻番|翻一倍"), None),
    (re.compile(r"(?:超过?半数?|过半)(?![一-鿿]{0,2}(?:月|年|个))"), 50.0),
    (
        re.compile(
            r"半数以上|不得?[少低]于半数|(?<=[完建达投启竣收改供][成工到用割造完毕])一半(?:以上"
            r"|左右)?(?=[,。;、]|$)"
        ),
        50.0,
    ),
    (
        re.compile(
            r"(?P<change>减少|降低|下降|压减|精简|缩减|压缩|缩短|削减)?(?:减半"
            r"|一半(?:以上|左右)?(?=[,。;、]|$))"
        ),
        0.5,
    ),
)


def _factor(text: str, match: re.Match[str], value: float | None) -> Quantity:
    """``翻一番`` is an increase by 1 倍, ``翻两番`` by 3 倍, ``减半`` a decrease by 0.5, ``过半`` more than 50 %."""
    written = match.group(0)
    increase = written.startswith("翻")
    unit: str | None = "倍" if increase else "%" if value == 50 else None
    if increase:
        times = {"一": 1, "二": 2, "两": 2, "三": 3}
        doubled = match["n"] if "n" in match.re.groupindex else None
        n = times.get(doubled or "一") or int(doubled or 1)
        value = float(2**n - 1)
    change: str | None = "increase" if increase else "decrease" if re.search("[减降缩]", written) else None
    stop = match.end()
    comparator = "eq"
    if text.startswith("以上", stop):
        stop += 2
    side = None
    if text[match.start() : stop].endswith("以上") or written.startswith("不"):
        comparator = "ge"
    elif written.endswith("左右"):
        comparator, side = "approx", "both"
    elif written.startswith(("超", "过")):
        comparator = "gt"
    return Quantity(
        start=match.start(),
        end=stop,
        number_start=match.start(),
        value=float(value or 0),
        value_max=None,
        unit=unit,
        unit_kind="factor" if increase else "percent" if unit else "ratio",
        comparator=comparator,
        side=side,
        change=change,
        level=False,
        written=written,
        explicit=False,
    )


def _share_comparators(text: str, found: list[Quantity]) -> list[Quantity]:
    """In ``分别增长5%、6%`` the change belongs to each; in ``超过1万亿元、2万亿元`` the comparator."""
    out: list[Quantity] = []
    sharing = False  # 分别不低于50%、40%、30%: the comparator belongs to each
    for quantity in found:
        previous = out[-1] if out else None
        listed = (
            previous is not None
            and quantity.start == quantity.number_start
            and not quantity.explicit
            and quantity.comparator == "eq"
            and text[previous.end : quantity.start] in ("、", "和")
        )
        opens = (
            previous is not None
            and previous.explicit
            and previous.comparator in ("gt", "lt", "ge", "le")
            and previous.start < previous.number_start
            and "分别" in text[max(0, previous.start - 4) : previous.start]
        )
        sharing = listed and (sharing or opens)
        if sharing and previous is not None:
            quantity = dataclasses.replace(quantity, comparator=previous.comparator, side=previous.side)
        if (
            previous is not None
            and quantity.start == quantity.number_start
            and text[previous.end : quantity.start] in ("、", "和", "及", "与", ",")
            and previous.unit == quantity.unit
            and not quantity.level
            and quantity.unit_kind != "count"
        ):
            beside = text[previous.end : quantity.start] != ","
            change = quantity.change or (previous.change if beside else None)
            comparator, side = quantity.comparator, quantity.side
            if beside and not quantity.explicit and previous.comparator in ("gt", "lt") and previous.explicit:
                comparator, side = previous.comparator, previous.side
            quantity = dataclasses.replace(quantity, comparator=comparator, side=side, change=change)
        out.append(quantity)
    return out
