"""A file of several articles (a magazine issue, a collection of reports) → its articles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.structure.lines import Line

MIN_ARTICLE_CHARS = 200
MAX_TITLE_CHARS = 70

# □ 中共潍坊市委组织部; ◎本刊记者 …; a byline names who wrote what follows
_BYLINE = re.compile(r"^[□■◇◆○◎▲△☆★●/][ ]?(?P<name>[\u4e00-\u9fff、()·]{3,40})$")


@dataclass(frozen=True, slots=True)
class Article:
    """Lines of one article; ``title_line`` and ``byline`` are among them, None when not known."""

    lines: list[Line]
    title_line: Line | None
    byline: str | None


def split_articles(lines: list[Line]) -> list[Article]:
    """The articles of a file in order: one without bylines, else one a byline and what stands before."""
    marks: list[tuple[int, int, str]] = []  # title line, byline line, name
    for index, line in enumerate(lines):
        match = _BYLINE.match(line.text)
        if match is None or index == 0:
            continue
        title = _title_before(lines, index)
        if title is not None:
            marks.append((title, index, match["name"]))
    if not marks:
        return [Article(lines=lines, title_line=None, byline=None)]
    articles: list[Article] = []
    first = marks[0][0]
    head = _without_column_heads(lines[:first])
    if sum(len(line.text) for line in head) >= MIN_ARTICLE_CHARS:
        articles.append(Article(lines=head, title_line=None, byline=None))
    for position, (title, byline, name) in enumerate(marks):
        stop = marks[position + 1][0] if position + 1 < len(marks) else len(lines)
        body = (
            lines[title : byline + 1] + _without_column_heads(lines[byline + 1 : stop])
            if position + 1 < len(marks)
            else lines[title:stop]
        )
        articles.append(Article(lines=body, title_line=lines[title], byline=name))
    return articles


def _title_before(lines: list[Line], byline: int) -> int | None:
    """The title line right before a byline (a title may stand on two lines)."""
    at = byline - 1
    if at < 0 or len(lines[at].text) > MAX_TITLE_CHARS or re.search(r"[。;,:]$", lines[at].text):
        return None
    if (
        at >= 1
        and 6 <= len(lines[at - 1].text) <= 30
        and not re.search(r"[。;,:!?]$", lines[at - 1].text)
        and len(lines[at].text) <= 16
        and len(lines) > byline + 2
    ):
        previous = lines[at - 1].text
        if (
            not re.match(r"[一二三四五六七八九十(\d]", previous)
            and at - 2 >= 0
            and re.search(r"[。!?]$", lines[at - 2].text)
        ):
            return at - 1
    return at


def _without_column_heads(lines: list[Line]) -> list[Line]:
    """Cut a column's heading and editor's note (工作谋划, 典型案例) off an article's end."""
    for index in range(len(lines) - 1, max(0, len(lines) - 4) - 1, -1):
        text = lines[index].text
        if len(text) <= 10 and not re.search(r"[。,;:]", text) and not re.match(r"[一二三四五六七八九十(\d]", text):
            rest = lines[index + 1 :]
            if all(len(line.text) < 400 for line in rest) and len(rest) <= 2:
                return lines[:index]
    return lines
