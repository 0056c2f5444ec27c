"""Where a slow pattern may match at all: in runs of its own characters that hold one of its words.

A school or a firm is told by its last word, and its pattern tries every place before it. Most runs of characters hold no such
word; they are jumped over. The answers are those of ``finditer`` (a test compares). Left out: patterns that match across runs.

>>> pattern = re.compile("[一-鿿]{2,8}?学校")
>>> [found[0] for found in matches(pattern, re.compile("[一-鿿]+"), ("学校",), "明天天气,望江学校,我们")]
['望江学校']
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import ahocorasick_rs


@cache
def _automaton(words: tuple[str, ...]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(words))


def matches(
    pattern: re.Pattern[str], runs: re.Pattern[str], words: tuple[str, ...], text: str
) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text)`` gives, where every match holds one of ``words`` and begins in one of ``runs``."""
    places = [start for _, start, _ in _automaton(words).find_matches_as_indexes(text)]
    at = 0
    for run in runs.finditer(text) if places else ():
        held = bisect_left(places, run.start())
        if run.end() <= at or held == len(places) or places[held] >= run.end():
            continue
        at = max(at, run.start())
        while at < run.end():
            found = pattern.search(text, at)
            if found is None:
                return  # nor does a later run hold one
            yield found
            at = found.end()
            if found.start() >= run.end():
                break
