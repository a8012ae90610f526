"""Places told by short names before what they do: 汉台、南郑、洋县轮值承办; 双江、太安等镇要…."""

from __future__ import annotations

import re

from policytext.extract.assignments import split_top
from policytext.extract.bodies import BodyMention, is_body
from policytext.extract.cues import A_COUNT_THERE, NO_FEWER, TIME_BETWEEN, cues
from policytext.extract.doing import acts_at
from policytext.extract.duties import role_after
from policytext.extract.names import PLACES_TOLD
from policytext.extract.places import is_place, is_short_place

# 三台县、梓潼县加快建设园区; 高青县常家镇打造示范园
PLACE_ACTS = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?(?:[县市旗镇乡]|街道|(?<=[\u4e00-\u9fff]{2})区))(?=[、和]"
    r"|[^的域场区级县市长委人政民际内里有])"
)
_TOWNS = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{2,3}、)+[\u4e00-\u9fff]{2,3}(?:(?:镇|乡|街道)(?:办事处"
    r"|(?:人民)?政府|党委)?|社区居委会|社区|村|农场|林场|牧场|渔场"
    r"|(?:交警|渔政|执法|消防)(?:中队|大队)|(?:派出|供电|司法|税务|财政|国土)所|卫生院|公司|集团"
    r"|(?:风)?电[站场]|支行|管护站))(?=[^、和\u3000])"
)
_THEIR_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:局|委(?!托|派)|办(?!理|好)|(?:人民)?政府|管委会)")
# 尤其是镇赉县、通榆县等存量较大的地方,要…
_SUCH_PLACES = re.compile(
    r"(?:尤其是|特别是|其中)?"
    r"(?P<list>[\u4e00-\u9fff]{2,5}(?:、[\u4e00-\u9fff]{2,5})+?)等[^,。;]{2,14}的(?:地方|地区"
    r"|县[市区]?|乡镇|市县),(?:更?要|应|须)"
)
# 东泉、大草滩三乡7月15日前全部进场; 茅贡、平寨四乡,今冬要建成…
_BY_WHEN = re.compile(
    rf"(?:{TIME_BETWEEN})(?<=[前底内])(?:全部|全面|完成)?[\u4e00-\u9fff]{{2}}"
    rf"|各(?![项类级地镇乡县区市])[\u4e00-\u9fff][^,。;]{{0,6}}[\d一二两三四五]|先行|合计"
    rf"|任务(?:最|较|更)|带头|率先"
)
_THEN_MODAL = re.compile(rf",(?:今[冬春夏秋]|{TIME_BETWEEN})?(?:要|须|应当?|务必|负责|完成|建成)")
MAX_PLACE_CHARS = 4


def places_that_act(text: str, begin: int, high: int) -> list[BodyMention]:
    """汉台、南郑、洋县轮值承办; 双江、太安等镇要…: places told by short names, before what they do."""
    if named := _SUCH_PLACES.match(text, begin):
        spans = list(split_top(text, *named.span("list"), "、"))
        return (
            [BodyMention(a, b, "responsible") for a, b in spans] if all(is_place(text[a:b]) for a, b in spans) else []
        )
    first = text.find("、", begin, begin + MAX_PLACE_CHARS + 1)
    if first < begin + 2 or text[begin] in "在于到从对向":
        return []
    words = cues()
    if named := PLACES_TOLD.match(text, begin, high):
        spans = [
            (named.start("list") + part.start(), named.start("list") + part.end())
            for part in re.finditer("[^、]+", named["list"])
        ]
        after = named.end()
        if office := _THEIR_OFFICE.match(text, after, high):
            spans[-1], after = (spans[-1][0], office.end()), office.end()  # 榆林、延安两市水务局
        acts = (
            words.modal.match(text, after, high)
            or acts_at(text, after, high)
            or _BY_WHEN.match(text, after, high)
            or (after == high and _THEN_MODAL.match(text, high))
        )
        if A_COUNT_THERE.match(text, after, high):
            return []
        if not acts or any(
            (is_body(text[a:b]) and not is_place(text[a:b]) and b <= named.end()) or words.verb_start.match(text, a, b)
            for a, b in spans
        ):
            return []
        return [BodyMention(a, b, role_after(text, after, high)) for a, b in spans]
    if (towns := _TOWNS.match(text, begin, high)) and (
        words.modal.match(text, towns.end(), high)
        or acts_at(text, towns.end(), high)
        or _BY_WHEN.match(text, towns.end(), high)
    ):
        spans = list(split_top(text, *towns.span("list"), "、"))
        if not any(is_body(text[a:b]) or words.verb_start.match(text, a, b) for a, b in spans[:-1]):
            return [BodyMention(a, b, role_after(text, towns.end(), high)) for a, b in spans]
    spans = list(split_top(text, begin, min(high, begin + 60), "、"))
    if any(not is_short_place(text[a:b]) for a, b in spans[:-1]) or NO_FEWER.search(
        text, spans[-1][0], min(high, spans[-1][1] + 8)
    ):
        return []
    low = spans[-1][0]
    for after in range(min(high, low + MAX_PLACE_CHARS), low + 1, -1):
        if is_short_place(text[low:after]) and (
            words.modal.match(text, after, high) or words.verb_start.match(text, after, high)
        ):
            return [BodyMention(a, b, role_after(text, after, high)) for a, b in [*spans[:-1], (low, after)]]
    return []
