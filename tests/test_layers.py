"""Data flows one way: a room imports from rooms above it, never from below."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "policytext"
ROOMS = ("lexicon", "read", "normalize", "structure", "extract", "resolve", "align", "export")
BASE = (
    "records",
    "errors",
    "limits",
    "version",
    "model_files",
)  # importable from everywhere, import nothing but each other
#: ``export/jsonl.py`` is how records lie on disk: the steps over a folder of records may use it.
EVERYWHERE = ("policytext.export.jsonl",)
HEAVY = {"torch", "sentence_transformers", "transformers", "spacy", "pandas", "sklearn", "pyarrow",
         "openpyxl", "jinja2", "pydantic", "lxml", "xlrd"}  # fmt: skip


def iter_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names if module == "policytext")


def rank_of(module: str) -> int:
    """The room's place in the order; modules beside the rooms (jobs, cli, …) come last."""
    parts = module.split(".")
    if len(parts) < 2:
        return len(ROOMS) + 1
    if parts[1] in BASE:
        return -1
    return ROOMS.index(parts[1]) if parts[1] in ROOMS else len(ROOMS)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_from_rooms_above(path: Path) -> None:
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    rank = rank_of(name)
    wrong = [
        module
        for module in iter_imports(ast.parse(path.read_text(encoding="utf-8")))
        if module.split(".")[0] == "policytext"
        and module != "policytext"
        and module not in EVERYWHERE
        and rank_of(module) > rank
    ]
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_heavy_libraries_are_imported_where_they_are_needed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_import = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    found = {module.split(".")[0] for node in at_import for module in iter_imports(node)}
    if path.name != "components.py":  # registers spaCy's factories: spaCy is what it is about
        assert not found & HEAVY


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert path.name == "cli.py" or calls == []
