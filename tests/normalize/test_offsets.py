"""The normal text, and the way back to the source for each of its characters."""

from __future__ import annotations

import pytest

from policytext.normalize.characters import fold
from policytext.normalize.offsets import Normal, normalize

#: six and more lines of one width that end anywhere: a page that was wrapped by its width
WRAPPED = (
    "我市将围绕社区治理短板弱项持续用力推动资源下沉\n"
    "到一线全面梳理各类事项建立清单逐项明确责任和时\n"
    "限要求并组织专门力量开展评估分析对发现的问题及时\n"
    "整改落实到位同时加强队伍建设不断提高服务居民的能\n"
    "力和水平健全完善长效工作机制确保各项任务按照计划\n"
    "推进见到实际成效并将有关情况按时报送市级部门汇总\n"
    "形成综合评估报告。\n"
)


def origin(normal: Normal, part: str) -> str:
    """The source's stretch under ``part`` of the normal text."""
    at = normal.text.index(part)
    low, high = normal.span(at, at + len(part))
    return normal.source[low:high]


def assert_maps_back(normal: Normal) -> None:
    assert len(normal.starts) == len(normal.text)
    folded = fold(normal.source)
    for index, character in enumerate(normal.text):
        at = normal.starts[index]
        if character != "\n":  # a border stands for as many line breaks as the page has
            assert folded[at] == character or (character == " " and folded[at] in " \t")
    places = [at for at, c in zip(normal.starts, normal.text, strict=True) if c != "\n"]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    "source",
    [
        "（一）提升服务水平。\r\n\r\n　　责任单位：市民政局\r\n",
        "發(fā)展產(chǎn)業(yè)，優(yōu)化環(huán)境。",
        "\ufeff到\u200b2025年，覆 盖 率 达 到 9 5 %。",
        "序号\t任务\t责任单位\n1\t建设驿站\t市城管局\n",
        "《关于进一步加强\n社区工作的意见》要求😀抓好落实。",
        "**重点任务**\n\n\n# 标题\n> 引文。",
        WRAPPED,
        "",
        " \n \t\r\n",
        "\u200b",
    ],
    ids=["crlf", "glosses", "spaces", "table", "title", "markdown", "wrapped", "empty", "blank", "invisible"],
)
def test_every_character_maps_back(source: str) -> None:
    assert_maps_back(normalize(source))


@pytest.mark.parametrize(
    ("source", "text", "part", "written"),
    [
        pytest.param("推動發(fā)展。", "推动发展。", "发展", "發(fā)展", id="gloss"),
        pytest.param(
            "優(yōu)化營商(shāng)環(huán)境", "优化营商环境", "营商环境", "營商(shāng)環(huán)境", id="glosses"
        ),
        pytest.param("覆\u200b盖\u2060率", "覆盖率", "覆盖率", "覆\u200b盖\u2060率", id="zero_width"),
        pytest.param("5 月23 日前", "5月23日前", "5月23日前", "5 月23 日前", id="spaces_beside_digits"),
        pytest.param("1.4 万多项", "1.4万多项", "1.4万多项", "1.4 万多项", id="space_before_a_scale"),
        pytest.param("社 区\u3000治理", "社区治理", "社区治理", "社 区\u3000治理", id="spaces_between_words"),
        pytest.param("⽅案⾼效", "方案高效", "方案", "⽅案", id="kangxi"),
        pytest.param("**重点任务**：", "重点任务:", "重点任务", "重点任务", id="markdown"),
        pytest.param("a\r\nb", "a\nb", "b", "b", id="crlf"),
        pytest.param("甲。\r乙。", "甲。\n乙。", "乙", "乙", id="lone_cr"),
        pytest.param(
            "　　第一段。\n\n\n　　第二段。", "第一段。\n第二段。", "第二段", "第二段", id="indent_and_blank_lines"
        ),
    ],
)
def test_noise_is_dropped_and_quoted_as_written(source: str, text: str, part: str, written: str) -> None:
    normal = normalize(source)
    assert normal.text == text
    assert origin(normal, part) == written


@pytest.mark.parametrize("source", ["责任(A)单位", "小区(fa)改造", "由政府(市级)牵头", "(fǔ)改造"])
def test_a_bracket_without_tone_mark_or_character_before_it_is_no_gloss(source: str) -> None:
    assert normalize(source).text == source


@pytest.mark.parametrize("source", ["2024 1862", "Big Data", "version two beta"])
def test_spaces_between_two_words_or_numbers_stay(source: str) -> None:
    assert normalize(source).text == source


SPACED = "各 级 要 把 社 区 治 理 摆 在 重 要 位 置，完 善 机 制，压 实 责 任，抓 好 落 实。"


@pytest.mark.parametrize(
    ("number", "read"),
    [
        pytest.param("覆盖率达到 9 5%", "覆盖率达到95%", id="percentage"),
        pytest.param("建成1 2个站点", "建成12个站点", id="count"),
        pytest.param("2024 1862", "2024 1862", id="two_numbers_stay_two"),
    ],
)
def test_a_page_with_spaces_inside_words_has_them_inside_numbers(number: str, read: str) -> None:
    normal = normalize(SPACED + "\n" + number)
    assert normal.text.split("\n")[1] == read
    assert_maps_back(normal)


