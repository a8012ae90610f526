"""Lists of bodies (市教育局牵头,市财政局、团市委配合) split into names with roles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from policytext.extract.bodies import FIELDS, FIELDS_IN_LISTS, BodyMention, is_body, joined
from policytext.extract.joined_levels import merge_levels
from policytext.extract.places import is_place, within_place
from policytext.lexicon import load_toml, regions_by_name
from policytext.normalize.words import alternation


@dataclass(frozen=True, slots=True)
class _Roles:
    verb: re.Pattern[str]
    role_of: dict[str, str]
    label: re.Pattern[str]
    label_role: dict[str, str | None]


@cache
def roles() -> _Roles:
    """The words of ``roles.toml`` as patterns."""
    data = load_toml("roles.toml")
    role_of = {word: row["role"] for row in data["verb"] for word in row["words"]}
    label_role: dict[str, str | None] = {word: row["role"] for row in data["label"] for word in row["words"]}
    for word, role in [*label_role.items()]:  # 责任单位: 责任股室, 责任处室 …
        if word.endswith("单位"):
            label_role.update(
                {
                    word.removesuffix("单位") + kind: role
                    for kind in ("股室", "处室", "科室")
                    if word.removesuffix("单位") + kind not in label_role
                }
            )
    for word in (*data["persons"]["words"], *data["other"]["words"]):
        label_role[word] = None
    before = (
        r"(?:按(?:照)?(?:各自)?(?:职责|职能|类别|领域|行业|职权|权限)?(?:分工)?|依(?:照|据)?职责(?:分工)?"
        r"|根据(?:各自)?职责(?:分工)?|分别|共同|联合|具体|积极|根据职能|等按职责分工|定期|跟踪|适时|全程"
        r"|统一)*"
    )
    verb = re.compile(rf"(?:要|应|可)?{before}(?P<verb>{alternation(role_of)})(?:工作|等)?$")
    label = re.compile(
        rf"(?:(?:[国省市县区州]级|[省市区县]直)(?=[\u4e00-\u9fff]{{2,6}}[::]))?(?<!行政)(?<!业务)"
        rf"(?P<label>{alternation(label_role)})(?:\([^()]{{1,12}}\))?(?:[::]|--(?=[\u4e00-\u9fff])"
        rf"|为(?=各|[省市县区州](?!长)|国家|国务院|中[央国]"
        rf"|[\u4e00-\u9fff]{{2,12}}(?:[局委办部厅院]|政府|公司|集团|中心|银行|协会)(?:[,、。;)\n]|$))"
        rf"|(?<=[\n。(【〔]责任单位)(?=[省市区县州各])|(?<=[\n。(【〔]牵头单位)(?=[省市区县州各])"
        rf"|(?<=[\n。(【〔]配合单位)(?=[省市区县州各])|(?<=[责牵头配合任]单位) (?=[省市区县州各有相]))"
    )
    return _Roles(verb=verb, role_of=role_of, label=label, label_role=label_role)


_OPENING = re.compile(r"[(《“〔]")


@cache
def _separator(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separators)}]")


@cache
def _signs(separators: str) -> re.Pattern[str]:
    return re.compile(f"[(《“〔)》”〕{re.escape(separators)}]")


def split_top(text: str, start: int, end: int, separators: str) -> Iterator[tuple[int, int]]:
    """The parts of ``text[start:end]`` between separators that stand in no bracket."""
    if not _OPENING.search(text, start, end):
        low = start
        for match in _separator(separators).finditer(text, start, end):
            yield low, match.start()
            low = match.end()
        yield low, end
        return
    depth, low = 0, start
    for sign in _signs(separators).finditer(text, start, end):
        index, character = sign.start(), sign[0]
        if character in "(《“〔":
            depth += 1
        elif character in ")》”〕":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield low, index
            low = index + 1
    yield low, end


_CONJUNCTION = re.compile(
    r"(?<=[区门级位构市县业])(?<!各级)(?=各(?:地|级|部门|单位|有关|相关|县|区|市))|以及"
    r"|及(?=其各?(?:部门|办公室|单位|企业))|(?:及|或者?)其(?=[分派所下直]|各)|及(?!其(?![他它])|时)|和|与|暨"
    r"|或者?"
)
_TRIM_END = re.compile(
    r"(?:\(见?附件\d{0,2}\)|\(除[^()]{2,24}以外,[^()]{0,6}首位[^()]{0,16}(?:,下同)?\)"
    r"|\(见[^()]{2,8}分工\)|\((?:按(?:照)?(?:各自)?职责(?:分工)?|分工)(?:负责|牵头)?\)"
    r"|\((?:以下|下)(?:统|合|简)*称[^()]{1,16}\)"
    r"|\((?:列|排|首|第一)[^()]{2,16}牵头(?:单位|部门)?(?:[,;][^()]{0,8}下同|[,;]下同)?\)"
    r"|\((?:设在|设于|挂靠)[^()]{2,20}\)|\([\u4e00-\u9fff]{2,4}(?:保障|支持)\)|和单位"
    r"|(?<![高中初平同优])等(?:多个?(?=部门|单位)|\d+(?:[个家所户]|(?=部门|单位))"
    r"|[一二三四五六七八九十]+(?:[个家所]|(?=部门|单位)))?(?:[省市区县州]?(?:直|级|政府)(?=有关|相关"
    r"|各|部门|单位)|[省市区县州](?=有关部门|相关部门)"
    r"|(?:国务院|中央(?:和国家机关)?|国家(?:机关)?"
    r"|自治区(?:直|级)?)(?=各?(?:有关|相关)?(?:部门|部委|单位)))?(?:有关职能|相关职能|职能|主管|监管"
    r"|行政|有关|相关|涉[\u4e00-\u9fff]{1,2}|各有关|各相关|市直|省直|区直|县直|驻[区县市镇地]|辖区|成员|(?:整治|主要)?牵头|合作|平台|金融|重点"
    r"|骨干|龙头|服务|公共"
    r"|(?:(?:[省市区县州]属|中央|国有|地方|民营|本地|供给方|需求方|大型|中小|链主|领军|优势|城市|三级"
    r"|二级|公立|基层|职业|驻[\u4e00-\u9fff]{1,2})+)(?=企业|单位|主体|机构|医院|院校|高校|公司))?"
    r"(?:乡镇|镇街|街道|院校|高校|学校|医院|银行|企业|公司|部门单位|部门和单位|部门|部委|单位|方面|地"
    r"|(?:服务|公共|研究|社会|行业|基层|群团|金融|市场|专业|各类|第三方)*(?:窗口|机构|组织|场所|主体"
    r"|团体))?(?:力量)?(?:\(单位\))?(?:要|应)?|(?<![高中初平同优])等[\u4e00-\u9fff]{2,4}(?<!事业)单位"
    r"|为主|分别|共同|联合|同志|内部|[★☆▲△●*.])+$"
)


@cache
def _trim_start() -> re.Pattern[str]:
    # 和平区, 和县, 和龙市 are places; 和县级, 和县直 join
    places = [
        *(name for name in regions_by_name() if name.startswith("和")),
        "和林格尔",
        "和布克赛尔",
        "和平镇",
        "和平经",
        "和平(",
    ]
    names = f"(?:{alternation(places)})(?![级直区乡])"
    fields = alternation(FIELDS)
    return re.compile(
        r"^(?:”|更多的?|具体由|拟由|(?:所属|下属|所辖)(?:各(?![级省市县区]))?(?=[\u4e00-\u9fff]{2})"
        r"|(?:辖区内|辖内)(?:各(?![级省市县区]))(?=[\u4e00-\u9fff]{2})|我们(?=各)|由|并由|请"
        rf"|辖区内?(?=(?:{fields})(?:部门)?$)|"
        rf"(?!{names})和"
        r"|与|及|以及|其中|会同|会商|联合(?=[市省区县州各]|有关|相关)|[★▲●☆△*√○]|\d+[.、)]|其他(?=市)"
        r"|其(?=(?:登记|住所|所在|户籍|经营|上级|上一级))|其共同的|其?委托的(?=第三方|专业)"
        r"|责任(?!单位|部门|主体)|:|在(?=[^,]{2,20}(?:领导|指导)下))+"
    )


def split_names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """``市委编办及州直相关单位`` → two names; 和 inside 发展和改革委员会 splits nothing.

    ``[start, end)`` must hold no 、 and no comma outside brackets.
    """
    spans: list[tuple[int, int]] = []
    low = start
    if twins := _TWINS.search(text, start, end):  # 县纪委县监委
        return split_names(text, start, twins.end()) + split_names(text, twins.end(), end)
    glued = text.find("”“", start, end)
    if glued > start and end - start < 60:
        return split_names(text, start, glued + 1) + split_names(text, glued + 1, end)
    protected = [match.span() for match in joined().finditer(text, start, end)]
    for match in _CONJUNCTION.finditer(text, start, end):
        at, stop = match.span()
        if at == stop and (at - low == 1 or (text.startswith("各级", at) and is_place(text[low:at]))):
            continue  # 区各有关单位, 安顺市各级党委
        if any(a <= at < b for a, b in protected) or _depth(text, start, at):
            continue
        left, right = text[low:at], text[stop:end]
        left = _TRIM_END.sub("", left)
        field = (left in FIELDS or left in FIELDS_IN_LISTS) and right.endswith("部门")  # 电信主管和公安部门
        if not left or not (is_body(left) or field):
            continue
        if right.startswith(("其他", "其它")):
            spans.append((low, at))
            low = stop
            continue
        if match[0] in ("和", "与", "及", "或", "或者") and not _looks_complete(right):
            continue
        if (
            match[0] in ("和", "与")
            and (_BARE_FIELD.fullmatch(left) or (left in FIELDS and low == start))
            and _FIELD_OFFICE.fullmatch(right)
        ):
            continue  # 市水务和湖泊局, 工信和科技局 are one office
        spans.append((low, at))
        low = stop
    spans.append((low, end))
    trimmed = []
    for a, b in spans:
        a, b = trim_name(text, a, b)
        if a < b:
            trimmed.append((a, b))
    return trimmed


_BARE_FIELD = re.compile(r"[省市区县州旗][\u4e00-\u9fff]{2,4}(?<![局委办部厅署会院室门府队心联社])")
_FIELD_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,6}(?:局|委|厅|委员会)")
_TWINS = re.compile("[省市县区州](?:纪委(?=[省市县区州]监委)|委(?:督查室|办公室)(?=[省市县区州]政府(?:督查室|办公室)))")


def _depth(text: str, start: int, at: int) -> int:
    head = text[start:at]
    return head.count("(") - head.count(")") + head.count("“") - head.count("”")


def _looks_complete(name: str) -> bool:
    bare = _TRIM_END.sub("", name)
    if bare != name and bare in FIELDS:
        return True  # …局和网信等部门
    return is_body(_TRIM_END.sub("", name)) or bool(re.match(r"各|相关|有关", name))


def trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut what surrounds a name: 由, 等部门, a star, spaces."""
    head = _trim_start().match(text[start:end])
    if head and not (head[0] == "和" and start and text[start - 1] in "、," and not _AND_LAST.match(text, start, end)):
        start += head.end()
    while True:
        tail = _TRIM_END.search(text[start:end])
        if not tail or tail.start() == 0:
            break
        end = start + tail.start()
    while start < end and text[start] in " 、,":
        start += 1
    while end > start and text[end - 1] in " 、,。;":
        end -= 1  # (责任单位:农业农村局、气象局。)
    return start, end


