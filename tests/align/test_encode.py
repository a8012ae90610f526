"""Encoders: the packaged one, its twin through sentence-transformers, the stub."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from policytext.align.encode import (
    Encoder,
    HashedNgramEncoder,
    StaticEncoder,
    default_model_path,
    load_encoder,
)
from policytext.errors import ModelError
from policytext.normalize.characters import matching_table

TEXTS = [
    "推动党群服务阵地提档升级",
    "加强网格员队伍建设，到2025年覆盖率达到60%以上",
    "全域深化“红色物业”建设",
    "",
    "!?",
    "RCEP AI 5G",
    "新建高标准农田21.5万亩，确保粮食播种面积和产量稳定。" * 20,
]


def test_default_encoder_is_an_encoder_with_name_and_revision() -> None:
    encoder = load_encoder()
    assert isinstance(encoder, Encoder)
    assert encoder.name == "policy-static-encoder"
    assert encoder.revision is not None
    assert len(encoder.revision) == 12


def test_vectors_are_at_length_one_and_zero_without_words() -> None:
    vectors = load_encoder().encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), 128)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0, 0, 1, 1], atol=1e-5)


def test_encoding_does_not_depend_on_the_batch() -> None:
    encoder = load_encoder()
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(alone, encoder.encode(TEXTS))


def test_traditional_and_full_width_give_the_same_vector() -> None:
    encoder = load_encoder()
    simplified, traditional = encoder.encode(["推动产业升级12年AI", "推動產業升級１２年ＡＩ"])
    assert np.array_equal(simplified, traditional)


def test_tokenizer_folds_every_character_as_the_matching_text() -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(default_model_path() / "0_StaticEmbedding" / "tokenizer.json"))
    for code, normal in matching_table().items():
        want = normal.lower() if len(normal.lower()) == 1 else normal
        assert tokenizer.normalizer.normalize_str(f"中{chr(code)}文") == f"中{want}文", hex(code)
    for character in "推升的一中国农田红色物业":
        assert tokenizer.normalizer.normalize_str(character) == character


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("物业服务企业党组织覆盖", "全域深化“红色物业”建设", "发展海上风电"),
        ("加装电梯、更新燃气管网", "改造城镇老旧小区", "新建高标准农田"),
        ("高效办成一件事", "优化营商环境", "防治大气污染"),
    ],
)
def test_one_aim_in_other_words_is_nearer_than_another_aim(text: str, near: str, far: str) -> None:
    vectors = load_encoder().encode([text, near, far])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1


def test_loading_the_default_needs_no_torch() -> None:
    code = "import sys; from policytext.align.encode import load_encoder; load_encoder().encode(['网格']); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.model
def test_sentence_transformers_gives_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    texts = [text for text in TEXTS if text not in ("", "!?")]
    model = SentenceTransformer(str(default_model_path()), device="cpu")
    theirs = np.asarray(model.encode(texts), dtype=np.float32)
    # its sums run in half precision, ours in single
    assert np.abs(theirs - load_encoder().encode(texts)).max() < 4e-3


def test_a_folder_with_a_static_model_loads_by_path() -> None:
    encoder = load_encoder(default_model_path())
    assert isinstance(encoder, StaticEncoder)
    assert np.array_equal(encoder.encode(["网格"]), load_encoder().encode(["网格"]))


def test_damaged_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text(
        '[{"type": "sentence_transformers.models.StaticEmbedding"}]', encoding="utf-8"
    )
    with pytest.raises(ModelError, match="no static embedding"):
        load_encoder(tmp_path)


def test_stub_is_deterministic_and_finds_shared_bigrams() -> None:
    vectors = HashedNgramEncoder().encode(["网格员队伍", "网格员薪酬", "海上风电"])
    assert np.array_equal(vectors, HashedNgramEncoder().encode(["网格员队伍", "网格员薪酬", "海上风电"]))
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
