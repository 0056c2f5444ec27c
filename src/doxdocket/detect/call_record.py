r"""Records of calls and messages: a moment, a direction, the other's number, how long; or the numbers most often called.

The number in such a line is the other party's, whoever that is: it belongs to the record and is no telephone of the
person whose record it is. Source: how operators print call details (主叫, 被叫, 时长). Left out: records whose lines say no
direction, which only a label announces (``labelled``).

>>> from doxdocket.text import read
>>> [h.value for h in find(read("2023-11-02 21:14 主叫 17806429911 时长 06:12\n最常联系：17806405566（112次）"))]
['2023-11-0221:14主叫17806429911时长06:12', '17806405566(112次)']
"""

import re
from collections.abc import Iterator

from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "call_record"
_DAY = r"(?:(?:19|20)\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?"
_MOMENT = rf"{_DAY}[ T,]{{0,2}}\d{{1,2}}:\d\d(?::\d\d)?"
_WAY = r"(?:主叫|被叫|呼[入出]|拨[打出]|打给|来电|去电|接听|未接|短信|发送|接收|[打接]电话)"
_SAID = re.compile(_WAY)
_OTHER = r"\+?\d[\d*-]{4,16}"
_LASTS = r"(?:(?:通话)?(?:时长)?:? ?(?:\d{1,2}:\d\d(?::\d\d)?|(?:\d{1,3}(?:小时|时))?\d{0,3}分?\d{1,3}秒|\d{1,3}分钟?))"
_LINE = re.compile(
    rf"(?:{_MOMENT}[ ,|:]{{0,3}}{_WAY}[ ,|:给]{{0,3}}{_OTHER}|{_MOMENT}[ ,|]{{0,3}}{_OTHER}[ ,|]{{0,3}}{_WAY}|{_WAY}[ ,|:]{{0,3}}{_OTHER}[ ,|]{{0,3}}{_MOMENT})"
    rf"(?:[ ,|(]{{0,3}}{_LASTS}\)?)?"
)
_OFTEN = re.compile(
    rf"(?:最?常联系(?:人|的?号码)?|联系最多|通话最多|频繁(?:联系|通话)|通话次数)[: ]{{0,2}}(?P<v>{_OTHER} ?\(?\d{{1,4}}次\)?(?:[、,; ]{{1,2}}{_OTHER} ?\(?\d{{1,4}}次\)?)*)"
)


def find(reading: Reading) -> Iterator[Hit]:
    """Every record of one text."""
    text = reading.clean
    for found in _LINE.finditer(text) if _SAID.search(text) else ():
        yield _hit(reading, found.span(), "call.line")
    for found in _OFTEN.finditer(text) if "次" in text else ():
        yield _hit(reading, found.span("v"), "call.often")


def _hit(reading: Reading, span: tuple[int, int], reason: str) -> Hit:
    value = re.sub(r"\s+", "", reading.clean[slice(*span)])
    return Hit(*reading.span(*span), KIND, Verdict.VALID, value, (reason,))
