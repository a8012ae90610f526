"""The report in a browser: filters filter, links jump, hostile words stay words.

Nothing here is timed; where speed matters the page counts its own work (``policytext.stats``).
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from policytext.export.jsonl import iter_dicts
from policytext.export.report import write_report

from .sample import make_large, make_sample, write_run
from .test_schema import with_scores

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium = os.environ.get("CHROME_BIN") or next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip(f"no headless browser: chromium {chromium}, chromedriver {driver}")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    session = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield session
    session.quit()


class View:
    """A report open in the browser, driven by CSS selectors."""

    def __init__(self, browser: object, path: Path) -> None:
        self.browser = browser
        self.path = path

    def go(self, address: str) -> None:
        self.browser.get("about:blank")
        self.browser.get(self.path.as_uri() + "#" + address)

    def run(self, script: str, *arguments: object) -> object:
        return self.browser.execute_script(script, *arguments)

    def texts(self, selector: str) -> list[str]:
        return self.run("return [...document.querySelectorAll(arguments[0])].map(n => n.textContent)", selector)

    def count(self, selector: str) -> int:
        return self.run("return document.querySelectorAll(arguments[0]).length", selector)

    def click(self, selector: str) -> None:
        self.run("document.querySelector(arguments[0]).click()", selector)

    def fill(self, selector: str, value: str) -> None:
        self.run(
            "const n = document.querySelector(arguments[0]); n.value = arguments[1];"
            "n.dispatchEvent(new Event('input')); n.dispatchEvent(new Event('change'))",
            selector,
            value,
        )

    def titles(self) -> list[str]:
        return self.texts("#view-measures .row-title")

    def shown(self) -> str:
        return self.run("return document.querySelector('.view:not([hidden])').id")

    def faults(self) -> list[str]:
        return [entry["message"] for entry in self.browser.get_log("browser")]


Open = Callable[..., View]


@pytest.fixture
def open_report(browser: object, tmp_path: Path) -> Iterator[Open]:
    views: list[View] = []

    def make(maker: Callable[..., Path] = make_sample, **options: object) -> View:
        browser.get_log("browser")  # forget what others said
        view = View(browser, write_report(maker(tmp_path, **options)))
        views.append(view)
        return view

    yield make
    for view in views:
        assert view.faults() == []


def measure_id(view: View, title: str) -> str:
    rows = iter_dicts(view.path.with_name("measures.jsonl"))
    return next(row["measure_id"] for row in rows if row["title"] == title)


# --- the task table ----------------------------------------------------------------------------


def test_table_shows_every_measure_in_reading_order(open_report: Open) -> None:
    view = open_report()
    view.go("measures")
    assert len(view.titles()) == 16
    assert view.titles()[0] == "配齐专职网格员"


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"q": "网格员 财政"}, {"配齐专职网格员", "落实网格员待遇"}),
        ({"region": "淄博市", "kind": "task"}, {"把阵地建到家门口"}),
        ({"unit": "市委组织部", "role": "support"}, {"推进物业服务企业党组织应建尽建"}),
        ({"unit": "济南市民政局"}, {"选优配强网格员"}),
        ({"from": "2025-01-01", "to": "2025-06-30"}, {"打造“泉城红”物业品牌", "規範出具證明事項"}),
        ({"status": "baseline"}, {"让物业红起来", "加強網格力量"}),
        ({"min": "0.93"}, set()),
        ({"q": "<没有这样的词>"}, set()),
    ],
    ids=[
        "two_words",
        "region_and_kind",
        "unit_in_role",
        "full_name",
        "deadline",
        "status",
        "confidence",
        "nothing",
    ],
)
def test_a_filter_filters(open_report: Open, filters: dict[str, str], titles: set[str]) -> None:
    view = open_report()
    view.go("measures")
    for name, value in filters.items():
        view.fill(f"#f-{name}", value)
    assert set(view.titles()) == titles
    assert f"共 {len(titles)} 项" in view.texts(".count")[0]
    view.click("#reset")
    assert len(view.titles()) == 16


def test_look_first_lists_what_is_uncertain(open_report: Open) -> None:
    view = open_report()
    view.go("overview")
    view.click("#look-button")
    assert view.titles() == [
        "健全网格事项准入制度",
        "推进党群服务中心共享",
        "换届工作结束后开展全员轮训",
    ]
    assert view.count("#view-measures tr.look .flag") == 3


def test_a_heading_sorts_up_and_down_and_the_unknown_comes_last(open_report: Open) -> None:
    view = open_report()
    view.go("measures")
    dates = "#view-measures tr.row td:nth-child(8)"
    view.click(".c-deadline button")
    first = [text[:10] for text in view.texts(dates) if text.startswith("20")]
    assert first[0] == "2024-06-30"
    assert view.run("return document.querySelector('.c-deadline').ariaSort") == "ascending"
    view.click(".c-deadline button")
    assert view.texts(dates)[0] == "2035-12-31"
    assert not view.texts(dates)[-1].startswith("20")
    view.click(".c-confidence button")
    values = [float(text) for text in view.texts("#view-measures tr.row td:last-child")]
    assert values == sorted(values)


def test_a_row_opens_its_record(open_report: Open) -> None:
    view = open_report()
    view.go("measures")
    view.click("#view-measures tr.row:nth-child(5) .row-title")
    assert view.count("tr.detail") == 1
    detail = view.texts("tr.detail")[0]
    for words in (
        "选派500余名红色物业联络员",
        "济南市住房城乡建设局",
        "2025-06-30",
        "让物业红起来",
    ):
        assert words in detail
    assert view.run("return document.activeElement.ariaExpanded") == "true"
    view.click("#view-measures tr.row:nth-child(5) .row-title")
    assert view.count("tr.detail") == 0


def test_what_ocr_read_has_a_mark_with_its_score(browser: object, tmp_path: Path) -> None:
    run = make_sample(tmp_path)
    with_scores(run, 0.87)
    view = View(browser, write_report(run))
    view.go("measures")
    assert view.texts("#view-measures tr.row .scan") == ["识别 0.87"]
    view.click("#view-measures tr.row button.row-title")
    assert view.texts("tr.detail .scan") == ["识别 0.87"] * 3  # its units
    view.go("m-" + next(iter_dicts(run / "measures.jsonl"))["measure_id"])
    assert "识别 0.87" in "".join(view.texts(".panel"))


def test_download_holds_the_filtered_rows_without_formulas(open_report: Open) -> None:
    view = open_report(hostile=True)
    view.go("measures")
    view.run(
        "window.made = null; const real = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { window.made = blob; return real(blob); }"
    )
    view.fill("#f-region", "<i>市</i>")
    view.click("#download")
    text = view.browser.execute_async_script("made.text().then(arguments[0])")
    (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    assert row["targets"] == "'=cmd()|'/C calc'!A0"
    assert row["title"].startswith("</script>")


def test_many_measures_are_paged_and_scanned_once_a_filter(open_report: Open) -> None:
    view = open_report(make_large, n_measures=1500, n_documents=30)
    view.go("measures")
    stats = "return {...policytext.stats}"
    first = view.run(stats)
    assert first["scans"] == 1500
    assert first["rows"] == view.count("#view-measures tr.row") == 50
    assert first["texts"] == 0  # no document is laid out before it is looked at
    view.fill("#f-q", "第7项")
    after = view.run(stats)
    assert after["scans"] - first["scans"] == 1500
    assert after["rows"] - first["rows"] == 1
    assert len(view.titles()) == 1
    view.click("#reset")
    view.run("document.querySelectorAll('.pager button')[1].click()")
    assert "显示 51–100" in view.texts(".count")[0]


def test_printing_leaves_no_page_out(open_report: Open) -> None:
    view = open_report(make_large, n_measures=120, n_documents=3)
    view.go("measures")
    view.run("window.dispatchEvent(new Event('beforeprint'))")
    assert view.count("#view-measures tr.row") == 120
    view.run("window.dispatchEvent(new Event('afterprint'))")
    assert view.count("#view-measures tr.row") == 50


# --- texts -------------------------------------------------------------------------------------


def test_a_link_jumps_to_the_span_and_back_to_the_record(open_report: Open) -> None:
    view = open_report()
    wanted = measure_id(view, "推进物业服务企业党组织应建尽建")
    view.go(f"m-{wanted}")
    assert view.shown() == "view-texts"
    assert view.texts(".sheet h3") == ["潍坊市基层治理重点任务清单"]
    assert "".join(view.texts(".measure.selected.flash")).startswith("33.推进物业服务企业")
    top = view.run("return document.querySelector('.measure.selected').getBoundingClientRect().top")
    assert 0 <= top < view.run("return innerHeight")
    assert "推进物业服务企业党组织应建尽建" in view.texts(".panel h3")[0]
    view.click(".panel a[href^='#r-']")
    view.run("window.dispatchEvent(new Event('hashchange'))")
    assert view.shown() == "view-measures"
    assert view.count(f"[id='r-{wanted}'] + tr.detail") == 1


def test_the_spans_of_a_text_are_the_records(open_report: Open) -> None:
    view = open_report()
    for document in iter_dicts(view.path.with_name("documents.jsonl")):
        view.go("d-" + quote(document["doc_id"]))
        rows = [r for r in iter_dicts(view.path.with_name("measures.jsonl")) if r["doc_id"] == document["doc_id"]]
        aims = [r for r in iter_dicts(view.path.with_name("aims.jsonl")) if r["doc_id"] == document["doc_id"]]
        targets = [a["target"] for a in aims] + [t for r in rows for t in r["targets"]]
        assert view.texts(".source .unit") == [
            u["text"] for r in rows for u in sorted(r["units"], key=lambda u: u["start"])
        ]
        assert sorted(view.texts(".source .target")) == sorted(t["text"] for t in targets)
        assert view.count(".source a.badge") == len(rows)


def test_offsets_count_code_points_beyond_the_first_plane(open_report: Open) -> None:
    view = open_report()
    view.go("m-" + measure_id(view, "規範出具證明事項"))  # it stands after 𠮷
    assert view.texts(".measure.selected .title") == ["規範出具證明事項"]
    assert view.texts(".measure.selected .target") == ["50%左右"]


def test_an_aim_is_reached_in_its_text(open_report: Open) -> None:
    view = open_report()
    aim = next(iter(iter_dicts(view.path.with_name("aims.jsonl"))))
    view.go("a-" + aim["aim_id"])
    assert aim["target"]["text"] in view.texts(".source .selected")
    assert "主要目标" in view.texts(".panel h3")[0]


def test_a_layer_can_be_taken_off(open_report: Open) -> None:
    view = open_report()
    view.go("texts")
    border = "return getComputedStyle(document.querySelector('.source .unit')).borderBottomWidth"
    assert view.run(border) != "0px"
    view.run("document.querySelectorAll('.legend input')[1].click()")
    assert view.run(border) == "0px"


def test_a_missing_text_still_shows_the_records(browser: object, tmp_path: Path) -> None:
    run = make_sample(tmp_path)
    (run / "text" / "zibo.txt").unlink()
    view = View(browser, write_report(run))
    view.go("m-" + measure_id(view, "让物业红起来"))
    assert "87.5%" in "".join(view.texts(".source .selected"))


# --- comparison, time line ---------------------------------------------------------------------


def test_the_matrix_tells_not_found_from_no_document(open_report: Open) -> None:
    view = open_report()
    view.go("compare")
    assert view.count(".matrix tbody tr") == 3
    assert view.count(".matrix td.not-found") == 4
    assert view.count(".matrix td.no-document") == 0
    view.run(
        "const s = document.querySelectorAll('.controls select')[0]; s.value = 'experience'; s.dispatchEvent(new Event('change'))"
    )
    assert view.count(".matrix td.no-document") == 12
    assert view.texts(".matrix td:not(.empty) .entry > a") == [
        "建强专职队伍",
        "让物业红起来",
        "把阵地建到家门口",
    ]


def test_a_comparison_gives_values_refusals_and_silence(open_report: Open) -> None:
    view = open_report()
    view.go("c-c0001")
    card = "[id='c-c0001'] "
    assert view.count(card + ".cell-stated") == 3
    assert "口径不同" in view.texts(card + ".refusal")[0]
    assert "未提出" in view.texts(card + ".cell-not_found")[0]
    assert view.texts(card + ".cell-not_found a") == ["济宁市"]
    assert "≥ 90%" in view.texts(card + ".value")[1]


def test_a_dot_of_the_time_line_lists_its_measures(open_report: Open) -> None:
    view = open_report()
    view.go("timeline")
    assert view.count("g.dot") == 11
    view.run(
        "[...document.querySelectorAll('g.dot')].find(n => n.ariaLabel.startsWith('潍坊市 2025-07-01'))"
        ".dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))"
    )
    assert view.texts(".picked li a") == ["推进物业服务企业党组织应建尽建"]
    assert any("周期" in text for text in view.texts(".day summary"))


# --- the page as a whole -----------------------------------------------------------------------


def test_hostile_words_do_nothing(open_report: Open) -> None:
    view = open_report(hostile=True)
    hostile = [r for r in iter_dicts(view.path.with_name("measures.jsonl")) if "__hacked" in r["text"]]
    address = quote(hostile[0]["measure_id"], safe="")
    for place in ("overview", "measures", "compare", "timeline", "m-" + address, "r-" + address):
        view.go(place)
        assert view.run("return window.__hacked === undefined")
        assert view.count("script") == 2
        assert view.count("main img, main b[onmouseover], main :not(.gauge) > i:not([class]), main textarea") == 0
    assert view.count("tr.detail") == 1  # the strange id was understood
    assert hostile[0]["title"] in view.texts("tr.row .row-title")


@pytest.mark.parametrize("address", ["nowhere", "m-nowhere", "r-", "%", "%E4%BD", "t-x", "s-x", "constructor"])
def test_a_strange_address_shows_some_view(open_report: Open, address: str) -> None:
    view = open_report()
    view.go(address)
    assert view.shown().startswith("view-")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("place", ["overview", "measures", "texts", "compare", "timeline"])
def test_no_view_is_wider_than_the_window(open_report: Open, width: int, place: str) -> None:
    view = open_report(hostile=True)
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 700}
    view.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        view.go(place)
        assert view.run("return document.documentElement.scrollWidth") <= width
    finally:
        view.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(open_report: Open, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: text has a contrast of at least 4.5 to what is behind it."""
    view = open_report()
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    view.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    view.go("texts")
    low = view.run(
        """
        const style = getComputedStyle(document.documentElement);
        const light = (name) => {
          const hex = style.getPropertyValue(name).trim().slice(1);
          const parts = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
            .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
          return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        };
        const pairs = [["--ink", "--paper"], ["--muted", "--paper"], ["--muted", "--sunk"], ["--link", "--sheet"],
          ["--red", "--paper"], ["--look", "--look-ground"], ["--look", "--paper"], ["--target", "--target-ground"],
          ["--deadline", "--deadline-ground"], ["--unit", "--unit-ground"], ["--ink", "--unit-ground"],
          ["--sheet", "--unit"], ["--sheet", "--muted"], ["--sheet", "--red"], ["--target", "--measure-ground"]];
        return pairs.map(([a, b]) => {
          const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
          return [a, b, (x + 0.05) / (y + 0.05)];
        }).filter(([, , ratio]) => ratio < 4.5);
        """
    )
    view.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert low == []


