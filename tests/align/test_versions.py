"""What became of measures between two editions of a plan."""

from __future__ import annotations

import dataclasses

import pytest

from policytext.align import align_records
from policytext.align.strictness import is_stricter, modality_step
from policytext.align.versions import find_revisions
from policytext.records import Link, Measure, Revision, Target
from tests.align.stubs import deadline, document, measure, target, unit

DRAFT = document("draft", "济南市", title="济南市老旧小区改造工作方案（征求意见稿）", date="2024-03-01")
FINAL = document("final", "济南市", title="济南市老旧小区改造工作方案", date="2024-06-01")


def revise(before: Measure, after: Measure) -> Revision:
    link = Link(link_id="l", source=before.measure_id, target=after.measure_id, score=0.9, type="version")
    [revision] = find_revisions([FINAL, DRAFT], [before, after], [link])
    return revision


def pair(*, body: str = "加装电梯。", **fields: tuple[object, object]) -> tuple[Measure, Measure]:
    """One measure in both editions, with its fields before and after."""
    before, after = ({name: values[side] for name, values in fields.items()} for side in (0, 1))
    return measure("draft", 0, "改造老旧小区", body, **before), measure("final", 0, "改造老旧小区", body, **after)


def covers(value: float, text: str = "", **fields: object) -> tuple[Target, ...]:
    return (target(text or f"达到{value}%", fields.pop("indicator", "电梯覆盖率"), value, "%", **fields),)  # type: ignore[arg-type]


def test_the_same_is_kept() -> None:
    revision = revise(*pair(targets=(covers(60), covers(60))))
    assert (revision.change, revision.changes, revision.similarity) == ("kept", ("kept",), 1.0)
    assert (revision.earlier, revision.later, revision.source, revision.target) == (
        "draft",
        "final",
        "draft-m0",
        "final-m0",
    )
    assert [(move.move, move.difference, move.stricter) for move in revision.targets] == [("kept", 0.0, None)]


@pytest.mark.parametrize(
    ("before", "after", "change", "move", "difference"),
    [
        (covers(60), covers(65), "strengthened", "raised", 5.0),
        (covers(65), covers(60), "weakened", "lowered", -5.0),
        (covers(60), covers(60, comparator="ge"), "strengthened", "kept", 0.0),  # 达到60% → 不低于60%
        (covers(5, indicator="城镇调查失业率"), covers(5.5, indicator="城镇调查失业率"), "weakened", "raised", 0.5),
        (covers(5, comparator="le"), covers(4, comparator="le"), "strengthened", "lowered", -1.0),
        (covers(3, change="decrease"), covers(4, change="decrease"), "strengthened", "raised", 1.0),
    ],
    ids=["more", "less", "firmer", "lower_is_better", "at_most", "a_greater_fall"],
)
def test_targets_decide_whether_more_is_asked_for(
    before: tuple[Target, ...], after: tuple[Target, ...], change: str, move: str, difference: float
) -> None:
    revision = revise(*pair(targets=(before, after)))
    assert revision.change == change
    assert [(m.move, m.difference) for m in revision.targets] == [(move, difference)]


def test_units_convert_in_the_difference() -> None:
    money = ((target("0.5亿元", "专项资金", 0.5, "亿元"),), (target("6000万元", "专项资金", 6000, "万元"),))
    [move] = revise(*pair(targets=money)).targets
    assert (move.before, move.after, move.unit, move.difference) == (0.5, 6000, "亿元", 0.1)


def test_another_base_is_refused_and_decides_nothing() -> None:
    revision = revise(
        *pair(targets=(covers(10, change="increase", base="2020年"), covers(20, change="increase", base="2022年")))
    )
    assert revision.change == "kept"
    assert [(m.move, m.reason) for m in revision.targets] == [("refused", "different base: 2022年 against 2020年")]


def test_a_figure_added_or_removed_changes_what_is_asked_for() -> None:
    assert revise(*pair(targets=((), covers(60)))).change == "strengthened"
    assert revise(*pair(targets=(covers(60), ()))).change == "weakened"


@pytest.mark.parametrize(
    ("before", "after", "change"), [("2024-12-31", "2025-12-31", "postponed"), ("2025-12-31", "2025-06-30", "advanced")]
)
def test_deadlines_move(before: str, after: str, change: str) -> None:
    revision = revise(*pair(deadlines=((deadline(before, 40),), (deadline(after, 40),))))
    assert (revision.changes, revision.deadline_before, revision.deadline_after) == ((change,), before, after)


