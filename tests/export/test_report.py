"""The report as a file: self-contained, deterministic, and deaf to what documents say."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from policytext.errors import OutputError
from policytext.export.flat import read_run
from policytext.export.report import write_report
from policytext.export.report.labels import in_chinese
from policytext.export.report.page import HERE, SCRIPTS, STYLES, embed_json
from policytext.export.report.payload import page_data, read_texts

from .sample import make_sample, write_run


class Page(HTMLParser):
    """What a browser would make of the page: its elements, and the text in its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.inside: str | None = None
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag if tag in self.raw else None

    def handle_endtag(self, tag: str) -> None:
        self.inside = None

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.raw[self.inside].append(data)
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(write_report(make_sample(tmp_path, hostile=True)).read_text(encoding="utf-8"))


def test_write_report_gives_the_path(tmp_path: Path) -> None:
    assert write_report(make_sample(tmp_path)) == tmp_path / "report.html"


def test_the_report_asks_the_network_for_nothing(page: Page) -> None:
    assert {tag for tag, _ in page.tags}.isdisjoint({"link", "img", "iframe", "object", "base"})
    assert not any("src" in attributes for _, attributes in page.tags)
    links = [a["href"] for tag, a in page.tags if tag == "a"]
    assert links
    assert all(href is not None and href.startswith("#") for href in links)
    (style,) = page.raw["style"]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_our_script_and_style_only(page: Page) -> None:
    policy = next(a["content"] for tag, a in page.tags if "http-equiv" in a)
    assert policy is not None
    assert "default-src 'none'" in policy
    for text in (page.raw["script"][1], page.raw["style"][0]):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_hostile_document_adds_no_element(tmp_path: Path, page: Page) -> None:
    tame = Page(write_report(make_sample(tmp_path / "tame")).read_text(encoding="utf-8"))
    assert len(page.raw["script"]) == len(tame.raw["script"]) == 2
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in tame.tags}
    assert page.comments == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "<img src=x onerror" in "".join(page.words)  # it is there, as words


def test_embed_json_lets_no_tag_or_comment_begin() -> None:
    value = {"a": "</script><script>", "b": "<!-- --> ]]> &lt;", "c": "\u2028\u2029\0"}
    text = embed_json(value)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == value


def test_the_data_hold_the_records_and_leave_text_to_the_source(tmp_path: Path, page: Page) -> None:
    data = json.loads(page.raw["script"][0])
    assert {len(data["measures"]), len(data["documents"])} == {17, 6}
    documents = {d["doc_id"]: d for d in data["documents"]}
    for measure in data["measures"]:
        assert "text" not in measure
        source = data["texts"][documents[measure["doc_id"]]["text_path"]]
        for unit in measure.get("units", []):
            assert source[unit["start"] : unit["end"]] == unit["text"]


def test_equal_records_give_an_equal_page(tmp_path: Path) -> None:
    one = write_report(make_sample(tmp_path / "a")).read_bytes()
    two = write_report(make_sample(tmp_path / "b")).read_bytes()
    assert one == two


def test_a_text_path_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    run = make_sample(tmp_path / "run")
    (tmp_path / "secret.txt").write_text("private words", encoding="utf-8")
    path = run / "documents.jsonl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("text/zibo.txt", "../secret.txt"), encoding="utf-8")
    assert "private words" not in write_report(run).read_text(encoding="utf-8")


def test_a_missing_text_is_said_and_the_record_keeps_its_words(tmp_path: Path) -> None:
    run = make_sample(tmp_path)
    (run / "text" / "zibo.txt").unlink()
    html = write_report(run).read_text(encoding="utf-8")
    assert "原文文件缺失" in html
    loaded = read_run(run)
    kept = [m for m in page_data(loaded, read_texts(loaded))["measures"] if "text" in m]
    assert len(kept) == 3


def test_line_breaks_of_the_text_are_kept(tmp_path: Path) -> None:
    run = make_sample(tmp_path)
    path = run / "text" / "zibo.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    loaded = read_run(run)
    assert "\r\n" in read_texts(loaded).by_path["text/zibo.txt"]


def test_an_empty_run_has_a_page(tmp_path: Path) -> None:
    html = write_report(write_run(tmp_path, [])).read_text(encoding="utf-8")
    assert "没有读到任何文件" in html


def test_a_folder_without_records_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="policytext extract"):
        write_report(tmp_path)


def test_every_part_of_script_and_style_is_used() -> None:
    assert {path.name for path in (HERE / "js").iterdir()} == set(SCRIPTS)
    assert {path.name for path in (HERE / "css").iterdir()} == set(STYLES)


@pytest.mark.parametrize("word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("])
def test_the_script_never_parses_markup(word: str) -> None:
    assert all(word not in (HERE / "js" / name).read_text(encoding="utf-8") for name in SCRIPTS)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("the region is not known", "地区未知"),
        ("damaged text: machine_spun", "文本受损：疑似机器洗稿"),
        ("damaged text: new_flag", "文本受损：new_flag"),
        ("no measures in the section of tasks 重点任务", "任务章节中没有找到任务：重点任务"),
        ("no measures in the section of tasks", "任务章节中没有找到任务"),
        ("a table of tasks whose rows could not be read: 序号任务", "未能读出行的任务表：序号任务"),
        ("different change: level against increase", "口径不同：水平值 与 增加值"),
        ("different base: 每个集群 against none", r"基准不同：每个集群 与 未写明"),
        (r"different base: \1 against \2", r"基准不同：\1 与 \2"),
        ("something else", "something else"),
    ],
)
def test_sentences_of_the_records_are_said_in_chinese(sentence: str, said: str) -> None:
    assert in_chinese(sentence) == said
