"""Clause → the bodies that it begins with, where a verb follows: 市教育局加快…, 县图书馆延长开放时间.

Without a modal word a name at the head of a clause is as often an object, a place, or told of by what becomes
of it (县医院开工); what stands behind it decides.
"""

from __future__ import annotations

import re

from policytext.extract.bodies import (
    FIELDS,
    BodyMention,
    body_type,
    is_body,
    is_place,
    reads_like_a_place,
)
from policytext.extract.cues import (
    A_COUNT_THERE,
    ADJUNCT,
    HAPPENS,
    NO_FEWER,
    TIME_BETWEEN,
    WITHIN_DUTIES,
    cues,
)
from policytext.extract.ellipsis import CARRIER, level_of, shares_class
from policytext.extract.names import (
    AFTER_SUO,
    AN_OFFICE_OF_ITS_OWN,
    MANY_NAMES,
    MAX_LIST_CHARS,
    MAX_NAME_CHARS,
    OFFICE_INSIDE,
    are_names,
    counted_together,
    is_list_of_fields,
    is_name,
    is_office_of_a_field,
    name_patterns,
    read_list,
    starts_with_verb,
)
from policytext.extract.trade_offices import trade_offices_acting
from policytext.lexicon import common_adverbs, common_verbs

# 试点企业承担产品质量主体责任: what it answers for
_ANSWERS = re.compile(
    r"(?:要|应当?|须)?(?:依法|切实|全面|严格)?(?:承担|落实|履行|负有|压实)[^,。;的]{0,30}(?:责任|义务"
    r"|职责)(?=[,。;]|$)"
)

_OF_A_PLACE = re.compile(
    r"^国网|[\u4e00-\u9fff]{2}集团$|[\u4e00-\u9fff]{2}(?:[中小]学|[一二三四五六七八九十]中|医院|大学"
    r"|学院|学校|校区|支行|分行|农商行|银行|分局|分公司|机场|书店)$"
    r"|^(?:[省市区县]属|中央|国有|驻).*企业$|运营商$|^(?:高等|职业)(?:院校|学校)$"
)

# what a company of the city does by itself: 市公交集团组织…, 市担保集团设立…
_AGENT_VERB = re.compile(
    rf"(?:{TIME_BETWEEN})?"
    + (
        r"(?:再)?(?:[逐先分率已]{1,2}|带头|加快|常年|今年|全年|年内)?(?:完成|新增|通过|推进|建立|投入"
        r"|开展|组织|制定|设立|负责|承担|实施|筹集|启动|完善|优化|推出|拿出|先行|试点|开设|创新|承办|轮值"
        r"|举办|打造|派出|选派|授信|投放|绘制|刊播|定期|参与|予以|给予|指导|配合|协助)"
    )
)

# 市水务集团改制上市, 省能源集团组建: what becomes of it; 县医院建设加快, 市医院扩建项目: a thing named after it
_BECOMES = re.compile(
    rf"(?:等[^,。;]{{0,6}})?(?:{TIME_BETWEEN})?(?:"
    r"完成(?:改造|建设|扩建|升级)(?=[,。;、]|$)|开通(?:运[行营])?(?=[,。;、]|$)|保留|控制在|稳定在"
    r"|达到|不[低高]于|开工|更名|招生|开诊"
    r"|建成(?!(?:国家|全国|省|全省|市|全市|区域|胸痛|卒中|创伤|名|\d)[^,。;]{3,})|纳入|管理体制|首届"
    r"|通过(?=[^,。;]{0,10}(?:评审|验收|评估|注册|审[批核]))|改革|改制|整合|合并|重组|转型|上市|投产"
    r"|投用|投入(?:使用|运[营行])|竣工|封顶|启用|运营|落地|评审|考核|达标|覆盖|获|入选|实现|保持|突破"
    r"|主体|占|规模|建设(?:行动|工程|计划|试点)|创新|联合|合作|融合|全部|在[全这]|所|成为|挂牌"
    r"|综合改革|对外开放|组建|相继|陆续|高质量|签约|履职|符合|加快|继续|投资|聚焦|普遍"
    r"|与(?!\d|[^,。;]{2,20}(?:建立|签订|结对|共建|联合|组建|共同))|参与|对[^,。;]{2,12}的|教授"
    r"|(?:建设|改造|扩建|迁建|新建|改扩建|搬迁|升级|提升|发展|创建|服务|支付|管理|生产|销售|培训|教育"
    r"|研究|设计|监管|救治|诊疗|就医|办理|报销|扩大|增加|增强|治理|经营|对接|设置)+(?:\d+[个所座处家]"
    r"|项目|工程|加快|提速|(?:基本|全面|如期|顺利)?完成|取得|稳步|有序|全面|顺利|水平|能力|率|工作"
    r"|标准|体系|情况|方案|规划|质量|服务|办法|规定|制度|细则|[,。;、]|$)"
    r"|[^,。;]{2,10}(?:增长|下降|改善|化解|(?<!提前|如期|按期|全面|按时)完成(?=[,。;]|$)))"
)
_CLASS_OF_FIRMS = re.compile(
    r"^(?:[省市区县州]属|[省市区县州]管|中央|国有|驻|国家)|[省市县镇]级|和|^(?:乡镇|职业|中小|高等)"
)


