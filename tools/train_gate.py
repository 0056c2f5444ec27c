"""Fits the weights of the reader's gate: ``python -m tools.train_gate --data FOLDER`` tells five folds by hand, ``--write`` writes.

A window of an open hand in which something is marked should pass; windows of its posts without marks, and of ordinary text that may be learned from
(COLD and UNER, `tools.ordinary`), should not; other windows of posts with marks are not asked. A ridge holds weights small; sums have
a fixed order, so the same files give the same bytes. Five folds by hand: each post is scored by weights that have not seen its hand, and all
these scores together give the threshold. What is told of a fold has its threshold from the other four. Hands of calibration are never read.

>>> grams("A1")
['\\na', 'a', 'a0', '0', '0\\n']
"""

import argparse
import json
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader import gate
from doxdocket.detect.reader.gate import HALF, LENGTHS, STEP, Weights
from doxdocket.score.hands import Hand
from doxdocket.text import Reading, read, read_all
from tools import ordinary
from tools.corpus import FOLDS, fold, open_hands
from tools.lowest import lowest

TARGET = Path(gate.__file__).with_name("gate.json")
SCALE = 100
RIDGE = 1.0
MARKED, UNMARKED = 3.0, 0.3
"""What a window with a mark and one of a post without weigh in the fit, beside one of ordinary text."""
HANDS, ITEMS = 3, 60
"""A gram is learned that stands in so many hands, or so many times in ordinary text."""
MARGIN = 50
"""Hundredths between the threshold and the lowest post with marks: posts of strangers lie lower than those of hands (docs/explanation/measured.md)."""
SMALL = 4  # hundredths that count for nothing
SOURCES = ("cold", "uner")
_TOGETHER = 64  # texts asked at once, as detection does
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Post(NamedTuple):
    """A text, where something is marked in it as captured, and its hand (none: ordinary)."""

    reading: Reading
    marks: tuple[tuple[int, int], ...] = ()
    hand: str = ""


def posts(hands: Iterable[Hand]) -> list[Post]:
    """All posts of hands."""
    return [
        Post(read(one.text), tuple((span.start, span.end) for span in one.spans), hand.name)
        for hand in hands
        for one in hand.messages
    ]


def folded(clean: str) -> str:
    """Digits as 0 and capitals as small letters, each in its place."""
    return re.sub("[A-Z]", lambda found: found[0].lower(), re.sub("[0-9]", "0", clean))


def grams(clean: str, start: int = 0, end: int | None = None) -> list[str]:
    """The characters and pairs of a window, in their order."""
    edged, last = folded(f"\n{clean}\n"), len(clean) if end is None else end
    found = [gram for at in range(start, last) for gram in (edged[at : at + 2], edged[at + 1])]
    return found + [edged[last : last + 2]] * (last == len(clean))


def places(size: int) -> list[tuple[int, int]]:
    """Where the windows of a text lie."""
    return [(at, min(at + 2 * HALF, size)) for at in range(0, max(1, size - HALF), HALF)]


@dataclass
class Rows:
    """Windows as rows of numbers: of grams, behind those of lengths."""

    at: Whole  # numbers
    begin: Whole  # of each window
    post: Whole
    marked: Flags
    asked: Flags  # marked, or of a post without marks

    def scores(self, x: Floats) -> Floats:
        """Of each post the sum of the window that weighs most."""
        sums = np.concatenate(([0.0], np.cumsum(x[self.at])))[self.begin]
        return np.maximum.reduceat(np.diff(sums), np.flatnonzero(np.diff(self.post, prepend=-1)))

    def of(self, windows: Flags) -> "Rows":
        """Some windows."""
        sizes = np.diff(self.begin)
        begin = np.concatenate(([0], np.cumsum(sizes[windows])))
        return Rows(
            self.at[np.repeat(windows, sizes)], begin, self.post[windows], self.marked[windows], self.asked[windows]
        )


