"""Which pairs of measures are looked at: neighbours by meaning and by words.

Up to ``exact_limit`` measures the neighbours by meaning are exact (a blocked matrix product); above it
faiss finds them (``neighbours.py``), and how many it misses is measured. Nothing here grows with the
square of the measures but the time of the exact product. Identical measures stand as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policytext.align.neighbours import approximate_neighbours
from policytext.align.passages import Passage

EXACT_LIMIT = 50_000
BLOCK_ROWS = 1_000
# Per document of the other side below this many documents, so that each city's best is looked at.
MAX_DOCUMENTS_EACH = 64
MIN_COSINE = 0.15  # below it no graded pair of grade 1 was found
# Above this many measures only rare words make candidates: the product over all words grows with the
# square and took 12 of 17 CPU seconds at 10,000 measures.
EXACT_WORDS_LIMIT = 10_000
# Rare words are taken, the rarest first, until a measure meets this many others on average. At 10,000
# varied measures 1,000 kept 98.2 % of the links that all words give, 500 kept 98.0 %.
MEETINGS_EACH = 1_000
COPIED_ROWS = 20_000  # rows of terms at a time
RARE_COSINE = 0.03  # by rare words alone; at 0.06 98.0 % were kept


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of passage numbers ``left[k] < right[k]`` of different documents, in order."""

    left: np.ndarray
    right: np.ndarray
    recall: float  # of the ten nearest by meaning, against the exact ones; 1.0 when exact
    probes: int = 0  # lists of faiss looked into for each query; 0 when exact


def fold_identical(passages: Sequence[Passage]) -> tuple[list[int], np.ndarray]:
    """Numbers of the first passage of each kind, and for every passage the place of its kind there."""
    places: dict[bytes, int] = {}
    firsts: list[int] = []
    kinds = np.empty(len(passages), dtype=np.int64)
    for number, passage in enumerate(passages):
        place = places.setdefault(passage.key, len(firsts))
        if place == len(firsts):
            firsts.append(number)
        kinds[number] = place
    return firsts, kinds


