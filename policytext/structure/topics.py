"""Topic sentences (短句。展开…): what opens a paragraph, and where a paragraph holds several."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from policytext.normalize.numerals import parse_number
from policytext.structure.actions import leader_orders, opens_with_action, states_action
from policytext.structure.lines import Line

MAX_TOPIC_CHARS = 26

_SIGNS = re.compile("[“(《”)》。!?]")


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of ``text[start:end]``, full stop included; none ends inside “…” or (…)."""
    out, low, depth = [], start, 0
    for sign in _SIGNS.finditer(text, start, end):
        index, character = sign.start(), sign[0]
        if character in "“(《":
            depth += 1
        elif character in "”)》":
            depth = max(0, depth - 1)
        elif character in "。!?" and (depth == 0 or (character == "。" and depth > 2)):
            out.append((low, index + 1))
            low = index + 1
    if low < end:
        out.append((low, end))
    return out


# a speech that tells its hearers what to do has a measure in each such part
_RULES = re.compile(r"(?<![主需重纲概])要(?!求|素|点|件|闻|塞)|必须|应当|[各级门位]须")
TOPIC_HEAD = re.compile(
    r"(?:大力|全面|深入|积极|着力|持续|加快|切实|进一步|扎实|全力|聚力|坚决|坚持|推动|推进|加强|强化"
    r"|深化|优化|健全|完善|建立|构建|打造|提升|落实|做好|抓好|抓紧|抓实|狠抓|实施|实行|开展|发挥"
    r"|充分发挥|注重|突出|凝聚|压实|规范|整治|搭建|培育|创新|拓展|统筹|坚守|巩固|建强|配强|补齐|化解"
    r"|解决|严格|保障|促进|推广|扩大|提高|改善|建设|发展|培优|做强|做优|做大|做实|做细|做活|用好|选优"
    r"|增强|筑牢|守牢|激发|凝心|聚焦|围绕|赋予|下放|支持|鼓励|引导|稳定|营造|树立|树牢|释放|畅通|维护"
    r"|协同|下好|用活|抢抓|抢占|塑强|塑造|拓宽|壮大|繁荣|弘扬|擦亮|办好|兜牢|织密|夯实|升级|纵深"
    r"|高标准|高质量|高水平|精准|科学|严明|严守|力促)"
)


def is_topic(sentence: str) -> bool:
    """A short sentence without commas that opens with a verb: 搭建社会协同共建平台。"""
    bare = sentence.rstrip("。!?")
    if not 4 <= len(bare) <= MAX_TOPIC_CHARS or re.search(r"[;:]", bare):
        return False
    if bare.count(",") > (1 if len(bare) <= 18 else 0) or bare.count("、") > 3:
        return False
    if re.search(r"\d|关键|还得|必须|(?<![主重需])要(?!素|点|件|求|害)", bare):
        return False
    return bool(TOPIC_HEAD.match(bare)) or opens_with_action(bare)


# 工业污染源全面开展自行监测。工业企业要…。排查并公布未达标名单。各地要…: the first part may name who acts, the others what is done
_NAMES_PART = re.compile(r"(?![据近目今去为当我这])[^,;:。\d]{6,26}(?<!方针|要求|意见|精神)。")
_RESPECT = re.compile(r"(?:在)?[^,。;]{2,24}方面,|在[^,。;]{2,16}上,")


def until_comma(text: str, low: int, high: int) -> tuple[int, int]:
    """The first clause of ``text[low:high]``, the name of a part (煤炭智能开采 of 煤炭智能开采方面)."""
    stop = re.compile(r"(?:方面)?[,。;]").search(text, low, high)
    return low, stop.start() if stop else high


def is_state(sentence: str) -> bool:
    """A short sentence that says what changed: 招商引资质效持续提升。"""
    bare = sentence.rstrip("。")
    return (
        6 <= len(bare) <= 18
        and not re.search(r"[,;:、\d]", bare)
        and bool(
            re.search(
                r"(?:更加|不断|持续|加快|稳步|显著|明显|日益|逐步|有效|深入|全面|切实|扎实|有力|进一步|加速"
                r"|[提扩增转向])[\u4e00-\u9fff]{1,4}$|(?:取得|得到|迈出|实现)了?(?:新|重大|明显|显著|积极|较大"
                r"|长足|阶段性|进一步)[\u4e00-\u9fff]{1,3}$|(?:准备|保障|供水|服务)(?:充分|到位|及时到位)$"
                r"|力度加大$",
                bare,
            )
        )
    )


def _names_itself(sentence: str) -> bool:
    """The first clause names a thing to do: 选优配强网格党组织书记,…"""
    clause = re.split(r"[,。;]", sentence)[0]
    if not 4 <= len(clause) <= 26 or re.search(r"年底|今年|\d年|要求|明确$", clause):
        return False
    return bool(TOPIC_HEAD.match(clause)) and not re.match(r"(?:积极|进一步|同时|注意|注重|特别|切实|持续)", clause)


