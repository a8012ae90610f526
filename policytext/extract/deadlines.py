"""Passage → the times that bound its actions (时限), as written.

Finding only; what a mention means is read in :mod:`policytext.resolve.periods`. The parts that the
resolver needs travel with the mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from policytext.extract.cues import SERVICE
from policytext.lexicon import common_verbs
from policytext.normalize.intervals import Intervals
from policytext.normalize.numerals import parse_number
from policytext.structure.actions import opens_with_action

_HAN_DIGIT = "〇零一二三四五六七八九○"
_YEAR = rf"(?:(?:19|20)\d\d|(?<!\d)0\d{{3}}(?=年)|[一二][九〇零○][{_HAN_DIGIT}]{{2}})"
_RELATIVE_YEAR = "今年|本年度|本年|当年|明年|次年|后年|同年"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_HALF = "上半年|下半年|年中|[第]?[一二三四1-4]季度(?:末|底)?|年底|年末|岁末|年初|月底|月末|月初|上旬|中旬|下旬|末|底|初"
_PLAN = "“?(?:十[一二三四五六]五|十五)”?|“[八九]五”"
_BOUND = "(?:之前|以前|前)(?!列|沿|景|瞻|端|提(?!交|出|供)|期|后|三|两|进|置|往|来|移|身|台|述|所(?!有)|头|半)|之内|以内|内(?!容|部|外|涵|设|生|地|河|需|镇|蒙|控|陆|在|的)"

_HOUR = r"(?:(?:[上下]午)?\d{1,2}[时点:](?:\d{1,2}分?)?|下班|中午|[上下]午|晚上)(?=前|之前|以前)"

# The set in front of the three patterns that any character would be tried for: what they can begin with.
_CALENDAR = re.compile(
    rf"(?=[截从自到至今本当明次后同年岁上下第月“ \d一二三四五六七八九十])(?P<pre>截至|截止到?|从|自|到|至)?(?:"
    rf"(?P<y1>{_YEAR})年?(?:[-~]+|至|到)(?P<y2>{_YEAR}|\d\d(?=年))(?P<yr>年度?)?(?P<span>期间|之间|内|间)?"
    rf"|(?:(?P<year>{_YEAR})(?P<year_word>年度?|(?=[.\-/]))|(?P<relative>{_RELATIVE_YEAR}))"
    rf"(?:(?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})[日号](?:{_HOUR})?)?|[.\-/](?P<month_n>\d{{1,2}})(?:[.\-/](?P<day_n>\d{{1,2}}))?(?!\d|[%版倍万亿个]))?"
    rf"(?P<part>{_HALF}|全年)?"
    rf"|(?<![\d.])(?P<month2>{_MONTH})月份?(?:(?P<day2>{_DAY})[日号](?:{_HOUR})?)?(?P<part2>月?底|月?末|月?初|上旬|中旬|下旬)?"
    rf"|(?<![\d一二两三四五六七八九十近几半每]) ?(?P<part3>年底|年末|岁末年初|岁末|上半年|下半年|年中|年内|[第]?[一二三四1-4]季度(?:末|底)?|月底|本月底|下月底|月末)"
    rf"|(?P<part4>本月|下月)(?P<day4>{_DAY})[日号](?=之?前|以前)"
    rf"|(?P<plan>{_PLAN})(?P<plan_part>期?末|末期|期末|期间|时期|中期|期内|以来)"
    rf")(?P<bound>{_BOUND})?(?P<since>起|开始|以来|以后|之后|后)?"
)
#: One end of a stretch of time: 2024年10月, 3月1日, 9月下旬, 2024年第二季度.
_HALVES = "上半年|下半年|年初|年中|年底|年末|第?[一二三四1-4]季度(?:末|底)?"
_STRETCH = re.compile(
    rf"(?<![\d.一二三四五六七八九十])(?P<from>[自从](?=[^,。;]{{2,14}}(?:起|开始)(?:至|到|-)))?(?:(?P<y1>{_YEAR}|今年|明年)年?)?"
    rf"(?:(?P<m1>{_MONTH})(?:月份?(?:(?P<d1>{_DAY})(?:[日号]|(?=[-~至到])))?(?P<p1>底|末|初|上旬|中旬|下旬)?|(?<=年\d)|(?<=年\d\d)|(?<=\(\d)|(?<=\(\d\d))|(?P<h1>{_HALVES}))"
    rf"(?:起|开始)?(?:-{{1,3}}|~{{1,2}}|至|到)"
    rf"(?:(?P<y2>{_YEAR}|今年|明年|次年|当年)年?)?(?:(?P<m2>{_MONTH})月份?(?:(?P<d2>{_DAY})[日号])?(?P<p2>底|末|初|上旬|中旬|下旬)?|(?P<h2>{_HALVES})|(?P<d3>{_DAY})[日号])(?!\d)"
)
_NAMED = re.compile(
    r"(?P<y>今年|明年|20\d\d年)?(?P<name>(?:社区|村|村\(社区\))?“两委”换届(?:工作)?(?:结束)?|(?:(?:[春秋](?:季|季学期)?|新学期|新学年)开学|(?:主)?汛期|梅雨季节?|入汛|入冬|冬季来临|雨季|封冻|上冻|麦收|三夏|三秋|中考)|“?(?:七一|八一|五一|十一|六一|五四|三八|双11|双十一|国庆|元旦|春节|中秋|端午)”?|国庆节?|元旦|春节|劳动节|教师节|植树节|建党节|建军节|儿童节|中秋节?|端午节?"
    r"|供暖季|采暖季|采暖期|开学|秋收|春耕|高考|两会|换届(?:工作)?(?:结束)?)(?:假期|假日|长假|放假)?(?P<bound>之?前|以前|后)"
)
_RECURRING = re.compile(
    rf"(?=[每一半季月周旬日按逐双单])(?:(?P<each>每)(?P<step>[一二两三四五六]|\d\d?|半|隔)?个?(?P<unit>年度?|季度?|月|周|旬|日(?=[^常])|天|星期|学期|学年|小时)(?P<half>度)?"
    rf"(?P<when>{_MONTH}月(?:{_DAY}[日号]|底|初|[上中下]旬)?(?:-|~|至|到)(?:次年)?(?:{_MONTH}月(?:{_DAY}[日号]|底|初|[上中下]旬)?|{_DAY}[日号])|{_DAY}[日号](?:、{_DAY}[日号])*|{_MONTH}月(?:{_DAY}[日号]|底|份)?(?:、{_MONTH}月(?:{_DAY}[日号]|底|份)?)*|首月{_DAY}[日号]|(?<=[周期])[一二三四五六日](?:、周?[一二三四五六日])*(?=[^个\d]|\d{{1,2}}[时点:])(?:{_HOUR})?|(?<=[日天])(?:[上下]午|早上|晚上)?\d{{1,2}}(?:[时点]|:\d\d)(?:、\d{{1,2}}(?:[时点]|:\d\d))*(?=前|[^\d至到-])|(?:主?汛期|入汛|入冬|开学|春节|供暖|采暖期?|防火期|雨季)(?=前)|末月{_DAY}[日号]|上旬|中旬|下旬|底|初|末)?(?P<bound>前)?"
    r"|(?P<one>一(?P<one_unit>年|季度?|月|周|日|旬)一(?:调度|通报|督查|督导|汇总|报告|研判|会商|分析|总结|评估|检查|盘点|排名|梳理|报送|例会|更新|主题|评比|考核|推进))"
    r"|(?P<halfone>半(?P<half_unit>年|月)一(?:调度|观摩|通报|督查|督导|总结|评估|检查|考核|汇总|报告))"
    r"|(?:(?<=实行|坚持|建立|执行|落实|推行|采取)|(?<=通报、|调度、))(?P<plain>(?P<plain_unit>季度?|月|周|旬|日)(?:调度|通报|督查|督导|报告|汇总|例会|会商|研判))"
    r"|(?P<two_months>每逢?(?:双月|单月)|(?:双月|单月)(?=[^,。;]{0,6}(?:召开|开展|组织|调度|通报|督查|进行|举办|报送|举行)))"
    r"|(?P<several>每(?:\d|[一二两三四五])(?:[-~至到])(?:\d|[二两三四五六])年)"
    r"|(?P<by>(?:按|逐(?!年))(?P<by_unit>年度?|季度?|月|周|旬))(?=对|公示|兑付|兑现|发放|拨付|填报|清算|落实|收缴|核算|预拨|预付|调度|通报|督查|督导|汇总|报告|报送|梳理|分析|推进|公布|发布|开展|更新|召开|研究|统计|排名|评估|调整|优化|检查|考核|评价|组织|进行|滚动|盘点|会商|建账|对账|通报|结算|上报))"
)
_DURATION = re.compile(
    r"(?=[力用利经通再分\d一二两三四五六七八九十半])(?P<strive>力争)?(?P<use>用|利用|经过|通过|再用|再过|分(?=[两三四五2345]年))?(?<![\d.])(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2}|半)(?:(?P<to>[-~至到])(?P<n2>\d{1,2}|[一二两三四五六七八九十]))?"
    r"(?P<about>左右|来)?个?(?P<unit>年|月|季度|周|星期|工作日|自然日|天|日|小时|分钟)(?P<about2>左右|上下)?(?P<time>的?时间里?|的?努力|时间)?(?P<inner>之内|以内|内(?!容|部|在))?"
)
_SHORT_UNITS = frozenset({"日", "天", "工作日", "自然日", "小时", "分钟"})
_ANSWERS = re.compile(r"(?:,|(?:必须|须|要|应|电话|书面|如实|立即)*(?:报告|上报|报送)|报告|报(?=[县市区省州镇乡])|制定|建立|组织|开展|召开|通报|落实|予以|完成|启动|报送|公布|答复|提出|停止|整改|反馈|上报|制定|出台|作出|纠正|办理|将|向)")
# 五年内免征房产税: how long a relief or a ban lasts
_BENEFIT = re.compile(r"(?:继续)?(?:免征|减征|暂不征收|减半征收|免收|减免|免除|保持不变)")
_NAMED_ACTION = re.compile(r"(?:实施|完成|创建|改造|新建|建成|培育|打造|累计|新增|建设|引进|达到|实现|翻)(?!行动)")
_PROCESSING = re.compile(r"(?:压缩|缩短|压减|控制|减少|降低|限定)(?:至|到|在|为)(?:不超过)?$|不超过$|时限为?$")
_AFTER_EVENT = re.compile(
    r"(?P<anchor>(?:自|从)?[\u4e00-\u9fff“”《》()]{0,12}?(?:之日起|印发后|发布后|施行后|收到后|之后|后)) ?(?P<n>\d{1,3}|半|[一二两三四五六七八九十]{1,3}) ?个?(?P<unit>年|月|周|工作日|自然日|日|天)(?:之内|以内|内)"
)
#: stated time limits without a date, good only in a label, a bracket or a table cell
ONGOING = re.compile(
    r"(?:长期坚持|长期推进|长期实施|长期|持续(?:推进|开展|实施|优化|完善|提升|落实|进行|建设|改进|深化)?|常态化推进|常态化开展|常态化(?:实施|进行|落实|坚持)?|全年推进|全年|一直|常年(?:坚持|推进|开展)?|立即|立行立改|即知即改|按年度推进|按时序推进|分步实施|有序推进|适时)"
)
_AT_ONCE = ("立行立改", "即知即改", "立即")
_NAME_AFTER = re.compile(r"(?:行动|计划|规划|方案|攻坚|工程|专项|提升|纲要|目标|任务|滚动|左右以上|以上|期(?!间|末|内)|制(?!定)|级|度|来|以来|前的|间)")
_TITLE = re.compile(r"《[^》\n]{0,90}》|〔[^〕\n]{0,12}〕")
_BASE_BEFORE = re.compile(r"(?:比|较|同|与|以|对照|相比)$|(?<![要争保须应])在$")
# 县委党校今年举办培训班四期: whoever does it stands before
_DOER = re.compile(r"[\u4e00-\u9fff](?:[局委办厅部院校镇县]|集团|公司|中心|学会|协会|街道|机关|部门|单位)$")
_MEETING_AFTER = re.compile(r"(?:全国|全省|全市|国务院|中央|政府|市委|省委|市政府)?[^,。;]{0,8}(?:会议(?:确定|精神|要求)|工作报告|预算|年鉴|统计|决算|重点工作任务(?:清单|分工)?的通知)")


@dataclass(frozen=True, slots=True)
class Point:
    """The last end of a stretch of time, as written; what is None is as at the first end."""

    year: str | None
    month: str | None
    day: str | None
    part: str | None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time in the normal text and its parts; ``kind`` tells which parts are filled.

    kind: calendar, range, stretch (to ``last``), plan, named, recurring, duration, after_event, from_event, ongoing.
    """

    start: int
    end: int
    kind: str
    year: str | None = None  # as written: 2025, 二〇二五, 今年
    year_to: str | None = None
    last: Point | None = None
    month: str | None = None
    day: str | None = None
    part: str | None = None  # 年底, 上半年, 三季度, 上旬, 末
    bound: str | None = None  # 前, 内
    since: bool = False  # 起
    to: bool = False  # 到, 至 before it
    name: str | None = None  # of a plan or a day
    period: str | None = None  # ISO 8601 duration of a recurring or lasting time
    modality: str | None = None


