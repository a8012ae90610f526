"""ZIP packages (DOCX, XLSX and their like), opened so that a hostile one does no harm.

Sizes are checked while a part is unpacked, whatever the archive declares; XML with a document type
is refused, since that is how entities expand and files are read; nothing is written to disk.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from policytext.errors import DamagedFileError, EncryptedFileError, TooLargeError

#: A part of a document: the largest ``document.xml`` seen has 9 MB; a tree takes some ten times as much memory.
MAX_PART_BYTES = 64_000_000
#: All parts that are read of one file.
MAX_READ_BYTES = 160_000_000
MAX_ENTRIES = 20_000
_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError, struct.error, KeyError, IndexError,
)  # fmt: skip


class Archive:
    """A ZIP package in memory; ``what`` names it in messages (``Word document``)."""

    def __init__(self, data: bytes, path: str | Path, what: str) -> None:
        self.path = path
        self.what = what
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {_plain_name(info.filename): info for info in self._zip.infolist()}
        except _BROKEN as err:
            raise self._damaged() from err
        if len(self._infos) > MAX_ENTRIES:
            raise TooLargeError(path, f"this {what} has more than {MAX_ENTRIES:,} parts; no program writes such a one")

    @property
    def names(self) -> list[str]:
        """Names of the parts, without a leading slash."""
        return list(self._infos)

    def __contains__(self, name: str) -> bool:
        return _plain_name(name) in self._infos

    def read(self, name: str) -> bytes:
        """A part's bytes.

        Raises:
            DamagedFileError: when it is missing or cannot be unpacked.
            EncryptedFileError: when it has a password.
            TooLargeError: when it is larger than any document's, declared or not.
        """
        info = self._infos.get(_plain_name(name))
        if info is None:
            raise DamagedFileError(
                self.path, f"this {self.what} has no part {name}: it is damaged; open and save it again"
            )
        if info.flag_bits & 0x1:
            raise EncryptedFileError(self.path, f"this {self.what} has a password; save it without one")
        if info.file_size > MAX_PART_BYTES:
            raise self._too_large()
        out = bytearray()
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    out += chunk
                    if len(out) > MAX_PART_BYTES or self._read + len(out) > MAX_READ_BYTES:
                        raise self._too_large()
        except _BROKEN as err:
            raise self._damaged() from err
        except RuntimeError as err:  # zipfile's word for a missing password
            raise EncryptedFileError(self.path, f"this {self.what} has a password; save it without one") from err
        self._read += len(out)
        return bytes(out)

    def xml(self, name: str) -> Any:
        """The root element of a part.

        Raises:
            DamagedFileError: also when the part is no XML, or has a document type.
        """
        return parse_xml(self.read(name), self.path, self.what)

    def repack(self, keep: Callable[[str], bool]) -> io.BytesIO:
        """A package of checked parts alone, for a library that unpacks by itself."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
            for name in self.names:
                if keep(name) and not name.endswith("/"):
                    data = self.read(name)
                    if name.endswith((".xml", ".rels")):
                        refuse_document_type(data, self.path, self.what)
                    package.writestr(name, data)
        out.seek(0)
        return out

    def _damaged(self) -> DamagedFileError:
        return DamagedFileError(self.path, f"this {self.what} is cut off or damaged; get it again, or open and save it")

    def _too_large(self) -> TooLargeError:
        return TooLargeError(
            self.path,
            (
                f"unpacked, this {self.what} has more than "
                f"{MAX_PART_BYTES // 1_000_000} MB of text: no document has, this may be a zip bomb"
            ),
        )


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def refuse_document_type(data: bytes, path: str | Path, what: str) -> None:
    """Raise when XML declares a document type: office formats never do.

    Raises:
        DamagedFileError: with the reason.
    """
    for mark in ("<!DOCTYPE", "<!ENTITY"):
        if any(mark.encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise DamagedFileError(
                path, f"this {what} declares a document type or entities, which no office program does: refused"
            )


def parse_xml(data: bytes, path: str | Path, what: str) -> Any:
    """The root element of XML bytes; no entity is expanded, nothing is fetched.

    Raises:
        DamagedFileError: when the bytes are no XML, or nested or declared as no office program does.
    """
    from lxml import etree

    refuse_document_type(data, path, what)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as err:
        raise DamagedFileError(
            path, f"this {what} is damaged (a part of it is no XML); open and save it again"
        ) from err


__all__ = ["MAX_PART_BYTES", "Archive", "parse_xml", "refuse_document_type"]
