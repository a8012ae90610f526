"""Which passages are measures: the rules of the annotation guide, one by one."""

from __future__ import annotations

import itertools

import pytest

from policytext.normalize.offsets import normalize
from policytext.structure.lines import split_lines
from policytext.structure.measures import find_passages
from policytext.structure.passages import Passages
from policytext.structure.sections import build_blocks
from policytext.structure.tables import find_tables


def read(*lines: str, genre: str = "plan", title: str | None = None) -> tuple[str, Passages]:
    """The passages of a document's body, with the normal text that their spans are of."""
    text = normalize("\n".join(lines)).text
    own = split_lines(text)
    tables = find_tables(own)
    inside = {line.start for table in tables for line in own[table.first : table.last]}
    blocks = build_blocks(text, [line for line in own if line.start not in inside])
    return text, find_passages(text, blocks, tables, genre, title)


def measures(*lines: str, genre: str = "plan") -> list[str]:
    text, found = read(*lines, genre=genre)
    return [text[p.start : p.end] for p in found.measures]


def titles(*lines: str, genre: str = "plan") -> list[str | None]:
    text, found = read(*lines, genre=genre)
    return [text[slice(*p.title)] if p.title else None for p in found.measures]


def kinds(*lines: str, genre: str = "plan") -> list[str]:
    return [p.kind for p in read(*lines, genre=genre)[1].measures]


# ---- 1. the deepest enumerated item that states an action -----------------------------------


def test_each_numbered_item_is_a_measure() -> None:
    assert measures(
        "一、重点任务", "（一）建强工作队伍", "1.开展公开招考。各街道要在年内补足社区工作者。", "2.组织统一培训。各街道要按季度轮训社区工作者。",
    ) == ["1.开展公开招考。各街道要在年内补足社区工作者。", "2.组织统一培训。各街道要按季度轮训社区工作者。"]  # fmt: skip


def test_sub_items_that_state_actions_take_the_place_of_their_item() -> None:
    assert measures(
        "一、重点任务",
        "1.建强工作队伍。一是组织公开招考，补足一线社区工作者；二是开展分级培训，提升居民服务能力；三是落实薪酬待遇，建立正常增长机制。",
        "2.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。",
    ) == [
        "一是组织公开招考,补足一线社区工作者;",
        "二是开展分级培训,提升居民服务能力;",
        "三是落实薪酬待遇,建立正常增长机制。",
        "2.改造社区用房。各街道要盘活闲置房屋,建设邻里中心。",
    ]


def test_sub_items_that_are_conditions_leave_one_measure() -> None:
    item = "1.严格退出程序。有下列情形之一的，由街道办理退出手续："
    text = [item, "（1）年度考核不合格的；", "（2）严重违反工作纪律的；", "（3）本人提出辞职申请的。"]
    assert (
        measures("一、重点任务", *text, "2.健全议事机制。各街道要建立居民议事会。")[0]
        == normalize("\n".join(text)).text
    )


@pytest.mark.parametrize(
    "item",
    [
        "1.健全议事机制。一方面，建立居民议事会，定期收集意见；另一方面，完善办理反馈制度，公开办理结果。",
        "1.健全议事机制。建立居民议事会，完善办理反馈制度，推行办理结果公开，开展居民满意度评价。",
    ],
    ids=["on_the_one_hand", "parallel_clauses"],
)
def test_an_item_with_parallel_clauses_stays_one_measure(item: str) -> None:
    assert measures("一、重点任务", item) == [normalize(item).text]


@pytest.mark.parametrize("label", ["牵头单位：市民政局", "责任单位：市民政局、各街道", "完成时限：2025年6月底前"])
def test_label_lines_belong_to_their_item(label: str) -> None:
    item = "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。"
    assert (
        measures("一、重点任务", item, label, "2.健全议事机制。各街道要建立居民议事会。")[0]
        == normalize(f"{item}\n{label}").text
    )


def test_a_bracket_of_bodies_on_its_own_line_belongs_to_its_item() -> None:
    item = "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。"
    bracket = "（市民政局牵头，市财政局、各区县政府配合）"
    assert (
        measures("一、重点任务", item, bracket, "2.健全议事机制。各街道要建立居民议事会。")[0]
        == normalize(f"{item}\n{bracket}").text
    )


def test_the_title_is_the_first_sentence_without_its_stop() -> None:
    assert titles("一、重点任务", "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。") == ["改造社区用房"]


