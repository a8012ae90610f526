"""The scripts that a newcomer runs first."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def load(root, monkeypatch):
    """Imports a script as a module."""
    monkeypatch.syspath_prepend(str(root / "scripts"))

    def load_script(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"script_{name}", root / "scripts" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load_script


@pytest.fixture
def venv(load, tmp_path, monkeypatch) -> tuple[ModuleType, list[list[str]]]:
    """The environment's script at work on a scratch folder, and the commands it would call."""
    module = load("_venv")
    calls: list[list[str]] = []
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(module, "_call", lambda command, hint: calls.append(command))
    return module, calls


def test_constraints_pin_every_direct_dependency_for_any_build(root) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in wanted}
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    assert names <= pinned
    assert not [line for line in lines if not line.startswith("#") and ("+" in line or "==" not in line)]


def test_the_second_time_nothing_is_installed(venv) -> None:
    module, calls = venv
    module.ensure(["test"])
    assert len(calls) == 2  # torch, then the project
    assert calls[1][-1].endswith("[test]")
    module.ensure()
    module.ensure(["test"])
    assert len(calls) == 2


def test_a_further_extra_is_installed_and_the_first_kept(venv) -> None:
    module, calls = venv
    module.ensure()
    module.ensure(["test"])
    assert len(calls) == 4
    assert json.loads(module.STAMP.read_text())["extras"] == ["test"]


def test_changed_requirements_are_installed_anew(venv, monkeypatch) -> None:
    module, calls = venv
    module.ensure()
    monkeypatch.setattr(module, "_digest", lambda: "other")
    module.ensure()
    assert len(calls) == 4


def test_a_failed_installation_is_tried_again(venv, monkeypatch) -> None:
    module, _ = venv
    module.ensure()

    def fail(command: list[str], hint: str) -> None:
        raise SystemExit("no network")

    monkeypatch.setattr(module, "_digest", lambda: "other")
    monkeypatch.setattr(module, "_call", fail)
    with pytest.raises(SystemExit):
        module.ensure()
    assert not module.STAMP.exists()


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        ([], ["run", "corpora", "--output", "output", "--overwrite"]),
        (["docs", "--output", "out"], ["run", "docs", "--output", "out"]),
    ],
)
def test_run_passes_arguments_on(load, monkeypatch, arguments, passed) -> None:
    module = load("run")
    called: list[list[str]] = []
    monkeypatch.setattr(module, "ensure", lambda extras=(): Path("python"))
    monkeypatch.setattr(module, "call", lambda command, **_: called.append(command) or 1)
    assert module.main(arguments) == 1
    assert called == [["python", "-m", "policytext", *passed]]


def test_test_passes_arguments_and_exit_code_on(load, monkeypatch) -> None:
    module = load("test")
    called: list[list[str]] = []
    monkeypatch.setattr(module, "ensure", lambda extras=(): Path("python"))
    monkeypatch.setattr(module, "call", lambda command, **_: called.append(command) or 5)
    assert module.main(["-k", "x"]) == 5
    assert called == [["python", "-m", "pytest", "-k", "x"]]
