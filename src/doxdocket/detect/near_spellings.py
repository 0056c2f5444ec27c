"""Spellings by which a value that was mistyped, half hidden or shortened can be told to be near a whole one.

A citizen number whose check digit fails is one slip from a dozen right ones; 138****1357 is what any poster makes of a
number; an address may lack its room or its province. Each spelling is digested like a value and cut short, and two
findings that have one in common are near; that alone never links (``rules/links.yaml``). Only kinds with such slips have
any, and few: a right citizen number five, a wrong one about thirty, a telephone three, an address two, a name six, of two characters four, or three where
no family name begins it (what ``rules/links.yaml`` takes for no whole name). Source: own
observation; GB 11643-1999 for the check digit. Left out: two slips at once, slips in names and accounts, readings of given names.

>>> near("phone_number", "17806401357", "valid")[1:] == near("phone_number", "178****1357", "masked")[:1] + (
...     "1780640****",
... )
True
>>> "110101189903070026" in near("id_number", "110101189903071026", "invalid")
True
>>> set(near("home_address", "杭州市西湖区云杉路9号3栋1单元502室", "valid")) & set(
...     near("home_address", "云杉路9号3栋1单元502", "valid")
... )
{'云杉路9号3栋1单元502室'}
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from doxdocket.detect import address
from doxdocket.detect.check_digits import identity, right
from doxdocket.detect.data import table

_DIGITS = "0123456789"
_LENGTH, _MOBILE = 18, 11
#: Beginnings and ends that posters leave of a citizen number; the last six alone are told as 身份证后六位.
_SHOWN = ((14, 0), (6, 4), (3, 4), (0, 6))
#: The same of a telephone: the usual four hidden, or the last four.
_LEFT = ((3, 4), (7, 0))
#: How many characters a name has of which a masked one is told.
_NAME = range(2, 5)
_HIDDEN = "某"
_HEAD = re.compile("[1-8][0-9]{5}(?:18|19|20)[0-9]{2}")
"""How a citizen number begins: a part with it is no end of one."""
_STARS = re.compile(r"([0-9]*)\*+([0-9X]*)")


def near(kind: str, value: str, verdict: str) -> tuple[str, ...]:
    """The spellings of a value; none of kinds without, or of a doubtful value."""
    asked = _OF.get(kind)
    return tuple(dict.fromkeys(asked(value, verdict))) if asked and verdict != "doubtful" else ()


def _cut(value: str, shapes: tuple[tuple[int, int], ...]) -> Iterator[str]:
    for head, tail in shapes:
        hidden = "*" * (len(value) - head - tail)
        yield value[:head] + hidden + value[len(value) - tail :]


def _hidden(value: str, shapes: tuple[tuple[int, int], ...], length: int) -> Iterator[str]:
    """The shapes that a value with stars shows enough for; one shape is enough, the fullest."""
    found = _STARS.fullmatch(value)
    if found is None:
        return
    for head, tail in shapes:
        if len(found[1]) >= head and len(found[2]) >= tail:
            yield found[1][:head] + "*" * (length - head - tail) + found[2][len(found[2]) - tail :]
            return


def _citizen(value: str, verdict: str) -> Iterator[str]:
    if verdict == "valid":
        if len(value) == _LENGTH:
            yield value
            yield from _cut(value, _SHOWN)
    elif verdict == "partial":
        if len(value) >= _SHOWN[-1][1] and not _HEAD.match(value):
            yield "*" * (_LENGTH - _SHOWN[-1][1]) + value[-_SHOWN[-1][1] :]
    elif "*" in value:
        yield from _hidden(value, _SHOWN, _LENGTH)
    else:
        yield from filter(right, _slips(value.upper()))


def _slips(value: str) -> Iterator[str]:
    """Numbers from which this one differs by one slip: a digit, two neighbours swapped, one too many, one too few."""
    if len(value) == _LENGTH:
        for at in range(_LENGTH - 1):
            head, tail = value[:at], value[at + 1 :]
            yield from (head + digit + tail for digit in _DIGITS if digit != value[at])
            yield value[:at] + value[at + 1] + value[at] + value[at + 2 :]
        if value[:-1].isdigit():
            yield value[:-1] + identity(value[:-1])
    elif len(value) == _LENGTH + 1:
        yield from (value[:at] + value[at + 1 :] for at in range(len(value)))
    elif len(value) == _LENGTH - 1:
        yield from (value[:at] + digit + value[at:] for at in range(len(value)) for digit in _DIGITS)


def _mobile(value: str, verdict: str) -> Iterator[str]:
    if verdict == "valid":
        if len(value) == _MOBILE and value.isdigit():
            yield value
            yield from _cut(value, _LEFT)
    elif "*" in value:
        if len(value) == _MOBILE and value.count("*") == 1:
            yield from (value.replace("*", digit) for digit in _DIGITS)
        else:
            yield from _hidden(value, _LEFT, _MOBILE)
    elif len(value) == _MOBILE + 1:
        yield from (value[:at] + value[at + 1 :] for at in range(1, len(value)))


def _name(value: str, verdict: str) -> Iterator[str]:
    """What is left of a name when part of it is hidden; of a name in letters its family and how many syllables it has, which characters say too."""
    if not value.isascii() and verdict in {"masked", "partial"}:
        yield _masked(value)
    elif value.isascii():
        words = re.findall("[a-z]+", value.lower())
        for family, given in ((words[0], words[1:]), (words[-1], words[:-1])) if len(words) > 1 else ():
            if family in _readings().values() and (count := _syllables("".join(given))):
                yield f"{family}/{count + 1}"
    elif len(value) in _NAME:
        yield value[0] + _HIDDEN
        yield from (value[0] + "*" + value[-1], "*" + value[1:], "*" + value[-1])
        if len(value) > _NAME[0]:
            yield value[:2] + "*"
        if value[0] in _readings():
            yield f"{_readings()[value[0]]}/{len(value)}"


def _masked(value: str) -> str:
    """The one spelling of a name with a part hidden: 王某 where the family alone is shown."""
    head, _, tail = re.sub("[某*]+", "*", value).partition("*")
    return (
        head[:2] + "*" + tail[-1:]
        if head and tail
        else head[:2] + "*"
        if len(head) > 1
        else head + _HIDDEN
        if head
        else "*" + tail
    )


def _syllables(letters: str) -> int:
    """The fewest syllables that the letters are, up to two; 0 where they are none."""
    said = _syllable().fullmatch
    if said(letters):
        return 1
    return 2 if any(said(letters[:at]) and said(letters[at:]) for at in range(1, min(len(letters), _LONGEST))) else 0


_LONGEST = 7
"""One more than the letters of the longest syllable (zhuang)."""


@cache
def _syllable() -> re.Pattern[str]:
    """One syllable in letters, without its tone."""
    return re.compile("".join(table("names.yaml", "doxdocket.detect.reader.candidates")["pinyin"].split()))


@cache
def _readings() -> dict[str, str]:
    """The reading of family names of one character, without tone."""
    return {char: reading for reading, chars in table("surnames.yaml")["readings"].items() for char in chars}


def _home(value: str, _: str) -> Iterator[str]:
    """Without its divisions, and without what is below the building; both only where enough is left to be one place."""
    known = address.parts(value)
    street = (known.road or known.estate) + known.number + known.building
    if not (known.road or known.estate or known.village) or not (known.number or known.building):
        return
    if known.room:
        yield address.without_divisions(value)
    if known.county:
        yield known.city + known.county + known.village + street


_OF: dict[str, Callable[[str, str], Iterator[str]]] = {
    "id_number": _citizen, "phone_number": _mobile, "home_address": _home, "delivery_address": _home, "name": _name,
}  # fmt: skip