def first_clause(text: str, line: Line) -> tuple[int, int] | None:
    """A short first clause that names the paragraph: 黨建引領鄉村振興,…"""
    match = re.match(r"[-·●■◆▲★ ]*([^,。;:]{4,24})[,。:]", line.text)
    return (line.start + match.start(1), line.start + match.end(1)) if match else None


# 民之所盼,政之所向; 民生无小事,枝叶总关情: a saying, no topic
_NO_TOPIC = re.compile(
    r"[;:]|是[^。,;]{2,16}之[本基源要道魂]|.之所.|无小事|总关情|民为邦本|国以民为"
    r"|^(?:据|近日|目前|今年(?!是)|去年|\d+月|为)"
)
_BULLETS = re.compile(r"[-·●■◆▲★ ]*")


def topic_of(line: Line) -> tuple[int, int] | None:
    """The topic sentence that opens a paragraph (短句。展开…), as a title span."""
    stop = line.text.find("。")
    if not 3 <= stop <= MAX_TOPIC_CHARS + 6 or stop + 1 >= len(line.text):
        return None
    head = line.text[:stop]
    if head.count(",") > (2 if _YEAR_OPENS.match(line.text) else 1) or _NO_TOPIC.search(head):
        return None
    return line.start + _BULLETS.match(head).end(), line.start + stop  # type: ignore[union-attr]


MIN_LOST_BREAKS_CHARS, MIN_LOST_BREAKS = (
    500,
    3,
)  # so long a paragraph of a plan with so many topics is of several whose breaks were lost


def split_topics(
    text: str, line: Line, genre: str, *, work_report: bool = False
) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """The measures inside an unnumbered paragraph, at its topic sentences.

    Args:
        work_report: a government's report of its work, whose paragraphs are of one topic unless each part tells its duty.
    """
    if parts := _stages(text, line) or _kinds_named(text, line) or _led_parts(text, line):
        yield from parts
        return
    sentences = split_sentences(text, line.start, line.end)
    if len(sentences) < 3:
        return
    announced = (
        _demands(text, sentences)
        or _orders(text, line, sentences)
        or _announced(text, sentences)
        or parallel_parts(text, sentences)
        or _respects(text, sentences)
    )
    if len(announced) >= 2:
        for position, index in enumerate(announced):
            low = sentences[index][0]
            high = sentences[announced[position + 1]][0] if position + 1 < len(announced) else line.end
            yield low, high, until_comma(text, low, high)
        return
    topics = [i for i, (a, b) in enumerate(sentences[:-1]) if is_topic(text[a:b])]
    # two topic sentences in a row: the first is the heading of the paragraph
    heads = [i for i in topics if i + 1 in topics]
    starts = [i for i in topics if i not in heads]
    if genre != "report" and line.end - line.start >= MIN_LOST_BREAKS_CHARS and len(starts) >= MIN_LOST_BREAKS:
        heads = heads[:1] if heads[:1] == [0] else []  # of several paragraphs: the first of two ends the one before
    elif topics[:1] == [0] and 0 not in heads:
        return  # the paragraph has one topic sentence, it opens it
    if len(starts) < 2 or (starts[0] > 1 and not heads and len(starts) < 3):
        return
    told = sum(bool(_RULES.search(text, *sentence)) for sentence in sentences)
    if (
        (topics[:1] == [0] or _YEAR_OPENS.match(text, line.start))
        and genre == "report"
        and told < (len(starts) if work_report else 2)
    ):
        return  # 深入实施城市更新。推进…。建设…。: in a work report a paragraph is of one topic
    if starts[0] > 1 and not heads and _NAMES_PART.fullmatch(text, *sentences[0]):
        starts = [0, *starts]
    for position, index in enumerate(starts):
        low = sentences[index][0]
        high = sentences[starts[position + 1]][0] if position + 1 < len(starts) else line.end
        # a heading sentence of the next group stands between
        for head in heads:
            if low < sentences[head][0] < high:
                high = sentences[head][0]
        yield low, high, (low, sentences[index][1] - 1)


