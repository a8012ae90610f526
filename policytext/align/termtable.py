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
MERGED_BATCHES = 50
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
N_HAN = LAST_HAN - FIRST_HAN + 1  # its square fits an int32: so does a pair of characters
PAIR_ROWS = 50_000  # pairs compared at a time
#: Stretches between signs whose cut is remembered, the first ones met: plans repeat their phrases. Some
#: 400 bytes each; when it is full the others are cut again, which bounds memory and not the result.
MAX_RUNS = 500_000


class _Cut(NamedTuple):
    """Terms of a batch of texts by provisional numbers: for each text its terms and how often."""

    lengths: np.ndarray  # terms of each text
    terms: np.ndarray  # int32: numbers of words, in order of discovery; pairs of characters are -1 - code
    counts: np.ndarray  # uint16: a text has some hundred terms
    n_words: np.ndarray  # different words of each text, inner ones aside
    words: np.ndarray  # int32: their numbers


class TermTable:
    """Rows of terms of several collections of texts over one vocabulary, weighted by the first one.

    ``rows[k]`` is the sparse matrix of ``collections[k]``, ``(n_texts, n_terms)``, rows at length one;
    columns stand in the order of their terms. ``words`` are the columns of the words that the first
    collection's texts are cut into, without the words inside them: text ``k`` has those from
    ``word_ends[k]`` to ``word_ends[k + 1]``.
    """

    def __init__(self, collections: Sequence[Sequence[str]]) -> None:
        cutting = _Cutting()
        cut = [
            [cutting.cut(texts[low : low + BATCH_TEXTS]) for low in range(0, len(texts), BATCH_TEXTS)]
            for texts in collections
        ]
        numbers = cutting.numbers
        del cutting  # its runs are the larger part
        pairs = _distinct_pairs(cut)
        terms = [*numbers, *(_pair(-1 - code) for code in pairs.tolist())]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        self.vocabulary = [terms[place] for place in order]
        rank = np.empty(len(terms), dtype=np.int32)
        rank[order] = np.arange(len(terms), dtype=np.int32)
        word_rank, pair_rank = rank[: len(numbers)], rank[len(numbers) :]
        run = np.zeros(len(terms), dtype=np.int64)
        for batches in cut:
            for place, batch in enumerate(batches):
                columns = np.empty(len(batch.terms), dtype=np.int32)
                is_word = batch.terms >= 0
                columns[is_word] = word_rank[batch.terms[is_word]]
                columns[~is_word] = pair_rank[np.searchsorted(pairs, batch.terms[~is_word])]
                sorting = np.lexsort((columns, np.repeat(np.arange(len(batch.lengths)), batch.lengths)))
                batches[place] = batch._replace(
                    terms=columns[sorting], counts=batch.counts[sorting], words=word_rank[batch.words]
                )
                if batches is cut[0]:
                    run += np.bincount(columns, minlength=len(terms))
        total, background = _background()
        total += len(collections[0])
        self.weights = np.array(
            [
                max(0.05, math.log((total + 1) / (1 + background.get(term, 0) + own)))
                for term, own in zip(self.vocabulary, run.tolist(), strict=True)
            ],
            dtype=np.float32,
        )
        self.is_word = np.array([not term.startswith("_") for term in self.vocabulary], dtype=bool)
        self.words = np.concatenate([batch.words for batch in cut[0]] or [np.empty(0, dtype=np.int32)])
        self.word_ends = _ends([batch.n_words for batch in cut[0]])
        self.rows = [self._matrix(len(texts), batches) for texts, batches in zip(collections, cut, strict=True)]

    def _matrix(self, count: int, batches: list[_Cut]) -> Any:
        """The rows of one collection; ``batches`` is emptied on the way, so that both are never whole."""
        from scipy import sparse

        highest = max((int(batch.counts.max()) for batch in batches if len(batch.counts)), default=1)
        log_count = np.array([0.0] + [1 + math.log(n) for n in range(1, highest + 1)])
        ends = _ends([batch.lengths for batch in batches])
        columns, data = np.empty(ends[-1], dtype=np.int32), np.empty(ends[-1], dtype=np.float32)
        at = 0
        for place, batch in enumerate(batches):
            values = (log_count[batch.counts] * self.weights[batch.terms].astype(np.float64)).astype(np.float32)
            own = sparse.csr_matrix(
                (values, batch.terms, _ends([batch.lengths])), shape=(len(batch.lengths), len(self.vocabulary))
            )
            norms = np.sqrt(np.asarray(own.multiply(own).sum(axis=1)).ravel())
            values /= np.repeat(np.maximum(norms, 1e-9), batch.lengths).astype(np.float32)
            columns[at : at + len(values)], data[at : at + len(values)] = batch.terms, values
            at += len(values)
            batches[place] = _NOTHING
        return sparse.csr_matrix((data, columns, ends), shape=(count, max(1, len(self.vocabulary))))


class TermRows:
    """The rows of some passages, copied a stretch at a time: all of a million would be gigabytes."""

    def __init__(self, rows: Any, places: np.ndarray) -> None:
        self._rows = rows
        self._places = places
        self.shape = (len(places), rows.shape[1])

    def __getitem__(self, span: slice) -> Any:
        return self._rows[self._places[span]]


