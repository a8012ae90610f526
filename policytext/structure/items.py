"""What a numbered item is: a measure of its own, part of one, a card of fields, what opens those below it."""

from __future__ import annotations

import re

from policytext.structure.actions import (
    FIGURE,
    action_share,
    describes,
    opens_with_action,
    several_act,
    states_action,
    who_opens,
)
from policytext.structure.blocks import Block
from policytext.structure.kinds import MINUTES
from policytext.structure.lines import NOTE_DUTY
from policytext.structure.paragraphs import MIN_MEASURE_CHARS, is_too_short
from policytext.structure.roles import heading_role
from policytext.structure.shared import assigns, called_on
from policytext.structure.signs import (
    DUTIES_FOLLOW,
    DUTIES_HEADING,
    DUTY_ITEM,
    LEVELS,
    STATE,
    until_closing,
)
from policytext.structure.topics import TOPIC_HEAD, topic_of

_CONDITIONS = re.compile("下列|以下|如下|符合|条件|重点")  # what items below it have to be, not what is to be done
# 金融机构应当履行下列义务:(一)…
# 7.收单机构认为需要检查的其他事项。
CATCH_ALL = re.compile(
    r"(?:\([一二三四五六七八九十]+\)|\d{1,2}[.、])(?:(?:其他|其它)[^,。;\d]{0,30}(?:职责|事项|工作"
    r"|任务|义务|措施|情形|要求|内容|条件)"
    r"|[\u4e00-\u9fff、]{2,20}(?:规定|交办|授权|认为需要[\u4e00-\u9fff]{0,4}|认为必要)的?(?:其他"
    r"|其它)[^,。;]{0,20})[。;]?"
)
_MEASURES_FOLLOW = re.compile(
    r"(?:应当|须|必须|可以)[^。:]{0,20}(?:履行|遵守|采取|做好|承担|落实)[^。:]{0,8}(?:下列"
    r"|以下)[^。:]{0,20}(?:义务|职责|措施|要求|工作|任务):\s*$"
    r"|(?:应当?|须|必须|要)?按照?(?:下列|以下)(?:程序|步骤|流程)(?:和[^。:,]{2,6})?(?:进行|办理|实施"
    r"|开展|组织)?:\s*$"
)
_FIELD = re.compile(
    r"(?:试点|实施|建设|项目|工作|主要|重点|预期|考核|绩效|牵头|责任|配合|承担|申报|指导|试点指导"
    r"|参与|参加|组织|主办|承办|协办|举办|活动|宣传|培训|依托|完成|投资|资金|阶段)*"
    r"(?:单位|部门|主体|内容|任务|目标|成果|指标|规模|期限|时限|时间|地点|来源|估算|措施|进度|效果"
    r"|名称|周期|安排|形式|方式|对象|主题|范围)(?=[:。\n]|$)"
)
MIN_TOLD_CHARS = 30
MIN_OWN_CHARS = 40  # a shorter line only opens what stands below it


def is_card(text: str, block: Block) -> bool:
    """(一)试点单位。(二)试点内容。(三)预期成果。 below a name: the fields of one task."""
    if block.marker is None or block.marker.kind in ("title", "chapter") or len(block.children) < 2:
        return False
    fields = [
        _FIELD.match(text, child.marker.end, child.end)
        for child in block.children
        if child.marker and not child.children
    ]
    names = [field[0] for field in fields if field]
    return len(names) == len(block.children) and any(re.search("单位|部门|^活动", name) for name in names)


#: 各位代表!…五年来,我们聚力构建现代化产业体系。…: what a report of a year goes on to look back on
YEARS_LOOKED_BACK = re.compile(
    r"(?:[一三四五]年来|过去(?:的)?[三四五]年|这[三四五]年|“十[三四五]五”(?:以来|期间|时期)),?(?:我们"
    r"|全[省市县区州])[^,。;]{4,30}。"
)
MIN_ACTING = 3


