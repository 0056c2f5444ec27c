"""The features of all candidates of some texts, each sort for all of them at once (`columns`).

The texts stand in one row of characters with a gap between them, so that what is asked of a character, a stretch or its neighbours is one look for all.
What is told of a candidate of a number by its value and labels comes from `evidence` by name. Which texts are given together changes nothing.
Left out: what features weigh (`decide`).
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from doxdocket.bounds import spend
from doxdocket.detect.reader import prose, stretch_features
from doxdocket.detect.reader.candidate import Form, Generator, Offer
from doxdocket.detect.reader.columns import AT, KINDS, Column, Sheet, Whole, both, named, pairs, stepped
from doxdocket.detect.reader.evidence import BEFORE, BEHIND, FRAMES, LONGEST, SAID, SHARES, Evidence, classes
from doxdocket.detect.reader.joined_text import DIGIT, GAP, HAN, OTHER, WORD, Ground, bits, traits
from doxdocket.detect.reader.prose import EDGES
from doxdocket.detect.reader.shape_features import GAPS, LEADS, SIGNS
from doxdocket.records import Verdict


class Rows(NamedTuple):
    """All candidates of some texts: the text and kind of each, and their features."""

    texts: Sequence[Evidence]
    first: Sequence[int]  # of each text, and one more
    text: Whole
    kind: Whole
    sheets: Sequence[Sheet]


def rows(texts: Sequence[Evidence]) -> Rows:
    """Of all candidates of these texts, in order."""
    ground = Ground(texts)
    offers = [one for told in texts for one in told.offers]
    spend(len(offers))
    text = np.repeat(np.arange(len(texts)), [len(told.offers) for told in texts])
    base = np.array(ground.base)[text]
    start = base + np.array([one[0] for one in offers], np.int64)
    end = base + np.array([one[1] for one in offers], np.int64)
    kind = np.array([AT[one[2]] for one in offers], np.int64)
    is_prose = np.array([one[6] is Generator.NET for one in offers], np.bool_)
    every, sure, number = np.arange(len(offers)), np.flatnonzero(is_prose), np.flatnonzero(~is_prose)
    net = Net(texts, ground)
    share = net.mean(start, end, kind)
    sheets = [
        Sheet(every, _of_place(ground, text, start, end)),
        Sheet(
            sure,
            _of_prose(
                ground, net, [offers[n] for n in sure.tolist()], *(one[sure] for one in (text, start, end, kind))
            ),
        ),
        Sheet(
            number,
            _of_numbers(
                ground,
                net,
                [offers[n] for n in number.tolist()],
                *(one[number] for one in (text, start, end, kind, share)),
            ),
        ),
    ]
    return Rows(texts, [0, *accumulate(len(told.offers) for told in texts)], text, kind, sheets)


_LEFT, _RIGHT = (tuple(f"{side}={name}" for name in SIGNS) for side in ("left", "right"))
_LINE = ("line=inside", "line=first", "line=last", "line=whole")
_GAPS = tuple(f"gaps={name}" for name in GAPS)


@cache
def _near() -> tuple[dict[str, int], tuple[str, ...]]:
    names = classes()
    return {name: at for at, name in enumerate(names)}, tuple(
        f"{how}{name}{where}"
        for name in names
        for how, where in (
            ("near=", " behind"),
            ("near=", " behind at once"),
            ("near=", ""),
            ("near=", " at once"),
            ("inside=", ""),
        )
    )


def _of_place(ground: Ground, text: Whole, start: Whole, end: Whole) -> list[Column]:
    left, right = Column(_LEFT, ground.sign[start - 1]), Column(_RIGHT, ground.sign[end])
    lines = [
        (base + first, base + last, base + low, base + high)
        for base, told in zip(ground.base, ground.texts, strict=False)
        for first, last, low, high in told.parts()
    ]
    first, last, low, high = np.array(lines, np.int64).reshape(-1, 4).T
    line = np.searchsorted(first, start, "right") - 1
    begins, ends = start <= low[line], high[line] <= end
    inner = ground.count[end] - ground.count[start]
    pieces = ground.runs[end] - ground.runs[start] + (ground.plain[start] & ground.plain[start - 1])
    gaps = np.argwhere(inner[:, GAP:] > 0)
    return [
        left,
        right,
        both(left, right),
        Column(_LINE, begins + 2 * ends),
        _words(ground, text, start, end, first[line], last[line]),
        _lead(ground, text, start),
        *_neighbours(ground, text, start, end),
        Column(_PIECES, np.searchsorted((1, 2, 3, 5), pieces)),
        Column(_GAPS, gaps[:, 1], gaps[:, 0]),
    ]


_PIECES = tuple(f"spread=pieces {step}" for step in (1, 2, 3, 5, "more"))


_LEAD = {f"lead={name}": at for at, name in enumerate(LEADS)}


def _lead(ground: Ground, text: Whole, start: Whole) -> Column:
    """What stands before each place."""
    told = [
        _LEAD[ground.texts[n].lead(at - ground.base[n])] for n, at in zip(text.tolist(), start.tolist(), strict=True)
    ]
    return Column((*_LEAD,), np.array(told, np.int64))


_BESIDE = tuple(
    (f"{side}=none", *(f"{side}={kind}{line}" for line in ("", " line") for kind in KINDS)) for side in ("prev", "next")
)
_LINES = GAP + GAPS.index("line")
_MARKS = 12  # between a stretch and what stands beside it, none of them a letter or digit


def _neighbours(ground: Ground, text: Whole, start: Whole, end: Whole) -> list[Column]:
    """What stands before and behind each stretch with marks alone between, in its line or the next one: what the net tags, and checked numbers."""
    found, sure = [], [told.sure for told in ground.texts]
    for side, names in enumerate(_BESIDE):
        own = [sorted(((last, first)[side], kind) for first, last, kind in some) for some in sure]
        begun = np.cumsum([0, *map(len, own)])
        place = np.array([base + at for base, some in zip(ground.base, own, strict=False) for at, _ in some], np.int64)
        sort = np.array([AT[kind] for some in own for _, kind in some], np.int64)
        code = np.zeros(len(start), np.int64)
        if len(place):
            at = np.searchsorted(place, end) if side else np.searchsorted(place, start, "right") - 1
            there = (at < begun[text + 1]) if side else (at >= begun[text])
            at = np.clip(at, 0, len(place) - 1)
            first, last = (end, place[at]) if side else (place[at], start)
            first, last = np.where(there, first, 0), np.where(there, last, 0)
            between = ground.count[last] - ground.count[first]
            lines = between[:, _LINES]
            there &= (last - first <= _MARKS) & (between[:, WORD] == 0) & (lines < 2)
            code = np.where(there, 1 + sort[at] + len(KINDS) * lines, 0)
        found.append(Column(names, code))
    return found


def _words(ground: Ground, text: Whole, start: Whole, end: Whole, first: Whole, last: Whole) -> Column:
    """Words of the classes beside a stretch and in it, within its line."""
    place, names = _near()
    begin, stop, begun = ground.stretches(lambda told: [word for word in told.classes for _ in word[2]])
    sort = np.array([place[name] for told in ground.texts for word in told.classes for name in word[2]], np.int64)
    low = np.maximum(np.searchsorted(begin, start - BEFORE - LONGEST), begun[text])
    high = np.minimum(np.searchsorted(begin, end + BEHIND), begun[text + 1])
    row, word = pairs(low, high)
    begin, stop, sort = begin[word], stop[word], sort[word]
    behind = (begin >= end[row]) & (begin < last[row])
    before = (begin < end[row]) & (stop <= start[row]) & (stop >= np.maximum(first, start - BEFORE)[row])
    inside = (begin >= start[row]) & (begin < end[row]) & (stop > start[row]) & (stop <= end[row])
    ways = (behind, behind & (begin <= end[row] + 1), before, before & (stop >= start[row] - 1), inside)
    keys = [row[way] * len(names) + sort[way] * len(ways) + at for at, way in enumerate(ways)]
    found = np.unique(np.concatenate(keys))
    return Column(names, found % len(names), found // len(names))


class Net:
    """What the net says, in the row of characters."""

    def __init__(self, texts: Sequence[Evidence], ground: Ground) -> None:
        size = len(ground.sign)
        self.parts, self.begins = np.zeros((size, len(KINDS)), np.int16), np.zeros((size, len(KINDS)), np.int16)
        self.count = np.zeros((size, len(KINDS)), np.int32)
        for base, told in zip(ground.base, texts, strict=False):
            self.count[base : base + len(told.clean) + 1] = told.prose.shares.count
            self.parts[base : base + len(told.clean)] = told.net.parts
            self.begins[base : base + len(told.clean)] = told.net.begins

    def mean(self, start: Whole, end: Whole, kind: Whole) -> Whole:
        """The mean share of each stretch for its kind."""
        found: Whole = (self.count[end, kind] - self.count[start, kind]) // np.maximum(1, end - start)
        return found

    def least(self, start: Whole, end: Whole, kind: Whole) -> Whole:
        """The least share in each stretch for its kind."""
        row, place = pairs(start, end)
        if not len(row):
            return np.zeros(0, np.int64)
        firsts = np.cumsum(end - start) - (end - start)
        return np.minimum.reduceat(self.parts[place, kind[row]], firsts).astype(np.int64)


_PATHS = ("tags=same", "tags=half", "tags=part", "tags=other", "tags=none")


def _path(ground: Ground, text: Whole, start: Whole, end: Whole, kind: Whole) -> Column:
    """How the net's best tags lie to a stretch."""
    begin, stop, begun = ground.stretches(lambda told: told.prose.tagged)
    sort = np.array([AT[one[2]] for told in ground.texts for one in told.prose.tagged], np.int64)
    low = np.maximum(np.searchsorted(begin, start) - 1, begun[text])
    high = np.minimum(np.searchsorted(begin, end), begun[text + 1])
    row, tag = pairs(low, high)
    first, last = begin[tag], stop[tag]
    shared = np.minimum(end[row], last) - np.maximum(start[row], first)
    code = np.full(len(start), 4)
    code[row[shared > 0]] = 3
    own = (shared > 0) & (sort[tag] == kind[row])
    half = 2 * shared >= np.maximum(last - first, end[row] - start[row])
    some = np.flatnonzero(own)[::-1]  # of several the first one counts
    code[row[some]] = np.where(half, 1, 2)[some]
    code[row[own & (first == start[row]) & (last == end[row])]] = 0
    return Column(_PATHS, code)


