"""The door of pages on this computer, the same for the desk and the kit: the link, the cookie, the token of each form, what is refused, and one thread that answers.

Whoever serves pages is a ``Front``; what its pages say, and who may see them, is its own affair (``app``, ``kit.app``).
"""

import asyncio
import contextvars
import hmac
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Scope

from doxdocket.review import assets, guard
from doxdocket.review.browser_sessions import MINUTES, Door, Sitting
from doxdocket.review.guard import Guard, limited
from doxdocket.words import Lang, speaking

FIELDS, FILES = 2000, 8
"""Of one form."""
MIB = 1 << 20
FORM = MIB // 4
"""Bytes of a form, unless its page says more (a table that is brought)."""
POLLS = frozenset(("effect", "far", "moved-part", "run"))
"""Ids of what asks again by itself until something is done (``hx-trigger`` with a delay)."""
Tell = Callable[[BaseException], None]
Endpoint = Callable[[Request], Response]


def own(path: str) -> str:
    r"""A path of ours to lead back to, as a form or address names it; the overview where it is another's.

    >>> own("/posts?q=a"), own("//evil.example"), own("http://evil.example"), own("/\\evil.example"), own("/a\n")
    ('/posts?q=a', '/', '/', '/', '/')
    """
    return path if re.fullmatch(r"/(?![/\\])[\x21-\x7e]*|/", path) else "/"


@dataclass(frozen=True, slots=True)
class File:
    """A file that a form brought."""

    name: str = field(repr=False)
    data: bytes = field(repr=False)


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
class Front(ABC):
    """What serves pages; whoever it is adds what they are of."""

    worker: Executor
    """Of one thread, in which pages are answered one after another."""
    door: Door
    place: Place
    lang: Lang
    tell: Tell
    """What is said at the terminal of an error that is none of ours."""
    stop: Callable[[], None] = field(init=False, repr=False)
    """Ends the server, from any thread."""

    @abstractmethod
    def warm(self) -> None:
        """Load what the first page needs, before anybody asks for it."""

    def lets_in(self, _giver: str) -> bool:
        """Whether who gave a link may still give one; asked in the worker's thread."""
        return True

    @abstractmethod
    def rendered(self, name: str, given: Mapping[str, Any]) -> str:
        """A page from its template."""


@dataclass(frozen=True, slots=True)
class Came:
    """A request of somebody who is in: its form carried the token, and is not too large."""

    request: Request
    sitting: Sitting
    cookie: str = field(repr=False)
    form: ImmutableMultiDict[str, str] = field(repr=False)
    files: tuple[tuple[str, File], ...] = field(repr=False)
    """Each with its field, in their order."""
    partial: bool


def application(front: Front, routes: Iterable[Route]) -> Starlette:
    """The application: these pages, the link's page, styles and scripts, and the guard before all of it."""
    MultiPartParser.spool_max_size = 256 * MIB  # what a form brings stays in memory: a temporary file would be clear
    app = Starlette(
        routes=[
            Route(guard.ENTER, _enter(front), methods=["GET"]),
            Route("/static/{digest}/{name}", _static, methods=["GET"]),
            *routes,
        ],
        middleware=[
            Middleware(Guard, hosts=lambda: front.place.hosts, refusal=_refusal(front), fault=_fault(front)),
        ],
        exception_handlers={HTTPException: _unknown(front)},
    )  # fmt: skip
    app.router.redirect_slashes = False
    return app


def _enter(front: Front) -> Endpoint:
    """The link's page: it leaves the cookie and leads on by itself, since a cookie of ``SameSite=Strict`` is not sent on a redirect from elsewhere."""

    async def enter(request: Request) -> Response:
        known, secret = request.cookies.get(front.place.cookie, ""), request.query_params.get("once", "")
        if (another := front.door.another(secret, known)) is not None:
            whose, here = another
            return bare(front, "another.html.j2", here.lang, 409, whose=whose, officer=here.officer, csrf=here.csrf)
        giver = front.door.giver(secret)
        if giver and not await asyncio.get_running_loop().run_in_executor(front.worker, front.lets_in, giver):
            front.door.take_back(giver)
        made = front.door.enter(secret, known)
        if made is None and (sitting := front.door.at(known)) is not None:
            return bare(front, "entered.html.j2", sitting.lang, 200)
        if made is None:
            why = "lapsed" if front.door.lapsed(secret) else "link"
            return bare(front, "outside.html.j2", front.lang, 401, why=why, minutes=MINUTES)
        response = bare(front, "entered.html.j2", front.lang, 200)
        response.set_cookie(front.place.cookie, made, httponly=True, samesite="strict", path="/")
        return response

    return enter  # type: ignore[return-value]


