"""Run the case again from the desk: the button, how far it is, and that it is done."""

from starlette.responses import Response

from doxdocket.review.visit import Page, Visit
from doxdocket.words import say


def begin(visit: Visit) -> Response:
    """Begin a run beside."""
    visit.desk.recount.begin()
    return visit.go("/run")


def far(visit: Visit) -> Response:
    """How far it is."""
    made = visit.desk.recount
    return visit.page(
        "run.html.j2", title=say("review_run.title"), far=made.far(), fault=made.fault(visit.lang), done=made.done
    )


ROUTES = (Page("/run", far), Page("/run", begin, methods=("POST",)))
