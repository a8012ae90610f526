"""Rows of a table whose cells wide gaps part, a row a line: 成员单位　　主要职责　　备注 over 县气象局　　发布台风预警….

Only below a head that names who or what its columns hold; a run of spaces inside other lines is no border.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_COLUMN = (
    r"(?:[\u4e00-\u9fff]{0,4}(?:成员|牵头|责任|配合|主办|协办|承办|负责|实施|督办)(?:单位|部门|主体"
    r"|科室|处室)|单位|部门|(?:单位|部门)名称|序号"
    r"|(?:主要|工作|具体|职责|重点|目标)*(?:职责|任务|内容|分工|措施|要求|目标)"
    r"|[\u4e00-\u9fff]{0,4}(?:时限|时间|阶段|期限)|备注|[\u4e00-\u9fff]{2,6})"
)
_HEAD = re.compile(rf"(?m)^[ \u3000]*(?P<cells>{_COLUMN}(?:[ \u3000]{{2,}}{_COLUMN}){{1,6}})[ \u3000]*$")
_NAMES_A_BODY = re.compile(r"单位|部门|主体|科室|处室")
_NAMES_A_TASK = re.compile(r"职责|任务|内容|分工|措施|要求|目标")
_ENDS_TABLE = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|第[一二三四五六七八九十]+[章条节]|附件|注[::])"
)
_PARTED = re.compile(r"(?<=。\n) (?=[^ ])")
_BROKEN_NAME = re.compile(r"(?:[、镇乡县市区旗]|街道)$")
_REST_OF_A_NAME = re.compile(r"(?:人民)?政府|委员会|办事处|管委会")
_BODY = re.compile(
    r"[\u4e00-\u9fff()、]{2,40}[局委办厅部府会院队处站所社团行校心]"
    r"|[\u4e00-\u9fff()、]{2,40}(?:公司|集团|政府|[镇乡])"
)
MIN_ROWS = 3
MAX_ROWS = 200


def with_wide_rows(folded: str) -> tuple[str, dict[int, Span]]:
    """The text with tabs for such gaps, and the rows by where their lines begin; it keeps its length."""
    pieces: list[str] = []
    rows: dict[int, Span] = {}
    done = 0
    for head in _HEAD.finditer(folded):
        if head.start() < done or not (_NAMES_A_BODY.search(head["cells"]) and _NAMES_A_TASK.search(head["cells"])):
            continue
        found = _rows_below(folded, head.end())
        if len(found) < MIN_ROWS:
            continue
        columns = len(_GAP.split(head["cells"]))
        for low, start, end in ((head.start(), *head.span("cells")), *found):
            pieces += (folded[done:start], _row(folded[start:end], columns))
            done = end
            rows[low] = (start, end)
    return ("".join((*pieces, folded[done:])), rows) if rows else (folded, rows)


def _rows_below(folded: str, at: int) -> list[tuple[int, int, int]]:
    """Where the line of each row begins, and its text; the lines of a cell of bodies belong to the row that ends them."""
    rows: list[tuple[int, int, int]] = []
    opened: int | None = None  # where a row begins whose first cell runs over lines
    while at < len(folded) and len(rows) < MAX_ROWS:
        low = at + 1
        stop = folded.find("\n", low)
        at = stop if stop >= 0 else len(folded)
        line = folded[low:at].strip(" \u3000")
        if not line or _ENDS_TABLE.match(folded, low, at):
            break
        start = low + len(folded[low:at]) - len(folded[low:at].lstrip(" \u3000"))
        if rows and _PARTED.match(folded, low) and rows[-1][2] == low - 1:
            rows[-1] = (*rows[-1][:2], start + len(line))  # the page was parted behind a full stop, in the row
        elif _GAP.search(line):
            begins = low if opened is None else opened
            rows.append(
                (
                    begins,
                    start
                    if opened is None
                    else begins + len(folded[begins:at]) - len(folded[begins:at].lstrip(" \u3000")),
                    start + len(line),
                )
            )
            opened = None
        elif opened is None and (_BODY.fullmatch(line) or _BROKEN_NAME.search(line)):
            opened = low
        else:
            break
    return rows


def _row(text: str, columns: int) -> str:
    """The row with a tab for each gap; a body that stands alone on its line is listed with the next, a broken name is joined."""
    lines = text.split("\n")
    out = lines[0]
    for line in lines[1:]:
        joined = _BROKEN_NAME.search(out) or _REST_OF_A_NAME.match(line.lstrip(" \u3000"))
        out += (" " if joined or out.endswith("。") else "、") + line
    cells = 1

    def border(gap: re.Match[str]) -> str:
        nonlocal cells
        cells += 1
        return ("\t" if cells <= columns else "、") + " " * (len(gap[0]) - 1)

    return _GAP.sub(border, out)
