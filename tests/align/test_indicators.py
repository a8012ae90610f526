"""Indicator names, quantity units and bases: what is one thing and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from policytext.align.indicators import indicator_key, like_for_like
from tests.align.stubs import target


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("地区生产总值", "地区生产总值"),
        ("全市GDP", "地区生产总值"),
        ("到2025年全省生产总值", "地区生产总值"),
        ("高新技术企业数量", "高新技术企业"),
        ("小区覆盖面", "小区覆盖率"),
        ("物业服务覆盖比例", "物业服务覆盖率"),
        ("进出口总额", "进出口总额"),
        ("外贸进出口", "进出口总额"),
        ("社会消费品零售总额", "社会消费品零售总额"),
        ("“专精特新”中小企业总数", "专精特新中小企业"),
        ("規模以上工業增加值", "规模以上工业增加值"),
        ("新增5G基站", "新增5G基站"),
    ],
)
def test_names_of_one_indicator_share_a_key(name: str, key: str) -> None:
    assert indicator_key(name) == key


@pytest.mark.parametrize("name", [None, "", "户", "规模", "全市总投资", "数量", "全市的"])
def test_a_name_that_does_not_say_of_what_has_no_key(name: str | None) -> None:
    assert indicator_key(name) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("网格员", "网格员薪酬"),
        ("新增5G基站", "5G基站"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("贷款余额", "贷款"),
    ],
)
def test_different_indicators_keep_different_keys(a: str, b: str) -> None:
    assert indicator_key(a) != indicator_key(b)


@pytest.mark.parametrize(
    ("fields", "reference", "value"),
    [
        ({"value": 3, "unit": "万人"}, {"value": 1, "unit": "人"}, 30000),
        ({"value": 2, "unit": "亿元"}, {"value": 1, "unit": "万元"}, 20000),
        ({"value": 5, "unit": "‰"}, {"value": 1, "unit": "%"}, 0.5),
        ({"value": 0.5, "unit": None}, {"value": 1, "unit": "%"}, 50),
        ({"value": 12, "unit": "人", "base": "每百户"}, {"value": 1, "unit": "人", "base": "每户"}, 0.12),
        ({"value": 18, "unit": "人", "base": "每万人"}, {"value": 1, "unit": "人", "base": "每千人"}, 1.8),
        ({"value": 15, "unit": "亩"}, {"value": 1, "unit": "公顷"}, 1),
        ({"value": 7, "unit": "家"}, {"value": 1, "unit": "个"}, 7),
        ({"value": 4, "unit": "批"}, {"value": 1, "unit": "批"}, 4),
    ],
)
def test_exact_multiples_convert(fields: dict[str, Any], reference: dict[str, Any], value: float) -> None:
    like = like_for_like(target("x", "甲乙", **fields), target("y", "甲乙", **reference))
    assert like.refused is None
    assert like.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("fields", "reference", "reason"),
    [
        ({"value": 5, "unit": "%"}, {"value": 5, "unit": "百分点"}, "different unit"),
        ({"value": 5, "unit": "%", "change": "increase"}, {"value": 5, "unit": "%"}, "different change"),
        ({"value": 5, "unit": "%", "base": "2020年"}, {"value": 5, "unit": "%", "base": "2022年"}, "different base"),
        ({"value": 5, "unit": "户"}, {"value": 5, "unit": "人"}, "different unit"),
        ({"value": 5, "unit": "元"}, {"value": 5, "unit": "美元"}, "different unit"),
        ({"value": 5, "unit": "批"}, {"value": 5, "unit": None}, "different unit"),
        ({"value": 5, "unit": "人", "base": "每户"}, {"value": 5, "unit": "人", "base": "每个网格"}, "different base"),
    ],
)
def test_what_cannot_be_proved_is_refused(fields: dict[str, Any], reference: dict[str, Any], reason: str) -> None:
    like = like_for_like(target("x", "甲乙", **fields), target("y", "甲乙", **reference))
    assert like.value is None
    assert like.refused is not None
    assert like.refused.startswith(reason)
