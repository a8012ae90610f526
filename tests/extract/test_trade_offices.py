"""Bodies told by their trade or by how their names end, and what only reads like one."""

from __future__ import annotations

import pytest

from policytext.extract.trade_offices import is_trade_office, trade_offices, trade_offices_acting


def acting(text: str) -> list[str]:
    return [text[a:b] for a, b in trade_offices_acting(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("种苗站随船抽样", ["种苗站"], id="trade_and_ending"),
        pytest.param("县自来水公司备好发电机3台", ["县自来水公司"], id="level_and_firm"),
        pytest.param("农行石桥支行、信用社发放贷款2亿元", ["农行石桥支行", "信用社"], id="the_longest_name"),
        pytest.param("宝源热力给2号炉换炉排", ["宝源热力"], id="own_name"),
        pytest.param("镇党委、政府整合资金180万元", ["镇党委", "政府"], id="the_government_of_the_same_town"),
        pytest.param("疾控中心和妇幼保健院各抽5名骨干", ["疾控中心", "妇幼保健院"], id="each_so_many"),
    ],
)
def test_who_acts(text: str, names: list[str]) -> None:
    assert acting(text) == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("水文站建设进度加快", id="built"),
        pytest.param("平湾电厂一期建成投产", id="becomes"),
        pytest.param("支持乡镇卫生院开设门诊", id="verb_before_a_class"),
        pytest.param("评估结果报市财政局备案", id="whom_it_is_reported_to"),
        pytest.param("施工单位报送的验收材料完整", id="what_they_made"),
        pytest.param("公办幼儿园在园幼儿占比达到63%", id="a_class_of_them"),
        pytest.param("县公安局禁毒大队进校讲课", id="a_part_of_a_longer_name"),
        pytest.param("信息处理活动依法开展", id="a_word_that_goes_on"),
    ],
)
def test_what_only_reads_like_a_body(text: str) -> None:
    assert acting(text) == []


def test_behind_a_word_of_handing_no_verb_need_be_known() -> None:
    text = "石油公司平价供油"
    assert [text[a:b] for a, b in trade_offices(text, 0, len(text))] == ["石油公司"]


def test_a_name_is_told_whole() -> None:
    assert is_trade_office("县运管所")
    assert not is_trade_office("县运管所长")


def test_a_line_of_nothing_but_names_takes_no_time() -> None:
    text = "种苗站、" * 20_000
    assert trade_offices_acting(text, 0, len(text)) == []
