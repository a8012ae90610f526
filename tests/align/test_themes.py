"""Groups without chaining, and their labels."""

from __future__ import annotations

import numpy as np

from policytext.align import align_records
from policytext.align.candidates import pair_codes
from policytext.align.encode import HashedNgramEncoder
from policytext.align.labels import label_phrases
from policytext.align.passages import prepare
from policytext.align.score import Scorer, load_weights
from policytext.align.themes import MAX_GROUP, _linked, _merged, components, split
from tests.align.stubs import document, measure


def scorer_of(*texts: tuple[str, str]) -> Scorer:
    documents = [document(f"d{n}", None) for n in range(len(texts))]
    measures = [measure(f"d{n}", 0, title, body) for n, (title, body) in enumerate(texts)]
    return Scorer(prepare(documents, [], measures), HashedNgramEncoder(), load_weights())


def all_linked(count: int) -> np.ndarray:
    return pair_codes(*np.triu_indices(count, k=1), count)


def groups_of(*told: tuple[str, str, str]) -> list[set[str]]:
    """The themes of measures ``(city, title, body)``, each as its titles."""
    cities = list(dict.fromkeys(city for city, _, _ in told))
    measures = [measure(city, n, title, body) for n, (city, title, body) in enumerate(told)]
    titles = {m.measure_id: m.title or "" for m in measures}
    found = align_records([document(city, city) for city in cities], [], measures, [], encoder=HashedNgramEncoder())
    return [{titles[measure_id] for measure_id in theme.measures} for theme in found.themes]


RENEWAL = "推进城市更新和老旧小区改造，加装电梯，更新燃气管网，提升小区居住品质"
CLEANING = "深化城市精细化管理，推进生活垃圾分类，整治背街小巷，治理交通拥堵"


def test_two_documents_that_tell_two_aims_apart_are_believed_and_one_that_does_not_stands_in_both() -> None:
    found = groups_of(
        ("济南市", "推进城市更新", RENEWAL + "。"),
        ("济南市", "城市精细管理", CLEANING + "。"),
        ("青岛市", "实施城市更新", RENEWAL),
        ("青岛市", "加强城市精细化管理", CLEANING),
        ("济宁市", "提升城市内涵品质", f"{RENEWAL}。{CLEANING}"),
    )
    assert sorted(map(sorted, found)) == [
        ["加强城市精细化管理", "城市精细管理", "提升城市内涵品质"],
        ["实施城市更新", "推进城市更新", "提升城市内涵品质"],
    ]


def test_one_document_that_splits_an_aim_does_not_split_the_row() -> None:
    found = groups_of(
        ("济南市", "加快发展现代农业", "建设高标准农田，培育种业龙头企业，壮大农业产业化龙头企业，打造农产品品牌"),
        ("青岛市", "发展现代农业", "建设高标准农田，培育种业龙头企业，壮大农业产业化龙头企业，打造农产品品牌。"),
        ("济宁市", "发展种业和现代农业", "建设高标准农田，培育种业龙头企业"),
        ("济宁市", "大力发展现代农业", "壮大农业产业化龙头企业，打造农产品品牌"),
    )
    assert [len(titles) for titles in found] == [4]


ROADS = "加快建设高速铁路、高速公路和机场，打通市际道路，争创综合交通枢纽城市"


def test_a_member_whose_title_most_have_nothing_to_do_with_is_left_out() -> None:
    found = groups_of(
        ("济南市", "建设都市圈", f"协同编制都市圈规划。{ROADS}。共建产业协作园区，共享医疗教育资源"),
        ("青岛市", "深化都市圈同城合作", f"协同编制都市圈规划。{ROADS}。共建产业协作园区，共享医疗教育资源。"),
        ("济宁市", "畅通外联大通道", f"{ROADS}。共建产业协作园区"),
    )
    assert all("畅通外联大通道" not in titles for titles in found)
    assert {"建设都市圈", "深化都市圈同城合作"} in found


def test_two_aims_that_share_only_a_bridge_stay_apart() -> None:
    homes = "改造城镇老旧小区，加装电梯，更新燃气管网"
    wind = "建设海上风电基地和抽水蓄能电站，发展新型储能"
    scorer = scorer_of(
        ("改造老旧小区", homes),
        ("老旧小区改造", homes + "。"),
        ("改造小区与发展风电", homes + "；" + wind),
        ("发展海上风电", wind),
        ("建设海上风电", wind + "。"),
    )
    groups = [group.members for group in split([0, 1, 2, 3, 4], scorer, all_linked(5))]
    assert not any(0 in group and 3 in group for group in groups)
    assert any(0 in group and 1 in group for group in groups)
    assert any(3 in group and 4 in group for group in groups)


