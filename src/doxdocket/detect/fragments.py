r"""What a short reply gives of what the post it answers tells whole: a door, a class, digits of a number put right or filled in.

Alone such words (402, 8班, 尾号不是56是65) tell nobody of anything, and the reader claims nothing. Beside the post that they answer they are a part
of a value of a kind that stands there; of whom is the business of links (``reply_adds``). Left out: what an answered post does not tell of.

>>> of("补充 402", {"name": "valid", "home_address": "valid"}).words
'402'
>>> of("尾号不是56是65", {"name": "valid", "phone_number": "valid"})
Fragment(start=7, end=9, kind='phone_number', words='65')
>>> of("今晚8点见", {"name": "valid", "phone_number": "valid"}) is None
True
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT
from doxdocket.records import Verdict
from doxdocket.text import read

LONGEST = 48
"""Characters of a reply that may be a fragment."""
NUMBERS = ("phone_number", "id_number", "bank_account", "landline_number", "social_account", "payment_account")
_HOMES = ("home_address", "household_registration", "delivery_address")
_HIDDEN = frozenset({Verdict.MASKED.value, Verdict.PARTIAL.value})
_D = "0-9" + "".join(HAN_DIGIT)
_SAID = r"(?:补充|补一下|补个?|更正|纠正|改一下|应该是|(?<![不唔我咱俺])[是系])[:, ]{0,2}"
_ENDS = r"(?=$|[\s,。!;、)]|的|别|室|房)"
_RIGHT = re.compile(
    rf"(?:最后|[末尾]|第[一二三四五六七八九十0-9]{{1,2}}|[前后中][间一二两三四五六七八0-9])[^\n。;]{{0,8}}?"
    rf"(?:(?:不是|唔系|非) ?[{_D}]{{1,8}}[, ]?(?:而?是|系) ?|改[成为作] ?|应(?:该是|[是为作]) ?)([{_D}]{{1,8}})(?![{_D}])"
)
_CLASS = re.compile(rf"(?:^|{_SAID})([({_D}十]{{1,4}}\)?班){_ENDS}")
_DOOR = re.compile(
    rf"(?:^|{_SAID}|门牌(?:号?[是:]?) ?|房号[是:]? ?)((?:[0-9]{{1,3}}(?:栋|幢|座|号楼|单元) ?){{1,3}}(?:[0-9]{{3,4}})?|(?!(?:110|119|120|122|19[0-9]{{2}}|20[0-9]{{2}})(?![0-9]))[0-9]{{3,4}}){_ENDS}"
)
_BARE = re.compile(rf"^([{_D}]{{4,8}})(?=$|[\s,。!])")


class Fragment(NamedTuple):
    """A stretch of a captured reply, and the kind of value of which it is a part."""

    start: int
    end: int
    kind: str
    words: str


def of(text: str, answered: Mapping[str, str]) -> Fragment | None:
    """The fragment that a reply is; ``answered``: the kinds that the answered post tells of its one person, each with the verdict of its value."""
    reading = read(text)
    clean = reading.clean
    if not clean or len(clean) > LONGEST:
        return None
    numbers = [kind for kind in NUMBERS if kind in answered]
    hidden = [kind for kind in numbers if answered[kind] in _HIDDEN]
    home = next((kind for kind in _HOMES if kind in answered), None)
    for form, kind in (
        (_RIGHT, numbers[0] if numbers else None),
        (_CLASS, "school" if "school" in answered else None),
        (_BARE, hidden[0] if len(hidden) == 1 else None),
        (_DOOR, home),
    ):
        if kind is not None and (found := form.search(clean)):
            start, end = reading.span(*found.span(1))
            return Fragment(start, end, kind, "".join(HAN_DIGIT.get(sign, sign) for sign in found[1]))
    return None
