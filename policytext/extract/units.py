"""Measure → the bodies that the text assigns it to (单位), as written.

Three places: a label (牵头单位:…), a bracket (…牵头,…配合) and a sentence whose subject is a body and
whose verb is the action, the lead, the help or the supervision (records.md, section 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policytext.extract.assignments import parse_assignment, roles, split_top, trim_name
from policytext.extract.bodies import BodyMention, is_body
from policytext.extract.places import is_short_place
from policytext.extract.sentences import iter_sentences
from policytext.structure.labels import POINTER
from policytext.structure.problems import problem_part


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A body in the normal text with role and the kind of place it stands in."""

    start: int
    end: int
    role: str
    evidence: str
    certainty: str  # a class of lexicon/confidence.toml
    group: int  # mentions of one list share a number: ellipsis works inside a list


_WEAK = frozenset({"sentence_subject", "sentence_cause", "sentence_duty", "sentence_under"})
_GROWN = re.compile(
    r"(?:(?<!社)区|(?<!疾控)(?<!防控)(?<!检测)(?<!监测)(?<!融媒体)(?<!监控)(?<!检验)中心|医院"
    r"|(?<!法)(?<!检察)院|机场|[小中]学|学校|学院|大学|研究院|公司|集团|园|企业|基地|银行)$"
)
# 市水务集团投资3.2亿元改造…, 国网供电公司完成了…: a firm of the place that did something
_FIRM_DID = re.compile(
    r"(?:国网|[省市区县州](?!属|级|域|场))[\u4e00-\u9fff]{2,14}?(?:公司|集团)(?:先后|累计|共|已|率先"
    r"|主动)*(?:完成了?|投资\d|投入\d|组织|承担|改造|推出|发放|派出|出资|捐|建成了?)"
    r"|(?:[省市区县州镇](?!属|级|域|场)[\u4e00-\u9fff]{2,14}?中心"
    r"|[\u4e00-\u9fff]{2,12}?(?:公司|企业|集团))(?:、[\u4e00-\u9fff]{2,16}?(?:公司|单位|企业|集团"
    r"|中心))*(?:等[\u4e00-\u9fff]{0,4}?)?(?:一起|共同|积极|主动|先后|累计)*"
    r"(?:每[月周年日]|不定期|参与|参加|承担|捐|组织|派出|出资|开发(?!区)"
    r"|对[^,。;]{2,14}(?:实行|开展|进行|提供)|为[^,。;]{2,16}(?:提供|办理|安装|开展))"
)
_BRACKET = {"(": ")", "【": "】", "〔": "〕", "[": "]"}
_OPENS = re.compile(r"[(【〔\[]")
MAX_BRACKET_CHARS = 600
_NOT_ASSIGNMENT = re.compile(
    r"^(?:(?=\d+分?$)|作者[系为:]|[^()]{2,40}(?:供稿|来稿|整理|摄影|摄|编辑|审核)$|以下简称|下称|简称"
    r"|见附件|含|不含|包括|试行|暂行|征求意见稿|修订|此件|附|注|略|如|即|比如|例如|其中|\d+[.、)]"
    r"|20\d\d年[-至]|〔)"
)


# 严控采伐限额。--县林业局负责,各国有林场配合。
_DASHED = re.compile(
    rf"(?<=[。;\n]){POINTER}(?P<inside>[^。;:\n]{{2,160}}?(?:负责|牵头|配合|落实|实施|承担|承办|分工|督导|督办)"
    r"|(?:各|[省市区县州]|地区|团[省市区县])[^\n。;:\d]{1,100}?(?:[局委办部厅院会]|公司|集团|中心"
    r"|政府|单位|部门|银行|办公室))(?=[。;\n]|$)"
)


# (二)试点指导单位。 with its bodies on the line below
_FIELD_OF_UNITS = re.compile(
    r"(?<=\n)(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十\d]+[、.])(?:试点|项目"
    r"|主要)?(?P<label>(?:牵头|责任|配合|参与|指导|实施|承担|建设|试点|依托)(?:单位|部门))[。:]?\n"
    r"(?P<value>[^\n。]{3,120})。?(?=\n|$)"
)