CLASS_THAT_ACTS = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:(?:电商|电子商务|外卖|直播|网约车|互联网|招聘|购物)平台"
    r"|(?:施工|管理|经营|运营|使用|养护|管护|建设|供水|供电|供热|包保|包联|挂包|帮扶|承包|分包)单位"
    r"|派出所|(?:消防救援|疾病预防控制|疾控|动物疫病预防控制|卫生监督)机构)$"
)


def _is_a_class_that_acts(text: str, names: list[BodyMention], at: int, high: int) -> bool:
    """水库管理单位按月观测: a class told by its work, before a verb with its object. Of firms and schools it tells as often how they fare."""
    written = [text[m.start : m.end] for m in names]
    if (
        shares_class(written)
        and CLASS_OF_BODIES.fullmatch(written[-1])
        and not _BECOMES.match(text, at)
        and high - at >= 6
    ):
        return True  # 供水、供电、供气单位同步实施管线改造
    if _KEEPS_RULES.match(text, at, high) and all(
        CLASS_OF_BODIES.fullmatch(name) or _SCHOOLS.fullmatch(name) for name in written
    ):
        return True
    return (
        all(CLASS_THAT_ACTS.fullmatch(name) and _is_one_of_its_kind(name) for name in written)
        and not _BECOMES.match(text, at)
        and high - at >= 5
    )


_SCHOOLS = re.compile("(?:各级)?(?:中小)?(?:学校|医院|幼儿园|卫生院|养老机构|敬老院)")
# 快递企业配备专职安全员, 餐饮单位落实进货查验制度: what only whoever keeps a business does
_KEEPS_RULES = re.compile(
    r"(?:要|须|应当?)?(?:全面|严格|切实|按规定"
    r"|依法)*(?:(?:配备|配齐|配足|安装|张贴|悬挂)(?![^,。;]{0,10}率)"
    r"|落实[^,。;]{0,16}(?:主体责任|制度|措施)(?=[,。;]|$)"
    r"|建立(?:健全)?[^,。;]{0,14}(?:制度|台账|档案|快检室)"
    r"|执行[^,。;]{2,14}(?:制度|标准|规定)(?=[,。;]|$)"
    r"|开展[^,。;]{0,6}(?:自查|自检|演练|警示教育|宣传教育|培训)"
    r"|服从[^,。;]{0,8}(?:调度|指挥|安排|管理)"
    r"|每(?:月|周|季度|学期|学年|年|半年|日|天|班)[^,。;]{0,4}(?:开展|组织|进行|召开|检查|自查|更新))"
)


_SENDS = re.compile("委托|协调")


def _is_one_of_its_kind(name: str) -> bool:
    """县移动公司, 市一中, and not 省属企业 nor 县级医院; no verb that sends another hides in it."""
    return not _CLASS_OF_FIRMS.search(name) and not cues().cause.search(name, 2) and not _SENDS.search(name, 2)


_REACHES = re.compile(
    NO_FEWER.pattern
    + (
        r"|(?:减少|增加|新增|净增|压减)\d+[个家所](?=[,。;]|$)"
        r"|(?:压减|压缩|精简|控制|稳定|保持)[到至在]\d"
        r"|(?:推荐|申报|遴选|上报|报送|申请)[^,。;的]{2,14}(?:数量|总数|个数|名额)?(?:原则上|一般|均"
        r"|分别)*(?:不超过|不多于)|[到至][村户镇县乡市校](?:的|[^,。;]{0,6}(?:距离|半径|里程|线路|道路))"
        r"|为民(?:办(?:的|理)?)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})?[件项]?(?:重点)?(?:民生)?实事"
        r"|(?:整体)?(?:迁建|改扩建|扩建|新建|改建|改造|搬迁|建设)(?:提升|升级)?(?:项目|工程"
        r"|(?:设计|实施)?方案|规划)(?!\d|[一二两三四五六七八九十]+[个项处])"
        r"|(?:全部|均|全面|如期|顺利|基本)(?:建成(?![\u4e00-\u9fff](?<![投运使启并])[\u4e00-\u9fff]{3,})"
        r"|竣工|投[用运入]|启用|落成|完工|开工|达标|覆盖)"
        r"|重点(?:项目|工程|企业|产业|领域|行业|工作|任务|改革|事项|人群|人员)"
        r"|通过[^,。;]{0,16}(?:评审|验收|评估|复评|复审|注册|审批|督导|考核)"
        r"|(?:全部|均)挂牌(?=[,。;、]|$)|组建实现|建成(?:运行|投用|使用|投运)?(?=[,。;、]|$)"
        r"|(?:扩大|增加|减少|扩展|提高|上升|下降|下调|缩减)[到至]"
        r"|(?:监管|出资|所属|下属|直属|主管|托管)(?:企业|单位|机构|公司)|投入(?:运营|使用|运行)"
        r"|(?:正式|成功|顺利|先后|相继|挂牌|揭牌)*(?:落地|获批|揭牌|挂牌|成立|投用|投运|启用)(?:运行"
        r"|实施)?(?=[,。;、]|$)|落户|(?:全面)?(?:深化改革|依法治[省市县区州国])委员会|联动|改革(?!办)"
        r"|[\u4e00-\u9fff]{0,4}(?:建设|布局)(?:提速|稳步|加快|加速|全面|有序|扎实|取得|落地)|上下联|下设"
        r"|设在|负责人|主要领导|书记|覆盖面|(?:总数|数量)?(?:达到|达|增至|发展到|增加到|突破|超过"
        r"|实现(?:[^,。;]{0,8})全覆盖|实现全|建成开放|扩建|主体)"
        r"|(?:举报|监督|投诉|联系|咨询|服务|值班|监督举报)(?:电话|热线|信箱|邮箱|方式|渠道)"
        r"|[\u4e00-\u9fff]{2}面(?=不|达|保持|要)|[\u4e00-\u9fff]{2,3}率"
        r"|[\u4e00-\u9fff]{4,6}率(?=达|不[低少]|保持|提[高升]|稳定|实现|要达)"
        r"|储备[^,。;]{0,6}(?:规模|总量|数量)|[\u4e00-\u9fff]{2,8}(?<!成)(?<!人)(?<!动)员(?=要|应|须|按"
        r"|每|负责)|新建(?!立)[^,。;]{2,10}?(?:比例|占比|[\u4e00-\u9fff]{2}率)"
    )
)

