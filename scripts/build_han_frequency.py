"""Make ``policytext/read/han_frequency.tsv``: how often each Han character occurs.

usage: python scripts/build_han_frequency.py

The counts are those of the words in jieba's dictionary (MIT), summed over their characters. A
Traditional character, which that dictionary hardly knows, takes the count of its Simplified form
(``policytext/lexicon/traditional.tsv``). Characters are put together by the rounded logarithm of
their share, because that is all that the detection of an encoding needs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path

import jieba

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "policytext" / "read" / "han_frequency.tsv"
STEP = 0.25  # width of a class, in decades
RAREST = -7.0  # log10 share under which a character is as good as unknown


def count_characters() -> Counter[str]:
    """Occurrences of each Han character in running text, by jieba's word counts."""
    counts: Counter[str] = Counter()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split()
        for character in word:
            if "\u4e00" <= character <= "\u9fff":
                counts[character] += int(count)
    return counts


def add_traditional(counts: Counter[str]) -> None:
    """Give each Traditional character at least the count of its Simplified form."""
    table = ROOT / "policytext" / "lexicon" / "traditional.tsv"
    simplified = dict(counts)
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        character, form = line.split("\t")[:2]
        if len(character) == len(form) == 1 and form in simplified:
            counts[character] = max(counts[character], simplified[form])


def main() -> None:
    counts = count_characters()
    total = sum(counts.values())
    add_traditional(counts)
    classes: defaultdict[float, list[str]] = defaultdict(list)
    for character, count in counts.items():
        share = round(math.log10(count / total) / STEP) * STEP if count else RAREST
        if share > RAREST:
            classes[share].append(character)
    lines = [
        "# Share of each Han character in running text; made by scripts/build_han_frequency.py",
        "# from the dictionary of jieba 0.42.1 (MIT).",
        "log10_share\tcharacters",
    ]
    lines += [f"{share:.2f}\t{''.join(sorted(classes[share]))}" for share in sorted(classes, reverse=True)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