def test_a_theme_has_two_members_at_least() -> None:
    scorer = scorer_of(("改造老旧小区", "加装电梯"), ("发展海上风电", "抽水蓄能"))
    assert split([0, 1], scorer, all_linked(2)) == []


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
    small = {tuple(sorted(places)) for places in _merged(close, 0.4, np.arange(70))}
    assert small == {tuple(sorted(places)) for places in _linked(close, 0.4)}
    assert len(small) == 6


def test_labels_lose_their_opening_verbs() -> None:
    assert label_phrases("持续优化营商环境")[0] == "营商环境"
    assert label_phrases("加快推进老旧小区改造,提升居住品质")[0] == "老旧小区改造"
    assert label_phrases("强化宣传引导") == []
    assert label_phrases("毫不放松抓好风险防控") == ["风险防控"]
    assert label_phrases("深化重点领域改革") == ["重点领域改革"]
    assert label_phrases("持续用力推动房地产市场止跌回稳") == ["房地产市场止跌回稳"]
    assert label_phrases("更大力度推进文旅深度融合") == ["文旅深度融合"]


def test_a_label_does_not_begin_or_end_inside_a_word() -> None:
    assert label_phrases("完善要素市场制度和规则") == ["要素市场制度和规则"]
    assert label_phrases("大力发展大数据产业") == ["大数据产业"]


def test_labels_lose_what_is_said_of_a_name() -> None:
    assert label_phrases("民生保障显著提升") == ["民生保障"]
    assert label_phrases("提高县域经济发展水平") == ["县域经济发展"]
    assert label_phrases("乡村振兴成效更加明显") == ["乡村振兴"]


def test_a_sentence_a_preposition_or_a_figure_is_no_label() -> None:
    assert label_phrases("聚力在发展新质生产力上取得新突破") == []
    assert label_phrases("累计建成基站4600个") == []
    assert label_phrases("提升食品、药品安全抽检水平和开展放心消费活动") == []


def theme_of(*titles: str, body: str, places: tuple[str, ...] = ("济南市", "青岛市", "济宁市")) -> str:
    documents = [document(f"d{n}", place) for n, place in zip(range(len(titles)), places, strict=False)]
    measures = [measure(f"d{n}", 0, title, body) for n, title in enumerate(titles)]
    [theme] = align_records(documents, [], measures, [], encoder=HashedNgramEncoder()).themes
    return theme.label


def test_a_label_does_not_break_off_where_a_place_stood() -> None:
    label = theme_of(
        "加快建设健康青岛", "提高健康济南建设水平", "建设医疗高地", body="推进医院建设和公共卫生体系，完善医疗服务。"
    )
    assert label != "建设健康"


def test_a_label_is_what_the_titles_share() -> None:
    body = "建设城市更新片区，改造老旧小区，更新燃气管网。"
    assert theme_of("深入实施城市更新", "着力提升城市更新品质", "完善城市更新机制", body=body) == "城市更新"
    assert theme_of("实施城市“焕新”行动", "推进城市更新", "城市更新提质", body=body) == "城市更新"


def test_a_place_inside_a_title_does_not_glue_its_sides_together() -> None:
    assert "健康建设" not in theme_of(
        "提高健康济南建设水平", "建设医疗高地", body="推进医院建设和公共卫生体系，完善医疗服务。"
    )


def test_formulas_of_two_editions_are_named_by_themselves() -> None:
    documents = [
        document(f"d{n}", "济南市", title=f"济南市数字经济行动计划({year}年)", date=str(year))
        for n, year in enumerate((2023, 2024))
    ]
    text = "坚持链长制一体推进，建立链主企业诉求直通车联系机制，协调解决重大问题。"
    measures = [measure(f"d{n}", 0, "强化组织领导", text) for n in range(2)]
    assert [t.label for t in align_records(documents, [], measures, [], encoder=HashedNgramEncoder()).themes] == [
        "组织领导"
    ]


def test_a_word_that_only_one_document_has_names_no_theme() -> None:
    assert "海洋" not in theme_of(
        "打造海洋产业集群", "打造优势产业集群", "打造先进产业集群", body="推动产业集群和产业链发展，壮大链主企业。"
    )


def test_what_a_report_admits_is_no_aim() -> None:
    documents = [document("a", "济南市", genre="report"), document("b", "青岛市", genre="report")]
    told = "经济社会发展还存在一些困难和问题，稳定经济增长的基础还不够牢固。"
    measures = [measure(d.doc_id, 0, "我们也清醒认识到", told, kind="achievement") for d in documents]
    assert align_records(documents, [], measures, []).links == ()
