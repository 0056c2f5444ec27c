"""``assess gains``: what was asked, agreed, said to be paid and proven, per defendant and together, in every reading.

>>> gains.name
'gains'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.words import Sentence

if TYPE_CHECKING:
    from doxdocket.desk.accounts.gains import OfGains


@command(
    "gains",
    short=Sentence("assess_gains.gains_short"),
    about=Sentence("assess_gains.gains_about"),
    examples=("doxdocket assess gains case", "doxdocket assess gains case --json"),
)
@case_argument()
@option("--net", is_flag=True, about=Sentence("assess_gains.net_option"))
def gains(case: str, net: bool) -> "Answer[OfGains]":
    """Read register, files and run, and say it."""
    from doxdocket.desk.accounts import gains as account

    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case, net=net))