def find_times(text: str, start: int, end: int, *, stated: bool = False) -> list[TimeMention]:
    """The times of ``text[start:end]`` that can bound an action, in order, without overlaps.

    Args:
        stated: the passage is a stated time limit (label, bracket, cell), where 长期坚持 counts.
    """
    if not stated and not _TRIGGER.search(text, start, end):
        return []
    masked = Intervals(match.span() for match in _TITLE.finditer(text, max(0, start - 60), end))
    taken = Intervals()
    found: list[TimeMention] = []
    passage = text[start:end]
    for finder, signs in _FINDERS:
        # most passages lack the one character without which a pattern cannot match
        if not any(sign in passage for sign in signs):
            continue
        for mention in finder(text, start, end):
            if masked.around(mention.start) or taken.overlaps(mention.start, mention.end):
                continue
            taken.add(mention.start, mention.end)
            found.append(mention)
    if stated:
        for dots in _DOTTED_STRETCH.finditer(text, start, end):
            if not taken.overlaps(*dots.span()):
                taken.add(*dots.span())
                found.append(TimeMention(start=dots.start(), end=dots.end(), kind="stretch", year=dots["y1"], month=dots["m1"], last=Point(year=dots["y2"], month=dots["m2"], day=None, part=None)))
        bare = _bare_date(text, start, end)
        if bare is not None and not taken.overlaps(bare.start, bare.end):
            taken.add(bare.start, bare.end)
            found.append(bare)
        for match in re.finditer("全年(?!推进)", text[start:end]):
            taken.add(start + match.start(), start + match.end())
            found.append(TimeMention(start=start + match.start(), end=start + match.end(), kind="calendar", part="年内"))
        dated = any(mention.kind == "calendar" for mention in found)
        for match in ONGOING.finditer(text, start, end):
            if taken.overlaps(*match.span()) or (dated and match[0] in _AT_ONCE):
                continue
            found.append(TimeMention(start=match.start(), end=match.end(), kind="ongoing"))
    return sorted(found, key=lambda m: m.start)


