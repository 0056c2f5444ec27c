"""Fits the weights of ``detect/reader/persons.py``: ``python -m tools.train_persons [--write]``.

Each span of a marked text with two spans or more is a choice between persons; right are those whose spans are mostly of the span's person,
else somebody new. A log-linear model over these choices (weights of small size preferred) is fitted by L-BFGS, first on choices as the truth
leaves them, then on those too that the first weights' own mistakes lead to. A text counts by the root of its spans. Sums have a fixed order, so the same hands
give the same bytes; weights are whole numbers. ``--write`` fits on the train hands; without it, five folds by hand over train and dev are told.
Hands of calibration are never read. Left out: what was found instead of marked (``bench/persons.py``), persons over posts.
"""

import argparse
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader import persons
from doxdocket.detect.reader.identity import Item
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.persons import Choice, Model, Post
from doxdocket.score.hands import Message
from doxdocket.score.persons import right_pairs
from doxdocket.text import Reading, read
from tools import corpus
from tools.lowest import lowest

Floats = npt.NDArray[np.float64]
SMALL = 3.0  # weight of small weights against the data
SEEN = 4  # choices in which a feature must stand
SCALE = 50
TARGET = Path(persons.__file__).with_name("persons.tsv")


@dataclass
class Marked:
    """A message with its marked spans as an assignment is asked for them."""

    hand: str
    message: Message
    reading: Reading = field(repr=False)
    items: list[Item] = field(repr=False)
    page: Page = field(repr=False)

    @property
    def truth(self) -> list[str]:
        """The person of each span."""
        return [one.person for one in self.message.spans]

    def post(self) -> Post:
        """The spans before any is given."""
        return Post(self.items, self.page)

    def right(self, given: Sequence[int]) -> float:
        """The share of pairs that are rightly of one person or of two."""
        right, every = right_pairs(list(zip(self.truth, given, strict=True)))
        return right / every


def marked(sides: Sequence[str]) -> Iterator[Marked]:
    """Messages of these sides in which two spans are marked."""
    for hand in corpus.all_hands():
        if corpus.splits()[hand.name] in sides:
            for message in hand.messages:
                if len(message.spans) > 1:
                    yield of(hand.name, message)


def of(hand: str, message: Message) -> Marked:
    """A message as an assignment is asked of it."""
    reading = read(message.text)
    items = [Item(cleaned(reading, one.start), cleaned(reading, one.end), one.kind, one.value) for one in message.spans]
    return Marked(hand, message, reading, items, Page(reading))


def cleaned(reading: Reading, at: int) -> int:
    """A place of the captured text in the cleaned one."""
    return at if isinstance(reading.back, range) else bisect_left(reading.back, at)


Asked = tuple[float, list[list[tuple[str, str]]], list[bool]]
"""A choice: its weight, the features of each option (role, name), and which options are right."""


def choices(one: Marked, model: Model | None) -> list[Asked]:
    """Each choice of a message; the truth's answer is taken, or that of a model."""
    found: list[Asked] = []

    def choose(choice: Choice, right: list[bool]) -> int:
        if len(right) > 1 and any(right):
            found.append((len(one.items) ** -0.5, [_named(choice, at) for at in range(len(right))], right))
        return model.best(choice) if model else right.index(True) if any(right) else len(right) - 1

    _answered(one, choose)
    return found


def ends(one: Marked, model: Model) -> list[tuple[bool, bool]]:
    """Of each choice of a message between persons that a model makes: whether it leads by enough, and whether it is right."""
    found: list[tuple[bool, bool]] = []

    def choose(choice: Choice, right: list[bool]) -> int:
        best, sure = model.led(choice)
        if len(right) > 1:
            found.append((sure, right[best]))
        return best

    _answered(one, choose)
    return found


def _answered(one: Marked, choose: Callable[[Choice, list[bool]], int]) -> None:
    """Each span of a message given by ``choose``, which is told what options are right as the persons stand."""
    post = one.post()
    order = sorted(range(len(one.items)), key=lambda at: post.place[at])
    mostly: dict[int, Counter[str]] = defaultdict(Counter)

    def give(choice: Choice) -> int:
        own = {number: whose.most_common(1)[0][0] for number, whose in mostly.items()}
        me = one.truth[order[choice.at]]
        best = choose(
            choice,
            [own[option.person.number] == me if option.person else me not in own.values() for option in choice.options],
        )
        person = choice.options[best].person
        mostly[person.number if person else len(post.people)][me] += 1
        return best

    post.given(give)


