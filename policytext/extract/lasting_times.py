"""Times without a date: how long an action may take, how often it is done, how long before or after an event."""

from __future__ import annotations

import re

from policytext.extract.cues import SERVICE, SINCE
from policytext.extract.time_mentions import DAY, DOER, HOUR, MILESTONE, MONTH, REACHES, TimeMention
from policytext.lexicon import common_verbs
from policytext.normalize.numerals import parse_number
from policytext.structure.actions import opens_with_action

_RECURRING = re.compile(
    rf"(?=[每一半季月周旬日按逐双单])(?:(?P<each>每)(?P<step>十五|二十|[一二两三四五六七八九十]|\d\d?"
    rf"|半|隔)?个?(?P<unit>年度?|季度?|月|周|旬|日(?=[^常])|天|晚(?=\d|[巡对开组安抽检查进])|星期|学期|学年|小时)(?P<half>度)?"
    rf"(?P<when>{MONTH}月(?:{DAY}[日号]|底|初|[上中下]旬)?(?:-|~|至"
    rf"|到)(?:次年)?(?:{MONTH}月(?:{DAY}[日号]|底|初|[上中下]旬)?|{DAY}[日号])"
    rf"|(?<=[日天晚])\d{{1,2}}[时点](?:至|到|-)(?:次日|翌日)?\d{{1,2}}[时点]"
    rf"|{DAY}[日号](?:、{DAY}[日号])*"
    rf"|{MONTH}月(?:{DAY}[日号]|底|份|[上中下]旬)?(?:、{MONTH}月(?:{DAY}[日号]|底|份|[上中下]旬)?)*"
    rf"|(?:首月|第[一二三]个?月){DAY}[日号]|(?<=[月度])[底末初]?{DAY}个?(?:工作)?[日天]之?内"
    rf"|(?<=[月度])(?:(?:最后|第)[一二三]个|首个)工作日|(?<=月)最后一个(?:星期|周)[一二三四五六日]"
    rf"|(?<=月)第[一二三四]个?(?:星期|周)[一二三四五六日]"
    rf"|(?<=[周期])[一二三四五六日](?:、周?[一二三四五六日])*(?=[^个\d]|\d{{1,2}}[时点:])(?:{HOUR}"
    rf"|[上下]午(?!\d)|晚上?(?!\d)|早上(?!\d))?|(?<=[日天])(?:[上下]午|早上|晚上)?\d{{1,2}}(?:[时点]"
    rf"|:\d\d)(?:、\d{{1,2}}(?:[时点]|:\d\d))*(?=前|[^\d至到-])"
    rf"|(?:主?汛期?|入汛|入冬|开学|春节|国庆|元旦|供暖|采暖期?|防火期|雨季)(?=前)|末月?{DAY}[日号]"
    rf"|(?<=度)最后一?个?月{DAY}[日号]|(?<=期)第\d{{1,2}}周(?:、第\d{{1,2}}周)*"
    rf"|{MONTH}(?:-|~|至|到){MONTH}月|(?<=年)第?[一二三四]季度|上旬|中旬|下旬|底|初"
    rf"|末)?(?P<bound>之?前后?)?"
    r"|(?P<one>一(?P<one_unit>年|季度?|月|周|日|旬)一(?:调度|通报|考评|督查|督导|汇总|报告|研判|会商"
    r"|分析|总结|评估|检查|盘点|排名|梳理|报送|例会|更新|主题|评比|考核|推进|观摩|点评|小结|公示|公布"
    r"|晾晒|巡查|抽查|清零|销号|走访|报(?!表)|碰头|比拼|复盘|督办|跟踪|回访|公开|简报|晒单|碰面|核查"
    r"|会办|对账|盘查|清点|过堂|暗访|讲评|[督评](?=[,。;、])))"
    r"|(?<![一二三四\d本上下当该首每])(?P<at_end>季度末)(?=(?:统一|集中)?(?:核查|考核|通报|督查|汇总"
    r"|报送|评估|检查|盘点|总结|验收|抽查))"
    r"|(?P<halfone>(?<!每)(?<!上)(?<!下)半(?P<half_unit>年"
    r"|月)(?:一(?:调度|观摩|通报|督查|督导|总结|评估|检查|考核|汇总|报告)"
    r"|(?:通报|督查|调度|点评)(?=一次)|(?:报|调度|通报|点评)(?=[、,。;制])))"
    r"|(?:(?<=实行|坚持|建立|执行|落实|推行|采取)|(?<=[行持立实取]“)"
    r"|(?<=通报、|调度、|督查、|督导、|巡查、|碰头、|评估、|会商、|点评、|月报、|旬报、|周报、"
    r"|日报、))(?P<plain>(?P<plain_unit>季度?|月|周|旬|日|年(?=考评|考核|总结|评估))(?:调度|通报|督查"
    r"|督导|报告|汇总|例会|会商|研判|评比|考评|考核|点评|巡查|碰头|评估|总结))"
    r"|(?P<two_months>按双月|(?:每逢?)?(?:双月|单月)\d{1,2}[日号](?:之?前)?|每逢?(?:双月|单月)"
    r"|(?:双月|单月)(?=[^,。;]{0,6}(?:召开|开展|组织|调度|通报|督查|进行|举办|报送|举行|排名|评比"
    r"|考核|晾晒)))"
    r"|(?P<several>每(?:\d|[一二两三四五])(?:[-~至到])(?:\d|[二两三四五六])年)"
    r"|(?P<by>(?:(?<!已)按|逐(?!年))(?P<by_unit>年度?|季度?|月|周|旬|[日天](?![均期子]))度?)"
    r"(?=向[^,。;]{1,12}(?:推送|报送|反馈|提供|公开|公布|通报)|提供|公开(?!课)|考勤|轮换|张榜|领取"
    r"|晾晒|排查|收缴|检测|对账|点名|会诊|建立|足额|全额|编发|收集|走访|清零|清理|销号|晒|核查|巡查"
    r"|回访|轮换|反馈|推送|归集|监测|抽查|抽检|核定|核销|编制|备案|兑|补助|列支|划转|缴|征收|上传|跟踪"
    r"|点评|复盘|研判|亮|推送|消杀|对|公示|兑付|兑现|发放|拨付|填报|清算|落实|收缴|核算|预拨|预付"
    r"|调度|通报|督查|督导|汇总|报告|报送|梳理|分析|推进|公布|发布|发运|下达|计提|划拨|清运|考评|结账"
    r"|供应|在[^,。;]{2,12}?(?:公布|公示|通报|刊登|晾晒)|开展|更新|召开|研究|统计|排名|评估|调整|优化"
    r"|检查|考核|评价|组织|进行|滚动|盘点|会商|建账|对账|通报|结算|上报|通报|在全[省市县区]|形成))"
)
_DURATION = re.compile(
    r"(?=[力用利经通再分\d一二两三四五六七八九十半])(?P<strive>力争)?(?P<use>用|利用|经过|通过|再用"
    r"|再过|分(?=[两三四五2345]年))?(?<![\d.])(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2}"
    r"|半)(?:(?P<to>[-~至到])(?P<n2>\d{1,2}|[一二两三四五六七八九十]))?"
    r"(?P<about>左右|来)?个?(?P<unit>年|月|季度|周|星期|工作日|自然日|天|日|小时|分钟)(?P<about2>左右"
    r"|上下)?(?P<time>的?时间里?|的?努力|时间)?(?P<inner>之内|以内|内(?!容|部|在))?"
)
_SHORT_UNITS = frozenset({"日", "天", "工作日", "自然日", "小时", "分钟"})
_ANSWERS = re.compile(
    r"(?:,|(?:必须|须|要|应|电话|书面|如实|立即)*(?:报告|上报|报送)|报告|报(?=[县市区省州镇乡至到])"
    r"|交(?![通流易叉])|制定|建立|组织|开展|召开|通报|落实|予以|完成|启动|报送|公布|答复|提出|停止"
    r"|整改|反馈|上报|制定|出台|作出|纠正|办理|将|向)"
)
# 五年内免征房产税: how long a relief or a ban lasts
_BENEFIT = re.compile(r"(?:继续)?(?:免征|减征|暂不征收|减半征收|免收|减免|免除|保持不变)")
_NAMED_ACTION = re.compile(
    r"(?:安排|筹措|筹集|投入|硬化|争取|培养|盘活|培训|整治|招引|选派|发展|壮大|扩大|消化|化解|解决"
    r"|压减|清理|治理|消除|推广|栽植|种植|实施|完成|创建|改造|新建|新?改扩建|新改建|新[增改扩]|建成"
    r"|培育|打造|累计|统筹|新增|建设|引进|达到|实现|翻)(?!行动)"
)
_PROCESSING = re.compile(
    r"(?:压缩|缩短|压减|控制|减少|降低|限定)(?:至|到|在|为)(?:不超过"
    r"|[\d.]+个?(?:工作日|小时|天|日|分钟)(?:以内)?、)?$|不超过$|时限为?$"
)
_AFTER_EVENT = re.compile(
    r"(?P<anchor>(?:自|从)?[\u4e00-\u9fff“”《》()]{0,12}?(?:之日起|印发后|发布后|施行后|收到后|之后"
    r"|后)) ?(?P<n>\d{1,3}|半|[一二两三四五六七八九十]{1,3}) ?个?(?P<unit>年|月|周|工作日|自然日|日"
    r"|天|小时|分钟)(?:之内|以内|内)"
)
_NAME_AFTER = re.compile(
    r"(?:行动|计划|规划|方案|攻坚|工程|专项|提升|纲要|目标|任务|滚动|左右以上|以上|期(?!间|末|内)"
    r"|制(?!定)|级|度|来|以来|前的|间)"
)
_TERM = re.compile(
    r"(?:(?:建设|实施|试点|项目|采购|执行|创建|整改|服务)(?:期限|周期)|(?<!有效)周期|工期)(?:为"
    r"|:)?(?P<n>\d{1,2}|[一两二三四五六七八九十半])个?(?P<unit>年|月|天|日)"
)


