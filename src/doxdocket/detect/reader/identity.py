"""What two spans have that tells one person from another: identity number, birth, sex, and names that are one name.

>>> list(sought("知予"))[1]
('ends', '知予', 'given')
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from doxdocket.detect.reader.lexicon import lower
from doxdocket.detect.reader.tokens import HANS


class Item(NamedTuple):
    """A span whose person is asked: its place in the cleaned text, its kind and plain value."""

    start: int
    end: int
    kind: str
    value: str


FIXED = frozenset({"id_number", "gender", "birth_date"})
"""Kinds that tell what a person has once."""
_WHOLE = 18  # characters of an identity number
_DATE = 3  # parts of a date
_SURNAME = 2  # characters of a long one
_LONGEST = 40  # characters of a name that are compared
_PIECES = 6
"""Beginnings and ends of a name by which it is known again."""
_HIDDEN = frozenset("*某x×X")
_DIGITS = re.compile("[0-9]+")


def identity(one: Item) -> str:
    """A whole identity number."""
    whole = one.kind == "id_number" and len(one.value) == _WHOLE and one.value[:-1].isdigit()
    return one.value.upper() if whole else ""


def sex(one: Item) -> str:
    """What a span says of sex: by number or word."""
    if number := identity(one):
        return "fm"[int(number[16]) % 2]
    if one.kind != "gender":
        return ""
    return "m" if one.value.lower() in _MALE else "f" if one.value.lower() in _FEMALE else ""


_MALE = frozenset({"男", "男性", "男的", "男生", "m", "male", "lelaki"})
_FEMALE = frozenset({"女", "女性", "女的", "女生", "f", "female", "perempuan"})


def birth(one: Item) -> str:
    """Day of birth without its century, where all of it is told."""
    if number := identity(one):
        return number[8:14]
    if one.kind != "birth_date":
        return ""
    parts: list[str] = _DIGITS.findall(one.value)
    if len(parts) == _DATE and len(parts[0]) == 4:
        return parts[0][2:] + parts[1].zfill(2) + parts[2].zfill(2)
    return parts[0][2:] if len(parts) == 1 and len(parts[0]) == 8 else ""


def folded(name: str) -> str:
    """As names are compared; Latin ones keep their blanks."""
    name = lower(name[:_LONGEST])
    return name.replace(" ", "") if HANS.search(name) else " ".join(name.replace(",", " ").split())


def pieces(name: str) -> Iterator[tuple[str, str]]:
    """A name, its beginnings and its ends, at most so many of each."""
    yield "full", name
    cuts = range(1, len(name)) if HANS.search(name) else [n for n, c in enumerate(name) if c == " "]
    for cut in list(cuts)[:_PIECES]:
        yield "begins", name[:cut].strip()
        yield "ends", name[cut:].strip()


def sought(name: str) -> Iterator[tuple[str, str, str]]:
    """Where earlier names are looked for: way, piece, and what the new name then is to the earlier one."""
    yield "full", name, "same"
    yield "ends", name, "given"
    yield "begins", name, "surname" if len(name) <= _SURNAME else "prefix"
    for way, piece in pieces(name):
        if way != "full":
            yield "full", piece, "longer" if way == "begins" else "fuller"


def way_of(a: str, b: str) -> str:
    """What a name is to an earlier one that has no piece in common with it."""
    if bool(HANS.search(a)) != bool(HANS.search(b)):
        return "script"
    if len(a) == len(b) and any(c in _HIDDEN for c in a + b):
        return (
            "masked" if all(x == y or x in _HIDDEN or y in _HIDDEN for x, y in zip(a, b, strict=True)) else "different"
        )
    return "family" if a[:1] == b[:1] else "different"
