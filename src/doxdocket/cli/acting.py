"""Who acts in a call, and why: an officer of the case, and a reason that is kept for good."""

import sys
from typing import TYPE_CHECKING

from doxdocket.errors import WrongCall
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.store.case import Case


def officer_of(case: "Case", given: str | None) -> str:
    """Who acts: an officer of the case, named or known by the key that opened it, or the only one there is."""
    if given is None:
        asked_for(case)
    if who := case.custody.officer(given or ""):
        return who
    raise WrongCall("deciding.who_does_this_add_officer")


def asked_for(case: "Case") -> None:
    """Refuse to guess who acts where this key may act as more than one officer."""
    able = case.custody.able()
    if len(able) > 1:
        raise WrongCall("deciding.who_does_this_may_sit", officers=say("marks.comma").join(able))  # fmt: skip


def reason_of(given: str, case: "Case | None" = None) -> str:
    """The reason as given, or from standard input when it is ``-``; one that repeats a value, of this case above all, is refused."""
    from doxdocket.store import values_in_text
    from doxdocket.store.reason import checked

    said = checked(sys.stdin.read() if given == "-" else given)
    if case is not None:
        values_in_text.refuse(case, said)
    return said
