"""Stories of what a place did, as papers and collections of cases tell them: case reports, news, briefs.

Their sentences give figures without 已 or 了, so it is the text as a whole that says they are of the past; between
them stand people who speak, and what the place is like.
"""

from __future__ import annotations

import re

from policytext.structure.actions import FIGURE
from policytext.structure.looking_back import (
    BODY_CHARS,
    OPENING_CHARS,
    SPEAKS_OF_PAST,
    STILL_TO_DO,
    is_to_be_done,
)

# 编者按, 本报讯(记者…), 供各地学习借鉴: what papers and collections of cases set around a story
_OF_A_STORY = re.compile(
    r"编者按|核心提示|开栏的话|本报(?:讯|记者|通讯员)|(?:记者|通讯员)[^。]{0,4}?[\u4e00-\u9fff]{2}"
    r"|[\u4e00-\u9fff]{2,6}讯(?= ?[(\d])|来源:[^\n]{0,10}(?:日报|晚报|晨报|融媒|电视台|新闻网)|文/图"
    r"|图/文|供[^。]{0,8}(?:学习|借鉴|参考|参阅)|(?:做法|经验)(?:选登|摘编|交流)|典型(?:案例|经验)"
    r"|创新案例|优秀案例|(?:侧记|纪实|综述|掠影)\n"
)
_PLAN_IS_OUT = re.compile(
    r"《[^》]{2,40}(?:方案|办法|计划|意见|措施|规定|规划|行动|细则)》[^。]{0,20}(?:提出|明确|要求"
    r"|规定|强调)|(?:办法|方案|意见|措施|文件)(?:提出|明确|要求|规定)"
)
_PAST = re.compile(
    SPEAKS_OF_PAST.pattern
    + (
        r"|截至|同比|累计|荣获|获评|被评|入选|目前,|率(?:达|为)?\d"
        r"|[降升增提缩压][\u4e00-\u9fff]{0,2}[到至]\d|\d(?:余|多)[\u4e00-\u9fff]"
    )
)
_FUTURE = re.compile(
    STILL_TO_DO.pattern
    + (
        r"|(?<![主重需概摘首纲必])要(?!求|素|点|闻|害)|争取|确保|[月年季]底前|到20\d\d年|不得|不少于"
        r"|不低于|不超过|\d日前|切实|务必|严禁|各(?:级|有关|相关|单位|部门)"
    )
)
_A_NORM = re.compile(r"(?:不少于|不低于|不超过|不得|至少|起码|最少|每(?:年|半年|季度|月|周|星期|日|天)[^,。;]{0,14})$")
PLAIN_FIGURE = re.compile(
    r"(?<=[\u4e00-\u9fff])\d[\d.]*[万千百亿余多]*(?![\d.]|年|月|日|时|分钟|[-~至到:])[\u4e00-\u9fff%]"
)
MIN_PAST, PAST_TO_FUTURE = 6, 2.2


