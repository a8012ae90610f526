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


def _overview(run: Run) -> dict[str, Any]:
    """The figures and rows of the first view, which is there without a script."""
    texts = read_texts(run)
    measures = run["measures"]
    per_document = Counter(m.doc_id for m in measures)
    looks = Counter(m.doc_id for m in measures if needs_look(m))
    aims = Counter(a.doc_id for a in run["aims"])
    documents = [
        {
            "record": place(document, texts),
            "measures": per_document[document.doc_id],
            "aims": aims[document.doc_id],
            "looks": looks[document.doc_id],
            "no_text": document.doc_id in texts.missing,
        }
        for document in run["documents"]
    ]
    regions = {d.region.name for d in run["documents"] if d.region}
    years = sorted({d.date[:4] for d in run["documents"] if d.date})
    kinds = Counter(m.kind for m in measures)
    bodies = {u.canonical or u.name for m in measures for u in m.units}
    return {
        "texts": texts,
        "documents": documents,
        "regions": len(regions),
        "years": years,
        "counts": [
            ("文件", "documents", len(documents), f"{len(regions)} 个地区"),
            (
                "任务与成效",
                "measures",
                len(measures),
                f"任务 {kinds['task']} · 成效 {kinds['achievement']}",
            ),
            (
                "单位",
                "units",
                len(bodies),
                f"{sum(len(m.units) for m in measures)} 处指派",
            ),
            (
                "指标值",
                "targets",
                sum(len(m.targets) for m in measures) + len(run["aims"]),
                f"其中主要目标 {len(run['aims'])}",
            ),
            (
                "时限",
                "deadlines",
                sum(len(m.deadlines) for m in measures)
                + sum(len(a.deadlines) for a in run["aims"]),
                "含周期性要求",
            ),
            (
                "主题",
                "themes",
                len(run["themes"]),
                f"{len(run['comparisons'])} 张指标对照",
            ),
        ],
        "look_first": sum(looks.values()),
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
    overview = _overview(run)
    script = f"(() => {{\n'use strict';\n{_read('js', SCRIPTS)}}})();\n"
    style = _read("css", STYLES)
    data = page_data(run, overview.pop("texts"))
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
        errors=run["errors"],
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
