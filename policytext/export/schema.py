"""The JSON Schema of every record file, read off the record classes themselves.

There is no second definition: pydantic reads :mod:`policytext.records`, the comment beside or over a field
becomes its ``description``, and unknown fields are refused. The schema describes *written* lines,
so every field is required, but those of :data:`policytext.records.LEFT_OUT`: what is unknown stands
there as ``null``.
"""

from __future__ import annotations

import inspect
import io
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from policytext import records
from policytext.errors import ConfigError
from policytext.export.jsonl import iter_dicts
from policytext.records import LEFT_OUT, RECORD_FILES, SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: What the Python types cannot say, by field name.
BOUNDS: dict[str, dict[str, int]] = {
    "confidence": {"minimum": 0, "maximum": 1},
    "score": {"minimum": 0, "maximum": 1},
    "ocr_score": {"minimum": 0, "maximum": 1},
    "start": {"minimum": 0},
    "end": {"minimum": 0},
    "order": {"minimum": 0},
    "page": {"minimum": 1},
    "level": {"minimum": 1},  # of a section; a region's level is an enumeration
}


@cache
def _build() -> dict[str, Any]:
    from pydantic import TypeAdapter  # only `policytext schema` and the tests need it

    kinds: list[Any] = [(kind, "serialization", TypeAdapter(cls)) for kind, cls in RECORD_FILES.items()]
    _, schema = TypeAdapter.json_schemas(kinds)
    defs = schema["$defs"]
    for name, definition in defs.items():
        notes = _field_notes(getattr(records, name))
        definition["required"] = [name for name in definition["properties"] if name not in LEFT_OUT]
        definition["additionalProperties"] = False
        for field, shape in definition["properties"].items():
            shape.pop("title", None)  # "Doc Id" says nothing that doc_id does not
            shape.pop("default", None)  # a written line leaves nothing out
            if field in LEFT_OUT:
                shape |= shape.pop("anyOf")[0]  # it is written only where it is known
            if shape.get("type") in ("integer", "number"):
                shape.update(BOUNDS.get(field, {}))
            if field in notes:
                shape["description"] = notes[field]
    return {
        "$schema": DIALECT,
        "title": "policytext records",
        "description": "The files of a run: one JSON record a line, offsets in code points.",
        "version": SCHEMA_VERSION,
        "type": "object",
        "properties": {
            f"{kind}.jsonl": {"type": "array", "items": {"$ref": f"#/$defs/{cls.__name__}"}}
            for kind, cls in RECORD_FILES.items()
        },
        "additionalProperties": False,
        "$defs": {name: defs[name] for name in sorted(defs)},
    }


def _field_notes(cls: type) -> dict[str, str]:
    """The comment beside or over each field of a record class; nothing where the source is not at hand."""
    notes: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__ != records.__name__:
            continue
        try:
            source = inspect.getsource(base)
        except OSError:
            continue
        above: list[str] = []  # a long comment stands over its field
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            code = token.line.split("#")[0]
            if token.type == tokenize.COMMENT and not code.strip():
                above.append(token.string.lstrip("# ").strip())
            elif token.type == tokenize.COMMENT and ":" in code:
                notes[code.split(":")[0].strip()] = token.string.lstrip("# ").strip()
            elif token.type == tokenize.NEWLINE:
                if above and ":" in code:
                    notes[code.split(":")[0].strip()] = " ".join(above)
                above = []
    return notes


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a whole run: an entry per file, the records under ``$defs``.

    ``schema["properties"]["measures.jsonl"]["items"]`` is the schema of one line of
    ``measures.jsonl``; :func:`line_schema` gives it ready for a validator.
    """
    import copy

    return copy.deepcopy(_build())


def line_schema(kind: str) -> dict[str, Any]:
    """The schema of one line of ``<kind>.jsonl``, complete in itself.

    Raises:
        ConfigError: when there is no such record file.
    """
    if kind not in RECORD_FILES:
        raise ConfigError(kind, f"no such record file; there are {', '.join(RECORD_FILES)}")
    schema = _build()
    return {
        "$schema": DIALECT,
        "$ref": f"#/$defs/{RECORD_FILES[kind].__name__}",
        "$defs": schema["$defs"],
    }


def iter_faults(directory: str | Path) -> Iterator[str]:
    """Whatever in the record files of a run does not satisfy the schema, one sentence a fault.

    Raises:
        ConfigError: when ``jsonschema`` is not installed (it comes with ``policytext[test]``).
    """
    try:
        from jsonschema import Draft202012Validator
    except ImportError as err:
        raise ConfigError("jsonschema", "not installed: pip install 'policytext[test]'") from err
    for kind in RECORD_FILES:
        validator = Draft202012Validator(line_schema(kind))
        for number, row in enumerate(iter_dicts(Path(directory) / f"{kind}.jsonl"), start=1):
            for fault in validator.iter_errors(row):
                yield f"{kind}.jsonl, line {number}: {fault.json_path}: {fault.message}"
