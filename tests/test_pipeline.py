"""Source text → records as one call: ids, what the manifest says, several articles, warnings."""

from __future__ import annotations

import re

import pytest

from policytext.pipeline import document_id, extract_text
from policytext.read.manifest import ManifestRow
from policytext.records import Extraction, Measure

SHA = "0" * 64
PLAN = """济南市社区服务提升行动方案

一、工作目标
到2025年底，建成邻里中心200个，居民满意度达到90%以上。

二、重点任务
（一）改造社区用房。年底前，各街道要盘活闲置房屋，改造邻里中心不少于20处。
牵头单位：市民政局；配合单位：市财政局、住房城乡建设局
（二）健全议事机制。各街道要建立居民议事会，每季度公开一次办理结果。

济南市民政局
2024年3月8日
"""
BULLETIN = """网格建设的经验做法
□ 中共潍坊市委组织部
潍坊市把网格建设作为基层治理的基础，统筹各方力量推动服务下沉到楼栋。
一、主要做法
（一）科学划分网格。先后划定网格260个，配备专职网格员1300名，建立定期走访制度。
（二）搭建议事平台。先后建立居民议事会180个，收集意见2400条，办结率达到96%。
（三）推动力量下沉。组织机关干部下沉网格3200人次，帮助居民解决实际困难1100件。
红色物业的经验做法
□ 中共淄博市委社会工作部
淄博市坚持党建引领物业服务，组建联席会议协调解决居民反映的问题。
一、主要做法
（一）组建联席会议。先后召开会议48次，协调解决物业问题620件，居民满意度持续提升。
（二）推行服务公示。推动120个小区公示服务标准和收费项目，接受居民监督和评议。
"""


def extract(source: str, *, path: str = "plan.txt", sha256: str = SHA, known: ManifestRow | None = None) -> Extraction:
    return extract_text(source, path=path, sha256=sha256, known=known)


def titled(extraction: Extraction, title: str) -> Measure:
    return next(m for m in extraction.measures if m.title == title)


# ---- ids --------------------------------------------------------------------------------------


def test_ids_come_from_content_and_name() -> None:
    first, again = extract(PLAN), extract(PLAN)
    assert first == again
    (document,) = first.documents
    assert document.doc_id == document_id("plan.txt", SHA, 0)
    assert re.fullmatch(r"[0-9a-f]{12}", document.doc_id)
    assert [m.measure_id for m in first.measures] == [f"{document.doc_id}-m000", f"{document.doc_id}-m001"]
    assert [a.aim_id for a in first.aims] == [f"{document.doc_id}-a000", f"{document.doc_id}-a001"]


@pytest.mark.parametrize("path", ["plan.txt", "in/plan.txt", "/data/2024/plan.txt", r"C:\data\plan.txt"])
def test_the_folder_does_not_change_an_id(path: str) -> None:
    assert extract(PLAN, path=path).documents[0].doc_id == document_id("plan.txt", SHA, 0)


@pytest.mark.parametrize(("path", "sha256"), [("other.txt", SHA), ("plan.txt", "1" * 64)])
def test_another_name_or_content_changes_an_id(path: str, sha256: str) -> None:
    assert extract(PLAN, path=path, sha256=sha256).documents[0].doc_id != document_id("plan.txt", SHA, 0)


# ---- a plan -----------------------------------------------------------------------------------


def test_a_document_says_who_and_when() -> None:
    (document,) = extract(PLAN).documents
    assert (document.title, document.genre, document.script) == ("济南市社区服务提升行动方案", "plan", "Hans")
    assert document.region is not None
    assert (document.region.name, document.region.adcode, document.region.level) == ("济南市", "370100", "city")
    assert (document.date, document.date_source) == ("2024-03-08", "signature")
    assert document.issuer == "济南市民政局"
    assert document.n_chars == len(PLAN)
    assert document.quality.score == 1.0
    assert document.warnings == ()


