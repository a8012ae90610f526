"""Which character counts as which when we match; one to one, so no offset moves.

Not NFKC as a whole: that turns ① into 1 (``①5`` → ``15``), ㎡ into m2 and ㈠ into (一). Each
mapping below is a decision of its own (see the domain sheet of the genre, GB/T 15834-2011).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from policytext.lexicon import traditional_pairs
from policytext.normalize.run_on import with_breaks, with_stops, without_markup
from policytext.normalize.scrambled import is_scrambled, mend
from policytext.normalize.shifted import with_numbers

# Punctuation is matched in one form; texts from data sets have only the ASCII one.
PUNCTUATION = {
    "，": ",",
    "﹐": ",",
    "､": "、",
    "﹑": "、",
    "：": ":",
    "﹕": ":",
    "∶": ":",
    "︰": ":",
    "；": ";",
    "﹔": ";",
    "！": "!",
    "？": "?",
    "（": "(",
    "）": ")",
    "﹙": "(",
    "﹚": ")",
    "．": ".",
    "﹒": ".",
    "․": ".",
    "｡": "。",
    "％": "%",
    "﹪": "%",
    "＋": "+",
    "＝": "=",
    "／": "/",
    "＊": "*",
    "＃": "#",
    "＆": "&",
    "｜": "|",
    "＂": '"',
    "＇": "'",
    "—": "-",
    "–": "-",
    "―": "-",
    "－": "-",
    "─": "-",
    "−": "-",
    "‒": "-",
    "‐": "-",
    "‑": "-",
    "﹣": "-",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "﹏": "~",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "〝": "“",
    "〞": "”",
    "＜": "<",
    "＞": ">",
    "﹤": "<",
    "﹥": ">",
    "〈": "《",
    "〉": "》",
    "［": "〔",
    "］": "〕",
    "[": "〔",
    "]": "〕",
    "﹝": "〔",
    "﹞": "〕",
    "〖": "【",
    "〗": "】",
    "·": "·",
    "•": "·",
    "・": "·",
    "‧": "·",
    "∙": "·",
    "●": "●",
    "　": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u2005": " ",
    "\u2006": " ",
    "\u2007": " ",
    "\u2008": " ",
    "\u200a": " ",
    "\u205f": " ",
    "\u2004": " ",
    "\u2000": " ",
    "\u2001": " ",
    "\ue5e5": " ",
    "\t": "\t",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
    "\r": "\r",
    "﹢": "+",
    "㎡": "㎡",
}
# Variants that OpenCC's Traditional table leaves alone because they are rare there.
VARIANTS = {
    "〇": "〇",
    "○": "〇",
    "◯": "〇",
    "Ｏ": "O",
    "產": "产",
    "産": "产",
    "緖": "绪",
    "戶": "户",
    "户": "户",
    "內": "内",
    "黃": "黄",
    "靑": "青",
    "敎": "教",
    "淸": "清",
    "强": "强",
    # the Japanese forms that a page's font or its reader puts in their place
    "毎": "每",
    "増": "增",
    "戸": "户",
    "徳": "德",
    "黒": "黑",
    "歩": "步",
    "値": "值",
    "髙": "高",
}
FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
FULL_WIDTH |= {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}

# The blocks that PDFs use in place of ordinary characters: Kangxi radicals, radical supplements and
# compatibility ideographs. Only these go through NFKC, and only where one character comes out.
COMPATIBILITY_BLOCKS = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
# radical supplements without a compatibility mapping in Unicode
RADICALS = {
    "⺠": "民",
    "⻄": "西",
    "⻅": "见",
    "⻆": "角",
    "⻉": "贝",
    "⻋": "车",
    "⻓": "长",
    "⻔": "门",
    "⻘": "青",
    "⻚": "页",
    "⻛": "风",
    "⻜": "飞",
    "⻝": "食",
    "⻢": "马",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻨": "麦",
    "⻩": "黄",
    "⻬": "齐",
    "⻰": "龙",
    "⺟": "母",
    "⻁": "虎",
    "⻣": "骨",
    "⻤": "鬼",
}
_WESTERN_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff”)》%])\.(?=[\u4e00-\u9fff“(《\s]|$)(?!\s*[一二三四五六七八九十]{1,2}[、.])"
)


@cache
def matching_table() -> dict[int, str]:
    """Code point → the one character that stands for it in the text to match on."""
    table: dict[str, str] = {}
    for low, high in COMPATIBILITY_BLOCKS:
        for code in range(low, high + 1):
            normal = unicodedata.normalize("NFKC", chr(code))
            if len(normal) == 1 and normal != chr(code):
                table[chr(code)] = normal
    traditional = traditional_pairs()
    table = {character: traditional.get(normal, normal) for character, normal in table.items()}
    table |= RADICALS | FULL_WIDTH | traditional | VARIANTS | PUNCTUATION
    return {ord(character): normal for character, normal in table.items() if character != normal}


# (-)基本思路 … (二)遵循原则: character recognition read 一 as a dash
_DASH_FOR_ONE = re.compile(r"\(-\)(?= ?[\u4e00-\u9fff])")
_TWO_IN_BRACKETS = re.compile(r"\( ?二 ?\)")
# a list number whose dot the page's font kept to itself: 1<line break>\ufffd 做大做强…
_LOST_DOT = re.compile("(?m)(^[ \t]*\\d{1,2}\\s*)\ufffd(?=\\s*[\u4e00-\u9fff“])")


# letters that character recognition reads for digits, told by a digit or a unit beside them: 2Ol5年, 9O%, l名
_READ_FOR_DIGITS = re.compile(
    r"(?<![A-Za-z0-9])(?![Oo]\d)(?=[OolI]*\d)(?=\d*[OolI])[\dOolI]+(?=[.%〕\u4e00-\u9fff]| [%\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff,、。;( ])(?:l[lOo]*|[lOo]*l|[Oo]{2,})(?=\.\d"
    r"|[%年月日曰名个家项次人户批万亿元]| [%年月日名个家项次户批万亿元条座处所套台亩])"
)
_READ_FOR_DAY = re.compile(r"(?<=\d)曰")
_DIGITS_READ = str.maketrans("OolI", "0011")
_MAY_BE_READ = re.compile(r"\d[OolI曰]|[OolI]\d|[lO] ?[%月日年名个家项次lO]")


# a cell that is a number, its point read as a stop: 63。1, ≥5。2
# 补植香樟、紫薇1 860株: thousands set apart, in prose
_GAP_IN_THOUSANDS = re.compile(
    r"(?<=[\u4e00-\u9fff]\d) (?=\d{3}(?:余|多)?(?:株|棵|亩|户|人|名|元|万元|吨|米|公里|平方米|套|辆"
    r"|台|个|家|件|册|份|处|盏|只|头)[^\n]{0,200}[。;,、])"
)
_STOP_BEHIND_NUMBER = re.compile(
    "(?m)(?<=^\\d)。(?=[\u4e00-\u9fff“])|(?<=^\\d\\d)。(?=[\u4e00-\u9fff“])"
)  # 1。城镇新增就业。
MIN_STOPS_BEHIND_NUMBERS = 3
_LETTER_IN_YEAR = re.compile("二[Oo][〇一二三四五六七八九Oo]{2}(?=年)")  # 二O一二年
# (=) and (S) for the (二) or (三) that a reader of pictures took them for
_READ_FOR_NUMBER = re.compile(r"\([=Ss]\)")
_BRACKETED_NUMBER = re.compile("\\(([一二三])\\)")


def _with_numbers_read(folded: str) -> str:
    """The text with each such number as the one that follows the number before it."""
    pieces: list[str] = []
    done = 0
    before = ""
    for match in re.finditer(f"{_READ_FOR_NUMBER.pattern}|{_BRACKETED_NUMBER.pattern}", folded):
        if match[1]:
            before = match[1]
            continue
        if before not in ("一", "二") or (match[0] != "(=)" and before != "二"):
            continue
        before = "二" if before == "一" else "三"
        pieces += (folded[done : match.start()], f"({before})")
        done = match.end()
    return "".join((*pieces, folded[done:]))


# 各县〔市、区〕人民政府
_LEVELS_IN_BRACKETS = re.compile(
    "(?<=[省市县区旗州乡镇])〔((?:[市县区旗州乡镇]|街道|园区|开发区)(?:、(?:[市县区旗州乡镇]|街道|园区|开发区)){0,3})〕"
)
# 2016年6月低完成整改: typed for 底
_MONTH_END = re.compile(r"(?:(?<=\d月)|(?<=\d 月))[低尾](?=[前完全安,。;)档达]|$)")
_STOP_IN_NUMBER = re.compile("(?m)(^[ \t]*[≥≤><〔]?\\d+)。(?=\\d+(?:%|左右|以上|以下|以内|〕)?[ \t|]*$)")


# glosses that a page put behind characters and that lost their tones: 住建(jian)(jian)局
TONELESS_GLOSS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[(（](?:[bpmfdtnlgkjqxrzcsyw]|[zcs]h|h)?[aeiouvü]{1,3}(?:ng?|r)?[)）])+"
)
MIN_TONELESS_GLOSSES = 12


def _without_glosses(folded: str) -> str:
    if len(TONELESS_GLOSS.findall(folded)) < MIN_TONELESS_GLOSSES:
        return folded
    return TONELESS_GLOSS.sub(lambda gloss: "\u200b" * len(gloss[0]), folded)


# …取得重大进展。Hqe: the token that a site for documents hangs on each paragraph
_TOKEN_AT_END = re.compile(r"(?m)(?<=[\u4e00-\u9fff。;:,、!?)”])[A-Za-z]{2,5}$")
MIN_TOKENS = 5
# ○市数据局牵头,…: circles that open lines, read as the nought that they look like
_CIRCLE_FIRST = re.compile(r"(?m)^[ \t]*〇(?=[\u4e00-\u9fff](?<![〇一二三四五六七八九年]))")
_STOPS_FIRST = re.compile(
    r"(?m)^;{2,6}(?=[\u4e00-\u9fff])"
)  # ;;;;脱贫攻坚取得进展。: what became of the dashes before a paragraph
MIN_CIRCLES = 3


def _without_marks_of_lines(folded: str) -> str:
    """The text without what a page sets at the ends or the beginnings of its lines, as long as it was."""
    ends = Counter(_TOKEN_AT_END.findall(folded)).most_common(1)
    if ends and ends[0][1] >= MIN_TOKENS:
        folded = re.sub(rf"(?m)(?<=[\u4e00-\u9fff。;:,、!?)”]){ends[0][0]}$", "\u200b" * len(ends[0][0]), folded)
        folded = re.sub(rf"(?m)^{ends[0][0]}$", "\u200b" * len(ends[0][0]), folded)  # the token alone on its line
    if ";;" in folded and len(_STOPS_FIRST.findall(folded)) >= MIN_CIRCLES:
        folded = _STOPS_FIRST.sub(lambda stops: "\u200b" * len(stops[0]), folded)
    if "〇" in folded and len(_CIRCLE_FIRST.findall(folded)) >= MIN_CIRCLES:
        folded = _CIRCLE_FIRST.sub(lambda circle: circle[0][:-1] + "\u200b", folded)
    return folded


def fold(text: str) -> str:
    """``text`` with each character in its matching form; as long as ``text``."""
    folded = text.translate(matching_table())
    if _MAY_BE_READ.search(folded):
        folded = _READ_FOR_DAY.sub("日", _READ_FOR_DIGITS.sub(lambda match: match[0].translate(_DIGITS_READ), folded))
    if "(-)" in folded and _TWO_IN_BRACKETS.search(folded):
        folded = _DASH_FOR_ONE.sub("(一)", folded)
    if _READ_FOR_NUMBER.search(folded):
        folded = _with_numbers_read(folded)
    if "月低" in folded or "月尾" in folded:
        folded = _MONTH_END.sub("底", folded)
    if "二O" in folded or "二o" in folded:
        folded = _LETTER_IN_YEAR.sub(lambda match: match[0].replace("O", "〇").replace("o", "〇"), folded)
    if _GAP_IN_THOUSANDS.search(folded):
        folded = _GAP_IN_THOUSANDS.sub(lambda gap: "\u200b" * len(gap[0]), folded)
    if "〔" in folded:
        folded = _LEVELS_IN_BRACKETS.sub(r"(\1)", folded)
    if "。" in folded:
        folded = _STOP_IN_NUMBER.sub(r"\1.", folded)
    if "。" in folded and len(_STOP_BEHIND_NUMBER.findall(folded)) >= MIN_STOPS_BEHIND_NUMBERS:
        folded = _STOP_BEHIND_NUMBER.sub(".", folded)
    if "\ufffd" in folded:
        folded = _LOST_DOT.sub(r"\1.", folded)
    folded = with_numbers(_without_marks_of_lines(_without_glosses(folded) if "(" in folded else folded))
    if is_scrambled(folded):
        return mend(folded)
    folded = with_stops(with_breaks(without_markup(folded)))
    # pages that set a Western dot for the full stop: 机制.各地要… (1.2 and file.txt keep theirs)
    return _WESTERN_STOP.sub("。", folded) if "." in folded else folded


def simplified(text: str) -> str:
    """``text`` with Traditional characters as Simplified ones; punctuation as written."""
    pairs = traditional_pairs()
    return "".join(pairs.get(character, character) for character in text)


def script_of(text: str) -> str:
    """``Hans``, ``Hant`` or ``mixed``, by characters that exist in one script only.

    Some 着/于/干 in a converted text do not make it mixed; a tenth does.
    """
    counts = Counter(text[:20000])
    traditional = sum(counts[character] for character in counts.keys() & traditional_pairs().keys())
    plain = sum(counts[character] for character in counts.keys() & _only_simplified())
    if traditional + plain == 0:
        return "Hans"
    share = traditional / (traditional + plain)
    return "Hant" if share >= 0.8 else "Hans" if share <= 0.1 else "mixed"


@cache
def _only_simplified() -> frozenset[str]:
    pairs = traditional_pairs()
    # a Simplified form that is itself a Traditional character (后, 里, 干) tells nothing
    shared = set("后里干面台几只系于云余征松丰冲别范谷合制准斗复回卷刮了札致朴舍胜苏岳周沈卜出当占吊吁困伙志念采家佣局")
    return frozenset(set(pairs.values()) - set(pairs) - shared)
