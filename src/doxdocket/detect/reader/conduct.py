r"""What a post does beside its data: scores of the labels of conduct, and the clauses that carry them. Nothing is claimed.

A post is cut into clauses. A clause's score for a label is a sum of whole-number weights over its characters in ones, twos and threes, over
the twos of the clauses before and behind it, over the classes of words and forms in all three (``conduct.yaml``: denial, rule, report, victim,
banter, settlement, reward, price, quote, turn of talk …), and over the post as a whole. A post's score is the soft maximum over its clauses.
What the net says of the post and of the characters of a clause is added, each label by its own measure; of a post that the gate stopped it is asked where the rest alone hears a label. A table that never falls turns it into a share of a thousand, fitted on hands that the weights had not seen. Source of the weights:
``tools/train_conduct_reader.py``, from the open hands of ``corpus/`` and the posts of ``tools/conduct``. Whom an act hits and its slots are left to ``detect.conduct``,
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
from itertools import chain
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Span
from doxdocket.detect.reader.lexicon import lower
from doxdocket.detect.reader.tagger import LABELS, Tagged

STEP = 1024  # of one unit of log-odds
THOUSAND = 1000
_FAR = 8 * STEP  # beyond this the smaller of two scores adds nothing
_FLOOR = -2 * STEP  # a clause below this belongs to an act only as the post's best
_ONE = 1 << 16
_SENTENCE = re.compile(r"[^,。!?;；…\n]+[,。!?;；…]{0,8}")
_GAP = re.compile(r"(?<=[\u3400-\u9fff~)\]】”\"'])[ \t]{1,8}(?=[\u3400-\u9fff@])")
DIGIT = re.compile("[0-9]")
_MARKS = " \t,。!?;；…~、"
_SHORT = 4
_SIZES = (2, 4, 8, 16, 32)  # clauses of a post, from so many on
STRETCH = 16
"""Clauses of a post that are weighed together: hands hardly ever have more."""

Ints = npt.NDArray[np.int64]


class Told(NamedTuple):
    """What a rule says of a stretch of the cleaned text: a label, and its code."""

    span: Span
    label: str
    code: str


class Act(NamedTuple):
    """One stretch of the cleaned text that may be conduct of one label."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Conduct:
    """Of one post: for each label its calibrated share of a thousand, whether it passes its line, the acts of those that do, and of those that may."""

    scores: tuple[int, ...]
    passed: tuple[str, ...]
    acts: tuple[Act, ...]
    doubted: tuple[Act, ...] = ()
    """Of labels that do not pass and have a tenth at least: for a person to see, in no estimate."""


class Grams(NamedTuple):
    """The grams that weigh anything, by their number; a row each: its row of the values in a clause, before one, after one, in a post."""

    known: Ints
    rows: Ints


class Classes(NamedTuple):
    """The same of classes, by their name."""

    known: dict[str, int]
    rows: Ints


@dataclass(frozen=True, slots=True)
class Weights:
    """What ``conduct.npz`` holds."""

    names: tuple[str, ...]
    values: npt.NDArray[
        np.int16
    ]  # a row a feature, a column a label; the last row is of no feature, and weighs nothing
    grams: Grams
    classes: Classes
    bias: Ints  # of a clause, then of a post
    asks: Ints  # by label, as the next three: the score from which the net is asked
    lines: Ints
    reach: Ints  # by label: how far below a post's best clause another one still belongs to the act
    heard: Ints  # by label: what a step of the net's log-odds counts, in hundredths
    knots: Ints  # rising scores of a post
    shares: Ints  # their share of a thousand


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


