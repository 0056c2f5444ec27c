"""``recheck``: is what was published still there? Later captures against earlier ones, and what that proves.

Nobody is looked up and nothing is fetched: only captures that are in the case are compared. Left out: any advice on a
claim; that is for whoever brings it. Values are not shown, not even masked: persons by their codes, posts by their ids.

>>> recheck.short[1]
'Is it still there? Later captures against earlier ones'
"""

from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.stating import moment

if TYPE_CHECKING:
    from doxdocket.desk.accounts.recheck import Compared


@command("rechecking.recheck")
@case_argument()
@option("--since", metavar="TIME")
def recheck(case: str, since: str | None) -> "Answer[Compared]":
    """Compare, and say it."""
    from doxdocket.desk.accounts import recheck as account

    with open_case(case) as opened:
        at = moment(since, opened.info.display_zone) if since else None
        told = account.document(opened, case, at)
        warn_if_stale(opened, case)
        return Answer.of(told)
