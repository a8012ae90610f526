"""Rows of a task table that repeat tasks of the text: the annex (任务分工表, 责任清单) of a plan says who does them.

A row repeats a task when all that its cells say of what is done stands there, in the same words or with words left
out, or when it has the task's name; its figures may be others. It may repeat several (items of one cell, several
names, the name of their section), and several rows may repeat one. A row that adds something is a task of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policytext.structure.blocks import Block
from policytext.structure.numbering import marker_number
from policytext.structure.passages import Passage
from policytext.structure.table_columns import Row, Table, column_of
from policytext.structure.wording import MIN_CONTAINED_CHARS, Keys, Wording, contains, masked

#: Texts that share so many characters in a row are looked at more closely.
SHINGLE_CHARS = 3
#: Words that so many tasks have tell none of them apart, and of so many that resemble a row none is the one.
MAX_COMMON_TASKS = 40
MAX_NEAR_TASKS = 12
MIN_NAME_CHARS = 4
MAX_NAME_CHARS = 60
MAX_GROUP_CHARS = 60
#: How surely a wording is a task's: its name first, another figure last.
_RANK = {"name": 0, "exact": 1, "abridged": 2, "figures": 3}

_ITEM = re.compile(
    r"(?:^|(?<=[。;:\s\u4e00-\u9fff)]))(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|[①-⑳]"
    r"|\([一二三四五六七八九十]{1,3}\))"
)
_MARKER = re.compile(
    r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、"
    r"|第[一二三四五六七八九十]{1,3}[条项]|\(\d{1,3}\)|\d{1,3}(?:\.\d{1,2}){0,3}[.、)]?(?![\d年月%])"
    r"|[①-⑳★▲●☆* ])+"
)
_PATH_PART = re.compile(
    r"(?P<paren>\([一二三四五六七八九十]{1,3}\))|(?P<han>[一二三四五六七八九十]{1,3})"
    r"|(?P<arabic>\d{1,3})"
)
_SEGMENT_END = re.compile(r"[。;\n]+")
# 建设服务综合体48处: the name of a task, and its figure
_FIGURE_TAIL = re.compile(
    r"(?:不[少低高]于|不超过|至少|达到?|约)?\d[\d.,]*[万亿]?(?:[\u4e00-\u9fff]{1,4}|%)?(?:以上|左右"
    r"|以内)?"
)


@dataclass(frozen=True, slots=True)
class Repetition:
    """A row and the passages of the text that it repeats, by their index among the passages.

    ``pieces`` tells which stretch of the row is about which passage, where it is about several.
    """

    row: int
    tasks: tuple[int, ...]
    pieces: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """A task of the text: its name, wording, and the headings and numbers above it."""

    index: int
    name: str
    wording: Wording
    sections: tuple[str, ...]  # names, the nearest first
    starts: tuple[int, ...]  # where each of them stands
    numbers: tuple[int | None, ...]  # its own and those above


@dataclass(slots=True)
class _Tasks:
    """All tasks of a text, by name and by what their wording shares with another."""

    all: list[_Task]
    by_name: dict[str, list[_Task]] = field(default_factory=lambda: defaultdict(list))
    by_section: dict[str, list[_Task]] = field(default_factory=lambda: defaultdict(list))
    by_shingle: dict[str, list[_Task]] = field(default_factory=lambda: defaultdict(list))
    by_masked: dict[str, list[_Task]] = field(default_factory=lambda: defaultdict(list))
    is_numbered_through: bool = False  # the tasks are counted 1 … 20 through all sections

    def __post_init__(self) -> None:
        for task in self.all:
            self.by_name[task.name].append(task)
            for section in set(task.sections):
                self.by_section[section].append(task)
            for shingle in _shingles(task.wording.whole):
                self.by_shingle[shingle].append(task)
            for shingle in _shingles(masked(task.wording.whole)):
                self.by_masked[shingle].append(task)
        own = [task.numbers[0] for task in self.all if task.numbers and task.numbers[0] is not None]
        self.is_numbered_through = len(own) > 1 and all(a < b for a, b in pairwise(own))

    def holding(self, wording: Wording) -> list[_Task]:
        """Tasks that may hold all clauses of a wording, word for word: those of its longest one's rarest shingle."""
        longest = max(wording.clauses, key=len, default="")
        return min((self.by_shingle.get(shingle, []) for shingle in _shingles(longest)), key=len)

    def near(self, wording: Wording) -> list[_Task]:
        """The tasks that share most with a wording, half of its telling shingles at least; the nearest first."""
        found = [
            tasks
            for shingle in sorted(_shingles(masked(wording.whole)))
            if len(tasks := self.by_masked.get(shingle, [])) <= MAX_COMMON_TASKS
        ]
        shared = Counter(task.index for tasks in found for task in tasks)
        nearest = sorted(shared, key=lambda index: (-shared[index], index))[:MAX_NEAR_TASKS]
        known = {task.index: task for tasks in found for task in tasks}
        return [known[index] for index in nearest if 2 * shared[index] >= len(found)]


