"""Sentence → the role that its words give to a body: leads, does, helps, watches (records.md, section 5)."""

from __future__ import annotations

import re

from policytext.extract.cues import FORMS_CHECKERS, TIME_BETWEEN

SUPERVISE_VERBS = tuple(
    (
        "审核 把关 指导 督办 审计 复核 核验 复查 抽检 抽查 抽样验收 纠正 考核 监督 督导 督查 追究 "
        "初审 验收 核实 评估 核查 约谈 通报 问责 追责"
    ).split()
)
HELP_VERBS = ("配合", "协助", "参与", "协办")
_AND_OTHERS = "(?:等(?:\\d{1,2}[家个]|[两三四五六七八九十]{1,2}[家个]?)?(?:有关|相关)?(?:部门|单位|机构|方面)?)?"
_MODAL_TAIL = re.compile(r"(?:要|应当?|须|需要?|必须|将|会|都|均|也)+$")

# bodies that watch others beside their own work, and those that do nothing else
_WATCHER = re.compile(
    r"(?:办公[厅室]|党政(?:综合)?办|督查机构|监督机构|审计机关|(?:纪检|监察)机关|督导组|领导小组|政府"
    r"|专班|指挥部|编办|组织部门?|社会工作部)$|督查|督导|督考|督办|巡[察视]|审计|纪委|纪工委|纪检"
    r"|监委|考核"
)

# 市人大常委会组织代表开展视察评议
_COUNCIL = re.compile(r"(?:人大(?:常委会?)?|政协)(?:[\u4e00-\u9fff]{2,8}(?:委|委员会?|工委))?$")
_COUNCIL_WATCHES = re.compile(
    r"(?:要|将|适时|定期|每(?:半?年|季度))*(?:组织[^,。;]{0,10})?(?:开展|进行|实施"
    r"|对[^,。;]{2,24}?(?:开展|进行))?[^,。;]{0,6}(?:视察|评议|民主监督|专题询问|执法检查|工作监督"
    r"|专项监督|监督)"
)

WATCH_OFFICE = re.compile(
    r"(?:(?:督导|督办|监督)单位$|(?:审核|评估|督查)机构$|督查(?:落实|督办)?(?:室|部门|办|局|组)"
    r"|督导室|督促检查(?:室|处|科|办)|(?<!项)目标?(?:督查?|考核?|管理)办|督导组|巡察办|巡察机构"
    r"|督察办公室|考核办)$"
)

# 市纪委监委严查吃拿卡要: whatever such an organ does, it does to watch, unless it leads or makes rules
_DISCIPLINE = re.compile(
    r"(?:纪委|纪工委|监委|监委机关|纪委机关|(?:纪检(?:监察)?|监察)(?:机关|机构|组|室)"
    r"|(?:[省市县区州旗]|(?<![\u4e00-\u9fff]))监察[局厅])$"
)
_OWN_OF_DISCIPLINE = re.compile(
    r"牵头|受理|制定|出台|建立|健全|完善|会同|联合|开展[^,。;]{0,6}(?:教育|宣传|培训)|成立|编制"
    r"|负责(?!监督|督查)|组织(?!督|检查|考核)|推[进动]|落实|加强(?!监督|督)"
)
# 县审计局对经费使用情况每年检查一次, 市绩效办年底前完成对账考核: who is there to check checks
_CHECKER = re.compile(r"督[查导办考]|审计局|考核|考评|绩效|效能|巡[察视]|法制办|监察局")
_MAKES_IT_AN_AUDIT = re.compile(r"(?:列入|纳入|作为)[^,。;]{0,8}审计")
_AUDITS = re.compile(r"审计(?:局|厅|机关|部门)(?:等[^,。;]{0,6})?$")
# 市委组织部将创建工作纳入年度绩效考核; 县人社局将完成情况列入考核
_CHECK_OFFICE = re.compile(
    r"(?:督查室|督查局|督查考核办|考核办|绩效办|绩效(?:考评|评估)?办(?:公室)?|组织部|目标办"
    r"|(?:党?政府?|府)办(?:公[室厅])?)$"
)
_PUTS_HOW_IT_WENT = re.compile(
    r"(?:要|应|须|应当)?(?:将|把)[^,。;]{0,20}(?:完成|落实|进展|推进|履职|执行)情况(?:列入"
    r"|纳入)[^,。;]{0,16}(?:考核|督查|督办|考评|绩效|评价)"
)
_PUTS_INTO_CHECK = re.compile(
    r"(?:要|应|须|应当)?(?:将|把)[^,。;]{2,30}?(?:(?:列入|纳入)[^,。;]{0,16}(?:考核|督查|督办|考评"
    r"|绩效|评价)|作为对(?:各|[省市县乡镇]级|下级|地方)[^,。;]{2,20}考核)"
)