_AND_LAST = re.compile("和(?:各|有关|相关|其[他它]|[省市县区州乡镇])")  # 、和各县; and not 、和阳城投集团


# spaces between characters are layout, so that 市教育局 市体育局 团市委 arrives in one piece
_GLUE = re.compile(
    r"(?<=[社馆联会])(?!(?<=社)区)(?=[市省县区州](?![级属直域场内民委])[\u4e00-\u9fff]{2,10}"
    r"(?:[局委办社馆联会院]|中心|公司)|各[县区市乡镇])"
    r"|(?<=[局厅署办部院府])(?=(?!人民|会同|联合)[\u4e00-\u9fff]{2,3}[区县市](?:人民)?政府"
    r"|各[县区市乡镇])|(?<=[局委办])(?=各(?:街道|部门|单位|有关|相关)"
    r"|(?:有关|相关)(?:乡镇|镇街|县区|部门|单位|街道)|中国[\u4e00-\u9fff]{2,12}(?:公司|行))"
    r"|(?<=督查室)(?=[省市县区](?:委|政府))"
    r"|(?<=公司)(?=[\u4e00-\u9fff]{2,3}[县市区][\u4e00-\u9fff]{2,8}(?:局|社|公司|行)$)"
    r"|(?<=[局委办乡镇])(?=[\u4e00-\u9fff]{2}[乡镇](?:[\u4e00-\u9fff]{2}[乡镇])*(?:人民政府|政府)?$)"
    r"|(?<=[局厅署办部院])(?=[市省县区州](?![北南中场])[\u4e00-\u9fff]|团[市省县区州]委)"
    r"|(?<=[会社司府心])(?=[市省县州](?![北南中场])[\u4e00-\u9fff]|团[市省县区州]委)"
    r"|(?<=[局委办])(?=[\u4e00-\u9fff]{2,3}(?:街道(?:办事处)?|镇(?:政府)?|乡(?:政府)?)$)"
    r"|(?<=\((?:牵头|主办|配合|协办|责任)\))(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff]{2}股)(?=各[县区市乡镇]|[\u4e00-\u9fff]{2,8}(?:剧团|馆|中心|站|[支大]队)$)"
)