def test_a_measure_has_units_targets_and_deadlines() -> None:
    measure = titled(extract(PLAN), "改造社区用房")
    assert measure.kind == "task"
    assert measure.modality == "must"
    assert PLAN[measure.start : measure.end] == measure.text
    assert measure.text.endswith("住房城乡建设局")
    assert [(u.name, u.canonical, u.role, u.type, u.evidence) for u in measure.units if u.evidence == "label"] == [
        ("市民政局", "济南市民政局", "lead", "government", "label"),
        ("市财政局", "济南市财政局", "support", "government", "label"),
        ("市住房城乡建设局", "济南市住房城乡建设局", "support", "government", "label"),
    ]
    assert [(u.text, u.role, u.type) for u in measure.units if u.evidence == "sentence"] == [
        ("各街道", "responsible", "collective")
    ]
    assert [(t.text, t.comparator, t.value, t.unit, t.status) for t in measure.targets] == [
        ("不少于20处", "ge", 20, "处", "planned")
    ]
    assert [(d.text, d.type, d.value, d.resolved_from) for d in measure.deadlines] == [
        ("年底前", "by", "2024-12-31", "document_date")
    ]


def test_aims_belong_to_the_document_with_the_deadline_that_governs_them() -> None:
    extraction = extract(PLAN)
    assert [(a.target.text, a.target.comparator, a.target.value, a.target.unit) for a in extraction.aims] == [
        ("200个", "eq", 200, "个"),
        ("达到90%以上", "ge", 90, "%"),
    ]
    assert [[d.value for d in a.deadlines] for a in extraction.aims] == [["2025-12-31"], ["2025-12-31"]]
    heading = next(s for s in extraction.sections if s.heading == "工作目标")
    assert {a.section_id for a in extraction.aims} == {heading.section_id}


def test_sections_are_a_tree() -> None:
    sections = extract(PLAN).sections
    assert [(s.marker, s.heading, s.level) for s in sections] == [
        ("一、", "工作目标", 1), ("二、", "重点任务", 1), ("(一)", "改造社区用房", 2), ("(二)", "健全议事机制", 2),
    ]  # fmt: skip
    assert [s.parent_id for s in sections] == [None, None, sections[1].section_id, sections[1].section_id]


# ---- what the user knows ----------------------------------------------------------------------


def test_the_manifest_wins() -> None:
    known = ManifestRow(
        path="plan.txt", title="另一个标题", region="青岛市", date="2023-05-01", genre="task_list", issuer="青岛市人民政府",
        extra={"source": "website"},
    )  # fmt: skip
    extraction = extract(PLAN, known=known)
    (document,) = extraction.documents
    assert (document.title, document.genre, document.issuer) == ("另一个标题", "task_list", "青岛市人民政府")
    assert document.region is not None
    assert (document.region.name, document.region.adcode) == ("青岛市", "370200")
    assert (document.date, document.date_source) == ("2023-05-01", "user")
    assert document.extra == {"source": "website"}
    measure = titled(extraction, "改造社区用房")
    assert measure.deadlines[0].value == "2023-12-31"
    assert measure.units[-1].canonical is None or measure.units[-1].canonical.startswith("青岛市")


def test_an_empty_cell_of_the_manifest_changes_nothing() -> None:
    assert extract(PLAN, known=ManifestRow(path="plan.txt")) == extract(PLAN)


def test_a_date_that_only_the_user_knows_resolves_relative_times() -> None:
    source = "一、重点任务\n1.改造社区用房。年底前，各街道要改造邻里中心20处。"
    assert extract(source).measures[0].deadlines[0].value is None
    known = ManifestRow(path="plan.txt", date="2025-03-01")
    assert extract(source, known=known).measures[0].deadlines[0].value == "2025-12-31"


# ---- several articles -------------------------------------------------------------------------


def test_each_article_of_a_file_is_a_document() -> None:
    extraction = extract(BULLETIN, path="issue.txt")
    first, second = extraction.documents
    assert [(d.title, d.issuer) for d in (first, second)] == [
        ("网格建设的经验做法", "中共潍坊市委组织部"),
        ("红色物业的经验做法", "中共淄博市委社会工作部"),
    ]
    assert [d.region.adcode if d.region else None for d in (first, second)] == ["370700", "370300"]
    assert first.path == second.path == "issue.txt"
    assert first.doc_id == document_id("issue.txt", SHA, 0)
    assert second.doc_id == document_id("issue.txt", SHA, 1)
    assert first.end <= second.start
    assert BULLETIN[second.start : second.end].startswith("红色物业的经验做法")
    assert {d.n_chars for d in (first, second)} == {len(BULLETIN)}


