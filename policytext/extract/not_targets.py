"""Which quantities state no target: names, list counts, qualifiers, subsidies (``lexicon/not_targets.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from policytext.extract.borders import CLAUSE_BORDER, MAX_CLAUSE_CHARS, SENTENCE_BORDER, Borders
from policytext.extract.cues import SERVICE
from policytext.extract.quantities import Quantity
from policytext.lexicon import load_toml
from policytext.normalize.intervals import Intervals


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    head: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    units: frozenset[str]
    kinds: frozenset[str]
    max_value: float | None
    unless_level: bool
    needs_after: bool
    only_within: bool
    comparators: frozenset[str]
    bare_only: bool
    only_level_saves: bool
    own_clause_unless_bare: bool
    bare_or_over: bool
    planned_only: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    def compiled(rule: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile(rule[key]) if key in rule else None

    return tuple(
        _Rule(
            id=rule["id"],
            head=compiled(rule, "head"),
            tail=compiled(rule, "tail"),
            clause=compiled(rule, "clause"),
            units=frozenset(rule.get("units", ())),
            kinds=frozenset(rule.get("kinds", ())),
            max_value=rule.get("max_value"),
            unless_level=rule.get("unless_level", False),
            needs_after=rule.get("needs_after", False),
            only_within=rule.get("only_within", False),
            comparators=frozenset(rule.get("comparators", ())),
            bare_only=rule.get("bare_only", False),
            only_level_saves=rule.get("only_level_saves", False),
            own_clause_unless_bare=rule.get("own_clause_unless_bare", False),
            bare_or_over=rule.get("bare_or_over", False),
            planned_only=rule.get("planned_only", False),
        )
        for rule in load_toml("not_targets.toml")["rule"]
    )


_RATE_WITHIN = re.compile("[\u4e00-\u9fff]{2,6}率(?:要|应|力争|原则上)?(?:达|不|保持|为|提|稳|超|\\d)")


def is_no_target(
    text: str,
    start: int,
    end: int,
    quantity: Quantity,
    following: Quantity | None,
    borders: Borders,
    quoted: Intervals,
    achieved: bool = False,
) -> bool:
    name = quoted.around(quantity.number_start)
    if name is not None and name[0] < quantity.number_start and quantity.end <= name[1]:
        return True
    if not _is_countable(text, quantity, borders):
        return True
    if quantity.unit_kind == "time" and _RATE_WITHIN.match(text, quantity.end):
        return True  # 7日内办结率达98%: of the rate's name
    # 7方面28项60条任务: counts in a row announce a list
    if (
        following is not None
        and following.start == following.number_start == quantity.end
        and quantity.unit_kind == following.unit_kind == "count"
        and not quantity.explicit
        and following.unit in _PARTS
    ):
        return True
    head = text[max(start, quantity.start - 14) : quantity.start]
    return any(
        _speaks_of(rule, text, quantity, head, achieved)
        and not _spares(rule, text, quantity, head)
        and (not rule.tail or rule.tail.match(text, quantity.end, min(end, quantity.end + 24)))
        and (not rule.head or rule.head.search(head))
        and (not rule.clause or _tells_in_clause(rule, rule.clause, text, end, quantity, head, borders))
        for rule in _rules()
    )


def _speaks_of(rule: _Rule, text: str, quantity: Quantity, head: str, achieved: bool) -> bool:
    """Whether a rule is about quantities of this kind, unit, value and form."""
    if (
        (rule.kinds and quantity.unit_kind not in rule.kinds)
        or (rule.planned_only and achieved)
        or (rule.units and quantity.unit not in rule.units)
        or (rule.max_value is not None and quantity.value > rule.max_value)
        or (rule.comparators and quantity.comparator not in rule.comparators)
    ):
        return False
    bounded = quantity.explicit or quantity.level or quantity.change
    if rule.bare_only and (bounded or _FROM_OR_EARLIER.search(head)):
        return False
    if rule.only_level_saves and quantity.level and quantity.start < quantity.number_start:
        return False
    if rule.bare_or_over and (quantity.level or quantity.change or quantity.comparator not in ("eq", "gt", "ge")):
        return False
    written = text[quantity.start : quantity.end]
    if rule.only_within:
        within = written.endswith("内") and not written.endswith("以内")
        if quantity.level or quantity.start < quantity.number_start or not within:
            return False
        if SERVICE.match(text, quantity.end):
            return False
    elif rule.unless_level and bounded:
        return False
    return not rule.needs_after or written.endswith(("上", "下", "内", "右"))


def _spares(rule: _Rule, text: str, quantity: Quantity, head: str) -> bool:
    """What a rule would take for none, and is a target all the same."""
    if rule.id == "age_or_size_qualifier":  # 2小时以内办结
        return quantity.unit_kind == "time" and _SETTLED.match(text, quantity.end) is not None
    if rule.id == "standard_time_rule":
        # 受理后3个工作日内办结: what is promised, and no limit of a duty (lasting_times.py)
        return SERVICE.match(text, quantity.end) is not None and not head.endswith("之日起")
    if rule.id == "article_or_page":  # 入汛前至少演练1次
        raised = quantity.change and quantity.unit not in ("位", "名")
        return bool(quantity.explicit or raised) and quantity.start < quantity.number_start
    if rule.id == "list_count":
        if head.endswith("等") and _MATTERS.match(text, quantity.end):
            return True  # 将专利、商标等22个事项纳入窗口
        return bool(quantity.explicit or quantity.level or _FOUND_WANTING.search(head))
    if rule.id == "subsidy":
        if _SET_UP.search(head) and _POT.match(text, quantity.end):
            return True  # 设立2000万元风险补偿资金池
        if quantity.unit_kind == "money" and _SUM_SET_ASIDE.search(head) and not _PART_OF_IT.match(text, quantity.end):
            return True  # 市财政安排燃气安全专项补助1200万元
        return _UPKEEP.match(text, quantity.end) is not None  # 按每座300元的标准安排管护经费
    return False


def _tells_in_clause(
    rule: _Rule, clause: re.Pattern[str], text: str, end: int, quantity: Quantity, head: str, borders: Borders
) -> bool:
    """Whether the clause around it, or the sentence near it, says that the quantity is given, not reached: 奖励, 补贴."""
    low = borders.clause_start(quantity.start)
    if _LAST_YEAR.match(text, low):
        return False  # 去年共发放各类资助1874万元
    if (
        quantity.unit_kind == "percent"
        and (quantity.explicit or quantity.level or head.endswith("率"))
        and _SHARE.search(head)
        and (_FOR_A_SHARE.search(text, low, quantity.start) or not _GIVES.search(text, low, quantity.start))
    ):
        return False  # 担保费率原则上不超过1%: a rate that is held, whatever is paid
    at_least = quantity.explicit and quantity.comparator == "ge"
    if rule.own_clause_unless_bare and at_least and _A_STANDARD.search(head):
        return False  # 农村低保标准不低于4300元/年
    if rule.own_clause_unless_bare and _RAISED_FROM.search(text, low, min(end, quantity.end + 40)):
        return False
    far = min(end, quantity.end + MAX_CLAUSE_CHARS)
    border = CLAUSE_BORDER.search(text, quantity.end, far)
    stop = border.start() if border else far
    own = bool(clause.search(text, low, stop))
    if quantity.unit_kind == "time" and SERVICE.match(text, quantity.end) and not own:
        return False  # 线索20个工作日内办结,对查实的给予奖励
    sought = _SOUGHT.search(text, low, quantity.start) or (
        text.endswith("新增", low, quantity.number_start) and quantity.unit_kind == "money"
    )
    if sought and not _GIVEN.search(text, low, stop):
        return False  # 申请中央补助资金6800万元; 贷款余额新增40亿元,费率降至1%以下
    set_aside = at_least and _FUND.search(text, low, quantity.start)
    reached = rule.own_clause_unless_bare and (
        quantity.level or quantity.change or quantity.comparator == "gt" or set_aside
    )
    if reached and (not own or set_aside or _RAISED.search(text, low, stop)):
        return False  # 实行专项奖励,制造业投资增长8%: the prize stands in another clause
    if quantity.unit_kind == "money" and _PART_OF_A_FUND.search(text, borders.sentence_start(quantity.start), low + 12):
        return False  # 安排专项资金38万元,其中良种补贴15万元
    if _OWN_ACT.match(text, low) and not own:
        return False  # 给予最高1亿元奖励,推动项目增资3亿美元: what the second clause brings is no prize
    border = SENTENCE_BORDER.search(text, quantity.end, far)
    high = min(border.start() if border else end, quantity.end + 30)
    if text.startswith("(", quantity.end):
        high = quantity.end  # 发放贷款3亿元(单户最高额度30万元): what the bracket says is another figure's
    return clause.search(text, max(low - 40, borders.sentence_start(quantity.start)), high) is not None


_FROM_OR_EARLIER = re.compile(r"(?:[由从]|(?:提前|缩短|推迟)了?)$")
# 每年安排资金不低于1亿元,对获评的企业奖励100万元: what is set aside is no prize
_FUND = re.compile(
    r"(?:安排|统筹|整合|投入|筹集|筹措|列支|设立|发放|用于)[^,。;]{0,20}(?:资金|经费|投入|基金|预算"
    r"|贷款|补助|的)$|发放$|(?:财政|[省市县区]级)每年(?:统筹|安排)?$"
)
_SOUGHT = re.compile(
    r"(?:申请|争取|向上争取|到位|争取到|统筹整合|整合|统筹|兑现|发行|安排|列支|筹措"
    r"|筹集)[^,。;]{0,14}(?:资金|债券|贷款|专项债|补贴)$|(?:投放|发放)[^,。;\d]{0,10}贷款$"
    r"|(?:总投资|投资总额|概算)(?:约|为)?$|共?需(?:要)?(?:经费|资金|投资|投入)[^,。;\d每]{0,4}$"
    r"|(?:财政|[省市县区]级|专项资金中?)(?:每年)?(?:统筹|安排|切块|列支|拿出)$"
)
_LAST_YEAR = re.compile(r"(?:去年|上年|上一年)(?!的|以来|同期)")
_GIVEN = re.compile(r"给予|奖励(?!资金|经费|基金)|每[人户亩个]|最高|不超过")
_PART_OF_A_FUND = re.compile(
    r"(?:安排|投入|统筹|下达|落实|共需|所需)[^,。;]{0,16}(?:资金|经费"
    r"|预算)[^。;\d]{0,4}\d[\d.]*[万亿]?元,其中"
)
_MATTERS = re.compile("(?:高频|政务|服务|审批|许可|涉企)*事项|工作专班|服务项目")
_FOUND_WANTING = re.compile(r"(?:反馈|交办|排查出?|查出|移交|指出|发现|梳理出?)的$")  # 对巡察反馈的37个问题
_SET_UP = re.compile("(?:设立|组建|建立|成立|安排)(?:总?规模)?(?:不[低少]于)?$")
_SUM_SET_ASIDE = re.compile(
    r"(?:财政局?|[省市县区镇乡](?:级|本级)|政府|办事处)(?:每年|今年|20\d\d年)?(?:统筹|计划|共|再"
    r"|另)?(?:安排|列支|筹措|筹集|拿出"
    r"|设立)(?![^,。;]*(?:每[人户亩个家]|给予|最高|不超过))[^,。;]{0,22}(?:资金|经费|补助|预算|专款"
    r"|基金)$"
)
_PART_OF_IT = re.compile(r"的?(?:奖励|补助|补贴)给|,?(?:其中)?每[人户亩个家]|的?标准")
_POT = re.compile(r"的?[\u4e00-\u9fff]{0,10}?(?:资金池|基金|风险补偿(?:资金|金)|专项(?:资金|经费))")
_UPKEEP = re.compile(r"的?标准(?:安排|列支|落实|核拨|统筹|预算)[^,。;]{0,8}(?:经费|资金)")
_OWN_ACT = re.compile(r"推动|实现|完成|新增|力争|确保|实际|引进|带动|撬动|培育|争取")
_A_STANDARD = re.compile("(?:保障|低保|供养|救助|拨款|经费|最低工资|养老金)[^,。;]{0,4}标准$")
_RAISED_NEXT = re.compile("(?:提高|增加|上调|调整|增|调)[到至为]")  # 由1.5分提高到3分
_SHARE = re.compile(r"(?:比例|占比|比重|[\u4e00-\u9fff]率|份额)(?:原则上|逐步|平均|均|要|应|须|力争|一般)*$")
_FOR_A_SHARE = re.compile(r"用于[^,。;]{2,20}的?(?:比例|占比|比重)")
_GIVES = re.compile(r"(?:补助|补贴|奖|资助|贴息|给予|支持|罚)(?![^,。;]{0,16}(?:覆盖|发放|兑现|到位|落实|惠及)率)")
# a benefit's standard that is raised is a level: 低保标准提高到740元
_RAISED = re.compile(r"(?:标准|额度|限额)[^,。;]{0,36}?(?:提高|增加|提升|达到|上调)")
# 补贴标准分别从每人每月202元、270元提高到209元、280元
_RAISED_FROM = re.compile(
    r"(?:标准|额度|限额|补[贴助]|规模|资金池)[^,。;]{0,16}?[从由][^,。;]{0,12}\d[^,。;]{1,20}(?:提高?"
    r"|增加|提升|上调|扩大|扩充)[到至]"
)
_BASE_BEFORE = re.compile(
    r"每(?:(?:[两二三四五六]|\d{1,2})个?(?:年|月|季度|周|天|日|小时)|小时|半个?月|学期|学年|旬|天|日"
    r"|晚|工作日|个|名|支|台|辆|套|间|亩|位|户|村|镇|县|区|市|年|月|季度|半年|周|家|人|所|校|条|座|处"
    r"|栋|栋楼|片|组|班|队|院|站|块|街道|社区|千|万|百|[\d一二两三四五-]+年)[^,。;]{0,16}$"
    r"|一[个支名]?[\u4e00-\u9fff]{1,6}(?:设立|配备|有|建)$"
)
_DOING = re.compile(
    r"(?:新设|整治提升|新增|新建|建设|建成|打造|培育|完成|培养|引进|设立|建立|成立|举办|开展|组织"
    r"|改造|创建|选派|配备|实施|推广|推出|推进|新|各|增设|布局|遴选|获批|入选|承办|形成|制定|出台"
    r"|落地|签约|开工|整治|提升|新改扩建|改扩建|续建|达|规划|布设|培训|认定|获|建|办|的|在|共|筹建"
    r"|谋划)$"
)
_ROUND_VERB = re.compile(r"(?:开展|举办|组织|支持|培育|实施|建设|打造|完成|推出|推动|编制|服务|和|、)$")
_PLAIN_UNITS = frozenset(
    "户 人 名 株 亩 公里 套 家 所 处 座 个 辆 台 平方米 万户 棵 间 张 条 公顷 千米 米 方 立方米 吨 头 只".split()
)
_VERB_BEFORE = re.compile(
    r"(?:新建|改造|选派|选树|评选|新设|整治|提升|建设|种植|栽植|培训|引进|培育|新增|打造|完成|设立"
    r"|建成|改建|扩建|招聘|配备|发展|认定|开工|创建|安置|帮扶|选聘|招录|增设|栽|植|养殖|饲养|放养"
    r"|投放|建)[^,。;、]{0,6}$"
)
_OF_A_SCORE = re.compile(
    r"占(?=[^,。;]{2,12}的$)(?:年度|全年|综合|绩效|目标|总分|考核|责任制|党建)[^,。;]*的$"
)  # 占年度绩效考核的5分
_EACH_TERM = re.compile(r"每(?:季度?|月|半年|周|旬)[^,。;\d]{0,8}$")
_PARTS = frozenset(
    ["个", "项", "条", "类", "大", "方面", "款", "种", "件", "级", "批", "点", "章", "节"]
)  # and not 46户171人
_SCALES = frozenset("十百千万亿")  # 百万吨饲料加工厂: an order of size, a name
_PEOPLE_DONE = re.compile(r"(?:培训|惠及|带动|吸引|接待|服务|招聘|安置|帮扶|救助)[\u4e00-\u9fff]{0,6}$")
# a count behind its noun, at the end of the clause
_THINGS = frozenset("个 家 所 座 处 场 支 名 人 期 次 套 台 辆 间 栋 幢 对 艘 架 块 本 部 档 届 轮 场次".split())
_ENDS_CLAUSE = re.compile(r"(?:以上|左右|以内)?(?:[,。;、)]|$)")
_NEW_OBJECT = re.compile(
    r"(?:新建|新增|新设|改建|扩建|建设|建成|改造|打造|培育|培养|引进|举办|开展|组织|购置|采购|配备"
    r"|招聘|选聘|选派|设立|增设|创建|创成|布局|建立|添置|开设|承办|推出|加固|整修|修复|维修|清理|疏浚"
    r"|拆除|关停|取缔|淘汰|新修|除险)[\u4e00-\u9fff“”A-Za-z0-9]{2,16}$"
)
_SETTLED = re.compile("办结|办理完毕|答复|审结")
# 开发文创产品12种, 研发河道漂浮物等算法20种: made, not summed up
_MADE_NEW = re.compile(
    r"(?:新?开发|研发|引进|选育|推广|编印|出版|推出|研制|新增)(?:[^、,。;\d]{2,12}|[^,。;\d]{2,24}等[^、,。;\d]{2,8})$"
)
_RANKS = frozenset("级 分 度 道 条 方 层 部 门 对 队 起 口 站 里 类 种 版 站点 批 步 只 项 单 首 集 点 班 轮".split())
_COUNTED = frozenset("个 家 所 座 处 场 支 名 人 万 期 次 套".split())


def _is_countable(text: str, quantity: Quantity, borders: Borders) -> bool:
    """Whether a count written with Chinese numerals is a figure, not an article or a name."""
    if quantity.unit_kind in ("percent", "factor", "ratio"):
        if quantity.unit_kind == "percent" and quantity.written[:1] in "一二三四五六七八九" and quantity.unit == "成":
            return False
        return not (quantity.unit_kind == "factor" and quantity.written[:1] == "百")
    written = quantity.written
    if quantity.unit == "年" and text[quantity.start : quantity.start + 1] in "近" and quantity.comparator == "approx":
        return False  # 近3年: a stretch of the past
    if (
        written == "一"
        and quantity.unit == "批"
        and not _EACH_TERM.search(text, max(0, quantity.start - 12), quantity.start)
    ):
        return False  # 突破一批, 每年培育一批: an article; 每季度曝光一批 is how often
    if quantity.unit == "G" and (quantity.value <= 6 or text.startswith(("-PON", "PON", "-EPON"), quantity.end)):
        return False  # generations of networks, 10G-PON
    if (
        quantity.unit == "分"
        and not quantity.level
        and not _RAISED_NEXT.match(text, quantity.end)
        and not (
            quantity.explicit
            and re.search(
                "(?:得分|评分|测评|分值|权重|满意度|占分|占比|占)$", text[max(0, quantity.start - 4) : quantity.start]
            )
        )
        and not _OF_A_SCORE.search(text, max(0, quantity.start - 14), quantity.start)
    ):
        return False  # points of an assessment
    if quantity.unit == "分" and written == "十":
        return False  # 十分密切
    if quantity.unit == "个等级" and not quantity.change:
        return False  # 分为三个等级
    if (
        quantity.unit in ("类", "种")
        and quantity.value <= 20
        and not quantity.explicit
        and not (quantity.unit == "种" and _MADE_NEW.search(text, borders.clause_start(quantity.start), quantity.start))
    ):
        return False  # sums up the names before it: 基础类、完善类、提升类3类
    if written[:1].isdigit():
        return True
    if quantity.explicit or quantity.level or quantity.comparator in ("approx", "range"):
        fuzzy = quantity.comparator == "approx" and quantity.side == "above"
        return written != "几" and not (
            written in ("一", "百", "千", "万")
            and fuzzy
            and not _PEOPLE_DONE.search(text, max(0, quantity.start - 10), quantity.start)
        )
    if quantity.value >= 100 and len(written) >= 3 and quantity.unit in _PLAIN_UNITS and _SCALES & set(written):
        return True  # 摊位四百二十个
    head = text[borders.clause_start(quantity.start) : quantity.start]
    if _BASE_BEFORE.search(head):
        return True
    if quantity.unit_kind == "money" and not set(written) <= _SCALES and (quantity.change or quantity.value >= 10_000):
        return True  # 纯收入增加一百八十元, 出口创汇八百万美元
    if (
        written in ("百", "千", "万")
        and quantity.unit in ("场", "项", "家", "本", "个", "名")
        and _ROUND_VERB.search(head)
    ):
        return True  # 开展百场促消费活动, 支持千家企业
    if written in ("百", "千", "万") and quantity.unit in ("场", "场次") and _ENDS_CLAUSE.match(text, quantity.end):
        return True  # 组织送戏下乡百场
    if written in ("一", "百", "千", "万", "半", "亿"):
        return False
    if (
        quantity.value >= 10
        and quantity.unit in _PLAIN_UNITS
        and not set(written) <= _SCALES
        and (quantity.value >= 1000 or _VERB_BEFORE.search(head[-10:]))
    ):
        return True  # 改造三千五百户, 选树二十名; a number of thousands is no figure of speech
    if quantity.unit == "条" and re.search(r"(?:新建|建设|建成|开通|改造|打通|新增|新开)$", head):
        return True  # 新建七条快速公交线路
    if quantity.unit in _RANKS:
        return False
    if (
        quantity.unit in _THINGS
        and _ENDS_CLAUSE.match(text, quantity.end)
        and (thing := _NEW_OBJECT.search(head))
        and (quantity.unit != "期" or thing[0].endswith(("班", "营", "培训", "刊")))
    ):
        return True  # 新建古树公园两处, 举办培训班四期
    if (
        quantity.unit == "条"
        and _ENDS_CLAUSE.match(text, quantity.end)
        and re.search(r"(?:新建|新增|新开|建成|改造|打通|开通)[^,。;\d]{0,10}(?:路|道|线|街|渠|沟|河|巷|管)$", head)
    ):
        return True
    return bool(_DOING.search(head)) and quantity.unit in _COUNTED
