"""Candidates: exact neighbours, words that are rare, other documents only."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy import sparse

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
    with pytest.raises(ConfigError, match="faiss-cpu"):
        find_candidates(vectors, terms, documents, exact_limit=10)


def test_faiss_finds_nearly_all_and_says_how_many() -> None:
    pytest.importorskip("faiss")
    vectors, terms, documents = random_passages(3000, 10)
    found = find_candidates(vectors, terms, documents, exact_limit=10)
    assert found.recall > 0.8


def test_identical_measures_stand_as_one() -> None:
    documents = [document(name, None) for name in "abc"]
    measures = [measure("a", 0, "改造小区", "加装电梯"), measure("b", 0, "改造小区", "加装电梯"), measure("c", 0, "发展风电", "储能")]
    firsts, kinds = fold_identical(prepare(documents, [], measures))
    assert (firsts, kinds.tolist()) == ([0, 2], [0, 0, 1])
