"""Numerals by GB/T 15835-2011, and what is none."""

from __future__ import annotations

import pytest

from policytext.normalize.numerals import parse_chinese, parse_decimal, parse_fraction, parse_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("60", 60), ("1,862", 1862), ("18.5", 18.5), ("1.3万", 13000), ("1.3 万", 13000), ("705万", 7_050_000),
        ("3亿5千万", 350_000_000), ("1万2千", 12_000), ("0.1万", 1000), ("2.4亿", 240_000_000),
        ("十", 10), ("十二", 12), ("二十", 20), ("廿五", 25), ("一百", 100), ("一百零五", 105), ("一百二", 120),
        ("三千五百", 3500), ("一万二千", 12_000), ("三万五", 35_000), ("两亿", 200_000_000), ("一万零三百", 10_300),
        ("二〇二五", 2025), ("半", 0.5), ("两", 2), ("贰拾叁", 23), ("十万", 100_000), ("一百一十", 110),
    ],
)  # fmt: skip
def test_a_numeral_is_a_number(written: str, value: float) -> None:
    assert parse_number(written) == value


@pytest.mark.parametrize("written", ["", " ", "个", "三个", "十分之", "1.3万件", "第一", "1.", "5千3万", "〇点"])
def test_what_is_no_numeral_as_a_whole_is_none(written: str) -> None:
    assert parse_number(written) is None


@pytest.mark.parametrize(
    ("written", "value"), [("一亿三千万", 130_000_000), ("九百九十九", 999), ("一千零一", 1001), ("二十万", 200_000)]
)
def test_chinese_scales_add_up(written: str, value: float) -> None:
    assert parse_chinese(written) == value


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("百分之八十五", 85, "%"), ("百分之三点五", 3.5, "%"), ("千分之三", 3, "‰"), ("万分之五", 0.0005, None),
        ("三分之二", 2 / 3, None), ("1/2", 0.5, None), ("八成", 80, "%"), ("八成半", 85, "%"), ("5成", 50, "%"),
        ("百分之90", 90, "%"),
    ],
)  # fmt: skip
def test_a_fraction_has_value_and_unit(written: str, value: float, unit: str | None) -> None:
    found = parse_fraction(written)
    assert found is not None
    assert found[0] == pytest.approx(value)
    assert found[1] == unit


@pytest.mark.parametrize("written", ["过半", "半数", "1/0", "分之二", "三分之", "八成人", "零分之一"])
def test_what_is_no_fraction_is_none(written: str) -> None:
    assert parse_fraction(written) is None


@pytest.mark.parametrize(
    ("written", "value"), [("三点五", 3.5), ("十二点零八", 12.08), ("六", 6), ("三点", None), ("三点十", None)]
)
def test_a_point_opens_decimals(written: str, value: float | None) -> None:
    assert parse_decimal(written) == value
