"""The data of ``policytext/lexicon``: each rule's example and counter hold, each list is clean."""

from __future__ import annotations

import csv
import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policytext.errors import LexiconError
from policytext.extract.quantities import find_quantities
from policytext.extract.targets import find_targets
from policytext.lexicon import FOLDER, load_rows, load_toml, regions, traditional_pairs
from policytext.normalize.offsets import normalize
from policytext.resolve.regions import canonical_name, named_region

TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))
PATTERNS = sorted(path.name for path in FOLDER.glob("*.toml"))
COMPARATORS = load_toml("targets.toml")["comparator"]
NO_TARGETS = load_toml("not_targets.toml")["rule"]
PROVINCES = 34

#: Counters that do not hold yet: the rule drops more than it should.
TOO_GREEDY = {"subsidy"}


def comparators_of(text: str) -> set[str]:
    normal = normalize(text).text
    return {quantity.comparator for quantity in find_quantities(normal, 0, len(normal))}


def iter_lists(value: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a pattern file, with the path to it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from iter_lists(item, f"{name}.{key}")
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield name, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from iter_lists(item, f"{name}[{index}]")


def repeated(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


# --- rules and their proofs --------------------------------------------------------------------


@pytest.mark.parametrize("rule", COMPARATORS, ids=lambda rule: rule["id"])
def test_a_comparator_means_what_its_example_shows(rule) -> None:
    assert comparators_of(rule["example"]) == {rule["means"]}
    assert rule["means"] not in comparators_of(rule["counter"])


@pytest.mark.parametrize("rule", COMPARATORS, ids=lambda rule: rule["id"])
def test_every_word_of_a_comparator_is_read_so(rule) -> None:
    texts = {word: f"数量{word}50件" for word in rule["before"]}
    texts |= {word: f"数量50{'元' if word == '起' else '件'}{word}" for word in rule["after"]}
    assert {word for word, text in texts.items() if comparators_of(text) != {rule["means"]}} == set()


def test_every_comparator_has_a_name_of_its_own() -> None:
    assert repeated([rule["id"] for rule in COMPARATORS]) == []
    assert repeated([word for rule in COMPARATORS for word in rule["before"]]) == []
    assert repeated([word for rule in COMPARATORS for word in rule["after"]]) == []


@pytest.mark.parametrize("rule", NO_TARGETS, ids=lambda rule: rule["id"])
def test_the_example_of_a_rule_is_no_target(rule) -> None:
    assert rule["why"]
    normal = normalize(rule["example"]).text
    assert find_targets(normal, 0, len(normal)) == []


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(
            rule,
            id=rule["id"],
            marks=pytest.mark.xfail(rule["id"] in TOO_GREEDY, strict=True, reason="the rule is too greedy"),
        )
        for rule in NO_TARGETS
        if "counter" in rule
    ],
)
def test_the_counter_of_a_rule_is_a_target(rule) -> None:
    normal = normalize(rule["counter"]).text
    assert find_targets(normal, 0, len(normal)) != []


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_compiles(name: str) -> None:
    keys = ("patterns", "head", "tail", "clause")
    content = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    for path, words in iter_lists(content, name):
        if path.rsplit(".", 1)[-1] == "patterns":
            for word in words:
                re.compile(word)
    for rule in content.get("rule", []):
        for key in keys:
            re.compile(rule.get(key, ""))


# --- lists -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PATTERNS)
def test_no_list_has_a_word_twice(name: str) -> None:
    content = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    found = {path: repeated(words) for path, words in iter_lists(content, name)}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_loads_and_names_a_line_once(name: str) -> None:
    rows = load_rows(name)
    assert rows
    key = next(iter(rows[0]))
    assert repeated([row[key] for row in rows]) == []
    assert all(row[key] == row[key].strip() != "" for row in rows)


