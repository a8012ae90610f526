"""Whether a passage states an action: the difference between a task and an argument."""

from __future__ import annotations

import re
from functools import cache

from policytext.lexicon import common_verbs, load_toml
from policytext.normalize.words import alternation

#: A number with a unit: what a paragraph states in figures.
FIGURE = re.compile(r"\d[\d.]*[万亿]*(?:[元%个家项户人件公亩吨]|百分点)")
_CLAUSE = re.compile(r"[^,。;:!?\n]+")
_OPENING = re.compile(
    r"^[-*+·]{0,2}(?:用\d{1,2}年(?:左右)?时间,)?(?:请(?:各[\u4e00-\u9fff()、]{1,12}?(?=认真|结合|提高"
    r"|要|切实|抓|加强|按|做|细化))?|[一二三四五六七八九十]+是|\(?[一二三四五六七八九十\d]+[)、.]"
    r"|第[一二三四五六七八九十]+|要|将|并|同时|基本(?=建成|形成|建立)|初步(?=建成|形成|建立)|继续"
    r"|进一步|积极|大力|全面|深入|扎实|切实|着力|认真|严格|持续|不断|加快|充分|坚决|全力|努力|科学"
    r"|合理|统筹|有序|稳步|主动|及时|定期|依法|依规|逐步|严厉|严肃|从严|从重|从快|重拳|铁腕|强力"
    r"|全面从严|高效|精准|快速|优先|率先|稳妥|稳慎|审慎|系统|分类|一体|靶向|常态化|高标准|高水平"
    r"|高质量|多措并举|因地制宜|广泛|集中|联合|合力|纵深|务实|专项|每年|到20\d\d年(?:底)?"
    r"|20\d\d年(?:底)?前?|今年|年内|年底前|力争|确保|对[^,]{2,20}|在[^,]{2,16}|以[^,]{2,16}"
    r"|(?:依据|根据|按照?|依照)(?:各自|其|法定)?(?:职责|职能|分工)(?:分工|权限|范围)?"
    r"|通过[^,]{2,20}|围绕[^,]{2,20}|针对[^,]{2,20}|按照[^,]{2,20}|“[^”]*”|[★▲●①-⑳㈠-㈩⑴-⒇⒈-⒛])+"
)
# sentences of argument, praise, report of words
_ARGUMENT = re.compile(
    r"指出|强调|认为|表示|意味着|充分体现|正是|必须(?:看到|清醒|坚持以)|事关|关系到"
    r"|是[^,。]{0,30}(?:保证|基础|关键|根本|前提|核心|必然|体现|要求|举措|途径|抓手|保障|力量|所在)"
    r"|深刻(?:变化|改变)|具有(?:十分|非常)?重[要大]|离不开|不难发现|登高|日益|仍然|还存在|不够|不足"
    r"|困难(?!群众|人员|家庭|职工|学生|老人|残疾|老年|群体|户|党员|企业|儿童|对象|村|地区|师生|妇女)"
    r"|问题(?:日益|仍)|形势|挑战|机遇"
)
# 会议强调,各责任单位要逐项销号: minutes that charge somebody
_ORDERS = re.compile(
    r"会议(?:强调|要求|指出|明确|议定|决定)[,:]?(?:针对[^,。]{2,30},(?=各))?(?:各"
    r"|[省市区县州乡镇])[^,。;]{0,24}?(?:[局委办厅院]|部门|单位|机构|政府|公司|集团|中心|街道|企业"
    r"|县区|乡镇),?(?:要|应|须|负责)"
)
_PREAMBLE = re.compile(
    r"现予以?(?:印发|转发|下发)|现(?:下发|转发|印发)(?:施行|实施|执行|给|你们)"
    r"|(?:制定|制订|特制定|编制|提出|形成)(?:了)?(?:本(?!地|单位|部门|辖|级|区域|校|院|企)|如下|以下"
    r"|此)[\u4e00-\u9fff]{0,12}(?:[。:,]|$)|现(?:就|将|提出)[^。]{0,120}(?:如下|印发|通知|意见|转发)"
    r"|(?:印发|下达|下发)(?:给)?你们|现将[^。]{0,60}(?:公[布示开]|面向社会)[^。]{0,60}(?:意见|建议)"
    r"|^受[^,。]{2,24}委托[^\n]{0,60}(?:报告|汇报|审议)"
    r"|^本(?:规划|纲要|方案|计划|意见)[^。]{0,60}(?:编制|制定),?(?:主要|重点)?(?:阐明|明确|阐述)"
    r"|^[^。:,]{0,30}(?:工作)?(?:的)?总(?:体)?(?:考虑|思路|要求)(?:是|为|:)(?![^\n]*\d[^\n]*\d)"
    r"|如下(?:意见|措施|方案|实施意见|办法|通知|规划)?[::。]?$"
    r"|^为(?:了)?(?:深入|全面|认真|进一步|贯彻|落实|切实|加快|推动|推进|扎实|规范|充分|更好|持续|加强"
    r"|健全|提升|大力|有效|巩固|积极|高质量|主动)[^。]{6,}(?:制定|制订|结合[^。]{0,20}实际)"
)
_ADDRESS = re.compile(r"^各(?:位代表|[\u4e00-\u9fff()、,]{2,80})[::!]?$|^各位[代委同]|^同志们")
_PLEDGE = re.compile(
    r"^(?:让我们|各位代表|同志们|以上|我代表|在此|现在|请予审议|谢谢)|伟大旗帜"
    r"|坚持以习近平新时代中国特色社会主义思想为指导,(?!.*(?:建设|培育)[^。]{0,10}\d)"
)


