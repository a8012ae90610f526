"""A run in a few lines: one row a document, for a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policytext.export.jsonl import iter_dicts
from policytext.shard import Counts

MAX_ROWS = 40
MAX_TITLE_COLUMNS = 44  # of a terminal; a Chinese character takes two
HEADER = ("document", "region", "date", "measures", "units", "targets", "deadlines", "warnings")
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """What a document gave."""

    title: str
    region: str | None
    date: str | None
    measures: int
    units: int
    targets: int
    deadlines: int
    warnings: int


def summarize(directory: str | Path) -> list[SummaryRow]:
    """One row a document of a run, in the order of the records."""
    directory = Path(directory)
    counts: Counter[tuple[str, str]] = Counter()
    for measure in iter_dicts(directory / "measures.jsonl"):
        counts[measure["doc_id"], "measures"] += 1
        for part in ("units", "targets", "deadlines"):
            counts[measure["doc_id"], part] += len(measure[part])
    return [
        SummaryRow(
            title=document["title"] or Path(document["path"]).name,
            region=(document["region"] or {}).get("name"),
            date=document["date"],
            warnings=len(document["warnings"]),
            **{part: counts[document["doc_id"], part] for part in ("measures", "units", "targets", "deadlines")},
        )
        for document in iter_dicts(directory / "documents.jsonl")
    ]


def render_summary(rows: Sequence[SummaryRow]) -> str:
    """The rows as a table for a terminal, with a line of totals; long runs are cut."""
    cells = [
        [
            _shorten(row.title),
            row.region or UNKNOWN,
            row.date or UNKNOWN,
            *map(str, (row.measures, row.units, row.targets, row.deadlines, row.warnings)),
        ]
        for row in rows[:MAX_ROWS]
    ]
    name = f"{len(rows)} document{'s' if len(rows) != 1 else ''}"
    if len(rows) > MAX_ROWS:
        name += f" ({len(rows) - MAX_ROWS} not shown)"
    totals = [
        str(sum(getattr(row, part) for row in rows))
        for part in ("measures", "units", "targets", "deadlines", "warnings")
    ]
    return render_table([list(HEADER), *cells, [name, "", "", *totals]], n_left=3, rules=(1, -1))


def render_outcome(rows: Sequence[SummaryRow], counts: Counts, directory: Path) -> str:
    """What a command says at its end: the table, what was aligned, and where everything lies."""
    lines = [render_summary(rows), ""] if rows else []
    if counts.links or counts.themes:
        lines.append(f"aligned:  {counts.links} links, {counts.themes} themes, {counts.comparisons} comparisons")
    lines.append(f"records:  {directory / '*.jsonl'}")
    if (directory / "report.html").exists():
        lines.append(f"report:   {directory / 'report.html'}")
    if counts.errors:
        lines.append(f"not read: {counts.errors} of {counts.inputs} inputs, see {directory / 'errors.jsonl'}")
    return "\n".join(lines)


def render_table(table: Sequence[Sequence[str]], *, n_left: int, rules: Sequence[int] = (1,)) -> str:
    """Cells in columns: the first ``n_left`` to the left, the others to the right.

    ``rules`` are the rows before which a line is drawn.
    """
    widths = [max(map(columns_of, column)) for column in zip(*table, strict=True)]
    lines = []
    drawn = {index % len(table) for index in rules}
    for number, row in enumerate(table):
        if number in drawn and number:
            lines.append("  ".join("─" * width for width in widths))
        padded = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - columns_of(cell))
            padded.append(cell + space if index < n_left else space + cell)
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters take two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _shorten(title: str) -> str:
    title = " ".join(title[: 4 * MAX_TITLE_COLUMNS].split())
    if columns_of(title) <= MAX_TITLE_COLUMNS:
        return title
    while columns_of(title) > MAX_TITLE_COLUMNS - 1:
        title = title[:-1]
    return title + "…"
