"""Records → Parquet, nested as they are, by an Arrow schema read off the record classes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from policytext.records import RECORD_FILES, SCHEMA_VERSION, to_dict

ROW_GROUP_SIZE = 20_000  # records; a group is what a reader loads at once


def arrow_schema(kind: str) -> Any:
    """The Arrow schema of a record file: structs and lists as in the JSON lines.

    ``schema_version`` and ``record`` (the class) stand in the schema's metadata.
    """
    import pyarrow as pa

    cls = RECORD_FILES[kind]
    return pa.schema(
        _arrow_fields(cls),
        metadata={"schema_version": SCHEMA_VERSION, "record": cls.__name__},
    )


def _arrow_fields(cls: type) -> list[Any]:
    import pyarrow as pa

    hints = get_type_hints(cls)
    found = []
    for field in fields(cls):
        hint, nullable = _bare(hints[field.name])
        found.append(pa.field(field.name, _arrow_type(hint), nullable=nullable))
    return found


def _bare(hint: Any) -> tuple[Any, bool]:
    """``str | None`` → ``(str, True)``."""
    rest = [part for part in get_args(hint) if part is not type(None)]
    if type(None) in get_args(hint) and len(rest) == 1:
        return rest[0], True
    return hint, False


def _arrow_type(hint: Any) -> Any:
    import pyarrow as pa

    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in simple:
        return simple[hint]
    if is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(_arrow_fields(hint))
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(pa.field("element", _arrow_type(args[0]), nullable=False))
    if origin is dict:
        return pa.map_(_arrow_type(args[0]), _arrow_type(args[1]))
    raise TypeError(f"no Arrow type for {hint}")


def write_table(kind: str, records: Iterable[Any], path: Path) -> None:
    """Write the records of one kind, compressed with zstd; no records give an empty table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(kind)
    maps = [field.name for field in schema if pa.types.is_map(field.type)]
    rest = map(to_dict, records)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := list(islice(rest, ROW_GROUP_SIZE)):
            for row in rows:  # Arrow wants maps as pairs
                for name in maps:
                    row[name] = list(row[name].items())
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
