"""Published cases beside the one at hand: which points are the same, larger, smaller, different, undecided, not known.

The case at hand is known by figures and register alone. The order is by how many points are the same, to look by; it is no measure.
What it leaves out: judgments, of which excerpts alone were read.

>>> [row.case.id for row in near(Profile(type="civil_pil", methods=("statutory_discretion_500k",))).cases][:1]
['linan_zhou_2025']
>>> (
...     born([("2003", date(2023, 7, 1)), ("2006-09", date(2023, 7, 1))]),
...     born([("2000-01", date(2023, 7, 1))]),
...     born([("", date(2023, 7, 1)), ("2000", date(2023, 7, 1))]),
... )
(True, False, None)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from doxdocket.assess.damages import chosen_range
from doxdocket.assess.damages.account import Comparables, LikePoint, NearCase
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.parties.ages import age
from doxdocket.assess.parties.rule_answers import ask
from doxdocket.assess.parties.standing import ADULT
from doxdocket.law.comparables import Comparable, Point, Profile, file, nearest, points
from doxdocket.law.rules import Book

Ends = tuple[int, int]


def born(births: Iterable[tuple[str, date | None]], book: Book | None = None) -> bool | None:
    """Whether one of those, by birth and the day of the first act, was surely a minor on it; None where that is open.

    A year of age is full on the day after the birthday.
    """
    said = [_minor(text, day, book) for text, day in births]
    return True if True in said else None if None in said or not said else False


def _minor(text: str, on: date | None, book: Book | None) -> bool | None:
    return None if on is None else {"met": False, "not met": True}.get(ask(ADULT, {}, on, age(text, on), book).answer)


def victims(figures: Mapping[str, Mapping[str, Any]]) -> Ends | None:
    """How many victims by the civil test, which a civil suit asks; a run of before that figure has those of the criminal one alone.

    >>> victims({"persons": {"low": 5, "high": 9}, "persons_civil": {"low": 4, "high": 8}})
    (4, 8)
    """
    return ends(figures, "persons_civil" if "persons_civil" in figures else "persons")


def ends(figures: Mapping[str, Mapping[str, Any]], name: str) -> Ends | None:
    """Low and high of a figure, where both are known."""
    row = figures.get(name, {})
    low, high = row.get("low"), row.get("high")
    return None if low is None or high is None else (int(low), int(high))


def near(ours: Profile) -> Comparables:
    """The list with its head, the profile asked with, and every case that shares a point."""
    kept = file()
    cases = [NearCase(case, [_point(p) for p in found]) for case, found in nearest(ours, kept.cases)]
    amounts = chosen_range.awarded(kept.cases).told()
    return Comparables(kept.compiled, kept.read, kept.bands, len(kept.cases), ours, cases, amounts)


def _point(one: Point) -> LikePoint:
    said = frame().points[one.id]
    return LikePoint(one.id, said.zh, said.en, one.how, one.ours, one.theirs, one.ratio)


def at_both(ours: Profile, cases: Sequence[Comparable]) -> tuple[list[tuple[str, str, str]], ...]:
    """The points with every count at its low, and with every count at its high."""
    return tuple([(case.id, p.id, p.how) for case in cases for p in points(_at(ours, end), case)] for end in (0, 1))


def _at(ours: Profile, end: int) -> Profile:
    """The profile with each count at one of its bounds."""

    def bound(pair: Ends | None) -> Ends | None:
        return None if pair is None else (pair[end], pair[end])

    return replace(ours, items=bound(ours.items), victims=bound(ours.victims), views=bound(ours.views))
