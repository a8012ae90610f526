"""The tree of numbered blocks, its levels, and what a heading says of its section."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.structure.blocks import Block, inherited_role
from policytext.structure.lines import split_lines
from policytext.structure.roles import heading_role
from policytext.structure.sections import build_blocks

Tree = list[tuple[str, list]]  # type: ignore[type-arg]


def build(*lines: str) -> tuple[str, Block]:
    normal = normalize("\n".join(lines))
    (root,) = build_blocks(normal.text, split_lines(normal.text))
    return normal.text, root


def tree(text: str, block: Block) -> Tree:
    """Each child as its marker's text with its children."""
    return [
        (text[c.marker.start : c.marker.end] or c.heading(text) or "", tree(text, c))
        for c in block.children
        if c.marker
    ]


def test_the_tree_follows_the_standard_order() -> None:
    text, root = build(
        "一、重点任务", "（一）建强队伍", "1.配齐人员。各街道要配齐人员。", "（1）公开招考。", "（2）统一培训。",
        "2.健全待遇。各街道要落实待遇。", "（二）建好阵地", "二、保障措施", "（一）加强领导",
    )  # fmt: skip
    assert tree(text, root) == [
        ("一、", [("(一)", [("1.", [("(1)", []), ("(2)", [])]), ("2.", [])]), ("(二)", [])]),
        ("二、", [("(一)", [])]),
    ]
    assert [c.level for c in root.children] == [1, 1]
    assert root.children[0].children[0].children[0].children[0].level == 4


def test_a_level_may_be_left_out() -> None:
    text, root = build(
        "一、重点任务", "1.建强队伍。各街道要配齐人员。", "2.建好阵地。各街道要建好阵地。", "二、保障措施"
    )
    assert tree(text, root) == [("一、", [("1.", []), ("2.", [])]), ("二、", [])]
    assert root.children[0].children[0].level == 2


def test_numbers_that_run_on_nest_by_place() -> None:
    text, root = build(
        "（一）建强队伍", "1.公开招考。", "2.统一培训。", "（二）建好阵地", "3.改造用房。", "4.开放共享。"
    )
    assert tree(text, root) == [("(一)", [("1.", []), ("2.", [])]), ("(二)", [("3.", []), ("4.", [])])]


def test_first_second_stand_over_one_is_two_is() -> None:
    text, root = build(
        "第一，建强队伍。",
        "一是公开招考补充人员;",
        "二是统一培训提升能力。",
        "第二，建好阵地。",
        "一是改造用房补齐短板;",
        "二是开放共享服务居民。",
    )
    assert tree(text, root) == [("第一,", [("一是", []), ("二是", [])]), ("第二,", [("一是", []), ("二是", [])])]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "1.建强队伍。一是公开招考补充社区工作者；二是统一组织岗前和在岗培训；三是落实薪酬待遇。",
            [("1.", [("一是", []), ("二是", []), ("三是", [])])], id="shi",
        ),
        pytest.param(
            "1.建强队伍。一要公开招考补充社区工作者，二要统一组织岗前和在岗培训并落实待遇。",
            [("1.", [("一要", []), ("二要", [])])], id="yao",
        ),
        pytest.param(
            "1.建强队伍。一方面公开招考补充社区工作者，另一方面统一组织岗前和在岗培训并落实待遇。",
            [("1.", [])], id="on_the_one_hand_is_none",
        ),
    ],
)  # fmt: skip
def test_an_enumeration_inside_a_paragraph_is_its_children(line: str, expected: Tree) -> None:
    text, root = build(line)
    assert tree(text, root) == expected


def test_a_new_paragraph_ends_an_inline_enumeration() -> None:
    text, root = build(
        "一、重点任务",
        "建强队伍方面，一是公开招考补充社区工作者；二是统一组织岗前和在岗培训。",
        "建好阵地方面，各街道要改造闲置用房。",
    )
    items = root.children[0].children
    assert [text[c.start : c.end] for c in items] == ["一是公开招考补充社区工作者;", "二是统一组织岗前和在岗培训。"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        pytest.param("一、重点任务", "重点任务", id="alone"),
        pytest.param("1.编制专项规划。各街道要摸清底数。", "编制专项规划", id="first_sentence"),
        pytest.param("（二）健全机制：", "健全机制", id="colon_off"),
        pytest.param("（三）★建强队伍", "建强队伍", id="star_off"),
        pytest.param("一是建强队伍，补充社区工作者。", "建强队伍", id="one_is_ends_at_a_comma"),
        pytest.param("第三条 市民政局负责统筹协调工作。", None, id="an_article_has_none"),
    ],
)
def test_the_name_stands_behind_the_marker(line: str, heading: str | None) -> None:
    text, root = build(line, "各街道要抓好落实。")
    assert root.children[0].heading(text) == heading


def test_a_block_holds_all_that_follows_it() -> None:
    text, root = build("一、重点任务", "（一）建强队伍", "各街道要配齐人员。", "二、保障措施", "各街道要加强领导。")
    first, second = root.children
    assert text[first.start : first.end] == "一、重点任务\n(一)建强队伍\n各街道要配齐人员。"
    assert text[second.start : second.end] == "二、保障措施\n各街道要加强领导。"


