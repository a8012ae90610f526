"""jionlp: ``ner.extract_time`` for deadlines; ``ner.extract_money`` and lengths of time for quantities.

Deadlines, besides what ``_times.py`` says:

- ``time_point``, ``time_span``: text from ``offset``, value from the two times of ``detail``
  (``inf`` is an open end). Times of day (``一时``) are dropped.
- a ``time_span`` of the form N…内 counted from the document's date is a ``duration``: the value is
  what ``parse_time`` reads in the same words without 内.
- ``time_period`` is ``recurring``: ``{'month': 3}`` → ``R/P3M``.
- ``time_delta``, a length tied to nothing (三年 in 三年行动), is dropped: counted as a duration it
  would pass fewer cases.

Quantities:

- money: text from ``offset``, value ``num``, unit ``case``; comparator from ``definition``:
  ``accurate`` → eq, ``blur`` → approx, two numbers → range, ``blur+`` → ge and ``blur-`` → le, or gt
  and lt where the tool's own span has a word for "strictly" (超过, 低于); 近 is approx.
- lengths of seconds to days are figures too (10分钟, 3个工作日以内): value from ``detail``, unit as
  written, comparator le with 内, ge where the tool says ``infinite``, else eq. Without them it would
  find half as many of the quantities, and pass more cases by finding nothing.
- The tool has no extractor for other numbers, percentages or counts, nor any notion of a change.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from _lines import Finder, Record, cut, serve
from _times import place, settle

PERIODS = {"year": "Y", "month": "M", "workday": "D", "day": "D"}
FIGURES = {"second", "minute", "hour", "workday", "day"}
WITHIN = re.compile(r"以?内$")
NUMBER = re.compile(r"^[\d.０-９零〇一二两三四五六七八九十百千万亿半]+")
AFTER = re.compile(r"(?:以[上下内]|内|左右)$")
STRICTLY_MORE = re.compile(r"超|过|逾|[高大多]于")
STRICTLY_LESS = re.compile(r"[低小少]于|不[到足]")


class Jionlp:
    """The tool's functions, and what is made of their results."""

    def __init__(self, jio: Any) -> None:
        self.jio = jio

    def deadlines(self, text: str, date: str | None) -> list[Record]:
        """The deadlines of a text."""
        return settle(self._dated, text, date)

    def _dated(self, text: str, date: str) -> list[Record]:
        found = (self._deadline(text, item, date) for item in self._times(text, date))
        return [record for record in found if record]

    def _times(self, text: str, date: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.jio.ner.extract_time(text, time_base=_base(date), with_parsing=True)
        return found

    def _deadline(self, text: str, item: dict[str, Any], date: str) -> Record | None:
        start, end = item["offset"]
        time = item["detail"]["time"]
        if item["type"] == "time_period":
            value = f"R/{_period(time['delta'], item['text'])}"
            return cut(text, start, end, type="recurring", value=value, last=None)
        if item["type"] not in ("time_point", "time_span"):
            return None
        length = self._length(item, date)
        if length:
            value = _period(length, item["text"])
            return cut(text, start, end, type="duration", value=value, last=None)
        if _is_time_of_day(*time):
            return None
        first, last = (None if "inf" in moment else moment[:10] for moment in time)
        return place(text, start, end, first, last)

    def _length(self, item: dict[str, Any], date: str) -> dict[str, float] | None:
        """``{'day': 30.0}`` for 30日内, None for 2024年内 and all that is no N…内."""
        if not WITHIN.search(item["text"]) or not item["detail"]["time"][0].startswith(date):
            return None
        words = WITHIN.sub("", item["text"])
        try:
            parsed = self.jio.parse_time(words, time_base=_base(date), time_type="time_delta")
        except ValueError:  # the words are no length
            return None
        return parsed["time"] if parsed["type"] == "time_delta" else None

    def targets(self, text: str, date: str | None) -> list[Record]:
        """The quantities of a text, in its order; ``date`` is not asked."""
        found = [_money(text, item) for item in self.jio.ner.extract_money(text)]
        day = "2023-04-04"  # lengths do not depend on it
        lengths = (self._figure(text, item, day) for item in self._times(text, day))
        found += [record for record in lengths if record]
        return sorted(found, key=lambda record: record["start"])

    def _figure(self, text: str, item: dict[str, Any], date: str) -> Record | None:
        time, comparator = item["detail"]["time"], "eq"
        if item["type"] == "time_span":
            time, comparator = self._length(item, date), "le"
        elif item["type"] != "time_delta":
            return None
        if isinstance(time, list):  # [{'day': 3.0}, {'infinite': True}]
            time, comparator = time[0], "ge"
        if not time or len(time) != 1 or not time.keys() <= FIGURES or "周" in item["text"]:
            return None
        unit = AFTER.sub("", NUMBER.sub("", item["text"]))
        (value,) = time.values()
        return cut(text, *item["offset"], value=value, comparator=comparator, unit=unit)


def _base(date: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, date.split("-")), strict=True))


def _period(delta: dict[str, float], words: str) -> str:
    """``{'month': 3}`` → ``P3M``; half years in months, weeks where the words say so."""
    ((name, count),) = delta.items()
    if name == "year" and count % 1:
        name, count = "month", count * 12
    if name == "day" and ("周" in words or "星期" in words) and count % 7 == 0:
        return f"P{count / 7:g}W"
    return f"P{count:g}{PERIODS.get(name, name)}"


def _is_time_of_day(first: str, last: str) -> bool:
    return not (("inf" in first or first.endswith("00:00:00")) and ("inf" in last or last.endswith("23:59:59")))


def _money(text: str, item: dict[str, Any]) -> Record:
    detail = item["detail"]
    number = detail["num"]
    if isinstance(number, list):
        low, high = map(float, number)
        fields: Record = {"value": low, "value_max": high, "comparator": "range"}
    else:
        comparator = _comparator(detail["definition"], item["text"])
        fields = {"value": float(number), "comparator": comparator}
    return cut(text, *item["offset"], **fields, unit=detail["case"])


def _comparator(definition: str, words: str) -> str:
    """The comparator of a money's ``definition``; ``words`` is the tool's own span."""
    if definition == "blur+":
        return "gt" if STRICTLY_MORE.search(words) else "ge"
    if definition == "blur-":
        if "近" in words:
            return "approx"
        return "lt" if STRICTLY_LESS.search(words) else "le"
    return "approx" if definition == "blur" else "eq"


def load() -> dict[str, Finder]:
    """The finders of both files."""
    import jionlp

    logging.disable(logging.CRITICAL)  # tracebacks of what it tried
    tool = Jionlp(jionlp)
    return {"deadlines.jsonl": tool.deadlines, "quantities.jsonl": tool.targets}


if __name__ == "__main__":
    raise SystemExit(serve(load, ["jionlp", "jiojio"]))
