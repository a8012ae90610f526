#!/usr/bin/env python3
"""Other public tools on the phenomenon specs of tests/cases, beside policytext.

usage: python scripts/score_peers.py [--tools policytext,jionlp,recognizers] [--errors N] [--venv DIR]

Runs ``deadlines.jsonl`` and ``quantities.jsonl`` through jionlp and Recognizers-Text (Chinese) and
prints one Markdown table. The tools are no dependencies of ours (jionlp brings jiojio, which is
GPL): they are installed into an environment outside the project, in the versions of ``TOOLS``,
and each runs in a process of its own. What comes of its results stands in ``peers/adapt_*.py``;
an adapter is given texts and dates, never what is expected.

passed: cases with exactly the expected records, by the rule of ``tests/test_cases.py``; where the
tool has no notion of a change, records that have one fail. They are made up of those with records,
and of clean ones: a case without a record where none is found, which a tool that finds nothing
passes. loose: cases with records that pass when a span need only overlap and ``change`` is not
asked. recall, precision: of spans, where an overlap is enough, each span used once. exact: spans
with the expected borders, of all expected. value, type / comparator, unit: right ones among the
overlapping spans; the second figure of type / comparator leaves out the commonest (``by``, ``eq``),
which a tool without the notion has right for nothing. crashed: cases on which the tool raised or
died; they fail.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent
CASES = ROOT / "tests" / "cases"
PEERS = SCRIPTS / "peers"
PYTHON = Path("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEFAULT_VENV = Path("~/.cache/policytext-bench").expanduser()
#: file → key of the expected records, name of the attribute that is no value, its commonest one
FILES = {
    "deadlines.jsonl": ("deadlines", "type", "by"),
    "quantities.jsonl": ("targets", "comparator", "eq"),
}
VALUE_TOLERANCE = 1e-3  # as in tests/test_cases.py: a third is written as 0.3333
TIMEOUT_SECONDS = 900
MAX_RESTARTS = 20  # a tool that dies more often is given up

Case = dict[str, Any]
Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool with what pip is to install for it; nothing for policytext, which has its own."""

    adapter: str
    requirements: tuple[str, ...] = ()


TOOLS = {
    "policytext": Tool(adapter="adapt_policytext.py"),
    "jionlp": Tool(adapter="adapt_jionlp.py", requirements=("jionlp==1.5.31", "jiojio==1.2.8")),
    "recognizers": Tool(
        adapter="adapt_recognizers.py",
        requirements=(
            "recognizers-text-suite==1.0.2a2",
            "recognizers-text==1.0.2a2",
            "recognizers-text-number==1.0.2a2",
            "recognizers-text-number-with-unit==1.0.2a2",
            "recognizers-text-date-time==1.0.2a2",
            "recognizers-text-sequence==1.0.2a2",
            "recognizers-text-choice==1.0.2a2",
            "emoji==1.7.0",  # it imports UNICODE_EMOJI, which later ones lack
            "regex==2026.11.19",
            "grapheme==0.6.0",
            "datedelta==1.4",
            "multipledispatch==1.0.0",
        ),
    ),
}


class ToolError(Exception):
    """A tool that cannot be run at all; the message says why."""


@dataclass
class Answers:
    """What a tool found: versions, and a list of records a case, or why there is none."""

    versions: dict[str, str] = field(default_factory=dict)
    found: list[list[Record] | str] = field(default_factory=list)


@dataclass
class Tally:
    """Counts over the cases of one file."""

    cases: int = 0
    passed: int = 0
    loose: int = 0
    expected: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0
    value: int = 0
    kind: int = 0
    rare: int = 0
    rare_kind: int = 0
    unit: int = 0
    negative: int = 0
    clean: int = 0
    crashed: int = 0


# -- environment ----------------------------------------------------------------------------------


def refusal(folder: Path) -> str | None:
    """Why a folder cannot be the bench's environment, or None when it can."""
    if folder.is_relative_to(ROOT):
        return f"--venv {folder} lies in the project; the tools must stay out of it"
    if folder.exists() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").exists():
        return f"--venv {folder} is neither empty nor an environment"
    return None