@pytest.mark.parametrize(
    ("below", "own"),
    [
        pytest.param(("各街道要按季度报送进展。",), 0, id="a_closing_line_belongs_to_no_item"),
        pytest.param(("责任单位：市民政局",), 1, id="a_label_line_belongs_to_it"),
        pytest.param(("（市民政局牵头）",), 1, id="a_bracket_belongs_to_it"),
        pytest.param(("（市民政局牵头）", "各街道要按季度报送进展。"), 1, id="a_bracket_and_a_closing_line"),
    ],
)
def test_of_what_stands_below_the_last_item_only_labels_are_its_own(below: tuple[str, ...], own: int) -> None:
    item = "2.建好阵地。各街道要改造用房。"
    text, root = build("一、重点任务", "1.建强队伍。各街道要配齐人员。", item, *below)
    last = root.children[0].children[1]
    assert text[last.start : last.end] == normalize("\n".join((item, *below[:own]))).text


def test_a_part_may_be_named_without_a_number() -> None:
    text, root = build(
        "2023年工作回顾",
        "（一）建强队伍。全市招考社区工作者三千名。",
        "2024年工作安排",
        "（一）建好阵地。各街道要改造用房。",
    )
    assert tree(text, root) == [("2023年工作回顾", [("(一)", [])]), ("2024年工作安排", [("(一)", [])])]
    assert [c.role for c in root.children] == ["review", "tasks"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("指导思想", "principles"), ("总体要求", "principles"), ("基本原则", "principles"),
        ("工作目标", "aims"), ("主要目标", "aims"), ("总体目标", "aims"),
        ("重点任务", "tasks"), ("主要任务", "tasks"), ("重点工作", "tasks"), ("工作举措", "tasks"), ("主要措施", "tasks"),
        ("保障措施", "procedure"), ("组织保障", "procedure"), ("工作要求", "procedure"), ("组织实施", "procedure"),
        ("基本情况", "background"), ("现状", "background"), ("存在的问题", "background"),
        ("主要做法", "review"), ("工作成效", "review"), ("2023年工作回顾", "review"),
        ("时间安排", "schedule"), ("实施步骤", "schedule"), ("进度安排", "schedule"),
        ("经验启示", "lessons"), ("几点体会", "lessons"),
        ("总体要求（2024—2026年）", "principles"),
        ("建强队伍", None), ("优化发展环境", None), ("聚力完善产业发展环境", None),
    ],
)  # fmt: skip
def test_a_heading_tells_the_role_of_its_section(heading: str, role: str | None) -> None:
    assert heading_role(normalize(heading).text) == role


def test_a_role_holds_for_what_stands_below() -> None:
    _, root = build("一、重点任务", "（一）建强队伍", "1.公开招考。", "二、工作目标", "（一）队伍建设")
    tasks, aims = root.children
    assert inherited_role(tasks.children[0].children[0]) == "tasks"
    assert inherited_role(aims.children[0]) == "aims"
    assert inherited_role(root) is None


def test_a_box_holds_its_items_and_the_text_goes_on_below_it() -> None:
    text, root = build(
        "三、重点任务", "（一）夯实基础", "推进标准化工作。持续优化标准顶层设计，统筹推进国家标准体系和行业标准体系建设，加强标准协同。",
        "专栏6 智能制造标准领航行动", "01 标准体系建设", "定期修订标准体系建设指南，建设细分领域的行业应用标准体系。",
        "02 标准研制", "加大标准试验验证力度。", "完善信息基础设施。加快工业互联网和数据中心建设，支持企业改造内网，推动园区建设高速网络。",
        "（二）强化保障",
    )  # fmt: skip
    paren = root.children[0].children[0]
    assert tree(text, paren) == [("专栏6", [("01", []), ("02", [])])]
    assert [line.text[:8] for line in (*paren.paragraphs, *paren.tail)] == ["推进标准化工作。", "完善信息基础设施"]


def test_a_number_that_follows_the_one_before_the_box_leaves_it() -> None:
    text, root = build(
        "（一）推广应用", "1.培育场景。支持行业协会编制清单。", "2.加强研发。研发一批方案。", "专栏1 研发推广工程",
        "1.家电行业：建设个性化定制平台。", "3.推进改造。支持企业改造。",
    )  # fmt: skip
    assert tree(text, root.children[0]) == [("1.", []), ("2.", []), ("专栏1", [("1.", [])]), ("3.", [])]