def find_terms(text: str, start: int, end: int) -> list[TimeMention]:
    """项目建设期限2年: how long the work may take."""
    found = []
    for match in _TERM.finditer(text, start, end):
        count = _number(match["n"])
        if count:
            found.append(
                TimeMention(
                    start=match.start("n"), end=match.end(), kind="duration", period=_period(count, match["unit"])
                )
            )
    return found


_AHEAD = re.compile(
    r"(?:至少|应当?|须)?(?P<time>提前(?P<n>\d{1,3}|[一两二三四五六七八九十]{1,3})个?(?P<unit>日|天"
    r"|工作日|小时|月))(?=[向书通告公报申在将]|以(?![上下内外])|申请|提出|发布|预约)"
)


def find_notice(text: str, start: int, end: int) -> list[TimeMention]:
    """提前30日向人民银行报告: how long before it has to be told. 提前一年完成 is no such time."""
    found = []
    for match in _AHEAD.finditer(text, start, end):
        count = _number(match["n"])
        if count:
            found.append(
                TimeMention(
                    start=match.start("time"),
                    end=match.end("time"),
                    kind="duration",
                    period=_period(count, match["unit"]),
                )
            )
    return found


_FROM_EVENT = re.compile(
    r"(?P<time>自[^,。;自从]{2,14}之日起)(?!\d|[一二两三四五六七八九十半]+(?:个|日|年|天)|施行|执行"
    r"|实施|生效|起算|重新|计算|算起|正式|计)"
)


