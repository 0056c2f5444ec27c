"""The pages as one application: who is let in, what they may, and the one thread in which everything about the case is done.

SQLCipher's connection belongs to the thread that opened it, and one thread is also the order in which officers' decisions are recorded. So handlers are plain
functions, and a page waits for the one before it. Left out: what pages say (``pages``), the server (``serving``).
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, compile_path

from doxdocket.desk import overview, preferences, roles, signing
from doxdocket.desk.session import Session
from doxdocket.errors import DoxdocketError, EvidenceFault, KeyFault, WrongCall
from doxdocket.review import refused, templates
from doxdocket.review.browser_sessions import Draft, Leases, Sitting, named
from doxdocket.review.front import Came, Front, application, bare, endpoint, sent
from doxdocket.review.pages import NAV, PAGES, keys, own_settings, posts
from doxdocket.review.visit import Page, Visit
from doxdocket.words import say, speaking

if TYPE_CHECKING:
    from doxdocket.store.case import Case

STATUSES: Mapping[type[DoxdocketError], int] = {WrongCall: 400, KeyFault: 403, EvidenceFault: 409}


@dataclass(slots=True)
class Served(Front):
    """A case that is being served; the worker's thread is that which opened it."""

    case: "Case" = field(repr=False)
    give_back: Callable[[], object] = field(default=lambda: None, repr=False)
    """Gives back after an answer the memory that it took."""
    desk: Session = field(init=False, repr=False)
    leases: Leases = field(init=False)

    def __post_init__(self) -> None:
        self.desk, self.leases = Session(self.case), Leases(self.door.now)

    def warm(self) -> None:
        """Load what the first page needs, before anybody asks for it."""
        templates.environment().get_template("overview.html.j2")
        with speaking(self.lang), suppress(DoxdocketError):  # what is wrong is told to whom asks
            overview.told(self.case)
            if self.case.current_run() is not None and self.desk.making.wanted():
                self.desk.making.begin()

    def lets_in(self, giver: str) -> bool:
        """A link of another officer is a lead's to give, and lets in while they are one."""
        return roles.role(self.case, giver) == roles.LEAD

    def rendered(self, name: str, given: Mapping[str, Any]) -> str:
        """A page from its template."""
        return templates.rendered(name, given)

    def link(self, officer: str) -> str:
        """The secret of a link for the officer who serves."""
        return self.door.link(officer, self.case.custody.identity, self.lang)

    def link_of(self, officer: str) -> str:
        """The same for another officer, in the thread of the case; a ``WrongCall`` where the key of who serves may not act for them."""
        return self.link(self.case.custody.officer(officer))

    def sealed_for(self, officer: str) -> str:
        """Links for an officer, each of which one of their keys opens, as lines to be copied. In the thread of the case.

        As many lines for every name, whether a key answers for it or not.
        """
        sealed = [
            signing.sealed_link(one.recipient, self.case.info.id, officer, self.place.link(self.door.link(officer, one.fingerprint, self.lang)))
            for one in signing.keys_of(self.case, officer)
        ]  # fmt: skip
        most = max((len(signing.keys_of(self.case, one)) for one in self.case.custody.officers()), default=1)
        others = signing.blind(self.case, officer, self.place.link(secrets.token_urlsafe(32)))
        return signing.block([*sealed, *islice(others, max(1, most) - len(sealed))])


def make(served: Served) -> Starlette:
    """The application."""
    templates.environment().globals |= {"pages": _listed, "all_keys": keys.KEYS}
    return application(
        served,
        [
            Route("/sign-in", _sign_in(served), methods=["GET", "POST"]),
            *(
                Route(page.path, endpoint(served, page.limit, partial(_answer, served, page)), methods=list(page.methods))
                for part in PAGES for page in part.ROUTES
            ),
        ],
    )  # fmt: skip


def _listed(role: str) -> list[list[Page]]:
    """The pages that stand at the top, for who has this role, by what they are for."""
    here = {page.path: page for part in PAGES for page in part.ROUTES if page.nav and _may(role, page)}
    return [found for group in NAV if (found := [here[path] for path in group if path in here])]


def _may(role: str, page: Page) -> bool:
    """Whether a role may ask for a page: an expert for those that are theirs."""
    return page.needs == "all" or (roles.may(role, page.needs) and (role != roles.EXPERT or page.expert))


