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
from policytext.lexicon import load_rows, load_toml
from policytext.normalize.intervals import Intervals
from policytext.normalize.numerals import parse_fraction, parse_number
from policytext.normalize.words import alternation

# 千瓦 and 百分 are units, their first character is no scale
_SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![瓦米克伏赫字])|百(?!分)|十)"
_ARABIC = rf"\d+(?:,\d{{3}})*(?:\.\d+)?(?: ?{_SCALE}(?:\d+{_SCALE})?)?"
_HAN = "[一二两三四五六七八九十百千万亿零〇]"
_CHINESE = rf"(?:{_HAN}+(?:点[一二三四五六七八九零〇]+(?:{_SCALE})?)?|半)"
_FRACTION = (
    rf"百万分之{_HAN}+|百分之{_HAN}+(?:点[一二三四五六七八九零〇]+)?|百分之\d+(?:\.\d+)?|千分之{_HAN}+|万分之{_HAN}+"
    rf"|[二三四五六七八九十]分之[一二两三四五六七八九]"
    rf"|[一二两三四五六七八九]成(?:半"
    rf"|[一二三四五六七八九](?!(?!以上|以下|以内|左右)[\u4e00-\u9fff]))?"
    rf"|(?<![\d.])[1-9]成(?:半)?(?=以上|左右|[,。;、)]|$)|\d/\d(?![\d/])|\d+(?:\.\d+)?:1(?![\d:])"
)
# \d runs of five digits and more without a unit are codes; the unit decides
_BARE_SCALE = (
    r"(?:(?:千万|百万|十万|百亿|千亿|万亿|亿)(?=[元吨亩人户平])|[百千万](?=[亩户人家名])"
    r"|(?:千万|百亿|千亿|万亿)(?=[级大,。;、]|台阶|规模))"
)


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


@cache
def _units() -> dict[str, str]:
    return {row["unit"]: row["kind"] for row in load_rows("quantity_units.csv")}


def _unless(words: str) -> str:
    return f"(?!{words})" if words else ""


@cache
def _core() -> re.Pattern[str]:
    rows = sorted(load_rows("quantity_units.csv"), key=lambda row: -len(row["unit"]))
    # 50亿项目 has no unit 项: what may not follow stands beside the unit
    units = "|".join(
        re.escape(row["unit"])
        + (
            f"(?!{_unless(row['unless'])}(?:{'|'.join(row['not_before']).replace('数', '数(?!据)')}))"
            if row["not_before"]
            else ""
        )
        for row in rows  # 报送一次数据, but 次数; 5家医院, but 家医
    )
    # 千万千升, 5千瓦: the last 千 belongs to the unit
    number = rf"(?:{_ARABIC}|{_BARE_SCALE}|{_CHINESE})(?!(?<=[万亿百\d]千)[升瓦克米伏])"
    # most characters open no number: the set in front spares them every branch
    return re.compile(
        rf"(?=[\d半{_HAN[1:]})(?:(?P<fraction>{_FRACTION})"
        rf"|(?P<n1>{number})(?:(?P<u1>{units})?(?P<separator>[-~至到]|--)(?P<n2>{number}))?"
        rf"(?P<fuzz>余|多(?!元[^,。;、)]|层|方|种|部|家庭)"
        rf"|来|几)?(?:(?<=[余多来几])(?P<scale>万|亿|千|百))?(?: ?(?P<unit>{units}))?)"
    )


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


