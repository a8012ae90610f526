"""Data that a linguist may edit, and the loaders that check it.

Lists with columns are CSV, patterns are TOML; ``README.md`` names source and licence of each.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from policytext.errors import LexiconError

FOLDER = Path(__file__).parent


class RegionRow(NamedTuple):
    """A line of ``regions.csv``."""

    adcode: str
    name: str
    short: str
    level: str
    parent: str


@cache
def load_toml(name: str) -> dict[str, Any]:
    """A pattern file as plain values.

    Raises:
        LexiconError: when the file is no TOML.
    """
    path = FOLDER / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as err:
        raise LexiconError(path, 0, str(err)) from err


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """A list with columns as one dict a line.

    Raises:
        LexiconError: when a line has another number of columns than the header.
    """
    path = FOLDER / name
    rows = []
    with open(path, encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            if None in row or None in row.values():
                raise LexiconError(path, reader.line_num, "another number of columns than the header")
            rows.append(row)
    return tuple(rows)


@cache
def regions() -> tuple[RegionRow, ...]:
    """All divisions of GB/T 2260, province to county, ordered by code."""
    return tuple(RegionRow(**row) for row in load_rows("regions.csv"))


@cache
def regions_by_name() -> dict[str, tuple[RegionRow, ...]]:
    """Name → the divisions that bear it (市中区 is four of them); autonomous ones also without their peoples (澜沧县)."""
    found: dict[str, list[RegionRow]] = {}
    for row in regions():
        found.setdefault(row.name, []).append(row)
    for row in regions():
        if row.name.endswith(("自治州", "自治县", "自治旗")):
            found.setdefault(row.short.removesuffix("族") + row.name[-1], [row])
    for row in load_rows("short_regions.csv"):
        found.setdefault(row["short"], found[row["name"]])
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def former_places() -> frozenset[str]:
    """Counties, cities and districts that were renamed or merged since about 1995: documents of their time name them."""
    return frozenset((FOLDER / "former_places.txt").read_text(encoding="utf-8").split())


@cache
def traditional_pairs() -> dict[str, str]:
    """Traditional character → Simplified character, one to one."""
    text = (FOLDER / "traditional.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines())


@cache
def common_verbs() -> frozenset[str]:
    """Verbs of two characters, of any field; ``verbs.toml`` has those of this genre."""
    return frozenset((FOLDER / "common_verbs.txt").read_text(encoding="utf-8").split())


@cache
def common_adverbs() -> frozenset[str]:
    """Adverbs of two to four characters, of any field."""
    return frozenset((FOLDER / "common_adverbs.txt").read_text(encoding="utf-8").split())
