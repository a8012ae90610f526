"""What a document says of itself: title, number, issuer, date, genre."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.pipeline import extract_text
from policytext.structure.header import Header, read_header
from policytext.structure.lines import split_lines, strip_furniture

BODY = (
    "为提升社区服务水平，现就做好有关工作制定本方案，请各街道结合实际认真抓好落实，并将进展情况按季度报送市民政局汇总。"
)
PLAN = "社区服务提升三年行动方案"


def read(*lines: str) -> Header:
    normal = normalize("\n".join(lines))
    page = strip_furniture(split_lines(normal.text))
    return read_header(normal.text, page.lines, page.card)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param((PLAN,), PLAN, id="one_line"),
        pytest.param(("济南市推进社区服务", "提升行动方案"), "济南市推进社区服务提升行动方案", id="two_lines"),
        pytest.param((PLAN, "（2024—2026年）"), PLAN + "(2024-2026年)", id="period_on_a_line_of_its_own"),
        pytest.param((PLAN, "（征求意见稿）"), PLAN + "(征求意见稿)", id="status_on_a_line_of_its_own"),
        pytest.param(("关于印发《社区服务提升三年行动方案》的通知", "济民发〔2024〕5号", "各区县民政局：", PLAN), PLAN, id="the_plan_inside_a_notice"),
    ],
)  # fmt: skip
def test_the_title_is_the_plans_own(lines: tuple[str, ...], title: str) -> None:
    assert read(*lines, BODY).title_text == title


def test_a_text_without_title_has_none() -> None:
    assert read(BODY, BODY).title is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        pytest.param("青政办发〔2024〕17号", "青政办发〔2024〕17号", id="by_the_standard"),
        pytest.param("青政办发[2024]17号", "青政办发〔2024〕17号", id="ascii_brackets"),
        pytest.param("青政办发［2024］17号", "青政办发〔2024〕17号", id="wide_brackets"),
        pytest.param("青政办发（2024）17号", "青政办发(2024)17号", id="round_brackets"),
        pytest.param("青政办发【2024】17号", "青政办发【2024】17号", id="lenticular_brackets"),
        pytest.param("青政办发〔2024〕 17 号", "青政办发〔2024〕17号", id="spaces"),
        pytest.param("青政办发〔2024〕第17号", "青政办发〔2024〕第17号", id="with_di"),
        pytest.param("青政办发〔2024〕1-5号", "青政办发〔2024〕1-5号", id="several"),
        pytest.param("济政发〔２０２３〕５号", "济政发〔2023〕5号", id="full_width_digits"),
        pytest.param("青岛市人民政府令第17号", "青岛市人民政府令第17号", id="order"),
    ],
)
def test_the_number_is_read_in_its_variants(written: str, number: str) -> None:
    assert read(PLAN, written, BODY).doc_number == number


@pytest.mark.parametrize(
    "line",
    ["按照《关于加强社区工作的意见》（鲁发〔2021〕5号）抓好落实", "落实《社区治理办法》（国办发〔2022〕8号）要求"],
)
def test_a_cited_number_is_not_the_documents_own(line: str) -> None:
    assert read(PLAN, line, BODY).doc_number is None


def test_the_index_card_tells_number_and_date() -> None:
    header = read(
        "发布机构：市民政局", "成文日期：2024年3月8日", "发布日期：2024年3月12日", "文号：济民发〔2024〕5号", PLAN, BODY
    )
    assert (header.doc_number, header.issuer) == ("济民发〔2024〕5号", "市民政局")
    assert (header.date, header.date_source) == ("2024-03-08", "header")


@pytest.mark.parametrize(
    ("signed", "day"),
    [
        pytest.param("2024年3月8日", "2024-03-08", id="arabic"),
        pytest.param("二〇二四年三月八日", "2024-03-08", id="chinese"),
        pytest.param("二○二四年十二月二十一日", "2024-12-21", id="chinese_with_a_circle"),
        pytest.param("（2024年11月30日）", "2024-11-30", id="in_brackets"),
        pytest.param("2024 年 3 月 8 日", "2024-03-08", id="spaces"),
        pytest.param("２０２４年３月８日", "2024-03-08", id="full_width"),
    ],
)
def test_the_date_under_the_text_is_a_signature(signed: str, day: str) -> None:
    header = read(PLAN, BODY, "济南市民政局", signed)
    assert (header.date, header.date_source) == (day, "signature")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2024年13月8日", id="no_such_month"),
        pytest.param("2024年2月30日", id="no_such_day"),
        pytest.param("各街道于2024年3月8日前报送进展情况。", id="a_deadline"),
    ],
)
def test_what_is_no_date_of_the_document_is_none(line: str) -> None:
    assert read(PLAN, BODY, *[BODY] * 8, line).date is None


def test_a_year_in_the_title_is_only_inferred() -> None:
    header = read("2024年社区治理工作要点", BODY)
    assert (header.date, header.date_source) == ("2024", "inferred")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("社区服务提升三年行动方案", "plan"),
        ("关于加强社区工作者队伍建设的意见", "plan"),
        ("“十五五”社区服务体系建设规划", "plan"),
        ("关于印发《社区服务提升方案》的通知", "plan"),
        ("2024年重点工作任务分工方案", "task_list"),
        ("重点任务责任清单", "task_list"),
        ("2024年政府工作报告", "report"),
        ("在全市社区工作会议上的讲话", "report"),
        ("社区治理典型经验", "experience"),
        ("社区服务提升新闻发布会", "news"),
        ("关于做好汛期值班值守的通知", "notice"),
    ],
)
def test_the_genre_is_told_by_the_title(title: str, genre: str) -> None:
    assert read(title, BODY).genre == genre


@pytest.mark.parametrize("issuer", ["济南市人民政府办公厅", "中共济南市委组织部", "济南市民政局"])
def test_a_line_that_is_a_body_is_the_issuer(issuer: str) -> None:
    assert read(PLAN, BODY, issuer, "2024年3月8日").issuer == issuer


def test_the_addressee_is_not_the_issuer() -> None:
    assert read("关于做好汛期值班值守的通知", "各区县人民政府", BODY).issuer is None


def test_a_heading_with_a_number_is_no_issuer_and_a_signature_over_its_date_is() -> None:
    plain = read(
        "数字海州2024行动方案",
        "为推进数字海州建设，制定本方案。",
        "一、建设整体高效的数字政府",
        "（一）优化服务。推动74项事项落地。",
    )
    assert plain.issuer is None
    signed = read(
        "数字海州2024行动方案", *[f"{n}.推动第{n}类事项全面落地，由各部门按职责办理。" for n in range(1, 20)],
        "海州市数据局", "2024年3月5日",
    )  # fmt: skip
    assert signed.issuer == "海州市数据局"


@pytest.mark.parametrize("stamp", ["时间：2022-08-14 10:36:00", "2024/08/22 工作方案", "发布时间：2023-05-09"])
def test_when_a_site_put_up_a_text_without_years_is_not_its_date(stamp: str) -> None:
    assert read(stamp, PLAN, BODY.replace("。", "，20xx年6月底前完成。")).date is None


@pytest.mark.parametrize(
    "given",
    [
        "2010年1月19日在河西乡第六届人民代表大会第三次会议上 各位代表：",
        "——2010年1月19日在市五届人大常委会第二十八次会议上",
        "（2010年1月19日在全县农业农村工作会议上）",
    ],
)
def test_the_day_a_report_was_given_comes_before_the_day_it_was_put_up(given: str) -> None:
    header = read("更新时间：2023/3/9 22:14:06", "乡人民政府工作报告", given, BODY)
    assert (header.date, header.date_source) == ("2010-01-19", "header")


def test_when_a_reader_put_up_a_copy_is_not_its_date() -> None:
    assert read("上传人：q7 文档编号：67 上传时间：2023-02-08 页数：8", PLAN, BODY).date is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "平远县大坪镇人民政府2019年工作报告各位代表：我受镇人民政府委托，向大会作工作报告，请予审议，并请列席同志提出意见。",
            "平远县大坪镇人民政府2019年工作报告",
        ),
        (
            "第1页共4页平远县食品安全县创建工作方案为进一步提升全县食品安全保障能力，确保顺利通过考评，制定本方案。",
            "平远县食品安全县创建工作方案",
        ),
    ],
)
def test_a_title_glued_to_the_text(line: str, title: str) -> None:
    assert read(line, BODY).title_text == title


def test_the_day_stands_behind_the_last_sentence() -> None:
    found = read(PLAN, BODY, BODY, "有关事项由县民政局负责解释。（2022年3月15日）")
    assert (found.date, found.date_source) == ("2022-03-15", "signature")


def test_a_case_told_by_how_it_was_done() -> None:
    told = "近年来，平远县把加强社区党建作为基层治理的抓手，以“一核多元”为路径，构建起网格体系，治理效能同步提升。"
    assert read("小网格撬动大治理", told).genre == "experience"


@pytest.mark.parametrize(
    "above",
    [
        "无障碍浏览　|　繁體版　|　移动版",
        "首页 - 工作动态 - 典型案例",
        "您当前的位置：首页 > 经验交流 > 农村",
        "某某体育app官方下载 | 电玩城送彩金",
    ],
)
def test_what_a_page_shows_above_its_text_is_no_title(above: str) -> None:
    text = f"{above}\n普定县：织密农村留守儿童关爱保护网\n近年来，普定县把留守儿童关爱保护作为民生大事，多方发力。\n一、主要做法\n（一）建强一本账。县民政局牵头建立台账。\n"
    (document,) = extract_text(text, path="a", sha256="0" * 64).documents
    assert document.title == "普定县：织密农村留守儿童关爱保护网"


def test_a_signature_may_tell_only_the_month() -> None:
    assert read("关于改造农贸市场的通知", BODY, "二〇一二年四月扫一扫用手机看本页").date == "2012-04"


def test_a_department_reports_under_its_own_name() -> None:
    assert (
        read("清河县文化和旅游局2023年工作总结", "一、主要工作", "1.办好赛事。我局牵头举办赛事4场。").issuer
        == "清河县文化和旅游局"
    )