_EACH_OF_THEM = re.compile(r"各[^,。;、]{1,14}$")  # 各县政府要将履职情况纳入考核: their own work
_WATCH_VERB = re.compile(
    r"(?:将|要|负责)?(?:对[^,。]{2,24}?(?:进行|开展|予以)?|加强对[^,。]{2,20}的"
    r"|(?<=负责)(?!统筹)[^,。]{0,20}的?(?:统一)?|)(?:跟踪|定期)?"
    r"(?:督促|督导|督查|督办|挂牌督办|监督检查|审计监督|监督(?!管理局)|考核|验收|评估|抽查"
    r"|予以通报(?!表扬|表彰)|通报(?!表扬|表彰)|约谈|提醒|(?<!统一)调度(?!中心|平台|系统|员))"
)

_TAIL_ADVERBS = re.compile(
    r"^(?:要|都|均|应当?|须|需|将|会|切实|认真|积极|主动|共同|分别|统筹|全程|不间断"
    r"|每(?:半?年|一?季度|季|[两三]?个?月|[一两]?周|[两三]年)|不?定期|逐项|逐一|逐级|按[年季月])+"
)
_CHECKS_IN_FULL = tuple(
    "审查把关 严格把关 审核把关 把关 督查 随机 巡查抽查 考核 跟踪督 跟踪问 抽查 暗访 约谈 挂牌督 评估 考评".split()
)
_WATCHER_CHECKS = tuple(
    "督促 督导 监督 指导 加强督 加强监督 强化监督 加大督 加大考核 跟踪 通报 抽取 调度 评价 核查".split()
)


def role_after(text: str, at: int, end: int) -> str:
    """The role that the verb after a subject gives: 牵头 leads, 督查 supervises, 会同 responsible."""
    if text.startswith("不得", at - 2):
        return "responsible"  # 不得牵头申报
    name = _MODAL_TAIL.sub("", text[max(0, at - 16) : at])
    tail = _TAIL_ADVERBS.sub("", re.sub(f"^{_AND_OTHERS}(?:{TIME_BETWEEN})?", "", text[at : min(end, at + 32)]))
    if (
        tail.startswith(("牵头", "主导", "主办"))
        or _LEADS_BY.match(tail)
        or (text[at - 1 : at] == "是" and _IS_LEADER.match(text, at))
    ):
        return "lead"
    if tail.startswith("参与") and text.startswith("等", at) and not _JUST_HELPS.match(tail):
        return "responsible"  # 供电公司等参与让利改造
    together = _ALL_TOGETHER.match(tail) and not _LED_BEFORE.search(text, max(0, at - 30), at)
    if (
        (tail.startswith("协同") and not together)
        or tail.startswith(("配合", "协助", "参与", "参加", "协办", "会办", "派员参", "派员协", "派员配合"))
        or _HELPS.match(tail)
        or _HELPS_LATER.match(text, at)
    ):
        return "support"
    if "协办" in name or _LENDS_A_HAND.match(tail):
        return "support"  # 各协办单位要靠前服务
    if _HELPERS.search(name) and re.match(r"[^。;]{0,24}(?:配合|参与|支持|协助)", text[at : min(len(text), at + 40)]):
        return "support"
    if WATCH_OFFICE.search(name) or (_COUNCIL.search(name) and _COUNCIL_WATCHES.match(text, at, end)):
        return "supervise"
    watcher = _WATCHER.search(name)
    clause = text[at : min(end, at + 44)]
    if _DISCIPLINE.search(name) and not _OWN_OF_DISCIPLINE.match(tail):
        return "supervise"
    if (_CHECK_OFFICE.search(name) and _PUTS_INTO_CHECK.match(text, at, end)) or (
        _PUTS_HOW_IT_WENT.match(text, at, end) and not _EACH_OF_THEM.search(name)
    ):
        return "supervise"
    if _AUDITS.search(name) and _MAKES_IT_AN_AUDIT.search(clause):
        return "supervise"
    if _CHECKER.search(name) and checks(text, at, end):
        return "supervise"
    if watcher and (_WATCH_VERB.match(clause) or (_WATCHES.search(clause) and not _DOES_ITSELF.search(clause))):
        return "supervise"
    if (
        tail.startswith(_CHECKS_IN_FULL)
        or _IN_DUE_TIME.match(tail)
        or _ORGANIZES_CHECKS.match(tail)
        or (watcher and not text.startswith("统筹", at) and tail.startswith(_WATCHER_CHECKS))
    ):
        return "supervise"
    if _GUIDES.match(text, at) or _INSPECTS_LATER.match(text, at, min(end + 60, len(text))):
        return "supervise"
    if _TELLS_HOW_IT_GOES.match(tail) and _DEPARTMENT.search(name) and not _FAULTS.search(clause):
        return "responsible"  # 市卫生健康委每半年通报一次工作进展: of its own trade
    if _OWN_TRADE.search(name) and _INSPECTS_FIRMS.match(tail):
        return "responsible"  # 县市场监管局对销售门店每季度抽检1次
    if _IN_CHARGE_OF_WATCHING.match(text, at) or _TELLS_ON.match(tail) or _ADVISES.match(tail):
        return "supervise"
    if (
        _OVERSEES.match(tail)
        or _URGES.match(tail)
        or _BY_SAMPLE.match(tail)
        or (_INNER_OFFICE.search(name) and _SPOT_CHECKS.match(tail))
    ):
        return "supervise"
    if (
        INSPECTS.match(clause)
        or (tail.startswith(("督促", "督导")) and not _HAS_IT_DONE.match(text, at + text[at:end].find("督促"), end))
        or _GUIDES_THEM.match(tail)
        or (tail.startswith(("调度各", "调度有关", "通报各")) and not text.startswith("统筹", at))
    ):
        return "supervise"
    return "responsible"


