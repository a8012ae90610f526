"""What holds for a whole document: its year, its plan period, its rules about units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from policytext.extract.assignments import parse_assignment
from policytext.extract.bodies import BodyMention, is_body
from policytext.normalize.numerals import LOST_YEAR
from policytext.resolve.periods import Reference
from policytext.structure.kinds import YEAR_AHEAD


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A rule about units that is stated once; it holds for measures that begin after ``at``.

    ``until`` ends a rule of one part (本部分各项任务), ``items`` are the first and last numbers of one of some items (以下1—10项).
    """

    at: int
    kind: str  # first_is_lead, others_help, marked_is_lead, default_bodies
    bodies: tuple[BodyMention, ...] = ()
    until: int | None = None
    items: tuple[int, int] | None = None

    def holds_for(self, text: str, start: int) -> bool:
        """Whether the measure that begins at ``start`` of the normal text is one of those spoken of."""
        number = _ITEM_NUMBER.match(text, start)
        numbered = self.items is None or bool(number and self.items[0] <= int(number[1]) <= self.items[1])
        return self.at <= start and (self.until is None or start < self.until) and numbered


_FIRST_IS_LEAD = re.compile(
    r"(?:排(?:名|序)?在?|列(?:在)?|排序|位列|名列)?(?:第一|首)(?:位|个)?(?:的"
    r"|者)?(?:主要)?(?:责任)?(?:单位|部门|[科股处]室|的单位)?(?:的)?(?:为|是|系"
    r"|即为)(?:该项(?:工作|任务)(?:的)?)?(?:总)?牵头(?:单位|部门|责任单位)?"
    r"|(?:排|列)(?:名|序|在)?(?:第一|首)位?[的者](?:单位|部门)?(?:负责)?(?:总)?牵头"
    r"|第一(?:责任)?(?:单位|部门)(?:为|是|系)(?:总)?牵头(?:单位|部门)?"
    r"|排在(?:首位|第一位|最前)(?:或[^。;,]{2,14})?的(?:单位|部门)?(?:为|是|系)(?:总)?牵头"
)
# 排在首位的为牵头单位,其余为配合单位
_OTHERS_HELP = re.compile(
    r"(?:单位|部门|[科股处]室)?[,;、](?:其余|其他|其它|其后|后面)(?:的)?(?:各?(?:单位|部门))?(?:均"
    r"|都)?(?:为|是|系|即为)(?:配合|协办|参与|协同|协作)"
)
# “县级”“县直”字样从略; 单位名称前的“市”字均省略
_LEVEL_LEFT_OUT = re.compile(
    r"[“\"](?P<level>[省市县区州旗])(?:[级直])?[”\"](?:、?[“\"][省市县区州旗][级直]?[”\"])*字?样?"
    r"(?:均|一律|都)?(?:从略|省略|略去|略)(?![\u4e00-\u9fff])"
)
LEAD_MARKS = "★☆▲△●*"
# 标★的为牵头单位, 注:★为牵头单位
_MARKED_IS_LEAD = re.compile(
    rf"[{LEAD_MARKS}]”?号?(?:标[记识注])?的?(?:单位|部门)?(?:为|是|系|表示"
    rf"|代表)(?:该项(?:工作|任务)(?:的)?)?(?:总)?牵头"
)
_NOT_LISTED = (
    r",(?:以下|下文|文中|表中)?[均就也]?不(?:[再另]|(?=逐一|一一|逐项|逐条))(?:一一|逐一|逐项|逐条"
    r"|逐个|逐行|重复|另行|分别|单独|单|再)?(?:[做作]|进行)?(?:列出|列举|列示|列|标注|注明|写明|标明"
    r"|说明|分工|赘述|体现|重复)"
)
_DEFAULT = re.compile(
    r"(?:均|都|皆)?(?:需|须|由"
    r"|涉及)(?:由)?(?P<bodies>(?:各|[有相]关|[省市区县州]{2,3}(?=人民政府|政府)"
    r"|[省市县区州]\([省市县区州旗、]{1,7}\)(?=人民政府|政府))[\u4e00-\u9fff()、,]{1,40}?)"
    r"(?:(?:同步|共同|分别|具体|抓好|负责|贯彻|组织|按职责)*(?:落实|负责|承担|实施|执行"
    r"|(?P<help>配合|协助|参与))[^。;]{0,10}|(?<=[府会区委县市州处]))" + _NOT_LISTED
)
# 各县(市、区)政府、…管委会对照落实,文中不再一一列出
_ALL_FOLLOW = re.compile(
    r"(?:^|(?<=[。;\n,]))(?P<bodies>各(?!项)(?:[\u4e00-\u9fff、](?<![由均需须])"
    r"|\([^()]{1,12}\)){1,80}?)(?:\((?:以下|下)(?:统|合|简)*称[^()]{2,16}\))?(?:(?:均|都|要|须"
    r"|需)*(?:对照|参照|比照|同步|按要求)|(?:均|都)(?:须|需|要|应)?)(?:抓好|做好)?(?:落实|执行|实施)"
    r"[^。;,]{0,8}" + _NOT_LISTED
)
# 说明:各镇街(园区)为全部任务的责任单位,表中不再列出
_ALL_CHARGED = re.compile(
    r"(?:^|(?<=[。;:\n.、]))(?P<bodies>各[\u4e00-\u9fff()、,]{1,60}?)(?:均|都|皆)?为(?:全部|所有|各项"
    r"|上述|以下)(?:各项)?(?:任务|工作|事项)的?(?:共同)?责任单位"
)
# 各县(区)人民政府对各项任务均承担属地落实责任,以下不再逐项列出
_ALL_ANSWER = re.compile(
    r"(?:^|(?<=[。;\n]))(?P<bodies>各[\u4e00-\u9fff()、,]{1,60}?)(?:对|就)(?:上述|以下|下列)?(?:各项"
    r"|所有|全部|每项)(?:重点)?(?:任务|工作|事项|举措)(?:均|都|皆)?(?:承担|负有|负|落实)"
    r"[^。;,]{0,14}(?:责任|职责)" + _NOT_LISTED
)
# 各项任务均由市督查办负责督导,表中不再列出
_ALL_WATCHED = re.compile(
    r"(?:^|(?<=[。;,:\n.]))(?:以上|上述|所有|全部|表中)?(?:各项|所有|全部|每项|各|以上)(?:重点|整改"
    r"|民生|实事)?(?:任务|工作|事项|项目"
    r"|问题)(?:的?(?:推进|落实|进展|进度|办理|整改)情况)?(?:(?P<all>均|都|皆)"
    r"|统一)?由(?P<bodies>[^,。;由]{3,40}?)(?:负责|统一|全程|定期|逐项|按[旬月季]度?|每[旬月]"
    r"|每季度)*(?:跟踪)?(?:督[办导查]|考核|验收)(?![室办局组队])(?(all)"
    r"|[^。;\n]{0,10},[^。;\n]{0,8}不再)"
)
_THIS_PART = re.compile(r"本(?:部分|章|节)")
_NEXT_PART = re.compile(r"(?m)^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部])")
_SOME_ITEMS = re.compile(r"(\d{1,2})[-~至](\d{1,2})[项条]")
_ITEM_NUMBER = re.compile(r"\(?(\d{1,3})[.、)]")
_ABBREVIATION = re.compile(
    r"(?<=[局委办会室公司府心])(?:统|合)?简称[“\"](?P<named>[\u4e00-\u9fff]{2,8})[”\"]"
    r"|\( ?(?:以下(?:统|合)?(?:简)?称|简称"
    r"|下称)[: ]?[“”\"‘']?(?P<short>[\u4e00-\u9fff]{2,14})[“”\"’']? ?(?:,下同)? ?\)"
)
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff()、,]{4,40}$")
_PLAN_SPAN = re.compile(r"(?<!\d)(20\d\d)年?[-至~](20\d\d)年")
_TITLE_YEAR = re.compile(r"(?<![-至~\d])(20\d\d)年(?![-至~])")


