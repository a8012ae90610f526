"""Files → source text, through a registry of readers by content."""

from __future__ import annotations

from policytext.read.formats import KnownFormats
from policytext.read.manifest import ManifestRow, load_manifest
from policytext.read.ofd import OfdReader
from policytext.read.pdf import PdfReader
from policytext.read.pictures import PictureReader
from policytext.read.registry import (
    Place,
    Reader,
    SourceText,
    read_bytes,
    read_source,
    register_reader,
    registered_readers,
)
from policytext.read.text import TextReader

register_reader(TextReader())
register_reader(KnownFormats())
register_reader(PdfReader())
register_reader(OfdReader())
register_reader(PictureReader())

__all__ = [
    "ManifestRow",
    "Place",
    "Reader",
    "SourceText",
    "load_manifest",
    "read_bytes",
    "read_source",
    "register_reader",
    "registered_readers",
]