_FINDERS: tuple[tuple[Callable[[str, int, int], list[TimeMention]], str], ...] = ()
_TRIGGER = re.compile(r"[年月日季周旬节末前每天]|小时|分钟|今冬|换届|期间|时期")


_RAISED = re.compile("(?:提高|提升|增加|增长|扩大|降低|下降|压减|减少|上升)$")
# a cell of limits: 12月, 第三季度, 年底, 2027年
_BARE_PART = re.compile(rf"\s*(?:(?P<whole>20\d\d)年度?|(?:(?P<y>20\d\d)年)?(?:(?P<m>{_MONTH})月份?(?P<p>底|末|初|[上中下]旬)?|(?P<h>上半年|下半年|年底|年末|年内|第?[一二三四1-4]季度(?:末|底)?)))(?:之?前|以前)?\s*")
_DOTTED_STRETCH = re.compile(r"(?<![\d.])(?P<y1>20\d\d)[./](?P<m1>1[0-2]|0?[1-9])(?:-{1,2}|~|至|到|—{1,2})(?P<y2>20\d\d)[./](?P<m2>1[0-2]|0?[1-9])(?![\d./])")
_BARE_DATE = re.compile(
    r"(?<![\d.])(?:(?P<y>20\d\d)(?:年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?|[-./](?P<m1>\d{1,2})月?(?:[-./](?P<d1>\d{1,2})日?)?)(?P<part>底|末)?|(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日)(?:之?前|以前)?(?![\d%])"
)