def test_every_control_has_a_name(open_report: Open) -> None:
    view = open_report()
    for place in ("overview", "measures", "texts", "compare", "timeline"):
        view.go(place)
        nameless = view.run(
            "return [...document.querySelectorAll('.view:not([hidden]) :is(input, select, button, a)')]"
            ".filter(n => !(n.labels?.length || n.ariaLabel || n.textContent.trim())).map(n => n.outerHTML)"
        )
        assert nameless == []


def test_many_regions_start_with_a_few_columns_and_keep_the_rest_in_sight(
    open_report: Open,
) -> None:
    view = open_report(hostile=True)  # a sixth region
    view.go("compare")
    assert view.count(".matrix thead th") == 1 + 6
    view.run("document.querySelectorAll('#view-compare .chips input')[0].click()")
    assert view.count(".matrix thead th") == 1 + 5
    assert "另见 山东省 1" in view.texts(".matrix tbody th")[0]


def test_more_regions_than_one_reads_are_found_by_name(open_report: Open) -> None:
    view = open_report(make_large, n_measures=120, n_documents=30, n_regions=30)
    boxes = (
        "return [...document.querySelectorAll('#view-{} .chips label')].filter(n => !n.hidden).map(n => n.textContent)"
    )
    for place, first in (("compare", 6), ("timeline", 24)):
        view.go(place)
        shown = view.run(boxes.format(place))
        assert len(shown) == first
        view.fill(f"#view-{place} .chips input[type=search]", "第29县")
        assert view.run(boxes.format(place)) == ["第29县"]
        view.fill(f"#view-{place} .chips input[type=search]", "")
        view.click(f"#view-{place} .chips button")  # all of them
        assert view.run(boxes.format(place)) == []
    assert view.count("#view-timeline .lane-name") == 30
    view.click("#view-timeline .chips button:last-of-type")
    assert view.count("#view-timeline .lane-name") == 24


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ({"comparator": "ge", "value": 90, "unit": "%"}, "≥ 90%"),
        ({"comparator": "eq", "value": 6e10, "unit": "元"}, "600 亿元"),
        ({"comparator": "eq", "value": 175000, "unit": "人"}, "17.5 万人"),
        ({"comparator": "eq", "value": 12000, "unit": "名"}, "12,000 名"),
        ({"comparator": "eq", "value": 123456789, "unit": "元"}, "12,345.6789 万元"),
        ({"comparator": "approx", "side": "above", "value": 500, "unit": "名"}, "500 余名"),
        ({"comparator": "approx", "side": "below", "value": 0.5}, "近 0.5"),
        ({"comparator": "approx", "value": 30, "unit": "个"}, "≈ 30 个"),
        ({"comparator": "range", "value": 300, "value_max": 500, "unit": "户"}, "300–500 户"),
        (
            {"comparator": "ge", "change": "increase", "value": 1, "unit": "倍", "base": "2020年"},
            "增加 ≥ 1 倍（2020年）",
        ),
        ({"comparator": "eq", "text": "若干"}, "若干"),
    ],
)
def test_a_value_is_said_as_readers_say_it(open_report: Open, target: dict[str, object], said: str) -> None:
    view = open_report()
    view.go("overview")
    assert view.run("return policytext.amountInFull(arguments[0])", target) == said


