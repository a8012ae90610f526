"""Scans, where the extra ``[ocr]`` is installed: its models come in its package."""

from __future__ import annotations

import difflib
import io
import json

import pytest

pytest.importorskip("reportlab")

from policytext import jobs
from policytext.errors import BinaryFileError
from policytext.pipeline import extract_text
from policytext.places import with_places
from policytext.read import ocr, read_bytes
from tests.read.plans import PLAN, Paragraph, Title, as_text
from tests.read.test_pdf import scan
from tests.read.typeset import HEIGHT, WIDTH, as_pdf, typeset

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra [ocr] is not installed")
BLOCKS = (Title("兰陵湾市助餐服务方案"), Paragraph("一、重点任务"), PLAN[16], Paragraph("牵头单位：市民政局"))


@pytest.fixture(scope="module")
def picture():
    """The upper half of a printed page."""
    import pypdfium2

    page = pypdfium2.PdfDocument(as_pdf(typeset(BLOCKS)))[0]
    image = page.render(scale=150 / 72).to_pil().convert("RGB")
    if len(set(image.resize((60, 80)).convert("L").tobytes())) < 3:
        pytest.skip("there is no Chinese font to print with")
    return image.crop((0, 0, image.width, image.height // 2))


def scan_of(pages, dots: int = 150) -> bytes:
    """A PDF of pictures of printed pages."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    printed = pypdfium2.PdfDocument(as_pdf(pages))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in printed:
        image = page.render(scale=dots / 72).to_pil().convert("RGB")
        if len(set(image.resize((60, 80)).convert("L").tobytes())) < 3:
            pytest.skip("there is no Chinese font to print with")
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def as_png(image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def likeness(text: str) -> float:
    return difflib.SequenceMatcher(None, text, as_text(BLOCKS), autojunk=False).ratio()


@needs_ocr
@pytest.mark.slow
def test_a_scanned_pdf_is_read_and_flagged(picture, write, tmp_path) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 421), invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 421)
    canvas.save()
    jobs.extract(write("scan.pdf", out.getvalue()), tmp_path / "out")
    row = json.loads((tmp_path / "out" / "documents.jsonl").read_text("utf-8"))
    assert "ocr_noise" in row["quality"]["flags"]
    measure = json.loads((tmp_path / "out" / "measures.jsonl").read_text("utf-8").splitlines()[0])
    scores = [
        record["ocr_score"] for record in (measure, *measure["units"], *measure["targets"], *measure["deadlines"])
    ]
    assert len(scores) >= 3
    assert measure["ocr_score"] == min(scores) > ocr.MIN_SCORE
    assert likeness((tmp_path / "out" / "text" / "scan.txt").read_text("utf-8")) > 0.95


class Recognized:
    """What the recognizer answers: boxes of four corners, texts, scores."""

    def __init__(self, *lines: tuple[str, float, float, float]) -> None:
        """``lines``: text, left, top (in dots), score; each 20 dots high and as wide as its characters."""
        self.boxes = [
            [(x, y), (x + 20 * len(text), y), (x + 20 * len(text), y + 20), (x, y + 20)] for text, x, y, _ in lines
        ]
        self.txts = [text for text, *_ in lines]
        self.scores = [score for *_, score in lines]


def test_each_line_keeps_its_score_until_the_records(monkeypatch) -> None:
    found = Recognized(
        ("云岚市助餐服务方案", 200, 40, 0.99), ("一、重点任务", 60, 80, 0.98),
        ("1.建设社区食堂。年底前建成社区食堂120个。", 60, 120, 0.97), ("牵头单位：市民政局", 60, 160, 0.83),
    )  # fmt: skip
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda picture: found)
    source = read_bytes(scan(), "a.pdf")
    assert [place.score for place in source.places] == [0.99, 0.98, 0.97, 0.83]
    extraction = with_places(extract_text(source.text, path="a", sha256="0" * 64, flags=source.flags), source.places)
    (measure,) = extraction.measures
    assert (measure.ocr_score, measure.targets[0].ocr_score, measure.deadlines[0].ocr_score) == (0.83, 0.97, 0.97)
    assert [(unit.name, unit.ocr_score) for unit in measure.units] == [("市民政局", 0.83)]


def test_a_page_without_a_scan_keeps_none() -> None:
    assert {place.score for place in read_bytes(as_pdf(typeset(BLOCKS)), "a.pdf").places} == {None}


@needs_ocr
@pytest.mark.slow
def test_a_picture_is_read_and_flagged(picture) -> None:
    source = read_bytes(as_png(picture), "page.png")
    assert source.flags == ("ocr_noise",)
    assert source.format == "picture"
    assert likeness(source.text) > 0.95
    assert {place.page for place in source.places} == {1}


@needs_ocr
def test_a_picture_that_cannot_be_opened_is_no_text() -> None:
    with pytest.raises(BinaryFileError, match="cannot be opened"):
        read_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.png")


def test_a_picture_without_ocr_names_the_extra(monkeypatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(BinaryFileError, match=r"pip install 'policytext\[ocr\]'"):
        read_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.png")


def test_pages_without_text_among_others_are_told(monkeypatch) -> None:
    import pypdfium2

    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    both = pypdfium2.PdfDocument.new()
    for data in (as_pdf(typeset(BLOCKS)), scan()):
        both.import_pages(pypdfium2.PdfDocument(data))
    out = io.BytesIO()
    both.save(out)
    source = read_bytes(out.getvalue(), "a.pdf")
    assert source.text == as_text(BLOCKS)
    assert source.notes == ("page 2: a picture without text, not read; pip install 'policytext[ocr]' reads it",)


@pytest.mark.parametrize("installed", [True, False])
def test_pictures_that_nobody_read_make_no_text_noisy(monkeypatch, installed: bool) -> None:
    import pypdfium2

    monkeypatch.setattr(ocr, "is_installed", lambda: installed)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda picture: Recognized())
    both = pypdfium2.PdfDocument.new()
    for data in (as_pdf(typeset(BLOCKS)), scan(), scan()):
        both.import_pages(pypdfium2.PdfDocument(data))
    out = io.BytesIO()
    both.save(out)
    assert read_bytes(out.getvalue(), "a.pdf").flags == ()
