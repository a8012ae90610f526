"""The name of a theme: the phrase of its members' titles that most of its documents would sign.

A label stands over a row of a table. So it is taken from titles, says what the documents share and not what
one of them adds, begins with a thing and not with a verb or preposition, and breaks off nowhere.
"""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from policytext.align.passages import NAMING, Passage, formulas, is_formulaic
from policytext.align.words import cut_words, find_words, unique

WORDS = Path(__file__).with_name("labels.toml")
MIN_LABEL_CHARS = 3
MAX_LABEL_CHARS = 14
MAX_RUN_WORDS = 5  # of a phrase that is part of a clause
#: What a word counts that documents have in their titles, or else only in their texts.
IN_TITLE, IN_TEXT = 1.0, 0.5
#: What a word costs: one that few documents have makes a label worse (set while the labels of three groups of documents were read, not fitted).
WORD_COST = 0.3
WHOLE_CLAUSE = 0.25  # a clause that somebody wrote reads better than a part of one
OF_ONE = 0.5  # off, where fewer than two documents have all its words
CUT = "\ufffc"  # stands where a place's name ended a title
_FIGURE = re.compile(r"\d+(?:\.\d+)?[%％万亿个座家项条名年月日公里米件所处人户]")
_QUOTED = re.compile(r"“[^”]+”")
_CLAUSE = re.compile(r"[,。;::!?!?\s—]+")


