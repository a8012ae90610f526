"""What a line tells by its words: a label, a heading, an aim, a closing, an exhortation.

The signs by which :mod:`policytext.structure.measures` decides which passages are measures.
"""

from __future__ import annotations

import re

from policytext.structure.actions import FIGURE, opens_with_action
from policytext.structure.blocks import Block
from policytext.structure.labels import LABEL_LINE
from policytext.structure.lines import Line

AIM_PARAGRAPH = re.compile(
    r"(?:主要|预期|发展|工作|总体)?(?:预期)?目标(?:任务)?(?:是|为|:)|预期目标"
    r"|(?:预期|主要)(?:发展)?指标(?:是|为|:)"
    r"|(?:力争|争取|确保)?(?:到|(?<!截)至)(?:20\d\d年|“?十[三四五六]五”?末)[^。]{0,60}(?:达到|达|突破"
    r"|超过|增长|提高|实现|不低于|力争|基本|显著|明显|形成|建成|完善)|目标:"
)
WANTS = re.compile(r"(?:力争|争取|确保|预计)[^。]{0,40}\d")
LEVELS = re.compile(
    r"(?:增[长加]|突破|超过|达到|不低于|不少于|控制在|保持在|稳定在|提[高升]到"
    r"|[跃提]升至)[^,。;]{0,16}\d|过半|\d[^,。;]{0,8}(?:以上|左右|以内)"
)
_DONE = re.compile("了|已|去年|上年|累计|同比|环比|比年初|余额")
MIN_LEVELS = 3


def sets_levels(passage: str) -> bool:
    """Whether a paragraph that only frames the tasks says what is to be reached: 以…为指导,…零售总额增长8%以上,总量突破1900亿元,…."""
    return len(LEVELS.findall(passage)) >= MIN_LEVELS and not _DONE.search(passage)


def wants_levels(passage: str) -> bool:
    """Whether a sentence that frames tasks says what is striven for: 力争零售总额增长8%左右,突破420亿元."""
    if _YEAR_TO_COME.match(passage) and LEVELS.search(passage) and not _DONE.search(passage):
        return True
    wants = _STRIVES.search(passage)
    return (
        wants is not None
        and len(LEVELS.findall(passage, wants.start())) >= 1
        and not _DONE.search(passage, wants.start())
    )


# 2024年,我局将坚持目标不变,…好评率达到99.5%以上,…
_YEAR_TO_COME = re.compile(r"(?:20\d\d年|今年|明年|下半年),[^。]{0,30}(?:计划|将|力争|确保|争取|要(?!求))")
_STRIVES = re.compile(
    r"(?:力争|争取|确保|努力)[^。;]{0,30}(?:增[长加]|达到|突破|超过|提[高升]|稳定|保持|完成|实现"
    r"|控制)[^。;]{0,14}\d|(?:力争|争取)(?:增[长加]|达到|突破|超过)[^。;]{0,6}\d"
)


# what a bullet of an aims passage says: 创新能力显著增强, 产业规模稳步扩大
STATE = re.compile(
    r"(?:显著|明显|持续|稳步|更加|不断|逐步|大幅|全面|进一步|基本|加快|加速|更为|日益|有效)(?:增强"
    r"|提升|提高|改善|完善|优化|壮大|扩大|健全|形成|建立|起势|跃升|集聚|凸显|丰富|强化|成型|突破|改进"
    r"|降低|高效|便利|繁荣)$|(?:显著|明显|一流|前列|突破|凸显)$"
)
# a duty of its own inside an article: 生产企业应…, 由通信主管部门…; a condition ends in 的
DUTY_ITEM = re.compile(
    r"(?:应(?!用|急|对|收|税|届)|不得|须|负责|必须|严禁|禁止)(?![^。;]*的[;。]?$)"
    r"|^\([一二三四五六七八九十]+\)[^,。;]{2,20}向社会"
)
#: Bodies at the end of an item, in whatever bracket: 〔市财政局、各县区〕
CLOSING_BRACKET = re.compile(r"[(〔【\[](?P<inside>[^()〔〕【】\[\]]{4,300}(?:\([^()]*\)[^()]*)*)[)〕】\]]。?$")
ASSIGNS = re.compile(
    r"(?:牵头|责任|配合|分工|主办|协办|承办|主责)[\u4e00-\u9fff]{0,6}:"
    r"|牵头(?![、,][^。;]{2,40}的(?:[^。;,]{0,40}、)?[^。;,]{0,30}(?:机制|格局|体系|模式"
    r"|制度))[,、)。〕】\]]|负责[)〕】\]]"
)
CONTACT = re.compile(
    r"(?:“[^”\n]{2,40}”)?[\u4e00-\u9fff]{0,10}(?:电话|邮箱|传真|网址|地址)[::]"
    r"|\d{4}年\d{1,2}月\d{1,2}日在[^。]{4,40}上\)?$"
)
META_LINE = re.compile(
    r"(?:【(?:引言|摘要|关键词|背景(?:情况)?|导[语读]|编者按|案例(?:背景|简介|概况))】"
    r"|(?:参加(?:会议)?|与会)人员[::]|(?:参会|出席|列席|主持|记录)(?:人员?|单位)?[::]"
    r"|[-(]*\d{4}年\d{1,2}月\d{1,2}日|\(?此件|附件|附(?:\d{1,2})?:|抄送|联系人|联系单位[::]|联系电话"
    r"|印发|主送|注[::]|说明[::]|备注[::]|[\u4e00-\u9fff]{0,10}(?:电话|邮箱|传真|网址|地址)[::]|作者"
    r"|\(作者|来源|记者|本报(?!讯[^\n]{40})|新华社|□"
    r"|(?:以上|上述)[^。,]{2,12}自[^。]{0,12}起(?:施行|实施|执行)"
    r"|(?:本|此)(?:方案|办法|意见|规定|细则|计划|通知|措施|政策|条例)自[^。]{0,30}(?:施行|实施|执行)"
    r"|公示(?:时间|期限?)(?:为|[::])|(?:整改)?(?:验收|核查|销号)(?:核查)?意见[::]"
    r"|有效期|(?:内容)?摘要[::]|编者按|[^\n]{0,60}(?:记者|通讯员|图片)[^\n]{0,20}摄$"
    r"|\(20\d\d年\d+月\d+日[^)]{0,60}\)|导读)"
)


