"""Terms of many texts as sparse rows, made without ever holding the terms.

The same terms and weights as :class:`~policytext.align.words.Terms` gives for lists of terms (a test
says so), but texts are cut in batches into numbers: words by a table, pairs of characters by
arithmetic. A million texts would else be some hundred million strings. Titles, bodies and paths share
one vocabulary.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from policytext.align.words import _RUN, _background, _cutter

BATCH_TEXTS = 2_000  # bounds memory, not the result
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
PAIR_ROWS = 50_000  # pairs compared at a time


class _Cut(NamedTuple):
    """Terms of a batch of texts by provisional numbers: for each text its terms and how often."""

    rows: np.ndarray
    words: np.ndarray  # numbers of words, in order of discovery; pairs of characters are -1 - code
    counts: np.ndarray


class _Numbers(dict[str, int]):
    """Words by the order in which they are first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class TermTable:
    """Rows of terms of several collections of texts over one vocabulary, weighted by the first one.

    ``rows[k]`` is the sparse matrix of ``collections[k]``, ``(n_texts, n_terms)``, rows at length one;
    columns stand in the order of their terms.
    """

    def __init__(self, collections: Sequence[Sequence[str]]) -> None:
        numbers = _Numbers()
        cut = [[_cut(texts[low : low + BATCH_TEXTS], numbers) for low in range(0, len(texts), BATCH_TEXTS)]
               for texts in collections]
        pairs = np.unique(np.concatenate(
            [np.unique(batch.words[batch.words < 0]) for batches in cut for batch in batches] or [np.empty(0, np.int64)]
        ))
        terms = [*numbers, *(_pair(-1 - code) for code in pairs.tolist())]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        self.vocabulary = [terms[place] for place in order]
        rank = np.empty(len(terms), dtype=np.int32)
        rank[order] = np.arange(len(terms), dtype=np.int32)
        word_rank, pair_rank = rank[: len(numbers)], rank[len(numbers) :]
        run = np.zeros(len(terms), dtype=np.int64)
        for batches in cut:
            for place, batch in enumerate(batches):
                columns = np.empty(len(batch.words), dtype=np.int32)
                is_word = batch.words >= 0
                columns[is_word] = word_rank[batch.words[is_word]]
                columns[~is_word] = pair_rank[np.searchsorted(pairs, batch.words[~is_word])]
                sorting = np.lexsort((columns, batch.rows))
                batches[place] = _Cut(batch.rows[sorting], columns[sorting], batch.counts[sorting])
                if batches is cut[0]:
                    run += np.bincount(columns, minlength=len(terms))
        total, background = _background()
        total += len(collections[0])
        self.weights = np.array(
            [max(0.05, math.log((total + 1) / (1 + background.get(term, 0) + own)))
             for term, own in zip(self.vocabulary, run.tolist(), strict=True)],
            dtype=np.float32,
        )
        self.is_word = np.array([not term.startswith("_") for term in self.vocabulary], dtype=bool)
        self.rows = []
        for texts, batches in zip(collections, cut, strict=True):
            self.rows.append(self._matrix(len(texts), batches))
            batches.clear()

    def _matrix(self, count: int, batches: list[_Cut]) -> Any:
        from scipy import sparse

        highest = max((int(batch.counts.max()) for batch in batches if len(batch.counts)), default=1)
        log_count = np.array([0.0] + [1 + math.log(n) for n in range(1, highest + 1)])
        size = sum(len(batch.rows) for batch in batches)
        columns, data = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.float32)
        lengths = [np.zeros(0, dtype=np.int64)]
        at = 0
        for number, batch in enumerate(batches):
            n_texts = min(BATCH_TEXTS, count - number * BATCH_TEXTS)
            values = (log_count[batch.counts] * self.weights[batch.words].astype(np.float64)).astype(np.float32)
            length = np.bincount(batch.rows, minlength=n_texts)
            own = sparse.csr_matrix((values, batch.words, np.concatenate([[0], np.cumsum(length)])), shape=(n_texts, len(self.vocabulary)))
            norms = np.sqrt(np.asarray(own.multiply(own).sum(axis=1)).ravel())
            values /= np.repeat(np.maximum(norms, 1e-9), length).astype(np.float32)
            columns[at : at + len(values)], data[at : at + len(values)] = batch.words, values
            lengths.append(length)
            at += len(values)
        ends = np.concatenate([[0], np.cumsum(np.concatenate(lengths))])
        return sparse.csr_matrix((data, columns, ends), shape=(count, max(1, len(self.vocabulary))))