@cache
def _action_start() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load_toml('verbs.toml')['actions'])})")


_DUTY = re.compile(
    r"(?:要|应当?|须|需|负责|牵头|不得|严禁|一律|请各[\u4e00-\u9fff()、]{1,14}(?:于|将|把|按)"
    r"|请(?:务必)?于(?=\d)|由[\u4e00-\u9fff]{3,14}|全部)(?!求|素)"
)


# 县审计局每年开展专项审计: whoever does it stands before
_BODY_FIRST = (
    r"(?:各|[省市区县州乡镇]|地区|[\u4e00-\u9fff]{2,6}(?=大学|学院))[^,。;:]{0,16}?(?:[局委办厅院社]"
    r"|财政(?![局厅部所处办资金部补收支预专])|部门|单位|机构|政府|公司|集团|中心|街道|企业|县市|市县|县区|区县|乡镇|镇街|高校|学校|医院"
    r"|管委会)"
)
_DOER = re.compile(
    _BODY_FIRST
    + (
        r"(?:[于在])?(?:每(?:\d{1,2}个?)?(?:半?年|季度|月|周|[日天]|小时)|(?:20\d\d年)?\d{1,2}月底?前"
        r"|(?:发生|发现|接到|收到)[^,。;]{2,12}后"
        r"|(?:立即|及时)?\d{1,3}个?(?:分钟|小时|(?:工作)?日|天)内)*(?:将|把)?"
    )
)


# 县融媒体中心要开设专栏,…: charged in its first words, whatever follows
_CHARGED = re.compile(_BODY_FIRST + r"(?:要(?!求|素|点|闻)|应(?=当|[^用急对])|须|负责|承担|履行|牵头)")


def is_charged(passage: str) -> bool:
    """Whether the first words of a passage say who has a duty."""
    return _CHARGED.match(passage) is not None or _ANSWERS_FOR.match(passage) is not None


_ANSWERS_FOR = re.compile(_BODY_FIRST + r"对[^,。;]{2,24}负总?责")


def opens_with_action(clause: str) -> bool:
    """Whether a clause begins with a verb of doing (an adverb may stand before it)."""
    head = _OPENING.match(clause)
    return bool(_action_start().match(clause[head.end() :] if head else clause))


def action_share(passage: str) -> tuple[int, int]:
    """Clauses that open with a verb of doing, and all clauses, of a passage of the normal text."""
    actions = clauses = 0
    starts = _action_start()
    for clause in _CLAUSE.findall(passage):
        if len(clause) < 3:
            continue
        clauses += 1
        head = _OPENING.match(clause)
        at = head.end() if head else 0
        if (
            starts.match(clause, at)
            or (head and at >= len(clause))
            or _DUTY.search(clause, 0, 24)
            or ((doer := _DOER.match(clause, at)) and starts.match(clause, doer.end()))
        ):
            actions += 1
    return actions, clauses


