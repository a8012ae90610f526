"""OFD whose pages are pictures: drawn from their resources, then read as a scanned PDF is."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("reportlab")
pytest.importorskip("PIL.Image")

from PIL import Image

from policytext.errors import UnsupportedFormatError
from policytext.read import ocr, ofd, ofd_pictures, read_bytes
from policytext.read.pictures import PictureReader, open_picture
from tests.read.plans import as_text
from tests.read.test_ocr import BLOCKS, Recognized, as_png, likeness, needs_ocr, picture  # noqa: F401
from tests.read.test_pages_fuzz import KINDS, damaged, parts_of, try_reading, with_numbers
from tests.read.typeset import HEIGHT, MM, WIDTH, Printed, _ofd, _page, as_ofd, typeset, zip_of

WIDE, HIGH = WIDTH * MM, HEIGHT * MM  # millimetres
RED, BLUE = (255, 0, 0), (0, 0, 255)


def plain(color: tuple[int, int, int], size: tuple[int, int] = (200, 100)) -> bytes:
    return as_png(Image.new("RGB", size, color))


def image(resource: int, box: str, matrix: str | None = None) -> str:
    ctm = f' CTM="{matrix}"' if matrix else ""
    return f'<ofd:ImageObject ID="5" Boundary="{box}" ResourceID="{resource}"{ctm}/>'


def scanned(objects: str, files: dict[int, bytes], *, before: int = 0, listed: str = "PublicRes") -> bytes:
    """An OFD whose last page shows pictures; ``before`` pages of text stand before it."""
    media = "".join(
        f'<ofd:MultiMedia ID="{n}" Type="Image" Format="PNG"><ofd:MediaFile>image_{n}.png</ofd:MediaFile></ofd:MultiMedia>'
        for n in files
    )
    page = f'<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content>'
    pages = [*typeset(BLOCKS)[:before], Printed()]
    parts: dict[str, str | bytes] = {f"Doc_0/Res/image_{n}.png": data for n, data in files.items()}
    own = f"<ofd:PageRes>/Doc_0/{listed}.xml</ofd:PageRes>" if listed == "PageRes" else ""
    parts[f"Doc_0/Pages/Page_{len(pages) - 1}/Content.xml"] = _ofd("Page", own + page)
    parts[f"Doc_0/{listed}.xml"] = _ofd("Res", f"<ofd:MultiMedias>{media}</ofd:MultiMedias>", 'BaseLoc="Res"')
    if listed != "PageRes":
        area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDE:.4f} {HIGH:.4f}</ofd:PhysicalBox></ofd:PageArea>"
        names = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        common = f"<ofd:CommonData>{area}<ofd:{listed}>{listed}.xml</ofd:{listed}></ofd:CommonData>"
        parts["Doc_0/Document.xml"] = _ofd("Document", f"{common}<ofd:Pages>{names}</ofd:Pages>")
    return as_ofd(pages, parts=parts)


@pytest.fixture
def seen(monkeypatch):
    """The pictures that OCR was given; it answers with one task on each."""
    pictures: list = []

    def engine(array):
        pictures.append(array)
        return Recognized(("一、重点任务", 10, 10, 0.98), ("1.建设社区食堂20个。", 10, 40, 0.9))

    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    return SimpleNamespace(pictures=pictures)


def color_at(array, x: float, y: float) -> tuple[int, int, int]:
    """Red, green, blue at a place given by parts of the page's width and height."""
    high, wide = array.shape[:2]
    return tuple(int(value) for value in array[int(y * high), int(x * wide)][::-1])


FULL = f"0 0 {WIDE} {HIGH}"


@pytest.mark.parametrize("listed", ["PublicRes", "DocumentRes", "PageRes"])
def test_a_page_that_is_a_picture_goes_through_ocr(seen, listed: str) -> None:
    source = read_bytes(scanned(image(7, FULL), {7: plain(RED)}, listed=listed), "a.ofd")
    assert source.flags == ("ocr_noise",)
    assert source.text == "一、重点任务\n1.建设社区食堂20个。\n"
    assert [(place.page, place.score) for place in source.places] == [(1, 0.98), (1, 0.9)]
    assert color_at(seen.pictures[0], 0.5, 0.5) == RED
    high, wide = seen.pictures[0].shape[:2]
    assert wide == 200  # as fine as the scan
    assert high / wide == pytest.approx(HIGH / WIDE, rel=0.01)


