"""Bytes → text: which encoding is it?

Chinese text files rarely say. Each encoding's reading of the bytes is scored by how probable its
characters are (a true likelihood, so that readings of different lengths can be compared), and the
most probable reading wins; this is right on files of a dozen characters, where validity says
nothing: GB18030 accepts nearly every pair of bytes.

Labels follow GB 18030-2022: what calls itself GB2312 or GBK is decoded as ``gb18030``; Big5 as
``cp950``, or ``big5hkscs`` where Hong Kong's characters occur.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from policytext.errors import BinaryFileError, UndecodableError

SAMPLE_BYTES = 4096  # 2,000 Han characters: far more than the decision needs
SURE_UTF8_CHARS = 40  # valid UTF-8 with this many characters and wide ones among them needs no contest
#: At most one byte in so many may be unreadable for a text still to be taken (with a note).
BYTES_PER_DAMAGED = 500
#: Natural log of the probability under which the mean character is not Chinese text any more:
#: policy texts have -4 to -6, wrong readings of them -10 and less, random bytes -12 (measured on
#: 12-character slices of 500 documents, see tests/read/test_encoding.py).
IMPLAUSIBLE_MEAN = -10.5
#: What each character of more than one byte adds in UTF-8's favor: the bytes of another encoding
#: hardly ever follow UTF-8's pattern, whatever the script.
UTF8_EVIDENCE = 6.0

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

#: Encoding → natural log of how often a file without a mark has it, roughly.
PRIORS: dict[str, float] = {
    "utf-8": 0.0,
    "gb18030": -1.0,
    "cp950": -2.0,
    "big5hkscs": -4.0,
    "utf-16-le": -6.0,
    "utf-16-be": -8.0,
}

#: Encoding → one that reads all that it reads and more; a sample may not show the difference.
_SUPERSETS = {"cp950": "big5hkscs"}


class Decoded(NamedTuple):
    """A text with the encoding that gave it and what was wrong with it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, path: str | Path) -> Decoded:
    """Decode a whole file; the byte order mark is not part of the text.

    Raises:
        BinaryFileError: when the bytes are no text at all.
        UndecodableError: when they are text in no encoding we know, or too damaged.
    """
    for mark, marked in BOMS:
        if data.startswith(mark):
            decoded = _decode_as(data[len(mark) :], marked, path)
            if "\x00" in decoded.text:
                raise BinaryFileError(path, "there are NUL characters in it: no text; leave it out")
            return decoded
    if b"\x00" not in data:
        sure = _decode_sure_utf8(data)
        if again := _read_again(data):
            return again
        if sure is not None:
            return Decoded(sure, "utf-8")
    encoding, mean = guess_encoding(data)
    if encoding is None or (mean < IMPLAUSIBLE_MEAN and encoding != "utf-8"):
        if _looks_binary(data):
            raise BinaryFileError(path, "this is no text but binary data; leave it out")
        raise UndecodableError(
            path,
            "the bytes are text in none of the encodings tried (UTF-8, GB18030, Big5, UTF-16); save the file as UTF-8",
        )
    return _decode_as(data, encoding, path)


def _read_again(data: bytes) -> Decoded | None:
    """The text below a wrong reading that was saved as UTF-8; None for bytes that hold no such layer.

    ``ÊµÊ©·½°¸`` is 实施方案 whose GBK bytes were once read as Latin-1, ``å®žæ–½`` the same of UTF-8.
    """
    sample = data[:SAMPLE_BYTES].decode("utf-8", "ignore")
    if sum("\x7f" < sign <= "\xff" or ord(sign) in _WINDOWS_SIGNS for sign in sample) * SHARE_OF_HIGH < len(sample):
        return None
    try:
        below = data.decode("utf-8").translate(_WINDOWS_SIGNS).encode("latin-1")
    except UnicodeError:
        return None
    encoding, mean = guess_encoding(below)
    if encoding not in ("gb18030", "utf-8", "cp950") or mean < IMPLAUSIBLE_MEAN:
        return None
    found = below.decode(encoding, "replace")
    if found.count("\ufffd") * BYTES_PER_DAMAGED > len(below):
        return None
    return Decoded(
        found,
        encoding,
        (
            f"the text was {encoding}"
            f" that somebody read as Latin-1 and saved; it was read again, and offsets count in what it says",
        ),
    )


def guess_encoding(data: bytes) -> tuple[str | None, float]:
    """The most probable encoding of bytes without a mark.

    Returns:
        Its name, or None when no encoding can read the bytes, and the mean natural log
        probability of a character under it.
    """
    found: list[tuple[float, float, str]] = []
    has_nul = b"\x00" in data
    for encoding, prior in PRIORS.items():
        wide = encoding.startswith("utf-16")
        if (wide and len(data) % 2) or (has_nul and not wide):
            continue
        text = _decode_sample(_take_sample(data, wide), encoding)
        if text:
            total = _log_probability(text)
            evidence = UTF8_EVIDENCE * sum(map("\x7f".__lt__, text)) if encoding == "utf-8" else 0.0
            found.append((prior + total + evidence, total / len(text), encoding))
    if not found:
        return None, -math.inf
    _, mean, encoding = max(found, key=lambda entry: entry[0])
    return encoding, mean


