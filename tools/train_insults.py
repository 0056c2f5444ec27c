"""Trains the insult model: ``python -m tools.train_insults COLD/train.csv COLD/dev.csv [--write]``.

COLD (thu-coai/COLDataset, Apache-2.0, arXiv 2201.06025) is not part of this project and must be fetched by whoever wants
to train. Logistic regression over hashed character n-grams, each scaled by its naive-Bayes ratio (Wang and Manning 2012),
fitted by L-BFGS in plain numpy; sums have a fixed order, so the same files give the same bytes. Settings were chosen on
train alone, one topic left out at a time, since dev overstates (dev .91, the unseen test about .80).
"""

import argparse
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from doxdocket.detect.conduct import insult_model as model
from doxdocket.text import read

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SIZE = 1 << model.BITS
FIT = 0.3  # weight of the data against that of small weights
SEEN = 2  # texts in which an n-gram must stand
ROUNDS = 60
TARGET = Path(model.__file__).with_name("insult_weights.bin")


@dataclass(frozen=True)
class Texts:
    """Labelled texts: n-grams by text, labels, topics."""

    clean: list[str]
    text: Ints
    gram: Ints
    times: Floats
    label: Ints
    topic: npt.NDArray[Any]

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Texts":
        """Some of them."""
        number = np.cumsum(chosen) - 1
        kept = chosen[self.text]
        clean = [c for c, keep in zip(self.clean, chosen, strict=True) if keep]
        return Texts(
            clean, number[self.text[kept]], self.gram[kept], self.times[kept], self.label[chosen], self.topic[chosen]
        )


def load(path: Path) -> Texts:
    """One split as COLD publishes it."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    clean = [read(r["TEXT"]).clean.lower() for r in rows]
    row, starts = model.codes(clean)
    number = np.repeat(np.arange(len(clean)), np.diff([*starts, len(row)]))
    keys = []
    for size in (1, 2, 3):
        ok = model.inside(row, size)
        keys.append(number[: len(ok)][ok] * SIZE + model.buckets(row, size)[ok])
    key, times = np.unique(np.concatenate(keys), return_counts=True)
    return Texts(clean, key // SIZE, key % SIZE, times.astype(np.float64), np.array([int(r["label"]) for r in rows]),
                 np.array([r["topic"] for r in rows]))  # fmt: skip


def fit(given: Texts) -> tuple[Floats, float]:
    """Weights of all buckets and the bias."""
    n, bad = len(given.label), given.label == 1
    counts = [np.bincount(given.gram, given.times * side[given.text], SIZE) + 1 for side in (bad, ~bad)]
    ratio = np.log((counts[0] / counts[0].sum()) / (counts[1] / counts[1].sum()))
    ratio[np.bincount(given.gram, minlength=SIZE) < SEEN] = 0
    values = given.times * ratio[given.gram]
    sign = np.where(bad, 1.0, -1.0)

    def loss(x: Floats) -> tuple[float, Floats]:
        margin = sign * (np.bincount(given.text, values * x[given.gram], n) + x[SIZE])
        slope = -sign / (1 + np.exp(margin)) * FIT
        grown = np.empty(SIZE + 1)
        grown[:SIZE] = np.bincount(given.gram, values * slope[given.text], SIZE) + x[:SIZE]
        grown[SIZE] = slope.sum()
        return float(np.logaddexp(0, -margin).sum() * FIT + (x[:SIZE] ** 2).sum() / 2), grown

    x = lowest(loss, np.zeros(SIZE + 1))
    return x[:SIZE] * ratio, float(x[SIZE])


def lowest(loss: Callable[[Floats], tuple[float, Floats]], x: Floats, memory: int = 8, rounds: int = ROUNDS) -> Floats:
    """L-BFGS with a backtracking line search."""
    value, slope = loss(x)
    steps: list[Floats] = []
    turns: list[Floats] = []
    for _ in range(rounds):
        way, shares = slope.copy(), []
        for s, t in zip(reversed(steps), reversed(turns), strict=True):
            shares.append((s * way).sum() / (t * s).sum())
            way -= shares[-1] * t
        way *= (steps[-1] * turns[-1]).sum() / (turns[-1] ** 2).sum() if steps else 1 / np.abs(slope).sum()
        for s, t, share in zip(steps, turns, reversed(shares), strict=True):
            way += (share - (t * way).sum() / (t * s).sum()) * s
        size, fall = 1.0, float((slope * way).sum())
        while True:
            new = x - size * way
            new_value, new_slope = loss(new)
            if new_value <= value - 1e-4 * size * fall or size < 1e-6:
                break
            size /= 2
        steps, turns = [*steps, new - x][-memory:], [*turns, new_slope - slope][-memory:]
        done = abs(value - new_value) < 1e-6 * abs(value)
        x, value, slope = new, new_value, new_slope
        if done:
            break
    return x


def small(weights: Floats, bias: float) -> tuple[npt.NDArray[np.int16], int]:
    """The weights as whole numbers of two bytes."""
    return np.clip(np.rint(weights * model.SCALE), -32767, 32767).astype(np.int16), round(bias * model.SCALE)


def accuracy(given: Texts, weights: npt.NDArray[np.int16], bias: int, lines: Sequence[float]) -> dict[float, float]:
    """The share of right answers when a text counts from that score on."""
    found = model.raw(given.clean, weights, bias) / model.SCALE
    return {line: round(float(((found > line) == (given.label == 1)).mean()), 4) for line in lines}


def main() -> None:
    """Train, tell how good, and write when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("train", type=Path)
    ask.add_argument("dev", type=Path)
    ask.add_argument("--write", action="store_true", help=f"replace {TARGET.name}")
    given = ask.parse_args()
    train, dev, lines = load(given.train), load(given.dev), (-0.5, 0.0, 0.25, 0.5, 0.75, 1.0)
    for topic in sorted(set(train.topic.tolist())):
        rest = small(*fit(train.where(train.topic != topic)))
        print(f"trained without {topic}, asked of {topic}: {accuracy(train.where(train.topic == topic), *rest, lines)}")
    for part in range(5):
        chosen = np.arange(len(train.label)) % 5 == part
        rest = small(*fit(train.where(~chosen)))
        print(f"fifth {part} of train, trained on the others: {accuracy(train.where(chosen), *rest, lines)}")
    weights, bias = small(*fit(train))
    print(f"dev (overstates): {accuracy(dev, weights, bias, lines)}; {np.count_nonzero(weights)} buckets used, "
          f"{int((np.abs(weights) == 32767).sum())} at the end of the scale")  # fmt: skip
    if given.write:
        TARGET.write_bytes(np.append(weights, np.int16(bias)).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
