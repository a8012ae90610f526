"""What a row adds to the measure that it repeats: its bodies, figures and times, none of them twice.

A figure or a date that contradicts the text's is not taken over: the text's stands, and a warning names both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from policytext.normalize.offsets import normalize
from policytext.records import Deadline, Measure, Repeat, Target, Unit
from policytext.structure.repeats import Repetition

#: Words of two indicators that have so many characters in common name one thing: 社区食堂 and 建成社区食堂数.
MIN_SHARED_CHARS = 2


@lru_cache(maxsize=10_000)
def _folded(text: str | None) -> str:
    """As matched on: a page may write one body in two scripts."""
    return normalize(text).text if text else ""


def fold_repeats(
    source: str, measures: Sequence[Measure], repeats: Iterable[tuple[Repetition, Sequence[tuple[int, int, int]]]]
) -> tuple[list[Measure], list[str]]:
    """The measures without the rows that repeat others, ids and order anew, and what contradicts.

    Args:
        measures: of one document, a passage each.
        repeats: each with its pieces as spans of the source.
    """
    rows: set[int] = set()
    folded = dict(enumerate(measures))
    warnings: list[str] = []
    for repetition, pieces in repeats:
        row = measures[repetition.row]
        rows.add(repetition.row)
        parts = _parts(row, repetition.tasks, pieces, folded)
        for task in repetition.tasks:
            own = replace(folded[task], repeats=(*folded[task].repeats, Repeat.cut(source, row.start, row.end)))
            folded[task], found = _take_over(own, parts[task], alone=len(repetition.tasks) == 1)
            warnings += [f"a table repeats {_name(own)} with another figure: {fault}" for fault in found]
    kept = [folded[index] for index in range(len(measures)) if index not in rows]
    return [replace(m, order=order, measure_id=f"{m.doc_id}-m{order:03d}") for order, m in enumerate(kept)], warnings


def _name(measure: Measure) -> str:
    name = re.sub(r"\s+", "", measure.title or measure.text)
    return name if len(name) <= 30 else name[:29] + "…"


def _parts(
    row: Measure, tasks: Sequence[int], pieces: Sequence[tuple[int, int, int]], measures: dict[int, Measure]
) -> dict[int, Measure]:
    """What of a row is about each task: bodies and times about all, a figure about the one whose words it has."""
    if len(tasks) == 1:
        return {tasks[0]: row}
    shared: defaultdict[int, list[Target]] = defaultdict(list)
    for target in row.targets:
        inside = next((task for low, high, task in pieces if low <= target.start < high), None)
        if inside is None:
            key = _key(target.indicator or "")
            inside = max(tasks, key=lambda task: _longest_shared(key, _key(measures[task].text)))
        shared[inside].append(target)
    times: defaultdict[int, list[Deadline]] = defaultdict(list)
    for deadline in row.deadlines:
        inside = next((task for low, high, task in pieces if low <= deadline.start < high), None)
        for task in tasks if inside is None else (inside,):
            times[task].append(deadline)
    stated = tuple(replace(unit, evidence="inherited") for unit in row.units)  # once for several measures
    return {
        task: replace(
            row,
            units=stated,
            targets=tuple(shared[task]),
            deadlines=tuple(d if len(times) == 1 else replace(d, evidence="inherited") for d in times[task]),
        )
        for task in tasks
    }


def _take_over(measure: Measure, row: Measure, *, alone: bool) -> tuple[Measure, list[str]]:
    """The measure with what a row adds, and the figures and dates in which they differ.

    Args:
        alone: the row is about this measure only; times that are stated for several bound those without one.
    """
    known = {_body(unit) for unit in measure.units}
    units = [unit for unit in row.units if _body(unit) not in known]
    targets, faults = _new_targets(measure.targets, row.targets)
    deadlines, more = _new_deadlines(measure.deadlines, row.deadlines) if alone or not measure.deadlines else ([], [])
    merged = replace(
        measure,
        units=(*measure.units, *units),
        targets=(*measure.targets, *targets),
        deadlines=(*measure.deadlines, *deadlines),
    )
    return merged, faults + more


def _body(unit: Unit) -> tuple[str, str]:
    return _folded(unit.canonical or unit.name), unit.role


# ---- figures -----------------------------------------------------------------------------------


def _new_targets(own: Sequence[Target], others: Sequence[Target]) -> tuple[list[Target], list[str]]:
    """The targets of a row that the measure does not have; a figure that differs in one indicator is a fault.

    A row that has the measure's figure too tells milestones beside it (2025年20处, 2027年48处).
    """
    new: list[Target] = []
    faults: list[str] = []
    for target in others:
        if any(_is_same_target(target, one) for one in own):
            continue
        rivals = [one for one in own if _is_rival(target, one)]
        agreeing = any(_is_same_target(other, one) for other in others for one in rivals)
        if rivals and not agreeing:
            faults.append(f"{target.indicator or ''} {target.text}, in the text {rivals[0].text}".strip())
        else:
            new.append(target)
    return new, faults


def _is_same_target(a: Target, b: Target) -> bool:
    if (a.value, a.value_max, a.change, a.implied) != (b.value, b.value_max, b.change, b.implied) or _folded(
        a.unit
    ) != _folded(b.unit):
        return False
    left, right = _key(a.indicator or ""), _key(b.indicator or "")
    return not left or not right or _longest_shared(left, right) >= MIN_SHARED_CHARS


def _is_rival(a: Target, b: Target) -> bool:
    """Whether two targets are of one indicator and of one kind, so that their values should agree."""
    if (a.change, a.status) != (b.change, b.status) or a.implied or b.implied:
        return False
    if (_folded(a.unit), _folded(a.base)) != (_folded(b.unit), _folded(b.base)):
        return False
    left, right = _key(a.indicator or ""), _key(b.indicator or "")
    return bool(left and right) and (left in right or right in left)


def _key(text: str) -> str:
    return re.sub(r"[^\u3400-\u9fffA-Za-z]", "", _folded(text))


def _longest_shared(left: str, right: str) -> int:
    """The length of the longest stretch of ``left`` that stands in ``right``."""
    size = 0
    for start in range(len(left)):
        while start + size < len(left) and left[start : start + size + 1] in right:
            size += 1
    return size


# ---- times -------------------------------------------------------------------------------------


def _new_deadlines(own: Sequence[Deadline], others: Sequence[Deadline]) -> tuple[list[Deadline], list[str]]:
    """The deadlines of a row that the measure does not have; a last day that is none of the measure's is a fault."""
    agreeing = any(_is_same_time(a, b) for a in others for b in own)
    new: list[Deadline] = []
    faults: list[str] = []
    for deadline in others:
        if any(_is_same_time(deadline, one) for one in own):
            continue
        rivals = [one for one in own if _is_dated(one)]
        if rivals and _is_dated(deadline) and not agreeing:
            faults.append(f"{deadline.text}, in the text {rivals[-1].text}")
        else:
            new.append(deadline)
    return new, faults


def _is_dated(deadline: Deadline) -> bool:
    return deadline.type in ("by", "during") and deadline.resolved_end is not None


def _is_same_time(a: Deadline, b: Deadline) -> bool:
    """Whether one says nothing that the other does not: the same time, or a year around its day."""
    if _is_dated(a) and _is_dated(b):
        return a.resolved_end == b.resolved_end or _is_around(a, b)
    if a.value is None or b.value is None:
        return a.type == b.type and (
            _folded(a.text) == _folded(b.text) or (a.value is None and b.value is None and a.type == "ongoing")
        )
    return (a.type, a.value) == (b.type, b.value)


def _is_around(a: Deadline, b: Deadline) -> bool:
    """``2025年`` of a row around ``2025年6月底前`` of the text."""
    if a.value is None or b.resolved_end is None:
        return False
    if re.fullmatch(r"20\d\d年度?", a.text):
        return a.text[:4] == b.resolved_end[:4]
    if a.type != "during":
        return False
    first, _, last = a.value.partition("/")
    return first <= b.resolved_end <= last


__all__ = ["fold_repeats"]
