"""Row of a table → targets and times of its cells.

A cell is a sentence of its own: what stands in the next one is no part of its indicator. A figure
alone (``95%`` under 目标值, ``20`` beside the unit ``个``) is about what the cell of the indicator names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policytext.extract.deadlines import ONGOING, find_times
from policytext.extract.mentions import TargetMention
from policytext.extract.targets import find_targets
from policytext.extract.time_mentions import TimeMention
from policytext.normalize.numerals import ARABIC, parse_number
from policytext.structure.indicators import Figure, IndicatorTable
from policytext.structure.table_columns import Row

#: Columns whose figures are wanted; numbers of 序号, 备注 and 基期值 are none.
FIGURE_COLUMNS = ("task", "target", "other")
MAX_INDICATOR_CHARS = 30
_ITEM = re.compile(r"(?<![\d.])(?:\((?P<round>\d{1,2})\)|(?P<plain>\d{1,2})[.、)](?!\d)|(?P<circled>[①-⑳]))")
_ITEM_BEFORE = re.compile(r"[。;:\s]|[\u4e00-\u9fff)”]")
_BARE = re.compile(
    rf"(?P<sign>≥|>=|>|≤|<=|<|不(?:低|少|小)于|不(?:高|超|大|多)[于过]|超过|约"
    rf"|达到?)?(?P<number>{ARABIC})(?P<scale>[万亿]{{0,2}})(?:[-~—至](?P<most>{ARABIC}))?"
    rf"(?:以(?P<after>上|下|内)|(?P<about>左右))?"
)
_COMPARATORS = {
    "≥": "ge",
    ">=": "ge",
    ">": "gt",
    "≤": "le",
    "<=": "le",
    "<": "lt",
    "超过": "gt",
    "约": "approx",
    "达": "eq",
    "达到": "eq",
}
_MARKER = re.compile(r"(?:\(?\d{1,2}[.、)]|[①-⑳]|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|[★▲●☆*] ?)+")
_YEAR = re.compile(r"(20\d\d)年")


def find_cell_targets(text: str, row: Row) -> list[TargetMention]:
    """The targets of a row with tabs, cell by cell, in order."""
    found: list[TargetMention] = []
    name = _indicator_cell(text, row)
    measured = next(((low, high) for column, low, high in row.cells if column == "measured_in"), None)
    for index, (column, low, high) in enumerate(row.cells):
        head = row.heads[index] if row.heads else None
        if column == "note" and head and (money := _MONEY_HEAD.search(text, *head)):
            found += _money(
                text, low, high, head, money.span("unit") if money["unit"] else _unit_of_caption(text, row.heads[0][0])
            )
            continue
        if column == "deadline" and _STEP.search(text, low, high):
            found += find_targets(text, low, high)  # 6月底前完成60%,11月底前全部完成
            continue
        if column not in FIGURE_COLUMNS and column != "done":
            continue
        own: list[TargetMention] = []
        for start, end in iter_items(text, low, high):
            own.extend(find_targets(text, start, end, achieved=column == "done"))
        if column == "task" and head and _PROBLEM_HEAD.search(text, *head):
            own = [replace(mention, status="baseline") for mention in own]
        if (
            not own
            and column == "target"
            and (bare := _bare_figure(text, low, high, measured or _unit_of_name(text, row, low)))
        ):
            own = [bare]
        if (
            column == "target"
            and name is not None
            and own
            and (len(own) == 1 or own[0].start == low)
            and own[0].indicator is None
            and name[1] <= low
        ):
            own = [replace(own[0], indicator=name), *own[1:]]
        found.extend(own)
    found.sort(key=lambda mention: mention.start)
    return found


_STEP = re.compile(r"完成\d[\d.]*%|全部完成")
# 总投资(万元): what stands below is money that is put in
_MONEY_HEAD = re.compile(r"(?:投资|资金|经费)(?:额|规模|估算|计划)?(?:\((?P<unit>[万亿]元)\))?$")
_CAPTION_UNIT = re.compile(r"单位[::] ?(?P<unit>[万亿]?元)\)?\n(?:[^\n]{0,40}\n)?$")
CAPTION_REACH = 80
_SPENT_BEFORE = re.compile(r"截至|已完成|累计|上年|往年")
# 反馈问题, 存在问题: how things were found
_PROBLEM_HEAD = re.compile(r"问题(?:清单|表现|描述|内容|概述)?$")


def _unit_of_caption(text: str, head: int) -> tuple[int, int] | None:
    """The unit that stands over a table: 单位:万元."""
    told = _CAPTION_UNIT.search(text[max(0, head - CAPTION_REACH) : head])
    return (
        (max(0, head - CAPTION_REACH) + told.start("unit"), max(0, head - CAPTION_REACH) + told.end("unit"))
        if told
        else None
    )


def _money(text: str, low: int, high: int, head: tuple[int, int], unit: tuple[int, int] | None) -> list[TargetMention]:
    """The sum of a cell below 总投资; what was spent before is a baseline. Without a unit nobody knows how much it is."""
    bare = _bare_figure(text, low, high, unit) if unit else None
    if bare is None:
        return []
    return [replace(bare, status="baseline" if _SPENT_BEFORE.search(text, *head) else bare.status)]


_UNIT_OF_NAME = re.compile(r"\((?P<unit>[\u4e00-\u9fff%‰/]{1,8})\)$")


def _unit_of_name(text: str, row: Row, before: int) -> tuple[int, int] | None:
    """The unit behind the name of an indicator, of the cells before a figure the nearest with one: 规上工业企业数(家) | 712 | 750."""
    for _, low, high in reversed(row.cells):
        if high <= before and (unit := _UNIT_OF_NAME.search(text, low, high)):
            return unit.span("unit")
    return None


_AHEAD = re.compile(
    r"(?:^|(?<=[。;,\n]))(?:下一?步|下阶段|今后|将(?=继续|进一步|加快|再|采取|于)|力争|计划"
    r"|预计(?=[^,。;]{0,8}(?:月|季度|年))|(?:[一二三四]季度|下半年|年底前?)将"
    r"|(?:余下|剩余|其余)[^,。;]{0,10}(?:\d{1,2}月|年底)|[^,。;]{0,6}须于"
    r"|\d{1,2}月(?:[上中下]旬|底|末)?前(?=完成|建成|全部|投用))"
)


def ahead_in(text: str, low: int, high: int) -> int:
    """Where a cell that tells what was done begins to tell what comes next (下一步,…); ``high`` where it does not."""
    match = _AHEAD.search(text, low, high)
    return match.start() if match else high


def find_cell_times(text: str, row: Row) -> list[TimeMention]:
    """The times of a row with tabs: of 完成时限 as stated limits, of a year's column, of tasks and aims as in prose."""
    found: list[TimeMention] = []
    years: set[tuple[int, int]] = set()
    limits: set[str] = set()
    for index, (column, low, high) in enumerate(row.cells):
        if column in ("deadline", "inherited:deadline") or (column == "note" and ONGOING.fullmatch(text, low, high)):
            if text[low:high] not in limits:  # repeated in each row of a merged task
                limits.add(text[low:high])
                if year := _BARE_YEAR.fullmatch(text, low, high):
                    found.append(TimeMention(start=low, end=high, kind="calendar", year=year[0], to=True))
                else:
                    found.extend(find_times(text, low, high, stated=True))
        elif column == "done":
            found.extend(find_times(text, ahead_in(text, low, high), high))
        elif column in FIGURE_COLUMNS:
            for start, end in iter_items(text, low, high):
                found.extend(find_times(text, start, end))
            found.extend(
                TimeMention(start=m.start(), end=m.end(), kind="ongoing") for m in _ALWAYS.finditer(text, low, high)
            )
            if column == "target" and (head := row.heads[index]) not in years and (year := _YEAR.search(text, *head)):
                years.add(head)
                found.append(TimeMention(start=year.start(), end=year.end(), kind="calendar", year=year[1], to=True))
    found.sort(key=lambda mention: (mention.start, mention.end))
    return found


