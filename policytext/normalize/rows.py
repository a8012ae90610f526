"""Which lines of a page are rows of a table: those with tabs, those ruled by bars or dots, those of indicators whose columns one space parts."""

from __future__ import annotations

import itertools
import re

from policytext.normalize.cells_below import with_cells_in_rows
from policytext.normalize.spaced_tasks import with_spaced_task_rows
from policytext.normalize.wide_gaps import with_wide_rows

Span = tuple[int, int]

# the head of a table of indicators whose columns one space parts: 指标 单位 2020年 2025年 属性
_INDICATOR_HEAD = re.compile(
    r"^ *(?:序号 +)?(?:(?:类别|分类|领域|方面|[一二三]级指标"
    r"|(?:主要|核心|具体|考核|评价|监测|规划|发展|预期|约束性)*指标(?:名称|内容"
    r"|项)?(?:\([^()\s]{1,8}\))?) +)+(?:(?:计量|指标)?单位 +)?"
    r"(?:\S{0,6}20\d\d年?\S{0,8}|(?:现状|基期|目标|规划)(?:值|数)?\S{0,8})(?: +\S{1,16})* *$",
    re.MULTILINE,
)
# 2025 年目标, 12 左右: one cell
_SPACE_IN_A_CELL = re.compile(r"(?<=\d) (?=年(?:[实目规基现完预]|[ \n])|(?:左右|以上|以下|以内)(?:[ \n]|$))")
MAX_ROW_CHARS = 120
MAX_TABLE_ROWS = 200
MIN_TABLE_ROWS = 3  # with the head
MAX_GROUP_CHARS = 16
ROW_REACH = 3  # lines between two rows of a table: a group's name, a heading that the page repeats
_RULE = re.compile(r" *(?:(?P<bar>\|)|…{2,}|\.{6,}) *")
_RULE_LINE = re.compile(r"[|:\- ]*-{2,}[|:\- ]*")  # |---|:---:| of Markdown
MAX_RULED_CHARS = 1200
MIN_COLUMNS = 3
MAX_COLUMNS = 12
_LINE_BEGINS = re.compile(r"(?:\n|^)[^\S\n]*$")
MAX_INDENT = 40
_HEADING_INSIDE = re.compile(
    r"\n\s*(?:#|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\))"
)  # no cell holds one
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|$)")
MIN_RULES = 2
MIN_NAMED_LINES = 3
MIN_BARS_OF_ROWS = 12  # of a line that holds several rows
MAX_CELL_LINES = 4
MIN_RULED_ROWS = 2
MAX_NARROW_ROWS = 6  # below each other, that lack cells merged above


def with_tabs(folded: str) -> tuple[str, dict[int, Span]]:
    """The text with tabs between the cells of rows that bars, dots or, below a head of indicators, spaces part; and those rows.

    The text keeps its length. A row is ``[start, end)`` by where its line begins.
    """
    below: dict[int, Span] = {}
    folded = _BREAK_TAG.sub(_listed, folded)
    if '"' in folded and "\t" in folded:
        folded = _QUOTED_CELL.sub(_unquoted, folded)
    if "|" in folded:
        rows_told = folded.count("\n") - _with_rows_on_lines(folded).count("\n") >= SHARE_IN_ROWS * folded.count("|")
        folded, below = with_cells_in_rows(
            folded if rows_told else _without_line_ends(folded, least_with_words=SHARE_WITH_WORDS)
        )
    if "|" in folded:
        folded = _with_broken_cells(_without_line_ends(_with_rows_on_lines(_with_rows_parted(folded))))
    if folded.count("\t") > MIN_RULES:
        folded = _with_broken_cells(folded, "\t")
    if "|" in folded:
        folded = _with_named_lines(folded)
    folded, ruled = _with_ruled_rows(folded) if "|" in folded or "……" in folded or "......" in folded else (folded, {})
    folded, spaced = _with_spaced_rows(folded)
    folded, tasks = with_spaced_task_rows(folded)
    folded, wide = with_wide_rows(folded)
    return folded, below | ruled | spaced | tasks | wide


# 县教育体育局<br>县市场监管局: a break inside a cell lists what stands on its lines
_BREAK_TAG = re.compile(r"<[bB][rR] ?/?>")
_SENTENCE_SIGNS = "。;,、:!?|\t"
# a cell of several lines as spreadsheets copy it
_QUOTED_CELL = re.compile(
    r'(?<=\t)"(?P<inside>[^"\t|]{1,300})"(?=[\t\n]|\Z)'
    r'|(?:(?<=\n)|\A)"(?P<first>[^"\t|]{1,300})"(?=\t)'
)