# 县政府确定的主管部门负责…, 各部门制定的规章,必须…: the body stands in what says which one
_RELATIVE = re.compile(
    r"(?:通报|反馈|交办|指出|督办)的[^,。;的]{0,4}\d"
    r"|(?:作出|形成|产生|掌握|采集|制作|获取)的[^,。;的]{2,30}(?=,|$)"
    r"|(?:办理|受理|审理|选育|评定|认定|推出|开发|主持)的(?:“[^”]{2,16}”|品种|案件|项目|课题)"
    r"|(?:提请[^,。;]{0,6}|制定|确定|指定|印发|提出|报送|审批|批准|认定|评定|授予|颁发|发布|主办"
    r"|组织)[^,。;]{0,4}的[^,。;的]{2,24}"
    r"(?:,(?:已|由|应|须|必须|不得|要|可|未|统一|经|报)|(?:必须|应|须|负责|由|不得|可))"
)

# 市财政补助标准提高到…; 省财政择优给予专项激励: what may be had of it
_SHARE_OF_A_PURSE = re.compile(
    r"(?:补助|补贴|配套|奖补|投入|支出)(?:比例|标准|资金|占比)"
    r"|[^,。;\d一二三四五六七八九十百]{0,14}(?:给予|予以)[^,。;\d]{0,12}(?:奖|补|激励|资助|支持)"
)
_IF_NOT = re.compile(r"(?:未|不)[^,。;]{2,12}的(?=[,、])")  # 有关部门未及时查处的,…
_SET_UP_THERE = re.compile(r"在[^,。;]{2,16}(?:设置|设立|布设|建设|开展|实施|部署)的")  # 部门在村里设置的网格
_TOLD_BY_TASK = re.compile(r"(?:管理|主管)[^,。;]{2,12}的(?:部门|机构)")


# 测试主体凭通知书申领号牌, 申报单位向主管部门提出申请: how or to whom stands before the verb
_BY_WHICH = re.compile(
    rf"(?:{TIME_BETWEEN})?(?:向[^,。;]{{2,20}}?(?:派|送|发放|提供|捐|投放|配|推|移交|供应|出具|通报"
    rf"|反馈)|凭|依据|按照|根据|向|于)[^,。;]{{2,40}}(?:申请|申领|提出|提交|办理|报告|报送|备案|开展"
    rf"|进行|登记|领取|组织|签订|缴纳|通报|公布|公示|拨[款付]|支付|结算|放行|核销)"
)
_MAY_FOLLOWS = re.compile(r"(?:(?!应当|应|必须|不得|须)[^。;]){0,60}(?<![许认])可(?:以|向|在|根据|自|视)|(?:享有|有权)")
_WITHIN_DUTIES = re.compile(WITHIN_DUTIES)
_BETWEEN_THEM = re.compile(
    r"(?:逐[\u4e00-\u9fff]|层层|全部|重新|分别|均)?(?:签约|结对|对接|建立|签订|签署|发生|订立|约定"
    r"|终止|解除)[^,。;]{0,16}(?:关系|合同|协议|争议|纠纷|合作|业务|约定|责任[书状]|承诺书|军令状)"
)
_ROLE_NAME = re.compile(r"(?:主体|单位|机构|部门|企业|公司|机关)$")


def without_partner(text: str, names: list[BodyMention], at: int, high: int) -> list[BodyMention]:
    """支付机构与境外机构建立代理关系时,应当…: the second is whom the first deals with."""
    if len(names) > 1 and text[names[-2].end : names[-1].start] == "与" and _BETWEEN_THEM.match(text, at, high):
        return names[:-1]
    return names


_AND_OTHERS = re.compile(
    r"等(?:多个?(?=部门|单位))?(?:[省市区县州]?(?:直|级|政府)(?=有关|相关|各|部门|单位))?(?:有关"
    r"|相关)?(?:(?:驻[区县市镇地]|辖区|成员|共建|联建|包联|帮扶|结对|协作|重点|合作|平台|金融|骨干"
    r"|龙头|服务|公共)?(?:部门单位|部门|单位|企业|机构|乡镇|镇街|街道|院校|高校|学校|医院|银行|公司)"
    r"|方面|地(?![区方])|\d+[个家所户](?:单位|部门|企业|学校|医院|乡镇|镇街?|街道|县区?|区县?|市县"
    r"|社区|村)?)?"
)


