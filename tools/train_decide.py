"""Fits the weights of the new reader's decision: ``python -m tools.train_decide [--write]``.

Texts are the hands of train. Of each marked value the candidate that fits best should stand, all others not. The weights make the probability of
the right sets greatest: of all sets without overlaps a text has its chance by the sum of its scores, found by one pass forth and one back over each
row of candidates that overlap. A ridge holds weights small; they are rounded to whole numbers, and the same files give the same bytes.
"""

import argparse
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader import decide
from doxdocket.detect.reader.candidate import Offer
from doxdocket.detect.reader.evidence import Evidence, Seat
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict
from doxdocket.score.hands import Hand, Message
from doxdocket.score.measures import covered, near
from doxdocket.text import read
from tools import corpus
from tools.train_insults import lowest

TARGET = Path(decide.__file__).with_name("decide.tsv")
SCALE = 100
RIDGE = 4.0
LEAST = 3  # hands in which a feature of one kind stands
LEAN = 50  # hundredths for every candidate: a miss costs more than a claim too many
SMALL = 3  # hundredths that count for nothing
EVERY = (decide.ANY, "kind=any")
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Case(NamedTuple):
    """A message with its candidates, their features, and which should stand."""

    hand: str
    id: str
    offers: list[Offer]
    features: list[list[str]]
    right: frozenset[int]


def seats(folder: Path, hand: str) -> dict[str, Seat]:
    """What a net that never saw a hand says of its messages: for each character, of 255, the chances of O, B-KIND, I-KIND for all kinds in order."""
    places = {kind: at for at, kind in enumerate(kinds())}
    with np.load(folder / f"{hand}.npz", allow_pickle=False) as file:
        tags = {
            name.removesuffix("/tags"): file[name].astype(np.int64) for name in file.files if name.endswith("/tags")
        }

    def seat(rows: Whole) -> Seat:
        sums = np.concatenate([np.zeros((1, len(places)), np.int64), (rows[:, 1::2] + rows[:, 2::2]).cumsum(axis=0)])
        return lambda start, end, kind: min(
            1000, int(sums[end, places[kind]] - sums[start, places[kind]]) * 1000 // (255 * (end - start))
        )

    return {message: seat(rows) for message, rows in tags.items()}


def case(hand: str, message: Message, net: Seat | None = None) -> Case:
    """One message; each stretch and kind once, by its end."""
    reading = read(message.text)
    told = Evidence.of(reading, net)
    best: dict[tuple[int, int, str], Offer] = {}
    for one in told.offers:
        if one[:3] not in best or (one[4] is Verdict.VALID and best[one[:3]][4] is not Verdict.VALID):
            best[one[:3]] = one
    offers = sorted(best.values(), key=lambda one: (one[1], one[0], one[2]))
    raw = [reading.span(one[0], one[1]) for one in offers]
    right = set()
    for span in message.spans:
        fits = []
        for at, (one, (start, end)) in enumerate(zip(offers, raw, strict=True)):
            shared = min(end, span.end) - max(start, span.start)
            if shared >= covered() * max(end - start, span.end - span.start) and near(one[2], span.kind):
                union = max(end, span.end) - min(start, span.start)
                fits.append((one[2] == span.kind, shared / union, one[4] is not Verdict.DOUBTFUL, -at))
        if fits:
            right.add(-max(fits)[3])
    return Case(hand, message.id, offers, [told.features(one) for one in offers], frozenset(right))


def cases(hands: Iterable[Hand], nets: Path | None = None) -> list[Case]:
    """All messages that have candidates; with a folder of out-of-fold scores, what a net says of them."""
    found = []
    for hand in hands:
        said = seats(nets, hand.name) if nets else {}
        found += [case(hand.name, message, said.get(message.id)) for message in hand.messages]
    return [one for one in found if one.offers]


class Rows(NamedTuple):
    """Candidates as rows of numbers of weights, and the order in which sums run over those that overlap."""

    at: Whole
    begin: Whole
    right: Floats
    steps: list[tuple[Whole, Whole, Whole]]  # candidate; its place among sums; the sum of what ends before it begins
    ends: Whole  # the last sum of each group
    sums: int


def vocabulary(given: Sequence[Case]) -> dict[tuple[str, str], int]:
    """Weights that are worth fitting: of features that stand in enough hands."""
    seen: dict[tuple[str, str], set[str]] = {}
    for one in given:
        for offer, features in zip(one.offers, one.features, strict=True):
            for feature in features:
                for kind in (decide.ANY, offer[2]):
                    seen.setdefault((kind, feature), set()).add(one.hand)
    return {key: n for n, key in enumerate(sorted(key for key, hands in seen.items() if len(hands) >= LEAST))}


