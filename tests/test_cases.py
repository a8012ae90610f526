"""The phenomenon specs of ``tests/cases``: one line a case, text → what a careful reader records.

The files say nothing of this program, so that any other tool can run them. A case that fails today is
named in ``known_failures.txt``; the number that passes has a floor in ``floors.json`` that only rises.
Fields and conventions: ``cases/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policytext import analysis as stages
from policytext import assembly
from policytext.extract.targets import find_targets
from policytext.normalize.offsets import Normal, normalize
from policytext.resolve.periods import Reference
from policytext.structure.passages import Passage

CASES = Path(__file__).parent / "cases"
Case = dict[str, Any]
# a third is written as 0.3333
VALUE_TOLERANCE = 1e-3


def cut(normal: Normal, start: int, end: int) -> dict[str, Any]:
    """What every record begins with: a slice of the source."""
    low, high = normal.span(start, end)
    return {"text": normal.source[low:high], "start": low, "end": high}


def reference_of(day: str | None) -> Reference:
    """What relative times of a case count from: its date, never the clock."""
    if day is None:
        return Reference()
    exact = date.fromisoformat(day)
    return Reference(year=exact.year, day=exact, document_year=exact.year)


def deadlines_of(case: Case) -> list[dict[str, Any]]:
    """The deadlines of a case's text, taken as one planned task."""
    normal = normalize(case["text"])
    text, reference = normal.text, reference_of(case["date"])
    passage = Passage(start=0, end=len(text), kind="task", title=None, block=None)
    # labels and brackets that state a limit, and the year of the sentence, are the analysis's matter
    analysis = _Analysis(normal)
    found = []
    for mention in stages.times_of(text, passage, 0, len(text)):
        deadline = assembly.deadline_of(analysis, mention, reference, passage)  # type: ignore[arg-type]
        if not assembly.is_past(deadline, reference):
            found.append(
                {
                    "text": deadline.text,
                    "start": deadline.start,
                    "end": deadline.end,
                    "type": deadline.type,
                    "value": deadline.value,
                }
            )
    return found


class _Analysis:
    """as much of ``analysis.Analysis`` as resolving a time asks for."""

    def __init__(self, normal: Normal) -> None:
        self.normal = normal


def targets_of(case: Case) -> list[dict[str, Any]]:
    """The targets of a case's text, taken as one planned task."""
    normal = normalize(case["text"])
    return [
        {
            **cut(normal, m.start, m.end),
            "value": m.value,
            "value_max": m.value_max,
            "comparator": m.comparator,
            "unit": normal.text[slice(*m.unit_span)] if m.unit_span else m.unit,
            "change": m.change,
        }
        for m in find_targets(normal.text, 0, len(normal.text))
    ]


#: file → the key of what is expected, and how it is found
FINDERS: dict[str, tuple[str, Callable[[Case], list[dict[str, Any]]]]] = {
    "deadlines.jsonl": ("deadlines", deadlines_of),
    "quantities.jsonl": ("targets", targets_of),
}
FILES = [name for name in FINDERS if (CASES / name).exists()]


@cache
def load(name: str) -> tuple[Case, ...]:
    """The cases of one file, in its order."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def known_failures() -> frozenset[str]:
    """``file:id`` of the cases that the program fails today."""
    path = CASES / "known_failures.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.exists() else frozenset()


def is_same(expected: Case, found: Case) -> bool:
    """Whether a found record is the expected one, field by field."""
    for key, value in {"value_max": None, "change": None, **expected}.items():
        got = found.get(key)
        if isinstance(value, int | float) and isinstance(got, int | float):
            if abs(value - got) > VALUE_TOLERANCE * max(abs(value), 1e-9):
                return False
        elif value != got:
            return False
    return True


def passes(name: str, case: Case) -> bool:
    """Whether exactly the expected records are found, in order."""
    key, find = FINDERS[name]
    found = find(case)
    return len(found) == len(case[key]) and all(map(is_same, case[key], found))


def assert_slices(source: str, records: Iterable[Case]) -> None:
    """Every span is a slice of the text (that none is found twice, the cases say)."""
    for record in records:
        assert 0 <= record["start"] < record["end"] <= len(source)
        assert source[record["start"] : record["end"]] == record["text"]


ALL = [
    pytest.param(
        name,
        case,
        id=f"{name.removesuffix('.jsonl')}:{case['id']}",
        marks=[pytest.mark.xfail(strict=False, reason="known")]
        if f"{name.removesuffix('.jsonl')}:{case['id']}" in known_failures()
        else [],
    )
    for name in FILES
    for case in load(name)
]


@pytest.mark.parametrize(("name", "case"), ALL)
def test_case_gives_what_a_reader_records(name: str, case: Case) -> None:
    key, find = FINDERS[name]
    found = find(case)
    assert len(found) == len(case[key]), f"{case['text']}\n  expected {case[key]}\n  found {found}"
    assert all(map(is_same, case[key], found)), f"{case['text']}\n  expected {case[key]}\n  found {found}"


@pytest.mark.parametrize("name", FILES)
def test_found_spans_are_slices_of_the_text(name: str) -> None:
    _, find = FINDERS[name]
    for case in load(name):
        assert_slices(case["text"], find(case))


@pytest.mark.parametrize("name", FILES)
def test_expected_texts_stand_in_order_in_the_case(name: str) -> None:
    key, _ = FINDERS[name]
    for case in load(name):
        at = 0
        for record in case[key]:
            at = case["text"].find(record["text"], at)
            assert at >= 0, case["id"]
            at += len(record["text"])


@pytest.mark.parametrize("name", FILES)
def test_case_ids_and_texts_are_unique(name: str) -> None:
    cases = load(name)
    assert len({case["id"] for case in cases}) == len(cases)
    assert len({(case["text"], case.get("date")) for case in cases}) == len(cases)


@pytest.mark.parametrize("name", FILES)
def test_pass_count_does_not_fall(name: str) -> None:
    floor = json.loads((CASES / "floors.json").read_text(encoding="utf-8")).get(name, 0)
    failing = [case["id"] for case in load(name) if not passes(name, case)]
    passing = len(load(name)) - len(failing)
    assert passing >= floor, f"{passing} of {len(load(name))} pass, floor {floor}; failing: {' '.join(failing)}"


def test_no_comparator_turns_its_direction() -> None:
    """A ceiling is never read as a floor, nor a floor as a ceiling (不超过 is never ``ge``)."""
    up, down = {"ge", "gt"}, {"le", "lt"}
    for case in load("quantities.jsonl"):
        found = targets_of(case)
        for expected in case["targets"]:
            at = case["text"].find(expected["text"])
            for record in found:
                if record["start"] < at + len(expected["text"]) and at < record["end"]:
                    turned = (expected["comparator"] in up and record["comparator"] in down) or (
                        expected["comparator"] in down and record["comparator"] in up
                    )
                    assert not turned, case["text"]
