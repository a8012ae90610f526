"""Pictures of pages → lines, by RapidOCR with the models that come in its package (extra ``[ocr]``)."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable, Container, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from policytext.errors import UnsupportedFormatError
from policytext.read.lines import Line, Page, page_ranges
from policytext.read.pulse import beat

logger = logging.getLogger(__name__)

HOW_TO_INSTALL = "pip install 'policytext[ocr]'"
#: Lines that the recognizer itself believes less are stains and stamps.
MIN_SCORE = 0.5
#: Lines are looked for on a picture of this many dots at most; letters are read from the full one.
#: On a page of 16-point text 1280 and no bound find the same lines; 1280 takes half the memory.
MAX_SIDE = 1280
MIN_HEIGHT = 3.0  # points: nobody prints smaller letters
#: A recognizer takes seconds a page: so many of one file are read, whatever its format.
MAX_OCR_PAGES = 1000
TOO_MANY = f"a picture, not read; OCR reads {MAX_OCR_PAGES:,} pages of a file at most, split it"
#: A page whose lines have a mean score below this is told.
POOR_SCORE = 0.8


@cache
def is_installed() -> bool:
    """Whether the extra is there; nothing is loaded."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def missing(path: str | Path, what: str) -> UnsupportedFormatError:
    """The error of a picture where there is no OCR."""
    return UnsupportedFormatError(path, f"{what}; to read it by OCR: {HOW_TO_INSTALL}")


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Det.limit_type": "max", "Det.limit_side_len": MAX_SIDE})


def read_pictures(
    pictures: Sequence[tuple[Page, Callable[[], Any | None]]], path: str | Path, what: str, *, is_all: bool
) -> list[str]:
    """Read pages that are pictures, and put their lines on them; returns notes.

    Args:
        pictures: each page with what draws its picture (None when that cannot be opened).
        what: the document in messages (``this PDF``).
        is_all: whether the document has nothing else to read.

    Raises:
        UnsupportedFormatError: when that is all, and there is no OCR, or no picture can be opened.
        MemoryError: when there is not enough.
    """
    numbers = page_ranges([page.number for page, _ in pictures])
    if not is_installed():
        if is_all:
            raise missing(path, f"{what} holds pictures of pages (a scan) and no text")
        for page, _ in pictures:
            page.chars.clear()
        return [f"page {numbers}: a picture without text, not read; {HOW_TO_INSTALL} reads it"]
    notes: list[str] = []
    closed: list[int] = []
    left_out = [page.number for page, _ in pictures[MAX_OCR_PAGES:]]
    for page, _ in pictures[MAX_OCR_PAGES:]:
        page.chars.clear()
    pictures = pictures[:MAX_OCR_PAGES]
    for rank, (page, draw) in enumerate(pictures, 1):
        picture = draw()
        if picture is None:
            closed.append(page.number)
        else:
            notes += read_page(picture, page)
        beat(f"page {rank} of {len(pictures)} read by OCR")
    if is_all and len(closed) == len(pictures):
        raise UnsupportedFormatError(
            path, f"{what} holds pictures of pages (a scan) that cannot be opened; print it as PDF"
        )
    if closed:
        notes.append(f"page {page_ranges(closed)}: a picture that cannot be opened, not read; print the file as PDF")
    if left_out:
        notes.append(f"page {page_ranges(left_out)}: {TOO_MANY}")
    return notes


def is_noisy(pages: Sequence[Page], covered: Container[int]) -> bool:
    """Whether a document is OCR's: some of its lines were read here, or its text layer lies mostly over pictures.

    To be asked before the pages are laid out.

    Args:
        covered: numbers of pages that pictures cover.
    """
    layers = [page.number in covered for page in pages if page.chars]
    return any(page.lines for page in pages) or 2 * sum(layers) > len(layers)


def read_page(picture: Any, page: Page) -> list[str]:
    """Put the lines of a picture (an array of height, width, blue-green-red) on a page; returns notes.

    Raises:
        MemoryError: when there is not enough.
    """
    page.chars.clear()
    page.rules.clear()
    try:
        result = _engine()(picture)
    except Exception as err:  # the recognizer wraps whatever its runtime throws
        if "bad_alloc" in str(err) or "allocat" in str(err).lower() or isinstance(err, MemoryError):
            raise MemoryError from err
        logger.warning("OCR failed: %s", err)
        return [f"page {page.number}: OCR failed on this picture, not read"]
    if result.boxes is None:
        return []
    scale = page.width / picture.shape[1]
    scores = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        text = text.strip()
        if not text or score < MIN_SCORE:
            continue
        xs, ys = [float(x) * scale for x, _ in box], [float(y) * scale for _, y in box]
        height = max(ys) - min(ys)
        if height < MIN_HEIGHT:
            continue
        # the detector's boxes stand off the glyphs by about a tenth at each side
        page.lines.append(
            Line(text, min(xs), max(xs), max(ys) - 0.18 * height, 0.8 * height, page.number, score=float(score))
        )
        scores.append(score)
    if scores and sum(scores) / len(scores) < POOR_SCORE:
        return [f"page {page.number}: poor picture, read with a mean score of {sum(scores) / len(scores):.2f}"]
    return []