def is_preamble(passage: str) -> bool:
    """Letter and introduction: 为贯彻…制定本方案, 现印发给你们, an address."""
    if _BY_WHOSE_LEAD.match(passage) and not FIGURE.search(passage):
        return True
    return bool(_INVITES.match(passage) or _PREAMBLE.search(passage[-160:]) or _PREAMBLE.search(passage[:160])) or bool(
        _ADDRESS.match(passage)
    )


# 为落实…,市民政局牵头编制了…,定于9月20日召开座谈会: whom it invites to what
_INVITES = re.compile(
    r"为[^。]{4,120}(?:编制|起草|拟定|拟订|制定)了[^。]*(?:定于|拟于|将于|决定|计划)[^。]*(?:召开"
    r"|召集|举行)[^。]*会"
)
# 2018年,县政府在县委的领导和县人大的监督支持下,较好地完成了各项任务: what a review opens with
_BY_WHOSE_LEAD = re.compile(
    r"(?:今年以来|今年|(?:20\d\d年|今年)?上半年|20\d\d年以来|一年来),[^。\d]*(?:各项(?:工作|任务)"
    r"|各类指标)[^。\d]*(?:势头|局面|态势|成效|成绩|进展|台阶)。$"
    r"|(?:今年以来|(?:20\d\d年|今年)?上半年|20\d\d年以来|一年来|[xX×]{2,4}年以来),[^。\d]*(?:深入学习"
    r"|认真贯彻|深入贯彻|坚决贯彻|全面贯彻|紧紧围绕|领导下|指导下)[^。\d]*。$"
    r"|[^。,]{0,12}(?:年|以来|上半年)?,?[^。,]{0,14}在[^。]{3,50}?(?:领导|指导|支持|关心"
    r"|帮助)[^。,]{0,8}下,[^。]*(?:各项(?:工作)?(?:目标)?任务|各项工作|目标任务|成效|进展|成绩|态势"
    r"|局面|变化|基础|提升)[^。,]{0,10}。$"
)


# 现印发你们,请遵照执行。各县区、各部门要细化措施,…于3月25日前送市政府督查室
_THEIR_DUTY = re.compile(
    r"(?<=[。!])(?:请)?(?:各(?!位|项|类|种)|有关|相关)[^,。;]{1,60}?(?:要|须|应当?|务必|请)(?!求"
    r"|素)[^。]{12,}。|(?<=[。!])请(?:各(?!位)|有关|相关)[^,。;]{2,24}?(?:,[^,。;]{2,24})?,?(?:于"
    r"|在)[^,。;]{2,16}前[^。]{6,}。|(?<=[。!])请各[^,。;]{0,10}(?:单位|部门)[^。]{0,40}(?:确保"
    r"|保证)[^。]{4,}。"
)


def duties_behind_preamble(text: str, start: int, end: int) -> int | None:
    """Where in a letter's paragraph those whom it is sent to are told what to do by when; None where they are not."""
    duty = _THEIR_DUTY.search(text, start, end)
    return (
        duty.start()
        if duty and _BY_A_DAY.search(text, duty.start(), end) and not is_preamble(text[duty.start() : end])
        else None
    )


# 会议要求,县发改局会同供电公司编制有序用电方案
_CHARGED_IN_MINUTES = re.compile(
    r"会议(?:最后)?(?:还|并|同时)?(?:强调|要求|明确|议定|决定)[,:]?(?:[^。\d]{2,40}。(?=各))?(?:由)?"
    + _BODY_FIRST
    + r"(?:要(?!求|素|点|闻)|应(?=当|[^用急对])|须|负责|承担|履行|牵头|会同)"
)
_BY_A_DAY = re.compile(r"\d{1,2}月(?:\d{1,2}日|底)?(?:之?前|以前)|每(?:年|季度|[单双]?月|周)|[年月]内")


def is_argument(passage: str, *, opens: bool = False) -> bool:
    """Reasons, quotes and praise rather than tasks.

    Args:
        opens: the passage opens its document, where half a sentence of reasons is enough.
    """
    passage = re.sub(r"^[一二三四五六七八九十]+是", "", passage)
    if _HEARD.fullmatch(passage) or _PLEDGE.match(passage) or (opens and _IS_THE_ROOT.match(passage)):
        return True
    sentences = [s for s in re.split(r"[。!?]", passage) if s.strip()]
    if not sentences:
        return True
    hits = sum(
        1
        for sentence in sentences
        if _ARGUMENT.search(sentence) and not _ORDERS.match(sentence) and not _CHARGED_IN_MINUTES.match(sentence)
    )
    return not _CHARGED_IN_MINUTES.match(passage) and (
        hits * 2 > len(sentences) or (opens and hits * 2 == len(sentences))
    )


