"""Targets of linked measures and aims of documents, side by side and like for like.

Every document of a theme has a row for every indicator of the theme: what it states, why that cannot
be compared (``refused``), or that it states nothing (``not_found``). Planned and reported figures
never share a table.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from policytext.align.decide import CODE_DIGITS, short_digest
from policytext.align.indicators import indicator_key, like_for_like
from policytext.align.score import LEVELS
from policytext.records import (
    Aim,
    Comparison,
    ComparisonCell,
    Deadline,
    Document,
    Measure,
    Target,
    Theme,
)

logger = logging.getLogger(__name__)

#: Above this many cells of indicators by documents only those are made that state something: nearly all others
#: would say not_found, and a table for each of ten thousand documents grows with the square of them.
MAX_CELLS = 1_000_000


class Stated(NamedTuple):
    """A target where it stands."""

    document: Document
    measure_id: str | None  # None for an aim
    target: Target
    deadline: str | None


def compare_targets(
    themes: Sequence[Theme], documents: Sequence[Document], measures: Sequence[Measure], aims: Sequence[Aim]
) -> list[Comparison]:
    """The comparisons of each theme in order, then those of aims (``theme_id`` None).

    A theme's indicator is shown when a document plans a figure for it or two report one; an aim's when
    at least two documents state it. An aim that one document states in a measure is found there too.
    """
    by_document = {document.doc_id: (place, document) for place, document in enumerate(documents)}
    by_measure = {measure.measure_id: measure for measure in measures if measure.doc_id in by_document}
    found: list[Comparison] = []
    for theme in themes:
        own = [by_measure[measure_id] for measure_id in theme.measures if measure_id in by_measure]
        shown = [
            document
            for _, document in sorted({m.doc_id: by_document[m.doc_id] for m in own}.values(), key=lambda item: item[0])
        ]
        stated = [s for m in own for s in _of_measure(m, by_document[m.doc_id][1])]
        groups = _by_key(stated)
        # a plan's figure that no other states is a finding; of reported figures only shared ones are
        planned = {name: own for name, own in groups.items() if name[1]}
        reported = {name: own for name, own in groups.items() if not name[1]}
        found += _tables(theme.theme_id, planned, shown, at_least=1)
        found += _tables(theme.theme_id, reported, shown, at_least=2)
    found += _aim_tables(by_document, measures, aims)
    return found


def _aim_tables(
    by_document: dict[str, tuple[int, Document]], measures: Sequence[Measure], aims: Sequence[Aim]
) -> list[Comparison]:
    in_aims = _by_key(
        Stated(by_document[aim.doc_id][1], None, aim.target, deadline_of(aim.target, aim.deadlines))
        for aim in aims
        if aim.doc_id in by_document
    )
    with_aims = {aim.doc_id for aim in aims if aim.doc_id in by_document}
    shown = [
        document
        for place, document in sorted(by_document.values(), key=lambda item: item[0])
        if document.doc_id in with_aims
    ]
    in_measures = _by_key(
        s for m in measures if m.doc_id in with_aims for s in _of_measure(m, by_document[m.doc_id][1])
    )
    for key, stated in in_aims.items():
        told = {s.document.doc_id for s in stated}
        stated += [s for s in in_measures.get(key, []) if s.document.doc_id not in told]
    return _tables(None, in_aims, shown, at_least=2)


def _of_measure(measure: Measure, document: Document) -> list[Stated]:
    return [Stated(document, measure.measure_id, t, deadline_of(t, measure.deadlines)) for t in measure.targets]


def _by_key(stated: Iterable[Stated]) -> dict[tuple[str, bool], list[Stated]]:
    """By indicator, and by whether the figure is a plan; in order of first mention."""
    groups: dict[tuple[str, bool], list[Stated]] = defaultdict(list)
    for one in stated:
        key = indicator_key(one.target.indicator)
        if key is not None and one.target.value is not None:
            groups[key, one.target.status == "planned"].append(one)
    return groups


def _tables(
    theme_id: str | None, groups: dict[tuple[str, bool], list[Stated]], documents: Sequence[Document], *, at_least: int
) -> list[Comparison]:
    shown = {
        name: stated
        for name, stated in groups.items()
        if len({one.document.doc_id for one in stated}) >= at_least and len(documents) >= 2
    }
    places = _Places(documents)
    with_silent = len(shown) * len(documents) <= MAX_CELLS
    if not with_silent:
        logger.warning(
            "%d indicators by %d documents: those that state nothing have no row", len(shown), len(documents)
        )
    tables = []
    for (key, planned), stated in shown.items():
        by_document: dict[str, list[Stated]] = defaultdict(list)
        for one in stated:
            by_document[one.document.doc_id].append(one)
        rows = documents if with_silent else [document for document in documents if document.doc_id in by_document]
        reference = reference_of(stated, places)
        cells: list[ComparisonCell] = []
        for document in _ordered(rows, reference.document):
            own = by_document.get(document.doc_id, [])
            own.sort(key=lambda one: (one is not reference, one.target.start))
            cells += _distinct(_cell(one, reference) for one in own) or [_empty(document)]
        tables.append(
            Comparison(
                comparison_id="c-" + short_digest(theme_id or "aims", key, "planned" if planned else "reported"),
                theme_id=theme_id,
                indicator=key,
                unit=reference.target.unit,
                base=reference.target.base,
                change=reference.target.change,
                cells=tuple(cells),
            )
        )
    return tables


class _Places:
    """Where documents stand among all of a table, and which of them another one lies in.

    What :func:`~policytext.align.decide.contains` says of each two, looked up by the codes above each division.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self.order = {document.doc_id: place for place, document in enumerate(documents)}
        self._held: set[tuple[str, str]] = set()
        for region in (document.region for document in documents if document.region):
            for level in LEVELS[: LEVELS.index(region.level)]:
                if level == "nation":
                    self._held.add((level, ""))
                elif region.adcode:
                    self._held.add((level, region.adcode[: CODE_DIGITS[level]]))

    def holds(self, document: Document) -> bool:
        """Whether the document's division holds another's."""
        region = document.region
        if region is None:
            return False
        if region.level == "nation":
            return ("nation", "") in self._held
        return (
            bool(region.adcode)
            and (region.level, (region.adcode or "")[: CODE_DIGITS.get(region.level, 6)]) in self._held
        )