def find_from_event(text: str, start: int, end: int) -> list[TimeMention]:
    """自企业登记注册之日起签订合同: from an event on, no date is known."""
    return [
        TimeMention(start=m.start("time"), end=m.end("time"), kind="from_event", since=True, name=m["time"])
        for m in _FROM_EVENT.finditer(text, start, end)
    ]


_LIMIT = re.compile(r"(?:上限|限额|额度|补贴|补助|标准)(?:为|是)?$")
_UNIT_LETTER = {
    "年": "Y",
    "年度": "Y",
    "季": "3M",
    "季度": "3M",
    "月": "M",
    "周": "W",
    "星期": "W",
    "旬": "10D",
    "日": "D",
    "晚": "D",
    "天": "D",
    "自然日": "D",
    "学期": "6M",
    "学年": "Y",
    "工作日": "D",
    "小时": "H",
    "分钟": "M",
}


def _period(count: int | None, unit: str) -> str:
    letter = _UNIT_LETTER[unit]
    number = count or 1
    if letter[0].isdigit():
        return f"P{int(letter[:-1]) * number}{letter[-1]}"
    return f"P{'T' if unit in ('小时', '分钟') else ''}{number}{letter}"


_REPAIRS = re.compile("(?:抢修|维修|检修|报修|故障)[^,。;]{0,4}(?:要|须|应)?在?$")  # 突发故障的抢修要在24小时内完成
_RATE_BEFORE = re.compile("(?:[到至为按于过达由从]|标准)$")
_REACHED_BEFORE = re.compile("(?:[高升加大][到至]|增至|达到?)$")
_OUTPUT = re.compile(r"\d[\d.]*[万亿]?(?:份|人次|吨|立方米|件|辆|标?方|千瓦时|单|例|人)(?![\u4e00-\u9fff]{0,2}[开组])")
_SUM = re.compile(r"(?:不低于|不少于|不超过)?\d[\d.]*万?元")
_ONE_MORE_RATE = re.compile(r"\d[\d.]*万?元、$")
_OF_A_NEED = re.compile(r"[\u4e00-\u9fff]{0,6}(?:用[水电粮]|供[水应]|口粮|定额|费用|支出|收费|收取)[^,。;]{0,8}\d")
_EACH_ONE = re.compile("每(?:[人生户亩床托车村校名位个]|平方米|公里|座|处)$|[村户人校]均$")
_A_RATE = re.compile(r"(?:的)?标准|(?:原则上)?不[高低少超][于过][\d.]+万?元|最[高低]|\d[\d.]*万?元")
# 每村每季度不少于1期, 每人每月不少于30小时: how often one acts, and no rate
_TIMES_OF_IT = re.compile(r"(?:不少于|不低于|至少)[\d一二两三四五六]+个?(?:次|场|期|小时|学时|课时|节|轮|趟|天)")
_A_LEVEL = re.compile(r"(?:分别|统一|平均)?(?:提[高升][到至]|增[加长][到至]|达到?|不低于|不少于)?\d")
_CAPACITY = re.compile(r"[^,。;\d]{0,8}(?:能力|产能|吞吐量|流量|车速|时速)")  # 每小时处理能力达28万件
_RATE_OF = re.compile(r"(?:不(?:少于|低于|超过))?\d[\d.]*万?(?:蒸?吨|立方米|方|公里|千米|千瓦|度|升|人次|辆次?)")
_OF_A_THING = re.compile(r"的(?![\d第最前后首末上中下每])[\u4e00-\u9fff]{2}")
_NAMES_A_MECHANISM = re.compile(r"[”、日周旬月季年\u4e00-\u9fff]{0,10}?(?:机制|制度)")
_TOLD_MORE = re.compile(r"[^。;]{0,16}[,。][^。;,]{0,10}每(?P<unit>[日天周旬月季])")