# tens of thousands of people without a measure word: 14.95万脱贫人口, 近20万各民族家庭
_PEOPLE = re.compile(
    r"(?<=[万亿余多])(?!元|人|户|名|个|亩|吨|平|千瓦|件|家(?!庭)|次|套|只|头|辆|台|条|项|标)[\u4e00-\u9fff]{0,8}?"
    r"(?:人口|家庭|群众|毕业生|新生|居民|农民|职工|市民|学生|老年人|劳动力|学子|游客|人才|干部)"
)
# 350台(套), 120人(次): a second measure word in brackets is of the unit
_EITHER_UNIT = re.compile(r"\((?:套|次|台|座|处|条|个|辆|艘|部|组|所|家|间|户|件|批|期|场|株|头|只|项|支)\)")
_SCHOOLING = re.compile(r"受?教育(?:平均)?年限")
# a number without a unit after what is an index: 指数达到125左右, 容积率不高于2.5
_INDEX = re.compile(
    r"(?:(?:指数|系数|容积率|比值|收入比|得分|评分|水平|PUE值?|能效比)(?:要|须|应|力争|平均"
    r"|总体)?(?:达到?|不得?[高低]于|不超过|不少于|降[低至到]+|下降|缩小[至到]|提[高升]至?到?"
    r"|增[加长]至?到?|控制在|保持在|稳定在|高于|低于|突破)?"
    # 参保率达95以上: a page that lost its %
    r"|[\u4e00-\u9fff](?:率|占比|比重|比例|权重)(?:要|须|应|力争|平均|总体|均|分别)?(?:达到?"
    r"|不得?[高低少]于|不超过|降[低至到]+|提[高升][至到]|控制在|保持在|稳定在|高于|低于|突破))$"
)
_INDEX_END = re.compile(r"(?:左右|以上|以下|以内)?(?=[,。;、)]|$)")


def _is_index(text: str, match: re.Match[str], start: int, end: int) -> bool:
    return bool(
        match["n1"]
        and match["n1"][0].isdigit()
        and not match["n2"]
        and _INDEX.search(text[max(start, match.start() - 14) : match.start()])
        and _INDEX_END.match(text, match.end("n1"), end)
    )


