"""Records as lines: written one at a time, there as a whole or not at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policytext.export.jsonl import dump_line, read_records, write_records
from policytext.records import LEFT_OUT, Measure, to_dict
from tests.align.stubs import deadline, target, three_cities, unit


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    _, measures = three_cities()
    assert write_records(tmp_path / "measures.jsonl", iter(measures)) == len(measures)
    assert (tmp_path / "measures.jsonl").read_bytes() == "".join(dump_line(m) + "\n" for m in measures).encode()
    assert read_records(tmp_path, "measures") == measures


def test_records_are_made_while_they_are_written(tmp_path: Path) -> None:
    _, measures = three_cities()
    sizes = []

    def made() -> Iterator[Measure]:
        for measure in measures * 200:
            sizes.append((tmp_path / ".measures.jsonl.partial").stat().st_size)
            yield measure

    write_records(tmp_path / "measures.jsonl", made())
    assert sizes[-1] > 0


def test_plain_values_are_those_of_asdict() -> None:
    documents, measures = three_cities()
    rich = dataclasses.replace(
        measures[0],
        units=(unit("市民政局"),),
        targets=(target("5%", "增速", 5, "%"),),
        deadlines=(deadline("2025-12-31", 3),),
    )
    for record in (rich, dataclasses.replace(documents[0], extra={"column": "值"}, warnings=("no_date",))):
        assert to_dict(record) == without_left_out(dataclasses.asdict(record))


def without_left_out(value: Any) -> Any:
    """Plain values less the fields that a line has only where they say something."""
    if isinstance(value, dict):
        return {key: without_left_out(part) for key, part in value.items() if key not in LEFT_OUT or part is not None}
    return type(value)(map(without_left_out, value)) if isinstance(value, tuple | list) else value


def test_a_score_of_ocr_is_written_and_read_back(tmp_path: Path) -> None:
    _, measures = three_cities()
    scored = dataclasses.replace(measures[0], ocr_score=0.87)
    write_records(tmp_path / "measures.jsonl", [scored, *measures[1:]])
    assert '"ocr_score":0.87' in (tmp_path / "measures.jsonl").read_text("utf-8").splitlines()[0]
    assert read_records(tmp_path, "measures") == [scored, *measures[1:]]


def test_what_breaks_off_leaves_the_older_file(tmp_path: Path) -> None:
    _, measures = three_cities()
    write_records(tmp_path / "measures.jsonl", measures[:1])

    def broken() -> Iterator[Measure]:
        yield from measures
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        write_records(tmp_path / "measures.jsonl", broken())
    assert read_records(tmp_path, "measures") == measures[:1]
    assert [path.name for path in tmp_path.iterdir()] == ["measures.jsonl"]
