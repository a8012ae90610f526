"""spaCy components around the stages of :mod:`policytext.pipeline`, and ``load_pipeline``.

The components call the same functions in the same order as :func:`policytext.pipeline.extract_text`;
a test holds the two against each other. What a user's manifest would say goes into ``doc._.known``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from policytext.analysis import read_articles, stage_extract, stage_header, stage_structure
from policytext.assembly import build_records
from policytext.normalize.offsets import normalize
from policytext.pipeline import document_id
from policytext.read.manifest import ManifestRow

CONFIG = Path(__file__).with_name("default_config.cfg")
#: spaCy refuses longer texts by default because its parsers need memory; ours are linear
MAX_LENGTH = 50_000_000

RESULTS = ("documents", "sections", "measures", "aims")
for _name in RESULTS:
    Doc.set_extension(_name, default=(), force=True)
Doc.set_extension("known", default=None, force=True)
Doc.set_extension("path", default="text", force=True)
Doc.set_extension("analyses", default=(), force=True)
Doc.set_extension("mentions", default=False, force=True)


class CodePointTokenizer:
    """One token a code point, so that ``doc.text == text`` and token index == offset, for any text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, **_kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: Any) -> CodePointTokenizer:
        return self

    def to_disk(self, _path: Any, **_kwargs: Any) -> None:
        return None

    def from_disk(self, _path: Any, **_kwargs: Any) -> CodePointTokenizer:
        return self


@spacy.registry.tokenizers("policytext.CodePointTokenizer.v1")
def make_tokenizer() -> Callable[[Language], CodePointTokenizer]:
    """The tokenizer that ``default_config.cfg`` names."""
    return lambda nlp: CodePointTokenizer(nlp.vocab)


@Language.factory("policytext_structure", assigns=["doc._.analyses"])
def make_structure(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Articles, headers, section trees and passages."""

    def structure(doc: Doc) -> Doc:
        analyses = list(read_articles(normalize(doc.text), doc._.known))
        for analysis in analyses:
            stage_header(analysis)
            stage_structure(analysis)
        doc._.analyses = analyses
        return doc

    return structure


@Language.factory("policytext_extract", requires=["doc._.analyses"], assigns=["doc._.mentions"])
def make_extract(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Units, targets and deadlines as written."""

    def extract(doc: Doc) -> Doc:
        for analysis in doc._.analyses:
            stage_extract(analysis)
        doc._.mentions = True
        return doc

    return extract


@Language.factory(
    "policytext_resolve",
    requires=["doc._.mentions"],
    assigns=[f"doc._.{name}" for name in RESULTS],
    default_config={"min_confidence": 0.0},
)
def make_resolve(nlp: Language, name: str, min_confidence: float) -> Callable[[Doc], Doc]:
    """What was written → what it means, as records: ``doc._.measures`` and the others.

    Args:
        min_confidence: measures below are left out.
    """

    def resolve(doc: Doc) -> Doc:
        text = doc.text
        path = doc._.path
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        found: dict[str, list[Any]] = {kind: [] for kind in RESULTS}
        for index, analysis in enumerate(doc._.analyses):
            document, sections, measures, aims = build_records(
                analysis, doc_id=document_id(path, sha256, index), path=path, sha256=sha256, text_path=None
            )
            found["documents"].append(document)
            found["sections"].extend(sections)
            found["measures"].extend(m for m in measures if m.confidence >= min_confidence)
            found["aims"].extend(aims)
        for kind, records in found.items():
            setattr(doc._, kind, tuple(records))
        doc._.analyses = ()  # heavy, and not meant to travel between processes
        return doc

    return resolve


def load_pipeline(**overrides: Any) -> Language:
    """The default pipeline: ``nlp = load_pipeline(); doc = nlp(text); doc._.measures``.

    To tell what is known of a text (its date above all, against which 年底前 is resolved)::

        doc = nlp.make_doc(text)
        doc._.known = ManifestRow(path="plan.txt", date="2025-03-01", region="济南市")
        doc = nlp(doc)

    Args:
        overrides: settings of ``default_config.cfg`` by dotted name with ``__`` for the dot, for
            instance ``components__policytext_resolve__min_confidence=0.5``.
    """
    config = spacy.util.load_config(
        CONFIG, overrides={name.replace("__", "."): value for name, value in overrides.items()}
    )
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.max_length = MAX_LENGTH
    return nlp


__all__ = ["CodePointTokenizer", "ManifestRow", "load_pipeline"]
