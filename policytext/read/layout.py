"""Blocks and tables of a laid-out format → the text that offsets count in, with places.

Every reader of such a format writes by one convention, so that the records do not depend on the
format: a paragraph is a line; a table's row is one line, its cells parted by a tab; a cell merged
downwards is repeated in each of its rows; a header of two rows becomes one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policytext.errors import EmptyFileError, TooLargeError
from policytext.read.registry import Place

#: A text of this length is a library, not a document; the largest work report has 40,000 characters.
MAX_TEXT_CHARS = 20_000_000
#: Cells of one table after merged ones are repeated: a rowspan of 65,534 must not fill the memory.
MAX_TABLE_CELLS = 2_000_000
#: HTML lets a cell span 1,000 columns and 65,534 rows.
MAX_SPAN = 1000
#: As many as Excel has.
MAX_COLUMNS = 16_384
#: A header of more rows than this is none: 目标 over 指标 | 目标值 has two, with years three.
MAX_HEADER_ROWS = 3

_SPACES = " \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff"
_LINES = re.compile(r"[ \t\u00a0\u3000]*[\r\n\x0b\x0c\u2028\u2029]+[ \t\u00a0\u3000]*")
_ITEM = re.compile(
    r"\(?\d{1,2}[.、)）．](?!\d)|（\d{1,2}）|[①-⑳⑴-⒇]|（[一二三四五六七八九十]+）"
    r"|[一二三四五六七八九十]+、"
)
_BODY_END = re.compile(r"[局委办厅部会院府社团处]$")
_BODY_START = re.compile(r"[省市县区州各国团中共]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the format has it; ``name`` is its address (``B3``, or ``B3:B5`` merged)."""

    text: str
    rows: int = 1  # how many it spans
    columns: int = 1
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the grid: what stands there, and whether the cell only reaches here from the left."""

    text: str = ""
    name: str | None = None
    width: int = 1  # columns of the cell that stands here; 0 where one reaches here from the left
    fresh: bool = True  # the cell begins in this row


def column_name(index: int) -> str:
    """``0`` → ``A``, ``27`` → ``AB``."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def join_lines(text: str) -> str:
    """The text of a cell on one line.

    A cell is narrow, so its breaks fall inside words (``市城市管|理局``): they become nothing; a
    space where both sides are Latin words or numbers, before a numbered item, and between two names
    of bodies, which a break alone sets apart.
    """
    parts = [part for part in _LINES.split(text.strip(_SPACES)) if part]
    if not parts:
        return ""
    out = parts[0]
    for part in parts[1:]:
        latin = out[-1].isascii() and out[-1].isalnum() and part[0].isascii() and part[0].isalnum()
        bodies = _BODY_END.search(out) and _BODY_START.match(part) and _BODY_END.search(part)
        out += (" " if latin or _ITEM.match(part) or bodies else "") + part
    return out.replace("\t", " ")


def fill_grid(rows: Sequence[Sequence[Cell]], path: str | Path) -> list[list[Slot]]:
    """The rectangular grid of a table: each place has the text of the cell that covers it.

    A cell that reaches downwards is repeated, one that reaches to the right stands once. A cell
    without an address gets that of its place: ``C3:C4`` when it is merged.

    Raises:
        TooLargeError: when the merged cells make a table that no memory holds.
    """
    grid: list[list[Slot]] = []
    hanging: dict[int, tuple[int, Slot]] = {}  # column → rows left, slot
    size = 0
    for row in rows:
        line: list[Slot] = []
        pending = list(reversed(row))
        last = max(hanging, default=-1)
        while pending or len(line) <= last:
            column = len(line)
            if column in hanging:
                left, slot = hanging.pop(column)
                line.append(slot)
                if left > 1:
                    hanging[column] = (left - 1, slot)
                continue
            if not pending:
                line.append(Slot())
                continue
            cell = pending.pop()
            if column > MAX_COLUMNS:
                raise TooLargeError(path, f"a table has more than {MAX_COLUMNS:,} columns; no person reads such a one")
            width = 1
            while width < min(cell.columns, MAX_SPAN) and column + width not in hanging:
                width += 1
            name = cell.name or _address(column, len(grid), width, min(cell.rows, len(rows) - len(grid)))
            for offset in range(width):
                slot = Slot(cell.text.strip(_SPACES), name, width) if offset == 0 else Slot(width=0)
                line.append(slot)
                if cell.rows > 1:
                    hanging[column + offset] = (cell.rows - 1, replace(slot, fresh=False))
        size += len(line)
        if size > MAX_TABLE_CELLS:
            raise TooLargeError(
                path, f"a table has more than {MAX_TABLE_CELLS:,} cells once merged ones are repeated; split the file"
            )
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    if width * len(grid) > MAX_TABLE_CELLS:
        raise TooLargeError(path, f"a table has more than {MAX_TABLE_CELLS:,} cells; split the file")
    for line in grid:
        line.extend(Slot() for _ in range(width - len(line)))
    return grid


def _address(column: int, row: int, columns: int, rows: int) -> str:
    first = f"{column_name(column)}{row + 1}"
    return first if columns == rows == 1 else f"{first}:{column_name(column + columns - 1)}{row + rows}"


