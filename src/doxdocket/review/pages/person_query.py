"""Is this person in the case? A form of kind, value and reason; the answer is codes and posts, and the value is in no page and no address."""

from starlette.responses import Response

from doxdocket.desk import masked_posts, person_query
from doxdocket.review.templates import kind
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

_SHOWN = 50


def form(visit: Visit) -> Response:
    """The form."""
    return _page(visit, None, [])


def ask(visit: Visit) -> Response:
    """Log the question, answer it."""
    given = visit.form
    told = person_query.ask(
        visit.case, given.get("kind", ""), given.get("value", ""), reason=given.get("reason", ""), officer=visit.officer
    )
    posts = masked_posts.posts(visit.case, told.posts[:_SHOWN])
    return _page(visit, told, [posts[key] for key in told.posts[:_SHOWN] if key in posts])


def _page(visit: Visit, told: person_query.Answer | None, posts: list[masked_posts.Post]) -> Response:
    named = [(one, kind(one)) for one in person_query.KINDS]
    return visit.page(
        "asking.html.j2", title=say("review_asking.title"), told=told, posts=posts, kinds=named, most=person_query.MOST, hours=person_query.HOURS, longest=person_query.LONGEST,
    )  # fmt: skip


ROUTES = (
    Page("/asking", form, role="decide", lasting=True, nav=Sentence("review_asking.nav")),
    Page("/asking", ask, methods=("POST",), role="decide", lasting=True, again=form),
)