def test_records_of_an_article_lie_in_it() -> None:
    extraction = extract(BULLETIN, path="issue.txt")
    for document in extraction.documents:
        own = [m for m in extraction.measures if m.doc_id == document.doc_id]
        assert own
        assert [m.order for m in own] == list(range(len(own)))
        assert all(document.start <= m.start < m.end <= document.end for m in own)
        assert {m.kind for m in own} == {"achievement"}
        assert all(m.modality is None for m in own)
        assert all(t.status == "achieved" for m in own for t in m.targets)


def test_a_manifest_row_names_a_file_and_no_article() -> None:
    known = ManifestRow(path="issue.txt", title="第一期", region="山东省", issuer="编辑部", date="2024")
    extraction = extract(BULLETIN, path="issue.txt", known=known)
    assert [d.title for d in extraction.documents] == ["网格建设的经验做法", "红色物业的经验做法"]
    assert {(d.date, d.date_source) for d in extraction.documents} == {("2024", "user")}


# ---- rules for the whole document -------------------------------------------------------------


def test_a_body_named_once_for_all_is_responsible_in_every_later_measure() -> None:
    source = (
        "一、重点任务\n1.改造社区用房。街道办事处要盘活闲置房屋。\n以下任务均需各区政府落实，不再列出。\n"
        "二、其他任务\n1.健全议事机制。要建立居民议事会，公开办理结果。\n2.开展联合走访。要组织力量走访居民，收集居民意见。\n"
    )
    extraction = extract(source)
    later = [titled(extraction, "健全议事机制"), titled(extraction, "开展联合走访")]
    for measure in later:
        (unit,) = [u for u in measure.units if u.evidence == "default"]
        assert (unit.text, unit.role) == ("各区政府", "responsible")
        assert source[unit.start : unit.end] == unit.text
        assert unit.end <= measure.start
    assert not [u for u in titled(extraction, "改造社区用房").units if u.evidence == "default"]


def test_the_first_body_leads_where_the_document_says_so() -> None:
    source = "一、重点任务\n1.改造社区用房。盘活闲置房屋。（责任单位：市民政局、市财政局）\n"
    plain, ruled = (
        extract(source),
        extract(source + "2.健全议事机制。各街道要公开办理结果。\n注：列第一位的为牵头单位。\n"),
    )
    for extraction, role in ((plain, "responsible"), (ruled, "lead")):
        units = titled(extraction, "改造社区用房").units
        assert [(u.name, u.role) for u in units] == [("市民政局", role), ("市财政局", "responsible")]


@pytest.mark.parametrize("rule", ["排在第一位的为牵头单位。", "列第一位的为牵头单位。", "第一个单位为牵头单位。"])
def test_the_rule_reaches_the_measures_after_it(rule: str) -> None:
    source = f"社区服务提升方案\n一、总体要求\n责任单位中{rule}\n二、重点任务\n1.改造社区用房。盘活闲置房屋。（责任单位：市民政局、市财政局）\n"
    (measure,) = extract(source).measures
    assert [(u.name, u.role) for u in measure.units] == [("市民政局", "lead"), ("市财政局", "responsible")]


# ---- what is absent ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "warning"),
    [
        pytest.param(
            "社区服务提升方案\n一、重点任务\n1.改造社区用房。各街道要盘活闲置房屋。",
            "the region is not known",
            id="region",
        ),
        pytest.param(
            "济南市社区服务提升方案\n一、重点任务\n1.改造社区用房。各街道要盘活闲置房屋。",
            "the date is not known: relative times stay unresolved",
            id="date",
        ),
        pytest.param(
            "济南市社区服务提升方案\n一、指导思想\n坚持党建引领。",
            "no measures found in a document of genre plan",
            id="measures",
        ),
        pytest.param(
            "济南市社区服务提升方案\n一、重点任务\n1.改造社区用房。各街道要盘活闲置房屋，并",
            "damaged text: truncated",
            id="damage",
        ),
        pytest.param(
            "老旧小区改造任务清单\n附件 序号 任务 措施 牵头部门 时限 、 一 目标 开工 146个 1 开工 市住建局 ( ) 二 短板 2 管线 市水务局",
            "a table of tasks whose rows could not be read: 序号任务措施牵头部门",
            id="table",
        ),
        pytest.param("", "the file holds no text of a document", id="text"),
        pytest.param(" \n\u200b\r\n", "the file holds no text of a document", id="blank"),
    ],
)
def test_what_is_absent_is_said(source: str, warning: str) -> None:
    (document,) = extract(source).documents
    assert warning in document.warnings


