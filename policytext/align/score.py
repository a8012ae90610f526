"""How strongly two measures belong together: a sum of named parts, each of them shown in ``why``.

The weights are data (``weights.toml``), fitted on pairs that people graded; see
``scripts/score_alignment.py``. A formulaic measure (加强组织领导) shares its words with every plan, so
its parts count a fraction (:data:`FORMULAIC`).
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from policytext.align.encode import Encoder
from policytext.align.passages import NAMING, Passage, formulas
from policytext.align.termtable import TermTable, TermView
from policytext.errors import ConfigError
from policytext.records import Reason

WEIGHTS = Path(__file__).with_name("weights.toml")
#: The parts of a score, in the order in which ``why`` lists them.
PARTS = (
    "title_terms",
    "title_similarity",
    "body_terms",
    "body_similarity",
    "indicators",
    "units",
    "section_path",
    "level",
)
LEVELS = ("nation", "province", "city", "county", "town")
# What the parts of a formulaic measure count. At 0.35 only a verbatim one (an edition of one plan)
# passes the threshold; at 0.5 加强组织领导 and 强化督促指导 of any two plans did.
FORMULAIC = 0.35
ENCODED_TEXTS = 50_000  # at a time: their copies with the title twice are forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the parts count and what a score means; a reader of ``weights.toml``."""

    parts: Mapping[str, float]
    slope: float
    intercept: float
    link: float
    one_to_many: float
    near_best: float
    borderline: float
    crowd: float
    crowd_from: float
    theme: float
    medoid: float

    def probability(self, score: np.ndarray) -> np.ndarray:
        """How likely pairs of these scores are to be one aim, by the graded pairs."""
        result: np.ndarray = 1 / (1 + np.exp(-(self.slope * np.asarray(score, dtype=np.float64) + self.intercept)))
        return result

    @property
    def least(self) -> float:
        """The probability below which a pair changes no decision: no link, not borderline, and crowding nothing."""
        return min(self.link, self.borderline, float(self.probability(np.array(self.crowd_from))))

    def score_at(self, probability: float) -> float:
        """The score from which pairs reach ``probability``."""
        return (math.log(probability / (1 - probability)) - self.intercept) / self.slope


