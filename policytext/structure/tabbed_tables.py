"""Task tables whose rows are lines with tabs, as readers of laid-out formats write them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Set

from policytext.structure.lines import Line, cut_cells
from policytext.structure.table_columns import (
    BODY_END,
    MAX_HEADER_CHARS,
    MIN_HEADER_CELLS,
    NO_ENTRY,
    SAME,
    STOP,
    UNIT_COLUMNS,
    Row,
    Table,
    column_of,
    is_time_cell,
    looks_like_bodies,
    without_sole_chief,
)

_MARKS = "★▲●◎■√☑〇△☆◇◆"  # of the normal text, where ○ is 〇
_LEADING_MARKS = "★▲●◎■◆"  # where no legend says otherwise (domain sheet, section 4)
_ROLE_OF_WORD = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "责任": "responsible",
    "负责": "responsible",
    "配合": "support",
    "协办": "support",
    "参与": "support",
    "参加": "support",
    "协同": "support",
}
_LEGEND = re.compile(
    rf"[“\"]?([{_MARKS}])[”\"]?(?:的?(?:单位|部门)?)?(?:为|表示|代表|系|是|:"
    rf"|-)*(?:该项(?:工作|任务))?(牵头|主办|主责|责任|负责|配合|协办|参与|参加|协同)"
)
_YEAR_HEAD = re.compile(r"(20\d\d)年(?:度|底|末)?(?:工作|年度|预期)?(?:目标|任务|计划|指标)?(?:值|数)?")
_LEFT = "同左"
_CONTINUED = re.compile(r"\(?(?:续表|接上(?:页|表)|续)\)?\d{0,2}|.{2,40}\(续(?:表)?\)")
MAX_GROUP_CHARS = 40
MIN_TORN_TABS = 2
MIN_TOLD_HEADER = 3
LEGEND_LINES = 6  # above and below the table
MAX_PLAIN_HEADER_CHARS = 60


def tabbed_columns(text: str) -> tuple[str, ...] | None:
    """The columns of a header line with tabs; None for a row that is no header of a task table.

    A column that no word names is ``other``; columns that are bodies (a matrix of marks) are ``matrix``.
    """
    cells = text.split("\t")
    names: list[str] = []
    for cell in cells:
        name = column_of(cell)
        if name == "note" and re.fullmatch(r"(?:计量)?单位", cell.replace(" ", "")):
            name = "measured_in"
        elif name is None and _YEAR_HEAD.fullmatch(cell):
            name = "target"
        elif (
            name is None
            and cell
            and len(cell) <= MAX_HEADER_CHARS
            and BODY_END.search(cell)
            and looks_like_bodies(cell)
        ):
            name = "matrix"
        names.append(name or "other")
    matrix = names.count("matrix") >= 2
    if not matrix:
        names = ["other" if name == "matrix" else name for name in names]
    known = [name for name in names if name not in ("other", "note", "matrix")]
    if len(known) < MIN_HEADER_CELLS and not (matrix and known):
        return None
    if any(len(cell) > MAX_PLAIN_HEADER_CHARS for cell in cells) or sum(1 for cell in cells if cell) <= len(cells) // 2:
        return None
    if "task" not in names and "target" not in names:
        if "other" not in names:
            return None
        names[names.index("other")] = "task"  # 序号 | 养老服务 | 牵头单位: what no word names is the task
    has_unit = any(name in (*UNIT_COLUMNS, "deadline", "measured_in", "matrix") for name in names)
    return tuple(without_sole_chief(names, cells)) if has_unit and not _is_indicator_table(names) else None


ROWS_THAT_TELL = 3


def columns_told_by_rows(lines: list[Line], index: int) -> tuple[str, ...] | None:
    """The columns of a head whose column of tasks no word list has (项目单位 硬任务 备注): below it bodies stand beside what they do."""
    heads = lines[index].text.split("\t")
    names = [column_of(head) or "other" for head in heads]
    who = next((i for i, name in enumerate(names) if name in UNIT_COLUMNS), None)
    if (
        who is None
        or "other" not in names
        or {"task", "target"} & set(names)
        or any(len(head) > MAX_HEADER_CHARS for head in heads)
    ):
        return None
    rows = [
        line.text.split("\t")
        for line in lines[index + 1 : index + 1 + ROWS_THAT_TELL]
        if abs(line.text.count("\t") - len(heads) + 1) <= 1
    ]
    if len(rows) < ROWS_THAT_TELL or not all(len(row) > who and looks_like_bodies(row[who]) for row in rows):
        return None
    told = next(
        (
            i
            for i, name in enumerate(names)
            if name == "other" and all(len(row) > i and _names_a_task(row[i]) for row in rows)
        ),
        None,
    )
    if told is None:
        return None
    names[told] = "task"
    return tuple(names)


# 考核指标 | 分值 | 计分标准: what is asked stands in the standard where the other cells only name it
_STANDARD_HEAD = re.compile(r"(?:计分|评分|考核|考评|评价|评估)(?:标准|细则|办法|方法)")
MAX_NAME_CELL, MIN_STANDARD_CELL = 12, 16


def with_standards(lines: list[Line], index: int, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a scoring table, that of the standards as tasks where the cells of the tasks are names."""
    heads = lines[index].text.split("\t")
    at = next(
        (
            i
            for i, head in enumerate(heads)
            if i < len(columns) and columns[i] == "note" and _STANDARD_HEAD.fullmatch(head.replace(" ", ""))
        ),
        None,
    )
    if at is None:
        return columns
    rows = [
        line.text.split("\t")
        for line in lines[index + 1 : index + 1 + ROWS_THAT_TELL]
        if line.text.count("\t") == len(heads) - 1
    ]
    named = [i for i, name in enumerate(columns) if name in ("task", "target")]
    if len(rows) < ROWS_THAT_TELL or not all(
        len(row[at]) >= MIN_STANDARD_CELL and all(len(row[i]) <= MAX_NAME_CELL for i in named) for row in rows
    ):
        return columns
    return tuple("task" if i == at else name for i, name in enumerate(columns))


