"""Times of the calendar that bound an action: dates, years, stretches, plan periods, named days.

Most dates of a policy document bound nothing (a meeting, a base year, the year in a name); what stands around
one decides.
"""

from __future__ import annotations

import re

from policytext.extract.time_mentions import (
    DAY,
    DOER,
    HOUR,
    MILESTONE,
    MONTH,
    REACHES,
    Point,
    TimeMention,
)
from policytext.lexicon import common_verbs
from policytext.normalize.numerals import LOST_YEAR
from policytext.structure.actions import opens_with_action

_HAN_DIGIT = "〇零一二三四五六七八九○"
_YEAR = rf"(?:(?:19|20)\d\d|(?<!\d)0\d{{3}}(?=年)|[一二][九〇零○][{_HAN_DIGIT}]{{2}})"
_RELATIVE_YEAR = "今年|本年度|本年|当年|明年|次年|翌年|来年|后年|同年"
_HALF = (
    "上半年|下半年|年中|[第]?[一二三四1-4]季度(?:末|底|结束(?=前))?|年底|年末|年尾|岁末|年初|月底"
    "|月尾|月末|月初|上旬|中下旬|上中旬|中旬|下旬|末|底|尾|初"
)
_PLAN = "“?(?:十[一二三四五六]五|十五)”?|“[八九]五”"
_WEEKDAY = r"\((?:星期|周)[一二三四五六日天]\)(?=[上下]午|前|之前|以前|\d|下班|中午)"
_TERM_BEGINS = r"(?:[春秋]季(?:学期)?|新学期)?(?:开学|返校)(?=之?前)"  # 9月1日开学前
_BOUND = (
    "(?:之前|以前|前)(?!列|沿|景|瞻|端|期|后|三(?!级)|两|(?<![底末日月年号旬]前)进|置|往|来|移|身|台"
    "|述|所(?!有)|头|半)|之内|以内|内(?!容|部|外|涵|设|生|地|河|需|镇|蒙|控|陆|在|的)"
)
# The set in front of the three patterns that any character would be tried for: what they can begin with.
_CALENDAR = re.compile(
    rf"(?=[截从自到至今本当明次翌来后同年岁上下第月“ \d一二三四五六七八九十])(?P<pre>截至|截止到?|从|自|到|至)?(?:"
    rf"(?P<y1>{_YEAR})年?(?:[-~]+|至|到)(?P<y2>{_YEAR}|\d\d(?=年))(?P<yr>年度?)?(?P<span>期间|之间|内|间)?"
    rf"|(?:(?P<year>{_YEAR})(?P<year_word>年度?|(?=[.\-/]))|(?P<relative>{_RELATIVE_YEAR}))"
    rf"(?:(?P<month>{MONTH})月份?"
    rf"(?:(?P<day>{DAY})[日号](?:{_WEEKDAY})?(?:{HOUR})?(?:{_TERM_BEGINS})?)?"
    rf"|[.\-/](?P<month_n>\d{{1,2}})(?:[.\-/](?P<day_n>\d{{1,2}}))?(?!\d|[%版倍万亿个]))?"
    rf"(?P<part>{_HALF}|全年)?"
    rf"|(?<![\d.])(?P<month2>{MONTH})月份?"
    rf"(?:(?P<day2>{DAY})[日号](?:{_WEEKDAY})?(?:{HOUR})?(?:{_TERM_BEGINS})?)?(?P<part2>月?底|月?尾"
    rf"|月?末|月?初|上旬|中下旬|上中旬|中旬|下旬)?"
    rf"|(?<![\d一二两三四五六七八九十近几半每去]) ?(?P<part3>年底|年末|年尾|岁末年初|岁末|上半年"
    rf"|下半年|年中|年内|[第]?[一二三四1-4]季度(?:末|底|结束(?=前))?|月底|本月底|下月底|月末)"
    rf"|(?P<part4>本月|下月)(?P<day4>{DAY})[日号](?=之?前|以前)"
    rf"|(?P<plan>{_PLAN})(?P<plan_part>期?末|末期|期末|期间|时期|中期|期内|以来)"
    rf")(?P<bound>{_BOUND})?(?P<since>起|开始|以来|以后|之后|后)?"
)
#: One end of a stretch of time: 2024年10月, 3月1日, 9月下旬, 2024年第二季度.
_HALVES = "上半年|下半年|年初|年中|年底|年末|第?[一二三四1-4]季度(?:末|底)?"
_STRETCH = re.compile(
    rf"(?<![\d.一二三四五六七八九十])(?P<from>[自从](?=[^,。;]{{2,14}}(?:起|开始)(?:至|到|-)))?"
    rf"(?:(?P<y1>{_YEAR}|今年|明年)年?)?"
    rf"(?:(?P<m1>{MONTH})(?:月份?(?:(?P<d1>{DAY})(?:[日号]|(?=[-~至到])))?(?P<p1>底|末|初|上旬|中旬"
    rf"|下旬)?|(?<=年\d)|(?<=年\d\d)|(?<=\(\d)|(?<=\(\d\d))|(?P<h1>{_HALVES}))"
    rf"(?:起|开始)?(?:-{{1,3}}|~{{1,2}}|至|到)"
    rf"(?:(?P<y2>{_YEAR}|今年|明年|次年|当年)年?"
    rf"|{LOST_YEAR.pattern})?(?:(?P<m2>{MONTH})月份?(?:(?P<d2>{DAY})[日号])?(?P<p2>底|末|初|上旬|中旬"
    rf"|下旬)?|(?P<h2>{_HALVES})|(?P<d3>{DAY})[日号])(?!\d)"
)
# 在3-5月对老年人免费体检: the word 月 stands once
_MONTHS = re.compile(r"(?<![\d年.第/])(?P<m1>1[0-2]|[1-9])(?:-|~|至|到)(?P<m2>1[0-2]|[1-9])月份?(?![\d以底末初上中下])")
# 即日起至12月底, 自本通知印发之日起至2025年6月: from the day of the document on
_FROM_NOW = re.compile(
    rf"[从自]?(?:即日|现在|(?:本|该)?(?:方案|通知|意见|文件|办法|公告|通告|工作方案|实施方案)?(?:印发"
    rf"|下发|发布|公布|发文)之日)起(?:至|到|-{{1,3}}|~{{1,2}})"
    rf"(?:(?P<y>{_YEAR}|今年|明年)年?)?(?:(?P<m>{MONTH})月份?(?:(?P<d>{DAY})[日号])?(?P<p>底|末|初"
    rf"|上旬|中旬|下旬)?|(?P<h>{_HALVES}))(?:之?前)?(?!\d)"
)
_DAY_NAME = (
    "“?(?:七一|八一|五一|十一|六一|五四|三八|双11|双十一|国庆|元旦|春节|中秋|端午|清明)”?|国庆节?"
    "|清明节?|元旦|春节|劳动节|教师节|植树节|建党节|建军节|儿童节|中秋节?|端午节?"
)
_NAMED = re.compile(
    r"(?P<y>今年|明年|20\d\d年)?(?P<name>(?:社区|村|村\(社区\))?“两委”换届(?:工作)?(?:结束)?"
    r"|(?:(?:[春秋](?:季|季学期)?|新学期|新学年)开学|(?:主)?汛期|梅雨季节?|入汛|入冬|冬季来临|雨季"
    r"|封冻|上冻|麦收|三夏|三秋|中考)|"
    rf"{_DAY_NAME}|供暖(?:季|期)?|采暖(?:季|期)?|开学|秋收|春耕|高考|两会"
    rf"|换届(?:工作)?(?:结束)?)(?:假期|假日|长假|放假)?(?P<bound>之?前|以前|后)"
)
_BASE_BEFORE = re.compile(r"(?:(?<![占配])比|较|同|与|以|对照|相比)$|(?<![要争保须应])在$")
_MEETING_AFTER = re.compile(
    r"(?:全国|全省|全市|国务院|中央|政府|市委|省委|市政府)?[^,。;]{0,8}(?:会议(?:确定|精神|要求)"
    r"|工作报告|预算|年鉴|统计|决算|重点工作任务(?:清单|分工)?的通知)"
)
_RAISED = re.compile("(?:提高|提升|增加|增长|扩大|降低|下降|压减|减少|上升)$")
# a cell of limits: 12月, 第三季度, 年底, 2027年
_BARE_PART = re.compile(
    rf"\s*(?:(?P<whole>20\d\d)年度?"
    rf"|(?:(?P<y>20\d\d)年)?(?:(?P<m>{MONTH})月份?(?P<p>底|末|初|[上中下]旬)?"
    rf"|(?P<h>上半年|下半年|年底|年末|年内|第?[一二三四1-4]季度(?:末|底)?)))(?:之?前|以前)?\s*"
)
_DOTTED_STRETCH = re.compile(
    r"(?<![\d.])(?P<y1>20\d\d)[./](?P<m1>1[0-2]|0?[1-9])(?:-{1,2}|~|至|到"
    r"|—{1,2})(?P<y2>20\d\d)[./](?P<m2>1[0-2]|0?[1-9])(?![\d./])"
)
_BARE_DATE = re.compile(
    r"(?<![\d.])(?:(?P<y>20\d\d)(?:年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?"
    r"|[-./](?P<m1>\d{1,2})月?(?:[-./](?P<d1>\d{1,2})日?)?)(?P<part>底|末)?"
    r"|(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日)(?:之?前|以前)?(?![\d%])"
)