# ---- 2. topic sentences ---------------------------------------------------------------------


def test_a_paragraph_opened_by_a_topic_sentence_is_a_measure() -> None:
    lines = (
        "一、重点任务",
        "优化服务阵地布局。盘活闲置用房建设邻里中心，统筹设置助餐和托育点位。",
        "搭建协同共建平台。组织驻区单位认领服务项目，每季度召开联席会议。",
    )
    assert measures(*lines) == [normalize(line).text for line in lines[1:]]
    assert titles(*lines) == ["优化服务阵地布局", "搭建协同共建平台"]


def test_topic_sentences_inside_a_paragraph_are_measures_with_what_elaborates_them() -> None:
    assert measures(
        "一、完善社区服务",
        "做优做实社区服务。优化提升服务阵地平台。把邻里中心作为重点，盘活闲置用房，设置助餐和托育点位。搭建社会协同共建平台。加大驻区单位参与力度，组织认领服务项目，按季度会商。",
    ) == [
        "优化提升服务阵地平台。把邻里中心作为重点,盘活闲置用房,设置助餐和托育点位。",
        "搭建社会协同共建平台。加大驻区单位参与力度,组织认领服务项目,按季度会商。",
    ]


def test_as_many_parts_as_announced_that_name_themselves_are_measures() -> None:
    found = measures(
        "（一）夯实基层力量",
        "重点抓好三支队伍建设。选优配强社区书记，面向退役军人和返乡大学生公开选拔。建强专职网格员，按照每三百户一名配备到位。壮大志愿服务队伍，依托驻区单位组建志愿服务队。",
    )
    assert [m.split(",")[0] for m in found] == ["选优配强社区书记", "建强专职网格员", "壮大志愿服务队伍"]


# ---- 3. paragraphs --------------------------------------------------------------------------


def test_a_paragraph_that_states_actions_is_a_measure() -> None:
    task = "各街道要建立居民议事会，完善办理反馈制度，推行办理结果公开，并于每季度末报送进展情况。"
    assert measures("一、健全议事机制", task, genre="other") == [normalize(f"一、健全议事机制\n{task}").text]


# ---- 4. rows of a task table ----------------------------------------------------------------


def test_each_row_of_a_task_table_is_a_measure() -> None:
    assert measures(
        "序号", "重点任务", "责任单位", "完成时限",
        "1", "建设街道邻里中心二十处", "市民政局", "2025年6月底",
        "2", "培训社区工作者三千人次", "市社会工作部", "2025年底",
    ) == ["1\n建设街道邻里中心二十处\n市民政局\n2025年6月底", "2\n培训社区工作者三千人次\n市社会工作部\n2025年底"]  # fmt: skip


# ---- what holds no measures -----------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["一、指导思想", "一、基本原则", "一、总体要求", "一、基本情况", "一、重大意义", "一、经验启示"]
)
def test_a_section_of_principles_background_or_lessons_holds_none(heading: str) -> None:
    lines = (
        "坚持党建引领，完善治理机制，推动资源下沉，加强队伍建设，提升服务水平。",
        "二、重点任务",
        "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。",
    )
    assert measures(heading, *lines) == ["1.改造社区用房。各街道要盘活闲置房屋,建设邻里中心。"]


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param(
            "为深入贯彻落实上级部署，完善社区治理机制，推动资源下沉，结合我市实际，制定本方案。", id="preamble"
        ),
        pytest.param("各区县人民政府，市政府各部门：", id="address"),
        pytest.param("会议指出，要完善治理机制，推动资源下沉，加强队伍建设，提升服务水平。", id="report_of_words"),
        pytest.param("具体措施如下：", id="announcement"),
    ],
)
def test_what_only_opens_the_text_is_no_measure(opening: str) -> None:
    item = "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。"
    assert measures(opening, "一、重点任务", item) == [normalize(item).text]


@pytest.mark.parametrize("closing", ["本方案自印发之日起施行。", "附件：任务分工表"])
def test_what_only_closes_the_text_is_no_measure(closing: str) -> None:
    item = "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。"
    assert measures("一、重点任务", item, closing) == [normalize(item).text]


