"""Tables of figures that have no column of indicators: a row a place (乡镇 造林(亩) 抚育(亩)), or names across and what is wanted below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from policytext.structure import table_columns
from policytext.structure.indicators import (
    FIGURE,
    NAMES,
    Column,
    Figure,
    IndicatorTable,
    Span,
    column_of,
    is_measure_unit,
)
from policytext.structure.lines import Line, cut_cells
from policytext.structure.table_columns import NO_ENTRY

_PLACE_HEAD = re.compile(
    r"(?:各)?(?:[县市区州镇乡旗](?:\([县市区州镇乡旗场街道、,/]{1,10}\)"
    r"|[、/]?[县市区州镇乡旗场]){0,3}|乡镇\(?街道\)?|乡镇|镇街|街道|地市|市州|地区|区域|开发区|园区"
    r"|行政村|村\(社区\)|村名|社区|学校|[镇乡]村|(?:县市区|区县|乡镇|地区|单位|村)?名称)"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff()]{1,14}(?:[省市县区州旗镇乡村]|街道|社区|办事处|开发区|园区|林场|农场|新区|学校"
    r"|[中小]学)(?:\([^()]{1,10}\))?|[合总小]计|[全][省市县区州]|市本级|[市区县]直"
    r"|[\u4e00-\u9fff]{2,3}"
)
_WANTED = re.compile(r"目标|任务|计划|分解|指标|分配|安排|下达")
_PAST = re.compile(r"完成情况|统计表?|进展情况|通报|一览|现状")
_UNIT_LINE = re.compile(r"\(?(?:计量)?单位[::] ?(?P<units>[^():。;]{1,30})\)?")
_IN_BRACKETS = re.compile(r"\((?P<unit>[^()]{1,8})\)$")
_PROPERTIES = re.compile(r"(?:指标)?(?:属性|性质|类型)")
MAX_HEAD_CHARS = 24
MAX_FIGURE_CHARS = 12
MIN_PLACES = 3
CAPTION_LINES = 4


def find_cross_tables(text: str, lines: Sequence[Line], found: Sequence[IndicatorTable]) -> list[IndicatorTable]:
    """The tables of places, and of names across, among the lines of a document, in order.

    Args:
        text: the normal text, of which the lines are parts.
        found: the tables of indicators that the lines hold; no line of theirs is read again.
    """
    taken = {index for table in found for index in range(table.first, table.last)}
    tables: list[IndicatorTable] = []
    at = 0
    while at < len(lines):
        table = None if at in taken else _read_places(text, lines, at) or _read_across(text, lines, at)
        if table is not None and taken.isdisjoint(range(table.first, table.last)):
            tables.append(table)
            at = table.last
        else:
            at += 1
    return tables


# ---- a row a place -----------------------------------------------------------------------------


def _read_places(text: str, lines: Sequence[Line], header: int) -> IndicatorTable | None:
    if "\t" not in lines[header].text:
        return None
    heads = cut_cells(lines[header])
    words = [text[low:high] for low, high in heads]
    named = 1 if len(words) > 1 and column_kind(words[0]) == "serial" else 0
    if len(words) - named < 2 or not _PLACE_HEAD.fullmatch(words[named].replace(" ", "")):
        return None
    wanted = words[named + 1 :]
    if any(not _heads_figures(word) for word in wanted if word) or not any(wanted):
        return None
    above = "".join(line.text for line in lines[max(0, header - CAPTION_LINES) : header] if len(line.text) <= 60)
    if not _WANTED.search(above + "".join(wanted)) or _PAST.search(above):
        return None
    columns = _columns(text, lines, header, heads[named + 1 :])
    figures: list[Figure] = []
    rows = 0
    at = header + 1
    while at < len(lines) and lines[at].text.count("\t") == len(heads) - 1:
        cells = cut_cells(lines[at])[named:]
        own = _figures(text, cells, columns)
        if own is None:
            break
        figures += own
        rows += 1
        at += 1
    return IndicatorTable(header, at, lines[header].start, tuple(figures)) if rows >= MIN_PLACES else None


def column_kind(word: str) -> str | None:
    """Which column of a table of indicators a head names, if any."""
    column = column_of(word, 0)
    return column.kind if column else None


def _heads_figures(word: str) -> bool:
    bare = word.replace(" ", "")
    if not 2 <= len(bare) <= MAX_HEAD_CHARS or not re.search(r"[\u4e00-\u9fff]", bare):
        return False
    return table_columns.column_of(bare) not in (
        *table_columns.UNIT_COLUMNS,
        "deadline",
        "person",
        "done",
    ) and column_kind(bare) not in ("who", "serial")


def _columns(text: str, lines: Sequence[Line], header: int, heads: Sequence[Span]) -> list[tuple[Span, Span | None]]:
    """Of each head the span of its name, and that of its unit: in its bracket, or told for all above the table."""
    told: list[Span] = []
    for line in reversed(lines[max(0, header - CAPTION_LINES) : header]):
        if match := _UNIT_LINE.fullmatch(line.text):
            low = line.start + match.start("units")
            for part in re.finditer(r"[^、,/ ]+", match["units"]):
                told.append((low + part.start(), low + part.end()))
            break
    own = [not text.startswith("其中", low) for low, _ in heads]  # 节水灌溉 其中管道输水: measured alike
    if len(told) == sum(own) > 1:
        told = [told[sum(own[: index + 1]) - 1] for index in range(len(heads)) if own[0]]
    columns: list[tuple[Span, Span | None]] = []
    for index, (low, high) in enumerate(heads):
        name, unit = _name_and_unit(text, low, high)
        columns.append(
            (name, unit or (told[0] if len(told) == 1 else told[index] if len(told) == len(heads) else None))
        )
    return columns


def _name_and_unit(text: str, low: int, high: int) -> tuple[Span, Span | None]:
    """造林面积(亩): the name, and the unit in its bracket."""
    bracket = _IN_BRACKETS.search(text[low:high])
    if bracket and is_measure_unit(bracket["unit"]):
        return (low, low + bracket.start()), (low + bracket.start("unit"), low + bracket.end("unit"))
    return (low, high), None


def _figures(text: str, cells: Sequence[Span], columns: Sequence[tuple[Span, Span | None]]) -> list[Figure] | None:
    """The figures of a place's row; None for a row of anything else."""
    place = text[slice(*cells[0])].replace(" ", "")
    if not _PLACE.fullmatch(place):
        return None
    found: list[Figure] = []
    for (low, high), (name, unit) in zip(cells[1:], columns, strict=True):
        word = text[low:high]
        if not word or NO_ENTRY.fullmatch(word):
            continue
        if len(word) > MAX_FIGURE_CHARS or not FIGURE.match(word):
            return None
        found.append(Figure((low, high), name, unit, Column("value", name, past=False)))
    return found


