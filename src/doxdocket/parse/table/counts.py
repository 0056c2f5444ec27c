"""Counters as tables write them: exact, with marks between thousands, or rounded as 1.2万 and 505.9K are.

Of a rounded one the granularity is the last digit shown; how it was rounded is not known. Source: how exports and
people write them. Leaves out: what is too large to count anything; "10万+", which has no upper bound.

>>> count("1,234"), count("44.0"), count("1.2万")
((1234, 1234, 1234, '1,234', 1), (44, 44, 44, '44.0', 1), (11500, 12000, 12999, '1.2万', 1000))
>>> count("10万+"), count("many"), blank(" - "), blank("0")
(None, None, True, False)
"""

import re
from decimal import Decimal
from typing import Final

from doxdocket.parse.rows import Reading, rounded

_UNITS: Final = {
    "k": 1000, "千": 1000, "к": 1000, "w": 10_000, "万": 10_000, "萬": 10_000, "m": 1_000_000, "м": 1_000_000,
    "亿": 100_000_000, "億": 100_000_000, "b": 1_000_000_000,
}  # fmt: skip
_MOST: Final = 9_999_999_999  # a number of eleven digits counts nothing: it is a phone, a card
_WHOLE = re.compile(r"(\d{1,18})(?:\.0+)?|(\d{1,3}(?:[,，' \u00a0\u202f]\d{3}){1,5})", re.ASCII)
_SHORT = re.compile(r"(\d{1,6})(?:\.(\d{1,3}))? ?([kкwmмb千万萬亿億])", re.IGNORECASE | re.ASCII)
_BLANK: Final = frozenset({"", "-", "--", "—", "n/a", "na", "none", "null", "nan"})


def blank(cell: str) -> bool:
    """Whether a cell says that there is no counter."""
    return cell.strip().lower() in _BLANK


def count(cell: str) -> Reading | None:
    """The counter in a cell; none when it cannot be told."""
    words = cell.strip()
    if whole := _WHOLE.fullmatch(words):
        number = int(whole[1] or re.sub(r"\D", "", whole[2]))
        if number > _MOST:
            return None
        return number, number, number, words, 1
    if short := _SHORT.fullmatch(words):
        unit = _UNITS[short[3].lower()]
        digits = short[2] or ""
        value = int(Decimal(f"{short[1]}.{digits or 0}") * unit)
        return rounded(value, unit // 10 ** len(digits), words)
    return None
