#!/usr/bin/env python3
"""Count how often each class of records is right, and write ``policytext/lexicon/confidence.toml``.

usage: python scripts/calibrate.py [--check]

A record is right when it matches gold strictly (span and attributes). Classes are what the rules
know of a record: the place of a unit (label, bracket, sentence …), the shape of a figure, how a
measure is marked. Counted first on ``corpora``, ``styles``, ``dev`` and ``../shared/gold``, shrunk towards the
kind's mean by ten records. These documents were read while the rules were written, so that they say
too much; the count is then a prior worth eight records for ``held`` and ``styles_held``, which nobody read. The check leaves
each of these documents out in turn: it is told by rates counted without it. ``--check`` prints the reliability
table and the expected calibration error without writing anything.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from score import ROOT, available_sets, prepare

from policytext import confidence, pipeline
from policytext.evaluate import has_same_text, iou, match_measures
from policytext.gold import find_gold, load_gold
from policytext.read.manifest import load_manifest

Counts = dict[str, dict[str, list[int]]]
OUT = ROOT / "policytext" / "lexicon" / "confidence.toml"
SHRINK = 10
#: records that the count on read documents is worth beside one on unread ones; 5, 8, 12 and 20 were tried: they differ by .01
PRIOR = 8
FIT_SETS = ("corpora", "styles", "dev", "shared")
HELD_SETS = ("held", "styles_held")


Row = tuple[str, str, float, bool]


def collect(name: str) -> dict[str, list[Row]]:
    """``(kind, class, confidence, right)`` of every record of a gold set, document by document."""
    rows: dict[str, list[Row]] = {}
    original = confidence.confidence_of

    with tempfile.TemporaryDirectory() as folder:
        gold_folder = prepare(name, Path(folder))
        texts = Path(folder) / "texts"
        manifest = texts / "manifest.csv"
        known = load_manifest(manifest) if manifest.exists() else {}
        gold = find_gold(gold_folder)
        for path in sorted(texts.glob("*.txt")):
            stem = path.stem if path.stem in gold else path.stem.split("_")[0]
            if stem not in gold:
                continue
            text = path.read_bytes().decode("utf-8")
            annotated = load_gold(gold[stem], text)
            confidence.confidence_of = lambda kind, certainty, damaged=1.0: _Tagged(
                original(kind, certainty, damaged), certainty
            )
            try:
                extraction = pipeline.extract_text(
                    text, path=path.name, sha256="0" * 64, known=known.get(path.resolve())
                )
            finally:
                confidence.confidence_of = original
            rows[stem] = list(_judge(annotated, extraction.measures))
    return rows


class _Tagged(float):
    """A confidence that remembers its class."""

    certainty: str

    def __new__(cls, value: float, certainty: str) -> _Tagged:
        self = super().__new__(cls, value)
        self.certainty = certainty
        return self


def _inside(windows, start: int, end: int) -> bool:  # type: ignore[no-untyped-def]
    return not windows or any(min(end, b) - max(start, a) > (end - start) / 2 for a, b in windows)


def _judge(gold, measures):  # type: ignore[no-untyped-def]
    found = [m for m in measures if _inside(gold.windows, m.start, m.end)]
    rows = [{"start": m.start, "end": m.end, "text": m.text} for m in found]
    wanted = [m for m in gold.measures if _inside(gold.windows, m["start"], m["end"])]
    matched = {j: wanted[i] for i, j in match_measures(wanted, rows)}
    for index, measure in enumerate(found):
        partner = matched.get(index)
        yield (
            "measure",
            measure.confidence.certainty,
            float(measure.confidence),
            bool(partner and partner["kind"] == measure.kind),
        )
    for part, right in (("units", _unit_right), ("targets", _target_right), ("deadlines", _deadline_right)):
        pool = [g for m in wanted for g in m.get(part) or ()]
        for measure in found:
            for record in getattr(measure, part):
                if part == "deadlines" and record.type == "event":
                    continue  # without a value that is right or wrong, as in policytext.evaluate
                yield (
                    part[:-1],
                    record.confidence.certainty,
                    float(record.confidence),
                    any(right(g, record) for g in pool),
                )


def _same_place(gold, record) -> bool:  # type: ignore[no-untyped-def]
    return gold["start"] < record.end and record.start < gold["end"]


def _unit_right(g, r) -> bool:  # type: ignore[no-untyped-def]
    row = {"start": r.start, "end": r.end, "text": r.text}
    return _same_place(g, r) and has_same_text(g, row) and g["role"] == r.role


def _target_right(g, r) -> bool:  # type: ignore[no-untyped-def]
    row = {"start": r.start, "end": r.end}
    return (
        _same_place(g, r)
        and iou(g, row) >= 0.5
        and g.get("value") == r.value
        and g["comparator"] == r.comparator
        and g["status"] == r.status
    )


def _deadline_right(g, r) -> bool:  # type: ignore[no-untyped-def]
    row = {"start": r.start, "end": r.end, "text": r.text}
    return _same_place(g, r) and has_same_text(g, row) and g["type"] == r.type and (g.get("value") or None) == r.value


def reliability(rows: list[Row], final: dict[str, dict[str, float]]) -> tuple[str, dict[str, float]]:
    """A table of stated against counted confidence, and the expected calibration error a kind.

    Args:
        final: the rates that users get. They put a record into its row: the crossed ones move with what
            is left out (down where a document without errors is), which would sort records by their own result.
    """
    lines, errors = [], {}
    for kind in ("measure", "unit", "target", "deadline"):
        own = [
            (final[kind].get(certainty, final[kind]["other"]), value, right)
            for k, certainty, value, right in rows
            if k == kind
        ]
        if not own:
            continue
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for row, value, right in own:
            bins[min(int(row * 10), 9)].append((value, right))
        error = 0.0
        for number in sorted(bins):
            members = bins[number]
            stated = sum(v for v, _ in members) / len(members)
            counted = sum(r for _, r in members) / len(members)
            error += abs(stated - counted) * len(members) / len(own)
            lines.append(
                f"{kind:10s} {number / 10:.1f}-{number / 10 + 0.1:.1f}  n {len(members):5d}  stated "
                f"{stated:.3f}  right {counted:.3f}"
            )
        errors[kind] = error
    return "\n".join(lines), errors


def _count(counts: Counts, rows: list[Row]) -> None:
    for kind, certainty, _, right in rows:
        counts[kind][certainty][0] += right
        counts[kind][certainty][1] += 1


def rates(read: Counts, unread: Counts) -> dict[str, dict[str, float]]:
    """For each kind the rate of each class, and that of all under ``other``."""
    result: dict[str, dict[str, float]] = {}
    for kind in ("measure", "unit", "target", "deadline"):
        mean = sum(c[0] for c in read[kind].values()) / sum(c[1] for c in read[kind].values())
        own = result[kind] = {"other": mean}
        for certainty in sorted(read[kind]):
            right, total = read[kind][certainty]
            new_right, new_total = unread[kind][certainty]
            prior = (right + SHRINK * mean) / (total + SHRINK)
            own[certainty] = (new_right + PRIOR * prior) / (new_total + PRIOR)
    return result


def crossed(read: Counts, documents: dict[str, list[Row]]) -> tuple[str, dict[str, float]]:
    """Reliability on the documents kept apart, each told by rates that were counted without it."""
    rows = []
    for stem, own in documents.items():
        unread: Counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        for other in documents:
            if other != stem:
                _count(unread, documents[other])
        told = rates(read, unread)
        rows += [
            (kind, certainty, told[kind].get(certainty, told[kind]["other"]), right)
            for kind, certainty, _, right in own
        ]
    everything: Counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for own in documents.values():
        _count(everything, own)
    return reliability(rows, rates(read, everything))


def render(read: Counts, unread: Counts) -> str:
    """The file's text: a rate for each kind and class, with what it was counted on."""
    lines = ["# How often a record of a class is right (strict: span and attributes), by scripts/calibrate.py:",
             "# right of all on read documents; right of all on unread ones."]  # fmt: skip
    for kind, own in rates(read, unread).items():
        lines += ["", f"[{kind}]", f"other = {own.pop('other'):.3f}"]
        for certainty, rate in own.items():
            (right, total), (new_right, new_total) = read[kind][certainty], unread[kind][certainty]
            lines.append(f"{certainty} = {rate:.3f}  # {right} of {total}; {new_right} of {new_total}")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    sets = available_sets()
    read: Counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for name in FIT_SETS:
        if name in sets:
            for rows in collect(name).values():
                _count(read, rows)
    held = {stem: rows for name in HELD_SETS if name in sets for stem, rows in collect(name).items()}
    if not arguments.check:
        unread: Counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        for rows in held.values():
            _count(unread, rows)
        OUT.write_text(render(read, unread), encoding="utf-8")
        print(f"{OUT}: written")
        confidence.load_toml.cache_clear()
    if held:
        table, errors = crossed(read, held)
        print(table)
        print(
            "expected calibration error on held-back documents:",
            json.dumps({k: round(v, 3) for k, v in errors.items()}),
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
