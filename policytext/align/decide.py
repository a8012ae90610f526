"""Which scored pairs are links, and of what type.

A pair is linked when each is the other's best in its document and the score reaches the calibrated
threshold; a measure that another document splits takes further partners at a stricter one. A score
counts less where the two resemble many of each other's documents (:func:`uncrowded`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from policytext.align.editions import later, later_edition, same_plan
from policytext.align.passages import Passage
from policytext.align.score import LEVELS, Scorer, Weights
from policytext.records import Document, Link, LinkType

#: How many of the next best in the other document say how crowded it is there. 2 and 4 were tried with
#: weights from 0.6 to 1.5 and borders from 0.16 to 0.25, each dev pair of documents left out in turn: with 4,
#: 1 and 0.19 precision was .92 for .88 without, 2.0 % of hard negatives linked for 2.8 %, recall .69 for .72,
#: first right .94 for .93. The choices differ by little more than chance (78 partners).
CROWD = 4
CODE_DIGITS = {"province": 2, "city": 4, "county": 6}  # of a code of GB/T 2260 that all below a division share
BLOCK_SIDES = 2_000_000  # pairs at a time, each seen from one of its sides


def uncrowded(
    scores: np.ndarray, left: np.ndarray, right: np.ndarray, documents: np.ndarray, weights: Weights
) -> np.ndarray:
    """Scores less what comes from the subject that two documents have in common.

    A measure that resembles a whole document (two plans for one industry) must resemble its partner
    more: its score is lowered by ``weights.crowd`` times the mean of what the next best of that document
    score beyond ``weights.crowd_from`` (after cross-domain similarity local scaling, Conneau et al. 2018;
    one-sided, so that pairs below that border need not be known). A link's own ``score`` stays the sum of
    its parts. ``documents`` holds a number for each passage's document.
    """
    if not len(scores):
        return scores

    def crowd_of(keys: np.ndarray, own: np.ndarray) -> np.ndarray:
        order = np.lexsort((-own, keys))
        starts, sizes = _runs(keys[order])
        rank = np.arange(len(keys)) - np.repeat(starts, sizes)
        beyond = np.where((rank >= 1) & (rank <= CROWD), np.maximum(0.0, own[order] - weights.crowd_from), 0.0)
        crowd = np.empty(len(keys))
        crowd[order] = np.repeat(np.add.reduceat(beyond, starts) / CROWD, sizes)
        return crowd

    of_left, of_right = _from_both_sides(crowd_of, scores, left, right, documents)
    result: np.ndarray = np.round(scores - weights.crowd * (of_left + of_right) / 2, 4)
    return result


def choose(
    scores: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
    documents: np.ndarray,
    weights: Weights,
    *,
    lowered: np.ndarray | None = None,
) -> np.ndarray:
    """Numbers of the pairs that are links, in their order; ``documents`` as for :func:`uncrowded`, whose
    result is ``lowered`` where it is at hand."""
    if not len(scores):
        return np.empty(0, dtype=np.int64)
    scores = uncrowded(scores, left, right, documents, weights) if lowered is None else lowered
    best_of_left, best_of_right = _from_both_sides(_best_of, scores, left, right, documents)
    probability = weights.probability(scores)
    left_best, right_best = scores >= best_of_left, scores >= best_of_right
    # one side's best, and nearly the other's: the other document says it in two measures
    split = (probability >= weights.one_to_many) & (
        (left_best & (scores >= weights.near_best * best_of_right))
        | (right_best & (scores >= weights.near_best * best_of_left))
    )
    result: np.ndarray = np.flatnonzero((probability >= weights.link) & ((left_best & right_best) | split))
    return result


#: Two texts of fewer characters say little: 培育网格员队伍 and 推进网格党组织建设 share a fifth of their letters.
SHORT = 40
SHORT_NEEDS = 0.15  # more probability than other links


def without_short(
    chosen: np.ndarray,
    lowered: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
    passages: Sequence[Passage],
    weights: Weights,
) -> np.ndarray:
    """Links less those of two short texts that barely reach the threshold.

    The threshold of a link is fitted on paragraphs of reports, of a hundred characters and more.
    """
    weak = weights.probability(lowered[chosen]) < weights.link + SHORT_NEEDS
    kept: np.ndarray = chosen[
        [
            not (unsure and max(len(passages[a].text), len(passages[b].text)) < SHORT)
            for unsure, a, b in zip(weak, left[chosen], right[chosen], strict=True)
        ]
    ]
    return kept


def _from_both_sides(
    found: Callable[[np.ndarray, np.ndarray], np.ndarray],
    scores: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
    documents: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """``found(keys, scores)`` for all pairs, seen from their left passage and from their right one.

    A key stands for a passage and a document of its partners: where documents are mixed, a passage is left in
    some pairs and right in others. All pairs of a passage are in one block, so blocks bound memory alone.
    """
    n_passages, n_documents = len(documents), int(documents.max()) + 1
    by_left, by_right = np.argsort(left, kind="stable"), np.argsort(right, kind="stable")
    left_ends, right_ends = (
        np.concatenate([[0], np.cumsum(np.bincount(side, minlength=n_passages))]) for side in (left, right)
    )
    of_left, of_right = np.empty(len(scores)), np.empty(len(scores))
    low = 0
    while low < n_passages:
        most = left_ends[low] + right_ends[low] + BLOCK_SIDES
        high = max(low + 1, int(np.searchsorted(left_ends + right_ends, most, side="right")) - 1)
        own, other = by_left[left_ends[low] : left_ends[high]], by_right[right_ends[low] : right_ends[high]]
        low = high
        keys = np.concatenate(
            [
                left[own].astype(np.int64) * n_documents + documents[right[own]],
                right[other].astype(np.int64) * n_documents + documents[left[other]],
            ]
        )
        if len(keys):
            values = found(keys, np.concatenate([scores[own], scores[other]]))
            of_left[own], of_right[other] = values[: len(own)], values[len(own) :]
    return of_left, of_right


def _best_of(keys: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """For each pair the highest score of its key."""
    order = np.argsort(keys, kind="stable")
    starts, sizes = _runs(keys[order])
    out = np.empty(len(keys), dtype=scores.dtype)
    out[order] = np.repeat(np.maximum.reduceat(scores[order], starts), sizes)
    return out


def _runs(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each run of equals starts, and how long it is."""
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    return starts, np.diff(np.append(starts, len(ordered)))


