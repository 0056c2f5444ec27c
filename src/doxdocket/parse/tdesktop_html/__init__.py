r"""Telegram Desktop's ``messages.html``, ``messages2.html`` …: one chat's posts, a thousand a page, of every version since 2018.

Source: Telegram Desktop ``export_output_html.cpp`` at 929032d598f7 and pages of 2019 to 2026. Each page is a source by
itself. The form states no number of the chat, no account numbers, no edits, no mime types; what it has beyond the JSON
form is the time of a forwarded post's origin. Leaves out: the other pages of an export (contacts, sessions, lists).

A message that is ``joined`` to the one before has no name of its own and takes that one's; after bytes that could not be
read it takes none. Days stand between messages as messages of their own with negative ids, but so do posts of a basic
group before its upgrade: only the words tell. Service messages have no time on a page, only the day. Leaves out: the
pages before and after, which are sources of their own.

>>> recognise(
...     b'<!DOCTYPE html>\n<div class="history">\n<div class="message service" id="message-1">', "messages.html"
... ).confidence
90
>>> recognise(b'<div class="tgme_widget_message" data-post="a/1">', "messages.html") is None
True
>>> import io
>>> one = b'<div class="message service" id="message-1"><div class="body details">5 May 2021</div></div>'
>>> two = b'<div class="message service" id="message9"><div class="body details">Channel photo changed</div></div>'
>>> [
...     part.batch["action"].to_pylist()
...     for part in Page(io.BytesIO(one + two), "ab" * 32).parts()
...     if part.table == "posts"
... ]
[['edit_group_photo']]
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

from selectolax.lexbor import LexborHTMLParser

from doxdocket import bounds
from doxdocket.bounds import Lost as Failed
from doxdocket.bounds import guard
from doxdocket.errors import Unreadable
from doxdocket.parse.attached_objects import Field
from doxdocket.parse.elements import Lost
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows, exact
from doxdocket.parse.tdesktop_html import pieces, service, times
from doxdocket.parse.tdesktop_html.media import Hung
from doxdocket.parse.tdesktop_html.pieces import Cut, Piece, crowded, cut, pages, utf8
from doxdocket.parse.tdesktop_html.post import Post, read, read_all
from doxdocket.parse.tdesktop_html.words import plain
from doxdocket.parse.tdesktop_json.columns import Medium, epoch, fields
from doxdocket.parse.tdesktop_json.message import Message, Run
from doxdocket.parse.tme_page.head import saved_from
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_BASE = re.compile(r"((?:\.\./)*)css/")
_DELETED = "Deleted Account"  # what the writer puts for an account without a name
_NOTHING = "No exported messages"
_COUNTED = (
    "forward_without_zone",
    "migrated_history",
    "unavailable",
    "joined_unknown",
    "reply_elsewhere",
    "service_words",
)
_COLUMNS = (
    "channel_id", "post_id", "post_no", "byte_start", "byte_end", "repairs", "type", "date", "date_local", "author",
    "from_name", "forwarded_from", "forwarded_date", "reply_to", "action", "text", "fields", "quotes", "media",
)  # fmt: skip
_MANY = 64  # messages that are read at once
_ODD = 3  # messages with bytes that are no UTF-8, from which on the file may be in another encoding
_BLANK = " \t\r\n\ufeff"  # what an editor may put before a page, its mark of UTF-8 too
_NOTHING_HUNG = Hung()
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Page:
    """One walk over one page."""

    def __init__(self, stream: BinaryIO, source: str, address: str = "") -> None:
        self.stream, self.source, self.rows = stream, source, Rows(source)
        self.channel = f"telegram:unkeyed:{source[:16]}"
        self.title: str | None = None
        self.address = address  # where a browser had the page that it saved
        self.base = ""  # leads from the page to the export's folder
        self.name: str | None = None  # of the message before, for the joined
        self.origin: str | None = None
        self.day: str | None = None
        self.read = self.replaced = 0  # messages, and those with bytes that are no UTF-8
        self.known = False  # whether anything showed that this is such a page
        self.size = 0
        self.linked: dict[str, None] = {}
        self.batch: list[tuple[Any, ...]] = []
        self.offsets: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.counts = dict.fromkeys(_COUNTED, 0)

    def parts(self) -> Iterator[Parsed]:
        """Everything on the page."""
        found = pieces.pieces(self.stream)
        last, open_ended = next(found), False
        self._head(last)
        while some := list(islice(found, _MANY)):
            self.known, last = True, some[-1]
            cuts = [cut(piece) for piece in some]
            posts = self._read([one for one in cuts if isinstance(one, Cut)])
            for one, piece in zip(cuts, some, strict=True):
                if isinstance(one, Cut):
                    self._tried(one, next(posts), piece)
                elif isinstance(one, Lost):
                    self._lost(*one)
                else:
                    self.day = one.date
            open_ended = isinstance(cuts[-1], Lost)
            self._hand_on()
            yield from self.rows.full()
        self.size = last.end
        if not (open_ended or b"</html" in last.raw):
            self._warn("notice", "file_left_open", last.end, last.end)
        if self.replaced >= _ODD and self.replaced * 2 > self.read:
            raise Unreadable("tdesktop_html_page.file_is_not_utf_8", odd=self.replaced, count=self.read)
        if not self.known:
            raise Unreadable("tdesktop_html_page.no_message_in_this_file", at=self.size)
        self._notices()
        self.rows.channel(self.channel, title=self.title, extent="whole")
        yield from self.rows.rest()

    def _warn(self, what: str, code: str, start: int, stop: int, detail: str | None = None, *, post: int | None = None) -> None:  # fmt: skip
        self.rows.warn(
            what, code, start, stop, detail, channel_id=self.channel, post_id=None if post is None else str(post)
        )

    def _lost(self, code: str, start: int, stop: int) -> None:
        """Bytes that are in no post; who wrote the message before the next is not known any more."""
        self._warn("quarantine", code, start, stop)
        self.name = self.origin = None

    def _head(self, piece: Piece) -> None:
        """The page before its first message: the chat's title and where paths are told from."""
        if piece.raw.startswith(_UTF16):
            raise Unreadable("tdesktop_html_page.file_is_utf_16_not")
        if piece.end > len(piece.raw) or crowded(piece.raw):
            self._lost("too_big", piece.start, piece.end)
            return
        page = LexborHTMLParser(utf8(piece.raw))
        for sheet in page.css("link"):
            if match := _BASE.match(sheet.attributes.get("href") or ""):
                self.base = match[1]
        self.address = saved_from(piece.raw) or self.address
        if self.address:  # a browser that saves a page writes out where its links lead
            self.base = self.address.rpartition("/")[0] + "/"
        header = page.css_first(".page_header .text")
        if header is not None:
            self.known = True
            title = plain(header.inner_html or "").strip()
            self.title = None if title in ("", _DELETED) else title
        self.linked |= dict.fromkeys(pages(piece.raw))
        for part in page.css(".page_header, .pagination, script, style, title"):
            part.decompose()
        if page.body is not None and (page.body.text(deep=True) or "").strip(_BLANK):
            self._lost("outside_message", piece.start, piece.end)

    def _read(self, found: list[Cut]) -> Iterator[Post | None]:
        """The messages of some cuts; where one fails, they wait to be read one by one."""
        raws = [one.raw for one in found]
        posts = guard(partial(read_all, raws, self.base), bounds.FILE.base)
        return iter([None] * len(raws) if isinstance(posts, Failed) else posts)

    def _tried(self, found: Cut, post: Post | None, piece: Piece) -> None:
        """A message; where it fails, its bytes are in no post and nothing of it is remembered."""
        rows = len(self.batch)
        if not self.rows.tried(
            lambda: self._message(found, post or read(found.raw, self.base), piece), found.start, found.end
        ):
            del self.batch[rows:]
            self.name = self.origin = None

    def _message(self, found: Cut, post: Post, piece: Piece) -> None:
        """A message, and what follows it."""
        if not post.alone and isinstance(exact := cut(piece, count=True), Cut):
            found, post = exact, read(exact.raw, self.base)
        if not found.closed:
            post = read(found.raw, self.base, mend=True)
        post.unknown += not post.alone
        self.read += 1
        self.replaced += found.replaced
        if post.number is None:
            self._lost("no_post_id", found.start, found.end)
        else:
            if not found.closed:
                self._warn("repair", "not_closed", found.start, found.end, post=post.number)
            if found.replaced:
                self._warn("repair", "bytes_replaced", found.start, found.end, post=post.number)
            if post.unknown:
                self._warn("notice", "unknown_part", found.start, found.end, str(post.unknown), post=post.number)
            self._post(post, post.number, found)
        if found.after:
            self.linked |= dict.fromkeys(found.after.pages)
            if found.after.lost:
                self._lost("outside_message", found.end, piece.end)
            elif found.after.closes:
                self._warn("repair", "broken_structure", found.end, piece.end)

    def _post(self, post: Post, number: int, found: Cut) -> None:
        """One message as a row, unless it only says which day it is."""
        if post.service or (post.line and post.title is None):
            if number < 0 and (day := times.day(post.line)):
                self.day = day
                return
            if number < 0 and post.line.strip() == _NOTHING:
                return
            self._service(post, number, found)
            return
        told = times.told(post.title) if post.title else None
        if post.title and told is None:
            self._warn("notice", "time_unread", found.start, found.end, post=number)
        name = self._who(post)
        forwarded, forwarded_date = self._whence(post)
        if told:
            self.offsets[told.offset or ""] += 1
        hung = post.hung or _NOTHING_HUNG
        if hung.left_out:
            self.left_out.update(hung.left_out)
        self.counts["reply_elsewhere"] += post.reply_elsewhere
        zero = told is not None and epoch(told.clock)
        gone = post.hung is None and not post.words.text and (zero or post.title == "")
        self.counts["unavailable"] += gone
        date = told.moment * 1_000_000 if told and told.moment and not zero else None
        kind = "unsupported" if gone else "service" if hung.call else "message"
        self._row(number, found, kind, date, told.clock if told else None, post.signature or None, name, forwarded,
                  forwarded_date, post.reply_to, hung.call, post.words.text, _fields(post), post.words.quotes, hung.media)  # fmt: skip
        for label, count in hung.reactions:
            self.rows.reading(self.channel, str(number), "reactions", *exact(count), label=label)

    def _service(self, post: Post, number: int, found: Cut) -> None:
        """A service message: what was done, by whom, on which day."""
        self.name = self.origin = None
        unsupported = post.line.startswith(service.UNSUPPORTED)
        deed = service.told("" if unsupported else post.line)
        media = []
        if post.userpic is not None:
            status = "included" if post.userpic else "not_included"
            media.append(Medium(post.userpic or None, None, "image/jpeg", "photo", status))
        self.counts["service_words"] += not unsupported
        if self.day:
            self._warn("notice", "day_only", found.start, found.end, self.day, post=number)
        kind, name = "unsupported" if unsupported else "service", self.title if deed.channel else deed.actor
        self._row(number, found, kind, None, None, None, name, None, None, None, deed.action, "", [], [], media)

    def _row(self, number: int, found: Cut, *columns: Any) -> None:
        """A row; ``columns`` are those of ``_COLUMNS`` after the first."""
        repairs = (not found.closed) + found.replaced
        self.batch.append((self.channel, str(number), number, found.start, found.end, repairs, *columns))
        self.counts["migrated_history"] += number < 0

    def _hand_on(self) -> None:
        """The rows of some messages, column by column."""
        if self.batch:
            self.rows.posts(dict(zip(_COLUMNS, zip(*self.batch, strict=True), strict=True)))
            self.batch = []

    def _who(self, post: Post) -> str | None:
        """The name over a message; a joined one has that of the message before."""
        if post.joined and post.from_name is None:
            self.counts["joined_unknown"] += self.name is None
        else:
            self.name = post.from_name
        return None if self.name == _DELETED else self.name

    def _whence(self, post: Post) -> tuple[str | None, int | None]:
        """The origin's name and the time it was posted there; a joined one may say neither."""
        if not post.forwarded:
            self.origin = None
            return None, None
        moment = None
        if post.forwarded_from is not None:
            self.origin = "" if post.forwarded_from == _DELETED else post.forwarded_from
            told = times.told(post.forwarded_title or "")
            moment = told.moment * 1_000_000 if told and told.moment else None
            self.counts["forward_without_zone"] += told is not None and moment is None
        return self.origin or "", moment

    def _notices(self) -> None:
        """What the whole page shows."""
        local = self.offsets.pop("", 0)
        said: dict[str, str | int] = {
            "more_pages": ", ".join(list(self.linked)[:20]),
            "standard_offsets": ", ".join(f"{offset} × {n}" for offset, n in sorted(self.offsets.items())),
            "clock_without_zone": local,
            "repeated_id": ", ".join(str(n) for _, n in self.rows.repeated()),
            "part_left_out": ", ".join(f"{kind} × {n}" for kind, n in sorted(self.left_out.items())),
        }
        self.rows.notices(said | self.counts, 0, self.size, channel_id=self.channel)