_ALWAYS = re.compile(r"(?:(?<=[。;\t])|^)(?:长期坚持|常态化?推进|持续推进|常年坚持)(?=[,。;])")  # a clause of its own
_BARE_YEAR = re.compile(r"20\d\d")  # below 建设时间
_BRACKETED = re.compile(r"[〔\[【(](?P<inside>[^〔〕\[\]【】()]{1,16})[〕\]】)]")
_SUM_OF_YEARS = re.compile(r"(?:[二三四五]年|期间)?累计")
_FALLS = re.compile(r"(?:下降|降低|降幅|减少|削减|减排)(?:率|幅度|比例|量)?(?:\([^()]*\))?$")
_GROWS = re.compile(r"(?:增长|增速|增幅|提高)(?:率|幅度|速度)?(?:\([^()]*\))?$")


def find_indicator_targets(
    text: str, table: IndicatorTable, now: int | None
) -> list[tuple[TargetMention, TimeMention | None]]:
    """Each figure of a table of indicators with the year that its column names; the years that are over are baselines.

    Args:
        now: the document's own year, or that in which its plan begins.
    """
    found: list[tuple[TargetMention, TimeMention | None]] = []
    for figure in table.figures:
        low, high = figure.cell
        bracketed = _BRACKETED.fullmatch(text, low, high)
        if bracketed:
            low, high = bracketed.span("inside")
        own = find_targets(text, low, high)
        # 年均增长 counts in %, a sum of years (〔48〕 beside 个) in what the row does
        rate = (
            figure.column.change is not None
            and not bracketed
            and not (figure.measured_in and text[slice(*figure.measured_in)].startswith("%"))
        )
        if not own or (own[0].unit is None and figure.measured_in and not rate):
            bare = _bare_figure(text, low, high, None if rate else figure.measured_in)
            own = [replace(bare, unit="%") if rate else bare] if bare else own
        if not own:
            continue
        over = _is_over(figure, table, now)
        name = text[slice(*figure.name)]
        change = (
            own[0].change
            or figure.column.change
            or ("decrease" if _FALLS.search(name) else "increase" if _GROWS.search(name) else None)
        )
        base = own[0].base or figure.column.base
        if bracketed and table.notes and (told := _SUM_OF_YEARS.search(text, *table.notes)):
            base = told.span()
        target = replace(
            own[0], indicator=figure.name, change=change, base=base, status="baseline" if over else "planned"
        )
        year = _YEAR.search(text, *figure.column.head) if not over and figure.column.year else None
        time = TimeMention(start=year.start(), end=year.end(), kind="calendar", year=year[1], to=True) if year else None
        found.append((target, time))
    return found


