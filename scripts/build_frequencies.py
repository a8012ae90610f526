"""Make ``policytext/align/frequencies.tsv``: in how many passages of policy text a term stands.

    python scripts/build_frequencies.py --bulk policy_docs.jsonl.gz

A passage is a paragraph of 30 characters or more. Terms in fewer than ``MIN_PASSAGES`` are left out
(they count as 0). The first line, ``*``, is the number of passages.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "scripts"))

from train_encoder import iter_texts  # noqa: E402

from policytext.align.words import FREQUENCIES, find_terms  # noqa: E402
from policytext.normalize.characters import fold  # noqa: E402

MIN_PASSAGES = 60
MIN_PASSAGE_CHARS = 30


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulk", type=Path, action="append", default=[], help="JSON lines, gzip or plain")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of *.txt, walked")
    parser.add_argument("--output", type=Path, default=FREQUENCIES)
    args = parser.parse_args(argv)

    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for text in iter_texts(args.bulk, args.texts):
        for line in fold(text).split("\n"):
            passage = line.strip()
            if len(passage) >= MIN_PASSAGE_CHARS and passage not in seen:
                seen.add(passage)
                counts.update(set(find_terms(passage)))
    rows = sorted((term, count) for term, count in counts.items() if count >= MIN_PASSAGES)
    lines = ["# term, number of passages; made by scripts/build_frequencies.py", f"*\t{len(seen)}"]
    lines += [f"{term}\t{count}" for term, count in rows]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} terms of {len(seen)} passages → {args.output}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
