"""Trains the small models of conduct: ``python -m tools.train_conduct COLD/train.csv [--write]``.

Posts are invented: ``conduct/*.tsv`` beside this file (labels, a tab, the text with ``⟦label|…⟧`` around what carries
them), single sentences (``conduct/invented.txt``) and the open bank of the rehearsal; negative ones are invented decoys, the
rehearsal's open ordinary posts, and inoffensive comments of COLD (Apache-2.0, arXiv 2201.06025; not part of this project).
All are cut into clauses as ``learned`` does. Logistic regression with a ridge, fitted as in ``train_insults``; the same
files give the same bytes.
"""

import argparse
import csv
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from doxdocket.detect.conduct import fold, grammar, insult_model, learned, lexicon
from doxdocket.rehearsal import messages
from doxdocket.rehearsal.conduct import OPEN
from doxdocket.rehearsal.decoys_open import OPEN_DECOYS
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.slots import fill
from doxdocket.text import read
from tools.train_insults import Floats, lowest

SIZE = 1 << learned.BITS
INVENTED = Path(__file__).with_name("conduct") / "invented.txt"
TARGET = Path(learned.__file__).with_name("conduct_weights.bin")
COMMENTS = 3000
DOSSIERS = 1500
BLANK = "□"
SEEN = 2
RIDGE = 0.5


@dataclass(frozen=True)
class Sentence:
    """One text, its label or none, and how much it counts."""

    text: str
    labels: frozenset[str]
    weight: float
    post: int  # clauses of one post are held out together


NONE: frozenset[str] = frozenset()
_MARKED = re.compile(r"⟦(\w+)\|(.*?)⟧", re.DOTALL)


def invented() -> list[Sentence]:
    """The sentences written for this."""
    rows = [line.split("\t", 1) for line in INVENTED.read_text(encoding="utf-8").splitlines()]
    return [
        Sentence(_folded(text), NONE if label == "-" else frozenset({label}), 1.0, n)
        for n, (label, text) in enumerate(rows)
    ]


def _folded(text: str) -> str:
    return fold.fold(read(text).clean).text