_BUILT_ONE = re.compile(r"(?:中心|[馆园院校厂站库场学中]|[新校院]区|基地|平台)$")
_BUILT_AND_BARE = re.compile("[\u4e00-\u9fff]{2,6}(?:站|所|馆|院|中心|库|场)")
_BUILDING = re.compile(r"(?:建设|改造|新建|扩建|迁建|升级|提升)+(?:\d+[个所座处家]|项目|工程|[,。;、]|$)")
_OPENS_AT = re.compile(
    rf"(?:等?\d*[所家个座处])?(?:{TIME_BETWEEN})?(?:开学前)?(?:全面|主体|正式|如期|全部|力争)*(?:开工"
    rf"|动工|竣工|完工|封顶|投[用产运]|投入使用|投入运[营行]|建成|启用|开诊|开园|开馆|交付|落成)"
)
_FIGURE_OF_EACH = re.compile(r"(?:要|应|须)?(?:至少|不少于)|[^,。;]{0,8}?\d")
_TAKE_PART_IN = re.compile(r"(?:等[\u4e00-\u9fff]{0,6}?)?(?:共同|广泛|积极|协同|多方)*(?:参与|参加|落实|治理|建设)的")


def list_before_verb(
    text: str, low: int, high: int, *, strict: bool = False, rule: bool = False
) -> list[tuple[int, int]]:
    """The longest list of bodies that ``text[low:high]`` begins with and a verb follows."""
    limit = min(high, low + (MAX_LIST_CHARS if text.count("、", low, high) > MANY_NAMES else MAX_NAME_CHARS))
    for stop in range(limit, low + 1, -1):
        if text[stop - 1] in "、,和及与(“的" or (
            text[stop - 1] == "所"
            and text[stop : stop + 1] in AFTER_SUO
            and not AN_OFFICE_OF_ITS_OWN.search(text, low, stop)
        ):
            continue
        at = stop
        if text.startswith("等", at):
            at = _AND_OTHERS.match(text, at).end()  # type: ignore[union-attr]
        follows = cues().verb_start.match(text, at, high)
        if (
            not follows
            and not _WITHIN_DUTIES.fullmatch(text, at, high)
            and not (
                strict
                and _BY_WHICH.match(text, at, high)
                and (_ROLE_NAME.search(text, low, stop) or level_of(text[low:stop]))
            )
        ):
            continue
        names = read_list(text, low, stop, "responsible")
        if not names or (names[-1].end < stop and _begins_with_a_body(text, names[-1].end + 1, stop)):
            continue  # 县妇联、团县委组织志愿者|开展…: what was left out is no person but a clause
        if (
            not are_names([text[m.start : m.end] for m in names])
            and not is_list_of_fields(text, [(m.start, m.end) for m in names])
            and not counted_together(text, low, stop)
        ):
            continue
        if strict and any(
            name_patterns().generic.match(name := text[m.start : m.end]) and (len(names) == 1 or name not in FIELDS)
            for m in names
        ):
            continue
        names = without_partner(text, names, at, high)
        if text.startswith("每", names[0].start) and _FIGURE_OF_EACH.match(text, at):
            continue  # 每个部门明确1名: the base of a figure
        if A_COUNT_THERE.match(text, at):
            continue
        if _TAKE_PART_IN.match(text, at):
            continue  # 社会力量等多元主体共同参与的联动机制
        kinds = {body_type(text[m.start : m.end]) for m in names}
        if (
            _REACHES.match(text, at)
            or _RELATIVE.match(text, at)
            or _TOLD_BY_TASK.match(text, at)
            or _SET_UP_THERE.match(text, at)
        ):
            continue  # 省级中心达到100家: a count of bodies; 各部门制定的规章必须…: what they made
        if text.endswith("级财政", low, stop) and names[-1].end == stop:
            continue  # 市、城区两级财政每年列支
        if all(text[m.start : m.end].endswith("财政") for m in names) and (
            text.endswith("级财政", low, stop) or _SHARE_OF_A_PURSE.match(text, at)
        ):
            continue  # 市级财政按每平方米60元给予奖补: the purse, not who works
        if strict and _BUILT_ONE.search(text[names[-1].start : names[-1].end]) and _OPENS_AT.match(text, at):
            continue  # 社会福利中心5月开工, 县医院新区二季度投入使用
        if (
            strict
            and _BUILT_AND_BARE.fullmatch(text[names[-1].start : names[-1].end])
            and not level_of(text[names[0].start : names[0].end])
            and _BUILDING.match(text, at)
        ):
            continue  # 兽医站建设改造12个
        if rule and _MAY_FOLLOWS.match(text, at):
            continue  # 金融机构履行义务时,可以查询
        named = all(
            level_of(name := text[m.start : m.end])
            or CARRIER.match(name)
            or _OF_A_PLACE.search(name)
            or name_patterns().company.search(name)
            for m in names
        ) and (
            _AGENT_VERB.match(text, at)
            or (all(_is_one_of_its_kind(text[m.start : m.end]) for m in names) and not _BECOMES.match(text, at))
        )
        inner = all(
            OFFICE_INSIDE.fullmatch(text, m.start, m.end) for m in names
        )  # 生产部、机动部、电仪车间分别建立台账
        named = named or inner
        nobody = (
            kinds <= {"other", "enterprise"}
            and not named
            and not rule
            and not _ANSWERS.match(text, at)
            and not _is_a_class_that_acts(text, names, at, high)
        )
        if strict and (
            (nobody and not name_patterns().actor.match(text, low, high))
            or (
                not inner
                and not level_of(text[names[0].start : names[0].end])
                and any(
                    name_patterns().thing.search(name := text[m.start : m.end])
                    and not name.startswith("各")
                    and not level_of(name)
                    and not is_neighbourhood(name)
                    and not (name in FIELDS and len(names) > 1)
                    for m in names
                )
            )
        ):
            continue  # without a modal word these are as often objects and places
        if longer := _goes_on(text, names[-1], high):
            names = [*names[:-1], longer]
        elif _is_cut(text, names[-1], high):
            continue
        return [(m.start, m.end) for m in names]
    if rule:
        return []
    if found := _before_open_verb(text, low, high, limit, strict=strict) or (
        _whatever_it_does(text, low, high, limit) if strict else []
    ):
        return found
    return trade_offices_acting(text, low, high)


