"""Themes by regions: silence and absence are two findings."""

from __future__ import annotations

import pytest

from policytext.align import matrix
from policytext.align.matrix import fill_matrix
from policytext.records import MatrixCell, Region, Theme
from tests.align.stubs import document, measure, region, section

THEMES = [Theme(theme_id="t-1", label="覆盖", measures=("jn-m0",))]
DOCUMENTS = [document("jn", "济南市"), document("qd", "青岛市"), document("empty", "济宁市")]
MEASURES = [measure("jn", 0, "甲", ""), measure("qd", 0, "乙", ""), measure("qd", 1, "丙", "")]


def cells(unread: tuple[Region, ...] = ()) -> dict[str, MatrixCell]:
    return {
        cell.region: cell for cell in fill_matrix(THEMES, DOCUMENTS, [section("s", "qd", "重点任务")], MEASURES, unread)
    }


def test_each_cell_says_what_was_found_or_searched() -> None:
    found = cells()
    assert list(found) == ["山东省", "济南市", "青岛市", "济宁市"]  # down the levels by code
    assert (found["济南市"].status, found["济南市"].measures) == ("found", ("jn-m0",))
    silent = found["青岛市"]
    assert (silent.status, silent.documents, silent.n_sections, silent.n_measures) == ("not_found", ("qd",), 1, 2)


def test_nothing_to_search_is_no_silence() -> None:
    found = cells(unread=(region("安徽省"),))
    assert {name: (cell.status, cell.reason) for name, cell in found.items() if cell.status == "document_missing"} == {
        "山东省": ("document_missing", "no document of this division"),
        "济宁市": ("document_missing", "no measures in its documents"),
        "安徽省": ("document_missing", "1 could not be read"),
    }


def test_a_matrix_too_large_to_read_is_not_written(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(matrix, "MAX_CELLS", 3)
    assert cells() == {}
    assert "matrix.jsonl is left empty" in caplog.text
