"""Moments as dumps write them: seconds since 1970, or text in one of the ISO 8601 spellings.

A number is seconds since 1970 in UTC; one beyond the year 5000 is milliseconds, as data frames write them. Text with an
offset is a moment; text without one is a clock somewhere and no moment, except where ``utc`` says that the library which
wrote it holds nothing but UTC. The zero of the clock means: none. Leaves out: text in other spellings.

>>> moment("2021-12-29T10:28:28+00:00"), moment(1640773708), moment(1640773708000)
((1640773708000000, None), (1640773708000000, None), (1640773708000000, None))
>>> moment("2021-12-29 18:28:28"), moment("2021-12-29 10:28:28.5", utc=True)
((None, '2021-12-29 18:28:28'), (1640773708500000, '2021-12-29 10:28:28.5'))
>>> moment(0), moment("1970-01-01T00:00:00Z"), moment("soon"), moment(None)
((None, None), (None, None), (None, None), (None, None))
"""

import re
from datetime import UTC, datetime, timedelta

Written = str | int | float | None
"""A moment as JSON can hold it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MILLISECONDS = 100_000_000_000  # as seconds: the year 5138
_LAST = 253_402_300_800_000_000  # microseconds from 1970 to the end of the year 9999
_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?")


def moment(written: Written, *, utc: bool = False) -> tuple[int | None, str | None]:
    """Microseconds since 1970, if it is a moment; and what was written, where it states no zone."""
    if type(written) is str:
        try:
            when = datetime.fromisoformat(written)
        except ValueError:
            return None, None
        if when.tzinfo is None:
            if not _CLOCK.fullmatch(written):
                return None, None
            return (_after((when.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND) if utc else None), written
        return _after((when - _EPOCH) // _MICROSECOND), None
    if written is None or isinstance(written, str | bool):
        return None, None
    if not 0 < written < _LAST // 1000:
        return None, None
    return _after(round(written * (1_000 if written >= _MILLISECONDS else 1_000_000))), None


def _after(micros: int) -> int | None:
    return micros if 0 < micros < _LAST else None
