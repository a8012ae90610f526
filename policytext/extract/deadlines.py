"""Passage → the times that bound its actions (时限), as written.

Finding only; what a mention means is read in :mod:`policytext.resolve.periods`. The parts that the
resolver needs travel with the mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from policytext.extract.calendar_times import (
    find_bare_dates,
    find_calendar,
    find_days,
    find_days_without_month,
    find_dotted_stretches,
    find_from_now,
    find_named,
    find_stretches,
    find_two_years,
    find_whole_years,
)
from policytext.extract.lasting_times import (
    find_after_event,
    find_durations,
    find_from_event,
    find_notice,
    find_recurring,
    find_terms,
)
from policytext.extract.time_mentions import TimeMention
from policytext.normalize.intervals import Intervals
from policytext.normalize.numerals import LOST_YEAR

#: stated time limits without a date, good only in a label, a bracket or a table cell
ONGOING = re.compile(
    r"(?:长期坚持|长期推进|长期实施|长期|持续(?:推进|开展|实施|优化|完善|提升|落实|进行|建设|改进"
    r"|深化)?|常态推进|常态化推进|常态化开展|常态化(?:实施|进行|落实|坚持)?|全年推进|全年|一直"
    r"|常年(?:坚持|推进|开展)?|立即|立行立改|即知即改|按年度推进|按时序推进|分步实施|有序推进|适时)"
)
_AT_ONCE = ("立行立改", "即知即改", "立即")
_TITLE = re.compile(r"《[^》\n]{0,90}》|〔[^〕\n]{0,12}〕")
_WHOLE_YEAR = re.compile("全年(?!推进)")
_TRIGGER = re.compile(r"[年月日季周旬节末前每天]|小时|分钟|今冬|换届|期间|时期")
# each with the characters without one of which it finds nothing: most passages lack them
_FINDERS: tuple[tuple[Callable[[str, int, int], list[TimeMention]], str], ...] = (
    (find_terms, "期"),
    (find_whole_years, "全"),
    (find_after_event, "后起"),
    (find_notice, "前"),
    (find_from_now, "起"),
    (find_from_event, "起"),
    (find_recurring, "每一半按逐度月"),
    (find_stretches, "月季半底末中初"),
    (find_named, "前后迟晚"),
    (find_two_years, "今"),
    (find_days_without_month, "日"),
    (find_days, "日"),
    (find_calendar, "年月季期末底间前"),
    (find_durations, "内用过利分两三五时限"),
)


def find_times(text: str, start: int, end: int, *, stated: bool = False) -> list[TimeMention]:
    """The times of ``text[start:end]`` that can bound an action, in order, without overlaps.

    Args:
        stated: the passage is a stated time limit (label, bracket, cell), where 长期坚持 counts.
    """
    if not stated and not _TRIGGER.search(text, start, end):
        return []
    masked = Intervals(match.span() for match in _TITLE.finditer(text, max(0, start - 60), end))
    taken = Intervals()
    found: list[TimeMention] = []
    passage = text[start:end]
    for finder, signs in _FINDERS:
        if not any(sign in passage for sign in signs):
            continue
        for mention in finder(text, start, end):
            if masked.around(mention.start) or taken.overlaps(mention.start, mention.end):
                continue
            taken.add(mention.start, mention.end)
            found.append(mention)
    if stated:
        for finder in (find_dotted_stretches, find_bare_dates, _find_whole_years_of_a_cell):
            for mention in finder(text, start, end):
                if not taken.overlaps(mention.start, mention.end):
                    taken.add(mention.start, mention.end)
                    found.append(mention)
        dated = any(mention.kind == "calendar" for mention in found)
        for match in ONGOING.finditer(text, start, end):
            if taken.overlaps(*match.span()) or (dated and match[0] in _AT_ONCE):
                continue
            found.append(TimeMention(start=match.start(), end=match.end(), kind="ongoing"))
    for match in _THAT_IS.finditer(text, start, end):  # 每季度末(即6月、9月和12月下旬)
        if any(mention.end == match.start() and mention.kind == "recurring" for mention in found):
            found = [mention for mention in found if not match.start() < mention.start < match.end()]
    if LOST_YEAR.search(text, max(0, start - MAX_LOST_CHARS), end):
        found = [_with_lost_year(text, start, mention) for mention in found]
    return sorted(found, key=lambda m: m.start)


MAX_LOST_CHARS = 6
_THAT_IS = re.compile(r"\((?:即|也就是|分别为)[^()]{2,40}\)")


def _with_lost_year(text: str, start: int, mention: TimeMention) -> TimeMention:
    """20xx年3月底前: the time with what is left of its year, which no other year may stand for."""
    if mention.kind not in ("calendar", "stretch", "range") or mention.year is not None:
        return mention
    lost = next(
        (
            m
            for m in LOST_YEAR.finditer(text, max(start, mention.start - MAX_LOST_CHARS), mention.start)
            if m.end() == mention.start
        ),
        None,
    )
    if lost is None:
        return mention
    begins = lost.start() - (mention.since and text[lost.start() - 1 : lost.start()] in ("从", "自"))  # 从20xx年10月起
    return replace(mention, start=begins, year=lost[0])


def _find_whole_years_of_a_cell(text: str, start: int, end: int) -> list[TimeMention]:
    return [
        TimeMention(start=match.start(), end=match.end(), kind="calendar", part="年内")
        for match in _WHOLE_YEAR.finditer(text, start, end)
    ]