# 区城管局牵头 区商务局配合
_GLUED_TO_A_VERB = re.compile(
    r"(?<=[局委办部厅院会府心司团位门道镇乡](?:牵头|负责))(?=(?:[省市县区州镇乡各]"
    r"|团[省市县区州])[\u4e00-\u9fff]{2,20}(?:、|配合|协助|参与|落实))"
)


def _split_glued(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The names of a stretch without marks between them; whole when any piece is no body."""
    if led := _GLUED_TO_A_VERB.search(text, low, high):
        return [(low, led.start()), *_split_glued(text, led.start(), high)]
    glued = (match.start() for match in _GLUE.finditer(text, low, high))
    cuts = [low, *(at for at in glued if not within_place(text, at)), high]
    pieces = list(itertools.pairwise(cuts))
    return pieces if all(is_body(text[a:b]) for a, b in pieces) else [(low, high)]


_ROLE_MARK = re.compile(r"\((?:(?P<lead>牵头|主办|抓总|主责|牵头单位)|(?P<support>配合|协办|协助|参与|配合单位))\)$")
_HELPER_BEHIND = re.compile(
    r"\((?P<who>[\u4e00-\u9fff]{3,24})(?:配合|协助|参与|协办)\)$"
)  # 安全环保部(市应急管理局驻园中队配合)
_WITH = re.compile(r"会同|联合(?!社|会|体|国|工会|党|办|[检督调巡][查导]组|工作组|执法)|会商|商(?=[市省区县州])")


def parse_assignment(text: str, start: int, end: int, role: str | None = None) -> list[BodyMention]:
    """The bodies of a list with verbs, each with its role.

    ``A牵头,B、C配合`` → A lead, B and C support; ``A会同B负责`` → A responsible, B support;
    ``A、B,各县(市、区)政府`` → all ``role`` or responsible.

    Args:
        role: what a body without a verb is (the label's role).
    """
    found: list[BodyMention] = []
    pending: list[tuple[int, int, str | None]] = []
    words = roles()

    def flush(given: str) -> None:
        for low, high, own in pending:
            found.append(BodyMention(low, high, own or given))
        pending.clear()

    parts = [piece for span in split_top(text, start, end, "、,;/\n ") for piece in _split_glued(text, *span)]
    heads = range(0)
    helping = False  # A会同B、C落实: C helps as B does
    for low, high in merge_levels(text, parts):
        helping = helping and text[low - 1] == "、"
        label = words.label.match(text, low, high)
        if label and label.start() == low:
            flush(role or "responsible")
            given = words.label_role[label["label"]]
            if given is None:
                role = "-"
                continue
            role = given
            low = label.end()
        if role == "-":
            continue
        verb = words.verb.search(text[low:high])
        own = None
        stop = high
        if verb and (role is None or verb["verb"] in ("牵头", "配合", "协同", "协助")):
            stop = low + verb.start()
            own = words.role_of[verb["verb"]]
            if role and own == "support" and text[low - 1] in ",;":
                flush(role)  # 责任单位:A、B,C配合
        elif verb and words.role_of[verb["verb"]] == "supervise" and is_body(text[low : low + verb.start()]):
            stop, own = low + verb.start(), "supervise"  # 部门分工:A牵头,B配合,C跟踪督办
            flush(role or "responsible")
        elif verb and words.role_of[verb["verb"]] == "responsible" and verb.start():
            stop = low + verb.start()  # 责任单位:A、B按职责分工负责
        with_match = next(
            (m for m in _WITH.finditer(text, low, stop) if m[0] == "会同" or not within_place(text, m.start() + 1)),
            None,
        )  # but 商州区, 茂明安联合旗; 县医保局会同县市场监管局 names no 会同县
        if with_match and with_match.start() > low:
            for a, b in split_names(text, low, with_match.start()):
                pending.append((a, b, None))
            head_role = own or role or "responsible"
            lead = words.verb.search(text[low : with_match.start()])
            if lead:
                pending.pop()
                for a, b in split_names(text, low, low + lead.start()):
                    pending.append((a, b, None))
                head_role = words.role_of[lead["verb"]]
            before = len(found)
            flush("lead" if head_role == "lead" else "responsible" if head_role != "supervise" else head_role)
            heads = range(before, len(found))
            for a, b in split_names(text, with_match.end(), stop):
                pending.append((a, b, "support"))
            if own:
                flush(own)
            helping = not own
            continue
        joined = with_match is not None and with_match.start() == low
        if joined:
            low = with_match.end()
        for a, b in split_names(text, low, stop):
            mark = _ROLE_MARK.search(text[a:b])
            if (
                not mark
                and (helper := _HELPER_BEHIND.search(text[a:b]))
                and is_body(helper["who"])
                and is_body(text[a : a + helper.start()])
            ):
                found.append(BodyMention(a + helper.start("who"), a + helper.end("who"), "support"))
                pending.append((a, a + helper.start(), None))
                continue
            if mark:
                found.append(BodyMention(a, a + mark.start(), "lead" if mark["lead"] else "support"))
                continue
            if text[a:b].endswith("牵头") and role:
                b -= 2
            pending.append((a, b, "support" if joined or helping else None))
        helping = joined or helping
        if own == "lead" and helping and not joined:  # A会同B、C牵头: A leads
            found[heads.start : heads.stop] = [
                BodyMention(m.start, m.end, "lead") for m in found[heads.start : heads.stop]
            ]
        if own:
            flush(own)
            helping = False
    marked = role == "lead" and any(_ROLE_MARK.match(text, m.end, end) for m in found if m.role == "lead")
    flush(
        "responsible" if marked else role if role and role != "-" else "responsible"
    )  # 住建局(牵头) 城管局 in a column of leaders
    found = [m for m in found if m.end > m.start]
    found.sort(key=lambda m: m.start)
    return found
