"""One person: dossiers, why linked, waterfall, combination, reach, the months, the posts; by code, never by name; and a form in which to say how old the person was.

Is somebody in the case? A form of kind, value and reason; the answer is codes and posts, and the value is in no page and no address.
"""

from starlette.responses import Response

from doxdocket.desk import adding, masked_posts, person, person_query, search
from doxdocket.report.html import linked
from doxdocket.review.pages.accounts import held, linker, waits
from doxdocket.review.templates import kind
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

_SHOWN = 50
"""Posts beside an answer."""


def one(visit: Visit) -> Response:
    """The page of one code."""
    code, where = person.checked(visit.form.get("code") or visit.query.get("code", "")), linker(visit)
    tables = held(visit, ("person", code), True, person.why, code, visit.lang)
    found = search.find(visit.case, search.Query(persons=(code,), order="oldest", page=visit.number("page")))
    months = sorted(found.facets["month"].items())
    return visit.page(
        "person.html.j2",
        title=say("review_person.title", code=code),
        code=code,
        tables=tables or (),
        waits="" if tables is not None else waits(visit),
        found=found,
        months=months,
        most=max((n for _, n in months), default=1),
        linked=lambda text: linked(text, where),
        ages=adding.stated_ages(),
        given=visit.form,
    )


def aged(visit: Visit) -> Response:
    """Record how old the person was."""
    code, form = person.checked(visit.form.get("code", "")), visit.form
    done = adding.aged(visit.desk, code, form.get("act", ""), form, visit.reason, visit.officer)
    return visit.go(f"/person?code={code}", say("review_adding.added", id=done.decision.id))


def form(visit: Visit) -> Response:
    """The form."""
    return _asking(visit, None, [])


def ask(visit: Visit) -> Response:
    """Log the question, answer it."""
    given = visit.form
    told = person_query.ask(
        visit.case, given.get("kind", ""), given.get("value", ""), reason=given.get("reason", ""), officer=visit.officer
    )
    posts = masked_posts.posts(visit.case, told.posts[:_SHOWN])
    return _asking(visit, told, [posts[key] for key in told.posts[:_SHOWN] if key in posts])


def _asking(visit: Visit, told: person_query.Answer | None, posts: list[masked_posts.Post]) -> Response:
    named = [(one, kind(one)) for one in person_query.KINDS]
    return visit.page(
        "asking.html.j2", title=say("review_asking.title"), told=told, posts=posts, kinds=named, most=person_query.MOST, hours=person_query.HOURS, longest=person_query.LONGEST,
    )  # fmt: skip


ROUTES = (
    Page("/person", one, searches=True),
    Page("/person", aged, methods=("POST",), again=one, typed=("source", "reason")),
    Page("/asking", form, role="decide", lasting=True, nav=Sentence("review_asking.nav")),
    Page("/asking", ask, methods=("POST",), role="decide", lasting=True, again=form),
)
