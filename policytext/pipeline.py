"""The one place where the stages are put in order: source text → records.

:func:`extract_text` runs

1. normalize   source → text to match on (:mod:`policytext.normalize`)
2. structure   lines, furniture, articles, header, sections, passages (:mod:`policytext.structure`)
3. extract     units, targets, deadlines of each passage (:mod:`policytext.extract`)
4. resolve     names, regions, times, document-wide rules (:mod:`policytext.resolve`)

and cuts the records out of the source. Nothing here reads a file, a clock or a network.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policytext.extract.bodies import FIELDS, body_type, expand_ellipsis, is_body, parse_assignment
from policytext.extract.cells import find_cell_targets, find_cell_times
from policytext.extract.deadlines import TimeMention, find_times
from policytext.extract.targets import TargetMention, find_targets, modality_of
from policytext.extract.units import UnitMention, find_units
from policytext.lexicon import load_toml
from policytext.normalize.characters import script_of
from policytext.normalize.intervals import Intervals
from policytext.normalize.offsets import Normal, normalize
from policytext.records import (
    Aim,
    Deadline,
    Document,
    Extraction,
    Measure,
    Quality,
    Region,
    Section,
    Target,
    Unit,
)
from policytext.resolve.context import (
    LEAD_MARKS,
    DocumentRule,
    document_reference,
    find_abbreviations,
    find_rules,
    year_of_heading,
)
from policytext.resolve.periods import Reference, resolve_time
from policytext.resolve.regions import canonical_name, find_region, named_region
from policytext.structure.articles import Article, split_articles
from policytext.structure.header import Header, read_header
from policytext.structure.lines import (
    CardEntry,
    cut_repeat,
    split_lines,
    strip_furniture,
    without_annex_list,
)
from policytext.structure.measures import Passage, Passages, find_passages
from policytext.structure.quality import assess
from policytext.structure.sections import Block, build_blocks, inherited_role
from policytext.structure.tables import find_tables

if TYPE_CHECKING:
    from policytext.read.manifest import ManifestRow


@dataclass(slots=True)
class Analysis:
    """What the stages know of one article; each stage adds to it (spans are of the normal text)."""

    normal: Normal
    article: Article
    card: list[CardEntry]
    removed_lines: int
    known: ManifestRow | None
    header: Header | None = None
    region: Region | None = None
    day: str | None = None
    day_source: str | None = None
    genre: str = "other"
    title: str | None = None
    quality: Quality = field(default_factory=Quality)
    blocks: list[Block] = field(default_factory=list)
    passages: Passages = field(default_factory=Passages)
    units: list[list[UnitMention]] = field(default_factory=list)
    targets: list[list[TargetMention]] = field(default_factory=list)
    times: list[list[TimeMention]] = field(default_factory=list)
    rules: list[DocumentRule] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)
    reference: Reference = field(default_factory=Reference)

    @property
    def start(self) -> int:
        return self.article.lines[0].start if self.article.lines else 0

    @property
    def end(self) -> int:
        return self.article.lines[-1].end if self.article.lines else 0


def extract_text(
    source: str,
    *,
    path: str,
    sha256: str,
    text_path: str | None = None,
    known: ManifestRow | None = None,
) -> Extraction:
    """All records of one file's text; never raises on any text.

    Args:
        source: the text that offsets count in, newlines as they are.
        path: where it came from, as the records shall name it.
        sha256: digest of the file; with the name it makes the ids.
        text_path: where the text is written beside the records.
        known: what the user's manifest says; it wins over what is inferred.
    """
    normal = normalize(source)
    documents: list[Document] = []
    sections: list[Section] = []
    measures: list[Measure] = []
    aims: list[Aim] = []
    analyses = list(read_articles(normal, known))
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
        source=source, documents=tuple(documents), sections=tuple(sections),
        measures=tuple(measures), aims=tuple(aims),
    )


def document_id(path: str, sha256: str, index: int) -> str:
    """Stable: from the file's content, its name and the article's place, never from the run."""
    name = re.split(r"[/\\]", path)[-1]
    return hashlib.sha256(f"{name}\n{sha256}\n{index}".encode()).hexdigest()[:12]


# ---- 2. structure ------------------------------------------------------------------------------


def read_articles(normal: Normal, known: ManifestRow | None) -> list[Analysis]:
    """One analysis an article; a file without text has one empty article."""
    page = strip_furniture(split_lines(normal.text))
    articles = split_articles(cut_repeat(page.lines))
    several = len(articles) > 1
    return [
        Analysis(normal=normal, article=article, card=[] if several else page.card,
                 removed_lines=page.removed, known=_known_for(known, several))
        for article in articles
    ]


def _known_for(known: ManifestRow | None, several: bool) -> ManifestRow | None:
    # a row names the file; of several articles each has its own title, region and issuer
    if known is None or not several:
        return known
    return replace(known, title=None, region=None, issuer=None, genre=known.genre)


def stage_header(a: Analysis) -> None:
    """Title, number, issuer, region, date, genre; the manifest wins."""
    text, known = a.normal.text, a.known
    a.header = header = read_header(text, a.article.lines, a.card, a.article.title_line)
    a.title = (known.title if known else None) or header.title_text
    byline = a.article.byline
    issuer = (known.issuer if known else None) or header.issuer or byline
    a.region = named_region(known.region if known else None) or find_region(
        byline, issuer if issuer and len(issuer) < 60 else None, header.title_text, a.title
    )
    if a.region is None and a.article.byline and byline and byline.startswith("省"):
        a.region = None
    a.day, a.day_source = header.date, header.date_source
    if known and known.date:
        a.day, a.day_source = known.date, "user"
    a.genre = (known.genre if known else None) or header.genre
    source_start, source_end = (a.normal.span(a.start, a.end)) if a.end > a.start else (0, 0)
    a.quality = assess(a.normal.source[source_start:source_end], text[a.start : a.end], removed_lines=a.removed_lines)
    a.reference = document_reference(a.day, a.title)


def stage_structure(a: Analysis) -> None:
    """Section tree, tables, and which passages are measures or aims."""
    lines = [
        line for line in a.article.lines
        if line is not a.article.title_line and not (a.article.byline and line.text.endswith(a.article.byline) and len(line.text) <= len(a.article.byline) + 2)
    ]
    lines = _without_title_lines(lines, a.header)
    tables = find_tables(lines)
    in_table = {line.start for table in tables for line in lines[table.first : table.last]}
    lines = without_annex_list([line for line in lines if line.start not in in_table])
    a.blocks = build_blocks(a.normal.text, lines)
    a.passages = find_passages(a.normal.text, a.blocks, tables, a.genre, a.title)


def _without_title_lines(lines: list, header: Header | None) -> list:  # type: ignore[type-arg]
    if header is None or header.title is None:
        return lines
    low, high = header.title
    return [line for line in lines if not (low <= line.start and line.end <= high)]


# ---- 3. extract --------------------------------------------------------------------------------


def stage_extract(a: Analysis) -> None:
    """Units, targets and times of each passage, as written."""
    text = a.normal.text
    last = max((passage.start for passage in a.passages.measures), default=a.start)
    # a rule behind the last measure (注:第一个单位为牵头单位) can only speak of those before it
    a.rules = [rule if rule.at <= last else replace(rule, at=a.start) for rule in find_rules(text, a.start, a.end)]
    a.abbreviations = find_abbreviations(text, a.start, a.end)
    declared = [re.escape(short) for short in a.abbreviations if is_body(short)]
    known = re.compile("|".join(declared)) if declared else None
    for passage in a.passages.measures:
        achieved = passage.kind == "achievement"
        a.units.append(_units_of(text, passage, known))
        if passage.row is not None and passage.row.heads:
            a.targets.append(find_cell_targets(text, passage.row))
            a.times.append(find_cell_times(text, passage.row))
            continue
        low, high = _prose(text, passage)
        a.targets.append(find_targets(text, low, high, achieved=achieved))
        a.times.append(_times_of(text, passage, low, high))


def _units_of(text: str, passage: Passage, known: re.Pattern[str] | None) -> list[UnitMention]:
    if passage.row is None:
        found = find_units(text, _prose(text, passage)[0], passage.end, achieved=passage.kind == "achievement", known=known)
        if passage.parent_tail:
            inherited = find_units(text, *passage.parent_tail)
            found += [replace(unit, evidence="inherited", group=unit.group + 1000) for unit in inherited]
        if all(unit.evidence == "sentence" for unit in found):
            found += _section_units(text, passage)
        return found
    units: list[UnitMention] = []
    for group, (name, low, high) in enumerate(passage.row.cells):
        if name in ("lead", "responsible", "support", "supervise"):
            # a header (牵头单位) makes the role; verbs inside the cell (A牵头,B配合) win
            units += [
                UnitMention(m.start, m.end, m.role, "table", "table", group)
                for m in parse_assignment(text, low, high, name)
            ]
        elif name.startswith("inherited:") and name != "inherited:deadline":
            units += [
                UnitMention(m.start, m.end, m.role, "inherited", "inherited", group)
                for m in parse_assignment(text, low, high, name.removeprefix("inherited:"))
            ]
        elif name == "task":
            units += [replace(u, group=100 + group) for u in find_units(text, low, high)]
    return units


def _section_units(text: str, passage: Passage) -> list[UnitMention]:
    """What the nearest heading above assigns for its whole section: (二)扬尘管控(市住建局牵头)."""
    block = passage.block
    while block is not None:
        if block.start < passage.start and block.head is not None and block.body is None:
            found: list[UnitMention] = []
            if "(" in text[block.start : block.line_end]:
                found = [u for u in find_units(text, block.start, block.line_end) if u.evidence != "sentence"]
            for line in block.paragraphs[:1]:
                if block.children and line.end <= passage.start and ":" in line.text[:16]:
                    found += [u for u in find_units(text, line.start, line.end) if u.evidence == "label"]
            if found:
                return [replace(unit, evidence="inherited", group=unit.group + 2000) for unit in found]
        block = block.parent
    return []


def _prose(text: str, passage: Passage) -> tuple[int, int]:
    """The stretch in which figures count: without the marker's number."""
    low = passage.start
    if passage.block is not None and passage.block.marker is not None and passage.block.marker.start == low:
        low = passage.block.marker.end
    if passage.row is not None and passage.row.cells and passage.row.cells[0][0] == "number":
        low = passage.row.cells[0][2]
    return low, passage.end


