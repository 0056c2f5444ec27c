"""Where words of a set stand in a text: one pass of an automaton for each set.

>>> stand("他住在城里", frozenset({"住", "住在"}))
[(1, 2), (1, 3)]
"""

from functools import cache
from typing import Any

import ahocorasick_rs

from doxdocket.bounds import spend


@cache
def _automaton(words: frozenset[str]) -> Any:
    return ahocorasick_rs.AhoCorasick(sorted(words))


def stand(clean: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Start and end of every word of the set, also of those that overlap."""
    found = [(start, end) for _, start, end in _automaton(words).find_matches_as_indexes(clean, overlapping=True)]
    spend(1 + len(found))
    return found