def rows(given: Sequence[Post], known: dict[str, int]) -> Rows:
    """All windows."""
    at, begin, of, marked = [], [0], [], []
    for number, post in enumerate(given):
        clean = post.reading.clean
        for start, end in places(len(clean)):
            at.append(min((end - start) // STEP, LENGTHS - 1))
            at += [known[one] for one in grams(clean, start, end) if one in known]
            begin.append(len(at))
            of.append(number)
            first, last = post.reading.span(start, end)
            marked.append(any(first < b and a < last for a, b in post.marks))
    flags, posts_of = np.array(marked, bool), np.array(of)
    return Rows(
        np.array(at), np.array(begin), posts_of, flags, flags | np.array([not p.marks for p in given])[posts_of]
    )


def vocabulary(hands: Sequence[Post], others: Sequence[Post]) -> dict[str, int]:
    """The grams that are worth learning."""
    seen: dict[str, set[str]] = defaultdict(set)
    times: dict[str, int] = defaultdict(int)
    for post in hands:
        for one in grams(post.reading.clean):
            seen[one].add(post.hand)
    for post in others:
        for one in grams(post.reading.clean):
            times[one] += 1
    kept = {one for one, names in seen.items() if len(names) >= HANDS} | {one for one, n in times.items() if n >= ITEMS}
    return {one: n + LENGTHS for n, one in enumerate(sorted(kept))}


def fitted(own: Rows, others: Rows, size: int) -> Floats:
    """What each of so many numbers weighs, as whole hundredths, for the windows that are asked of hands and of ordinary text."""
    own, others = own.of(own.asked), others.of(others.asked)
    at, begin = np.concatenate((own.at, others.at)), np.concatenate((own.begin, own.begin[-1] + others.begin[1:]))
    sign = np.concatenate((np.where(own.marked, -1.0, 1.0), np.ones(len(others.post))))
    weigh = np.concatenate((np.where(own.marked, MARKED, UNMARKED), np.ones(len(others.post))))
    of = np.repeat(np.arange(len(sign)), np.diff(begin))

    def loss(x: Floats) -> tuple[float, Floats]:
        wrong = sign * np.bincount(of, weights=x[at], minlength=len(sign))
        slope = weigh * sign / (1 + np.exp(-wrong))
        value = float((weigh * np.logaddexp(0, wrong)).sum()) + RIDGE / 2 * float(x @ x)
        return value, np.bincount(at, weights=slope[of], minlength=size) + RIDGE * x

    x = np.rint(lowest(loss, np.zeros(size)) * SCALE)
    x[LENGTHS:][np.abs(x[LENGTHS:]) < SMALL] = 0
    return x


def threshold(scores: Floats) -> int:
    """The sum that all of these reach, with `MARGIN` to spare."""
    return int(scores.min()) - MARGIN if len(scores) else 0


def sure(given: Sequence[Post]) -> Flags:
    """Posts with a row of ten digits, which pass whatever they weigh."""
    return np.array([gate.NUMBER.search(post.reading.clean) is not None for post in given])


def weights(known: dict[str, int], x: Floats, limit: int) -> Weights:
    """As the gate takes them."""
    told = {one: int(x[n]) for one, n in known.items() if x[n]}
    ones, twos = ({one: n for one, n in told.items() if len(one) == size} for size in (1, 2))
    return Weights(limit, tuple(int(n) for n in x[:LENGTHS]), ones, twos)


def text(given: Weights) -> str:
    """As the file is shipped: a line for each weight."""
    parts = []
    for name, table in (("ones", given.ones), ("twos", given.twos)):
        by: dict[int, list[str]] = defaultdict(list)
        for gram in sorted(table):
            by[table[gram]].append(gram)
        lines = (f'"{n}": {json.dumps("".join(by[n]), ensure_ascii=False)}' for n in sorted(by))
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return f'{{"threshold": {given.threshold},\n"lengths": {list(given.lengths)},\n' + ",\n".join(parts) + "}\n"


class Folds(NamedTuple):
    """What five folds told: of each post its score by weights that have not seen its hand, its fold, and the scores of other texts by each fold's weights."""

    scores: Floats
    fold: Whole
    others: Floats


def folds(hands: Sequence[Post], others: Sequence[Post], asked: Sequence[Post]) -> Folds:
    """Fit five times; posts with a row of digits have no end of score. Which grams are learned is chosen once."""
    known = vocabulary(hands, others)
    own, rest, kept = (rows(some, known) for some in (hands, others, asked))
    of = np.array([fold(post.hand) for post in hands])
    scores, told = np.zeros(len(hands)), np.zeros((FOLDS, len(asked)))
    for number in range(FOLDS):
        x = fitted(own.of(of[own.post] != number), rest, len(known) + LENGTHS)
        scores = np.where(of == number, own.scores(x), scores)
        told[number] = kept.scores(x)
    scores[sure(hands)] = np.inf
    told[:, sure(asked)] = np.inf
    return Folds(scores, of, told)


def learned(data: Path) -> tuple[list[ordinary.Item], list[ordinary.Item]]:
    """Ordinary items that are learned from, and those only measured; without those known to disclose somebody."""
    found = ordinary.sources(data, None)
    every = [
        one for one in ordinary.items((name, found[name]()) for name in SOURCES) if one.digest not in ordinary.known()
    ]
    open_, kept = ([one for one in every if one.side == side] for side in (ordinary.OPEN, ordinary.KEPT))
    return open_, kept


def shares(told: Folds, hands: Sequence[Hand], kept: Sequence[ordinary.Item]) -> list[str]:
    """What passes, with the threshold of each fold from the other four."""
    messages = [one for hand in hands for one in hand.messages]
    spans = np.array([bool(one.spans) for one in messages])
    acts = np.array([bool(one.acts) for one in messages])
    limits = np.array([threshold(told.scores[spans & (told.fold != n)]) for n in range(FOLDS)])
    passed = told.scores >= limits[told.fold]
    lines = [
        f"fold {n}: stopped {int((~passed & spans & (told.fold == n)).sum())} of {int((spans & (told.fold == n)).sum())} posts with spans"
        for n in range(FOLDS)
    ]
    for name, some in (("with spans", spans), ("with conduct", acts), ("with conduct alone", acts & ~spans), ("without either", ~acts & ~spans)):  # fmt: skip
        lines.append(f"posts {name}: {int((passed & some).sum())} of {int(some.sum())} pass")
    for name in SOURCES:
        own = np.array([one.source == name for one in kept])
        share = float((told.others[:, own] >= limits[:, None]).mean())
        lines.append(f"{name}, measured only: {share:.3f} of {int(own.sum())} pass, mean of the folds")
    return lines


def costs(texts: Sequence[str]) -> list[str]:
    """CPU time a text, the least of three rounds, and the share that passes, of this gate, which is asked of many texts at once."""
    some = [texts[at : at + _TOGETHER] for at in range(0, len(texts), _TOGETHER)]
    least, passed = float("inf"), 0
    for _ in range(3):
        given = [read(one) for one in texts]
        begun = time.process_time()
        passed = sum(sum(gate.passing(given[at : at + _TOGETHER])) for at in range(0, len(given), _TOGETHER))
        least = min(least, (time.process_time() - begun) / len(texts) * 1e6)
    begun = time.process_time()
    for together in some:
        read_all(together)
    spent = (time.process_time() - begun) / len(texts) * 1e6
    return [
        f"this gate: {passed / len(texts):.3f} of {len(texts)} pass; {least:.1f} microseconds a text",
        f"reading, which comes before it: {spent:.1f} microseconds a text",
    ]


def main() -> int:
    """Fit and tell, and write when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=os.environ.get("DOXDOCKET_DATA") or None)
    ask.add_argument("--cost", action="store_true", help="tell what the gates cost and let pass, and end")
    ask.add_argument("--write", action="store_true", help=f"replace {TARGET.name}")
    given = ask.parse_args()
    if given.data is None or not all((given.data / name).is_dir() for name in SOURCES):
        print("not measured: name the folder of COLD and UNER with --data", file=sys.stderr)
        return 1
    open_, kept = learned(given.data)
    if given.cost:
        print("\n".join(costs([one.text for one in kept])))
        return 0
    hands = open_hands()
    own = posts(hands)
    others = [Post(read(one.text)) for one in open_]
    told = folds(own, others, [Post(read(one.text)) for one in kept])
    print("\n".join(shares(told, hands, kept)))
    if given.write:
        limit = threshold(told.scores[np.array([bool(post.marks) for post in own])])
        known = vocabulary(own, others)
        x = fitted(rows(own, known), rows(others, known), len(known) + LENGTHS)
        TARGET.write_text(text(weights(known, x, limit)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