def find_units(
    text: str,
    start: int,
    end: int,
    *,
    achieved: bool = False,
    known: re.Pattern[str] | None = None,
    rule: bool = False,
    glued_at: int | None = None,
) -> list[UnitMention]:
    """The bodies that ``text[start:end]`` assigns, in order; one a place, not yet one a body.

    Args:
        achieved: the passage reports what was done; zones and institutes that grew are no doers.
        known: short names of bodies that the document declares.
        rule: the passage is an article of a regulation.
        glued_at: where the text begins that a page glued to its heading (职责划分|区住建局负责…).
    """
    found: list[UnitMention] = []
    taken: list[tuple[int, int]] = [(glued_at, glued_at)] if glued_at is not None else []
    group = 0
    for low, high in _iter_brackets(text, start, end):
        mentions = _read_bracket(text, low, high, start, end)
        mentions = sorted([*mentions, *_told_in_bracket(text, low, high, mentions, known)], key=lambda m: m.start)
        if mentions:
            group += 1
            taken.append((low, high))
            found.extend(_unit(text, m, "parenthesis", "parenthesis", group) for m in mentions)
    for match in _FIELD_OF_UNITS.finditer(text, start, end):
        low, high = match.span("value")
        role = roles().label_role.get(match["label"]) or "responsible"
        if mentions := [m for m in parse_assignment(text, low, high) if _plausible(text, m)]:
            group += 1
            taken.append((low, high))
            given = [BodyMention(m.start, m.end, role) if m.role == "responsible" else m for m in mentions]
            found.extend(_unit(text, m, "label", "label", group) for m in given)
    for match in _DASHED.finditer(text, start, end):
        low, high = match.span("inside")
        if any(a < high and low < b for a, b in taken):
            continue
        if mentions := [
            m for m in parse_assignment(text, low, high) if _plausible(text, m) and _is_role_item(text[m.start : m.end])
        ]:
            group += 1
            taken.append((low, high))
            found.extend(_unit(text, m, "parenthesis", "parenthesis", group) for m in mentions)
    taken.sort()
    for low, high, role in _iter_labels(text, start, end, taken):
        mentions = [m for m in parse_assignment(text, low, high, role) if _plausible(text, m)]
        if role == "supervise" and mentions and not any(is_body(text[m.start : m.end]) for m in mentions):
            continue  # 考评监督:开通举报信箱,每周公布进度
        group += 1
        taken.append((low, high))
        found.extend(_unit(text, m, "label", "label", group) for m in mentions)
    taken.sort()
    problem = (start, start) if achieved else problem_part(text, start, end)
    for low, high in _gaps(start, end, sorted([*taken, problem]) if problem[0] < problem[1] else taken):
        for mentions, certainty in iter_sentences(text, low, high, known, rule=rule):
            if (
                achieved
                and certainty in _WEAK
                and any(
                    _GROWN.search(text[m.start : m.end])
                    and not (m.role in ("lead", "support") and certainty in ("sentence_duty", "sentence_subject"))
                    and not _FIRM_DID.match(text, m.start)
                    and text[m.start - 2 : m.start] not in ("组织", "指导", "督促", "要求")
                    for m in mentions
                )
            ):
                continue
            if certainty == "sentence_subject" and _told_as_past(text, mentions[-1], high, achieved=achieved):
                continue
            group += 1
            found.extend(_unit(text, m, "sentence", certainty, group) for m in mentions)
    found = [unit for unit in found if unit.end > unit.start]
    return sorted(dict.fromkeys(found), key=lambda unit: (unit.start, unit.end))


_HAS_DONE = re.compile(r"已经?(?!将)")
_WHAT_IT_DID = re.compile(
    r"已经?(?:出具|审核|审批|制定|发布|批准|确定|公布|印发|认定|受理"
    r"|备案)[^,。;]{0,8}的(?=[\u4e00-\u9fff])"
)


