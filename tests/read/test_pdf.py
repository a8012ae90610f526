from __future__ import annotations

import io
from itertools import groupby

import pytest

pytest.importorskip("reportlab")

from reportlab.pdfgen.canvas import Canvas

from policytext.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    UnsupportedFormatError,
)
from policytext.pipeline import extract_text
from policytext.places import with_places
from policytext.read import SourceText, ocr, read_bytes
from policytext.read.stand_in_font import stand_in
from tests.read.plans import PLAN, Block, Grid, Paragraph, Title, as_text
from tests.read.typeset import BOTTOM, EM, LEFT, Printed, Style, as_pdf, typeset


def read(blocks: tuple[Block, ...], style: Style | None = None, **options: object) -> SourceText:
    return read_bytes(as_pdf(typeset(blocks, style), **options), "plan.pdf")


def records(text: str) -> dict[str, list[tuple[object, ...]]]:
    """Units, targets and deadlines as values, without their places."""
    found = extract_text(text, path="plan.txt", sha256="0" * 64)
    return {
        "units": [(m.order, u.name, u.role) for m in found.measures for u in m.units],
        "targets": [(m.order, t.indicator, t.comparator, t.value, t.unit) for m in found.measures for t in m.targets],
        "deadlines": [(m.order, d.type, d.value) for m in found.measures for d in m.deadlines],
    }


STYLES = {
    "standard": (Style(), {}),
    "header": (Style(header="兰陵湾市人民政府公报　2025年第3期"), {}),
    "bare_page_numbers": (Style(numbers="{}"), {}),
    "pages_of_pages": (Style(numbers="第{}页 共3页"), {}),
    "no_furniture": (Style(numbers=None), {}),
    "no_indent": (Style(indent=0.0), {}),
    "header_row_once": (Style(repeat_header=False), {}),
    "spaces_between_characters": (Style(), {"spaced": True}),
    "struck_twice": (Style(), {"bold": True}),
    "turned_90": (Style(), {"rotate": 90}),
    "turned_180": (Style(), {"rotate": 180}),
    "turned_270": (Style(header="公报"), {"rotate": 270}),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_printed_plan_reads_as_it_was_written(name: str) -> None:
    style, options = STYLES[name]
    assert read(PLAN, style, **options).text == as_text(PLAN)


def test_a_printed_plan_gives_the_records_of_its_text() -> None:
    expected = records(as_text(PLAN))
    assert len(expected["units"]) >= 30
    assert len(expected["targets"]) >= 20
    assert records(read(PLAN, Style(header="公报")).text) == expected


def test_places_tell_the_page_of_each_stretch() -> None:
    source = read(PLAN, Style(header="公报"))
    assert [page for page, _ in groupby(place.page for place in source.places)] == [1, 2, 3]
    for place, following in zip(source.places, source.places[1:], strict=False):
        assert place.end <= following.start
    first = source.text.index("为打造便民")
    last = source.text.index("完成综合体运营评估")
    pages = [next(place.page for place in source.places if place.start <= at < place.end) for at in (first, last)]
    assert pages == [1, 3]
    # a paragraph over the edge of a page belongs to both
    second = next(place for place in source.places if place.page == 2)
    assert source.text[second.start - 1] != "\n"


def test_a_title_of_two_lines_stays_apart_from_the_text() -> None:
    blocks = (
        Title("兰陵湾市人民政府办公室关于印发兰陵湾市推进社区嵌入式服务设施建设行动方案的通知"),
        Paragraph("各区（市）人民政府，市政府各部门："),
        Paragraph("现将《行动方案》印发给你们，请认真贯彻落实。" * 3),
    )
    lines = read(blocks).text.splitlines()
    assert "".join(lines[:-2]) == blocks[0].text
    assert lines[-2:] == [blocks[1].text, blocks[2].text]


def test_a_row_cut_by_the_edge_of_the_page_is_one_row() -> None:
    filler = tuple(Paragraph("坚持问题导向，统筹推进各项工作。" * 4) for _ in range(6))
    pages = typeset(filler)
    columns = [LEFT, LEFT + 40, LEFT + 220, LEFT + 400]

    def draw(page: Printed, top: float, bottom: float, cells: list[list[str]]) -> None:
        page.rules += [(columns[0], y, columns[-1], y) for y in (top, bottom)]
        page.rules += [(x, top, x, bottom) for x in columns]
        for x, lines in zip(columns, cells, strict=False):
            page.texts += [(line, x + 5, top + 14 * (i + 1), 10.5) for i, line in enumerate(lines)]

    second = Printed()
    draw(pages[0], 640.0, 670.0, [["序号"], ["重点任务"], ["牵头单位"]])
    draw(
        pages[0],
        670.0,
        700.0,
        [["1"], ["建设社区服务综合体不少于48处，每", "处建筑面积不低于六百平方米，并优"], ["市民政局"]],
    )
    draw(second, 110.0, 140.0, [[], ["先嵌入养老托育功能"], []])
    draw(second, 140.0, 170.0, [["2"], ["开展摸底"], ["市统计局"]])
    lines = read_bytes(as_pdf([pages[0], second]), "a.pdf").text.splitlines()
    assert lines[-3:] == [
        "序号\t重点任务\t牵头单位",
        "1\t建设社区服务综合体不少于48处，每处建筑面积不低于六百平方米，并优先嵌入养老托育功能\t市民政局",
        "2\t开展摸底\t市统计局",
    ]


def test_a_merged_cell_is_repeated_in_each_of_its_rows() -> None:
    grid = Grid((
        ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "建设驿站20个", "市民政局", "市财政局", "2025年底前"),
        ("2", "改造食堂30个", None, "市商务局", None),
        ("3", "培训骨干400人次", None, "市教育局", "2026年6月底前"),
    ))  # fmt: skip
    assert read((grid,)).text == as_text((grid,))


