"""How far a document's text can be trusted, by signs that need no second copy."""

from __future__ import annotations

import re

from policytext.lexicon import load_rows
from policytext.normalize.characters import MIN_TONELESS_GLOSSES, TONELESS_GLOSS
from policytext.normalize.offsets import GLOSS, HAN
from policytext.records import Quality

# A synonym machine (洗稿) puts one long form for a common word wherever it stands: 机制 → 监督机制.
# In a written text the common word also stands alone; measured on 560 documents: at most one word
# of lexicon/spun.csv behaved so in any of them, ten in the machine-spun one.
MIN_SPUN_WORDS = 4
MIN_OCCURRENCES = 4
SWAPPED_SHARE = 0.8


def count_spun(normal: str) -> int:
    """How many common words stand (almost) only inside their long form."""
    found = 0
    for row in load_rows("spun.csv"):
        total = normal.count(row["word"])
        if total >= MIN_OCCURRENCES and normal.count(row["swapped"]) >= SWAPPED_SHARE * total:
            found += 1
    return found


_GARBLED = re.compile(
    "[\ufffd\ue000-\uf8ff]|\\?[。、,]|[锟斤拷]{2,}|Ã|â€|[\u4e00-\u9fff]\\?[A-Z][\u4e00-\u9fff]"
    "|[\u4e00-\u9fff]\\?[\u4e00-\u9fff]"
)
_TEMPLATE = re.compile(r"※|××|XX[市区县省]|某[市区县]|□□")


def assess(source: str, normal: str, *, removed_lines: int = 0, known: tuple[str, ...] = ()) -> Quality:
    """Score 0..1 and flags of one document.

    Args:
        source: the document's part of the source text.
        normal: the same as normal text.
        removed_lines: lines of page furniture that were taken off.
        known: flags that the reader gives.
    """
    flags = list(known)
    score = 1.0
    size = max(len(normal), 1)
    if count_spun(normal) >= MIN_SPUN_WORDS:
        flags.append("machine_spun")
        score -= 0.5
    spaces = len(re.findall(rf"(?<=[{HAN}])[ \u3000\xa0]{{1,2}}(?=[{HAN},。、,;])", source))
    if spaces >= 8 and spaces * 1000 / size >= 6:
        flags.append("ocr_noise")
    if "ocr_noise" in flags:
        score -= 0.15
    if (
        len(re.findall(rf"(?<=[{HAN}]){GLOSS}", source)) >= 3
        or len(TONELESS_GLOSS.findall(source)) >= MIN_TONELESS_GLOSSES
    ):
        flags.append("pinyin_gloss")
        score -= 0.05
    garbled = len(_GARBLED.findall(normal))
    if garbled >= 2 and garbled * 1000 / size >= 0.8:
        flags.append("garbled")
        score -= 0.25
    if (
        re.search(r"(?<!\d)0[0-9]{3}年", normal)
        or len(re.findall(r"(?:关于|确定了|第)(?:年|次|个)(?:重点|常务|方面)", normal)) >= 2
    ):
        flags.append("digits_damaged")
        score -= 0.25
    if removed_lines >= 3:
        flags.append("boilerplate_removed")
    last_line = normal[normal.rfind("\n") + 1 :]
    if (
        normal
        and "\t" not in last_line
        and not re.search(
            r"[。!?;:)”》.]\s*$|日$|月$|\d$|局$|委$|区$|府$|办$|部$|厅$|市$|任务$|目标$|方案$", normal.rstrip()
        )
    ):
        flags.append("truncated")
        score -= 0.05
    opened, closed = normal.count("“"), normal.count("”")
    if abs(opened - closed) > max(2, 0.1 * opened):
        flags.append("unbalanced_quotes")
        score -= 0.05
    if _TEMPLATE.search(normal):
        flags.append("template_text")
    return Quality(score=round(max(0.0, score), 2), flags=tuple(dict.fromkeys(flags)))


def trust_in_text(quality: Quality) -> float:
    """By what a confidence is multiplied in a damaged text: half of what the score lost."""
    return 1.0 - 0.5 * (1.0 - quality.score)


#: How fast words go wrong as the score of their line sinks. Measured on 1,118 lines of 14 pages printed at 55 to
#: 150 dots an inch, blurred and with grain: of stretches of 6 to 10 characters right at a score of .998, .986, .975,
#: .961 and .942 were 1.00, .96, .93, .87 and .82; of the 7 below .8 none. 1 (the score itself) and 4 fit worse.
LINE_LOSS = 3.0


def trust_in_line(score: float) -> float:
    """By what a confidence is multiplied of a record whose worst line OCR scored so: ``0.96`` → 0.88.

    It comes on top of :func:`trust_in_text`, which stands for what OCR loses beside characters (marks, lines, tables).
    """
    return max(0.0, 1.0 - LINE_LOSS * (1.0 - score))
