"""What the tagger is trained on: the open hands, changed versions of their messages, and ordinary text in which nothing is disclosed.

Five folds by hand over the hands of train and dev; hands of calibration are never read. A message takes surfaces only from hands that lie in its
own fold and on its own side, so whoever leaves a fold out has seen nothing of it. Ordinary text is COLD and UNER, items whose
digest begins 0-7 and that are not known to disclose somebody (``tools.ordinary``); names that UNER marks are learned neither way.
"""

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader import features
from doxdocket.detect.reader.features import GAP
from doxdocket.detect.reader.page import page_of
from doxdocket.detect.reader.tagger import LABELS, TAGS
from doxdocket.score.hands import Hand
from doxdocket.text import read
from tools import corpus, ordinary
from tools.train.marked import Marked
from tools.train.oof import Scores

VERSIONS = 4
"""Changed versions of each message."""
PERSONAL = 1 << len(LABELS)
"""The bit of a post that discloses something of somebody, beside those of conduct."""
_LONGEST_LENT = 60
_SEEN, _FAR = (
    37,
    5.0,
)  # of so many characters one tells how an encoder's columns spread; so many spreads from the mean all is cut
_TOGETHER = 64  # texts whose features are made at once
Floats = npt.NDArray[np.float32]


@dataclass
class Texts:
    """Pieces of texts as rows of whole numbers; ``at`` says where each begins (rows) and where what is told of it (told)."""

    chars: npt.NDArray[np.int32]
    grams: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]
    tags: npt.NDArray[np.int16]
    acts: npt.NDArray[np.int16]
    skip: npt.NDArray[np.int8]
    starts: npt.NDArray[np.int32]  # in the piece
    ends: npt.NDArray[np.int32]
    says: npt.NDArray[np.int32]
    at: npt.NDArray[np.int64]  # pieces + 1
    told: npt.NDArray[np.int64]  # pieces + 1
    post: npt.NDArray[np.int32]  # bits
    asked: npt.NDArray[np.int32]  # bits of a post that are learned
    text: npt.NDArray[np.int32]  # number of the text
    version: npt.NDArray[np.int32]
    beside: npt.NDArray[np.float16]  # what an encoder says of each character; no columns where none was asked

    def __len__(self) -> int:
        return len(self.post)


Lent = dict[str, list[str]]


Says = Callable[[Sequence[str]], Sequence[npt.NDArray[np.float16]]]
"""Of texts a row a character (``encoder``)."""


def of_hands(hands: Sequence[Hand], versions: int = VERSIONS, says: Says | None = None) -> dict[str, Texts]:
    """Each hand with changed versions of its messages; version 0 is the message itself."""
    lent = lenders(hands)
    return {
        hand.name: made(versions_of(hand, lent[corpus.fold(hand.name), corpus.splits()[hand.name]], versions), says)
        for hand in hands
    }


def lenders(hands: Sequence[Hand]) -> dict[tuple[int, str], Lent]:
    """The surfaces of each kind that a fold and side may lend to its own hands."""
    lent: dict[tuple[int, str], Lent] = {}
    for hand in hands:
        mine = lent.setdefault((corpus.fold(hand.name), corpus.splits()[hand.name]), {})
        for message in hand.messages:
            for span in message.spans:
                surface = message.text[span.start : span.end]
                if len(surface) <= _LONGEST_LENT and "\n" not in surface:
                    mine.setdefault(span.kind, []).append(surface)
    return lent


Given = tuple[Marked, int, int, int]
"""A text, its number, its version, the bits of its post that are learned."""


def versions_of(hand: Hand, lent: Lent, versions: int) -> Iterator[Given]:
    """Each message of a hand as it is (number 0) and changed so many times, with what it borrows from others."""
    everything = PERSONAL * 2 - 1
    marked = [Marked.message(one) for one in hand.messages]
    for number, (message, one) in enumerate(zip(hand.messages, marked, strict=True)):
        yield one, number, 0, everything
        chance = Random(hashlib.sha256(f"{hand.name} {message.id}".encode()).digest())  # noqa: S311
        for version in range(1, versions + 1):
            other = one.swapped(lent, chance, 0.7)
            if chance.random() < 0.5:
                other = other.relabelled(chance, 0.4)
            if chance.random() < 0.4:
                other = other.relined(chance)
            if chance.random() < 0.15:
                other = other.followed(
                    chance.choice(marked).swapped(lent, chance, 0.7), chance.choice(("\n", "\n\n", "。"))
                )
            yield other, number, version, everything


