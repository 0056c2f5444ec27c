"""Counting days by law: the first day is not counted, a last day of rest moves on, months end on the corresponding day.

Source: 民事诉讼法 art. 85 and 民法典 arts 201-203 (``rules/cn/procedure/days.yaml``). Rest days are those of the State
Council's yearly tables, which the package chinesecalendar carries; a team may give a newer one. A day whose table is not
there is told as missing, never guessed: even a Saturday may be a working day. Excluded time is counted by the same rule, its
first day not. What it leaves out: which period runs from what, which ``deadlines`` knows.

>>> c = count(date(2024, 6, 24), Period(days=30))
>>> c.first.isoformat(), c.last.isoformat()
('2024-06-25', '2024-07-24')
>>> c = count(date(2024, 1, 31), Period(months=1))
>>> c.last.isoformat()
'2024-02-29'
>>> count(date(2026, 12, 1), Period(months=2)).missing
('holiday_table_2027',)
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import msgspec

DAY = timedelta(days=1)
SATURDAY = 5


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many days, or months, or years; a period of law names one of them."""

    days: int = 0
    months: int = 0
    years: int = 0

    def __add__(self, other: "Period") -> "Period":
        """Both as one period."""
        return Period(self.days + other.days, self.months + other.months, self.years + other.years)


@dataclass(frozen=True, slots=True)
class Span:
    """Time that is not counted: from the day it began, itself not counted, to its last day; still running without one."""

    begin: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rest days and make-up working days of one year, as the State Council announced them."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Rest days of the years whose tables are known.

    The last days of a December are settled by the table of the next year too: New Year may begin in them.
    """

    tables: tuple[Table, ...]
    year_end_from: int = 25
    """From this day of December on the next year's table is needed."""

    def lacking(self, day: date) -> tuple[str, ...]:
        """The tables that would have to be known to say whether that day is one of rest."""
        needed = {day.year, day.year + 1} if (day.month, day.day) >= (12, self.year_end_from) else {day.year}
        return tuple(f"holiday_table_{year}" for year in sorted(needed - {t.year for t in self.tables}))

    def rests(self, day: date) -> bool:
        """Whether that day is one of rest, of a year whose table is known."""
        if any(day in t.workdays for t in self.tables):
            return False
        return day.weekday() >= SATURDAY or any(day in t.holidays for t in self.tables)

    def given(self, tables: Collection[Table]) -> "Calendar":
        """With tables that a team gave; each stands for its year instead of the one that ships."""
        years = {t.year for t in tables}
        return Calendar((*(t for t in self.tables if t.year not in years), *tables), self.year_end_from)


@cache
def shipped() -> Calendar:
    """The tables that chinesecalendar carries; a day in late December belongs to the table that announced it."""
    from chinese_calendar import constants  # noqa: PLC0415 - only where days are counted

    years = {day.year for day in constants.holidays if day.month < 12}
    return Calendar(tuple(Table(y, _of(constants.holidays, y), _of(constants.workdays, y)) for y in sorted(years)))


def _of(days: Iterable[date], year: int) -> frozenset[date]:
    return frozenset(day for day in days if day.year == year)


@dataclass(frozen=True, slots=True)
class Counted:
    """A period as it was counted: the day it starts from, its first day, its last day before and after moving."""

    start: date
    first: date
    unmoved: date
    last: date | None
    """None where it cannot be determined; ``missing`` says why."""
    rest: tuple[date, ...] = ()
    """The days of rest over which the last day moved."""
    excluded: int = 0
    """How many days within it were not counted."""
    missing: tuple[str, ...] = ()


def count(start: date, period: Period, calendar: Calendar | None = None, excluded: Sequence[Span] = ()) -> Counted:
    """The period that starts from an event of that day."""
    spans = _merged(excluded)
    plain = _plain(start, period)
    unmoved, left_out = plain, 0
    while (now := _within(spans, start, unmoved)) != left_out:
        unmoved, left_out = plain + now * DAY, now
    if _open(excluded, unmoved):
        return Counted(start, start + DAY, unmoved, None, (), left_out, ("exclusion_end",))
    last, rest, missing = move(unmoved, calendar or shipped())
    return Counted(start, start + DAY, unmoved, last, rest, left_out, missing)


def move(day: date, calendar: Calendar) -> tuple[date | None, tuple[date, ...], tuple[str, ...]]:
    """The first day from that one on that is not of rest, and the days passed over; or what is missing to say so."""
    rest: list[date] = []
    while not (missing := calendar.lacking(day)) and calendar.rests(day):
        rest.append(day)
        day += DAY
    return (None if missing else day), tuple(rest), missing


def months_on(day: date, months: int) -> date:
    """The corresponding day so many months later, or the end of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _plain(start: date, period: Period) -> date:
    return months_on(start, period.months + 12 * period.years) + period.days * DAY


def _merged(spans: Iterable[Span]) -> list[tuple[date, date]]:
    """Ended spans as first and last day that are not counted, no day twice."""
    out: list[tuple[date, date]] = []
    for begin, end in sorted((s.begin + DAY, s.end) for s in spans if s.end is not None):
        if out and begin <= out[-1][1] + DAY:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif begin <= end:
            out.append((begin, end))
    return out


def _within(spans: Iterable[tuple[date, date]], start: date, end: date) -> int:
    """How many days after ``start`` up to ``end`` lie in the spans."""
    return sum(max(0, (min(last, end) - max(first, start + DAY)).days + 1) for first, last in spans)


def _open(spans: Iterable[Span], end: date) -> bool:
    """Whether time that is not counted began within the period and has not ended."""
    return any(s.end is None and s.begin < end for s in spans)
