"""Pairs in blocks: the same as one by one, whatever the blocks, the threads and the copies."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from policytext.align import decide
from policytext.align import pairs as module
from policytext.align.candidates import Candidates, fold_identical
from policytext.align.decide import choose, document_numbers, uncrowded
from policytext.align.encode import HashedNgramEncoder
from policytext.align.pairs import (
    LinkRows,
    score_pairs,
)
from policytext.align.passages import prepare
from policytext.align.score import Scorer, load_weights
from policytext.export.jsonl import dump_line
from policytext.records import Measure
from tests.align.stubs import document, measure, three_cities


def scorer_of(measures: list[Measure]) -> Scorer:
    names = list(dict.fromkeys(own.doc_id for own in measures))
    return Scorer(prepare([document(name, None) for name in names], [], measures), HashedNgramEncoder(), load_weights())


def all_pairs(count: int) -> Candidates:
    left, right = np.triu_indices(count, k=1)
    return Candidates(left, right, 1.0)


def one_by_one(scores: np.ndarray, left: np.ndarray, right: np.ndarray, scorer: Scorer) -> list[int]:
    """The rule as it is said: each the other's best in its document, or one side's best and nearly the other's."""
    passages, weights = scorer.passages, scorer.weights
    scores = uncrowded(scores, left, right, document_numbers(passages), weights)
    probability = weights.probability(scores)
    best: dict[tuple[int, str], float] = {}
    rows = list(zip(left.tolist(), right.tolist(), scores.tolist(), strict=True))
    for i, j, score in rows:
        for own, other in ((i, j), (j, i)):
            place = (own, passages[other].document.doc_id)
            best[place] = max(best.get(place, 0.0), score)
    chosen = []
    for number, (i, j, score) in enumerate(rows):
        if probability[number] < weights.link:
            continue
        best_of_left = best[i, passages[j].document.doc_id]
        best_of_right = best[j, passages[i].document.doc_id]
        mutual = score >= best_of_left and score >= best_of_right
        # one side's best, and nearly the other's: the other document says it in two measures
        split = probability[number] >= weights.one_to_many and (
            (score >= best_of_left and score >= weights.near_best * best_of_right)
            or (score >= best_of_right and score >= weights.near_best * best_of_left)
        )
        if mutual or split:
            chosen.append(number)
    return chosen


@pytest.mark.parametrize("block", [1, 50, 2_000_000])
def test_choosing_among_arrays_is_choosing_one_by_one(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "BLOCK_SIDES", block)
    random = np.random.default_rng(4)
    measures = [measure(f"d{n % 7}", n, "题目", "正文") for n in range(60)]
    scorer = scorer_of(measures)
    documents = document_numbers(scorer.passages)
    left, right = np.triu_indices(60, k=1)
    apart = documents[left] != documents[right]
    left, right = left[apart], right[apart]
    close = random.random(len(left)) < 0.1  # most are far apart, else all would be crowded
    scores = np.round(np.where(close, random.uniform(0.25, 0.5, len(left)), 0.1), 2)  # two decimals: many ties
    chosen = choose(scores, left, right, documents, scorer.weights)
    assert len(chosen) > 20
    assert chosen.tolist() == one_by_one(scores, left, right, scorer)


