"""What a stretch is made of, and what stands like it or beside it: how a name is built, elements of a place, others in the same position, checked numbers.

Columns as in `rows`, of candidates that the net tells of. What net and form see here and there these set in order: a name beside a number in a row of
which the net knows the others, an address that goes on behind the end, a school by its last word. Left out: what features weigh (`decide`).
"""

from collections.abc import Sequence
from functools import cache, partial

import numpy as np
import numpy.typing as npt

from doxdocket.detect.reader.candidate import Offer
from doxdocket.detect.reader.candidates import names, places
from doxdocket.detect.reader.columns import AT, KINDS, Column, Whole, both, pairs
from doxdocket.detect.reader.evidence import Evidence, near
from doxdocket.detect.reader.joined_text import Ground
from doxdocket.detect.reader.shape_features import SIGNS

_NAMES = frozenset({"name", "former_name_alias"})
_CALLED = ("", *names.BUILDS)
_FILLS = ("fills=none", "fills=last", "fills=first", "fills=whole")
_GOES_ON = [SIGNS.index(one) for one in ("Han", "counting", "letter")]
_LIKELY = ("", "called=likely", "called=maybe", "called=family alone", "called=hardly", "called=otherwise")
_LED, _FOLLOWED = ("led=no", "led=yes"), ("follow=none", "follow=title", "follow=word")


@cache
def _likely() -> Whole:
    """How likely each build is a name's, as a place in ``_LIKELY``."""
    found = [0]
    for one in names.BUILDS:
        _, _, rest = one.partition(" family ")
        many, _, given = rest.partition(" ")
        if not rest:
            found.append(5)
        elif one.startswith("called=no ") or given in ("never", "word"):
            found.append(4)
        else:
            found.append(3 if many == "0" else 1 if given == "usual" and many in ("1", "2") else 2)
    return np.array(found, np.int64)


def called(
    ground: Ground,
    offers: Sequence[Offer],
    text: Whole,
    start: Whole,
    end: Whole,
    share: Column,
    ends: Column,
    number: Column,
) -> list[Column]:
    """How each name is built, whether no word goes on beside it, and what stands at its ends."""
    named = [one[2] in _NAMES for one in offers]
    code = np.array([1 + names.build(one[3]) if so else 0 for one, so in zip(offers, named, strict=True)], np.int64)
    marks = {
        at: ground.texts[at].prose.page.once(names.marks) for at in np.unique(text[np.array(named, np.bool_)]).tolist()
    }
    led, followed = (np.zeros(len(offers), np.int64) for _ in range(2))
    for n in np.flatnonzero(code).tolist():
        known, (first, last, *_) = marks[int(text[n])], offers[n]
        led[n] = first in known.led
        followed[n] = 1 if last in known.titled else 2 if last in known.stopped else 0
    built, likely = Column(_CALLED, code), Column(_LIKELY, _likely()[code])
    free = [~np.isin(ground.sign[at], _GOES_ON) for at in (start - 1, end)]
    fills = Column(_FILLS, 2 * free[0] + free[1])
    follow = both(likely, Column(_FOLLOWED, followed))
    return [
        built,
        both(built, share),
        both(built, fills),
        both(likely, ends),
        both(likely, Column(_LED, led)),
        follow,
        both(follow, Column(_LED, led)),
        both(both(likely, fills), number),
    ]


_LIKE = (0, 1, 2, 4)
_CHARACTERS = 1 << 21
"""More than there are code points: two of them and a key of text and kind stay below 2^63."""


def alike(
    ground: Ground, text: Whole, start: Whole, end: Whole, kind: Whole, path: Column, share: Column
) -> list[Column]:
    """How many others of a kind the net sees that have the same signs at both ends, and at each."""
    begin, stop, begun = ground.stretches(lambda told: told.prose.tagged)
    sort = np.array([AT[one[2]] for told in ground.texts for one in told.prose.tagged], np.int64)
    of = np.repeat(np.arange(len(begun) - 1), np.diff(begun))
    many = len(begin)
    keys = np.concatenate([of, text]) * len(KINDS) + np.concatenate([sort, kind])
    ends = [ground.char[np.concatenate(some)] for some in ((begin - 1, start - 1), (stop, end))]
    found = []
    for sides in (ends, ends[:1], ends[1:]):
        whole = keys
        for side in sides:
            whole = whole * _CHARACTERS + side
        every, number = np.unique(whole, return_inverse=True)
        count = np.bincount(number[:many], minlength=len(every))
        found.append(count[number[many:]] - (path.codes == 0))
    like, left, right = (Column(names_, np.searchsorted(_LIKE, one)) for names_, one in zip(_SIDES, found, strict=True))
    return [like, left, right, both(like, share)]


