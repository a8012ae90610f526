"""Many documents' measures side by side: links with their reasons, themes, comparisons of targets, what
became of a plan in its next edition, target ladders, and who took a theme up when.

``align_records`` is a pure function of records: the same records give the same result, in the same
order, whatever the number of workers that made them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from policytext.align.candidates import EXACT_LIMIT, find_candidates, fold_identical
from policytext.align.compare import compare_targets
from policytext.align.decide import choose, document_numbers, uncrowded, without_short
from policytext.align.diffusion import find_adoptions
from policytext.align.editions import chains
from policytext.align.encode import Encoder, load_encoder
from policytext.align.glossary import explained
from policytext.align.ladder import find_rungs
from policytext.align.matrix import fill_matrix
from policytext.align.neighbours import require_faiss
from policytext.align.pairs import (
    LinkRows,
    ScoredPairs,
    score_pairs,
)
from policytext.align.passages import Passage, admits, prepare
from policytext.align.score import Scorer, Weights, load_weights
from policytext.align.themes import find_themes
from policytext.align.versions import find_revisions
from policytext.records import (
    Adoption,
    Aim,
    Comparison,
    Document,
    Link,
    MatrixCell,
    Measure,
    Region,
    Revision,
    Rung,
    Section,
    Theme,
)

#: More links than this are made when they are read, one block at a time: some 2 KB each with their reasons.
MAX_LINKS_HELD = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set; None takes the fitted value of ``weights.toml``."""

    link: float | None = None  # probability from which a pair is linked, 0..1
    neighbours: int = 30  # looked at for each measure, by meaning
    exact_limit: int = EXACT_LIMIT  # measures above which faiss finds the neighbours
    achievements: bool = True  # whether reported measures are aligned too


@dataclass(frozen=True, slots=True)
class Alignment:
    """What stands side by side, and what the run knows of itself."""

    links: Sequence[Link]  # a tuple, or above MAX_LINKS_HELD a sequence that makes them when they are read
    themes: tuple[Theme, ...]
    comparisons: tuple[Comparison, ...]
    versions: tuple[Revision, ...] = ()
    ladder: tuple[Rung, ...] = ()
    matrix: tuple[MatrixCell, ...] = ()
    diffusion: tuple[Adoption, ...] = ()
    borderline: Sequence[Link] = ()  # pairs just under the threshold, best first, for reading
    notes: dict[str, str | int | float] = field(default_factory=dict)  # encoder, candidates, recall, largest theme


