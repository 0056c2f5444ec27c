"""What the register adds to a run: the table ``receipts``, the two figures of receipts, and the law asked with the facts stated.

A run whose register alone changed since the one before takes all its tables over and asks the law again; nothing is read or counted.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from doxdocket.account import RECEIPTS
from doxdocket.assess.forms.parties import Fact, Joint
from doxdocket.assess.gains import sums
from doxdocket.assess.gains.gains_account import receipts
from doxdocket.assess.gains.ledger import Ledger
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.plain_records import plain
from doxdocket.assess.register import Entries
from doxdocket.count.register_figures import TABLE, Stated, Yuan, asked, stated
from doxdocket.decisions.standing import Standing
from doxdocket.interval import money_or_none
from doxdocket.law.answer import Value
from doxdocket.law.words import CLOSED
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
    rows = [{**row, **{name: ", ".join(row[name]) for name in _PARTED}} for row in plain(receipts(sums.of_all(ledger)))]
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


def of_scope(case: Case, told: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The figures of a scope with the law asked with the facts that the register states.

    Of what one defendant did only his own facts are given, and his own gains; whose gains those of other scopes would be is not asked.
    """
    who = of_one(names)
    ledger = gains(case, with_run=False).ledger if who and len(names) == 1 else Ledger((), (), ())
    facts = _own(registered.entries(case), names) if parties(names) else Facts(registered.entries(case).of(Fact)).case()
    added = Stated(facts=facts, gains=_gains(ledger, who), gains_at_least=_at_least(ledger, who))
    return told | asked(told, added, rules(case))


def parties(names: Sequence[str]) -> list[tuple[str, str]]:
    """The scopes among these that are of what one defendant did, each with the defendant.

    >>> parties(["core", "joint:D1"])
    [('joint', 'D1')]
    """
    split = [(kind, who) for kind, _, who in (name.partition(":") for name in names)]
    return [(kind, who) for kind, who in split if kind in {"defendant", "joint"} and who]


def of_one(names: Sequence[str]) -> str:
    """The one defendant whom these scopes are of; nothing where there is none, or more than one."""
    found = {who for _, who in parties(names)}
    return next(iter(found)) if len(found) == 1 else ""


def _own(kept: Entries, names: Sequence[str]) -> dict[str, Value]:
    """The facts that are stated of the defendant, in ``joint:`` also those of what he did together with others; of the case alone whether it was closed."""
    facts, who = Facts(kept.of(Fact)), of_one(names)
    found = {name: value for name, value in facts.case().items() if name == CLOSED}
    if not who:
        return found
    if all(kind == "joint" for kind, _ in parties(names)):
        for one in kept.of(Joint).values():
            if who in (*one.members, *one.instigators):
                said = {name: value for name, value in {**one.facts, **facts.own(one.id)}.items() if value is not None}
                found |= {name: value if found.get(name, value) == value else None for name, value in said.items()}
    return found | {name: value for name, value in facts.own(who).items() if value is not None}


def not_carried(case: Case, names: Sequence[str]) -> list[tuple[str, str]]:
    """The facts stated of the whole case that are not given in a scope of one defendant: entry and name."""
    kept = registered.entries(case)
    if not parties(names):
        return []
    own = _own(kept, names)
    return [
        (kept.meta("fact", name).name, name)
        for name, value in Facts(kept.of(Fact)).case().items()
        if value is not None and name not in own and name in kept.of(Fact)  # what only follows from an entry has none
    ]


def _gains(ledger: Ledger, who: str = "") -> tuple[Yuan, Yuan]:
    """Both ends of ``sums.line``."""
    found = sums.line(ledger, who)
    return (None, None) if found is None else (money_or_none(found.low), money_or_none(found.high))


def _at_least(ledger: Ledger, who: str = "") -> Yuan:
    """What their high is no less than, where it is not known."""
    found = sums.line(ledger, who)
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
