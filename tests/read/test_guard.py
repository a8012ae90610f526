from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path

import pytest

from policytext import jobs
from policytext.errors import ConfigError, EmptyFileError, LimitError, ReadError
from policytext.limits import Limits
from policytext.read import guard
from policytext.read.guard import read_limited
from policytext.read.registry import SourceText

pytest.importorskip("reportlab")

from tests.read.children import start_child
from tests.read.plans import PLAN, as_text
from tests.read.typeset import as_pdf, typeset

#: What the child runs instead of a reader, by the words that a "file" begins with.
TRICKS = """
import os, sys, time
from policytext.read import guard, registry
def trick(data, name):
    if data == b"hang":
        while True: pass
    if data == b"crash":
        os.abort()
    if data == b"memory":
        return bytearray(1 << 34)
    if data == b"leak":
        hold = []
        while True: hold.append(bytes(1 << 20))
    if data == b"deep":
        raise RecursionError
    if data == b"bug":
        raise ZeroDivisionError("a bug")
    if data == b"print":
        print("noise"); os.write(1, b"more noise")
    return registry.SourceText(data.decode(), None, "trick", "0" * 64)
guard.read_bytes = trick
guard.choose_reader = lambda *_: None
"""


@pytest.fixture
def child(monkeypatch):
    """A child process whose reader plays tricks."""
    made = start_child(monkeypatch, TRICKS)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        (b"hang", Limits(seconds=0.5), r"longer than 0\.5 s; see --file-seconds"),
        (b"crash", Limits(), "breaks the program that reads it"),
        (b"memory", Limits(megabytes=200), "more than 200 MB; see --file-megabytes"),
        (b"leak", Limits(megabytes=200), "more than 200 MB; see --file-megabytes"),
    ],
    ids=["hang", "crash", "memory", "leak"],
)
def test_a_bad_file_is_an_error_and_the_next_one_is_read(child, data: bytes, limits: Limits, message: str) -> None:
    with pytest.raises(LimitError, match=message):
        child.read(data, "bad.pdf", limits)
    assert child.read(b"good", "good.pdf", limits).text == "good"


#: As on a system that sets no bound: a thread watches.
WATCHED = """
from policytext.read import memory
memory.can_refuse = lambda: False
"""


def test_where_the_system_sets_no_bound_memory_is_watched(monkeypatch) -> None:
    child = start_child(monkeypatch, WATCHED + TRICKS)
    try:
        with pytest.raises(LimitError, match="more than 200 MB; see --file-megabytes"):
            child.read(b"leak", "bad.pdf", Limits(megabytes=200))
        assert child.read(b"good", "good.pdf", Limits(megabytes=200)).text == "good"
        assert child.read(b"better", "better.pdf", Limits(megabytes=None)).text == "better"
    finally:
        child.close()


def test_one_process_reads_many_files(child) -> None:
    child.read(b"one", "a", Limits())
    first = child.pid
    child.read(b"two", "b", Limits())
    assert child.pid == first


def test_a_process_is_replaced_now_and_then(child, monkeypatch) -> None:
    monkeypatch.setattr(guard, "FILES_PER_CHILD", 1)
    child.read(b"one", "a", Limits())
    first = child.pid
    assert child.read(b"two", "b", Limits()).text == "two"
    assert child.pid != first


def test_what_a_library_prints_does_no_harm(child) -> None:
    assert child.read(b"print", "a", Limits()).text == "print"
    assert child.read(b"after", "b", Limits()).text == "after"


def test_nesting_without_end_is_a_read_error(child) -> None:
    with pytest.raises(ReadError, match="nested"):
        child.read(b"deep", "a", Limits())


def test_a_bug_of_a_reader_is_told_loudly_and_ends_no_run(child, caplog) -> None:
    with pytest.raises(ReadError, match=r"a\.pdf: .*ZeroDivisionError"):
        child.read(b"bug", "a.pdf", Limits())
    assert "Traceback" in caplog.text


def test_a_killed_process_is_no_loss_for_the_next_file(child) -> None:
    child.read(b"one", "a", Limits())
    os.kill(child.pid, 9)
    time.sleep(0.05)
    with contextlib.suppress(LimitError):
        child.read(b"two", "b", Limits())
    assert child.read(b"three", "c", Limits()).text == "three"


