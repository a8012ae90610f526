"""Texts that tell what was done though their titles do not say so: how they open, and what in them is yet to come."""

from __future__ import annotations

import re

from policytext.structure.kinds import CAME, MINUTES, MUST
from policytext.structure.labels import CARD_SCHEDULE

# 现将有关情况汇报如下; 近年来,全市…,推动治理效能提升: the opening of a text that tells what was done
_REPORTS_IN_WHOLE = re.compile(r"现将[^。\n]{0,60}情况[^。\n]{0,12}(?:汇报|报告|总结|通报)如下")
_OF_THE_PAST = re.compile(
    r"(?<![^\n。])(?:一、)?(?:近[几两三]?年来|[一两三]年来"
    r"|(?:今年|去年|自?20\d\d年[^,。]{0,20}|[^,。\n]{0,16}(?:启动|开展|实施|成立))以来"
    r"|(?:今年|20\d\d年)?(?:上半年|前三季度|第?[一二三]季度|1[-~至到]\d{1,2}月份?)),?"
    r"[^\n]{0,240}?(?:取得|见效|成效|进展|提升|实现|完成|探索|形成|构建起|打造)"
)
_OF_A_PLAN = re.compile(
    r"为(?:进一步|全面|切实|认真|深入|贯彻|加快|推[动进]|确保|做好|了|加强|落实)"
    r"|现(?:提出|制定|就|印发|将[^。]{0,40}印发)|制定(?:本|如下)|特制定"
    r"|(?:提出|通知|方案|意见|安排)如下|决定|印发给"
)
# within such a text: what is still to be done
STILL_TO_DO = re.compile(
    r"^关于[^。]{2,40}的(?:建议|问题)|(?:牵头|责任|主办|协办)单位:|下一?步|下阶段|力争|年底前|必须"
    r"|应当|(?<![主重需必概摘纪])要[在于](?=[^,。;]{0,14}前)|须(?=于|在|按)"
    r"|(?<![于在])20\d\d年\d{1,2}月(?:底|\d{1,2}日)?前(?:完成|建成|实现|全部|达到|确保"
    r"|落实)(?![^,。;]{0,12}了)|从20\d\d年起|继续(?!保持)|进一步"
    r"|将(?!军|领|近|[^,。;]{1,24}?(?:细化|分解|纳入|列入|转化|划分|移交|移送|整合|划转)[为入到成至])"
    r"|(?:今年|20\d\d年)[^,。]{0,8}起|每年[^,。]{0,8}安排|拟(?!定)|计划(?!完成)"
)
CITED = re.compile("《[^《》]{2,60}》")
ADVICE = re.compile(r"建议|意见|对策|打算|思路|措施|安排|努力方向|整改(?![^\n]{0,8}(?:情况|结果|成效|进展|成果))")
SPEAKS_OF_PAST = re.compile(r"了(?!解)|已(?!经?成为)|以来|累计|形成|建成|先后|完成\d|同比")
_SPEAKS_OF_FUTURE = re.compile(
    r"将(?!军|领)(?=[^,。]{0,4}(?:在|继续|进一步|把|重点|持续|全力|按照|以))|下一?步|今年,|力争"
    r"|年底前|要(?=[把将加强坚深持按做紧聚突])|20\d\d年底前"
)
# 本报讯 近日,宜都市政协开展“回访问效”活动,…: what papers say of a day is done, unless somebody is told there what to do
_NEWS_OPENS = re.compile(
    r"(?:近日|日前|连日来|(?:20\d\d年)?\d{1,2}月\d{1,2}日(?:上午|下午)?),(?![^。]{0,60}(?:印发|出台"
    r"|发布|审议|主持召开))[^。\n]{2,60}?(?:开展|组织|举[行办]|活动|走进|走访|来到|启动|推[行出]"
    r"|完成)"
)
_OF_A_PAPER = re.compile(r"本报讯|通讯员|记者|[\u4e00-\u9fff]{2,6}讯(?= ?[(\d])")
_SOMEBODY_SAYS = re.compile(
    r"(?:强调|要求|指出)[,:]|会议(?:强调|要求|指出|明确|决定)|《[^》]{2,40}》(?:提出|明确|要求)"
)
OPENING_CHARS = 700
BODY_CHARS = 20_000


