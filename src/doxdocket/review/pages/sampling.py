"""The samples of the case: planned, drawn, answered blind in the queue, settled by a third person, and what comes out beside its rule of acceptance.

The size and the rule are in the form that is sent, so nobody draws before they are said. Left out: answering, which are two queues.
"""

from collections.abc import Mapping

from starlette.responses import Response

from doxdocket.desk import sampling
from doxdocket.desk.accounts import reviewed
from doxdocket.errors import WrongCall
from doxdocket.review.pages.accounts import kept, name
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

NUMBERS = {
    "size": Sentence("review_sampling.size"), "within": Sentence("review_sampling.within"), "tolerate": Sentence("review_sampling.tolerate"),
    "confidence": Sentence("review_sampling.confidence"),
}  # fmt: skip
"""The numbers of a plan, by the fields of its form."""
AIMS = {"precision": Sentence("review_sampling.aim_precision"), "missed": Sentence("review_sampling.aim_missed")}
_LIMITS = {"size": (1, 1e6), "within": (0.1, 50), "confidence": (50, 99.9)}


def _number(given: Mapping[str, str], field: str) -> float | None:
    text = given.get(field, "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1
    least, most = _LIMITS[field]
    if not least <= value <= most or (field == "size" and value != int(value)):
        raise WrongCall("review_sampling.no_such_number", least=f"{least:g}", most=f"{most:g}")
    return value


def _wanted(visit: Visit) -> sampling.Wanted:
    """What the form asks for."""
    given = visit.form or visit.query
    size, tolerate = _number(given, "size"), given.get("tolerate", "").strip()
    return sampling.wanted(
        given.getlist("for"), [tolerate] if tolerate else [], _number(given, "confidence"), within=_number(given, "within"),
        size=None if size is None else int(size),
    )  # fmt: skip


def page(visit: Visit) -> Response:
    """Plan, progress and results; with ``plan`` in the address what a sample so made would tell."""
    case, given = visit.case, visit.form or visit.query
    if case.current_run() is None:
        return visit.page("sampling.html.j2", title=say("review_sampling.title"), body=None)
    fault, plan, size = "", None, None
    if given.get("plan") and not visit.fault:
        try:
            asked = _wanted(visit)
            plan, size = sampling.planned(case, asked), asked.size
        except WrongCall as wrong:
            fault = wrong.said(visit.lang)
    left = list(sampling.left(case))
    own = {one.plan: one.left for one in left if one.officer == visit.officer and one.left}
    body = kept(visit, ("samples", *own), reviewed.document, name(), own)
    return visit.page(
        "sampling.html.j2", title=say("review_sampling.title"), body=body, plan=plan, given=given, fault=fault, numbers=NUMBERS, left=left,
        own=own, size=size, outdated=sampling.outdated(case), plans=list(dict.fromkeys((one.plan, one.at) for one in left)), populations=sampling.populations(),
        chosen=set(given.getlist("for")) or {"precision"}, officers=case.info.officers, aims=AIMS,
    )  # fmt: skip


def drawn(visit: Visit) -> Response:
    """Draw, and record the plan with its rule of acceptance."""
    form = visit.form
    done = sampling.draw(
        visit.case, _wanted(visit), form.getlist("reviewer"), reason=visit.reason, officer=visit.officer,
    )  # fmt: skip
    note = say("review_sampling.drawn" if done.new else "review_sampling.drawn_before", id=done.plan.id)
    if done.too_few:
        note += say(
            "review_sampling.too_few",
            told=sampling.populations_said(done.too_few),
        )
    return visit.go("/sampling", note)


def undone(visit: Visit) -> Response:
    """Take a plan back; that it was drawn, and what it said, stays told."""
    done = sampling.undo(visit.case, visit.form.get("plan", ""), reason=visit.reason, officer=visit.officer)
    return visit.go("/sampling", say("review_sampling.undone", id=done.id))


ROUTES = (
    Page("/sampling", page, nav=Sentence("review_sampling.title"), expert=True),
    Page("/sampling", drawn, methods=("POST",), again=page, typed=("reason", *NUMBERS)),
    Page("/sampling/undo", undone, methods=("POST",), again=page),
)
