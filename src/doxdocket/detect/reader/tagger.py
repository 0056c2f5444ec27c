r"""Small nets over characters: what kind each may belong to, what conduct, and whether a post tells anything of anybody.

Seven layers look 22 characters to each side; once, each character is told what the whole piece shows. Weights, and what they are multiplied
with, are small whole numbers: every sum stays below 2^24, where floats are exact too, in any order; all else is done number by number.
So posts get the same answer alone, in any batch, from any number of workers and on any processor (docs/explanation/tagger.md).
The best tags are found with whole numbers too; scores are thousandths from a table of whole numbers. Weights: `tools/train`.
Left out: decisions. Numbers are proposed by `candidates` and only scored here; whose anything is, `persons` say.

>>> from doxdocket.text import read
>>> post = tag([read("业主韩知予，住海棠路3号2栋501，电话13900001850")])[0]
>>> 0 <= post.score(19, 30, "phone_number") <= 1000
True
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.detect.reader import features
from doxdocket.detect.reader.columns import AT
from doxdocket.detect.reader.features import GAP, Bytes, Ints, Row
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.paths import best
from doxdocket.detect.reader.products import Graph
from doxdocket.law.kinds import kinds
from doxdocket.text import Reading

Floats = npt.NDArray[np.float32]
Shares = npt.NDArray[np.int16]
"""Thousandths."""

LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "source_of_data", "motive")
"""Conduct, in the order of its scores."""
TAGS = ("O", *(f"{part}-{kind}" for kind in kinds() for part in "BI"))
"""What a character may be: outside, or the beginning or inside of a kind."""
STEP = 16
"""Whole numbers of an activation or logit that make one."""
MOST = 127
"""The largest weight and activation."""
WIDE = 64
"""Things said of a character, in the mean, above which ends are summed up, not characters counted."""
LAYERS = (1, 2, 4, 8, 1, 2, 4)
"""How far apart the three characters are that each layer looks at."""
POOLED = 4
"""The layer after which each character is told of its whole piece."""
_SURE = 8 * STEP
"""So far ahead of all others, the outside leaves them no thousandth: e^8 is 2,981, and a kind has two tags."""
_NOTHING = 1 << 20
"""What no tag reaches: gaps lie outside of everything."""
_ROW = 2048
"""Characters that go through the net together."""
_FILE = "tagger_weights.npz"


class Find(NamedTuple):
    """A stretch of the cleaned text that looks like one kind, with its score in thousandths."""

    start: int
    end: int
    kind: str
    score: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the net says of one post, in thousandths. ``parts`` has a row a character and a column a kind; ``begins`` the share of a beginning in it.

    The score of conduct is the mean of what the whole post and its likeliest character say: better than either.
    """

    spans: tuple[Find, ...]
    conduct: Mapping[str, int]
    personal: int
    parts: Shares = field(repr=False)
    begins: Shares = field(repr=False)
    doing: Shares = field(repr=False)  # a column a label of conduct

    def score(self, start: int, end: int, kind: str) -> int:
        """How much this stretch looks like that kind: the mean over its characters, in thousandths."""
        return int(self.parts[start:end, AT[kind]].sum(dtype=np.int64)) // max(1, end - start)


class Matrix(NamedTuple):
    """Whole weights, and what their sums are multiplied by and moved by before they are rounded."""

    weights: Floats
    times: Floats
    plus: Floats


class Layer(NamedTuple):
    """Weights of the character before, of the own one and of the one behind, and what their sums are multiplied by."""

    left: Floats
    middle: Floats
    right: Floats
    times: Floats


