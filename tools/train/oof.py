"""What a tagger says of hands that it has not seen: character scores in files, one a hand.

A file ``HAND.npz`` has for each message ``ID/tags`` (a row a character of the cleaned text, a column a tag in the order of ``tagger.TAGS``),
``ID/acts`` (columns in the order of ``tagger.LABELS``) and ``ID/post`` (the labels, then whether anything is disclosed): probabilities
times 255, rounded. A teacher's word has the same form.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader import features, paths, tagger
from doxdocket.law.kinds import kinds
from doxdocket.score.hands import Hand
from doxdocket.text import read as clean

Bytes = npt.NDArray[np.uint8]


class Scores(NamedTuple):
    """Of one message."""

    tags: Bytes
    acts: Bytes
    post: Bytes


def read(path: Path) -> dict[str, Scores]:
    """The scores of every message of a hand."""
    with np.load(path, allow_pickle=False) as file:
        ids = dict.fromkeys(name.rpartition("/")[0] for name in file.files)
        return {one: Scores(file[f"{one}/tags"], file[f"{one}/acts"], file[f"{one}/post"]) for one in ids}


def tagged(path: Path) -> dict[str, tagger.Tagged]:
    """What the net said of every message of a hand, in the form in which it is asked."""
    return {one: _tagged(scores) for one, scores in read(path).items()}


def _tagged(of: Scores) -> tagger.Tagged:
    tags = of.tags.astype(np.int32)
    logs = np.rint(np.log(np.maximum(tags, 0.3)) * tagger.STEP).astype(np.int32)
    parts = np.minimum(1000, (tags[:, 1::2] + tags[:, 2::2]) * 1000 // 255).astype(np.int16)
    doing = (of.acts.astype(np.int32) * 1000 // 255).astype(np.int16)
    post = (of.post.astype(np.int32) * 1000 // 255).tolist()
    most = doing.max(axis=0, initial=0).tolist()
    conduct = {label: (post[at] + most[at]) // 2 for at, label in enumerate(tagger.LABELS)}
    spans = tuple(
        tagger.Find(start, end, kind, int(parts[start:end, _KINDS.index(kind)].mean()))
        for start, end, kind in paths.best(logs)
    )
    begins = (tags[:, 1::2] * 1000 // 255).astype(np.int16)
    return tagger.Tagged(spans, conduct, post[-1], parts, begins, doing)


_KINDS = tuple(kinds())


def write(path: Path, scores: dict[str, Scores]) -> None:
    """One hand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    named = {f"{one}/{part}": getattr(told, part) for one, told in scores.items() for part in Scores._fields}
    np.savez_compressed(path, **named)


def of(hand: Hand, weights: tagger.Weights) -> dict[str, Scores]:
    """What these weights say of a hand."""
    return dict(_said(hand, weights))


def _said(hand: Hand, weights: tagger.Weights) -> Iterator[tuple[str, Scores]]:
    for message in hand.messages:
        row = features.of([clean(message.text)])
        tags, acts, posts = tagger.logits(row, weights)
        kept = np.concatenate([np.arange(piece.at, piece.at + piece.end - piece.start) for piece in row.pieces])
        shares = np.exp((tags[kept] - tags[kept].max(axis=1, keepdims=True)) / tagger.STEP)
        shares /= shares.sum(axis=1, keepdims=True)
        yield (
            message.id,
            Scores(as_bytes(shares), as_bytes(_sigmoid(acts[kept])), as_bytes(_sigmoid(posts.max(axis=0)))),
        )


def _sigmoid(logits: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-logits / tagger.STEP))
    return found


def as_bytes(shares: npt.NDArray[np.float64]) -> Bytes:
    return np.rint(shares * 255).astype(np.uint8)
