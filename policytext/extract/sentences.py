"""Sentence → the bodies that it assigns: a subject with its verb, 由X…, 会同X, 督促X…, 在X指导下.

A label or a bracket says who is meant; a sentence has to be read: the body must be the one that acts,
leads, helps or watches (records.md, section 5). What is built, run or only named is nobody's task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extract.acting_places import PLACE_ACTS, places_that_act
from policytext.extract.bodies import BodyMention, is_body, is_place, reads_like_a_place, split_top
from policytext.extract.by_whom import bodies_after_by
from policytext.extract.carried_subjects import (
    CONDITION,
    TIME_HEAD,
    carried_subject,
    end_of_sentence,
    has_own_duty,
)
from policytext.extract.cues import cues
from policytext.extract.duties import HELP_VERBS, INSPECTS, WATCH_OFFICE, checks, role_after
from policytext.extract.ellipsis import level_of
from policytext.extract.names import (
    CLASS_OF_BODIES,
    FIRMS_TOLD,
    FORM_OF_AN_OFFICE,
    MAX_LIST_CHARS,
    OWN_ENTITY,
    acts_at,
    are_names,
    is_name,
    list_before_verb,
    name_patterns,
    read_list,
)

# 建立省政府办公厅牵头、有关部门参与的工作机制: who leads it and who takes part
_LED_MECHANISM = re.compile(
    r"(?:建立|健全|完善|形成|构建|落实|坚持)(?:由)?(?:[^,。;、]{2,12}?(?:包联|领衔|挂帅|挂钩|包抓|联系)、)?(?P<lead>[^,。;、]{2,24}?)(?P<verb>牵头|主抓|主推|主责)[、,](?P<support>[^。;,]{2,40}?)(?:共同|积极|密切|协同|分工)*(?:参与|配合|协作|参加|协同|协助)的"
)
# 运营接受市工业和信息化局及第三方机构的监管、检查
_WATCHED_BY = re.compile(r"(?<!自觉)接受([^,。;]{2,60}?)的?(?:监督|监管|检查|抽查|考核|指导|督导|评估|督查)")
# 承办机构对材料的真实性、准确性,以及程序的合法性负责
_ANSWERS_FOR = re.compile(r"(?P<who>[^,。;:对]{2,40}?)对[^。;]{2,100}?(?:负责|负总责|承担[^,。;]{0,8}责任)$")
# 并与中央网信办、最高人民法院加强协调: they help
_TOGETHER_WITH = re.compile(r"与(?P<list>[^,。;]{2,90}?)(?:等(?:部门|单位)?)?(?:加强|密切|建立|做好|强化)?(?:工作)?(?:沟通)?(?:协调|联动|配合|协作|协同|会商)")
# 建立发展改革、财政等单位参加的协调机制: they all take part
_TAKE_PART = re.compile(r"(?:建立|成立|组建|设立|形成|健全)(?:了)?(?:由)?(?P<list>[^,。;]{4,90}?)(?P<etc>等[^,。;]{0,8})?(?:共同)?(?:参加|参与|组成)的[^,。;]{0,20}(?:机制|专班|领导小组|联席会议|工作组|委员会)")
# 并指定专门机构具体负责运维, 明确专门科室负责
_NAMED_FOR = re.compile(r"(?:指定|明确|确定|落实)(?:由)?(?P<who>[^,。;、的]{2,16}?(?:机构|部门|单位|科室|处室|企业|公司))(?:具体|专门|专职|统一)?负责(?!人|同志)")
_ASKS = re.compile(r"(?<![提申邀聘报])请(?![求示款假教与向对将按])|(?:^|(?<=[,。;]))建议(?=你|[\u4e00-\u9fff、]{2,40}(?:公司|局|委|厅|部|政府|集团|[省市县区]))")
_SENTENCE_CLAUSE = "，,。;:!?\n"
# words one of which stands in every clause that assigns a body, unless the body opens it
_ANY_CUE = re.compile(r"[由要应须需是请]|[实法确全]性|建议|会同|联动|不得|务必|牵头|推动|推进|督促|指导|组织|协调|动员|责成|委托|授权|督导|敦促|发动|责令|通知|聘请|接受|负责|配合|协助|承担")
_TOWARD = re.compile("对[^,]{2,12}的$")
# what a clause must hold for the costlier patterns below to find anything
_MODAL_SIGN = re.compile(r"[要应须需是]|不得|务必|务于")
_DUTY_SIGN = re.compile(r"牵头|抓总|负责|配合|协助")
_DUTY_OPENS = re.compile(r"(?:总(?=牵头)|共同|分别|具体|分工|联合|全程)*(?:(?P<lead>牵头|抓总)|负责(?!人|同志|干部|制(?!定|作)|任)|(?P<help>配合|协助)(?!单位|部门|度))")


def iter_sentences(
    text: str, start: int, end: int, known: re.Pattern[str] | None = None, *, rule: bool = False
) -> Iterator[tuple[list[BodyMention], str]]:
    """Bodies that a sentence assigns, clause by clause.

    Args:
        known: short names of bodies that the document declares (以下简称“联席会议”).
        rule: the passage is an article of a regulation, whose sentences begin with whom they bind.
    """
    doers: set[str] = set()  # who has a duty in the sentence so far
    listed: list[BodyMention] = []  # bodies that fill the clause before: 市财政局、市卫计委,襄阳保监分局要…
    for low, high in split_top(text, start, end, _SENTENCE_CLAUSE):
        if low > start and text[low - 1] in "。;\n":
            doers.clear()
        if headed := _headed_duty(text, start, low, high, end):
            yield headed, "sentence_duty"
            continue
        if high - low < 4:
            continue
        if text[high : high + 1] == "," and (seated := _SEATED_OFFICE.fullmatch(text, low, high)) and _DOES.match(text, high + 1, end):
            yield [BodyMention(*seated.span("name"), role_after(text, high + 1, min(end, high + 40)))], "sentence_subject"
            continue
        first = rule and (low == start or text[low - 1] in "。\n")
        read = list(_read_clause(text, low, high, known, rule=first))
        if listed and read and read[0][1] == "sentence_subject" and read[0][0][0].start == low:
            read.insert(0, ([BodyMention(m.start, m.end, read[0][0][0].role) for m in listed], "sentence_subject"))
        listed = [] if read or text[high : high + 1] != "," else _fills_clause(text, low, high)
        for mentions, certainty in read:
            checking = certainty == "sentence_subject" and checks(text, mentions[-1].end, high)
            if checking and doers - {text[m.start : m.end] for m in mentions}:
                mentions = [BodyMention(m.start, m.end, "supervise") if m.role == "responsible" else m for m in mentions]
            if not checking:
                doers.update(text[m.start : m.end] for m in mentions)
            yield mentions, certainty
        if not read and text[high : high + 1] == "," and (carried := carried_subject(text, low, high, end, known if first else None, rule=first)):
            yield carried, "sentence_subject"


def _fills_clause(text: str, low: int, high: int) -> list[BodyMention]:
    names = read_list(text, low, high, "responsible")
    whole = bool(names) and names[0].start == low and names[-1].end == high
    return names if whole and all(level_of(text[m.start : m.end]) and is_name(text[m.start : m.end]) for m in names) else []


_LIST_MARK = r"(?:[一二三四五六七八九十\d]+[、.]|\([一二三四五六七八九十\d]+\)|[-·\s])*"
_BEHIND_ITS_MARK = re.compile(_LIST_MARK)
# 监督组。负责对采购工作进行监督: the group is the subject of what stands behind its name
_GROUP_TITLE = re.compile(_LIST_MARK + r"(?P<name>[\u4e00-\u9fff]{1,14}(?:组|专班|办公室|指挥部|委员会|联席会议)|各?[省市区县州镇乡][\u4e00-\u9fff]{1,14}(?:[局委办院部会所站队社府联处厅]|公司|中心|集团|医院)|[\u4e00-\u9fff]{2,14}(?:部门|单位|村民委员会))$")
# 气象局:及时提供监测预报
_OFFICE_TITLE = re.compile(_LIST_MARK + r"(?P<name>[\u4e00-\u9fff()]{2,16}(?:[局委办站所队院校]|公司|集团|政府|办事处|指挥部|中心|村委会|居委会|委员会|联社|妇联|残联|工会))")


def _headed_duty(text: str, start: int, low: int, high: int, end: int) -> list[BodyMention]:
    """The bodies whose names, with a colon or stop behind, head the duties that follow: 县文旅局、景区管理站:及时劝返游客."""
    if (text.startswith(":", high) or _GROUP_DOES.match(text, high)) and acts_at(text, high + 1, min(end, high + 40)):
        role = role_after(text, high + 1, min(end, high + 40))
        if "、" in text[low:high] and (low == start or text[low - 1] == "\n"):
            names = read_list(text, _BEHIND_ITS_MARK.match(text, low, high).end(), high, role)  # type: ignore[union-attr]
            if len(names) > 1 and names[-1].end >= high - 1 and all(is_name(text[m.start : m.end]) for m in names):
                return names
        office = _OFFICE_TITLE.fullmatch(text, low, high) if text.startswith(":", high) else None
        if office and is_body(office["name"]) and is_name(office["name"]):
            return [BodyMention(*office.span("name"), role)]
    group = _titled_group(text, low, high) if text[high - 1 : high] in _GROUP_ENDS else None
    return [group] if group else []


_GROUP_ENDS = frozenset("组班室部会议门位局委办院所站队社府联处厅司心团")  # the last letters of the names above
_DOES = re.compile(r"(?:主要|具体)?(?:负责(?!同志|人)|承担|组织|牵头|统筹|协调|落实|履行)")
_GROUP_DOES = re.compile(rf"[。:\n]+{_DOES.pattern}")
# 必要时通知县农业农村、水务等部门参加
_BIDS = ("通知", "邀请", "商请", "请")
_COMES_ALONG = re.compile(r"(?:等(?:相关|有关)?(?:部门|单位))?(?:派员)?(?:参加|列席|参与|配合|协助)")
# 领导小组办公室设在市发展改革委,承担日常工作: the office acts, not its seat
_SEATED_OFFICE = re.compile(r"(?P<name>[\u4e00-\u9fff“”]{0,24}?办公室)(?:设在|设于|挂靠)[^,。;]{2,30}")


def _titled_group(text: str, low: int, high: int) -> BodyMention | None:
    title = _GROUP_TITLE.match(text, low, high)
    does = _GROUP_DOES.match(text, high)
    if title is None or does is None or not is_body(title["name"]):
        return None
    return BodyMention(*title.span("name"), role_after(text, does.end() - 2, min(len(text), does.end() + 40)))


_CALLS_UP = ("组织", "动员", "发动")
# 组织机械、建材、林产加工企业举办对接会: one class of firms, told by its fields
_FIRMS_BY_FIELD = re.compile(r"(?!开展|实施|推进|召开|举办|申报|编制|完成|参加)[\u4e00-\u9fff]{2,5}(?:、[\u4e00-\u9fff]{2,5})*、[\u4e00-\u9fff]{2,8}企业")

# words after which whoever is named has to act, whatever the verb: 要求各学校开齐开足体育课
_ORDERS = ("督促", "要求", "责令", "责成", "敦促", "委托", "授权", "聘请")
_WHOM = re.compile(r"(?P<name>(?:全[省市县区州])?(?:各(?!项)|有关|相关)(?:有关|相关)?[\u4e00-\u9fff]{0,6}?(?:单位|部门|企业|公司|学校|高校|医院|机构|乡镇|街道|区县|县区|市县|社区|[市区县]|(?<!落)地(?!区|方)))(?=[\u4e00-\u9fff](?<![的和与及或等、内域长]))")
_EACH_PLACE = re.compile("各|[区县](?![属级直管域内])")
_COMMUNITIES = ("社区", "各社区", "街道社区", "村(社区)", "各村(社区)")
# 委托第三方机构对实施情况开展评估: called in to watch the work of others
_OUTSIDE = re.compile(r"第三方|(?:评估|专业|中介|检测|审计|咨询|认证|社会|科研|研究)机构|事务所")
_EVALUATES = re.compile(r"(?:等)?(?:对[^,。;]{2,30}?)?(?:进行|开展|实施|作出)?[^,。;]{0,8}?(?:评估|评价|审核|考核|检查|监督|验收|抽查|审计|核查)(?!标准|体系|指标|机制|制度)")
_BY_WHEN = re.compile(r"(?:于|在|到|自)?(?:20\d\d年)?[^,。;年月]{0,4}[年月][^,。;]{0,6}(?:前|底|内)$")
_MAY_BEFORE = re.compile(r"(?<![许认])可(?:以|由)?[^,。;要应须]{0,24}$")


# 供水管理科抓好…, 局监察室按比例抽查, 两地财政局据此清算: an office that bears no level, told by how its name ends
_OFFICE_BY_ITS_FORM = re.compile(
    r"(?:[\u4e00-\u9fff](?<![的在对将把向为由与和请求谈视本该每全])){1,9}(?:(?:科|(?<!转)股)(?![学技协研教普目室份权东])|督查室|监察室|审计室|督导室|社工部|护理部|监理所|监督所|联社|联合会|商会|工商联)"
    r"|(?:[\u4e00-\u9fff](?<![的在对将把向为由与和请求])){2,6}(?:中心|所|站|队)(?:、[\u4e00-\u9fff]{2,8}(?:中心|所|站|队|庭|办|院))+(?![、和])"
    r"|(?:两地|两院|双方|双边)(?=[\u4e00-\u9fff]{2,10}(?:局|委|办|机关|法院|检察院|部门|中心|科|室|队))|[\u4e00-\u9fff]{2,5}[省市县区旗](?:人民)?(?:法院|检察院)"
    r"|(?![部省政校央国全各本每该])(?:[\u4e00-\u9fff](?<![以及和与由对向在按视经报请将把从])){1,3}[市县区旗](?=[\u4e00-\u9fff]{2,10}(?:局|委|办|厅|法院|检察院|公司|中心))|[\u4e00-\u9fff]{2,4}街道(?=、)|(?:退役军人事务|医疗保障|行政审批|人力资源(?:和)?社会保障|住房(?:和)?城乡建设|文化旅游|文化和旅游)局|公积金中心|(?:局|院|校|镇|乡|厂|园区)(?:办公室|党政办|综合办|纪委|团委|工会)"
)


def _read_clause(text: str, low: int, high: int, known: re.Pattern[str] | None, *, rule: bool) -> Iterator[tuple[list[BodyMention], str]]:
    head = TIME_HEAD.match(text, low, high)
    begin = head.end() if head else low
    patterns = name_patterns()
    opens = bool(
        patterns.opening.match(text, begin, high)
        or (known is not None and known.match(text, begin, high))
        or ((place := PLACE_ACTS.match(text, begin, high)) and (is_place(place["name"]) or reads_like_a_place(place["name"])))
        or patterns.actor.match(text, begin, high)
        or OWN_ENTITY.match(text, begin, high)
        or FORM_OF_AN_OFFICE.match(text, begin, high)
        or CLASS_OF_BODIES.match(text, begin, high)
        or _OFFICE_BY_ITS_FORM.match(text, begin, high)
    )
    places = places_that_act(text, begin, high)
    if opens and head and (head[0].endswith(("%以上的", "%的")) or _TOWARD.search(head[0])):
        opens = False  # 80%以上的县级以上机关建成…: a share of them, a target; 对进度滞后的乡镇进行约谈: whom it is done to
    if not opens and not rule and not places and not _ANY_CUE.search(text, low, high):
        return
    words = cues()
    used: list[tuple[int, int]] = []

    def fresh(mentions: list[BodyMention]) -> list[BodyMention]:
        out = [m for m in mentions if not any(m.start < b and a < m.end for a, b in used)]
        used.extend((m.start, m.end) for m in out)
        return out

    clause = text[low:high]
    if "由" in clause:
        for match in words.by.finditer(text, low, high):
            if _MAY_HAVE.search(text, max(low, match.start() - 24), match.start()) or _SHARE_OF.search(text, max(low, match.start() - 24), match.start()):
                continue  # 可以由主管部门纳入抽查
            if _CHANGE.match(text, match.end()):
                continue  # 由个别企业招商向产业链招商转变
            mentions = bodies_after_by(text, match.end(), high)
            if mentions and _WATCHING_BY.search(text, max(low, match.start() - 24), match.start()) and text.startswith("负责", mentions[-1].end):
                mentions = [BodyMention(m.start, m.end, "supervise") for m in mentions]  # 项目验收由区农业农村局负责
            if mentions and _WHOSE.match(text, mentions[-1].end, high):
                continue  # 由财政部门拨付经费的单位: who is meant, not who acts
            if mentions := fresh(mentions):
                yield mentions, "sentence_by"
    if asks := _ASKS.search(clause[:12]):
        asked = asks.end() + low
        names = list_before_verb(text, asked, high)
        role = "support" if names and _HELPS_NEXT.match(text, names[-1][1]) else role_after(text, names[-1][1], high) if names else ""
        if mentions := fresh([BodyMention(a, b, role) for a, b in names]):
            yield mentions, "sentence_asked"
    for match in words.led_by.finditer(text, low, high) if "牵头" in clause else ():
        if match[0].startswith("发挥") and list_before_verb(text, begin, match.start() + 2):
            continue  # 社会工作部门发挥协调机制牵头抓总作用: the department leads, by the mechanism
        if mentions := fresh(read_list(text, match.start(1), match.end(1), "lead")):
            yield mentions, "sentence_duty"
    if ("牵头" in clause or "主" in clause) and (shared := _LED_MECHANISM.search(text, low, min(high + 40, len(text)))) and shared.start() < high:
        parts = read_list(text, *shared.span("lead"), "lead" if shared["verb"] == "牵头" else "responsible"), read_list(text, *shared.span("support"), "support")
        if all(parts) and (mentions := fresh([*parts[0], *parts[1]])):
            yield mentions, "sentence_duty"
    if "为" in clause and "牵头" in clause and (leader := _AS_LEADER.search(text, low, high)) and (mentions := fresh(read_list(text, *leader.span("list"), "lead"))):
        yield mentions, "sentence_duty"
    if "为" in clause and ("位" in clause or "体" in clause) and (called := _IS_CALLED.match(text, begin, high)):
        role = "lead" if called["lead"] else "support" if called["help"] else "responsible"
        if mentions := fresh(read_list(text, *called.span("list"), role)):
            yield mentions, "sentence_duty"
    if "为" in clause and (chosen := _CHOSEN_AS.search(text, low, high)) and (mentions := fresh(read_list(text, *chosen.span("list"), "responsible"))):
        yield mentions, "sentence_asked"
    if "的" in clause and "牵头" not in clause and (part := _TAKE_PART.search(text, low, high)):
        if mentions := fresh(read_list(text, *part.span("list"), "support")):
            yield mentions, "sentence_duty"
    if "下" in clause and (guided := words.under.search(text, low, high)):
        role = "support" if _HELPING.search(text, guided.end(1), guided.end()) else "supervise"
        if mentions := fresh(read_list(text, guided.start(1), guided.end(1), role)):
            yield mentions, "sentence_under"
    if "会同" in clause or "联合" in clause or "联动" in clause or "商" in clause:
        for match in words.together.finditer(text, low, high):
            others = match.start() + (1 if text[match.start()] == "商" else 2)
            whole = read_list(text, others, high, "support")
            if re.search(r"(?:支持|鼓励|引导)[^,]{0,16}$", text[low : match.start()]):
                continue
            if _MAY_BEFORE.search(text, max(low, match.start() - 40), match.start()):
                continue  # 可由清算机构协商或者会同有关组织建立
            names = [(m.start, m.end) for m in whole] or list_before_verb(text, others, high)
            if not names and (etc := _DEPARTMENTS_TOLD.match(text, others, high)):
                names = [(m.start, m.end) for m in read_list(text, *etc.span("list"), "support")]  # 会同自然资源、金融等部门一楼一策
            if names and (mentions := fresh([BodyMention(a, b, "support") for a, b in names])):
                yield mentions, "sentence_with"
                watches = WATCH_OFFICE.search(text[begin : match.start()]) or INSPECTS.match(text, names[-1][1], high) or _INSPECTS_TOGETHER.match(text, names[-1][1], high)
                role = "supervise" if watches else "responsible"
                stop = next((m.start() for m in words.modal.finditer(text, begin, match.start()) if m.end() == match.start()), match.start())
                doers = [m for m in read_list(text, begin, stop, role) if is_name(text[m.start : m.end])]
                if doers := fresh(doers):
                    yield doers, "sentence_with"
    if "负责" in clause and (named := _NAMED_FOR.search(text, low, high)):
        if mentions := fresh(read_list(text, *named.span("who"), "responsible")):
            yield mentions, "sentence_asked"
    if together := _TOGETHER_WITH.match(text, begin, high):
        if mentions := fresh(read_list(text, *together.span("list"), "support")):
            yield mentions, "sentence_with"
    if "接受" in clause and (watched := _WATCHED_BY.search(text, low, high)) and not re.search("人大|人民代表大会|政协|社会|舆论", watched[1]):
        if mentions := fresh(read_list(text, *watched.span(1), "supervise")):
            yield mentions, "sentence_under"
    if places and (mentions := fresh(places)):
        yield mentions, "sentence_subject"
    if "等" in clause and "、" in clause and (firms := FIRMS_TOLD.match(text, begin, high)) and not words.cause.match(text, begin) and not words.verb_start.match(text, begin, high) and not patterns.not_first.match(text, begin) and (cues().modal.match(text, firms.end(), high) or acts_at(text, firms.end(), high)) and not _GROWS.match(text, firms.end()):
        # 金风科技、中车电机等链主企业要带动配套企业
        at = firms.start("list")
        role = role_after(text, (cues().modal.match(text, firms.end(), high) or firms).end(), high)
        if mentions := fresh([BodyMention(at + part.start(), at + part.end(), role) for part in re.finditer("[^、和及]+", firms["list"])]):
            yield mentions, "sentence_subject"
    modal = words.modal.search(text, begin, min(high, begin + 48 if text.count("、", begin, high) < 4 else begin + MAX_LIST_CHARS)) if _MODAL_SIGN.search(clause) else None
    subject: list[BodyMention] = []
    if (modifier := _MODIFIER.match(text, begin, high)) and modal and modifier.end() < modal.start():
        begin = modifier.end()
    if modal and modal.start() - begin >= 2:
        role = role_after(text, modal.end(), high)
        subject = read_list(text, begin, modal.start(), role)
        if not subject and modifier and text.endswith(_ABLE_TO, low, modifier.end()):
            subject = read_list(text, modifier.start(), modal.start(), role)  # 有条件的城市要…: no body without what it is able to
    if not subject and modal and (toward := text.find("对", begin + 2, modal.start())) > 0:
        subject = read_list(text, begin, toward, role)  # 燃气企业对非居民用户安检要实现全覆盖
    if not subject and "对" in clause and (answers := _ANSWERS_FOR.match(text, begin, min(end_of_sentence(text, high), begin + 120))):
        subject = read_list(text, *answers.span("who"), "responsible")
    other = rule and text.startswith(",", high) and CONDITION.search(text, low, high) and not has_own_duty(text, high, end_of_sentence(text, high), known)
    acts = (opens and not text.startswith(("与", "请与", "请向", "请同"), begin)) or rule  # 与各区政府签订责任书: with whom, not who
    if not subject and not other and acts and (names := list_before_verb(text, modifier.end() if modifier else begin, high, strict=True, rule=rule)):
        after = names[-1][1]
        subject = [BodyMention(a, b, role_after(text, after, high)) for a, b in names]
    if not subject and _DUTY_SIGN.search(clause) and (duty := _DUTY_OPENS.search(text, begin, min(high, begin + 44))):
        role = "lead" if duty["lead"] else "support" if duty["help"] else role_after(text, duty.start(), high)
        subject = read_list(text, begin, duty.start(), role)
    if subject and text.startswith("任何", subject[0].start) and modal and modal[0].endswith("不得"):
        subject = []  # 任何单位不得截留: a ban for all is nobody's task
    if subject and modal and _COUNT_OF_THEM.match(text, modal.end()):
        subject = []  # 全县精品示范村要达到30个: how many there are to be
    if subject and all(text[m.start : m.end].endswith(("平台", "网站", "系统", "小程序")) for m in subject):
        subject = []  # 平台应具备…功能: a thing that is built so
    if subject and modifier and text.endswith(_ABLE_TO, low, modifier.end()) and subject[0].start == modifier.end() and _WHERE.search(text, subject[0].start, subject[0].end):
        subject[0] = BodyMention(modifier.start(), subject[0].end, subject[0].role)  # 有条件的地区 is a name
    if subject and (mentions := fresh(subject)):
        yield mentions, "sentence_subject"
    if "、" in clause and (also := _ALSO.search(text, begin, high)):  # 由A负责、B配合; 由A指导、B组织
        if others := fresh(read_list(text, *also.span("list"), "support" if also["verb"] in HELP_VERBS else "responsible")):
            yield others, "sentence_duty"
    if "、" in clause and (next_one := _EACH_IN_TURN.search(text, begin, high)) and (names := list_before_verb(text, next_one.start("who"), high)):
        if others := fresh([BodyMention(a, b, role_after(text, b, high)) for a, b in names]):
            yield others, "sentence_duty"
    for match in words.cause.finditer(text, low, high):
        if re.search(r"(?:鼓励|支持|引导)[^,]{0,10}$|凡[^,]{0,6}$|(?:用于|有助于|便于)$", text[low : match.start()]):
            continue
        begins = match.end()
        if modifier := _MODIFIER.match(text, begins, high):
            begins = modifier.end()
        if (by_when := _BY_WHEN.search(text, begins, high)) and text.startswith(",", high):
            found = [(m.start, m.end) for m in read_list(text, begins, by_when.start(), "responsible")]
        else:
            found = list_before_verb(text, begins, high)
        if not found and text.startswith(",", high) and ("、" in text[begins:high] or (match[0] in ("委托", "聘请") and _EVALUATES.match(text, high + 1))):
            # 指导行业协会、标准化技术组织等,面向企业开展宣传; 聘请评估机构,对政务服务开展评估: the list fills the clause
            listed = read_list(text, begins, high - text.endswith("等", begins, high), "responsible")
            found = [(m.start, m.end) for m in listed] if are_names([text[m.start : m.end] for m in listed]) else []
        if not found and (firms := FIRMS_TOLD.match(text, begins, high)) and cues().verb_start.match(text, firms.end(), high) and not _GROWS.match(text, firms.end()):
            at = firms.start("list")
            found = [(at + part.start(), at + part.end()) for part in re.finditer("[^、和及]+", firms["list"])]
        if not found and match[0].startswith(_CALLS_UP) and (firms := _FIRMS_BY_FIELD.match(text, begins, high)) and acts_at(text, firms.end(), high):
            found = [firms.span()]
        if not found and (whom := _WHOM.match(text, begins, high)) and (match[0].startswith(_ORDERS) or (text.startswith("各", whom.start() + 2 * text.startswith("全", begins)) and acts_at(text, whom.end(), high))) and not _GROWS.match(text, whom.end()):
            found = [whom.span("name")]
        names = [span for span in found if text[slice(*span)] in _COMMUNITIES or not name_patterns().thing.search(text[slice(*span)])]
        if len(names) > 1:  # 推动金融机构、购物平台等优化流程: among bodies a platform is one
            names = [span for span in found if span in names or text[slice(*span)].endswith("平台")]
        if re.search(r"可(?:以)?[^,。]{0,8}$|有权[^,。;]{0,30}$", text[low : match.start()]):
            continue  # 主管部门可要求有关单位…: it may, nobody must
        if re.search(r"可(?:以)?[^,。;]{1,8},(?:或者?|也可)$", text[max(0, low - 14) : match.start()]):
            continue  # 可以退回,或者要求…补充
        if not names or (_OPENS.match(text, names[-1][1]) and _BUILT.search(text[slice(*names[-1])])) or (not match[0].startswith(_ORDERS) and _GROWS.match(text, names[-1][1]) and not _EACH_PLACE.match(text, names[0][0])):
            continue
        if modifier and names[0][0] == modifier.end() and text.endswith(_ABLE_TO, low, modifier.end()) and _WHERE.search(text, *names[0]):
            names[0] = (modifier.start(), names[0][1])
        role = "lead" if text.startswith("牵头", names[-1][1]) else "support" if match[0].startswith(_BIDS) and _COMES_ALONG.match(text, names[-1][1]) else "responsible"
        if (_OUTSIDE.search(text, names[0][0], names[-1][1]) or match[0] == "委托") and _EVALUATES.match(text, names[-1][1] + text.startswith(",", names[-1][1])):
            role = "supervise"
        if mentions := fresh([BodyMention(a, b, role) for a, b in names]):
            yield mentions, "sentence_cause"


_ALSO = re.compile(r"(?:负责|牵头|实施|组织|承办|落实|指导|主办|主导|统筹)、(?P<list>[^,。;]{2,40}?)(?:密切|积极|具体|协同|共同)*(?P<verb>配合|协助|参与|协办|组织|实施|落实|承办|负责)(?=[,。;]|$|做好|开展|拟[定订]|制[定订]|编制|推进|组织|实施)")
# 县发改局每月调度、县政府督查室每季度通报
_EACH_IN_TURN = re.compile(r"(?:每(?:半?年|季度|个?月|周|旬|日)|按[月季年旬周])(?:调度|通报|督查|监测|检查|评估|会商)、(?P<who>[^,。;、]{3,24}?)(?:每(?:半?年|季度|个?月|周|旬|日)|按[月季年旬周])")
_INSPECTS_TOGETHER = re.compile(r"(?:定期|不定期|适时|每[年月季周][度]?|联合)*(?:开展|进行|组织)?(?:\d+次(?:以上|左右)?|[一二两]次)?(?:专项|联合|实地|明察)?(?:督查|督导|督办|考核|暗访)(?=[,。;]|$)|(?:全程|全过程|跟踪|现场)+监督(?=[,。;]|$)")
_DEPARTMENTS_TOLD = re.compile(r"(?P<list>[^,。;]{2,60}?)(?=等(?:有关|相关)?(?:部门|单位))")
_COUNT_OF_THEM = re.compile(r"(?:达到?|增加到|不少于|超过|突破|保持在)\d[\d.]*[万多余]*[个家所处户](?:以上|左右)?(?=[,。;]|$)")
_HELPS_NEXT = re.compile(r"(?:积极|全力|予以|给予)?(?:协助|配合|支持)")
_WATCHING_BY = re.compile(r"(?:验收|监督|考核|评估|督查)(?:工作)?$")
# 以区人民医院、区中医院为牵头医院
_AS_LEADER = re.compile(r"(?:以|明确|确定)(?:由)?(?P<list>[^,。;]{2,40}?)(?:作)?为(?:[^,。;为]{2,16})?(?:总)?牵头(?:单位|部门|医院|机构|企业|方)")
# 市商务局为责任单位; 指定县中医院为医养签约定点机构
_IS_CALLED = re.compile(r"以?(?P<list>[^,。;]{2,60}?)(?:均|同)?为(?:该项工作)?(?:(?P<lead>(?:总)?牵头|主办|主责)|(?P<help>配合|协办|参与|协助)|责任|承办|实施|主管)(?:责任)?(?:单位|部门|主体)$")
_CHOSEN_AS = re.compile(r"(?:明确|指定|确定|授权)(?:由)?(?P<list>[^,。;为]{3,30}?)(?:作)?为[^,。;]{0,16}(?:(?:主管|责任|承办|实施|管理|运营|建设)(?:单位|部门|机构|主体)|定点(?:机构|单位|医院))$")
_HELPING = re.compile("配合|协助")
_WHERE = re.compile(r"(?:地区|地方|[省市县区镇乡村]|街道|社区)$")  # 有条件的地区 is a name, 有条件的省属企业 has one of its own
_ABLE_TO = ("有条件的", "具备条件的")
_SHARE_OF = re.compile(r"%(?:以上|左右)?(?:的[^,。;]{0,16})?$")  # 80%以上由企业牵头: a share, a target
_MAY_HAVE = re.compile(r"(?<![许认])可(?:以)?(?:根据[^,。;]{2,10})?$")
_WHOSE = re.compile(r"(?:起草|拨付|出资|举办|主办|颁发|出具|签发|批准|审批|认定|任命|主管|组成)[^,。;的]{0,24}的[\u4e00-\u9fff]{2,20}")
_CHANGE = re.compile(r"[^,。;由]{2,12}(?:迁移|迁出|迁|变更|调整|划转|移交|改)(?:至|到|为)|[^,。;由]{2,20}(?:向|为)[^,。;]{2,40}?(?:转变|转型|升级|迈进|延伸|拓展|提升|扩展|发展)(?!战略)")
# 推动企业发展壮大 wants growth of the companies, it gives them no task
_GROWS = re.compile(r"(?:等(?:[\u4e00-\u9fff]{2,6}?)?)?(?:要)?(?:加快|持续|不断|进一步|全面|稳步|规范|健康|有序|创新|高效|平稳|快速|绿色|集约|良性|优质|多元|特色|差异化|错位|均衡|可持续)*(?:发展|扩能|下沉|改造(?=升级|提升|[,。;、])|(?<=[范效稳康序])运[行营]|(?:治理|管理|经营|组织)(?:方式|模式|体制|体系|制度|结构|机制)|(?:改造|提升|建设|升级|扩建)+(?:工程|项目|行动|计划)|协同发展|协调发展|实现(?:双投|投产|达产|开工|通车)|落地|争先|首发|上市|建设(?!好)|培育|提质|做[强大优]|升级|壮大|增效|扩容|转型|改革|试点|集聚|集群|高质量|联动|融合|技改|技术改造|提高(?:效益|效率|竞争力|质量)|崛起|振兴|综合服务|生产全?过程|从[^,。;]{2,20}(?:转向|转为|转变|拓展|迈向)|迁建|改扩建|扩建|(?<=加快)(?:推进)?(?:现代化|“?走出去|融入|崛起|成长|转制)|行稳|做强)")
# 推动运输集散中心全面开工: it is built, it does nothing itself
_OPENS = re.compile(r"(?:等[\u4e00-\u9fff]{0,6})?(?:全面|加快|如期|按期|尽快|早日|顺利|正式)*(?:开工|动工|建成|投产|投用|投运|竣工|运营|落成|开园|开业|开馆|交付|启用|获批|晋[升级]|升[格级]为|封关|招生)")
_BUILT = re.compile(r"(?:中心|园|馆|院|校区|基地|平台|实验室|区|站|室|[中小]学|学[校院]|大学|机场|厂)$")
_MODIFIER = re.compile(r"(?:(?:超过|近|约|超)?\d[\d.]*[万多余]*家(?:以上)?)?(?:符合条件|具备条件|有条件|有基础|有实力|有意愿|未[\u4e00-\u9fff]{2,8}|已[\u4e00-\u9fff]{2,8})的|(?:(?:超过|近|约|超)?\d[\d.]*[万多余]*[家个所户](?:以上)?|一批)(?=[\u4e00-\u9fff])")
