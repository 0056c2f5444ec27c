r"""All kinds of numbers of one text, one kind a stretch.

Where two kinds claim the same digits, evidence decides: a check digit that agrees together with a label, then a label,
then a check digit, then the shape; then the longer. An identity number is thus never also a card or a telephone.

>>> from doxdocket.text import read
>>> [hit.kind for hit in find(read("柏小舟46010618940404035017806457070"), [])]
['id_number', 'phone_number']
"""

from collections.abc import Callable, Iterator, Sequence

from doxdocket.detect import (
    bank_account,
    email,
    id_groups,
    id_number,
    landline_number,
    noisy,
    phone_number,
    regional_id,
    social_account,
    vehicle_file,
)
from doxdocket.detect.hit import Hit, apart
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict
from doxdocket.text import Reading

#: Stronger forms first among equals.
KINDS: tuple[Callable[[Reading, Sequence[Label]], Iterator[Hit]], ...] = (
    id_number.find, id_groups.find, regional_id.find, email.find, vehicle_file.find, phone_number.find, landline_number.find, bank_account.find, social_account.find, noisy.find,
)  # fmt: skip
_CHECKED = frozenset({"id.check_ok", "bank.check_ok", "vin.check_ok"})
_WHOLE = frozenset({"email.shape", "account.link"})


def strength(hit: Hit) -> tuple[int, int, int]:
    """How much speaks for a hit: label and check digit, claim, length."""
    label, checked = "label" in hit.reasons, bool(_CHECKED & set(hit.reasons))
    evidence = 2 * label + (3 if checked else 2 if _WHOLE & set(hit.reasons) else 0)
    if hit.kind == "id_number" and checked:
        evidence += 3  # date, province and check digit agree: chance gives that once in many thousands
    evidence += "reversed" in hit.reasons  # the text says how it is to be read
    return evidence, hit.verdict is not Verdict.DOUBTFUL, hit.end - hit.start


def find(reading: Reading, labels: Sequence[Label]) -> list[Hit]:
    """Every number of a text, in order, none over another."""
    hits = [hit for kind in KINDS for hit in kind(reading, labels)]
    return apart(sorted(hits, key=strength, reverse=True))
