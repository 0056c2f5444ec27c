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
from doxdocket.words import zh_en

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
