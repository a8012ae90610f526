"""The target ladder: one indicator down the levels and across peers, each figure against its parent's.

``山东省 5%以上 → 济南市 5.5% → 历下区 6%``: what is added on the way down is 层层加码 (target amplification). The
difference is taken where it can be proved: the same year, the same kind of change, exact conversion
of unit and base, a rate. An amount (15万人) is a part of its parent's and shown as a share; where
nothing can be proved the row says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from policytext.align.compare import deadline_of
from policytext.align.decide import CODE_DIGITS, contains, short_digest
from policytext.align.indicators import Like, indicator_key, is_rate, like_for_like
from policytext.align.score import LEVELS
from policytext.align.strictness import is_stricter
from policytext.normalize.characters import fold
from policytext.records import Aim, Document, Measure, Rung, Section, Target

YearSource = Literal["deadline", "heading", "title", "document_date"]
_YEARS = re.compile(r"(?:19|20)\d{2}(?=\s*[年—–~至-])|(?<=[—–~至-])(?:19|20)\d{2}")


class Figure(NamedTuple):
    """A target where it stands, and the year that it is for."""

    document: Document
    place: int  # of the document
    measure_id: str | None
    aim_id: str | None
    target: Target
    key: str
    year: int | None
    year_from: YearSource | None

    @property
    def rung_id(self) -> str:
        return "r-" + short_digest(self.document.doc_id, self.key, str(self.target.start), str(self.target.end))


def find_rungs(
    documents: Sequence[Document], sections: Sequence[Section], measures: Sequence[Measure], aims: Sequence[Aim]
) -> list[Rung]:
    """The ladders of all indicators for which two bodies at least state a figure.

    In the order of first mention; within a ladder plans before reports, years in order, then down the
    levels by adcode.
    """
    ladders: dict[tuple[str, str | None, bool], list[Figure]] = defaultdict(list)
    for figure in _figures(documents, sections, measures, aims):
        ladders[figure.key, figure.target.change, figure.target.status == "planned"].append(figure)
    first: dict[str, int] = {}
    for number, (key, _, _) in enumerate(ladders):
        first.setdefault(key, number)
    rungs: list[Rung] = []
    for key, change, planned in sorted(ladders, key=lambda ladder: (first[ladder[0]], ladder[1] or "", not ladder[2])):
        figures = _distinct(ladders[key, change, planned])
        if len({_body(figure.document) for figure in figures}) > 1:
            figures.sort(key=_rank)
            by_division = _by_division(figures)
            rungs += [_rung(figure, by_division) for figure in figures]
    return rungs


def _figures(
    documents: Sequence[Document], sections: Sequence[Section], measures: Sequence[Measure], aims: Sequence[Aim]
) -> list[Figure]:
    places = {document.doc_id: (place, document) for place, document in enumerate(documents)}
    headings = _heading_years(sections)
    stated: list[tuple[str, str | None, str | None, str | None, Target, str | None]]
    stated = [(a.doc_id, a.section_id, None, a.aim_id, a.target, deadline_of(a.target, a.deadlines)) for a in aims]
    stated += [
        (m.doc_id, m.section_id, m.measure_id, None, t, deadline_of(t, m.deadlines))
        for m in measures
        for t in m.targets
    ]
    figures = []
    for doc_id, section_id, measure_id, aim_id, target, deadline in stated:
        key = indicator_key(target.indicator)
        if doc_id not in places or key is None or target.value is None:
            continue
        place, document = places[doc_id]
        year, source = _year(target, deadline, headings.get(section_id or ""), document)
        figures.append(Figure(document, place, measure_id, aim_id, target, key, year, source))
    return sorted(figures, key=lambda figure: (figure.place, figure.target.start))


def _year(
    target: Target, deadline: str | None, heading: int | None, document: Document
) -> tuple[int | None, YearSource | None]:
    """The year of a figure, from the nearest that tells: its deadline, a heading above it, the document's
    title (the end of a period), and for a plan the document's date. What a report tells is of the
    past, of which year its date does not say."""
    if target.status == "planned" and deadline:
        return int(deadline[:4]), "deadline"
    if heading is not None:
        return heading, "heading"
    if target.status != "planned":
        return None, None
    if named := _YEARS.findall(fold(document.title or "")):
        return max(map(int, named)), "title"
    return (int(document.date[:4]), "document_date") if document.date else (None, None)


def _heading_years(sections: Sequence[Section]) -> dict[str, int]:
    """Section id → the one year that its heading names, or the nearest heading above it."""
    by_id = {section.section_id: section for section in sections}
    years: dict[str, int] = {}
    for section in sections:
        node: Section | None = section
        seen: set[str] = set()
        while node is not None and node.section_id not in seen:
            seen.add(node.section_id)
            named = set(_YEARS.findall(fold(node.heading or "")))
            if len(named) == 1:
                years[section.section_id] = int(named.pop())
                break
            node = by_id.get(node.parent_id or "")
    return years


def _body(document: Document) -> str:
    return document.region.name if document.region else document.issuer or document.doc_id


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    """A figure that a document repeats stands once, where it is first said."""
    seen = set()
    kept = []
    for figure in figures:
        t = figure.target
        said = (figure.document.doc_id, figure.year, t.comparator, t.value, t.value_max, t.unit, t.base)
        if said not in seen:
            seen.add(said)
            kept.append(figure)
    return kept


def _rank(figure: Figure) -> tuple[int, int, str, str, int, int]:
    region = figure.document.region
    level = LEVELS.index(region.level) if region else len(LEVELS)
    return (
        figure.year or 9999,
        level,
        (region and region.adcode) or "999999",
        figure.document.date or "9999",
        figure.place,
        figure.target.start,
    )


def _by_division(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    """The figures of each division by the digits that its code shares with all in it; the nation by none."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        region = figure.document.region
        if region is not None and region.level == "nation":
            found[""].append(figure)
        elif region is not None and region.adcode and region.level in CODE_DIGITS:
            found[region.adcode[: CODE_DIGITS[region.level]]].append(figure)
    return found


