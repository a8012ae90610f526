"""Tables without a grid are read where they are surely tables, and nothing else is taken for one."""

from __future__ import annotations

import random
import time

import pytest

pytest.importorskip("reportlab")

from policytext.lexicon import load_toml
from policytext.read import bands, open_rows, read_bytes
from policytext.read.bands import bands_of
from policytext.read.headers import is_header, is_task_header
from policytext.read.lines import Line, Page
from policytext.read.open_rows import MAX_DISTANCES
from policytext.read.open_tables import MAX_TAILS, take_open_tables
from tests.read.open_grids import PARTS, Look, make_look, make_rows, print_table
from tests.read.plans import PLAN, Grid, Paragraph, as_text
from tests.read.test_ocr import needs_ocr, scan_of
from tests.read.test_pdf import records
from tests.read.typeset import (
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Printed,
    Style,
    as_ofd,
    as_pdf,
    typeset,
)


def bare(pages: list[Printed]) -> list[Printed]:
    """Without any rule."""
    for page in pages:
        page.rules = []
    return pages


def three_lines(pages: list[Printed]) -> list[Printed]:
    """A rule above and below each page's part of a table, as in a 三线表 (a running head's rule stays)."""
    for page in pages:
        ends = {y for x0, top, x1, bottom in page.rules if x0 == x1 for y in (top, bottom)}
        page.rules = [(LEFT, y, RIGHT, y) for y in ends] + [rule for rule in page.rules if rule[1] < 80]
    return pages


def across(pages: list[Printed]) -> list[Printed]:
    """Rules between rows, none between columns."""
    for page in pages:
        page.rules = [rule for rule in page.rules if rule[1] == rule[3]]
    return pages


STYLES = {
    "standard": Style(),
    "header_row_once": Style(repeat_header=False),
    "furniture": Style(header="兰陵湾市人民政府公报", numbers="{}"),
    "pages_of_pages": Style(header="公报", numbers="第{}页 共3页", repeat_header=False),
}


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("unruled", [bare, three_lines, across])
@pytest.mark.parametrize("make", [as_pdf, as_ofd])
def test_the_same_plan_reads_the_same_without_its_grid(make, unruled, name: str) -> None:
    ruled = read_bytes(make(typeset(PLAN, STYLES[name])), "a").text
    text = read_bytes(make(unruled(typeset(PLAN, STYLES[name]))), "a").text
    assert text == ruled == as_text(PLAN)
    assert records(text) == records(as_text(PLAN))


def test_records_of_a_row_have_its_box_and_page() -> None:
    source = read_bytes(as_pdf(bare(typeset(PLAN))), "a.pdf")
    at = source.text.index("6\t开设社区夜校60所")
    place = next(place for place in source.places if place.start <= at < place.end)
    assert place.page == 3
    left, top, right, bottom = place.box
    assert LEFT - 1 < left < right < RIGHT + 1
    assert 20 < bottom - top < 30  # two lines


# 918: the second line of a cell is the third line of the page; 988: a row of two lines alone on the last page.
@pytest.mark.parametrize("seed", [*range(120), 918, 988])
@pytest.mark.parametrize("items", [False, True], ids=["words", "items"])
def test_a_printed_table_is_read_right_or_left_alone(seed: int, items: bool) -> None:
    """Whatever its look: no row of another's cells, none torn, none run together."""
    rng = random.Random(seed)
    kind = {"numbered": rng.random() < 0.7, "support": rng.random() < 0.6}
    rows, look = make_rows(rng, **kind, items=items), make_look(rng, **kind)
    text = read_bytes(as_pdf(print_table(rows, look)), "a.pdf").text.replace(" ", "")
    expected = {"\t".join(row).replace(" ", "") for row in rows}
    assert {line for line in text.splitlines() if "\t" in line} <= expected
    if look.room and kind["numbered"]:
        assert text.splitlines() == ["\t".join(row).replace(" ", "") for row in rows]


ROWS = [
    ("序号", "重点任务", "牵头单位", "完成时限"),
    ("1", "建设社区食堂二十处，覆盖全部街道", "市民政局", "2025年底前"),
    ("2", "改造站点", "市财政局、市住房城乡建设局", "2026年底前"),
    ("3", "培训社区工作者一千人次以上，提升服务能力", "市委社会工作部", "长期坚持"),
]
NARROW = (40.0, 120.0, 84.0, 90.0)
DENSE = Look(NARROW, room=0.0)


