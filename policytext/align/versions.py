"""What became of each measure from one edition of a plan to the next of the same body.

Linked measures are kept, strengthened, weakened, postponed, advanced or reworded; a measure that no
link leads to is dropped (of the earlier edition) or new (of the later). Several may hold at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from policytext.align.decide import short_digest
from policytext.align.editions import chains, edition_year
from policytext.align.indicators import indicator_key, like_for_like
from policytext.align.passages import bare_text, formulas, split_text
from policytext.align.strictness import is_stricter, modality_step
from policytext.align.words import cut_words
from policytext.normalize.characters import fold
from policytext.records import Document, Link, Measure, PlanChange, Revision, Target, TargetChange

#: Of the characters of two texts, in order: from here on a rewording is none (a comma, 的, a marker).
#: Two editions of ``corpora/`` that differ in a name alone are at 0.96.
SAME_TEXT = 0.95
#: Of the characters around two figures without an indicator name that make them one figure.
SAME_CONTEXT = 0.6
CONTEXT_CHARS = 12
#: A stretch of so many characters more, less or other is a rewording however long the text is: at 4 数据采集 in a list
#: is one, 及 for 和 and 通用 less are none (the draft and the final text of a national guide).
SAME_STRETCH = 4
#: Of the characters of two measures under one title that no link joins, to be one item all the same: a formula
#: (完善组织建设) is linked only where it is told verbatim, but of two editions it is one item.
SAME_ITEM = 0.3
#: A line that stands in so many measures of a document is a running head or foot between its pages.
RUNNING_LINE = 3
MIN_LINE_CHARS = 6
#: Of a document's titles: a word that more have names no measure (标准 of a guide to standards).
COMMON_WORD = 0.25
MIN_NAME_CHARS = 3
_SPACE = re.compile(r"\s+")
_SIGNS = re.compile(r"\W+")
_REFERENCE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+(?:章|节|条|款|项)")  # 第十六条 is 第十五条 when one goes


def find_revisions(
    documents: Sequence[Document], measures: Sequence[Measure], links: Sequence[Link], near: Sequence[Link] = ()
) -> list[Revision]:
    """The revisions of each two editions that follow each other: in the order of the later edition, what was
    dropped at the end.

    ``near`` are pairs that were nearly linked; a dropped or new measure names its own (``nearest``), so
    that a reader can judge whether it really is.
    """
    pairs = chains(documents)
    if not pairs:
        return []  # and links that are made when they are read are not made
    by_document: dict[str, list[Measure]] = {}
    for measure in measures:
        by_document.setdefault(measure.doc_id, []).append(measure)
    document_of = {measure.measure_id: measure.doc_id for measure in measures}
    linked, nearly = (_by_documents(own, document_of) for own in (links, near))
    found: list[Revision] = []
    for earlier, later in pairs:
        found += _of_pair(
            earlier,
            later,
            _plans(by_document.get(earlier.doc_id, [])),
            _plans(by_document.get(later.doc_id, [])),
            *(own.get(frozenset((earlier.doc_id, later.doc_id)), []) for own in (linked, nearly)),
        )
    return found


def _by_documents(links: Sequence[Link], document_of: dict[str, str]) -> dict[frozenset[str], list[Link]]:
    """Links of editions by their two documents, each list in the order of the links."""
    found: dict[frozenset[str], list[Link]] = {}
    for link in links:
        if link.type == "version" and link.source in document_of and link.target in document_of:
            found.setdefault(frozenset((document_of[link.source], document_of[link.target])), []).append(link)
    return found


def _plans(measures: Sequence[Measure]) -> list[Measure]:
    """The tasks of a document; all measures of one that only reports. A review's past is not dropped."""
    tasks = [measure for measure in measures if measure.kind == "task"]
    return tasks or list(measures)