@dataclass(frozen=True)
class Weights:
    """A trained net, and those whose logits are averaged with its own."""

    chars: Floats
    grams: Floats
    words: Floats
    says: Floats
    layers: tuple[Layer, ...]
    times: Floats  # of each channel before each layer and at the end
    plus: Floats
    pool: Matrix
    tags: Matrix
    post: Matrix
    exps: Ints  # 2^16 e^(-n/STEP), rounded
    beside: tuple["Weights", ...] = ()

    @cached_property
    def told(self) -> Callable[..., list[npt.NDArray[Any]]]:
        """What multiplies how often each thing is said of a character with the weights of what is said."""
        graph = Graph(times=np.uint8)
        _multiplied(graph, "times", self.says, np.ones(self.says.shape[1], np.float32), "sums")
        return graph.made(sums=np.float32)

    @cached_property
    def halves(self) -> tuple[Callable[..., list[npt.NDArray[Any]]], ...]:
        """The layers up to what the layer ``POOLED`` is shown, and those from there to the tags; ``most`` is the largest that is shown of each character, in gaps 0."""
        first = Graph(hidden=np.float32, most=np.float32)
        hidden, shown = "hidden", self._show(first, "hidden", 0)
        for number in range(POOLED):
            last = number + 1 == POOLED
            hidden = self._lay(first, hidden, shown, number, "moved" if last else "")
            shown = self._show(first, hidden, number + 1, "shown" if last else "")
        second = Graph(hidden=np.float32, shown=np.uint8, most=np.float32)
        hidden, shown = "hidden", "shown"
        for number in range(POOLED, len(LAYERS)):
            hidden = self._lay(second, hidden, shown, number)
            shown = self._show(second, hidden, number + 1, "end" if number + 1 == len(LAYERS) else "")
        second.put("Add", _multiplied(second, shown, self.tags.weights, self.tags.times), self.tags.plus, to="both")
        return first.made(moved=np.float32, shown=np.uint8), second.made(both=np.float32, end=np.uint8)

    def _show(self, graph: Graph, hidden: str, number: int, to: str = "") -> str:
        """What a layer is shown: whole numbers from 0 to ``MOST``, nothing in gaps."""
        moved = graph.put("Add", graph.put("Mul", hidden, self.times[number]), self.plus[number])
        return graph.put("QuantizeLinear", graph.put("Min", moved, "most"), np.float32(1), np.uint8(0), to=to)

    def _lay(self, graph: Graph, hidden: str, shown: str, number: int, to: str = "") -> str:
        """With what a layer adds to each character: of the one so far before it, of its own and of the one behind."""
        far, layer = LAYERS[number], self.layers[number]
        none = np.zeros((far, self.chars.shape[1]), np.uint8)
        cut = [np.array([at], np.int64) for at in (0, -far, far, 1 << 30)]
        left = graph.put("Concat", none, graph.put("Slice", shown, cut[0], cut[1]), axis=0)
        right = graph.put("Concat", graph.put("Slice", shown, cut[2], cut[3]), none, axis=0)
        three = graph.put("Concat", left, shown, right, axis=1)
        return graph.put("Add", hidden, _multiplied(graph, three, np.concatenate(layer[:3]), layer.times), to=to)


def _multiplied(graph: Graph, shown: str, weights: Floats, times: Floats, to: str = "") -> str:
    """The whole sums of weights, below 2^24, each multiplied."""
    return graph.put("MatMulIntegerToFloat", shown, weights.astype(np.int8), np.float32(1), times, to=to, own=True)


def load(data: bytes) -> Weights:
    """Weights from the bytes of their file: ``chars`` and so on of one net, ``1/chars`` of the one beside it."""
    nets: dict[str, dict[str, npt.NDArray[Any]]] = {}
    with np.load(BytesIO(data), allow_pickle=False) as file:
        for name in file.files:
            net, _, part = name.rpartition("/")
            nets.setdefault(net, {})[part] = file[name]
    first, *others = (_net(nets[net]) for net in sorted(nets))
    return replace(first, beside=tuple(others))


def _net(whole: Mapping[str, npt.NDArray[Any]]) -> Weights:
    real = {name: np.ascontiguousarray(one, np.float32) for name, one in whole.items()}
    matrix = {
        name: Matrix(real[name], real[f"{name}_times"], real[f"{name}_plus"]) for name in ("pool", "tags", "post")
    }
    layers = tuple(_layer(real, f"layer{n}") for n in range(len(LAYERS)))
    chars, grams, words, says = (real[name] for name in ("chars", "grams", "words", "says"))
    times, plus, exps = real["norm_times"], real["norm_plus"], whole["exps"].astype(np.int32)
    pool, tags, post = (matrix[name] for name in ("pool", "tags", "post"))
    return Weights(chars, grams, words, says, layers, times, plus, pool, tags, post, exps)


def _layer(real: Mapping[str, Floats], name: str) -> Layer:
    left, middle, right = real[name]
    return Layer(left, middle, right, real[f"{name}_times"])


@cache
def shipped() -> Weights:
    """The weights that ship."""
    with resources.as_file(resources.files(__package__).joinpath(_FILE)) as path:
        return load(Path(path).read_bytes())


