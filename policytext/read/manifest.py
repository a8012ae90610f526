"""What the user knows about the documents: a CSV table, one row a file.

Columns: ``path`` (relative to the manifest's folder), ``title``, ``region``, ``date``, ``genre``,
``issuer``. All but ``path`` may be missing or empty; further columns are carried along.
"""

from __future__ import annotations

import csv
import datetime
import difflib
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from policytext.errors import ManifestError, ReadError
from policytext.read.encoding import decode
from policytext.records import Genre

logger = logging.getLogger(__name__)

MANIFEST_NAME = "manifest.csv"
COLUMNS = ("path", "title", "region", "date", "genre", "issuer")
GENRES: tuple[str, ...] = get_args(Genre)
CLOSE_ENOUGH = 0.7  # difflib ratio: titel/title 0.8, source/issuer 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRow:
    """One row: what is known of a file; it wins over what is inferred, None is unknown.

    Attributes:
        path: the file as the row names it.
        date: ISO 8601, a day, a month or a year.
        extra: further columns, empty cells left out; also a ``date`` that could not be understood.
    """

    path: str
    title: str | None = None
    region: str | None = None
    date: str | None = None
    genre: str | None = None
    issuer: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


def load_manifest(path: str | Path) -> dict[Path, ManifestRow]:
    """Read a manifest: resolved path of each listed file → its row.

    The table may have any encoding that :mod:`policytext.read.encoding` knows (Excel writes GBK)
    and comma, semicolon or tab between cells.

    Raises:
        ManifestError: with all faults at once.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
        text = decode(data, path).text if data else ""
    except OSError as err:
        raise ManifestError(path, [(1, f"cannot be read: {err.strerror or err}")]) from err
    except ReadError as err:
        raise ManifestError(path, [(1, err.reason)]) from err
    table = list(_iter_rows(text))
    if not table:
        raise ManifestError(path, [(1, "the manifest is empty; it needs a header line with a column 'path'")])
    header = _read_header(path, table[0][1])
    faults: list[tuple[int, str]] = []
    rows: dict[Path, ManifestRow] = {}
    first_lines: dict[Path, int] = {}
    for line, cells in table[1:]:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            faults.append(
                (
                    line,
                    f"{len(cells)} cells under {len(header)} columns; quote cells that hold a comma",
                )
            )
            continue
        values = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
        row = _make_row(path, line, values, faults)
        if row is None:
            continue
        target = _locate(path.parent, row.path)
        if target is None:
            faults.append((line, f"there is no file {row.path!r} (looked in {path.parent})"))
        elif target in rows:
            faults.append((line, f"{row.path!r} is listed already in line {first_lines[target]}"))
        else:
            rows[target] = row
            first_lines[target] = line
    if faults:
        raise ManifestError(path, faults)
    return rows


def parse_manifest_date(text: str) -> str | None:
    """A date as ISO 8601 as far as it is known; None when it cannot be understood.

    ``2024`` → ``2024``; ``2024-5`` → ``2024-05``; ``2024/5/1`` and ``2024年5月1日`` →
    ``2024-05-01``; ``2018/2019`` and ``2022?`` → None.
    """
    match = _DATE.fullmatch(text.strip()) or _CHINESE_DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


_DATE = re.compile(r"([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_CHINESE_DATE = re.compile(r"([12]\d{3})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def _iter_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """``(line, cells)`` of each row that is not empty; line is where the row begins."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)  # of equals the first: the comma
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _read_header(path: Path, cells: list[str]) -> list[str]:
    """Column names, known ones in their own spelling; a name that looks misspelled is told."""
    header = []
    for cell in cells:
        name = cell.strip()
        header.append(name.lower() if name.lower() in COLUMNS else name)
    faults = [(1, f"the column {name!r} stands there twice") for name in COLUMNS if header.count(name) > 1]
    close = {
        name: found[0]
        for name in header
        if name and name not in COLUMNS
        for found in [difflib.get_close_matches(name.lower(), COLUMNS, n=1, cutoff=CLOSE_ENOUGH)]
        if found and found[0] not in header
    }
    if "path" not in header:
        hint = next((f"; is it {name!r}?" for name, known in close.items() if known == "path"), "")
        faults.append((1, f"there is no column 'path' (the columns are {', '.join(header)}){hint}"))
    if faults:
        raise ManifestError(path, faults)
    for name, known in close.items():
        logger.warning(
            "manifest %s: unknown column %r is carried along as it is; was %r meant?",
            path,
            name,
            known,
        )
    further = [name for name in header if name and name not in COLUMNS and name not in close]
    if further:
        logger.info(
            "manifest %s: unknown columns are carried along as they are: %s",
            path,
            ", ".join(further),
        )
    return header


def _make_row(manifest: Path, line: int, values: dict[str, str], faults: list[tuple[int, str]]) -> ManifestRow | None:
    """A row's values checked; faults are added to the list, None when there is no path."""
    extra = {name: value for name, value in values.items() if name and name not in COLUMNS}
    genre = values.get("genre")
    if genre is not None and genre not in GENRES:
        faults.append((line, f"genre {genre!r} is none of {', '.join(GENRES)}"))
    date = None
    if "date" in values:
        date = parse_manifest_date(values["date"])
        if date is None:
            extra["date"] = values["date"]
            logger.warning(
                "manifest %s, line %d: date %r is not understood (2024, 2024-05 or 2024-05-01 is); "
                "the date counts as unknown",
                manifest,
                line,
                values["date"],
            )
    if "path" not in values:
        faults.append((line, "the path is empty"))
        return None
    return ManifestRow(
        path=values["path"],
        title=values.get("title"),
        region=values.get("region"),
        date=date,
        genre=genre,
        issuer=values.get("issuer"),
        extra=extra,
    )


def _locate(folder: Path, name: str) -> Path | None:
    """The resolved path of a listed file, also when written with Windows separators."""
    for spelling in (name, name.replace("\\", "/")):
        target = folder / spelling
        if target.is_file():
            return target.resolve()
    return None
