"""A subject whose duty stands in a later clause: 代理机构接受委托,应当订立书面合同."""

from __future__ import annotations

import re

from policytext.extract.acting_bodies import without_partner
from policytext.extract.bodies import BodyMention
from policytext.extract.cues import SINCE, WITHIN_DUTIES, cues
from policytext.extract.names import MANY_NAMES, MAX_LIST_CHARS, are_names, name_patterns, read_list
from policytext.extract.places import is_place

TIME_HEAD = re.compile(
    r"(?:[-·\s*]+|\([a-zA-Z]\)|【[^】]{2,16}】|(?<=[条*])\([^()]{2,16}\)"
    r"|第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+是|\(?[一二三四五六七八九十\d]+[)、.]"
    r"|20\d\d年?-{1,2}20\d\d年(?:期间)?"
    r"|(?:到|从)?20\d\d年(?:度|底|末|初|\d{1,2}月(?:底|末|份|上旬|中旬|下旬|\d{1,2}日)?"
    r"|第?[一二三四]季度末?|[上下]半年)?(?:之?前|起|内|以前|期间|开始)?"
    r"|\d{1,2}月(?:\d{1,2}日)?(?:底|末|份|[上中下]旬)?(?:之?前|起|内)?|今年(?:以来|起|内|底前)?"
    r"|年底前|(?:[春秋]季(?:学期)?|新学[期年]|主)?(?:汛期?|春节|国庆节?|节|会|雨季|开学|入冬|供暖"
    r"|春耕|秋收|放假)前|(?:[\u4e00-\u9fff]{2,4}、)?[\u4e00-\u9fff]{2,4}期间"
    r"|“[一二三四五六七八九十]{1,3}五”(?:期间|时期|规划期内)"
    r"|(?:年内|全年|[上下]半年|第?[一二三四]季度末?)(?:前|内)?"
    r"|每(?:半年|年|季度|个?月|周)(?=[省市县区州镇乡各由])|下一?步|同时|之后|随后|此后|其余|其中|并"
    r"|即|为此|对此|一方面|另一方面|此外|特别是|尤其是|原则上"
    r"|(?:[\u4e00-\u9fff]{0,6}(?:完工|竣工|合格|建成|到位|批准|同意|通过|公示|结束|期满|到期|审定"
    r"|汇总|受理|启动|申请|报告|通知|举报|投诉|线索)后)(?=[省市县区州旗镇乡各由])"
    r"|全部(?=[一-鿿]{2,12}(?:中心|机构|单位|院|校|企业|部门))|要(?!求)|对[^,]{2,12}的)+"
)
_DUTY_NEXT = re.compile(
    rf",(?:{WITHIN_DUTIES}|应当?(?!用|急|对)|必须|须|不得|一律(?:不得|不予|须|应)|(?:都|均|也|一律)?要(?!求|点|素|件|害|塞))"
)
_CLASS_END = re.compile(
    r"(?<!接受)(?<!发现)(?:部门|机构|单位|企业|主体|公司|协会|学会|联合会|政府|组织|管委会|[总支大中]队|联席会议|专班|工作组|[营供用发产建]者"
    r"|城市|银行|委员会|办公室|指挥部|领导小组|办事处|医院|学校|院校|高校|法院|检察院|董事会"
    r"|[\u4e00-\u9fff]{2}[局厅组]|[\u4e00-\u9fff]{2,8}人民银行)$"
)
# 起草单位报送的审核材料,应当…: the duty is told of a thing
_NOUN_OF = re.compile(
    r"(?!收到|接到|受理|发现|知悉|取得|在|组织|开展|进行|实施|从事)[^,。;]*的(?!过程中|情况下|前提下"
    r"|基础上|同时|时候)[^的,。;]{2,14}$"
)
# 银行收到投诉后,依照约定处理: what follows is its duty, though no word says so
_AFTER_WHICH = re.compile(
    SINCE
    + (
        r"[^,。;]{2,40}之日起\d{1,3}个?(?:工作日|自然日|日|天|月)内$"
        r"|(?:收到|接到|受理|发现|查实|核实)[^,。;]{2,40}后$"
    )
)
# 公安部门根据移送的线索,依法及时查处; 各区城管大队在区政府领导下,每晚开展巡查: by which it acts stands between
_ON_WHICH = re.compile(
    r"(?:根据|依据|按照)[^,。;]{2,40}$"
    r"|(?<=[局委办厅院府会队部处站心区镇乡司议组班])在[^,。;]{2,20}(?:领导|指导|统筹|指挥|支持|监督|调度|组织)下$"
)
# 检查组认为需要确认的, 机构收到投诉时: on what the duty depends
CONDITION = re.compile(r"(?:的|时|后|前)$")
_PERSON_OF = re.compile(r"(?:党政)?(?:主要|分管|有关|相关|班子)+(?:负责|领导|成员)")  # 各级政府主要负责同志是第一责任人
MAX_PERSONS_CHARS = 20  # …部门及其负责人, behind the list
_TO_WHOM = re.compile("[向对将按依根在于从以为与]")


