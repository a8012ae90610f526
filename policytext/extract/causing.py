"""Clause → bodies that it causes to act: 督促X整改, 组织X参加, 要求各X…, 委托X评估."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extract.acting_bodies import CLASS_THAT_ACTS, list_before_verb
from policytext.extract.acting_places import places_that_act
from policytext.extract.bodies import BodyMention, is_body, joins
from policytext.extract.borders import MAX_CLAUSE_CHARS
from policytext.extract.clause import ABLE_TO, GROWS, MODIFIER, WHERE, Clause, Found
from policytext.extract.cues import cues
from policytext.extract.doing import acts_at
from policytext.extract.duties import role_after
from policytext.extract.names import (
    FIRMS_TOLD,
    NATIONAL_ZONE,
    are_names,
    is_name,
    name_patterns,
    read_list,
)
from policytext.extract.subjects import each_firm
from policytext.extract.trade_offices import trade_offices, trade_offices_acting
from policytext.lexicon import common_verbs

# 必要时通知县农业农村、水务等部门参加
_BIDS = ("通知", "邀请", "商请", "请")
_COMES_ALONG = re.compile(r"(?:等(?:相关|有关)?(?:部门|单位))?(?:派员)?(?:参加|列席|参与|配合|协助)")
_CALLS_UP = ("组织", "动员", "发动")
# 组织机械、建材、林产加工企业举办对接会: one class of firms, told by its fields
_FIRMS_BY_FIELD = re.compile(
    r"(?!开展|实施|推进|召开|举办|申报|编制|完成"
    r"|参加)[\u4e00-\u9fff]{2,5}(?:、[\u4e00-\u9fff]{2,5})*、[\u4e00-\u9fff]{2,8}企业"
)
_GROUP_SENT = re.compile(r"(?:督查|检查|考核|评估|验收|督导|暗访)组$")  # 组织督查组明察暗访: sent by whoever organizes
# 组织小微商贸企业1.5万户触网销售
_FIRMS_COUNTED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}(?:企业|商户|合作社|学校|机构))\d[\d.]*[万多余]*[家户个所]次?"
    r"(?:以上|左右)?(?=[\u4e00-\u9fff](?<![的达为占]))"
)
# words after which whoever is named has to act, whatever the verb: 要求各学校开齐开足体育课
_ORDERS = ("督促", "要求", "责令", "责成", "敦促", "委托", "授权", "聘请")
_WHOM = re.compile(
    r"(?P<name>(?:全[省市县区州])?(?:各(?!项)|有关|相关)(?:有关|相关)?(?:[\u4e00-\u9fff]{2,4}、){0,4}[\u4e00-\u9fff]{0,6}?(?:单位"
    r"|部门|企业|公司|学校|高校|医院|机构|乡镇|街道|区县|县区|市县|社区|党组织|党支部|[市区县]"
    r"|(?<!落)地(?!区|方)))(?!单位|党组织|党支部)(?=[\u4e00-\u9fff](?<![的和与及或等、内域长]))"
)
# 组织县内农机合作社跨村作业, 督促管道燃气企业和瓶装液化气企业建立台账
_SENDS = ("组织", "督促", "指导", "动员", "发动", "责成", "敦促")
_A_CLASS = (
    r"(?:\d[\d.]*[万多余]*[家个所支户])?(?:在[\u4e00-\u9fff]{1,2}(?=骨干|龙头|重点|高校|企业))?"
    r"(?!指导|引导|协调|开展|实施|推进|申报|监督|管理|召开|举办|参加"
    r"|编制)(?:[\u4e00-\u9fffA-Z](?<![对将把向从由的了在、和与及为并等到每])){0,12}?(?:企业|公司"
    r"|合作社|单位|机构|学校|院校|高校|医院|景区|媒体|日报|电视台|银行|网点|商户|经营户|项目业主"
    r"|服务站|卫生站|村组|各村|社区|场所|项目部|协会|商会)"
)
_CLASSES_SENT = re.compile(
    rf"(?:本地|全[省市县区州])?(?:\d[\d.]*[万多余]*[家个所支户]次?(?:以上|左右)?)?"
    rf"(?P<list>{_A_CLASS}(?:、{_A_CLASS})*(?:[和与及]{_A_CLASS})?)"
    r"(?![\u4e00-\u9fff]{0,4}(?:负责人|人员|师生|学生|居民|干部|群众|职工|员工|专家|党员|代表|志愿者"
    r"|毕业生|领导|主要|法人|从业|经营者|管理者)|[家长的等之、和与及内外间]|\d|食堂|产品|项目|工作"
    r"|活动|资源|力量|队伍|服务|市场|环境|文化|经济|用地|用工|用电|发展|改革|建设|管理)"
)
# what it is sent to do: a verb of the dictionary, or how, where and for whom
_SETS_ABOUT = re.compile(
    r"[跨进划赴入按对在为向从用以每逐轮错分补清拆挖送存当现连]|周末|全面|及时|主动|定期|面向|利用"
    r"|依托|通过|围绕|结合|自[查评纠救建行]|首发|上市|“[上入触]|一[\u4e00-\u9fff]一[\u4e00-\u9fff]"
)


def _sets_about(text: str, at: int, high: int) -> bool:
    return (
        high - at >= MIN_SENT_TO_DO
        and text[at + 2 : at + 3] not in tuple("性型化式类级率")
        and (acts_at(text, at, high) or text[at : at + 2] in common_verbs() or bool(_SETS_ABOUT.match(text, at, high)))
    )


MIN_SENT_TO_DO = 2
_EACH_SENT = re.compile(
    r"各[\u4e00-\u9fff]{2,8}?(?:、各[\u4e00-\u9fff]{2,8}?)*"
    r"(?<=[站所院校局办会社队厂场司心行县市区镇乡道村])"
    r"(?=[\u4e00-\u9fff](?<![和与及的、等内])[\u4e00-\u9fff])"
)
_EACH_PLACE = re.compile("各|[区县](?![属级直管域内])")
_COMMUNITIES = ("社区", "各社区", "街道社区", "村(社区)", "各村(社区)")
# 委托第三方机构对实施情况开展评估: called in to watch the work of others
_OUTSIDE = re.compile(r"第三方|(?:评估|专业|中介|检测|审计|咨询|认证|社会|科研|研究)机构|事务所")
_EVALUATES = re.compile(
    r"(?:等)?(?:对[^,。;]{2,30}?)?(?:进行|开展|实施|作出)?[^,。;]{0,8}?(?:评估|评价|审核|考核|检查"
    r"|监督|验收|抽查|审计|核查)(?!标准|体系|指标|机制|制度)"
)
_BY_WHEN = re.compile(r"(?:于|在|到|自)?(?:20\d\d年)?[^,。;年月]{0,4}[年月][^,。;]{0,6}(?:前|底|内)$")
# 推动运输集散中心全面开工: it is built, it does nothing itself
_OPENS = re.compile(
    r"(?:等[\u4e00-\u9fff]{0,6})?(?:全面|加快|如期|按期|尽快|早日|顺利|正式)*(?:开工|动工|建成|投产"
    r"|投用|投运|竣工|运营|落成|开园|开业|开馆|交付|启用|获批|晋[升级]|升[格级]为|封关|招生)"
)
_BUILT = re.compile(r"(?:中心|园|馆|院|校区|基地|平台|实验室|区|站|室|[中小]学|学[校院]|大学|机场|厂)$")
# 鼓励支持…推动, 凡要求…的, 用于推动: no cause
_NO_CAUSE = re.compile(
    r"(?:鼓励|支持|引导)[^,]{0,10}$|(?:不再|不得|不准|禁止|严禁|无需|不必)(?:违规|擅自|强制|变相)?$"
    r"|凡[^,]{0,6}$|(?:用于|有助于|便于)$"
)
_MAY_CAUSE = re.compile(r"可(?:以)?[^,。]{0,8}$|有权[^,。;]{0,30}$")  # 主管部门可要求有关单位…: it may, nobody must
_OR_ASK = re.compile(r"可(?:以)?[^,。;]{1,8},(?:或者?|也可)$")  # 可以退回,或者要求…补充


# 责成环卫、城管部门与街道办事处一道做好宣传
_TOGETHER = re.compile(r"[与和同](?P<who>[\u4e00-\u9fff()]{2,20}?)(?:一道|一起|一并|共同|联手)")


def caused(clause: Clause) -> Iterator[Found]:
    """The bodies behind each word of causing that have to act."""
    text, low, high = clause.text, clause.low, clause.high
    for match in cues().cause.finditer(text, low, high):
        near = max(
            low, match.start() - MAX_CLAUSE_CHARS
        )  # a text without marks must not be read again for each of its verbs
        if (
            _NO_CAUSE.search(text, near, match.start())
            or _MAY_CAUSE.search(text, near, match.start())
            or _OR_ASK.search(text[max(0, low - 14) : match.start()])
        ):
            continue
        modifier = MODIFIER.match(text, match.end(), high)
        whom = _whom(clause, match[0], modifier.end() if modifier else match.end())
        names = [
            span
            for span in _without_things(text, whom)
            if not text.startswith("每", span[0]) and not _GROUP_SENT.search(text, *span)
        ]
        if not names or (_OPENS.match(text, names[-1][1]) and _BUILT.search(text[slice(*names[-1])])):
            continue
        if (
            not match[0].startswith(_ORDERS)
            and match[0] != "协调"
            and GROWS.match(text, whom[-1][1])
            and not _EACH_PLACE.match(text, names[0][0])
        ):
            continue
        if (
            modifier
            and names[0][0] == modifier.end()
            and text.endswith(ABLE_TO, low, modifier.end())
            and WHERE.search(text, *names[0])
        ):
            names[0] = (modifier.start(), names[0][1])
        names = [side for span in names for side in _sides(text, *span)]
        role = _role(text, match[0], names)
        if mentions := clause.fresh([BodyMention(a, b, role) for a, b in names]):
            yield mentions, "sentence_cause"
            too = _TOGETHER.match(text, names[-1][1])
            if too and is_body(too["who"]) and is_name(too["who"]):
                yield clause.fresh([BodyMention(*too.span("who"), role)]), "sentence_cause"
    yield from _handed_over(clause)


# 护岸工程交中交三航局施工, 协调农行左旗支行放贷, 请东山县公证处到场公证: words that only a body told by its trade makes a cause
_HANDS = re.compile(
    "(?:另|并)?(?:请(?![示求教假问])|邀请|聘请|商请)|协调|安排|带领|移交|移送"
    "|(?<=[程务核作费金题理护])交由?|委托|责成|组织"
    "|转(?=[\u4e00-\u9fff]{4,12}(?:督办|处理|办理|处置))"
)


def _handed_over(clause: Clause) -> Iterator[Found]:
    text, low, high = clause.text, clause.low, clause.high
    for match in _HANDS.finditer(text, low, high):
        if _NO_CAUSE.search(text, max(low, match.start() - MAX_CLAUSE_CHARS), match.start()) or _MAY_CAUSE.search(
            text, max(low, match.start() - MAX_CLAUSE_CHARS), match.start()
        ):
            continue
        given = match[0].startswith(("交", "移", "委托", "转"))
        found = trade_offices(text, match.end(), high) if given else trade_offices_acting(text, match.end(), high)
        if not found:
            continue
        role = role_after(text, found[-1][1], high)
        if mentions := clause.fresh([BodyMention(a, b, role) for a, b in found]):
            yield mentions, "sentence_cause"


def _sides(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """乡镇卫生院与敬老院: two bodies that deal with each other, where the name is none of one body."""
    at = text.find("与", low + MIN_SIDE, high - MIN_SIDE)
    if at < 0 or joins(text[low:high]) or not (is_body(text[low:at]) and is_body(text[at + 1 : high])):
        return [(low, high)]
    return [(low, at), (at + 1, high)]


MIN_SIDE = 3


def _whom(clause: Clause, word: str, begins: int) -> list[tuple[int, int]]:
    text, high = clause.text, clause.high
    if (by_when := _BY_WHEN.search(text, begins, min(high, begins + MAX_CLAUSE_CHARS))) and text.startswith(",", high):
        found = [(m.start, m.end) for m in read_list(text, begins, by_when.start(), "responsible")]
    else:
        found = list_before_verb(text, begins, high)
    many = "、" in text[begins : begins + 6]
    sent = word.startswith(
        (*_ORDERS, "组织", "指导", "督促")
    )  # 组织龙华、杜桥等镇加快安装, and no 推动济南、青岛两市项目
    if not found and many and sent:
        found = [(m.start, m.end) for m in places_that_act(text, begins, high)]  # 责令东泉、大草滩三乡进场
    if (
        not found
        and text.startswith(",", high)
        and ("、" in text[begins:high] or (word in ("委托", "聘请") and _EVALUATES.match(text, high + 1)))
    ):
        # 指导行业协会、标准化技术组织等,面向企业开展宣传; 聘请评估机构,对政务服务开展评估: the list fills the clause
        listed = read_list(text, begins, high - text.endswith("等", begins, high), "responsible")
        found = [(m.start, m.end) for m in listed] if are_names([text[m.start : m.end] for m in listed]) else []
    if (
        not found
        and (firms := FIRMS_TOLD.match(text, begins, high))
        and cues().verb_start.match(text, firms.end(), high)
        and not GROWS.match(text, firms.end())
    ):
        found = each_firm(firms)
    if (
        not found
        and word.startswith(_CALLS_UP)
        and (firms := _FIRMS_BY_FIELD.match(text, begins, high))
        and acts_at(text, firms.end(), high)
    ):
        found = [firms.span()]
    if (
        not found
        and word.startswith(_SENDS)
        and (classes := _CLASSES_SENT.match(text, begins, high))
        and _sets_about(text, classes.end(), high)
    ):
        at = classes.start("list")  # 组织县内农机合作社跨村作业: a class of bodies, whatever it is sent to do
        found = [
            (at + part.start("name"), at + part.end())
            for part in re.finditer(r"(?:\d[\d.]*[万多余]*[家个所支户])?(?P<name>[^、和与及]+)", classes["list"])
        ]
    if (
        not found
        and word.startswith(_SENDS)
        and text.startswith("各", begins)
        and (sent := _EACH_SENT.match(text, begins, high))
        and _sets_about(text, sent.end(), high)
    ):
        found = [
            (m.start, m.end) for m in read_list(text, *sent.span(), "responsible")
        ]  # 组织各水务站、各管理所进集镇开展宣传
    if not found and word.startswith(_CALLS_UP) and (firms := _FIRMS_COUNTED.match(text, begins, high)):
        found = [firms.span("name")]
    if not found and (whom := _WHOM.match(text, begins, high)) and not GROWS.match(text, whom.end()):
        each = text.startswith("各", whom.start() + 2 * text.startswith("全", begins))
        if word.startswith(_ORDERS) or (each and acts_at(text, whom.end(), high)):
            found = [whom.span("name")]
    return found


_SERVICE_OF_A_LEVEL = re.compile(r"[省市区县镇乡][\u4e00-\u9fff]{2,10}(?:服务|事务)中心")  # 指导镇农业服务中心开展培训


def _without_things(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    names = [
        span
        for span in found
        if text[slice(*span)] in _COMMUNITIES
        or NATIONAL_ZONE.fullmatch(text, *span)
        or CLASS_THAT_ACTS.fullmatch(text[slice(*span)])
        or _SERVICE_OF_A_LEVEL.fullmatch(text, *span)
        or not name_patterns().thing.search(text[slice(*span)])
    ]
    if len(names) > 1:  # 推动金融机构、购物平台等优化流程: among bodies a platform is one
        names = [span for span in found if span in names or text[slice(*span)].endswith("平台")]
    return names


# 组织县自然资源局、农牧局每半年对各乡镇开展一次联合检查
_LOOKS_AT_OTHERS = re.compile(
    r"(?:等[^,。;]{0,6})?(?:每(?:半?年|季度|月|周)|不?定期|适时)?对(?:各|[甲乙]方|责任|承办"
    r"|[省市县区乡镇村]{1,2}(?:级|属))[^,。;]{0,16}?(?:开展|进行|实施)[^,。;]{0,8}?(?:检查|督查|督导"
    r"|抽查|考核|评估|验收)(?=[,。;]|$)"
)


def _role(text: str, word: str, names: list[tuple[int, int]]) -> str:
    after = names[-1][1]
    if (_OUTSIDE.search(text, names[0][0], after) or word == "委托") and _EVALUATES.match(
        text, after + text.startswith(",", after)
    ):
        return "supervise"
    if text.startswith("牵头", after):
        return "lead"
    if _LOOKS_AT_OTHERS.match(text, after):
        return "supervise"
    return "support" if word.startswith(_BIDS) and _COMES_ALONG.match(text, after) else "responsible"
