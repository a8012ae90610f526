"""Gold files and a run's records → precision, recall and F1 by kind of record.

What counts as found: a measure when its span overlaps a gold one with intersection-over-union
(IoU) ≥ 0.5, one to one; a unit and a deadline when the span has the same characters (spaces and
punctuation at the ends aside) at an overlapping place; a target when the spans overlap with
IoU ≥ 0.5; a repeat when its span and its measure's do. *Strict* asks for the attributes too: units
by role and name; targets and aims by value, value_max, comparator, unit and status; deadlines by type
and value. No partial credit. Links are scored on graded pairs (``*.jsonl``, see
:mod:`policytext.pairs`) where the gold folder has any.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from policytext.errors import OutputError, PolicyTextError
from policytext.gold import PARTS, Annotated, Row, find_gold, load_gold, load_run
from policytext.pairs import find_pairs

if TYPE_CHECKING:
    from policytext.evaluate_links import LinkEvaluation

Outcome = Literal["miss", "extra", "differ"]
MIN_IOU = 0.5
#: Attributes that a strict hit must have right, by kind.
STRICT: dict[str, tuple[str, ...]] = {
    "units": ("role", "name"),
    "targets": ("value", "comparator", "unit", "status"),
    "deadlines": ("type", "value"),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among gold and predicted records."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.predicted + other.predicted)

    @property
    def precision(self) -> float:
        if not self.predicted:
            return 0.0 if self.gold else 1.0
        return self.hits / self.predicted

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A miss, a false hit, or a hit with other attributes."""

    kind: str  # measures, units, targets, deadlines, aims
    outcome: Outcome
    doc: str  # the gold file's id
    text: str  # as written; a measure's title or beginning
    gold: tuple[Any, ...] | None = None  # the strict attributes; None for a false hit
    got: tuple[Any, ...] | None = None  # None for a miss


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a run compares with gold files.

    Attributes:
        scores: ``measures``, ``units``, ``units.strict``, ``units.overlap`` (IoU instead of equal
            characters), the same for ``targets`` and ``deadlines``, ``aims.strict``, and ``repeats`` where there are any.
        attributes: ``units.role`` … → (right, of all found).
        differences: in the order of documents and kinds.
        documents: ids of the gold files, in order.
        missing: those without a document in the run; all their records are misses.
        links: the links on graded pairs; None where the gold folder has no pairs.
    """

    scores: dict[str, Score]
    attributes: dict[str, tuple[int, int]]
    differences: tuple[Difference, ...]
    documents: tuple[str, ...]
    missing: tuple[str, ...] = ()
    links: LinkEvaluation | None = None

    @property
    def found_nothing(self) -> bool:
        """Whether the run has nothing that the gold folder is about."""
        return len(self.missing) == len(self.documents) and not (self.links and self.links.scores)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, rounded to four places."""
        scores = {
            name: {
                "p": round(score.precision, 4),
                "r": round(score.recall, 4),
                "f1": round(score.f1, 4),
                "tp": score.hits,
                "gold": score.gold,
                "pred": score.predicted,
            }
            for name, score in self.scores.items()
        }
        attributes = {
            name: round(right / total, 4) if total else None for name, (right, total) in self.attributes.items()
        }
        result = {**scores, "attributes": attributes}
        if self.links is not None:
            result["links"] = {
                **self.links.total.to_dict(),
                "files": {name: score.to_dict() for name, score in self.links.scores.items()},
                "missing": list(self.links.missing),
            }
        return result


def evaluate(gold_dir: str | Path, run_dir: str | Path, *, documents: Iterable[str] | None = None) -> Evaluation:
    """Compare a run, or a second reader's gold folder, with gold files.

    Args:
        gold_dir: holds one JSON file a document, named like the document's file (``063.json`` for
            ``063_plan.txt`` too), and files of graded pairs (``*.jsonl``, or ``pairs/*.jsonl``).
        run_dir: an output folder of ``policytext extract``, or a folder of gold files.
        documents: ids (names without their ending) of the gold files to use; None for all.

    Raises:
        PolicyTextError: when there are no such gold files.
        OutputError: when ``run_dir`` holds neither records nor gold files.
    """
    gold_files = find_gold(Path(gold_dir))
    pair_files = {path.stem: path for path in find_pairs(Path(gold_dir))}
    named = list(documents) if documents is not None else [*sorted(gold_files), *pair_files]
    unknown = [name for name in named if name not in gold_files and name not in pair_files]
    if unknown or not named:
        raise PolicyTextError(f"{gold_dir}: no gold file {', '.join(f'{name}.json' for name in unknown) or '*.json'}")
    wanted = [name for name in named if name in gold_files]
    run = load_run(Path(run_dir), list(gold_files)) if wanted else {}
    pairs = [path for name, path in pair_files.items() if name in named]
    links = _score_links(pairs, Path(run_dir)) if pairs else None
    tally = _Tally()
    for name in wanted:
        predicted, source = run.get(name, (Annotated(), None))
        gold = load_gold(gold_files[name], source)
        tally.compare(name, gold, predicted)
    missing = tuple(name for name in wanted if name not in run)
    return Evaluation(
        dict(tally.scores),
        {name: (right, total) for name, (right, total) in tally.attributes.items()},
        tuple(tally.differences),
        tuple(wanted),
        missing,
        links,
    )


