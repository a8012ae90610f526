"""Numbering at the start of a block and inside a paragraph (GB/T 9704-2012, 7.3.3).

The text here is the normal text: ``(一)``, ``1.``, ``一、`` whatever the page had.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policytext.normalize.numerals import parse_chinese
from policytext.structure.labels import WHO_BEHIND_A_POINTER

HAN = "一二三四五六七八九十百零〇"

#: kind → its natural rank: 0 is the highest. 第一, 一是 and bullets have none, they nest as they come.
RANKS: dict[str, float] = {
    "title": -1.0,  # a heading without a number that opens a part: 2023年工作回顾
    "chapter": 0.0,  # 第一章 第一部分
    "node": 0.5,  # 第一节
    "han": 1.0,  # 一、
    "article": 1.5,  # 第一条
    "named": 1.8,  # 任务1, 问题一
    "paren": 2.0,  # (一)
    "box": 2.9,  # 专栏1 of a plan: items beside the text that goes on below it
    "arabic": 3.0,  # 1.
    "paren_arabic": 4.0,  # (1)
    "circled": 5.0,  # ①
    "ordinal": 2.5,  # 第一,
    "shi": 6.0,  # 一是
    "bullet": 5.5,  # --
    "decimal_1": 1.2,  # 2 of a text that goes on with 2.1 (emergency plans, standards)
    "decimal_2": 2.2,  # 2.1
    "decimal_3": 2.8,  # 2.1.3
    "decimal_4": 3.5,  # 2.1.3.1
}

# 整改措施: over items of the kind, in a problem's own text
RANKS |= {f"field_{kind}": RANKS[kind] - 0.05 for kind in ("paren", "arabic", "paren_arabic", "circled", "shi")}

# 第一、上半年工作总结 over 一、…: halves of a report
_HALF = rf"第[{HAN}](?=[、:] ?[^\n,。;:]{{0,12}}(?:总结|回顾|计划|打算|安排|思路|设想|成绩|做法)(?:$|\n| ?[{HAN}]、))"
_BLOCK = re.compile(
    rf"(?P<chapter>第[{HAN}\d]{{1,4}}(?:章|部分|篇|编)|{_HALF})[ :、]?"
    rf"|(?P<node>第[{HAN}\d]{{1,4}}节)[ :、]?"
    rf"|(?P<article>第[{HAN}\d]{{1,4}}条)[ :、]?(?!例|款|线|规定)"
    rf"|(?P<problem>第(?:[{HAN}]{{1,3}}|\d{{1,3}})[项个](?:问题)?)[:、](?=[^\n]{{6}})"
    rf"|(?P<ordinal>第[{HAN}]{{1,3}})[,、:](?!二|三)"
    rf"|(?P<han>[{HAN}]{{1,3}})[、.](?![{HAN}]{{1,2}}(?:级|类|档|线|等|产|季度|年级))"
    rf"|(?P<paren>\(?[{HAN}]{{1,3}}\)|[㈠-㈩])[、.]?(?!至|和|、\()"
    r"|(?P<arabic>\d{1,3})(?:(?:[.、](?!\d)|\)(?!、))(?!\d{1,2}月)|[.](?=\d{4}(?:-\d{4})?年)"
    r"|[.、](?=\d{1,2}月(?:底|末|上旬|中旬|下旬|[至到起前-]|\d)))"
    r"|(?P<paren_arabic>\(\d{1,3}\)|[⑴-⒇])"
    r"|(?P<dotted>[⒈-⒛]|0\d(?=[\u4e00-\u9fff“]))"
    r"|(?P<circled>[①-⑳])"
    rf"|(?P<shi>[{HAN}]{{1,2}}是|[{HAN}]{{1,2}}要|其[{HAN}],)(?!一、|否)"
    rf"|(?P<named>(?:问题|任务|事项|举措|项目|行动|工程|整改事项|实事|清单"
    rf"|之(?=[{HAN}]{{1,2}}:))(?:[{HAN}]{{1,3}}|\d{{1,3}}))(?:[::、.]|$| (?=[\u4e00-\u9fff“])"
    rf"|(?<=[任举问清][务措题单]\d)(?=(?![个项名家座处次条期年月日])[\u4e00-\u9fff“”]{{3,24}}$)"
    rf"|(?<=[任举问][务措题][{HAN}])(?=(?![个项名家座处次条期年月日大是定经旦律直般并时些方体]"
    rf"|[{HAN}])[\u4e00-\u9fff“”]{{3,24}}$))"
    # 、工作目标: the page lost the numeral
    r"|(?P<lost>、)(?=[\u4e00-\u9fff“”]{4,16}$)"
    r"|(?P<bullet>--(?!-*\s*$)(?!" + WHO_BEHIND_A_POINTER + r")|[●■◆▲★·]|- |[-*+](?=[\u4e00-\u9fff“][^\n]{6,}[。;]$))"
)

_INLINE_SHI = re.compile(
    rf"(?:(?<=^)|(?<=[。;:,!?”)]))(?:([{HAN}]{{1,2}})(?:是|要(?!素|点|件|求))"
    rf"|其([{HAN}]),)(?![一二三四五六七八九十]、|否|最|非)"
)
_INLINE_PAREN = re.compile(rf"(?<=[。;:!?)】\]])\(([{HAN}]{{1,3}})\)(?=[^,、;和至项])")
# 坚决消除隐患1、水库电站。对…: the first may be glued to the heading above it
_INLINE_ARABIC = re.compile(
    r"(?<=[。;:!?)】\]])(\d{1,2})[.、)](?:(?=[^\d\s%])"
    r"|(?=(?:20|19)\d\d(?:-\d{4})?年|\d{1,2}月(?:底|末|[上中下]旬|\d)))"
    r"|(?<=[\u4e00-\u9fff])(1)[.、](?=[\u4e00-\u9fff]{2,14}。)"
)
_INLINE_PAREN_ARABIC = re.compile(
    r"(?<=[。;:!?)])\((\d{1,2})\)(?=[\u4e00-\u9fff“])|(?<=[\u4e00-\u9fff])\((1)\)(?=[\u4e00-\u9fff“])"
)  # 响应行动(1)…。(2)…
_INLINE_HAN = re.compile(
    rf"(?<=[。!?):;】\]])([{HAN}]{{1,3}})、(?=[^{HAN}])"
    rf"|(?<=[清分方任规计行意措细办要报打总安汇思讲纪设做成回情][单解案务划动见施则法点告算结排报路话想绩顾况])(一)、"
    rf"(?=[^{HAN}])"
)  # or glued to a title: 任务清单一、
_INLINE_ARTICLE = re.compile(rf"第([{HAN}]{{1,4}})条(?=[^、和至及的规第款,。之])")
_INLINE_CIRCLED = re.compile(r"(?:(?<=^)|(?<=[。;:,!?)]))([①-⑳])")
_INLINE_ORDINAL = re.compile(rf"(?:(?<=^)|(?<=[。;:!?)]))第([{HAN}]{{1,2}}),")

INLINE = {
    "han": _INLINE_HAN,
    "paren": _INLINE_PAREN,
    "arabic": _INLINE_ARABIC,
    "paren_arabic": _INLINE_PAREN_ARABIC,
    "ordinal": _INLINE_ORDINAL,
    "shi": _INLINE_SHI,
    "circled": _INLINE_CIRCLED,
    "article": _INLINE_ARTICLE,
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a block: ``[start, end)`` of the normal text, and what it means."""

    kind: str
    number: int | None
    start: int
    end: int


