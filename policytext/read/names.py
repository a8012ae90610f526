"""Names for the files of ``text/``: readable, unique, and possible on every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

MAX_NAME_BYTES = 180  # file systems take 255; Chinese characters have three
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ufffd\ud800-\udfff]+')  # on Windows, or anywhere
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}


def name_texts(paths: Sequence[str]) -> list[str]:
    """One name for each input path, in their order.

    ``["a/计划.txt", "b/计划.md", "-"]`` → ``["计划.txt", "计划-2.txt", "stdin.txt"]``. Names that
    differ in case only, or in the Unicode form, count as equal, as they do on macOS and Windows.
    """
    taken: set[str] = set()
    names = []
    for path in paths:
        stem = _clean("stdin" if path == "-" else PurePosixPath(path).stem)
        name, number = stem, 1
        while _key(name) in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(_key(name))
        names.append(f"{name}.txt")
    return names


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _clean(stem: str) -> str:
    name = _FORBIDDEN.sub("_", stem).strip(" .")
    name = name.encode()[:MAX_NAME_BYTES].decode(errors="ignore").rstrip(" .")
    if not name or name.split(".")[0].casefold() in _DEVICES:
        name = f"_{name}"
    return name
