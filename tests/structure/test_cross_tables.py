"""Tables of figures without a column of indicators: a row a place, or names across with what is wanted below."""

from __future__ import annotations

import pytest

from policytext.pipeline import extract_text
from policytext.read import ManifestRow
from policytext.records import Aim

BEFORE = ("云岚县2024年国土绿化工作方案", "一、工作目标", "统筹推进造林绿化。")
AFTER = ("二、重点任务", "（一）建设苗圃。新建苗圃3处，2024年底前完成。（县林业局牵头）")


def aims(*table: str) -> tuple[Aim, ...]:
    text = "\n".join((*BEFORE, *table, *AFTER)) + "\n"
    found = extract_text(text, path="a", sha256="0" * 64, known=ManifestRow(path="a", date="2024-02-06"))
    assert [m.title for m in found.measures] == ["建设苗圃"]
    for aim in found.aims:
        assert text[aim.target.start : aim.target.end] == aim.target.text
    return found.aims


def told(found: tuple[Aim, ...]) -> list[tuple[str, str | None, float | None, str | None]]:
    return [(a.target.text, a.target.indicator, a.target.value, a.target.unit) for a in found]


PLACES = ("河口镇\t120\t350", "青石乡\t80\t—", "东山街道\t60.5\t210")
WANTED = [
    ("120", "造林", 120.0, "亩"),
    ("350", "抚育", 350.0, "亩"),
    ("80", "造林", 80.0, "亩"),
    ("60.5", "造林", 60.5, "亩"),
    ("210", "抚育", 210.0, "亩"),
]


def test_a_row_a_place_with_the_unit_in_the_head() -> None:
    assert told(aims("2024年造林任务分解表", "乡镇\t造林（亩）\t抚育（亩）", *PLACES)) == WANTED


def test_the_unit_may_be_told_above_the_table() -> None:
    assert told(aims("2024年造林任务分解表", "单位：亩", "乡镇（街道）\t造林\t抚育", *PLACES)) == WANTED


def test_rows_may_be_numbered() -> None:
    rows = [f"{number}\t{row}" for number, row in enumerate(PLACES, 1)]
    assert told(aims("2024年造林任务分解表", "序号\t乡镇\t造林（亩）\t抚育（亩）", *rows)) == WANTED


@pytest.mark.parametrize("caption", ["2023年造林完成情况统计表", "各乡镇造林现状一览表"])
def test_what_was_done_is_no_aim(caption: str) -> None:
    assert told(aims(caption, "乡镇\t造林（亩）\t抚育（亩）", *PLACES)) == []


def test_two_places_are_no_table() -> None:
    assert told(aims("2024年造林任务分解表", "乡镇\t造林（亩）\t抚育（亩）", *PLACES[:2])) == []


@pytest.mark.parametrize(
    "table",
    [
        ("主要指标\t森林覆盖率（%）\t造林面积（亩）", "2024年目标值\t42.5\t1200"),
        ("主要指标", "森林覆盖率（%）\t造林面积（亩）", "2024年目标值", "42.5\t1200"),
    ],
)
def test_names_across_with_what_is_wanted_below(table: tuple[str, ...]) -> None:
    found = aims("表1 主要指标", *table)
    assert told(found) == [("42.5", "森林覆盖率", 42.5, "%"), ("1200", "造林面积", 1200.0, "亩")]
    assert {a.deadlines[0].value for a in found} == {"2024-12-31"}