def document_numbers(passages: Sequence[Passage]) -> np.ndarray:
    """A number for each passage's document, ``(n,)``."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(p.document.doc_id, len(numbers)) for p in passages], dtype=np.int64)


def make_links(
    chosen: np.ndarray,
    scores: np.ndarray,
    parts: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
    passages: Sequence[Passage],
    scorer: Scorer,
) -> list[Link]:
    """The links, in the order of their source's and target's reading order."""
    links = []
    for number in chosen.tolist():
        i, j = int(left[number]), int(right[number])
        kind, swap = link_type(passages[i].document, passages[j].document)
        if swap:
            i, j = j, i
        source, target = passages[i].measure.measure_id, passages[j].measure.measure_id
        links.append(
            (
                (i, j),
                Link(
                    link_id="l-" + short_digest(source, target),
                    source=source,
                    target=target,
                    score=float(scores[number]),
                    type=kind,
                    why=scorer.reasons(i, j, parts[number]),
                ),
            )
        )
    return [link for _, link in sorted(links, key=lambda item: item[0])]


def link_type(a: Document, b: Document) -> tuple[LinkType, bool]:
    """The type of links between two documents, and whether ``b`` is their source.

    ``parent``: the source's region holds the target's by adcode, and it is not the later one.
    ``version``: two editions of one plan of one body; the source is the earlier. Else ``peer``.
    """
    if same_plan(a, b):
        return "version", later_edition(a, b)
    if contains(a, b):
        return ("peer", False) if later(a.date, b.date) else ("parent", False)
    if contains(b, a):
        return ("peer", False) if later(b.date, a.date) else ("parent", True)
    return "peer", False


def contains(a: Document, b: Document) -> bool:
    """Whether ``a``'s region is a higher division that ``b``'s lies in (GB/T 2260)."""
    if a.region is None or b.region is None or LEVELS.index(a.region.level) >= LEVELS.index(b.region.level):
        return False
    if a.region.level == "nation":
        return True
    if not a.region.adcode or not b.region.adcode:
        return False
    width = CODE_DIGITS.get(a.region.level, 6)
    return a.region.adcode[:width] == b.region.adcode[:width]


def short_digest(*parts: str) -> str:
    """Twelve hexadecimal digits that stand for ``parts``: equal records have equal ids in every run."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:12]