MIN_HEADLESS_ROWS = 2
SHARE_OF_A_COLUMN = 0.6


def inferred_columns(lines: list[Line], index: int) -> tuple[str, ...] | None:
    """The columns of rows that no head names, told by their cells: bodies, times, and the task before them.

    None unless a column holds bodies and another one times or figures, in rows of one form.
    """
    tabs = lines[index].text.count("\t")
    if tabs < MIN_TORN_TABS or (index and lines[index - 1].text.count("\t") == tabs):
        return None  # asked once, where such rows begin
    rows = []
    for line in lines[index:]:
        if line.text.count("\t") != tabs:
            break
        rows.append(line.text.split("\t"))
    if len(rows) < MIN_HEADLESS_ROWS:
        return None

    def share(column: int, fits: Callable[[str], bool]) -> float:
        cells = [row[column] for row in rows if row[column]]
        return sum(map(fits, cells)) / len(rows)

    names = []
    for column in range(tabs + 1):
        if share(column, looks_like_bodies) >= SHARE_OF_A_COLUMN:
            names.append("responsible")
        elif share(column, is_time_cell) >= SHARE_OF_A_COLUMN:
            names.append("deadline")
        elif share(column, str.isdigit) >= SHARE_OF_A_COLUMN:
            names.append("number")
        else:
            names.append(
                "task" if "task" not in names and share(column, _names_a_task) >= SHARE_OF_A_COLUMN else "target"
            )
    figures = any(re.search(r"\d", row[c]) for row in rows for c, name in enumerate(names) if name == "target")
    if names.count("responsible") != 1 or "task" not in names or not ("deadline" in names or figures):
        return None
    return tuple(names)


def _names_a_task(cell: str) -> bool:
    return len(cell) >= MIN_TASK_CHARS and re.search(r"[\u4e00-\u9fff]{3}", cell) is not None


MIN_TASK_CHARS = 5


