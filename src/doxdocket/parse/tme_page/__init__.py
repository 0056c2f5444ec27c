"""Pages of t.me: a channel's preview (``t.me/s/NAME``), its front page (``t.me/NAME``), one post (``…/5?embed=1``).

Source: pages as captured (2021 to 2026) and copies saved by browsers. Views are rounded, deletions and edits show only
when two captures are compared, and files are there by address only. Leaves out: scripts, a post that a page shows in a frame
(another file, or another member of an MHTML, which intake unpacks).

A page of ``t.me/s/…`` shows every post of the channel between its first and last that can be shown in a browser: a
window. A search, a page whose parts do not adjoin, posts of several channels, a post taken out of its page, or one that
cannot be read make it a selection, which says nothing about what is missing. ``t.me/NAME`` shows a channel without posts,
a person, or only a button to write to that name, which is no evidence that a channel does not exist. Leaves out: where
the bytes come from (a file, or a record of a web archive).

>>> recognise(b'<html><div class="tgme_widget_message js-widget_message" data-post="ab/5">', "x.html").confidence
90
>>> recognise(b'{"html": "<div class=tgme_widget_message data-post=ab/5>"}', "x.json") is None
True
>>> rows = Rows("ab" * 32)
>>> page = b'<section class="tgme_channel_history"><div class="tgme_widget_message" data-post="Ab/5"></div></section>'
>>> list(Page(page, rows).parts())
[]
>>> [(part.table, part.batch["channel_id"].to_pylist()) for part in rows.rest()]
[('posts', ['telegram:name:ab']), ('channels', ['telegram:name:ab']), ('warnings', ['telegram:name:ab'])]
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import BinaryIO

from doxdocket import bounds
from doxdocket.bounds import Lost, guard
from doxdocket.errors import Unreadable
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.tme_page.counters import counter
from doxdocket.parse.tme_page.head import WANTED, Head, saved, saved_from
from doxdocket.parse.tme_page.links import view
from doxdocket.parse.tme_page.markup import INSIDE, Node, tag, trees
from doxdocket.parse.tme_page.post import Post, read_post
from doxdocket.words import zh_en

__all__ = ["FORM", "LIMIT", "Fetch", "Page", "parse", "recognise"]

_ASKED = re.compile(
    r"(?:https?://t\.me)?/s/([A-Za-z0-9_]{1,64})/?\?(?:[^#]*&)?(before|after)=(\d{1,15})(?:[&#].*)?", re.DOTALL
)
_OWN = re.compile(rb"<link\s[^<>]{0,200}?rel=\"canonical\"[^<>]{0,200}?href=\"([^\"<>]{1,300})\"")


def reach(address: str, data: bytes, name: str, shown: tuple[int, int]) -> tuple[int | None, int | None]:
    """The lowest and the highest id of which the page speaks, where they lie beyond the first and the last that it shows.

    ``t.me/s/NAME?before=N`` answers with the posts next below N: between the last of them and N there was none to show;
    ``?after=N`` with the next above. The address is that of the fetch, or what the page calls its own (``canonical``): where
    they differ, the nearer counts. Source: pages of t.me (2021 to 2026).

    >>> reach("https://t.me/s/Some_Name?before=120", b"", "some_name", (100, 117))
    (None, 119)
    >>> reach("", b'<link rel="canonical" href="/s/some_name?after=90">', "some_name", (100, 117))
    (91, None)
    >>> reach("https://t.me/s/other?before=120", b"", "some_name", (100, 117))
    (None, None)
    """
    own = _OWN.search(data, 0, 1 << 16)
    asked: dict[str, list[int]] = {"before": [], "after": []}
    for one in (address, own[1].decode("utf-8", "replace").replace("&amp;", "&") if own else ""):
        found = _ASKED.fullmatch(one)
        if found and found[1].lower() == name.lower():
            asked[found[2]].append(int(found[3]))
    if asked["before"] and asked["after"]:
        return None, None
    last, first = min(asked["before"], default=0) - 1, max(asked["after"], default=shown[0]) + 1
    return first if first < shown[0] else None, last if last > shown[1] else None


_MESSAGE = "tgme_widget_message"
_TREES = WANTED | {_MESSAGE}
#: Parts of a post. One that stands outside of every post fell out of the one before it.
_INNER = frozenset(f"{_MESSAGE}_{part}" for part in ("text", "footer", "info", "meta", "date", "views", "bubble"))
#: Channels of one page whose posts are taken. A page shows one.
_CHANNELS = 64
#: Seconds by which a crawler's clock and the server's may differ without a word.
_APART = 600
#: Pages that show no channel: what is said of them.
_WITHOUT = {"contact": "contact_page", "account": "account_page", "error": "post_not_shown", "frame": "post_in_frame"}
_DIV = re.compile(rb"<div\s%b>" % INSIDE)
#: Bytes of such a tag; t.me's have a twentieth. In a longer one a quote does not close, and every later one would be read through it.
_LONGEST = 8 << 10
_SLUG = re.compile(r"([A-Za-z0-9_]{1,64})/")


def _viewed(data: bytes) -> Iterator[bytes]:
    """The tags that carry ``data-view``: few of a page's many, so they are looked for by it, and each byte but once."""
    looked, at = 0, data.find(b"data-view")
    while at >= 0:
        start = data.rfind(b"<div", looked, at)
        found = _DIV.match(data, start, start + _LONGEST) if start >= 0 else None
        looked = at
        if found and found.end() > at:
            yield found[0]
            looked = found.end()
        at = data.find(b"data-view", max(at + 1, looked))


