"""The lines of the law once more, with every transfer that nobody decided on taken as a receipt: where that alone changes an answer.

What is left open is no receipt, and no proof that there was none: the same reading as ``assess gains`` has of its own lines. Left out:
whose receipts they are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.assess.forms.parties import Fact
from doxdocket.assess.gains import sums
from doxdocket.assess.parties.facts import Facts
from doxdocket.count import thresholds
from doxdocket.interval import money
from doxdocket.pipeline import registered
from doxdocket.pipeline.gains import gains
from doxdocket.pipeline.lawbook import rules
from doxdocket.store.case import Case

Row = dict[str, Any]
GAINS = "gains"


def told(case: Case, published: Mapping[str, Any]) -> Sequence[Row]:
    """The answers of the run, each with ``with_undecided``: the amount and the answer at the high, or none where it stays."""
    answers = _turned(case, published["law_counts"])
    return [{**one, "with_undecided": answers.get((one["rule"], one["reading"]))} for one in published["law"]]


def _turned(case: Case, counted: Mapping[str, Any]) -> dict[tuple[str, str], Row]:
    """By rule and reading, what every undecided transfer would make of the answer."""
    found = sums.of(gains(case, with_run=False).ledger)
    if not found.undecided.high or found.widest is None:
        return {}
    amount, beside = money(found.widest), counted["beside"]
    wide = {**counted, "beside": {**beside, "high": {**beside["high"], GAINS: amount}}}
    book, facts = rules(case), Facts(registered.entries(case).of(Fact)).case()
    pairs = zip(thresholds.ask(counted, facts, book), thresholds.ask(wide, facts, book), strict=True)
    return {
        (one["rule"], one["reading"]): {GAINS: amount, "answer": more["answer_high"]}
        for one, more in pairs
        if more["answer_high"] != one["answer_high"]
    }
