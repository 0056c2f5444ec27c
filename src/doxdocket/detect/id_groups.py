r"""Citizen numbers written in groups, 6-8-4 or 6-4-2-2-4, with anything between: spaces, stars, slashes, dots, pictures.

The groups are themselves evidence: division, birth date and the rest. So nothing is asked of what stands between them
but that it is no digit, letter or word, and a number whose check digit fails is INVALID, not a bare date with numbers
around it. Source: GB 11643-1999; own observation. Left out: other groupings, which ``id_number`` reads by their run.

>>> from doxdocket.text import read
>>> [(hit.verdict.value, hit.value) for hit in find(read("510107 **** 1897-03-02 **** 1238"), [])]
[('invalid', '510107189703021238')]
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect import decoys
from doxdocket.detect.check_digits import PROVINCES, date, identity
from doxdocket.detect.governed import announced
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "id_number"
_BETWEEN = r"(?:[^\w\n]|[丨卍の灬丶]|_){1,6}"
_GROUPS = re.compile(
    rf"(\d(?<![0-9A-Za-z].)\d{{5}}){_BETWEEN}(1[89]\d\d|20\d\d)(?:{_BETWEEN})?(\d\d)(?:{_BETWEEN})?(\d\d){_BETWEEN}(\d{{3}}[\dXx])(?![0-9A-Za-z])"
)


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every citizen number in such groups."""
    clean = reading.clean
    for found in _GROUPS.finditer(clean):
        value = "".join(found.groups()).upper()
        if value[:2] not in PROVINCES or not date(int(found[2]), int(found[3]), int(found[4])):
            continue
        kinds = {label.kind for label in announced(clean, labels, found.start())}
        governed = KIND in kinds
        if decoys.example(clean) or (kinds and not governed) or decoys.monotone(value[:17]):
            continue
        right = identity(value[:17]) == value[17]
        reasons = ("label",) * governed + ("id.check_ok" if right else "id.check_bad", "written_around")
        yield Hit(*reading.span(*found.span()), KIND, Verdict.VALID if right else Verdict.INVALID, value, reasons)