def fold_header(grid: list[list[Slot]]) -> list[list[Slot]]:
    """The grid with a header of two or three rows as one row: of each column the lowest name.

    ``责任分工`` over ``牵头单位 | 配合单位`` → ``牵头单位``, ``配合单位``; rows above the header that span the
    whole table (its title) stay.
    """
    for at, line in enumerate(grid[: MAX_HEADER_ROWS + 3]):
        if line and (line[0].width == len(line) or sum(1 for slot in line if slot.text) < 2):
            continue
        rows = _header_rows(grid, at)
        if rows < 2:
            return grid
        lowest = []
        for column in range(len(line)):
            stack = [grid[at + row][column] for row in range(rows)]
            lowest.append(next((replace(slot, width=1) for slot in reversed(stack) if slot.text), Slot()))
        return [*grid[:at], lowest, *grid[at + rows :]]
    return grid


def _header_rows(grid: list[list[Slot]], at: int) -> int:
    """How many rows the header that begins at ``at`` has: 1 when nothing in it spans columns."""
    line = grid[at]
    wide = [column for column, slot in enumerate(line) if 1 < slot.width < len(line) and slot.text]
    if not wide or any(len(slot.text) > 20 for slot in line):
        return 1
    rows = 1
    while rows < MAX_HEADER_ROWS and at + rows < len(grid):
        below = grid[at + rows]
        for column, slot in enumerate(below):
            # a column without a name below has none: the header cell above reaches down
            if slot.fresh and slot.text and not _under(line, column, wide) and line[column].text:
                return rows
        named = [below[c].text for w in wide for c in range(w, w + line[w].width)]
        if not any(named) or any(len(text) > 20 for text in named):
            return rows
        rows += 1
        wide = [column for column, slot in enumerate(below) if 1 < slot.width < len(line) and slot.text and slot.fresh]
        if not wide:
            return rows
    return rows


def _under(line: Sequence[Slot], column: int, wide: Sequence[int]) -> bool:
    return any(start <= column < start + line[start].width for start in wide)


class TextBuilder:
    """Collects the lines of a text with their places; bounded in size."""

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._at = 0
        self._tables = 0

    @property
    def is_empty(self) -> bool:
        return not self._parts

    def line(self, text: str, *, sheet: str | None = None, cell: str | None = None) -> None:
        """A paragraph; breaks inside it make further lines, blank ones are left out."""
        for piece in _LINES.split(text):
            piece = piece.strip(_SPACES).replace("\t", "    ")
            if piece:
                if cell is not None:
                    self._places.append(Place(self._at, self._at + len(piece), sheet=sheet or None, cell=cell))
                self._add(piece)

    def table(self, rows: Iterable[Sequence[Cell]], *, sheet: str | None = None) -> None:
        """A table, one line a row; ``sheet`` names it in places (else 表1, 表2 … by its order; empty for no name)."""
        self._tables += 1
        sheet = sheet if sheet is not None else f"表{self._tables}"
        grid = fill_grid([list(row) for row in rows], self.path)
        grid = _without_empty_columns(grid)
        for line in fold_header(grid):
            self.row(line, sheet=sheet)

    def row(self, slots: Sequence[Slot], *, sheet: str | None = None) -> None:
        """One row of a grid; a cell that fills the row, or stands alone at its start, is a paragraph."""
        texts = [join_lines(slot.text) for slot in slots]
        filled = [index for index, text in enumerate(texts) if text]
        if not filled:
            return
        if filled == [0]:
            self.line(slots[0].text, sheet=sheet, cell=slots[0].name)
            return
        at = self._at
        for slot, text in zip(slots, texts, strict=True):
            if text and slot.name is not None:
                self._places.append(Place(at, at + len(text), sheet=sheet or None, cell=slot.name))
            at += len(text) + 1
        self._add("\t".join(texts))

    def _add(self, line: str) -> None:
        self._parts.append(line)
        self._at += len(line) + 1
        if self._at > MAX_TEXT_CHARS:
            raise TooLargeError(self.path, f"the file has more than {MAX_TEXT_CHARS:,} characters of text; split it")

    def build(self) -> tuple[str, tuple[Place, ...]]:
        """The text and its places.

        Raises:
            EmptyFileError: when there is no line in it.
        """
        if not self._parts:
            raise EmptyFileError(
                self.path, "there is no text in this document; if it shows pictures of pages, run OCR on it"
            )
        return "\n".join(self._parts) + "\n", tuple(self._places)


def _without_empty_columns(grid: list[list[Slot]]) -> list[list[Slot]]:
    """The grid without columns in which no cell has text (spacer columns of a page)."""
    width = max((len(line) for line in grid), default=0)
    keep = [column for column in range(width) if any(line[column].text for line in grid)]
    if len(keep) == width:
        return grid
    dropped = set(range(width)) - set(keep)
    out = []
    for line in grid:
        new = []
        for column in keep:
            slot = line[column]
            if slot.width > 1:
                gone = sum(1 for c in range(column, column + slot.width) if c in dropped)
                slot = replace(slot, width=slot.width - gone)
            new.append(slot)
        out.append(new)
    return out


__all__ = ["MAX_TEXT_CHARS", "Cell", "Slot", "TextBuilder", "column_name", "fill_grid", "fold_header", "join_lines"]