def tag(readings: Sequence[Reading | Page], weights: Weights | None = None) -> list[Tagged]:
    """What the net says of each text. Which texts are given together changes nothing."""
    weights = weights or shipped()
    told: list[Tagged] = []
    for batch in _batches(readings):
        row = features.of(batch)
        parts: list[list[tuple[int, Tagged]]] = [[] for _ in batch]
        said = (one for some in _some_pieces(row) for one in _pieces(some, weights))
        for piece, one in zip(row.pieces, said, strict=True):
            parts[piece.text].append((piece.start, one))
        told += [_joined(own) for own in parts]
    return told


def _batches(readings: Sequence[Reading | Page]) -> Iterator[list[Reading | Page]]:
    batch: list[Reading | Page] = []
    size = 0
    for one in readings:
        if batch and size + len(one.clean) > _ROW:
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += len(one.clean) + GAP
    if batch:
        yield batch


def _some_pieces(row: Row) -> Iterator[Row]:
    """The row in parts of bounded size, each with its gaps."""
    first = 0
    for at, piece in enumerate(row.pieces):
        last = at + 1 == len(row.pieces)
        begin, end = row.pieces[first].at - GAP, piece.at + piece.end - piece.start + GAP
        if last or end - begin > _ROW - features.LONGEST:
            yield row if first == 0 and last else _slice(row, first, at + 1, begin, end)
            first = at + 1


def _slice(row: Row, first: int, last: int, begin: int, end: int) -> Row:
    some = slice(*np.searchsorted(row.starts, (begin, end)))
    pieces = tuple(piece._replace(at=piece.at - begin) for piece in row.pieces[first:last])
    whole = slice(begin, end)
    return Row(pieces, row.chars[whole], row.grams[whole], row.words[whole],
               row.starts[some] - begin, row.ends[some] - begin, row.says[some])  # fmt: skip


def _joined(parts: Sequence[tuple[int, Tagged]]) -> Tagged:
    """One text of its pieces."""
    if len(parts) == 1:
        return parts[0][1]
    return Tagged(
        tuple(one._replace(start=one.start + at, end=one.end + at) for at, part in parts for one in part.spans),
        {label: max(part.conduct[label] for _, part in parts) for label in LABELS},
        max(part.personal for _, part in parts),
        *(np.concatenate([getattr(part, name) for _, part in parts]) for name in ("parts", "begins", "doing")),
    )


