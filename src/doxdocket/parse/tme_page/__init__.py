"""Pages of t.me: a channel's preview (``t.me/s/NAME``), its front page (``t.me/NAME``), one post (``…/5?embed=1``).

Source: pages as captured (2021 to 2026) and copies saved by browsers. Views are rounded, deletions and edits show only
when two captures are compared, and files are there by address only. Leaves out: scripts, a post that a page shows in a frame
(another file, or another member of an MHTML, which intake unpacks).

>>> recognise(b'<html><div class="tgme_widget_message js-widget_message" data-post="ab/5">', "x.html").confidence
90
>>> recognise(b'{"html": "<div class=tgme_widget_message data-post=ab/5>"}', "x.json") is None
True
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.errors import Unreadable
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.tme_page.head import saved_from
from doxdocket.parse.tme_page.page import Fetch, Page
from doxdocket.words import zh_en

__all__ = ["FORM", "LIMIT", "Fetch", "Page", "parse", "recognise"]

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