def _told_as_past(text: str, mention: BodyMention, high: int, *, achieved: bool) -> bool:
    """国务院已颁布…, in a plan: what stands above it; 消保部门已经出具意见的事项: no deed but a thing."""
    if _WHAT_IT_DID.match(text, mention.end, high):
        return True
    return (
        not achieved
        and text.startswith(("国务院", "中央", "党中央"), mention.start)
        and bool(_HAS_DONE.match(text, mention.end, high))
    )


def _unit(text: str, mention: BodyMention, evidence: str, certainty: str, group: int) -> UnitMention:
    start, end = trim_name(text, mention.start, mention.end)
    return UnitMention(start, end, mention.role, evidence, certainty, group)


MAX_CUT_NAME = 3


def _plausible(text: str, mention: BodyMention) -> bool:
    name = text[slice(*trim_name(text, mention.start, mention.end))]
    if not 1 < len(name) <= 44 or re.search(r"[。;:!?]|^\d+$|\d{5,}(?!政务|热线)", name):
        return False
    if len(name) <= MAX_CUT_NAME and text[mention.end :].strip("…. ") == "" and not is_body(name):
        return False  # 牵头单位:市林: the page ends inside a name
    if re.fullmatch(r"[-/—无]+|同上|同左|〃|″|单位|机构", name) or name in roles().label_role:
        return False
    return bool(re.search(r"[\u4e00-\u9fff]", name)) and not re.match(
        r"(?:[列排](?:名|序|位)?在?(?:第一|首)|首位|下同$|完成|持续$|长期$|适时$|持续推进|长期坚持|立即"
        r"|20\d\d年|\d(?!\d?个?(?:[市县区州旗镇]|乡镇?|街道))|按(?:要求|时|照)|全年|常态化|\)|到|力争"
        r"|年底|每[年月季])",
        name,
    )


# ---- brackets --------------------------------------------------------------------------------


