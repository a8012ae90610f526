"""Records → the data that the page carries, as small as it can be and still exact."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from typing import Any

from policytext.export.flat import Run
from policytext.export.report.labels import LABELS, in_chinese
from policytext.records import (
    SCHEMA_VERSION,
    Comparison,
    Document,
    MatrixCell,
    Measure,
    to_dict,
)

#: A record below this is marked as one to look at first. Confidence is calibrated, so four in ten
#: of those at the border are wrong: the point from which checking pays sooner than trusting.
LOOK_FIRST_BELOW = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The source texts of a run, by ``text_path``."""

    by_path: dict[str, str]
    missing: tuple[str, ...]  # doc_ids whose text is not there


def read_texts(run: Run, *, without: Set[str] = frozenset()) -> Texts:
    """The texts that the offsets count in, but for those of some documents; a path that leads out of the folder is
    not followed."""
    root = run.directory.resolve()
    by_path: dict[str, str] = {}
    missing: list[str] = []
    for document in run["documents"]:
        path = document.text_path
        if document.doc_id in without:
            continue
        if path is not None and path not in by_path:
            file = (root / path).resolve()
            if file.is_relative_to(root) and file.is_file():
                # newline="": the offsets count the line breaks of the file as they are
                with open(file, encoding="utf-8", errors="replace", newline="") as stream:
                    by_path[path] = stream.read()
        if path not in by_path:
            missing.append(document.doc_id)
    return Texts(by_path=by_path, missing=tuple(missing))


def place(document: Document, texts: Texts) -> Document:
    """The document as the page shows it: with its end known, without a text path that leads nowhere,
    its warnings in the language of the page."""
    document = replace(document, warnings=tuple(map(in_chinese, document.warnings)))
    text = texts.by_path.get(document.text_path or "")
    if text is None:
        return replace(document, text_path=None)
    end = document.end if document.end > document.start else len(text)
    return replace(document, end=min(end, len(text)))


def needs_look(measure: Measure) -> bool:
    """Whether the measure, or something in it, is below :data:`LOOK_FIRST_BELOW`."""
    parts: tuple[Any, ...] = (measure, *measure.units, *measure.targets, *measure.deadlines)
    return any(part.confidence < LOOK_FIRST_BELOW for part in parts)


def _pruned(value: Any) -> Any:
    """Without what is null or empty: the page takes a missing field for null; it shows no places on paper."""
    if isinstance(value, dict):
        slim = {key: _pruned(part) for key, part in value.items() if key != "box"}
        return {key: part for key, part in slim.items() if part not in (None, [], {}, ())}
    if isinstance(value, list | tuple):
        return [_pruned(part) for part in value]
    return value


def _measure(measure: Measure, source: str | None) -> dict[str, Any]:
    """A measure; its text is left to the source where the source says the same."""
    row: dict[str, Any] = _pruned(to_dict(measure))
    if source is not None and source[measure.start : measure.end] == measure.text:
        del row["text"]
    return row


def _comparison(comparison: Comparison) -> dict[str, Any]:
    cells = tuple(replace(cell, reason=in_chinese(cell.reason)) if cell.reason else cell for cell in comparison.cells)
    row: dict[str, Any] = _pruned(to_dict(replace(comparison, cells=cells)))
    return row


def _reasoned(record: Any) -> dict[str, Any]:
    """A record with its reasons, and those of its targets, in the language of the page."""
    row: dict[str, Any] = _pruned(to_dict(record))
    for part in (row, *row.get("targets", ())):
        if "reason" in part:
            part["reason"] = in_chinese(part["reason"])
    return row


def _matrix(cells: Iterable[MatrixCell]) -> list[dict[str, Any]]:
    """The empty cells; what was found stands in the themes."""
    empty = [replace(cell, documents=()) for cell in cells if cell.status != "found"]
    return [_reasoned(cell) for cell in empty]


def page_data(run: Run, texts: Texts) -> dict[str, Any]:
    """All that the page's script works on; plain JSON values, field names as in the records."""
    documents = [place(document, texts) for document in run["documents"]]
    path_of = {document.doc_id: document.text_path for document in documents}

    def source_of(doc_id: str) -> str | None:
        return texts.by_path.get(path_of.get(doc_id) or "")

    return {
        "schema_version": SCHEMA_VERSION,
        "look_first_below": LOOK_FIRST_BELOW,
        "labels": LABELS,
        "texts": texts.by_path,
        "comparisons": [_comparison(c) for c in run["comparisons"]],
        "versions": [_reasoned(v) for v in run["versions"]],
        "ladder": [_reasoned(r) for r in run["ladder"]],
        "matrix": _matrix(run["matrix"]),
        "measures": [_measure(m, source_of(m.doc_id)) for m in run["measures"]],
        **{
            kind: [_pruned(to_dict(record)) for record in records]
            for kind, records in (
                ("documents", documents),
                ("sections", run["sections"]),
                ("aims", run["aims"]),
                ("links", run["links"]),
                ("themes", run["themes"]),
                ("diffusion", run["diffusion"]),
            )
        },
    }