def _begins_with_a_body(text: str, low: int, high: int) -> bool:
    return any(cues().verb_start.match(text, at, high) and is_name(text[low:at]) for at in range(low + 2, high - 1))


_OFFICE_OF_IT = re.compile(
    r"派驻[\u4e00-\u9fff]{0,6}组|[\u4e00-\u9fff]{1,6}?(?:领导小组|专班|指挥部|委员会|联席会议"
    r"|[站所队室院局部委](?![门员位署分])|(?<![督协开承举主筹兴创领帮代快经侦查申合交])办|中心|组织"
    r"|合作社)"
)


def _goes_on(text: str, name: BodyMention, high: int) -> BodyMention | None:
    """乡镇退役军人服务站逐墓查看: a verb inside the name of an office (退役) has cut it."""
    more = _OFFICE_OF_IT.match(text, name.end, high)
    if more is None or _AND_OTHERS.match(text, name.end) or not acts_at(text, more.end(), high):
        return None
    whole = text[name.start : more.end()]
    return BodyMention(name.start, more.end(), name.role) if is_body(whole) and is_name(whole) else None


_SENDING = (
    "比照",
    "参照",
    "组建",
    "组织",
    "推动",
    "指导",
    "督促",
    "协调",
    "要求",
    "建设",
    "建立",
    "设立",
    "成立",
    "承担",
    "负责",
    "牵头",
    "履行",
)


def _is_cut(text: str, name: BodyMention, high: int) -> bool:
    """县委|宣传部、县融媒体中心…, 乡镇|综合服务站改造全部完成: what looked like its verb is of a longer name."""
    more = _OFFICE_OF_IT.match(text, name.end, high)
    if (
        more is None
        or (more[0].startswith(_SENDING) and more[0] != "组织部")
        or starts_with_verb(more[0])
        or _verb_at(text, name.end, high) > name.end
        or _AND_OTHERS.match(text, name.end)
    ):
        return False
    whole = text[name.start : more.end()]
    return is_body(whole) and is_name(whole)


_LAST_OF_A_NAME = frozenset(
    "心矿库段门台股科区局委办厅署院司会组部队站所室馆社行校学中处府团道镇乡村区县市”)店场联业位构关协"
)
_NO_VERB_AFTER = frozenset("的者率员器机法费额量型类制于")
# what a body is, has or has met with; verbs that stand for a thing as often
_STATE = re.compile(
    r"重视|缺乏|存在|积累|面临|适应|认为|提出(?!需求|申请|方案|清单|名单|计划|预算|修改)|表示|指出"
    r"|强调|属于|具有|拥有|位于|占有|不予(?!安排|受理|审批|办理|备案|拨付|支持|登记)|不能|不会|没有"
    r"|被|作为|成为|荣获|上榜|跻身|争先|进位|在校|接待|领导|分管|有关|工作|组成"
    r"|执法(?!巡查|检查|监督|行动)|预算|迁建|感染|坚强|后续|开诊|启用|揭牌|投运|竣工|开业|开园|洗钱"
    r"|旅游|生活|反映|收入|支出|准备|联系|汇报(?!一次|工作|进展|情况|[,。;]|$)|发言|讲话|介绍|离不开"
    r"|需要|能够|可以|应该|达到|超过|(?<!不)高于|(?<!不)低于|位居|排名|名列|列入|纳入|获得|取得|得到"
    r"|受到"
)
_OF_WHAT = re.compile(r"[^,。;]{0,14}的(?:通知|意见|批复|文件|规定|要求|函|办法|方案|决定|标准|项目|资金|证明|许可)")


def _verb_at(text: str, at: int, high: int) -> int:
    """Where the verb of a body that ends at ``at`` would stand, behind times and adverbs."""
    return cues().before_verb.match(text, at, high).end()  # type: ignore[union-attr]


_ACTS_AS_IT_GOES = re.compile(r"边[\u4e00-\u9fff]边[\u4e00-\u9fff]|(?:同步)?建起")  # 各级各部门边查边改
_EACH_SETS_UP = re.compile(
    r"各"
    r"(?![项类级地镇乡县区市省村部单方界族种行街社])[\u4e00-\u9fff][^,。;]{0,6}[\d一二两三四五六七八九十]"
)  # 各乡镇、街道各建一支队伍


