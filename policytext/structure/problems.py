"""The part of a measure of rectification (整改清单) that tells what is wrong: its figures are there already, its bodies have no task."""

from __future__ import annotations

import re

# 问题表现:…, or what stands above 整改目标: the state that is to be mended
_PROBLEM = re.compile(r"(?:主要|存在|反馈|突出|具体)?(?:的)?问题(?:表现|描述|情况|内容|清单|概述)?:")
_REMEDY = re.compile(
    r"(?:整改|治理|工作|完成)?(?:目标(?:要求)?|措施|举措|时限|任务)(?:要求)?:"
    r"|(?:责任|牵头|督办|督导)(?:单位|部门|领导|人):"
)
_MENDING = re.compile(r"整改(?:目标|措施|要求|任务):")


def problem_part(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a measure of rectification tells its problem; an empty span in others."""
    named = _PROBLEM.search(text, start, end)
    remedy = _REMEDY.search(text, named.end() if named else start, end)
    if remedy is None or not (named or _MENDING.search(text, remedy.start(), end)):
        return start, start
    return (named.end() if named else start), remedy.start()
