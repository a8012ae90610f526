"""PDF: characters, drawn lines and pictures of each page, by pdfium.

Born-digital pages are laid out (:mod:`policytext.read.flow`). A page without a text layer is a
picture and left to OCR (:mod:`policytext.read.ocr`).
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policytext.errors import DamagedFileError, EmptyFileError, EncryptedFileError
from policytext.read.flow import lay_out
from policytext.read.lines import Char, Page, page_ranges, rules_of
from policytext.read.readiness import Readiness, check_library
from policytext.read.registry import SourceText, digest
from policytext.read.stand_in_font import install

if TYPE_CHECKING:
    import pypdfium2

MAGIC = b"%PDF-"
#: Readers of the format look for the mark in the first kilobyte (ISO 32000-1, annex H.3.4.1).
MAGIC_WITHIN = 1024
MAX_PAGES = 20_000
MAX_OBJECTS = 20_000  # drawn objects looked at on one page; a map has more, and is no table
#: A page with fewer characters is taken for a picture when it shows one: a stamp or a scanner's line.
MIN_PAGE_CHARS = 20
PICTURE_SHARE = 0.5  # of the page's area
#: A text layer in which so many characters have no meaning was made from a font without a table.
UNKNOWN_SHARE = 0.3
UNKNOWN = "\ufffd"


class PdfReader:
    """PDF documents, born digital; scanned ones with the extra ``[ocr]``."""

    name = "pdf"
    formats = "PDF; scanned pages with the extra [ocr]"

    def check(self) -> Readiness:
        """Ready with pdfium."""
        return check_library(self.name, self.formats, "pypdfium2")

    def load(self) -> None:
        """Load the library."""
        import pypdfium2  # noqa: F401

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.95 if head.startswith(MAGIC) else 0.7 if MAGIC in head[:MAGIC_WITHIN] else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        """The text of all pages; ``places`` has the page of each stretch.

        Raises:
            EncryptedFileError: when it opens with a password only.
            DamagedFileError: when it is broken.
            UnsupportedFormatError: when all pages are pictures and there is no OCR.
            EmptyFileError: when the pages show nothing.
        """
        document = _open(data, path)
        try:
            found = [_read_page(document, number) for number in range(1, min(len(document), MAX_PAGES) + 1)]
            return _finish(document, found, data, path)
        finally:
            document.close()


@dataclass(slots=True)
class _Found:
    """A page, and what speaks for or against its text layer."""

    page: Page
    unknown: int = 0  # characters without a meaning
    picture: bool = False  # a picture covers most of the page
    damaged: bool = False
    marks: Counter[str] = field(default_factory=Counter)

    @property
    def is_picture(self) -> bool:
        n_chars = len(self.page.chars)
        if self.unknown > UNKNOWN_SHARE * max(n_chars, 1):
            return True
        return self.picture and n_chars < MIN_PAGE_CHARS


def _open(data: bytes, path: Path) -> pypdfium2.PdfDocument:
    import pypdfium2

    install()  # not the fonts of the machine
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as err:
        if getattr(err, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise EncryptedFileError(path, "this PDF opens with a password only; save a copy without one") from err
        raise DamagedFileError(
            path, "this PDF is damaged or cut off and cannot be opened; get it again or print it anew"
        ) from err
    if len(document) == 0:
        document.close()
        raise DamagedFileError(path, "this PDF has no pages; get it again")
    return document


def _finish(document: pypdfium2.PdfDocument, found: list[_Found], data: bytes, path: Path) -> SourceText:
    """Lay the pages out; pictures among them go through OCR where it is installed."""
    from policytext.read import ocr

    notes, flags = [], set()
    pictures = [entry for entry in found if entry.is_picture]
    if pictures:
        is_all = len(pictures) == len([entry for entry in found if entry.picture or entry.page.chars])
        drawn = [(entry.page, partial(_render, document, entry.page.number)) for entry in pictures]
        notes += ocr.read_pictures(drawn, path, "this PDF", is_all=is_all)
    if ocr.is_noisy([entry.page for entry in found], {entry.page.number for entry in found if entry.picture}):
        flags.add("ocr_noise")
    damaged = [entry.page.number for entry in found if entry.damaged]
    if damaged:
        notes.append(f"page {page_ranges(damaged)}: damaged, not read")
    unknown = sum(entry.unknown for entry in found if not entry.is_picture)
    if unknown:
        notes.append(f"{unknown} character(s) of the PDF have no meaning in Unicode, shown as U+FFFD")
    if len(document) > MAX_PAGES:
        notes.append(f"only the first {MAX_PAGES} of {len(document)} pages were read")
    laid_out = lay_out([entry.page for entry in found])
    if not laid_out.text.strip():
        if damaged:
            raise DamagedFileError(path, "none of the pages of this PDF can be read; get it again")
        raise EmptyFileError(path, "the pages of this PDF show no text")
    return SourceText(
        laid_out.text, None, PdfReader.name, digest(data), tuple(notes), laid_out.places, tuple(sorted(flags))
    )


def _render(document: pypdfium2.PdfDocument, number: int) -> Any:
    """A page as a picture for OCR, some 200 dots an inch and no larger than 4,000 dots."""
    page = document[number - 1]
    scale = min(200 / 72, 4000 / max(*page.get_size(), 1))
    return page.render(scale=scale, grayscale=False).to_numpy()


# ---- one page ----------------------------------------------------------------------------------


class _Upright:
    """Turns points of a page's own axes into points of the page as it is looked at, y downwards."""

    def __init__(self, page: pypdfium2.PdfPage, turned: int) -> None:
        left, bottom, right, top = page.get_cropbox()
        # a landscape table is often set sideways on an upright page: its text tells how to look at it
        self.turn = (page.get_rotation() + turned) % 360
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        width, height = abs(right - left), abs(top - bottom)
        self.width, self.height = (width, height) if self.turn % 180 == 0 else (height, width)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def _read_page(document: pypdfium2.PdfDocument, number: int) -> _Found:
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return _Found(Page(number, 595.0, 842.0), damaged=True)
    try:
        glyphs = _read_glyphs(page)
        upright = _Upright(page, _text_turn(glyphs) - page.get_rotation())
        found = _Found(Page(number, upright.width, upright.height))
        _add_chars(found, glyphs, upright)
        _add_objects(found, page, upright)
        return found
    except pypdfium2.PdfiumError:
        return _Found(Page(number, 595.0, 842.0), damaged=True)
    finally:
        page.close()


