r"""E-mails as files (.eml): their attachments, decoded, as members.

Source: RFC 5322, 2045, 2231; parsed by the standard library, whole in memory, so larger mails than ``Limits.mail`` are named and
not opened. Attachments of attached mails come out too. Left out: texts of the mail itself (the mail is in the case and is read
there), winmail.dat, Outlook's .msg, mailboxes of many mails.

>>> import io
>>> mail = b'''From: a@example.org
... To: b@example.org
... MIME-Version: 1.0
... Content-Type: multipart/mixed; boundary="x"
...
... --x
... Content-Type: application/json; name="result.json"
... Content-Transfer-Encoding: base64
...
... e30=
... --x--
... '''
>>> is_mail(mail), [(m.name.text, m.stream().read(9)) for m in opened(io.BytesIO(mail), len(mail), Limits()).members]
(True, [('result.json', b'{}')])
"""

import io
import re
from collections.abc import Iterator
from email import errors, policy
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from functools import partial
from typing import BinaryIO

from doxdocket.intake.member import Limits, Member, Opened, Refused, remark
from doxdocket.intake.names import INSIDE, Name, of_text

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?")
_SENDERS = {b"from", b"sender", b"received", b"return-path"}
_TELLING = {
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"delivered-to",
    b"x-mailer",
    b"content-type",
} | _SENDERS
_WORK = 5_000_000  # a mail of fifty megabytes has 700,000 lines and two or three boundaries
_CUT = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
_BAD = (errors.InvalidBase64CharactersDefect, errors.InvalidBase64LengthDefect)
_WRONG = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)  # of mails that are none


def is_mail(head: bytes) -> bool:
    """Whether a file begins with the header of a mail: fields line by line, a sender among them, and two more that tell.

    A page that a browser saved as one file has such a header too and is no mail.
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not _FIELD.match(head):
        return False
    found: set[bytes] = set()
    for line in head.split(b"\n", 200)[:200]:
        if not line.strip():
            break
        if field := _FIELD.match(line):
            found.add(field[1].lower())
        elif line[:1] not in b" \t":
            return False
    saved = b"snapshot-content-location" in found or b"<Saved by " in head.partition(b"\n")[0]
    return bool(found & _SENDERS) and len(found & _TELLING) >= 3 and not saved


def opened(stream: BinaryIO, size: int, limits: Limits) -> Opened:
    """The attachments."""
    if size > limits.mail:
        raise Refused("too_large")
    stream.seek(0)
    data = stream.read(size)
    lines = data.count(b"\n") + data.count(b"\r")
    if (
        lines * (1 + data.lower().count(b"boundary")) > _WORK
    ):  # the parser holds every line, and compares it with every boundary
        raise Refused("too_large")
    try:
        mail = BytesParser(policy=policy.compat32).parsebytes(data)
        leaves = [part for part in mail.walk() if not part.is_multipart()]
        cut = any(isinstance(defect, _CUT) for part in mail.walk() for defect in part.defects)
    except _WRONG:
        raise Refused("damaged") from None
    return Opened(_members(leaves, cut, limits))


def _members(leaves: list[Message], cut: bool, limits: Limits) -> Iterator[Member]:
    attached = [(n, part, _name(n, part)) for n, part in enumerate(leaves, 1)]
    attached = [one for one in attached if one[2] is not INSIDE]
    if len(attached) > limits.members:
        raise Refused("too_many")
    for n, part, name in attached:
        if cut and n == len(leaves):  # nobody can say where it would have ended
            yield Member(name, "truncated")
            continue
        data = _data(part)
        yield Member(name, "damaged") if data is None else Member(name, "", partial(io.BytesIO, data))
    if cut:
        yield remark("truncated")


def _name(number: int, part: Message) -> Name:
    """The attachment's name; none when the part is the mail's own text."""
    try:
        given = part.get_filename()
        kind, disposition = part.get_content_maintype(), part.get_content_disposition()
    except _WRONG:
        given, kind, disposition = None, "", "attachment"
    if given:
        return _decoded(str(given))
    return INSIDE if kind == "text" and disposition != "attachment" else Name(f"part-{number}")


def _decoded(given: str) -> Name:
    """A name in which encoded words may stand, against the standard and very commonly."""
    try:
        pieces = decode_header(given)
        text = "".join(p if isinstance(p, str) else p.decode(c or "utf-8", "surrogateescape") for p, c in pieces)
    except _WRONG:
        text = given
    return of_text(text)


def _data(part: Message) -> bytes | None:
    """The decoded bytes; none when they do not decode."""
    try:
        data = part.get_payload(decode=True)
    except _WRONG:
        return None
    return data if isinstance(data, bytes) and not any(isinstance(d, _BAD) for d in part.defects) else None