def _iter_brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost bracket contents of ``text[start:end]``; an open one runs to the end of the passage."""
    at = start
    while opening := _OPENS.search(text, at, end):
        at = opening.start()
        character = text[at]
        closing, depth, index = _BRACKET[character], 1, at + 1
        limit = min(end, at + MAX_BRACKET_CHARS)
        while index < limit and depth:
            if text[index] == character:
                depth += 1
            elif text[index] == closing:
                depth -= 1
            elif text[index] == "\n" and depth == 1 and "。" in text[at:index]:
                break
            index += 1
        if depth == 0:
            yield at + 1, index - 1
            at = index
        elif index >= end and end - at > 4:
            yield at + 1, end  # a text cut short
            at = end
        else:
            at += 1


def _read_bracket(text: str, low: int, high: int, start: int, end: int) -> list[BodyMention]:
    content = text[low:high]
    if len(content) < 3 or _NOT_ASSIGNMENT.match(content):
        return []
    if for_all := _FOR_ALL.search(content):
        high = low + for_all.start()
        content = text[low:high]
    words = roles()
    cut = high == end and text[high : high + 1] not in _BRACKET.values()
    if cut:
        # a text cut short inside a name: (牵头单位:市发
        last = max(text.rfind(mark, low, high) for mark in "、,;:")
        if last >= low and not is_body(text[last + 1 : high]):
            high = last
            content = text[low:high]
    labels = list(words.label.finditer(content))
    if labels and not any(words.label_role[m["label"]] for m in labels):
        high = low + labels[0].start()  # (A、B;完成时限:2024年12月)
        while high > low and text[high - 1] in ",;。 ":
            high -= 1
        if high - low < 3:
            return []
        content = text[low:high]
    elif labels:
        return _first_leads(content, [m for m in _read_labelled(text, low, high) if _plausible(text, m)])
    items = [(a, b) for a, b in split_top(text, low, high, "、,;") if not _ASIDE.match(text[a:b].strip())]
    if not items:
        return []
    verb = any(words.verb.search(text[a:b]) for a, b in items)
    names = [text[slice(*trim_name(text, a, b))] for a, b in items]
    among = (
        {name for name in names if is_short_place(name)} if any(_PLACE_OFFICE.search(name) for name in names) else set()
    )  # 合肥、芜湖、滁州市政府
    bodies = sum(1 for name in names if _is_role_item(name) or name in among)
    works = [name for name in names if not _is_role_item(name) and _NAMED_WORKS.search(name) and "的" not in name]
    if bodies >= 2 and len(works) == 1:
        bodies += 1  # 江铜贵溪冶炼厂 among bureaus
    closes = text[high + 1 : high + 2] in ("", "。", "\n", ";", "(", "!") or high + 1 >= end
    opens_after_stop = text[low - 2 : low - 1] in ("。", ";", "\n", "!")
    if verb:
        if bodies * 2 < len(names):
            return []
    elif not (
        bodies == len(names)
        and (closes or opens_after_stop)
        and (len(names) > 1 or opens_after_stop or cut or _ends_task(text, high, names[0]))
    ) or (not opens_after_stop and text[low - 1] == "(" and not any(_has_level(name) for name in names)):
        return []
    mentions = parse_assignment(text, low, high)
    return _first_leads(
        content,
        [
            m
            for m in mentions
            if _plausible(text, m)
            and (
                _is_role_item(text[m.start : m.end]) or text[m.start : m.end] in works or text[m.start : m.end] in among
            )
            and not _ASIDE.match(text, m.start, m.end)
        ],
    )


# (市财政局负责落实资金,市住建局组织实施), (县总工会、团县委按职责做好志愿服务等工作): a bracket of sentences
_TELLS = re.compile(r"(?:负责|牵头|配合|协助|做好|落实|保障|组织|提供|承担)(?!人|单位|部门|制)[\u4e00-\u9fff]{2,}")


def _told_in_bracket(
    text: str, low: int, high: int, read: list[BodyMention], known: re.Pattern[str] | None
) -> Iterator[BodyMention]:
    """The subjects of the sentences in a bracket, but those that were read as its list."""
    if (
        text[low - 1] != "("
        or not _TELLS.search(text, low, high)
        or not _has_level(text[low:high])
        or roles().label.search(text, low, high)
    ):
        return
    for mentions, certainty in iter_sentences(text, low, high, known):
        if certainty in ("sentence_subject", "sentence_by", "sentence_with"):
            yield from (m for m in mentions if not any(m.start < r.end and r.start < m.end for r in read))


# (牵头单位:市数据局。以下任务均需各县落实,不再列出): a rule of the document (resolve/context.py) in the bracket of one measure
_FOR_ALL = re.compile(
    r"(?:[。;]|,(?=以下[均都]))(?:以[下上]|具体|各项|各|所有|上述|本)?[^。;:]{0,30}?(?:任务|事项|工作|均|都"
    r"|各[市县区])[^。;:]{0,60}?,[^。;,:]{0,6}不(?:[再另]|逐一|一一|逐项"
    r"|逐条)[^。;]{2,}(?:[,。]下同)?。?$"
    r"|[。;][标带加注]?[^。;,]{0,4}[★☆▲△●*][^。;]{0,8}[为是系](?:总)?牵头[^。;]{0,8}。?$"
)
_FIRST_LEADS = re.compile(r"(?:第一|首)(?:位|个)?的?(?:责任)?(?:单位|部门)?(?:为|是)(?:总)?牵头")


def _first_leads(content: str, mentions: list[BodyMention]) -> list[BodyMention]:
    """(A、B,列第一位的为牵头单位): the rule holds in its own bracket too."""
    if not mentions or not _FIRST_LEADS.search(content):
        return mentions
    return [BodyMention(mentions[0].start, mentions[0].end, "lead"), *mentions[1:]]


def _ends_task(text: str, high: int, name: str) -> bool:
    """One office in the bracket before a line's last full stop: 规范条码使用管理(市市场监管局)。"""
    return bool(
        re.match(r"\)。(?:\n|$)", text[high : high + 3])
        and re.match(r"[省市区县州盟旗][\u4e00-\u9fff]{2,12}[局委办厅]$", name)
    )


