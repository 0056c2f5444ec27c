r"""A long text in pieces: longer than a post of any platform we read, it is a list, and is read piece by piece.

So its cost grows with its length. Findings and conduct are read of the same pieces. Left out: what runs over a cut.

>>> list(pieces("短"))
[(0, 1)]
>>> list(pieces("地址\n" * 3000))
[(0, 7998), (7998, 9000)]
"""

from collections.abc import Iterator

WHOLE = 8000
"""Characters of the longest piece."""
_CUTS = ("\n", "。", ";", ",", " ")


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where each piece begins and ends: cut behind the last line that fits, else behind a mark, at the latest at ``WHOLE``."""
    start = 0
    while len(text) - start > WHOLE:
        low, high = start + WHOLE // 2, start + WHOLE
        end = next((at + 1 for mark in _CUTS if (at := text.rfind(mark, low, high)) >= 0), high)
        yield start, end
        start = end
    yield start, len(text)
