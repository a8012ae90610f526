"""The one place where the stages are put in order: source text → records.

:func:`extract_text` runs

1. normalize   source → text to match on (:mod:`policytext.normalize`)
2. structure   lines, furniture, articles, header, sections, passages (:mod:`policytext.structure`)
3. extract     units, targets, deadlines of each passage (:mod:`policytext.extract`)
4. resolve     names, regions, times, document-wide rules (:mod:`policytext.resolve`)

and cuts the records out of the source. Stages 1 to 3 are in :mod:`policytext.analysis`, stage 4 in
:mod:`policytext.assembly`. Nothing here reads a file, a clock or a network.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from policytext.analysis import STAGES, read_articles
from policytext.assembly import build_records
from policytext.normalize.offsets import normalize
from policytext.records import (
    Aim,
    Document,
    Extraction,
    Measure,
    Section,
)

if TYPE_CHECKING:
    from policytext.read.manifest import ManifestRow


def extract_text(
    source: str,
    *,
    path: str,
    sha256: str,
    text_path: str | None = None,
    known: ManifestRow | None = None,
    flags: tuple[str, ...] = (),
) -> Extraction:
    """All records of one file's text; never raises on any text.

    Args:
        source: the text that offsets count in, newlines as they are.
        path: where it came from, as the records shall name it.
        sha256: digest of the file; with the name it makes the ids.
        text_path: where the text is written beside the records.
        known: what the user's manifest says; it wins over what is inferred.
        flags: what the reader says of the text's quality (``ocr_noise``); they lower confidences.
    """
    normal = normalize(source)
    documents: list[Document] = []
    sections: list[Section] = []
    measures: list[Measure] = []
    aims: list[Aim] = []
    analyses = list(read_articles(normal, known, flags))
    for index, analysis in enumerate(analyses):
        for stage in STAGES:
            stage(analysis)
        doc_id = document_id(path, sha256, index)
        document, own_sections, own_measures, own_aims = build_records(
            analysis, doc_id=doc_id, path=path, sha256=sha256, text_path=text_path
        )
        documents.append(document)
        sections.extend(own_sections)
        measures.extend(own_measures)
        aims.extend(own_aims)
    return Extraction(
        source=source,
        documents=tuple(documents),
        sections=tuple(sections),
        measures=tuple(measures),
        aims=tuple(aims),
    )


def document_id(path: str, sha256: str, index: int) -> str:
    """Stable: from the file's content, its name and the article's place, never from the run."""
    name = re.split(r"[/\\]", path)[-1]
    return hashlib.sha256(f"{name}\n{sha256}\n{index}".encode()).hexdigest()[:12]


__all__ = ["document_id", "extract_text"]
