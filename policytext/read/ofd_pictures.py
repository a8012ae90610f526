"""Pictures of a page of an OFD → one picture of the page, as OCR wants it (GB/T 33190-2016, 7.9 and 13).

A page shows a picture by an ``ImageObject`` that names a resource; ``PublicRes.xml``, ``DocumentRes.xml`` and a
page's own list tell in which file it lies. A scanner writes one picture a page, some write it in strips.
"""

from __future__ import annotations

import math
import posixpath
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from policytext.errors import DamagedFileError
from policytext.read.ofd_xml import Matrix, children, local_name, matrix_of, numbers_of
from policytext.read.pictures import MAX_PIXELS, open_picture, size_of

MAX_SIDE = 4000  # dots of a page's picture, as of a PDF's
MAX_SHOWN = 200  # pictures on one page: strips of a scan; a page with more is a drawing


class Shown(NamedTuple):
    """A picture on a page: its resource, and the map from the unit square to millimetres of the page."""

    resource: str
    matrix: Matrix


def shown_by(item: Any, base: Matrix) -> Shown | None:
    """What an ``ImageObject`` shows; without a ``CTM`` the picture fills its ``Boundary``."""
    corner = numbers_of(item.get("Boundary"))
    if len(corner) != 4 or item.get("Visible", "true").lower() == "false":
        return None
    own = matrix_of(item.get("CTM")) if item.get("CTM") else Matrix(a=corner[2], d=corner[3])
    return Shown(item.get("ResourceID", ""), own.then(Matrix(e=corner[0], f=corner[1])).then(base))


def area_on(matrix: Matrix, size: tuple[float, float]) -> float:
    """How much of a page (``size`` in millimetres) a picture covers: what is beyond its edges covers nothing."""
    corners = [matrix(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    sides = (
        max(0.0, min(edge, max(corner[axis] for corner in corners)) - max(0.0, min(corner[axis] for corner in corners)))
        for axis, edge in enumerate(size)
    )
    return min(math.prod(sides), abs(matrix.a * matrix.d - matrix.b * matrix.c))


def find_media(location: str, xml: Callable[[str], Any | None], locate: Callable[[str, str], str]) -> dict[str, str]:
    """Resource → location of its file, by a list of resources (``PublicRes.xml``); a damaged list holds none."""
    try:
        root = xml(location)
    except DamagedFileError:
        root = None
    if root is None:
        return {}
    found: dict[str, str] = {}
    folder = posixpath.join(posixpath.dirname(location), root.get("BaseLoc", "").replace("\\", "/"))
    for media in _iter_media(root):
        file = next((child.text or "" for child in children(media, "MediaFile")), "")
        if file.strip():
            found[media.get("ID", "")] = locate(folder, file)
    return found


def _iter_media(root: Any) -> Iterator[Any]:
    for element in root.iter():
        if local_name(element) == "MultiMedia":
            yield element


def draw_page(shown: Sequence[Shown], size: tuple[float, float], read: Callable[[str], bytes | None]) -> Any | None:
    """The pictures of a page (``size`` in millimetres) on white, as an array of height, width, blue-green-red.

    The page gets as many dots as its finest picture has. None when no picture of it can be opened: some scanners
    pack theirs by JBIG2, which few programs read. None too when they have more dots together than one picture may.
    """
    import numpy
    from PIL import Image

    shown = list(dict.fromkeys(reversed(shown[:MAX_SHOWN])))[::-1]  # one put in the same place again hides itself
    sizes = {resource: size_of(read(resource) or b"") for resource in dict.fromkeys(own.resource for own in shown)}
    if sum(wide * high for wide, high in filter(None, sizes.values())) > MAX_PIXELS:
        return None
    wide, high = size
    scale = max((of[0] / max(abs(m.a) + abs(m.c), 1.0) for name, m in shown if (of := sizes[name])), default=0.0)
    scale = min(scale, MAX_SIDE / max(wide, high))
    if scale <= 0:
        return None
    page = Image.new("RGB", (max(1, round(wide * scale)), max(1, round(high * scale))), "white")
    last_use = {own.resource: index for index, own in enumerate(shown)}
    opened: dict[str, Any | None] = {}  # what a later object shows again
    is_any = False
    for index, own in enumerate(shown):
        if own.resource not in opened:
            opened[own.resource] = open_picture(read(own.resource) or b"") if sizes[own.resource] else None
        picture = opened[own.resource]
        if index == last_use[own.resource]:
            del opened[own.resource]
        if picture is not None:
            is_any = True
            _paste(page, picture, own.matrix, scale)
    return numpy.asarray(page)[:, :, ::-1] if is_any else None


def _paste(page: Any, picture: Any, m: Matrix, scale: float) -> None:
    """Put a picture on a page of ``scale`` dots a millimetre, where its map says."""
    from PIL import Image

    determinant = m.a * m.d - m.b * m.c
    if abs(determinant) < 1e-6:
        return  # squeezed to nothing
    finer = int(picture.width / max((abs(m.a) + abs(m.c)) * scale, 1.0))
    if finer >= 2:
        picture = picture.reduce(finer)
    # from a dot of the page back to a dot of the picture
    back = _inverse(m, determinant)
    x, y = picture.width, picture.height
    corners = (back.a * x / scale, back.c * x / scale, back.e * x, back.b * y / scale, back.d * y / scale, back.f * y)
    placed = picture.transform(page.size, Image.Transform.AFFINE, corners, Image.Resampling.BILINEAR)
    mask = Image.new("L", picture.size, 255).transform(page.size, Image.Transform.AFFINE, corners)
    page.paste(placed, (0, 0), mask)


def _inverse(m: Matrix, determinant: float) -> Matrix:
    a, b, c, d = m.d / determinant, -m.b / determinant, -m.c / determinant, m.a / determinant
    return Matrix(a, b, c, d, -(a * m.e + c * m.f), -(b * m.e + d * m.f))


__all__ = ["Shown", "area_on", "draw_page", "find_media", "shown_by"]