# 会议还传达了全市安全生产会议精神,研究了其它工作。
_HEARD = re.compile(r"会议(?:还|首先|并)?(?:听取|传达|学习|研究|审议|通报)了[^。]*(?<!同意)。?")
# 水是生存之本、文明之源
_IS_THE_ROOT = re.compile(
    r"[^。,;]{1,16}是[^。,;]{2,16}(?:之本|之基|之源|之要|之道|之魂|基石|源泉|命脉|根本大计"
    r"|永恒主题)(?:、[^。,;]{2,10})?[,。;]"
)
_REASON = re.compile(
    r"(?:(?:现实|迫切|客观|内在)?(?:所需|需要|要求|需求)|(?:应有|题中)之义|必由之路|必然选择"
    r"|重要(?:途径|保障|支撑|体现))$"
)


# 也清醒认识到,…还面临不少困难:一是…: what a report admits is nothing that it does
ADMISSION = re.compile(
    r"清醒(?:地)?(?:认识|看)到|(?:也|还)?(?:要|应|必须)?看到,[^。]{0,40}?(?:仍|还|尚|依然)(?:有|存在)"
    r"|(?:仍|还|尚|依然)有(?:不小|较大|一定|明显|很大)的?(?:差距|短板)"
    r"|(?<![对决])(?:(?:还|仍然?|依然|也)(?:面临|存在)着?(?:不少|一些|诸多|许多|较多)?"
    r"|(?:面临|存在)着?(?:不少|一些|诸多|许多|较多))"
    r"[^。;,]{0,12}(?:困难|问题|不足|短板|差距|挑战|制约)"
)
_ADMISSION_CHARS = 50  # it is said at the beginning


def admits_difficulties(passage: str) -> bool:
    """Whether a passage (matching form) opens with what is still lacking."""
    return bool(ADMISSION.search(passage[:_ADMISSION_CHARS]))


def names_reason(heading: str) -> bool:
    """一是应对风险挑战的现实所需: a heading that tells why, not what."""
    return bool(_REASON.search(heading)) and "的" in heading


# 供应链管理标准主要规定…; 人工智能可以用于…: what a thing is for or can do, nobody is told to do it
_FUNCTION = re.compile(
    r"(?:标准|规范|体系|指南|系统|技术|平台)(?:的制定)?(?:主要)?(?:用于|规定|包括"
    r"|规范(?=[^,。]{2,30}的)|适用于|是指|分为)"
)
_ABLE = re.compile(r"(?<!不)(?:可以|可用于|可实现|可辅助|可帮助|可应用|有助于|能够)")
_ORDER = re.compile(r"(?<![主需重])要(?!求|素|点|件)|应当|必须|不得|负责|加快|推进|推动|建立|开展")


# what a system of standards is made of, and what each of them is for
_CONSISTS = re.compile(
    r"(?:标准|体系|结构|框架|技术|部分|系统)[^,。]{0,14}(?:主要)?(?:包括|涵盖|适用于|用于|是指"
    r"|由[^。]{2,80}(?:组成|构成))|如图\d+所示|^(?:主要)?(?:包括|用于|适用于)"
)
_MADE_UP_OF = re.compile(
    r"[^。;]{2,60}?由[^,。;]{2,16}(?:任|担任)(?:总?指挥长?|组长|主任|总召集人|召集人"
    r"|主席)[^。]{0,200}(?:组成|设在|为成员)"
)
_CHARGED_WITH = re.compile(r"负责(?!同志|人)|承担|统筹|职责|组织(?!体系)|协调(?!小组)|督[导促查]|落实|研究")
_OPENS_SPEECH = re.compile(
    r"(?:这次|本次|今天)(?:[\u4e00-\u9fff]{0,10})(?:会议|大会"
    r"|推进会)的?(?:主要)?任务是[^\n]{0,200}(?:讲|谈|强调|提出?)[^。,]{0,6}(?:[几两三四五六七八]"
    r"|以下)[^。,]{0,4}(?:意见|问题|要求|点|方面)"
    r"|我代表[^。,]{2,20},?(?:向大会|作|向[^。]{2,10}会议)[^。]{0,24}(?:报告|审议)"
)
#: What a page glued to the last item of a speech: …办复率100%。各位代表,蓝图已经绘就,…
SPEECH_CLOSES = re.compile(
    r"(?<=。)(?:各位(?:代表|委员|领导|同志)|同志们|朋友们)[,:!][^\n]{0,200}(?:奋斗|努力|前进|贡献"
    r"|篇章|力量|谢谢)[^\n。]{0,20}[!。,]?"
)
SPEECH_OPENING_CHARS = 600