def is_story(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is told as papers and collections of cases tell what a place did, or speaks of the past throughout."""
    end = min(end, start + BODY_CHARS)
    past = sum(1 for _ in _PAST.finditer(text, start, end))
    future = sum(1 for _ in _FUTURE.finditer(text, start, end))
    if past >= MIN_PAST and past >= PAST_TO_FUTURE * (future + 1):
        return True
    head, tail = (
        text[:start][-OPENING_CHARS:] + text[start : start + OPENING_CHARS // 2],
        text[max(start, end - OPENING_CHARS // 3) : end + OPENING_CHARS // 3],
    )
    return past >= MIN_PAST // 2 and (_OF_A_STORY.search(head) is not None or _OF_A_STORY.search(tail) is not None)


def sets_a_norm(passage: str, at: int) -> bool:
    """Whether the figure at ``at`` is one that has to be kept: 每月至少, 不少于."""
    return _A_NORM.search(passage[max(0, at - 18) : at]) is not None


def tells_of_a_plan(text: str, start: int, end: int) -> bool:
    """Whether a story is of a plan that has come out: 《…办法》明确,…"""
    return _PLAN_IS_OUT.search(text, start, min(end, start + BODY_CHARS)) is not None


# “以前想修个水龙头都不知道找谁。”家住…的退休职工说: people and places of a scene
_SPEECH_FIRST = re.compile(r"“[^”]{4,}[。,!?…]”|‘? ?[^。,]{0,4}“[^”]{4,}[。,!?…]”")
_SOMEBODY = (
    r"(?:村民|居民|群众|老人|大爷|大妈|大姐|大娘|大叔|阿姨|住户|业主|老板|店主|摊主|商户|农户"
    r"|种粮大户|学生|家长|患者|职工|工人|志愿者|骑手|小哥|党员)"
)
_SAYS = re.compile(
    _SOMEBODY
    + (
        r"[^。]{0,24}?(?:说|告诉|感慨|坦言|高兴|笑着|竖起|点赞|称赞|感叹|激动)"
        r"|(?:说|告诉记者|对记者说|感慨地说|感叹道?)[:,。]?[“。]"
    )
)
_OF_THE_SCENE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,24}(?:现场|一角|资料图|全景))。?(?: ?[\u4e00-\u9fff]{2,4} ?摄)?$"
    r"|(?:图为|资料图)"
)
# 西乡县隶属…,辖15个镇; 现有城市社区26个: what the place is like
_SITUATION = re.compile(
    r"[^。,]{2,24}(?:隶属|下辖|管辖|辖(?=\d)|地处|位于|坐落|面积\d|总面积|常住人口|户籍人口"
    r"|是[^,。]{0,10}(?:典型的?)?[^,。]{0,8}(?:山区|山县|大县|小县|山城|水乡|县城|老城|省会|门户"
    r"|枢纽)[,。])|[^。]{2,20},?现有[^。]{2,30}\d"
)
_PLACE_FIRST = re.compile(
    r"(?:[^。,:]{0,20}讯(?:\([^()]*\)))?(?:近年来|今年以来|20\d\d年(?:以来)?|这一年"
    r"|[一三]年来)?,?[\u4e00-\u9fff]{2,16}?(?:[省市县区州旗镇乡村]|街道|社区"
    r"|[局委院])[\u4e00-\u9fff]{0,8}?(?:以|围绕|着眼|针对|聚焦|立足|紧扣|坚持|把|从|自|抢抓|按照|结合"
    r"|始终|积极|深入|牢固|认真|持续|不断|全面|统筹|创新|探索)"
)
_OF_THE_EDITOR = re.compile(
    r"^[〔【\[(]?(?:摘 ?要|关键词|内容提要|导读)[〕】\]):]"
    r"|^[^。:]{2,24}:(?:谢谢|感谢)[^\n]*(?:以下|如下|几个?方面)[^。\n]{0,12}[。:]$"
    r"|^(?:案例|专家|编辑)?(?:点评|手记|评析|短评|编后|编者按)[::]"
    r"|供[^。]{0,8}(?:学习|借鉴|参考|参阅)[^。]{0,6}。?$"
)
MIN_STORY_FIGURES = 2


def is_scene(passage: str) -> bool:
    """Whether a paragraph of a story shows somebody who speaks, a picture, or what the place is like."""
    if _SITUATION.match(passage) or _OF_THE_SCENE.search(passage[:60]) or _OF_THE_EDITOR.search(passage):
        return True
    if is_to_be_done(passage):
        return False
    figures = len(PLAIN_FIGURE.findall(passage))
    if _SPEECH_FIRST.match(passage):
        return figures < MIN_STORY_FIGURES
    return figures < MIN_STORY_FIGURES and _SAYS.search(passage) is not None


def leads_in(passage: str) -> bool:
    """Whether a paragraph says without a figure under what idea a place works: 保定市围绕…四个环节,把…嵌入…。"""
    passage = passage.lstrip("-—").rpartition("\n")[2]  # behind a subtitle of its own
    first = passage.partition("。")[2]
    return (
        not FIGURE.search(passage)
        and not is_to_be_done(passage)
        and passage.count("。") <= MAX_LEAD_SENTENCES
        and (_PLACE_FIRST.match(passage) or _PLACE_FIRST.match(first)) is not None
    )


MAX_LEAD_SENTENCES = 3


def opens_story(passage: str) -> bool:
    """Whether the paragraph above a story's sections sums up, in whatever figures, how a place went about it."""
    return _PLACE_FIRST.match(passage.lstrip("-—").rpartition("\n")[2]) is not None and not is_to_be_done(passage)


def tells_in_figures(passage: str) -> bool:
    """Whether a paragraph gives so many figures that it is told for them, whoever says so."""
    return len(PLAIN_FIGURE.findall(passage)) >= MIN_STORY_FIGURES
