"""Finding posts: words over masked texts, facets, what is not to be in them, an order, a page.

A word of Chinese signs is found wherever they follow one another; one of Latin letters or digits as a whole word, with ``*`` at its end by its
beginning. All words must be there; of one facet any value will do, of several facets each. Nothing clear is looked through: what the masking hides
nobody finds, and a value typed in finds nothing. Facets count all posts that are found. Source: ``desk.index``. Left out: whether a person is in the
case (a value is asked for, and that is logged).

>>> match(("开盒", "call*"), without=("广告",))
'"开 盒" AND "call" * NOT "广 告"'
>>> match(("＊＊",)), match(())
(None, '')
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from doxdocket.decisions import placing
from doxdocket.desk import index, masked_posts, sight
from doxdocket.desk.answers import LABELS
from doxdocket.desk.index import WALL, Index, Numbers
from doxdocket.desk.masked_posts import Post, Told
from doxdocket.desk.sight import Key
from doxdocket.errors import WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.store.case import Case
from doxdocket.visible_signs import one_line

Order = Literal["newest", "oldest", "channel", "views"]
ORDERS: tuple[Order, ...] = get_args(Order)
STATUSES = ("open", "doubtful", "confirmed", "rejected", "public", "added", "nothing")
"""Of what was found in a post: something nobody decided on; of that something doubtful; something that somebody decided so; nothing at all, neither by the machine nor by a person."""
FACETS = ("channel", "month", "kind", "conduct", "status", "by", "media")
PAGE = 50
_TOKEN = re.compile(r"\w")
Mask = npt.NDArray[np.bool_]
Decided = sight.Found | masked_posts.Acted


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; empty fields ask for nothing. ``months`` are written 2023-07; ``page`` counts from 1."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    conduct: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    order: Order = "newest"
    page: int = 1
    size: int = PAGE

    def told(self) -> str:
        """In a line, as it was asked."""
        asked = [*self.words, *(f"-{one}" for one in self.without)]
        for name in ("channels", "months", "kinds", "conduct", "statuses", "by", "persons", "media"):
            asked += [f"{name}={one}" for one in getattr(self, name)]
        return " ".join([*asked, self.order, str(self.page)])


@dataclass(frozen=True, slots=True)
class Found:
    """A page of posts. ``facets``: of all posts found, how many by facet and value; ``next``: the next page, None on the last."""

    rows: tuple[Post, ...]
    total: int
    of: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    page: int = 1
    pages: int = 1
    next: int | None = None


def match(words: Sequence[str], without: Sequence[str] = ()) -> str | None:
    """The FTS5 query of these words; empty where none are asked for, None where a word has nothing to look for.

    Words are quoted, so that none is read as an operator.
    """
    some = [_phrase(word) for word in words]
    if None in some:
        return None
    others = [phrase for word in without if (phrase := _phrase(word))]
    asked = " AND ".join(one for one in some if one)
    return "".join([asked, *(f" NOT {one}" for one in others)]) if asked else ""


def _phrase(word: str) -> str | None:
    """A word as a phrase of its signs; None where it has no sign that could be found."""
    plain = " ".join(index.spaced(word.removesuffix("*").replace(WALL, " ")).replace('"', " ").split())
    if not _TOKEN.search(plain):
        return None
    return f'"{plain}"' + (" *" if word.endswith("*") else "")


def known(query: Query) -> None:
    """Refuse kinds and labels of conduct that nobody knows: nothing found would be taken for an answer."""
    for option, asked, there in (("kind", query.kinds, kinds()), ("conduct", query.conduct, LABELS)):
        for value in asked:
            if value not in there:
                raise WrongCall("search.unknown", option=option, value=one_line(value)[:40], known=", ".join(there))


def find(case: Case, query: Query) -> Found:
    """The posts that a query finds; the index is made first where there is none."""
    one = index.ready(case)
    told = masked_posts.said(case)
    now = _now(one, told)
    mask = _mask(one, now, query)
    mask = _as_shown(one, told, query, mask)
    total = int(np.count_nonzero(mask))
    pages = max(1, -(-total // query.size))
    page = min(max(1, query.page), pages)
    order = now.order(query.order)
    here = order[mask[order]][(page - 1) * query.size : page * query.size] + 1
    rows = tuple(masked_posts.shown(case, {key: held for _, key, held in one.some(here.tolist())}).values())
    return Found(rows, total, one.count, _facets(one, now, mask), page, pages, page + 1 if page < pages else None)


def among(case: Case, query: Query, keys: Iterable[Key]) -> set[Key]:
    """Those of some posts that a query finds; the index is made first where there is none."""
    one, told = index.ready(case), masked_posts.said(case)
    mask = _as_shown(one, told, query, _mask(one, _now(one, told), query))
    return {key for key in set(keys) if (n := one.number(key)) is not None and mask[n - 1]}


def _mask(one: Index, now: "Now", query: Query) -> Mask:
    """Which posts a query finds, by number less one."""
    mask = np.ones(one.count, np.bool_)
    asked = match(query.words)
    if asked is None:
        return np.zeros(one.count, np.bool_)
    if asked:
        mask = one_of(one.count, [one.matching(asked)])
    for word in query.without:
        if phrase := match((word,)):
            mask &= ~one_of(one.count, [one.matching(phrase)])
    if query.channels:
        mask &= _ranges(one, query.channels)
    if query.months:
        mask &= np.isin(one.month, [_month(text) for text in query.months])
    for facet, values in (
        ("kind", query.kinds),
        ("conduct", query.conduct),
        ("person", query.persons),
        ("media", query.media),
    ):
        if values:
            there = one.facets.get(facet, {})
            mask &= one_of(one.count, [there[value] for value in values if value in there])
    if query.statuses:
        mask &= np.logical_or.reduce([now.status(one, status) for status in query.statuses])
    if query.by:
        mask &= one_of(one.count, [now.by[name] for name in query.by if name in now.by])
    return mask


def one_of(count: int, some: Iterable[Numbers]) -> Mask:
    """Which posts are in one of these."""
    mask = np.zeros(count, np.bool_)
    for numbers in some:
        mask[numbers - 1] = True
    return mask


def _ranges(one: Index, channels: Sequence[str]) -> Mask:
    mask = np.zeros(one.count, np.bool_)
    for channel in one.channels:
        if channel.channel in channels:
            mask[channel.first - 1 : channel.last] = True
    return mask


def _month(text: str) -> int:
    digits = text.replace("-", "")
    return int(digits) if digits.isdigit() else index.UNDATED


def _as_shown(one: Index, told: Told, query: Query, mask: Mask) -> Mask:
    """Without the posts in which a word stands only where a person has hidden it since the index was made."""
    if not (query.words and told.added):
        return mask
    wanted = [index.spaced(word.removesuffix("*")).casefold().split() for word in query.words]
    for post in told.added:
        n = one.number(placing.post_key(post))
        if n is None or not mask[n - 1]:
            continue
        ((_, key, held),) = one.some([n])
        texts = [*(text.shown for text in masked_posts.made(key, held, told).texts), held.author, held.forwarded]
        there = " " + " ".join(index.spaced(f"\n{WALL}\n".join(texts)).casefold().split())
        mask[n - 1] = all(" " + " ".join(word) in there for word in wanted)
    return mask


def _facets(one: Index, now: "Now", mask: Mask) -> dict[str, dict[str, int]]:
    """How many of the posts found have each value."""
    found: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for channel in one.channels:
        found["channel"][channel.channel] = int(np.count_nonzero(mask[channel.first - 1 : channel.last]))
    months, counts = np.unique(one.month[mask], return_counts=True)
    for month, n in zip(months.tolist(), counts.tolist(), strict=True):
        found["month"]["" if month == index.UNDATED else f"{month // 100}-{month % 100:02d}"] = n
    for facet in ("kind", "conduct", "media"):
        for value, numbers in one.facets.get(facet, {}).items():
            found[facet][value] = int(np.count_nonzero(mask[numbers - 1]))
    for status in STATUSES:
        found["status"][status] = int(np.count_nonzero(mask & now.status(one, status)))
    for name, numbers in now.by.items():
        found["by"][name] = int(np.count_nonzero(mask[numbers - 1]))
    return {name: {value: n for value, n in values.items() if n} for name, values in found.items()}


class Now:
    """What decisions make of the posts of an index: kept, and gone on with as decisions come."""

    def __init__(self, one: Index) -> None:
        self._one = one
        self._orders: dict[str, npt.NDArray[np.int64]] = {}
        self._seen: Told | None = None
        self._posts: dict[int, tuple[int, int, frozenset[str], frozenset[str]]] = {}
        self.by: dict[str, Numbers] = {}
        self._statuses: dict[str, Mask] = {}

    def take(self, told: Told) -> None:
        """Look again at the posts that decisions are about; after an undoing at all of them."""
        if self._seen is told:
            return
        last = self._seen
        if last is None or not told.by_key.keys() >= last.by_key.keys():
            self._posts, fresh = {}, set(told.by_key)
        else:
            fresh = {key for key, one in told.by_key.items() if last.by_key.get(key) != one}
        posts = {placing.span_key(key)[0] for key in fresh} - {""}
        numbers = [n for post in sorted(posts) if (n := self._one.number(placing.post_key(post))) is not None]
        for start in range(0, len(numbers), 500):
            for n, key, held in self._one.some(numbers[start : start + 500]):
                post = masked_posts.made(key, held, told)
                decided: list[Decided] = [
                    *(f for f in post.findings if f.decision),
                    *(c for c in post.conduct if c.decision),
                ]
                left = [f.verdict for f in post.findings if not f.decision] + [
                    c.status for c in post.conduct if not c.decision
                ]
                self._posts[n] = (
                    len(left),
                    left.count("doubtful"),
                    frozenset(d.status for d in decided),
                    frozenset(d.by for d in decided),
                )
        self._seen = told
        self._count()

    def _count(self) -> None:
        open_, doubtful = self._one.open > 0, self._one.doubtful > 0
        statuses = {status: np.zeros(self._one.count, np.bool_) for status in STATUSES[2:-1]}
        by: dict[str, list[int]] = {}
        nothing = ~open_
        for n, (left, unsure, said, names) in self._posts.items():
            open_[n - 1], doubtful[n - 1] = left > 0, unsure > 0
            nothing[n - 1] = not left and not said
            for status in said & statuses.keys():
                statuses[status][n - 1] = True
            for name in names:
                by.setdefault(name, []).append(n)
        self._statuses = {"open": open_, "doubtful": doubtful, "nothing": nothing, **statuses}
        self.by = {name: np.array(sorted(some), np.int32) for name, some in sorted(by.items())}

    def status(self, one: Index, status: str) -> Mask:
        """Which posts have something of that status."""
        return self._statuses.get(status, np.zeros(one.count, np.bool_))

    def order(self, how: Order) -> npt.NDArray[np.int64]:
        """All posts (number less one) in an order; made once."""
        if how not in self._orders:
            one, last = self._one, np.iinfo(np.int64).max
            if how == "channel":
                key = np.arange(one.count)
            elif how == "views":
                key = -one.views.astype(np.int64)
            elif how == "newest":
                key = -np.maximum(one.at, -last)
            else:
                key = np.where(one.month == index.UNDATED, last, one.at)
            self._orders[how] = np.argsort(key, kind="stable")
        return self._orders[how]


_NOW: WeakKeyDictionary[Index, Now] = WeakKeyDictionary()


def _now(one: Index, told: Told) -> Now:
    if one not in _NOW:
        _NOW[one] = Now(one)
    _NOW[one].take(told)
    return _NOW[one]
