#!/usr/bin/env python3
"""Write ``policytext/lexicon/common_verbs.txt``: verbs of two characters in jieba's dictionary (MIT licence).

usage: python scripts/build_verbs.py
"""

from __future__ import annotations

from pathlib import Path

import jieba

OUT = Path(__file__).parent.parent / "policytext" / "lexicon" / "common_verbs.txt"
VERB_TAG = "v"  # vn is a noun as often: 工作, 旅游
MIN_COUNT = 4  # below, the dictionary's tags are guesses


def main() -> None:
    words = set()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        if len(word) == 2 and tag == VERB_TAG and int(count) >= MIN_COUNT:
            words.add(word)
    OUT.write_text("\n".join(sorted(words)) + "\n", encoding="utf-8", newline="\n")
    print(f"{OUT}: {len(words)} verbs of jieba {jieba.__version__}")


if __name__ == "__main__":
    main()
