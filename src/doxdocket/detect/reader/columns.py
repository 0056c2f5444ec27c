"""Features of many candidates at once: a column says of each row one of its names by number; what rows weigh is one look into a table a column.

Names are made once for a sort of feature, and read where somebody asks why. Whole numbers: the order of a sum changes nothing.

>>> size = stepped("size", (1, 5), np.array([1, 3, 9]))
>>> whole = both(size, Column(("line=whole", "line=first"), np.array([0, 1, 1])))
>>> sheet = Sheet(np.array([4, 7, 8]), [size, whole])
>>> scale = Scale({"name": {"size=5": 3, "size=5&line=first": 4, "size=more": 9}})
>>> told = scale.weigh(sheet, np.full(3, AT["name"]))
>>> told.sums().tolist(), largest([told], np.array([7]), [[]], 1)
([0, 7, 9], [(Feature(name='size=5&line=first', weight=4),)])
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.law.kinds import kinds

Whole = npt.NDArray[np.int64]
Weights = Mapping[tuple[str, str], int]
"""By kind (of persons: by role) and feature, as they are fitted and shipped."""
AT = {kind: at for at, kind in enumerate(kinds())}
"""The column of each kind."""
KINDS = tuple(AT)


def read(text: str) -> Weights:
    """Weights from their table: kind, feature, whole number."""
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(kind, feature): int(weight) for kind, feature, weight in rows}


class Column(NamedTuple):
    """The names of a sort of feature ("" for none), and the number of a row's name; with ``rows`` for those rows, in order, some of them more than once.

    A tuple of names is the same for all texts; a list holds names of these texts alone.
    """

    names: Sequence[str]
    codes: Whole
    rows: Whole | None = None


@cache
def _stepped(sort: str, steps: tuple[int, ...]) -> tuple[str, ...]:
    return (*(f"{sort}={step}" for step in steps), f"{sort}=more")


def stepped(sort: str, steps: tuple[int, ...], numbers: npt.NDArray[Any]) -> Column:
    """The first of these steps that each number does not pass."""
    return Column(_stepped(sort, steps), np.searchsorted(steps, numbers))


@cache
def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{a}&{b}" if a and b else "" for a in one for b in other)


def both(one: Column, other: Column) -> Column:
    """Two features that hold together."""
    return Column(_both(tuple(one.names), tuple(other.names)), one.codes * len(other.names) + other.codes)


def named(given: Sequence[Sequence[str]]) -> Column:
    """The features of each row by their names."""
    every = [*chain.from_iterable(given)]
    known = dict.fromkeys(every)
    place = dict(zip(known, range(len(known)), strict=True))
    rows = np.repeat(np.arange(len(given)), [*map(len, given)])
    return Column([*known], np.fromiter(map(place.__getitem__, every), np.int64, len(every)), rows)


class Sheet(NamedTuple):
    """Columns of the same rows, which have numbers of their own, in order."""

    at: Whole
    columns: Sequence[Column]


class Scale(dict[str, Mapping[str, int]]):
    """By kind, what each feature weighs: its weight for all kinds and for this one together."""

    @cached_property
    def _known(self) -> tuple[dict[str, int], Whole]:
        """The row of each feature in one table of all weights, a column a kind; the first row weighs nothing."""
        place = {feature: row for row, feature in enumerate(dict.fromkeys(chain.from_iterable(self.values())), 1)}
        table = np.zeros((len(place) + 1, len(KINDS)), np.int64)
        for kind, own in self.items():
            if kind in AT and own:
                rows = np.fromiter(map(place.__getitem__, own), np.int64, len(own))
                table[rows, AT[kind]] = np.fromiter(own.values(), np.int64, len(own))
        return place, table

    @cached_property
    def _closed(self) -> dict[Sequence[str], Whole]:
        """The rows of names that are the same for all texts."""
        return {}

    def rows(self, names: Sequence[str]) -> Whole:
        """The rows of these names in the table."""
        if isinstance(names, tuple) and names in self._closed:
            return self._closed[names]
        get = self._known[0].get
        found = np.array([get(name, 0) for name in names], np.int64)
        if isinstance(names, tuple):
            self._closed[names] = found
        return found

    def of_every(self, names: Sequence[str]) -> Whole:
        """What features weigh together, for each kind."""
        found: Whole = self._known[1][self.rows(list(names))].sum(axis=0)
        return found

    def weigh(self, sheet: Sheet, kind: Whole) -> "Weighed":
        """What each feature of each row weighs for its kind."""
        table = self._known[1]
        return Weighed(
            sheet,
            [
                table[self.rows(names)[codes], kind if rows is None else kind[rows]]
                for names, codes, rows in sheet.columns
            ],
        )


class Feature(NamedTuple):
    """One reason with its share of a score."""

    name: str
    weight: int


_feature = lru_cache(maxsize=1 << 15)(Feature)
"""The same few thousand carry nearly all that is found."""


class Weighed(NamedTuple):
    """A sheet with the weights of its columns."""

    sheet: Sheet
    weights: Sequence[Whole]

    def sums(self) -> Whole:
        """What the features of each row weigh together."""
        total = np.zeros(len(self.sheet.at), np.int64)
        for (_, _, rows), weight in zip(self.sheet.columns, self.weights, strict=True):
            if rows is None:
                total += weight
            else:
                np.add.at(total, rows, weight)
        return total

    def shares(self, number: Whole) -> Iterator[tuple[Sequence[str], Whole, Whole, Whole]]:
        """Of rows by their numbers, the features that weigh anything: by column its names, which row, which name and what it weighs."""
        row = self.sheet.at.searchsorted(number)
        here = np.flatnonzero(np.append(self.sheet.at, -1)[row] == number)
        row = row[here]
        for (names, codes, rows), weight in zip(self.sheet.columns, self.weights, strict=True):
            at, place = here, row
            if rows is not None:
                one, place = pairs(rows.searchsorted(row), rows.searchsorted(row, "right"))
                at = here[one]
            own = weight[place]
            some = own.nonzero()[0]
            yield names, at[some], codes[place[some]], own[some]


def largest(
    weighed: Iterable[Weighed], number: Whole, more: Iterable[Sequence[Feature]], many: int
) -> list[tuple[Feature, ...]]:
    """Of rows by their numbers, so many of the features that weigh most, the largest first; each row may have more of its own."""
    parts = [part for own in weighed for part in own.shares(number)]
    every = [(n, one) for n, own in enumerate(more) for one in own]
    whose, shares = (np.array([*some], np.int64) for some in ((n for n, _ in every), (one.weight for _, one in every)))
    parts.append(([one.name for _, one in every], whose, np.arange(len(every)), shares))
    row, code, weight = (np.concatenate([np.zeros(0, np.int64), *(part[at] for part in parts)]) for at in (1, 2, 3))
    column = np.repeat(np.arange(len(parts)), [len(part[1]) for part in parts])
    size = np.abs(weight)
    order = np.lexsort((-size, row))
    first, last = (np.searchsorted(row[order], np.arange(len(number)), side) for side in ("left", "right"))
    least = np.append(size[order], 0)[np.minimum(first + many, last) - 1]
    found: list[list[Feature]] = [[] for _ in number]
    kept = np.flatnonzero(size >= least[row])
    for n, at, name, share in zip(*(one[kept].tolist() for one in (row, column, code, weight)), strict=True):
        found[n].append(_feature(parts[at][0][name], share))
    return [tuple(sorted(own, key=_by_size)[:many]) for own in found]


def _by_size(one: Feature) -> tuple[int, str]:
    return -abs(one.weight), one.name


_CHEAP = 16
"""Places of a row that cost as much as one turn of a loop."""


def pairs(low: Whole, high: Whole) -> tuple[Whole, Whole]:
    """Each row with each place from its first to before its last."""
    many = np.maximum(high - low, 0)
    rows = np.repeat(np.arange(len(low)), many)
    spend(len(rows) // _CHEAP)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(many) - many - low, many)
