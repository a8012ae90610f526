"""Pictures of pages → lines, by RapidOCR with the models that come in its package (extra ``[ocr]``)."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from policytext.errors import UnsupportedFormatError
from policytext.read.lines import Line, Page

HOW_TO_INSTALL = "pip install 'policytext[ocr]'"
#: Lines that the recognizer itself believes less are stains and stamps.
MIN_SCORE = 0.5
#: A page whose lines have a mean score below this is told.
POOR_SCORE = 0.8


def is_installed() -> bool:
    """Whether the extra is there; nothing is loaded."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def missing(path: str | Path, what: str) -> UnsupportedFormatError:
    """The error of a picture where there is no OCR."""
    return UnsupportedFormatError(path, f"{what}; to read it by OCR: {HOW_TO_INSTALL}")


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def read_page(picture: Any, page: Page) -> list[str]:
    """Put the lines of a picture (an array of height, width, colors) on a page; returns notes."""
    result = _engine()(picture)
    page.chars.clear()
    page.rules.clear()
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
        # the detector's boxes stand off the glyphs by about a tenth at each side
        page.lines.append(Line(text, min(xs), max(xs), max(ys) - 0.18 * height, 0.8 * height, page.number))
        scores.append(score)
    if scores and sum(scores) / len(scores) < POOR_SCORE:
        return [f"page {page.number}: poor picture, read with a mean score of {sum(scores) / len(scores):.2f}"]
    return []
