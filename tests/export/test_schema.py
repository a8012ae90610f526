"""Every written line satisfies the schema, and the schema refuses what is none of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from policytext.errors import ConfigError
from policytext.export.jsonl import iter_dicts
from policytext.export.schema import iter_faults, json_schema, line_schema
from policytext.records import RECORD_FILES, SCHEMA_VERSION

from .sample import make_sample


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return make_sample(tmp_path, hostile=True)


def test_json_schema_has_an_entry_for_every_file() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == {f"{kind}.jsonl" for kind in RECORD_FILES}
    assert schema["version"] == SCHEMA_VERSION
    Draft202012Validator.check_schema(schema)


def test_json_schema_is_a_copy_each_time() -> None:
    json_schema()["$defs"].clear()
    assert json_schema()["$defs"]


def test_json_schema_describes_a_field_by_the_comment_beside_it() -> None:
    target = json_schema()["$defs"]["Target"]["properties"]
    assert "1.3万件 → 13000" in target["value"]["description"]


def test_every_written_line_satisfies_the_schema(run: Path) -> None:
    assert list(iter_faults(run)) == []


def test_the_schema_of_a_run_accepts_all_its_files(run: Path) -> None:
    whole = {f"{kind}.jsonl": list(iter_dicts(run / f"{kind}.jsonl")) for kind in RECORD_FILES}
    Draft202012Validator(json_schema()).validate(whole)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "slogan"}, "slogan"),
        ({"surprise": 1}, "surprise"),
        ({"confidence": 1.2}, "1.2"),
        ({"start": "7"}, "'7'"),
        ({"title": None, "units": None}, "None"),
    ],
    ids=["unknown_value", "unknown_field", "out_of_bounds", "wrong_type", "list_is_never_null"],
)
def test_iter_faults_tells_file_line_and_fault(run: Path, change: dict, said: str) -> None:
    path = run / "measures.jsonl"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[1] = json.dumps({**json.loads(lines[1]), **change})
    path.write_text("\n".join(lines), encoding="utf-8")
    faults = list(iter_faults(run))
    assert len(faults) == 1
    assert faults[0].startswith("measures.jsonl, line 2")
    assert said in faults[0]


def with_scores(run: Path, score: object) -> None:
    """As if the first measure, and its units, had been read by OCR."""
    path = run / "measures.jsonl"
    rows = list(iter_dicts(path))
    rows[0]["ocr_score"] = score
    for unit in rows[0]["units"]:
        unit["ocr_score"] = score
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize(("score", "n_faults"), [(0.87, 0), (1.2, 1), (None, 1)])
def test_a_score_of_ocr_stands_only_where_there_is_one(run: Path, score: object, n_faults: int) -> None:
    with_scores(run, score)
    assert len({fault.split(":")[0] for fault in iter_faults(run)}) == n_faults


@pytest.mark.parametrize("kind", sorted(RECORD_FILES))
def test_line_schema_wants_every_field(kind: str) -> None:
    faults = list(Draft202012Validator(line_schema(kind)).iter_errors({}))
    assert faults


def test_line_schema_of_unknown_file_names_the_known() -> None:
    with pytest.raises(ConfigError, match="measures"):
        line_schema("tasks")