def _rung(figure: Figure, ladder: dict[str, list[Figure]]) -> Rung:
    document, target = figure.document, figure.target
    region = document.region
    parent, like, reason = _parent_of(figure, ladder)
    rate = is_rate(target)
    difference = share = stricter = None
    if (
        parent is not None
        and like is not None
        and reason is None
        and like.value is not None
        and parent.target.value is not None
    ):
        against = parent.target.value
        if rate:
            difference = float(f"{like.value - against:.10g}")
            if target.status == "planned":  # what was reached asks for nothing
                stricter = is_stricter(target, parent.target, difference, figure.key)
        elif against:
            share = round(like.value / against, 4)
    return Rung(
        rung_id=figure.rung_id,
        indicator=figure.key,
        region=region.name if region else None,
        adcode=region.adcode if region else None,
        level=region.level if region else None,
        year=figure.year,
        year_from=figure.year_from,
        comparator=target.comparator,
        change=target.change,
        value=target.value,
        value_max=target.value_max,
        unit=target.unit,
        base=target.base,
        status=target.status,
        measurement="rate" if rate else "amount",
        parent=parent.rung_id if parent else None,
        parent_region=parent.document.region.name if parent and parent.document.region else None,
        parent_value=parent.target.value if parent else None,
        parent_unit=parent.target.unit if parent else None,
        difference=difference,
        share=share,
        stricter=stricter,
        reason=reason,
        doc_id=document.doc_id,
        measure_id=figure.measure_id,
        aim_id=figure.aim_id,
        text=target.text,
        start=target.start,
        end=target.end,
    )


def _parent_of(figure: Figure, ladder: dict[str, list[Figure]]) -> tuple[Figure | None, Like | None, str | None]:
    """The figure of the nearest higher division to hold this one against, its value there, or why not.

    Of several figures of that division: one of the same year that can be compared, an aim first, of the
    latest document that is not later than this one.
    """
    code = (figure.document.region and figure.document.region.adcode) or ""
    divisions = dict.fromkeys(["", *(code[:digits] for digits in CODE_DIGITS.values() if code)])
    above = [
        other for digits in divisions for other in ladder.get(digits, ()) if contains(other.document, figure.document)
    ]
    if not above:
        return None, None, "no higher division states it"
    nearest = max(LEVELS.index(other.document.region.level) for other in above if other.document.region)
    above = [other for other in above if other.document.region and LEVELS.index(other.document.region.level) == nearest]
    if figure.year is None:
        return None, None, "the year is not known"
    same = [other for other in above if other.year == figure.year]
    if not same:
        years = ", ".join(sorted({str(other.year or "none") for other in above}))
        return None, None, f"different year: {figure.year} against {years}"
    judged = [(other, like_for_like(figure.target, other.target)) for other in same]
    judged.sort(
        key=lambda pair: (pair[1].refused is not None, pair[0].aim_id is None, -pair[0].place, pair[0].target.start)
    )
    parent, like = judged[0]
    if like.refused is not None:
        return parent, like, like.refused
    if like.value_max is not None or parent.target.value_max is not None:
        return parent, like, "a range against a figure"
    return parent, like, None
