"""Numbers and their units in the normal text, without what bounds them: 12.5万亩, 三四百名, 百分之五, 1:3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policytext.lexicon import load_rows
from policytext.normalize.numerals import parse_fraction, parse_number

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
class Figure:
    """A number with its unit, ``[start, end)``; the value in the written unit."""

    start: int
    end: int
    value: float
    value_max: float | None  # of a range
    unit: str | None
    kind: str  # of the unit: count, money, time, percent, ratio, factor, scale, …
    written: str  # the numeral
    fuzzy: bool = False  # 300余名
    unit_span: tuple[int, int] | None = None  # where the unit stands, to quote it as written


@cache
def _units() -> dict[str, str]:
    return {row["unit"]: row["kind"] for row in load_rows("quantity_units.csv")}


def _unless(words: str) -> str:
    return f"(?!{words})" if words else ""


@cache
def core() -> re.Pattern[str]:
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


# tens of thousands of people without a measure word: 14.95万脱贫人口, 近20万各民族家庭
_PEOPLE = re.compile(
    r"(?<=[万亿余多])(?!元|人|户|名|个|亩|吨|平|千瓦|件|家(?!庭)|次|套|只|头|辆|台|条|项|标)[\u4e00-\u9fff]{0,8}?"
    r"(?:人口|家庭|群众|毕业生|新生|居民|农民|职工|市民|学生|老年人|劳动力|学子|游客|人才|干部)"
)
# 350台(套), 120人(次): a second measure word in brackets is of the unit
_EITHER_UNIT = re.compile(r"\((?:套|次|台|座|处|条|个|辆|艘|部|组|所|家|间|户|件|批|期|场|株|头|只|项|支)\)")
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
_TO_ONE = re.compile(r"([\d.]+):1")
_POINTS = re.compile("个?百分点")
_LETTER_UNITS = frozenset("GTMP")
_HAN_AFTER = re.compile(r"(?!以上|以内|左右|以下)[\u4e00-\u9fffA-Za-z+]")


def read_figure(text: str, match: re.Match[str], start: int, end: int) -> Figure | None:
    """What a match of :func:`core` says; None where it is no figure (5G, 一带, 3到)."""
    return _fraction(text, match, end) if match["fraction"] else _number(text, match, start, end)


def _fraction(text: str, match: re.Match[str], end: int) -> Figure | None:
    written, stop = match["fraction"], match.end()
    ratio = _TO_ONE.fullmatch(written)
    parsed = (float(ratio[1]), None) if ratio else parse_fraction(written)
    if parsed is None or (written[-1] in "成半" and not parsed[1]):
        return None
    value, unit = parsed
    kind = "percent" if unit else "ratio"
    if points := _POINTS.match(text, stop, end):
        unit, stop = points[0], points.end()
    return Figure(match.start(), stop, value, None, unit, kind, written)


def _number(text: str, match: re.Match[str], start: int, end: int) -> Figure | None:
    at, stop, unit_end = match.start(), match.end(), match.end("unit")
    shared = _unit_of_list(text, match, start, end) if match["unit"] is None else None
    unit = match["unit"] or (shared["unit"] if shared else None)
    if (
        unit is None
        and not _PEOPLE.match(text, stop, end)
        and not _is_index(text, match, start, end)
        and not (match["n1"] in ("千万", "百亿", "千亿", "万亿") and _REACHES.search(text[max(start, at - 4) : at]))
    ):
        return None
    values = _range(match) if match["n2"] is not None else _single(text, match)
    if values is None:
        return None
    kind = _units()[unit] if unit else "scale"
    if unit and kind == "count" and (either := _EITHER_UNIT.match(text, stop, end)):
        stop = unit_end = either.end()
    if unit is None and match["fuzz"]:
        stop = match.end("scale" if match["scale"] else "fuzz")
    if unit in _LETTER_UNITS and _HAN_AFTER.match(text, stop, end):
        return None  # 5G基站, 4M带宽
    unit_span = (match.start("unit"), unit_end) if match["unit"] else shared.span("unit") if shared else None
    return Figure(at, stop, *values, unit, kind, match["n1"], bool(match["fuzz"]), unit_span)


def _range(match: re.Match[str]) -> tuple[float, float] | None:
    """300-500户, 1-3万: the scale belongs to both."""
    first, second = parse_number(match["n1"]), parse_number(match["n2"])
    if first is None or second is None:
        return None
    first *= _shared_scale(match["n1"], match["n2"])
    return None if first >= second and match["separator"] != "至" else (first, second)


def _single(text: str, match: re.Match[str]) -> tuple[float, float | None] | None:
    number = _bare_scale(match["n1"]) or parse_number(match["n1"])
    if number is None or (
        match["n1"] in ("亿", "万")
        and (_NUMBERS_LOST.match(text, match.end()) or text.endswith("约", 0, match.start()))
    ):
        return None
    if about := _NEXT_TO_EACH_OTHER.fullmatch(match["n1"]):  # 三四百名: from 300 to 400
        low, high = (float(parse_number(about[end] + about["scale"]) or 0) for end in ("low", "high"))
        step = low / (parse_number(about["low"]) or 1)
        return (low, high) if high - low == step else None
    scale = match["scale"]  # 40余万个
    return number * ((parse_number(scale) or _bare_scale(scale) or 1) if scale else 1), None


SHARED_CHARS = 24


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
