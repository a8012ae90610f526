"""Task tables that came out one cell a line, or one row a line with gaps."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.structure.lines import split_lines
from policytext.structure.table_columns import Table, column_of, looks_like_bodies
from policytext.structure.tables import find_tables

HEADER = ("序号", "重点任务", "牵头单位", "责任单位", "完成时限")
FIRST = ("1", "建设街道邻里中心二十处", "市民政局", "市财政局、各区县政府", "2025年6月底")
SECOND = ("2", "培训社区工作者三千人次", "市委社会工作部", "各区县政府", "2025年底")


def read(*lines: str) -> tuple[str, list[Table]]:
    text = normalize("\n".join(lines)).text
    return text, find_tables(split_lines(text))


def cells(text: str, table: Table) -> list[list[tuple[str, str]]]:
    return [[(name, text[low:high]) for name, low, high in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("序号", "number"), ("重点任务", "task"), ("工作内容", "task"), ("具体措施", "task"), ("项目名称", "task"),
        ("牵头单位", "lead"), ("主办单位", "lead"), ("责任单位", "responsible"), ("责任部门", "responsible"), ("责任分工", "responsible"),
        ("配合单位", "support"), ("协办单位", "support"), ("督导单位", "supervise"),
        ("完成时限", "deadline"), ("时间节点", "deadline"), ("工作时限", "deadline"), ("年度目标", "target"), ("目标值", "target"),
        ("责任领导", "person"), ("责任人", "person"), ("联系人", "person"), ("类别", "group"), ("备注", "note"),
        ("完 成 时 限", "deadline"), ("协作和配合单位", "support"), ("参与及协助部门", "support"), ("责任及配合单位", "responsible"),
    ],
)  # fmt: skip
def test_a_header_cell_names_its_column(header: str, column: str) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    "cell", ["市民政局", "建设街道邻里中心二十处", "", "各街道要按照责任单位的要求抓好任务落实工作"]
)
def test_a_cell_that_is_no_header_names_none(cell: str) -> None:
    assert column_of(cell) is None


def test_a_flattened_table_gives_a_row_a_number() -> None:
    text, tables = read(*HEADER, *FIRST, *SECOND)
    assert len(tables) == 1
    assert tables[0].columns == ("number", "task", "lead", "responsible", "deadline")
    assert cells(text, tables[0]) == [
        [
            ("number", "1"),
            ("task", "建设街道邻里中心二十处"),
            ("lead", "市民政局"),
            ("responsible", "市财政局、各区县政府"),
            ("deadline", "2025年6月底"),
        ],
        [
            ("number", "2"),
            ("task", "培训社区工作者三千人次"),
            ("lead", "市委社会工作部"),
            ("responsible", "各区县政府"),
            ("deadline", "2025年底"),
        ],
    ]
    assert text[tables[0].rows[0].start : tables[0].rows[0].end] == "\n".join(FIRST)


def test_a_table_with_tabs_gives_a_row_a_line() -> None:
    rows = ["\t".join(row) for row in (HEADER, FIRST, SECOND)]
    text, tables = read(*rows)
    assert [row[0] for row in cells(text, tables[0])] == [("number", "1"), ("number", "2")]
    assert cells(text, tables[0])[1] == [
        ("number", "2"), ("task", "培训社区工作者三千人次"), ("lead", "市委社会工作部"), ("responsible", "各区县政府"), ("deadline", "2025年底"),
    ]  # fmt: skip


def test_the_text_around_a_table_is_not_in_it() -> None:
    intro, after = "任务分工表", "附件1"
    text, tables = read(intro, *HEADER, *FIRST, *SECOND, after)
    lines = split_lines(text)
    assert (lines[tables[0].first].text, tables[0].last) == ("序号", len(lines) - 1)


@pytest.mark.parametrize("same", ["同上", "〃"])
def test_same_as_above_points_to_the_cell_above(same: str) -> None:
    text, tables = read(
        "序号", "重点任务", "责任单位", "1", "建设街道邻里中心二十处", "市民政局", "2", "培训社区工作者三千人次", same
    )
    second = cells(text, tables[0])[1]
    assert second == [("number", "2"), ("task", "培训社区工作者三千人次"), ("inherited:responsible", "市民政局")]


@pytest.mark.parametrize("empty", ["-", "/", "--", "无"])
def test_a_dash_is_an_empty_cell(empty: str) -> None:
    text, tables = read(
        "序号", "重点任务", "责任单位", "1", "建设街道邻里中心二十处", "市民政局", "2", "培训社区工作者三千人次", empty
    )
    assert cells(text, tables[0])[1] == [("number", "2"), ("task", "培训社区工作者三千人次")]


def test_sub_rows_of_one_number_are_rows() -> None:
    text, tables = read(
        "序号", "重点任务", "责任单位",
        "1", "建设街道邻里中心二十处", "市民政局", "制定老旧社区办公用房改造方案", "市住房城乡建设局",
        "2", "培训社区工作者三千人次", "市委社会工作部",
    )  # fmt: skip
    assert [[c for c in row if c[0] != "number"] for row in cells(text, tables[0])] == [
        [("task", "建设街道邻里中心二十处"), ("responsible", "市民政局")],
        [("task", "制定老旧社区办公用房改造方案"), ("responsible", "市住房城乡建设局")],
        [("task", "培训社区工作者三千人次"), ("responsible", "市委社会工作部")],
    ]


def test_a_group_row_between_two_rows_is_no_task() -> None:
    text, tables = read(*HEADER, *FIRST, "二、队伍建设", *SECOND)
    assert [[value for name, value in row if name == "task"] for row in cells(text, tables[0])] == [
        ["建设街道邻里中心二十处"], ["培训社区工作者三千人次"],
    ]  # fmt: skip


def test_persons_are_no_bodies() -> None:
    text, tables = read(
        "序号",
        "重点任务",
        "责任单位",
        "责任人",
        "1",
        "建设街道邻里中心二十处",
        "市民政局",
        "李明",
        "2",
        "培训社区工作者三千人次",
        "市委社会工作部",
        "王芳",
    )
    assert [dict(row)["person"] for row in cells(text, tables[0])] == ["李明", "王芳"]


def test_a_header_may_name_the_body_whose_offices_stand_below() -> None:
    _, tables = read(
        "序号", "重点任务", "市卫健委内牵头处室", "完成时限", "1", "建设社区医养结合服务点", "老龄处", "2025年底"
    )
    assert dict(tables[0].owners) == {"lead": "市卫健委"}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("重点任务", "建设街道邻里中心。", "改造社区用房。"), id="one_header_word"),
        pytest.param(("重点任务", "工作举措", "建设街道邻里中心。"), id="no_column_of_bodies_or_times"),
        pytest.param((), id="nothing"),
    ],
)
def test_what_has_no_header_of_tasks_and_bodies_is_no_table(lines: tuple[str, ...]) -> None:
    assert read(*lines)[1] == []


@pytest.mark.parametrize(
    "text", ["市民政局", "市委组织部、市委社会工作部", "各区县政府", "市财政局、各街道办事处", "国网济南供电公司"]
)
def test_a_list_of_names_looks_like_bodies(text: str) -> None:
    assert looks_like_bodies(text)


@pytest.mark.parametrize(
    "text", ["建设街道邻里中心二十处", "推进市民政局信息系统建设", "各街道要抓好落实。", "", "2025年底前"]
)
def test_a_task_or_time_does_not_look_like_bodies(text: str) -> None:
    assert not looks_like_bodies(text)


def test_a_task_below_another_of_the_same_number_has_its_bodies() -> None:
    text, (table,) = read(
        "序号",
        "民生实事",
        "责任单位",
        "完成时限",
        "1",
        "建成县殡仪馆一座。",
        "县民政局",
        "7月底前",
        "新建公益性公墓4个,每个不少于300穴。",
        "12月底前",
        "2",
        "改造敬老院7所,新增床位300张,服务站1个。",
        "县民政局",
        "主汛期前完成六成",
    )
    assert [[name for name, _ in row] for row in cells(text, table)] == [
        ["number", "task", "responsible", "deadline"], ["task", "deadline", "inherited:responsible"], ["number", "task", "responsible", "deadline"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["改造敬老院7所,新增服务站1个。", "建成县社会福利中心(床位300张),改造敬老院7所,新增服务站"]
)
def test_what_counts_things_is_no_list_of_bodies(cell: str) -> None:
    assert not looks_like_bodies(cell)


def test_rows_without_number_end_with_their_bodies() -> None:
    head = ("工作任务", "牵头单位", "配合单位")
    rows = (
        "一是改造管网",
        "二是新建泵站4座",
        "市水务局",
        "市财政局",
        "建设口袋公园12处",
        "市城管局",
        "市自然资源局",
        "新增车位300个",
        "市公安局",
        "市城管局",
    )
    text, tables = read(*head, *rows)
    assert [[name for name, _ in row] for row in cells(text, tables[0])] == [
        ["task", "task", "lead", "support"],
        ["task", "lead", "support"],
        ["task", "lead", "support"],
    ]
    assert cells(text, tables[0])[0][-1] == ("support", "市财政局")


def test_bodies_of_a_merged_cell_hold_for_the_rows_below() -> None:
    head = ("序号", "工作任务", "责任单位")
    rows = (
        "1",
        "建设邻里中心二十处",
        "市民政局",
        "2",
        "培训社区工作者三千人次",
        "3",
        "新建食堂五十家",
        "市商务局",
        "4",
        "改造农贸市场三处",
        "市商务局",
    )
    text, tables = read(*head, *rows)
    assert cells(text, tables[0])[1] == [
        ("number", "2"),
        ("task", "培训社区工作者三千人次"),
        ("inherited:responsible", "市民政局"),
    ]


def test_words_of_no_list_may_stand_among_the_heads() -> None:
    head = ("序号", "重点任务", "责任单位", "完成时限", "是否达序", "备注")
    text, tables = read(
        *head, "1", "建设邻里中心二十处", "市民政局", "6月底", "2", "新建食堂五十家", "市商务局", "9月底"
    )
    assert tables[0].columns == ("number", "task", "responsible", "deadline", "note", "note")
    assert [row[1][1] for row in cells(text, tables[0])] == ["建设邻里中心二十处", "新建食堂五十家"]