def acts_at(text: str, at: int, high: int) -> bool:
    """Whether a verb of doing stands at ``at``, of the genre's list or of the dictionary."""
    verb = _verb_at(text, at, high)
    verb += text.startswith("新", verb) and text[verb + 1 : verb + 3] in common_verbs()  # 局新引进项目
    if _EACH_SETS_UP.match(text, at, high) or _ACTS_AS_IT_GOES.match(text, at, high):
        return True
    return bool(cues().verb_start.match(text, at, high)) or (
        text[verb : verb + 2] in common_verbs() and not _STATE.match(text, verb)
    )


# 城峰社区, 石龙村, 琼湖街道: by their own names, no kind of them
NEIGHBOURHOOD = re.compile(
    r"(?!.?(?:示范|试点|智慧|智能|绿色|和谐|幸福|美丽|未来|城市|城镇|城中|农村|安全|健康|文明|特色"
    r"|贫困|重点|新型|旧|行政|自然|传统|中心)|[全每各本该此整两三四五]|.{0,2}[改撤转并]"
    r"|.{1,2}(?:级|型|个|化|类|性|的|乡|好|新))"
    r"[\u4e00-\u9fff]{2,3}(?:社区|村|街道)"
)


def is_neighbourhood(name: str) -> bool:
    """城峰社区 by its own name, and not 发展社区(服务)."""
    return NEIGHBOURHOOD.fullmatch(name) is not None and name[:2] not in common_verbs()


_EVERY_PLACE = re.compile(r"各(?:行政)?(?:社区|村居?|镇街|乡镇|街道|镇|乡)(?:\((?:社区|村|街道|镇|乡)\))?")


def _acts_in_its_name(name: str) -> bool:
    """A body with its level or place, one of its kind, and no thing that is run: 市图书馆, 各镇, 省担保集团."""
    known = (
        level_of(name)
        or is_office_of_a_field(name)
        or name.startswith(("各", "有关", "相关", "团"))
        or _OF_A_PLACE.search(name)
        or name_patterns().company.search(name)
    )
    if is_neighbourhood(name) or OFFICE_INSIDE.fullmatch(name) or _EVERY_PLACE.fullmatch(name):
        return True
    return bool(known) and not name_patterns().thing.search(name) and _is_one_of_its_kind(name)


# a firm, a branch, a farm by its own name: 东岳重机股份有限公司, 康县支行
OWN_ENTITY = re.compile(
    r"(?:[\u4e00-\u9fff](?<![的各该其等对由和与])){1,3}(?:[投发控]|水务|公交|燃气|热力|能源|国资|城建"
    r"|文旅|农发|交通|建工)集团|(?!每)(?:[\u4e00-\u9fff](?<!的)){3,20}?(?:有限公司|分公司|支公司|公司"
    r"|集团|合作社|联社|支行|分行|海关|林场|农场|养护工区|中队|大队|支队|派出所|法庭|泵站(?:管理所)?"
    r"|水文站|管理[站所处]|卫生院|[第一二三四五六]小学|[一二三四五六]中学?)"
)
# 县公路养护中心, 乡林业站: what an office of a level is called, whatever verbs its name holds
FORM_OF_AN_OFFICE = re.compile(
    r"(?!每)(?:[省市区县州旗镇乡](?![域场级内外民际情容])"
    r"|[\u4e00-\u9fff]{2,4}(?:街道|海关))(?![对将把向为在由到和与])(?![\u4e00-\u9fff]{0,8}(?:领导"
    r"|干部|人员|同志|主任|书记))(?:[\u4e00-\u9fff](?<![对将把向由的等每])){2,14}(?:中心|站|所|处"
    r"|学校|[大中支]?队|团|组|院|总支)|[\u4e00-\u9fff]{2}海关|社区卫生服务[站中心]{1,2}"
    r"|[\u4e00-\u9fff]{2,8}(?:管理[所处站]|服务中心|[大中支]队|志愿(?:服务)?队|党总支|合作社|引航站)"
)
# a station, a centre that does something is no place where it is done: 县水文站每日…, 县反诈中心接到报警后…
_ACTING = re.compile(
    r"每|逐|挨|按|接到|收到|遇|逢|对|为|向|将|把|通过|利用|受托|定[时点]|分期|轮|凭|趁|就|随"
    r"|\d{1,2}(?:分钟|小时|个工作日)|第一时间|彻夜|连夜|全程|到|春秋|先"
)


# 客运企业每日…, 村党支部挨户…, 包保单位每周五…: a class told by its trade or charge, before how often or to whom it acts
CLASS_OF_BODIES = re.compile(
    r"(?!每|该|此|[红橙黄蓝绿]色|重点|规上|规模以上|中小|民营|外资|上市|龙头|骨干|优质|高新|科技|创新"
    r"|瞪羚|独角兽|专精特新|单项冠军|小微|限上|新增|入规|示范"
    r"|试点)[\u4e00-\u9fff]{2,8}(?<![的等各])(?:企业|公司|单位|机构|场所|协会|党支部|党小组|合作社"
    r"|工作站|消防队|巡逻队)"
)
_CLASS_ACTS = re.compile(
    r"凭|(?:接到|收到|接警|接报|接单|接诉)[^,。;的]{0,10}后"
    r"|把[^,。;]{2,24}?(?:提高|提升|降低|降|纳入|列入|控制|扩大|送)"
    r"|在?\d{1,2}个?(?:小时|分钟|工作日|日)内"
    r"|每(?:[日天周晚月]|半年|季度)(?![^,。;]{0,8}(?:新增|增[加长]|达到|产|减少|净增))|按[日周月季]"
    r"|逐[一户村项级日月]|挨[家户个]|彻夜|轮[流班]|对[^,。;]{2,34}(?:负总?责|负直接|逐|实行|进行|开展"
    r"|建立)"
)