# 市住建局督促燃气企业10月底前更新改造管网: what it is to get done is named
_HAS_IT_DONE = re.compile(
    r"督促(?!落实|整改|检查|指导|推进)[^,。;]{2,20}?(?:企业|机构|公司|单位"
    r"|[县市区乡镇)厂队户校店所院社](?![县市区乡镇)]))(?!落实|整改|按"
    r"|严格)(?=[^。;]{0,40}\d)[^,。;]{6,}"
)
# 市妇联帮助核对名单; whoever helps farmers does its own work
_LENDS_A_HAND = re.compile(
    "帮(?:助(?!(?:其|每|各)?[^,。;]{0,2}(?:农户|群众|企业|困难|贫困|居民|老人|老年|学生|农民|村民"
    "|渔民|牧民|市场主体|职工|人员|家庭|残疾|消费者|用户|商户|儿童|青年|妇女|户))|着|其|忙)"
)
# 县农业农村局要加强督导; 监督检查 is as often an enforcer's own work
_URGES = re.compile(
    r"(?:加强|强化|加大|抓好)(?:跟踪)?(?:督导|督促|督查|督办)(?:检查|指导|调度|问效"
    r"|落实)?(?:力度)?(?=[,。;]|$)"
)
_OVERSEES = re.compile(
    r"(?:加强|强化)(?=[^,。;]{0,12}(?:督促|督导|指导))(?:监督|督促|督导|检查"
    r"|指导)(?:(?:、|和|与)(?:监督|督促|督导|检查|指导|考核|跟踪))+(?=[,。;]|$)"
    r"|承担[^,。;]{0,30}(?:指导|督促)(?:督促|指导|监督)?责任"
    r"|对(?:下级|所属|所辖|下属)[^,。;]{2,24}(?:进行|开展)[^,。;]{0,6}(?:稽查|督察|检查)"
    r"|(?:开展|进行|实施|实行)(?:全程|日常|民主|社会)?监督(?=[,。;]|$)|对照[^,。;]{0,6}打分"
    r"|对[^,。;]{2,24}(?:进度|数据|质量|情况)(?:进行|予以)?(?:核定|审核把关|核实|核验)(?=[,。;]|$)"
    r"|对[^,。;]{2,24}数据(?:进行|予以)(?:审核|把关)|(?:作|作出|进行|开展)合法性审[查核]"
)
_BY_SAMPLE = re.compile(
    r"按(?:照)?(?:不[少低]于)?\d[\d.]*%[^,。;]{0,6}的?比例(?:随机|重点|现场)?(?:复核|抽查|抽检|复查"
    r"|抽验|核查|回访)"
)  # of what others did
_INNER_OFFICE = re.compile(r"(?:室|科|股|(?<![举承主督])办)$")
_SPOT_CHECKS = re.compile(r"(?:组织|开展|进行)(?:[一两三]次|\d次)?[^,。;]{0,6}(?:抽查|抽检|巡查)(?=[,。;]|$)")
_JUST_HELPS = re.compile(r"参与(?=[,。;]|$|配合|支持)")
_TELLS_HOW_IT_GOES = re.compile(
    r"通报(?!表扬)|对[^,。;]{2,24}?(?:每(?:半?年|季度|月|周)|按[年季月周])?(?:予以|举行一次"
    r"|进行)?通报"
)
_DEPARTMENT = re.compile(
    r"(?:(?<!审计)(?<!司法)(?<!监察)(?<!统计)(?<!督查)局|(?<!纪)(?<!监)(?<!政法)委"
    r"|(?<!审计)(?<!监察)厅|中心|残联|主管部门|金融办|文明办|爱卫办|绿化委员会办公室)$"
)
_FAULTS = re.compile(r"不力|滞后|推诿|违规|违法|弄虚|超期|重复|过度|执法(?:部门|情况)|问责|约谈|曝光")
_OWN_TRADE = re.compile(
    r"(?:市场监管|市场监督管理|食品药品监[督管]|药监|应急管理|应急|生态环境|环保|城管|城市管理"
    r"|综合执法|卫生监督|卫健|卫生健康|消防|公安|交通运输|农业农村|文旅|文化和旅游|农业综合执法|质监"
    r"|工商|商务)(?:局|委|厅|部门|队|大队|支队|所|分局|机构)?$"
)
_INSPECTS_FIRMS = re.compile(
    r"对[^,。;]{0,20}(?:门店|商户|经营户|企业|市场|场所|商品|食品|产品|工地|车辆|餐饮|药店|摊[点贩]"
    r"|网吧|宾馆|酒店|加油站|学校食堂|食堂|站点|商超|超市)[^,。;]{0,12}(?:检查|抽检|抽查|巡查|排查"
    r"|检测|监测|执法)"
)
_IN_DUE_TIME = re.compile(
    "适时(?:对[^,。;]{2,24}?)?(?:组织|开展|进行|实施|予以|启动)*[^,。;]{0,6}(?:督[查导办促]|检查|抽查"
    "|巡查|通报|调度|评估|考核|考评|约谈|暗访|审计|验收|会商|指导|复核|核查|点评|观摩)"
)
_LED_BEFORE = re.compile("牵头[,、][^,。;]{2,24}$")  # 人民银行省分行牵头,相关单位协同开展
_ALL_TOGETHER = re.compile(
    "协同(?:发力|联动|推进|作战|攻坚|治理|共治|监管|发展|引进|建设|开展|打造|申报|制定|推动|创建|出台"
    "|实施|落实|做好|编制)"
)  # 各部门要协同发力: nobody helps another
# 负责质量安全监督; 每季度通报一次; 予以指导
_IN_CHARGE_OF_WATCHING = re.compile(
    r"(?:要|应当?|具体)*负责(?:检查|抽查)|(?:要|应当?|具体)*负责[^,。;、]{0,14}(?:监督|验收|督导|考核"
    r"|督查|审核把关|把关|(?<=负责)审核|(?<=业务)指导)(?=[,。;]|$)"
)
_TELLS_ON = re.compile(
    r"通报(?!表扬)(?:一次|进度|进展|排名|情况|结果|各|[,。;]|$)|(?:严肃|启动)问责"
    r"|对[^,。;]{2,30}?(?:每(?:半?年|季度|月|周)|按[年季月]|适时|定期|严肃|从严)*(?:予以"
    r"|进行)?(?:通报(?!表扬)|问责|约谈)|按(?:百分制|分值|评分标准)[^,。;]{0,6}(?:评定|打分|计分|考核"
    r"|评分)|跟踪审计|开展[^,。;]{0,8}审计(?=[,。;]|$)"
)
_ADVISES = re.compile(
    r"对[^,。;]{2,24}?(?:开展|进行|实施)(?:现场|业务|技术|专业|上门|跟踪)*指导(?=[,。;]|$)"
    r"|(?:予以|给予|加强|派员[^,。;]{0,6}(?=指导))(?:技术|业务|政策|工作)?指导(?=[,。;]|$)"
    r"|派员[^,。;]{0,6}(?:督导|督查|监督|抽查|检查|暗访)|(?:逐一|逐项|逐个)(?:核查|核验|抽查)"
    r"|(?:开展|进行|组织)?(?:双?随机|不定期|飞行)(?:检查|抽查)"
    r"|(?:开展|进行|组织)(?:绩效|专项|重点|资金|质量)抽查"
)

