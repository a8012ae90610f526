"""Graded pairs of passages, and how links and rankings stand against them.

A file of graded pairs (``*.jsonl``) holds offsets and grades, no text: the first line names two
documents (``left``, ``right``: path, sha256 of the text, passages), each further line grades one pair:
1 (one aim: a reader would put both in one row), 0, or null (a reader may say either; not scored).
``hard`` marks a 0 that shares words. A pair that no line grades counts as 0: it was ranked low by
every method when the pairs were pooled.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from policytext.errors import PolicyTextError

SIDES = ("left", "right")
_ROW = re.compile(r"(.+\.jsonl\.gz)#(\d+)")


class Place(NamedTuple):
    """Where a passage stands in its document's text: ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GradedPairs:
    """One file of graded pairs."""

    name: str
    split: str  # dev, held, test; empty where the file does not say
    head: dict[str, Any]  # the first line, with all that it says of the documents
    passages: tuple[tuple[Place, ...], tuple[Place, ...]]  # left, right; in the order of the head
    grades: np.ndarray  # (n_left, n_right): 1, 0, nan
    hard: np.ndarray  # (n_left, n_right) bool


@dataclass(frozen=True, slots=True)
class LinkScore:
    """How links and a ranking stand against graded pairs; sums of files add up.

    ``ranks`` are the places of the first partner among all passages of the other document, both ways.
    """

    right: int = 0  # links of grade 1
    linked: int = 0  # links of grade 1 or 0
    wanted: int = 0  # pairs of grade 1
    hard: int = 0  # hard negatives
    hard_linked: int = 0
    ranks: tuple[int, ...] = ()

    def __add__(self, other: LinkScore) -> LinkScore:
        return LinkScore(
            self.right + other.right,
            self.linked + other.linked,
            self.wanted + other.wanted,
            self.hard + other.hard,
            self.hard_linked + other.hard_linked,
            self.ranks + other.ranks,
        )

    @property
    def precision(self) -> float:
        return self.right / self.linked if self.linked else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.linked + self.wanted)

    @property
    def first(self) -> float | None:
        """The share of passages with a partner whose first choice is one; None without a ranking."""
        return sum(rank == 1 for rank in self.ranks) / len(self.ranks) if self.ranks else None

    @property
    def mrr(self) -> float | None:
        """Mean of 1 / rank of the first partner; None without a ranking."""
        return sum(1 / rank for rank in self.ranks) / len(self.ranks) if self.ranks else None

    @property
    def hard_share(self) -> float:
        """The share of hard negatives that are linked."""
        return self.hard_linked / self.hard if self.hard else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Plain values, rounded to four places."""
        shares = {
            "p": self.precision,
            "r": self.recall,
            "f1": self.f1,
            "first": self.first,
            "mrr": self.mrr,
            "hard": self.hard_share,
        }
        return {
            **{name: None if value is None else round(value, 4) for name, value in shares.items()},
            "tp": self.right,
            "gold": self.wanted,
            "pred": self.linked,
            "hard_negatives": self.hard,
        }


def find_pairs(folder: Path) -> list[Path]:
    """The files of graded pairs in a folder, or in its folder ``pairs``; in order."""
    files = [*folder.glob("*.jsonl"), *(folder / "pairs").glob("*.jsonl")]
    return sorted(path for path in files if _is_head(_first_line(path)))


def _first_line(path: Path) -> str:
    with open(path, encoding="utf-8") as stream:
        return stream.readline()


def _is_head(line: str) -> bool:
    try:
        head = json.loads(line)
    except ValueError:
        return False
    return isinstance(head, dict) and all("passages" in (head.get(side) or {}) for side in SIDES)


def read_pairs(path: Path) -> GradedPairs:
    """A file of graded pairs.

    Raises:
        PolicyTextError: when a line grades no pair of the passages that the head lists.
    """
    head, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    left, right = (tuple(Place(p["start"], p["end"]) for p in head[side]["passages"]) for side in SIDES)
    places = [{span: number for number, span in enumerate(spans)} for spans in (left, right)]
    grades = np.zeros((len(left), len(right)))
    hard = np.zeros(grades.shape, dtype=bool)
    for number, row in enumerate(rows, start=2):
        try:
            i, j = (known[Place(*row[side])] for known, side in zip(places, SIDES, strict=True))
        except KeyError as err:
            raise PolicyTextError(f"{path}, line {number}: {err.args[0]} is no passage of the first line") from err
        grades[i, j] = np.nan if row["grade"] is None else row["grade"]
        hard[i, j] = row.get("hard", False)
    return GradedPairs(path.stem, head.get("split", ""), head, (left, right), grades, hard)


def read_text(corpus: Path, path: str) -> str:
    """The text of a document that a file of pairs names: a file in the folder ``corpus``, or
    ``FILE.jsonl.gz#ROW``, a line (the first is 0) of a file in that folder or beside it.

    Raises:
        PolicyTextError: when there is no such file or line.
    """
    name, row = found.groups() if (found := _ROW.fullmatch(path)) else (path, "")
    files = [folder / name for folder in (corpus, corpus.resolve().parent)[: 2 if row else 1]]
    file = next(filter(Path.is_file, files), None)
    if file is None:
        raise PolicyTextError(f"{files[0]} is not there")
    if not row:
        return file.read_bytes().decode("utf-8")
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        line = next(islice(stream, int(row), None), None)
    if line is None:
        raise PolicyTextError(f"{file} has no line {row}")
    return str(json.loads(line)["text"])


def score_links(grades: np.ndarray, hard: np.ndarray, links: np.ndarray) -> LinkScore:
    """Links ``(n_left, n_right)`` against grades; pairs that a reader may grade either way are left out."""
    chosen = links & np.isfinite(grades)
    return LinkScore(
        right=int((chosen & (grades == 1)).sum()),
        linked=int(chosen.sum()),
        wanted=int((grades == 1).sum()),
        hard=int(hard.sum()),
        hard_linked=int((chosen & hard).sum()),
    )


def score_ranking(grades: np.ndarray, scores: np.ndarray) -> LinkScore:
    """The places of the first partners, both ways; pairs that may be graded either way are passed over."""
    ranks = []
    for own_grades, own_scores in ((grades, scores), (grades.T, scores.T)):
        for own, row in zip(own_grades, own_scores, strict=True):
            if not (own == 1).any():
                continue
            known = np.isfinite(own)
            order = np.argsort(-row[known], kind="stable")
            ranks.append(1 + int(np.flatnonzero(own[known][order] == 1)[0]))
    return LinkScore(ranks=tuple(ranks))


# -- two readers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers of the same pairs agree."""

    table: dict[tuple[Any, Any], int]  # (first grade, second grade) → pairs

    @property
    def pairs(self) -> int:
        return sum(self.table.values())

    @property
    def observed(self) -> float:
        """The share of pairs with equal grades."""
        same = sum(count for (first, second), count in self.table.items() if first == second)
        return same / self.pairs if self.pairs else 1.0

    @property
    def kappa(self) -> float:
        """Cohen's κ: agreement beyond what the two readers' shares of grades give by chance."""
        if not self.pairs:
            return 1.0
        first, second = Counter[Any](), Counter[Any]()
        for (a, b), count in self.table.items():
            first[a] += count
            second[b] += count
        chance = sum(first[grade] * second[grade] for grade in first) / self.pairs**2
        return 1.0 if chance == 1 else (self.observed - chance) / (1 - chance)

    @property
    def f1(self) -> float:
        """F1 of the second reader's partners against the first's."""
        both = self.table.get((1, 1), 0)
        named = sum(count * ((a == 1) + (b == 1)) for (a, b), count in self.table.items())
        return 2 * both / named if named else 1.0

    def decided(self) -> Agreement:
        """The same without pairs that either reader leaves open (null)."""
        return Agreement({grades: count for grades, count in self.table.items() if None not in grades})


def agreement(grades: Iterable[tuple[Any, Any]]) -> Agreement:
    """The agreement of (first grade, second grade), each 1, 0 or None."""
    return Agreement(dict(Counter(grades)))


def read_grades(paths: Sequence[Path]) -> dict[tuple[str, Place, Place], Any]:
    """(file, left, right) → grade of the pairs that the files grade."""
    found: dict[tuple[str, Place, Place], Any] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "grade" in row:
                found[path.stem, Place(*row["left"]), Place(*row["right"])] = row["grade"]
    return found