def lines_of(pages: list[Printed]) -> list[str]:
    return read_bytes(as_pdf(pages), "a.pdf").text.replace(" ", "").splitlines()


def tabbed(rows: list[tuple[str, ...]]) -> list[str]:
    return ["\t".join(row) for row in rows]


def test_rows_without_room_between_them_are_told_by_their_numbers_at_the_top() -> None:
    rows = [ROWS[0], ROWS[1], ("2", "改造站点", "市财政局", "2026年底前"), ROWS[3]]
    assert lines_of(print_table(rows, DENSE)) == tabbed(rows)


def test_rows_that_can_be_cut_in_two_ways_are_no_table() -> None:
    """Numbers at the top of their rows, or in the middle: the body of one task must not become another's."""
    rows = [
        ROWS[0],
        ("1", "开展摸底", "市民政局", "2025年"),
        ("2", "建设社区食堂二十处，覆盖全部街道和城市社区，优先老旧小区", "市财政局", "2026年"),
        ("3", "开展评估", "市民政局", "2027年"),
    ]
    middle = Look(NARROW, room=0.0, middle=True)
    assert not any("\t" in line for line in lines_of(print_table(rows, middle)))


def test_cells_merged_over_rows_leave_no_one_way_to_cut_them() -> None:
    """Where no rule shows how far 市民政局 reaches, it must not be given to one of its tasks alone."""
    grid = Grid((
        ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "建设驿站20个", "市民政局", "市财政局", "2025年底前"),
        ("2", "改造食堂30个", None, "市商务局", None),
        ("3", "开展评估", "市统计局", "市财政局", "2027年底前"),
    ))  # fmt: skip
    assert not any("\t" in line for line in lines_of(bare(typeset((grid,)))))


def test_a_name_of_rows_stands_between_them() -> None:
    pages = print_table(ROWS[:2], Look(NARROW))
    page = pages[0]
    bottom = max(base for _, _, base, _ in page.texts)
    page.texts.append(("（一）完善设施布局和服务体系建设", 75.0, bottom + 22, 10.5))
    below = print_table([("序号",) * 4, *ROWS[2:]], Look(NARROW), y=bottom + 8)[0]
    page.texts += [text for text in below.texts if text[2] > bottom + 24]
    assert lines_of(pages) == [*tabbed(ROWS[:2]), "（一）完善设施布局和服务体系建设", *tabbed(ROWS[2:])]


ITEMIZED = [
    ROWS[0],
    ("1", "建设便民服务设施点：（一）新建食堂二十处；（二）改造老旧站点", "市民政局", "2025年底前"),
    ("2", "（一）培训社区工作者；（二）健全队伍培训体系", "市财政局", "2026年底前"),
]


@pytest.mark.parametrize("rules", ["", "three", "rows"])
@pytest.mark.parametrize("numbered", [True, False])
def test_an_item_in_a_cell_names_no_rows(rules: str, numbered: bool) -> None:
    rows, widths = (ITEMIZED, NARROW) if numbered else ([row[1:] for row in ITEMIZED], NARROW[1:])
    assert lines_of(print_table(rows, Look(widths, rules=rules))) == tabbed(rows)


def test_an_item_in_a_cell_of_a_grid_names_no_rows() -> None:
    assert lines_of(typeset((Grid(tuple(ITEMIZED)),), Style(columns=(0.1, 0.4, 0.25, 0.25)))) == tabbed(ITEMIZED)


def test_what_stands_below_a_table_is_no_cell_of_it() -> None:
    pages = print_table(ROWS, Look(NARROW))
    bottom = max(base for _, _, base, _ in pages[0].texts)
    pages[0].texts.append(("附件2", 75.0, bottom + 40, 10.5))
    pages[0].texts.append(
        ("各区要按照上述分工抓紧推进落实，确保按期完成各项任务，重大事项及时报告。", 75.0, bottom + 70, 10.5)
    )
    assert lines_of(pages)[: len(ROWS)] == tabbed(ROWS)
    assert lines_of(pages)[len(ROWS)].startswith("附件2")


