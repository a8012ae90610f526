"""A reading process with something put into it before it begins."""

from __future__ import annotations

import subprocess
from pathlib import Path

from policytext.read import guard
from policytext.read.guard import Child

ROOT = Path(__file__).resolve().parents[2]
#: The fuzzers are about parsers: a page that lost its text must not cost ten seconds of OCR.
WITHOUT_OCR = """
from policytext.read import ocr
ocr.is_installed = lambda: False
"""


def start_child(monkeypatch, code: str) -> Child:
    """A child that runs ``code`` first; to be closed by the caller."""
    start = subprocess.Popen

    def popen(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return start([*command[:2], code + command[2], *command[3:]], **options)

    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the code is run before the child knows our path
    monkeypatch.setattr(guard.subprocess, "Popen", popen)
    return Child()
