"""Links → groups of measures about one thing, without chaining.

Connected components alone chain: a measure about two things joins two groups. So a component is built up
again by average linkage over all its pairs, and three things are asked of a group:

- *two documents that make the same cut are believed*: where two documents both tell A from B (each has a
  measure in both), A and B stay two themes, however many words they share;
- *most agree*: a member is close to at least half of the other documents; of those that it is linked to, more than
  half have titles that have something to do with its own; and it is close to the medoid;
- *a measure that says in one what others say in two* stands in both: else the table would say of its document
  that nothing was found.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from policytext.align.candidates import pair_codes
from policytext.align.decide import short_digest
from policytext.align.labels import choose_label, rareness_of
from policytext.align.passages import Passage, formulas
from policytext.align.score import PARTS, Scorer
from policytext.align.words import find_words, unique
from policytext.records import Theme

MAX_GROUP = 400  # all pairs of a component are scored; a larger one is first cut at its weakest links
MAX_SMALL = 100  # members up to which a component is built up step by step, in the cube of them
MAX_TERMS = 6
SAME_CUT = 2  # documents that both tell two groups apart keep them apart
#: Titles have nothing to do with each other when neither text has the words of the other's title (less than
#: this share of their weight) and they are not alike. Of 220 links of dev and held two are so, both of them wrong.
TITLE_IN_TEXT = 0.05
TITLE_ALIKE = 0.3


class Group(NamedTuple):
    """Numbers of passages; the medoid is the one closest to all."""

    members: tuple[int, ...]
    medoid: int


def find_themes(
    left: np.ndarray, right: np.ndarray, scores: np.ndarray, passages: Sequence[Passage], scorer: Scorer
) -> list[Theme]:
    """The themes of linked pairs, in the order of their first measure."""
    links = np.sort(pair_codes(left, right, len(passages)))
    groups = [part for component in components(left, right, scores) for part in split(component, scorer, links)]
    groups.sort(key=lambda group: group.members)
    counts = np.zeros(len(scorer.vocabulary), dtype=np.int64)
    for group in groups:
        counts[np.unique(np.concatenate([scorer.words(member) for member in group.members]))] += 1
    used = np.flatnonzero(counts)
    frequency = {
        scorer.vocabulary[place]: count for place, count in zip(used.tolist(), counts[used].tolist(), strict=True)
    }
    return [_theme(group, passages, scorer, frequency, len(groups)) for group in groups]


def components(left: np.ndarray, right: np.ndarray, scores: np.ndarray) -> list[list[int]]:
    """Connected components of two or more, each in order; too large ones lose their weakest links.

    A quarter of a large component's links goes at a time, until its parts are small enough.
    """
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    done: list[list[int]] = []
    while len(left):
        held = np.zeros(int(max(left.max(), right.max())) + 1, dtype=bool)
        held[left] = held[right] = True
        nodes, places = np.flatnonzero(held), np.cumsum(held, dtype=np.int32) - 1
        ends = places[left], places[right]
        graph = sparse.coo_matrix((np.ones(len(left), dtype=np.int8), ends), shape=(len(nodes), len(nodes)))
        _, labels = connected_components(graph, directed=False)
        sizes = np.bincount(labels)
        by_label = np.argsort(labels, kind="stable")
        for part in np.split(nodes[by_label], np.cumsum(sizes)[:-1]):
            if len(part) <= MAX_GROUP:
                done.append(part.tolist())
        label = labels[ends[0]]
        large = np.flatnonzero(sizes[label] > MAX_GROUP)
        large = large[np.lexsort((right[large], left[large], -scores[large], label[large]))]
        own = label[large]
        links = np.bincount(own, minlength=len(sizes))
        place = np.arange(len(own)) - np.searchsorted(own, own)
        large = large[place < np.maximum(1, links[own] * 3 // 4)]
        left, right, scores = left[large], right[large], scores[large]
    return done


class _Component(NamedTuple):
    """What is known of each two of a component's members, by their places in it."""

    close: np.ndarray  # how likely they are one aim
    near: np.ndarray  # whether likely enough for a theme
    akin: np.ndarray  # whether their titles have anything to do with each other
    linked: np.ndarray  # whether the decision linked them
    documents: np.ndarray  # a number for each member's document
    least: float  # of closeness: a theme's
    medoid: float  # and with its medoid


