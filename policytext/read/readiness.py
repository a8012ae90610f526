"""Which readers are ready on this machine, and how to get the others (``policytext doctor``).

A reader may say so itself: ``formats`` names what it reads, ``check()`` gives a :class:`Readiness`.
One without them needs nothing but Python.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from dataclasses import dataclass

from policytext.read.registry import registered_readers


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How a reader stands.

    Attributes:
        reader: its name.
        formats: what it reads, in words.
        ready: whether it can.
        by: the library or program that it uses.
        remedy: what to do when it is not ready, or would read better; empty else.
    """

    reader: str
    formats: str
    ready: bool
    by: str = "built in"
    remedy: str = ""


def check_readers() -> list[Readiness]:
    """All registered readers, in the order in which they joined; nothing is loaded for it."""
    found = []
    for reader in registered_readers():
        check = getattr(reader, "check", None)
        if callable(check):
            found.append(check())
        elif reader.name != "known-format":  # reads nothing: it refuses by name
            found.append(Readiness(reader=reader.name, formats=getattr(reader, "formats", reader.name), ready=True))
    return found


def check_library(reader: str, formats: str, library: str, install: str = "") -> Readiness:
    """A reader that needs one Python library; ``install`` is what pip gets it by (default its name)."""
    if importlib.util.find_spec(library) is None:
        return Readiness(
            reader=reader, formats=formats, ready=False, by=library, remedy=f"pip install {install or library}"
        )
    try:
        version = importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:  # importable, but not installed as a package
        version = ""
    return Readiness(reader=reader, formats=formats, ready=True, by=f"{library} {version}".strip())


__all__ = ["Readiness", "check_library", "check_readers"]
