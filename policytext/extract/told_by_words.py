"""Clause → bodies whose part its words tell: 由X…, 请X…, X牵头的机制, 在X指导下, 会同X, 接受X检查, 指定X负责."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extract.acting_bodies import list_before_verb
from policytext.extract.bodies import BodyMention
from policytext.extract.by_whom import bodies_after_by
from policytext.extract.clause import Clause, Found
from policytext.extract.cues import FORMS_CHECKERS, PERSON_IN_CHARGE, cues
from policytext.extract.duties import INSPECTS, WATCH_OFFICE, role_after
from policytext.extract.names import is_name, name_patterns, read_list

# 建立省政府办公厅牵头、有关部门参与的工作机制: who leads it and who takes part
_LED_MECHANISM = re.compile(
    r"(?:建立|健全|完善|形成|构建|落实|坚持)(?:由)?(?:[^,。;、]{2,12}?(?:包联|领衔|挂帅|挂钩|包抓"
    r"|联系)、)?(?P<lead>[^,。;、]{2,24}?(?:、[^,。;、]{2,16}?){0,4})(?P<verb>牵头|主抓|主推"
    r"|主责)[、,](?P<support>[^。;,]{2,40}?)(?:共同|积极|密切|协同|分工)*(?:参与|配合|协作|参加|协同"
    r"|协助)的"
)
# 运营接受市工业和信息化局及第三方机构的监管、检查
_WATCHED_BY = re.compile(
    r"(?<!自觉)接受(?!(?:社会|群众|企业|公众|媒体|舆论|市民|各界)(?:各界|和|、|群众|公众|企业|舆论|媒体)*(?:的?(?:监督|评议|评价)))([^,。;]{2,60}?)的?(?:(?:法律|业务|行政|专项|日常|财务)?监督|监管|检查|抽查|考核"
    r"|指导|督导|评估|督查)"
)
# 并与中央网信办、最高人民法院加强协调: they help
_TOGETHER_WITH = re.compile(
    r"与(?P<list>[^,。;]{2,90}?)(?:等(?:部门|单位)?)?(?:加强|密切|建立|做好"
    r"|强化)?(?:工作)?(?:沟通)?(?:协调|联动|配合|协作|协同|会商)"
)
# 建立发展改革、财政等单位参加的协调机制: they all take part
_TAKE_PART = re.compile(
    r"(?:建立|成立|组建|设立|形成|健全)(?:了)?(?:由)?(?P<list>[^,。;]{4,90}?)(?P<etc>等[^,。;]{0,8})?"
    r"(?:共同)?(?:参加|参与|组成)的[^,。;]{0,20}(?:机制|专班|领导小组|联席会议|工作组|委员会)"
)
# 由市卫健委牵头,市发改委、教育局等部门参与的联席会议
_PARTNERS_IN = re.compile(
    r"(?P<list>[^,。;]{4,90}?)等(?:有关|相关)?(?:部门|单位)(?:共同)?(?:参与|参加|配合)的"
    r"[^,。;]{0,14}(?:机制|专班|领导小组|联席会议|工作组|委员会)"
)
# 由县消防大队牵头,会同县质监局、县卫计局组成
_MADE_UP = re.compile(r"(?P<list>[^,。;]{2,80}?)(?:等[^,。;]{0,8})?(?:共同|联合)?组成(?=[,。;]|$)")
# 并指定专门机构具体负责运维, 明确专门科室负责
_NAMED_FOR = re.compile(
    r"(?:指定|明确|确定|落实)(?:由)?(?P<who>[^,。;、的]{2,16}?(?:机构|部门|单位|科室|处室|企业|公司))"
    r"(?:具体|专门|专职|统一)?负责(?!" + PERSON_IN_CHARGE + r"|同志)"
)
# 明确市应急局负责统筹、市住建局负责排查: each with its own part
_MADE_CLEAR = re.compile(r"(?:明确|确定|规定)(?=[^,。;]{2,30}(?:负责|牵头))")
_HIS_PART = re.compile(r"(?:^|(?<=、))(?P<who>[^,。;的]{2,30}?)(?P<verb>牵头|负责)(?!人|同志)[^,。;、]{0,16}")
MAX_PARTS_CHARS = 400
# 供电、供水企业予以协助
_LENDS_A_HAND = re.compile(
    r"(?P<list>[^,。;]{2,40}?)(?:要|应当?|须)?(?:按职责)?(?:予以|给予|全力|积极|密切|主动|依法"
    r"|做好)+(?:协助|配合)(?:工作)?$"
)
_ASKS = re.compile(
    r"(?<![提申邀聘报])请(?![求示款假教与向对将按])"
    r"|(?:^|(?<=[,。;]))建议(?=你|[\u4e00-\u9fff、]{2,40}(?:公司|局|委|厅|部|政府|集团|[省市县区]))"
)
_MAY_BEFORE = re.compile(r"(?<![许认])可(?:以|由)?[^,。;要应须]{0,24}$")
_INSPECTS_TOGETHER = re.compile(
    r"(?:定期|不定期|适时|每(?:半?年|季度?|月度?|周)|联合)*(?:开展|进行|组织)?(?:\d+次(?:以上|左右)?"
    r"|[一二两]次)?(?:专项|联合|实地|明察)?(?:督查|督导|督办|考核|暗访)(?:[一两]次)?(?=[,。;]|$)"
    r"|(?:全程|全过程|跟踪|现场)+监督(?=[,。;]|$)"
)
_DEPARTMENTS_TOLD = re.compile(r"(?P<list>[^,。;]{2,60}?)(?=等(?:有关|相关)?(?:部门|单位))")
_EACH_OF_A_CLASS = re.compile(
    r"(?P<name>各(?!项|类|种)[\u4e00-\u9fff]{1,8}?(?:企业|单位|部门|机构|公司|学校|医院|街道|乡镇))"
    r"(?=[\u4e00-\u9fff]{2})(?![、和的])"
)
_HELPS_NEXT = re.compile(r"(?:积极|全力|予以|给予|大力)*(?:协助|配合|支持)")
_WATCHING_BY = re.compile(r"(?:验收|监督|考核|评估|督查)(?:工作)?$")
# 以区人民医院、区中医院为牵头医院
_AS_LEADER = re.compile(
    r"(?:以|明确|确定)(?:由)?(?P<list>[^,。;]{2,40}?)(?:作)?为(?:[^,。;为]{2,16})?(?:总)?牵头(?:单位"
    r"|部门|医院|机构|企业|方)"
)
# 市商务局为责任单位; 指定县中医院为医养签约定点机构
_IS_CALLED = re.compile(
    r"以?(?P<list>[^,。;]{2,60}?)(?:均|同)?为(?:该项工作|[^,。;、为]{2,14}的)?(?:(?P<lead>(?:总)?牵头|主办|主责)"
    r"|(?P<help>配合|协办|参与|协助)|[^,。;为]{0,10}?(?:责任|承办|实施|主管|管护|建设|运营|监管))"
    r"(?:责任)?(?:单位|部门|主体)$|(?P<among>[^,。;]{2,60}?)为[^,。;、为]{2,14}的(?:总)?协调机构$"
)
_CHOSEN_AS = re.compile(
    r"(?:明确|指定|确定|授权)(?:由)?(?P<list>[^,。;为]{3,30}?)(?:作)?为[^,。;]{0,16}(?:(?:主管|责任"
    r"|承办|实施|管理|运营|建设)(?:单位|部门|机构|主体)|定点(?:机构|单位|医院))$"
)
_HELPING = re.compile("配合|协助")
_SHARE_OF = re.compile(r"%(?:以上|左右)?(?:的[^,。;]{0,16})?$")  # 80%以上由企业牵头: a share, a target
_MAY_HAVE = re.compile(r"(?<![许认])可(?:以)?(?:根据[^,。;]{2,10})?$")
_NO_MORE = re.compile(
    r"(?:适宜|适合|取消|不再|无需|不必|无须|不得)[^,。;]{0,4}$"
)  # 取消由所在地机构签章的环节: nobody has to
_WHOSE = re.compile(
    r"(?:起草|拨付|出资|举办|主办|颁发|出具|签发|批准|审批|认定|任命|主管"
    r"|组成)[^,。;的]{0,24}的[\u4e00-\u9fff]{2,20}"
)
_CHANGE = re.compile(
    r"[^,。;由]{2,12}(?:迁移|迁出|迁|变更|调整|划转|移交|改)(?:至|到|为)"
    r"|[^,。;由]{2,20}(?:向|为)[^,。;]{2,40}?(?:转变|转型|升级|迈进|延伸|拓展|提升|扩展|发展)(?!战略)"
)
_ENCOURAGED = re.compile(r"(?:支持|鼓励|引导)[^,]{0,16}$")
_ELECTED = re.compile("人大|人民代表大会|政协|社会|舆论")


def told_by_words(clause: Clause) -> Iterator[Found]:
    """What each of the constructions finds, in the order in which they claim names."""
    for read in (
        _by,
        _asked,
        _led,
        _mechanism,
        _called,
        _charged_with,
        _taking_part,
        _under,
        _with,
        _named,
        _together,
        _watched,
    ):
        yield from read(clause)


def _by(clause: Clause) -> Iterator[Found]:
    """由A牵头、B配合."""
    text, high = clause.text, clause.high
    for match in cues().by.finditer(text, clause.low, high) if clause.holds("由", "归") else ():
        before = clause.before(match.start(), 24)
        if _MAY_HAVE.search(before) or _SHARE_OF.search(before) or _NO_MORE.search(before):
            continue  # 可以由主管部门纳入抽查
        if _CHANGE.match(text, match.end()):
            continue  # 由个别企业招商向产业链招商转变
        mentions = bodies_after_by(text, match.end(), high)
        if mentions and _WATCHING_BY.search(before) and text.startswith("负责", mentions[-1].end):
            mentions = [BodyMention(m.start, m.end, "supervise") for m in mentions]  # 项目验收由区农业农村局负责
        mentions = [
            BodyMention(m.start, m.end, "supervise")
            if m.role == "responsible" and WATCH_OFFICE.search(text[m.start : m.end])
            else m
            for m in mentions
        ]
        if mentions and _WHOSE.match(text, mentions[-1].end, high):
            continue  # 由财政部门拨付经费的单位: who is meant, not who acts
        if mentions := clause.fresh(mentions):
            yield mentions, "sentence_by"


def _asked(clause: Clause) -> Iterator[Found]:
    """请A牵头策划, 建议B公司…."""
    text, high = clause.text, clause.high
    asks = _ASKS.search(text[clause.low : min(high, clause.low + 12)])
    names = list_before_verb(text, clause.low + asks.end(), high) if asks else []
    if not names:
        return
    role = "support" if _HELPS_NEXT.match(text, names[-1][1]) else role_after(text, names[-1][1], high)
    if mentions := clause.fresh([BodyMention(a, b, role) for a, b in names]):
        yield mentions, "sentence_asked"


def _led(clause: Clause) -> Iterator[Found]:
    """发挥A牵头作用, 以A为牵头单位."""
    text, low, high = clause.text, clause.low, clause.high
    if not clause.holds("牵头"):
        return
    for match in cues().led_by.finditer(text, low, high):
        if match[0].startswith("发挥") and list_before_verb(text, clause.begin, match.start() + 2):
            continue  # 社会工作部门发挥协调机制牵头抓总作用: the department leads, by the mechanism
        if mentions := clause.fresh(read_list(text, match.start(1), match.end(1), "lead")):
            yield mentions, "sentence_duty"


def _mechanism(clause: Clause) -> Iterator[Found]:
    """建立A牵头、B参与的工作机制."""
    text, low, high = clause.text, clause.low, clause.high
    if (
        clause.holds("牵头", "主")
        and (shared := _LED_MECHANISM.search(text, low, min(high + 40, len(text))))
        and shared.start() < high
    ):
        parts = (
            read_list(text, *shared.span("lead"), "lead" if shared["verb"] == "牵头" else "responsible"),
            read_list(text, *shared.span("support"), "support"),
        )
        if all(parts) and (mentions := clause.fresh([*parts[0], *parts[1]])):
            yield mentions, "sentence_duty"


def _called(clause: Clause) -> Iterator[Found]:
    """以A为牵头单位, A为责任单位, 指定A为定点机构."""
    text, low, high = clause.text, clause.low, clause.high
    if not clause.holds("为"):
        return
    if (
        clause.holds("牵头")
        and (leader := _AS_LEADER.search(text, low, high))
        and (mentions := clause.fresh(read_list(text, *leader.span("list"), "lead")))
    ):
        yield mentions, "sentence_duty"
    if clause.holds("位", "体", "构") and (called := _IS_CALLED.match(text, clause.begin, high)):
        role = "lead" if called["lead"] else "support" if called["help"] else "responsible"
        if mentions := clause.fresh(read_list(text, *called.span("list" if called["list"] else "among"), role)):
            yield mentions, "sentence_duty"
    if (chosen := _CHOSEN_AS.search(text, low, high)) and (
        mentions := clause.fresh(read_list(text, *chosen.span("list"), "responsible"))
    ):
        yield mentions, "sentence_asked"


# 市教育局主要职责包括:…
_WHOSE_DUTIES = re.compile(
    r"(?P<list>[^,。;:]{2,90}?)(?:等[\u4e00-\u9fff]{0,8}?)?的?(?:主要|具体|工作)?职责(?:分工)?(?:如下"
    r"|包括|为|是)?(?:以下|下列)?(?:$|(?=[:(]))"
)


def _charged_with(clause: Clause) -> Iterator[Found]:
    """A主要职责包括: what follows is A's."""
    if (
        clause.holds("职责")
        and (told := _WHOSE_DUTIES.match(clause.text, clause.begin, clause.high))
        and (told.end() < clause.high or clause.text[clause.high : clause.high + 1] in ("", ":", "(", "\n"))
    ):
        if mentions := clause.fresh(read_list(clause.text, *told.span("list"), "responsible")):
            yield mentions, "sentence_duty"


