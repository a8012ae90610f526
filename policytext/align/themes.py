"""Links → groups of measures about one thing, without chaining, each with a label of its own terms.

Connected components alone chain: a measure about two things joins two groups. So a component is
built up again by average linkage over all its pairs, and each member must be close to its medoid.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from policytext.align.decide import short_digest
from policytext.align.passages import Passage, formulas, is_formulaic
from policytext.align.score import Scorer
from policytext.align.words import find_words, unique
from policytext.records import Theme

MAX_GROUP = 400  # all pairs of a component are scored; a larger one is first cut at its weakest links
MAX_SMALL = 100  # members up to which a component is built up step by step, in the cube of them
MIN_LABEL_CHARS = 3
MAX_LABEL_CHARS = 14
MAX_TERMS = 6
CUT = "\ufffc"  # stands where a place's name ended a title
# formulas that begin a name rather than lead to it: 重点领域改革, 创新平台
_NAMING = frozenset({"重点", "改革", "创新", "高质量", "高标准", "思想", "经验"})
_OPENING = re.compile(
    r"^(?:更大力度|毫不放松|坚定不移|纵深|更具[^的]{1,4}的|做[优大强好实精细][做优大强好实精细]*|抓[好实紧]|启动|围绕|全力以赴|积极稳妥|高水平|更加|更好|更多|奋力|聚力|要)"
)


class Group(NamedTuple):
    """Numbers of passages; the medoid is the one closest to all."""

    members: tuple[int, ...]
    medoid: int


def find_themes(
    left: np.ndarray, right: np.ndarray, scores: np.ndarray, passages: Sequence[Passage], scorer: Scorer
) -> list[Theme]:
    """The themes of linked pairs, in the order of their first measure."""
    groups = [part for component in components(left, right, scores) for part in split(component, scorer)]
    groups.sort(key=lambda group: group.members)
    counts = np.zeros(len(scorer.vocabulary), dtype=np.int64)
    for group in groups:
        counts[np.unique(np.concatenate([scorer.words(member) for member in group.members]))] += 1
    used = np.flatnonzero(counts)
    frequency = {scorer.vocabulary[place]: count for place, count in zip(used.tolist(), counts[used].tolist(), strict=True)}
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


def split(component: Sequence[int], scorer: Scorer) -> list[Group]:
    """A component as groups that hold together: average linkage, then the medoid's test."""
    count = len(component)
    members = np.asarray(component)
    left, right = np.triu_indices(count, k=1)
    large = count > MAX_SMALL
    parts = scorer.parts_among(members) if large else scorer.parts(members[left], members[right])
    close = np.zeros((count, count))
    close[left, right] = close[right, left] = scorer.weights.probability(scorer.scores(parts))
    groups = []
    for places in (_linked if large else _merged)(close, scorer.weights.theme):
        while len(places) > 1:
            inner = close[np.ix_(places, places)]
            medoid = int(np.argmax(np.round(inner.sum(axis=1), 9)))
            far = [p for k, p in enumerate(places) if k != medoid and inner[medoid, k] < scorer.weights.medoid]
            if not far:
                chosen = tuple(sorted(int(members[p]) for p in places))
                groups.append(Group(chosen, int(members[places[medoid]])))
                break
            places = [p for p in places if p not in far]
    return groups


