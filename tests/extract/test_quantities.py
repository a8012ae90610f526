"""Numbers with comparator, unit and scale; ``tests/cases/quantities.jsonl`` has them at length."""

from __future__ import annotations

import pytest

from policytext.extract.quantities import Quantity, find_quantities
from policytext.normalize.offsets import normalize


def only(source: str) -> tuple[str, Quantity]:
    text = normalize(source).text
    (found,) = find_quantities(text, 0, len(text))
    return text[found.start : found.end], found


@pytest.mark.parametrize(
    ("source", "span", "comparator", "value", "unit"),
    [
        ("配备不少于18人。", "不少于18人", "ge", 18, "人"),
        ("覆盖率达到60%以上。", "达到60%以上", "ge", 60, "%"),
        ("每户补助不超过500元。", "不超过500元", "le", 500, "元"),
        ("办结时间控制在3天以内。", "控制在3天以内", "le", 3, "天"),
        ("产业规模突破100亿元。", "突破100亿元", "gt", 10_000_000_000, "元"),
        ("空置率低于5%。", "低于5%", "lt", 5, "%"),
        ("办理1.3万余件。", "1.3万余件", "approx", 13_000, "件"),
        ("安排705万元。", "705万元", "eq", 7_050_000, "元"),
        ("建设二十个站点。", "二十个", "eq", 20, "个"),
    ],
)
def test_a_quantity_has_comparator_value_and_unit(
    source: str, span: str, comparator: str, value: float, unit: str
) -> None:
    text, found = only(source)
    assert text == span
    assert (found.comparator, found.value, found.unit) == (comparator, value, unit)


@pytest.mark.parametrize(
    ("source", "side"),
    [("300户左右", "both"), ("约300户", "both"), ("300余户", "above"), ("300多户", "above"), ("近300户", "below")],
)
def test_an_approximation_has_a_side(source: str, side: str) -> None:
    _, found = only(source)
    assert (found.comparator, found.side, found.value) == ("approx", side, 300)


@pytest.mark.parametrize(
    ("source", "low", "high", "unit"),
    [("300-500户", 300, 500, "户"), ("2至5名", 2, 5, "名"), ("10%—15%", 10, 15, "%"), ("3到5天", 3, 5, "天")],
)
def test_a_range_has_two_ends(source: str, low: float, high: float, unit: str) -> None:
    span, found = only(source)
    assert span == normalize(source).text
    assert (found.comparator, found.value, found.value_max, found.unit) == ("range", low, high, unit)


@pytest.mark.parametrize(
    ("source", "change", "value", "unit"),
    [
        ("增长5.5%", "increase", 5.5, "%"),
        ("下降3个百分点", "decrease", 3, "个百分点"),
        ("增加一倍以上", "increase", 1, "倍"),
        ("精简近1/2", "decrease", 0.5, None),
        ("提高到90%", None, 90, "%"),
    ],
)
def test_a_change_is_told_from_a_level(source: str, change: str | None, value: float, unit: str | None) -> None:
    _, found = only(source)
    assert (found.change, found.value, found.unit) == (change, value, unit)


def test_a_text_without_numerals_has_no_quantities() -> None:
    assert find_quantities("健全工作机制", 0, 6) == []
