"""The nouns: every record that policytext writes, defined once.

The classes are frozen stdlib dataclasses; :func:`policytext.export.schema.json_schema` reads them
with pydantic, so ``policytext schema`` and the written lines cannot drift apart. A :class:`Span` is
never given its text, it is cut from the source, so that ``source[start:end] == text`` always holds.
Offsets are code points of the file's text (``text/*.txt`` of a run).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Self

SCHEMA_VERSION = "1.0"

Level = Literal["nation", "province", "city", "county", "town"]
Genre = Literal["plan", "task_list", "report", "news", "experience", "notice", "other"]
Script = Literal["Hans", "Hant", "mixed"]
DateSource = Literal["signature", "header", "filename", "user", "inferred"]
Kind = Literal["task", "achievement"]
Modality = Literal["must", "plan", "strive", "principle", "encourage"]
Role = Literal["lead", "responsible", "support", "supervise"]
UnitType = Literal["party", "government", "collective", "judicial", "mass", "enterprise", "grassroots", "other"]
Evidence = Literal["label", "parenthesis", "sentence", "table", "inherited", "default"]
Comparator = Literal["eq", "ge", "le", "gt", "lt", "approx", "range"]
Side = Literal["both", "above", "below"]
Change = Literal["increase", "decrease"]
Status = Literal["planned", "achieved", "baseline"]
DeadlineType = Literal["by", "during", "from", "duration", "recurring", "ongoing", "event"]
Anchor = Literal["text", "document_date", "plan_period", "named_day"]
LinkType = Literal["peer", "parent", "version"]
#: left, top, right, bottom
Box = tuple[float, float, float, float]
PlanChange = Literal["kept", "strengthened", "weakened", "postponed", "advanced", "reworded", "dropped", "new"]
TargetMove = Literal["kept", "raised", "lowered", "added", "removed", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the source text: ``[start, end)`` in code points."""

    text: str  # as it stands in the source, line breaks included
    start: int  # the first code point
    end: int  # one past the last: source[start:end] == text

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

    name: str  # full, a county with its city: 济宁市任城区
    adcode: str | None  # six digits; None when the name is known but the code is not
    level: Level  # of the division, by its code


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How far the text can be trusted: 1.0 is a clean document."""

    score: float = 1.0  # 0..1, lowered by what is flagged
    # machine_spun, ocr_noise, pinyin_gloss, garbled, digits_damaged, boilerplate_removed, truncated,
    # unbalanced_quotes, template_text
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article: usually a file, sometimes a part of one (``start``, ``end``)."""

    doc_id: str  # made of the file's content and name: the same in every run
    path: str  # of the file, as it was given
    sha256: str  # of the file's bytes
    n_chars: int  # code points of the whole file
    title: str | None = None  # 标题, or as the manifest says
    doc_number: str | None = None  # 发文字号
    issuer: str | None = None  # 发文机关, as written
    region: Region | None = None  # None when the text does not say; never guessed from one mention
    date: str | None = None  # ISO 8601, a day, a month or a year
    date_source: DateSource | None = None  # how the date is known
    genre: Genre = "other"  # plan 方案 意见 规划, report 工作报告 讲话, experience 典型经验, …
    script: Script = "Hans"  # Simplified, Traditional or mixed
    quality: Quality = field(default_factory=Quality)  # how far the text can be trusted
    start: int = 0  # of the article in the file's text
    end: int = 0  # one past the last code point of the article
    text_path: str | None = None  # relative to the output folder
    warnings: tuple[str, ...] = ()  # absence made explicit: what a reader should look at
    extra: dict[str, str] = field(default_factory=dict)  # further manifest columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with all that it governs."""

    section_id: str  # doc_id and a running number
    doc_id: str  # the document it stands in
    parent_id: str | None  # the section around it; None at the top
    level: int  # 1 is the highest
    marker: str | None  # 一、 (一) 1. 第一 一是
    heading: str | None  # without its marker
    start: int  # of the whole block, heading and content
    end: int  # one past the last code point of the block


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Span):
    """A body (单位) to which the text assigns a measure."""

    name: str  # the full name, ellipsis expanded
    canonical: str | None = None  # with the region: 济南市民政局
    role: Role  # lead 牵头, responsible 责任, support 配合, supervise 督导
    type: UnitType  # kind of body: party 党委部门, mass 群团, collective 各区县, grassroots 社区, …
    adcode: str | None = None  # of the region that the body belongs to
    # how it is known: label, parenthesis, sentence, table; inherited: once for a section; default: for the document
    evidence: Evidence
    confidence: float = 1.0  # 0..1, calibrated: of the records with 0.9, nine in ten are right
    page: int | None = None  # of the file that has pages, from 1
    # of the lines on that page (of a table: the rows) in which it stands: left, top, right, bottom in points from the
    # upper left corner
    box: Box | None = None
    cell: str | None = None  # of a table: 表1!B3, by sheet or by the order of tables
    # 0..1, where it was read by OCR: the recognizer's own score of the worst of its lines; other records have no such
    # field
    ocr_score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Span):
    """A numeric target (指标值): the shortest span of comparator, number and unit."""

    indicator: str | None = None  # what is measured, as written: 办结率
    indicator_start: int | None = None  # where the indicator stands in the source
    indicator_end: int | None = None  # one past its last code point
    comparator: Comparator  # ge 不少于 以上, le 不超过 以内, gt 超过, lt 低于, approx 左右, range 300-500
    side: Side | None = None  # of an approx: 左右 both, 余 above, 近 below
    change: Change | None = None  # when the number is a change: 增长, 下降; None of a level
    value: float | None  # in the written unit, 万 and 亿 multiplied out: 1.3万件 → 13000
    value_max: float | None = None  # of a range
    unit: str | None  # the unit of the number (件, %, 元); None for a bare ratio
    base: str | None = None  # per what, or against what: 每万城镇常住人口, 2020年
    status: Status  # planned: wanted; achieved: reported as reached; baseline: the figure before
    implied: bool = False  # 全覆盖, 清零: a whole without a number
    # must 要 须 确保, plan 将 推进, strive 力争, principle 原则上, encourage 鼓励; None of what is done
    modality: Modality | None = None
    # how it is known: label, parenthesis, sentence, table; inherited: once for a section; default: for the document
    evidence: Evidence = "sentence"
    confidence: float = 1.0  # 0..1, calibrated: of the records with 0.9, nine in ten are right
    page: int | None = None  # of the file that has pages, from 1
    # of the lines on that page (of a table: the rows) in which it stands: left, top, right, bottom in points from the
    # upper left corner
    box: Box | None = None
    cell: str | None = None  # of a table: 表1!B3, by sheet or by the order of tables
    # 0..1, where it was read by OCR: the recognizer's own score of the worst of its lines; other records have no such
    # field
    ocr_score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Span):
    """A time that bounds a planned or standing action; TIMEX3 in spirit, ISO 8601 in form."""

    type: DeadlineType  # by 年底前, during 2025年, from 起, duration 3年内, recurring 每年, ongoing 长期, event 换届后
    value: str | None  # ISO 8601: day, interval, P3Y, R/P1Y; None when it cannot be resolved
    resolved_from: Anchor | None = None  # what it was counted from
    resolved_end: str | None = None  # the last day that is meant, where it can be known
    # must 要 须 确保, plan 将 推进, strive 力争, principle 原则上, encourage 鼓励; None of what is done
    modality: Modality | None = None
    # how it is known: label, parenthesis, sentence, table; inherited: once for a section; default: for the document
    evidence: Evidence = "sentence"
    confidence: float = 1.0  # 0..1, calibrated: of the records with 0.9, nine in ten are right
    page: int | None = None  # of the file that has pages, from 1
    # of the lines on that page (of a table: the rows) in which it stands: left, top, right, bottom in points from the
    # upper left corner
    box: Box | None = None
    cell: str | None = None  # of a table: 表1!B3, by sheet or by the order of tables
    # 0..1, where it was read by OCR: the recognizer's own score of the worst of its lines; other records have no such
    # field
    ocr_score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat(Span):
    """A row of a task table that says again what a measure of the text says; what it adds stands in the measure."""

    page: int | None = None  # of the file that has pages, from 1
    # of the lines on that page (of a table: the rows) in which it stands: left, top, right, bottom in points from the
    # upper left corner
    box: Box | None = None
    cell: str | None = None  # of a table: 表1!A3:E3, by sheet or by the order of tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Span):
    """A task (任务/举措) or an achievement, with what it assigns, wants and when."""

    measure_id: str  # doc_id and a running number
    doc_id: str  # the document it stands in
    section_id: str | None  # the section it stands in
    order: int  # from 0 in reading order, within the document
    kind: Kind  # task: planned, required, ongoing; achievement: reported as done
    title: str | None = None  # the item's own name: its heading or topic sentence
    title_start: int | None = None  # where the title stands in the source
    title_end: int | None = None  # one past its last code point
    units: tuple[Unit, ...] = ()  # the bodies to which it is assigned
    targets: tuple[Target, ...] = ()  # the figures it wants or reports
    deadlines: tuple[Deadline, ...] = ()  # the times that bound it
    # rows of a task table (任务分工表) that repeat it and are no measures; units, targets, deadlines with evidence table
    # may stand there
    repeats: tuple[Repeat, ...] = ()
    # must 要 须 确保, plan 将 推进, strive 力争, principle 原则上, encourage 鼓励; None of what is done
    modality: Modality | None = None
    confidence: float = 1.0  # 0..1, calibrated: of the records with 0.9, nine in ten are right
    page: int | None = None  # of the file that has pages, from 1
    # of the lines on that page (of a table: the rows) in which it stands: left, top, right, bottom in points from the
    # upper left corner
    box: Box | None = None
    cell: str | None = None  # of a table: 表1!B3, by sheet or by the order of tables
    # 0..1, where it was read by OCR: the recognizer's own score of the worst of its lines; other records have no such
    # field
    ocr_score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure of an aims passage (主要目标): belongs to the document, not to a measure."""

    aim_id: str  # doc_id and a running number
    doc_id: str  # the document it stands in
    section_id: str | None  # the section it stands in
    order: int  # from 0 in reading order, within the document
    target: Target  # the figure
    deadlines: tuple[Deadline, ...] = ()  # the times that govern it


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

    link_id: str  # made of the two measure ids
    source: str  # measure_id
    target: str  # measure_id
    score: float  # 0..1
    # peer: bodies of one level; parent: a higher level and the lower that carries out; version: two plans of one body
    type: LinkType
    why: tuple[Reason, ...] = ()  # the parts that the score is the sum of


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A group of linked measures, labelled by its own terms."""

    theme_id: str  # made of the measure ids
    label: str  # in words of its own measures
    terms: tuple[str, ...] = ()  # what its measures have in common
    measures: tuple[str, ...] = ()  # measure ids; one that says what two documents say in two stands in two themes
    regions: tuple[str, ...] = ()  # region names, sorted by adcode


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCell:
    """What one document says of an indicator; silence is a row, never a zero."""

    doc_id: str  # the document that speaks or is silent
    region: str | None  # its name
    adcode: str | None  # its code
    measure_id: str | None  # where it is said; None of an aim and of silence
    status: Literal["stated", "not_found", "refused"]  # stated, not_found (silence), refused (cannot be compared)
    reason: str | None = None  # of a refusal: different base
    text: str | None = None  # the target as written
    start: int | None = None  # of the target in the source
    end: int | None = None  # one past its last code point
    comparator: Comparator | None = None  # as in a target
    change: Change | None = None  # as in a target
    value: float | None = None  # as in a target
    value_max: float | None = None  # as in a target
    unit: str | None = None  # as in a target
    base: str | None = None  # as in a target
    target_status: Status | None = None  # planned, achieved or baseline
    deadline: str | None = None  # resolved_end of the deadline that governs it
    difference: float | None = None  # to the reference cell (the parent's, else the first), same unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One indicator of one theme, side by side."""

    comparison_id: str  # made of what it compares
    theme_id: str | None  # None when it compares aims
    indicator: str  # what is compared
    unit: str | None  # of the values that are compared
    base: str | None  # of the values that are compared
    change: Change | None  # of the values that are compared
    cells: tuple[ComparisonCell, ...] = ()  # a row a document


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    """What became of one target from an edition of a plan to the next."""

    indicator: str | None  # under which the two were put side by side; None: by the words around them
    move: TargetMove  # kept, raised, lowered; added, removed: only one states it; refused: cannot be compared
    before: float | None  # as in the earlier edition
    after: float | None  # as in the later one
    unit: str | None  # of the earlier value, else of the later
    difference: float | None = None  # later less earlier, in the earlier one's unit and base
    stricter: bool | None = None  # whether the later asks for more; None when it asks for the same or it cannot be told
    reason: str | None = None  # of a refusal: different base
    before_text: str | None = None  # the target as written in the earlier edition
    before_start: int | None = None  # where it stands in the earlier source
    before_end: int | None = None  # one past its last code point
    after_text: str | None = None  # the target as written in the later edition
    after_start: int | None = None  # where it stands in the later source
    after_end: int | None = None  # one past its last code point


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What became of one measure from an edition of a plan to the next of the same body."""

    revision_id: str  # made of the documents and measures
    change: PlanChange  # the first of changes
    # all that hold: strengthened, weakened (targets, modality), postponed, advanced (deadline), reworded, kept;
    # dropped or new alone
    changes: tuple[PlanChange, ...]
    earlier: str  # doc_id of the earlier edition
    later: str  # doc_id of the later edition
    source: str | None  # measure_id in the earlier edition; None of a new one
    target: str | None  # measure_id in the later edition; None of a dropped one
    link_id: str | None = None  # the version link between the two
    # of a dropped or new one: the measure of the other edition that names it, else that came close to a link
    nearest: str | None = None
    similarity: float | None = None  # 0..1, of the two texts' characters in order
    modality_before: Modality | None = None  # strength of commitment in the earlier edition
    modality_after: Modality | None = None  # and in the later one
    deadline_before: str | None = None  # the last day that the earlier edition gives
    deadline_after: str | None = None  # the last day that the later one gives
    rolled: bool = False  # the deadline moved with the year of the edition: no postponement
    targets: tuple[TargetChange, ...] = ()  # what became of each target
    units_added: tuple[str, ...] = ()  # bodies that only the later edition names
    units_removed: tuple[str, ...] = ()  # bodies that only the earlier edition names


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One body's figure for an indicator that others state too: a row of the target ladder (层层加码)."""

    rung_id: str  # made of the document, the indicator and the place of the figure
    indicator: str  # the name under which figures are compared
    region: str | None  # name of the body's region
    adcode: str | None  # its code
    level: Level | None  # of the region
    year: int | None  # that the figure is for; None where the text does not say
    year_from: Literal["deadline", "heading", "title", "document_date"] | None = None  # how the year is known
    comparator: Comparator  # as in a target
    change: Change | None  # as in a target
    value: float | None  # as in a target
    value_max: float | None  # as in a target
    unit: str | None  # as in a target
    base: str | None  # as in a target
    status: Status  # planned, achieved or baseline; planned and reported figures have ladders of their own
    measurement: Literal["rate", "amount"]  # a rate compares between a whole and its parts, an amount adds up
    parent: str | None = None  # rung_id of the figure that it is held against: of the nearest higher division
    parent_region: str | None = None  # whose figure that is
    parent_value: float | None = None  # as the parent states it
    parent_unit: str | None = None  # of the parent's value
    difference: float | None = None  # value less the parent's, in the parent's unit; of a rate
    share: float | None = None  # value as a share of the parent's; of an amount
    # whether a plan asks for more than the parent's (加码); None: as much, or it cannot be told
    stricter: bool | None = None
    reason: str | None = None  # why there is no difference: no higher division states it, different base
    doc_id: str  # the document that states it
    measure_id: str | None  # the measure that states it; None of an aim
    aim_id: str | None  # the aim that states it; None of a measure
    text: str  # the figure as written
    start: int  # of the figure in the source
    end: int  # one past its last code point


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What one region has of one theme; an empty cell says what was searched."""

    theme_id: str  # the row
    region: str  # the column: a region of the run, or a higher division of one
    adcode: str | None  # its code
    level: Level  # of the region
    # not_found: searched in vain; document_missing: nothing there to search
    status: Literal["found", "not_found", "document_missing"]
    measures: tuple[str, ...] = ()  # measure ids, of what was found
    documents: tuple[str, ...] = ()  # doc_ids that were searched
    n_sections: int = 0  # sections that were searched
    n_measures: int = 0  # measures that were searched
    reason: str | None = None  # of document_missing: what there is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """When one body took a theme up: its first document with a measure of it."""

    theme_id: str  # what is taken up
    order: int | None  # from 1; bodies whose dates do not tell who was first share one; None without a date
    region: str | None  # the body's region
    adcode: str | None  # its code
    level: Level | None  # of the region
    issuer: str | None  # who issued the document, as written
    date: str | None  # of the document
    doc_id: str  # its first document of the theme
    measure_id: str  # the first measure of the theme there
    kind: Kind  # task: planned; achievement: reported, so begun before the date
    # first of all; after a division above it took it up; after others only; None without a date
    after: Literal["first", "parent", "peer"] | None
    parent_doc: str | None = None  # the document of the nearest division above that has the theme and is not later
    days_after_first: int | None = None  # where both dates are days
    days_after_parent: int | None = None  # where both dates are days


@dataclass(frozen=True, slots=True, kw_only=True)
class InputError:
    """A line of ``errors.jsonl``: an input that could not be read."""

    path: str  # of the input, as it was given
    error: str  # the error class
    reason: str  # what is wrong and what to do
    region: str | None = None  # whose document it is, where the manifest says so: its matrix says document_missing


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
    "versions": Revision,
    "ladder": Rung,
    "matrix": MatrixCell,
    "diffusion": Adoption,
    "errors": InputError,
}


def to_dict(record: Any) -> dict[str, Any]:
    """A record as plain JSON values, fields in the order of their definition.

    What ``dataclasses.asdict`` gives, without its copies: they were two thirds of writing a link.
    """
    found = {}
    cls: Any = type(record)
    for name in _field_names(cls):
        value = getattr(record, name)
        if value is None and name in LEFT_OUT:
            continue
        found[name] = value if type(value) in _PLAIN else _to_plain(value)
    return found


#: Fields that a written record has only where they say something; all others stand there as ``null``.
LEFT_OUT = frozenset({"ocr_score"})

_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _field_names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


def _to_plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple | list):
        return type(value)([_to_plain(own) for own in value])
    if isinstance(value, dict):
        return {key: _to_plain(own) for key, own in value.items()}
    return to_dict(value)


__all__ = [
    "LEFT_OUT",
    "RECORD_FILES",
    "SCHEMA_VERSION",
    "Adoption",
    "Aim",
    "Comparison",
    "ComparisonCell",
    "Deadline",
    "Document",
    "Extraction",
    "InputError",
    "Link",
    "MatrixCell",
    "Measure",
    "Quality",
    "Reason",
    "Region",
    "Repeat",
    "Revision",
    "Rung",
    "Section",
    "Span",
    "Target",
    "TargetChange",
    "Theme",
    "Unit",
    "to_dict",
]
