"""What a body's name shows of how it acts, and what stands behind it that it does, or that becomes of it."""

from __future__ import annotations

import re

from policytext.extract.bodies import BodyMention, is_body
from policytext.extract.cues import NO_FEWER, TIME_BETWEEN, cues
from policytext.extract.ellipsis import level_of
from policytext.extract.names import OFFICE_INSIDE, is_name, is_office_of_a_field, name_patterns, starts_with_verb
from policytext.lexicon import common_verbs

OF_A_PLACE = re.compile(
    r"^国网|[\u4e00-\u9fff]{2}集团$|[\u4e00-\u9fff]{2}(?:[中小]学|[一二三四五六七八九十]中|医院|保健院|卫生院|大学"
    r"|学院|学校|校区|支行|分行|农商行|银行|分局|分公司|机场|书店)$"
    r"|^(?:[省市区县]属|中央|国有|驻).*企业$|运营商$|^(?:高等|职业)(?:院校|学校)$"
)


# 市水务集团改制上市, 省能源集团组建: what becomes of it; 县医院建设加快, 市医院扩建项目: a thing named after it
BECOMES = re.compile(
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
_SENDS = re.compile("委托|协调")


def is_one_of_its_kind(name: str) -> bool:
    """县移动公司, 市一中, and not 省属企业 nor 县级医院; no verb that sends another hides in it."""
    return not _CLASS_OF_FIRMS.search(name) and not cues().cause.search(name, 2) and not _SENDS.search(name, 2)


REACHES = re.compile(
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
RELATIVE = re.compile(
    r"(?:通报|反馈|交办|指出|督办)的[^,。;的]{0,4}\d"
    r"|(?:作出|形成|产生|掌握|采集|制作|获取)的[^,。;的]{2,30}(?=,|$)"
    r"|(?:办理|受理|审理|选育|评定|认定|推出|开发|主持)的(?:“[^”]{2,16}”|品种|案件|项目|课题)"
    r"|(?:提请[^,。;]{0,6}|制定|确定|指定|印发|提出|报送|审批|批准|认定|评定|授予|颁发|发布|主办"
    r"|组织)[^,。;]{0,4}的[^,。;的]{2,24}"
    r"(?:,(?:已|由|应|须|必须|不得|要|可|未|统一|经|报)|(?:必须|应|须|负责|由|不得|可))"
)
IF_NOT = re.compile(r"(?:未|不)[^,。;]{2,12}的(?=[,、])")  # 有关部门未及时查处的,…
SET_UP_THERE = re.compile(r"在[^,。;]{2,16}(?:设置|设立|布设|建设|开展|实施|部署)的")  # 部门在村里设置的网格
AND_OTHERS = re.compile(
    r"等(?:多个?(?=部门|单位))?(?:[省市区县州]?(?:直|级|政府)(?=有关|相关|各|部门|单位))?(?:有关"
    r"|相关|涉[\u4e00-\u9fff]{1,2})?(?:(?:驻[区县市镇地]|辖区|成员|(?:整治|主要)?(?:牵头|责任|主责)|共建|联建|包联|帮扶|结对|协作|重点|合作|平台|金融|骨干"
    r"|龙头|服务|公共)?(?:部门单位|部门|单位|企业|机构|乡镇|镇街|街道|院校|高校|学校|医院|银行|公司)"
    r"|方面|地(?![区方])|\d+[个家所户](?:单位|部门|企业|学校|医院|乡镇|镇街?|街道|县区?|区县?|市县"
    r"|社区|村)?)?"
)
BUILT_ONE = re.compile(r"(?:中心|[馆园院校厂站库场学中]|[新校院]区|基地|平台)$")
OPENS_AT = re.compile(
    rf"(?:等?\d*[所家个座处])?(?:{TIME_BETWEEN})?(?:开学前)?(?:全面|主体|正式|如期|全部|力争)*(?:开工"
    rf"|动工|竣工|完工|封顶|投[用产运]|投入使用|投入运[营行]|建成|启用|开诊|开园|开馆|交付|落成)"
)
OFFICE_OF_IT = re.compile(
    r"派驻[\u4e00-\u9fff]{0,6}组|[\u4e00-\u9fff]{1,6}?(?:领导小组|专班|指挥部|委员会|联席会议"
    r"|[站所队室院局部委](?![门员位署分])|(?<![督协开承举主筹兴创领帮代快经侦查申合交])办|中心|组织"
    r"|合作社)"
)
_SENDING = tuple("比照 参照 组建 组织 推动 指导 督促 协调 要求 建设 建立 设立 成立 承担 负责 牵头 履行".split())


def is_cut(text: str, name: BodyMention, high: int) -> bool:
    """县委|宣传部、县融媒体中心…, 乡镇|综合服务站改造全部完成: what looked like its verb is of a longer name."""
    more = OFFICE_OF_IT.match(text, name.end, high)
    if (
        more is None
        or (more[0].startswith(_SENDING) and more[0] != "组织部")
        or starts_with_verb(more[0])
        or verb_at(text, name.end, high) > name.end
        or AND_OTHERS.match(text, name.end)
    ):
        return False
    whole = text[name.start : more.end()]
    return is_body(whole) and is_name(whole)


LAST_OF_A_NAME = frozenset(
    "心矿库段门台股科区局委办厅署院司会组部队站所室馆社行校学中处府团道镇乡村区县市”)店场联业位构关协"
)


# what a body is, has or has met with; verbs that stand for a thing as often
STATE = re.compile(
    r"重视|缺乏|存在|积累|面临|适应|认为|提出(?!需求|申请|方案|清单|名单|计划|预算|修改)|表示|指出"
    r"|强调|属于|具有|拥有|位于|占有|不予(?!安排|受理|审批|办理|备案|拨付|支持|登记)|不能|不会|没有"
    r"|被|作为|成为|荣获|上榜|跻身|争先|进位|在校|接待|领导|分管|有关|工作|组成"
    r"|执法(?!巡查|检查|监督|行动)|预算|迁建|感染|坚强|后续|开诊|启用|揭牌|投运|竣工|开业|开园|洗钱"
    r"|旅游|生活|反映|收入|支出|准备|联系|汇报(?!一次|工作|进展|情况|[,。;]|$)|发言|讲话|介绍|离不开"
    r"|需要|能够|可以|应该|达到|超过|(?<!不)高于|(?<!不)低于|位居|排名|名列|列入|纳入|获得|取得|得到"
    r"|受到"
)
OF_WHAT = re.compile(r"[^,。;]{0,14}的(?:通知|意见|批复|文件|规定|要求|函|办法|方案|决定|标准|项目|资金|证明|许可)")


def verb_at(text: str, at: int, high: int) -> int:
    """Where the verb of a body that ends at ``at`` would stand, behind times and adverbs."""
    return cues().before_verb.match(text, at, high).end()  # type: ignore[union-attr]


_ACTS_AS_IT_GOES = re.compile(r"边[\u4e00-\u9fff]边[\u4e00-\u9fff]|(?:同步)?建起")  # 各级各部门边查边改
_EACH_SETS_UP = re.compile(
    r"各"
    r"(?![项类级地镇乡县区市省村部单方界族种行街社])[\u4e00-\u9fff][^,。;]{0,6}[\d一二两三四五六七八九十]"
)  # 各乡镇、街道各建一支队伍


def acts_at(text: str, at: int, high: int) -> bool:
    """Whether a verb of doing stands at ``at``, of the genre's list or of the dictionary."""
    verb = verb_at(text, at, high)
    verb += text.startswith("新", verb) and text[verb + 1 : verb + 3] in common_verbs()  # 局新引进项目
    if _EACH_SETS_UP.match(text, at, high) or _ACTS_AS_IT_GOES.match(text, at, high):
        return True
    return bool(cues().verb_start.match(text, at, high)) or (
        text[verb : verb + 2] in common_verbs() and not STATE.match(text, verb)
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


_EVERY_PLACE = re.compile(
    r"各(?:行政)?(?:社区|村居?|镇街|乡镇|街道|镇|乡)(?:\((?:社区|村|街道|镇|乡)\))?"
    r"|[省市县区州](?:级|直)各?(?:有关|相关)?(?:部门|单位)"
)


def acts_in_its_name(name: str) -> bool:
    """A body with its level or place, one of its kind, and no thing that is run: 市图书馆, 各镇, 省担保集团."""
    known = (
        level_of(name)
        or is_office_of_a_field(name)
        or name.startswith(("各", "有关", "相关", "团"))
        or OF_A_PLACE.search(name)
        or name_patterns().company.search(name)
    )
    if is_neighbourhood(name) or OFFICE_INSIDE.fullmatch(name) or _EVERY_PLACE.fullmatch(name):
        return True
    return bool(known) and not name_patterns().thing.search(name) and is_one_of_its_kind(name)


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


# 客运企业每日…, 村党支部挨户…, 包保单位每周五…: a class told by its trade or charge, before how often or to whom it acts
CLASS_OF_BODIES = re.compile(
    r"(?!每|该|此|[红橙黄蓝绿]色|重点|规上|规模以上|中小|民营|外资|上市|龙头|骨干|优质|高新|科技|创新"
    r"|瞪羚|独角兽|专精特新|单项冠军|小微|限上|新增|入规|示范"
    r"|试点)[\u4e00-\u9fff]{2,8}(?<![的等各])(?:企业|公司|单位|机构|场所|协会|党支部|党小组|合作社"
    r"|工作站|消防队|巡逻队)"
)
