"""INPUT arguments → files to read: a file, a folder (walked), or ``-`` for standard input."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policytext.read.manifest import MANIFEST_NAME
from policytext.records import InputError

logger = logging.getLogger(__name__)

STDIN = "-"
#: What a walk passes over: it stands beside documents and is none (records and gold files, notes on
#: a folder, spreadsheets of ours). Such a file is still read when it is named itself.
SIDE_SUFFIXES = {".json", ".jsonl"}
SIDE_STEMS = {"readme", "license", "licence", "copying", "changelog"}
RUN_MARK = "run.json"  # a folder with this file and documents.jsonl is a run's output


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read.

    Attributes:
        name: the path as the user would write it, with ``/``; ``-`` for standard input.
        path: where it is; None for standard input.
    """

    name: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the INPUT arguments stand for.

    Attributes:
        files: in the order of the arguments, a folder's sorted by path; each file once.
        manifests: every ``manifest.csv`` met in a walk.
        errors: arguments and folders that cannot be used.
    """

    files: tuple[InputFile, ...]
    manifests: tuple[Path, ...]
    errors: tuple[InputError, ...]


def find_inputs(
    arguments: Iterable[str | Path], *, exclude: Iterable[Path] = (), manifest: Path | None = None
) -> Inputs:
    """Find the files behind INPUT arguments.

    Hidden files and folders, folders that hold a run's output, and the folders in ``exclude`` are
    passed over in a walk; ``manifest`` and any ``manifest.csv`` are never inputs.
    """
    walk = _Walk({resolve_path(folder) for folder in exclude}, resolve_path(manifest) if manifest else None)
    for argument in arguments:
        walk.add(argument)
    if walk.passed_over:
        logger.info("%d files beside the documents passed over (README, LICENSE, *.json)", walk.passed_over)
    return Inputs(tuple(walk.files), tuple(walk.manifests), tuple(walk.errors))


class _Walk:
    """Collects files, each once, however many ways lead to it."""

    def __init__(self, exclude: set[Path], manifest: Path | None) -> None:
        self.exclude = exclude
        self.manifest = manifest
        self.files: list[InputFile] = []
        self.manifests: list[Path] = []
        self.errors: list[InputError] = []
        self.passed_over = 0
        self._seen: set[Path | str] = set()

    def add(self, argument: str | Path) -> None:
        name = str(argument)
        if name == STDIN:
            self._add_file(STDIN, None)
            return
        path = Path(argument)
        try:
            mode = path.stat().st_mode
        except OSError as err:
            missing = isinstance(err, FileNotFoundError)
            reason = "there is no such file or folder" if missing else f"cannot be read: {err.strerror or err}"
            self.errors.append(InputError(path=name, error="ReadError", reason=reason))
            return
        if not stat.S_ISDIR(mode):
            self._add_file(path.as_posix(), path)
            return
        found = sorted(self._iter_folder(path), key=lambda entry: entry.relative_to(path).as_posix())
        for entry in found:
            if entry.name == MANIFEST_NAME:
                self._add_manifest(entry)
            elif entry.suffix.lower() in SIDE_SUFFIXES or entry.stem.lower() in SIDE_STEMS:
                self.passed_over += 1
            else:
                self._add_file(entry.as_posix(), entry)

    def _add_file(self, name: str, path: Path | None) -> None:
        key = resolve_path(path) if path else STDIN
        if key in self._seen or key == self.manifest:
            return
        self._seen.add(key)
        self.files.append(InputFile(_printable(name), path))

    def _add_manifest(self, path: Path) -> None:
        if path not in self.manifests:
            self.manifests.append(path)

    def _iter_folder(self, top: Path) -> Iterator[Path]:
        """All plain files under a folder; a folder is entered once, so links cannot loop."""
        entered: set[Path] = set()
        pending = [top]
        while pending:
            folder = pending.pop()
            resolved = resolve_path(folder)
            if resolved in entered or resolved in self.exclude or _is_run(folder):
                continue
            entered.add(resolved)
            try:
                entries = list(os.scandir(folder))
            except OSError as err:
                reason = f"the folder cannot be read: {err.strerror or err}"
                self.errors.append(InputError(path=folder.as_posix(), error="ReadError", reason=reason))
                continue
            # sorted, so that of two links to one folder always the same is entered
            for entry in sorted(entries, key=lambda entry: entry.name, reverse=True):
                if entry.name.startswith((".", "~$")):
                    continue
                path = folder / entry.name
                if path.is_dir():
                    pending.append(path)
                elif path.is_file() or path.is_symlink():  # a broken link is an input that fails
                    yield path


def _printable(name: str) -> str:
    """A file name as valid Unicode: Linux lets names be any bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_run(folder: Path) -> bool:
    return (folder / RUN_MARK).exists() and (folder / "documents.jsonl").exists()


def resolve_path(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, never raises on a loop of links
