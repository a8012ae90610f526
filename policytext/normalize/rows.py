"""Which lines of a page are rows of a table: those with tabs, and those of indicators whose columns one space parts."""

from __future__ import annotations

import re

# the head of a table of indicators whose columns one space parts: 指标 单位 2020年 2025年 属性
_INDICATOR_HEAD = re.compile(
    r"^ *(?:序号 +)?(?:(?:类别|分类|领域|方面|[一二三]级指标|(?:主要|核心|具体|考核|评价|监测|规划|发展|预期|约束性)*指标(?:名称|内容|项)?(?:\([^()\s]{1,8}\))?) +)+(?:(?:计量|指标)?单位 +)?"
    r"(?:\S{0,6}20\d\d年?\S{0,8}|(?:现状|基期|目标|规划)(?:值|数)?\S{0,8})(?: +\S{1,16})* *$",
    re.MULTILINE,
)
MAX_ROW_CHARS = 120
MAX_TABLE_ROWS = 200


def with_tabs(folded: str) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text with tabs between the cells of a table of indicators whose columns spaces part, and its rows.

    The text keeps its length. A row is ``[start, end)`` by where its line begins.
    """
    rows: dict[int, tuple[int, int]] = {}
    pieces: list[str] = []
    done = 0
    for head in _INDICATOR_HEAD.finditer(folded):
        if "\t" in head[0] or head.start() < done:
            continue
        columns = len(head[0].split())
        own: list[tuple[int, int, int]] = []  # where the line begins, its first cell, its end
        at = head.start()
        while at < len(folded) and len(own) <= MAX_TABLE_ROWS:
            stop = folded.find("\n", at, at + MAX_ROW_CHARS + 1)
            stop = stop if stop >= 0 else min(len(folded), at + MAX_ROW_CHARS)
            line = folded[at:stop]
            cells = len(line.split())
            if "。" not in line and columns - 2 <= cells <= columns + 2 and cells >= 3:
                own.append((at, at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
            elif cells != 1 or len(line.strip()) > MAX_GROUP_CHARS:
                break
            at = stop + 1
        if len(own) < MIN_TABLE_ROWS:
            continue
        for line_start, start, end in own:
            pieces += (folded[done:start], re.sub(" +", lambda run: "\t" + run[0][1:], folded[start:end]))
            rows[line_start] = (start, end)
            done = end
    return ("".join((*pieces, folded[done:])), rows) if rows else (folded, rows)


MIN_TABLE_ROWS = 3  # with the head
MAX_GROUP_CHARS = 16
ROW_REACH = 3  # lines between two rows of a table: a group's name, a heading that the page repeats


def table_rows(folded: str) -> dict[int, tuple[int, int]]:
    """The lines that are rows of a table, by where they begin: near them stands one with as many tabs.

    A tab at the start of a line is an indent, unless a line with tabs inside has as many.
    """
    tabbed: list[tuple[int, int, int, int, bool]] = []  # index of the line, start, end, tabs, tabs inside
    index = at = 0
    for match in re.finditer(r"\r\n|\n|\r|\Z", folded):
        low, high = at, match.start()
        at = match.end()
        tabs = folded.count("\t", low, high)
        if tabs and folded[low:high].strip(" \t\u200b\ufeff"):
            inner = folded[low:high].strip(" \t").count("\t") > 0
            tabbed.append((index, low, high, tabs, inner))
        index += low < high
    rows: dict[int, tuple[int, int]] = {}
    for position, (number, low, high, tabs, inner) in enumerate(tabbed):
        for other in tabbed[max(0, position - ROW_REACH) : position + ROW_REACH + 1]:
            if other[0] != number and other[3] == tabs and abs(other[0] - number) <= ROW_REACH and (inner or other[4]):
                while folded[low] in " \u200b\ufeff":
                    low += 1
                while folded[high - 1] in " \u200b\ufeff":
                    high -= 1
                rows[tabbed[position][1]] = (low, high)
                break
    return rows