# --- in a run ----------------------------------------------------------------------------------


def test_text_is_read_without_another_process(write, monkeypatch) -> None:
    monkeypatch.setattr(guard, "_child", lambda: pytest.fail("a child for plain text"))
    assert read_limited(write("a.txt", "文本")).text == "文本"


def test_a_reader_of_the_user_stays_in_this_process() -> None:
    class Reader:
        name = "mine"

    assert not guard.is_guarded(Reader())


def test_a_file_larger_than_the_memory_is_not_opened(write) -> None:
    path = write("a.txt", b"x" * (1 << 20) + b"y")
    with pytest.raises(LimitError, match="--file-megabytes"):
        read_limited(path, limits=Limits(megabytes=1))


def test_an_error_keeps_its_kind_and_name(write) -> None:
    from tests.read.typeset import Printed

    with pytest.raises(EmptyFileError, match=r"plan\.pdf: the pages"):
        read_limited(write("a.bin", as_pdf([Printed()])), name="plan.pdf")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_reads_what_can_be_read_and_tells_the_rest(write, tmp_path, workers: int) -> None:
    pdf = as_pdf(typeset(PLAN[:8]))
    for number in range(9):
        write(f"in/{number}_计划.txt", as_text(PLAN[:8]))
    write("in/3_计划 打印.pdf", pdf)
    write("in/4_broken.pdf", pdf[:900])
    os.truncate(write("in/5_big.txt", "x"), 65 << 20)
    out = tmp_path / "out"
    counts = jobs.extract(tmp_path / "in", out, workers=workers, file_megabytes=64)
    assert (counts.inputs, counts.documents, counts.errors) == (12, 10, 2)
    errors = [json.loads(line) for line in (out / "errors.jsonl").read_text("utf-8").splitlines()]
    assert [(Path(row["path"]).name, row["error"]) for row in errors] == [
        ("4_broken.pdf", "DamagedFileError"), ("5_big.txt", "LimitError"),
    ]  # fmt: skip
    assert (out / "text" / "3_计划 打印.txt").read_text("utf-8") == as_text(PLAN[:8])


def test_limits_below_nothing_are_refused(write, tmp_path) -> None:
    for options in ({"file_seconds": -1}, {"file_megabytes": 1}, {"file_seconds": float("nan")}):
        with pytest.raises(ConfigError):
            jobs.extract(write("a.txt", "文本"), tmp_path / "out", **options)


def test_flags_of_the_reader_become_flags_of_the_document(write, tmp_path, monkeypatch) -> None:
    from policytext import shard

    def read(path: str, **_: object) -> SourceText:
        return SourceText("完成任务。\n", None, "pdf", "0" * 64, ("page 2: poor",), (), ("ocr_noise",))

    monkeypatch.setattr(shard, "read_limited", read)
    jobs.extract(write("a.txt", "文本"), tmp_path / "out")
    row = json.loads((tmp_path / "out" / "documents.jsonl").read_text("utf-8"))
    assert "ocr_noise" in row["quality"]["flags"]
    assert "page 2: poor" in row["warnings"]


@pytest.mark.slow
def test_of_thousands_of_files_the_broken_ones_are_told(write, tmp_path, monkeypatch) -> None:
    from tests import stubs

    monkeypatch.setitem(sys.modules, "policytext.pipeline", stubs.module())
    pdf = as_pdf(typeset(PLAN[:3]))
    folder = tmp_path / "in"
    folder.mkdir()
    broken = [
        pdf[:600],
        pdf[:-700].replace(b"obj", b"ojb"),
        b"",
        b"PK\x03\x04cut",
        "文本".encode() + bytes(range(9)) * 9,
    ]
    for number in range(2_000):
        bad = number % 100 == 7
        content = broken[number // 100 % 5] if bad else pdf if number % 200 == 3 else f"完成第{number}项任务".encode()
        (folder / f"{number:05d}").write_bytes(content)
    counts = jobs.extract(folder, tmp_path / "out")
    assert (counts.inputs, counts.documents, counts.errors) == (2_000, 1_980, 20)
    errors = [json.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_text("utf-8").splitlines()]
    assert [int(Path(row["path"]).name) for row in errors] == list(range(7, 2_000, 100))
    assert all(row["reason"] for row in errors)
