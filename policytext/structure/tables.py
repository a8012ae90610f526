"""Task tables: one row a line with tabs, as readers of laid-out formats write them, or flattened to one cell a line.

Header words are those of the genre (序号 重点任务 牵头单位 责任单位 完成时限), in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.structure.lines import Line

_OF_LEVEL = r"(?:[国省市区县州镇]级|[省市区县]直|整改|具体|主要|主|共同)?"
_KINDS = r"(?:单位|部门|处室|科室|股室|主体|机构)"
_AND_WHO = r"(?:[及和、](?:责任人|负责人|联系人))?"
_WORK = r"(?:任务|事项|内容|举措|措施|要求|项目|工作|目标)"

# what the name of a column says that stands below it; the first that fits the whole name decides
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("number", r"序号|编号|(?:任务|项目|事项|条目|提案|建议|问题)(?:序号|编号)|序"),
        ("person", r"[\u4e00-\u9fff]{0,4}(?:领导|责任人|负责人|联系人|联络员|联系方式|联系电话)(?:及(?:电话|职务|联系方式))?"),
        ("lead", rf"牵头|主办|主责|抓总单位|总牵头(?:单位)?|第一责任单位|主要责任单位|{_OF_LEVEL}(?:牵头|主办|主责)(?:责任)?{_KINDS}{_AND_WHO}|[\u4e00-\u9fff]{{0,8}}牵头处室"),
        ("support", rf"配合|协办|协同|参与|{_OF_LEVEL}(?:配合|协办|协同|参与|参加|协助|支持|协作|会办)(?:责任)?{_KINDS}{_AND_WHO}|[\u4e00-\u9fff]{{0,8}}配合处室"),
        ("supervise", rf"(?:督办|督导|考核|监督|督查|指导|验收|监管)(?:单位|部门){_AND_WHO}"),
        ("responsible", rf"{_OF_LEVEL}(?:责任|落实|承办|实施|负责|完成|主管|承担|建设|包保|执行|业主)(?:{_KINDS}|县区|乡镇){_AND_WHO}|责任分工|分工|任务分工|项目(?:业主|单位)(?:单位)?"),
        ("deadline", r"(?:时间|时限|进度)(?:节点|进度|要求|安排)?|工作时限|工作进度|起止年限|进度安排|(?:实施|建设|推进)(?:期限|年限|时间|周期)|(?:计划|预计|拟|要求)?(?:完成|截止|办结|整改|销号)(?:时限|时间|期限|日期|年限)"),
        ("target", r"(?:年度|工作|预期|阶段|量化|\d{4}年)?(?:预期)?目标(?:值|任务|要求)?|目标任务|量化指标|考核指标|指标值|工作成果|交付成果|成果形式|预期(?:成效|成果|效果)|工作标准|完成标准|\d{4}年(?:度)?"),
        ("task", rf"具体措施|指标名称|指标|任务清单|目\s*标\s*任\s*务|工作要点|工作安排|(?:重点|主要|工作)?任务分解|(?:反馈|存在|突出|主要)?(?:的)?问题(?:清单|表现|描述|内容|概述)?|政策(?:名称|内容|措施)"
                 rf"|建设(?:规模(?:及|和|与))?内容(?:(?:及|和|与)规模)?|(?:(?:重点|主要|工作|具体|改革|年度|建设|整改|实施|办理|政策|分解|\d{{4}}年)*{_WORK})+(?:名称|清单)?(?:(?:和|及|与|、)(?:主要|工作|年度|预期|具体)*(?:目标|要求|内容|措施|标准|举措|成效))?"),
        ("group", r"类别|领域|(?:任务|项目|所属|指标)(?:类别|类型|领域|专项|板块)|一级指标|二级指标|类型|板块|分类"),
        ("note", r"备注|说明|属性|计量单位|单位|依据|基期值|[\u4e00-\u9fff]{0,6}投资(?:\([^()]*\))?|资金来源|(?:建设|项目)地点|(?:完成|进展|落实|整改)情况|分值|评分标准"),
    )
)
_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])\([^()]*\)$")  # 总投资(万元), 责任单位(人)
MAX_HEADER_CHARS = 16
MIN_HEADER_CELLS = 2
_GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]部分)")
_STOP = re.compile(r"附件\d*[::]?$|附表|注[::]|说明[::]|备注[::]|\(此件")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``[start, end)`` of the normal text, and its cells with the column each stands in.

    ``heads`` has the header cell above each cell; empty for flattened tables, where none is above.
    """

    start: int
    end: int
    cells: tuple[tuple[str, int, int], ...]
    heads: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A flattened table, ``[first, last)`` of the document's lines."""

    first: int
    last: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    owners: tuple[tuple[str, str], ...] = ()  # column → the body inside which its names are (市卫健委内牵头处室)


