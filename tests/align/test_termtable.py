"""Terms as numbers: the rows and the shared words that lists of terms give."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from policytext.align import termtable
from policytext.align.termtable import TermTable, TermView
from policytext.align.words import Terms, find_terms, find_words

TEXTS = [
    "推动党群服务阵地提档升级,建设5G基站",
    "服务阵地和网格员",
    "",
    "!?",
    "建设5g基站20个,网格员网格员",
    "推动,推动党群",
    "RCEP",
]
TITLES = ["服务阵地", "", "网格员队伍", "海上风电"]


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_rows_are_those_of_lists_of_terms(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(termtable, "BATCH_TEXTS", batch)
    bodies, titles = [find_terms(text) for text in TEXTS], [find_terms(text) for text in TITLES]
    table = TermTable([TEXTS, TITLES])
    assert [t for t in table.vocabulary if any(t in terms for terms in bodies)] == Terms(bodies).vocabulary
    for rows, lists in zip(table.rows, (bodies, titles), strict=True):
        want = Terms(lists, frequency_of=bodies)
        places = [table.vocabulary.index(term) for term in want.vocabulary]
        assert np.array_equal(rows.toarray()[:, places], want.matrix.toarray())
        assert rows.nnz == want.matrix.nnz


def test_similarity_and_shared_words_are_those_of_lists_of_terms() -> None:
    want = Terms([find_terms(text) for text in TEXTS])
    view = TermView(TermTable([TEXTS]), 0, np.arange(len(TEXTS)))
    left, right = (np.array(side) for side in zip(*itertools.combinations(range(len(TEXTS)), 2), strict=True))
    assert np.array_equal(view.similarity(left, right), want.similarity(left, right))
    assert view.shared(left, right, 4) == [
        want.shared(i, j) for i, j in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert np.allclose(view.among(np.arange(len(TEXTS)))[left, right], want.similarity(left, right), atol=1e-6)


@pytest.mark.parametrize("runs", [0, 2, 1000])
def test_words_are_those_that_texts_are_cut_into(runs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(termtable, "MAX_RUNS", runs)
    table = TermTable([TEXTS, TITLES])
    own = [table.words[low:high] for low, high in itertools.pairwise(table.word_ends.tolist())]
    assert [{table.vocabulary[place] for place in places} for places in own] == [
        set(find_words(text)) for text in TEXTS
    ]


def test_rows_are_copied_a_stretch_at_a_time() -> None:
    view = TermView(TermTable([TEXTS]), 0, np.array([2, 0, 0, 6]))
    rows = view.rows_of([1, 3, 0])
    assert rows.shape == view.of([1, 3, 0]).shape
    assert np.array_equal(rows[1:3].toarray(), view.of([3, 0]).toarray())


def test_no_texts_give_no_rows() -> None:
    assert [rows.shape[0] for rows in TermTable([[], [], [""]]).rows] == [0, 0, 1]