def reference_of(stated: Sequence[Stated], places: _Places) -> Stated:
    """What the others are measured against: the parent's target, else the first in document order.

    The parent is the highest division that another document of the table lies in. Of its targets
    the one that most others can be compared with.
    """
    spoken: dict[
        tuple[str | None, str | None, str | None], tuple[Target, int]
    ] = {}  # one target of each kind, and how many
    for one in stated:
        kind = (one.target.change, one.target.unit, one.target.base)
        spoken[kind] = (one.target, spoken.get(kind, (one.target, 0))[1] + 1)

    @cache
    def alike(*kind: str | None) -> int:
        own = spoken[kind][0]  # type: ignore[index]
        return sum(number for target, number in spoken.values() if like_for_like(target, own).refused is None)

    def rank(one: Stated) -> tuple[bool, int, int, int, int]:
        holds, order = places.holds(one.document), places.order[one.document.doc_id]
        level = LEVELS.index(one.document.region.level) if one.document.region else len(LEVELS)
        others = alike(one.target.change, one.target.unit, one.target.base)
        return not holds, level if holds else 0, order if holds else 0, -others, order

    return min(stated, key=lambda one: (*rank(one), one.target.start))


def _ordered(documents: Sequence[Document], first: Document) -> list[Document]:
    """The reference, then down the levels by adcode and date: the ladder as one reads it."""

    def rank(document: Document) -> tuple[bool, int, str, str]:
        region = document.region
        level = LEVELS.index(region.level) if region else len(LEVELS)
        return document.doc_id != first.doc_id, level, (region and region.adcode) or "999999", document.date or "9999"

    return sorted(documents, key=rank)


def _cell(one: Stated, reference: Stated) -> ComparisonCell:
    target, document = one.target, one.document
    like = like_for_like(target, reference.target)
    difference = None
    if (
        like.refused is None
        and document.doc_id != reference.document.doc_id
        and like.value is not None
        and reference.target.value is not None
        and like.value_max is None
        and reference.target.value_max is None
    ):
        difference = float(f"{like.value - reference.target.value:.10g}")
    return ComparisonCell(
        doc_id=document.doc_id,
        region=document.region.name if document.region else None,
        adcode=document.region.adcode if document.region else None,
        measure_id=one.measure_id,
        status="refused" if like.refused else "stated",
        reason=like.refused,
        text=target.text,
        start=target.start,
        end=target.end,
        comparator=target.comparator,
        change=target.change,
        value=target.value,
        value_max=target.value_max,
        unit=target.unit,
        base=target.base,
        target_status=target.status,
        deadline=one.deadline,
        difference=difference,
    )


def _distinct(cells: Iterable[ComparisonCell]) -> list[ComparisonCell]:
    """A figure that a document repeats stands once, where it is first said."""
    seen = set()
    kept = []
    for cell in cells:
        said = (cell.comparator, cell.change, cell.value, cell.value_max, cell.unit, cell.base, cell.deadline)
        if said not in seen:
            seen.add(said)
            kept.append(cell)
    return kept


def _empty(document: Document) -> ComparisonCell:
    return ComparisonCell(
        doc_id=document.doc_id,
        region=document.region.name if document.region else None,
        adcode=document.region.adcode if document.region else None,
        measure_id=None,
        status="not_found",
    )


def deadline_of(target: Target, deadlines: Sequence[Deadline]) -> str | None:
    """The last day of the deadline that governs a target: the last one before it, else the only one."""
    bounded = [deadline for deadline in deadlines if deadline.resolved_end]
    before = [deadline for deadline in bounded if deadline.start <= target.start]
    if before:
        return max(before, key=lambda deadline: deadline.start).resolved_end
    return bounded[0].resolved_end if len(bounded) == 1 else None
