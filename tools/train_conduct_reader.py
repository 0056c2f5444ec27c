"""Trains the conduct of the reader and measures it: ``python -m tools.train_conduct_reader --net DIR [--folds DIR] [--write]``.

Learns from open hands of ``corpus/``, from what a net says of those that it had not seen (``DIR``), and from the posts of more writers
(``conduct/*.tsv`` beside this file: labels, a tab, the text with ``⟦label|…⟧`` around what carries them), which are in no fold and are never judged by; nor is an open hand of which ``DIR`` has no word. For each label a post's score is the soft maximum
over its clauses; posts and clauses are both asked (logistic loss, a ridge), L-BFGS in plain numpy with scaled coordinates, ended early. What
stands in few hands is no feature: so no single writer's habit is learned. Five folds by hand are printed; what the net counts, lines, reach and
the table of shares come from scores out of fold. The weights that ship are of all open hands. The same hands give the same bytes.
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.detect.answered import hits
from doxdocket.detect.conduct import by_rules
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader import answer, columns, conduct, decide, gate
from doxdocket.detect.reader.candidate import Span
from doxdocket.detect.reader.lexicon import lower
from doxdocket.detect.reader.tagger import LABELS, Tagged, tag
from doxdocket.score.conduct import Conduct
from doxdocket.score.hands import Act, Hand, Message
from doxdocket.text import Reading
from doxdocket.text import read as clean
from tools import corpus
from tools.lowest import Floats, lowest
from tools.train import oof

TARGET = Path(conduct.__file__).with_name("conduct.npz")
SEEN = 7  # hands in which a feature must stand
SEEN_BESIDE = 12  # the same of grams of the clauses before and after
MUCH = (1.0, 0.7, 0.25)  # what grams, grams beside and classes count before anything is learned
CLAUSES = 1.0  # how much clauses are asked beside posts
RIDGE, RIDGE_POST = 0.15, 0.5
ROUNDS = 72
REACHES = tuple(n * conduct.STEP // 2 for n in range(9))
WIDE = 25  # posts over which a line is smoothed
START = np.array([1.0, 0.3, 0.0])  # what a post's own score and the net's count before anything is learned
NEWTON = 12  # steps of its fit
BIN = 15  # posts of a bin of the table of shares, before bins are joined

Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
Said = list[tuple[conduct.Ints, conduct.Ints]]
"""For each post the scores of its clauses and its own."""


class Marks(NamedTuple):
    """The features of one clause, or of the post: names, by group. What grams add is divided by the root of their number.

    A capital before a name says where it stands (B: the clause before, A: the one after, P: the post; texts are in lower case), brackets that it is
    a class.
    """

    grams: tuple[str, ...]
    beside: tuple[str, ...]
    classes: tuple[str, ...]


def _grams(said: str, sizes: Iterable[int]) -> set[str]:
    plain = conduct.DIGIT.sub("0", said)
    return {plain[at : at + size] for size in sizes for at in range(len(plain) - size + 1)}


def features(low: str, rules: Iterable[conduct.Told] = ()) -> tuple[list[Span], list[Marks], Marks]:
    """The clauses of a text in lower case, their features, and those of the post; what rules say of a clause is a class of it."""
    parts = conduct.clauses(low)
    held = conduct.held_of(low, parts, rules)
    marks = [_marks(low, parts, held, at) for at in range(len(parts))]
    return parts, marks, Marks(tuple(f"P{gram}" for gram in sorted(_grams(low, (1, 2)))), (), tuple(_of_post(held)))


def _marks(low: str, parts: Sequence[Span], held: Sequence[Sequence[str]], at: int) -> Marks:
    """The features of one clause, of which and of whose neighbours the classes are told."""
    beside: list[str] = []
    near = [f"[{name}]" for name in held[at]]
    for sign, other in (("B", at - 1), ("A", at + 1)):
        if 0 <= other < len(parts):
            beside += sorted(sign + gram for gram in _grams(low[slice(*parts[other])], (conduct.PAIR,)))
            near += [f"{sign}[{name}]" for name in held[other]]
        else:
            near.append(f"{sign}[{conduct.NONE}]")
    return Marks(tuple(sorted(_grams(low[slice(*parts[at])], (1, 2, 3)))), tuple(beside), tuple(near))


def _of_post(held: Sequence[Sequence[str]]) -> list[str]:
    """The names of the classes of a post, and of its size."""
    return [f"P[{name}]" for name in (*sorted({name for one in held for name in one}), *conduct.sized(len(held)))]


class Post(NamedTuple):
    """One message, its clauses and its truth."""

    hand: str
    reading: Reading
    low: str
    parts: list[Span]
    acts: tuple[Act, ...]
    net: Tagged
    passes: bool  # the gate
    fold: int  # -1: only learned from


WRITTEN = Path(__file__).with_name("conduct")
_MARKED = re.compile(r"⟦(\w+)\|(.*?)⟧", re.DOTALL)


def written() -> Iterator[Hand]:
    """The posts of writers who marked conduct alone."""
    for file in sorted(WRITTEN.glob("*.tsv")):
        marked = [line.split("\t", 1)[1] for line in file.read_text(encoding="utf-8").splitlines()]
        yield Hand(file.stem, tuple(_plain(str(n), text.replace("\\n", "\n")) for n, text in enumerate(marked)), ())


def _plain(id_: str, marked: str) -> Message:
    text, acts, at = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        acts.append(Act(len(text), len(text) + len(found[2]), found[1], "-"))
        text, at = text + found[2], found.end()
    return Message(id_, 0, "", "", {}, text + marked[at:], (), tuple(acts), ())


@dataclass(frozen=True)
class Matrix:
    """Features of clauses or posts: row, column and value of each; the value is the number of its group until a fold knows its features."""

    row: Places
    column: Places
    value: Floats
    rows: int
    columns: int

    def times(self, x: Floats) -> Floats:
        """A number a row."""
        return np.bincount(self.row, self.value * x[self.column], self.rows)

    def back(self, y: Floats) -> Floats:
        """A number a column."""
        return np.bincount(self.column, self.value * y[self.row], self.columns)

    def squares(self) -> Floats:
        """The sum of squares of each column."""
        return np.bincount(self.column, self.value**2, self.columns)

    def chosen(self, rows: Bools, columns: Bools) -> "Matrix":
        """Some rows with the features of a fold, and what each counts."""
        keep = rows[self.row] & columns[self.column]
        row, group = (np.cumsum(rows) - 1)[self.row[keep]], self.value[keep].astype(np.int64)
        many = np.bincount(row * 3 + group, minlength=3 * int(rows.sum()))[row * 3 + group]
        value = np.array(MUCH)[group] / np.where(group == 2, 1, many) ** 0.5
        return Matrix(row, (np.cumsum(columns) - 1)[self.column[keep]], value, int(rows.sum()), int(columns.sum()))


class Book(NamedTuple):
    """All posts as numbers, made once: a fold is a choice of rows and columns."""

    posts: list[Post]
    names: list[str]  # of features
    group: Places  # of each feature
    hands: Bools  # a row a hand, a column a feature: whether it stands there
    hand: Places  # of each post
    owner: Places  # the post of each clause
    small: Matrix  # of clauses
    large: Matrix  # of posts
    said: Bools  # a row a clause, a column a label
    has: Bools  # a row a post, a column a label


def book(nets: Path, folds: Path | None = None) -> Book:
    """The messages of the open hands, and what a net said of them that had not seen them; behind them those of other writers.

    ``folds``: weights of the decision by fold, so that findings are of weights that had not seen a hand either; else the shipped ones.
    """
    names: dict[tuple[str, int], int] = {}
    posts: list[Post] = []
    rows: tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]] = ([], [])
    clauses = 0
    open_ = corpus.open_names()
    for one_hand in (*sorted(corpus.open_hands(), key=lambda one: not _file(nets, one).exists()), *written()):
        own, is_open = _file(nets, one_hand), one_hand.name in open_
        if is_open and own.exists():
            net = oof.tagged(own)
        else:
            asked = tag([clean(message.text) for message in one_hand.messages])
            net = {message.id: one for message, one in zip(one_hand.messages, asked, strict=True)}
        heard = found(one_hand, net, folds if is_open else None)
        for message in one_hand.messages:
            reading = clean(message.text)
            (ruled,) = by_rules([message.text], [heard.get(message.id, [])])
            parts, marks, whole = features(lower(reading.clean), ruled)
            for side, at, told in ((0, clauses, marks), (1, len(posts), [whole])):
                for n, one in enumerate(told):
                    rows[side].extend(
                        (at + n, names.setdefault((name, g), len(names)), g) for g in range(3) for name in one[g]
                    )
            clauses += len(parts)
            posts.append(
                Post(
                    one_hand.name,
                    reading,
                    lower(reading.clean),
                    parts,
                    message.acts,
                    net[message.id],
                    gate.passes(reading),
                    corpus.fold(one_hand.name) if is_open and own.exists() else -1,
                )
            )
    sides_ = [np.array(side).T for side in rows]
    small, large = (
        Matrix(row, column, group.astype(np.float64), n, len(names))
        for (row, column, group), n in zip(sides_, (clauses, len(posts)), strict=True)
    )
    order = {hand: at for at, hand in enumerate(dict.fromkeys(post.hand for post in posts))}
    hand = np.array([order[post.hand] for post in posts])
    owner = np.repeat(np.arange(len(posts)), [len(post.parts) for post in posts])
    hands = np.zeros((len(order), len(names)), np.bool_)
    hands[hand[owner[small.row]], small.column] = True
    hands[hand[large.row], large.column] = True
    has = np.array([[any(act.label == label for act in post.acts) for label in LABELS] for post in posts])
    said = np.concatenate([_said(post) for post in posts])
    group = np.array([group for _, group in names])
    return Book(posts, [name for name, _ in names], group, hands, hand, owner, small, large, said, has)


def _file(nets: Path, hand: Hand) -> Path:
    return nets / f"{hand.name}.npz"


def found(hand: Hand, net: Mapping[str, Tagged], folds: Path | None) -> dict[str, list[Hit]]:
    """The findings of the messages of a hand that the gate lets pass."""
    models = answer.Models()
    if folds is not None:
        table = (folds / f"fold{corpus.fold(hand.name)}.tsv").read_text(encoding="utf-8")
        models = answer.Models(decide.scale(columns.read(table)))
    some = [(one.id, reading) for one in hand.messages if gate.passes(reading := clean(one.text))]
    told = answer.together([reading for _, reading in some], [net[name] for name, _ in some], models)
    return {name: hits(reading, one) for (name, reading), one in zip(some, told, strict=True)}


def _said(post: Post) -> Bools:
    """Which clauses carry which label: half of the clause, or half of the act."""
    out = np.zeros((len(post.parts), len(LABELS)), np.bool_)
    for at, part in enumerate(post.parts):
        start, end = post.reading.span(*part)
        for act in post.acts:
            both = min(end, act.end) - max(start, act.start)
            if both > 0 and (2 * both >= end - start or 2 * both >= act.end - act.start):
                out[at, LABELS.index(act.label)] = True
    return out


class Fitted(NamedTuple):
    """Weights of all labels, of the features of a fold; the last two rows are the bias of a clause and of a post."""

    weights: Floats
    columns: Bools


def fit(held: Book, chosen: Bools) -> Fitted:
    """Weights from some posts."""
    seen = held.hands[np.unique(held.hand[chosen])].sum(axis=0)
    columns = seen >= np.where(held.group == 1, SEEN_BESIDE, SEEN)
    clauses = chosen[held.owner]
    small, large = held.small.chosen(clauses, columns), held.large.chosen(chosen, columns)
    owner = (np.cumsum(chosen) - 1)[held.owner[clauses]]
    truths = zip(held.said[clauses].T, held.has[chosen].T, strict=True)
    return Fitted(np.array([_label(small, large, owner, said, has) for said, has in truths]).T, columns)


def _label(small: Matrix, large: Matrix, owner: Places, said: Bools, has: Bools) -> Floats:
    """Weights of one label."""
    signs, sign = np.where(said, 1.0, -1.0), np.where(has, 1.0, -1.0)
    first = np.searchsorted(owner, np.arange(large.rows))
    ridge = np.where(large.squares() > 0, RIDGE_POST, RIDGE)
    rare, often = 0.5 * has.mean(), 0.5 * said.mean() * (CLAUSES + 0.2)
    curve = np.append(ridge + large.squares() * rare + small.squares() * often, [small.rows * often, large.rows * rare])
    scale = 1 / np.sqrt(np.maximum(curve, 1e-9))

    def loss(given: Floats) -> tuple[float, Floats]:
        x = given * scale
        clause = small.times(x[:-2]) + large.times(x[:-2])[owner] + x[-2]
        top = np.maximum.reduceat(clause, first)
        share = np.exp(clause - top[owner])
        total = np.add.reduceat(share, first)
        margin, margins = sign * (top + np.log(total) + x[-1]), signs * clause
        slope = -sign / (1 + np.exp(np.minimum(margin, 500)))
        slopes = -signs / (1 + np.exp(np.minimum(margins, 500))) * CLAUSES + slope[owner] * share / total[owner]
        grown = small.back(slopes) + large.back(np.add.reduceat(slopes, first)) + ridge * x[:-2]
        value = np.logaddexp(0, -margin).sum() + CLAUSES * np.logaddexp(0, -margins).sum()
        return float(value + (ridge * x[:-2] ** 2).sum() / 2), np.append(grown, [slopes.sum(), slope.sum()]) * scale

    found: Floats = lowest(loss, np.zeros(small.columns + 2), rounds=ROUNDS) * scale
    return found


def scored(held: Book, chosen: Bools, fitted: Fitted) -> Said:
    """The scores of some posts, as ``conduct.scored`` gives them but for roundings of single features."""
    clauses, x = chosen[held.owner], fitted.weights
    small, large = held.small.chosen(clauses, fitted.columns), held.large.chosen(chosen, fitted.columns)
    owner = (np.cumsum(chosen) - 1)[held.owner[clauses]]
    rows = np.array([small.times(one[:-2]) + large.times(one[:-2])[owner] + one[-2] for one in x.T]).T
    whole = np.rint(rows * conduct.STEP).astype(np.int64)
    bias = np.rint(x[-1] * conduct.STEP).astype(np.int64)
    ends = np.cumsum(np.bincount(owner))
    return [(part, conduct.pooled(part) + bias) for part in np.split(whole, ends[:-1])]


def parts(held: Book) -> Places:
    """The fold of each post, of those that are judged first; none (-1) of a post that is only learned from."""
    return np.array([post.fold for post in held.posts])


def out_of_fold(held: Book) -> tuple[Said, list[Fitted]]:
    """Scores of each post by weights from the other parts, and these weights."""
    fits = []
    out: dict[int, tuple[conduct.Ints, conduct.Ints]] = {}
    part = parts(held)
    for k in range(corpus.FOLDS):
        own = part == k
        fits.append(fit(held, ~own))
        out |= dict(zip(np.flatnonzero(own).tolist(), scored(held, own, fits[k]), strict=True))
    return [out[at] for at in range(len(out))], fits


def heard(posts: Sequence[Post], said: Said, has: Bools) -> conduct.Ints:
    """What the net's log-odds count beside a post's own score, by label: a log-linear model of both, in hundredths of the own one."""
    out = []
    for at, label in enumerate(LABELS):
        own = np.array([whole[at] for _, whole in said]) / conduct.STEP
        net = conduct.odds(np.array([post.net.conduct[label] for post in posts])) / conduct.STEP
        seen, found = np.stack((own, net, np.ones(len(own)))).T, START
        for _ in range(NEWTON):
            chance = 1 / (1 + np.exp(-np.clip(seen @ found, -30, 30)))
            curve = (seen * (chance * (1 - chance))[:, None]).T @ seen + np.eye(3)
            found = found - np.linalg.solve(curve, seen.T @ (chance - has[:, at]) + found - START)
        out.append(min(300, max(0, round(100 * float(found[1] / max(found[0], 0.05))))))
    return np.array(out)


def listened(posts: Sequence[Post], said: Said, counts: conduct.Ints) -> Said:
    """The scores with what the net says."""
    return [
        conduct.listened(counts, rows, whole, post.parts, post.net)
        for post, (rows, whole) in zip(posts, said, strict=True)
    ]


@dataclass(frozen=True)
class Lines:
    """What the net counts, from which score it is asked and from which a label counts, and how far below the best clause another belongs to the act."""

    heard: conduct.Ints
    asks: conduct.Ints
    lines: conduct.Ints
    reach: conduct.Ints


def line(scores: conduct.Ints, has: Bools) -> int:
    """The score from which F1 is highest, smoothed over neighbouring posts; above all where no post has the label."""
    if not has.any():
        return int(scores.max()) + conduct.STEP
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(has[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + has.sum())
    smooth = np.convolve(f1, np.ones(WIDE) / WIDE, "same")
    best = int(np.where(right >= has.sum() / 5, smooth, 0).argmax())
    return int(scores[order[best]] + scores[order[min(best + 1, len(order) - 1)]]) // 2


def lines(posts: Sequence[Post], said: Said, has: Bools) -> Lines:
    """The lines by label, and for each the reach with the best F1 of its spans."""
    counts = heard(posts, said, has)
    every = [np.array([one for _, one in some]) for some in (said, listened(posts, said, counts))]
    asks, drawn = (np.array([line(whole[:, at], has[:, at]) for at in range(len(LABELS))]) for whole in every)
    told = [
        judged(posts, said, [Lines(counts, asks, drawn, np.full(len(LABELS), reach))] * len(posts)).told()["spans"]
        for reach in REACHES
    ]
    best = [max(range(len(REACHES)), key=lambda n: told[n].get(label, {}).get("f1") or 0) for label in LABELS]
    return Lines(counts, asks, drawn, np.array([REACHES[n] for n in best]))


def judged(posts: Sequence[Post], said: Said, of: Sequence[Lines]) -> Conduct:
    """The scorer's word on these posts, each by its own lines; the net speaks where the gate lets a post through, or the rest hears a label."""
    tally = Conduct()
    for post, (own, summed), drawn in zip(posts, said, of, strict=True):
        rows, whole = conduct.listened(drawn.heard, own, summed, post.parts, post.net)
        asked = post.passes or bool((summed > drawn.asks).any())
        found = []
        for at in np.flatnonzero(asked & (whole > drawn.lines)).tolist():
            for span in conduct.carried(post.low, post.parts, rows[:, at], int(drawn.reach[at])):
                start, end = post.reading.span(*span)
                found.append({"start": start, "end": end, "label": LABELS[at]})
        tally.add([{"start": act.start, "end": act.end, "label": act.label} for act in post.acts], found)
    return tally


