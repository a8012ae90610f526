"""Formats that are recognized but not read here, so that they are refused by their name."""

from __future__ import annotations

import re
from pathlib import Path

from policytext.errors import BinaryFileError, UnsupportedFormatError
from policytext.read.ocr import HOW_TO_INSTALL
from policytext.read.registry import SourceText, zip_names

#: First bytes → name of a document format, for which a reader may join.
DOCUMENT_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),  # told apart further by what is inside
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office or WPS 97-2003 (.doc, .xls, .wps)"),
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

#: First bytes → a format that only its maker's program opens (CAJ and KDH as caj2pdf tells them apart).
CLOSED_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"Founder CEB", "CEB (方正 Apabi)"),
    (b"CAJ\x00", "CAJ (知网)"),
    (b"HN\x00\x00", "CAJ (知网)"),
    (b"\xc8\x00\x00\x00", "CAJ (知网)"),
    (b"KDH ", "KDH (知网)"),
)
#: Such formats without a mark that is known: the name counts, once the content is no text.
CLOSED_SUFFIXES: dict[str, str] = {
    ".ceb": "CEB (方正 Apabi)",
    ".cebx": "CEBX (方正 Apabi)",
    ".caj": "CAJ (知网)",
    ".kdh": "KDH (知网)",
    ".nh": "NH (知网)",
    ".sep": "SEP (书生)",
    ".gw": "GW (书生)",
    ".gd": "GD (书生)",
}
_PICTURES = frozenset({"PNG image", "JPEG image", "GIF image", "TIFF image", "WebP image", "BMP image"})

#: A path inside a ZIP → the format that has it.
ZIP_CONTENTS: tuple[tuple[str, str], ...] = (
    ("word/", "Word (.docx)"),
    ("xl/", "Excel (.xlsx)"),
    ("ppt/", "PowerPoint (.pptx)"),
    ("OFD.xml", "OFD"),
    ("META-INF/container.xml", "EPUB"),
    ("content.xml", "OpenDocument"),
)

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S)
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


def is_picture(head: bytes) -> bool:
    """Whether a file is a picture that may show a page."""
    found = find_format(head)
    return found is not None and found[0] in _PICTURES


def find_closed_format(head: bytes, path: Path) -> str | None:
    """The name of a format that only its maker's program opens; None for all others."""
    for magic, name in CLOSED_MAGIC:
        if head.startswith(magic):
            return name
    if find_format(head) is None and b"\x00" in head:
        return CLOSED_SUFFIXES.get(path.suffix.lower())
    return None


class KnownFormats:
    """Refuses what it recognizes, by name; a real reader of the format outbids it."""

    name = "known-format"
    guarded = False

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.6 if find_format(head) or find_closed_format(head, path) else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        closed = find_closed_format(data[:4096], path)
        if closed is not None:
            raise UnsupportedFormatError(
                path,
                (
                    f"this is a "
                    f"{closed} document, which only its maker's program opens; print it as PDF there and read that"
                ),
            )
        name, is_document = find_format(data[:4096]) or ("unknown", False)
        if name == "ZIP":
            name, is_document = _name_zip(data)
        if is_document:
            raise UnsupportedFormatError(
                path,
                f"this is a {name} document, for which this installation has no reader "
                "(`policytext doctor` lists those it has); save it as PDF, .docx or plain text",
            )
        if name in _PICTURES:
            raise BinaryFileError(
                path,
                (
                    f"this is no text but a {name}; leave it out, or, if it shows a page, read it by OCR: "
                    f"{HOW_TO_INSTALL}"
                ),
            )
        raise BinaryFileError(path, f"this is no text but a {name}; leave it out")


def _name_zip(data: bytes) -> tuple[str, bool]:
    """What a ZIP file is, by the names inside; a damaged one is just an archive."""
    names = zip_names(data)
    for inside, name in ZIP_CONTENTS:
        if any(entry.startswith(inside.encode()) for entry in names):
            return name, True
    return "ZIP archive", False
