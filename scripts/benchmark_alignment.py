#!/usr/bin/env python3
"""Cost and recall of alignment from a thousand measures to a million, beside the encoding of the same texts.

usage: python scripts/benchmark_alignment.py [--sizes N ...] [--source FILE] [--exact] [--gigabytes N]

The measures are those of ``vary_measures.py``; making them is not counted. Each size runs in a process
of its own. Printed are CPU seconds (all threads and processes), time on the clock, peak memory (the
measures themselves included), recall@10 of the neighbours by meaning on 500 exact queries, links,
themes; then the CPU seconds of the stages, and what was measured in the same process: ``× encoding``,
CPU of the alignment by CPU of encoding titles and bodies (of the first 50,000, multiplied out), and
``÷ product``, CPU of an exact numpy product of all vectors (500 rows of it, multiplied out; no ranking, no
scores) by CPU of the alignment. How far it is stands on stderr; above ``--gigabytes`` a run stops itself.
``--exact`` (up to 50,000) aligns once more with faiss and rare words only, and prints the share of the links
that these find. The ratios carry over to other machines, the seconds do not.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "scripts"))

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STAGES = (
    "prepare",
    "Scorer",
    "find_candidates",
    "score_pairs",
    "uncrowded",
    "choose",
    "find_themes",
    "compare_targets",
    "find_revisions",
    "find_rungs",
    "find_adoptions",
)
QUERIES = 500
LINKS_WRITTEN = 20_000
ENCODED = 50_000


def cpu() -> float:
    """CPU seconds of this process and the children it has waited for."""
    own = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in own)


def timed(work: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    """``work``, with its CPU seconds added to ``spent[name]``."""

    def run(*args: Any, **kwargs: Any) -> Any:
        start = cpu()
        try:
            return work(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + cpu() - start
            print(
                f"  {name}: {spent[name]:.0f} CPU s, {held():.1f} GiB, peak {peak():.1f}", file=sys.stderr, flush=True
            )

    return run


def run_one(count: int, source: Path, exact: bool) -> dict[str, Any]:
    """Align ``count`` measures; the figures of one row."""
    import numpy as np
    from vary_measures import iter_varied

    from policytext.export.jsonl import dump_line

    align = importlib.import_module("policytext.align")  # the package has a function of this name
    documents, measures = [], []
    for document, own in iter_varied(count, source):
        documents.append(document)
        measures += own
    encoder = align.load_encoder()
    made = peak()
    spent: dict[str, float] = {}
    for stage in STAGES:
        setattr(align, stage, timed(getattr(align, stage), spent, stage))
    start, clock = cpu(), time.perf_counter()
    alignment = align.align_records(documents, [], measures, [], encoder=encoder)
    result: dict[str, Any] = {
        "measures": len(measures),
        "documents": len(documents),
        "cpu": cpu() - start,
        "clock": time.perf_counter() - clock,
        "peak": peak(),
        "peak_before": made,
        "links": len(alignment.links),
        "themes": len(alignment.themes),
        "stages": spent,
        **{
            name: alignment.notes[name]
            for name in ("distinct", "candidates", "recall", "probes", "largest_theme_share")
        },
    }
    start = cpu()
    next(iter(alignment.links), None)  # puts them in order
    spent["order"] = cpu() - start
    start = cpu()
    written = 0
    for link in alignment.links:
        dump_line(link)
        written += 1
        if written == LINKS_WRITTEN:
            break
    result["link_us"] = 1e6 * (cpu() - start) / max(1, written)
    sample = measures[:ENCODED]
    start = cpu()
    vectors = encoder.encode([measure.text[:600] for measure in sample])
    encoder.encode([measure.title or "" for measure in sample])
    result["encoding"] = (cpu() - start) * len(measures) / len(sample)
    rows = vectors[:: max(1, len(vectors) // QUERIES)][:QUERIES]
    start = cpu()
    np.dot(rows, vectors.T)
    result["product"] = (cpu() - start) * len(measures) / len(sample) * len(measures) / len(rows)
    if exact and count <= align.EXACT_LIMIT:
        found = {(link.source, link.target) for link in alignment.links}
        find = align.find_candidates
        align.find_candidates = lambda *args, **kwargs: find(*args, **{**kwargs, "exact_limit": 0, "words_limit": 0})
        again = align.align_records(documents, [], measures, [], encoder=encoder)
        result["kept"] = len(found & {(link.source, link.target) for link in again.links}) / max(1, len(found))
        result["kept_links"], result["kept_recall"] = len(again.links), again.notes["recall"]
    return result


def held() -> float:
    """The memory this process has now, in GiB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / (1 << 30)


def watch(gigabytes: float) -> None:
    """End this process when it holds more than that: a machine without swap would take others along."""
    while True:
        if held() > gigabytes:
            print(f"  more than {gigabytes} GiB: stopped", file=sys.stderr, flush=True)
            os._exit(1)
        time.sleep(0.2)


def peak() -> float:
    """The most memory this process has had, in GiB (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def show(row: dict[str, Any]) -> None:
    print(
        f"{row['measures']:>9,} measures of {row['documents']:,} documents, "
        f"{row['distinct']:,} distinct; {row['candidates']:,} pairs scored, "
        f"{row['links']:,} links, {row['themes']:,} themes (largest {row['largest_theme_share']:.2%})"
    )
    print(
        f"{'':>9} {row['cpu']:.1f} CPU s, {row['clock']:.1f} s, peak "
        f"{row['peak']:.2f} GiB ({row['peak_before']:.2f} before); "
        f"recall@10 {row['recall']:.4f} ({row['probes'] or 'exact'}{' probes' if row['probes'] else ''}); "
        f"{row['cpu'] / row['encoding']:.1f} × encoding ({row['encoding']:.1f} s); product "
        f"{row['product']:.1f} s ({row['product'] / row['cpu']:.2f} ÷)"
    )
    print(
        f"{'':>9} "
        + ", ".join(f"{name} {seconds:.1f}" for name, seconds in row["stages"].items())
        + f"; a link written {row['link_us']:.0f} µs"
    )
    if "kept" in row:
        print(
            f"{'':>9} with faiss and rare words: {row['kept_links']:,} links, "
            f"{row['kept']:.1%} of these, recall@10 {row['kept_recall']:.4f}"
        )
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--source", type=Path, default=ROOT.parent / "shared" / "bulk" / "policy_docs.jsonl.gz")
    parser.add_argument("--exact", action="store_true", help="compare with faiss at sizes up to 50,000")
    parser.add_argument(
        "--gigabytes", type=float, default=14.0, help="memory above which a run stops itself (default 14)"
    )
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        threading.Thread(target=watch, args=(args.gigabytes,), daemon=True).start()
        print(json.dumps(run_one(args.one, args.source, args.exact)))
        return 0
    if not args.source.exists():
        print(f"{args.source} is not there; name another file with --source", file=sys.stderr)
        return 1
    for size in args.sizes:
        command = [
            sys.executable,
            __file__,
            "--one",
            str(size),
            "--source",
            str(args.source),
            "--gigabytes",
            str(args.gigabytes),
            *(["--exact"] if args.exact else []),
        ]
        show(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
    return 0


if __name__ == "__main__":
    sys.exit(main())
