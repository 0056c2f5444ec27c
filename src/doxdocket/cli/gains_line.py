"""With what the line of gains is asked, told alike by ``assess thresholds`` and ``assess gains``, with the difference between them in yuan.

>>> one = {
...     **{name: "5.00" for name in ("high", "before_low", "before_high", "after_low", "after_high")},
...     "low": "2.00",
...     "who": "D1",
...     "beyond": "3.00",
... }
>>> told(one).count("3.00"), told({**one, "low": None})
(1, '')
"""

from collections.abc import Mapping
from typing import Any

from doxdocket.cli.said import say


def told(line: Mapping[str, Any]) -> str:
    """The sentence; nothing where no end is known."""
    if line["low"] is None:
        return ""
    high, before, after = (
        _span(line[one], line[other])
        for one, other in (("high", "high"), ("before_low", "before_high"), ("after_low", "after_high"))
    )
    beyond = line["beyond"] or "?"
    return say(
        f"违法所得，两页同一本账、口径不同：assess thresholds 只答一次，下限取查明最多的一名被告（{line['who']}）扣除退款、成本后的 {line['low']} 元，"
        f"上限取全部被告合计、称已支付的也算、不扣除的 {high} 元；assess gains 逐名、逐读法各答一次，合计 {before} 元（不扣），{after} 元（扣除）。"
        f"合计（不扣）的低值比 assess thresholds 的下限多 {beyond} 元：其余被告的收款，和这名被告的退款、成本。数人的所得是否合并计算、退款和成本是否扣除有争议，由人认定",
        f"gains, one account asked in two ways: assess thresholds answers once, at the low with what one defendant ({line['who']}) is proven to have received at most, refunds and costs taken off, {line['low']} yuan, "
        f"at the high with what all together may have received, said to be paid included and nothing taken off, {high} yuan; assess gains answers for each and in each reading, all together {before} yuan before and {after} yuan after refunds and costs. "
        f"The least of all together before costs is {beyond} yuan more than the low of assess thresholds: receipts of the others, and refunds and costs of that one. Whether gains of several count together, and whether refunds and costs come off, is contested and for a person to decide",
    )


def _span(low: str | None, high: str | None) -> str:
    return low or "?" if low == high else f"{low or '?'} – {high or '?'}"
