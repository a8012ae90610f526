"""Sentences as vectors: the packaged static encoder, any sentence-transformers model, a stub.

The default is a mean of word vectors, so numpy and ``tokenizers`` are enough to run it: no torch at
start-up. ``SentenceTransformer(path)`` gives the same vectors from the same folder.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from policytext.errors import ModelError
from policytext.model_files import model_folder
from policytext.normalize.characters import fold

DEFAULT_MODEL = "policy-static-encoder"
BATCH_TEXTS = 4096  # bounds memory, not the result


@runtime_checkable
class Encoder(Protocol):
    """What alignment asks of a model; ``name`` and ``revision`` go into the run's record."""

    name: str
    revision: str | None

    def encode(self, texts: list[str]) -> np.ndarray:
        """``(len(texts), dim)`` float32, rows of length one (a text without known words: zeros)."""
        ...


class StaticEncoder:
    """A saved ``StaticEmbedding`` read with numpy: the mean of the word vectors, at length one."""

    def __init__(self, path: str | Path, *, name: str | None = None) -> None:
        """
        Raises:
            ModelError: when the folder holds no static embedding.
        """
        folder = Path(path)
        self.name = name or folder.name
        try:
            from safetensors.numpy import load_file
            from tokenizers import Tokenizer

            module = next(folder.glob("0_*"), folder)
            weights = load_file(str(module / "model.safetensors"))
            self._vectors = weights["embedding.weight"].astype(np.float32)
            self._tokenizer: Any = Tokenizer.from_file(str(module / "tokenizer.json"))
            self.revision: str | None = _digest(module / "model.safetensors")[:12]
        except (OSError, KeyError) as err:
            raise ModelError(str(path), f"no static embedding in this folder ({err})") from err
        except Exception as err:  # tokenizers and safetensors raise plain Exceptions of their own
            raise ModelError(str(path), f"damaged model files ({err})") from err
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @property
    def dim(self) -> int:
        return int(self._vectors.shape[1])

    def encode(self, texts: list[str]) -> np.ndarray:
        out = np.zeros((len(texts), self.dim), dtype=np.float32)
        for low in range(0, len(texts), BATCH_TEXTS):
            # the numbers of encode_batch without its offsets, which nobody asks for: a third less time
            batch = self._tokenizer.encode_batch_fast(texts[low : low + BATCH_TEXTS], add_special_tokens=False)
            for row, encoding in enumerate(batch, start=low):
                if encoding.ids:
                    out[row] = self._vectors[encoding.ids].mean(axis=0)
        return normalized(out)


class SentenceTransformerEncoder:
    """Any model that sentence-transformers loads, by name or folder."""

    def __init__(self, name_or_path: str) -> None:
        """
        Raises:
            ModelError: when it cannot be loaded: no such folder, nor such a name in the local cache.
        """
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name_or_path, device="cpu", local_files_only=True)
        except Exception as err:  # the hub raises many kinds; all mean the same to the user
            raise ModelError(
                name_or_path,
                "sentence-transformers cannot load it; give a folder with a saved model, or a name in this"
                f" machine's cache, nothing is downloaded here "
                f"({type(err).__name__}: {str(err).splitlines()[0] if str(err) else ''})",
            ) from err
        self.name = Path(name_or_path).name if Path(name_or_path).is_dir() else name_or_path
        self.revision: str | None = _revision(self._model, name_or_path)

    def encode(self, texts: list[str]) -> np.ndarray:
        vectors = self._model.encode(texts, batch_size=64, show_progress_bar=False, convert_to_numpy=True)
        return normalized(np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1))


class HashedNgramEncoder:
    """Character bigrams hashed into ``dim`` cells: needs no model, for tests."""

    def __init__(self, dim: int = 256) -> None:
        self.dim = dim
        self.name = f"hashed-ngrams-{dim}"
        self.revision: str | None = None

    def encode(self, texts: list[str]) -> np.ndarray:
        out = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for run in re.findall(r"\w+", fold(text).lower()):
                for start in range(len(run) - 1):
                    code = zlib.crc32(run[start : start + 2].encode("utf-8"))
                    out[row, code % self.dim] += 1.0 if code & 1 << 31 else -1.0
        return normalized(out)


def load_encoder(name_or_path: str | Path | None = None) -> Encoder:
    """The packaged encoder for None, else a folder or a sentence-transformers name.

    Raises:
        ModelError: when there is no such model.
    """
    if name_or_path is None or str(name_or_path) == DEFAULT_MODEL:
        return StaticEncoder(default_model_path(), name=DEFAULT_MODEL)
    path = Path(name_or_path)
    if path.is_dir() and _is_static(path):
        return StaticEncoder(path)
    return SentenceTransformerEncoder(str(name_or_path))


def default_model_path() -> Path:
    """Where the packaged encoder lies: in an installed package, else in the checkout.

    Raises:
        ModelError: when it is in neither place.
    """
    return model_folder(DEFAULT_MODEL, "modules.json")


def normalized(vectors: np.ndarray) -> np.ndarray:
    """Rows at length one; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: np.ndarray = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
    return result


def _is_static(folder: Path) -> bool:
    """Whether numpy alone can run it: one static embedding, then at most a normalization."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    kinds = [str(module.get("type", "")).rsplit(".", 1)[-1] for module in modules]
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])


def _revision(model: Any, name_or_path: str) -> str | None:
    path = Path(name_or_path)
    if path.is_dir():
        files = sorted(path.rglob("*.safetensors"))
        return _digest(files[0])[:12] if files else None
    for module in model.modules():
        commit = getattr(getattr(module, "config", None), "_commit_hash", None)
        if commit:
            return str(commit)
    return None


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
