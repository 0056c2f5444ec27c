"""The scopes of which a team may ask figures, with what they are called: all captures, the core, each channel, each defendant.

Left out: periods, which are written (``2023-07..2024-03``), and what a scope holds (``pipeline.scoped``).
"""

from doxdocket.assess.forms.parties import Defendant
from doxdocket.count.scope import ALL, CORE
from doxdocket.pipeline.published import figures
from doxdocket.pipeline.registered import entries
from doxdocket.pipeline.scoped import CHANNEL, DEFENDANT, JOINT, PARTIES
from doxdocket.store.case import Case
from doxdocket.words import say


def scopes(case: Case) -> list[tuple[str, str]]:
    """Each as ``--scope`` writes it, and its name."""
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
    found += [
        (f"{CHANNEL}:{row['channel_id']}", say("review_accounts.scope_channel", channel=row["channel_id"]))
        for row in ranked
    ]
    who = list(entries(case).of(Defendant))
    found += [(PARTIES, say("review_accounts.scope_parties"))] if who else []
    for one in who:
        found += [
            (f"{JOINT}:{one}", say("review_accounts.scope_joint", who=one)),
            (f"{DEFENDANT}:{one}", say("review_accounts.scope_own", who=one)),
        ]
    return found