def find_marker(text: str, start: int, end: int) -> Marker | None:
    """The marker that opens ``text[start:end]``, or None."""
    match = _BLOCK.match(text, start, end)
    if match is None:
        return None
    kind = match.lastgroup
    if kind is None:
        return None
    if kind == "lost":
        return Marker(kind="han", number=None, start=start, end=match.end())
    number = marker_number(kind, match[kind])
    if kind == "problem":
        kind = "named"
    if kind == "dotted":
        kind = "arabic"
        return Marker(kind=kind, number=number, start=start, end=match.end())
    if kind == "arabic" and _is_false_number(text, match.end(), end):
        return None
    if kind == "shi" and match[kind].endswith("要") and number is None:
        return None
    return Marker(kind=kind, number=number, start=start, end=match.end())


_DECIMAL = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.、]?(?P<space> ?)(?=[\u4e00-\u9fff“《Ⅰ-Ⅻ])")
#: 2.5公里 and 1.2万个 open a line as well
_MEASURED = re.compile(r"(?:万|亿|千|百|公里|千米|米|平方|立方|吨|亩|公顷|元|倍|个|版|小时|天|年|月|日|度|级)")
_ENDS_PLAN = re.compile("附则|附件|[监督奖惩]{2,4}")
MAX_DECIMAL_HEADING_CHARS = 40
MIN_DECIMALS = 3


