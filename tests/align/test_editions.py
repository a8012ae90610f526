"""Editions of one plan: the same body, the same subject, and which came later."""

from __future__ import annotations

import pytest

from policytext.align.editions import _alike, chains, later_edition, same_plan, subject
from tests.align.stubs import document


@pytest.mark.parametrize(
    ("title", "region", "about"),
    [
        ("济南市2024年政府工作报告", "济南市", "政府"),
        ("天津市城镇老旧小区更新改造工作方案(征求意见稿)", "天津市", "城镇老旧小区更新改造"),
        ("盐城市数字经济发展三年行动计划（2022—2024年）", "盐城市", "数字经济发展"),
        ("关于印发济南市打造数字先锋城市推进方案的通知", "济南市", "打造数字先锋城市"),
        ("工作方案", "济南市", "工作方案"),
    ],
)
def test_the_subject_of_a_title(title: str, region: str, about: str) -> None:
    assert subject(title, region) == about


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("济南市2023年政府工作报告", "2024年政府工作报告", True),
        ("济南市老旧小区改造工作方案（征求意见稿）", "济南市老旧小区改造实施方案", True),
        ("济南市老旧小区改造办法（试行）", "济南市老旧小区改造办法（2024年修订）", True),
        ("济南市数字政府建设实施方案", "济南市政府重点工作任务实施方案", False),
        ("济南市服务业数字化转型行动方案", "济南市制造业数字化转型行动方案", False),
        ("济南市2024年政府工作报告", "济南市打造数字先锋城市推进方案", False),
    ],
)
def test_editions_of_one_plan(a: str, b: str, same: bool) -> None:
    assert same_plan(document("a", "济南市", title=a), document("b", "济南市", title=b)) is same


def test_another_body_has_no_edition_of_it() -> None:
    assert not same_plan(
        document("a", "济南市", title="老旧小区改造方案"), document("b", "青岛市", title="老旧小区改造方案")
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("老旧小区改造方案", "2024-05-01"), ("老旧小区改造方案", "2023")),
        (("2024年政府工作报告", None), ("2023年政府工作报告", None)),
        (("改造方案", None), ("改造方案（征求意见稿）", None)),
        (("改造方案（修订）", "2024"), ("改造方案", "2024-05-01")),
        (("改造方案", None), ("改造方案（试行）", None)),
    ],
)
def test_the_later_edition(a: tuple[str, str | None], b: tuple[str, str | None]) -> None:
    first, second = (document(str(n), "济南市", title=title, date=date) for n, (title, date) in enumerate((a, b)))
    assert later_edition(first, second)
    assert not later_edition(second, first)


def test_each_edition_is_followed_by_the_next_one() -> None:
    reports = [
        document(f"r{year}", "济南市", title=f"{year}年政府工作报告", date=str(year)) for year in (2024, 2022, 2023)
    ]
    assert [(a.doc_id, b.doc_id) for a, b in chains(reports)] == [("r2022", "r2023"), ("r2023", "r2024")]


def test_two_copies_whose_order_is_unknown_are_no_pair() -> None:
    assert chains([document("a", "济南市", title="改造方案"), document("b", "济南市", title="改造方案")]) == []


def test_no_pair_is_lost_by_looking_at_rare_characters_only() -> None:
    about = [
        "政府",
        "老旧小区改造",
        "老旧小区更新改造",
        "小区",
        "制造业数字化转型",
        "服务业数字化转型",
        "数字化转型",
        "改造",
        "区",
    ]
    titles = [
        f"{year}年{subject}工作方案{stage}"
        for year in (2022, 2024)
        for subject in about
        for stage in ("", "（征求意见稿）")
    ]
    own = [document(f"d{n}", "济南市", title=title) for n, title in enumerate(titles)]
    own += [
        document("r1", "济南市", title=None, genre="report", date="2020"),
        document("r2", "济南市", title="政府工作报告", genre="report", date="2021"),
    ]
    for a, alike in zip(own, _alike(own), strict=True):
        assert {b.doc_id for b in own if same_plan(a, b)} <= {b.doc_id for b in alike}
    assert ("r1", "r2") in [(a.doc_id, b.doc_id) for a, b in chains(own)]