def find_candidates(
    vectors: np.ndarray,
    terms: Any,
    documents: np.ndarray,
    *,
    neighbours: int = 30,
    exact_limit: int = EXACT_LIMIT,
    words_limit: int = EXACT_WORDS_LIMIT,
) -> Candidates:
    """Pairs among passages: ``vectors`` ``(n, dim)``, ``terms`` sparse ``(n, n_terms)``, or what gives its
    rows by stretches (:class:`~policytext.align.termtable.TermRows`), ``documents`` ``(n,)``.

    Rows of both are at length one; ``documents`` holds a number for each passage's document.

    Each passage brings its ``neighbours`` nearest by meaning and by words among other documents'
    passages and, with few documents, its best two in each of them.

    Raises:
        ConfigError: more than ``exact_limit`` passages and no faiss.
    """
    count = len(vectors)
    if count < 2:
        nothing = np.empty(0, dtype=np.int64)
        return Candidates(nothing, nothing, 1.0)
    recall, probes = 1.0, 0
    if count <= exact_limit:
        by_meaning = _exact(vectors, documents, neighbours)
    else:
        near = approximate_neighbours(vectors, documents, neighbours, floor=MIN_COSINE)
        by_meaning, recall, probes = near.codes, near.recall, near.probes
    keep = max(5, neighbours // 3)
    by_words = _by_words(terms, documents, keep) if count <= words_limit else _by_rare_words(terms, documents, keep)
    codes = np.unique(np.concatenate([by_meaning, by_words]))
    return Candidates(codes // count, codes % count, recall, probes)


def _exact(vectors: np.ndarray, documents: np.ndarray, neighbours: int) -> np.ndarray:
    return _blocked(
        lambda low, high: vectors[low:high] @ vectors.T, len(vectors), documents, neighbours, floor=MIN_COSINE
    )


def _blocked(product: Any, count: int, documents: np.ndarray, neighbours: int, *, floor: float) -> np.ndarray:
    """The best pairs of each row of a similarity matrix that is made block by block."""
    kinds = np.unique(documents)
    columns = [np.flatnonzero(documents == kind) for kind in kinds] if len(kinds) <= MAX_DOCUMENTS_EACH else []
    found: list[np.ndarray] = []
    for low in range(0, count, BLOCK_ROWS):
        high = min(count, low + BLOCK_ROWS)
        # rounded, so that the order of equal ones does not hang on the last bit of a sum
        block = np.round(np.asarray(product(low, high), dtype=np.float32), 5)
        block[documents[low:high, None] == documents[None, :]] = -1.0
        rows = np.arange(low, high)
        keep = min(neighbours, count - 1)
        best = np.argpartition(-block, keep - 1, axis=1)[:, :keep]
        found.append(_pairs(rows, best, block, floor))
        for own in columns:
            part = block[:, own]
            two = min(2, part.shape[1])
            best = own[np.argpartition(-part, two - 1, axis=1)[:, :two]]
            found.append(_pairs(rows, best, block, floor))
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _pairs(rows: np.ndarray, best: np.ndarray, block: np.ndarray, floor: float) -> np.ndarray:
    values = np.take_along_axis(block, best, axis=1)
    row, place = np.nonzero(values >= floor)
    return pair_codes(rows[row], best[row, place], block.shape[1])


def _by_words(terms: Any, documents: np.ndarray, keep: int) -> np.ndarray:
    terms = terms[0 : terms.shape[0]]
    transposed = terms.T.tocsc().tocsr()
    return _blocked(
        lambda low, high: (terms[low:high] @ transposed).toarray(),
        terms.shape[0],
        documents,
        keep,
        floor=MIN_COSINE / 2,
    )


def _by_rare_words(terms: Any, documents: np.ndarray, keep: int) -> np.ndarray:
    """The ``keep`` best of each row by its rare words, so that a measure about a rare term is not lost.

    A word of ``d`` measures brings about ``d²`` meetings; words are taken by their rareness while all
    their meetings stay within :data:`MEETINGS_EACH` a measure, so time grows with the measures.
    """
    count = terms.shape[0]
    frequency = np.zeros(terms.shape[1], dtype=np.int64)
    for low in range(0, count, COPIED_ROWS):
        frequency += np.bincount(terms[low : low + COPIED_ROWS].indices, minlength=len(frequency))
    distinct, words = np.unique(frequency, return_counts=True)
    affordable = np.cumsum(words * distinct**2) <= MEETINGS_EACH * count
    limit = int(distinct[affordable][-1]) if affordable.any() else 0
    rare = np.flatnonzero((frequency >= 2) & (frequency <= limit))
    if not len(rare):
        return np.empty(0, dtype=np.int64)
    matrix = _columns(terms, rare)
    transposed = matrix.T.tocsr()
    found = []
    for low in range(0, count, BLOCK_ROWS):
        block = (matrix[low : low + BLOCK_ROWS] @ transposed).tocsr()
        block.sort_indices()
        rows = low + np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
        values = np.round(block.data, 5)
        kept = (documents[rows] != documents[block.indices]) & (values >= RARE_COSINE)
        rows, columns, values = rows[kept], block.indices[kept].astype(np.int64), values[kept]
        order = np.lexsort((columns, -values, rows))
        rows, columns = rows[order], columns[order]
        starts = np.searchsorted(rows, rows)
        best = np.arange(len(rows)) - starts < keep
        found.append(pair_codes(rows[best], columns[best], count))
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _columns(terms: Any, chosen: np.ndarray) -> Any:
    """Some columns of sparse rows, numbered anew; cheaper than their own indexing by columns."""
    from scipy import sparse

    places = np.full(terms.shape[1], -1, dtype=np.int32)
    places[chosen] = np.arange(len(chosen), dtype=np.int32)
    data, columns, lengths = [], [], [np.zeros(1, dtype=np.int64)]
    for low in range(0, terms.shape[0], COPIED_ROWS):
        rows = terms[low : low + COPIED_ROWS]
        found = places[rows.indices]
        kept = found >= 0
        data.append(rows.data[kept])
        columns.append(found[kept])
        lengths.append(np.diff(np.concatenate([[0], np.cumsum(kept)])[rows.indptr]))
    shape = (terms.shape[0], len(chosen))
    return sparse.csr_matrix(
        (np.concatenate(data), np.concatenate(columns), np.cumsum(np.concatenate(lengths))), shape=shape
    )


def pair_codes(left: np.ndarray, right: np.ndarray, count: int) -> np.ndarray:
    """One number for each pair of rows, the same whichever comes first."""
    left, right = left.astype(np.int64), right.astype(np.int64)
    return np.minimum(left, right) * count + np.maximum(left, right)