_BRACKET = re.compile(r"\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_TIME_LABEL = re.compile(r"(?:完成时限|完成时间|时间节点|时限要求|工作时限|办结时限|时间要求|起止年限|时间进度|完成期限|实施期限|进度安排)[::]?(?P<value>[^\n。;]{1,40})")


def _times_of(text: str, passage: Passage, low: int, high: int) -> list[TimeMention]:
    stated: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text, low, high):
        if re.search(r"牵头|负责|单位|配合|完成|推进$|落实", match["inside"]) or re.fullmatch(
            r"20\d\d年(?:\d{1,2}月)?(?:[-~至到].{1,12})?(?:底?前)?", match["inside"]
        ):
            stated.append(match.span("inside"))
    for match in _TIME_LABEL.finditer(text, low, high):
        stated.append(match.span("value"))
    if passage.row is not None:
        stated.extend((a, b) for name, a, b in passage.row.cells if name == "deadline")
    found: list[TimeMention] = []
    taken = Intervals()
    for a, b in stated:
        for mention in find_times(text, a, b, stated=True):
            if not taken.overlaps(mention.start, mention.end):  # a label inside a bracket
                taken.add(mention.start, mention.end)
                found.append(mention)
    found.extend(m for m in find_times(text, low, high) if not taken.overlaps(m.start, m.end))
    found.sort(key=lambda m: m.start)
    if passage.kind == "achievement":
        # only a standing routine bounds what was done (每月5日下沉)
        found = [m for m in found if m.kind == "recurring"]
    return found