# 由省安委会办公室组织抽查, 年底由市政府办组织考核验收
_ORGANIZES_CHECKS = re.compile(
    rf"{FORMS_CHECKERS}|"
    r"组织[\u4e00-\u9fff、]{2,20}?(?:检查验收|督查督导|明察暗访|考核验收|视察)(?=[,。;]|$)"
    r"|组织(?:力量|人员)?(?:开展|进行|实施)?(?:专项|统一|联合|集中|年度)?(?:督[查导办]|抽查|考核|考评"
    r"|评估|(?:案卷)?评查|暗访|(?<=联合)检查|(?<=专项)检查)(?!组|机构|体系|办法|标准|激励|制度|机制"
    r"|工作方案|评估指标)|(?:组织|开展|进行|实施)+(?:[一两三]次|\d+次)?(?:专项|联合|集中|实地|综合"
    r"|全面|工作)*(?:督[查导]|暗访)(?!组|机构|体系|办法|标准|激励|制度|机制)"
)  # 县委农办每半年开展一次督查, too
# 依法对行业组织进行监督, 对通过验收的煤矿进行抽查: whoever does this watches
INSPECTS = re.compile(
    r"(?:要|应当?|须|将|依法|每(?:半?年|季度|月(?:\d{1,2}日)?)|不?定期"
    r"|按照[^,。]{2,40}?)*(?:负责)?对[^,。;]{2,30}?(?:进行|实施|实行|开展|予以)(?:一次"
    r"|[\d一二两三]+次)?(?:[\u4e00-\u9fff]{0,4}、|(?<=工作进行)指导(?:和|与))?(?:旁站|定期|随机"
    r"|不定期|重点|全面|日常|跟踪|专项|年度|季度|半年|综合)?(?:监督|抽查|检查|督查|督导|考核|考评"
    r"|巡查|评估|评价|审计|(?<=专项)验收|跟踪(?=[,。;]|督|$))|进行(?:抽查|监督检查)"
    r"|(?:对[^,。;]{2,30}?)?(?:跟踪|专项|全程|同步)审计"
    r"|对(?:(?!开展|组织)[^,。;]){2,24}?(?:进行|联合)?(?:督办|抽查|巡查|督查|通报|考[核评]|评估)(?:一次"
    r"|[\d一二两三]+次)?(?=[,。;]|$)|派[人员]监督"
    r"|对[^,。;]{2,24}?(?:全程|全过程|实时)(?:跟踪|监督|监管)(?=[,。;]|$)"
    r"|采取[^,。;]{2,24}(?:措施|方式|形式)(?:进行)?(?:督促|督导|督查)"
    r"|(?:要|将|负责|每年)*对[^,。;]{2,30}?(?:开展|进行|实施)[\u4e00-\u9fff]{0,8}审计(?=[,。;]|$)"
)

