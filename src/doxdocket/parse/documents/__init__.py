r"""Loose files that hold no posts yet: pictures, PDF, e-mail, office documents, sound, film, archives left packed.

Each is a source of its own, so that none passes in silence: it is recognised by its bytes, and reading it yields one
notice that says what it is and that its content was not read. Source: ``magic``, ``zips``. Leaves
out: what is in them. Bids are low: whatever form knows a file better goes before.

A message opens with header lines; four of those that mail programs write must stand before the first empty line, one
of them From or Received. A mailbox opens with a ``From `` line and then the same. Source: RFC 5322 section 2.2 and 3.6,
RFC 4155. A page that a browser saved as one file (MHTML) has such headers and is no mail: what is in it is a page each. Leaves out: what the message
says; attachments, which intake unpacks.

>>> recognise_image = FORMS[0].recognise
>>> bid = recognise_image(b"\x89PNG\r\n\x1a\n....", "holiday.txt")
>>> bid.form, bid.confidence, bid.en
('image', 30, 'begins like image/png')
>>> recognise_image(b"%PDF-1.7", "a.png") is None
True
>>> mail_kind(b"From: a@example.org\nTo: b@example.org\nDate: x\nSubject: y\n\nHello")
'message/rfc822'
>>> mail_kind(b"From: the beginning\nTo: the end\n\nof a story") is None
True
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from doxdocket.errors import Unreadable
from doxdocket.parse.documents.magic import Kind, kind
from doxdocket.parse.form import Bid, Form, Parse, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.words import zh_en

__all__ = ["FORMS"]

_FIELD = re.compile(rb"([!-9;-~]{1,76}):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*+")
_ENVELOPE = re.compile(rb"From [^\r\n]{3,200}\d\d:\d\d[^\r\n]{0,60}\r?\n")
_SAVED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,64}(?:[!-9;-~]{1,76}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*+){0,40}?"
    rb"(?:From:\s{1,3}\"?<?Saved by |Snapshot-Content-Location:)",
    re.IGNORECASE,
)
_SENT: Final = frozenset({b"from", b"received"})
_USUAL: Final = _SENT | {
    b"to", b"cc", b"date", b"subject", b"message-id", b"mime-version", b"content-type", b"return-path", b"reply-to",
    b"delivered-to", b"dkim-signature", b"x-mailer", b"sender", b"in-reply-to", b"references",
    b"content-transfer-encoding", b"x-originating-ip", b"authentication-results", b"arc-seal", b"bcc",
}  # fmt: skip


def mail_kind(head: bytes) -> str | None:
    """The media type of a message or a mailbox; none for what is neither."""
    at, mailbox = (3 if head.startswith(b"\xef\xbb\xbf") else 0), False
    if envelope := _ENVELOPE.match(head):
        at, mailbox = envelope.end(), True
    names: set[bytes] = set()
    while field := _FIELD.match(head, at):
        names.add(field[1].lower())
        at = field.end()
    if len(names & _USUAL) < 4 or not names & _SENT or saved_page(head):
        return None
    return "application/mbox" if mailbox else "message/rfc822"


def saved_page(head: bytes) -> bool:
    r"""Whether it is a page that a browser saved as one file, which has a header as a mail has.

    >>> (
    ...     saved_page(b"From: <Saved by Blink>\nSnapshot-Content-Location: https://t.me/s/x\n"),
    ...     saved_page(b"From: a\n"),
    ... )
    (True, False)
    """
    return _SAVED.match(head) is not None


_HEAD: Final = 1 << 16
_BLOCK: Final = 1 << 20
_SURE: Final = 30
_PACKED: Final = 20  # archives: of these any may be a capture in a form that knows it
_NAMES: Final = {
    "image": (*zh_en("parse_documents.image"), "image_unread"),
    "pdf": ("PDF", "PDF", "pdf_unread"),
    "email": (*zh_en("parse_documents.e_mail"), "email_unread"),
    "office": (*zh_en("parse_documents.office_document"), "office_unread"),
    "audio": (*zh_en("parse_documents.sound"), "audio_unread"),
    "video": (*zh_en("parse_documents.film"), "video_unread"),
    "archive": (*zh_en("parse_documents.archive_left_packed"), "archive_unread"),
}


def _kind(head: bytes, name: str) -> Kind | None:
    if found := kind(head, name):
        return found
    if saved_page(head):
        return Kind("archive", "multipart/related")
    mail = mail_kind(head)
    return Kind("archive" if mail == "application/mbox" else "email", mail) if mail else None


def _recognise(form: str) -> Callable[[bytes, str], Bid | None]:
    def recognise(head: bytes, name: str) -> Bid | None:
        """Bid for a file that begins so."""
        found = _kind(head, name)
        if found is None or found.form != form:
            return None
        return Bid(
            form, _PACKED if form == "archive" else _SURE, *zh_en("parse_documents.begins_like", mime=found.mime)
        )

    return recognise


def _parse(form: str, code: str) -> Parse:
    def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
        """One notice for the file."""
        head = _first(stream)
        found = _kind(head, stated.name)
        if found is None or found.form != form:
            zh, en, _ = _NAMES[form]
            raise Unreadable("parse_documents.what_file_holds_is_no", zh_name=zh, en_name=en)  # fmt: skip
        size = len(head)
        while block := stream.read(_BLOCK):
            size += len(block)
        rows = Rows(source_sha256)
        rows.warn("notice", code, 0, size, found.mime)
        yield from rows.rest()

    return parse


def _first(stream: BinaryIO) -> bytes:
    parts, got = [], 0
    while got < _HEAD and (part := stream.read(_HEAD - got)):
        parts.append(part)
        got += len(part)
    return b"".join(parts)


FORMS: Final = tuple(
    Form(form, zh, en, _recognise(form), _parse(form, code), posts=False) for form, (zh, en, code) in _NAMES.items()
)