# ---- 4. resolve and cut ------------------------------------------------------------------------

STAGES = (stage_header, stage_structure, stage_extract)


def build_records(
    a: Analysis, *, doc_id: str, path: str, sha256: str, text_path: str | None
) -> tuple[Document, list[Section], list[Measure], list[Aim]]:
    """Resolve what was found and cut the records of one article out of the source."""
    source = a.normal.source
    section_ids: dict[int, str] = {}
    sections = list(_sections(a, doc_id, section_ids))
    measures: list[Measure] = []
    for order, passage in enumerate(a.passages.measures):
        measures.append(_measure(a, doc_id, order, passage, section_ids))
    aims = _aims(a, doc_id, section_ids)
    start, end = a.normal.span(a.start, a.end) if a.end > a.start else (0, len(source))
    header = a.header
    known = a.known
    document = Document(
        doc_id=doc_id, path=path, sha256=sha256, n_chars=len(source),
        title=_title(a), doc_number=header.doc_number if header else None,
        issuer=(known.issuer if known else None) or a.article.byline or (header.issuer if header else None),
        region=a.region, date=a.day, date_source=a.day_source,  # type: ignore[arg-type]
        genre=a.genre, script=script_of(source[start:end]),  # type: ignore[arg-type]
        quality=a.quality, start=start, end=end, text_path=text_path,
        warnings=tuple(_warnings(a, measures)), extra=dict(known.extra) if known else {},
    )
    return document, sections, measures, aims