def test_a_deadline_that_moves_with_the_years_report_is_not_postponed() -> None:
    reports = [
        document(f"r{year}", "济南市", title=f"济南市{year}年政府工作报告", date=str(year)) for year in (2023, 2024)
    ]
    own = [
        measure(
            f"r{year}", 0, "改造老旧小区", "加装电梯。", deadlines=(deadline(f"{year}-12-31", 40),), targets=targets
        )
        for year, targets in ((2023, covers(60)), (2024, ()))
    ]
    link = Link(link_id="l", source="r2023-m0", target="r2024-m0", score=0.9, type="version")
    [revision] = find_revisions(reports, own, [link])
    assert (revision.change, revision.rolled) == ("kept", True)
    assert [move.move for move in revision.targets] == ["removed"]  # told, but another year has other projects


def test_commitment_counts_where_figures_do_not_speak() -> None:
    assert revise(*pair(modality=("strive", "must"))).change == "strengthened"
    assert revise(*pair(modality=("must", "encourage"))).change == "weakened"
    assert revise(*pair(modality=("strive", "must"), targets=(covers(65), covers(60)))).change == "weakened"


def test_several_changes_hold_at_once() -> None:
    before, after = pair(
        targets=(covers(60), covers(70)), deadlines=((deadline("2024-12-31", 40),), (deadline("2025-12-31", 40),))
    )
    reworded = dataclasses.replace(after, text="全面改造老旧小区。为老旧小区加装电梯并更新管网。")
    assert revise(before, reworded).changes == ("strengthened", "postponed", "reworded")


def test_bodies_that_come_and_go_are_named() -> None:
    revision = revise(*pair(units=((unit("市住建局"),), (unit("市民政局"),))))
    assert (revision.units_added, revision.units_removed) == (("市民政局",), ("市住建局",))


def test_what_no_link_leads_to_is_dropped_or_new_and_names_what_came_close() -> None:
    before, after = (
        measure("draft", 0, "改造老旧小区", "加装电梯。"),
        measure("final", 0, "更新燃气管网", "改造老旧管网。"),
    )
    close = Link(link_id="n", source="draft-m0", target="final-m0", score=0.3, type="version")
    new, dropped = find_revisions([DRAFT, FINAL], [before, after], [], [close])
    assert (new.change, new.source, new.target, new.nearest) == ("new", None, "final-m0", "draft-m0")
    assert (dropped.change, dropped.source, dropped.target, dropped.nearest) == (
        "dropped",
        "draft-m0",
        None,
        "final-m0",
    )


def test_a_review_of_the_past_year_is_not_dropped() -> None:
    told = measure("draft", 0, "改造老旧小区", "", kind="achievement")
    planned = measure("draft", 1, "发展海上风电", "")
    assert [(r.change, r.source) for r in find_revisions([DRAFT, FINAL], [told, planned], [])] == [
        ("dropped", "draft-m1")
    ]


def test_a_measure_that_is_split_loses_no_figure() -> None:
    both = (target("60%", "电梯覆盖率", 60, "%"), target("80%", "管网更新率", 80, "%", start=90))
    old = measure("draft", 0, "改造老旧小区", "加装电梯，更新管网。", targets=both)
    new = [
        measure("final", order, "改造老旧小区", body, targets=(own,))
        for order, (body, own) in enumerate(zip(("加装电梯。", "更新管网。"), both, strict=True))
    ]
    links = [Link(link_id=f"l{n}", source="draft-m0", target=f"final-m{n}", score=0.9, type="version") for n in (0, 1)]
    revisions = find_revisions([DRAFT, FINAL], [old, *new], links)
    assert [[move.move for move in revision.targets] for revision in revisions] == [["kept"], ["kept"]]


def test_editions_are_aligned_and_revised_in_one_go() -> None:
    body = "为老旧小区加装电梯，更新燃气管网，增加停车泊位。"
    own = [
        measure("draft", 0, "改造城镇老旧小区", body, targets=covers(60)),
        measure("final", 0, "改造城镇老旧小区", body, targets=covers(70)),
        measure("final", 1, "发展海上风电", "建设海上风电基地和抽水蓄能电站。"),
    ]
    result = align_records([DRAFT, FINAL], [], own, [])
    assert [link.type for link in result.links] == ["version"]
    assert [revision.change for revision in result.versions] == ["strengthened", "new"]
    assert result.versions[0].link_id == result.links[0].link_id


