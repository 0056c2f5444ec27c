"""Amounts and moments as statements write them; whatever cannot be read for certain is None, and its row is told.

An amount is an exact decimal. Commas count only as thousands, every three digits: ``1,23`` is a decimal comma to some and is
refused. A clock time is read in the zone that was stated for the file; a time that its clocks showed twice or never has no
moment. Source: IANA zones of this machine; a spreadsheet's serial numbers count days from 1899-12-30. Left out: numbers in
words, ``1.2E+05`` (a spreadsheet has dropped digits there).

>>> amount("¥1,234.50"), amount("－３.2 USDT"), amount("1,23"), amount("15000000", 6)
(Decimal('1234.50'), Decimal('-3.2'), None, Decimal('15.000000'))
>>> moment("2023/8/5 9:07", "auto", "Asia/Shanghai")
datetime.datetime(2023, 8, 5, 1, 7, tzinfo=datetime.timezone.utc)
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from doxdocket.assess.gains.settings import coin

_AMOUNT = re.compile(
    r"(?P<sign>[+-]?)\s?[¥￥$]?\s?(?P<second>[+-]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)\s?(?P<unit>[^\d.,+\-]*)",
    re.ASCII,
)
_DIGITS = 40  # of an amount; none has more
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_CLOCK = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s?(Z|UTC|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)", re.ASCII)
FORMS = ("auto", "unix", "unix_ms", "excel")
"""Beside patterns such as ``%d/%m/%Y %H:%M``."""
_LAST = 253402300799  # the end of the year 9999
_SERIALS = 2958466  # days of a spreadsheet to the end of the year 9999


def amount(text: str, raw: int = 0) -> Decimal | None:
    """The amount that a cell holds; with ``raw`` it is a whole number of that many decimal places."""
    words = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    bracketed = words.startswith("(") and words.endswith(")")
    found = _AMOUNT.fullmatch(words[1:-1].strip() if bracketed else words)
    if found is None or len(found["number"]) > _DIGITS or (found["sign"] and found["second"]):
        return None
    unit = found["unit"].strip()
    if (unit and coin(unit) is None) or (raw and not found["number"].isdecimal()):
        return None
    number = Decimal(found["number"].replace(",", "")).scaleb(-raw)
    minus = bracketed != ("-" in (found["sign"], found["second"]))
    return -number if minus else number


def unit(text: str) -> str:
    """The code of the coin that a cell writes behind its amount; nothing where it writes none.

    >>> unit("800 HKD"), unit("80"), unit("")
    ('HKD', '', '')
    """
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).replace("−", "-").strip().strip("()"))
    return (found and coin(found["unit"].strip())) or ""


def moment(text: str, form: str, zone: str) -> datetime | None:
    """The moment that a cell holds, in UTC."""
    words = unicodedata.normalize("NFKC", text).strip()
    if form in ("unix", "unix_ms"):
        return _unix(words, 1000 if form == "unix_ms" else 1)
    if form == "excel":
        return _serial(words, zone)
    if form == "auto":
        return _clock(words, zone)
    try:
        clock = datetime.strptime(words, form)  # noqa: DTZ007 - the zone is the one stated, below
    except ValueError:
        return None
    return _placed(clock, zone)


@lru_cache(maxsize=64)  # the zones of this machine are some hundred files
def is_zone(zone: str) -> bool:
    """Whether this is a zone as it may be stated: a name or an offset.

    >>> is_zone("Asia/Shanghai"), is_zone("+08:00"), is_zone("GMT+8"), is_zone("")
    (True, True, False, False)
    """
    return (
        zone == "UTC" or _OFFSET.fullmatch(zone) is not None or zone in available_timezones() - {"localtime", "Factory"}
    )


def _clock(words: str, zone: str) -> datetime | None:
    """A date with or without a time, in the order year, month, day; with its own offset if it writes one."""
    found = _CLOCK.fullmatch(words)
    if found is None:
        return None
    try:
        clock = datetime(*(int(part or 0) for part in found.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001 - placed below
    except ValueError:
        return None
    own = found[7]
    return _placed(clock, "UTC" if own in ("Z", "UTC") else own or zone)


def _placed(clock: datetime, zone: str) -> datetime | None:
    try:
        if clock.tzinfo is not None:
            return clock.astimezone(UTC)
        first, second = (clock.replace(tzinfo=_zone(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError:
        return None
    return first if first == second else None


def _zone(zone: str) -> timezone | ZoneInfo:
    if found := _OFFSET.fullmatch(zone):
        span = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-span if found[1] == "-" else span)
    return UTC if zone == "UTC" else ZoneInfo(zone)


def _unix(words: str, parts: int) -> datetime | None:
    number = float(words) / parts if _NUMBER.fullmatch(words) else 0.0
    return datetime.fromtimestamp(number, UTC) if 0 < number <= _LAST else None


def _serial(words: str, zone: str) -> datetime | None:
    number = float(words) if _NUMBER.fullmatch(words) else 0.0
    if not 61 <= number < _SERIALS:
        return None
    clock = datetime(1899, 12, 30) + timedelta(seconds=round(number * 86_400))  # noqa: DTZ001 - placed below
    return _placed(clock, zone)
