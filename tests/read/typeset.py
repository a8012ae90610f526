"""Blocks → pages as an office prints them (GB/T 9704-2012), and pages → PDF or OFD.

28 characters a line, paragraphs indented by two, no line begins with a closing mark, titles centered,
page numbers under the text, tables ruled and broken over pages.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.read.plans import Block, Grid, Title

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT = 79.4, 79.4 + 28 * 15.8
TOP, BOTTOM = 104.9, 742.7
EM = 15.8
PITCH = 28.0
TITLE_EM = 22.0
CELL_EM = 10.5
CELL_PITCH = 14.0
PADDING = 5.4
NEVER_FIRST = "，。、；：？！）》”’】〕％%"
NEVER_LAST = "（《“‘【〔"


@dataclass
class Printed:
    """A page: texts ``(text, x, baseline, size)`` with y from the top, and rules."""

    texts: list[tuple[str, float, float, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass
class Style:
    header: str | None = None
    numbers: str | None = "— {} —"
    indent: float = 2.0
    columns: Sequence[float] = (0.07, 0.38, 0.19, 0.2, 0.16)
    repeat_header: bool = True


def width_of(char: str) -> float:
    return 0.5 if " " <= char <= "~" else 1.0


def wrap(text: str, ems: float, indent: float = 0.0) -> list[str]:
    """Lines of a width; words of Latin and numbers are broken only where they are longer than a line."""
    lines, line, room = [], "", ems - indent
    units: list[str] = []
    for char in text:
        if (units and char in NEVER_FIRST and not units[-1][-1:].isspace()) or (
            units and (units[-1][-1] in NEVER_LAST or (_latin(units[-1][-1]) and _latin(char)))
        ):
            units[-1] += char
        else:
            units.append(char)
    for unit in units:
        needed = sum(map(width_of, unit))
        if needed > room + 1e-9 and line:
            lines.append(line)
            line, room = "", ems
        line += unit
        room -= needed
    return [*lines, line] if line else lines


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".%")


def typeset(blocks: Iterable[Block], style: Style | None = None) -> list[Printed]:
    """The pages of a document."""
    style = style or Style()
    pages = [Printed()]
    y = TOP

    def feed(height: float) -> float:
        nonlocal y
        if y + height > BOTTOM + 0.5:
            pages.append(Printed())
            y = TOP
        y += height
        return y

    for block in blocks:
        if isinstance(block, Grid):
            y = _set_grid(block, pages, y, style)
            continue
        size = TITLE_EM if isinstance(block, Title) else EM
        lines = wrap(block.text, (RIGHT - LEFT) / size, 0 if isinstance(block, Title) else style.indent)
        for number, line in enumerate(lines):
            base = feed(PITCH if size == EM else 36.0) - 6
            if isinstance(block, Title):
                x = (LEFT + RIGHT - size * sum(map(width_of, line))) / 2
            else:
                x = LEFT + (style.indent * EM if number == 0 else 0)
            pages[-1].texts.append((line, x, base, size))
    for number, page in enumerate(pages, 1):
        if style.numbers:
            x = RIGHT - 60 if number % 2 else LEFT + 14
            page.texts.append((style.numbers.format(number), x, BOTTOM + 28, 14.0))
        if style.header:
            page.texts.append((style.header, LEFT, 62.0, 9.0))
            page.rules.append((LEFT, 68.0, RIGHT, 68.0))
    return pages


def _set_grid(grid: Grid, pages: list[Printed], y: float, style: Style) -> float:
    edges = [LEFT]
    for share in style.columns:
        edges.append(edges[-1] + share * (RIGHT - LEFT))
    y += 8
    top = y  # of the part of the table on this page
    open_cells: list[tuple[float, list[str]] | None] = [None] * len(style.columns)

    def close(column: int, bottom: float) -> None:
        cell = open_cells[column]
        if cell is None:
            return
        start, lines = cell
        offset = max(0.0, (bottom - start - CELL_PITCH * len(lines)) / 2)
        for index, line in enumerate(lines):
            pages[-1].texts.append(
                (line, edges[column] + PADDING, start + offset + CELL_PITCH * (index + 1) - 3, CELL_EM)
            )
        open_cells[column] = None

    def finish(bottom: float) -> None:
        for column in range(len(style.columns)):
            close(column, bottom)
        if bottom > top:
            pages[-1].rules.append((edges[0], bottom, edges[-1], bottom))
            for x in edges:
                pages[-1].rules.append((x, top, x, bottom))

    def place(row: tuple[str | None, ...]) -> None:
        nonlocal y, top
        wrapped = [
            None if cell is None else wrap(cell, (edges[i + 1] - edges[i] - 2 * PADDING) / CELL_EM)
            for i, cell in enumerate(row)
        ]
        height = CELL_PITCH * max(len(lines) for lines in wrapped if lines is not None) + 8
        if y + height > BOTTOM:
            finish(y)
            pages.append(Printed())
            y = top = TOP + 10
            if style.repeat_header and row is not grid.rows[0]:
                place(grid.rows[0])
            wrapped = [[] if lines is None else lines for lines in wrapped]  # a merged cell's rest is empty
        for column, lines in enumerate(wrapped):
            if lines is not None:
                close(column, y)
                pages[-1].rules.append((edges[column], y, edges[column + 1], y))
                open_cells[column] = (y, lines)
        y += height

    for row in grid.rows:
        place(row)
    finish(y)
    return y + 8


# ---- PDF ---------------------------------------------------------------------------------------


def as_pdf(
    pages: Sequence[Printed], *, password: str | None = None, spaced: bool = False, rotate: int = 0, bold: bool = False
) -> bytes:
    """A PDF with a CID font that is not embedded, as many offices' converters write.

    ``spaced``: the text layer has a space behind each character, as poor converters write; ``bold``:
    each character is struck twice; ``rotate``: the pages lie sideways and are turned by the viewer.
    """
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), encrypt=encrypt, invariant=1)
    for page in pages:
        if rotate:
            canvas.setPageRotation(rotate)  # reportlab swaps width and height by itself
            if rotate == 90:
                canvas.transform(0, 1, -1, 0, HEIGHT, 0)
            elif rotate == 270:
                canvas.transform(0, -1, 1, 0, 0, WIDTH)
            else:
                canvas.transform(-1, 0, 0, -1, WIDTH, HEIGHT)
        for text, x, base, size in page.texts:
            for char in text:  # each by itself: the widths of the stand-in font do not matter
                canvas.setFont("STSong-Light", size)
                canvas.drawString(x, HEIGHT - base, char + (" " if spaced else ""))
                if bold:
                    canvas.drawString(x + 0.3, HEIGHT - base, char)
                x += size * width_of(char)
        canvas.setLineWidth(0.5)
        for x0, y0, x1, y1 in page.rules:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


# ---- OFD (GB/T 33190-2016) ---------------------------------------------------------------------

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"


def as_ofd(
    pages: Sequence[Printed],
    *,
    template: str | None = None,
    shuffled: bool = False,
    parts: dict[str, str] | None = None,
) -> bytes:
    """An OFD file as an office's program writes it; lengths in millimetres.

    ``template`` is a letterhead on a template page; ``shuffled`` writes the objects of each page in
    an order that is not that of reading; ``parts`` are added or replace those of these names.
    """
    content = {
        "OFD.xml": _ofd("OFD", "<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>"
                        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>", 'Version="1.0" DocType="OFD"'),
        "Doc_0/Document.xml": _document(len(pages), template is not None),
    }  # fmt: skip
    if template is not None:
        content["Doc_0/Tpls/Tpl_0/Content.xml"] = _page(Printed(texts=[(template, 200.0, 60.0, 22.0)]), False)
    for number, page in enumerate(pages):
        used = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if template is not None else ""
        content[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(page, shuffled, used)
    return zip_of(content | (parts or {}))


def zip_of(content: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name), text, method)
    return out.getvalue()


def _ofd(name: str, inside: str, attributes: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{name} xmlns:ofd="{NAMESPACE}" {attributes}>{inside}</ofd:{name}>'


def _document(n_pages: int, has_template: bool) -> str:
    template = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if has_template else ""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(n_pages))
    area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH * MM:.4f} {HEIGHT * MM:.4f}</ofd:PhysicalBox></ofd:PageArea>"
    return _ofd(
        "Document",
        f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>{area}{template}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>",
    )


def _page(page: Printed, shuffled: bool, before: str = "") -> str:
    objects = [_text_object(*text) for text in page.texts] + [_path_object(*rule) for rule in page.rules]
    if shuffled:
        objects = objects[::2] + objects[1::2][::-1]
    return _ofd("Page", f'{before}<ofd:Content><ofd:Layer ID="1">{"".join(objects)}</ofd:Layer></ofd:Content>')


def _text_object(text: str, x: float, base: float, size: float) -> str:
    widths = [size * width_of(char) * MM for char in text]
    steps: list[str] = []
    for width in widths[:-1]:  # equal distances are counted: g 3 5.6
        if len(steps) >= 3 and steps[-3] == "g" and steps[-1] == f"{width:.4f}":
            steps[-2] = str(int(steps[-2]) + 1)
        else:
            steps += ["g", "1", f"{width:.4f}"]
    delta = f' DeltaX="{" ".join(steps)}"' if steps else ""
    box = f"{x * MM:.4f} {(base - 0.88 * size) * MM:.4f} {sum(widths):.4f} {size * MM:.4f}"
    return (
        f'<ofd:TextObject ID="2" Boundary="{box}" Font="3" Size="{size * MM / 2:.4f}" CTM="2 0 0 2 0 0">'
        f'<ofd:TextCode X="0" Y="{0.44 * size * MM:.4f}"{_halved(delta)}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _halved(delta: str) -> str:
    """Distances count before the CTM, which doubles them here."""
    if not delta:
        return ""
    parts = delta.split('"')[1].split()
    return (
        ' DeltaX="' + " ".join(f"{float(part) / 2:.4f}" if i % 3 == 2 else part for i, part in enumerate(parts)) + '"'
    )


def _path_object(x0: float, y0: float, x1: float, y1: float) -> str:
    box = f"{x0 * MM:.4f} {y0 * MM:.4f} {max(x1 - x0, 0.1) * MM:.4f} {max(y1 - y0, 0.1) * MM:.4f}"
    return (
        f'<ofd:PathObject ID="4" Boundary="{box}" LineWidth="0.2"><ofd:AbbreviatedData>'
        f"M 0 0 L {(x1 - x0) * MM:.4f} {(y1 - y0) * MM:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
    )
