"""Stage 4: what was found → records, each cut out of the source, names and times resolved."""

from __future__ import annotations

import re
from dataclasses import replace

from policytext import confidence
from policytext.analysis import TIME_LABEL, Analysis
from policytext.extract.borders import MAX_SENTENCE_CHARS
from policytext.extract.deadlines import find_times
from policytext.extract.mentions import TargetMention
from policytext.extract.statuses import modality_of
from policytext.extract.targets import find_targets
from policytext.extract.time_mentions import TimeMention
from policytext.naming import issuer_of, name_units
from policytext.normalize.characters import script_of
from policytext.records import (
    Aim,
    Deadline,
    Document,
    Measure,
    Section,
    Target,
)
from policytext.resolve.context import (
    year_of_heading,
)
from policytext.resolve.periods import Reference, resolve_time
from policytext.resolve.repeats import fold_repeats
from policytext.structure.blocks import Block
from policytext.structure.passages import Passage
from policytext.structure.quality import trust_in_text


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
    missed = _warnings(a, measures)
    pieces = (tuple((*a.normal.span(low, high), task) for low, high, task in r.pieces) for r in a.repeats)
    measures, differing = fold_repeats(source, measures, zip(a.repeats, pieces, strict=True))
    aims = _aims(a, doc_id, section_ids)
    start, end = a.normal.span(a.start, a.end) if a.end > a.start else (0, len(source))
    header = a.header
    known = a.known
    document = Document(
        doc_id=doc_id,
        path=path,
        sha256=sha256,
        n_chars=len(source),
        title=_title(a),
        doc_number=header.doc_number if header else None,
        issuer=issuer_of(a),
        region=a.region,
        date=a.day,
        date_source=a.day_source,  # type: ignore[arg-type]
        genre=a.genre,
        script=script_of(source[start:end]),  # type: ignore[arg-type]
        quality=a.quality,
        start=start,
        end=end,
        text_path=text_path,
        warnings=(*missed, *differing),
        extra=dict(known.extra) if known else {},
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
                section_id=own,
                doc_id=doc_id,
                parent_id=parent,
                level=max(block.level, 1),
                marker=text[block.marker.start : block.marker.end].strip() or None,
                heading=_as_written(a, block.head) if heading else None,
                start=low,
                end=high,
            )
        stack.extend((child, own) for child in reversed(block.children))


def _as_written(a: Analysis, span: tuple[int, int] | None) -> str | None:
    """A span's characters as the source has them, without what normalizing dropped."""
    return a.normal.written(*span) if span and span[1] > span[0] else None


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
    damaged = trust_in_text(a.quality)
    achieved = passage.kind == "achievement"
    deadlines = tuple(
        deadline
        for mention in a.times[order]
        if not is_past(deadline := deadline_of(a, mention, reference, passage), a.reference)
    )
    return Measure.cut(
        normal.source,
        start,
        end,
        measure_id=f"{doc_id}-m{order:03d}",
        doc_id=doc_id,
        section_id=_section_id(passage.block, ids),
        order=order,
        kind=passage.kind,
        title=_as_written(a, title) if title_span else None,
        title_start=title_span[0] if title_span else None,
        title_end=title_span[1] if title_span else None,
        units=tuple(name_units(a, passage, a.units[order])),
        targets=tuple(
            _target(a, mention, damaged, "table" if passage.row is not None else "sentence")
            for mention in a.targets[order]
        ),
        deadlines=deadlines,
        modality=None if achieved else _measure_modality(text, passage),
        confidence=confidence.confidence_of("measure", passage.certainty, damaged),
    )


_OBLIGES = re.compile(r"必须|务必|严禁|不得|一律|(?<![重需主只次纲概摘紧])要(?!求|素|点|闻|害|塞|件)|须|应当")
_SENTENCE_END = re.compile(r"[。;\n]")


def _measure_modality(text: str, passage: Passage) -> str:
    low = passage.title[1] if passage.title else passage.start
    title = text[slice(*passage.title)] if passage.title else ""
    if title.startswith(("支持", "鼓励", "探索", "引导")):
        return "encourage"
    head = text[low : passage.end]
    if _OBLIGES.search(head):
        return "must"
    sentences = [s for s in _SENTENCE_END.split(head) if s.strip()]
    for words, name in ((("力争", "争取"), "strive"), (("原则上",), "principle"), (("确保",), "must")):
        # one 力争 among ten sentences colours its figure, not the measure
        if sum(any(word in s for word in words) for s in sentences) * 2 >= max(len(sentences), 1):
            return name
    encouraged = sum(1 for s in sentences if re.match(r"(?:鼓励|支持|探索|引导)", s.strip()))
    return "encourage" if sentences and encouraged * 2 > len(sentences) else "plan"


