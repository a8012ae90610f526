"""Words, terms, formulas, unit fields."""

from __future__ import annotations

import pytest

from policytext.align.passages import formulas, is_formulaic, prepare, split_text, unit_field
from policytext.align.words import Terms, find_terms, find_words, policy_words
from policytext.normalize.characters import fold
from tests.align.stubs import document, measure, section


def test_policy_words_stay_whole() -> None:
    words = find_words("推动党群服务阵地提档升级，网格员和红色物业")
    assert {"党群服务阵地", "网格员", "红色物业"} <= set(words)


def test_the_dictionary_and_the_formulas_are_clean() -> None:
    assert len(policy_words()) == len(set(policy_words()))
    assert all(fold(word) == word for word in formulas())


def test_terms_meet_across_other_cuts() -> None:
    assert set(find_terms("党群服务阵地")) & set(find_terms("服务阵地")) >= {"服务", "阵地", "_务阵"}


def test_a_rare_shared_word_counts_more_than_a_formula() -> None:
    passages = [find_terms(text) for text in ("扎实推进采煤塌陷地治理", "采煤塌陷地修复", "扎实推进工作落实")]
    terms = Terms(passages)
    import numpy as np

    near, far = terms.similarity(np.array([0, 0]), np.array([1, 2]))
    assert near > 2 * far


def test_similarity_does_not_depend_on_the_order_of_passages() -> None:
    import numpy as np

    texts = ["改造老旧小区", "加装电梯", "老旧小区加装电梯"]
    a = Terms([find_terms(text) for text in texts]).similarity(np.array([0]), np.array([2]))
    b = Terms([find_terms(text) for text in reversed(texts)]).similarity(np.array([2]), np.array([0]))
    assert a == pytest.approx(b)


@pytest.mark.parametrize(
    "title", ["加强组织领导", "强化宣传引导", "压实工作责任", "加强督促指导", "强化组织保障", "健全工作机制"]
)
def test_formulaic_titles(title: str) -> None:
    assert is_formulaic(title)


@pytest.mark.parametrize(
    "title", ["优化营商环境", "加强网格员队伍建设", "深化“红色物业”建设", "推进农村改厕", "健全社会保障体系"]
)
def test_titles_with_an_object_are_not_formulaic(title: str) -> None:
    assert not is_formulaic(title)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("市科技局", "科技"),
        ("县科学技术局", "科技"),
        ("济南市发展和改革委员会", "发展改革"),
        ("市发改委", "发展改革"),
        ("市委组织部", "组织"),
        ("各区县政府", None),
        ("有关部门", None),
        ("市农业農村局", "农业农村"),
    ],
)
def test_unit_field_is_what_a_body_is_for(name: str, field: str | None) -> None:
    assert unit_field(name) == field


def test_responsibility_and_marker_are_no_part_of_the_text() -> None:
    own = measure("a", 0, "建设网格", "配齐网格员。(牵头单位:市委组织部;配合单位:市民政局)")
    title, body = split_text(own)
    assert (title, body) == ("建设网格", "配齐网格员")


def test_a_measure_without_title_is_named_by_its_first_sentence() -> None:
    import dataclasses

    own = dataclasses.replace(measure("a", 0, "1.建设网格", "配齐网格员。"), title=None)
    assert split_text(own)[0] == "建设网格"


def test_the_path_holds_the_headings_above() -> None:
    sections = [section("s1", "a", "一、产业升级"), section("s2", "a", "(一)数字经济", parent_id="s1")]
    [own] = prepare([document("a", "济南市")], sections, [measure("a", 0, "题", "文", section_id="s2")])
    assert own.path == "产业升级\n数字经济"