@pytest.mark.parametrize(
    "article",
    [
        "第一条 为了规范社区服务，制定本办法。",
        "第二条 本办法所称社区服务，是指面向居民的便民服务。",
        "第三条 本办法适用于本市行政区域内的社区。",
        "第九条 本办法自2025年1月1日起施行。",
    ],
)
def test_an_article_that_defines_or_dates_is_no_measure(article: str) -> None:
    rule = "第四条 街道办事处应当建立居民议事会，公开办理结果。"
    assert measures(article, rule) == [normalize(rule).text]


# ---- aims -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "aims",
    [
        pytest.param(("一、工作目标", "到2025年底，建成邻里中心200个，居民满意度达到90%以上。"), id="section"),
        pytest.param(
            ("一、总体要求", "到2025年底，建成邻里中心200个，居民满意度达到90%以上。"), id="paragraph_of_principles"
        ),
        pytest.param(
            ("主要预期目标是：社区服务设施覆盖率达到95%，居民满意度提高3个百分点。",), id="sentence_of_a_report"
        ),
    ],
)
def test_aims_are_kept_apart_from_measures(aims: tuple[str, ...]) -> None:
    item = "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。"
    text, found = read(*aims, "二、重点任务", item)
    assert [text[p.start : p.end] for p in found.measures] == [normalize(item).text]
    assert len(found.aims) == 1
    low, high, _ = found.aims[0]
    assert normalize(aims[-1]).text in text[low:high]


# ---- kind -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "genre", "kind"),
    [
        pytest.param(
            ("一、2023年工作回顾", "（一）阵地建设成效明显。建成邻里中心120个，新增助餐点位36个。"),
            "report",
            "achievement",
            id="review",
        ),
        pytest.param(
            ("二、2024年重点工作", "（一）加快阵地建设。新建邻里中心30个，改造用房50处。"),
            "report",
            "task",
            id="plan_of_a_report",
        ),
        pytest.param(
            ("一、重点任务", "（一）加快阵地建设。新建邻里中心30个，改造用房50处。"), "plan", "task", id="plan"
        ),
        pytest.param(
            ("一、主要做法", "（一）建强社区队伍。先后招考社区工作者300名，组织培训42场次。"),
            "experience",
            "achievement",
            id="practice",
        ),
    ],
)
def test_the_section_tells_task_and_achievement(lines: tuple[str, ...], genre: str, kind: str) -> None:
    assert kinds(*lines, genre=genre) == [kind]


def test_measures_neither_overlap_nor_leave_the_order() -> None:
    _, found = read(
        "一、重点任务", "（一）建强队伍", "1.开展公开招考。各街道要补足人员。", "2.组织统一培训。一是组织新进人员岗前培训，提升服务能力；二是开展在岗人员分级轮训，提升治理能力。",
        "（二）建好阵地。各街道要盘活闲置房屋，建设邻里中心。", "二、保障措施", "（一）加强组织领导。各街道要建立工作专班，统筹推进各项任务。",
    )  # fmt: skip
    spans = [(p.start, p.end) for p in found.measures]
    assert len(spans) == 5
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


# ---- pages that lost their line breaks, templates, letters -------------------------------------


def test_numbers_in_brackets_inside_a_paragraph_are_items() -> None:
    item = "1.深化开办改革。（1）压缩开办时间。合并办理执照与印章，压缩至三天。（市市场监管局负责）（2）推广电子执照。在招投标中推广使用电子执照。（市数据局负责）"
    found = measures("一、主要任务", item)
    assert [text[:8] for text in found] == ["(1)压缩开办时", "(2)推广电子执"]


def test_a_list_of_papers_in_brackets_is_no_list_of_items() -> None:
    item = "1.简化申请。申请人提交（1）申请表;（2）身份证;（3）照片，窗口当场受理并发放回执。"
    assert len(measures("一、主要任务", item)) == 1


def test_items_glued_to_the_headings_above_them() -> None:
    block = (
        "为浓厚抓项目的氛围，现就全镇招商工作制定如下意见：一、工作任务1、全镇确保引进亿元项目四个，新开工项目八个。2、各村把闲置厂房列入清单，逐户对接客商。"
        "二、推进措施3、外出招商。各招商组每月赴外地驻点，组织专题推介会。4、跟踪服务。镇项目办对在谈项目实行周调度，全程代办手续。三、考核奖励5、镇纪委对任务完成情况开展督查，结果在全镇通报。"
    )
    assert [text[:2] for text in measures(block)] == ["1、", "2、", "3、", "4、", "5、"]


