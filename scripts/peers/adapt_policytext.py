"""policytext itself, as ``tests/test_cases.py`` scores it: every text is one planned task."""

from __future__ import annotations

import sys
from pathlib import Path

from _lines import Finder, Record, serve

ROOT = Path(__file__).resolve().parents[2]


def load() -> dict[str, Finder]:
    """The finders of the project's own test."""
    sys.path.insert(0, str(ROOT))
    from tests.test_cases import FINDERS

    def finder(name: str) -> Finder:
        _, find = FINDERS[name]

        def answer(text: str, date: str | None) -> list[Record]:
            found: list[Record] = find({"text": text, "date": date})
            return found

        return answer

    return {name: finder(name) for name in FINDERS}


if __name__ == "__main__":
    raise SystemExit(serve(load, ["policytext"]))
