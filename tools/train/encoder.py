"""What a pretrained encoder says of characters, for a net that teaches: multilingual-e5-small, as ``vectors`` reads it, run in JAX.

A text is cut into the pieces of the model (the likeliest row by their scores); each character gets what two layers say of the piece it lies in.
Of a text longer than the model reads, the rest has nothing. The layers are not trained on. Floats of 32 bits: the last digits hang on the processor,
so what a teacher says is kept in files (``oof``), from which on the same files give the same weights. Left out: what is learned from it (``net``).
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from tools.train import vectors
from tools.train.vectors import WIDTH

LAYERS = (6, 10)
"""After which layers the vectors are taken: middle ones tell more of names than the last."""
WIDE = WIDTH * len(LAYERS)
HEADS, LEAST, MOST = 12, 1e-12, 510
_BEGIN, _FILL, _END, _UNKNOWN = 0, 1, 2, 3
_LONGEST = 16  # characters of a piece
_TOGETHER = 4096  # pieces
_COSTLY = -30.0
Half = npt.NDArray[np.float16]


class Encoder:
    """The packed model."""

    def __init__(self, path: Path) -> None:
        """Everything is read; nothing of the file's own code is needed."""
        self.model = vectors.packed(path.read_bytes())
        self.number = {text: at for at, text in reversed(list(enumerate(self.model.pieces)))}

    @cached_property
    def weights(self) -> dict[str, Any]:
        """All that runs, by name."""
        names = [f"l{n}.{part}" for n in range(max(LAYERS)) for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")]
        found = {f"{name}.{kind}": self.model.told(f"{name}.{kind}") for name in [*names, "emb.ln"] for kind in "wb"}
        found |= {name: self.model.told(name) for name in ("emb.pos", "emb.type")}
        return {name: jnp.asarray(one) for name, one in found.items()}

    def cut(self, text: str) -> list[tuple[int, int, int]]:
        """The likeliest row of pieces: start, end, number; a space is the mark of the model."""
        marked, size = vectors.SPACE + "".join(map(_plain, text)), len(text) + 1
        best, back = [0.0] + [-np.inf] * size, [(0, _UNKNOWN)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + _LONGEST) + 1):
                number = self.number.get(marked[start:end], _UNKNOWN)
                if number == _UNKNOWN and end > start + 1:
                    continue
                score = best[start] + (_COSTLY if number == _UNKNOWN else float(self.model.scores[number]))
                if score > best[end]:
                    best[end], back[end] = score, (start, number)
        row, end = [], size
        while end:
            start, number = back[end]
            row.append((max(0, start - 1), end - 1, number))
            end = start
        return row[::-1]

    def vectors(self, texts: Sequence[str]) -> list[Half]:
        """Of each text a row a character."""
        rows = [self.cut(text)[:MOST] for text in texts]
        found = [np.zeros((len(text), WIDE), np.float16) for text in texts]
        todo = sorted(range(len(texts)), key=lambda at: len(rows[at]))
        while todo:
            longest = _padded(len(rows[todo[0]]) + 2)
            some = [at for at in todo[: _TOGETHER // longest] if len(rows[at]) + 2 <= longest]
            todo = todo[len(some) :]
            ids = np.full((_TOGETHER // longest, longest), _FILL)
            for line, at in enumerate(some):
                ids[line, : len(rows[at]) + 2] = [_BEGIN, *(number for _, _, number in rows[at]), _END]
            said = np.asarray(_layers(self.weights, self.model.told("emb.word", ids.ravel()).reshape(*ids.shape, WIDTH), ids != _FILL))  # fmt: skip
            for line, at in enumerate(some):
                for place, (start, end, _) in enumerate(rows[at], 1):
                    found[at][start:end] = said[line, place]
        return found


@cache
def _plain(char: str) -> str:
    """As the model was taught it."""
    plain = unicodedata.normalize("NFKC", char)
    return vectors.SPACE if char.isspace() else plain if len(plain) == 1 else char


def _padded(size: int) -> int:
    """Few lengths, so that few programs are made."""
    return next(one for one in (16, 32, 64, 128, 256, 512) if one >= size)


def _normed(x: Any, weights: Any, name: str) -> Any:
    mean = x.mean(-1, keepdims=True)
    spread = jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + LEAST)
    return (x - mean) / spread * weights[f"{name}.w"] + weights[f"{name}.b"]


@jax.jit  # type: ignore[untyped-decorator]
def _layers(weights: Any, words: Any, there: Any) -> Any:
    lines, size, wide = words.shape
    x = _normed(words + weights["emb.pos"].reshape(-1, wide)[:size] + weights["emb.type"][:wide], weights, "emb.ln")
    hidden = jnp.where(there, 0.0, -1e9)[:, None, None, :]
    said = []
    for number in range(max(LAYERS)):

        def line(what: str, given: Any, number: int = number) -> Any:
            return given @ weights[f"l{number}.{what}.w"].T + weights[f"l{number}.{what}.b"]

        query, key, value = (line(one, x).reshape(lines, size, HEADS, -1).transpose(0, 2, 1, 3) for one in "qkv")
        looks = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) * (wide // HEADS) ** -0.5 + hidden, axis=-1)
        x = _normed(x + line("ao", (looks @ value).transpose(0, 2, 1, 3).reshape(lines, size, wide)), weights, f"l{number}.aln")  # fmt: skip
        x = _normed(x + line("fo", jax.nn.gelu(line("fi", x), approximate=False)), weights, f"l{number}.oln")
        if number + 1 in LAYERS:
            said.append(x)
    return jnp.concatenate(said, axis=-1)