def _shingles(key: str) -> set[str]:
    return {key[i : i + SHINGLE_CHARS] for i in range(max(1, len(key) - SHINGLE_CHARS + 1))}


def find_repeats(text: str, passages: Sequence[Passage], tables: Sequence[Table]) -> list[Repetition]:
    """The rows among ``passages`` that repeat others, in order; the table may stand before the text or after it.

    Args:
        text: the normal text.
        tables: those that the rows are of.
    """
    rows = [index for index, passage in enumerate(passages) if passage.row is not None]
    if not rows:
        return []
    keys = Keys()
    tasks = _Tasks(
        [_task(text, keys, index, p) for index, p in enumerate(passages) if p.row is None and p.kind == "task"]
    )
    if not tasks.all:
        return []
    table_of = {id(row): table for table in tables for row in table.rows}
    found: list[Repetition] = []
    group, above, at = "", None, 0
    for index in rows:
        row = passages[index].row
        table = table_of.get(id(row)) if row is not None else None
        if row is None or table is None:
            continue
        if table is not above:
            group, above, at = "", table, -1
        group = _group_above(text, keys, at, row) or group
        at = row.end
        if (repetition := _Matcher(text, keys, tasks, row, table, group).find(index)) is not None:
            found.append(repetition)
    return found


def _task(text: str, keys: Keys, index: int, passage: Passage) -> _Task:
    block, start = passage.block, passage.start
    if block is not None and block.marker is not None and block.marker.start == start:
        start = block.marker.end
    above = list(_above(passage))
    named = [
        (name, b.start) for b in above if b.head and len(name := keys.name(text[slice(*b.head)])) >= MIN_NAME_CHARS
    ]
    return _Task(
        index=index,
        name=keys.name(text[slice(*passage.title)]) if passage.title else "",
        wording=Wording.of(keys, text[start : passage.end]),
        sections=tuple(name for name, _ in named),
        starts=tuple(start for _, start in named),
        numbers=tuple(
            b.marker.number for b in [*([block] if block and block.start == passage.start else []), *above] if b.marker
        ),
    )


def _above(passage: Passage) -> Iterator[Block]:
    """The blocks around a passage, the nearest first; its own is none of them."""
    block = passage.block
    if block is not None and block.start == passage.start:
        block = block.parent
    while block is not None:
        yield block
        block = block.parent


def _group_above(text: str, keys: Keys, after: int, row: Row) -> str:
    """The group (一、设施建设) that stands in a line of its own above a row, below the one that ends at ``after``.

    Above a table's first row (``after`` is -1) only a line with a number is taken for one: its title stands there too.
    """
    low = after if after >= 0 else max(0, row.start - 2 * MAX_GROUP_CHARS)
    for written in reversed(text[low : row.start].split("\n")):
        line = written.strip("\t")
        if 2 <= len(line) <= MAX_GROUP_CHARS and "\t" not in line and not line.isdigit() and column_of(line) is None:
            marker = _MARKER.match(line)
            if after >= 0 or marker:
                return keys.name(line[marker.end() if marker else 0 :])
    return ""


