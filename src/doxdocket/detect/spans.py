"""Which of many spans stand at a place, asked for each of many places: by bisection, so that the cost is no product of both.

>>> quotes = Spans([(0, 9), (2, 4), (20, 30)])
>>> quotes.cover(5, 9), quotes.cover(8, 10), quotes.meet(9, 20), quotes.meet(29, 40)
(True, False, False, True)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
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
