"""Task tables of a document: one row a line with tabs, or flattened to one cell a line.

Header words are those of the genre (序号 重点任务 牵头单位 责任单位 完成时限), in any order.
"""

from __future__ import annotations

from policytext.structure.flat_tables import (
    find_header,
    read_by_bodies,
    read_by_position,
    read_inline,
    read_numbered,
)
from policytext.structure.lines import Line
from policytext.structure.progress_tables import read_progress
from policytext.structure.tabbed_tables import inferred_columns, read_headless, read_tabbed
from policytext.structure.table_columns import Table


def find_tables(lines: list[Line]) -> list[Table]:
    """The flattened tables of a document, in order."""
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        header = find_header(lines, index)
        if header is None:
            headless = inferred_columns(lines, index) if "\t" in lines[index].text else None
            if headless is not None:
                tables.append(read_headless(lines, index, headless))
            index = tables[-1].last if headless is not None else index + 1
            continue
        columns, first_row, inline = header
        if "\t" in lines[index].text:
            table = read_tabbed(lines, index, columns)
            if table is not None:
                tables.append(table)
            head = lines[index].text
            index = table.last if table is not None else first_row
            while table is None and index < len(lines) and lines[index].text == head:
                index += 1  # a head over and over heads nothing: it is asked once
            continue
        if inline:
            table = read_inline(lines, index, first_row, columns)
        else:
            table = (
                read_progress(lines, index, first_row, columns)
                or read_numbered(lines, index, first_row, columns)
                or _read_unnumbered(lines, index, first_row, columns)
            )
        if table is not None and table.rows:
            tables.append(table)
            index = table.last
        else:
            index = first_row
    return tables


def _read_unnumbered(lines: list[Line], header: int, first: int, columns: tuple[str, ...]) -> Table | None:
    """Rows with one line a cell; where tasks stand on several lines, rows as their bodies end them."""
    by_position = read_by_position(lines, header, first, columns)
    by_bodies = read_by_bodies(lines, header, first, columns)
    if by_position is None or by_bodies is None:
        return by_position or by_bodies
    return by_bodies if by_bodies.last > by_position.last else by_position
