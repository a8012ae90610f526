"""Which documents are editions of one plan of one body, and which of two is the later.

``天津市…改造工作方案(征求意见稿)`` and ``天津市…改造工作方案``, ``济南市2023年政府工作报告`` and
``济南市2024年政府工作报告``: what is left of the titles without edition, year, place and genre is one thing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from policytext.normalize.characters import fold
from policytext.records import Document

#: Of the character pairs of the longer title that the other must have. At 0.7 服务业数字化转型 and
#: 制造业数字化转型 were one plan; editions of one mostly differ in nothing that is left.
MIN_TITLE_OVERLAP = 0.75
_DRAFT = re.compile(r"征求意见稿?|讨论稿|送审稿|审议稿|初稿|草案|意见征集")
_TRIAL = re.compile(r"试行|暂行|试点")
_REVISED = re.compile(r"修订|修正|修改|新版|\d\.0版")
_EDITION = re.compile(rf"{_DRAFT.pattern}|{_REVISED.pattern}|\((?:试行|暂行)\)|稿\b|版\b")
_YEARS = re.compile(
    r"(?:19|20)\d{2}(?:\s*[—–~至-]+\s*(?:19|20)?\d{2,4})?年?度?|“?十[一二三四五六]五”?(?:时期|期间)?"
    r"|[二〇零○]{2}[一二三四五六七八九〇零○]{2}年"
)
_NOISE = re.compile(r"〔[^〕]*〕|第?[一二三四五六七八九十\d]+[届次号]|关于|印发|的通知|公开|\W+")
_GENRE = re.compile(
    r"(?:三年|五年|年度)?(?:(?:总体|具体|重点)?(?:实施|工作|行动|推进|落实|任务)?(?:分工)?(?:方案"
    r"|计划|要点|安排|清单|分解表)|规划|(?:实施|指导|若干)?意见|若干措施|办法|工作报告|报告)$"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")


def same_plan(a: Document, b: Document) -> bool:
    """Whether two documents are editions of one plan of one body."""
    return _same_body(a, b) and _same_title(a, b)


def later_edition(a: Document, b: Document) -> bool:
    """Whether ``a`` is surely the later edition: by date, else by the year in its title, else by its stage
    (征求意见稿 before the plan, the plan before 修订)."""
    if later(a.date, b.date) or later(b.date, a.date):
        return later(a.date, b.date)
    own, other = edition_year(a), edition_year(b)
    if own and other and own != other:
        return own > other
    stages = _stage(a.title), _stage(b.title)
    if stages[0] != stages[1]:
        return stages[0] > stages[1]
    return bool(a.date and b.date and a.date[:4] == b.date[:4] and len(a.date) == len(b.date) and a.date > b.date)


def later(a: str | None, b: str | None) -> bool:
    """Whether date ``a`` is surely after ``b``, at the precision that both have."""
    if not a or not b:
        return False
    width = min(len(a), len(b))
    return a[:width] > b[:width]


def edition_year(document: Document) -> int | None:
    """The first year that a title names: of an edition that comes each year, the one it is for."""
    found = _YEAR.search(fold(document.title or ""))
    return int(found[0]) if found else None


def chains(documents: Sequence[Document]) -> list[tuple[Document, Document]]:
    """(earlier, later) of editions that follow each other, in the order of the documents.

    Of three editions the first is paired with the second and the second with the third. Two whose order
    is not known are no pair.
    """
    pairs = []
    by_region: dict[str, list[Document]] = {}
    for document in documents:
        by_region.setdefault(_body(document), []).append(document)
    for own in by_region.values():
        for a, alike in zip(own, _alike(own), strict=True):
            after = [b for b in alike if b is not a and same_plan(a, b) and later_edition(b, a)]
            # the next: the one that is later than no other of them
            pairs += [(a, b) for b in after if not any(later_edition(b, c) for c in after if c is not b)][:1]
    places = {document.doc_id: place for place, document in enumerate(documents)}
    return sorted(pairs, key=lambda pair: (places[pair[0].doc_id], places[pair[1].doc_id]))


def _alike(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """For each document of a body those that may be editions of its plan, in their order.

    Two titles that share :data:`MIN_TITLE_OVERLAP` of their pairs share one of each one's rarest few (prefix
    filter of set joins, Bayardo et al. 2007): so not each two of a body's thousands are compared.
    """
    pairs = [_pairs(about) or frozenset([about]) for about in map(_about, documents)]
    spread = Counter(pair for own in pairs for pair in own)
    rarest = []
    holders: dict[str, list[int]] = {}
    for number, own in enumerate(pairs):
        few = len(own) - math.ceil(MIN_TITLE_OVERLAP * len(own)) + 1
        rarest.append(sorted(own, key=lambda pair: (spread[pair], pair))[:few])
        for pair in rarest[number]:
            holders.setdefault(pair, []).append(number)
    untitled = [number for number, document in enumerate(documents) if not document.title]  # may go with any report
    for document, few_of in zip(documents, rarest, strict=True):
        numbers = {number for pair in few_of for number in holders[pair]}
        numbers.update(untitled if document.title else range(len(documents)))
        yield [documents[number] for number in sorted(numbers)]


def _about(document: Document) -> str:
    return subject(document.title, document.region.name if document.region else "") if document.title else ""


def _body(document: Document) -> str:
    region = document.region
    return f"{region.name} {region.adcode}" if region else document.issuer or document.doc_id


def _same_body(a: Document, b: Document) -> bool:
    if a.region and b.region:
        return (a.region.name, a.region.adcode) == (b.region.name, b.region.adcode)
    return bool(a.issuer) and a.issuer == b.issuer


def _same_title(a: Document, b: Document) -> bool:
    if not a.title or not b.title:
        return a.genre == b.genre == "report"
    name = a.region.name if a.region else ""
    left, right = subject(a.title, name), subject(b.title, name)
    if left == right:
        return True
    pairs, others = _pairs(left), _pairs(right)
    return len(pairs & others) >= MIN_TITLE_OVERLAP * max(1, len(pairs), len(others))


@cache
def subject(title: str, region: str) -> str:
    """What a title is about, without edition, year, place and genre (政府工作报告 → 政府)."""
    text = fold(title)
    for pattern in (_EDITION, _YEARS, _NOISE):
        text = pattern.sub("", text)
    place = fold(region)
    for name in (place, place[:-1] if len(place) > 2 else ""):
        text = text.replace(name, "") if name else text
    return _GENRE.sub("", text) or text


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[start : start + 2] for start in range(len(text) - 1))


def _stage(title: str | None) -> int:
    text = fold(title or "")
    if _DRAFT.search(text):
        return 0
    if _REVISED.search(text):
        return 3
    return 1 if _TRIAL.search(text) else 2