def _listed(tag: re.Match[str]) -> str:
    before, behind = tag.string[tag.start() - 1 : tag.start()], tag.string[tag.end() : tag.end() + 1]
    sign = " " if before in _SENTENCE_SIGNS else ";" if behind.isdigit() or "①" <= behind <= "⑳" else "、"
    return sign + " " * (len(tag[0]) - 1)


def _unquoted(cell: re.Match[str]) -> str:
    inside = cell["inside"] or cell["first"]
    return (
        " "
        + re.sub(
            r"(?P<before>.)\n",
            lambda line: line["before"] + (" " if line["before"] in _SENTENCE_SIGNS else "、"),
            inside,
        )
        + " "
    )


_NAMED_LINE = re.compile(r"(?m)^ *[^|\n。;,:]{2,16}?(?P<bar> *\|) *[^|\n]{15,}?(?P<end> *\|)? *$")


def _with_named_lines(folded: str) -> str:
    """Lines below each other that each hold a name, a bar and what is to be done (合理膳食 | 由市卫健委牵头,…), with a colon for the bar."""
    runs: list[list[re.Match[str]]] = [[]]
    for match in _NAMED_LINE.finditer(folded):
        if runs[-1] and folded[runs[-1][-1].end() : match.start()].strip():
            runs.append([])
        runs[-1].append(match)
    pieces: list[str] = []
    done = 0
    for run in runs:
        for match in run if len(run) >= MIN_NAMED_LINES else ():
            bar, end = match.span("bar"), match.span("end")
            pieces += (folded[done : bar[0]], " " * (bar[1] - bar[0] - 1) + ":")
            done = bar[1]
            if end[0] >= 0:
                pieces += (folded[done : end[0]], " " * (end[1] - end[0]))
                done = end[1]
    return "".join((*pieces, folded[done:])) if pieces else folded


_EMPTY_CELL = re.compile(r"(?<=\|)[ \u3000]+(?=\|)")


def _with_rows_parted(folded: str) -> str:
    """A table whose rows all stand on one line (``| 县 | 亩 |  | 甲县 | 40 |  | …``), with a line break between them.

    An empty cell after every so many others is where a row ends.
    """
    pieces: list[str] = []
    done = 0
    for line in re.finditer(r"[^\n]+", folded):
        if folded.count("|", line.start(), line.end()) < MIN_BARS_OF_ROWS:
            continue
        gaps = list(_EMPTY_CELL.finditer(folded, line.start(), line.end()))
        if len(gaps) < MIN_TABLE_ROWS - 1:
            continue
        widths = {folded.count("|", a.end(), b.start()) for a, b in itertools.pairwise(gaps)}
        if len(widths) != 1 or not MIN_COLUMNS <= (width := widths.pop() - 1) <= MAX_COLUMNS:
            continue
        first = folded.count("|", line.start(), gaps[0].start()) - 1
        if first not in (width, width - 1 + (folded[line.start() : line.end()].lstrip()[:1] != "|")):
            continue
        for gap in gaps:
            pieces += (folded[done : gap.start()], "\n" + " " * (gap.end() - gap.start() - 1))
            done = gap.end()
    return "".join((*pieces, folded[done:])) if pieces else folded


