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

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT
from doxdocket.records import Verdict
from doxdocket.text import Reading, read

LONGEST = 48
"""Characters of a reply that may be a fragment."""
NUMBERS = ("phone_number", "id_number", "bank_account", "landline_number", "social_account", "payment_account")
_HOMES = ("home_address", "household_registration", "delivery_address")
_HIDDEN = frozenset({Verdict.MASKED.value, Verdict.PARTIAL.value})
_D = "0-9" + "".join(HAN_DIGIT)
_V = rf"[A-Z]?[{_D}十]{{1,8}}(?:-[0-9]{{1,4}}){{0,2}}[A-Z]?"
_UNIT = "(?:班|号楼?|室|楼|层|栋|幢|座)?"
_NOT, _IS = "(?:不是|[唔不][係系是]|非)", "(?:而?是|[係系])"
_NEW = r"(?:应该?是|应当是|应[为作]|改[成为作到]|换成|作|改)"
_SAID = r"(?:补充|补一下|补个?|更正|纠正|改一下|应(?:该是|为)|对的|换了|(?<![不唔我咱俺])[是系])[:,。 ]{0,2}"
_ENDS = r"(?=$|[\s,。!?;、)]|[^\w\s]|[的别室房吧啊呢哈嘛])"
_PLACE = rf"(?:最后|[末尾]|第[{_D}十]{{1,2}}|[前后中][间段头{_D}])"
_RIGHT = re.compile(
    rf"{_PLACE}[^\n。;]{{0,8}}?(?:{_NOT} ?{_V}[, ]?{_IS} ?|{_NEW} ?)({_V})(?![{_D}])"
    rf"|(?<![我你他她]在){_PLACE}[^\n。;]{{0,8}}?(?:{_IS}|[为:]) ?([A-Z0-9]{{2,8}}|[{_D}]{{2,8}})(?![{_D}A-Za-z点个人元块次天月年分名%.:+-])"
)
_INSTEAD = re.compile(
    rf"{_NOT} ?{_V}{_UNIT}[, ]{{0,2}}(?:{_IS}|{_NEW}) ?({_V}{_UNIT}){_ENDS}|(?<![{_D}]){_V}{_UNIT} ?(?:{_NEW}|{_NOT}) ?({_V}{_UNIT}){_ENDS}"
)
_CLASS = re.compile(rf"(?:^|{_SAID})([({_D}十]{{1,4}}\)?班){_ENDS}")
_N = rf"[{_D}十]{{1,3}}"
_DOOR = re.compile(
    rf"(?:^|{_SAID}|门牌(?:号?[是:]?) ?|房号[是:]? ?|对门)((?:{_N}(?:栋|幢|座|号楼|单元|楼(?=[0-9])) ?){{1,3}}(?:[0-9]{{3,4}}|{_N}号)?|[0-9]{{1,3}}(?:-[0-9]{{1,4}}){{1,2}}"
    rf"|(?!(?:110|119|120|122|19[0-9]{{2}}|20[0-9]{{2}})(?![0-9]))[0-9]{{3,4}}){_ENDS}|(?:对的|{_SAID}|门牌)[:, ]{{0,2}}([0-9]{{1,4}}号){_ENDS}"
)
_BARE = re.compile(rf"^([{_D}]{{4,8}})(?=$|[\s,。!])")
_LABELS = (
    (("school",), re.compile("班")),
    (("vehicle_file",), re.compile("车牌|车号|牌照|牌")),
    (_HOMES, re.compile("门牌|房号|[寝室栋幢楼层户住]|单元|小区")),
    (("bank_account",), re.compile("卡")),
    (("id_number",), re.compile("证")),
    (("phone_number", "landline_number"), re.compile("手机|电话|靓号|座机")),
)


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
    for right in (*_RIGHT.finditer(clean), *_INSTEAD.finditer(clean)):
        spend()
        place = right.lastindex or 0
        if told := _put_right(clean, right, right[place], answered):
            return _fragment(reading, right.span(place), told, right[place])
    hidden = [kind for kind in NUMBERS if answered.get(kind) in _HIDDEN]
    home = next((kind for kind in _HOMES if kind in answered), None)
    for form, kind in (
        (_CLASS, "school" if "school" in answered else None),
        (_BARE, hidden[0] if len(hidden) == 1 else None),
        (_DOOR, home),
    ):
        if kind is not None and (found := form.search(clean)):
            place = found.lastindex or 0
            return _fragment(reading, found.span(place), kind, found[place])
    return None


def _put_right(clean: str, found: re.Match[str], value: str, answered: Mapping[str, str]) -> str | None:
    """The kind of what is put right: of the label in or before the words, else a number of which places are told, else a door."""
    said = clean[max(0, found.start() - 12) : found.end() + 1]
    for kinds, label in _LABELS:
        if label.search(said):
            return next((kind for kind in kinds if kind in answered), None)
    numbers = [kind for kind in NUMBERS if kind in answered]
    if found.re is _RIGHT:
        return "id_number" if "id_number" in numbers and _DAY.fullmatch(value) else numbers[0] if numbers else None
    return next((kind for kind in _HOMES if kind in answered), None) if _ROOM.fullmatch(value) else None


_DAY = re.compile(r"1[0-9]{3}[01][0-9][0-3][0-9]|20[0-9]{2}[01][0-9][0-3][0-9]")
_ROOM = re.compile(r"[0-9]{3,4}|[0-9]{1,3}(?:-[0-9]{1,4}){1,2}")


def _fragment(reading: Reading, span: tuple[int, int], kind: str, words: str) -> Fragment:
    return Fragment(*reading.span(*span), kind, "".join(HAN_DIGIT.get(sign, sign) for sign in words))
