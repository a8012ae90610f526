"""Near vectors among too many for an exact product: a faiss index of lists, and how much it finds.

The vectors are cut into lists around trained centres (``IVF{n},SQ8``); a query looks into the nearest
lists (probes). What it brings is ranked again by the exact product, since a byte a dimension cannot
order near-identical measures. Equal input gives equal output, whatever the number of threads.
"""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

import numpy as np

from policytext.errors import ConfigError

logger = logging.getLogger(__name__)

SAMPLE_QUERIES = 500
RECALL_AT = 10
WANTED_RECALL = 0.97  # of the ten nearest, on the sample; more probes are taken until it is reached
PROBES = (8, 16, 32, 64, 128, 256)
LISTS_PER_ROOT = 4  # lists = 4 √n: as many vectors in the lists looked into as there are centres to compare
TRAIN_VECTORS_EACH = 48  # per list; faiss warns below 39, and more did not raise recall
TRAIN_ROUNDS = 8
BLOCK_ROWS = 2_000
EXACT_ROWS = 50_000  # of vectors at a time in the exact product of the sample
TIE = 1e-5  # cosines this close are equals: finding either counts
SEED = 1


class Neighbours(NamedTuple):
    """Pairs as ``min × count + max``, repeated where both find each other, and how they were found."""

    codes: np.ndarray
    recall: float
    probes: int


def approximate_neighbours(vectors: np.ndarray, documents: np.ndarray, neighbours: int, *, floor: float) -> Neighbours:
    """Each row's ``neighbours`` nearest rows of other documents with a cosine of ``floor`` or more.

    Recall is that of the ten nearest, asked for :data:`SAMPLE_QUERIES` rows and measured against the
    exact product; probes are doubled until it reaches :data:`WANTED_RECALL`.

    Raises:
        ConfigError: faiss is not installed.
    """
    count = len(vectors)
    index = _build(vectors)
    sample = np.linspace(0, count - 1, min(SAMPLE_QUERIES, count)).astype(np.int64)
    tenth = _exact_tenth(vectors, documents, sample)
    recall = 0.0
    for probes in (p for p in PROBES if p <= index.nlist or p == PROBES[0]):
        index.nprobe = probes
        _, cosines = _search(index, vectors, documents, sample, neighbours)
        recall = _recall(cosines, tenth)
        if recall >= WANTED_RECALL:
            break
    else:
        logger.warning(
            "faiss finds %.1f %% of the nearest measures, less than the %.1f %% wanted",
            100 * recall,
            100 * WANTED_RECALL,
        )
    found = []
    for low in range(0, count, BLOCK_ROWS):
        rows = np.arange(low, min(count, low + BLOCK_ROWS))
        best, cosines = _search(index, vectors, documents, rows, neighbours)
        row, place = np.nonzero(cosines >= floor)
        left, right = rows[row], best[row, place]
        found.append(np.minimum(left, right) * count + np.maximum(left, right))
    return Neighbours(np.concatenate(found), recall, int(index.nprobe))


def require_faiss(count: int) -> Any:
    """The module faiss, asked for before work is spent on ``count`` measures.

    Raises:
        ConfigError: it is not installed. An exact product is no way out: its time grows with the square.
    """
    try:
        import faiss
    except ImportError as err:
        raise ConfigError(
            "align",
            f"{count} different measures are too many for the exact product, and faiss is not installed;"
            " install the extra: pip install 'policytext[scale]' (it brings faiss-cpu)",
        ) from err
    return faiss


def _build(vectors: np.ndarray) -> Any:
    faiss = require_faiss(len(vectors))
    count, dim = vectors.shape
    lists = max(1, min(int(LISTS_PER_ROOT * np.sqrt(count)), count // TRAIN_VECTORS_EACH))
    index = faiss.index_factory(dim, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.seed = SEED
    index.cp.niter = TRAIN_ROUNDS
    index.cp.max_points_per_centroid = TRAIN_VECTORS_EACH
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # sums of the training in one order; a query is one thread's anyway
    try:
        random = np.random.default_rng(SEED)
        chosen = np.sort(random.permutation(count)[: lists * TRAIN_VECTORS_EACH])
        index.train(np.ascontiguousarray(vectors[chosen], dtype=np.float32))
    finally:
        faiss.omp_set_num_threads(threads)
    for low in range(0, count, EXACT_ROWS):
        index.add(np.ascontiguousarray(vectors[low : low + EXACT_ROWS], dtype=np.float32))
    return index


def _search(
    index: Any, vectors: np.ndarray, documents: np.ndarray, rows: np.ndarray, neighbours: int
) -> tuple[np.ndarray, np.ndarray]:
    """The best of each row and their exact cosines, best first; -1 where there are fewer."""
    wanted = min(index.ntotal, 2 * neighbours)  # some are of the same document, some out of order
    own = np.ascontiguousarray(vectors[rows], dtype=np.float32)
    _, best = index.search(own, wanted)
    missing = best < 0
    best[missing] = 0
    cosines = np.einsum("id,ijd->ij", own, vectors[best])
    cosines = np.round(cosines, 5)
    cosines[missing | (documents[best] == documents[rows][:, None])] = -1.0
    order = np.lexsort((best, -cosines), axis=1)[:, :neighbours]
    return np.take_along_axis(best, order, axis=1), np.take_along_axis(cosines, order, axis=1)


def _exact_tenth(vectors: np.ndarray, documents: np.ndarray, sample: np.ndarray) -> np.ndarray:
    """Exact cosines of the ten nearest of each sample row, ``(n_sample, ten)``, best first."""
    best = np.full((len(sample), RECALL_AT), -1.0, dtype=np.float32)
    for low in range(0, len(vectors), EXACT_ROWS):
        part = vectors[sample] @ vectors[low : low + EXACT_ROWS].T
        part[documents[sample][:, None] == documents[low : low + EXACT_ROWS][None, :]] = -1.0
        merged = np.concatenate([best, part], axis=1)
        best = -np.sort(np.partition(-merged, RECALL_AT - 1, axis=1)[:, :RECALL_AT], axis=1)
    return best


def _recall(found: np.ndarray, exact: np.ndarray) -> float:
    """The share of the ten nearest that were found; an equal of the tenth stands for it."""
    wanted = (exact > -1.0).sum(axis=1)
    hits = (found[:, :RECALL_AT] >= exact[:, -1:] - TIE) & (found[:, :RECALL_AT] > -1.0)
    return round(float(np.minimum(hits.sum(axis=1), wanted).sum() / max(1, wanted.sum())), 4)