def test_fields_of_an_activity_are_one_measure() -> None:
    lines = [
        "（一）举办政策学习周",
        "1、活动时间：8月26日至9月1日。",
        "2、活动内容：各村把群众召集到一处学政策，宣讲不少于45场。",
        "3、组织单位：县委统战部、县民宗局。",
    ]
    (found,) = measures("一、主要活动", *lines)
    assert found == normalize("\n".join(lines)).text


def test_duties_of_bodies_do_not_end_the_text() -> None:
    duties = ["县住建局：负责组织泵站汛前维护。", "县水利局：负责提供雨情信息。", "县教体局：负责开展防溺水教育。"]
    stage = "（一）准备阶段。修订应急预案，储备编织袋。"
    assert measures(*duties, "四、稳步推进任务", stage) == [normalize(text).text for text in (*duties, stage)]


def test_a_letter_that_charges_its_readers_is_a_measure_from_where_it_does() -> None:
    letter = "《分解方案》已经市政府研究通过，现印发你们，请遵照执行。各县区、各部门要加强领导，细化措施，于3月25日前送市政府督查室备案。"
    item = "1.改造社区用房。各街道要盘活闲置房屋，建设邻里中心。"
    assert measures(letter, "一、重点任务", item) == [
        normalize(text).text for text in (letter[letter.index("各县区") :], item)
    ]


def test_the_banner_of_a_year_is_no_measure() -> None:
    opening = "2023年，我县“三农”工作以建设农业强县为引领，守好粮食供给关口，着力抓好产业建设。力争粮食总产量保持在13万吨左右。"
    item = "（一）抓好粮食播种。落实粮食安全责任制，扩种大豆。"
    text, found = read(opening, "一、稳住粮食安全", item)
    assert [text[p.start : p.end] for p in found.measures] == [normalize(item).text]
    assert len(found.aims) == 1


def test_a_year_s_paragraph_opened_by_its_topic_is_one_achievement() -> None:
    lines = [
        "一、2023年工作回顾",
        "这一年，我们聚焦农民增收入，乡村振兴持续深入。聚焦农业增效益。新增销售额3亿元。聚焦农民增收入。盘活资产8600万元。聚焦农村增活力。改造线路9公里。",
    ]
    assert len(measures(*lines, genre="report")) == 1


def test_a_card_of_a_project_is_one_measure_with_its_schedule() -> None:
    card = (
        "老年人助餐点建设",
        "牵头单位：区民政局",
        "协办单位：区财政局、各街道办事处",
        "进度安排",
        "第一季度目标：确定点位12个。",
        "完成情况",
        "第一季度：12个点位已确定。",
    )
    other = ("公共厕所改建工程", *card[1:])
    third = ("农贸市场提升工程", *card[1:])
    found = measures("2019年民生实事", *card, *other, *third)
    assert [text.split("\n")[0] for text in found] == [card[0], other[0], third[0]]
    assert kinds("2019年民生实事", *card, *other, *third) == ["task"] * 3


def test_what_was_mended_is_an_achievement_and_what_is_being_mended_a_task() -> None:
    lines = (
        "一、问题整改情况",
        "（一）标志不全。", "该问题已完成整改。市生态环境局补设界桩412个、警示牌86块。",
        "（二）备用水源建设滞后。", "该问题正在整改。由市住建局牵头，加快取水泵站建设，2023年6月底前新增供水能力10万吨。",
    )  # fmt: skip
    assert kinds(*lines, genre="report") == ["achievement", "task"]


def test_the_aims_that_news_tell_of_a_plan() -> None:
    told = "近日，市政府办公室印发了《农膜污染防治工作方案》。《方案》提出，2022年，全市地膜使用面积控制在220万亩以内，回收利用率达到85%以上。"
    asked = "《方案》要求，要把好源头关，推广加厚地膜100万亩，示范降解地膜2万亩。"
    text, found = read(told, asked, genre="news")
    assert [text[p.start : p.end] for p in found.measures] == [normalize(asked).text]
    assert [text[aim[0] : aim[1]] for aim in found.aims] == [normalize(told).text]


def test_the_opening_of_a_report_is_no_measure() -> None:
    assert measures(
        "受乡人民政府委托，我向大会报告一年来的工作，请予审议。",
        "一、2009年工作回顾",
        "（一）生产条件改善。硬化通组路2.1公里。",
        genre="report",
    ) == [normalize("（一）生产条件改善。硬化通组路2.1公里。").text]


