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
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from policytext.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    TooLargeError,
    UnsupportedFormatError,
)
from policytext.read.archive import Archive
from policytext.read.flow import LaidOut, lay_out
from policytext.read.lines import Char, Page, Point, page_ranges, rules_of
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


class Matrix(NamedTuple):
    """An affine map as the standard writes it: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """This map, and after it another."""
        return Matrix(
            other.a * self.a + other.c * self.b, other.b * self.a + other.d * self.b,
            other.a * self.c + other.c * self.d, other.b * self.c + other.d * self.d,
            other.a * self.e + other.c * self.f + other.e, other.b * self.e + other.d * self.f + other.f,
        )  # fmt: skip


class OfdReader:
    """OFD documents, signed ones too; scanned ones are told by name."""

    name = "ofd"
    formats = "OFD (GB/T 33190)"

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.95 if head.startswith(b"PK\x03\x04") and b"OFD.xml" in head else 0.0

    def load(self) -> None:
        """Load the library."""
        import lxml.etree  # noqa: F401

    def read(self, data: bytes, path: Path) -> SourceText:
        """The text of all documents in the file; ``places`` counts their pages through.

        Raises:
            DamagedFileError, EncryptedFileError, TooLargeError: when it cannot be opened.
            UnsupportedFormatError: when its pages are pictures.
            EmptyFileError: when they show nothing.
        """
        archive = Archive(data, path, "OFD document")
        if any(name.lower().endswith(("encryptions.xml", "decryptseed.dat")) for name in archive.names):
            raise EncryptedFileError(path, "this OFD document is encrypted; save it without encryption")
        package = _Package(archive, path)
        texts: list[LaidOut] = []
        n_pages = 0
        for root in package.documents():
            pages = package.pages(root, n_pages + 1)
            n_pages += len(pages)
            if pages:
                texts.append(lay_out(pages))
        text, places = _join(texts)
        if not text.strip():
            if package.pictures:
                raise UnsupportedFormatError(
                    path, "the pages of this OFD document are pictures (a scan); print it as PDF and read that by OCR"
                )
            if package.damaged:
                raise DamagedFileError(path, "none of the pages of this OFD document can be read; get it again")
            raise EmptyFileError(path, "the pages of this OFD document show no text")
        return SourceText(text, None, self.name, digest(data), package.notes(), places)


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
        self.pictures: list[int] = []
        self.damaged: list[int] = []
        self.unknown = 0
        self._names = {name.lower(): name for name in archive.names}
        self._n_chars = 0

    def documents(self) -> Iterator[str]:
        """Locations of the documents in the file; the newest version of each."""
        root = self._xml(ENTRY)
        if root is None:
            raise DamagedFileError(self.path, "this OFD document has no OFD.xml: it is damaged; get it again")
        found = False
        for body in _all(root, "DocBody"):
            location = _text(body, "DocRoot")
            for version in _all(body, "Version"):
                # a changed document keeps its old states; Current marks the one that is shown
                if version.get("Current", "").lower() in ("true", "1") and version.get("BaseLoc"):
                    root_of = self._xml(self._locate("", version.get("BaseLoc", "")))
                    location = _text(root_of, "DocRoot") if root_of is not None and _text(root_of, "DocRoot") else location
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
        common = _first(root, "CommonData")
        box = _box(_first(common, "PageArea")) if common is not None else None
        pages: list[Page] = []
        for entry in _all(_first(root, "Pages"), "Page"):
            if len(pages) >= MAX_PAGES:
                raise TooLargeError(self.path, f"this OFD document has more than {MAX_PAGES:,} pages; split it")
            number = first + len(pages)
            pages.append(self._page(self._locate(folder, entry.get("BaseLoc", "")), number, box or DEFAULT_BOX))
        return pages

    def notes(self) -> tuple[str, ...]:
        notes = []
        if self.damaged:
            notes.append(f"page {page_ranges(self.damaged)}: damaged, not read")
        if self.pictures:
            notes.append(f"page {page_ranges(self.pictures)}: a picture without text, not read")
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
        x, y, width, height = _box(_first(root, "Area")) or box
        page = Page(number, width * POINTS, height * POINTS)
        picture = 0.0
        for layer in _all(_first(root, "Content"), "Layer"):
            picture += self._objects(page, layer, Matrix(e=-x, f=-y), 0)
        if picture > PICTURE_SHARE * width * height and len(page.chars) < MIN_PAGE_CHARS:
            self.pictures.append(number)
        return page

    def _objects(self, page: Page, parent: Any, base: Matrix, depth: int) -> float:
        """Take in what a layer or block holds; returns the area of its pictures (square millimetres)."""
        area = 0.0
        for item in parent:
            kind = _local(item)
            if kind == "PageBlock" and depth < MAX_DEPTH:
                area += self._objects(page, item, base, depth + 1)
            elif kind == "TextObject":
                self._text_object(page, item, base)
            elif kind == "PathObject":
                _add_rules(page, item, base)
            elif kind == "ImageObject":
                corner = _numbers(item.get("Boundary"))
                area += corner[2] * corner[3] if len(corner) == 4 else 0.0
        return area

    def _text_object(self, page: Page, item: Any, base: Matrix) -> None:
        corner = _numbers(item.get("Boundary"))
        if len(corner) != 4 or item.get("Visible", "true").lower() == "false":
            return
        size = _number(item.get("Size"), 0.0)
        matrix = _matrix(item.get("CTM")).then(Matrix(e=corner[0], f=corner[1])).then(base)
        # the size in millimetres of the page, and how wide a glyph is set
        scale = math.hypot(matrix.c, matrix.d)
        wide = _number(item.get("HScale"), 1.0)
        if not 0 < size * scale < 200 or not 0 < wide < 20:
            return
        if abs(matrix.b) > 0.02 * abs(matrix.a) or matrix.a <= 0:
            return  # slanted or standing: a watermark
        x, y = 0.0, 0.0
        for code in _all(item, "TextCode"):
            text = code.text or ""
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
            at_x, at_y = x, y
            for index, char in enumerate(text):
                if index:
                    step = across[index - 1] if index <= len(across) else (0.0 if down else _width(text[index - 1]) * size * wide)
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
    corner = _numbers(item.get("Boundary"))
    data = _text(item, "AbbreviatedData")
    if len(corner) != 4 or not data or len(data) > 20_000:
        return
    matrix = _matrix(item.get("CTM")).then(Matrix(e=corner[0], f=corner[1])).then(base)
    edges: list[tuple[Point, Point]] = []
    start = last = None
    for command, values in _PATH.findall(data):
        numbers = _numbers(values)
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
            times = int(_number(count, 0.0))
            values.extend([_number(value, 0.0)] * max(0, min(times, most, MAX_REPEATS)))
        else:
            values.append(_number(part, 0.0))
        if len(values) >= most:
            break
    return values


def _box(area: Any | None) -> tuple[float, float, float, float] | None:
    """The box that a page is shown by: its physical box, else another."""
    for name in ("PhysicalBox", "ApplicationBox", "CropBox", "ContentBox"):
        values = _numbers(_text(area, name))
        if len(values) == 4 and 1 < values[2] < 10_000 and 1 < values[3] < 10_000:
            return values[0], values[1], values[2], values[3]
    return None


def _matrix(text: str | None) -> Matrix:
    values = _numbers(text)
    return Matrix(*values) if len(values) == 6 else Matrix()


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def _numbers(text: str | None) -> list[float]:
    """Numbers of an attribute; none when one of them is none."""
    values = [_number(part, math.nan) for part in (text or "").replace(",", " ").split()]
    return [] if any(math.isnan(value) for value in values) else values


def _local(element: Any) -> str:
    """A tag without its namespace: programs use that of 2016, of the draft, or none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all(parent: Any | None, name: str) -> list[Any]:
    """Children of this name, and those one level below (DocBody → Versions → Version)."""
    if parent is None:
        return []
    direct = [child for child in parent if _local(child) == name]
    return direct or [grandchild for child in parent for grandchild in child if _local(grandchild) == name]


def _first(parent: Any | None, name: str) -> Any | None:
    return next(iter(_all(parent, name)), None)


def _text(parent: Any | None, name: str) -> str:
    child = _first(parent, name)
    return (child.text or "").strip() if child is not None else ""
