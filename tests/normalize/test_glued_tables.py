"""Tables of tasks whose cells ran together."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize

HEAD = "序号事项名称工作内容分管领导牵头单位配合单位"
ROWS = "1校园供餐改造食堂9所,6月底前完工。某某某教育局市场监管局各街道2公交便民新增线路3条。交通局公交集团3河道整治清淤8公里。某某水利局"


def rows(source: str) -> list[str]:
    return [line for line in normalize(source).text.split("\n") if "\t" in line]


def test_cells_are_told_by_the_bodies_and_the_numbers() -> None:
    assert rows(f"2023年民生实事任务表{HEAD}{ROWS}") == [
        "序号\t事项名称工作内容\t分管领导\t牵头单位\t配合单位",
        "1\t校园供餐改造食堂9所,6月底前完工。\t某某某\t教育局\t市场监管局、各街道",
        "2\t公交便民新增线路3条。\t\t交通局\t公交集团",
        "3\t河道整治清淤8公里。\t某某\t水利局\t",
    ]


def test_signs_between_cells_stand_for_no_character_of_the_source() -> None:
    source = f"2023年民生实事任务表{HEAD}{ROWS}"
    normal = normalize(source)
    at = normal.text.index("市场监管局")
    low, high = normal.span(at, at + 5)
    assert source[low:high] == "市场监管局"
    assert all(a <= b for a, b in zip(normal.starts, normal.starts[1:], strict=False))


def test_a_part_of_a_task_with_bodies_of_its_own_is_a_row_without_number() -> None:
    text = f"{HEAD}1旧城更新改造小区9个。住建局城关街道加装电梯20部。城管局2养老服务新建食堂4家。民政局3托育扩容新增托位90个。卫健局各街道"
    assert rows(text)[2] == "\t加装电梯20部。\t\t城管局\t"


def test_figures_are_no_numbers_of_rows() -> None:
    text = f"{HEAD}1新建托育机构6家,其中公办2家、民办4家。卫健局2修建步道3公里。住建局3开设食堂5处。民政局各街道"
    assert [row.split("\t")[0] for row in rows(text)[1:]] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "source",
    [
        "序号由牵头单位统一编制,1号文件下发后2日内报送。",
        f"{HEAD}1校园供餐改造食堂9所。教育局",  # one row tells no table
        f"按照{HEAD}填报。",
    ],
)
def test_what_is_no_such_table_stays(source: str) -> None:
    assert not rows(source)


def test_long_runs_take_no_time() -> None:
    assert normalize(HEAD + "1教育局各街道" * 8000).text
    assert normalize("".join(f"{HEAD}{n}建设局各街道中心。" for n in range(1, 3000))).text


GROUPED = "任务要求责任单位完成时间"


def test_items_below_headings_are_rows() -> None:
    text = normalize(
        f"{GROUPED}一、活动场所建设1、新建村部2个。镇党政办、镇村建站10月底前2、规范上墙。各村党总支3月底前"
        "二、党员队伍管理1、发展党员24名。镇组织办、各村党总支12月20日前2、集中轮训1350人。镇党校、镇组织办3月15日前"
    ).text
    assert text.split("\n") == [
        "任务要求\t责任单位\t完成时间",
        "一、活动场所建设",
        "1、新建村部2个。\t镇党政办、镇村建站\t10月底前",
        "2、规范上墙。\t各村党总支\t3月底前",
        "二、党员队伍管理",
        "1、发展党员24名。\t镇组织办、各村党总支\t12月20日前",
        "2、集中轮训1350人。\t镇党校、镇组织办\t3月15日前",
    ]


def test_a_table_whose_count_stops_is_read_in_time() -> None:
    """The last row is no longer than any other, however much stands behind it: 20,000 stops took minutes."""
    text = normalize(f"{GROUPED}一、活动建设1、" + "新建村部。镇党政办10月底前2、" * 20_000).text
    assert text.startswith(f"{GROUPED}一、活动建设1、")
