"""The samples of the case: each plan with what its two reviewers answered, what it says of the figures, and the questions on which they differ.

Left out: answering, which is a queue, and drawing a sample, which is ``sample plan`` and ``sample draw``.
"""

from starlette.responses import Response

from doxdocket.desk.accounts import samples
from doxdocket.report.html import fragment
from doxdocket.review.pages.accounts import kept, linker, name
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say


def page(visit: Visit) -> Response:
    """Plans and results."""
    ran = visit.case.current_run() is not None
    body = (
        kept(visit, ("samples",), lambda: fragment(samples.document(visit.case, name()), visit.lang, linker(visit)))
        if ran
        else None
    )
    return visit.page("sampling.html.j2", title=say("review_sampling.title"), body=body)


ROUTES = (Page("/sampling", page, nav=Sentence("review_sampling.title")),)