def test_a_merged_cell_goes_on_over_the_edge_of_the_page() -> None:
    rows = [("序号", "重点任务", "牵头单位", "配合单位", "完成时限")]
    rows += [
        (str(n), f"改造老旧小区第{n}批", "市民政局" if n == 1 else None, "市财政局", "2025年底前") for n in range(1, 41)
    ]
    grid = Grid(tuple(rows))
    for repeat_header in (True, False):
        assert read((grid,), Style(repeat_header=repeat_header)).text == as_text((grid,))


def test_entries_of_a_cell_below_each_other_stay_apart() -> None:
    page = Printed()
    columns = [LEFT, LEFT + 160, LEFT + 300]
    page.rules = [(columns[0], y, columns[-1], y) for y in (100.0, 160.0)] + [(x, 100.0, x, 160.0) for x in columns]
    page.texts = [
        ("市民政局", LEFT + 5, 120.0, 10.5),
        ("市财政局", LEFT + 5, 140.0, 10.5),
        ("2025年底前", LEFT + 170, 120.0, 10.5),
    ]
    assert read_bytes(as_pdf([page]), "a.pdf").text == "市民政局 市财政局\t2025年底前\n"


def test_a_header_of_two_rows_is_one_row() -> None:
    page = Printed()
    a, b, c, d = LEFT, LEFT + 160, LEFT + 260, LEFT + 360
    page.rules = [(a, 100.0, d, 100.0), (b, 120.0, d, 120.0), (a, 140.0, d, 140.0), (a, 160.0, d, 160.0)]
    page.rules += [(x, 100.0, x, 160.0) for x in (a, b, d)] + [(c, 120.0, c, 160.0)]
    page.texts = [(text, x + 5, y, 10.5) for text, x, y in (
        ("重点任务", a, 124.0), ("责任分工", b + 60, 114.0), ("牵头单位", b, 134.0), ("配合单位", c, 134.0),
        ("建设驿站20个", a, 154.0), ("市民政局", b, 154.0), ("市财政局", c, 154.0),
    )]  # fmt: skip
    text = read_bytes(as_pdf([page]), "a.pdf").text
    assert text == "重点任务\t牵头单位\t配合单位\n建设驿站20个\t市民政局\t市财政局\n"


def test_short_lines_of_one_length_are_no_narrow_text() -> None:
    labels = tuple(Paragraph(f"{n}.牵头负责领导：王某某。") for n in range(1, 36))
    blocks = (Paragraph("按照职责分工抓好落实，" * 30 + "年底前完成。"), *labels)
    assert read(blocks).text == as_text(blocks)


@pytest.mark.parametrize(
    "rest", ["“135”出行方式", "（RCEP）规则", "〔2025〕19号文件", "12.8%，位居前列", "4500亿元以上"], ids=range(5)
)
def test_what_cannot_be_broken_goes_to_the_next_line_whole(rest: str) -> None:
    blocks = tuple(Paragraph("统" * n + rest + "。" + "筹推进各项工作落地见效。" * 3) for n in range(20, 28))
    assert read(blocks).text == as_text(blocks)


def test_footnotes_come_after_the_paragraph_they_interrupt() -> None:
    text = "推动公共服务资源向社区下沉，健全社区服务体系，提升居民生活品质和幸福感受度，" * 16
    pages = typeset((Paragraph(text),))
    pages[0].texts = [t for t in pages[0].texts if t[2] < BOTTOM - 40] + [("①社区指城市社区。", LEFT, BOTTOM - 10, 9.0)]
    lines = read_bytes(as_pdf(pages), "a.pdf").text.splitlines()
    assert len(lines) == 2
    assert lines[1] == "①社区指城市社区。"


