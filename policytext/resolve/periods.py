"""What a time means: TIMEX3 (ISO 24617-1) in spirit, ISO 8601 in form.

Nothing is guessed from the clock: a relative time without a known reference stays null.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from policytext.extract.time_mentions import Point, TimeMention
from policytext.lexicon import load_rows
from policytext.normalize.numerals import parse_chinese, parse_number


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative times count from.

    ``year`` is the year that 年底 and 6月 mean here (of the sentence, heading, title or document);
    ``year_source`` tells which. ``day`` is the document's own date, as far as known.
    """

    year: int | None = None
    year_source: str = "document_date"
    day: date | None = None
    document_year: int | None = None
    plan_start: int | None = None
    plan_end: int | None = None


@dataclass(frozen=True, slots=True)
class ResolvedTime:
    """Type and value of a deadline as in ``records.Deadline``."""

    type: str
    value: str | None
    resolved_from: str | None
    resolved_end: str | None


@cache
def _plan_years() -> dict[str, tuple[int, int]]:
    return {row["name"]: (int(row["start"]), int(row["end"])) for row in load_rows("periods.csv")}


@cache
def _named_days() -> dict[str, tuple[int, int, int]]:
    return {r["name"]: (int(r["month"]), int(r["day"]), int(r["next_year"])) for r in load_rows("named_days.csv")}


@cache
def _spring_festivals() -> dict[int, str]:
    return {int(row["year"]): row["date"] for row in load_rows("spring_festivals.csv")}


def parse_year(written: str) -> int | None:
    """``2025`` and ``二〇二五`` → 2025; two digits belong to this century."""
    if written.isdigit():
        if len(written) == 4 and written[0] == "0":
            return None  # a page that broke the digits; nothing is invented
        value = int(written)
        return value if value > 99 else 2000 + value
    number = parse_chinese(written.replace("○", "〇"))
    return int(number) if number and 1900 <= number <= 2100 else None


def month_end(year: int, month: int) -> str:
    """The last day of a month, ISO 8601."""
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def resolve_time(mention: TimeMention, reference: Reference) -> ResolvedTime:
    """What ``mention`` means, given what relative times count from."""
    return _RESOLVERS[mention.kind](mention, reference)


def _year_of(mention: TimeMention, reference: Reference) -> tuple[int | None, str | None]:
    if mention.year is None:
        return reference.year, reference.year_source if reference.year else None
    shift = {
        "今年": 0,
        "本年": 0,
        "本年度": 0,
        "当年": 0,
        "明年": 1,
        "次年": 1,
        "翌年": 1,
        "来年": 1,
        "后年": 2,
        "同年": 0,
    }.get(mention.year)
    if shift is not None:
        told = (
            reference.year if mention.year in ("次年", "翌年", "同年") else None
        )  # of the year that the sentence tells
        base = told or reference.document_year or reference.year
        return (base + shift if base else None), "document_date" if base else None
    year = parse_year(mention.year)
    return year, "text" if year else None


def _calendar(mention: TimeMention, reference: Reference) -> ResolvedTime:
    year, source = _year_of(mention, reference)
    if mention.since:
        if mention.part == "本月" and mention.day:
            first = (
                _iso(reference.day.year, reference.day.month, int(parse_number(mention.day) or 0))
                if reference.day
                else None
            )
            return ResolvedTime("from", first, "document_date" if first else None, None)
        if year is None:
            return ResolvedTime("from", None, None, None)
        month = (
            int(parse_number(mention.month) or 1)
            if mention.month
            else 7
            if mention.part == "下半年"
            else 3 * _quarter(mention.part) - 2
            if mention.part and "季度" in mention.part
            else 1
        )
        day = int(parse_number(mention.day) or 1) if mention.day else 1
        return ResolvedTime("from", _iso(year, month, day), source, None)
    # a bare 2025年 is a limit (its last day), 今年 the time in which one works
    relative = mention.year in ("今年", "本年", "本年度", "明年", "后年")
    if (mention.part in (None, "") and relative and not mention.month and not mention.bound and not mention.to) or (
        mention.part == "年内" or ((mention.bound or "").endswith("内") and not mention.month and mention.part is None)
    ):
        if year is None:
            return ResolvedTime("during", None, None, None)
        return ResolvedTime("during", f"{year}-01-01/{year}-12-31", source, f"{year}-12-31")
    if year is None:
        return ResolvedTime("by", None, None, None)
    if (mention.part or "").startswith(("月", "本月", "下月")) and not mention.month:
        end = _document_month_end(mention.part or "", reference)
        if end and mention.day:
            end = _iso(int(end[:4]), int(end[5:7]), min(int(parse_number(mention.day) or 0), int(end[8:])))
        return ResolvedTime("by", end, "document_date" if end else None, end)
    end = _last_day(mention, year)
    return ResolvedTime("by", end, source if end else None, end)


