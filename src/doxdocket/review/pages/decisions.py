"""The decisions made: each with what it names and whether it stands, taken back with a reason, and who did what on a day."""

from datetime import date

from starlette.responses import Response

from doxdocket.desk import deciding, decision_log
from doxdocket.errors import WrongCall
from doxdocket.review import refused
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say


def listed(
    visit: Visit, *, status: int = 200, said: str = "", chosen: frozenset[str] = frozenset(), reason: str = ""
) -> Response:
    """The list, by officer, act, day."""
    asked = visit.query
    page = visit.number("page")
    day = _day(asked.get("day", ""))
    standing = asked.get("standing") == "1"
    officer, act = asked.get("officer", ""), asked.get("act", "")
    found = decision_log.lines(visit.case, officer=officer, act=act, day=day, standing=standing, page=page)
    kept = {
        "officer": officer,
        "act": act,
        "day": asked.get("day", "") if day else "",
        "standing": "1" if standing else "",
    }
    pages = max(1, -(-found.total // decision_log.PAGE))
    return visit.page(
        "decisions.html.j2", title=say("review_decisions.title"), status=status, found=found, page=page, last=pages, kept=kept,
        query={name: text for name, text in kept.items() if text}, said=said, chosen=chosen, reason=reason,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def did(visit: Visit) -> Response:
    """Who decided and entered what on a day."""
    day = _day(visit.query.get("day", "")) or visit.case.today()
    return visit.page(
        "decisions_day.html.j2",
        title=say("review_decisions.day_title"),
        day=day,
        rows=decision_log.did(visit.case, day),
    )


def undo(visit: Visit) -> Response:
    """Take back what was ticked, or what was answered together with one, with one reason."""
    ids, reason = visit.form.getlist("decision"), visit.form.get("reason", "")
    if batch := visit.form.get("batch", ""):
        ids = [each.id for one in visit.desk.desk.told() if one.id == batch for each in visit.desk.together(one)]
    if not ids:
        return listed(
            visit, status=422, said=say("review_decisions.none_chosen"), reason=refused.kept(visit).get("reason", "")
        )
    try:
        done = visit.desk.undo(ids, reason, visit.officer)
    except WrongCall as fault:
        form, said = refused.again(visit, ("reason",), fault)
        return listed(visit, status=422, said=said, chosen=frozenset(ids), reason=form.get("reason", ""))
    return visit.go(
        "/decisions", say("review_decisions.undone", n=len(ids)) + deciding.upheld(visit.case, done.decision)
    )


ROUTES = (
    Page("/decisions", listed, nav=Sentence("review_decisions.nav")),
    Page("/decisions", undo, methods=("POST",)),
    Page("/decisions/day", did),
)