def _bare_date(text: str, start: int, end: int) -> TimeMention | None:
    """In a stated time limit any date counts: 完成时限:2024-06-30, (2024年3月)."""
    match = _BARE_DATE.search(text, start, end)
    if part := _BARE_PART.fullmatch(text, start, end):
        low, high = start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
        return TimeMention(start=low, end=high, kind="calendar", year=part["whole"] or part["y"], month=part["m"], part=part["p"] or part["h"])
    if match is None or text.startswith(("起", "至", "-", "~", "—", "到"), match.end()) or text[max(start, match.start() - 1) : match.start()] in ("至", "-", "~", "到"):
        return None
    return TimeMention(start=match.start(), end=match.end(), kind="calendar", year=match["y"], month=match["m"] or match["m1"] or match["m2"], day=match["d"] or match["d1"] or match["d2"], part=match["part"])


def _find_stretches(text: str, start: int, end: int) -> list[TimeMention]:
    """2024年10月--2025年2月, 9月16日-23日, 第二季度至第四季度: both ends are told."""
    found = []
    for m in _STRETCH.finditer(text, start, end):
        if m["d3"] and not m["d1"]:
            continue
        if m["h1"] and m["h2"] and not m["y1"] and not (_DOES.match(text, m.end()) or text.startswith((",", "推进", "开展"), m.end())):
            continue  # 一季度至三季度经济运行情况
        if m["d1"] and _PAST_CLAUSE.match(text, m.end()):
            continue
        last = Point(year=m["y2"], month=m["m2"] or (m["m1"] if m["d3"] else None), day=m["d2"] or m["d3"], part=m["p2"] or m["h2"])
        found.append(TimeMention(start=m.start(), end=m.end(), kind="stretch", year=m["y1"], month=m["m1"], day=m["d1"], part=m["p1"] or m["h1"], last=last))
    return found


def _find_calendar(text: str, start: int, end: int) -> list[TimeMention]:
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
    if pre in ("到", "至") and match["year"] and _RAISED.search(before) and after.startswith("的"):
        return TimeMention(start=low + len(pre), end=high, kind="calendar", year=match["year"])  # 提高到2025年的35%以上
    if since in ("以来",) or (since in ("以后", "之后", "后")):
        return None
    if text[max(start, low - 1) : low] in ("近", "前", "第", "·"):
        return None
    if _BASE_BEFORE.search(before) and not pre and not bound:
        return None
    if after.startswith("已") and (match["year"] or match["bound"]):
        return None  # 2018年12月31日之前已完成转制的企业
    if bound in ("以前", "之前") and match["year"] and not (match["month"] or match["month2"]) and _OF_OLD.match(text, high):
        return None  # 2010年以前入库的信息
    if match["y1"]:
        if after[:1] in ("度",) or not (match["yr"] or match["span"]):
            return None
        if after.startswith((")", "》")) and text[max(start, low - 1) : low] == "(":
            return None
        return TimeMention(
            start=low + (len(pre) if pre in ("到", "至") else 0), end=match.end("span") if match["span"] else match.end("yr"),
            kind="range", year=match["y1"], year_to=match["y2"],
        )
    if match["plan"]:
        part = match["plan_part"]
        if part == "以来":
            return None
        return TimeMention(start=low, end=high if not since else match.end("plan_part"), kind="plan",
                           name=match["plan"].strip("“”"), part=part, to=pre in ("到", "至"), since=since in ("起", "开始"))
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
    if since == "起" and _INTO_FORCE.match(text, match.end()) and _THIS_TEXT.search(text, max(start, low - 30), low):
        return None  # 本办法自2024年7月1日起施行
    if since in ("起", "开始"):
        if pre not in ("从", "自") and since == "开始" and not (part in ("年初", "初") and text[low - 1 : low] in "于自从"):
            high = match.end("bound") if bound else high - len(since)
        else:
            return TimeMention(start=low, end=high if since == "起" or pre in ("从", "自") else high - len(since), kind="calendar", year=year, month=month, day=day, part=part, since=True)
    if not _bounds_action(text, match, year, month, day, part, bound, pre, before, after, low, start):
        return None
    if pre in ("从", "自"):
        low += len(pre)
        if not bound and not part:
            return None
    return TimeMention(
        start=low, end=high, kind="calendar", year=year, month=month, day=day, part=part, bound=bound,
        to=pre in ("到", "至"),
    )


