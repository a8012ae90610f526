"""Specs of units, statuses and measure borders (``tests/cases``), run through the whole pipeline.

A text of ``units.jsonl`` and ``statuses.jsonl`` is one measure: it is set as an item of a small plan, or of
a report's review where the case says that it tells what was done; ``document`` marks a whole text. Those of
``borders.jsonl`` are whole documents. Fields and conventions: ``cases/README.md``; known failures and floors
as in :mod:`tests.test_cases`.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from policytext.pipeline import extract_text
from policytext.read.manifest import ManifestRow
from policytext.records import Extraction, Measure

CASES = Path(__file__).parent / "cases"
FILES = ("units.jsonl", "statuses.jsonl", "borders.jsonl")
Case = dict[str, Any]

#: what stands around a text that is one measure; the case's own text replaces ``{}``
PLAN = "安平市公共服务工作方案\n\n一、重点任务\n1.健全工作机制。{}\n2.完善评价办法，定期分析工作成效。\n"
REVIEW = "安平市2023年工作总结\n\n一、2023年工作回顾\n1.各项工作稳步推进。{}\n2.强化绩效管理，完成了年度评估。\n"


def extract(text: str, *, genre: str | None = None) -> Extraction:
    """All records of a text, its kind known or not."""
    return extract_text(text, path="case.txt", sha256="0" * 64, known=ManifestRow(path="case.txt", genre=genre))


def measures_in(case: Case, frame: str, genre: str) -> list[Measure]:
    """The measures that lie in the case's text; all of them when it is a document."""
    if case.get("document"):
        return list(extract(case["text"], genre=genre).measures)
    low = frame.index("{}")
    high = low + len(case["text"])
    found = extract(frame.replace("{}", case["text"]), genre=genre).measures
    return [m for m in found if m.start < high and m.end > low]


def units_of(case: Case) -> list[tuple[str, str, str]]:
    """Text, name and role of each unit, sorted: a rule of the document stands before or after."""
    measures = measures_in(case, PLAN, "plan")
    return sorted((u.text, u.name, u.role) for m in measures for u in m.units)


def units_expected(case: Case) -> list[tuple[str, str, str]]:
    return sorted((u["text"], u["name"], u["role"]) for u in case["units"])


def statuses_of(case: Case) -> dict[str, Any]:
    """Kind, modality and figures of the one measure of a case."""
    frame, genre = (REVIEW, "report") if case["achieved"] else (PLAN, "plan")
    measures = measures_in(case, frame, genre)
    found: dict[str, Any] = {
        "achieved": [m.kind == "achievement" for m in measures],
        "targets": [(t.text, t.status) for m in measures for t in m.targets],
    }
    if "modality" in case:
        found["modality"] = [m.modality for m in measures]
    return found


def statuses_expected(case: Case) -> dict[str, Any]:
    expected: dict[str, Any] = {
        "achieved": [case["achieved"]],
        "targets": [(t["text"], t["status"]) for t in case["targets"]],
    }
    if "modality" in case:
        expected["modality"] = [case["modality"]]
    return expected


def borders_of(case: Case) -> list[tuple[str, str, str | None]]:
    """Text, kind and, where the case names one, title of each measure of a document."""
    titled = {span_of(case["text"], m)[0] for m in case["measures"] if "title" in m}
    return [
        (m.text, m.kind, m.title if m.start in titled else None)
        for m in extract(case["text"], genre=case.get("genre")).measures
    ]


def borders_expected(case: Case) -> list[tuple[str, str, str | None]]:
    spans = [(span_of(case["text"], m), m) for m in case["measures"]]
    return [(case["text"][low:high], m["kind"], m.get("title")) for (low, high), m in spans]


def span_of(text: str, measure: Case) -> tuple[int, int]:
    """Where a measure stands; both of its ends are quoted so that they are unique."""
    low = text.index(measure["start_text"])
    return low, text.index(measure["end_text"], low) + len(measure["end_text"])


CHECKS = {
    "units.jsonl": (units_of, units_expected),
    "statuses.jsonl": (statuses_of, statuses_expected),
    "borders.jsonl": (borders_of, borders_expected),
}


@cache
def load(name: str) -> tuple[Case, ...]:
    """The cases of one file, in its order."""
    return tuple(json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines())


@cache
def known_failures() -> frozenset[str]:
    """``file:id`` of the cases that the program fails today."""
    return frozenset((CASES / "known_failures.txt").read_text(encoding="utf-8").split())


def key_of(name: str, case: Case) -> str:
    return f"{name.removesuffix('.jsonl')}:{case['id']}"


def passes(name: str, case: Case) -> bool:
    """Whether exactly what is expected is found."""
    find, expect = CHECKS[name]
    return find(case) == expect(case)


ALL = [
    pytest.param(
        name,
        case,
        id=key_of(name, case),
        marks=[pytest.mark.xfail(strict=False, reason="known")] if key_of(name, case) in known_failures() else [],
    )
    for name in FILES
    for case in load(name)
]


@pytest.mark.parametrize(("name", "case"), ALL)
def test_case_gives_what_a_reader_records(name: str, case: Case) -> None:
    find, expect = CHECKS[name]
    assert find(case) == expect(case), case["text"]


@pytest.mark.parametrize("name", FILES)
def test_pass_count_does_not_fall(name: str) -> None:
    floor = json.loads((CASES / "floors.json").read_text(encoding="utf-8")).get(name, 0)
    failing = [case["id"] for case in load(name) if not passes(name, case)]
    passing = len(load(name)) - len(failing)
    assert passing >= floor, f"{passing} of {len(load(name))} pass, floor {floor}; failing: {' '.join(failing)}"


@pytest.mark.parametrize("name", FILES)
def test_case_ids_and_texts_are_unique(name: str) -> None:
    cases = load(name)
    assert len({case["id"] for case in cases}) == len(cases)
    assert len({case["text"] for case in cases}) == len(cases)


def test_expected_units_stand_in_the_text() -> None:
    for case in load("units.jsonl"):
        assert all(unit["text"] in case["text"] for unit in case["units"]), case["id"]


def test_expected_figures_stand_in_order_in_the_text() -> None:
    for case in load("statuses.jsonl"):
        at = 0
        for target in case["targets"]:
            at = case["text"].find(target["text"], at)
            assert at >= 0, case["id"]
            at += len(target["text"])


def test_expected_measures_do_not_overlap() -> None:
    for case in load("borders.jsonl"):
        spans = [span_of(case["text"], m) for m in case["measures"]]
        assert all(low < high for low, high in spans), case["id"]
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), case["id"]
        for (low, high), measure in zip(spans, case["measures"], strict=True):
            assert measure.get("title", "") in case["text"][low:high], case["id"]
