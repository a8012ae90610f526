"""Damage loses as little as it can, and nothing is invented for what is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.evaluate import normalize as bare
from policytext.normalize.characters import fold
from policytext.pipeline import extract_text
from policytext.records import Extraction


def extract(text: str) -> Extraction:
    return extract_text(text, path="plan.txt", sha256="0" * 64)


def figures(extraction: Extraction, shared: str) -> set[tuple[str, float | None, str]]:
    """Targets and aims whose words, and some before them, stand in ``shared`` (folded, without marks)."""
    records = [*(t for m in extraction.measures for t in m.targets), *(aim.target for aim in extraction.aims)]
    found = set()
    for record in records:
        context = bare(fold(extraction.source[max(0, record.start - 12) : record.end]))
        if context in shared:
            found.add((bare(fold(record.text)), record.value, record.comparator))
    return found


@pytest.mark.parametrize(("clean", "other"), [("119", "120"), ("121", "122")], ids=["spaced", "traditional"])
def test_twins_of_one_text_give_the_same_figures(shared: Path, clean: str, other: str) -> None:
    plans = shared / "corpus" / "plans"
    first, second = (extract(next(plans.glob(f"{n}_*.txt")).read_bytes().decode("utf-8")) for n in (clean, other))
    a, b = bare(fold(first.source)), bare(fold(second.source))
    assert figures(first, b) == figures(second, a)


PLAN = (
    "临沂市推进城市更新工作方案\n\n一、重点任务\n"
    "1.改造老旧小区。2025年底前改造老旧小区120个，惠及居民3.5万户。（市住房城乡建设局牵头，市财政局配合）\n"
    "2.建设便民站点。每个社区至少建设1处便民服务站，覆盖率达到95%以上。（市民政局负责）\n"
)


def summary(extraction: Extraction) -> list[tuple]:  # type: ignore[type-arg]
    """What was found, without offsets and spelling."""
    return [
        (
            [(u.role, bare(fold(u.name))) for u in m.units],
            [(t.value, t.comparator, bare(fold(t.unit or ""))) for t in m.targets],
            [(d.type, d.value) for d in m.deadlines],
        )
        for m in extraction.measures
    ]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text.replace("，", " ， ").replace("年", " 年 ").replace("个", " 个"), id="spaces"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="bom_and_crlf"),
        pytest.param(
            lambda text: text.replace("，", ",").replace("（", "(").replace("）", ")"), id="ascii_punctuation"
        ),
        pytest.param(lambda text: text.replace("城", "\u200b城").replace("市", "市\u00ad"), id="zero_width"),
        pytest.param(lambda text: text.replace("，", "，\ue5e5").replace("局", "\ue5e5局"), id="private_use_spaces"),
        pytest.param(lambda text: text.replace("0", "０").replace("5", "５").replace("%", "％"), id="full_width"),
    ],
)
def test_layout_damage_changes_no_record(damage) -> None:  # type: ignore[no-untyped-def]
    assert summary(extract(damage(PLAN))) == summary(extract(PLAN))


def test_a_digit_that_a_page_lost_stays_missing() -> None:
    lost = extract(PLAN.replace("120个", "个").replace("3.5万户", "万户").replace("2025年", "年"))
    first = lost.measures[0]
    assert [t.value for t in first.targets] == []
    assert all(d.value is None for d in first.deadlines)
    assert [(u.role, u.name) for u in first.units] == [("lead", "市住房城乡建设局"), ("support", "市财政局")]


@pytest.mark.parametrize("glyph", ["\ue123", "\uf06c", "\ufffd"], ids=ascii)
def test_a_number_beside_a_glyph_without_a_meaning_is_not_read(glyph: str) -> None:
    damaged = PLAN.replace("120个", f"{glyph}20个").replace("3.5万户", f"3{glyph}5万户").replace("95%", f"9{glyph}%")
    damaged = damaged.replace("2025年", f"20{glyph}5年")
    first, second = extract(damaged).measures
    assert first.targets == ()
    assert all(d.value is None for d in first.deadlines)
    assert [(t.value, t.unit) for t in second.targets] == [(1, "处")]
    assert [u.name for u in first.units] == ["市住房城乡建设局", "市财政局"]


def test_a_private_use_bullet_leaves_the_number_after_it() -> None:
    (measure,) = extract("临沂市工作方案\n\n一、重点任务\n1.改造老旧小区。\n\uf06c120个小区完成改造。\n").measures
    assert [(t.value, t.unit) for t in measure.targets] == [(120, "个")]


def test_a_text_cut_short_keeps_what_stands_there() -> None:
    cut = extract(PLAN[: PLAN.index("覆盖率")])
    assert [m.title for m in cut.measures] == ["改造老旧小区", "建设便民站点"]
    assert [(t.value, t.comparator) for t in cut.measures[1].targets] == [(1, "ge")]
    assert cut.measures[1].units == ()


def test_damage_lowers_confidence() -> None:
    garbled = PLAN.replace("重点", "锟斤拷").replace("便民", "��") + "锟斤拷" * 20
    clean, damaged = extract(PLAN), extract(garbled)
    assert damaged.documents[0].quality.score < clean.documents[0].quality.score
    assert damaged.measures[0].confidence < clean.measures[0].confidence
    assert damaged.documents[0].warnings