def holds_tasks(text: str, block: Block) -> bool:
    """Whether a section named for its aims is long and made of items that act."""
    leaves = [leaf for child in block.children for leaf in (child.children or [child])]
    items = [leaf for leaf in leaves if states_action(text[leaf.start : leaf.end])]
    named = re.search(r"任务|举措|措施", block.heading(text) or "")  # 任务和预期目标: both stand there
    if len(items) >= 3 and sum(leaf.end - leaf.start for leaf in items) >= (80 if named else 250) * len(items):
        return True
    # (三)规划目标 over 2.综合改善城市空气环境质量。…: the page lost the heading of the tasks
    acting = [leaf for leaf in items if opens_with_action(leaf.heading(text) or "")]
    figures = sum(1 for leaf in acting if FIGURE.search(text, leaf.start, leaf.end))
    return (
        len(acting) >= MIN_ACTING
        and len(acting) * 3 >= len(leaves) * 2
        and figures * 3 <= len(acting)
        and sum(leaf.end - leaf.start for leaf in acting) >= 90 * len(acting)
    )


def opens_inside(text: str, block: Block, items: list[Block]) -> bool:
    """The list stands inside a paragraph of its own (办好十件实事。①…②…): those before it are none of its introduction."""
    first = items[0].start
    return text[first - 1 : first] != "\n" and first > block.line_end


def tells_before(text: str, block: Block, items: list[Block]) -> bool:
    """A section's own paragraphs, and 一是…二是… only far below: these are no introduction of the list."""
    first = items[0]
    before = [line for line in block.paragraphs if line.end <= first.start]
    if first.marker is None or first.marker.kind != "shi" or len(before) < 3:
        return False
    return sum(states_action(line.text) for line in before) >= 3 and first.start - before[0].start > 500


def lacks_first(block: Block, items: list[Block]) -> bool:
    """The list begins with (三): what stands above it belongs to an item whose number is lost, and is no introduction."""
    first = items[0]
    if first.marker is None or first.marker.kind not in ("han", "paren", "arabic") or (first.marker.number or 0) < 2:
        return False
    above = [line for line in block.paragraphs if line.end <= first.start]
    acting = [line for line in above if states_action(line.text) and len(line.text) >= MIN_OWN_CHARS]
    return len(acting) >= 2 or any(topic_of(line) for line in acting)


MIN_OWN_CHARS = 40


def tells_itself(text: str, block: Block, items: list[Block], role: str | None) -> bool:
    """The item is told on its own line; what it holds stands in a later paragraph (一是… far below) or in a box."""
    first = items[0]
    if block.body is None or first.marker is None or first.start <= block.line_end:
        return False
    own = text[block.body : block.line_end].rstrip("\n")
    figures = len(FIGURE.findall(own)) if role == "review" else 0
    turned = figures >= 4 or len(until_closing(block.paragraphs, named=True)) < len(
        block.paragraphs
    )  # 各位代表!… 一是…
    if first.marker.kind != "box" and not (
        first.marker.kind in ("shi", "circled") and (turned or opens_inside(text, block, items))
    ):
        return False
    return len(own) >= MIN_OWN_CHARS and not own.endswith(":") and (figures >= 2 or states_action(own))


def head_topics(block: Block, items: list[Block]) -> bool:
    """二是深入实施创新驱动战略。聚焦…。 over paragraphs with topics of their own: most such items only open what follows them."""
    if (
        any(child.children or child.marker is None or child.marker.kind != "shi" for child in items)
        or len(items) < MIN_HEADS
    ):
        return False
    borders = [child.end for child in items] + [block.end]
    followed = sum(
        1
        for index in range(len(items))
        if sum(1 for line in block.tail if borders[index] <= line.start < borders[index + 1] and topic_of(line)) >= 2
    )
    return followed * 3 >= len(items) * 2


MIN_HEADS = 3


def opens_with_box(items: list[Block]) -> bool:
    """The first item is a box (专栏1 …) beside the text: the paragraphs before it are the section's own."""
    return items[0].marker is not None and items[0].marker.kind == "box"


