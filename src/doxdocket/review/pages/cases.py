"""The published cases beside which a team sets its own, filtered by kind and by how the amount was found.

Left out: nearness to the case at hand, which the damages worksheet tells with its reasons.
"""

from starlette.responses import Response

from doxdocket.desk.accounts import cases
from doxdocket.errors import WrongCall
from doxdocket.report.html import fragment
from doxdocket.review.pages.accounts import linker
from doxdocket.review.visit import Page, Visit
from doxdocket.words import say


def page(visit: Visit) -> Response:
    """The list."""
    kind, method = visit.query.get("kind", ""), visit.query.get("method", "")
    if kind not in {"", *cases.KINDS} or method not in {"", *cases.METHODS}:
        raise WrongCall("review_accounts.no_such_field")
    body = fragment(cases.document(types=(kind,) if kind else (), method=method), visit.lang, linker(visit))
    return visit.page(
        "cases.html.j2",
        title=say("review_accounts.law_cases"),
        body=body,
        kind=kind,
        method=method,
        kinds=cases.KINDS,
        methods=cases.METHODS,
    )


ROUTES = (Page("/law/cases", page, expert=True),)
