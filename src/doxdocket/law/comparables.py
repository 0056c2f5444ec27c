"""Published cases beside which a team sets its own: what each page said, filters, and what a case shares with another.

Source: ``rules/comparables.yaml``, excerpts of public pages. Three kinds of number: exact as published, the least (余、以上), about (约).
Likeness is a list of points with the facts of both, in the order of the list below; no weight and no score. A count is compared by the
stated band, with the ratio. What it leaves out: judgments, which were not read, and any amount for the case at hand.

>>> [c.id for c in chosen(types=["civil_pil"], amount_known=True, method="statutory_discretion_500k")]
['linan_zhou_2025']
>>> one = by_id("shijingshan_ma_2024")
>>> [(p.id, p.how, p.ratio) for p in points(Profile(items=(359_000, 372_000)), one) if p.how != "unknown"]
[('items', 'larger', ('7.8', '8.1'))]
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Literal, get_args

from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.law.shapes import Strict
from doxdocket.words import Both, zh_en

Type = Literal[
    "civil_pil", "criminal_incidental_civil_pil", "criminal_plus_pil", "consumer_civil_pil", "pil_typical_case", "administrative_pil",
    "criminal_plus_procuratorial_suggestion", "criminal",
]  # fmt: skip
Method = Literal["gains", "statutory_discretion_500k", "none"]
Ends = tuple[int, int]
Like = Literal["same", "different", "larger", "smaller", "partly", "undecided", "unknown"]
"""How a point of ours stands to theirs: ``partly`` where it is so of some of our defendants alone, ``undecided`` where bounds or readings of ours give two answers, ``unknown`` where one side says nothing."""
LIKE: tuple[Like, ...] = get_args(Like)


class Number(Strict, frozen=True, kw_only=True):
    """One number as published: exactly one of the three is there."""

    exact: int | None = None
    least: int | None = None
    about: int | None = None

    @property
    def how(self) -> str:
        """Which of the three it is."""
        return "exact" if self.exact is not None else "least" if self.least is not None else "about"

    @property
    def value(self) -> int:
        """The number itself."""
        found = next((n for n in (self.exact, self.least, self.about) if n is not None), None)
        return -1 if found is None else found


class Sum(Number, frozen=True, kw_only=True):
    """An amount in yuan, of whom where that was said."""

    who: str = ""


class Damages(Strict, frozen=True, kw_only=True):
    """What was awarded."""

    total: Sum
    split: tuple[Sum, ...] = ()
    liability: Literal["joint", "several", ""] = ""


class Page(Strict, frozen=True, kw_only=True):
    """Where it was read."""

    title: str
    url: str


class Comparable(Strict, frozen=True, kw_only=True):
    """One published case; what is empty or None was not seen."""

    id: str
    name: str
    type: Type
    procuratorate: str = ""
    court: str = ""
    docket: str = ""
    year: int | None = None
    year_of: Literal["judgment", "filing", "publication", "article", "stated", ""] = ""
    acts_from: str = ""
    acts_to: str = ""
    items: Number | None = None
    victims: Number | None = None
    views: Number | None = None
    channels: Number | None = None
    defendants: Number | None = None
    kinds_count: Number | None = None
    kinds_named: tuple[str, ...] = ()
    gains: tuple[Sum, ...] = ()
    damages: Damages | None = None
    method: Method | None = None
    basis: str = ""
    factors: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    criminal_fines: tuple[Sum, ...] = ()
    confiscated: tuple[Sum, ...] = ()
    doxxing: bool | None = None
    minors_among_defendants: bool | None = None
    guardians_joined: bool | None = None
    facts: tuple[Both, ...] = ()
    differences: tuple[Both, ...] = ()
    note: Both | None = None
    title_only: bool = False
    sources: list[Page]

    @property
    def several(self) -> bool | None:
        """Whether there was more than one defendant, as far as was told."""
        told = self.defendants
        return None if told is None or (told.how == "least" and told.value < 2) else told.value > 1

    def numbers(self) -> Iterator[Number]:
        """Every number it holds."""
        singles = (self.items, self.victims, self.views, self.channels, self.defendants, self.kinds_count)
        yield from (n for n in singles if n is not None)
        yield from (*self.gains, *self.criminal_fines, *self.confiscated)
        if self.damages is not None:
            yield from (self.damages.total, *self.damages.split)


class Bands(Strict, frozen=True, kw_only=True):
    """The band of counts that are the same, and what is told of it."""

    zh: str
    en: str
    same: Decimal


class File(Strict, frozen=True, kw_only=True):
    """The whole list, when it was made and what was read for it."""

    compiled: date
    read: Both
    bands: Bands
    cases: list[Comparable]


@cache
def file() -> File:
    """The list as it ships."""
    return strict_yaml.read(RULES / "comparables.yaml", File)


def by_id(name: str) -> Comparable | None:
    """The case of that id."""
    return next((c for c in file().cases if c.id == name), None)


def faults(cases: Sequence[Comparable]) -> Iterator[tuple[str, str]]:
    """What does not hold together, in both languages: an id twice, a number told twice, parts that are not their total."""
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            yield zh_en("comparables.stands_twice", id=case.id)
        seen.add(case.id)
        if any(sum(n is not None for n in (one.exact, one.least, one.about)) != 1 for one in case.numbers()):
            yield zh_en("comparables.number_needs_one_of_exact", id=case.id)
        told = case.damages
        if told is not None and told.split and sum(one.value for one in told.split) != told.total.value:
            yield zh_en("comparables.parts_do_not_add_up", id=case.id)
        if not case.sources:
            yield zh_en("comparables.no_source", id=case.id)


def chosen(
    *, types: Sequence[str] = (), method: str = "", years: Ends | None = None, amount_known: bool | None = None, court: str = "",
    kinds: Sequence[str] = (), items: Ends | None = None, victims: Ends | None = None, doxxing: bool | None = None,
) -> list[Comparable]:  # fmt: skip
    """The cases that fit every filter given; a number that was not seen fits no range."""

    def fits(case: Comparable) -> bool:
        return (
            (not types or case.type in types)
            and (not method or case.method == method)
            and (years is None or (case.year is not None and years[0] <= case.year <= years[1]))
            and (amount_known is None or (case.damages is not None) == amount_known)
            and court in case.court
            and all(any(word in kind for kind in case.kinds_named) for word in kinds)
            and all(n is not None and ends[0] <= n.value <= ends[1] for n, ends in _asked(case, items, victims))
            and (doxxing is None or case.doxxing == doxxing)
        )

    return [case for case in file().cases if fits(case)]


def _asked(case: Comparable, items: Ends | None, victims: Ends | None) -> list[tuple[Number | None, Ends]]:
    return [(n, ends) for n, ends in ((case.items, items), (case.victims, victims)) if ends is not None]


Open = Literal["undecided"]
Partly = Literal["partly"]
OPEN: Open = "undecided"
"""Something is entered, and it does not decide the point."""
PARTLY: Partly = "partly"
"""It is so of some of the defendants alone."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The case at hand as far as it is known; a count is its low and high."""

    type: str = ""
    methods: tuple[str, ...] = ()
    """Each method that a reading of the law leads to."""
    items: Ends | None = None
    victims: Ends | None = None
    views: Ends | None = None
    doxxing: bool | None = None
    defendants: int | None = None
    minors: bool | Open | None = None
    guardians: bool | Open | None = None
    joint: bool | Partly | Open | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point on which two cases are compared."""

    id: str
    how: Like
    ours: str
    theirs: str
    ratio: tuple[str | None, str] | None = None
    """Of counts, ours over theirs: the least, none where theirs is a least number, and the most."""


def points(ours: Profile, case: Comparable) -> list[Point]:
    """Every point with the facts of both."""
    liability = None if case.damages is None or not case.damages.liability else case.damages.liability == "joint"
    plain: list[tuple[str, object, object]] = [
        ("doxxing", ours.doxxing, case.doxxing),
        ("minors", ours.minors, case.minors_among_defendants),
        ("guardians", ours.guardians, case.guardians_joined),
        ("joint", ours.joint, liability),
        ("defendants", None if ours.defendants is None else ours.defendants > 1, case.several),
    ]  # fmt: skip
    return [
        _equal("type", ours.type or None, case.type),
        _method(ours.methods, case.method),
        _count("items", ours.items, case.items),
        _count("victims", ours.victims, case.victims),
        _count("views", ours.views, case.views),
        *(_equal(*one) for one in plain),
    ]


def _equal(name: str, ours: object, theirs: object) -> Point:
    mine = {True, False} if ours == OPEN else set() if ours is None else {ours}
    return Point(name, _how(mine, theirs), "" if ours is None else str(ours), "" if theirs is None else str(theirs))


def _method(ours: Sequence[str], theirs: str | None) -> Point:
    return Point("method", _how({*ours}, theirs), ", ".join(ours), theirs or "")


def _how(ours: Collection[object], theirs: object) -> Like:
    """What may be ours, by the readings of the law, against theirs."""
    if not ours or theirs is None:
        return "unknown"
    if PARTLY in ours:
        return PARTLY
    found = {one == theirs for one in ours}
    return OPEN if len(found) > 1 else "same" if True in found else "different"


def _count(name: str, ours: Ends | None, theirs: Number | None) -> Point:
    """By the band, at both bounds of ours; a least number of theirs may be any above it."""
    told = f"{theirs.how} {theirs.value}" if theirs is not None else ""
    mine = "" if ours is None else f"{ours[0]}–{ours[1]}"
    if ours is None or theirs is None or theirs.value <= 0:
        return Point(name, "unknown", mine, told)
    low, high = (Fraction(end, theirs.value) for end in ours)
    least, band = theirs.how == "least", Fraction(file().bands.same)
    found = {_band(end, band) for end in (Fraction(0) if least else low, high)}
    how = found.pop() if len(found) == 1 else OPEN
    return Point(name, how, mine, told, (None if least else written(low, ROUND_FLOOR), written(high, ROUND_CEILING)))


def _band(ratio: Fraction, band: Fraction) -> Like:
    return "larger" if ratio > band else "smaller" if ratio * band < 1 else "same"


def written(ratio: Fraction, rounding: str) -> str:
    """A ratio in two digits, or as a whole number from ten up, rounded so.

    >>> [written(Fraction(3691, 3), rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING)]
    ['1230', '1231']
    """
    digits = max(2, len(str(int(ratio))))
    found = Context(prec=digits, rounding=rounding).divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    return format(found.normalize(), "f")


def nearest(ours: Profile, cases: Sequence[Comparable]) -> list[tuple[Comparable, list[Point]]]:
    """The cases that share a point, those of more shared points first, then as the list has them: an order to look by."""
    shared = [(sum(p.how == "same" for p in found), case, found) for case in cases for found in [points(ours, case)]]
    return [(case, found) for times, case, found in sorted(shared, key=lambda one: -one[0]) if times]
