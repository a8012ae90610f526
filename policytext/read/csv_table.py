"""CSV task tables: 序号,重点任务,牵头单位,完成时限 and rows below."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from policytext.errors import DamagedFileError
from policytext.read.encoding import BOMS, decode, guess_encoding
from policytext.read.headers import MIN_COLUMNS, ends_like_header
from policytext.read.layout import Cell, TextBuilder, column_name
from policytext.read.registry import SourceText, digest

#: A title and a line of units may stand above the header.
MAX_LINES_ABOVE = 4
MAX_CELL_CHARS = 131_072
_DELIMITERS = (",", ";")


class CsvReader:
    """A CSV file whose header has the words of a task table; any other CSV stays plain text."""

    name = "csv"
    formats = "CSV task tables"

    def sniff(self, head: bytes, path: Path) -> float:
        # cheap first: most files have no line of short parts
        if b"," not in head and b";" not in head:
            return 0.0
        text = _rough_text(head)
        return 0.7 if text is not None and _find_header(text) is not None else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        """The table, one line a row, cells parted by tabs.

        Raises:
            DamagedFileError: when a quote is never closed.
            UndecodableError, BinaryFileError: as for text.
        """
        decoded = decode(data, path)
        delimiter = _find_header(decoded.text) or ","
        csv.field_size_limit(MAX_CELL_CHARS)
        rows: list[list[Cell]] = []
        try:
            for number, cells in enumerate(
                csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter), start=1
            ):
                rows.append([Cell(cell, name=f"{column_name(column)}{number}") for column, cell in enumerate(cells)])
        except csv.Error as err:
            raise DamagedFileError(
                path, f"this CSV table cannot be read ({err}); is a quotation mark not closed?"
            ) from err
        builder = TextBuilder(path)
        builder.table(rows, sheet="")
        text, places = builder.build()
        return SourceText(text, decoded.encoding, self.name, digest(data), decoded.notes, places)


def _rough_text(head: bytes) -> str | None:
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    guessed = "utf-8" if _is_utf8(head) else guess_encoding(head)[0]
    return head.decode(guessed, "ignore") if guessed else None


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError as err:
        return err.start > len(head) - 8
    return True


def _find_header(text: str) -> str | None:
    """The delimiter of the table's header; None when none of the first lines is one."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][: MAX_LINES_ABOVE + 2]
    for at, line in enumerate(lines[: MAX_LINES_ABOVE + 1]):
        for delimiter in _DELIMITERS:
            cells = [cell.strip().strip('"“”').strip() for cell in line.split(delimiter)]
            named = sum(1 for cell in cells if ends_like_header(cell))
            if len(cells) >= MIN_COLUMNS and named >= MIN_COLUMNS and named * 2 > len(cells):
                # the row below has as many cells, or begins one that goes on in the next line
                below = lines[at + 1] if at + 1 < len(lines) else ""
                if below.count(delimiter) >= len(cells) - 1 or '"' in below:
                    return delimiter
    return None


__all__ = ["CsvReader"]
