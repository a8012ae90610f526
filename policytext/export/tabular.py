"""Records → files for other tools: CSV, XLSX, Parquet and SQLite.

A format is a function from a run and an output folder to the paths it wrote; :data:`FORMATS` is
the registry. CSV, XLSX and SQLite hold the flat tables of :mod:`policytext.export.flat`, Parquet
the records as they are. Equal records give equal bytes in every format (for one version of the
library that writes it): no clock and no random id goes into a file.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from policytext.errors import ConfigError
from policytext.export.flat import Cell, Run, Table, flat_tables, read_run
from policytext.records import SCHEMA_VERSION

#: A text cell that starts so is a formula for Excel, LibreOffice or WPS, also in full-width form
#: (OWASP, "CSV Injection"). Spaces before it do not help.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; the file has its own name only once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


# --- CSV ---------------------------------------------------------------------------------------


def csv_cell(value: Cell) -> str:
    """A value as a spreadsheet reads it: ``true``, ``60``, and no text that acts as a formula.

    A text that would start a formula gets an apostrophe in front (``=1+1`` → ``'=1+1``), the mark
    by which spreadsheets know text. Numbers stay numbers, negative ones too. NUL, which ends a
    cell for Excel, becomes U+FFFD.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    text = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if text.lstrip(" \u3000\ufeff").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS):
        return "'" + text
    return text


def write_csv(run: Run, output: Path) -> list[Path]:
    """One ``csv/<table>.csv`` a table: UTF-8 with BOM and CRLF (RFC 4180), as Excel wants it."""
    paths = []
    for table in flat_tables(run):
        path = output / "csv" / f"{table.name}.csv"
        with (
            replacing(path) as partial,
            open(partial, "w", encoding="utf-8-sig", newline="") as stream,
        ):
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(column.name for column in table.columns)
            writer.writerows([csv_cell(cell) for cell in row] for row in table.rows)
        paths.append(path)
    return paths


# --- SQLite ------------------------------------------------------------------------------------

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _create(table: Table) -> str:
    columns = []
    for column in table.columns:
        key = " PRIMARY KEY" if column.name == table.key else ""
        columns.append(f"{_quoted(column.name)} {SQL_TYPES[column.type]}{key}")
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)})"


def write_sqlite(run: Run, output: Path) -> list[Path]:
    """``records.sqlite``: the flat tables with indexes, and ``meta`` with the schema version."""
    path = output / "records.sqlite"
    with replacing(path) as partial, closing(sqlite3.connect(partial)) as base:
        base.execute("PRAGMA journal_mode = OFF")  # the file is made new, under another name
        base.execute("PRAGMA synchronous = OFF")
        with base:
            base.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
            base.execute("INSERT INTO meta VALUES ('schema_version', ?)", (SCHEMA_VERSION,))
            for table in flat_tables(run):
                base.execute(_create(table))
                marks = ", ".join("?" * len(table.columns))
                base.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", table.rows)
                for column in table.indexes:
                    name = _quoted(f"{table.name}_{column}")
                    base.execute(f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(column)})")
    return [path]


# --- XLSX, Parquet -----------------------------------------------------------------------------


def write_xlsx(run: Run, output: Path) -> list[Path]:
    """``records.xlsx``: a sheet a table (see :mod:`policytext.export.xlsx`)."""
    from policytext.export.xlsx import write_workbook

    path = output / "records.xlsx"
    with replacing(path) as partial:
        write_workbook(flat_tables(run), partial)
    return [path]


def write_parquet(run: Run, output: Path) -> list[Path]:
    """One ``parquet/<kind>.parquet`` a record file (see :mod:`policytext.export.parquet`)."""
    from policytext.export.parquet import write_table

    paths = []
    for kind, records in run.records.items():
        path = output / "parquet" / f"{kind}.parquet"
        with replacing(path) as partial:
            write_table(kind, records, partial)
        paths.append(path)
    return paths


#: name of a format → its writer.
FORMATS: dict[str, Callable[[Run, Path], list[Path]]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "sqlite": write_sqlite,
}


def parse_formats(formats: str | Iterable[str]) -> list[str]:
    """The names of formats, each once: ``"csv, xlsx"`` → ``["csv", "xlsx"]``.

    Raises:
        ConfigError: when one is unknown or none is named.
    """
    words = formats.split(",") if isinstance(formats, str) else list(formats)
    names = list(dict.fromkeys(word.strip().lower() for word in words if word.strip()))
    known = ", ".join(FORMATS)
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise ConfigError("format", f"unknown: {', '.join(unknown)}; known are {known}")
    if not names:
        raise ConfigError("format", f"none named; known are {known}")
    return names


def export_records(
    directory: str | Path, formats: str | Iterable[str], *, output: str | Path | None = None
) -> list[Path]:
    """Write the records of a run for other tools; returns the files written, in order.

    ``export_records("out", "csv,xlsx")`` writes ``out/csv/*.csv`` and ``out/records.xlsx``. Files
    of the same name are replaced, each as a whole.

    Args:
        directory: an output folder of ``policytext extract``.
        formats: names of :data:`FORMATS`, in a list or with commas.
        output: where to write, when not into ``directory``.

    Raises:
        ConfigError: for an unknown format; nothing is written then.
        OutputError: when ``directory`` holds no records.
    """
    names = parse_formats(formats)
    run = read_run(directory)
    target = Path(output) if output is not None else run.directory
    return [path for name in names for path in FORMATS[name](run, target)]
