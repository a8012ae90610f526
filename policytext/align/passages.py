"""Measures as alignment reads them: what they say, without who answers for it and how it is filed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from policytext.align.indicators import indicator_key
from policytext.normalize.characters import fold
from policytext.records import Document, Measure, Section
from policytext.structure.actions import admits_difficulties

FORMULAS = Path(__file__).with_name("formulas.txt")
MAX_BODY_CHARS = 600  # a passage's aim stands early; the tail is detail that dilutes a mean
MAX_TITLE_CHARS = 40
MAX_FORMULA_REST_CHARS = 1  # 和, 的 between formulas
#: Formulas that begin a name rather than lead to it: 重点领域改革, 创新平台.
NAMING = frozenset({"重点", "改革", "创新", "高质量", "高标准", "思想", "经验"})
_MARKER = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百]{1,4}[、.]|第[一二三四五六七八九十]{1,3}[,,]?"
    r"|[((][一二三四五六七八九十]{1,3}[))]"
    r"|\(?\d{1,3}[.、)]|[①-⑳]|[一二三四五六七八九十]是|[●■◆▲★•·-]+)\s*"
)
# who answers for it: a feature of its own, noise in the text
_RESPONSIBILITY = re.compile(
    r"[(〔][^()〔〕]{0,200}(?:牵头|负责|责任单位|配合单位|配合|分工|落实)[^()〔〕]{0,60}[)〕]"
    r"|【?(?:牵头|责任|配合|主办|协办|参加|承办|完成)(?:单位|部门|领导|时限|人)?】?:[^\n。]{0,200}"
)
_UNIT_FIELD_END = re.compile(
    r"(?:委员会|办公室|工作部|管理局|监管局|监督局|服务局|总局|分局|局|委|厅|部|办|署|院|中心|公司"
    r"|总社|联社|协会|联合会)$"
)
_UNIT_FIELD_START = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}?(?:省|市|州|区|县|盟|旗))?(?:省直|市直|省|市|区|县|州|镇|街道)?(?:委"
    r"|政府)?"
)
_UNIT_ALIASES = {
    "发改": "发展改革",
    "发展和改革": "发展改革",
    "工信": "工业和信息化",
    "人社": "人力资源社会保障",
    "人力资源和社会保障": "人力资源社会保障",
    "科学技术": "科技",
    "农业和农村": "农业农村",
    "住建": "住房城乡建设",
    "住房和城乡建设": "住房城乡建设",
    "文旅": "文化和旅游",
    "市场监督": "市场",
    "市场监督管理": "市场",
    "市场监管": "市场",
    "生态环境保护": "生态环境",
    "自然资源和规划": "自然资源",
    "卫健": "卫生健康",
    "组织部": "组织",
    "大数据": "大数据",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One measure, prepared; a million of them are held, so each text stands here once."""

    measure: Measure
    document: Document
    title: str  # matching form, without marker
    text: str  # title。body, the body in the matching form without marker, title and responsibility
    indicators: frozenset[str]  # normalized indicators of its targets
    fields: frozenset[str]  # what its units are for: 科技, 发展改革
    path: str  # headings above it, the nearest last
    formulaic: bool  # about leading, publicizing, supervising: links nothing by itself

    @property
    def body(self) -> str:
        return self.text[len(self.title) + 1 :]

    @property
    def key(self) -> bytes:
        """Equal for identical measures: a digest of their letters and figures."""
        return hashlib.blake2b(re.sub(r"\W+", "", self.text).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def prepare(documents: Sequence[Document], sections: Sequence[Section], measures: Sequence[Measure]) -> list[Passage]:
    """One passage a measure, in the order of ``measures``; measures of unknown documents are left out."""
    by_id = {document.doc_id: document for document in documents}
    headings = _paths(sections)
    once: dict[Any, Any] = {}  # titles and sets that many measures share stand once in memory
    passages = []
    for measure in measures:
        document = by_id.get(measure.doc_id)
        if document is None:
            continue
        title, body = split_text(measure)
        indicators = frozenset(filter(None, (indicator_key(target.indicator) for target in measure.targets)))
        fields = frozenset(filter(None, (unit_field(unit.name) for unit in measure.units)))
        passages.append(
            Passage(
                measure=measure,
                document=document,
                title=once.setdefault(title, title),
                text=f"{title}。{body}",
                indicators=once.setdefault(indicators, indicators),
                fields=once.setdefault(fields, fields),
                path=headings.get(measure.section_id or "", ""),
                formulaic=is_formulaic(title),
            )
        )
    return passages


def admits(measure: Measure) -> bool:
    """Whether a passage of a report tells difficulties: nothing to put beside another's aims."""
    return admits_difficulties(fold(measure.text))


def bare_text(text: str) -> str:
    """A measure's text in the matching form, without marker and responsibility lines."""
    return _MARKER.sub("", _RESPONSIBILITY.sub("", fold(text)).strip())


def split_text(measure: Measure) -> tuple[str, str]:
    """Title and body in the matching form, without marker and responsibility lines."""
    text = bare_text(measure.text)
    if measure.title:
        title = _MARKER.sub("", fold(measure.title).strip()).strip("。:;, ")
    else:
        title = re.split(r"[。;:\n]", text, maxsplit=1)[0]
        if len(title) > MAX_TITLE_CHARS:
            title = re.split(r"[,、]", title, maxsplit=1)[0]
    title = title[:MAX_TITLE_CHARS]
    body = text[len(title) :] if text.startswith(title) else text
    return title, body.strip("。:;, \n")[:MAX_BODY_CHARS]


@cache
def formulas() -> frozenset[str]:
    """The words of ``formulas.txt``."""
    lines = FORMULAS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _formula_pattern() -> re.Pattern[str]:
    longest_first = sorted(formulas(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


def is_formulaic(title: str) -> bool:
    """Whether a title says nothing that another plan's title would not say (加强组织领导)."""
    rest = _formula_pattern().sub("", re.sub(r"\W+", "", title))
    return len(rest) <= MAX_FORMULA_REST_CHARS


def unit_field(name: str) -> str | None:
    """What a body is for, whatever its level: 市科技局, 县科学技术局 → 科技; None for whole levels (各区县)."""
    text = fold(name).replace(" ", "")
    if text.startswith(("各", "有关", "相关")):
        return None
    text = _UNIT_FIELD_START.sub("", text)
    while (shorter := _UNIT_FIELD_END.sub("", text)) != text and len(shorter) >= 2:
        text = shorter
    text = _UNIT_ALIASES.get(text, text)
    return text if len(text) >= 2 else None


def _paths(sections: Sequence[Section]) -> dict[str, str]:
    """Headings from the root to each section, in the matching form, one a line."""
    by_id = {section.section_id: section for section in sections}
    paths: dict[str, str] = {}
    for section in sections:
        headings = []
        node: Section | None = section
        seen: set[str] = set()
        while node is not None and node.section_id not in seen:
            seen.add(node.section_id)
            if node.heading:
                headings.append(_MARKER.sub("", fold(node.heading).strip())[:MAX_TITLE_CHARS])
            node = by_id.get(node.parent_id or "")
        paths[section.section_id] = "\n".join(reversed(headings))
    return paths