def find_rules(text: str, start: int, end: int) -> list[DocumentRule]:
    """The document-wide rules of ``text[start:end]``: 列第一位的为牵头单位, 均需各市落实,不再列出."""
    rules = [
        DocumentRule(_from_where(text, match, start), "first_is_lead")
        for match in _FIRST_IS_LEAD.finditer(text, start, end)
    ]
    rules += [
        DocumentRule(match.end(), "others_help")
        for match in _FIRST_IS_LEAD.finditer(text, start, end)
        if _OTHERS_HELP.match(text, match.end(), end)
    ]
    rules += [DocumentRule(match.end(), "marked_is_lead") for match in _MARKED_IS_LEAD.finditer(text, start, end)]
    for match in (
        *_DEFAULT.finditer(text, start, end),
        *_ALL_ANSWER.finditer(text, start, end),
        *_ALL_CHARGED.finditer(text, start, end),
        *_ALL_FOLLOW.finditer(text, start, end),
    ):
        role = "support" if match.groupdict().get("help") else "responsible"
        bodies = tuple(parse_assignment(text, *match.span("bodies"), role))
        if bodies:
            head = text[max(start, text.rfind("\n", start, match.start())) : match.start("bodies")]
            some = _SOME_ITEMS.search(head)
            part = _NEXT_PART.search(text, match.end(), end) if _THIS_PART.search(head) else None
            own = "(" in head and not re.search(
                "以下|下列|后续", head
            )  # (…负责。各项任务均涉及各县,不再列出): of the measure in whose bracket it stands as well
            rules.append(
                DocumentRule(
                    match.end() - len(match[0]) - len(head) if own else match.end(),
                    "default_bodies",
                    bodies,
                    part.start() if part else None,
                    (int(some[1]), int(some[2])) if some else None,
                )
            )
    for match in _ALL_WATCHED.finditer(text, start, end):
        if bodies := tuple(parse_assignment(text, *match.span("bodies"), "supervise")):
            rules.append(DocumentRule(match.end(), "default_bodies", bodies))
    return sorted(rules, key=lambda rule: rule.at)


