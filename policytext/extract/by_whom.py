"""Who is told behind 由 (by), up to the verb that says in which role."""

from __future__ import annotations

import re

from policytext.extract.acting_bodies import list_before_verb
from policytext.extract.bodies import BodyMention
from policytext.extract.cues import CONSULTS, cues
from policytext.extract.doing import FORM_OF_AN_OFFICE, OWN_ENTITY, acts_at
from policytext.extract.duties import HELP_VERBS, SUPERVISE_VERBS, role_after
from policytext.extract.names import FIRMS_TOLD, are_names, is_name, read_list
from policytext.extract.trade_offices import trade_offices

_PURSE = re.compile(r"级财政$")
_PAID = re.compile(r"分担|承担|负担|解决|列支|补助|补贴|保障|按比例|统筹|安排|给予")
# 确认为中央财政事权,由中央承担支出责任: the bodies of the reform of fiscal powers
_OF_FISCAL_POWERS = re.compile(
    r"(?P<first>中央(?:财政)?|地方(?:财政)?)(?:[与和](?P<second>地方(?:财政)?))?(?:共同"
    r"|分别)?承担(?:主要)?支出责任"
)
# 由2家专业公司承担
_COUNT_BEFORE = re.compile(r"\d{1,3}(?:家|个|所|支|名)(?=[\u4e00-\u9fff]{2})")
_BY_LIMIT = 40
_STAFF_OF = re.compile(r"(?:抽调|选派)[^,。;]{0,8}(?:人员|骨干|力量|干部)?组成(?![检督巡联])")
_HANDS_OVER = re.compile("移交给?|交付给?")  # 由市城管执法委移交属地街道办事处管护
# 由县人社局会同县教育局, 由县人社局商县教育局
_JOINT = re.compile(f"会同|{CONSULTS}")


def bodies_after_by(text: str, low: int, high: int) -> list[BodyMention]:
    """The bodies after 由, up to the verb that tells their role."""
    if counted := _COUNT_BEFORE.match(text, low, high):
        low = counted.end()
    stop = min(high, low + _BY_LIMIT)
    if (firms := FIRMS_TOLD.match(text, low, high)) and (duty := cues().duty.match(text, firms.end(), high)):
        role = "lead" if duty["verb"].startswith(("牵头", "抓总", "主导", "主办")) else "responsible"
        at = firms.start("list")  # 由江铜集团、三川智慧等链主企业牵头
        return [
            BodyMention(at + part.start(), at + part.end(), role) for part in re.finditer("[^、和及]+", firms["list"])
        ]
    if fiscal := _OF_FISCAL_POWERS.match(text, low, high):
        return [BodyMention(*fiscal.span(part), "responsible") for part in ("first", "second") if fiscal[part]]
    if _STAFF_OF.search(text, low, high) or _HEADS_OF.match(text, low, high):
        return []  # 专班由县水务局、县自然资源局抽调人员组成; 成员由各部门负责同志担任
    if (given := _HANDS_OVER.search(text, low + 2, stop)) and (
        whose := read_list(text, low, given.start(), "responsible")
    ):
        takers = list_before_verb(text, given.end(), high)
        if takers and are_names([text[m.start : m.end] for m in whose]):
            return [*whose, *(BodyMention(a, b, "responsible") for a, b in takers)]
    for match in cues().duty.finditer(text, low, stop):
        if re.match(
            r"部(?!署|分)|单位|机关|监察|组|室|局|处|办|力量|队|机构|小组|专班|中心|委|科(?!学|技|普|研)",
            text[match.end() : match.end() + 3],
        ):
            continue  # a part of the name: 督查部门
        if text.startswith("的", match.end()) and match["verb"] in ("指定", "确定"):
            continue  # 本级政府确定的审核机构 is one body
        if joint := _JOINT.search(text, low + 1, match.start()):
            first, second = (
                read_list(text, low, joint.start(), "responsible"),
                read_list(text, joint.end(), match.start(), "support"),
            )
            if first and second:
                lead = match["verb"].startswith("牵头")
                own = "lead" if lead else "supervise" if match["verb"].startswith(SUPERVISE_VERBS) else "responsible"
                return [BodyMention(m.start, m.end, own) for m in first] + second
        if _BY_A_PERSON.search(text, match.start() - 2, match.start()):
            continue  # 由镇党委副书记约谈: a person of the body
        names = read_list(text, low, match.start(), "responsible")
        if not all(is_name(text[m.start : m.end]) for m in names) or not names:
            names = read_list(text, *_without_adverb(text, low, match.start()), "responsible")
        if names and _PURSE.search(text, names[-1].start, names[-1].end) and _PAID.match(text, names[-1].end):
            return []  # 由市、县两级财政分担: the purse, not who works
        if names and all(is_name(text[m.start : m.end]) for m in names):
            verb = match["verb"]
            role = (
                "lead"
                if verb.startswith(("牵头", "抓总", "主导", "主办"))
                else "support"
                if verb in (*HELP_VERBS, "参加", "会办")
                else (
                    "supervise"
                    if verb.startswith(SUPERVISE_VERBS) and not text.startswith("通报表", match.start())
                    else role_after(text, names[-1].end, high)
                )
            )
            return [BodyMention(m.start, m.end, role) for m in names]
    if (joint := _JOINT.search(text, low + 1, stop)) and (first := read_list(text, low, joint.start(), "responsible")):
        others = list_before_verb(text, joint.end(), high)
        own = role_after(text, others[-1][1], high) if others else "responsible"
        return [BodyMention(m.start, m.end, own if own != "support" else "responsible") for m in first] + [
            BodyMention(a, b, "support") for a, b in others
        ]
    spans = (
        list_before_verb(text, low, high)
        or _formed(text, low, high)
        or _reporting(text, low, high)
        or trade_offices(text, low, high)
    )
    role = role_after(text, spans[-1][1], high) if spans else ""
    return [BodyMention(a, b, role) for a, b in spans]


