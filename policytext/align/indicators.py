"""Indicators, quantity units and bases that mean one thing; nothing is converted that is not exact."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from policytext.errors import LexiconError
from policytext.normalize.characters import fold
from policytext.records import Target

TABLE = Path(__file__).with_name("indicators.toml")
MIN_NAME_CHARS = 2
_NOISE = re.compile(r"[\s“”‘’\"'《》()〔〕【】,、。:;]+")
_YEAR = re.compile(r"^(?:到|至)?(?:19|20)\d\d年(?:底|末)?|^“?十[三四五六]五”?(?:期间|末)?")
_PER_UNIT = re.compile(r"/|每")
_TIMES = re.compile(r"^(?:平均)?每(?:年|季|月|周|日|天|次|期|半年)")  # per what time: an amount all the same
_PER = re.compile(r"^(?:平均)?每(十万|[十百千万])?(?:个|名|户均)?(.*)$")


class Like(NamedTuple):
    """A target's value in the terms of another: comparable, or why not."""

    value: float | None
    value_max: float | None
    refused: str | None


@cache
def _table() -> dict[str, Any]:
    try:
        table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as err:
        raise LexiconError(TABLE, 0, str(err)) from err
    aliases: dict[str, str] = {}
    for canonical, names in table["aliases"].items():
        for name in (canonical, *names):
            short = _plain(name)
            if aliases.setdefault(short, canonical) != canonical:
                raise LexiconError(TABLE, 0, f"{name!r} stands for two indicators")
    table["alias_of"] = aliases
    return table


def _plain(name: str) -> str:
    return _NOISE.sub("", fold(name)).upper()


@cache
def indicator_key(name: str | None) -> str | None:
    """The name under which an indicator is compared; None for one that does not say of what (规模).

    ``全市GDP`` and ``地区生产总值`` give ``地区生产总值``; ``高新技术企业数量`` gives ``高新技术企业``; ``小区覆盖面``
    gives ``小区覆盖率``.
    """
    if not name:
        return None
    table = _table()
    key = _YEAR.sub("", _plain(name))
    while True:  # 到2025年全市…
        shorter = key
        for word in table["openings"]["scope"]:
            if shorter.startswith(word) and len(shorter) - len(word) >= MIN_NAME_CHARS:
                shorter = shorter.removeprefix(word)
        shorter = _YEAR.sub("", shorter).lstrip("的")
        if shorter == key:
            break
        key = shorter
    aliases: dict[str, str] = table["alias_of"]
    if key in aliases:
        return aliases[key]
    for ending, better in table["endings"]["coverage"].items():
        if key.endswith(ending):
            key = key.removesuffix(ending) + better
    if key not in table["endings"]["keep"]:
        for ending in table["endings"]["count"]:
            if key.endswith(ending) and len(key) - len(ending) >= MIN_NAME_CHARS:
                key = key.removesuffix(ending)
                break
    key = aliases.get(key, key).rstrip("的")
    if len(key) < MIN_NAME_CHARS or key in table["general"]["names"] or key in table["openings"]["scope"]:
        return None
    return key


@cache
def lower_is_better(indicator: str | None) -> bool:
    """Whether a lower level of an indicator asks for more (城镇调查失业率, 细颗粒物浓度), by the words in its name."""
    name = _plain(indicator or "")
    return any(_plain(word) in name for word in _table()["better"]["lower"])


def is_rate(target: Target) -> bool:
    """Whether a figure is a rate, comparable between a whole and its parts: a share, growth, a per-what.

    An amount (15万人) is none: a province's is the sum of its cities'.
    """
    if target.unit in ("元", "万元") and "人均" in (target.indicator or ""):
        return True
    dimension = _table()["units"].get(fold(target.unit), (None, 0))[0] if target.unit else "ratio"
    return (
        dimension in ("ratio", "point", "times")
        or bool(_PER_UNIT.search(target.unit or ""))
        or _is_per_thing(_plain(target.base or ""))
    )


def _is_per_thing(base: str) -> bool:
    return _PER.match(base) is not None and _TIMES.match(base) is None


def like_for_like(target: Target, reference: Target) -> Like:
    """``target``'s value in the unit and base of ``reference``, or the reason why they do not compare."""
    if target.change != reference.change:
        return Like(None, None, f"different change: {target.change or 'level'} against {reference.change or 'level'}")
    unit = _unit_factor(target.unit, reference.unit)
    if unit is None:
        return Like(None, None, f"different unit: {target.unit or 'none'} against {reference.unit or 'none'}")
    base = _base_factor(target.base, reference.base)
    if base is None:
        return Like(None, None, f"different base: {target.base or 'none'} against {reference.base or 'none'}")
    factor = unit * base
    return Like(_times(target.value, factor), _times(target.value_max, factor), None)


def _times(value: float | None, factor: float) -> float | None:
    # ten digits: what 0.1 + 0.2 leaves behind is no finding
    return None if value is None else value if factor == 1 else float(f"{value * factor:.10g}")


def _unit_factor(unit: str | None, reference: str | None) -> float | None:
    if unit == reference:
        return 1.0
    units = _table()["units"]
    # a bare ratio (近1/2) is a share of one
    dimension, factor = units.get(fold(unit), (None, 0)) if unit else ("ratio", 1)
    other, other_factor = units.get(fold(reference), (None, 0)) if reference else ("ratio", 1)
    return factor / other_factor if dimension is not None and dimension == other else None


def _base_factor(base: str | None, reference: str | None) -> float | None:
    if base == reference:
        return 1.0
    thing, per = _base(base)
    other, other_per = _base(reference)
    return other_per / per if thing == other else None


def _base(base: str | None) -> tuple[str, float]:
    """What a value is for, and how many of it: ``每百户`` → ``户``, 100."""
    text = _plain(base or "")
    found = _PER.match(text)
    if found is None:
        return text, 1.0
    number, thing = found.groups()
    return f"每{thing}", float(_table()["base_numbers"][number]) if number else 1.0
