"""What holds for every record of every text, real, composed or random."""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policytext.export.jsonl import dump_line
from policytext.pipeline import extract_text
from policytext.records import Extraction, Measure
from tests.noise import add_noise

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
OWN = sorted((ROOT / "corpora" / "policy-sample" / "raw").glob("*.txt"))
REAL = sorted(SHARED.glob("*/*.txt"))


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def extract(text: str, name: str = "text.txt") -> Extraction:
    return extract_text(text, path=name, sha256="0" * 64)


def assert_sound(extraction: Extraction) -> None:
    """Spans are cut from the source, children lie in their parents, ids and order are what they say."""
    source = extraction.source
    ids = [record.measure_id for record in extraction.measures]
    assert len(ids) == len(set(ids))
    documents = {document.doc_id: document for document in extraction.documents}
    for document in extraction.documents:
        assert 0 <= document.start <= document.end <= len(source)
        own = [m for m in extraction.measures if m.doc_id == document.doc_id]
        assert [m.order for m in own] == list(range(len(own)))
        assert all(a.end <= b.start for a, b in itertools.pairwise(own))
    sections = {section.section_id: section for section in extraction.sections}
    for section in extraction.sections:
        assert section.parent_id is None or section.parent_id in sections
        assert 0 <= section.start < section.end <= len(source)
    for measure in extraction.measures:
        document = documents[measure.doc_id]
        assert document.start <= measure.start < measure.end <= document.end
        assert source[measure.start : measure.end] == measure.text
        assert measure.section_id is None or measure.section_id in sections
        if measure.title_start is not None:
            assert measure.start <= measure.title_start < measure.title_end <= measure.end
        for repeat in measure.repeats:  # a row of its own: no measure stands there
            assert source[repeat.start : repeat.end] == repeat.text
            assert all(repeat.end <= m.start or m.end <= repeat.start for m in extraction.measures)
        for child in children(measure):
            assert source[child.start : child.end] == child.text
            if getattr(child, "evidence", "") not in ("inherited", "default"):
                assert any(span.start <= child.start < child.end <= span.end for span in (measure, *measure.repeats))
            assert 0.0 <= child.confidence <= 1.0
        assert measure.kind == "task" or all(d.type == "recurring" for d in measure.deadlines)
        for target in measure.targets:
            assert (target.side is None) == (target.comparator != "approx")
            assert (target.value_max is not None) == (target.comparator == "range")
    for aim in extraction.aims:
        assert source[aim.target.start : aim.target.end] == aim.target.text


def children(measure: Measure) -> list[Any]:
    return [*measure.units, *measure.targets, *measure.deadlines]


@pytest.mark.parametrize("path", OWN + REAL, ids=lambda path: path.name)
def test_records_of_a_document_are_sound(path: Path) -> None:
    assert_sound(extract(read(path), path.name))


def test_the_same_text_gives_the_same_bytes() -> None:
    text = read(OWN[0])
    first, second = extract(text), extract(text)
    assert [dump_line(m) for m in first.measures] == [dump_line(m) for m in second.measures]


def shape(extraction: Extraction, back: list[int] | None = None) -> list[Any]:
    """The records as places in the clean text, for a comparison that noise must not change."""

    def place(record: Any) -> tuple[int, int]:
        last = record.end - 1
        return (record.start, last) if back is None else (back[record.start], back[last])

    return [
        (
            m.kind,
            place(m),
            [(u.role, place(u)) for u in m.units],
            [(t.value, t.value_max, t.comparator, t.status, place(t)) for t in m.targets],
            [(d.type, d.value, place(d)) for d in m.deadlines],
            [place(r) for r in m.repeats],
        )
        for m in extraction.measures
    ]


NOISE = [{"wide": 0.5}, {"traditional": 0.5}, {"spaces": 0.02}, {"wide": 0.2, "traditional": 0.2, "spaces": 0.01}]


@pytest.mark.parametrize("noise", NOISE, ids=lambda noise: "+".join(noise))
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_noise_moves_offsets_and_nothing_else(path: Path, noise: dict[str, float]) -> None:
    clean = read(path)
    noisy, back = add_noise(clean, seed=7, **noise)
    assert shape(extract(noisy), back) == shape(extract(clean))


@pytest.mark.slow
@pytest.mark.parametrize("noise", NOISE, ids=lambda noise: "+".join(noise))
def test_noise_changes_hardly_a_record_of_real_documents(noise: dict[str, float]) -> None:
    """Real pages hold marks that noise can make or break (a column gap, a title of two words)."""
    if not REAL:
        pytest.skip("../shared/corpus is not at hand")
    changed = total = 0
    for path in REAL:
        clean = read(path)
        noisy, back = add_noise(clean, seed=11, **noise)
        before, after = shape(extract(clean)), shape(extract(noisy), back)
        total += len(before)
        changed += sum(1 for record in before if record not in after)
    assert changed <= 0.005 * total


ALPHABET = (
    "一二三四五六七八九十第（）()、。，；：《》“”〔〕【】0123456789年月日前底内％%万亿个家项市省县区局委部办"
    "牵头责任单位负责配合要推动建设达到不少于增长每到至是　 \n\t\r\u200b０１２※★—-"
)


@pytest.mark.parametrize("seed", range(40))
def test_random_characters_do_no_harm(seed: int) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choice(ALPHABET) for _ in range(rng.choice([0, 1, 2, 30, 400, 3000])))
    assert_sound(extract(text))


@pytest.mark.parametrize("seed", range(25))
def test_pieces_of_documents_in_any_order_do_no_harm(seed: int) -> None:
    rng = random.Random(seed)
    texts = [read(path) for path in OWN]
    pieces = []
    for _ in range(30):
        text = rng.choice(texts)
        at = rng.randrange(len(text))
        pieces.append(text[at : at + rng.randrange(1, 120)])
    assert_sound(extract("".join(pieces)))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20000,
        "一是" * 20000,
        "1." * 20000,
        "《" * 20000 + "》" * 20000,
        "9" * 50000,
        "、" * 50000,
        "各" * 50000,
        "市委组织部、" * 8000 + "牵头",
        "每" * 30000,
        "牵头单位:" * 8000,
        "由" * 40000,
        "第一," * 15000,
        "增长" * 20000,
        "2025年" * 10000,
    ],
)
def test_repeated_signs_cost_linear_time(text: str) -> None:
    # the assertion is that this ends: a quadratic rule would take minutes here
    assert_sound(extract(text))


def test_records_survive_json() -> None:
    from policytext.export.jsonl import _adapter

    for path in OWN[:3]:
        for measure in extract(read(path)).measures:
            again = _adapter(Measure).validate_python(json.loads(dump_line(measure)))
            assert again == measure


def test_records_do_not_hang_on_the_order_of_sets() -> None:
    """Words hash by a seed that each process draws anew; two spans in one place came out by its leave."""
    script = (
        "import sys; from pathlib import Path\n"
        "from policytext.export.jsonl import dump_line\n"
        "from policytext.pipeline import extract_text\n"
        "for name in sys.argv[1:]:\n"
        "    text = Path(name).read_bytes().decode('utf-8')\n"
        "    print(*map(dump_line, extract_text(text, path='text.txt', sha256='0' * 64).measures))\n"
    )
    texts = sorted((ROOT / "corpora" / "house-styles" / "raw").glob("h29c0*.txt"))
    assert texts
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, *map(str, texts)],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(outputs) == 1