def made(given: Iterator[Given] | Sequence[Given], says: Says | None = None) -> Texts:
    """Features and marks of texts, piece by piece."""
    parts: dict[str, list[Any]] = {field.name: [] for field in fields(Texts)}
    batch: list[Given] = []
    for one in given:
        batch.append(one)
        if len(batch) == _TOGETHER:
            _make(batch, parts, says)
            batch = []
    _make(batch, parts, says)
    whole = {
        name: np.concatenate(some) if some and isinstance(some[0], np.ndarray) else np.array(some)
        for name, some in parts.items()
    }
    whole["at"] = np.concatenate(([0], np.cumsum(whole["at"])))
    whole["told"] = np.concatenate(([0], np.cumsum(whole["told"])))
    types = {
        "tags": np.int16,
        "acts": np.int16,
        "skip": np.int8,
        "at": np.int64,
        "told": np.int64,
        "beside": np.float16,
    }
    return Texts(**{name: one.astype(types.get(name, np.int32)) for name, one in whole.items()})


def _make(batch: Sequence[Given], parts: dict[str, list[Any]], says: Says | None) -> None:
    batch = [one for one in batch if one[0].text.strip()]
    if not batch:
        return
    readings = [read(one[0].text) for one in batch]
    row = features.of(readings)
    marks = [one[0].on(reading) for one, reading in zip(batch, readings, strict=True)]
    firsts = np.searchsorted(row.starts, [piece.at for piece in row.pieces])
    lasts = np.searchsorted(row.starts, [piece.at + piece.end - piece.start for piece in row.pieces])
    texts = [page_of(readings[piece.text]).clean[piece.start : piece.end] for piece in row.pieces]
    beside = says(texts) if says else [np.zeros((len(text), 0), np.float16) for text in texts]
    for piece, first, last, said in zip(row.pieces, firsts, lasts, beside, strict=True):
        size = piece.end - piece.start
        tags, acts, skip = (one[piece.start : piece.end] for one in marks[piece.text])
        _, number, version, asked = batch[piece.text]
        own = slice(piece.at, piece.at + size)
        for name, part in (("chars", row.chars[own]), ("grams", row.grams[own]), ("words", row.words[own]), ("tags", tags),
                           ("acts", acts), ("skip", skip), ("starts", row.starts[first:last] - piece.at),
                           ("ends", row.ends[first:last] - piece.at), ("says", row.says[first:last]), ("beside", said)):  # fmt: skip
            parts[name].append(part)
        bits = int(np.bitwise_or.reduce(acts)) if size else 0
        bits |= PERSONAL if (tags > 0).any() else 0
        for name, value in (("at", size), ("told", last - first), ("post", bits), ("asked", asked), ("text", number), ("version", version)):  # fmt: skip
            parts[name].append(value)


def of_ordinary(data: Path, says: Says | None = None) -> Texts:
    """Comments and sentences in which nothing is disclosed."""
    offensive = _offensive(data / "cold")
    named = _named(data / "uner")
    everything = PERSONAL * 2 - 1
    insult = 1 << LABELS.index("insult")
    found = ordinary.sources(data, None)
    given: list[Given] = []
    for one in ordinary.items((name, found[name]()) for name in ("cold", "uner") if name in found):
        if one.side != ordinary.OPEN or one.digest in ordinary.known():
            continue
        asked = everything & ~(insult if one.text in offensive else 0)
        given.append((Marked.of(one.text, skips=named.get(one.text, ())), len(given), 0, asked))
    return made(given, says)


def _offensive(folder: Path) -> set[str]:
    """Comments that COLD calls offensive: whether they insult somebody is not said."""
    texts = set()
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as table:
            texts |= {row["TEXT"].strip() for row in csv.DictReader(table) if row["label"] == "1"}
    return texts


def _named(folder: Path) -> dict[str, list[tuple[int, int]]]:
    """Where the sentences of UNER name persons."""
    told: dict[str, list[tuple[int, int]]] = {}
    for path in sorted(folder.glob("*.iob2")):
        text, at = "", 0
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# text = "):
                text, at = line.removeprefix("# text = "), 0
                told.setdefault(text.strip(), [])
            elif "\t" in line:
                _, word, tag, *_ = line.split("\t")
                start = text.find(word, at)
                if start >= 0:
                    at = start + len(word)
                    if tag.endswith("PER"):
                        told[text.strip()].append((start, at))
    return told


def digest(texts: Sequence[Texts]) -> str:
    """A digest of everything that is learned from."""
    whole = hashlib.sha256()
    for one in texts:
        for field in fields(Texts):
            whole.update(np.ascontiguousarray(getattr(one, field.name)).tobytes())
    return whole.hexdigest()


