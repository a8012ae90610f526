"""Rows of tables that bars, spaces or lost line ends part, as lines with tabs; the text keeps its length."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.normalize.rows import with_tabs


def rows(source: str) -> list[list[str]]:
    folded, found = with_tabs(source)
    assert len(folded) == len(source)
    return [
        [cell.strip() for cell in folded[start:end].split("\t")] for start, end in (found[at] for at in sorted(found))
    ]


def test_cells_that_run_over_lines_make_one_row() -> None:
    source = "|\n序号\n|\n工作任务\n|\n责任单位\n|\n|\n 1\n|\n 建设预约平台\n|\n 县体育局\n 县财政局\n|\n|\n2\n|\n改造球场\n|\n\n|\n以上由县体育局解释。"
    assert rows(source) == [
        ["序号", "工作任务", "责任单位"], ["1", "建设预约平台", "县体育局\n 县财政局".replace("\n", " ")], ["2", "改造球场", ""],
    ]  # fmt: skip


def test_a_row_that_the_page_breaks_off_is_a_row() -> None:
    source = "|\n序号\n|\n工作任务\n|\n时限\n|\n责任单位\n|\n|\n1\n|\n建设预约平台\n|\n5月\n|\n县体育局\n|\n|\n2\n|\n改造球场\n|\n6月"
    assert rows(source)[-1] == ["2", "改造球场", "6月"]


def test_tables_of_two_columns_with_headings_between_are_left_alone() -> None:
    source = "| 项目 | 内容 |\n|---|---|\n| 名称 | 指引 |\n| 部门 | 支付处 |\n\n### 二、评估\n\n| 项目 | 情况 |\n|---|---|\n| 公开 | 是 |\n"
    folded, found = with_tabs(source)
    assert folded == source
    assert found == {}


SPACED = (
    "序号 类别 工作任务 具体举措 牵头单位 配合单位\n"
    "1 岸线 管 控 划定管理范围 编制岸线规划，埋设界桩。 市水务局 市公安局、林业局等\n"
    "2  整治河道 开展专项整治，实行销号管理。 市水务局、自然资源局 市财政局\n"
    "3   规范采砂。禁采期严禁采砂。 市水务局 市公安局\n"
)


def test_spaces_inside_cells_do_not_part_them() -> None:
    assert rows(SPACED) == [
        ["序号", "类别", "工作任务", "具体举措", "牵头单位", "配合单位"],
        ["1", "岸线 管 控", "划定管理范围", "编制岸线规划，埋设界桩。", "市水务局", "市公安局、林业局等"],
        ["2", "", "整治河道", "开展专项整治，实行销号管理。", "市水务局、自然资源局", "市财政局"],
        ["3", "", "", "规范采砂。禁采期严禁采砂。", "市水务局", "市公安局"],
    ]


@pytest.mark.parametrize(
    "source",
    [
        "序号 内容 说明\n1 开展培训。 每年一次\n2 开展检查。 每季一次\n",  # no column of bodies
        "序号 工作任务 责任单位\n1 开展培训。 每年由各单位组织。\n2 开展检查。 由各单位落实。\n",  # sentences where bodies should be
        "序号 工作任务 责任单位\n开展培训，县教育局负责。\n",  # no rows
    ],
)
def test_what_is_no_such_table_keeps_its_spaces(source: str) -> None:
    assert with_tabs(source) == (source, {})


def test_many_bars_on_one_line_take_no_time() -> None:
    source = "| " * 100_000
    assert len(with_tabs(source)[0]) == len(source)


RUN_OVER = (
    "序号 工作任务 牵头单位 配合单位 完成时限\n"
    "3 新建冷库4座。 市商务局\n市供销社\n市发改局、市自然资源局、\n各乡镇等,市城发集团。 2024年12月底\n"
    "5 担保费率降到1%以下。 市财政局 人行某支行、\n金融监管总局云台\n监管支局,农商行。 长期推进\n"
    "9 建设海外仓,面积1万平方米。 市商务局 2024年11月\n"
)


def test_bodies_of_a_row_run_over_lines_until_its_time() -> None:
    assert [row[2:] for row in rows(RUN_OVER)] == [
        ["牵头单位", "配合单位", "完成时限"],
        ["市商务局、市供销社", "市发改局、市自然资源局、 各乡镇等,市城发集团。", "2024年12月底"],
        ["市财政局", "人行某支行、 金融监管总局云台 监管支局,农商行。", "长期推进"],
        ["市商务局", "2024年11月"],  # nothing was left for the cell without bodies
    ]


def test_a_barred_row_whose_cell_runs_over_two_lines_is_one() -> None:
    source = "序号 | 任务 | 单位 | 时限 |\n1 | 改造小区 | 县住建局\n县城管局 | 6月 |\n2 | 新建步道 | 县住建局 | 9月 |"
    assert rows(source)[1] == ["1", "改造小区", "县住建局 县城管局", "6月"]


def test_rows_of_a_narrower_table_below_are_not_joined() -> None:
    source = "序号 | 任务 | 单位 | 时限 |\n1 | 改造小区 | 县住建局 | 6月 |\n2 | 新建步道 | 县住建局 | 9月 |\n项目 | 内容 |\n名称 | 指引 |"
    assert len(rows(source)) == 3


def test_a_row_whose_first_cell_is_empty_where_rows_begin_without_a_bar() -> None:
    source = "序号 | 任务 | 单位 | 时限 |\n1 | 改造小区 | 县住建局 | 6月 |\n| 新建步道 | 县城管局 | 9月\n2 | 疏浚河道 | 县水利局 | 11月 |"
    assert rows(source)[2] == ["", "新建步道", "县城管局", "9月"]
    assert rows(source)[3] == ["2", "疏浚河道", "县水利局", "11月"]


CELLS_BELOW = "牵头单位\n| 目 标 任 务\n| 责任单位\n|\n县林\n业局\n| 造林1.2万亩\n| 各乡镇\n|\n管护公益林30万亩\n| 县财政局\n|\n查处盗伐案件\n|\n备注:各单位按月报送。"


def test_cells_each_behind_a_bar_on_its_own_line_make_rows() -> None:
    found = [[cell.replace("\u200b", "") for cell in row] for row in rows(CELLS_BELOW)]
    assert found == [
        ["牵头单位", "目 标 任 务", "责任单位"], ["县林业局", "造林1.2万亩", "各乡镇"], ["管护公益林30万亩", "县财政局"], ["查处盗伐案件", ""],
    ]  # fmt: skip


def test_line_ends_of_windows_change_no_row() -> None:
    assert [
        [cell.replace("\r", "").strip() for cell in row] for row in rows(CELLS_BELOW.replace("\n", "\r\n"))
    ] == rows(CELLS_BELOW)


def test_a_cell_with_a_body_a_line_keeps_them_apart() -> None:
    source = CELLS_BELOW.replace("| 各乡镇\n", "| 县自然资源局\n县财政局\n")
    assert rows(source)[1][2] == "县自然资源局 县财政局"


@pytest.mark.parametrize(
    "source", ["标题\n| 一\n正文。\n|\n", "标题\n|\n|\n|\n", "表\n| 甲 | 乙\n| 丙\n|\n", "单位\n| 任务\n|\n" * 400]
)
def test_bars_that_part_no_cells_change_nothing(source: str) -> None:
    folded, _ = with_tabs(source)
    assert len(folded) == len(source)


def test_rows_on_one_line_are_parted_where_a_cell_is_empty() -> None:
    source = "| 乡镇 | 造林 | 抚育 |  | 河口镇 | 40 | 12 |  | 青石乡 | 60 | 8 |  | 东山镇 | 30 | 9 |"
    assert rows(source)[0] == ["乡镇", "造林", "抚育"]
    assert rows(source)[-1] == ["东山镇", "30", "9"]


def test_lines_of_a_name_and_a_sentence_are_no_rows() -> None:
    source = "合理膳食 | 由市卫健委牵头，每年开展营养监测两次并公布结果。\n全民健身 | 由市体育局牵头，新建健身步道三十公里和球场八处。\n控烟行动 | 由市爱卫办牵头，创建无烟单位一百二十家以上。\n"
    folded, found = with_tabs(source)
    assert not found
    assert folded.count(":") == 3
    assert len(folded) == len(source)


def test_a_numbered_row_between_others_that_lost_a_tab_is_a_row() -> None:
    lines = [
        "序号\t任务\t单位\t配合\t时限",
        "1\t建站\t县水利局\t县财政局\t6月",
        "2\t修渠\t县水利局\t",
        "3\t清淤\t县水利局\t各乡镇\t8月",
    ]
    assert normalize("\n".join(lines)).text.count("\t") == sum(line.count("\t") for line in lines)
