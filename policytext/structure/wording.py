"""Whether one wording of a task stands in another: the same words, or the same with some left out.

Texts are compared as keys: Han characters, Latin letters and signs of per cent; each number is one character, so that
``5处`` never stands in ``15处``. What a table writes shorter is told from what it adds: every clause must be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

#: A task of fewer characters (开展宣传) stands in too many texts: it must be the name of one.
MIN_CONTAINED_CHARS = 8
#: 完成312个社区建档 of 完成全市312个社区的建档工作: words left out in a few places, none of them far apart.
MAX_ABRIDGED_WINDOW = 1.8
CHARS_A_RUN = 4
MIN_RUN_CHARS = 2
#: A long clause that somebody corrected by a word (提供签约 → 提供线上签约).
MIN_NEAR_CHARS = 10
MIN_NEAR_RATIO = 0.85

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]|[\u3400-\u9fff%‰]")
_CLAUSE_END = re.compile(r"[,。;:!?\s]+|(?<=[\u4e00-\u9fff])[.](?=[\u4e00-\u9fff])")
_SENTENCE_END = re.compile(r"[。;!?\n]+")
_NUMBER_CHARS = re.compile("[\ue001-\uf8ff]|[\U000f0000-\U0010ffff]")
_ANY_NUMBER = "\ue000"
# 2025年6月底前, 力争到2027年: a time is what a column of its own says as well
_TIME_ONLY = re.compile(
    rf"(?:(?:力争|确保|争取|到|于|在|自|从)*{_ANY_NUMBER}(?:年|月|日)?"
    rf"|[年月日底前末内初中起至到以之间期]|上半年|下半年|季度|“|”)+"
)
_ASSIGNS = re.compile(r"\([^()]*(?:牵头|负责|配合|单位|落实|完成|前)[^()]*(?:\([^()]*\)[^()]*)*\)")
_AFFIX = re.compile(r"^(?:关于)|(?:工作|任务|有关)$")


@dataclass(slots=True)
class Keys:
    """Makes keys of one document's texts; equal numbers get equal characters."""

    numbers: dict[str, str] = field(default_factory=dict)

    def key(self, text: str) -> str:
        """``2025年建成20.5万个`` → a character a number, no spaces and punctuation."""
        return "".join(self._token(token) for token in _TOKEN.findall(text))

    def _token(self, token: str) -> str:
        if not token[0].isdigit():
            return token.lower()
        if token not in self.numbers:
            count = len(self.numbers) + 1
            # behind the first private plane the next ones hold more numbers than any document has
            self.numbers[token] = chr(0xE000 + count) if count < 0x1900 else chr(0xF0000 + count % 0xFFFF)
        return self.numbers[token]

    def name(self, text: str) -> str:
        """The key of a title: without what says nothing (关于…工作)."""
        key = self.key(_ASSIGNS.sub("", text))
        short = _AFFIX.sub("", key)
        return short if len(short) >= 4 else key


def masked(key: str) -> str:
    """A key in which all numbers are alike: a figure may be another, the task is the same."""
    return _NUMBER_CHARS.sub(_ANY_NUMBER, key)


@dataclass(frozen=True, slots=True)
class Wording:
    """The keys of a task's text: as a whole, its sentences, and its clauses."""

    whole: str
    sentences: tuple[str, ...]
    clauses: tuple[str, ...]

    @classmethod
    def of(cls, keys: Keys, text: str) -> Wording:
        text = _ASSIGNS.sub("。", text)
        sentences = tuple(key for part in _SENTENCE_END.split(text) if (key := keys.key(part)))
        clauses = tuple(key for part in _CLAUSE_END.split(text) if (key := keys.key(part)))
        return cls("".join(clauses), sentences, clauses)


def contains(task: Wording, wording: Wording, *, word_for_word: bool = False) -> str | None:
    """How all of ``wording`` stands in a task: ``exact``, ``abridged`` (words left out), ``figures`` (another number); None: not all.

    ``wording`` of fewer than :data:`MIN_CONTAINED_CHARS` is left to names.
    """
    if len(wording.whole) < MIN_CONTAINED_CHARS:
        return None
    if wording.whole in task.whole:
        return "exact"
    clauses = [clause for clause in wording.clauses if not _TIME_ONLY.fullmatch(masked(clause))]
    if word_for_word and not all(clause in task.whole for clause in clauses):
        return None
    told = [_stands_in(task, clause) for clause in clauses]
    if not told or None in told:
        return None
    letters = {
        how: sum(len(c) for c, h in zip(clauses, told, strict=True) if h == how)
        for how in ("exact", "abridged", "near", "figures")
    }
    if sum(letters.values()) < MIN_CONTAINED_CHARS or 2 * letters["near"] > sum(letters.values()):
        return None
    if letters["figures"]:
        return "figures"
    return "abridged" if letters["abridged"] or letters["near"] else "exact"


def _stands_in(task: Wording, clause: str) -> str | None:
    if clause in task.whole:
        return "exact"
    if any(is_abridged(sentence, clause) for sentence in task.sentences):
        return "abridged"
    if masked(clause) in masked(task.whole):
        return "figures"
    if len(clause) >= MIN_NEAR_CHARS and any(_is_near(other, clause) for other in task.clauses):
        return "near"
    return None


def is_abridged(sentence: str, clause: str) -> bool:
    """Whether a clause is a stretch of a sentence with words left out, in order, all numbers kept."""
    if len(clause) < 6 or not set(clause) <= set(sentence):
        return False
    runs = [run for run in SequenceMatcher(None, sentence, clause, autojunk=False).get_matching_blocks() if run.size]
    if sum(run.size for run in runs) != len(clause) or len(runs) > 1 + len(clause) // CHARS_A_RUN:
        return False
    single = [run for run in runs if run.size < MIN_RUN_CHARS and not _NUMBER_CHARS.match(clause, run.b)]
    if len(single) > (len(clause) >= MIN_NEAR_CHARS):  # 对(辖区内)闲置房屋…
        return False
    window = runs[-1].a + runs[-1].size - runs[0].a
    return window <= MAX_ABRIDGED_WINDOW * len(clause)


def _is_near(other: str, clause: str) -> bool:
    if abs(len(other) - len(clause)) > 0.3 * len(clause) or _NUMBER_CHARS.findall(other) != _NUMBER_CHARS.findall(
        clause
    ):
        return False
    return SequenceMatcher(None, other, clause, autojunk=False).ratio() >= MIN_NEAR_RATIO


__all__ = ["MIN_CONTAINED_CHARS", "Keys", "Wording", "contains", "is_abridged", "masked"]
