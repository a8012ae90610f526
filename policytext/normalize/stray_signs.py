"""Signs that a page puts into its text and nobody wrote, blanked at equal length."""

from __future__ import annotations

import re

_TOKENS = r"[!-~]{1,2}(?: [!-~]{1,2}){2,}"
# against copying (Discuz!), before and behind the lines of a forum: 8 z7 q# N1 d5 v) S# y
_JAMMER = re.compile(
    rf"(?m)^[ \t]*(?P<before>{_TOKENS})(?=[\u4e00-\u9fff“《(]|[ \t]*$)"
    rf"|(?<=[\u4e00-\u9fff”》)。;:!?,、%\d])(?P<behind>{_TOKENS})[ \t]*$"
)
# letters, digits and signs in one: no row of numbers, no initials
_MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[!-/:-@\[-`{-~\d])")
MIN_JAMMED_LINES = 5
# a space that the page's encoding lost, at the end of lines and cells and inside names: 区商务局? 区人社局? |
_LOST_SPACE = re.compile(
    r"(?<![吗呢么何谁哪])\?(?=[ \t]*(?:\||$))|(?<=[\u4e00-\u9fff。;:|] )\?(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])\?(?= [\u4e00-\u9fff])",
    re.MULTILINE,
)
# no question ends so; where a page has these, its others are no questions either
_NO_QUESTION = re.compile(r"[。;:\d]\?(?=[ \t]*(?:\||$))", re.MULTILINE)
MIN_LOST_SPACES, MIN_NO_QUESTIONS = 6, 3


def blank_stray_signs(folded: str) -> str:
    """The text, of equal length, with spaces for the signs; as it is where there are only a few."""
    if folded.isascii() or "\n" not in folded:
        return folded
    jammed = [
        match.span(name)
        for match in _JAMMER.finditer(folded)
        for name in ("before", "behind")
        if match[name] and _MIXED.match(match[name])
    ]
    text = _blank(folded, jammed) if len(jammed) >= MIN_JAMMED_LINES else folded
    lost = [match.span() for match in _LOST_SPACE.finditer(text)] if "?" in text else []
    if len(lost) < MIN_LOST_SPACES or len(_NO_QUESTION.findall(text)) < MIN_NO_QUESTIONS:
        return text
    return _blank(text, lost)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
