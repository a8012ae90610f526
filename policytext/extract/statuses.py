"""Planned, achieved or baseline, and with what strength: by the words around a figure (records.md, section 6)."""

from __future__ import annotations

import re

_BASELINE = re.compile(
    r"针对|面对|在册|在营|经(?:鉴定|排查|摸排|核查|统计|普查)|现有|(?<!项)目前(?!期)"
    r"|全[市省区县州](?:共有?|尚?有|还有)|(?<=[市省区县州镇村,。;])(?:尚|还|仍)有(?![待望])"
    r"|拥有(?![量率数])|原有|仅|共有"
)
_FROM = re.compile(
    r"(?:由|从)(?:日均|年均|月均|[\u4e00-\u9fff]{0,6}的"
    r"|(?:19|20)(?:\d\d|[xX]{2})年(?:[底末初]|年[底末初]|[上下]半年|\d{1,2}月[底末初]?)?的?|平均"
    r"|目前的?|原来的?|最初的?|[人户生亩村校]均|每(?:公里|平方米|立方米|吨|座|处|个|所|辆|台)"
    r"|每[人生户亩床村校张名例件][每/]?[月年天]?"
    r"|每(?:人每)?[餐次]|每人次|日(?:处理|供水|供气|生产|产|接待|加工)"
    r"|每[年月])?(?:\d[\d.]*[万千百亿]?[\u4e00-\u9fff%]{1,4}、(?:每[人户生亩]每?[年月日])?)?$"
)
# what a task works on is there already: 对现有170家逐一建档, 剩余56个片区; but 对87家门店开展排查 wants so many to be reached
_WORKED_ON = re.compile(
    r"(?:针对|依托|(?<!完成)(?<!实现)剩余的?|(?<=\()存量"
    r"|(?:全[省市县区州乡镇]|现|目前)在用[\u4e00-\u9fff]{2,8}|现有|原有|已有|既有的?|余下|聚焦|围绕"
    r"|(?:对|把|将)[^,。;]{2,14}形成的[^,。;\d]{2,12}"
    r"|(?:对|把|将)已[\u4e00-\u9fff]{2,4}的[^,。;\d]{2,24}"
    r"|(?:排查|摸排|检查|整治)在营[\u4e00-\u9fff]{2,10}"
    r"|(?:对|针对|把|将)(?:在册|登记在册|存量|目前|现有"
    r"|(?:全面|集中)?(?:排查|摸排|梳理|筛查|普查|清理|查找)出?|已[\u4e00-\u9fff]{1,4})的?)$"
)
# in a report what was worked on was worked through: 对202户企业开展安全评估, 在全市248个社区组建
# 全市137所学校食堂中,仍有9所由企业承包
_WHOLE_PLACE = ("全市", "全省", "全区", "全县", "全州", "县城", "城区", "辖区", "镇区")
_A_SHARE = re.compile("%|百分点")  # 快于全市4个百分点
_AMONG_THEM = re.compile(r"[^,。;\d]{0,12}中(?:,|还|仍|有)")
# 整合全市320个驿站 are there already, in 在全市38所小学推广 so many are to be reached
_EACH_OWNS = re.compile(r"每[^,。;]{1,10}拥有")  # 每千名老年人拥有养老床位38张: a standard
_MADE_OF = re.compile(r"[^,。;]{0,24}(?:组成|构成)")  # 由240家企业组成的后备库
_ALL_THERE_ARE = re.compile(r"[\u4e00-\u9fff](?<![对为给在向把将成现])全[市省区县州]$")
_WORKED_THROUGH = re.compile(r"(?:对|把|将|全市|全省|全区|全县)$")
# a clause that says when speaks for itself, whatever the clauses before it tell
_AHEAD = re.compile(
    r"力争|争取|确保|“十[四五六]五”期间|(?<![即行])将|(?<![需主重只必])要(?!求|素|点)|再(?!次|度)"
    r"|(?<!年度)(?<!全年)(?<!按)(?<!按照)计划(?!的)|拟|(?<!\d)年内|年底前|今年|明年|每年|每季度|每月"
    r"|(?<!截至)(?<!截止)(?<!比)(?<!较)(?:20\d\d年|\d{1,2}月(?:底|末|[上中下]旬|\d{1,2}日)?之?前)"
)
_FINISHED = re.compile(
    r"已|累计(?!新增|完成(?!了)|实现|培育|建成(?!了)|达到)"
    r"|(?<![比较])(?:去年|(?<![线网以])上年|上一年)|截至|截止|(?<!项)目前(?!期)|现有|在册|存量"
)
_PLANNED = re.compile(
    r"力争|争取|确保|到20\d\d年|将|要|年底前|计划|目标|拟|下一?步|今后|未来|不少于|不低于|完成|新增"
    r"|实现"
)
_MODALITY = (
    ("strive", re.compile(r"力争|争取|努力|争创")),
    ("principle", re.compile(r"原则上|一般(?:不|应)?")),
    (
        "must",
        re.compile(
            r"确保|必须|须|不得|一律|严格|严禁|约束性|要(?!求|素|点|闻|害|塞)"
            r"|应(?=当|[^用急对答变尽接收收援])"
        ),
    ),
    ("encourage", re.compile(r"鼓励|支持|探索|引导|有条件的")),
)