def _title(a: Analysis) -> str | None:
    if a.known and a.known.title:
        return a.known.title
    if a.header and a.header.title:
        low, high = a.normal.span(*a.header.title)
        return re.sub(r"[\r\n\s]+", "", a.normal.source[low:high])
    return None


def _sections(a: Analysis, doc_id: str, ids: dict[int, str]):  # type: ignore[no-untyped-def]
    text = a.normal.text
    stack = [(block, None) for block in reversed(a.blocks)]
    while stack:
        block, parent = stack.pop()
        own = parent
        if block.marker is not None:
            own = f"{doc_id}-s{len(ids):03d}"
            ids[id(block)] = own
            low, high = a.normal.span(block.start, block.end)
            heading = block.heading(text)
            yield Section(
                section_id=own, doc_id=doc_id, parent_id=parent, level=max(block.level, 1),
                marker=text[block.marker.start : block.marker.end].strip() or None, heading=_as_written(a, block.head) if heading else None,
                start=low, end=high,
            )
        stack.extend((child, own) for child in reversed(block.children))


def _as_written(a: Analysis, span: tuple[int, int] | None) -> str | None:
    """A span's characters as the source has them, without what normalizing dropped."""
    if span is None or span[1] <= span[0]:
        return None
    starts, source = a.normal.starts, a.normal.source
    return "".join(source[starts[i]] for i in range(*span))


def _section_id(block: Block | None, ids: dict[int, str]) -> str | None:
    at = block
    while at is not None:
        if id(at) in ids:
            return ids[id(at)]
        at = at.parent
    return None


def _measure(a: Analysis, doc_id: str, order: int, passage: Passage, ids: dict[int, str]) -> Measure:
    normal, text = a.normal, a.normal.text
    start, end = normal.span(passage.start, passage.end)
    title = passage.title
    title_span = normal.span(*title) if title and title[1] > title[0] else None
    reference = _reference_for(a, passage)
    damaged = 1.0 - 0.5 * (1.0 - a.quality.score)
    achieved = passage.kind == "achievement"
    deadlines = tuple(
        deadline for mention in a.times[order]
        if not _is_past(deadline := _deadline(a, mention, reference, passage), a.reference)
    )
    return Measure.cut(
        normal.source, start, end,
        measure_id=f"{doc_id}-m{order:03d}", doc_id=doc_id, section_id=_section_id(passage.block, ids),
        order=order, kind=passage.kind, title=_as_written(a, title) if title_span else None,
        title_start=title_span[0] if title_span else None, title_end=title_span[1] if title_span else None,
        units=tuple(_units(a, passage, a.units[order])),
        targets=tuple(_target(a, mention, damaged, "table" if passage.row is not None else "sentence") for mention in a.targets[order]),
        deadlines=deadlines,
        modality=None if achieved else _measure_modality(text, passage),
        confidence=_confidence("measure", passage.certainty, damaged),
    )


