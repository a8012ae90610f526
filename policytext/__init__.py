"""policytext: Chinese policy documents → records one can cite and compare.

>>> import policytext
>>> text = "一、重点任务\\n1.建设社区服务站。2025年底前建成20个。\\n牵头单位:市民政局"
>>> extraction = policytext.extract_text(text, path="example.txt", sha256="0" * 64)
>>> [unit.name for unit in extraction.measures[0].units]
['市民政局']

The functions are imported when they are first used, so that ``import policytext`` stays cheap.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from policytext.version import __version__

if TYPE_CHECKING:
    from policytext.align.encode import load_encoder
    from policytext.components import load_pipeline
    from policytext.evaluate import evaluate
    from policytext.export.jsonl import read_records
    from policytext.jobs import align, export, extract, report, run
    from policytext.pipeline import extract_text
    from policytext.records import (
        Aim,
        Comparison,
        Deadline,
        Document,
        Extraction,
        Link,
        Measure,
        Section,
        Span,
        Target,
        Theme,
        Unit,
    )

_WHERE = {
    "run": "policytext.jobs",
    "extract": "policytext.jobs",
    "align": "policytext.jobs",
    "report": "policytext.jobs",
    "export": "policytext.jobs",
    "extract_text": "policytext.pipeline",
    "load_pipeline": "policytext.components",
    "load_encoder": "policytext.align.encode",
    "evaluate": "policytext.evaluate",
    "read_records": "policytext.export.jsonl",
    **dict.fromkeys(
        ("Aim", "Comparison", "Deadline", "Document", "Extraction", "Link", "Measure", "Section",
         "Span", "Target", "Theme", "Unit"),
        "policytext.records",
    ),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'policytext' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


class _Step(ModuleType):
    """A room with the name of a function (``policytext.align``): it can be called as the function."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return __getattr__(self.__name__.rpartition(".")[2])(*args, **kwargs)


class _Package(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        # the first import of a room binds it here, under the name of the function
        if name in _WHERE and isinstance(value, ModuleType):
            value.__class__ = _Step
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted([*globals(), *_WHERE])


__all__ = [
    "Aim",
    "Comparison",
    "Deadline",
    "Document",
    "Extraction",
    "Link",
    "Measure",
    "Section",
    "Span",
    "Target",
    "Theme",
    "Unit",
    "__version__",
    "align",
    "evaluate",
    "export",
    "extract",
    "extract_text",
    "load_encoder",
    "load_pipeline",
    "read_records",
    "report",
    "run",
]
