"""Pages set in columns are read column by column; what only looks like columns is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("reportlab")

from policytext.read import read_bytes
from policytext.read.columns import split_lines
from policytext.read.lines import Char, Page
from tests.read.plans import PLAN, Paragraph, as_text
from tests.read.typeset import (
    HEIGHT,
    WIDTH,
    Printed,
    Style,
    as_ofd,
    as_pdf,
    typeset,
    width_of,
    wrap,
)

SIZE, STEP = 10.5, 16.0
EDGE, TOP, BOTTOM = 60.0, 120.0, 740.0
GUTTER = 2 * SIZE
TEXTS = tuple(block.text for block in PLAN if isinstance(block, Paragraph) and len(block.text) > 40)
TITLE = "兰陵湾市人民政府公报"


def columns_of(
    texts: Sequence[str], count: int, *, title: str | None = TITLE, across: str | None = None
) -> list[Printed]:
    """Texts set in columns, from the top of each to its bottom, then over to the next."""
    pages = [Printed()]
    ems = int(((WIDTH - 2 * EDGE) - (count - 1) * GUTTER) / count / SIZE)
    top = TOP
    if title:
        pages[0].texts.append((title, (WIDTH - 22 * len(title)) / 2, 90.0, 22.0))
    if across:
        for rank, line in enumerate(wrap(across, (WIDTH - 2 * EDGE) / SIZE, 2)):
            pages[0].texts.append((line, EDGE + (0 if rank else 2 * SIZE), top, SIZE))
            top += STEP
        top += STEP
    column, y, start = 0, top, top
    lines = [(line, rank == 0) for text in texts for rank, line in enumerate(wrap(text, ems, 2))]
    for line, first in lines:
        if y > BOTTOM:
            column, y = column + 1, start
        if column == count:
            pages.append(Printed())
            column, y, start = 0, TOP, TOP
        x = EDGE + column * (ems * SIZE + GUTTER) + (2 * SIZE if first else 0)
        pages[-1].texts.append((line, x, y, SIZE))
        y += STEP
    for number, page in enumerate(pages, 1):
        page.texts.append((f"— {number} —", WIDTH / 2 - 20, BOTTOM + 40, SIZE))
    return pages


def joined(*texts: str) -> str:
    return "".join(f"{text}\n" for text in texts)


@pytest.mark.parametrize("as_file", [as_pdf, as_ofd], ids=["pdf", "ofd"])
@pytest.mark.parametrize("count", [2, 3])
def test_columns_follow_each_other(count: int, as_file) -> None:  # type: ignore[no-untyped-def]
    pages = columns_of(TEXTS * (3 if count == 2 else 4), count)
    assert len(pages) >= 2
    assert read_bytes(as_file(pages), "a").text == joined(TITLE, *TEXTS * (3 if count == 2 else 4))


def test_a_text_across_stands_before_its_columns() -> None:
    pages = columns_of(TEXTS[1:] * 2, 2, across=TEXTS[0])
    assert read_bytes(as_pdf(pages), "a").text == joined(TITLE, TEXTS[0], *TEXTS[1:] * 2)


def test_a_record_keeps_its_place_on_the_page() -> None:
    pages = columns_of((*TEXTS, *(f"另外，{text}" for text in TEXTS)), 2)
    source = read_bytes(as_pdf(pages), "a")
    line, x, base, size = next(item for item in pages[0].texts if item[1] > WIDTH / 2 and len(item[0]) > 12)
    at = source.text.index(line)
    place = next(place for place in source.places if place.start <= at < place.end)
    assert place.page == 1
    assert place.box[0] == pytest.approx(x, abs=1)
    assert place.box[1] < base < place.box[3]
    assert place.box[3] - place.box[1] == pytest.approx(size, abs=0.5)


# ---- what are no columns -----------------------------------------------------------------------


def page_of(printed: Printed) -> Page:
    page = Page(1, WIDTH, HEIGHT)
    for text, x, base, size in printed.texts:
        for char in text:
            if char != " ":
                page.chars.append(Char(char, x, x + size * width_of(char), base, size))
            x += size * width_of(char)
    return page


def rows_of(*columns: Sequence[str], xs: Sequence[float]) -> Printed:
    return Printed(
        [
            (text, x, TOP + rank * STEP, SIZE)
            for x, column in zip(xs, columns, strict=True)
            for rank, text in enumerate(column)
        ]
    )


def wrapped_cells() -> Printed:
    """A table without rulings: two cells of some lines side by side, row by row."""
    page, y = Printed(), TOP
    for left, right in zip(TEXTS[:8], TEXTS[8:] or TEXTS[:8], strict=False):
        cells = [wrap(text[:34], 15) for text in (left, right)]
        for x, cell in zip((EDGE, EDGE + 17 * SIZE), cells, strict=True):
            page.texts += [(line, x, y + rank * STEP, SIZE) for rank, line in enumerate(cell)]
        y += 4 * STEP
    return page


NOT_COLUMNS = {
    "labels_and_values": rows_of(
        ["责任单位"] * 12, ["市民政局、市财政局，各区政府。"] * 12, xs=(EDGE, EDGE + 8 * SIZE)
    ),
    "signatures": rows_of(["兰陵湾市民政局"] * 6, ["兰陵湾市财政局"] * 6, xs=(EDGE, EDGE + 20 * SIZE)),
    "names_in_two_lists": rows_of(
        ["市住房和城乡建设局城建科"] * 15, ["市人力资源和社会保障局就业科"] * 15, xs=(EDGE, EDGE + 18 * SIZE)
    ),
    "a_table_of_short_cells": rows_of(
        ["1"] * 12, ["建设街道邻里中心，二十处。"] * 12, ["市民政局"] * 12, xs=(EDGE, EDGE + 4 * SIZE, EDGE + 20 * SIZE)
    ),
    "few_lines_side_by_side": rows_of(
        [TEXTS[0][i * 18 : i * 18 + 18] for i in range(5)],
        [TEXTS[1][i * 18 : i * 18 + 18] for i in range(5)],
        xs=(EDGE, EDGE + 20 * SIZE),
    ),
    "wrapped_cells": wrapped_cells(),
}


@pytest.mark.parametrize("printed", NOT_COLUMNS.values(), ids=NOT_COLUMNS)
def test_no_columns(printed: Printed) -> None:
    assert split_lines(page_of(printed))[1] == []


@pytest.mark.parametrize("style", [Style(), Style(header="公报"), Style(indent=0.0)], ids=["plain", "header", "flush"])
def test_a_plan_of_one_column_is_left_as_it_is(style: Style) -> None:
    for printed in typeset(PLAN, style):
        assert split_lines(page_of(printed))[1] == []
    assert read_bytes(as_pdf(typeset(PLAN, Style())), "a.pdf").text == as_text(PLAN)
