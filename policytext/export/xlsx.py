"""Flat tables → one Excel workbook, within Excel's limits and without a clock.

Limits: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 (a cell holds
32,767 UTF-16 units, a sheet 1,048,576 rows). What is cut says so in the cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from policytext.export.flat import Cell, Column, Table

MAX_CELL_UNITS = 32_767
MAX_ROWS = 1_048_576  # the header is one of them
CUT_MARK = "…[cut: {n} characters in all, see the JSON lines]"

#: ZIP and Office files carry dates; ours carry this one, the first day that ZIP can say.
PINNED = datetime(1980, 1, 1)

#: Widths in characters of the default font, by column name; the rest goes by type.
WIDTHS = {
    "text": 60,
    "title": 36,
    "doc_title": 36,
    "measure_title": 36,
    "source_title": 36,
    "target_title": 36,
    "heading": 36,
    "section_path": 36,
    "indicator": 24,
    "name": 24,
    "canonical": 24,
    "warnings": 36,
    "why": 48,
    "reason": 48,
    "path": 28,
    "issuer": 24,
    "label": 24,
    "theme_label": 24,
}
WIDTHS_BY_TYPE = {str: 16, int: 9, float: 11, bool: 9}


class _PinnedZip(zipfile.ZipFile):
    """A ZIP archive whose members all have one date, so that equal sheets are equal bytes."""

    def _pinned(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, PINNED.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        return info

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        super().writestr(self._pinned(name), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        info = self._pinned(str(arcname or filename))
        with open(filename, "rb") as source, self.open(info, "w") as target:
            while block := source.read(1 << 20):
                target.write(block)


def excel_text(text: str) -> str:
    """A text as a cell can hold it: no control characters, at most 32,767 UTF-16 units.

    Characters that XML 1.0 cannot carry become U+FFFD; ``_x000D_``, which Excel would take for an
    escape, gets its underscore escaped.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    text = re.sub("[\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", text)
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    if len(text) <= MAX_CELL_UNITS // 2 or _utf16_units(text) <= MAX_CELL_UNITS:
        return text
    mark = CUT_MARK.format(n=len(text))
    room = MAX_CELL_UNITS - len(mark)
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return kept + mark


def _utf16_units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def write_workbook(tables: Iterable[Table], path: Path) -> None:
    """Write each table as a sheet: bold frozen header, filters, widths; text is never a formula."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    book.properties.creator = "policytext"
    book.properties.created = book.properties.modified = PINNED
    for table in tables:
        for name, rows in _sheets(table):
            _write_sheet(book, name, table.columns, rows)
    with _PinnedZip(path, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()  # Workbook.save() would set the clock


def _sheets(table: Table) -> Iterator[tuple[str, Iterator[tuple[Cell, ...]]]]:
    """A table in as many sheets as Excel needs: ``units``, ``units_2`` …; the rows of each are read before the next."""
    rows = iter(table.rows)
    first = list(islice(rows, 1))
    number = 1
    while first or number == 1:
        name = table.name if number == 1 else f"{table.name}_{number}"
        yield name, chain(first, islice(rows, MAX_ROWS - 1 - len(first)))
        first = list(islice(rows, 1))
        number += 1


def _write_sheet(book: Any, name: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"  # the header and the row's own name stay in sight
    for number, column in enumerate(columns, start=1):
        width = WIDTHS.get(column.name, WIDTHS_BY_TYPE[column.type])
        sheet.column_dimensions[get_column_letter(number)].width = width

    bold, fill = Font(bold=True), PatternFill("solid", fgColor="E8ECEF")
    top = Alignment(vertical="top")

    def heading(column: Column) -> Any:
        cell = WriteOnlyCell(sheet, value=column.name)
        cell.font, cell.fill, cell.alignment = bold, fill, top
        return cell

    def body(value: Cell) -> Any:
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, value=excel_text(value))
        cell.data_type = "s"  # openpyxl reads "=…" as a formula and "#N/A" as an error
        return cell

    sheet.append([heading(column) for column in columns])
    count = 1
    for row in rows:
        sheet.append([body(value) for value in row])
        count += 1
    # stands behind the rows in the file, so that they need not be counted first
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
