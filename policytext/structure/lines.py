"""The paragraphs of a normal text, and which of them are page furniture."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from policytext.lexicon import load_toml

#: furniture is looked for at the edges only: 目录, 来源 and 责任 occur inside a text as well
EDGE_LINES = 40
MAX_FURNITURE_CHARS = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the normal text, ``[start, end)`` without its line break."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A label of a page's index card with its value (``文号``, ``源政办字〔2023〕21号``)."""

    label: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of a file: those of its documents, and what the page around them said."""

    lines: list[Line]
    card: list[CardEntry]
    removed: int


def split_lines(text: str) -> list[Line]:
    """All paragraphs of a normal text, in order."""
    lines, at = [], 0
    for piece in text.split("\n"):
        if piece:
            lines.append(Line(at, at + len(piece), piece))
        at += len(piece) + 1
    return lines


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load_toml("structure.toml")["furniture"]
    return {
        "whole": re.compile(rf"[·•●\s]*(?:{'|'.join(data['whole'])})[|\s]*"),
        "begin": re.compile(rf"[·•●\s(]*(?:{'|'.join(data['begin'])})"),
        "site": re.compile(rf"(?:{'|'.join(data['site'])})"),
        "tail": re.compile(rf"[·•●\s]*(?:{'|'.join(data['tail'])})"),
        "card": re.compile(rf"[·•●\s]*(?P<label>{'|'.join(data['card'])})(?:[::]|$)"),
        "bare_card": re.compile(rf"[·•●\s]*(?:(?:{'|'.join(data['bare_card'])})[^。,;:]{{1,40}}?)+"),
        "bare_entry": re.compile(
            rf"(?P<label>{'|'.join(data['bare_card'])})(?P<value>[^。,;:]{{1,40}}?)"
            rf"(?={'|'.join(data['bare_card'])}|$)"
        ),
    }


def cut_cells(line: Line, mark: str = "\t") -> list[tuple[int, int]]:
    """The cells of a row, ``[low, high)`` of the normal text, empty ones too."""
    spans, low = [], line.start
    for cell in line.text.split(mark):
        spans.append((low, low + len(cell)))
        low += len(cell) + len(mark)
    return spans


def strip_furniture(lines: list[Line]) -> Page:
    """Take page furniture off the edges; an index card is read, not lost."""
    patterns = _patterns()
    keep = [True] * len(lines)
    card: list[CardEntry] = []
    last_head = min(len(lines), EDGE_LINES)
    body = _first_body_line(lines)
    index = 0
    while index < min(len(lines), max(last_head, body)):
        line = lines[index]
        if index > body:
            break
        entry = patterns["card"].match(line.text)
        if entry and len(line.text) <= 200:
            value, stop = line.text[entry.end() :].strip(), index
            if not value and index + 1 < len(lines) and not patterns["card"].match(lines[index + 1].text):
                value, stop = lines[index + 1].text, index + 1
            for part in re.finditer(
                rf"({'|'.join(load_toml('structure.toml')['furniture']['card'])}):\s*(.+?)"
                rf"(?=(?:{'|'.join(load_toml('structure.toml')['furniture']['card'])}):|$)",
                line.text,
            ):
                card.append(CardEntry(part[1], part[2].strip(), line.start, line.end))
            if not line.text[entry.end() :].strip() and value:
                card.append(CardEntry(entry["label"], value, line.start, lines[stop].end))
            for j in range(index, stop + 1):
                keep[j] = False
            index = stop + 1
            continue
        if len(line.text) <= MAX_FURNITURE_CHARS and patterns["bare_card"].fullmatch(line.text):
            card.extend(
                CardEntry(part["label"], part["value"], line.start, line.end)
                for part in patterns["bare_entry"].finditer(line.text)
            )
            keep[index] = False
        elif _is_furniture(line.text, patterns):
            keep[index] = False
            if stamp := _STAMP.search(line.text) or _STAMP_OF_SOURCE.match(line.text):
                card.append(CardEntry(PAGE_TIME, stamp["day"], line.start, line.end))
        index += 1
    _strip_tail(lines, keep, patterns)
    kept = [line for line, good in zip(lines, keep, strict=True) if good]
    return Page(lines=kept, card=card, removed=len(lines) - len(kept))


PAGE_TIME = "页面时间"  # when the page was put up: good where the document tells no day of its own
# 上传时间 is when a reader put a copy on a site for documents, years later
_DAY = r"(?P<day>(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日))"
_STAMP = re.compile(rf"(?<!上传)(?:时间|日期|发布于|时间于)[:: ]*{_DAY}")
_STAMP_OF_SOURCE = re.compile(
    rf"^[^\n]{{0,4}}来源:[^\n\d]{{2,24}}{_DAY} ?\d{{1,2}}:\d\d"
)  # 来源:左江在线 2021-03-16 16:48
MIN_REPEAT_CHARS = 20
MIN_REPEATED_LINES = 4


def cut_repeat(lines: list[Line]) -> list[Line]:
    """Drop a second copy of the same text (a page's print view) from the end of a file."""
    seen: dict[str, int] = {}
    long = [(index, line.text) for index, line in enumerate(lines) if len(line.text) >= MIN_REPEAT_CHARS]
    for position, (index, text) in enumerate(long):
        if text in seen:
            rest = long[position:]
            again = sum(1 for _, other in rest if other in seen)
            if len(rest) >= MIN_REPEATED_LINES and again >= 0.8 * len(rest):
                # headings of the copy stand just before its first long line
                while (
                    index > 0
                    and len(lines[index - 1].text) < MIN_REPEAT_CHARS
                    and lines[index - 1].text in {line.text for line in lines[: index - 1]}
                ):
                    index -= 1
                return lines[:index]
        seen.setdefault(text, index)
    return lines


def without_abstract(lines: list[Line]) -> list[Line]:
    """Drop what a site shows above a text as its abstract: its first characters, broken off."""
    for index, line in enumerate(lines[:MAX_LINES_ABOVE]):
        if len(line.text) < MIN_ABSTRACT_CHARS:
            continue
        begun = _signs(line.text)
        for other in lines[index + 1 : index + 1 + ABSTRACT_REACH]:
            whole = _signs(other.text[: 2 * len(line.text)])
            if len(whole) > len(begun) and whole.startswith(begun):
                return [*lines[:index], *lines[index + 1 :]]
    return lines


def _signs(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


MAX_LINES_ABOVE = 12  # of a page above the title or the text of its document
MIN_ABSTRACT_CHARS = 40
ABSTRACT_REACH = 3
_ANNEX = re.compile(r"附件?:(?:\d{1,2}[.、])?[^。;]{2,80}$")
_ANNEX_ALONE = re.compile(r"附件?:$")
_ANNEX_NAME = re.compile(
    r"\d{1,2}[.、][^。;,]{2,60}(?:表|清单|名单|提纲|方案|录|指南|办法|标准|说明|图|书|材料|计划|细则"
    r"|分工|样式|模板|要求|指标|目录)(?:\([^()]{1,12}\))?$"
)
_ANNEX_ITEM = re.compile(r"\d{1,2}[.、][^。;,]{2,60}$")


def without_annex_list(lines: list[Line]) -> list[Line]:
    """Drop the further names of a list of annexes (附件:1.任务清单, 2.责任清单): they are no items of the text."""
    kept: list[Line] = []
    listing = alone = False
    for line in lines:
        alone = bool(_ANNEX_ALONE.match(line.text)) or (alone and bool(_ANNEX_NAME.match(line.text)))
        listing = alone or bool(_ANNEX.match(line.text)) or (listing and bool(_ANNEX_ITEM.match(line.text)))
        if not listing or line.text.startswith(("附件", "附:")):
            kept.append(line)
    return kept


_FOOTNOTE = re.compile(r"(?P<mark>\[\d{1,2}\]|〔\d{1,2}〕)“?[^。:]{2,40}”?:")
MIN_FOOTNOTES = 2


def without_footnotes(lines: list[Line]) -> list[Line]:
    """Drop notes that explain a word of the text ([1]医共体:由县级医院与乡镇卫生院组成…), where the text bears their marks."""
    notes = [_FOOTNOTE.match(line.text) for line in lines]
    if sum(note is not None for note in notes) < MIN_FOOTNOTES:
        return lines
    text = "\n".join(line.text for line, note in zip(lines, notes, strict=True) if note is None)
    told = [note is not None and note["mark"] in text for note in notes]
    return [
        line
        for index, line in enumerate(lines)
        if not told[index]
        and not (line.text.rstrip(":") in ("注释", "注解", "名词解释", "注") and any(told[index + 1 : index + 2]))
    ]


_NOTE = re.compile(r"(?:说明|备注|注):(?P<numbered>1[.、](?!\d))?")
_NOTE_ITEM = re.compile(r"(?:(?<=:)|(?<=[。;])|^)(?P<number>\d{1,2})[.、](?!\d)")
#: what a note below a table charges bodies with
NOTE_DUTY = re.compile(
    r"(?:单位|部门|[局委办室府会区县镇])[^,。;为]{0,16}?(?:(?<![主需首])要(?!求)|须|应当?)"
    r"|(?:单位|部门|[局委办室府会区县镇])(?:于|每|按|将|\d)[^。;为]{0,30}(?:报|送|调度|通报|督查|督办)"
    r"|(?:由|[局委办室府会院组])(?!为)(?:[^,。;为由]{2,24}?(?<![单责])[局委办室府会院组])?"
    r"(?:会同[^,。;]{2,20}?)?(?:每(?:半?年|季度?|月|周)|按[季月]|定期|适时|负责(?!解释)"
    r"|牵头(?!单位|部门))[^,。;]{2,}"
)
MAX_NOTE_LINES = 8


def _charges(part: str) -> bool:
    """Whether a part of a note is a duty, and no rule for all tasks (均由市督查室督办,表中不再列出)."""
    return NOTE_DUTY.search(part) is not None and "不再" not in part


def with_note_items(lines: list[Line]) -> list[Line]:
    """The parts of a note below a table (说明:1.各牵头单位要…。2.…) that are duties, as lines of their own; the others say how a table is to be read."""
    out: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        head = _NOTE.match(line.text)
        if head is None:
            out.append(line)
            continue
        if head.end() == len(line.text):  # its items stand on the lines below
            stop = index
            while (
                stop < min(len(lines), index + MAX_NOTE_LINES)
                and (mark := _NOTE_ITEM.match(lines[stop].text))
                and int(mark["number"]) == stop - index + 1
            ):
                stop += 1
            if stop > index:
                out += [item for item in lines[index:stop] if _charges(item.text)]
                index = stop
            else:
                out.append(line)
            continue
        if head["numbered"]:
            marks = list(_NOTE_ITEM.finditer(line.text, head.start("numbered")))
            if [int(m["number"]) for m in marks] != list(range(1, len(marks) + 1)) or len(marks) < 2:
                out.append(line)
                continue
            edges = [*(m.start() for m in marks), len(line.text)]
            parts = list(itertools.pairwise(edges))
        else:
            duties = [
                m.span() for m in re.finditer(r"[^。;]+[。;]?", line.text[head.end() :]) if NOTE_DUTY.search(m[0])
            ]
            if not duties:
                out.append(line)
                continue
            parts = [(head.end() + duties[0][0], head.end() + duties[-1][1])]
        out += [Line(line.start + a, line.start + b, line.text[a:b]) for a, b in parts if _charges(line.text[a:b])]
    return out


_OF_CONTENTS = re.compile(r"[^。;]{2,60}?(?:\.{3,}|…+|·{3,}|_{3,}) ?\d{1,3}")
_BARE_CONTENTS = re.compile(
    r"(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)"
    r"|第[一二三四五六七八九十]{1,3}[章节])[^。;,:\d][^。;,:]{3,50}?(?<!\d)(?P<page>\d{1,3})"
)
MIN_BARE_CONTENTS = 3


def without_contents(lines: list[Line]) -> list[Line]:
    """Drop a table of contents, lines that lead to a page by dots (第一章发展基础……1) or by its number alone.

    Its headings come again with their text. Bare numbers count where they grow from line to line.
    """
    of = [_OF_CONTENTS.fullmatch(line.text) is not None for line in lines]
    pages = [int(match["page"]) if (match := _BARE_CONTENTS.fullmatch(line.text)) else None for line in lines]
    for first in range(len(lines)):
        if pages[first] is None or (first and pages[first - 1] is not None):
            continue
        run = list(itertools.takewhile(lambda page: page is not None, pages[first:]))
        if len(run) >= MIN_BARE_CONTENTS and all(a < b for a, b in itertools.pairwise(run)):  # type: ignore[operator]
            of[first : first + len(run)] = [True] * len(run)
    if sum(of) < 2:
        return lines
    return [
        line
        for index, line in enumerate(lines)
        if not (of[index] or (line.text in ("目录", "目次") and any(of[index + 1 : index + 3])))
    ]


def _first_body_line(lines: list[Line]) -> int:
    """The first long paragraph: furniture of the head stands before it."""
    site = _patterns()["site"]
    for index, line in enumerate(lines):
        if len(line.text) >= 60 and "。" in line.text and not site.fullmatch(line.text):
            return index
    return min(len(lines), EDGE_LINES)


def _strip_tail(lines: list[Line], keep: list[bool], patterns: dict[str, re.Pattern[str]]) -> None:
    first = max(_first_body_line(lines) + 1, len(lines) - EDGE_LINES)
    for index in range(first, len(lines)):
        text = lines[index].text
        rest = lines[index:]
        if len(text) <= MAX_FURNITURE_CHARS and patterns["tail"].match(text) and all(len(x.text) <= 60 for x in rest):
            for j in range(index, len(lines)):
                keep[j] = False
            return
    for index in range(len(lines) - 1, first - 1, -1):
        text = lines[index].text
        if _is_furniture(text, patterns):
            keep[index] = False
        elif keep[index]:
            break


def _is_furniture(text: str, patterns: dict[str, re.Pattern[str]]) -> bool:
    if patterns["site"].fullmatch(text):
        return True
    return len(text) <= MAX_FURNITURE_CHARS and bool(patterns["whole"].fullmatch(text) or patterns["begin"].match(text))
