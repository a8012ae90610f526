"""How sure a record is: how often records of its class were right on gold."""

from __future__ import annotations

from policytext.lexicon import load_toml


def confidence_of(kind: str, certainty: str, damaged: float = 1.0) -> float:
    """How often records of this class are right, as counted on gold (lexicon/confidence.toml)."""
    classes = load_toml("confidence.toml")[kind]
    return round(classes.get(certainty, classes["other"]) * damaged, 3)