def read_headless(lines: list[Line], first: int, columns: tuple[str, ...]) -> Table:
    """The rows below each other that begin at ``first`` and have no head."""
    rows: list[Row] = []
    at = first
    while at < len(lines) and lines[at].text.count("\t") == len(columns) - 1:
        cells = [
            (name, low, high) for name, (low, high) in zip(columns, cut_cells(lines[at]), strict=True) if high > low
        ]
        # there is no cell above: each stands for its own head
        rows.append(
            Row(start=cells[0][1], end=cells[-1][2], cells=tuple(cells), heads=tuple((low, low) for _, low, _ in cells))
        )
        at += 1
    return Table(first=first, last=at, columns=columns, rows=tuple(rows))


def _is_indicator_table(names: list[str]) -> bool:
    """指标 | 单位 | 2024年 | 2025年 assigns nothing: its figures are no tasks."""
    return (
        not any(name in (*UNIT_COLUMNS, "deadline", "matrix") for name in names)
        and "measured_in" in names
        and "number" not in names
    )


def read_tabbed(lines: list[Line], header: int, columns: tuple[str, ...]) -> Table | None:
    """The rows below a header line, over pages, groups and headers that are repeated."""
    heads = cut_cells(lines[header])
    tabs = lines[header].text.count("\t")
    rows: list[list[tuple[str, int, int]]] = []
    origins: list[list[int]] = []  # column of each cell
    spanned: set[int] = set()  # rows without the cells that one above spans
    at = header + 1
    last = at
    while at < len(lines):
        line = lines[at]
        torn = line is lines[-1] and rows and MIN_TORN_TABS <= line.text.count("\t") < tabs  # where the page breaks off
        short = _lacks_a_body(line, columns)
        unended = not torn and not short and _lacks_its_end(line, columns)
        narrow = (
            _aligned(line, lines, rows, origins, columns)
            if rows and not torn and not short and not unended and 0 < line.text.count("\t") < tabs
            else None
        )
        if narrow:
            spanned.add(len(rows))
            rows.append([(columns[i], low, high) for i, low, high in narrow])
            origins.append([i for i, _, _ in narrow])
            at += 1
            last = at
            continue
        if line.text.count("\t") == tabs or torn or short or unended:
            if (
                line.text != lines[header].text
                and (again := tabbed_columns(line.text)) is not None
                and again != columns
                and _is_new_header(line)
            ):
                break
            if line.text != lines[header].text and not _is_new_header(line):
                cells = cut_cells(line)
                if short:
                    cells.insert(-1, (cells[-1][0], cells[-1][0]))
                cells = _set_right(line, cells, columns)
                kept = [(columns[i], low, high) for i, (low, high) in enumerate(cells) if high > low]
                rows.append(kept)
                origins.append([i for i, (low, high) in enumerate(cells) if high > low])
            at += 1
            last = at
            continue
        alone = line.text.rstrip("\t")  # the other cells of its row are empty
        if "\t" in alone or STOP.match(alone) or len(alone) > MAX_GROUP_CHARS or alone.endswith(("。", ";")):
            break
        # a group (一、设施建设), a title that the next page repeats: the table goes on below
        ahead = next((k for k in range(at + 1, min(at + 4, len(lines))) if "\t" in lines[k].text), None)
        if ahead is None or lines[ahead].text.count("\t") != tabs:
            break
        if _starts_anew(lines, at, ahead, header) and not _CONTINUED.fullmatch(line.text):
            break
        at = ahead
    if not rows:
        return None
    built = _finish_rows(lines, header, last, columns, heads, rows, origins, spanned)
    return Table(first=header, last=last, columns=columns, rows=tuple(built)) if built else None


_FIGURE_CELL = re.compile(r"[≥≤><〔±-]?\d[\d.,]*(?:[万亿]?[%‰元个家亩吨人户项]?)(?:以上|以下|以内|左右)?〕?")
MATCHES, DIFFERS, BESIDE = 2.0, -3.0, 0.5  # of cells and columns in an alignment