def _named(choice: Choice, at: int) -> list[tuple[str, str]]:
    option = choice.options[at]
    return [(role, name) for role in option.roles for name in choice.shared] + [("", name) for name in option.own]


def fit(asked: Sequence[Asked]) -> dict[tuple[str, str], int]:
    """Whole-number weights of all features that stand in enough choices."""
    seen = Counter(name for _, options, _ in asked for option in options for name in option)
    place = {name: at for at, name in enumerate(sorted(name for name, n in seen.items() if n >= SEEN))}
    rows: list[int] = []
    columns: list[int] = []
    choice: list[int] = []
    right: list[bool] = []
    for number, (_, options, those) in enumerate(asked):
        for option, ok in zip(options, those, strict=True):
            known = [place[name] for name in option if name in place]
            rows += [len(choice)] * len(known)
            columns += known
            choice.append(number)
            right.append(ok)
    row, column, of = np.array(rows), np.array(columns), np.array(choice)
    fits, weight = np.array(right, np.float64), np.array([one[0] for one in asked])
    first = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])

    def loss(x: Floats) -> tuple[float, Floats]:
        score = np.bincount(row, x[column], len(of))
        power = np.exp(score - np.maximum.reduceat(score, first)[of])
        whole, part = np.bincount(of, power), np.bincount(of, power * fits) + 1e-30
        slope = (power / whole[of] - power * fits / part[of]) * weight[of]
        value = (weight * (np.log(whole) - np.log(part))).sum() + SMALL * (x @ x) / 2
        return float(value), np.bincount(column, slope[row], len(x)) + SMALL * x

    x = np.rint(lowest(loss, np.zeros(len(place))) * SCALE).astype(np.int64).tolist()
    return {name: x[at] for name, at in place.items() if x[at]}


def trained(texts: Sequence[Marked]) -> dict[tuple[str, str], int]:
    """Weights fitted on these texts."""
    asked = [choice for one in texts for choice in choices(one, None)]
    first = Model(fit(asked))
    return fit(asked + [choice for one in texts for choice in choices(one, first)])


def folds(texts: Sequence[Marked]) -> Iterator[tuple[list[Marked], Model]]:
    """The texts of each fold with weights fitted on the hands of the others."""
    fold = {hand: corpus.fold(hand) for hand in {one.hand for one in texts}}
    for number in range(corpus.FOLDS):
        model = Model(trained([one for one in texts if fold[one.hand] != number]))
        yield [one for one in texts if fold[one.hand] == number], model


def written(weights: dict[tuple[str, str], int]) -> str:
    """The file of weights."""
    head = "# What a person is to a span (nothing: a feature of the two), feature, weight. Fitted by tools/train_persons.py on the train hands.\n"
    return head + "".join(f"{role}\t{name}\t{weight}\n" for (role, name), weight in sorted(weights.items()))


def main() -> None:
    """Fit; tell how good, or write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--write", action="store_true", help="fit on the train hands and replace the file of weights")
    if ask.parse_args().write:
        weights = trained(list(marked(["train"])))
        TARGET.write_text(written(weights), encoding="utf-8")
        print(f"{len(weights)} weights in {TARGET.name}")
        return
    by_hand: dict[str, list[float]] = defaultdict(list)
    led: dict[bool, list[bool]] = {True: [], False: []}
    for texts, model in folds(list(marked(["train", "dev"]))):
        for one in texts:
            by_hand[one.hand].append(one.right(one.post().given(model.best)))
            for sure, right in ends(one, model):
                led[sure].append(right)
    for hand, shares in sorted(by_hand.items()):
        print(f"{hand:5} {np.mean(shares):.3f} of {len(shares)} messages")
    for sure, rights in led.items():
        print(f"choices {'with' if sure else 'without'} a lead: {sum(rights)} of {len(rights)} right")
    print(
        f"pairs by message, five folds by hand over train and dev: {np.mean([n for s in by_hand.values() for n in s]):.4f}"
    )


if __name__ == "__main__":
    main()
