"""Flattened task tables: a table of a page that came out one cell a line.

Header words are those of the genre (序号 重点任务 牵头单位 责任单位 完成时限), in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.structure.lines import Line

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("number", r"序号|编号|任务序号|项目编号|序"),
        ("person", r"(?:责任|包保|牵头|分管|督导|主要|联系)(?:市|县|区)?(?:领导|人)|责任人|联系人|联络员|市级领导|县级领导|分管领导"),
        ("lead", r"牵头(?:责任)?(?:单位|部门)(?:\(单位\))?|主办单位|主责单位|牵头单位\(.*\)|[\u4e00-\u9fff]{0,8}牵头处室|牵头科室"),
        ("support", r"(?:配合|协办|协同|参与|参加|协助|支持)(?:责任)?(?:单位|部门)|[\u4e00-\u9fff]{0,8}配合处室|配合科室"),
        ("supervise", r"(?:督办|督导|考核|监督|督查|指导)(?:单位|部门)"),
        ("responsible", r"(?:责任|落实|承办|实施|负责|完成|主管)(?:单位|部门|主体)(?:\(单位\))?|责任分工|分工|任务分工|责任处室"),
        ("deadline", r"完成(?:时限|时间|期限)|时间(?:节点|进度|要求|安排)|时限(?:要求)?|工作时限|起止年限|进度安排|办结时限|实施期限"),
        ("target", r"(?:年度|工作|预期|阶段|量化|\d{4}年)?(?:预期)?目标(?:值|任务|要求)?|目标任务|量化指标|指标值|工作成果|交付成果|成果形式|预期成效|工作标准|完成标准|\d{4}年"),
        ("task", r"(?:重点|主要|工作|具体|改革|年度)?(?:任务|事项|内容|举措|措施|要求|项目)(?:名称|事项|内容)?|具体措施|任务名称|项目名称|重点工作|工作举措|主要举措|指标名称|指标|任务清单|目\s*标\s*任\s*务|主要任务|工作任务|政策措施"),
        ("group", r"类别|领域|任务类别|一级指标|二级指标|类型|板块|分类"),
        ("note", r"备注|说明|属性|计量单位|单位|依据|基期值"),
    )
)
MAX_HEADER_CHARS = 16
MIN_HEADER_CELLS = 2
_GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]部分)")
_STOP = re.compile(r"附件\d*[::]?$|附表|注[::]|说明[::]|备注[::]|\(此件")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``[start, end)`` of the normal text, and its cells with the column each stands in."""

    start: int
    end: int
    cells: tuple[tuple[str, int, int], ...]


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
    bare = cell.replace(" ", "").strip("*:()")
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
        table = _read_inline(lines, index, first_row, columns) if inline else _read(lines, index, first_row, columns)
        if table is not None and table.rows:
            tables.append(table)
            index = table.last
        else:
            index = first_row
    return tables


def _header(lines: list[Line], index: int) -> tuple[tuple[str, ...], int, bool] | None:
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
