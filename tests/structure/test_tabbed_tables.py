"""Task tables whose rows are lines with tabs: what each cell means, and what becomes of it."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.pipeline import extract_text
from policytext.read import ManifestRow
from policytext.records import Measure
from policytext.structure.lines import split_lines
from policytext.structure.tables import find_tables

HEADER = "序号\t重点任务\t牵头单位\t配合单位\t完成时限"
FIRST = "1\t建设街道邻里中心20处\t市民政局\t市财政局、各区政府\t2025年6月底"
SECOND = "2\t培训社区工作者\t市委社会工作部\t\t长期坚持"


def measures(*lines: str) -> tuple[Measure, ...]:
    text = "\n".join(("云岚市重点任务分工表", *lines)) + "\n"
    found = extract_text(text, path="a", sha256="0" * 64, known=ManifestRow(path="a", date="2025-03-01")).measures
    for measure in found:
        assert text[measure.start : measure.end] == measure.text
    return found


def units(measure: Measure) -> list[tuple[str, str, str]]:
    return [(unit.text, unit.role, unit.evidence) for unit in measure.units]


def targets(measure: Measure) -> list[tuple[str, str | None, float | None, str | None]]:
    return [(t.text, t.indicator, t.value, t.unit) for t in measure.targets]


def deadlines(measure: Measure) -> list[tuple[str, str | None]]:
    return [(d.text, d.value) for d in measure.deadlines]


def test_a_row_is_a_measure_with_evidence_table() -> None:
    first, second = measures(HEADER, FIRST, SECOND)
    assert first.text == FIRST
    assert first.title == "建设街道邻里中心20处"
    assert units(first) == [
        ("市民政局", "lead", "table"),
        ("市财政局", "support", "table"),
        ("各区政府", "support", "table"),
    ]
    assert targets(first) == [("20处", "建设街道邻里中心", 20.0, "处")]
    assert deadlines(first) == [("2025年6月底", "2025-06-30")]
    assert {record.evidence for record in (*first.targets, *first.deadlines)} == {"table"}
    assert units(second) == [("市委社会工作部", "lead", "table")]
    assert second.deadlines[0].type == "ongoing"


@pytest.mark.parametrize(
    "header",
    [
        "责任部门\t时间节点\t工作举措",
        "主办单位\t完成时间\t任务名称",
        "牵头\t工作时限\t主要任务",
        "牵头单位\t办结时限\t具体措施",
    ],
)
def test_header_words_in_any_order_and_variant(header: str) -> None:
    (measure,) = measures(header, "市民政局\t2025年底\t建设街道邻里中心20处")
    assert [u.text for u in measure.units] == ["市民政局"]
    assert deadlines(measure) == [("2025年底", "2025-12-31")]
    assert measure.title == "建设街道邻里中心20处"


def test_an_empty_cell_shifts_nothing() -> None:
    (measure,) = measures(HEADER, "\t培训社区工作者\t\t市财政局\t")
    assert units(measure) == [("市财政局", "support", "table")]
    assert measure.text == "培训社区工作者\t\t市财政局"


@pytest.mark.parametrize(
    "between",
    [("二、队伍建设",), ("（续表）", HEADER), ("云岚市重点任务分工表（续）", HEADER), (HEADER,), ("三、\u3000治理",)],
    ids=["group", "continued", "continued_title", "repeated_header", "group_with_space"],
)
def test_a_table_goes_on_below(between: tuple[str, ...]) -> None:
    found = measures(HEADER, FIRST, *between, SECOND)
    assert [m.text for m in found] == [FIRST, SECOND]


@pytest.mark.parametrize("same", ["同上", "〃", "″"])
def test_same_as_above_is_inherited(same: str) -> None:
    _, second = measures(HEADER, FIRST, f"2\t培训社区工作者\t市委社会工作部\t{same}\t{same}")
    assert units(second)[1:] == [("市财政局", "support", "inherited"), ("各区政府", "support", "inherited")]
    assert deadlines(second) == [("2025年6月底", "2025-06-30")]
    assert second.deadlines[0].evidence == "inherited"


def test_same_as_left() -> None:
    (measure,) = measures(HEADER, "1\t培训社区工作者\t市民政局\t同左\t年底前")
    assert [(u.text, u.role) for u in measure.units] == [("市民政局", "lead"), ("市民政局", "support")]


@pytest.mark.parametrize("nothing", ["-", "/", "——", "无", ""])
def test_a_dash_is_nothing(nothing: str) -> None:
    (measure,) = measures(HEADER, f"1\t培训社区工作者\t市民政局\t{nothing}\t{nothing}")
    assert units(measure) == [("市民政局", "lead", "table")]
    assert measure.deadlines == ()


@pytest.mark.parametrize(
    "items",
    [
        "1.建设站点20个。2.培训人员300名。",
        "1.建设站点20个2.培训人员300名",
        "①建设站点20个②培训人员300名",
        "（1）建设站点20个；（2）培训人员300名",
    ],
)
def test_items_in_a_cell_are_one_measure_and_lend_no_numbers(items: str) -> None:
    (measure,) = measures(HEADER, f"1\t{items}\t市民政局\t\t年底前")
    assert targets(measure) == [("20个", "建设站点", 20.0, "个"), ("300名", "培训人员", 300.0, "名")]


def test_a_task_over_several_rows_names_their_group() -> None:
    header = "序号\t重点任务\t具体措施\t责任单位"
    first, second = measures(
        header, "1\t建设邻里中心5处\t完成选址\t市民政局", "1\t建设邻里中心5处\t改造用房20间\t市财政局"
    )
    assert [m.title for m in (first, second)] == ["完成选址", "改造用房20间"]
    assert targets(first) == []
    assert targets(second) == [("20间", "改造用房", 20.0, "间")]


def test_rows_of_one_task_are_one_measure() -> None:
    (measure,) = measures(
        "任务\t责任单位\t时限", "建设社区服务站20个\t市民政局\t年底前", "建设社区服务站20个\t市教育局\t年底前"
    )
    assert [u.text for u in measure.units] == ["市民政局", "市教育局"]
    assert targets(measure) == [("20个", "建设社区服务站", 20.0, "个")]
    assert deadlines(measure) == [("年底前", "2025-12-31")]


def test_columns_of_years_are_milestones() -> None:
    rows = (
        "序号\t指标名称\t计量单位\t2025年\t2027年目标\t责任单位",
        "1\t服务设施覆盖率\t%\t90\t≥95\t市民政局",
        "2\t持证社工\t万人\t1.2\t2\t市委社会工作部",
    )
    first, second = measures(*rows)
    assert [(t.text, t.indicator, t.comparator, t.value, t.unit) for t in first.targets] == [
        ("90", "服务设施覆盖率", "eq", 90.0, "%"), ("≥95", "服务设施覆盖率", "ge", 95.0, "%"),
    ]  # fmt: skip
    assert deadlines(first) == [("2025年", "2025-12-31"), ("2027年", "2027-12-31")]
    assert [(t.value, t.unit) for t in second.targets] == [(12000.0, "人"), (20000.0, "人")]


def test_a_column_named_unit_holds_bodies_or_units_of_numbers() -> None:
    (bodies,) = measures("任务\t单位\t完成时限", "建设社区服务站20个\t市民政局\t年底前")
    assert [u.text for u in bodies.units] == ["市民政局"]
    (numbers,) = measures("指标\t单位\t目标值\t责任单位", "覆盖率\t%\t90\t市民政局")
    assert targets(numbers) == [("90", "覆盖率", 90.0, "%")]


MATRIX = ("任务\t市民政局\t市财政局\t市委社会工作部", "建设社区服务站20个\t★\t○\t", "培训社区工作者\t\t○\t★")


@pytest.mark.parametrize("note", ["注：★为牵头单位，○为配合单位。", ""])
def test_a_matrix_assigns_by_marks(note: str) -> None:
    first, second = measures(*MATRIX, note)
    assert [(u.text, u.role) for u in first.units] == [("市民政局", "lead"), ("市财政局", "support")]
    assert [(u.text, u.role) for u in second.units] == [("市财政局", "support"), ("市委社会工作部", "lead")]


def test_a_matrix_of_ticks_makes_all_responsible() -> None:
    (measure,) = measures("任务\t市民政局\t市财政局", "建设社区服务站20个\t√\t√")
    assert {u.role for u in measure.units} == {"responsible"}


@pytest.mark.parametrize(
    ("cell", "note", "roles"),
    [
        ("市民政局、市财政局", "注：列第一位的为牵头单位。", ["lead", "responsible"]),
        ("市民政局、★市财政局", "注：标★的为牵头单位。", ["responsible", "lead"]),
        ("市民政局（牵头）、市财政局", "", ["lead", "responsible"]),
        ("市民政局、市财政局", "", ["responsible", "responsible"]),
        ("市民政局 市财政局", "", ["responsible", "responsible"]),
    ],
)
def test_a_note_under_the_table_holds_for_all_of_it(cell: str, note: str, roles: list[str]) -> None:
    first, second = measures(
        "任务\t责任单位\t时限", f"建设社区服务站20个\t{cell}\t年底前", f"培训社区工作者\t{cell}\t年底前", note
    )
    assert [u.role for u in first.units] == [u.role for u in second.units] == roles


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("指标\t单位\t2024年\t2025年", "覆盖率\t%\t80\t90"), id="figures_without_bodies"),
        pytest.param(("姓名\t电话\t地址", "李明\t123\t云岚市"), id="no_words_of_tasks"),
        pytest.param(("市民政局\t市财政局\t市教育局", "市水利局\t市商务局\t市统计局"), id="list_of_bodies"),
    ],
)
def test_other_tables_hold_no_measures(lines: tuple[str, ...]) -> None:
    assert find_tables(split_lines(normalize("\n".join(lines)).text)) == []


# ---- normal text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "normal"),
    [
        ("任务\t单位\n建站\t市局\n", "任务\t单位\n建站\t市局"),
        ("任务\t单位\t时限\n\t市局\t\n", "任务\t单位\t时限\n\t市局\t"),
        ("\t一、总则\n\t二、任务\n", "一、总则\n二、任务"),
        ("甲\t乙\n", "甲 乙"),
        ("任 务 \t 单位\n1 项\t市民政局 市财政局\n", "任务\t单位\n1项\t市民政局 市财政局"),
        ("任务，\t单位\n）后\t市局\n", "任务,\t单位\n)后\t市局"),
    ],
    ids=["rows", "empty_cells", "indents", "one_line", "spaces", "never_joined"],
)
def test_a_row_keeps_its_tabs(source: str, normal: str) -> None:
    found = normalize(source)
    assert found.text == normal
    assert len(found.starts) == len(found.text)


def test_a_header_row_is_no_part_of_the_title() -> None:
    text = "2025年民生实事\n序号\t责任单位\t主要任务\n1\t市民政局\t建设社区服务站20个\n2\t市教育局\t建设托育点30处\n"
    document = extract_text(text, path="a", sha256="0" * 64).documents[0]
    assert document.title == "2025年民生实事"


RULED = (
    "任务|内容|责任单位|时限",
    "邻里中心|新建邻里中心20处|市民政局|6月底前",
    "社工队伍|培训社工300名|市委社会工作部|年底前",
)


@pytest.mark.parametrize("rule", ["|", " | ", "｜", "……", "…………"])
@pytest.mark.parametrize("head", [True, False])
def test_rows_that_bars_or_dots_rule(rule: str, head: bool) -> None:
    first, second = measures(*(row.replace("|", rule) for row in RULED[0 if head else 1 :]))
    assert [(u.text, u.role, u.evidence) for u in first.units] == [("市民政局", "responsible", "table")]
    assert [(t.text, t.value) for t in second.targets] == [("300名", 300.0)]
    assert deadlines(first) == [("6月底前", "2025-06-30")]


def test_a_table_of_markdown() -> None:
    rows = (
        "| 任务 | 责任单位 | 时限 |",
        "|---|:---:|---|",
        "| 新建邻里中心20处 | 市民政局 | 6月底前 |",
        "| 培训社工300名 | 市委社会工作部 | 年底前 |",
    )
    first, second = measures(*rows)
    assert [u.text for m in (first, second) for u in m.units] == ["市民政局", "市委社会工作部"]


def test_links_of_a_page_are_no_table() -> None:
    (measure,) = measures(
        "首页 | 新闻中心 | 政务公开", "网站地图 | 联系我们 | 无障碍", "一、建设社区服务站20个。（市民政局负责）"
    )
    assert [u.text for u in measure.units] == ["市民政局"]


def test_the_row_that_the_page_breaks_off_in_is_kept() -> None:
    _first, second = measures(
        "序号\t任务\t要求\t责任单位\t时限",
        "1\t建设站点\t新建服务站20个\t市民政局\t6月底前",
        "2\t培训社工\t培训社工300名，其中",
    )
    assert [(t.text, t.value) for t in second.targets] == [("300名", 300.0)]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (
            ("责任人", "时限", "任务", "工作目标", "配合单位", "牵头单位", "备注"),
            ("王某某", "6月底前", "建设站点", "新建服务站20个", "市财政局", "市民政局", "/"),
        ),
        (("任务名称", "牵头单位", "完成时间"), ("新建服务站20个", "市民政局", "6月底前")),
    ],
)
def test_cells_a_line_without_numbers(head: tuple[str, ...], cells: tuple[str, ...]) -> None:
    other = tuple(cell.replace("20", "30").replace("市民政局", "各区政府") for cell in cells)
    first, second = measures(*head, "（一）社区服务", *cells, "（二）社工服务", *other)
    assert ("市民政局", "lead", "table") in units(first)
    assert ("各区政府", "lead", "table") in units(second)
    assert [t.value for m in (first, second) for t in m.targets] == [20.0, 30.0]
    assert deadlines(first) == [("6月底前", "2025-06-30")]


def test_a_note_below_a_table_speaks_of_its_rows() -> None:
    rows = (
        "任务\t牵头单位\t时限",
        "新建服务站20个\t市民政局\t6月底前",
        "培训社工300名\t市委社会工作部\t年底前",
        "说明：1.各街道均为上述任务的责任单位，表中不再逐一列出。",
        "二、其他",
        "（一）完善台账。市财政局要建立台账。",
    )
    *table, other = measures(*rows)
    assert all(("各街道", "responsible", "default") in units(m) for m in table)
    assert "各街道" not in [u.text for u in other.units]


def test_a_row_whose_empty_cell_left_nothing_keeps_its_time() -> None:
    text = normalize(
        "序号 工作任务 牵头单位 配合单位 完成时限\n1 建设海外仓2处。 市商务局 市财政局 6月底\n2 建设冷库5座。 市商务局 2024年11月\n3 建设市场3个。 市商务局 市住建局 9月底"
    ).text
    (table,) = find_tables(split_lines(text))
    assert [name for name, _, _ in table.rows[1].cells] == ["number", "task", "lead", "deadline"]  # no support
    assert len(table.rows) == 3


def test_a_row_without_the_cell_above_it_keeps_its_bodies() -> None:
    lines = (
        "牵头单位\n| 目标任务\n| 责任单位\n|",
        "县林\n业局\n| 完成人工造林1.2万亩\n| 各乡镇\n|",
        "新增公益林管护面积30万亩\n| 县财政局\n|",
        "县水利局\n| 整治水库12座\n| 各乡镇\n|",
    )
    first, second, third = (units(measure) for measure in measures(*lines))
    assert first == [("县林\n业局", "lead", "table"), ("各乡镇", "responsible", "table")]
    assert second == [("县财政局", "responsible", "table"), ("县林\n业局", "lead", "inherited")]
    assert third == [("县水利局", "lead", "table"), ("各乡镇", "responsible", "table")]


def test_rows_tell_the_column_that_no_list_has() -> None:
    rows = ("市水务局\t改造供水管网36公里\t", "市教育局\t新建学校4所\t", "市民政局\t建设邻里中心20处\t")
    found = measures("项目单位\t硬任务\t备注", *rows)
    assert [(units(m)[0][0], targets(m)[0][0]) for m in found] == [
        ("市水务局", "36公里"),
        ("市教育局", "4所"),
        ("市民政局", "20处"),
    ]


def test_a_note_that_charges_a_body_is_a_measure() -> None:
    note = "说明：1.各牵头单位每月25日前将进展报送市政府督查室。2.本表由市政府办公室解释。"
    *_, last = measures(HEADER, FIRST, SECOND, note)
    assert last.text == "1.各牵头单位每月25日前将进展报送市政府督查室。"
    assert deadlines(last) == [("每月25日前", "R/P1M")]