_NEXT_TO_EACH_OTHER = re.compile("(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千万])")
# an order of magnitude without a unit: 总规模突破千亿
_REACHES = re.compile(r"(?:突破|超过?|达到?|迈上|跨越|过|冲刺)$")
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
_TO_ONE = re.compile(r"([\d.]+):1")
_POINTS = re.compile("个?百分点")
_FUZZ_AFTER = re.compile("(?:多|余)(?=[^种方元样])")
_LETTER_UNITS = frozenset("GTMP")
_HAN_AFTER = re.compile(r"(?!以上|以内|左右|以下)[\u4e00-\u9fffA-Za-z+]")


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """All quantities of ``text[start:end]``, in order.

    ``不少于18人`` → ge 18 人; ``增加一倍以上`` → ge, increase, 1 倍; ``300-500户`` → range.
    """
    found: list[Quantity] = []
    context = _context()
    at = start
    for match in _core().finditer(text, start, end):
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
    number_start, stop = match.span()
    before = text[max(start, number_start - 2) : number_start]
    if _NO_NUMBER_BEFORE.search(before):
        return None
    value_max: float | None = None
    unit: str | None
    unit_end = match.end("unit")
    if match["fraction"]:
        written_ratio = _TO_ONE.fullmatch(match["fraction"])
        parsed = (float(written_ratio[1]), None) if written_ratio else parse_fraction(match["fraction"])
        if parsed is None:
            return None
        value, unit = parsed
        written = match["fraction"]
        kind = "percent" if unit else "ratio"
        if match["fraction"][-1] in "成半" and not unit:
            return None
        if points := _POINTS.match(text, stop, end):
            unit, stop = points[0], points.end()
    else:
        shared = _unit_of_list(text, match, start, end) if match["unit"] is None else None
        unit = match["unit"] or (shared["unit"] if shared else None)
        if unit is None and not _PEOPLE.match(text, stop, end) and not _is_index(text, match, start, end):
            if not (
                match["n1"] in ("千万", "百亿", "千亿", "万亿")
                and _REACHES.search(text[max(start, number_start - 4) : number_start])
            ):
                return None
        if _is_range(match):
            first, second = parse_number(match["n1"]), parse_number(match["n2"])
            if first is None or second is None:
                return None
            scale = _shared_scale(match["n1"], match["n2"])
            value, value_max = first * scale, second
            if value >= value_max and match["separator"] != "至":
                return None
        elif match["separator"]:
            # 3到 is no range without a second number; the pattern gives both or none
            return None
        else:
            parsed_number = _bare_scale(match["n1"]) or parse_number(match["n1"])
            if parsed_number is None or (match["n1"] in ("亿", "万") and _NUMBERS_LOST.match(text, match.end())):
                return None
            value = parsed_number * (
                parse_number(match["scale"]) or _bare_scale(match["scale"]) or 1 if match["scale"] else 1
            )  # 40余万个
            if about := _NEXT_TO_EACH_OTHER.fullmatch(match["n1"]):  # 三四百名: from 300 to 400
                value, value_max = (float(parse_number(about[end] + about["scale"]) or 0) for end in ("low", "high"))
                if value_max - value != value / parse_number(about["low"]):
                    return None
        written = match["n1"]
        kind = _units()[unit] if unit else "scale"
        if unit and kind == "count" and (either := _EITHER_UNIT.match(text, stop, end)):
            stop, unit_end = either.end(), either.end()
        if unit is None and match["fuzz"]:
            stop = match.end("scale" if match["scale"] else "fuzz")
        if unit in _LETTER_UNITS and _HAN_AFTER.match(text, stop, end):
            return None  # 5G基站, 4M带宽
    comparator, side, change, level, explicit = "eq", None, None, False, False
    left = _find_left(text, max(start, number_start - LEFT_CHARS), number_start, context)
    begin = number_start
    if left and left.start() < number_start:
        bare = not (left["change"] or left["level"] or left["comparator"] or left["level2"])
        begin = number_start if bare else left.start()  # 涌现了300余名: 了 alone belongs to the verb
        verbs = [verb for verb in (left["level"], left["level2"]) if verb]
        level = bool(verbs)
        if left["change"]:
            change = "increase" if left["change"] in context.increase else "decrease"
        if level and change:
            change = None  # 提高到 is a level
        if left["comparator"]:
            comparator, side = context.comparator[left["comparator"]]
            explicit = True
            between = left["between"] or ""
            whole = re.fullmatch(
                r"(?:其|总|全部|在编)?[人总][数额量员]的?|(?:每[\u4e00-\u9fff]{1,4}){1,2}|[人户生亩]均", between
            ) or (kind in ("percent", "ratio", "factor") and (between.endswith("的") or _OF_A_BASE.fullmatch(between)))
            if (
                between
                and not whole
                and not left["comparator"].startswith(("至少", "最少", "至多", "最多", "最长", "最短"))
            ):
                # 不超过三个月的…5名: the comparator belongs to something else
                begin, comparator, side, explicit = number_start, "eq", None, False
                if left["level2"]:
                    begin = left.start("level2")
        elif any(verb in context.down for verb in verbs):
            comparator = "le"
        weak = {"为", "占", "是", "增", "降"}
        if set(verbs) & weak and not explicit and not left["change"]:
            begin = left.end() if verbs[-1] in weak else begin
            begin = number_start
    passes = _PASSES_TENTHS if written.endswith("成") or text.startswith("成", number_start + len(written)) else _PASSES
    if not explicit and begin == number_start and passes.search(text, max(start, number_start - 8), number_start):
        begin, comparator, explicit = number_start - 1, "gt", True
    if comparator == "gt" and unit in ("项", "个") and text.startswith("突破", begin) and _SOLVED.match(text, stop):
        begin, comparator, side, explicit, level = (
            number_start,
            "eq",
            None,
            False,
            False,
        )  # 突破50项关键技术: solved, not exceeded
    if value_max is not None:
        comparator, side = "range", None
    fuzz = None if match["fraction"] else match["fuzz"]
    if fuzz or (written[-1:] in "余多来几"):
        comparator, side = "approx", "above"
    tail = context.right.match(text, stop, end)
    if tail:
        means, after_side = context.after[tail["after"]]
        if not (tail["after"] == "起" and unit not in ("元",)):
            stop = tail.end()
            explicit = True
            if comparator != "range" or means == "approx":
                if not (comparator in ("gt", "lt") and means in ("ge", "le")):
                    comparator, side = means, after_side
    elif kind == "time" and text.startswith("内", stop) and not text.startswith("内容", stop):
        stop += 1
        comparator, side, explicit = "le", None, True
    if fuzz_after := _FUZZ_AFTER.match(text, stop, end):
        if unit in ("%", "倍") and not tail:
            stop = fuzz_after.end()
            comparator, side = "approx", "above"
    if match["fraction"] and ":" in match["fraction"] and not explicit and not level:
        return None  # 8:1 is as often a time or a score
    if unit == "年" and not ((explicit or _SCHOOLING.search(text, max(0, begin - 12), number_start)) and value <= 100):
        return None
    if (
        unit == "日"
        and not _DAYS_LEVEL.search(text, max(0, number_start - 6), number_start)
        and not (
            text.endswith("内", begin, stop)
            and text[number_start - 1 : number_start] != "月"
            and SERVICE.match(text, stop)
        )
    ):
        return None  # a day of a month, or how long a duty may take
    return Quantity(
        start=begin,
        end=stop,
        number_start=number_start,
        value=value,
        value_max=value_max,
        unit=unit,
        unit_kind=kind,
        comparator=comparator,
        side=side if comparator == "approx" else None,
        change=change,
        level=level,
        written=written,
        explicit=explicit,
        unit_span=None
        if match["fraction"]
        else (match.start("unit"), unit_end)
        if match["unit"]
        else shared.span("unit")
        if shared
        else None,
    )


