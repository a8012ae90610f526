"""Check every corpus of ``corpora/``: manifest, texts, and gold annotations.

A corpus is a folder with ``raw/manifest.csv``, the texts it lists, and ``gold/*.json`` (records of
one text each, offsets in code points of the file read as UTF-8 with its newlines kept). All faults
are shown together::

    python scripts/check_gold.py [CORPUS ...]

Exit code 0 when nothing is wrong, 1 when something is.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from policytext import records  # noqa: E402  (the path is set above, to run without an install)

Row = dict[str, Any]

MANIFEST_COLUMNS = (
    "path",
    "title",
    "region",
    "date",
    "genre",
    "issuer",
    "source",
    "licence",
    "sha256",
)
#: Evidence of a unit that is named once for several measures, so that its span may lie outside.
ELSEWHERE = {"inherited", "default"}
DAY = r"\d{4}-\d{2}-\d{2}"
#: ISO 8601 form of a deadline's value, by type; an event has none.
VALUE_FORM = {
    "by": DAY,
    "from": DAY,
    "during": f"{DAY}/{DAY}",
    "duration": r"P\d+[YMWD]",
    "recurring": r"R/P\d+[YMWD]",
}
#: Field → the enumeration of ``policytext.records`` that it is taken from, by kind of record.
ENUMERATIONS: dict[str, dict[str, Any]] = {
    "measure": {"kind": records.Kind, "modality": records.Modality},
    "unit": {"role": records.Role, "type": records.UnitType, "evidence": records.Evidence},
    "target": {
        "comparator": records.Comparator,
        "side": records.Side,
        "change": records.Change,
        "status": records.Status,
        "modality": records.Modality,
        "evidence": records.Evidence,
    },
    "deadline": {
        "type": records.DeadlineType,
        "resolved_from": records.Anchor,
        "modality": records.Modality,
        "evidence": records.Evidence,
    },
}
#: Fields that may not be null, among those enumerated.
REQUIRED = {"kind", "role", "type", "comparator", "status"}


def find_corpora(root: Path) -> list[Path]:
    """The folders under ``root`` that hold gold and a manifest, sorted by name (house-styles has none: tests/test_corpora.py)."""
    return sorted(path.parent for path in root.glob("*/gold") if (path.parent / "raw" / "manifest.csv").is_file())


def check_corpus(corpus: Path) -> list[str]:
    """All faults of one corpus, each ``file: what is wrong``; an empty list when it is sound."""
    faults = list(_check_manifest(corpus / "raw"))
    golds = [path for path in sorted((corpus / "gold").glob("*.json")) if not _is_themes(path)]
    if not golds:
        faults.append(f"{corpus / 'gold'}: no gold file")
    for path in golds:
        faults += [f"{path.name}: {fault}" for fault in _check_gold(path, corpus / "raw")]
    return faults


def _is_themes(path: Path) -> bool:
    return path.name.endswith(".themes.json")


def _check_manifest(raw: Path) -> Iterator[str]:
    manifest = raw / "manifest.csv"
    if not manifest.is_file():
        yield f"{manifest}: missing"
        return
    with open(manifest, encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != MANIFEST_COLUMNS:
            yield f"{manifest}: columns are {reader.fieldnames}, not {list(MANIFEST_COLUMNS)}"
            return
        rows = list(reader)
    listed = [row["path"] for row in rows]
    if len(set(listed)) != len(listed):
        yield f"{manifest}: a path is listed twice"
    for path in sorted(raw.glob("*.txt")):
        if path.name not in listed:
            yield f"{manifest}: {path.name} is not listed"
    for line, row in enumerate(rows, start=2):
        path = raw / row["path"]
        if not path.is_file():
            yield f"{manifest}:{line}: {row['path']} does not exist"
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            yield f"{manifest}:{line}: sha256 of {row['path']} differs"
        if row["genre"] not in get_args(records.Genre):
            yield f"{manifest}:{line}: no genre {row['genre']!r}"
        if not re.fullmatch(DAY, row["date"]):
            yield f"{manifest}:{line}: date {row['date']!r} is no ISO day"
        if not (row["source"] and row["licence"]):
            yield f"{manifest}:{line}: source or licence is empty"


def _check_gold(path: Path, raw: Path) -> Iterator[str]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text_path = raw / gold["file"]
    if text_path.stem != path.stem or not text_path.is_file():
        yield f"file {gold['file']!r} is not the text of this name in {raw}"
        return
    with open(text_path, encoding="utf-8", newline="") as stream:
        source = stream.read()
    yield from _check_document(gold, source)
    yield from _check_sections(gold["sections"], source)
    measures = gold["measures"]
    for order, measure in enumerate(measures):
        where = f"measure {order}"
        if measure["order"] != order:
            yield f"{where}: order is {measure['order']}"
        yield from (f"{where}: {fault}" for fault in _check_measure(measure, source))
    yield from _check_overlaps("measures", measures)
    yield from _check_aims(gold, source)
    themes = path.with_name(path.stem + ".themes.json")
    if themes.is_file():
        yield from _check_themes(json.loads(themes.read_text(encoding="utf-8")), measures)


def _check_document(gold: Row, source: str) -> Iterator[str]:
    if gold["genre"] not in get_args(records.Genre):
        yield f"no genre {gold['genre']!r}"
    if gold["script"] not in get_args(records.Script):
        yield f"no script {gold['script']!r}"
    for region in [gold["region"], *(part["region"] for part in gold.get("documents", ()))]:
        if region and (region["level"] not in get_args(records.Level) or not re.fullmatch(r"\d{6}", region["adcode"])):
            yield f"region {region} is none by GB/T 2260"
    for part in gold.get("documents", ()):
        if not source[part["start"] : part["end"]].startswith(part["title"]):
            yield f"article {part['title']!r} does not begin at {part['start']}"


def _check_sections(sections: list[Row], source: str) -> Iterator[str]:
    for number, section in enumerate(sections):
        block = source[section["start"] : section["end"]]
        marker, heading = section["marker"] or "", section["heading"] or ""
        if not 0 <= section["start"] < section["end"] <= len(source) or block != block.strip():
            yield f"section {number}: [{section['start']}, {section['end']}) is no block"
        elif not block.startswith(marker) or heading not in block:
            yield f"section {number}: does not begin with {marker!r} and {heading!r}"
    for first, second in pairwise(sections):
        if first["end"] > second["start"] and not second["end"] <= first["end"]:
            yield f"sections {first['heading']!r} and {second['heading']!r} cross"


def _check_measure(measure: Row, source: str) -> Iterator[str]:
    yield from _check_span("measure", measure, source)
    if measure["text"] != measure["text"].strip():
        yield "measure: begins or ends with a blank"
    if measure["title"] is not None:
        start, end = measure["title_start"], measure["title_end"]
        if source[start:end] != measure["title"] or not _within(start, end, measure):
            yield f"title {measure['title']!r} is not at [{start}, {end})"
    for unit in measure["units"]:
        yield from _check_span("unit", unit, source)
        if unit["evidence"] not in ELSEWHERE and not _within(unit["start"], unit["end"], measure):
            yield f"unit {unit['text']!r} lies outside its measure"
        if not unit["name"]:
            yield f"unit {unit['text']!r} has no name"
    for target in measure["targets"]:
        yield from _check_target(target, source)
        if not _within(target["start"], target["end"], measure):
            yield f"target {target['text']!r} lies outside its measure"
    for deadline in measure["deadlines"]:
        yield from _check_deadline(deadline, source)
        if not _within(deadline["start"], deadline["end"], measure):
            yield f"deadline {deadline['text']!r} lies outside its measure"
        if measure["kind"] == "achievement" and deadline["type"] != "recurring":
            yield f"deadline {deadline['text']!r}: an achievement has none but a routine"
    if measure["kind"] == "achievement" and measure["modality"] is not None:
        yield "an achievement has a modality"
    for part in ("units", "targets", "deadlines"):
        yield from _check_overlaps(part, measure[part])
    bodies = [(unit["name"], unit["role"]) for unit in measure["units"]]
    for body in sorted({body for body in bodies if bodies.count(body) > 1}):
        yield f"unit {body} is recorded twice"


def _check_target(target: Row, source: str) -> Iterator[str]:
    yield from _check_span("target", target, source)
    what = f"target {target['text']!r}"
    if target["comparator"] == "range" and not (target["value_max"] or 0) > target["value"]:
        yield f"{what}: a range without its end"
    if target["comparator"] != "range" and target["value_max"] is not None:
        yield f"{what}: value_max without a range"
    if (target["comparator"] == "approx") != ("side" in target):
        yield f"{what}: an approx, and only an approx, has a side"
    start, end = target["indicator_start"], target["indicator_end"]
    if start is not None and source[start:end] != target["indicator"]:
        yield f"{what}: indicator {target['indicator']!r} is not at [{start}, {end})"


def _check_deadline(deadline: Row, source: str) -> Iterator[str]:
    yield from _check_span("deadline", deadline, source)
    what = f"deadline {deadline['text']!r}"
    form = VALUE_FORM.get(deadline["type"])
    value = deadline["value"]
    if value is not None and (form is None or not re.fullmatch(form, value)):
        yield f"{what}: {value!r} is no value of type {deadline['type']}"
    last_day = value.split("/")[-1] if value and deadline["type"] in ("by", "during") else None
    if last_day and deadline["resolved_end"] != last_day:
        yield f"{what}: resolved_end is {deadline['resolved_end']}, not {last_day}"


def _check_aims(gold: Row, source: str) -> Iterator[str]:
    deadlines = gold["aims_deadlines"]
    for deadline in deadlines:
        yield from _check_deadline(deadline, source)
    for target in gold["aims_targets"]:
        yield from _check_target(target, source)
        if any(not 0 <= index < len(deadlines) for index in target.get("deadlines", ())):
            yield f"aim {target['text']!r}: no such deadline"
    for aim in (*gold["aims_targets"], *deadlines):
        if any(_within(aim["start"], aim["end"], measure) for measure in gold["measures"]):
            yield f"aim {aim['text']!r} lies in a measure"
    yield from _check_overlaps("aims", gold["aims_targets"])
    yield from _check_overlaps("aims' deadlines", deadlines)


def _check_themes(themes: list[Row], measures: list[Row]) -> Iterator[str]:
    for theme in themes:
        if not 0 <= theme["order"] < len(measures):
            yield f"themes: no measure {theme['order']}"
        elif theme["title"] != measures[theme["order"]]["title"]:
            yield f"themes: measure {theme['order']} has another title than {theme['title']!r}"


def _check_span(kind: str, row: Row, source: str) -> Iterator[str]:
    start, end = row["start"], row["end"]
    if not 0 <= start < end <= len(source) or source[start:end] != row["text"]:
        yield f"{kind} {row['text']!r} is not the text at [{start}, {end})"
    for name, allowed in ENUMERATIONS[kind].items():
        value = row.get(name)
        if value not in get_args(allowed) and (value is not None or name in REQUIRED):
            yield f"{kind} {row['text'][:20]!r}: no {name} {value!r}"


def _check_overlaps(what: str, rows: Iterable[Row]) -> Iterator[str]:
    for first, second in pairwise(sorted(rows, key=lambda row: (row["start"], row["end"]))):
        if first["end"] > second["start"]:
            yield f"{what} {first['text'][:20]!r} and {second['text'][:20]!r} overlap"


def _within(start: int, end: int, measure: Row) -> bool:
    return bool(measure["start"] <= start and end <= measure["end"])


def main(arguments: list[str] | None = None) -> int:
    """Print all faults; 0 when there is none."""
    names = sys.argv[1:] if arguments is None else arguments
    corpora = [Path(name) for name in names] or find_corpora(ROOT / "corpora")
    faults = [f"{corpus}: {fault}" for corpus in corpora for fault in check_corpus(corpus)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(corpora)} corpora checked, {len(faults)} faults")
    return 1 if faults or not corpora else 0


if __name__ == "__main__":
    sys.exit(main())
