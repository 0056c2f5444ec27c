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

from doxdocket.cli.said import say

if TYPE_CHECKING:
    from decimal import Decimal

    from doxdocket.assess.gains.sums import Line


def told(line: "Line | None") -> str:
    """The sentence; nothing where no end is known."""
    if line is None or line.low is None:
        return ""
    low, high = _amount(line.low), _amount(line.high)
    before, after = (_span(pair.low, pair.high) for pair in (line.before, line.after))
    beyond = _amount(line.beyond)
    return say(
        f"违法所得，两页同一本账、口径不同：assess thresholds 只答一次，下限取查明最多的一名被告（{line.who}）扣除退款、成本后的 {low} 元，"
        f"上限取全部被告合计、称已支付的也算、不扣除的 {high} 元；assess gains 逐名、逐读法各答一次，合计 {before} 元（不扣），{after} 元（扣除）。"
        f"合计（不扣）的低值比 assess thresholds 的下限多 {beyond} 元：其余被告的收款，和这名被告的退款、成本。数人的所得是否合并计算、退款和成本是否扣除有争议，由人认定",
        f"gains, one account asked in two ways: assess thresholds answers once, at the low with what one defendant ({line.who}) is proven to have received at most, refunds and costs taken off, {low} yuan, "
        f"at the high with what all together may have received, said to be paid included and nothing taken off, {high} yuan; assess gains answers for each and in each reading, all together {before} yuan before and {after} yuan after refunds and costs. "
        f"The least of all together before costs is {beyond} yuan more than the low of assess thresholds: receipts of the others, and refunds and costs of that one. Whether gains of several count together, and whether refunds and costs come off, is contested and for a person to decide",
    )


def _span(low: "Decimal | None", high: "Decimal | None") -> str:
    return " – ".join(dict.fromkeys((_amount(low), _amount(high))))


def _amount(end: "Decimal | None") -> str:
    return "?" if end is None else f"{end:f}"
