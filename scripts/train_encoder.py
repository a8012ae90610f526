"""Train the default sentence encoder (``models/policy-static-encoder``) on policy text.

    python scripts/train_encoder.py --bulk policy_docs.jsonl.gz --texts FOLDER --output models/policy-static-encoder

Minutes on one core; the same input and seed give the same weights. The stages:

1. read the texts, fold their characters as the matching text is folded;
2. build a Unigram tokenizer from the words of jieba's dictionary (log frequencies) and of
   ``lexicon/words.txt`` that the texts use, with the folding inside it;
3. start the vectors from the words' own co-occurrence (positive PMI, truncated SVD);
4. train them so that two halves of one sentence, and a heading and its text, come to lie close
   (symmetric InfoNCE, negatives from the batch);
5. write weights as float16 safetensors, loadable by ``SentenceTransformer(path)``.

Only government text and jieba's dictionary (MIT) go in. Bulk lines are JSON objects with ``text``;
``--texts`` folders hold ``*.txt`` in UTF-8.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import struct
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from policytext.normalize.characters import fold, matching_table  # noqa: E402

MAX_PIECES = 36_000  # × 128 × 2 bytes ≈ 9 MB
MIN_WORD_COUNT = 4
MIN_SENTENCE_TOKENS = 8
MAX_BODY_TOKENS = 160
WINDOW_TOKENS = 6
SIF = 1e-3  # words more frequent than this start with less than half their length
SCALE = 20.0  # inverse temperature
# Anything else ends a piece for the tokenizer: punctuation never carries an aim.
PIECE_BREAK = r"[^\p{Han}a-z0-9%]+"
_SENTENCE_END = re.compile(r"[。;!?\n]+")
_MARKER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|\(\d{1,2}\)"
    r"|第[一二三四五六七八九十]{1,2},|[一二三四五六七八九十]是)"
)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulk", type=Path, action="append", default=[], help="JSON lines, gzip or plain")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of *.txt, walked")
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="START",
        help="leave out files whose name starts so (documents that scores are held back on)",
    )
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "policy-static-encoder")
    parser.add_argument("--dim", type=int, default=128)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--mined-share", type=float, default=1.0, help="passes over mined pairs an epoch")
    parser.add_argument("--seed", type=int, default=20240229)
    args = parser.parse_args(argv)

    started = time.process_time()
    texts = [fold(text).lower() for text in iter_texts(args.bulk, args.texts, tuple(args.exclude))]
    if not texts:
        parser.error("no text: give --bulk FILE or --texts FOLDER")
    say(f"{len(texts)} texts, {sum(map(len, texts)) / 1e6:.2f} million characters")
    tokenizer = build_tokenizer(texts)
    say(f"{tokenizer.get_vocab_size()} pieces ({time.process_time() - started:.0f} s)")
    sentences, headed = passages(texts, tokenizer)
    mined = mine_pairs(headed, tokenizer)
    say(
        f"{len(sentences)} sentences, {len(headed)} headings with text, {len(mined)} mined pairs"
        f" ({time.process_time() - started:.0f} s)"
    )
    weights = start_vectors(sentences, tokenizer.get_vocab_size(), args.dim, args.seed)
    say(f"start vectors ({time.process_time() - started:.0f} s)")
    weights = train(
        weights,
        sentences,
        [(a, b) for a, b, _ in headed],
        mined,
        epochs=args.epochs,
        batch=args.batch,
        rate=args.rate,
        mined_share=args.mined_share,
        seed=args.seed,
    )
    digest = save(args.output, tokenizer, weights)
    say(f"wrote {args.output}, weights sha256 {digest} ({time.process_time() - started:.0f} CPU s)")
    return 0


def say(message: str) -> None:
    print(message, flush=True)


def iter_texts(bulk: Iterable[Path], folders: Iterable[Path], exclude: tuple[str, ...] = ()) -> Iterator[str]:
    """All texts, in a fixed order."""
    for path in bulk:
        opener: Any = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)["text"]
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            if exclude and path.name.startswith(exclude):
                continue
            yield path.read_text(encoding="utf-8", errors="replace")


# -- tokenizer ------------------------------------------------------------------------------------


def build_tokenizer(texts: list[str]) -> Any:
    """A ``tokenizers.Tokenizer``: folding, one token a digit, Unigram by log jieba frequency."""
    import jieba
    import rjieba
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    cutter = rjieba.Jieba()
    frequency: dict[str, float] = {}
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        if fold(word) == word:
            frequency[word] = float(count)
    for word in policy_words():
        count = cutter.suggest_freq(word)
        cutter.add_word(word, count, "n")
        frequency[word] = max(frequency.get(word, 0.0), float(count), 3.0)

    seen: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for text in texts:
        for run in re.findall(r"[\u3400-\u9fff]+", text):
            seen.update(cutter.cut(run))
            characters.update(run)
        latin.update(re.findall(r"[a-z]{2,12}", text))
    total = sum(frequency.values())
    pieces = {c: math.log(max(frequency.get(c, 1.0), 1.0) / total) - 2.0 for c, n in characters.items() if n >= 2}
    for c in "abcdefghijklmnopqrstuvwxyz0123456789%":
        pieces[c] = -12.0
    words = [(w, n) for w, n in seen.items() if len(w) > 1 and n >= MIN_WORD_COUNT and w in frequency]
    words += [(w, n) for w, n in latin.items() if n >= 10]
    words.sort(key=lambda item: (-item[1], item[0]))
    for word, _ in words[: MAX_PIECES - len(pieces) - 1]:
        pieces[word] = math.log(frequency.get(word, 50.0) / total)
    vocabulary = [("[UNK]", -30.0), *sorted(pieces.items())]

    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Precompiled(character_map())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECE_BREAK), behavior="removed"),
            pre_tokenizers.Split(Regex(r"[0-9%]"), behavior="isolated"),
        ]
    )
    return tokenizer


def policy_words() -> list[str]:
    lines = (ROOT / "policytext" / "lexicon" / "words.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def character_map() -> bytes:
    """The matching fold and lower case as sentencepiece's ``precompiled_charsmap``.

    So the saved tokenizer folds by itself, wherever it is loaded: a double-array trie over UTF-8
    (darts-clone's layout) whose values are positions in a pool of null-ended replacements.
    """
    table = {chr(code): normal for code, normal in matching_table().items() if len(normal) == 1}
    table |= {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for character, normal in list(table.items()):
        table[character] = normal.lower() if len(normal.lower()) == 1 else normal
    pool = bytearray()
    places: dict[str, int] = {}
    keys: dict[bytes, int] = {}
    for character, normal in sorted(table.items()):
        if normal not in places:
            places[normal] = len(pool)
            pool += normal.encode("utf-8") + b"\0"
        key = character.encode("utf-8")
        if b"\0" not in key:
            keys[key] = places[normal]
    trie = double_array(keys)
    blob = struct.pack(f"<{len(trie)}I", *trie)
    return struct.pack("<I", len(blob)) + blob + bytes(pool)


def double_array(keys: dict[bytes, int]) -> list[int]:
    """Keys → values as a darts-clone double array (units of 32 bits)."""
    root: dict[int, Any] = {}
    for key, value in sorted(keys.items()):
        node = root
        for byte in key:
            node = node.setdefault(byte, {})
        node[0] = value  # the value hangs on label 0
    units = [0]
    used = bytearray(256)
    used[0] = 1
    taken = {0}  # two nodes of one base would answer for each other's labels

    def grow(size: int) -> None:
        while len(units) < size:
            units.append(0)
        if len(used) < size:
            used.extend(bytes(size - len(used)))

    def place(node: dict[int, Any], position: int) -> None:
        labels = sorted(node)
        base = 1
        while True:
            grow((base | 0xFF) + 1)
            # an offset under 2**21 fits a unit as it is
            if base not in taken and base ^ position < 1 << 21 and not any(used[base ^ label] for label in labels):
                break
            base += 1
        taken.add(base)
        units[position] |= (base ^ position) << 10
        if 0 in node:
            units[position] |= 1 << 8
        for label in labels:
            used[base ^ label] = 1
            units[base ^ label] = node[label] | 1 << 31 if label == 0 else label
        for label in labels:
            if label:
                place(node[label], base ^ label)

    place(root, 0)
    return units


# -- training data --------------------------------------------------------------------------------


def passages(texts: list[str], tokenizer: Any) -> tuple[list[list[int]], list[tuple[list[int], list[int], int]]]:
    """Sentences as token ids, and ``(heading, its text, document)`` where a paragraph opens with a short one."""
    sentences: list[str] = []
    headings: list[str] = []
    bodies: list[str] = []
    owners: list[int] = []
    for owner, text in enumerate(texts):
        for paragraph in text.split("\n"):
            paragraph = _MARKER.sub("", paragraph.strip())
            parts = [part.strip() for part in _SENTENCE_END.split(paragraph) if part.strip()]
            sentences += parts
            if len(parts) > 1 and 4 <= len(parts[0]) <= 30 and "," not in parts[0]:
                headings.append(parts[0])
                bodies.append("。".join(parts[1:]))
                owners.append(owner)
    sentences = sorted(set(sentences))  # repeated formulas and reprints count once
    keep = sorted({(h, b): o for h, b, o in zip(headings, bodies, owners, strict=True)}.items())
    encoded = [e.ids for e in tokenizer.encode_batch(sentences, add_special_tokens=False)]
    first = [e.ids for e in tokenizer.encode_batch([h for (h, _), _ in keep], add_special_tokens=False)]
    second = [e.ids for e in tokenizer.encode_batch([b for (_, b), _ in keep], add_special_tokens=False)]
    headed = [
        (a, b[:MAX_BODY_TOKENS], o)
        for a, b, (_, o) in zip(first, second, keep, strict=True)
        if len(a) >= 2 and len(b) >= MIN_SENTENCE_TOKENS
    ]
    return [ids[:MAX_BODY_TOKENS] for ids in encoded if len(ids) >= MIN_SENTENCE_TOKENS], headed


def mine_pairs(headed: list[tuple[list[int], list[int], int]], tokenizer: Any) -> list[tuple[list[int], list[int]]]:
    """Texts of different documents under (nearly) one heading: mutual nearest by TF-IDF of the heading."""
    from scipy import sparse

    size = tokenizer.get_vocab_size()
    rows = np.repeat(np.arange(len(headed)), [len(a) for a, _, _ in headed])
    columns = np.fromiter((t for a, _, _ in headed for t in a), dtype=np.int64)
    matrix = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(headed), size))
    matrix.data[:] = 1.0
    frequency = np.maximum(matrix.getnnz(axis=0), 1)
    matrix = matrix @ sparse.diags(np.log(len(headed) / frequency).astype(np.float32))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = (sparse.diags(1 / np.maximum(norms, 1e-6)) @ matrix).tocsr().astype(np.float32)
    owners = np.array([o for _, _, o in headed])
    pairs = []
    for low in range(0, len(headed), 2000):
        block = (matrix[low : low + 2000] @ matrix.T).toarray()
        block[owners[low : low + 2000, None] == owners[None, :]] = 0
        for i, row in enumerate(block):
            best = np.argsort(-row, kind="stable")[:3]
            for j in best:
                if row[j] >= 0.6 and low + i < j:
                    pairs.append((headed[low + i][1], headed[int(j)][1]))
    return pairs


def start_vectors(sentences: list[list[int]], size: int, dim: int, seed: int) -> np.ndarray:
    """``(size, dim)``: positive PMI of words within a window, by truncated SVD, shorter for frequent words."""
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    flat = np.concatenate([np.asarray([*ids, *[-1] * WINDOW_TOKENS], dtype=np.int32) for ids in sentences])
    counts = np.bincount(flat[flat >= 0], minlength=size).astype(np.float64)
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for step in range(1, WINDOW_TOKENS + 1):
        left, right = flat[:-step], flat[step:]
        keep = (left >= 0) & (right >= 0)
        data = np.full(int(keep.sum()), 1.0 / step, dtype=np.float32)
        total = total + sparse.csr_matrix((data, (left[keep], right[keep])), shape=(size, size))
    total = (total + total.T).tocoo()
    context = np.asarray(total.tocsr().sum(axis=0)).ravel() ** 0.75  # smoothed, as in word2vec
    row_sums = np.asarray(total.tocsr().sum(axis=1)).ravel()
    pmi = np.log(total.data * context.sum() / (row_sums[total.row] * context[total.col]))
    keep = pmi > 0
    matrix = sparse.csr_matrix((pmi[keep].astype(np.float32), (total.row[keep], total.col[keep])), shape=(size, size))
    u, s, _ = randomized_svd(matrix, dim, n_iter=4, random_state=seed)
    vectors = u * np.sqrt(s)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    share = counts / counts.sum()
    vectors *= (SIF / (SIF + share))[:, None]
    vectors[0] = 0  # [UNK]
    return vectors.astype(np.float32)


# -- training -------------------------------------------------------------------------------------


def train(
    weights: np.ndarray,
    sentences: list[list[int]],
    headed: list[tuple[list[int], list[int]]],
    mined: list[tuple[list[int], list[int]]],
    *,
    epochs: int,
    batch: int,
    rate: float,
    mined_share: float,
    seed: int,
) -> np.ndarray:
    """The vectors after ``epochs`` passes; negatives are the other pairs of the batch."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(weights.copy()), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(bag.parameters(), lr=rate)
    labels = torch.arange(batch)
    steps = epochs * ((len(sentences) + len(headed) + int(mined_share * len(mined))) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.05, 1 - step / max(1, steps)))

    def embed(bags: list[np.ndarray]) -> Any:
        offsets = np.cumsum([0] + [len(b) for b in bags[:-1]])
        out = bag(torch.from_numpy(np.concatenate(bags).astype(np.int64)), torch.from_numpy(offsets))
        return torch.nn.functional.normalize(out, dim=1)

    arrays = [np.asarray(ids) for ids in sentences]
    for epoch in range(epochs):
        pools: list[list[tuple[np.ndarray, np.ndarray]]] = []
        halves = []
        for ids in arrays:
            side = random.random(len(ids)) < 0.5
            if 0 < side.sum() < len(ids):
                halves.append((ids[side], ids[~side]))
        pools.append(halves)
        pools.append([(np.asarray(a), np.asarray(b)) for a, b in headed])
        if mined:
            chosen = random.permutation(len(mined))[: int(mined_share * len(mined))]
            pools.append([(np.asarray(mined[i][0]), np.asarray(mined[i][1])) for i in chosen])
        # a batch holds one kind of pair only, so that its negatives are of the same kind
        batches = []
        for pool in pools:
            order = random.permutation(len(pool))
            batches += [[pool[i] for i in order[k : k + batch]] for k in range(0, len(pool) - batch + 1, batch)]
        total = 0.0
        for index in random.permutation(len(batches)):
            left, right = zip(*batches[index], strict=True)
            scores = embed(list(left)) @ embed(list(right)).T * SCALE
            loss = (
                torch.nn.functional.cross_entropy(scores, labels) + torch.nn.functional.cross_entropy(scores.T, labels)
            ) / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        say(f"epoch {epoch + 1}: loss {total / max(1, len(batches)):.4f} over {len(batches)} batches")
    trained: np.ndarray = bag.weight.detach().numpy()
    trained[0] = 0
    return trained


def save(output: Path, tokenizer: Any, weights: np.ndarray) -> str:
    """Write the folder that ``SentenceTransformer(path)`` loads; returns the weights' sha256."""
    from safetensors.numpy import save_file

    output.mkdir(parents=True, exist_ok=True)
    module = output / "0_StaticEmbedding"
    module.mkdir(exist_ok=True)
    save_file({"embedding.weight": np.ascontiguousarray(weights.astype(np.float16))}, str(module / "model.safetensors"))
    tokenizer.save(str(module / "tokenizer.json"), pretty=False)
    modules = [
        {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (output / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    settings = {
        "model_type": "SentenceTransformer",
        "prompts": {},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    (output / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    (output / "1_Normalize").mkdir(exist_ok=True)
    (output / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    return hashlib.sha256((module / "model.safetensors").read_bytes()).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
