"""The team: who may do what, who is at the desk, what each decided today; and, for a lead, roles and ending a sitting."""

from starlette.responses import Response

from doxdocket.desk import roles, team
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say, zh_en


def listed(visit: Visit) -> Response:
    """The page."""
    present: dict[str, int] = {}
    for one in visit.door.present():
        present[one.officer] = present.get(one.officer, 0) + 1
    return visit.page(
        "team.html.j2", title=say("review_team.title"), members=team.told(visit.case), present=present, at=visit.leases.at,
        roles=[(one, zh_en(f"role.{one}"), zh_en(f"review_team.does_{one}")) for one in roles.ROLES],
    )  # fmt: skip


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
    Page("/team/out", out, methods=("POST",), role="lead", again=listed),
)
