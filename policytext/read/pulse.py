"""A sign of life from a reader that works for long: page by page, so that its time is that of a page."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def beat(what: str) -> None:
    """Tell whoever waits that work goes on: ``page 3 of 40 read by OCR``."""
    for listener in _listeners:
        listener(what)


def listen(listener: Callable[[str], None]) -> None:
    """Have the signs of life of this process told to a function."""
    _listeners.append(listener)
