"""Strings that a forum puts into its lines against copying (Discuz!): 8 z7 q# N1 d5 v) S# y."""

from __future__ import annotations

import re

_TOKENS = r"[!-~]{1,2}(?: [!-~]{1,2}){2,}"
_JAMMER = re.compile(
    rf"(?m)^[ \t]*(?P<before>{_TOKENS})(?=[\u4e00-\u9fff“《(]|[ \t]*$)"
    rf"|(?<=[\u4e00-\u9fff”》)。;:!?,、%\d])(?P<behind>{_TOKENS})[ \t]*$"
)
# letters, digits and signs in one: no row of numbers, no initials
_MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[!-/:-@\[-`{-~\d])")
MIN_JAMMED_LINES = 5


def blank_jammers(folded: str) -> str:
    """The text, of equal length, with spaces where such strings stand; as it is where there are only a few."""
    if folded.isascii() or "\n" not in folded:
        return folded
    found = [
        match.span(name)
        for match in _JAMMER.finditer(folded)
        for name in ("before", "behind")
        if match[name] and _MIXED.match(match[name])
    ]
    if len(found) < MIN_JAMMED_LINES:
        return folded
    pieces, at = [], 0
    for start, end in found:
        pieces += [folded[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, folded[at:]])
