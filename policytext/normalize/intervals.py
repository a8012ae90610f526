"""Disjoint stretches of a text, looked up fast: a passage may hold thousands of figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable


class Intervals:
    """A set of disjoint ``[start, end)``; look-ups cost the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)

    def add(self, start: int, end: int) -> None:
        """Add a stretch that overlaps none of the others."""
        insort(self._spans, (start, end))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any stretch shares a character with ``[start, end)``."""
        at = bisect_left(self._spans, (end, -1))
        return at > 0 and self._spans[at - 1][1] > start

    def around(self, at: int) -> tuple[int, int] | None:
        """The stretch that holds the character ``at``."""
        index = bisect_right(self._spans, (at, float("inf"))) - 1
        if index >= 0 and self._spans[index][1] > at:
            return self._spans[index]
        return None
