r"""Numbers written by a table: one sign for one digit throughout, other number systems, and texts that hold digits.

A stretch counts only where it decodes to a mobile, or to a citizen number or card with a right check digit; so a table may be
wide without meaning anything by itself. Left out: shifts by one and other sums over every digit, keys agreed elsewhere.

>>> from doxdocket.detect.reader.tokens import lay
>>> [value for _, _, _, value, _, _ in find(lay("号曰甲丙壬癸癸癸癸甲辛戊癸，或0x33c81323a"))]
['13900001850', '13900001850']
"""

import base64
import binascii
import re
from collections.abc import Iterator

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.detect.reader.candidates import kinds
from doxdocket.detect.reader.candidates.glyphs import CIPHERS, FACES, KEYS
from doxdocket.detect.reader.tokens import Text

_TABLES = tuple((re.compile(f"[{re.escape(''.join(table))}]{{11,400}}"), table) for table in CIPHERS)
_MORSE = re.compile(r"[._–—-]{5}(?:[ /|\n]{1,3}[._–—-]{5}){10,17}")
_OF_MORSE = re.compile(r"[._–—-]{5}")
_CODE = {"." * n + "-" * (5 - n): str(n) for n in range(1, 6)} | {
    "-" * (n - 5) + "." * (10 - n): str(n % 10) for n in range(6, 11)
}
_DASHES = str.maketrans("_–—", "---")
_FACES = re.compile("[🕐-🕛](?: ?[🕐-🕛]){10,17}")
_YEAR = r"1[3-9][0-9]{2} |1[7-9][0-9]{2}[A-Z]"  # 1937 NANKING, 1945VICTORY
_KEYED = re.compile(rf"(?<![A-Za-z0-9])(?!{_YEAR})1[3-9][0-9]{{1,7}}[- ]?[A-Z]{{3,8}}(?![A-Za-z0-9])")
_LENGTHS = (11, 18)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{14,28}={0,2}")
_HEX = re.compile(r"0[xX]([0-9a-fA-F]{9,15})(?![0-9a-fA-F])")
_ENTITIES = re.compile(r"&#[&#x0-9;]{30,200};")
_OF_ENTITY = re.compile(r"&#([0-9]{2,3});")


def find(text: Text) -> Iterator[Proposal]:
    """Everything in a cipher."""
    clean = text.clean
    for pattern, table in _TABLES:
        for match in pattern.finditer(clean):
            spend(len(match[0]))
            number = "".join([table[char] for char in match[0]])
            start = match.start() - (clean[match.start() - 1 : match.start()] == "⠼")  # Braille's sign for digits
            yield from _read(start, match.end(), number)
            yield from _read(start, match.end(), number[::-1])
    for match in _MORSE.finditer(clean):
        signs = _OF_MORSE.findall(match[0].translate(_DASHES))
        yield from _read(*match.span(), "".join([_CODE.get(sign, "?") for sign in signs]))
    for match in _FACES.finditer(clean):
        yield from _read(*match.span(), "".join([FACES.get(char, "?") for char in match[0] if char != " "]))
    for match in _KEYED.finditer(clean):
        yield from _read(*match.span(), "".join([KEYS.get(char, char) for char in match[0] if char not in "- "]))
    for match in _HEX.finditer(clean):
        yield from _read(*match.span(), str(int(match[1], 16)))
    for match in _BASE64.finditer(clean):
        yield from _read(*match.span(), _decoded(match[0]))
    for match in _ENTITIES.finditer(clean):
        spend(len(match[0]))
        points = [int(one) for one in _OF_ENTITY.findall(match[0])]
        yield from _read(*match.span(), "".join([chr(point) for point in points]))


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _read(start: int, end: int, number: str) -> Iterator[Proposal]:
    if len(number) in _LENGTHS and number.isdigit() and number.isascii():
        for kind, verdict in kinds.certain(number):
            yield start, end, kind, number, verdict, Form.AROUND
