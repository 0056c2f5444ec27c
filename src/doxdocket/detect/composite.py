r"""Sets that are a kind besides their parts: a household file, a courier's label.

Source: pi_kinds.yaml and the item rule: a composite kind counts its parts (low) or parts + 1 (high). The parts are findings
of their own; the set is a DOUBTFUL finding over the word that names it, so that it enters no low figure and no estimate
and stands in the high one until a person decides. It has no value of its own. Left out: cards and registers in images.

>>> from doxdocket.text import read
>>> parts = [Hit(0, 0, kind, Verdict.VALID, "", ("label",)) for kind in ("name", "id_number", "home_address")]
>>> [(h.kind, h.verdict.value) for h in find(read("户籍底档\n姓名…"), parts)], list(find(read("户籍底档多少钱"), []))
([('household_registration', 'doubtful')], [])
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

#: Kind, the words that name the set, its parts, and how many of them make it.
_SETS = (
    (
        "household_registration",
        re.compile(r"户籍底档|户籍信息|户籍资料|户口[本簿]|常住人口登记卡|全户信息|全户|个户"),
        frozenset({"name", "id_number", "home_address", "birth_date", "gender", "ethnicity", "native_place"}),
        3,
    ),
    (
        "delivery_address",
        re.compile(r"快递面单|面单|运单号?|快递单号?|订单编?号|收货信息|外卖订单"),
        frozenset({"name", "phone_number", "delivery_address"}),
        3,
    ),
)


def find(reading: Reading, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The sets that a text shows, given the findings that may be their parts."""
    claimed = {hit.kind for hit in hits if hit.verdict is not Verdict.DOUBTFUL}
    for kind, words, parts, least in _SETS:
        named = words.search(reading.clean) if len(claimed & parts) >= least else None
        if named is not None:
            start, end = reading.span(*named.span())
            if not any(hit.start < end and start < hit.end for hit in hits):
                yield Hit(start, end, kind, Verdict.DOUBTFUL, "", ("composite.set",))
