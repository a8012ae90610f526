"""Where clauses and sentences of a passage begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

CLAUSE_BORDER = re.compile(r"[,。;:!?\n]")
SENTENCE_BORDER = re.compile(r"[。;!?\n]")


@dataclass(frozen=True, slots=True)
class Borders:
    """Where clauses and sentences of a passage end, for quick look-up."""

    clause: list[int]
    sentence: list[int]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Borders:
        return cls(
            clause=[start, *(m.end() for m in CLAUSE_BORDER.finditer(text, start, end))],
            sentence=[start, *(m.end() for m in SENTENCE_BORDER.finditer(text, start, end))],
        )

    def clause_start(self, at: int) -> int:
        return self.clause[bisect_right(self.clause, at) - 1]

    def sentence_start(self, at: int) -> int:
        return self.sentence[bisect_right(self.sentence, at) - 1]