_INTO_FORCE = re.compile(r"(?:正式)?(?:施行|实施|执行|生效)(?=[。;,\n]|$)")
_OF_OLD = re.compile(r"[\u4e00-\u9fff]{2,8}的")
_THIS_TEXT = re.compile(r"本(?:办法|规定|条例|细则|通知|意见|方案|指引|标准|规范|规程|规则|决定|令|法)|现予(?:公布|发布)|(?:予以|现)公布")
# 今年,省里组织开展了…,各地要…: what was done before the first word of duty
_PAST_CLAUSE = re.compile(r"[^。;]{0,60}?(?<!为|除)(?:了(?!解)|已|共召开|累计)(?<!要.{30})")
_DOES = re.compile(
    r"(?:底|前|力争|争取|确保|要|将|在?全[市省县区州国面部]|我[市省县区州]|基本|实现|完成|达到|建成|新增|新建|启动|开展|打造|培育|实施|组织|每|累计|[\u4e00-\u9fff]{2,14}(?:达到|增长|提高|超过|不低于|突破|力争|完成|实现|保持|覆盖|全面|基本))"
)
_REACHES = re.compile(r"(?:要|须|应|力争|确保)?(?:累计|共|合计)?(?:全部|全面完成|基本完成|实现|达到|达|提[高升]到|增[加长]到|突破|超过|不低于|不少于|不超过|控制在|下?降[低至到])")
_YEAR_LIST = re.compile(r"(?:、20\d\d年)*(?:、|和)20\d\d年分别")
# what has happened when a step is reached: 二季度开工, 年底主体封顶
_MILESTONE = re.compile(
    r"(?:基本|全面|全部|正式|如期|陆续|集中|主体|率先|初步)*(?:完成|实现|建成|达到|达(?=\d)|取得|启动|具备|形成|开工|动工|复工|完工|竣工|封顶|通[车水气电航]|投[用产运]|投入使用|试生产|量产|运[营行]|试运[营行]|上线|启用|交付|验收|挂牌|揭牌|开[园业馆放]|见效|出台|印发|发布|到位|收官|落地|进场|主体|清零|销号|见底|全覆盖|消除|办结)|(?:基本|全面|全部)"
)
_BEFORE_YEAR = ("力争", "确保", "争取", "计划", "预计", "在", "于", "其中", "决定", "同时")
_YEAR_AS_NAME = re.compile(r"(?:政府|全[市省区县]|我们|各项|重点)?(?:政府|经济社会发展|经济|发展)?(?:工作)?的?(?:总体要求|总体思路|主要(?:预期)?目标|预期目标|工作意义|任务)|离(?!不)|距(?:离|今)?|意义|[一二三四五六七八九十\d]+[件类项大](?:民生)?实事")
_BY_WHOM = re.compile(r"由[^,。;]{2,14}(?:组织|牵头|开展|负责)")
_EACH_MONTH = re.compile(r"(?:分别|各|组织|开展|完成)")
_MONTH_LIST = re.compile(r"(?:、\d{1,2}月份?)+(?:分别|各)")  # 2025年3月、9月分别组织督查
_LEVEL_LATER = re.compile(r"[^,。;]{2,18}(?:达到|不低于|不少于|突破|超过|提[高升]到|(?:控制|保持|稳定)在|[下压]?降[至到低])")
_CLAUSE_OPEN = frozenset(",。;:、!?\n(”")


# 2021年接到投诉57件 tells what came about, 2025年投放网箱12口 what is to be done
_COUNTS = re.compile(r"(?!接到|收到|获得|荣获|获评|入选|发生|出现|接待|受理|查处|查获)[^,。;]{2,}\d")


_NEWLY = re.compile(r"^(?:新(?=[认开入评培引签创])|再|在[^,。;]{2,10}?(?=推广|推开|开展|实施|建设))")


def _acts(after: str) -> bool:
    """Whether a verb of doing follows, of the genre's list or, before a figure, of the dictionary: 投放网箱12口."""
    after = _NEWLY.sub("", after)
    return opens_with_action(after) or (after[:2] in common_verbs() and _COUNTS.match(after) is not None)


_TOLD_OF_MONTHS = re.compile(r"召开|印发|下发|出台|报送|[^,。;]{0,8}发现")  # as often of what was done


