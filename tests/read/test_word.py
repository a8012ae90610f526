"""Word documents: what is printed is read, also where the text does not hold it."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from policytext.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    ReadError,
    TooLargeError,
)
from policytext.pipeline import extract_text
from policytext.read import read_bytes
from policytext.read.word_numbering import format_number
from tests.read.packages import W, level, make_docx, make_zip, numbered, p, table, tc


def lines(data: bytes, name: str = "计划.docx") -> list[str]:
    return read_bytes(data, name).text.splitlines()


# ---- numbers -----------------------------------------------------------------------------------

OFFICIAL = (
    "<w:abstractNum w:abstractNumId='0'>"
    + level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.") + level(3, "decimal", "（%4）") + level(4, "decimalEnclosedCircle", "%5")
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    + "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='2'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
)  # fmt: skip


def test_automatic_numbers_are_rendered() -> None:
    body = (
        numbered("总体要求") + numbered("重点任务") + numbered("建设阵地", 1) + numbered("建站。", 2) + numbered("扩面。", 2)
        + numbered("队伍建设", 1) + numbered("培训。", 2) + numbered("选岗", 3) + numbered("定责", 4) + numbered("保障措施")
        + numbered("组织领导", 1)
    )  # fmt: skip
    assert lines(make_docx(body, numbering=OFFICIAL)) == [
        "一、总体要求", "二、重点任务", "（一）建设阵地", "1.建站。", "2.扩面。", "（二）队伍建设", "1.培训。", "（1）选岗", "①定责", "三、保障措施", "（一）组织领导",
    ]  # fmt: skip


def test_an_instance_with_a_start_of_its_own_begins_anew() -> None:
    body = numbered("甲。", 2) + numbered("乙。", 2) + numbered("丙。", 2, num=2) + numbered("丁。", 2, num=2)
    assert lines(make_docx(body, numbering=OFFICIAL)) == ["1.甲。", "2.乙。", "1.丙。", "2.丁。"]


def test_an_override_of_a_level_changes_its_look() -> None:
    numbering = OFFICIAL + (
        f"<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>{level(0, 'chineseCounting', '第%1章')}</w:lvlOverride></w:num>"
    )
    assert lines(make_docx(numbered("总则", num=3), numbering=numbering)) == ["第一章 总则"]


def test_numbers_come_by_style_and_through_its_parents() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='一级'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='b'><w:name w:val='二级'/><w:basedOn w:val='a'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='c'><w:name w:val='无号'/><w:basedOn w:val='a'/><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr></w:style>"
    )
    body = "".join(
        p(text, f"<w:pStyle w:val='{style}'/>") for text, style in [("甲", "a"), ("乙", "b"), ("丙", "c"), ("丁", "a")]
    )
    assert lines(make_docx(body, numbering=OFFICIAL, styles=styles)) == ["一、甲", "（一）乙", "丙", "二、丁"]


def test_a_legal_level_writes_those_above_in_arabic() -> None:
    numbering = (
        "<w:abstractNum w:abstractNumId='0'>" + level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )  # fmt: skip
    assert lines(make_docx(numbered("甲") + numbered("乙") + numbered("丙", 1), numbering=numbering)) == [
        "一、甲",
        "二、乙",
        "2.1 丙",
    ]


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCounting", "一百一十"), (12, "ideographDigital", "一二"),
        (3, "chineseLegalSimplified", "叁"), (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (27, "upperLetter", "AA"), (3, "lowerLetter", "c"),
        (3, "decimalEnclosedCircleChinese", "③"), (3, "decimalEnclosedParen", "⑶"), (5, "decimalZero", "05"), (2, "ideographTraditional", "乙"),
        (3, "decimalFullWidth", "３"), (7, "unknownFormat", "7"), (0, "chineseCounting", "〇"), (99_999_999, "upperRoman", "99999999"),
    ],
)  # fmt: skip
def test_a_number_in_its_format(value: int, kind: str, written: str) -> None:
    assert format_number(value, kind) == written


def test_numbered_styles_give_the_same_records_as_text() -> None:
    body = (
        p("云岚市工作方案")
        + numbered("重点任务")
        + numbered("建设服务站。年底前建成20个以上。牵头单位：市民政局", 1)
        + numbered("培训人员。6月底前培训300名。", 1)
    )
    source = read_bytes(make_docx(body, numbering=OFFICIAL), "a.docx")
    measures = extract_text(source.text, path="a", sha256=source.sha256).measures
    assert [m.text[:4] for m in measures] == ["（一）建", "（二）培"]


# ---- streams beside the text -------------------------------------------------------------------

RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param("<w:r><w:t>20</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>个</w:t></w:r>", ["20个"], id="runs_join"),
        pytest.param(RUN.format("留") + "<w:ins w:id='1'>" + RUN.format("增") + "</w:ins><w:del w:id='2'><w:r><w:delText>删</w:delText></w:r></w:del>", ["留增"], id="tracked_changes"),
        pytest.param("<w:moveFrom>" + RUN.format("走") + "</w:moveFrom><w:moveTo>" + RUN.format("来") + "</w:moveTo>", ["来"], id="moved_text"),
        pytest.param("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + RUN.format("控件") + "</w:sdtContent></w:sdt>", ["控件"], id="content_control"),
        pytest.param("<w:hyperlink>" + RUN.format("链接") + "</w:hyperlink><w:smartTag>" + RUN.format("标记") + "</w:smartTag>", ["链接标记"], id="links"),
        pytest.param("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", ["上", "下"], id="soft_break"),
        pytest.param("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + RUN.format("见"), ["见"], id="hidden_text"),
        pytest.param("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>" + RUN.format("3"), ["3"], id="field"),
        pytest.param("<w:r><w:ruby><w:rt>" + RUN.format("zhi") + "</w:rt><w:rubyBase>" + RUN.format("治") + "</w:rubyBase></w:ruby></w:r>", ["治"], id="ruby"),
        pytest.param("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>" + RUN.format("完成"), ["√完成"], id="symbol"),
    ],
)  # fmt: skip
def test_a_paragraph_as_it_is_printed(paragraph: str, expected: list[str]) -> None:
    assert lines(make_docx(f"<w:p>{paragraph}</w:p>")) == expected


def test_tracked_changes_are_told() -> None:
    source = read_bytes(
        make_docx(p("留") + "<w:p><w:del w:id='2'><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"), "a"
    )
    assert source.notes == ("tracked changes: 0 insertion(s) kept, 1 deletion(s) left out",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>各区要</w:t></w:r></w:p>"
    assert lines(make_docx(first + p("抓好落实。"))) == ["各区要抓好落实。"]


def test_a_text_box_stands_after_its_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{p('云岚市人民政府文件')}</w:txbxContent>"
    twice = f"<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(make_docx(f"<w:p>{RUN.format('正文')}{twice}</w:p>")) == ["正文", "云岚市人民政府文件"]


def test_blocks_in_content_controls_are_read() -> None:
    assert lines(make_docx(f"<w:sdt><w:sdtContent>{p('甲')}{table(tc('一') + tc('二'))}</w:sdtContent></w:sdt>")) == [
        "甲",
        "一\t二",
    ]


def test_footnotes_stand_apart_after_the_text() -> None:
    notes = "<w:footnote w:type='separator'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>按常住人口计。</w:t></w:r></w:p></w:footnote>"
    body = f"<w:p>{RUN.format('覆盖率')}<w:r><w:footnoteReference w:id='2'/></w:r>{RUN.format('达到90%。')}</w:p>"
    assert lines(make_docx(body, footnotes=notes)) == ["覆盖率达到90%。", "注：按常住人口计。"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='10'><w:name w:val='toc 1'/></w:style>"
    assert lines(make_docx(p("一、总体要求 1", "<w:pStyle w:val='10'/>") + p("正文"), styles=styles)) == ["正文"]


# ---- tables ------------------------------------------------------------------------------------


def test_merged_cells_and_a_header_of_two_rows() -> None:
    restart, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    data = make_docx(
        table(
            tc("序号", restart) + tc("重点任务", restart) + tc("责任分工", "<w:gridSpan w:val='2'/>"),
            tc("", on) + tc("", on) + tc("牵头单位") + tc("配合单位"),
            tc("1") + tc("建设邻里|中心") + tc("市民政局", restart) + tc("市财政局"),
            tc("2") + tc("培训社工") + tc("", on) + tc(""),
            tc("二、队伍建设", "<w:gridSpan w:val='4'/>"),
        )
    )
    source = read_bytes(data, "a.docx")
    assert source.text.splitlines() == [
        "序号\t重点任务\t牵头单位\t配合单位", "1\t建设邻里中心\t市民政局\t市财政局", "2\t培训社工\t市民政局\t", "二、队伍建设",
    ]  # fmt: skip
    assert {p.cell for p in source.places if source.text[p.start : p.end] == "市民政局"} == {"C3:C4"}


def test_numbers_in_cells_count_on() -> None:
    rows = [f"<w:tc>{numbered('', 2)}</w:tc>" + tc(text) for text in ("甲", "乙")]
    assert lines(make_docx(table(*rows), numbering=OFFICIAL)) == ["1.\t甲", "2.\t乙"]  # 序号, filled by numbers alone
    rows = [tc("任务") + f"<w:tc>{numbered(text, 2)}</w:tc>" for text in ("甲", "乙")]
    assert lines(make_docx(table(*rows), numbering=OFFICIAL)) == ["任务\t1.甲", "任务\t2.乙"]


def test_a_table_of_one_column_is_a_frame() -> None:
    assert lines(make_docx(table(tc("说明：|各区落实。")))) == ["说明：", "各区落实。"]


def test_a_deleted_row_is_left_out() -> None:
    gone = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>" + tc("删") + tc("除") + "</w:tr>"
    assert lines(make_docx("<w:tbl><w:tr>" + tc("甲") + tc("乙") + f"</w:tr>{gone}</w:tbl>")) == ["甲\t乙"]


def test_a_file_of_python_docx_is_read() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("云岚市方案")
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    grid = document.add_table(2, 2)
    for row in grid.rows:
        for number, cell in enumerate(row.cells):
            cell.text = f"格{number}"
    grid.cell(0, 0).merge(grid.cell(1, 0))
    buffer = io.BytesIO()
    document.save(buffer)
    assert lines(buffer.getvalue(), "a.wps") == ["云岚市方案", "1.甲", "2.乙", "格0格0\t格1", "格0格0\t格1"]


# ---- hostile and broken ------------------------------------------------------------------------


def bomb(size: int) -> bytes:
    body = f"<w:document {W}><w:body>" + p("甲")
    return make_zip({"word/document.xml": body.encode() + b" " * size})


def lying_bomb() -> bytes:
    """A part that declares ten bytes and unpacks to 80 MB."""
    data = bytearray(bomb(80_000_000))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(bomb(80_000_000), TooLargeError, "zip bomb", id="zip_bomb"),
        pytest.param(lying_bomb(), ReadError, "damaged|bomb", id="zip_bomb_that_lies"),
        pytest.param(make_docx(p("甲"))[:-60], DamagedFileError, "cut off", id="truncated"),
        pytest.param(make_zip({"word/document.xml": "x"}), DamagedFileError, "no XML", id="no_xml"),
        pytest.param(make_zip({"word/styles.xml": "<a/>"}), DamagedFileError, "no part", id="no_document"),
        pytest.param(make_zip({"word/document.xml": f"<w:document {W}/>"}), DamagedFileError, "no body", id="no_body"),
        pytest.param(make_docx(""), EmptyFileError, "no text", id="empty"),
        pytest.param(
            make_zip({"word/document.xml": f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"}),
            DamagedFileError, "document type", id="external_entity",
        ),
        pytest.param(
            make_zip({"word/document.xml": "<!DOCTYPE a [<!ENTITY x 'x'>]><a/>".encode("utf-16")}), DamagedFileError, "document type", id="utf16_document_type"
        ),
        pytest.param(make_docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), DamagedFileError, "damaged", id="nested"),
        pytest.param(make_docx("<w:tbl><w:tr><w:tc>" * 60 + p("x") + "</w:tc></w:tr></w:tbl>" * 60), ReadError, "nested", id="nested_tables"),
    ],
)  # fmt: skip
def test_a_hostile_document_is_refused(data: bytes, error: type[ReadError], says: str) -> None:
    start = time.process_time()
    with pytest.raises(error, match=says):
        read_bytes(data, "a.docx")
    assert time.process_time() - start < 5


def test_a_package_with_a_password_says_so() -> None:
    data = bytearray(make_docx(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(EncryptedFileError, match="password"):
        read_bytes(bytes(data), "a.docx")


def test_loops_of_styles_and_numberings_end() -> None:
    styles = "".join(
        f"<w:style w:styleId='{a}'><w:basedOn w:val='{b}'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        for a, b in ("ab", "ba")
    )
    numbering = "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='a'/></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    assert lines(make_docx(p("甲", "<w:pStyle w:val='a'/>"), styles=styles, numbering=numbering)) == ["甲"]


@pytest.mark.parametrize("name", ["计划.doc", "计划.txt", "计划"])
def test_a_document_is_known_by_its_parts(name: str) -> None:
    parts = {f"word/media/{n}.png": "x" * 900 for n in range(20)}
    data = make_zip(
        {**parts, "word/document.xml": f"<w:document {W}><w:body>{p('甲')}</w:body></w:document>"}, zipfile.ZIP_STORED
    )
    assert read_bytes(data, name).format == "word"
