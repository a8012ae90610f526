"""A run's links against graded pairs.

The passages that readers graded and the measures of a run are not cut alike: a measure stands for the
passage that it shares most with, half of the shorter of the two at least. Links are those of the run;
the ranking (first right, MRR) asks the score of alignment for all pairs of the two documents, with the
encoder that the run's ``run.json`` names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from policytext.export.jsonl import read_records
from policytext.output import read_run_file
from policytext.pairs import (
    SIDES,
    GradedPairs,
    LinkScore,
    Place,
    read_pairs,
    score_links,
    score_ranking,
)
from policytext.records import Document, Link, Measure, Section

#: A passage that no measure stands for ranks below every other.
NOWHERE = -9.0


class WrongLink(NamedTuple):
    """A pair of grade 1 that is not linked, or one of grade 0 that is."""

    name: str  # of the file of pairs
    linked: bool
    left: str  # the measures' titles, or the passages' beginnings
    right: str


@dataclass(frozen=True, slots=True)
class LinkEvaluation:
    """How a run's links compare with files of graded pairs."""

    scores: dict[str, LinkScore]  # by file
    passages: int  # in the files that were scored
    found: int  # of them, those that a measure of the run stands for
    wrong: tuple[WrongLink, ...]
    missing: tuple[str, ...]  # files whose two documents are not both in the run

    @property
    def total(self) -> LinkScore:
        return sum(self.scores.values(), LinkScore())


def evaluate_links(files: Sequence[Path], run_dir: Path) -> LinkEvaluation:
    """Score the links of a run on files of graded pairs.

    Raises:
        PolicyTextError: when a file of pairs is damaged.
        ModelError: when the run's encoder cannot be loaded.
    """
    run = _Run(run_dir)
    scores: dict[str, LinkScore] = {}
    wrong: list[WrongLink] = []
    missing: list[str] = []
    passages = found = 0
    for path in files:
        pairs = read_pairs(path)
        texts = [run.texts.get(pairs.head[side]["sha256"]) for side in SIDES]
        if None in texts:
            missing.append(pairs.name)
            continue
        stands = [run.stand_for(text, places) for text, places in zip(texts, pairs.passages, strict=True) if text]
        links = run.link_matrix(pairs, stands)
        scores[pairs.name] = score_links(pairs.grades, pairs.hard, links)
        scores[pairs.name] += score_ranking(pairs.grades, run.score_matrix(pairs, stands))
        passages += sum(map(len, pairs.passages))
        found += sum(len(set(own.values())) for own in stands)
        wrong += run.wrong_links(pairs, links, texts)
    return LinkEvaluation(scores, passages, found, tuple(wrong), tuple(missing))


class _Run:
    """What of a run stands against graded pairs."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.documents: list[Document] = read_records(directory, "documents")
        self.sections: list[Section] = read_records(directory, "sections")
        self.links: list[Link] = read_records(directory, "links")
        self.texts: dict[str, str] = {}  # sha256 of a text → its path
        self.sources: dict[str, str] = {}
        for text_path in sorted({d.text_path for d in self.documents if d.text_path}):
            file = directory / text_path
            if file.is_file():
                with open(file, encoding="utf-8", newline="") as stream:
                    self.sources[text_path] = stream.read()
                self.texts[hashlib.sha256(self.sources[text_path].encode()).hexdigest()] = text_path
        path_of = {d.doc_id: d.text_path for d in self.documents}
        self.measures: dict[str, list[Measure]] = {}
        for measure in read_records(directory, "measures"):
            self.measures.setdefault(path_of.get(measure.doc_id) or "", []).append(measure)

    def stand_for(self, text_path: str, passages: Sequence[Place]) -> dict[str, int]:
        """Measure id → number of the passage that it stands for."""
        places: dict[str, int] = {}
        for measure in self.measures.get(text_path, []):
            best = (0, 0)
            for number, passage in enumerate(passages):
                shared = min(measure.end, passage.end) - max(measure.start, passage.start)
                shorter = min(measure.end - measure.start, passage.end - passage.start)
                if 2 * shared >= shorter:
                    best = max(best, (shared, -number))
            if best[0]:
                places[measure.measure_id] = -best[1]
        return places

    def link_matrix(self, pairs: GradedPairs, stands: Sequence[dict[str, int]]) -> np.ndarray:
        """Which passages are linked, ``(n_left, n_right)``."""
        linked = np.zeros(pairs.grades.shape, dtype=bool)
        left, right = stands
        for link in self.links:
            for a, b in ((link.source, link.target), (link.target, link.source)):
                if a in left and b in right:
                    linked[left[a], right[b]] = True
        return linked

    def score_matrix(self, pairs: GradedPairs, stands: Sequence[dict[str, int]]) -> np.ndarray:
        """The best score of the measures that stand for each two passages, ``(n_left, n_right)``."""
        from policytext.align.decide import document_numbers, uncrowded
        from policytext.align.passages import prepare
        from policytext.align.score import Scorer, load_weights

        known = {**stands[0], **stands[1]}
        measures = [m for own in self.measures.values() for m in own if m.measure_id in known]
        passages = prepare(self.documents, self.sections, measures)
        scores = np.full(pairs.grades.shape, NOWHERE)
        left, right = (
            np.array([n for n, p in enumerate(passages) if p.measure.measure_id in own], dtype=np.int64)
            for own in stands
        )
        if not len(left) or not len(right):
            return scores
        scorer = Scorer(passages, self._encoder(), load_weights())
        pairs_left, pairs_right = np.repeat(left, len(right)), np.tile(right, len(left))
        values = scorer.scores(scorer.parts(pairs_left, pairs_right))
        values = uncrowded(values, pairs_left, pairs_right, document_numbers(passages), scorer.weights)
        rows = [stands[0][passages[n].measure.measure_id] for n in left]
        columns = [stands[1][passages[n].measure.measure_id] for n in right]
        np.maximum.at(scores, (np.repeat(rows, len(columns)), np.tile(columns, len(rows))), values)
        return scores

    def _encoder(self) -> Any:
        from policytext.align.encode import load_encoder

        model = read_run_file(self.directory).get("align", {}).get("model", {})
        return load_encoder(model.get("name"))

    def wrong_links(self, pairs: GradedPairs, links: np.ndarray, texts: Sequence[str | None]) -> list[WrongLink]:
        """The wrong and the missed links, in reading order."""

        def beginning(side: int, number: int) -> str:
            place = pairs.passages[side][number]
            text = " ".join(self.sources[texts[side] or ""][place.start : place.end].split())
            return text if len(text) <= 24 else text[:23] + "…"

        wrong = []
        for i, j in zip(*np.nonzero(np.isfinite(pairs.grades)), strict=True):
            if links[i, j] != (pairs.grades[i, j] == 1):
                wrong.append(WrongLink(pairs.name, bool(links[i, j]), beginning(0, int(i)), beginning(1, int(j))))
        return wrong
