"""Stages 2 and 3: what a text's articles hold, as mentions in the normal text.

Each stage adds to an :class:`Analysis`; :mod:`policytext.assembly` makes records of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from policytext.extract.assignments import parse_assignment
from policytext.extract.bodies import is_body
from policytext.extract.cells import (
    ahead_in,
    find_cell_targets,
    find_cell_times,
    find_indicator_targets,
)
from policytext.extract.deadlines import ONGOING, find_times
from policytext.extract.mentions import TargetMention
from policytext.extract.places import is_place
from policytext.extract.targets import find_targets
from policytext.extract.time_mentions import TimeMention
from policytext.extract.units import UnitMention, find_units
from policytext.lexicon import regions_by_name
from policytext.normalize.intervals import Intervals
from policytext.normalize.offsets import Normal
from policytext.normalize.words import alternation
from policytext.records import (
    Quality,
    Region,
)
from policytext.resolve.context import (
    DocumentRule,
    document_reference,
    find_abbreviations,
    find_rules,
    level_left_out,
    year_begun,
    year_told,
)
from policytext.resolve.periods import Reference
from policytext.resolve.regions import find_region, named_region
from policytext.structure.articles import Article, split_articles
from policytext.structure.blocks import Block, inherited_role
from policytext.structure.cross_tables import find_cross_tables
from policytext.structure.header import Header, read_header
from policytext.structure.indicators import IndicatorTable, find_indicator_tables
from policytext.structure.kinds import progress_of, tells_ahead
from policytext.structure.labels import CARD_PROGRESS
from policytext.structure.lines import (
    MAX_LINES_ABOVE,
    CardEntry,
    cut_repeat,
    split_lines,
    strip_furniture,
    with_note_items,
    without_abstract,
    without_annex_list,
    without_contents,
    without_footnotes,
)
from policytext.structure.looking_back import done_until, is_to_be_done, months_told_back, turns_within
from policytext.structure.measures import find_passages
from policytext.structure.passages import Passage, Passages
from policytext.structure.quality import assess
from policytext.structure.repeats import Repetition, find_repeats
from policytext.structure.sections import build_blocks
from policytext.structure.signs import DUTIES_FOLLOW
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
    flags: tuple[str, ...] = ()  # of the reader
    header: Header | None = None
    region: Region | None = None
    day: str | None = None
    day_source: str | None = None
    genre: str = "other"
    title: str | None = None
    quality: Quality = field(default_factory=Quality)
    blocks: list[Block] = field(default_factory=list)
    passages: Passages = field(default_factory=Passages)
    repeats: list[Repetition] = field(default_factory=list)
    units: list[list[UnitMention]] = field(default_factory=list)
    targets: list[list[TargetMention]] = field(default_factory=list)
    times: list[list[TimeMention]] = field(default_factory=list)
    rules: list[DocumentRule] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)
    level: str | None = None  # that the document leaves out before its bodies
    reference: Reference = field(default_factory=Reference)
    indicator_tables: list[IndicatorTable] = field(default_factory=list)
    indicators: list[tuple[TargetMention, TimeMention | None]] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.article.lines[0].start if self.article.lines else 0

    @property
    def end(self) -> int:
        return self.article.lines[-1].end if self.article.lines else 0


# ---- 2. structure ------------------------------------------------------------------------------


def read_articles(normal: Normal, known: ManifestRow | None, flags: tuple[str, ...] = ()) -> list[Analysis]:
    """One analysis an article; a file without text has one empty article."""
    page = strip_furniture(split_lines(normal.text))
    articles = split_articles(without_abstract(cut_repeat(page.lines)))
    several = len(articles) > 1
    return [
        Analysis(
            normal=normal,
            article=article,
            card=[] if several else page.card,
            removed_lines=page.removed,
            known=_known_for(known, several),
            flags=flags,
        )
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
    a.quality = assess(
        a.normal.source[source_start:source_end], text[a.start : a.end], removed_lines=a.removed_lines, known=a.flags
    )
    a.reference = document_reference(
        a.day
        or year_told(text[a.start : a.start + LEAD_CHARS])
        or year_begun(text[a.start : min(a.end, a.start + BODY_CHARS)]),
        a.title,
    )


LEAD_CHARS = 1200
BODY_CHARS = 20_000
MAX_SHORT_NAME_CHARS = 16


def stage_structure(a: Analysis) -> None:
    """Section tree, tables, and which passages are measures or aims."""
    lines = [
        line
        for line in a.article.lines
        if line is not a.article.title_line
        and not (
            a.article.byline and line.text.endswith(a.article.byline) and len(line.text) <= len(a.article.byline) + 2
        )
    ]
    lines = _without_title_lines(lines, a.header)
    if lines and _SUBTITLE.fullmatch(lines[0].text):
        lines = lines[1:]
    a.indicator_tables = find_indicator_tables(a.normal.text, lines)
    a.indicator_tables += find_cross_tables(a.normal.text, lines, a.indicator_tables)
    a.indicator_tables.sort(key=lambda table: table.first)
    of_indicators = {line.start for table in a.indicator_tables for line in lines[table.first : table.last]}
    lines = [line for line in lines if line.start not in of_indicators]
    tables = find_tables(lines)
    in_table = {line.start for table in tables for line in lines[table.first : table.last]}
    lines = without_contents(
        without_footnotes(with_note_items(without_annex_list([line for line in lines if line.start not in in_table])))
    )
    a.blocks = build_blocks(a.normal.text, lines)
    a.passages = find_passages(a.normal.text, a.blocks, tables, a.genre, a.title)
    a.repeats = find_repeats(a.normal.text, a.passages.measures, tables)


_SUBTITLE = re.compile(r"-{1,2}[^。;,:\d]{6,50}")  # --某市深化治理的实践与探索


def _without_title_lines(lines: list, header: Header | None) -> list:  # type: ignore[type-arg]
    if header is None or header.title is None:
        return lines
    low, high = header.title
    above = [line for line in lines if line.end <= low]
    if len(above) <= MAX_LINES_ABOVE and all(len(line.text) <= MAX_CHARS_ABOVE for line in above):
        lines = lines[len(above) :]  # the page's name and its links
    return [line for line in lines if not (low <= line.start and line.end <= high)]


MAX_CHARS_ABOVE = 60


# ---- 3. extract --------------------------------------------------------------------------------


def stage_extract(a: Analysis) -> None:
    """Units, targets and times of each passage, as written."""
    text = a.normal.text
    a.rules = [_placed(a, rule) for rule in find_rules(text, a.start, a.end)]
    a.abbreviations = find_abbreviations(text, a.start, a.end)
    a.level = level_left_out(text, a.start, a.end)
    a.indicators = [
        found
        for table in a.indicator_tables
        for found in find_indicator_targets(text, table, a.reference.document_year or a.reference.plan_start)
    ]
    declared = [short for short in a.abbreviations if is_body(short)]
    known = _any_of(declared)
    on_progress = bool(_ON_PROGRESS.search(a.title or "")) or _tells_progress(text, a.passages.measures)
    for passage in a.passages.measures:
        achieved = passage.kind == "achievement"
        a.units.append([unit for unit in _units_of(text, passage, known) if not _is_own_place(a, unit)])
        if passage.row is not None and passage.row.heads:
            times = find_cell_times(text, passage.row)
            a.targets.append(_but_limits(find_cell_targets(text, passage.row), times))
            a.times.append(times)
            continue
        low, high = _prose(text, passage)
        if not achieved and (done := _done_in(a, passage, low, high, on_progress=on_progress)):
            begin, behind = done
            before, after = (find_targets(text, *span, achieved=False) for span in ((low, begin), (behind, high)))
            a.targets.append([*before, *find_targets(text, begin, behind, achieved=True), *after])
            a.times.append([*times_of(text, passage, low, begin), *find_times(text, behind, high)])
            continue
        times = times_of(text, passage, low, high)
        a.targets.append(_but_names(_but_limits(find_targets(text, low, high, achieved=achieved), times), a.units[-1]))
        a.times.append(times)
    _read_again(a, declared)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    return re.compile(alternation(names)) if names else None


# offices and firms whose names alone do not tell that they act: 人事处, 东南大学盐城研究院
_OF_ITS_OWN = re.compile(
    r"(?!各|有关|相关|其他|所有|全体|本|该|我|国务院|中央"
    r"|中国)[\u4e00-\u9fff]{2,20}(?<![中工])[局委办部厅院处室科股站所队组馆社司团行校厂](?<!工作组)"
)
MAX_TOLD = 600  # a document of more is a register


def _read_again(a: Analysis, declared: list[str]) -> None:
    """Bodies that the document charges once, in a label, a bracket, a cell or a sentence, are read as subjects everywhere in it: 科研处修订….

    Only passages where such a name opens a clause, and nobody was found there, are read a second time.
    """
    text = a.normal.text
    told = {
        text[unit.start : unit.end]
        for units in a.units
        for unit in units
        if (
            unit.evidence in ("label", "parenthesis", "table")
            or unit.certainty in ("sentence_duty", "sentence_subject")
        )
        and _OF_ITS_OWN.fullmatch(text, unit.start, unit.end)
    }
    bodies = sorted({text[unit.start : unit.end] for units in a.units for unit in units})
    for name in tuple(told):  # 非银行支付机构 begins with 非银行: the longer name is read where it stands
        for body in islice(bodies, bisect_left(bodies, name), None):
            if not body.startswith(name):
                break
            told.add(body)
    named = _any_of(told - set(declared)) if len(told) <= MAX_TOLD else None
    if named is None:
        return
    known = _any_of([*told, *declared])
    opening = re.compile(rf"(?<![\u4e00-\u9fff、])(?:{named.pattern})")
    for i, passage in enumerate(a.passages.measures):
        read = {unit.start for unit in a.units[i]}
        if passage.row is None and any(
            match.start() not in read for match in opening.finditer(text, passage.start, passage.end)
        ):
            a.units[i] = [unit for unit in _units_of(text, passage, known) if not _is_own_place(a, unit)]


def _but_limits(targets: list[TargetMention], times: list[TimeMention]) -> list[TargetMention]:
    """Targets less those that are how long a duty may take: 48小时内清理 is a deadline."""
    limits = [time for time in times if time.kind in ("duration", "after_event") and time.bound]
    return [
        target
        for target in targets
        if not any(limit.start <= target.start and target.end <= limit.end for limit in limits)
    ]


def _but_names(targets: list[TargetMention], units: list[UnitMention]) -> list[TargetMention]:
    """Targets less those that count who is assigned: 责任单位:市教育局、8个县(市、区)人民政府."""
    counted = {unit.start for unit in units if unit.evidence in ("label", "parenthesis")}
    return [target for target in targets if target.start not in counted] if counted else targets


_ON_PROGRESS = re.compile(r"(?:进展|完成|落实|推进|办理|实施|进度)情况")
MIN_TOLD_OF, SHARE_TOLD_OF = 3, 0.3


def _tells_progress(text: str, passages: Sequence[Passage]) -> bool:
    """Whether so many measures tell what was wanted and then what came of it that the document is a report on progress."""
    plain = [passage for passage in passages if passage.row is None]
    told = sum(progress_of(text, passage.start, passage.end) is not None for passage in plain)
    return told >= MIN_TOLD_OF and told >= SHARE_TOLD_OF * len(plain)


def _done_in(a: Analysis, passage: Passage, low: int, high: int, *, on_progress: bool) -> tuple[int, int] | None:
    """Where a task's passage tells what has come of it: below such a label, in a report on progress behind what was wanted, or in a look back."""
    text = a.normal.text
    reviewed = passage.block is not None and inherited_role(passage.block) == "review"
    in_review = reviewed and tells_ahead(text[low:high])  # and no task behind a turn that the page does not show
    reported = on_progress or reviewed
    if (reported or CARD_PROGRESS.search(text, low, high)) and (progress := progress_of(text, low, high)):
        if in_review and text[progress - 1 : progress] == "," and not _WANTED.search(text, low, progress):
            progress = low  # 排查隐患67处,目前已整改64处: found, and not wanted
        return progress, ahead_in(text, progress, high)
    if in_review and low < (until := ahead_in(text, low, high)) < high and not is_to_be_done(text[low:until]):
        return low, until  # 清退生猪4700余头,余下2家预计9月底前签订协议
    if passage.block is not None and inherited_role(passage.block) is None:
        until = done_until(text, low, high)
        if a.passages.looks_back and until > low:
            return low, until
        until = turns_within(text, until, high)
        labelled = _LABELLED.search(text, low, high)  # a task with its 牵头单位: tells no more than it wants
        if low < until < high and not labelled and a.passages.tells_done(text[low:until], low):
            return low, until
    return months_told_back(text, low, high, a.reference.day.month if a.reference.day else None)


