"""Disjoint stretches: what overlaps, and what holds a character."""

from __future__ import annotations

import random

import pytest

from policytext.normalize.intervals import Intervals


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 3, False),
        (3, 4, True),
        (0, 4, True),
        (5, 8, False),
        (4, 6, True),
        (8, 9, True),
        (10, 12, False),
        (0, 20, True),
    ],
)
def test_overlap_needs_a_shared_character(start: int, end: int, expected: bool) -> None:
    assert Intervals([(8, 10), (3, 5)]).overlaps(start, end) is expected


@pytest.mark.parametrize(("at", "expected"), [(2, None), (3, (3, 5)), (4, (3, 5)), (5, None), (9, (8, 10)), (10, None)])
def test_a_character_lies_in_one_stretch(at: int, expected: tuple[int, int] | None) -> None:
    assert Intervals([(3, 5), (8, 10)]).around(at) == expected


def test_an_empty_set_holds_nothing() -> None:
    assert not Intervals().overlaps(0, 10**9)
    assert Intervals().around(0) is None


def test_added_stretches_count() -> None:
    intervals = Intervals()
    intervals.add(6, 9)
    intervals.add(1, 2)
    assert intervals.overlaps(1, 2)
    assert not intervals.overlaps(2, 6)
    assert intervals.around(8) == (6, 9)


@pytest.mark.parametrize("seed", range(5))
def test_look_ups_agree_with_a_plain_search(seed: int) -> None:
    rng = random.Random(seed)
    spans, at = [], 0
    for _ in range(30):
        at += rng.randrange(0, 4)
        end = at + rng.randrange(1, 5)
        spans.append((at, end))
        at = end
    rng.shuffle(spans)
    intervals = Intervals(spans)
    for start in range(at + 3):
        end = start + rng.randrange(1, 6)
        assert intervals.overlaps(start, end) == any(a < end and start < b for a, b in spans)
        assert intervals.around(start) == next((s for s in spans if s[0] <= start < s[1]), None)