# what else may stand between the bodies of a bracket: a time, a rule about the order, the rest of 有关部门、单位
_ASIDE = re.compile(
    r"(?:(?:各?(?:单位|机构))(?:等?按(?:各自)?职责(?:分工)?(?:分别|共同)?(?:负责|落实|配合))?$"
    r"|(?:约束|预期)性(?:指标)?$|[^,;]{0,10}第一(?:位|个)?的?[^,;]{0,6}(?:为|是)牵头|下同$"
    r"|以下(?:同|类推)|(?:20\d\d年|\d{1,2}月|年底|每[年月季]|第?[一二三四]季度|上半年|长期|持续|全年"
    r"|常态化|立即)[^,;]{0,30}$|(?:汛期|秋收|春耕|春播|开学|入冬|雨季|供暖季|采暖季|枯水期"
    r"|[一二三四]季度末|年底|月底)前?$)"
)
_PLACE_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,}[市县区州](?:(?:人民)?政府|委)?(?:等?参与|配合|负责|落实|牵头)?$")
_NAMED_WORKS = re.compile(r"[\u4e00-\u9fff]{3,}(?:厂|段|矿|场|局|库|校|站|港|公司|集团)$")


def _has_level(name: str) -> bool:
    return bool(
        re.match(r"各|[省市区县州盟旗镇乡]|地区|地委|兵团|国家|自治|中[国央]|[\u4e00-\u9fff]{2,4}[省市区县州]", name)
    )


def _is_role_item(name: str) -> bool:
    verb = roles().verb.search(name)
    bare = name[: verb.start()] if verb else name
    bare = re.sub(r"(?:等.{0,8})$", "", bare)
    bare = bare.split("会同")[0]
    return not bare or is_body(bare) or is_body(re.split(r"以及|及|和|与", bare)[0])


def _read_labelled(text: str, low: int, high: int) -> list[BodyMention]:
    words = roles()
    labels = list(words.label.finditer(text, low, high))
    mentions: list[BodyMention] = []
    if labels and labels[0].start() - low >= 3:
        # 6月底完成,牵头单位:A or A、B,责任单位:C
        mentions.extend(m for m in parse_assignment(text, low, labels[0].start()) if is_body(text[m.start : m.end]))
    for index, label in enumerate(labels):
        role = words.label_role[label["label"]]
        stop = labels[index + 1].start() if index + 1 < len(labels) else high
        if role is not None:
            mentions.extend(parse_assignment(text, label.end(), stop, role))
    return mentions


# ---- labels ----------------------------------------------------------------------------------


def _iter_labels(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The values of label words outside brackets: ``(start, end, role)``."""
    words = roles()
    labels = [
        m
        for m in words.label.finditer(text, start, end)
        if not any(a <= m.start() < b for a, b in taken)
        and (m.start() == start or text[m.start() - 1] not in "各本该由和与及")
    ]
    for index, label in enumerate(labels):
        role = words.label_role[label["label"]]
        low = label.end()
        line = text.find("\n", low, end)
        stop = line if line >= 0 else end
        if line == low:  # the value stands on the next line
            low += 1
            line = text.find("\n", low, end)
            stop = line if line >= 0 else end
        if index + 1 < len(labels):
            stop = min(stop, labels[index + 1].start())
        full_stop = text.find("。", low, stop)
        if full_stop >= 0:
            stop = full_stop
        if role is not None and stop > low:
            yield low, stop, role


def _gaps(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = start
    for low, high in taken:
        if low > at:
            yield at, low
        at = max(at, high)
    if at < end:
        yield at, end
