"""Tables of how tasks progress, flattened to one cell a line: 牵头单位 工作任务 完成情况 完成进度(%) 备注.

The number and the bodies are merged over the rows of several tasks, so no cell of each row is there to tell it by. A
row is told by the share that is done, which stands below the task and what came of it.
"""

from __future__ import annotations

import re

from policytext.structure.flat_tables import find_header
from policytext.structure.lines import Line
from policytext.structure.table_columns import STOP, UNIT_COLUMNS, Row, Table, looks_like_bodies

_SHARE = re.compile(r"\d{1,3}(?:\.\d+)?%?")
_THEIR_HELP = re.compile(r"\([^()]{3,40}(?:配合|牵头|负责|协办)\)")
MAX_NUMBER_CHARS = 3
MAX_NOTE_CHARS = 24
MIN_ROWS = 2
MIN_DONE_COLUMNS = 2  # what came of a task, and how much of it is done


def read_progress(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """The rows below such a head; None for a head of another kind, and where fewer than two rows follow."""
    who = next((name for name in columns if name in UNIT_COLUMNS), None)
    if (
        who is None
        or columns.count("done") < MIN_DONE_COLUMNS
        or "task" not in columns
        or columns.index(who) > columns.index("task")
    ):
        return None
    rows: list[Row] = []
    at = last = first
    bodies: list[tuple[int, int]] = []
    while at < len(lines) and not STOP.match(lines[at].text) and (at == first or find_header(lines, at) is None):
        start, opens = at, False
        at += _is_number(lines, at)
        low = at
        while at < len(lines) and (looks_like_bodies(lines[at].text) or _THEIR_HELP.fullmatch(lines[at].text)):
            at += 1
        if at > low:
            helping = [_THEIR_HELP.fullmatch(line.text) is not None for line in lines[low:at]]
            bodies = [
                (line.start + help_, line.end - help_) for line, help_ in zip(lines[low:at], helping, strict=True)
            ]  # without the brackets
            opens = True
        told = _share_at(lines, at)
        if told is None:
            break
        cells = [
            ("task", lines[at].start, lines[at].end),
            *(("done", line.start, line.end) for line in lines[at + 1 : told + 1]),
        ]
        end = told + 1
        if _is_note(lines, end):
            cells.append(("note", lines[end].start, lines[end].end))
            end += 1
        cells = [*((who if opens else f"inherited:{who}", *span) for span in bodies), *cells]
        rows.append(
            Row(
                start=lines[start].start,
                end=cells[-1][2],
                cells=tuple(cells),
                heads=tuple((low, low) for _, low, _ in cells),
            )
        )
        at = last = end
    return Table(first=header, last=last, columns=columns, rows=tuple(rows)) if len(rows) >= MIN_ROWS else None


def _is_number(lines: list[Line], at: int) -> bool:
    return lines[at].text.isdigit() and len(lines[at].text) <= MAX_NUMBER_CHARS


def _share_at(lines: list[Line], at: int) -> int | None:
    """The line of the share that closes the row whose task is at ``at``: the next or, below what came of it, the one after."""
    return next(
        (
            index
            for index in (at + 1, at + 2)
            if index < len(lines) and _SHARE.fullmatch(lines[index].text) and "%" in lines[index].text
        ),
        None,
    )


def _is_note(lines: list[Line], at: int) -> bool:
    """Whether a short line behind a row is its note, not the next task or number."""
    if at >= len(lines) or _is_number(lines, at) or len(lines[at].text) > MAX_NOTE_CHARS or STOP.match(lines[at].text):
        return False
    goes_on = at + 1 < len(lines) and (_is_number(lines, at + 1) or _share_at(lines, at + 1) is not None)
    return goes_on and _share_at(lines, at) is None
