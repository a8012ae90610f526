"""Runs too large to hold: exports read them record by record, the page shows a part and says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from policytext.export import jsonl
from policytext.export.flat import Run, read_run
from policytext.export.jsonl import RecordFile, dump_line, iter_dicts, write_records
from policytext.export.report import portion, write_report
from policytext.export.report.portion import choose_portion
from policytext.export.tabular import export_records
from policytext.records import InputError, Link, Revision, Theme

from .sample import (
    JINAN,
    JINING,
    SHANDONG,
    WEIFANG,
    ZIBO,
    make_large,
    make_records,
    make_sample,
    write_run,
)


@pytest.fixture
def from_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_HELD_BYTES", 0)


def limited(monkeypatch: pytest.MonkeyPatch, **limits: int) -> Callable[[Path], Run]:
    for name, value in limits.items():
        monkeypatch.setattr(portion, name, value)
    return lambda directory: choose_portion(read_run(directory)).run


def make_uneven(directory: Path) -> Path:
    """Five documents of three measures each, of which the first measures make a theme of five regions, two of the second
    ones a theme of two, and one third a theme of one, which stands first; a link within the widest theme and one that
    leads out of it."""
    parts = [
        make_records(
            "⟦m|一是⟦t|配齐网格员⟧。⟧⟦m|二是⟦t|开放社区食堂⟧。⟧⟦m|三是⟦t|改造口袋公园⟧。⟧",
            f"plan{n}",
            doc_id=f"d{n}",
            region=region,
        )
        for n, region in enumerate([SHANDONG, JINAN, ZIBO, WEIFANG, JINING])
    ]
    ids = [[m.measure_id for m in part["measures"]] for part in parts]
    regions = [part["document"].region.name for part in parts]
    themes = [
        Theme(theme_id="one", label="公园", measures=(ids[0][2],), regions=tuple(regions[:1])),
        Theme(
            theme_id="two",
            label="食堂",
            measures=(ids[0][1], ids[1][1]),
            regions=tuple(regions[:2]),
        ),
        Theme(
            theme_id="five",
            label="网格员",
            measures=tuple(row[0] for row in ids),
            regions=tuple(regions),
        ),
    ]
    links = [
        Link(link_id="out", source=ids[0][0], target=ids[1][1], score=0.9, type="parent"),
        Link(link_id="within", source=ids[0][0], target=ids[1][0], score=0.8, type="parent"),
    ]
    return write_run(directory, parts, themes=themes, links=links)


def test_a_record_file_can_be_read_again(tmp_path: Path) -> None:
    run = make_sample(tmp_path)
    records = RecordFile(run, "measures")
    lines = (run / "measures.jsonl").read_text(encoding="utf-8").splitlines()
    assert [dump_line(m) for m in records] == [dump_line(m) for m in records] == lines
    assert len(records) == len(lines)


@pytest.mark.usefixtures("from_disk")
def test_exports_from_the_disk_are_those_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_sample(tmp_path / "run")
    assert isinstance(read_run(run)["measures"], RecordFile)
    streamed = export_records(run, "csv,xlsx,parquet,sqlite", output=tmp_path / "streamed")
    monkeypatch.undo()
    held = export_records(run, "csv,xlsx,parquet,sqlite", output=tmp_path / "held")
    assert [path.read_bytes() for path in streamed] == [path.read_bytes() for path in held]


@pytest.mark.usefixtures("from_disk")
def test_the_page_from_the_disk_is_that_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_sample(tmp_path)
    streamed = write_report(run).read_bytes()
    monkeypatch.undo()
    assert write_report(run).read_bytes() == streamed


def test_a_small_run_is_shown_whole_and_nothing_is_said(tmp_path: Path) -> None:
    shown = choose_portion(read_run(make_sample(tmp_path)))
    assert shown.notes == ()
    assert "全部记录过多" not in write_report(tmp_path).read_text(encoding="utf-8")


@pytest.mark.parametrize("held", [jsonl.MAX_HELD_BYTES, 0])
def test_a_large_run_is_shown_by_its_largest_themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr(jsonl, "MAX_HELD_BYTES", held)
    whole = read_run(make_large(tmp_path))
    shown = limited(monkeypatch, MAX_MEASURES=100)(tmp_path)
    themes, ids = list(shown["themes"]), {m.measure_id for m in shown["measures"]}
    in_themes = {measure_id for theme in themes for measure_id in theme.measures}
    others = [m.measure_id for m in whole["measures"] if m.measure_id not in in_themes]
    assert ids == in_themes.union(others[: 100 - len(in_themes)])
    assert len(ids) == 100
    doc_ids = {d.doc_id for d in shown["documents"]}
    assert doc_ids == {d.doc_id for d in whole["documents"]}
    assert {s.section_id for s in shown["sections"]} >= {m.section_id for m in shown["measures"] if m.section_id}


@pytest.mark.parametrize("held", [jsonl.MAX_HELD_BYTES, 0])
def test_of_many_links_the_surest_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    run = make_sample(tmp_path)
    measures = [row["measure_id"] for row in iter_dicts(run / "measures.jsonl")]
    links = [
        Link(
            link_id=f"l-{n}",
            source=measures[0],
            target=measures[1 + n % 3],
            score=round(0.3 + (n * 7 % 50) / 100, 4),
            type="peer",
        )
        for n in range(50)
    ]
    lines = [dump_line(link) for link in links]
    lines[3] = json.dumps(json.loads(lines[3]), ensure_ascii=False, indent=None)  # spaces: written by somebody else
    (run / "links.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(jsonl, "MAX_HELD_BYTES", held)
    shown = limited(monkeypatch, MAX_LINKS=10)(run)["links"]
    best = sorted(links, key=lambda link: -link.score)[:10]
    assert [link.link_id for link in shown] == [link.link_id for link in links if link in best]


def test_the_page_says_what_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_large(tmp_path)
    limited(monkeypatch, MAX_MEASURES=100)
    html = write_report(run).read_text(encoding="utf-8")
    assert "1,500 条任务与成效中的" in html
    assert "policytext export" in html
    assert "<b>1,500</b>" in html  # the figures are of the whole run


def test_texts_that_are_too_long_are_left_out_and_measures_keep_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_sample(tmp_path)
    limited(monkeypatch, MAX_TEXT_CHARS=300)
    html = write_report(run).read_text(encoding="utf-8")
    assert "只附任务的文字" in html
    assert "原文文件缺失" not in html


@pytest.mark.parametrize("held", [jsonl.MAX_HELD_BYTES, 0])
@pytest.mark.parametrize(("limit", "themes"), [(5, ["five"]), (7, ["two", "five"]), (8, ["one", "two", "five"])])
def test_the_themes_of_most_regions_are_chosen_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, limit: int, themes: list[str]
) -> None:
    monkeypatch.setattr(jsonl, "MAX_HELD_BYTES", held)
    shown = limited(monkeypatch, MAX_MEASURES=limit)(make_uneven(tmp_path))
    assert [theme.theme_id for theme in shown["themes"]] == themes
    assert len(shown["measures"]) == limit


@pytest.mark.parametrize("held", [jsonl.MAX_HELD_BYTES, 0])
@pytest.mark.parametrize(("limit", "links"), [(5, ["within"]), (7, ["out", "within"])])
def test_a_link_is_shown_with_both_its_measures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, limit: int, links: list[str]
) -> None:
    monkeypatch.setattr(jsonl, "MAX_HELD_BYTES", held)
    shown = limited(monkeypatch, MAX_MEASURES=limit)(make_uneven(tmp_path))
    assert [link.link_id for link in shown["links"]] == links


def test_a_theme_that_does_not_fit_leaves_room_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, MAX_MEASURES=4)
    shown = choose_portion(read_run(make_uneven(tmp_path)))
    assert [theme.theme_id for theme in shown.run["themes"]] == ["one", "two"]
    assert "3 个主题中的 2 个" in shown.notes[0]
    assert "15 条任务与成效中的 4 条" in shown.notes[0]


def test_the_page_names_only_what_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, MAX_LINKS=1)
    shown = choose_portion(read_run(make_uneven(tmp_path)))
    assert "2 条关联中的 1 条（最有把握的在先）" in shown.notes[0]
    assert "主题" not in shown.notes[0]
    assert "任务" not in shown.notes[0]


def without_measures(run: Path, *doc_ids: str) -> Path:
    lines = [dump_line(m) for m in read_run(run)["measures"] if m.doc_id not in doc_ids]
    (run / "measures.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return run


def test_documents_without_measures_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = without_measures(make_uneven(tmp_path), "d3")
    shown = limited(monkeypatch, MAX_LINKS=1)(run)
    assert [d.doc_id for d in shown["documents"]] == ["d0", "d1", "d2", "d3", "d4"]


def test_documents_with_measures_come_before_those_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = without_measures(make_uneven(tmp_path), "d0", "d1")
    shown = limited(monkeypatch, MAX_ROWS=4)(run)
    assert [d.doc_id for d in shown["documents"]] == ["d0", "d2", "d3", "d4"]


def test_sections_of_few_are_shown_with_or_without_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_sample(tmp_path)
    sections = list(read_run(run)["sections"])
    assert list(limited(monkeypatch, MAX_LINKS=1)(run)["sections"]) == sections


def test_of_many_sections_those_of_measures_and_aims_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_run(make_sample(tmp_path))
    shown = limited(monkeypatch, MAX_ROWS=len(whole["sections"]) - 1)(tmp_path)
    held = {r.section_id for kind in ("measures", "aims") for r in shown[kind] if r.section_id}
    assert held <= {s.section_id for s in shown["sections"]}
    assert {a.section_id for a in shown["aims"]} - {m.section_id for m in shown["measures"]}


def test_a_revision_is_shown_with_its_measures_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its measure, the page would say of the other edition that it had none."""
    run = make_uneven(tmp_path)
    ids = [m.measure_id for m in read_run(run)["measures"]]
    ends = {"earlier": "d0", "later": "d1"}
    revisions = [
        Revision(revision_id=name, change=change, changes=(change,), source=ids[0], target=target, **ends)
        for name, change, target in (("whole", "dropped", None), ("half", "kept", ids[4]))
    ]
    write_records(run / "versions.jsonl", revisions)
    shown = limited(monkeypatch, MAX_MEASURES=5)(run)
    assert [v.revision_id for v in shown["versions"]] == ["whole"]


