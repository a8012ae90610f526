#!/usr/bin/env python3
"""Rules against small learned models, on four decisions of the extraction, by document.

usage: python scripts/compare_models.py

The decisions are those where surface rules could run out:

- ``measure``   does a plain paragraph hold a measure?
- ``kind``      is a measure a task or an achievement?
- ``status``    is a figure planned, achieved or baseline?
- ``assigned``  is a body that a sentence names really assigned (the rules say yes to all found)?

For each, logistic regressions (scikit-learn) are trained on features that carry over between cities:
alone (*model*) and with the rules' answer among the features (*both*). They are compared with the
rules by cross-validation over documents of ``corpora``, ``dev`` and ``shared``, and trained on these
and asked about ``held``. The rules were written while reading the errors of the former, so that the
cross-validation flatters them; ``held`` flatters nobody. Result of the last run: tests/gold/README.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from score import annotated_articles, available_sets
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler

from policytext.analysis import STAGES, Analysis
from policytext.evaluate import iou, overlaps
from policytext.gold import Annotated
from policytext.structure.actions import action_share, is_argument, is_digest, is_preamble
from policytext.structure.blocks import inherited_role
from policytext.structure.numbering import find_marker
from policytext.summary import render_table

FOLDS = 10
CUES = {
    "done": r"已|了(?!解)|累计|荣获|获批|成功|同比|较上年|率先|达到\d|超\d",
    "ahead": r"将(?!军)|要(?!求|素|点)|力争|争取|确保|到20\d\d年|年底前|今年|明年|计划",
    "duty": r"应当|必须|不得|负责|牵头|须",
    "now": r"目前|现有|针对|围绕|截至",
    "we": r"我们",
    "copula": r"是[^,。]{2,30}的?[,。]",
    "figure": r"\d[\d.]*[万亿]*(?:[元%个家项户人件公亩吨]|百分点)",
}


@dataclass
class Decision:
    """Cases of one decision: features, gold answer, the rules' answer, document."""

    features: list[dict[str, Any]] = field(default_factory=list)
    gold: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)

    def add(self, document: str, features: dict[str, Any], gold: str, rules: str) -> None:
        self.documents.append(document)
        self.features.append(features)
        self.gold.append(gold)
        self.rules.append(rules)


def cues(text: str, name: str) -> dict[str, float]:
    """How often each kind of cue stands in a text, by its length."""
    return {f"{name}_{cue}": len(re.findall(pattern, text)) / max(len(text), 20) * 50 for cue, pattern in CUES.items()}


def bigrams(text: str, name: str) -> dict[str, float]:
    return {f"{name}:{text[i : i + 2]}": 1.0 for i in range(len(text) - 1)}


def passage_features(text: str, role: str | None, genre: str) -> dict[str, Any]:
    actions, clauses = action_share(text)
    return {
        "actions": actions / max(clauses, 1), "length": np.log(len(text) + 1), "sentences": min(text.count("。"), 10),
        "argument": is_argument(text), "digest": is_digest(text), "preamble": is_preamble(text),
        f"role={role}": 1.0, f"genre={genre}": 1.0, "topic": bool(re.match(r"[^。,]{4,26}。", text)),
        **cues(text, "text"), **cues(text[:40], "head"),
    }  # fmt: skip


def collect(name: str) -> dict[str, Decision]:
    """The cases of a gold set."""
    decisions: defaultdict[str, Decision] = defaultdict(Decision)
    for document, gold, analysis in annotated_articles(name, STAGES):
        _collect_article(document, gold, analysis, decisions)
    return decisions


def _collect_article(document: str, gold: Annotated, a: Analysis, decisions: dict[str, Decision]) -> None:
    text = a.normal.text
    found = [_row(a, p.start, p.end) for p in a.passages.measures]
    for line in a.article.lines:
        row = _row(a, line.start, line.end)
        if len(line.text) < 20 or find_marker(text, line.start, line.end) or not _inside(gold, row):
            continue
        block = next((p.block for p in a.passages.measures if p.start <= line.start < p.end), None)
        role = inherited_role(block) if block else None
        decisions["measure"].add(
            document,
            passage_features(line.text, role, a.genre),
            str(any(_covers(g, row) for g in gold.measures)),
            str(any(_covers(f, row) for f in found)),
        )
    for passage, row, targets, units in zip(a.passages.measures, found, a.targets, a.units, strict=True):
        partner = next((g for g in gold.measures if iou(g, row) >= 0.5), None)
        if partner is None:
            continue
        role = inherited_role(passage.block) if passage.block else None
        features = passage_features(text[passage.start : passage.end], role, a.genre)
        decisions["kind"].add(document, features, partner["kind"], passage.kind)
        for target in targets:
            hit = next((g for g in partner["targets"] if overlaps(g, _row(a, target.start, target.end))), None)
            if hit is not None:
                decisions["status"].add(
                    document,
                    _figure_features(text, passage.start, target, features, passage.kind),
                    hit["status"],
                    target.status,
                )
        for unit in units:
            if unit.evidence == "sentence":
                right = any(overlaps(g, _row(a, unit.start, unit.end)) for g in partner["units"])
                decisions["assigned"].add(document, _unit_features(text, passage.end, unit), str(right), "True")


