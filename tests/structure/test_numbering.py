"""Markers of GB/T 9704 and of speeches, and numbers that are none."""

from __future__ import annotations

import pytest

from policytext.normalize.characters import fold
from policytext.structure.numbering import Marker, find_inline, find_marker, marker_number


def marker(line: str) -> Marker | None:
    text = fold(line)
    return find_marker(text, 0, len(text))


@pytest.mark.parametrize(
    ("line", "kind", "number", "written"),
    [
        ("一、总体要求", "han", 1, "一、"),
        ("十二、保障措施", "han", 12, "十二、"),
        ("（一）健全机制", "paren", 1, "(一)"),
        ("（十三）健全机制", "paren", 13, "(十三)"),
        ("㈡健全机制", "paren", 2, "㈡"),
        ("1.编制规划。", "arabic", 1, "1."),
        ("１．编制规划。", "arabic", 1, "1."),
        ("1、编制规划。", "arabic", 1, "1、"),
        ("1)编制规划。", "arabic", 1, "1)"),
        ("⒊编制规划。", "arabic", 3, "⒊"),
        ("01编制规划", "arabic", 1, "01"),
        ("20.2025年底前建成平台。", "arabic", 20, "20."),
        ("（1）编制规划", "paren_arabic", 1, "(1)"),
        ("⑵编制规划", "paren_arabic", 2, "⑵"),
        ("③编制规划", "circled", 3, "③"),
        ("第一章 总则", "chapter", 1, "第一章 "),
        ("第三部分 重点任务", "chapter", 3, "第三部分 "),
        ("第二节 规划建设", "node", 2, "第二节 "),
        ("第十条 市民政局负责统筹。", "article", 10, "第十条 "),
        ("第一，建强队伍。", "ordinal", 1, "第一,"),
        ("一是建强队伍。", "shi", 1, "一是"),
        ("三要建强队伍。", "shi", 3, "三要"),
        ("其一，建强队伍。", "shi", 1, "其一,"),
        ("●建强队伍", "bullet", None, "●"),
        ("——建强队伍", "bullet", None, "--"),
    ],
)
def test_a_marker_is_read_with_its_number(line: str, kind: str, number: int | None, written: str) -> None:
    found = marker(line)
    assert found is not None
    assert (found.kind, found.number) == (kind, number)
    assert fold(line)[found.start : found.end] == written


@pytest.mark.parametrize(
    "line",
    [
        "1.2万个点位完成改造",
        "2.5公里步道",
        "3.0版平台上线",
        "1.5%的比例",
        "一、二级响应",
        "一老一小服务",
        "第一书记要驻村工作",
        "第一人民医院牵头",
        "（一）至（三）项由市民政局负责",
        "5G基站覆盖全部行政村",
        "2024年建成二十个",
        "12345热线",
        "一是一、二是二",
        "110报警",
        "建强队伍",
        "",
    ],
)
def test_a_number_that_opens_no_item_is_no_marker(line: str) -> None:
    assert marker(line) is None


@pytest.mark.parametrize(
    ("kind", "written", "number"),
    [
        ("han", "二十一", 21),
        ("paren", "(十)", 10),
        ("circled", "⑳", 20),
        ("paren_arabic", "⒇", 20),
        ("bullet", "●", None),
        ("article", "第一百二十条", 120),
    ],
)
def test_a_written_number_is_counted(kind: str, written: str, number: int | None) -> None:
    assert marker_number(kind, written) == number


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        pytest.param("一是建强队伍;二是建好阵地;三是建全机制。", "shi", [1, 2, 3], id="semicolons"),
        pytest.param("一是建强队伍。二是建好阵地。", "shi", [1, 2], id="stops"),
        pytest.param("一要建强队伍,二要建好阵地。", "shi", [1, 2], id="yao"),
        pytest.param("抓好两项工作。(一)建强队伍。(二)建好阵地。", "paren", [1, 2], id="brackets"),
        pytest.param("抓好两项工作:1.建强队伍。2.建好阵地。", "arabic", [1, 2], id="arabic"),
        pytest.param("第一,建强队伍。第二,建好阵地。", "ordinal", [1, 2], id="ordinals"),
        pytest.param("①建强队伍;②建好阵地。", "circled", [1, 2], id="circled"),
        pytest.param(
            "局2021年工作总结暨2022年打算一、工作总结。建强队伍。二、下步打算。建好阵地。",
            "han",
            [1, 2],
            id="glued_to_a_title",
        ),
        pytest.param("一是建强队伍;三是建全机制。", "shi", [], id="a_gap_ends_the_count"),
        pytest.param("一是建强队伍。", "shi", [], id="one_alone_is_no_enumeration"),
        pytest.param("覆盖1.2万户,惠及2.5万人。", "arabic", [], id="decimals"),
        pytest.param("要素保障一要素二要素。", "shi", [], id="a_word_that_begins_with_yao"),
        pytest.param("按照第(一)、(二)项办理。", "paren", [], id="cited_items"),
    ],
)
def test_inline_markers_count_from_one(text: str, kind: str, numbers: list[int]) -> None:
    found = find_inline(text, 0, len(text), kind)
    assert [m.number for m in found] == numbers