class Batches:
    """Pieces drawn by chance into rows of one size."""

    def __init__(
        self, texts: Sequence[Texts], seed: int, size: int, ordinary_share: float,
        soft: Mapping[tuple[int, int, int], Scores] | None = None,
    ) -> None:  # fmt: skip
        """Texts of hands, and last those of ordinary text; a teacher's word by hand, number of the message and version."""
        self.soft = soft or {}
        said = [one.beside[::_SEEN].astype(np.float32) for one in texts if len(one)]
        some = np.concatenate(said) if said else np.zeros((1, 0), np.float32)
        self.mean: Floats = some.mean(axis=0)
        self.spread: Floats = some.std(axis=0) + np.float32(1e-6)
        self.texts, self.size, self.share = texts, size, ordinary_share
        self.chance = np.random.default_rng(seed)
        self.own = [(at, piece) for at, one in enumerate(texts[:-1]) for piece in range(len(one))]

    def asking(self, texts: Texts) -> "Batches":
        """Rows of other texts, seen as these are."""
        other = copy(self)
        other.texts, other.soft = [texts], {}
        return other

    def draw(self) -> dict[str, npt.NDArray[Any]]:
        """One row: everything of the characters and of up to ``size // 24`` pieces."""
        return self.row(self._one() for _ in count())[0]

    def row(self, pieces: Iterator[tuple[int, int]]) -> tuple[dict[str, npt.NDArray[Any]], list[slice]]:
        """A row of these pieces, as many as have room, and where each lies; the first that has none is taken from them too."""
        size, most = self.size, self.size // 24
        row = {name: np.zeros(size, np.int32) for name in ("chars", "grams", "words", "tags", "acts", "piece")}
        row["weight"] = np.zeros(size, np.float32)
        change = np.zeros((size + 1) * len(features.SAYINGS), np.int16)
        row["post"], row["asked"] = np.zeros(most, np.int32), np.zeros(most, np.int32)
        row["piece"][:] = most
        if len(self.mean):
            row["beside"] = np.zeros((size, len(self.mean)), np.float32)
        if self.soft:
            row["taught"], row["post_taught"] = np.zeros(size, np.float32), np.zeros(most, np.float32)
            row["soft"] = np.zeros((size, len(TAGS)), np.float32)
            row["soft_acts"] = np.zeros((size, len(LABELS)), np.float32)
            row["soft_post"] = np.zeros((most, len(LABELS) + 1), np.float32)
        at, lie = GAP, list[slice]()
        for chosen, piece in pieces:
            texts, number = self.texts[chosen], len(lie)
            low, high = int(texts.at[piece]), int(texts.at[piece + 1])
            if number == most or at + high - low + GAP > size:
                break
            here, there = slice(at, at + high - low), slice(low, high)
            for name in ("chars", "grams", "words", "tags", "acts"):
                row[name][here] = getattr(texts, name)[there]
            if len(self.mean):
                row["beside"][here] = np.clip((texts.beside[there] - self.mean) / self.spread, -_FAR, _FAR)
            row["weight"][here] = 1 - texts.skip[there]
            row["piece"][here] = number
            row["post"][number], row["asked"][number] = texts.post[piece], texts.asked[piece]
            word = self.soft.get((chosen, int(texts.text[piece]), int(texts.version[piece])))
            if word is not None and len(word.tags) == high - low:  # of a text in pieces nothing is taught
                row["soft"][here] = word.tags / np.maximum(word.tags.sum(axis=1, keepdims=True, dtype=np.float32), 1)
                row["soft_acts"][here], row["taught"][here] = word.acts / np.float32(255), 1
                row["soft_post"][number], row["post_taught"][number] = word.post / np.float32(255), 1
            told = slice(int(texts.told[piece]), int(texts.told[piece + 1]))
            columns = texts.says[told]
            np.add.at(change, (texts.starts[told] + at) * len(features.SAYINGS) + columns, 1)
            np.add.at(change, (texts.ends[told] + at) * len(features.SAYINGS) + columns, -1)
            lie.append(here)
            at += high - low + GAP
        row["says"] = np.cumsum(change.reshape(size + 1, -1)[:-1], axis=0, dtype=np.int16).astype(np.float32)
        return row, lie

    def _one(self) -> tuple[int, int]:
        """A piece; the message itself has as much weight as two of its versions."""
        if len(self.texts[-1]) and self.chance.random() < self.share:
            return len(self.texts) - 1, int(self.chance.integers(len(self.texts[-1])))
        while True:
            chosen, piece = self.own[int(self.chance.integers(len(self.own)))]
            if self.texts[chosen].version[piece] == 0 or self.chance.random() < 0.5:
                return chosen, piece
