r"""Mailboxes (mbox): the mails in them, one after another, each as an .eml whose attachments come out in turn.

Source: RFC 4155 and the mboxrd convention. A mail begins at a line ``From SENDER DATE`` behind an empty line, as programs write
it; that line is no part of the mail. Lines ``>From `` in a mail stay as they stand, since nobody says whether the program put
the mark there. Read line by line. Left out: mailboxes that say where a mail ends by ``Content-Length`` alone.

>>> import io
>>> box = b"From a@example.org Mon Jan  1 08:00:00 2024\nFrom: a@example.org\nTo: b@example.org\nSubject: x\n\nhi\n\n"
>>> is_mailbox(box)
True
>>> [(m.name.text, m.stream().read(99)[-4:]) for m in opened(io.BytesIO(box * 2)).members]
[('mail-000001.eml', b'\nhi\n'), ('mail-000002.eml', b'\nhi\n')]
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.intake import mail
from doxdocket.intake.lines import Line, lines
from doxdocket.intake.member import Member, Opened
from doxdocket.intake.names import Name

_ENVELOPE = re.compile(rb"From \S[^\r\n]{0,200}?\d\d:\d\d[^\r\n]{0,60}")
_BATCH = 1 << 16


def is_mailbox(head: bytes) -> bool:
    """Whether a file begins with the line that parts mails, and a mail follows."""
    first, _, rest = head.partition(b"\n")
    return _ENVELOPE.fullmatch(first.removesuffix(b"\r")) is not None and mail.is_mail(rest)


def opened(stream: BinaryIO) -> Opened:
    """The mails."""
    stream.seek(0)
    return Opened(_Box(stream).members())


class _Box:
    """One pass over the file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = lines(stream)
        self._empty, self._more = True, True
        next(self._lines, None)  # the first mail's envelope

    def members(self) -> Iterator[Member]:
        """The mails in their order."""
        number = 0
        while self._more:
            number += 1
            body = _Mail(self.raw())
            yield Member(Name(f"mail-{number:06d}.eml"), "", lambda body=body: body)  # type: ignore[misc]
            body.skip()

    def raw(self) -> Iterator[bytes]:
        """The bytes of the mail at hand; the empty line before the next one belongs to the mailbox."""
        held = b""
        for line in self._lines:
            if self._parts(line):
                return
            if held:
                yield held
            self._empty = line.begins and not line.text
            held = line.end if self._empty else b""
            if not self._empty:
                yield line.text + line.end
        self._more = False

    def _parts(self, line: Line) -> bool:
        return self._empty and line.begins and _ENVELOPE.fullmatch(line.text) is not None


class _Mail:
    """The bytes of one mail."""

    def __init__(self, raw: Iterator[bytes]) -> None:
        self._raw = raw

    def read(self, _: int) -> bytes:
        """The next bytes, a piece at a time."""
        batch, size = [], 0
        for raw in self._raw:
            batch.append(raw)
            size += len(raw)
            if size >= _BATCH:
                break
        return b"".join(batch)

    def skip(self) -> None:
        """Go to the end of the mail."""
        for _ in self._raw:
            pass
