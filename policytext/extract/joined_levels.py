"""Levels that a list of bodies tells apart, joined to the one name that they make: 各州、市、县人民政府."""

from __future__ import annotations

import re

from policytext.extract.bodies import is_body

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
