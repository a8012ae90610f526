"""Whether a year, a month or a day is the time by which something is done, or tells of what was (2023年建成), names a plan or a base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from policytext.extract.time_mentions import DOER, MILESTONE, REACHES
from policytext.lexicon import common_verbs
from policytext.structure.actions import opens_with_action

_MEETING_AFTER = re.compile(
    r"(?:全国|全省|全市|国务院|中央|政府|市委|省委|市政府)?[^,。;]{0,8}(?:会议(?:确定|精神|要求)"
    r"|工作报告|预算|年鉴|统计|决算|重点工作任务(?:清单|分工)?的通知)"
)
_ROUTINE = re.compile("大|[^,。;]{0,8}(?:制度|机制)")  # 推行年初制定清单、年底开展述职制度
_THE_REST = re.compile("(?:其余|余下|剩余)[^,。;]{0,4}$")
_THEN = re.compile(r"(?:上半年|季度|月底?)[\u4e00-\u9fff]{2,5}、$")
_PASSES = re.compile(r"通过[^,。;]{0,12}(?:评审|验收|考核|认证|评估|复审)")
_SCHEDULED = re.compile(r"(?:\([^()]{1,8}\))?:(?=[^\n])|\(\d{1,2}分\)(?=[\u4e00-\u9fff])")  # 第一季度(3分):完成招标
_NAMED_AIM = re.compile(r"(?:目标|任务|计划):")  # 第一季度目标:完成现状勘测


# 今年,省里组织开展了…,各地要…: what was done before the first word of duty
PAST_CLAUSE = re.compile(r"[^。;]{0,60}?(?<!为|除)(?:了(?!解)|已|共召开|(?<![末底年要将,])累计)(?<!要.{30})")
DOES = re.compile(
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
    r"[^,。;]{2,18}(?:达到|达(?=\d)|不低于|不少于|突破|超过|提[高升]到|增加到|恢复[到至]|(?:控制|保持|稳定)在"
    r"|[下压]?降[至到低])"
)


# 督查室年底组织一次专项督查
_ONE_ACT = re.compile(
    r"(?:组织|开展|进行|实施|召开|举办)(?:一次|一轮"
    r"|[\u4e00-\u9fff]{0,4}(?:督查|检查|考核|验收|评估|抽查|述职|总结))"
)
CLAUSE_OPEN = frozenset(",。;:、!?\n(”")


# 2021年接到投诉57件 tells what came about, 2025年投放网箱12口 what is to be done
_COUNTS = re.compile(
    r"(?!接到|收到|获得|荣获|获评|入选|发生|出现|接待|受理|查处|查获"
    r"|[春夏秋冬汛节][\u4e00-\u9fff]{0,3}前)[^,。;|\n]{2,}\d"
)
_PARTS_BY_YEAR = re.compile(r"(?:约|不少于)?\d[\d.]*万?(?:[个处座套户家所条间辆亩台人]|公里)(?=[、)]|$)")


# 于7月20日、8月20日、9月20日逐次报告进展
_DAYS_LISTED = re.compile(r"(?:、\d{1,2}月\d{1,2}日)*(?:逐次|分别|各|之?前|报送|书面)")


# 5月10日组织一次全镇演练, and no 5月10日组织召开了
_SET_FOR = re.compile(r"(?:组织|集中|统一)?(?:开展|组织|举办|进行)(?![^。]{0,60}(?:了|已|共|通过|检查发现))(?!召开)")
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


_AT_LATEST = ("最迟", "最晚", "不迟于", "不晚于")
_MEANT = ("力争", "争取", "确保", "预计")
_HALF_LOOKED_BACK_ON = re.compile(  # 2019年上半年工作总结
    "(?:的)?(?:工作)?(?:总结|打算|情况|进展|运行)|(?:的)?工作(?:总结|打算|情况)"
)
_DIGIT = re.compile(r"\d")
_AS_OFTEN_TOLD = ("印发", "发布", "出台", "挂牌", "揭牌", "消除", "主体", "取得", "达")
_TOLD_OF_MONTHS = re.compile(r"召开|印发|下发|出台|报送|[^,。;]{0,8}发现")  # as often of what was done
_REACHED_BY_MONTH = tuple(
    (
        "完成 基本完成 全部完成 取得 初步 启动 前完成 开工 组织 全面完成 实现 投入使用 投用 建成 竣工 "
        "交付 通车 上线 启用 开通 首批 集中 试生产 试运行 投放 到位 具备"
    ).split()
)
_NO_LIMIT_BEHIND_YEAR = tuple("的 《 以来 度 全国 年 第 修订 版 公布 印发 发布 制定 颁布 出台的".split())
_DONE_IN_MONTH = tuple(
    (
        "完成 前 启动 底 开工 投产 建成 实现 全面 起 投用 竣工 通车 交付 投入 运营 组织 开展 出台 "
        "印发 投料 试运行 试生产 点火 封顶 达产"
    ).split()
)


@dataclass(frozen=True)
class CalendarTime:
    """A year, month, day or part of these as a sentence gives it, with what stands around it."""

    text: str
    start: int  # where the passage begins that is read
    low: int  # where the time begins, the words before it (到, 自) included
    end: int
    before: str
    after: str
    year: str | None = None
    relative: str | None = None  # 今年, 明年: a year told by the document's own
    year_word: str | None = None  # 年 or 年度
    month: str | None = None
    day: str | None = None
    part: str | None = None  # 上半年, 三季度, 年底, 月底
    bound: str | None = None  # 前, 以前, 内
    pre: str | None = None  # 到, 自

    @property
    def opens(self) -> bool:
        """Whether a clause begins with it."""
        return self.low == self.start or self.text[self.low - 1] in CLAUSE_OPEN

    @property
    def opens_line(self) -> bool:
        return self.low == self.start or self.text[self.low - 1] == "\n"

    def follows(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The pattern in the whole text behind it, beyond the few characters of ``after``."""
        return pattern.match(self.text, self.end)

    @cached_property
    def past(self) -> bool:
        """Whether its clause tells what was done."""
        return self.follows(PAST_CLAUSE) is not None

    @cached_property
    def step(self) -> re.Match[str] | None:
        """The step of a project behind it: 动工, 建成, 投产."""
        return MILESTONE.match(self.after)


