r"""Identity numbers of Hong Kong, Macau and Taiwan: A123456(3), 5215299(8), A123456789.

Sources: Hong Kong Immigration Department, Registration of Persons (letter values 10-35, a blank counts 36, weights 9-2,
modulo 11); Taiwan, Ministry of the Interior (letter to two digits, weights 1, 9, 8 … 1, 1, modulo 10; 8 and 9 in the
second place are resident permits of 2021). Macau's check is not published: shape and label only. Such a code is one
only behind a label of identity numbers or a word of the place; one with a wrong check digit is INVALID there. Left out:
permits for travel to the mainland (passport_number).

>>> from doxdocket.detect import labels
>>> from doxdocket.text import read
>>> reading = read("香港身份证：A123456(3)，身份证号A123456789")
>>> [(hit.value, hit.verdict.value) for hit in find(reading, labels.find(reading))]
[('A1234563', 'valid'), ('A123456789', 'valid')]
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect import decoys
from doxdocket.detect.governed import announced, direct
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "other_certificate"  # what is counted as id_number is the citizen number of the mainland
_LABELS = frozenset({"id_number", "other_certificate"})
_GAP = r"[ .\-·*_]?"
_HONG_KONG = re.compile(
    rf"([A-Za-z](?<![A-Za-z0-9].)[A-Za-z]?){_GAP}((?:\d{_GAP}){{6}})(?:\( ?([0-9Aa]) ?\)|([0-9Aa]))(?![A-Za-z0-9])"
)
_TAIWAN = re.compile(rf"([A-Za-z](?<![A-Za-z0-9].)){_GAP}([1289](?:{_GAP}\d){{8}})(?![A-Za-z0-9])")
_MACAU = re.compile(r"([1578](?<![A-Za-z0-9].)\d{6}) ?(?:\( ?(\d) ?\)|/(\d))(?![A-Za-z0-9])")
_PLACE = re.compile(r"香港|港籍|hkid|hk ?id|hong kong|台湾|台籍|身分证字号|twid|澳门|bir", re.IGNORECASE)
_CARD = re.compile(r"身份|身分|证|id", re.IGNORECASE)
_ORDER = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""Letters in the order of the numbers 10 to 35 that Taiwan gives them."""


def hong_kong(code: str) -> bool:
    """Whether the last character of a Hong Kong number is right.

    >>> hong_kong("A1234563"), hong_kong("A1234564"), hong_kong("AB9876543")
    (True, False, True)
    """
    body = code[:-1].rjust(8)
    values = [36 if char == " " else int(char) if char.isdigit() else ord(char) - 55 for char in body]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return "0123456789A"[-total % 11] == code[-1]


def taiwan(code: str) -> bool:
    """Whether the last digit of a Taiwan number is right.

    >>> taiwan("A123456789"), taiwan("A123456788")
    (True, False)
    """
    first = 10 + _ORDER.index(code[0])
    total = first // 10 + first % 10 * 9 + sum(int(c) * w for c, w in zip(code[1:9], range(8, 0, -1), strict=True))
    return (total + int(code[9])) % 10 == 0


def _codes(clean: str) -> Iterator[tuple[int, int, str, bool | None]]:
    """Every stretch of such a form: place, value, whether its check digit is right if it has a known one."""
    for found in _HONG_KONG.finditer(clean):
        value = (found[1] + re.sub(r"\D", "", found[2]) + (found[3] or found[4])).upper()
        yield *found.span(), value, hong_kong(value)
    for found in _TAIWAN.finditer(clean):
        value = found[1].upper() + re.sub(r"\D", "", found[2])
        yield *found.span(), value, taiwan(value)
    for found in _MACAU.finditer(clean):
        yield *found.span(), found[1] + (found[2] or found[3]), None


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every identity number of these places."""
    clean = reading.clean
    for start, end, value, right in _codes(clean):
        labelled = any(
            label.kind in _LABELS and direct(clean, label, start) for label in announced(clean, labels, start)
        )
        near = clean[max(0, start - 16) : start]
        named = _PLACE.search(near) is not None and _CARD.search(near) is not None
        if not (named or (labelled and (right or "(" in clean[start:end]))) or decoys.example(clean):
            continue
        reason = "id.regional" if right is None else "id.check_ok" if right else "id.check_bad"
        verdict = Verdict.INVALID if right is False else Verdict.VALID
        yield Hit(*reading.span(start, end), KIND, verdict, value, (*(("label",) * labelled), reason))
