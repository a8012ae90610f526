"""A file of several articles gives one article a byline; column heads between them belong to none."""

from __future__ import annotations

import pytest

from policytext.normalize.offsets import normalize
from policytext.structure.articles import Article, split_articles
from policytext.structure.lines import split_lines

FIRST = "东城区把网格建设作为基层治理的基础，划定网格二百六十个，配备专职网格员，推动服务下沉到楼栋。"
SECOND = "西城区坚持党建引领物业服务，组建联席会议，按月会商居民反映的问题，办理结果在小区公示。"


def split(*lines: str) -> list[Article]:
    return split_articles(split_lines(normalize("\n".join(lines)).text))


def texts(article: Article) -> list[str]:
    return [line.text for line in article.lines]


@pytest.mark.parametrize("mark", ["□", "□ ", "◎", "●", "■"])
def test_each_byline_opens_an_article_at_its_title(mark: str) -> None:
    articles = split(
        "网格建设的做法", f"{mark}中共东城区委组织部", *[FIRST] * 4,
        "物业党建的做法", f"{mark}中共西城区委社会工作部", SECOND,
    )  # fmt: skip
    assert [(a.title_line.text, a.byline) for a in articles if a.title_line] == [
        ("网格建设的做法", "中共东城区委组织部"),
        ("物业党建的做法", "中共西城区委社会工作部"),
    ]
    assert texts(articles[0])[-1] == normalize(FIRST).text
    assert texts(articles[1])[-1] == normalize(SECOND).text


def test_a_text_without_bylines_is_one_article() -> None:
    articles = split("网格建设的做法", FIRST, SECOND)
    assert len(articles) == 1
    assert articles[0].byline is None
    assert len(articles[0].lines) == 3


def test_an_empty_text_is_one_empty_article() -> None:
    assert [a.lines for a in split_articles([])] == [[]]


@pytest.mark.parametrize("head", [["典型案例"], ["工作谋划", "编者按:本期刊发两区的做法,供各地借鉴。"]])
def test_a_column_head_between_two_articles_belongs_to_none(head: list[str]) -> None:
    articles = split(
        "网格建设的做法", "□中共东城区委组织部", FIRST, *head,
        "物业党建的做法", "□中共西城区委社会工作部", SECOND,
    )  # fmt: skip
    assert len(articles) == 2
    assert texts(articles[0]) == ["网格建设的做法", "□中共东城区委组织部", normalize(FIRST).text]


def test_a_title_on_two_lines_begins_at_the_first() -> None:
    articles = split(
        "网格建设的做法", "□中共东城区委组织部", FIRST,
        "以党建引领物业服务提升小区治理效能", "西城区的做法", "□中共西城区委社会工作部", SECOND, SECOND,
    )  # fmt: skip
    assert texts(articles[1])[:2] == ["以党建引领物业服务提升小区治理效能", "西城区的做法"]


def test_a_long_text_before_the_first_byline_is_an_article_of_its_own() -> None:
    articles = split(FIRST * 3, SECOND * 3, "物业党建的做法", "□中共西城区委社会工作部", SECOND)
    assert [a.byline for a in articles] == [None, "中共西城区委社会工作部"]


def test_a_short_note_before_the_first_byline_is_dropped() -> None:
    articles = split("本期导读", "物业党建的做法", "□中共西城区委社会工作部", SECOND)
    assert [a.byline for a in articles] == ["中共西城区委社会工作部"]


@pytest.mark.parametrize("bullet", ["●建立联席会议制度", "■推动力量下沉"])
def test_a_bullet_below_a_sentence_is_no_byline(bullet: str) -> None:
    assert len(split("物业党建的做法", SECOND, bullet, FIRST)) == 1