def rows(given: Sequence[Case], known: dict[tuple[str, str], int]) -> Rows:
    """Everything as arrays."""
    at: list[int] = []
    begin: list[int] = []
    right: list[bool] = []
    groups: list[list[tuple[int, Offer]]] = []
    for one in given:
        first = len(begin)
        for n, (offer, features) in enumerate(zip(one.offers, one.features, strict=True)):
            begin.append(len(at))
            at += [known[key] for f in features for key in ((decide.ANY, f), (offer[2], f)) if key in known]
            right.append(n in one.right)
        reach = -1
        for n, offer in sorted(enumerate(one.offers), key=lambda pair: pair[1][:2]):
            if offer[0] >= reach:
                groups.append([])
            groups[-1].append((first + n, offer))
            reach = max(reach, offer[1])
    for group in groups:
        group.sort(key=lambda pair: (pair[1][1], pair[1][0]))
    groups.sort(key=len, reverse=True)
    base = np.cumsum([0] + [len(group) + 1 for group in groups])
    free = [[bisect_right([o[1] for _, o in group], o[0]) for _, o in group] for group in groups]
    steps = []
    for step in range(len(groups[0])):
        many = (
            sum(len(group) > step for group in groups)
            if step == 0
            else bisect_right([-len(g) for g in groups], -step - 1)
        )
        steps.append(
            (
                np.array([groups[n][step][0] for n in range(many)]),
                base[:many] + step + 1,
                base[:many] + np.array([free[n][step] for n in range(many)]),
            )
        )
    return Rows(np.array(at), np.array(begin), np.array(right, float), steps, base[1:] - 1, int(base[-1]))


def chances(scores: Floats, given: Rows) -> tuple[float, Floats]:
    """The logarithm of the sum over all sets, and the chance of each candidate to stand."""
    sums = np.zeros(given.sums)
    for some, place, free in given.steps:
        sums[place] = np.logaddexp(sums[place - 1], scores[some] + sums[free])
    back, chance = np.zeros(given.sums), np.zeros(len(scores))
    back[given.ends] = 1
    for some, place, free in reversed(given.steps):
        share = np.minimum(np.exp(scores[some] + sums[free] - sums[place]), 1)
        chance[some] = back[place] * share
        back[place - 1] += back[place] * (1 - share)
        back[free] += back[place] * share
    return float(sums[given.ends].sum()), chance


def fitted(given: Sequence[Case], ridge: float = RIDGE, lean: int = LEAN) -> decide.Weights:
    """The weights for these cases, as whole numbers."""
    known = vocabulary(given)
    all_ = rows(given, known)
    of = np.repeat(np.arange(len(all_.begin)), np.diff([*all_.begin, len(all_.at)]))

    def loss(x: Floats) -> tuple[float, Floats]:
        scores = np.bincount(of, weights=x[all_.at], minlength=len(all_.begin))
        total, chance = chances(scores, all_)
        slope = np.bincount(all_.at, weights=(chance - all_.right)[of], minlength=len(x)) + ridge * x
        return total - float(scores @ all_.right) + ridge / 2 * float(x @ x), slope

    found = np.rint(lowest(loss, np.zeros(len(known))) * SCALE).astype(int)
    table = {key: int(found[n]) for key, n in known.items() if abs(found[n]) >= SMALL}
    table[EVERY] = table.get(EVERY, 0) + lean
    return table


def text(given: decide.Weights) -> str:
    """As the table is shipped."""
    head = "# Weights of the new reader's decision: kind, feature, hundredths of log-odds. Fitted by tools/train_decide.py on the hands of train.\n"
    return head + "".join(f"{kind}\t{feature}\t{weight}\n" for (kind, feature), weight in sorted(given.items()))


def main() -> None:
    """Fit on the hands of train, and write when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--write", action="store_true", help=f"replace {TARGET.name}")
    ask.add_argument("--net", type=Path, help="a folder of a net's out-of-fold scores, a file a hand")
    given = ask.parse_args()
    sides = corpus.splits()
    table = fitted(cases((hand for hand in corpus.all_hands() if sides[hand.name] == "train"), given.net))
    print(len(table), "weights; by kind", dict(Counter(kind for kind, _ in table)))
    if given.write:
        TARGET.write_text(text(table), encoding="utf-8")


if __name__ == "__main__":
    main()
