"""Which of two figures of one indicator asks for more.

``≥ 65%`` asks for more than ``≥ 60%`` of a coverage, for less of an unemployment rate; ``≤ 5.5%`` for less
than ``≤ 5%``. For an indicator whose better direction the text does not say, nothing is answered.
"""

from __future__ import annotations

from policytext.align.indicators import lower_is_better
from policytext.records import Target

#: What a comparator says of how firmly the same number is wanted.
_FIRMNESS = {"approx": 0, "eq": 1, "range": 1, "ge": 2, "le": 2, "gt": 3, "lt": 3}
MODALITIES = ("encourage", "principle", "strive", "plan", "must")


def better_direction(target: Target, indicator: str | None) -> int:
    """1 when a higher value asks for more, -1 when a lower one does."""
    if target.change == "decrease":
        return 1  # 下降 3% asks for more than 下降 2%, of whatever
    if target.comparator in ("le", "lt"):
        return -1
    if target.change is None and lower_is_better(indicator):
        return -1
    return 1


def is_stricter(target: Target, other: Target, difference: float, indicator: str | None) -> bool | None:
    """Whether ``target`` asks for more than ``other``, to which it has ``difference`` in one unit; None when
    they ask for the same, or when what is better cannot be told (≤ against ≥)."""
    direction = better_direction(target, indicator)
    if direction != better_direction(other, indicator):
        return None
    if difference:
        return difference * direction > 0
    own, against = _FIRMNESS[target.comparator], _FIRMNESS[other.comparator]
    return None if own == against else own > against


def modality_step(before: str | None, after: str | None) -> int:
    """How many steps of commitment lie from ``before`` to ``after``: ``strive`` → ``must`` is 2; 0 when
    either is not known."""
    if before is None or after is None:
        return 0
    return MODALITIES.index(after) - MODALITIES.index(before)