@pytest.mark.parametrize("block", [1, 7])
def test_blocks_change_no_lowered_score(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(6)
    documents = np.arange(40) % 5
    left, right = np.triu_indices(40, k=1)
    order = random.permutation(len(left))  # pairs in any order
    left, right, scores = left[order], right[order], np.round(random.uniform(0.1, 0.9, len(left)), 2)
    weights = load_weights()
    want = uncrowded(scores, left, right, documents, weights)
    monkeypatch.setattr(decide, "BLOCK_SIDES", block)
    assert np.array_equal(uncrowded(scores, left, right, documents, weights), want)
    assert not np.array_equal(want, scores)
    chosen = choose(scores, left, right, documents, weights)
    assert np.array_equal(choose(scores, left, right, documents, weights, lowered=want), chosen)


@pytest.mark.parametrize("limit", [2, 30])
def test_copies_stand_in_their_documents(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_COPIES", limit)
    texts = ["改造小区", "改造小区", "发展风电", "改造小区", "发展风电", "培育队伍", "改造小区"]
    measures = [measure(f"d{n}", 0, text, "") for n, text in enumerate(texts)]
    scorer = scorer_of(measures)
    firsts, kinds = fold_identical(scorer.passages)
    assert firsts == [0, 2, 5]
    found = score_pairs(all_pairs(3), kinds, scorer.passages, scorer, floor=0.0)
    got = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    if limit == 30:
        assert got == list(itertools.combinations(range(7), 2))
    else:  # four copies of 改造小区 are too many: pairs along its first one
        assert got == [(0, 1), (0, 2), (0, 3), (0, 5), (0, 6), (2, 4), (2, 5), (4, 5)]


@pytest.mark.parametrize(("block", "threads"), [(1, 1), (3, 2), (20_000, 2)])
def test_neither_blocks_nor_threads_change_a_byte(block: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _, measures = three_cities()
    scorer = scorer_of(measures)
    _, kinds = fold_identical(scorer.passages)
    want = score_pairs(all_pairs(len(measures)), kinds, scorer.passages, scorer, floor=0.01)
    monkeypatch.setattr(module, "BLOCK_PAIRS", block)
    monkeypatch.setattr(module, "THREADS", threads)
    found = score_pairs(all_pairs(len(measures)), kinds, scorer.passages, scorer, floor=0.01)
    assert found.looked_at == want.looked_at
    assert all(a.tobytes() == b.tobytes() for a, b in zip(found[:4], want[:4], strict=True))


def test_the_parts_of_a_group_are_those_of_its_pairs() -> None:
    _, measures = three_cities()
    scorer = scorer_of(measures)
    numbers = np.array([0, 3, 4, 7, 8, 9])
    left, right = np.triu_indices(len(numbers), k=1)
    assert np.abs(scorer.parts_among(numbers) - scorer.parts(numbers[left], numbers[right])).max() < 2e-4


def test_links_are_made_when_read_and_can_be_read_in_any_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LINK_BLOCK", 2)
    _, measures = three_cities()
    scorer = scorer_of(measures)
    _, kinds = fold_identical(scorer.passages)
    pairs = score_pairs(all_pairs(len(measures)), kinds, scorer.passages, scorer, floor=0.01)
    rows = LinkRows(np.arange(len(pairs.left)), pairs, scorer.passages, scorer)
    links = list(rows)
    assert len(rows) == len(links) > 5
    assert [rows[place] for place in range(len(rows))] == links == rows[:]
    assert rows[-1] == links[-1]
    with pytest.raises(IndexError):
        rows[len(links)]
    best = list(LinkRows(np.arange(len(pairs.left)), pairs, scorer.passages, scorer, best_first=True))
    assert best == sorted(links, key=lambda link: (-link.score, link.link_id))


def test_lines_are_those_of_the_records() -> None:
    province = document("sd", "山东省", date="2023")
    documents, measures = three_cities()
    measures += [
        dataclasses.replace(m, measure_id=f"sd-{m.measure_id}", doc_id="sd", title=f"“{m.title}” \\")
        for m in measures[:4]
    ]
    scorer = Scorer(prepare([*documents, province], [], measures), HashedNgramEncoder(), load_weights())
    _, kinds = fold_identical(scorer.passages)
    pairs = score_pairs(all_pairs(len(measures)), kinds, scorer.passages, scorer, floor=0.01)
    for best_first in (False, True):
        rows = LinkRows(np.arange(len(pairs.left)), pairs, scorer.passages, scorer, best_first=best_first)
        assert {link.type for link in rows} == {"parent", "peer"}
        assert list(rows.iter_lines()) == [dump_line(link) for link in rows]