@pytest.mark.parametrize("header_again", [True, False])
def test_a_row_cut_by_the_edge_of_the_page_is_one_row(header_again: bool) -> None:
    first = typeset(tuple(Paragraph("坚持问题导向，统筹推进各项工作。" * 4) for _ in range(6)))
    first[0].texts = [text for text in first[0].texts if text[2] < 600]
    print_table(
        [ROWS[0], ("1", "建设社区食堂二十处，覆盖", "市民政局", "2025年底前")], Look(NARROW), y=680.0, above=first[0]
    )
    second = Printed()
    y = 100.0
    if header_again:
        print_table(ROWS[:1], Look(NARROW), y=y, above=second)
        y += 22
    second.texts.append(("全部街道", 70 + 40 + 5.5, y + 14, 10.5))
    print_table([ROWS[2]], Look(NARROW), y=y + 22, above=second)
    assert lines_of([first[0], second])[-3:] == tabbed(ROWS[:3])


@pytest.mark.parametrize("x", [277.6, 296.0], ids=["between", "over_one"])
def test_a_header_of_two_rows_is_one_row(x: float) -> None:
    page = Printed()
    print_table(
        [("序号", "重点任务", "牵头单位", "配合单位"), *((*row[:3], "市统计局") for row in ROWS[1:])],
        Look(NARROW),
        y=120.0,
        above=page,
    )
    page.texts.append(("责任分工", x, 118.0, 10.5))
    assert lines_of([page])[:2] == [
        "序号\t重点任务\t牵头单位\t配合单位",
        "1\t建设社区食堂二十处，覆盖全部街道\t市民政局\t市统计局",
    ]


def test_names_set_wide_are_names() -> None:
    page = Printed()
    wide = [("序　号", 70.0), ("重 点 任 务", 140.0), ("牵 头 单 位", 250.0), ("完 成 时 限", 350.0)]
    page.texts += [(name, x, 100.0, 10.5) for name, x in wide]
    for number in (1, 2):
        row = [(str(number), 80.0), ("建设食堂20处", 140.0), ("市民政局", 250.0), ("2025年底前", 350.0)]
        page.texts += [(cell, x, 100.0 + 24 * number, 10.5) for cell, x in row]
    assert lines_of([page]) == [
        "序号\t重点任务\t牵头单位\t完成时限",
        "1\t建设食堂20处\t市民政局\t2025年底前",
        "2\t建设食堂20处\t市民政局\t2025年底前",
    ]


# ---- what is no table --------------------------------------------------------------------------

NAMES = ("序号", "重点任务", "牵头单位", "责任单位", "完成时限", "工作内容", "备注")
LISTS = (
    "牵头单位：市民政局　　　责任单位：市财政局　　完成时限：2025年底前",
    "组　长：王某某　　　副组长：李某某　　　成　员：张某某",
    "（一）牵头单位　　　（二）责任单位　　　（三）配合单位",
    "序号、重点任务、牵头单位、责任单位、完成时限等内容由各区（市）填报。",
    "附件：1.任务清单　　2.责任单位名单　　3.时间安排",
)


def prose(rng: random.Random) -> list[Paragraph]:
    """Paragraphs, items, lists side by side, lines of the very names of columns."""
    blocks = []
    for _ in range(rng.randrange(6, 26)):
        kind = rng.randrange(6)
        if kind <= 1:
            blocks.append(
                Paragraph(
                    rng.choice(("", "（一）", "1.", "一是"))
                    + "，".join(
                        "".join(rng.choices(PARTS + NAMES, k=rng.randrange(2, 9))) for _ in range(rng.randrange(1, 6))
                    )
                    + "。"
                )
            )
        elif kind == 2:
            blocks.append(Paragraph(rng.choice(LISTS)))
        elif kind == 3:
            blocks.append(Paragraph("　　".join(rng.sample(NAMES, rng.randrange(2, 6)))))
        elif kind == 4:
            blocks.append(
                Paragraph(
                    "　　　".join(
                        "".join(rng.choices(PARTS, k=rng.randrange(1, 4))) for _ in range(rng.randrange(2, 5))
                    )
                )
            )
        else:
            blocks.append(Paragraph(rng.choice(PARTS)))
    return blocks


@pytest.mark.parametrize("seed", range(60))
def test_prose_is_no_table(seed: int) -> None:
    rng = random.Random(seed)
    style = Style(indent=rng.choice([0.0, 2.0]))
    assert "\t" not in read_bytes(as_pdf(typeset(prose(rng), style)), "a.pdf").text