@pytest.mark.parametrize("source", ["", "\n", "\ufeff", "。", "社区", "《", "）（"])
def test_a_text_that_says_nothing_is_one_document_without_records(source: str) -> None:
    extraction = extract(source)
    assert len(extraction.documents) == 1
    assert (extraction.sections, extraction.measures, extraction.aims) == ((), (), ())
    (document,) = extraction.documents
    assert (document.title, document.region, document.date, document.n_chars) == (None, None, None, len(source))


# ---- as written -------------------------------------------------------------------------------


def test_records_quote_the_source_whatever_its_script_and_width() -> None:
    source = "一、重點任務\r\n（一）改造社區用房。２０２５年底前，改造鄰里中心不少於 ２０ 處。\r\n責任單位：市民政局、財政局\r\n"
    (measure,) = extract(source).measures
    assert source[measure.start : measure.end] == measure.text
    assert measure.title == "改造社區用房"
    assert [(t.text, t.value, t.unit) for t in measure.targets] == [("不少於 ２０ 處", 20, "處")]
    assert [(d.text, d.value) for d in measure.deadlines] == [("２０２５年底前", "2025-12-31")]
    assert [(u.text, u.name) for u in measure.units] == [("市民政局", "市民政局"), ("財政局", "市財政局")]
    assert extract(source).documents[0].script == "Hant"


def test_the_place_a_text_says_it_lies_in_is_its_own() -> None:
    source = (
        "一、背景\n临川区地处江西东部，近五年新交付住宅小区74个。\n二、下一步打算\n下一步，临川区将在三个方面求突破。一是提升覆盖质量。打造示范小区30个。"
        "二是做强队伍。区民政局要完善职业体系。三是推进数字赋能。完成40个小区的设备安装。"
    )
    units = [unit.name for measure in extract_text(source, path="a.txt", sha256=SHA).measures for unit in measure.units]
    assert units == ["区民政局"]


def test_progress_below_a_schedule_is_what_was_reached() -> None:
    card = "公厕改建工程\n牵头单位：区城管局\n进度安排\n第一季度目标：完成18座公厕的选址公示。\n完成情况\n第一季度：完成16座公厕的选址公示。\n"
    source = (
        "海州区2019年民生实事：便民设施（3项）\n"
        + card
        + card.replace("公厕改建", "菜场提升")
        + card.replace("公厕改建", "步道建设")
    )
    first = extract_text(source, path="a.txt", sha256=SHA).measures[0]
    assert [(target.text, target.status) for target in first.targets] == [("18座", "planned"), ("16座", "achieved")]
    assert [(deadline.text, deadline.value) for deadline in first.deadlines] == [("第一季度", "2019-03-31")]


def test_a_year_that_says_which_houses_bounds_no_aim() -> None:
    source = "海州区老旧小区改造方案\n2025年3月5日\n一、工作目标\n改造2000年底前建成的老旧小区21个，涉及楼栋168栋，2025年底前完工率达到90%。\n二、重点任务\n（一）加快施工。区住建局要倒排工期。\n"
    aims = extract_text(source, path="a.txt", sha256=SHA).aims
    assert [(aim.target.text, [d.value for d in aim.deadlines]) for aim in aims] == [
        ("21个", []),
        ("168栋", []),
        ("达到90%", ["2025-12-31"]),
    ]


def test_bodies_that_labels_name_are_subjects_elsewhere() -> None:
    text = (
        "学院整改工作方案\n2024年3月1日\n\n一、整改任务\n\n1.清理结题项目。年底前清账1360项。\n责任单位:科研处、计划财务处\n\n"
        "2.规范经费管理。科研处修订报销办法,计划财务处核减账户4个。\n\n3.压减支出。科研处业务受到好评。\n"
    )
    measures = extract_text(text, path="a", sha256="0" * 64).measures
    assert [[unit.text for unit in measure.units] for measure in measures] == [
        ["科研处", "计划财务处"],
        ["科研处", "计划财务处"],
        [],
    ]
