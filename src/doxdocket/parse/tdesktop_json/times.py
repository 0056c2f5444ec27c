"""Moments of a message. Only seconds since 1970 are moments; the clock time beside them has no zone.

Telegram Desktop writes ``date`` and ``edited`` in the exporting computer's local time and, since 3.7.6 of 2022,
seconds in UTC as well. Without those a post keeps its clock time and no moment: no zone is ever assumed. Where both
are written their difference tells how that computer was set. Leaves out: Telegram's own rounding to seconds.

>>> micros("1669852800"), micros("soon"), micros("-5")
(1669852800000000, None, None)
>>> epoch("1970-01-01T08:00:00"), epoch("1969-12-31T19:00:00"), epoch("2020-01-01T00:00:00")
(True, True, False)
>>> said_offset(28800), said_offset(-12600)
('+08:00', '-03:30')
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

_LAST = 253402300799  # the end of the year 9999


def micros(value: str | int | None) -> int | None:
    """Microseconds since 1970 of what is written in seconds, or nothing where that is no moment after it."""
    if value is None:
        return None
    try:
        number = int(value)
    except ValueError:
        return None
    return number * 1_000_000 if 0 < number <= _LAST else None


def epoch(clock: str | None) -> bool:
    """Whether a local clock time is the zero of the clock somewhere on earth, which means: none."""
    return clock is not None and clock.startswith(("1970-01-01T", "1969-12-31T"))


def said_offset(offset: int) -> str:
    """An offset from UTC in seconds as people write it."""
    sign, rest = "-" if offset < 0 else "+", abs(offset)
    return f"{sign}{rest // 3600:02}:{rest % 3600 // 60:02}"


def offsets(clocks: Sequence[str | None], moments: Sequence[int | None]) -> np.ndarray:
    """Local minus UTC in seconds for each message that has both (``moments``: microseconds); NaN elsewhere."""
    utc = np.array([None if one is None else one // 1_000_000 for one in moments], dtype=np.float64)
    try:
        local = pa.array(clocks, pa.string()).cast(pa.timestamp("s")).cast(pa.int64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        local = np.array([_local(clock) for clock in clocks], dtype=np.float64)
    return np.asarray(local - utc, dtype=np.float64)


def _local(clock: str | None) -> float:
    try:
        return float(pa.scalar(clock, pa.string()).cast(pa.timestamp("s")).cast(pa.int64()).as_py())
    except (pa.ArrowInvalid, TypeError):
        return float("nan")