def _sign_in(served: Served) -> Callable[[Request], Response]:
    """For an officer with a key of their own: a link that only this key opens (``desk.signing``)."""

    async def sign_in(request: Request) -> Response:
        if request.method != "POST":
            return bare(served, "sign_in.html.j2", served.lang, 200, block="", asked="")
        form, _ = await sent(request, 4096)
        name = form.get("officer", "").strip()
        if not name:
            return bare(served, "sign_in.html.j2", served.lang, 422, block="", asked="")
        made = await asyncio.get_running_loop().run_in_executor(served.worker, served.sealed_for, name)
        return bare(served, "sign_in.html.j2", served.lang, 200, block=made, asked=name)

    return sign_in  # type: ignore[return-value]


# A page.
def _answer(served: Served, page: Page, asked: Came) -> Response:
    """In the thread of the case: what the officer may, then what the page says, with the key that answers for them."""
    sitting, custody = asked.sitting, served.case.custody
    _likes(served.case, sitting)
    with speaking(sitting.lang):
        role = roles.role(served.case, sitting.officer)
        if role is None or not _may(role, page):
            return bare(served, "refused.html.j2", sitting.lang, 403, why="role" if role else "gone", address="")
        visit = Visit(
            served.case, served.desk, served.door, served.place, served.leases, sitting, asked.cookie, role, dict(asked.request.path_params),
            ImmutableMultiDict(asked.request.query_params.multi_items()), asked.form, dict(asked.files), _here(asked.request), asked.request.url.path, asked.partial,
        )  # fmt: skip
        if sitting.locked and not page.locked:
            return own_settings.locked(visit, keeps=page.again is not None and asked.request.method == "POST")
        before, custody.identity = custody.identity, sitting.key
        try:
            served.desk.fresh()
            if page.adds and visit.closed is not None:
                return visit.page("closed.html.j2", title=say("review_closing.refused_title"), status=409)
            if page.searches and served.desk.making.wanted():
                return posts.waits(visit)
            if asked.request.method != "GET":
                return _sent(visit, page.handler(visit))
            return _begun(visit) or page.handler(visit)
        except DoxdocketError as error:
            return _said(visit, page, error)
        finally:
            custody.identity = before
            served.give_back()


def _sent(visit: Visit, response: Response) -> Response:
    """What a form that was taken answers: what was kept of it while it was written goes."""
    if response.status_code < 400 and "more" not in visit.form:
        for one in [*visit.sitting.drafts.named(Draft)]:
            if (one.action, one.form.get("at")) == (visit.at, visit.form.get("at")):
                visit.sitting.drafts.drop(named(one.here))
    return response


def _begun(visit: Visit) -> Response | None:
    """The page with what the officer began there and did not send; None where there is none, or it cannot be sent any more."""
    draft = visit.sitting.drafts.get(named(visit.here))
    if not isinstance(draft, Draft):
        return None
    for part in PAGES:
        for page in part.ROUTES:
            found = _PATHS[page].fullmatch(draft.action) if page.again and "POST" in page.methods else None
            if found and page.again and _may(visit.role, page):
                with suppress(DoxdocketError):
                    given = replace(visit, form=draft.form, path=found.groupdict(), drafted=draft.told)
                    told: Response = page.again(replace(given, form=refused.kept(given, page.typed)))
                    return told
    visit.sitting.drafts.drop(named(visit.here))
    return None


_PATHS = {page: compile_path(page.path)[0] for part in PAGES for page in part.ROUTES}


def _likes(case: "Case", sitting: Sitting) -> None:
    """The officer's language, theme and keys, as they were left."""
    if not sitting.liked:
        kept = preferences.liked(case, sitting.officer)
        sitting.liked, sitting.keys = True, preferences.keys_of(kept)
        sitting.theme = kept["theme"] if kept.get("theme") in ("light", "dark") else ""
        sitting.lang = kept["lang"] if kept.get("lang") in ("zh", "en") else sitting.lang


def _here(request: Request) -> str:
    query = request.url.query
    return "/" if request.method != "GET" else request.url.path + (f"?{query}" if query else "")


def _said(visit: Visit, page: Page, error: DoxdocketError) -> Response:
    """What is shown for an error of ours: the form again with its sentence at the top, or a page of it where there is no form to go back to."""
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)
    if page.again is not None:
        form, said = refused.again(visit, page.typed, error)
        for query in (form, ImmutableMultiDict[str, str]()):  # what was typed may be what its page cannot show
            with suppress(DoxdocketError):
                return page.again(replace(visit, form=form, query=query, fault=said, status=status))
    return visit.page("fault.html.j2", title=say("review.fault_title"), status=status, said=error.said(visit.lang))
