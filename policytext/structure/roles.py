"""What a section holds, by the words of its heading: aims, principles, background, tasks, a review."""

from __future__ import annotations

import re
from functools import cache

from policytext.lexicon import load_toml


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile("|".join(row["patterns"]))) for row in load_toml("structure.toml")["role"])


def heading_role(heading: str) -> str | None:
    """What a section with this heading holds: aims, principles, tasks, review …; None when unsaid."""
    bare = re.sub(r"\([^()]*\)", "", heading).strip("。:, ")
    bare = asked["what"] if (asked := _ASKED.fullmatch(bare)) else _WHAT_THEY_ARE.sub("", bare)
    if len(bare) > 70:
        return None
    if (_WORK_AHEAD.search(bare) and not _BOTH_HALVES.search(bare)) or _PART_AHEAD.match(bare):
        return "tasks"
    if _HALF_GONE.fullmatch(bare):
        return "review"
    best: tuple[int, str] | None = None
    for name, pattern in _roles():
        match = pattern.search(bare)
        if match and (best is None or len(bare) <= 16) and best is None:
            best = (match.start(), name)
    if best is None:
        return None
    if best[1] == "aims" and _AIMS_WERE_MET.search(bare):
        return "review"  # 主要指标稳中有进
    if best[1] == "review" and (_REPORTED.search(bare) or _WAYS_OF_IT.match(bare)):
        return "review"  # 推进适老化改造工作的主要进展和成效
    if _AIMS_OF_IT.fullmatch(bare):
        return "aims"  # 建设目标, 提升目标: the verb is part of the name
    clause = bare[max(bare.rfind(mark, 0, best[0]) for mark in ",;: ") + 1 :]
    if best[1] in ("background", "review", "principles", "aims") and (
        _ACTION_HEAD.match(bare) or _ACTION_HEAD.match(clause) or _DOES_WITH_IT.search(clause)
    ):
        return None  # 聚力完善产业发展环境, 抢抓政策机遇 are tasks, no description of the environment
    if best[1] == "aims" and _WHAT_IS_CHECKED.search(bare):
        return None
    if best[1] in ("principles", "background") and _AND_TASKS.search(bare):
        return "tasks"  # 2024年总体思路和目标任务
    if best[1] == "aims" and re.search(r"任务|举措|措施", bare) and not re.search(r"目标$", bare):
        return "tasks" if re.search(r"重点|主要|分解|落实", bare) else "aims"
    if (
        len(bare) > 14
        and best[1] in ("aims", "review", "background", "principles", "procedure")
        and not _names_section(bare, best[1])
    ):
        return None
    return best[1]


