"""What of a large run the page shows: a browser opens some ten megabytes, not the gigabytes of a million measures.

Shown are the themes that most regions have, whole, where they fit, other measures in their order while there is room, their
documents and others, and the surest links; the page says what share that is. The record files and the exports hold everything.
"""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from policytext.export.flat import Run
from policytext.export.jsonl import RecordFile
from policytext.records import Link

#: A page of 20,000 measures of some 300 characters with their links has about 30 MB; chromium opens it in seconds.
MAX_MEASURES = 20_000
MAX_LINKS = 30_000
#: Of each other kind.
MAX_ROWS = 20_000
#: Of inputs that could not be read; nobody reads on below.
MAX_ERRORS = 1_000
#: Of source texts; the measures of other documents bring their own words.
MAX_TEXT_CHARS = 20_000_000
#: What stands first in a line of ``links.jsonl``; a line that somebody wrote otherwise is read as a whole.
_LINK = re.compile(r'\{"link_id":"[^"\\]*","source":"([^"\\]*)","target":"([^"\\]*)","score":([\d.e-]+),')


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """The part of a run that a page shows."""

    run: Run
    #: doc_ids whose text is left out for its length.
    without_text: frozenset[str]
    #: What is left out, in the language of the page; nothing when all is shown.
    notes: tuple[str, ...] = ()


def choose_portion(run: Run) -> Portion:
    """The run itself where it is small enough; else a run of what is shown, in the order of the records."""
    n_measures, n_links = len(run["measures"]), len(run["links"])
    others = {
        kind: len(run[kind])
        for kind in (
            "documents",
            "sections",
            "aims",
            "comparisons",
            "versions",
            "ladder",
            "diffusion",
        )
    }
    if n_measures <= MAX_MEASURES and n_links <= MAX_LINKS and max(others.values()) <= MAX_ROWS:
        kept, left_out = _texts(run["documents"])
        shown_run = replace(run, records={**run.records, "errors": _first(run["errors"], MAX_ERRORS)})
        return Portion(run=shown_run, without_text=left_out, notes=_text_note(kept, left_out))
    themes, shown = _chosen(run)
    measures = [m for m in run["measures"] if m.measure_id in shown]
    doc_ids = _filled({m.doc_id for m in measures}, (d.doc_id for d in run["documents"]), MAX_ROWS)
    documents = [d for d in run["documents"] if d.doc_id in doc_ids]
    theme_ids = {theme.theme_id for theme in themes}
    aims = _first(a for a in run["aims"] if a.doc_id in doc_ids)
    links = _surest(run, shown)
    comparisons = (
        replace(c, cells=tuple(cell for cell in c.cells if cell.doc_id in doc_ids))
        for c in run["comparisons"]
        if c.theme_id is None or c.theme_id in theme_ids
    )
    records: dict[str, Any] = {
        "documents": documents,
        "sections": _sections(run, measures, aims, doc_ids),
        "measures": measures,
        "aims": aims,
        "links": links,
        "themes": themes,
        "comparisons": _first(c for c in comparisons if c.cells),
        "versions": _first(
            v for v in run["versions"] if {v.earlier, v.later} <= doc_ids and {v.source, v.target} - {None} <= shown
        ),
        "ladder": _first(r for r in run["ladder"] if r.doc_id in doc_ids),
        "matrix": _first((c for c in run["matrix"] if c.theme_id in theme_ids), 10 * MAX_ROWS),
        "diffusion": _first(a for a in run["diffusion"] if a.theme_id in theme_ids and a.doc_id in doc_ids),
        "errors": _first(run["errors"], MAX_ERRORS),
    }
    kept, left_out = _texts(documents)
    notes = [
        *_share_note(
            ("个主题", len(run["themes"]), len(themes), "（地区多的在先，放不下的略去）"),
            ("条任务与成效", n_measures, len(measures), ""),
            ("份文件", others["documents"], len(documents), ""),
            ("条关联", n_links, len(links), "（最有把握的在先）"),
        ),
        *_text_note(kept, left_out),
    ]
    return Portion(run=Run(directory=run.directory, records=records), without_text=left_out, notes=tuple(notes))


