"""Counts by tier under each reading of 条, at both ends of disputed tiers, and the exact ratio.

A record of the reading by sets is one set of one person, in the tier of its highest kind; by persons, one person; by
fields, one value. For each tier the low counts records that are in it at both ends of every dispute, the high those that
may be. The ratio takes all records at their lowest tier (low) or their highest (high), as an exact fraction.
Source: 法释〔2017〕10号 art. 5(1)(iii)–(vi), art. 11. What it leaves out: which reading is right.

>>> one = Counter({("C", "C", "B"): 2, ("A", "A", "A"): 1})
>>> tally = Tally(one, one, one)
>>> tally.bounds("B"), tally.bounds("A"), tally.ratio(2, {"A": 50, "B": 500, "C": 5000})
((0, 0, 2), (1, 1, 1), Fraction(3, 125))
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import pyarrow as pa

from doxdocket.law.kinds import TierName
from doxdocket.law.shapes import COUNTS
from doxdocket.law.tiers import order, tiers
from doxdocket.records import put

Range = tuple[TierName, TierName, TierName]
"""The lowest, default and highest tier of one record."""
Row = tuple[Any, ...]
_HIGH = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records have which range of tiers, at the low, by estimate and at the high."""

    low: Counter[Range]
    estimate: Counter[Range]
    high: Counter[Range]

    def bounds(self, tier: TierName) -> tuple[int, int, int]:
        """Records surely in the tier, in it by default, perhaps in it; one that more information lifts out of it is not surely in it."""
        rank = order().index
        low = sum(n for (a, _, b), n in self.low.items() if a == b == tier)
        best = sum(n for (_, d, _), n in self.estimate.items() if d == tier)
        high = sum(n for (a, _, b), n in self.high.items() if rank(a) <= rank(tier) <= rank(b))
        return min(low, best, high), best, max(low, best, high)

    def assigned(self, end: int) -> dict[TierName, int]:
        """Records by tier with each at its lowest (0), default (1) or highest (2) tier."""
        counts: dict[TierName, int] = dict.fromkeys(order(), 0)
        for record, n in (self.low, self.estimate, self.high)[end].items():
            counts[record[end]] += n
        return counts

    def ratio(self, end: int, lines: Mapping[TierName, int]) -> Fraction:
        """The sum of the assigned counts, each over its line."""
        return sum((Fraction(n, lines[t]) for t, n in self.assigned(end).items()), Fraction(0))


def readings(dossiers: pa.Table, by_kind: pa.Table) -> dict[str, Tally]:
    """The tally of each reading of 条; ``by_kind``: items of each kind at each bound (``by_kind.sql``)."""
    names = ("person_low", "person_best", "person", "counts", "item_set", "kinds", "repeat_low")
    rows = list(zip(*(dossiers[n].to_pylist() for n in names), strict=True))
    # without hubs and what was lawfully public: low and estimate rest on these, and on no set of which nothing is left
    left, sure = (_left(dossiers, names, rows) for names in (["kinds_low"], ["kinds_admitted", "kinds_low"]))
    surely = [(*row[:5], low, row[6], least) for row, low, least in zip(rows, left, sure, strict=True) if low]
    best = [(*row[:7], row[5]) for row in _counted(surely, 1)]
    low = [row for row in _counted(surely, 0) if row[7]]  # of the others nothing is sure
    return {
        "U_set": Tally(_sets(low, 0), _sets(best, 1), _each(rows, weakest(sure, left))),
        "U_person": Tally(_persons(low, 0), _persons(best, 1), _perhaps(rows, low, best)),
        "U_field": Tally(*(_fields(by_kind, bound) for bound in ("low", "estimate", "high"))),
    }


def shown_alone(dossiers: pa.Table, shown: pa.Table) -> pa.Table:
    """The publications with, as admitted, only kinds whose own low holds them (``shown.sql``): what one mistake can make raises no tier in the low, as it makes no kind."""
    if "kinds_admitted" not in dossiers.column_names:
        return dossiers
    least = {row["kind"] for row in shown.to_pylist() if row["shown"] == "low"}
    rows = dossiers.select(["kinds", "kinds_low", "kinds_admitted"]).to_pylist()
    out = [_of_least(row, least) for row in rows]
    return put(dossiers, "kinds_admitted", pa.array(out, dossiers.schema.field("kinds_admitted").type))


def _of_least(row: Mapping[str, Any], least: AbstractSet[str]) -> list[str] | None:
    """None where nothing is left out, as the column has it."""
    told: list[str] = next(
        (row[name] for name in ("kinds_admitted", "kinds_low", "kinds") if row[name] is not None), []
    )
    return row["kinds_admitted"] if set(told) <= least else [kind for kind in told if kind in least]


def _left(dossiers: pa.Table, columns: Sequence[str], rows: Sequence[Row]) -> list[list[str]]:
    """The kinds that the first of these columns tells which tells any."""
    there = [dossiers[name].to_pylist() for name in columns if name in dossiers.column_names]
    told = [next((kinds for kinds in some if kinds is not None), None) for some in zip(*there, strict=True)]
    return left_of([(row[4], row[5], low) for row, low in zip(rows, told or [None] * len(rows), strict=True)])


