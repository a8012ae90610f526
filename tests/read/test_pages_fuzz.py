"""Seeded damage over the readers of pages: a text or a reason comes out, soon, and no memory stays behind.

PDFs are read in the guarded process, as in a run: pdfium is C, and a crash there must be seen as one.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import time
import zipfile
from collections.abc import Callable

import pytest

pytest.importorskip("reportlab")

from policytext.errors import ReadError
from policytext.limits import Limits
from policytext.read import SourceText, read_bytes
from tests.read.children import WITHOUT_OCR, start_child
from tests.read.plans import PLAN
from tests.read.typeset import Style, as_ofd, as_pdf, typeset, zip_of

PAGES = typeset(PLAN, Style(header="公报"))
PDF = as_pdf(PAGES[2:])
OFD = as_ofd(PAGES, template="文件")
ROUNDS = 80
MAX_SECONDS = 3.0
MAX_GROWTH = 40 << 20


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


OFD_STORED = zip_of(parts_of(OFD), zipfile.ZIP_STORED)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut off, bits flipped, stretches dropped, doubled, swapped or filled with noise."""
    out = bytearray(data)
    low = rng.randrange(len(out))
    high = min(len(out), low + rng.choice([1, 8, 100, 3000]))
    kind = rng.randrange(6)
    if kind == 0:
        del out[low:]
    elif kind == 1:
        for _ in range(rng.choice([1, 5, 50])):
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    elif kind == 2:
        del out[low:high]
    elif kind == 3:
        out[low:high] = out[low:high] * rng.choice([2, 50])
    elif kind == 4:
        other = rng.randrange(len(out))
        size = min(high - low, len(out) - other, len(out) - low)
        out[low : low + size], out[other : other + size] = out[other : other + size], out[low : low + size]
    else:
        out[low:high] = rng.randbytes(high - low)
    return bytes(out) or b"x"


def with_numbers(data: bytes, rng: random.Random) -> bytes:
    """Numbers in it replaced by odd ones: sizes, counts, references to other objects."""
    out = data
    for _ in range(rng.choice([1, 4])):
        digits = [i for i in range(0, len(out) - 3, 7) if out[i : i + 2].isdigit()]
        if digits:
            at = rng.choice(digits)
            odd = rng.choice([b"0", b"-1", b"99999999999", b"1e308", b"nan", b"2147483648", b"4294967295"])
            out = out[:at] + odd + out[at + 2 :]
    return out


def swapped(rng: random.Random) -> bytes:
    """The parts of a package under each other's names."""
    parts = parts_of(OFD)
    contents = list(parts.values())
    rng.shuffle(contents)
    return zip_of(dict(zip(parts, contents, strict=True)))


def reseal(change: Callable[[bytes, random.Random], bytes], rng: random.Random) -> bytes:
    """A sound package with damaged parts."""
    parts = parts_of(OFD)
    name = rng.choice(list(parts))
    return zip_of(parts | {name: change(parts[name], rng)})


def try_reading(read: Callable[[], SourceText], data: bytes) -> str | None:
    """Read and check what comes out; returns the kind of error, None for a text."""
    try:
        source = read()
    except ReadError as err:
        return type(err).__name__ if err.reason and "reader failed" not in err.reason else f"{err}"
    check(source, data)
    return None


KINDS = {None, "DamagedFileError", "EmptyFileError", "EncryptedFileError", "TooLargeError", "UnsupportedFormatError",
         "BinaryFileError", "UndecodableError"}  # fmt: skip


def check(source: SourceText, data: bytes) -> None:
    assert len(source.text) <= 40 * len(data) + 1000
    assert all(0 <= place.start < place.end <= len(source.text) for place in source.places)
    assert all(a.end <= b.start for a, b in zip(source.places, source.places[1:], strict=False))


OFD_DAMAGE: dict[str, Callable[[random.Random], bytes]] = {
    "package": lambda rng: damaged(OFD, rng),
    "package_stored": lambda rng: damaged(OFD_STORED, rng),
    "part": lambda rng: reseal(damaged, rng),
    "numbers": lambda rng: reseal(with_numbers, rng),
    "swapped": swapped,
}


@pytest.mark.parametrize("name", OFD_DAMAGE)
def test_a_damaged_ofd_gives_a_text_or_a_reason(name: str) -> None:
    rng = random.Random(name)
    for _ in range(ROUNDS):
        data = OFD_DAMAGE[name](rng)
        start = time.process_time()
        assert try_reading(lambda: read_bytes(data, "a.ofd"), data) in KINDS  # noqa: B023 (used at once)
        assert time.process_time() - start < MAX_SECONDS


def test_a_damaged_pdf_gives_a_text_or_a_reason_and_leaves_nothing_behind(monkeypatch) -> None:
    rng = random.Random("pdf")
    child = start_child(monkeypatch, WITHOUT_OCR)
    limits = Limits(seconds=2 * MAX_SECONDS, megabytes=1024)
    base = 0
    try:
        for number in range(ROUNDS):
            data = (damaged if number % 3 else with_numbers)(PDF, rng)
            assert try_reading(lambda: child.read(data, "a.pdf", limits), data) in KINDS  # noqa: B023
            if number == 20:
                base = resident(child.pid)
        assert resident(child.pid) - base < MAX_GROWTH
    finally:
        child.close()


def resident(pid: int | None) -> int:
    """Bytes of memory that a process holds; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


NASTY = {
    "deep": "<a>" * 300_000,
    "wide": '<Page><Content><Layer>' + "<PageBlock/>" * 400_000 + "</Layer></Content></Page>",
    "blocks": "<Page><Content><Layer>" + "<PageBlock>" * 250 + "</PageBlock>" * 250 + "</Layer></Content></Page>",
    "rules": "<Page><Content><Layer>"
    + "".join(f'<PathObject Boundary="{i % 199} {i // 199} 9 9"><AbbreviatedData>M 0 0 L 9 0 L 9 9 L 0 9 C</AbbreviatedData></PathObject>' for i in range(40_000))
    + "</Layer></Content></Page>",
    "one_line": '<Page><Content><Layer><TextObject Boundary="0 0 200 9" Size="0.001"><TextCode X="0" Y="1">'
    + "任" * 300_000 + "</TextCode></TextObject></Layer></Content></Page>",
    "one_place": "<Page><Content><Layer>"
    + '<TextObject Boundary="9 9 9 9" Size="4"><TextCode X="0" Y="4" DeltaX="g 999999999 0">任务任务任务</TextCode></TextObject>' * 30_000
    + "</Layer></Content></Page>",
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_a_page_built_to_do_harm_is_soon_done_with(name: str) -> None:
    data = zip_of(parts_of(as_ofd(PAGES[:1])) | {"Doc_0/Pages/Page_0/Content.xml": NASTY[name].encode()})
    start = time.process_time()
    with contextlib.suppress(ReadError):
        read_bytes(data, "a.ofd")
    assert time.process_time() - start < 8
