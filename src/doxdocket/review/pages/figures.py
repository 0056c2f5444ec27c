"""The figures of the case, of all captures or of a scope, each with its bounds and the way to why it is what it is.

Left out: what a figure says (``desk.accounts.figures``), and choosing a value, which is a decision.
"""

import re
from collections.abc import Mapping

from starlette.responses import Response

from doxdocket.desk.accounts import figures
from doxdocket.errors import WrongCall
from doxdocket.review.pages.accounts import allowed, choices, kept
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

_MONTH = re.compile(r"(\d{4}-\d{2})?")


def of_scope(asked: Mapping[str, str]) -> tuple[str, ...]:
    """The scopes that the form asks for: the one chosen, within the months written."""
    scope, since, until = (asked.get(one, "").strip() for one in ("scope", "since", "until"))
    if not (_MONTH.fullmatch(since) and _MONTH.fullmatch(until)):
        raise WrongCall("review_accounts.no_day", text=f"{since} {until}"[:20])
    period = [f"{since or until}..{until or since}"] if since or until else []
    return tuple([one for one in scope.split(",") if one and one != "all"] + period)


def page(visit: Visit) -> Response:
    """All figures."""
    asked, body = allowed(visit, of_scope(visit.query)), None
    within = "?scope=" + ",".join(asked) if asked else ""

    if visit.case.current_run() is not None:
        body = kept(visit, ("figures", *asked), figures.document, asked, within=within, whole=bool(asked))
    return visit.page(
        "figures.html.j2", title=say("review_figures.title"), chosen=choices(visit), asked=visit.query, body=body
    )


ROUTES = (Page("/figures", page, nav=Sentence("review_figures.title"), expert=True),)
