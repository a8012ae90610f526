"""Which pairs of measures are looked at: neighbours by meaning and by words.

Up to ``exact_limit`` measures the neighbours are exact (a blocked matrix product); above it faiss
finds them, and how many it misses is measured. Identical measures stand as one here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policytext.align.passages import Passage
from policytext.errors import ConfigError

EXACT_LIMIT = 50_000
BLOCK_ROWS = 1_000
# Per document of the other side below this many documents, so that each city's best is looked at.
MAX_DOCUMENTS_EACH = 64
MIN_COSINE = 0.15  # below it no graded pair of grade 1 was found
RARE_SHARE = 0.02  # above exact_limit, words in more than this share of measures make no candidates
SAMPLE_QUERIES = 500
IVF_PROBES = 32
SEED = 1


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of passage numbers ``left[k] < right[k]`` of different documents, in order."""

    left: np.ndarray
    right: np.ndarray
    recall: float  # of the neighbours by meaning, against the exact ones; 1.0 when exact


def fold_identical(passages: Sequence[Passage]) -> tuple[list[int], np.ndarray]:
    """Numbers of the first passage of each kind, and for every passage the place of its kind there."""
    places: dict[str, int] = {}
    firsts: list[int] = []
    kinds = np.empty(len(passages), dtype=np.int64)
    for number, passage in enumerate(passages):
        place = places.setdefault(passage.key, len(firsts))
        if place == len(firsts):
            firsts.append(number)
        kinds[number] = place
    return firsts, kinds


def find_candidates(
    vectors: np.ndarray, terms: Any, documents: np.ndarray, *, neighbours: int = 30,
    exact_limit: int = EXACT_LIMIT,
) -> Candidates:
    """Pairs among passages: ``vectors`` ``(n, dim)``, ``terms`` sparse ``(n, n_terms)``, ``documents`` ``(n,)``.

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
    recall = 1.0
    if count <= exact_limit:
        by_meaning = _exact(vectors, documents, neighbours)
    else:
        by_meaning, recall = _approximate(vectors, documents, neighbours)
    by_words = _by_words(terms, documents, neighbours, rare_only=count > exact_limit)
    pairs = np.concatenate([by_meaning, by_words])
    pairs.sort(axis=1)
    codes = np.unique(pairs[:, 0] * count + pairs[:, 1])
    return Candidates(codes // count, codes % count, recall)


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
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)


def _pairs(rows: np.ndarray, best: np.ndarray, block: np.ndarray, floor: float) -> np.ndarray:
    values = np.take_along_axis(block, best, axis=1)
    row, place = np.nonzero(values >= floor)
    return np.stack([rows[row], best[row, place]], axis=1).astype(np.int64)


def _by_words(terms: Any, documents: np.ndarray, neighbours: int, *, rare_only: bool) -> np.ndarray:
    from scipy import sparse

    matrix = terms
    if rare_only:
        frequency = matrix.getnnz(axis=0)
        kept = (frequency <= max(2, RARE_SHARE * matrix.shape[0])).astype(np.float32)
        matrix = (matrix @ sparse.diags(kept)).tocsr()
    transposed = matrix.T.tocsc().tocsr()
    if not rare_only:
        return _blocked(
            lambda low, high: (matrix[low:high] @ transposed).toarray(), matrix.shape[0], documents,
            max(5, neighbours // 3), floor=MIN_COSINE / 2,
        )
    found = []
    keep = max(5, neighbours // 3)
    for low in range(0, matrix.shape[0], BLOCK_ROWS):  # sparse rows: a dense block would not fit
        block = (matrix[low : low + BLOCK_ROWS] @ transposed).tocsr()
        for row in range(block.shape[0]):
            span = slice(block.indptr[row], block.indptr[row + 1])
            columns, values = block.indices[span], np.round(block.data[span], 5)
            other = (documents[columns] != documents[low + row]) & (values >= MIN_COSINE / 2)
            columns, values = columns[other], values[other]
            best = np.lexsort((columns, -values))[:keep]
            found.append(np.stack([np.full(len(best), low + row), columns[best]], axis=1).astype(np.int64))
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)


def _approximate(vectors: np.ndarray, documents: np.ndarray, neighbours: int) -> tuple[np.ndarray, float]:
    try:
        import faiss
    except ImportError as err:
        raise ConfigError(
            "align", f"{len(vectors)} different measures need faiss to find neighbours: pip install faiss-cpu"
        ) from err
    count, dim = vectors.shape
    faiss.omp_set_num_threads(1)  # the order of additions, and so the bytes, stay the same
    lists = max(64, int(4 * np.sqrt(count)))
    index = faiss.index_factory(dim, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.seed = SEED
    index.train(np.ascontiguousarray(vectors))
    index.add(np.ascontiguousarray(vectors))
    index.nprobe = IVF_PROBES
    found = []
    wanted = min(count, neighbours * 2)  # some are of the same document
    for low in range(0, count, BLOCK_ROWS):
        scores, best = index.search(np.ascontiguousarray(vectors[low : low + BLOCK_ROWS]), wanted)
        row, place = np.nonzero((scores >= MIN_COSINE) & (best >= 0))
        left, right = row + low, best[row, place]
        other = documents[left] != documents[right]
        found.append(np.stack([left[other], right[other]], axis=1).astype(np.int64))
    sample = np.linspace(0, count - 1, min(SAMPLE_QUERIES, count)).astype(np.int64)
    exact = np.argsort(-(vectors[sample] @ vectors.T), axis=1, kind="stable")[:, :10]
    _, near = index.search(np.ascontiguousarray(vectors[sample]), 10)
    hits = sum(len(set(a.tolist()) & set(b.tolist())) for a, b in zip(exact, near, strict=True))
    return np.concatenate(found), round(hits / exact.size, 4)
