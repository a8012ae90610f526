"""The columns of task tables by the words of their heads (序号 重点任务 牵头单位 责任单位 完成时限), and what a cell may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OF_LEVEL = r"(?:[国省市区县州镇]级|[省市区县]直|整改|具体|主要|主|共同)?"
_KINDS = r"(?:单位|部门|处室|科室|股室|主体|机构)"
_AND_WHO = r"(?:[及和、](?:责任人|负责人|联系人))?"
_HELPS = "(?:配合|协办|协同|参与|参加|协助|支持|协作|会办)"
_WORK = r"(?:任务|事项|内容|举措|措施|要求|项目|工作|目标)"

# what the name of a column says that stands below it; the first that fits the whole name decides
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("number", r"序号|编号|(?:任务|项目|事项|条目|提案|建议|问题)(?:序号|编号)|序"),
        (
            "person",
            (
                r"[\u4e00-\u9fff]{0,4}(?:领导|责任人|负责人|联系人|联络员|联系方式"
                r"|联系电话)(?:及(?:电话|职务|联系方式))?"
            ),
        ),
        (
            "lead",
            (
                rf"发起{_KINDS}|牵头|主办|主责|抓总单位|总牵头(?:单位)?|第一责任单位|主要责任单位"
                rf"|{_OF_LEVEL}(?:牵头|主办|主责)(?:责任)?{_KINDS}{_AND_WHO}|[\u4e00-\u9fff]{{0,8}}牵头处室"
            ),
        ),
        (
            "support",
            (
                rf"配合|协办|协同|参与"
                rf"|{_OF_LEVEL}(?:{_HELPS}(?:[和及与、/](?={_HELPS}))?){{1,3}}(?:责任)?{_KINDS}{_AND_WHO}"
                rf"|[\u4e00-\u9fff]{{0,8}}配合处室"
            ),
        ),
        (
            "supervise",
            (
                rf"(?:牵头)?(?:督办|督导|考核|考评|评价|评估|评分|计分|打分|赋分|监督|督查|指导|验收|监管)(?:单位"
                rf"|部门|责任单位){_AND_WHO}"
            ),
        ),
        (
            "responsible",
            (
                rf"责任主体(?:[与和及、](?:协同|配合|协作)(?:单位|部门))?"
                rf"|(?:牵头|主办|主责|责任|负责)[和及与、/](?:责任|主责|配合|协办|协作|参与|参加|实施|承办|落实"
                rf"|执行){_KINDS}{_AND_WHO}|{_OF_LEVEL}(?:责任|落实|承办|实施|负责|完成|主管|承担|建设|包保|执行"
                rf"|业主)(?:{_KINDS}|县区|乡镇){_AND_WHO}|责任分工|分工|任务分工|(?:领导小组|指挥部)?成员单位"
                rf"|(?:单位|部门)名称|项目(?:业主|单位)(?:单位)?"
            ),
        ),
        (
            "deadline",
            (
                r"(?:时间|时限|进度|时序)(?:节点|进度|要求|安排)?|工作时限|工作进度|起止年限|进度安排"
                r"|(?:实施|建设|推进)(?:期限|年限|时间|周期)"
                r"|(?:计划|预计|拟|要求)?(?:完成|截止|办结|整改|销号)(?:时限|时间|期限|日期|年限)"
            ),
        ),
        (
            "target",
            (
                r"(?:抽查|检查)(?:比例|数量|户数|频次)"
                r"|(?:全年|年度|工作|预期|阶段|量化|\d{4}年)*(?:预期)?目标(?:值|任务|要求)?|目标任务|量化指标"
                r"|考核指标|指标值|工作成果|交付成果|成果形式|预期(?:成效|成果|效果)|工作标准|完成标准"
                r"|(?:具体|目标|量化|质量|进度|指标)(?:工作)?要求|\d{4}年(?:度)?"
            ),
        ),
        (
            "task",
            rf"(?:抽查|检查|执法|监管)(?:领域|事项|项目|内容|对象)(?:[及和、](?:事项|内容|项目))?"
            rf"|(?:主要|工作|具体|相关)*职责(?:任务|分工)?|具体措施|指标名称|指标说明"
            rf"|(?:考核|考评|评价|评估)(?:内容|要点|项目|要求)|指标|任务清单|目\s*标\s*任\s*务|工作要点"
            rf"|工作安排|(?:重点|主要|工作)?任务分解|(?:反馈|存在|突出|主要)?(?:的)?问题(?:清单|表现|描述"
            rf"|内容|概述)?|政策(?:名称|内容|措施)"
            rf"|建设(?:规模(?:及|和|与))?内容(?:(?:及|和|与)(?:规模|形象进度|年度目标|进度))?"
            rf"|(?:(?:重点|主要|工作|具体|改革|年度|建设|整改|实施|办理|政策|分解|整治|专项|攻坚|治理|细化"
            rf"|分项|\d{{4}}年)*{_WORK})+(?:名称|清单)?(?:(?:和|及|与|、)(?:主要|工作|年度|预期|具体)*(?:目标"
            rf"|要求|内容|措施|标准|举措|成效))?",
        ),
        ("group", r"类别|领域|(?:任务|项目|所属|指标)(?:类别|类型|领域|专项|板块)|一级指标|二级指标|类型|板块|分类"),
        (
            "done",
            r"[\d\-~至到年月上下半季度一二三四前份日]{0,12}(?:工作)?(?:进展|完成|推进|落实|实施|办理)(?:情况"
            r"|进度|程度)?(?:及成效)?|整改(?:进展|成效|结果)|(?:取得|工作|阶段性?|初步)成效"
            r"|(?:目前|当前|最新)(?:工作|工程)?(?:进展|进度)|形象进度"
            r"|(?:完成|进展|推进|落实)情况(?:[、及和与](?:存在|主要)*(?:的)?问题)?"
            r"(?:[、及和与]下一?步(?:工作)?(?:打算|安排|计划|措施))?|(?:完成|投资)(?:比例|占比|率)",
        ),
        (
            "note",
            (
                r"备注|说明|属性|计量单位|单位|依据|基期值"
                r"|[\u4e00-\u9fff\d]{0,12}投资(?:额|规模|估算|计划)?(?:\([^()]*\))?|资金来源|(?:建设|项目)地点"
                r"|整改情况|分值|得分|自评分|(?:评分|计分|考核|考评|评价|评估)(?:标准|办法|方法|细则|方式|依据)"
            ),
        ),
    )
)
_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])\([^()]*\)$")  # 总投资(万元), 责任单位(人)
_ALSO = re.compile(r"\((?:配合|协办|责任|牵头|主办|承办|参与)\)(?=单位|部门)")  # 责任(配合)单位
MAX_HEADER_CHARS = 16
MIN_HEADER_CELLS = 2
GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]部分)")
STOP = re.compile(r"附件\d*[::]?$|附表|注[::]|说明[::]|备注[::]|\(此件")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``[start, end)`` of the normal text, and its cells with the column each stands in.

    ``heads`` has the header cell above each cell; empty for flattened tables, where none is above.
    """

    start: int
    end: int
    cells: tuple[tuple[str, int, int], ...]
    heads: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A flattened table, ``[first, last)`` of the document's lines."""

    first: int
    last: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    owners: tuple[tuple[str, str], ...] = ()  # column → the body inside which its names are (市卫健委内牵头处室)


