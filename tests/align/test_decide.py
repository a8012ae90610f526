"""Link types by region, date and title."""

from __future__ import annotations

import pytest

from policytext.align.decide import contains, link_type
from policytext.align.editions import later
from tests.align.stubs import document


@pytest.mark.parametrize(
    ("a", "b", "kind", "swapped"),
    [
        (("济南市", "2024", "甲方案"), ("青岛市", "2024", "乙方案"), "peer", False),
        (("山东省", "2023", "甲方案"), ("青岛市", "2024", "乙方案"), "parent", False),
        (("槐荫区", "2024", "甲方案"), ("济南市", "2023", "乙方案"), "parent", True),
        (("全国", "2022", "甲方案"), ("槐荫区", "2023", "乙方案"), "parent", False),
        (("安徽省", "2022", "甲方案"), ("济南市", "2023", "乙方案"), "peer", False),  # not its province
        (("槐荫区", "2024", "甲方案"), ("青岛市", "2023", "乙方案"), "peer", False),  # not its city
        (("山东省", "2025", "甲方案"), ("青岛市", "2023", "乙方案"), "peer", False),  # the parent came later
        (
            ("济南市", "2024", "济南市2024年政府工作报告"),
            ("济南市", "2023", "济南市2023年政府工作报告"),
            "version",
            True,
        ),
        (
            ("济南市", "2024", "济南市2024年政府工作报告"),
            ("济南市", "2021-09-15", "济南市打造数字先锋城市推进方案"),
            "peer",
            False,
        ),
        ((None, None, "甲方案"), ("济南市", "2023", "乙方案"), "peer", False),
    ],
)
def test_link_type(a: tuple[str | None, ...], b: tuple[str | None, ...], kind: str, swapped: bool) -> None:
    left, right = (document(f"d{n}", where, date=date, title=title) for n, (where, date, title) in enumerate((a, b)))
    assert link_type(left, right) == (kind, swapped)


def test_dates_compare_at_the_precision_that_both_have() -> None:
    assert later("2024-05-01", "2023")
    assert not later("2024-05-01", "2024")
    assert not later(None, "2024")


def test_a_region_does_not_contain_itself() -> None:
    assert not contains(document("a", "济南市"), document("b", "济南市"))