def _with_rows_on_lines(folded: str) -> str:
    """Rows of a barred table whose cells run over lines (``|\\n 任务\\n |\\n 县局\\n |``), each on a line of its own.

    A row has one bar more than the table has columns; between two rows there is a line break and nothing else.
    """
    bars = [match.start() for match in re.finditer(r"\|", folded)]
    pieces: list[str] = []
    done, first = 0, 0
    below, narrow = 0, 0  # the bar behind a row of few columns, and how many
    while first < len(bars):
        columns = _columns_from(folded, bars, first)
        if narrow and first == below and columns > narrow:
            columns = narrow  # the last row of a narrow table: what stands behind it is no cell
        if 0 < columns < MIN_COLUMNS:
            first = below = first + columns + 1
            narrow = columns
            continue
        if (
            columns >= MIN_COLUMNS
            and first + columns < len(bars)
            and "\n" not in folded[bars[first] : bars[first + columns]]
        ):
            first += columns + 1  # a row that stands on a line of its own
            continue
        last = first  # the first bar behind the rows
        while (
            columns >= MIN_COLUMNS
            and last + columns < len(bars)
            and bars[last + columns] - bars[last] <= MAX_RULED_CHARS
        ):
            last += columns + 1
            if not _is_border(folded, bars, last - 1):
                break
        rows = [(bars[row], bars[row + columns]) for row in range(first, last, columns + 1)] if last > first else []
        if len(rows) < MIN_RULED_ROWS:
            first += 1
            continue
        for low, high in rows:
            pieces += (folded[done:low], folded[low:high].replace("\n", " "))
            done = high
        first = last
        if MIN_RULES <= len(bars) - last <= columns and len(folded) - bars[last] <= MAX_RULED_CHARS:
            pieces += (
                folded[done : bars[last]],
                folded[bars[last] :].rstrip().replace("\n", " "),
            )  # the page breaks off in a row
            done = len(folded.rstrip())
    return "".join((*pieces, folded[done:])) if pieces else folded


def _columns_from(folded: str, bars: list[int], first: int) -> int:
    """How many cells the row has that may begin at a bar: up to the first border, no cell of a head is empty."""
    if not _LINE_BEGINS.search(folded[max(0, bars[first] - MAX_INDENT) : bars[first]]):
        return 0
    at = first
    while (
        at - first <= MAX_COLUMNS
        and at + 1 < len(bars)
        and folded[bars[at] + 1 : bars[at + 1]].strip()
        and bars[at + 1] - bars[at] <= MAX_RULED_CHARS
        and not _HEADING_INSIDE.search(folded, bars[at], bars[at + 1])
    ):
        at += 1
    return at - first if at - first <= MAX_COLUMNS and _is_border(folded, bars, at) else 0


def _is_border(folded: str, bars: list[int], index: int) -> bool:
    """Whether a row ends at a bar: behind it there is a line break, or nothing more."""
    return _LINE_ENDS.match(folded, bars[index] + 1) is not None


_CELL_LINE = re.compile(r"(?m)^[^|\n]{1,600}?(?P<end>[ \t]*\|{1,12}[ \t]*)$|^[ \t]*(?P<alone>\|{1,12})[ \t]*$")
MIN_CELL_LINES = 6
SHARE_IN_ROWS = 0.7  # of the bars with a line break before them, where they part rows that run over lines
SHARE_WITH_WORDS = 0.75  # of the bars that end lines, in a table of one cell a line


def _without_line_ends(folded: str, *, least_with_words: float = 0.0) -> str:
    """Lines that each hold one cell and a bar (责任单位 |), or a bar alone below the cell, without the bar: a table of one cell a line."""
    runs: list[list[Span]] = [[]]
    last = -1
    alone = False  # a bar on a line of its own: the cell stands on the lines above it
    for match in _CELL_LINE.finditer(folded):
        between = folded[last + 1 : match.start()]
        near = (
            alone
            and match["alone"] is not None
            and len(between) <= MAX_RULED_CHARS
            and between.count("\n") <= MAX_CELL_LINES
        )
        if (between.strip() and not near) or last < 0:
            runs.append([])
        runs[-1].append(match.span("end" if match["end"] else "alone"))
        last = match.end()
        alone = match["alone"] is not None
    pieces: list[str] = []
    done = 0
    for run in runs:
        with_words = sum(folded[low - 1 : low] not in ("", "\n") for low, _ in run)
        for low, high in run if len(run) >= MIN_CELL_LINES and with_words >= least_with_words * len(run) else ():
            pieces += (folded[done:low], " " * (high - low))
            done = high
    return "".join((*pieces, folded[done:])) if pieces else folded


