"""Targets side by side: stated, refused, not found, and the difference to the parent's."""

from __future__ import annotations

import itertools

import pytest

from policytext.align import compare
from policytext.align.compare import compare_targets
from policytext.align.decide import contains
from policytext.records import Target, Theme
from tests.align.stubs import REGIONS, aim, deadline, document, measure, target

PROVINCE, JINAN, QINGDAO = (
    document("sd", "山东省", date="2023-05-01"),
    document("jn", "济南市", date="2024"),
    document("qd", "青岛市", date="2024"),
)


def theme(*ids: str) -> Theme:
    return Theme(theme_id="t-1", label="覆盖", measures=ids)


def test_difference_is_to_the_parents_target_and_silence_is_a_row() -> None:
    measures = [
        measure("jn", 0, "甲", "", targets=(target("达到65%", "物业党组织覆盖面", 65, "%", comparator="ge"),)),
        measure("sd", 0, "乙", "", targets=(target("达到60%", "物业党组织覆盖率", 60, "%", comparator="ge"),)),
        measure("qd", 0, "丙", ""),
    ]
    [table] = compare_targets([theme("jn-m0", "sd-m0", "qd-m0")], [JINAN, PROVINCE, QINGDAO], measures, [])
    assert (table.theme_id, table.indicator, table.unit) == ("t-1", "物业党组织覆盖率", "%")
    assert [(c.doc_id, c.status, c.value, c.difference) for c in table.cells] == [
        ("sd", "stated", 60, None),
        ("jn", "stated", 65, 5),
        ("qd", "not_found", None, None),
    ]


def test_another_base_is_refused_with_the_reason_and_keeps_its_own_figures() -> None:
    measures = [
        measure("jn", 0, "甲", "", targets=(target("增长10%", "营业额度", 10, "%", change="increase", base="2020年"),)),
        measure("qd", 0, "乙", "", targets=(target("增长12%", "营业额度", 12, "%", change="increase", base="2022年"),)),
    ]
    [table] = compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, [])
    assert [(c.status, c.reason, c.value, c.difference) for c in table.cells] == [
        ("stated", None, 10, None),
        ("refused", "different base: 2022年 against 2020年", 12, None),
    ]


def test_units_convert_only_in_the_difference() -> None:
    measures = [
        measure("jn", 0, "甲", "", targets=(target("0.5亿元", "专项资金", 0.5, "亿元"),)),
        measure("qd", 0, "乙", "", targets=(target("6000万元", "专项资金", 6000, "万元"),)),
    ]
    [table] = compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, [])
    assert (table.cells[1].value, table.cells[1].unit, table.cells[1].difference) == (6000, "万元", 0.1)


def test_planned_and_reported_figures_do_not_share_a_table() -> None:
    def told(now: int, then: int) -> tuple[Target, Target]:
        return target(f"{now}人", "专职网格员", now, "人"), target(
            f"{then}人", "专职网格员", then, "人", start=90, status="achieved"
        )

    measures = [measure("jn", 0, "甲", "", targets=told(18, 15)), measure("qd", 0, "乙", "", targets=told(20, 16))]
    planned, reported = compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, [])
    assert [c.value for c in planned.cells] == [18, 20]
    assert [c.value for c in reported.cells] == [15, 16]
    assert planned.comparison_id != reported.comparison_id


def test_a_target_takes_the_deadline_before_it() -> None:
    stated = (target("60%", "治理覆盖率", 60, "%", start=100), target("80%", "治理覆盖率", 80, "%", start=200))
    times = (deadline("2024-12-31", 90), deadline("2025-12-31", 190))
    measures = [measure("jn", 0, "甲", "", targets=stated, deadlines=times), measure("qd", 0, "乙", "")]
    [table] = compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, [])
    assert [c.deadline for c in table.cells if c.status == "stated"] == ["2024-12-31", "2025-12-31"]


