"""What an amount of a coin was worth in yuan on a day, by the rates that the team states with source and date; never another way.

A rate of the day itself goes before one of a period that covers the day; which rule was used is named. Two rates for one day
give a low and a high. No rate: the value is not determinable, and nothing is put between two known days. Days are those of the
case's time zone. Source: law/rules R2.7 (how coins are valued is contested: § 8, 5). Left out: rates by way of a third currency.

>>> rates = [
...     Quoted("R1", "USDT", Decimal("7.20"), date(2023, 8, 1), date(2023, 8, 1)),
...     Quoted("R2", "USDT", Decimal("7.25"), date(2023, 8, 1), date(2023, 8, 1)),
... ]
>>> worth(Decimal(10), "USDT", date(2023, 8, 1), rates)
Worth(low=Decimal('72.00'), high=Decimal('72.50'), rule='same_day', rates=('R1', 'R2'), lacking='')
>>> worth(Decimal(10), "USDT", date(2023, 8, 2), rates).lacking
'no_rate'
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quoted:
    """Yuan for one of a coin, from a day to a day."""

    id: str
    coin: str
    yuan: Decimal
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Worth:
    """Yuan between a low and a high, by which rule and rates; None where it is not determinable, and why."""

    low: Decimal | None
    high: Decimal | None
    rule: str = ""  # yuan, same_day, period
    rates: tuple[str, ...] = ()
    lacking: str = ""


def worth(amount: Decimal, coin: str | None, day: date | None, rates: Iterable[Quoted]) -> Worth:
    """The value of an amount on a day."""
    if coin == "CNY":
        return Worth(amount, amount, "yuan")
    if coin is None or day is None:
        return Worth(None, None, lacking="coin_unknown" if coin is None else "no_day")
    covering = [rate for rate in rates if rate.coin == coin and rate.first <= day <= rate.last]
    own_day = [rate for rate in covering if rate.first == rate.last]
    used = own_day or covering
    if not used:
        return Worth(None, None, lacking="no_rate")
    values = [amount * rate.yuan for rate in used]
    return Worth(min(values), max(values), "same_day" if own_day else "period", tuple(sorted(rate.id for rate in used)))
