"""What is left of a value beside what was found of it: a name cut after two signs, an address read in part.

Who reads a masked text must not read the rest of what was masked. So beside a finding of an address its line is covered: what stands between two of them, a
remark in brackets behind it, and what goes on like an address up to the next stop. Source: docs/explanation/sealing.md. Left out: what stands in another line.

>>> list(beyond_places("住西湖区云水乡居民委员会竹影路3号（近南门），楼下有快递柜，大家去骂", [(1, 7), (12, 17)]))
[(7, 17, 'home_address'), (17, 22, 'home_address'), (22, 29, 'home_address')]
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from doxdocket.store.parts import ADDRESS, GOES_ON, PLACED, words

Span = tuple[int, int, str]
_HAN = re.compile(r"[\u3400-\u9fff]")
_TWO_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_STOP = r"\s，,、。；;！？!?：:（()）【】\[\]［］"
_BETWEEN = re.compile(r"[^\n\r。！？!?：:]{1,30}")
"""What may stand between two pieces of one address."""
_LED = re.compile(rf"(?<=[：:])[^\S\n]?[^{_STOP}]{{1,30}}$|(?:[\u3400-\u9fff]{{2,7}}?[省市区县州盟旗]){{1,3}}$")
"""What stands between the mark of a label and the first piece, or the division in which it lies."""
_ON = re.compile(
    rf"[^\S\n]?(?:[^{_STOP}]{{0,12}}?(?:{GOES_ON})){{1,8}}"
    r"|[^\S\n]?[（(][^（()）\n]{1,30}[)）]|[^\S\n]?[【\[［][^【\[\]］】\n]{1,30}[】\]］]"
)
"""What goes on behind a piece: up to its last unit, or a remark in brackets."""
_BRACKETS = (("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"))
_CLOSED, _REST = re.compile(r"[^\n)）】\]]{0,30}[)）】\]]"), re.compile(rf"[^{_STOP}]{{1,20}}")


def beyond(text: str, found: Collection[Span]) -> list[Span]:
    """What is left beside what was found in a text (start, end and kind of each), the same of what is left."""
    spans = [(start, end) for start, end, _ in found]
    places = [(start, end) for start, end, kind in found if kind in PLACED]
    others = [(start, end) for start, end, kind in found if kind not in PLACED]
    return [*beyond_names(text, spans), *beyond_places(text, places, others)]


def beyond_names(text: str, names: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The sign behind a name of two signs with which it would be a whole one: where no other word begins there.

    >>> list(beyond_names("钱叔夏，住", [(0, 2)])), list(beyond_names("钱叔住在", [(0, 2)]))
    ([(2, 3, 'name')], [])
    """
    for start, end in names:
        sign, rest = text[end : end + 1], text[end + 1 :]
        if not _TWO_HAN.fullmatch(text[start:end]) or not _HAN.match(sign) or sign in words("after_name"):
            continue
        if not _HAN.match(rest) or rest.startswith(words("labels")):
            yield end, end + 1, "name"


def beyond_places(
    text: str, places: Iterable[tuple[int, int]], others: Collection[tuple[int, int]] = ()
) -> Iterator[Span]:
    """What is left of addresses of which ``places`` were found, up to what else was found in the text (``others``)."""
    ends = 0
    for start, end in sorted(places):
        open_ = max([ends, *(b for _, b in others if b <= start)])
        if ends and open_ == ends and _BETWEEN.fullmatch(text, ends, start):
            yield ends, start, ADDRESS
        elif led := _LED.search(text, open_, start):
            yield *led.span(), ADDRESS
        ends = max(ends, end)
        most = min((a for a, _ in others if a >= ends), default=len(text))
        while on := next(filter(None, _goes_on(text, start, ends, most)), 0):
            yield ends, on, ADDRESS
            ends = on


def _goes_on(text: str, start: int, end: int, most: int) -> Iterator[int]:
    """Where what goes on behind a piece may end: 0 where nothing of that form does."""
    if any(text.count(a, start, end) > text.count(b, start, end) for a, b in _BRACKETS) and (
        rest := _CLOSED.match(text, end, most)
    ):
        yield rest.end()
    if on := _ON.match(text, end, most):
        yield on.end()
    behind, inside = _asides()
    if (on := behind.match(text, end, most)) or (
        inside.search(text, start, end) and (on := _REST.match(text, end, most))
    ):
        yield on.end()


@cache
def _asides() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A remark on a place behind a comma, and the beginning of one at the end of what was found."""
    begins = "|".join(map(re.escape, sorted(words("aside"), key=len, reverse=True)))
    return re.compile(rf"[，,、][^\S\n]?(?:{begins})[^{_STOP}]{{0,20}}"), re.compile(rf"[，,、](?:{begins})$")