def column_of(cell: str) -> str | None:
    """Which column a header cell names; None for a cell that is no header."""
    bare = cell.replace(" ", "").strip("*:")
    bare = _ASIDE.sub("", bare).strip("()") or bare
    if not 1 <= len(bare) <= MAX_HEADER_CHARS:
        return None
    for name, pattern in _COLUMNS:
        if pattern.fullmatch(bare):
            return name
    return None


def find_tables(lines: list[Line]) -> list[Table]:
    """The flattened tables of a document, in order."""
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        header = _header(lines, index)
        if header is None:
            index += 1
            continue
        columns, first_row, inline = header
        if "\t" in lines[index].text:
            table = _read_tabbed(lines, index, columns)
            if table is not None:
                tables.append(table)
            index = table.last if table is not None else first_row
            continue
        table = _read_inline(lines, index, first_row, columns) if inline else _read(lines, index, first_row, columns)
        if table is not None and table.rows:
            tables.append(table)
            index = table.last
        else:
            index = first_row
    return tables


def _header(lines: list[Line], index: int) -> tuple[tuple[str, ...], int, bool] | None:
    if "\t" in lines[index].text:
        tabbed = _tabbed_columns(lines[index].text)
        return (tabbed, index + 1, True) if tabbed else None
    cells = lines[index].text.split(" ")
    names = [column_of(cell) for cell in cells]
    if len(cells) >= 3 and sum(name is not None for name in names) >= 3 and _is_task_table([n or "task" for n in names]):
        return tuple(name or "task" for name in names), index + 1, True
    columns: list[str] = []
    at = index
    while at < len(lines) and len(columns) < 12:
        name = column_of(lines[at].text)
        if name is None:
            break
        columns.append(name)
        at += 1
    if len(columns) >= MIN_HEADER_CELLS and _is_task_table(columns):
        return tuple(columns), at, False
    return None


def _is_task_table(columns: list[str]) -> bool:
    has_unit = any(name in ("lead", "responsible", "support", "supervise", "deadline") for name in columns)
    has_task = any(name in ("task", "target", "number") for name in columns)
    return has_unit and has_task