def folds(held: Book, said: Said) -> Conduct:
    """Five folds: each part by weights from the others, lines and reach from the scores out of fold of the others."""
    part, of = parts(held), {}
    part = part[part >= 0]
    for k in range(corpus.FOLDS):
        rest = np.flatnonzero(part != k).tolist()
        of[k] = lines([held.posts[at] for at in rest], [said[at] for at in rest], held.has[rest])
    return judged(held.posts[: len(said)], said, [of[k] for k in part.tolist()])


def table(said: Said, has: Bools) -> tuple[conduct.Ints, conduct.Ints]:
    """Knots and shares by label: bins of posts by score, joined until shares rise (pool adjacent violators)."""
    whole = np.array([one for _, one in said])
    knots, shares = [], []
    for at in range(len(LABELS)):
        pools: list[list[float]] = []  # the highest scores first: sum of scores, posts with the label, posts
        order = np.argsort(-whole[:, at], kind="stable")
        for some in np.split(order, range(BIN, len(order), BIN)):
            pools.append([float(whole[some, at].sum()), float(has[some, at].sum()), float(len(some))])
            while len(pools) > 1 and pools[-1][1] * pools[-2][2] >= pools[-2][1] * pools[-1][2]:
                last = pools.pop()
                pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
        knots.append([round(score / n) for score, _, n in reversed(pools)])
        shares.append([round(conduct.THOUSAND * yes / n) for _, yes, n in reversed(pools)])
    width = max(map(len, knots))
    knots, shares = ([row + row[-1:] * (width - len(row)) for row in rows] for rows in (knots, shares))
    return np.array(knots), np.array(shares)