_LABELLED = re.compile(r"(?:牵头|责任|配合|主办)(?:单位|部门)[:：]")
_WANTED = re.compile("计划|目标|任务|要求|应|需")
_NOTE = re.compile(r"(?:注|说明|备注)[::\d]")


def _placed(a: Analysis, rule: DocumentRule) -> DocumentRule:
    """A rule with the measures that it can speak of: of a note below a table its rows, of one behind the last measure those before it."""
    passages = a.passages.measures
    before = [passage for passage in passages if passage.end <= rule.at]
    line = a.normal.text.rfind("\n", 0, rule.at) + 1
    if (
        before
        and before[-1].row is not None
        and _NOTE.match(a.normal.text, line)
        and not a.normal.text[before[-1].end : line].strip()
    ):
        rows = next((i for i in range(len(before) - 1, -1, -1) if before[i].row is None), -1) + 1
        return replace(rule, at=before[rows].start, until=rule.at if rule.kind == "default_bodies" else None)
    notation = rule.kind in ("first_is_lead", "others_help", "marked_is_lead")
    told_last = len(before) * 2 > len(passages) if notation else len(before) == len(passages)
    return replace(rule, at=a.start) if told_last else rule


def _is_own_place(a: Analysis, unit: UnitMention) -> bool:
    """高密市加强…, told by 高密市 itself: whose report it is, not who has to act."""
    name = a.normal.text[unit.start : unit.end]
    if unit.certainty != "sentence_subject" or not is_place(name):
        return False
    if (a.region is not None and name.endswith(a.region.name)) or name in (a.title or ""):
        return True
    if a.passages.story and name in regions_by_name() and a.normal.text[unit.start - 1 : unit.start] in ("", "\n"):
        return True  # 鸡西市探索…: one of several places whose story is told
    return f"{name}地处" in a.normal.text or f"{name}位于" in a.normal.text


