"""What a time means, with and without a date to count from; nothing comes from the clock."""

from __future__ import annotations

from datetime import date

import pytest

from policytext.extract.deadlines import find_times
from policytext.normalize.offsets import normalize
from policytext.resolve.periods import Reference, ResolvedTime, month_end, parse_year, resolve_time

ISSUED = Reference(year=2023, day=date(2023, 3, 8), document_year=2023)


def resolve(source: str, reference: Reference = ISSUED, *, stated: bool = False) -> ResolvedTime:
    text = normalize(source).text
    (mention,) = find_times(text, 0, len(text), stated=stated)
    return resolve_time(mention, reference)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("2025年底前完成改造。", "2025-12-31"), ("2022年底前完成改造。", "2022-12-31"), ("到2025年，覆盖率达到90%。", "2025-12-31"),
        ("2025年6月底前完成改造。", "2025-06-30"), ("2024年2月底前完成改造。", "2024-02-29"), ("2025年6月30日前完成改造。", "2025-06-30"),
        ("2025年上半年完成改造。", "2025-06-30"), ("2025年三季度末完成改造。", "2025-09-30"), ("2025年6月上旬完成改造。", "2025-06-10"),
        ("2025年6月中旬完成改造。", "2025-06-20"), ("二〇二五年底前完成改造。", "2025-12-31"),
    ],
)  # fmt: skip
def test_a_limit_with_its_year_is_its_last_day(source: str, value: str) -> None:
    assert resolve(source, Reference()) == ResolvedTime("by", value, "text", value)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("年底前完成改造。", "2023-12-31"),
        ("6月底前完成改造。", "2023-06-30"),
        ("明年底前完成改造。", "2024-12-31"),
        ("一季度末完成改造。", "2023-03-31"),
    ],
)
def test_a_relative_limit_counts_from_the_document(source: str, value: str) -> None:
    assert resolve(source) == ResolvedTime("by", value, "document_date", value)


@pytest.mark.parametrize("source", ["年底前完成改造。", "6月底前完成改造。", "今年完成改造。", "“七一”前完成走访。"])
def test_without_a_date_a_relative_time_stays_unresolved(source: str) -> None:
    found = resolve(source, Reference())
    assert (found.value, found.resolved_from, found.resolved_end) == (None, None, None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("今年完成改造。", ResolvedTime("during", "2023-01-01/2023-12-31", "document_date", "2023-12-31"), id="this_year"),
        pytest.param("年内完成改造。", ResolvedTime("during", "2023-01-01/2023-12-31", "document_date", "2023-12-31"), id="within_the_year"),
        pytest.param("2023-2025年，每个街道建成服务站。", ResolvedTime("during", "2023-01-01/2025-12-31", "text", "2025-12-31"), id="years"),
        pytest.param("“十四五”期间建成服务站。", ResolvedTime("during", "2021-01-01/2025-12-31", "plan_period", "2025-12-31"), id="plan_period"),
        pytest.param("“十四五”末建成服务站。", ResolvedTime("by", "2025-12-31", "plan_period", "2025-12-31"), id="end_of_a_plan_period"),
        pytest.param("“十五五”期间建成服务站。", ResolvedTime("during", "2026-01-01/2030-12-31", "plan_period", "2030-12-31"), id="next_plan_period"),
        pytest.param("从2025年起推行清单制度。", ResolvedTime("from", "2025-01-01", "text", None), id="from_a_year"),
        pytest.param("“七一”前完成走访。", ResolvedTime("by", "2023-07-01", "named_day", "2023-07-01"), id="named_day"),
        pytest.param("元旦前完成走访。", ResolvedTime("by", "2024-01-01", "named_day", "2024-01-01"), id="new_year_is_the_next"),
        pytest.param("2024年春节前完成走访。", ResolvedTime("by", "2024-02-10", "named_day", "2024-02-10"), id="spring_festival"),
        pytest.param("力争用3年左右时间实现全覆盖。", ResolvedTime("duration", "P3Y", "document_date", "2026-03-07"), id="duration"),
        pytest.param("每年组织培训。", ResolvedTime("recurring", "R/P1Y", None, None), id="yearly"),
        pytest.param("每季度召开联席会议。", ResolvedTime("recurring", "R/P3M", None, None), id="quarterly"),
        pytest.param("每月5日、15日、25日开展走访。", ResolvedTime("recurring", "R/P1M", None, None), id="days_of_a_month"),
        pytest.param("每周召开例会。", ResolvedTime("recurring", "R/P1W", None, None), id="weekly"),
    ],
)  # fmt: skip
def test_a_time_has_type_value_and_anchor(source: str, expected: ResolvedTime) -> None:
    found = resolve(source)
    assert (found.type, found.value, found.resolved_end) == (expected.type, expected.value, expected.resolved_end)
    assert expected.resolved_from is None or found.resolved_from == expected.resolved_from


def test_a_duration_counts_from_the_start_of_the_plan() -> None:
    found = resolve("三年内完成改造。", Reference(year=2024, document_year=2024, plan_start=2025, plan_end=2027))
    assert (found.value, found.resolved_end) == ("P3Y", "2027-12-31")


@pytest.mark.parametrize("source", ["长期坚持", "持续推进"])
def test_a_lasting_time_has_no_value(source: str) -> None:
    assert resolve(source, stated=True) == ResolvedTime("ongoing", None, None, None)


def test_an_event_has_no_value() -> None:
    found = resolve("社区“两委”换届工作结束后完成岗位调整。")
    assert (found.type, found.value) == ("event", None)


@pytest.mark.parametrize(
    ("written", "year"),
    [("2025", 2025), ("25", 2025), ("二〇二五", 2025), ("二○二五", 2025), ("0205", None), ("三", None)],
)
def test_a_written_year_is_a_number(written: str, year: int | None) -> None:
    assert parse_year(written) == year


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2024, 2, "2024-02-29"), (2023, 2, "2023-02-28"), (2025, 4, "2025-04-30"), (2025, 12, "2025-12-31")],
)
def test_a_month_ends_by_the_calendar(year: int, month: int, day: str) -> None:
    assert month_end(year, month) == day


@pytest.mark.parametrize(
    ("source", "until"),
    [
        ("即日起至12月底，组织开展排查。", "2023-12-31"), ("自即日起至明年3月底，开展整治。", "2024-03-31"), ("从现在起到2月底，开展专项检查。", "2024-02-29"),
        ("自本通知印发之日起至二〇二五年六月，集中清理。", "2025-06-30"),
    ],
)  # fmt: skip
def test_from_now_on_begins_on_the_documents_day(source: str, until: str) -> None:
    assert resolve(source) == ResolvedTime("during", f"2023-03-08/{until}", "document_date", until)


@pytest.mark.parametrize("reference", [Reference(), Reference(year=2023, document_year=2023)])
def test_from_now_on_without_a_day_stays_unresolved(reference: Reference) -> None:
    assert resolve("即日起至12月底，组织开展排查。", reference) == ResolvedTime("during", None, None, None)


def test_from_now_on_to_a_day_that_is_over_stays_unresolved() -> None:
    assert resolve("即日起至2022年12月底，组织开展排查。") == ResolvedTime("during", None, None, None)
