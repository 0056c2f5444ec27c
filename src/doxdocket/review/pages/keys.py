"""The keys of the desk: what each does, and which to take instead."""

from starlette.responses import Response

from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say


def listed(visit: Visit) -> Response:
    """The page."""
    return visit.page("keys.html.j2", title=say("review_keys.title"))


ROUTES = (Page("/keys", listed, expert=True, nav=Sentence("review_keys.nav")),)
