"""One plan in four formats gives one set of records. The plan is composed by us, in the genre."""

from __future__ import annotations

import html
import io

import openpyxl
import pytest

from policytext.pipeline import extract_text
from policytext.places import with_places
from policytext.read import ManifestRow, SourceText, read_bytes
from policytext.records import Extraction
from tests.read.packages import level, make_docx, p, table, tc

TITLE = "云岚市社区服务设施提升行动方案（2025—2027年）"
PROSE = [
    "为完善社区服务体系，制定本方案。",
    "一、工作目标",
    "到2027年，全市社区服务设施覆盖率达到95%以上，建成街道邻里中心60个。",
    "二、重点任务",
    "（一）建设服务站点",
    "1.补齐设施短板。2025年底前新建社区服务站40个，改造老旧用房不少于1.2万平方米。",
    "牵头单位：市民政局",
    "配合单位：市财政局、市自然资源和规划局，各区人民政府",
    "2.推行嵌入式服务。建设托育服务点不少于80处，2026年6月底前实现全覆盖。（市卫生健康委牵头，市教育局、市妇联配合）",
    "（二）建强服务队伍",
    "3.培训社区工作者。每年培训社区工作者3000人次以上，持证率提高到60%。",
    "责任单位：市委社会工作部、市人力资源社会保障局",
    "附件：重点任务分工表",
]
HEADER = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]
ROWS = [
    ["1", "开展设施普查，建立15个街道的设施台账", "市民政局", "各区人民政府", "2025年6月底"],
    ["2", "改造社区养老服务站点30处", "市住房城乡建设局", "市民政局、市财政局", "2025年12月底"],
    ["3", "开通社区便民服务热线，办结率达到98%以上", "市政务服务热线中心", "", "长期坚持"],
]
MERGED = "市民政局、市财政局"  # the third row's 配合单位 is merged with the second's in formats that can


def rows() -> list[list[str]]:
    return [*ROWS[:2], [*ROWS[2][:3], MERGED, ROWS[2][4]]]


def as_txt() -> bytes:
    lines = [TITLE, *PROSE, *("\t".join(row) for row in (HEADER, *rows()))]
    return "\r\n".join(lines).encode("gb18030")


def as_html() -> bytes:
    e = html.escape
    cells = ["<tr>" + "".join(f"<th>{e(c)}</th>" for c in HEADER) + "</tr>"]
    for index, row in enumerate(ROWS):
        tds = [
            f"<td rowspan=2>{e(c)}</td>" if (index, column) == (1, 3) else f"<td><p>{e(c)}</p></td>"
            for column, c in enumerate(row)
        ]
        cells.append("<tr>" + "".join(t for column, t in enumerate(tds) if (index, column) != (2, 3)) + "</tr>")
    prose = "".join(f"<p>　　<span>{e(line[:4])}</span><span>{e(line[4:])}</span></p>\n" for line in PROSE)
    body = (
        "<div class='nav'><a href='/'>首页</a> <a href='/zc'>政策文件</a></div><h1>"
        + e(TITLE)
        + "</h1><div class='share'>分享到：<a>微信</a></div>"
        f"<div id='zoom'>{prose}<table>{''.join(cells)}</table></div><div class='foot'>版权所有：云岚市人民政府 ICP备1号</div>"
    )
    return f"<html><head><meta charset='gb2312'></head><body>{body}</body></html>".encode("gb18030")


