"""The nouns: every record that policytext writes, defined once.

The classes are frozen stdlib dataclasses; :func:`policytext.export.schema.json_schema` reads them
with pydantic, so ``policytext schema`` and the written lines cannot drift apart. A :class:`Span` is
never given its text, it is cut from the source, so that ``source[start:end] == text`` always holds.
Offsets are code points of the file's text (``text/*.txt`` of a run).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal, Self

SCHEMA_VERSION = "1.0"

Level = Literal["nation", "province", "city", "county", "town"]
Genre = Literal["plan", "task_list", "report", "news", "experience", "notice", "other"]
Script = Literal["Hans", "Hant", "mixed"]
DateSource = Literal["signature", "header", "filename", "user", "inferred"]
Kind = Literal["task", "achievement"]
Modality = Literal["must", "plan", "strive", "principle", "encourage"]
Role = Literal["lead", "responsible", "support", "supervise"]
UnitType = Literal[
    "party", "government", "collective", "judicial", "mass", "enterprise", "grassroots", "other"
]
Evidence = Literal["label", "parenthesis", "sentence", "table", "inherited", "default"]
Comparator = Literal["eq", "ge", "le", "gt", "lt", "approx", "range"]
Side = Literal["both", "above", "below"]
Change = Literal["increase", "decrease"]
Status = Literal["planned", "achieved", "baseline"]
DeadlineType = Literal["by", "during", "from", "duration", "recurring", "ongoing", "event"]
Anchor = Literal["text", "document_date", "plan_period", "named_day"]
LinkType = Literal["peer", "parent", "version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the source text: ``[start, end)`` in code points."""

    text: str
    start: int
    end: int

    @classmethod
    def cut(cls, source: str, start: int, end: int, **fields: Any) -> Self:
        """Cut a record out of ``source``; the only way a record gets its text.

        Raises:
            ValueError: when ``[start, end)`` is no stretch of ``source``.
        """
        if not 0 <= start < end <= len(source):
            raise ValueError(f"no span [{start}, {end}) in a text of {len(source)} characters")
        return cls(text=source[start:end], start=start, end=end, **fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An administrative division by GB/T 2260 (``济南市``, ``370100``, ``city``)."""

    name: str
    adcode: str | None  # six digits; None when the name is known but the code is not
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How far the text can be trusted: 1.0 is a clean document."""

    score: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article: usually a file, sometimes a part of one (``start``, ``end``)."""

    doc_id: str
    path: str
    sha256: str
    n_chars: int
    title: str | None = None
    doc_number: str | None = None  # 发文字号
    issuer: str | None = None
    region: Region | None = None
    date: str | None = None  # ISO 8601, a day, a month or a year
    date_source: DateSource | None = None
    genre: Genre = "other"
    script: Script = "Hans"
    quality: Quality = field(default_factory=Quality)
    start: int = 0
    end: int = 0
    text_path: str | None = None  # relative to the output folder
    warnings: tuple[str, ...] = ()  # absence made explicit: what a reader should look at
    extra: dict[str, str] = field(default_factory=dict)  # further manifest columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with all that it governs."""

    section_id: str
    doc_id: str
    parent_id: str | None
    level: int  # 1 is the highest
    marker: str | None  # 一、 (一) 1. 第一 一是
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Span):
    """A body (单位) to which the text assigns a measure."""

    name: str  # the full name, ellipsis expanded
    canonical: str | None = None  # with the region: 济南市民政局
    role: Role
    type: UnitType
    adcode: str | None = None
    evidence: Evidence
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Span):
    """A numeric target (指标值): the shortest span of comparator, number and unit."""

    indicator: str | None = None
    indicator_start: int | None = None
    indicator_end: int | None = None
    comparator: Comparator
    side: Side | None = None  # of an approx: 左右 both, 余 above, 近 below
    change: Change | None = None
    value: float | None  # in the written unit, 万 and 亿 multiplied out: 1.3万件 → 13000
    value_max: float | None = None  # of a range
    unit: str | None  # the unit of the number (件, %, 元); None for a bare ratio
    base: str | None = None  # per what, or against what: 每万城镇常住人口, 2020年
    status: Status
    implied: bool = False  # 全覆盖, 清零: a whole without a number
    modality: Modality | None = None
    evidence: Evidence = "sentence"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Span):
    """A time that bounds a planned or standing action; TIMEX3 in spirit, ISO 8601 in form."""

    type: DeadlineType
    value: str | None
    resolved_from: Anchor | None = None
    resolved_end: str | None = None  # the last day that is meant, where it can be known
    modality: Modality | None = None
    evidence: Evidence = "sentence"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Span):
    """A task (任务/举措) or an achievement, with what it assigns, wants and when."""

    measure_id: str
    doc_id: str
    section_id: str | None
    order: int  # from 0 in reading order, within the document
    kind: Kind
    title: str | None = None
    title_start: int | None = None
    title_end: int | None = None
    units: tuple[Unit, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    modality: Modality | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure of an aims passage (主要目标): belongs to the document, not to a measure."""

    aim_id: str
    doc_id: str
    section_id: str | None
    order: int
    target: Target
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One named part of a link's score."""

    part: str  # title_terms, body_similarity, indicators, units, section_path, ...
    value: float  # the part itself, 0..1
    weight: float  # what it counts: the score is the sum of value × weight over all parts
    detail: str | None = None  # the shared terms, the shared indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two measures of different documents that pursue one aim by comparable means."""

    link_id: str
    source: str  # measure_id
    target: str  # measure_id
    score: float  # 0..1
    type: LinkType
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A group of linked measures, labelled by its own terms."""

    theme_id: str
    label: str
    terms: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()  # measure ids
    regions: tuple[str, ...] = ()  # region names, sorted by adcode


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCell:
    """What one document says of an indicator; silence is a row, never a zero."""

    doc_id: str
    region: str | None
    adcode: str | None
    measure_id: str | None
    status: Literal["stated", "not_found", "refused"]
    reason: str | None = None  # of a refusal: different base
    text: str | None = None
    start: int | None = None
    end: int | None = None
    comparator: Comparator | None = None
    change: Change | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    base: str | None = None
    target_status: Status | None = None
    deadline: str | None = None  # resolved_end of the deadline that governs it
    difference: float | None = None  # to the reference cell (the parent's, else the first), same unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One indicator of one theme, side by side."""

    comparison_id: str
    theme_id: str | None
    indicator: str
    unit: str | None
    base: str | None
    change: Change | None
    cells: tuple[ComparisonCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputError:
    """A line of ``errors.jsonl``: an input that could not be read."""

    path: str
    error: str  # the error class
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one file gave."""

    source: str
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]
    aims: tuple[Aim, ...]


#: file name (without .jsonl) → record class, in the order in which they are written.
RECORD_FILES: dict[str, type] = {
    "documents": Document,
    "sections": Section,
    "measures": Measure,
    "aims": Aim,
    "links": Link,
    "themes": Theme,
    "comparisons": Comparison,
    "errors": InputError,
}


def to_dict(record: Any) -> dict[str, Any]:
    """A record as plain JSON values, fields in the order of their definition."""
    return dataclasses.asdict(record)


__all__ = [
    "RECORD_FILES",
    "SCHEMA_VERSION",
    "Aim",
    "Comparison",
    "ComparisonCell",
    "Deadline",
    "Document",
    "Extraction",
    "InputError",
    "Link",
    "Measure",
    "Quality",
    "Reason",
    "Region",
    "Section",
    "Span",
    "Target",
    "Theme",
    "Unit",
    "to_dict",
]
