"""What no request gets past: the address it asks for, where it comes from, how long it is; and the headers of every answer.

Source: Fetch Metadata (W3C), RFC 6454 (Origin), CSP 3; SECURITY.md says which threat each answers. Left out: who is signed in (``app``).

>>> refused("GET", "/", {"host": "evil.example:80"}, frozenset({"127.0.0.1:80"}))
'host'
>>> refused("POST", "/x", {"host": "127.0.0.1:80", "origin": "http://evil.example"}, frozenset({"127.0.0.1:80"}))
'origin'
>>> refused("POST", "/x", {"host": "127.0.0.1:80", "origin": "http://127.0.0.1:80"}, frozenset({"127.0.0.1:80"}))
>>> refused("GET", "/", {"host": "127.0.0.1:80", "sec-fetch-site": "cross-site"}, frozenset({"127.0.0.1:80"}))
'origin'
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST, ORIGIN, EARLY, LONG, LARGE, METHOD = "host", "origin", "early", "long", "large", "method"
"""Why a request is refused."""
STATUS = {HOST: 421, ORIGIN: 403, EARLY: 503, LONG: 414, LARGE: 413, METHOD: 405}
ADDRESS = 4096
"""Bytes of a path with its query."""
ENTER = "/enter"
"""The one page that another place may lead to: the terminal's link."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), clipboard-read=(), display-capture=(), usb=(), serial=(), payment=()",
    "x-robots-tag": "noindex, nofollow",
}
_ANSWERED = frozenset(("GET", "POST"))
"""HEAD is not: it would do what GET does, use up a link among others, for an answer that nobody sees."""
_OURS = frozenset(("same-origin", "none"))
Refusal = Callable[[Scope, str], Awaitable[ASGIApp]]


class TooLarge(Exception):
    """More was sent than the page takes."""


def refused(method: str, path: str, headers: Mapping[str, str], hosts: frozenset[str]) -> str | None:
    """Why a request is not answered; None when it may go on.

    A changing request names where it comes from: ``Sec-Fetch-Site``, or, of an older browser, ``Origin``. A page of another port of this computer is
    "same-site" and still not ours.
    """
    host = headers.get("host", "")
    if host not in hosts:
        return HOST
    if method not in _ANSWERED:
        return METHOD
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in _OURS and not (method == "GET" and path == ENTER):
        return ORIGIN
    if origin not in {None, "null", f"http://{host}"}:
        return ORIGIN
    if method != "GET" and site != "same-origin" and origin != f"http://{host}":
        return ORIGIN
    if "prefetch" in headers.get("sec-purpose", "") + headers.get("purpose", ""):
        return EARLY  # a link is used by who follows it, and by no browser that reads ahead
    return None


@dataclass(frozen=True, slots=True)
class Guard:
    """Before the pages: refuses, and puts the headers on every answer. ``hosts``: what this server is called; ``refusal``: the page that says no."""

    app: ASGIApp
    hosts: Callable[[], frozenset[str]]
    refusal: Refusal
    fault: Callable[[Scope, Exception], Awaitable[ASGIApp]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        begun = False

        async def out(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        long = len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS
        doubled = any(len(headers.getlist(name)) > 1 for name in ("host", "origin", "sec-fetch-site", "cookie"))
        why = HOST if doubled else refused(scope["method"], scope["path"], headers, self.hosts())
        if why or long:
            app = await self.refusal(scope, why or LONG)
            await app(scope, receive, out)
            return
        try:
            await self.app(scope, receive, out)
        except TooLarge:
            app = await self.refusal(scope, LARGE)
            await app(scope, receive, out)
        except Exception as error:  # noqa: BLE001 - the last place of a request: it is told without its words, and the server goes on
            if not begun:
                app = await self.fault(scope, error)
                await app(scope, receive, out)


def limited(receive: Receive, limit: int, length: str | None) -> Receive:
    """The body of a request, refused when it is longer than its page takes, whatever its head says."""
    if length is not None and not (length.isdecimal() and len(length) < 20 and int(length) <= limit):
        raise TooLarge
    got = 0

    async def within() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > limit:
            raise TooLarge
        return message

    return within
