"""Names of bodies (单位): what kind a name is, and lists of them split into names with roles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from policytext.lexicon import former_places, load_toml, regions, regions_by_name
from policytext.normalize.words import alternation

MAX_BODY_CHARS = 42  # 省推进“三地一区”建设领导小组改革开放新高地执行小组成员单位 has 30


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body in the normal text with the role that its place gives it."""

    start: int
    end: int
    role: str


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["type"], re.compile("|".join(f"(?:{p})" for p in row["patterns"])))
        for row in load_toml("bodies.toml")["type"]
    )


@lru_cache(maxsize=100_000)
def body_type(name: str) -> str | None:
    """The kind of body that ``name`` (normal text) is, None when it reads like no body."""
    bare = name.strip("“”*★ ")
    if not bare or len(bare) > MAX_BODY_CHARS:
        return None
    for kind, pattern in _types():
        if pattern.search(bare):
            return kind
    if is_place(bare):
        return "government"  # 济南市、青岛市负责: a place that acts is its government
    bare_outer = re.sub(r"\([^()]*\)$", "", bare)
    if bare_outer != bare and bare_outer:
        return body_type(bare_outer)
    return None


_NO_BODY = re.compile(
    r"[》《〔]|代章$|(?:签|部|联)署$|(?:[可帮代即好快通领共前后未已先再多续补必缓承举开筹新停]"
    r"|(?<!效)能)办$|书记$|负责人$|班子成员|局长|组长(?!单位)|指挥长|[东西南北新老旧分]院区$|市长"
    r"|区长|县长|主任$|同志|领导(?!小组|班子|组)|人员$|干部$|群众|居民$|委员$|代表$"
    r"|志愿者(?!队|服务队|协会|组织|团队|总队|服务总队)|^\d(?!\d?个?(?:[市县区镇]|乡镇?|街道))"
    r"|^[一二三四五六七八九十]+是"
    r"|^每?(?:周|星期)[一二三四五六日天](?![\u4e00-\u9fff]{2,}(?:[局委办]|公司))|%|^等$"
    r"|为(?:牵头|责任|配合)单位$|集中力量$|项目$|资金$"
    r"|^(?:多|几|两|若干)(?:个|家)?(?:以上)?(?:部门|单位|企业|主体|机构)|人员(?:每|到|赴|深入|定期)"
    r"|(?:年|月|季度)[底末]?前|(?:公司|[局院学]|中心|集团)(?:提供|派出|承担|选派)"
    r"|已(?:委托|授权|会同)|^分区$|每逢|.赴[^、]{2}|.逢[圩年节]|.挨家|.逐[家户个]|联动[和与、]|召开"
    r"|厕所$|^市区$|^(?:尽到|就)本|(?:防治|管控|保护|功能|规划|管理|风险)分区$|(?<!协调)机制$"
    r"|楼堂馆所$|^各?[省市县区镇乡]级$|工作$|任务$|制度$|问题$|体系$"
)


_STOP = re.compile(r"[。;:,!?]")


@lru_cache(maxsize=100_000)
def is_body(name: str) -> bool:
    """Whether ``name`` is a body and not a person, a thing or a clause."""
    return not _NO_BODY.search(name) and not _STOP.search(name) and body_type(name) is not None


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


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(alternation(load_toml("bodies.toml")["joined"]["names"]))


def joins(name: str) -> bool:
    """Whether a conjunction inside ``name`` belongs to it: 民族与宗教事务局."""
    return bool(_joined().search(name))


