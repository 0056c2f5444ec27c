"""How old somebody was on a day: full years, each from the day after the birthday, low and high where the birth is not known to the day.

Source: 法释〔2006〕1号 art. 2 (rules.md R2.6): a year of age is full on the day after the birthday. What it leaves out: what an age means,
which the rules say (刑法 art. 17, 民法典 art. 17 to 20).

>>> age("2006-09-14", date(2024, 9, 14)), age("2006-09-14", date(2024, 9, 15))
((17, 17), (18, 18))
>>> age("2006-09", date(2024, 9, 15)), age("2006", date(2024, 9, 15)), age("", date(2024, 9, 15))
((17, 18), (17, 18), None)
>>> age("2004-02-29", date(2022, 2, 28)), age("2004-02-29", date(2022, 3, 1))
((17, 17), (18, 18))
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from doxdocket.assess.marks import SPREAD, key

Years = tuple[int, int]


def births(born: str) -> tuple[date, date] | None:
    """The first and the last day on which somebody born so may have been born; none when nothing is known or no such day is.

    >>> births("2006-02"), births("2006-13"), births("2006-02-30")
    ((datetime.date(2006, 2, 1), datetime.date(2006, 2, 28)), None, None)
    """
    parts = [int(part) for part in born.split("-")] if born else []
    try:
        match parts:
            case [year, month, day]:
                return date(year, month, day), date(year, month, day)
            case [year, month]:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case _:
                return None
    except ValueError:
        return None


def age(born: str, day: date) -> Years | None:
    """Full years on that day, low and high."""
    known = births(born)
    if known is None:
        return None
    first, last = known
    return max(0, _years(last, day)), max(0, _years(first, day))


def reached(born: str, years: int) -> tuple[date, date] | None:
    """The first day of that full age, earliest and latest.

    >>> reached("2008-01-31", 16), reached("2008", 16)[0], reached("2004-02-29", 18)[0]
    ((datetime.date(2024, 2, 1), datetime.date(2024, 2, 1)), datetime.date(2024, 1, 2), datetime.date(2022, 3, 1))
    """
    known = births(born)
    return None if known is None else (_reached(known[0], years), _reached(known[1], years))


def _reached(birth: date, years: int) -> date:
    try:
        return birth.replace(year=birth.year + years) + timedelta(days=1)
    except ValueError:  # the 29th of February: the birthday itself never comes, the day after does
        return date(birth.year + years, 3, 1)


def _years(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) <= (birth.month, birth.day))


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts at one age: how many, and from which to which day."""

    age: Years | None = field(metadata=SPREAD)
    acts: int = field(metadata=key("posts"))
    first: date
    last: date


def by_age(born: str, days: Iterable[date]) -> Sequence[Acts]:
    """Days of acts by the age on each, in the order of days."""
    found: dict[Years | None, list[date]] = {}
    for day in sorted(days):
        found.setdefault(age(born, day), []).append(day)
    return [Acts(years, len(of), of[0], of[-1]) for years, of in found.items()]
