"""Tables of a plan's indicators (指标 单位 2020年 2025年 属性): figures that nobody is assigned.

Rows come one a line with tabs or with spaces, or flattened to one cell a line. What a value means is told by
the head of its column: a year, 现状, 目标值, 年均增长. Tables that name bodies are task tables
(:mod:`policytext.structure.tables`), but for those that set what is wanted beside what was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, takewhile

from policytext.lexicon import load_rows
from policytext.structure.lines import Line, cut_cells
from policytext.structure.table_columns import NO_ENTRY

Span = tuple[int, int]

NAMES = re.compile(
    r"(?:(?:[一二三]级|主要|核心|具体|发展|关键|重点|规划|预期|考核|评价|监测|约束性)*指标(?:名称|项"
    r"|内容|体系)?|(?:指标)?项目|名称|主要目标|目标名称)(?:\(.{1,8}\))?"
)
_GROUPS = re.compile(r"类别|分类|类型|领域|方面|维度|板块|大类|指标(?:类别|类型|分类|领域)|一级指标")
_SERIAL = re.compile(r"序号|编号|序")
_MEASURED = re.compile(r"(?:计量|指标|度量)?单位")
_ASIDE = re.compile(
    r"(?:指标)?(?:属性|性质|类型|解释|定义|说明)|备注|数据来源|来源|依据|权重|分值"
    r"|(?:计算|统计|指标)?口径|计算(?:方法|公式|方式)"
)
_OVER_YEARS = re.compile(
    r"(?:分?(?:年度|阶段)|[各分逐]年度?|规划|预期|计划|工作|发展)?(?:目标|安排|计划|指标|任务"
    r"|分解)(?:值|数|分解|任务)?|年度"
)  # one cell above those of several years
_PAST = r"(?:现状|基线|基期|基年|基数|基准|基础|初始|当前|实际|实绩|完成|现有|上年|期初)"
_WANTED = r"(?:目标|规划|预期|预计|计划|力争|远期|近期|中期|终期|期末|末期)"
_WHO = re.compile(
    r"(?:牵头|责任|主管|负责|主责|配合|填报|数据|考核|考评|评价|评估|监测)(?:责任)?(?:单位|部门|处室"
    r"|科室)"
)
_VALUE = re.compile(
    rf"(?:到|至)?\(?(?:(?P<past>{_PAST})|(?P<wanted>{_WANTED}))*(?:年|值|数|数据|水平|情况|指标|任务)?"
    rf"\(?(?P<year>20\d\d)?年?(?:度|底|末)?\)?\(?(?:(?P<past_after>{_PAST})"
    rf"|(?P<wanted_after>{_WANTED}))*(?:值|数|水平|情况|指标|任务)?\)?"
)
_CHANGE = re.compile(
    r"(?P<base>(?:[“\"]?十[三四五六七]五[”\"]?(?:期间|时期)?)?(?:五年|三年|期间)?(?:年均|累计))?"
    r"(?P<word>增长|增速|增幅|提高|提升|下降|降低|降幅|变化)?(?:率|速度|值"
    r"|幅度)?(?:[\[〔(]累计[\]〕)])?|年增[长速]率?"
)
_FOOT = re.compile(r"注[::]|注\d?[.、]|说明[::]|备注[::]")
_CAPTION = re.compile(r"(?:附?表|专栏) ?\d{0,2}(?![\d个]).{0,36}$|\(?单位[::].{1,16}$")
MAX_CAPTION_LINES = 2
_PROPERTY = re.compile(
    r"(?:预期|约束|指导|导向|引导|参考|基础|核心|正向|负向|逆向|监测|定性|定量|特色|共性"
    r"|个性)(?:性)?(?:指标)?"
)
FIGURE = re.compile(
    r"[〔\[【(]?(?:[≥≤><=≧≦±~约超近]|不低于|不少于|不高于|不超过|达到?|左右|累计|每年|年均|增长|下降"
    r"|提高|降低|控制在|保持在?|稳定在?)*[-+]?\d"
)
_BY_WORDS = re.compile(
    r"完成|达到?(?:国家|[省市县上]级?|要求|标准)|全覆盖|上级|[省市国家]+(?:定|下达)|提[高升]|下降"
    r"|保持|稳定|持续|进一步|明显|优于|高于|低于|不断|基本|待定|同步|力争|[实显]现|零"
)
_SCORES = re.compile("分值|权重|得分")
MAX_CELL_CHARS = 40
MAX_COLUMNS = 12
MIN_ROWS = 2
MIN_YEARS = 2  # below one cell of a head
_BRACKETED = re.compile(r"\([^()]{1,16}\)")
MAX_MISSING_CELLS = 3
_MAY_BE_MISSING = ("group", "serial", "measured_in", "aside", "who")


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column are: serial, group, name, measured_in, value, who or aside."""

    kind: str
    head: Span
    past: bool | None = None  # of a value: told by its words; None when only its year can tell
    year: int | None = None
    base: Span | None = None  # 年均, 五年累计: over what a change counts
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of a row, with the cells that say what it is; spans of the normal text."""

    cell: Span
    name: Span
    measured_in: Span | None
    column: Column


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """``[first, last)`` of the document's lines, caption and notes included, with its figures in order."""

    first: int
    last: int
    start: int
    figures: tuple[Figure, ...]
    notes: Span | None = None  # what is said below (〔〕内为五年累计数)


