"""Records say on which page, or in which cell, they stand."""

from __future__ import annotations

import pytest

from policytext.pipeline import extract_text
from policytext.places import with_places
from policytext.read import Place, read_bytes
from policytext.records import Extraction
from tests.read.packages import make_docx, p, table, tc

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
