"""What a document states once for all: its rules about units, its short names, its years."""

from __future__ import annotations

from datetime import date

import pytest

from policytext.normalize.offsets import normalize
from policytext.resolve.context import (
    document_reference,
    find_abbreviations,
    find_rules,
    year_of_heading,
    year_told,
)


@pytest.mark.parametrize(
    "source",
    [
        "排在第一位的为牵头单位。",
        "（列第一位的为牵头单位）",
        "各项任务中第一个单位为牵头单位。",
        "排名第一的单位为牵头单位。",
        "责任单位中排在首位或标注“牵头”的为牵头单位。",
    ],
)
def test_the_first_body_leads_where_the_document_says_so(source: str) -> None:
    text = normalize(source).text
    rules = find_rules(text, 0, len(text))
    assert [rule.kind for rule in rules] == ["first_is_lead"]


@pytest.mark.parametrize(
    ("source", "bodies"),
    [
        ("以下均需各市政府落实，不再列出。", ["各市政府"]),
        ("以下任务均需各区政府负责，不再列出。", ["各区政府"]),
        ("各项任务均需各县（市、区）政府落实，不再逐一列出。", ["各县(市、区)政府"]),
    ],
)
def test_a_body_named_once_for_all_is_a_rule(source: str, bodies: list[str]) -> None:
    text = normalize(source).text
    (rule,) = find_rules(text, 0, len(text))
    assert rule.kind == "default_bodies"
    assert [text[b.start : b.end] for b in rule.bodies] == bodies
    assert [b.role for b in rule.bodies] == ["responsible"] * len(bodies)
    assert rule.at <= len(text)


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("2.以上各项目均由市政府督查室负责督办，表中不再列出。", "市政府督查室"),
        ("各项任务均由市“无废城市”建设工作专班办公室负责督导。", "市“无废城市”建设工作专班办公室"),
    ],
)
def test_a_body_that_watches_all_tasks_is_a_rule(source: str, body: str) -> None:
    text = normalize(source).text
    (rule,) = find_rules(text, 0, len(text))
    assert [(text[b.start : b.end], b.role) for b in rule.bodies] == [(body, "supervise")]


@pytest.mark.parametrize(
    "source",
    [
        "市民政局牵头，各街道落实。",
        "把民生放在第一位。",
        "其他事项不再列出。",
        "该项目由市督查室负责督办。",
        "项目由县住建局验收。",
        "各项工作由市督查室督导。",
        "",
    ],
)
def test_a_usual_sentence_is_no_rule(source: str) -> None:
    text = normalize(source).text
    assert find_rules(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("由市委社会工作部（以下简称“市委社工部”）统筹。", {"市委社工部": "市委社会工作部"}),
        (
            "由市社区治理工作领导小组办公室（以下简称市治理办，下同）统筹。",
            {"市治理办": "市社区治理工作领导小组办公室"},
        ),
        ("由市民政局统筹。", {}),
        ("落实社区服务（以下简称“服务”）事项。", {}),
    ],
)
def test_a_short_name_stands_for_the_full_one(source: str, expected: dict[str, str]) -> None:
    text = normalize(source).text
    assert find_abbreviations(text, 0, len(text)) == expected


@pytest.mark.parametrize(
    ("day", "title", "year", "exact"),
    [
        pytest.param("2023-03-08", None, 2023, date(2023, 3, 8), id="day"),
        pytest.param("2023-03", None, 2023, None, id="month"),
        pytest.param("2023", None, 2023, None, id="year"),
        pytest.param(None, "2024年社区治理工作要点", 2024, None, id="title"),
        pytest.param("2023-12-28", "2024年社区治理工作要点", 2024, date(2023, 12, 28), id="the_plans_year_counts"),
        pytest.param("2023-03-08", "2015年方案的后续安排", 2023, date(2023, 3, 8), id="a_far_year_does_not"),
        pytest.param(None, None, None, None, id="nothing_known"),
    ],
)
def test_relative_times_count_from_date_or_plan(
    day: str | None, title: str | None, year: int | None, exact: date | None
) -> None:
    found = document_reference(day, title)
    assert (found.year, found.day) == (year, exact)


@pytest.mark.parametrize(
    "title",
    ["社区服务提升行动方案(2024-2026年)", "2024-2026年社区服务提升行动方案", "社区服务提升行动方案(2024年至2026年)"],
)
def test_the_years_of_a_plan_are_its_period(title: str) -> None:
    found = document_reference(None, title)
    assert (found.plan_start, found.plan_end) == (2024, 2026)


@pytest.mark.parametrize(
    ("heading", "year"),
    [("2024年重点工作", 2024), ("2023年工作回顾和2024年安排", None), ("重点任务", None), (None, None)],
)
def test_a_heading_may_name_the_year_of_its_section(heading: str | None, year: int | None) -> None:
    assert year_of_heading(heading) == year


@pytest.mark.parametrize(
    ("lead", "year"),
    [
        ("2013年主要工作 2013年是贯彻落实党的十八大精神的第一年。", "2013"),
        ("现对外发布2014年“民生十件事”责任分解表。", "2014"),
        ("现将2015年惠民实事任务分解下达。到2020年建成示范区。", None),  # a later year: whose tasks are these?
        ("2013年主要工作和2014年主要工作。", None),
        ("20xx年主要工作。2013年主要工作。", None),
        ("各地要抓好落实。", None),
    ],
)
def test_the_text_itself_may_tell_its_year(lead: str, year: str | None) -> None:
    assert year_told(lead) == year
