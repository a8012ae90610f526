"""Candidates: exact neighbours, words that are rare, other documents only."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy import sparse

from policytext.align import candidates, neighbours
from policytext.align.candidates import find_candidates, fold_identical
from policytext.align.encode import normalized
from policytext.align.passages import prepare
from policytext.errors import ConfigError
from tests.align.stubs import document, measure


def random_passages(count: int, documents: int, seed: int = 5) -> tuple[np.ndarray, sparse.csr_matrix, np.ndarray]:
    random = np.random.default_rng(seed)
    vectors = normalized(random.normal(size=(count, 16)).astype(np.float32))
    return vectors, sparse.csr_matrix((count, 10), dtype=np.float32), random.integers(0, documents, count)


def test_pairs_are_of_different_documents_ordered_and_unique() -> None:
    vectors, terms, documents = random_passages(300, 4)
    found = find_candidates(vectors, terms, documents)
    pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert all(i < j and documents[i] != documents[j] for i, j in pairs)
    assert found.recall == 1.0


def test_the_nearest_of_every_other_document_is_a_candidate() -> None:
    vectors, terms, documents = random_passages(400, 6)
    found = find_candidates(vectors, terms, documents, neighbours=3)
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    scores = vectors @ vectors.T
    for i in range(400):
        for other in set(documents.tolist()) - {documents[i]}:
            own = np.flatnonzero(documents == other)
            j = int(own[np.argmax(scores[i, own])])
            if scores[i, j] > 0.2:
                assert (min(i, j), max(i, j)) in pairs


def test_a_rare_shared_word_makes_a_candidate_that_meaning_misses() -> None:
    vectors = normalized(np.eye(4, 16, dtype=np.float32))
    terms = sparse.csr_matrix(np.array([[1, 0], [0, 1], [1, 0], [0, 0]], dtype=np.float32))
    found = find_candidates(vectors, terms, np.array([0, 0, 1, 1]))
    assert (found.left.tolist(), found.right.tolist()) == ([0], [2])


def test_above_the_limit_faiss_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faiss", None)
    vectors, terms, documents = random_passages(50, 3)
    with pytest.raises(ConfigError, match=r"policytext\[scale\].*faiss-cpu"):
        find_candidates(vectors, terms, documents, exact_limit=10)


def test_faiss_finds_nearly_all_and_says_how_many() -> None:
    pytest.importorskip("faiss")
    vectors, terms, documents = random_passages(3000, 10)
    found = find_candidates(vectors, terms, documents, exact_limit=10)
    assert found.recall > 0.8
    assert found.probes > 0


def test_more_probes_are_taken_until_recall_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("faiss")
    vectors, _, documents = random_passages(6000, 10)
    few = neighbours.approximate_neighbours(vectors, documents, 30, floor=0.0)
    monkeypatch.setattr(neighbours, "WANTED_RECALL", 0.5)
    fewer = neighbours.approximate_neighbours(vectors, documents, 30, floor=0.0)
    assert few.recall >= 0.97 > fewer.recall
    assert few.probes > fewer.probes


def test_recall_that_is_not_reached_is_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("faiss")
    monkeypatch.setattr(neighbours, "PROBES", (1,))
    vectors, _, documents = random_passages(6000, 10)
    found = neighbours.approximate_neighbours(vectors, documents, 30, floor=0.0)
    assert found.recall < 0.97
    assert "less than the 97.0 % wanted" in caplog.text


def test_recall_is_measured_against_the_product() -> None:
    exact = np.array([[0.9, 0.8, 0.7], [0.9, 0.5, -1.0]], dtype=np.float32)
    assert neighbours._recall(np.array([[0.9, 0.8, 0.7], [0.9, 0.5, -1.0]]), exact) == 1.0
    assert neighbours._recall(np.array([[0.9, 0.8, 0.6], [0.9, -1.0, -1.0]]), exact) == 0.6


def test_threads_do_not_change_what_faiss_finds() -> None:
    faiss = pytest.importorskip("faiss")
    vectors, terms, documents = random_passages(3000, 10)
    threads = faiss.omp_get_max_threads()
    found = []
    try:
        for number in (1, 2):
            faiss.omp_set_num_threads(number)
            found.append(find_candidates(vectors, terms, documents, exact_limit=10))
    finally:
        faiss.omp_set_num_threads(threads)
    assert found[0].left.tobytes() == found[1].left.tobytes()
    assert found[0].right.tobytes() == found[1].right.tobytes()


@pytest.mark.parametrize("copied", [7, 20_000])
def test_among_many_measures_only_rare_words_make_candidates(copied: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MEETINGS_EACH", 3)
    monkeypatch.setattr(candidates, "COPIED_ROWS", copied)
    random = np.random.default_rng(2)
    count = 60
    dense = np.zeros((count, 31), dtype=np.float32)
    dense[:, 0] = 1.0  # in all
    dense[np.arange(count), 1 + random.permutation(count) // 2] = 1.0  # in two each
    terms = sparse.csr_matrix(dense / np.sqrt(2))
    found = find_candidates(np.eye(count, count, dtype=np.float32), terms, np.arange(count), words_limit=10)
    want = {tuple(np.flatnonzero(dense[:, word]).tolist()) for word in range(1, 31)}
    assert set(zip(found.left.tolist(), found.right.tolist(), strict=True)) == want


def test_identical_measures_stand_as_one() -> None:
    documents = [document(name, None) for name in "abc"]
    measures = [
        measure("a", 0, "改造小区", "加装电梯"),
        measure("b", 0, "改造小区", "加装电梯"),
        measure("c", 0, "发展风电", "储能"),
    ]
    firsts, kinds = fold_identical(prepare(documents, [], measures))
    assert (firsts, kinds.tolist()) == ([0, 2], [0, 0, 1])