def _document_month_end(part: str, reference: Reference) -> str | None:
    """月底, 本月底, 下月底 against the document's day; None when only its year is known."""
    if reference.day is None:
        return None
    year, month = reference.day.year, reference.day.month
    if part.startswith("下月"):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return month_end(year, month)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _last_day(mention: TimeMention, year: int) -> str | None:
    part = mention.part or ""
    month = int(parse_number(mention.month) or 0) if mention.month else 0
    day = int(parse_number(mention.day) or 0) if mention.day else 0
    before = (mention.bound or "").endswith("前")
    if month:
        if not 1 <= month <= 12:
            return None
        if day:
            return _iso(year, month, min(day, calendar.monthrange(year, month)[1]))
        if part in ("上旬",):
            return _iso(year, month, 10)
        if part in ("中旬", "上中旬"):
            return _iso(year, month, 20)
        if part in ("初", "月初"):
            return _iso(year, month, 10)
        if before and not part:
            # 6月前 is strictly before June; the words stay as written
            return month_end(year, month - 1) if month > 1 else month_end(year - 1, 12)
        return month_end(year, month)
    if "上半年" in part or "年中" in part:
        return month_end(year, 6)
    if "季度" in part:
        return month_end(year, 3 * _quarter(part))
    if part in ("年初", "初"):
        return _iso(year, 3, 31)
    if before and not part:
        return f"{year - 1}-12-31"  # 2025年前, strictly
    return f"{year}-12-31"


def _range(mention: TimeMention, _reference: Reference) -> ResolvedTime:
    first = parse_year(mention.year or "")
    last = parse_year(mention.year_to or "")
    if first is None or last is None or last < first:
        return ResolvedTime("during", None, None, None)
    return ResolvedTime("during", f"{first}-01-01/{last}-12-31", "text", f"{last}-12-31")


def _stretch(mention: TimeMention, reference: Reference) -> ResolvedTime:
    """From the first day of one time to the last of another; a year that is not told is the other end's."""
    last = mention.last or Point(None, None, None, None)
    unknown = ResolvedTime("during", None, None, None)
    first_year, source = _year_of(mention, reference)
    month, last_month = (_first_month(end.month, end.part) for end in (mention, last))
    last_year = parse_year(last.year) if last.year and last.year[0].isascii() else None
    if last_year is not None and mention.year is None:
        first_year = last_year - (month > last_month) if first_year not in (last_year, last_year - 1) else first_year
        source = "text"
    if first_year is None:
        return unknown
    if last_year is None:
        last_year = first_year + (last.year in ("次年", "明年") or last_month < month)
    low = _first_day(mention, first_year)
    high = _last_day(TimeMention(0, 0, "calendar", month=last.month, day=last.day, part=last.part), last_year)
    if low is None or high is None or high < low:
        return unknown
    return ResolvedTime("during", f"{low}/{high}", source, high)


def _from_now(mention: TimeMention, reference: Reference) -> ResolvedTime:
    """From the document's day to the last day of the other end, which lies after it: in December, 3月底 is next year's."""
    last = mention.last or Point(None, None, None, None)
    today = reference.day
    if today is None:
        return ResolvedTime("during", None, None, None)
    year = (
        parse_year(last.year) if last.year and last.year not in ("今年", "明年") else today.year + (last.year == "明年")
    )
    if year is None:
        return ResolvedTime("during", None, None, None)
    end = TimeMention(0, 0, "calendar", month=last.month, day=last.day, part=last.part)
    high = _last_day(end, year)
    if high is not None and last.year is None and high < today.isoformat():
        high = _last_day(end, year + 1)
    if high is None or high < today.isoformat():
        return ResolvedTime("during", None, None, None)
    return ResolvedTime("during", f"{today.isoformat()}/{high}", "document_date", high)


def _first_month(month: str | None, part: str | None) -> int:
    """The month in which a time begins: 1 of 上半年, 4 of 第二季度."""
    if month:
        return int(parse_number(month) or 0)
    part = (part or "").lstrip("第")
    if "季度" in part:
        return 3 * _quarter(part) - 2
    return {"下半年": 7, "年中": 6, "年底": 12, "年末": 12}.get(part, 1)


