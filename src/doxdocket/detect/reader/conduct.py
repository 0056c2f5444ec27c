r"""What a post does beside its data: scores of the labels of conduct, and the clauses that carry them. Nothing is claimed.

A post is cut into clauses. A clause's score for a label is a sum of whole-number weights over its characters in ones, twos and threes, over
the twos of the clauses before and behind it, over the classes of words and forms in all three (``conduct.yaml``: denial, rule, report, victim,
banter, settlement, reward, price, quote, turn of talk …), and over the post as a whole. A post's score is the soft maximum over its clauses.
What the net says of the post and of the characters of a clause is added, each label by its own measure. A table that never falls turns it into a share of a thousand, fitted on hands that the weights had not seen. Source of the weights:
``tools/train_conduct_reader.py``, from the train hands of ``corpus/`` alone. Whom an act hits and its slots are left to ``detect.conduct``,
which asks them of a label and a stretch however these were found; a person confirms or rejects every label.

>>> from doxdocket.detect.reader.tagger import tag
>>> from doxdocket.text import read as clean
>>> one = clean("田小麦,手机13900001850\n大家轮流打爆她的电话!")
>>> told = read(one.clean, *tag([one]))
>>> [(act.label, act.span) for act in told.acts]
[('incitement', Span(start=18, end=28))]
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Span
from doxdocket.detect.reader.lexicon import lower
from doxdocket.detect.reader.tagger import Tagged

LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "source_of_data", "motive")
STEP = 1024  # of one unit of log-odds
THOUSAND = 1000
_FAR = 8 * STEP  # beyond this the smaller of two scores adds nothing
_BECAUSE = 5
_FLOOR = -2 * STEP  # a clause below this belongs to an act only as the post's best
_ONE = 1 << 16
_SENTENCE = re.compile(r"[^,。!?;；…\n]+[,。!?;；…]{0,8}")
_GAP = re.compile(r"(?<=[\u3400-\u9fff~)\]】”\"'])[ \t]{1,8}(?=[\u3400-\u9fff@])")
_DIGIT = re.compile("[0-9]")
_MARKS = " \t,。!?;；…~、"
_SHORT = 4
_SIZES = (2, 4, 8, 16, 32)  # clauses of a post, from so many on

Ints = npt.NDArray[np.int64]


class Told(NamedTuple):
    """What a rule says of a stretch of the cleaned text: a label, and its code."""

    span: Span
    label: str
    code: str


class Act(NamedTuple):
    """One stretch of the cleaned text that may be conduct of one label, and the features that spoke for it, strongest first."""

    span: Span
    label: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conduct:
    """Of one post: for each label its calibrated share of a thousand, whether it passes its line, and the acts of those that do."""

    scores: tuple[int, ...]
    passed: tuple[str, ...]
    acts: tuple[Act, ...]


class Marks(NamedTuple):
    """The features of one clause, or of the post: names, by group. What grams add is divided by the root of their number.

    A capital before a name says where it stands (B: the clause before, A: the one after, P: the post; texts are in lower case), brackets that it is
    a class.
    """

    grams: tuple[str, ...]
    beside: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What ``conduct.npz`` holds."""

    rows: dict[str, int]
    names: tuple[str, ...]
    values: npt.NDArray[np.int16]  # a row a feature, a column a label
    bias: Ints  # of a clause, then of a post
    lines: Ints
    reach: Ints  # by label: how far below a post's best clause another one still belongs to the act
    heard: Ints  # by label: what a step of the net's log-odds counts, in hundredths
    knots: Ints  # by label: rising scores of a post
    shares: Ints  # by label: their share of a thousand


def clauses(low: str) -> list[Span]:
    """The clauses of a text: up to a mark, a line, or a blank between Han characters."""
    parts: list[Span] = []
    for found in _SENTENCE.finditer(low):
        at, end = found.span()
        for gap in _GAP.finditer(low, at, end):
            if gap.start() - at >= _SHORT:
                parts.append(Span(at, gap.start()))
                at = gap.end()
        if at < end:
            parts.append(Span(at, end))
    spend(len(parts) + 1)
    return [part for part in parts if low[slice(*part)].strip()] or [Span(0, len(low))]


@cache
def _classes() -> tuple[
    ahocorasick_rs.AhoCorasick, tuple[tuple[str, ...], ...], tuple[tuple[str, re.Pattern[str]], ...]
]:
    """The automaton over all words with the classes of each, and the forms."""
    own = table("conduct.yaml", __package__)
    meant: dict[str, list[str]] = {}
    for name, words in own["words"].items():
        for word in words.split():
            meant.setdefault(word, []).append(name)
    forms = tuple((name, re.compile(form)) for name, form in own["forms"].items())
    return ahocorasick_rs.AhoCorasick(list(meant)), tuple(map(tuple, meant.values())), forms