def left_of(rows: Iterable[tuple[str, Sequence[str], Sequence[str] | None]]) -> list[list[str]]:
    """What is left of each set without hubs and what was lawfully public; of equal sets of which anything is left, the same.

    Each row: the set's digest, its kinds, and the kinds that are left where they differ.

    >>> left_of([("x", ["a", "b"], ["a"]), ("x", ["a", "b"], None), ("x", ["a", "b"], [])])
    [['a', 'b'], ['a', 'b'], []]
    """
    own = [(name, kinds if low is None else low) for name, kinds, low in rows]
    whole: dict[str, set[str]] = defaultdict(set)
    for name, kinds in own:
        whole[name].update(kinds)
    return [sorted(whole[name]) if kinds else [] for name, kinds in own]


def weakest(sure: Iterable[Sequence[str]], left: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """The kinds from whose tier the high of each set begins: those of which the low is sure, so that what the low has in a tier may be there in the high too.

    >>> weakest([["name"], []], [["name", "hotel_room_current"], ["name"]])
    [['name'], ['name']]
    """
    return [least or some for least, some in zip(sure, left, strict=True)]


def _counted(rows: Iterable[Row], end: int) -> Iterable[Row]:
    """The publications that count at that end: fewer where it is open whom they identify."""
    return (row for row in rows if row[3] in COUNTS[: end + 1])


def _sets(rows: Iterable[Row], end: int) -> Counter[Range]:
    """Distinct sets of one person, in the low without parts of earlier ones."""
    found = {(row[end], row[4]): (row[7], row[5]) for row in rows if end or row[6] is None}
    return Counter(between(sure, kinds) for sure, kinds in found.values())


def _each(rows: Iterable[Row], left: Iterable[Iterable[str]]) -> Counter[Range]:
    """Distinct sets of one person that may count, each from the tier of what is surely left of it to that of the whole; posted again it is the same."""
    found: dict[tuple[str, str], Range] = {}
    for row, low in zip(rows, left, strict=True):
        if row[3] in COUNTS[: _HIGH + 1] and row[5]:
            span = between(low, row[5])
            found[row[_HIGH], row[4]] = _spanned(span, found.get((row[_HIGH], row[4]), span))
    return Counter(found.values())


def _spanned(one: Range, other: Range) -> Range:
    """Both ranges of one record; its default tier is the weaker, which no high reads."""
    rank = order().index
    return min(one[0], other[0], key=rank), min(one[1], other[1], key=rank), max(one[2], other[2], key=rank)


def _persons(rows: Iterable[Row], end: int) -> Counter[Range]:
    told = list(rows)
    sure = _held(((*row[:5], row[7]) for row in told), end)
    return Counter(between(sure[who], kinds) for who, kinds in _held(told, end).items())


def _held(rows: Iterable[Row], end: int) -> dict[str, set[str]]:
    held: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        held[row[end]].update(row[5])
    return held


def _perhaps(rows: Sequence[Row], low: Sequence[Row], best: Sequence[Row]) -> Counter[Range]:
    """Every person, from the tier of what is surely his, or else probably, to that of all that may be his."""
    sure, likely = (_held(((*row[:5], row[7]) for row in some), _HIGH) for some in (low, best))
    every = _held(_counted(rows, _HIGH), _HIGH)
    return Counter(between(sure.get(who) or likely.get(who) or (), kinds) for who, kinds in every.items() if kinds)


def _fields(by_kind: pa.Table, bound: str) -> Counter[Range]:
    found: Counter[Range] = Counter()
    for kind, n in zip(by_kind["kind"].to_pylist(), by_kind[bound].to_pylist(), strict=True):
        found[_range((kind,))] += n
    return found


def of_set(held: Iterable[str]) -> Range:
    """The lowest, default and highest tier of a set of kinds."""
    return _range(tuple(held))


def between(low: Iterable[str], every: Iterable[str]) -> Range:
    """From the tier of the kinds that are left at the low, or else of all, to the highest tier of all: what is left out may be in.

    >>> between(["name"], ["name", "id_number"]), between([], ["name", "id_number"])
    (('C', 'C', 'B'), ('C', 'C', 'B'))
    """
    most = of_set(sorted(every))
    some = sorted(low)
    return (*of_set(some)[:2], most[2]) if some else most


def holds(span: Range, tier: TierName, end: int) -> bool:
    """Whether a record of these tiers counts in that tier at that end (0 low, 1 estimate, 2 high), as in ``Tally.bounds``."""
    rank, (low, default, high) = order().index, span
    return (low == high == tier, default == tier, rank(low) <= rank(tier) <= rank(high))[end]


@cache
def _range(kinds: tuple[str, ...]) -> Range:
    found = tiers(kinds)
    return found["low"], found["default"], found["high"]
