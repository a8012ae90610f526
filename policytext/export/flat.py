"""Records → flat tables: one list of rows a kind of record, for spreadsheets and SQL.

The columns are read off the record classes, so a new field appears here by itself. What is nested
becomes a table of its own with the id of its parent; lists of words are joined with ``; ``. A few
columns are repeated from the parent (``region``, ``doc_title``, ``title``), so that each sheet can
be filtered and read alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from policytext.errors import OutputError
from policytext.export.jsonl import RecordFile, open_records
from policytext.records import (
    RECORD_FILES,
    Adoption,
    Aim,
    ComparisonCell,
    Deadline,
    Document,
    InputError,
    Link,
    MatrixCell,
    Measure,
    Reason,
    Repeat,
    Revision,
    Rung,
    Section,
    Target,
    TargetChange,
    Theme,
    Unit,
)

Cell = str | int | float | bool | None
LIST_SEPARATOR = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a flat table; ``type`` is ``str``, ``int``, ``float`` or ``bool``."""

    name: str
    type: type


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One flat table; each row has a cell for each column. Rows are made while they are read, once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    key: str | None = None  # the column that names a row, where there is one
    indexes: tuple[str, ...] = ()  # columns that people filter by


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All records of an output folder; those of large files are read each time they are asked for."""

    directory: Path
    records: dict[str, list[Any] | RecordFile]  # by the names of RECORD_FILES

    def __getitem__(self, kind: str) -> list[Any] | RecordFile:
        return self.records[kind]


def read_run(directory: str | Path) -> Run:
    """All records that ``policytext extract`` and ``align`` left in a folder.

    Raises:
        OutputError: when the folder holds no run.
    """
    directory = Path(directory)
    if not (directory / "documents.jsonl").is_file():
        raise OutputError(
            directory,
            "holds no records (no documents.jsonl); make some with `policytext extract INPUT --output DIR`",
        )
    return Run(
        directory=directory,
        records={kind: open_records(directory, kind) for kind in RECORD_FILES},
    )


# --- columns -----------------------------------------------------------------------------------


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _bare(hint: Any) -> Any:
    """``str | None`` → ``str``."""
    rest = [part for part in get_args(hint) if part is not type(None)]
    return rest[0] if type(None) in get_args(hint) and len(rest) == 1 else hint


def _is_nested_list(hint: Any) -> bool:
    return get_origin(hint) is tuple and is_dataclass(get_args(hint)[0])


@cache
def columns_of(cls: type) -> tuple[Column, ...]:
    """The flat columns of a record class: nested records prefixed, lists of records left out."""
    columns: list[Column] = []
    for field in fields(cls):
        hint = _bare(_hints(cls)[field.name])
        if is_dataclass(hint) and isinstance(hint, type):
            prefix = f"{field.name}_"
            columns += [Column(name=prefix + c.name, type=c.type) for c in columns_of(hint)]
        elif not _is_nested_list(hint):
            flat = hint if hint in (int, float, bool) else str  # literals, lists and maps as text
            columns.append(Column(name=field.name, type=flat))
    return tuple(columns)


@cache
def _plan(cls: type) -> tuple[tuple[str, type | None], ...]:
    """The fields that :func:`columns_of` shows, each with the class of what is nested in it."""
    plan: list[tuple[str, type | None]] = []
    for field in fields(cls):
        hint = _bare(_hints(cls)[field.name])
        if is_dataclass(hint) and isinstance(hint, type):
            plan.append((field.name, hint))
        elif not _is_nested_list(hint):
            plan.append((field.name, None))
    return tuple(plan)


def cells_of(record: Any, cls: type) -> list[Cell]:
    """The cells of a record, in the order of :func:`columns_of`; all None for no record."""
    cells: list[Cell] = []
    for name, nested in _plan(cls):
        value = None if record is None else getattr(record, name)
        if nested is not None:
            cells += cells_of(value, nested)
        elif isinstance(value, tuple | list):
            cells.append(LIST_SEPARATOR.join(map(str, value)) or None)
        elif isinstance(value, dict):
            cells.append(json.dumps(value, ensure_ascii=False) if value else None)
        else:
            cells.append(value)
    return cells


def _table(
    name: str,
    columns: Iterable[Column],
    rows: Iterable[Iterable[Cell]],
    *,
    key: str | None = None,
    indexes: tuple[str, ...] = (),
) -> Table:
    return Table(
        name=name,
        columns=tuple(columns),
        rows=map(tuple, rows),
        key=key,
        indexes=indexes,
    )


def _arranged(table: Table, *first: str) -> Table:
    """The same table with some columns in front, in the order that people read in."""
    names = [column.name for column in table.columns]
    order = [names.index(name) for name in first]
    order += [at for at in range(len(names)) if at not in order]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in order),
        rows=(tuple(row[at] for at in order) for row in table.rows),
    )


def _text(*names: str) -> list[Column]:
    return [Column(name=name, type=str) for name in names]


def _int(*names: str) -> list[Column]:
    return [Column(name=name, type=int) for name in names]


# --- tables ------------------------------------------------------------------------------------


def flat_tables(run: Run) -> list[Table]:
    """All tables of a run, in reading order; a step that was not run gives empty tables.

    Each table's rows can be read once.
    """
    context = _Context(run)
    return [
        _table("documents", columns_of(Document), _plain(run, Document, "documents"), key="doc_id"),
        _table(
            "sections",
            columns_of(Section),
            _plain(run, Section, "sections"),
            key="section_id",
            indexes=("doc_id",),
        ),
        _measures(run, context),
        _children("units", Unit, context.children("units")),
        _children("targets", Target, context.children("targets")),
        _children("deadlines", Deadline, context.children("deadlines")),
        _table(
            "repeats",
            [*_text("measure_id", "doc_id", "title"), *columns_of(Repeat)],
            (
                [measure.measure_id, measure.doc_id, measure.title, *cells_of(repeat, Repeat)]
                for measure in run["measures"]
                for repeat in measure.repeats
            ),
            indexes=("measure_id",),
        ),
        _aims(run, context),
        _links(run, context),
        _table(
            "link_reasons",
            [*_text("link_id"), *columns_of(Reason)],
            ([link.link_id, *cells_of(why, Reason)] for link in run["links"] for why in link.why),
            indexes=("link_id",),
        ),
        _themes(run),
        _table(
            "theme_measures",
            _text("theme_id", "theme_label", "measure_id", "region", "doc_title", "title"),
            (
                [theme.theme_id, theme.label, measure_id, *context.measure_place(measure_id)]
                for theme in run["themes"]
                for measure_id in theme.measures
            ),
            indexes=("theme_id", "measure_id"),
        ),
        _comparisons(run, context),
        _versions(run, context),
        _table(
            "version_targets",
            [*_text("revision_id"), *columns_of(TargetChange)],
            (
                [revision.revision_id, *cells_of(change, TargetChange)]
                for revision in run["versions"]
                for change in revision.targets
            ),
            indexes=("revision_id", "indicator"),
        ),
        _table(
            "ladder",
            [*columns_of(Rung), *_text("doc_title")],
            ([*cells_of(r, Rung), context.place(r.doc_id)[1]] for r in run["ladder"]),
            indexes=("indicator", "adcode", "year"),
        ),
        _table(
            "matrix",
            [*_text("theme_label"), *columns_of(MatrixCell)],
            ([context.labels.get(c.theme_id), *cells_of(c, MatrixCell)] for c in run["matrix"]),
            indexes=("theme_id", "adcode", "status"),
        ),
        _table(
            "diffusion",
            [*_text("theme_label"), *columns_of(Adoption), *_text("doc_title", "title")],
            (
                [
                    context.labels.get(a.theme_id),
                    *cells_of(a, Adoption),
                    *context.measure_place(a.measure_id)[1:],
                ]
                for a in run["diffusion"]
            ),
            indexes=("theme_id", "adcode"),
        ),
        _table("errors", columns_of(InputError), _plain(run, InputError, "errors")),
    ]


def _plain(run: Run, cls: type, kind: str) -> Iterator[list[Cell]]:
    return (cells_of(record, cls) for record in run[kind])


class _Context:
    """Look-ups from an id to what is repeated beside it, and no more of each record than that."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.documents: dict[str, list[Cell]] = {
            d.doc_id: [d.region.name if d.region else None, d.title] for d in run["documents"]
        }
        self.sections: dict[str, tuple[str, str | None]] = {
            s.section_id: ((s.marker or "") + (s.heading or ""), s.parent_id) for s in run["sections"]
        }
        self.measures: dict[str, tuple[str, str | None]] = {m.measure_id: (m.doc_id, m.title) for m in run["measures"]}
        self.labels: dict[str, str] = {t.theme_id: t.label for t in run["themes"]}

    def place(self, doc_id: str) -> list[Cell]:
        """Region and title of a document."""
        return list(self.documents.get(doc_id, (None, None)))

    def measure_place(self, measure_id: str | None) -> list[Cell]:
        """Region, document title and title of a measure."""
        if measure_id not in self.measures:
            return [None, None, None]
        doc_id, title = self.measures[measure_id]
        return [*self.place(doc_id), title]

    def section_path(self, section_id: str | None) -> str | None:
        """``二、重点任务 > (一)健全制度``; None outside all sections."""
        path: list[str] = []
        seen: set[str] = set()
        while section_id in self.sections and section_id not in seen:
            seen.add(section_id)
            heading, parent = self.sections[section_id]
            path.append(heading)
            section_id = parent or ""
        return " > ".join(reversed(path)) or None

    def children(self, kind: Literal["units", "targets", "deadlines"]) -> Iterator[list[Any]]:
        """Each unit, target or deadline behind the columns of ``PARENT_COLUMNS``."""
        for measure in self.run["measures"]:
            parent = [measure.doc_id, measure.measure_id, None]
            place = [*self.place(measure.doc_id), measure.title]
            for number, child in enumerate(getattr(measure, kind)):
                yield [*parent, number, *place, child]
        for aim in self.run["aims"]:
            children: Iterable[Any] = ()
            if kind == "targets":
                children = (aim.target,)
            elif kind == "deadlines":
                children = aim.deadlines
            for number, child in enumerate(children):
                yield [aim.doc_id, None, aim.aim_id, number, *self.place(aim.doc_id), None, child]


