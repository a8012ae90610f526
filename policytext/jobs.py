"""The commands' work: extract, align, report, export, and all in a row.

Files become records through shards (:mod:`policytext.shard`), in this process or in several; the
shards are joined in the order of the inputs, so that any number of workers gives equal bytes.
"""

from __future__ import annotations

import dataclasses
import logging
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from policytext.errors import ConfigError, OutputError, PolicyTextError
from policytext.export.jsonl import dump_line, iter_dicts, read_records, write_records
from policytext.limits import DEFAULT_MEGABYTES, DEFAULT_SECONDS, MIN_MEGABYTES, Limits
from policytext.output import (
    TEXT_FOLDER,
    check_output,
    move_in,
    read_run_file,
    remove_files,
    require_run,
    staging,
    write_run_file,
)
from policytext.pool import Progress, run_tasks, tell
from policytext.read.inputs import InputFile, Inputs, find_inputs, resolve_path
from policytext.read.manifest import ManifestRow, load_manifest
from policytext.read.names import name_texts
from policytext.read.registry import digest
from policytext.records import SCHEMA_VERSION, InputError, Region
from policytext.shard import (
    EXTRACT_KINDS,
    Counts,
    ShardItem,
    ShardTask,
)
from policytext.version import __version__

logger = logging.getLogger(__name__)

PathLike = str | Path

# Shards have borders of their own, whatever the number of workers. Small ones keep all workers busy
# to the end and lose little when one dies; a shard costs some 2 ms.
SHARD_FILES = 8
SHARD_BYTES = 400_000


def run(
    inputs: PathLike | Iterable[PathLike],
    output: PathLike,
    *,
    manifest: PathLike | None = None,
    workers: int = 1,
    overwrite: bool = False,
    file_seconds: float = DEFAULT_SECONDS,
    file_megabytes: int = DEFAULT_MEGABYTES,
    model: str | None = None,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
) -> Counts:
    """The whole job: extract, align, report. Arguments and errors are those of the steps.

    When no input could be read, there is nothing to align: only ``errors.jsonl`` has lines.
    """
    _check_confidence(min_confidence)
    counts = extract(
        inputs,
        output,
        manifest=manifest,
        workers=workers,
        overwrite=overwrite,
        file_seconds=file_seconds,
        file_megabytes=file_megabytes,
        progress=progress,
    )
    if counts.documents:
        counts += align(output, model=model, min_confidence=min_confidence, progress=progress)
        report(output, progress=progress)
    return counts


def extract(
    inputs: PathLike | Iterable[PathLike],
    output: PathLike,
    *,
    manifest: PathLike | None = None,
    workers: int = 1,
    overwrite: bool = False,
    file_seconds: float = DEFAULT_SECONDS,
    file_megabytes: int = DEFAULT_MEGABYTES,
    progress: Progress | None = None,
) -> Counts:
    """Read files and write their records into the folder ``output``.

    Args:
        inputs: files, folders (walked), or ``-`` for standard input.
        manifest: what is known of the files; wins over a ``manifest.csv`` found in a folder.
        workers: processes; the output is the same for any number.
        overwrite: replace the run that the folder holds.
        file_seconds: time that reading one file may take (of a scan, each page), 0 for no limit; plain text needs none.
        file_megabytes: memory that reading one file may take, and its size; 0 for no limit.

    Raises:
        ConfigError: when an argument cannot be used.
        ManifestError: with all faults of a manifest.
        OutputError: when the folder holds a run already or cannot be written.
        PolicyTextError: when there is no input at all.
    """
    if workers < 1:
        raise ConfigError("workers", f"must be at least 1, not {workers}")
    limits = _make_limits(file_seconds, file_megabytes)
    arguments = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    directory = Path(output)
    check_output(directory, overwrite)
    _check_apart(arguments, directory)
    found = find_inputs(arguments, exclude=[directory], manifest=Path(manifest) if manifest else None)
    if not found.files and not found.errors:
        raise PolicyTextError(f"no document found in {', '.join(map(str, arguments)) or 'no input'}")
    known = _load_known(found, manifest)
    files, duplicates = _drop_duplicates(found.files)
    with staging(directory) as folder:
        tasks = _make_tasks(files, known, folder, limits)
        counts = run_tasks(tasks, workers, progress)
        counts += Counts(inputs=len(found.errors), errors=len(found.errors))
        prepared = folder / "run"
        prepared.mkdir()
        _join(tasks, found, prepared)
        content = {
            "schema_version": SCHEMA_VERSION,
            "policytext": __version__,
            "extract": {
                "inputs": [str(argument) for argument in arguments],
                "manifest": str(manifest) if manifest else None,
                "same_as": duplicates,
                "counts": _nonzero(counts),
            },
            "derived": [],
        }
        write_run_file(prepared, content)
        move_in(prepared, directory, overwrite)
    return counts


