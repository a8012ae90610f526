"""Patterns as they are compiled: a count inside an f-string needs its braces twice."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import policytext

# rf"[^,。]{0,10}" is formatted to [^,。](0, 10): a pattern that never matches, and no error
_FORMATTED_COUNT = re.compile(r"\(\d+, \d+\)")


def _patterns() -> Iterator[tuple[str, str]]:
    for module in pkgutil.walk_packages(policytext.__path__, "policytext."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for held in [*value.values()] if isinstance(value, dict) else [value]:
                if isinstance(held, re.Pattern) and isinstance(held.pattern, str):
                    yield f"{module.name}.{name}", held.pattern


def _built_patterns() -> Iterator[tuple[str, str]]:
    from policytext.extract.cues import cues

    yield from ((f"cues.{name}", getattr(cues(), name).pattern) for name in cues().__slots__)


def test_no_count_was_formatted_away() -> None:
    found = [*_patterns(), *_built_patterns()]
    assert len(found) > 500
    assert [name for name, pattern in found if _FORMATTED_COUNT.search(pattern)] == []
