"""Which bodies a passage assigns; ``tests/cases/units.jsonl`` has the phenomena at length."""

from __future__ import annotations

import pytest

from policytext.extract.units import find_units
from policytext.normalize.offsets import normalize


def units(source: str, *, achieved: bool = False) -> list[tuple[str, str, str]]:
    """Text, role and evidence of each unit of a passage."""
    text = normalize(source).text
    return [(text[u.start : u.end], u.role, u.evidence) for u in find_units(text, 0, len(text), achieved=achieved)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("改造社区用房。\n牵头单位：市民政局\n配合单位：市财政局", [("市民政局", "lead", "label"), ("市财政局", "support", "label")], id="label_lines"),
        pytest.param("改造社区用房。（市民政局牵头，市财政局配合）", [("市民政局", "lead", "parenthesis"), ("市财政局", "support", "parenthesis")], id="bracket"),
        pytest.param("改造社区用房（责任单位：市民政局、各县（市、区）政府）。", [("市民政局", "responsible", "parenthesis"), ("各县(市、区)政府", "responsible", "parenthesis")], id="bracket_in_bracket"),
        pytest.param("由市民政局牵头制定社区用房改造计划。", [("市民政局", "lead", "sentence")], id="by"),
        pytest.param("由市民政局会同市财政局制定社区用房改造计划。", [("市民政局", "responsible", "sentence"), ("市财政局", "support", "sentence")], id="by_together_with"),
        pytest.param("物业主管部门要牵头开展专项整治。", [("物业主管部门", "lead", "sentence")], id="subject_that_leads"),
        pytest.param("推动各街道建立居民议事会。", [("各街道", "responsible", "sentence")], id="caused_to_act"),
    ],
)  # fmt: skip
def test_an_assigned_body_is_found(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert units(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("推动资源力量向街道倾斜。", id="a_place"),
        pytest.param("完善市、区县、街镇、村居四级联动机制。", id="levels"),
        pytest.param("社区书记要牵头召开议事会。", id="a_person"),
        pytest.param("支持物业服务企业参与社区治理。", id="encouraged"),
        pytest.param("推动牵头解决重点难点问题。", id="lead_without_a_body"),
        pytest.param("改造社区用房（含邻里中心、助餐点）。", id="a_bracket_of_things"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_body_that_is_not_assigned_is_none(source: str) -> None:
    assert units(source) == []


@pytest.mark.parametrize("label", ["责任人：李明", "分管领导：王芳", "联系人：张强"])
def test_persons_are_no_units(label: str) -> None:
    assert units(f"改造社区用房。\n{label}") == []
