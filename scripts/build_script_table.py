#!/usr/bin/env python3
"""Make ``policytext/lexicon/traditional.tsv`` from OpenCC's TSCharacters.txt (Apache-2.0).

usage: python scripts/build_script_table.py PATH/TO/TSCharacters.txt

One line a character: Traditional, tab, Simplified. Only pairs of single characters are kept,
because the table must not move an offset; 乾 stays (乾坤, 乾隆 are right in Simplified too).
"""

from __future__ import annotations

import sys
from pathlib import Path

KEEP_AS_IS = {"乾", "著", "瞭", "鍾"}  # ambiguous in Simplified text: folding would break names
OUT = Path(__file__).parents[1] / "policytext" / "lexicon" / "traditional.tsv"


def main(argv: list[str]) -> int:
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    pairs = {}
    for line in Path(argv[0]).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        traditional, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(traditional) == len(first) == 1 and traditional != first:
            pairs[traditional] = first
    for character in KEEP_AS_IS:
        pairs.pop(character, None)
    lines = [f"{t}\t{s}\n" for t, s in sorted(pairs.items())]
    OUT.write_text("".join(lines), encoding="utf-8")
    print(f"{OUT}: {len(lines)} pairs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