def classes(said: str) -> list[str]:
    """The classes of words and forms in a clause.

    >>> classes("请勿转发")
    ['call', 'forbidden']
    """
    automaton, meant, forms = _classes()
    matches = automaton.find_matches_as_indexes(said, overlapping=True)
    spend(len(matches) + len(forms))
    found = {name for at, _, _ in matches for name in meant[at]}
    return sorted(found | {name for name, form in forms if form.search(said)})


def _grams(said: str, sizes: Iterable[int]) -> set[str]:
    plain = _DIGIT.sub("0", said)
    spend(len(plain))
    return {plain[at : at + size] for size in sizes for at in range(len(plain) - size + 1)}


def _within(parts: Sequence[Span], span: Span) -> Iterator[int]:
    """The clauses of which a stretch takes half, or which take half of it."""
    first = max(0, bisect_right(parts, span.start, key=lambda one: one.start) - 1)
    for at in range(first, len(parts)):
        spend()
        if parts[at].start >= span.end:
            break
        both = min(parts[at].end, span.end) - max(parts[at].start, span.start)
        if both > 0 and (2 * both >= parts[at].end - parts[at].start or 2 * both >= span.end - span.start):
            yield at


def features(low: str, rules: Iterable[Told] = ()) -> tuple[list[Span], list[Marks], Marks]:
    """The clauses of a text in lower case, their features, and those of the post; what rules say of a clause is a class of it."""
    parts = clauses(low)
    said = [low[slice(*part)] for part in parts]
    grams = [_grams(one, (1, 2, 3)) for one in said]
    found = [{*classes(one)} for one in said]
    for one in rules:
        for at in _within(parts, one.span):
            found[at] |= {f"rule {one.label}", f"rule {one.code}"}
    held = [sorted(one) for one in found]
    marks = []
    for at in range(len(parts)):
        beside, near = [], [f"[{name}]" for name in held[at]]
        for sign, other in (("B", at - 1), ("A", at + 1)):
            if 0 <= other < len(parts):
                beside += [sign + gram for gram in sorted(grams[other]) if len(gram) == 2]
                near += [f"{sign}[{name}]" for name in held[other]]
            else:
                near.append(f"{sign}[none]")
        marks.append(Marks(tuple(sorted(grams[at])), tuple(beside), tuple(near)))
    whole = sorted({name for one in held for name in one})
    sizes = [f"P[from{size}]" for size in _SIZES if len(parts) >= size]
    post = Marks(
        tuple(f"P{gram}" for gram in sorted(_grams(low, (1, 2)))), (), (*(f"P[{name}]" for name in whole), *sizes)
    )
    return parts, marks, post


@cache
def weights() -> Weights:
    """The weights that ship."""
    with resources.files(__package__).joinpath("conduct.npz").open("rb") as stream, np.load(stream) as held:
        return loaded({name: held[name] for name in held.files})


def loaded(held: dict[str, Any]) -> Weights:
    """Weights from their arrays."""
    names = tuple(held["names"].tobytes().decode("utf-8").split("\0"))
    wide = {name: held[name].astype(np.int64) for name in ("bias", "lines", "reach", "heard", "knots", "shares")}
    return Weights({name: at for at, name in enumerate(names)}, names, held["values"], **wide)