def opens_speech(passage: str) -> bool:
    """现在,我代表市人民政府向大会报告工作: whatever stands before it on the page is no measure."""
    return len(passage) < SPEECH_OPENING_CHARS and bool(_OPENS_SPEECH.search(passage))


# 上半年全市空气优良天数比率为88.4%,…; 市生态环境局总工程师…说,上半年…
_IN_A_STRETCH = re.compile(
    r"会议期间,[^。]{0,30}共|(?:督查|检查|督办)(?:发现|结果显示|情况看),"
    r"|(?:^|[,。;])[^,。;\d]{0,12}共(?:承办|办理|受理|收到|接到|接待|交办)"
    r"|(?:^|[,。;说绍])(?:1[-至]\d{1,2}月|[上下]半年|前三季度|[一二三四]季度|今年以来|截至|目前)"
)
MIN_TOLD_FIGURES = 3
MIN_FIGURES_OF_A_YEAR = 4


def tells_figures(passage: str) -> bool:
    """Whether a passage gives the figures of a part of the year, with whatever verbs."""
    return len(FIGURE.findall(passage)) >= MIN_TOLD_FIGURES and _IN_A_STRETCH.search(passage) is not None


_PRODUCT_OF_THE_YEAR = re.compile(r"生产总值[^。;]{0,10}\d")


def tells_the_year(passage: str) -> bool:
    """Whether a paragraph that opens a review gives the year in figures: 一年来,…实现地区生产总值9.86万亿元、增长5.7%."""
    figures = len(FIGURE.findall(passage))
    return figures >= MIN_FIGURES_OF_A_YEAR or (figures > 1 and _PRODUCT_OF_THE_YEAR.search(passage) is not None)


def describes(passage: str) -> bool:
    """Whether a passage tells what a thing is for or able to do."""
    if _FUNCTION.search(passage[:60]) and not _ORDER.search(passage):
        return True
    sentences = [s for s in re.split(r"[。!?]", passage) if s.strip()]
    if _MADE_UP_OF.match(passage) and not _CHARGED_WITH.search(passage):
        return True  # 县防指由县长任指挥长,成员由…组成,办公室设在县应急局
    told = sum(1 for sentence in sentences if _CONSISTS.search(sentence))
    if told * 2 > len(sentences) and not _ORDER.search(passage):
        return True  # 企业标准包括…等标准,如图11所示。产品研发标准包括…
    if len(FIGURE.findall(passage)) >= MIN_TOLD_FIGURES:
        return False
    able = sum(1 for sentence in sentences if _ABLE.search(sentence))
    return able * 2 > len(sentences) and not re.search(
        r"(?<![主需重])要(?!求|素|点|件)|应(?!用)|必须|不得|负责", passage
    )