def find_indicator_tables(text: str, lines: Sequence[Line]) -> list[IndicatorTable]:
    """The tables of indicators among the lines of a document, in order."""
    tables: list[IndicatorTable] = []
    at = 0
    while at < len(lines):
        table, below = None, at
        if len(lines[at].text) <= MAX_CELL_CHARS * MAX_COLUMNS:
            head, below = _head_cells(lines, at)
            table = _read_rows(text, lines, at) or _read_cells(text, lines, at, below, head)
        if table is None:
            at = max(at + 1, below)  # no table begins inside a head that heads none
            continue
        tables.append(_with_frame(lines, table))
        at = table.last
    return tables


# ---- the head ----------------------------------------------------------------------------------


def column_of(cell: str, low: int) -> Column | None:
    """The column that a cell of a head names; None for what heads none. ``low`` is where the cell begins."""
    bare = cell.replace(" ", "")
    head = (low, low + len(cell))
    if not 1 <= len(bare) <= 16:
        return None
    for kind, pattern in (
        ("serial", _SERIAL),
        ("measured_in", _MEASURED),
        ("name", NAMES),
        ("group", _GROUPS),
        ("aside", _ASIDE),
        ("who", _WHO),
    ):
        if pattern.fullmatch(bare):
            return Column(kind, head)
    plain = re.sub(r"\((?:%|‰|[万亿]?[人元吨户家个])\)$", "", bare)
    if (match := _VALUE.fullmatch(plain)) and (match["year"] or match["past"] or match["wanted"]):
        past = bool(match["past"] or match["past_after"])
        wanted = bool(match["wanted"] or match["wanted_after"]) and not (
            match["year"] and match["wanted_after"] == "预计"
        )  # 2025年(预计) beside 2030年
        return Column(
            "value", head, past=None if past == wanted else past, year=int(match["year"]) if match["year"] else None
        )
    if (match := _CHANGE.fullmatch(plain)) and plain:
        base = match["base"]
        begin = low + cell.find(base) if base and base in cell else None
        down = re.search(r"下降|降低|降幅", plain)
        return Column(
            "value",
            head,
            past=False,
            base=(begin, begin + len(base)) if base and begin is not None else None,
            change="decrease" if down else "increase" if re.search(r"增|提", plain) else None,
        )
    return None


