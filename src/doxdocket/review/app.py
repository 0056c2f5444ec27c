"""The pages as one application: who is let in, what they may, and the one thread in which everything about the case is done.

SQLCipher's connection belongs to the thread that opened it, and one thread is also the order in which officers' decisions are recorded. So handlers are plain
functions, and a page waits for the one before it. Left out: what pages say (``pages``), the server (``serving``).
"""

import asyncio
import contextvars
import hmac
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Scope

from doxdocket.desk import liking, overview, roles, signing
from doxdocket.desk.leases import Leases
from doxdocket.desk.session import Session
from doxdocket.errors import DoxdocketError, EvidenceFault, KeyFault, WrongCall
from doxdocket.review import assets, guard, refused, templates
from doxdocket.review.guard import Guard, limited
from doxdocket.review.pages import NAV, PAGES, keys, posts, seat
from doxdocket.review.sitting import MINUTES, Door, Sitting
from doxdocket.review.visit import File, Page, Visit
from doxdocket.words import Lang, say, speaking

if TYPE_CHECKING:
    from doxdocket.store.case import Case

FIELDS, FILES = 2000, 8
"""Of one form."""
MIB = 1 << 20
STATUSES: Mapping[type[DoxdocketError], int] = {WrongCall: 400, KeyFault: 403, EvidenceFault: 409}
Tell = Callable[[BaseException], None]


@dataclass(slots=True)
class Place:
    """Where the pages are: the port, and a name of this run alone, so that what listens on another port of 127.0.0.1 never gets its cookie."""

    name: str
    port: int = 0

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser may call this server."""
        return frozenset({f"127.0.0.1:{self.port}", f"{self.name}.localhost:{self.port}"})

    @property
    def cookie(self) -> str:
        """The cookie's name, another for each port."""
        return f"desk_{self.port}"

    def link(self, secret: str, *, plain: bool = False) -> str:
        """The address of a link; ``plain``: for a browser that does not know names under localhost."""
        host = "127.0.0.1" if plain else f"{self.name}.localhost"
        return f"http://{host}:{self.port}{guard.ENTER}?once={secret}"


@dataclass(slots=True)
class Served:
    """A case that is being served."""

    case: "Case" = field(repr=False)
    worker: Executor
    """Of one thread: that which opened the case."""
    door: Door
    place: Place
    lang: Lang
    tell: Tell
    """What is said at the terminal of an error that is none of ours."""
    desk: Session = field(init=False, repr=False)
    leases: Leases = field(init=False)
    stop: Callable[[], None] = field(init=False, repr=False)
    """Ends the server, from any thread."""

    def __post_init__(self) -> None:
        self.desk, self.leases = Session(self.case), Leases(self.door.now)

    def warm(self) -> None:
        """Load what the first page needs, before anybody asks for it."""
        templates.environment().get_template("overview.html.j2")
        with speaking(self.lang), suppress(DoxdocketError):  # what is wrong is told to whom asks
            overview.told(self.case)
            if self.case.current_run() is not None and self.desk.making.wanted():
                self.desk.making.begin()

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
    MultiPartParser.spool_max_size = 256 * MIB  # what a form brings stays in memory: a temporary file would be clear
    app = Starlette(
        routes=[
            Route(guard.ENTER, _enter(served), methods=["GET"]),
            Route("/sign-in", _sign_in(served), methods=["GET", "POST"]),
            Route("/static/{digest}/{name}", _static, methods=["GET"]),
            *(Route(page.path, _endpoint(served, page), methods=list(page.methods)) for part in PAGES for page in part.ROUTES),
        ],
        middleware=[
            Middleware(Guard, hosts=lambda: served.place.hosts, refusal=_refusal(served), fault=_fault(served)),
        ],
        exception_handlers={HTTPException: _unknown(served)},
    )  # fmt: skip
    app.router.redirect_slashes = False
    return app


def _listed(role: str) -> list[list[Page]]:
    """The pages that stand at the top, for who has this role, by what they are for."""
    here = {page.path: page for part in PAGES for page in part.ROUTES if page.nav and _may(role, page)}
    return [found for group in NAV if (found := [here[path] for path in group if path in here])]


def _may(role: str, page: Page) -> bool:
    """Whether a role may ask for a page: an expert for those that are theirs."""
    return page.needs == "all" or (roles.may(role, page.needs) and (role != roles.EXPERT or page.expert))


# Coming in.
def _enter(served: Served) -> Callable[[Request], Response]:
    """The link's page: it leaves the cookie and leads on by itself, since a cookie of ``SameSite=Strict`` is not sent on a redirect from elsewhere."""

    async def enter(request: Request) -> Response:
        known = request.cookies.get(served.place.cookie, "")
        made = served.door.enter(request.query_params.get("once", ""), known)
        if made is None and (sitting := served.door.at(known)) is not None:
            return _bare("entered.html.j2", sitting.lang, 200)
        if made is None:
            return _bare("outside.html.j2", served.lang, 401, why="link", minutes=MINUTES)
        response = _bare("entered.html.j2", served.lang, 200)
        response.set_cookie(served.place.cookie, made, httponly=True, samesite="strict", path="/")
        return response

    return enter  # type: ignore[return-value]


