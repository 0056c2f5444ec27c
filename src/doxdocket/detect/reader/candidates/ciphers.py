r"""Numbers written by a table: one sign for one digit throughout, rows of signs of any sort, other number systems, and texts that hold digits.

A row goes on over marks and over what leads from one piece to the next (后四位), and may mix all signs: plain digits, shapes, notes, tiles, the first
characters of words. A stretch counts only where it decodes to a mobile, or to a citizen number or card with a right check digit; so a table may be
wide without meaning anything by itself. Left out: shifts by one and other sums over every digit, keys agreed elsewhere.

>>> from doxdocket.detect.reader.tokens import lay
>>> [value for *_, value, _, _ in find(lay("号曰甲丙壬癸癸癸癸甲辛戊癸，或0x33c81323a"), [])]
['13900001850', '13900001850']
"""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.detect.reader.candidates import kinds
from doxdocket.detect.reader.candidates.glyphs import CIPHERS, HAN_DIGIT, KEYS, SIGN
from doxdocket.detect.reader.candidates.runs import Atom, Dress
from doxdocket.detect.reader.tokens import HAN, Text

_TABLES = tuple((re.compile(f"[{re.escape(''.join(table))}]{{11,400}}"), table) for table in CIPHERS)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{14,28}={0,2}")
_HEX = re.compile(r"0[xX]([0-9a-fA-F]{9,15})(?![0-9a-fA-F])")
_ENTITIES = re.compile(r"&#[&#x0-9;]{30,200};")
_OF_ENTITY = re.compile(r"&#([0-9]{2,3});")


def find(text: Text, row: Sequence[Atom]) -> Iterator[Proposal]:
    """Everything in a cipher; ``row``: the digits of the text as they stand."""
    clean = text.clean
    for pattern, table in _TABLES:
        for match in pattern.finditer(clean):
            spend(len(match[0]))
            number = "".join([table[char] for char in match[0]])
            start = match.start() - (clean[match.start() - 1 : match.start()] == "⠼")  # Braille's sign for digits
            yield from _read(start, match.end(), number)
            yield from _read(start, match.end(), number[::-1])
    yield from _rows(clean, row)
    for match in _HEX.finditer(clean):
        yield from _read(*match.span(), str(int(match[1], 16)))
    for match in _BASE64.finditer(clean):
        yield from _read(*match.span(), _decoded(match[0]))
    for match in _ENTITIES.finditer(clean):
        spend(len(match[0]))
        points = [int(one) for one in _OF_ENTITY.findall(match[0])]
        yield from _read(*match.span(), "".join([chr(point) for point in points]))


_D = "".join(HAN_DIGIT) + "0-9"
_NOUGHT = "鸭蛋|鸡蛋|零蛋|白板|[圈蛋零〇洞0]"
_WORD = "|".join(re.escape(one) for one in sorted(SIGN, key=len, reverse=True) if not one.isascii())
_LETTERS = "|".join(filter(str.isalpha, filter(str.isascii, SIGN)))
_MORSE = "|".join(re.escape(one).replace(r"\-", "[-_–—]") for one in SIGN if one[0] in ".-")
_DASHES = str.maketrans("_–—", "---")
_FIRST = "".join(sorted({one[0] for one in (*SIGN, *_NOUGHT.split("|")) if one[0] not in "[.-"} | set("圈蛋零〇洞")))
_MORE = re.compile(
    rf"(?=[{_FIRST}{_D}十A-Za-z._–—-])(?:(?P<many>[{_D}])(?:个|颗|枚|张|只|连)大?(?P<what>{_NOUGHT}|[{_D}](?![{_D}]))|(?P<those>{_NOUGHT})(?P<times>[{_D}])[个张连颗]"
    rf"|(?P<sign>{_WORD}|(?<![._–—-])(?:{_MORSE})(?![._–—-])|(?<![A-Za-z])(?:{_LETTERS})(?![A-Za-z]))"
    rf"|(?P<turned>[{_D}]{{2,8}})(?:[倒反颠]过来|倒着[念写读看])"
    rf"|(?P<tile>[{_D}])[条筒索饼万](?![十百千万元块])|(?<![{HAN}])(?P<head>[{_D}])(?![{_D}])[{HAN}]{{1,4}}(?![{HAN}])"
    r"|十六进制的? ?(?P<hex>[0-9A-Fa-f]{2,9})|(?:(?<=[0-9])|(?<=[0-9][- ]))(?P<keys>[A-Z]{3,8})(?![A-Za-z]| ?[A-Z]{3}))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![0-9])1[3-9][0-9]{2} ?$")  # 1937 NANKING
