"""What a page that lost its line breaks still tells of them."""

from __future__ import annotations

from policytext.normalize.characters import fold
from policytext.normalize.offsets import normalize

WORDS = "各地要加强统筹协调,完善工作机制,细化任务措施,压实工作责任,及时研究解决推进中的困难,确保各项任务落到实处"


def test_a_gap_behind_the_name_of_an_item_is_a_stop() -> None:
    page = f"一、2020年工作总结 2020年是不平凡的一年。(一)水源工程提速 大坝填筑全部完成。{WORDS * 6}。(二)管网建设提质 新建管网20公里。"
    folded = fold(page)
    assert len(folded) == len(page)
    assert "(一)水源工程提速。大坝" in folded
    assert "(二)管网建设提质。新建" in folded


def test_a_short_line_keeps_its_gaps() -> None:
    assert fold("(一)水源工程提速 大坝填筑全部完成。") == "(一)水源工程提速 大坝填筑全部完成。"


def test_bare_numbers_between_gaps_number_items() -> None:
    page = f"主要任务{WORDS * 7}。  1 抓好水源建设,新建泵站。  2 抓好管网改造,更换阀门。  3 抓好水质监测,公布结果。"
    assert "2.抓好管网改造" in fold(page).replace(" ", "")


def test_the_mark_a_site_leaves_for_a_paragraph_breaks_before_an_item_and_is_nothing_inside_words() -> None:
    page = "各村要成立班子,把任务分解到户。Р 2、各村要张贴标语,使谁污Р染、谁治理的要求深入人心。Р 3、建立台账。Р二、奖惩Р 1、年底考核。"
    lines = normalize(page).text.split("\n")
    assert lines[1].startswith("2、各村要张贴标语")
    assert "谁污染、谁治理" in lines[1]
    assert lines[2] == "3、建立台账。"


def test_cyrillic_words_keep_their_letters() -> None:
    page = "出口Россия。Р 1、商品。Р 2、服务。Р 3、技术。"
    assert fold(page) == page


def test_duties_of_bodies_that_run_together_stand_on_lines_of_their_own() -> None:
    page = "成员单位职责分工如下:县交通局。负责组织协调,改造渡口。县海事处。负责渡船检验。县教育局。负责学生安全教育。各乡镇人民政府。负责日常管理。"
    lines = normalize(page).text.split("\n")
    assert [line[:4] for line in lines[1:]] == ["县交通局", "县海事处", "县教育局", "各乡镇人"]


def test_two_duties_are_sentences_of_a_paragraph() -> None:
    page = "县交通局。负责组织协调。县海事处。负责渡船检验。"
    assert "\n" not in normalize(page).text


def test_the_end_of_a_month_mistyped_is_read() -> None:
    assert fold("2016年6月低完成整改,8月尾前销号") == "2016年6月底完成整改,8月底前销号"
    assert fold("3月低温冻害") == "3月低温冻害"


def test_stars_for_a_year_stay_and_stars_of_markdown_go() -> None:
    assert normalize("20**年9月10日—20**年9月20日。").text.startswith("20**年9月10日")
    assert normalize("**加强**管理,**年底前**完成。").text == "加强管理,年底前完成。"


def test_tags_that_stayed_are_no_text() -> None:
    page = "<p>(一)新建冷库3座。</p><p><strong>(责任单位:县商务局)</strong></p><p><br/></p>"
    assert "<" not in normalize(page).text
    assert "(责任单位:县商务局)" in normalize(page).text


def test_a_year_that_lost_its_word_has_it_again() -> None:
    assert "2018年12月底前" in normalize("201812月底前完成改造。").text
    assert "2019年底前" in normalize("2019底前清零。").text


def test_a_thousand_parted_by_a_space_is_one_number() -> None:
    assert "改造1260户" in normalize("改造1 260户。").text


def test_tags_of_a_line_break_alone_break_lines() -> None:
    page = "防火通告 <br> 一、整治内容 <br> (一)开展自查。 <br> (二)联合检查。 <br> 二、工作要求 <br> 按月报送。 <br> 县民政局"
    assert normalize(page).text.split("\n")[1:4] == ["一、整治内容", "(一)开展自查。", "(二)联合检查。"]


def test_one_tag_in_a_text_stays() -> None:
    assert "<div>" in normalize("用<div>换行。").text


def test_headings_whose_numeral_has_only_a_gap_behind_it_have_a_mark() -> None:
    page = "一  目标\n到年底建成。\n  二 任务分解\n1.建设泵站。\n三  组织实施\n按月调度。"
    assert fold(page).splitlines()[0::2] == ["一、 目标", "  二、任务分解", "三、 组织实施"]


def test_a_numeral_before_a_gap_that_counts_nothing_stays() -> None:
    page = "一  目标\n到年底建成。\n三  组织实施\n按月调度。"
    assert "、" not in fold(page)