_CONJUNCTION = re.compile(
    r"(?<=[区门级位构市县业])(?<!各级)(?=各(?:地|级|部门|单位|有关|相关|县|区|市))|以及"
    r"|及(?=其各?(?:部门|办公室|单位|企业))|(?:及|或者?)其(?=[分派所下直]|各)|及(?!其|时)|和|与|暨"
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
    r"|行政|有关|相关|各有关|各相关|市直|省直|区直|县直|驻[区县市镇地]|辖区|成员|合作|平台|金融|重点"
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
    return re.compile(
        r"^(?:”|更多的?|具体由|拟由|(?:所属|下属|所辖)(?:各(?![级省市县区]))?(?=[\u4e00-\u9fff]{2})"
        r"|(?:辖区内|辖内)(?:各(?![级省市县区]))(?=[\u4e00-\u9fff]{2})|我们(?=各)|由|并由|请|"
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
    protected = [match.span() for match in _joined().finditer(text, start, end)]
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
_BARE_LEVEL = re.compile(
    r"(?:所在地|属地|当地)?(?:省|自治区|直辖市|市|州|盟|地|县|区|旗|乡|镇|街道|乡镇|区县|县区|县市"
    r"|[县区市旗]\([县区市旗、]+\))$"
)
_EACH_LEVEL = re.compile(
    r"(?:沿[\u4e00-\u9fff]{1,2})?(?:各有关|各相关|各)(?:省|市|州|盟|地|县|区|旗|乡"
    r"|镇|街道)(?:\([市县区旗、]+\))?"
)
_SOME_LEVEL = re.compile(r"(?:各|有关|相关|各有关)省")
_PROVINCES = frozenset({"自治区", "直辖市", "市"})
_PROVINCE_REST = re.compile(r"(?:自治区|直辖市|计划单列市)(?:(?:人民)?政府|党委)?")
_PROVINCE_AND = re.compile(r"(?P<last>自治区|直辖市|计划单列市)(?:以及|及|和|与)")
_TO_CITIES = re.compile(r"直辖市(?=[\u4e00-\u9fff]*(?:部门|机构|政府|[局委办厅会]|分行|支行|企业)|$)")
_LEVEL_REST = re.compile(
    r"(?:市|州|盟|县|区|旗|乡|镇|街道)(?:级(?=(?:人民)?政府))?(?:\([市县区旗、]+\))?(?:(?:人民)?政府"
    r"|党委|管委会|办事处)?(?:按职责分工|分工|分别|共同|积极)*(?:配合|参与|协助|负责|落实|组织实施"
    r"|实施|牵头)?"
)
# 各州、市卫生部门, 各州、市整顿办, 各镇、街道河长办, 各县、市(区)教育局; but 各县、市教育局 may be two
_AND_THEIR = re.compile(
    r"(?<=各[市县州]、)(?:县|区|自治县|自治州)(?![级直属各有相管])[\u4e00-\u9fff]{2,8}(?:局|委|办|厅"
    r"|院|站|所)|(?:市|县|区|州)(?:(?![级直属各有相])[\u4e00-\u9fff]{2,6}部门|(?:人民)?法院|检察院)"
    r"|(?:(?:街道|[市县区旗]\([市县区旗、]+\))|(?<=各州、)市)(?!办事处)[\u4e00-\u9fff]{2,8}(?:局|委"
    r"|办|厅|办公室|部门|领导小组|指挥部)"
)
# 各市、县(区)党委和政府
_PARTY_AND_STATE = re.compile(r"(?:市|州|盟|县|区|旗|乡|镇|街道)(?:\([市县区旗、]+\))?党委(?P<and>[和及与])(?=政府$)")
_TOWNS_AND_STREETS = re.compile(r"各(?:乡|镇|乡镇)、街道")
_LEVEL_HEAD = re.compile(
    r"(?:省|自治区|直辖市|市|州|盟|县|区|旗|乡镇?|镇|街道|区县|县区"
    r"|[县区市旗]\([县区市旗、]+\))(?=[\u4e00-\u9fff])"
)


_AND_LEVEL = re.compile(r"(?:和|与|及|以及)(?=(?:各)?(?:省|自治区|市|州|县|区)$)")


def _cut_levels(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``国务院专利行政部门和省、自治区…的部门``: 省 begins the second name."""
    out: list[tuple[int, int]] = []
    for low, high in spans:
        cut = _AND_LEVEL.search(text, low, high)
        if cut and high < len(text) and text[high] == "、" and is_body(text[low : cut.start()]):
            out += [(low, cut.start()), (cut.end(), high)]
        else:
            out.append((low, high))
    return out


def merge_levels(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``州、县(市)政务部门`` is one name; ``市、区(市、县)、街道`` are three."""
    out: list[tuple[int, int]] = []
    spans = _cut_levels(text, spans)
    index = 0
    while index < len(spans):
        low, high = spans[index]
        if (
            _EACH_LEVEL.fullmatch(text, low, high)
            and len(spans) > index + 2
            and _TO_CITIES.match(text, *spans[index + 2])
            and text[slice(*spans[index + 1])] == "自治区"
        ):
            out.append((low, spans[index + 2][1]))  # 各省、自治区、直辖市邮政管理局
            index += 3
            continue
        if (
            _EACH_LEVEL.fullmatch(text, low, high)
            and index + 2 < len(spans)
            and _BARE_LEVEL.fullmatch(text, *spans[index + 1])
            and _LEVEL_REST.fullmatch(text, *spans[index + 2])
            and not _TOWNS_AND_STREETS.match(text[low : spans[index + 1][1]])
        ):
            out.append((low, spans[index + 2][1]))  # 各州、市、县人民政府
            index += 3
            continue
        if (
            _SOME_LEVEL.fullmatch(text, low, high)
            and index + 1 < len(spans)
            and text[slice(*spans[index + 1])] in _PROVINCES
        ):
            stop = index + 1  # 有关省、自治区、直辖市
            while stop + 1 < len(spans) and (
                _PROVINCE_REST.fullmatch(text, *spans[stop + 1]) or _TO_CITIES.match(text, *spans[stop + 1])
            ):
                stop += 1
            more = _PROVINCE_AND.match(text, *spans[stop + 1]) if stop + 1 < len(spans) else None
            out.append((low, more.end("last") if more else spans[stop][1]))
            if more:
                out.append((more.end(), spans[stop + 1][1]))  # …直辖市及军区
            index = stop + 2 if more else stop + 1
            continue
        if (
            _EACH_LEVEL.fullmatch(text, low, high)
            and index + 1 < len(spans)
            and _AND_THEIR.fullmatch(text, *spans[index + 1])
        ):
            out.append((low, spans[index + 1][1]))
            index += 2
            continue
        if (
            _EACH_LEVEL.fullmatch(text, low, high)
            and index + 1 < len(spans)
            and not _TOWNS_AND_STREETS.match(text[low : spans[index + 1][1]])
            and _LEVEL_REST.fullmatch(text, *spans[index + 1])
        ):
            out.append((low, spans[index + 1][1]))  # 各区、市 is one collective
            index += 2
            continue
        if (
            _EACH_LEVEL.fullmatch(text, low, high)
            and index + 1 < len(spans)
            and (both := _PARTY_AND_STATE.match(text[slice(*spans[index + 1])]))
        ):
            at = spans[index + 1][0] + both.start("and")
            out += [(low, at), (at + 1, spans[index + 1][1])]
            index += 2
            continue
        stop = index
        while stop < len(spans) and _BARE_LEVEL.fullmatch(text[slice(*spans[stop])]):
            stop += 1
        if index < stop < len(spans):
            last = text[slice(*spans[stop])]
            if (
                _LEVEL_HEAD.match(last)
                and re.search(r"政府|部门|党委|机关|单位|两级|三级|(?:图书|文化|博物|档案|体育)馆$|法院$|检察院$", last)
                and spans[stop][0] - spans[stop - 1][1] <= 1
            ):
                out.append((low, spans[stop][1]))
                index = stop + 1
                continue
        out.append((low, high))
        index += 1
    return out


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
    cuts = [low, *(match.start() for match in _GLUE.finditer(text, low, high)), high]
    pieces = list(itertools.pairwise(cuts))
    return pieces if all(is_body(text[a:b]) for a, b in pieces) else [(low, high)]


_ROLE_MARK = re.compile(r"\((?:(?P<lead>牵头|主办|抓总|主责|牵头单位)|(?P<support>配合|协办|协助|参与|配合单位))\)$")
_HELPER_BEHIND = re.compile(
    r"\((?P<who>[\u4e00-\u9fff]{3,24})(?:配合|协助|参与|协办)\)$"
)  # 安全环保部(市应急管理局驻园中队配合)
_WITH = re.compile(r"会同|联合(?!社|会|体|国|工会|党|办)|会商|商(?=[市省区县州])")


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
        with_match = _WITH.search(text, low, stop)
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


#: a department named by its field alone: 民政等部门, 组织、政法等部门
FIELDS = frozenset(
    [
        "人力资源社会保障",
        "人力资源和社会保障",
        "中医药",
        "退役军人",
        "退役军人事务",
        "药监",
        "林草",
        "林业和草原",
        "教体",
        "城管执法",
        "综合执法",
        "综合行政执法",
        "应急消防",
        "教科体",
        "文教",
        "经信",
        "文广",
        "文体",
        "农水",
        "农机",
        "经发",
        "农业",
        "卫生",
        "气象",
        "电力",
        "组织",
        "政法",
        "民政",
        "住建",
        "财政",
        "公安",
        "教育",
        "人社",
        "司法",
        "宣传",
        "统战",
        "卫健",
        "卫生健康",
        "医保",
        "自然资源",
        "生态环境",
        "交通",
        "交通运输",
        "水利",
        "农业农村",
        "商务",
        "文旅",
        "应急",
        "应急管理",
        "审计",
        "市场监管",
        "统计",
        "城管",
        "物价",
        "粮食",
        "工商",
        "质监",
        "国土",
        "环保",
        "安监",
        "计生",
        "铁路",
        "民航",
        "能源",
        "发改",
        "发展改革",
        "科技",
        "工信",
        "税务",
        "网信",
        "编制",
        "信访",
        "消防",
        "党委组织",
        "住房城乡建设",
        "工业和信息化",
    ]
)


#: the level in front of such a department: 县 of 县公安、商务等部门
LEVEL_OF_A_FIELD = re.compile(
    r"^(?:(?:县区|区县|市县|市区县|各县区)(?=[\u4e00-\u9fff]{2})|[省市区县州同本各]级|党委"
    r"|[省市区县州](?!场)(?=[\u4e00-\u9fff]{2}))"
)

#: what names a department only in a list before 等部门, 等单位: 司法行政、编制管理等单位
FIELDS_IN_LISTS = frozenset(
    [
        "资源规划",
        "资规",
        "自规",
        "规划建设",
        "城乡建设",
        "住房",
        "审批",
        "司法行政",
        "编制管理",
        "机构编制",
        "公务员管理",
        "信息公开",
        "电子政务",
        "国家安全",
        "人民银行",
        "药监",
        "药品监管",
        "林草",
        "林业",
        "林业和草原",
        "粮食和储备",
        "环境保护",
        "规划",
        "国土资源",
        "国资",
        "国资监管",
        "金融",
        "金融监管",
        "通信管理",
        "通信",
        "电信主管",
        "消防救援",
        "行政审批",
        "审批服务",
        "城市管理",
        "民族",
        "宗教",
        "外事",
        "农机",
        "畜牧",
        "渔业",
        "民委",
        "气象",
        "地震",
        "邮政",
        "邮政管理",
        "烟草",
        "海关",
        "外汇",
        "知识产权",
        "体育",
        "广电",
        "广播电视",
        "民族宗教",
        "退役军人",
        "退役军人事务",
        "医疗保障",
        "人力资源社会保障",
        "人力资源和社会保障",
        "文化和旅游",
        "旅游",
        "供销",
        "残联",
        "工会",
        "妇联",
        "共青团",
        "网络安全和信息化",
        "大数据",
        "园林",
        "人防",
        "水务",
        "通讯",
        "数据管理",
        "政务服务",
        "机关事务",
        "数据",
        "国土房管",
        "规划国土",
        "房管",
        "房产",
        "住房保障",
        "交通港航",
        "港航",
        "农林",
        "行政执法",
        "文体旅游",
        "文广新",
        "文广旅",
        "文旅广体",
        "卫生计生",
        "卫计",
        "人口计生",
        "食药监",
        "食品药品监管",
        "工商质监",
        "工商行政管理",
        "安全监管",
        "安全生产监管",
        "质量技术监督",
        "技术监督",
        "经贸",
        "经济和信息化",
        "商贸",
        "外经贸",
        "招商",
        "口岸",
        "海洋渔业",
        "海洋与渔业",
        "水产",
        "农牧",
        "畜牧兽医",
        "市政",
        "公用",
        "公用事业",
        "供水",
        "供热",
        "供气",
        "供电",
        "公路",
        "海事",
        "河务",
        "水文",
        "测绘",
        "档案",
        "保密",
        "综治",
        "检察",
        "法院",
        "法制",
        "监察",
        "纪检",
        "纪检监察",
        "组织人事",
        "人事",
        "编办",
        "老干部",
        "老龄",
        "红十字",
        "扶贫",
        "乡村振兴",
        "农经",
        "农技",
        "盐业",
        "行政服务",
        "公共资源交易",
        "外侨",
        "侨务",
        "民宗",
        "工商联",
        "科协",
        "社保",
        "就业",
        "劳动保障",
        "人力资源",
        "国税",
        "地税",
        "金融办",
        "银行",
        "银保监",
        "证监",
        "保险",
        "交警",
        "交管",
        "边防",
        "检验检疫",
        "出入境",
        "环卫",
        "自然资源和规划",
        "建设",
        "城建",
        "城乡建设",
        "移民",
        "文物",
        "文化",
        "新闻出版",
        "版权",
    ]
)


#: what places told together are: 双江、太安等镇, 临江三街道
KIND_OF_PLACES = (
    r"(?:等(?:\d+个)?|[两三四五六七八九十]{1,2}个?"
    r"|\d+个?)(?P<kind>(?:县\((?:市、?区?|区)\)|市\((?:县、?区?|区)\)|镇\((?:街道|乡)\)"
    r"|乡\((?:镇|街道)\)|县市|市县|县区|区县|乡镇|镇街)区?|镇|乡|县|区|市|旗|苏木|街道|村|社区"
    r"|(?:派出|税务|司法|财政|国土)所|(?:中心)?卫生院|林场|检查站)(?![级委政长域场民直属管])"
)


#: behind a list: 民政、房产、供热三家, 财政、供销两部门
COUNT_OF_BODIES = (
    r"(?P<count>[两三四五六七八九十]|\d{1,2})个?(?P<kind>乡镇|街道|社区|苏木|乡|镇|村|区|县|市|旗|州"
    r"|地|(?:派出|税务|司法|财政|国土)所|(?:中心)?卫生院|林场|检查站|部门|单位"
    r"|家(?:公司|企业|银行|保险公司|制造商|单位|合作社)?|方)"
)
_TOWN = re.compile(
    r"(?P<outer>[\u4e00-\u9fff]{2,6}?[省市县区旗])(?P<inner>[\u4e00-\u9fff]{2,6}(?:[县区市旗镇乡]"
    r"|街道))"
)


@cache
def _short_places() -> frozenset[str]:
    return frozenset(row.short for row in regions() if row.level in ("city", "county") and len(row.short) > 1)


def is_short_place(name: str) -> bool:
    """Whether ``name`` is a county or a city, also by its short name: 南郑, 洋县. Good only among others: 长安 is a brand as well."""
    return is_place(name) or name in _short_places()


def is_place(name: str) -> bool:
    """Whether ``name`` is a county or, with the place that it lies in, a town: 邹平市, 高青县常家镇."""
    if name in regions_by_name() or name in former_places():
        return True
    town = _TOWN.fullmatch(name)
    return (
        town is not None
        and town["outer"] in regions_by_name()
        and (town["inner"][-1] in "镇乡道" or town["inner"] in regions_by_name())
    )


# 洋河镇, 静海县: a name of two or three characters before what a place is, none of them telling a class of places
_OWN_NAME = re.compile(r"(?P<own>[\u4e00-\u9fff]{2,3})(?:[县市旗镇乡]|街道|苏木|(?<=[\u4e00-\u9fff]{2})区)")
_CLASS_OF_PLACES = re.compile(
    r"[全我本各该每有个两几多到在对向从由将把及和与的]"
    r"|[城园社景库矿林牧校厂辖灾疫小片街营湖灌垦特专地山]$|重点|示范|试点|中心|特色|[强大小]县|老旧"
    r"|主城|贫困|脱贫|先进|[边偏]远|周边|邻近|毗邻|沿[江河湖线边]|易|百强|革命|边境|民族|旅游|农业"
    r"|工业|生态|文明|卫生"
    r"|智慧|数字|美丽|海绵|低碳|森林|园林|宜居|功能|开发|试验|保护|自贸|合作|自治|直辖|地级|县级|省辖"
    r"|副省|副中|乡镇|城乡|上述|其他|相关|部分|一批|所有|产业|建制|新型|现代|首位|交通|历史|文化|资源"
    r"|沿海|内陆|发达|落后|高新|经开|综保|保税|物流|商务|商业|居民|行政|管理|服务|安置|搬迁|聚集|集聚"
    r"|核心|拓展|缓冲|禁养|养殖|种植|生产|生活|办公|住宅|棚户|无人|冷链|批发|农贸|消费|资本|金融|劳动"
    r"|人才|技术|股票|期货|国内|国外|国际|域外|海外|开拓|统一|区域|全国|全球|超级|菜|夜|集|早|新兴|股"
    r"|债|车|房|楼|花|鸟|跳蚤|二手|线上|线下|电商"
)


def reads_like_a_place(name: str) -> bool:
    """Whether ``name`` has the form of a county's or a town's name, though no list has it."""
    own = _OWN_NAME.fullmatch(name)
    return own is not None and not _CLASS_OF_PLACES.search(own["own"])