def align_records(
    documents: Sequence[Document],
    sections: Sequence[Section],
    measures: Sequence[Measure],
    aims: Sequence[Aim],
    *,
    unread: Sequence[Region] = (),
    encoder: Encoder | None = None,
    settings: Settings | None = None,
) -> Alignment:
    """Align the measures of different documents; ``unread``: regions of inputs that could not be read.

    1. prepare: each measure's title, body, indicators, unit fields, section path;
    2. candidates: neighbours by meaning and by words, identical measures folded;
    3. score: the sum of named parts; 4. decide: links and their types;
    5. themes: groups of links without chaining; 6. compare: targets like for like;
    7. versions: what became of a plan's measures; 8. ladder: figures down the levels; 9. matrix: what was
    found where, and what was searched in vain; 10. diffusion: who took a theme up when.

    Raises:
        ModelError: no encoder given and the default cannot be loaded.
        ConfigError: more measures than ``exact_limit`` and no faiss.
    """
    settings = settings or Settings()
    encoder = encoder or load_encoder()
    weights = _weights(settings)
    terms = explained(measures)
    kept = [
        m
        for m in measures
        if (settings.achievements or m.kind == "task") and not admits(m) and m.measure_id not in terms
    ]
    passages = prepare(documents, sections, kept)
    firsts, kinds = fold_identical(passages)
    if len(firsts) > settings.exact_limit:
        require_faiss(len(firsts))  # before minutes are spent on words and vectors
    scorer = Scorer(passages, encoder, weights)
    numbers = document_numbers(passages)
    candidates = find_candidates(
        scorer.body_vectors(firsts),
        scorer.body_terms.rows_of(firsts),
        numbers[firsts],
        neighbours=settings.neighbours,
        exact_limit=settings.exact_limit,
    )
    pairs = score_pairs(candidates, kinds, passages, scorer, floor=weights.least)
    recall, probes = candidates.recall, candidates.probes
    del candidates  # of millions of measures they are half a gigabyte
    lowered = uncrowded(pairs.scores, pairs.left, pairs.right, numbers, weights)
    chosen = choose(pairs.scores, pairs.left, pairs.right, numbers, weights, lowered=lowered)
    chosen = without_short(chosen, lowered, pairs.left, pairs.right, passages, weights)
    near = _near(lowered, chosen, weights)
    del lowered
    rows = LinkRows(chosen, pairs, passages, scorer)
    links = tuple(rows) if len(rows) <= MAX_LINKS_HELD else rows
    themes = find_themes(pairs.left[chosen], pairs.right[chosen], pairs.scores[chosen], passages, scorer)
    comparisons = compare_targets(themes, documents, kept, aims)
    # links of documents that are editions of one plan are few, however many links there are
    revised, nearly = (
        LinkRows(_between_editions(picked, pairs, numbers, passages, documents), pairs, passages, scorer)
        for picked in (chosen, near)
    )
    return Alignment(
        links=links,
        themes=tuple(themes),
        comparisons=tuple(comparisons),
        versions=tuple(find_revisions(documents, kept, tuple(revised), tuple(nearly))),
        ladder=tuple(find_rungs(documents, sections, kept, aims)),
        matrix=tuple(fill_matrix(themes, documents, sections, kept, unread)),
        diffusion=tuple(find_adoptions(themes, documents, kept)),
        borderline=LinkRows(near, pairs, passages, scorer, best_first=True),
        notes={
            "encoder": encoder.name,
            "encoder_revision": encoder.revision or "",
            "measures": len(passages),
            "distinct": len(firsts),
            "candidates": pairs.looked_at,
            "recall": recall,
            "probes": probes,
            "largest_theme_share": _largest_share(themes),
        },
    )


def _weights(settings: Settings) -> Weights:
    weights = load_weights()
    return weights if settings.link is None else dataclasses.replace(weights, link=settings.link)


def _near(lowered: np.ndarray, chosen: np.ndarray, weights: Weights) -> np.ndarray:
    probability = weights.probability(lowered)
    near = (probability >= weights.borderline) & (probability < weights.link)
    near[chosen] = False
    result: np.ndarray = np.flatnonzero(near)
    return result


def _between_editions(
    picked: np.ndarray,
    pairs: ScoredPairs,
    numbers: np.ndarray,
    passages: Sequence[Passage],
    documents: Sequence[Document],
) -> np.ndarray:
    """Those of ``picked`` whose two documents follow each other as editions of one plan; ``numbers`` are those
    of the passages' documents."""
    place = {passage.document.doc_id: number for passage, number in zip(passages, numbers.tolist(), strict=True)}
    follow = [
        (place[a.doc_id], place[b.doc_id]) for a, b in chains(documents) if a.doc_id in place and b.doc_id in place
    ]
    if not follow:
        return picked[:0]
    count = len(place)
    a, b = numbers[pairs.left[picked]], numbers[pairs.right[picked]]
    editions = np.array([min(ends) * count + max(ends) for ends in follow], dtype=np.int64)
    return picked[np.isin(np.minimum(a, b) * count + np.maximum(a, b), editions)]


def _largest_share(themes: Sequence[Theme]) -> float:
    """The largest theme's share of all measures in themes: the alarm of chaining."""
    total = sum(len(theme.measures) for theme in themes)
    return round(max((len(theme.measures) for theme in themes), default=0) / total, 4) if total else 0.0


__all__ = ["Alignment", "Settings", "align_records", "load_encoder"]
