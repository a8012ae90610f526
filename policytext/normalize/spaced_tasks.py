"""Rows of a table of tasks whose cells spaces part, also inside the cells: 序号 类别 工作任务 牵头单位 配合单位.

The head says how many columns of bodies and times a row ends with; they are counted from its end, the number and
the task from its start. A page that was flattened so breaks words as well (加强水域岸线 管 控).
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_WORD = re.compile(r"\S+")
_HEAD = re.compile(r"^ *(?:序号|编号) (?=[^\n]*(?:单位|部门|处室|科室|主体))[^\n。,;]{8,100}$", re.MULTILINE)
_WHO_OR_WHEN = re.compile(
    r"(?:[国省市区县州镇]级|[省市区县]直|具体|主要|共同)?(?:牵头|责任|配合|主办|主责|协办|承办|落实"
    r"|参与|参加|协同|完成|主管|实施|督导|督办|考核|监督)(?:责任)?(?:单位|部门|处室|科室|主体|领导"
    r"|人)(?:及责任人)?"
    r"|责任分工|[\u4e00-\u9fff]{0,4}(?:领导|责任人|负责人|联系人)"
    r"|(?:完成|工作|办结|整改|计划完成|拟完成)?(?:时限|时间|期限|进度)(?:要求|节点)?|备注"
)
_WHO = re.compile("单位|部门|处室|科室|主体|责任分工")
_ROW = re.compile(r" *\d{1,3} +\S")
_GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[^。;\n]{2,50}$")
_BODIES = re.compile(
    r"[\u4e00-\u9fff()、,]{3,80}[局委办厅部会院府心司团队所站校处社区县市镇乡道位门联行组班体业级村)]。?"
)
_WHEN_COLUMN = re.compile("时限|时间|期限|进度|节点")
# a line of a row that is not at its end: bodies, and perhaps the time behind them
_TIME = r"(?:20\d\d年|\d{1,2}月|[上下]半年|[一二三四]季度|年[底内]|全年|长期|持续|常态|每[年月季周])[^\n。;]{0,24}"
_GOES_ON = re.compile(rf"[\u4e00-\u9fff()、,]{{2,80}}。?(?: +{_TIME})?")
_ENDS_WITH_TIME = re.compile(rf"(?:^|[ \n]){_TIME}$")
MIN_ROWS = 2
MAX_ROWS = 300
MAX_ROW_CHARS = 1500
MAX_CELLS = 6  # between the number and the bodies
MAX_NAME_CELLS = 2
MAX_TAIL_CHARS = 200
MIN_NAME_CHARS = 4  # of the fragment that a task's name begins with


def with_spaced_task_rows(folded: str) -> tuple[str, dict[int, Span]]:
    """The text with tabs between the cells of such rows, and the rows by where their lines begin; it keeps its length."""
    pieces: list[str] = []
    rows: dict[int, Span] = {}
    done = 0
    for head in _HEAD.finditer(folded):
        names = [match[0] for match in _WORD.finditer(head[0])]
        tail = next((count for count, name in enumerate(reversed(names)) if not _WHO_OR_WHEN.fullmatch(name)), 0)
        middle = len(names) - 1 - tail
        if head.start() < done:
            continue
        cut: list[tuple[int, int, str]] = []
        if 1 <= middle <= MAX_CELLS and any(_WHO.search(name) for name in names[-tail:] if tail):
            timed = _WHEN_COLUMN.search(names[-1]) is not None
            found = [
                _cut(folded, low, high, middle, tail) for low, high in _lines_below(folded, head.end(), timed=timed)
            ]
            cut = [row for row in found if row is not None]
        if len(cut) < MIN_ROWS:
            cut = _even_rows(folded, head.end(), names)
        if len(cut) < MIN_ROWS:
            continue
        first = len(head[0]) - len(head[0].lstrip()) + head.start()
        for line, start, text in ((head.start(), first, re.sub(" +", _tab, folded[first : head.end()].rstrip())), *cut):
            pieces += (folded[done:start], text)
            done = start + len(text)
            rows[line] = (start, start + len(text))
    return ("".join((*pieces, folded[done:])), rows) if rows else (folded, rows)


def _even_rows(folded: str, at: int, names: list[str]) -> list[tuple[int, int, str]]:
    """Rows below a head whose cells hold no space: as many words as the head has, or fewer at the end; [] where the bodies do not stand below theirs.

    序号 抽查领域 发起部门 配合部门 抽查事项 比例 时间: the bodies stand in the middle.
    """
    who = [index for index, name in enumerate(names) if _WHO.search(name)]
    if len(names) < MIN_EVEN_CELLS or not who or who[-1] >= len(names) - 1:
        return []
    rows: list[tuple[int, int, str]] = []
    told = 0
    while at < len(folded) and len(rows) < MAX_ROWS:
        low = at + 1
        stop = folded.find("\n", low, low + MAX_ROW_CHARS)
        at = stop if stop >= 0 else min(len(folded), low + MAX_ROW_CHARS)
        line = folded[low:at].strip()
        if not line:
            continue
        cells = line.split()
        if not _ROW.match(folded, low, at) or not who[0] < len(cells) <= len(names):
            break
        told += _BODIES.fullmatch(cells[who[0]]) is not None
        first = low + len(folded[low:at]) - len(folded[low:at].lstrip())
        rows.append((low, first, re.sub(" +", _tab, line)))
    return rows if len(rows) >= MIN_EVEN_ROWS and told * 3 >= len(rows) * 2 else []


MIN_EVEN_CELLS = 5
MIN_EVEN_ROWS = 3


def _tab(gap: re.Match[str]) -> str:
    return "\t" + gap[0][1:]


def _lines_below(folded: str, at: int, *, timed: bool) -> list[Span]:
    """The numbered rows right below a head, each to where its lines end; groups (一、主要指标) and blank lines stand between them."""
    rows: list[Span] = []
    while at < len(folded) and len(rows) < MAX_ROWS:
        low = at + 1
        stop = folded.find("\n", low, low + MAX_ROW_CHARS)
        at = stop if stop >= 0 else min(len(folded), low + MAX_ROW_CHARS)
        line = folded[low:at].strip()
        if not line or _GROUP.match(line):
            continue
        if _ROW.match(folded, low, at):
            rows.append((low, at))
        elif (
            rows
            and not folded[rows[-1][1] : low].strip()
            and (
                _BODIES.fullmatch(line)
                or (timed and _GOES_ON.fullmatch(line) and not _ENDS_WITH_TIME.search(folded, *rows[-1]))
            )
        ):
            rows[-1] = (
                rows[-1][0],
                at,
            )  # the bodies of a row, one a line; a row that has no time yet is not at its end
        else:
            break
    return rows


def _groups_behind(folded: str, words: list[Span], told: int) -> list[list[int]]:
    """The words behind a task by the body or list that they are of: 人行某支行、⏎监管总局某县⏎监管支局 is one, broken by the page."""
    groups: list[list[int]] = []
    for index in range(told + 1, len(words)):
        low = words[index - 1][0]
        before = folded[low : words[index - 1][1]]
        broken = (
            "\n" in folded[words[index - 1][1] : words[index][0]]
            and not _BODIES.fullmatch(before)
            and not _ENDS_WITH_TIME.search(before)
        )
        if groups and (before.endswith("、") or broken):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _task_ends(folded: str, words: list[Span], tail: int) -> int:
    """The last word of a row's task: the last that holds a sentence, else the one before as many words as there are columns behind."""
    for index in range(len(words) - 1, 0, -1):
        word = folded[slice(*words[index])]
        if "。" in word and not _BODIES.fullmatch(word) and not _GOES_ON.fullmatch(word):
            return index
    return len(words) - tail - 1