def bounds_action(time: CalendarTime) -> bool:
    """Whether a calendar time is a limit, and not a date of the past, a base year or a name."""
    year, month, day, part, bound = time.year, time.month, time.day, time.part, time.bound
    if month and day and not year and time.before.endswith(_AT_LATEST):
        return True
    if month and not (year or bound or part or time.pre):
        # 5月完成: a bare month counts when the action follows; 5月23日召开 is a report
        return _day_bounds(time) if day else _month_bounds(time)
    if part and part.startswith("月") and not month:
        return bool(bound) or time.after.startswith("完成")
    if bound:
        return not (bound.endswith("内") and not (year or part))
    if part in ("年初", "初", "月初"):
        return time.after.startswith(("完成", "启动", "制定")) or bool(month and time.step and not time.past)
    if part and not year and not month:
        return _part_bounds(time, part)
    if part in ("上半年", "下半年") and _HALF_LOOKED_BACK_ON.match(time.after):
        return False
    if part or (time.pre in ("到", "至") and (year or month)):
        return True
    if year and not month:
        return _relative_year_bounds(time) if time.relative else _year_bounds(time)
    if year and month:
        return time.after.startswith(("前", "完成", "之前")) if day else _month_of_year_bounds(time)
    return False


def _day_bounds(time: CalendarTime) -> bool:
    """5月10日前, 5月10日组织一次演练, and no 5月10日召开."""
    if time.after.startswith(("前", "完成")):
        return True
    if time.follows(_DAYS_LISTED) and time.before.endswith(("于", "在", "日、")):
        return True
    if time.opens and time.step and not time.after.startswith(_AS_OFTEN_TOLD) and not time.past:
        return True
    opens_sentence = time.low == time.start or time.text[time.low - 1] in "。;\n"
    return opens_sentence and time.follows(_SET_FOR) is not None


def _month_bounds(time: CalendarTime) -> bool:
    """5月完成, 轻轨一期6月全面动工."""
    after, before = time.after, time.before
    if time.step and not after.startswith(_AS_OFTEN_TOLD) and not time.past:
        return True
    if after.startswith(_REACHED_BY_MONTH) or time.follows(_BY_WHOM):
        return True
    if before.endswith(("月、", "月份、")) and _EACH_MONTH.match(after):
        return True
    if time.opens_line and after.startswith(","):
        return True
    if _TOLD_OF_MONTHS.match(after) or time.past:
        return False
    if (
        time.text[time.low - 1 : time.low] in (",", ";")
        and after[:2] in common_verbs()
        and not after.startswith(_AS_OFTEN_TOLD)
    ):
        return True
    return (time.opens or before.endswith(_AT_OR_BY)) and bool(_acts(after) or time.step)


def _part_bounds(time: CalendarTime, part: str) -> bool:
    """A part of a year that is not named: 年内, 上半年, 三季度, 年底."""
    if part == "年内":
        return True
    if part.endswith(("季度末", "季度底")) or part in ("上半年", "下半年"):
        return not time.after.startswith(("的", "以来", "工作", "经济"))
    if part.endswith("季度"):
        return _quarter_bounds(time)
    return _year_end_bounds(time, part)


def _quarter_bounds(time: CalendarTime) -> bool:
    after, before = time.after, time.before
    acts_ahead = (_acts(after) or after[:2] in common_verbs()) and not time.past
    if before.endswith(("在", "于")) and acts_ahead:
        return True  # 须在三季度拨付到位
    if time.opens and (time.follows(_SCHEDULED) or after.startswith("对")):
        return True
    if _THE_REST.search(before) or (_NAMED_AIM.match(after) and time.opens_line):
        return True
    if DOES.match(after) or time.step or after.startswith(("开展", "评价", ",", "前")):
        return True
    return (time.opens or before.endswith(_MEANT)) and bool(acts_ahead or _PASSES.match(after))


