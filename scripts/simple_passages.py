"""Measures by paragraphs alone, for scoring alignment apart from extraction.

The graded pairs of ``tests/align/pairs`` are keyed by the offsets that :func:`split` gives; they must
not move when extraction learns, so this splitter stays as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policytext.normalize.characters import fold
from policytext.records import Document, Measure, Region, Section

MIN_MEASURE_CHARS = 45
MAX_HEADING_CHARS = 45
MAX_TITLE_CHARS = 32
_MARKERS = (
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部]",
    r"\([一二三四五六七八九十]{1,3}\)",
    r"\d{1,3}[.、]|[一二三四五六七八九十]{1,2}是",
    r"\(\d{1,3}\)|[①-⑳]",
)
_SKIPPED = re.compile(r"回顾|总体要求|主要目标|预期目标|指导思想|基本原则|总体思路|发展目标|工作目标|附则|名词解释")
_NOISE = re.compile(
    r"各位代表|^\(?此件|^附件|^来源|印发给你们|请认真|大会报告|制定本|审议|总体要求是|预期目标是"
    r"|^(?:20\d\d年|今年)是|奋进新征程"
)
#: a fixed part of a document name's region, for documents outside a manifest
LEVEL_ENDINGS = (("省", "province"), ("市", "city"), ("州", "city"), ("区", "county"), ("县", "county"))


class Piece(NamedTuple):
    """``[start, end)`` of a measure, of its title, and the headings above it."""

    start: int
    end: int
    title_start: int
    title_end: int
    path: tuple[str, ...]


def split(text: str) -> list[Piece]:
    """The paragraphs of ``text`` that state tasks."""
    pieces: list[Piece] = []
    path: list[tuple[int, str]] = []
    for line in re.finditer(r"[^\n]+", text):
        folded = fold(line.group())
        lead = len(folded) - len(folded.lstrip())
        content = folded.strip()
        start = line.start() + lead
        level, marker_end = _marker(content)
        if len(content) <= MAX_HEADING_CHARS and not content.endswith("。"):
            if level:
                path = [item for item in path if item[0] < level] + [(level, content[marker_end:].strip(" 。"))]
            continue
        if len(content) < MIN_MEASURE_CHARS or _NOISE.search(content[:60]):
            continue
        if any(_SKIPPED.search(heading) for _, heading in path):
            continue
        body = content[marker_end:]
        first = re.match(r"[^。;:\n]+", body)
        length = len(first.group()) if first and len(first.group()) <= MAX_TITLE_CHARS else 0
        title_start = start + marker_end
        if not length and first:
            length = len(re.split(r"[,、]", first.group(), maxsplit=1)[0][:MAX_TITLE_CHARS])
        pieces.append(
            Piece(start, start + len(content), title_start, title_start + max(1, length), tuple(h for _, h in path))
        )
    return pieces


def _marker(content: str) -> tuple[int, int]:
    for level, pattern in enumerate(_MARKERS, start=1):
        found = re.match(rf"(?:{pattern})\s*", content)
        if found:
            return level, found.end()
    return 0, 0


def to_records(
    doc_id: str, path: str, text: str, *, title: str | None, region: Region | None, date: str | None
) -> tuple[Document, list[Section], list[Measure]]:
    """The paragraphs as records without units, targets and deadlines."""
    document = Document(
        doc_id=doc_id,
        path=path,
        sha256="",
        n_chars=len(text),
        title=title,
        region=region,
        date=date,
        genre="report" if title and "工作报告" in title else "plan",
        end=len(text),
    )
    sections: list[Section] = []
    known: dict[tuple[str, ...], str] = {}
    measures = []
    for order, piece in enumerate(split(text)):
        for depth in range(1, len(piece.path) + 1):
            key = piece.path[:depth]
            if key not in known:
                known[key] = f"{doc_id}-s{len(known)}"
                sections.append(
                    Section(
                        section_id=known[key],
                        doc_id=doc_id,
                        parent_id=known.get(key[:-1]),
                        level=depth,
                        marker=None,
                        heading=key[-1],
                        start=piece.start,
                        end=piece.end,
                    )
                )
        measures.append(
            Measure.cut(
                text,
                piece.start,
                piece.end,
                measure_id=f"{doc_id}-m{order}",
                doc_id=doc_id,
                section_id=known.get(piece.path),
                order=order,
                kind="task",
                title=text[piece.title_start : piece.title_end],
                title_start=piece.title_start,
                title_end=piece.title_end,
            )
        )
    return document, sections, measures


def region_of(name: str) -> Region | None:
    """A manifest's region (``淄博市沂源县``) by its ending and the division's code."""
    from policytext.lexicon import regions

    if not name or name == "全国":
        return Region(name="全国", adcode="000000", level="nation") if name else None
    rows = [row for row in regions() if name.endswith(row.name)]
    rows = [
        row
        for row in rows
        if row.name == name or any(p.adcode == row.parent and name.startswith(p.name) for p in regions())
    ]
    if rows:
        return Region(name=rows[0].name, adcode=rows[0].adcode, level=rows[0].level)  # type: ignore[arg-type]
    level = next((level for ending, level in LEVEL_ENDINGS if name.endswith(ending)), "city")
    return Region(name=name, adcode=None, level=level)  # type: ignore[arg-type]
