"""One person: dossiers, why linked, waterfall, combination, reach, the months, the posts; by code, never by name; and a form in which to say how old the person was."""

from starlette.responses import Response

from doxdocket.desk import adding, person, search
from doxdocket.report.html import linked
from doxdocket.review.pages.accounts import held, linker, waits
from doxdocket.review.visit import Page, Visit
from doxdocket.words import say


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
    done = adding.aged(visit.desk, code, form.get("act", ""), form, form.get("reason", "").strip(), visit.officer)
    return visit.go(f"/person?code={code}", say("review_adding.added", id=done.decision.id))


ROUTES = (
    Page("/person", one, searches=True),
    Page("/person", aged, methods=("POST",), again=one, typed=("source", "reason")),
)