def _kind_of_cell(cell: str) -> str:
    if _FIGURE_CELL.fullmatch(cell):
        return "figure"
    if len(cell) > MIN_LONG_CELL:
        return "long"
    return (
        "bodies" if looks_like_bodies(cell) else "time" if is_time_cell(cell) and len(cell) <= MAX_TIME_CELL else "text"
    )


MIN_PROSE = 6
MAX_TIME_CELL = 12
MIN_LONG_CELL = 40  # what is to be done, and not what it is called


def _aligned(
    line: Line,
    lines: list[Line],
    rows: list[list[tuple[str, int, int]]],
    origins: list[list[int]],
    columns: tuple[str, ...],
) -> list[tuple[int, int, int]] | None:
    """A row without the cells that one above spans: each of its cells with the column whose cell above is of its kind.

    None where no order-preserving placing fits.
    """
    whole = next(
        (
            (row, own)
            for row, own in zip(reversed(rows), reversed(origins), strict=True)
            if len(own) * 3 >= len(columns) * 2
        ),
        None,
    )
    if whole is None:
        return None
    above = {column: _kind_of_cell(_text_of(lines, low, high)) for (_, low, high), column in zip(*whole, strict=True)}
    cells = [(low, high) for low, high in cut_cells(line) if high > low]
    kinds = [_kind_of_cell(line.text[low - line.start : high - line.start]) for low, high in cells]
    prose = [column for column, kind in above.items() if kind in ("text", "long")]
    if len(prose) == 1:  # one column of prose, whatever its cells' length
        above[prose[0]] = "long"
        kinds = [
            "long" if kind == "text" and high - low >= MIN_PROSE else kind
            for kind, (low, high) in zip(kinds, cells, strict=True)
        ]
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}  # last column used → score, columns
    for kind in kinds:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (score, used) in best.items():
            for column in range(last + 1, len(columns)):
                if columns[column] == "number" or column not in above:
                    continue
                gained = (
                    score
                    + (MATCHES if kind == above[column] else DIFFERS)
                    + (BESIDE if used and column == last + 1 else 0.0)
                )
                if column not in reached or gained > reached[column][0]:
                    reached[column] = (gained, (*used, column))
        best = reached
    if not best:
        return None
    score, used = max(best.values(), key=lambda found: found[0])
    return (
        [(column, low, high) for column, (low, high) in zip(used, cells, strict=True)]
        if score >= MATCHES * len(cells)
        else None
    )


def _text_of(lines: list[Line], low: int, high: int) -> str:
    line = _line_at(lines, 0, len(lines), low)
    return line.text[low - line.start : high - line.start]


def _lacks_its_end(line: Line, columns: tuple[str, ...]) -> bool:
    """Whether a numbered row has its bodies below their heads and only lacks the note, or the time and the note, behind."""
    cells = line.text.split("\t")
    if columns[0] != "number" or not MIN_TORN_TABS < len(cells) < len(columns) or not cells[0].strip(". 、").isdigit():
        return False
    if not set(columns[len(cells) :]) <= {"note", "deadline"}:
        return False
    bodies = [
        cell
        for name, cell in zip(columns, cells, strict=False)
        if name in UNIT_COLUMNS and cell and not NO_ENTRY.fullmatch(cell)
    ]
    return bool(bodies) and all(looks_like_bodies(cell) for cell in bodies)


def _lacks_a_body(line: Line, columns: tuple[str, ...]) -> bool:
    """Whether a row has no cell for the bodies right before the time, where the page left nothing for an empty one."""
    cells = line.text.split("\t")
    return (
        len(cells) == len(columns) - 1
        and len(cells) > MIN_TORN_TABS
        and columns[-1] == "deadline"
        and columns[-2] in UNIT_COLUMNS
        and columns[-3] in UNIT_COLUMNS
        and is_time_cell(cells[-1])
        and looks_like_bodies(cells[-2])
    )


