"""Scores on gold do not fall: floors in scores.json, raised by scripts/pin_scores.py."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import pin_scores  # noqa: E402
import score  # noqa: E402

PINNED = json.loads((ROOT / "tests" / "scores.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def evaluations() -> dict:
    return {name: score.score_set(name) for name in score.available_sets()}


@pytest.mark.parametrize("name", PINNED["floors"])
def test_scores_do_not_fall(name: str, evaluations) -> None:
    if name not in evaluations:
        pytest.skip(f"the texts of the gold set {name} are not at hand")
    evaluation = evaluations[name]
    below = {}
    for key, floor in PINNED["floors"][name].items():
        if key in score.ATTRIBUTES:
            right, total = evaluation.attributes[key]
            value = right / total
        else:
            value = evaluation.scores[key].f1
        if value < floor:
            below[key] = (round(value, 4), floor)
    assert below == {}


@pytest.mark.parametrize("name", PINNED["floors"])
def test_floors_belong_to_this_gold(name: str) -> None:
    if name not in score.available_sets():
        pytest.skip(f"the texts of the gold set {name} are not at hand")
    assert pin_scores.digest_of(name) == PINNED["gold"][name], "gold changed: run scripts/pin_scores.py"


def test_every_gold_document_was_read(evaluations) -> None:
    assert {name: e.missing for name, e in evaluations.items()} == dict.fromkeys(evaluations, ()) or not any(
        e.missing for e in evaluations.values()
    )