def modality_of(text: str, start: int, end: int) -> str | None:
    """The strength of commitment by the words of ``text[start:end]``; ``plan`` for a bare statement."""
    head = text[start:end]
    for name, pattern in _MODALITY:
        if pattern.search(head):
            return name
    return "plan"


_DONE_TO = re.compile(
    r"(?!存量|在册|现有|登记)[^,。;]{1,24}?(?:开展|实施|进行)[^,。;]{0,8}(?:诊断|改造|整治|培训|评估"
    r"|检测|监测|体检|提升|修缮|治理)"
)
_WEATHER = re.compile(
    r"(?:雨量|降雨(?:量)?|降水(?:量)?|水位|洪峰(?:流量)?|警戒(?:水位)?|风力|气温|积雪|遭遇|遭受"
    r"|经历)(?:最高|最大|平均|达|为|了|先后|多次)*$"
)
_MEASURE_OF_IT = re.compile(r"(?:毫米|厘米|米|立方米每秒|级|轮|场|次|度|℃)$")
_NEW_ACT = re.compile(
    r"(?:再|新|并|同时|继续)?(?:新建|新增|扩建|改造|升级|拓展|建设|打造|培育|实施|推进|完成|布局|增设"
    r"|提升)(?!了)"
)


# figures of what was reached, among them one of what is still to come
_TO_COME = re.compile(
    r"下一?步|(?:余下|剩余)[^,。;]{0,12}(?:\d{1,2}月|年底|确保|要(?!求)|将|计划|力争)"
    r"|(?<!招生)(?<!投资)(?<![度年的等])计划(?:新增|新建|于)|[春夏秋冬]季再|明年|未开工"
    r"|待[^,。;]{2,16}(?:下达|到位|批复|审批)后|须于|力争|今后|预计(?:20\d\d年|今年|明年|\d{1,2}月)"
    r"|(?:[一二三四]季度|下半年|年底前?)将"
    r"|20\d\d年(?:底|年底|上半年|[一二三四]季度)?(?:(?:前|末)(?:全部|完成)|(?:前|末)?(?:要|将|把))"
    r"|年底前"
)
_GOES_ON = re.compile(r"[^,。;]{0,12}(?:正在|正|尚未|仍)")
_THERE_WERE = re.compile(
    r"(?:(?<!登记)在册|(?<!对)(?<!改造)现有)[^,。;\d达]{0,14}"
    r"(?:\d[\d.]*[万千]?[\u4e00-\u9fff]{1,3},其中[^,。;\d]{0,12}"
    r"(?:\d[\d.]*[万千]?[\u4e00-\u9fff]{1,3}[、,][^,。;\d]{0,12}){0,3})?$"
    r"|现有[^。;\d]{2,16}\d[\d.]*[万千]?[\u4e00-\u9fff]{1,2}\([^()]*$"
)
_SO_MANY_NOW = re.compile(r"(?:目前|当前),?(?:全[省市县区州])?$")
_OF_WHICH = re.compile(r"[^,。;\d]{2,24}?(?:中,?(?:已?有)?|有)\d")
_GREW = re.compile(r"[、,](?:同比|较上年|比上年)?(?:增长|增加|净增)")  # 登记在册经营主体259万户、增长6%
_DID = re.compile(r"(?:建成|完成|解决|新建|改造|投入|培训|发放|举办|组织|开展|印发|增加|实现|安装|新增|引进)了$")
_DONE_BEFORE = re.compile(r"(?:已|了|累计)[^,]{0,20}$")
_BOUNDED = re.compile(r"^不[少低高超多]|(?:以上|以内)$")
# 对已销号隐患按不少于30%的比例抽查: what was done is looked into
_DONE_THINGS = re.compile(r"(?:对|把|将)已[^,。;\d]{2,10}?(?=按|每|要|须|应|开展|进行|实行|实施)")
# a rate of what is there already is wanted: 已通电自然村通电话比例达到95%以上
_RATE_OF_DONE = re.compile(r"已(?![有经达])[^,。;\d]{2,10}(?:率|比例|占比|比重)(?:要|须|应|力争)?$")
_UNTIL_THIS_DAY = re.compile("目前|截至|截止|累计")
_MUST_BE = re.compile("(?:要|须|应|力争)$")
_ALREADY = re.compile(r"(?:已(?!有)|(?<![比较在以对])(?:去年|(?<![线网])上年|上一年))[^,的]{0,14}$")
_LAST_YEAR = re.compile(
    r"(?:去年|上年|上一年)(?!的|以来|同期|底|末|度)(?:,|我[局市县区]|全[市省县区])?(?:共|累计|全年"
    r"|先后)+"
)
_OF_A_NOUN = re.compile(r"的[^,]{0,4}$")
_THERE_ARE = re.compile(r"(?:的|共|现|总|约|中仍?)有$")
_UNTIL_NOW = re.compile(
    r"截至|截止|(?<!项)目前(?!期)|(?<!在)现有|已(?:有|建(?!成的)|经|完成(?!的)|达)"
    r"|已[^,。;的\d]{2,12}\d"
)
_WANTED_NEARBY = re.compile(r"力争|到20\d\d年|确保|将|要")
_FROM_WHERE = re.compile(r"[由从][^,。;]*\d[^,。;]{0,12}$")
_TO_LEVEL = re.compile(
    r"(?:提高|提升|增加|增长|上升|扩大|扩充|下降|降低|压缩|压减|压降|缩短|减少|缩减|[升降增减])[到至]"
)
_TO_LEVEL_BY = re.compile(
    r"[高升加长降缩减][到至](?:年[底末]|20\d\d年(?:[底末]|年底)?|\d{1,2}月[底末]?)的$"
)  # 由目前的72%提升到年底的95%
# 近年来,我县先后投入1150万元改造校舍6处: told in a plan, done all the same
_SO_FAR = re.compile(
    r"近年来|近[两二三几]年来?|(?:20\d\d年|去年)以来(?!受理|新增的|形成|建成|发生|签约"
    r"|[\u4e00-\u9fff]{2,6}的\d)|先后(?:\d+次|[两三四五六七八九多]次)?(?=召开|出台|印发|制定|投入"
    r"|投资|争取|荣获|获|开展|组织|举办|拨付|筹集|引进|派出|接待)"
)
# 综合利用率2018年为71%,到2019年底提高到75%: where it starts from
_WAS_THEN = re.compile(r"20\d\d年(?:底|末)?(?:已?达到?|为|是)$")
_RISES_LATER = re.compile(
    r",[^。;]{0,12}20\d\d年[^,。;\d]{0,6}(?:[提升降增缩压][高升加长低少短减]?|扩大|稳定"
    r"|保持)?(?:达?到|至|达)"
)
# 市上下达任务4.5万亩,实际建成4.62万亩
_SET_BEFORE = re.compile(r"下达[^,。;\d]{0,10}(?:任务|计划|指标)(?:数|面积)?(?:为)?$")
_CAME_OF_IT = re.compile(r"[,,](?:实际|已|全年)?(?:实际)?(?:完成|建成|达)")
_STILL = re.compile(r"(?:仍有|尚有|仍剩|还有|只有|仅有|仅为?)$")
# what waits for the work: 尚余46公里, 反馈的18项任务, 排查出的120处隐患
_WAITS = re.compile(
    r"(?:尚未|还未|仍未)[^,。;\d]{1,6}的$|剩余(?:的)?未[^,。;\d]{1,6}的$"
    r"|(?:尚有|尚余|尚存|仍余|(?:年末|年底)存量)[^,。;\d]{0,8}$"
    r"|(?:现行|现存|原有的|(?<![对为把将])(?:列入[^,。;\d]{0,6}(?:计划|台账|清单|名单|盘子)|反馈|交办"
    r"|移交|(?:排查|摸排|梳理|检查|审计|普查|查)出|(?<=[,。;])已(?:建成|投用|投运|开通|设立|成立|挂牌"
    r"|登记|备案|入库))的[^,。;\d]{0,8})$"
)
# 已有9家不合格的企业被清退
_WAS_DONE_TO = re.compile(r"[^,。;:\d]{2,20}被[\u4e00-\u9fff]{2,4}(?=[,。;])")
# 首批80个村已通过验收: the word stands behind the figure
_IS_DONE = re.compile(r"[^,。;:\d]{0,10}(?<![对把将])已(?!有|有的|久)[^,。;]{2}")
# a clause that speaks of the work to come, below one that told what is there: 现有326个,全年培训4500人
# 比2010年的143.8万吨减少11.3%
_SHARE_DONE = re.compile(r",?占(?:全年|年度|年)[^,。;]{0,4}(?:任务|计划|目标)的?\d")  # 完成投资41.6亿元,占全年任务的63%
_AGAINST = re.compile(r"(?:比|较)(?:20\d\d年|上年|去年|[^,。;]{0,6}(?:底|末|期))的$")
_CHANGES_BY = re.compile(r"(?:减少|下降|降低|增长|增加|提高|提升|压减|上升|翻)")
_TURNS = re.compile(r"(?:按照?每|全年|每(?:年|半年|季度|月|周)|年内|今后|其余|通过[新改扩回])")
_EACH_TIME = re.compile(r"每(?:年|半年|季度|月|周)[^,]*$")
_OUTCOME = re.compile(r"达|突破|提[高升]|增[加至]|全部|全覆盖|清零|归零|见底|清仓|控制|[下压]?[降减]|不")
_FINISHED_ACT = re.compile(r"了|已|占(?:年度|全年|年)(?:计划|任务|目标)|办理|完成|建成|解决|开展|出台")

