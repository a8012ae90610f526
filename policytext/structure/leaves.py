"""An item or section without items below it: one measure, several, aims, or none."""

from __future__ import annotations

import re

from policytext.structure.actions import FIGURE, is_argument, is_preamble, names_reason
from policytext.structure.blocks import Block
from policytext.structure.items import CATCH_ALL, is_aims_item, is_bare_task, item_acts
from policytext.structure.labels import LABEL_LINE
from policytext.structure.lines import Line
from policytext.structure.paragraphs import Paragraphs, bare_heads, is_too_short
from policytext.structure.shared import assigns
from policytext.structure.signs import AIM_PARAGRAPH, AIMS_HEADING, CONTACT, ENDS_ARTICLES, until_closing
from policytext.structure.topics import (
    box_entries,
    is_topic,
    parallel_parts,
    split_sentences,
    split_topics,
    split_unfolded,
    topic_of,
    until_comma,
)

_WHAT_FOLLOWS = re.compile(r"下一?步,|下一?阶段,|今后,")  # the last paragraph of a report of experience
# 五、本细则未尽事宜由领导小组办公室负责解释。
_EXPLAINED_BY = re.compile(r"[^。;]{0,40}(?:由[^。;,]{2,30})?负责解释。?")
# 第十条…程序包括:申请受理、技术检测。 第七条…分为五个阶次。 says what there is
_DEFINES = re.compile(r"第[^条]{1,4}条[\s*]*[^,。;:]{2,30}(?:包括|分为|是指)[^。]{4,160}。?")
_MUST_BE = re.compile(r"(?<![主重需])要(?!求|素|点)|应(?!用|急)|须|不得|负责|由")


