"""An officer's seat: how the desk looks to them, the lock when nobody is there, and leaving."""

from hmac import compare_digest
from secrets import token_bytes

from jinja2.filters import do_urlencode
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import Response

from doxdocket.desk import preferences, signing
from doxdocket.errors import WrongCall
from doxdocket.review.browser_sessions import Draft, coded, named
from doxdocket.review.front import own
from doxdocket.review.visit import Page, Visit
from doxdocket.words import say

LEAST, MOST, _SALT = 8, 200, 16
"""Signs of a code for a sitting; bytes of its salt."""
TRIES = 5
"""Wrong passphrases, after which a sitting ends."""


def choose(visit: Visit) -> Response:
    """Another language or theme, from the next page on."""
    lang, theme = visit.form.get("lang"), visit.form.get("theme")
    if lang in {"zh", "en"}:
        visit.sitting.lang = "zh" if lang == "zh" else "en"
    if theme in {"", "light", "dark"}:
        visit.sitting.theme = str(theme)
    preferences.keep(visit.case, visit.officer, lang=visit.lang, theme=visit.sitting.theme)
    return visit.go(visit.back())


def here(visit: Visit) -> Response:
    """Somebody is there: they type or read a page that asks for nothing."""
    return visit.nothing()


def lock(visit: Visit) -> Response:
    """The officer goes away."""
    visit.door.lock(visit.sitting)
    return visit.go("/")


def draft(visit: Visit) -> Response:
    """Keep what is being written at a page, or keep it no longer."""
    form, here = visit.form, own(visit.form.get("draft-here", "/"))
    if "drop" in form:
        visit.sitting.drafts.drop(named(here))
        return visit.go(here)
    _keep(visit, here, form.get("draft-action", ""), form.get("draft-title", ""))
    return visit.nothing()


def _keep(visit: Visit, here: str, action: str, title: str) -> None:
    typed = [one for one in visit.form.multi_items() if one[0] != "csrf" and not one[0].startswith("draft-")]
    visit.sitting.drafts.keep(Draft(here, action, ImmutableMultiDict(typed), title), named(here))


def unsent(visit: Visit) -> Response:
    """What was sent while the page was locked is shown by its own page (``app``); here there is nothing of it any more."""
    return visit.go("/")


def locked(visit: Visit, said: str = "", *, keeps: bool = False) -> Response:
    """The page of a locked sitting: nothing of the case, and how to go on. ``keeps``: what was sent to it is kept and shown again."""
    back = visit.back() if visit.form else visit.here
    if keeps:
        back = f"/draft?{do_urlencode({'of': visit.at, 'at': visit.form.get('at', '')})}"
        _keep(visit, back, visit.at, "")
    made = visit.page(
        "locked.html.j2", title=say("review_seat.locked"), status=401, able=able(visit), said=said, back=back
    )
    made.headers["hx-refresh"] = "true"
    return made


def able(visit: Visit) -> str:
    """What this officer can be asked for, to say that they are there; empty where there is nothing."""
    return (
        "code"
        if visit.sitting.code
        else "passphrase"
        if visit.sitting.key == visit.desk.identity and signing.by_passphrase(visit.sitting.key)
        else ""
    )


def unlock(visit: Visit) -> Response:
    """The code that the officer chose for this sitting, or the passphrase of the key that answers for them, where it lies on this computer under one."""
    if not visit.sitting.locked:
        return visit.go(visit.back())
    if _there(visit):
        visit.door.unlock(visit.sitting)
        return visit.go(visit.back())
    if visit.sitting.wrong >= TRIES:
        return leave(visit)
    return locked(visit, say("review_seat.wrong", left=TRIES - visit.sitting.wrong))


def _there(visit: Visit) -> bool:
    """Whether what was typed is the officer's code or the passphrase; nothing is after as many tries as there are, however many were sent at once."""
    typed, kept = visit.form.get("passphrase", ""), visit.sitting.code
    if visit.sitting.wrong >= TRIES:
        return False
    if (kept and compare_digest(coded(typed, kept[:_SALT]), kept)) or signing.is_passphrase(visit.sitting.key, typed):
        visit.sitting.wrong = 0
        return True
    visit.sitting.wrong += 1
    return False


def code(visit: Visit) -> Response:
    """Choose a code by which this sitting goes on after a lock, or have none; it is in memory alone and ends with the sitting.

    Whoever sits at an open page is asked for the code there is, or the passphrase, so that nobody else chooses one.
    """
    typed = visit.form.get("code", "")
    if typed and not LEAST <= len(typed) <= MOST:
        raise WrongCall("review_seat.code_length", least=LEAST)
    if able(visit) and not _there(visit):
        if visit.sitting.wrong >= TRIES:
            visit.door.lock(visit.sitting)  # whoever it was, what the officer began stays theirs
            return leave(visit)
        raise WrongCall("review_seat.wrong", left=TRIES - visit.sitting.wrong)
    visit.sitting.code = coded(typed, token_bytes(_SALT)) if typed else b""
    visit.sitting.coded_at = f"{visit.case.clock().astimezone(visit.case.zone):%H:%M}" if typed else ""
    return visit.go("/keys", say("review_seat.code_kept" if typed else "review_seat.code_gone"))


def leave(visit: Visit) -> Response:
    """The sitting ends."""
    visit.door.leave(visit.cookie)
    return visit.go("/")


ROUTES = (
    Page("/draft", draft, methods=("POST",), role="all", locked=True),
    Page("/draft", unsent, role="all"),
    Page("/look", choose, methods=("POST",), role="all"),
    Page("/here", here, methods=("POST",), role="all"),
    Page("/lock", lock, methods=("POST",), role="all"),
    Page("/code", code, methods=("POST",), role="all"),
    Page("/unlock", unlock, methods=("POST",), role="all", locked=True),
    Page("/leave", leave, methods=("POST",), role="all", locked=True),
)
