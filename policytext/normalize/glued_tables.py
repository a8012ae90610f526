"""Task tables that a site for documents shows as one run of characters: 序号事项名称主办单位协办单位1扩充托育新建….卫健局教育局2….

No mark is left between the cells. A row is told by its number, which follows the bodies of the row above or a stop;
the bodies are told by how their names end and by standing behind a stop, the first of them below the first column of bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_WHO = "(?:单位|部门|科室|处室)"
_TIME_HEAD = r"(?:计划|预计)?(?:完成|办结|整改)?(?:时限|时间|期限)"
_COLUMNS_BEHIND = (
    rf"(?P<first>(?:牵头|主办|责任|承办|实施|主管|落实){_WHO})(?P<second>(?:配合|协办|协同|参与|责任"
    rf"|参加){_WHO})?(?P<behind>{_TIME_HEAD})?(?P<note>备注)?"
)
_HEAD = re.compile(
    rf"序号(?P<task>[\u4e00-\u9fff()、]{{4,24}}?)(?P<before>{_TIME_HEAD})?(?P<person>(?:分管|包抓"
    rf"|挂包|责任|市级|县级|区级)?[区市县]?领导|责任人|负责人)?" + _COLUMNS_BEHIND
)
# 项目任务要求责任单位完成时间一、村级活动场所建设1、新建和改扩建。…: the rows are the items of headings
_GROUPED_HEAD = re.compile(
    rf"(?P<task>(?:重点|主要|具体|工作|目标){{0,4}}(?:任 ?务|工 ?作|内 ?容|事 ?项|措 ?施)(?: ?要 ?求"
    rf"| ?内 ?容| ?任 ?务| ?措 ?施)?)(?P<before>{_TIME_HEAD})?(?P<person>责任领导|责任人|负责人)?"
    + _COLUMNS_BEHIND
    + "(?=[一1][、.])"
)
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、[\u4e00-\u9fff“”、,()]{2,24}?(?=1[、.](?!\d))")
_OFFICE = (
    r"(?:街道办事处|街道办|街道|管委会|居委会|委员会|办公室|办事处|指挥部|[支大]队|公司|集团|中心"
    r"|政府|医院|学校|学院|大学|分局|总工会|工会|妇联|残联|科协|工商联|红十字会|税务局|海关"
    r"|党[总支]支部?|党校|(?:宣传|组织|统战|社会工作)部|政法委|政法|[县区]直(?:有关|相关)?部门"
    r"|(?:有关|相关)(?:部门|单位)|局|委(?![宣组统政网编老社直办机])|办(?![公事理])|镇街|乡镇"
    r"|(?<=[\u4e00-\u9fff]{2})(?<!城)[镇乡]|园区|示范区|新区|(?:工业|产业|科技)园)"
)
# no name has these words: 完成送审稿并报市政府
_NO_NAME = r"(?![\u4e00-\u9fff]{0,10}?(?:完成|并报|上报|报送|经过|提交|负责|实现|由))"
# 各县(市)区政府, 开发(度假)区管委会
_BRACKETED = (
    r"(?:各?[\u4e00-\u9fff]{0,4}[县市区]\([市区、]{1,3}\)区?"
    r"|[\u4e00-\u9fff]{2,4}\([\u4e00-\u9fff]{2,4}\)区)(?:人民政府|政府|管委会)"
)
_BODY = re.compile(
    rf"{_NO_NAME}(?:{_BRACKETED}|总工会|残联|妇联|科协|工商联|红十字会"
    rf"|(?:供电|供水|供气|供热|通信)(?:部门|企业)"
    rf"|(?:经开|高新|开发|经济开发|高新技术开发)区(?:管委会)?"
    rf"|(?:各[\u4e00-\u9fff]{{0,8}}?|(?![各每])[\u4e00-\u9fff]{{1,10}}?){_OFFICE})"
    rf"(?:\([^()]{{1,16}}\))?"
)
# between signs any such name is one: 市公安局交警支队, 五华区
_LISTED = re.compile(
    rf"{_NO_NAME}(?:{_BRACKETED}"
    rf"|[\u4e00-\u9fff]{{1,16}}"
    rf"(?:(?<=[\u4e00-\u9fff]{{2}})(?<=[局委办厅部会院署室处科队站所社区县市旗镇乡校])|{_OFFICE}))"
    rf"(?:\([^()]{{1,16}}\))?"
)
_PERSON = re.compile(
    r"某{1,3}|[\u4e00-\u9fff]{2,3}(?=(?:教育|人社|卫健|住建|城管|民政|交通|水利|水务|农业|文旅|发改"
    r"|工信|财政|公安|商务|科技|司法|应急|市场|自然资源|生态|医保|退役|审计|统计|林业|数据"
    r"|行政审批)[\u4e00-\u9fff]{0,4}局)"
)
_TIME = re.compile(
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:底|末)?前?|(?:20\d\d年)?年?[底末]前?"
    r"|每(?:半年|季度?|[年月周])[末底初]?|长期(?:坚持)?|全年|(?:持续|常态化?|长期)(?:推进|开展|坚持)"
    r"|年内"
)
_STOP = re.compile(r"[。;)]")
_MEASURE_WORD = re.compile(
    r"\d{1,2}(?:[个家所处座条项户人万亿台套间场次名年月日号楼栋艘辆张份]|公[里顷斤]|平方|千米|小时"
    r"|分钟|以[上下])"
)
_SIGN = re.compile("[、,;](?![^()]*\\))")
_LAST_TIME = re.compile(rf"(?:{_TIME.pattern})$")
MAX_ROWS = 200
MAX_BODIES = 16
MAX_ROW_CHARS = 900
MIN_ROWS = 3


def part_glued_tables(
    folded: str, paragraphs: list[list[Span]], rows: set[int]
) -> tuple[list[list[Span]], dict[int, str], dict[int, str]]:
    """The paragraphs with a row of such a table each, and the signs that part its cells.

    Args:
        rows: where known rows of tables begin.

    Returns:
        Paragraphs, signs by where the piece begins before which they are missing, and by where one ends behind which they are.
    """
    before: dict[int, str] = {}
    behind: dict[int, str] = {}
    numbered = "序号" in folded and _HEAD.search(folded) is not None
    if not numbered and not _GROUPED_HEAD.search(folded):
        return paragraphs, before, behind
    out: list[list[Span]] = []
    for pieces in paragraphs:
        text = "".join(folded[low:high] for low, high in pieces)
        places = [at for low, high in pieces for at in range(low, high)]
        head = _HEAD.search(text) or _GROUPED_HEAD.search(text)
        parted = (
            list(_rows_of(text, head) if head.re is _HEAD else _grouped_rows(text, head))
            if head and pieces[0][0] not in rows
            else []
        )
        if head is None or sum(1 for row in parted if len(row) > 1) < MIN_ROWS:
            out.append(pieces)
            continue
        if head.start():
            out.append(_runs(places[: head.start()]))
        columns = len(_head_cells(head))
        for row in (_head_cells(head), *parted):
            whole: list[Span] = []
            for (low, high), sign in row:
                if sign:
                    before[places[low]] = sign
                whole += _runs(places[low:high])
            out.append(whole)
            if (len(row) > 1 or row[0][1]) and (empty := columns - 1 - sum(sign.count("\t") for _, sign in row)):
                behind[whole[-1][1]] = "\t" * empty
        end = parted[-1][-1][0][1]
        if text[end:].strip():
            out.append(_runs(places[end:]))
    return out, before, behind


def _runs(places: Sequence[int]) -> list[Span]:
    """Stretches of the text that follow each other."""
    out: list[Span] = []
    for at in places:
        if out and out[-1][1] == at:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


Cells = list[tuple[Span, str]]  # [start, end) of a paragraph, and the sign before it


def _head_cells(head: re.Match[str]) -> Cells:
    names = [name for name in ("task", "before", "person", "first", "second", "behind", "note") if head[name]]
    cells = [(head.span(name), "\t") for name in names]
    return [((head.start(), head.start() + 2), ""), *cells] if head.re is _HEAD else [(cells[0][0], ""), *cells[1:]]


def _rows_of(text: str, head: re.Match[str]) -> Iterator[Cells]:
    """The rows behind a head; a head that the next page repeats is left out of them."""
    at, number = head.end(), 1
    while number <= MAX_ROWS and (first := _number_at(text, at, number)):
        low = first.end()
        stop = _next_number(text, low, number + 1)
        yield from _cells(text, first.start(), low, _row_end(text, low, stop, head), head)
        if stop is None:
            return
        at, number = stop, number + 1


def _grouped_rows(text: str, head: re.Match[str]) -> Iterator[Cells]:
    """The rows behind a head without numbers, and the headings above them, each a row of one cell."""
    at, number = head.end(), 1
    for _ in range(MAX_ROWS):
        if heading := _GROUP.match(text, at):
            yield [(heading.span(), "")]
            at, number = heading.end(), 1
        if re.compile(rf"{number}[、.](?!\d)").match(text, at) is None:
            return
        stop = _next_item(text, at + 2, number + 1)
        yield from _cells(text, at, at, _row_end(text, at, stop, head), head)
        if stop is None:
            return
        at, number = stop, number + 1


def _next_item(text: str, low: int, number: int) -> int | None:
    """Where the next item or heading begins, behind the bodies of this one."""
    pattern = re.compile(rf"(?<!\d){number}[、.](?!\d)|{_GROUP.pattern}")
    for match in pattern.finditer(text, low, min(len(text), low + MAX_ROW_CHARS)):
        if _behind_stop(text, low, match.start()) is not None:
            return match.start()
    return None


def _row_end(text: str, low: int, stop: int | None, head: re.Match[str]) -> int:
    """Where a row ends that goes on to ``stop``: at a head that the next page repeats, at notes; the last is no longer than any other."""
    end = min(len(text), low + MAX_ROW_CHARS) if stop is None else stop
    return next((at for at in (text.find(head[0], low, end), _notes_at(text, low, end)) if at >= 0), end)


_NOTES = re.compile(r"(?:说明|备注|注):|\(此件")


def _notes_at(text: str, low: int, high: int) -> int:
    notes = _NOTES.search(text, low, high)
    return notes.start() if notes else -1


def _number_at(text: str, at: int, number: int) -> re.Match[str] | None:
    return re.compile(rf"{number}(?=[\u4e00-\u9fff“])").match(text, at)


def _next_number(text: str, low: int, number: int) -> int | None:
    """Where the row of the next number begins: behind the bodies of this one, behind a stop, or behind the head again."""
    pattern = re.compile(rf"(?<!\d){number}(?=[\u4e00-\u9fff“])")
    for match in pattern.finditer(text, low, min(len(text), low + MAX_ROW_CHARS)):
        at = match.start()
        if _MEASURE_WORD.match(text, at):
            continue
        if text[at - 1] == "。" or _behind_stop(text, low, at) is not None:
            return at
        if any(found.end() == at for found in _HEAD.finditer(text, max(low, at - 60), at)):
            return at
    return None


def _behind_stop(text: str, low: int, high: int) -> int | None:
    stops = [match.end() for match in _STOP.finditer(text, max(low, high - 160), high)]
    return next((at for at in stops if at < high and (_bodies(text, at, high) or _parted_bodies(text, at, high))), None)


def _bodies(text: str, low: int, high: int) -> list[tuple[str, int, int]]:
    """What stands in a row behind its task, when it fills ``[low, high)``: a person, bodies, a time; [] when it does not."""
    out: list[tuple[str, int, int]] = []
    at = low
    if time := _TIME.match(text, at, high):
        out.append(("time", *time.span()))
        at = time.end()
    if person := _PERSON.match(text, at, high):
        at = person.end()
        out.append(("person", *person.span()))
    while at < high and len(out) < MAX_BODIES:
        if time := _TIME.match(text, at, high):
            out.append(("time", *time.span()))
            at = time.end()
            continue
        body = _BODY.match(text, at, high)
        if body is None:
            return []
        out.append(("body", *body.span()))
        at = body.end()
    return out if at == high and any(kind == "body" for kind, _, _ in out) else []


def _parted_bodies(text: str, low: int, high: int) -> list[tuple[str, int, int]]:
    """Bodies with signs between them, and a time behind the last, when they fill ``[low, high)``; [] when they do not."""
    out: list[tuple[str, int, int]] = []
    at = low
    if time := _TIME.match(text, at, high):
        out.append(("time", *time.span()))
        at = time.end()
    edges = [*(sign.start() for sign in _SIGN.finditer(text, at, high)), high]
    if len(edges) < 2 or len(edges) > MAX_BODIES:
        return []
    for edge in edges:
        if _LISTED.fullmatch(text, at, edge):
            out.append(("body", at, edge))
        elif (
            edge == high
            and (time := _LAST_TIME.search(text, at + 2, edge))
            and _LISTED.fullmatch(text, at, time.start())
        ):
            out += [("body", at, time.start()), ("time", *time.span())]
        else:
            return []
        at = edge + 1
    return out


def _cells(text: str, first: int, low: int, high: int, head: re.Match[str]) -> Iterator[Cells]:
    """The row ``[first, high)``, or one for each part of its task that has bodies of its own."""
    number: Cells = [((first, low), "")] if first < low else []
    own = "\t" if first < low else ""
    at = low
    while at < high:
        stops = [match.end() for match in _STOP.finditer(text, at, high)]
        # all that is left of the row are bodies with signs between them; without signs parts of it may have bodies each
        last = next((read for stop in stops if (read := _parted_bodies(text, stop, high))), [])
        found, end = (
            (last, high)
            if last
            else next(
                ((read, stop) for low_ in stops for stop, read in _longest(text, low_, high) if own or stop == high),
                ([], high),
            )
        )
        begin = found[0][1] if found else end
        row = [*number, ((at, begin), own)]  # of a part that has no number the cell of the number is empty
        bodies = [(a, b) for kind, a, b in found if kind == "body"]
        time = [((a, b), "\t") for kind, a, b in found if kind == "time"]
        person = [((a, b), "\t") for kind, a, b in found if kind == "person"]
        split = 1 if head["second"] else len(bodies)
        units = [((a, b), "\t" if index in (0, split) else "、") for index, (a, b) in enumerate(bodies)]
        yield _aligned(row, time, person, units, head, has_second=len(bodies) > split) if found else row
        number, at = [], end


def _longest(text: str, low: int, high: int) -> Iterator[tuple[int, list[tuple[str, int, int]]]]:
    """The longest stretch from ``low`` that bodies fill and behind which a task goes on, or the row ends."""
    for stop in range(min(high, low + 120), low + 2, -1):
        if read := _bodies(text, low, stop):
            yield stop, read
            return


def _aligned(row: Cells, time: Cells, person: Cells, units: Cells, head: re.Match[str], *, has_second: bool) -> Cells:
    """The cells in the order of the head; an empty one is a tab more before the next."""
    columns: list[Cells] = []
    if head["before"]:
        columns.append(time[:1])
        time = time[1:]
    if head["person"]:
        columns.append(person[:1])
    first = [cell for index, cell in enumerate(units) if index == 0 or not head["second"]]
    columns.append(first)
    if head["second"]:
        columns.append(units[1:] if has_second else [])
    if head["behind"] or head["note"]:
        columns.append(time[:1])
    out, empty = list(row), 0
    for cells in columns:
        if not cells:
            empty += 1
            continue
        span, _ = cells[0]
        out += [(span, "\t" * (1 + empty)), *cells[1:]]
        empty = 0
    return out
