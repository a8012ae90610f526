#!/usr/bin/env python3
"""Raise the floors in tests/scores.json to today's scores (a little slack below, for rounding).

usage: python scripts/pin_scores.py [--lower REASON]

A floor is lowered only with ``--lower`` and a reason, which is kept in the file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from pathlib import Path

from score import ATTRIBUTES, COMPOSED, KINDS, ROOT, available_sets, score_set

FILE = ROOT / "tests" / "scores.json"


def digest_of(name: str) -> str:
    """A digest of a set's gold, so that a floor is never held against other gold unnoticed."""
    folders = {
        **COMPOSED,
        "dev": ROOT / "tests" / "gold" / "dev",
        "held": ROOT / "tests" / "gold" / "held",
        "shared": ROOT.parent / "shared" / "gold",
    }
    digest = hashlib.sha256()
    for path in sorted(Path(folders[name]).glob("*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def current() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for name in available_sets():
        evaluation = score_set(name)
        scores = {
            kind: evaluation.scores[kind].f1
            for kind in KINDS
            if evaluation.scores.get(kind) and evaluation.scores[kind].gold
        }
        scores |= {
            a: right / total for a in ATTRIBUTES for right, total in [evaluation.attributes.get(a, (0, 0))] if total
        }
        found[name] = {key: math.floor(value * 1000) / 1000 for key, value in scores.items()}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--lower", metavar="REASON")
    arguments = parser.parse_args()
    pinned = (
        json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"floors": {}, "gold": {}, "lowered": []}
    )
    for name, scores in current().items():
        floors = pinned["floors"].setdefault(name, {})
        for key, value in scores.items():
            if value > floors.get(key, -1):
                floors[key] = value
            elif value < floors[key]:
                if not arguments.lower:
                    print(f"{name} {key}: {value} is below the floor {floors[key]}")
                    continue
                pinned["lowered"].append(
                    {"set": name, "score": key, "from": floors[key], "to": value, "reason": arguments.lower}
                )
                floors[key] = value
        pinned["gold"][name] = digest_of(name)
    FILE.write_text(json.dumps(pinned, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{FILE}: pinned")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
