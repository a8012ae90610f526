"""The unit of work over many files: files in, files out, counts back.

:func:`run_shard` is what a process pool runs, and what a cluster would run: its task is a small
picklable value, its result lies in a folder that is there as a whole, with a done-marker, or not
at all. A finished shard is never done again.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from policytext.errors import ReadError
from policytext.export.jsonl import dump_line
from policytext.limits import DEFAULT_LIMITS, Limits
from policytext.output import TEXT_FOLDER
from policytext.places import with_places
from policytext.read import ManifestRow
from policytext.read.guard import read_limited
from policytext.records import Extraction, InputError

EXTRACT_KINDS = ("documents", "sections", "measures", "aims", "errors")
DONE_MARK = "done.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was read and found; counts of shards add up."""

    inputs: int = 0  # files looked at, unreadable ones and unusable arguments included
    characters: int = 0
    documents: int = 0
    sections: int = 0
    measures: int = 0
    units: int = 0
    targets: int = 0
    deadlines: int = 0
    aims: int = 0
    warnings: int = 0
    errors: int = 0
    links: int = 0
    themes: int = 0
    comparisons: int = 0
    versions: int = 0
    ladder: int = 0
    matrix: int = 0
    diffusion: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(
            **{field.name: getattr(self, field.name) + getattr(other, field.name) for field in dataclasses.fields(self)}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardItem:
    """One input file.

    Attributes:
        name: the path as the records give it.
        path: the file to open; standard input was spooled into one.
        text_name: the file's name in the folder ``text/`` of the run.
        known: its manifest row.
    """

    name: str
    path: str
    text_name: str
    known: ManifestRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardTask:
    """Some files, the folder that takes what comes of them, and what reading one may take."""

    items: tuple[ShardItem, ...]
    directory: str
    limits: Limits = DEFAULT_LIMITS


def run_shard(task: ShardTask) -> Counts:
    """Extract all files of a shard into its folder.

    An unreadable file is a line of ``errors.jsonl``; an exception of the extraction is a bug and
    surfaces, with a note that names the file.
    """
    final = Path(task.directory)
    done = final / DONE_MARK
    if done.exists():
        return Counts(**json.loads(done.read_text(encoding="utf-8")))
    partial = final.with_name(final.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / TEXT_FOLDER).mkdir(parents=True)
    counts = Counts()
    with ExitStack() as stack:
        streams = {kind: stack.enter_context(_open_lines(partial, kind)) for kind in EXTRACT_KINDS}
        for item in task.items:
            counts += _run_item(item, partial, streams, task.limits)
    _finish(partial, final, counts)
    return counts


def write_failed_shard(task: ShardTask, reason: str) -> Counts:
    """A shard in which no file was read, all for one reason (the process died of it)."""
    final = Path(task.directory)
    partial = final.with_name(final.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / TEXT_FOLDER).mkdir(parents=True)
    with ExitStack() as stack:
        streams = {kind: stack.enter_context(_open_lines(partial, kind)) for kind in EXTRACT_KINDS}
        for item in task.items:
            region = item.known.region if item.known else None
            error = InputError(path=item.name, error="WorkerDied", reason=reason, region=region)
            _write(streams["errors"], error)
    counts = Counts(inputs=len(task.items), errors=len(task.items))
    _finish(partial, final, counts)
    return counts


def _run_item(item: ShardItem, folder: Path, streams: dict[str, IO[str]], limits: Limits) -> Counts:
    from policytext.pipeline import extract_text  # heavy: a reading error should not wait for it

    try:
        source = read_limited(item.path, name=item.name, limits=limits)
    except ReadError as err:
        region = item.known.region if item.known else None
        error = InputError(path=item.name, error=type(err).__name__, reason=err.reason, region=region)
        _write(streams["errors"], error)
        return Counts(inputs=1, errors=1)
    try:
        extraction = extract_text(
            source.text,
            path=item.name,
            sha256=source.sha256,
            text_path=f"{TEXT_FOLDER}/{item.text_name}",
            known=item.known,
            flags=source.flags,
        )
    except Exception as err:
        err.add_note(f"while extracting {item.name}")
        raise
    extraction = with_places(extraction, source.places)
    if source.notes:
        extraction = _add_notes(extraction, source.notes)
    with open(folder / TEXT_FOLDER / item.text_name, "w", encoding="utf-8", newline="") as stream:
        stream.write(source.text)
    for kind in ("documents", "sections", "measures", "aims"):
        for record in getattr(extraction, kind):
            _write(streams[kind], record)
    return _count(extraction, len(source.text))


def _add_notes(extraction: Extraction, notes: tuple[str, ...]) -> Extraction:
    documents = tuple(
        dataclasses.replace(document, warnings=document.warnings + notes) for document in extraction.documents
    )
    return dataclasses.replace(extraction, documents=documents)


def _count(extraction: Extraction, n_characters: int) -> Counts:
    return Counts(
        inputs=1,
        characters=n_characters,
        documents=len(extraction.documents),
        sections=len(extraction.sections),
        measures=len(extraction.measures),
        units=sum(len(measure.units) for measure in extraction.measures),
        targets=sum(len(measure.targets) for measure in extraction.measures),
        deadlines=sum(len(measure.deadlines) for measure in extraction.measures),
        aims=len(extraction.aims),
        warnings=sum(len(document.warnings) for document in extraction.documents),
    )


def _open_lines(folder: Path, kind: str) -> IO[str]:
    return open(folder / f"{kind}.jsonl", "w", encoding="utf-8", newline="\n")


def _write(stream: IO[str], record: Any) -> None:
    stream.write(dump_line(record) + "\n")


def _finish(partial: Path, final: Path, counts: Counts) -> None:
    (partial / DONE_MARK).write_text(json.dumps(dataclasses.asdict(counts)), encoding="utf-8")
    os.replace(partial, final)