def _is_a_sentence(word: str) -> bool:
    """Whether a word with a stop is no body nor list of bodies: 每年由各单位组织。"""
    return "。" in word and not _BODIES.fullmatch(word) and not (_GOES_ON.fullmatch(word) and re.search("[、,]", word))


def _cut(folded: str, low: int, high: int, middle: int, tail: int) -> tuple[int, int, str] | None:
    """A row with tabs where its cells part: where its line begins, its start, its text; None where the cells do not fit."""
    words = [match.span() for match in _WORD.finditer(folded, low, high)]
    told = _task_ends(folded, words, tail)
    inner, behind = words[1 : told + 1], words[told + 1 :]
    if not inner or not behind or any(b - a > MAX_TAIL_CHARS or _is_a_sentence(folded[a:b]) for a, b in behind):
        return None
    tabs: dict[int, int] = {}  # index of a word → how many cells end before it
    parts = inner[:-1] if middle > 1 else []
    empty = min(inner[0][0] - words[0][1] - 1, middle - 1)
    named = middle - 1 - empty
    if parts and not named:
        empty, named = empty - 1, 1
    if len(parts) < named:
        empty, named = empty + named - len(parts), len(parts)
    if named > MAX_NAME_CELLS or inner[0][0] - words[0][1] < 1 + empty or empty < 0:
        return None
    tabs[1] = 1 + empty
    if named == MAX_NAME_CELLS:
        last = next(
            (i for i in range(len(parts) - 1, 0, -1) if parts[i][1] - parts[i][0] >= MIN_NAME_CHARS), len(parts) - 1
        )
        tabs[1 + last] = 1
    if parts:
        tabs[told] = 1
    groups = _groups_behind(folded, words, told)
    # more groups than columns: the first column has several, a line each
    tabs |= dict.fromkeys([told + 1, *(group[0] for group in groups[max(1, len(groups) - tail + 1) :])], 1)
    joined = {index for group in groups for index in group[1:]}
    pieces = [folded[slice(*words[0])]]
    for index in range(1, len(words)):
        gap = words[index][0] - words[index - 1][1]
        count = tabs.get(index, 0)
        if not count and index > told and index not in joined:  # two bodies of one cell
            pieces.append("、" + " " * (gap - 1))
        else:
            pieces.append("\t" * count + " " * (gap - count))
        pieces.append(folded[slice(*words[index])])
    return low, words[0][0], "".join(pieces)