_AND_BELOW = re.compile(r"[,;、]?(?:以)?下同")
_ITEM_LINE = re.compile(r"(?m)^(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])")


def _from_where(text: str, match: re.Match[str], start: int) -> int:
    """Where a rule begins to hold: behind it, or (…为牵头单位,下同) at the item in whose line of bodies it stands."""
    if not _AND_BELOW.match(text, match.end()):
        return match.end()
    return next(
        (
            item.start()
            for item in reversed(list(_ITEM_LINE.finditer(text, max(start, match.start() - 1200), match.start())))
        ),
        match.end(),
    )


def level_left_out(text: str, start: int, end: int) -> str | None:
    """The level that the document says it leaves out before its bodies: 县."""
    match = _LEVEL_LEFT_OUT.search(text, start, end)
    return match["level"] if match else None


def find_abbreviations(text: str, start: int, end: int) -> dict[str, str]:
    """Names that the document shortens: 以下简称“市委社工部” → short: full, normal text."""
    found: dict[str, str] = {}
    for match in _ABBREVIATION.finditer(text, start, end):
        before = _NAME_BEFORE.search(text[max(start, match.start() - 40) : match.start()])
        if before is None:
            continue
        short = match["short"] or match["named"]
        if short.startswith("各"):
            continue  # 各县市区 for a list of bodies is a name of its own
        if full := _party(before[0]) if _PARTY.fullmatch(short) else _full_name(before[0], short):
            found[short] = full
    return found


_CUT = re.compile(
    r"[、,的和与及由经对向]|第[一二三四五六七八九十百\d]+条"
    r"|(?:规范|要求|推动|组织|指导|委托|授权|明确|确定|指定|引导|鼓励|支持)(?!部|委|办|局)"
    r"|(?:建立|成立|设立|组建)|(?:报|请)(?=[市省区县州]|[\u4e00-\u9fff]{2,3}[市省区县州])"
)
_BODY_END = re.compile(
    r"(?<!运动)(?<!博览)(?<!展览)(?<!交易)(?<!论坛)[局委办部厅会院组室心处]$|部门$|机关$|政府$|单位$"
    r"|会议$|机构$|公司$|专班$|主体$|企业$|者$|[商行]$"
)
_PARTY = re.compile("[甲乙丙]方")


def _party(before: str) -> str | None:
    """Who signs as 甲方 or 乙方: the body right before, whose letters the short name does not have."""
    starts = [0, *(cut.end() for cut in _CUT.finditer(before)), *(m.end() for m in re.finditer("[与和同]", before))]
    return next(
        (name for start in sorted(starts, reverse=True) if _BODY_END.search(name := before[start:]) and is_body(name)),
        None,
    )


def _ends_body(text: str) -> bool:
    last = text.split("、")[-1]
    return bool(_BODY_END.search(last)) and is_body(last)


def _full_name(before: str, short: str) -> str | None:
    """The shortest end of ``before`` that is a body and holds the letters of ``short`` in order."""
    cuts = [cut.end() for cut in _CUT.finditer(before) if cut[0] not in "和与及" or _ends_body(before[: cut.start()])]
    for start in sorted({0, *cuts}, reverse=True):
        full = before[start:]
        level, rest = short[:1], short[1:]
        if level in "省市区县州" and not full.startswith(level) and len(rest) >= 2:
            # 县人民政府设立防汛抗旱指挥部(简称县指挥部): the level stands with who set it up
            letters = iter(full)
            if (
                len(full) > len(rest)
                and all(letter in letters for letter in rest)
                and _BODY_END.search(full)
                and is_body(full)
                and "的" not in full
                and before[:start].endswith(("设立", "成立", "组建", "建立"))
            ):
                return level + full
        letters = iter(full)
        if len(full) >= len(short) and all(letter in letters for letter in short):
            named = (
                _BODY_END.search(full)
                and is_body(full)
                and not re.search(r"等|为|提供|的(?!(?:牵头|主管|监管|管理)?(?:部门|机构|单位)$)", full)
            )
            return full if named else None
    return None