def test_two_columns_of_prose_below_names_are_no_table() -> None:
    page = Printed(texts=[("重点任务", 80.0, 100.0, 12.0), ("牵头单位", 320.0, 100.0, 12.0)])
    for line in range(20):
        for x in (80.0, 320.0):
            page.texts.append(("推进社区服务设施建设，完善便民服务体系。"[:18], x, 130.0 + 20 * line, 10.5))
    assert "\t" not in read_bytes(as_pdf([page]), "a.pdf").text


def test_a_page_number_below_a_table_is_no_row() -> None:
    grid = Grid(((*ROWS[0], "备注"), *((*row, "无") for row in ROWS[1:])))
    pages = bare(typeset((grid,), Style(numbers="{}", columns=(0.1, 0.3, 0.25, 0.2, 0.15))))
    assert pages[0].texts[-1][0] == "1"
    assert read_bytes(as_pdf(pages), "a.pdf").text.replace(" ", "") == as_text((grid,))


@pytest.mark.parametrize(
    "line", [("序号", "重点任务", "牵头单位", "完成时限"), ("任务", "单位") * 400], ids=["many_headers", "wide_header"]
)
def test_a_page_built_to_do_harm_is_soon_done_with(line: tuple[str, ...]) -> None:
    page = Page(1, 60_000.0, 60_000.0)
    for row in range(2_000 if len(line) < 9 else 40):
        page.lines += [Line(name, 60.0 * x, 60.0 * x + 45, 14.0 * row, 10.5, 1) for x, name in enumerate(line)]
    start = time.process_time()
    assert take_open_tables([page], [()]) == [[]]
    assert time.process_time() - start < 20


def ragged(filled: int) -> Page:
    """A header over 118 lines in so many columns, no two of them the same distance apart."""
    rng = random.Random(1)
    page = Page(1, 600.0, 6000.0)
    page.lines = [
        Line(name, 100.0 * x, 100.0 * x + 45, 14.0, 10.5, 1)
        for x, name in enumerate(("序号", "重点任务", "牵头单位", "完成时限"))
    ]
    base = 30.0
    for number in range(118):
        x = 100.0 * (1 + (number == 0) * (filled - 1))
        page.lines.append(Line("甲乙丙", x, x + 50, base, 10.5, 1))
        base += rng.uniform(8, 12) if number < 60 else rng.uniform(20, 30)
    return page


@pytest.mark.parametrize(("filled", "most"), [(1, 0), (2, (MAX_TAILS + 1) * 2 * (MAX_DISTANCES + 1))])
def test_few_ways_are_tried_to_cut_what_is_no_table(monkeypatch, filled: int, most: int) -> None:
    cuts: list[float] = []
    components = open_rows._components
    monkeypatch.setattr(open_rows, "_components", lambda *args: cuts.append(args[-1]) or components(*args))
    assert take_open_tables([ragged(filled)], [()]) == [[]]
    assert len(cuts) <= most


def test_how_large_a_band_is_set_is_counted_once(monkeypatch) -> None:
    counted: list[None] = []
    median = bands.median
    monkeypatch.setattr(bands, "median", lambda values: counted.append(None) or median(values))
    page = recognized(print_table(ROWS, Look(NARROW, room=10.0, gap=14.0))[0], 1, random.Random(1))
    n_bands = len(bands_of(page))
    counted.clear()
    assert take_open_tables([page], [()])[0]
    assert len(counted) == n_bands


# ---- names of columns --------------------------------------------------------------------------


def test_labels_of_the_lexicon_are_names_of_columns() -> None:
    roles = load_toml("roles.toml")
    for word in (
        *(w for entry in roles["label"] for w in entry["words"]),
        *roles["persons"]["words"],
        *roles["other"]["words"],
    ):
        assert is_header(word), word


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("序号", "重点任务", "牵头单位", "完成时限"), True),
        (("任务", "县（市、区）", "责任部门", "时间节点"), False),  # a mark in a name: a clause
        (("任务", "属性", "责任部门", "时间节点"), True),
        (("序号", "指标", "2025年"), False),  # no one is charged, no time is set
        (("牵头单位", "责任单位", "完成时限"), False),  # nothing is to be done
        (("重点任务", "重点任务", "牵头单位"), False),
        (("推进设施序号", "重点任务", "牵头单位"), False),
        (("重点任务", "牵头单位"), False),
    ],
)
def test_a_header_names_what_is_done_and_by_whom_or_when(cells: tuple[str, ...], expected: bool) -> None:
    assert is_task_header(cells) is expected


