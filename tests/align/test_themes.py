"""Groups without chaining, and their labels."""

from __future__ import annotations

import numpy as np

from policytext.align import align_records
from policytext.align.encode import HashedNgramEncoder
from policytext.align.passages import prepare
from policytext.align.score import Scorer, load_weights
from policytext.align.themes import MAX_GROUP, _linked, _merged, components, label_phrases, split
from tests.align.stubs import document, measure


def scorer_of(*texts: tuple[str, str]) -> Scorer:
    documents = [document(f"d{n}", None) for n in range(len(texts))]
    measures = [measure(f"d{n}", 0, title, body) for n, (title, body) in enumerate(texts)]
    return Scorer(prepare(documents, [], measures), HashedNgramEncoder(), load_weights())


def test_two_aims_that_share_only_a_bridge_stay_apart() -> None:
    homes = "改造城镇老旧小区，加装电梯，更新燃气管网"
    wind = "建设海上风电基地和抽水蓄能电站，发展新型储能"
    scorer = scorer_of(("改造老旧小区", homes), ("老旧小区改造", homes + "。"), ("改造小区与发展风电", homes + "；" + wind),
                       ("发展海上风电", wind), ("建设海上风电", wind + "。"))
    groups = [group.members for group in split([0, 1, 2, 3, 4], scorer)]
    assert not any(0 in group and 3 in group for group in groups)
    assert any(0 in group and 1 in group for group in groups)
    assert any(3 in group and 4 in group for group in groups)


def test_a_theme_has_two_members_at_least() -> None:
    scorer = scorer_of(("改造老旧小区", "加装电梯"), ("发展海上风电", "抽水蓄能"))
    assert split([0, 1], scorer) == []


def test_components_are_cut_where_they_are_too_large() -> None:
    numbers = np.arange(3 * MAX_GROUP)
    found = components(numbers, numbers + 1, 0.5 + 0.4 * (numbers % 7) / 7)
    assert max(map(len, found)) <= MAX_GROUP
    assert sorted(node for part in found for node in part) == sorted({node for part in found for node in part})


def test_many_members_give_the_groups_of_few() -> None:
    random = np.random.default_rng(6)
    aims = np.repeat(np.arange(6), [30, 5, 20, 1, 12, 2])
    close = np.where(aims[:, None] == aims[None, :], 0.8, 0.1) + random.uniform(-0.1, 0.1, (70, 70))
    close = (close + close.T) / 2
    np.fill_diagonal(close, 0.0)
    small = {tuple(sorted(places)) for places in _merged(close, 0.4)}
    assert small == {tuple(sorted(places)) for places in _linked(close, 0.4)}
    assert len(small) == 6


def test_labels_lose_their_opening_verbs() -> None:
    assert label_phrases("持续优化营商环境")[0] == "营商环境"
    assert label_phrases("加快推进老旧小区改造,提升居住品质")[0] == "老旧小区改造"
    assert label_phrases("强化宣传引导") == []
    assert label_phrases("毫不放松抓好风险防控") == ["风险防控"]
    assert label_phrases("深化重点领域改革") == ["重点领域改革"]


def theme_of(*titles: str, body: str, places: tuple[str, ...] = ("济南市", "青岛市", "济宁市")) -> str:
    documents = [document(f"d{n}", place) for n, place in zip(range(len(titles)), places, strict=False)]
    measures = [measure(f"d{n}", 0, title, body) for n, title in enumerate(titles)]
    [theme] = align_records(documents, [], measures, [], encoder=HashedNgramEncoder()).themes
    return theme.label


def test_a_label_does_not_break_off_where_a_place_stood() -> None:
    label = theme_of("加快建设健康青岛", "提高健康济南建设水平", "建设医疗高地", body="推进医院建设和公共卫生体系，完善医疗服务。")
    assert label != "建设健康"


def test_a_word_that_only_one_document_has_names_no_theme() -> None:
    assert "海洋" not in theme_of("打造海洋产业集群", "打造优势产业集群", "打造先进产业集群", body="推动产业集群和产业链发展，壮大链主企业。")


def test_what_a_report_admits_is_no_aim() -> None:
    documents = [document("a", "济南市", genre="report"), document("b", "青岛市", genre="report")]
    told = "经济社会发展还存在一些困难和问题，稳定经济增长的基础还不够牢固。"
    measures = [measure(d.doc_id, 0, "我们也清醒认识到", told, kind="achievement") for d in documents]
    assert align_records(documents, [], measures, []).links == ()
