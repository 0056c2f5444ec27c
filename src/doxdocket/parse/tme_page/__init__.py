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
        return Bid(_ID, 90, "t.me 网页，含贴文", "a page of t.me with posts")
    if _PART.search(head):
        return Bid(_ID, 85, "t.me 网页", "a page of t.me")
    if _FROM.search(head):
        return Bid(_ID, 80, "浏览器从 t.me 保存的网页", "a page that a browser saved from t.me")
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one page."""
    blocks, size = [], 0
    while block := stream.read(1 << 20):
        blocks.append(block)
        size += len(block)
        if size > LIMIT:
            raise Unreadable(
                zh="网页大于 {limit} 字节，不可能是浏览器能显示的 t.me 网页。整个文件未采用；请核对它从何而来。",
                en="the page is larger than {limit} bytes, more than a browser could show of t.me. Nothing of it was taken; "
                "check where it comes from.",
                limit=LIMIT,
            )
    data = b"".join(blocks)
    del blocks
    if _other_encoding(data):
        raise Unreadable(
            zh="网页不是 t.me 所用的 UTF-8，多半被其他程序另存过。整个文件未采用，没有猜测编码；请取原始网页。",
            en="the page is not in UTF-8, as t.me writes it: another program may have saved it anew. Nothing of it was taken and no "
            "encoding was guessed; ask for the page as it was captured.",
        )
    rows = Rows(source_sha256)
    page = Page(data, rows, Fetch(moment=stated.saved, how="tool", address=stated.address or saved_from(data)))
    yield from page.parts()
    if page.kind == "other":
        raise Unreadable(
            zh="文件（{size} 字节）中没有 t.me 网页的任何部分：没有贴文，也没有频道。未采用其中内容；请核对原始网页。",
            en="no part of a page of t.me in this file ({size} bytes): no post and no channel. Nothing of it was taken; "
            "check it against the page as it was captured.",
            size=size,
        )
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
    "t.me 网页（频道预览页、频道主页、单条贴文）",
    "page of t.me (channel preview, front page, one post)",
    recognise,
    parse,
)