def _score_links(files: Sequence[Path], run_dir: Path) -> LinkEvaluation | None:
    """The links of a run on graded pairs; None for a second reader's gold folder, which has none.

    Raises:
        OutputError: when the run was not aligned.
    """
    from policytext.evaluate_links import evaluate_links

    if not (run_dir / "documents.jsonl").is_file():
        return None
    if not (run_dir / "links.jsonl").is_file():
        raise OutputError(run_dir, "holds no links to score on graded pairs; run `policytext align` first")
    return evaluate_links(files, run_dir)


def render_evaluation(evaluation: Evaluation, *, max_differences: int = 0) -> str:
    """The scores as a table, then up to ``max_differences`` differences of each kind."""
    from policytext.summary import render_table

    table = [["records", "precision", "recall", "F1", "hits", "gold", "found"]]
    for name, score in evaluation.scores.items():
        values = [f"{value:.3f}" for value in (score.precision, score.recall, score.f1)]
        table.append([name, *values, *map(str, (score.hits, score.gold, score.predicted))])
    lines = [render_table(table, n_left=1), ""] if evaluation.scores else []
    lines += [
        f"{name:22s} {f'{right / total:.3f}' if total else '–':>6s}  ({right} of {total})"
        for name, (right, total) in evaluation.attributes.items()
    ]
    if evaluation.missing:
        lines += ["", f"not in the run: {', '.join(evaluation.missing)}"]
    shown: dict[str, int] = defaultdict(int)
    for difference in sorted(evaluation.differences, key=lambda entry: entry.kind) if max_differences else ():
        shown[difference.kind] += 1
        if shown[difference.kind] == 1:
            total = sum(entry.kind == difference.kind for entry in evaluation.differences)
            lines += ["", f"{difference.kind}: {total} differences"]
        if shown[difference.kind] <= max_differences:
            lines.append(_render_difference(difference))
    if evaluation.links is not None:
        lines += [*([""] if lines else []), *_render_links(evaluation.links, max_differences)]
    return "\n".join(lines)


def _render_links(links: LinkEvaluation, max_differences: int) -> list[str]:
    """A row a file of graded pairs and their sum, then up to ``max_differences`` wrong links."""
    from policytext.summary import render_table

    head = ["links", "precision", "recall", "F1", "first", "MRR", "hard", "hits", "gold", "found"]
    rows = []
    for name, score in (*links.scores.items(), ("all", links.total)):
        ranking = ["–" if value is None else f"{value:.3f}" for value in (score.first, score.mrr)]
        shares = [f"{value:.3f}" for value in (score.precision, score.recall, score.f1)]
        hard = f"{score.hard_share:.1%}"
        rows.append([name, *shares, *ranking, hard, *map(str, (score.right, score.wanted, score.linked))])
    lines = [render_table([head, *rows], n_left=1, rules=(1, -1))] if links.scores else []
    if links.scores:
        lines.append(f"measures stand for {links.found} of {links.passages} graded passages")
    if links.missing:
        lines.append(f"not in the run: {', '.join(links.missing)}")
    if max_differences and links.wrong:
        lines += ["", f"links: {len(links.wrong)} differences"]
        for wrong in links.wrong[:max_differences]:
            lines.append(f"  {wrong.name} {'extra' if wrong.linked else 'miss':6s} {wrong.left} | {wrong.right}")
    return lines


def _render_difference(difference: Difference) -> str:
    parts = [f"  {difference.doc} {difference.outcome:6s} {difference.text}"]
    if difference.gold:
        parts.append(f"gold {_render_values(difference.gold)}")
    if difference.got:
        parts.append(f"got {_render_values(difference.got)}")
    return "  ".join(parts)


def _render_values(values: tuple[Any, ...]) -> str:
    return "/".join("null" if value is None else str(value) for value in values)