@dataclass(slots=True)
class _Matcher:
    """What one row repeats."""

    text: str
    keys: Keys
    tasks: _Tasks
    row: Row
    table: Table
    group: str
    wordings: dict[tuple[int, int], Wording] = field(default_factory=dict)  # of its cells

    def find(self, index: int) -> Repetition | None:
        """The repetition of the row, which is passage ``index``; None for a task of its own."""
        cells = self._cells()
        if not cells:
            return None
        if (task := self._one(cells)) is not None:
            return Repetition(index, (task.index,))
        if len(cells) > 1:
            return None
        for pieces in (self._items(*cells[0]), self._segments(*cells[0])):
            told = [(low, high, self._one([(low, high)])) for low, high in pieces]
            if len(told) > 1 and all(task for _, _, task in told):
                indexes = tuple(dict.fromkeys(task.index for _, _, task in told if task))
                return Repetition(index, indexes, tuple((low, high, task.index) for low, high, task in told if task))
        name = self._name(*cells[0])
        under = [task for task in self.tasks.by_section.get(name, ()) if self._fits(task, named=True)]
        if len({task.starts[task.sections.index(name)] for task in under}) == 1:
            return Repetition(index, tuple(task.index for task in under))
        return None

    # ---- what the row says ----------------------------------------------------------------------

    def _cells(self) -> list[tuple[int, int]]:
        """The cells that say what is done, the most general first; without their numbers."""
        named = [(name, low, high) for name, low, high in self.row.cells if name in ("task", "target", "group")]
        texts = [name for name in self.table.columns if name in ("task", "target", "group")]
        if not self.row.heads and len({name for name, _, _ in named}) == 1:
            # a flattened row: each line of text was taken for a task, the header tells what it is
            if len(named) == len(texts):
                named = [(name, low, high) for name, (_, low, high) in zip(texts, named, strict=True)]
            elif "target" in texts and len(named) > 1:
                named = [named[0], *(("target", low, high) for _, low, high in named[1:])]
        found = [(low, high) for name, low, high in named if name == "task"]
        if self.row.heads and len(found) > 1:
            asked = {
                (low, high)
                for (_, low, high), head in zip(self.row.cells, self.row.heads, strict=True)
                if self.text[slice(*head)].endswith("要求")
            }
            found = [cell for cell in found if cell not in asked]  # 工作要求 says how, not what
        return [self._unmarked(low, high) for low, high in found]

    def _unmarked(self, low: int, high: int) -> tuple[int, int]:
        marker = _MARKER.match(self.text, low, high)
        return (marker.end(), high) if marker and marker.end() < high else (low, high)

    def _name(self, low: int, high: int) -> str:
        return self.keys.name(self.text[low:high]) if high - low <= MAX_NAME_CHARS else ""

    def _name_before_figure(self, low: int, high: int) -> str:
        for figure in _FIGURE_TAIL.finditer(self.text, low + 1, high):
            if figure.end() == high and len(name := self._name(low, figure.start())) >= MIN_NAME_CHARS:
                return name
        return ""

    def _wording(self, low: int, high: int) -> Wording:
        if (low, high) not in self.wordings:
            items = self._items(low, high) or [(low, high)]
            self.wordings[low, high] = Wording.of(self.keys, "。".join(self.text[a:b] for a, b in items))
        return self.wordings[low, high]

    def _groups(self) -> list[str]:
        cells = [
            self.keys.name(self.text[slice(*self._unmarked(low, high))])
            for name, low, high in self.row.cells
            if name == "group"
        ]
        return [name for name in (*cells, self.group) if name]

    def _numbers(self) -> tuple[int, ...]:
        """The number of the task that the row refers to, its own first: ``(三)2`` → 2, 3."""
        for name, low, high in self.row.cells:
            cell = self.text[low:high]
            marker = _MARKER.match(cell)
            if name == "number" or (name == "other" and marker and marker.end() == len(cell)):
                parts = [(m.lastgroup or "", m[0]) for m in _PATH_PART.finditer(cell)]
            elif name == "task" and marker:
                parts = [(m.lastgroup or "", m[0]) for m in _PATH_PART.finditer(marker[0])]
            else:
                continue
            if parts:
                return tuple(
                    number for kind, part in reversed(parts) if (number := marker_number(kind, part)) is not None
                )
        return ()

    # ---- what it repeats ------------------------------------------------------------------------

    def _one(self, cells: Sequence[tuple[int, int]]) -> _Task | None:
        """The task that all cells are about; None where there is none, or where it cannot be told which."""
        best = self._ranked(cells, word_for_word=True) or self._ranked(cells, word_for_word=False)
        if not best:
            return None
        found = best[min(best)]
        if len(found) > 1 and (groups := self._groups()):
            found = [task for task in found if set(groups) & set(task.sections)] or found
        numbers = self._numbers()
        if len(found) > 1 and (len(numbers) > 1 or (numbers and self.tasks.is_numbered_through)):
            # (三)2 names a task; 2 alone only where the text counts its tasks from first to last, as a table does
            found = [task for task in found if task.numbers[: len(numbers)] == numbers]
        return found[0] if len(found) == 1 else None

    def _ranked(self, cells: Sequence[tuple[int, int]], *, word_for_word: bool) -> dict[int, list[_Task]]:
        """The tasks that all cells are about, by how surely; comparing word for word costs little and tells most."""
        found: dict[int, _Task] = {}
        for low, high in cells:
            names = (self._name(low, high), self._name_before_figure(low, high))
            named = [task for name in names for task in self.tasks.by_name.get(name, ())]
            wording = self._wording(low, high)
            like = self.tasks.holding(wording) if word_for_word else self.tasks.near(wording)
            found |= {task.index: task for task in (*(named if word_for_word else named[:MAX_NEAR_TASKS]), *like)}
        best: dict[int, list[_Task]] = defaultdict(list)
        for index in sorted(found):
            rank = self._rank(cells, found[index], word_for_word=word_for_word)
            if rank is not None and self._fits(found[index], named=rank == 0):
                best[rank].append(found[index])
        return best

    def _rank(self, cells: Sequence[tuple[int, int]], task: _Task, *, word_for_word: bool) -> int | None:
        """How surely the cells are about a task, 0 the surest; None when one of them says something else."""
        ranks: list[int] = []
        for position, (low, high) in enumerate(cells):
            name = self._name(low, high)
            if task.name and len(name) >= MIN_NAME_CHARS and task.name in (name, self._name_before_figure(low, high)):
                ranks.append(_RANK["name"])
            elif (how := contains(task.wording, self._wording(low, high), word_for_word=word_for_word)) is not None:
                ranks.append(_RANK[how])
            elif name and name in task.sections and position + 1 < len(cells):
                continue  # what stands above: 重点任务 | 具体措施
            elif 0 < len(name) < MIN_CONTAINED_CHARS and len(cells) > 1 and name in task.wording.whole:
                continue  # a word or two beside the task
            else:
                return None
        return min(ranks) if ranks else None

    def _fits(self, task: _Task, *, named: bool) -> bool:
        """Whether a task stands where the table says; groups that are no sections of the text say nothing.

        Only for names: a whole wording tells by itself.
        """
        known = [name for name in self._groups() if name in self.tasks.by_section]
        return not named or not known or any(name in task.sections for name in known)

    def _items(self, low: int, high: int) -> list[tuple[int, int]]:
        """The numbered items of a cell (1.…2.…), without their numbers."""
        marks = list(_ITEM.finditer(self.text, low, high))
        if marks and marks[0].start() > low:
            return []
        ends = [*(mark.start() for mark in marks[1:]), high]
        return [(mark.end(), end) for mark, end in zip(marks, ends, strict=True) if mark.end() < end] if marks else []

    def _segments(self, low: int, high: int) -> list[tuple[int, int]]:
        """The parts of a cell between full stops and semicolons."""
        pieces, at = [], low
        for stop in _SEGMENT_END.finditer(self.text, low, high):
            pieces.append((at, stop.start()))
            at = stop.end()
        return [self._unmarked(a, b) for a, b in (*pieces, (at, high)) if b > a]


__all__ = ["Repetition", "find_repeats"]
