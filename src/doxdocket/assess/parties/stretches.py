"""Stretches of days, surely or perhaps within an age or a time of care: first and last day of each, both within.

A birth known to the year makes the days of a whole year uncertain; ``sure`` leaves them out and ``may`` takes them in. What it leaves
out: which posts lie in them (``count.groups``).

>>> young, grown = bands("2008", (16,))
>>> young.name, young.sure, young.may
('0-15', ((datetime.date(1, 1, 1), datetime.date(2024, 1, 1)),), ((datetime.date(1, 1, 1), datetime.date(2024, 12, 31)),))
>>> grown.name, [first.isoformat() for first, _ in (*grown.sure, *grown.may)]
('16-', ['2025-01-01', '2024-01-02'])
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from doxdocket.assess.parties.ages import reached

Stretch = tuple[date, date]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """Days that make one part of somebody's acts."""

    name: str
    sure: tuple[Stretch, ...]
    may: tuple[Stretch, ...]

    def touches(self, first: date, last: date) -> bool:
        """Whether a day from first to last may be in it."""
        return bool(cut(self.may, first, last))


def bands(born: str, lines: Sequence[int]) -> Sequence[Part]:
    """The parts of a life before, between and after full ages; none when no birth is known."""
    days = [reached(born, line) for line in lines]
    known = [(date.min, date.min), *(day for day in days if day), None]
    if len(known) != len(lines) + 2:
        return []
    names = [f"{a}-{'' if b is None else b - 1}" for a, b in zip((0, *lines), (*lines, None), strict=True)]
    return [_band(name, a, b) for name, a, b in zip(names, known, known[1:], strict=False) if a]


def _band(name: str, start: Stretch, end: Stretch | None) -> Part:
    """From the day that an age is reached to the day before the next; earliest and latest of each."""
    last = (date.max, date.max) if end is None else (end[0] - _DAY, end[1] - _DAY)
    return Part(name, _kept((start[1], last[0])), _kept((start[0], last[1])))


def _kept(*stretches: Stretch) -> tuple[Stretch, ...]:
    return tuple(one for one in stretches if one[0] <= one[1])


def cut(stretches: Iterable[Stretch], since: date | None, until: date | None) -> tuple[Stretch, ...]:
    """What of them lies within those days."""
    return _kept(*((max(a, since or a), min(b, until or b)) for a, b in stretches))


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What of them no taken stretch covers.

    >>> day = date(2024, 1, 1)
    >>> without([(day, day + 9 * _DAY)], [(day + 2 * _DAY, day + 3 * _DAY)]) == (
    ...     (day, day + _DAY),
    ...     (day + 4 * _DAY, day + 9 * _DAY),
    ... )
    True
    """
    left = list(stretches)
    for first, last in taken:
        before = [(a, min(b, first - _DAY)) for a, b in left if first > date.min]
        after = [(max(a, last + _DAY), b) for a, b in left if last < date.max]
        left = sorted(_kept(*before, *after))
    return tuple(left)
