"""The public documents are true: commands and examples run, links lead somewhere, tables are current."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import policytext
from policytext.cli import build_parser, main
from policytext.export.schema import json_schema
from policytext.lexicon import FOLDER as LEXICON

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "policytext/REFERENCE.md",
    "policytext/lexicon/README.md",
    "corpora/policy-sample/README.md",
    "models/policy-static-encoder/README.md",
    "tests/gold/README.md",
    "tests/cases/README.md",
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", flags=re.M | re.S)
MAX_README_LINES = 260
#: How far a score of README may lie from its floor: floors have slack, and README two digits.
SCORE_SLACK = 0.02


def blocks(language: str) -> list[str]:
    return [inspect.cleandoc(body) for kind, body in BLOCK.findall(README) if kind == language]


def shell_commands(program: str) -> list[str]:
    lines = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith(program + " ")]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = ROOT / "scripts" / "build_reference.py"
    spec = importlib.util.spec_from_file_location("script_build_reference", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory) -> Path:
    """A folder as README supposes it: the project's corpora and models, and texts of one's own."""
    folder = tmp_path_factory.mktemp("newcomer")
    sample = folder / "corpora" / "policy-sample"
    shutil.copytree(ROOT / "corpora" / "policy-sample", sample)
    shutil.copytree(ROOT / "models", folder / "models")
    own = folder / "my-texts"
    own.mkdir()
    shutil.copy(sample / "raw" / "202_jinan_governance_division_2025.txt", own / "jinan_plan.txt")
    shutil.copy(sample / "raw" / "204_weifang_governance_plan_2025.txt", own / "weifang_plan.txt")
    (own / "manifest.csv").write_text(blocks("csv")[0] + "\n", encoding="utf-8")
    (folder / "talks").mkdir()
    talk = "1\n00:00:01,000 --> 00:00:04,000\n同志们：\n\n2\n00:00:05,000 --> 00:00:09,000\n市民政局要在2025年底前建成20个服务站。\n"
    (folder / "talks" / "talk.srt").write_text(talk, encoding="utf-8")
    return folder


# --- README ------------------------------------------------------------------------------------


def test_readme_leads_with_the_two_commands() -> None:
    lines = blocks("sh")[0].splitlines()
    assert [line.split("#")[0].strip() for line in lines] == ["python scripts/run.py", "python scripts/test.py"]
    assert README.index("python scripts/run.py") < 100


def test_readme_is_read_in_one_sitting() -> None:
    assert len(README.splitlines()) <= MAX_README_LINES


def test_every_command_has_help_and_stands_in_readme(reference, capsys) -> None:
    for name, _, summary in reference.iter_commands(build_parser()):
        assert summary
        assert f"`policytext {name}" in README
        assert main([name, "--help"]) == 0
        assert summary in " ".join(capsys.readouterr().out.split())


def test_readme_names_every_exit_code_of_a_command() -> None:
    paragraph = README[README.index("Exit codes:") :].split("\n\n")[0]
    assert [code for code in "0123" if re.search(rf"\b{code}\b", paragraph)] == list("0123")


def test_every_option_in_readme_exists(reference) -> None:
    commands = {name: parser for name, parser, _ in reference.iter_commands(build_parser())}
    known = {option for parser in commands.values() for option in parser._option_string_actions}
    known |= set(build_parser()._option_string_actions)
    ours = [line for line in README.splitlines() if "policytext " in line or line.startswith("INPUT")]
    used = {option for line in ours for option in re.findall(r"(?<![\w-])--[a-z-]+", line)}
    used |= set(re.findall(r"`(--[a-z-]+)(?: [A-Z]+)?`", README))
    assert used - known - {"--agreement"} == set()


def test_every_public_name_is_shown_or_a_record() -> None:
    records = set(json_schema()["$defs"]) | {"Span", "Extraction", "__version__"}
    functions = set(policytext.__all__) - records
    assert {name for name in functions if f"policytext.{name}(" not in README} == set()


@pytest.mark.slow
def test_shell_examples_run(newcomer) -> None:
    commands = shell_commands("policytext")
    assert len(commands) >= 8
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "policytext", *shlex.split(command)[1:]],
            cwd=newcomer, env=_environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stderr)
    assert (newcomer / "output" / "report.html").is_file()
    assert (newcomer / "steps" / "records.sqlite").is_file()


@pytest.mark.slow
def test_python_examples_run(newcomer) -> None:
    # one after the other in one session, as they would be typed
    examples = blocks("python")
    assert len(examples) >= 4
    done = subprocess.run(
        [sys.executable, "-"], input="\n\n".join(examples), cwd=newcomer, env=_environment(),
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "市委组织部" in done.stdout
    assert list(policytext.read_records(newcomer / "talks-output", "measures"))


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def test_the_record_in_readme_is_real(tmp_path) -> None:
    shown = json.loads(blocks("json")[0])
    path = ROOT / "corpora" / "policy-sample" / "raw"
    policytext.extract(path, tmp_path / "run")
    lines = (tmp_path / "run" / "measures.jsonl").read_text(encoding="utf-8").splitlines()
    real = next(row for row in map(json.loads, lines) if row["text"] == shown["text"])
    assert _is_part(shown, real)


def _is_part(shown: object, real: object) -> bool:
    """Whether ``shown`` is ``real`` with fields left out."""
    if isinstance(shown, dict) and isinstance(real, dict):
        return all(key in real and _is_part(value, real[key]) for key, value in shown.items())
    if isinstance(shown, list) and isinstance(real, list):
        return len(shown) == len(real) and all(map(_is_part, shown, real))
    return shown == real


def test_scores_in_readme_are_those_that_tests_hold() -> None:
    floors = json.loads((ROOT / "tests" / "scores.json").read_text(encoding="utf-8"))["floors"]
    table = README[README.index("<!-- scores -->") : README.index("<!-- /scores -->")].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line.startswith("|")]
    head, rows = rows[0], rows[2:]
    assert head[1:] == ["corpora", "styles", "styles_held", "shared", "dev", "held"]
    far = {}
    for name, *values in rows:
        for kind, value in zip(head[1:], values, strict=True):
            floor = floors[kind][name.replace(", ", ".")]
            if abs(float(value) - floor) > SCORE_SLACK:
                far[name, kind] = (value, floor)
    assert far == {}, "run scripts/score.py and mend the table in README.md"


def test_functions_can_be_called_when_their_rooms_are_imported(newcomer) -> None:
    # policytext.align is a function for users and a package for Python
    import policytext.align.encode
    import policytext.evaluate
    import policytext.extract.units

    raw = newcomer / "corpora" / "policy-sample" / "raw"
    for _ in range(2):
        policytext.extract(raw, newcomer / "again", overwrite=True)
        policytext.align(newcomer / "again")
        assert policytext.export(newcomer / "again", "csv")
        assert policytext.evaluate(raw.parent / "gold", newcomer / "again").scores
    assert policytext.align.encode.DEFAULT_MODEL
    assert policytext.evaluate.evaluate


# --- other documents ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / name
    targets = [target for target in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in target]
    broken = []
    for target in targets:
        file, _, anchor = target.partition("#")
        place = path.parent / file if file else path
        if not place.exists() or (anchor and anchor not in _anchors(place)):
            broken.append(target)
    assert broken == []


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_scripts_that_documents_name_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    scripts = set(re.findall(r"\bscripts/\w+\.py", text))
    assert {script for script in scripts if not (ROOT / script).is_file()} == set()


def test_reference_is_what_the_code_says(reference) -> None:
    assert reference.OUT.read_text(encoding="utf-8") == reference.render(), "run scripts/build_reference.py"


def test_every_field_of_a_record_is_explained() -> None:
    missing = [
        f"{name}.{field}"
        for name, definition in json_schema()["$defs"].items()
        for field, shape in definition["properties"].items()
        if not shape.get("description")
    ]
    assert missing == []


def test_every_lexicon_file_is_named_with_its_source() -> None:
    readme = (LEXICON / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([\w.]+)` \|", readme, flags=re.M))
    there = {path.name for path in LEXICON.iterdir() if path.suffix in (".csv", ".toml", ".tsv", ".txt")}
    assert named == there


def test_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{policytext.__version__}]" in text
