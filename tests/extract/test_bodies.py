"""Names of bodies: their kind, lists split into names with roles, ellipsis expanded."""

from __future__ import annotations

import pytest

from policytext.extract.assignments import parse_assignment, split_names, split_top, trim_name
from policytext.extract.bodies import body_type, is_body
from policytext.extract.ellipsis import expand_ellipsis, level_of
from policytext.extract.joined_levels import merge_levels


def assigned(text: str, role: str | None = None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.role) for m in parse_assignment(text, 0, len(text), role)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市委组织部", "party"), ("市委政法委", "party"), ("市委编办", "party"), ("党组", "party"), ("街道党委", "party"), ("组织部", "party"),
        ("市民政局", "government"), ("市发展和改革委员会", "government"), ("市政府办公厅", "government"), ("物业主管部门", "government"), ("职能部门", "government"),
        ("各县(市)区", "collective"), ("各街道", "collective"), ("各成员单位", "collective"), ("各地", "collective"), ("各区(市、县)", "collective"),
        ("市中级人民法院", "judicial"), ("市检察院", "judicial"),
        ("市总工会", "mass"), ("团市委", "mass"), ("市妇联", "mass"), ("市科协", "mass"),
        ("市水务集团", "enterprise"), ("国网济南供电公司", "enterprise"),
        ("社区党组织", "grassroots"), ("业委会", "grassroots"),
    ],
)  # fmt: skip
def test_the_kind_of_a_body(name: str, kind: str) -> None:
    assert body_type(name) == kind


@pytest.mark.parametrize("name", ["市民政局", "各县(市)区", "市中级人民法院", "社区党组织", "市大数据局"])
def test_a_body_is_one(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "市委书记",
        "主要负责人",
        "网格员",
        "市长",
        "居民代表",
        "党员干部",
        "工作机制",
        "专项资金",
        "重点项目",
        "60%",
        "",
        "市民政局。",
    ],
)
def test_persons_things_and_clauses_are_no_bodies(name: str) -> None:
    assert not is_body(name)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("市民政局、市财政局", ["市民政局", "市财政局"]),
        ("市民政局、各县(市、区)政府", ["市民政局", "各县(市、区)政府"]),
        ("“甲、乙”专班、市民政局", ["“甲、乙”专班", "市民政局"]),
        ("市民政局", ["市民政局"]),
    ],
)
def test_a_separator_inside_brackets_splits_nothing(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in split_top(text, 0, len(text), "、")] == parts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市委编办及州直相关单位", ["市委编办", "州直相关单位"]),
        ("市民政局和市财政局", ["市民政局", "市财政局"]),
        ("市发展和改革委员会", ["市发展和改革委员会"]),
        ("市住房和城乡建设局", ["市住房和城乡建设局"]),
        ("市工业和信息化局与市商务局", ["市工业和信息化局", "市商务局"]),
        ("市人力资源和社会保障局", ["市人力资源和社会保障局"]),
    ],
)
def test_a_conjunction_inside_a_name_splits_nothing(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in split_names(text, 0, len(text))] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由市民政局", "市民政局"),
        ("市民政局等部门", "市民政局"),
        ("★市民政局", "市民政局"),
        ("市民政局等有关单位", "市民政局"),
        (" 市民政局 ", "市民政局"),
        ("各县(市)区", "各县(市)区"),
        ("和县人民政府", "和县人民政府"),
        ("和县级财政部门", "县级财政部门"),
        ("和布克赛尔县民政局", "和布克赛尔县民政局"),
        ("和平(江口)经开区", "和平(江口)经开区"),
        ("和市民政局", "市民政局"),
    ],
)
def test_what_surrounds_a_name_is_cut(text: str, name: str) -> None:
    assert text[slice(*trim_name(text, 0, len(text)))] == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("州、县(市)政务部门", ["州、县(市)政务部门"]),
        ("市、区(市、县)、街道", ["市", "区(市、县)", "街道"]),
        ("市民政局、县委", ["市民政局", "县委"]),
    ],
)
def test_levels_of_one_name_are_one(text: str, names: list[str]) -> None:
    spans = merge_levels(text, list(split_top(text, 0, len(text), "、")))
    assert [text[a:b] for a, b in spans] == names


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        pytest.param("市民政局、市财政局", "lead", [("市民政局", "lead"), ("市财政局", "lead")], id="the_labels_role"),
        pytest.param("市民政局牵头,市财政局、市人社局配合", None, [("市民政局", "lead"), ("市财政局", "support"), ("市人社局", "support")], id="lead_and_help"),
        pytest.param("市民政局会同市财政局负责", None, [("市民政局", "responsible"), ("市财政局", "support")], id="together_with"),
        pytest.param("市民政局、市财政局按职责分工负责", None, [("市民政局", "responsible"), ("市财政局", "responsible")], id="by_their_duties"),
        pytest.param("市民政局、市财政局等按职责分工负责,各区县政府落实", None, [("市民政局", "responsible"), ("市财政局", "responsible"), ("各区县政府", "responsible")], id="and_others"),
        pytest.param("市民政局、市财政局,各县(市、区)政府", None, [("市民政局", "responsible"), ("市财政局", "responsible"), ("各县(市、区)政府", "responsible")], id="no_verb"),
        pytest.param("牵头单位:市民政局;配合单位:市财政局", None, [("市民政局", "lead"), ("市财政局", "support")], id="labels_inside"),
        pytest.param("市民政局(牵头)、市财政局", "responsible", [("市民政局", "lead"), ("市财政局", "responsible")], id="a_mark_in_brackets"),
        pytest.param("责任单位:市民政局;责任人:李明", None, [("市民政局", "responsible")], id="persons_are_left_out"),
    ],
)  # fmt: skip
def test_a_list_gives_each_body_its_role(text: str, role: str | None, expected: list[tuple[str, str]]) -> None:
    assert assigned(text, role) == expected


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (["市委组织部", "社会工作部"], ["市委组织部", "市委社会工作部"]),
        (["市民政局", "市场监督管理局", "邮政管理局"], ["市民政局", "市市场监督管理局", "市邮政管理局"]),
        (["市委组织部", "宣传部", "民政局"], ["市委组织部", "市委宣传部", "市民政局"]),
        (["市民政局", "各区县政府"], ["市民政局", "各区县政府"]),
        (["市民政局", "团市委"], ["市民政局", "团市委"]),
        (["省财政厅", "民政厅"], ["省财政厅", "省民政厅"]),
        (["民政局", "财政局"], ["民政局", "财政局"]),
        (["各级党委", "政府", "组织部"], ["各级党委", "各级政府", "组织部"]),
        (["镇党委", "政府", "财政所"], ["镇党委", "镇政府", "镇财政所"]),
        ([], []),
    ],
)
def test_an_ellipsis_is_expanded_by_the_name_before(names: list[str], full: list[str]) -> None:
    assert expand_ellipsis(names) == full


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("市委组织部", "市委"),
        ("市民政局", "市"),
        ("省财政厅", "省"),
        ("民政局", None),
        ("市场监督管理局", None),
        ("市政工程处", None),
    ],
)
def test_the_level_stands_at_the_start_of_a_name(name: str, level: str | None) -> None:
    assert level_of(name) == level