def test_one_documents_two_figures_have_no_difference_between_them() -> None:
    measures = [
        measure(
            "jn",
            0,
            "甲",
            "",
            targets=(target("98个", "重点项目", 98, "个"), target("490个", "重点项目", 490, "个", start=90)),
        ),
        measure("qd", 0, "乙", ""),
    ]
    [table] = compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, [])
    assert [c.difference for c in table.cells] == [None, None, None]


def test_a_figure_that_only_one_reports_makes_no_table() -> None:
    measures = [
        measure("jn", 0, "甲", "", targets=(target("15人", "专职网格员", 15, "人", status="achieved"),)),
        measure("qd", 0, "乙", ""),
    ]
    assert compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, []) == []


def test_a_repeated_figure_stands_once() -> None:
    stated = (target("60%", "治理覆盖率", 60, "%"), target("60%", "治理覆盖率", 60, "%", start=300))
    measures = [measure("jn", 0, "甲", "", targets=stated), measure("qd", 0, "乙", "")]
    [table] = compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, [])
    assert [c.doc_id for c in table.cells] == ["jn", "qd"]


def test_aims_are_compared_across_documents_by_alias() -> None:
    def grows(value: float) -> object:
        return target(
            f"增长{value}%", "地区生产总值" if value != 6.5 else "GDP", value, "%", change="increase", comparator="ge"
        )

    aims = [
        aim("jn", 0, grows(5.5)),
        aim("qd", 0, grows(6.5)),
        aim("sd", 0, grows(5)),  # type: ignore[arg-type]
        aim("jn", 1, target("3%", "居民消费价格涨幅", 3, "%")),
    ]
    [table] = compare_targets([], [JINAN, QINGDAO, PROVINCE], [], aims)
    assert (table.theme_id, table.indicator, table.change) == (None, "地区生产总值", "increase")
    assert [(c.doc_id, c.measure_id, c.difference) for c in table.cells] == [
        ("sd", None, None),
        ("jn", None, 0.5),
        ("qd", None, 1.5),
    ]


def test_an_aim_that_one_states_in_a_measure_is_found_there() -> None:
    aims = [
        aim("jn", 0, target("15万人", "城镇新增就业", 150000, "人")),
        aim("qd", 0, target("35万人", "城镇新增就业", 350000, "人")),
        aim("sd", 0, target("3%", "居民消费价格", 3, "%")),
    ]
    measures = [measure("sd", 0, "甲", "", targets=(target("110万人", "城镇新增就业人数", 1100000, "人"),))]
    tables = compare_targets([], [JINAN, QINGDAO, PROVINCE], measures, aims)
    assert next((c.doc_id, c.measure_id, c.status) for c in tables[0].cells) == ("sd", "sd-m0", "stated")


def test_a_figure_without_indicator_is_not_compared() -> None:
    measures = [
        measure("jn", 0, "甲", "", targets=(target("60%", None, 60, "%"),)),
        measure("qd", 0, "乙", "", targets=(target("70%", "规模", 70, "%"),)),
    ]
    assert compare_targets([theme("jn-m0", "qd-m0")], [JINAN, QINGDAO], measures, []) == []


def test_among_too_many_documents_the_silent_have_no_row(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(compare, "MAX_CELLS", 2)
    aims = [aim(doc_id, 0, target("5%", "地区生产总值", 5, "%", change="increase")) for doc_id in ("sd", "jn")]
    aims.append(aim("qd", 0, target("6%", "固定资产投资", 6, "%", change="increase")))
    [table] = compare_targets([], [JINAN, PROVINCE, QINGDAO], [], aims)
    assert [(c.doc_id, c.status) for c in table.cells] == [("sd", "stated"), ("jn", "stated")]
    assert "have no row" in caplog.text


def test_divisions_by_their_codes_are_those_that_hold_another() -> None:
    names = (*REGIONS, None)
    documents = [document(f"d{number}", name) for number, name in enumerate(names)]
    for chosen in itertools.chain.from_iterable(itertools.combinations(documents, size) for size in (1, 2, 3)):
        places = compare._Places(chosen)
        assert [places.holds(a) for a in documents] == [any(contains(a, b) for b in chosen) for a in documents]
