"""The first page: which case, which run, the headline figures with their bounds, and what waits."""

from starlette.responses import Response

from doxdocket.desk import overview
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say


def first(visit: Visit) -> Response:
    """The page."""
    return visit.page("overview.html.j2", title=say("review_overview.title"), told=overview.told(visit.case))


ROUTES = (Page("/", first, nav=Sentence("review_overview.nav")),)