def _confidence(kind: str, certainty: str, damaged: float = 1.0) -> float:
    """How often records of this class are right, as counted on gold (lexicon/confidence.toml)."""
    classes = load_toml("confidence.toml")[kind]
    return round(classes.get(certainty, classes["other"]) * damaged, 3)


_OBLIGES = re.compile(r"必须|务必|严禁|不得|一律|(?<![重需主只次纲概摘紧])要(?!求|素|点|闻|害|塞|件)|须|应当")


def _measure_modality(text: str, passage: Passage) -> str:
    low = passage.title[1] if passage.title else passage.start
    title = text[slice(*passage.title)] if passage.title else ""
    if title.startswith(("支持", "鼓励", "探索", "引导")):
        return "encourage"
    head = text[low : passage.end]
    if _OBLIGES.search(head):
        return "must"
    sentences = [s for s in re.split(r"[。;]", head) if s.strip()]

    def carried_by(word: str) -> bool:
        # one 力争 among ten sentences colours its figure, not the measure
        return sum(1 for s in sentences if re.search(word, s)) * 2 >= max(len(sentences), 1)

    for word, name in (("力争|争取", "strive"), ("原则上", "principle"), ("确保", "must")):
        if carried_by(word):
            return name
    encouraged = sum(1 for s in sentences if re.match(r"(?:鼓励|支持|探索|引导)", s.strip()))
    return "encourage" if sentences and encouraged * 2 > len(sentences) else "plan"


def _reference_for(a: Analysis, passage: Passage) -> Reference:
    """The document's reference, or the year of a heading above the passage."""
    block = passage.block
    while block is not None:
        year = year_of_heading(block.heading(a.normal.text))
        if year and (a.reference.year is None or abs(year - a.reference.year) <= 3):
            return replace(a.reference, year=year, year_source="text", document_year=a.reference.document_year or year)
        block = block.parent
    return a.reference


def _deadline(a: Analysis, mention: TimeMention, reference: Reference, passage: Passage) -> Deadline:
    normal, text = a.normal, a.normal.text
    start, end = normal.span(mention.start, mention.end)
    if mention.year is None and mention.kind in ("calendar", "named"):
        # a year earlier in the same sentence goes on: 2024年3月底前…,6月底前…
        low = max(text.rfind("。", passage.start, mention.start), passage.start)
        years = re.findall(r"(?<!\d)(20\d\d)年", text[low : mention.start])
        if years and not re.search(r"比20\d\d年$", text[low : mention.start]):
            reference = replace(reference, year=int(years[-1]), year_source="text")
    if mention.kind == "duration":
        low = max(text.rfind("。", passage.start, mention.start), passage.start)
        since = re.findall(r"(?<!\d)(20\d\d)年起", text[low : mention.start])
        if since:
            reference = replace(reference, plan_start=int(since[-1]))  # 从2025年起用三年时间
    resolved = resolve_time(mention, reference)
    sentence = max(text.rfind("。", passage.start, mention.start), text.rfind(";", passage.start, mention.start), passage.start)
    return Deadline.cut(
        normal.source, start, end, type=resolved.type, value=resolved.value,
        resolved_from=resolved.resolved_from, resolved_end=resolved.resolved_end,
        modality=mention.modality or modality_of(text, sentence, mention.start),
        evidence=_time_evidence(text, mention, passage), confidence=_confidence("deadline", mention.kind if resolved.value else "unresolved"),
    )


def _is_past(deadline: Deadline, reference: Reference) -> bool:
    """A last day before the document's own year dates something that is already there."""
    end = deadline.resolved_end
    return deadline.type in ("by", "during") and bool(end and reference.document_year and int(end[:4]) < reference.document_year)


def _time_evidence(text: str, mention: TimeMention, passage: Passage) -> str:
    if passage.row is not None:
        # 同上, and the year above a column, are stated elsewhere
        return "table" if passage.start <= mention.start < passage.end else "inherited"
    opened = text.rfind("(", passage.start, mention.start)
    if opened >= 0 and text.find(")", opened, mention.start) < 0:
        return "parenthesis"
    line = text.rfind("\n", passage.start, mention.start)
    return "label" if line >= 0 and _TIME_LABEL.match(text, line + 1) else "sentence"