def _set_right(line: Line, cells: list[tuple[int, int]], columns: tuple[str, ...]) -> list[tuple[int, int]]:
    """The cells of a row that a page moved to the left, where the cell of its group is merged into the one above.

    Told by the bodies, which stand before their column, and by as many empty cells at the end.
    """
    empty = next((count for count, (low, high) in enumerate(reversed(cells)) if high > low), 0)
    last = len(cells) - 1 - empty

    def bodies(column: int) -> bool:
        low, high = cells[column]
        return high > low and looks_like_bodies(line.text[low - line.start : high - line.start])

    told = next((index for index, name in enumerate(columns) if name in UNIT_COLUMNS), 0)
    if (
        empty
        and len(cells) == len(columns)
        and "group" in columns[: told - empty + 1]
        and told >= empty
        and columns[told - empty] not in UNIT_COLUMNS
        and bodies(told - empty)
        and not bodies(told)
    ):
        return _moved(cells, columns, last)
    if (
        not empty
        or len(cells) != len(columns)
        or columns[-1] not in UNIT_COLUMNS
        or columns[last] in UNIT_COLUMNS
        or "group" not in columns[:last]
    ):
        return cells
    low, high = cells[last]
    if not looks_like_bodies(line.text[low - line.start : high - line.start]):
        return cells
    return _moved(cells, columns, last)


def _moved(cells: list[tuple[int, int]], columns: tuple[str, ...], last: int) -> list[tuple[int, int]]:
    first = columns.index("group")
    return [*cells[:first], *cells[last + 1 :], *cells[first : last + 1]]


def _is_new_header(line: Line) -> bool:
    """Whether a row is a header again: all its cells are names of columns."""
    cells = [cell for cell in line.text.split("\t") if cell]
    known = [bool(column_of(cell) or _YEAR_HEAD.fullmatch(cell)) for cell in cells]
    if (
        len(cells) >= MIN_TOLD_HEADER
        and column_of(cells[0]) == "number"
        and sum(known) >= MIN_TOLD_HEADER
        and max(map(len, cells)) <= MAX_PLAIN_HEADER_CHARS // 2
    ):
        return True  # 序号 | 项目名称 | 责任单位 | 时序: no row begins with 序号
    return len(cells) >= MIN_HEADER_CELLS and all(known)


def _starts_anew(lines: list[Line], at: int, ahead: int, header: int) -> bool:
    """Whether a table of other columns begins at ``ahead``."""
    return _is_new_header(lines[ahead]) and lines[ahead].text != lines[header].text