def trained(held: Book, said: Said, chosen: Bools, fitted: Fitted) -> conduct.Weights:
    """All that ships: weights from the chosen posts; what the net counts, lines, reach and shares from scores out of fold of those that are judged."""
    some = np.flatnonzero(chosen & (parts(held) >= 0)).tolist()
    posts, told, has = [held.posts[at] for at in some], [said[at] for at in some], held.has[some]
    drawn = lines(posts, told, has)
    places = np.flatnonzero(fitted.columns)
    scale = np.array(MUCH)[held.group[places]][:, None] * conduct.STEP
    values = np.clip(np.rint(fitted.weights[:-2] * scale), -32767, 32767).astype(np.int16)
    order = [at for at in sorted(range(len(places)), key=lambda at: held.names[places[at]]) if values[at].any()]
    names = tuple(held.names[places[at]] for at in order)
    bias = np.rint(fitted.weights[-2:] * conduct.STEP).astype(np.int64)
    knots, shares = table(listened(posts, told, drawn.heard), has)
    told_ = {
        "asks": drawn.asks,
        "lines": drawn.lines,
        "reach": drawn.reach,
        "heard": drawn.heard,
        "knots": knots,
        "shares": shares,
    }
    return conduct.made(names, values[order], bias=bias, **told_)


