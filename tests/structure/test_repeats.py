"""A task table that repeats the tasks of the text is linked to them, and not counted twice."""

from __future__ import annotations

import pytest

from policytext.pipeline import extract_text
from policytext.read import ManifestRow
from policytext.records import Extraction, Measure

HEAD = """云岚市推进社区嵌入式服务设施建设行动方案
为打造便民、利民、安民的社区服务体系，让居民在家门口享受优质普惠的公共服务，结合我市实际，制定本行动方案。
一、总体要求
坚持以人民为中心，推动公共服务资源向社区下沉。到2027年，15分钟服务可达率达到90%以上。
"""
BODY = """二、重点任务
（一）完善设施布局
1.开展设施摸底。以街道为单位，对辖区内闲置房屋、低效用地和既有公共设施开展全面摸底，2025年6月底前完成全市312个社区的建档工作，形成一社区一清单。
2.建设服务综合体。每个街道至少建成1处社区服务综合体，全市新建、改建综合体不少于48处，优先嵌入养老托育、社区助餐、家政便民、健康服务等功能。
3.盘活闲置空间。鼓励国有企业拿出闲置房产用于社区服务，每年盘活面积2万平方米左右。
（二）提升服务质量
1.发展社区助餐。支持餐饮企业、物业服务企业参与老年助餐，到2025年底建成社区食堂120个，助餐点覆盖85%以上的城市社区。（责任单位：市民政局、市商务局）
2.扩大普惠托育。新增普惠性托位3600个，普惠托位占比提高到65%。
3.加强宣传引导。运用各类媒体宣传嵌入式服务，让更多居民知晓身边的设施。
三、保障措施
（一）加强组织领导。建立联席会议制度，每季度召开一次调度会，协调解决重点难点问题。
（二）加强宣传引导。开展主题宣传活动，总结推广典型经验和做法。
"""
N_TASKS = 8
HEADER = "序号\t重点任务\t牵头单位\t配合单位\t完成时限"


def extract(*rows: str, before: bool = False) -> Extraction:
    table = "\n".join(("重点任务分工表", *rows)) + "\n"
    text = HEAD + table + BODY if before else HEAD + BODY + "附件：\n" + table
    extraction = extract_text(text, path="a", sha256="0" * 64, known=ManifestRow(path="a", date="2025-03-01"))
    for order, measure in enumerate(extraction.measures):
        assert (measure.order, measure.measure_id[-4:]) == (order, f"m{order:03d}")
        for child in (*measure.units, *measure.targets, *measure.deadlines, *measure.repeats):
            assert text[child.start : child.end] == child.text
    return extraction


def repeated(extraction: Extraction) -> dict[str | None, list[str]]:
    """Title of a measure → what stands first in each row that repeats it."""
    return {
        m.title: [r.text.split("\t")[0].split("\n")[0] for r in m.repeats] for m in extraction.measures if m.repeats
    }


def measure(extraction: Extraction, title: str) -> Measure:
    (found,) = [m for m in extraction.measures if m.title == title]
    return found


def units(found: Measure) -> list[tuple[str, str, str]]:
    return [(u.name, u.role, u.evidence) for u in found.units]


def disagreements(extraction: Extraction) -> list[str]:
    return [w for w in extraction.documents[0].warnings if w.startswith("a table repeats")]


# ---- what repeats ------------------------------------------------------------------------------