class _Tally:
    """Scores, attributes and differences, summed over documents."""

    def __init__(self) -> None:
        self.scores: defaultdict[str, Score] = defaultdict(Score)
        self.attributes: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.differences: list[Difference] = []

    def compare(self, doc: str, gold: Annotated, predicted: Annotated) -> None:
        if gold.aims:
            self._compare_aims(doc, gold, predicted)
        gold_measures = [row for row in gold.measures if _is_within(gold.windows, row)]
        found_measures = [row for row in predicted.measures if _is_within(gold.windows, row)]
        self._compare_measures(doc, gold_measures, found_measures)
        self._compare_repeats(doc, gold_measures, found_measures)
        for part in PARTS:
            # a table row or a rule that was not annotated can say nothing right or wrong of a measure that was
            wanted, got = (
                [row for row in _children(measures, part) if _is_within(gold.windows, row)]
                for measures in (gold_measures, found_measures)
            )
            self._compare_part(doc, part, wanted, got)

    def _compare_aims(self, doc: str, gold: Annotated, predicted: Annotated) -> None:
        found = [row for row in predicted.aims if _is_within(gold.windows, row)]
        pairs = match_spans(gold.aims, found, overlaps)
        hits = self._differences_of(doc, "aims", gold.aims, found, pairs, _strict_values("targets"))
        self.scores["aims.strict"] += Score(hits, len(gold.aims), len(found))

    def _compare_measures(self, doc: str, gold: list[Row], found: list[Row]) -> None:
        pairs = match_measures(gold, found)
        self.scores["measures"] += Score(len(pairs), len(gold), len(found))
        for name, value in (
            ("kind", lambda row: row.get("kind")),
            ("title", lambda row: normalize(row.get("title"))),
        ):
            self._count(f"measures.{name}", [value(gold[g]) == value(found[f]) for g, f in pairs])
        self._differences_of(doc, "measures", gold, found, pairs, lambda row: (row.get("kind"),))

    def _compare_repeats(self, doc: str, gold: list[Row], found: list[Row]) -> None:
        """Rows of task tables that repeat a measure: right where the row and its measure are."""
        told, read = (
            [{**row, "of": m} for m in measures for row in m.get("repeats") or ()] for measures in (gold, found)
        )
        if not told and not read:
            return
        pairs = match_spans(told, read, lambda a, b: overlaps(a, b) and overlaps(a["of"], b["of"]))
        self.scores["repeats"] += Score(len(pairs), len(told), len(read))
        self._differences_of(doc, "repeats", told, read, pairs, lambda row: (_label("measures", row["of"]),))

    def _compare_part(self, doc: str, part: str, gold: list[Row], found: list[Row]) -> None:
        pairs = match_spans(gold, found, overlaps if part == "targets" else has_same_text)
        self.scores[part] += Score(len(pairs), len(gold), len(found))
        strict = self._differences_of(doc, part, gold, found, pairs, _strict_values(part))
        self.scores[f"{part}.strict"] += Score(strict, len(gold), len(found))
        overlapping = match_spans(gold, found, overlaps)
        self.scores[f"{part}.overlap"] += Score(len(overlapping), len(gold), len(found))
        for name, is_equal in ATTRIBUTES[part].items():
            self._count(f"{part}.{name}", [is_equal(gold[g], found[f]) for g, f in pairs])

    def _count(self, name: str, outcomes: list[bool]) -> None:
        entry = self.attributes[name]
        entry[0] += sum(outcomes)
        entry[1] += len(outcomes)

    def _differences_of(
        self,
        doc: str,
        kind: str,
        gold: list[Row],
        found: list[Row],
        pairs: Sequence[tuple[int, int]],
        values: Callable[[Row], tuple[Any, ...]],
    ) -> int:
        """Note what differs; returns the number of pairs with all strict attributes right."""
        part = "targets" if kind == "aims" else kind
        paired_gold, paired_found = {g for g, _ in pairs}, {f for _, f in pairs}
        self.differences += [
            Difference(kind, "miss", doc, _label(kind, row), gold=values(row))
            for index, row in enumerate(gold)
            if index not in paired_gold
        ]
        self.differences += [
            Difference(kind, "extra", doc, _label(kind, row), got=values(row))
            for index, row in enumerate(found)
            if index not in paired_found
        ]
        strict = 0
        for g, f in pairs:
            if all(ATTRIBUTES[part][name](gold[g], found[f]) for name in STRICT.get(part, ())):
                strict += 1
            else:
                text = _label(kind, gold[g])
                self.differences.append(
                    Difference(kind, "differ", doc, text, gold=values(gold[g]), got=values(found[f]))
                )
        return strict