def test_numbers_that_run_on_over_headings_are_found_inside_a_paragraph() -> None:
    text, root = build(
        "（一）夯实基础。1.提纯复壮种源。收集野生资源不少于200份。（县林业局配合）2.规范种苗生产。种苗场一律持证经营。",
        "（二）做强加工。3.培育加工龙头。引导企业开发新品，每年入库10家。（县发改委配合）4.建设产业园区。园区年底前建成投用。",
    )  # fmt: skip
    assert tree(text, root) == [("(一)", [("1.", []), ("2.", [])]), ("(二)", [("3.", []), ("4.", [])])]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("【怎么干】", "【怎么干】"),
        ("附件2", "附件2"),
        ("问：主要目标是什么？", "问：主要目标是什么？"),
    ],
)  # fmt: skip
def test_a_line_that_names_a_part_opens_it_without_a_number(line: str, name: str) -> None:
    text, root = build("为做好工作，制定本方案。", line, "各街道要改造社区用房，年底前完成。")
    assert [child.heading(text) for child in root.children] == [normalize(name).text]


@pytest.mark.parametrize("heading", ["建设目标", "发展目标", "提升目标任务"])
def test_a_verb_may_be_part_of_the_name_of_aims(heading: str) -> None:
    assert heading_role(heading) == "aims"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("今年重点工作总结", "review"), ("2022年工作思路", "tasks"), ("下步工作打算", "tasks"), ("工作思路", "principles"),
        ("服务对象", "principles"), ("总的思路", "principles"),
    ],
)  # fmt: skip
def test_what_a_bureau_did_and_what_it_will_do(heading: str, role: str) -> None:
    assert heading_role(heading) == role


def test_a_heading_that_lost_its_numeral_is_a_heading() -> None:
    _, root = build("一、总体思路", "坚持政府引导。", "、工作目标", "到2025年，建成站点20个。", "三、基本原则")
    assert [child.role for child in root.children] == ["principles", "aims", "principles"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("“十四五”取得显著成就", "review"), ("生态环境保护取得积极进展", "review"), ("国有企业改革要取得新的突破", None),
        ("问题整改情况", "review"), ("水污染防治工作基本情况", "review"), ("做法与经验", "review"),
        ("整改原则", "principles"), ("普查目的", "principles"),
    ],
)  # fmt: skip
def test_more_names_of_sections(heading: str, role: str | None) -> None:
    assert heading_role(heading) == role


def test_a_section_glued_to_its_text_keeps_its_name() -> None:
    text, root = build(
        "一、平安建设工作开展情况去年以来，市政府把平安建设放在重要位置来抓，推动平安建设迈出新步伐，群众安全感持续提升，各项工作取得成效。",
        "二、存在的主要问题一是基础工作不够牢；二是力量不足。",
    )
    assert [child.heading(text) for child in root.children] == ["平安建设工作开展情况", "存在的主要问题"]
    assert root.children[0].role == "review"


def test_the_coming_half_year_is_a_part_beside_the_past_one() -> None:
    text, root = build(
        "上半年工作情况",
        "一、镇域实力稳步提升",
        "新签约项目4个。",
        "二、群众生活持续改善",
        "改厕320户。",
        "下半年工作安排",
        "（一）聚力招大引强。瞄准重点区域开展驻点招商。",
    )
    assert [child.heading(text) for child in root.children] == ["上半年工作情况", "下半年工作安排"]
    assert root.children[1].role == "tasks"


def test_a_field_that_each_card_repeats_is_no_part() -> None:
    card = ["公厕新建改建工程", "牵头单位：区城管局", "进度安排", "第一季度目标：完成选址。"]
    _, root = build("海州区2019年民生实事：便民设施（3项）", *card, *card, *card)
    assert root.children == []


def test_items_of_what_is_wanting_are_background() -> None:
    _, root = build(
        "自评查出的主要问题是：",
        "1、候诊椅只有8把；",
        "2、药房面积15平方米；",
        "3、卫生间无扶手。",
        "现将整改安排报告如下：",
        "1、办公室尽快购置候诊椅20把；",
        "2、药剂科腾出库房。",
    )
    numbered = [(child.marker.number, child.role) for child in root.children if child.marker is not None]
    assert numbered == [(1, "background"), (2, "background"), (3, "background"), (1, None), (2, None)]


def test_an_item_of_background_says_nothing_of_the_next() -> None:
    _, root = build("一、有关事项", "1.现状基础。全市建成站点20个。", "2.加快站点建设。年内新建站点8个。")
    assert [child.role for child in root.children[0].children] == ["background", None]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、2023年计划执行情况", "review"),
        ("一、上半年工作来之不易,成绩要讲够", "review"),
        ("二、下半年任务不轻不缓,硬仗要打赢", "tasks"),
        ("三、前期进展", "review"),
        ("（一）经济增长类指标完成情况", "review"),
    ],
)
def test_parts_of_a_speech_and_of_a_report_on_progress(heading: str, role: str) -> None:
    assert heading_role(heading.split("、")[-1].split("）")[-1]) == role


def test_the_name_of_a_part_glued_to_its_text() -> None:
    words = "镇政府攻坚克难,完成各项任务" * 4
    _, root = build(
        f"一、2018年工作回顾刚刚过去的一年,{words}。", f"二、2019年工作安排今年政府工作的总体要求是稳中求进,{words}。"
    )
    assert [block.role for block in root.children] == ["review", "tasks"]
