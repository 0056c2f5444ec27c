"""Clock times of a table to moments, by the format and the zone that were stated, and never by anything else.

A cell that writes its own offset is taken at its word. Where the stated zone's clocks showed a time twice or never
(summer time), the moment is not determinable and stays empty; the clock time is kept as it is written. Source: IANA
zones of this machine; a post is of the years 1990 to 2100, and a cell that is no time (a name, a number, a day of birth) is not said again. Excel's serial numbers count days from 1899-12-30 (or 1904-01-01) and hold a 29 February 1900
that never was. Leaves out: leap seconds.

>>> clock = Clock("%Y/%m/%d %H:%M", "Asia/Shanghai")
>>> clock.read("2023/11/15 06:13")
Told(date=datetime.datetime(2023, 11, 14, 22, 13, tzinfo=datetime.timezone.utc), local='2023/11/15 06:13', doubt=None)
>>> Clock("iso", "unknown").read("2023-11-15 06:13").date is None
True
>>> Clock("iso", "Europe/Berlin").read("2023-10-29 02:30").doubt
'time_doubtful'
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from doxdocket.parse.table.mapping import UNKNOWN

_YEARS: Final = range(1990, 2101)  # of posts: a number that somebody bears becomes no moment
UNREAD: Final = "?"
"""In place of a cell that is no time."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_DAYS_1900 = (datetime(1899, 12, 31), datetime(1899, 12, 30))  # noqa: DTZ001 - Excel's days have no zone
_DAYS_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
#: Patterns that are also ISO, for which the faster reader serves where a cell is written out in full.
_PLAIN = {
    "%Y-%m-%d %H:%M:%S": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII),
    "%Y-%m-%d %H:%M": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII),
    "iso": _ISO,
}


@dataclass(frozen=True, slots=True)
class Serial:
    """A cell that a spreadsheet shows as a date: its serial number, and whether days count from 1904."""

    number: float
    from_1904: bool = False

    def clock(self) -> datetime | None:
        """The clock time it shows, without a zone.

        >>> Serial(45245.25).clock(), Serial(60.5).clock(), Serial(1).clock(), Serial(0, from_1904=True).clock()
        (datetime.datetime(2023, 11, 15, 6, 0), None, datetime.datetime(1900, 1, 1, 0, 0), datetime.datetime(1904, 1, 1, 0, 0))
        """
        if not 0 <= self.number < 2958466 or (not self.from_1904 and 60 <= self.number < 61):
            return None
        start = _DAYS_1904 if self.from_1904 else _DAYS_1900[self.number >= 61]
        days = int(self.number)
        try:
            return start + timedelta(days=days, milliseconds=round((self.number - days) * 86_400_000))
        except OverflowError:
            return None


class Told(NamedTuple):
    """A moment, the clock time as written, and what stands in the moment's way: a code."""

    date: datetime | None
    local: str | None
    doubt: str | None


_NOTHING = Told(None, None, None)


class Clock:
    """How the times of one table are written, and where its clock stood."""

    def __init__(self, form: str, zone: str, *, from_1904: bool = False) -> None:
        self.form, self.zone = form, _zone(zone)
        self._from_1904 = from_1904 or form == "excel_1904"
        self._full = _PLAIN.get(form)

    def read(self, cell: "str | Serial") -> Told:
        """What a cell says."""
        if isinstance(cell, Serial):
            return self._of(cell.clock(), None)
        words = cell.strip()
        if not words:
            return _NOTHING
        if self.form.startswith("unix"):
            return _of_unix(words, 1000 if self.form == "unix_ms" else 1)
        if self.form.startswith("excel"):
            number = _NUMBER.fullmatch(words)
            return self._of(Serial(float(words), self._from_1904).clock() if number else None, words)
        return self._of(self._clock(words), words)

    def _clock(self, words: str) -> datetime | None:
        try:
            if self._full and self._full.fullmatch(words):
                return datetime.fromisoformat(words.replace(",", "."))
            if self.form == "iso":
                return None
            if "%p" in self.form:
                words = words.replace("上午", "AM").replace("下午", "PM")
            return datetime.strptime(words, self.form)  # noqa: DTZ007 - the zone is the one stated, below
        except ValueError:
            return None

    def _of(self, clock: datetime | None, words: str | None) -> Told:
        if clock is None or clock.year not in _YEARS:
            return Told(None, UNREAD if words else None, "time_unread")
        local = words or clock.isoformat(" ")
        try:
            if clock.tzinfo:
                return Told(clock.astimezone(UTC), local, None)
            if self.zone is None:
                return Told(None, local, None)
            first, second = (clock.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        except OverflowError:
            return Told(None, UNREAD, "time_unread")
        return Told(first, local, None) if first == second else Told(None, local, "time_doubtful")


def _zone(stated: str) -> tzinfo | None:
    if stated == UNKNOWN:
        return None
    if stated[0] in "+-":
        sign = -1 if stated[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(stated[1:3]), minutes=int(stated[4:6])))
    return UTC if stated == "UTC" else ZoneInfo(stated)


def _of_unix(words: str, parts: int) -> Told:
    number = float(words) / parts if _NUMBER.fullmatch(words) else 0.0
    try:
        moment = datetime.fromtimestamp(number, UTC)
    except (OverflowError, ValueError):
        return Told(None, None, "time_unread")
    return Told(moment, None, None) if moment.year in _YEARS else Told(None, None, "time_unread")