def _bounds_action(
    text: str, match: re.Match[str], year: str | None, month: str | None, day: str | None,
    part: str | None, bound: str | None, pre: str | None, before: str, after: str, low: int, start: int,
) -> bool:
    """Whether a calendar time is a limit, and not a date of the past, a base year or a name."""
    opens = low == start or text[low - 1] in _CLAUSE_OPEN
    if month and day and not year and before.endswith(("最迟", "最晚", "不迟于", "不晚于")):
        return True
    if month and not year and not bound and not part and not pre:
        # 5月完成: a bare month counts when the action follows; 5月23日召开 is a report
        if day:
            return after.startswith(("前", "完成"))
        return after.startswith(("完成", "基本完成", "全部完成", "取得", "初步", "启动", "前完成", "开工", "组织", "全面完成", "实现", "投入使用", "投用", "建成", "竣工", "交付", "通车", "上线", "启用", "开通", "首批", "集中", "试生产", "试运行", "投放", "到位", "具备")) or bool(_BY_WHOM.match(text, match.end())) or (
            before.endswith("月、") and bool(_EACH_MONTH.match(after))) or (
            opens and (_acts(after) or _MILESTONE.match(after)) and not _TOLD_OF_MONTHS.match(after) and not _PAST_CLAUSE.match(text, match.end()))
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
            return bool(_DOES.match(after) or _MILESTONE.match(after)) or after.startswith(("开展", "评价", ",", "前")) or (
                opens and _acts(after) and not _PAST_CLAUSE.match(text, match.end()))
        return bool(pre) or bool(_LEVEL_LATER.match(text, match.end()) or _MILESTONE.match(after)) or after.startswith(("力争", ",", "前")) or (before.endswith("于") and after.startswith(("对", "组织", "开展", "进行")))
    if part in ("上半年", "下半年") and re.match("(?:的)?(?:工作)?(?:总结|打算|情况|进展|运行)|(?:的)?工作(?:总结|打算|情况)", after):
        return False  # 2019年上半年工作总结
    if part or (pre in ("到", "至") and (year or month)):
        return True
    if year and not month:
        if match["relative"]:
            if _PAST_CLAUSE.match(text, match.end()):
                return False
            if not opens and not before.endswith(_BEFORE_YEAR) and not (_DOER.search(before) and opens_with_action(after)):
                return False  # 做好今年工作, 今年十类民生实事: the year of a thing
            return match["relative"] in ("今年", "明年", "本年", "本年度") and not _YEAR_AS_NAME.match(after) and not after.startswith(("以来", "的", "是", "正值", "恰逢", "适逢", "《", "政府工作报告", "国务院政府"))
        if match["year_word"] == "年度":
            return False
        if after.startswith(("的", "《", "以来", "度", "全国", "年", "第", "修订", "版", "公布", "印发", "发布", "制定", "颁布", "出台的")):
            return False
        if _MEETING_AFTER.match(after):
            return False
        if after.startswith("累计") and _REACHES.match(after):
            return opens  # 2026年累计达到20万平方米; a year that is over is none in the end
        if _PAST_CLAUSE.match(text, match.end()):
            return False
        if _REACHES.match(after) or _YEAR_LIST.match(text, match.end()):
            return True  # 覆盖率2025年达到85%、2026年达到90%; 组建率2025年、2026年分别达到70%、80%
        if opens and not after.startswith((",", "、")) and not _DOES.match(after) and not _acts(after):
            return False
        return opens or before.endswith(_BEFORE_YEAR)
    if year and month:
        if day:
            return after.startswith(("前", "完成", "之前"))
        return after.startswith(("完成", "前", "启动", "底", "开工", "投产", "建成", "实现", "全面", "起", "投用", "竣工", "通车", "交付", "投入", "运营", "组织", "开展", "出台", "印发")) or (
            opens and after.startswith((",", ":")) and not _PAST_CLAUSE.match(text, match.end())
        ) or bool(_MONTH_LIST.match(after))
    return False


_TERM = re.compile(r"(?:(?:建设|实施|试点|项目|采购|执行|创建|整改|服务)(?:期限|周期)|(?<!有效)周期|工期)(?:为|:)?(?P<n>\d{1,2}|[一两二三四五六七八九十半])个?(?P<unit>年|月|天|日)")


def _find_terms(text: str, start: int, end: int) -> list[TimeMention]:
    """项目建设期限2年: how long the work may take."""
    found = []
    for match in _TERM.finditer(text, start, end):
        count = _number(match["n"])
        if count:
            found.append(TimeMention(start=match.start("n"), end=match.end(), kind="duration", period=_period(count, match["unit"])))
    return found


_WHOLE_YEAR = re.compile(r"(?:^|(?<=[,。;、:力争保]))全年(?=[^,。;]{0,24}\d|(?:计划|集中)?(?:开展|组织|举办|安排|实施)[^了])(?!共|累计|平均)")


_AHEAD = re.compile(r"(?:至少|应当?|须)?(?P<time>提前(?P<n>\d{1,3}|[一两二三四五六七八九十]{1,3})个?(?P<unit>日|天|工作日|小时|月))(?=[向书以通告公报申在将]|申请|提出|发布|预约)")


def _find_notice(text: str, start: int, end: int) -> list[TimeMention]:
    """提前30日向人民银行报告: how long before it has to be told. 提前一年完成 is no such time."""
    found = []
    for match in _AHEAD.finditer(text, start, end):
        count = _number(match["n"])
        if count:
            found.append(TimeMention(start=match.start("time"), end=match.end("time"), kind="duration", period=_period(count, match["unit"])))
    return found


_FROM_EVENT = re.compile(r"(?P<time>自[^,。;自从]{2,14}之日起)(?!\d|[一二两三四五六七八九十半]+(?:个|日|年|天)|施行|执行|实施|生效|起算|重新|计算|算起|正式|计)")


