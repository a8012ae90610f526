"""Draw graded pairs for a second reader, and show their two texts without the first reader's grade.

    python scripts/sample_pairs.py --corpus FOLDER > to_read.txt

The same pairs come with every call: 100, seeded, so many of each grade (:data:`STRATA`), in an order
that tells nothing of it. The second reader writes ``tests/align/second/*.jsonl``, a file a file of pairs, a line
a pair (``left``, ``right``, ``grade``: 1, 0, null); ``score_alignment.py --agreement`` compares.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from policytext.pairs import SIDES, find_pairs, read_text  # noqa: E402

PAIRS = ROOT / "tests" / "align" / "pairs"
SEED = 4
#: The first reader's grade → pairs of it. Partners are one in ten of all pairs: by chance alone a sample
#: of 100 would hold ten, and κ would hang on these.
STRATA = {"1": 35, "hard": 30, "0": 25, "null": 10}
#: Lines at the head of each file that the second reader had seen before reading; never drawn.
SEEN_ROWS = 3
MAX_CHARS = 260  # shown of each passage
#: Graded after the sample was read; never drawn.
LATER = {"b068-b117", "b239-b261", "b087-b112", "b251-b315", "b035-b073", "b209-b246"}


def stratum(row: dict) -> str:
    if row["grade"] is None:
        return "null"
    return "hard" if row.get("hard") else str(row["grade"])


def sample(pairs_dir: Path = PAIRS) -> list[tuple[Path, dict]]:
    """The pairs to read: file and line."""
    strata: dict[str, list[tuple[Path, dict]]] = {name: [] for name in STRATA}
    for path in find_pairs(pairs_dir):
        if path.stem in LATER:
            continue
        for line in path.read_text(encoding="utf-8").splitlines()[1 + SEEN_ROWS :]:
            row = json.loads(line)
            strata[stratum(row)].append((path, row))
    chosen = random.Random(SEED)
    drawn = [one for name, count in STRATA.items() for one in chosen.sample(strata[name], count)]
    drawn.sort(key=lambda one: (one[0].stem, one[1]["left"], one[1]["right"]))
    return drawn


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="the folder that the pairs' paths are relative to")
    parser.add_argument("--split", help="only pairs of this split: dev, held or test")
    args = parser.parse_args(argv)
    for number, (path, row) in enumerate(sample()):
        head = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
        if args.split and head["split"] != args.split:
            continue
        print(f"## {number} {path.stem} {row['left']} {row['right']}")
        for side in SIDES:
            text = read_text(args.corpus, head[side]["path"])
            print(f"{side[0].upper()}: {' '.join(text[slice(*row[side])].split())[:MAX_CHARS]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