_DIGEST = re.compile(
    r"^[\u4e00-\u9fff]{2,10}讯[^。,]{0,12}日[^。]{0,60}(?:举行|召开)[^。]{2,40}(?:会|仪式)。"
    r"|^[^。]{0,40}(?:排|列)在?(?:第一|首)位?的?(?:单位|部门)?(?:为|是)(?:总)?牵头"
    r"|^[^。]{2,60}(?:较多|较大|突出|不足|薄弱|不容忽视"
    r"|面广量大)[^。]*。[^\n]{0,120}走出(?:了)?一条[^。]{2,30}(?:路子|新路|之路|路径)"
    r"|^[^。]{0,40}(?:主持|召集|组织)[^。,]{0,12}(?:会|会议),[^。]{0,12}(?:听取|研究"
    r"|传达)[^。]{2,40}。$|^会上,[^。]{2,120}(?:汇报|发言|交流|讲话)[^。]{0,80}。$"
    r"|^(?:[-—]{1,2}[^\n]*\n)?近年来,[^。\d]*(?:模式|机制|路子|之路|路径|体系|格局|新局面|经验)。?$"
    r"|^(?!《[^》]{2,40}》要求,[^。]{0,60}各[^,。;]{1,20}要(?!求|素))《[^》]{2,40}》(?:明确|提出|指出|强调|要求)"
    r"|^(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日|近日|日前),[^。]{2,50}(?:印发|出台"
    r"|发布)《[^》]{4,60}》。(?:其中)?(?:明确|提出)[^\d]*$"
    r"|^《[^》]{2,60}》是(?:为|由|根据|20\d\d年)[^。]{4,}(?:制定|印发|发布|出台|颁布)"
    r"|^[^,。;]{2,16},?是指"
    r"|现将[^。]{0,60}(?:公[布示开])[^。]{0,30}(?:听取|征求|征集)[^。]{0,20}(?:意见|建议)"
    r"|^(?:最后,)?(?:再次|衷心|非常|诚挚)*(?:地)?感谢[^。\d]{2,60}(?:建议|意见|关心|支持|关注)[^。\d]*。?$"
    r"|^随着[^。]*。[^\n]*据(?:了解|统计|测算)"
    r"|^[^。\d]{0,240}既?(?:跑出|走出|蹚出|闯出|探索出)了?[^。\d]{0,60}(?:新路子?|路子|之路)。?$"
    r"|^[^。]{2,30}于20\d\d年\d{1,2}月\d{1,2}日(?:正式)?(?:印发|发布|出台"
    r"|公布)[^。]{4,60}[。.](?:请[^。]{0,20}(?:实施|执行|落实)。)?$"
    r"|^(?![^\n]*\d[\d.]*(?:%|[万亿]|[个家公平])[^\n]*\d[\d.]*(?:%|[万亿]"
    r"|[个家公平]))“?十[一二三四五]五”?(?:时期|期间)(?:\([^()]*\))?,?是[^。]*(?:阶段|时期|窗口期"
    r"|机遇期|关键期|攻坚期|五年)[,;。]"
    r"|^[\u4e00-\u9fff]{2,8}(?:市|县|区|州|省)?(?:地处|位于)"
    r"|^[^。]{0,60}请(?:各[\u4e00-\u9fff()、]{1,12})?(?:认真|遵照|抓好)?(?:组织|贯彻|抓好)?(?:实施|执行|贯彻|落实)。?$"
    r"|^“[^”]{1,6}”(?:,)?(?:即|是指|指的是)"
    r"|^(?!会议(?:强调|要求)[,:](?:针对[^,。]{2,30},(?=各))?(?:各|[省市区县州])[^,。;]{2,24},?(?:要"
    r"|应|须|会同|牵头|负责|组织)"
    r"|[^\n]{0,200}会议(?:决定|议定|明确)[,:]?(?:由|各"
    r"|[省市区县州镇乡])[^,。;]{1,20}(?:[局委办部厅院]|部门|单位|公司|中心))(?:[\u4e00-\u9fff]{2,4}"
    r"|会议|通知|公告|文件|方案|意见)(?:指出|强调|称|认为|表示|明确提出)"
    r"|^“[^”]{30,}"
    r"|(?:包括|分为|概括起来)[^。]{0,16}(?:方面|内容|部分|行动|任务)(?:内容)?:$"
    r"|(?:如下|以下)[^。,]{0,16}:$"
    r"|^(?:今年|20\d\d年)?(?:我们)?(?:将|要)?(?:重点|着力|突出|主要)?(?:做好|抓好|办好|办理|实施|推进"
    r"|落实|完成|抓|做|办|突出)(?:以下|如下)[^。,;]{0,14}(?:工作|任务|事项|文章|实事|项目|措施"
    r"|举措)[。:]?$"
    r"|^[^\n]{0,160}(?:总体要求|总体思路|工作思路|指导思想)(?:是|为):?坚?[持定]?以"
    r"|^(?:20\d\d年|今年),是[^。]{0,120}。做好"
    r"|^(?:(?:20\d\d)?年|今年)是[^。]{0,80}(?:周年|之年|关键一年|开局)"
    r"|表示(?:最?(?:衷心|诚挚|崇高|由衷)的?)+(?:感谢|敬意)[^。]{0,20}[。!]?$"
    r"|^(?:总的(?:要求|考虑|思路|目标)|总体(?:要求|考虑|思路)|指导思想|基本原则|工作思路)(?:是|:)"
    r"|^.{0,120}(?:重点|着力|突出)(?:做好|抓好|抓)(?:以下|如下)[^。,;]{0,8}(?:工作|任务)。?$"
    r"|^(?:今年|20\d\d年)[^。,]{0,12}(?:要|必须)以[^。,]{0,40}(?:思想|精神)[^。,]{0,10}为(?:指导|统领|引领)"
    r"|^(?:要)?坚持以[^。,]{0,40}(?:思想|理论|精神|重要讲话)[^。,]{0,10}为(?:指导|指引|统领)"
    r"|^以[^。,]{0,30}思想为(?:指导|指引|引领|统领|统揽|根本遵循)"
)