def _year_end_bounds(time: CalendarTime, part: str) -> bool:
    """年底完成, 年底实现; 年底开展述职 is a routine."""
    after, before = time.after, time.before
    if _THEN.search(before) and MILESTONE.search(after):
        return True  # 上半年开工、年底坝体填筑到180米
    does = DOER.search(before)
    if (
        part not in ("岁末年初", "年中")
        and (time.opens or does)
        and not after.startswith("未")
        and not _ROUTINE.match(after)
        and (_acts(after) or after[:2] in common_verbs())
        and not time.past
    ):
        return True  # 年底组织考核, 年底对账销号
    if time.pre or time.follows(_LEVEL_LATER) or time.step or after.startswith(("力争", ",", "前")):
        return True
    if time.opens and time.follows(_BY_WHOM):
        return True
    if before.endswith("于") and after.startswith(("对", "组织", "开展", "进行")):
        return True
    return bool(does and _ONE_ACT.match(after))


def _relative_year_bounds(time: CalendarTime) -> bool:
    """今年新增60家; 做好今年工作 and 今年十类民生实事 tell the year of a thing."""
    after, before = time.after, time.before
    if time.past:
        return False
    if (
        not time.opens
        and not before.endswith((*_BEFORE_YEAR, "使"))
        and not (REACHES.match(after) and _DIGIT.search(after))
        and not (DOER.search(before) and opens_with_action(after))
        and not (before.endswith("企业") and after.startswith(("要", "将", "须")))
    ):
        return False
    return (
        time.relative in ("今年", "明年", "本年", "本年度")
        and not _YEAR_AS_NAME.match(after)
        and not after.startswith(("以来", "的", "是", "正值", "恰逢", "适逢", "《", "政府工作报告", "国务院政府"))
    )


def _year_bounds(time: CalendarTime) -> bool:
    """2025年达到85%, 2024年安排专项资金; 2023年度 and 2024年的 are names."""
    after, before = time.after, time.before
    if time.year_word == "年度" or after.startswith(_NO_LIMIT_BEHIND_YEAR) or _MEETING_AFTER.match(after):
        return False
    if after.startswith("累计") and REACHES.match(after):
        return time.opens  # 2026年累计达到20万平方米; a year that is over is none in the end
    if time.past and not before.endswith(("力争", "争取", "确保")):
        return False
    if _year_has_its_level(time) or (DOER.search(before) and _FUNDS_AHEAD.match(after)):
        return True  # 市财政局2024年安排专项资金1500万元
    if time.opens:
        if _WHO_WILL.match(after) or after.startswith("先在") or time.follows(_AGAINST_YEAR):
            return True  # 2020年先在利州区试点; 2023年岸电使用量比2021年增长两倍
        if after.startswith((",", "、")) or DOES.match(after) or _acts(after):
            return True
        level = time.follows(_LEVEL_LATER)  # 2025年省级基地总数增加到120个
        return level is not None and _NEAR_FIGURE.match(time.text, level.end()) is not None
    if not _OF_WHAT_WAS_MADE.match(after):
        if DOER.search(before) and after[:2] in common_verbs():
            return True  # 市应急管理局2024年立案查处…
        if (
            _NOUN_BEFORE.search(before)
            and time.step
            and not after.startswith((*_AS_OFTEN_TOLD, "的"))
            and not after.startswith("的", time.step.end())
        ):
            return True  # 快线2021年建成通车
    return before.endswith(_BEFORE_YEAR) or bool(_THE_REST.search(before) and time.step)


def _year_has_its_level(time: CalendarTime) -> bool:
    """A level for each year told: 覆盖率2025年达到85%、2026年达到90%; 菜市场24处(2019年6处、2020年10处)."""
    after, before = time.after, time.before
    if time.follows(_PARTS_BY_YEAR) and before.endswith(("(", "、", ":")):
        return True
    if _SHIFT.match(after) and not time.opens and not time.past:
        return True  # 接入率2021年提高至九成; 事故2024年同比下降50%以上
    if REACHES.match(after) or time.follows(_YEAR_LIST) or time.follows(_LEVELS_BY_YEAR):
        return True
    if before.endswith(("年和", "年、")) and (after.startswith("分别") or _EACH_OF_THE_YEARS.match(after)):
        return True  # 组建率2025年、2026年分别达到70%、80%
    return _LEVEL_OF_A_YEAR.search(time.text, max(time.start, time.low - 20), time.low) is not None


def _month_of_year_bounds(time: CalendarTime) -> bool:
    if time.step and not time.past:
        return True
    if time.after.startswith(_DONE_IN_MONTH) or _MONTH_LIST.match(time.after):
        return True
    return time.opens and time.after.startswith((",", ":")) and not time.past
