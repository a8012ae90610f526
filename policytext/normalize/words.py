"""Building blocks for patterns over the normal text."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """``a|b|c`` with the longest word first, each escaped; for plain words, not patterns."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))
