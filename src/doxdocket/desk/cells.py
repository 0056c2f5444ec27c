"""Days, moments, amounts and answers as people write them in a form or a cell, brought to the one way in which the register takes them.

What is written in no such way comes back as it is, and is then refused where it is read. Nothing is guessed: of ``3/4/2024`` nobody knows
the month, and a month alone is no day. Left out: what a field takes (``desk.forms``).

>>> day("2024年1月31日"), day("2024/1/31"), day("2024-01-31 00:00:00"), day("20240131"), day("3/4/2024")
('2024-01-31', '2024-01-31', '2024-01-31', '2024-01-31', '3/4/2024')
>>> amount("1,200.50元"), amount("8.5万"), amount("80.00"), amount("1,20"), amount("5元", yuan=False)
('1200.50', '85000', '80.00', '1,20', '5元')
>>> answer("是"), answer("FALSE"), answer("也许")
('true', 'false', '也许')
"""

import re
import unicodedata
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Final

_DAY = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:[T\s]\s*00:00(?::00(?:\.0+)?)?)?"
)
_MONTH = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*月?")
_YEAR = re.compile(r"([0-9]{4})\s*年?")
_PACKED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?)[T\s]*"
    r"(?P<h>[0-9]{1,2})\s*[:时点]\s*(?P<m>[0-9]{1,2})\s*(?:分|:(?P<s>[0-9]{1,2}))?"
)
_AMOUNT = re.compile(r"(¥)?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*([万亿])?\s*(元|圆)?")
_TIMES: Final = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_YES, _NO, _NOBODY = (
    {"true", "yes", "是", "对"},
    {"false", "no", "否", "不是"},
    {"null", "unknown", "不知", "不明", "未知"},
)


def folded(text: str) -> str:
    """Full width as half width, without blanks at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def day(text: str) -> str:
    """``YYYY-MM-DD``; also of a cell of a spreadsheet that shows a day."""
    plain = folded(text)
    found = _DAY.fullmatch(plain) or _PACKED.fullmatch(plain)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text


def birth(text: str) -> str:
    """A day, a month or a year.

    >>> birth("2003年8月"), birth("2003/8/5"), birth("2003"), birth("八月")
    ('2003-08', '2003-08-05', '2003', '八月')
    """
    plain = folded(text)
    if found := _MONTH.fullmatch(plain):
        return f"{found[1]}-{int(found[2]):02}"
    return found[1] if (found := _YEAR.fullmatch(plain)) else day(text)


def moment(text: str, zone: tzinfo) -> str:
    """ISO 8601 with its zone; a clock time without one is of ``zone``.

    >>> from datetime import UTC
    >>> moment("2023年7月4日 23:10", UTC), moment("2023-07-04T23:10:00+08:00", UTC), moment("2023-07-04", UTC)
    ('2023-07-04T23:10:00+00:00', '2023-07-04T23:10:00+08:00', '2023-07-04')
    """
    found = _MOMENT.fullmatch(folded(text))
    if found is None:
        return text
    try:
        on = date.fromisoformat(day(found["day"]))
        at = datetime(on.year, on.month, on.day, int(found["h"]), int(found["m"]), int(found["s"] or 0), tzinfo=zone)
    except ValueError:
        return text
    return at.isoformat()


def amount(text: str, *, yuan: bool = True) -> str:
    """Digits with a point; ``yuan``: whether a sign of yuan may stand with it."""
    found = _AMOUNT.fullmatch(folded(text))
    if found is None or (not yuan and (found[1] or found[5])):
        return text
    digits = found[2].replace(",", "") + (found[3] or "")
    if not found[4]:
        return digits
    whole = f"{Decimal(digits) * _TIMES[found[4]]:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def answer(text: str) -> str:
    """``true``, ``false``, or ``null`` for what nobody knows."""
    plain = folded(text).casefold()
    return "true" if plain in _YES else "false" if plain in _NO else "null" if plain in _NOBODY else text
