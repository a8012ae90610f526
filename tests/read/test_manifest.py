from __future__ import annotations

import pytest

from policytext.errors import ManifestError
from policytext.read.manifest import load_manifest, parse_manifest_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-5", "2024-05"),
        ("2024-05-31", "2024-05-31"),
        ("2024/5/1", "2024-05-01"),
        ("2024.05.01", "2024-05-01"),
        ("2024年5月1日", "2024-05-01"),
        ("2024年5月", "2024-05"),
        ("2018/2019", None),
        ("2022?", None),
        ("2024-02-30", None),
        ("2024-13", None),
        ("unknown", None),
        ("24", None),
    ],
)
def test_parse_manifest_date_reads_days_months_and_years(text: str, date: str | None) -> None:
    assert parse_manifest_date(text) == date


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_load_manifest_reads_rows_in_any_encoding(write, encoding: str) -> None:
    text = write("raw/甲.txt", "文本")
    manifest = write(
        "manifest.csv",
        'path,title,region,date,genre,issuer,来源\nraw/甲.txt,"工作方案, 2024",济南市,2024-05,plan,市政府,官网\n',
        encoding,
    )
    row = load_manifest(manifest)[text.resolve()]
    assert row.title == "工作方案, 2024"
    assert (row.region, row.date, row.genre, row.issuer) == ("济南市", "2024-05", "plan", "市政府")
    assert row.extra == {"来源": "官网"}


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_load_manifest_takes_other_delimiters(write, delimiter: str) -> None:
    text = write("a.txt", "文本")
    manifest = write("manifest.csv", f"path{delimiter}title\na.txt{delimiter}方案\n")
    assert load_manifest(manifest)[text.resolve()].title == "方案"


def test_load_manifest_leaves_empty_cells_unknown(write) -> None:
    text = write("a.txt", "文本")
    manifest = write("manifest.csv", "path,title,region,date,genre,issuer\r\na.txt,,,,,\r\n\r\n")
    row = load_manifest(manifest)[text.resolve()]
    assert (row.title, row.region, row.date, row.genre, row.issuer, row.extra) == (None,) * 5 + ({},)


def test_load_manifest_keeps_an_odd_date_as_unknown(write, caplog) -> None:
    text = write("a.txt", "文本")
    manifest = write("manifest.csv", "path,date\na.txt,2018/2019\n")
    row = load_manifest(manifest)[text.resolve()]
    assert (row.date, row.extra) == (None, {"date": "2018/2019"})
    assert "2018/2019" in caplog.text


def test_load_manifest_tells_what_a_misspelled_column_may_mean(write, caplog) -> None:
    caplog.set_level("INFO", logger="policytext")
    text = write("a.txt", "文本")
    manifest = write("manifest.csv", "path,titel,layout\na.txt,方案,table\n")
    assert load_manifest(manifest)[text.resolve()].extra == {"titel": "方案", "layout": "table"}
    assert "'titel'" in caplog.text
    assert "'title'" in caplog.text
    assert "layout" in caplog.text


def test_load_manifest_tells_all_faults_at_once(write) -> None:
    write("a.txt", "文本")
    manifest = write("manifest.csv", "path,genre\na.txt,plan\nb.txt,\na.txt,novel\n,plan\na.txt,plan,3,4\n")
    with pytest.raises(ManifestError) as caught:
        load_manifest(manifest)
    assert [line for line, _ in caught.value.faults] == [3, 4, 4, 5, 6]
    for part in ("b.txt", "novel", "line 2", "empty", "cells", str(manifest)):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        ("file,title\na.txt,x\n", "no column 'path'"),
        ("paths,title\na.txt,x\n", "is it 'paths'"),
        ("path,title,title\na.txt,x,y\n", "twice"),
    ],
)
def test_load_manifest_refuses_an_unusable_header(write, content: str, message: str) -> None:
    write("a.txt", "文本")
    with pytest.raises(ManifestError, match=message):
        load_manifest(write("manifest.csv", content))


def test_load_manifest_that_is_not_there(tmp_path) -> None:
    with pytest.raises(ManifestError, match=r"nothing\.csv"):
        load_manifest(tmp_path / "nothing.csv")


def test_load_manifest_takes_windows_separators(write) -> None:
    text = write("raw/a.txt", "文本")
    assert text.resolve() in load_manifest(write("manifest.csv", "path\nraw\\a.txt\n"))


@pytest.mark.parametrize("folder", ["seeds", "plans"])
def test_load_manifest_reads_real_ones(shared, folder: str) -> None:
    assert load_manifest(shared / "corpus" / folder / "manifest.csv")
