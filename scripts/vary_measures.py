#!/usr/bin/env python3
"""Measures by the million, for benchmarks: real ones told again by other cities.

usage: python scripts/vary_measures.py COUNT OUTPUT [--source FILE]

The measures of SOURCE (a ``.jsonl``/``.jsonl.gz`` file whose lines have a field ``text``; default:
../shared/bulk/policy_docs.jsonl.gz) are extracted once. A variation of a document is the same
measures in the name of another city, with other figures, and with the sentences and clauses behind
the first one in another order; nothing is invented, so a variation is as long and as varied as the
original. Each document is told by four cities at least. The seed is fixed: equal arguments give equal
measures. OUTPUT is a folder, in which ``policytext align`` runs; it is made to be thrown away.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from policytext.records import Document, Measure, Region  # noqa: E402

BULK = ROOT.parent / "shared" / "bulk" / "policy_docs.jsonl.gz"
MIN_CITIES = 4
SEED = 1
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@cache
def cities() -> tuple[Region, ...]:
    """The cities of the lexicon, in its order."""
    from policytext.lexicon import FOLDER

    rows = (line.split(",") for line in (FOLDER / "regions.csv").read_text(encoding="utf-8").splitlines()[1:])
    return tuple(Region(name=row[1], adcode=row[0], level="city") for row in rows if row[3] == "city")


@cache
def _place_names() -> re.Pattern[str]:
    names = {name for city in cities() for name in (city.name, city.name[:-1]) if len(name) > 1}
    return re.compile("|".join(sorted(names, key=lambda name: (-len(name), name))))


def iter_texts(source: Path = BULK) -> Iterator[str]:
    """The texts of a JSON-lines file, in order."""
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)["text"]


def originals(count: int, source: Path = BULK) -> list[list[Measure]]:
    """The measures of as many documents as ``count`` variations ask for, taken evenly from ``source``."""
    from policytext.pipeline import extract_text

    texts = list(iter_texts(source))
    step = 1
    while len(texts) % step or sum(map(len, texts[::step])) > max(300_000, count * 320 / MIN_CITIES):
        step += 1
        if step > len(texts):
            break
    found = [extract_text(text, path="bulk.txt", sha256="0" * 64).measures for text in texts[::step]]
    return [list(own) for own in found if own]


def vary(measure: Measure, city: Region, dice: random.Random) -> str:
    """A measure's text in the name of ``city``, with other figures and its later clauses in another order."""

    def figure(found: re.Match[str]) -> str:
        text = found.group()
        if _YEAR.fullmatch(text):
            return text
        return (
            f"{float(text) * dice.uniform(0.7, 1.5):.1f}"
            if "." in text
            else str(max(1, round(int(text) * dice.uniform(0.7, 1.5))))
        )

    first, *sentences = re.split(r"(?<=[。；])", measure.text.rstrip())
    dice.shuffle(sentences)
    told = []
    for sentence in sentences:
        clauses = sentence.rstrip("。；").split("，")
        dice.shuffle(clauses)
        told.append("，".join(clauses) + "。" if sentence else "")
    text = _NUMBER.sub(figure, first + "".join(told))
    return _place_names().sub(lambda name: city.name if name.group().endswith("市") else city.name[:-1], text)


def iter_varied(count: int, source: Path = BULK) -> Iterator[tuple[Document, list[Measure]]]:
    """Documents with their measures, ``count`` measures in all."""
    base = originals(count, source)
    left = count
    told = 0
    while left > 0:
        for number, own in enumerate(base):
            if left <= 0:
                return
            dice = random.Random(f"{SEED}-{number}-{told}")
            city = cities()[(number * 7 + told) % len(cities())]
            doc_id = f"d{number:04d}-{told:04d}"
            measures = []
            for measure in own[:left]:
                text = vary(measure, city, dice)
                measures.append(
                    Measure(
                        text=text,
                        start=measure.start,
                        end=measure.start + len(text),
                        measure_id=f"{doc_id}-m{measure.order:04d}",
                        doc_id=doc_id,
                        section_id=None,
                        order=measure.order,
                        kind=measure.kind,
                        title=_place_names().sub(city.name[:-1], measure.title) if measure.title else None,
                        units=measure.units,
                    )
                )
            left -= len(measures)
            yield (
                Document(
                    doc_id=doc_id,
                    path=f"{doc_id}.txt",
                    sha256="0" * 64,
                    n_chars=0,
                    region=city,
                    # a sign of its own: two of a city are no editions of one plan
                    title=f"{city.name}文件{chr(0x4E00 + number)}",
                    date=str(2015 + told % 10),
                    genre="plan",
                    end=0,
                ),
                measures,
            )
        told += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("output", type=Path)
    parser.add_argument("--source", type=Path, default=BULK)
    args = parser.parse_args()

    from policytext.export.jsonl import dump_line

    args.output.mkdir(parents=True)
    with (
        open(args.output / "documents.jsonl", "w", encoding="utf-8") as documents,
        open(args.output / "measures.jsonl", "w", encoding="utf-8") as measures,
    ):
        for document, own in iter_varied(args.count, args.source):
            documents.write(dump_line(document) + "\n")
            measures.writelines(dump_line(measure) + "\n" for measure in own)
    for kind in ("sections", "aims"):
        (args.output / f"{kind}.jsonl").touch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
