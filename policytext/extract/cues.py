"""The words by which a sentence tells who does what: modal words, 由, 会同, 督促, verbs behind a body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policytext.lexicon import load_toml
from policytext.normalize.words import alternation

# 市民政局7月底前公布, 社区党组织每月15日召开, 督查部门30日内纠正
TIME_BETWEEN = r"(?:于|在|到)?(?:20\d\d年(?=年?底)|每(?:半?年|季度|月|周|天)|(?:20\d\d年)?\d{1,2}月|年底|\d{1,3}个?(?:工作日|日|天|个月))(?:\d{1,2}日|上旬|中旬|下旬)?底?(?:之?前|以?内)?"

# 发展改革、财政等部门按照各自职责,做好…: in which bounds a body acts
WITHIN_DUTIES = (
    r"(?:依法)?(?:按照|依照|依据|根据|在)(?:各自|其|法定|本部门|本单位|有关)?的?(?:法定)?"
    r"(?:职责|职能|职责范围内|职责分工|分工)(?:范围内)?(?:分工)?"
)


@dataclass(frozen=True, slots=True)
class Cues:
    verb_start: re.Pattern[str]
    modal: re.Pattern[str]
    by: re.Pattern[str]
    cause: re.Pattern[str]
    together: re.Pattern[str]
    under: re.Pattern[str]
    duty: re.Pattern[str]
    led_by: re.Pattern[str]


@cache
def cues() -> Cues:
    data = load_toml("verbs.toml")
    actions, adverbs = alternation([*data["actions"], *data["behind_body"]]), alternation(data["adverbs"])
    modals = alternation(data["modals"])
    return Cues(
        verb_start=re.compile(rf"(?:{WITHIN_DUTIES})?(?:{TIME_BETWEEN})?(?:[于在][^,。;于在]{{2,14}}?)?(?:(?:及|和|与)(?:党员|干部|群众|居民|志愿者|职工)+)?(?:{adverbs})*(?:与[^,。;与]{{2,12}}?)?(?:(?:{actions})(?!率|[项工]程主体|区|基金|规模|(?<=支付|担保|认证|检测|登记|受理)(?:机构|部门|主体))|为(?=[^,。;]{{2,20}}(?:提供|解决|办理|开展|搭建|创造|制定|配备|建立|设立|做好|保留|组织|实施)))"),
        modal=re.compile(rf"(?:都|均|也|同时|还|又|率先)?(?:{modals}|是(?=[^,。;]{{0,16}}(?:责任主体|实施主体|(?:牵头|责任|建设|实施|承办|组织|主管)单位|(?:主管|牵头|责任|主责|负责)部门|主管机关)))(?!(?<=要)(?:求|点|素|件|害|塞|闻)|(?<=应)(?:用|急|对(?![^,。;]{2,40}(?:进行|实施|开展|予以|加以))|变|答|收|届|接(?!受|到|收|入|待)|链|战|景|氧|储|.尽)|(?<=需)(?:求|要)|(?<=[要应须需])有(?!序|效|力|针对|关))"),
        by=re.compile(r"(?<![自缘理任经事])由(?!此|于|来|衷|点|表|浅|衷|内而|下而|上而|易)"),
        cause=re.compile(r"(?<!引导)(?<!上合)(?:推动|督促|指导|组织协调(?=各|有关|相关|[省市县区州])|组织|动员|协调(?=有关|相关|各)|责成|委托|授权|督导|敦促|要求|发动|责令|通知(?:并监督)?|要求并监督|聘请|推进(?=各(?!项|类|方|环节)|高(?:水平|等)|骨干|龙头|重点(?:企业|高校)|有条件|国有企业|公立|政务))(?!与|和|、|体系|力|建设|作用|员|部|机构|管理|化|全)"),
        together=re.compile(r"会同(?:各级)?|联动(?=[\u4e00-\u9fff]{2,10}[、局部委]|相关部门|有关部门)|联合(?=(?:有关|相关|国家|[省市区县州](?!场)|各)[\u4e00-\u9fff])|(?<=[局部委厅署办])联合(?=[\u4e00-\u9fff]{2,12}[局部委厅署办院])(?!联合[会体国])"),
        under=re.compile(r"在([^,。;]{2,24}?)(?:统一)?(?:的)?(?:统筹)?指导(?:和支持)?下"),
        duty=re.compile(r"(?P<verb>牵头(?:负责|抓总|组织|协调|实施|推进|制定)?|负责(?!人|同志)|抓总|统筹|审核|把关|督办|纠正|考核|监督|督导|督查|追究|初审|备案|验收(?!标准|报告|办法|意见)|核实|评估(?!标准|报告|办法|结果)|核查|办理|受理|组织|实施|承担|配合|协助|参与|参加|主导|落实|执行|统一|征求|出具|提出|约谈|通报|研究|处理|处置|查处|认定(?!标准|办法)|审批|批准|确定|指定|提供|推荐|报送|定期|制定|编制|汇总)"),
        led_by=re.compile(r"(?:发挥|强化|完善|健全)(?:好)?([^,。;、]{2,16}?)(?:的)?(?:牵头(?:抓总|协调)?(?:作用|责任|职责)|牵头负责的)"),
    )