def _finish_rows(
    lines: list[Line],
    header: int,
    last: int,
    columns: tuple[str, ...],
    heads: list[tuple[int, int]],
    rows: list[list[tuple[str, int, int]]],
    origins: list[list[int]],
    spanned: Set[int] = frozenset(),
) -> list[Row]:
    """Rows with what their cells mean: repeated tasks, 同上, marks, dashes, the column 单位; those ``spanned`` keep the bodies above."""

    def words(low: int, high: int) -> str:
        line = _line_at(lines, header, last, low)
        return line.text[low - line.start : high - line.start]

    names = list(columns)
    for column, name in enumerate(columns):
        if name == "measured_in":
            found = [
                words(low, high)
                for row, own in zip(rows, origins, strict=True)
                for (_, low, high), c in zip(row, own, strict=True)
                if c == column
            ]
            if sum(map(looks_like_bodies, found)) * 2 > len(found):
                names[column] = "responsible"
    legend = _legend(lines, header, last)
    out: list[Row] = []
    above: dict[int, tuple[int, int]] = {}
    values: list[dict[int, str]] = [
        {c: words(low, high) for (_, low, high), c in zip(row, own, strict=True)}
        for row, own in zip(rows, origins, strict=True)
    ]
    for index, (row, own) in enumerate(zip(rows, origins, strict=True)):
        cells: list[tuple[str, int, int]] = []
        tops: list[tuple[int, int]] = []
        left: tuple[int, int] | None = None
        tasks = [c for c in own if names[c] == "task"]
        for (_, low, high), column in zip(row, own, strict=True):
            name, text = names[column], values[index][column]
            if name == "matrix":
                if (mark := text.strip()[:1]) in legend:
                    cells.append((f"inherited:{legend[mark]}", *heads[column]))
                    tops.append(heads[column])
                continue
            if NO_ENTRY.fullmatch(text):
                continue
            if SAME.fullmatch(text) or text == _LEFT:
                pointed = above.get(column) if text != _LEFT else left
                if pointed is not None and (name in UNIT_COLUMNS or name == "deadline"):
                    cells.append((f"inherited:{name}", *pointed))
                    tops.append(heads[column])
                    left = pointed
                continue
            # a task merged over several rows names their group, when each row has a task of its own
            if name == "task" and len(tasks) > 1 and column != tasks[-1] and _is_repeated(values, index, column):
                name = "group"
            above[column] = left = (low, high)
            cells.append((name, low, high))
            tops.append(heads[column])
        for column in sorted(above.keys() - set(own)) if index in spanned else ():
            if names[column] in UNIT_COLUMNS:
                cells.append((f"inherited:{names[column]}", *above[column]))
                tops.append(heads[column])
        if len(tasks) == 1 and out and index and _goes_on(values, names, index, tasks[0]):
            # one task merged over rows of several bodies or times is one measure (records.md, section 4)
            more = [(c, t) for c, t in zip(cells, tops, strict=True) if c[0] not in ("task", "number", "group")]
            out[-1] = Row(
                start=out[-1].start,
                end=row[-1][2],
                cells=(*out[-1].cells, *(c for c, _ in more)),
                heads=(*out[-1].heads, *(t for _, t in more)),
            )
        elif (
            out
            and index
            and "task" in names
            and not tasks
            and "number" in names
            and all(names[c] != "number" for c in own)
        ):
            # no task of its own and no number: what a merged task has on further lines
            out[-1] = Row(
                start=out[-1].start, end=row[-1][2], cells=(*out[-1].cells, *cells), heads=(*out[-1].heads, *tops)
            )
        elif any(name in ("task", "target") for name, _, _ in cells):
            spans = [(low, high) for _, low, high in row]
            out.append(Row(start=spans[0][0], end=spans[-1][1], cells=tuple(cells), heads=tuple(tops)))
    return out


def _line_at(lines: list[Line], first: int, last: int, at: int) -> Line:
    """The line of ``lines[first:last]`` that holds an offset."""
    return lines[bisect_left(lines, at, first, last, key=lambda line: line.end)]


def _is_repeated(values: list[dict[int, str]], index: int, column: int) -> bool:
    own = values[index].get(column)
    return any(0 <= other < len(values) and values[other].get(column) == own for other in (index - 1, index + 1))


def _goes_on(values: list[dict[int, str]], names: list[str], index: int, task: int) -> bool:
    """Whether a row repeats the task of the row above, its number and its group."""
    own = [column for column, name in enumerate(names) if name in ("number", "group")]
    return (
        all(values[index].get(c) == values[index - 1].get(c) for c in (task, *own))
        and len(values[index].get(task, "")) >= 4
    )


def _legend(lines: list[Line], header: int, last: int) -> dict[str, str]:
    """What each mark of a matrix means: ``注:★为牵头单位,○为配合单位`` near the table, else by custom."""
    roles = dict.fromkeys(_MARKS, "support") | dict.fromkeys(_LEADING_MARKS, "lead")
    used = {
        cell[:1] for line in lines[header + 1 : last] for cell in line.text.split("\t") if cell and cell[:1] in _MARKS
    }
    if used and not used & set(_LEADING_MARKS):
        roles |= dict.fromkeys(_MARKS, "responsible")  # one kind of mark for all
    for line in lines[max(0, header - LEGEND_LINES) : header] + lines[last : last + LEGEND_LINES]:
        for match in _LEGEND.finditer(line.text):
            roles[match[1]] = _ROLE_OF_WORD[match[2]]
    return roles
