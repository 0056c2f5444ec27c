"""What the register adds to a run: the table ``receipts``, the two figures of receipts, and the law asked with the facts stated.

A run whose register alone changed since the one before takes all its tables over and asks the law again; nothing is read or counted.
"""

import json
from collections import Counter
from typing import Any

import pyarrow as pa

from doxdocket.account import RECEIPTS
from doxdocket.assess.forms.parties import Fact
from doxdocket.assess.gains import sums
from doxdocket.assess.gains.gained import receipts
from doxdocket.assess.gains.ledger import Ledger
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.plain import plain
from doxdocket.count.stated import TABLE, Stated, Yuan, asked, stated
from doxdocket.decisions.standing import Standing
from doxdocket.interval import money_or_none
from doxdocket.pipeline import inputs, registered
from doxdocket.pipeline.gains import gains
from doxdocket.pipeline.lawbook import rules
from doxdocket.store.canonical import fields
from doxdocket.store.case import Case
from doxdocket.store.run import Run

_PARTED = ("defendants", "evidence")


def add(case: Case, new: Run, published: dict[str, Any], standing: Standing) -> dict[str, Any]:
    """``figures.json`` with what the register says; writes the table of receipts. ``standing``: of the run."""
    kept = registered.entries(case)
    ledger = gains(case, with_run=False).ledger
    rows = [{**row, **{name: ", ".join(row[name]) for name in _PARTED}} for row in plain(receipts(ledger))]
    new.discard(TABLE, "all")
    new.write(
        TABLE, "all", pa.Table.from_pylist([{name: row[name] for name in RECEIPTS.names} for row in rows], RECEIPTS)
    )
    totals, adopted = sums.totals(ledger), sums.adopted(ledger)
    added = Stated(
        receipts={name: (money_or_none(pair.low), money_or_none(pair.low), money_or_none(pair.high)) for name, pair in totals.items()},
        adopted={name: money_or_none(value) for name, value in adopted.items()}, gains=_gains(ledger), gains_at_least=_at_least(ledger), rows=Counter(row["stage"] for row in rows),
        facts=Facts(kept.of(Fact)).case(), digest=inputs.register_digest(case),
    )  # fmt: skip
    return stated(published, added, standing, rules(case))


def of_scope(case: Case, told: dict[str, Any]) -> dict[str, Any]:
    """The figures of a scope with the law asked with the facts that the register states; whose gains they would be is not asked."""
    added = Stated(facts=Facts(registered.entries(case).of(Fact)).case())
    return told | asked(told, added, rules(case))


def _gains(ledger: Ledger) -> tuple[Yuan, Yuan]:
    """Both ends of ``sums.line``."""
    found = sums.line(ledger)
    return (None, None) if found is None else (money_or_none(found.low), money_or_none(found.high))


def _at_least(ledger: Ledger) -> Yuan:
    """What their high is no less than, where it is not known."""
    found = sums.line(ledger)
    return None if found is None else money_or_none(found.at_least)


def only_change(case: Case, before: Run) -> bool:
    """Whether nothing but the register changed since that run: its custody row says what it was made from."""
    rows = case.database.rows("SELECT detail FROM custody WHERE hash = ? AND act = 'run'", (before.head,))
    return bool(rows) and fields(rows[0][0]).get("base") == inputs.base_id(case)


def take_over(new: Run, before: Run) -> dict[str, Any]:
    """Every table of the run before but that of receipts; its figures, to be asked again."""
    for folder in sorted(path for path in before.folder.iterdir() if path.is_dir() and path.name != TABLE):
        for part in before.parts(folder.name):
            if not new.has(folder.name, part.stem):
                new.link_from(before, folder.name, part.stem)
    found: dict[str, Any] = json.loads(before.figures())
    return found