def looks_like_intro(passage: str) -> bool:
    return bool(
        re.match(
            r"^(?:为|根据|按照|近年来|今年以来|近日|(?:报告|会议|方案|通知)提出,今年|\d+月\d+日"
            r"|20\d\d年(?:是|以来))",
            passage,
        )
    ) or bool(_YEAR_UNDER.match(passage))


# 2023年,我县“三农”工作以建设农业强县为引领,…: under what banner the year's work stands
_YEAR_UNDER = re.compile(
    r"(?:20\d\d年|今年)(?:度)?,?[^。]{0,40}?(?:以[^。]{2,80}?为(?:引领|指导|统领|抓手|主线|目标|核心"
    r"|牵引|统揽|遵循|主题|总抓手)|紧扣|紧紧?围绕|坚持以|锚定)"
)


# 各乡镇要于8月3日18时前转移群众3200人,县公安: a sentence that a page broke off
_TELLS_DUTY = re.compile(
    r"^(?:各|[省市县区州镇乡])[^,]{1,14}(?:(?<![主需首纲])要(?!求|点|素)|应当|须|务必)[^,]{4,},"
    r"|\d{1,2}月(?:\d{1,2}日|底)?(?:\d{1,2}时)?前[^,]{4,},"
)


def is_heading_line(text: str) -> bool:
    """A short line without closing punctuation is a heading (GB/T 9704: no full stop after one)."""
    return (
        len(text) <= 34
        and not re.search(r"[。;,!?]$", text)
        and not re.search(r"[。;]", text)
        and not _TELLS_DUTY.search(text)
    )


_COPULA = re.compile(r"[^。,]{2,24}(?<![还就正凡只但可特总])是(?!否)[^。]{2,40}。")


def is_exhortation(passage: str) -> bool:
    """What frames a section of topics: 生态美丽是高品质生活的必需品。我们要…; 2024年是…“项目深化年”。"""
    first = passage[: passage.find("。") + 1] or passage
    if opens_with_action(first) or not _COPULA.match(first):
        return False
    return "我们" in passage or bool(re.match(r"20\d\d年是", passage)) or not re.search(r"\d", passage)


# how a review turns from what was done to what it means
REFLECTION = re.compile(
    r"(?:这些)?成绩(?:的)?取得|成绩来之不易|(?:需|还)要?向(?:各位)?代表们?(?:说明|报告)的是"
    r"|(?:过去|这)(?:的)?一年,?(?:我们)?(?:深[知刻切]|极不|成绩)"
    r"|在(?:充分)?(?:看到|肯定)成绩的同时|思危方能|同时,我们(?:也)?(?:清醒|要看到)"
    r"|一年来的(?:实践|成绩)|成绩来之不易|^回[首望顾][^。,]{1,6},我们[^。]{2,12}来之不易"
    r"|^(?:同时,)?我们(?:也)?清醒(?:地)?(?:认识|看)到"
)
# 各位代表!一年来,我们扎实开展主题教育,…建议提案全部办结: what a government did with itself, below its review
OWN_WORK = re.compile(
    r"(?:各位代表[!:,])(?=(?:一年来|过去一年|这一年)[^。]{0,60}(?:主题教育|自身建设|从严治党|政府系统"
    r"|法治政府|作风建设))"
)
# 各位代表!新的一年,我们要一如既往关心支持国防和军队现代化建设,…: tasks that stand below the numbered ones
TASKS_BELOW = re.compile(
    r"各位代表[!:,](?!让我们|[^\n]*让我们)(?=[^\n]{0,90}?(?:国防|双拥|拥军|军政军民"
    r"|对口(?:支援|协作|帮扶)|加强(?:政府)?自身建设))"
)
_CLOSING = re.compile(
    r"各位代表|同志们|回顾(?:过去|一年|五年"
    r"|一路)(?!.{0,40}(?:以下|下列|如下|几个?方面|主要(?:抓|做|开展|完成)了))|这些成绩的取得"
    r"|在(?:充分)?(?:肯定|看到)成绩|(?:在)?总结成绩的同时|我们也(?:清醒|要|看到)"
    r"|同时,?也(?:要|应|必须)(?:清醒)?看到|以上(?:任务|措施|政策)"
)


