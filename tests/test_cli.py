"""Exit codes, messages and options; the work behind them has tests of its own."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import types

import pytest

from policytext import cli, jobs, pool
from policytext.version import __version__
from tests import stubs

COMMANDS = ("run", "extract", "align", "report", "export", "evaluate", "schema")


@pytest.fixture(autouse=True)
def stubbed(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "policytext.pipeline", stubs.module())
    monkeypatch.setattr(pool, "run_shard", stubs.run_stubbed)


def test_exit_code_0_when_every_input_was_read(write, tmp_path, capsys) -> None:
    path = write("a.txt", "到2025年达到60%")
    assert cli.main(["extract", str(path), "--output", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr()
    assert "1 document" in shown.out
    assert str(tmp_path / "out") in shown.out
    assert "extract 1/1" in shown.err


def test_exit_code_3_when_some_inputs_were_not_read(write, tmp_path, capsys) -> None:
    write("in/a.txt", "完成任务")
    write("in/b.txt", "")
    assert cli.main(["extract", str(tmp_path / "in"), "--output", str(tmp_path / "out")]) == 3
    shown = capsys.readouterr()
    assert "b.txt" in shown.err
    assert "1 of 2 inputs" in shown.out


@pytest.mark.parametrize("name", ["empty.txt", "nowhere.txt"])
def test_exit_code_1_when_nothing_could_be_read(write, tmp_path, capsys, name: str) -> None:
    write("empty.txt", "")
    assert cli.main(["extract", str(tmp_path / name), "--output", str(tmp_path / "out")]) == 1
    assert name in capsys.readouterr().err


def test_exit_code_1_when_there_is_no_document(tmp_path, capsys) -> None:
    assert cli.main(["extract", str(tmp_path), "--output", str(tmp_path / "out")]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_exit_code_1_when_the_disk_is_full(write, tmp_path, capsys, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(jobs, "_join", fail)
    assert cli.main(["extract", str(write("a.txt", "x")), "--output", str(tmp_path / "out")]) == 1
    assert "No space left" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["extract", "a.txt"],
        ["extract", "a.txt", "--output", "out", "--workers", "0"],
        ["extract", "a.txt", "--output", "out", "--workers", "two"],
        ["extract", "a.txt", "--output", "out", "--manifest", "nowhere.csv"],
        ["run", "a.txt", "--output", "out", "--min-confidence", "2"],
        ["align", "nowhere"],
        ["report", "nowhere"],
        ["export", "nowhere", "--format", "csv"],
        ["conquer"],
    ],
    ids=" ".join,
)
def test_exit_code_2_for_unusable_arguments(write, tmp_path, monkeypatch, capsys, arguments) -> None:
    monkeypatch.setitem(sys.modules, "policytext.align", types.ModuleType("align"))
    monkeypatch.setitem(sys.modules, "policytext.align.encode", types.ModuleType("encode"))
    vars(sys.modules["policytext.align"])["align_records"] = None
    vars(sys.modules["policytext.align.encode"])["load_encoder"] = None
    write("a.txt", "完成任务")
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_exit_code_2_when_the_folder_holds_a_run(write, tmp_path, capsys) -> None:
    arguments = ["extract", str(write("a.txt", "完成任务")), "--output", str(tmp_path / "out")]
    assert cli.main(arguments) == 0
    assert cli.main(arguments) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert cli.main([*arguments, "--overwrite"]) == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, capsys) -> None:
    assert cli.main([command, "--help"]) == 0
    assert command in capsys.readouterr().out


def test_help_names_all_commands_and_exit_codes(capsys) -> None:
    assert cli.main(["--help"]) == 0
    shown = capsys.readouterr().out
    for part in (*COMMANDS, "exit codes"):
        assert part in shown


def test_version_is_that_of_the_project(root, capsys) -> None:
    import tomllib

    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"policytext {__version__}\n"
    assert tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"] == __version__


def test_a_faulty_manifest_tells_all_faults(write, tmp_path, capsys) -> None:
    write("a.txt", "完成任务")
    manifest = write("known.csv", "path,genre\nb.txt,plan\na.txt,novel\n")
    out = tmp_path / "out"
    assert cli.main(["extract", str(tmp_path / "a.txt"), "--output", str(out), "--manifest", str(manifest)]) == 2
    shown = capsys.readouterr().err
    assert "b.txt" in shown
    assert "novel" in shown


def test_long_tables_and_wide_characters_line_up() -> None:
    from policytext.summary import SummaryRow, columns_of, render_summary

    rows = [SummaryRow("关于印发实施方案的通知" * n, "济南市", "2024", n, n, n, n, 0) for n in range(1, 50)]
    shown = render_summary(rows).splitlines()
    assert len({columns_of(line) for line in shown}) == 1
    assert "49 documents (9 not shown)" in shown[-1]


def test_evaluate_prints_scores_and_differences(write, tmp_path, capsys) -> None:
    measure = {
        "start": 0,
        "end": 10,
        "text": "到2025年达到60%",
        "kind": "task",
        "units": [],
        "deadlines": [],
    }
    target = {
        "start": 7,
        "end": 10,
        "text": "60%",
        "value": 60,
        "comparator": "ge",
        "unit": "%",
        "status": "planned",
    }
    write("gold/a.json", json.dumps({"doc": "a", "measures": [{**measure, "targets": [target]}]}))
    path, out = write("a.txt", "到2025年达到60%"), tmp_path / "out"
    cli.main(["extract", str(path), "--output", str(out)])
    capsys.readouterr()
    assert cli.main(["evaluate", str(tmp_path / "gold"), str(out), "--errors", "5"]) == 0
    shown = capsys.readouterr().out
    assert "targets.strict" in shown
    assert "differ" in shown
    assert cli.main(["evaluate", str(tmp_path / "gold"), str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["targets"]["f1"] == 1.0
    assert cli.main(["evaluate", str(tmp_path / "nowhere"), str(out)]) == 1


def test_python_m_policytext_runs(root) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policytext", "--version"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"policytext {__version__}\n")


def test_doctor_lists_the_readers(capsys) -> None:
    assert cli.main(["doctor"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].split() == ["reader", "ready", "by", "reads"]
    assert {"text", "html", "word", "xlsx", "xls", "csv", "doc"} <= {line.split()[0] for line in out[1:]}
