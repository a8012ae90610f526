"""What the parts of an OFD file have in common: elements by name, numbers, boxes, affine maps (GB/T 33190-2016)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple


class Matrix(NamedTuple):
    """An affine map as the standard writes it: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """This map, and after it another."""
        return Matrix(
            other.a * self.a + other.c * self.b, other.b * self.a + other.d * self.b,
            other.a * self.c + other.c * self.d, other.b * self.c + other.d * self.d,
            other.a * self.e + other.c * self.f + other.e, other.b * self.e + other.d * self.f + other.f,
        )  # fmt: skip


def box_of(area: Any | None) -> tuple[float, float, float, float] | None:
    """The box that a page is shown by: its physical box, else another."""
    for name in ("PhysicalBox", "ApplicationBox", "CropBox", "ContentBox"):
        values = numbers_of(text_of(area, name))
        if len(values) == 4 and 1 < values[2] < 10_000 and 1 < values[3] < 10_000:
            return values[0], values[1], values[2], values[3]
    return None


def matrix_of(text: str | None) -> Matrix:
    values = numbers_of(text)
    return Matrix(*values) if len(values) == 6 else Matrix()


def number_of(text: str | None, default: float) -> float:
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def numbers_of(text: str | None) -> list[float]:
    """Numbers of an attribute; none when one of them is none."""
    values = [number_of(part, math.nan) for part in (text or "").replace(",", " ").split()]
    return [] if any(math.isnan(value) for value in values) else values


def local_name(element: Any) -> str:
    """A tag without its namespace: programs use that of 2016, of the draft, or none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(parent: Any | None, name: str) -> list[Any]:
    """Children of this name, and those one level below (DocBody → Versions → Version)."""
    if parent is None:
        return []
    direct = [item for item in parent if local_name(item) == name]
    return direct or [below for item in parent for below in item if local_name(below) == name]


def child(parent: Any | None, name: str) -> Any | None:
    return next(iter(children(parent, name)), None)


def text_of(parent: Any | None, name: str) -> str:
    found = child(parent, name)
    return (found.text or "").strip() if found is not None else ""


__all__ = ["Matrix", "box_of", "child", "children", "local_name", "matrix_of", "number_of", "numbers_of", "text_of"]