_EVENT_OF_YEAR = re.compile(
    r"(?:主?汛期|防火期|禁渔期|采暖[期季]|供暖[期季]|雨季|旱季|[春夏秋冬]季|清明|重阳|换届"
    r"|[春秋]季?学期)[^,。;\d]{0,4}(?:前|后|期间|结束)"
)


def find_bare_dates(text: str, start: int, end: int) -> list[TimeMention]:
    """In a stated time limit any date counts, the first of it: 完成时限:2024-06-30, (2024年3月)."""
    if part := _BARE_PART.fullmatch(text, start, end):
        low, high = start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
        return [
            TimeMention(
                start=low,
                end=high,
                kind="calendar",
                year=part["whole"] or part["y"],
                month=part["m"],
                part=part["p"] or part["h"],
            )
        ]
    match = _BARE_DATE.search(text, start, end)
    if (
        match is None
        or text.startswith(("起", "至", "-", "~", "—", "到"), match.end())
        or text[max(start, match.start() - 1) : match.start()] in ("至", "-", "~", "到")
    ):
        return []
    return [
        TimeMention(
            start=match.start(),
            end=match.end(),
            kind="calendar",
            year=match["y"],
            month=match["m"] or match["m1"] or match["m2"],
            day=match["d"] or match["d1"] or match["d2"],
            part=match["part"],
        )
    ]


