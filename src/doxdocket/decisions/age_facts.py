"""How old a person was on the day of a post, from what a person decided about the age.

Full years from the birthday, as 民法典 art. 17 and detection count; the day is China's. What a birth date or an age on a day leaves
open stays open as a range: an age of 17 on a day leaves a year of births. ``adult``, ``minor`` and ``under_14`` say it of
every post. Two facts hold together; facts that contradict one another tell nothing (``decisions.consistent`` refuses them).

>>> (
...     on([("person.born", "2010-06-24", None)], date(2024, 6, 23)),
...     on([("person.age", "2024-01-01", 17)], date(2025, 1, 1)),
... )
((13, 13), (18, 18))
>>> on([("person.age", "2024-01-01", 17)], date(2024, 7, 1)), on([("person.minor", "", None)], date(2024, 7, 1))
((17, 18), (0, 17))
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

Fact = tuple[str, str, int | None]
"""The act, the date it names, the age it names."""
Ages = tuple[int | None, int | None]
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_SAID: Mapping[str, Ages] = {"person.adult": (18, None), "person.minor": (0, 17), "person.under_14": (0, 13)}


def of(decision: Mapping[str, Any]) -> Fact:
    """What a decision says; a whole birth date lies sealed beside its target."""
    target = decision["target"]
    sealed = (decision.get("marks") or {}).get("sealed") or {}
    age = target.get("age")
    return str(decision["act"]), str(sealed.get("date") or target.get("date") or ""), None if age is None else int(age)


def days(text: str) -> tuple[date, date] | None:
    """The first and last day that a date of birth leaves: one, a month or a year.

    >>> days("2010-02"), days("2010-02-30")
    ((datetime.date(2010, 2, 1), datetime.date(2010, 2, 28)), None)
    """
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is not None and month is not None:
            return (one := date(year or 0, month, day)), one
        first = date(year or 0, month or 1, 1)
        after = date((year or 0) + 1, 1, 1) if month in {None, 12} else date(year or 0, (month or 0) + 1, 1)
    except ValueError:
        return None
    return first, after - timedelta(days=1)


def births(fact: Fact) -> tuple[date, date] | None:
    """The first and last day of birth that a fact leaves; None where it names none."""
    act, text, age = fact
    told = days(text)
    if told is None or act == "person.born" or age is None:
        return told if act == "person.born" else None
    return _back(told[0], age + 1) + timedelta(days=1), _back(told[1], age)


def on(facts: Iterable[Fact], day: date) -> Ages:
    """The lowest and highest age on that day under all the facts; (None, None) where they tell nothing."""
    ends = [_ages(fact, day) for fact in facts]
    low = max((a for a, _ in ends if a is not None), default=None)
    high = min((b for _, b in ends if b is not None), default=None)
    if (low is not None and high is not None and low > high) or (high is not None and high < 0):
        return None, None
    return low, high


def narrowed(facts: Iterable[Fact], decided: Ages, read: Ages) -> Ages:
    """What was decided, and what the post itself says within it, where all that was decided is a span of ages: minor, adult, under fourteen.

    A birth or an age that was decided stands as it is, and what contradicts a decision tells nothing.

    >>> minor = [("person.minor", "", None)]
    >>> narrowed(minor, (0, 17), (14, 24)), narrowed(minor, (0, 17), (30, 30)), narrowed(minor, (0, 17), (None, None))
    ((14, 17), (0, 17), (0, 17))
    """
    if decided[0] is None or None in read or any(fact[0] not in _SAID for fact in facts):
        return decided
    low = max(age for age in (decided[0], read[0]) if age is not None)
    high = min(age for age in (decided[1], read[1]) if age is not None)
    return (low, high) if low <= high else decided


def _ages(fact: Fact, day: date) -> Ages:
    if fact[0] in _SAID:
        return _SAID[fact[0]]
    born = births(fact)
    if born is None:
        return None, None
    low, high = _years(day, born[1]), _years(day, born[0])
    return (max(low, 0), high) if high >= 0 else (None, None)


def _years(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _back(day: date, years: int) -> date:
    """The same day so many years before; of a 29 February the 28th where there is none: who was born on 1 March is not as old yet."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