PARENT_COLUMNS = (
    *_text("doc_id", "measure_id", "aim_id"),
    *_int("number"),  # from 0, within the measure or the aim
    *_text("region", "doc_title", "measure_title"),
)

CHILD_INDEXES = {
    Unit: ("measure_id", "name", "canonical", "role"),
    Target: ("measure_id", "aim_id", "indicator", "status"),
    Deadline: ("measure_id", "aim_id", "type", "resolved_end"),
}


def _children(name: str, cls: type, rows: Iterator[list[Any]]) -> Table:
    return _table(
        name,
        [*PARENT_COLUMNS, *columns_of(cls)],
        ([*row[:-1], *cells_of(row[-1], cls)] for row in rows),
        indexes=CHILD_INDEXES[cls],
    )


def _measures(run: Run, context: _Context) -> Table:
    roles = ("lead", "responsible", "support", "supervise")
    summary = [f"{role}_units" for role in roles]

    def row(measure: Measure) -> list[Cell]:
        named = [
            LIST_SEPARATOR.join(u.canonical or u.name for u in measure.units if u.role == role) or None
            for role in roles
        ]
        ends = sorted(d.resolved_end for d in measure.deadlines if d.resolved_end)
        return [
            *cells_of(measure, Measure),
            *context.place(measure.doc_id),
            context.section_path(measure.section_id),
            *named,
            LIST_SEPARATOR.join(t.text for t in measure.targets) or None,
            LIST_SEPARATOR.join(d.text for d in measure.deadlines) or None,
            ends[-1] if ends else None,
        ]

    extra = _text("region", "doc_title", "section_path", *summary, "targets", "deadlines", "last_deadline")
    table = _table(
        "measures",
        [*columns_of(Measure), *extra],
        map(row, run["measures"]),
        key="measure_id",
        indexes=("doc_id", "section_id", "kind", "last_deadline"),
    )
    first = ("measure_id", "doc_id", "region", "doc_title", "section_path", "order", "kind")
    return _arranged(table, *first, "title", "text", *summary, "targets", "deadlines")


