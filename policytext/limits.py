"""What reading one file may take."""

from __future__ import annotations

from dataclasses import dataclass

#: A 500-page PDF takes some 15 s to read; OCR takes 5 to 25 s a page on two slow cores.
DEFAULT_SECONDS = 120.0
#: A 500-page PDF takes some 300 MB, OCR 1,000.
DEFAULT_MEGABYTES = 2048
MIN_MEGABYTES = 64  # with less no reader of a laid-out format can begin


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take; None is no limit.

    Attributes:
        seconds: time from opening to the last character; of a scan, that of each page.
        megabytes: memory beyond what the reading process has at its start, in units of 2**20 bytes;
            also the size of a file. Linux refuses what is beyond; on macOS and Windows a thread looks twenty times a
            second and ends the process, counting from what it held before its first file.
    """

    seconds: float | None = DEFAULT_SECONDS
    megabytes: int | None = DEFAULT_MEGABYTES


DEFAULT_LIMITS = Limits()