@cache
def load_weights(path: Path = WEIGHTS) -> Weights:
    """The weights of a file.

    Raises:
        ConfigError: when parts are missing, unknown or negative.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = {part: float(table["weights"].get(part, math.nan)) for part in PARTS}
    wrong = sorted(set(table["weights"]) - set(PARTS)) + [p for p, weight in parts.items() if not weight >= 0]
    if wrong:
        raise ConfigError(str(path), f"parts missing, unknown or negative: {', '.join(wrong)}")
    return Weights(parts=parts, **table["calibration"], **table["decision"])


class Scorer:
    """Parts and scores of pairs of passages; all that is needed for them is made once.

    Texts that several passages share are cut and encoded once, and stay once in memory.
    """

    def __init__(self, passages: Sequence[Passage], encoder: Encoder, weights: Weights) -> None:
        self.passages = passages
        self.weights = weights
        titles = _Folded([p.title for p in passages])
        bodies = _Folded([p.text for p in passages])
        paths = _Folded([p.path for p in passages])
        table = TermTable([bodies.texts, titles.texts, paths.texts])
        self.body_terms = TermView(table, 0, bodies.places)
        self.title_terms = TermView(table, 1, titles.places)
        self.path_terms = TermView(table, 2, paths.places)
        self._table = table
        self._title_vectors, self._title_places = _encoded(encoder, titles.texts), titles.places
        self._body_vectors, self._body_places = _encoded(encoder, bodies.texts, doubled=True), bodies.places
        self._indicators = _Sets([p.indicators for p in passages])
        self._fields = _Sets([p.fields for p in passages])
        self._formulaic = np.array([p.formulaic for p in passages], dtype=bool)
        self._levels = np.array([_level(p) for p in passages], dtype=np.int64)
        self._shared: dict[tuple[int, int], tuple[str, str, str]] = {}

    def words(self, number: int) -> np.ndarray:
        """The words of a passage's title and body, each once, as places in :attr:`vocabulary`."""
        place = self._body_places[number]
        result: np.ndarray = self._table.words[self._table.word_ends[place] : self._table.word_ends[place + 1]]
        return result

    @property
    def vocabulary(self) -> list[str]:
        return self._table.vocabulary

    def body_vectors(self, numbers: Sequence[int] | np.ndarray) -> np.ndarray:
        """The vectors of some passages, ``(n, dim)``."""
        result: np.ndarray = self._body_vectors[self._body_places[np.asarray(numbers, dtype=np.int64)]]
        return result

    def parts(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """The parts' values of the pairs ``(left[k], right[k])``, ``(n_pairs, len(PARTS))``, each 0..1."""
        out = np.zeros((len(left), len(PARTS)), dtype=np.float64)
        if not len(left):
            return out
        out[:, 0] = self.title_terms.similarity(left, right)
        out[:, 1] = _cosines(self._title_vectors, self._title_places[left], self._title_places[right])
        out[:, 2] = self.body_terms.similarity(left, right)
        out[:, 3] = _cosines(self._body_vectors, self._body_places[left], self._body_places[right])
        return self._finished(out, left, right, self.path_terms.similarity(left, right))

    def parts_among(self, numbers: np.ndarray) -> np.ndarray:
        """The parts' values of all pairs of a group, in the order of ``np.triu_indices``.

        By products of small matrices: a fifth of the time of :meth:`parts` for hundreds of members.
        """
        left, right = np.triu_indices(len(numbers), k=1)
        out = np.zeros((len(left), len(PARTS)), dtype=np.float64)
        titles, bodies = (
            self._title_vectors[self._title_places[numbers]],
            self._body_vectors[self._body_places[numbers]],
        )
        for part, among in enumerate(
            (
                self.title_terms.among(numbers),
                titles @ titles.T,
                self.body_terms.among(numbers),
                bodies @ bodies.T,
            )
        ):
            out[:, part] = among[left, right]
        return self._finished(out, numbers[left], numbers[right], self.path_terms.among(numbers)[left, right])

    def titles_in_texts(self, numbers: np.ndarray) -> np.ndarray:
        """How much of the words of their titles the texts of others have, ``(n, n)``: the better of both ways, 0..1.

        By weight, formulas left out. Words, not pairs of characters: of a long title some pair is always met.
        """
        titles, texts = self.title_terms.of(numbers), self.body_terms.of(numbers)
        titles.data = np.where(self._says[titles.indices], titles.data.astype(np.float64), 0.0)
        texts.data = np.ones(len(texts.data))
        whole = np.maximum(np.asarray(titles.sum(axis=1)).ravel(), 1e-9)
        one_way = (titles @ texts.T).toarray() / whole[:, None]
        result: np.ndarray = np.round(np.maximum(one_way, one_way.T), 4)
        return result

    @cached_property
    def _says(self) -> np.ndarray:
        """Which terms of the vocabulary are words that say what a title is about."""
        result: np.ndarray = np.array(self._table.is_word, dtype=bool)
        for word in formulas() - NAMING:
            place = bisect_left(self.vocabulary, word)
            if place < len(self.vocabulary) and self.vocabulary[place] == word:
                result[place] = False
        return result

    def _finished(self, out: np.ndarray, left: np.ndarray, right: np.ndarray, paths: np.ndarray) -> np.ndarray:
        out[:, 4] = self._indicators.overlap(left, right)
        out[:, 5] = self._fields.overlap(left, right)
        out[:, 6] = paths
        out[:, 7] = np.where(np.abs(self._levels[left] - self._levels[right]) <= 1, 1.0, 0.0)
        formulaic = self._formulaic[left] | self._formulaic[right]
        out[formulaic] *= FORMULAIC
        return np.round(np.clip(out, 0.0, 1.0), 4)

    def scores(self, parts: np.ndarray) -> np.ndarray:
        """The sum of the parts by their weights, 0..1."""
        weights = np.array([self.weights.parts[part] for part in PARTS])
        result: np.ndarray = np.round(parts @ weights, 4)
        return result

    def shared_words(self, left: np.ndarray, right: np.ndarray) -> list[tuple[str, str, str]]:
        """What each pair shares of its titles, texts and paths, as ``why`` tells it."""
        known = formulas()
        titles, texts = (
            ["、".join([word for word in words if word not in known]) for words in found]
            for found in (self.title_terms.shared(left, right, 4), self.body_terms.shared(left, right, 6))
        )
        paths = ["、".join(words) for words in self.path_terms.shared(left, right, 4)]
        return list(zip(titles, texts, paths, strict=True))

    def remember_shared(self, left: np.ndarray, right: np.ndarray) -> None:
        """Find what many pairs share at once, for :meth:`reasons`; what was remembered before goes."""
        pairs = zip(np.minimum(left, right).tolist(), np.maximum(left, right).tolist(), strict=True)
        self._shared = dict(zip(pairs, self.shared_words(left, right), strict=True))

    def details(self, left: int, right: int, shared: tuple[str, str, str]) -> dict[str, str]:
        """What ``why`` tells of each part beside its value."""
        title, body, path = shared
        a, b = self.passages[left], self.passages[right]
        told = {
            "title_terms": title,
            "body_terms": body,
            "indicators": "、".join(sorted(a.indicators & b.indicators)),
            "units": "、".join(sorted(a.fields & b.fields)),
            "section_path": path,
        }
        if a.formulaic or b.formulaic:
            told["title_similarity"] = "formulaic title: parts count less"
        return told

    def reasons(self, left: int, right: int, values: np.ndarray) -> tuple[Reason, ...]:
        """Why a pair scores as it does: its parts above zero, with what they share."""
        pair = (min(left, right), max(left, right))
        if pair not in self._shared:
            self.remember_shared(np.array(pair[:1]), np.array(pair[1:]))
        details = self.details(left, right, self._shared[pair])
        return tuple(
            Reason(part=part, value=float(value), weight=self.weights.parts[part], detail=details.get(part) or None)
            for part, value in zip(PARTS, values.tolist(), strict=True)
            if value > 0
        )


class _Folded:
    """Texts once each, and at which place the text of every passage stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        self.places = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
        self.texts = list(numbers)


class _Sets:
    """A set for each passage; few are different, so overlaps are found once for each two of them."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        numbers: dict[frozenset[str], int] = {frozenset(): 0}
        self._places = np.array([numbers.setdefault(own, len(numbers)) for own in sets], dtype=np.int64)
        self._sets = list(numbers)

    def overlap(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """The shared share of the smaller set of each pair; 0 where one is empty."""
        out = np.zeros(len(left), dtype=np.float64)
        a, b = self._places[left], self._places[right]
        filled = np.flatnonzero((a > 0) & (b > 0))
        codes, inverse = np.unique(a[filled] * len(self._sets) + b[filled], return_inverse=True)
        values = [
            _overlap(self._sets[code // len(self._sets)], self._sets[code % len(self._sets)]) for code in codes.tolist()
        ]
        out[filled] = np.array(values, dtype=np.float64)[inverse]
        return out


def _encoded(encoder: Encoder, texts: Sequence[str], *, doubled: bool = False) -> np.ndarray:
    """The vectors of texts, rounded in their last bits, so that a sum taken in another order gives the same record.

    ``doubled``: the title twice, since in a mean of words a long body would drown it.
    """
    blocks = []
    for low in range(0, max(1, len(texts)), ENCODED_TEXTS):
        block = list(texts[low : low + ENCODED_TEXTS])
        vectors = encoder.encode([f"{text.partition('。')[0]}。{text}" for text in block] if doubled else block)
        blocks.append(np.round(vectors, 6))
    return np.concatenate(blocks)


def _cosines(vectors: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    out = np.zeros(len(left), dtype=np.float64)
    for low in range(0, len(left), 50_000):  # bounds memory
        span = slice(low, low + 50_000)
        out[span] = np.einsum("ij,ij->i", vectors[left[span]].astype(np.float64), vectors[right[span]])
    return out


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _level(passage: Passage) -> int:
    region = passage.document.region
    return LEVELS.index(region.level) if region else 2