def looks_back(text: str, start: int, opening: int, end: int) -> bool:
    """Whether the document ``text[start:end]`` says before ``opening``, its first item, that what follows was done."""
    opening = min(opening, start + OPENING_CHARS)
    if _REPORTS_IN_WHOLE.search(text, start, opening):
        return True
    if _OF_A_PLAN.search(text, start, opening) or not _OF_THE_PAST.search(text, start, opening):
        return False
    end = min(end, start + BODY_CHARS)
    return sum(1 for _ in SPEAKS_OF_PAST.finditer(text, start, end)) > sum(
        1 for _ in _SPEAKS_OF_FUTURE.finditer(text, start, end)
    )


def is_news(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is what a paper tells of a day's activity, in which nobody says what is to be done."""
    end = min(end, start + BODY_CHARS)
    return (
        _NEWS_OPENS.search(text, start, min(end, start + OPENING_CHARS)) is not None
        and _OF_A_PAPER.search(text, start, end) is not None
        and _SOMEBODY_SAYS.search(text, start, end) is None
        and sum(1 for _ in _SPEAKS_OF_FUTURE.finditer(text, start, end)) <= 1
    )


_SENTENCE = re.compile(r"[^。;\n]+[。;\n]?")


def done_until(text: str, start: int, end: int) -> int:
    """Where a passage of a text that looks back begins to tell what is yet to be done; ``start`` where it does at once."""
    for sentence in _SENTENCE.finditer(text, start, end):
        if is_to_be_done(sentence[0]):
            return sentence.start()
    return end


_CLAUSE = re.compile(r"[^,。;\n]+[,。;\n]?")


def turns_within(text: str, start: int, end: int) -> int:
    """Where within a sentence that looks ahead its first clause does so, when the clauses before it say that something was done; else ``start``."""
    for clause in _CLAUSE.finditer(text, start, end):
        if is_to_be_done(clause[0]):
            return clause.start() if _REACHED.search(text, start, clause.start()) else start
    return start


_REACHED = re.compile(
    r"已(?![有经])[^,。;]{0,8}\d|率(?:达|为)?\d|完成[^,。;]{0,6}\d"
    r"|\d[^,。;]{0,8}(?:已|完成(?:改造|整改|投资))|累计"
)


def is_to_be_done(passage: str) -> bool:
    """Whether a passage in a text that looks back says itself that it is yet to be done."""
    passage = CITED.sub("", passage)  # 印发《…支持计划》: the plan is out
    return bool(
        STILL_TO_DO.search(passage) or MUST.search(passage) or MINUTES.search(passage) or CARD_SCHEDULE.search(passage)
    )


# 上半年,新建完成58公里,完成投资13.2亿元。 within a task
_BACK = re.compile(
    r"(?:(?<=[。\n])|^)(?:今年)?(?:上半年|前?[一二三]季度|前[一二三]个?季度"
    r"|1(?:月份?)?[-~至到](?P<month>\d{1,2})月份?|截至目前|今年以来),(?P<told>[^。\n]*)。"
)
_OF_PART = {"上半年": 6, "一季度": 3, "二季度": 6, "三季度": 9}
_MONTHS_AHEAD = re.compile(
    r"(?<![主重需必概摘纪])要(?!求)|将(?!近)|力争|确保|(?<!年)(?<!年度)计划(?!的)"
    r"|争取(?![^,。;]{0,12}(?:资金|补助|政策))|拟|(?<![供响相反适感])应(?![急用对收税])|须"
    r"|[月年季]底?前|下半年|[二三四]季度"
)
_IS_REACHED = re.compile(CAME + r"|(?:修复|整改|拆除|排查|查处|巩固|到位|办结)[^,。;]{0,24}\d")


def months_told_back(text: str, start: int, end: int, month: int | None) -> tuple[int, int] | None:
    """The sentence of a task's passage that tells what the months gone by have brought (上半年,…完成投资13.2亿元), None without one.

    Args:
        month: in which the document was written, where it is known; no month to come is looked back on.
    """
    for match in _BACK.finditer(text, start, end):
        last = (
            int(match["month"])
            if match["month"]
            else next((until for part, until in _OF_PART.items() if part in match[0]), 0)
        )
        if (
            (month is None or month >= last)
            and _IS_REACHED.search(match["told"])
            and not _MONTHS_AHEAD.search(match["told"])
        ):
            return match.span()
    return None