def _aims(run: Run, context: _Context) -> Table:
    def row(aim: Aim) -> list[Cell]:
        ends = sorted(d.resolved_end for d in aim.deadlines if d.resolved_end)
        return [
            *cells_of(aim, Aim),
            *context.place(aim.doc_id),
            context.section_path(aim.section_id),
            LIST_SEPARATOR.join(d.text for d in aim.deadlines) or None,
            ends[-1] if ends else None,
        ]

    extra = _text("region", "doc_title", "section_path", "deadlines", "last_deadline")
    return _table(
        "aims",
        [*columns_of(Aim), *extra],
        map(row, run["aims"]),
        key="aim_id",
        indexes=("doc_id",),
    )


def _links(run: Run, context: _Context) -> Table:
    def row(link: Link) -> list[Cell]:
        why = LIST_SEPARATOR.join(reason.part + (f": {reason.detail}" if reason.detail else "") for reason in link.why)
        return [
            *cells_of(link, Link),
            *context.measure_place(link.source),
            *context.measure_place(link.target),
            why or None,
        ]

    ends = [f"{end}_{what}" for end in ("source", "target") for what in _PLACE]
    return _table(
        "links",
        [*columns_of(Link), *_text(*ends, "why")],
        map(row, run["links"]),
        key="link_id",
        indexes=("source", "target"),
    )