def find_recurring(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _RECURRING.finditer(text, start, end):
        low, high = match.span()
        if match["each"]:
            if match["unit"] == "小时" and (_RATE_OF.match(text, high) or _CAPACITY.match(text, high)):
                continue  # 每小时10蒸吨以下锅炉: a size
            if text[high : high + 1] in ("均", "一") and match["unit"].startswith("年") and not match["when"]:
                if text[high : high + 1] == "均":
                    continue
            step, unit = match["step"], match["unit"]
            if re.match(r"最高|最多|给予|补贴|补助|奖励|(?:分别)?发放\d", text[high : high + 5]) or (
                _LIMIT.search(text[max(start, low - 6) : low]) and not opens_with_action(text[high : high + 8])
            ):
                continue  # a limit of a subsidy
            if (
                _EACH_ONE.search(text, max(start, low - 2), low)
                and not _TIMES_OF_IT.match(text, high)
                and (_A_LEVEL.match(text, high) or _A_RATE.match(text, high))
            ):
                continue  # 每人每月1045元, 每生每年6000元: a standard
            if (
                _RATE_BEFORE.search(text, max(start, low - 6), low)
                or _ONE_MORE_RATE.search(text, max(start, low - 6), low)
            ) and _SUM.match(text, high):
                continue  # 提高到每月768元, 每人每月740元、每年7020元: a rate
            if (
                unit[:1] in "日天"
                and _REACHED_BEFORE.search(text, max(start, low - 6), low)
                and _OUTPUT.match(text, high)
            ):
                continue  # 检测能力提升到每日1000份: a capacity
            if _EACH_ONE.search(text, max(start, low - 2), low) and _OF_A_NEED.match(text, high):
                continue  # 每人每天基本用水不低于20升
            if _OF_A_THING.match(text, high):
                continue  # 每月的推进节点
            if text.startswith("课", high) and match["when"]:
                continue  # “每周一课”: a name
            if text.endswith("平均", max(start, low - 2), low):
                continue  # 平均每日超过550吨: a rate
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
            if _NAMES_A_MECHANISM.match(text, high) and (
                text.rfind("“", start, low) > text.rfind("”", start, low)
                or ((more := _TOLD_MORE.match(text, high, end)) and more["unit"].replace("天", "日") in match[0])
            ):
                continue  # 建立“周调度、月通报”机制; 建立日调度制度,每日15时报送: what it is called
            period = _period(1, match["plain_unit"])
        elif match["several"]:
            period = None  # 每3-5年 has no one period; the words stay
        elif match["at_end"]:
            period = "P3M"
        elif match["halfone"]:
            period = "P6M" if match["half_unit"] == "年" else "P15D"
        else:
            period = _period(1, match["by_unit"])
        found.append(TimeMention(start=low, end=high, kind="recurring", period=period))
    return found


def _number(written: str | None) -> int | None:
    value = parse_number(written) if written and written != "半" else None
    return int(value) if value is not None else None


def find_durations(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _DURATION.finditer(text, start, end):
        low, high = match.span()
        if (
            match["unit"] == "年"
            and (ahead := _YEARS_AHEAD.search(text, max(start, low - 2), low))
            and _GOES_ON_FOR.match(text, high)
        ):
            count = _number(match["n"])
            found.append(
                TimeMention(
                    start=ahead.start(), end=high, kind="duration", period=_period(count, "年") if count else None
                )
            )
            continue
        if match["strive"] and match["unit"] == "月" and MILESTONE.match(text, high):
            low, count = match.start("n"), _number(match["n"])  # 力争十八个月建成
            found.append(
                TimeMention(
                    start=low,
                    end=high,
                    kind="duration",
                    period=_period(count, "月") if count else None,
                    modality="strive",
                )
            )
            continue
        if not (match["use"] or match["inner"] or text.endswith("限期", start, low)):
            begins = low == start or text[low - 1] in ",。;:!?(\n" or DOER.search(text, max(start, low - 8), low)
            if not (begins and match["unit"] == "年" and _NAMED_ACTION.match(text, high)):
                continue
        if match["use"] in ("通过", "经过", "利用", "用") and not (
            match["time"] or match["inner"] or match["about"] or match["about2"]
        ):
            continue
        if match["use"] in ("再过",) and match["unit"] != "年":
            continue
        if _NAME_AFTER.match(text, high) or text[max(start, low - 1) : low] in ("近", "前", "第", "过", "每"):
            continue
        if match["unit"] in ("小时", "分钟") and not (_ANSWERS.match(text, high) or _CLEARS.match(text, high)):
            continue  # 24小时内到岗 is a standard; 24小时内将情况上报 bounds a duty
        within = match["inner"] or (text.endswith("限期", start, low) and text.startswith("整改", high))  # 限期15日整改
        if match["unit"] in _SHORT_UNITS and (not within or _PROCESSING.search(text[max(start, low - 16) : low])):
            continue  # a processing time that is brought down is a target
        if text.startswith("不得", high):
            continue  # 三年内不得申报: how long a penalty lasts
        if match["unit"] in _SHORT_UNITS and (
            SERVICE.match(text, high)
            or (text.startswith("完成", high) and _REPAIRS.search(text, max(start, low - 10), low))
        ):
            continue  # 5个工作日内办结: a promised service, a target
        opens = (
            low == start
            or text[low - 1] in ",。;:!?(\n"
            or (bool(match["inner"]) and _BENEFIT.match(text, high))
            or (bool(match["inner"]) and match["unit"] in _SHORT_UNITS and _ANSWERS.match(text, high))
            or match["strive"]
            or (
                bool(match["inner"])
                and DOER.search(text, max(start, low - 8), low)
                and opens_with_action(text[high : high + 12])
            )
            or re.search(
                r"(?:在|于|开学|力争|争取|未来|今后|限期?|用|并|确保|要|应|须|将|】|〕|\])$",
                text[max(start, low - 3) : low],
            )
            or (
                bool(match["inner"])
                and match["unit"] == "年"
                and (REACHES.match(text, high) or MILESTONE.match(text, high))
            )
            or (
                bool(match["inner"])
                and match["unit"] != "年"
                and (
                    _WITHIN.match(text, high)
                    or _CLEARS.match(text, high)
                    or (text[high : high + 2] in common_verbs() and text[high + 2 : high + 3] != "率")
                )
                and not _LATELY.search(text, max(start, low - 4), low)
            )
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
        found.append(
            TimeMention(
                start=low,
                end=high,
                kind="duration",
                period=period,
                bound=match["inner"],
                modality="strive" if match["strive"] else None,
            )
        )
    return found


_YEARS_AHEAD = re.compile("(?:今后|未来)$")
_GOES_ON_FOR = re.compile(
    r"内?(?:,|每年|[\u4e00-\u9fff]{0,8}?(?:新[增建改]|建设|建成|培[育养训]|招|完成|实现|治理|改造"
    r"|投入|达到|打造|引进))"
)
# 签约项目1个月内注册, 体检结果10日内告诉本人: whatever it is that has to be done so soon
_WITHIN = re.compile(
    r"(?:全部|及时|主动|必须|要|应当?|须|予以|书面|一次性|再次|再)*(?:注册|开工|动工|投产|达产"
    r"|告[知诉]|移交|移送|随访|回访|访视|约谈|反馈|整改|纠正|上传|录入|登记|备案|建档|立案|查处|核查"
    r"|核实|签订|签约|拨付|兑现|支付|发放|到位|下达|分解|上报|报告|报送|公布|公示|公开|启动|组织|制定"
    r"|出台|召开|完成|清理|拆除|修复|处置|处理|到场|到达现场|电话|落实|核查|清理完毕|赶赴|抵达|排除"
    r"|销号|消除|退还|转办|交办|派出|赶到|入户|上门|送达|见面|对接|报[到至]|上交|归还"
    r"|交(?![通流易叉])|向[^,。;]{2,16}(?:报告|报送|通报|反馈))"
)
# 新发现的倾倒点48小时内清理; 清理完毕 is a promised standard
_CLEARS = re.compile(
    r"清理(?!完毕|率)|清[除运](?!率)|清理整治|移送|移交|转交|转办|抢通|拆除|停机|停产|关停|封堵|补齐"
    r"|补课|转移|撤离|转运|入库(?!率)|退款|叫应|播出|播发|到岗|换发|登记|核实"
    r"|(?:须|应|要|必须)[\u4e00-\u9fff]{2}|(?:全部|立即|迅速|逐[户级村]|及时|直接)*(?:通知|发布(?!会)"
    r"|转移|撤离|疏散|叫应|播报|预警|集结|出动|赶到|到达)(?!率|时间)"
)
_LATELY = re.compile("近|过去|连续|累计|以来|前$")
_EVENT = re.compile(
    r"(?P<event>(?:(?:自(?!律)|从)[^自从须应由对,的]{2,10}"
    r"|(?:接到|收到|受理)[^自从须应由对,的]{1,8})之日起$)"
    r"|(?:^|[在于须应由对,的]|(?<!接)(?<!招)待)(?P<after>[^自从在于须应由对,的之、待]{2,6}后)$"
    r"|(?P<got>(?:收到|接到)[^,。;、的]{2,8}后)$"
    r"|[在于](?P<list>(?:[^自从在于须应由对,的之、]{2,8}、)+[^自从在于须应由对,的之、]{2,6}后)$"
)
_GOT = re.compile(
    r"(?P<got>(?:收到|接到)[^,。;、的]{0,8}后)$|(?P<meeting>(?:会|节|假|赛|汛|用|雪停|雨停|(?<![\u4e00-\u9fff])(?:雨|雪|灾|震)|[暴大]雨|[暴大]雪|灾害|台风)后)$"
    r"|(?P<arrived>(?:文到|收文|接文)之日起)$"
)
_WHO_GETS = re.compile(r"[局委办厅部院站所队会司](?=(?:接报|接到|接警|接诉|收到|受理|发现|得知|获悉))")
_VERB_OF_EVENT = re.compile(
    r"(?P<verb>(?:(?:提出|提交)(?:申请|申报|报告)|立案|会商|研判|受理|认定|验收(?:合格)?|公示|批准"
    r"|审批|备案|签订|签约|到位|结束|期满|收车|停电|完工|竣工|接报|接诉|接警|交付|入库|确诊|发现)后)$"
)


# 暴雨红色预警信号发布后10分钟内: counted from what another body gives out
_SIGNAL_GIVEN = re.compile(
    r"(?:[\u4e00-\u9fff“”](?<![收接在须应要于由后从的])){0,10}?(?:预警(?:信[号息])?|警报|险情|灾情"
    r"|指令|需求|订单|线索|工单|名单)(?:发布|发出|下达|下发|公布|推送|派发)之?后$"
)


# 自有关外包机构列入黑名单之日起10个工作日内; 自律, 自然 are words
_SINCE_A_DAY = re.compile(SINCE + r"[^,。;自]{2,26}之日起 ?$")
MAX_SINCE_CHARS = 32


def find_after_event(text: str, start: int, end: int) -> list[TimeMention]:
    found = []
    for match in _AFTER_EVENT.finditer(text, start, end):
        if signal := _SIGNAL_GIVEN.search(match["anchor"]):
            count = _number(match["n"])
            if count and (match["unit"] in ("年", "月", "周") or not SERVICE.match(text, match.end())):
                found.append(
                    TimeMention(
                        start=match.start("anchor") + signal.start(),
                        end=match.end(),
                        kind="duration",
                        period=_period(count, match["unit"]),
                    )
                )
                continue
        count = _number(match["n"])
        period = (
            "P6M" if match["n"] == "半" and match["unit"] == "年" else _period(count, match["unit"]) if count else None
        )
        anchor = match["anchor"]
        if period is None or (
            match["unit"] in _SHORT_UNITS and "之日起" not in anchor and SERVICE.match(text, match.end())
        ):
            continue
        if match["unit"] in ("小时", "分钟") and (
            text.startswith("到位", match.end())
            or not (_WITHIN.match(text, match.end()) or _CLEARS.match(text, match.end()))
        ):
            continue  # 主干线路停电后4小时内恢复供电, 采后4小时内入库率
        if not re.search(r"印发|发布|施行|实施|下发|出台|公布|(?:方案|通知|意见|办法|文件)[^,]{0,4}之日起", anchor):
            # counted from another event: 收到后5个工作日内, 自情形发生之日起10日内; a long one stays outside
            head = max(start, match.start("n") - 30)
            event = _EVENT.search(text[head : match.start("n")]) if "、" in text[head : match.start()] else None
            event = event if event and event["list"] else None
            if event:
                low = head + event.start("list")
            elif since := _SINCE_A_DAY.search(text, max(start, match.start("n") - MAX_SINCE_CHARS), match.start("n")):
                low = since.start()
            else:
                event = _GOT.search(anchor) or _EVENT.search(anchor) or _VERB_OF_EVENT.search(anchor)
                low = match.start() + event.start(event.lastgroup or 0) if event else match.start("n")
                if told := _WHO_GETS.search(text, low, match.start("n")):
                    low = told.end()  # 市应急管理局接报后5个工作日内
            found.append(TimeMention(start=low, end=match.end(), kind="duration", period=period))
            continue
        offset = max(
            anchor.rfind(word) for word in ("自", "从", "印发", "发布", "下发", "出台", "公布", "收到", "施行")
        )
        low = match.start() + max(0, min(offset, anchor.find("自") if "自" in anchor else offset))
        found.append(TimeMention(start=low, end=match.end(), kind="after_event", period=period, name=anchor))
    return found