def split_unfolded(text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """The parts of what a section's heading opens on its own line, each a topic sentence that is unfolded: 落实两项补贴。…实施康复服务。…"""
    sentences = split_sentences(text, start, end)
    topics = [i for i, (a, b) in enumerate(sentences[:-1]) if is_topic(text[a:b].strip())]
    if len(topics) < 2 or topics[0] != 0 or any(b == a + 1 for a, b in itertools.pairwise(topics)):
        return
    for position, index in enumerate(topics):
        low = sentences[index][0]
        high = sentences[topics[position + 1]][0] if position + 1 < len(topics) else end
        yield low, high, (low, sentences[index][1] - 1)


# 这一年,我们聚焦三农谋幸福,乡村振兴持续深入。聚焦农业增效益。…: opened by what the paragraph is about
_YEAR_OPENS = re.compile(
    r"(?:这一年|一年来|(?:过去|刚刚过去的?)?(?:的)?一年|五年来|这五年)(?:里|来|中)?,(?:我们"
    r"|全[市县区省])[^,。;]{2,20}(?:,[^,。;]{4,20})?。"
)


# 抓落实要快。…抓服务要实。…: parts of a speech, each opened by what it demands
_DEMAND = re.compile(r"[\u4e00-\u9fff]{2,8}(?<![主需重必])要[\u4e00-\u9fff]{1,3}。")


def _demands(text: str, sentences: list[tuple[int, int]]) -> list[int]:
    named = [i for i, (a, b) in enumerate(sentences) if _DEMAND.fullmatch(text, a, b)]
    if len(named) >= 2 and named[0] == 0:
        return named
    short = [i for i, (a, b) in enumerate(sentences) if _IN_PLACE.fullmatch(text, a, b)]
    return (
        short
        if len(short) >= MIN_LED
        and short[0] == 0
        and len({text[sentences[i][1] - 3 : sentences[i][1]] for i in short}) == 1
        else []
    )


# 摸排到位。…施工到位。…管护到位。…: as many parts, each called alike
_IN_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}(?:到位|有力|有序|过硬|精准|先行|从严|及时)。")


# 动员部署阶段(4月1日至30日),…;集中整治阶段(5月1日至10月15日),…
_STAGE = re.compile(r"(?:^|(?<=[。;\n]))[\u4e00-\u9fff]{2,10}阶段(?:\([^()]{2,36}\)[,:。]?|:)")
# 基础型整治:…。精品型整治:…。
_KIND_NAMED = re.compile(r"(?:^|(?<=[。\n]))(?P<name>[\u4e00-\u9fff“”]{3,12}):(?=[^\n:]{12})")


def _stages(text: str, line: Line) -> list[tuple[int, int, tuple[int, int] | None]]:
    """The stages that one paragraph runs through, each from its name on."""
    starts = [match.start() for match in _STAGE.finditer(text, line.start, line.end)]
    if len(starts) < 2:
        return []
    stops = [*starts[1:], line.end]
    return [(low, high, (low, text.index("阶段", low) + 2)) for low, high in zip(starts, stops, strict=True)]


def _kinds_named(text: str, line: Line) -> list[tuple[int, int, tuple[int, int] | None]]:
    """Three parts or more that a paragraph names with a colon, all of one kind: 基础型整治, 精品型整治, 特色型整治."""
    named = [match.span("name") for match in _KIND_NAMED.finditer(text, line.start, line.end)]
    if len(named) < 3 or len({text[high - 2 : high] for _, high in named}) > 1:
        return []
    stops = [*(low for low, _ in named[1:]), line.end]
    return [(low, stop, (low, high)) for (low, high), stop in zip(named, stops, strict=True)]


# 推进七大行动。即县水利局牵头,…。县农业农村局牵头,…: as many parts as are announced, each with who leads it
_SO_MANY_ACTIONS = re.compile(
    r"(?P<n>[二两三四五六七八九十]|\d{1,2})(?:大|项|个)(?:[\u4e00-\u9fff]{0,6})?(?:行动|任务|工程"
    r"|工作|举措)"
)
_LED = re.compile(r"(?:(?<=[。;:即])|(?<=[。;]即))[\u4e00-\u9fff]{2,14}(?:[局委办厅部院会社]|中心|公司)牵头,")


def _led_parts(text: str, line: Line) -> list[tuple[int, int, tuple[int, int] | None]]:
    """The parts of an announced number of actions, each opened by the body that leads it."""
    starts = [match.start() for match in _LED.finditer(text, line.start, line.end)]
    said = _SO_MANY_ACTIONS.search(text, line.start, starts[0]) if len(starts) >= MIN_LED else None
    if said is None or parse_number(said["n"]) != len(starts):
        return []
    return [(low, stop, None) for low, stop in zip(starts, [*starts[1:], line.end], strict=True)]


MIN_LED = 3
# 专栏4 测试与验证 over 测试与验证技术:开展…。综合测试平台:重点开展…。
_BOX_ENTRY = re.compile(r"(?:^|(?<=[。;\n]))[ ]*(?P<name>[^,。;:()\d\n]{3,24}):(?=[^\n:]{10})")
MIN_BOX_ENTRIES = 2


