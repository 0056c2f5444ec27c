"""First tables come out of the packed model as it is laid out: pieces of one character and of two Chinese ones, in their rows."""

import struct

import numpy as np
from tools.train import vectors

from doxdocket.detect.reader import features

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", "李", "\u2581李", "王", "中学", "区", "\u2581ab", "学", "A", "7"]


def packed(texts, whole, scales):
    """A model of these pieces, of which all weights are whole numbers from -8 to 7 times a scale."""
    blob = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    head = struct.pack(
        "<4sI7ifi5iQ",
        b"e5q4",
        1,
        384,
        12,
        12,
        1536,
        len(texts),
        512,
        0,
        0.0,
        0,
        len(texts),
        0,
        0,
        0,
        0,
        len(b"".join(blob)),
    )
    folds = struct.pack("<iI", 1, 8) + struct.pack("<IB", ord("Ａ"), 1) + struct.pack("<I", ord("A"))
    tail = struct.pack("<i", 1) + struct.pack("<H", 8) + b"emb.word"
    start = len(head) + len(offsets) + 4 * len(texts) + len(b"".join(blob)) + len(folds) + len(tail) + 21
    body = head + offsets + bytes(4 * len(texts)) + b"".join(blob) + folds + tail + struct.pack("<BIQQ", 0, 0, start, 0)
    for row, scale in zip(whole.reshape(len(texts), -1, 32) + 8, scales, strict=True):
        for block in row:
            body += np.float16(scale).tobytes() + (block[:16] | block[16:] << 4).astype(np.uint8).tobytes()
    return body


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
