"""Files → records in a folder, with a stand-in for the extraction; the real one has its own tests."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from policytext import jobs, pool
from policytext import output as output_folder
from policytext.errors import ConfigError, ManifestError, OutputError, PolicyTextError
from policytext.records import Link
from policytext.shard import Counts
from tests import stubs


@pytest.fixture(autouse=True)
def stubbed(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "policytext.pipeline", stubs.module())
    monkeypatch.setattr(pool, "run_shard", stubs.run_stubbed)


@pytest.fixture
def corpus(write, tmp_path) -> Path:
    """Twenty readable files in three encodings, an empty one and a picture."""
    for number in range(20):
        encoding = ("utf-8", "gb18030", "utf-16")[number % 3]
        write(
            f"in/{number:02d}_计划.txt",
            f"第{number}项任务，到2025年达到60%\r\n牵头单位：市民政局\n",
            encoding,
        )
    write("in/05b_empty.txt", b"")
    write("in/picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    return tmp_path / "in"


def lines(folder: Path, kind: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text("utf-8").splitlines()]


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_extract_writes_records_texts_and_errors(corpus, tmp_path) -> None:
    out = tmp_path / "out"
    counts = jobs.extract(corpus, out)
    assert counts == Counts(inputs=22, characters=counts.characters, documents=20, measures=20, targets=20, errors=2)
    assert jobs.exit_code(counts) == 3
    assert [Path(row["path"]).name for row in lines(out, "documents")] == [
        f"{number:02d}_计划.txt" for number in range(20)
    ]
    assert [(Path(row["path"]).name, row["error"]) for row in lines(out, "errors")] == [
        ("05b_empty.txt", "EmptyFileError"),
        ("picture.txt", "BinaryFileError"),
    ]
    assert sorted(entry.name for entry in out.iterdir()) == [
        "aims.jsonl", "documents.jsonl", "errors.jsonl", "measures.jsonl", "run.json", "sections.jsonl", "text",
    ]  # fmt: skip


def test_offsets_count_in_the_written_text(corpus, tmp_path) -> None:
    out = tmp_path / "out"
    jobs.extract(corpus, out)
    texts = {row["doc_id"]: row["text_path"] for row in lines(out, "documents")}
    for measure in lines(out, "measures"):
        with open(out / texts[measure["doc_id"]], encoding="utf-8", newline="") as stream:
            source = stream.read()
        assert "\r\n" in source
        for span in (measure, *measure["targets"]):
            assert source[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_equal_bytes(corpus, tmp_path, workers: int) -> None:
    jobs.extract(corpus, tmp_path / "one")
    jobs.extract(corpus, tmp_path / "many", workers=workers)
    assert content(tmp_path / "one") == content(tmp_path / "many")


def test_a_file_that_kills_its_process_is_set_aside(corpus, write, tmp_path, monkeypatch) -> None:
    write("in/07_killer.txt", "一二三")
    monkeypatch.setattr(pool, "run_shard", stubs.run_or_die)
    counts = jobs.extract(corpus, tmp_path / "out", workers=2)
    assert (counts.documents, counts.errors, counts.inputs) == (20, 3, 23)
    assert [(Path(row["path"]).name, row["error"]) for row in lines(tmp_path / "out", "errors")][1] == (
        "07_killer.txt",
        "WorkerDied",
    )
    names = [Path(row["path"]).name for row in lines(tmp_path / "out", "documents")]
    assert names == sorted(names)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bug_surfaces_with_the_file_and_leaves_nothing(corpus, write, tmp_path, workers: int) -> None:
    write("in/08_bug.txt", "这是一个错误")
    with pytest.raises(ZeroDivisionError) as caught:
        jobs.extract(corpus, tmp_path / "out", workers=workers)
    assert any("08_bug.txt" in note for note in caught.value.__notes__)
    assert not (tmp_path / "out").exists()


def test_a_finished_shard_is_not_done_again(write, tmp_path) -> None:
    from policytext.shard import ShardItem, ShardTask, run_shard

    path = write("a.txt", "完成任务")
    item = ShardItem(name="a.txt", path=str(path), text_name="a.txt")
    task = ShardTask(items=(item,), directory=str(tmp_path / "shard"))
    first = run_shard(task)
    path.unlink()
    assert run_shard(task) == first


def test_a_run_is_not_replaced_without_overwrite(corpus, write, tmp_path) -> None:
    out = tmp_path / "out"
    jobs.extract(corpus, out)
    before = content(out)
    with pytest.raises(OutputError, match="--overwrite"):
        jobs.extract(corpus, out)
    assert content(out) == before


def test_overwrite_leaves_nothing_of_the_old_run(corpus, write, tmp_path) -> None:
    out = tmp_path / "out"
    jobs.extract(corpus, out)
    write("out/links.jsonl", "{}\n")
    write("out/report.html", "old")
    export = write("out/csv/measures.csv", "old")
    jobs._note_derived(out, [export])
    foreign = write("out/notes.txt", "mine")
    single = write("single.txt", "完成任务")
    jobs.extract(single, out, overwrite=True)
    jobs.extract(single, tmp_path / "fresh")
    assert foreign.read_text() == "mine"
    foreign.unlink()
    assert content(out) == content(tmp_path / "fresh")


def test_a_folder_with_a_strangers_text_folder_is_refused(corpus, write, tmp_path) -> None:
    kept = write("out/text/novel.txt", "mine")
    with pytest.raises(OutputError, match="name another folder"):
        jobs.extract(corpus, tmp_path / "out", overwrite=True)
    assert kept.exists()


def test_inputs_and_output_must_lie_apart(corpus) -> None:
    with pytest.raises(OutputError, match="name another folder"):
        jobs.extract(corpus, corpus)


def test_an_output_inside_the_input_is_never_read(corpus) -> None:
    first = jobs.extract(corpus, corpus / "out")
    second = jobs.extract(corpus, corpus / "out", overwrite=True)
    third = jobs.extract(corpus, corpus / "other")
    assert first == second == third


def test_an_output_that_is_a_file_is_refused(corpus, write) -> None:
    with pytest.raises(OutputError, match="is a file"):
        jobs.extract(corpus, write("out", "x"))


def test_a_full_disk_leaves_no_file_behind(corpus, tmp_path, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(jobs, "_join", fail)
    with pytest.raises(OutputError, match="No space left"):
        jobs.extract(corpus, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_killed_run_is_cleaned_away_by_the_next(corpus, tmp_path) -> None:
    left = tmp_path / "out" / f"{output_folder._STAGING}999999999"
    (left / "shard-000000.partial").mkdir(parents=True)
    jobs.extract(corpus, tmp_path / "out")
    assert left.exists() == (os.name != "posix")


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_run_killed_in_the_middle_leaves_no_file_under_a_final_name(corpus, tmp_path, root) -> None:
    script = (
        "import sys, time\n"
        "from tests import stubs\n"
        "pipeline = sys.modules['policytext.pipeline'] = stubs.module()\n"
        "def slow(*args, **kwargs):\n"
        "    time.sleep(0.05)\n"
        "    return stubs.extract_text(*args, **kwargs)\n"
        "pipeline.extract_text = slow\n"
        "from policytext import jobs\n"
        "jobs.extract(sys.argv[1], sys.argv[2], progress=lambda *step: print(*step, flush=True))\n"
    )
    command = [sys.executable, "-c", script, str(corpus), str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.stdout.readline()  # the first shard is done
        process.kill()
    assert all(entry.name.startswith(".") for entry in (tmp_path / "out").iterdir())
    jobs.extract(corpus, tmp_path / "out")
    jobs.extract(corpus, tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_a_run_that_read_nothing_may_be_replaced(corpus, write, tmp_path) -> None:
    counts = jobs.extract(write("empty.txt", ""), tmp_path / "out")
    assert jobs.exit_code(counts) == 1
    assert lines(tmp_path / "out", "errors")[0]["error"] == "EmptyFileError"
    assert jobs.extract(corpus, tmp_path / "out").documents == 20


def test_missing_paths_are_errors_and_the_rest_is_done(write, tmp_path) -> None:
    counts = jobs.extract(["nowhere.txt", write("a.txt", "完成任务")], tmp_path / "out")
    assert (counts.documents, counts.errors, counts.inputs) == (1, 1, 2)
    assert lines(tmp_path / "out", "errors")[0]["path"] == "nowhere.txt"


def test_no_document_at_all_is_told(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(PolicyTextError, match="no document found"):
        jobs.extract(tmp_path / "in", tmp_path / "out")


def test_unusable_settings_are_refused(corpus, tmp_path) -> None:
    with pytest.raises(ConfigError):
        jobs.extract(corpus, tmp_path / "out", workers=0)
    with pytest.raises(ConfigError):
        jobs.run(corpus, tmp_path / "out", min_confidence=1.5)
    assert not (tmp_path / "out").exists()


def test_a_manifest_in_the_folder_is_used_and_the_named_one_wins(corpus, write, tmp_path) -> None:
    write("in/manifest.csv", "path,title,layout\n00_计划.txt,甲,table\n01_计划.txt,乙,\n")
    named = write("known.csv", "path,title,date\nin/01_计划.txt,丙,2024-05\n")
    jobs.extract(corpus, tmp_path / "out", manifest=named)
    rows = lines(tmp_path / "out", "documents")
    assert [(row["title"], row["date"], row["extra"]) for row in rows[:3]] == [
        ("甲", None, {"layout": "table"}),
        ("丙", "2024-05", {}),
        (None, None, {}),
    ]


def test_a_faulty_manifest_stops_before_anything_is_written(corpus, write, tmp_path) -> None:
    manifest = write("known.csv", "path\nin/nowhere.txt\n")
    with pytest.raises(ManifestError, match=r"nowhere\.txt"):
        jobs.extract(corpus, tmp_path / "out", manifest=manifest)
    assert not (tmp_path / "out").exists()


def test_the_same_document_twice_is_read_once(write, tmp_path, caplog) -> None:
    write("in/a/计划.txt", "完成任务")
    write("in/b/计划.txt", "完成任务")
    write("in/c/计划.txt", "完成其他任务")
    counts = jobs.extract(tmp_path / "in", tmp_path / "out")
    assert counts.documents == 2
    assert "same document" in caplog.text
    assert sorted(path.name for path in (tmp_path / "out" / "text").iterdir()) == [
        "计划-2.txt",
        "计划.txt",
    ]


def test_standard_input_is_an_input(tmp_path, monkeypatch) -> None:
    stream = types.SimpleNamespace(buffer=io.BytesIO("完成任务60%".encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", stream)
    jobs.extract("-", tmp_path / "out")
    row = lines(tmp_path / "out", "documents")[0]
    assert (row["path"], row["text_path"]) == ("-", "text/stdin.txt")


def test_notes_of_the_reader_become_warnings(write, tmp_path) -> None:
    data = ("加强基层党组织建设。" * 200).encode("gb18030") + b"\xff" + "完成。".encode("gb18030")
    counts = jobs.extract(write("a.txt", data), tmp_path / "out")
    assert counts.warnings == 1
    assert "unreadable" in lines(tmp_path / "out", "documents")[0]["warnings"][0]


def test_progress_counts_files(corpus, tmp_path) -> None:
    seen: list[tuple[str, int, int]] = []
    jobs.extract(corpus, tmp_path / "out", progress=lambda *step: seen.append(step))
    assert seen[0] == ("extract", 0, 22)
    assert seen[-1] == ("extract", 22, 22)


@pytest.fixture
def aligner(monkeypatch) -> list[str]:
    """Stand-ins for the alignment and the report; gives the models asked for."""
    asked: list[str] = []

    def align_records(documents, sections, measures, aims, *, unread, encoder) -> types.SimpleNamespace:
        link = Link(
            link_id="l0",
            source=measures[0].measure_id,
            target=measures[1].measure_id,
            score=1.0,
            type="peer",
        )
        nothing = dict.fromkeys(("themes", "comparisons", "versions", "ladder", "matrix", "diffusion"), ())
        return types.SimpleNamespace(links=(link,), notes={"recall": 1.0}, **nothing)

    def load_encoder(name: str | None = None) -> types.SimpleNamespace:
        asked.append(name or "default")
        return types.SimpleNamespace(name=name or "default", revision="1")

    def write_report(directory: Path) -> Path:
        (directory / "report.html").write_text("<html>")
        return directory / "report.html"

    for name, members in (
        ("policytext.align", {"align_records": align_records}),
        ("policytext.align.encode", {"load_encoder": load_encoder}),
        ("policytext.export.report", {"write_report": write_report}),
    ):
        module = types.ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    return asked


def test_run_does_all_steps_and_tells_the_model(corpus, tmp_path, aligner) -> None:
    out = tmp_path / "out"
    counts = jobs.run(corpus, out, model="some/model")
    assert (counts.documents, counts.links) == (20, 1)
    assert aligner == ["some/model"]
    run = json.loads((out / "run.json").read_text())
    assert run["align"]["model"] == {"name": "some/model", "revision": "1"}
    assert run["align"]["search"] == {"recall": 1.0}
    assert run["derived"] == ["report.html"]
    assert len(lines(out, "links")) == 1


def test_align_again_takes_away_the_report_of_the_old_alignment(corpus, tmp_path, aligner, caplog) -> None:
    jobs.run(corpus, tmp_path / "out")
    jobs.align(tmp_path / "out")
    assert not (tmp_path / "out" / "report.html").exists()
    assert "report.html" in caplog.text


@pytest.mark.parametrize("step", [jobs.align, jobs.report, lambda folder: jobs.export(folder, "csv")])
def test_steps_need_a_run(tmp_path, aligner, step) -> None:
    with pytest.raises(OutputError, match="holds no records"):
        step(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_to_itself_is_one_line_of_the_errors(corpus, tmp_path) -> None:
    (corpus / "self.txt").symlink_to(corpus / "self.txt")
    counts = jobs.extract(corpus, tmp_path / "out")
    errors = [json.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert counts.documents == 20
    assert any(Path(error["path"]).name == "self.txt" for error in errors)
