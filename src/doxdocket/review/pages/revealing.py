"""One value for a minute: asked for with a reason, logged, shown, gone. The only page that holds a value in clear.

It works as a page of its own, which leads away by itself. One value at a time at each browser: another is opened when the
first is closed or its minute is over.
"""

from starlette.responses import Response

from doxdocket.desk import revealing
from doxdocket.errors import WrongCall
from doxdocket.review.templates import post_at
from doxdocket.review.visit import Page, Visit, own
from doxdocket.words import say

SECONDS = 60
"""Of a value on the screen."""


def ask(visit: Visit) -> Response:
    """Which value, and the form for the reason; while one is shown, the button that covers it."""
    found = revealing.covered(visit.case, visit.query.get("finding", ""))
    return visit.page("reveal.html.j2", title=say("review_revealing.title"), found=found, back=_back(visit), seconds=SECONDS, left=_left(visit))  # fmt: skip


def reveal(visit: Visit) -> Response:
    """Log it, then show it."""
    finding = visit.form.get("finding", "")
    one_at_a_time(visit)
    found = revealing.reveal(visit.case, finding, reason=visit.form.get("reason", ""), officer=visit.officer)
    visit.sitting.showing = finding, visit.door.now() + SECONDS
    return visit.page("revealed.html.j2", title=say("review_revealing.shown"), found=found, back=_back(visit), seconds=SECONDS)  # fmt: skip


def one_at_a_time(visit: Visit) -> None:
    """A ``WrongCall`` while this browser shows a value: this one, as when its page is loaded anew, or another."""
    shown, left = visit.sitting.showing[0], _left(visit)
    if left > 0 and shown == visit.form.get("finding"):
        raise WrongCall("review_revealing.this_value_is_shown_already", left=left)
    if left > 0:
        raise WrongCall("review_revealing.one_value_is_shown_already", shown=shown, left=left)


def _left(visit: Visit) -> int:
    """Seconds for which this browser shows a value."""
    return max(0, round(visit.sitting.showing[1] - visit.door.now()))


def close(visit: Visit) -> Response:
    """The value goes before its minute is over."""
    back = _back(visit)
    visit.sitting.showing = "", 0.0
    return visit.go(back, say("review_revealing.gone"))


def gone(visit: Visit) -> Response:
    """The way on when the minute is over."""
    return visit.go(_back(visit), say("review_revealing.gone"))


def _back(visit: Visit) -> str:
    """Where to go on: where somebody came from, or the post of the value."""
    asked = visit.form.get("back") or visit.query.get("back")
    if asked:
        return own(asked)
    finding = visit.form.get("finding") or visit.query.get("finding") or visit.sitting.showing[0]
    try:
        channel, post, *_ = revealing.split(finding)
    except WrongCall:
        return "/"
    return post_at(channel, post)


ROUTES = (
    Page("/reveal", ask, role="reveal"),
    Page("/reveal", reveal, methods=("POST",), role="reveal", again=ask),
    Page("/reveal/close", close, methods=("POST",), role="reveal"),
    Page("/reveal/gone", gone, role="reveal"),
)