def has_own_duty(text: str, high: int, end: int, known: re.Pattern[str] | None) -> bool:
    """Whether a later clause of the sentence tells a duty without a subject of its own: …的,情节严重的,应当报告."""
    patterns = name_patterns()
    for mark in re.finditer(",", text[high : min(end_of_sentence(text, high), end)]):
        at = high + mark.end()
        if _DUTY_NEXT.match(text, at - 1, end):
            return True
        if (
            patterns.opening.match(text, at, end)
            or patterns.actor.match(text, at, end)
            or (known is not None and known.match(text, at, end))
            or text.startswith(("由", "可", "有权"), at)
        ):
            return False
        if cues().verb_start.match(text, at, end) or _TO_WHOM.match(text, at, end):
            return True
    return False


def carried_subject(
    text: str, low: int, high: int, end: int, known: re.Pattern[str] | None, *, rule: bool
) -> list[BodyMention]:
    """代理机构接受委托,应当订立书面合同: the duty of the second clause is the first one's subject's."""
    by_which = _ON_WHICH.search(text, low, high)
    if by_which and not cues().verb_start.match(text, high + 1, end):
        by_which = None
    later = rule and CONDITION.search(text, low, high) is not None and has_own_duty(text, high, end, known)
    if (
        not by_which
        and not later
        and not _DUTY_NEXT.match(text, high, end)
        and not (text[high - 1] in "后内" and _AFTER_WHICH.search(text, low, high))
    ):
        return []
    head = TIME_HEAD.match(text, low, high)
    begin = head.end() if head else low
    far = by_which.start() if by_which else high if text.count("、", begin, high) > MANY_NAMES else begin + 26
    whole = (
        "、" in text[begin:high] and _DUTY_NEXT.match(text, high, end) is not None
    )  # 市中心医院、附属医院等城市三级医院,要…: the list fills the clause
    reach = begin + MAX_LIST_CHARS + MAX_PERSONS_CHARS  # no list is longer, whatever the clause
    for stop in range(
        min(
            reach,
            high if by_which or far == high or whole else high - 2,
            far if not whole else max(far, min(high, begin + 60)),
        ),
        begin + 2,
        -1,
    ):
        if text[stop - 1] in "、和及与(“的":
            continue
        names = read_list(text, begin, stop, "responsible")
        if by_which and stop < far:
            return []  # the body stands right before 根据
        if names and stop < high and text[stop] in "、和及与的等负工人长)内":
            return []  # the name goes on, or it is a person of the body
        if names and _PERSON_OF.match(text, stop, high):
            return []
        names = without_partner(text, names, stop, high)
        if names and not by_which and _NOUN_OF.match(text, stop, high):
            return []
        if (
            names
            and (
                _CLASS_END.search(text, begin, stop)
                or all(is_place(text[m.start : m.end]) for m in names)
                or (known is not None and known.fullmatch(text, begin, stop))
            )
            and are_names(texts := [text[m.start : m.end] for m in names])
            and not any(name_patterns().thing.search(name) for name in texts)
        ):
            return names
    return []


def end_of_sentence(text: str, at: int) -> int:
    """Where the sentence around ``at`` ends: its full stop, or the end of the text."""
    stop = text.find("。", at)
    return len(text) if stop < 0 else stop
