"""``assess points``: what the law leaves open, with every reading computed, and what a person must decide.

>>> points.name
'points'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.words import Sentence

if TYPE_CHECKING:
    from doxdocket.desk.accounts.points import OfPoints


@command(
    "points",
    short=Sentence("assess_points.points_short"),
    about=Sentence("assess_points.points_about"),
    examples=("doxdocket assess points case",),
)  # fmt: skip
@case_argument()
def points(case: str) -> "Answer[OfPoints]":
    """Put every reading beside the others."""
    from doxdocket.desk.accounts import points as account

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case))
