"""What a defendant did, in parts: before and after the ages that law names, in the time of each guardian, in the time of none.

Source: 刑法 art. 17 and 民法典 art. 17 for the ages, as rules; the register for times of care. Days for counting (``count.groups``), low where a
post surely lies in the part, high where it may. What it leaves out: counting.

>>> [(part.name, part.sure == part.may) for part in by_age("2008-03-01", date(2023, 7, 1), date(2024, 5, 1))]
[('0-15', True), ('16-17', True)]
>>> by_age("1999", date(2023, 7, 1), date(2024, 5, 1)), by_age("", date(2023, 7, 1), None)
([], [])
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, get_args

from doxdocket.assess.forms.parties import Defendant, Guardian, Joint
from doxdocket.assess.parties import deeds
from doxdocket.assess.parties.account import (
    AgeDeeds,
    Bounds,
    CareDeeds,
    Deeds,
    Exposed,
    Labelled,
    Span,
)  # fmt: skip
from doxdocket.assess.parties.missing_guardians import NOBODY
from doxdocket.assess.parties.standing import ADULT, CRIMINAL, SIXTEEN, line
from doxdocket.assess.parties.stretches import Part, Stretch, bands, cut, without
from doxdocket.assess.parties.ward import DELEGATE, NOT_THEN, Answering
from doxdocket.law.rules import Book

Counted = Mapping[str, Any]
"""A row of ``count.groups``."""
_ORDER: tuple[deeds.How, ...] = get_args(deeds.How)
AGE, CARE = "age", "care"
LOW, HIGH = "low", "high"


def by_age(born: str, first: date, last: date | None, book: Book | None = None) -> Sequence[Part]:
    """The parts before and after each age, where the acts may lie in more than one."""
    lines = (line(CRIMINAL, book), line(ADULT, book))
    touched = [part for part in bands(born, lines) if part.touches(first, last or first)]
    return touched if len(touched) > 1 else []


_UNFOUNDED = frozenset({"ended_day", "fosters", "basis"})
"""What must be known before one's care is sure."""


def by_care(
    who: Defendant, guardians: Iterable[Guardian], found: Iterable[Answering], book: Book | None = None
) -> list[Part]:
    """The days of each guardian's care while the ward needed one, and those of nobody's."""
    rows = [one for one in found if one.constellation != NOT_THEN and one.first]
    if not rows:
        return []
    young = Part("", _young(who, who.own_labour is False, book).sure, _young(who, not who.own_labour, book).may)
    open_ = {one.who for one in rows if one.who and _UNFOUNDED & {*one.missing}}
    told, known = {one.who for one in rows if one.who}, [one for one in guardians if one.ward == who.id]
    parts = [
        Part(one.id, () if one.id in open_ else cut(young.sure, one.since, one.until), cut(young.may, one.since, one.until))
        for one in known if one.id in told
    ]  # fmt: skip
    times = {
        one.id: (one.since or date.min, one.until or date.max)
        for one in known
        if one.id in told and one.relation != DELEGATE
    }
    firm = [stretch for name, stretch in times.items() if name not in open_]
    return [*parts, Part(NOBODY, without(young.sure, times.values()), without(young.may, firm))]


def _young(who: Defendant, until_adult: bool, book: Book | None) -> Part:
    """The days of one without full capacity: until adult, or until sixteen where one lives on own labour from then."""
    grown = line(ADULT if until_adult else SIXTEEN, book)
    return next(iter(bands(who.born, (grown,))), Part("", (), ((date.min, date.max),)))


def windows(name: str, kind: str, parts: Iterable[Part]) -> Iterator[dict[str, Any]]:
    """Rows of ``count.groups.WINDOWS`` for what a defendant posted, alone and with others."""
    for how in (deeds.OWN, deeds.CLAIMED, deeds.JOINT):
        for part in parts:
            key = {"name": f"{how}:{name}", "part": f"{kind}:{part.name}"}
            yield from (key | {"name": deeds.surely(key["name"])} | _days(one, LOW) for one in part.sure)
            yield from (key | _days(one, HIGH) for one in part.may)


def _days(stretch: Stretch, bound: str) -> dict[str, Any]:
    first, last = (day.year * 10_000 + day.month * 100 + day.day for day in stretch)
    return {"bound": bound, "first_day": first, "last_day": last, "undated": int(bound == HIGH)}


Weights = Mapping[str, deeds.Weight]


def whole(counted: Iterable[Counted], joints: Sequence[Joint], weights: Weights) -> list[Deeds]:
    """Rows of ``count.groups.whole``: what each defendant did alone and with others."""
    return [
        Deeds(who, how, _span(row, "posts"), _exposed(row), _labelled(row), *_with(who, how, joints, weights))
        for who, how, _, row in _sorted(counted, "")
    ]


def aged(counted: Iterable[Counted], joints: Sequence[Joint], weights: Weights) -> list[AgeDeeds]:
    """Rows of ``count.groups.parted``: those of ages."""
    found = []
    for who, how, part, row in _sorted(counted, AGE):
        low, _, high = part.partition("-")
        found.append(
            AgeDeeds(who, how, int(low), int(high) if high else None, _span(row, "posts"), _labelled(row), _exposed(row), *_with(who, how, joints, weights))
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.defendant, _ORDER.index(one.how), one.age_low))


def cared(counted: Iterable[Counted], joints: Sequence[Joint], weights: Weights) -> list[CareDeeds]:
    """Rows of ``count.groups.parted``: those of the time of each guardian, and of nobody's."""
    return [
        CareDeeds(who, how, "" if part == NOBODY else part, _span(row, "posts"), _labelled(row), _exposed(row), *_with(who, how, joints, weights))
        for who, how, part, row in _sorted(counted, CARE)
    ]  # fmt: skip


def _sorted(counted: Iterable[Counted], kind: str) -> list[tuple[str, deeds.How, str, Counted]]:
    """The rows of one kind by defendant and whose posts they are, with the part that each is of."""
    found = []
    for row in counted:
        of, _, part = row.get("part", "").partition(":")
        how, _, name = row["name"].partition(":")
        if of == kind:
            found.append((name, _ORDER[_ORDER.index(how)], part, row))
    return sorted(found, key=lambda one: (one[0], _ORDER.index(one[1])))


def _with(defendant: str, how: deeds.How, joints: Sequence[Joint], weights: Weights) -> tuple[list[str], list[str]]:
    """The entries of acts together that are in the group, where it takes them in: in every bound, and in the high alone."""
    sure, perhaps = (deeds.of_weight(defendant, joints, weights, weight) for weight in ("sure", "perhaps"))
    return (sure, perhaps) if how == deeds.JOINT else ([], [])


def _span(row: Counted, name: str) -> Span:
    return Span(row[f"{name}_low"], row[f"{name}_high"])


def _labelled(row: Counted) -> Labelled:
    return Labelled(*(_span(row, one.name) for one in fields(Labelled)))


def _exposed(row: Counted) -> Exposed:
    ends = ("low", "estimate", "high")
    return Exposed(*(Bounds(*(row[f"{one.name}_{end}"] for end in ends)) for one in fields(Exposed)))
