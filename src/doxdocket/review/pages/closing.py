"""Closing the case and opening it again: how it stands, and the forms by which one officer asks and another, with a key of their own, confirms.

That the case is closed stands at the top of every page, and pages that would add to it say no before anything is typed (``Page.adds``). Left out: what is
asked of both officers and what is refused (``desk.closing``).
"""

from starlette.responses import Response

from doxdocket.desk import closing, roles
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say


def page(visit: Visit) -> Response:
    """How the case stands, and what this officer may do about it."""
    found = closing.told(visit.case, visit.officer)
    return visit.page(
        "closing.html.j2", title=say("review_closing.title"), found=found, told=_said(found), keepers=closing.keepers(visit.case),
        rights=roles.may(visit.role, "decide"),
    )  # fmt: skip


def _said(found: closing.Told) -> list[str]:
    """How it stands, on which terms, and that the day has passed, in sentences."""
    facts = {**found.terms, "until": say("closing_command.for_good") if found.terms.get("until") == closing.PERMANENT else found.terms.get("until", "")}  # fmt: skip
    told = {
        "open": Sentence("review_closing.is_open"), "closing": Sentence("closing_command.waits_to_close"), "closed": Sentence("closing_command.is_closed"),
        "reopening": Sentence("closing_command.waits_to_reopen"),
    }  # fmt: skip
    said = [say(told[found.state].key, row=found.row, at=found.at, officer=found.officer)]
    if found.terms:
        said += [say("closing_command.terms", **facts), say("review_closing.why", reason=found.terms.get("reason", ""))]
    if found.why:
        said.append(say("review_closing.why_again", reason=found.why))
    return [*said, say("closing_command.is_due", **facts)] if found.due else said


def done(visit: Visit) -> Response:
    """Ask for it, or confirm what another asked for."""
    form, case, who = visit.form, visit.case, visit.officer
    match form.get("act"):
        case "ask":
            until = closing.PERMANENT if form.get("permanent") else form.get("until", "").strip()
            closing.ask_to_close(case, until, form.get("ground", ""), form.get("reason", ""), who, form.get("keeper", ""))  # fmt: skip
        case "close":
            closing.close(case, who)
        case "ask_reopen":
            closing.ask_to_reopen(case, form.get("reason", ""), who)
        case "reopen":
            closing.reopen(case, who)
            return visit.go("/closing", say("closing_command.reopened", row=case.custody.end()[0], officer=who))
        case _:
            return visit.go("/closing")
    return visit.go("/closing", say("review_closing.noted", row=case.custody.end()[0]))


ROUTES = (
    Page("/closing", page, nav=Sentence("review_closing.nav")),
    Page("/closing", done, methods=("POST",), lasting=True, again=page, typed=("reason", "ground")),
)