def _is_head(columns: Sequence[Column]) -> bool:
    kinds = [column.kind for column in columns]
    if "who" in kinds:
        # whoever answers for what was and what is wanted of an indicator; without what was, the rows are tasks of theirs
        values = [column for column in columns if column.kind == "value"]
        if not any(c.past for c in values) or all(c.past for c in values):
            return False
    return kinds.count("name") + kinds.count("group") >= 1 and "value" in kinds and (len(kinds) >= 3 or "name" in kinds)


def _named(columns: list[Column]) -> list[Column]:
    """The last of several names (一级指标 | 二级指标) is the name, the others are groups."""
    at = [i for i, column in enumerate(columns) if column.kind == "name"] or [
        i for i, column in enumerate(columns) if column.kind == "group"
    ]
    return [
        Column("name" if i == at[-1] else "group", c.head) if c.kind in ("name", "group") else c
        for i, c in enumerate(columns)
    ]


# ---- rows that are lines -----------------------------------------------------------------------


def _read_rows(text: str, lines: Sequence[Line], header: int) -> IndicatorTable | None:
    mark = "\t" if "\t" in lines[header].text else " "
    columns, at = _columns_of_lines(lines, header, mark)
    if columns is None:
        return None
    figures: list[Figure] = []
    rows = 0
    last = at
    while at < len(lines):
        line = lines[at]
        cells = cut_cells(line, mark)
        again = [column_of(line.text[a - line.start : b - line.start], a) for a, b in cells]
        row = None if all(again) else _read_row(text, cells, columns)
        if row is not None:
            figures.extend(row)
            rows += 1
            last = at + 1
        elif rows and not all(again) and len(cells) == len(columns):
            last = at + 1  # a row without a figure: — 完成 完成市定任务
        elif (
            not all(again) and not (_is_group_line(line) or (mark in line.text and len(cells) == len(columns)))
        ) or at - last >= 3:
            break
        at += 1
    if rows < MIN_ROWS or not figures:
        return None
    return IndicatorTable(header, last, lines[header].start, tuple(figures))


def _columns_of_lines(lines: Sequence[Line], header: int, mark: str) -> tuple[list[Column] | None, int]:
    """The columns of a head of one line, or of two where years stand below one cell; and the line of the first row."""
    if not 2 <= lines[header].text.count(mark) + 1 <= MAX_COLUMNS:
        return None, header + 1
    cells = _cells_of_head(lines[header], mark)
    if (
        below := header + 1 < len(lines)
        and mark in lines[header + 1].text
        and any(_OVER_YEARS.fullmatch(word) for word, _ in cells)
    ):
        more = [(word, column) for word, column in _cells_of_head(lines[header + 1], mark) if word]
        if all(column.year if column else _BRACKETED.fullmatch(word) for word, column in more):
            cells += more
        else:
            below = False
    columns = _with_years(cells)
    known = [column for column in columns if column is not None]
    return (_named(known) if len(known) == len(columns) and _is_head(known) else None), header + 1 + below


def _cells_of_head(line: Line, mark: str) -> list[tuple[str, Column | None]]:
    """The cells of a line with what column each may head; empty ones tell nothing."""
    cells = [(line.text[a - line.start : b - line.start], (a, b)) for a, b in cut_cells(line, mark)]
    return [(word, column_of(word, span[0]) if word else Column("aside", span)) for word, span in cells]


def _with_years(cells: list[tuple[str, Column | None]]) -> list[Column | None]:
    """The columns of a head, where years below a cell that spans them (年度目标) stand in its place.

    Cells come row by row: the years follow that cell, or all others of its row.
    """
    columns = [column for _, column in cells]
    over = next((i for i, (word, _) in enumerate(cells) if i and _OVER_YEARS.fullmatch(word)), None)
    if over is None:
        return columns
    behind = [column for word, column in cells[over + 1 :] if not _BRACKETED.fullmatch(word)]
    near = next((i for i, column in enumerate(behind) if not (column and column.year)), len(behind))
    far = next((i for i, column in enumerate(reversed(behind)) if not (column and column.year)), len(behind))
    if near >= MIN_YEARS:
        return [*columns[:over], *behind]
    return [*columns[:over], *behind[-far:], *behind[:-far]] if far >= MIN_YEARS else columns


