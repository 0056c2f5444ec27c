"""``assess validation``: the questions of a court's expert, answered from the case and the shipped measurements or left open.

>>> validation.name
'validation'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.words import Sentence

if TYPE_CHECKING:
    from doxdocket.desk.accounts.validation import OfValidation


@command(
    "validation",
    short=Sentence("assess_validation.validation_short"),
    about=Sentence("assess_validation.validation_about"),
    examples=("doxdocket assess validation case",),
)  # fmt: skip
@case_argument()
def validation(case: str) -> "Answer[OfValidation]":
    """Ask the case, and say what it leaves open."""
    from doxdocket.desk.accounts import validation as account

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case))