def align(
    directory: PathLike,
    *,
    model: str | None = None,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
) -> Counts:
    """Align the measures of a run's documents; writes links, themes, comparisons and what follows from them.

    Args:
        model: name or path of a sentence-transformers model; None is the one that we ship.
        min_confidence: measures below take no part.

    Raises:
        OutputError: when the folder holds no records.
        ModelError: when the model cannot be loaded.
        ConfigError: more than 50,000 different measures, and the extra ``scale`` (faiss) is not installed.
    """
    from policytext.align import align_records
    from policytext.align.encode import load_encoder

    _check_confidence(min_confidence)
    directory = require_run(directory)
    tell(progress, "align", 0, 1)
    encoder = load_encoder(model)
    measures = [measure for measure in read_records(directory, "measures") if measure.confidence >= min_confidence]
    alignment = align_records(
        read_records(directory, "documents"),
        read_records(directory, "sections"),
        measures,
        read_records(directory, "aims"),
        unread=_regions_of(read_records(directory, "errors")),
        encoder=encoder,
    )
    # What shows an older alignment goes first: a kill may leave less, but never two runs mixed.
    content = read_run_file(directory)
    stale = [*content.get("derived", []), *(f"{kind}.jsonl" for kind in _ALIGN_KINDS)]
    for name in remove_files(directory, stale):
        if not name.endswith(".jsonl"):
            logger.warning("%s showed the alignment before this one and was removed", directory / name)
    written = {kind: write_records(directory / f"{kind}.jsonl", getattr(alignment, kind)) for kind in _ALIGN_KINDS}
    counts = Counts(**written)
    content["align"] = {
        "model": {"name": encoder.name, "revision": encoder.revision},
        "min_confidence": min_confidence,
        "search": {name: alignment.notes[name] for name in _SEARCH_NOTES if name in alignment.notes},
        "counts": _nonzero(counts),
    }
    content["derived"] = []
    write_run_file(directory, content)
    tell(progress, "align", 1, 1)
    return counts


def report(directory: PathLike, *, progress: Progress | None = None) -> Path:
    """Write ``report.html`` from a run's records; returns its path.

    Raises:
        OutputError: when the folder holds no records.
    """
    from policytext.export.report import write_report

    directory = require_run(directory)
    tell(progress, "report", 0, 1)
    path = Path(write_report(directory))
    _note_derived(directory, [path])
    tell(progress, "report", 1, 1)
    return path


def export(directory: PathLike, formats: str | Sequence[str]) -> list[Path]:
    """Write a run's records for other tools (``csv``, ``xlsx``, ``parquet``, ``sqlite``).

    Raises:
        ConfigError: when a format does not exist.
        OutputError: when the folder holds no records.
    """
    from policytext.export.tabular import export_records

    directory = require_run(directory)
    paths = [Path(path) for path in export_records(directory, formats)]
    _note_derived(directory, paths)
    return paths


_ALIGN_KINDS = ("links", "themes", "comparisons", "versions", "ladder", "matrix", "diffusion")
# How partners were looked for: run.json says what a reader must know to trust a missing link.
_SEARCH_NOTES = ("measures", "distinct", "candidates", "recall", "probes", "largest_theme_share")


def _regions_of(errors: Iterable[InputError]) -> list[Region]:
    """The regions that the manifest names for inputs that could not be read."""
    from policytext.resolve.regions import named_region

    return [region for error in errors if (region := named_region(error.region)) is not None]


