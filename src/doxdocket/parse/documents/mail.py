r"""Whether a file is an e-mail (.eml) or a mailbox (mbox), by its headers: they have no first bytes of their own.

A message opens with header lines; four of those that mail programs write must stand before the first empty line, one
of them From or Received. A mailbox opens with a ``From `` line and then the same. Source: RFC 5322 section 2.2 and 3.6,
RFC 4155. A page that a browser saved as one file (MHTML) has such headers and is no mail: what is in it is a page each. Leaves out: what the message
says; attachments, which intake unpacks.

>>> mail_kind(b"From: a@example.org\nTo: b@example.org\nDate: x\nSubject: y\n\nHello")
'message/rfc822'
>>> mail_kind(b"From: the beginning\nTo: the end\n\nof a story") is None
True
"""

import re
from typing import Final

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