#: text, left, right, bottom, top, origin x, origin y, size, direction of the baseline (quarter turns)
_Glyph = tuple[str, float, float, float, float, float, float, float, int]


def _read_glyphs(page: pypdfium2.PdfPage) -> list[_Glyph]:
    """The characters of a page with their boxes in the page's own axes; slanted ones (watermarks) are left out."""
    from pypdfium2 import raw

    glyphs: list[_Glyph] = []
    text_page = page.get_textpage()
    try:
        handle = text_page.raw
        box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        high = 0
        for index in range(raw.FPDFText_CountChars(handle)):
            code = raw.FPDFText_GetUnicode(handle, index)
            if code in _BLANK or raw.FPDFText_IsGenerated(handle, index) == 1:
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
                high = 0
            if not (
                raw.FPDFText_GetLooseCharBox(handle, index, box)
                and raw.FPDFText_GetCharOrigin(handle, index, x, y)
                and raw.FPDFText_GetMatrix(handle, index, matrix)
            ):
                continue
            size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
            if not 0.5 <= size <= 500:
                continue
            if abs(matrix.b) <= 0.02 * abs(matrix.a):
                turn = 0 if matrix.a > 0 else 2
            elif abs(matrix.a) <= 0.02 * abs(matrix.b):
                turn = 1 if matrix.b > 0 else 3
            else:
                continue
            text = "-" if code == 0x02 else UNKNOWN if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF else chr(code)
            glyphs.append((text, box.left, box.right, box.bottom, box.top, x.value, y.value, size, turn))
    finally:
        text_page.close()
    return glyphs


_BLANK = frozenset({9, 10, 11, 12, 13, 32, 0xA0, 0x3000, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0xFEFF})


def _text_turn(glyphs: list[_Glyph]) -> int:
    """By how many degrees (clockwise) a page has to be turned for most of its text to stand upright."""
    turns = Counter(glyph[8] for glyph in glyphs)
    return 90 * turns.most_common(1)[0][0] if turns else 0


def _add_chars(found: _Found, glyphs: list[_Glyph], upright: _Upright) -> None:
    turn = upright.turn // 90
    page = found.page
    for text, left, right, bottom, top, x, y, size, own_turn in glyphs:
        if own_turn != turn:
            continue
        x0, y0 = upright(left, bottom)
        x1, y1 = upright(right, top)
        _, base = upright(x, y)
        low, high = min(x0, x1), max(x0, x1)
        if high < 0 or low > page.width or base < 0 or min(y0, y1) > page.height:
            continue  # beyond the edge of the page
        if text == UNKNOWN:
            found.unknown += 1
        page.chars.append(Char(text, low, high, base, size))


def _add_objects(found: _Found, page: pypdfium2.PdfPage, upright: _Upright) -> None:
    """Rules and pictures among the drawn objects of a page."""
    from pypdfium2 import raw

    area = found.page.width * found.page.height
    covered = 0.0
    kinds = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for seen, item in enumerate(page.get_objects(filter=kinds, max_depth=3)):
        if seen >= MAX_OBJECTS:
            found.page.rules.clear()
            break
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += abs((right - left) * (top - bottom))
        else:
            _add_rules(found.page, item, upright)
    found.picture = covered >= PICTURE_SHARE * area


def _add_rules(page: Page, item: Any, upright: _Upright) -> None:
    """The straight lines of a path that are parallel to the page's edges."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item.raw, fill, stroke):
        return
    matrix = item.get_matrix()
    container = getattr(item, "container", None)
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = getattr(container, "container", None)
    n_segments = raw.FPDFPath_CountSegments(item.raw)
    if not 2 <= n_segments <= 200:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    path: list[tuple[float, float]] = []
    start: tuple[float, float] | None = None
    edges: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for index in range(n_segments):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        point = upright(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and path:
            edges.append((path[-1], point))
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            return  # a drawing
        path.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            edges.append((point, start))
    page.rules.extend(rules_of(edges, stroked=bool(stroke.value)))
