"""Pages that lost their line breaks: what a gap still tells of headings and items is set as a stop.

``一、2020年工作总结 2020年是… (一)水源工程提速 大坝填筑…  1 经济运行稳中有进。`` Between Chinese characters a space
means nothing else, so those behind the name of an item, and bare numbers between two gaps, are what is left of the lines.
"""

from __future__ import annotations

import itertools
import re

from policytext.normalize.numerals import parse_chinese

MIN_LINE_CHARS = 150
MAX_GAPS = 1 / 25  # of the characters of a line; more are spaces inside words

_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_LINE = re.compile(rf"[^\n]{{{MIN_LINE_CHARS},}}")
_GLOSS = r"\([a-zü\u00e0-\u01dc]{1,6}\)"  # 落實(shí)
_ITEM_NAME = re.compile(
    r"(?P<name>(?:^ {0,8}|(?<=[。;:!?) ]))(?:(?:[一二三四五六七八九十]{1,3}、"
    r"|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]) ?[\u4e00-\u9fff“”、\d]{4,26}"
    rf"|[一二三四五六七八九十]{{1,3}}、 ?(?:[\u4e00-\u9fff“”、,，\d]|{_GLOSS}){{6,34}}(?<![,，])))"
    rf"(?<![年月至到]) (?= *[\u4e00-\u9fff\d“(])"
)
# 3.1　监测和风险分析　　各级主管部门要…: a name, and no body whose duty follows
_DECIMAL_NAME = re.compile(
    r"(?P<name>(?:^ {0,8}|(?<=[。;:!?)])|(?<=[。;:!?)] )|(?<=[。;:!?)]  )"
    r"|(?<=[\u4e00-\u9fff]  ))\d{1,2}(?:\.\d{1,2}){1,3} {0,2}(?!万|亿|千|百|公|米|平方|立方|吨|亩|元"
    r"|倍|个|小时|天|年|月|版)[\u4e00-\u9fff“”、Ⅰ-Ⅻ]{3,20}) "
    r"(?= *[\u4e00-\u9fff\d“(])(?! *(?:负责|承担|担负|按照|按|做好|组织|牵头|配合|保障|及时|落实|会同"
    r"|协助|指导|参与|履行|主管|对|应|要|须|在|统筹|设立|成立))"
)
_BARE_NUMBER = re.compile(
    r"(?P<stop>[。;:!?])?(?P<gap>(?(stop) {1,4}| {2,4}))(?P<number>\d{1,2}) "
    r"(?=[\u4e00-\u9fff“]{2,24}[。,])"
)
MIN_BARE_NUMBERS = 3
_DECIMALS = re.compile(r"\d\.\d{1,2} {0,2}[\u4e00-\u9fff]")


# …人人参与的氛围。第2篇:区2023年…方案: a page of several documents
_NEXT_PIECE = re.compile(r"(?<=[。!?)])第(?=[\d一二三四五六七八九十]{1,2}篇:)")


# 任务到人。Р 2、各村要…: the mark that a site for documents leaves where a paragraph ended, a Cyrillic R
_LEFT_MARK = re.compile(r"(?<=[\u4e00-\u9fff\d。;:,、!?)”])Р(?= ?[\u4e00-\u9fff\d(“①-⑳])")
_CYRILLIC = re.compile(r"[\u0400-\u042f\u0431-\u04ff]*[\u0400-\u041f\u0421-\u04ff]")
_OPENS_ITEM = re.compile(
    r" ?(?:\d{1,2}[、.]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)"
    r"|第[一二三四五六七八九十]{1,3}[章条]|[①-⑳])"
)
MIN_LEFT_MARKS = 3
# 职责分工如下:县交通局。负责…。县海事处。负责…: each body's duty had a line of its own
_DUTY = re.compile(
    r"(?P<stop>[。:])(?=(?:各[\u4e00-\u9fff]"
    r"|[\u4e00-\u9fff])[\u4e00-\u9fff、()]{2,18}(?:[局委办处站所厅部院台]|政府|公司|委员会|中心|部门"
    r"|单位|[支大]队)。(?:负责|牵头(?!单位)|配合(?!单位|部门)|协助|承担|是[^,。]{2,20}责任))"
)
MIN_DUTIES = 3


# …防控体系。    加强危险废物污染防治。…: the indent of a paragraph whose line break is lost
_INDENT = re.compile(r"(?<=[^\n]{40}[。!?]) {2,80}(?=[\u4e00-\u9fff“(]|\d(?!\d? ))")
MIN_INDENTS = 3