def test_a_target_handed_down_is_an_aim() -> None:
    _, found = read(
        "2009年县人民政府下达我局的目标任务是：交通投资21600万元，通村公路118公里。",
        "一、上半年工作",
        "（一）建成通村公路46公里，改造危桥3座。",
        genre="report",
    )
    assert len(found.aims) == 1


def test_figures_of_a_part_of_the_year_are_told_with_whatever_verbs() -> None:
    told = "市生态环境局总工程师说，上半年全市空气优良天数比率为88.4%，同比提高3.1个百分点，对312家企业逐一上门帮扶。"
    assert (
        measures(
            "通报会上，市住建局介绍，全市改造农村户厕1.8万户，新增学位2160个，惠及居民3万人。", told, genre="news"
        )[-1]
        == normalize(told).text
    )


def test_who_was_there_ends_the_last_item_of_minutes() -> None:
    item = "（二）区监察局负责对上述事项落实情况跟踪督办，每周五向区政府报告进展。"
    assert (
        measures(
            "一、会议明确了以下事项", "（一）新市场选址由区国土分局负责于6月20日前办理。", item, "与会人员：周某 罗某某"
        )[-1]
        == normalize(item).text
    )


def test_what_a_plan_aims_at_before_its_first_task() -> None:
    text, found = read(
        "力争到2022年底建成示范县;到2024年底,景区总数达到42家,过夜游客占比提高到55%以上,带动就业1.1万人。", "1.做大龙头景区。县文旅局实施北入口项目。", "2.补齐短板。县交通局打通断头路6条。",
    )  # fmt: skip
    assert [text[a:b][:8] for a, b, _ in found.aims] == ["力争到2022年"]
    assert len(found.measures) == 2


def test_what_was_wanted_stands_before_what_came_of_it() -> None:
    assert kinds(
        "一、任务完成情况",
        "1.新建厂房12万平方米。上半年,建成厂房7万平方米。",
        "2.改造管网60公里。上半年,改造管网34公里。",
    ) == ["task", "task"]
    assert kinds(
        "一、任务完成情况", "1.产业发展提速。上半年,建成厂房7万平方米。", "2.管网改造加快。上半年,改造管网34公里。"
    ) == ["achievement", "achievement"]


def test_items_inside_a_paragraph_share_the_bracket_at_its_end() -> None:
    _, found = read(
        "一、重点任务",
        "(七)做优数据供给。1.归集公共数据,上架42类。2.开发行业语料,标注2000万条。3.试行数据入表,不少于6项。(责任单位:市数据局、市财政局)",
    )
    assert len(found.measures) == 3
    assert all(p.parent_tail for p in found.measures[:2])


def test_levels_in_what_frames_the_tasks_are_aims() -> None:
    text, found = read(
        "二、2024年工作安排", "今年工作的总体要求是稳中求进,零售总额增长8%以上,外贸总额突破1900亿元,营业收入增长12%左右。", "(一)促进消费。县商务局要举办展会12场。", "(二)稳住外贸。县商务局要帮助企业参展。",
    )  # fmt: skip
    assert [text[a:b].strip()[:6] for a, b, _ in found.aims] == ["今年工作的总"]
    assert len(found.measures) == 2


def test_lines_of_a_timetable_are_measures() -> None:
    assert measures("一、时间步骤", "3月4日至3月20日,各单位开展自查,逐条填写台账;", "4月10日前,县委巡察办形成总报告。") == [
        "3月4日至3月20日,各单位开展自查,逐条填写台账;", "4月10日前,县委巡察办形成总报告。",
    ]  # fmt: skip


def test_problems_that_are_mended_head_what_was_done() -> None:
    lines = (
        "一、整改情况",
        "第一项：污水管网建设滞后",
        "此问题整改已完成。一是新建管网36公里。二是改造泵站4座。",
        "第二项：垃圾清运不及时",
        "此问题整改已完成。一是购置车辆12台。二是新建转运站2座。",
    )
    _, found = read(*lines, genre="report")
    assert [p.kind for p in found.measures] == ["achievement", "achievement"]