def find_decimals(text: str, lines: Iterable[tuple[int, int]]) -> dict[int, Marker]:
    """Decimal numbers of headings (2 → 2.1 → 2.1.3) by the start of their line; {} where a text has no such order.

    A number counts where it follows one before it: 2.1 opens under 2, 2.2 follows 2.1, 3 follows 2.x.
    """
    found: dict[int, Marker] = {}
    stack: list[int] = []
    pending: tuple[int, Marker] | None = None  # a bare 2, good once 2.1 follows
    item = 0  # the last number of a list of items
    for start, end in lines:
        match = _DECIMAL.match(text, start, end)
        if match is None:
            continue
        parts = [int(part) for part in match["number"].split(".")]
        marker = Marker(kind=f"decimal_{len(parts)}", number=parts[-1], start=start, end=match.end())
        if len(parts) == 1:
            length = end - start
            short = (
                length <= MAX_DECIMAL_HEADING_CHARS
                and text[end - 1] not in ";,"
                and (length <= 20 or text[end - 1] != "。")
            )
            if short and not _MEASURED.match(text, match.end(), end):
                pending = (parts[0], marker)
            elif stack and parts[0] == stack[0] + 1 and item != stack[0] and _ENDS_PLAN.match(text, match.end(), end):
                found[start] = marker  # 6、附则本预案由…负责解释
                stack = parts
            else:
                item = parts[0]
            continue
        if len(parts) == 2 and _MEASURED.match(text, match.end(), end):
            continue
        opens = parts[-1] == 1 and (parts[:-1] == stack or len(parts) == 2)
        follows = (
            parts[:-1] == stack[: len(parts) - 1]
            and len(stack) >= len(parts)
            and parts[-1] == stack[len(parts) - 1] + 1
        )
        if not (opens or follows or (not stack and len(parts) > 2)):
            continue
        if pending and pending[0] == parts[0] and (not stack or stack[0] != parts[0]):
            found[pending[1].start] = pending[1]
        pending = None
        found[start] = marker
        stack = parts
    return found if len(found) >= MIN_DECIMALS else {}


_HALF_INSIDE = re.compile(rf"(?<=[\u4e00-\u9fff。;!?)” ]){_HALF}")


def find_run_on_halves(text: str, lines: Iterable[tuple[int, int]]) -> list[int]:
    """Where the halves of a report (第一、上半年工作总结 一、…第二、下半年工作计划 一、…) stand inside lines."""
    return [match.start() for start, end in lines for match in _HALF_INSIDE.finditer(text, start, end)]


_INLINE_DECIMAL = re.compile(r"(?<=[\u4e00-\u9fff。;:!?”)])\d{1,2}(?:\.\d{1,2}){1,3}(?=[\u4e00-\u9fff“《Ⅰ-Ⅻ])")
MIN_INLINE_DECIMALS = 4


def find_run_on_decimals(text: str, lines: Iterable[tuple[int, int]]) -> list[int]:
    """Where decimal numbers of headings stand inside lines (2、职责2.1指挥机构…2.1.1水利局…2.2…); [] where a text has few.

    They count from 1.1 on without a gap, so that no figure (增长2.1) can be among them.
    """
    cuts: list[int] = []
    stack: list[int] = []
    for start, end in lines:
        opening = _DECIMAL.match(text, start, end)
        for match in ([opening] if opening and "." in opening["number"] else []) + list(
            _INLINE_DECIMAL.finditer(text, start + 1, end)
        ):
            parts = [int(part) for part in (match["number"] if match is opening else match[0]).split(".")]
            high = match.end("number") if match is opening else match.end()
            if len(parts) == 2 and _MEASURED.match(text, high, end):
                continue
            first = parts == [1 + (stack[0] if stack else 0), 1]
            deeper = parts[:-1] == stack and parts[-1] == 1
            follows = (
                len(parts) <= len(stack)
                and parts[:-1] == stack[: len(parts) - 1]
                and parts[-1] == stack[len(parts) - 1] + 1
            )
            if first or deeper or follows:
                stack = parts
                if match is not opening:
                    cuts.append(match.start())
    return cuts if len(cuts) >= MIN_INLINE_DECIMALS else []


def _is_false_number(text: str, at: int, end: int) -> bool:
    """``1.2万个``, ``3.0版`` and ``1.5日`` are numbers, ``1.`` before a word is a marker."""
    return at >= end or text[at] in "%‰.,;)"


def marker_number(kind: str, written: str) -> int | None:
    """``(十二)`` → 12; None for a bullet."""
    if kind == "bullet":
        return None
    for first, count in (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10)):
        if len(written) == 1 and ord(first) <= ord(written) < ord(first) + count:
            return ord(written) - ord(first) + 1
    digits = re.search(r"\d+", written)
    if digits:
        return int(digits[0])
    han = re.search(rf"[{HAN}]+", written)
    value = parse_chinese(han[0]) if han else None
    return int(value) if value is not None else None