def _classes_of(low: str, parts: Sequence[Span]) -> list[set[str]]:
    """The classes of words and forms in each clause of a text, which is searched once: forms look no further than the mark at which a clause ends.

    >>> sorted(_classes_of("请勿转发", [Span(0, 4)])[0])
    ['call', 'forbidden']
    """
    automaton, meant, forms = _classes()
    matches = automaton.find_matches_as_indexes(low, overlapping=True)
    forms = tuple((name, form) for name, form in forms if form.pattern[0] == "^" or form.search(low))
    spend(len(matches) + len(parts) * (1 + len(forms)))
    found = [{name for name, form in forms if form.search(said)} for said in (low[slice(*part)] for part in parts)]
    begins = [part.start for part in parts]
    for at, start, end in matches:
        in_ = bisect_right(begins, start) - 1
        if in_ >= 0 and end <= parts[in_].end:
            found[in_].update(meant[at])
    return found


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


def held_of(low: str, parts: Sequence[Span], rules: Iterable[Told]) -> list[list[str]]:
    """The classes of each clause; what rules say of it is one."""
    found = _classes_of(low, parts)
    for one in rules:
        for at in _within(parts, one.span):
            found[at] |= {f"rule {one.label}", f"rule {one.code}"}
    return [sorted(one) for one in found]


def sized(many: int) -> list[str]:
    """The classes that tell the size of a post."""
    return [f"from{size}" for size in _SIZES if many >= size]


NONE = "none"
"""The class of the clause beside the first and the last."""


@cache
def weights() -> Weights:
    """The weights that ship."""
    with resources.files(__package__).joinpath("conduct.npz").open("rb") as stream, np.load(stream) as held:
        return loaded({name: held[name] for name in held.files})


def loaded(held: dict[str, Any]) -> Weights:
    """Weights from their arrays."""
    names = tuple(held["names"].tobytes().decode("utf-8").split("\0"))
    wide = {
        name: held[name].astype(np.int64) for name in ("bias", "asks", "lines", "reach", "heard", "knots", "shares")
    }
    return made(names, held["values"], **wide)


def made(names: Sequence[str], values: npt.NDArray[np.int16], **wide: Ints) -> Weights:
    """Weights of features by their names."""
    held = np.concatenate((values, np.zeros((1, len(LABELS)), np.int16)))
    grams, classes = _placed(names)
    return Weights(names=tuple(names), values=held, grams=grams, classes=classes, **wide)


def _placed(names: Sequence[str]) -> tuple[Grams, Classes]:
    """The grams and the classes among names of features: what stands in brackets is a class."""
    grams: dict[str, list[int]] = {}
    classes: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        place = _SIGNS.find(name[0]) + 1
        own = name[1:] if place else name
        is_class = len(own) > _LONGEST and own[0] == "[" and own[-1] == "]"
        rows = classes.setdefault(own[1:-1], []) if is_class else grams.setdefault(own, [])
        rows += [len(names)] * (1 + len(_SIGNS) - len(rows))
        rows[place] = row
    numbers = np.array([sum(ord(char) << 21 * n for n, char in enumerate(gram)) for gram in grams], np.int64)
    order = np.argsort(numbers)
    held, others = (np.array(list(one.values()), np.int64).reshape(-1, 1 + len(_SIGNS)) for one in (grams, classes))
    return Grams(numbers[order], held[order]), Classes({name: at for at, name in enumerate(classes)}, others)


_SIGNS = "BAP"
_OWN, _BEFORE, _AFTER, _POST = range(4)
_LONGEST = 3  # characters of a gram
PAIR = 2


class Scored(NamedTuple):
    """One text in lower case, its clauses, and its scores: of each clause a row, and of the post."""

    low: str
    parts: list[Span]
    rows: Ints
    whole: Ints

    def worth_asking(self) -> bool:
        """Whether the net is to be asked of a text that the gate stopped."""
        return bool((self.whole > weights().asks).any())


