"""Graded pairs: what counts as right, and how far two readers agree; by hand on small cases."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from policytext.errors import PolicyTextError
from policytext.pairs import (
    LinkScore,
    agreement,
    find_pairs,
    read_pairs,
    read_text,
    score_links,
    score_ranking,
)

GRADES = np.array([[1.0, 0.0, np.nan], [0.0, 1.0, 0.0]])
HARD = np.array([[False, True, False], [False, False, True]])


def links(*pairs: tuple[int, int]) -> np.ndarray:
    chosen = np.zeros(GRADES.shape, dtype=bool)
    for pair in pairs:
        chosen[pair] = True
    return chosen


def write_pairs(folder: Path, *rows: dict, name: str = "a-b") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    sides = {
        side: {"sha256": "0" * 64, "passages": [{"start": 0, "end": 5}, {"start": 5, "end": 9}]}
        for side in ("left", "right")
    }
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(map(json.dumps, [{"split": "dev", **sides}, *rows])) + "\n", encoding="utf-8")
    return path


def test_links_that_readers_leave_open_are_not_scored() -> None:
    score = score_links(GRADES, HARD, links((0, 0), (0, 1), (0, 2)))
    assert (score.right, score.linked, score.wanted) == (1, 2, 2)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert (score.hard_linked, score.hard, score.hard_share) == (1, 2, 0.5)


def test_ranks_are_those_of_the_first_partner_both_ways() -> None:
    scores = np.array([[0.5, 0.7, 0.9], [0.1, 0.8, 0.2]])  # the open 0.9 is passed over
    score = score_ranking(GRADES, scores)
    assert score.ranks == (2, 1, 1, 1)
    assert (score.first, score.mrr) == (0.75, 0.875)


def test_scores_of_files_add_up() -> None:
    total = score_links(GRADES, HARD, links((0, 0))) + score_links(GRADES, HARD, links((1, 1)))
    assert (total.right, total.linked, total.wanted) == (2, 2, 4)
    assert total.first is None
    assert LinkScore().to_dict()["f1"] == 0.0


def test_a_pair_that_no_line_grades_counts_as_none(tmp_path: Path) -> None:
    pairs = read_pairs(
        write_pairs(
            tmp_path, {"left": [0, 5], "right": [5, 9], "grade": 1}, {"left": [5, 9], "right": [0, 5], "grade": None}
        )
    )
    assert pairs.split == "dev"
    assert np.array_equal(pairs.grades, [[0, 1], [np.nan, 0]], equal_nan=True)


def test_a_line_about_an_unknown_passage_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyTextError, match="line 2"):
        read_pairs(write_pairs(tmp_path, {"left": [0, 4], "right": [5, 9], "grade": 1}))


def test_pairs_are_found_beside_gold_and_records_are_none(tmp_path: Path) -> None:
    (tmp_path / "measures.jsonl").write_text('{"measure_id": "m"}\n', encoding="utf-8")
    (tmp_path / "note.jsonl").write_text("no json\n", encoding="utf-8")
    own, below = write_pairs(tmp_path), write_pairs(tmp_path / "pairs", name="c-d")
    assert find_pairs(tmp_path) == [own, below]


def test_a_document_is_a_file_or_a_row_of_one(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for folder in (corpus / "plans", tmp_path / "bulk"):
        folder.mkdir(parents=True)
    (corpus / "plans" / "a.txt").write_bytes("一、\r\n".encode())
    with gzip.open(tmp_path / "bulk" / "docs.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps({"text": text}) + "\n" for text in ("一", "二\n"))
    assert read_text(corpus, "plans/a.txt") == "一、\r\n"
    assert read_text(corpus, "bulk/docs.jsonl.gz#1") == read_text(tmp_path, "bulk/docs.jsonl.gz#1") == "二\n"
    for path, told in (
        ("plans/b.txt", "not there"),
        ("bulk/other.jsonl.gz#0", "not there"),
        ("bulk/docs.jsonl.gz#2", "no line 2"),
    ):
        with pytest.raises(PolicyTextError, match=told):
            read_text(corpus, path)


@pytest.mark.parametrize(
    ("table", "kappa", "observed", "f1"),
    [
        ({(1, 1): 20, (1, 0): 5, (0, 1): 10, (0, 0): 15}, 0.4, 0.7, 40 / 55),  # the textbook's example
        ({(1, 1): 3, (0, 0): 7}, 1.0, 1.0, 1.0),
        ({(0, 0): 9}, 1.0, 1.0, 1.0),
        ({(1, 0): 5, (0, 1): 5}, -1.0, 0.0, 0.0),
    ],
)
def test_kappa(table: dict[tuple[int, int], int], kappa: float, observed: float, f1: float) -> None:
    both = agreement(grades for grades, count in table.items() for _ in range(count))
    assert (both.kappa, both.observed, both.f1) == pytest.approx((kappa, observed, f1))


def test_open_pairs_can_be_left_out() -> None:
    both = agreement([(1, 1), (None, 1), (0, None), (0, 0)])
    assert (both.pairs, both.decided().pairs, both.decided().kappa) == (4, 2, 1.0)