def install(tool: Tool, venv: Path) -> Path:
    """Install a tool, into an environment made where there is none; returns its Python.

    What was installed before is remembered by a stamp.

    Raises:
        ToolError: with the last line of pip or venv.
    """
    python = venv / PYTHON
    stamp = venv / f"{tool.adapter}.stamp"
    wanted = "\n".join(tool.requirements)
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print(f"installing {tool.requirements[0]} into {venv}", file=sys.stderr, flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = [[*pip, *tool.requirements]]
    if not python.exists():
        steps.insert(0, [sys.executable, "-m", "venv", str(venv)])
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ToolError(f"could not be installed: {_last_line(done.stderr or done.stdout)}")
    stamp.write_text(wanted, encoding="utf-8")
    return python


def python_of(tool: Tool, venv: Path) -> Path:
    """The interpreter that a tool runs in, with the tool installed.

    Raises:
        ToolError: when it cannot be had.
    """
    if tool.requirements:
        return install(tool, venv)
    python = ROOT / ".venv" / PYTHON
    if not python.exists():
        raise ToolError("is not installed: run scripts/test.py first")
    return python


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"


# -- running --------------------------------------------------------------------------------------


def load_cases(name: str) -> list[Case]:
    """The cases of one file, in its order."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def run_tool(tool: Tool, python: Path, questions: Sequence[Record]) -> Answers:
    """Ask a tool everything; a question on which it dies is counted, and it is started again.

    Raises:
        ToolError: when it does not start, or dies too often.
    """
    answers = Answers()
    for _ in range(MAX_RESTARTS):
        rest = questions[len(answers.found) :]
        if not rest:
            return answers
        lines, message = _ask(tool, python, rest)
        if not lines:
            raise ToolError(f"does not start: {message}")
        answers.versions = lines[0]["versions"]
        answers.found += [line["found"] if "found" in line else line["error"] for line in lines[1:]]
        if len(lines) <= len(rest):
            answers.found.append(f"the process died: {message}")
    raise ToolError(f"died {MAX_RESTARTS} times")


def _ask(tool: Tool, python: Path, questions: Sequence[Record]) -> tuple[list[Any], str]:
    """The lines that a tool's process wrote, and the last line of its complaints."""
    command = [str(python), str(PEERS / tool.adapter)]
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}
    asked = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    process = subprocess.Popen(
        command, env=environment, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        out, err = process.communicate(asked, timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        err += f"\nno end after {TIMEOUT_SECONDS} s"
    whole = out[: out.rfind("\n") + 1]  # what follows was cut off
    return [json.loads(line) for line in whole.split("\n") if line], _last_line(err)


# -- scoring --------------------------------------------------------------------------------------


def place(case: Case, records: Iterable[Record]) -> list[Record]:
    """Expected records with their offsets; they stand in the order of the text."""
    placed, at = [], 0
    for record in records:
        start = case["text"].index(record["text"], at)
        at = start + len(record["text"])
        placed.append({**record, "start": start, "end": at})
    return placed


def pair(expected: Sequence[Record], found: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Overlapping records, each used once, those with the most in common first."""
    shared = [
        (min(e["end"], f["end"]) - max(e["start"], f["start"]), i, j)
        for i, e in enumerate(expected)
        for j, f in enumerate(found)
    ]
    pairs, used, taken = [], set(), set()
    for length, i, j in sorted(shared, key=lambda item: (-item[0], item[1:])):
        if length > 0 and i not in used and j not in taken:
            pairs.append((expected[i], found[j]))
            used.add(i)
            taken.add(j)
    return pairs


def same(left: Any, right: Any) -> bool:
    """Whether two values of a field are the same, numbers within the tolerance."""
    if isinstance(left, int | float) and isinstance(right, int | float):
        return abs(left - right) <= VALUE_TOLERANCE * max(abs(left), 1e-9)
    return bool(left == right)


def has_value(expected: Record, found: Record) -> bool:
    """Whether the value is right, of a range both ends."""
    return all(same(expected.get(key), found.get(key)) for key in ("value", "value_max"))


def has_unit(expected: Record, found: Record) -> bool:
    """Whether the unit is right, a full-width sign as its usual form; deadlines have none."""
    wanted, got = (record.get("unit") or "" for record in (expected, found))
    return wanted == got.replace("％", "%")


def passes(expected: Sequence[Record], found: Sequence[Record], kind: str) -> bool:
    """Whether exactly the expected records are found, as ``tests/test_cases.py`` asks it."""
    return len(expected) == len(found) and all(
        e["text"] == f["text"]
        and e[kind] == f[kind]
        and has_value(e, f)
        and has_unit(e, f)
        and e.get("change") == f.get("change")
        for e, f in zip(expected, found, strict=True)
    )


def passes_loosely(expected: Sequence[Record], found: Sequence[Record], kind: str) -> bool:
    """Whether the expected records are found, borders and ``change`` left aside."""
    pairs = pair(expected, found)
    return len(expected) == len(found) == len(pairs) and all(
        e[kind] == f[kind] and has_value(e, f) and has_unit(e, f) for e, f in pairs
    )


def count(tally: Tally, case: Case, found: list[Record] | str, name: str) -> bool:
    """Count one case; returns whether it passed."""
    key, kind, common = FILES[name]
    expected = place(case, case[key])
    tally.cases += 1
    tally.expected += len(expected)
    tally.negative += not expected
    if isinstance(found, str):
        tally.crashed += 1
        return False
    passed = passes(expected, found, kind)
    tally.passed += passed
    tally.loose += bool(expected) and passes_loosely(expected, found, kind)
    tally.clean += not expected and not found
    tally.found += len(found)
    for e, f in pair(expected, found):
        tally.matched += 1
        tally.exact += e["start"] == f["start"] and e["end"] == f["end"]
        tally.value += has_value(e, f)
        tally.unit += has_unit(e, f)
        tally.kind += e[kind] == f[kind]
        tally.rare += e[kind] != common
        tally.rare_kind += e[kind] != common and e[kind] == f[kind]
    return passed


# -- printing -------------------------------------------------------------------------------------

HEAD = (
    "file", "tool", "passed", "clean", "with records", "loose", "recall", "precision", "exact",
    "value", "type / comparator", "unit", "crashed",
)  # fmt: skip


def row(name: str, title: str, tally: Tally) -> tuple[str, ...]:
    """A row of the table."""
    positive = tally.cases - tally.negative
    return (
        name.removesuffix(".jsonl"),
        title,
        f"{tally.passed} of {tally.cases}",
        f"{tally.clean} of {tally.negative}",
        f"{tally.passed - tally.clean} of {positive}",
        f"{tally.loose} of {positive}",
        _share(tally.matched, tally.expected),
        _share(tally.matched, tally.found),
        _share(tally.exact, tally.expected),
        _share(tally.value, tally.matched),
        f"{_share(tally.kind, tally.matched)} / {_share(tally.rare_kind, tally.rare)}",
        _share(tally.unit, tally.matched) if name == "quantities.jsonl" else "",
        str(tally.crashed),
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def render(rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [HEAD, ["---"] * len(HEAD), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def describe(case: Case, found: list[Record] | str, name: str) -> str:
    """A failure: the text, what is expected and what was found."""
    expected = case[FILES[name][0]]
    if isinstance(found, list):
        keys = {"text", "value", "unit", "value_max", "change", FILES[name][1]}
        shown: Any = [{k: v for k, v in record.items() if k in keys} for record in found]
    else:
        shown = found
    lines = [f"{case['id']}: {case['text']}"]
    for word, what in (("expected", expected), ("found   ", shown)):
        lines.append(f"  {word} {json.dumps(what, ensure_ascii=False)}")
    return "\n".join(lines)


def score(answers: Answers, cases: dict[str, list[Case]]) -> tuple[dict[str, Tally], dict[str, list[str]]]:
    """Counts and failures of each file."""
    tallies = {name: Tally() for name in cases}
    failures: dict[str, list[str]] = {name: [] for name in cases}
    found = iter(answers.found)
    for name, rows in cases.items():
        for case in rows:
            records = next(found)
            if not count(tallies[name], case, records, name):
                failures[name].append(describe(case, records, name))
    return tallies, failures


def spread(items: Sequence[str], n: int) -> list[str]:
    """``n`` items evenly from all."""
    n = min(n, len(items))
    return [items[index * len(items) // n] for index in range(n)]


def bench(chosen: Sequence[str], venv: Path, errors: int) -> tuple[str, list[str], list[str]]:
    """The table, the versions or excuses of the tools, and failures, up to ``errors`` a file."""
    cases = {name: load_cases(name) for name in FILES}
    questions = [
        {"file": name, "text": case["text"], "date": case.get("date")} for name, rows in cases.items() for case in rows
    ]
    lines: dict[str, list[Sequence[str]]] = {name: [] for name in FILES}
    notes, examples = [], []
    for title in chosen:
        tool = TOOLS[title]
        try:
            answers = run_tool(tool, python_of(tool, venv), questions)
        except ToolError as err:
            notes.append(f"{title} {err}")
            continue
        notes.append(", ".join(f"{name} {number}" for name, number in answers.versions.items()))
        tallies, failures = score(answers, cases)
        for name in FILES:
            lines[name].append(row(name, title, tallies[name]))
            examples += [f"\n== {title}, {name}", *spread(failures[name], errors)]
    return render(line for name in FILES for line in lines[name]), notes, examples


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", default=",".join(TOOLS), help="which, with commas (default: all)")
    parser.add_argument("--errors", type=int, default=0, help="show N failures a tool and file")
    parser.add_argument("--venv", type=Path, default=DEFAULT_VENV, help=f"default {DEFAULT_VENV}")
    arguments = parser.parse_args(argv)
    chosen = arguments.tools.split(",")
    if unknown := set(chosen) - set(TOOLS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(TOOLS)}")
    venv = arguments.venv.expanduser().resolve()
    if reason := refusal(venv):
        parser.error(reason)
    table, notes, examples = bench(chosen, venv, arguments.errors)
    print(table)
    print(f"\n{date.today()}, Python {sys.version.split()[0]}: {'; '.join(notes)}.")
    if arguments.errors:
        print("\n".join(examples))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