def scored(given: Sequence[tuple[str, Sequence[Told]]], of: Weights | None = None) -> list[Scored]:
    """Cleaned texts of which rules have spoken, each with its scores, summed for all texts at once.

    One text's scores do not hang on the others: sums are of whole numbers.
    """
    of = of or weights()
    if not given:
        return []
    lows = [lower(clean) for clean, _ in given]
    parts = [clauses(low) for low in lows]
    spend(sum(map(len, lows)))
    many = np.array([len(own) for own in parts])
    texts = np.repeat(np.arange(len(lows)), many)  # of each clause
    own, pairs, post = _grams_in(lows, parts, of.grams)
    held = [held_of(low, own, rules) for low, own, (_, rules) in zip(lows, parts, given, strict=True)]
    classes, others = _classes_in(held, texts, of.classes)
    rows = _rooted(of, [own.pairs(_OWN)], len(texts)) + _rooted(of, _beside(pairs, texts), len(texts))
    rows += _plain(of, [classes.pairs(_OWN), *_beside(classes, texts), *_ends(texts, of.classes)], len(texts))
    base = _rooted(of, [post.pairs(_POST)], len(lows)) + _plain(of, [others.pairs(_POST)], len(lows)) + of.bias[0]
    rows += base[texts]
    first = np.cumsum(many) - many
    whole = _pooled(rows, first, many) + of.bias[1]
    return [Scored(*one) for one in zip(lows, parts, np.split(rows, first[1:]), whole, strict=True)]


class Stood(NamedTuple):
    """Which gram or class stands in which clause or post, each once, and the rows of all of them."""

    owner: Ints
    at: Ints
    rows: Ints

    def pairs(self, place: int) -> "Pairs":
        """Who holds which row of the values."""
        return self.owner, self.rows[self.at, place]


Pairs = tuple[Ints, Ints]


