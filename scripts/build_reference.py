#!/usr/bin/env python3
"""Make ``policytext/REFERENCE.md``: records, files, commands and tables, as the code has them.

usage: python scripts/build_reference.py [--check]

Fields and their meanings come from the classes of ``policytext/records.py`` and the comments beside
their fields (the same that ``policytext schema`` prints as descriptions), commands from the parser
of ``policytext/cli.py``, tables from ``policytext/export/flat.py``. ``--check`` writes nothing and
fails when the committed file differs.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from policytext import records  # noqa: E402
from policytext.cli import EXIT_CODES, build_parser  # noqa: E402
from policytext.export.flat import Run, flat_tables  # noqa: E402
from policytext.export.schema import json_schema  # noqa: E402
from policytext.records import RECORD_FILES, SCHEMA_VERSION  # noqa: E402

OUT = ROOT / "policytext" / "REFERENCE.md"

#: What lies beside the record files; the record files themselves are read off ``RECORD_FILES``.
OTHER_FILES = {
    "text/*.txt": "the text that the offsets count in, one file an input; `text_path` of a document names it",
    "run.json": "what was run: inputs, counts, model; a folder with it holds a whole run",
    "report.html": "the report, one file for any browser, no network (`policytext report`)",
    "csv/*.csv, records.xlsx, parquet/*.parquet, records.sqlite": "what `policytext export` writes",
}

HEAD = f"""\
# Reference

Made by `python scripts/build_reference.py` from the code; edit the comments there, not this file.
Schema version {SCHEMA_VERSION}. `policytext schema` prints the same as JSON Schema.

Offsets are code points of the file's text, `[start, end)`: `source[start:end] == text` holds for every
span. `null` is what is not known or not said; no field is ever left out but `ocr_score`, which only records read by OCR have.
"""


def render() -> str:
    """The whole file."""
    parts = [HEAD, *_files(), *_records(), *_commands(), *_tables()]
    return "\n".join(parts).rstrip() + "\n"


def _files() -> Iterator[str]:
    yield "## Files of a run\n\n| file | holds |\n| --- | --- |"
    for kind, cls in RECORD_FILES.items():
        yield f"| `{kind}.jsonl` | one [{cls.__name__}](#{cls.__name__.lower()}) a line |"
    for name, meaning in OTHER_FILES.items():
        yield f"| `{name}` | {meaning} |"
    yield ""


# --- records -----------------------------------------------------------------------------------


def _records() -> Iterator[str]:
    yield "## Records\n"
    definitions = json_schema()["$defs"]
    in_order = [name for name, _ in inspect.getmembers(records, inspect.isclass) if name in definitions]
    in_order.sort(key=lambda name: inspect.getsourcelines(getattr(records, name))[1])
    for name in in_order:
        yield f"### {name}\n\n{_first_line(getattr(records, name))}\n\n| field | type | meaning |\n| --- | --- | --- |"
        for field, shape in definitions[name]["properties"].items():
            yield f"| `{field}` | {_type(shape)} | {_cell(_in_json(shape.get('description', '')))} |"
        yield ""


def _first_line(cls: type) -> str:
    return (inspect.getdoc(cls) or "").split("\n\n")[0].replace("``", "`").replace("\n", " ")


def _type(shape: dict[str, Any]) -> str:
    """``{"anyOf": [{"type": "string"}, {"type": "null"}]}`` → ``string or null``."""
    if "anyOf" in shape:
        return " or ".join(_type(choice) for choice in shape["anyOf"])
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "enum" in shape:
        return ", ".join(f"`{value}`" for value in shape["enum"])
    if "prefixItems" in shape:
        return f"list of {len(shape['prefixItems'])} {_type(shape['prefixItems'][0])}s"
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'])}"
    if shape.get("type") == "object":
        return "object of strings"
    return str(shape.get("type", "any"))


def _in_json(note: str) -> str:
    return re.sub(r"\bNone\b", "null", note)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# --- commands ----------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    # not format_help(): its shape differs between versions of Python
    parser = build_parser()
    yield f"## Commands\n\n`{parser.prog} [-h] [--version] COMMAND ...`\n"
    for name, command, summary in iter_commands(parser):
        yield f"### {parser.prog} {name}\n\n{_sentence(summary)}\n\n| argument | meaning |\n| --- | --- |"
        for action in command._actions:
            yield f"| {_argument(action)} | {_cell(action.help or '')} |"
        yield ""
    yield "### Exit codes\n\n| code | meaning |\n| --- | --- |"
    for code, meaning in re.findall(r"^ +(\d+) +(.+)$", EXIT_CODES, flags=re.M):
        yield f"| {code} | {meaning} |"
    yield ""


def iter_commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Name, parser and summary of each command."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield choice.dest, action.choices[choice.dest], choice.help or ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _argument(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{action.metavar or action.dest}{' ...' if action.nargs == '+' else ''}`"
    value = f" {action.metavar}" if action.metavar else ""
    names = ", ".join(f"`{option}{value}`" for option in action.option_strings)
    return f"{names} (required)" if action.required else names


# --- tables ------------------------------------------------------------------------------------


def _tables() -> Iterator[str]:
    yield (
        "## Exported tables\n\nSheets of `records.xlsx`, files of `csv/`, tables of `records.sqlite`. "
        "Fields that have the name of a record's field mean what it means there.\n"
    )
    empty = Run(directory=ROOT, records={kind: [] for kind in RECORD_FILES})
    for table in flat_tables(empty):
        yield f"- **{table.name}**: " + ", ".join(f"`{column.name}`" for column in table.columns)
    yield ""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file differs")
    text = render()
    if parser.parse_args(argv).check:
        if OUT.is_file() and OUT.read_text(encoding="utf-8") == text:
            return 0
        print(f"{OUT} is not what the code says: run scripts/build_reference.py", file=sys.stderr)
        return 1
    OUT.write_text(text, encoding="utf-8", newline="\n")
    print(f"{OUT}: {len(text.splitlines())} lines")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
