"""Tables of progress, one cell a line: number and bodies are merged over the rows of several tasks."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.structure.lines import split_lines
from policytext.structure.tables import find_tables

HEAD = ("序号", "牵头单位", "工作任务", "完成情况、主要问题和下步打算", "完成进度(%)", "备注")
FIRST = ("7", "县住建局", "21.改造小区18个。", "已完工14个。下一步,11月底前全部竣工。", "78%")
SECOND = ("23.打通断头路3条。", "两条已通车。", "85%", "新增项目")
THIRD = ("8", "县房产中心", "(县水利局配合)", "22.交付率100%。", "已交付1732套。", "80%")


def cells(*lines: str) -> list[list[tuple[str, str]]]:
    text = normalize("\n".join(lines)).text
    return [
        [(name, text[low:high]) for name, low, high in row.cells]
        for table in find_tables(split_lines(text))
        for row in table.rows
    ]


def test_rows_are_told_by_the_share_that_is_done() -> None:
    assert cells(*HEAD, *FIRST, *SECOND, *THIRD) == [
        [
            ("lead", "县住建局"),
            ("task", "21.改造小区18个。"),
            ("done", "已完工14个。下一步,11月底前全部竣工。"),
            ("done", "78%"),
        ],
        [
            ("inherited:lead", "县住建局"),
            ("task", "23.打通断头路3条。"),
            ("done", "两条已通车。"),
            ("done", "85%"),
            ("note", "新增项目"),
        ],
        [
            ("lead", "县房产中心"),
            ("lead", "县水利局配合"),
            ("task", "22.交付率100%。"),
            ("done", "已交付1732套。"),
            ("done", "80%"),
        ],
    ]


@pytest.mark.parametrize(
    "head", [("序号", "牵头单位", "工作任务", "完成时限"), ("序号", "工作任务", "完成情况", "完成进度(%)", "责任单位")]
)
def test_another_head_is_no_table_of_progress(head: tuple[str, ...]) -> None:
    assert not any(name == "done" and value == "78%" for row in cells(*head, *FIRST, *SECOND) for name, value in row)


def test_many_shares_take_no_time() -> None:
    assert cells(*HEAD, *("21.改造小区。", "78%") * 4000)


LISTED = ("序号", "目标任务", "牵头单位", "落实情况")


def test_numbers_of_a_longer_list_open_rows_and_what_came_of_them_closes_them() -> None:
    lines = (
        *LISTED,
        "37",
        "新建公厕26座。",
        "市城管局 市住建局",
        "截至9月底,新建公厕11座。",
        "52",
        "改造管网45公里。",
        "市城管局 市水利局 云台区政府",
        "完成38公里。四季度将全部完工。",
    )
    assert [row[:1] + row[-1:] for row in cells(*lines)] == [
        [("number", "37"), ("done", "截至9月底,新建公厕11座。")], [("number", "52"), ("done", "完成38公里。四季度将全部完工。")],
    ]  # fmt: skip


def test_a_figure_alone_on_a_line_opens_no_row() -> None:
    assert len(cells(*LISTED, "37", "新建公厕26座。", "市城管局", "完成11座,占", "42", "个百分点以上。")) == 1
