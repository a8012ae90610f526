"""Gold files, and a run's records in the same shape, to be compared with each other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policytext.errors import OutputError, PolicyTextError
from policytext.export.jsonl import iter_dicts

Row = dict[str, Any]
PARTS = ("units", "targets", "deadlines")


@dataclass(slots=True)
class Annotated:
    """A document's records, gold or predicted, as plain rows with their texts."""

    measures: list[Row] = field(default_factory=list)
    aims: list[Row] = field(default_factory=list)
    windows: list[tuple[int, int]] = field(default_factory=list)  # gold of parts of a document


def find_gold(folder: Path) -> dict[str, Path]:
    """Gold files by their id (the name without ``.json``); theme files and manifests are none."""
    if not folder.is_dir():
        raise PolicyTextError(f"{folder}: there is no such folder of gold files")
    files = {}
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".themes.json"):
            continue
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and "measures" in content:
            files[path.stem] = path
    return files


def load_gold(path: Path, source: str | None) -> Annotated:
    """A gold file; what it leaves out is cut from the source."""
    content = json.loads(path.read_text(encoding="utf-8"))
    gold = Annotated(
        content["measures"],
        list(content.get("aims_targets") or ()),
        [(start, end) for start, end in content.get("windows") or ()],
    )
    if any("text" not in row for row in _rows(content)):
        fill(content, source if source is not None else _find_source(path, content) or "")
    return gold


def fill(content: Row, source: str) -> None:
    """Cut what a gold file leaves out from its document's text: texts, names of units and indicators that are as written."""
    for row in _rows(content):
        row.setdefault("text", source[row["start"] : row["end"]])
        if "role" in row:
            row.setdefault("name", row["text"])
        if row.get("indicator_start") is not None:
            row.setdefault("indicator", source[row["indicator_start"] : row["indicator_end"]])


def _rows(content: Row) -> list[Row]:
    measures = content["measures"]
    parts = [row for measure in measures for part in (*PARTS, "repeats") for row in measure.get(part) or ()]
    return [*measures, *(content.get("aims_targets") or ()), *parts]


def _find_source(path: Path, content: Row) -> str | None:
    """The text that a gold file's offsets count in, by its ``file``, beside or in ``../raw``."""
    from policytext.read import read_source

    name = content.get("file") or content.get("path")
    for folder in (path.parent, path.parent.parent, path.parent.parent / "raw"):
        if name and (folder / name).is_file():
            return read_source(folder / name).text
    return None


def load_run(folder: Path, gold_names: list[str]) -> dict[str, tuple[Annotated, str | None]]:
    """Gold id → the records of its documents in a run (or second gold folder), and their text."""
    if not (folder / "documents.jsonl").is_file():
        second = find_gold(folder) if folder.is_dir() else {}
        if not second:
            raise OutputError(folder, "holds neither records (documents.jsonl) nor gold files")
        return {
            name: (load_gold(path, None), None)
            for name, path in ((_gold_name(stem, gold_names), path) for stem, path in second.items())
            if name is not None
        }
    run: dict[str, tuple[Annotated, str | None]] = {}
    names: dict[str, str] = {}
    for document in iter_dicts(folder / "documents.jsonl"):
        name = _gold_name(Path(document["path"]).stem, gold_names)
        if name is not None:
            names[document["doc_id"]] = name
            if name not in run:
                run[name] = (Annotated(), _read_text(folder, document.get("text_path")))
    for row in iter_dicts(folder / "measures.jsonl"):
        if row["doc_id"] in names:
            run[names[row["doc_id"]]][0].measures.append(row)
    for row in iter_dicts(folder / "aims.jsonl"):
        if row["doc_id"] in names:
            run[names[row["doc_id"]]][0].aims.append(row.get("target") or row)
    return run


def _gold_name(stem: str, gold_names: Sequence[str]) -> str | None:
    """The gold file that belongs to a document's file: same name, or same part before ``_``."""
    for candidate in (stem, stem.split("_")[0]):
        if candidate in gold_names:
            return candidate
    same_number = [name for name in gold_names if name.split("_")[0] == stem.split("_")[0]]
    return same_number[0] if len(same_number) == 1 else None


def _read_text(folder: Path, text_path: str | None) -> str | None:
    path = folder / text_path if text_path else None
    if path is None or not path.is_file():
        return None
    with open(path, encoding="utf-8", newline="") as stream:
        return stream.read()