def until_closing(lines: list[Line], *, named: bool) -> list[Line]:
    """The lines before a speech turns to its hearers or the page to itself; the rest is no item's.

    Args:
        named: the item has text on its own line, so that even the first of ``lines`` may be none of it.
    """
    for index, line in enumerate(lines):
        if index and FOR_ALL.match(line.text) and LABEL_LINE.match(lines[index - 1].text):
            return lines[:index]
        if (index or named) and (
            (_CLOSING.match(line.text) and not (index > MIN_REVIEW_LINES and _goes_on(lines[index:])))
            or META_LINE.match(line.text)
            or _is_signature(lines, index)
        ):
            return lines[:index]
    return lines


#: 主要职责包括:, 履行以下职责: what the body before it has to do stands in the items below
DUTIES_FOLLOW = re.compile(
    r"(?:(?:等[\u4e00-\u9fff]{0,8}?)?的?(?:主要|具体|工作)?职责(?:分工)?(?:如下|包括|为|是"
    r"|有)?(?:以下|下列)?[^。:,]{0,6}|履行(?:以下|下列)[^。:,]{0,16}(?:职责|义务)):\s*$"
)
#: 某某主任要求各部门、各街道: over 一要…;二要…, or 各市、各部门要拿出劲头,善作善成。 before them
CALLS_ON = re.compile(
    r"(?:(?:^|[,。\n])[^。\n]{0,20}(?:要求|强调|希望)"
    r"|(?:^|[。\n]))(?P<who>(?:各(?!项|位)|有关|相关)[^,。;:]{1,40}?)(?::"
    r"|,?(?:要|应|须|都要)(?!求|素|点)[^。:]{2,60}[。:])$"
)
#: 第三条 乙方职责(县自然资源局负责业务指导) over its items: the heading says whose they are
DUTIES_HEADING = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}条 ?[^,。;:()\n]{0,16}(?:职责|责任|义务"
    r"|任务)(?:分工)?(?:\([^()\n]*\))?(?=\n)"
)
# 第一条 责任目标
AIMS_HEADING = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}条 ?(?:责任|工作|年度|考核|总体|主要|管理)*(?:目标"
    r"|指标)(?:任务)?(?=\n)"
)
ENDS_ARTICLES = re.compile(r"第[一二三四五六七八九十百\d]{1,4}条 ?附则(?=\n)")
# 各责任单位要在8月25日前制定整改方案 below the labels of the last item: what all of them owe
FOR_ALL = re.compile(r"各[\u4e00-\u9fff()、]{2,24}?(?:请(?:务必)?于(?=\d|每)|(?:要|应|须|务必)(?:在|于)(?=\d|每))")
MANY_FIGURES = 15  # thanks and a look ahead have few
MIN_REVIEW_LINES = 3  # an address before them opens the speech


def _goes_on(lines: list[Line]) -> bool:
    """Whether a review goes on behind an address to its hearers: 各位代表!“十四五”时期…"""
    return sum(len(FIGURE.findall(line.text)) for line in lines) >= MANY_FIGURES


_SIGNER = re.compile(
    r"(?:中共)?[\u4e00-\u9fff()“”]{3,30}(?:[局委办厅署部院会社站所]|政府|公司|集团|中心|办公室|办事处|党组"
    r"|指挥部|小组|专班|[总支大]队|大学|学校|医院|银行|支行|开发区)"
)
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")


def _is_signature(lines: list[Line], index: int) -> bool:
    """A body alone on its line, above a day."""
    return index + 1 < len(lines) and bool(_SIGNER.fullmatch(lines[index].text) and _DAY.match(lines[index + 1].text))


def own_lines(text: str, block: Block) -> list[Line]:
    lines = list(block.paragraphs)
    if block.body is not None:
        stop = block.line_end or block.end
        lines.insert(0, Line(block.body, stop, text[block.body : stop]))
    return lines + block.tail