def test_what_stands_above_a_list_that_begins_with_three_is_no_introduction() -> None:
    lines = (
        "一、重点任务",
        "建设邻里中心。各街道要盘活闲置房屋，改造邻里中心不少于20处，年底前全部投用，并逐处公开服务事项。",
        "健全议事机制。各街道要建立居民议事会，每季度公开一次办理结果，主动接受居民和社会各界的监督。",
        "（三）培训社区工作者。全年培训300名。",
        "（四）改造农贸市场。改造3处。",
    )
    assert len(measures(*lines)) == 4


def test_the_opening_of_a_bureau_s_summary_sums_up_what_its_sections_tell() -> None:
    opening = "2022年，县林业局在县委、县政府坚强领导和市林业局指导下，超额完成造林任务，完成造林3.2万亩，比上年增长8%，新增苗圃6处，受理案件12起。"
    done = "（一）国土绿化提速。完成道路绿化46公里。"
    assert measures(opening, "一、2022年工作情况", done, genre="report") == [normalize(done).text]


def test_what_a_government_reached_at_the_opening_of_its_report_is_told_there_alone() -> None:
    speech = "各位代表：我代表县人民政府，向大会报告工作。"
    year = "2022年，在县委坚强领导下，全县生产总值增长6%，财政收入增长8%，新增就业1.2万人，建成公路46公里。"
    found = measures(
        speech,
        "一、2022年工作回顾",
        year,
        "（一）交通条件改善。建成农村公路120公里。",
        "二、2023年工作安排",
        "（一）推进交通建设。新建公路30公里。",
        genre="report",
    )
    assert any(measure.startswith("2022年") for measure in found)


def test_short_items_that_count_what_is_to_be_done_are_measures() -> None:
    assert (
        len(
            measures(
                "一、民生实事", "1.新建农村公路50公里。", "2.改造危桥6座。", "3.新建公园3个。", "4.改造厕所300座。"
            )
        )
        == 4
    )
    assert (
        len(
            measures(
                "一、民生实事", "实事一：新建农村公路50公里，改造危桥6座。", "实事二：改造农贸市场3个，新建公园2个。"
            )
        )
        == 2
    )


def test_the_announcement_of_a_list_is_none_of_it() -> None:
    assert (
        len(
            measures(
                "今年将办好以下民生实事。",
                "1.新建农村公路50公里。",
                "2.改造农村厕所300座。",
                "3.新建城区停车场两个。",
                "4.改造老旧小区6个。",
            )
        )
        == 4
    )


def test_what_a_paper_tells_of_a_day_is_done() -> None:
    news = "3月27日，城关镇组织会商，推行邻里联防，发动群众参与，建立联防小组46个，每组推选1名组长。"
    assert kinds("本报讯 " + news, genre="other") == ["achievement"]
    assert kinds(news, genre="other") == ["task"]


def test_the_age_a_plan_opens_with_is_background() -> None:
    assert measures(
        "“十四五”时期是我县加快转型的关键时期，推进产业升级具有深远影响。",
        "一、重点任务",
        "（一）推进产业升级。建设标准厂房12万平方米。",
    ) == ["(一)推进产业升级。建设标准厂房12万平方米。"]


def test_who_leads_a_mechanism_that_is_aimed_at_assigns_nothing() -> None:
    assert measures(
        "一、总体目标",
        "到2027年，初步建立村党组织牵头、村民委员会负责的农村社区治理机制。",
        "二、重点任务",
        "（一）建设服务站。新建服务站12个。",
    ) == ["(一)建设服务站。新建服务站12个。"]


def test_items_that_a_page_glued_to_a_bracket_or_before_a_year() -> None:
    assert (
        len(
            measures(
                "一、重点任务",
                "1.新建泵站8座。（责任单位：市水务局）2.改造管网36公里。（责任单位：市住建局）3.2025年底前建成水厂1座。（责任单位：市城管局）",
            )
        )
        == 3
    )


def test_dashes_list_what_was_done() -> None:
    assert measures("一、主要做法", "1.案例一：圭塘街道", "- 搭建监管平台，接入38个小区的收支账目。", "- 上线业主小程序，受理报修和投诉。", genre="experience") == [
        "-搭建监管平台,接入38个小区的收支账目。", "-上线业主小程序,受理报修和投诉。",
    ]  # fmt: skip


def test_how_far_a_notice_says_things_are() -> None:
    assert kinds("一、总体进展", "截至6月30日，58件民生实事已完成17件，完成率29.3%。", genre="notice") == [
        "achievement"
    ]
