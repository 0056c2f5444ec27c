r"""Real estate: an address in a text that lists what somebody owns (不动产查询, 名下2套) is property, unless a word says they live there.
An address before 名下2套 is a home: the count tells of no address, and of which it is the text does not say.

Source: pi_kinds.yaml (房产信息); own observation of such look-ups. Numbers of title deeds are read by ``certificates``, what a
label announces by ``labelled``. Left out: adverts of estates, which name nobody.

>>> from doxdocket.text import read
>>> from doxdocket.records import Verdict
>>> text = "不动产查询：名下2套。①湘潭市雨湖区莲子巷77号1-904"
>>> [
...     h.kind
...     for h in recast(read(text), [Hit(14, 31, "home_address", Verdict.VALID, text[14:], ("address.divisions",))])
... ]
['real_estate']
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from doxdocket.detect.hit import Hit
from doxdocket.text import Reading

_OWNED = re.compile(
    r"(?:不动产|房产|房屋)(?:查询|登记|清单|信息|情况)|名下(?:有|共)?\s?[一二两三四五六七八九十\d]+\s?(?:套|处)|名下房产"
)
_BRACKET = re.compile(rf"\s?[(（](?:{_OWNED.pattern})")
_LIVES = re.compile(r"(?:住|户籍|户口|居|老家|家|籍)[^\n]{0,6}$")


def recast(reading: Reading, hits: Iterable[Hit]) -> list[Hit]:
    """The hits, with each address of such a list as property."""
    owned = _OWNED.search(reading.raw)
    if owned is None:
        return list(hits)
    return [
        replace(hit, kind="real_estate", reasons=(*hit.reasons, "estate.owned"))
        if hit.kind == "home_address" and _listed(reading.raw, hit, owned.start())
        else hit
        for hit in hits
    ]


def _listed(raw: str, hit: Hit, owned: int) -> bool:
    """Whether an address stands behind the word of what is owned, or right before it in brackets, and nobody lives there."""
    said = owned < hit.start or _BRACKET.match(raw, hit.end) is not None
    return said and not _LIVES.search(raw, max(0, hit.start - 10), hit.start)
