"""snscrape's JSON Lines of a Telegram channel, and of forks that add views, forwards and media.

Source: JustAnotherArchivist/snscrape ``snscrape/modules/telegram.py`` and ``base.py`` at 018e14a24209; bellingcat/snscrape at
00239388e309 (views as a pair of value and granularity, ``forwarded``, ``media``). A post's place is in its address
(``https://t.me/s/NAME/ID``); the channel's number is not in the file. An album is one line. ``content`` joins what the
page shows, so line breaks may be missing. Leaves out: link previews, service posts' nature, edits.

>>> line = b'{"url": "https://t.me/s/Shili/7", "date": "2024-01-01T00:00:00+00:00", "content": "a", "outlinks": []'
>>> recognise(line, "x.jsonl").confidence
90
>>> recognise(b'{"url": "https://example.org/s/Shili/7", "date": "2024", "content": "a"}', "x.jsonl") is None
True
"""

import re
from collections.abc import Sequence
from typing import Any, BinaryIO

from msgspec import UNSET, Struct, UnsetType

from doxdocket.parse.form import Bid, Form
from doxdocket.parse.heads import beginning
from doxdocket.parse.moments import Written, moment
from doxdocket.parse.rows import Reading, rounded
from doxdocket.parse.runs import Run, Shape
from doxdocket.parse.telethon.message import Count
from doxdocket.parse.tme_page.counters import counter
from doxdocket.parse.walk import Columns, Home, Walk
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "snscrape"
_URL = re.compile(r"https?://t\.me/(?:s/)?(?P<name>\w{1,64})/(?P<id>\d{1,18})(?:\?.*)?", re.ASCII)
_SHOWN = re.compile(rb'"https?://t\.me/(?:s/)?\w+/\d+')
_KINDS = {"photo": "photo", "video": "video_file", "voicemessage": "voice_message", "gif": "animation"}
_TAGGED = re.compile(r"https?://t\.me/(?:s/)?\w+\?q=", re.ASCII)
_ACCOUNT = re.compile(r"https?://t\.me/(\w+)", re.ASCII)


class Medium(Struct, gc=False, rename={"kind": "_type"}):
    """A picture or sound on the page."""

    kind: str = ""


class Channel(Struct, gc=False):
    """A channel that a post was forwarded from."""

    username: str | None = None
    title: str | None = None


class Post(Struct, gc=False, rename={"kind": "_type", "grain": "views.granularity", "forwarded_url": "forwardedUrl"}):
    """A line: a post, or the channel itself (``--with-entity``)."""

    kind: str = ""
    url: str | None = None
    date: Written = None
    content: str | None = None
    outlinks: list[str] | None = None
    forwarded: Channel | str | None = None
    forwarded_url: str | None = None
    media: list[Medium] | UnsetType | None = UNSET  # forks alone write it
    views: Count | str | list[Count] | None = None
    grain: Count | None = None
    # of the channel
    username: str | None = None
    title: str | None = None
    description: str | None = None
    members: Count | None = None