def _sign_in(served: Served) -> Callable[[Request], Response]:
    """For an officer with a key of their own: a link that only this key opens (``desk.signing``)."""

    async def sign_in(request: Request) -> Response:
        if request.method != "POST":
            return _bare("sign_in.html.j2", served.lang, 200, block="", asked="")
        form, _ = await _sent(request, 4096)
        name = form.get("officer", "").strip()
        if not name:
            return _bare("sign_in.html.j2", served.lang, 422, block="", asked="")
        made = await asyncio.get_running_loop().run_in_executor(served.worker, served.sealed_for, name)
        return _bare("sign_in.html.j2", served.lang, 200, block=made, asked=name)

    return sign_in  # type: ignore[return-value]


async def _static(request: Request) -> Response:
    found = assets.asset(request.path_params["digest"], request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found.data, headers={"content-type": found.kind, "cache-control": "public, max-age=31536000, immutable"})  # fmt: skip


# A page.
def _endpoint(served: Served, page: Page) -> Callable[[Request], Response]:
    async def endpoint(request: Request) -> Response:
        cookie = request.cookies.get(served.place.cookie, "")
        sitting = served.door.at(cookie)
        if sitting is None:
            return _bare("outside.html.j2", served.lang, 401, why="nobody", minutes=MINUTES)
        body: tuple[ImmutableMultiDict[str, str], Mapping[str, File]] = ImmutableMultiDict(), {}
        if request.method != "GET":
            body = await _sent(request, page.limit)
            if not hmac.compare_digest(body[0].get("csrf", "").encode(), sitting.csrf.encode()):
                return _bare("refused.html.j2", sitting.lang, 403, why="csrf", address="")
        run = contextvars.copy_context().run
        partial = request.headers.get("hx-request") == "true"
        asked = _Asked(request, sitting, cookie, body[0], body[1], partial)
        return await asyncio.get_running_loop().run_in_executor(served.worker, run, _answer, served, page, asked)

    return endpoint  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _Asked:
    request: Request
    sitting: Sitting
    cookie: str = field(repr=False)
    form: ImmutableMultiDict[str, str] = field(repr=False)
    files: Mapping[str, File] = field(repr=False)
    partial: bool


async def _sent(request: Request, limit: int) -> tuple[ImmutableMultiDict[str, str], Mapping[str, File]]:
    """The form of a request, its texts and its files."""
    inner = Request(request.scope, limited(request.receive, limit, request.headers.get("content-length")))
    async with inner.form(max_files=FILES, max_fields=FIELDS, max_part_size=limit) as form:
        texts = [(name, one) for name, one in form.multi_items() if isinstance(one, str)]
        files = {name: File(one.filename or "", await one.read()) for name, one in form.multi_items() if isinstance(one, UploadFile)}  # fmt: skip
    return ImmutableMultiDict(texts), files


def _answer(served: Served, page: Page, asked: _Asked) -> Response:
    """In the thread of the case: what the officer may, then what the page says, with the key that answers for them."""
    sitting, custody = asked.sitting, served.case.custody
    _likes(served.case, sitting)
    with speaking(sitting.lang):
        role = roles.role(served.case, sitting.officer)
        if role is None or not _may(role, page):
            return _bare("refused.html.j2", sitting.lang, 403, why="role" if role else "gone", address="")
        visit = Visit(
            served.case, served.desk, served.door, served.leases, sitting, asked.cookie, role, dict(asked.request.path_params),
            ImmutableMultiDict(asked.request.query_params.multi_items()), asked.form, asked.files, _here(asked.request), asked.request.url.path, asked.partial,
        )  # fmt: skip
        if sitting.locked and not page.locked:
            return seat.locked(visit)
        before, custody.identity = custody.identity, sitting.key
        try:
            served.desk.fresh()
            if page.adds and visit.closed is not None:
                return visit.page("closed.html.j2", title=say("review_closing.refused_title"), status=409)
            if page.searches and served.desk.making.wanted():
                return posts.waits(visit)
            return page.handler(visit)
        except DoxdocketError as error:
            return _said(visit, page, error)
        finally:
            custody.identity = before


def _likes(case: "Case", sitting: Sitting) -> None:
    """The officer's language, theme and keys, as they were left."""
    if not sitting.liked:
        kept = liking.liked(case, sitting.officer)
        sitting.liked, sitting.keys = True, liking.keys_of(kept)
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


# What nobody is signed in for, or nobody asked for.
def _bare(name: str, lang: Lang, status: int, **given: object) -> HTMLResponse:
    with speaking(lang):
        made = HTMLResponse(templates.rendered(name, {"lang": lang, "theme": "", **given}), status)
    if status == 401:
        made.headers["hx-refresh"] = "true"  # a part of a page that nobody may see any more takes the page with it
    return made


def _refusal(served: Served) -> guard.Refusal:
    async def refusal(_scope: Scope, why: str) -> ASGIApp:
        return _bare("refused.html.j2", served.lang, guard.STATUS[why], why=why, address=f"http://127.0.0.1:{served.place.port}/")  # fmt: skip

    return refusal


def _fault(served: Served) -> Callable[[Scope, Exception], "asyncio.Future[ASGIApp]"]:
    async def fault(_scope: Scope, error: Exception) -> ASGIApp:
        served.tell(error)
        return _bare("refused.html.j2", served.lang, 500, why="internal", address="")

    return fault  # type: ignore[return-value]


def _unknown(served: Served) -> Callable[[Request, Exception], Response]:
    async def unknown(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        sitting = served.door.at(request.cookies.get(served.place.cookie, ""))
        lang = sitting.lang if sitting else served.lang
        why = {404: "missing", 405: "method"}.get(status, "form")
        return _bare("refused.html.j2", lang, status, why=why, address="")

    return unknown  # type: ignore[return-value]
