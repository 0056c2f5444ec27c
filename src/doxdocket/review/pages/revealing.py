"""One value for a minute: asked for with a reason, logged, shown, gone. The only page that holds a value in clear.

It works as a page of its own, which leads away by itself. One value at a time at each browser: another is opened when the page of the
first was left or its minute is over. That it was left only that page can say, by a token that stands nowhere else.
"""

import hmac
import secrets

from starlette.responses import Response

from doxdocket.desk import revealing
from doxdocket.errors import WrongCall
from doxdocket.review.templates import post_at
from doxdocket.review.visit import Page, Visit
from doxdocket.words import say

SECONDS = 60
"""Of a value on the screen."""


def ask(visit: Visit) -> Response:
    """Which value, and the form for the reason; while one is shown, for how long."""
    found = revealing.covered(visit.case, visit.query.get("finding", ""))
    return visit.page("reveal.html.j2", title=say("review_revealing.title"), found=found, back=_back(visit), seconds=SECONDS, left=_left(visit))  # fmt: skip


def reveal(visit: Visit) -> Response:
    """Log it, then show it."""
    finding = visit.form.get("finding", "")
    one_at_a_time(visit)
    found = revealing.reveal(visit.case, finding, reason=visit.form.get("reason", ""), officer=visit.officer)
    showing(visit, finding)
    return visit.page("revealed.html.j2", title=say("review_revealing.shown"), found=found, back=_back(visit), seconds=SECONDS)  # fmt: skip


def showing(visit: Visit, what: str) -> None:
    """Note that this browser shows a value from now on."""
    visit.sitting.showing = what, visit.door.now() + SECONDS, secrets.token_urlsafe(16)


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
    """The value goes before its minute is over: its own page says so, by the button or when it is left; any other page changes nothing."""
    back = _back(visit)
    ours = hmac.compare_digest(visit.form.get("shown", "").encode(), visit.sitting.showing[2].encode())
    if ours:
        visit.sitting.showing = "", 0.0, ""
    if visit.form.get("left"):
        return visit.nothing()
    return visit.go(back, say("review_revealing.gone") if ours else None)


def gone(visit: Visit) -> Response:
    """The way on when the minute is over."""
    return visit.go(_back(visit), say("review_revealing.gone"))


def _back(visit: Visit) -> str:
    """Where to go on: where somebody came from, or the post of the value."""
    if asked := visit.back(""):
        return asked
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
