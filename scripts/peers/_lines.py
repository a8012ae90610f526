"""The common side of the adapters: JSON lines in, JSON lines out; standard library only.

A question is ``{"file": ..., "text": ..., "date": ...}``: what is expected is never passed on.
The first line of the answer names versions, then comes one line a question, in order:
``{"found": [record, ...]}``, or ``{"error": ...}`` where the tool raised.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

Record = dict[str, Any]
Finder = Callable[[str, str | None], list[Record]]


def serve(load: Callable[[], dict[str, Finder]], packages: list[str]) -> int:
    """Answer every line of standard input.

    Args:
        load: imports the tool and returns file → finder of ``(text, date)``.
        packages: the distributions whose versions are named.
    """
    # what a tool prints of itself must not stand between the answers
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    finders = load()
    _write(answers, {"versions": {name: version(name) for name in packages}})
    for line in sys.stdin.buffer:
        question = json.loads(line)
        try:
            found = finders[question["file"]](question["text"], question["date"])
        except Exception as err:
            _write(answers, {"error": f"{type(err).__name__}: {err}"[:200]})
        else:
            _write(answers, {"found": found})
    return 0


def cut(text: str, start: int, end: int, **fields: Any) -> Record:
    """A record with the blanks at its borders left out."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return {"text": text[start:end], "start": start, "end": end, **fields}


def _write(stream: Any, answer: dict[str, Any]) -> None:
    stream.write(json.dumps(answer, ensure_ascii=False) + "\n")
    stream.flush()
