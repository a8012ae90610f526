#!/usr/bin/env python3
"""Install policytext with what its tests need into .venv and run them.

usage: python scripts/test.py [arguments of pytest]

Standard library only: this runs before anything is installed, on Linux, macOS and Windows.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _venv import ROOT, call, ensure


def main(arguments: list[str]) -> int:
    python = ensure(["test"])
    return call([str(python), "-m", "pytest", *arguments], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
