"""The project's own virtual environment, made and filled when needed; standard library only."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "policytext-stamp.json"
CONSTRAINTS = ROOT / "constraints.txt"
MIN_PYTHON = (3, 11)
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")


def ensure(extras: Iterable[str] = ()) -> Path:
    """Make ``.venv`` and install the project with some extras; returns its Python.

    What was installed is remembered by a digest of pyproject.toml, constraints.txt and the version
    of Python, so that the second time nothing is done.
    """
    if sys.version_info < MIN_PYTHON:
        wanted = ".".join(map(str, MIN_PYTHON))
        raise SystemExit(f"Python {wanted} or newer is needed; this is {sys.version.split()[0]}")
    digest = _digest()
    wanted_extras = set(extras)
    installed = _read_stamp()
    if PYTHON.exists() and installed.get("digest") == digest and wanted_extras <= set(installed["extras"]):
        return PYTHON
    if not _is_usable():
        print(f"making {VENV}", file=sys.stderr, flush=True)
        _call(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            "on Debian and Ubuntu: apt install python3-venv",
        )
    if installed.get("digest") == digest:
        wanted_extras |= set(installed["extras"])
    STAMP.unlink(missing_ok=True)
    print("installing; the first time takes some minutes", file=sys.stderr, flush=True)
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-c",
        str(CONSTRAINTS),
    ]
    # torch first and by itself: when a build without CUDA is at hand (--find-links), pip takes it,
    # and the packages that ask for torch find it there
    _call([*pip, "torch"], "see pip's message above")
    target = f"{ROOT}[{','.join(sorted(wanted_extras))}]" if wanted_extras else str(ROOT)
    _call([*pip, "--editable", target], "see pip's message above")
    STAMP.write_text(json.dumps({"digest": digest, "extras": sorted(wanted_extras)}), encoding="utf-8")
    return PYTHON


def call(command: list[str], **options: object) -> int:
    """Run a program of the environment with UTF-8 everywhere; returns its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    try:
        return subprocess.call(command, env=environment, **options)  # type: ignore[call-overload]
    except KeyboardInterrupt:
        return 130


def _digest() -> str:
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _read_stamp() -> dict[str, object]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return {"digest": stamp["digest"], "extras": list(stamp["extras"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _is_usable() -> bool:
    """Whether ``.venv`` works and has the version of the Python that runs us."""
    if not PYTHON.exists():
        return False
    probe = "import sys, pip; print(sys.version)"
    done = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == sys.version.strip()


def _call(command: list[str], hint: str) -> None:
    code = subprocess.call(command)
    if code:
        raise SystemExit(f"failed ({hint}): {' '.join(command)}")
