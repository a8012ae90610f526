"""Formats that are recognized but not read here, so that they are refused by their name."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from policytext.errors import BinaryFileError, UnsupportedFormatError
from policytext.read.registry import SourceText

#: First bytes → name of a document format, for which a reader may join.
DOCUMENT_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),  # told apart further by what is inside
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Microsoft Office or WPS (.doc, .xls, .wps)"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
)

#: First bytes → name of what holds no text at all, or not as such.
BINARY_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"\x1f\x8b\x08", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"\x28\xb5\x2f\xfd", "zstd archive"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"PAR1", "Parquet table"),
    (b"ID3", "MP3 sound"),
    (b"OggS", "Ogg sound"),
)

#: A path inside a ZIP → the format that has it.
ZIP_CONTENTS: tuple[tuple[str, str], ...] = (
    ("word/", "Word (.docx)"),
    ("xl/", "Excel (.xlsx)"),
    ("ppt/", "PowerPoint (.pptx)"),
    ("OFD.xml", "OFD"),
    ("META-INF/container.xml", "EPUB"),
    ("content.xml", "OpenDocument"),
)

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
_UTF8_BOM = b"\xef\xbb\xbf"


def find_format(head: bytes) -> tuple[str, bool] | None:
    """The name of a known format that is no plain text, and whether it is a document format.

    ``%PDF-1.7`` → ``("PDF", True)``; a PNG → ``("PNG image", False)``; text → None.
    """
    for magic, name in DOCUMENT_MAGIC:
        if head.startswith(magic):
            return name, True
    for magic, name in BINARY_MAGIC:
        # short letters-only signatures could begin a text: a binary file shows a NUL soon after
        if head.startswith(magic) and (not magic.isalnum() or b"\x00" in head):
            return name, False
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP image", False
    if head[4:8] == b"ftyp":
        return "video or HEIF image", False
    if head[:2] in (b"BM", b"MZ") and b"\x00" in head[:64]:
        return ("BMP image" if head[:2] == b"BM" else "program"), False
    if _HTML.match(head.removeprefix(_UTF8_BOM)):
        return "HTML", True
    return None


class KnownFormats:
    """Refuses what it recognizes, by name; a real reader of the format outbids it."""

    name = "known-format"

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.6 if find_format(head) else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        name, is_document = find_format(data[:4096]) or ("unknown", False)
        if name == "ZIP":
            name, is_document = _name_zip(data)
        if is_document:
            raise UnsupportedFormatError(
                path,
                f"this is a {name} document, for which this installation has no reader "
                "(`policytext doctor` lists those it has); save it as .docx or plain text",
            )
        raise BinaryFileError(path, f"this is no text but a {name}; leave it out")


def _name_zip(data: bytes) -> tuple[str, bool]:
    """What a ZIP file is, by the names inside; a damaged one is just an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        names = []
    for inside, name in ZIP_CONTENTS:
        if any(entry.startswith(inside) for entry in names):
            return name, True
    return "ZIP archive", False
