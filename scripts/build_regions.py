#!/usr/bin/env python3
"""Make ``policytext/lexicon/regions.csv``: divisions by GB/T 2260, province to county.

usage: python scripts/build_regions.py DATA_DIR

DATA_DIR holds the tables of modood/Administrative-divisions-of-China (National Bureau of
Statistics, 2023 edition): ``admin_modood_provinces.json``, ``_cities.csv``, ``_areas.csv``.
Codes and names are facts of public record. Columns: adcode (six digits), name, short (the name as
it stands in headings: 济南, 章丘), level, parent (adcode).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "policytext" / "lexicon" / "regions.csv"
PEOPLES = [
    "壮族",
    "回族",
    "维吾尔",
    "藏族",
    "蒙古族",
    "蒙古",
    "朝鲜族",
    "土家族",
    "苗族",
    "布依族",
    "侗族",
    "彝族",
    "哈尼族",
    "白族",
    "傣族",
    "景颇族",
    "傈僳族",
    "羌族",
    "哈萨克",
    "柯尔克孜",
    "瑶族",
    "黎族",
    "满族",
    "畲族",
    "仫佬族",
    "毛南族",
    "水族",
    "仡佬族",
    "拉祜族",
    "佤族",
    "纳西族",
    "普米族",
    "怒族",
    "独龙族",
    "布朗族",
    "东乡族",
    "保安族",
    "撒拉族",
    "裕固族",
    "土族",
    "锡伯",
    "塔吉克",
    "达斡尔族",
    "鄂温克族",
    "鄂伦春",
    "各族",
]
# the provinces and prefectures whose short name is usage, not the name without its suffix
SHORT = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}
TAIWAN_HONGKONG_MACAU = [
    ("710000", "台湾省", "台湾"),
    ("810000", "香港特别行政区", "香港"),
    ("820000", "澳门特别行政区", "澳门"),
]


def short_name(name: str) -> str:
    """``湘西土家族苗族自治州`` → ``湘西``; ``章丘区`` → ``章丘``; two characters stay."""
    if name in SHORT:
        return SHORT[name]
    short = re.sub(r"(自治州|自治县|自治旗|自治区|特别行政区|林区|地区|新区|省|市|区|县|旗|盟)$", "", name)
    for people in sorted(PEOPLES, key=len, reverse=True):
        cut = short.find(people)
        if cut >= 2 and name.endswith(("自治州", "自治县", "自治旗")):
            short = short[:cut]
    return short if len(short) >= 2 else name


def main(argv: list[str]) -> int:
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    data = Path(argv[0])
    rows = []
    for province in json.loads((data / "admin_modood_provinces.json").read_text(encoding="utf-8")):
        rows.append((province["code"] + "0000", province["name"], "province", ""))
    with open(data / "admin_modood_cities.csv", encoding="utf-8-sig") as stream:
        for city in csv.DictReader(stream):
            if city["name"] in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"):
                continue
            rows.append((city["code"] + "00", city["name"], "city", city["provinceCode"] + "0000"))
    cities = {row[0] for row in rows}
    with open(data / "admin_modood_areas.csv", encoding="utf-8-sig") as stream:
        for area in csv.DictReader(stream):
            if area["name"] in ("市辖区",) or len(area["code"]) != 6:
                continue
            parent = area["cityCode"] + "00"
            if area["code"] == parent:
                continue  # 东莞, 中山, 儋州 have no counties and stand here a second time
            rows.append(
                (area["code"], area["name"], "county", parent if parent in cities else area["provinceCode"] + "0000")
            )
    out = [(code, name, short_name(name), level, parent) for code, name, level, parent in rows]
    out += [(code, name, short, "province", "") for code, name, short in TAIWAN_HONGKONG_MACAU]
    with open(OUT, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["adcode", "name", "short", "level", "parent"])
        writer.writerows(sorted(out))
    print(f"{OUT}: {len(out)} divisions")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
