"""How old somebody is on the day of a post, as far as a value says.

Source: age is counted as in 民法典: full years from the birthday. A year alone leaves two ages, a year and month two in
that month. The day is China's day, wherever the capture was made. Left out: values that name no year.

>>> from datetime import UTC, datetime
>>> (
...     of("birth_date", "2010-06-24", datetime(2024, 6, 23, 18, tzinfo=UTC)),
...     of("age", "17", None),
...     of("age", "36-37", None),
... )
((14, 14), (17, 17), (36, 37))
>>> (
...     of("id_number", "110101187001011236", datetime(2024, 1, 1, tzinfo=UTC)),
...     of("birth_date", "2010", datetime(2024, 1, 1)),
... )
((154, 154), (13, 14))
>>> of("id_number", "330106185006****11", datetime(1863, 12, 1, tzinfo=UTC))
(13, 13)
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from doxdocket.detect import stages

_CHINA = timezone(timedelta(hours=8))
_BIRTH = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_HIDDEN = re.compile(
    r"[\dXx*]{6}((?:18|19|20)\d\d)(?:(0[1-9]|1[0-2])(?:(0[1-9]|[12]\d|3[01])|(?!\d\d)[\d*]{2})|(?!\d\d)[\d*]{4})[\dXx*]{4}"
)
"""An identity number with digits hidden that still shows the year of birth, and month and day as far as they are shown."""


_SAID = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


def of(kind: str, value: str, posted: datetime | None) -> tuple[int | None, int | None]:
    """Lowest and highest age of the person on the day of the post; (None, None) where the value does not say."""
    if kind == "age":
        said = _SAID.fullmatch(value)
        return (int(said[1]), int(said[2] or said[1])) if said else (None, None)
    birth = _birth(kind, value)
    day = _day(posted)
    if birth is None or day is None:
        return None, None
    year, month, of_month = birth
    low = _years(day, year, month or 12, of_month or 31)
    high = _years(day, year, month or 1, of_month or 1)
    return (low, high) if low >= 0 else (None, None)


def of_stage(stage: str, posted: datetime | None) -> tuple[int | None, int | None]:
    """The same for a school year or the like: a range."""
    return stages.of(stage, _day(posted))


def _day(posted: datetime | None) -> date | None:
    """The day of a post in China; None for the last day of the year 9999: a file may say so."""
    try:
        return (posted if posted.tzinfo else posted.replace(tzinfo=UTC)).astimezone(_CHINA).date() if posted else None
    except OverflowError:
        return None


def _birth(kind: str, value: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of birth that a value states."""
    if kind == "id_number" and len(value) in {15, 18} and value[:-1].isdigit():
        digits = value[6:14] if len(value) == 18 else "19" + value[6:12]
        return int(digits[:4]), int(digits[4:6]), int(digits[6:])
    shape = {"birth_date": _BIRTH, "id_number": _HIDDEN}.get(kind)
    found = shape.fullmatch(value) if shape else None
    return (int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None) if found else None


def _years(day: date, year: int, month: int, of_month: int) -> int:
    return day.year - year - ((day.month, day.day) < (month, of_month))
