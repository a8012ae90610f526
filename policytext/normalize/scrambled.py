"""A page whose punctuation was shuffled: 排查装备水平低,环保设施差的小型工业企业.2016年底前、依法取缔。

Some sites copy a text as one block and set 。 . , 、 and spaces for each other. What sentences there were cannot be
told any more; numbers of items, and bodies listed behind each other, can.
"""

from __future__ import annotations

import re

_DOT = re.compile(r"(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
MIN_DOTS = 8
MIN_STOPS = 8
MIN_LINE_CHARS = 250  # on average: a shuffled page is a block

_MARK = "[。.,、; ]"
# 。一,狠抓…  ,1.取缔…: the number of an item, whatever stands before and behind it
_HAN_ITEM = re.compile(
    rf"(?P<before>{_MARK})(?P<number>[一二三四五六七八九十]{{1,3}})(?P<behind>[。.,、])"
    rf"(?=[\u4e00-\u9fff]{{4,20}}{_MARK})"
)
_ITEM = re.compile(rf"(?P<before>{_MARK})(?=\d{{1,2}}[.、][\u4e00-\u9fff]{{4}})")
_BETWEEN_BODIES = re.compile(
    r"(?<=[局委办厅部府会院])[。.,]"
    r"(?=(?:[省市县区州旗镇各][\u4e00-\u9fff]{1,12}?(?:[局委办厅部府会院]|公司|中心|集团))(?:等"
    r"|[。.,、]|牵头|负责|配合|参与|落实))"
)
# 市环保局牵头 behind the text of an item
_WHO = re.compile(rf"{_MARK}(?=[省市县区州][\u4e00-\u9fff、.。,]{{2,60}}?牵头(?:负责)?{_MARK})")


def is_scrambled(folded: str) -> bool:
    """Whether dots and stops both stand all over a text of few, long lines."""
    if folded.count(".") < MIN_DOTS or folded.count("。") < MIN_STOPS:
        return False
    return len(_DOT.findall(folded)) >= MIN_DOTS and len(folded) >= MIN_LINE_CHARS * (folded.count("\n") + 1)


def mend(folded: str) -> str:
    """The text, of the same length, with one sign before the numbers of items, between bodies, and a comma where a dot or a gap stood for one."""
    folded = _GAP.sub(",", folded)
    folded = _HAN_ITEM.sub(lambda match: f"。{match['number']}、", folded)
    folded = _ITEM.sub("。", folded)
    folded = _BETWEEN_BODIES.sub("、", folded)
    folded = _WHO.sub("。", folded)
    return _DOT.sub(",", folded)
