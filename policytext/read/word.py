"""Word documents: DOCX, and WPS's own files where they are ZIP packages.

:class:`WordReader` walks ``word/document.xml`` by itself, because what a plan needs is what libraries
leave out: automatic numbers, tracked changes (insertions count, deletions do not), content controls,
text boxes, merged cells. Names follow ISO/IEC 29500-1; namespaces are not looked at, so that the
strict and the transitional form are read alike.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytext.errors import DamagedFileError, TooLargeError
from policytext.read.archive import Archive
from policytext.read.layout import Cell, TextBuilder
from policytext.read.readiness import Readiness, check_library
from policytext.read.registry import SourceText, digest
from policytext.read.word_numbering import Numbering, attribute, children, local, whole

WHAT = "Word document"
MAX_TABLES_DEPTH = 20  # of tables in cells; people reach three
#: Symbols that Word sets from a font of signs (Wingdings): their code → what one sees.
_SYMBOLS = {"F0FC": "√", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F052": "☑", "F0A3": "□", "F0B7": "·", "F06C": "●", "F06E": "■", "F075": "◆",
            "F0AB": "★", "F0B6": "☆", "2605": "★"}  # fmt: skip
#: What holds text that a reader of the printed page does not see there.
_SKIPPED = frozenset(
    ["del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr", "sdtEndPr", "rt", "rubyPr",
     "tblGrid", "commentRangeStart", "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "bookmarkStart", "bookmarkEnd",
     "proofErr", "object", "numPr", "separator", "continuationSeparator", "binData", "fonts", "tblPrEx", "customXmlPr", "smartTagPr"]
)  # fmt: skip
_TOC = re.compile(r"toc ?\d|目录 ?\d", re.I)


class WordReader:
    """DOCX by the parts inside of the package."""

    name = "word"
    formats = "Word and WPS documents (.docx, .wps)"

    def check(self) -> Readiness:
        """Ready with lxml."""
        return check_library(self.name, self.formats, "lxml")

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.9 if head.startswith(b"PK\x03\x04") and b"word/" in head else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        """The document's text: paragraphs with their numbers, tables, text boxes where they are anchored, notes last.

        Raises:
            DamagedFileError, EncryptedFileError, TooLargeError: see :mod:`policytext.read.archive`.
            EmptyFileError: when there is no text in it.
        """
        archive = Archive(data, path, WHAT)
        builder = TextBuilder(path)
        try:
            notes = _Document(archive, builder).write()
        except RecursionError as err:  # libxml2 stops at 256 levels, well before
            raise DamagedFileError(
                path, f"this {WHAT} is nested deeper than any that a person wrote; open and save it again"
            ) from err
        text, places = builder.build()
        return SourceText(text, None, self.name, digest(data), notes, places)


class _Document:
    """One package: its parts, and the walk over the main one."""

    def __init__(self, archive: Archive, builder: TextBuilder) -> None:
        self.archive = archive
        self.builder = builder
        self.main = _main_part(archive)
        folder = posixpath.dirname(self.main)
        self.root = archive.xml(self.main)
        self.style_numbers: dict[str, tuple[str | None, int | None]] = {}
        self.style_parents: dict[str, str] = {}
        self.style_names: dict[str, str] = {}
        self.default_style: str | None = None
        if (styles := f"{folder}/styles.xml") in archive:
            self._load_styles(archive.xml(styles))
        numbering = archive.xml(f"{folder}/numbering.xml") if f"{folder}/numbering.xml" in archive else None
        self.numbering = Numbering(numbering, self.style_numbers)
        self.notes_parts = [(f"{folder}/{kind}s.xml", kind) for kind in ("footnote", "endnote")]
        self.boxes: list[Any] = []  # text boxes of the paragraph that is being read
        self.carried = ""  # text of a paragraph whose mark was deleted: it runs on into the next
        self.deletions = self.insertions = self.embedded = 0

    def write(self) -> tuple[str, ...]:
        """Write the text; returns what a reader of the records should know."""
        body = next((child for child in self.root if local(child) == "body"), None)
        if body is None:
            raise DamagedFileError(self.archive.path, f"this {WHAT} has no body: it is damaged; open and save it again")
        self._write_blocks(body)
        self._end_carried()
        self._write_notes()
        notes = []
        if self.insertions or self.deletions:
            notes.append(f"tracked changes: {self.insertions} insertion(s) kept, {self.deletions} deletion(s) left out")
        if self.embedded:
            notes.append(f"{self.embedded} embedded document(s) were not read")
        return tuple(notes)

    def _load_styles(self, root: Any) -> None:
        for style in children(root, "style"):
            key = attribute(style, "styleId") or ""
            for child in style:
                if local(child) == "name":
                    self.style_names[key] = attribute(child, "val") or ""
                elif local(child) == "basedOn":
                    self.style_parents[key] = attribute(child, "val") or ""
                elif local(child) == "pPr":
                    self.style_numbers[key] = _num_pr(child)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self.default_style = key

    # ---- blocks -----------------------------------------------------------------------------

    def _write_blocks(self, parent: Any) -> None:
        for element in _iter_blocks(parent):
            name = local(element)
            if name == "p":
                self._write_paragraph(element)
            elif name == "tbl":
                self._end_carried()
                self._write_table(element)
            elif name == "altChunk":
                self.embedded += 1

    def _write_paragraph(self, paragraph: Any) -> None:
        text = self._paragraph(paragraph)
        boxes, self.boxes = self.boxes, []
        if text is not None:
            self.builder.line(text)
        for box in boxes:
            self._write_blocks(box)

    def _end_carried(self) -> None:
        if self.carried:
            text, self.carried = self.carried, ""
            self.builder.line(text)

    def _paragraph(self, paragraph: Any, *, in_cell: bool = False) -> str | None:
        """A paragraph's text with its number; None when it is none, or runs on into the next.

        A number alone counts on, and is printed; it is read in a cell only (序号 is often filled so).
        """
        properties = next((child for child in paragraph if local(child) == "pPr"), None)
        style = None
        deleted_mark = False
        if properties is not None:
            for child in properties:
                if local(child) == "pStyle":
                    style = attribute(child, "val")
                elif local(child) == "rPr":
                    deleted_mark = any(local(mark) in ("del", "moveFrom") for mark in child)
        if style is not None and _TOC.fullmatch(self.style_names.get(style, style)):
            return None
        text = self._inline(paragraph)
        number = "" if self.carried else self._number(properties, style)
        if not text.strip() and not self.carried:
            return number.strip() or None if in_cell else None
        text = self.carried + number + text.lstrip(" \u3000") if number else self.carried + text
        self.carried = ""
        if deleted_mark:
            self.carried = text
            return None
        return text

    def _number(self, properties: Any | None, style: str | None) -> str:
        num_id, level = _num_pr(properties) if properties is not None else (None, None)
        seen = 0
        at = style if style is not None else self.default_style
        while at is not None and seen < 32 and (num_id is None or level is None):
            inherited_id, inherited_level = self.style_numbers.get(at, (None, None))
            num_id = inherited_id if num_id is None else num_id
            level = inherited_level if level is None else level
            at = self.style_parents.get(at)
            seen += 1
        if num_id is None or num_id == "0":
            return ""
        return self.numbering.next(num_id, level or 0)

    # ---- inline -----------------------------------------------------------------------------

    def _inline(self, parent: Any) -> str:
        """The visible text of a paragraph, run by run; text boxes are put aside."""
        out: list[str] = []
        pending = list(reversed(parent))
        while pending:
            element = pending.pop()
            name = local(element)
            if name == "t":
                out.append(element.text or "")
            elif name in _SKIPPED:
                if name in ("del", "moveFrom"):
                    self.deletions += 1
            elif name == "r":
                if not _is_hidden(element):
                    pending.extend(reversed(element))
            elif name in ("br", "cr"):
                out.append("\n")
            elif name in ("tab", "ptab"):
                out.append("\t")
            elif name == "noBreakHyphen":
                out.append("-")
            elif name == "sym":
                out.append(_SYMBOLS.get((attribute(element, "char") or "").upper(), ""))
            elif name == "AlternateContent":
                # the same thing twice, for newer and for older programs
                chosen = next((c for c in element if local(c) == "Choice"), None)
                if chosen is None:
                    chosen = next((c for c in element if local(c) == "Fallback"), None)
                if chosen is not None:
                    pending.extend(reversed(chosen))
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name in ("ins", "moveTo"):
                self.insertions += 1
                pending.extend(reversed(element))
            else:
                pending.extend(reversed(element))
        return "".join(out)

    # ---- tables -----------------------------------------------------------------------------

    def _write_table(self, table: Any) -> None:
        rows = self._rows(table, 0)
        columns = max((sum(cell.columns for cell in row) for row in rows), default=0)
        if columns <= 1:  # a frame around text
            for row in rows:
                for cell in row:
                    self.builder.line(cell.text)
        else:
            self.builder.table(rows)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._write_blocks(box)

    def _rows(self, table: Any, depth: int) -> list[list[Cell]]:
        """The cells of a table with what each spans; cells merged downwards are counted from their rows."""
        if depth > MAX_TABLES_DEPTH:
            raise TooLargeError(self.archive.path, f"this {WHAT} has tables nested more than {MAX_TABLES_DEPTH} deep")
        grid: list[list[tuple[int, Cell, bool]]] = []  # column, cell, whether it continues the one above
        for row in _descend(table, "tr"):
            properties = next((child for child in row if local(child) == "trPr"), None)
            column = 0
            if properties is not None:
                if children(properties, "del"):
                    self.deletions += 1
                    continue
                for before in children(properties, "gridBefore"):
                    column = min(whole(attribute(before, "val"), 0), 1000)
            line: list[tuple[int, Cell, bool]] = [(at, Cell(""), False) for at in range(column)]
            for cell in _descend(row, "tc"):
                span, goes_on, joined = _cell_shape(cell)
                text = self._cell_text(cell, depth)
                if joined and line:  # the older form of cells merged to the right
                    at, first, down = line[-1]
                    line[-1] = (at, Cell(first.text + text, columns=first.columns + span), down)
                else:
                    line.append((column, Cell(text, columns=span), goes_on))
                column += span
            grid.append(line)
        return _count_rows(grid)

    def _cell_text(self, cell: Any, depth: int) -> str:
        parts: list[str] = []
        for element in _iter_blocks(cell):
            if local(element) == "p":
                if (text := self._paragraph(element, in_cell=True)) is not None:
                    parts.append(text.replace("\t", " "))
            elif local(element) == "tbl":
                parts.extend(
                    " ".join(inner.text for inner in row if inner.text) for row in self._rows(element, depth + 1)
                )
        if self.carried:
            parts.append(self.carried)
            self.carried = ""
        return "\n".join(parts)

    # ---- notes ------------------------------------------------------------------------------

    def _write_notes(self) -> None:
        """Footnotes and endnotes stand after the text, each a paragraph that says so."""
        for part, kind in self.notes_parts:
            if part not in self.archive:
                continue
            for note in children(self.archive.xml(part), kind):
                if attribute(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
                    continue
                texts = [
                    text for block in _iter_blocks(note) if local(block) == "p" and (text := self._paragraph(block))
                ]
                self.boxes.clear()
                if words := "".join(texts).strip():
                    self.builder.line(f"注：{words}")


def _main_part(archive: Archive) -> str:
    """The part that holds the text, by the package's relations."""
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels"):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                target = posixpath.normpath((attribute(relation, "Target") or "").lstrip("/"))
                if target in archive:
                    return target
    return "word/document.xml"


