"""Task tables printed without a grid, in the ways in which offices print them; seeded."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.read.typeset import Printed, width_of, wrap

TOP, BOTTOM = 90.0, 760.0
LEFT = 70.0


@dataclass(frozen=True)
class Look:
    """How a table is printed: lengths in points."""

    widths: tuple[float, ...]
    em: float = 10.5
    pitch: float = 14.0  # of the lines of a cell
    room: float = 8.0  # between two rows, beside the pitch
    gap: float = 11.0  # between two columns
    middle: bool = False  # cells in the middle of their rows, else at the top
    centered: bool = False  # lines in the middle of their columns
    header_again: bool = True
    rules: str = ""  # "three" of a 三线表, "rows" below each row


def print_table(
    rows: list[tuple[str, ...]], look: Look, *, y: float = TOP, above: Printed | None = None
) -> list[Printed]:
    """The pages of a table; ``rows[0]`` is its header. Nothing of a row is cut by the edge of a page."""
    pages = [above or Printed()]
    xs = [LEFT + sum(look.widths[:i]) for i in range(len(look.widths))]
    right = LEFT + sum(look.widths)

    def rule(at: float) -> None:
        pages[-1].rules.append((LEFT, at, right, at))

    def put(row: tuple[str, ...]) -> None:
        nonlocal y
        lines = [wrap(cell, (width - look.gap) / look.em + 1e-6) for cell, width in zip(row, look.widths, strict=True)]
        most = max(map(len, lines))
        for x, width, own in zip(xs, look.widths, lines, strict=True):
            down = look.pitch * (most - len(own)) / 2 if look.middle else 0.0
            for index, line in enumerate(own):
                extent = look.em * sum(map(width_of, line))
                indent = (width - extent) / 2 if look.centered else look.gap / 2
                pages[-1].texts.append((line, x + indent, y + down + look.pitch * (index + 1), look.em))
        y += look.pitch * most + look.room

    if look.rules:
        rule(y)
    for number, row in enumerate(rows):
        lines = max(len(wrap(cell, (width - look.gap) / look.em)) for cell, width in zip(row, look.widths, strict=True))
        if y + look.pitch * lines + look.room > BOTTOM:
            pages.append(Printed())
            y = TOP
            if look.header_again:
                put(rows[0])
        put(row)
        if look.rules == "rows" or (look.rules == "three" and number in (0, len(rows) - 1)):
            rule(y - look.room / 2)
    return pages


PARTS = (
    "建设",
    "完善",
    "推进",
    "社区",
    "服务",
    "体系",
    "设施",
    "便民",
    "站点",
    "数字化",
    "改造",
    "老旧小区",
    "培训",
    "队伍",
    "覆盖率",
    "达到95%以上",
    "20个",
    "1.2万平方米",
)
ITEMS = ("（一）新建食堂20处；", "（二）改造站点30个；", "（三）培训队伍", "一、完善体系。")
BODIES = (
    "市民政局",
    "市财政局",
    "市住房城乡建设局",
    "市文化和旅游局",
    "市大数据局",
    "各区（市）政府",
    "团市委",
    "市发展改革委",
)
TIMES = ("2025年底前", "2026年6月底前", "长期坚持", "每年", "2027年12月底前")


def make_rows(rng: random.Random, *, numbered: bool, support: bool, items: bool = False) -> list[tuple[str, ...]]:
    """A header and some rows of composed tasks, with numbered items in their cells or without."""
    header = [*(["序号"] if numbered else []), "重点任务", "牵头单位", *(["配合单位"] if support else []), "完成时限"]
    rows = [tuple(header)]
    for number in range(1, rng.choice([3, 6, 30]) + 1):
        row = [str(number)] if numbered else []
        words = rng.choices((*PARTS, *ITEMS) if items else PARTS, k=rng.randrange(2, 16))
        row.append("".join(words))
        row.append(rng.choice(BODIES))
        if support:
            row.append("、".join(rng.sample(BODIES, rng.randrange(1, 5))))
        row.append(rng.choice(TIMES))
        rows.append(tuple(row))
    return rows


def make_look(rng: random.Random, *, numbered: bool, support: bool) -> Look:
    """One of the ways to print it."""
    em = rng.choice([9.0, 10.5, 12.0])
    widths = [
        *([3.5 * em] if numbered else []),
        rng.choice([11, 13]) * em,
        7 * em,
        *([7 * em] if support else []),
        8 * em,
    ]
    return Look(
        tuple(widths), em=em, pitch=em * rng.choice([1.15, 1.3, 1.5]), room=rng.choice([0.0, 4.0, 8.0, 14.0]),
        gap=em * rng.choice([1.0, 1.5]), middle=rng.random() < 0.5, centered=rng.random() < 0.3,
        header_again=rng.random() < 0.5, rules=rng.choice(["", "three", "rows"]),
    )  # fmt: skip