def _is_group_line(line: Line) -> bool:
    """经济发展, (二)创新驱动: a line between rows that names what follows."""
    return len(line.text) <= 16 and not re.search(r"[。;,:\d]", line.text)


# ---- one cell a line ---------------------------------------------------------------------------


def _head_cells(lines: Sequence[Line], first: int) -> tuple[list[Column], int]:
    """The columns that the lines from ``first`` on head, one each, and the line behind them."""
    cells: list[tuple[str, Column | None]] = []
    over = False
    for line in lines[first : first + MAX_COLUMNS]:
        column = column_of(line.text, line.start)
        spans = bool(cells) and _OVER_YEARS.fullmatch(line.text) is not None
        if column is None and not spans and not (over and _BRACKETED.fullmatch(line.text)):
            break
        over = over or spans
        cells.append((line.text, column))
    return list(takewhile(lambda column: column is not None, _with_years(cells))), first + len(cells)  # type: ignore[arg-type]


def _read_cells(text: str, lines: Sequence[Line], header: int, below: int, head: list[Column]) -> IndicatorTable | None:
    if len(head) < 3 or not _is_head(head):
        return None
    columns = _named(head)
    at = below
    figures: list[Figure] = []
    rows = 0
    last = at
    skipped = 0
    while at < len(lines) and skipped <= 2:
        if (
            all(column_of(line.text, line.start) for line in lines[at : at + 2])
            and lines[at].text == lines[header].text
        ):
            at += below - header  # the head again, on the next page
            skipped += 1
            continue
        taken = _row_at(text, lines, at, columns)
        if taken is None:
            # 经济发展: a group on a line of its own
            if not _is_group_line(lines[at]):
                break
            skipped += 1
            at += 1
            continue
        width, row = taken
        figures.extend(row)
        rows += 1
        skipped = 0
        at += width
        last = at
    if rows < MIN_ROWS or not figures:
        return None
    return IndicatorTable(header, last, lines[header].start, tuple(figures))


def _row_at(text: str, lines: Sequence[Line], at: int, columns: list[Column]) -> tuple[int, list[Figure]] | None:
    """The row whose cells begin at a line; cells that are merged, or empty, may be missing."""
    for missing in range(MAX_MISSING_CELLS + 1):
        for kept in _less(columns, missing):
            cells = [(line.start, line.end) for line in lines[at : at + len(kept)]]
            if len(cells) == len(kept) and (row := _assign(text, cells, kept)) is not None:
                return len(kept), row
    return None


def _less(columns: list[Column], missing: int) -> Iterator[list[Column]]:
    """The columns less so many that a row may lack: merged ones, empty ones, years between the first value and the last."""
    values = [i for i, column in enumerate(columns) if column.kind == "value"]
    optional = [i for i, column in enumerate(columns) if column.kind in _MAY_BE_MISSING]
    optional += [i for i in values[1:-1] if columns[i].year]
    for left_out in combinations(optional, missing):
        yield [column for i, column in enumerate(columns) if i not in left_out]


# ---- a row -------------------------------------------------------------------------------------


def _read_row(text: str, cells: list[Span], columns: list[Column]) -> list[Figure] | None:
    """A row cut at its marks: a name with spaces is put together, empty or merged cells may be missing."""
    more = len(cells) - len(columns)
    if more > 0:
        at = next(i for i, column in enumerate(columns) if column.kind == "name")
        cells = [*cells[:at], (cells[at][0], cells[at + more][1]), *cells[at + more + 1 :]]
    rows = (_assign(text, cells, kept) for kept in _less(columns, max(0, -more)))
    return next((row for row in rows if row is not None), None)