# 林业局2019年上半年工作总结及下半年工作计划, put up by a site years later
_YEARLY_WORK = re.compile(r"20\d\d年(?:度|上半年|下半年)?[^,。\d]{0,10}工作(?:总结|计划|要点|打算|安排|思路|报告)")


def document_reference(day: str | None, title: str | None) -> Reference:
    """What relative times of the document count from.

    A plan for one year (2023年重点工作) sets the year; else the document's own date does.
    """
    exact: date | None = None
    year: int | None = None
    if day:
        year = int(day[:4])
        if len(day) == 10:
            exact = date.fromisoformat(day)
    plan_start = plan_end = None
    if title:
        if match := _PLAN_SPAN.search(title):
            plan_start, plan_end = int(match[1]), int(match[2])
        ahead = YEAR_AHEAD.search(title)
        years = {int(ahead[1])} if ahead else {int(y) for y in _TITLE_YEAR.findall(title)}
        if len(years) == 1 and plan_start is None:
            only = years.pop()
            if year is None or abs(only - year) <= 1 or (only < year and _YEARLY_WORK.search(title)):
                year = only
    return Reference(year=year, day=exact, document_year=year, plan_start=plan_start, plan_end=plan_end)


# 对外发布2013年“民生十件事”责任分解表
_YEAR_S_WORK = re.compile(
    r"(?<![-至~\d])(20\d\d)年(?:度)?[“”\u4e00-\u9fff]{0,12}?(?:任务|实事|十件|要点|(?:重点|主要)工作"
    r"|工作(?:目标|打算|思路|规划)|预期指标|工作计划|工作安排|目标责任|分解|方案|计划值|目标值)"
)
_ANY_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
TOLD_AGAIN = 2  # a text of which some years were taken out, but not that of its title


def year_told(lead: str) -> str | None:
    """The year whose work the beginning of a text without a date speaks of, where it speaks of no later one."""
    years = {match[1] for match in _YEAR_S_WORK.finditer(lead)}
    if len(years) != 1 or (LOST_YEAR.search(lead) and len(_YEAR_S_WORK.findall(lead)) < TOLD_AGAIN):
        return None
    year = years.pop()
    return year if all(match[1] <= year for match in _ANY_YEAR.finditer(lead)) else None


# 全市专项整治从2010年4月开始
_BEGUN = re.compile(r"[从自] ?(20\d\d) ?年[^,。;0-9]{0,4}(?:\d{1,2} ?月)?[^,。;\d]{0,8}(?:开始|起(?![草]))")
_CITED = re.compile(r"〔(20\d\d)〕")
_WANTED_BY = re.compile(r"(?:到|至|于|在|力争)? ?(20\d\d) ?年(?:年?底|\d{1,2}月(?:底|\d{1,2}日)?)(?:之?前)?")


# 截至2011年底,…。2012年9月底前…; 比2011年下降: the first year planned for follows the last that is told of
_WAS_OVER = re.compile(r"截[至止]到?(20\d\d)年(?:年?[底末]|12月底?)|(?:比|较)(20\d\d)年(?!底|末)")
_WITHIN_YEAR = re.compile(
    r"(?<!\d)(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日|底)?之?前|年?底之?前"
    r"|[上下]半年(?=[^,。;]{0,4}(?:开展|完成|启动|组织|实现|建成))|[一二三四]季度(?:末|底)?之?前)"
)


# (一)动员部署阶段(2023年4月1日-4月20日): the plan's first stage
_STAGE_IN = re.compile(r"阶段[^()。\d]{0,4}\(?(?:时间:)?[^()。\d]{0,4}(20\d\d)年\d{1,2}月")


def year_begun(text: str) -> str | None:
    """The year of a text without a date by when its work begins, or by when it ends where what it cites is of that year."""
    if LOST_YEAR.search(text):
        return None
    begun = {match[1] for match in _BEGUN.finditer(text)}
    cited, wanted = {match[1] for match in _CITED.finditer(text)}, {match[1] for match in _WANTED_BY.finditer(text)}
    if len(begun) == 1 and min(begun | wanted) in begun:
        return begun.pop()
    if len(wanted) == 1 and cited and wanted == {max(cited)}:
        return wanted.pop()
    if stages := {match[1] for match in _STAGE_IN.finditer(text)}:
        return min(stages)
    over = {match[1] or match[2] for match in _WAS_OVER.finditer(text)}
    soon = min((match[1] for match in _WITHIN_YEAR.finditer(text)), default=None)
    return soon if soon and over and int(soon) == int(max(over)) + 1 else None


def year_of_heading(heading: str | None) -> int | None:
    """The single year that a heading names: 二、2024年重点工作."""
    if not heading:
        return None
    years = {int(y) for y in re.findall(r"(?<![-至~\d])(20\d\d)年(?![-至~])", heading)}
    return years.pop() if len(years) == 1 else None