_SOURCES = ("", *(f"also={one}" for one in Generator))
_FOUND = ("also=none", *_SOURCES[1:])
_SOURCE = {one: at for at, one in enumerate(Generator, 1)}
_FORMS = ("", *(f"also={one}" for one in Form))
_FORM = {one: at for at, one in enumerate(Form, 1)}
_RANKS = range(-1, 6)
_JOINT = tuple(f"joint={left} {right}" for left in _RANKS for right in _RANKS)
_JOINT_LEFT, _JOINT_RIGHT = (tuple(f"joint={side} {rank}" for rank in _RANKS) for side in ("left", "right"))
_ANY = ("prose=any",)


def _of_prose(
    ground: Ground, net: Net, offers: Sequence[Offer], text: Whole, start: Whole, end: Whole, kind: Whole
) -> list[Column]:
    """What holds for a stretch and its kind alone."""
    n = len(offers)
    many = end - start
    every = (net.count[end] - net.count[start]) // many[:, None]
    own = np.arange(n), kind
    mean, whole = every[own], every.sum(axis=1)
    every[own] = 0
    share, path = stepped("share", prose.SHARES, mean), _path(ground, text, start, end, kind)
    told = stepped("personal", prose.PERSONAL, np.array([one.net.personal for one in ground.texts], np.int64)[text])
    begun = net.begins[start, kind]
    first = stepped("first", EDGES, begun)
    before = stepped("before", EDGES, net.parts[start - 1, kind])
    beyond = stepped("beyond", EDGES, net.parts[end, kind] - net.begins[end, kind])
    size = stepped("long", prose.SIZES, many)
    left, right = _ranks(ground, start, end)
    written = _written(ground, offers, text, start, end)
    known = [ground.texts[at].prose.known(one) for at, one in zip(text.tolist(), offers, strict=True)]
    source = Column(_SOURCES, np.array([_SOURCE[one[6]] if one else 0 for one in known], np.int64))
    form = Column(_FORMS, np.array([_FORM[one[5]] if one else 0 for one in known], np.int64))
    labelled = _labels(ground, offers, text)
    ends = both(Column(_LEFT, ground.sign[start - 1]), Column(_RIGHT, ground.sign[end]))
    number, beside = stretch_features.beside(ground, text, start, end)
    return [
        Column(_ANY, np.zeros(n, np.int64)),
        share,
        stepped("least", prose.SHARES, net.least(start, end, kind)),
        size,
        path,
        both(share, path),
        both(share, told),
        both(path, told),
        first,
        before,
        beyond,
        both(first, before),
        stepped("rest", prose.SHARES, every.max(axis=1, initial=0)),
        stepped("out", prose.SHARES, 1000 - whole),
        Column(_JOINT, 7 * left + right),
        Column(_JOINT_LEFT, left),
        Column(_JOINT_RIGHT, right),
        written,
        both(size, written),
        source._replace(names=_FOUND),
        form,
        both(source, share),
        named([(ground.texts[at].prose.more(one),) for at, one in zip(text.tolist(), offers, strict=True)]),
        *labelled,
        both(labelled[0], told),
        both(labelled[0], share),  # a label may know what no writer that the net learned from has called so
        *stretch_features.called(ground, offers, text, start, end, share, ends, number),
        *stretch_features.alike(ground, text, start, end, kind, path, share),
        *stretch_features.placed(ground, start, end, kind, share),
        beside,
        number,
    ]