@dataclass(frozen=True, slots=True)
class Fetch:
    """How a page came: as a file (nothing known), or as a record of a web archive."""

    at: int | None = None  # the record's name among others: its capture
    start: int = 0  # its place in the file
    end: int = 0
    moment: datetime | None = None  # when whoever fetched it had it
    how: str = "crawler"  # who that is: a crawler, or the tool that saved it
    address: str = ""
    part: bool = False  # what t.me sends a browser that scrolls: posts without the page around them


@dataclass(slots=True)
class _Channel:
    """One channel of the page."""

    slug: str
    owner: str | None = None
    posts: int = 0


@dataclass
class Page:
    """One page, read once from the first byte to the last."""

    data: bytes
    rows: Rows
    fetch: Fetch = field(default_factory=Fetch)

    def __post_init__(self) -> None:
        self.head = Head(search="q=" in self.fetch.address.partition("?")[2])
        self.channels: dict[str, _Channel] = {}
        self.said: Counter[str] = Counter()
        self.lost = self.highest = self.lowest = 0
        self.more = False
        self.kind = ""
        self._views()

    def _views(self) -> None:
        """What every ``data-view`` says of the channel and the time, before any post is handed on."""
        self.ids: dict[str, set[str]] = {}
        times: list[int] = []
        for written in _viewed(self.data):
            stated = tag(written).read()
            slug, one = _SLUG.match(stated.get("data-post", "")), view(stated.get("data-view"))
            if one.at is not None:
                times.append(one.at)
            if slug and one.channel:
                self.ids.setdefault(slug[1].lower(), set()).add(one.channel)
        self.served = (min(times), max(times)) if times else None
        moment: float | datetime | None = self.served[1] if self.served else self.fetch.moment
        how = "server" if self.served else self.fetch.how
        if moment is None:
            moment, how = saved(self.data), "tool"
        self.moment, self.how = moment, how if moment is not None else None

    def parts(self) -> Iterator[Parsed]:
        """Hand on what is full; the rest waits in ``rows``. Afterwards ``kind`` says what page it was."""
        held: tuple[Post, Node] | None = None
        for node in trees(self.data, _TREES, _MESSAGE):
            if held and not _INNER.isdisjoint(node.tokens):
                self._lose(held[1], "broken_structure", node.end, held[0].id)  # parts of it lie outside of it
                held = None
            elif _MESSAGE in node.tokens:
                if held:
                    self._tried(*held)
                    yield from self.rows.full()
                post = guard(partial(self._post, node), bounds.FILE.base)
                if isinstance(post, Lost):
                    self._lose(node, "record_failed", node.end, why=post.why)
                    post = None
                held = (post, node) if post else None
            elif "tme_messages_more" in node.tokens:
                self.more = bool(self.highest or held)
            else:
                self.head.take(node)
        if held:
            self._tried(*held)
        self._end()

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """The place of a stretch of the page in the file: of a record, the record's."""
        return (start, end) if self.fetch.at is None else (self.fetch.start, self.fetch.end)

    def _lose(self, node: Node, code: str, end: int, post_id: str | None = None, why: str | None = None) -> None:
        self.lost += 1
        self.rows.warn("quarantine", code, *self._span(node.start, end), why, post_id=post_id)

    def _tried(self, post: Post, node: Node) -> None:
        """A post; where it fails, nothing of it stays."""
        if lost := self.rows.trial(partial(self._take, post, node)):
            self._lose(node, "record_failed", node.end, post.id, lost.why)

    def _post(self, node: Node) -> Post | None:
        """Read a post's tree, or say why it cannot be read."""
        if node.code:
            self._lose(node, node.code, node.end)
            return None
        post = read_post(node)
        if isinstance(post, str):
            self._lose(node, post, node.end)
            return None
        if not node.closed and post.columns["edit_shown"] is None:  # cut before its last line
            self._lose(node, "truncated" if node.end == len(self.data) else "broken_structure", node.end, post.id)
            return None
        return post

    def _take(self, post: Post, node: Node) -> None:
        """Hand on one post, its counters and what is to be said about it."""
        slug = post.slug.lower()
        known = self.ids.get(slug, set())
        bare = post.view.channel or (next(iter(known)) if len(known) == 1 else None)
        channel_id = f"telegram:channel:{bare}" if bare else f"telegram:name:{slug}"
        if channel_id not in self.channels and len(self.channels) >= _CHANNELS:
            self._lose(node, "too_many_channels", node.end, post.id)
            return
        channel = self.channels.setdefault(channel_id, _Channel(post.slug))
        channel.owner = channel.owner or post.owner
        channel.posts += 1
        self._judge(post, bare)
        repairs = [code for code, met in (("not_closed", not node.closed), ("bytes_replaced", self._odd(node))) if met]
        start, end = self._span(node.start, node.end)
        for code in repairs:
            self.rows.warn("repair", code, start, end, channel_id=channel_id, post_id=post.id)
        columns = post.columns
        if not columns["from_id"] and not columns["from_name"]:
            columns |= {"from_id": f"channel{bare}" if bare else f"@{post.slug}", "from_name": post.owner}
        self.rows.post(
            channel_id, post.id, byte_start=start, byte_end=end, at=self.fetch.at, repairs=len(repairs), **columns
        )
        at, how = (post.view.at, "server") if post.view.at is not None else (self.moment, self.how)
        for what, reading, label in post.readings:
            self.rows.reading(
                channel_id, post.id, what, *reading, label=label, read_at=at, read_how=how, at=self.fetch.at
            )

    def _judge(self, post: Post, bare: str | None) -> None:
        """What this post says about the page."""
        self.said.update(post.said)
        number = int(post.id)
        if number <= self.highest or self.more:
            self.said["stretch_broken"] += 1
        self.lowest = min(self.lowest or number, number)
        self.highest, self.more = max(self.highest, number, *map(int, post.columns["also"])), False
        seen = post.view
        if bare is None:
            self.said["no_channel_id"] += 1
        if seen.post and seen.post != post.id:
            self.said["view_disagrees"] += 1
        if seen.at is not None and (date := post.columns["date"]) is not None and seen.at < date:
            self.said["time_before_post"] += 1

    def _odd(self, node: Node) -> bool:
        """Whether something in the post's bytes is no character."""
        raw = self.data[node.start : node.end]
        try:
            return "\0" in raw.decode()
        except UnicodeDecodeError:
            return True

    def _end(self) -> None:
        """The rows of the channels, and what is to be said about the page."""
        head = self.head
        self.kind = "posts" if self.channels else "lost" if self.lost else head.kind
        if self.kind == "channel":
            key = f"name:{head.username.lower()}" if head.username else f"unkeyed:{self.rows.capture(self.fetch.at)}"
            self.channels[f"telegram:{key}"] = _Channel(head.username or "")
        only = next(iter(self.channels)) if len(self.channels) == 1 else None
        if len(self.channels) > 1:
            self.said["several_channels"] = len(self.channels)
        if any(len(ids) > 1 for ids in self.ids.values()):
            self.said["channel_ids_disagree"] = max(map(len, self.ids.values()))
        if self.channels and head.search:
            self.said["search_page"] = 1
        whole = head.history or self.fetch.part
        broken = head.search or self.lost or self.said["stretch_broken"] or only is None
        extent = "window" if whole and self.highest and not broken else "selection"
        beyond = (None, None) if extent != "window" or only is None else reach(
            self.fetch.address, self.data, self.channels[only].slug, (self.lowest, self.highest)
        )  # fmt: skip
        names = Counter(channel.slug.lower() for channel in self.channels.values())
        for channel_id, channel in self.channels.items():
            name = channel.slug.lower()
            mine = only is not None or (name == (head.username or "").lower() and names[name] == 1)
            self.rows.channel(
                channel_id,
                title=(head.title if mine else None) or channel.owner,
                username=(head.username if mine else None) or channel.slug or None,
                description=head.description if mine else None,
                extent=extent,
                reach_first=beyond[0],
                reach_last=beyond[1],
                captured_at=self.moment,
                captured_how=self.how,
                at=self.fetch.at,
            )
            if mine and head.members and (reading := counter(head.members)):
                self.rows.reading(
                    channel_id, None, "subscribers", *reading, read_at=self.moment, read_how=self.how, at=self.fetch.at
                )
            elif mine and head.members:
                self.said["odd_counter"] += 1
        self._say(only)

    def _say(self, only: str | None) -> None:
        """The page's notices."""
        span = self._span(0, len(self.data))
        details = {code: str(count) for code, count in self.said.items() if count}
        if self.kind in _WITHOUT:
            details[_WITHOUT[self.kind]] = ""
        if self.served and self.served[0] != self.served[1]:
            details["server_times"] = f"{self.served[1] - self.served[0]} s"
        if self.served and self.fetch.moment and self.fetch.how == "crawler":
            apart = round(self.fetch.moment.timestamp()) - self.served[1]
            if abs(apart) > _APART:
                details["crawl_time"] = f"{apart:+d} s"
        for code, detail in details.items():
            self.rows.warn("notice", code, *span, detail or None, channel_id=only)