# --- ladder, versions, diffusion ---------------------------------------------------------------


def test_a_silent_cell_says_how_much_was_searched(open_report: Open) -> None:
    view = open_report()
    view.go("compare")
    assert any("已查" in text for text in view.texts("td.not-found"))


def test_ladder_lists_figures_down_the_levels_and_filters(open_report: Open) -> None:
    view = open_report()
    view.go("ladder")
    assert view.count(".ladder") >= 1
    assert view.count(".ladder tbody tr") >= 2
    view.fill("#view-ladder input", "没有这样的指标")
    assert view.count(".ladder") == 0


def test_versions_are_counted_filtered_and_lead_to_the_text(open_report: Open) -> None:
    view = open_report()
    view.go("versions")
    assert view.texts("#view-versions .chips button") == ["加强 1", "新增 1", "删去 1"]
    assert view.texts("#view-versions .change-postponed") == ["推迟"]
    view.click("#view-versions .chips button:last-child")
    assert view.count("#view-versions tbody tr") == 1
    view.click("#view-versions tbody a")
    assert view.shown() == "view-texts"


def test_diffusion_draws_each_body_of_a_theme(open_report: Open) -> None:
    view = open_report()
    view.go("diffusion")
    assert view.count("#view-diffusion .adoption") > 2
    dated = [text for text in view.texts("#view-diffusion .adoption") if "日期未知" not in text]
    assert view.count("#view-diffusion svg .dot") == len(dated)


def test_a_run_without_alignment_says_so_in_each_view(open_report: Open) -> None:
    view = open_report(lambda folder: write_run(folder, []))
    for name in ("ladder", "versions", "diffusion"):
        view.go(name)
        assert view.count(f"#view-{name} .notice") == 1
