"""What stands on one baseline of a page, in pieces parted by gaps: of characters, or of lines that OCR read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policytext.read.lines import (
    SAME_LINE,
    Char,
    Line,
    Page,
    group_rows,
    lowest,
    make_line,
    make_lines,
    median,
)

#: In ems; characters of a word stand closer, cells of a table farther apart.
PIECE_GAP = 0.5
#: OCR's boxes reach over the letters by about a tenth of their height at each side.
OCR_GAP = 0.3
WIDE_GAP = "    "  # how a line shows one (policytext.read.lines)
#: Baselines of a header: names of three lines beside one of two, each in the middle of its cell, have five.
HEADER_ROWS = 5


@dataclass(slots=True)
class Band:
    """One baseline; ``pieces`` from left to right are what it is looked at by, the rest what it is made of."""

    pieces: list[Line]
    chars: list[Char] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.size = median(piece.size for piece in self.pieces for _ in piece.text)

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.base + 0.12 * piece.size for piece in self.pieces)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def gap(self) -> float:
        """How wide a gap between two cells is at least, in ems."""
        return OCR_GAP if self.lines else PIECE_GAP


def bands_of(page: Page) -> list[Band]:
    """The baselines of a page, from top to bottom."""
    bands = [Band(_pieces(row, page.number), chars=row) for row in group_rows(page.chars)]
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda line: (line.base, line.x0)):
        if rows and line.base - rows[-1][0].base <= SAME_LINE * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    read = [Band(sorted(row, key=lambda piece: piece.x0), lines=row) for row in rows]
    return sorted([*bands, *read], key=lambda band: band.base)


def has_gaps(page: Page, lines: Sequence[Line]) -> bool:
    """Whether lines that follow each other have gaps as a header has two at least: a quick look, for the most pages."""
    if len(page.lines) >= 3:
        return True
    gaps = [line.text.count(WIDE_GAP) for line in lines]
    return any(sum(gaps[at : at + HEADER_ROWS]) >= 2 for at, own in enumerate(gaps) if own)


def _pieces(row: Sequence[Char], page: int) -> list[Line]:
    size = median(char.size for char in row)
    parts = [[row[0]]]
    for char in row[1:]:
        if char.x0 - parts[-1][-1].x1 >= PIECE_GAP * size:
            parts.append([])
        parts[-1].append(char)
    return [make_line(part, page) for part in parts]


def cell_lines(bands: Iterable[Band], left: float, right: float, page: int) -> list[Line]:
    """The lines of a cell: what of some baselines stands between two edges."""
    bands = list(bands)
    chars = [char for band in bands for char in band.chars if left <= (char.x0 + char.x1) / 2 < right]
    read = [line for band in bands for line in band.lines if left <= (line.x0 + line.x1) / 2 < right]
    return sorted([*make_lines(chars, page), *read], key=lambda line: (line.base, line.x0))


def score_of(bands: Iterable[Band]) -> float | None:
    """The lowest score of the lines that OCR read; None where there are none."""
    return lowest(line.score for band in bands for line in band.lines)


__all__ = ["HEADER_ROWS", "Band", "bands_of", "cell_lines", "has_gaps", "score_of"]