ROWS = {
    "name": "1\t开展设施摸底\t市住房城乡建设局\t市民政局\t2025年6月底前",
    "name_with_its_number": "1\t1.开展设施摸底\t市住房城乡建设局\t市民政局\t2025年6月底前",
    "name_and_work": "1\t开展设施摸底工作\t市住房城乡建设局\t市民政局\t2025年6月底前",
    "whole_wording": "1\t开展设施摸底。以街道为单位，对辖区内闲置房屋、低效用地和既有公共设施开展全面摸底，2025年6月底前完成全市312个社区的建档工作，形成一社区一清单。\t市住房城乡建设局\t市民政局\t2025年6月底前",
    "a_stretch": "1\t对辖区内闲置房屋、低效用地和既有公共设施开展全面摸底\t市住房城乡建设局\t市民政局\t2025年6月底前",
    "words_left_out": "1\t完成312个社区建档，形成一社区一清单\t市住房城乡建设局\t市民政局\t2025年6月底前",
    "clauses_left_out": "1\t开展设施摸底，完成全市312个社区的建档工作\t市住房城乡建设局\t市民政局\t2025年6月底前",
    "bodies_in_the_cell": "1\t开展设施摸底（市住房城乡建设局牵头）\t市住房城乡建设局\t市民政局\t2025年6月底前",
}


@pytest.mark.parametrize("before", [False, True], ids=["table_after", "table_before"])
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_that_repeats_a_task_is_no_second_measure(row: str, before: bool) -> None:
    extraction = extract(HEADER, row, before=before)
    assert len(extraction.measures) == N_TASKS
    found = measure(extraction, "开展设施摸底")
    assert [r.text for r in found.repeats] == [row]
    assert [u[:2] for u in units(found)] == [("市住房城乡建设局", "lead"), ("市民政局", "support")]
    assert all(u.start >= found.repeats[0].start for u in found.units)
    assert [(t.value, t.evidence) for t in found.targets] == [(312.0, "sentence")]
    assert [(d.text, d.evidence) for d in found.deadlines] == [("2025年6月底前", "sentence")]
    assert disagreements(extraction) == []


def test_what_the_text_does_not_have_is_taken_from_the_row() -> None:
    extraction = extract(
        "序号\t重点任务\t目标任务\t责任单位\t完成时限",
        "1\t扩大普惠托育\t每千人口托位数达到4.6个\t市卫生健康委、市教育局\t2026年底前",
    )
    found = measure(extraction, "扩大普惠托育")
    assert units(found) == [("市卫生健康委", "responsible", "table"), ("市教育局", "responsible", "table")]
    assert [(t.value, t.evidence) for t in found.targets] == [(3600.0, "sentence"), (65.0, "sentence"), (4.6, "table")]
    assert [(d.value, d.evidence) for d in found.deadlines] == [("2026-12-31", "table")]


def test_nothing_is_doubled() -> None:
    row = "1\t发展社区助餐\t建成社区食堂120个，助餐点覆盖85%以上的城市社区\t市民政局、市商务局\t2025年12月底前"
    found = measure(extract("序号\t重点任务\t目标任务\t责任单位\t完成时限", row), "发展社区助餐")
    assert units(found) == [("市民政局", "responsible", "parenthesis"), ("市商务局", "responsible", "parenthesis")]
    assert [t.value for t in found.targets] == [120.0, 85.0]
    assert [d.text for d in found.deadlines] == ["到2025年底"]


def test_one_body_may_lead_what_it_is_responsible_for() -> None:
    found = measure(extract(HEADER, "1\t发展社区助餐\t市民政局\t市商务局\t"), "发展社区助餐")
    assert [u[:2] for u in units(found)] == [
        ("市民政局", "responsible"),
        ("市商务局", "responsible"),
        ("市民政局", "lead"),
        ("市商务局", "support"),
    ]


@pytest.mark.parametrize(
    "cell",
    ["1.开展设施摸底；2.盘活闲置空间", "①开展设施摸底。②盘活闲置空间。", "开展设施摸底；盘活闲置空间"],
    ids=["numbered", "circled", "semicolon"],
)
def test_a_row_over_several_tasks_assigns_each(cell: str) -> None:
    extraction = extract(HEADER, f"1\t{cell}\t市住房城乡建设局\t\t2025年底前")
    assert len(extraction.measures) == N_TASKS
    for title in ("开展设施摸底", "盘活闲置空间"):
        assert units(measure(extraction, title)) == [("市住房城乡建设局", "lead", "inherited")]
        assert len(measure(extraction, title).repeats) == 1


