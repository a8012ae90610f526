"""Which division a document is of (GB/T 2260); never guessed from one passing mention."""

from __future__ import annotations

import re
from functools import cache

from policytext.lexicon import RegionRow, regions, regions_by_name
from policytext.records import Region


@cache
def _by_code() -> dict[str, RegionRow]:
    return {row.adcode: row for row in regions()}


@cache
def _names() -> tuple[re.Pattern[str], dict[str, tuple[RegionRow, ...]]]:
    """A pattern of all names (full ones, and short ones of provinces and cities) and what they mean."""
    meaning: dict[str, tuple[RegionRow, ...]] = dict(regions_by_name())
    for row in regions():
        if row.level in ("province", "city") and row.short not in meaning:
            meaning[row.short] = (row,)
    names = sorted(meaning, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), meaning


def full_name(row: RegionRow) -> str:
    """The name with its city: 济南市章丘区; provinces and cities stand alone."""
    parent = _by_code().get(row.parent)
    if row.level == "county" and parent is not None:
        return parent.name + row.name
    return row.name


def find_region(*texts: str | None) -> Region | None:
    """The division that titles, issuers and letterheads name; the first text that tells decides.

    A county's name that several provinces have (市中区) needs its city beside it.
    """
    for text in texts:
        if text and (found := _in_text(text)):
            return found
    return None


# 示范县 is no 范县: a county of two characters stands alone or behind the name of what it belongs to
_INSIDE_A_WORD = re.compile(r"[\u4e00-\u9fff](?<![省市州盟区旗年和与及共于对在发赴为由是])$")


def _in_text(text: str) -> Region | None:
    if re.match(
        r"(?:(?:19|20)\d\d年)?(?:国务院|中共中央|中华人民共和国)|全国(?!文明|人大|人民代表大会代表)", text.strip()
    ):
        return Region(name="全国", adcode=None, level="nation")
    pattern, meaning = _names()
    chain: list[RegionRow] = []
    end = -1
    for match in pattern.finditer(text):
        rows = meaning[match[0]]
        if len(match[0]) == 2 and rows[0].level == "county" and _INSIDE_A_WORD.search(text, 0, match.start()):
            continue
        if chain and match.start() <= end + 1:
            below = [row for row in rows if _is_below(row, chain[-1])]
            if below:
                chain.append(below[0])
                end = match.end()
                continue
        if chain:
            break
        if len(rows) == 1 or rows[0].level != "county":
            if rows[0].level == "county" and not match[0].endswith(("区", "县", "市", "旗")):
                continue
            chain = [rows[0]]
            end = match.end()
        # an ambiguous county without its city names nothing
    if not chain:
        return None
    row = chain[-1]
    return Region(name=full_name(row), adcode=row.adcode, level=row.level)  # type: ignore[arg-type]


def _is_below(row: RegionRow, above: RegionRow) -> bool:
    if row.parent == above.adcode:
        return True
    parent = _by_code().get(row.parent)
    return parent is not None and parent.parent == above.adcode


def named_region(name: str | None) -> Region | None:
    """A region that the user named; a name that GB/T 2260 does not have keeps no code."""
    if not name or not name.strip():
        return None
    name = name.strip()
    if name in ("全国", "中国", "国家", "中央"):
        return Region(name="全国", adcode=None, level="nation")
    found = _in_text(name)
    if found is not None:
        return Region(name=name, adcode=found.adcode, level=found.level)
    level = (
        "province"
        if name.endswith(("省", "自治区"))
        else "county"
        if name.endswith(("区", "县", "旗"))
        else "town"
        if name.endswith(("街道", "镇", "乡"))
        else "city"
    )
    return Region(name=name, adcode=None, level=level)  # type: ignore[arg-type]


def canonical_name(name: str, region: Region | None) -> str | None:
    """``市民政局`` in 济南市 → ``济南市民政局``; None when the name bears no level or the region is unknown."""
    if region is None or region.level == "nation":
        return None
    row = _by_code().get(region.adcode or "")
    if row is None:
        return None
    lineage = [row]
    while lineage[-1].parent and (parent := _by_code().get(lineage[-1].parent)):
        lineage.append(parent)
    by_level = {item.level: item for item in lineage}
    if name.startswith(("省", "自治区")) and "province" in by_level:
        return by_level["province"].name + re.sub(r"^(?:省|自治区)", "", name)
    if (
        name.startswith(("市", "州", "盟"))
        and not name.startswith(("市场", "市容", "市政工程", "市县", "市区"))
        and "city" in by_level
    ):
        return by_level["city"].name + re.sub(r"^[市州盟]", "", name)
    if name.startswith("市") and region.level == "province" and row.name.endswith("市"):
        return row.name + name[1:]
    if (
        name.startswith(("区", "县", "旗"))
        and not name.startswith(("区县", "县区", "区域", "县域", "区(", "县(", "区市"))
        and "county" in by_level
    ):
        return full_name(by_level["county"]) + re.sub(r"^[区县旗]", "", name)
    return None
