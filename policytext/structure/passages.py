"""What a document's body holds: passages that are measures, stretches that are aims, and how one is noted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policytext.structure.actions import opens_speech
from policytext.structure.blocks import Block, inherited_role
from policytext.structure.kinds import is_summary, kind_of, sets_tasks, turn_of_report
from policytext.structure.looking_back import ADVICE, is_news, looks_back
from policytext.structure.stories import is_story, tells_of_a_plan
from policytext.structure.table_columns import Row
from policytext.structure.voice import VOICED, Voice, chance_of_done

# 2、县直各单位主要工作任务.docx: an annex told by its file
_FILE_NAME = re.compile(r"[^。\n]{2,80}\.(?:docx?|xlsx?|pptx?|pdf|wps|rar|zip)(?=\n|$)", re.IGNORECASE)
NUMBERED = frozenset({"arabic", "paren_arabic", "circled", "shi", "article", "bullet"})
EVEN = 0.5
# …成效明显。下一步,将在全县推广: a passage with both is a task
_SAYS_NEXT = re.compile(
    r"下一?步,?[^。]{0,16}(?:将|要|计划|继续|还)|计划(?:到|于|在)[^。]{0,14}(?:[年月]|[底末]期?)"
    r"|自20\d\d年\d{1,2}月(?:\d{1,2}日)?起,?将|预计(?:20\d\d年)?(?:\d{1,2}月|年底)|[,;](?:对[^,。;]{2,20})?一律(?:停业|不予|暂停)"
)
# ——2019年1月22日在某县第十六届人民代表大会第四次会议上 县长 某某: the head of a report
_HEAD_OF_REPORT = re.compile(
    r"[^。]{0,100}?(?:[-—―]{1,2}|\()20\d\d年\d{1,2}月\d{1,2}日[^。]{0,8}在[^。]{2,40}(?:会议"
    r"|大会)[^。]{0,24}上"
)
MAX_HEAD_CHARS = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A measure-to-be in the normal text."""

    start: int
    end: int
    kind: str  # task, achievement
    title: tuple[int, int] | None
    block: Block | None
    row: Row | None = None
    certainty: str = "paragraph"  # a class of lexicon/confidence.toml
    parent_tail: tuple[int, int] | None = None  # what opens or closes the parent item for all parts
    owners: tuple[tuple[str, str], ...] = ()  # a table column's body: 处室 of 市卫健委
    signs: tuple[float, ...] | None = None  # what its kind was weighed by, where neither section nor genre says it


@dataclass(slots=True)
class Passages:
    """What a document's body holds: measures and stretches of aims, in order."""

    measures: list[Passage] = field(default_factory=list)
    looks_back: bool = False  # the document says at its opening that it tells what was done
    voice: Voice | None = None  # by which untold passages are weighed
    begins: int = 0  # where the body does
    story: bool = False  # it is told as papers tell what a place did
    aims: list[tuple[int, int, Block | None]] = field(default_factory=list)

    def tells_done(self, part: str, at: int) -> bool:
        """Whether a part of a passage that begins at ``at`` tells what was done, in a document whose genre leaves it open."""
        return (
            self.voice is not None
            and self.voice.reports(part)
            and chance_of_done(self.voice.signs(part, "", at - self.begins)) > EVEN
        )


def _first_heading(blocks: list[Block]) -> int:
    """Where the first item with a marker begins."""
    return next(
        (child.start for block in blocks for child in (block, *block.children) if child.marker is not None),
        blocks[-1].end,
    )


# 关于环境保护督察反馈问题整改进展的报告: 推进反馈意见整改 is what was done
_OF_MENDING = re.compile(r"整改[^,。]{0,8}(?:进展|情况|结果|完成)")
_MENDING = re.compile(r"整改|(?:反馈|督察|巡[视察]|审计)意见")


# a government's report gives the figures of the year at its opening, and nowhere else
_OF_GOVERNMENT = re.compile(
    "政府[^,。]{0,12}(?<!分解)工作(?:报告(?!重点|任务|目标|确定|提出|》|”)|总结)"
    "|我?代表[^。,]{2,16}(?:政府|办事处)(?:向|,)"
)
SPEECH_HEAD_CHARS = 800


# 第一章 形势 第一节 进展 第二节 挑战 …: what a contents list says
_SECTION_NAME = re.compile(r"第[一二三四五六七八九十]{1,3}[章节]")
MIN_SECTION_NAMES = 4