def _taking_part(clause: Clause) -> Iterator[Found]:
    """建立A、B等单位参加的协调机制."""
    if (
        clause.holds("的")
        and not clause.holds("牵头", "总负责")
        and (part := _TAKE_PART.search(clause.text, clause.low, clause.high))
    ):
        if mentions := clause.fresh(read_list(clause.text, *part.span("list"), "support")):
            yield mentions, "sentence_duty"


def _under(clause: Clause) -> Iterator[Found]:
    """在A指导下."""
    text = clause.text
    if clause.holds("下") and (guided := cues().under.search(text, clause.low, clause.high)):
        role = "support" if _HELPING.search(text, guided.end(1), guided.end()) else "supervise"
        if mentions := clause.fresh(read_list(text, guided.start(1), guided.end(1), role)):
            yield mentions, "sentence_under"


def _with(clause: Clause) -> Iterator[Found]:
    """A会同B、C制定: B and C help, A does it."""
    text, low, high = clause.text, clause.low, clause.high
    for match in (
        cues().together.finditer(text, low, high)
        if clause.holds("会同", "联合", "联动", "商", "共同", "一道", "携手")
        else ()
    ):
        others = match.start() + (1 if text[match.start()] in "商同" else 2)
        if _ENCOURAGED.search(text, low, match.start()):
            continue
        if _MAY_BEFORE.search(text, max(low, match.start() - 40), match.start()):
            continue  # 可由清算机构协商或者会同有关组织建立
        names = [(m.start, m.end) for m in read_list(text, others, high, "support")]
        before = (
            list_before_verb(text, others, high)
            if not names or (len(names) == 1 and name_patterns().thing.search(text[slice(*names[0])]))
            else []
        )
        if before:
            names = before  # 会同市大数据中心|建设公共信息平台
        if not names and (etc := _DEPARTMENTS_TOLD.match(text, others, high)):
            names = [
                (m.start, m.end) for m in read_list(text, *etc.span("list"), "support")
            ]  # 会同自然资源、金融等部门一楼一策
        if not names and (made := _MADE_UP.match(text, others, high)):
            names = [(m.start, m.end) for m in read_list(text, *made.span("list"), "support")]
        if not names and (each := _EACH_OF_A_CLASS.match(text, others, high)):
            names = [each.span("name")]  # 会同各通信运营企业入地改造
        if not names or not (mentions := clause.fresh([BodyMention(a, b, "support") for a, b in names])):
            continue
        yield mentions, "sentence_with"
        watches = (
            re.match(FORMS_CHECKERS, text[names[-1][1] : high])
            or WATCH_OFFICE.search(text[clause.begin : match.start()])
            or INSPECTS.match(text, names[-1][1], high)
            or _INSPECTS_TOGETHER.match(text, names[-1][1], high)
        )
        stop = match.start() - (text[match.start() - 1] in "将还又再也")
        stop = next(
            (m.start() for m in cues().modal.finditer(text, clause.begin, match.start()) if m.end() == match.start()),
            stop,
        )
        doers = [
            m
            for m in read_list(text, clause.begin, stop, "supervise" if watches else "responsible")
            if is_name(text[m.start : m.end])
        ]
        if doers := clause.fresh(doers):
            yield doers, "sentence_with"


