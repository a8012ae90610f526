#!/usr/bin/env python3
"""Speed of the extraction beside jieba's, in one run on the same texts.

usage: python scripts/benchmark.py [SOURCE] [--sample N] [--repeat N]

SOURCE is a folder of texts, a text file, or a ``.jsonl``/``.jsonl.gz`` file whose lines have a
field ``text`` (default: ../shared/bulk/policy_docs.jsonl.gz where it is there, else corpora/).
Prints characters a second of CPU time for ``jieba.lcut`` and for the whole extraction (normalize,
structure, extract, resolve; one process), their ratio, the same for one document 1, 10 and 100
times as long, and the peak memory. The ratio carries over to other machines, the speed does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
BULK = ROOT.parent / "shared" / "bulk" / "policy_docs.jsonl.gz"
LENGTH_FACTORS = (1, 10, 100)


def iter_texts(source: Path) -> Iterator[str]:
    """The texts of a folder, a text file or a JSON-lines file, in order."""
    from policytext.errors import ReadError
    from policytext.read import read_source
    from policytext.read.inputs import find_inputs

    if ".jsonl" in source.suffixes:
        opener = gzip.open if source.suffix == ".gz" else open
        with opener(source, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)["text"]
        return
    for file in find_inputs([source]).files:
        try:
            yield read_source(file.name).text
        except ReadError as err:
            print(f"left out: {err}", file=sys.stderr)


def take_sample(texts: Sequence[str], n: int) -> list[str]:
    """``n`` texts evenly from all; all when n is 0 or more than there are."""
    if not n or n >= len(texts):
        return list(texts)
    return [texts[index * len(texts) // n] for index in range(n)]


def measure(work: Callable[[str], object], texts: Sequence[str], repeat: int) -> float:
    """CPU seconds for all texts, the best of ``repeat``."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return best


def peak_memory() -> str:
    """The most memory this process has had, where the system tells."""
    try:
        import resource
    except ImportError:  # Windows
        return "not known on this system"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{peak / (1 << 20 if sys.platform == 'darwin' else 1 << 10):.0f} MiB"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=Path, default=BULK if BULK.exists() else ROOT / "corpora")
    parser.add_argument(
        "--sample",
        type=int,
        default=50,
        help="texts taken evenly from SOURCE; 0 for all (default 50)",
    )
    parser.add_argument("--repeat", type=int, default=3, help="the best of N runs counts (default 3)")
    args = parser.parse_args()

    import jieba

    from policytext.pipeline import extract_text

    jieba.setLogLevel(logging.WARNING)
    texts = take_sample(list(iter_texts(args.source)), args.sample)
    if not texts:
        print(f"no text found in {args.source}", file=sys.stderr)
        return 1

    def extract(text: str) -> object:
        return extract_text(text, path="benchmark.txt", sha256="0" * 64)

    start = time.process_time()
    jieba.lcut("预热")  # dictionaries are loaded at the first call of each
    print(f"{'start-up of jieba':24s} {time.process_time() - start:8.2f} s CPU")
    start = time.process_time()
    extract(texts[0])
    print(f"{'start-up of extraction':24s} {time.process_time() - start:8.2f} s CPU (first text included)")

    n_chars = sum(map(len, texts))
    print(f"\n{len(texts)} texts, {n_chars:,} characters, best of {args.repeat} runs, one process")
    seconds = {
        name: measure(work, texts, args.repeat) for name, work in (("jieba.lcut", jieba.lcut), ("extraction", extract))
    }
    for name, value in seconds.items():
        print(f"{name:24s} {n_chars / value:12,.0f} characters/s")
    print(f"{'ratio':24s} {seconds['jieba.lcut'] / seconds['extraction']:12.2f} × jieba.lcut")

    # One text made of different ones: of a repeated text the extraction drops the copies.
    everything = "\n".join(texts)
    base = min(3000, len(everything) // LENGTH_FACTORS[-1])
    print(f"\none document of {base:,} characters, and of more")
    speeds = []
    for factor in LENGTH_FACTORS:
        long = everything[: base * factor]
        ours = measure(extract, [long], args.repeat if factor < 100 else 1)
        speeds.append(len(long) / ours)
        theirs = measure(jieba.lcut, [long], 1)
        print(f"{factor:4d} × {ours:19.3f} s {speeds[-1]:12,.0f} characters/s {theirs / ours:8.2f} × jieba.lcut")
    print(f"{'speed kept at 100 ×':24s} {speeds[-1] / speeds[0]:12.2f} (1 is linear)")
    print(f"\npeak memory              {peak_memory():>12s}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
