"""Times of the calendar that bound an action: dates, years, stretches, plan periods, named days.

Most dates of a policy document bound nothing (a meeting, a base year, the year in a name); what stands around
one decides.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policytext.extract.bounded_actions import CLAUSE_OPEN, DOES, PAST_CLAUSE, CalendarTime, bounds_action
from policytext.extract.time_mentions import (
    DAY,
    DOER,
    HOUR,
    MONTH,
    Point,
    TimeMention,
)
from policytext.normalize.numerals import LOST_YEAR
from policytext.structure.actions import opens_with_action

_HAN_DIGIT = "〇零一二三四五六七八九○"
_YEAR = rf"(?:(?:19|20)\d\d|(?<!\d)0\d{{3}}(?=年)|[一二][九〇零○][{_HAN_DIGIT}]{{2}})"
_BEHIND_A_NUMBER = r"(?<=\n\d\.)|(?<=\n\d\d\.)"  # 2.5月至10月开展…: an item's number and no 2.5
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
    rf"|(?:(?<![\d.])|{_BEHIND_A_NUMBER})(?P<month2>{MONTH})月份?"
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
    rf"(?:(?<![\d.一二三四五六七八九十])|{_BEHIND_A_NUMBER})(?P<from>[自从](?=[^,。;]{{2,14}}(?:起|开始)(?:至|到|-)))?"
    rf"(?:(?P<y1>{_YEAR}|今年|明年)年?)?"
    rf"(?:(?P<m1>{MONTH})(?:月份?(?:(?P<d1>{DAY})(?:[日号]|(?=[-~至到])))?(?P<p1>底|末|初|上旬|中旬"
    rf"|下旬)?|(?<=年\d)|(?<=年\d\d)|(?<=\(\d)|(?<=\(\d\d))|(?P<h1>{_HALVES}))"
    rf"(?:起|开始)?(?:-{{1,3}}|~{{1,2}}|至|到)"
    rf"(?:(?P<y2>{_YEAR}|今年|明年|次年|当年)年?"
    rf"|{LOST_YEAR.pattern})?(?:(?P<m2>{MONTH})月份?(?:(?P<d2>{DAY})[日号])?(?P<p2>底|末|初|上旬|中旬"
    rf"|下旬)?|(?P<h2>{_HALVES})|(?P<d3>{DAY})[日号])(?!\d)"
)
# 在3-5月对老年人免费体检: the word 月 stands once
_MONTHS = re.compile(
    rf"(?:(?<![\d年.第/])|{_BEHIND_A_NUMBER})(?P<m1>1[0-2]|[1-9])(?:-|~|至|到)"
    r"(?P<m2>1[0-2]|[1-9])月份?(?![\d以底末初上中下])"
)
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
            and not (DOES.match(text, m.end()) or text.startswith((",", "推进", "开展"), m.end()))
        ):
            continue  # 一季度至三季度经济运行情况
        if m["d1"] and PAST_CLAUSE.match(text, m.end()):
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
            or text[m.start() - 1] in CLAUSE_OPEN
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
            and not PAST_CLAUSE.match(text, m.end())
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
    before, after = text[max(start, low - 8) : low], text[high : high + 12]
    raised_to = _RAISED.search(before) and after.startswith("的")
    if pre in ("到", "至") and (match["year"] or match["part3"]) and raised_to:
        return TimeMention(
            start=low + len(pre), end=high, kind="calendar", year=match["year"], part=match["part3"]
        )  # 提高到2025年的35%以上
    if _dates_something(text, match, start, before, after):
        return None
    if match["y1"]:
        return _years(text, match, start, after)
    if match["plan"]:
        return _plan_period(match)
    year = match["year"] or match["relative"]
    month = match["month"] or match["month_n"] or match["month2"]
    day = match["day"] or match["day_n"] or match["day2"] or match["day4"]
    part = match["part"] or match["part2"] or match["part3"] or match["part4"]
    if part == "全年":
        part = "年内"
        if PAST_CLAUSE.match(text, high):
            return None
    if match["year_word"] == "" and not month:
        return None
    if not (year or month) and part and part.startswith("月") and text[max(start, low - 1) : low] == "年":
        return None  # 年月底前: the page lost its figures
    if match["month_n"] and not day and not bound and not part:
        return None  # 2023.5 is as often a number
    if match["year"] and not (month or part or bound) and _EVENT_OF_YEAR.match(text, high):
        return None  # 2025年汛期结束前: an event, no year
    if since == "起" and _INTO_FORCE.match(text, high) and _THIS_TEXT.search(text, max(start, low - 30), low):
        return None  # 本办法自2024年7月1日起施行; 《…条例》将于5月1日起施行
    mention = TimeMention(start=low, end=high, kind="calendar", year=year, month=month, day=day, part=part)
    if since in ("起", "开始"):
        if pre in ("从", "自") or since == "起":
            return replace(mention, since=True)
        if part in ("年初", "初") and text[low - 1 : low] in "于自从":
            return replace(mention, end=high - len(since), since=True)
        high = match.end("bound") if bound else high - len(since)  # 年底前开始…: the verb, not 起
    time = CalendarTime(
        text,
        start,
        low,
        match.end(),
        before,
        after,
        year=year,
        relative=match["relative"],
        year_word=match["year_word"],
        month=month,
        day=day,
        part=part,
        bound=bound,
        pre=pre,
    )
    if not bounds_action(time):
        return None
    if pre in ("从", "自"):
        low += len(pre)
        if not bound and not part:
            return None
    return replace(mention, start=low, end=high, bound=bound, to=pre in ("到", "至"))


def _dates_something(text: str, match: re.Match[str], start: int, before: str, after: str) -> bool:
    """Whether the time tells when a thing was or is of: 截至2023年底, 近2023年, 2019年以前入库的信息."""
    low, high = match.span()
    pre, bound = match["pre"], match["bound"]
    if pre in ("截至", "截止", "截止到") or match["since"] in ("以来", "以后", "之后", "后"):
        return True
    if text[max(start, low - 1) : low] in ("近", "前", "第", "·") or (
        pre == "至" and not bound and before[-1:].isdigit()
    ):
        return True
    if (
        _BASE_BEFORE.search(before)
        and not pre
        and not bound
        and not ((match["month2"] or match["part3"] == "年内") and before.endswith("在"))
    ):
        return True
    if (bound and after.startswith("的")) or _QUALIFIES.search(before):
        return True  # 注册时间为2018年5月31日前, 到2019年底之前的在研项目
    if before.endswith("已在") or (after.startswith("已") and (match["year"] or bound)):
        return True  # 2018年12月31日之前已完成转制的企业
    return (
        bound in ("以前", "之前")
        and match["year"] is not None
        and not (match["month"] or match["month2"])
        and _OF_OLD.match(text, high) is not None
    )  # 2010年以前入库的信息


def _years(text: str, match: re.Match[str], start: int, after: str) -> TimeMention | None:
    """2023-2025年."""
    low, pre = match.start(), match["pre"]
    if after[:1] == "度" or not (match["yr"] or match["span"]):
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


def _plan_period(match: re.Match[str]) -> TimeMention | None:
    """“十四五”期间, “十四五”末."""
    part, since = match["plan_part"], match["since"]
    if part == "以来":
        return None
    return TimeMention(
        start=match.start(),
        end=match.end() if not since else match.end("plan_part"),
        kind="plan",
        name=match["plan"].strip("“”"),
        part=part,
        to=match["pre"] in ("到", "至"),
        since=since in ("起", "开始"),
    )


_QUALIFIES = re.compile("(?:注册|登记|成立|设立|出生|颁发|入学|毕业)(?:时间|日期)(?:须|应)?(?:为|在|于)$")
_INTO_FORCE = re.compile(r"(?:正式)?(?:施行|实施|执行|生效)(?=[。;,\n]|$)")
_OF_OLD = re.compile(r"[\u4e00-\u9fff]{2,8}的")
_THIS_TEXT = re.compile(
    r"本(?:办法|规定|条例|细则|通知|意见|方案|指引|标准|规范|规程|规则|决定|令|法)|现予(?:公布|发布)"
    r"|(?:予以|现)公布|《[^》]{4,40}》[^,。;]{0,10}(?:将|已|正式)?$"
)
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
        if text.startswith(("计划", "拟", "将", "力争"), m.end()) or not PAST_CLAUSE.match(text, m.end())
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
