from __future__ import annotations

from itertools import groupby

import pytest

from policytext.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    ReadError,
    TooLargeError,
    UnsupportedFormatError,
)
from policytext.read import read_bytes
from policytext.read.ofd import _deltas
from tests.read.plans import PLAN, Paragraph, Title, as_text
from tests.read.test_pdf import records
from tests.read.typeset import LEFT, Printed, Style, _document, _ofd, _page, as_ofd, typeset, zip_of

SHORT = PLAN[:6]
SIGNED = {
    "Doc_0/Signs/Signatures.xml": "<broken",
    "Doc_0/Signs/Sign_0/SignedValue.dat": "\x00\x01",
    "Doc_0/Signs/Sign_0/Seal.esl": "\x30\x82",
}


def read(data: bytes):
    return read_bytes(data, "plan.ofd")


@pytest.mark.parametrize(
    "style",
    [Style(), Style(header="兰陵湾市人民政府公报"), Style(indent=0.0), Style(repeat_header=False), Style(numbers="{}")],
    ids=["standard", "header", "no_indent", "header_row_once", "bare_page_numbers"],
)
def test_a_printed_plan_reads_as_it_was_written(style: Style) -> None:
    assert read(as_ofd(typeset(PLAN, style))).text == as_text(PLAN)


def test_a_printed_plan_gives_the_records_of_its_text() -> None:
    assert records(read(as_ofd(typeset(PLAN))).text) == records(as_text(PLAN))


def test_reading_order_is_that_of_places() -> None:
    assert read(as_ofd(typeset(PLAN), shuffled=True)).text == as_text(PLAN)


def test_a_template_page_is_no_text_of_each_page() -> None:
    assert read(as_ofd(typeset(PLAN), template="兰陵湾市人民政府文件")).text == as_text(PLAN)


def test_a_signed_file_is_read_like_another() -> None:
    assert read(as_ofd(typeset(SHORT), parts=SIGNED)).text == as_text(SHORT)


def test_places_tell_the_page_of_each_stretch() -> None:
    assert [page for page, _ in groupby(place.page for place in read(as_ofd(typeset(PLAN))).places)] == [1, 2, 3]


def test_several_documents_follow_each_other() -> None:
    annex = (Title("任务分工表"), Paragraph("市民政局负责统筹协调，年底前完成。"))
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>/Doc_{n}/Document.xml</ofd:DocRoot></ofd:DocBody>" for n in (0, 1))
    data = as_ofd(typeset(SHORT), parts={
        "OFD.xml": _ofd("OFD", bodies),
        "Doc_1/Document.xml": _document(1, False),
        "Doc_1/Pages/Page_0/Content.xml": _page(typeset(annex)[0], False),
    })  # fmt: skip
    source = read(data)
    assert source.text == as_text(SHORT) + as_text(annex)
    assert [page for page, _ in groupby(place.page for place in source.places)] == [1, 2]


def test_a_name_may_lack_the_namespace_or_its_case() -> None:
    data = as_ofd(
        typeset(SHORT), parts={"OFD.xml": "<OFD><DocBody><DocRoot>doc_0/document.XML</DocRoot></DocBody></OFD>"}
    )
    assert read(data).text == as_text(SHORT)


def test_a_missing_page_is_told_and_the_rest_read() -> None:
    source = read(as_ofd(typeset(PLAN), parts={"Doc_0/Pages/Page_1/Content.xml": "<cut"}))
    assert source.notes == ("page 2: damaged, not read",)
    assert source.text.startswith(as_text(SHORT))


@pytest.mark.parametrize(
    ("text", "most", "values"),
    [
        ("g 3 4.2 5.1", 9, [4.2, 4.2, 4.2, 5.1]),
        ("1 2", 9, [1.0, 2.0]),
        ("g 999999999 1", 4, [1.0] * 4),
        ("g", 4, []),
        ("g x y", 4, []),
        ("nan", 4, [0.0]),
        (None, 4, []),
    ],
)
def test_distances_may_be_counted(text: str | None, most: int, values: list[float]) -> None:
    assert _deltas(text, most) == values


BOMB = b"<a>" + b"0" * 90_000_000


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"OFD.xml": "<OFD/>"}, DamagedFileError),
        ({"OFD.xml": "not xml"}, DamagedFileError),
        ({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'}, DamagedFileError),
        ({"Doc_0/Document.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><Document/>'}, DamagedFileError),
        ({"Doc_0/Document.xml": "<Document/>"}, EmptyFileError),
        ({"Doc_0/Document.xml": BOMB}, TooLargeError),
        ({"Doc_0/Pages/Page_0/Content.xml": "<cut"}, DamagedFileError),
        ({"Encryptions.xml": "<e/>"}, EncryptedFileError),
    ],
    ids=["empty", "no_xml", "entity", "outside", "no_pages", "bomb", "page_cut", "encrypted"],
)
def test_a_bad_file_is_refused_with_a_reason(parts: dict, error: type[ReadError]) -> None:
    with pytest.raises(error) as caught:
        read(as_ofd(typeset(SHORT), parts=parts))
    assert caught.value.reason


def test_pictures_of_pages_are_told() -> None:
    image = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="6"/>'
    page = _ofd("Page", f'<ofd:Content><ofd:Layer ID="1">{image}</ofd:Layer></ofd:Content>')
    with pytest.raises(UnsupportedFormatError, match="pictures"):
        read(as_ofd([Printed()], parts={"Doc_0/Pages/Page_0/Content.xml": page}))


def test_a_slanted_watermark_is_left_out() -> None:
    mark = '<ofd:TextObject ID="7" Boundary="50 50 80 80" Size="9" CTM="0.7 0.7 -0.7 0.7 0 0"><ofd:TextCode X="0" Y="9">内部资料</ofd:TextCode></ofd:TextObject>'
    page = _page(Printed(texts=[("完成任务", LEFT, 120.0, 16.0)]), False).replace("</ofd:Layer>", mark + "</ofd:Layer>")
    assert read(as_ofd([Printed()], parts={"Doc_0/Pages/Page_0/Content.xml": page})).text == "完成任务\n"


def test_an_ofd_is_known_by_its_parts() -> None:
    filler = {f"Doc_0/Res/image_{n}.png": b"\x89PNG" * 40 for n in range(200)}
    with pytest.raises(DamagedFileError, match="OFD"):
        read_bytes(zip_of(filler | {"OFD.xml": "<OFD/>"}), "a.zip")