class Leaves(Paragraphs):
    """What the last blocks of the tree tell."""

    def _leaf(self, block: Block, role: str | None) -> None:
        text = self.text
        marker = block.marker
        assert marker is not None
        if CONTACT.match(text, marker.end, block.line_end) or CATCH_ALL.fullmatch(text, block.start, block.end):
            return
        content_lines = until_closing(
            block.paragraphs, named=block.body is not None or text[block.line_end - 1] == "。"
        )
        if len(content_lines) < len(block.paragraphs):
            block.end = max([block.line_end, *(line.end for line in content_lines)])
        if block.body is None and not content_lines:
            # a heading alone: a measure only when the text was cut short there, or in a list of tasks
            if is_bare_task(self.text, block, role):
                self._emit(block.start, block.end, block, role, block.head)
            return
        if marker.kind == "title":
            self._paragraphs(block, content_lines, role)
            return
        if marker.kind == "box" and (entries := box_entries(text, content_lines)):
            for low, high, entry in entries:
                self._emit(low, high, block, role, entry)
            return
        if content_lines and self._topics_of_leaf(block, role, content_lines):
            return
        passage = text[block.start : block.end]
        if is_too_short(passage) or _EXPLAINED_BY.fullmatch(passage):
            return
        if marker.kind == "shi" and len(passage) < 30 and text[block.start - 1 : block.start] == ",":
            return  # an aside of a sentence, not an item
        if not content_lines and self._parts_of_leaf(block, role):
            return
        if role is None and marker.kind in ("han", "chapter") and is_preamble(passage):
            return
        if content_lines and block.body is None and self._opens_summary(block, content_lines[0].text):
            return
        if marker.kind in ("shi", "bullet", "ordinal") and role is None and not assigns(self.text, block):
            if is_argument(passage) or names_reason(block.heading(text) or ""):
                return
        if marker.kind == "article":
            self._article(block)
            return
        # a short chapter counts by what stands below its name
        below = text[content_lines[0].start : block.end] if content_lines and block.body is None else passage
        if not item_acts(
            self.text,
            block,
            below,
            role or ("review" if self.looks_back and not self._advises(block) and FIGURE.search(below) else None),
        ):
            self._dated_aims(block, passage)
            return
        if is_aims_item(self.text, block, passage, role):
            self.out.aims.append((block.start, block.end, block))
            return
        self._emit(block.start, block.end, block, role, block.head)

    def _topics_of_leaf(self, block: Block, role: str | None, content_lines: list[Line]) -> bool:
        """Whether the lines below a section's name are topics of their own, which then are told one by one."""
        text, marker = self.text, block.marker
        if marker is None or marker.kind not in ("han", "paren", "chapter", "node", "ordinal"):
            return False
        topics = [line for line in content_lines if topic_of(line)]
        labels = [line for line in content_lines if LABEL_LINE.match(line.text)]
        if len(content_lines) - len(labels) >= 2 and len(topics) >= 2:
            if block.body is not None:
                # (二)扩大有效需求,…奋力争先。激发…。 opens a section of topics
                opening = text[block.body : block.line_end]
                if AIM_PARAGRAPH.search(opening) and re.search(r"\d", opening) and role != "review":
                    self.out.aims.append((block.body, block.line_end, block))
                if role == "review" and len(FIGURE.findall(opening)) >= 2:
                    self._emit(block.start, block.line_end, block, role, block.head)  # results, not what opens others
            self._paragraphs(block, content_lines, role)
            return True
        if block.body is not None:
            return False
        if bare_heads(content_lines):
            self._paragraphs(block, content_lines, role)  # (五)聚焦协调发展 over lines that name its paragraphs
            return True
        if len(content_lines) == 1:
            (line,) = content_lines
            if topics and marker.kind != "ordinal" and is_topic(line.text[: line.text.find("。") + 1]):
                self._paragraphs(block, content_lines, role)
                return True
            parts = [] if labels else list(split_topics(text, line, self.genre, work_report=self.turn is not None))
            for low, high, title in parts if len(parts) >= 2 else ():
                self._emit(low, high, block, role, title)
            return len(parts) >= 2
        if labels:
            return False
        if len(content_lines) == 2 and self.genre == "experience" and _WHAT_FOLLOWS.match(content_lines[1].text):
            self._emit(block.start, content_lines[0].end, block, role, block.head)
            self._paragraphs(block, content_lines[1:], role)
            return True
        if marker.kind in ("han", "chapter", "node"):
            self._paragraphs(block, content_lines, role)
            return True
        return False

    def _parts_of_leaf(self, block: Block, role: str | None) -> bool:
        """Whether an item on one line holds parallel topics (…,…。…,…。), or unfolds one name in several parts."""
        text, marker = self.text, block.marker
        if marker is None or block.head is None or block.body is None:
            return False
        if marker.kind in ("paren", "han", "ordinal"):
            sentences = [block.head, *split_sentences(text, block.body, block.line_end)]
            parallel = parallel_parts(text, sentences)
            for position, index in enumerate(parallel):
                low = sentences[index][0]
                high = sentences[parallel[position + 1]][0] if position + 1 < len(parallel) else block.end
                self._emit(low, high, block, role, until_comma(text, low, high))
            if parallel:
                return True
        if marker.kind == "han" and len(parts := list(split_unfolded(text, block.body, block.line_end))) >= 2:
            # what the heading says holds for all
            whole, _ = self._kind(text[block.start : block.end], role, block.start, block.head, block)
            for low, high, title in parts:
                self._emit(low, high, block, "review" if whole == "achievement" else role, title)
            return True
        return False

    def _article(self, block: Block) -> None:
        """An article of a regulation rules something, unless it defines, names a scope or a date."""
        own = until_closing(block.paragraphs, named=True)
        if not block.children and len(own) < len(block.paragraphs):
            block.end = max([block.line_end, *(line.end for line in own)])  # 本措施自…起施行 below the last article
        passage = self.text[block.start : block.end]
        if AIMS_HEADING.match(self.text, block.start, block.end):
            self.out.aims.append((block.start, block.end, block))
            return
        if ENDS_ARTICLES.match(self.text, block.start, block.end):
            return
        if re.search(
            r"所称|适用(?:本|于)|自[^。]{0,24}(?:施行|起执行)|负责解释|^第[^条]{1,4}条为(?:了)?"
            r"|(?:遵循|坚持)[^。]{0,60}原则。?$|^[^。:]{0,40}(?:遵循|坚持)(?:以下|下列)[^。:]{0,12}原则:",
            passage,
        ) or (_DEFINES.fullmatch(passage) and not _MUST_BE.search(passage)):
            return
        self._emit(block.start, block.end, block, None, block.head)

    def _dated_aims(self, block: Block, passage: str) -> None:
        if AIM_PARAGRAPH.search(passage):
            self.out.aims.append((block.start, block.end, block))
