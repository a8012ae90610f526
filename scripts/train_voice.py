#!/usr/bin/env python3
"""Train the model that tells what was done from what is to be done (``models/passage-voice``), by documents.

usage: python scripts/train_voice.py [--output FOLDER] [--gold FOLDER ...]

Cases are the passages of the documents that were read (``corpora``, ``styles`` and, where ``../shared`` is, ``dev`` and ``shared``)
whose kind neither their section nor their genre says; the answer is the gold measure's. Prints cross-validation over
documents for several strengths of regularization, and the share right on the documents kept apart, which nothing is chosen by.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from score import ROOT, annotated_articles, available_sets
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from policytext.analysis import STAGES
from policytext.evaluate import iou
from policytext.structure import voice

FOLDS = 10
STRENGTHS = (0.03, 0.1, 0.3)
CHOSEN = 0.1
DIGITS = 5


@dataclass
class Cases:
    """Signs of passages, whether the gold calls them achievements, and their documents."""

    signs: list[tuple[float, ...]] = field(default_factory=list)
    done: list[bool] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return np.array(self.signs), np.array(self.done), np.array(self.documents)


def collect(names: list[str]) -> Cases:
    """The cases of gold sets."""
    cases = Cases()
    for name in names:
        for document, annotated, article in annotated_articles(name, STAGES[:2]):
            for passage in article.passages.measures:
                low, high = article.normal.span(passage.start, passage.end)
                gold = next((m for m in annotated.measures if iou(m, {"start": low, "end": high}) >= 0.5), None)
                if passage.signs is not None and gold is not None:
                    cases.signs.append(passage.signs)
                    cases.done.append(gold["kind"] == "achievement")
                    cases.documents.append(f"{name}/{document}")
    return cases


def fit(signs: np.ndarray, done: np.ndarray, strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=5000).fit(signs, done)


def write(folder: Path, mean: np.ndarray, scale: np.ndarray, weights: np.ndarray, bias: float) -> None:
    content = {
        "features": list(voice.FEATURES), "mean": mean.round(DIGITS).tolist(), "scale": scale.round(DIGITS).tolist(),
        "weights": weights.round(DIGITS).tolist(), "bias": round(bias, DIGITS),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    (folder / voice.FILE).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--output", type=Path, default=ROOT / "models" / voice.MODEL)
    output = parser.parse_args().output
    installed = ROOT / "models" / voice.MODEL / voice.FILE
    if json.loads(installed.read_text(encoding="utf-8"))["features"] != list(voice.FEATURES):
        nothing = np.zeros(
            len(voice.FEATURES)
        )  # the program gathers the signs, and runs with no model of other features
        write(installed.parent, nothing, nothing + 1, nothing, 0.0)
    sets = available_sets()
    seen = collect([name for name in ("corpora", "styles", "dev", "shared") if name in sets])
    signs, done, documents = seen.arrays()
    mean, scale = signs.mean(axis=0), signs.std(axis=0)
    scale[scale < 1e-6] = 1.0
    signs = (signs - mean) / scale
    print(f"{len(done)} passages of {len(set(documents))} documents, {done.mean():.2f} achievements")
    for strength in STRENGTHS:
        right = 0
        for train, test in GroupKFold(FOLDS).split(signs, done, documents):
            right += int((fit(signs[train], done[train], strength).predict(signs[test]) == done[test]).sum())
        print(f"C={strength}: cross-validation over documents {right / len(done):.3f}")
    model = fit(signs, done, CHOSEN)
    for name in ("styles_held", "held"):
        if name in sets and (apart := collect([name])).done:
            rows, answers, _ = apart.arrays()
            print(f"{name}: {np.mean(model.predict((rows - mean) / scale) == answers):.3f} of {len(answers)}")
    write(output, mean, scale, model.coef_[0], float(model.intercept_[0]))
    print(f"written: {output / voice.FILE}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