def _tells_duties(text: str, article: Block) -> bool:
    """Whether what opens the items of an article makes them duties: 主要职责包括:, 应当采取下列措施:"""
    opening = (article.start, article.children[0].start)
    return bool(
        DUTIES_HEADING.match(text, article.start, article.end)
        or DUTIES_FOLLOW.search(text, *opening)
        or _MEASURES_FOLLOW.search(text, *opening)
    )


def are_measures(text: str, block: Block, items: list[Block], role: str | None) -> bool:
    """Whether the sub-items state actions of their own; conditions (…的;) and lists do not."""
    kinds = {child.marker.kind for child in items if child.marker}
    if kinds & {"han", "chapter", "node", "article", "named", "title", "decimal_2", "decimal_3"} or (
        block.marker and block.marker.kind == "title"
    ):
        return True
    if block.marker is not None and block.marker.kind == "article":
        # items of an article are duties (应登记…) or what it lists (…的;)
        if _tells_duties(text, block):
            return True
        duties = sum(1 for child in items if DUTY_ITEM.search(text[child.start : child.end]) or is_step(text, child))
        return duties * 2 > len(items)
    if (
        kinds == {"arabic"}
        and _TASKS_TOLD.search(block.heading(text) or "")
        and all(FIGURE.search(text, child.start, child.end) for child in items)
    ):
        return True  # 二、达进度任务: what is wanted, and what came of it
    if kinds == {"shi"} and called_on(text, items[0]):
        return True
    items = [child for child in items if child.role not in ("aims", "indicators")] or items
    listed_tasks = (
        role == "tasks" and kinds <= {"paren", "arabic"} and not _CONDITIONS.search(block.heading(text) or "")
    )
    good = 0
    for child in items:
        passage = text[child.start : child.end]
        bare = passage.rstrip("。;,")
        if (bare.endswith("的") and not child.children) or is_too_short(bare):
            continue
        if kinds == {"shi"} and len(bare) < MIN_MEASURE_CHARS + 6:
            continue
        told = len(bare) >= MIN_TOLD_CHARS and who_opens(passage)
        numbers = kinds == {"shi"} and len(bare) >= MIN_TOLD_CHARS and len(FIGURE.findall(passage)) >= MIN_FIGURES
        if (
            child.children
            or told
            or numbers
            or states_action(passage)
            or assigns(text, child)
            or role == "review"
            or listed_tasks
        ):
            good += 1
    if kinds == {"circled"} or kinds == {"paren_arabic"}:
        lengths = [child.end - child.start for child in items]
        named = all(names_topic(text, child) for child in items) and block.body is None
        if sum(lengths) / len(lengths) < 24 and not named:
            return False
    return good * 2 >= len(items)


MIN_FIGURES = 2  # of a part of a review whose verbs are of no list
_TASKS_TOLD = re.compile(r"(?:进度|办结|完成|推进|滞后)[\u4e00-\u9fff、]{0,8}(?:任务|事项|项目|工作)$")


def is_step(text: str, block: Block) -> bool:
    """(一)提交材料。申请单位向…提出申请: a step of a procedure, with its name."""
    return block.head is not None and block.body is not None and states_action(text[block.body : block.end])


def names_topic(text: str, block: Block) -> bool:
    """①设立驻场工作室。为青年…: a name, a full stop and what is to be done."""
    topic, stop, rest = text[block.start : block.end].partition("。")
    return bool(stop and rest.strip()) and len(topic) <= 24 and "," not in topic


def is_bare_task(text: str, block: Block, role: str | None) -> bool:
    passage = text[block.start : block.end]
    if block.marker is not None and block.marker.kind in ("paren", "ordinal", "han"):
        # no full stop after a heading (GB/T 9704): (一)应登记…等信息。 is a sentence
        cut_short = block.end >= len(text) - 2 and FIGURE.search(passage) is not None
        told = passage.endswith(("。", ";")) or cut_short
        return told and not is_too_short(passage) and item_acts(text, block, passage, role)
    if block.marker is None or block.marker.kind in ("title", "chapter", "node"):
        return False
    if is_too_short(passage) and (block.end < len(text) - 2 or not states_action(passage)):
        return False
    parent = block.parent
    if parent is not None and parent.marker is None and len(parent.children) <= 3 and role is None:
        return passage.endswith("。") and NOTE_DUTY.search(passage) is not None and states_action(passage)
    if role == "review" and passage.endswith(("。", ";")):
        return True
    return states_action(passage) or block.end >= len(text) - 2 or role in ("tasks",)