# 问:《方案》的主要目标是什么?
_ASKED = re.compile(
    r"(?:问[:: ]+|\d{1,2}[.、])?(?:《[^》]*》|[^《》?]{0,10}?)(?:的)?(?P<what>[\u4e00-\u9fff]{2,20}?)"
    r"(?:是(?:什么|怎样的)|有哪些(?:方面)?|包括哪些[\u4e00-\u9fff]{0,4}|如何|怎么样)\?"
)
_WHAT_THEY_ARE = re.compile(r"(?<=[目指任要原][标务求则])(?:是|为|如下)$")  # 农村卫生工作的基本目标是:
# 2022年工作思路, 下步工作设想: what a bureau will do, below what it did
_WORK_AHEAD = re.compile(
    r"(?:(?:20\d\d|[明今新次])年(?:度)?|下半年|四季度)(?:的)?(?:主要|重点|总体)?(?:工作)?(?:思路|打算|设想|计划"
    r"|谋划)(?:及(?:措施|打算))?$|下一?(?:步|阶段)(?:的)?(?:主要|重点)?(?:工作)?(?:思路|打算|设想"
    r"|计划)"
)
_BOTH_HALVES = re.compile("(?:总结|回顾|情况)[和与及暨、]|(?:总结|回顾|情况)(?:以及|[^,]{0,4}(?:下半年|下一?步))")
_HALF_GONE = re.compile(r"(?:20\d\d年|今年)?上半年的?(?:主要|重点)?工作")  # 一、上半年主要工作
# 二、下半年任务不轻不缓,硬仗要打赢
_PART_AHEAD = re.compile(
    r"(?:今年)?(?:下半年|四季度|下一?(?:步|阶段))的?(?:重点|主要)?(?:任务|工作)(?!完成|总结"
    r"|回顾)[^,]{2,8},"
)
_WHAT_IS_CHECKED = re.compile(
    "(?:考核|考评|评价|检查|督查)(?:的)?(?:内容|对象|项目)(?:和|与|及|、)"
)  # 考核内容和目标: the duties themselves
_AND_TASKS = re.compile(
    r"(?:和|与|及|以及|暨|、)[^和与及、]{0,8}(?:任务|重点工作|主要工作|工作重点|举措|工作安排"
    r"|工作部署|措施)$"
)
# 滁州市推进红色物业融入小区治理的基本做法, no 总结推广…的经验做法
_WAYS_OF_IT = re.compile(
    r"(?!总结|推广|提炼|宣传|交流|形成|复制|借鉴|学习)[^,]{2,40}的(?:主要|基本|具体|创新|典型|特色"
    r"|经验)*(?:做法(?:[和与及]成效)?|举措[及和与]成效)$"
)
_AIMS_WERE_MET = re.compile(
    r"指标[^,]{0,4}(?:稳中|向好|稳步|稳居|领先|完成良好|全面完成|超额|进位|回升|增势|运行平稳"
    r"|保持[^,]{0,6}(?:增长|平稳))"
)
_REPORTED = re.compile(r"(?:的|工作)(?:主要|最新)?进展(?:[和与及](?:成效|情况|成绩))?$")
_DOES_WITH_IT = re.compile(
    r"(?:营造|优化|改善|夯实|筑牢|打牢|厚植|抢抓|抓住|抓牢|把握|应对|破解|解决|化解|补齐"
    r"|创造)(?:[^,]{0,10}?)(?:环境|基础|机遇|挑战|形势|问题|困难|短板)"
)
_AIMS_OF_IT = re.compile(r"[\u4e00-\u9fff]{2,4}目标(?:任务|要求)?")
_ACTION_HEAD = re.compile(
    r"(?:巩固|确保|拓展|放大|规范|严格|抢抓|抓住|加大|扩大|坚决|增强|厚植|筑牢|总结|推广|提炼|宣传"
    r"|交流|聚力|聚焦|着力|大力|全力|加快|持续|不断|积极|扎实|全面(?!回顾)|优化|完善|改善|加强|强化"
    r"|推进|推动|提升|打造|营造|建设|健全|构建|创新|深化|夯实|实施|开展"
    r"|发展(?!目标|思路|环境|基础|现状|形势|背景|定位|理念|原则|愿景)|培育|净化|塑造|坚持(?!目标)"
    r"|突出|落实|压实|围绕|瞄准|锚定|紧扣|对标)"
)


def _names_section(bare: str, role: str) -> bool:
    """Whether a long heading still is a section's name, not an action (围绕工作目标推进…)."""
    if role == "review":
        return bool(
            re.search(r"回顾$|成效$|做法$|^\d{4}年|过去|^(?:去年|(?:今年)?(?:上半年|前三季度|[一三]季度))的?工作", bare)
        )
    if role == "aims":
        return bool(re.search(r"(?:目标|指标|任务|要求|重点)$", bare))
    if role == "background":
        return bool(re.search(r"(?:背景|现状|形势|环境|意义|问题|基础|自觉)$|^(?:深入|深刻|充分|切实)", bare))
    return (
        bool(re.search(r"(?:思想|原则|思路|要求|保障|措施|实施|领导|机制|落实)$", bare)) and role != "procedure"
    ) or bare.endswith(("保障措施", "组织实施"))
