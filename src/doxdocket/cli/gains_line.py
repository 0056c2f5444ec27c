"""With what the line of gains is asked, told alike by ``assess thresholds`` and ``assess gains``, with the difference between them in yuan.

>>> from decimal import Decimal
>>> from doxdocket.assess.gains.sums import Line, Pair
>>> five = Pair(Decimal("5.00"), Decimal("5.00"))
>>> one = Line(Decimal("2.00"), "D1", five.high, five, five, Decimal("3.00"))
>>> told(one).count("3.00"), told(replace(one, low=None))
(1, '')
"""

from dataclasses import replace  # noqa: F401 - for the example
from typing import TYPE_CHECKING

from doxdocket.words import say

if TYPE_CHECKING:
    from decimal import Decimal

    from doxdocket.assess.gains.sums import Line


def told(line: "Line | None", *, of_one: bool = False) -> str:
    """The sentence; nothing where no end is known. ``of_one``: the line of one defendant alone."""
    if line is None or line.low is None:
        return ""
    low, high = _amount(line.low), _amount(line.high)
    least = ""
    if line.high is None and line.at_least is not None:
        high = f"≥{_amount(line.at_least)}"
        least = say("gains_line.high_is_no_less_than")
    before, after = (_span(pair.low, pair.high) for pair in (line.before, line.after))
    if of_one:
        return say("gains_line.gains_of_one_defendant", who=line.who, low=low, high=high, least=least)
    beyond = _amount(line.beyond)
    return say(
        "gains_line.gains_one_account_asked_in",
        who=line.who,
        low=low,
        high=high,
        before=before,
        after=after,
        beyond=beyond,
        least=least,
    )


def _span(low: "Decimal | None", high: "Decimal | None") -> str:
    return " – ".join(dict.fromkeys((_amount(low), _amount(high))))


def _amount(end: "Decimal | None") -> str:
    return say("assess_gains.not_known") if end is None else f"{end:f}"
