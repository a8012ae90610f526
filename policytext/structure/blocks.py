"""The tree of numbered blocks: what a block holds, and what it takes from those above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from policytext.structure.lines import Line
from policytext.structure.numbering import Marker


@dataclass(slots=True)
class Block:
    """A heading or item with all that it governs, in the normal text.

    ``start`` is the marker's first character; ``end`` is exclusive and grows while lines are added.
    ``head`` is the span of the name without the marker; ``body`` where the text behind the name
    begins on the same line (None when the line is a heading alone). ``paragraphs`` are the plain
    lines before the first child.
    """

    marker: Marker | None
    start: int
    end: int
    head: tuple[int, int] | None
    body: int | None
    level: int = 0
    role: str | None = None
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    paragraphs: list[Line] = field(default_factory=list)
    intros: list[Line] = field(default_factory=list)  # what opens a paragraph of 一是…二是…
    tail: list[Line] = field(default_factory=list)  # lines after the last child that close the block
    line_end: int = 0

    def heading(self, text: str) -> str | None:
        """The name as it stands in the normal text."""
        return text[self.head[0] : self.head[1]] if self.head else None


def inherited_role(block: Block) -> str | None:
    """The block's own role, else that of the section above it; an annex behind 附则 has none of it."""
    at: Block | None = block
    while at is not None:
        if at.role and not (at.role == "closing" and at is not block and restarts(block)):
            return "review" if at.role == "procedure" and _is_told_back(at.parent) else at.role
        at = at.parent
    return None


def _is_told_back(block: Block | None) -> bool:
    """Whether the nearest section above with a role is a review: 一、主要工作和成效, (一)强化组织领导."""
    while block is not None and not block.role:
        block = block.parent
    return block is not None and block.role == "review" and block.marker is not None


def begins_anew(block: Block) -> bool:
    """Whether a section's number was told before it in the same list: the page lost the heading that they stand below.

    (三)规划目标 … (三)控制固体废物污染: the second is no part of 指导思想、基本原则和规划目标.
    """
    parent, marker = block.parent, block.marker
    if parent is None or marker is None or marker.number is None or marker.kind not in ("paren", "han"):
        return False
    before = [
        child.marker.number
        for child in parent.children
        if child.start < block.start
        and child.marker is not None
        and child.marker.kind == marker.kind
        and child.marker.number
    ]
    return any(low >= high for low, high in pairwise([*before, marker.number]))


def restarts(block: Block) -> bool:
    """Whether a block below 附则 belongs to another numbering (一、), not to its articles."""
    at: Block | None = block
    while at is not None and at.role != "closing":
        if at.marker is not None and at.marker.kind in ("han", "chapter"):
            return True
        at = at.parent
    return False