def written() -> list[Sentence]:
    """The clauses of the posts written for this; a clause has the labels whose stretch it holds or lies in."""
    out: list[Sentence] = []
    files = sorted(INVENTED.parent.glob("*.tsv"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    for number, line in enumerate(lines):
        marked = line.split("\t", 1)[1].replace("\\n", "\n")
        said = [(label, _folded(part)) for label, part in _MARKED.findall(marked)]
        text = _folded(_MARKED.sub(r"\2", marked))
        places = [(label, at, at + len(part)) for label, part in said if (at := text.find(part)) >= 0]
        for start, end in learned.pieces(text):
            labels = {
                label
                for label, first, last in places
                if 2 * (min(end, last) - max(start, first)) >= min(end - start, last - first)
            }
            out.append(Sentence(text[start:end], frozenset(labels), 1.0, number))
    return out


def rehearsed() -> list[Sentence]:
    """The open bank of the rehearsal and its open ordinary posts."""
    out = [
        Sentence(
            _folded(text.format(price=30, price2=200, ta="她", count=20, channel="wudeng_bak")),
            frozenset({label}),
            1.0,
            n,
        )
        for label, texts in OPEN.items()
        for n, text in enumerate(texts)
    ]
    for texts in OPEN_DECOYS.values():
        for text in texts:
            pen = Pen(Random(len(out)), "open")  # noqa: S311 - a seeded generator is not cryptography
            fill(pen, text)
            out += _clauses(pen.text, 1.0, len(out))
    return out


def dossiers() -> list[Sentence]:
    """Clauses of the rehearsal's open posts, values blanked as they are when a post is read; what a rule claims says nothing."""
    out: list[Sentence] = []
    for number, post in enumerate(messages(7, "open", DOSSIERS, ordinary=0.3)):
        text = str(post["text"])
        for span in post["spans"]:
            text = text[: span["start"]] + BLANK * (span["end"] - span["start"]) + text[span["end"] :]
        said = [(one["label"], _folded(text[one["start"] : one["end"]])) for one in post["conduct"]]
        folded = _folded(text)
        claimed = [(mark.start, mark.end) for mark in grammar.read_conduct(folded, exposed=0, facts=[])]
        for start, end in learned.pieces(folded):
            labels = frozenset(label for label, part in said if part in folded[start:end] or folded[start:end] in part)
            if labels or not any(first < end and start < last for first, last in claimed):
                out.append(Sentence(folded[start:end], labels, 0.5, number))
    return out


def comments(path: Path) -> list[Sentence]:
    """Some inoffensive comments."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        plain = [row["TEXT"] for row in csv.DictReader(stream) if row["label"] == "0"]
    Random(5).shuffle(plain)  # noqa: S311 - the same
    return [one for n, text in enumerate(plain[:COMMENTS]) for one in _clauses(text, 0.3, n)]


def _clauses(text: str, weight: float, post: int) -> list[Sentence]:
    folded = _folded(text)
    return [Sentence(folded[start:end], NONE, weight, post) for start, end in learned.pieces(folded)]


def features(given: list[Sentence]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    """Text, bucket and value of every feature."""
    texts, buckets, values = [], [], []
    for number, one in enumerate(given):
        row, _ = insult_model.codes([learned.plain(one.text)])
        grams = np.concatenate([
            (insult_model.buckets(row, size) >> np.uint32(insult_model.BITS - learned.BITS))[insult_model.inside(row, size)]
            for size in (1, 2, 3)
        ])  # fmt: skip
        seen = lexicon.seen(one.text)
        classes = [learned.class_bucket(name) for name, bit in lexicon.classes().items() if seen & bit]
        texts += [number] * (len(grams) + len(classes))
        buckets += [*grams.tolist(), *classes]
        values += [learned.NGRAMS / len(grams) ** 0.5] * len(grams) + [learned.CLASS] * len(classes)
    return np.array(texts), np.array(buckets), np.array(values)


def fit(given: list[Sentence]) -> npt.NDArray[np.int16]:
    """The weights of every label."""
    text, bucket, value = features(given)
    pairs = np.unique(bucket * len(given) + text) // len(given)
    rare = np.bincount(pairs, minlength=SIZE) < SEEN
    value[rare[bucket]] = 0
    rows = []
    for label in learned.LABELS:
        sign = np.array([1.0 if label in one.labels else -1.0 for one in given])
        weight = np.array([one.weight for one in given]) * np.where(sign > 0, 3, 1)

        def loss(x: Floats, sign: Floats = sign, weight: Floats = weight) -> tuple[float, Floats]:
            margin = sign * (np.bincount(text, value * x[bucket], len(given)) + x[SIZE])
            slope = -sign / (1 + np.exp(margin)) * weight
            grown = np.empty(SIZE + 1)
            grown[:SIZE] = np.bincount(bucket, value * slope[text], SIZE) + RIDGE * x[:SIZE]
            grown[SIZE] = slope.sum()
            return float((np.logaddexp(0, -margin) * weight).sum() + RIDGE * (x[:SIZE] ** 2).sum() / 2), grown

        rows.append(lowest(loss, np.zeros(SIZE + 1)))
    return np.clip(np.rint(np.array(rows) * learned.SCALE), -32767, 32767).astype(np.int16)


def main() -> None:
    """Train, tell how good on fifths held out, and write when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("cold_train", type=Path)
    ask.add_argument("--write", action="store_true", help=f"replace {TARGET.name}")
    given = ask.parse_args()
    sentences = [*invented(), *written(), *rehearsed(), *dossiers(), *comments(given.cold_train)]
    right, wrong, total = 0, 0, 0
    for part in range(5):
        weights = fit([one for one in sentences if one.post % 5 != part])
        asked = [one for one in sentences if one.post % 5 == part]
        sums, number = learned.sums([learned.plain(one.text) for one in asked], weights)
        scored = (sums * (learned.NGRAMS / np.sqrt(np.maximum(number, 1))) + weights[:, -1:]) / learned.SCALE
        for n, one in enumerate(asked):
            classes = [
                learned.class_bucket(name) for name, bit in lexicon.classes().items() if lexicon.seen(one.text) & bit
            ]
            found = scored[:, n] + weights[:, classes].sum(axis=1) * learned.CLASS / learned.SCALE > learned.LINES[0]
            said = {label for label, yes in zip(learned.LABELS, found, strict=True) if yes}
            right += len(said & one.labels)
            wrong += len(said - one.labels)
            total += len(one.labels)
    print(f"fifths held out: {right} of {total} labels of clauses found, {wrong} wrong")
    if given.write:
        TARGET.write_bytes(fit(sentences).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