def _merged(close: np.ndarray, least: float) -> list[list[int]]:
    """Average linkage: the two closest clusters become one while their mean closeness is ``least`` or more."""
    clusters = {place: [place] for place in range(len(close))}
    sums = close.copy()
    while len(clusters) > 1:
        live = sorted(clusters)
        sizes = np.array([len(clusters[c]) for c in live])
        means = sums[np.ix_(live, live)] / np.outer(sizes, sizes)
        np.fill_diagonal(means, -1.0)
        a, b = divmod(int(np.argmax(np.round(means, 9))), len(live))
        if means[a, b] < least:
            break
        keep, gone = sorted((live[a], live[b]))
        clusters[keep] += clusters.pop(gone)
        sums[keep, :] += sums[gone, :]
        sums[:, keep] += sums[:, gone]
    return list(clusters.values())


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
    regions = {(p.document.region.adcode or "999999", p.document.region.name) for p in own if p.document.region}
    return Theme(
        theme_id="t-" + short_digest(*ids), label=_label(group, passages, words, terms), terms=tuple(terms[:MAX_TERMS]),
        measures=ids, regions=tuple(unique(name for _, name in sorted(regions))),
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


def _label(
    group: Group, passages: Sequence[Passage], words_of: Sequence[frozenset[str]], terms: Sequence[str]
) -> str:
    """The member's title, less its opening verbs, that says most of the group's terms in few words."""
    value = {word: 1 / (place + 1) for place, word in enumerate(terms[:12])}
    choices = []
    told = [(passages[n].document.doc_id, words) for n, words in zip(group.members, words_of, strict=True)]
    places = {short for number in group.members for short in _place_names(passages[number])}
    names = sorted(places, key=lambda name: (-len(name), name))  # 济南都市圈 is a 都市圈
    seen: set[str] = set()
    weighed: set[str] = set()
    for place, number in enumerate((group.medoid, *group.members)):
        title = passages[number].title
        for name in names:
            if name in title:
                # 加快建设健康青岛: without its last word the rest is no name
                title = re.sub(rf"{re.escape(name)}(?=[,。;:、\s]|$)", CUT, title).replace(name, "")
        if title in seen:
            continue  # said before, at a place that wins
        seen.add(title)
        for phrase in label_phrases(title):
            if CUT in phrase or phrase in weighed:
                continue  # said before, at a place that wins
            weighed.add(phrase)
            words = find_words(phrase)
            needed = frozenset(words)
            held = sum(value.get(word, 0.0) for word in set(words))
            # a word of the title that is no term of the group makes it one member's own
            foreign = sum(word not in value and word not in formulas() for word in words)
            # 打造更具竞争力的海洋产业集群: a place's own word must not name what the others do too
            alone = _is_of_one(needed, told)
            choices.append((round(-held + 0.25 * foreign + 0.5 * alone + 0.01 * len(phrase), 6), place, phrase))
    if choices:
        return min(choices)[2]
    title = passages[group.medoid].title[:MAX_LABEL_CHARS]
    return title or "、".join(terms[:2]) or "(no title)"


def _is_of_one(needed: frozenset[str], told: Sequence[tuple[str, frozenset[str]]]) -> bool:
    """Whether fewer than two documents have all the words; the second one found ends the search."""
    tellers = (doc_id for doc_id, words in told if needed <= words)
    first = next(tellers, None)
    return first is None or all(doc_id == first for doc_id in tellers)


def _place_names(passage: Passage) -> list[str]:
    """The full and the short name of a passage's region (济南市, 济南)."""
    region = passage.document.region
    if region is None:
        return []
    short = region.name[:-1] if len(region.name) > 2 else region.name
    return [region.name, short]


def label_phrases(title: str) -> list[str]:
    """What of a title can stand as a label: its clauses less their opening verbs."""
    phrases = []
    for clause in re.split(r"[,。;:、!?\s]+", title):
        clause = clause.strip("“”‘’\"'《》()")
        stripped = clause
        while True:
            words = find_words(stripped)
            if opening := _OPENING.match(stripped):
                shorter = stripped[opening.end():]
            elif words and words[0] in formulas() - _NAMING and stripped.startswith(words[0]):
                shorter = stripped.removeprefix(words[0])
            else:
                break
            if len(shorter) < MIN_LABEL_CHARS:
                break
            stripped = shorter.lstrip("的和与")
        for phrase in unique([stripped, clause]):  # the clause where nothing is left without its verbs
            whole = phrase.count("“") == phrase.count("”")
            if whole and MIN_LABEL_CHARS <= len(phrase) <= MAX_LABEL_CHARS and not is_formulaic(phrase):
                phrases.append(phrase)
                break
    return unique(phrases)
