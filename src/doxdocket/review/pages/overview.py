"""The first page: which case, which run, what is missing, the headline figures with their bounds, and what waits; and the button that runs the case again, how far that is, and that it is done."""

from starlette.responses import Response

from doxdocket.desk import overview
from doxdocket.desk.accounts.figures import short
from doxdocket.report.document import Document
from doxdocket.report.html import fragment
from doxdocket.review.browser_sessions import Draft
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say


def first(visit: Visit) -> Response:
    """The page."""
    told = overview.told(visit.case)
    lacks = fragment(Document(None, [told.missing]), visit.lang) if told.missing and not visit.anonymous else None
    return visit.page("overview.html.j2", title=say("review_overview.title"), told=told, lacks=lacks, short=short, drafts=[*visit.sitting.drafts.named(Draft)])  # fmt: skip


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


ROUTES = (
    Page("/", first, nav=Sentence("review_overview.nav"), expert=True),
    Page("/run", far),
    Page("/run", begin, methods=("POST",)),
)