def _labels(ground: Ground, offers: Sequence[Offer], text: Whole) -> list[Column]:
    """What labels and words before each candidate say, and the frames that hold it."""
    pairs_ = [(ground.texts[at], one) for at, one in zip(text.tolist(), offers, strict=True)]
    every = chain.from_iterable([told.said(one[0], one[2]) for told, one in pairs_])
    said = np.fromiter(every, np.int64, len(SAID) * len(pairs_)).reshape(-1, len(SAID))
    held = [told.framed(one[0], one[1], one[2]) for told, one in pairs_]
    rows = np.repeat(np.arange(len(held)), [*map(len, held)])
    framed = Column(FRAMES, np.fromiter(chain.from_iterable(held), np.int64, len(rows)), rows)
    return [*(Column(names, said[:, at]) for at, names in enumerate(SAID)), framed]


def _ranks(ground: Ground, start: Whole, end: Whole) -> tuple[Whole, Whole]:
    """The highest rank of a joint at each place, counted from the one below the lowest."""
    starts, ends = (np.zeros(len(ground.sign), np.int64) for _ in range(2))
    for base, told in zip(ground.base, ground.texts, strict=False):
        for found, cut in ((starts, told.prose.cut.starts), (ends, told.prose.cut.ends)):
            ranks = {at: rank for rank, row in enumerate(cut, 1) for at in row}
            found[base + np.array([*ranks])] = [*ranks.values()]
    return starts[start], ends[end]


