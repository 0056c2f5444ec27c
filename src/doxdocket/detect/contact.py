r"""A shared contact: its first lines are what its owner calls somebody, its last the number.

Source: how exports write a contact (names, then the number). On a card the place says what a name is, so no family
name is asked for; a nickname is one. Left out: vCard files.

>>> [(hit.kind, hit.value) for hit in told("小太阳\n44780640135700", [])]
[('former_name_alias', '小太阳'), ('phone_number', '+44780640135700')]
"""

import re
from collections.abc import Sequence

from doxdocket.detect.hit import Hit
from doxdocket.detect.reader.candidates.names import is_built
from doxdocket.records import Verdict
from doxdocket.text import read

_NAME = re.compile(r"[^\S\n]*+(?P<name>[^\W\d_][^\n\d]{0,30}?)[^\S\n]*$", re.MULTILINE)
_NUMBER = re.compile(r"^[^\S\n]*+(\+?\d[\d ()-]{5,18}\d)[^\S\n]*+$", re.MULTILINE)
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*){1,3}")


def told(text: str, found: Sequence[Hit]) -> list[Hit]:
    """What a contact says: all that was found in it, and its name and number by their places."""
    hits, reading = [*found], read(text)
    number = _NUMBER.search(reading.clean)
    if number is None:
        return hits
    if not any(hit.kind in {"phone_number", "landline_number"} for hit in hits):
        digits = re.sub(r"\D", "", number[1])
        hits.append(_hit(reading.span(*number.span(1)), "phone_number", f"+{digits}", "phone.foreign"))
    name = _NAME.match(reading.clean, 0, number.start())
    if name is not None and not any(hit.kind in {"name", "workplace", "school"} for hit in hits):
        value = re.sub(r"\s+", "", name["name"]) if not name["name"].isascii() else name["name"].lower()
        kind = "name" if is_built(value) or _LATIN.fullmatch(value) else "former_name_alias"
        hits.append(_hit(reading.span(*name.span("name")), kind, value, "name.contact"))
    return sorted(hits, key=lambda hit: (hit.start, hit.end))


def _hit(span: tuple[int, int], kind: str, value: str, reason: str) -> Hit:
    return Hit(*span, kind, Verdict.VALID, value, (reason,), person=0)
