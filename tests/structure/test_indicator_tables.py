"""Tables of a plan's indicators, in the ways in which pages keep them: what was, what is wanted, in what unit."""

from __future__ import annotations

import pytest

from policytext.pipeline import extract_text
from policytext.read import ManifestRow
from policytext.records import Aim

BEFORE = ("云岚市水网建设规划（2021—2025年）", "一、发展目标", "到2025年，供水保障能力明显增强。")
AFTER = ("二、重点任务", "（一）建设水源工程。新建水库3座，2023年底前完成。（市水务局牵头）")
ROWS = (("普及率", "%", "90.2", "≥94", "预期性"), ("堤防长度", "万米", "41.2", "52以上", "约束性"))
WANTED = [
    ("90.2", "普及率", "eq", 90.2, "%", "baseline", None), ("≥94", "普及率", "ge", 94.0, "%", "planned", "2025-12-31"),
    ("41.2", "堤防长度", "eq", 412000.0, "米", "baseline", None), ("52以上", "堤防长度", "ge", 520000.0, "米", "planned", "2025-12-31"),
]  # fmt: skip


def aims(*table: str, date: str = "2021-12-06") -> tuple[Aim, ...]:
    text = "\n".join((*BEFORE, *table, *AFTER)) + "\n"
    found = extract_text(text, path="a", sha256="0" * 64, known=ManifestRow(path="a", date=date))
    assert [m.title for m in found.measures] == ["建设水源工程"]  # nothing of the table is a measure
    for aim in found.aims:
        assert text[aim.target.start : aim.target.end] == aim.target.text
    return found.aims


def told(found: tuple[Aim, ...]) -> list[tuple[object, ...]]:
    return [
        (
            a.target.text,
            a.target.indicator,
            a.target.comparator,
            a.target.value,
            a.target.unit,
            a.target.status,
            a.deadlines[0].value if a.deadlines else None,
        )
        for a in found
    ]


def test_rows_with_tabs() -> None:
    found = aims("表1 主要指标", "指标名称\t单位\t2020年\t2025年\t属性", *("\t".join(row) for row in ROWS))
    assert told(found) == WANTED
    assert {a.target.evidence for a in found} == {"table"}
    assert len({a.aim_id for a in found}) == 4


@pytest.mark.parametrize("gap", [" ", "　", "    "])
def test_rows_with_spaces(gap: str) -> None:
    assert (
        told(
            aims(
                "表1 主要指标", gap.join(("指标", "单位", "2020年", "2025年", "属性")), *(gap.join(row) for row in ROWS)
            )
        )
        == WANTED
    )


@pytest.mark.parametrize("serial", [True, False])
def test_one_cell_a_line(serial: bool) -> None:
    head = (*(("序号",) if serial else ()), "指标", "单位", "2020年", "2025年", "属性")
    cells = [cell for number, row in enumerate(ROWS, 1) for cell in ((str(number), *row) if serial else row)]
    assert told(aims("表1 主要指标", *head, *cells, "注：数据来自年报。")) == WANTED


def test_groups_between_rows_and_empty_cells_are_no_values() -> None:
    head = ("序号", "指标", "单位", "2020年", "2025年", "属性")
    found = aims(*head, "供水保障", "1", *ROWS[0], "防洪", "2", "堤防长度", "万米", "—", "52以上", "约束性")
    assert told(found) == [*WANTED[:2], WANTED[3]]


def test_the_unit_stands_in_the_name() -> None:
    head = "类别\t指标\t现状值\t目标值"
    assert told(aims(head, "供水\t普及率（%）\t90.2\t≥94", "防洪\t堤防长度（万米）\t41.2\t52以上")) == [
        (*row[:6], None) for row in WANTED
    ]


def test_changes_over_years() -> None:
    found = aims(
        "指标\t单位\t2020年\t2025年\t年均增长", "产业规模\t亿元\t30\t45\t8.4%左右", "用水量降幅\t%\t—\t〔16〕\t—", "注：〔〕内为五年累计数。",
    )  # fmt: skip
    assert [(a.target.text, a.target.change, a.target.base, a.target.value, a.target.unit) for a in found] == [
        ("30", None, None, 3e9, "元"), ("45", None, None, 4.5e9, "元"), ("8.4%左右", "increase", "年均", 8.4, "%"), ("16", "decrease", "五年累计", 16.0, "%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "years", "status"),
    [
        ("2021-12-06", ("2020年", "2025年"), ["baseline", "planned"]),
        ("2023-02-01", ("2023年", "2025年"), ["planned", "planned"]),
        ("2023-02-01", ("2022年实际", "2023年目标"), ["baseline", "planned"]),
        ("2020-11-01", ("2020年", "2025年"), ["baseline", "planned"]),
        ("2024-01-05", ("基期值（2023年）", "期末值（2024年）"), ["baseline", "planned"]),
    ],
)
def test_which_year_is_over(date: str, years: tuple[str, str], status: list[str]) -> None:
    found = aims("指标\t单位\t" + "\t".join(years), "普及率\t%\t90\t94", "损漏率\t%\t12\t9", date=date)
    assert [a.target.status for a in found] == status * 2


def test_a_table_that_names_bodies_holds_tasks() -> None:
    text = (
        "\n".join(
            (
                *BEFORE,
                "指标\t单位\t2025年目标\t责任单位",
                "普及率\t%\t94\t市水务局",
                "堤防长度\t公里\t52\t市应急局",
                *AFTER,
            )
        )
        + "\n"
    )
    found = extract_text(text, path="a", sha256="0" * 64, known=ManifestRow(path="a", date="2021-12-06"))
    assert not found.aims
    assert [u.name for m in found.measures for u in m.units] == ["市水务局", "市应急局", "市水务局"]


def test_prose_after_an_unread_head_is_kept() -> None:
    text = "\n".join((*BEFORE, "指标", "单位", "2025年", "以下指标由市水务局另行下达，各县分别完成。", *AFTER)) + "\n"
    found = extract_text(text, path="a", sha256="0" * 64, known=ManifestRow(path="a", date="2021-12-06"))
    assert not found.aims
    assert found.measures[-1].title == "建设水源工程"


def test_a_year_that_is_foreseen_beside_a_later_one_is_what_was() -> None:
    found = aims(
        "表1 主要指标",
        "序号 | 指标 | 单位 | 2021年(预计) | 2025年 | 属性 |",
        "1 | 普及率 | % | 90.2 | ≥94 | 预期性 |",
        "2 | 堤防长度 | 万米 | 41.2 | 52以上 | 约束性 |",
    )
    assert told(found) == WANTED


def test_years_may_stand_below_one_cell_that_spans_them() -> None:
    rows = ("普及率\t%\t90.2\t92\t≥94", "堤防长度\t万米\t41.2\t—\t52以上")
    found = aims("表1 主要指标", "指标\t单位\t2020年\t年度目标\t", "\t\t\t2023年\t2025年", *rows)
    assert [(t[0], t[-1]) for t in told(found)] == [
        ("90.2", None),
        ("92", "2023-12-31"),
        ("≥94", "2025-12-31"),
        ("41.2", None),
        ("52以上", "2025-12-31"),
    ]