# a page whose markup was kept as text: <p>(责任单位:市财政局)</p>
_TAG = re.compile(
    r"<(?P<end>/)?(?P<name>p|br|div|li|ul|ol|tr|td|table|tbody|h[1-6]|strong|b|span|font|em|u"
    r"|a)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_INSIDE_LINES = frozenset(("strong", "b", "span", "font", "em", "u", "a", "td"))
MIN_TAGS = 6


def without_markup(folded: str) -> str:
    """The text, of the same length, with a line break for each tag of a paragraph and nothing for those inside one."""
    if ("</" not in folded and "<br" not in folded) or len(_TAG.findall(folded)) < MIN_TAGS:
        return folded

    def blank(tag: re.Match[str]) -> str:
        first = "\u200b" if tag["name"].lower() in _INSIDE_LINES else "\n"
        return first + "\u200b" * (len(tag[0]) - 1)

    return _TAG.sub(blank, folded)


# 一  目标, 二  任务分解: headings whose numeral has no mark but a gap behind it
_GAP_HEADING = re.compile(
    r"^ *(?P<number>[一二三四五六七八九十]{1,2})(?P<gap>[ \u3000]) {0,3}"
    r"(?=[\u4e00-\u9fff“”、]{2,24}$)",
    re.MULTILINE,
)
MIN_GAP_HEADINGS = 3


def _with_marks(folded: str) -> str:
    numbers = [parse_chinese(match["number"]) for match in _GAP_HEADING.finditer(folded)]
    if len(numbers) < MIN_GAP_HEADINGS or numbers != list(range(1, len(numbers) + 1)):
        return folded
    text = list(folded)
    for match in _GAP_HEADING.finditer(folded):
        text[match.start("gap")] = "、"
    return "".join(text)


_PAGE_OF_PAGES = re.compile(r"第 ?\d{1,3} ?页[,/ ]?共 ?\d{1,3} ?页(?:下载后可任意(?:修改|编辑))?")


def with_breaks(folded: str) -> str:
    """The text, of the same length, with a line break for each mark that stands where one was."""
    if "页共" in folded or "页 共" in folded:
        folded = _PAGE_OF_PAGES.sub(
            lambda mark: (
                "\u200b" * len(mark[0])
                if folded[max(0, mark.start() - 1) : mark.start()] not in ("", "\n")
                else mark[0]
            ),
            folded,
        )
    if "篇:" in folded:
        folded = _NEXT_PIECE.sub("\n", folded)
    if len(_LEFT_MARK.findall(folded)) >= MIN_LEFT_MARKS and not _CYRILLIC.search(folded):
        folded = _LEFT_MARK.sub(
            lambda mark: (
                "\n" if _OPENS_ITEM.match(folded, mark.end()) or folded[mark.start() - 1] in "。)" else "\u200b"
            ),
            folded,
        )
    folded = _with_marks(folded)
    if len(_DUTY.findall(folded)) >= MIN_DUTIES:
        folded = _DUTY.sub("\n", folded)
    if len(_INDENT.findall(folded)) >= MIN_INDENTS:
        if _DECIMALS.search(folded):
            folded = _DECIMAL_NAME.sub(lambda match: match["name"] + "。", folded)
        folded = _INDENT.sub(lambda gap: "\n" + gap[0][1:], folded)
    return folded


def with_stops(folded: str) -> str:
    """The text, of the same length, with a stop behind the names of items in lines that are whole pages."""
    return _LINE.sub(lambda line: _mended(line[0]), folded) if re.search(_LINE, folded) else folded


def _mended(line: str) -> str:
    if len(_GAP.findall(line)) > MAX_GAPS * len(line):
        return line
    line = _ITEM_NAME.sub(lambda match: match["name"] + "。", line)
    if _DECIMALS.search(line):
        line = _DECIMAL_NAME.sub(lambda match: match["name"] + "。", line)
    numbers = [int(match["number"]) for match in _BARE_NUMBER.finditer(line)]
    if (
        len(numbers) >= MIN_BARE_NUMBERS
        and numbers[0] == 1
        and sum(b == a + 1 or b == 1 for a, b in itertools.pairwise(numbers)) * 2 > len(numbers)
    ):
        line = _BARE_NUMBER.sub(
            lambda match: (
                (match["stop"] or "")
                + (match["gap"] if match["stop"] else "。" + match["gap"][1:])
                + match["number"]
                + "."
            ),
            line,
        )
    return line
