"""A run's links on graded pairs: measures stand for passages, links count, rankings are asked for."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from policytext.errors import OutputError
from policytext.evaluate import evaluate, render_evaluation
from policytext.export.jsonl import write_records
from policytext.records import Document, Link, Measure

TEXTS = {
    "jinan": "改造城镇老旧小区。加装电梯，改造燃气管网。\n发展海上风电。建设抽水蓄能电站。\n",
    "qingdao": "推进老旧小区整治。为老旧小区加装电梯，更新燃气管网。\n培育网格员队伍。配齐专职网格员。\n",
}


def passages(name: str) -> list[dict]:
    text = TEXTS[name]
    first = text.index("\n")
    return [{"start": 0, "end": first}, {"start": first + 1, "end": len(text) - 1}]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of one file of pairs (the first of each are partners), and an aligned run."""
    gold, run = tmp_path / "gold", tmp_path / "run"
    gold.mkdir()
    (run / "text").mkdir(parents=True)
    documents, measures = [], []
    head: dict = {"split": "dev"}
    for side, name in (("left", "jinan"), ("right", "qingdao")):
        text = TEXTS[name]
        (run / "text" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        documents.append(
            Document(
                doc_id=name,
                path=f"{name}.txt",
                sha256="0" * 64,
                n_chars=len(text),
                text_path=f"text/{name}.txt",
                end=len(text),
            )
        )
        for order, place in enumerate(passages(name)):
            title = text[place["start"] : text.index("。", place["start"])]
            measures.append(
                Measure.cut(
                    text,
                    place["start"],
                    place["end"],
                    measure_id=f"{name}-{order}",
                    doc_id=name,
                    section_id=None,
                    order=order,
                    kind="task",
                    title=title,
                )
            )
        head[side] = {
            "path": f"{name}.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "passages": passages(name),
        }
    (a, b), (c, d) = ([[p["start"], p["end"]] for p in passages(name)] for name in TEXTS)
    rows = [{"left": a, "right": c, "grade": 1}, {"left": b, "right": d, "grade": 0, "hard": True}]
    (gold / "a-b.jsonl").write_text("\n".join(map(json.dumps, [head, *rows])), encoding="utf-8")
    write_records(run / "documents.jsonl", documents)
    write_records(run / "measures.jsonl", measures)
    write_links(run, ("jinan-0", "qingdao-0"))
    return gold, run


def write_links(run: Path, *pairs: tuple[str, str]) -> None:
    write_records(
        run / "links.jsonl",
        [Link(link_id=f"l{n}", source=a, target=b, score=0.5, type="peer") for n, (a, b) in enumerate(pairs)],
    )


def test_right_links_score_and_the_ranking_is_asked_for(folders: tuple[Path, Path]) -> None:
    evaluation = evaluate(*folders)
    assert evaluation.links is not None
    total = evaluation.links.total
    assert (total.f1, total.first, total.mrr, total.hard_share) == (1.0, 1.0, 1.0, 0.0)
    assert (evaluation.links.found, evaluation.links.passages) == (4, 4)
    assert evaluation.to_dict()["links"]["f1"] == 1.0
    assert not evaluation.found_nothing


def test_wrong_and_missed_links_are_listed(folders: tuple[Path, Path]) -> None:
    gold, run = folders
    write_links(run, ("qingdao-1", "jinan-1"))  # which is source does not matter
    evaluation = evaluate(gold, run)
    assert evaluation.links is not None
    assert (evaluation.links.total.f1, evaluation.links.total.hard_share) == (0.0, 1.0)
    text = render_evaluation(evaluation, max_differences=5)
    assert "extra  发展海上风电" in text
    assert "miss   改造城镇老旧小区" in text


def test_a_measure_stands_for_the_passage_it_shares_most_with(folders: tuple[Path, Path]) -> None:
    gold, run = folders
    text = TEXTS["jinan"]
    halves = [
        Measure.cut(
            text, start, end, measure_id=f"jinan-{start}", doc_id="jinan", section_id=None, order=start, kind="task"
        )
        for start, end in ((0, 9), (9, 21))
    ]  # the passage in two measures
    rest = [m for m in (run / "measures.jsonl").read_text(encoding="utf-8").splitlines() if "jinan-0" not in m]
    write_records(run / "measures.jsonl", halves)
    with open(run / "measures.jsonl", "a", encoding="utf-8") as stream:
        stream.write("\n".join(rest) + "\n")
    write_links(run, ("jinan-9", "qingdao-0"))
    evaluation = evaluate(gold, run)
    assert evaluation.links is not None
    assert (evaluation.links.found, evaluation.links.total.right) == (4, 1)


def test_a_passage_without_measure_is_a_miss_and_ranks_last(folders: tuple[Path, Path]) -> None:
    gold, run = folders
    lines = (run / "measures.jsonl").read_text(encoding="utf-8").splitlines()
    (run / "measures.jsonl").write_text(
        "\n".join(line for line in lines if "jinan-0" not in line) + "\n", encoding="utf-8"
    )
    write_links(run)
    evaluation = evaluate(gold, run)
    assert evaluation.links is not None
    assert (evaluation.links.total.recall, evaluation.links.found) == (0.0, 3)


def test_pairs_of_documents_that_are_not_there_are_named(folders: tuple[Path, Path]) -> None:
    gold, run = folders
    (run / "text" / "qingdao.txt").write_text("另一份", encoding="utf-8")
    evaluation = evaluate(gold, run)
    assert evaluation.links is not None
    assert evaluation.links.missing == ("a-b",)
    assert evaluation.found_nothing
    assert "not in the run: a-b" in render_evaluation(evaluation)


def test_a_run_that_was_not_aligned_says_what_to_do(folders: tuple[Path, Path]) -> None:
    gold, run = folders
    (run / "links.jsonl").unlink()
    with pytest.raises(OutputError, match="policytext align"):
        evaluate(gold, run)
