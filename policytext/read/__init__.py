"""Files → source text, through a registry of readers by content."""

from __future__ import annotations

from policytext.read.csv_table import CsvReader
from policytext.read.formats import KnownFormats
from policytext.read.html import HtmlReader
from policytext.read.manifest import ManifestRow, load_manifest
from policytext.read.ofd import OfdReader
from policytext.read.old_word import OldWordReader
from policytext.read.pdf import PdfReader
from policytext.read.pictures import PictureReader
from policytext.read.readiness import Readiness, check_readers
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
from policytext.read.word import WordReader
from policytext.read.workbooks import XlsReader, XlsxReader

register_reader(TextReader())
register_reader(HtmlReader())
register_reader(WordReader())
register_reader(XlsxReader())
register_reader(XlsReader())
register_reader(CsvReader())
register_reader(OldWordReader())
register_reader(KnownFormats())
register_reader(PdfReader())
register_reader(OfdReader())
register_reader(PictureReader())

__all__ = [
    "ManifestRow",
    "Place",
    "Reader",
    "Readiness",
    "SourceText",
    "check_readers",
    "load_manifest",
    "read_bytes",
    "read_source",
    "register_reader",
    "registered_readers",
]
