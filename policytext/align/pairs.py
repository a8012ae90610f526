"""Candidates → the pairs worth keeping, with their scores; pairs → links, one block at a time.

A pair that cannot become a link is forgotten as soon as it is scored, so that memory follows the
links and not the candidates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import islice
from json.encoder import encode_basestring
from typing import NamedTuple, overload

import numpy as np

from policytext.align.candidates import Candidates
from policytext.align.decide import (
    document_numbers,
    link_type,
    make_links,
    short_digest,
)
from policytext.align.passages import Passage
from policytext.align.score import LEVELS, PARTS, Scorer
from policytext.records import Link, to_dict

#: A kind of identical measures in more documents than this is linked along its first one only.
MAX_COPIES = 30
BLOCK_PAIRS = 20_000
LINK_BLOCK = 2_000
THREADS = 2  # blocks scored at once; each is on its own, so the result is the same for any number
SCALE = 10_000  # parts are kept as whole numbers: four decimals


#: How each part's value stands in a line.
_VALUES = [repr(value / SCALE) for value in range(SCALE + 1)]


def _quoted(text: str | None) -> str:
    return encode_basestring(text) if text else "null"


class ScoredPairs(NamedTuple):
    """Pairs of passages in order, ``left < right``, of different documents."""

    left: np.ndarray  # int32
    right: np.ndarray  # int32
    scores: np.ndarray
    parts: np.ndarray  # (n_pairs, len(PARTS)), uint16, in ten-thousandths
    looked_at: int  # pairs scored, those forgotten included


def score_pairs(
    candidates: Candidates, kinds: np.ndarray, passages: Sequence[Passage], scorer: Scorer, *, floor: float
) -> ScoredPairs:
    """The candidates, identical measures unfolded, whose probability reaches ``floor``.

    ``candidates`` are pairs of kinds; ``kinds`` is the kind of each passage. Left out are pairs of a
    task and an achievement where the achievement's document mostly plans: the review in a work report
    covers a whole field in a paragraph; its plans are what stands beside another's plans. A document
    that only reports is compared with plans too.
    """
    documents = document_numbers(passages)
    balance = np.zeros(int(documents.max(initial=-1)) + 1, dtype=np.int64)
    tasks = np.array([p.measure.kind == "task" for p in passages], dtype=bool)
    np.add.at(balance, documents, np.where(tasks, 1, -1))
    reviews = np.array([p.measure.kind == "achievement" for p in passages], dtype=bool) & (balance[documents] > 0)

    def score(block: tuple[np.ndarray, np.ndarray]) -> ScoredPairs:
        left, right = block
        apart = documents[left] != documents[right]
        like = ~((reviews[left] & tasks[right]) | (tasks[left] & reviews[right]))
        left, right = left[apart & like], right[apart & like]
        parts = scorer.parts(left, right)
        scores = scorer.scores(parts)
        kept = scorer.weights.probability(scores) >= floor
        whole = np.rint(parts[kept] * SCALE).astype(np.uint16)
        return ScoredPairs(left[kept].astype(np.int32), right[kept].astype(np.int32), scores[kept], whole, len(left))

    done: list[ScoredPairs] = []
    blocks = _unfolded(candidates, kinds)
    with ThreadPoolExecutor(THREADS) as pool:
        while batch := list(islice(blocks, 4 * THREADS)):  # not all at once: map would take them in at the start
            done += pool.map(score, batch)
    looked_at = sum(pairs.looked_at for pairs in done)
    if not done:
        done.append(score((np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))))
    # column by column, and what was joined is forgotten: all columns twice would be the peak of a large run
    columns = list(map(list, zip(*(pairs[:4] for pairs in done), strict=True)))
    done.clear()
    joined = []
    while columns:
        joined.append(np.concatenate(columns.pop(0)))
    order = np.lexsort((joined[1], joined[0]))
    for place, column in enumerate(joined):
        joined[place] = column[order]
    left, right, scores, parts = joined
    return ScoredPairs(left, right, scores, parts, looked_at)


def _unfolded(candidates: Candidates, kinds: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of kinds → blocks of pairs of passages: each copy stands in its document, and copies pair up."""
    copies = np.bincount(kinds) if len(kinds) else np.empty(0, dtype=np.int64)
    by_kind = np.argsort(kinds, kind="stable")  # the passages of each kind in order
    starts = np.cumsum(copies) - copies
    many = copies > MAX_COPIES
    rows = max(1, BLOCK_PAIRS // (MAX_COPIES if copies.max(initial=1) > 1 else 1))
    for low in range(0, len(candidates.left), rows):
        a, b = candidates.left[low : low + rows], candidates.right[low : low + rows]
        one = many[a] | many[b]
        n_a, n_b = np.where(one, 1, copies[a]), np.where(one, 1, copies[b])
        pair, place = _counting(n_a * n_b)
        i = by_kind[starts[a][pair] + place // n_b[pair]]
        j = by_kind[starts[b][pair] + place % n_b[pair]]
        yield np.minimum(i, j), np.maximum(i, j)
    several = np.flatnonzero(copies > 1)
    for low in range(0, len(several), rows):
        own = several[low : low + rows]
        first = np.where(many[own], 1, copies[own])  # of a large kind only pairs with its first one
        pair, place = _counting(first * copies[own])
        size = copies[own][pair]
        i, j = place // size, place % size
        kept = i < j
        start = starts[own][pair][kept]
        yield by_kind[start + i[kept]], by_kind[start + j[kept]]


def _counting(sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For sizes ``2, 3``: ``0 0 1 1 1`` and ``0 1 0 1 2``."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


class LinkRows(Sequence[Link]):
    """Links that are made when they are asked for: ten million do not fit into memory as records.

    They come in the order of their source's and target's reading order, or the best first.
    """

    def __init__(
        self,
        chosen: np.ndarray,
        pairs: ScoredPairs,
        passages: Sequence[Passage],
        scorer: Scorer,
        *,
        best_first: bool = False,
    ) -> None:
        self._best_first = best_first
        self._chosen = chosen
        self._pairs = pairs
        self._passages = passages
        self._scorer = scorer

    def __len__(self) -> int:
        return len(self._chosen)

    def __iter__(self) -> Iterator[Link]:
        for low in range(0, len(self), LINK_BLOCK):
            yield from self._made(self._ordered[low : low + LINK_BLOCK])

    @overload
    def __getitem__(self, place: int) -> Link: ...
    @overload
    def __getitem__(self, place: slice) -> list[Link]: ...
    def __getitem__(self, place: int | slice) -> Link | list[Link]:
        chosen = self._ordered[place] if isinstance(place, slice) else self._ordered[place : place + 1 or None]
        if isinstance(place, int) and not len(chosen):
            raise IndexError(f"no link {place} among {len(self)}")
        made = self._made(chosen)
        return made if isinstance(place, slice) else made[0]

    def iter_lines(self) -> Iterator[str]:
        """The links as JSON lines, without the records in between: half the time for ten million of them.

        Each is what :func:`~policytext.export.jsonl.dump_line` gives for its link (a test says so).
        """
        if self._best_first:  # few; their order within a block is a matter of the records
            yield from (json.dumps(to_dict(link), ensure_ascii=False, separators=(",", ":")) for link in self)
            return
        for low in range(0, len(self), LINK_BLOCK):
            yield from self._lines(self._ordered[low : low + LINK_BLOCK])

    def _lines(self, chosen: np.ndarray) -> Iterator[str]:
        pairs, passages, scorer = self._pairs, self._passages, self._scorer
        left, right = pairs.left[chosen], pairs.right[chosen]
        shared = scorer.shared_words(left, right)
        weights = [json.dumps(scorer.weights.parts[part]) for part in PARTS]
        types: dict[tuple[str, str], tuple[str, bool]] = {}
        for i, j, score, parts, words in zip(
            left.tolist(),
            right.tolist(),
            pairs.scores[chosen].tolist(),
            pairs.parts[chosen].tolist(),
            shared,
            strict=True,
        ):
            documents = passages[i].document, passages[j].document
            key = (documents[0].doc_id, documents[1].doc_id)
            if key not in types:
                types[key] = link_type(*documents)
            kind, swap = types[key]
            details = scorer.details(i, j, words)
            why = ",".join(
                [
                    f'{{"part":"{part}","value":{_VALUES[value]},"weight":{weight},"detail":{_quoted(details.get(part))}}}'
                    for part, value, weight in zip(PARTS, parts, weights, strict=True)
                    if value > 0
                ]
            )
            if swap:
                i, j = j, i
            source, target = passages[i].measure.measure_id, passages[j].measure.measure_id
            yield (
                f'{{"link_id":"l-{short_digest(source, target)}","source":{_quoted(source)},"target":{_quoted(target)},'
                f'"score":{score!r},"type":"{kind}","why":[{why}]}}'
            )

    @cached_property
    def _ordered(self) -> np.ndarray:
        """The chosen pairs by source and target, which for a parent link may be right and left."""
        left, right = self._pairs.left[self._chosen], self._pairs.right[self._chosen]
        swapped = _swapped(left, right, self._passages)
        source, target = np.where(swapped, right, left), np.where(swapped, left, right)
        if self._best_first:
            ids = [self._passages[number].measure.measure_id for number in range(len(self._passages))]
            digests = [short_digest(ids[i], ids[j]) for i, j in zip(source.tolist(), target.tolist(), strict=True)]
            order = np.lexsort((np.array(digests, dtype=str), -self._pairs.scores[self._chosen]))
        else:
            order = np.lexsort((target, source))
        result: np.ndarray = self._chosen[order]
        return result

    def _made(self, chosen: np.ndarray) -> list[Link]:
        pairs = self._pairs
        left, right = pairs.left[chosen], pairs.right[chosen]
        self._scorer.remember_shared(left, right)
        links = make_links(
            np.arange(len(chosen)),
            pairs.scores[chosen],
            pairs.parts[chosen] / SCALE,
            left,
            right,
            self._passages,
            self._scorer,
        )
        return sorted(links, key=lambda link: (-link.score, link.link_id)) if self._best_first else links


def _swapped(left: np.ndarray, right: np.ndarray, passages: Sequence[Passage]) -> np.ndarray:
    """Whether a pair's right passage is the source of its link; a matter of their documents alone."""
    numbers = document_numbers(passages)
    documents = list({passage.document.doc_id: passage.document for passage in passages}.values())
    # most documents of a large run are of different bodies of one level: these are peers, without looking closer
    levels = np.array([LEVELS.index(d.region.level) if d.region else -1 for d in documents], dtype=np.int64)
    bodies: dict[str, int] = {}
    body = np.array([bodies.setdefault(repr(d.region), len(bodies)) for d in documents], dtype=np.int64)
    a, b = numbers[left], numbers[right]
    swapped = np.zeros(len(left), dtype=bool)
    near = np.flatnonzero((levels[a] != levels[b]) | (body[a] == body[b]) | (levels[a] < 0))
    codes, inverse = np.unique(a[near] * len(documents) + b[near], return_inverse=True)
    swaps = [
        link_type(documents[code // len(documents)], documents[code % len(documents)])[1] for code in codes.tolist()
    ]
    swapped[near] = np.array(swaps, dtype=bool)[inverse]
    return swapped
