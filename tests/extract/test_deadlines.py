"""Times that bound an action, as written; ``tests/cases/deadlines.jsonl`` has them at length."""

from __future__ import annotations

import pytest

from policytext.extract.deadlines import find_times
from policytext.normalize.offsets import normalize


def times(source: str, *, stated: bool = False) -> list[tuple[str, str]]:
    """Text and kind of each time of a passage."""
    text = normalize(source).text
    return [(text[t.start : t.end], t.kind) for t in find_times(text, 0, len(text), stated=stated)]


@pytest.mark.parametrize(
    ("source", "span", "kind"),
    [
        ("2025年底前完成改造。", "2025年底前", "calendar"),
        ("年底前完成改造。", "年底前", "calendar"),
        ("今年正式启动管网改造。", "今年", "calendar"),
        ("今年适时出台管理办法。", "今年", "calendar"),
        ("6月底前完成改造。", "6月底前", "calendar"),
        ("各镇五月二十五日前报送名册。", "五月二十五日前", "calendar"),
        ("每十天清一次淤泥。", "每十天", "recurring"),
        ("到2025年，覆盖率达到90%。", "到2025年", "calendar"),
        ("从2025年起推行清单制度。", "从2025年起", "calendar"),
        ("“十四五”期间建成服务站。", "“十四五”期间", "plan"),
        ("“七一”前完成走访。", "“七一”前", "named"),
        ("每季度召开联席会议。", "每季度", "recurring"),
        ("每月5日、15日、25日开展走访。", "每月5日、15日、25日", "recurring"),
        ("力争用3年左右时间实现全覆盖。", "力争用3年左右时间", "duration"),
        ("三年内完成改造。", "三年内", "duration"),
    ],
)
def test_a_time_that_bounds_an_action_is_found(source: str, span: str, kind: str) -> None:
    assert times(source) == [(span, kind)]


@pytest.mark.parametrize(
    "source",
    [
        "2020年共召开联席会议12次。", "近年来社区服务不断完善。", "2023年以来新建服务站。", "落实《2021—2025年社区服务规划》要求。",
        "按照济政发〔2023〕5号要求抓好落实。", "健全工作机制。", "",
    ],
)  # fmt: skip
def test_a_time_of_the_past_or_of_a_name_is_none(source: str) -> None:
    assert times(source) == []


@pytest.mark.parametrize(
    ("source", "span", "kind"),
    [
        ("长期坚持", "长期坚持", "ongoing"),
        ("2024-06-30", "2024-06-30", "calendar"),
        ("持续推进", "持续推进", "ongoing"),
        ("2024年3月", "2024年3月", "calendar"),
    ],
)
def test_in_a_stated_limit_any_time_counts(source: str, span: str, kind: str) -> None:
    assert times(source, stated=True) == [(span, kind)]


@pytest.mark.parametrize("source", ["长期坚持问题导向", "持续推进社区治理"])
def test_elsewhere_it_does_not(source: str) -> None:
    assert times(source) == []


def test_the_parts_travel_with_the_mention() -> None:
    text = "2025年6月底前完成改造。"
    (found,) = find_times(text, 0, len(text))
    assert (found.start, found.end) == (0, 9)
    assert (found.year, found.month, found.part, found.bound, found.since) == ("2025", "6", "底", "前", False)


def test_several_times_come_in_order_without_overlaps() -> None:
    assert [span for span, _ in times("3月底前制定方案，6月底前完成排查，年底前全面完成整改。")] == [
        "3月底前",
        "6月底前",
        "年底前",
    ]


def test_a_whole_year_in_a_stated_limit_is_one_time() -> None:
    assert times("全年开展3次", stated=True) == [("全年", "calendar")]


def test_a_stretch_in_dots_counts_in_a_stated_limit_only() -> None:
    assert times("2025.3-2025.12", stated=True) == [("2025.3-2025.12", "stretch")]
    assert times("比值为2025.3-2025.12") == []
