"""Web pages and web archives: the document stays, the page around it goes."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest

from policytext.errors import DamagedFileError, EmptyFileError, ReadError, TooLargeError
from policytext.pipeline import extract_text
from policytext.read import read_bytes
from policytext.read.html import is_page

PROSE = "<p>为加强社区治理，制定本方案。各区县要高度重视，抓好任务落实，按时完成各项工作。</p>"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def lines(data: bytes, name: str = "page.html") -> list[str]:
    return read_bytes(data, name).text.splitlines()


# ---- inline and blocks -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>建成<span>20</span><b>个</b>以上</p>", ["建成20个以上"], id="inline_joins_without_spaces"),
        pytest.param("<p>牵头单位：市民政局<br>责任单位：市财政局</p>", ["牵头单位：市民政局", "责任单位：市财政局"], id="br_is_a_line"),
        pytest.param("<p>推动决策\n   部署落地</p>", ["推动决策部署落地"], id="source_wrap_is_no_space"),
        pytest.param("<p>Policy\nText 2.0</p>", ["Policy Text 2.0"], id="latin_wrap_is_a_space"),
        pytest.param("<p>甲&nbsp;乙&lt;丙&#20010;</p>", ["甲\u00a0乙<丙个"], id="entities"),
        pytest.param("<p>留<script>var x='走'</script><!-- 走 --><span style='display:none'>走</span></p>", ["留"], id="hidden_is_off"),
        pytest.param("<ol><li>加强领导。</li><li>做好宣传。</li></ol>", ["1.加强领导。", "2.做好宣传。"], id="automatic_numbers"),
        pytest.param("<ol start=3><li>加强领导。</li><li>（二）做好宣传。</li></ol>", ["3.加强领导。", "（二）做好宣传。"], id="written_numbers_stay"),
        pytest.param("<p>一<del>旧</del><ins>新</ins></p>", ["一新"], id="deleted_is_off"),
        pytest.param("<p>" + "同一句。" + "</p><p>同一句。</p><p>同一句。</p>", ["同一句。"] * 3, id="repeated_lines_stay"),
    ],
)  # fmt: skip
def test_blocks_become_lines(html: str, expected: list[str]) -> None:
    assert lines(page(html)) == expected


# ---- tables ------------------------------------------------------------------------------------


def test_a_cell_merged_downwards_is_repeated() -> None:
    html = (
        "<table><tr><th>序号</th><th>重点任务</th><th>牵头单位</th></tr>"
        "<tr><td>1</td><td>建设邻里<br>中心</td><td rowspan='2'>市民政局</td></tr><tr><td>2</td><td>培训社工</td></tr></table>"
    )
    assert lines(page(html)) == ["序号\t重点任务\t牵头单位", "1\t建设邻里中心\t市民政局", "2\t培训社工\t市民政局"]


def test_a_header_of_two_rows_becomes_one() -> None:
    html = (
        "<table><tr><th rowspan=2>序号</th><th rowspan=2>任务</th><th colspan=2>责任分工</th></tr><tr><th>牵头单位</th><th>配合单位</th></tr>"
        "<tr><td>1</td><td>建站</td><td>市民政局</td><td></td></tr></table>"
    )
    assert lines(page(html)) == ["序号\t任务\t牵头单位\t配合单位", "1\t建站\t市民政局\t"]


def test_a_row_that_fills_the_table_is_a_paragraph() -> None:
    html = "<table><tr><td colspan=2>一、设施建设</td></tr><tr><td>1</td><td>建站</td></tr></table>"
    assert lines(page(html)) == ["一、设施建设", "1\t建站"]


def test_places_name_the_cells() -> None:
    source = read_bytes(
        page("<table><tr><td>任务</td><td>单位</td></tr><tr><td>建站</td><td>市民政局</td></tr></table>"), "a.html"
    )
    assert [(source.text[p.start : p.end], p.sheet, p.cell) for p in source.places] == [
        ("任务", "表1", "A1"), ("单位", "表1", "B1"), ("建站", "表1", "A2"), ("市民政局", "表1", "B2"),
    ]  # fmt: skip


def test_a_table_that_lays_out_the_page_is_none() -> None:
    html = f"<table><tr><td><table><tr><td>{PROSE * 9}</td></tr></table></td><td>&nbsp;</td></tr></table>"
    assert "\t" not in read_bytes(page(html), "a").text


# ---- furniture, title, card --------------------------------------------------------------------

SITE = f"""
<div class="top"><ul><li><a href=1>首页</a></li><li><a href=2>政务公开政务服务互动交流走进云岚数据开放专题专栏</a></li></ul></div>
<div class="location">当前位置：<a>首页</a> &gt; <a>政策文件</a></div>
<div class="main"><h1>云岚市社区服务提升行动方案</h1>
<div class="tools">【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>
<div id="zoom">{PROSE * 6}<p>牵头单位：市民政局</p><p>牵头单位：市民政局</p></div></div>
<div class="related"><h3>相关链接</h3><ul><li><a>关于印发某某某某某某工作方案的通知</a></li><li><a>关于印发另一个工作方案的通知</a></li></ul></div>
<div class="footer">版权所有：云岚市人民政府 ICP备12345678号</div>"""


def test_furniture_of_the_site_is_off() -> None:
    found = lines(page(SITE))
    assert found[0] == "云岚市社区服务提升行动方案"
    assert found[-2:] == ["牵头单位：市民政局"] * 2
    assert len(found) == 9


CARDS = {
    "table": "<table><tr><td>索 引 号：</td><td>LS001</td><td>发文字号：</td><td>云政发〔2025〕3号</td></tr>"
    "<tr><td>成文日期：</td><td>2025年3月1日</td><td>发布机构：</td><td>云岚市人民政府</td></tr></table>",
    "list": "<ul class='xxgk'><li><b>索引号：</b>LS001</li><li><b>发文字号：</b>云政发〔2025〕3号</li>"
    "<li><b>成文日期：</b><span>2025年3月1日</span></li><li><b>发布机构：</b>云岚市人民政府</li></ul>",
    "blocks": "<div class='xxgk'><div>索引号：</div><div>LS001</div><div>发文字号：</div><div>云政发〔2025〕3号</div>"
    "<div>成文日期：</div><div>2025年3月1日</div><div>发布机构：</div><div>云岚市人民政府</div></div>",
}


@pytest.mark.parametrize("shape", CARDS)
def test_the_index_card_is_read(shape: str) -> None:
    source = read_bytes(page(CARDS[shape] + SITE), "a.html")
    assert source.text.splitlines()[:4] == [
        "索引号：LS001",
        "发文字号：云政发〔2025〕3号",
        "成文日期：2025年3月1日",
        "发布机构：云岚市人民政府",
    ]
    document = extract_text(source.text, path="a.html", sha256=source.sha256).documents[0]
    assert (document.doc_number, document.issuer, document.date) == (
        "云政发〔2025〕3号",
        "云岚市人民政府",
        "2025-03-01",
    )
    assert document.title == "云岚市社区服务提升行动方案"


def test_the_title_of_the_metadata_is_taken_where_the_page_shows_none() -> None:
    head = "<meta name='ArticleTitle' content='云岚市社区服务提升行动方案'>"
    assert lines(page(PROSE, head))[0] == "云岚市社区服务提升行动方案"


def test_an_annex_beside_the_text_is_kept() -> None:
    annex = "<div class='fj'><p>附件</p><table><tr><td>任务</td><td>责任单位</td></tr><tr><td>建站</td><td>市民政局</td></tr></table></div>"
    assert lines(page(f"<div><div>{PROSE * 30}</div>{annex}</div>"))[-1] == "建站\t市民政局"


# ---- encoding ----------------------------------------------------------------------------------

TEXT = "云岚市社区服务提升行动方案，各区要抓好落实。"


@pytest.mark.parametrize(
    ("label", "real", "encoding"),
    [
        ("utf-8", "utf-8", "utf-8"), ("gb2312", "gb18030", "gb18030"), ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"), ("big5", "gb18030", "gb18030"), ("iso-8859-1", "gb18030", "gb18030"),
    ],
)  # fmt: skip
def test_the_bytes_decide_against_the_label(label: str, real: str, encoding: str) -> None:
    html = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={label}'></head><body><p>{TEXT * 3}</p></body></html>"
    source = read_bytes(html.encode(real), "a.html")
    assert source.text == TEXT * 3 + "\n"
    assert source.encoding == encoding
    assert bool(source.notes) == (
        {label, encoding} not in ({"utf-8"}, {"gb2312", "gb18030"}, {"iso-8859-1", "gb18030"})
    )


def test_big5_and_utf16_pages_are_read() -> None:
    html = "<html><head><meta charset='{}'></head><body><p>臺灣省社會福利服務計畫，各縣市政府應積極辦理。</p></body></html>"
    assert "縣市政府" in read_bytes(html.format("big5").encode("big5"), "a").text
    assert "縣市政府" in read_bytes(html.format("utf-16").encode("utf-16"), "a").text


# ---- archives and detection --------------------------------------------------------------------


def archive(html: str, charset: str = "gb18030") -> bytes:
    body = base64.encodebytes(html.encode(charset)).decode()
    return (
        "From: <Saved by WebKit>\r\nSubject: test\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
        f"--B\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
        "--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n--B--\r\n"
    ).encode()


def test_a_web_archive_is_read() -> None:
    html = f"<html><head><meta charset=gb2312></head><body><p>{TEXT}</p></body></html>"
    assert lines(archive(html), "计划.mht") == [TEXT]


@pytest.mark.parametrize(
    "data", [archive("")[:200], b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B"]
)
def test_a_broken_archive_is_told(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match="MHT"):
        read_bytes(data, "a.mht")


@pytest.mark.parametrize("name", ["计划.doc", "清单.xls", "a.txt", "a"])
def test_a_page_is_known_by_its_content(name: str) -> None:
    html = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>任务</td><td>单位</td></tr></table></html>"
    assert read_bytes(html.encode(), name).format == "html"


@pytest.mark.parametrize(
    "text", ["<p>一段</p>\n# 方案", "<div align=center>\n\n# 标题", "<html", "<1>", "a < b", "<通知>"]
)
def test_text_with_a_tag_is_no_page(text: str) -> None:
    assert not is_page(text.encode())


# ---- hostile input -----------------------------------------------------------------------------


def test_nothing_is_expanded_or_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    html = f"<!DOCTYPE html [<!ENTITY a SYSTEM 'file://{secret}'>]><html><body><p>甲&a;乙</p><img src='http://127.0.0.1:9/x'></body></html>"
    assert "机密" not in read_bytes(html.encode(), "a.html").text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"<html>" + b"<div>" * 4_000_000, DamagedFileError, id="nested_20_MB"),
        pytest.param(b"<html>" + b"<table><tr><td>" * 5000 + b"x", DamagedFileError, id="nested_tables"),
        pytest.param(
            b"<html><table>" + b"<tr><td rowspan=65000>1<td>2" * 4000 + b"</table>", TooLargeError, id="rowspans"
        ),
        pytest.param(b"<html><table><tr>" + b"<td colspan=1000>x" * 100 + b"</table>", TooLargeError, id="colspans"),
        pytest.param(b"<html><body><div></div></body></html>", EmptyFileError, id="empty"),
        pytest.param(b"<html>", ReadError, id="nothing"),
    ],
)
def test_a_hostile_page_is_refused_quickly(data: bytes, error: type[ReadError]) -> None:
    start = time.process_time()
    with pytest.raises(error):
        read_bytes(data, "a.html")
    assert time.process_time() - start < 5


def test_a_long_line_is_read_quickly() -> None:
    start = time.process_time()
    assert len(read_bytes(page("<p>" + "各区县要落实责任，" * 200_000 + "</p>"), "a").text) > 1_800_000
    assert time.process_time() - start < 5