def _named(clause: Clause) -> Iterator[Found]:
    """指定专门机构负责运维."""
    if clause.holds("明确", "确定", "规定") and (clear := _MADE_CLEAR.search(clause.text, clause.low, clause.high)):
        rest = clause.text[clear.end() : min(clause.high, clear.end() + MAX_PARTS_CHARS)]
        for part in _HIS_PART.finditer(rest):
            at = clear.end() + part.start("who")
            if mentions := clause.fresh(
                read_list(clause.text, at, at + len(part["who"]), "lead" if part["verb"] == "牵头" else "responsible")
            ):
                yield mentions, "sentence_asked"
    if clause.holds("负责") and (named := _NAMED_FOR.search(clause.text, clause.low, clause.high)):
        if mentions := clause.fresh(read_list(clause.text, *named.span("who"), "responsible")):
            yield mentions, "sentence_asked"


def _together(clause: Clause) -> Iterator[Found]:
    """与A、B加强协调: they help."""
    if clause.holds("协助", "配合") and (lends := _LENDS_A_HAND.match(clause.text, clause.begin, clause.high)):
        if mentions := clause.fresh(read_list(clause.text, *lends.span("list"), "support")):
            yield mentions, "sentence_with"
    if partners := _PARTNERS_IN.match(clause.text, clause.begin, clause.high):
        if mentions := clause.fresh(read_list(clause.text, *partners.span("list"), "support")):
            yield mentions, "sentence_with"
    if together := _TOGETHER_WITH.match(clause.text, clause.begin, clause.high):
        if mentions := clause.fresh(read_list(clause.text, *together.span("list"), "support")):
            yield mentions, "sentence_with"


def _watched(clause: Clause) -> Iterator[Found]:
    """接受A的检查."""
    if (
        clause.holds("接受")
        and (watched := _WATCHED_BY.search(clause.text, clause.low, clause.high))
        and not _ELECTED.search(watched[1])
    ):
        if mentions := clause.fresh(read_list(clause.text, *watched.span(1), "supervise")):
            yield mentions, "sentence_under"
