"""What may be personal in a few words that are to be shown: a file's name, an id, a reason. Rather too much than too little.

Beside what detection finds (which weighs a whole post, and a name of a file is none): numbers that somebody bears by their form alone, and names beside
such a number. Left out: what is sealed already (``report.release``).

>>> personal("13999970111.bin")
[(0, 11, 'phone_number')]
>>> [span for text in ("ChatExport_2024", "1234567890") for span in personal(text)]
[]
"""

from doxdocket.detect import detect
from doxdocket.detect.reader.candidates import names, numbers
from doxdocket.detect.reader.page import Page
from doxdocket.records import Verdict
from doxdocket.text import read

Stretch = tuple[int, int, str]
"""Start, end, kind."""
BORNE = frozenset({"id_number", "bank_account"})
PERSONAL = frozenset({"phone_number", "landline_number", "email", "social_account", "payment_account"})
"""Beside identity numbers and cards (with a wrong check digit too): kinds that are known by their form alone."""


def numbered(page: Page) -> list[Stretch]:
    """Where in the cleaned text numbers and accounts stand that somebody bears."""
    return [
        (start, end, kind)
        for start, end, kind, _, verdict, *_ in numbers.offers(page)
        if kind in BORNE or (kind in PERSONAL and verdict is Verdict.VALID)
    ]


def personal(text: str) -> list[Stretch]:
    """The stretches of a short text that may be personal, by place."""
    reading = read(text)
    page = Page(reading)
    borne = numbered(page)
    if borne:
        borne += [one[:3] for one in names.offers(page) if one[2] == "name" and names.is_built(one[3])]
    found = {(*reading.span(start, end), kind) for start, end, kind in borne}
    return sorted({*found, *((hit.start, hit.end, hit.kind) for hit in detect(text) if hit.kind != "birth_date")})