_YEAR_IN_REVIEW = re.compile(r"20\d\d年(?:度|的)?(?:政府|主要)?工作(?:回顾|总结|情况)")  # and not 2023年上半年工作情况


def _reference_for(a: Analysis, passage: Passage) -> Reference:
    """The document's reference, or the year of a heading above the passage."""
    if passage.parent_tail and (told := _YEAR.search(a.normal.text, *passage.parent_tail)):
        return replace(a.reference, year=int(told[1]), year_source="text")  # 2024年,市林业局将…重点抓好:一是…
    block = passage.block
    while block is not None:
        heading = block.heading(a.normal.text)
        year = year_of_heading(heading)
        if year and passage.kind == "task" and block.role == "review" and _YEAR_IN_REVIEW.search(heading or ""):
            year += 1  # the heading of the coming year was not seen as one
        if year and (a.reference.year is None or abs(year - a.reference.year) <= 3):
            return replace(a.reference, year=year, year_source="text", document_year=a.reference.document_year or year)
        block = block.parent
    return a.reference


_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_CITED = re.compile("《[^》]*》")
_COUNTED_FROM = {"同年": 0, "当年": 0, "次年": 1}  # what a year told before them makes of these


def deadline_of(a: Analysis, mention: TimeMention, reference: Reference, passage: Passage) -> Deadline:
    normal, text = a.normal, a.normal.text
    start, end = normal.span(mention.start, mention.end)
    if mention.year in (None, *_COUNTED_FROM) and mention.kind in ("calendar", "named"):
        # a year earlier in the same sentence goes on: 2024年3月底前…,6月底前…; 2025年启动,次年底建成
        low = max(text.rfind("。", passage.start, mention.start), passage.start, mention.start - MAX_SENTENCE_CHARS)
        years = _YEAR.findall(_CITED.sub("", text[low : mention.start]))
        if years and reference.document_year and int(years[-1]) < reference.document_year:
            years = []  # 对2014年底前下达的资金,须在10月底前支出完毕: the past year is of a thing
        if years and not re.search(r"比20\d\d年$", text[low : mention.start]):
            reference = replace(reference, year=int(years[-1]), year_source="text")
            if mention.year is not None:
                mention = replace(mention, year=str(int(years[-1]) + _COUNTED_FROM[mention.year]))
    if mention.kind == "duration":
        low = max(text.rfind("。", passage.start, mention.start), passage.start, mention.start - MAX_SENTENCE_CHARS)
        since = re.findall(r"(?<!\d)(20\d\d)年起", text[low : mention.start])
        if since:
            reference = replace(reference, plan_start=int(since[-1]))  # 从2025年起用三年时间
    resolved = resolve_time(mention, reference)
    sentence = max(
        text.rfind("。", passage.start, mention.start),
        text.rfind(";", passage.start, mention.start),
        passage.start,
        mention.start - MAX_SENTENCE_CHARS,
    )
    return Deadline.cut(
        normal.source,
        start,
        end,
        type=resolved.type,
        value=resolved.value,
        resolved_from=resolved.resolved_from,
        resolved_end=resolved.resolved_end,
        modality=mention.modality or modality_of(text, sentence, mention.start),
        evidence=_time_evidence(text, mention, passage),
        confidence=confidence.confidence_of("deadline", mention.kind if resolved.value else "unresolved"),
    )


def is_past(deadline: Deadline, reference: Reference) -> bool:
    """A last day before the document's own year dates something that is already there."""
    end = deadline.resolved_end
    return deadline.type in ("by", "during") and bool(
        end and reference.document_year and int(end[:4]) < reference.document_year
    )


def _time_evidence(text: str, mention: TimeMention, passage: Passage) -> str:
    if passage.row is not None:
        # 同上, and the year above a column, are stated elsewhere
        return "table" if passage.start <= mention.start < passage.end else "inherited"
    opened = text.rfind("(", passage.start, mention.start)
    if opened >= 0 and text.find(")", opened, mention.start) < 0:
        return "parenthesis"
    line = text.rfind("\n", passage.start, mention.start)
    return "label" if line >= 0 and TIME_LABEL.match(text, line + 1) else "sentence"