_MAY_DO = re.compile(r"(?<![许认])可(?!能|靠|行|持续|再生|视|燃|移动|回收)(?:以|由|向|在|通过)?[\u4e00-\u9fff]")


# 卫生健康部门接到报告后2小时内赶到: departments told by what they look after
_OPENS_WITH_A_FIELD = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:行政)?(?:主管)?(?:部门|机关)")


def _of_a_field(name: str) -> bool:
    return bool(_OPENS_WITH_A_FIELD.fullmatch(name)) and re.sub("(?:行政)?(?:主管)?(?:部门|机关)$", "", name) in FIELDS


def _before_adjunct(text: str, low: int, high: int, limit: int, *, strict: bool) -> list[tuple[int, int]]:
    """县气象台10分钟内将落区抄告…: a body of its own name before how, when or for whom it acts; the verb may be of any trade."""
    told = min(high, low + MAX_LIST_CHARS)  # a sentence without a stop must not be read again for each of its bodies
    if HAPPENS.search(text, low, told) or _MAY_DO.search(text, low, told):
        return []
    for stop in range(low + 3, min(limit, high - 5) + 1):
        if (text[stop - 1] not in _LAST_OF_A_NAME and text[stop - 1] not in "心)") or not ADJUNCT.match(
            text, stop, high
        ):
            continue
        found = read_list(text, low, stop, "responsible")
        written = [text[m.start : m.end] for m in found]
        formed = FORM_OF_AN_OFFICE.fullmatch(text, low, stop) and _ACTING.match(text, stop, high)
        if formed and not (found and found[-1].end == stop):
            found, written = [BodyMention(low, stop, "responsible")], [text[low:stop]]
        if not found or found[-1].end < stop or (not formed and not are_names(written)):
            continue
        of_a_class = all(
            CLASS_OF_BODIES.fullmatch(name) or _of_a_field(name) for name in written
        ) and _CLASS_ACTS.match(text, stop, high)
        if (
            strict
            and not formed
            and not of_a_class
            and not all(
                _acts_in_its_name(name)
                or OWN_ENTITY.fullmatch(name)
                or (level_of(name) and _ACTING.match(text, stop, high))
                for name in written
            )
        ):
            continue
        if any(
            pattern.match(text, stop) for pattern in (_BECOMES, _REACHES, _RELATIVE, _OF_WHAT, _SET_UP_THERE, _IF_NOT)
        ) or _STATE.search(text, stop, min(high, stop + 12)):
            return []
        return [(m.start, m.end) for m in found]
    return []


_OF_EACH = frozenset(["街道", "社区", "村", "园区", "镇", "乡", "县", "区"])  # 各乡镇、街道各建一支队伍


def _before_open_verb(text: str, low: int, high: int, limit: int, *, strict: bool) -> list[tuple[int, int]]:
    """县图书馆延长开放时间: whoever bears a level and opens a clause acts by any verb of the dictionary.

    No name may be cut before a verb inside it (市政府|办公室).
    """
    if (
        strict
        and not level_of(text[low : low + 8])
        and not text.startswith(("各", "有关", "相关", "团"), low)
        and not name_patterns().opening.match(text, low, high)
        and not OWN_ENTITY.match(text, low, high)
        and not CLASS_OF_BODIES.match(text, low, high)
        and not OFFICE_INSIDE.match(text, low, high)
        and not _OPENS_WITH_A_FIELD.match(text, low, high)
    ):
        return []
    if named := _before_adjunct(text, low, high, limit, strict=strict):
        return named
    for stop in range(min(limit, high - 2), low + 2, -1):
        if (
            (text[stop - 1] not in _LAST_OF_A_NAME and not (text[stop - 1] == ")" and text.startswith("各", low)))
            or text[stop] in "、和及与(的等"
            or not acts_at(text, stop, high)
        ):
            continue
        found = read_list(text, low, stop, "responsible")
        written = [text[m.start : m.end] for m in found]
        if not found or not are_names(written):
            continue
        if strict and _BUILT_ONE.search(written[-1]) and _OPENS_AT.match(text, stop):
            return []
        verb = _verb_at(text, stop, high)
        if text[verb + 2 : verb + 3] in _NO_VERB_AFTER or high - verb < 4 or _is_cut(text, found[-1], high):
            return []
        if any(
            pattern.match(text, stop) for pattern in (_BECOMES, _REACHES, _RELATIVE, _OF_WHAT, _SET_UP_THERE, _IF_NOT)
        ):
            return []
        if strict and not all(
            _acts_in_its_name(name)
            or (name in _OF_EACH and written[0].startswith("各"))
            or (OWN_ENTITY.fullmatch(name) and not HAPPENS.search(text, stop, min(high, stop + 12)))
            for name in written
        ):
            return []
        return [(m.start, m.end) for m in found]
    return []


