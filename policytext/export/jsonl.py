"""Records → JSON lines and back; the contract of the toolkit's output."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TextIO

from policytext.records import RECORD_FILES, to_dict


def dump_line(record: Any) -> str:
    """One record as one JSON line, without the line break; equal records give equal bytes."""
    return json.dumps(to_dict(record), ensure_ascii=False, separators=(",", ":"))


def write_text_atomic(path: str | Path, text: str) -> None:
    """Write a file so that it is there as a whole or not at all (newlines kept as given)."""
    with _replacing(Path(path)) as stream:
        stream.write(text)


def write_records(path: str | Path, records: Iterable[Any]) -> int:
    """Write records as JSON lines, atomically and one at a time; returns how many.

    Records that can tell their lines themselves (``iter_lines``) are not made one by one.
    """
    count = 0
    make = getattr(records, "iter_lines", None)
    lines: Iterable[str] = map(dump_line, records) if make is None else make()
    with _replacing(Path(path)) as stream:
        for line in lines:
            stream.write(line + "\n")
            count += 1
    return count


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A stream that becomes ``path`` when all of it is on the disk, and nothing when it breaks off."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with open(partial, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def iter_dicts(path: str | Path) -> Iterable[dict[str, Any]]:
    """The lines of a JSON-lines file as plain dicts; nothing for a file that is not there."""
    path = Path(path)
    if not path.exists():
        return
    with open(path, encoding="utf-8", newline="\n") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


@cache
def _adapter(cls: type) -> Any:
    from pydantic import TypeAdapter  # not needed to write, so not loaded at import

    return TypeAdapter(cls)


#: A larger file of records is read anew each time instead of being held: its records take some ten times its bytes.
MAX_HELD_BYTES = 64_000_000


class RecordFile(Sized, Iterable[Any]):
    """The records of one kind of a run, read from their file each time they are asked for, one at a time."""

    def __init__(self, directory: str | Path, kind: str) -> None:
        self.path = Path(directory) / f"{kind}.jsonl"
        self._adapter = _adapter(RECORD_FILES[kind])

    def __iter__(self) -> Iterator[Any]:
        return map(self.validate, iter_dicts(self.path))

    def validate(self, row: dict[str, Any]) -> Any:
        """The record of a line's values."""
        return self._adapter.validate_python(row)

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        with open(self.path, "rb") as stream:
            return sum(not line.isspace() for line in stream)


def open_records(directory: str | Path, kind: str) -> list[Any] | RecordFile:
    """The records of one kind of a run: held, or above :data:`MAX_HELD_BYTES` read when they are asked for."""
    path = Path(directory) / f"{kind}.jsonl"
    if path.exists() and path.stat().st_size > MAX_HELD_BYTES:
        return RecordFile(directory, kind)
    return read_records(directory, kind)


def read_records(directory: str | Path, kind: str) -> list[Any]:
    """The records of one kind (``"measures"``) of a run, as their dataclasses."""
    adapter = _adapter(RECORD_FILES[kind])
    return [adapter.validate_python(row) for row in iter_dicts(Path(directory) / f"{kind}.jsonl")]
