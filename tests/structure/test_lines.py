"""Page furniture is taken off the edges; an index card is read, a second copy cut."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.structure.lines import (
    Page,
    cut_repeat,
    split_lines,
    strip_furniture,
    without_abstract,
    without_contents,
    without_footnotes,
)

BODY = "为提升社区服务水平，我市从队伍、阵地、机制三个方面着手，组织各街道梳理居民需求清单，明确办理流程和办理时限，逐项抓好落实并定期回访居民，形成工作闭环。"
SECOND = "各街道要把服务居民的事项逐条列入清单，由专人负责跟踪办理，办理结果在社区公示栏向居民公开。"


def strip(source: str) -> Page:
    return strip_furniture(split_lines(normalize(source).text))


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_lines_are_slices_of_the_text() -> None:
    text = "甲\n\n乙丙\n"
    lines = split_lines(text)
    assert [(line.start, line.end, line.text) for line in lines] == [(0, 1, "甲"), (3, 5, "乙丙")]


def test_an_empty_text_has_no_lines() -> None:
    assert split_lines("") == []
    assert strip_furniture([]).lines == []


@pytest.mark.parametrize(
    "furniture",
    [
        "首页",
        "当前位置：首页 > 政策文件",
        "浏览次数：368",
        "字体：大 中 小",
        "打印",
        "关闭窗口",
        "分享到：",
        "来源：市政府办公室",
        "点赞",
        "收藏",
    ],
)
def test_furniture_above_the_text_is_taken_off(furniture: str) -> None:
    page = strip(f"{furniture}\n社区服务提升方案\n{BODY}\n{SECOND}")
    assert texts(page)[0] == "社区服务提升方案"
    assert page.removed == 1


@pytest.mark.parametrize(
    "tail",
    [
        "猜你喜欢\n某地推进养老服务\n某地推进托育服务",
        "上一篇：社区治理\n下一篇：养老服务",
        "点赞\n收藏\n分享到：",
        "责任编辑：李明",
        "版权所有",
        "继续阅读",
    ],
)
def test_the_page_below_the_text_is_cut(tail: str) -> None:
    page = strip(f"社区服务提升方案\n{BODY}\n{SECOND}\n{tail}")
    assert len(page.lines) == 3
    assert page.lines[-1].text.endswith("向居民公开。")
    assert page.removed == tail.count("\n") + 1


@pytest.mark.parametrize(
    "line", ["目录服务和来源追溯同步推进，覆盖全部街道。", "责任落实到人，打印留存备查，收藏馆藏同步登记。"]
)
def test_words_of_furniture_inside_the_text_stay(line: str) -> None:
    page = strip(f"社区服务提升方案\n{BODY}\n{line}\n{SECOND}")
    assert normalize(line).text in texts(page)
    assert page.removed == 0


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        pytest.param("文号：青政办发〔2024〕17号", [("文号", "青政办发〔2024〕17号")], id="value_behind_the_label"),
        pytest.param("发布机构\n市民政局", [("发布机构", "市民政局")], id="value_on_the_next_line"),
        pytest.param(
            "索引号：370100-2024\n成文日期：2024年3月8日\n有效性：有效",
            [("索引号", "370100-2024"), ("成文日期", "2024年3月8日"), ("有效性", "有效")],
            id="several_lines",
        ),
    ],
)
def test_an_index_card_is_read_and_taken_off(card: str, expected: list[tuple[str, str]]) -> None:
    page = strip(f"{card}\n社区服务提升方案\n{BODY}\n{SECOND}")
    assert [(entry.label, entry.value) for entry in page.card] == expected
    assert texts(page)[0] == "社区服务提升方案"
    assert page.removed == card.count("\n") + 1


COPY = [
    "社区服务提升方案",
    "各街道要逐条梳理居民服务事项，列出办理清单并向社会公开。",
    "一、建强队伍",
    "配齐配强社区工作者队伍，每年组织不少于四十学时的培训。",
    "二、建好阵地",
    "盘活闲置用房建设邻里中心，统筹设置助餐和托育服务点位。",
    "建立居民意见收集办理反馈制度，每季度公布一次办理结果。",
]


def test_a_second_copy_of_the_text_is_cut() -> None:
    lines = split_lines("\n".join(COPY + COPY))
    assert cut_repeat(lines) == lines[: len(COPY)]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(["市民政局要牵头抓好本方案各项任务落实并按月通报进展情况。"], id="new_text"),
        pytest.param([COPY[1]], id="one_line_again"),
        pytest.param([], id="nothing"),
    ],
)
def test_a_text_that_repeats_a_line_is_no_copy(more: list[str]) -> None:
    lines = split_lines("\n".join(COPY + more))
    assert cut_repeat(lines) == lines


def test_contents_that_lead_to_pages_are_dropped() -> None:
    lines = split_lines(
        normalize("目　录\n第一章　发展基础…………………1\n第二章　主要任务…………………3\n第一章　发展基础\n全县有雪场2家。").text
    )
    assert [line.text for line in without_contents(lines)] == ["第一章发展基础", "全县有雪场2家。"]


def test_one_line_with_dots_and_a_number_is_no_table_of_contents() -> None:
    lines = split_lines(normalize("新增车位……900\n全县有雪场2家。").text)
    assert without_contents(lines) == lines


def test_contents_that_lead_to_pages_by_numbers_alone_are_dropped() -> None:
    lines = split_lines(
        normalize("1.县医保局工作总结9\n2.县医保局工作计划17\n3.区医保局工作总结22\n围绕参保抓好服务。").text
    )
    assert [line.text for line in without_contents(lines)] == ["围绕参保抓好服务。"]


def test_an_index_card_whose_cells_ran_together_is_read() -> None:
    page = strip(
        f"> 政府信息公开 > 计划规划 > 工作总结\n索 引 号 115203280095182K 公开形式 主动公开\n生成日期 2022-01-13 发布机构 县民政局\n{BODY}"
    )
    assert texts(page) == [normalize(BODY).text]
    assert ("生成日期", "2022-01-13") in [(entry.label, entry.value) for entry in page.card]


@pytest.mark.parametrize(
    "line",
    [
        "导语：防汛工作方案由会员投稿整理，仅供学习。",
        "适老版",
        "听雨轩 > 范文 > 工作方案",
        "政务微信",
        "•【公布日期】2019.02.26",
        "《县防汛工作方案.docx》为会员上传，支持在线浏览。",
        "展开阅读全文 下载文档到电脑",
    ],
)
def test_what_sites_put_above_a_text_is_furniture(line: str) -> None:
    assert texts(strip(f"{line}\n{BODY}")) == [normalize(BODY).text]


NOTES = [
    "医共体[1]实现全覆盖,“四带一自”[2]稳步推进。",
    "注释:",
    "[1]医共体:由1家县级医院与若干乡镇卫生院组成的共同体。",
    "[2]“四带一自”:园区、龙头企业带动和贫困户自种自养。",
]


def test_notes_that_explain_words_of_the_text_are_dropped() -> None:
    assert [line.text for line in without_footnotes(split_lines("\n".join(NOTES)))] == NOTES[:1]


def test_numbers_in_brackets_that_the_text_does_not_bear_are_items() -> None:
    lines = split_lines("\n".join(["按下列分工落实。", "[1]县教育局:建校3所。", "[2]县水利局:建坝2座。"]))
    assert without_footnotes(lines) == lines


@pytest.mark.parametrize(
    "line",
    [
        "免责声明：以上内容源自网络，如有侵权请告知。",
        "【摘要】：2018年，全县减贫4867户，综合贫困发生率降至0.62%。",
        "资源预览本文简介由系统抓取，文字可能有缺漏，以下载到的原文为准。",
    ],
)
def test_what_sites_say_of_a_copy_is_furniture(line: str) -> None:
    assert texts(strip(f"{line}\n{BODY}")) == [normalize(BODY).text]


def test_an_abstract_above_the_text_is_dropped() -> None:
    text = f"城市社区工作总结\n{BODY[:50]}\n{BODY}\n{SECOND}\n"
    assert [line.text for line in without_abstract(split_lines(normalize(text).text))] == [
        "城市社区工作总结",
        normalize(BODY).text,
        normalize(SECOND).text,
    ]


def test_a_line_that_begins_otherwise_is_no_abstract() -> None:
    lines = split_lines(normalize(f"工作总结\n{BODY}\n{SECOND}\n").text)
    assert without_abstract(lines) == lines
