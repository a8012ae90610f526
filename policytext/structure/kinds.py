"""Task or achievement (records.md, section 4), and where a work report turns from one to the other."""

from __future__ import annotations

import re

from policytext.structure.actions import FIGURE
from policytext.structure.blocks import Block
from policytext.structure.labels import CARD_PROGRESS, CARD_SCHEDULE
from policytext.structure.topics import is_state

_DONE = re.compile(
    r"已(?!经?成为)|(?<!为|除|极|受|明)了(?!解|然|望|却)|以来|先后|累计(?!新增)|荣获|获评|获批|被评为"
    r"|成功|同比|较上年|截至|建成了|形成了|取得|达\d|涌现|共[召开培建]|圆满|稳居|位居|位列|跃居|入选"
    r"|再获|圆满完成|超额|突破\d|实现了|增长(?:\d|百分之)|完成\d|达到\d|比上年|全年(?=[^,。]{0,16}\d)"
)
_TO_DO = re.compile(
    r"将(?!军|领)|要(?!求|素|点|闻|害)|力争|争取|确保|下一?步|年底前|20\d\d年底前|到20\d\d年|计划|拟"
    r"|今后|未来|继续|须|必须|应当|进一步|加快|持续|大力|推动|推进|探索"
)
# where a work report turns from the past year to the coming one
_TURN = re.compile(
    r"(?m)^(?:[一二三四]、|\([一二三四]\))?[^\n。]{0,30}(?:20\d\d年|今年)(?:的)?(?:政府|全市|全省"
    r"|经济社会)?(?:工作|发展)的?"
    r"(?:总体要求|总体思路|总要求|基本思路|主要目标|预期目标|目标任务|主要任务|安排|部署|打算|建议"
    r"|重点|任务|(?:计划|思路|设想|谋划)(?!完成|落实|执行))"
    r"|^[一二三四]、(?:20\d\d年|今年)(?:的)?(?:主要|重点)?工作(?:安排)?$"
    r"|^(?:第?[一二三四五六七八九]|\([一二三四五六七八九]\))(?:、|部分)?[:,]?(?:今年"
    r"|20\d\d年)?(?:下半年|下一?步|下一?阶段|明年|来年|下年度?|四季度)(?:的)?(?:主要|重点"
    r"|总体)?(?:工作)?(?:的)?(?:重点|主要)?(?:打算|安排|计划|思路|设想|谋划|措施|任务|部署|要点"
    r"|目标)[^\n。]{0,12}$"
    r"|^(?:20\d\d年|今年)是[^\n]*?(?:做好(?:今年|全年|20\d\d年|政府|各项)|总体要求|工作思路|预期目标)"
    r"|^[^\n。]{0,24}(?:主要)?预期目标(?:是|为|:)"
    r"|^[^\n。]{0,40}(?:“十五五”时期|今后五年|未来五年)[^\n。]{0,6}(?:主要目标|目标任务"
    r"|经济社会发展(?:要|主要目标|的)|(?:总体|主要)(?:要求|思路|任务))"
)
#: 同心县要把防返贫监测抓在手上; 年底建成示范村20个
MUST = re.compile(
    r"(?:^|[,。;])[^,。;]{0,14}(?<![主重需纲概摘首])要(?=[把将加推抓着统坚强深持按做全紧聚突])"
    r"|(?<!去)年底(?=建成|完成|实现|达到|投用|通车)"
)
# 会议要求,…: minutes set tasks, whatever figures they quote
MINUTES = re.compile(r"(?:^|[\n。])会议(?:原则(?=同意))?(?:要求|明确|决定|议定|同意|确定)")
# 问题一:…整改时限:2024年10月底 整改措施:…
_TO_BE_MENDED = re.compile(r"(?:^|\n)整改(?:时限|措施):")
# 推动…转型, 加快…升级: what a heading calls for is not done yet
_CALLS = ("推动", "推进", "加快", "促进", "加强", "实现", "着力", "大力", "全面推动", "全力")
# 发言人介绍,已完成的子项主要有:…; 上半年空气优良天数比率为88.4%,同比提高…
_TOLD = re.compile(
    r"(?:^|^[^。\n]{2,40}\n)(?:20\d\d年)?\d{1,2}月\d{1,2}日[^。]{0,60}?(?:召开|印发|举办|组织|成立"
    r"|下发|举行|开展)[^。,]{0,2}了"
    r"|^[^。:]{0,40}(?:[,:]已(?:完成|建成|办结)的[^,。:]{1,12}(?:主要)?(?:有|为|是|包括):"
    r"|(?:[说:]|介绍,)(?:上半年|1[-至]\d{1,2}月|前三季度)[^。]*\d)"
)
# 近年来,县委、县政府把…列入民生实事,…增加到1.63平方米
_YEAR_AGAINST_LAST = re.compile(r"20\d\d年,[^\n]*(?:同比|比上年|较上年)")  # 2023年,完成投资186亿元,同比增长12%
# 截至6月30日,58件民生实事已完成17件: how far a notice says things are
_UNTIL_NOW = re.compile(r"(?:截至|截止)[^,。]{1,16},[^。]*(?:已|完成|占)[^。]*\d|[^\n]{0,120}督查发现,[^。]*的有\d")
_ASKED = re.compile("务必|(?:希望|请)(?=各)")
# 二、城市节水和污水再生利用情况。…以来,各地做了大量工作
_HOW_IT_WENT = re.compile(r"(?<!按)(?<!视)情况$")
_SO_FAR = re.compile(r"近[几两三四五十]?年来|近年,")
# in a review: 2023年6月底前新增应急供水能力10万吨; 到2023年底稳定在85%以上
_LATER = re.compile(
    r"20\d\d年(?:底)?前[^。;]{0,6}(?:再|将|要|力争|完成)"
    r"|(?:力争|要在|(?<![加高升降少长])到)20\d\d年(?:\d{1,2}月)?(?:底"
    r"|末)(?:前)?(?!的)(?![^。;]{0,20}(?:已|了))"
    r"|确保(?:20\d\d年)?\d{1,2}月底?前"
    r"|(?:其余|余下|剩余|尚未|未完成|还有)[^。]{2,40}(?:(?:预计|力争|计划|将于|拟于)|\d{1,2}月底?前|年底前)"
    r"|(?:预计|有望|计划|力争)(?:于|在|今年|到)?(?:20\d\d年)?(?:\d{1,2}月|年底|年内|[一二三四]季度)"
    r"|(?:年度|全年)(?:任务|目标)?计划(?!的)[^。;]{2,40}?\d[^。]{0,60}(?:现已|目前已?|现)(?:开工|完工|完成)"
    r"|(?<![于在])20\d\d年\d{1,2}月底?前(?:完成|建成|新增|实现|全部)(?![^。;]{0,20}(?:已|了))"
)
# 一是区水利局、沿江镇等部门,要加强日常巡查: an order that a review tells
_ORDERED = re.compile(
    r"[一二三四五六七八九十]是[^。;]{2,40}(?:局|委|办|部门|单位|镇|乡|街道|政府|公司),?要(?!求|素|点|闻)"
)
# 新签约项目160个。上半年,新签约91个: in a report on progress what is wanted stands before what came of it
_PROGRESS_SENTENCE = re.compile(
    r"(?:(?:今年)?上半年|(?:前)?[一二三]季度|1[-~至到]\d{1,2}月份?"
    r"|截至[^,。\d]{0,4}\d{0,2}[^,。\d]{1,4}|目前|今年以来)(?:,|(?=[\u4e00-\u9fff]{1,10}\d))"
    r"|(?:目前|现|至今|截至目前)?已(?!有(?!\d)|经有|将)(?=[^,。]{1,12}\d)"
    r"|仅(?:开工|完成|到位|新增)(?=[^,。]{0,8}\d)"
)
# 计划硬化路面62公里,…,目前已完成48公里,计划10月份完工: wanted and come of it in one sentence
_WANTED_THEN = re.compile(
    r"计划(?!生育|[内外的]|完成率)[^。;]{0,60}?\d[^。]{0,120}?[,;。](?P<now>(?:截至)?目前|现已"
    r"|实际(?:完成|投入|建成)|其中[^,。;]{0,10}已)"
)
_REMAINS = re.compile(r"正在|其余|处于|前期工作|预计|计划 ?\d{1,2} ?月|将于|有望")
_A_FIGURE = re.compile(r"(?<=[\u4e00-\u9fff])\d")
#: words of what has come of a task, part of a pattern
CAME = r"已(?!有)|(?<!为|除|极|受)了|累计|同比|[比较](?:上[年月]|去年)|完成(?:了|投资)"
_REACHED = re.compile(CAME + "|已有|上半年|季度|截至|目前")
# 2018年工作回顾和2019年重点工作, 2019年工作总结暨2020年工作计划
_LOOKS_BOTH_WAYS = re.compile(
    r"(?:回顾|总结)(?:和|与|及|以及|暨|、)[^,。]{0,12}(?:重点工作"
    r"|工作(?:安排|打算|计划|思路|任务|重点|谋划|部署|要点)|打算|计划|安排|展望)"
)
_SUMMARY = re.compile(
    r"工作(?:情况)?(?:的)?总结(?:报告|汇报|材料)?(?:\([^()]*\))?$"
    r"|(?:进展|完成|开展|推进|落实|执行|实施)情况的?(?:报告|汇报|总结|自查报告)(?:\([^()]*\))?$"
    r"|(?:工作|发展|[一两三五]年|年度)*回顾(?:--?[\u4e00-\u9fff]{2,12}年鉴)?$"
)
#: 2018年工作回顾和2019年重点工作: the times to come are of the second year
YEAR_AHEAD = re.compile(r"(?:回顾|总结)(?:和|与|及|以及|暨|、)[^,。]{0,6}?(20\d\d)年")
MIN_TURN_CHARS = 600  # a review is longer; an opening that names both halves is none