def write(of: conduct.Weights, path: Path) -> None:
    """The arrays of the file."""
    names = np.frombuffer("\0".join(of.names).encode(), np.uint8)
    small = {
        name: getattr(of, name).astype(np.int32)
        for name in ("bias", "asks", "lines", "reach", "heard", "knots", "shares")
    }
    np.savez_compressed(path, names=names, values=of.values[:-1], **small)


def show(name: str, told: dict[str, Any]) -> None:
    """One table."""
    print(
        f"{name}: by post {told['macro_f1']:.3f}, by span {told['macro_f1_spans']:.3f}; decoys {told['decoys']['claimed']} of {told['decoys']['messages']}"
    )
    for label in LABELS:
        post, span = told["posts"][label], told["spans"][label]
        print(
            f"  {label:15} n {post['n']:4} p {post['precision']:.3f} r {post['recall']:.3f} f1 {post['f1']:.3f} spans {span['f1']:.3f}",
            flush=True,
        )


def main() -> None:
    """Train, measure, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--net", type=Path, required=True, help="a folder of a net's out-of-fold scores, a file a hand")
    ask.add_argument(
        "--folds",
        type=Path,
        help="a folder with the weights of the decision by fold, which gets those of conduct, for ./docket bench reader",
    )
    ask.add_argument("--write", action="store_true", help=f"replace {TARGET.name}")
    given = ask.parse_args()
    held = book(given.net, given.folds)
    (said, fits), part = out_of_fold(held), parts(held)
    show("five folds, train and dev", folds(held, said).told())
    for n in range(corpus.FOLDS if given.folds else 0):
        write(trained(held, said, part != n, fits[n]), given.folds / f"conduct{n}.npz")
    if given.write:
        every = np.ones(len(part), np.bool_)
        of = trained(held, said, every, fit(held, every))
        write(of, TARGET)
        print(
            f"{len(of.names)} features, the net counts {of.heard.tolist()}, lines {of.lines.tolist()}, reach {of.reach.tolist()}, {of.knots.shape[-1]} knots"
        )


if __name__ == "__main__":
    main()
