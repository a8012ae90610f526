"""The output folder of a run: claimed, filled from a staging folder, never mixed with another run.

Everything is made in a hidden folder inside the output folder and moved in at the end, so that a
killed run leaves nothing half-written under a final name. ``run.json`` is removed first and written
last: a folder with it holds a whole run. It lists the files of the run, so that ``--overwrite``
takes away exactly these.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from policytext.errors import OutputError
from policytext.export.jsonl import write_text_atomic
from policytext.records import RECORD_FILES

logger = logging.getLogger(__name__)

RUN_FILE = "run.json"
TEXT_FOLDER = "text"
_STAGING = ".staging-"
_WRITE_ERRORS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EIO,
}
RECORD_NAMES = tuple(f"{kind}.jsonl" for kind in RECORD_FILES)


def read_run_file(directory: str | Path) -> dict[str, Any]:
    """``run.json`` of a run; empty when there is none.

    Raises:
        OutputError: when it is damaged.
    """
    path = Path(directory) / RUN_FILE
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, OSError) as err:
        raise OutputError(directory, f"{RUN_FILE} cannot be read ({err}); run it again with --overwrite") from err


def write_run_file(directory: str | Path, content: dict[str, Any]) -> None:
    """Write ``run.json``; it has no clock and no machine in it, so equal runs have equal files."""
    write_text_atomic(Path(directory) / RUN_FILE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def require_run(directory: str | Path) -> Path:
    """The folder, when it holds extracted records.

    Raises:
        OutputError: when it does not.
    """
    directory = Path(directory)
    if not (directory / "documents.jsonl").is_file():
        raise OutputError(
            directory,
            "holds no records (documents.jsonl is not there); run `policytext extract` first",
        )
    return directory


def check_output(directory: Path, overwrite: bool) -> None:
    """Make sure that a run may be written into a folder.

    Raises:
        OutputError: when the folder holds a run and ``overwrite`` is not given, holds something of
            somebody else's under a name we need, or is no folder.
    """
    if directory.exists() and not directory.is_dir():
        raise OutputError(directory, "is a file; name a folder with --output")
    taken = [name for name in (RUN_FILE, *RECORD_NAMES, TEXT_FOLDER) if (directory / name).exists()]
    if not taken:
        return
    is_run = RUN_FILE in taken or "documents.jsonl" in taken
    if not is_run:
        raise OutputError(
            directory,
            f"holds {', '.join(taken)}, but no run that could be replaced; name another folder",
        )
    if overwrite or _is_empty_run(directory):
        return
    raise OutputError(directory, "holds a run already; replace it with --overwrite, or name another folder")


def _is_empty_run(directory: Path) -> bool:
    """Whether the run read nothing at all, so that replacing it loses nothing."""
    documents = directory / "documents.jsonl"
    return (directory / RUN_FILE).exists() and documents.exists() and documents.stat().st_size == 0


@contextmanager
def staging(directory: Path) -> Iterator[Path]:
    """A hidden working folder inside the output folder, gone afterwards.

    Raises:
        OutputError: when nothing can be written there.
    """
    existed = directory.exists()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        _remove_stale(directory)
        folder = directory / f"{_STAGING}{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    except OSError as err:
        raise OutputError(directory, f"cannot be written: {err.strerror or err}") from err
    try:
        yield folder
    except OSError as err:
        if err.errno not in _WRITE_ERRORS:
            raise  # a bug: surfaces
        raise OutputError(directory, f"cannot be written: {err.strerror or err}") from err
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not existed and directory.exists() and not any(directory.iterdir()):
            directory.rmdir()


def move_in(prepared: Path, directory: Path, overwrite: bool) -> None:
    """Put a prepared run in place of whatever run the folder holds.

    Raises:
        OutputError: when another run has come there in the meantime.
    """
    check_output(directory, overwrite)
    remove_run(directory)
    for entry in sorted(prepared.iterdir()):
        if entry.name != RUN_FILE:
            os.replace(entry, directory / entry.name)
    os.replace(prepared / RUN_FILE, directory / RUN_FILE)


def remove_run(directory: Path) -> None:
    """Take a run away: the files that it lists and the record files; nothing else."""
    try:
        listed = read_run_file(directory).get("derived", [])
    except OutputError:
        listed = []
    (directory / RUN_FILE).unlink(missing_ok=True)
    remove_files(directory, listed)
    for name in (*RECORD_NAMES, "report.html"):
        (directory / name).unlink(missing_ok=True)
    shutil.rmtree(directory / TEXT_FOLDER, ignore_errors=True)


def remove_files(directory: Path, names: Iterable[str]) -> list[str]:
    """Remove files of a run by their relative names, and folders that get empty; those removed."""
    removed = []
    for name in names:
        path = directory / name
        if Path(name).is_absolute() or ".." in Path(name).parts or not path.is_file():
            continue
        path.unlink()
        removed.append(name)
        if path.parent != directory and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return removed


def _remove_stale(directory: Path) -> None:
    """Remove what killed runs left; only where it can be told that they are dead."""
    for folder in directory.glob(f"{_STAGING}*"):
        match = re.fullmatch(r"\d+", folder.name.removeprefix(_STAGING))
        if match and os.name == "posix" and not _is_alive(int(match[0])):
            logger.warning("%s: removed what a run that was killed had left", folder)
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # POSIX only: sends nothing
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