def turn_of_report(text: str, blocks: list[Block], title: str) -> int | None:
    """Where a government work report begins to speak of the coming year; None for other texts and where it is not told."""
    start, end = blocks[0].start, blocks[-1].end
    if (
        "政府工作报告" not in title
        and not _LOOKS_BOTH_WAYS.search(title)
        and not re.search(
            r"各位代表[:,]?\n?[^\n]{0,40}(?:报告|作)[^\n]{0,10}工作", text[max(0, start - 400) : start + 800]
        )
    ):
        return None
    least = start + min(MIN_TURN_CHARS, (end - start) // 5)
    turns = [match.start() for match in _TURN.finditer(text, start, end) if match.start() >= least]
    if (ahead := YEAR_AHEAD.search(title)) and (
        part := re.search(
            rf"(?:^|(?<=[。;!\n]))[一二三四五]、[^。\n]{{0,36}}{ahead[1]}年", text[least:end], re.MULTILINE
        )
    ):
        turns.append(least + part.start())  # 二、理清思路,真抓实干,2018年水务工作再上台阶
    return min(turns, default=None)


def is_summary(title: str) -> bool:
    """Whether the title names a look back and nothing else: 水务局上半年工作总结, not 工作总结及下半年计划."""
    return bool(_SUMMARY.search(title)) and not re.search("计划|打算|安排|思路|要点|谋划", title)


def tells_ahead(passage: str) -> bool:
    """Whether a passage of a review says of something that it is yet to come: 其余3处7月底前销号."""
    return _LATER.search(passage) is not None


def progress_of(text: str, start: int, end: int) -> int | None:
    """Where a passage that states a task begins to tell what has come of it; None where it does not."""
    if card := CARD_PROGRESS.search(text, start, end):
        return card.end()
    first = text.find("。", start, end) + 1
    wanted = bool(first) and _A_FIGURE.search(text, start, first) and not _REACHED.search(text, start, first)
    if wanted and _PROGRESS_SENTENCE.match(text, first, end):
        return first
    then = _WANTED_THEN.search(text, start, end)
    return then.start("now") if then else None


def tells_of_done(passage: str) -> bool:
    """Whether a passage tells more of what was done than of what is to be done."""
    return len(_DONE.findall(passage)) > len(_TO_DO.findall(passage))


def sets_tasks(passage: str) -> bool:
    """Whether a passage is a task whatever stands around it: 一要…, what minutes decide, a card with its schedule."""
    return bool(
        _DEMANDS.match(passage)
        or _TO_BE_MENDED.search(passage)
        or MINUTES.search(passage)
        or CARD_SCHEDULE.search(passage)
    )


_DEMANDS = re.compile(r"[一二三四五六七八九十]{1,2}要")


def kind_of(passage: str, role: str | None, genre: str, title: str, *, after_turn: bool) -> str:
    """``task`` or ``achievement``: by the section's role, else by what the passage tells.

    Args:
        title: the measure's own name; 招商质效持续提升 tells a result.
        after_turn: the passage stands in the half of a work report that speaks of the coming year.
    """
    if sets_tasks(passage):
        return "task"
    if (role in (None, "review") and after_turn) or role in ("tasks", "procedure", "schedule", "aims"):
        return "task"
    done = len(_DONE.findall(passage))
    to_do = len(_TO_DO.findall(passage))
    if role == "review":
        later = tells_ahead(passage)
        unfinished = progress_of(passage, 0, len(passage)) is not None and (
            _WANTED_THEN.search(passage) is None or _REMAINS.search(passage) is not None
        )
        return (
            "task"
            if later
            or _ORDERED.match(passage)
            or unfinished
            or (re.search(r"下一?步|下阶段|今后", passage) and to_do >= 2)
            else "achievement"
        )
    ahead = re.search(r"下一?步|下阶段|力争|20\d\d年(?:底|年底)前|年底前", passage)
    if genre == "experience":
        return "task" if to_do > 2 * done + 3 or (ahead and to_do > done) else "achievement"
    if (
        genre in ("notice", "report", "other", "news")
        and _UNTIL_NOW.match(passage)
        and not ahead
        and not MUST.search(passage)
        and not _ASKED.search(passage)
    ):
        return "achievement"
    if (
        _HOW_IT_WENT.search(title)
        and done
        and not ahead
        and not MUST.search(passage)
        and not _ASKED.search(passage)
        and not re.search(r"将(?!军|领)|拟(?!定)|(?<![主重需必])要(?!求|素|点)", passage)
    ):
        return "achievement"
    if genre in ("plan", "task_list", "notice"):
        return "task"
    if _TOLD.match(passage) and not ahead:
        return "achievement"
    if _YEAR_AGAINST_LAST.match(passage) and not ahead and not _TO_DO.search(passage):
        return "achievement"
    if _SO_FAR.match(passage) and not ahead and not MUST.search(passage):
        return "achievement"
    if re.search(r"下一?步|将|力争|年底前|今年(?!以来|上半年)", passage) or MUST.search(passage):
        return "task"
    state = re.split(r"[,。]", title.rstrip("。"))[-1]
    told = is_state(state) and not state.startswith(_CALLS) and (done >= 1 or len(FIGURE.findall(passage)) >= 3)
    return "achievement" if told or (done >= 3 and done > to_do) else "task"
