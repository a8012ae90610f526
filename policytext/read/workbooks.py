"""Workbooks: XLSX (and ET's ZIP form) read part by part, XLS through xlrd.

XLSX is walked by ourselves: what a careless library does with one merged range over a whole sheet,
17 billion cells, is not to happen here. Old XLS needs number formats too (30 % is stored as 0.3), which
xlrd alone reads.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policytext.errors import (
    DamagedFileError,
    EncryptedFileError,
    TooLargeError,
    UnsupportedFormatError,
)
from policytext.read.archive import Archive, refuse_document_type
from policytext.read.layout import (
    MAX_TABLE_CELLS,
    Cell,
    TextBuilder,
    column_name,
    fill_grid,
    fold_header,
)
from policytext.read.number_formats import BUILT_IN, GENERAL, show_number
from policytext.read.readiness import Readiness, check_library
from policytext.read.registry import OLE_MAGIC, SourceText, digest
from policytext.read.word_numbering import attribute, children, local, whole

WHAT = "Excel workbook"
MAX_CELLS = 1_000_000  # with text, in all sheets; a list of tasks has some thousands
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells by ``(row, column)`` from 0, and its merged ranges, ends included."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right


class XlsxReader:
    """XLSX by the parts inside of the package."""

    name = "xlsx"
    formats = "Excel workbooks (.xlsx, .xlsm)"

    def check(self) -> Readiness:
        """Ready with lxml."""
        return check_library(self.name, self.formats, "lxml")

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.9 if head.startswith(b"PK\x03\x04") and b"xl/" in head else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        """The visible sheets, one line a row.

        Raises:
            DamagedFileError, EncryptedFileError, TooLargeError: see :mod:`policytext.read.archive`.
            EmptyFileError: when there is no text in it.
        """
        archive = Archive(data, path, WHAT)
        if "xl/workbook.bin" in archive:
            raise UnsupportedFormatError(path, "this is a binary Excel workbook (.xlsb); save it as .xlsx")
        book = _Package(archive)
        sheets = list(book.iter_sheets())
        return _source(sheets, book.notes(), data, path, self.name)


class XlsReader:
    """XLS (Excel 97 to 2003, and ET) by the streams inside of the compound file."""

    name = "xls"
    formats = "Excel 97 to 2003 (.xls, .et)"

    def check(self) -> Readiness:
        """Ready with xlrd."""
        return check_library(self.name, self.formats, "xlrd")

    def sniff(self, head: bytes, path: Path) -> float:
        names = head.splitlines()[-6:]
        return (
            0.9
            if head.startswith(OLE_MAGIC)
            and (b"Workbook" in names or b"Book" in names)
            and b"WordDocument" not in names
            else 0.0
        )

    def read(self, data: bytes, path: Path) -> SourceText:
        """As :meth:`XlsxReader.read`."""
        import xlrd

        try:
            with open(os.devnull, "w", encoding="utf-8") as nowhere:  # xlrd tells of oddities on stdout
                book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=nowhere)
                sheets, hidden = _sheets_of_xls(book, path)
        except TooLargeError:
            raise
        except Exception as err:  # of a damaged file xlrd raises whatever its arithmetic meets
            if "encrypt" in str(err).lower() or "password" in str(err).lower():
                raise EncryptedFileError(path, f"this {WHAT} has a password; save it without one") from err
            raise DamagedFileError(
                path, f"this {WHAT} (.xls) is cut off or damaged; open it and save it as .xlsx"
            ) from err
        return _source(sheets, _hidden_note(hidden), data, path, self.name)


def _source(sheets: list[Sheet], notes: tuple[str, ...], data: bytes, path: Path, name: str) -> SourceText:
    builder = TextBuilder(path)
    for sheet in sheets:
        write_sheet(sheet, builder)
    text, places = builder.build()
    return SourceText(text, None, name, digest(data), notes, places)


def _hidden_note(hidden: list[str]) -> tuple[str, ...]:
    return (f"hidden sheet(s) left out: {', '.join(hidden)}",) if hidden else ()


# ---- sheet → lines -----------------------------------------------------------------------------


def write_sheet(sheet: Sheet, builder: TextBuilder) -> None:
    """Write a sheet's rows; its columns are the same throughout, so that a table may go on after a gap."""
    if not sheet.cells:
        return
    starts = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    used_rows = sorted({row for row, _ in sheet.cells})
    last = used_rows[-1]
    columns = sorted({column for _, column in sheet.cells})
    # a row without cells of its own still shows those that are merged into it
    covered = {
        row
        for top, left, bottom, _right in sheet.merged
        if (top, left) in sheet.cells
        for row in range(top, min(bottom, last) + 1)
    }
    rows = sorted(set(used_rows) | covered)
    if len(rows) * len(columns) > MAX_TABLE_CELLS:
        raise TooLargeError(
            builder.path,
            (f"the sheet {sheet.name} has more than {MAX_TABLE_CELLS:,} cells between its first and last; split it"),
        )
    for block in _blocks(rows):
        # merged ranges that begin above a block reach into it
        table: list[list[Cell]] = []
        height = {row: index for index, row in enumerate(block)}
        open_until: dict[int, int] = {}  # rank of column → the last row that a cell from above covers
        for row in block:
            line: list[Cell] = []
            at = 0
            while at < len(columns):
                if open_until.get(at, -1) >= row:
                    at += 1
                    continue
                column = columns[at]
                bottom, right = starts.get((row, column), (row, column))
                width = sum(1 for other in columns[at:] if other <= right) if right > column else 1
                width = max(
                    1, min(width, next((k for k in range(1, width) if open_until.get(at + k, -1) >= row), width))
                )
                bottom = min(bottom, block[-1])
                rows_down = height[max(r for r in block if r <= bottom)] - height[row] + 1 if bottom > row else 1
                text = sheet.cells.get((row, column), "")
                name = f"{column_name(column)}{row + 1}"
                if (row, column) in starts:
                    low, end = starts[(row, column)]
                    name += f":{column_name(end)}{low + 1}"
                line.append(Cell(text, rows_down, width, name))
                if rows_down > 1:
                    for offset in range(width):
                        open_until[at + offset] = bottom
                at += width
            table.append(line)
        previous = 0
        for slots in fold_header(fill_grid(table, builder.path)):
            filled = [index for index, slot in enumerate(slots) if slot.text.strip()]
            if len(filled) == 1 and previous < 2:
                builder.line(slots[filled[0]].text, sheet=sheet.name, cell=slots[filled[0]].name)
            else:
                builder.row(slots, sheet=sheet.name)
            previous = len(filled)