def _fields(post: Post) -> list[Field]:
    """What the post publishes outside its text, put together as the JSON reader does."""
    extra = post.hung.extra if post.hung else None
    if not post.words.links:
        return fields(extra) if extra else []
    extra = extra or Message(id=0)
    extra.text = [Run("text_link", shown, href) for shown, href in post.words.links]
    return fields(extra)


_ID = "tdesktop_html"
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_MESSAGE = re.compile(
    rb"""<div\s(?=[^<>]*class=["']message (?:default|service)\b)(?=[^<>]*id=["']?message-?\d)""", re.IGNORECASE
)
_CHAT = re.compile(rb"""<div\s[^<>]*class=["']?(?:history|page_body chat_page)["'\s>]""")
_DATE = re.compile(rb"""class=["']pull_right date details["'][^<>]{0,200}title=["']\d\d\.\d\d\.\d{4} """)
_OTHERS = re.compile(rb"tgme_|chatlog__")


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked with a name
    """Bid by how messages are marked up; the name says nothing that the markup does not."""
    if not _MARKUP.match(head) or _OTHERS.search(head):
        return None
    message, chat = _MESSAGE.search(head), _CHAT.search(head)
    if message and chat:
        return Bid(_ID, 90, *zh_en("parse_tdesktop_html.laid_out_as_telegram_desktop"))
    if chat and b"Exported Data" in head:
        return Bid(_ID, 80, *zh_en("parse_tdesktop_html.chat_exported_by_telegram_desktop"))
    if message and _DATE.search(head):
        return Bid(_ID, 60, *zh_en("parse_tdesktop_html.messages_marked_up_as_telegram"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one page."""
    return Page(stream, source_sha256, stated.address).parts()


FORM = Form(_ID, *zh_en("parse_tdesktop_html.telegram_desktop_html_export"), recognise, parse)