class _Words(NamedTuple):
    """What ``labels.toml`` says, see there."""

    endings: frozenset[str]
    predicates: frozenset[str]
    heads: frozenset[str]
    not_first: frozenset[str]
    opening: re.Pattern[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return _Words(
        endings=frozenset(table["endings"]),
        predicates=frozenset(table["predicates"]),
        heads=frozenset(table["heads"]),
        not_first=frozenset(table["not_first"]),
        opening=re.compile("|".join(table["openings"])),
    )


class Member(NamedTuple):
    """What a document of the theme says of it: its titles and texts, joined."""

    titles: str
    texts: str


def choose_label(own: Sequence[Passage], terms: Sequence[str], rareness: Callable[[str], float]) -> str:
    """The label of a group; ``own`` has the passage nearest to all first.

    ``terms`` are the group's words, the weightiest first: what is left where no title gives a name.
    ``rareness`` of a word is 0..1, 1 for one that no other group has.
    """
    members = _members(own)
    names = sorted({name for passage in own for name in place_names(passage)}, key=lambda name: (-len(name), name))
    weigh = cache(lambda word: _weight(word, members, rareness))
    choices: list[tuple[float, int, str]] = []
    for place, (phrase, whole) in enumerate(_phrases(own, names)):
        words = frozenset(word for word in find_words(phrase) if word not in formulas())
        if not words:
            continue
        worth = sum(map(weigh, words)) + WHOLE_CLAUSE * whole - 0.01 * len(phrase)
        if sum(all(word in member.texts for word in words) for member in members) < min(2, len(members)):
            worth -= OF_ONE  # 打造更具竞争力的海洋产业集群 must not name what the others do too
        if any(
            sum(quoted in member.texts for member in members) < min(2, len(members))
            for quoted in _QUOTED.findall(phrase)
        ):
            worth -= OF_ONE  # 实施空天信息“跃升”工程: a program's own name
        choices.append((round(-worth, 6), place, phrase))
    if choices:
        return min(choices)[2]
    titles = unique(passage.title for passage in own if passage.measure.title)
    # formulas alone, as in 强化组织领导 of two editions: they are what the row is about
    formulaic = ["".join(_less_opening(cut_words(title))) for title in titles if is_formulaic(title)]
    short = [title for title in formulaic if title and len(title) <= MAX_LABEL_CHARS]
    return (
        short[0] if short else "、".join(terms[:2]) or (titles or [own[0].title])[0][:MAX_LABEL_CHARS] or "(no title)"
    )


def _members(own: Sequence[Passage]) -> list[Member]:
    by_document: dict[str, list[Passage]] = {}
    for passage in own:
        by_document.setdefault(passage.document.doc_id, []).append(passage)
    return [
        Member("\n".join(unique(p.title for p in passages if p.measure.title)), "\n".join(p.text for p in passages))
        for passages in by_document.values()
    ]


def _weight(word: str, members: Sequence[Member], rareness: Callable[[str], float]) -> float:
    said = sum(IN_TITLE if word in member.titles else IN_TEXT if word in member.texts else 0.0 for member in members)
    return rareness(word) * said / len(members) - WORD_COST


def _phrases(own: Sequence[Passage], names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Phrases of the titles and whether each is a whole clause, whole ones first; each once."""
    titles = unique(passage.title for passage in own if passage.measure.title)
    clauses = [clause for title in titles for clause in _CLAUSE.split(_without(title, names))]
    whole = unique(phrase for clause in clauses for phrase in label_phrases(clause))
    yield from ((phrase, True) for phrase in whole)
    parts = unique(phrase for clause in clauses for phrase in _parts(clause))
    seen = set(whole)
    yield from ((phrase, False) for phrase in parts if phrase not in seen)


def _without(title: str, names: Sequence[str]) -> str:
    """A title with a mark where a place's name stood: 济南都市圈 is a 都市圈, 健康济南 without its name is none."""
    for name in names:
        title = title.replace(name, CUT)
    return title


def place_names(passage: Passage) -> list[str]:
    """The full and the short name of a passage's region (济南市, 济南)."""
    region = passage.document.region
    if region is None:
        return []
    short = region.name[:-1] if len(region.name) > 2 else region.name
    return [region.name, short]


@cache
def _opens(word: str) -> bool:
    """Whether a word leads to a name and is no part of it."""
    return (word in formulas() and word not in NAMING) or bool(_words().opening.fullmatch(word))


def label_phrases(title: str) -> list[str]:
    """What of a title can stand as a label: its clauses less the verbs before, and what is said of them behind."""
    phrases = []
    for clause in _CLAUSE.split(title):
        words = _less_opening(cut_words(clause.strip("“”‘’\"'《》()")))
        stop = next((k for k, word in enumerate(words) if k and word in _words().predicates), len(words))
        for phrase in unique(["".join(_less_endings(words[:stop])), "".join(words)]):
            if _stands(phrase):
                phrases.append(phrase)
                break
    return unique(phrases)


def _less_opening(words: list[str]) -> list[str]:
    """Words from the first one that names something; all of them where too little would be left."""
    while True:
        text = "".join(words)
        opening = _words().opening.match(text)
        if opening and opening.end() in itertools.accumulate(map(len, words)):  # 做优做强 is cut into single characters
            rest = text[opening.end() :]
        elif words and (_opens(words[0]) or words[0] == CUT):
            rest = text[len(words[0]) :]
        else:
            return words
        rest = rest.lstrip("的和与")
        if len(rest) < MIN_LABEL_CHARS:
            return words
        words = cut_words(rest)


def _less_endings(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while (
        len(kept) > 1
        and (kept[-1] in _words().endings or (len(kept) < len(words) and len(kept[-1]) == 1))
        and len("".join(kept[:-1])) >= MIN_LABEL_CHARS
    ):
        kept.pop()
    return kept


def _parts(clause: str) -> Iterator[str]:
    """Runs of a few words inside a clause that begin and end with a word that says something.

    What a Chinese name is stands at its right end: a run that stops before it is another thing (社会主义 of
    社会主义先进文化), so a run goes to the end of its clause, to an 和 or 的, or to a head that says little (体系, 建设).
    """
    words = cut_words(clause)
    for begin, first in enumerate(words):
        if len(first) < 2 or _opens(first):
            continue
        for end in range(begin + 1, min(begin + MAX_RUN_WORDS, len(words)) + 1):
            last = words[end - 1]
            phrase = "".join(words[begin:end])
            if (
                len(last) > 1
                and last not in _words().endings
                and (end == len(words) or _closes(words[end]))
                and _stands(phrase)
            ):
                yield phrase


def _closes(word: str) -> bool:
    """Whether a name can end before this word."""
    return word in "、和与及的" or word in _words().endings or word in _words().predicates or word in _words().heads


def _stands(phrase: str) -> bool:
    """Whether a phrase can stand alone: neither too long nor broken, no sentence, no figure, no formula."""
    return (
        MIN_LABEL_CHARS <= len(phrase) <= MAX_LABEL_CHARS
        and CUT not in phrase
        and phrase[0] not in _words().not_first
        and phrase[0] not in "、”)》"
        and phrase[-1] not in "、“(《的和与及"
        and _balanced(phrase)
        and not _FIGURE.search(phrase)
        and not is_formulaic(phrase)
    )


def _balanced(phrase: str) -> bool:
    return all(phrase.count(a) == phrase.count(b) for a, b in ("“”", "《》", "()"))


def rareness_of(n_groups: int, count: int) -> float:
    """How little a word that ``count`` of ``n_groups`` groups have says of others: 1 for one group's own."""
    return math.log(1 + n_groups / max(1, count)) / math.log(1 + n_groups)
