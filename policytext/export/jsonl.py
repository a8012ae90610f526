"""Records → JSON lines and back; the contract of the toolkit's output."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
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


def read_records(directory: str | Path, kind: str) -> list[Any]:
    """The records of one kind (``"measures"``) of a run, as their dataclasses."""
    adapter = _adapter(RECORD_FILES[kind])
    return [adapter.validate_python(row) for row in iter_dicts(Path(directory) / f"{kind}.jsonl")]