def inline_number(kind: str, match: re.Match[str]) -> int | None:
    """The number of an inline marker: a pattern may write it in more than one way (一是, 其一)."""
    return marker_number(kind, next(group for group in match.groups() if group))


# 二、推进措施4、外出招商: an item glued to the heading above it
_GLUED_ITEM = re.compile(
    rf"(?:[{HAN}]{{1,3}}、|\([{HAN}]{{1,3}}\))(?:20\d\d年)?(?:[\u4e00-\u9fff“”]{{2,14}}?"
    rf"|[\u4e00-\u9fff“”,、]{{6,34}}?(?=\([{HAN}]{{1,3}}\)))(?=(?:(?P<arabic>\d{{1,2}})[.、](?!\d)"
    rf"|(?P<paren>\([{HAN}]{{1,3}}\))|(?P<paren_arabic>\(\d{{1,2}}\)))[\u4e00-\u9fff“])"
)


# (一)镇域经济稳中有进一是主要指标企稳回升。
_GLUED_SHI = re.compile(
    rf"(?:[{HAN}]{{1,3}}、|\([{HAN}]{{1,3}}\)"
    rf"|\d{{1,2}}[.、])[\u4e00-\u9fff“”,、\d]{{4,34}}?(?P<shi>一是)"
    rf"(?=[\u4e00-\u9fff“”《》、]{{3,30}}[。,:])"
)
# 责任单位:市经信局、市税务局5.推进企业上市。: an item behind the bodies of the one before
_BEHIND_BODIES = re.compile(
    rf"(?<=[局委办部厅院会府心司团队社所站处行校镇乡区县市位门道联)])"
    rf"(?:(?P<arabic>\d{{1,2}})[.、](?!\d)|(?P<paren>\([{HAN}]{{1,3}}\))"
    rf"|(?P<han>[{HAN}]{{1,3}})、)(?=[\u4e00-\u9fff“])"
)
_BODIES_BEFORE = re.compile(
    r"(?:单位|部门|主体)(?:\([^()]{1,12}\))?:[^。;:]{2,160}(?:[;,][^。;:]{2,8}(?:单位"
    r"|部门):[^。;:]{2,160})*$"
)
MAX_BODIES_CHARS = 340


# …下半年工作计划一、上半年工作回顾1、…: the first section, glued to the title of a page without line breaks
_GLUED_FIRST = re.compile(r"(?<=[\u4e00-\u9fff)])一、(?=[\u4e00-\u9fff“”,、]{2,30}?(?:1[、.](?!\d)|\(一\)|一是))")
_SECOND_SECTION = re.compile(r"(?<=[。;!])二、")


def find_glued(text: str, start: int, end: int) -> list[Marker]:
    """Items that a page glued to the headings above them, whatever number they have."""
    found = []
    for match in _GLUED_ITEM.finditer(text, start, end):
        kind = match.lastgroup or ""
        low, high = match.span(kind)
        found.append(
            Marker(kind=kind, number=marker_number(kind, match[kind]), start=low, end=high + (kind == "arabic"))
        )
    for match in _GLUED_SHI.finditer(text, start, end):
        found.append(Marker(kind="shi", number=1, start=match.start("shi"), end=match.end("shi")))
    if (first := _GLUED_FIRST.search(text, start, end)) and _SECOND_SECTION.search(text, first.end(), end):
        found.append(Marker(kind="han", number=1, start=first.start(), end=first.end()))
    for match in _BEHIND_BODIES.finditer(text, start, end):
        kind = match.lastgroup or ""
        if _BODIES_BEFORE.search(text, max(start, match.start() - MAX_BODIES_CHARS), match.start()):
            found.append(
                Marker(kind=kind, number=marker_number(kind, match[kind]), start=match.start(), end=match.end())
            )
    return found


_SECOND = {
    "han": re.compile(r"(?:(?<=\n)|(?<=[。!?):;]))(?P<number>[一二])、"),
    "paren": re.compile(r"(?:(?<=\n)|(?<=[。;:!?)]))\((?P<number>[一二])\)"),
    "arabic": re.compile(r"(?:(?<=\n)|(?<=[。;:!?)]))(?P<number>[12])[.、](?!\d)"),
}
MAX_FIRST_ITEM_CHARS = 4000


