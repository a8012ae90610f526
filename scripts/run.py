#!/usr/bin/env python3
"""Install policytext into .venv and do the whole job.

usage: python scripts/run.py                          the documents in corpora/ → output/
       python scripts/run.py PATH --output DIR ...    your own; arguments as for `policytext run`

Standard library only: this runs before anything is installed, on Linux, macOS and Windows.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _venv import ROOT, call, ensure

DEFAULT_OUTPUT = ROOT / "output"


def main(arguments: list[str]) -> int:
    python = ensure()
    command = [str(python), "-m", "policytext", "run"]
    if arguments:
        return call([*command, *arguments])
    code = call([*command, "corpora", "--output", DEFAULT_OUTPUT.name, "--overwrite"], cwd=ROOT)
    report = DEFAULT_OUTPUT / "report.html"
    if code in (0, 3) and report.exists():
        print(f"\nOpen the report in a browser: {report.as_uri()}")
        print(f"Your own documents: python scripts/run.py PATH --output DIR, or {python.parent / 'policytext'} --help")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