def _blocks(rows: list[int]) -> Iterator[list[int]]:
    """Runs of rows without a blank one between."""
    block: list[int] = []
    for row in rows:
        if block and row != block[-1] + 1:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


# ---- XLSX --------------------------------------------------------------------------------------


class _Package:
    """The parts of an XLSX file."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.book = archive.xml("xl/workbook.xml")
        self.date_1904 = any(
            attribute(child, "date1904") in ("1", "true") for child in children(self.book, "workbookPr")
        )
        self.strings = self._load_strings() if "xl/sharedStrings.xml" in archive else []
        self.formats = self._load_formats() if "xl/styles.xml" in archive else []
        self.hidden: list[str] = []
        self.uncounted = 0  # formulas without a stored value
        self.n_cells = 0

    def notes(self) -> tuple[str, ...]:
        """What a reader of the records should know."""
        found = list(_hidden_note(self.hidden))
        if self.uncounted:
            found.append(
                f"{self.uncounted} formula(s) without a stored value are left empty; open and save the workbook"
            )
        return tuple(found)

    def iter_sheets(self) -> Iterator[Sheet]:
        """The visible sheets, in their order."""
        targets = {}
        if "xl/_rels/workbook.xml.rels" in self.archive:
            for relation in self.archive.xml("xl/_rels/workbook.xml.rels"):
                target = attribute(relation, "Target") or ""
                targets[attribute(relation, "Id")] = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                )
        for group in children(self.book, "sheets"):
            for number, entry in enumerate(children(group, "sheet"), start=1):
                name = attribute(entry, "name") or f"Sheet{number}"
                if attribute(entry, "state") in ("hidden", "veryHidden"):
                    self.hidden.append(name)
                    continue
                part = targets.get(attribute(entry, "id"), f"xl/worksheets/sheet{number}.xml")
                if "worksheets" in part or part not in targets.values():
                    yield self._load_sheet(name, part)

    def _load_strings(self) -> list[str]:
        return [_rich_text(item) for item in children(self.archive.xml("xl/sharedStrings.xml"), "si")]

    def _load_formats(self) -> list[str]:
        """The format code of each cell style."""
        root = self.archive.xml("xl/styles.xml")
        codes = dict(BUILT_IN)
        for group in children(root, "numFmts"):
            for entry in children(group, "numFmt"):
                codes[whole(attribute(entry, "numFmtId"), 0)] = (attribute(entry, "formatCode") or GENERAL)[:255]
        return [
            codes.get(whole(attribute(style, "numFmtId"), 0), GENERAL)
            for group in children(root, "cellXfs")
            for style in children(group, "xf")
        ]

    def _load_sheet(self, name: str, part: str) -> Sheet:
        from lxml import etree

        data = self.archive.read(part)
        refuse_document_type(data, self.archive.path, WHAT)
        sheet = Sheet(name)
        row = -1
        try:
            # row by row, so that a large sheet is never a whole tree
            for _, element in etree.iterparse(
                io.BytesIO(data),
                events=("end",),
                tag=("{*}row", "{*}mergeCell"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            ):
                if local(element) == "mergeCell":
                    if merged := _range(attribute(element, "ref") or ""):
                        sheet.merged.append(merged)
                else:
                    row = whole(attribute(element, "r"), row + 2) - 1
                    self._load_row(sheet, element, row)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as err:
            raise DamagedFileError(
                self.archive.path, f"this {WHAT} is damaged (the sheet {name} is no XML); open and save it again"
            ) from err
        return sheet

    def _load_row(self, sheet: Sheet, element: Any, row: int) -> None:
        column = -1
        for cell in children(element, "c"):
            reference = _REFERENCE.fullmatch(attribute(cell, "r") or "")
            column = _column_index(reference[1]) if reference else column + 1
            text = self._value(cell)
            if not text or not text.strip():
                continue
            self.n_cells += 1
            if self.n_cells > MAX_CELLS:
                raise TooLargeError(
                    self.archive.path, f"this {WHAT} has more than {MAX_CELLS:,} filled cells; split it"
                )
            sheet.cells[(row, column)] = text

    def _value(self, cell: Any) -> str:
        kind = attribute(cell, "t") or "n"
        if kind == "inlineStr":
            return "".join(_rich_text(child) for child in children(cell, "is"))
        value: str | None = next((child.text for child in children(cell, "v")), None)
        if value is None:
            self.uncounted += bool(children(cell, "f"))
            return ""
        if kind == "s":
            index = whole(value.strip(), -1)
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if kind == "b":
            return "是" if value.strip() == "1" else "否"
        if kind == "e":
            return ""
        if kind in ("str", "d"):
            return value
        try:
            number = float(value)
        except ValueError:
            return value
        style = whole(attribute(cell, "s"), 0)
        return show_number(
            number, self.formats[style] if 0 <= style < len(self.formats) else GENERAL, date_1904=self.date_1904
        )


def _rich_text(item: Any) -> str:
    """The text of a string with runs of formats; readings (拼音) above it are no part of it."""
    out = []
    for child in item:
        if local(child) == "t":
            out.append(child.text or "")
        elif local(child) == "r":
            out.extend(t.text or "" for t in children(child, "t"))
    return "".join(out).replace("_x000D_", "").replace("\r", "\n")


def _column_index(name: str) -> int:
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _range(reference: str) -> tuple[int, int, int, int] | None:
    """``A1:B3`` → top, left, bottom, right from 0."""
    corners = [_REFERENCE.fullmatch(part) for part in reference.split(":")]
    if len(corners) != 2 or None in corners:
        return None
    (left, top), (right, bottom) = ((_column_index(c[1]), int(c[2]) - 1) for c in corners if c is not None)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


# ---- XLS ---------------------------------------------------------------------------------------


def _sheets_of_xls(book: Any, path: Path) -> tuple[list[Sheet], list[str]]:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    total = 0
    for source in book.sheets():
        if source.visibility:
            hidden.append(source.name)
            continue
        sheet = Sheet(source.name)
        for row in range(source.nrows):
            for column, cell in enumerate(source.row(row)):
                if text := _xls_text(book, cell):
                    total += 1
                    if total > MAX_CELLS:
                        raise TooLargeError(path, f"this {WHAT} has more than {MAX_CELLS:,} filled cells; split it")
                    sheet.cells[(row, column)] = text
        sheet.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
        sheets.append(sheet)
    return sheets, hidden


def _xls_text(book: Any, cell: Any) -> str:
    if cell.ctype == 1:
        return str(cell.value).strip()
    if cell.ctype in (2, 3):
        style = book.xf_list[cell.xf_index] if cell.xf_index is not None and cell.xf_index < len(book.xf_list) else None
        code = GENERAL
        if style is not None:
            # xlrd names built-in formats in the American way; ours are those of Chinese Excel
            known = book.format_map.get(style.format_key)
            code = BUILT_IN.get(style.format_key) or (known.format_str if known is not None else GENERAL)
        return show_number(float(cell.value), code, date_1904=bool(book.datemode))
    if cell.ctype == 4:
        return "是" if cell.value else "否"
    return ""


__all__ = ["Sheet", "XlsReader", "XlsxReader", "write_sheet"]
