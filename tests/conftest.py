"""Fixtures for all tests. No test needs the network, a model, or today's date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference documents and gold beside the project; tests that need them are skipped without."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("there are no reference documents (../shared)")
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """``write("in/a.txt", "文本", encoding="gb18030")`` writes under ``tmp_path``; returns the path."""

    def write_file(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write_file
