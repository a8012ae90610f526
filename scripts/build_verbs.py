#!/usr/bin/env python3
"""Write ``common_verbs.txt`` and ``common_adverbs.txt`` of ``policytext/lexicon``: words of jieba's dictionary (MIT licence).

Verbs are those of two characters, adverbs those of two to four.

usage: python scripts/build_verbs.py
"""

from __future__ import annotations

from pathlib import Path

import jieba

LEXICON = Path(__file__).parent.parent / "policytext" / "lexicon"
VERB_TAGS = frozenset(["v"])  # vn is a noun as often: 工作, 旅游
ADVERB_TAGS = frozenset(["d", "ad", "vd"])
NO_VERBS = frozenset(
    [
        "排长",
        "尊长",
        "舍长",
        "处长",
        "镇长",
        "连长",
        "探长",
        "站长",
        "组长",
        "署长",
        "纵长",
        "保长",
        "深长",
        "久长",
        "修长",
    ]
)  # ranks and adjectives that the dictionary tags as verbs
MIN_COUNT = 4  # below, the dictionary's tags are guesses
MIN_ADVERB_COUNT = 20


def main() -> None:
    verbs, adverbs = set(), set()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        if len(word) == 2 and tag in VERB_TAGS and int(count) >= MIN_COUNT and word not in NO_VERBS:
            verbs.add(word)
        if 2 <= len(word) <= 4 and tag in ADVERB_TAGS and int(count) >= MIN_ADVERB_COUNT:
            adverbs.add(word)
    for name, words in (("common_verbs.txt", verbs), ("common_adverbs.txt", adverbs)):
        (LEXICON / name).write_text("\n".join(sorted(words)) + "\n", encoding="utf-8", newline="\n")
        print(f"{LEXICON / name}: {len(words)} words of jieba {jieba.__version__}")


if __name__ == "__main__":
    main()
