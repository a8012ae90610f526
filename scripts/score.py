#!/usr/bin/env python3
"""Score the extraction on all gold at hand: our own corpora, and real documents of ../shared.

usage: python scripts/score.py [--errors N] [--set NAME ...] [--by layout|genre|document]
                               [--agreement] [--json]

Sets: ``corpora``, ``styles`` and ``styles_held`` (composed by us), ``shared`` (../shared/gold), ``dev`` and ``held``
(tests/gold).
``--by`` gives a row a group of documents instead of a sum; a document's layout is the place in which
most of its bodies are named: label, parenthesis, table, or narrative (in sentences, or nowhere).
``--agreement`` compares the second readings with the first ones instead.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from policytext.analysis import Analysis, read_articles  # noqa: E402
from policytext.evaluate import Evaluation, evaluate, render_evaluation  # noqa: E402
from policytext.gold import Annotated, fill, find_gold, load_gold  # noqa: E402
from policytext.jobs import extract  # noqa: E402
from policytext.normalize.offsets import normalize  # noqa: E402
from policytext.read.manifest import load_manifest  # noqa: E402
from policytext.summary import render_table  # noqa: E402

SHARED = ROOT.parent / "shared"
GOLD = ROOT / "tests" / "gold"
STYLES = ROOT / "corpora" / "house-styles"
#: set → folder of its gold, for the sets composed by us.
COMPOSED = {
    "corpora": ROOT / "corpora" / "policy-sample" / "gold",
    "styles": STYLES / "gold",
    "styles_held": STYLES / "held",
}
KINDS = ("measures", "units", "units.strict", "targets", "targets.strict", "deadlines",
         "deadlines.strict", "aims.strict")  # fmt: skip
ATTRIBUTES = ("measures.kind", "units.role", "targets.status")


def available_sets() -> list[str]:
    """The gold sets whose texts are at hand."""
    sets = list(COMPOSED)
    if (SHARED / "gold").is_dir():
        sets += ["shared"]
    if (SHARED / "corpus").is_dir() and (SHARED / "bulk").is_dir():
        sets += ["dev", "held"]
    return sets


def prepare(name: str, folder: Path) -> Path:
    """Lay the set's texts, a manifest and the gold into ``folder``; returns the gold folder."""
    texts = folder / "texts"
    texts.mkdir(parents=True)
    if name in COMPOSED:
        raw = COMPOSED[name].parent / "raw"
        named = {path.stem for path in COMPOSED[name].glob("*.json")}
        for path in raw.iterdir():
            if path.stem in named or path.name == "manifest.csv":
                shutil.copy(path, texts / path.name)
        return COMPOSED[name]
    gold = SHARED / "gold" if name == "shared" else GOLD / name
    manifest = ["path,title,region,date,genre,issuer"]
    known = _known()
    for path in sorted(gold.glob("*.json")):
        if path.name.endswith(".themes.json"):
            continue
        source = json.loads(path.read_text(encoding="utf-8")).get("source")
        if source and "row" in source:
            (texts / f"{path.stem}.txt").write_bytes(_bulk_text(source["row"]).encode())
            continue
        origin = next((SHARED / "corpus").glob(f"*/{path.stem}_*.txt"))
        shutil.copy(origin, texts / origin.name)
        if origin.name in known:
            manifest.append(known[origin.name])
    (texts / "manifest.csv").write_text("\n".join(manifest) + "\n", encoding="utf-8")
    return gold