def _check_confidence(value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise ConfigError("min_confidence", f"must be between 0 and 1, not {value}")


def _make_limits(seconds: float, megabytes: int) -> Limits:
    if not seconds >= 0:
        raise ConfigError("file_seconds", f"must be 0 or more, not {seconds}")
    if megabytes and megabytes < MIN_MEGABYTES:
        raise ConfigError("file_megabytes", f"must be 0 or at least {MIN_MEGABYTES}, not {megabytes}")
    return Limits(seconds=seconds or None, megabytes=megabytes or None)


def _check_apart(arguments: Iterable[PathLike], directory: Path) -> None:
    """No input may lie where the run writes: it would be replaced, or read as an input next time."""
    output = resolve_path(directory)
    for argument in arguments:
        if str(argument) == "-":
            continue
        path = resolve_path(Path(argument))
        if path == output or path.is_relative_to(output / TEXT_FOLDER):
            raise OutputError(directory, f"is where the input {argument} lies; name another folder")


def _load_known(found: Inputs, manifest: PathLike | None) -> dict[Path, ManifestRow]:
    """What all manifests say, the named one last: it wins."""
    known: dict[Path, ManifestRow] = {}
    for path in found.manifests:
        known.update(load_manifest(path))
    if manifest is not None:
        known.update(load_manifest(manifest))
    return known


def _drop_duplicates(files: Sequence[InputFile]) -> tuple[list[InputFile], dict[str, str]]:
    """Leave out a file with the name and bytes of an earlier one: it is the same document.

    Returns:
        The files kept, and left out name → kept name.
    """
    by_name: defaultdict[str, list[InputFile]] = defaultdict(list)
    for file in files:
        if file.path is not None:
            by_name[file.path.name].append(file)
    same_as: dict[str, str] = {}
    for group in by_name.values():
        first: dict[str, str] = {}
        for file in group if len(group) > 1 else ():
            try:
                key = digest(file.path.read_bytes()) if file.path else file.name
            except OSError:
                continue  # it will be told when it is read
            if key in first:
                same_as[file.name] = first[key]
                logger.warning("%s is the same document as %s and is left out", file.name, first[key])
            else:
                first[key] = file.name
    return [file for file in files if file.name not in same_as], same_as


def _make_tasks(
    files: Sequence[InputFile], known: dict[Path, ManifestRow], folder: Path, limits: Limits
) -> list[ShardTask]:
    """Cut the inputs into shards by number and size, in their order."""
    names = name_texts([file.name for file in files])
    tasks: list[ShardTask] = []
    items: list[ShardItem] = []
    size = 0

    def close() -> None:
        nonlocal items, size
        if items:
            directory = str(folder / f"shard-{len(tasks):06d}")
            tasks.append(ShardTask(items=tuple(items), directory=directory, limits=limits))
        items, size = [], 0

    for file, text_name in zip(files, names, strict=True):
        path = _spool_stdin(folder) if file.path is None else file.path
        row = known.get(resolve_path(path)) if file.path is not None else None
        items.append(ShardItem(name=file.name, path=str(path), text_name=text_name, known=row))
        size += _size(path)
        if len(items) >= SHARD_FILES or size >= SHARD_BYTES:
            close()
    close()
    return tasks


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _spool_stdin(folder: Path) -> Path:
    path = folder / "stdin"
    with open(path, "wb") as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
    return path


def _join(tasks: Sequence[ShardTask], found: Inputs, prepared: Path) -> None:
    """Put the shards' files together in their order; errors of arguments come first."""
    text = prepared / TEXT_FOLDER
    text.mkdir()
    for kind in EXTRACT_KINDS:
        with open(prepared / f"{kind}.jsonl", "wb") as target:
            if kind == "errors":
                for error in found.errors:
                    target.write(dump_line(error).encode() + b"\n")
            for task in tasks:
                with open(Path(task.directory) / f"{kind}.jsonl", "rb") as source:
                    shutil.copyfileobj(source, target)
    for task in tasks:
        for path in (Path(task.directory) / TEXT_FOLDER).iterdir():
            path.replace(text / path.name)


def _note_derived(directory: Path, paths: Iterable[Path]) -> None:
    """Remember files that were made from the records, to take them away together with these."""
    content = read_run_file(directory)
    derived = set(content.get("derived", []))
    for path in paths:
        if path.resolve().is_relative_to(directory.resolve()):
            derived.add(path.resolve().relative_to(directory.resolve()).as_posix())
    content["derived"] = sorted(derived)
    write_run_file(directory, content)


def _nonzero(counts: Counts) -> dict[str, Any]:
    return {name: value for name, value in dataclasses.asdict(counts).items() if value}


def exit_code(counts: Counts) -> int:
    """0 when every input was read, 3 when some were not, 1 when none was."""
    if not counts.errors:
        return 0
    return 1 if counts.errors == counts.inputs else 3


def read_errors(directory: PathLike) -> list[dict[str, Any]]:
    """The inputs that could not be read, as they stand in ``errors.jsonl``."""
    return list(iter_dicts(Path(directory) / "errors.jsonl"))
