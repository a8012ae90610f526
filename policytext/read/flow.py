"""Characters with their places on pages → a text in which a paragraph is one line.

The same for a PDF, an OFD and a page that was read by OCR. :func:`lay_out` runs

1. grid        ruled tables and the characters in their cells (:mod:`policytext.read.grid`); those without a grid by
               the names of their columns and the strips between them (:mod:`policytext.read.open_tables`)
2. lines       characters of one baseline, without the spaces that a page put between them; columns of text
               are told apart and follow each other (:mod:`policytext.read.columns`)
3. margins     headers, footers and page numbers off, footnotes apart (:mod:`policytext.read.margins`)
4. paragraphs  lines joined by geometry, over the edge of the page too (:mod:`policytext.read.paragraphs`)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policytext.read.columns import split_lines, unroll
from policytext.read.grid import take_tables
from policytext.read.lines import Page
from policytext.read.margins import strip_margins
from policytext.read.open_tables import take_open_tables
from policytext.read.paragraphs import Piece, assemble
from policytext.read.registry import Place


class LaidOut(NamedTuple):
    """The text of all pages, and where its stretches stand."""

    text: str
    places: tuple[Place, ...]


def lay_out(pages: Sequence[Page]) -> LaidOut:
    """The text of a document's pages in reading order."""
    tables = [take_tables(page) for page in pages]
    cut = [split_lines(page) for page in pages]
    for number, found in enumerate(take_open_tables(pages, [found for found, _ in cut])):
        if found:
            tables[number] = sorted([*tables[number], *found], key=lambda table: table.top)
            cut[number] = split_lines(pages[number])  # again, without what the tables took
    lines = [
        sorted([*page.lines, *found], key=lambda line: (line.base, line.x0))
        for page, (found, _) in zip(pages, cut, strict=True)
    ]
    kept, notes = strip_margins(pages, lines, tables)
    kept = [unroll(found, bands) for found, (_, bands) in zip(kept, cut, strict=True)]
    pieces = assemble(pages, kept, tables, notes)
    return _join(pieces)


def _join(paragraphs: Iterable[Sequence[Piece]]) -> LaidOut:
    """Paragraphs, each of pieces, as one text with the page, the box and the score of each piece."""
    parts: list[str] = []
    places: list[Place] = []
    at = 0
    for paragraph in paragraphs:
        for text, page, box, score in paragraph:
            if not text:
                continue
            places.append(Place(at, at + len(text), page=page, box=box, score=score))
            parts.append(text)
            at += len(text)
        parts.append("\n")
        at += 1
    return LaidOut("".join(parts), tuple(places))
