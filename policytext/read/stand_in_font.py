"""One font for every PDF that does not bring its own, so that a text is read alike on all machines.

Offices' converters leave Chinese fonts out and place each character by itself. pdfium then asks the machine for a font,
and drops characters whose glyph it has not: on a machine without Chinese fonts (most servers and containers) only the
digits were left. This font has a square as wide and high as a Chinese character for all of them, and half of it for Latin. It follows the OpenType specification (tables head, hhea, maxp, hmtx, loca, glyf, cmap, name, post).
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

EM = 1000
EAST_ASIAN = frozenset({128, 129, 134, 136})  # Windows' numbers of Japanese, Korean, Simplified and Traditional Chinese
ASCENT, DESCENT = 880, -120  # of the square, as Chinese fonts have them
#: The boxes are a little wider than the characters advance, as those of the fonts are that systems put in the place of
#: others: the layout is measured on such (half a character between two is no gap, digits fill their place).
WIDE, NARROW = 1060, 620


@cache
def install() -> Any:
    """Give pdfium the stand-in instead of the machine's fonts; once a process. What is returned has to be kept."""
    from pypdfium2 import raw

    data = stand_in()
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)

    def font_data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        found = data if table == 0 else _tables().get(struct.pack(">I", table).decode("latin-1"), b"")
        if buffer and size >= len(found):
            ctypes.memmove(buffer, found, len(found))
        return len(found)

    def face_name(_info: Any, _font: Any, buffer: Any, size: int) -> int:
        name = b"StandIn\0"
        if buffer and size >= len(name):
            ctypes.memmove(buffer, name, len(name))
        return len(name)

    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    info.Release = kinds["Release"](lambda _info: None)
    info.EnumFonts = kinds["EnumFonts"](lambda _info, _mapper: None)
    # for other scripts pdfium has fonts of its own
    info.MapFont = kinds["MapFont"](lambda _info, _weight, _italic, charset, *_: 1 if charset in EAST_ASIAN else None)
    info.GetFont = kinds["GetFont"](lambda *_: None)
    info.GetFontData = kinds["GetFontData"](font_data)
    info.GetFaceName = kinds["GetFaceName"](face_name)
    info.GetFontCharset = kinds["GetFontCharset"](lambda *_: 1)  # FXFONT_DEFAULT_CHARSET: any
    info.DeleteFont = kinds["DeleteFont"](lambda *_: None)
    raw.FPDF_SetSystemFontInfo(info)
    return info


@cache
def _tables() -> dict[str, bytes]:
    square, half = _box(WIDE), _box(NARROW)
    groups = ((0x20, 0x7E, 2), (0xA0, 0xFF, 2), (0x100, 0x10FFFF, 1))
    return {
        # format 13: many characters, one glyph
        "cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12)
        + struct.pack(">HHIII", 13, 0, 16 + 12 * len(groups), 0, len(groups))
        + b"".join(struct.pack(">III", *group) for group in groups),
        "glyf": square + half,
        "head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0, 0, DESCENT, EM, ASCENT, 0, 8, 2, 0, 0
        ),
        "hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, ASCENT, DESCENT, 0, EM, 0, 0, EM, 1, 0, 0, 0, 0, 0, 0, 0, 3),
        "hmtx": struct.pack(">HhHhHh", EM, 0, EM, 0, EM // 2, 0),
        "loca": struct.pack(
            ">HHHH", 0, 0, len(square) // 2, (len(square) + len(half)) // 2
        ),  # glyph 0 is empty, as for what a font has not
        "maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
        "name": struct.pack(">HHH", 0, 1, 18)
        + struct.pack(">HHHHHH", 3, 1, 0x409, 1, 14, 0)
        + "StandIn".encode("utf-16-be"),
        "post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }


def _box(width: int) -> bytes:
    """A glyph of four corners."""
    box = struct.pack(">hhhhhHH", 1, 0, DESCENT, width, ASCENT, 3, 0) + bytes([1, 1, 1, 1])
    return box + struct.pack(">hhhh", 0, width, 0, -width) + struct.pack(">hhhh", DESCENT, 0, EM, 0)


@cache
def stand_in() -> bytes:
    """The font as a TrueType file."""
    tables = _tables()
    head = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    at = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag.encode() + struct.pack(">III", total, at + len(body), len(table))
        body += padded
    return head + directory + body
