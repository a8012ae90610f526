"""Recognizers-Text, Chinese culture: its date-time model, and its models of numbers.

Deadlines, besides what ``_times.py`` says:

- ``date``, ``daterange``: text from the span, value from the resolution; the end of a range is not
  included there, so the last day is the day before. A bare year is taken from its TIMEX, since the
  tool ends 今年 at the reference date. Of two resolutions (last June, next June) the one in the
  document's year counts, of two there the later.
- ``set`` is ``recurring``: TIMEX ``P3M`` → ``R/P3M``; a date that follows at once (每年|11月30日前)
  belongs to it.
- ``duration`` is dropped: the tool has no 内, 三年内 and 三年行动 are one to it, and counted as a
  ``duration`` it would pass fewer cases.
- times of day and what is ``not resolved`` (春季) are dropped.

Quantities:

- number, percentage, currency, dimension, and durations of the date-time model; of results that
  overlap the longest counts, and one without a number (平方米 alone) is dropped.
- numbers within dates (2025年) and ordinals (第一) are dropped.
- bare numbers are the most of what it finds; without them it would find half of the quantities,
  and pass more cases by finding nothing.
- value from the resolution; the unit is what the span has after the number, as written (the tool
  names it in English), percentages are ``%``. Counted nouns (8人, 3个) are no units of the tool.
- comparator: the tool has none, always ``eq``. It has no range of numbers in Chinese either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Day
from datetime import datetime, timedelta
from typing import Any

from _lines import Finder, Record, cut, serve
from _times import place, settle

YEAR = re.compile(r"^\d{4}$")
NUMBER = re.compile(r"^[\d.,０-９．\s零〇一二两三四五六七八九十百千万亿半]+")
PERCENT = re.compile(r"[%％成]$|^百分之")
HALF_YEARLY = {"P0.5Y": "P6M"}
#: durations that are figures, and not terms of a plan
SHORT = re.compile(r"^PT|^P[\d.]+D$")


class Recognizers:
    """The tool's models, and what is made of their results."""

    def __init__(self, times: Any, quantities: list[Callable[[str], list[Any]]], ordinals: Any) -> None:
        self.times = times
        self.quantities = quantities
        self.ordinals = ordinals

    def deadlines(self, text: str, date: str | None) -> list[Record]:
        """The deadlines of a text."""
        return settle(self._dated, text, date)

    def _dated(self, text: str, date: str) -> list[Record]:
        found: list[Record] = []
        for item in self.times(text, date):
            record = _deadline(text, item, date)
            if not record:
                continue
            if found and found[-1]["type"] == "recurring" and found[-1]["end"] == record["start"]:
                start, end = found[-1]["start"], record["end"]
                found[-1] |= {"text": text[start:end], "end": end}
            else:
                found.append(record)
        return found

    def targets(self, text: str, date: str | None) -> list[Record]:
        """The quantities of a text, in its order; ``date`` is not asked."""
        times = self.times(text, "2023-04-04")
        found = [item for find in self.quantities for item in find(text) if _value(item) is not None]
        found += [item for item in times if _is_length(item)]
        taken = [item for item in times if not _is_length(item)] + self.ordinals(text)
        free = [item for item in found if not any(_is_within(item, other) for other in taken)]
        return [_quantity(text, item) for item in _longest(free)]


def _deadline(text: str, item: Any, date: str) -> Record | None:
    kind = item.type_name.rpartition(".")[2]
    values = (item.resolution or {}).get("values") or []
    if not values or not values[0]["timex"]:
        return None
    start, end, timex = item.start, item.end + 1, values[0]["timex"]
    if kind == "set":
        value = f"R/{HALF_YEARLY.get(timex, timex)}"
        return cut(text, start, end, type="recurring", value=value, last=None)
    if kind not in ("date", "daterange"):
        return None
    days = [pair for pair in map(_days, values) if pair]
    if not days:
        return None
    first, last = ([pair for pair in days if pair[1][:4] == date[:4]] or days)[-1]
    return place(text, start, end, first, last)


def _days(value: dict[str, str]) -> tuple[str, str] | None:
    """First and last day of one resolution."""
    if YEAR.match(value["timex"]):
        return f"{value['timex']}-01-01", f"{value['timex']}-12-31"
    if "start" in value and "end" in value:
        if value["end"] <= value["start"]:  # 0001-01-01 after a fourth quarter
            return value["start"], value["start"]
        last = Day.fromisoformat(value["end"]) - timedelta(days=1)
        return value["start"], last.isoformat()
    day = value.get("value") or value.get("start") or value.get("end")
    return (day, day) if day and day[:1].isdigit() else None


def _value(item: Any) -> float | None:
    """The number of a result; None where the tool saw a unit alone."""
    written = str((item.resolution or {}).get("value") or "")
    try:
        return float(written.rstrip("%"))
    except ValueError:
        return None


def _is_length(item: Any) -> bool:
    return item.type_name.endswith(".duration") and bool(SHORT.match(item.resolution["values"][0]["timex"]))


def _is_within(item: Any, other: Any) -> bool:
    """Whether a result is a part of another, longer one."""
    inside: bool = other.start <= item.start and item.end <= other.end
    return inside and (other.start, other.end) != (item.start, item.end)


def _longest(items: list[Any]) -> list[Any]:
    """Results that do not overlap, long ones first, in the order of the text."""
    kept: list[Any] = []
    for item in sorted(items, key=lambda item: item.start - item.end):
        if all(item.end < other.start or other.end < item.start for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)


def _quantity(text: str, item: Any) -> Record:
    words = text[item.start : item.end + 1]
    unit: str | None = NUMBER.sub("", words) or None
    if _is_length(item):
        value: float | None = float(re.sub(r"[^\d.]", "", item.resolution["values"][0]["timex"]))
    else:
        value = _value(item)
    if item.type_name == "percentage":
        unit = "%" if PERCENT.search(words) else unit
    elif item.type_name == "number":
        unit = None
    return cut(text, item.start, item.end + 1, value=value, comparator="eq", unit=unit)


def load() -> dict[str, Finder]:
    """The finders of both files."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    def bound(recognize: Any) -> Callable[[str], list[Any]]:
        return lambda text: recognize(text, Culture.Chinese)

    def times(text: str, date: str) -> list[Any]:
        found: list[Any] = recognize_datetime(text, Culture.Chinese, reference=datetime.fromisoformat(date))
        return found

    models = (recognize_currency, recognize_dimension, recognize_percentage, recognize_number)
    tool = Recognizers(times, [bound(model) for model in models], bound(recognize_ordinal))
    return {"deadlines.jsonl": tool.deadlines, "quantities.jsonl": tool.targets}


if __name__ == "__main__":
    raise SystemExit(serve(load, ["recognizers-text-suite", "emoji"]))