def _root(number: int) -> int:
    """One by the root of a number, in parts of ``_ONE``."""
    return math.isqrt(_ONE * _ONE // max(1, number))


def _added(of: Weights, marks: Marks) -> Ints:
    """What the features of one clause or post add, in steps of log-odds; what stands in no list adds nothing."""
    out = np.zeros(len(LABELS), np.int64)
    for group in marks:
        rows = [of.rows[name] for name in group if name in of.rows]
        if rows:
            total = of.values[rows].sum(axis=0, dtype=np.int64)
            out += total * (_ONE if group is marks.classes else _root(len(rows))) // _ONE
    return out


@cache
def _more() -> Ints:
    """What the smaller of two scores adds to the greater one in their soft maximum, by how much smaller it is."""
    return np.array([round(STEP * math.log1p(math.exp(-gap / STEP))) for gap in range(_FAR + 1)], np.int64)


def pooled(scores: Ints) -> Ints:
    """The soft maximum over clauses, in whole numbers."""
    more = _more()
    out: Ints = scores[0]
    for row in scores[1:]:
        high, low = np.maximum(out, row), np.minimum(out, row)
        out = high + more[np.minimum(high - low, _FAR)]
    return out


def sums(of: Weights, marks: Sequence[Marks], post: Marks) -> tuple[Ints, Ints]:
    """The scores of every clause, a row each, and of the post."""
    base = _added(of, post) + of.bias[0]
    rows = np.array([_added(of, one) for one in marks]) + base
    return rows, pooled(rows) + of.bias[1]


def shares(of: Weights, whole: Ints) -> tuple[int, ...]:
    """For each label the share of a thousand that its score stands for: straight between knots, whole numbers."""
    out = []
    for score, knots, told in zip(whole.tolist(), of.knots.tolist(), of.shares.tolist(), strict=True):
        at = sum(knot <= score for knot in knots)
        if at in (0, len(knots)):
            out.append(told[min(at, len(knots) - 1)])
            continue
        step, rise = max(1, knots[at] - knots[at - 1]), told[at] - told[at - 1]
        out.append(told[at - 1] + rise * (score - knots[at - 1]) // step)
    return tuple(out)


def listened(heard: Ints, rows: Ints, whole: Ints, parts: Sequence[Span], net: Tagged) -> tuple[Ints, Ints]:
    """The scores with what a net says of the post and of the characters of each clause."""
    there = np.array([net.doing[part.start : part.end].max(axis=0, initial=0) for part in parts])
    post = np.array([net.conduct[label] for label in LABELS])
    return rows + heard * odds(there) // _HUNDRED, whole + heard * odds(post) // _HUNDRED


def odds(shares: Ints) -> Ints:
    """Steps of log-odds that shares of a thousand stand for.

    >>> odds(np.array([500, 731, 0]))
    array([    0,  1024, -5420])
    """
    found: Ints = _odds()[shares]
    return found


@cache
def _odds() -> Ints:
    held = (min(max(share, _FEW), THOUSAND - _FEW) for share in range(THOUSAND + 1))
    return np.array([round(STEP * math.log(share / (THOUSAND - share))) for share in held], np.int64)


_FEW = 5
_HUNDRED = 100


def read(clean: str, net: Tagged | None, rules: Iterable[Told] = (), of: Weights | None = None) -> Conduct:
    """The conduct of one cleaned text, of which rules have spoken and a net; without the net as far as the rest tells."""
    of = of or weights()
    low = lower(clean)
    parts, marks, post = features(low, rules)
    rows, whole = sums(of, marks, post)
    if net is not None:
        rows, whole = listened(of.heard, rows, whole, parts, net)
    passed = tuple(LABELS[at] for at in np.flatnonzero(whole > of.lines))
    acts = [
        Act(span, label, _because(of, marks[best], LABELS.index(label)))
        for label in passed
        for span, best in carried(low, parts, rows[:, LABELS.index(label)], int(of.reach[LABELS.index(label)]))
    ]
    return Conduct(shares(of, whole), passed, tuple(sorted(acts)))


def carried(low: str, parts: Sequence[Span], scores: Ints, reach: int) -> Iterator[tuple[Span, int]]:
    """The stretches that carry a label, and the best clause of each.

    Neighbours near the post's best clause are one stretch, a clause between two of them belongs to it, and marks at its ends do not.
    """
    top = int(scores.max())
    kept = scores >= min(top, max(top - reach, _FLOOR))
    kept[1:-1] |= kept[:-2] & kept[2:]
    run: list[int] = []
    for at in range(len(parts) + 1):
        if at < len(parts) and kept[at]:
            run.append(at)
        elif run:
            yield _trimmed(low, parts[run[0]].start, parts[run[-1]].end), max(run, key=lambda n: (scores[n], -n))
            run = []


def _trimmed(low: str, start: int, end: int) -> Span:
    said = low[start:end]
    if not said.strip(_MARKS):
        return Span(start, end)
    return Span(start + len(said) - len(said.lstrip(_MARKS)), start + len(said.rstrip(_MARKS)))


def _because(of: Weights, marks: Marks, label: int) -> tuple[str, ...]:
    """The features of a clause that spoke loudest for a label."""
    told = []
    for group in marks:
        known = [name for name in group if name in of.rows]
        share = _ONE if group is marks.classes else _root(len(known))
        told += [(int(of.values[of.rows[name], label]) * share, name) for name in known]
    return tuple(name for value, name in sorted(told, reverse=True)[:_BECAUSE] if value > 0)