def _of_pair(
    earlier: Document,
    later: Document,
    before: Sequence[Measure],
    after: Sequence[Measure],
    links: Sequence[Link],
    near: Sequence[Link],
) -> list[Revision]:
    old, new = {m.measure_id: m for m in before}, {m.measure_id: m for m in after}
    partners: dict[str, list[tuple[Measure, Link | None]]] = {measure_id: [] for measure_id in new}
    linked: set[str] = set()
    for link in links:
        for a, b in ((link.source, link.target), (link.target, link.source)):
            if a in old and b in new:
                partners[b].append((old[a], link))
                linked.add(a)
    for own, other in _same_items(
        [m for m in before if m.measure_id not in linked], [m for m in after if not partners[m.measure_id]]
    ):
        partners[other.measure_id].append((own, None))
        linked.add(own.measure_id)
    close = _closest(near, old, new) | _naming(before, after) | _naming(after, before)
    running = _running_lines(before) | _running_lines(after)
    compared = {
        (old_one.measure_id, measure.measure_id): compare_editions(old_one, measure)
        for measure in after
        for old_one, _ in partners[measure.measure_id]
    }
    # what one of several partners states is neither added nor removed by the others
    met_old = {(a, move.before_start) for (a, _), moves in compared.items() for move in moves if move.after_text}
    met_new = {(b, move.after_start) for (_, b), moves in compared.items() for move in moves if move.before_text}
    found = []
    for measure in after:
        for partner, joined in partners[measure.measure_id]:
            moves = tuple(
                move
                for move in compared[partner.measure_id, measure.measure_id]
                if not (move.move == "removed" and (partner.measure_id, move.before_start) in met_old)
                and not (move.move == "added" and (measure.measure_id, move.after_start) in met_new)
            )
            found.append(_revision(earlier, later, partner, measure, joined, moves, running))
        if not partners[measure.measure_id]:
            found.append(_alone(earlier, later, "new", measure, close.get(measure.measure_id)))
    found += [
        _alone(earlier, later, "dropped", m, close.get(m.measure_id)) for m in before if m.measure_id not in linked
    ]
    return found


def _same_items(before: Sequence[Measure], after: Sequence[Measure]) -> list[tuple[Measure, Measure]]:
    """Measures that no link joins, and that stand under one title that nothing else among them has."""
    old, new = _by_title(before), _by_title(after)
    pairs = [(old[title][0], new[title][0]) for title in old if len(old[title]) == len(new.get(title, ())) == 1]
    return [(a, b) for a, b in pairs if compare_texts(a, b).similarity >= SAME_ITEM]


