"""Seeded damage over the readers of office formats: a text or a reason comes out, and soon."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest

from policytext.errors import ReadError
from policytext.read import read_bytes
from tests.read.packages import make_docx, make_zip, numbered, table, tc
from tests.read.test_csv_table import TABLE
from tests.read.test_html import CARDS, SITE, archive, page
from tests.read.test_word import OFFICIAL
from tests.read.test_workbooks import ROWS, make_xlsx

DOCX = make_docx(numbered("重点任务") + table(tc("任务") + tc("单位"), tc("建站") + tc("市民政局")), numbering=OFFICIAL)
XLSX = make_xlsx(ROWS, ("A1:E1", "A2:A3", "C2:D2"))


def stored(data: bytes) -> bytes:
    """The same package uncompressed, so that damage reaches the XML inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return make_zip({name: package.read(name) for name in package.namelist()}, zipfile.ZIP_STORED)


SAMPLES: dict[str, bytes] = {
    "html": page(CARDS["table"] + SITE),
    "gb_html": page(SITE).decode().replace("utf-8", "gb2312").encode("gb18030"),
    "mht": archive(page(SITE).decode()),
    "docx": DOCX,
    "docx_stored": stored(DOCX),
    "xlsx": XLSX,
    "xlsx_stored": stored(XLSX),
    "csv": TABLE.encode("gb18030"),
}
try:
    import xlwt
except ImportError:  # only the tests of old workbooks need it
    pass
else:
    _book = xlwt.Workbook()
    _sheet = _book.add_sheet("任务")
    for _row in range(20):
        _sheet.write(_row, 0, _row)
        _sheet.write(_row, 1, f"任务{_row}")
    _buffer = io.BytesIO()
    _book.save(_buffer)
    SAMPLES["xls"] = _buffer.getvalue()
ROUNDS = 60
MAX_SECONDS = 2.0


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut off, bits flipped, a stretch doubled, dropped or filled with noise."""
    out = bytearray(data)
    kind = rng.randrange(5)
    low = rng.randrange(len(out))
    high = min(len(out), low + rng.randrange(1, 400))
    if kind == 0:
        del out[low:]
    elif kind == 1:
        for _ in range(rng.randrange(1, 20)):
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    elif kind == 2:
        out[low:high] = out[low:high] * 3
    elif kind == 3:
        del out[low:high]
    else:
        out[low:high] = rng.randbytes(high - low)
    return bytes(out) or b"x"


def swapped(rng: random.Random) -> bytes:
    """A package with the parts of others under its names."""
    parts: dict[str, bytes] = {}
    for data in (DOCX, XLSX):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts |= {name: package.read(name) for name in package.namelist()}
    contents = list(parts.values())
    rng.shuffle(contents)
    return make_zip(dict(zip(parts, contents, strict=True)))


@pytest.mark.parametrize("name", [*SAMPLES, "swapped"])
def test_damage_gives_a_text_or_a_reason(name: str) -> None:
    rng = random.Random(name)
    reasons: set[str] = set()
    for _ in range(ROUNDS):
        data = swapped(rng) if name == "swapped" else damaged(SAMPLES[name], rng)
        start = time.process_time()
        try:
            source = read_bytes(data, "a.bin")
        except ReadError as err:
            reasons.add(err.reason)
        else:
            assert len(source.text) <= 20 * len(data) + 100
            assert all(0 <= p.start < p.end <= len(source.text) for p in source.places)
        assert time.process_time() - start < MAX_SECONDS
    assert all(reasons)
