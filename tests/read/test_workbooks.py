"""Workbooks: what the sheet shows is read, not what is stored."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from policytext.errors import (
    DamagedFileError,
    EmptyFileError,
    ReadError,
    TooLargeError,
    UnsupportedFormatError,
)
from policytext.read import read_bytes
from policytext.read.number_formats import show_number
from tests.read.packages import make_zip

ROWS = (
    ("2025年任务分工表",),
    ("序号", "重点任务", "责任分工", None, "完成时限"),
    (None, None, "牵头单位", "配合单位", None),
    (1, "办结率达到", "市民政局", "市财政局", datetime.date(2025, 6, 30)),
    (2, "培训\n社工", "市委社会工作部", None, "2025年底"),
    ("二、队伍建设",),
    (3, "建设站点", "市住房城乡建设局", "各区政府", "长期坚持"),
)


def make_xlsx(
    rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), formats: dict[str, str] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    for row in rows:
        sheet.append(row)
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    for cells in merged:
        sheet.merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def lines(data: bytes, name: str = "a.xlsx") -> list[str]:
    return read_bytes(data, name).text.splitlines()


def test_a_sheet_is_read_row_by_row() -> None:
    merged = ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "D4:D5")
    source = read_bytes(make_xlsx(ROWS, merged, {"E4": 'yyyy"年"m"月"d"日"'}), "a.xls")
    assert source.text.splitlines() == [
        "2025年任务分工表",
        "序号\t重点任务\t牵头单位\t配合单位\t完成时限",
        "1\t办结率达到\t市民政局\t市财政局\t2025年6月30日",
        "2\t培训社工\t市委社会工作部\t市财政局\t2025年底",
        "二、队伍建设",
        "3\t建设站点\t市住房城乡建设局\t各区政府\t长期坚持",
    ]
    assert [p.cell for p in source.places if source.text[p.start : p.end] == "市财政局"] == ["D4:D5", "D4:D5"]
    assert {p.sheet for p in source.places} == {"任务"}


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.3, "0%", "30%"), (0.305, "0.0%", "30.5%"), (0.3, "General", "0.3"), (1862, "#,##0", "1,862"), (20, '0"个"', "20个"), (1.5, "0", "2"),
        (12.50, "0.##", "12.5"), (7, "00", "07"), (-3.5, "0.0;(0.0)", "(3.5)"), (0.1 + 0.2, "General", "0.3"), (3.0, "General", "3"),
        (45838, 'yyyy"年"m"月"d"日"', "2025年6月30日"), (45838, "yyyy/m/d", "2025/6/30"), (45838, "yyyy-mm-dd", "2025-06-30"), (45838, 'yyyy"年"m"月";@', "2025年6月"),
        (45838, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二五年六月三十日"), (45838.5, "yyyy/m/d h:mm", "2025/6/30 12:00"), (45838.5, "h:mm:ss", "12:00:00"),
        (3, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "3.00"), (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"), (5, "[Red]0", "5"), (5, "@", "5"),
        (0.5, "# ?/?", "0.5"), (1e300, "0.00", f"{10**300}"), (-1, "yyyy/m/d", "-1"), (float("nan"), "0", ""), (5, "", "5"),
    ],
)  # fmt: skip
def test_a_number_as_the_sheet_shows_it(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


def test_numbers_in_a_sheet_have_their_formats() -> None:
    data = make_xlsx(
        [("指标", "2025年", "日期"), ("覆盖率", 0.3, 45838), ("数量", 20, 45838)],
        (),
        {"B2": "0%", "C2": "yyyy/m/d", "B3": '0"个"', "C3": 'm"月"d"日"'},
    )
    assert lines(data) == ["指标\t2025年\t日期", "覆盖率\t30%\t2025/6/30", "数量\t20个\t6月30日"]


def test_hidden_sheets_are_told_and_left_out() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "见"
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "藏"
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    source = read_bytes(buffer.getvalue(), "a")
    assert source.text == "见\n"
    assert source.notes == ("hidden sheet(s) left out: 底稿",)


def test_formulas_without_a_value_are_told() -> None:
    source = read_bytes(make_xlsx([("合计", "=1+1")]), "a")
    assert source.text == "合计\n"
    assert "1 formula(s)" in source.notes[0]


def test_prose_in_a_sheet_is_lines_and_a_table_goes_on_after_a_gap() -> None:
    rows = [
        ("一、总体要求\n各区要落实。",),
        (),
        ("任务", None, "牵头单位"),
        ("建站", None, "市民政局"),
        (),
        ("培训", None, "市财政局"),
    ]
    assert lines(make_xlsx(rows)) == [
        "一、总体要求",
        "各区要落实。",
        "任务\t牵头单位",
        "建站\t市民政局",
        "培训\t市财政局",
    ]


def test_an_old_workbook_is_read_with_its_formats() -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    sheet = book.add_sheet("任务")
    for column, title in enumerate(("序号", "任务", "目标", "时限")):
        sheet.write(0, column, title)
    sheet.write(1, 0, 1)
    sheet.write_merge(1, 2, 1, 1, "建站")
    sheet.write(1, 2, 0.3, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 3, 45838, xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    sheet.write(2, 0, 2)
    book.add_sheet("底稿").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    source = read_bytes(buffer.getvalue(), "清单.doc")
    assert source.format == "xls"
    assert source.text.splitlines() == ["序号\t任务\t目标\t时限", "1\t建站\t30%\t2025年6月", "2\t建站\t\t"]
    assert source.notes == ("hidden sheet(s) left out: 底稿",)
    with pytest.raises(ReadError):
        read_bytes(buffer.getvalue()[:3000], "a.xls")


# ---- hostile and broken ------------------------------------------------------------------------

BOOK = "<workbook xmlns:r='r'><sheets><sheet name='表' sheetId='1' r:id='r1'/></sheets></workbook>"
RELS = "<Relationships><Relationship Id='r1' Type='worksheet' Target='worksheets/sheet1.xml'/></Relationships>"


def raw(sheet: str, **more: str) -> bytes:
    return make_zip(
        {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELS, "xl/worksheets/sheet1.xml": sheet, **more}
    )


WIDE = (
    "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>甲</t></is></c></row>{}</sheetData>"
    "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>"
)
FAR = "<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>乙</t></is></c></row>"


def test_a_range_over_a_whole_sheet_is_no_burden() -> None:
    assert lines(raw(WIDE.format(""))) == ["甲"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(raw("<!DOCTYPE a [<!ENTITY x 'y'>]><worksheet/>"), DamagedFileError, id="document_type"),
        pytest.param(raw("<worksheet><sheetData>"), DamagedFileError, id="no_xml"),
        pytest.param(raw(WIDE.format(FAR)), TooLargeError, id="range_to_a_far_cell"),
        pytest.param(raw("<worksheet/>"), EmptyFileError, id="empty"),
        pytest.param(raw("<worksheet>" + " " * 70_000_000 + "</worksheet>"), TooLargeError, id="zip_bomb"),
        pytest.param(make_zip({"xl/workbook.bin": "x"}), UnsupportedFormatError, id="xlsb"),
        pytest.param(make_zip({"xl/worksheets/sheet1.xml": "<a/>"}), DamagedFileError, id="no_workbook"),
        pytest.param(make_xlsx(ROWS)[:-40], DamagedFileError, id="truncated"),
    ],
)
def test_a_hostile_workbook_is_refused(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        read_bytes(data, "a.xlsx")