_PLACE = ("region", "doc_title", "title")


def _themes(run: Run) -> Table:
    return _table(
        "themes",
        [*columns_of(Theme), *_int("n_measures", "n_regions")],
        ([*cells_of(t, Theme), len(t.measures), len(t.regions)] for t in run["themes"]),
        key="theme_id",
    )


def _comparisons(run: Run, context: _Context) -> Table:
    """One row a cell: what one document says of one indicator."""
    head = ("comparison_id", "theme_id", "theme_label", "indicator")
    shared = ("compared_unit", "compared_base", "compared_change")

    def rows() -> Iterator[list[Cell]]:
        for comparison in run["comparisons"]:
            for cell in comparison.cells:
                yield [
                    comparison.comparison_id,
                    comparison.theme_id,
                    context.labels.get(comparison.theme_id or ""),
                    comparison.indicator,
                    comparison.unit,
                    comparison.base,
                    comparison.change,
                    context.place(cell.doc_id)[1],
                    *cells_of(cell, ComparisonCell),
                ]

    return _table(
        "comparisons",
        [*_text(*head, *shared, "doc_title"), *columns_of(ComparisonCell)],
        rows(),
        indexes=("comparison_id", "indicator", "adcode"),
    )


def _versions(run: Run, context: _Context) -> Table:
    def row(revision: Revision) -> list[Cell]:
        figures = LIST_SEPARATOR.join(
            f"{change.before_text or '–'} → {change.after_text or '–'}" for change in revision.targets
        )
        return [
            *cells_of(revision, Revision),
            context.place(revision.later)[0],
            context.place(revision.earlier)[1],
            context.place(revision.later)[1],
            context.measure_place(revision.source)[2],
            context.measure_place(revision.target)[2],
            figures or None,
        ]

    extra = ("region", "earlier_title", "later_title", "source_title", "target_title", "targets")
    return _table(
        "versions",
        [*columns_of(Revision), *_text(*extra)],
        map(row, run["versions"]),
        key="revision_id",
        indexes=("change", "earlier", "later"),
    )