def as_docx() -> bytes:
    """With automatic numbers of three levels, tracked changes, and a cell merged downwards."""
    numbering = (
        "<w:abstractNum w:abstractNumId='0'>" + level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.", "<w:lvlRestart w:val='0'/>") + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )  # fmt: skip
    body = p(TITLE)
    for line in PROSE:
        for index, marks in enumerate((("一、", "二、"), ("（一）", "（二）"), ("1.", "2.", "3."))):
            if line.startswith(marks):
                line = line.removeprefix(next(mark for mark in marks if line.startswith(mark)))
                body += p(line, f"<w:numPr><w:ilvl w:val='{index}'/><w:numId w:val='1'/></w:numPr>")
                break
        else:
            half = len(line) // 2
            body += (
                f"<w:p><w:r><w:t>{line[:half]}</w:t></w:r><w:del w:id='1'><w:r><w:delText>删除</w:delText></w:r></w:del>"
                f"<w:ins w:id='2'><w:r><w:t>{line[half:]}</w:t></w:r></w:ins></w:p>"
            )
    xml_rows = ["".join(tc(cell) for cell in HEADER)]
    for index, row in enumerate(ROWS):
        merge = {1: "<w:vMerge w:val='restart'/>", 2: "<w:vMerge/>"}.get(index, "")
        xml_rows.append("".join(tc(cell, merge if column == 3 else "") for column, cell in enumerate(row)))
    return make_docx(body + table(*xml_rows), numbering=numbering)


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "方案"
    for line in (TITLE, *PROSE):
        sheet.append([line])
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append([int(row[0]), *row[1:]])
    last = sheet.max_row
    sheet.merge_cells(f"D{last - 1}:D{last}")
    sheet.merge_cells("A1:E1")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


FORMATS = {"txt": as_txt, "html": as_html, "docx": as_docx, "xlsx": as_xlsx}
READERS = {"txt": "text", "html": "html", "docx": "word", "xlsx": "xlsx"}


def read(name: str) -> tuple[SourceText, Extraction]:
    source = read_bytes(FORMATS[name](), "plan")  # no suffix: the content tells
    known = ManifestRow(path="plan", region="济南市")
    extraction = extract_text(source.text, path="plan", sha256="0" * 64, known=known)
    return source, with_places(extraction, source.places)


def records(extraction: Extraction) -> list[tuple[object, ...]]:
    """All that the records say, without offsets, places and spaces."""
    said: list[tuple[object, ...]] = []
    document = extraction.documents[0]
    said.append((document.title, document.genre, document.date))
    said += [("section", s.level, s.marker, s.heading) for s in extraction.sections]
    for m in extraction.measures:
        said.append(("measure", "".join(m.text.split()), m.title, m.kind, m.modality))
        said += [("unit", u.name, u.canonical, u.role, u.type, u.evidence) for u in m.units]
        said += [
            ("target", t.text, t.indicator, t.comparator, t.value, t.unit, t.base, t.status, t.evidence)
            for t in m.targets
        ]
        said += [("deadline", d.text, d.type, d.value, d.evidence) for d in m.deadlines]
    said += [
        ("aim", a.target.text, a.target.indicator, a.target.value, *(d.value for d in a.deadlines))
        for a in extraction.aims
    ]
    return said


def test_the_plan_is_read_as_a_careful_reader_would() -> None:
    _, extraction = read("txt")
    assert extraction.documents[0].title == TITLE
    found = extraction.measures
    assert [m.title for m in found] == [
        "补齐设施短板", "推行嵌入式服务", "培训社区工作者", "开展设施普查，建立15个街道的设施台账", "改造社区养老服务站点30处", "开通社区便民服务热线，办结率达到98%以上",
    ]  # fmt: skip
    assert [[(u.name, u.role) for u in m.units] for m in found] == [
        [("市民政局", "lead"), ("市财政局", "support"), ("市自然资源和规划局", "support"), ("各区人民政府", "support")],
        [("市卫生健康委", "lead"), ("市教育局", "support"), ("市妇联", "support")],
        [("市委社会工作部", "responsible"), ("市人力资源社会保障局", "responsible")],
        [("市民政局", "lead"), ("各区人民政府", "support")],
        [("市住房城乡建设局", "lead"), ("市民政局", "support"), ("市财政局", "support")],
        [("市政务服务热线中心", "lead"), ("市民政局", "support"), ("市财政局", "support")],
    ]
    assert [[d.value for d in m.deadlines] for m in found[3:]] == [["2025-06-30"], ["2025-12-31"], [None]]
    assert [[(t.value, t.unit) for t in m.targets] for m in found] == [
        [(40.0, "个"), (12000.0, "平方米")], [(80.0, "处"), (100.0, "%")], [(3000.0, "人次"), (60.0, "%")],
        [(15.0, "个")], [(30.0, "处")], [(98.0, "%")],
    ]  # fmt: skip
    assert [a.target.text for a in extraction.aims] == ["达到95%以上", "60个"]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "txt"])
def test_every_format_gives_the_same_records(name: str) -> None:
    source, extraction = read(name)
    assert source.format == READERS[name]
    assert records(extraction) == records(read("txt")[1])


@pytest.mark.parametrize(("name", "cells"), [("html", "表1!A2:E2"), ("docx", "表1!A2:E2"), ("xlsx", "方案!A16:E16")])
def test_rows_are_cited_by_cell(name: str, cells: str) -> None:
    assert read(name)[1].measures[3].cell == cells
