"""Damage is told by signs in the text alone; a clean text has none."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.records import Quality
from policytext.structure.quality import assess, count_spun

CLEAN = (
    "各街道要完善治理机制，统筹各部门力量，服务居民群众，整合基层资源，组织志愿服务活动，发挥社区作用，加强人员管理。\n"
)
#: each common word stands only inside a longer one, as a synonym machine leaves it
SPUN = "各街道要完善环境治理监督机制，统筹规划职能部门精神力量，面向广大群众，资源整合进农村基层，发挥促进作用。\n"


def judge(source: str, **options: int) -> Quality:
    return assess(source, normalize(source).text, **options)


def test_a_clean_text_has_no_flags() -> None:
    assert judge(CLEAN * 8) == Quality(score=1.0, flags=())


def test_a_spun_text_is_flagged() -> None:
    quality = judge(SPUN * 8)
    assert "machine_spun" in quality.flags
    assert quality.score == 0.5


@pytest.mark.parametrize(
    ("text", "expected"), [(CLEAN * 8, False), (SPUN * 8, True), (CLEAN * 8 + SPUN * 2, False), (SPUN, False)]
)
def test_words_count_as_swapped_when_hardly_one_stands_alone(text: str, expected: bool) -> None:
    assert (count_spun(text) >= 4) is expected


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        pytest.param("各 级 要 把 社 区 治 理 摆 在 重 要 位 置，完 善 机 制。", "ocr_noise", id="spaces_inside_words"),
        pytest.param("推動發(fā)展，優(yōu)化環(huán)境，提升產(chǎn)業(yè)。", "pinyin_gloss", id="glosses"),
        pytest.param("到0205年，建成社区服务站。", "digits_damaged", id="digits_of_a_year_in_disorder"),
        pytest.param("各街道要配齐社区工作者，并", "truncated", id="ends_in_the_middle"),
        pytest.param("打造“一站、建设“一网、培育“一队、落实“一单。", "unbalanced_quotes", id="quotes_that_never_close"),
        pytest.param("由××街道牵头，某区民政局配合。", "template_text", id="placeholders"),
        pytest.param("各街道\ufffd要配齐\ufffd人员。", "garbled", id="replacement_characters"),
    ],
)
def test_damage_is_flagged(text: str, flag: str) -> None:
    assert judge(text).flags == (flag,)


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，建成社区服务站。",
        "各街道要配齐人员。\n济南市民政局\n2024年3月8日",
        "（此件公开发布）",
        "落实“一站一网”。",
    ],
)
def test_usual_endings_and_years_are_no_damage(text: str) -> None:
    assert judge(text).flags == ()


@pytest.mark.parametrize(("removed", "flags"), [(0, ()), (2, ()), (3, ("boilerplate_removed",))])
def test_removed_furniture_is_told_and_costs_nothing(removed: int, flags: tuple[str, ...]) -> None:
    assert judge(CLEAN, removed_lines=removed) == Quality(score=1.0, flags=flags)


def test_an_empty_text_is_not_damaged() -> None:
    assert judge("") == Quality()


def test_the_score_stays_between_zero_and_one() -> None:
    text = SPUN * 8 + "各\ufffd 级\ufffd 要 把 社 区 治 理 摆 在 重 要 位 置，完 善 机 制，到0205年“并“且“又"
    quality = judge(text)
    assert 0.0 <= quality.score < 0.5
    assert len(quality.flags) >= 4


def test_a_table_at_the_end_is_no_broken_sentence() -> None:
    assert "truncated" not in judge(CLEAN + "任务\t时限\n建设站点\t长期坚持\n").flags


def test_what_the_reader_says_counts_like_what_is_seen() -> None:
    text = "全市新建社区食堂20处，由市民政局牵头。"
    plain, scanned = assess(text, text), assess(text, text, known=("ocr_noise",))
    assert scanned.flags == ("ocr_noise",)
    assert scanned.score < plain.score
