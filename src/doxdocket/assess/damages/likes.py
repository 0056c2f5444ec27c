"""Published cases beside the one at hand: which points are the same, larger, smaller, different, undecided, not known; and the cases as plain data.

The case at hand is known by figures and register alone. The order is by how many points are the same, to look by; it is no measure.
What it leaves out: judgments, of which excerpts alone were read.

>>> [row["id"] for row in near(Profile(type="civil_pil", methods=("statutory_discretion_500k",)))["cases"]][:1]
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

import msgspec

from doxdocket.assess.damages.frame import both, frame, yuan
from doxdocket.assess.parties.ages import age
from doxdocket.assess.parties.asked import ask
from doxdocket.assess.parties.standing import ADULT
from doxdocket.law.comparables import Comparable, Number, Point, Profile, file, nearest, points
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


def ends(figures: Mapping[str, Mapping[str, Any]], name: str) -> Ends | None:
    """Low and high of a figure, where both are known."""
    row = figures.get(name, {})
    low, high = row.get("low"), row.get("high")
    return None if low is None or high is None else (int(low), int(high))


def near(ours: Profile) -> dict[str, Any]:
    """The list with its head, the profile asked with, and every case that shares a point."""
    kept = file()
    return {
        "compiled": kept.compiled.isoformat(), "read": both(kept.read), "bands": both(kept.bands) | {"same": str(kept.bands.same)}, "listed": len(kept.cases),
        "profile": profile(ours), "cases": [plain(case) | {"points": [_point(p) for p in found]} for case, found in nearest(ours, kept.cases)],
    }  # fmt: skip


def profile(ours: Profile) -> dict[str, Any]:
    """What of the case at hand was compared."""
    return {
        "type": ours.type, "methods": list(ours.methods), "items": _pair(ours.items), "victims": _pair(ours.victims),
        "views": _pair(ours.views), "doxxing": ours.doxxing, "defendants": ours.defendants, "minors": ours.minors,
        "guardians": ours.guardians, "joint": ours.joint,
    }  # fmt: skip


def _pair(found: Ends | None) -> list[int] | None:
    return None if found is None else list(found)


def _point(one: Point) -> dict[str, Any]:
    ratio = None if one.ratio is None else list(one.ratio)
    return {
        "id": one.id,
        **both(frame().points[one.id]),
        "how": one.how,
        "ours": one.ours,
        "theirs": one.theirs,
        "ratio": ratio,
    }


def at_both(ours: Profile, cases: Sequence[Comparable]) -> tuple[list[tuple[str, str, str]], ...]:
    """The points with every count at its low, and with every count at its high."""
    return tuple([(case.id, p.id, p.how) for case in cases for p in points(_at(ours, end), case)] for end in (0, 1))


def _at(ours: Profile, end: int) -> Profile:
    """The profile with each count at one of its bounds."""

    def bound(pair: Ends | None) -> Ends | None:
        return None if pair is None else (pair[end], pair[end])

    return replace(ours, items=bound(ours.items), victims=bound(ours.victims), views=bound(ours.views))


def plain(case: Comparable) -> dict[str, Any]:
    """A published case as plain data; each amount names the case."""
    source = f"case:{case.id}"
    told = msgspec.to_builtins(case)
    numbers = {
        name: _number(getattr(case, name))
        for name in ("items", "victims", "views", "channels", "defendants", "kinds_count")
    }
    sums = {
        name: [{"who": one.who, "how": one.how, "amount": yuan(one.value, source)} for one in getattr(case, name)]
        for name in ("gains", "criminal_fines", "confiscated")
    }
    damages = case.damages and {
        "how": case.damages.total.how, "amount": yuan(case.damages.total.value, source), "liability": case.damages.liability,
        "split": [{"who": one.who, "how": one.how, "amount": yuan(one.value, source)} for one in case.damages.split],
    }  # fmt: skip
    return {**told, **numbers, **sums, "damages": damages}


def _number(one: Number | None) -> dict[str, Any] | None:
    return None if one is None else {"how": one.how, "value": one.value}
