"""Pages whose punctuation was shuffled: the numbers of items and lists of bodies are mended, nothing else is touched."""

from __future__ import annotations

from policytext.normalize.characters import fold
from policytext.normalize.scrambled import is_scrambled

SHUFFLED = (
    "阜城县水源保护方案为保护水源,结合实际.制定本方案。一。总体要求坚持保护优先,防治结合.形成长效机制。二、主要任务.一、狠抓污染防治,"
    "1.取缔小作坊。全面排查设备简陋,设施缺失的作坊.2016年年底前、依法取缔不符合政策的项目。县环保局牵头,县经信局.县公安局。县供电公司等配合 "
    "各乡镇政府负责落实、2.治理集聚区,集中区污水设施全部建成并联网、逾期未完成的 一律暂停审批。县发改局牵头.县商务局参与、"
    "3.完善管网。新建管网同步设计 同步施工.同步投运。每年改造老旧管网三十公里。县住建局牵头,县财政局配合. 4.防治面源污染,划定禁养区.关闭养殖场.推行清洁生产.县农业局牵头,县畜牧局配合。"
)


def test_items_and_bodies_are_mended() -> None:
    folded = fold(SHUFFLED)
    assert len(folded) == len(SHUFFLED)
    assert "。1.取缔小作坊" in folded
    assert "。2.治理集聚区" in folded
    assert "县经信局、县公安局、县供电公司等配合" in folded
    assert "。县发改局牵头" in folded


def test_a_page_of_lines_is_none() -> None:
    assert not is_scrambled(SHUFFLED.replace("。", "。\n"))


def test_dots_for_every_stop_are_stops() -> None:
    dotted = "加强管理.完善制度.开展培训.落实责任.建立台账.组织演练.定期检查.及时整改.通报结果.强化保障."
    assert fold(dotted) == dotted.replace(".", "。")
