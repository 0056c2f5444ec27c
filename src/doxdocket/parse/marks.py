r"""Marks on a text, counted in UTF-16 units as Telegram counts them: quotes, and addresses behind the words shown.

Source: core.telegram.org/api/entities. A character outside the Basic Multilingual Plane (most emoji) is two units and
one code point; offsets here leave as code points. Leaves out: marks that only change how words look.

>>> text = "😀甲乙 丙"
>>> read(text, [Mark("quote", 0, 3), Mark("link", 3, 1, "https://example.org/a"), Mark("link", 5, 1, "丙")])
([(0, 2)], ['https://example.org/a'])
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Mark(NamedTuple):
    """One stretch of a text. ``kind``: quote or link; ``target``: the address of a link."""

    kind: str
    offset: int
    length: int
    target: str = ""


def read(text: str, marks: Iterable[Mark]) -> tuple[list[tuple[int, int]], list[str]]:
    """Code-point ranges that quote somebody, and the addresses that the words shown hide."""
    quotes, links = [], []
    at = _Offsets(text)
    for kind, offset, length, target in marks:
        start, end = at[offset], at[offset + length]
        if kind == "quote" and start < end:
            quotes.append((start, end))
        elif kind == "link" and target and text[start:end] != target:
            links.append(target)
    return quotes, links


class _Offsets:
    """Code points by UTF-16 units. What lies inside a character or past the text is moved to its end."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide: Sequence[int] = ()  # unit after which each wide character's second unit stands
        if not text.isascii():
            self._wide = [match.start() + n + 1 for n, match in enumerate(_WIDE.finditer(text))]

    def __getitem__(self, unit: int) -> int:
        return max(0, min(self._length, unit - bisect_left(self._wide, unit)))
