"""The range that persons chose, held against the ceiling in all three readings of per what, and against published amounts.

Nothing is cut and nothing computed as an answer: of each reading only within, over or open is told. A count with bounds gives
an answer at both. What it leaves out: whether the range is right.

>>> one = Range(id="1", low=80000, high=120000, per="suit", reasons="见论证会纪要", evidence=("卷五第3页",))
>>> row = weighed(one, "R0009", {"suit": (1, 1), "defendant": (6, 6), "victim": (800, 830)}, date(2025, 8, 28))
>>> [(c.per, c.low, c.high) for c in row.ceiling]
[('suit', 'met', 'met'), ('defendant', 'met', 'met'), ('victim', 'met', 'met')]
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from doxdocket.assess.damages.account import Amounts, CeilingRead, PublishedAmount, Times, WeighedRange
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.worksheet_parts import Money, warning, yuan
from doxdocket.assess.forms.damages import Range
from doxdocket.law.answer import answer
from doxdocket.law.comparables import Comparable
from doxdocket.law.rules import Book
from doxdocket.law.shapes import Met

Ends = tuple[int, int]
Counts = Mapping[str, Ends | None]
"""How many suits, defendants and victims there are; None where nobody can say."""


@dataclass(frozen=True, slots=True)
class Awarded:
    """The published amounts: how many are known, the lowest above zero, the highest, and of which cases."""

    known: int
    lowest: Comparable | None
    highest: Comparable | None

    def told(self) -> Amounts:
        """As the worksheet has them."""
        return Amounts(self.known, _amount(self.lowest), _amount(self.highest))


def awarded(cases: list[Comparable]) -> Awarded:
    """The amounts of these cases."""
    known = sorted((c for c in cases if c.damages is not None), key=_total)
    paid = [c for c in known if _total(c) > 0]
    return Awarded(len(known), paid[0] if paid else None, paid[-1] if paid else None)


def _total(case: Comparable) -> int:
    return case.damages.total.value if case.damages else 0


def _amount(case: Comparable | None) -> PublishedAmount | None:
    amount = case and award(case)
    return (
        PublishedAmount(case.id, case.name, case.damages.total.how, amount)
        if case and case.damages and amount
        else None
    )


def award(case: Comparable) -> Money | None:
    """What a published case awarded, where that was seen."""
    return yuan(case.damages.total.value, f"case:{case.id}") if case.damages else None


def weighed(
    one: Range, number: str, counts: Counts, on: date, among: Awarded | None = None, book: Book | None = None
) -> WeighedRange:
    """One range with its answers and what there is to warn of."""
    ceilings = [_ceiling(one, number, per, counts, on, book) for per in frame().per]
    told = [*_form(one), *_over(one, ceilings), *(_beside(one, among) if among else ())]
    claimed = None if one.claimed is None else yuan(one.claimed, number)
    return WeighedRange(
        number, one.id, yuan(one.low, number), yuan(one.high, number), claimed, one.per, one.reasons, one.evidence, ceilings,
        [warning(code) for code in told],
    )  # fmt: skip


def _form(one: Range) -> Iterator[str]:
    sums = [one.low, one.high, *([one.claimed] if one.claimed is not None else [])]
    checks = {
        "no_reasons": not one.reasons.strip(), "no_evidence": not one.evidence, "low_above_high": one.low > one.high,
        "negative": any(s < 0 for s in sums),
        "claimed_outside": one.claimed is not None and not one.low <= one.claimed <= one.high,
    }  # fmt: skip
    yield from (code for code, so in checks.items() if so)


def _ceiling(one: Range, number: str, per: str, counts: Counts, on: date, book: Book | None) -> CeilingRead:
    """The most of the range against the ceiling read per suit, defendant or victim, at both bounds of the counts.

    ``put``: what is held against it; ``times``: at each bound how often that counts, and over how many it is spread.
    """
    most = max(one.high, one.claimed or one.high)
    said = frame().per[per]

    def read(low: Met, high: Met, missing: Sequence[str], times: Times | None = None) -> CeilingRead:
        return CeilingRead(
            per, said.zh, said.en, per == one.per, counts.get(per), yuan(most, number), low, high, missing, times
        )

    mine, theirs = counts.get(one.per) if one.per else None, counts.get(per)
    if one.per is None:
        return read("not determinable", "not determinable", ["per"])
    if per == one.per:
        ends = [(1, 1), (1, 1)]
    elif mine is None or not mine[0] or theirs is None or not theirs[0]:
        lacking = one.per if mine is None or not mine[0] else per
        return read("not determinable", "not determinable", [lacking])
    else:
        ends = [(mine[0], theirs[1]), (mine[1], theirs[0])]
    low, high = (answer(frame().ceiling, {"damages": Fraction(most) * times / over}, on, book) for times, over in ends)
    return read(low.answer, high.answer, sorted({*low.missing, *high.missing}), Times(*ends))


def _over(one: Range, ceilings: Sequence[CeilingRead]) -> Iterator[str]:
    answers = {c.per: {c.low, c.high} for c in ceilings}
    if one.per and answers[one.per] == {"not met"}:
        yield "over_ceiling"
    if any(so == {"not met"} for per, so in answers.items() if per != one.per):
        yield "over_ceiling_otherwise"
    if any(so not in ({"met"}, {"not met"}) for so in answers.values()):
        yield "ceiling_open"


def _beside(one: Range, among: Awarded) -> Iterator[str]:
    """Published amounts are of suits, so that only a range per suit is held against them."""
    if one.per == "suit" and among.highest is not None and among.lowest is not None:
        if one.high > _total(among.highest):
            yield "over_comparables"
        if one.low < _total(among.lowest):
            yield "under_comparables"
        yield "few_comparables"
