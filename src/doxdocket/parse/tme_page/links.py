"""What addresses of t.me and ``data-view`` say: whose post, which one, and when the server showed it.

``data-view`` is undocumented: base64 of JSON with the channel's id (negative), the post's id and the second at which the
server made this part of the page (decoded alike in captures of 2021 to 2026). A browser takes it off every post that was
on screen (t.me's own ``telegram-web.js``), so a page saved from a browser has it only where nobody had scrolled yet.
Leaves out: its hash, whose making is not known.

>>> view("eyJjIjotNzcsInAiOiIxM2ciLCJ0IjoxNzAwMDAwMDAwfQ"), view("%%%")
(View(channel='77', post='13', at=1700000000), View(channel=None, post=None, at=None))
>>> link("https://t.me/some_one/2320"), link("https://t.me/c/77/5?single"), link("https://t.example/a/5")
(('@some_one', '2320'), ('channel77', '5'), (None, None))
"""

import binascii
import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

_LINK = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:t|telegram)\.(?:me|dog)/(?:s/)?(?:c/(\d{1,15})|([A-Za-z0-9_]{1,64}))"
    r"(?:/\d{1,15})??(?:/0*(\d{1,15}))?/?(?:[?#].*)?",
    re.DOTALL,
)
_DIGITS = re.compile(r"\d{1,15}")
_LAST = 253402300799  # the end of the year 9999


class View(NamedTuple):
    """Bare id of the channel, id of the post, second of the server."""

    channel: str | None
    post: str | None
    at: int | None


_NOTHING = View(None, None, None)


class _View(msgspec.Struct):
    c: int | None = None
    p: int | str | None = None
    t: int | None = None


_decode = msgspec.json.Decoder(_View).decode


@lru_cache(4096)
def view(value: str | None) -> View:
    """Decode ``data-view``; nothing where there is none or where it is something else."""
    if not value or len(value) > 2048:
        return _NOTHING
    try:
        raw = binascii.a2b_base64(value.replace("-", "+").replace("_", "/") + "=" * (-len(value) % 4))
        one = _decode(raw)
    except (binascii.Error, ValueError, msgspec.DecodeError, RecursionError):
        return _NOTHING
    channel = str(-one.c) if one.c is not None and -(10**15) < one.c < 0 else None
    post = _DIGITS.match(str(one.p)) if one.p is not None else None
    at = one.t if one.t is not None and 0 < one.t <= _LAST else None
    return View(channel, str(int(post[0])) if post else None, at)


def link(href: str) -> tuple[str | None, str | None]:
    """Whom a link to t.me names, as an id, and which post."""
    if not href:
        return None, None
    found = _LINK.fullmatch(href)
    if not found:
        return None, None
    return (f"channel{found[1]}" if found[1] else f"@{found[2]}"), found[3]
