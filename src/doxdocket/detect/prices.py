"""Price lists of sellers of look-ups: 户籍30一份，开房200，手机定位500: what is sold, and for how much.

In such a list 定位 announces no place and 500 is nobody's number. One item may be a slip of a dossier; two are a list.
Source: ``adverts.yaml`` for what is sold (own compilation). Left out: prices in Chinese numerals, ranges, prices before
the goods; what the sum is worth (``conduct.slots``).

>>> [("户籍30一份,手机定位500"[start:end]) for start, end in items("户籍30一份,手机定位500")]
['户籍30', '手机定位500']
>>> items("手机定位500")
()
"""

import re
from functools import cache, lru_cache

from doxdocket.detect import data
from doxdocket.detect.name_shape import plausible

Span = tuple[int, int]

_UNIT = r"(?:元|块钱?|刀|[uU](?![A-Za-z])|rmb|usdt|软妹币|人民币)"
_ITEM = re.compile(
    rf"(?P<what>[一-鿿][一-鿿A-Za-z]{{1,11}})[ :=]{{0,2}}(?:[每一]?[次份条单人位](?:只要|仅需?)?|只要|仅需?)?[ :]?[¥￥$]?\d{{2,5}}(?![\d*×.@-]| {{1,3}}[\d*×]| ?[年月日岁号栋幢楼室班届级期]) ?{_UNIT}?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(rf"[¥￥$]? ?\d{{1,6}} ?{_UNIT}?", re.IGNORECASE)
_LIST = 2  # items
_LEFT = 1  # characters of an item that may be none of its words


@cache
def _goods() -> re.Pattern[str]:
    return _any(data.table("adverts.yaml")["goods"])


@cache
def _words() -> re.Pattern[str]:
    lists = data.table("adverts.yaml")
    return _any({word for name in ("goods", "trade", "heads", "filler") for word in lists[name]})


def _any(words: "list[str] | set[str]") -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=4)
def items(clean: str) -> tuple[Span, ...]:
    """The items of a price list in a cleaned text, each with its price."""
    found = tuple(item.span() for item in _ITEM.finditer(clean) if _sold(item["what"].lower()))
    return found if len(found) >= _LIST else ()


def _sold(what: str) -> bool:
    """Whether a word names something that is sold, and nobody."""
    left = _words().sub("", what)
    return _goods().search(what) is not None and len(left) <= _LEFT and not (left and plausible(what))


def amount(value: str) -> bool:
    """Whether a value is a bare amount: 500, 80元, ¥200.

    >>> amount("500"), amount("80U"), amount("806房"), amount("30.27,120.15")
    (True, True, False, False)
    """
    return _AMOUNT.fullmatch(value) is not None
