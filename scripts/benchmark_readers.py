#!/usr/bin/env python3
"""Speed and memory of the readers of page formats beside the bare libraries under them.

usage: python scripts/benchmark_readers.py [FILE...] [--pages N] [--repeat N]

FILEs are of any format; without any, the tests' composed plan is printed on N pages as PDF, OFD, HTML, DOCX,
text and a workbook of its task table (that needs reportlab and openpyxl). For every file: characters a second
of CPU time for the bare library (pdfium's own text of each page; the XML of all parts parsed by lxml; the page
parsed by lxml.html; the bytes decoded) and for the reader, what the guarded process adds, and the most memory
that a fresh process takes to read it.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def bare_pdf(data: bytes) -> int:
    """Characters that pdfium's own text of all pages has, line breaks included."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return sum(len(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


def bare_html(data: bytes) -> int:
    """Characters of all text of the page, as lxml.html parses it."""
    from lxml import html

    return len(html.fromstring(data).text_content())


def bare_parts(data: bytes) -> int:
    """Bytes of all XML parts, unpacked and parsed."""
    from lxml import etree

    size = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                part = archive.read(name)
                etree.fromstring(part)
                size += len(part)
    return size


BARE: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "pdf": ("pdfium", bare_pdf),
    "ofd": ("lxml", bare_parts),
    "word": ("lxml", bare_parts),
    "xlsx": ("lxml", bare_parts),
    "html": ("lxml.html", bare_html),
    "text": ("decode", lambda data: data.decode("utf-8", "replace")),
}


def make_samples(n_pages: int, folder: Path) -> list[Path]:
    """The composed plan over and over, in each format that can be made here."""
    from tests.read.plans import PLAN, as_docx, as_html, as_text, as_workbook
    from tests.read.typeset import as_ofd, as_pdf, typeset

    blocks = PLAN * max(1, n_pages // 3)
    pages = typeset(blocks)
    made = {
        "plan.txt": as_text(blocks).encode(), "plan.pdf": as_pdf(pages), "plan.ofd": as_ofd(pages),
        "plan.html": as_html(blocks), "plan.docx": as_docx(blocks), "tasks.xlsx": as_workbook(blocks),
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).write_bytes(data)
    print(f"{len(pages)} pages: the tests' composed plan, {len(blocks) // len(PLAN)} times\n")
    return [folder / name for name in made]


def best_of(work: Callable[[], object], repeat: int, clock: Callable[[], float]) -> float:
    best = float("inf")
    for _ in range(repeat):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


PEAK = """
import sys
sys.path.insert(0, {root!r})
from policytext.read import read_source
def most():
    with open("/proc/self/status") as stream:  # ru_maxrss would tell that of the process that began us
        return next(int(line.split()[1]) for line in stream if line.startswith("VmHWM"))
base = most()
read_source({path!r})
print(base, most())
"""


def peak_memory(path: Path) -> str:
    """The most memory of a fresh process that reads the file, and how much of it is the reading's (Linux)."""
    code = PEAK.format(root=str(ROOT), path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        return "not known on this system"
    base, peak = (int(part) / 1024 for part in done.stdout.split())
    return f"{peak:.0f} MiB ({peak - base:.0f} by reading)"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--pages", type=int, default=60, help="pages of the composed samples (default 60)")
    parser.add_argument("--repeat", type=int, default=3, help="the best of N runs counts (default 3)")
    args = parser.parse_args()

    from policytext.limits import Limits
    from policytext.read import guard, read_bytes
    from policytext.read.guard import read_limited

    with tempfile.TemporaryDirectory() as folder:
        for path in args.files or make_samples(args.pages, Path(folder)):
            data = path.read_bytes()
            source = read_bytes(data, path)
            n_chars = len(source.text)
            print(f"{path.name}: {len(data):,} bytes, {n_chars:,} characters of text, format {source.format}")
            if source.format in BARE:
                name, work = BARE[source.format]
                bare = best_of(lambda: work(data), args.repeat, time.process_time)  # noqa: B023 (used at once)
                print(f"  {'bare ' + name:22s} {n_chars / max(bare, 1e-9):14,.0f} characters/s")
            ours = best_of(lambda: read_bytes(data, path), args.repeat, time.process_time)  # noqa: B023
            print(f"  {'reader':22s} {n_chars / max(ours, 1e-9):14,.0f} characters/s")
            if source.format in BARE:
                print(f"  {'ratio':22s} {ours / max(bare, 1e-9):14.1f} × the time of {name}")
            here = best_of(lambda: read_bytes(path.read_bytes(), path), args.repeat, time.perf_counter)  # noqa: B023
            limited = best_of(lambda: read_limited(path, limits=Limits()), args.repeat, time.perf_counter)  # noqa: B023
            print(f"  {'with limits':22s} {1000 * (limited - here):+14.1f} ms a file")
            print(f"  {'peak memory':22s} {peak_memory(path):>14s}\n")
        guard.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
