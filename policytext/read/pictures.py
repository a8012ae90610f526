"""Pictures of pages (a scan saved as PNG, JPEG or TIFF), by OCR; without it they are refused by name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytext.errors import BinaryFileError, EmptyFileError, TooLargeError
from policytext.read import ocr
from policytext.read.flow import lay_out
from policytext.read.formats import is_picture
from policytext.read.lines import Page
from policytext.read.pulse import beat
from policytext.read.readiness import Readiness, check_library
from policytext.read.registry import SourceText, digest

MAX_PIXELS = 100_000_000  # A3 at 600 dots an inch has 70 million
#: What pages are scanned to. Pillow would try others too, and start Ghostscript for one (EPS).
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "JPEG2000")
CLOSED = "this is a picture that cannot be opened; leave it out, or save it anew"
WIDTH = 595.0  # points of A4: how large the letters are does not matter, only how they compare


class PictureReader:
    """Reads where the extra ``[ocr]`` is installed; else it claims nothing."""

    name = "picture"
    formats = "pictures of pages (PNG, JPEG, TIFF …)"

    def check(self) -> Readiness:
        """Ready with the extra ``[ocr]``."""
        return check_library(self.name, self.formats, "rapidocr", "'policytext[ocr]'")

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.7 if is_picture(head) and ocr.is_installed() else 0.0

    def load(self) -> None:
        """Load the library."""
        import PIL.Image  # noqa: F401

    def read(self, data: bytes, path: Path) -> SourceText:
        """The text of a picture, or of all pictures of a TIFF.

        Raises:
            BinaryFileError: when it cannot be opened.
            TooLargeError: when it has more dots than a page.
            EmptyFileError: when there is no text on it.
        """
        pages, notes = [], []
        for number, picture in enumerate(_iter_pictures(data, path), 1):
            if number > ocr.MAX_OCR_PAGES:
                notes.append(f"page {number} and those after it: {ocr.TOO_MANY}")
                break
            if picture is None:
                notes.append(f"page {number}: a picture that cannot be opened, not read")
                continue
            height, width = picture.shape[:2]
            page = Page(number, WIDTH, WIDTH * height / width)
            notes += ocr.read_page(picture, page)
            beat(f"page {number} read by OCR")
            pages.append(page)
        laid_out = lay_out(pages)
        if not laid_out.text.strip():
            raise EmptyFileError(path, "OCR finds no text on this picture")
        return SourceText(laid_out.text, None, self.name, digest(data), tuple(notes), laid_out.places, ("ocr_noise",))


def open_picture(data: bytes) -> Any | None:
    """The first picture of a file, in colors; None when it cannot be opened or has more dots than a page."""
    import io

    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return image.convert("RGB") if image.width * image.height <= MAX_PIXELS else None
    except _broken():
        return None


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of the first picture of a file by its head, without its dots; None when it cannot be opened."""
    import io

    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return image.size
    except _broken():
        return None


def _broken() -> tuple[type[Exception], ...]:
    """What Pillow throws at a picture that it cannot open: a damaged one leads its decoders anywhere but out of memory."""
    import struct

    from PIL import Image

    faults = (
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        RuntimeError,
        SyntaxError,
        TypeError,
        ValueError,
    )
    return (*faults, struct.error, Image.DecompressionBombError)


def _iter_pictures(data: bytes, path: Path) -> Iterator[Any | None]:
    """Each picture of a file; None for one that cannot be opened.

    Raises:
        BinaryFileError: when none can.
        TooLargeError: when one has more dots than a page.
    """
    import io

    import numpy
    from PIL import Image

    n_opened = 0
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            for number in itertools.count() if image.format in ("TIFF", "GIF", "WEBP") else range(1):
                try:
                    image.seek(number)
                except EOFError:
                    break
                if image.width * image.height > MAX_PIXELS:
                    raise TooLargeError(path, f"the picture has more than {MAX_PIXELS:,} dots; make it smaller")
                try:
                    array = numpy.asarray(image.convert("RGB"))[:, :, ::-1]
                    n_opened += 1
                except _broken():
                    array = None
                yield array
    except _broken() as err:
        if not n_opened:
            raise BinaryFileError(path, CLOSED) from err
        yield None  # where the next one begins, nobody knows
    if not n_opened:
        raise BinaryFileError(path, CLOSED)
