"""``assess parties`` and ``assess motives``: who answers for what and why it was done, as register and rules say.

>>> parties.name, motives.name
('parties', 'motives')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.words import Sentence

if TYPE_CHECKING:
    from doxdocket.desk.accounts.motives import OfMotives
    from doxdocket.desk.accounts.parties import OfParties


@command(
    "parties",
    short=Sentence("assess_parties.parties_short"),
    about=Sentence("assess_parties.parties_about"),
    examples=("doxdocket assess parties case", "doxdocket assess parties case --json"),
)
@case_argument()
def parties(case: str) -> "Answer[OfParties]":
    """Read register and run, and say it."""
    from doxdocket.desk.accounts import parties as account

    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case))


@command(
    "motives",
    short=Sentence("assess_parties.motives_short"),
    about=Sentence("assess_parties.motives_about"),
    examples=("doxdocket assess motives case",),
)
@case_argument()
def motives(case: str) -> "Answer[OfMotives]":
    """Read register and run, and say it."""
    from doxdocket.desk.accounts import motives as account

    with open_case(case) as opened:
        return Answer.of(account.document(opened, case))