def _written(ground: Ground, offers: Sequence[Offer], text: Whole, start: Whole, end: Whole) -> Column:
    """The characters of each value: those of its stretch, if it is no other."""
    count, size = ground.count[end] - ground.count[start], end - start
    for at, one in enumerate(offers):
        if one[3] != ground.texts[text[at]].clean[one[0] : one[1]]:
            count[at], size[at] = bits(traits(one[3])).sum(axis=0), len(one[3])
    digits, han, others = (count[:, at] for at in (DIGIT, HAN, OTHER))
    plain, mixed = np.where(digits > 0, 1, 2), np.where(digits > 0, 4, 5)
    code = np.where(others == 0, plain, np.where(han == size, 3, np.where(han > 0, mixed, 6)))
    return Column(prose.WRITTEN, np.where(digits == size, 0, code))


def _of_numbers(
    ground: Ground, net: Net, offers: Sequence[Offer], text: Whole, start: Whole, end: Whole, kind: Whole, share: Whole
) -> list[Column]:
    """What holds for a candidate of a number alone."""
    path = _path(ground, text, start, end, kind)
    check = Column(_CHECKS, np.array([_CHECK[one[4]] for one in offers], np.int64))
    own = stepped("net", SHARES, share)
    edges = EDGES[::2]
    before = stepped("before", edges, net.parts[start - 1, kind])
    beyond = stepped("beyond", edges, net.parts[end, kind])
    return [
        path,
        own,
        both(own, check),
        both(path, check),
        both(before, beyond),
        named([ground.texts[at].of_number(one) for at, one in zip(text.tolist(), offers, strict=True)]),
    ]


_CHECKS = tuple(f"verdict={one.value}" for one in Verdict)
_CHECK = {one: at for at, one in enumerate(Verdict)}
