"""The whole of alignment over small records."""

from __future__ import annotations

import dataclasses
import random
import re
import sys

import numpy as np
import pytest

from policytext.align import Settings, align_records
from policytext.align.encode import HashedNgramEncoder
from policytext.align.score import PARTS
from policytext.errors import ConfigError
from policytext.export.jsonl import dump_line
from tests.align.stubs import document, measure, three_cities, unit


def aligned(**fields: object):  # type: ignore[no-untyped-def]
    documents, measures = three_cities()
    return align_records(documents, [], measures, [], **fields)  # type: ignore[arg-type]


def pairs(result) -> set[frozenset[str]]:  # type: ignore[no-untyped-def]
    return {frozenset((link.source, link.target)) for link in result.links}


def test_same_aims_in_other_words_are_linked() -> None:
    assert pairs(aligned()) >= {
        frozenset(("jinan-m0", "qingdao-m0")),
        frozenset(("jinan-m0", "jining-m0")),
        frozenset(("qingdao-m0", "jining-m0")),
        frozenset(("jinan-m1", "qingdao-m1")),
        frozenset(("jinan-m2", "jining-m1")),
    }


def test_same_words_with_another_object_are_not_linked() -> None:
    assert frozenset(("qingdao-m2", "jining-m2")) not in pairs(aligned())  # 网格员队伍 / 网格党组织


def test_formulas_are_not_linked() -> None:
    assert frozenset(("jinan-m3", "qingdao-m3")) not in pairs(aligned())


def test_why_adds_up_to_the_score_and_shows_what_is_shared() -> None:
    for link in aligned().links:
        assert sum(reason.value * reason.weight for reason in link.why) == pytest.approx(link.score, abs=2e-4)
        assert [reason.part for reason in link.why] == [part for part in PARTS if part in {r.part for r in link.why}]
        assert 0 < link.score <= 1
    best = next(link for link in aligned().links if {link.source, link.target} == {"jinan-m0", "qingdao-m0"})
    assert "一件事" in (next(r.detail for r in best.why if r.part == "body_terms") or "")


def test_shared_units_and_indicators_raise_the_score() -> None:
    documents, measures = three_cities()
    plain = align_records(documents, [], measures, [])
    with_units = [dataclasses.replace(m, units=(unit("市行政审批局"),)) if m.order == 0 else m for m in measures]
    shared = align_records(documents, [], with_units, [])
    score = {frozenset((x.source, x.target)): x.score for x in plain.links}
    more = {frozenset((x.source, x.target)): x.score for x in shared.links}
    assert more[frozenset(("jinan-m0", "qingdao-m0"))] > score[frozenset(("jinan-m0", "qingdao-m0"))]


def test_themes_group_linked_measures_with_labels_of_their_own_terms() -> None:
    themes = aligned().themes
    assert themes[0].measures == ("jinan-m0", "qingdao-m0", "jining-m0")
    assert themes[0].label == "营商环境"
    assert themes[0].regions == ("济南市", "青岛市", "济宁市")
    assert all(re.search("小区|风电|营商", theme.label) for theme in themes)


def test_result_is_the_same_twice_and_for_any_order_of_measures() -> None:
    documents, measures = three_cities()
    first = aligned()
    again = align_records(documents, [], measures, [])
    assert [dump_line(x) for x in (*first.links, *first.themes)] == [
        dump_line(x) for x in (*again.links, *again.themes)
    ]
    shuffled = list(measures)
    random.Random(3).shuffle(shuffled)
    other = align_records(documents, [], shuffled, [])
    assert pairs(other) == pairs(first)
    assert {frozenset(t.measures) for t in other.themes} == {frozenset(t.measures) for t in first.themes}


def test_measures_of_one_document_are_never_linked() -> None:
    documents, measures = three_cities()
    twins = [*measures, dataclasses.replace(measures[0], measure_id="jinan-m9", order=9)]
    for link in align_records(documents, [], twins, []).links:
        assert link.source.split("-")[0] != link.target.split("-")[0]


