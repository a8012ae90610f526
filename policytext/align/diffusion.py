"""In which order bodies took a theme up, by the dates of their documents.

Dates have the precision that the documents have: ``2024`` and ``2024-05-01`` do not tell who was first, and
such bodies share a place, the parent before the child.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from policytext.align.decide import contains
from policytext.align.editions import later
from policytext.align.score import LEVELS
from policytext.records import Adoption, Document, Measure, Theme


def find_adoptions(
    themes: Sequence[Theme], documents: Sequence[Document], measures: Sequence[Measure]
) -> list[Adoption]:
    """For each theme its bodies in the order in which they took it up; undated ones at the end."""
    places = {document.doc_id: (place, document) for place, document in enumerate(documents)}
    by_id = {measure.measure_id: measure for measure in measures}
    found: list[Adoption] = []
    for theme in themes:
        own = [by_id[measure_id] for measure_id in theme.measures if measure_id in by_id]
        first: dict[str, tuple[tuple[str, int, str, int, int], Document, Measure]] = {}
        for measure in own:
            place, document = places[measure.doc_id]
            rank = (*_rank(document), place, measure.order)
            body = _body(document)
            if body not in first or rank < first[body][0]:
                first[body] = (rank, document, measure)
        found += _of_theme(theme, [(d, m) for _, d, m in sorted(first.values(), key=lambda item: item[0])])
    return found


def _body(document: Document) -> str:
    return document.region.name if document.region else document.issuer or document.doc_id


def _level(document: Document) -> int:
    return LEVELS.index(document.region.level) if document.region else len(LEVELS)


def _rank(document: Document) -> tuple[str, int, str]:
    """By date, an undated one last; of one day (or year) the higher level first."""
    region = document.region
    return document.date or "9999-99", _level(document), (region and region.adcode) or "999999"


def _parents_first(bodies: Sequence[tuple[Document, Measure]]) -> list[tuple[Document, Measure]]:
    """The same, a division before those in it where their dates do not tell who was first."""
    ordered: list[tuple[Document, Measure]] = []
    lowest = max((_level(document) for document, _ in bodies), default=0)
    for body in bodies:
        document = body[0]
        below: int | None = None
        if document.date and _level(document) < lowest:  # else it holds none, and most bodies are of one level
            below = next(
                (
                    n
                    for n, (d, _) in enumerate(ordered)
                    if contains(document, d) and d.date and not later(document.date, d.date)
                ),
                None,
            )
        ordered.insert(len(ordered) if below is None else below, body)
    return ordered


def _of_theme(theme: Theme, bodies: Sequence[tuple[Document, Measure]]) -> list[Adoption]:
    bodies = _parents_first(bodies)
    adoptions = []
    order = 0
    leader: Document | None = None  # the first of those that share a place
    lowest = max((_level(document) for document, _ in bodies), default=0)
    higher = [
        d for d, _ in bodies if d.date and _level(d) < lowest
    ]  # most hold no other: of 300 cities and a province one
    for number, (document, measure) in enumerate(bodies, start=1):
        if document.date and (leader is None or later(document.date, leader.date)):
            order, leader = number, document
        above = [
            d
            for d in higher
            if document.date and d is not document and contains(d, document) and not later(d.date, document.date)
        ]
        parent = max(above, key=lambda d: LEVELS.index(d.region.level) if d.region else 0, default=None)
        after: Literal["first", "parent", "peer"] | None = None
        if document.date:
            after = "parent" if parent is not None else "first" if order == 1 else "peer"
        region = document.region
        adoptions.append(
            Adoption(
                theme_id=theme.theme_id,
                order=order if document.date else None,
                region=region.name if region else None,
                adcode=region.adcode if region else None,
                level=region.level if region else None,
                issuer=document.issuer,
                date=document.date,
                doc_id=document.doc_id,
                measure_id=measure.measure_id,
                kind=measure.kind,
                after=after,
                parent_doc=parent.doc_id if parent else None,
                days_after_first=_days(bodies[0][0].date, document.date),
                days_after_parent=_days(parent.date if parent else None, document.date),
            )
        )
    return adoptions


def _days(first: str | None, second: str | None) -> int | None:
    """The days between two days; None where one of the dates is a month or a year."""
    if not first or not second or len(first) < 10 or len(second) < 10:
        return None
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
