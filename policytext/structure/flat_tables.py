"""Task tables flattened to one cell a line, or to lines whose cells gaps part."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import combinations

from policytext.structure.lines import Line, cut_cells
from policytext.structure.tabbed_tables import columns_told_by_rows, tabbed_columns, with_standards
from policytext.structure.table_columns import (
    GROUP,
    MIN_HEADER_CELLS,
    NO_ENTRY,
    SAME,
    STOP,
    UNIT_COLUMNS,
    Row,
    Table,
    column_of,
    is_deadline,
    is_time_cell,
    looks_like_bodies,
    without_sole_chief,
)


def find_header(lines: list[Line], index: int) -> tuple[tuple[str, ...], int, bool] | None:
    """The columns that a head names at a line, the line of the first row, and whether rows are lines."""
    if "\t" in lines[index].text:
        tabbed = tabbed_columns(lines[index].text) or columns_told_by_rows(lines, index)
        tabbed = with_standards(lines, index, tabbed) if tabbed else None
        return (tabbed, index + 1, True) if tabbed else None
    cells = lines[index].text.split(" ")
    names = [column_of(cell) for cell in cells]
    if (
        len(cells) >= 3
        and sum(name is not None for name in names) >= 3
        and _is_task_table([n or "task" for n in names])
    ):
        return tuple(name or "task" for name in names), index + 1, True
    columns: list[str] = []
    at = index
    while at < len(lines) and len(columns) < 12:
        name = column_of(lines[at].text) or _unnamed_task(lines, at, columns)
        if name is None and columns and _GOES_ON.fullmatch(lines[at].text):
            at += 1  # 责任股室 over (单位)
            continue
        if name is None:
            break
        columns.append(name)
        at += 1
    if len(columns) == at - index:
        columns = without_sole_chief(columns, [line.text for line in lines[index:at]])
    if (
        columns[:1] == ["number"]
        and at < len(lines)
        and not lines[at].text.isdigit()
        and (more := _up_to_first_row(lines, at, columns))
    ):
        columns, at = more
    if len(columns) >= MIN_HEADER_CELLS and _is_task_table(columns):
        return tuple(columns), at, False
    return None


MAX_HEADS, MIN_KNOWN_HEADS, MAX_HEAD_CHARS = 14, 4, 16


def _up_to_first_row(lines: list[Line], at: int, columns: list[str]) -> tuple[list[str], int] | None:
    """The heads of a table whose rows are numbered, up to the line that holds 1, where words of no list stand among them (是否达序)."""
    names = list(columns)
    known = len(names)
    while at < len(lines) and len(names) <= MAX_HEADS and not lines[at].text.isdigit():
        text = lines[at].text
        if _GOES_ON.fullmatch(text):
            at += 1
            continue
        name = column_of(text)
        if name is None and (len(text) > MAX_HEAD_CHARS or re.search(r"[。;,:\d%]", text)):
            return None
        known += name is not None
        names.append(name or "note")
        at += 1
    begun = at < len(lines) and lines[at].text == "1"
    return (names, at) if begun and known >= MIN_KNOWN_HEADS and known * 2 > len(names) else None


_GOES_ON = re.compile(r"\((?:单位|部门|科室|万元|亿元|亩|个|%)\)")  # a head that the page broke


def _unnamed_task(lines: list[Line], at: int, columns: list[str]) -> str | None:
    """``task`` for a head that no word list has, between the number or a group and the columns of bodies: 序号 民生实事 责任单位."""
    if (
        not columns
        or not set(columns) <= {"number", "group"}
        or not re.fullmatch(r"[\u4e00-\u9fff]{2,10}", lines[at].text)
    ):
        return None
    names = [column_of(line.text) for line in lines[at + 1 : at + 3]]
    if columns == ["number"]:
        return "task" if names and names[0] in (*UNIT_COLUMNS, "deadline", "target", "person") else None
    return "task" if len(names) == 2 and all(name in (*UNIT_COLUMNS, "deadline", "person") for name in names) else None


def _is_task_table(columns: list[str]) -> bool:
    has_unit = any(name in (*UNIT_COLUMNS, "deadline") for name in columns)
    has_task = any(name in ("task", "target", "number") for name in columns)
    return has_unit and has_task


# ---- rows told by their number -----------------------------------------------------------------


def read_numbered(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """Rows that begin with a serial number on a line of its own."""
    if "number" not in columns and not _counts_below(lines, first):
        return None
    rows: list[Row] = []
    at, expected = first, None
    start: int | None = None
    group: int | None = None  # where the last name of a group stands
    while at < len(lines):
        text = lines[at].text
        if text.isdigit() and len(text) <= 3:
            number = int(text)
            if start is None or number == (expected or 0) or (number > (expected or 0) and _opens_row(lines, at)):
                if start is not None:
                    rows.extend(_cut(_without_next_group(lines[start:at], columns), columns))
                start, expected = at, number + 1
                at += 1
                continue
        if STOP.match(text) or (find_header(lines, at) is not None and start is not None):
            break
        if start is not None and GROUP.match(text) and len(text) <= 80 and at > start + 1:
            rows.extend(_cut(lines[start:at], columns))
            start, group = None, at
        at += 1
    if start is not None:
        rows.extend(_cut(lines[start:at], columns))
    elif group is not None and at == len(lines):
        at = group  # no row stands below the last group: what it heads is text
    rows = _with_bodies_above(lines[first:at], _with_repeats(rows))
    owners = tuple(
        (name, owner[1])
        for name, line in zip(columns, lines[header : header + len(columns)], strict=False)
        if (owner := re.match(r"([\u4e00-\u9fff]{2,12}?)(?:内部?|各)?(?:牵头|配合|责任)(?:处室|科室)", line.text))
    )
    return Table(first=header, last=at, columns=columns, rows=tuple(rows), owners=owners) if rows else None


# 万亩 over 1.86: the cells of a unit and of what is to be reached
_UNIT_OF_FIGURES = re.compile(
    r"[%‰]|[万亿千百]?(?:元|亩|吨|公斤|公里|千米|米|平方米|平方公里|立方米|公顷|千瓦时?|度|人次?"
    r"|户次?|家次?|个|所|座|处|场次?|次|件|项|条|台|辆|套|张|名|人|头|只|株|天|小时|个百分点)"
)
_A_FIGURE = re.compile(
    r"(?:[≥≤><〔]|>=|<=|不[低高少超]于|不超过|超过|约|达到?)?\d[\d.,]*(?:[-~—至]\d[\d.,]*)?(?:以上"
    r"|以下|以内|左右)?〕?(?:\([^()]{1,16}\))?"
)


def _opens_row(lines: list[Line], at: int) -> bool:
    """Whether a task and its bodies stand below a number: of a long list only some are told (37, 52, 53)."""
    return any(looks_like_bodies(line.text) for line in lines[at + 2 : at + 4]) and not looks_like_bodies(
        lines[at + 1].text
    )


def _counts_below(lines: list[Line], first: int) -> bool:
    """Whether rows of a head without number are numbered all the same: 1, 2 and 3 stand on lines of their own."""
    wanted = 1
    for line in lines[first : first + MAX_LINES_TO_COUNT]:
        if line.text == str(wanted):
            wanted += 1
    return wanted > MIN_COUNTED


MAX_LINES_TO_COUNT, MIN_COUNTED = 60, 3


def _without_next_group(lines: list[Line], columns: tuple[str, ...]) -> list[Line]:
    """A row less the name of a group that stands behind its last cell, above the next number."""
    *row, last = lines
    ends = columns[-1] in (*UNIT_COLUMNS, "deadline") and len(row) > 1
    if (
        not ends
        or len(last.text) > MAX_GROUP_CHARS
        or re.search(r"[。;,:\d]", last.text)
        or is_time_cell(last.text)
        or looks_like_bodies(last.text)
        or SAME.fullmatch(last.text)
        or NO_ENTRY.fullmatch(last.text)
    ):
        return lines
    above = row[-1].text
    return row if looks_like_bodies(above) or is_time_cell(above) or NO_ENTRY.fullmatch(above) else lines


MIN_SHARE_MERGED, MAX_SHARE_MERGED = 0.2, 0.6


def _with_bodies_above(lines: list[Line], rows: list[Row]) -> list[Row]:
    """Rows without bodies, whose cell is merged into the one above, with the bodies of that; a dash says that there are none."""
    dashes = [line.start for line in lines if NO_ENTRY.fullmatch(line.text)]

    def bodies(row: Row) -> list[tuple[str, int, int]]:
        return [
            (name.removeprefix("inherited:"), low, high)
            for name, low, high in row.cells
            if name.removeprefix("inherited:") in UNIT_COLUMNS
        ]

    bare = sum(not bodies(row) for row in rows)
    if not len(rows) * MIN_SHARE_MERGED <= bare < len(rows) * MAX_SHARE_MERGED:
        return rows  # one or two: what stands there is no list that can be read
    out: list[Row] = []
    above: list[tuple[str, int, int]] = []
    for row in rows:
        own = bodies(row)
        dashed = bisect_right(dashes, row.start) < bisect_left(dashes, row.end)
        if not own and above and not dashed:
            more = tuple((f"inherited:{name}", low, high) for name, low, high in above)
            heads = (*row.heads, *((low, low) for _, low, _ in more)) if row.heads else ()
            row = Row(start=row.start, end=row.end, cells=(*row.cells, *more), heads=heads)
        above = own or above
        out.append(row)
    return out


def _with_repeats(rows: list[Row]) -> list[Row]:
    """同上 and 〃 stand for the cell above: the row points to where that stands."""
    above: dict[str, tuple[int, int]] = {}
    out = []
    for row in rows:
        cells = []
        for name, low, high in row.cells:
            if name.startswith("same:"):
                column = name.removeprefix("same:")
                if column in above:
                    cells.append((f"inherited:{column}", *above[column]))
                continue
            above[name] = (low, high)
            cells.append((name, low, high))
        out.append(Row(start=row.start, end=row.end, cells=tuple(cells), heads=row.heads))
    return out


def _cut(lines: list[Line], columns: tuple[str, ...]) -> list[Row]:
    """One numbered row; unnumbered sub-rows below it are rows of their own."""
    body = lines[1:]
    if not body:
        return []
    last_unit = bool(unit_columns := [name for name in columns if name in UNIT_COLUMNS]) and all(
        name in ("note", *UNIT_COLUMNS) for name in columns[columns.index(unit_columns[0]) :]
    )
    kinds = [
        "same"
        if SAME.fullmatch(line.text)
        else "bodies"
        if looks_like_bodies(line.text)
        else "empty"
        if NO_ENTRY.fullmatch(line.text)
        else "text"
        for line in body
    ]
    if last_unit:  # 公共服务股 over 图书馆: what stands below bodies in the last column
        for at in range(1, len(kinds)):
            if kinds[at] == "text" and kinds[at - 1] == "bodies" and _BODY_BELOW.fullmatch(body[at].text):
                kinds[at] = "bodies"
    if "done" in columns and columns.index("done") > max((columns.index(name) for name in unit_columns), default=0):
        last_bodies = max((at for at, kind in enumerate(kinds) if kind == "bodies"), default=len(kinds))
        kinds = [("done" if kind == "text" and at > last_bodies else kind) for at, kind in enumerate(kinds)]
    groups: list[list[tuple[Line, str]]] = [[]]
    for line, kind in zip(body, kinds, strict=True):
        current = groups[-1]
        closed = any(k in ("bodies", "empty", "same") for _, k in current)
        if kind == "text" and closed and len(line.text) >= 12 and not is_deadline(line.text):
            groups.append([])
            current = groups[-1]
        current.append((line, kind))
    rows = []
    above: list[tuple[str, int, int]] = []
    for index, group in enumerate(groups):
        cells: list[tuple[str, int, int]] = []
        if index == 0:
            cells.append(("number", lines[0].start, lines[0].end))
        unit_at = 0
        several = sum(kind == "bodies" for _, kind in group) - len(unit_columns)  # bodies of one cell, a line each
        watched = several > 0 and len(unit_columns) > 1 and unit_columns[-1] == "supervise"
        persons_after = "person" in columns and columns.index("person") > min(
            (columns.index(name) for name in unit_columns), default=0
        )
        for place_in_row, (line, kind) in enumerate(group):
            if kind == "done":
                name = "done"
            elif (
                kind in ("text", "empty")
                and _UNIT_OF_FIGURES.fullmatch(line.text)
                and place_in_row + 1 < len(group)
                and _A_FIGURE.fullmatch(group[place_in_row + 1][0].text)
            ):
                name = "measured_in"
            elif kind == "text" and cells and cells[-1][0] == "measured_in":
                name = "target"
            elif kind == "text":
                name = "task"
                if unit_at and is_deadline(line.text) and "deadline" in columns:
                    name = "deadline"
                elif unit_at and persons_after and len(line.text) <= 24:
                    name = "person"
                elif "deadline" in columns and is_deadline(line.text) and len(line.text) <= 24:
                    name = "deadline"
            else:
                place = max(0, unit_at - several) if watched else unit_at
                name = unit_columns[min(place, len(unit_columns) - 1)] if unit_columns else "responsible"
                unit_at += 1
                if kind == "empty":
                    continue
                if kind == "same":
                    name = f"same:{name}"
            cells.append((name, line.start, line.end))
        who = [cell for cell in cells if cell[0] in UNIT_COLUMNS]
        if index and not who:
            cells += [(f"inherited:{name}", low, high) for name, low, high in above]  # one cell of bodies over both
        above = who or above
        start = lines[0].start if index == 0 else group[0][0].start
        told = any(
            cell[0] in ("done", "measured_in") for cell in cells
        )  # what came of it, and a figure beside its unit, are read cell by cell
        rows.append(
            Row(
                start=start,
                end=group[-1][0].end,
                cells=tuple(cells),
                heads=tuple((low, low) for _, low, _ in cells) if told else (),
            )
        )
    return rows


_BODY_BELOW = re.compile(r"[\u4e00-\u9fff]{1,12}(?:馆|景区|协会|剧团|商会|学会|园区|电视台|报社|研究室|消防|电力|供电)")


def read_inline(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """A table whose rows are one line each, cells parted by gaps."""
    rows: list[Row] = []
    at = first
    while at < len(lines):
        line = lines[at]
        cells = line.text.split(" ")
        if len(cells) < 2:
            if GROUP.match(line.text) or (rows and len(line.text) <= 20):
                at += 1
                continue
            break
        if len(cells) == len(columns) and all(column_of(cell) for cell in cells):
            at += 1  # the header again, on the table's next page
            continue
        spans = cut_cells(line, " ")
        names = (
            columns if len(spans) == len(columns) else columns[-len(spans) :] if len(spans) < len(columns) else columns
        )
        rows.append(
            Row(
                start=line.start,
                end=line.end,
                cells=tuple((name, a, b) for name, (a, b) in zip(names, spans, strict=False) if b > a),
            )
        )
        at += 1
    return Table(first=header, last=at, columns=columns, rows=tuple(rows)) if rows else None


# ---- rows told by the places of their cells ----------------------------------------------------

#: cells that a row may lack, since an empty one leaves no line
_MAY_BE_EMPTY = ("note", "support", "group", "person", "target", "deadline")
MAX_PERSON_CHARS = 24
MAX_TASK_CHARS = 500
MAX_MISSING_CELLS = 2


def read_by_position(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """Rows that have a cell for each column, in order, and no number: 责任人 时限 任务 牵头单位."""
    if "task" not in columns or not any(name in UNIT_COLUMNS for name in columns):
        return None
    heads = [(line.start, line.end) for line in lines[header : header + len(columns)]]
    rows: list[Row] = []
    at = last = first
    while at < len(lines):
        text = lines[at].text
        if STOP.match(text) or (at > first and find_header(lines, at) is not None):
            break
        row = _row_by_position(lines, at, columns, heads)
        if row is not None:
            rows.append(row)
            at += len(row.cells)
            last = at
            continue
        if not GROUP.match(text) or len(text) > 40 or "。" in text:
            break
        at += 1
    return (
        Table(first=header, last=last, columns=columns, rows=tuple(_without_entries(lines, rows)))
        if len(rows) >= 2
        else None
    )


def _row_by_position(lines: list[Line], at: int, columns: tuple[str, ...], heads: list[tuple[int, int]]) -> Row | None:
    optional = [i for i, name in enumerate(columns) if name in _MAY_BE_EMPTY]
    for missing in range(min(len(optional), MAX_MISSING_CELLS) + 1):
        for left_out in combinations(optional, missing):
            kept = [i for i in range(len(columns)) if i not in left_out]
            cells = lines[at : at + len(kept)]
            if len(cells) == len(kept) and all(
                _fits(line.text, columns[i]) for line, i in zip(cells, kept, strict=True)
            ):
                return Row(
                    start=cells[0].start,
                    end=cells[-1].end,
                    cells=tuple((columns[i], line.start, line.end) for line, i in zip(cells, kept, strict=True)),
                    heads=tuple(heads[i] for i in kept),
                )
    return None


# ---- rows told by their bodies ------------------------------------------------------------------

MAX_LINES_OF_A_TASK = 12
MAX_GROUP_CHARS = 12
MIN_ROWS_BY_BODIES = 3
_SCORED = re.compile(r"\((?:每[项个]|共|满分)?\d{1,3}分\)")


def read_by_bodies(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """Rows without number, whose task stands on several lines: each ends with its bodies, and the time or note behind them."""
    if not {"task", "target"} & set(columns) or not any(name in UNIT_COLUMNS for name in columns):
        return None
    at_units = next(i for i, name in enumerate(columns) if name in UNIT_COLUMNS)
    if not {"task", "target"} & set(columns[:at_units]) or {"task", "target", "number"} & set(columns[at_units:]):
        return None  # only where what is to be done stands before who does it
    rows: list[Row] = []
    at = last = first
    while at < len(lines) and (found := _row_by_bodies(lines, at, columns, at_units)) is not None:
        row, at = found
        rows.append(row)
        last = at
    return (
        Table(first=header, last=last, columns=columns, rows=tuple(rows)) if len(rows) >= MIN_ROWS_BY_BODIES else None
    )


def _row_by_bodies(lines: list[Line], first: int, columns: tuple[str, ...], at_units: int) -> tuple[Row, int] | None:
    """The row that begins at a line, and the line behind it."""
    at = first
    while at < len(lines) and at - first <= MAX_LINES_OF_A_TASK and not looks_like_bodies(lines[at].text):
        if (
            STOP.match(lines[at].text)
            or len(lines[at].text) > MAX_TASK_CHARS
            or GROUP.match(lines[at].text)
            or find_header(lines, at) is not None
        ):
            return None
        at += 1
    told = [line for line in lines[first:at] if not _SCORED.fullmatch(line.text)]
    if not told or at == len(lines) or not looks_like_bodies(lines[at].text):
        return None
    if (
        "group" in columns
        and len(told) >= 2
        and len(told[0].text) <= MAX_GROUP_CHARS
        and not is_time_cell(told[0].text)
    ):
        told = told[1:]
    behind = [line for line in lines[first:at] if line.start >= told[0].start]
    cells = [
        (
            "deadline"
            if "deadline" in columns and is_time_cell(line.text) and len(line.text) <= MAX_PERSON_CHARS
            else "task",
            line.start,
            line.end,
        )
        for line in behind
    ]
    wanted = list(columns[at_units:])
    end = at
    while at < len(lines) and wanted:
        text = lines[at].text
        place = next((i for i, name in enumerate(wanted) if name != "note" and _fits(text, name)), None)
        if place is None:
            break
        if not NO_ENTRY.fullmatch(text):
            cells.append((wanted[place], lines[at].start, lines[at].end))
        del wanted[: place + 1]
        at += 1
        end = at
    return Row(start=told[0].start, end=lines[end - 1].end, cells=tuple(cells)), end


def _fits(cell: str, column: str) -> bool:
    """Whether a cell may stand below the head of a column."""
    if column in UNIT_COLUMNS:
        return bool(NO_ENTRY.fullmatch(cell)) or looks_like_bodies(cell)
    if column == "deadline":
        return bool(NO_ENTRY.fullmatch(cell)) or is_time_cell(cell)
    if column == "person":
        return bool(NO_ENTRY.fullmatch(cell)) or (
            len(cell) <= MAX_PERSON_CHARS and not re.search(r"[\d。]", cell) and not looks_like_bodies(cell)
        )
    if column == "number":
        return cell.isdigit() and len(cell) <= 3
    if column in ("task", "target"):
        return (
            len(cell) <= MAX_TASK_CHARS
            and len(cell) >= 2
            and not looks_like_bodies(cell)
            and not (GROUP.match(cell) and len(cell) <= 16)
        )
    return len(cell) <= 60


def _without_entries(lines: list[Line], rows: list[Row]) -> list[Row]:
    """Rows less the cells that say that nothing stands there (/, 无)."""
    texts = {line.start: line.text for line in lines}
    out = []
    for row in rows:
        kept = [
            (cell, head)
            for cell, head in zip(row.cells, row.heads, strict=True)
            if not NO_ENTRY.fullmatch(texts[cell[1]])
        ]
        out.append(
            Row(
                start=row.start,
                end=row.end,
                cells=tuple(cell for cell, _ in kept),
                heads=tuple(head for _, head in kept),
            )
        )
    return out