class TermView:
    """One collection of a :class:`TermTable`, seen from passages: several may have one text."""

    def __init__(self, table: TermTable, collection: int, places: np.ndarray) -> None:
        self._table = table
        self._rows = table.rows[collection]
        self._places = places  # the text of each passage

    def of(self, passages: Sequence[int] | np.ndarray) -> Any:
        """The sparse rows of some passages."""
        return self._rows[self._places[np.asarray(passages, dtype=np.int64)]]

    def similarity(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Cosines of the passage pairs ``(left[k], right[k])``, ``(n_pairs,)``."""
        out = np.zeros(len(left), dtype=np.float32)
        for low in range(0, len(left), PAIR_ROWS):
            span = slice(low, low + PAIR_ROWS)
            out[span] = np.asarray(self.of(left[span]).multiply(self.of(right[span])).sum(axis=1)).ravel()
        return out

    def among(self, passages: np.ndarray) -> np.ndarray:
        """Cosines of all pairs of some passages, ``(n, n)``."""
        own = self.of(passages)
        columns, places = np.unique(own.indices, return_inverse=True)
        dense = np.zeros((own.shape[0], len(columns)), dtype=np.float32)
        dense[np.repeat(np.arange(own.shape[0]), np.diff(own.indptr)), places] = own.data
        result: np.ndarray = dense @ dense.T
        return result

    def shared(self, left: np.ndarray, right: np.ndarray, limit: int) -> list[list[str]]:
        """For each pair the words that its passages share, the weightiest first."""
        product = self.of(left).multiply(self.of(right)).tocsr()
        words = self._table.is_word[product.indices]
        rows = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))[words]
        columns, values = product.indices[words], np.round(product.data[words].astype(np.float64), 6)
        order = np.lexsort((columns, -values, rows))  # columns stand in the order of their words
        ends = np.searchsorted(rows, np.arange(product.shape[0] + 1)).tolist()
        names = list(map(self._table.vocabulary.__getitem__, columns[order].tolist()))
        return [_distinct(names[low:high], limit) for low, high in itertools.pairwise(ends)]


def _distinct(words: list[str], limit: int) -> list[str]:
    """The first ``limit`` words that lie in none before them."""
    chosen: list[str] = []
    for word in words:
        if not any(word in other for other in chosen):
            chosen.append(word)
            if len(chosen) == limit:
                break
    return chosen


def _cut(texts: Sequence[str], numbers: _Numbers) -> _Cut:
    cut = _cutter().cut_for_search
    number = numbers.__getitem__
    found: list[int] = []
    ends = []
    for text in texts:
        for run in _RUN.findall(text):
            if run[0].isascii():
                found.append(number(run.upper()))
            else:
                found += [number(word) for word in cut(run) if len(word) > 1]
        ends.append(len(found))
    rows = np.repeat(np.arange(len(texts)), np.diff([0, *ends]))
    pair_rows, pairs = _pairs(texts)
    return _counted(np.concatenate([rows, pair_rows]), np.concatenate([np.array(found, dtype=np.int64), pairs]))


def _pairs(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring Chinese characters: their text and -1 - code."""
    joined = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])[: len(joined)]
    han = (joined >= FIRST_HAN) & (joined <= LAST_HAN)
    first = np.flatnonzero(han[:-1] & han[1:]) if len(joined) else np.empty(0, dtype=np.int64)
    codes = (joined[first] << 16) | joined[first + 1]
    return rows[first], -1 - codes


def _counted(rows: np.ndarray, terms: np.ndarray) -> _Cut:
    order = np.lexsort((terms, rows))
    rows, terms = rows[order], terms[order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]) | (terms[1:] != terms[:-1])
    starts = np.flatnonzero(new)
    counts = np.diff(np.append(starts, len(rows)))
    return _Cut(rows[starts].astype(np.int32), terms[starts], counts.astype(np.int32))


def _pair(code: int) -> str:
    return f"_{chr(code >> 16)}{chr(code & 0xFFFF)}"
