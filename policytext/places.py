"""Records → the same records with the page, box or cell that they were read from, and how well OCR read it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from policytext.read.lines import lowest
from policytext.read.registry import Place
from policytext.records import Box, Extraction, Repeat
from policytext.structure.quality import trust_in_line

R = TypeVar("R")

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_PLAIN_SHEET = re.compile(r"\w+")  # a name with a space or a mark stands in quotes, as in Excel


def with_places(extraction: Extraction, places: Sequence[Place]) -> Extraction:
    """The extraction with ``page``, ``box``, ``cell`` and ``ocr_score`` filled in, where the reader told them.

    A confidence is lowered by the ``ocr_score`` beside it.

    Args:
        places: in order, without overlaps (:attr:`policytext.read.SourceText.places`).
    """
    if not places:
        return extraction
    starts = [place.start for place in places]

    def placed(record: R) -> R:
        found = _overlapping(places, starts, record.start, record.end)  # type: ignore[attr-defined]
        if not found:
            return record
        located: Any = replace(record, page=_page(found), box=_box(found), cell=_cell(found))  # type: ignore[type-var]
        score = lowest(place.score for place in found)
        if score is None or isinstance(record, Repeat):
            return cast(R, located)
        confidence = round(located.confidence * trust_in_line(score), 3)
        return cast(R, replace(located, ocr_score=round(score, 3), confidence=confidence))

    def all_placed(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(map(placed, records))

    return replace(
        extraction,
        measures=tuple(
            replace(
                placed(measure),
                units=all_placed(measure.units),
                targets=all_placed(measure.targets),
                deadlines=all_placed(measure.deadlines),
                repeats=all_placed(measure.repeats),
            )
            for measure in extraction.measures
        ),
        aims=tuple(
            replace(aim, target=placed(aim.target), deadlines=all_placed(aim.deadlines)) for aim in extraction.aims
        ),
    )


def _overlapping(places: Sequence[Place], starts: Sequence[int], start: int, end: int) -> list[Place]:
    """The places that share a character with ``[start, end)``."""
    first = max(0, bisect_right(starts, start) - 1)
    found = []
    for place in places[first : bisect_right(starts, end - 1)]:
        if place.start < end and place.end > start:
            found.append(place)
    return found


def _page(places: Sequence[Place]) -> int | None:
    """The page on which the record begins."""
    return next((place.page for place in places if place.page is not None), None)


def _box(places: Sequence[Place]) -> Box | None:
    """What encloses the record's lines on the page on which it begins; to a tenth of a point."""
    page = _page(places)
    boxes = [place.box for place in places if place.box is not None and place.page == page]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return round(min(left), 1), round(min(top), 1), round(max(right), 1), round(max(bottom), 1)


def _cell(places: Sequence[Place]) -> str | None:
    """``表1!B3``, or the range of the cells that hold the record: ``表1!A3:E3``."""
    cells = [place for place in places if place.cell is not None]
    if not cells:
        return None
    cells = [place for place in cells if place.sheet == cells[0].sheet]
    if len({place.cell for place in cells}) == 1:
        return _address(cells[0].sheet, cells[0].cell or "")
    corners = [match.groups() for place in cells if (match := _ADDRESS.fullmatch(place.cell or ""))]
    if not corners:
        return _address(cells[0].sheet, cells[0].cell or "")
    columns = sorted({name for left, _, right, _ in corners for name in (left, right or left)}, key=_number)
    # a cell that is merged over several rows belongs to each: the others tell which row this is
    single = [int(top) for _, top, _, bottom in corners if bottom in (None, top)]
    rows = single or [int(row) for _, top, _, bottom in corners for row in (top, bottom or top)]
    return _address(cells[0].sheet, f"{columns[0]}{min(rows)}:{columns[-1]}{max(rows)}")


def _number(name: str) -> int:
    """``A`` → 1, ``AB`` → 28."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _address(sheet: str | None, cell: str) -> str:
    if sheet is None:
        return cell
    quoted = sheet if _PLAIN_SHEET.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!{cell}"


__all__ = ["with_places"]