def test_strips_of_a_scan_are_put_together(seen) -> None:
    half = HIGH / 2
    strips = image(7, f"0 0 {WIDE} {half}") + image(8, f"0 {half} {WIDE} {half}", f"{WIDE} 0 0 {half} 0 0")
    read_bytes(scanned(strips, {7: plain(RED), 8: plain(BLUE)}), "a.ofd")
    assert len(seen.pictures) == 1
    assert (color_at(seen.pictures[0], 0.5, 0.2), color_at(seen.pictures[0], 0.5, 0.8)) == (RED, BLUE)


def test_a_picture_shown_often_is_decoded_once(seen, monkeypatch) -> None:
    decoded: list[bytes] = []
    monkeypatch.setattr(ofd_pictures, "open_picture", lambda data: decoded.append(data) or open_picture(data))
    half = f"0 0 {WIDE} {HIGH / 2}"
    read_bytes(scanned((image(7, FULL) + image(8, half)) * 30, {7: plain(RED), 8: plain(BLUE)}), "a.ofd")
    assert len(decoded) == 2
    assert (color_at(seen.pictures[0], 0.5, 0.2), color_at(seen.pictures[0], 0.5, 0.8)) == (BLUE, RED)


def test_pictures_of_too_many_dots_together_are_not_decoded(seen, monkeypatch) -> None:
    decoded: list[bytes] = []
    monkeypatch.setattr(ofd_pictures, "MAX_PIXELS", 3 * 200 * 100 - 1)
    monkeypatch.setattr(ofd_pictures, "open_picture", decoded.append)
    data = scanned("".join(image(n, FULL) for n in (7, 8, 9)), {n: plain(RED) for n in (7, 8, 9)}, before=1)
    assert read_bytes(data, "a.ofd").notes == (
        "page 2: a picture that cannot be opened, not read; print the file as PDF",
    )
    assert decoded == []


def repeated(data: bytes, parts: int, times: int) -> bytes:
    """An OFD whose last page is there in so many parts, each named so often."""
    package = parts_of(data)
    content = package["Doc_0/Pages/Page_0/Content.xml"]
    package |= {f"Doc_0/Pages/Page_{n}/Content.xml": content for n in range(parts)}
    names = "".join(
        f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n % parts}/Content.xml"/>' for n in range(parts * times)
    )
    head, _, rest = package["Doc_0/Document.xml"].partition(b"<ofd:Pages>")
    return zip_of(
        package | {"Doc_0/Document.xml": head + b"<ofd:Pages>" + names.encode() + rest[rest.index(b"</ofd:Pages>") :]}
    )


@pytest.mark.parametrize("listed", ["PublicRes", "PageRes"])
def test_a_list_of_pictures_is_read_once_and_copied_for_no_page(seen, monkeypatch, listed: str) -> None:
    found: list[str] = []
    given: list = []
    monkeypatch.setattr(
        ofd, "find_media", lambda location, *rest: found.append(location) or ofd_pictures.find_media(location, *rest)
    )
    monkeypatch.setattr(ofd._Package, "_draw", lambda self, shown, size, media: given.append(media))
    if listed == "PublicRes":
        data = repeated(scanned(image(7, FULL), {7: plain(RED)}), 20, 1)
    else:
        one = scanned(image(7, FULL), {7: plain(RED)}, listed="PageRes")
        both = parts_of(one) | {
            "Doc_0/Document.xml": parts_of(scanned(image(7, FULL), {7: plain(RED)}))["Doc_0/Document.xml"]
        }
        data = repeated(zip_of(both), 20, 1)
    with pytest.raises(UnsupportedFormatError):
        read_bytes(data, "a.ofd")
    assert len(given) == 20
    assert found.count(f"Doc_0/{listed}.xml") == 1
    assert len({id(table) for media in given for table in media if table}) == 1


def test_a_picture_of_the_page_stands_before_one_of_the_document(seen) -> None:
    shared = parts_of(scanned(image(7, FULL), {7: plain(RED)}))
    own = parts_of(scanned(image(7, FULL), {7: plain(RED)}, listed="PageRes"))
    listed = own["Doc_0/PageRes.xml"].replace(b"image_7", b"other_7")
    parts = (
        shared
        | own
        | {
            "Doc_0/Document.xml": shared["Doc_0/Document.xml"],
            "Doc_0/PageRes.xml": listed,
            "Doc_0/Res/other_7.png": plain(BLUE),
        }
    )
    read_bytes(zip_of(parts), "a.ofd")
    assert color_at(seen.pictures[0], 0.5, 0.5) == BLUE