_HEADS_OF = re.compile(r"[^,。;]{2,60}?(?:主要|分管|有关)?(?:负责同志|负责人|领导同志|领导)(?:担任|兼任|任(?![务何]))")
_BY_FORM = re.compile(rf"(?:{FORM_OF_AN_OFFICE.pattern}|{OWN_ENTITY.pattern}|村民小组)")
_BY_A_PERSON = re.compile("(?:组|局|处|科|站|队|院|校)长|主任|书记|负责人")
_HOW = re.compile(r"依法|统一|现场|逐|进[校村户场]|到|代[^理表]|接[管收]|当场|每|按|对|负责|全程|免费|上门")


def _formed(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """由区市政设施养护处接管: behind 由 an office by the form of its name, before how it acts or a verb of the dictionary."""
    for stop in range(min(high - 2, low + 24), low + 3, -1):
        if (
            _BY_FORM.fullmatch(text, low, stop)
            and not _BY_A_PERSON.search(text, low, stop)
            and (_HOW.match(text, stop, high) or acts_at(text, stop, high))
        ):
            return [(low, stop)]
    return []


_REPORTS = re.compile(r"报(?=[省市县区州镇乡局厅院校各]|送|请|备|审|批)")


def _reporting(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """每月25日前由各乡镇报局办公室."""
    if (
        (verb := _REPORTS.search(text, low + 2, min(high, low + 24)))
        and (names := read_list(text, low, verb.start(), "responsible"))
        and are_names([text[m.start : m.end] for m in names])
    ):
        return [(m.start, m.end) for m in names]
    return []


def _without_adverb(text: str, low: int, high: int) -> tuple[int, int]:
    tail = re.search(
        r"(?:按(?:年度|季度|月)|挂牌|全程|全过程|跟踪|协同|选派[^,、]{0,6}人员|派员"
        r"|(?:依据|按照|根据)[^,、]{2,40}|全权|统一|具体|严格|予以|各自|各(?=$)|依规|依法|分别|共同|直接"
        r"|集中|逐级|按职责|进行|以[\u4e00-\u9fff]{2}名义|依规依纪|依纪依法|严肃|依纪|及时|定期|负责|主导"
        r"|按规定|按程序|会商)+$",
        text[low:high],
    )
    return low, low + tail.start() if tail else high