def test_identical_measures_of_many_documents_are_linked_once_a_pair() -> None:
    documents = [document(f"d{n}", "济南市", title=f"第{n}号方案甲乙丙" * 2) for n in range(4)]
    measures = [measure(f"d{n}", 0, "改造城镇老旧小区", "加装电梯，改造燃气管网。") for n in range(4)]
    result = align_records(documents, [], measures, [])
    assert len(result.links) == 6
    assert result.notes["distinct"] == 1
    assert len(result.themes) == 1


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_align_gives_nothing(count: int) -> None:
    documents, measures = three_cities()
    result = align_records(documents, [], measures[:count], [])
    assert (result.links, result.themes, result.comparisons) == ((), (), ())


def test_measures_without_words_do_no_harm() -> None:
    documents, _ = three_cities()
    odd = [measure("jinan", 0, "!!", ""), measure("qingdao", 0, "!!", ""), measure("jining", 0, "1", "。")]
    align_records(documents, [], odd, [])


def test_a_stub_encoder_will_do_and_is_named() -> None:
    result = aligned(encoder=HashedNgramEncoder())
    assert result.notes["encoder"] == "hashed-ngrams-256"
    assert result.links


def test_a_stricter_threshold_gives_fewer_links() -> None:
    strict, loose = aligned(settings=Settings(link=0.95)), aligned(settings=Settings(link=0.2))
    assert pairs(strict) <= pairs(loose)
    assert len(strict.links) < len(loose.links)


def test_a_review_is_not_put_beside_anothers_plans() -> None:
    documents, measures = three_cities()
    told = [dataclasses.replace(m, kind="achievement") if m.measure_id == "jinan-m0" else m for m in measures]
    assert all("jinan-m0" not in (link.source, link.target) for link in align_records(documents, [], told, []).links)
    report = [dataclasses.replace(m, kind="achievement") if m.doc_id == "jinan" else m for m in measures]
    assert frozenset(("jinan-m0", "qingdao-m0")) in pairs(align_records(documents, [], report, []))


def test_achievements_can_be_left_out() -> None:
    documents, measures = three_cities()
    told = [dataclasses.replace(m, kind="achievement") if m.doc_id == "jinan" else m for m in measures]
    result = align_records(documents, [], told, [], settings=Settings(achievements=False))
    assert all("jinan" not in link.source + link.target for link in result.links)


def test_faiss_gives_the_links_of_the_exact_product() -> None:
    pytest.importorskip("faiss")
    exact, near = aligned(), aligned(settings=Settings(exact_limit=2))
    assert near.notes["probes"] > 0 == exact.notes["probes"]
    assert near.notes["recall"] == 1.0
    assert near.links == exact.links
    assert near.themes == exact.themes


def test_many_measures_without_faiss_are_refused_before_they_are_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    class Untouched(HashedNgramEncoder):
        def encode(self, texts: list[str]) -> np.ndarray:
            raise AssertionError("encoded")

    monkeypatch.setitem(sys.modules, "faiss", None)
    with pytest.raises(ConfigError, match="11 different measures"):
        aligned(settings=Settings(exact_limit=2), encoder=Untouched())


def test_identical_texts_are_encoded_once() -> None:
    seen: list[str] = []

    class Listening(HashedNgramEncoder):
        def encode(self, texts: list[str]) -> np.ndarray:
            seen.extend(texts)
            return super().encode(texts)

    measures = [measure(f"d{n}", 0, "改造城镇老旧小区", "加装电梯。") for n in range(5)]
    result = align_records([document(f"d{n}", None) for n in range(5)], [], measures, [], encoder=Listening())
    assert len(seen) == 2  # a title, a body
    assert len(result.links) == 10


def test_links_too_many_to_hold_are_the_same_links(monkeypatch: pytest.MonkeyPatch) -> None:
    held = aligned()
    monkeypatch.setitem(vars(sys.modules["policytext.align"]), "MAX_LINKS_HELD", 0)
    read = aligned()
    assert not isinstance(read.links, tuple)
    assert tuple(read.links) == held.links
