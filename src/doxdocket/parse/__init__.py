"""Captured files to posts: one module a form, each with ``recognise`` and ``parse``.

Nothing is lost silently: bytes that cannot be read become ``warnings`` rows (what = quarantine) with their range
and reason, bytes read after a change become rows with what = repair, and everything left out of scope or doubtful
is a notice. Leaves out: forms not listed in ``all_forms``; merging of captures (the pipeline does that).

>>> head = b'{"name": "x", "type": "public_channel", "id": 1, "messages": []}'
>>> [bid.form for bid in recognise(head, "result.json")]
['tdesktop_json']
>>> recognise(b"MZ", "x.exe")
[]
>>> import io
>>> [part.table for part in parse(io.BytesIO(head), "0" * 64, "tdesktop_json")]
['channels']
"""

from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.errors import WrongCall
from doxdocket.parse.codes import CODES, said
from doxdocket.parse.form import Bid, Form, Parsed, Stated

__all__ = ["CODES", "HEAD", "Bid", "Form", "Parsed", "Stated", "forms", "parse", "recognise", "said"]

#: How many first bytes of a file ``recognise`` should be given; fewer are enough for small files.
HEAD = 1 << 16

_NOTHING = Stated()


def forms() -> list[Form]:
    """Every form this program reads, in the order of ``known.FORMS``."""
    from doxdocket.parse.all_forms import FORMS  # noqa: PLC0415 - what reads a case and parses nothing loads no parser

    return list(FORMS)


def recognise(head: bytes, name: str) -> list[Bid]:
    """The surest bids for a file that begins with ``head`` (up to ``HEAD`` bytes) and is called ``name``.

    One bid: take it. Several, equally sure: a person must say. None: no form known here.
    """
    bids = [bid for form in forms() if (bid := form.recognise(head, name))]
    best = max((bid.confidence for bid in bids), default=0)
    return [bid for bid in bids if bid.confidence == best]


def parse(stream: BinaryIO, source_sha256: str, form: str, stated: Stated = _NOTHING) -> Iterator[Parsed]:
    """Read one file of ``form``. An ``Unreadable`` raised part-way voids what was yielded from it before."""
    for known in forms():
        if known.id == form:
            return known.parse(stream, source_sha256, stated)
    raise WrongCall("parse.no_such_form_known_forms", form=form, known=", ".join(known.id for known in forms()))
