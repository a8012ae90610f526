"""Where the name of a section ends and its text begins, and which lines without a number name a part."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from policytext.structure.actions import opens_with_action
from policytext.structure.blocks import Block
from policytext.structure.labels import LABEL_LINE
from policytext.structure.lines import Line
from policytext.structure.numbering import HAN, Marker
from policytext.structure.roles import heading_role

MAX_HEADING_CHARS = 60
MAX_NAME_BEFORE_COLON = 14
MIN_GLUED_BODY_CHARS = 16
MAX_TOPIC_CHARS = 46  # a first sentence that names its item; 25 lost 支持建设…,支持…加大研发投入
_SENTENCE_END = re.compile(r"[。!?]")
_SHI_END = re.compile(r"[,。;:!?]")
_BRACKETED = re.compile(r"【(?P<name>[^【】\n]{2,24})】(?=[^\n])")
# 一、总体目标到2024年,基本建成…: a page glued the section's name to its text
_GLUED_SECTION = re.compile(
    r"(?:总体(?:要求|思路)|(?:年度|进度|时间|工作)安排|(?:职责|责任|任务)(?:划分|分工)"
    r"|资金(?:来源|保障|筹措)|整治(?:范围|内容|目标|任务|步骤)|(?:工作|方法)步骤"
    r"|(?:总体|工作|主要|发展|行动|建设)目标|目标任务|指导思想|(?:基本|工作)原则"
    r"|(?:重点|主要|工作)任务|(?:主要|保障|工作)措施|工作要求|组织保障|实施步骤"
    r"|(?:当前)?(?:工作)?(?:中)?存在的?(?:主要|突出)?(?:问题|困难"
    r"|不足)(?:[和与及](?:主要|突出)?(?:问题|困难|不足|差距))?"
    r"|(?:20\d\d年|今年|明年)?(?:[上下]半年|下一?步|下一?阶段)?(?:度)?(?:政府)?(?:主要"
    r"|重点)?工作(?:总结|回顾|(?:完成|开展|进展|推进)?情况|计划|打算|思路|安排|部署)"
    r"|(?:20\d\d年)?[\u4e00-\u9fff]{0,12}工作(?:基本|开展|推进|进展)?情况)"
    r"(?=[上下]半年,|下一?(?:步|阶段),|(?:刚刚过去|过去的?[一五]年|去年|今年|近年来?|上半年|一年来"
    r"|近[几两三五]年来?)|(?:到|至)?20\d\d年|以[^,。]{2,30}(?:为|,)|坚持|深入|全面|认真|遵循|按照"
    r"|紧?围绕|通过|根据|力争|\([一1]\)|[一1][是、.]"
    r"|[省市县区镇乡](?!级|域|场|民|情)[\u4e00-\u9fff]{2,10}?(?:局|委|办|院|政府|部门|中心)"
    r"|各(?!项|类)|由(?=[\u4e00-\u9fff]{2,12}(?:牵头|负责))|采取)"
)
# 一、工作目标完善工作格局,推动…: a known name before a verb
_GLUED_BEFORE_VERB = re.compile(
    r"(?:(?:总体|工作|主要|发展|行动|建设)目标|指导思想|总体要求|(?:重点|主要|工作)任务|组织保障|(?:主要|保障|工作)措施)"
    r"(?=[\u4e00-\u9fff“])(?!(?:完成|落实|推进|分解|实施|执行|进展|管理|设定)(?:情况|方案|表|清单|机制|制度|体系)|[和与及的]"
    r"|[\u4e00-\u9fff]{0,4}(?:要求|任务|措施|目标|重点)(?:[,。]|$))"
)
# 一、2021年工作总结作为县对外开放的窗口,…: the halves of a report, whatever follows
_GLUED_HALF = re.compile(
    r"(?:20\d\d年度?|今年|明年|[上下]半年|下一?步|下一?阶段)(?:主要|重点)?工作(?:总结|回顾"
    r"|(?:完成|开展|进展)情况|计划|打算|思路)(?=[\u4e00-\u9fff_*])(?![和与及的暨或])"
)
# 4.1.1启动条件24小时降雨量达到…: the headings of an emergency plan, glued to their text
_NAME_IN_A_PLAN = re.compile(
    r"(?:编制(?:目的|依据)|适用范围|工作原则|基本情况"
    r"|(?:事件|事故|灾害|险情|响应|预警)(?:分级|等级|分类)|(?:启动|响应|预警|终止)条件"
    r"|响应(?:行动|措施|终止|程序|调整)|预警(?:发布|行动|措施|解除)"
    r"|(?:资金|物资|人员|队伍|通信|交通|技术|宣传|组织)(?:保障|培训|准备|领导)|信息(?:报告|发布)"
    r"|应急(?:保障|演练)|预案(?:管理|修订|演练)|奖惩|附则|总则)(?=[\u4e00-\u9fff“《\d])(?!的|和|与|及"
    r"|工作|体系|机制)"
)


def heading_of(text: str, marker: Marker, end: int) -> tuple[tuple[int, int] | None, int | None]:
    """The name behind a marker and where the text behind the name begins."""
    low = marker.end
    while low < end and text[low] in " 、:★▲●☆*":
        low += 1
    if low >= end:
        return None, None
    if named := _BRACKETED.match(text, low, end):
        return named.span("name"), named.end()  # 第一条【组建医共体】…
    if marker.kind == "article":
        return None, low
    if (
        marker.kind.startswith("decimal")
        and end - low > MAX_TOPIC_CHARS // 2
        and (named := _NAME_IN_A_PLAN.match(text, low, end))
    ):
        return named.span(), named.end()
    if (section := _GLUED_SECTION.match(text, low, end) or _GLUED_HALF.match(text, low, end)) and (
        end - low > MAX_HEADING_CHARS
        or text.startswith("一是", section.end())
        or _SENTENCE_END.search(text, section.end(), end)
        or ("," in text[section.end() : end] and "问题" in section[0])
    ):
        return section.span(), section.end()
    if (
        marker.kind == "han"
        and (named := _GLUED_BEFORE_VERB.match(text, low, end))
        and end - named.end() > MIN_GLUED_BODY_CHARS
        and opens_with_action(text[named.end() : end])
        and "," in text[named.end() : end]
    ):
        return named.span(), named.end()
    pattern = _SHI_END if marker.kind == "shi" else _SENTENCE_END
    stop = pattern.search(text, low, end)
    if (
        marker.kind in ("han", "paren")
        and stop is not None
        and (colon := text.find(":", low + 2, min(stop.start(), low + MAX_NAME_BEFORE_COLON))) > 0
        and heading_role(text[low:colon]) is not None
    ):
        return (low, colon), colon + 1  # 二、主要工作目标:使用单位主体责任得到落实,…
    if stop is None:
        if end - low <= MAX_HEADING_CHARS and text[end - 1] not in ";,、":
            high = end
            while high > low and text[high - 1] in ":。 ":
                high -= 1
            return ((low, high), None) if high > low else (None, None)
        colon = text.find(":", low, min(end, low + MAX_TOPIC_CHARS))
        return ((low, colon), colon + 1) if colon > low else (None, low)
    if stop.start() - low <= MAX_TOPIC_CHARS + (24 if stop.end() >= end else 0):
        high = stop.start()
        rest = stop.end()
        colon = text.find(":", low + 4, min(high - 6, low + 24))
        if rest >= end and colon > low and marker.kind != "shi":
            return (low, colon), colon + 1  # (一)支持新药研发:建设中试平台,…
        return ((low, high), rest if rest < end else None) if high > low else (None, low)
    return None, low


_NEXT_HAN = re.compile(rf"\n([{HAN}]{{1,3}})、")
_COMING = re.compile(
    r"(?:下半年|下一?步|下阶段|今年|明年|20\d\d年)(?:的)?(?:重点|主要)?工作(?:的)?(?:总体)?(?:安排"
    r"|打算|计划|思路|部署|任务|谋划|重点)"
)
# 附件2 名词解释: a text of its own, whatever number stands open
ANNEX_NUMBER = r"附(?:件|录|表)? ?[\d一二三四五六七八九十]{1,2}(?:-\d)?[:.、]?"
_ANNEX = re.compile(ANNEX_NUMBER + r"(?: ?[“《\u4e00-\u9fff][^。;,!?:]{1,40})?")
# 【怎么干】 alone on its line; 问:主要目标是什么? of an interview
_SIGN_OF_A_PART = re.compile(r"【[\u4e00-\u9fff“”、]{2,14}】|(?:问|记者)[::][^\n。]{4,60}\?")
# the words that a report explains at its end
_GLOSSARY = re.compile(
    r"(?:附(?:件|录)?[:：]? ?)?(?:《[^》]{2,20}》)?[\u4e00-\u9fff]{0,8}(?:名词|用语|术语|词语)(?:解释"
    r"|注释|说明|解读)"
)
_PART_NAME = re.compile(
    r"^(?:(?:20\d\d年(?!\d{1,2}月\d{1,2}日)|“十[三四五六]五”|今年|今后)[\u4e00-\u9fff“”\d]{2,20}"
    r"|[\u4e00-\u9fff]{0,8}(?:工作|任务|目标)(?:建议|安排|部署|要求|打算))$"
)
MIN_FIELDS = 3


@lru_cache(maxsize=1)
def _times_told(text: str) -> Counter[str]:
    """How often each line of a text stands in it."""
    return Counter(text.split("\n"))


def opens_part(text: str, stack: list[Block], line: Line) -> bool:
    """A short line without number or stop that names a part: “十四五”时期发展成就和2025年工作回顾."""
    if _ANNEX.fullmatch(line.text) or _GLOSSARY.fullmatch(line.text):
        return True
    if _SIGN_OF_A_PART.fullmatch(line.text):
        return not any(block.marker is not None and block.marker.kind in ("han", "chapter") for block in stack)
    if len(line.text) > 30 or re.search(r"[。;,:!?)]", line.text) or any(block.role == "indicators" for block in stack):
        return False  # 保障机制 among indicators is a cell
    if heading_role(line.text) is None and not _PART_NAME.search(line.text):
        return False
    if LABEL_LINE.match(text, line.end + 1) or _times_told(text)[line.text] >= MIN_FIELDS:
        return False  # 公厕新建改建工程 over 牵头单位:… is a task, the 进度安排 of each of them a field
    if (
        _COMING.fullmatch(line.text)
        and len(stack) > 1
        and stack[1].marker is not None
        and stack[1].marker.kind == "title"
    ):
        return True  # 下半年工作安排 below the numbered sections of 上半年工作情况, a part as well
    if _COMING.fullmatch(line.text) and (later := _NEXT_HAN.search(text, line.end)) and later[1] == "一":
        return True  # 2024年工作安排 below 七、自身建设, and the count begins again
    return not any(block.marker is not None and block.marker.kind in ("han", "chapter") for block in stack)