def _with_broken_cells(folded: str, mark: str = "|") -> str:
    """Rows like those above them of which one cell runs over lines, each on one line: together they have as many bars, or tabs."""
    lines = folded.split("\n")
    bars = [line.count(mark) for line in lines]
    whole = index = 0  # bars of the rows above
    broken: set[int] = set()  # lines whose row goes on below
    while index < len(lines):
        last, found = index, bars[index]
        least = MIN_RULES - (
            mark == "\t" or _NUMBER_AND_BAR.match(lines[index]) is not None
        )  # a row of bars begins with one, or with its number
        while (
            least <= found < whole
            and last + 1 < len(lines)
            and last - index < MAX_CELL_LINES
            and lines[last].strip()
            and not lines[last].rstrip().endswith("|")
        ):
            last += 1
            found += bars[last]
        if mark == "\t" and last > index and not _is_one_row(lines[index : last + 1]):
            last = index
        if last > index and found == whole:
            broken.update(range(index, last))
        else:
            whole = bars[index] if bars[index] > MIN_RULES - (mark == "\t") else whole
            last = index
            while (
                mark == "\t"
                and bars[index] == whole
                and last + 1 < len(lines)
                and _MORE_BODIES.fullmatch(lines[last + 1])
                and _ENDS_IN_A_BODY.search(lines[last])
            ):
                broken.add(last)
                last += 1
        index = last + 1
    if not broken:
        return folded
    return "".join(line + (" " if number in broken else "\n") for number, line in enumerate(lines))[:-1]


# 市教育局 over 市住建局: the bodies of a row's last cell, one a line
_BODY = r"(?:[\u4e00-\u9fff]{2,14}(?:局|委|办|厅|公司|中心|政府|街道|管委会)|各[\u4e00-\u9fff(),、]{1,10})"
_MORE_BODIES = re.compile(rf" *{_BODY}(?:[、,]{_BODY})*[、,]? *")
_ENDS_IN_A_BODY = re.compile(rf"(?:\t|^ *|[、,]){_BODY}[、,]? *$")
_NUMBER_AND_BAR = re.compile(r" *\d{1,3} *\|")
_ROW_NUMBER = re.compile(r"\s*\d{1,3}[.、]?\t")


def _is_one_row(lines: list[str]) -> bool:
    """Whether lines with fewer tabs than the row above are one row that a cell broke, and not rows without merged cells: the first alone is numbered."""
    return _ROW_NUMBER.match(lines[0]) is not None and not any(_ROW_NUMBER.match(line) for line in lines[1:])


def _with_ruled_rows(folded: str) -> tuple[str, dict[int, Span]]:
    """Lines below each other that as many bars, or runs of dots, part (任务|责任单位|时限; 任务……县水利局……5月底前)."""
    runs: list[list[tuple[int, Span, list[Span], int]]] = [
        []
    ]  # where a line begins, its text, its rules, up to where a rule is an edge
    blanks: list[Span] = []
    shape: tuple[int, bool] | None = None
    led = False  # whether the row above begins with a bar
    at = 0
    for stop in (*(match.start() for match in re.finditer("\n", folded)), len(folded)):
        low, high, at = at, stop, stop + 1
        line = folded[low:high]
        if not line.strip():
            continue
        if "|" in line and _RULE_LINE.fullmatch(line.strip()):
            blanks.append((low, high))
            continue
        found = list(_RULE.finditer(line)) if len(line) <= MAX_RULED_CHARS else []
        rules = [(low + match.start(), low + match.end()) for match in found]
        first, last = high - len(line.lstrip()), low + len(line.rstrip())
        edge = first
        inner = sum(a > first and b < last for a, b in rules)
        own = (inner, bool(found[0]["bar"])) if inner >= MIN_RULES else None
        if (
            own is not None
            and own != shape
            and shape is not None
            and not led
            and rules[0][0] == first
            and own[0] + 1 == shape[0]
        ):
            own, edge = shape, first - 1  # the first cell is empty, where rows begin without a bar
        if (
            own is not None
            and shape is not None
            and own != shape
            and not led
            and rules[-1][1] >= last
            and own[0] + 1 == shape[0]
            and own[1] == shape[1]
            and _whole_follows(folded, at, shape[0])
        ):
            own = shape  # 一、做强特色农业 | | |: the last cell is empty, where rows end without a bar
        while (
            own is not None
            and own != shape
            and shape is not None
            and own[0] > shape[0]
            and not folded[rules[-2][1] : rules[-1][0]].strip()
        ):
            # a bar more behind the last cell than the rows above have
            blanks.append(rules.pop())
            last = low + len(folded[low : rules[-1][1]].rstrip())
            own = (own[0] - 1, own[1])
        if (
            shape is not None
            and runs[-1]
            and _is_narrow(folded, rules, first, high, shape, led)
            and (len(runs[-1][-1][2]) < shape[0] or _whole_follows(folded, at, shape[0] + led))
        ):
            runs[-1].append(
                (low, (first, last), rules, first - (not led))
            )  # the cells that are merged above are left out
            continue
        if (
            own is None
            and shape is not None
            and runs[-1]
            and rules
            and inner == 0
            and last - first <= MAX_GROUP_CHARS
            and _whole_follows(folded, at, shape[0] + led)
        ):
            blanks += rules  # 一、教育卫生类| names the rows below it
            continue
        if own is None or own != shape:
            runs.append([])
        shape = own
        led = own is not None and edge == first and rules[0][0] == first
        if own is not None:
            runs[-1].append((low, (first, last), rules, edge))
    if (
        len(runs) > 1
        and len(runs[-2]) >= MIN_RULED_ROWS
        and len(runs[-1]) == 1
        and len(runs[-1][0][2]) < len(runs[-2][-1][2])
    ):
        runs[-2].append(runs.pop()[0])  # the page breaks off in a row
    rows: dict[int, Span] = {}
    edits: list[tuple[int, int, str]] = []
    for run in runs:
        if len(run) < MIN_RULED_ROWS:
            continue
        for low, (first, last), rules, edge in run:
            start, end = first, last
            for a, b in rules:
                if a <= edge:
                    start = b  # a rule at the edge parts nothing
                elif b >= last:
                    end = a
                edits.append((a, b, " " * (b - a) if a <= edge or b >= last else "\t" + " " * (b - a - 1)))
            rows[low] = (start, end)
    if not rows:
        return folded, rows
    edits += [(a, b, " " * (b - a)) for a, b in blanks if any(abs(low - b) <= MAX_RULED_CHARS for low in rows)]
    pieces: list[str] = []
    done = 0
    for a, b, text in sorted(edits):
        pieces += (folded[done:a], text)
        done = b
    return "".join((*pieces, folded[done:])), rows