def test_a_row_that_names_a_section_assigns_its_tasks() -> None:
    extraction = extract(HEADER, "1\t完善设施布局\t市住房城乡建设局\t\t2025年底前")
    assert len(extraction.measures) == N_TASKS
    assert list(repeated(extraction)) == ["开展设施摸底", "建设服务综合体", "盘活闲置空间"]
    # a time for the whole section bounds the task that has none
    assert [d.text for d in measure(extraction, "建设服务综合体").deadlines] == ["2025年底前"]
    assert [d.text for d in measure(extraction, "开展设施摸底").deadlines] == ["2025年6月底前"]


def test_a_figure_of_several_tasks_goes_to_the_one_that_it_is_about() -> None:
    extraction = extract(
        "序号\t重点任务\t目标任务\t责任单位",
        "1\t提升服务质量\t新增普惠性托位3600个；建成社区食堂120个；培训托育人员500名\t市民政局",
    )
    assert [t.value for t in measure(extraction, "扩大普惠托育").targets] == [3600.0, 65.0, 500.0]
    assert [t.value for t in measure(extraction, "发展社区助餐").targets] == [120.0, 85.0]


def test_rows_that_split_a_task_are_all_linked() -> None:
    extraction = extract(
        "重点任务\t具体措施\t责任单位",
        "开展设施摸底\t以街道为单位，对辖区内闲置房屋、低效用地和既有公共设施开展全面摸底\t市住房城乡建设局",
        "开展设施摸底\t2025年6月底前完成全市312个社区的建档工作\t市民政局",
        "开展设施摸底\t组织房屋安全鉴定\t市应急局",
    )
    assert len(extraction.measures) == N_TASKS + 1  # the third says something else
    found = measure(extraction, "开展设施摸底")
    assert len(found.repeats) == 2
    assert [u.name for u in found.units] == ["市住房城乡建设局", "市民政局"]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        pytest.param(
            (HEADER, "三、保障措施", "1\t加强宣传引导\t市委宣传部\t\t"), "（二）加强宣传引导", id="group_line"
        ),
        pytest.param(
            (HEADER, "三、保障措施\t\t\t\t", "1\t加强宣传引导\t市委宣传部\t\t"), "（二）加强宣传引导", id="group_row"
        ),
        pytest.param(
            ("类别\t重点任务\t牵头单位", "保障措施\t加强宣传引导\t市委宣传部"), "（二）加强宣传引导", id="group_column"
        ),
        pytest.param((HEADER, "（二）3\t加强宣传引导\t市委宣传部\t\t"), "3.加强宣传引导", id="number_with_its_section"),
        pytest.param(
            ("任务编号\t任务内容\t牵头单位", "二（二）3\t加强宣传引导\t市委宣传部"),
            "3.加强宣传引导",
            id="number_with_its_sections",
        ),
    ],
)
def test_of_two_tasks_of_one_name_the_section_tells(rows: tuple[str, ...], title: str) -> None:
    extraction = extract(*rows)
    assert len(extraction.measures) == N_TASKS
    (found,) = [m for m in extraction.measures if m.repeats]
    assert found.text.startswith(title)


FORMS = {
    "above_the_task": (
        "重点工作\t主要任务\t责任部门\t时间安排",
        "完善设施布局\t开展设施摸底\t市住房城乡建设局\t2025年",
    ),
    "short_name_beside_it": (
        "项目\t内容\t牵头部门\t配合部门\t进度安排",
        "摸底\t对闲置房屋、低效用地和公共设施开展全面摸底\t市住房城乡建设局\t\t2025年上半年",
    ),
    "how_to_work": (
        "任务编号\t任务内容\t责任领导\t牵头单位\t工作要求",
        "1\t开展设施摸底\t王某某\t市住房城乡建设局\t高标准推进",
    ),
    "marks": ("序号\t重点任务\t市住房城乡建设局\t市财政局", "1\t开展设施摸底\t★\t○"),
    "figure_behind_the_name": ("序号\t任务名称\t责任单位\t时限", "1\t开展设施摸底312个\t市住房城乡建设局\t6月底前"),
    "a_cell_a_line": (
        "序号",
        "重点任务",
        "牵头单位",
        "配合单位",
        "完成时限",
        "1",
        "开展设施摸底",
        "市住房城乡建设局",
        "市民政局",
        "6月底前",
    ),
    "a_cell_a_line_with_aims": (
        "序号",
        "重点任务",
        "目标要求",
        "牵头单位",
        "完成时限",
        "1",
        "开展设施摸底",
        "完成312个社区的建档",
        "市住房城乡建设局",
        "6月底前",
    ),
}