def box_entries(text: str, lines: list[Line]) -> list[tuple[int, int, tuple[int, int]]]:
    """The entries of a box of a plan (专栏), each named with a colon or by a topic sentence; [] where fewer than two tell what is done."""
    found: list[tuple[int, tuple[int, int]]] = []
    for line in lines:
        named = [match.span("name") for match in _BOX_ENTRY.finditer(text, line.start, line.end)]
        found += [(span[0], span) for span in named] or ([(line.start, topic)] if (topic := topic_of(line)) else [])
    if len(found) < MIN_BOX_ENTRIES or found[0][0] > lines[0].start + MAX_BOX_OPENING:
        return []
    stops = [low for low, _ in found[1:]] + [lines[-1].end]
    entries = [(low, high, name) for (low, name), high in zip(found, stops, strict=True)]
    telling = sum(1 for low, high, _ in entries if states_action(text[low:high]))
    return entries if telling * 3 >= len(entries) * 2 else []


MAX_BOX_OPENING = 2


# 要倒排工期,抢抓进度。剩余的…: what a leader calls for, before how it is done
_CALL = re.compile(r"(?:各[^,。;]{1,20})?要[^,。;\d]{2,12},[^,。;\d]{2,14}。")


def _orders(text: str, line: Line, sentences: list[tuple[int, int]]) -> list[int]:
    if not leader_orders(line.text):
        return []
    calls = [i for i, (a, b) in enumerate(sentences) if _CALL.fullmatch(text, a, b)]
    return calls if len(calls) >= 2 else []


def _announced(text: str, sentences: list[tuple[int, int]]) -> list[int]:
    """三支队伍, 两项机制: as many sentences that name themselves follow the announcement."""
    first = text[sentences[0][0] : sentences[min(1, len(sentences) - 1)][1]]
    match = re.search(
        r"(?:关键|重点|主要|核心|着力|要)(?:是|在于|做好|抓好|抓"
        r"|把)?[^,。]{0,8}?([二两三四五六七八\d])(?:支|个|项|大|条|方面|种|类)",
        first,
    )
    if not match:
        return []
    count = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}.get(match[1]) or int(match[1])
    noun = first[match.end() : match.end() + 2]  # 三支队伍: …队伍。…队伍。…队伍。
    echoes = [
        i
        for i, (a, b) in enumerate(sentences[1:], 1)
        if b - a <= 22 and text[a:b].rstrip("。").endswith(noun) and "," not in text[a:b]
    ]
    if len(echoes) == count:
        return echoes
    named = [
        i
        for i, (a, b) in enumerate(sentences[1:], 1)
        if _names_itself(text[a:b]) and a >= sentences[0][0] + (match.end() if match else 0)
    ]
    return named if len(named) == count else []


def _respects(text: str, sentences: list[tuple[int, int]]) -> list[int]:
    """煤炭智能开采方面,…。新能源开发方面,…: three parts or more that name what they are about."""
    named = [i for i, (a, b) in enumerate(sentences) if _RESPECT.match(text, a, b)]
    return named if len(named) >= 3 and named[0] <= 1 else []


def split_states(text: str, line: Line) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """Achievements inside a paragraph of a review, each opened by what changed: 区域合作空间不断拓展。"""
    sentences = split_sentences(text, line.start, line.end)
    starts = [i for i, (a, b) in enumerate(sentences[:-1]) if i and is_state(text[a:b])]
    if len(starts) < 2 or _YEAR_OPENS.match(text, line.start):
        return
    edges = [0, *starts]
    for position, index in enumerate(edges):
        low = sentences[index][0]
        high = sentences[edges[position + 1]][0] if position + 1 < len(edges) else line.end
        yield low, high, (low, sentences[index][1] - 1)


_COUNTS = "两三四五六七八九"
_COUNT_TOLD = re.compile("(?P<count>[两三四五六七八九])(?:个|大|项|种)(?!月|年|季|百|千|万)")
MAX_NAMED_CHARS = 9


def parallel_parts(text: str, sentences: list[tuple[int, int]]) -> list[int]:
    """Parts that open with the verb of their heading: 赋予“五项权力”…。赋予人事考核权,…"""
    heading = text[sentences[0][0] : sentences[0][1]]
    if counted := _COUNT_TOLD.search(heading):
        named = [
            index
            for index, (low, high) in enumerate(sentences[1:-1], 1)
            if high - low <= MAX_NAMED_CHARS and "," not in text[low:high]
        ]
        count = _COUNTS.index(counted["count"]) + 2
        if named[:1] == [1] and len(named) == count and all(b - a > 1 for a, b in itertools.pairwise(named)):
            return named  # 夯实三个基础,上下齐心聚合力。精心谋划。…。压实责任。…。配强力量。…
    if not re.search(r"[二两三四五六七八九十\d][项个大种条]|[“”]", heading):
        return []
    same = [i for i, (a, _b) in enumerate(sentences[1:], 1) if text[a : a + 2] == heading[:2]]
    return same if len(same) >= 3 else []