def test_measures_without_a_theme_fill_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_large(tmp_path)
    themes = (run / "themes.jsonl").read_text(encoding="utf-8").splitlines()
    (run / "themes.jsonl").write_text("\n".join(themes[:2]) + "\n", encoding="utf-8")
    shown = limited(monkeypatch, MAX_MEASURES=1499)(run)
    assert len(shown["measures"]) == 1499
    assert len(shown["documents"]) == 30


def test_a_large_run_without_themes_shows_its_first_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_large(tmp_path)
    for kind in ("themes", "links"):
        (run / f"{kind}.jsonl").write_text("", encoding="utf-8")
    shown = limited(monkeypatch, MAX_MEASURES=20)(run)
    first = [row["measure_id"] for row in iter_dicts(run / "measures.jsonl")][:20]
    assert [m.measure_id for m in shown["measures"]] == first


@pytest.mark.parametrize("limits", [{}, {"MAX_LINKS": 1}], ids=["small", "large"])
def test_of_many_errors_the_first_are_shown_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]
) -> None:
    run = make_uneven(tmp_path)
    reasons = [f"is broken in place {number}" for number in range(1200)]
    errors = [InputError(path="a.pdf", error="ReadError", reason=reason) for reason in reasons]
    write_records(run / "errors.jsonl", errors)
    limited(monkeypatch, MAX_ERRORS=3, **limits)
    html = write_report(run).read_text(encoding="utf-8")
    assert [reason for reason in reasons if f">{reason}<" in html] == reasons[:3]
    assert "共 1,200 条，此处列出前 3 条；全部见 errors.jsonl" in html


def test_a_text_too_long_leaves_room_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_sample(tmp_path)
    documents = {d.region.name: d for d in read_run(run)["documents"]}
    first, last = documents["山东省"], documents["济宁市"]
    limited(monkeypatch, MAX_TEXT_CHARS=first.n_chars + last.n_chars)
    kept = {first.doc_id, last.doc_id}
    assert choose_portion(read_run(run)).without_text == {d.doc_id for d in documents.values()} - kept