def column_of(cell: str) -> str | None:
    """Which column a header cell names; None for a cell that is no header."""
    bare = cell.replace(" ", "").strip("*:")
    bare = _ALSO.sub("", _ASIDE.sub("", bare).strip("()") or bare)
    if not 1 <= len(bare) <= MAX_HEADER_CHARS:
        return None
    for name, pattern in _COLUMNS:
        if pattern.fullmatch(bare):
            return name
    return None


_CHIEF = re.compile("主要责任(?:单位|部门|科室|处室)?")


def without_sole_chief(names: list[str], heads: list[str]) -> list[str]:
    """The columns of a head; 主要责任单位 without another column of bodies beside it leads nobody."""
    if (
        names.count("lead") != 1
        or {"responsible", "support"} & set(names)
        or not _CHIEF.fullmatch(heads[names.index("lead")].replace(" ", ""))
    ):
        return names
    return ["responsible" if name == "lead" else name for name in names]


UNIT_COLUMNS = ("lead", "responsible", "support", "supervise")
#: a cell that says that nothing stands there
NO_ENTRY = re.compile(r"[-—–/\\~无\s]{1,4}|\.{3,6}|…{1,2}")
SAME = re.compile(r"同上|〃|″|”")
BODY_END = re.compile(
    r"(?:[局委办厅部会院署]|政府|管委会|中心|公司|集团|部门|单位|街道|办事处|处|支队|大队|科|室|区县"
    r"|县区|市区|[省市区县州]委|海关|银行|乡镇|镇街|机构|妇联|工会|科协|残联|工商联|[文侨社]联|法院"
    r"|检察院|所|站|队|(?:供销|联|合作|农信)社|(?:剧|艺术|歌舞|文工)团"
    r"|(?:招商|工作|专项|推进|督查|帮扶)小?组|[支分农商]行|学校|大学|[中小]学|[国林农]有?林?场"
    r"|[\u4e00-\u9fff]{2}[镇乡县]|(?:公路|公路管理|管理|工务|养护|车务)段)(?:\([^()]*\))?等?$"
)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{3,9}(?:[科局股]|[支大中]队)|(?![控参持入炒])[\u4e00-\u9fff]{2}股"
)  # 建设管理科: no task, though a verb opens it
_COUNTED = re.compile(
    r"(?<!第)\d(?:[个所家处座条项户]|张|公里|万)"
)  # 改造敬老院7所: no list of bodies, however it ends


