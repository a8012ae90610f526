"""What a finder hands on of a target: its place in the normal text and what was read there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetMention:
    """A target in the normal text; spans are ``[start, end)`` there."""

    start: int
    end: int
    indicator: tuple[int, int] | None
    comparator: str
    side: str | None
    change: str | None
    value: float | None
    value_max: float | None
    unit: str | None
    unit_span: tuple[int, int] | None
    base: tuple[int, int] | None
    status: str
    implied: bool
    modality: str | None
    certainty: str  # a class of lexicon/confidence.toml
