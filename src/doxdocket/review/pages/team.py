"""The team: who may do what, who is at the desk, what each decided today; and, for a lead, roles and ending a sitting."""

from typing import Any

from starlette.responses import Response

from doxdocket.desk import roles
from doxdocket.errors import WrongCall
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say, zh_en


def listed(visit: Visit, **given: Any) -> Response:
    """The page."""
    present: dict[str, int] = {}
    for one in visit.door.present():
        present[one.officer] = present.get(one.officer, 0) + 1
    return visit.page(
        "team.html.j2", title=say("review_team.title"), members=roles.team(visit.case), present=present, at=visit.leases.at,
        roles=[(one, zh_en(f"role.{one}"), zh_en(f"review_team.does_{one}")) for one in roles.ROLES],
        able=[one for one in visit.case.custody.able() if one != visit.officer], alone=roles.alone(visit.case, visit.officer, visit.sitting.key), **given,
    )  # fmt: skip


def link(visit: Visit) -> Response:
    """A link for another officer for whom the key of this sitting may act, shown this once."""
    name = visit.case.custody.named(visit.form.get("name", "").strip())
    if name == visit.officer:
        raise WrongCall("review_team.own_link")
    roles.give_link(visit.case, name, reason=visit.form.get("reason", ""), officer=visit.officer)
    made = visit.place.link(visit.door.link(name, visit.sitting.key, visit.lang, visit.cookie))
    return listed(visit, link=made, whose=name)


def add(visit: Visit) -> Response:
    """One more officer, at the key of this sitting, in the role that is said."""
    name, role, reason = (visit.form.get(one, "").strip() for one in ("new", "role", "reason"))
    if role not in roles.ROLES or not reason:
        raise WrongCall("review_team.role_and_reason")
    shared = "shared" in visit.form
    roles.add(visit.case, name, role, key=visit.sitting.key, shared=shared, reason=reason, officer=visit.officer)
    return visit.go("/team", say("review_team.given", name=name, role=zh_en(f"role.{role}")))


def give(visit: Visit) -> Response:
    """Another role for an officer."""
    name, role = visit.form.get("name", ""), visit.form.get("role", "")
    roles.give(visit.case, name, role, reason=visit.form.get("reason", ""), officer=visit.officer)
    return visit.go("/team", say("review_team.given", name=name, role=zh_en(f"role.{role}")))


def out(visit: Visit) -> Response:
    """End every sitting of an officer."""
    name = visit.case.custody.named(visit.form.get("name", ""))
    visit.door.put_out(name)
    visit.leases.leave(name)
    return visit.go("/team", say("review_team.is_out", name=name))


ROUTES = (
    Page("/team", listed, nav=Sentence("review_team.nav")),
    Page("/team/role", give, methods=("POST",), role="lead", again=listed),
    Page("/team/link", link, methods=("POST",), role="lead", again=listed),
    Page("/team/add", add, methods=("POST",), role="lead", again=listed, typed=("reason", "new")),
    Page("/team/out", out, methods=("POST",), role="lead", again=listed),
)
