"""Seeded noise: the same text as a bad page would show it, with the way back to the clean one."""

from __future__ import annotations

import random
import re

from policytext.lexicon import traditional_pairs

_HAN = re.compile(r"[\u4e00-\u9fff]")


def _to_traditional() -> dict[str, str]:
    """Simplified → Traditional, for characters that have one Traditional form only."""
    forms: dict[str, list[str]] = {}
    for traditional, simple in traditional_pairs().items():
        forms.setdefault(simple, []).append(traditional)
    return {s: t[0] for s, t in forms.items() if len(t) == 1 and s not in traditional_pairs()}


def add_noise(
    text: str, seed: int, *, spaces: float = 0.0, wide: float = 0.0, traditional: float = 0.0
) -> tuple[str, list[int]]:
    """A noisy copy and, for each of its characters, the index of the clean one it stands for.

    Args:
        spaces: chance of a space between two Han characters or Han and digit.
        wide: chance that a digit, %, (, ) or comma becomes its full-width form.
        traditional: chance that a character becomes its Traditional form.
    """
    rng = random.Random(seed)
    table = _to_traditional()
    out: list[str] = []
    back: list[int] = []
    for index, character in enumerate(text):
        written = character
        if wide and character in "0123456789%(),:;" and rng.random() < wide:
            written = chr(ord(character) + 0xFEE0)
        elif traditional and character in table and rng.random() < traditional:
            written = table[character]
        out.append(written)
        back.append(index)
        following = text[index + 1 : index + 2]
        joined = bool(_HAN.match(character)) and (bool(_HAN.match(following)) or following.isdigit())
        if spaces and joined and rng.random() < spaces:
            out.append(" ")
            back.append(index)
    return "".join(out), back