_ID = "tme_page"
#: Bytes one page may have: the largest that a browser can show after hours of scrolling is a tenth of it.
LIMIT = 64 << 20

_OPENS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,256}<(?:!--|!doctype html|html|head|body|div|section|main|a)\b", re.IGNORECASE
)
_POST = re.compile(rb"<[a-z]{1,12}\s[^<>]{0,512}?\btgme_widget_message\b[^<>]{0,4096}?\bdata-post\s*=", re.IGNORECASE)
_PART = re.compile(
    rb"<[a-z]{1,12}\s[^<>]{0,512}?class\s*=\s*[\"'][^\"'<>]{0,512}?\btgme_(?:widget_message(?:_error)?|channel_info|channel_history|page)\b"
    rb"|<script\s[^<>]{0,512}?data-telegram-post\s*=",
    re.IGNORECASE,
)
_FROM = re.compile(
    rb"<!--\s{0,9}(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s{1,9}url: )https?://t(?:elegram)?\.me/"
)


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - a page's name is its title, which says nothing
    """Bid by the class names that only t.me uses; they must stand in a tag of a file that begins as HTML."""
    if not _OPENS.match(head):
        return None
    if _POST.search(head):
        return Bid(_ID, 90, *zh_en("parse_tme_page.page_of_t_me_with"))
    if _PART.search(head):
        return Bid(_ID, 85, *zh_en("parse_tme_page.page_of_t_me"))
    if _FROM.search(head):
        return Bid(_ID, 80, *zh_en("parse_tme_page.page_that_browser_saved_from"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one page."""
    blocks, size = [], 0
    while block := stream.read(1 << 20):
        blocks.append(block)
        size += len(block)
        if size > LIMIT:
            raise Unreadable("parse_tme_page.page_is_larger_than_bytes", limit=LIMIT)
    data = b"".join(blocks)
    del blocks
    if _other_encoding(data):
        raise Unreadable("parse_tme_page.page_is_not_in_utf")
    rows = Rows(source_sha256)
    page = Page(data, rows, Fetch(moment=stated.saved, how="tool", address=stated.address or saved_from(data)))
    yield from page.parts()
    if page.kind == "other":
        raise Unreadable("parse_tme_page.no_part_of_page_of", size=size)
    yield from rows.rest()


_FEW = 6  # bytes that damage alone may have changed
_HIGH = bytes(range(0x80, 0x100))


def _other_encoding(data: bytes) -> bool:
    """Whether most of what is no ASCII is no UTF-8 either."""
    try:
        data.decode()
    except UnicodeDecodeError:
        lost = data.decode(errors="replace").count("\ufffd")
        return lost >= _FEW and 4 * lost > len(data) - len(data.translate(None, _HIGH))
    return False


FORM = Form(
    _ID,
    *zh_en("parse_tme_page.page_of_t_me_channel"),
    recognise,
    parse,
)