def test_a_page_named_again_is_read_once(seen) -> None:
    source = read_bytes(repeated(scanned(image(7, FULL), {7: plain(RED)}), 1, 3000), "a.ofd")
    assert len(seen.pictures) == 1
    assert source.text == "一、重点任务\n1.建设社区食堂20个。\n"
    assert source.notes == ("page 2-3000: the same part of the OFD as an earlier page, read there",)


def test_ocr_reads_so_many_pages_of_a_file_at_most(seen, monkeypatch) -> None:
    monkeypatch.setattr(ocr, "MAX_OCR_PAGES", 3)
    source = read_bytes(repeated(scanned(image(7, FULL), {7: plain(RED)}), 5, 1), "a.ofd")
    assert len(seen.pictures) == 3
    assert source.notes == (f"page 4-5: {ocr.TOO_MANY}",)
    assert {place.page for place in source.places} == {1, 2, 3}


def test_ocr_reads_so_many_pages_of_a_tiff_at_most(seen, monkeypatch) -> None:
    monkeypatch.setattr(ocr, "MAX_OCR_PAGES", 3)
    out = io.BytesIO()
    frames = [Image.new("RGB", (200, 100), color) for color in (RED, BLUE) * 3]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    source = PictureReader().read(out.getvalue(), Path("a.tiff"))
    assert len(seen.pictures) == 3
    assert source.notes == (f"page 4 and those after it: {ocr.TOO_MANY}",)


def test_a_picture_beyond_the_edge_of_its_page_covers_nothing(seen) -> None:
    source = read_bytes(scanned(image(7, "5000 5000 300 300"), {7: plain(RED)}, before=1), "a.ofd")
    assert (source.flags, source.notes, seen.pictures) == ((), (), [])


def test_a_picture_that_lies_sideways_is_turned_as_its_map_says(seen) -> None:
    both = Image.new("RGB", (200, 100), RED)
    both.paste(BLUE, (100, 0, 200, 100))  # its right half
    # the picture's x runs down the page, its y to the left
    read_bytes(scanned(image(7, FULL, f"0 {HIGH} {-WIDE} 0 {WIDE} 0"), {7: as_png(both)}), "a.ofd")
    assert (color_at(seen.pictures[0], 0.5, 0.2), color_at(seen.pictures[0], 0.5, 0.8)) == (RED, BLUE)


def test_a_picture_beside_text_is_no_scan(seen) -> None:
    page = _page(typeset(BLOCKS)[0], False).replace("</ofd:Layer>", image(7, "20 20 40 20") + "</ofd:Layer>")
    source = read_bytes(as_ofd([Printed()], parts={"Doc_0/Pages/Page_0/Content.xml": page}), "a.ofd")
    assert (source.text, source.flags, seen.pictures) == (as_text(BLOCKS), (), [])


def test_a_scan_with_a_text_layer_is_flagged_and_read_from_it(seen) -> None:
    page = _page(typeset(BLOCKS)[0], False).replace("</ofd:Layer>", image(7, FULL) + "</ofd:Layer>")
    source = read_bytes(as_ofd([Printed()], parts={"Doc_0/Pages/Page_0/Content.xml": page}), "a.ofd")
    assert (source.text, source.flags, seen.pictures) == (as_text(BLOCKS), ("ocr_noise",), [])


def test_a_scan_without_ocr_names_the_extra(monkeypatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(
        UnsupportedFormatError, match=r"this OFD document holds pictures.*pip install 'policytext\[ocr\]'"
    ):
        read_bytes(scanned(image(7, FULL), {7: plain(RED)}), "a.ofd")
    source = read_bytes(scanned(image(7, FULL), {7: plain(RED)}, before=1), "a.ofd")
    assert (source.text, source.flags) == (as_text(BLOCKS), ())
    assert source.notes == ("page 2: a picture without text, not read; pip install 'policytext[ocr]' reads it",)


def test_pictures_that_nobody_read_make_no_text_noisy(monkeypatch) -> None:
    """One page of text before three pictures, and OCR that reads nothing on them."""
    data = scanned(image(7, FULL), {7: plain(RED)}, before=1)
    parts = parts_of(data)
    content = parts["Doc_0/Pages/Page_1/Content.xml"]
    parts |= {f"Doc_0/Pages/Page_{n}/Content.xml": content for n in (2, 3)}
    more = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in (2, 3)).encode()
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(b"</ofd:Pages>", more + b"</ofd:Pages>")
    for installed in (False, True):
        monkeypatch.setattr(ocr, "is_installed", lambda installed=installed: installed)
        monkeypatch.setattr(ocr, "_engine", lambda: lambda array: SimpleNamespace(boxes=None))
        assert read_bytes(zip_of(parts), "a.ofd").flags == ()


