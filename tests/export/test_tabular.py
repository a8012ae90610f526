"""The exports: exact values, harmless cells, the limits of Excel, equal bytes."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from policytext.errors import ConfigError, OutputError
from policytext.export import tabular, xlsx
from policytext.export.flat import flat_tables, read_run
from policytext.export.jsonl import iter_dicts
from policytext.export.tabular import FORMATS, csv_cell, export_records
from policytext.export.xlsx import MAX_CELL_UNITS, excel_text
from policytext.records import RECORD_FILES, SCHEMA_VERSION

from .sample import make_sample, write_run
from .test_jsonl import without_left_out
from .test_schema import with_scores

TABLES = {
    "documents", "sections", "measures", "units", "targets", "deadlines", "repeats", "aims", "links",
    "link_reasons", "themes", "theme_measures", "comparisons", "versions", "version_targets",
    "ladder", "matrix", "diffusion", "errors",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return make_sample(tmp_path / "run", hostile=True)


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


# --- flat tables -------------------------------------------------------------------------------


def test_flat_tables_hold_every_record(run: Path) -> None:
    tables = {table.name: table for table in flat_tables(read_run(run))}
    assert set(tables) == TABLES
    measures = list(iter_dicts(run / "measures.jsonl"))
    aims = list(iter_dicts(run / "aims.jsonl"))
    assert len(list(tables["measures"].rows)) == len(measures)
    assert len(list(tables["units"].rows)) == sum(len(m["units"]) for m in measures)
    assert len(list(tables["targets"].rows)) == sum(len(m["targets"]) for m in measures) + len(aims)
    cells = sum(len(c["cells"]) for c in iter_dicts(run / "comparisons.jsonl"))
    assert len(list(tables["comparisons"].rows)) == cells


def test_flat_tables_show_the_scores_of_ocr_where_there_are_any(run: Path) -> None:
    with_scores(run, 0.87)
    tables = {table.name: table for table in flat_tables(read_run(run))}
    for name, expected in (("measures", 1), ("units", 3), ("targets", 0)):
        at = [column.name for column in tables[name].columns].index("ocr_score")
        assert [row[at] for row in tables[name].rows if row[at] is not None] == [0.87] * expected, name
    export_records(run, ["csv", "parquet"])
    assert [row["ocr_score"] for row in read_csv(run / "csv" / "units.csv")][:4] == ["0.87"] * 3 + [""]


def test_flat_tables_have_a_cell_for_each_column(run: Path) -> None:
    for table in flat_tables(read_run(run)):
        assert len({column.name for column in table.columns}) == len(table.columns), table.name
        assert all(len(row) == len(table.columns) for row in table.rows), table.name


def test_measures_name_their_region_section_and_units(run: Path) -> None:
    export_records(run, "csv")
    row = next(r for r in read_csv(run / "csv" / "measures.csv") if r["title"] == "选优配强网格员")
    assert row["region"] == "济南市"
    assert row["section_path"] == "二、主要任务"
    assert row["lead_units"] == "济南市委社会工作部"
    assert row["responsible_units"] == "济南市委组织部; 济南市民政局; 各区县"
    assert row["last_deadline"] == "2024-12-31"


def test_a_step_that_was_not_run_gives_empty_tables(run: Path) -> None:
    for kind in ("links", "themes", "comparisons", "versions", "ladder", "matrix", "diffusion", "errors"):
        (run / f"{kind}.jsonl").unlink()
    export_records(run, list(FORMATS))
    assert read_csv(run / "csv" / "themes.csv") == []


# --- CSV ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1+1", "－5%", "\ufeff=1", "\n=1"],
)
def test_csv_cell_disarms_text_that_acts_as_a_formula(text: str) -> None:
    assert csv_cell(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-2.5, "-2.5"),
        (-3, "-3"),
        (13000.0, "13000"),
        (0.5, "0.5"),
        (True, "true"),
        (None, ""),
        ("不少于18人", "不少于18人"),
        ("1=1", "1=1"),
        ("a\0b", "a\ufffdb"),
        ("", ""),
    ],
)
def test_csv_cell_keeps_numbers_and_harmless_text(value: object, written: str) -> None:
    assert csv_cell(value) == written


def test_csv_opens_in_excel_and_keeps_line_breaks(run: Path) -> None:
    paths = export_records(run, ["csv"])
    assert {path.stem for path in paths} == TABLES
    data = (run / "csv" / "measures.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    texts = {m["measure_id"]: m["text"] for m in iter_dicts(run / "measures.jsonl")}
    for row in read_csv(run / "csv" / "measures.csv"):
        assert row["text"] == texts[row["measure_id"]]


def test_csv_of_a_hostile_document_holds_no_formula(run: Path) -> None:
    export_records(run, "csv")
    for path in (run / "csv").glob("*.csv"):
        for row in read_csv(path):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@")) or cell.lstrip("+").isdigit()


# --- XLSX --------------------------------------------------------------------------------------


def test_xlsx_has_a_sheet_a_table_with_frozen_header_and_filters(run: Path) -> None:
    from openpyxl import load_workbook

    (path,) = export_records(run, "xlsx")
    book = load_workbook(path)
    assert set(book.sheetnames) == TABLES
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet["A1"].font.bold
    assert book["measures"].column_dimensions["A"].width >= 9


def test_xlsx_writes_text_as_text_and_numbers_as_numbers(run: Path) -> None:
    from openpyxl import load_workbook

    (path,) = export_records(run, "xlsx")
    book = load_workbook(path)
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    rows = list(book["targets"].iter_rows(values_only=True))
    values = [row[rows[0].index("value")] for row in rows[1:]]
    assert 12000 in values
    texts = [row[rows[0].index("text")] for row in rows[1:]]
    assert "=cmd()|'/C calc'!A0" in texts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("好\x00\x0b\x1f", "好\ufffd\ufffd\ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("tab\tand\nbreak", "tab\tand\nbreak"),
        ("_x000D_", "_x005F_x000D_"),
    ],
    ids=["control", "noncharacters", "tab_and_break_stay", "excel_escape"],
)
def test_excel_text_replaces_what_a_cell_cannot_hold(text: str, written: str) -> None:
    assert excel_text(text) == written


@pytest.mark.parametrize("text", ["字" * 40_000, "𠮷" * 20_000, "a" + "𠮷" * 20_000])
def test_excel_text_cuts_at_the_limit_and_says_so(text: str) -> None:
    cut = excel_text(text)
    assert len(cut.encode("utf-16-le")) // 2 <= MAX_CELL_UNITS
    assert f"{len(text)} characters" in cut
    assert text.startswith(cut.split("…[")[0])


@pytest.mark.parametrize("text", ["字" * MAX_CELL_UNITS, "𠮷" * (MAX_CELL_UNITS // 2)])
def test_excel_text_leaves_a_full_cell_whole(text: str) -> None:
    assert excel_text(text) == text


def test_xlsx_goes_on_in_a_second_sheet(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import load_workbook

    monkeypatch.setattr(xlsx, "MAX_ROWS", 11)
    (path,) = export_records(run, "xlsx")
    book = load_workbook(path)
    n = len(list(iter_dicts(run / "measures.jsonl")))
    assert "measures_2" in book.sheetnames
    assert book["measures"].max_row - 1 + book["measures_2"].max_row - 1 == n


def test_xlsx_carries_no_clock(run: Path) -> None:
    (path,) = export_records(run, "xlsx")
    with zipfile.ZipFile(path) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2


# --- Parquet -----------------------------------------------------------------------------------


def test_parquet_holds_the_records_as_they_are(run: Path) -> None:
    import pyarrow.parquet as pq

    paths = export_records(run, "parquet")
    assert [path.stem for path in paths] == list(RECORD_FILES)
    for kind in RECORD_FILES:
        rows = pq.read_table(run / "parquet" / f"{kind}.parquet").to_pylist()
        for row in rows:
            if "extra" in row:
                row["extra"] = dict(row["extra"])
        assert without_left_out(rows) == list(iter_dicts(run / f"{kind}.jsonl")), kind


def test_parquet_is_zstd_with_the_schema_version(run: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    export_records(run, "parquet")
    file = pq.ParquetFile(run / "parquet" / "measures.parquet")
    assert file.schema_arrow.metadata[b"schema_version"] == SCHEMA_VERSION.encode()
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert not file.schema_arrow.field("measure_id").nullable
    assert file.schema_arrow.field("title").nullable
    assert pa.types.is_list(file.schema_arrow.field("units").type)


def test_parquet_of_no_records_has_the_schema(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_run(tmp_path, [])
    export_records(tmp_path, "parquet")
    table = pq.read_table(tmp_path / "parquet" / "measures.parquet")
    assert table.num_rows == 0
    assert "deadlines" in table.column_names


# --- SQLite ------------------------------------------------------------------------------------


def test_sqlite_answers_a_question_over_tables(run: Path) -> None:
    (path,) = export_records(run, "sqlite")
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute(
            "SELECT m.title FROM units u JOIN measures m USING (measure_id)"
            " WHERE u.role = 'lead' AND u.canonical = '潍坊市财政局'"
        ).fetchall()
        indexes = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='index'")}
        version = base.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    assert rows == [("落实网格员待遇",)]
    assert {"units_role", "targets_indicator", "deadlines_resolved_end"} <= indexes
    assert version == (SCHEMA_VERSION,)


# --- all formats -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_equal_records_give_equal_bytes(run: Path, tmp_path: Path, name: str) -> None:
    first = export_records(run, name, output=tmp_path / "a")
    again = export_records(run, name, output=tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


def test_export_takes_a_list_or_a_line_of_formats(run: Path) -> None:
    assert export_records(run, "XLSX, csv") == export_records(run, ["xlsx", "csv", "csv"])


@pytest.mark.parametrize("formats", ["csv,docx", ["stata"], "", []])
def test_unknown_or_no_format_names_the_known_and_writes_nothing(run: Path, formats: object) -> None:
    before = sorted(run.iterdir())
    with pytest.raises(ConfigError, match="csv, xlsx, parquet, sqlite"):
        export_records(run, formats)
    assert sorted(run.iterdir()) == before


def test_a_folder_without_records_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="policytext extract"):
        export_records(tmp_path, "csv")


@pytest.mark.parametrize("name", ["csv", "xlsx", "sqlite"])
def test_a_broken_export_leaves_no_half_file(run: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(tabular.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        export_records(run, name)
    assert [p for p in run.rglob("*") if p.suffix in {".csv", ".xlsx", ".sqlite", ".partial"}] == []