def _read(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """Rows that begin with a serial number on a line of its own."""
    if "number" not in columns:
        return None
    rows: list[Row] = []
    at, expected = first, None
    start: int | None = None
    last = first
    while at < len(lines):
        text = lines[at].text
        if text.isdigit() and len(text) <= 3:
            number = int(text)
            if start is None or number == (expected or 0):
                if start is not None:
                    rows.extend(_cut(lines[start:at], columns))
                start, expected, last = at, number + 1, at
                at += 1
                continue
        if _STOP.match(text) or (_header(lines, at) is not None and start is not None):
            break
        if start is not None and _GROUP.match(text) and len(text) <= 80 and at > start + 1:
            rows.extend(_cut(lines[start:at], columns))
            start = None
        at += 1
    if start is not None:
        rows.extend(_cut(lines[start:at], columns))
    rows = _with_repeats(rows)
    owners = tuple(
        (name, owner[1])
        for name, line in zip(columns, lines[header : header + len(columns)], strict=False)
        if (owner := re.match(r"([\u4e00-\u9fff]{2,12}?)(?:内部?|各)?(?:牵头|配合|责任)(?:处室|科室)", line.text))
    )
    return Table(first=header, last=max(at, last), columns=columns, rows=tuple(rows), owners=owners) if rows else None


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
        out.append(Row(start=row.start, end=row.end, cells=tuple(cells)))
    return out


def _cut(lines: list[Line], columns: tuple[str, ...]) -> list[Row]:
    """One numbered row; unnumbered sub-rows below it are rows of their own."""
    body = lines[1:]
    if not body:
        return []
    kinds = ["same" if _SAME.fullmatch(line.text) else "bodies" if looks_like_bodies(line.text) else "empty" if line.text in ("/", "-", "--", "无") else "text" for line in body]
    unit_columns = [name for name in columns if name in ("lead", "responsible", "support", "supervise")]
    groups: list[list[tuple[Line, str]]] = [[]]
    for line, kind in zip(body, kinds, strict=True):
        current = groups[-1]
        closed = any(k in ("bodies", "empty", "same") for _, k in current)
        if kind == "text" and closed and len(line.text) >= 12 and not _is_deadline(line.text):
            groups.append([])
            current = groups[-1]
        current.append((line, kind))
    rows = []
    for index, group in enumerate(groups):
        cells: list[tuple[str, int, int]] = []
        if index == 0:
            cells.append(("number", lines[0].start, lines[0].end))
        unit_at = 0
        persons_after = "person" in columns
        for line, kind in group:
            if kind == "text":
                name = "task"
                if unit_at and _is_deadline(line.text) and "deadline" in columns:
                    name = "deadline"
                elif unit_at and persons_after and len(line.text) <= 24:
                    name = "person"
                elif "deadline" in columns and _is_deadline(line.text) and len(line.text) <= 24:
                    name = "deadline"
            else:
                name = unit_columns[min(unit_at, len(unit_columns) - 1)] if unit_columns else "responsible"
                unit_at += 1
                if kind == "empty":
                    continue
                if kind == "same":
                    name = f"same:{name}"
            cells.append((name, line.start, line.end))
        start = lines[0].start if index == 0 else group[0][0].start
        rows.append(Row(start=start, end=group[-1][0].end, cells=tuple(cells)))
    return rows


_SAME = re.compile(r"同上|〃|″|”")
_BODY_END = re.compile(
    r"(?:[局委办厅部会院署]|政府|管委会|中心|公司|集团|部门|单位|街道|办事处|处|支队|大队|科|室|区县|县区|市区|[省市区县州]委|海关|银行|乡镇|镇街|机构|妇联|工会|科协|残联|工商联|法院|检察院|所|站|队)(?:\([^()]*\))?等?$"
)


def looks_like_bodies(text: str) -> bool:
    """Whether a cell is a list of bodies; the extractor reads it properly later."""
    if len(text) > 200 or "。" in text or len(text) < 2:
        return False
    names = [name for name in re.split(r"[、,;/ ]", text) if name]
    if not names:
        return False
    ends = sum(1 for name in names if len(name) <= 24 and (_BODY_END.search(name) or name.startswith("各")))
    return ends * 2 > len(names) and not re.match(r"(?:推进|推动|加强|完善|建立|开展|建设|实施|落实|做好|成立|举办|召开|举行|筹办|承办|申办|参加|培育|打造|创建|改造|新建)", text)


_DEADLINE = re.compile(r".{0,6}(?:20\d\d年|\d{1,2}月|年底|长期|持续|全年|季度|每[年月周]|立即|常态|\d{4}[-./]\d)")


def _is_deadline(text: str) -> bool:
    return len(text) <= 30 and bool(_DEADLINE.match(text)) and "。" not in text


def _read_inline(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """A table whose rows are one line each, cells parted by gaps."""
    rows: list[Row] = []
    at = first
    while at < len(lines):
        line = lines[at]
        cells = line.text.split(" ")
        if len(cells) < 2:
            if _GROUP.match(line.text) or (rows and len(line.text) <= 20):
                at += 1
                continue
            break
        if len(cells) == len(columns) and all(column_of(cell) for cell in cells):
            at += 1  # the header again, on the table's next page
            continue
        spans, offset = [], line.start
        for cell in cells:
            spans.append((offset, offset + len(cell)))
            offset += len(cell) + 1
        names = columns if len(spans) == len(columns) else columns[-len(spans) :] if len(spans) < len(columns) else columns
        rows.append(
            Row(start=line.start, end=line.end,
                cells=tuple((name, a, b) for name, (a, b) in zip(names, spans, strict=False) if b > a))
        )
        at += 1
    return Table(first=header, last=at, columns=columns, rows=tuple(rows)) if rows else None


# ---- rows with tabs ----------------------------------------------------------------------------

UNIT_COLUMNS = ("lead", "responsible", "support", "supervise")
_MARKS = "★▲●◎■√☑〇△☆◇◆"  # of the normal text, where ○ is 〇
_LEADING_MARKS = "★▲●◎■◆"  # where no legend says otherwise (domain sheet, section 4)
_ROLE_OF_WORD = {"牵头": "lead", "主办": "lead", "主责": "lead", "责任": "responsible", "负责": "responsible", "配合": "support", "协办": "support", "参与": "support", "参加": "support", "协同": "support"}
_LEGEND = re.compile(rf"[“\"]?([{_MARKS}])[”\"]?(?:的?(?:单位|部门)?)?(?:为|表示|代表|系|是|:|-)*(?:该项(?:工作|任务))?(牵头|主办|主责|责任|负责|配合|协办|参与|参加|协同)")
_YEAR_HEAD = re.compile(r"(20\d\d)年(?:度|底|末)?(?:工作|年度|预期)?(?:目标|任务|计划|指标)?(?:值|数)?")
_NOTHING = re.compile(r"[-/—~无\s]{1,4}")
_LEFT = "同左"
_CONTINUED = re.compile(r"\(?(?:续表|接上(?:页|表)|续)\)?\d{0,2}|.{2,40}\(续(?:表)?\)")
MAX_GROUP_CHARS = 40
LEGEND_LINES = 6  # above and below the table
MAX_PLAIN_HEADER_CHARS = 60


def _tabbed_columns(text: str) -> tuple[str, ...] | None:
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
        elif name is None and cell and len(cell) <= MAX_HEADER_CHARS and _BODY_END.search(cell) and looks_like_bodies(cell):
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
    return tuple(names) if has_unit and not _is_indicator_table(names) else None


def _is_indicator_table(names: list[str]) -> bool:
    """指标 | 单位 | 2024年 | 2025年 assigns nothing: its figures are no tasks."""
    return not any(name in (*UNIT_COLUMNS, "deadline", "matrix") for name in names) and "measured_in" in names and "number" not in names


def _read_tabbed(lines: list[Line], header: int, columns: tuple[str, ...]) -> Table | None:
    """The rows below a header line, over pages, groups and headers that are repeated."""
    heads = _cut_cells(lines[header])
    tabs = lines[header].text.count("\t")
    rows: list[list[tuple[str, int, int]]] = []
    origins: list[list[int]] = []  # column of each cell
    at = header + 1
    last = at
    while at < len(lines):
        line = lines[at]
        if line.text.count("\t") == tabs:
            if line.text != lines[header].text and (again := _tabbed_columns(line.text)) is not None and again != columns and _is_new_header(line):
                break
            if line.text != lines[header].text and not _is_new_header(line):
                cells = _cut_cells(line)
                kept = [(columns[i], low, high) for i, (low, high) in enumerate(cells) if high > low]
                rows.append(kept)
                origins.append([i for i, (low, high) in enumerate(cells) if high > low])
            at += 1
            last = at
            continue
        if "\t" in line.text or _STOP.match(line.text) or len(line.text) > MAX_GROUP_CHARS or line.text.endswith(("。", ";")):
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
    built = _finish_rows(lines, header, last, columns, heads, rows, origins)
    return Table(first=header, last=last, columns=columns, rows=tuple(built)) if built else None


def _is_new_header(line: Line) -> bool:
    """Whether a row is a header again: all its cells are names of columns."""
    cells = [cell for cell in line.text.split("\t") if cell]
    return len(cells) >= MIN_HEADER_CELLS and all(column_of(cell) or _YEAR_HEAD.fullmatch(cell) for cell in cells)


def _starts_anew(lines: list[Line], at: int, ahead: int, header: int) -> bool:
    """Whether a table of other columns begins at ``ahead``."""
    return _is_new_header(lines[ahead]) and lines[ahead].text != lines[header].text


def _cut_cells(line: Line) -> list[tuple[int, int]]:
    """The cells of a row, ``[low, high)`` of the normal text, empty ones too."""
    spans, low = [], line.start
    for cell in line.text.split("\t"):
        spans.append((low, low + len(cell)))
        low += len(cell) + 1
    return spans


def _finish_rows(
    lines: list[Line], header: int, last: int, columns: tuple[str, ...], heads: list[tuple[int, int]],
    rows: list[list[tuple[str, int, int]]], origins: list[list[int]],
) -> list[Row]:
    """Rows with what their cells mean: repeated tasks, 同上, marks, dashes, the column 单位."""

    def words(low: int, high: int) -> str:
        for line in _line_of(lines, header, last, low):
            return line.text[low - line.start : high - line.start]
        return ""

    names = list(columns)
    for column, name in enumerate(columns):
        if name == "measured_in":
            found = [words(low, high) for row, own in zip(rows, origins, strict=True) for (_, low, high), c in zip(row, own, strict=True) if c == column]
            if sum(map(looks_like_bodies, found)) * 2 > len(found):
                names[column] = "responsible"
    legend = _legend(lines, header, last)
    out: list[Row] = []
    above: dict[int, tuple[int, int]] = {}
    values: list[dict[int, str]] = [
        {c: words(low, high) for (_, low, high), c in zip(row, own, strict=True)} for row, own in zip(rows, origins, strict=True)
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
            if _NOTHING.fullmatch(text):
                continue
            if _SAME.fullmatch(text) or text == _LEFT:
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
        if len(tasks) == 1 and out and index and _goes_on(values, names, index, tasks[0]):
            # one task merged over rows of several bodies or times is one measure (records.md, section 4)
            more = [(c, t) for c, t in zip(cells, tops, strict=True) if c[0] not in ("task", "number", "group")]
            out[-1] = Row(
                start=out[-1].start, end=row[-1][2], cells=(*out[-1].cells, *(c for c, _ in more)), heads=(*out[-1].heads, *(t for _, t in more))
            )
        elif any(name in ("task", "target") for name, _, _ in cells):
            spans = [(low, high) for _, low, high in row]
            out.append(Row(start=spans[0][0], end=spans[-1][1], cells=tuple(cells), heads=tuple(tops)))
    return out


def _line_of(lines: list[Line], first: int, last: int, at: int) -> list[Line]:
    """The line of ``lines[first:last]`` that holds an offset, found by halves."""
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if lines[middle].end < at:
            low = middle + 1
        else:
            high = middle
    return lines[low : low + 1]


def _is_repeated(values: list[dict[int, str]], index: int, column: int) -> bool:
    own = values[index].get(column)
    return any(0 <= other < len(values) and values[other].get(column) == own for other in (index - 1, index + 1))


def _goes_on(values: list[dict[int, str]], names: list[str], index: int, task: int) -> bool:
    """Whether a row repeats the task of the row above, its number and its group."""
    own = [column for column, name in enumerate(names) if name in ("number", "group")]
    return all(values[index].get(c) == values[index - 1].get(c) for c in (task, *own)) and len(values[index].get(task, "")) >= 4


def _legend(lines: list[Line], header: int, last: int) -> dict[str, str]:
    """What each mark of a matrix means: ``注:★为牵头单位,○为配合单位`` near the table, else by custom."""
    roles = dict.fromkeys(_MARKS, "support") | dict.fromkeys(_LEADING_MARKS, "lead")
    used = {cell[:1] for line in lines[header + 1 : last] for cell in line.text.split("\t") if cell and cell[:1] in _MARKS}
    if used and not used & set(_LEADING_MARKS):
        roles |= dict.fromkeys(_MARKS, "responsible")  # one kind of mark for all
    for line in lines[max(0, header - LEGEND_LINES) : header] + lines[last : last + LEGEND_LINES]:
        for match in _LEGEND.finditer(line.text):
            roles[match[1]] = _ROLE_OF_WORD[match[2]]
    return roles
