"""Stand-ins for the extraction, importable by worker processes."""

from __future__ import annotations

import hashlib
import os
import sys
import types

from policytext.records import Document, Extraction, Measure, Target
from policytext.shard import Counts, ShardTask, run_shard


def extract_text(source, *, path, sha256, text_path=None, known=None, flags=()) -> Extraction:
    """One document with one measure: its first line, with each ``60%`` as a target."""
    if "这是一个错误" in source:
        raise ZeroDivisionError("a bug")
    doc_id = hashlib.sha256((path + sha256).encode()).hexdigest()[:12]
    end = len(source.split("\n", 1)[0].rstrip("\r"))
    document = Document(
        doc_id=doc_id,
        path=path,
        sha256=sha256,
        n_chars=len(source),
        title=known.title if known else None,
        date=known.date if known else None,
        end=len(source),
        text_path=text_path,
        extra=dict(known.extra) if known else {},
    )
    targets = []
    at = source.find("60%", 0, end)
    if at >= 0:
        targets.append(Target.cut(source, at, at + 3, comparator="eq", value=60.0, unit="%", status="planned"))
    measures = []
    if end:
        measures.append(
            Measure.cut(
                source, 0, end, measure_id=f"{doc_id}-m0", doc_id=doc_id, section_id=None, order=0,
                kind="task", targets=tuple(targets),
            )
        )  # fmt: skip
    return Extraction(source=source, documents=(document,), sections=(), measures=tuple(measures), aims=())


def module() -> types.ModuleType:
    """A ``policytext.pipeline`` made of the stand-in."""
    pipeline = types.ModuleType("policytext.pipeline")
    pipeline.extract_text = extract_text
    return pipeline


def run_stubbed(task: ShardTask) -> Counts:
    """A shard with the stand-in, in whatever process."""
    sys.modules["policytext.pipeline"] = module()
    return run_shard(task)


def run_or_die(task: ShardTask) -> Counts:
    """As above, but a file named ``killer`` takes its process with it."""
    if any("killer" in item.name for item in task.items):
        os._exit(9)
    return run_stubbed(task)
