"""The graded pairs are whole, and hold no text of the documents they grade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policytext.pairs import agreement, find_pairs, read_grades

HERE = Path(__file__).parent
FILES = sorted((HERE / "pairs").glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pairs_grade_passages_of_their_head(path: Path) -> None:
    head, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert head["split"] in ("dev", "held", "test")
    known = {}
    for side in ("left", "right"):
        passages = head[side]["passages"]
        known[side] = {(p["start"], p["end"]) for p in passages}
        assert len(head[side]["sha256"]) == 64
        for p in passages:
            assert set(p) == {"start", "end", "title_start", "title_end", "headings"}
            assert p["start"] <= p["title_start"] < p["title_end"] <= p["end"]
    graded = [(tuple(row["left"]), tuple(row["right"])) for row in rows]
    assert len(graded) == len(set(graded))
    assert all(left in known["left"] and right in known["right"] for left, right in graded)
    assert {row["grade"] for row in rows} <= {0, 1, None}


def test_there_are_enough_pairs_in_both_splits() -> None:
    count = {"dev": [0, 0], "held": [0, 0], "test": [0, 0]}
    for path in FILES:
        head, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            if row["grade"] is not None:
                count[head["split"]][row["grade"]] += 1
    assert min(count["dev"][1], count["held"][1]) >= 60
    assert min(count["dev"][0], count["held"][0]) >= 150


def second_readings(*, whole: bool) -> list[Path]:
    """The files of the second reader: samples of older pairs, and the test files read whole (names of bulk rows)."""
    return [path for path in sorted((HERE / "second").glob("*.jsonl")) if path.stem.startswith("b") == whole]


def test_a_second_reader_graded_a_hundred_of_them() -> None:
    first, second = read_grades(find_pairs(HERE / "pairs")), read_grades(second_readings(whole=False))
    assert len(second) == 100
    assert second.keys() <= first.keys()
    both = agreement((first[key], grade) for key, grade in second.items())
    assert both.decided().pairs >= 80
    assert both.decided().kappa >= 0.8


def test_two_readers_graded_the_test_files_whole() -> None:
    first, second = read_grades(find_pairs(HERE / "pairs")), read_grades(second_readings(whole=True))
    assert len(second) == sum(key[0] in {"b035-b073", "b209-b246"} for key in first) > 500
    both = agreement((first[key], grade) for key, grade in second.items())
    assert both.kappa >= 0.7  # with open as a grade of its own


def test_the_sample_is_the_same_each_time_and_is_what_was_read() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location(
        "script_sample_pairs", HERE.parents[1] / "scripts" / "sample_pairs.py"
    )
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    drawn = {(path.stem, tuple(row["left"]), tuple(row["right"])) for path, row in script.sample()}
    read = {(name, tuple(left), tuple(right)) for name, left, right in read_grades(second_readings(whole=False))}
    assert drawn == read