def _reaches_levels(text: str, block: Block) -> bool:
    """3、养犬管理。登记率达到90%以上: a topic, and how far it is to get."""
    return names_topic(text, block) and LEVELS.search(text, block.start, block.end) is not None


def item_acts(text: str, block: Block, passage: str, role: str | None) -> bool:
    if assigns(text, block) or role in ("review", "tasks", "schedule"):
        return True
    if MINUTES.search(passage):
        return True
    if (
        block.parent is not None
        and block.parent.marker is not None
        and block.parent.marker.kind == "article"
        and _tells_duties(text, block.parent)
    ):
        return True
    if describes(passage):
        return False
    if _bounds_what_it_acts(passage):
        return True
    if (
        _reaches_levels(text, block)
        or states_action(passage)
        or opens_with_action(block.heading(text) or "")
        or (len(passage) >= MIN_TOLD_CHARS and (who_opens(passage) or several_act(passage)))
    ):
        return True
    in_article = block.parent is not None and block.parent.marker is not None and block.parent.marker.kind == "article"
    if in_article and (DUTY_ITEM.search(passage) or is_step(text, block)):
        return True
    # 城乡低保标准提高到740元 among items that build and train
    siblings = block.parent.children if block.parent is not None else []
    others = [child for child in siblings if child is not block]
    acting = sum(1 for child in others if states_action(text[child.start : child.end]))
    if len(others) > 1 and block.head is not None and len(passage) >= MIN_TOLD_CHARS:
        if acting == len(others):
            return True  # the only one of its list whose verbs are of no list
        named = (
            block.marker is not None
            and block.marker.kind in ("arabic", "paren")
            and text.startswith("。", block.head[1])
            and not _NO_ACT.search(text, *block.head)
        )
        if named and acting * 3 >= len(others) * 2:
            return True
    acting += states_action(text[block.start : block.end])
    return len(siblings) > 2 and acting * 2 > len(siblings) and bool(re.search(r"\d", passage[2:]))


# 消防大队要在11月底前将83家库点检查一遍; 2025年6月底前,12米以上渔船全部配齐示位仪
_BY_WHEN = re.compile(
    r"(?:\d{1,2}月(?:\d{1,2}日|[底末]|[上中下]旬)?|年底?|季度末?|汛期|春节|国庆节?|元旦"
    r"|“?[五七十]一”?)(?:之?前|以前)|年内|会后(?:\d|[一二三即])|每(?:年|季度|月|周|旬|日)"
)


def _bounds_what_it_acts(passage: str) -> bool:
    """Whether an item says by when, how much, and in at least one clause what is done."""
    return bool(FIGURE.search(passage) and _BY_WHEN.search(passage)) and action_share(passage)[0] >= 1


_NO_ACT = re.compile("问题$|原则$|压力|机遇|课程|概述$|导论$|简介$|过程$")


def is_aims_item(text: str, block: Block, passage: str, role: str | None) -> bool:
    heading = block.heading(text) or ""
    if block.marker is not None and block.marker.kind == "bullet" and role is None and STATE.search(heading):
        return not TOPIC_HEAD.match(heading) or heading.endswith(("显著", "明显", "提升", "增强"))
    return role is None and (
        heading_role(heading) == "aims" or (_ITS_AIMS_ARE.match(passage) is not None and not assigns(text, block))
    )


# 1、今后一个时期…工作的主要目标是:到2018年底,…
_ITS_AIMS_ARE = re.compile(r"[^。,;:]{0,40}的?(?:主要|总体|工作|奋斗|预期)目标(?:任务)?(?:是|为|:)[^。]*\d")