def _row(a: Analysis, start: int, end: int) -> dict[str, int]:
    low, high = a.normal.span(start, end)
    return {"start": low, "end": high}


def _inside(gold: Annotated, row: dict[str, int]) -> bool:
    return not gold.windows or any(low <= row["start"] and row["end"] <= high for low, high in gold.windows)


def _covers(measure: dict[str, Any], row: dict[str, int]) -> bool:
    shared = min(measure["end"], row["end"]) - max(measure["start"], row["start"])
    return bool(shared * 2 >= min(measure["end"] - measure["start"], row["end"] - row["start"]))


def _figure_features(text: str, start: int, target: Any, passage: dict[str, Any], kind: str) -> dict[str, Any]:
    clause = max(text.rfind(mark, start, target.start) for mark in ",。;\n") + 1
    sentence = max(text.rfind(mark, start, target.start) for mark in "。;\n") + 1
    before = text[max(clause, start) : target.start]
    return {
        f"kind={kind}": 2.0, f"comparator={target.comparator}": 1.0, f"change={target.change}": 1.0,
        **cues(text[max(sentence, start) : target.start], "sentence"), **cues(before, "clause"), **bigrams(before[-8:], "before"),
        **{f"passage_{key}": value for key, value in passage.items() if key.startswith(("text_", "role"))},
    }  # fmt: skip


def _unit_features(text: str, end: int, unit: Any) -> dict[str, Any]:
    name = text[unit.start : unit.end]
    return {
        f"place={unit.certainty}": 2.0, f"role={unit.role}": 1.0, "length": len(name) / 10, "opens": text[unit.start - 1 : unit.start] in "。;\n",
        **bigrams(name[-3:], "name"), **bigrams(text[unit.end : min(end, unit.end + 6)], "after"), **bigrams(text[max(0, unit.start - 4) : unit.start], "before"),
    }  # fmt: skip


def with_rules(decision: Decision) -> list[dict[str, Any]]:
    return [{**row, f"rules={answer}": 3.0} for row, answer in zip(decision.features, decision.rules, strict=True)]


def fit() -> Any:
    return make_pipeline(DictVectorizer(), MaxAbsScaler(), LogisticRegression(C=0.5, max_iter=3000))


def crossed(features: list[dict[str, Any]], decision: Decision) -> float:
    """Share of right answers, each document asked of a model that has not seen it."""
    gold, groups = np.array(decision.gold), np.array(decision.documents)
    right = 0
    for train, test in GroupKFold(min(FOLDS, len(set(groups)))).split(features, gold, groups):
        model = fit().fit([features[i] for i in train], gold[train])
        right += int(sum(model.predict([features[i] for i in test]) == gold[test]))
    return right / len(gold)


def rows(seen: dict[str, Decision], held: dict[str, Decision]) -> Iterator[list[str]]:
    for name in ("measure", "kind", "status", "assigned"):
        decision, asked = seen[name], held.get(name)
        cells = [name, str(len(decision.gold)), _share(decision)]
        cells += [f"{crossed(decision.features, decision):.3f}", f"{crossed(with_rules(decision), decision):.3f}"]
        if asked:
            cells += [str(len(asked.gold)), _share(asked)]
            for make in (lambda d: d.features, with_rules):
                model = fit().fit(make(decision), decision.gold)
                cells.append(f"{np.mean(model.predict(make(asked)) == np.array(asked.gold)):.3f}")
        yield cells


def _share(decision: Decision) -> str:
    right = sum(a == b for a, b in zip(decision.gold, decision.rules, strict=True))
    return f"{right / len(decision.gold):.3f}"


def main() -> int:
    sets = available_sets()
    seen: defaultdict[str, Decision] = defaultdict(Decision)
    for name in ("corpora", "dev", "shared"):
        if name not in sets:
            continue
        for decision, cases in collect(name).items():
            for case in zip(cases.documents, cases.features, cases.gold, cases.rules, strict=True):
                seen[decision].add(*case)
    held = collect("held") if "held" in sets else {}
    header = ["decision", "cases", "rules", "model", "both", "held cases", "rules", "model", "both"]
    print(render_table([header, *rows(seen, held)], n_left=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