def match_measures(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs with IoU ≥ 0.5, the best first; each measure in one pair at most."""
    candidates = sorted(
        (
            (iou(gold_row, found_row), g, f)
            for g, gold_row in enumerate(gold)
            for f, found_row in enumerate(found)
            if _touch(gold_row, found_row)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for value, g, f in candidates:
        if value < MIN_IOU:
            break
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            pairs.append((g, f))
    return pairs


def match_spans(
    gold: Sequence[Row], found: Sequence[Row], is_match: Callable[[Row, Row], bool]
) -> list[tuple[int, int]]:
    """For each gold row in order, the free found row that matches with the highest IoU."""
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for g, gold_row in enumerate(gold):
        best: tuple[float, int] | None = None
        for f, found_row in enumerate(found):
            if f in used or not is_match(gold_row, found_row):
                continue
            value = iou(gold_row, found_row)
            if best is None or value > best[0]:
                best = (value, f)
        if best is not None:
            used.add(best[1])
            pairs.append((g, best[1]))
    return pairs


def iou(a: Row, b: Row) -> float:
    """Intersection over union of two spans; of spans apart, the union is what they enclose."""
    intersection = max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))
    union = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return intersection / union if union else 0.0


def overlaps(a: Row, b: Row) -> bool:
    """Whether two spans overlap by half of what they cover together."""
    return _touch(a, b) and iou(a, b) >= MIN_IOU


def has_same_text(a: Row, b: Row) -> bool:
    """Whether two spans have the same characters at an overlapping place."""
    return _touch(a, b) and normalize(a["text"]) == normalize(b["text"])


def normalize(text: str | None) -> str:
    """Text for comparison only: compatibility forms folded, spaces and punctuation left out."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text or ""))


_IGNORED = re.compile(r"[\s,。;:、“”\"'《》()()\[\]【】·,.;:　]+")


def _touch(a: Row, b: Row) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _is_within(windows: Sequence[tuple[int, int]], row: Row) -> bool:
    """Whether most of a row lies in a stretch that was annotated (no windows: all was)."""
    if not windows:
        return True
    half = (row["end"] - row["start"]) / 2
    return any(min(row["end"], end) - max(row["start"], start) > half for start, end in windows)


def _children(measures: Sequence[Row], part: str) -> list[Row]:
    """The records of a kind in reading order; a body in one role counts once in a measure, a time tied to an event not."""
    rows: list[Row] = []
    for measure in measures:
        seen: set[tuple[str, Any]] = set()
        for row in sorted(measure.get(part) or (), key=lambda row: row["start"]):
            if part == "deadlines" and row.get("type") == "event":
                continue  # 换届工作结束后: kept, with no value to be right or wrong (records.md, section 7)
            if part == "units":
                key = (normalize(row.get("name")), row.get("role"))
                if key in seen:
                    continue
                seen.add(key)
            rows.append(row)
    return rows


def _strict_values(part: str) -> Callable[[Row], tuple[Any, ...]]:
    return lambda row: tuple(row.get(name) for name in STRICT[part])


def _label(kind: str, row: Row) -> str:
    text = (row.get("title") or row["text"]) if kind == "measures" else row["text"]
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _same(name: str) -> Callable[[Row, Row], bool]:
    return lambda gold, found: gold.get(name) == found.get(name)


def _same_text(name: str) -> Callable[[Row, Row], bool]:
    return lambda gold, found: normalize(gold.get(name)) == normalize(found.get(name))


def _is_same_number(a: Any, b: Any) -> bool:
    try:
        return abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(a)))
    except (TypeError, ValueError):
        return a in (None, "") and b in (None, "")


def _same_value(gold: Row, found: Row) -> bool:
    return all(_is_same_number(gold.get(name), found.get(name)) for name in ("value", "value_max"))


def _same_indicator(gold: Row, found: Row) -> bool:
    """Whether one of the two names contains the other."""
    a, b = normalize(gold.get("indicator")), normalize(found.get("indicator"))
    return bool(a and b) and (a in b or b in a)


#: Attribute → is it right, by kind; scored on the records that were found.
ATTRIBUTES: dict[str, dict[str, Callable[[Row, Row], bool]]] = {
    "units": {"role": _same("role"), "name": _same_text("name")},
    "targets": {
        "value": _same_value,
        "comparator": _same("comparator"),
        "unit": _same_text("unit"),
        "status": _same("status"),
        "indicator": _same_indicator,
    },
    "deadlines": {
        "type": _same("type"),
        "value": lambda gold, found: (gold.get("value") or None) == (found.get("value") or None),
    },
    "measures": {},
}