def find_dotted_stretches(text: str, start: int, end: int) -> list[TimeMention]:
    """In a stated time limit 2025.3-2025.12 is a stretch; in a sentence it may be a figure."""
    return [
        TimeMention(
            start=m.start(),
            end=m.end(),
            kind="stretch",
            year=m["y1"],
            month=m["m1"],
            last=Point(year=m["y2"], month=m["m2"], day=None, part=None),
        )
        for m in _DOTTED_STRETCH.finditer(text, start, end)
    ]


def find_stretches(text: str, start: int, end: int) -> list[TimeMention]:
    """2024年10月--2025年2月, 9月16日-23日, 第二季度至第四季度: both ends are told."""
    found = []
    for m in _STRETCH.finditer(text, start, end):
        if m["d3"] and not m["d1"]:
            continue
        if (
            m["h1"]
            and m["h2"]
            and not m["y1"]
            and not (_DOES.match(text, m.end()) or text.startswith((",", "推进", "开展"), m.end()))
        ):
            continue  # 一季度至三季度经济运行情况
        if m["d1"] and _PAST_CLAUSE.match(text, m.end()):
            continue
        last = Point(
            year=m["y2"],
            month=m["m2"] or (m["m1"] if m["d3"] else None),
            day=m["d2"] or m["d3"],
            part=m["p2"] or m["h2"],
        )
        found.append(
            TimeMention(
                start=m.start(),
                end=m.end(),
                kind="stretch",
                year=m["y1"],
                month=m["m1"],
                day=m["d1"],
                part=m["p1"] or m["h1"],
                last=last,
            )
        )
    for m in _MONTHS.finditer(text, start, end):
        opens = (
            m.start() == start
            or text[m.start() - 1] in _CLAUSE_OPEN
            or text[m.start() - 1] in "在于"
            or DOER.search(text, max(start, m.start() - 8), m.start())
        )
        after = text[m.end() : m.end() + 14].removeprefix(",")
        if (
            opens
            and (
                opens_with_action(after)
                or _RUNS.match(after)
                or DOER.search(after)
                or after.startswith(("对", "由", "为"))
            )
            and not _PAST_CLAUSE.match(text, m.end())
        ):
            found.append(
                TimeMention(
                    start=m.start(),
                    end=m.end(),
                    kind="stretch",
                    month=m["m1"],
                    last=Point(year=None, month=m["m2"], day=None, part=None),
                )
            )
    return found


_RUNS = re.compile(r"[办开搞抓](?=[\u4e00-\u9fff]{2,8}\d)")


def find_from_now(text: str, start: int, end: int) -> list[TimeMention]:
    """即日起至12月底: a stretch that begins on the day of the document."""
    return [
        TimeMention(
            start=m.start(),
            end=m.end(),
            kind="from_now",
            last=Point(year=m["y"], month=m["m"], day=m["d"], part=m["p"] or m["h"]),
        )
        for m in _FROM_NOW.finditer(text, start, end)
    ]


