"""What stands on a page around its posts: which channel it shows, when it was saved, and what kind of page it is.

Source: pages of t.me as captured (2021 to 2026); ``Page saved with SingleFile`` (gildas-lormeau/SingleFile) writes its
own date. Leaves out: counters of photos, videos, files and links; avatars.

>>> from doxdocket.parse.tme_page.markup import trees
>>> head = Head()
>>> for one in trees(
...     b'<div class="tgme_page_title"><b>x</b></div><div class="tgme_page_extra">7 members</div>', WANTED
... ):
...     head.take(one)
>>> head.title, head.members, head.kind
('x', '7 members', 'channel')
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from doxdocket.parse.tme_page import words
from doxdocket.parse.tme_page.markup import Node

#: Elements whose inside is read.
WANTED = frozenset({
    "tgme_channel_info_header_title", "tgme_channel_info_header_username", "tgme_channel_info_description",
    "tgme_channel_info_counter", "tgme_header_title", "tgme_header_counter", "tgme_page_title", "tgme_page_extra",
    "tgme_page_description", "tgme_widget_message_error",
})  # fmt: skip
_CONTACT = re.compile(r"Telegram:? (?:Contact|View|Join|Launch)\b[^@]*@([A-Za-z0-9_]{1,64})")
_RESOLVE = re.compile(r"tg://resolve\?domain=([A-Za-z0-9_]{1,64})(?:&.*)?", re.DOTALL)
_NAME = re.compile(r"@?([A-Za-z0-9_]{1,64})")
_COUNTS = re.compile(r"subscriber|member|подписчик|участник", re.IGNORECASE)
_SAVED = re.compile(
    rb"Page saved with SingleFile\s{1,9}url: \S{0,2048}\s{1,9}saved date: "
    rb"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d):(\d\d):(\d\d) GMT([+-])(\d\d)(\d\d)"
)
_SAVED_FROM = re.compile(
    rb"<!--\s{0,9}(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s{1,9}url: )([^\s<>]{1,2048})"
)
_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")


@dataclass(slots=True)
class Head:
    """What has been met so far."""

    title: str | None = None
    username: str | None = None
    description: str | None = None
    members: str | None = None  # the counter of subscribers, with its word
    history: bool = False  # the list of a channel's posts, as t.me/s/ has it
    search: bool = False
    landing: bool = False  # t.me/NAME
    account: bool = False  # of a person or a bot
    contact: bool = False
    error: bool = False  # "Post not found" and the like
    framed: str | None = None  # the post that is shown by a frame, which is another file

    @property
    def kind(self) -> str:
        """What page this is by what stands on it: channel, account, contact, error, frame, or other."""
        if self.history:
            return "channel"
        if self.framed:
            return "frame"
        if self.landing:
            return "account" if self.account else "channel"
        if self.contact:
            return "contact"
        return "error" if self.error else "channel" if self.title and self.username else "other"

    def take(self, node: Node) -> None:
        """Learn from one element of the page that is no post."""
        tokens = node.tokens
        if node.tag == "title":
            found = _CONTACT.match(node.line())
            self.contact = self.contact or found is not None
            self.username = self.username or (found[1] if found else None)
        elif node.tag == "meta":
            self._meta(node.get("property") or "", node.get("content") or "")
        elif node.tag == "input":
            self.search = self.search or (node.get("name") == "q" and bool((node.get("value") or "").strip()))
        elif framed := node.get("data-telegram-post"):
            self.framed = framed
        elif "tgme_channel_history" in tokens:
            self.history = True
        elif "tgme_page" in tokens:
            self.contact = True  # until a title stands on it
        else:
            self._inside(node)

    def _meta(self, name: str, content: str) -> None:
        if name.startswith("al:") and (found := _RESOLVE.fullmatch(content)):
            self.username = self.username or found[1]

    def _inside(self, node: Node) -> None:
        tokens = node.tokens
        if "tgme_channel_info_header_title" in tokens or "tgme_page_title" in tokens:
            self.landing = self.landing or "tgme_page_title" in tokens
            self.title = node.line() or self.title
        elif "tgme_header_title" in tokens:
            self.title = self.title or node.line() or None
        elif "tgme_channel_info_header_username" in tokens:
            found = _NAME.fullmatch(node.line())
            self.username = found[1] if found else self.username
        elif "tgme_channel_info_description" in tokens or "tgme_page_description" in tokens:
            self.description = words.read([node])[0] or None
        elif "tgme_channel_info_counter" in tokens or "tgme_header_counter" in tokens:
            self.members = self.members or _members(node)
        elif "tgme_page_extra" in tokens:
            self.members = node.line() if _COUNTS.search(node.line()) else None
            self.account = self.members is None
        elif "tgme_widget_message_error" in tokens:
            self.error = True


def _members(node: Node) -> str | None:
    """A counter's string, if it counts subscribers."""
    if not _COUNTS.search(node.line()):
        return None
    return next((one.line() for one in node.inside() if "counter_value" in one.tokens), node.line())


def saved_from(data: bytes) -> str:
    r"""The address that a browser or a tool wrote into the page it saved; empty when there is none.

    >>> saved_from(b"<!DOCTYPE html>\n<!-- saved from url=(0023)https://t.me/s/x?q=a -->\n<html>")
    'https://t.me/s/x?q=a'
    """
    found = _SAVED_FROM.search(data[:8192])
    return found[1].decode("utf-8", "replace") if found else ""


def saved(data: bytes) -> datetime | None:
    r"""When a tool says that it saved the page.

    >>> saved(
    ...     b"<!-- Page saved with SingleFile\n url: x \n saved date: Tue Nov 24 2026 17:51:00 GMT+0800 (CST)"
    ... ).isoformat()
    '2026-11-24T09:51:00+00:00'
    """
    found = _SAVED.search(data[:8192])
    if not found or found[1] not in _MONTHS:
        return None
    day, year, hour, minute, second = (int(found[i]) for i in (2, 3, 4, 5, 6))
    offset = timedelta(hours=int(found[8]), minutes=int(found[9])) * (-1 if found[7] == b"-" else 1)
    try:
        clock = datetime(year, _MONTHS.index(found[1]) + 1, day, hour, minute, second, tzinfo=UTC)
        return clock - offset
    except (ValueError, OverflowError):
        return None