def split(component: Sequence[int], scorer: Scorer, links: np.ndarray) -> list[Group]:
    """A component as groups that hold together; ``links`` are codes of linked pairs, in order."""
    count = len(component)
    members = np.asarray(component)
    left, right = np.triu_indices(count, k=1)
    large = count > MAX_SMALL
    parts = scorer.parts_among(members) if large else scorer.parts(members[left], members[right])
    close = np.zeros((count, count))
    close[left, right] = close[right, left] = scorer.weights.probability(scorer.scores(parts))
    akin = scorer.titles_in_texts(members) >= TITLE_IN_TEXT
    named = np.array(["“" in scorer.passages[n].title for n in component])
    akin |= named[:, None] | named[None, :]  # “百区千村”: a program's own name says nothing for or against
    alike = parts[:, PARTS.index("title_similarity")] >= TITLE_ALIKE
    akin[left, right] |= alike
    akin[right, left] |= alike
    codes = pair_codes(members[left], members[right], len(scorer.passages))
    at = np.minimum(np.searchsorted(links, codes), max(0, len(links) - 1))
    linked = np.zeros((count, count), dtype=bool)
    linked[left, right] = linked[right, left] = links[at] == codes
    numbers: dict[str, int] = {}
    documents = np.array([numbers.setdefault(scorer.passages[n].document.doc_id, len(numbers)) for n in component])
    least = scorer.weights.theme
    known = _Component(close, close >= least, akin, linked, documents, least, scorer.weights.medoid)
    if large:
        clusters = [part for rough in _linked(close, least) for part in _recut(rough, close, least, documents)]
    else:
        clusters = _merged(close, least, documents)
    agreed = [places for places in (_agreeing(own, known) for own in clusters) if places]
    groups = []
    for places in _shared(agreed, known):
        chosen = tuple(sorted(int(members[p]) for p in places))
        groups.append(Group(chosen, int(members[places[_medoid(places, close)]])))
    return groups


def _medoid(places: Sequence[int], close: np.ndarray) -> int:
    """Which of ``places`` is the closest to all."""
    return int(np.argmax(np.round(close[np.ix_(places, places)].sum(axis=1), 9)))


def _agreeing(places: list[int], known: _Component) -> list[int]:
    """The members of a cluster that agree with most: those that agree least go first; none when fewer than two are left."""
    while len(places) > 1:
        inner = known.close[np.ix_(places, places)]
        medoid = _medoid(places, known.close)
        far = [p for k, p in enumerate(places) if k != medoid and inner[medoid, k] < known.medoid]
        if not far:
            lack = _lacks(places, known)
            worst = lack.max()
            if worst <= 0:
                return places
            # of those that lack most, the one that is least close to all, the last of equals
            sums = np.where(lack == worst, np.round(inner.sum(axis=1), 9), np.inf)
            far = [places[len(places) - 1 - int(np.argmin(sums[::-1]))]]
        places = [p for p in places if p not in far]
    return []


def _lacks(places: Sequence[int], known: _Component) -> np.ndarray:
    """How many documents' agreement each member lacks; 0 or less when it is linked and has that of most."""
    _, own = np.unique(known.documents[list(places)], return_inverse=True)
    told = np.zeros((len(places), int(own.max()) + 1), dtype=np.int32)  # which document each member is of
    told[np.arange(len(places)), own] = 1
    among = np.ix_(places, places)
    near, linked, akin = (
        (matrix[among].astype(np.int32) @ told > 0) & (told == 0) for matrix in (known.near, known.linked, known.akin)
    )
    others = told.shape[1] - 1
    links = linked.sum(axis=1)
    lack = np.maximum(others / 2 - near.sum(axis=1), links / 2 + 0.5 - (linked & akin).sum(axis=1))
    result: np.ndarray = np.where(others == 0, 0.0, np.where(links == 0, float(others), lack))
    return result


def _shared(clusters: Sequence[list[int]], known: _Component) -> list[list[int]]:
    """The clusters, each with those members of its siblings that say in one measure what two documents say in two:
    linked to half of its documents, and close to all."""
    of = [set(known.documents[places].tolist()) for places in clusters]
    done = []
    for number, places in enumerate(clusters):
        medoid = places[_medoid(places, known.close)]
        found = []
        for other, own in enumerate(clusters):
            if other == number or len(of[other] & of[number]) < SAME_CUT:
                continue
            for p in own:
                there = set(known.documents[[q for q in places if known.linked[p, q]]].tolist())
                if (
                    int(known.documents[p]) not in of[number]
                    and len(there) >= len(of[number]) / 2
                    and known.close[p, places].mean() >= known.least
                    and known.close[p, medoid] >= known.medoid
                    and _lacks([*places, p], known)[-1] <= 0
                ):
                    found.append(p)
        done.append([*places, *dict.fromkeys(found)])
    return done