def test_at_most_and_at_least_are_not_ranked() -> None:
    [most], [least] = covers(5, comparator="le"), covers(5, comparator="ge")
    assert is_stricter(most, least, 0.0, "覆盖率") is None


@pytest.mark.parametrize(
    ("before", "after", "step"), [("strive", "must", 2), ("must", "plan", -1), (None, "must", 0), ("plan", "plan", 0)]
)
def test_steps_of_commitment(before: str | None, after: str | None, step: int) -> None:
    assert modality_step(before, after) == step


# -- found on a national guide (draft and final) and a company's regulation (two versions), read line by line --


def told(
    *, before: list[tuple[str, str]], after: list[tuple[str, str]], links: tuple[tuple[int, int], ...] = ()
) -> list[Revision]:
    old = [measure("draft", n, *each) for n, each in enumerate(before)]
    new = [measure("final", n, *each) for n, each in enumerate(after)]
    joined = [
        Link(link_id=f"l{a}{b}", source=old[a].measure_id, target=new[b].measure_id, score=0.9, type="version")
        for a, b in links
    ]
    return find_revisions([DRAFT, FINAL], [*old, *new], joined)


LONG = "规范人工智能研发、测试、应用等过程中涉及数据服务的要求，包括数据标注、数据治理、数据质量、数据安全和数据流通等方面的标准，并且持续更新"


def test_a_word_more_in_a_long_list_is_a_rewording_and_a_particle_is_none() -> None:
    [more] = told(
        before=[("数据服务标准", LONG)],
        after=[("数据服务标准", LONG.replace("数据标注", "数据采集、数据标注"))],
        links=((0, 0),),
    )
    assert more.change == "reworded"
    assert more.similarity is not None
    assert more.similarity > 0.95
    [same] = told(before=[("数据服务标准", LONG)], after=[("数据服务标准", LONG.replace("和", "及"))], links=((0, 0),))
    assert same.change == "kept"


def test_articles_numbered_anew_and_running_heads_are_no_rewording() -> None:
    head = "某某公司信息披露管理办法"
    body = "公司应当在作出第{}条要求的公告后的次日内，\n{}将公告情况报送监管部门备案。{}"
    before = [("", body.format("十六", f"{head} {n}\n", f"第{n}类事项除外")) for n in range(4)]
    after = [("", body.format("十五", "", f"第{n}类事项除外")) for n in range(4)]
    assert {r.change for r in told(before=before, after=after, links=tuple((n, n) for n in range(4)))} == {"kept"}


def test_a_formula_under_one_title_is_one_item_without_a_link() -> None:
    [revision] = told(
        before=[("完善组织建设", "更好发挥标准化总体组作用，指导企业和研究机构共同构建标准体系")],
        after=[("完善组织建设", "健全标准化技术组织，统筹产学研用各方力量，共同构建先进适用的标准体系")],
    )
    assert (revision.change, revision.link_id) == ("reworded", None)


def test_two_items_of_one_title_and_other_words_are_not_joined() -> None:
    found = told(before=[("加强保障", "安排财政资金支持电梯加装")], after=[("加强保障", "组建工作专班，每月调度通报")])
    assert [r.change for r in found] == ["new", "dropped"]


def test_an_item_that_became_a_word_of_a_list_names_the_list() -> None:
    titles = ["智慧城市标准", "智能家居标准", "数字人标准", "智能芯片标准", "知识图谱标准"]
    found = told(
        before=[(title, "规范技术要求") for title in titles],
        after=[("行业应用标准", "开展智慧城市、智慧农业、智慧能源等领域标准研究")],
    )
    nearest = {r.source: r.nearest for r in found if r.change == "dropped"}
    assert nearest["draft-m0"] == "final-m0"
    assert nearest["draft-m1"] is None


def test_a_task_about_what_is_lacking_is_no_admission() -> None:
    documents = [document("a", "济南市"), document("b", "青岛市")]
    measures = [
        measure(d.doc_id, 0, "", "产品完善。公司应当主动排查产品和服务存在的不足和缺陷，及时对产品和服务进行完善")
        for d in documents
    ]
    assert len(align_records(documents, [], measures, []).links) == 1