# ---- scans -------------------------------------------------------------------------------------


def recognized(printed: Printed, number: int, rng: random.Random) -> Page:
    """The lines of a page as OCR gives them: boxes somewhat too large and not quite level."""
    page = Page(number, WIDTH, HEIGHT)
    for text, x, base, size in printed.texts:
        size *= rng.uniform(0.9, 1.2)
        right = x + sum(0.5 if char.isascii() else 1.0 for char in text) * printed.texts[0][3]
        page.lines.append(
            Line(text, x - 1, right + 1, base + rng.uniform(-1, 1), size, number, score=round(rng.uniform(0.8, 1), 2))
        )
    return page


@pytest.mark.parametrize("seed", range(20))
def test_lines_that_ocr_read_are_cells_too(seed: int) -> None:
    rng = random.Random(seed)
    rows = make_rows(rng, numbered=True, support=True)
    look = Look((40.0, 130.0, 80.0, 90.0, 90.0), room=10.0, gap=14.0)
    pages = [recognized(page, number, rng) for number, page in enumerate(print_table(rows, look), 1)]
    scores = [line.score for line in pages[0].lines]
    tables = [table for own in take_open_tables(pages, [()] * len(pages)) for table in own]
    found = [row for table in tables for row in table.rows if row.cells != rows[0]]
    assert [tuple(cell.replace(" ", "") for cell in row.cells) for row in found] == rows[1:]
    assert min(row.score for row in tables[0].rows) == min(scores)
    assert not any(page.lines for page in pages)


def test_a_number_that_ocr_overlooked_costs_no_row() -> None:
    rng = random.Random(1)
    page = recognized(print_table(ROWS, Look(NARROW, room=10.0, gap=14.0))[0], 1, rng)
    page.lines = [line for line in page.lines if line.text != "2"]
    (table,) = take_open_tables([page], [()])[0]
    assert [row.cells[0] for row in table.rows] == ["序号", "1", "", "3"]


@pytest.mark.parametrize("mark", ["", "."])
def test_numbers_go_on_over_the_edge_of_a_page_whatever_their_mark(mark: str) -> None:
    pages = [Page(1, 600.0, 800.0), Page(2, 600.0, 800.0)]
    for page, first in zip(pages, (1, 9), strict=True):
        rows = [ROWS[0], *((f"{first + n}{mark}", "甲乙丙丁", "甲乙丙丁", "甲乙丙丁") for n in range(3))]
        page.lines = [
            Line(cell, 40 + 100.0 * x, 85 + 100.0 * x, 100 + 24.0 * y, 10.5, 1)
            for y, row in enumerate(rows)
            for x, cell in enumerate(row)
        ]
    # 9 does not follow 3: not the same table, and none that begins with 9 is known to
    assert [len(own) for own in take_open_tables(pages, [(), ()])] == [1, 0]


def test_bands_keep_what_they_are_made_of() -> None:
    page = Page(
        1,
        WIDTH,
        HEIGHT,
        lines=[
            Line("市民政局", 200, 240, 100.0, 10, 1),
            Line("1", 80, 85, 101.0, 10, 1),
            Line("二", 80, 90, 120.0, 10, 1),
        ],
    )
    assert [[piece.text for piece in band.pieces] for band in bands_of(page)] == [["1", "市民政局"], ["二"]]


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("unruled", [list, bare], ids=["ruled", "bare"])
def test_a_table_in_a_scan_gives_the_records_of_its_text(unruled) -> None:
    blocks = PLAN[-2:]
    source = read_bytes(scan_of(unruled(typeset(blocks))), "a.pdf")
    lines = [line.split("\t") for line in source.text.splitlines() if "\t" in line]
    assert [line[0] for line in lines] == ["序号", *"12345678"]
    found, expected = records(source.text), records(as_text(blocks))
    for kind in ("units", "targets", "deadlines"):
        same = sum(1 for record in expected[kind] if record in found[kind])
        assert same >= 0.9 * len(expected[kind]), kind
