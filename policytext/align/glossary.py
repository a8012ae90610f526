"""Which passages of a document explain its terms: 名词解释 behind a work report are no measures.

A glossary is known by its build, not by a heading, which many leave out: numbered items of the form *term:
meaning*, whose terms stand in measures before them, in the order in which they stand there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policytext.normalize.characters import fold
from policytext.records import Measure

#: Items from which a list is taken for a glossary; of these so many are terms met before, so many in their order,
#: in so many measures. A list of tasks that an overview announces has its terms in one measure.
MIN_ITEMS = 5
MIN_MET = 0.6
MIN_ORDERED = 0.8
MIN_PLACES = 4
MAX_GAP = 2  # measures between two items that are read otherwise
_ITEM = re.compile(r"\s*\(?\d{1,3}[.、)]\s*([^。;:,\n]{2,40}?):")
_QUOTED = re.compile(r"“([^”]{2,30})”")


def explained(measures: Sequence[Measure]) -> frozenset[str]:
    """The ids of measures that explain a term; ``measures`` of one document are together and in reading order."""
    found: set[str] = set()
    own: list[Measure] = []
    for measure in measures:
        if own and own[0].doc_id != measure.doc_id:
            found |= _of_document(own)
            own = []
        own.append(measure)
    return frozenset(found | _of_document(own))


def _of_document(measures: Sequence[Measure]) -> set[str]:
    terms = {}
    for place, measure in enumerate(measures):
        if item := _ITEM.match(fold(measure.text[:80])):
            terms[place] = item[1]
    found: set[str] = set()
    run: list[int] = []
    for place in [*terms, len(measures) + MAX_GAP + 1]:
        if run and place - run[-1] > MAX_GAP + 1:
            if _is_glossary(run, terms, measures):
                found |= {measures[at].measure_id for at in run}
            run = []
        run.append(place)
    return found


def _is_glossary(run: Sequence[int], terms: dict[int, str], measures: Sequence[Measure]) -> bool:
    if len(run) < MIN_ITEMS:
        return False
    before = [fold(measure.text) for measure in measures[: run[0]]]
    first_at = []
    for place in run:
        quoted = _QUOTED.search(terms[place])
        names = {terms[place].strip("“”《》"), *([quoted[1]] if quoted else [])}
        at = next((number for number, text in enumerate(before) if any(name in text for name in names)), None)
        if at is not None:
            first_at.append(at)
    ordered = sum(a <= b for a, b in pairwise(first_at))
    return (
        len(first_at) >= MIN_MET * len(run)
        and len(set(first_at)) >= MIN_PLACES
        and ordered >= MIN_ORDERED * (len(first_at) - 1)
    )