def _num_pr(properties: Any) -> tuple[str | None, int | None]:
    """``(numId, level)`` of paragraph properties; None where they do not say."""
    for child in children(properties, "numPr"):
        num_id = next((attribute(n, "val") for n in children(child, "numId")), None)
        level = next((whole(attribute(n, "val"), 0) for n in children(child, "ilvl")), None)
        return num_id, level
    return None, None


def _iter_blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls, insertions and custom XML."""
    pending = list(reversed(parent))
    while pending:
        element = pending.pop()
        name = local(element)
        if name in ("p", "tbl", "altChunk"):
            yield element
        elif name not in _SKIPPED:
            pending.extend(reversed(element))


def _descend(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also inside content controls, not those of inner tables."""
    pending = list(reversed(parent))
    while pending:
        element = pending.pop()
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            pending.extend(reversed(element))


def _is_hidden(run: Any) -> bool:
    for properties in children(run, "rPr"):
        for mark in properties:
            if local(mark) in ("vanish", "specVanish") and attribute(mark, "val") not in ("0", "false", "off"):
                return True
    return False


def _cell_shape(cell: Any) -> tuple[int, bool, bool]:
    """How many columns a cell spans, whether it continues the cell above, and the one at left."""
    span, goes_on, joined = 1, False, False
    for properties in children(cell, "tcPr"):
        for child in properties:
            name, value = local(child), attribute(child, "val")
            if name == "gridSpan":
                span = max(1, min(whole(value, 1), 1000))
            elif name == "vMerge":
                goes_on = value in (None, "continue")
            elif name == "hMerge":
                joined = value in (None, "continue")
    return span, goes_on, joined


def _count_rows(grid: list[list[tuple[int, Cell, bool]]]) -> list[list[Cell]]:
    """Cells with the number of rows that each spans, those that continue one above left out."""
    begun: dict[int, tuple[int, int]] = {}  # column → row and index of the cell that goes on there
    heights: dict[tuple[int, int], int] = {}
    skipped: set[tuple[int, int]] = set()
    for row, line in enumerate(grid):
        now: dict[int, tuple[int, int]] = {}
        for index, (column, _cell, goes_on) in enumerate(line):
            origin = begun.get(column) if goes_on else None
            if origin is not None:
                heights[origin] += 1
                skipped.add((row, index))
                now[column] = origin
            else:
                heights[(row, index)] = 1
                now[column] = (row, index)
        begun = now
    return [
        [
            Cell(cell.text, heights[(row, index)], cell.columns)
            for index, (_column, cell, _goes_on) in enumerate(line)
            if (row, index) not in skipped
        ]
        for row, line in enumerate(grid)
    ]


__all__ = ["WordReader"]