class Noter:
    """Notes passages of a document, each with the kind that its section and its words give it."""

    def __init__(self, text: str, blocks: list[Block], genre: str, title: str, out: Passages) -> None:
        self.mended = bool(_OF_MENDING.search(title))
        if self.mended and genre == "notice":
            genre = "report"  # 关于巡察整改情况的通报
        self.text = text
        self.genre = genre
        self.title = title
        self.out = out
        self.letters = 0  # measures of the letter that sends the document round
        self.turn = turn_of_report(text, blocks, title) if genre == "report" and blocks else None
        self.told_back = genre in ("report", "other") and is_summary(title)
        self.of_government = bool(
            _OF_GOVERNMENT.search(title)
            or (blocks and _OF_GOVERNMENT.search(text, 0, blocks[0].start + SPEECH_HEAD_CHARS))
        )
        # a government's report tells of both halves, whether or not the page shows where it turns
        untold = genre in ("report", "other") and self.turn is None and bool(blocks) and "政府工作报告" not in title
        self.looks_back = (untold and looks_back(text, blocks[0].start, _first_heading(blocks), blocks[-1].end)) or (
            genre in ("news", "other") and bool(blocks) and is_news(text, blocks[0].start, blocks[-1].end)
        )
        self.story = (
            genre in ("news", "other", "experience")
            and bool(blocks)
            and is_story(text, blocks[0].start, blocks[-1].end)
        )
        self.plan_is_out = self.story and tells_of_a_plan(text, blocks[0].start, blocks[-1].end)
        self.begins = blocks[0].start if blocks else 0
        self.voice = (
            Voice(
                text[blocks[0].start : blocks[-1].end],
                story=self.story,
                looks_back=self.looks_back,
                plan_is_out=self.plan_is_out,
                genre=genre,
            )
            if genre in VOICED and blocks
            else None
        )

    def _role(self, block: Block, start: int | None = None) -> str | None:
        """The section's role; in a work report without headings, what its half tells."""
        return inherited_role(block) or self._half(block.start if start is None else start)

    def _half(self, start: int) -> str | None:
        """review before the report turns to the coming year and throughout a summary, else None."""
        return "review" if self.told_back or (self.turn is not None and start < self.turn) else None

    def _kind(
        self, passage: str, role: str | None, start: int, title: tuple[int, int] | None, block: Block | None
    ) -> tuple[str, tuple[float, ...] | None]:
        """The kind of a passage, and the signs by which it was weighed, None where section or genre says it."""
        signs = self._signs(passage, role, start, title, block)
        if signs is not None:
            done = chance_of_done(signs) > EVEN and not _SAYS_NEXT.search(passage)
            return ("achievement" if done else "task"), signs
        name = self.text[slice(*title)] if title else ""
        return kind_of(passage, role, self.genre, name, after_turn=self.turn is not None and start >= self.turn), None

    def _signs(
        self, passage: str, role: str | None, start: int, title: tuple[int, int] | None, block: Block | None
    ) -> tuple[float, ...] | None:
        if (
            self.voice is None
            or not (self.voice.speaks_of_past or self.looks_back or self.story)
            or role is not None
            or (self.turn is not None and start >= self.turn)
            or sets_tasks(passage)
        ):
            return None
        if not self.voice.is_open(passage) or ((self.looks_back or self.story) and self._advises(block)):
            return None
        return self.voice.signs(passage, self.text[slice(*title)] if title else "", start - self.begins)

    def _advises(self, block: Block | None) -> bool:
        """Whether a heading above says that advice or plans follow."""
        while block is not None:
            heading = block.heading(self.text) or ""
            if ADVICE.search(_MENDING.sub("", heading) if self.mended else heading):
                return True
            block = block.parent
        return False

    def _emit(self, low: int, high: int, block: Block | None, role: str | None, title: tuple[int, int] | None) -> None:
        while high > low and self.text[high - 1] in " \n":
            high -= 1
        if high - low < 6:
            return
        passage = self.text[low:high]
        if (
            opens_speech(passage)
            or (len(passage) < MAX_HEAD_CHARS and "。" not in passage and _HEAD_OF_REPORT.match(passage))
            or _FILE_NAME.match(passage)
            or (len(_SECTION_NAME.findall(passage)) >= MIN_SECTION_NAMES and "。" not in passage)
        ):
            return
        numbered = block is not None and block.marker is not None and block.marker.kind in NUMBERED
        marked = block is not None and block.marker is not None and block.start == low
        if numbered and marked:
            certainty = "numbered"
        elif marked:
            certainty = "headed"
        else:
            certainty = "paragraph_in_role" if role in ("tasks", "procedure", "review") else "paragraph"
        if title is not None and not low <= title[0] < title[1] <= high:
            title = None
        kind, signs = self._kind(passage, role, low, title, block)
        self.out.measures.append(
            Passage(
                start=low,
                end=high,
                kind=kind,
                title=title,
                block=block,
                certainty=certainty,
                signs=signs,
            )
        )