_SIDES = tuple(tuple(f"like={side}{many}" for many in (*_LIKE, "more")) for side in ("", "left ", "right "))


_ELEMENTS = ("grade", "school", "work", "door", "near", "class", "division", "number")
_OPENS = ("", "opens=nothing", *(f"opens={one}{how}" for one in _ELEMENTS for how in ("", " at once")))
_CLOSES = ("", "closes=nothing", *(f"closes={one}{how}" for one in _ELEMENTS for how in ("", " at once")))
_HOLDS = tuple(f"holds={one} {many}" for one in _ELEMENTS for many in (1, 2, "more"))
_JOINS = tuple(("", *(f"joins={one} {side}" for one in _ELEMENTS)) for side in ("left", "right"))


@cache
def _placing() -> npt.NDArray[np.bool_]:
    """The kinds that may be places, or near to one."""
    told = frozenset(places.KINDS).union(*map(near, places.KINDS))
    return np.array([one in told for one in KINDS], np.bool_)


def placed(ground: Ground, start: Whole, end: Whole, kind: Whole, share: Column) -> list[Column]:
    """Elements of places in each stretch, at its ends and beside it."""
    begin, stop, _ = ground.stretches(lambda told: told.hits)
    element = {one: at for at, one in enumerate(_ELEMENTS)}
    sort = np.array([min(element[one] for one in hit.sorts) for told in ground.texts for hit in told.hits], np.int64)
    some = _placing()[kind]
    row = np.flatnonzero(some)
    low, high = np.searchsorted(begin, start[row]), np.searchsorted(stop, end[row], "right")
    there = high > low
    opens, closes = (some.astype(np.int64) for _ in range(2))
    own, first, last = row[there], low[there], high[there] - 1
    opens[own] = 2 + 2 * sort[first] + (begin[first] == start[own])
    closes[own] = 2 + 2 * sort[last] + (stop[last] == end[own])
    of, hit = pairs(low, high)
    many = np.bincount(of * len(_ELEMENTS) + sort[hit], minlength=len(row) * len(_ELEMENTS))
    held = np.flatnonzero(many)
    left, right = (np.zeros(len(start), np.int64) for _ in range(2))
    before = np.searchsorted(stop, start[row], "right")
    left[row] = np.where(np.append(-1, stop)[before] == start[row], np.append(0, 1 + sort)[before], 0)
    behind = np.searchsorted(begin, end[row])
    right[row] = np.where(np.append(begin, -1)[behind] == end[row], np.append(1 + sort, 0)[behind], 0)
    opened, closed = Column(_OPENS, opens), Column(_CLOSES, closes)
    joined = Column(_JOINS[1], right)
    return [
        opened,
        closed,
        both(opened, closed),
        both(closed, share),
        Column(_HOLDS, 3 * (held % len(_ELEMENTS)) + np.minimum(many[held], 3) - 1, row[held // len(_ELEMENTS)]),
        Column(_JOINS[0], left),
        joined,
        both(closed, joined),
    ]


_CHECKED = ("id_number", "phone_number", "bank_account")
_STEPS = (3, 16, 60)
_BESIDE = tuple(
    f"beside={kind} {side} {step}" for kind in _CHECKED for side in ("before", "behind") for step in (*_STEPS, "more")
)


_ANY = ("beside=none", *(f"beside={step}" for step in (*_STEPS, "more")))


def beside(ground: Ground, text: Whole, start: Whole, end: Whole) -> tuple[Column, Column]:
    """How near the nearest number is whose check or plan is right: of any kind; of each kind before and behind."""
    row, code = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for at, kind in enumerate(_CHECKED):
        begin, stop, begun = ground.stretches(partial(Evidence.firm, kind=kind))
        before, behind = np.searchsorted(stop, start, "right") - 1, np.searchsorted(begin, end)
        own = np.flatnonzero(before >= begun[text])
        row.append(own)
        code.append(8 * at + np.searchsorted(_STEPS, start[own] - stop[before[own]]))
        own = np.flatnonzero(behind < begun[text + 1])
        row.append(own)
        code.append(8 * at + 4 + np.searchsorted(_STEPS, begin[behind[own]] - end[own]))
    of, codes = np.concatenate(row), np.concatenate(code)
    order = np.lexsort((codes, of))
    nearest = np.full(len(start), 4)
    np.minimum.at(nearest, of, codes % 4)
    return Column(_ANY, (nearest + 1) % 5), Column(_BESIDE, codes[order], of[order])