@cache
def _listed_with_unit() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=lambda unit: -len(unit)))
    return re.compile(rf"(?:[、和与及]\d[\d.]*)+(?P<unit>{units})")


def _unit_of_list(text: str, match: re.Match[str], start: int, end: int) -> re.Match[str] | None:
    """分别不高于66和30微克/立方米: the unit behind the last number of a list is that of each."""
    if not match["n1"] or match["n2"] or match["fuzz"] or not match["n1"][-1].isdigit():
        return None
    if "分别" not in text[max(start, match.start() - SHARED_CHARS) : match.start()]:
        return None
    return _listed_with_unit().match(text, match.end(), end)


SHARED_CHARS = 24


# 办理时限压缩至15日以内
_DAYS_LEVEL = re.compile(r"(?:压[缩减降]|缩[短减]|减少|控制|降|不超过|不多于|缩短)(?:至|到|在|为)?$")


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


def _is_range(match: re.Match[str]) -> bool:
    return match["n2"] is not None


def _shared_scale(first: str, second: str) -> float:
    """In ``1-3万`` the scale belongs to both."""
    if first[-1] in "十百千万亿" or second[-1] not in "万亿":
        return 1.0
    return {"万": 1e4, "亿": 1e8}[second[-1]]


_NUMBERS_LOST = re.compile(
    "[,、;]?(?:同比)?(?:增长|下降|增加|减少|占)?%"
)  # 达到 亿元,增长 %: a model text without its numbers


def _bare_scale(written: str) -> float | None:
    return {
        "百": 100.0,
        "千": 1000.0,
        "万": 10000.0,
        "千万": 1e7,
        "百万": 1e6,
        "十万": 1e5,
        "百亿": 1e10,
        "千亿": 1e11,
        "万亿": 1e12,
        "亿": 1e8,
    }.get(written)


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
            quantity = Quantity(
                start=quantity.start,
                end=quantity.end,
                number_start=quantity.number_start,
                value=quantity.value,
                value_max=quantity.value_max,
                unit=quantity.unit,
                unit_kind=quantity.unit_kind,
                comparator=comparator,
                side=side,
                change=change,
                level=quantity.level,
                written=quantity.written,
                explicit=quantity.explicit,
                unit_span=quantity.unit_span,
            )
        out.append(quantity)
    return out