def _pieces(row: Row, weights: Weights) -> list[Tagged]:
    """What the net says of each piece."""
    tags, acts, posts = logits(row, weights)
    spend(len(tags))
    gaps, begins = _gaps(row), [piece.at for piece in row.pieces]
    tags[gaps], acts[gaps] = 0, -len(weights.exps)
    tags[gaps, 0] = _NOTHING
    shares, begun = thousandths(tags, weights)
    doing = _sigmoids(acts, weights)
    most = np.maximum.reduceat(doing, begins)  # as sigmoids rise, the largest is that of the largest
    told = _sigmoids(posts, weights)
    conduct = ((told[:, :-1] + most) // 2).tolist()
    personal = told[:, -1].tolist()
    spans: list[list[Find]] = [[] for _ in begins]
    for start, end, kind in best(tags):
        piece = bisect_right(begins, start) - 1
        score = int(shares[start:end, AT[kind]].sum(dtype=np.int64)) // (end - start)
        spans[piece].append(Find(start - begins[piece], end - begins[piece], kind, score))
    return [
        Tagged(
            tuple(spans[n]),
            dict(zip(LABELS, conduct[n], strict=True)),
            personal[n],
            *(one[piece.at : piece.at + piece.end - piece.start] for one in (shares, begun, doing)),
        )
        for n, piece in enumerate(row.pieces)
    ]


def logits(row: Row, weights: Weights) -> tuple[Ints, Ints, Ints]:
    """Whole logits, the mean of all nets: of tags and of conduct a character, of conduct and of personal information a piece."""
    nets = (weights, *weights.beside)
    share = np.float32(1 / len(nets))
    spend(len(row.says))
    times, most = _times(row, len(weights.says)), np.full((len(row.chars), 1), MOST, np.float32)
    most[_gaps(row)] = 0
    said = zip(*(_logits(row, times, most, one) for one in nets), strict=True)
    tags, marks = (_mean(parts, share) for parts in said)
    return tags[:, : len(TAGS)], tags[:, len(TAGS) :], marks


def _mean(parts: Sequence[Floats], share: np.float32) -> Ints:
    """The mean of some logits, rounded."""
    total = parts[0].copy() if len(parts) == 1 else np.add(parts[0], parts[1])
    for one in parts[2:]:
        total += one
    total *= share
    return np.rint(total, out=total).astype(np.int32)


def _logits(row: Row, times: npt.NDArray[Any], most: Floats, weights: Weights) -> tuple[Floats, Floats]:
    """Logits of one net, before they are rounded."""
    first, second = weights.halves
    hidden = _said(times, weights)
    for table, at in ((weights.chars, row.chars), (weights.grams, row.grams), (weights.words, row.words)):
        hidden += table.take(at, axis=0)
    hidden, shown = first(hidden=hidden, most=most)
    seen = _scaled(_most(shown, row) @ weights.pool.weights, weights.pool)
    for piece, one in zip(row.pieces, seen, strict=True):
        hidden[piece.at : piece.at + piece.end - piece.start] += one
    both, end = second(hidden=hidden, shown=shown, most=most)
    return both, _scaled(_most(end, row) @ weights.post.weights, weights.post)


def _gaps(row: Row) -> npt.NDArray[np.intp]:
    """The places of the row that lie in no piece."""
    empty = np.ones(len(row.chars), np.bool_)
    for piece in row.pieces:
        empty[piece.at : piece.at + piece.end - piece.start] = False
    return np.flatnonzero(empty)


def _times(row: Row, size: int) -> npt.NDArray[Any]:
    """How often each of so many things is said of each character; bytes where all are at most ``MOST``."""
    many = np.bincount(row.says, minlength=1).max() > MOST
    long = row.ends - row.starts
    if long.sum() > WIDE * len(row.chars):
        steps = np.zeros((len(row.chars) + 1, size), np.int32)
        np.add.at(steps, (row.starts, row.says), np.int32(1))
        np.add.at(steps, (row.ends, row.says), np.int32(-1))
        times: npt.NDArray[Any] = steps[:-1].cumsum(axis=0, dtype=np.int32)
    else:
        counts = np.zeros(len(row.chars) * size, np.float32 if many else np.uint8)
        first = row.starts.astype(np.int64) * size + row.says
        cells = np.repeat(first - (np.cumsum(long) - long) * size, long) + np.arange(long.sum()) * size
        np.add.at(counts, cells, counts.dtype.type(1))  # any other one is changed to that type at each place
        times = counts.reshape(-1, size)
    return times.astype(np.float32 if many and times.max() > MOST else np.uint8, copy=False)


def _said(times: npt.NDArray[Any], weights: Weights) -> Floats:
    """The sum of what is told of each character: how often each thing is said of it, times its weights."""
    told: Floats = weights.told(times=times)[0] if times.dtype == np.uint8 else times @ weights.says
    return told


def _most(shown: Bytes, row: Row) -> Floats:
    """The largest of each channel in each piece."""
    found = np.maximum.reduceat(shown, [piece.at for piece in row.pieces])  # up to the next piece: gaps are 0
    return found.astype(np.float32)


def _scaled(sums: Floats, matrix: Matrix) -> Floats:
    """Multiplied and moved, in place."""
    sums *= matrix.times
    sums += matrix.plus
    return sums


def thousandths(tags: Ints, weights: Weights) -> tuple[Shares, Shares]:
    """The share of each kind at each character, and of its beginning; nothing is computed where even the likeliest has none."""
    shares = np.zeros((len(tags), len(AT)), np.int16)
    begun = np.zeros_like(shares)
    some = np.flatnonzero(tags[:, 0] - tags[:, 1:].max(axis=1) < _SURE)
    own = tags[some]
    mass = weights.exps.take(own.max(axis=1, keepdims=True) - own, mode="clip")
    whole = mass.sum(axis=1, dtype=np.int32)
    both = (mass[:, 1::2] + mass[:, 2::2]) * 1000
    rows, columns = np.nonzero(both >= whole[:, None])
    places = some[rows], columns
    shares[places] = both[rows, columns] // whole[rows]
    begun[places] = mass[rows, 2 * columns + 1] * 1000 // whole[rows]
    return shares, begun


def _sigmoids(logits: Ints, weights: Weights) -> Shares:
    part, one = weights.exps.take(np.abs(logits), mode="clip"), weights.exps[0]
    found: Shares = (1000 * np.where(logits >= 0, one, part) // (one + part)).astype(np.int16)
    return found
