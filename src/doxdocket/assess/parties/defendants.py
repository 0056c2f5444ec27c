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

from doxdocket.assess.forms.parties import Defendant
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