def _target(a: Analysis, mention: TargetMention, damaged: float, evidence: str = "sentence") -> Target:
    normal = a.normal
    start, end = normal.span(mention.start, mention.end)
    indicator = mention.indicator
    span = normal.span(*indicator) if indicator and indicator[1] > indicator[0] else None
    return Target.cut(
        normal.source, start, end,
        indicator=_as_written(a, indicator) if span else None,
        indicator_start=span[0] if span else None, indicator_end=span[1] if span else None,
        comparator=mention.comparator, side=mention.side, change=mention.change,
        value=mention.value, value_max=mention.value_max,
        unit=_as_written(a, mention.unit_span) if mention.unit_span and not (mention.unit or "").isascii() else mention.unit,
        base=_as_written(a, mention.base) if mention.base else None,
        status=mention.status, implied=mention.implied, modality=mention.modality,
        evidence=evidence, confidence=_confidence("target", mention.certainty, damaged),
    )


def _units(a: Analysis, passage: Passage, mentions: list[UnitMention]) -> list[Unit]:
    """Names expanded, document-wide rules applied, one a body and role."""
    normal, text = a.normal, a.normal.text
    first_is_lead = any(rule.kind == "first_is_lead" and rule.at <= passage.end for rule in a.rules)
    marked_is_lead = any(rule.kind == "marked_is_lead" and rule.at <= passage.end for rule in a.rules)
    owners = dict(passage.owners)
    groups: dict[int, list[UnitMention]] = {}
    for mention in mentions:
        groups.setdefault(mention.group, []).append(mention)
    units: list[Unit] = []
    seen: set[tuple[str, str]] = set()
    first_group = next((members for members in groups.values() if members[0].role == "responsible"), None)
    for members in groups.values():
        names = [text[m.start : m.end] for m in members]
        full = expand_ellipsis(names)
        explicit_lead = any(m.role == "lead" for m in members)
        for index, (mention, name, whole) in enumerate(zip(members, names, full, strict=True)):
            role = mention.role
            if first_is_lead and index == 0 and role == "responsible" and not explicit_lead and mention.evidence != "sentence":
                if passage.row is None or members is first_group:
                    role = "lead"
            if marked_is_lead and mention.start and text[mention.start - 1] in LEAD_MARKS:
                role = "lead"
            written = _as_written(a, (mention.start, mention.end)) or name
            prefix = whole[: len(whole) - len(name)] if whole.endswith(name) else ""
            suffix = whole.removeprefix(name) if whole.startswith(name) else ""
            if owners and mention.evidence == "table" and name.endswith(("处", "科", "室")):
                prefix = owners.get(role, "")
            name_out = prefix + written + suffix
            listed = text.startswith("等", members[-1].end) and len(members) > 2 and not name.endswith(_ENDS_LIKE_A_BODY)
            if (name in FIELDS and (text.startswith("等", members[-1].end) or names[-1].endswith("部门"))) or listed:
                shared = re.match(r"[省市区县州同本各]级|党委", names[0])
                level = shared[0] if shared and index and not name.startswith(shared[0]) else ""
                name_out = level + name_out + "部门"  # 民政等部门, 民政、水利部门 → 民政部门
            stated = a.abbreviations.get(name)
            if stated:
                name_out = stated
            key = (stated or whole, role)  # not as written: a page may mix scripts
            if key in seen:
                continue
            seen.add(key)
            start, end = normal.span(mention.start, mention.end)
            canonical = canonical_name(stated if stated else whole, a.region)
            units.append(
                Unit.cut(
                    normal.source, start, end, name=name_out, canonical=canonical, role=role,
                    type=body_type(whole) or "other", adcode=_adcode(a, canonical), evidence=mention.evidence,
                    confidence=_confidence("unit", mention.evidence if mention.evidence in ("inherited", "table") else mention.certainty),
                )
            )
    for rule in a.rules:
        if rule.kind != "default_bodies" or rule.at > passage.start or passage.kind != "task":
            continue
        for body in rule.bodies:
            name = text[body.start : body.end]
            if any(unit.name == name for unit in units):
                continue
            start, end = normal.span(body.start, body.end)
            units.append(
                Unit.cut(normal.source, start, end, name=_as_written(a, (body.start, body.end)) or name, canonical=None,
                         role="responsible", type=body_type(name) or "other", adcode=None, evidence="default", confidence=_confidence("unit", "default"))
            )
    return units


