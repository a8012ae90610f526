"""Records say on which page, or in which cell, they stand."""

from __future__ import annotations

import io

import pytest

from policytext.export.jsonl import dump_line
from policytext.pipeline import extract_text
from policytext.places import with_places
from policytext.read import Place, read_bytes
from policytext.records import Extraction, to_dict
from tests.read.packages import make_docx, p, table, tc

PLAN = (
    "云岚市社区服务行动方案",
    "一、重点任务",
    "（一）建设社区服务站。2025年底前建成社区服务站20个，每站配备专职社工2名以上，开展助老助残服务。",
    "（二）培训社区工作者。每年培训社区工作者3000人次，提升服务群众的能力和水平。",
    "附件：重点任务分工表",
)
ROWS = (
    ("序号", "重点任务", "牵头单位", "完成时限"),
    ("1", "建设社区服务站", "市民政局", "2025年底前"),
    ("2", "培训社区工作者", "市委社会工作部", "长期坚持"),
    ("3", "开设社区夜校60所", "市文化和旅游局", "2026年底前"),
)
TEXT = "一、重点任务\n1.建设社区服务站。年底前建成20个。\n牵头单位：市民政局\n"


def extract(text: str, places: tuple[Place, ...]) -> Extraction:
    return with_places(extract_text(text, path="a", sha256="0" * 64), places)


def test_a_record_has_the_page_on_which_it_begins() -> None:
    at = TEXT.index("牵头")
    measure = extract(TEXT, (Place(0, at, page=3), Place(at, len(TEXT), page=4))).measures[0]
    assert (measure.page, measure.targets[0].page, measure.units[0].page, measure.deadlines[0].page) == (3, 3, 4, 3)
    assert measure.cell is None


def test_without_places_nothing_changes() -> None:
    plain = extract_text(TEXT, path="a", sha256="0" * 64)
    assert with_places(plain, ()) is plain
    assert plain.measures[0].page is None


def scored(first: float, second: float | None) -> Extraction:
    """Two lines of one measure: its task, and its body."""
    at = TEXT.index("牵头")
    return extract(TEXT, (Place(0, at, page=1, score=first), Place(at, len(TEXT), page=1, score=second)))


def test_a_record_read_by_ocr_has_the_lowest_score_of_its_lines() -> None:
    measure = scored(0.98, 0.71).measures[0]
    assert (measure.ocr_score, measure.targets[0].ocr_score, measure.deadlines[0].ocr_score) == (0.71, 0.98, 0.98)
    assert measure.units[0].ocr_score == 0.71


def test_a_line_that_ocr_doubts_lowers_the_confidence_of_its_records() -> None:
    sure, doubted = scored(0.999, 0.999).measures[0], scored(0.999, 0.7).measures[0]
    plain = extract(TEXT, (Place(0, len(TEXT), page=1),)).measures[0]
    assert doubted.units[0].confidence < sure.units[0].confidence <= plain.units[0].confidence
    assert doubted.confidence < sure.confidence
    assert doubted.targets[0].confidence == sure.targets[0].confidence


def test_only_what_was_read_by_ocr_has_the_field() -> None:
    measure = to_dict(scored(0.98, None).measures[0])
    assert "ocr_score" in measure
    assert "ocr_score" in measure["targets"][0]
    assert "ocr_score" not in measure["units"][0]
    assert "page" in measure["units"][0]
    assert "ocr_score" not in dump_line(extract(TEXT, (Place(0, len(TEXT), page=1),)).measures[0])


def test_an_aim_read_by_ocr_has_its_score_too() -> None:
    text = "云岚市行动方案\n一、主要目标\n到2027年，建成服务站60个。\n二、重点任务\n1.建设驿站。建成驿站20个。\n"
    aim = extract(text, (Place(0, len(text), page=1, score=0.9),)).aims[0]
    assert (aim.target.ocr_score, aim.deadlines[0].ocr_score) == (0.9, 0.9)


@pytest.mark.parametrize(
    ("cells", "sheet", "expected"),
    [
        (("B3",), "任务", "任务!B3"),
        (("B3:B5",), "任务", "任务!B3:B5"),
        (("A4", "B3:B5", "C4"), "任务", "任务!A4:C4"),
        (("Z4", "AA4"), "任务", "任务!Z4:AA4"),
        (("B3",), "2025 任务", "'2025 任务'!B3"),
        (("B3",), None, "B3"),
    ],
)
def test_a_record_over_several_cells_has_their_range(cells: tuple[str, ...], sheet: str | None, expected: str) -> None:
    low = TEXT.index("1.")
    edges = [low + i * 10 for i in range(len(cells))] + [len(TEXT)]
    places = tuple(Place(edges[i], edges[i + 1], sheet=sheet, cell=cell) for i, cell in enumerate(cells))
    assert extract(TEXT, places).measures[0].cell == expected


def test_a_table_of_a_word_document_is_cited_by_cell() -> None:
    body = p("任务分工表") + table(
        tc("序号") + tc("重点任务") + tc("牵头单位") + tc("完成时限"),
        tc("1") + tc("建设街道邻里中心20处") + tc("市民政局") + tc("2025年6月底"),
        tc("2") + tc("培训社区工作者3000人次") + tc("市委社会工作部") + tc("2025年底"),
    )
    source = read_bytes(make_docx(body), "a.docx")
    measures = extract(source.text, source.places).measures
    assert [m.cell for m in measures] == ["表1!A2:D2", "表1!A3:D3"]
    assert [u.cell for m in measures for u in m.units] == ["表1!C2", "表1!C3"]
    assert [d.cell for m in measures for d in m.deadlines] == ["表1!D2", "表1!D3"]
    assert [t.cell for m in measures for t in m.targets] == ["表1!B2", "表1!B3"]


def make_word() -> bytes:
    return make_docx("".join(map(p, PLAN)) + table(*("".join(map(tc, row)) for row in ROWS)))


def make_page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    paragraphs = "".join(f"<p>{line}</p>" for line in PLAN)
    return f"<html><body><div>{paragraphs}<table>{rows}</table></div></body></html>".encode()


def make_book() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "方案"
    for line in PLAN:
        book.active.append([line])
    sheet = book.create_sheet("分工表")
    for row in ROWS:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "sheet"),
    [(make_word(), "a.docx", "表1"), (make_page(), "a.html", "表1"), (make_book(), "a.xlsx", "分工表")],
    ids=["docx", "html", "xlsx"],
)
def test_a_row_that_repeats_a_task_is_cited_by_its_cells(data: bytes, name: str, sheet: str) -> None:
    source = read_bytes(data, name)
    first, second, third = extract(source.text, source.places).measures
    assert [[r.cell for r in m.repeats] for m in (first, second, third)] == [[f"{sheet}!A2:D2"], [f"{sheet}!A3:D3"], []]
    assert [(u.name, u.evidence, u.cell) for u in first.units] == [("市民政局", "table", f"{sheet}!C2")]
    assert [(d.type, d.cell) for d in second.deadlines] == [
        ("recurring", None if sheet == "表1" else "方案!A4"),
        ("ongoing", f"{sheet}!D3"),
    ]
    assert third.cell == f"{sheet}!A4:D4"