# 加强对国有文化企业党建工作的指导, 加强行业监管: the work is another's
_GUIDES = re.compile(
    r"(?:要|应当?)?(?:会同[^,。;]{2,24},?)?(?:[^,。;]{2,14},){0,2}加强对(?:各地|地方|各级"
    r"|各[省市县区乡镇]|下级|基层)[^,。;]{0,24}的(?:业务|工作)?(?:指导|监督"
    r"|督导)(?:和(?:监督|指导|检查))?(?=[。;]|$)|"
    r"(?:要|应当?|须|将|切实|进一步|依法)*加强对[^,。;]{2,24}的(?:业务|工作|事中|事后|事中事后|日常"
    r"|跟踪)?(?:指导|监督|监管|检查|考核|督查)(?!体系)(?:和?(?:监督|指导|检查|协调))?(?=[。;]"
    r"|,(?:督促|监督|定期检查|会同[^,。;]{2,20}进行监督))"
    r"|(?:要|应当?|须|将|切实)*(?:加强|强化)(?:业务|行业)(?:指导|监管|监督)(?=[,。;])"
    r"|(?:要|应当?|须|将)*对[^,。;]{4,40}?(?:工作)?加强(?:业务)?(?:指导|监督|监管)(?=[。;]"
    r"|,(?:明确|规范|督促|防止|确保))"
)

