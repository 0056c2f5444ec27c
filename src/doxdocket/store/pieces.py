"""Pieces of sealed values in texts, whatever stands between their signs: the road, estate, village or building of an address by name, any two parts that follow one another, a stay or a purchase.

A masking by digests knows whole values only; an address is also told by a piece of it (``store.parts``). Both sides are read as one
(width, hidden characters, Chinese numerals), signs and spaces left out. The clear pieces are held while one command runs, no longer, and on no
disk. Source: docs/explanation/sealing.md. Left out: a number of a house or a flat by itself (``store.retold``); a piece that is cut inside a part; parts in
another order.

>>> found = Pieces([("home_address", "浙江省杭州市西湖区竹影路3号2幢402室")])
>>> found("竹影路吃货群"), found("交流群 竹影路三号-2幢"), found("西湖区 2 幢 402 室"), found("杭州市西湖区 3号")
([(0, 3)], [(4, 12)], [(4, 13)], [])
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from doxdocket.store.parts import PIECED, RECORDS, Strength, parts, plain, signs
from doxdocket.store.reason import FOLD
from doxdocket.store.values_in_text import values

if TYPE_CHECKING:
    from doxdocket.store.run import Run

_LEAST, _RUN = 3, 4
"""Signs of a piece, and of a whole value."""


class Pieces:
    """Called with a text: where it holds a piece of one of these values."""

    def __init__(
        self, some: Iterable[tuple[str, str]] = (), whole: Iterable[tuple[str, str]] = (), *, least: Strength = Strength.POSTS
    ) -> None:  # fmt: skip
        """Of these values (kind, value) the pieces of ``least`` this strength, and beside them ``whole`` values, of which no part counts."""
        self._by_start: dict[str, dict[str, str]] = {}
        told = ((kind, plain(value)) for kind, value in whole)
        for kind, piece in chain(((kind, one) for kind, one in told if len(one) >= _RUN), _pieces(some, least)):
            if len(piece) >= _LEAST and not piece.isdigit():
                self._by_start.setdefault(piece[:_LEAST], {})[piece] = kind

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each, apart from one another."""
        return [(start, end) for start, end, _ in self.told(text)]

    def told(self, text: str) -> list[tuple[int, int, str]]:
        """The same, each with its kind."""
        if not self._by_start or self._none(text):
            return []
        units, found, at = signs(text), [], 0
        row = "".join(sign for sign, _, _ in units)
        while at < len(row):
            held = self._by_start.get(row[at : at + _LEAST], {})
            size, kind = max(
                ((len(one), kind) for one, kind in held.items() if row.startswith(one, at)), default=(0, "")
            )
            if size:
                found.append((units[at][1], units[at + size - 1][2], kind))
            at += size or 1
        return found

    def _none(self, text: str) -> bool:
        """Whether surely no piece stands in a text: most have none, and this is told ten times sooner."""
        from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

        clean = read(text).clean
        folded = clean.casefold()
        if len(folded) != len(clean) or "十" in folded:
            return False
        row = "".join(filter(str.isalnum, folded)).translate(FOLD)
        starts = self._by_start
        return not any(
            row.startswith(one, at)
            for at in range(len(row) - _LEAST + 1)
            for one in starts.get(row[at : at + _LEAST], ())
        )


def _pieces(some: Iterable[tuple[str, str]], least: Strength) -> Iterator[tuple[str, str]]:
    for kind, value in some:
        yield from ((kind, plain(one.text)) for one in parts(kind, value) if one.sort == "piece" and one.strength >= least)  # fmt: skip


def pieced(run: "Run") -> Iterator[tuple[str, str]]:
    """The values of a run that have pieces: addresses, and records of which nobody doubts."""
    return chain(values(run, PIECED - RECORDS), values(run, RECORDS, sure=True))


def of(run: "Run") -> Pieces:
    """Those of the values of a run; the posts are read for it."""
    return Pieces(pieced(run))
