"""What reading one file may take."""

from __future__ import annotations

from dataclasses import dataclass

#: A 500-page PDF takes some 15 s to read; OCR takes 1 to 3 s a page.
DEFAULT_SECONDS = 120.0
#: A 500-page PDF takes some 300 MB, OCR 1,000.
DEFAULT_MEGABYTES = 2048
MIN_MEGABYTES = 64  # with less no reader of a laid-out format can begin


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take; None is no limit.

    Attributes:
        seconds: time from opening to the last character.
        megabytes: memory beyond what the reading process has at its start, in units of 2**20 bytes;
            also the size of a file. Where the system sets no bounds (macOS, Windows) only the size counts.
    """

    seconds: float | None = DEFAULT_SECONDS
    megabytes: int | None = DEFAULT_MEGABYTES


DEFAULT_LIMITS = Limits()