def find_first_inline(text: str, start: int, end: int, kind: str, glued: Sequence[Marker] = ()) -> list[Marker]:
    """The one marker inside a line that counts 1, where a later line goes on with 2: a page glued the first heading to the text before it."""
    own = [
        (match.start(), match.end())
        for match in INLINE[kind].finditer(text, start, end)
        if inline_number(kind, match) == 1
    ]
    firsts = sorted(
        {*own, *((marker.start, marker.end) for marker in glued if marker.kind == kind and marker.number == 1)}
    )
    if len(firsts) != 1:
        return []
    after = _SECOND[kind].search(text, end, end + MAX_FIRST_ITEM_CHARS)
    if after is None or after["number"] not in ("二", "2"):
        return []
    return [Marker(kind=kind, number=1, start=firsts[0][0], end=firsts[0][1])]


# 一、确立发展目标,扩大教育规模1、总体目标。
_ITEM_IN_HEADING = re.compile(r"[\u4e00-\u9fff“”、,]{4,40}?(?P<number>\d{1,2})[.、](?!\d)[\u4e00-\u9fff“”、,]{2,24}。?")

# 二、工作任务(一)建好科普队伍。由…: and (二) opens the next line
_FIRST_BEHIND_NAME = re.compile(
    r"[\u4e00-\u9fff“”、]{0,14}(?:任务|措施|要求|保障|步骤|内容|安排|分工)(?P<sign>\(一\))(?=[\u4e00-\u9fff“])"
)


def find_item_in_heading(text: str, marker: Marker, end: int, running: int | None) -> Marker | None:
    """The item that a page glued to a heading and that another goes on to count, or that goes on with the count of those before it."""
    if marker.kind == "han" and (name := _FIRST_BEHIND_NAME.match(text, marker.end, end)):
        second = _SECOND["paren"].search(text, end, end + MAX_FIRST_ITEM_CHARS)
        if second is not None and second["number"] == "二":
            return Marker(kind="paren", number=1, start=name.start("sign"), end=name.end("sign"))
    if marker.kind not in ("han", "paren") or (match := _ITEM_IN_HEADING.fullmatch(text, marker.end, end)) is None:
        return None
    number = int(match["number"])
    follows = re.compile(rf"\n{number + 1}[.、](?!\d)").search(text, end, end + MAX_FIRST_ITEM_CHARS)
    if running != number - 1 and not (number == 1 and follows):
        return None
    return Marker(kind="arabic", number=number, start=match.start("number"), end=match.end("number") + 1)


# 二、放要放出活力(七)进一步放宽市场准入: the count tells that (七) is an item, though nothing stands before it
_GLUED_PAREN = re.compile(rf"(?<=[\u4e00-\u9fff”%\d])\(([{HAN}]{{1,3}})\)(?=[\u4e00-\u9fff“])")


def find_all_inline(
    text: str, start: int, end: int, kind: str, glued: Sequence[Marker] = (), last: int = 0
) -> list[tuple[int, int, int | None]]:
    """Start, end and number of all that looks like a marker of one kind, in order, with those that a page glued to a heading where one is wanting in the count.

    Args:
        last: the number that was reached before ``start``.
    """
    own = [
        (match.start(), match.end(), inline_number(kind, match)) for match in INLINE[kind].finditer(text, start, end)
    ]
    matches = sorted(
        {
            *own,
            *(
                (marker.start, marker.end, marker.number)
                for marker in glued
                if marker.kind == kind and marker.start >= start
            ),
        }
    )
    if kind != "paren" or len(matches) < MIN_AROUND_GLUED:
        return matches
    have = {match[0] for match in matches}
    out: list[tuple[int, int, int | None]] = []
    for match in [*matches, None]:
        for sign in _GLUED_PAREN.finditer(text, out[-1][1] if out else start, match[0] if match else end):
            if (
                inline_number(kind, sign) == last + 1
                and sign.start() not in have
                and (match is None or match[2] != last + 1)
            ):
                out.append((sign.start(), sign.end(), last + 1))
                last += 1
        if match is not None:
            out.append(match)
            last = match[2] or 0
    return out


MIN_AROUND_GLUED = 2


def find_inline(text: str, start: int, end: int, kind: str, glued: Sequence[Marker] = ()) -> list[Marker]:
    """Markers of one kind inside ``text[start:end]`` that count 1, 2, 3 …, and again from 1; fewer than two are none.

    Args:
        glued: those that no sign of a sentence stands before.
    """
    found: list[Marker] = []
    last = 0
    matches = find_all_inline(text, start, end, kind, glued)
    for index, (low, high, number) in enumerate(matches):
        again = (
            number == 1 and last > 1 and index + 1 < len(matches) and matches[index + 1][2] == 2
        )  # …六是…。重点抓好:一是…
        if number == 1 and last == 1:
            found.pop()
        elif number != last + 1 and not again:
            continue
        last = number
        found.append(Marker(kind=kind, number=number, start=low, end=high))
    return found if len(found) >= 2 else []
