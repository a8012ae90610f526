"""Clauses and sentences begin where they do, and never farther back than a reader overlooks."""

from __future__ import annotations

from policytext.extract.borders import MAX_CLAUSE_CHARS, MAX_SENTENCE_CHARS, Borders


def test_a_clause_and_its_sentence_begin_behind_their_marks() -> None:
    text = "一是建设公园。新建驿站,覆盖率达到80%"
    borders = Borders.of(text, 0, len(text))
    assert text[borders.clause_start(text.index("80")) :] == "覆盖率达到80%"
    assert text[borders.sentence_start(text.index("80")) :].startswith("新建")


def test_a_line_without_a_mark_is_not_searched_whole_for_each_figure() -> None:
    """Else a line of a million characters would take hours."""
    text = "新建公园2处" * 5000
    borders = Borders.of(text, 0, len(text))
    assert len(text) - 1 - borders.clause_start(len(text) - 1) == MAX_CLAUSE_CHARS
    assert len(text) - 1 - borders.sentence_start(len(text) - 1) == MAX_SENTENCE_CHARS
