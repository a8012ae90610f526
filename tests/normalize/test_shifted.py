"""Headings whose bytes a page shifted keep their numbers, and words where they can be read."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.normalize.shifted import with_numbers


def shifted(heading: str) -> str:
    """As such a page shows it: the first byte of the indent lost, pairs that are no character dropped."""
    return "?" + ("\u3000" + heading).encode("gb18030")[1:].decode("gbk", "ignore")


@pytest.mark.parametrize("numeral", "一二三四五七八九十")
def test_the_number_is_put_together(numeral: str) -> None:
    source = shifted(f"（{numeral}）建设高标准农田。新增三万亩。")
    folded = with_numbers(source)
    assert len(folded) == len(source)
    assert folded.strip().startswith(f"({numeral})")


def test_words_are_read_up_to_where_the_bytes_fall_into_step() -> None:
    assert "(一)建设高标准农" in with_numbers(shifted("（一）建设高标准农田"))


def test_items_are_items_again() -> None:
    source = "\n".join(shifted(f"（{numeral}）推进项目建设。") + "县住建局负责新建泵站3座。" for numeral in "一二三")
    assert [line.strip()[:3] for line in normalize(source).text.split("\n")] == ["(一)", "(二)", "(三)"]


@pytest.mark.parametrize("source", ["这是谁的责任?。各单位要认真落实。", "ㄒ唬┬陆ā", "?。", "?。ㄅㄆㄇ"])
def test_other_signs_stay(source: str) -> None:
    assert with_numbers(source) == source