def _decode_sure_utf8(data: bytes) -> str | None:
    """The text, when it is UTF-8 beyond doubt; spares long files the contest."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if _CONTROL.search(text, 0, SAMPLE_BYTES):
        return None
    # Han characters in UTF-16 whose bytes are all printable ASCII: one in ten thousand pairs of them
    if text.isascii() or (len(text) >= SURE_UTF8_CHARS and _WIDE.search(text)):
        return text
    return None


def _take_sample(data: bytes, wide: bool) -> bytes:
    """A stretch that begins at a character: at the first byte above ASCII, or at the start."""
    if wide:
        return data[:SAMPLE_BYTES]
    first = _NOT_ASCII.search(data)
    start = first.start() if first and first.start() > SAMPLE_BYTES // 2 else 0
    return data[start : start + SAMPLE_BYTES]


def _decode_sample(sample: bytes, encoding: str) -> str | None:
    """The sample's reading; None when more than a few bytes cannot be read.

    The last character may be cut by the sample's end, hence the incremental decoder.
    """
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    damaged = text.count("\ufffd")
    return text if damaged <= max(1, len(sample) // BYTES_PER_DAMAGED) and text else None


def _decode_as(data: bytes, encoding: str, path: str | Path) -> Decoded:
    """Decode all of it; a few unreadable bytes are replaced and told, many are an error."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as err:
        wider = _SUPERSETS.get(encoding)
        if wider is not None:
            return _decode_as(data, wider, path)
        text = data.decode(encoding, "replace")
        damaged = text.count("\ufffd") - _count_replacement_characters(data, encoding)
        if damaged > max(1, len(data) // BYTES_PER_DAMAGED) or len(text) < 8:
            raise UndecodableError(
                path,
                f"looks like {encoding}, but {damaged} places cannot be decoded, the first at "
                f"byte {err.start}; save the file as UTF-8",
            ) from err
        note = f"{damaged} unreadable place(s) in the {encoding} bytes, shown as U+FFFD"
        return Decoded(text, encoding, (note,))


def _count_replacement_characters(data: bytes, encoding: str) -> int:
    """How many U+FFFD the file itself holds (they are no damage of our reading)."""
    return data.count("\ufffd".encode(encoding)) if encoding.startswith("utf") else 0


def _looks_binary(data: bytes) -> bool:
    """Whether there are bytes that no text has: NUL, or control characters in number."""
    sample = data[:SAMPLE_BYTES]
    return b"\x00" in data or len(_CONTROL_BYTES.findall(sample)) * 50 > len(sample)


_NOT_ASCII = re.compile(rb"[\x80-\xff]")
SHARE_OF_HIGH = 4  # one character in so many
#: Windows shows the bytes 80–9F of Latin-1 as signs of its own: € is the byte 80.
_WINDOWS_SIGNS = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_WIDE = re.compile("[\u2010-\u9fff\uf900-\uffef]")  # Chinese characters and punctuation
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# Natural log probabilities of single characters by kind; the Han classes come from the table.
_RARE_HAN = math.log(2e-8)
_EXTENSION_HAN = math.log(1e-9)
_CHINESE_PUNCTUATION = dict.fromkeys("，。、；：“”‘’（）《》〈〉「」『』【】〔〕！？—…·％　", math.log(5e-3))
_ASCII_COMMON = math.log(2e-3)
_ASCII_RARE = math.log(2e-4)
_FULL_WIDTH = math.log(1e-4)  # letters and digits １２ＡＢ
_SYMBOL = math.log(1e-5)  # ①, ㎡, arrows, 〇: they occur in documents
_OTHER_SCRIPT = math.log(3e-7)
_PRIVATE_USE = math.log(1e-9)
_NO_TEXT = math.log(1e-12)  # unassigned, control, replacement
_BLOCKS: tuple[tuple[int, int, float], ...] = (
    (0x00B7, 0x00B7, _SYMBOL),
    (0x2010, 0x27BF, _SYMBOL),
    (0x3000, 0x3020, _SYMBOL),
    (0x3200, 0x33FF, _SYMBOL),
    (0x3400, 0x4DBF, _EXTENSION_HAN),
    (0x4E00, 0x9FFF, _RARE_HAN),
    (0xFF01, 0xFF5E, _FULL_WIDTH),
    (0xFFE0, 0xFFEF, _SYMBOL),
    (0x20000, 0x3FFFF, _EXTENSION_HAN),
)


def _log_probability(text: str) -> float:
    """The natural log of the probability of a text, its characters taken one by one."""
    return sum(map(_character_log_probability, text))


@cache
def _character_log_probability(character: str) -> float:
    known = _han_table().get(character) or _CHINESE_PUNCTUATION.get(character)
    if known is not None:
        return known
    code = ord(character)
    if code < 0x80:
        if character.isalnum() or character in " \n\r\t,.;:()-/%\"'":
            return _ASCII_COMMON
        return _ASCII_RARE if character.isprintable() else _NO_TEXT
    category = unicodedata.category(character)
    if category in ("Cn", "Cc", "Cs") or code == 0xFFFD:
        return _NO_TEXT
    if category == "Co":
        return _PRIVATE_USE
    for first, last, probability in _BLOCKS:
        if first <= code <= last:
            return probability
    return _OTHER_SCRIPT


@cache
def _han_table() -> dict[str, float]:
    """Han character → natural log of its share in running text (``han_frequency.tsv``)."""
    table: dict[str, float] = {}
    lines = Path(__file__).with_name("han_frequency.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        share, _, characters = line.partition("\t")
        if share.startswith("-"):
            table.update(dict.fromkeys(characters, float(share) * math.log(10)))
    return table