_SHAPE = Shape(Post, ("url", "content"), rb'\{\s*+"(?:_type|url|username)"\s*+:')


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the type that snscrape states, or by its keys with an address of t.me."""
    first = beginning(head)
    if first is None:
        return None
    kind = first.keys.get("_type", b"")
    if kind.startswith(b'"snscrape.modules.telegram.'):
        return Bid(_ID, 95, *zh_en("snscrape.each_line_says_that_it"))
    post = {"url", "date", "content"} <= first.keys.keys() and _SHOWN.match(first.keys["url"])
    if not kind and post and first.keys.keys() & {"outlinks", "linkPreview", "views"}:
        return Bid(_ID, 90, *zh_en("snscrape.each_line_is_post_of"))
    return None


class Lines(Walk[Post]):
    """One walk over one file."""

    def __init__(self, stream: BinaryIO, source: str, named: Sequence[str]) -> None:
        super().__init__(stream, source, named)
        self._about: dict[str, dict[str, Any]] = {}

    def shape(self) -> Shape[Post]:
        """Every line begins with its type or its address."""
        return _SHAPE

    def home(self, record: Post) -> Home | None:
        """The channel in the post's address."""
        match = _URL.fullmatch(record.url or "")
        if match is None:
            return None
        name = match["name"].lower()
        if name not in self._about and len(self._about) < _MOST:
            self._about[name] = {"username": match["name"]}
        return "name", name

    def known(self, record: Post) -> bool:
        """The channel's own line is no post."""
        if record.url is None and record.username:
            self._about.setdefault(record.username.lower(), {}).update(
                username=record.username, title=record.title, description=record.description, subscribers=record.members
            )
            return True
        return False

    def about(self, home: Home) -> dict[str, Any]:
        """What the channel's line says."""
        return dict(self._about.get(str(home[1]), {}))

    def posts(self, records: Sequence[Post]) -> Columns:
        """Columns of posts."""
        ids = [match["id"] if (match := _URL.fullmatch(m.url or "")) else "" for m in records]
        dates = [moment(m.date) for m in records]
        columns: Columns = {
            "post_id": ids,
            "post_no": [int(one) for one in ids],
            "type": ["message"] * len(records),
            "date": [micros for micros, _ in dates],
            "date_local": [clock for _, clock in dates],
            "text": [m.content or "" for m in records],
            "fields": [_links(m) if m.outlinks else [] for m in records],
            "media": [None if m.media is UNSET else _media(m) if m.media else [] for m in records],
        }
        return columns | _forwards(records)

    def readings(self, channel_ids: Sequence[str], records: Sequence[Post], columns: Columns) -> None:
        """Views as far as the fork kept them: rounded, with what was lost to rounding."""
        for channel_id, post_id, m in zip(channel_ids, columns["post_id"], records, strict=True):
            if m.views is not None and (found := views(m.views, m.grain)):
                self.rows.reading(channel_id, post_id, "views", *found)

    def note(self, run: Run[Post], channel_ids: Sequence[str], columns: Columns) -> None:
        """Clocks without a zone, counters that cannot be read."""
        for i, m in enumerate(run.items):
            met = self.met[channel_ids[i]]
            met["clock_without_zone"] += columns["date_local"][i] is not None
            met["odd_counter"] += m.views is not None and views(m.views, m.grain) is None


_MOST = 10_000


def views(said: int | str | list[int], grain: int | None) -> Reading | None:
    """A counter as any fork writes it: a number with its granularity, a pair of both, or the string of the page.

    >>> views([505900, 100], None), views(505900, 100), views("505.9K", None)[3], views(44, None)[:3]
    ((505850, 505900, 505999, '505900', 100), (505850, 505900, 505999, '505900', 100), '505.9K', (44, 44, 44))
    """
    if isinstance(said, str):
        return counter(said)
    if isinstance(said, list):
        if len(said) != 2:
            return None
        said, grain = said
    grain = grain or 1
    return rounded(said, grain, str(said)) if grain <= 10**9 else None


def _links(m: Post) -> list[tuple[str, str]]:
    """Addresses that the words do not show. The page's own links for hashtags and mentions say what is shown."""
    text = m.content or ""
    hidden = []
    for link in m.outlinks or ():
        account = _ACCOUNT.fullmatch(link)
        bare = link.partition("://")[2].removeprefix("www.").rstrip("/")
        if not (_TAGGED.match(link) or (account and f"@{account[1]}" in text) or (bare and bare in text)):
            hidden.append(link)
    return [(f"link[{i}]", link) for i, link in enumerate(hidden) if link]


def _media(m: Post) -> list[tuple[Any, ...]]:
    kinds = [_KINDS.get(one.kind.rpartition(".")[2].lower(), "document") for one in m.media or ()]
    return [(None, None, None, kind, "not_included") for kind in kinds]


def _forwards(records: Sequence[Post]) -> Columns:
    """Origins by username; a post that was not forwarded has none."""
    places = [_URL.fullmatch(m.forwarded_url or "") for m in records]
    channels = [Channel(m.forwarded) if isinstance(m.forwarded, str) else m.forwarded for m in records]
    names = [c.username if c else place["name"] if place else None for c, place in zip(channels, places, strict=True)]
    return {
        "forwarded_from": [
            (c.title or "") if c else "" if place else None for c, place in zip(channels, places, strict=True)
        ],
        "forwarded_from_id": [f"@{name}" if name else None for name in names],
        "forwarded_post": [place["id"] if place else None for place in places],
    }


parse = Lines.parse
FORM = Form(_ID, *zh_en("snscrape.snscrape_json_lines"), recognise, parse)
