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
from policytext.align.decide import choose, make_links
from policytext.align.diffusion import find_adoptions
from policytext.align.encode import Encoder, load_encoder
from policytext.align.ladder import find_rungs
from policytext.align.matrix import fill_matrix
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

#: A kind of identical measures in more documents than this is linked along its first one only.
MAX_COPIES = 30


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

    links: tuple[Link, ...]
    themes: tuple[Theme, ...]
    comparisons: tuple[Comparison, ...]
    versions: tuple[Revision, ...] = ()
    ladder: tuple[Rung, ...] = ()
    matrix: tuple[MatrixCell, ...] = ()
    diffusion: tuple[Adoption, ...] = ()
    borderline: tuple[Link, ...] = ()  # pairs just under the threshold, best first, for reading
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
    kept = [m for m in measures if (settings.achievements or m.kind == "task") and not admits(m)]
    passages = prepare(documents, sections, kept)
    firsts, kinds = fold_identical(passages)
    scorer = Scorer(passages, encoder, weights)
    pairs = find_candidates(
        scorer.body_vectors[firsts], scorer.body_terms.matrix[firsts], _document_numbers(passages)[firsts],
        neighbours=settings.neighbours, exact_limit=settings.exact_limit,
    )
    left, right = _with_copies(pairs.left, pairs.right, kinds, passages)
    left, right = _of_like_kind(left, right, passages)
    parts = scorer.parts(left, right)
    scores = scorer.scores(parts)
    chosen = choose(scores, left, right, passages, scorer)
    links = make_links(chosen, scores, parts, left, right, passages, scorer)
    themes = find_themes(links, passages, scorer)
    comparisons = compare_targets(themes, documents, kept, aims)
    near = _borderline(scores, chosen, weights)
    borderline = make_links(near, scores, parts, left, right, passages, scorer)
    return Alignment(
        links=tuple(links),
        themes=tuple(themes),
        comparisons=tuple(comparisons),
        versions=tuple(find_revisions(documents, kept, links, borderline)),
        ladder=tuple(find_rungs(documents, sections, kept, aims)),
        matrix=tuple(fill_matrix(themes, documents, sections, kept, unread)),
        diffusion=tuple(find_adoptions(themes, documents, kept)),
        borderline=tuple(sorted(borderline, key=lambda link: (-link.score, link.link_id))),
        notes={
            "encoder": encoder.name, "encoder_revision": encoder.revision or "", "measures": len(passages),
            "distinct": len(firsts), "candidates": len(left), "recall": pairs.recall,
            "largest_theme_share": _largest_share(themes),
        },
    )


def _weights(settings: Settings) -> Weights:
    weights = load_weights()
    return weights if settings.link is None else dataclasses.replace(weights, link=settings.link)


def _document_numbers(passages: Sequence[Passage]) -> np.ndarray:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(p.document.doc_id, len(numbers)) for p in passages], dtype=np.int64)


def _with_copies(
    left: np.ndarray, right: np.ndarray, kinds: np.ndarray, passages: Sequence[Passage]
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of kinds → pairs of passages: each copy stands in its document, and copies pair up."""
    if len(kinds) == 0 or int(kinds.max()) + 1 == len(kinds):
        return left, right
    copies: list[list[int]] = [[] for _ in range(int(kinds.max()) + 1)]
    for number, kind in enumerate(kinds.tolist()):
        copies[kind].append(number)
    found: set[tuple[int, int]] = set()

    def add(i: int, j: int) -> None:
        if passages[i].document.doc_id != passages[j].document.doc_id:
            found.add((min(i, j), max(i, j)))

    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        many = len(copies[a]) > MAX_COPIES or len(copies[b]) > MAX_COPIES
        for i in copies[a][:1] if many else copies[a]:
            for j in copies[b][:1] if many else copies[b]:
                add(i, j)
    for own in copies:
        for place, i in enumerate(own[: 1 if len(own) > MAX_COPIES else len(own)]):
            for j in own[place + 1 :]:
                add(i, j)
    ordered = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def _of_like_kind(
    left: np.ndarray, right: np.ndarray, passages: Sequence[Passage]
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs less those of a task and an achievement where the achievement's document mostly plans.

    The review in a work report covers a whole field in a paragraph; its plans are what stands beside
    another's plans. A document that only reports is compared with plans too.
    """
    balance: dict[str, int] = {}
    for passage in passages:
        doc_id = passage.document.doc_id
        balance[doc_id] = balance.get(doc_id, 0) + (1 if passage.measure.kind == "task" else -1)
    reviews = np.array([p.measure.kind == "achievement" and balance[p.document.doc_id] > 0 for p in passages], dtype=bool)
    tasks = np.array([p.measure.kind == "task" for p in passages], dtype=bool)
    kept = ~((reviews[left] & tasks[right]) | (tasks[left] & reviews[right]))
    return left[kept], right[kept]


def _borderline(scores: np.ndarray, chosen: np.ndarray, weights: Weights) -> np.ndarray:
    probability = weights.probability(scores)
    near = (probability >= weights.borderline) & (probability < weights.link)
    near[chosen] = False
    result: np.ndarray = np.flatnonzero(near)
    return result


def _largest_share(themes: Sequence[Theme]) -> float:
    """The largest theme's share of all measures in themes: the alarm of chaining."""
    total = sum(len(theme.measures) for theme in themes)
    return round(max((len(theme.measures) for theme in themes), default=0) / total, 4) if total else 0.0


__all__ = ["Alignment", "Settings", "align_records", "load_encoder"]
