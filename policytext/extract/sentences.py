"""Sentence → the bodies that it assigns: a subject with its verb, 由X…, 会同X, 督促X…, 在X指导下.

A label or a bracket says who is meant; a sentence has to be read: the body must be the one that acts,
leads, helps or watches (records.md, section 5). What is built, run or only named is nobody's task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from policytext.extract.bodies import (
    FIELDS,
    FIELDS_IN_LISTS,
    BodyMention,
    body_type,
    is_body,
    level_of,
    merge_levels,
    shares_class,
    split_names,
    split_top,
)
from policytext.lexicon import load_toml
from policytext.normalize.words import alternation


@dataclass(frozen=True, slots=True)
class _Words:
    verb_start: re.Pattern[str]
    modal: re.Pattern[str]
    by: re.Pattern[str]
    cause: re.Pattern[str]
    together: re.Pattern[str]
    under: re.Pattern[str]
    duty: re.Pattern[str]
    led_by: re.Pattern[str]


# 市民政局7月底前公布, 社区党组织每月15日召开, 督查部门30日内纠正
_TIME_BETWEEN = r"(?:于|在|到)?(?:20\d\d年(?=年?底)|每(?:半?年|季度|月|周|天)|(?:20\d\d年)?\d{1,2}月|年底|\d{1,3}个?(?:工作日|日|天|个月))(?:\d{1,2}日|上旬|中旬|下旬)?底?(?:之?前|以?内)?"


@cache
def _words() -> _Words:
    data = load_toml("verbs.toml")
    actions, adverbs = alternation([*data["actions"], *data["behind_body"]]), alternation(data["adverbs"])
    modals = alternation(data["modals"])
    return _Words(
        verb_start=re.compile(rf"(?:{_TIME_BETWEEN})?(?:[于在][^,。;于在]{{2,14}}?)?(?:(?:及|和|与)(?:党员|干部|群众|居民|志愿者|职工)+)?(?:{adverbs})*(?:与[^,。;与]{{2,12}}?)?(?:(?:{actions})(?!率|[项工]程主体|区|基金|规模)|为(?=[^,。;]{{2,20}}(?:提供|解决|办理|开展|搭建|创造|制定|配备|建立|设立|做好|保留|组织|实施)))"),
        modal=re.compile(rf"(?:都|均|也|同时|还|又|率先)?(?:{modals}|是(?=[^,。;]{{0,16}}(?:责任主体|实施主体|(?:牵头|责任|建设|实施|承办|组织|主管)单位|主管部门|主管机关)))(?!(?<=要)(?:求|点|素|件|害|塞|闻)|(?<=应)(?:用|急|对(?![^,。;]{2,40}(?:进行|实施|开展|予以|加以))|变|答|收|届|接(?!受|到|收|入|待)|链|战|景|氧|储|.尽)|(?<=需)(?:求|要)|(?<=[要应须需])有(?!序|效|力|针对|关))"),
        by=re.compile(r"(?<![自缘理任经事])由(?!此|于|来|衷|点|表|浅|衷|内而|下而|上而|易)"),
        cause=re.compile(r"(?<!引导)(?<!上合)(?:推动|督促|指导|组织协调(?=各|有关|相关|[省市县区州])|组织|动员|协调(?=有关|相关|各)|动员|责成|委托|授权|督导|敦促|要求|发动|责令|通知(?:并监督)?|要求并监督)(?!与|和|、|体系|力|建设|作用|员|部|机构|管理|化|全)"),
        together=re.compile(r"会同(?:各级)?|联合(?=(?:有关|相关|国家|[省市区县州](?!场)|各)[\u4e00-\u9fff])"),
        under=re.compile(r"在([^,。;]{2,24}?)(?:统一)?(?:的)?(?:统筹)?指导(?:和支持)?下"),
        duty=re.compile(r"(?P<verb>牵头(?:负责|抓总|组织|协调|实施|推进|制定)?|负责|抓总|统筹|审核|把关|督办|纠正|考核|监督|督导|督查|追究|初审|备案|验收|核实|评估|核查|办理|受理|组织|实施|承担|配合|协助|参与|参加|主导|落实|执行|统一|征求|出具|提出|约谈|通报|研究|确定|指定|提供|推荐|报送|定期|制定|编制|汇总)"),
        led_by=re.compile(r"(?:发挥|强化|完善|健全)(?:好)?([^,。;、]{2,16}?)(?:的)?(?:牵头(?:抓总|协调)?(?:作用|责任|职责)|牵头负责的)"),
    )


# 建立省政府办公厅牵头、有关部门参与的工作机制: who leads it and who takes part
_LED_MECHANISM = re.compile(
    r"(?:建立|健全|完善|形成|构建)(?:由)?(?P<lead>[^,。;、]{2,24}?)牵头[、,](?P<support>[^。;,]{2,40}?)(?:共同|积极|密切|协同|分工)*(?:参与|配合|协作|参加|协同|协助)的"
)
# 运营接受市工业和信息化局及第三方机构的监管、检查
_WATCHED_BY = re.compile(r"接受([^,。;]{2,60}?)的?(?:监督|监管|检查|抽查|考核|指导|督导|评估|督查)")
# 承办机构对材料的真实性、准确性,以及程序的合法性负责
_ANSWERS_FOR = re.compile(r"(?P<who>[^,。;:对]{2,40}?)对[^。;]{2,100}?(?:负责|负总责|承担[^,。;]{0,8}责任)$")
# 建立发展改革、财政等单位参加的协调机制: they all take part
_TAKE_PART = re.compile(r"(?:建立|成立|组建|设立|形成|健全)(?:了)?(?:由)?(?P<list>[^,。;]{4,90}?)(?P<etc>等[^,。;]{0,8})?(?:共同)?(?:参加|参与|组成)的[^,。;]{0,20}(?:机制|专班|领导小组|联席会议|工作组|委员会)")
_SUPERVISE_VERBS = ("审核", "把关", "督办", "纠正", "考核", "监督", "督导", "督查", "追究", "初审", "验收", "核实", "评估", "核查", "约谈", "通报")
_ASKS = re.compile(r"(?<![提申邀聘报])请|(?:^|(?<=[,。;]))建议(?=你|[\u4e00-\u9fff]{2,14}(?:公司|局|委|厅|部|政府|集团))")
_SENTENCE_CLAUSE = "，,。;:!?\n"
# words one of which stands in every clause that assigns a body, unless the body opens it
_ANY_CUE = re.compile(r"[由要应须需是请]|建议|会同|不得|务必|牵头|推动|督促|指导|组织|动员|责成|委托|授权|督导|敦促|发动|责令|通知|接受|负责|配合|协助|承担")
# what a clause must hold for the costlier patterns below to find anything
_MODAL_SIGN = re.compile(r"[要应须需是]|不得|务必")
_DUTY_SIGN = re.compile(r"牵头|抓总|负责|配合|协助")
_DUTY_OPENS = re.compile(r"(?:共同|分别|具体|分工|联合|全程)*(?:(?P<lead>牵头|抓总)|负责(?!人|同志|制(?!定|作)|任)|(?P<help>配合|协助)(?!单位|部门|度))")
_TIME_HEAD = re.compile(
    r"(?:[-·\s*]+|\([a-zA-Z]\)|【[^】]{2,16}】|(?<=[条*])\([^()]{2,16}\)|第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+是|\(?[一二三四五六七八九十\d]+[)、.]|(?:到|从)?20\d\d年[^,]{0,6}|今年|年底前|下一?步|同时|其中|并|为此|对此|一方面|另一方面|此外|特别是|尤其是|原则上|全部(?=[一-鿿]{2,12}(?:中心|机构|单位|院|校|企业|部门))|要|对[^,]{2,12}的)+"
)
_GENERIC_SUBJECTS = re.compile(r"^(?:政府|部门|单位|机构|社会|市场|全市|全省|全区|全县|全国|我[市省区县]|中心|平台|党组织|组织|会议|大会|国家|省|全社会|基地|办法|方案|意见|中央|党中央|上级|党委|办|部|委|局|所|站|处|室|会|社|院|馆|组|队|园|区)$")


def iter_sentences(
    text: str, start: int, end: int, known: re.Pattern[str] | None = None
) -> Iterator[tuple[list[BodyMention], str]]:
    """Bodies that a sentence assigns, clause by clause.

    Args:
        known: short names of bodies that the document declares (以下简称“联席会议”).
    """
    for low, high in split_top(text, start, end, _SENTENCE_CLAUSE):
        if _GROUP_TITLE.match(text, low, high) and (mention := _titled_group(text, low, high)):
            yield [mention], "sentence_duty"
            continue
        if high - low < 4:
            continue
        read = list(_read_clause(text, low, high, known))
        yield from read
        if not read and text[high : high + 1] == "," and (carried := _carried_subject(text, low, high, end)):
            yield carried, "sentence_subject"


# 监督组。负责对采购工作进行监督: the group is the subject of what stands behind its name
_GROUP_TITLE = re.compile(r"(?:[一二三四五六七八九十\d]+[、.]|\([一二三四五六七八九十\d]+\)|[-·\s])*(?P<name>[\u4e00-\u9fff]{1,14}(?:组|专班|办公室|指挥部|委员会|联席会议))$")
_GROUP_DOES = re.compile(r"[。:\n]+(?:主要|具体)?(?:负责|承担|组织|牵头|统筹|协调|落实|履行)")


def _titled_group(text: str, low: int, high: int) -> BodyMention | None:
    title = _GROUP_TITLE.match(text, low, high)
    does = _GROUP_DOES.match(text, high)
    if title is None or does is None or not is_body(title["name"]):
        return None
    return BodyMention(*title.span("name"), _role_after(text, does.end() - 2, min(len(text), does.end() + 40)))


_BY_WHEN = re.compile(r"(?:于|在|到|自)?(?:20\d\d年)?[^,。;年月]{0,4}[年月][^,。;]{0,6}(?:前|底|内)$")
_MAY_BEFORE = re.compile(r"可(?:以|由)?[^,。;要应须]{0,24}$")
_DUTY_NEXT = re.compile(r",(?:应当?(?!用|急|对)|必须|须|不得|(?:都|均|也)?要(?!求|点|素|件|害|塞))")


_CLASS_END = re.compile(r"(?<!接受)(?<!发现)(?:部门|机构|单位|企业|主体|公司|协会|学会|联合会|政府|组织|[营供用发产建]者|城市|银行|委员会|办事处|医院|学校|院校|高校|法院|检察院|董事会|[\u4e00-\u9fff]{2}[局厅])$")
# 起草单位报送的审核材料,应当…: the duty is told of a thing
_NOUN_OF = re.compile(r"(?!收到|接到|受理|发现|知悉|取得|在)[^,。;]*的(?!过程中|情况下|前提下|基础上|同时|时候)[^的,。;]{2,14}$")


# 银行收到投诉后,依照约定处理: what follows is its duty, though no word says so
_AFTER_WHICH = re.compile(r"(?:收到|接到|受理|发现|查实|核实)[^,。;]{2,40}后$")


def _carried_subject(text: str, low: int, high: int, end: int) -> list[BodyMention]:
    """代理机构接受委托,应当订立书面合同: the duty of the second clause is the first one's subject's."""
    if not _DUTY_NEXT.match(text, high, end) and not _AFTER_WHICH.search(text, low, high):
        return []
    head = _TIME_HEAD.match(text, low, high)
    begin = head.end() if head else low
    for stop in range(min(high - 2, begin + 26), begin + 2, -1):
        if text[stop - 1] in "、和及与(“的":
            continue
        names = _list(text, begin, stop, "responsible")
        if names and text[stop] in "、和及与的等负工人长)内":
            return []  # the name goes on, or it is a person of the body
        if names and _NOUN_OF.match(text, stop, high):
            return []
        if names and _CLASS_END.search(text, begin, stop) and all(_is_name(text[m.start : m.end]) and not _THING.search(text[m.start : m.end]) for m in names):
            return names
    return []


def _read_clause(text: str, low: int, high: int, known: re.Pattern[str] | None) -> Iterator[tuple[list[BodyMention], str]]:
    head = _TIME_HEAD.match(text, low, high)
    begin = head.end() if head else low
    opens = _SUBJECT_WORD.match(text, begin, high) or (known is not None and known.match(text, begin, high))
    if opens and head and head[0].endswith(("%以上的", "%的")):
        opens = None  # 80%以上的县级以上机关建成…: a share of them, a target
    if not opens and not _ANY_CUE.search(text, low, high):
        return
    words = _words()
    used: list[tuple[int, int]] = []

    def fresh(mentions: list[BodyMention]) -> list[BodyMention]:
        out = [m for m in mentions if not any(m.start < b and a < m.end for a, b in used)]
        used.extend((m.start, m.end) for m in out)
        return out

    clause = text[low:high]
    if "由" in clause:
        for match in words.by.finditer(text, low, high):
            if text[match.start() - 1] == "可" or text.startswith("可以", match.start() - 2):
                continue  # 可以由主管部门纳入抽查
            if _CHANGE.match(text, match.end()):
                continue  # 由个别企业招商向产业链招商转变
            mentions = _by(text, match.end(), high)
            if mentions := fresh(mentions):
                yield mentions, "sentence_by"
    if asks := _ASKS.search(clause[:12]):
        asked = asks.end() + low
        if mentions := fresh([BodyMention(a, b, "responsible") for a, b in _prefix_list(text, asked, high)]):
            yield mentions, "sentence_asked"
    for match in words.led_by.finditer(text, low, high) if "牵头" in clause else ():
        if match[0].startswith("发挥") and _prefix_list(text, begin, match.start() + 2):
            continue  # 社会工作部门发挥协调机制牵头抓总作用: the department leads, by the mechanism
        if mentions := fresh(_list(text, match.start(1), match.end(1), "lead")):
            yield mentions, "sentence_duty"
    if "牵头" in clause and (shared := _LED_MECHANISM.search(text, low, min(high + 40, len(text)))) and shared.start() < high:
        parts = _list(text, *shared.span("lead"), "lead"), _list(text, *shared.span("support"), "support")
        if all(parts) and (mentions := fresh([*parts[0], *parts[1]])):
            yield mentions, "sentence_duty"
    if "的" in clause and "牵头" not in clause and (part := _TAKE_PART.search(text, low, high)):
        if mentions := fresh(_list(text, *part.span("list"), "support")):
            yield mentions, "sentence_duty"
    if "指导" in clause and (guided := words.under.search(text, low, high)):
        if mentions := fresh(_list(text, guided.start(1), guided.end(1), "supervise")):
            yield mentions, "sentence_under"
    if "会同" in clause or "联合" in clause:
        for match in words.together.finditer(text, low, high):
            whole = _list(text, match.start() + 2, high, "support")
            if re.search(r"(?:支持|鼓励|引导)[^,]{0,16}$", text[low : match.start()]):
                continue
            if _MAY_BEFORE.search(text, low, match.start()):
                continue  # 可由清算机构协商或者会同有关组织建立
            names = [(m.start, m.end) for m in whole] or _prefix_list(text, match.start() + 2, high)
            if names and (mentions := fresh([BodyMention(a, b, "support") for a, b in names])):
                yield mentions, "sentence_with"
                role = "supervise" if _WATCH_OFFICE.search(text[begin : match.start()]) else "responsible"
                doers = [m for m in _list(text, begin, match.start(), role) if _is_name(text[m.start : m.end])]
                if doers := fresh(doers):
                    yield doers, "sentence_with"
    if "接受" in clause and (watched := _WATCHED_BY.search(text, low, high)):
        if mentions := fresh(_list(text, *watched.span(1), "supervise")):
            yield mentions, "sentence_under"
    modal = words.modal.search(text, begin, min(high, begin + 48 if text.count("、", begin, high) < 4 else begin + MAX_LIST_CHARS)) if _MODAL_SIGN.search(clause) else None
    subject: list[BodyMention] = []
    if (modifier := _MODIFIER.match(text, begin, high)) and modal and modifier.end() < modal.start():
        begin = modifier.end()
    if modal and modal.start() - begin >= 2:
        role = _role_after(text, modal.end(), high)
        subject = _list(text, begin, modal.start(), role)
    if not subject and opens and (names := _prefix_list(text, begin, high, strict=True)):
        after = names[-1][1]
        subject = [BodyMention(a, b, _role_after(text, after, high)) for a, b in names]
    if not subject and "对" in clause and (answers := _ANSWERS_FOR.match(text, begin, min(end_of_sentence(text, high), begin + 120))):
        subject = _list(text, *answers.span("who"), "responsible")
    if not subject and _DUTY_SIGN.search(clause) and (duty := _DUTY_OPENS.search(text, begin, min(high, begin + 44))):
        role = "lead" if duty["lead"] else "support" if duty["help"] else _role_after(text, duty.start(), high)
        subject = _list(text, begin, duty.start(), role)
    if subject and all(text[m.start : m.end].endswith("平台") for m in subject):
        subject = []  # 平台应具备…功能: a thing that is built so
    subject = [BodyMention(m.start, m.end, _role_of_name(text[m.start : m.end]) or m.role) for m in subject]
    if subject and (mentions := fresh(subject)):
        yield mentions, "sentence_subject"
    for match in words.cause.finditer(text, low, high):
        if re.search(r"(?:鼓励|支持|引导)[^,]{0,10}$", text[low : match.start()]):
            continue
        begins = match.end()
        if modifier := _MODIFIER.match(text, begins, high):
            begins = modifier.end()
        if (by_when := _BY_WHEN.search(text, begins, high)) and text.startswith(",", high):
            found = [(m.start, m.end) for m in _list(text, begins, by_when.start(), "responsible")]
        else:
            found = _prefix_list(text, begins, high)
        names = [span for span in found if not _THING.search(text[slice(*span)])]
        if re.search(r"可(?:以)?[^,。]{0,8}$|有权[^,。;]{0,30}$", text[low : match.start()]):
            continue  # 主管部门可要求有关单位…: it may, nobody must
        if re.search(r"可(?:以)?[^,。;]{1,8},(?:或者?|也可)$", text[max(0, low - 14) : match.start()]):
            continue  # 可以退回,或者要求…补充
        if not names or (_OPENS.match(text, names[-1][1]) and _BUILT.search(text[slice(*names[-1])])) or (_GROWS.match(text, names[-1][1]) and not text.startswith(("各", "区", "县"), names[0][0])):
            continue
        role = "lead" if text.startswith("牵头", names[-1][1]) else "responsible"
        if mentions := fresh([BodyMention(a, b, role) for a, b in names]):
            yield mentions, "sentence_cause"


def end_of_sentence(text: str, at: int) -> int:
    """Where the sentence around ``at`` ends: its full stop, or the end of the text."""
    stop = text.find("。", at)
    return len(text) if stop < 0 else stop


def _role_of_name(name: str) -> str | None:
    """各牵头单位 lead, 各参与单位 support, whatever their verb."""
    if name.endswith(("牵头单位", "牵头部门")):
        return "lead"
    if name.endswith(("配合单位", "参与单位", "协办单位", "配合部门", "参与部门")):
        return "support"
    return None


_MODAL_TAIL = re.compile(r"(?:要|应当?|须|需要?|必须|将|会|都|均|也)+$")
# bodies that watch others beside their own work, and those that do nothing else
_WATCHER = re.compile(r"(?:办公[厅室]|督查机构|监督机构|审计机关|督导组|领导小组|政府|专班|指挥部|编办|组织部门?|社会工作部)$|督查|督导|巡[察视]|审计|纪委|监委|考核")
_WATCH_OFFICE = re.compile(r"(?:(?:审核|评估|督查)机构$|督查(?:室|部门|办|局|组)|督导组|巡察办|巡察机构|督察办公室|考核办)$")
_WATCH_VERB = re.compile(
    r"(?:将|要|负责)?(?:对[^,。]{2,24}?(?:进行|开展|予以)?|加强对[^,。]{2,20}的|(?<=负责)[^,。]{0,20}的?(?:统一)?|)(?:跟踪|定期)?"
    r"(?:督促|督导|督查|督办|挂牌督办|监督检查|审计监督|监督|考核|验收|评估|抽查|予以通报|通报|约谈|提醒)"
)
_TAIL_ADVERBS = re.compile(
    r"^(?:要|都|均|应当?|须|需|将|会|切实|认真|积极|主动|共同|分别|统筹|每(?:半?年|季度|季|月|周)|不?定期|逐项|逐一|逐级|按[年季月])+"
)


def _role_after(text: str, at: int, end: int) -> str:
    """The role that the verb after a subject gives: 牵头 leads, 督查 supervises, 会同 responsible."""
    if text.startswith("不得", at - 2):
        return "responsible"  # 不得牵头申报
    name = _MODAL_TAIL.sub("", text[max(0, at - 16) : at])
    tail = _TAIL_ADVERBS.sub("", re.sub(f"^{_TIME_BETWEEN}", "", text[at : min(end, at + 32)]))
    if tail.startswith(("牵头", "主导")) or _LEADS_BY.match(tail):
        return "lead"
    if tail.startswith(("配合", "协助", "协同", "参与")) or _HELPS.match(tail):
        return "support"
    if _WATCH_OFFICE.search(name):
        return "supervise"
    watcher = _WATCHER.search(name)
    clause = text[at : min(end, at + 44)]
    if watcher and (_WATCH_VERB.match(clause) or (_WATCHES.search(clause) and not _DOES_ITSELF.search(clause))):
        return "supervise"
    if tail.startswith(("督查", "随机", "巡查", "考核", "跟踪督", "抽查", "暗访", "适时", "约谈", "挂牌督办", "评估", "考评")) or (
        watcher and tail.startswith(("督促", "督导", "监督", "指导", "加强督", "跟踪", "通报", "抽取", "调度", "评价", "核查"))
    ):
        return "supervise"
    if _GUIDES.match(text, at) or _INSPECTS_LATER.match(text, at, min(end + 60, len(text))):
        return "supervise"
    if _INSPECTS.match(clause) or tail.startswith("督促"):
        return "supervise"
    return "responsible"


# 依法对行业组织进行监督, 对通过验收的煤矿进行抽查: whoever does this watches
_INSPECTS = re.compile(r"(?:要|应当?|须|将|依法|按照[^,。]{2,10})*(?:负责)?对[^,。;]{2,30}?(?:进行|实施|开展|予以)(?:[\u4e00-\u9fff]{0,4}、)?(?:定期|随机|不定期|重点|全面|日常)?(?:监督|抽查|检查|督查|督导|考核|评估)|进行(?:抽查|监督检查)")
# 加强对国有文化企业党建工作的指导, 加强行业监管: the work is another's
_GUIDES = re.compile(
    r"(?:要|应当?|须|将|切实|进一步|依法)*加强对[^,。;]{2,24}的(?:业务|工作|事中|事后|事中事后|日常|跟踪)?(?:指导|监督|监管|检查|考核|督查)(?!体系)(?:和?(?:监督|指导|检查|协调))?(?=[。;]|,(?:督促|监督|定期检查|会同[^,。;]{2,20}进行监督))"
    r"|(?:要|应当?|须|将)*对[^,。;]{4,40}?(?:工作)?加强(?:业务)?(?:指导|监督|监管)(?=[。;])"
)
# 按照工作程序,对…进行抽查: how it is done stands before
_INSPECTS_LATER = re.compile(r"(?:要|应当?|须|将|每年|定期)*(?:按照|依据|根据|采取|通过|会同)[^,。;]{2,30},(?:依法)?对[^,。;]{2,40}?(?:进行|实施|开展)[^,。;]{0,12}?(?:监督|抽查|检查|督查|督导|考核|评估|审核)")
_LEADS_BY = re.compile(r"(?:充分)?发挥(?:好)?[^,。;、]{0,16}?(?:的)?牵头(?:抓总|协调)?(?:的)?(?:作用|职责|职能)")
_HELPS = re.compile(r"(?:给予|予以|做好|积极)(?:积极|密切)?(?:配合|协助)")
# what an office does that looks after the work of others, at whatever place of the clause
_WATCHES = re.compile(r"督促检查|督促指导|监督检查|(?:组织|进行|开展)[^,。]{0,14}(?:验收|评估|督查|督导|考核)|挂牌督办|作出通报|予以通报|跟踪督[办查]|审计监督|暗访")
_DOES_ITSELF = re.compile(r"牵头|统筹推进|制定|建立|编制|负责(?!督|监|考)")


# how a clause begins that is no name
_NO_SUBJECT = re.compile(
    r"(?:对|将|把|在(?![\u4e00-\u9fff](?:重点|骨干|有关|相关)?(?:高校|企业|央企|单位|机构|院所))|从|以|为|按照|根据|围绕|通过|依托|加强|推进|完善|健全|建立|开展|实施|落实|支持|鼓励|引导|深化|强化|优化|提升|做好|坚持|充分|重点|凡|凡是|涉及|报(?=[市省区县州中国有])|经(?=[市省区县州中国有])|送|使|让|向|与|需|应(?![用急])|须|或|因|未(?!成年|来)|当(?!地)|跨(?=地区|区域|部门|层级|行业|[省市县])|主(?![管办体流承])|重(?![庆点工])|纲|摘|概|必|只|还|不|既|也|都|既要|又|所|其(?!各?部门$|办公室$)|这|那|该|此|并|可)"
)


def _list(text: str, low: int, high: int, role: str) -> list[BodyMention]:
    """``text[low:high]`` as a list of bodies, [] when any part is none."""
    if persons := _PERSONS_TOO.search(text, low, high):
        high = persons.start()
    names: list[tuple[int, int]] = []
    for a, b in merge_levels(text, list(split_top(text, low, high, "、"))):
        names.extend([(a, b)] if "、" in text[a:b].split("(")[0] else split_names(text, a, b))
    if len(names) > 1 and text.startswith(("其他", "其它"), names[-1][0]):
        names.pop()  # 高校、科研院所以及其他承担任务的单位: the rest has no name
    if not names or high - low > MAX_LIST_CHARS:
        return []
    if shares_class([text[a:b] for a, b in names]):
        return [BodyMention(a, b, role) for a, b in names]
    if _is_list_of_fields(text, names):
        return [BodyMention(a, b, role) for a, b in names]
    for a, b in names:
        name = text[a:b]
        if not (is_body(name) and _is_name(name)) and not _is_department_word(name, len(names), text[b : b + 1]):
            return []
        if len(names) == 1 and (_GENERIC_SUBJECTS.match(name) or (name in FIELDS and text[b : b + 1] != "等")) and not (name == "党组织" and text[low - 1 : low] == "由"):
            return []
        if _starts_with_verb(name):
            return []
        if name in FIELDS and text[a : b + 2] in FIELDS:
            return []  # 应急 of 应急管理部
        if name.endswith("所") and text[b : b + 1] in _AFTER_SUO:
            return []  # 工作所需经费
        if "会同" in name or ("可" in name and _MAY.search(name)):
            return []
        if len(name) > 26 or (_words().cause.match(name) and not (name in FIELDS and len(names) > 1)) or _NO_SUBJECT.match(name):
            return []
    return [BodyMention(a, b, role) for a, b in names]


# 代理机构和代理师不得…, 测试主体、测试驾驶人均应…: persons beside the body are no units
_PERSONS_TOO = re.compile(r"(?:和|与|及|以及|或者?|、)(?:其)?[\u4e00-\u9fff]{0,8}?(?:个人|人员|(?<!法)(?<!法定代表)人|师|员工|会员|干部|职工|负责同志|志愿者)$")
_AFTER_SUO = frozenset("需有属在谓以提辖处用")
MAX_LIST_CHARS = 130  # a subject of ten departments; 90 lost 民政、政法、…、农业农村等部门


def _is_list_of_fields(text: str, names: list[tuple[int, int]]) -> bool:
    """民政、政法、网络安全和信息化、农业农村等部门: departments named by what they look after."""
    if len(names) < 3 or not text.startswith(("等部门", "等有关部门", "等相关部门", "等单位"), names[-1][1]):
        return False
    bare = [re.sub(r"\([^()]*\)$|^[省市县区]级?", "", text[a:b]) for a, b in names]
    return sum(name in FIELDS or name in FIELDS_IN_LISTS for name in bare) * 2 >= len(bare) and all(2 <= len(name) <= 12 for name in bare)


_MAY = re.compile(r"[单部位门关心会社局委](?:也|还)?可(?:以)?[\u4e00-\u9fff]{2}")  # 主管部门可委托专业力量


def _is_department_word(name: str, count: int, after: str) -> bool:
    return (name in FIELDS and (count > 1 or after == "等")) or (count > 1 and name in ("市", "县", "区", "省", "州"))


@cache
def _verb_heads() -> re.Pattern[str]:
    actions = set(load_toml("verbs.toml")["actions"]) | {"领办", "引领", "获批", "全面", "要求", "带动", "协助", "满足", "两次", "获", "跻身", "入选"}
    # verbs that names of bodies begin with as well: 组织部门, 督查室, 建设单位, 审计局
    names = {"组织", "督查", "监管", "建设", "审计", "发展", "教育", "服务", "宣传", "审批", "检查", "统筹", "规划", "管理", "研究", "评估", "考核", "监督", "牵头", "参与", "调查", "监测", "治理", "培训", "城市", "普查", "受理", "协调", "应用", "对", "将", "以", "把", "改革", "运行", "运营", "安排", "设计", "生产", "保护", "救援", "投资", "合作", "参加", "配合", "投入", "督导", "承办", "承担", "实施", "落实", "责任", "制作", "使用", "储备", "开发", "处置", "推进", "信访", "示范", "试点", "联合", "重点", "统一", "创新"}
    return re.compile(rf"(?:(?:{alternation(actions - names)})(?!(?<!推动)(?<!推进)(?<!支持)(?<!鼓励)(?<!引导)(?<!督促)(?<!指导)(?<!要求)(?<!培育)(?<!打造)(?<!加强)(?<!建设)(?:机构|部门|主体|机关))|组织(?=各|全|有)|协调(?!机制|小组|办|联动|议事)|配合(?!单位|部门)|推进(?!组)|落实(?!单位)|实施(?!单位|主体)|重点(?=企业)|改革(?=街)|创新(?!型|中心|园|创业|平台|示范)|解决|取消|落实)")


def _starts_with_verb(name: str) -> bool:
    return bool(_verb_heads().match(name))


_BY_LIMIT = 40


def _by(text: str, low: int, high: int) -> list[BodyMention]:
    """The bodies after 由, up to the verb that tells their role."""
    stop = min(high, low + _BY_LIMIT)
    for match in _words().duty.finditer(text, low, stop):
        if re.match(r"部(?!署|分)|单位|机关|组|室|局|处|办|力量|队|机构|小组|专班|中心|委", text[match.end() : match.end() + 3]):
            continue  # a part of the name: 督查部门
        if text.startswith("的", match.end()) and match["verb"] in ("指定", "确定"):
            continue  # 本级政府确定的审核机构 is one body
        joint = text.find("会同", low, match.start())
        if joint > low:
            first, second = _list(text, low, joint, "responsible"), _list(text, joint + 2, match.start(), "support")
            if first and second:
                lead = match["verb"].startswith("牵头")
                own = "lead" if lead else "supervise" if match["verb"].startswith(_SUPERVISE_VERBS) else "responsible"
                return [BodyMention(m.start, m.end, own) for m in first] + second
        names = _list(text, low, match.start(), "responsible")
        if not all(_is_name(text[m.start : m.end]) for m in names) or not names:
            names = _list(text, *_without_adverb(text, low, match.start()), "responsible")
        if names and all(_is_name(text[m.start : m.end]) for m in names):
            verb = match["verb"]
            role = "lead" if verb.startswith(("牵头", "抓总", "主导")) else "support" if verb in ("配合", "协助", "参与", "参加") else (
                "supervise" if verb.startswith(_SUPERVISE_VERBS) else _role_after(text, names[-1].end, high))
            return [BodyMention(m.start, m.end, role) for m in names]
    joint = text.find("会同", low, stop)
    if joint > low and (first := _list(text, low, joint, "responsible")):
        return first + [BodyMention(a, b, "support") for a, b in _prefix_list(text, joint + 2, high)]
    spans = _prefix_list(text, low, high)
    role = _role_after(text, spans[-1][1], high) if spans else ""
    return [BodyMention(a, b, role) for a, b in spans]


_CHANGE = re.compile(r"[^,。;由]{2,20}(?:向|为)[^,。;]{2,16}(?:转变|转型|升级|迈进|延伸|拓展|提升|扩展|发展)(?!战略)")


def _without_adverb(text: str, low: int, high: int) -> tuple[int, int]:
    tail = re.search(r"(?:全权|统一|具体|严格|予以|依规|依法|分别|共同|直接|集中|逐级|按职责|进行|以[\u4e00-\u9fff]{2}名义|依规依纪|依纪依法|依纪|及时|定期|负责|主导|按规定|按程序|会商)+$", text[low:high])
    return low, low + tail.start() if tail else high


# what no name of a body holds: verbs and adverbs of the sentence around it
# what is built or run does not act: 推动党群服务中心优化提升 assigns nobody
_THING = re.compile(
    r"(?:平台|驿站|工作室|(?<!工业)园区?|基地|窗口|实验室|网站|(?<!公)(?<!督查)(?<!研究)(?<!信访)(?<!监察)(?<!审计)室|站|网格|(?:村改|智慧|未来|零碳|完整)社区|社区(?:医院)?|小区|区域|示范区|试验区|景区|街区|服务圈|商圈|(?<!市)(?<!省)(?<!县)(?<!区)(?:服务|文化|活动)中心|营业厅|基金|财政)$"
)
# 推动企业发展壮大 wants growth of the companies, it gives them no task
_GROWS = re.compile(r"(?:等(?:[\u4e00-\u9fff]{2,6}?)?)?(?:要)?(?:加快|持续|不断|进一步|全面|稳步)*(?:发展|协同发展|协调发展|落地|争先|首发|上市|建设(?!好)|培育|提质|做[强大优]|升级|壮大|增效|扩容|转型|改革|试点|集聚|集群|高质量|联动|融合|加快|行稳|做强)")
# 推动运输集散中心全面开工: it is built, it does nothing itself
_OPENS = re.compile(r"(?:等[\u4e00-\u9fff]{0,6})?(?:全面|加快|如期|按期|尽快|早日|顺利|正式)*(?:开工|动工|建成|投产|投用|投运|竣工|运营|落成|开园|开业|开馆|交付|启用)")
_BUILT = re.compile(r"(?:中心|园|馆|院|校区|基地|平台|实验室|区|站|室)$")
_MODIFIER = re.compile(r"(?:(?:超过|近|约|超)?\d[\d.]*[万多余]*家)?(?:符合条件|具备条件|有条件|有基础|有实力|有意愿|未[\u4e00-\u9fff]{2,8}|已[\u4e00-\u9fff]{2,8})的|(?:(?:超过|近|约|超)?\d[\d.]*[万多余]*家|一批)(?=[\u4e00-\u9fff])")
_INSIDE_VERB = re.compile(
    r"推进(?!组)|推动|加快|完善|健全|实施(?!主体|单位)|开展|落实|加强|深化|优化|打造|培育|提升|强化|引导|鼓励|支持|参与(?!单位|部门)|创建|促进(?![局会委中])|制定|编制(?!部门|委员会|办公室)|形成|建立"
    r"|纳入|构建|覆盖|狠抓|发挥|全部|积极|逐步|逐项|逐一|主动|加大|严格|予以|依规|依法|进一步|重新|统一|合理|沟通|下设|签订|组建(?!单位)|成立|设立|审核|提请|举办|承办|统筹组织|(?<!申)报(?![告社刊纸关道])|[向对将把的在从为让由]|使(?!用)|以(?!上)|(?<!研究)(?<!事务)(?<!派出)(?<!交易)(?<!管理)(?<!检验)(?<!监督)(?<!司法)(?<!财政)(?<!院)(?<!卫生)(?<!税务)(?<!场)(?<!诊)(?<!看守)(?<!设计)(?<!供电)(?<!服务)所|督促|责令|工作组织|书记|按照|授权|负责|均|圆满|坚决|整改(?!办|组|专班)|提质|作用|还是|参加(?!单位|部门)|具备|被|申请(?!单位|主体|机构)|即(?!墨)|基于|影响|接受|转交|责成|监督检查(?!机构|组)|迁移|采用|采取|通过|决定|约见|抓好|做好|搞好|办好|全力|上市(?!公司|企业|后备)|指(?![挥导定标])|收到|接到|取消|根据|仍然|跻身|入选"
)
# how the name of a body ends, so that it does not run into the sentence behind it
_NAME_END = re.compile(
    r"(?:(?<![布格结])局|[委办厅署]|(?<![全内外局东西南北中])部|部门|单位|地区|(?<=[各属驻当在两基])地|级|[各两三四][省市州县区旗镇乡村]|[市州盟旗]|[一-鿿)]区|[)一-鿿]县|县\([^()]*\)|区\([^()]*\)|市\([^()]*\)|区县|县区|乡镇|街镇|镇街|街道|乡村|村居|社区|政府|组织|机构|企业|公司|集团|中心|办事处|居委会|村委会|业委会|业主委员会|委员会|法院|检察院|研究院|学院|医院|卫生院|卫生室|敬老院|福利院|管委会|开发区|高新区|工业园|园区|支队|总队|大队|总工会|工会|妇联|科协|残联|工商联|联合会|红十字会|协会|商会|学会|班子|专班|指挥部|领导小组|工作组|推进组|联席会议|成员|银行|海关|学校|高校|院校|院所|智库|国务院|机关|编办|[市区县]”|力量|团体|提供者|经营者|运营者|生产者|使用者|主体(?<!市场主体)|基地|窗口|平台|派出所|网点|城市|媒体|媒介|[一-鿿]基金(?:\(机构\)|会)?|(?<![一-鿿])地方|(?:中央|省级|市级|县级|各级|地方)财政|[一-鿿]{2}各方|(?:有关|相关)方面|你[省市区县]|服务区|收费站|供销社|合作社|档案馆|图书馆|博物馆|文化馆|科技馆|体育馆|美术馆|支行|分行|分局|党校|干校|\([^()]{1,10}\)|协调机制|常委会|理事会|董事会|监事会|第三方|网格|支部|党委|党组|党工委|纪委|监委|部队|室|站|所)$"
)
_SUBJECT_WORD = re.compile(
    r"(?:县级以上|请?各(?:级|省|地|区|县|市|镇|街|乡|村|旗|州|部门|单位|成员|有关|相关|责任|牵头|参与|行业|主管|试点|高校|社区)"
    r"|有关|相关|中国|中央|市县|区县|县区|街镇|镇街|乡镇|街道|城市社区|社区|村|[省市区县州](?!场|域|容|民(?!政|族|委|宗)|际|情|政工程)|试点|物业|企业|[\u4e00-\u9fff]{2,4}(?:经开区|高新区|开发区|工业园|新区|试验区)|\d+个?市|全市各|全省各|每个|国务院|国家|政务部门|[\u4e00-\u9fff]{2,4}(?:市|区|县|省)(?:委|政府)|“[^”]{3,14}”|\d+ ?市|纪委|组织部门|民政部门|主管部门|(?:外交|国防|教育|科技|科学技术|工业和信息化|公安|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|生态环境|住房(?:和)?城乡建设|交通运输|水利|农业农村|商务|文化和旅游|应急管理)部|(?:卫生健康|发展改革|国家发展改革)委|人民银行|金融监管总局|证监会|国资委|[\u4e00-\u9fff]{2,6}(?:部门|办公室|党组织|党委|党工委|管委会|开发区|委员会|企业|办法?))"
)


def _is_name(name: str) -> bool:
    """Whether ``name`` ends like a body and holds no verb; the name of a task force may hold what it is for."""
    if name in FIELDS:
        return True
    inside = _NAMED_ORGAN.sub("机构", _BY_TASK.sub("部门", _CHOSEN.sub("", _QUOTED.sub("", name)))).removesuffix("所")
    return bool(_NAME_END.search(name)) and (not _INSIDE_VERB.search(inside) or bool(_TASK_FORCE.search(name)))


_TOLD_BY_TASK = re.compile(r"(?:管理|主管)[^,。;]{2,12}的(?:部门|机构)")
# 人民政府管理专利工作的部门: a body told by its task
_BY_TASK = re.compile(r"(?:管理|主管|负责)[\u4e00-\u9fff]{2,12}(?:工作|事务)的(?:部门|机构)$")
# 县政府确定的审核机构 is one body, whatever verbs its name holds
_CHOSEN = re.compile(r"(?:确定|指定|委托|授权|明确)的")
_QUOTED = re.compile("“[^”]*”")
_NAMED_ORGAN = re.compile(r"(?:审核|审批|监督|评估|检测|执法|管理|服务|督查|承办|制定|编制|发布|批准|登记|受理|实施|使用|创建)(?:机构|机关|单位|部门|主体)$")


_TASK_FORCE = re.compile(r"^[省市区县州国全](?!.*(?:提请|会同|指挥部.+指挥部))[^对将把向要,。;:]{2,20}(?:领导小组|专班|指挥部|联席会议)(?:办公室)?$")


# what a company of the city does by itself: 市公交集团组织…, 市担保集团设立…
_AGENT_VERB = re.compile(r"(?:[逐先分率已]{1,2})?(?:建立|投入|开展|组织|制定|设立|负责|承担|实施|筹集|启动|完善|优化|推出|拿出)")
_REACHES = re.compile(r"联动|改革(?!办)|[\u4e00-\u9fff]{0,4}(?:建设|布局)(?:提速|稳步|加快|加速|全面|有序|扎实|取得|落地)|上下联|下设|设在|负责人|主要领导|书记|(?:总数|数量)?(?:达到|达|增至|增加到|突破|超过|实现全|建成开放|扩建|主体)|[\u4e00-\u9fff]{2,3}率")


# 县政府确定的主管部门负责…, 各部门制定的规章,必须…: the body stands in what says which one
_RELATIVE = re.compile(
    r"(?:提请|制定|确定|指定|印发|提出|报送|审批|批准|认定|发布|主办|组织)[^,。;]{0,10}的[^,。;的]{2,14}"
    r"(?:,(?:已|由|应|须|必须|不得|要|可|未|统一|经|报)|(?:必须|应|须|负责|由|不得|可))"
)


def _prefix_list(text: str, low: int, high: int, *, strict: bool = False) -> list[tuple[int, int]]:
    """The longest list of bodies that ``text[low:high]`` begins with and a verb follows."""
    limit = min(high, low + 44)
    for stop in range(limit, low + 1, -1):
        if text[stop - 1] in "、,和及与(“的" or (text[stop - 1] == "所" and text[stop : stop + 1] in _AFTER_SUO):
            continue
        at = stop
        if text.startswith("等", at):
            tail = re.compile("等(?:有关|相关)?(?:部门|单位|方面)?").match(text, at)
            at = tail.end() if tail else at
        follows = _words().verb_start.match(text, at, high)
        if not follows:
            continue
        names = _list(text, low, stop, "responsible")
        if not names:
            continue
        if any(not _is_name(text[m.start : m.end]) for m in names):
            continue
        if strict and any(_GENERIC_SUBJECTS.match(name := text[m.start : m.end]) and (len(names) == 1 or name not in FIELDS) for m in names):
            continue
        kinds = {body_type(text[m.start : m.end]) for m in names}
        if _REACHES.match(text, at) or _RELATIVE.match(text, at) or _TOLD_BY_TASK.match(text, at):
            continue  # 省级中心达到100家: a count of bodies; 各部门制定的规章必须…: what they made
        named = all(level_of(text[m.start : m.end]) for m in names) and _AGENT_VERB.match(text, at)
        if strict and ((kinds <= {"other", "enterprise"} and not named) or any(_THING.search(text[m.start : m.end]) for m in names)):
            continue  # without a modal word these are as often objects and places
        return [(m.start, m.end) for m in names]
    return []
