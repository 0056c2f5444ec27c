r"""Telegram Desktop's ``messages.html``, ``messages2.html`` …: one chat's posts, a thousand a page, of every version since 2018.

Source: Telegram Desktop ``export_output_html.cpp`` at 929032d598f7 and pages of 2019 to 2026. Each page is a source by
itself. The form states no number of the chat, no account numbers, no edits, no mime types; what it has beyond the JSON
form is the time of a forwarded post's origin. Leaves out: the other pages of an export (contacts, sessions, lists).

>>> recognise(
...     b'<!DOCTYPE html>\n<div class="history">\n<div class="message service" id="message-1">', "messages.html"
... ).confidence
90
>>> recognise(b'<div class="tgme_widget_message" data-post="a/1">', "messages.html") is None
True
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.tdesktop_html.page import Page

__all__ = ["FORM", "parse", "recognise"]

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
        return Bid(_ID, 90, "网页结构是 Telegram Desktop 导出的会话", "laid out as Telegram Desktop exports a chat")
    if chat and b"Exported Data" in head:
        return Bid(
            _ID, 80, "Telegram Desktop 导出的会话，消息未见", "a chat exported by Telegram Desktop, no message yet"
        )
    if message and _DATE.search(head):
        return Bid(_ID, 60, "消息的写法同 Telegram Desktop 导出", "messages marked up as Telegram Desktop does")
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one page."""
    return Page(stream, source_sha256, stated.address).parts()


FORM = Form(_ID, "Telegram Desktop HTML 导出", "Telegram Desktop HTML export", recognise, parse)