def _known() -> dict[str, str]:
    """What the manifests of ../shared say, as manifest lines of ours."""
    import csv
    import io
    import re

    lines = {}
    for path in (SHARED / "corpus").glob("*/manifest.csv"):
        with open(path, encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                date = row.get("date") or ""
                out = io.StringIO()
                csv.writer(out).writerow([
                    row["path"], row.get("title") or "", row.get("region") or "",
                    date if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else "",
                    row.get("genre") or "", row.get("issuer") or "",
                ])  # fmt: skip
                lines[row["path"]] = out.getvalue().strip()
    return lines


_BULK: list[str] = []


def _bulk_text(row: int) -> str:
    if not _BULK:
        with gzip.open(SHARED / "bulk" / "policy_docs.jsonl.gz", "rt", encoding="utf-8") as stream:
            _BULK.extend(json.loads(line)["text"] for line in stream)
    return _BULK[row]


def annotated_articles(
    name: str, stages: Iterable[Callable[[Analysis], None]]
) -> Iterator[tuple[str, Annotated, Analysis]]:
    """The articles of a set, taken through ``stages``: the document's name, its gold, the article."""
    with tempfile.TemporaryDirectory() as folder:
        gold_files = find_gold(prepare(name, Path(folder)))
        texts = Path(folder) / "texts"
        known = load_manifest(texts / "manifest.csv") if (texts / "manifest.csv").exists() else {}
        for path in sorted(texts.glob("*.txt")):
            document = path.stem if path.stem in gold_files else path.stem.split("_")[0]
            if document not in gold_files:
                continue
            source = path.read_bytes().decode("utf-8")
            gold = load_gold(gold_files[document], source)
            for article in read_articles(normalize(source), known.get(path.resolve())):
                for stage in stages:
                    stage(article)
                yield document, gold, article


@contextmanager
def extracted(name: str) -> Iterator[tuple[Path, Path]]:
    """The gold folder of a set and a folder with the records of its documents."""
    with tempfile.TemporaryDirectory() as folder:
        gold = prepare(name, Path(folder))
        extract(Path(folder) / "texts", Path(folder) / "run")
        yield gold, Path(folder) / "run"


def score_set(name: str) -> Evaluation:
    """Extract the set's documents and hold the records against its gold."""
    with extracted(name) as (gold, run):
        return evaluate(gold, run)


def layout_of(gold: dict) -> str:  # type: ignore[type-arg]
    """Where most bodies of a document are named; narrative when in sentences or nowhere."""
    places = Counter(unit["evidence"] for measure in gold["measures"] for unit in measure["units"])
    for place in ("inherited", "default", "sentence"):
        del places[place]
    return max(sorted(places), key=lambda place: places[place]) if places else "narrative"


#: ``--by`` → the group of a document, from its gold file's id and content.
GROUPS: dict[str, Callable[[str, dict], str]] = {  # type: ignore[type-arg]
    "layout": lambda _name, gold: layout_of(gold),
    "genre": lambda _name, gold: gold.get("genre") or "other",
    "document": lambda name, _gold: name,
}


def score_groups(name: str, by: str) -> dict[str, Evaluation]:
    """An evaluation for each group of a set's documents, in the groups' order."""
    with extracted(name) as (gold_folder, run):
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for document, path in find_gold(gold_folder).items():
            gold = json.loads(path.read_text(encoding="utf-8"))
            groups[GROUPS[by](document, gold)].append(document)
        return {group: evaluate(gold_folder, run, documents=groups[group]) for group in sorted(groups)}


def group_table(evaluations: dict[str, Evaluation]) -> str:
    """F1 of each kind, a row a group, with the numbers of documents and gold measures."""
    rows = [["group", "documents", *KINDS, *ATTRIBUTES]]
    for group, evaluation in evaluations.items():
        measures = evaluation.scores["measures"].gold
        row = [group, f"{len(evaluation.documents)} ({measures})"]
        for kind in KINDS:
            score = evaluation.scores.get(kind)
            row.append(f"{score.f1:.3f}" if score and (score.gold or score.predicted) else "-")
        for attribute in ATTRIBUTES:
            right, total = evaluation.attributes.get(attribute, (0, 0))
            row.append(f"{right / total:.3f}" if total else "-")
        rows.append(row)
    return render_table(rows, n_left=1)


def agreement() -> Evaluation:
    """The second readings against the first ones."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first", Path(folder) / "second"
        first.mkdir()
        second.mkdir()
        for path in sorted((GOLD / "second").glob("*.json")):
            for origin, target in ((GOLD / "dev", first), (GOLD / "second", second)):
                content = json.loads((origin / path.name).read_text(encoding="utf-8"))
                _fill_texts(content)
                (target / path.name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return evaluate(first, second)


def _fill_texts(content: dict) -> None:  # type: ignore[type-arg]
    source = content["source"]
    if "row" in source:
        text = _bulk_text(source["row"])
    else:
        text = (SHARED / source["collection"] / source["file"]).read_bytes().decode("utf-8")
    fill(content, text)


def table(evaluations: dict[str, Evaluation]) -> str:
    """F1 of each kind, a column a set."""
    width = 2 + max(8, *map(len, evaluations))
    lines = [f"{'F1':18s}" + "".join(f"{name:>{width}s}" for name in evaluations)]
    for kind in KINDS:
        cells = (e.scores.get(kind) for e in evaluations.values())
        lines.append(
            f"{kind:18s}"
            + "".join(f"{cell.f1:{width}.3f}" if cell and cell.gold else f"{'-':>{width}s}" for cell in cells)
        )
    for name in ATTRIBUTES:
        cells2 = (e.attributes.get(name, (0, 0)) for e in evaluations.values())
        lines.append(
            f"{name:18s}"
            + "".join(f"{right / total:{width}.3f}" if total else f"{'-':>{width}s}" for right, total in cells2)
        )
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--set", action="append", choices=[*COMPOSED, "shared", "dev", "held"])
    parser.add_argument("--errors", type=int, default=0, help="list up to N differences a kind and set")
    parser.add_argument("--by", choices=sorted(GROUPS), help="a row a group of documents")
    parser.add_argument("--agreement", action="store_true", help="second readings against first ones")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    if arguments.agreement:
        print(render_evaluation(agreement(), max_differences=arguments.errors))
        return 0
    if arguments.by:
        for name in arguments.set or available_sets():
            print(f"== {name}\n{group_table(score_groups(name, arguments.by))}\n")
        return 0
    evaluations = {name: score_set(name) for name in arguments.set or available_sets()}
    if arguments.json:
        print(json.dumps({name: e.to_dict() for name, e in evaluations.items()}, ensure_ascii=False))
        return 0
    print(table(evaluations))
    if arguments.errors:
        for name, evaluation in evaluations.items():
            if name == "held":
                print("\nheld: errors are not listed, so that no rule is written for them")
                continue
            print(f"\n== {name}\n" + render_evaluation(evaluation, max_differences=arguments.errors))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