def find_calendar(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _CALENDAR.finditer(text, start, end):
        mention = _read_calendar(text, match, start, end)
        if mention is not None:
            found.append(mention)
    return found


def _read_calendar(text: str, match: re.Match[str], start: int, end: int) -> TimeMention | None:
    low, high = match.span()
    pre, bound, since = match["pre"], match["bound"], match["since"]
    before = text[max(start, low - 8) : low]
    after = text[high : high + 12]
    if pre in ("截至", "截止", "截止到"):
        return None
    if pre in ("到", "至") and (match["year"] or match["part3"]) and _RAISED.search(before) and after.startswith("的"):
        return TimeMention(
            start=low + len(pre), end=high, kind="calendar", year=match["year"], part=match["part3"]
        )  # 提高到2025年的35%以上
    if since in ("以来",) or (since in ("以后", "之后", "后")):
        return None
    if text[max(start, low - 1) : low] in ("近", "前", "第", "·") or (
        pre == "至" and not bound and before[-1:].isdigit()
    ):
        return None
    if (
        _BASE_BEFORE.search(before)
        and not pre
        and not bound
        and not ((match["month2"] or match["part3"] == "年内") and before.endswith("在"))
    ):
        return None
    if (bound and after.startswith("的")) or _QUALIFIES.search(before):
        return None  # 注册时间为2018年5月31日前, 到2019年底之前的在研项目
    if before.endswith("已在") or (after.startswith("已") and (match["year"] or match["bound"])):
        return None  # 2018年12月31日之前已完成转制的企业
    if (
        bound in ("以前", "之前")
        and match["year"]
        and not (match["month"] or match["month2"])
        and _OF_OLD.match(text, high)
    ):
        return None  # 2010年以前入库的信息
    if match["y1"]:
        if after[:1] in ("度",) or not (match["yr"] or match["span"]):
            return None
        if after.startswith((")", "》")) and text[max(start, low - 1) : low] == "(":
            return None
        return TimeMention(
            start=low + (len(pre) if pre in ("到", "至") else 0),
            end=match.end("span") if match["span"] else match.end("yr"),
            kind="range",
            year=match["y1"],
            year_to=match["y2"],
        )
    if match["plan"]:
        part = match["plan_part"]
        if part == "以来":
            return None
        return TimeMention(
            start=low,
            end=high if not since else match.end("plan_part"),
            kind="plan",
            name=match["plan"].strip("“”"),
            part=part,
            to=pre in ("到", "至"),
            since=since in ("起", "开始"),
        )
    year = match["year"] or match["relative"]
    month = match["month"] or match["month_n"] or match["month2"]
    day = match["day"] or match["day_n"] or match["day2"]
    part = match["part"] or match["part2"] or match["part3"] or match["part4"]
    day = day or match["day4"]
    if part == "全年":
        part = "年内"
        if _PAST_CLAUSE.match(text, high):
            return None
    if match["year_word"] == "" and not month:
        return None
    if match["month_n"] and not day and not bound and not part:
        return None  # 2023.5 is as often a number
    if match["year"] and not (month or part or bound) and _EVENT_OF_YEAR.match(text, high):
        return None  # 2025年汛期结束前: an event, no year
    if since == "起" and _INTO_FORCE.match(text, match.end()) and _THIS_TEXT.search(text, max(start, low - 30), low):
        return None  # 本办法自2024年7月1日起施行; 《…条例》将于5月1日起施行
    if since in ("起", "开始"):
        if (
            pre not in ("从", "自")
            and since == "开始"
            and not (part in ("年初", "初") and text[low - 1 : low] in "于自从")
        ):
            high = match.end("bound") if bound else high - len(since)
        else:
            return TimeMention(
                start=low,
                end=high if since == "起" or pre in ("从", "自") else high - len(since),
                kind="calendar",
                year=year,
                month=month,
                day=day,
                part=part,
                since=True,
            )
    if not _bounds_action(text, match, year, month, day, part, bound, pre, before, after, low, start):
        return None
    if pre in ("从", "自"):
        low += len(pre)
        if not bound and not part:
            return None
    return TimeMention(
        start=low,
        end=high,
        kind="calendar",
        year=year,
        month=month,
        day=day,
        part=part,
        bound=bound,
        to=pre in ("到", "至"),
    )


_ROUTINE = re.compile("大|[^,。;]{0,8}(?:制度|机制)")  # 推行年初制定清单、年底开展述职制度
_QUALIFIES = re.compile("(?:注册|登记|成立|设立|出生|颁发|入学|毕业)(?:时间|日期)(?:须|应)?(?:为|在|于)$")
_THE_REST = re.compile("(?:其余|余下|剩余)[^,。;]{0,4}$")
_THEN = re.compile(r"(?:上半年|季度|月底?)[\u4e00-\u9fff]{2,5}、$")
_PASSES = re.compile(r"通过[^,。;]{0,12}(?:评审|验收|考核|认证|评估|复审)")
_SCHEDULED = re.compile(r"(?:\([^()]{1,8}\))?:(?=[^\n])|\(\d{1,2}分\)(?=[\u4e00-\u9fff])")  # 第一季度(3分):完成招标
_NAMED_AIM = re.compile(r"(?:目标|任务|计划):")  # 第一季度目标:完成现状勘测
_INTO_FORCE = re.compile(r"(?:正式)?(?:施行|实施|执行|生效)(?=[。;,\n]|$)")
_OF_OLD = re.compile(r"[\u4e00-\u9fff]{2,8}的")
_THIS_TEXT = re.compile(
    r"本(?:办法|规定|条例|细则|通知|意见|方案|指引|标准|规范|规程|规则|决定|令|法)|现予(?:公布|发布)"
    r"|(?:予以|现)公布|《[^》]{4,40}》[^,。;]{0,10}(?:将|已|正式)?$"
)
# 今年,省里组织开展了…,各地要…: what was done before the first word of duty
_PAST_CLAUSE = re.compile(r"[^。;]{0,60}?(?<!为|除)(?:了(?!解)|已|共召开|(?<![末底年要将,])累计)(?<!要.{30})")
_DOES = re.compile(
    r"(?:底|前|力争|争取|确保|要|将|在?全[市省县区州国面部]|我[市省县区州]|基本|实现|完成|达到|建成"
    r"|新增|新建|启动|开展|打造|培育|实施|组织|每|累计"
    r"|[\u4e00-\u9fff()、]{2,12}(?:(?<![主需重])要(?!求|素|点|件)|须|应当)"
    r"|对[^,。;]{2,30}(?:实现|开展|进行|完成|实施)"
    r"|[\u4e00-\u9fff“”]{2,20}?(?:达到|增长|提高|超过|不低于|不少于|不超过|新增|突破|力争|完成|实现"
    r"|保持|覆盖|全面|基本))"
)
_WHO_WILL = re.compile(
    r"(?:我[局委厅市县区部省]|[\u4e00-\u9fff]{2,6}[省市县区州镇乡](?=还?将)"
    r"|[\u4e00-\u9fff]{2,8}[局委办厅部])(?:还|也)?(?:将|拟|计划|要(?!求))"
    r"|[省市县区州旗本]?(?:级|本级)?财政局?(?:计划|拟|将|预算|再)*(?:安排|统筹|列支|投入|筹集|切块"
    r"|拿出)"
)  # 2020年我局将…
_FUNDS_AHEAD = re.compile(
    r"(?:计划|拟|将|预算|再)*(?:安排|统筹|列支|切块)[^了,。;]{0,12}(?:资金|经费|预算"
    r"|补助)?[^了,。;]{0,4}\d"
)
_YEAR_LIST = re.compile(r"(?:、20\d\d年)*(?:、|和)20\d\d年(?:分别|各(?=[^,。;]{0,8}(?:\d|[二三四五六七八九十]分之)))")
_EACH_OF_THE_YEARS = re.compile(r"各[^,。;]{0,8}(?:\d|[二三四五六七八九十]分之)")
# 覆盖率2024年40%、2025年75%
_LEVELS_BY_YEAR = re.compile(r"(?:约|超过?|不低于)?\d[\d.]*(?:%|个百分点)(?:以上|左右)?[、,和]20\d\d年")
_LEVEL_OF_A_YEAR = re.compile(r"20\d\d年(?:约|超过?|不低于)?\d[\d.]*(?:%|个百分点)(?:以上|左右)?[、,和]$")
_BEFORE_YEAR = ("其余", "剩余", "余下", "力争", "确保", "争取", "计划", "预计", "在", "于", "其中", "决定", "同时")
_YEAR_AS_NAME = re.compile(
    r"(?:政府|全[市省区县]|我们|各项|重点)?(?:政府|经济社会发展|经济|发展)?(?:工作)?的?(?:总体要求"
    r"|总体思路|主要(?:预期)?目标|预期目标|工作意义|任务)|离(?!不)|距(?:离|今)?|意义"
    r"|[一二三四五六七八九十\d]+[件类项大](?:民生)?实事"
)
_BY_WHOM = re.compile(r"由[^,。;]{2,14}(?:组织|牵头|开展|负责)")
_EACH_MONTH = re.compile(r"(?:分别|各|组织|开展|完成|分[两三四\d]次)")
_AT_OR_BY = ("在", "于", "力争", "争取", "确保", "计划", "预计", "拟")
_MONTH_LIST = re.compile(r"(?:、\d{1,2}月份?)+(?:分别|各)")  # 2025年3月、9月分别组织督查
_AGAINST_YEAR = re.compile(
    r"[^,。;]{2,20}[比较](?:20\d\d年|上年|去年)[^,。;]{0,6}(?:增长|增加|提高|提升|下降|降低|减少|压减"
    r"|翻)"
)
_LEVEL_LATER = re.compile(
    r"[^,。;]{2,18}(?:达到|不低于|不少于|突破|超过|提[高升]到|增加到|恢复[到至]|(?:控制|保持|稳定)在"
    r"|[下压]?降[至到低])"
)
# 督查室年底组织一次专项督查
_ONE_ACT = re.compile(
    r"(?:组织|开展|进行|实施|召开|举办)(?:一次|一轮"
    r"|[\u4e00-\u9fff]{0,4}(?:督查|检查|考核|验收|评估|抽查|述职|总结))"
)
_CLAUSE_OPEN = frozenset(",。;:、!?\n(”")
# 2021年接到投诉57件 tells what came about, 2025年投放网箱12口 what is to be done
_COUNTS = re.compile(
    r"(?!接到|收到|获得|荣获|获评|入选|发生|出现|接待|受理|查处|查获"
    r"|[春夏秋冬汛节][\u4e00-\u9fff]{0,3}前)[^,。;|\n]{2,}\d"
)
_PARTS_BY_YEAR = re.compile(r"(?:约|不少于)?\d[\d.]*万?(?:[个处座套户家所条间辆亩台人]|公里)(?=[、)]|$)")
# 于7月20日、8月20日、9月20日逐次报告进展
_DAYS_LISTED = re.compile(r"(?:、\d{1,2}月\d{1,2}日)*(?:逐次|分别|各|之?前|报送|书面)")
_SHIFT = re.compile(
    r"(?:同比|比上年|较上年)?(?:再)?(?:提[高升]|增[长加]|上升|下降|降低|减少"
    r"|压减)[至到]?[^,。;\d]{0,6}(?:\d|[一二两三四五六七八九]成)"
)
_NEWLY = re.compile(r"^(?:先[行期](?=[^先])|新(?=[认开入评培引签创])|再|在[^,。;]{2,10}?(?=推广|推开|开展|实施|建设))")


_NOUN_BEFORE = re.compile(r"[\u4e00-\u9fff](?<![于在自从到至的是以和与及比较为])$")
_NEAR_FIGURE = re.compile(r"[^,。;]{0,8}\d")
_OF_WHAT_WAS_MADE = re.compile(r"[^,。;]{1,14}的(?:[,。;]|$)")
_ONE_MORE = re.compile(r"[推建增改开引挖添](?:\d|[\u4e00-\u9fff]{1,8}\d)")  # 2024年再建8个


def _acts(after: str) -> bool:
    """Whether a verb of doing follows, of the genre's list or, before a figure, of the dictionary: 投放网箱12口."""
    after = _NEWLY.sub("", after)
    return (
        opens_with_action(after)
        or bool(_ONE_MORE.match(after))
        or (after[:2] in common_verbs() and _COUNTS.match(after) is not None)
    )


_AS_OFTEN_TOLD = ("印发", "发布", "出台", "挂牌", "揭牌", "消除", "主体", "取得", "达")
_TOLD_OF_MONTHS = re.compile(r"召开|印发|下发|出台|报送|[^,。;]{0,8}发现")  # as often of what was done


def _bounds_action(
    text: str,
    match: re.Match[str],
    year: str | None,
    month: str | None,
    day: str | None,
    part: str | None,
    bound: str | None,
    pre: str | None,
    before: str,
    after: str,
    low: int,
    start: int,
) -> bool:
    """Whether a calendar time is a limit, and not a date of the past, a base year or a name."""
    opens = low == start or text[low - 1] in _CLAUSE_OPEN
    if month and day and not year and before.endswith(("最迟", "最晚", "不迟于", "不晚于")):
        return True
    if month and not year and not bound and not part and not pre:
        # 5月完成: a bare month counts when the action follows; 5月23日召开 is a report
        if day:
            listed = _DAYS_LISTED.match(text, match.end()) and before.endswith(("于", "在", "日、"))
            planned = (
                opens
                and MILESTONE.match(after)
                and not after.startswith(_AS_OFTEN_TOLD)
                and not _PAST_CLAUSE.match(text, match.end())
            )
            return after.startswith(("前", "完成")) or bool(listed or planned)
        if (
            MILESTONE.match(after)
            and not after.startswith(_AS_OFTEN_TOLD)
            and not _PAST_CLAUSE.match(text, match.end())
        ):
            return True  # 轻轨一期6月全面动工
        return (
            after.startswith(
                (
                    "完成",
                    "基本完成",
                    "全部完成",
                    "取得",
                    "初步",
                    "启动",
                    "前完成",
                    "开工",
                    "组织",
                    "全面完成",
                    "实现",
                    "投入使用",
                    "投用",
                    "建成",
                    "竣工",
                    "交付",
                    "通车",
                    "上线",
                    "启用",
                    "开通",
                    "首批",
                    "集中",
                    "试生产",
                    "试运行",
                    "投放",
                    "到位",
                    "具备",
                )
            )
            or bool(_BY_WHOM.match(text, match.end()))
            or (before.endswith(("月、", "月份、")) and bool(_EACH_MONTH.match(after)))
            or (((low > start and text[low - 1] == "\n") or low == start) and after.startswith(","))
            or (
                text[low - 1 : low] in tuple(",;")
                and after[:2] in common_verbs()
                and not _TOLD_OF_MONTHS.match(after)
                and not after.startswith(_AS_OFTEN_TOLD)
                and not _PAST_CLAUSE.match(text, match.end())
            )
            or (
                (opens or before.endswith(_AT_OR_BY))
                and (_acts(after) or MILESTONE.match(after))
                and not _TOLD_OF_MONTHS.match(after)
                and not _PAST_CLAUSE.match(text, match.end())
            )
        )
    if part and part.startswith("月") and not month:
        return bool(bound) or after.startswith("完成")
    if bound:
        return not (bound.endswith("内") and not (year or part))
    if part in ("年初", "初", "月初"):
        return after.startswith(("完成", "启动", "制定"))
    if part and not year and not month:
        if part == "年内":
            return True
        # 年底 alone: 年底完成, 年底实现; but 年底开展述职 is a routine
        if part.endswith(("季度末", "季度底")) or part in ("上半年", "下半年"):
            return not after.startswith(("的", "以来", "工作", "经济"))
        if part.endswith("季度"):
            if (
                before.endswith(("在", "于"))
                and (_acts(after) or after[:2] in common_verbs())
                and not _PAST_CLAUSE.match(text, match.end())
            ):
                return True  # 须在三季度拨付到位
            if _PASSES.match(after) and (opens or before.endswith(("力争", "争取", "确保", "预计"))):
                return True
            return (
                bool(opens and _SCHEDULED.match(text, match.end()))
                or bool(_THE_REST.search(before))
                or bool(_NAMED_AIM.match(after) and (low == start or text[low - 1] == "\n"))
                or bool(_DOES.match(after) or MILESTONE.match(after))
                or after.startswith(("开展", "评价", ",", "前"))
                or (opens and after.startswith("对"))
                or (
                    (opens or before.endswith(("力争", "争取", "确保", "预计")))
                    and (_acts(after) or after[:2] in common_verbs())
                    and not _PAST_CLAUSE.match(text, match.end())
                )
            )
        if _THEN.search(before) and MILESTONE.search(after):
            return True  # 上半年开工、年底坝体填筑到180米
        if (
            part not in ("岁末年初", "年中")
            and (opens or DOER.search(before))
            and not after.startswith("未")
            and not _ROUTINE.match(after)
            and (_acts(after) or after[:2] in common_verbs())
            and not _PAST_CLAUSE.match(text, match.end())
        ):
            return True  # 年底组织考核, 年底对账销号
        return (
            bool(pre)
            or (opens and bool(_BY_WHOM.match(text, match.end())))
            or bool(_LEVEL_LATER.match(text, match.end()) or MILESTONE.match(after))
            or after.startswith(("力争", ",", "前"))
            or (before.endswith("于") and after.startswith(("对", "组织", "开展", "进行")))
            or bool(DOER.search(before) and _ONE_ACT.match(after))
        )
    if part in ("上半年", "下半年") and re.match(
        "(?:的)?(?:工作)?(?:总结|打算|情况|进展|运行)|(?:的)?工作(?:总结|打算|情况)", after
    ):
        return False  # 2019年上半年工作总结
    if part or (pre in ("到", "至") and (year or month)):
        return True
    if year and not month:
        if match["relative"]:
            if _PAST_CLAUSE.match(text, match.end()):
                return False
            if (
                not opens
                and not before.endswith((*_BEFORE_YEAR, "使"))
                and not (REACHES.match(after) and re.search(r"\d", after))
                and not (DOER.search(before) and opens_with_action(after))
                and not (before.endswith("企业") and after.startswith(("要", "将", "须")))
            ):
                return False  # 做好今年工作, 今年十类民生实事: the year of a thing
            return (
                match["relative"] in ("今年", "明年", "本年", "本年度")
                and not _YEAR_AS_NAME.match(after)
                and not after.startswith(
                    ("以来", "的", "是", "正值", "恰逢", "适逢", "《", "政府工作报告", "国务院政府")
                )
            )
        if match["year_word"] == "年度":
            return False
        if after.startswith(
            (
                "的",
                "《",
                "以来",
                "度",
                "全国",
                "年",
                "第",
                "修订",
                "版",
                "公布",
                "印发",
                "发布",
                "制定",
                "颁布",
                "出台的",
            )
        ):
            return False
        if _MEETING_AFTER.match(after):
            return False
        if after.startswith("累计") and REACHES.match(after):
            return opens  # 2026年累计达到20万平方米; a year that is over is none in the end
        if _PAST_CLAUSE.match(text, match.end()) and not before.endswith(("力争", "争取", "确保")):
            return False
        if DOER.search(before) and _FUNDS_AHEAD.match(after):
            return True  # 市财政局2024年安排专项资金1500万元
        if opens and (_WHO_WILL.match(after) or after.startswith("先在") or _AGAINST_YEAR.match(text, match.end())):
            return True  # 2020年先在利州区试点; 2023年岸电使用量比2021年增长两倍
        if _PARTS_BY_YEAR.match(text, match.end()) and before.endswith(("(", "、", ":")):
            return True  # 菜市场24处(2019年6处、2020年10处、2021年8处)
        if _SHIFT.match(after) and not opens and not _PAST_CLAUSE.match(text, match.end()):
            return True  # 接入率2021年提高至九成; 事故2024年同比下降50%以上
        if (
            REACHES.match(after)
            or _YEAR_LIST.match(text, match.end())
            or ((after.startswith("分别") or _EACH_OF_THE_YEARS.match(after)) and before.endswith(("年和", "年、")))
            or _LEVELS_BY_YEAR.match(text, match.end())
            or _LEVEL_OF_A_YEAR.search(text, max(start, low - 20), low)
        ):
            return True  # 覆盖率2025年达到85%、2026年达到90%; 组建率2025年、2026年分别达到70%、80%
        if opens and not after.startswith((",", "、")) and not _DOES.match(after) and not _acts(after):
            return bool(
                (level := _LEVEL_LATER.match(text, match.end())) and _NEAR_FIGURE.match(text, level.end())
            )  # 2025年省级基地总数增加到120个
        if (
            not opens
            and not _OF_WHAT_WAS_MADE.match(after)
            and (
                (DOER.search(before) and after[:2] in common_verbs())
                or (
                    _NOUN_BEFORE.search(before)
                    and (step := MILESTONE.match(after))
                    and not after.startswith((*_AS_OFTEN_TOLD, "的"))
                    and not after.startswith("的", step.end())
                )
            )
        ):
            return True  # 市应急管理局2024年立案查处…; 快线2021年建成通车
        return (
            opens or before.endswith(_BEFORE_YEAR) or (bool(_THE_REST.search(before)) and bool(MILESTONE.match(after)))
        )
    if year and month:
        if day:
            return after.startswith(("前", "完成", "之前"))
        return (
            bool(MILESTONE.match(after) and not _PAST_CLAUSE.match(text, match.end()))
            or after.startswith(
                (
                    "完成",
                    "前",
                    "启动",
                    "底",
                    "开工",
                    "投产",
                    "建成",
                    "实现",
                    "全面",
                    "起",
                    "投用",
                    "竣工",
                    "通车",
                    "交付",
                    "投入",
                    "运营",
                    "组织",
                    "开展",
                    "出台",
                    "印发",
                    "投料",
                    "试运行",
                    "试生产",
                    "点火",
                    "封顶",
                    "达产",
                )
            )
            or (opens and after.startswith((",", ":")) and not _PAST_CLAUSE.match(text, match.end()))
            or bool(_MONTH_LIST.match(after))
        )
    return False


_WHOLE_YEAR = re.compile(
    r"(?<=[\u4e00-\u9fff)])(?<![力争保年])全年(?=[^,。;\d]{0,8}?(?:不少于|不低于|不超过|不得超过"
    r"|不得?少于|至少)(?:[\u4e00-\u9fff]{2})?\d)"
    r"|(?:^|(?<=[,。;、:力争保取要须应\n\t.])|(?<=[局委办厅处室站所队镇乡会院司团道村位门校]))全年"
    r"(?=[^,。;]{0,24}(?:[\dXx×]|全覆盖|清零|全部|不发生|零(?:事故|发生|增长)"
    r"|无[^,。;]{2,14}(?:发生|事故|火灾|案件))|(?:计划|集中)?(?:开展|组织|举办|安排|实施)[^了])(?!共"
    r"|累计|平均)"
)
_TWO_YEARS = re.compile(
    r"(?:^|(?<=[,。;:\n在]))(?:今明两年(?P<inner>内)?|今冬明春)(?=,|要|将|全[省市县区]|集中|完成|开展"
    r"|组织|实施|新[建增]|期间)"
)


def find_two_years(text: str, start: int, end: int) -> list[TimeMention]:
    """今明两年 is both years; 今冬明春 has no days that all agree on."""
    return [
        TimeMention(start=m.start(), end=m.end(), kind="stretch", year="今年", last=Point("明年", None, None, None))
        if m[0].startswith("今明")
        else TimeMention(start=m.start(), end=m.end(), kind="range")
        for m in _TWO_YEARS.finditer(text, start, end)
    ]


_DAY_ALONE = re.compile(
    rf"(?<![\d月年./一二三四五六七八九十-])(?<!每)(?P<pre>自|从)?(?P<day>{DAY})[日号](?:{HOUR}"
    rf"|\d{{1,2}}[时点](?:\d{{1,2}}分)?(?=起))?(?P<bound>之?前|以前|起)"
)


def find_days(text: str, start: int, end: int) -> list[TimeMention]:
    """24日12时前, 自23日18时起: a day of the month in which the document was written."""
    return [
        TimeMention(
            start=m.start() if m["bound"] == "起" else m.start("day"),
            end=m.end(),
            kind="calendar",
            day=m["day"],
            part="本月",
            bound=None if m["bound"] == "起" else m["bound"],
            since=m["bound"] == "起",
        )
        for m in _DAY_ALONE.finditer(text, start, end)
    ]


# 于731日前全部开工, 1130日前: the page lost 月
_MONTH_LOST = re.compile(r"(?<![\d.])(?P<digits>\d{3,4})日(?P<bound>之?前|以前)(?!的)")
_SINCE_HOW_LONG = re.compile("(?:提前|最后|满|超过|不足|连续|累计)$")


def find_days_without_month(text: str, start: int, end: int) -> list[TimeMention]:
    """于731日前, 1130日前: a month and a day whose 月 the page lost, where they can be parted in one way only."""
    found = []
    for match in _MONTH_LOST.finditer(text, start, end):
        digits = match["digits"]
        parted = [
            (digits[:at], digits[at:])
            for at in (1, 2)
            if digits[0] != "0" and 1 <= int(digits[:at]) <= 12 and digits[at] != "0" and 1 <= int(digits[at:]) <= 31
        ]
        if len(parted) == 1 and not _SINCE_HOW_LONG.search(text, max(start, match.start() - 2), match.start()):
            found.append(
                TimeMention(
                    start=match.start(),
                    end=match.end(),
                    kind="calendar",
                    month=parted[0][0],
                    day=parted[0][1],
                    bound=match["bound"],
                )
            )
    return found


def find_whole_years(text: str, start: int, end: int) -> list[TimeMention]:
    """全年新增规上工业企业60家: the year in which a figure is to be reached."""
    return [
        TimeMention(start=m.start(), end=m.end(), kind="calendar", part="年内")
        for m in _WHOLE_YEAR.finditer(text, start, end)
        if text.startswith(("计划", "拟", "将", "力争"), m.end()) or not _PAST_CLAUSE.match(text, m.end())
    ]


# 最迟不晚于2024年国庆节完工
_LATEST_NAMED = re.compile(
    rf"(?:不[晚迟]于|最[迟晚]于?)(?P<when>(?P<y>今年|明年|20\d\d年)?(?P<name>{_DAY_NAME})节?)(?!之?前"
    rf"|以前|后)"
)


def find_named(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _LATEST_NAMED.finditer(text, start, end):
        year = match["y"].removesuffix("年") if match["y"] and match["y"][0] == "2" else match["y"]
        found.append(
            TimeMention(
                start=match.start("when"),
                end=match.end(),
                kind="named",
                year=year,
                name=match["name"].strip("“”"),
                bound="前",
            )
        )
    for match in _NAMED.finditer(text, start, end):
        if (match["bound"] == "后" and "换届" not in match["name"]) or (
            not match["y"] and text[max(start, match.start() - 1) : match.start()] in ("日", "号")
        ):
            continue  # 9月1日开学前 is a date
        found.append(
            TimeMention(
                start=match.start(),
                end=match.end(),
                kind="named",
                year=(match["y"] or "").removesuffix("年") or None
                if match["y"] and match["y"][0] == "2"
                else match["y"],
                name=match["name"].strip("“”"),
                bound=match["bound"],
            )
        )
    return found