_ENDS_LIKE_A_BODY = tuple("局委办部厅署会院所站处室社组区县市镇乡村司行团")


def _adcode(a: Analysis, canonical: str | None) -> str | None:
    if canonical is None:
        return None
    found = find_region(canonical)
    return found.adcode if found else None


def _aims(a: Analysis, doc_id: str, ids: dict[int, str]) -> list[Aim]:
    """One record a figure of an aims passage, with the times that govern it."""
    _normal, text = a.normal, a.normal.text
    taken = [(p.start, p.end) for p in a.passages.measures]
    aims: list[Aim] = []
    seen: set[tuple[int, int]] = set()
    damaged = 1.0 - 0.5 * (1.0 - a.quality.score)
    for low, high, block in a.passages.aims:
        start = low
        if block is not None and block.marker is not None and block.marker.start == low:
            start = block.marker.end
        passage = Passage(start=low, end=high, kind="task", title=None, block=block)
        reference = _reference_for(a, passage)
        times = find_times(text, start, high)
        for mention in find_targets(text, start, high):
            if (mention.start, mention.end) in seen or any(x <= mention.start < y for x, y in taken):
                continue
            seen.add((mention.start, mention.end))
            target = _target(a, mention, damaged)
            aims.append(
                Aim(aim_id=f"{doc_id}-a{len(aims):03d}", doc_id=doc_id, section_id=_section_id(block, ids), order=len(aims),
                    target=target, deadlines=tuple(_deadline(a, m, reference, passage) for m in _governing(text, times, mention)))
            )
    return aims


def _governing(text: str, times: list[TimeMention], mention: TargetMention) -> list[TimeMention]:
    """A time governs the clauses after it, up to the next time of its kind (records.md, section 7)."""
    before = [m for m in times if m.end <= mention.start]
    if not before:
        return []
    sentence = text.rfind("。", 0, mention.start)
    line = text.rfind("\n", 0, mention.start)
    governing: list[TimeMention] = []
    fixed = [m for m in before if m.kind != "recurring" and m.start > line]
    if fixed:
        governing.append(fixed[-1])
    recurring = [m for m in before if m.kind == "recurring" and m.start > max(sentence, line)]
    if recurring:
        governing.append(recurring[-1])
    return governing


def _warnings(a: Analysis, measures: list[Measure]) -> list[str]:
    """Absence made explicit: what a reader should look at."""
    found: list[str] = []
    text = a.normal.text
    if a.end <= a.start:
        return ["the file holds no text of a document"]
    if not measures and a.genre in ("plan", "task_list", "report"):
        found.append(f"no measures found in a document of genre {a.genre}")
    starts = [p.start for p in a.passages.measures]
    for block in _iter_blocks(a.blocks):
        if block.role == "tasks" and block.marker is not None and not any(block.start <= s < block.end for s in starts):
            found.append(f"no measures in the section of tasks {block.heading(text) or ''}".rstrip())
    for match in re.finditer(r"(?:牵头|责任|配合)单位[::][^\n]{0,60}", text[a.start : a.end]):
        low = a.start + match.start()
        inside = next((i for i, p in enumerate(a.passages.measures) if p.start <= low < p.end), None)
        if inside is None or not a.units[inside]:
            found.append(f"a labelled line whose bodies could not be read: {match[0][:30]}")
            break
    if a.region is None:
        found.append("the region is not known")
    if a.day is None:
        found.append("the date is not known: relative times stay unresolved")
    for flag in ("machine_spun", "garbled", "digits_damaged", "truncated"):
        if flag in a.quality.flags:
            found.append(f"damaged text: {flag}")
    return found


def _iter_blocks(blocks: list[Block]):  # type: ignore[no-untyped-def]
    stack = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        stack.extend(reversed(block.children))


__all__ = ["STAGES", "Analysis", "build_records", "document_id", "extract_text", "inherited_role", "read_articles"]