def _is_over(figure: Figure, table: IndicatorTable, now: int | None) -> bool:
    """Whether a column tells what was: by its words (现状), by its year, or as the first of years far apart."""
    column = figure.column
    if column.past is not None:
        return column.past
    years = sorted({f.column.year for f in table.figures if f.column.year})
    if column.year is None:
        return False
    if now is not None and column.year != now:
        return column.year < now
    if len(years) < 2 or column.year != years[0]:
        return False
    return now is None or years[1] - years[0] >= YEARS_OF_A_PLAN


YEARS_OF_A_PLAN = 3


def iter_items(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The numbered items of a cell without their numbers (``1.建站20个2.培训300人``); else the cell as a whole."""
    marks: list[tuple[int, int]] = []
    for match in _ITEM.finditer(text, low, high):
        number = int(match["round"] or match["plain"] or 0) or ord(match["circled"]) - 0x245F
        at = match.start()
        if number == len(marks) + 1 and (at == low or _ITEM_BEFORE.match(text, at - 1)):
            marks.append(match.span())
    if len(marks) < 2:
        if marks and marks[0][0] == low:
            low = marks[0][1]
        if low < high:
            yield low, high
        return
    if marks[0][0] > low:
        yield low, marks[0][0]
    for position, (_, start) in enumerate(marks):
        end = marks[position + 1][0] if position + 1 < len(marks) else high
        if start < end:
            yield start, end


def _indicator_cell(text: str, row: Row) -> tuple[int, int] | None:
    """The short cell that names what is measured: the last task before the figures."""
    for column, low, high in reversed(row.cells):
        if column == "task":
            marker = _MARKER.match(text, low, high)
            low = marker.end() if marker else low
            return (low, high) if 0 < high - low <= MAX_INDICATOR_CHARS and "。" not in text[low:high] else None
    return None


def _bare_figure(text: str, low: int, high: int, measured: tuple[int, int] | None) -> TargetMention | None:
    """A number without a unit in a column of aims, measured in what the column 单位 says."""
    match = _BARE.fullmatch(text, low, high)
    value = parse_number(match["number"] + match["scale"]) if match else None
    if match is None or value is None or _YEAR.fullmatch(text[low:high] + "年"):
        return None
    sign = match["sign"] or ""
    most = parse_number(match["most"]) if match["most"] else None
    comparator = _COMPARATORS.get(sign) or (
        "ge" if sign[:2] in ("不低", "不少", "不小") else "le" if sign else "range" if most else "eq"
    )
    if match["after"]:
        comparator = "ge" if match["after"] == "上" else "le"
    if match["about"]:
        comparator = "approx"
    unit = text[slice(*measured)] if measured else None
    if unit and (scaled := re.fullmatch(r"([万亿]+)(.+)", unit)):
        scale = {"万": 1e4, "亿": 1e8, "万亿": 1e12}.get(scaled[1], 1.0)
        value, most = value * scale, most * scale if most else None
        measured = (measured[0] + len(scaled[1]), measured[1]) if measured else None
        unit = scaled[2]
    return TargetMention(
        start=low,
        end=high,
        indicator=None,
        comparator=comparator,
        side="both" if comparator == "approx" else None,
        change=None,
        value=value,
        value_max=most,
        unit=unit,
        unit_span=measured if unit else None,
        base=None,
        status="planned",
        implied=False,
        modality=None,
        certainty="bare",
    )


__all__ = ["find_cell_targets", "find_cell_times", "find_indicator_targets", "iter_items"]