def _units_of(text: str, passage: Passage, known: re.Pattern[str] | None) -> list[UnitMention]:
    if passage.row is None:
        marker = passage.block.marker if passage.block is not None else None
        article = marker is not None and marker.kind == "article"
        block = passage.block
        glued = (
            block.body
            if block is not None
            and block.head is not None
            and block.head[1] == block.body
            and passage.start <= block.head[0]
            else None
        )
        found = find_units(
            text,
            _prose(text, passage)[0],
            passage.end,
            achieved=passage.kind == "achievement",
            known=known,
            rule=article,
            glued_at=glued,
        )
        if passage.parent_tail:
            inherited = find_units(text, *passage.parent_tail, known=known) or _bodies_ahead(text, *passage.parent_tail)
            found += [replace(unit, evidence="inherited", group=unit.group + 1000) for unit in inherited]
        found += _section_units(text, passage)
        return found
    units: list[UnitMention] = []
    for group, (name, low, high) in enumerate(passage.row.cells):
        if name in ("lead", "responsible", "support", "supervise"):
            # a header (牵头单位) makes the role; verbs inside the cell (A牵头,B配合) win
            units += [
                UnitMention(m.start, m.end, m.role, "table", "table", group)
                for m in parse_assignment(text, low, high - text.endswith(("。", ";"), low, high), name)
            ]
        elif name.startswith("inherited:") and name != "inherited:deadline":
            units += [
                UnitMention(m.start, m.end, m.role, "inherited", "inherited", group)
                for m in parse_assignment(text, low, high, name.removeprefix("inherited:"))
            ]
        elif name in ("task", "target"):
            units += [replace(u, group=100 + group) for u in find_units(text, low, high)]
        elif name == "done":
            ahead = ahead_in(text, low, high)
            found = [*find_units(text, low, ahead, achieved=True), *find_units(text, ahead, high)]
            units += [replace(u, group=200 + 20 * group + u.group) for u in found]
    return units