@pytest.mark.parametrize("rows", FORMS.values(), ids=FORMS)
def test_forms_of_tables(rows: tuple[str, ...]) -> None:
    extraction = extract(*rows)
    assert len(extraction.measures) == N_TASKS
    found = measure(extraction, "开展设施摸底")
    assert len(found.repeats) == 1
    assert "市住房城乡建设局" in [u.name for u in found.units]
    assert disagreements(extraction) == []


# ---- what contradicts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1\t发展社区助餐\t建成社区食堂100个\t市民政局\t2025年底前", "建成社区食堂 100个, in the text 120个"),
        ("1\t发展社区助餐，建成社区食堂100个\t\t市民政局\t2025年底前", "建成社区食堂 100个, in the text 120个"),
        ("1\t发展社区助餐\t\t市民政局\t2026年6月底前", "2026年6月底前, in the text 到2025年底"),
    ],
    ids=["figure", "figure_in_the_task", "date"],
)
def test_another_figure_is_linked_and_told(row: str, said: str) -> None:
    extraction = extract("序号\t重点任务\t目标任务\t责任单位\t完成时限", row)
    assert len(extraction.measures) == N_TASKS
    found = measure(extraction, "发展社区助餐")
    assert len(found.repeats) == 1
    assert [t.value for t in found.targets] == [120.0, 85.0]
    assert [d.value for d in found.deadlines] == ["2025-12-31"]
    assert disagreements(extraction) == [f"a table repeats 发展社区助餐 with another figure: {said}"]


@pytest.mark.parametrize(
    ("row", "values", "days"),
    [
        ("1\t发展社区助餐\t建成社区食堂120个以上\t市民政局\t2025年", [120.0, 85.0], ["2025-12-31"]),
        ("1\t发展社区助餐\t培训厨师300名\t市民政局\t长期坚持", [120.0, 85.0, 300.0], ["2025-12-31", None]),
    ],
    ids=["the_same_in_other_words", "of_something_else"],
)
def test_no_contradiction(row: str, values: list[float], days: list[str | None]) -> None:
    extraction = extract("序号\t重点任务\t目标任务\t责任单位\t完成时限", row)
    found = measure(extraction, "发展社区助餐")
    assert [t.value for t in found.targets] == values
    assert [d.value for d in found.deadlines] == days
    assert disagreements(extraction) == []


def test_milestones_beside_the_figure_of_the_text_are_taken_over() -> None:
    extraction = extract(
        "序号\t重点任务\t2025年目标\t2027年目标\t责任单位",
        "1\t发展社区助餐\t建成社区食堂120个\t建成社区食堂200个\t市民政局",
    )
    assert [t.value for t in measure(extraction, "发展社区助餐").targets] == [120.0, 85.0, 200.0]
    assert disagreements(extraction) == []


# ---- what is a task of its own -----------------------------------------------------------------