def _is_narrow(folded: str, rules: list[Span], first: int, end: int, shape: tuple[int, bool], led: bool) -> bool:
    """Whether a line below rows of ``shape`` is one of them without the cells that one above spans: it ends like them and has fewer bars."""
    if not shape[1] or not rules or led != (rules[0][0] == first) or folded[rules[-1][1] : end].strip():
        return False
    return 1 + led < len(rules) <= shape[0] + led and all(
        folded[a[1] : b[0]].strip() for a, b in itertools.pairwise(rules)
    )


def _whole_follows(folded: str, at: int, bars: int) -> bool:
    """Whether one of the next lines has all the bars of a row, each line before it fewer."""
    for line in folded[at : at + MAX_RULED_CHARS * 2].split("\n")[:MAX_NARROW_ROWS]:
        found = line.count("|")
        if found >= bars:
            return True
        if not found:
            return False
    return False


def _with_spaced_rows(folded: str) -> tuple[str, dict[int, Span]]:
    rows: dict[int, Span] = {}
    pieces: list[str] = []
    done = 0
    if _INDICATOR_HEAD.search(folded):
        folded = _SPACE_IN_A_CELL.sub("\u200b", folded)
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


def table_rows(folded: str) -> dict[int, Span]:
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
    rows: dict[int, Span] = {}
    for position, (number, low, high, tabs, inner) in enumerate(tabbed):
        for other in tabbed[max(0, position - ROW_REACH) : position + ROW_REACH + 1]:
            if other[0] != number and other[3] == tabs and abs(other[0] - number) <= ROW_REACH and (inner or other[4]):
                while folded[low] in " \u200b\ufeff":
                    low += 1
                while folded[high - 1] in " \u200b\ufeff":
                    high -= 1
                rows[tabbed[position][1]] = (low, high)
                break
    for before, (_, low, high, tabs, _), behind in zip(tabbed, tabbed[1:], tabbed[2:], strict=False):
        # a numbered row between others that lost the tab of an empty cell
        if (
            low not in rows
            and before[1] in rows
            and behind[1] in rows
            and tabs + 1 == before[3] == behind[3]
            and tabs >= MIN_RULES
            and behind[0] - before[0] <= ROW_REACH
            and _ROW_NUMBER.match(folded, low, high)
        ):
            rows[low] = (low, high)
    if len(tabbed) > 1 and tabbed[-1][1] not in rows and tabbed[-2][1] in rows and 2 <= tabbed[-1][3] < tabbed[-2][3]:
        number, low, high, _, _ = tabbed[-1]
        if number == tabbed[-2][0] + 1 and number == index - 1:
            rows[low] = (low, high)  # the page breaks off in this row
    return rows
