"""First tables come out of the packed model as it is laid out: pieces of one character and of two Chinese ones, in their rows."""

import struct
from math import erf

import numpy as np
import pytest
from tools.train import vectors

from doxdocket.detect.reader import features

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", "李", "\u2581李", "王", "中学", "区", "\u2581ab", "学", "A", "7"]


def fours(whole, scales):
    """Whole numbers from -8 to 7 times a scale a row, as the model packs them."""
    body = b""
    for row, scale in zip(whole.reshape(len(whole), -1, 32) + 8, scales, strict=True):
        for block in row:
            body += np.float16(scale).tobytes() + (block[:16] | block[16:] << 4).astype(np.uint8).tobytes()
    return body


def laid_out(texts, scores, names, blobs):
    """A model of these pieces with their scores, and tensors: name, whether it is of floats, numbers, and the bytes."""
    blob = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    sizes = (1, 384, 12, 12, 1536, len(texts), 512, 0, 0.0, 0, len(texts), 0, 0, 0, 0, len(b"".join(blob)))
    head = struct.pack("<4sI7ifi5iQ", b"e5q4", *sizes)
    folds = struct.pack("<iI", 1, 8) + struct.pack("<IB", ord("Ａ"), 1) + struct.pack("<I", ord("A"))
    body = head + offsets + np.asarray(scores, "<f4").tobytes() + b"".join(blob) + folds + struct.pack("<i", len(names))
    place = len(body) + sum(2 + len(name) + 21 for name, *_ in names)
    for (name, plain, many), bytes_ in zip(names, blobs, strict=True):
        body += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", not plain, many, place, len(bytes_))
        place += len(bytes_)
    return body + b"".join(blobs)


def packed(texts, whole, scales):
    """A model of these pieces alone."""
    return laid_out(texts, np.zeros(len(texts)), [("emb.word", False, whole.size)], [fours(whole, scales)])


def test_pieces_and_vectors_are_those_of_the_model():
    whole = np.random.default_rng(1).integers(-8, 8, (len(PIECES), 384))
    scales = np.linspace(0.5, 2, len(PIECES)).astype(np.float16)
    texts, wide = vectors.pieces(packed(PIECES, whole, scales))
    assert texts == PIECES
    assert np.array_equal(wide, (whole * scales[:, None].astype(np.float32)).astype(np.float16).astype(np.float32))
    rows = vectors.short(texts)
    assert rows == {"7": 13, "A": 12, "区": 9, "学": 11, "李": 5, "王": 7, "中学": 8}


def test_tables_have_the_vectors_where_the_features_look():
    vector = np.random.default_rng(2).standard_normal((140, 384)).astype(np.float32)
    han = [chr(0x4E00 + at) for at in range(120)]
    texts = ["<s>", "<pad>", "</s>", "<unk>", *han, "中学"]
    made = vectors.tables(vectors.short(texts), vector)
    known = features.characters()
    row = features.of(["中学"])
    assert made["chars"].shape == (len(known.plain), vectors.CHARS)
    assert made["grams"].shape == (features.GRAMS, vectors.GRAMS)
    again = vectors.tables(vectors.short(texts), vector * 2)
    pair = row.grams[row.pieces[0].at + 1]
    one = known.number[ord("一")]
    assert np.allclose(np.abs(made["chars"][one]), np.abs(again["chars"][one]), atol=1e-2)
    drawn = np.random.default_rng(7)
    drawn.standard_normal(made["chars"].shape)
    chance = 0.5 * drawn.standard_normal(made["grams"].shape).astype(np.float32)
    assert np.flatnonzero((made["grams"] != chance).any(axis=1)).tolist() == [pair]


def plainly(model, ids, layers):
    """What the model says of its pieces, one text, by the plainest sums."""
    told = model.told

    def normed(x, name):
        spread = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return (x - x.mean(-1, keepdims=True)) / spread * told(f"{name}.w") + told(f"{name}.b")

    x = told("emb.word", ids) + told("emb.pos").reshape(-1, 384)[: len(ids)] + told("emb.type")[:384]
    x, said = normed(x, "emb.ln"), []
    for number in range(max(layers)):
        name = f"l{number}"
        query, key, value = (x @ told(f"{name}.{one}.w").T + told(f"{name}.{one}.b") for one in "qkv")
        heads = []
        for at in range(0, 384, 32):
            looks = np.exp(query[:, at : at + 32] @ key[:, at : at + 32].T / np.sqrt(32))
            heads.append(looks / looks.sum(-1, keepdims=True) @ value[:, at : at + 32])
        x = normed(x + np.concatenate(heads, -1) @ told(f"{name}.ao.w").T + told(f"{name}.ao.b"), f"{name}.aln")
        inner = x @ told(f"{name}.fi.w").T + told(f"{name}.fi.b")
        inner *= 0.5 * (1 + np.vectorize(erf)(inner / np.sqrt(2)))
        x = normed(x + inner @ told(f"{name}.fo.w").T + told(f"{name}.fo.b"), f"{name}.oln")
        if number + 1 in layers:
            said.append(x)
    return np.concatenate(said, -1)


def test_an_encoder_says_the_same_of_a_text_alone_and_beside_others(tmp_path):
    pytest.importorskip("jax", reason="the extra train is not installed: requirements-train.lock")
    from tools.train import encoder

    draw = np.random.default_rng(3)
    texts = [*PIECES, "知予", ","]
    names, blobs = [], []

    def held(name, rows, wide, plain=False):
        names.append((name, plain, rows * wide))
        blobs.append(
            (np.ones(wide) if name.endswith("ln.w") else 0.1 * draw.standard_normal(rows * wide)).astype("<f4").tobytes() if plain
            else fours(draw.integers(-8, 8, (rows, wide)), np.full(rows, 0.02, np.float16))
        )  # fmt: skip

    held("emb.word", len(texts), 384)
    for name, rows in (("emb.pos", 512), ("emb.type", 2), ("emb.ln.w", 1), ("emb.ln.b", 1)):
        held(name, rows, 384, plain=True)
    for number in range(max(encoder.LAYERS)):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            out, wide = {"fi": (1536, 384), "fo": (384, 1536)}.get(part, (384, 384))
            held(f"l{number}.{part}.w", out, wide)
            held(f"l{number}.{part}.b", 1, out, plain=True)
        for part in ("aln", "oln"):
            held(f"l{number}.{part}.w", 1, 384, plain=True)
            held(f"l{number}.{part}.b", 1, 384, plain=True)
    path = tmp_path / "model.bin"
    path.write_bytes(laid_out(texts, np.linspace(-3, -1, len(texts)), names, blobs))
    says = encoder.Encoder(path)
    assert [texts[number] for *_, number in says.cut("李知予， 学")] == ["\u2581李", "知予", ",", "\u2581", "学"]
    assert [(start, end) for start, end, _ in says.cut("李知予， 学")] == [(0, 1), (1, 3), (3, 4), (4, 5), (5, 6)]
    alone = says.vectors(["李知予， 学"])[0]
    beside = says.vectors(["学区" * 40, "李知予， 学", ""])
    assert alone.shape == (6, encoder.WIDE)
    assert np.array_equal(alone[1], alone[2])  # two characters of one piece
    ids = [0, *(number for *_, number in says.cut("李知予， 学")), 2]
    assert np.allclose(alone[[0, 1, 3, 4, 5]], plainly(says.model, ids, encoder.LAYERS)[1:-1], atol=5e-3)
    assert np.allclose(alone.astype(np.float32), beside[1].astype(np.float32), atol=2e-3)
    assert beside[2].shape == (0, encoder.WIDE)