OTHERS = {
    "another_object": "1\t建设社区托育中心\t市卫生健康委\t\t",
    "the_same_verb_and_place": "1\t建设社区服务热线平台\t市大数据局\t\t",
    "adds_a_task": "1\t开展设施摸底，建设信息平台10个\t市大数据局\t\t",
    "adds_a_task_to_a_stretch": "1\t对辖区内闲置房屋、低效用地和既有公共设施开展全面摸底，并编制空间图集\t市大数据局\t\t",
    "a_few_words_of_it": "1\t建档工作\t市大数据局\t\t",
    "another_figure_of_another_unit": "1\t新增普惠性托位建设补贴3600万元\t市财政局\t\t",
    "a_word_changes_the_object": "1\t完成全市312个小区的建档工作\t市民政局\t\t",
    "one_of_two_is_new": "1\t1.开展设施摸底；2.组建运营企业名录\t市商务局\t\t",
    "one_of_two_names_is_new": "1\t开展设施摸底；组建运营企业名录\t市商务局\t\t",
    "name_of_two_tasks": "1\t加强宣传引导\t市委宣传部\t\t",
    "aim_of_the_document": "1\t15分钟服务可达率达到90%以上\t市发展改革委\t\t",
    "part_of_a_name": "1\t服务综合体\t市发展改革委\t\t",
}


@pytest.mark.parametrize("before", [False, True], ids=["table_after", "table_before"])
@pytest.mark.parametrize("row", OTHERS.values(), ids=OTHERS)
def test_a_row_that_says_something_else_stays_a_measure(row: str, before: bool) -> None:
    extraction = extract(HEADER, row, before=before)
    assert len(extraction.measures) == N_TASKS + 1
    assert repeated(extraction) == {}
    assert any(m.text == row.rstrip("\t") for m in extraction.measures)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((HEADER, "三、保障措施", "1\t开展设施摸底\t市民政局\t\t"), id="group_line"),
        pytest.param(("类别\t重点任务\t牵头单位", "保障措施\t开展设施摸底\t市民政局"), id="group_column"),
    ],
)
def test_a_name_under_another_section_is_another_task(rows: tuple[str, ...]) -> None:
    assert len(extract(*rows).measures) == N_TASKS + 1


def test_what_was_done_is_not_what_a_table_asks_for() -> None:
    text = (
        "云岚市政府工作报告\n一、2024年工作回顾\n（一）建设服务综合体。新建社区服务综合体31处，服务居民12万人次，群众满意度持续提升。\n"
        "二、2025年重点任务分工\n序号\t重点任务\t牵头单位\n1\t建设服务综合体\t市发展改革委\n"
    )
    found = extract_text(text, path="a", sha256="0" * 64, known=ManifestRow(path="a", date="2025-01-10")).measures
    assert [(m.kind, len(m.repeats)) for m in found] == [("achievement", 0), ("task", 0)]


def test_rows_of_a_table_alone_repeat_nothing() -> None:
    text = f"云岚市任务分工表\n{HEADER}\n1\t开展设施摸底\t市民政局\t\t\n2\t开展设施摸底\t市财政局\t\t\n"
    found = extract_text(text, path="a", sha256="0" * 64).measures
    assert [m.repeats for m in found] == [(), ()]


def test_a_number_alone_tells_nothing_where_each_section_counts_anew() -> None:
    assert len(extract(HEADER, "3\t加强宣传引导\t市委宣传部\t\t").measures) == N_TASKS + 1


def test_a_long_table_of_tasks_that_are_alike_costs_little() -> None:
    # the assertion is that this ends: each row against each task would take minutes here
    count = 600
    text = "云岚市行动方案\n一、重点任务\n（一）建设\n" + "".join(
        f"{i % 99 + 1}.建设第{i}号社区服务站。以街道为单位，对辖区内第{i}片闲置房屋开展全面摸底，年底前建成服务站{i}个。\n"
        for i in range(count)
    )
    rows = "".join(f"{i}\t建设第{i}号社区服务站，对辖区内第{i}片闲置房屋开展全面摸底\t市民政局\n" for i in range(count))
    found = extract_text(f"{text}附件\n序号\t重点任务\t牵头单位\n{rows}", path="a", sha256="0" * 64).measures
    assert len(found) == count
    assert all(len(m.repeats) == 1 for m in found)
