"""Which cells are names of a task table's columns: 序号, 重点任务, 牵头单位, 责任单位, 完成时限 …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from policytext.lexicon import load_toml

MAX_HEADER_CHARS = 16
MIN_COLUMNS = 3
#: How names of columns end; what merely holds such a word is a clause (加强工作落实).
_ENDING = re.compile(
    r"(?:序号|编号|任务|事项|措施|举措|内容|项目|名称|单位|部门|时限|时间|期限|节点|进度|安排|要求"
    r"|指标|目标|目标值|成果|成效|备注|说明|类别|领域|分工|领导|责任人"
    r"|20\d\d年(?:度|目标)?)(?:[（(].{1,10}[）)])?$"
)
_NUMBER = re.compile(r"(?:任务|项目|事项)?(?:序号|编号)$")
_TASK = re.compile(r"(?:序号|编号|任务|事项|措施|举措|内容|项目|名称|指标|目标)$")
_ASSIGNS = re.compile(r"(?:单位|部门|处室|科室|主体|分工|领导|责任人|时限|时间|期限|节点|进度)$")
_CLAUSE = re.compile(r"[，。；：:,;、]")


@cache
def _labels() -> frozenset[str]:
    """Words that stand before bodies or close their list in a text; in a table they stand above."""
    roles = load_toml("roles.toml")
    lists = [*(entry["words"] for entry in roles["label"]), roles["persons"]["words"], roles["other"]["words"]]
    return frozenset(word for words in lists for word in words)


def ends_like_header(cell: str) -> bool:
    """Whether a cell ends as names of columns do: ``2025年重点任务``."""
    return len(cell) <= MAX_HEADER_CHARS and bool(_ENDING.search(cell))


def is_header(cell: str) -> bool:
    """Whether a cell is the name of a column: ends like one, or is a label of the lexicon (``roles.toml``)."""
    bare = cell.replace(" ", "").replace("\u3000", "")
    return not _CLAUSE.search(bare) and (ends_like_header(bare) or bare in _labels())


def is_number_header(cell: str) -> bool:
    """Whether the cells below count the rows: 序号."""
    return bool(_NUMBER.fullmatch(cell.replace(" ", "")))


def is_task_header(cells: Sequence[str]) -> bool:
    """Whether cells are the header of a task table: names of columns, one of what is done, one of who or when."""
    known = [cell.replace(" ", "") for cell in cells if is_header(cell)]
    counts = [cell for cell in known if cell.endswith(("序号", "编号"))]
    return (
        len(known) >= MIN_COLUMNS
        and len(set(cells)) == len(cells)
        and all(is_number_header(cell) for cell in counts)  # of prose above it a word may hang on
        and not any(_CLAUSE.search(cell) for cell in cells)
        and 3 * len(known) >= 2 * len(cells)
        and all(len(cell) <= MAX_HEADER_CHARS for cell in cells)
        and any(_TASK.search(cell) for cell in known)
        and any(_ASSIGNS.search(cell) or cell in _labels() for cell in known if not _TASK.search(cell))
    )


__all__ = ["MAX_HEADER_CHARS", "MIN_COLUMNS", "ends_like_header", "is_header", "is_number_header", "is_task_header"]