def _first_day(mention: TimeMention, year: int) -> str | None:
    part = mention.part or ""
    if mention.day:
        return _iso(year, _first_month(mention.month, part), int(parse_number(mention.day) or 0))
    if part in ("底", "末") or part.endswith(("季度末", "季度底")):
        return _last_day(mention, year)
    return _iso(year, _first_month(mention.month, part), {"中旬": 11, "下旬": 21}.get(part, 1))


def _quarter(part: str) -> int:
    first = part.lstrip("第")[0]
    return {"一": 1, "二": 2, "三": 3, "四": 4}.get(first) or int(first)


def _plan(mention: TimeMention, _reference: Reference) -> ResolvedTime:
    years = _plan_years().get(mention.name or "")
    if years is None:
        return ResolvedTime("during", None, None, None)
    first, last = years
    if mention.since:
        return ResolvedTime("from", f"{first}-01-01", "plan_period", None)
    if "末" in (mention.part or ""):
        return ResolvedTime("by", f"{last}-12-31", "plan_period", f"{last}-12-31")
    return ResolvedTime("during", f"{first}-01-01/{last}-12-31", "plan_period", f"{last}-12-31")


def _day_of_qingming(year: int) -> int:
    """The day of April, by the approximation that almanacs give for 2000–2099 (exact for all of them but none outside)."""
    return int(year % 100 * 0.2422 + 4.81) - year % 100 // 4


def _named(mention: TimeMention, reference: Reference) -> ResolvedTime:
    name = mention.name or ""
    if name == "春节":
        own, _source = _year_of(mention, reference) if mention.year else (None, None)
        for year in (own,) if own else (reference.document_year, (reference.document_year or 0) + 1):
            festival = _spring_festivals().get(year or 0)
            if festival and (own or reference.day is None or festival > reference.day.isoformat()):
                return ResolvedTime("by", festival, "named_day", festival)
        return ResolvedTime("event", None, None, None)
    if name.startswith("清明"):
        own = _year_of(mention, reference)[0] if mention.year else reference.year or reference.document_year
        value = _iso(own, 4, _day_of_qingming(own)) if own else None
        return ResolvedTime("by", value, "named_day", value)
    known = _named_days().get(name)
    if known is None:
        return ResolvedTime("event", None, None, None)
    year = reference.year or reference.document_year
    month, day, next_year = known
    if mention.year:
        year, _source = _year_of(mention, reference)
        next_year = 0  # 2026年元旦 is of that year
    if year is None:
        return ResolvedTime("by", None, None, None)
    value = _iso(year + next_year, month, day)
    return ResolvedTime("by", value, "named_day", value)


def _recurring(mention: TimeMention, _reference: Reference) -> ResolvedTime:
    return ResolvedTime("recurring", f"R/{mention.period}" if mention.period else None, None, None)


def _duration(mention: TimeMention, reference: Reference) -> ResolvedTime:
    if not (mention.period and mention.period.endswith("Y")) or "/" in mention.period:
        return ResolvedTime("duration", mention.period, None, None)
    years = int(mention.period[1:-1])
    if reference.plan_start:
        return ResolvedTime("duration", mention.period, "text", f"{reference.plan_start + years - 1}-12-31")
    if reference.day is None:
        return ResolvedTime("duration", mention.period, None, None)
    day = reference.day
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    end = day.replace(year=day.year + years) - timedelta(days=1)
    return ResolvedTime("duration", mention.period, "document_date", end.isoformat())


def _after_event(mention: TimeMention, reference: Reference) -> ResolvedTime:
    end = None
    issued = any(word in (mention.name or "") for word in ("印发", "发布", "下发", "公布", "出台"))
    if issued and reference.day and mention.period and mention.period.endswith("D"):
        end = (reference.day + timedelta(days=int(mention.period[1:-1]))).isoformat()
    return ResolvedTime("duration", mention.period, "document_date" if end else None, end)


def _from_event(mention: TimeMention, reference: Reference) -> ResolvedTime:
    if reference.day and any(word in (mention.name or "") for word in ("印发", "发布", "下发", "公布", "出台")):
        return ResolvedTime("from", reference.day.isoformat(), "document_date", None)
    return ResolvedTime("event", None, None, None)


def _ongoing(_mention: TimeMention, _reference: Reference) -> ResolvedTime:
    return ResolvedTime("ongoing", None, None, None)


_RESOLVERS = {
    "calendar": _calendar,
    "range": _range,
    "stretch": _stretch,
    "from_now": _from_now,
    "plan": _plan,
    "named": _named,
    "recurring": _recurring,
    "duration": _duration,
    "after_event": _after_event,
    "from_event": _from_event,
    "ongoing": _ongoing,
}