def test_columns_keep_their_distance() -> None:
    page = Printed(texts=[("组　　长：", LEFT, 120.0, EM), ("王某某", LEFT + 160, 120.0, EM)])
    assert read_bytes(as_pdf([page]), "a.pdf").text.split() == ["组", "长：", "王某某"]


def test_words_of_latin_keep_their_space_and_numbers_lose_theirs() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(80, 700, "Digital Village plan 4.6 of 2025")
    canvas.save()
    assert read_bytes(out.getvalue(), "a.pdf").text == "Digital Village plan 4.6 of 2025\n"


def test_a_slanted_watermark_is_left_out() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(80, 700, "Task one")
    canvas.rotate(45)
    canvas.drawString(400, 100, "DRAFT")
    canvas.save()
    assert read_bytes(out.getvalue(), "a.pdf").text == "Task one\n"


def test_a_password_is_told() -> None:
    with pytest.raises(EncryptedFileError, match="password"):
        read(PLAN[:3], password="secret")


def test_a_cut_off_pdf_is_damaged() -> None:
    data = as_pdf(typeset(PLAN[:4]))
    with pytest.raises((DamagedFileError, EmptyFileError)):
        read_bytes(data[: len(data) // 3], "a.pdf")


def test_an_empty_page_holds_no_text() -> None:
    with pytest.raises(EmptyFileError):
        read_bytes(as_pdf([Printed()]), "a.pdf")


def scan() -> bytes:
    """A page that is one picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 595, 842)
    canvas.save()
    return out.getvalue()


def test_a_scan_without_ocr_names_the_extra(monkeypatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnsupportedFormatError, match=r"pip install 'policytext\[ocr\]'"):
        read_bytes(scan(), "a.pdf")


# ---- boxes -------------------------------------------------------------------------------------


WORDS = ["牵头单位：市住房城乡建设局", "牵头单位：市发展改革委", "责任单位：市国资委、市机关事务服务中心"]


@pytest.mark.parametrize("words", WORDS)
def test_a_record_has_the_box_of_its_line(words: str) -> None:
    source = read(PLAN)
    measures = with_places(extract_text(source.text, path="a", sha256="0" * 64), source.places).measures
    at = source.text.index(words)
    unit = next(u for m in measures for u in m.units if at <= u.start < at + len(words))
    number, (x, base, size) = next(
        (number, place) for number, page in enumerate(typeset(PLAN), 1) for text, *place in page.texts if text == words
    )
    left, top, right, bottom = unit.box
    assert unit.page == number
    assert (left, right) == (pytest.approx(x, abs=1), pytest.approx(x + len(words) * size, abs=1))
    assert top < base - 0.5 * size < bottom
    assert bottom - top == pytest.approx(size, abs=0.2)


def test_a_record_of_several_lines_has_what_encloses_those_of_its_first_page() -> None:
    source = read(PLAN)
    measures = with_places(extract_text(source.text, path="a", sha256="0" * 64), source.places).measures
    for measure in measures:
        left, top, right, bottom = measure.box
        assert LEFT - 1 <= left < right <= LEFT + 28.5 * EM
        assert 0 < top < bottom <= BOTTOM + 6
        for child in (*measure.units, *measure.targets, *measure.deadlines):
            if child.page == measure.page and measure.start <= child.start:
                assert top <= child.box[1] < child.box[3] <= bottom


def test_a_record_of_a_ruled_table_has_the_box_of_its_row() -> None:
    source = read(PLAN)
    measures = with_places(extract_text(source.text, path="a", sha256="0" * 64), source.places).measures
    rows = [m for m in measures if m.title and m.title.startswith(("组建社区服务运营", "完成综合体运营评估"))]
    assert len(rows) == 2
    assert rows[0].box[3] <= rows[1].box[1] + 0.2 or rows[0].page < rows[1].page
    for row in rows:
        assert {u.box for u in row.units} == {row.box}


def test_a_font_that_the_pdf_leaves_out_is_no_matter_of_the_machine() -> None:
    """Each character placed by itself, in a font that is nowhere: pdfium drops what has no glyph."""
    page = Printed()
    page.texts.append(("新建邻里中心20处", 100.0, 100.0, 12.0))
    assert read_bytes(as_pdf([page]), "a.pdf").text == "新建邻里中心20处\n"


def test_the_stand_in_is_a_font_file() -> None:
    font = stand_in()
    tags = [font[12 + 16 * k : 16 + 16 * k].decode() for k in range(int.from_bytes(font[4:6], "big"))]
    assert tags == sorted(tags)
    assert {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap"} <= set(tags)
