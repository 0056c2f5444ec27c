"""The scopes of which a team may ask figures, with what they are called: all captures, the core, each channel, each defendant.

Left out: periods, which are written (``2023-07..2024-03``), and what a scope holds (``pipeline.scoped``).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from doxdocket.assess.forms.parties import Defendant
from doxdocket.count.scope import ALL as ALL  # noqa: PLC0414 - pages ask it here
from doxdocket.count.scope import CORE as CORE  # noqa: PLC0414 - pages ask it here
from doxdocket.desk import index
from doxdocket.desk.answers_cache import as_of_now
from doxdocket.desk.masking import guard
from doxdocket.pipeline.published import figures
from doxdocket.pipeline.registered import entries
from doxdocket.pipeline.scoped import CHANNEL, DEFENDANT, JOINT, PARTIES
from doxdocket.pipeline.scoped import PERSON as PERSON  # noqa: PLC0414 - pages ask it here
from doxdocket.pipeline.scoped import span as span  # noqa: PLC0414 - pages ask it here
from doxdocket.report.foreign import APART, apart
from doxdocket.report.gather import Names
from doxdocket.report.tables import Tables
from doxdocket.report.words import Words
from doxdocket.store import channel_order
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.words import lang, say

if TYPE_CHECKING:
    from doxdocket.report.release import Guard


@as_of_now
def scopes(case: Case) -> list[tuple[str, str]]:
    """Each as ``--scope`` writes it, and its name: of a channel its code and its masked title."""
    found, run = [(ALL, say("review_accounts.scope_all"))], case.current_run()
    ranked = (
        []
        if run is None
        else [
            row for row in run.read("channel_ranking", ["channel_id", "place"]).to_pylist() if row["place"] is not None
        ]
    )
    known = run is not None and any(one["scope"] == CORE for one in figures(case).get("scopes", ()))
    found += [(CORE, say("review_accounts.scope_core"))] if known else []
    if run is not None and ranked:
        named = _named(case, run)
        found += [
            (f"{CHANNEL}:{row['channel_id']}", say("review_accounts.scope_channel", channel=named(row["channel_id"])))
            for row in ranked
        ]  # fmt: skip
    who = list(entries(case).of(Defendant))
    found += [(PARTIES, say("review_accounts.scope_parties"))] if who else []
    for one in who:
        found += [
            (f"{JOINT}:{one}", say("review_accounts.scope_joint", who=one)),
            (f"{DEFENDANT}:{one}", say("review_accounts.scope_own", who=one)),
        ]
    return found


def _named(case: Case, run: Run) -> Callable[[str], str]:
    """A channel's code and masked title. The index has its title masked already; only where there is none is the detector loaded for it."""
    made = index.at_hand(case)
    if made is None:
        names = Names(Tables(case, run), cast("Guard", guard(case)), Words(lang()))
        return lambda channel: names.long(channel).translate(APART)
    order, titles = channel_order.channels(case, run), {one.channel: one.title for one in made.channels}
    return lambda channel: (
        f"{channel_order.code(order, channel)} {apart(titles.get(channel, '')).translate(APART)}".strip()
    )
