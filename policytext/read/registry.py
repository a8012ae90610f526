"""Which reader reads a file: decided by its content, not by its name.

A reader is a small object with ``name``, ``sniff`` and ``read``. A new format joins by
:func:`register_reader`; nothing else needs to know of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from policytext.errors import EmptyFileError, ReadError, UnsupportedFormatError

HEAD_BYTES = 4096
MAX_NAMES = 2000  # parts of a package that are looked at; a document has some dozens
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Streams of a compound file that tell what it is: Word, Excel, an encrypted package, PowerPoint.
OLE_STREAMS = ("WordDocument", "Workbook", "Book", "EncryptedPackage", "PowerPoint Document", "WpsDocument")


#: Left, top, right, bottom in points (1/72 inch) from the upper left corner of the page as it is looked at.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch ``[start, end)`` of a reader's text stands in the file that it was read from."""

    start: int
    end: int
    page: int | None = None  # of a PDF or OFD, from 1
    box: Box | None = None  # of its line (of a table: its row) on the page
    sheet: str | None = None  # of a workbook
    cell: str | None = None  # A1, or A1:B3 for a merged one
    score: float | None = None  # 0..1, of its line by the recognizer, where it was read by OCR


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader made of a file.

    Attributes:
        text: the text that all offsets count in; newlines as they are in the file.
        encoding: how text was decoded (``utf-8``, ``gb18030``, …); None for laid-out formats.
        format: name of the reader.
        sha256: of the file's bytes, in hex.
        notes: what a reader of the records should know (``3 unreadable bytes replaced``).
        places: page, cell or score of each stretch, in order, without overlaps; empty for formats that have none.
        flags: of the document's quality (``ocr_noise``).
    """

    text: str
    encoding: str | None
    format: str
    sha256: str
    notes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    flags: tuple[str, ...] = ()


class Reader(Protocol):
    """One input format.

    A reader of this package works in a process of its own, with limits (:mod:`policytext.read.guard`),
    unless it says ``guarded = False``.
    """

    name: str

    def sniff(self, head: bytes, path: Path) -> float:
        """How surely this is the format: 0.0 (not at all) to 1.0 (certain).

        ``head`` is what :func:`head_of` gives: the first bytes, and the names of the parts inside; text takes what looks like text with 0.5,
        and formats that are only known by name (so that they can be refused by name) take 0.6: a
        real reader answers with more.
        """
        ...

    def read(self, data: bytes, path: Path) -> SourceText:
        """The whole file's text.

        Raises:
            ReadError: or one of its kinds, when the file cannot be read.
        """
        ...


_READERS: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """Add a format; a reader of the same name is replaced."""
    _READERS[:] = [known for known in _READERS if known.name != reader.name]
    _READERS.append(reader)


def head_of(data: bytes) -> bytes:
    """What a reader sniffs at: the first :data:`HEAD_BYTES` bytes, and the names of the parts inside.

    A package (ZIP, OLE) tells by its parts what it is, and they may be listed at its very end. The
    names follow the first bytes, each on a line of its own; a hostile directory is not read whole.
    """
    head = data[:HEAD_BYTES]
    if data.startswith(b"PK\x03\x04"):
        return head + b"\n" + b"\n".join(zip_names(data)) + b"\n"
    if data.startswith(OLE_MAGIC):
        found = [name for name in OLE_STREAMS if name.encode("utf-16-le") in data]
        return head + b"\n" + "\n".join(found).encode()
    return head


def zip_names(data: bytes) -> list[bytes]:
    """The first names of a ZIP file's directory (APPNOTE 4.3.12, 4.3.16); none when it is cut off."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + 20 > len(data):
        return []
    at = int.from_bytes(data[end + 16 : end + 20], "little")
    names: list[bytes] = []
    while len(names) < MAX_NAMES and data[at : at + 4] == b"PK\x01\x02" and at + 46 <= end:
        length, extra, comment = (int.from_bytes(data[at + i : at + i + 2], "little") for i in (28, 30, 32))
        names.append(data[at + 46 : at + 46 + length])
        at += 46 + length + extra + comment
    return names


def registered_readers() -> tuple[Reader, ...]:
    """All formats, in the order in which they joined."""
    return tuple(_READERS)


def choose_reader(head: bytes, path: Path) -> Reader:
    """The reader that is surest of its format; of two equals, the one that joined first.

    Raises:
        UnsupportedFormatError: when no reader knows the content.
    """
    scored = [(reader.sniff(head, path), -rank, reader) for rank, reader in enumerate(_READERS)]
    best, _, reader = max(scored, key=lambda entry: entry[:2], default=(0.0, 0, None))
    if reader is None or best <= 0.0:
        raise UnsupportedFormatError(path, "no reader knows this kind of file; save it as plain text")
    return reader


def read_bytes(data: bytes, path: str | Path) -> SourceText:
    """The text of a file's bytes; ``path`` names it in messages.

    Raises:
        ReadError: or one of its kinds.
    """
    path = Path(path)
    if not data:
        raise EmptyFileError(path, "the file is empty (0 bytes)")
    return choose_reader(head_of(data), path).read(data, path)


def read_source(path: str | Path, *, name: str | None = None) -> SourceText:
    """The text of a file; ``name`` stands for it in messages when it is not its path.

    Raises:
        ReadError: or one of its kinds; also when the file is missing or may not be read.
    """
    name = str(path) if name is None else name
    return read_bytes(read_file(path, name), name)


def read_file(path: str | Path, name: str) -> bytes:
    """The bytes of a file.

    Raises:
        ReadError: when it is missing or may not be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as err:
        raise ReadError(name, "there is no such file") from err
    except IsADirectoryError as err:
        raise ReadError(name, "this is a folder, not a file") from err
    except PermissionError as err:
        raise ReadError(name, "permission denied; make the file readable for this user") from err
    except OSError as err:
        raise ReadError(name, f"cannot be read: {err.strerror or err}") from err


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()