def test_a_clean_page_keeps_two_digits_apart() -> None:
    assert normalize("甲组 乙组\n9 5%").text.split("\n")[1] == "9 5%"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("市民政局    市财政局", "市民政局 市财政局", id="four_spaces"),
        pytest.param("市民政局\t市财政局", "市民政局 市财政局", id="tab"),
        pytest.param("市民政局 市财政局", "市民政局市财政局", id="one_space_is_a_slip"),
    ],
)
def test_a_column_gap_stays_as_one_space(source: str, text: str) -> None:
    assert normalize(source).text == text


def test_line_breaks_of_a_page_width_join() -> None:
    normal = normalize(WRAPPED)
    assert "\n" not in normal.text
    assert origin(normal, "资源下沉到一线") == "资源下沉\n到一线"
    assert origin(normal, "时限要求") == "时\n限要求"


@pytest.mark.parametrize(
    "opening", ["（二）健全工作机制", "2.建立工作台账", "责任单位：市民政局", "二、保障措施", "一是加强统筹"]
)
def test_a_marker_or_label_opens_a_paragraph_of_a_wrapped_page(opening: str) -> None:
    source = WRAPPED.replace("形成综合评估报告。\n", opening + "\n")
    assert normalize(source).text.split("\n")[1] == fold(opening)


def test_an_indent_opens_a_paragraph_of_a_wrapped_page() -> None:
    source = WRAPPED.replace("整改落实到位", "　　整改落实到位")
    assert normalize(source).text.split("\n")[1].startswith("整改落实到位")


def test_lines_of_a_page_that_is_not_wrapped_stay() -> None:
    source = "社区治理\n党建引领\n网格服务\n物业管理\n志愿队伍\n议事协商\n平安建设\n智慧平台"
    assert normalize(source).text == source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(
            "落实《关于加强社区\n工作者队伍建设的意见》。", "落实《关于加强社区工作者队伍建设的意见》。", id="title"
        ),
        pytest.param("参照济政发〔2024\n〕5号执行。", "参照济政发〔2024〕5号执行。", id="number"),
        pytest.param(
            "（市民政局牵头，市财政局、\n市人社局配合）", "(市民政局牵头,市财政局、市人社局配合)", id="bracket"
        ),
        pytest.param(
            "落实《意见》要求。\n抓好整改。", "落实《意见》要求。\n抓好整改。", id="a_closed_title_joins_nothing"
        ),
    ],
)
def test_a_line_break_inside_brackets_joins(source: str, text: str) -> None:
    assert normalize(source).text == text


def test_a_blank_line_parts_paragraphs_of_a_wrapped_page() -> None:
    source = WRAPPED.replace("整改落实到位", "\n整改落实到位")
    assert normalize(source).text.count("\n") == 1


GLOSSED = "市住(zhu)建(jian)(jian)局(ju)牵(qian)头(tou),年(nian)底(di)前(qian)改造(zao)管网(wang)(wang)20公里(li)以上(shang),漏损率(lv)降到(dao)9%。"


def test_glosses_without_tones_go_where_a_page_is_full_of_them() -> None:
    normal = normalize(GLOSSED)
    assert normal.text == "市住建局牵头,年底前改造管网20公里以上,漏损率降到9%。"
    assert origin(normal, "市住建局") == "市住(zhu)建(jian)(jian)局(ju)"
    assert origin(normal, "20公里以上") == "20公里(li)以上(shang)"
    assert normal.source[slice(*normal.span(len(normal.text) - 2, len(normal.text)))] == "%。"


def test_strings_against_copying_are_no_text() -> None:
    """A forum puts random signs before and behind its lines; a row of numbers or initials is none of them."""
    noise = ["8 z7 q# N1 d5 v) S# y", "% k& Q8 n. y", ", Y3 e8 k) c# T", "* m) I4 o", "& h/ U5 t( R0 c* O2 w: b"]
    source = "".join(
        f"{before}第{n}项任务由市民政局落实。{behind}\n"
        for n, (before, behind) in enumerate(zip(noise, noise[1:] + noise[:1], strict=True), 1)
    )
    normal = normalize(source)
    assert normal.text == "\n".join(f"第{n}项任务由市民政局落实。" for n in range(1, 6))
    start = normal.text.index("市民政局")
    low, high = normal.span(start, start + 4)
    assert source[low:high] == "市民政局"
    plain = "1 2 3 4\n甲 乙 丙\nA B C D\n甲类A B C\n" * 3
    assert "A B C" in normalize(plain).text


def test_lines_broken_before_figures_are_one() -> None:
    source = "\n\n".join(
        [
            "由区卫健局遴选专家不少于",
            "40 名,",
            "6 月底前完成聘任,每周播放公益广告",
            "3 次以上,新建步道",
            "15 公里、主题公园",
            "2 个。",
        ]
    ).replace("遴选", "负责,遴选")
    assert normalize(source).text.count("\n") == 0