def _assign(text: str, cells: list[Span], columns: list[Column]) -> list[Figure] | None:
    """Each value of a row with its column, a cell for each; None when the cells do not fit the columns."""
    name = measured_in = None
    values: list[tuple[Span, Column]] = []
    for (low, high), column in zip(cells, columns, strict=True):
        cell = text[low:high]
        if len(cell) > MAX_CELL_CHARS:
            return None
        if (
            column.kind == "serial"
            and cell
            and not re.fullmatch(r"\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、)]?", cell)
        ):
            return None
        if column.kind == "group" and FIGURE.match(cell):
            return None
        if column.kind == "name":
            if (
                not re.search(r"[\u4e00-\u9fff]", cell)
                or re.search(r"[。;]", cell)
                or _PROPERTY.fullmatch(cell)
                or is_measure_unit(cell)
            ):
                return None
            mark = re.match(r"(?:\(?\d{1,3}[.、)]|[①-⑳]|[★*◆●·] ?|其中[::]?|#)+", cell)
            name = (low + (mark.end() if mark else 0), high)
        elif column.kind == "measured_in" and cell:
            if not is_measure_unit(cell) and not NO_ENTRY.fullmatch(cell):
                return None
            measured_in = (low, high)
        elif column.kind == "aside" and FIGURE.match(cell) and not _SCORES.search(text, *column.head):
            return None
        elif column.kind == "value" and cell:
            if NO_ENTRY.fullmatch(cell):
                continue
            if not (FIGURE.match(cell) or _BY_WORDS.match(cell)) or _PROPERTY.fullmatch(cell):
                return None
            values.append(((low, high), column))
    if name is None or not values or not any(FIGURE.match(text, *cell) for cell, _ in values):
        return None
    low, high = name
    aside = re.search(r"\(([^()]+)\)[①-⑳\d*]?$", text[low:high])
    if aside and is_measure_unit(aside[1]):
        measured_in = measured_in or (low + aside.start(1), low + aside.end(1))
        high = low + aside.start()
    return [Figure(cell, (low, high), measured_in, column) for cell, column in values]


@cache
def _unit_names() -> frozenset[str]:
    return frozenset(row["unit"] for row in load_rows("quantity_units.csv"))


def is_measure_unit(cell: str) -> bool:
    """Whether a short cell is a unit of measure: %, 万人次, 张/千人, ‰."""
    bare = cell.replace(" ", "")
    if not 1 <= len(bare) <= 12:
        return False
    plain = re.sub(r"^[十百千]?[万亿]{0,2}(?=.)", "", bare)
    return (
        bare in ("/", "—")
        or plain in _unit_names()
        or bare in _unit_names()
        or bool(re.fullmatch(r"[\u4e00-\u9fffA-Za-z%‰℃³²μ]{1,6}[//每][\u4e00-\u9fffA-Za-z³²\d]{1,6}", bare))
        or bare in ("无量纲", "指数", "名次", "位次", "分值", "比值", "系数")
    )


# ---- around the rows ---------------------------------------------------------------------------


def _with_frame(lines: Sequence[Line], table: IndicatorTable) -> IndicatorTable:
    """The table with its caption above and its notes below."""
    first, last = table.first, table.last
    while first and table.first - first < MAX_CAPTION_LINES and _CAPTION.match(lines[first - 1].text):
        first -= 1
    while (
        last < len(lines)
        and last - table.last < 3
        and (_FOOT.match(lines[last].text) or (last > table.last and re.match(r"\d[.、].{4,60}$", lines[last].text)))
    ):
        last += 1
    notes = (lines[table.last].start, lines[last - 1].end) if last > table.last else None
    return IndicatorTable(first, last, table.start, table.figures, notes)


__all__ = [
    "FIGURE",
    "NAMES",
    "Column",
    "Figure",
    "IndicatorTable",
    "Span",
    "column_of",
    "find_indicator_tables",
    "is_measure_unit",
]
