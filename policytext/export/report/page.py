"""The page itself: template, style and script put into one file that needs nothing else.

Document text is hostile until shown otherwise. Jinja escapes what it writes; the data stands in a
``<script type="application/json">`` in which no tag can begin; the script builds nodes, never markup;
and a content security policy names the one script and the one style that may run, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from policytext.export.flat import Run, read_run
from policytext.export.jsonl import write_text_atomic
from policytext.export.report.labels import LABELS
from policytext.export.report.payload import needs_look, page_data, place, read_texts
from policytext.export.report.portion import Portion, choose_portion

HERE = Path(__file__).parent

#: The script's parts, in the order in which they need each other.
SCRIPTS = (
    "core.js",
    "words.js",
    "spans.js",
    "record.js",
    "table.js",
    "text.js",
    "compare.js",
    "timeline.js",
    "ladder.js",
    "versions.js",
    "diffusion.js",
    "main.js",
)
STYLES = ("base.css", "table.css", "text.css", "compare.css", "plans.css")

#: Nothing a tag, a comment or a line of JavaScript could be made of stays bare in the data.
JSON_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def embed_json(value: Any) -> str:
    """JSON that is safe between ``<script>`` tags: ``</script>`` → ``\\u003c/script\\u003e``."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(JSON_ESCAPES)


def _read(folder: str, names: tuple[str, ...]) -> str:
    parts = [(HERE / folder / name).read_text(encoding="utf-8") for name in names]
    return "\n".join(parts)


def _hash(text: str) -> str:
    """A CSP source expression for an inline element (W3C CSP 3, 2.3.1)."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _overview(run: Run, portion: Portion) -> dict[str, Any]:
    """The figures and rows of the first view, which is there without a script: figures of the whole run, rows of
    the documents that are shown."""
    texts = read_texts(portion.run, without=portion.without_text)
    per_document, looks, kinds = Counter[str](), Counter[str](), Counter[str]()
    bodies: set[str] = set()
    assigned = targets = deadlines = 0
    for measure in run["measures"]:
        per_document[measure.doc_id] += 1
        looks[measure.doc_id] += needs_look(measure)
        kinds[measure.kind] += 1
        bodies.update(unit.canonical or unit.name for unit in measure.units)
        assigned += len(measure.units)
        targets += len(measure.targets)
        deadlines += len(measure.deadlines)
    aims = Counter[str]()
    for aim in run["aims"]:
        aims[aim.doc_id] += 1
        deadlines += len(aim.deadlines)
    documents = [
        {
            "record": place(document, texts),
            "measures": per_document[document.doc_id],
            "aims": aims[document.doc_id],
            "looks": looks[document.doc_id],
            "no_text": document.doc_id in texts.missing,
        }
        for document in portion.run["documents"]
    ]
    regions = {d.region.name for d in run["documents"] if d.region}
    years = sorted({d.date[:4] for d in run["documents"] if d.date})
    return {
        "texts": texts,
        "documents": documents,
        "regions": len(regions),
        "years": years,
        "counts": [
            ("文件", "documents", len(run["documents"]), f"{len(regions)} 个地区"),
            (
                "任务与成效",
                "measures",
                per_document.total(),
                f"任务 {kinds['task']} · 成效 {kinds['achievement']}",
            ),
            (
                "单位",
                "units",
                len(bodies),
                f"{assigned} 处指派",
            ),
            (
                "指标值",
                "targets",
                targets + aims.total(),
                f"其中主要目标 {aims.total()}",
            ),
            (
                "时限",
                "deadlines",
                deadlines,
                "含周期性要求",
            ),
            (
                "主题",
                "themes",
                len(run["themes"]),
                f"{len(run['comparisons'])} 张指标对照",
            ),
        ],
        "look_first": looks.total(),
        "notes": portion.notes,
    }


def render_report(run: Run, *, title: str = "政策文本任务与指标对读") -> str:
    """The page as one string; the same records give the same page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    portion = choose_portion(run)
    overview = _overview(run, portion)
    script = f"(() => {{\n'use strict';\n{_read('js', SCRIPTS)}}})();\n"
    style = _read("css", STYLES)
    data = page_data(portion.run, overview.pop("texts"))
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ]
    )
    return environment.get_template("template.html").render(
        title=title,
        policy=policy,
        # These three are ours or made safe above; everything else is escaped by the template.
        style=Markup(style),
        script=Markup(script),
        data=Markup(embed_json(data)),
        errors=portion.run["errors"],
        n_errors=len(run["errors"]),
        labels=LABELS,
        **overview,
    )


def write_report(directory: str | Path, *, title: str | None = None) -> Path:
    """Write ``report.html`` into an output folder and return its path.

    The page holds the records, the texts, its style and its script; it opens from a disk or an
    e-mail and asks the network for nothing.

    Raises:
        OutputError: when ``directory`` holds no records.
    """
    run = read_run(directory)
    path = run.directory / "report.html"
    page = render_report(run) if title is None else render_report(run, title=title)
    write_text_atomic(path, page)
    return path
