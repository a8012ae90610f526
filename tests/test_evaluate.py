"""Scores by hand on small cases, and equality with the reference scorer where it is at hand."""

from __future__ import annotations

import copy
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policytext.errors import OutputError, PolicyTextError
from policytext.evaluate import Score, evaluate, normalize, render_evaluation

TEXT = "一是开展培训，不少于18人，由市民政局牵头，2025年底前完成。二是建设平台。"


def span(text: str, **fields: object) -> dict:
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text), **fields}


UNIT = span("市民政局", name="市民政局", role="lead")
TARGET = span("不少于18人", value=18, comparator="ge", unit="人", status="planned", indicator="培训")
DEADLINE = span("2025年底前", type="by", value="2025-12-31")
FIRST = span("一是开展培训，不少于18人，由市民政局牵头，2025年底前完成。", kind="task", title="开展培训",
             units=[UNIT], targets=[TARGET], deadlines=[DEADLINE])  # fmt: skip
SECOND = span("二是建设平台。", kind="task", title="建设平台", units=[], targets=[], deadlines=[])


@pytest.fixture
def folders(tmp_path):
    """Writes gold and run folders of one document; gives their paths."""

    def make(gold: list[dict], found: list[dict], name: str = "007_计划.txt", **extra: object) -> tuple[Path, Path]:
        gold_dir, run_dir = tmp_path / "gold", tmp_path / "run"
        for folder in (gold_dir, run_dir / "text"):
            folder.mkdir(parents=True, exist_ok=True)
        content = {"doc": "007", "measures": gold, **extra}
        (gold_dir / "007.json").write_text(json.dumps(content), encoding="utf-8")
        document = {"doc_id": "d", "path": f"in/{name}", "text_path": "text/a.txt"}
        (run_dir / "documents.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
        (run_dir / "text" / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
        rows = "".join(json.dumps({"doc_id": "d", **row}) + "\n" for row in found)
        (run_dir / "measures.jsonl").write_text(rows, encoding="utf-8")
        return gold_dir, run_dir

    return make


def changed(row: dict, **fields: object) -> dict:
    return {**copy.deepcopy(row), **fields}


def test_equal_records_score_one(folders) -> None:
    evaluation = evaluate(*folders([FIRST, SECOND], [FIRST, SECOND]))
    assert {score.f1 for score in evaluation.scores.values()} == {1.0}
    assert evaluation.differences == ()


def test_a_missing_measure_is_a_miss_with_all_its_parts(folders) -> None:
    evaluation = evaluate(*folders([FIRST, SECOND], [SECOND]))
    assert evaluation.scores["measures"] == Score(1, 2, 1)
    assert evaluation.scores["units.strict"] == Score(0, 1, 0)
    assert [(entry.kind, entry.outcome) for entry in evaluation.differences] == [
        ("measures", "miss"), ("units", "miss"), ("targets", "miss"), ("deadlines", "miss"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "row", "fields", "is_found"),
    [
        ("units", UNIT, {"role": "support"}, True),
        ("units", UNIT, {"name": "市局"}, True),
        ("units", UNIT, {"text": "市民政局牵头", "end": UNIT["end"] + 2}, False),
        ("targets", TARGET, {"comparator": "eq"}, True),
        ("targets", TARGET, {"value_max": 20}, True),
        ("targets", TARGET, {"status": "achieved"}, True),
        ("targets", TARGET, {"start": TARGET["end"] - 2}, False),
        ("deadlines", DEADLINE, {"value": None}, True),
        ("deadlines", DEADLINE, {"type": "during"}, True),
    ],
)
def test_a_wrong_attribute_costs_the_strict_score(folders, part, row, fields, is_found) -> None:
    found = changed(FIRST, **{part: [changed(row, **fields)]})
    evaluation = evaluate(*folders([FIRST], [found]))
    assert evaluation.scores[part].hits == int(is_found)
    assert evaluation.scores[f"{part}.strict"].hits == 0
    assert {entry.kind for entry in evaluation.differences} == {part}


def test_a_body_in_one_role_counts_once_in_a_measure(folders) -> None:
    twice = changed(FIRST, units=[UNIT, changed(UNIT, start=UNIT["start"] + 1)])
    assert evaluate(*folders([FIRST], [twice])).scores["units"] == Score(1, 1, 1)


def test_a_time_tied_to_an_event_is_not_scored(folders) -> None:
    """It has no value to be right or wrong (records.md, section 7)."""
    event = changed(DEADLINE, type="event", value=None)
    with_event, without = changed(FIRST, deadlines=[event]), changed(FIRST, deadlines=[])
    assert evaluate(*folders([with_event], [without])).scores["deadlines"] == Score(0, 0, 0)
    assert evaluate(*folders([FIRST], [with_event])).scores["deadlines"] == Score(0, 1, 0)


def test_windows_leave_the_rest_of_the_document_out(folders) -> None:
    gold_dir, run_dir = folders([FIRST], [FIRST, SECOND], windows=[[0, FIRST["end"]]])
    assert evaluate(gold_dir, run_dir).scores["measures"] == Score(1, 1, 1)


def test_a_body_told_outside_the_windows_is_not_judged(folders) -> None:
    """A row of a task table behind the windows: nobody annotated it."""
    behind = {**changed(UNIT, name="市文化局", start=900), "end": 904}
    found = changed(FIRST, units=[UNIT, behind])
    whole = evaluate(*folders([FIRST], [found]))
    window = evaluate(*folders([FIRST], [found], windows=[[0, FIRST["end"]]]))
    assert (whole.scores["units"], window.scores["units"]) == (Score(1, 1, 2), Score(1, 1, 1))


def test_aims_are_scored_where_gold_has_them(folders) -> None:
    gold_dir, run_dir = folders([], [], aims_targets=[TARGET])
    (run_dir / "aims.jsonl").write_text(json.dumps({"doc_id": "d", "target": TARGET}) + "\n", encoding="utf-8")
    assert evaluate(gold_dir, run_dir).scores["aims.strict"] == Score(1, 1, 1)


def test_texts_that_gold_leaves_out_are_cut_from_the_run(folders) -> None:
    bare = copy.deepcopy(FIRST)
    for row in (bare, *bare["units"], *bare["targets"], *bare["deadlines"]):
        del row["text"]
    evaluation = evaluate(*folders([bare], [FIRST]))
    assert {score.f1 for score in evaluation.scores.values()} == {1.0}


@pytest.mark.parametrize("name", ["007_计划.txt", "007.txt", "007_another.md"])
def test_a_document_belongs_to_gold_by_its_name(folders, name: str) -> None:
    assert evaluate(*folders([FIRST], [FIRST], name=name)).missing == ()


def test_a_document_that_is_not_in_the_run_is_told(folders) -> None:
    evaluation = evaluate(*folders([FIRST], [FIRST], name="008_计划.txt"))
    assert evaluation.missing == ("007",)
    assert evaluation.scores["measures"] == Score(0, 1, 0)
    assert "not in the run: 007" in render_evaluation(evaluation)


def test_render_lists_up_to_so_many_differences(folders) -> None:
    evaluation = evaluate(*folders([FIRST, SECOND], []))
    shown = render_evaluation(evaluation, max_differences=1)
    assert "measures: 2 differences" in shown
    assert "开展培训" in shown
    assert "建设平台" not in shown
    assert "开展培训" not in render_evaluation(evaluation)


def test_folders_that_hold_nothing_are_refused(folders, tmp_path) -> None:
    gold_dir, _ = folders([FIRST], [FIRST])
    (tmp_path / "empty").mkdir()
    with pytest.raises(OutputError, match="empty"):
        evaluate(gold_dir, tmp_path / "empty")
    with pytest.raises(PolicyTextError, match="empty"):
        evaluate(tmp_path / "empty", gold_dir)
    with pytest.raises(PolicyTextError, match=r"999\.json"):
        evaluate(gold_dir, gold_dir, documents=["999"])


def test_normalize_folds_forms_and_ignores_punctuation() -> None:
    assert normalize("（市 民政局）、") == "市民政局"
    assert normalize("１０％") == "10%"
    assert normalize(None) == ""


def scramble(gold_dir: Path, run_dir: Path, rng: random.Random) -> None:
    """A run made of gold with mistakes of all kinds."""
    documents, measures, aims = [], [], []
    for path in sorted(gold_dir.glob("???.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        documents.append({"doc_id": path.stem, "path": f"in/{path.stem}_x.txt"})
        for row in content["measures"]:
            if rng.random() < 0.15:
                continue
            row = {**row, "doc_id": path.stem}
            row.setdefault("text", "文" * (row["end"] - row["start"]))
            row["end"] += rng.choice([0, 0, 3, 40])
            for part in ("units", "targets", "deadlines"):
                kept = [dict(child) for child in row.get(part) or () if rng.random() < 0.85]
                for child in kept:
                    child["start"] += rng.choice([0, 0, 0, 1, -2])
                    if rng.random() < 0.2:
                        child[rng.choice(["role", "type", "value", "unit", "status", "name", "value_max"])] = None
                row[part] = kept
            measures.append(row)
        aims += [
            {"doc_id": path.stem, "target": dict(aim)}
            for aim in content.get("aims_targets") or ()
            if rng.random() < 0.7
        ]
    run_dir.mkdir()
    for name, rows in (("documents", documents), ("measures", measures), ("aims", aims)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (run_dir / f"{name}.jsonl").write_text(lines, encoding="utf-8")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("with_windows", [False, True])
def test_scores_equal_those_of_the_reference_scorer(shared, tmp_path, seed: int, with_windows: bool) -> None:
    scorer = shared / "tools" / "score.py"
    gold_dir, run_dir = tmp_path / "gold", tmp_path / "run"
    shutil.copytree(shared / "gold", gold_dir)
    if with_windows:
        for path in sorted(gold_dir.glob("???.json")):
            content = json.loads(path.read_text(encoding="utf-8"))
            content["windows"] = [[0, 1500], [2500, 4000]]
            path.chmod(0o644)
            path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    scramble(gold_dir, run_dir, random.Random(seed))
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold_dir), str(run_dir), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert evaluate(gold_dir, run_dir).to_dict() == json.loads(done.stdout)