def _find_from_event(text: str, start: int, end: int) -> list[TimeMention]:
    """自企业登记注册之日起签订合同: from an event on, no date is known."""
    return [TimeMention(start=m.start("time"), end=m.end("time"), kind="from_event", since=True, name=m["time"]) for m in _FROM_EVENT.finditer(text, start, end)]


_TWO_YEARS = re.compile(r"(?:^|(?<=[,。;:\n]))(?:今明两年(?P<inner>内)?|今冬明春)(?=,|要|将|全[省市县区]|集中)")


def _find_two_years(text: str, start: int, end: int) -> list[TimeMention]:
    """今明两年 is both years; 今冬明春 has no days that all agree on."""
    return [
        TimeMention(start=m.start(), end=m.end(), kind="stretch", year="今年", last=Point("明年", None, None, None))
        if m[0].startswith("今明") else TimeMention(start=m.start(), end=m.end(), kind="range")
        for m in _TWO_YEARS.finditer(text, start, end)
    ]


_DAY_ALONE = re.compile(rf"(?<![\d月年./-])(?<!每)(?P<pre>自|从)?(?P<day>{_DAY})[日号](?:{_HOUR}|\d{{1,2}}[时点](?:\d{{1,2}}分)?(?=起))?(?P<bound>之?前|以前|起)")


def _find_days(text: str, start: int, end: int) -> list[TimeMention]:
    """24日12时前, 自23日18时起: a day of the month in which the document was written."""
    return [
        TimeMention(start=m.start() if m["bound"] == "起" else m.start("day"), end=m.end(), kind="calendar", day=m["day"], part="本月",
                    bound=None if m["bound"] == "起" else m["bound"], since=m["bound"] == "起")
        for m in _DAY_ALONE.finditer(text, start, end)
    ]


def _find_whole_years(text: str, start: int, end: int) -> list[TimeMention]:
    """全年新增规上工业企业60家: the year in which a figure is to be reached."""
    return [
        TimeMention(start=m.start(), end=m.end(), kind="calendar", part="年内")
        for m in _WHOLE_YEAR.finditer(text, start, end)
        if not _PAST_CLAUSE.match(text, m.end())
    ]


