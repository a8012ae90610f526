#!/usr/bin/env python3
"""Make ``scripts/report.png``, the picture of a report in README.md.

usage: python scripts/build_picture.py

Runs the documents of ``corpora/policy-sample``, opens the comparison view in headless Chromium (with
chromedriver and selenium, which comes with ``policytext[test]``), and looks for 政务 in five regions.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SAMPLE = ROOT / "corpora" / "policy-sample" / "raw"
OUT = ROOT / "scripts" / "report.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDTH = 1280
WORDS = "政务"
REGIONS = ("山东省", "济南市", "淄博市桓台县", "潍坊市", "济宁市")

#: Fills the search field, chooses the regions; gives the place where the first comparisons end.
ARRANGE = """
const [words, regions] = arguments;
const view = document.getElementById("view-compare");
for (const box of view.querySelectorAll("input[type=checkbox]")) {
  if (box.checked !== regions.includes(box.closest("label").textContent.trim())) box.click();
}
const search = view.querySelector("input:not([type=checkbox])");
search.value = words;
search.dispatchEvent(new Event("input"));
const ends = [...view.querySelectorAll(".comparison")].slice(0, 2).map((n) => n.getBoundingClientRect().bottom);
return Math.max(...ends) + window.scrollY;
"""


def main() -> int:
    from selenium import webdriver

    from policytext import run

    chromium = os.environ.get("CHROME_BIN") or next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        print(f"needs a browser: chromium {chromium}, chromedriver {driver}", file=sys.stderr)
        return 1
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--window-size={WIDTH},1400",
    ):
        options.add_argument(argument)
    with tempfile.TemporaryDirectory() as folder:
        run(SAMPLE, folder)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        try:
            browser.get((Path(folder) / "report.html").as_uri() + "#compare")
            bottom = browser.execute_script(ARRANGE, WORDS, REGIONS)
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": bottom + 30, "scale": 1}
            shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
        finally:
            browser.quit()
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(base64.b64decode(shot["data"]))
    print(f"{OUT}: {OUT.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