# a seat of administration, or a place: no thing is called so
_SEAT = re.compile(
    r"(?:局|(?<![专编部党])委|(?<![代承主举协督经新帮领兴创开])办|厅|政府|党委|党组|管委会|委员会"
    r"|办公室|办事处|街道|镇|乡|总队|支队|大队|检察院|法院|[市县区州]|妇联|残联|总工会|团委|科协"
    r"|供销社|供电公司|农商行|支行|分行|服务站|书院|医院|中学|小学)$"
)
_SHORT_ADVERBS = "各均都也还又已共将先再另并专自全兼"
# what stands behind a body's name and belongs to it, or tells of it
_ITS_OWN = re.compile(
    r"[的、和及与等()“”》:,。;是为所之者设党团机内部外中门办科股室组站队处所院司局委会员长级域直属辖管区县市乡镇村街学校厂企楼前后左右上下东南西北]"
    r"|办公|机关|领导|书记|常务|常委|常态|会议|全会|网站|门户|干部|人员|职工|文件|公告|有关|相关|同意"
    r"|批[准复示]|授予|命名|表彰|印发|关于|联合(?=发文|下发|印发)"
    r"|主要|分管|副|政务|财政|人民|行政|公共|工业|农业|经济|社会|城[市乡镇区]|乡村|农村|生态|文化"
    r"|交通|水利|教育|科技|产业|企业|群众|居民|百姓|户籍|人口|辖区|境内|全域|大道|路|桥|河|湖|山|项目"
    r"|工程|基地|园区|示范|试点(?!开展|推[行进])|特色|优势|品牌|资源"
)
_A_NOUN_FOLLOWS = re.compile(
    r"工作|项目|机制|制度|方案|情况|能力|水平|体系|经费|资金|中心|人员|部门|小组|措施|规划|计划|办法"
    r"|标准|成效|成果|要求|责任|环境|事业|产业|行业|业务|领域|系统|平台|质量|数据|信息|服务"
    r"|[的率者员器法费额量型类]"
)


_PLAIN_OFFICE = re.compile(
    r"(?:局|(?<![代承主举协督经新帮领兴创开提案公民])办|厅|[省市区县州]委编办|残联|妇联|总工会|科协"
    r"|督查室)$"
)
_OF_THE_OFFICE = re.compile(
    r"总(?:工|经济|会计)|监管(?:企业|单位|平台)|荣|负责人|公[室厅]|[局科处主]长|主任|[理好公事]"
    r"|[省市县区州](?![域内场直属级])"
)
MIN_DOING_CHARS = 4


def _whatever_it_does(text: str, low: int, high: int, limit: int) -> list[tuple[int, int]]:
    """县财政局据实结算, 市教体局共培训教师: seats of administration behind which no name goes on and a verb is near."""
    for stop in range(min(limit, high - 4), low + 2, -1):
        if (
            text[stop - 1] not in _LAST_OF_A_NAME
            or not _SEAT.search(text, max(low, stop - 4), stop)
            or _ITS_OWN.match(text, stop, high)
        ):
            continue
        found = read_list(text, low, stop, "responsible")
        if not found or found[-1].end < stop or not all(_is_a_seat(text[m.start : m.end]) for m in found):
            continue
        verb = _near_verb(text, stop, high)
        if (
            verb < 0
            and high - stop >= MIN_DOING_CHARS
            and _PLAIN_OFFICE.search(text, low, stop)
            and not _OF_THE_OFFICE.match(text, stop)
            and all(level_of(name := text[m.start : m.end]) or is_office_of_a_field(name) for m in found)
        ):
            verb = _verb_at(
                text, stop, high
            )  # 县水利局分头立项, 市治霾办每月5日通报: whatever its verb, no thing is called so
        if verb < 0 or _A_NOUN_FOLLOWS.match(text, verb + 2) or high - verb < 2 or _is_cut(text, found[-1], high):
            return []
        if any(
            pattern.match(text, stop) for pattern in (_BECOMES, _REACHES, _RELATIVE, _OF_WHAT, _SET_UP_THERE, _IF_NOT)
        ):
            return []
        if (
            _STATE.match(text, verb)
            or HAPPENS.search(text, stop, min(high, stop + 12))
            or _MAY_DO.search(text, stop, high)
        ):
            return []
        return [(m.start, m.end) for m in found]
    return []


_PLACE_FIRST = re.compile(r"[\u4e00-\u9fff]{2,8}?[省市县区州旗盟镇乡](?=[\u4e00-\u9fff]{2})")


def _is_a_seat(name: str) -> bool:
    if is_place(name) or reads_like_a_place(name):
        return True
    if not _SEAT.search(name) or name_patterns().thing.search(name) or not is_name(name):
        return False
    place = _PLACE_FIRST.match(name)
    return (
        bool(level_of(name))
        or is_office_of_a_field(name)
        or bool(place and (is_place(place[0]) or reads_like_a_place(place[0])))
    )


def _near_verb(text: str, at: int, high: int) -> int:
    """Where a verb stands behind times and adverbs of the dictionary, -1 without."""
    at = _verb_at(text, at, high)
    for _ in range(4):
        if text[at : at + 2] in common_verbs():
            return at
        longest = next(
            (size for size in (4, 3, 2) if at + size <= high and text[at : at + size] in common_adverbs()), 0
        )
        if not longest and text[at : at + 1] not in _SHORT_ADVERBS:
            break
        at += longest or 1
    return -1
