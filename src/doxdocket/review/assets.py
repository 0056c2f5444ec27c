"""Style, scripts and libraries that pages ask for, from memory; each under an address that holds its digest, so a browser may keep it.

Files of others are compared with ``vendored.yaml`` before they are served: a library that somebody changed on the disk runs in nobody's browser.

>>> url("review.css").startswith("/static/") and url("review.css").endswith("/review.css")
True
>>> found = asset(url("htmx.min.js").split("/")[2], "htmx.min.js")
>>> found is not None and found.kind
'text/javascript; charset=utf-8'
>>> asset("0" * 16, "htmx.min.js"), asset("0" * 16, "../app.py")
(None, None)
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from doxdocket.errors import RuleFault

HOME = Path(__file__).parent
STATIC = HOME / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Vendored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of others: of which package, under which licence, with which digests."""

    file: str
    package: str
    version: str
    path: str
    licence: str
    licences: tuple[str, ...]
    integrity: str
    sha512: str


@dataclass(frozen=True, slots=True)
class Asset:
    """What is served: its type, the digest in its address, and its bytes."""

    kind: str
    digest: str
    data: bytes = field(repr=False)


@cache
def vendored() -> tuple[Vendored, ...]:
    """The files of others."""
    return msgspec.yaml.decode((HOME / "vendored.yaml").read_bytes(), type=tuple[Vendored, ...])


@cache
def _assets() -> Mapping[str, Asset]:
    known = {one.file: one for one in vendored()}
    found = {}
    for path in sorted(STATIC.rglob("*")):
        if path.suffix in KINDS:
            data = path.read_bytes()
            if path.parent.name == "vendor" and not _same(known.get(path.name), data):
                raise RuleFault("review_assets.library_is_not_as_it", file=path)
            found[path.name] = Asset(KINDS[path.suffix], hashlib.sha256(data).hexdigest()[:16], data)
    return found


def _same(of: Vendored | None, data: bytes) -> bool:
    return of is not None and hashlib.sha512(data).hexdigest() == of.sha512


def forget() -> None:
    """Read the files anew when one is asked for."""
    _assets.cache_clear()


def url(name: str) -> str:
    """The address of a file of ``static``; KeyError where there is none of this name."""
    return f"/static/{_assets()[name].digest}/{name}"


def asset(digest: str, name: str) -> Asset | None:
    """The file behind an address; None where there is none, or another by now."""
    found = _assets().get(name)
    return found if found and found.digest == digest else None
