"""How far a document's text can be trusted, by signs that need no second copy."""

from __future__ import annotations

import re

from policytext.normalize.offsets import GLOSS, HAN
from policytext.records import Quality

# Terms that the genre fixes; a synonym machine (洗稿) replaces them by words that stand nowhere else.
_SPUN = re.compile(
    r"全面落实落实|监督机制、|健全健全|促进作用充分发挥|卫星城(?=农村|基层|社区|居民|广大|组织|区域|的)|组织工作(?=人员|效率|制度|格局|重点|出发|重心)|服务项目(?=圈|站|群众|广大|中心建设|组织)"
    r"|农村基层(?=非公|环境|领导班子)|痛点化解|(?<!驻村)第一书记(?=带头抓|强调|按照|服务项目)|互联网络?(?=汇集|,打通)|潜能水平|精神力量(?=奏响|,精准)|对立(?=纷争|化解)|管理工作体制|党政机构增设|充分发挥不妥当"
)
_FIXED_TERMS = re.compile(r"总书记|党组织|基层治理|工作机制|组织领导|为人民服务|高质量发展|人民政府|党委|经济社会发展|任务|责任|机制|制度|建设|推进|加强|完善")
_STRAY = re.compile(r"[\u4e00-\u9fff][A-Za-z]{1,2}\d{2,4}[\u4e00-\u9fff]")
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff]|\\?[。、,]|[锟斤拷]{2,}|Ã|â€|[\u4e00-\u9fff]\\?[A-Z][\u4e00-\u9fff]|[\u4e00-\u9fff]\\?[\u4e00-\u9fff]")
_TEMPLATE = re.compile(r"※|××|XX[市区县省]|某[市区县]|□□")


def assess(source: str, normal: str, *, removed_lines: int = 0) -> Quality:
    """Score 0..1 and flags of one document.

    Args:
        source: the document's part of the source text.
        normal: the same as normal text.
        removed_lines: lines of page furniture that were taken off.
    """
    flags: list[str] = []
    score = 1.0
    size = max(len(normal), 1)
    spun = len(_SPUN.findall(normal))
    stray = len(_STRAY.findall(normal))
    if spun >= 6 and spun * 1000 / size >= 2.0 or (spun >= 3 and stray >= 2):
        flags.append("machine_spun")
        score -= 0.5
    spaces = len(re.findall(rf"(?<=[{HAN}])[ \u3000\xa0]{{1,2}}(?=[{HAN},。、,;])", source))
    if spaces >= 8 and spaces * 1000 / size >= 6:
        flags.append("ocr_noise")
        score -= 0.15
    if len(re.findall(rf"(?<=[{HAN}]){GLOSS}", source)) >= 3:
        flags.append("pinyin_gloss")
        score -= 0.05
    garbled = len(_GARBLED.findall(normal))
    if garbled >= 2 and garbled * 1000 / size >= 0.8:
        flags.append("garbled")
        score -= 0.25
    if re.search(r"(?<!\d)0[0-9]{3}年", normal) or len(re.findall(r"(?:关于|确定了|第)(?:年|次|个)(?:重点|常务|方面)", normal)) >= 2:
        flags.append("digits_damaged")
        score -= 0.25
    if removed_lines >= 3:
        flags.append("boilerplate_removed")
    if normal and not re.search(r"[。!?;:)”》.]\s*$|日$|月$|\d$|局$|委$|区$|府$|办$|部$|厅$|市$|任务$|目标$|方案$", normal.rstrip()):
        flags.append("truncated")
        score -= 0.05
    opened, closed = normal.count("“"), normal.count("”")
    if abs(opened - closed) > max(2, 0.1 * opened):
        flags.append("unbalanced_quotes")
        score -= 0.05
    if _TEMPLATE.search(normal):
        flags.append("template_text")
    return Quality(score=round(max(0.0, score), 2), flags=tuple(flags))