def _merged(close: np.ndarray, least: float, documents: np.ndarray) -> list[list[int]]:
    """Average linkage: the two closest clusters become one while their mean closeness is ``least`` or more and
    fewer than :data:`SAME_CUT` documents have measures in both."""
    clusters = {place: [place] for place in range(len(close))}
    sums = close.copy()
    held = np.zeros((len(close), int(documents.max(initial=-1)) + 1), dtype=np.int32)
    held[np.arange(len(close)), documents] = 1
    while len(clusters) > 1:
        live = sorted(clusters)
        sizes = np.array([len(clusters[c]) for c in live])
        means = sums[np.ix_(live, live)] / np.outer(sizes, sizes)
        means[held[live] @ held[live].T >= SAME_CUT] = -1.0
        np.fill_diagonal(means, -1.0)
        a, b = divmod(int(np.argmax(np.round(means, 9))), len(live))
        if means[a, b] < least:
            break
        keep, gone = sorted((live[a], live[b]))
        clusters[keep] += clusters.pop(gone)
        held[keep] |= held[gone]
        sums[keep, :] += sums[gone, :]
        sums[:, keep] += sums[:, gone]
    return list(clusters.values())


def _recut(places: list[int], close: np.ndarray, least: float, documents: np.ndarray) -> list[list[int]]:
    """A cluster that was made without asking who tells what apart, made anew where two documents stand in it twice."""
    _, times = np.unique(documents[places], return_counts=True)
    if int((times > 1).sum()) < SAME_CUT:
        return [places]
    _, own = np.unique(documents[places], return_inverse=True)
    return [[places[p] for p in part] for part in _merged(close[np.ix_(places, places)], least, own)]


def _linked(close: np.ndarray, least: float) -> list[list[int]]:
    """The same for many places by scipy, in the square of them; it may settle ties in another order."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = np.round(1.0 - close, 9)
    np.fill_diagonal(distance, 0.0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1.0 - least, criterion="distance")
    clusters: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels.tolist()):
        clusters[label].append(place)
    return list(clusters.values())


def _theme(
    group: Group, passages: Sequence[Passage], scorer: Scorer, frequency: Mapping[str, int], n_groups: int
) -> Theme:
    own = [passages[number] for number in group.members]
    words = [frozenset(map(scorer.vocabulary.__getitem__, scorer.words(number).tolist())) for number in group.members]
    terms = _terms(own, words, frequency, n_groups)
    ids = tuple(passage.measure.measure_id for passage in own)
    nearest_first = [passages[group.medoid], *(p for n, p in zip(group.members, own, strict=True) if n != group.medoid)]
    label = choose_label(nearest_first, terms, lambda word: rareness_of(n_groups, frequency.get(word, 1)))
    regions = {(p.document.region.adcode or "999999", p.document.region.name) for p in own if p.document.region}
    return Theme(
        theme_id="t-" + short_digest(*ids),
        label=label,
        terms=tuple(terms[:MAX_TERMS]),
        measures=ids,
        regions=tuple(unique(name for _, name in sorted(regions))),
    )


def _terms(
    own: Sequence[Passage], words: Sequence[frozenset[str]], frequency: Mapping[str, int], n_groups: int
) -> list[str]:
    """The group's own words: shared by its members, rare in other groups (c-TF-IDF); titles count double."""
    in_texts = Counter(itertools.chain.from_iterable(words))
    weights: dict[str, float] = defaultdict(float, in_texts)
    for title, count in Counter(passage.title for passage in own).items():
        for word in set(find_words(title)):
            weights[word] += 2.0 * count
    ranked = []
    for word, weight in weights.items():
        spread = in_texts[word] / len(own)
        if word not in formulas() and spread > 1 / len(own):
            ranked.append((-weight * spread * np.log(1 + n_groups / frequency[word]), word))
    return [word for _, word in sorted(ranked)]
