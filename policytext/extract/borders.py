"""Where clauses and sentences of a passage begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

CLAUSE_BORDER = re.compile(r"[,。;:!?\n]")
SENTENCE_BORDER = re.compile(r"[。;!?\n]")


#: A line of a million characters without a stop is not searched whole for each of its figures.
MAX_CLAUSE_CHARS = 300
MAX_SENTENCE_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Borders:
    """Where clauses and sentences of a passage begin, for quick look-up; never farther back than what a reader overlooks."""

    clause: list[int]
    sentence: list[int]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Borders:
        return cls(
            clause=[start, *(m.end() for m in CLAUSE_BORDER.finditer(text, start, end))],
            sentence=[start, *(m.end() for m in SENTENCE_BORDER.finditer(text, start, end))],
        )

    def clause_start(self, at: int) -> int:
        return max(self.clause[bisect_right(self.clause, at) - 1], at - MAX_CLAUSE_CHARS)

    def sentence_start(self, at: int) -> int:
        return max(self.sentence[bisect_right(self.sentence, at) - 1], at - MAX_SENTENCE_CHARS)
