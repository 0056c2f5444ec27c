"""Lists of prices, which no word says are offers, and offers and tasks that go on behind a semicolon.

Two or more things that are looked up, each with a number (户籍：80, 机主：150), are an offer; so are the lines of a list beside others
that the rules have told. What a dossier says in the same form (身高：178, 名下车：2, 户籍：广东) is none. Source: ``tariff`` in ``stance.yaml``,
own compilation. Left out: lists of one thing, and lists of a post that exposes somebody with fewer than three.

>>> [(mark.label, mark.start, mark.end) for mark in by_list("户籍:80;机主:150;身高:178", [], [], exposed=0)]
[('sale_offer', 0, 6), ('sale_offer', 6, 13)]
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from doxdocket.detect.conduct import grammar, lexicon, money
from doxdocket.detect.conduct.slots import PAID
from doxdocket.detect.spans import Spans
from doxdocket.records import UNIT_ALONE

_LEAST = 2
_WEAK = 3
"""Things of a list where none is looked up by nobody else: 婚姻, 流水 and 定位 stand in other lists too."""
_AFTER = re.compile(r"[;；]\s*([^。！？!?;；\n]+[;；]?)")
_BEFORE = re.compile(r"(?<![^。！？!?;；\n])([^。！？!?;；\n]++[;；])\s*$")
_PARTS = "。！？!?;；\n"
_SAID = frozenset({"unit", "per", "word", "goods", UNIT_ALONE})


def possible(seen: int) -> bool:
    """Whether a text of these classes can hold a list of prices."""
    return any(seen & lexicon.bit(name) for name in ("look_up", "look_up_hot", "tariff"))


def by_list(
    text: str, marks: Sequence[grammar.Mark], taken: Sequence[tuple[int, int]], *, exposed: int
) -> list[grammar.Mark]:
    """The sentences of a folded text that hold an item of a list of prices and are no offer yet; ``taken``: its findings."""
    found = money.items(text, taken)
    kinds = {word for _, word in found}
    sure = any(lexicon.bit("tariff") & lexicon.seen(word) for word in kinds)
    if len(kinds) < (_LEAST if sure and not exposed else _WEAK):
        return []
    if exposed < grammar.SURE and "sale_offer" in grammar.silenced(text, lexicon.cues(text)):
        return []
    places = Spans((one.spans[0][0], one.spans[0][0] + 1) for one, _ in found)
    offered = Spans((mark.start, mark.end) for mark in marks if mark.label in PAID)
    return [
        grammar.Mark("sale_offer", start, end, "offer.price", ())
        for start, end in grammar.sentences(text)
        if places.meet(start, end) and not offered.meet(start, end)
    ]


def gone_on(text: str, marks: Sequence[grammar.Mark]) -> list[grammar.Mark]:
    """The marks, with offers and tasks that stand beside a semicolon with a further sum.

    >>> one = grammar.Mark("paid_task", 0, 12, "task.reward", ())
    >>> gone_on("拍到他的照片给300元;能要到新号的给800元", [one])[0].end
    23
    """
    out: list[grammar.Mark] = []
    held = bytearray(len(text))  # 1 where a mark stands
    for mark in marks:
        _hold(held, mark)
    for one in marks:
        mark = one
        while mark.label in PAID and (more := _beside(text, mark, held)):
            mark = replace(mark, start=min(mark.start, more[0]), end=max(mark.end, more[1]))
            _hold(held, mark)
        out.append(mark)
    return out


def _part_before(text: str, end: int) -> int:
    """Where the part begins that ends with a semicolon before this place; the place itself where none does."""
    while end and text[end - 1].isspace():
        end -= 1
    return max(text.rfind(sign, 0, end - 1) for sign in _PARTS) + 1 if end and text[end - 1] in ";；" else end


def _hold(held: bytearray, mark: grammar.Mark) -> None:
    held[mark.start : mark.end] = b"\1" * (mark.end - mark.start)


def _beside(text: str, mark: grammar.Mark, held: bytearray) -> tuple[int, int] | None:
    """The next part of an offer or task, or the one before it."""
    after = _AFTER.match(text, mark.end - (text[mark.end - 1] in ";；"))
    before = _BEFORE.search(text, _part_before(text, mark.start), mark.start)
    for start, end in (found.span(1) for found in (after, before) if found):
        if held.find(1, start, end) < 0 and any(
            one.sign in _SAID for one in money.sums(text, mark.label, (start, end))
        ):
            return start, end
    return None