# ---- names across ------------------------------------------------------------------------------


def _read_across(text: str, lines: Sequence[Line], at: int) -> IndicatorTable | None:
    """主要指标 above a row of names, 2025年目标值 above a row of figures; each word may as well be its row's first cell."""
    names = _row_behind(text, lines, at, lambda word: NAMES.fullmatch(word) is not None)
    if (
        names is None
        or len(names[1]) < 2
        or any(high - low <= MAX_FIGURE_CHARS and FIGURE.fullmatch(text, low, high) for low, high in names[1])
    ):
        return None
    figures: list[Figure] = []
    stop = names[2]
    while (row := _row_behind(text, lines, stop, lambda word: column_kind(word) == "value")) is not None:
        head, cells, behind = row
        column = column_of(text[slice(*head)].replace(" ", ""), head[0])
        if (
            column is None
            or len(cells) != len(names[1])
            or not all(
                high - low <= MAX_FIGURE_CHARS
                and (FIGURE.match(text, low, high) or NO_ENTRY.fullmatch(text, low, high))
                for low, high in cells
            )
        ):
            break
        figures += [
            Figure(cell, *_name_and_unit(text, *name), column)
            for cell, name in zip(cells, names[1], strict=True)
            if not NO_ENTRY.fullmatch(text, *cell)
        ]
        stop = behind
    if not figures:
        return None
    if row := _row_behind(text, lines, stop, lambda word: _PROPERTIES.fullmatch(word) is not None):
        stop = row[2]
    return IndicatorTable(at, stop, lines[at].start, tuple(figures))


def _row_behind(
    text: str, lines: Sequence[Line], at: int, heads: Callable[[str], bool]
) -> tuple[Span, list[Span], int] | None:
    """A row whose head stands in its first cell or on the line above it: the head, the cells and the line behind."""
    if at >= len(lines):
        return None
    cells = cut_cells(lines[at])
    low, high = cells[0]
    while high > low and text[high - 1] in "| :":
        high -= 1
    if not heads(text[low:high].replace(" ", "")):
        return None
    if len(cells) > 1:
        return (low, high), cells[1:], at + 1
    if at + 1 < len(lines) and "\t" in lines[at + 1].text:
        return (low, high), cut_cells(lines[at + 1]), at + 2
    return None