async def _static(request: Request) -> Response:
    found = assets.asset(request.path_params["digest"], request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found.data, headers={"content-type": found.kind, "cache-control": "public, max-age=31536000, immutable"})  # fmt: skip


def endpoint(front: Front, limit: int, answer: Callable[[Came], Response], files: int = FILES) -> Endpoint:
    """A page for who is in: ``answer`` is asked in the worker's thread. ``limit``: bytes of what is sent to it; ``files``: how many."""

    async def endpoint(request: Request) -> Response:
        cookie = request.cookies.get(front.place.cookie, "")
        sitting = front.door.at(cookie, polls=request.headers.get("hx-trigger") in POLLS)
        if sitting is None:
            return bare(front, "outside.html.j2", front.lang, 401, why="nobody", minutes=MINUTES)
        form: ImmutableMultiDict[str, str] = ImmutableMultiDict()
        brought: tuple[tuple[str, File], ...] = ()
        if request.method != "GET":
            try:
                form, brought = await sent(request, limit, files)
            except ClientDisconnect:  # whoever sent it has left, and nobody reads an answer
                return Response(status_code=204)
            if not hmac.compare_digest(form.get("csrf", "").encode(), sitting.csrf.encode()):
                return bare(front, "refused.html.j2", sitting.lang, 403, why="csrf", address="")
        run = contextvars.copy_context().run
        partial = request.headers.get("hx-request") == "true"
        came = Came(request, sitting, cookie, form, brought, partial)
        return await asyncio.get_running_loop().run_in_executor(front.worker, run, answer, came)

    return endpoint  # type: ignore[return-value]


async def sent(
    request: Request, limit: int, files: int = FILES
) -> tuple[ImmutableMultiDict[str, str], tuple[tuple[str, File], ...]]:
    """The form of a request, its texts and its files."""
    inner = Request(request.scope, limited(request.receive, limit, request.headers.get("content-length")))
    async with inner.form(max_files=files, max_fields=FIELDS, max_part_size=limit) as form:
        texts = [(name, one) for name, one in form.multi_items() if isinstance(one, str)]
        brought = [(name, File(one.filename or "", await one.read())) for name, one in form.multi_items() if isinstance(one, UploadFile)]  # fmt: skip
    return ImmutableMultiDict(texts), tuple(brought)


# What nobody is signed in for, or nobody asked for.
def bare(front: Front, name: str, lang: Lang, status: int, **given: object) -> HTMLResponse:
    """A page for whoever it may be: it says nothing of what is served."""
    with speaking(lang):
        made = HTMLResponse(front.rendered(name, {"lang": lang, "theme": "", **given}), status)
    if status == 401:
        made.headers["hx-refresh"] = "true"  # a part of a page that nobody may see any more takes the page with it
    return made


def _refusal(front: Front) -> guard.Refusal:
    async def refusal(scope: Scope, why: str) -> ASGIApp:
        """A page that another page led to is one click away: the browser sends no cookie on the way from there, and does from here."""
        status, address = guard.STATUS[why], f"http://127.0.0.1:{front.place.port}/"
        if why == guard.ORIGIN:
            why = "led" if scope["method"] == "GET" else why
            query = scope["query_string"]
            there = scope["raw_path"] + (b"?" + query if query else b"")
            address = own(there.decode("latin-1")) if why == "led" else "/"
        return bare(front, "refused.html.j2", front.lang, status, why=why, address=address)

    return refusal


def _fault(front: Front) -> Callable[[Scope, Exception], "asyncio.Future[ASGIApp]"]:
    async def fault(_scope: Scope, error: Exception) -> ASGIApp:
        front.tell(error)
        return bare(front, "refused.html.j2", front.lang, 500, why="internal", address="")

    return fault  # type: ignore[return-value]


def _unknown(front: Front) -> Callable[[Request, Exception], Response]:
    async def unknown(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        sitting = front.door.at(request.cookies.get(front.place.cookie, ""))
        lang = sitting.lang if sitting else front.lang
        why = {404: "missing", 405: "method"}.get(status, "form")
        return bare(front, "refused.html.j2", lang, status, why=why, address="")

    return unknown  # type: ignore[return-value]