HUGE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (12_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"


#: What Pillow would open by starting Ghostscript, and what it opens until it meets pixels it knows not how to read.
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\nshowpage\n"
DDS = b"DDS " + b"".join(n.to_bytes(4, "little") for n in (124, 0, 10, 10, *[0] * 14, 32, 0x4, 0x12345678, *[0] * 10))


@pytest.mark.parametrize(
    "data",
    [b"\x97JB2\r\n\x1a\n" + bytes(40), b"", plain(RED)[:60], HUGE, EPS, DDS],
    ids=["jbig2", "empty", "cut", "huge", "eps", "dds"],
)
def test_a_picture_that_cannot_be_opened_is_told(seen, data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError, match="cannot be opened; print it as PDF"):
        read_bytes(scanned(image(7, FULL), {7: data}), "a.ofd")
    source = read_bytes(scanned(image(7, FULL), {7: data}, before=1), "a.ofd")
    assert source.text == as_text(BLOCKS)
    assert source.notes == ("page 2: a picture that cannot be opened, not read; print the file as PDF",)
    assert seen.pictures == []


def test_no_program_is_started_for_a_picture(monkeypatch) -> None:
    from PIL import EpsImagePlugin

    started: list = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *args, **kwargs: started.append(args))
    assert open_picture(EPS) is None
    assert started == []


@pytest.mark.parametrize(
    "fault", [NotImplementedError, IndexError, KeyError, TypeError, ZeroDivisionError, struct.error]
)
def test_whatever_a_decoder_throws_costs_its_picture_alone(monkeypatch, fault: type[Exception]) -> None:
    def convert(*args):
        raise fault

    monkeypatch.setattr(Image.Image, "convert", convert)
    assert open_picture(plain(RED)) is None


def test_too_little_memory_for_a_picture_is_no_damage(monkeypatch) -> None:
    def convert(*args):
        raise MemoryError

    monkeypatch.setattr(Image.Image, "convert", convert)
    with pytest.raises(MemoryError):
        open_picture(plain(RED))


def test_a_damaged_page_of_a_tiff_costs_itself_alone(seen) -> None:
    out = io.BytesIO()
    first, second, third = (Image.new("RGB", (200, 100), color) for color in (RED, BLUE, RED))
    first.save(out, "TIFF", save_all=True, append_images=[second, third], compression="tiff_deflate")
    data = bytearray(out.getvalue())
    with Image.open(io.BytesIO(bytes(data))) as image:
        image.seek(1)
        at = image.tag_v2[273][0]
    data[at : at + 8] = b"\xff" * 8
    source = PictureReader().read(bytes(data), Path("a.tiff"))
    assert source.notes == ("page 2: a picture that cannot be opened, not read",)
    assert {place.page for place in source.places} == {1, 3}


@pytest.mark.parametrize(
    "objects",
    [image(9, FULL), image(7, "0 0 nan 9"), image(7, FULL, "0 0 0 0 0 0"), image(7, FULL, "1e300 0 0 1e300 0 0")],
)
def test_a_picture_that_leads_nowhere_ends_no_run(seen, objects: str) -> None:
    source = read_bytes(scanned(objects, {7: plain(RED)}, before=1), "a.ofd")
    assert source.text.startswith(as_text(BLOCKS))


@pytest.mark.parametrize("kind", ["package", "part", "numbers"])
def test_a_damaged_scan_gives_a_text_or_a_reason(seen, kind: str) -> None:
    rng = random.Random(kind)
    sound = parts_of(scanned(image(7, FULL, f"{WIDE} 0 0 {HIGH} 0 0"), {7: plain(RED)}, before=1))
    for _ in range(40):
        name = rng.choice(list(sound))
        broken = {name: (with_numbers if kind == "numbers" else damaged)(sound[name], rng)}
        data = damaged(zip_of(sound), rng) if kind == "package" else zip_of(sound | broken)
        assert try_reading(lambda: read_bytes(data, "a.ofd"), data) in KINDS  # noqa: B023 (used at once)


@needs_ocr
@pytest.mark.slow
def test_a_scanned_ofd_is_read_like_its_pdf(picture) -> None:  # noqa: F811
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    source = read_bytes(scanned(image(7, f"0 0 {WIDE} {HIGH * 0.51}"), {7: out.getvalue()}), "a.ofd")
    assert source.flags == ("ocr_noise",)
    assert likeness(source.text) > 0.95