def is_digest(passage: str) -> bool:
    """A report of words, or a paragraph that only announces what follows it."""
    return bool(_DIGEST.search(passage))


# 县长某某强调,…。各乡镇要提高认识。要倒排工期,抢抓进度。…: a leader who tells his hearers what to do
_LEADER_SAYS = re.compile(r"[^,。;:《》]{2,30}(?:指出|强调|要求)[,:]")
_IS_TOLD = re.compile(r"(?:(?:各|[省市区县镇乡])[^,。;]{1,24})?要(?!求|素|点|件|闻)[^。]{2,}")
MIN_ORDERS = 2


def leader_orders(passage: str) -> bool:
    """Whether a passage is the speech of a leader that sets tasks in figures or for bodies."""
    said = _LEADER_SAYS.match(passage)
    if said is None or not FIGURE.search(passage):
        return False
    return sum(1 for sentence in passage[said.end() :].split("。") if _IS_TOLD.match(sentence)) >= MIN_ORDERS


# 荣昌区水利局、泸县水务局联合巡河: whoever does it opens the item, with a verb of any field
_WHO_OPENS = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]+[)）.、])?(?:[^。;:\n]{2,14}[。:])?(?:每(?:半?年|季度|月|周)"
    r"|20\d\d年[^,]{0,6},)?[\u4e00-\u9fff()、“”]{2,60}?"
    r"(?:[局委办厅院社队站所](?!长)|部门|单位|政府|机关|会议|办公室|公司|集团|中心"
    r"|[镇乡县区](?![长级域])|街道|法院|银行|大学|村)(?P<after>[\u4e00-\u9fff]{2,10})"
)


def who_opens(passage: str) -> bool:
    """Whether a body opens the passage, behind its number and name, and a verb of the dictionary stands after it."""
    head = _WHO_OPENS.match(passage)
    return head is not None and any(
        head["after"][k : k + 2] in common_verbs() for k in range(min(7, len(head["after"]) - 1))
    )


MIN_DOERS = 2


def several_act(passage: str) -> bool:
    """Whether clause after clause begins with a body and what it does: 城管大队拆除广告牌,自来水公司备好发电机."""
    return sum(who_opens(clause) for clause in re.split("[,。;]", passage)) >= MIN_DOERS


# 我局将会同县财政局新增校车12辆: a reply promises
#: a body that speaks of itself
OWN_BODY = "[我本][局委厅部办院会署行]"
_WE_SHALL = re.compile(rf"(?:下一步,|今后,)?(?:{OWN_BODY}|我们)(?:还|也)?将")
# 市交通运输局科长某某:我们将…, 答:…: who speaks
_SPEAKER = re.compile(
    r"[^,。;:\n]{0,20}(?:[局科处部市县区镇]长|主任|书记|发言人|负责人|某某|[\u4e00-\u9fff]{2,3}"
    r"|答):(?=[^\n]{12})"
)
_MONTH_FIRST = re.compile(r"\d{1,2}(?:[-~至]\d{1,2})?月份?[,:](?!\d)")  # 9-10月,重点工作是…: a schedule without numbers


def states_action(passage: str) -> bool:
    """Whether the passage tells what is (to be) done."""
    speaker = _SPEAKER.match(passage)
    if _CHARGED_IN_MINUTES.match(passage):
        return True
    if _CHARGED.match(passage) or _WE_SHALL.match(passage, speaker.end() if speaker else 0):
        return True
    actions, clauses = action_share(passage)
    if clauses == 0 or actions == 0:
        return False
    if _MONTH_FIRST.match(passage):
        return True
    return actions / clauses >= 0.25
