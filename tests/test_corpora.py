"""The corpora that we composed: sound gold, a full manifest, and sentences of our own."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "corpora" / "policy-sample"
STYLES = ROOT / "corpora" / "house-styles"
#: Real documents, on the developers' machines only; nothing of them may stand in ours.
REAL_DOCUMENTS = ROOT.parent / "shared" / "corpus"
#: Han characters in a row that count as a sentence taken over.
MAX_SHARED_RUN = 30
HAN = re.compile(r"[㐀-䶿一-鿿]")


@pytest.fixture(scope="module")
def check_gold() -> ModuleType:
    """``scripts/check_gold.py`` as a module."""
    spec = importlib.util.spec_from_file_location("check_gold", ROOT / "scripts" / "check_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def manifest() -> list[dict[str, str]]:
    with open(SAMPLE / "raw" / "manifest.csv", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def golds() -> list[dict[str, Any]]:
    paths = sorted((SAMPLE / "gold").glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths if not path.name.endswith(".themes.json")]


def read(path: Path) -> str:
    with open(path, encoding="utf-8", newline="") as stream:
        return stream.read()


def iter_runs(text: str) -> Iterator[str]:
    """All runs of Han characters of the length that counts, whatever stands between them."""
    han = "".join(HAN.findall(text))
    return (han[i : i + MAX_SHARED_RUN] for i in range(len(han) - MAX_SHARED_RUN + 1))


def test_gold_is_sound(check_gold: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    code = check_gold.main([])
    assert (code, capsys.readouterr().err) == (0, "")


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda gold: gold["measures"][0]["units"][0].update(start=0), "is not the text at"),
        (lambda gold: gold["measures"][1].update(order=7), "order is 7"),
        (lambda gold: gold["measures"][0]["units"][0].update(role="boss"), "no role 'boss'"),
        (
            lambda gold: gold["measures"][0]["units"].append(gold["measures"][1]["units"][0]),
            "lies outside",
        ),
        (lambda gold: gold["aims_targets"][0].update(deadlines=[9]), "no such deadline"),
    ],
    ids=["offset", "order", "enumeration", "outside", "aim_deadline"],
)
def test_damaged_gold_is_refused(
    check_gold: ModuleType, tmp_path: Path, damage: Callable[[Any], None], fault: str
) -> None:
    corpus = tmp_path / "sample"
    shutil.copytree(SAMPLE, corpus)
    path = corpus / "gold" / "201_sd_governance_plan_2025.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    damage(gold)
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    assert any(fault in line for line in check_gold.check_corpus(corpus))


def test_changed_text_is_refused(check_gold: ModuleType, tmp_path: Path) -> None:
    corpus = tmp_path / "sample"
    shutil.copytree(SAMPLE, corpus)
    path = corpus / "raw" / "214_zibo_speech_2025.txt"
    path.write_text("同志们：" + read(path), encoding="utf-8")
    faults = check_gold.check_corpus(corpus)
    assert any("sha256" in fault for fault in faults)
    assert any("is not the text at" in fault for fault in faults)


def test_every_document_has_gold(manifest: list[dict[str, str]]) -> None:
    assert len(manifest) >= 14
    for row in manifest:
        assert (SAMPLE / "gold" / row["path"]).with_suffix(".json").is_file(), row["path"]


def test_documents_are_of_a_size_to_read(manifest: list[dict[str, str]]) -> None:
    sizes = {row["path"]: len(read(SAMPLE / "raw" / row["path"])) for row in manifest}
    assert {path: size for path, size in sizes.items() if not 800 <= size <= 4000} == {}


def test_manifest_says_whose_the_texts_are(manifest: list[dict[str, str]]) -> None:
    assert {(row["source"], row["licence"]) for row in manifest} == {("composed for policytext", "Apache-2.0")}


def test_corpus_covers_the_genre(golds: list[dict[str, Any]]) -> None:
    regions = Counter(gold["region"]["name"] for gold in golds if gold["region"])
    assert set(regions) >= {"山东省", "济南市", "淄博市", "潍坊市", "济宁市", "淄博市桓台县"}
    assert {gold["genre"] for gold in golds} >= {
        "plan",
        "task_list",
        "report",
        "news",
        "experience",
        "notice",
    }
    assert {gold["script"] for gold in golds} == {"Hans", "Hant"}
    assert any(len(gold.get("documents", ())) == 2 for gold in golds)


def test_gold_shows_every_value_of_the_main_enumerations(golds: list[dict[str, Any]]) -> None:
    measures = [measure for gold in golds for measure in gold["measures"]]
    targets = [target for measure in measures for target in measure["targets"]]
    units = [unit for measure in measures for unit in measure["units"]]
    deadlines = [deadline for measure in measures for deadline in measure["deadlines"]]
    assert {target["comparator"] for target in targets} == {
        "eq",
        "ge",
        "le",
        "gt",
        "lt",
        "approx",
        "range",
    }
    assert {target["status"] for target in targets} == {"planned", "achieved", "baseline"}
    assert {unit["role"] for unit in units} == {"lead", "responsible", "support", "supervise"}
    assert {unit["evidence"] for unit in units} == {
        "label",
        "parenthesis",
        "sentence",
        "table",
        "inherited",
        "default",
    }
    assert {deadline["type"] for deadline in deadlines} >= {
        "by",
        "during",
        "from",
        "duration",
        "recurring",
        "ongoing",
    }


def test_themes_join_documents(golds: list[dict[str, Any]]) -> None:
    documents: dict[str, set[str]] = {}
    for path in sorted((SAMPLE / "gold").glob("*.themes.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            documents.setdefault(row["theme"], set()).add(path.name)
    assert len([theme for theme, names in documents.items() if len(names) >= 3]) >= 6


@pytest.mark.parametrize("path", sorted(STYLES.glob("*/h*.json")), ids=lambda path: path.stem)
def test_gold_of_house_styles_is_sound(path: Path) -> None:
    """Every span lies in its text, parts in their measure, and each text has gold once."""
    gold, text = json.loads(read(path)), read(STYLES / "raw" / f"{path.stem}.txt")
    assert [p.parent.name for p in STYLES.glob(f"*/{path.stem}.json")] == [path.parent.name]
    for measure in gold["measures"]:
        assert 0 <= measure["start"] < measure["end"] <= len(text)
        for kind in ("units", "targets", "deadlines"):
            for record in measure[kind]:
                assert text[record["start"] : record["end"]].strip(), record
        for record in (*measure["targets"], *measure["deadlines"]):
            assert measure["start"] <= record["start"] < record["end"] <= measure["end"], record
        for unit in measure["units"]:
            assert unit["role"] in ("lead", "responsible", "support", "supervise")
    for aim in gold["aims_targets"]:
        assert text[aim["start"] : aim["end"]].strip()


def test_texts_of_house_styles_name_nobody() -> None:
    """No number of a document or a telephone that could be a real one."""
    for path in STYLES.glob("raw/*.txt"):
        text = read(path)
        assert set("".join(re.findall(r"〔20\d\d〕第?(\d+)", text))) <= {"9"}, path.name
        assert set("".join(re.findall(r"电话[:：　]([\d—×-]+)", text))) <= set("0—-×"), path.name


@pytest.mark.skipif(not REAL_DOCUMENTS.is_dir(), reason="no real documents on this machine")
def test_sentences_are_ours(manifest: list[dict[str, str]]) -> None:
    ours = {run: path.name for path in STYLES.glob("raw/*.txt") for run in iter_runs(read(path))}
    ours |= {run: row["path"] for row in manifest for run in iter_runs(read(SAMPLE / "raw" / row["path"]))}
    shared = {
        (ours[run], path.name, run)
        for path in sorted(REAL_DOCUMENTS.rglob("*.txt"))
        for run in iter_runs(path.read_text(encoding="utf-8", errors="replace"))
        if run in ours
    }
    assert shared == set()
