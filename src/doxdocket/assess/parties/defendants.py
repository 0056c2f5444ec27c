"""Who is sued here: one answer for every page.

By what was entered of a defendant (``called``, ``sued``), else by a claim or an item of a judgment that names him. The suit itself names
nobody. What it leaves out: whether he ought to be.

>>> from datetime import date
>>> from doxdocket.assess.register import Entries
>>> sued_here(Entries(()))
{}
>>> told(Defendant(id="1", name="甲"), ()), told(Defendant(id="1", name="甲"), {"1"})
(None, True)
>>> told(Defendant(id="1", name="甲", sued=date(2025, 4, 11)), ())
True
"""

from collections.abc import Collection

from doxdocket.assess.forms.damages import Circumstance
from doxdocket.assess.forms.parties import Attribution, Defendant, Joint, Sanction
from doxdocket.assess.forms.procedure import Claim, JudgmentItem
from doxdocket.assess.register import Entries


def sued_here(entries: Entries) -> dict[str, bool | None]:
    """Of each defendant whether he is sued here; none where nobody told."""
    named = [one.against for one in entries.of(Claim).values()]
    named += [one.against for one in entries.of(JudgmentItem).values()]
    against = {name for names in named for name in names}
    return {name: told(one, against) for name, one in entries.of(Defendant).items()}


def told(one: Defendant, against: Collection[str]) -> bool | None:
    """As it was entered of him, or by those that claims and judgments are ``against``."""
    if one.called is not None:
        return one.called == "civil"
    return True if one.sued or one.id in against else None


def answerable(entries: Entries) -> list[str]:
    """Whom the register enters as answering for something: sued, or of whom nobody told it, or put to whom an account, acts together, a case or a fine
    is. Who is entered as not sued, and with none of these, stands in the register for what was paid or whose account it is, and is no defendant.
    """
    named = {one.defendant for one in entries.of(Attribution).values() if one.grade != "denied"}
    named |= {one.defendant for one in entries.of(Sanction).values()}
    named |= {one.defendant for one in entries.of(Circumstance).values() if one.factor == "fines" and one.defendant}
    named.update(name for one in entries.of(Joint).values() for name in (*one.members, *one.instigators))
    return [name for name, sued in sued_here(entries).items() if sued is not False or name in named]
