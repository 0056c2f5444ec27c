"""Times as a page shows them: the exporting computer's clock and, since 3.7.6 of 2022, an offset from UTC beside it.

Source: Telegram Desktop ``export_data_types.cpp`` (FormatDateTime) at 929032d598f7, and pages as captured. The offset
is the zone's standard one: where a zone has summer time, a moment of summer comes out an hour late. A clock without an
offset is no moment, and no zone is ever assumed. Leaves out: hours and minutes beside a post, which repeat its title.

>>> told("18.07.2023 00:24:19 UTC+08:00")
Told(clock='2023-07-18T00:24:19', moment=1689611059, offset='+08:00')
>>> told("08.05.2019 08:01:34"), told("31.02.2020 00:00:00"), told("")
(Told(clock='2019-05-08T08:01:34', moment=None, offset=None), None, None)
>>> day("18 July 2023"), day("No exported messages")
('2023-07-18', None)
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple

_TITLE = re.compile(r"\s*(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: (UTC(?:([+-])(\d\d):(\d\d))?))?\s*", re.ASCII)
_DAY = re.compile(r"\s*(\d{1,2}) ([A-Z][a-z]+) (\d{4})\s*", re.ASCII)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_WIDEST, _LAST = 15 * 3600, 253402300799  # offsets that clocks have; the end of the year 9999


class Told(NamedTuple):
    """A clock time as the JSON export writes it, the moment it is where that can be told, and the offset shown."""

    clock: str
    moment: int | None
    offset: str | None


def told(title: str) -> Told | None:
    """What a date's title says; none where it says no time (an empty one stands for the zero of the clock)."""
    match = _TITLE.fullmatch(title)
    if match is None:
        return None
    dd, mm, year, hour, minute, second, zone, sign, hours, minutes = match.groups()
    try:
        clock = datetime(int(year), int(mm), int(dd), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None
    written = f"{year}-{mm}-{dd}T{hour}:{minute}:{second}"
    east = (int(hours or 0) * 60 + int(minutes or 0)) * 60
    moment = int(clock.timestamp()) - (-east if sign == "-" else east)
    if zone is None or east > _WIDEST or not 0 < moment <= _LAST:
        return Told(written, None, None)
    return Told(written, moment, f"{sign or '+'}{hours or '00'}:{minutes or '00'}")


def day(words: str) -> str | None:
    """The day that a separator between posts names."""
    match = _DAY.fullmatch(words)
    if match is None or match[2] not in _MONTHS:
        return None
    return f"{match[3]}-{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}"
