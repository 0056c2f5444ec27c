"""What the register says to the contested points: gains gross and net, and every range entered against its ceiling.

The points stand in ``report/points.yaml``. Left out: choosing a reading, which a person does with a reason.
"""

from collections.abc import Callable

from doxdocket.assess.damages.account import WeighedRange, Worksheet
from doxdocket.assess.damages.worksheet import worksheet
from doxdocket.assess.forms.parties import Fact
from doxdocket.assess.gains.account import GainsAccount
from doxdocket.assess.gains.gains_account import told
from doxdocket.assess.gains.sums import Pair
from doxdocket.assess.register import Entries
from doxdocket.desk.damages import given
from doxdocket.interval import amount
from doxdocket.pipeline import registered
from doxdocket.pipeline.gains import gains
from doxdocket.store.case import Case
from doxdocket.words import say

Answer = Callable[[str], str]
"""The words of an answer of the law."""


def live(
    case: Case, name: str, answer: Answer, *, money: GainsAccount | None = None, sheet: Worksheet | None = None
) -> dict[str, str]:
    """Each reading by its name in ``report/points.yaml``; those for which nothing is registered are left out. ``money``, ``sheet``: if they are at hand."""
    found = money or told(gains(case))
    out = _money(found) | _many(registered.entries(case))
    ranges = (sheet or worksheet(given(case, name, account=found, put=False))).ranges
    for per in {row.per for one in ranges for row in one.ceiling}:
        out[f"per_{per}"] = "；".join(_range(one, per, answer) for one in ranges)
    return out


def _many(entries: Entries) -> dict[str, str]:
    """What a person entered of whether these are many persons, with the number of each entry."""
    facts = [one for one in entries.of(Fact).values() if one.id.partition("@")[0] == "many_persons"]
    answers = {True: say("parties_words.yes"), False: say("parties_words.no")}
    told = [
        f"{answers[one.value is True] if isinstance(one.value, bool) else say('parties_words.not_known')} ({entries.meta('fact', one.id).name})"
        for one in facts
    ]
    return {"many_persons": "；".join(told)} if told else {}


def _range(one: WeighedRange, per: str, answer: Answer) -> str:
    [row] = [row for row in one.ceiling if row.per == per]
    chosen = " – ".join(f"¥{amount(end.yuan)}" for end in (one.low, one.high))
    return f"{one.entry} ({chosen}) " + " – ".join(dict.fromkeys(answer(end) for end in (row.low, row.high)))


def _money(found: GainsAccount) -> dict[str, str]:
    """Nothing is set off here: what was confiscated from one is no other's, and whether it is set off at all is open.

    A sum of which nothing was entered is left out: it is not known.
    """
    whole = found.sums[0]
    pairs = {"gross": whole.before, "net": whole.after, "beside": whole.proven}
    return {reading: _span(pair) for reading, pair in pairs.items() if (pair.low, pair.high) != (None, None)}


def _span(pair: Pair) -> str:
    return " – ".join(
        dict.fromkeys(
            f"¥{amount(one)}" if one is not None else say("assess_gains.not_known") for one in (pair.low, pair.high)
        )
    )
