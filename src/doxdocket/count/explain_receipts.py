"""A figure of receipts explained: the rows that add up to it at each bound, with the entries of the register behind each.

Source: the table ``receipts`` of the run. What it leaves out: how a receipt is reckoned (``assess.gains``).

>>> [line.en for line in lines([("1.50", "2.10"), ("2.25", None)])]
['low: 2 rows, 3.75 yuan', 'high: not determinable, a rate is missing']
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pyarrow as pa

from doxdocket.count.explanation import Section
from doxdocket.engine import sql
from doxdocket.words import Both, zh_en

Behind = Callable[[str, str, str], Sequence[str]]
"""The numbers on the register behind a row, by its stage, entry and row of a statement."""
_EACH = "entry, row, defendants, joint, day, kind, coin, low, high, yuan_low, yuan_high, valued_by, channel_id, backing, evidence"


def section(figure: Mapping[str, Any], receipts: pa.Table, behind: Behind | None) -> Section:
    """The parts of receipts that make the figure."""
    statement = (
        f"SELECT stage, {_EACH} FROM receipts WHERE {figure['rows']['where']} ORDER BY day NULLS LAST, entry, row"
    )
    rows = sql.run(statement, {"receipts": receipts}).to_pylist()
    told = [
        {"register": ", ".join(behind(row["stage"], row["entry"], str(row["row"]))) if behind else None, **row}
        for row in rows
    ]
    ends = [(row["yuan_low"], row["yuan_high"]) for row in rows]
    title = zh_en("explain_receipts.rows_behind_it_they_add")
    return Section(title, lines(ends), told)


def lines(ends: Sequence[tuple[str | None, str | None]]) -> list[Both]:
    """What the rows add up to at each bound; the high is not determinable where one has none."""
    low, n = sum((Fraction(a or 0) for a, _ in ends), Fraction(0)), len(ends)
    out = [zh_en("explain_receipts.low_rows_yuan", n=n, low=_yuan(low))]
    if any(b is None for _, b in ends):
        return [*out, zh_en("explain_receipts.high_not_determinable_rate_is")]
    high = sum((Fraction(b or 0) for _, b in ends), Fraction(0))
    return [*out, zh_en("explain_receipts.high_rows_yuan", n=n, high=_yuan(high))]


def _yuan(amount: Fraction) -> str:
    """Yuan and cents; amounts of the table have no more."""
    cents = int(amount * 100)
    return f"{cents // 100}.{cents % 100:02d}"
