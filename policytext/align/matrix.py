"""Themes by regions: what was found, and of each empty cell what was searched.

``not_found`` says how many sections and measures of which documents were searched in vain;
``document_missing`` that there was nothing to search: the region's documents could not be read, hold no
measures, or the run has none of a division above the others. Silence and absence are two findings.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from policytext import lexicon
from policytext.align.score import LEVELS
from policytext.records import Document, Level, MatrixCell, Measure, Region, Section, Theme

logger = logging.getLogger(__name__)

#: Cells of a larger matrix are not written: some 60 MB of lines, of which nearly all say not_found.
MAX_CELLS = 200_000


@dataclass(slots=True)
class _Column:
    """A region and what of it can be searched."""

    region: Region
    documents: list[str] = field(default_factory=list)
    n_sections: int = 0
    n_measures: int = 0
    unread: int = 0  # inputs that the user said to be of this region, and that could not be read


def fill_matrix(
    themes: Sequence[Theme],
    documents: Sequence[Document],
    sections: Sequence[Section],
    measures: Sequence[Measure],
    unread: Sequence[Region] = (),
) -> list[MatrixCell]:
    """All cells, theme by theme, regions down the levels by adcode; none where there would be too many."""
    columns = _columns(documents, sections, measures, unread)
    if len(themes) * len(columns) > MAX_CELLS:
        logger.warning("%d themes by %d regions: matrix.jsonl is left empty", len(themes), len(columns))
        return []
    region_of = {d.doc_id: d.region.name for d in documents if d.region}
    document_of = {measure.measure_id: measure.doc_id for measure in measures}
    cells = []
    for theme in themes:
        found: dict[str, list[str]] = defaultdict(list)
        for measure_id in theme.measures:
            name = region_of.get(document_of.get(measure_id, ""))
            if name is not None:
                found[name].append(measure_id)
        cells += [_cell(theme, column, found.get(column.region.name, [])) for column in columns]
    return cells


def _cell(theme: Theme, column: _Column, found: Sequence[str]) -> MatrixCell:
    status: Literal["found", "not_found", "document_missing"] = "found"
    reason = None
    if not found:
        status = "not_found" if column.n_measures else "document_missing"
    if status == "document_missing":
        if column.unread:
            reason = f"{column.unread} could not be read"
        else:
            reason = "no measures in its documents" if column.documents else "no document of this division"
    return MatrixCell(
        theme_id=theme.theme_id,
        region=column.region.name,
        adcode=column.region.adcode,
        level=column.region.level,
        status=status,
        measures=tuple(found),
        documents=tuple(column.documents),
        n_sections=column.n_sections,
        n_measures=column.n_measures,
        reason=reason,
    )


def _columns(
    documents: Sequence[Document], sections: Sequence[Section], measures: Sequence[Measure], unread: Sequence[Region]
) -> list[_Column]:
    columns: dict[str, _Column] = {}
    n_sections, n_measures = defaultdict[str, int](int), defaultdict[str, int](int)
    for section in sections:
        n_sections[section.doc_id] += 1
    for measure in measures:
        n_measures[measure.doc_id] += 1
    for document in documents:
        if document.region is None:
            continue
        column = columns.setdefault(document.region.name, _Column(document.region))
        column.documents.append(document.doc_id)
        column.n_sections += n_sections[document.doc_id]
        column.n_measures += n_measures[document.doc_id]
    for region in unread:
        columns.setdefault(region.name, _Column(region)).unread += 1
    codes = {column.region.adcode for column in columns.values()}
    for column in list(columns.values()):
        for above in _above(column.region):
            if above.adcode not in codes:
                columns.setdefault(above.name, _Column(above))
    return sorted(
        columns.values(), key=lambda c: (LEVELS.index(c.region.level), c.region.adcode or "999999", c.region.name)
    )


def _above(region: Region) -> list[Region]:
    """The city and the province that a region lies in (GB/T 2260)."""
    rows = {row.adcode: row for row in lexicon.regions()}
    found = []
    row = rows.get(region.adcode or "")
    while row is not None and row.parent and (row := rows.get(row.parent)) is not None:
        level: Level = row.level  # type: ignore[assignment]
        found.append(Region(name=row.name, adcode=row.adcode, level=level))
    return found
