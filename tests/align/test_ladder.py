"""The target ladder: against the parent's figure where it can be proved, else why not."""

from __future__ import annotations

from policytext.align.ladder import find_rungs
from policytext.records import Rung, Target
from tests.align.stubs import aim, deadline, document, measure, section, target

PROVINCE = document("sd", "山东省", date="2024-01-22", title="山东省2024年政府工作报告")
JINAN, QINGDAO = (
    document("jn", "济南市", date="2024", title="济南市2024年政府工作报告"),
    document("qd", "青岛市", date="2024-01", title="青岛市政府工作报告"),
)
HUAIYIN = document("hy", "槐荫区", date="2024-02-01", title="槐荫区2024年政府工作报告")
ALL = [HUAIYIN, JINAN, PROVINCE, QINGDAO]


def grows(value: float, **fields: object) -> Target:
    return target(f"增长{value}%", "地区生产总值", value, "%", change="increase", comparator="ge", **fields)  # type: ignore[arg-type]


def rungs(*aims: object, measures: tuple[object, ...] = (), sections: tuple[object, ...] = ()) -> list[Rung]:
    return find_rungs(ALL, list(sections), list(measures), list(aims))  # type: ignore[arg-type]


def test_each_is_held_against_the_nearest_division_above() -> None:
    found = rungs(aim("jn", 0, grows(5.5)), aim("sd", 0, grows(5)), aim("hy", 0, grows(6)), aim("qd", 0, grows(5)))
    assert [
        (r.region, r.level, r.year, r.value, r.parent_region, r.parent_value, r.difference, r.stricter) for r in found
    ] == [
        ("山东省", "province", 2024, 5, None, None, None, None),
        ("济南市", "city", 2024, 5.5, "山东省", 5, 0.5, True),
        ("青岛市", "city", 2024, 5, "山东省", 5, 0.0, None),
        ("槐荫区", "county", 2024, 6, "济南市", 5.5, 0.5, True),
    ]
    assert found[0].reason == "no higher division states it"
    assert found[1].parent == found[0].rung_id
    assert (found[0].aim_id, found[0].measure_id) == ("sd-a0", None)


def test_another_year_or_base_is_refused_with_the_reason() -> None:
    stated = measure("qd", 0, "甲", "", targets=(grows(6),), deadlines=(deadline("2025-12-31", 40),))
    found = rungs(aim("sd", 0, grows(5)), aim("jn", 0, grows(30, base="2020年")), measures=(stated,))
    assert [(r.region, r.year, r.year_from, r.difference, r.reason) for r in found] == [
        ("山东省", 2024, "title", None, "no higher division states it"),
        ("济南市", 2024, "title", None, "different base: 2020年 against none"),
        ("青岛市", 2025, "deadline", None, "different year: 2025 against 2024"),
    ]


def test_an_amount_is_a_share_and_no_amplification() -> None:
    found = rungs(
        aim("sd", 0, target("110万人", "城镇新增就业", 110, "万人")),
        aim("jn", 0, target("15万人以上", "新增城镇就业", 150000, "人")),
    )
    assert [(r.measurement, r.difference, r.share, r.stricter) for r in found] == [
        ("amount", None, None, None),
        ("amount", None, 0.1364, None),
    ]


def test_an_amount_a_year_is_no_rate() -> None:
    found = rungs(
        aim("sd", 0, target("1000个", "技改项目", 1000, "个", base="每年")),
        aim("jn", 0, target("500个", "技改项目", 500, "个", base="每年")),
    )
    assert {r.measurement for r in found} == {"amount"}


def test_a_lower_rate_asks_for_more_where_lower_is_better() -> None:
    found = rungs(
        aim("sd", 0, target("5.5%", "城镇调查失业率", 5.5, "%")), aim("jn", 0, target("5%", "城镇调查失业率", 5, "%"))
    )
    assert (found[1].difference, found[1].stricter) == (-0.5, True)


def test_plans_and_reports_have_ladders_of_their_own() -> None:
    past = [aim("sd", 1, grows(6, start=90, status="achieved")), aim("jn", 1, grows(6.1, start=90, status="achieved"))]
    found = rungs(aim("sd", 0, grows(5)), aim("jn", 0, grows(5.5)), *past)
    assert [r.status for r in found] == ["planned", "planned", "achieved", "achieved"]
    assert (found[3].year, found[3].reason) == (None, "the year is not known")


def test_the_year_of_a_report_stands_in_its_heading() -> None:
    headings = [
        section("s", "sd", "2023年工作回顾"),
        section("t", "jn", "过去五年工作回顾"),
        section("u", "jn", "2023年", parent_id="t"),
    ]
    stated = tuple(
        measure(doc, 0, "甲", "", section_id=own, targets=(grows(6, status="achieved"),), kind="achievement")
        for doc, own in (("sd", "s"), ("jn", "u"))
    )
    found = rungs(measures=stated, sections=tuple(headings))
    assert [(r.year, r.year_from, r.difference, r.stricter) for r in found] == [
        (2023, "heading", None, None),
        (2023, "heading", 0.0, None),
    ]


def test_a_range_is_not_held_against_a_figure() -> None:
    between = target("5%—6%", "地区生产总值", 5, "%", value_max=6, comparator="range", change="increase")
    found = rungs(aim("sd", 0, grows(5)), aim("jn", 0, between))
    assert (found[1].difference, found[1].reason) == (None, "a range against a figure")


def test_what_only_one_body_states_is_no_ladder() -> None:
    assert rungs(aim("sd", 0, grows(5)), aim("sd", 1, grows(6, start=90))) == []
