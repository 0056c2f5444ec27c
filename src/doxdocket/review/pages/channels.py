"""The channels: how they are ranked and why, what they share, who passes on whom, when they post; other weights tried and decided.

Left out: the weighing itself, which the run does.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup
from starlette.responses import Response

from doxdocket.desk.accounts.channels import Channels, channels_of, weighing
from doxdocket.desk.deciding import Asked, record
from doxdocket.errors import WrongCall
from doxdocket.report.document import Document
from doxdocket.report.html import Link, fragment, linked
from doxdocket.review.pages.accounts import held, linker, waits
from doxdocket.review.visit import Page, Visit
from doxdocket.store.case import Case
from doxdocket.words import Lang, Sentence, say, speaking

_ACTS = ("channel.core", "channel.not_core")


def page(visit: Visit) -> Response:
    """All of it, with the core under the weights that the form asks for beside it."""
    run, wrong, asked = visit.case.current_run() is not None, "", ""
    try:
        asked = weights(visit.query)
        made = _of(visit, asked) if run else _NONE
    except WrongCall as fault:  # of the weights that are tried: the page stays, and says so beside them
        made, wrong = _of(visit, ""), fault.said(visit.lang)
    found, parts, reasons = made or _NONE
    return visit.page(
        "channels.html.j2",
        title=say("review_channels.title"),
        found=found,
        parts=parts,
        reasons=reasons,
        graph="" if found is None else json.dumps(found.graph, ensure_ascii=False),
        asked=visit.query,
        shares={} if found is None or wrong or not asked else _shares(found, visit.query),
        run=run,
        wrong=wrong,
        waits=waits(visit, "/channels") if made is None else "",
    )


def _shares(found: Channels, given: Mapping[str, str]) -> dict[str, str]:
    """Of each criterion that is used its share under the weights that are tried: what the text tells of is shares."""
    tried = {one.id: int(given.get(f"w.{one.id}") or one.weight) for one in found.weights if one.used}
    whole = sum(tried.values())
    return {id_: f"{weight / whole:.1%}" for id_, weight in tried.items()} if whole else {}


Drawn = tuple[Channels | None, Mapping[str, Markup], Sequence[tuple[Markup, Markup]]]
"""What is told, its parts as HTML, and of each channel its name and its reasons."""
_NONE: Drawn = (None, {}, ())


def _of(visit: Visit, asked: str) -> Drawn | None:
    return held(visit, ("channels", asked), True, _drawn, visit.lang, linker(visit), asked)


def _drawn(case: Case, spoken: Lang, where: Link, asked: str) -> Drawn:
    """Also in another process, so that what is a document is HTML by then."""
    with speaking(spoken):
        found = channels_of(case, asked)
        if found is None:
            return _NONE

        def link(id_: str) -> str | None:
            return where(found.codes.get(id_, id_))

        blocks = {"ranking": found.ranking, "overlap": [found.overlap], "network": [found.network], "activity": [found.activity], "other": [found.other]}  # fmt: skip
        parts = {name: fragment(Document(None, body), spoken, link, level=3) for name, body in blocks.items()}
        reasons = [(linked(title, lambda _: None), fragment(Document(None, [block]), spoken, link)) for title, block in found.reasons]  # fmt: skip
        return (
            replace(found, ranking=(), reasons=(), overlap=None, network=None, activity=None, other=None),
            parts,
            reasons,
        )


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
    weighing(visit.desk.run.read("channel_weights").to_pylist(), asked)
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
