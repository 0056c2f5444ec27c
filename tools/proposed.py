"""What each generator of candidates proposes in a text, as candidates: each span, kind and value once, as it was first found.

>>> from doxdocket.text import read
>>> [
...     (one.value, one.form.value)
...     for one in proposed("names", read("司机 晏某,真名晏*舟"))
...     if one.form.value == "masked"
... ]
[('晏某', 'masked'), ('晏*', 'masked'), ('晏*舟', 'masked')]
"""

from collections.abc import Callable, Iterable
from operator import itemgetter

from doxdocket.detect.reader.candidate import Candidate, Offer, made
from doxdocket.detect.reader.candidates import fields, names, numbers, places
from doxdocket.detect.reader.page import Page
from doxdocket.law.kinds import kinds
from doxdocket.text import Reading

GENERATORS: dict[str, Callable[[Page], Iterable[Offer]]] = {
    "numbers": numbers.offers,
    "names": names.offers,
    "places": lambda page: places.offers(page.clean, page.hits),
    "fields": lambda page: fields.offers(page, frozenset(kinds())),
}


def proposed(generator: str, reading: Reading) -> list[Candidate]:
    """The candidates of one generator."""
    found: dict[tuple[object, ...], Offer] = {}
    for one in GENERATORS[generator](Page(reading)):
        found.setdefault(one[:4], one)
    return [made(one) for one in sorted(found.values(), key=itemgetter(0, 1, 2))]
