"""One person: dossiers, why linked, waterfall, combination, reach, the months, the posts; by code, never by name."""

from starlette.responses import Response

from doxdocket.desk import person
from doxdocket.report.html import linked
from doxdocket.review.pages.accounts import linker
from doxdocket.review.visit import Page, Visit
from doxdocket.words import say


def one(visit: Visit) -> Response:
    """The page of one code."""
    told = person.told(visit.case, visit.query.get("code", ""), visit.lang, visit.number("page"))
    where = linker(visit)
    most = max((n for _, n in told.months), default=1)
    return visit.page(
        "person.html.j2",
        title=say("review_person.title", code=told.code),
        told=told,
        most=most,
        linked=lambda text: linked(text, where),
    )


ROUTES = (Page("/person", one, searches=True),)