@pytest.mark.parametrize(
    "name", sorted(p.name for p in FOLDER.iterdir() if p.suffix in (".csv", ".toml", ".tsv", ".txt"))
)
def test_files_are_utf8_with_plain_newlines(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8").endswith("\n")


def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, monkeypatch) -> None:
    import policytext.lexicon

    (tmp_path / "wrong.csv").write_text("unit,kind\n个,count\n家\n", encoding="utf-8")
    (tmp_path / "wrong.toml").write_text("words = [", encoding="utf-8")
    monkeypatch.setattr(policytext.lexicon, "FOLDER", tmp_path)
    with pytest.raises(LexiconError) as caught:
        load_rows("wrong.csv")
    assert caught.value.line == 3
    with pytest.raises(LexiconError):
        load_toml("wrong.toml")


def test_a_word_assigns_one_role_only() -> None:
    roles = load_toml("roles.toml")
    for kind in ("label", "verb"):
        words = [word for entry in roles[kind] for word in entry["words"]]
        assert repeated(words) == []
    labels = {word for entry in roles["label"] for word in entry["words"]}
    assert labels & set(roles["persons"]["words"]) == set()
    assert labels & set(roles["other"]["words"]) == set()


def test_words_are_simplified_and_listed_once() -> None:
    lines = (FOLDER / "words.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    assert repeated(words) == []
    assert [word for word in words if any(character in traditional_pairs() for character in word)] == []


def test_characters_fold_one_to_one() -> None:
    pairs = traditional_pairs()
    assert len(pairs) > 3000
    assert pairs["濟"] == "济"
    assert "乾" not in pairs  # 乾坤 is right in Simplified too
    assert all(len(traditional) == len(simplified) == 1 for traditional, simplified in pairs.items())


# --- regions -----------------------------------------------------------------------------------


def test_regions_are_those_of_the_standard() -> None:
    by_code = {row.adcode: row for row in regions()}
    assert len(by_code) == len(regions()), "a code names one division"
    assert sum(row.level == "province" for row in regions()) == PROVINCES
    assert {row.level for row in regions()} == {"province", "city", "county"}
    assert by_code["370100"][1:] == ("济南市", "济南", "city", "370000")
    assert by_code["370114"][1:] == ("章丘区", "章丘", "county", "370100")
    assert by_code["110000"].name == "北京市"
    assert by_code["433100"].short == "湘西"


def test_every_region_lies_in_one_of_a_higher_level() -> None:
    by_code = {row.adcode: row for row in regions()}
    order = ("province", "city", "county")
    for row in regions():
        assert re.fullmatch(r"\d{6}", row.adcode)
        assert row.name.startswith(row.short[:2])
        if row.level == "province":
            assert row.parent == ""
        else:
            assert order.index(by_code[row.parent].level) < order.index(row.level), row


def test_regions_are_ordered_by_code() -> None:
    assert [row.adcode for row in regions()] == sorted(row.adcode for row in regions())


@pytest.mark.parametrize("name", ["东莞市", "中山市", "儋州市"])
def test_a_city_without_counties_is_not_its_own_county(name: str) -> None:
    assert canonical_name("市民政局", named_region(name)) == f"{name}民政局"


# --- times -------------------------------------------------------------------------------------


def test_plan_periods_follow_each_other() -> None:
    rows = load_rows("periods.csv")
    assert {int(row["end"]) - int(row["start"]) for row in rows} == {4}
    assert rows[-1]["name"] == "十六五"
    by_name = {row["name"]: row for row in rows}
    assert (by_name["十四五"]["start"], by_name["十四五"]["end"]) == ("2021", "2025")


def test_named_days_are_days() -> None:
    for row in load_rows("named_days.csv"):
        datetime.date(2024, int(row["month"]), int(row["day"]))
        assert row["next_year"] in ("0", "1")


def test_spring_festivals_lie_between_late_january_and_late_february() -> None:
    for row in load_rows("spring_festivals.csv"):
        date = datetime.date.fromisoformat(row["date"])
        assert str(date.year) == row["year"]
        assert (1, 20) < (date.month, date.day) < (2, 22)


def test_quantity_units_have_kinds_that_rules_ask_for() -> None:
    kinds = {row["kind"] for row in load_rows("quantity_units.csv")}
    asked = {kind for rule in NO_TARGETS for kind in rule.get("kinds", ())}
    assert asked <= kinds
    with open(FOLDER / "quantity_units.csv", encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == ["unit", "kind", "not_before", "unless"]