_FINISHED_ALL = re.compile("了|已")
MAX_HEAD_CHARS = 400  # a sentence without a stop must not be read again for each of its figures


def _tells_of_now(told: str) -> bool:
    """Whether the last word of time before a figure is one of what was reached: not 已加固44座,今年加固61座,其中大中型9座."""
    words = [*_UNTIL_NOW.finditer(told)]
    return bool(words) and not any(
        _AHEAD.search(clause) and not _FINISHED.search(clause) for clause in told[words[-1].end() :].split(",")[1:]
    )


def status_of(text: str, sentence: int, clause: int, start: int, end: int, achieved: bool) -> str:
    head = text[max(sentence, start - MAX_HEAD_CHARS) : start]
    if not achieved and (
        (head.endswith("对") and not head.endswith("针对") and _DONE_TO.match(text, end)) or head.endswith("实现对")
    ):
        return "planned"  # 对40家企业开展诊断: so many are to be reached
    if _FROM_WHERE.search(head) and (_TO_LEVEL.match(text, start, end) or _TO_LEVEL_BY.search(head)):
        return "achieved" if achieved and not _TO_COME.search(head) else "planned"  # 由目前的22%提高到40%
    if head.endswith("已有") and (achieved or _WAS_DONE_TO.match(text, end)):
        return "achieved"
    worked_on = _WORKED_ON.search(head) or (
        head.endswith(_WHOLE_PLACE)
        and not _A_SHARE.search(text, start, end)
        and (_AMONG_THEM.match(text, end) or _ALL_THERE_ARE.search(head))
    )
    if (_FROM.search(head) and not _MADE_OF.match(text, end)) or (
        worked_on and not (achieved and _WORKED_THROUGH.search(head))
    ):
        return "baseline"
    if (_WAS_THEN.search(head) and _RISES_LATER.match(text, end)) or (
        _SET_BEFORE.search(head) and _CAME_OF_IT.match(text, end)
    ):
        return "baseline"
    if _WAITS.search(head) and not _OUTCOME.match(text, start, end):
        return "baseline"
    if achieved and _WEATHER.search(head) and _MEASURE_OF_IT.search(text, start, end):
        return "baseline"  # 洪峰水位达38.67米, 遭遇3轮强降雨
    if achieved and _SO_MANY_NOW.search(head) and _OF_WHICH.match(text, end):
        return "baseline"  # 目前11个托育点有4个交由品牌运营
    if achieved and _THERE_WERE.search(head) and not (_OUTCOME.match(text, start, end) or _GREW.match(text, end)):
        return "baseline"  # 全县在册困难学生18642人, 其中市直学校2315人
    if achieved and head.endswith("其余") and _GOES_ON.match(text, end):
        return "baseline"  # 其余7条正在铺装
    if achieved:
        ahead = _TO_COME.search(head)
        return "planned" if ahead and not _DONE_BEFORE.search(head) else "achieved"
    own = _DONE_THINGS.sub("", text[clause:start])
    if (
        _RATE_OF_DONE.search(own)
        and not _UNTIL_THIS_DAY.search(own)
        and (_BOUNDED.search(text[start:end]) or _MUST_BE.search(own))
    ):
        return "planned"  # 已建成设施运行负荷率要提高到60%以上
    if _IS_DONE.match(text, end) or _SHARE_DONE.match(text, end):
        return "achieved"
    if (_AHEAD.search(own) or _BOUNDED.search(text[start:end])) and not _FINISHED.search(own):
        return "planned"
    if _DID.search(own) and not _AHEAD.search(own):
        return "achieved"  # 在同安社区建成了3片足球场
    if _LAST_YEAR.match(own) and not _AHEAD.search(own):
        return "achieved"  # 去年共发放资助1874万元、惠及学生2.3万人次
    if _ALREADY.search(own) and not _OF_A_NOUN.search(own):
        return "achieved"
    if (so_far := _SO_FAR.search(head)) and not _AHEAD.search(head, so_far.end()):
        return "achieved"
    near = text[max(sentence, clause - 12) : start]
    if re.search(r"\d", text[max(sentence, clause - 12) : clause]):
        near = text[clause:start]  # 由目前的22%提高到40%,公有率达到100%: 目前 is another figure's
    if _AGAINST.search(head) and _CHANGES_BY.match(text, end):
        return "baseline"
    near = _EACH_OWNS.sub("", near)
    near = near[near.rfind("基础上") + 3 :] if "基础上" in near else near
    if _THERE_ARE.search(text[max(sentence, start - 2) : start]) and not _PLANNED.search(head):
        return "baseline"
    if _STILL.search(text[max(sentence, start - 4) : start]):
        return "baseline"
    if _EACH_TIME.search(own):
        return "planned"
    turned = _NEW_ACT.match(own) or _TURNS.match(own)
    told = (
        own if turned else head[head.rfind("基础上") + 3 :] if "基础上" in head else head
    )  # 优化已建成的驿站,升级拓展2250家: the second clause acts anew
    if _tells_of_now(told) and not _WANTED_NEARBY.search(own if _UNTIL_NOW.search(own) else near):
        act = own + text[end : end + 6]
        if text.startswith("全部", start):  # 各区全部搭建了平台; 现有12家全部完成改造
            return "achieved" if _FINISHED_ALL.search(act) else "planned"
        if _FINISHED_ACT.search(act) or not _BASELINE.search(head):
            return "achieved"
        # 支持现有3个…扩容,总量达到1.2万份
        return "planned" if _OUTCOME.match(text, start, end) and not _BASELINE.search(own) else "baseline"
    if _BASELINE.search(near) and not turned and not _PLANNED.search(near):
        return "baseline"
    return "planned"
