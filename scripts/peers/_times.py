"""What the adapters share to put a resolved time into the words of the specs.

The specs follow conventions of the annotation guide that no general tool knows. Where a convention
can be told from the tool's own span and its resolved days, it is applied on the tool's behalf:

- type: an interval is ``during`` where the span says so (今年, 全年, 2024年内, 期间, 2023—2025年), else
  the last day counts, as ``by``; an interval without an end is ``from``.
- span: a 到, 至, 从 or 自 before a span belongs to it.
- a time that ends before the document's year is dropped, as policytext drops it.
- value: None where it changes with the reference date and the document has no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from _lines import Record, cut

DURING = re.compile(r"(?:[今明本]年度?|全年|年度?内|期间|时期)$|.[—–－~～至到-]+.")
OPENERS = {"by": "到至", "from": "从自"}
#: reference dates for a document without one; what both give alike does not depend on them
STAND_INS = ("2023-04-04", "2027-09-19")


def place(text: str, start: int, end: int, first: str | None, last: str | None) -> Record:
    """A deadline from a span and its days (ISO 8601, both included; None where open)."""
    kind = "by"
    if last is None:
        kind, value = "from", first
    elif first and first < last and DURING.search(text[start:end]):
        kind, value = "during", f"{first}/{last}"
    else:
        value = last
    if start and text[start - 1] in OPENERS.get(kind, ""):
        start -= 1
    return cut(text, start, end, type=kind, value=value, last=last)


def settle(find: Callable[[str, str], list[Record]], text: str, date: str | None) -> list[Record]:
    """The deadlines of a text for its document's date, past ones left out."""
    if date is not None:
        records = [r for r in find(text, date) if not (r["last"] and r["last"][:4] < date[:4])]
    else:
        records, others = (find(text, stand_in) for stand_in in STAND_INS)
        firm = {(r["start"], r["end"], r["value"]) for r in others}
        for record in records:
            if (record["start"], record["end"], record["value"]) not in firm:
                record["value"] = None
    return [{key: value for key, value in r.items() if key != "last"} for r in records]
