"""``assess thresholds``: every line of the law against the figures of the current run, at the low and at the high bound.

Left out: what the lines say (``law show``), and the posts behind the figures (``explain``).

>>> thresholds.name
'thresholds'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.words import Sentence

if TYPE_CHECKING:
    from doxdocket.desk.accounts.thresholds import OfThresholds


@command(
    "thresholds",
    short=Sentence("assess_thresholds.thresholds_short"),
    about=Sentence("assess_thresholds.thresholds_about"),
    examples=("doxdocket assess thresholds case", "doxdocket assess thresholds case --scope core"),
)
@case_argument()
@option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    about=Sentence("assess_thresholds.scope_option"),
)
def thresholds(case: str, scopes: tuple[str, ...]) -> "Answer[OfThresholds]":
    """Read what the run answered."""
    from doxdocket.desk.accounts import thresholds as account

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case, scopes))
