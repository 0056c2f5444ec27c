"""Which of many spans stand at a place, asked for each of many places: by bisection, so that the cost is no product of both.

``Spans`` are known from the start, ``Kept`` are told one by one.

>>> quotes = Spans([(0, 9), (2, 4), (20, 30)])
>>> quotes.cover(5, 9), quotes.cover(8, 10), quotes.meet(9, 20), quotes.meet(29, 40)
(True, False, False, True)
>>> kept = Kept()
>>> kept.add(2, 5), kept.add(4, 6), kept.add(5, 9)
(True, False, True)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


class Spans:
    """Some spans, each from its start up to its end."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        some = sorted(spans)
        self._starts = [start for start, _ in some]
        self._furthest = list(accumulate((end for _, end in some), max))

    def cover(self, start: int, end: int) -> bool:
        """Whether one of them holds this stretch whole."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them and this stretch have a character in common."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start


class Kept:
    """Spans of which none meets another: each is kept unless it has a character in common with one before it."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> bool:
        """Whether this one is kept."""
        before = bisect_left(self._spans, (end, -1))
        if before and self._spans[before - 1][1] > start:
            return False
        self._spans.insert(bisect_left(self._spans, (start, end)), (start, end))
        return True


def begun(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Of spans in order those that begin in a stretch.

    >>> begun([(0, 9), (2, 4), (20, 30)], 1, 20)
    [(2, 4)]
    """
    return spans[bisect_left(spans, (start, -1)) : bisect_left(spans, (end, -1))]