def _grams_in(lows: Sequence[str], parts: Sequence[Sequence[Span]], of: Grams) -> tuple[Stood, Stood, Stood]:
    """The grams of each clause, the twos among them, and the grams of each text: one row of code points for all."""
    joined = DIGIT.sub("0", "".join(lows))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    sizes = np.array([len(low) for low in lows])
    text = np.repeat(np.arange(len(lows)), sizes)
    begins = np.repeat(np.cumsum(sizes) - sizes, [len(own) for own in parts])
    spans = np.array([part for own in parts for part in own], np.int64) + begins[:, None]
    clause = np.repeat(np.arange(-1, 2 * len(spans)), np.diff(spans.ravel(), prepend=0, append=len(codes)))
    clause = np.where(clause % 2 == 0, clause // 2, -1)  # between two clauses nothing is one's
    many, keys = len(of.known), codes
    here: list[Ints] = []
    gram: list[Ints] = []
    longest: list[Ints] = []
    for length in range(1, _LONGEST + 1):
        if length > 1:
            keys = keys[: max(0, len(codes) - length + 1)] | codes[length - 1 :] << 21 * (length - 1)
        at = np.searchsorted(of.known, keys)
        found = np.flatnonzero(of.known[np.minimum(at, many - 1)] == keys) if many else at[:0]
        here.append(found)
        gram.append(at[found])
        longest.append(np.full(len(found), length))
    starts, grams, size = np.concatenate(here), np.concatenate(gram), np.concatenate(longest)

    def stood(owner: Ints, sizes: Sequence[int]) -> Stood:
        inside = np.isin(size, sizes) & (owner[starts] >= 0) & (owner[starts] == owner[starts + size - 1])
        one = _once(owner[starts[inside]] * (many + 1) + grams[inside])
        return Stood(one // (many + 1), one % (many + 1), of.rows)

    return stood(clause, (1, 2, 3)), stood(clause, (PAIR,)), stood(text, (1, 2))


def _classes_in(held: Sequence[Sequence[Sequence[str]]], texts: Ints, of: Classes) -> tuple[Stood, Stood]:
    """The classes of each clause, and of each post with those that tell its size."""
    own = [sorted({of.known[name] for name in one if name in of.known}) for clauses in held for one in clauses]
    sizes = [[of.known[name] for name in sized(len(clauses)) if name in of.known] for clauses in held]
    owner, at = np.repeat(np.arange(len(own)), list(map(len, own))), np.array(list(chain(*own)), np.int64)
    whole = _once(texts[owner] * (len(of.known) + 1) + at)
    owners = np.append(whole // (len(of.known) + 1), np.repeat(np.arange(len(held)), list(map(len, sizes))))
    ats = np.append(whole % (len(of.known) + 1), np.array(list(chain(*sizes)), np.int64))
    return Stood(owner, at, of.rows), Stood(owners, ats, of.rows)


def _once(numbers: Ints) -> Ints:
    """Each number once, in order."""
    numbers = np.sort(numbers)
    found: Ints = numbers[np.diff(numbers, prepend=-1) != 0]
    return found


def _beside(stood: Stood, texts: Ints) -> list[Pairs]:
    """What stands in the clause before and in the one after."""
    found = []
    for step, place in ((1, _BEFORE), (-1, _AFTER)):
        to = np.clip(stood.owner + step, 0, len(texts) - 1)
        inside = (to == stood.owner + step) & (texts[to] == texts[stood.owner])
        found.append((to[inside], stood.pairs(place)[1][inside]))
    return found


def _ends(texts: Ints, of: Classes) -> list[Pairs]:
    """The first clause of a post has none before it, the last none behind."""
    if NONE not in of.known:
        return []
    edge = np.diff(texts, prepend=-1, append=-1) != 0
    rows = of.rows[of.known[NONE]]
    ends = ((np.flatnonzero(edge[:-1]), rows[_BEFORE]), (np.flatnonzero(edge[1:]), rows[_AFTER]))
    return [(clauses, np.full(len(clauses), row)) for clauses, row in ends]


def _rooted(of: Weights, pairs: Sequence[Pairs], many: int) -> Ints:
    """What grams add to each of many clauses or posts: their sum by the root of their number."""
    owner, row = (np.concatenate(column) for column in zip(*pairs, strict=True))
    number = np.bincount(owner[row < len(of.names)], minlength=many)
    roots = np.array([_root(n) for n in range(int(number.max(initial=0)) + 1)], np.int64)
    return _plain(of, pairs, many) * roots[number][:, None] // _ONE


def _plain(of: Weights, pairs: Sequence[Pairs], many: int) -> Ints:
    """What rows of the values add to each of many clauses or posts."""
    owner, row = (np.concatenate(column) for column in zip(*pairs, strict=True))
    out = np.zeros((many, len(LABELS)), np.int64)
    order = np.argsort(owner, kind="stable")
    owner = owner[order]
    begin = np.flatnonzero(np.diff(owner, prepend=-1))
    if len(begin):
        out[owner[begin]] = np.add.reduceat(of.values[row[order]], begin, axis=0, dtype=np.int64)
    return out


def _root(number: int) -> int:
    """One by the root of a number, in parts of ``_ONE``."""
    return math.isqrt(_ONE * _ONE // max(1, number))


@cache
def _more() -> Ints:
    """What the smaller of two scores adds to the greater one in their soft maximum, by how much smaller it is."""
    return np.array([round(STEP * math.log1p(math.exp(-gap / STEP))) for gap in range(_FAR + 1)], np.int64)


def pooled(scores: Ints) -> Ints:
    """The soft maximum over clauses, in whole numbers."""
    found: Ints = _pooled(scores, np.zeros(1, np.int64), np.array([len(scores)]))[0]
    return found


def _pooled(rows: Ints, first: Ints, many: Ints) -> Ints:
    """The same of posts, of each of which the first clause and their number are told; of a long one the most of its stretches: else a page of plain clauses would make an act."""
    stretches = -(-many // STRETCH)
    begins = np.cumsum(stretches) - stretches
    place = np.arange(int(stretches.sum())) - np.repeat(begins, stretches)
    sizes = np.minimum(STRETCH, np.repeat(many, stretches) - place * STRETCH)
    found: Ints = np.maximum.reduceat(_joined(rows, np.repeat(first, stretches) + place * STRETCH, sizes), begins)
    return found


def _joined(rows: Ints, first: Ints, many: Ints) -> Ints:
    """The soft maxima of stretches: clause by clause, all stretches at once."""
    more = _more()
    out = rows[first].copy()
    for step in range(1, int(many.max())):
        some = np.flatnonzero(many > step)
        row = rows[first[some] + step]
        high, low = np.maximum(out[some], row), np.minimum(out[some], row)
        out[some] = high + more[np.minimum(high - low, _FAR)]
    return out


def shares(of: Weights, whole: Ints) -> tuple[int, ...]:
    """For each label the share of a thousand that its score stands for: straight between knots, whole numbers."""
    out = []
    behind = (of.knots <= whole[:, None]).sum(axis=1).tolist()
    for score, at, knots, told in zip(whole.tolist(), behind, of.knots, of.shares, strict=True):
        if at in (0, len(knots)):
            out.append(int(told[min(at, len(knots) - 1)]))
            continue
        (low, high), (less, more) = knots[at - 1 : at + 1].tolist(), told[at - 1 : at + 1].tolist()
        out.append(less + (more - less) * (score - low) // max(1, high - low))
    return tuple(out)


def listened(heard: Ints, rows: Ints, whole: Ints, parts: Sequence[Span], net: Tagged) -> tuple[Ints, Ints]:
    """The scores with what a net says of the post and of the characters of each clause."""
    return _of_clauses(heard, rows, parts, net), _of_post(heard, whole, net)


def _of_clauses(heard: Ints, rows: Ints, parts: Sequence[Span], net: Tagged) -> Ints:
    there = np.array([net.doing[part.start : part.end].max(axis=0, initial=0) for part in parts])
    return rows + heard * odds(there) // _HUNDRED


def _of_post(heard: Ints, whole: Ints, net: Tagged) -> Ints:
    return whole + heard * odds(np.array([net.conduct[label] for label in LABELS])) // _HUNDRED


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
TENTH = 100
"""Of a thousand: from this share on a label that does not pass may be there. On hands that the weights had not seen a post above it has the label in one
case of ten or more."""


def read(clean: str, net: Tagged | None, rules: Sequence[Told] = (), of: Weights | None = None) -> Conduct:
    """The conduct of one cleaned text, of which rules have spoken and a net; none where the net was not asked."""
    return heard(scored([(clean, rules)], of)[0], net, of)


def heard(one: Scored, net: Tagged | None, of: Weights | None = None) -> Conduct:
    """The conduct of a text with its scores and what a net says of it; none where the net was not asked, or nothing is said."""
    of = of or weights()
    if net is None or not one.low.strip(_MARKS + "\n"):
        return Conduct((0,) * len(LABELS), (), ())
    whole = _of_post(of.heard, one.whole, net)
    scores = shares(of, whole)
    passed = tuple(LABELS[at] for at in np.flatnonzero(whole > of.lines))
    doubted = [label for label, share in zip(LABELS, scores, strict=True) if share >= TENTH and label not in passed]
    if not passed and not doubted:
        return Conduct(scores, (), ())
    rows = _of_clauses(of.heard, one.rows, one.parts, net)

    def acts(labels: Iterable[str]) -> tuple[Act, ...]:
        places = [(LABELS.index(label), label) for label in labels]
        spans = (
            (span, label)
            for at, label in places
            for span in carried(one.low, one.parts, rows[:, at], int(of.reach[at]))
        )
        return tuple(sorted(Act(*told) for told in spans))

    return Conduct(scores, passed, acts(passed), acts(doubted))


def carried(low: str, parts: Sequence[Span], scores: Ints, reach: int) -> Iterator[Span]:
    """The stretches that carry a label.

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
            yield _trimmed(low, parts[run[0]].start, parts[run[-1]].end)
            run = []


def _trimmed(low: str, start: int, end: int) -> Span:
    said = low[start:end]
    if not said.strip(_MARKS):
        return Span(start, end)
    return Span(start + len(said) - len(said.lstrip(_MARKS)), start + len(said.rstrip(_MARKS)))
