"""Page numbers go before lines are joined over the edge of a page."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.normalize.pages import find_page_numbers

LINE = "我市将围绕社区治理短板弱项,持续用力推动资源下沉到一线\n"
PAGE = LINE * 12


def numbers(text: str) -> list[str]:
    lines, at = [], 0
    for piece in text.split("\n"):
        lines.append((at, at + len(piece)))
        at += len(piece) + 1
    return [text[slice(*lines[index])] for index in sorted(find_page_numbers(text, lines))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"{PAGE}- 1 -\n{PAGE}", ["- 1 -"], id="dashes"),
        pytest.param(f"{PAGE}·12·\n{PAGE}", ["·12·"], id="dots"),
        pytest.param(
            f"{PAGE}第1页 共3页\n{PAGE}第2页 共3页\n{PAGE}第3页 共3页",
            ["第1页 共3页", "第2页 共3页", "第3页 共3页"],
            id="of",
        ),
        pytest.param(f"{PAGE}1/2\n{PAGE}", [], id="a_single_fraction_is_none"),
        pytest.param(f"{PAGE}7\n{PAGE}8\n{PAGE}9\n{PAGE}", ["7", "8", "9"], id="counting_on"),
        pytest.param("序号\n任务\n1\n建设驿站\n2\n改造小区\n3\n开展培训\n", [], id="rows_of_a_table_are_none"),
        pytest.param(f"序号\n任务\n1\n{PAGE}2\n{PAGE}3\n{PAGE}4\n{PAGE}", [], id="long_rows_of_a_table_are_none"),
        pytest.param(
            f"{PAGE}5\n{PAGE}6\n{PAGE}序号\n任务\n1\n建设驿站\n7\n{PAGE}2\n改造小区\n{PAGE}8\n{PAGE}",
            ["5", "6", "7", "8"],
            id="pages_of_a_table",
        ),
        pytest.param(
            f"{PAGE}- 1 -\n{PAGE}1\n{PAGE}2\n{PAGE}3\n{PAGE}", ["- 1 -"], id="list_numbers_beside_page_numbers"
        ),
    ],
)
def test_page_numbers_are_told_from_other_numbers(text: str, found: list[str]) -> None:
    assert numbers(text) == found


def test_a_sentence_goes_on_over_the_page() -> None:
    page = "各区县要按照市里统一部署,把社区治理摆在突出位置来抓好\n" * 8
    source = f"{page}前完成自查,按照轻重缓急排出次序,年底前新建社区服务站点\n\n            — ３ —\n\n20处、改造老旧小区80个。\n"
    normal = normalize(source)
    assert "新建社区服务站点20处" in normal.text
    assert "3" not in normal.text.split("服务站点")[1]


def test_a_list_number_whose_dot_the_font_kept_opens_an_item() -> None:
    assert normalize("工作任务\n   １\n   \ufffd 做大做强企业。\n").text == "工作任务\n1.做大做强企业。"


def test_a_page_mark_told_twice_is_one_inside_a_sentence_and_inside_a_year() -> None:
    source = (
        "各级政府要对照《201\n1— 1 —\n3年重点工作安排》细化任务。\n9月底前完成自查,规范农村药\n2— 2 —\n品供应渠道。\n"
    )
    text = normalize(source).text
    assert "2013年重点工作安排" in text
    assert "2-" not in text


def test_numbers_of_the_chunks_of_a_site_go_and_those_of_items_stay() -> None:
    chunk = "各区县要按照市里统一部署,把社区治理摆在突出位置来抓好," * 7
    torn = f"1、{chunk}建设乡镇\n2、电商服务站,{chunk}完成改\n3、造任务,{chunk}落实。\n"
    text = normalize(torn).text
    assert "建设乡镇电商服务站" in text
    assert "完成改造任务" in text
    items = f"1、{chunk}落实。\n2、{chunk}落实。\n3、{chunk}落实。\n"
    assert normalize(items).text.startswith("1、")


CHUNK = "围绕基层治理短板弱项持续用力推动资源下沉到一线" * 8


def test_the_last_part_that_a_site_numbered_may_be_short() -> None:
    source = f"1、{CHUNK}\n2、{CHUNK}\n3、{CHUNK}让我们\n4、一起努力奋斗!\n展开阅读全文 下载文档到电脑"
    assert "让我们一起努力奋斗!" in normalize(source).text


def test_a_part_of_a_table_may_begin_at_any_number() -> None:
    assert numbers(f"序号\n牵头单位\n任务\n7\n县住建局\n{PAGE}8\n县交通局\n{PAGE}9\n县水利局\n{PAGE}") == []