def _bodies_ahead(text: str, low: int, high: int) -> list[UnitMention]:
    """食药监所、派出所: before the items that they do."""
    if not text.startswith(":", high - 1):
        return []
    duties = DUTIES_FOLLOW.search(text, low, high)
    found = parse_assignment(text, low, duties.start() if duties else high - 1, "responsible")
    return (
        [UnitMention(m.start, m.end, m.role, "inherited", "inherited", 0) for m in found]
        if all(_is_short_name(text[m.start : m.end]) for m in found)
        else []
    )


def _is_short_name(name: str) -> bool:
    return is_body(name) and len(name) <= MAX_SHORT_NAME_CHARS and "的" not in name


# 由省畜牧水产局承办,省商务厅、卫生厅协办。: the first sentence below a heading tells who does the section
_CHARGED = re.compile(r"由[^。;:]{3,160}?(?:承办|主办|协办|牵头|负责|配合)。")
_ONLY_A_BRACKET = re.compile(r"\s*(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|【[^】\n]*】|〔[^〕\n]*〕)。?")


def _section_units(text: str, passage: Passage) -> list[UnitMention]:
    """What the nearest heading above assigns for its whole section: (二)扬尘管控(市住建局牵头)."""
    block = passage.block
    while block is not None:
        bracketed = block.body is not None and _ONLY_A_BRACKET.fullmatch(text, block.body, block.line_end)
        if block.start < passage.start and block.head is not None and (block.body is None or bracketed):
            found: list[UnitMention] = []
            if (bracketed or "(" in text[block.start : block.line_end]) and text.find(
                "不再", block.start, block.line_end
            ) < 0:
                found = [u for u in find_units(text, block.start, block.line_end) if u.evidence != "sentence"]
            for line in block.paragraphs[:1]:
                if not block.children or line.end > passage.start:
                    continue
                if ":" in line.text[:16]:
                    found += [u for u in find_units(text, line.start, line.end) if u.evidence == "label"]
                elif charged := _CHARGED.match(text, line.start, line.end):
                    found += find_units(text, line.start, charged.end())
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