# 按照工作程序,对…进行抽查: how it is done stands before
_INSPECTS_LATER = re.compile(
    r"(?:要|应当?|须|将|每年|定期)*(?:按照|依据|根据|采取|通过|会同)[^,。;]{2,30},(?:依法|不?定期"
    r"|适时|每(?:半?[年月]|季度|周))?对[^,。;]{2,40}?(?:进行|实施|开展)[^,。;]{0,12}?(?:监督|抽查"
    r"|检查|督查|督导|考核|评估|审核)"
)

# 乡镇逐户整改,县住建局复查: whoever checks what another of the sentence does
_CHECKS = re.compile(
    rf"(?:等[^,。;]{{0,6}})?(?:{TIME_BETWEEN})?(?:(?:要|应当?"
    rf"|须)(?=[^,。;]{{0,6}}(?:督[办查导促]|监督|考核|验收|评估|(?:全程|跟踪)盯))|将|负责|依法|定期"
    rf"|不?定期|随机|到期|现场|驻点|抽样|量化|全程|跟踪|严格|及时|同步|统一"
    rf"|每(?:学期|月|季度|半?年|周)|年底前?|完成|逐[\u4e00-\u9fff]|按[^,。;]{{2,8}}?"
    rf"|对[^,。;]{{2,24}}?(?:进行|开展|予以|实行|组织)?)*"
    r"(?:进行|开展|组织|实施)?(?:监督|监管|督[办查导促]|抽查|抽检|抽验|复查|复核|核查|核验|查验|验收"
    r"|审核|考核|评估|评审|检查|回访核查|把关|暗访|盯办)(?!平台|体系|机制|标准|办法|组|制度)"
)


def checks(text: str, at: int, end: int) -> bool:
    """Whether the verb behind a subject is one of looking after what others do."""
    return bool(_CHECKS.match(text, at, end))


# 国资委指导中央企业…, 林草局指导树种选配: X指导 supervises (records.md, section 5)
_GUIDES_THEM = re.compile(r"指导(?!性|意见|目录|中心|组|思想|价|和?服务|帮助|推动|手册|下)")
_IS_LEADER = re.compile(r"[^,。;]{0,16}(?:牵头|总?抓总|主责)(?:单位|部门)")
_LEADS_BY = re.compile(
    r"(?:充分)?(?:发挥|履行|担负|负|承担|扛|落实)(?:好|起)?[^,。;、]{0,16}?(?:的)?牵头(?:抓总|协调"
    r"|推进)?(?:、[\u4e00-\u9fff]{2,6})*(?:的)?(?:主体)?(?:作用|职责|职能|责任)"
)
# 各参与单位要主动作为,积极配合: whose name tells that they help
_HELPERS = re.compile(r"(?:参与|参加|配合|协办|会办|协同|协助)(?:责任)?(?:单位|部门)$")

_HELPS_LATER = re.compile(
    r"(?:在[^,。;]{2,20}下|按照?[^,。;]{2,20}|根据[^,。;]{2,20}),?(?:积极|密切|共同"
    r"|认真)?(?:(?:做好|搞好)[^,。;]{0,8}|予以)?(?:配合|协助|协同)(?![\u4e00-\u9fff]{0,2}机制)"
)

_HELPS = re.compile(
    r"(?:(?:安排|抽调|派出|选派|落实|组织)[^,。;]{2,20}|各?(?:出[工人]|派|抽)[^,。;]{0,14}?)(?:配合"
    r"|协助|支援)(?=[,。;]|$)|(?:通力|全力|密切|积极|鼎力)(?:配合|协助|支持)"
    r"|提供[^,。;]{0,8}支持(?=[,。;]|$)|(?:给予|予以|做好|搞好|积极|全力)(?:积极|密切)?(?:配合|协助)"
)

# what an office does that looks after the work of others, at whatever place of the clause
_WATCHES = re.compile(
    r"督促检查|督促指导|监督检查|(?:组织|进行|开展)[^,。]{0,14}(?:验收|评估|督查|督导|考核)|挂牌督办"
    r"|作出通报|予以通报|跟踪督[办查]|审计监督|暗访"
)

_DOES_ITSELF = re.compile(r"牵头|统筹推进|制定|建立|编制|负责(?!督|监|考)")