def looks_like_bodies(text: str) -> bool:
    """Whether a cell is a list of bodies; the extractor reads it properly later."""
    if text.endswith("。") and BODY_END.search(text[:-1]):
        text = text[:-1]  # 县教体局、县总工会,县产投公司。
    if len(text) > 200 or "。" in text or len(text) < 2 or _COUNTED.search(text):
        return False
    names = [name for name in re.split(r"[、,;/ ]|(?<=[局厅署办部委])(?=[省市区县](?![级属直域]))", text) if name]
    if not names:
        return False
    ends = sum(1 for name in names if len(name) <= 24 and (BODY_END.search(name) or name.startswith("各")))
    if len(names) == 1 and _OFFICE.fullmatch(text):
        return True
    return ends * 2 > len(names) and not _DOES.match(text)


# 搬迁县不动产登记中心, however it ends; but 建设管理局, 推进办
_DOES = re.compile(
    r"(?:推进|推动|加强|完善|建立|开展|建设|实施|落实|做好|成立|举办|召开|举行|筹办|承办|申办|参加"
    r"|培育|打造|创建|改造|新建"
    r"|搬迁|迁建|扩建|改建|续建|重建|启动|完成|实现|修缮|维修|整治|提升|引进|争取|优化|健全|探索|筹建"
    r"|设立|整合|组建|升级|建成)"
    r"(?![\u4e00-\u9fff]{0,2}(?:[局委科股处办厅]|领导小组|指挥部|专班)(?:[、,;/ ]|$)|和|与)"
)
_DEADLINE = re.compile(
    r".{0,6}(?:20\d\d年|\d{1,2}月|年底|长期|持续|全年|季度|每[年月周]|立即|常态"
    r"|“?(?:五一|七一|十一|国庆|元旦|中秋)”?前|主?汛期|入汛|开学|春节|供暖|采暖|\d{4}[-./]\d)"
)


def is_deadline(text: str) -> bool:
    return len(text) <= 30 and bool(_DEADLINE.match(text)) and "。" not in text


_TIME_CELL = re.compile(
    r"(?:\d{1,2}月|[上下]半年|第?[一二三四1-4]季度|全年|年[内底末]|[岁年]末"
    r"|“?(?:五一|七一|十一|国庆|春节|元旦)”?|长期|常年|持续|常态|每[年月周季日]|即时|立即|20\d\d"
    r"|(?<![\d.])\d{1,2}[./-]\d{1,2}(?![\d.]*(?:[\u4e00-\u9fff%‰](?<![日号前底起止])))|[汛入]期"
    r"|寒暑?假|暑期|开学)"
)
MAX_TIME_CHARS = 40


def is_time_cell(cell: str) -> bool:
    """Whether a cell may tell when: 6月底前, 全年, 持续推进."""
    return len(cell) <= MAX_TIME_CHARS and "。" not in cell and bool(_TIME_CELL.search(cell))