_BRACKET = re.compile(
    r"\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)|[〔【\[](?P<other>[^〔〕【】\[\]\n]{2,200})[〕】\]]"
)
_OF_A_STAGE = re.compile(r"\d{1,2}月份?(?:上旬|中旬|下旬|底)?(?:[-~至到]\d{1,2}月份?(?:上旬|中旬|下旬|底)?)?")
STAGE_CHARS = 24
TIME_LABEL = re.compile(
    r"(?:完成时限|完成时间|时间节点|时限要求|工作时限|办结时限|时间要求|起止年限|时间进度|完成期限"
    r"|实施期限|实施年限|推进时限|实施时限|建设时限|落实时限|完成日期|进度安排|整改时限|整改期限"
    r"|(?<![\u4e00-\u9fff])时限(?=[::]))[::]?(?P<value>[^\n。;]{1,40})"
)


def times_of(text: str, passage: Passage, low: int, high: int) -> list[TimeMention]:
    stated: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text, low, high):
        inside = match["inside"] or match["other"] or ""
        if re.search(r"牵头|负责|单位|配合|完成|推进$|落实", inside) or re.fullmatch(
            r"20\d\d年(?:\d{1,2}月)?(?:[-~至到].{1,12})?(?:底?前)?", inside
        ):
            stated.append(match.span("inside" if match["inside"] else "other"))
        elif match.start() - passage.start <= STAGE_CHARS and _OF_A_STAGE.fullmatch(inside):
            stated.append(match.span("inside" if match["inside"] else "other"))  # 3、总结提升(10月)。
    for match in TIME_LABEL.finditer(text, low, high):
        stated.append(match.span("value"))
    if passage.row is not None:
        stated.extend(
            (a, b)
            for name, a, b in passage.row.cells
            if name == "deadline" or (name == "note" and ONGOING.fullmatch(text, a, b))
        )
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


STAGES = (stage_header, stage_structure, stage_extract)

__all__ = ["STAGES", "Analysis", "read_articles", "stage_extract", "stage_header", "stage_structure"]