def _target(a: Analysis, mention: TargetMention, damaged: float, evidence: str = "sentence") -> Target:
    normal = a.normal
    start, end = normal.span(mention.start, mention.end)
    indicator = mention.indicator
    span = normal.span(*indicator) if indicator and indicator[1] > indicator[0] else None
    return Target.cut(
        normal.source,
        start,
        end,
        indicator=_as_written(a, indicator) if span else None,
        indicator_start=span[0] if span else None,
        indicator_end=span[1] if span else None,
        comparator=mention.comparator,
        side=mention.side,
        change=mention.change,
        value=mention.value,
        value_max=mention.value_max,
        unit=_as_written(a, mention.unit_span)
        if mention.unit_span and not (mention.unit or "").isascii()
        else mention.unit,
        base=_as_written(a, mention.base) if mention.base else None,
        status=mention.status,
        implied=mention.implied,
        modality=mention.modality,
        evidence=evidence,
        confidence=confidence.confidence_of("target", mention.certainty, damaged),
    )


def _aims(a: Analysis, doc_id: str, ids: dict[int, str]) -> list[Aim]:
    """One record a figure of an aims passage, with the times that govern it."""
    _normal, text = a.normal, a.normal.text
    taken = [(p.start, p.end) for p in a.passages.measures]
    aims: list[Aim] = []
    seen: set[tuple[int, int]] = set()
    damaged = trust_in_text(a.quality)
    for low, high, block in a.passages.aims:
        start = low
        if block is not None and block.marker is not None and block.marker.start == low:
            start = block.marker.end
        passage = Passage(start=low, end=high, kind="task", title=None, block=block)
        reference = _reference_for(a, passage)
        times = find_times(text, start, high)
        for mention in find_targets(text, start, high):
            if (
                (mention.start, mention.end) in seen
                or any(x <= mention.start < y for x, y in taken)
                or _tells_last_year(text, start, mention.start, reference)
            ):
                continue
            seen.add((mention.start, mention.end))
            target = _target(a, mention, damaged)
            aims.append(
                Aim(
                    aim_id=f"{doc_id}-a{len(aims):03d}",
                    doc_id=doc_id,
                    section_id=_section_id(block, ids),
                    order=len(aims),
                    target=target,
                    deadlines=tuple(
                        d
                        for m in _governing(text, times, mention)
                        if not is_past(d := deadline_of(a, m, reference, passage), a.reference)
                    ),
                )
            )
    for mention, time in a.indicators:
        if (mention.start, mention.end) in seen:
            continue
        block = _block_above(a.blocks, mention.start)
        row = Passage(start=mention.start, end=mention.end, kind="task", title=None, block=block)
        aims.append(
            Aim(
                aim_id=f"{doc_id}-a{len(aims):03d}",
                doc_id=doc_id,
                section_id=_section_id(block, ids),
                order=len(aims),
                target=_target(a, mention, damaged, "table"),
                deadlines=(replace(deadline_of(a, time, a.reference, row), evidence="table"),) if time else (),
            )
        )
    if not a.indicators:
        return aims
    aims.sort(key=lambda aim: aim.target.start)
    return [replace(aim, aim_id=f"{doc_id}-a{order:03d}", order=order) for order, aim in enumerate(aims)]


def _block_above(blocks: list[Block], at: int) -> Block | None:
    """The innermost block that begins before ``at``, where a table stands that was taken out."""
    found = None
    while (own := next((b for b in reversed(blocks) if b.start <= at), None)) is not None:
        found, blocks = own, own.children
    return found


_OF_A_YEAR = re.compile(r"(20\d\d)年(?=,|,?全[市省县区国]|我[市省县区])")


def _tells_last_year(text: str, start: int, at: int, reference: Reference) -> bool:
    """2017年,全县新建校舍…。2018年主要预期目标:…: the first sentence looks back."""
    sentence = max((text.rfind(mark, start, at) for mark in "。\n"), default=-1)
    year = _OF_A_YEAR.match(text, max(start, sentence + 1))
    now = reference.document_year or reference.year
    return bool(year and now and int(year[1]) < now)


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


# the columns of a table of tasks, however the page has run them together
_TABLE_HEAD = re.compile(
    r"序号[^。;]{0,40}?(?:任务|措施|举措|事项|项目|内容)[^。;]{0,40}?(?:牵头|责任|主责|协办|配合|主办)(?:单位|部门)"
)
UNREAD_CHARS = 600


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
    for head in _TABLE_HEAD.finditer(text, a.start, a.end):
        if not any(head.start() <= s < head.end() + UNREAD_CHARS for s in starts):
            shown = " ".join(head[0].split())[:30]
            found.append(f"a table of tasks whose rows could not be read: {shown}")
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


__all__ = ["build_records"]