class TermView:
    """One collection of a :class:`TermTable`, seen from passages: several may have one text."""

    def __init__(self, table: TermTable, collection: int, places: np.ndarray) -> None:
        self._table = table
        self._rows = table.rows[collection]
        self._places = places  # the text of each passage

    def of(self, passages: Sequence[int] | np.ndarray) -> Any:
        """The sparse rows of some passages."""
        return self._rows[self._places[np.asarray(passages, dtype=np.int64)]]

    def rows_of(self, passages: Sequence[int] | np.ndarray) -> TermRows:
        """The same, copied only when a stretch of them is asked for."""
        return TermRows(self._rows, self._places[np.asarray(passages, dtype=np.int64)])

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
        ranked = columns[order].tolist()
        return [_distinct(ranked[low:high], limit, self._table.vocabulary) for low, high in itertools.pairwise(ends)]


def _distinct(ranked: list[int], limit: int, vocabulary: Sequence[str]) -> list[str]:
    """The first ``limit`` words that lie in none before them."""
    chosen: list[str] = []
    for place in ranked:  # a loop without generators: ten million links come through here
        word = vocabulary[place]
        for other in chosen:
            if word in other:
                break
        else:
            chosen.append(word)
            if len(chosen) == limit:
                break
    return chosen


class _Cutting:
    """Texts → numbers of terms; every word is taken apart once, and so are the phrases that texts share."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}  # words by the order in which they are met
        self._names: list[str] = []
        self._runs: dict[str, list[int]] = {}  # the words of a stretch of text
        self._inner: dict[int, list[int]] = {}  # a word and the words inside it

    def cut(self, texts: Sequence[str]) -> _Cut:
        found: list[int] = []
        ends = [0]
        for text in texts:
            for run in _RUN.findall(text):
                found += self._runs.get(run) or self._of_run(run)
            ends.append(len(found))
        rows = np.repeat(np.arange(len(texts)), np.diff(ends))
        words = np.array(found, dtype=np.int64)
        whole = _counted(rows, words)
        # each word gives itself and what is inside it
        different, places = np.unique(words, return_inverse=True)
        inner = [self._terms_of(word) for word in different.tolist()]
        sizes = np.array([len(own) for own in inner], dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        size = sizes[places]
        at = np.repeat(starts[places] - (np.cumsum(size) - size), size) + np.arange(size.sum())
        terms = np.array(list(itertools.chain.from_iterable(inner)), dtype=np.int64)[at]
        pair_rows, pairs = _pairs(texts)
        every = _counted(np.concatenate([np.repeat(rows, size), pair_rows]), np.concatenate([terms, pairs]))
        return _Cut(
            np.bincount(every[0], minlength=len(texts)),
            every[1].astype(np.int32),
            every[2].astype(np.uint16),
            np.bincount(whole[0], minlength=len(texts)),
            whole[1].astype(np.int32),
        )

    def _of_run(self, run: str) -> list[int]:
        if run[0].isascii():
            own = [self._number(run.upper())]
        else:
            own = [self._number(word) for word in _cutter().cut(run) if len(word) > 1]
        if len(self._runs) < MAX_RUNS:
            self._runs[run] = own
        return own

    def _number(self, word: str) -> int:
        number = self.numbers.setdefault(word, len(self.numbers))
        if number == len(self._names):
            self._names.append(word)
        return number

    def _terms_of(self, word: int) -> list[int]:
        """A word and, as the cutter's search mode has it, the words of two and three characters inside it."""
        own = self._inner.get(word)
        if own is None:
            name = self._names[word]
            own = self._inner[word] = [word]
            for width in (2, 3) if not name.isascii() else ():
                if len(name) > width:
                    grams = (name[at : at + width] for at in range(len(name) - width + 1))
                    own += [self._number(gram) for gram in grams if _cutter().has_word(gram)]
        return own


def _pairs(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring Chinese characters: their text and -1 - code."""
    joined = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])[: len(joined)]
    han = (joined >= FIRST_HAN) & (joined <= LAST_HAN)
    first = np.flatnonzero(han[:-1] & han[1:]) if len(joined) else np.empty(0, dtype=np.int64)
    codes = (joined[first] - FIRST_HAN) * N_HAN + joined[first + 1] - FIRST_HAN
    return rows[first], -1 - codes


def _counted(rows: np.ndarray, terms: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The different terms of each row in order: their rows, they themselves, and how often."""
    order = np.lexsort((terms, rows))
    rows, terms = rows[order], terms[order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]) | (terms[1:] != terms[:-1])
    starts = np.flatnonzero(new)
    return rows[starts], terms[starts], np.diff(np.append(starts, len(rows)))


def _distinct_pairs(cut: Sequence[Sequence[_Cut]]) -> np.ndarray:
    """The pairs of characters of all batches in order, without holding those of many batches at once."""
    pairs = np.empty(0, dtype=np.int32)
    waiting: list[np.ndarray] = []
    for batch in itertools.chain.from_iterable(cut):
        waiting.append(np.unique(batch.terms[batch.terms < 0]))
        if len(waiting) == MERGED_BATCHES:
            pairs = np.unique(np.concatenate([pairs, *waiting]))
            waiting.clear()
    return np.unique(np.concatenate([pairs, *waiting]))


def _ends(lengths: Sequence[np.ndarray]) -> np.ndarray:
    """Where the texts of all batches end, 0 first."""
    return np.concatenate([[0], np.cumsum(np.concatenate([np.empty(0, dtype=np.int64), *lengths]))])


def _pair(code: int) -> str:
    return f"_{chr(FIRST_HAN + code // N_HAN)}{chr(FIRST_HAN + code % N_HAN)}"


_NOTHING = _Cut(*(np.empty(0, dtype=np.int32) for _ in range(5)))