def _find_named(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _NAMED.finditer(text, start, end):
        if match["bound"] == "后" and "换届" not in match["name"]:
            continue
        found.append(
            TimeMention(start=match.start(), end=match.end(), kind="named", year=(match["y"] or "").removesuffix("年") or None if match["y"] and match["y"][0] == "2" else match["y"],
                        name=match["name"].strip("“”"), bound=match["bound"])
        )
    return found


_LIMIT = re.compile(r"(?:上限|限额|额度|补贴|补助|标准)(?:为|是)?$")
_UNIT_LETTER = {"年": "Y", "年度": "Y", "季": "3M", "季度": "3M", "月": "M", "周": "W", "星期": "W", "旬": "10D",
                "日": "D", "天": "D", "自然日": "D", "学期": "6M", "学年": "Y", "工作日": "D", "小时": "H", "分钟": "M"}


def _period(count: int | None, unit: str) -> str:
    letter = _UNIT_LETTER[unit]
    number = count or 1
    if letter[0].isdigit():
        return f"P{int(letter[:-1]) * number}{letter[-1]}"
    return f"P{'T' if unit in ('小时', '分钟') else ''}{number}{letter}"


_RATE_BEFORE = re.compile("(?:[到至为按于过达]|标准)$")
_SUM = re.compile(r"(?:不低于|不少于|不超过)?\d[\d.]*万?元")
_EACH_ONE = re.compile("每[人生户亩床村校名位个]$")


def _find_recurring(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _RECURRING.finditer(text, start, end):
        low, high = match.span()
        if match["each"]:
            if text[high : high + 1] in ("均", "一") and match["unit"].startswith("年") and not match["when"]:
                if text[high : high + 1] == "均":
                    continue
            step, unit = match["step"], match["unit"]
            if re.match(r"最高|最多|给予|补贴|补助|奖励", text[high : high + 2]) or (_LIMIT.search(text[max(start, low - 6) : low]) and not opens_with_action(text[high : high + 8])):
                continue  # a limit of a subsidy
            if _EACH_ONE.search(text, max(start, low - 2), low) and re.match(r"\d", text[high : high + 1]):
                continue  # 每人每月1045元, 每生每年6000元: a standard
            if _RATE_BEFORE.search(text, max(start, low - 6), low) and _SUM.match(text, high):
                continue  # 提高到每月768元: a rate
            if step == "半":
                period = {"年": "P6M", "月": "P15D", "天": "PT12H", "日": "PT12H"}.get(unit[:1])
                if period is None:
                    continue
            else:
                period = _period(2 if step == "隔" else _number(step or "一"), unit)
            if match["half"]:
                high = match.end("half")
        elif match["one"]:
            period = _period(1, match["one_unit"])
        elif match["two_months"]:
            period = "P2M"
        elif match["plain"]:
            period = _period(1, match["plain_unit"])
        elif match["several"]:
            period = None  # 每3-5年 has no one period; the words stay
        elif match["halfone"]:
            period = "P6M" if match["half_unit"] == "年" else "P15D"
        else:
            period = _period(1, match["by_unit"])
        found.append(TimeMention(start=low, end=high, kind="recurring", period=period))
    return found


def _number(written: str | None) -> int | None:
    value = parse_number(written) if written and written != "半" else None
    return int(value) if value is not None else None


def _find_durations(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _DURATION.finditer(text, start, end):
        low, high = match.span()
        if not (match["use"] or match["inner"]):
            begins = low == start or text[low - 1] in ",。;:!?(\n"
            if not (begins and match["unit"] == "年" and _NAMED_ACTION.match(text, high)):
                continue
        if match["use"] in ("通过", "经过", "利用", "用") and not (match["time"] or match["inner"] or match["about"] or match["about2"]):
            continue
        if match["use"] in ("再过",) and match["unit"] != "年":
            continue
        if _NAME_AFTER.match(text, high) or text[max(start, low - 1) : low] in ("近", "前", "第", "过", "每"):
            continue
        if match["unit"] in ("小时", "分钟") and not _ANSWERS.match(text, high):
            continue  # 24小时内到岗 is a standard; 24小时内将情况上报 bounds a duty
        if match["unit"] in _SHORT_UNITS and (not match["inner"] or _PROCESSING.search(text[max(start, low - 8) : low])):
            continue  # a processing time that is brought down is a target
        if text.startswith("不得", high):
            continue  # 三年内不得申报: how long a penalty lasts
        if match["unit"] in _SHORT_UNITS and SERVICE.match(text, high):
            continue  # 5个工作日内办结: a promised service, a target
        opens = low == start or text[low - 1] in ",。;:!?(\n" or (bool(match["inner"]) and _BENEFIT.match(text, high)) or (
            bool(match["inner"]) and match["unit"] in _SHORT_UNITS and _ANSWERS.match(text, high)
        ) or match["strive"] or (bool(match["inner"]) and _DOER.search(text, max(start, low - 8), low) and opens_with_action(text[high : high + 12])) or re.search(r"(?:在|于|力争|争取|未来|今后|限期|用|并|确保|要|应|须|将|】|〕|\])$", text[max(start, low - 3) : low]) or (
            bool(match["inner"]) and match["unit"] == "年" and (_REACHES.match(text, high) or _MILESTONE.match(text, high))
        )
        if not match["use"] and not opens:
            continue
        count = _number(match["n"])
        if match["n"] == "半":
            period = "P6M" if match["unit"] == "年" else None
        else:
            period = _period(count, match["unit"]) if count else None
        if period and match["n2"]:
            period = _period(_number(match["n2"]), match["unit"])  # 3-5年: the last day it means is the later one
        if match["strive"] and not match["use"]:
            low = match.start("n")
        found.append(TimeMention(start=low, end=high, kind="duration", period=period, bound=match["inner"],
                                 modality="strive" if match["strive"] else None))
    return found


_EVENT = re.compile(r"(?P<event>(?:自|从)[^自从须应由对,的]{2,10}之日起$)|(?:^|[在于须应由对,的])(?P<after>[^自从在于须应由对,的之、]{2,6}后)$|[在于](?P<list>(?:[^自从在于须应由对,的之、]{2,8}、)+[^自从在于须应由对,的之、]{2,6}后)$")


def _find_after_event(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _AFTER_EVENT.finditer(text, start, end):
        count = _number(match["n"])
        period = "P6M" if match["n"] == "半" and match["unit"] == "年" else _period(count, match["unit"]) if count else None
        anchor = match["anchor"]
        if period is None or (match["unit"] in _SHORT_UNITS and "之日起" not in anchor and SERVICE.match(text, match.end())):
            continue
        if not re.search(r"印发|发布|施行|实施|下发|出台|公布|(?:方案|通知|意见|办法|文件)[^,]{0,4}之日起", anchor):
            # counted from another event: 收到后5个工作日内, 自情形发生之日起10日内; a long one stays outside
            head = max(start, match.start("n") - 30)
            event = _EVENT.search(text[head : match.start("n")]) if "、" in text[head : match.start()] else None
            event = event if event and event["list"] else None
            if event:
                low = head + event.start("list")
            else:
                event = _EVENT.search(anchor)
                low = match.start() + event.start("event" if event["event"] else "after") if event else match.start("n")
            found.append(TimeMention(start=low, end=match.end(), kind="duration", period=period))
            continue
        offset = max(anchor.rfind(word) for word in ("自", "从", "印发", "发布", "下发", "出台", "公布", "收到", "施行"))
        low = match.start() + max(0, min(offset, anchor.find("自") if "自" in anchor else offset))
        found.append(TimeMention(start=low, end=match.end(), kind="after_event",
                                 period=period, name=anchor))
    return found


_FINDERS = (
    (_find_terms, "期"),
    (_find_whole_years, "全"),
    (_find_after_event, "后起"),
    (_find_notice, "前"),
    (_find_from_event, "起"),
    (_find_recurring, "每一半按逐度月"),
    (_find_stretches, "月季半底末中初"),
    (_find_named, "前后"),
    (_find_two_years, "今"),
    (_find_days, "日"),
    (_find_calendar, "年月季期末底间前"),
    (_find_durations, "内用过利分两三五时"),
)