def _by_title(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        if measure.title:
            found.setdefault(split_text(measure)[0], []).append(measure)
    return found


def _naming(measures: Sequence[Measure], others: Sequence[Measure]) -> dict[str, str]:
    """Measure id → the shortest measure of the other edition whose text has its title, but for common words at the
    end: an item that became a word of a list (智慧城市标准 → 开展智慧城市、智慧农业…领域标准研究)."""
    titles = {measure.measure_id: cut_words(split_text(measure)[0]) for measure in measures if measure.title}
    spread = Counter(word for words in titles.values() for word in set(words))
    common = {word for word, count in spread.items() if count > max(1, COMMON_WORD * len(titles))} | formulas()
    texts = sorted(((fold(other.text), other.measure_id) for other in others), key=lambda item: (len(item[0]), item[1]))
    found = {}
    for measure_id, words in titles.items():
        name = "".join(words[: max((k for k, word in enumerate(words, start=1) if word not in common), default=0)])
        if len(name) >= MIN_NAME_CHARS:
            place = next((other for text, other in texts if name in _SPACE.sub("", text)), None)
            if place is not None:
                found[measure_id] = place
    return found


def _running_lines(measures: Sequence[Measure]) -> frozenset[str]:
    """Lines that recur inside a document's measures, as they are without signs and page numbers."""
    lines = Counter(line for measure in measures for line in {_line(raw) for raw in measure.text.split("\n")})
    return frozenset(line for line, count in lines.items() if count >= RUNNING_LINE and len(line) >= MIN_LINE_CHARS)


def _line(raw: str) -> str:
    return _SIGNS.sub("", fold(raw)).strip("0123456789")


def _closest(near: Sequence[Link], old: dict[str, Measure], new: dict[str, Measure]) -> dict[str, str]:
    """Measure id → the measure of the other edition with the best of the pairs that nearly were links."""
    best: dict[str, tuple[float, str]] = {}
    for link in near:
        ends = {link.source, link.target}
        if ends & old.keys() and ends & new.keys():
            for own, other in ((link.source, link.target), (link.target, link.source)):
                best[own] = max(best.get(own, (0.0, "")), (link.score, other))
    return {own: other for own, (_, other) in best.items()}


def _alone(earlier: Document, later: Document, change: PlanChange, measure: Measure, nearest: str | None) -> Revision:
    new = change == "new"
    end = _last_day(measure)
    return Revision(
        revision_id="v-" + short_digest(earlier.doc_id, later.doc_id, measure.measure_id),
        change=change,
        changes=(change,),
        earlier=earlier.doc_id,
        later=later.doc_id,
        source=None if new else measure.measure_id,
        target=measure.measure_id if new else None,
        nearest=nearest,
        modality_before=None if new else measure.modality,
        modality_after=measure.modality if new else None,
        deadline_before=None if new else end,
        deadline_after=end if new else None,
        targets=tuple(_one_sided("added" if new else "removed", target) for target in measure.targets),
    )


def _revision(
    earlier: Document,
    later: Document,
    before: Measure,
    after: Measure,
    link: Link | None,
    moves: tuple[TargetChange, ...],
    running: frozenset[str],
) -> Revision:
    own, other = _last_day(before), _last_day(after)
    rolled = _is_rolled(own, other, edition_year(earlier), edition_year(later))
    texts = compare_texts(before, after, running)
    years = edition_year(earlier), edition_year(later)
    yearly = None not in years and years[0] != years[1]
    changes = _changes(moves, modality_step(before.modality, after.modality), own, other, rolled, texts, yearly=yearly)
    names, others = _bodies(before), _bodies(after)
    return Revision(
        revision_id="v-" + short_digest(earlier.doc_id, later.doc_id, before.measure_id, after.measure_id),
        change=changes[0],
        changes=changes,
        earlier=earlier.doc_id,
        later=later.doc_id,
        source=before.measure_id,
        target=after.measure_id,
        link_id=link.link_id if link else None,
        similarity=texts.similarity,
        modality_before=before.modality,
        modality_after=after.modality,
        deadline_before=own,
        deadline_after=other,
        rolled=rolled,
        targets=moves,
        units_added=tuple(name for name in others if name not in names),
        units_removed=tuple(name for name in names if name not in others),
    )


def _changes(
    moves: Sequence[TargetChange],
    step: int,
    before: str | None,
    after: str | None,
    rolled: bool,
    texts: Texts,
    *,
    yearly: bool,
) -> tuple[PlanChange, ...]:
    """All that hold, the weightiest first: what is asked for, then when, then how it is said.

    A figure that is added to a plan asks for more, one that is removed for less; not so in a report that
    comes each year (``yearly``) and tells of other projects. Commitment (力争 → 确保) counts where the
    figures do not speak.
    """
    more = sum(m.stricter is True or (m.move == "added" and not yearly) for m in moves)
    less = sum(m.stricter is False or (m.move == "removed" and not yearly) for m in moves)
    if not more and not less:
        more, less = int(step > 0), int(step < 0)
    sides: list[PlanChange] = ["strengthened", "weakened"] if more >= less else ["weakened", "strengthened"]
    changes: list[PlanChange] = [side for side in sides if (more if side == "strengthened" else less)]
    if before and after and before != after and not rolled:
        changes.append("postponed" if after > before else "advanced")
    if texts.similarity < SAME_TEXT or texts.stretch >= SAME_STRETCH:
        changes.append("reworded")
    return tuple(changes) or ("kept",)


class Texts(NamedTuple):
    """How two measures' texts differ."""

    similarity: float  # the share of characters that both have in one order, 0..1
    stretch: int  # characters of the longest stretch that only one has, or that stands for another


def compare_texts(a: Measure, b: Measure, running: frozenset[str] = frozenset()) -> Texts:
    """Two measures without markers, responsibility, signs, numbers of articles and the ``running`` lines of pages."""
    left, right = (_told(measure, running) for measure in (a, b))
    if left == right:
        return Texts(1.0, 0)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    stretch = max(
        max(high - low, end - start) for tag, low, high, start, end in matcher.get_opcodes() if tag != "equal"
    )
    return Texts(round(matcher.ratio(), 3), stretch)


def _told(measure: Measure, running: frozenset[str]) -> str:
    lines = [line for line in measure.text.split("\n") if _line(line) not in running]
    return _SIGNS.sub("", _REFERENCE.sub("", _SIGNS.sub("", bare_text("\n".join(lines)))))


def _last_day(measure: Measure) -> str | None:
    """The last day of what bounds a measure as a whole; None when the text gives none."""
    return max((d.resolved_end for d in measure.deadlines if d.resolved_end), default=None)


def _is_rolled(before: str | None, after: str | None, own: int | None, other: int | None) -> bool:
    """Whether a deadline moved by as many years as its edition: the next year's report, no delay."""
    if not before or not after or not own or not other or own == other:
        return False
    try:
        first, second = date.fromisoformat(before), date.fromisoformat(after)
    except ValueError:
        return False
    return (second.year - first.year, first.month, first.day) == (other - own, second.month, second.day)


def _bodies(measure: Measure) -> list[str]:
    return list(dict.fromkeys(unit.canonical or unit.name for unit in measure.units))


# -- targets --------------------------------------------------------------------------------------


def compare_editions(before: Measure, after: Measure) -> list[TargetChange]:
    """What became of the targets of one measure: those of the later in their order, then those removed.

    Two targets are one when they have an indicator in common, or, where a name is missing, the same unit
    and much the same words before them.
    """
    left = [t for t in before.targets if t.value is not None]
    moves = []
    for target in (t for t in after.targets if t.value is not None):
        old = _partner(target, left, before, after)
        if old is None:
            moves.append(_one_sided("added", target))
        else:
            left.remove(old)
            moves.append(_move(old, target))
    return moves + [_one_sided("removed", target) for target in left]


def _partner(target: Target, others: Iterable[Target], before: Measure, after: Measure) -> Target | None:
    best: tuple[tuple[bool, bool, float], Target] | None = None
    key = indicator_key(target.indicator)
    for other in others:
        own = indicator_key(other.indicator)
        words = _context_similarity(other, target, before, after)
        if key is not None and key == own and other.change == target.change and other.status == target.status:
            rank = (True, other.unit == target.unit, words)
        elif (
            (key is None or own is None)
            and other.unit == target.unit
            and other.status == target.status
            and words >= SAME_CONTEXT
        ):
            rank = (False, True, words)
        else:
            continue
        if best is None or rank > best[0]:
            best = (rank, other)
    return best[1] if best else None


def _context_similarity(other: Target, target: Target, before: Measure, after: Measure) -> float:
    left, right = (
        m.text[max(0, t.start - m.start - CONTEXT_CHARS) : max(0, t.start - m.start)]
        for m, t in ((before, other), (after, target))
    )
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _move(before: Target, after: Target) -> TargetChange:
    key = indicator_key(after.indicator) or indicator_key(before.indicator)
    like = like_for_like(after, before)
    difference = stricter = None
    reason = like.refused
    if reason is None and like.value is not None and before.value is not None:
        if like.value_max is None and before.value_max is None:
            difference = float(f"{like.value - before.value:.10g}")
            stricter = is_stricter(after, before, difference, key)
        elif (like.value, like.value_max) == (before.value, before.value_max):
            difference = 0.0
        else:
            reason = "a range against another figure"
    return TargetChange(
        indicator=key,
        move="refused"
        if difference is None
        else "kept"
        if not difference
        else "raised"
        if difference > 0
        else "lowered",
        before=before.value,
        after=after.value,
        unit=before.unit,
        difference=difference,
        stricter=stricter,
        reason=reason,
        before_text=before.text,
        before_start=before.start,
        before_end=before.end,
        after_text=after.text,
        after_start=after.start,
        after_end=after.end,
    )


def _one_sided(move: str, target: Target) -> TargetChange:
    if move == "added":
        return TargetChange(
            indicator=indicator_key(target.indicator),
            move="added",
            before=None,
            after=target.value,
            unit=target.unit,
            after_text=target.text,
            after_start=target.start,
            after_end=target.end,
        )
    return TargetChange(
        indicator=indicator_key(target.indicator),
        move="removed",
        before=target.value,
        after=None,
        unit=target.unit,
        before_text=target.text,
        before_start=target.start,
        before_end=target.end,
    )
