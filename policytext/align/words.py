"""A passage as weighted terms: words by jieba with our dictionary, rare ones counting more.

Words are features here, never borders of a record. How common a term is comes from a background
count (``frequencies.tsv``, made by ``scripts/build_frequencies.py``) and from the run itself, so
that two documents are enough for 加强组织领导 to weigh little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from policytext import lexicon
from policytext.errors import LexiconError
from policytext.normalize.characters import fold

FREQUENCIES = Path(__file__).with_name("frequencies.tsv")
_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z][A-Za-z0-9]+|\d+[A-Za-z]+")


@cache
def _cutter() -> Any:
    import rjieba

    cutter = rjieba.Jieba()
    for word in policy_words():
        cutter.add_word(word, cutter.suggest_freq(word), "n")
    return cutter


@cache
def policy_words() -> tuple[str, ...]:
    """The words of ``lexicon/words.txt``.

    Raises:
        LexiconError: when a line is no single Simplified word or stands twice.
    """
    path = lexicon.FOLDER / "words.txt"
    words: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if fold(line) != line or not re.fullmatch(r"[\u3400-\u9fffA-Za-z0-9]{2,}", line):
            raise LexiconError(path, number, f"{line!r} is no Simplified word")
        if line in seen:
            raise LexiconError(path, number, f"{line!r} stands twice")
        seen.add(line)
        words.append(line)
    return tuple(words)


def find_words(text: str) -> list[str]:
    """The words of ``text`` in order: Chinese ones of two characters or more, Latin in capitals (``5G``).

    ``text`` is in the matching form (:func:`~policytext.normalize.characters.fold`).
    """
    words: list[str] = []
    cutter = _cutter()
    for run in _RUN.findall(text):
        if run[0].isascii():
            words.append(run.upper())
        else:
            words += [word for word in cutter.cut(run) if len(word) > 1]
    return words


def cut_words(text: str) -> list[str]:
    """``text`` in words and signs, all of it: ``"".join(cut_words(text)) == text``."""
    words: list[str] = _cutter().cut(text)
    return words


def find_terms(text: str) -> list[str]:
    """What two passages may share: words, the words inside long ones, and pairs of characters.

    ``党群服务阵地`` gives itself, ``党群``, ``服务``, ``阵地`` and the character pairs across them, so
    that other cuts of the same words still meet.
    """
    terms: list[str] = []
    cutter = _cutter()
    for run in _RUN.findall(text):
        if run[0].isascii():
            terms.append(run.upper())
            continue
        words = [word for word in cutter.cut_for_search(run) if len(word) > 1]
        terms += words
        terms += [f"_{run[start : start + 2]}" for start in range(len(run) - 1)]
    return terms


@cache
def _background() -> tuple[int, dict[str, int]]:
    total = 0
    counts: dict[str, int] = {}
    for number, line in enumerate(FREQUENCIES.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        term, _, count = line.partition("\t")
        if not count.isdigit():
            raise LexiconError(FREQUENCIES, number, "not: term, tab, number of passages")
        if term == "*":
            total = int(count)
        else:
            counts[term] = int(count)
    return total, counts


class Terms:
    """Terms of many passages as one sparse matrix, rows at length one.

    The weight of a term is ``(1 + log count) × log(passages / passages with it)``, over background
    and run together.
    """

    def __init__(self, passages: Sequence[list[str]], *, frequency_of: Sequence[list[str]] | None = None) -> None:
        """``frequency_of``: where the run's document frequencies are counted, else in ``passages``."""
        run: Counter[str] = Counter()
        for terms in frequency_of if frequency_of is not None else passages:
            run.update(set(terms))
        total, background = _background()
        total += len(frequency_of if frequency_of is not None else passages)
        self.vocabulary = sorted({term for terms in passages for term in terms})
        places = {term: place for place, term in enumerate(self.vocabulary)}
        # clipped: a term that only the run uses often is still worth something
        self.weights = np.array(
            [
                max(0.05, math.log((total + 1) / (1 + background.get(term, 0) + run.get(term, 0))))
                for term in self.vocabulary
            ],
            dtype=np.float32,
        )
        self.matrix = self._rows(passages, places)

    def _rows(self, passages: Sequence[list[str]], places: dict[str, int]) -> Any:
        from scipy import sparse

        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for terms in passages:
            counts = sorted(Counter(places[term] for term in terms).items())
            columns += [place for place, _ in counts]
            values += [(1 + math.log(count)) * float(self.weights[place]) for place, count in counts]
            ends.append(len(columns))
        data = np.asarray(values, dtype=np.float32)
        matrix = sparse.csr_matrix(
            (data, np.asarray(columns, dtype=np.int32), np.asarray(ends, dtype=np.int64)),
            shape=(len(passages), max(1, len(self.vocabulary))),
        )
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix.data /= np.repeat(np.maximum(norms, 1e-9), np.diff(matrix.indptr)).astype(np.float32)
        return matrix

    def similarity(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Cosines of the passage pairs ``(left[k], right[k])``, ``(n_pairs,)``."""
        out = np.zeros(len(left), dtype=np.float32)
        for low in range(0, len(left), 20_000):  # bounds memory
            a = self.matrix[left[low : low + 20_000]]
            out[low : low + 20_000] = np.asarray(a.multiply(self.matrix[right[low : low + 20_000]]).sum(axis=1)).ravel()
        return out

    def shared(self, left: int, right: int, limit: int = 4) -> list[str]:
        """The words that two passages share, the weightiest first."""
        a, b = self._row(left), self._row(right)
        common = [
            (a[p] * b[p], self.vocabulary[p]) for p in a.keys() & b.keys() if not self.vocabulary[p].startswith("_")
        ]
        common.sort(key=lambda item: (-round(item[0], 6), item[1]))
        words: list[str] = []
        for _, word in common:
            if not any(word in other for other in words):
                words.append(word)
        return words[:limit]

    def _row(self, row: int) -> dict[int, float]:
        low, high = self.matrix.indptr[row], self.matrix.indptr[row + 1]
        return dict(zip(self.matrix.indices[low:high].tolist(), self.matrix.data[low:high].tolist(), strict=True))

    def weight(self, term: str) -> float:
        """How much a term counts; 0 for one that no passage has."""
        from bisect import bisect_left

        place = bisect_left(self.vocabulary, term)
        found = place < len(self.vocabulary) and self.vocabulary[place] == term
        return float(self.weights[place]) if found else 0.0


def unique(items: Iterable[str]) -> list[str]:
    """Items at their first place."""
    return list(dict.fromkeys(items))
