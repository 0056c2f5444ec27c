"""Counters as pages show them: ``505.9K`` is a value, how coarse it is, and the string itself.

Source: pages of t.me as captured (2021 to 2026); a rounded counter's rule is not documented, so ``rows.rounded`` makes
an interval of it. Letters may be of another script, digits grouped by spaces, commas or points. A string that could
be two numbers is none. Leaves out: the words behind a counter.

>>> counter("505.9K"), counter("1 474 933 members"), counter("44")
((505850, 505900, 505999, '505.9K', 100), (1474933, 1474933, 1474933, '1 474 933', 1), (44, 44, 44, '44', 1))
"""

import re
from functools import lru_cache

from doxdocket.parse.rows import Reading, rounded

_SPACES = " \u00a0\u2009\u202f"
_COUNTER = re.compile(rf"(\d(?:[{_SPACES}.,'’]?\d){{0,24}}+)(?:[{_SPACES}]?([KkКкMmМмBb]))?(?!\w)")
_WHOLE = re.compile(rf"\d{{1,15}}|\d{{1,3}}(?:([{_SPACES}.,'’])\d{{3}})(?:\1\d{{3}}){{0,4}}")
_PART = re.compile(rf"(\d{{1,6}}|\d{{1,3}}(?:[{_SPACES}]\d{{3}}){{1,4}})[.,](\d{{1,2}})")
_MOST = 10**16
_UNITS = {"k": 1_000, "к": 1_000, "m": 1_000_000, "м": 1_000_000, "b": 1_000_000_000}


@lru_cache(4096)
def counter(shown: str) -> Reading | None:
    """The counter that a string begins with; none where it begins with none, or with one that could be two.

    >>> counter("10.5M")[1::3], counter("1,48М")[1::3], counter("7к")[1::3], counter("1,234")[1::3]
    ((10500000, 100000), (1480000, 10000), (7000, 1000), (1234, 1))
    >>> counter("1.5"), counter("1,234K"), counter("12 34"), counter("many")
    (None, None, None, None)
    """
    found = _COUNTER.match(shown.strip())
    if not found:
        return None
    number, unit = found[1], found[2]
    scale = _UNITS[unit.lower()] if unit else 1
    if whole := _WHOLE.fullmatch(number):
        if unit and whole[1] and whole[1] not in _SPACES:
            return None  # 1,234K: a group of three or a fraction
        value = _digits(number) * scale
        return rounded(value, scale, found[0]) if value < _MOST else None
    if unit and (part := _PART.fullmatch(number)):
        grain = scale // 10 ** len(part[2])
        return rounded(_digits(part[1]) * scale + int(part[2]) * grain, grain, found[0])
    return None


def _digits(number: str) -> int:
    return int("".join(char for char in number if char.isdigit()))
