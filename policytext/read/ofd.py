"""OFD (GB/T 33190-2016), the page format of Chinese offices: a ZIP of XML with every glyph's place.

``OFD.xml`` names the documents in the file, each ``Document.xml`` its pages in order, each page its
layers of objects. Lengths are millimetres from the upper left corner of the page; what is in an
object counts from the corner of its ``Boundary``, through its ``CTM``. Template pages hold what
repeats (letterheads, page numbers) and are left out; seals, annotations and signatures are no text.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from policytext.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    TooLargeError,
)
from policytext.read import ocr
from policytext.read.archive import Archive
from policytext.read.flow import LaidOut, lay_out
from policytext.read.lines import Char, Page, Point, page_ranges, rules_of
from policytext.read.ofd_pictures import Shown, area_on, draw_page, find_media, shown_by
from policytext.read.ofd_xml import (
    Matrix,
    box_of,
    child,
    children,
    local_name,
    matrix_of,
    number_of,
    numbers_of,
    text_of,
)
from policytext.read.registry import Place, SourceText, digest

ENTRY = "OFD.xml"
POINTS = 72 / 25.4  # a millimetre in points
MAX_PAGES = 20_000
MAX_CHARS = 20_000_000
MAX_DEPTH = 20  # of page blocks in page blocks
#: A glyph repeats its distance (``g 300 4.2``): so often in one text object at most.
MAX_REPEATS = 100_000
PICTURE_SHARE = 0.5
MIN_PAGE_CHARS = 20
DEFAULT_BOX = (0.0, 0.0, 210.0, 297.0)


class OfdReader:
    """OFD documents, signed ones too; scanned ones with the extra ``[ocr]``."""

    name = "ofd"
    formats = "OFD (GB/T 33190); scanned pages with the extra [ocr]"

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.95 if head.startswith(b"PK\x03\x04") and b"OFD.xml" in head else 0.0

    def load(self) -> None:
        """Load the library."""
        import lxml.etree  # noqa: F401

    def read(self, data: bytes, path: Path) -> SourceText:
        """The text of all documents in the file; ``places`` counts their pages through.

        Raises:
            DamagedFileError, EncryptedFileError, TooLargeError: when it cannot be opened.
            UnsupportedFormatError: when all pages are pictures, and there is no OCR or none can be opened.
            EmptyFileError: when they show nothing.
        """
        archive = Archive(data, path, "OFD document")
        if any(name.lower().endswith(("encryptions.xml", "decryptseed.dat")) for name in archive.names):
            raise EncryptedFileError(path, "this OFD document is encrypted; save it without encryption")
        package = _Package(archive, path)
        documents: list[list[Page]] = []
        for root in package.documents():
            documents.append(package.pages(root, 1 + sum(map(len, documents))))
        pages = [page for own in documents for page in own]
        package.read_pictures(pages)
        noisy = ocr.is_noisy(pages, package.covered)
        text, places = _join([lay_out(own) for own in documents if own])
        if not text.strip():
            if package.damaged:
                raise DamagedFileError(path, "none of the pages of this OFD document can be read; get it again")
            raise EmptyFileError(path, "the pages of this OFD document show no text")
        return SourceText(text, None, self.name, digest(data), package.notes(), places, ("ocr_noise",) if noisy else ())


def _join(texts: Sequence[LaidOut]) -> tuple[str, tuple[Place, ...]]:
    """Several documents one after the other."""
    places: list[Place] = []
    at = 0
    for text, own in texts:
        places.extend(replace(place, start=place.start + at, end=place.end + at) for place in own)
        at += len(text)
    return "".join(text for text, _ in texts), tuple(places)


class _Package:
    """The parts of an OFD file, by the locations that its XML gives."""

    def __init__(self, archive: Archive, path: Path) -> None:
        self.archive = archive
        self.path = path
        self.damaged: list[int] = []
        self.again: list[int] = []  # pages whose part an earlier one is, too
        self._seen: set[str] = set()  # parts that are pages
        self.unknown = 0
        self.covered: set[int] = set()  # pages that pictures cover
        self._pictures: list[tuple[Page, Callable[[], Any | None]]] = []  # pages that are one, and what draws it
        self._notes: list[str] = []
        self._media: list[dict[str, str]] = []  # of the document that is being read
        self._lists: dict[str, dict[str, str]] = {}  # of resources, by location
        self._names = {name.lower(): name for name in archive.names}
        self._n_chars = 0

    def documents(self) -> Iterator[str]:
        """Locations of the documents in the file; the newest version of each."""
        root = self._xml(ENTRY)
        if root is None:
            raise DamagedFileError(self.path, "this OFD document has no OFD.xml: it is damaged; get it again")
        found = False
        for body in children(root, "DocBody"):
            location = text_of(body, "DocRoot")
            for version in children(body, "Version"):
                # a changed document keeps its old states; Current marks the one that is shown
                if version.get("Current", "").lower() in ("true", "1") and version.get("BaseLoc"):
                    root_of = self._xml(self._locate("", version.get("BaseLoc", "")))
                    location = (
                        text_of(root_of, "DocRoot") if root_of is not None and text_of(root_of, "DocRoot") else location
                    )
            if location:
                found = True
                yield self._locate("", location)
        if not found:
            raise DamagedFileError(self.path, "OFD.xml names no document; get the file again")

    def pages(self, location: str, first: int) -> list[Page]:
        """The pages of a document, numbered from ``first``."""
        root = self._xml(location)
        if root is None:
            raise DamagedFileError(self.path, f"this OFD document has no part {location}: it is damaged; get it again")
        folder = posixpath.dirname(location)
        common = child(root, "CommonData")
        box = box_of(child(common, "PageArea")) if common is not None else None
        self._media = self._find_media(common, folder)
        pages: list[Page] = []
        for entry in children(child(root, "Pages"), "Page"):
            if len(pages) >= MAX_PAGES:
                raise TooLargeError(self.path, f"this OFD document has more than {MAX_PAGES:,} pages; split it")
            number = first + len(pages)
            name = self._locate(folder, entry.get("BaseLoc", ""))
            if name.lower() in self._seen:
                self.again.append(number)
                _, _, width, height = box or DEFAULT_BOX
                pages.append(Page(number, width * POINTS, height * POINTS))
                continue
            if name.lower() in self._names:
                self._seen.add(name.lower())
            pages.append(self._page(name, number, box or DEFAULT_BOX))
        return pages

    def read_pictures(self, pages: Sequence[Page]) -> None:
        """Send the pages that are pictures through OCR.

        Raises:
            UnsupportedFormatError: as :func:`policytext.read.ocr.read_pictures`.
        """
        if not self._pictures:
            return
        own = {page.number for page, _ in self._pictures}
        is_all = not any(page.chars for page in pages if page.number not in own)
        self._notes += ocr.read_pictures(self._pictures, self.path, "this OFD document", is_all=is_all)

    def notes(self) -> tuple[str, ...]:
        notes = list(self._notes)
        if self.damaged:
            notes.append(f"page {page_ranges(self.damaged)}: damaged, not read")
        if self.again:
            notes.append(f"page {page_ranges(self.again)}: the same part of the OFD as an earlier page, read there")
        if self.unknown:
            notes.append(f"{self.unknown} character(s) of the OFD have no meaning in Unicode, shown as U+FFFD")
        return tuple(notes)

    def _page(self, location: str, number: int, box: tuple[float, float, float, float]) -> Page:
        try:
            root = self._xml(location)
        except DamagedFileError:
            root = None
        if root is None:
            self.damaged.append(number)
            return Page(number, box[2] * POINTS, box[3] * POINTS)
        x, y, width, height = box_of(child(root, "Area")) or box
        page = Page(number, width * POINTS, height * POINTS)
        shown: list[Shown] = []
        for layer in children(child(root, "Content"), "Layer"):
            self._objects(page, shown, layer, Matrix(e=-x, f=-y), 0)
        if sum(area_on(own.matrix, (width, height)) for own in shown) >= PICTURE_SHARE * width * height:
            self.covered.add(number)
            if len(page.chars) < MIN_PAGE_CHARS:
                media = [*self._find_media(root, posixpath.dirname(location)), *self._media]
                self._pictures.append((page, partial(self._draw, shown, (width, height), media)))
        return page

    def _draw(self, shown: Sequence[Shown], size: tuple[float, float], media: Sequence[dict[str, str]]) -> Any | None:
        def read(resource: str) -> bytes | None:
            location = next((own[resource] for own in media if resource in own), "")
            name = self._names.get(location.lower())
            try:
                return self.archive.read(name) if name else None
            except DamagedFileError:
                return None

        return draw_page(shown, size, read)

    def _find_media(self, parent: Any | None, folder: str) -> list[dict[str, str]]:
        """Where the pictures lie that a document or a page lists; of two lists the later counts, and stands first."""
        names = ("PublicRes", "DocumentRes", "PageRes")
        lists = [(item.text or "").strip() for name in names for item in children(parent, name)]
        locations = dict.fromkeys(self._locate(folder, item) for item in reversed(lists) if item)
        for location in locations:
            if location not in self._lists:
                self._lists[location] = find_media(location, self._xml, self._locate)
        return [self._lists[location] for location in locations]

    def _objects(self, page: Page, shown: list[Shown], parent: Any, base: Matrix, depth: int) -> None:
        """Take in what a layer or block holds; its pictures are put into ``shown``."""
        for item in parent:
            kind = local_name(item)
            if kind == "PageBlock" and depth < MAX_DEPTH:
                self._objects(page, shown, item, base, depth + 1)
            elif kind == "TextObject":
                self._text_object(page, item, base)
            elif kind == "PathObject":
                _add_rules(page, item, base)
            elif kind == "ImageObject" and (own := shown_by(item, base)) is not None:
                shown.append(own)

    def _text_object(self, page: Page, item: Any, base: Matrix) -> None:
        corner = numbers_of(item.get("Boundary"))
        if len(corner) != 4 or item.get("Visible", "true").lower() == "false":
            return
        size = number_of(item.get("Size"), 0.0)
        matrix = matrix_of(item.get("CTM")).then(Matrix(e=corner[0], f=corner[1])).then(base)
        # the size in millimetres of the page, and how wide a glyph is set
        scale = math.hypot(matrix.c, matrix.d)
        wide = number_of(item.get("HScale"), 1.0)
        if not 0 < size * scale < 200 or not 0 < wide < 20:
            return
        if abs(matrix.b) > 0.02 * abs(matrix.a) or matrix.a <= 0:
            return  # slanted or standing: a watermark
        x, y = 0.0, 0.0
        for code in children(item, "TextCode"):
            text = code.text or ""
            x, y = number_of(code.get("X"), x), number_of(code.get("Y"), y)
            across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
            at_x, at_y = x, y
            for index, char in enumerate(text):
                if index:
                    step = (
                        across[index - 1]
                        if index <= len(across)
                        else (0.0 if down else _width(text[index - 1]) * size * wide)
                    )
                    at_x += step
                    at_y += down[index - 1] if index <= len(down) else 0.0
                if char.isspace() or char in "\ufeff\u200b":
                    continue
                self._add_char(page, char, matrix, at_x, at_y, size, scale, wide)

    def _add_char(
        self, page: Page, char: str, matrix: Matrix, x: float, y: float, size: float, scale: float, wide: float
    ) -> None:
        left, base = matrix(x, y)
        right, _ = matrix(x + _width(char) * size * wide, y)
        if not (0 <= left * POINTS <= page.width and 0 <= base * POINTS <= page.height):
            return  # beyond the edge of the page
        if char == "\ufffd":
            self.unknown += 1
        self._n_chars += 1
        if self._n_chars > MAX_CHARS:
            raise TooLargeError(self.path, f"this OFD document has more than {MAX_CHARS:,} characters; split it")
        page.chars.append(Char(char, left * POINTS, right * POINTS, base * POINTS, size * scale * POINTS))

    def _xml(self, location: str) -> Any | None:
        """The root element of a part; None when there is none of this name."""
        name = self._names.get(location.lower())
        return None if name is None else self.archive.xml(name)

    def _locate(self, folder: str, location: str) -> str:
        """A location as written, from the root or from the folder of the part that names it."""
        location = location.strip().replace("\\", "/")
        joined = location if location.startswith("/") else posixpath.join("/", folder, location)
        name = posixpath.normpath(joined).lstrip("/")
        if name.lower() not in self._names and posixpath.normpath(location).lstrip("/").lower() in self._names:
            return posixpath.normpath(location).lstrip("/")  # some programs forget the leading slash
        return name


# ---- the pieces of a page ----------------------------------------------------------------------


def _add_rules(page: Page, item: Any, base: Matrix) -> None:
    """The straight lines of a path that are parallel to the page's edges (abbreviated data: M x y L x y … C)."""
    corner = numbers_of(item.get("Boundary"))
    data = text_of(item, "AbbreviatedData")
    if len(corner) != 4 or not data or len(data) > 20_000:
        return
    matrix = matrix_of(item.get("CTM")).then(Matrix(e=corner[0], f=corner[1])).then(base)
    edges: list[tuple[Point, Point]] = []
    start = last = None
    for command, values in _PATH.findall(data):
        numbers = numbers_of(values)
        if command in "SM" and len(numbers) >= 2:
            start = last = _point(matrix, numbers)
        elif command == "L" and len(numbers) >= 2 and last is not None:
            point = _point(matrix, numbers)
            edges.append((last, point))
            last = point
        elif command == "C":
            if start is not None and last is not None and start != last:
                edges.append((last, start))
        else:
            return  # a curve: a drawing
    page.rules.extend(rules_of(edges, stroked=item.get("Stroke", "true").lower() != "false"))


_PATH = re.compile(r"([A-Za-z])([^A-Za-z]*)")


def _point(matrix: Matrix, numbers: Sequence[float]) -> Point:
    x, y = matrix(numbers[0], numbers[1])
    return x * POINTS, y * POINTS


def _width(char: str) -> float:
    """How many ems a glyph takes: OFD tells where glyphs begin, not where they end."""
    return 0.5 if char < "\u0250" else 1.0


def _deltas(text: str | None, most: int) -> list[float]:
    """Distances from glyph to glyph: ``"g 3 4.2 5.1"`` is 4.2 three times, then 5.1."""
    if not text:
        return []
    values: list[float] = []
    parts = iter(text.split())
    for part in parts:
        if part == "g":
            count, value = next(parts, "0"), next(parts, "0")
            times = int(number_of(count, 0.0))
            values.extend([number_of(value, 0.0)] * max(0, min(times, most, MAX_REPEATS)))
        else:
            values.append(number_of(part, 0.0))
        if len(values) >= most:
            break
    return values
