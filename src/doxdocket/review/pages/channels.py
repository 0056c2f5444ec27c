"""The channels: how they are ranked and why, what they share, who passes on whom, when they post; other weights tried and decided.

Left out: the weighing itself, which the run does.
"""

import json
from collections.abc import Mapping

from markupsafe import Markup
from starlette.responses import Response

from doxdocket.desk.accounts.channels import Channels, channels_of
from doxdocket.desk.deciding import Asked, record
from doxdocket.errors import WrongCall
from doxdocket.report.document import Document
from doxdocket.report.html import fragment, linked
from doxdocket.review.pages.accounts import linker
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

_ACTS = ("channel.core", "channel.not_core")


def page(visit: Visit) -> Response:
    """All of it, with the core under the weights that the form asks for beside it."""
    run, wrong = visit.case.current_run() is not None, ""
    try:
        found = channels_of(visit.case, weights(visit.query)) if run else None
    except WrongCall as fault:  # of the weights that are tried: the page stays, and says so beside them
        found, wrong = channels_of(visit.case, ""), fault.said(visit.lang)
    parts = {} if found is None else _parts(visit, found)
    graph = "" if found is None else json.dumps(found.graph, ensure_ascii=False)
    return visit.page(
        "channels.html.j2",
        title=say("review_channels.title"),
        found=found,
        parts=parts,
        reasons=[] if found is None else _reasons(visit, found),
        graph=graph,
        asked=visit.query,
        run=run,
        wrong=wrong,
    )


def _reasons(visit: Visit, found: Channels) -> list[tuple[Markup, Markup]]:
    """Of each channel its name, and its reasons."""
    where = linker(visit)
    return [
        (linked(title, lambda _: None), fragment(Document(None, [block]), visit.lang, lambda id_: where(found.codes.get(id_, id_))))
        for title, block in found.reasons
    ]  # fmt: skip


def _parts(visit: Visit, found: Channels) -> dict[str, Markup]:
    where = linker(visit)
    blocks = {
        "ranking": found.ranking,
        "overlap": [found.overlap],
        "network": [found.network],
        "activity": [found.activity],
        "other": [found.other],
    }
    return {
        name: fragment(Document(None, body), visit.lang, lambda id_: where(found.codes.get(id_, id_)), level=3)
        for name, body in blocks.items()
    }


def weights(given: Mapping[str, str]) -> str:
    """The weights of a form as a decision writes them; empty where the form asks for none. Refused: a box without a number."""
    asked = {name[2:]: value.strip() for name, value in given.items() if name.startswith("w.")}
    if "" in asked.values():
        raise WrongCall("review_channels.no_weights")
    return ",".join(f"{name}={value}" for name, value in asked.items())


def move(visit: Visit) -> Response:
    """Record other weights; the next run computes with them."""
    asked = weights(visit.form)
    if not asked:
        raise WrongCall("review_channels.no_weights")
    channels_of(visit.case, asked)  # refuses what weighs nothing
    return _record(visit, Asked("channel.weights", {"weights": asked}, visit.form.get("reason", ""), visit.officer))


def decide(visit: Visit) -> Response:
    """Record that a channel is core, or is not."""
    act = visit.form.get("act", "")
    if act not in _ACTS:
        raise WrongCall("review_accounts.no_such_field")
    return _record(
        visit, Asked(act, {"channel": visit.form.get("channel", "")}, visit.form.get("reason", ""), visit.officer)
    )


def _record(visit: Visit, asked: Asked) -> Response:
    (done,) = record(visit.case, [asked])
    return visit.go(
        "/channels", say("review_channels.already" if done.already else "review_channels.recorded", id=done.decision.id)
    )


ROUTES = (
    Page("/channels", page, nav=Sentence("review_channels.title")),
    Page("/channels/weights", move, methods=("POST",), again=page),
    Page("/channels/core", decide, methods=("POST",), again=page),
)