_PLACE = re.compile(r"[位码个]")
_LINK = re.compile(r"[^\w\n]{0,8}\n?[^\w\n]{0,2}")
_NEXT = re.compile(rf"[^\n]{{0,8}}?(?:[后末尾]|再|最后)([{_D}])(?:位|个数?字?|码)[^\n]{{0,10}}")
_LEADS = re.compile(
    r"[^\w\n]{0,3}(?:往后|再往后|然后|再来?|接着|跟着|后面?|中间|末尾|尾巴?|是|加|和){1,3}(?:是|接|跟)?[^\w\n]{0,3}"
)
_LED = re.compile(rf"[后尾再是加和]|接着|跟着|中间|末[{_D}]")
"""Without one of these nothing leads on."""
_MOBILE, _CITIZEN = 11, 18


def _rows(clean: str, row: Sequence[Atom]) -> Iterator[Proposal]:
    """Whole numbers in rows of signs, of which some are no digits by themselves or words lead on between."""
    told = [one for match in _MORE.finditer(clean) if (one := _sign(match))]
    if not told and _LED.search(clean) is None:
        return
    plain = (
        one for one in row if "*" not in one.digits and not (one.end - one.start == 1 and _PLACE.match(clean, one.end))
    )
    more = sorted([*told, *plain], key=lambda one: (one.start, -one.end))
    own, signs = {(one.start, one.end) for one in told}, list[Atom]()
    for one in more:
        if not signs or one.start >= signs[-1].end:
            signs.append(one)
    spend(len(signs))
    joined = [_joins(clean, left, right) for left, right in pairwise(signs)]
    told_at = [(one.start, one.end) in own for one in signs]
    for first, atom in enumerate(signs):
        if (
            first
            and joined[first - 1]
            and (signs[first - 1].end == atom.start or (told_at[first - 1] and told_at[first]))
        ):
            continue
        number, last, led = atom.digits, first, False
        while len(number) < _CITIZEN and last + 1 < len(signs) and (way := joined[last]):
            led, last = led or way > 1, last + 1
            number += signs[last].digits
            spend()
            if len(number) not in (_MOBILE, _CITIZEN) or (
                last < len(joined)
                and joined[last]
                and (signs[last + 1].start == signs[last].end or (told_at[last] and told_at[last + 1]))
            ):
                continue
            if led or any((one.start, one.end) in own for one in signs[first : last + 1]):
                yield from _read(atom.start, signs[last].end, number)


def _sign(match: re.Match[str]) -> Atom | None:
    """What one sign of a row, or one with the words that tell how often it stands, is as digits."""
    sort = match.lastgroup
    said = match[0]
    if match["sign"]:
        digits = SIGN[said.lower().translate(_DASHES)]
    elif match["what"] or match["times"]:
        many, what = (match["many"], match["what"]) if match["what"] else (match["times"], match["those"])
        digits = _digit(what) * int(_digit(many))
    elif match["hex"]:
        digits = str(int(match["hex"], 16))
    elif match["turned"]:
        digits = "".join(map(_digit, match["turned"][::-1]))
    elif match["keys"]:
        if (
            said != said.upper()
            or len({*said}) == 1
            or _YEAR.search(match.string, max(0, match.start() - 6), match.start())
        ):
            return None
        digits = "".join([KEYS.get(char, char) for char in said])
    else:
        digits = _digit(match[sort or 0])
    return Atom(digits, *match.span(), Dress.WORD)


def _digit(said: str) -> str:
    return said if said.isascii() else HAN_DIGIT.get(said, "0")


def _joins(clean: str, left: Atom, right: Atom) -> int:
    """Whether two signs may belong to one row: 1 over marks alone, 2 over words that lead on or tell how many digits follow."""
    if _LINK.fullmatch(clean, left.end, right.start):
        return 1
    if right.start - left.end > _FARTHEST:
        return 0
    told = _NEXT.fullmatch(clean, left.end, right.start)
    if (told and _digit(told[1]) == str(len(right.digits))) or _LEADS.fullmatch(clean, left.end, right.start):
        return 2
    return 0


_FARTHEST = 24  # characters between two signs of a row


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _read(start: int, end: int, number: str) -> Iterator[Proposal]:
    if len(number) in (_MOBILE, _CITIZEN) and number.isdigit() and number.isascii():
        for kind, verdict in kinds.certain(number):
            yield start, end, kind, number, verdict, Form.AROUND
