"""Headings whose GBK bytes a page shifted by one: ``?。ㄒ唬┘忧孔橹斓肌?`` is （一）加强组织领导.

A site cut the first byte of the two that indent a line, so that each character is made of the halves of two, up to
where the bytes fall into step again; a pair of halves that is no character was dropped. What can be put together again
is; where the words cannot, the number can.
"""

from __future__ import annotations

import re

#: What is left of 一）, 二） …, and the bytes of the pair that was dropped behind it.
_NUMBERS = {
    "ㄒ唬": ("一", b""),
    "ǘ": ("二", b"\xfe\xa3"),
    "ㄈ": ("三", b"\xfd\xa3"),
    "ㄋ模": ("四", b""),
    "ㄎ澹": ("五", b""),
    "ㄆ撸": ("七", b""),
    "ò耍": ("八", b""),
    "ň牛": ("九", b""),
    "ㄊ": ("十", b"\xae\xa3"),
}
_SHIFTED = re.compile(
    rf"(?:(?<=[\n。;])|^)(?P<lost>[ \u3000]*\?。)(?P<number>{'|'.join(_NUMBERS)})"
    rf"(?P<words>[^\x00-\x7f\n]{{0,60}})"
)
_COMMON = range(0xB0, 0xD8)  # the lead bytes of GB 2312's first level, the characters in use
_MARKS = frozenset("()（）、，。；：“”《》")


def with_numbers(folded: str) -> str:
    """The text, of the same length, with the number of each such heading and as many of its words as can be read."""
    return _SHIFTED.sub(_put_together, folded) if "?。" in folded else folded


def _put_together(match: re.Match[str]) -> str:
    numeral, dropped = _NUMBERS[match["number"]]
    head = f"({numeral})"
    words = re.sub(r"^[)）]", " ", match["words"])  # what was dropped brought the bytes into step again
    pad = " " * (len(match["lost"]) + len(match["number"]) - len(head))
    read = ""
    for end in range(1, len(words) + 1):
        try:
            data = b"\xa1" + ("。" + match["number"]).encode("gb18030") + dropped + words[:end].encode("gb18030")
            text = data[: len(data) // 2 * 2].decode("gb18030")
        except UnicodeError:
            break
        told = text.partition("）")[2]
        if f"（{numeral}）" not in text or not all(_is_common(sign) for sign in told):
            break
        read = told
    # of the words read, the first took the place of half of the mark behind the number
    return pad + head + read + words[len(read) :] if read else pad + head + words


def _is_common(sign: str) -> bool:
    return sign in _MARKS or sign.encode("gb18030")[0] in _COMMON