def _share_note(*kinds: tuple[str, int, int, str]) -> tuple[str, ...]:
    """What share is shown of the kinds (measure word and name, all, shown, by which order) of which not all are."""
    shares = "，".join(
        f"{of:,} {name}中的 {shown:,} {name[0]}{order}" for name, of, shown, order in kinds if shown < of
    )
    said = f"本页只列{shares}；" if shares else "本页只列其中一部分；"
    return (f"全部记录过多，{said}其余在 JSON Lines 文件和 policytext export 的导出文件中。",)


def _chosen(run: Run) -> tuple[list[Any], set[str]]:
    """The themes of most regions and most measures that fit, in their order, and the measures that are shown: theirs,
    and others while there is room."""
    ranked = sorted(
        enumerate(run["themes"]),
        key=lambda item: (-len(item[1].regions), -len(item[1].measures), item[0]),
    )
    shown: set[str] = set()
    places = []
    for place, theme in ranked:
        more = set(theme.measures) - shown
        if len(shown) + len(more) > MAX_MEASURES:
            continue  # a smaller theme may fit
        shown |= more
        places.append((place, theme))
    shown = _filled(shown, (m.measure_id for m in run["measures"]), MAX_MEASURES)
    return [theme for _, theme in sorted(places, key=lambda item: item[0])], shown


def _filled(wanted: set[str], ids: Iterable[str], limit: int) -> set[str]:
    """The wanted ids, and of the others the first while there are fewer than ``limit``."""
    others = (record_id for record_id in ids if record_id not in wanted)
    return wanted.union(islice(others, max(limit - len(wanted), 0)))


def _surest(run: Run, shown: set[str]) -> list[Link]:
    """The links of highest score between shown measures, in the order of the file."""
    links = run["links"]
    if not isinstance(links, RecordFile):
        rows: Iterator[tuple[float, int, Any]] = (
            (link.score, -place, link)
            for place, link in enumerate(links)
            if link.source in shown and link.target in shown
        )
        best = heapq.nlargest(MAX_LINKS, rows, key=lambda row: row[:2])
        return [link for _, _, link in sorted(best, key=lambda row: -row[1])]
    with open(links.path, encoding="utf-8", newline="\n") as stream:
        lines = heapq.nlargest(MAX_LINKS, _scored(stream, shown))
    wanted = [line for _, _, line in sorted(lines, key=lambda row: -row[1])]
    return [links.validate(json.loads(line)) for line in wanted]


def _scored(lines: Iterable[str], shown: set[str]) -> Iterator[tuple[float, int, str]]:
    """Score, place from the end and line of links between shown measures, without reading the others' reasons."""
    for place, line in enumerate(lines):
        if found := _LINK.match(line):
            source, target, score = found.groups()
        elif line.strip():
            row = json.loads(line)
            source, target, score = row["source"], row["target"], row["score"]
        else:
            continue
        if source in shown and target in shown:
            yield float(score), -place, line


def _sections(run: Run, measures: list[Any], aims: list[Any], doc_ids: set[str]) -> list[Any]:
    """All sections of the documents where there are few; else those that hold what is shown, in their order."""
    if len(run["sections"]) <= MAX_ROWS:
        return [section for section in run["sections"] if section.doc_id in doc_ids]
    inner = [*measures, *aims]
    in_use = {record.doc_id for record in inner}
    own = {s.section_id: s for s in run["sections"] if s.doc_id in in_use}
    kept: set[str | None] = set()
    for section_id in {record.section_id for record in inner}:
        while section_id in own and section_id not in kept:
            kept.add(section_id)
            section_id = own[section_id].parent_id
    return [section for section_id, section in own.items() if section_id in kept]


def _first(records: Iterable[Any], limit: int | None = None) -> list[Any]:
    return list(islice(records, MAX_ROWS if limit is None else limit))


def _texts(documents: Iterable[Any]) -> tuple[int, frozenset[str]]:
    """How many documents' texts fit, in their order, and the doc_ids of the others."""
    room = MAX_TEXT_CHARS
    seen: set[str] = set()
    left_out = set()
    kept = 0
    for document in documents:
        if document.text_path is None:
            continue
        if document.text_path not in seen:
            if document.n_chars > room:
                left_out.add(document.doc_id)
                continue
            room -= document.n_chars
            seen.add(document.text_path)
        kept += 1
    return kept, frozenset(left_out)


def _text_note(kept: int, left_out: frozenset[str]) -> tuple[str, ...]:
    return (f"原文过长：{kept:,} 份文件附有原文，其余 {len(left_out):,} 份只附任务的文字。",) if left_out else ()
