"""Folding is one to one and a decision for each character, never NFKC as a whole."""

from __future__ import annotations

import pytest

from policytext.normalize.characters import fold, script_of, simplified


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("（一）优化环境，提升效能；", "(一)优化环境,提升效能;", id="full_width_punctuation"),
        pytest.param("达到９５．５％", "达到95.5%", id="full_width_digits"),
        pytest.param("２０２４—２０２６年", "2024-2026年", id="em_dash"),
        pytest.param("3～5年", "3~5年", id="full_width_tilde"),
        pytest.param("［2024］17号", "〔2024〕17号", id="square_brackets"),
        pytest.param("「兩個維護」", "“两个维护”", id="corner_quotes"),
        pytest.param("責任單位：財政廳", "责任单位:财政厅", id="traditional"),
        pytest.param("二○二四年", "二〇二四年", id="circle_for_zero"),
        pytest.param("⽅案⾼效", "方案高效", id="kangxi_radicals"),
        pytest.param("⺠政、⻓效", "民政、长效", id="radical_supplement"),
        pytest.param("综合\u3000治理\u00a0全覆盖", "综合 治理 全覆盖", id="wide_spaces"),
        pytest.param("ＡＡＡ级", "AAA级", id="full_width_letters"),
    ],
)
def test_fold_gives_the_matching_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("kept", ["①5", "㎡", "½", "…", "㈠", "⑴", "⒈", "〇", "“”", "《》"])
def test_fold_leaves_what_nfkc_would_change(kept: str) -> None:
    assert fold(kept) == kept


@pytest.mark.parametrize("text", ["①㎡½…㈠", "責任（１）😀𬇙\u200b", "机制.各地", "", "\r\n\t"])
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("健全机制.各地要落实", "健全机制。各地要落实", id="a_stop_between_words"),
        pytest.param("见附件.一、总则", "见附件.一、总则", id="before_a_number_it_stays"),
        pytest.param("增长1.2万", "增长1.2万", id="decimal"),
        pytest.param("3.0版", "3.0版", id="version"),
        pytest.param("plan.txt", "plan.txt", id="file_name"),
    ],
)
def test_a_western_dot_is_a_stop_between_chinese_words_only(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "plain"), [("責任單位：財政廳", "责任单位：财政厅"), ("网格（党建）", "网格（党建）")]
)
def test_simplified_keeps_punctuation_as_written(written: str, plain: str) -> None:
    assert simplified(written) == plain


@pytest.mark.parametrize(
    ("text", "script"),
    [
        pytest.param("推动城乡环境综合整治，责任单位为市财政局。", "Hans", id="simplified"),
        pytest.param("推動城鄉環境綜合整治，責任單位為市財政廳。", "Hant", id="traditional"),
        pytest.param("推动城乡环境综合整治，責任單位為市財政廳。", "mixed", id="half_and_half"),
        pytest.param("2025，60%", "Hans", id="no_character_of_either"),
        pytest.param("", "Hans", id="empty"),
    ],
)
def test_script_is_told_by_characters_of_one_script(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize("stray", ["着", "于", "后"])
def test_a_stray_shared_character_does_not_mix_a_traditional_text(stray: str) -> None:
    text = "推動城鄉環境綜合整治，責任單位為市財政廳，實現應辦盡辦" + stray
    assert script_of(text) == "Hant"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param(
            "（一）抓收入。\n（=）抓支出。\n（S）抓监管。",
            "(一)抓收入。\n(二)抓支出。\n(三)抓监管。",
            id="numbers_read_from_pictures",
        ),
        pytest.param("压力（S）与（=）号", "压力(S)与(=)号", id="no_number_stands_before"),
        pytest.param("二O一二年", "二〇一二年", id="letter_in_a_year"),
        pytest.param(
            "1。抓收入。\n2。抓支出。\n3。抓监管。", "1.抓收入。\n2.抓支出。\n3.抓监管。", id="stops_behind_numbers"
        ),
        pytest.param("1。抓收入。\n2。抓支出。", "1。抓收入。\n2。抓支出。", id="two_are_no_list"),
    ],
)
def test_signs_misread_from_pictures_are_told_by_their_row(written: str, folded: str) -> None:
    assert fold(written) == folded
