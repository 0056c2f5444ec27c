"""A number between a low and a high bound. Loads nothing: pages of help and words for figures ask it too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

Number = int | Fraction | Decimal


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number between a low and a high, with an estimate where there is one; an end that is not determinable is None, never a number.

    No interval is ever the wrong way round: whoever makes one has reckoned wrongly, and nothing of it may be printed.

    >>> Bounds(1, 2, None), Bounds(None, None, 7)
    (Bounds(low=1, estimate=2, high=None), Bounds(low=None, estimate=None, high=7))
    >>> Bounds(3, None, 2)
    Traceback (most recent call last):
    ValueError: low 3, estimate None, high 2
    """

    low: Number | None
    estimate: Number | None
    high: Number | None

    def __post_init__(self) -> None:
        """Refuse what is out of order."""
        known = [one for one in (self.low, self.estimate, self.high) if one is not None]
        if known != sorted(known):
            raise ValueError(f"low {self.low}, estimate {self.estimate}, high {self.high}")


def money(amount: Decimal) -> int | str:
    """An amount of money as ``figures.json`` has it: a whole number, or with its cents where it has any, as text.

    >>> money(Decimal("80.00")), money(Decimal("0.1")), money(Decimal("1234.505"))
    (80, '0.10', '1234.51')
    """
    return int(amount) if amount == amount.to_integral_value() else f"{amount.quantize(_CENT, ROUND_HALF_UP):f}"


def money_or_none(amount: Decimal | None) -> int | str | None:
    """As ``money``; an amount that is not determinable stays None.

    >>> money_or_none(None), money_or_none(Decimal("0.1"))
    (None, '0.10')
    """
    return None if amount is None else money(amount)


_CENT = Decimal("0.01")


def amount(value: Decimal | int) -> str:
    """A sum of money as papers have it, never rounded: thousands in threes, and both digits of its cents.

    >>> [amount(Decimal(text)) for text in ("100000", "1234.5", "0.015")]
    ['100,000.00', '1,234.50', '0.015']
    """
    exponent = Decimal(value).as_tuple().exponent
    return f"{value:,.{max(2, -exponent)}f}" if isinstance(exponent, int) else str(value)


def told(value: int | str) -> str:
    """A figure as it is printed: thousands in threes, cents where it has them; any other text as it is.

    >>> told(1200), told("1234.50"), told("1/50")
    ('1,200', '1,234.50', '1/50')
    """
    if isinstance(value, str):
        return f"{Decimal(value):,}" if re.fullmatch(r"\d+\.\d+", value, re.ASCII) else value
    return f"{value:,}"


def determinable(figure: Mapping[str, Any]) -> bool:
    """A figure with at least one bound; of the others nothing can be told.

    >>> determinable({"low": None, "estimate": 693, "high": 693})
    True
    >>> determinable({"low": None, "estimate": None, "high": None})
    False
    """
    return any(figure.get(name) is not None for name in ("low", "estimate", "high"))
