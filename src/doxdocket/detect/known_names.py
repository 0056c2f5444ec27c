r"""A name that one post tells with something else of its bearer, where another post of the case says it and reading left it: 给韩知予厂里每人放一张.

Whom a channel comes back to it names in passing; alone such a sentence says too little of who is meant. Only names of three or four Chinese characters are
looked for, as they were written, outside of what is claimed already. What is found so says that it rests on another post, and is in no low until a person says so.
It belongs to the one person of its post who has no name there, in doubt; else to somebody who has nothing else. Left out: which posts a case holds.

>>> known = Known(["韩知予"])
>>> [(hit.start, hit.end, hit.person) for hit in known.hits("给韩知予厂里每人放一张", [])]
[(1, 4, 0)]
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import ahocorasick_rs

from doxdocket.bounds import spend
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader import values
from doxdocket.law.classes import WHOSE
from doxdocket.records import TOLD_ELSEWHERE, Role, Verdict
from doxdocket.text import read

NAME = "name"
_WHOLE = re.compile("[㐀-鿿]{3,4}")


class Told(NamedTuple):
    """A finding of the text of a post: where, of which kind and verdict, and whose."""

    start: int
    end: int
    kind: str
    verdict: str
    person: int


def tells(found: Iterable[Told]) -> list[tuple[int, int]]:
    """The places of the names of a post whose bearers it tells something else of.

    >>> tells(
    ...     [Told(0, 3, "name", "valid", 0), Told(4, 15, "phone_number", "valid", 0), Told(20, 23, "name", "valid", 1)]
    ... )
    [(0, 3)]
    """
    sure = [one for one in found if one.verdict != Verdict.DOUBTFUL]
    more = {one.person for one in sure if one.kind != NAME}
    return [one[:2] for one in sure if one.kind == NAME and one.verdict == Verdict.VALID and one.person in more]


def whole(words: str) -> bool:
    """Whether they are a name that may be looked for: a shorter one is a word of other things too often."""
    return _WHOLE.fullmatch(words) is not None


class Known:
    """Names that are looked for."""

    def __init__(self, names: Collection[str]) -> None:
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        self._names = ahocorasick_rs.AhoCorasick(sorted(names), matchkind=longest)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where they stand."""
        spend(len(text))
        return [(start, end) for _, start, end in self._names.find_matches_as_indexes(text)]

    def hits(self, text: str, own: Sequence[Told]) -> list[Hit]:
        """Those that stand outside of what is claimed; ``own``: what was found in the text."""
        sure = [one for one in own if one.verdict != Verdict.DOUBTFUL]
        people = {one.person for one in sure}
        named = {one.person for one in sure if one.kind == NAME}
        free = [span for span in self.places(text) if all(span[1] <= one.start or one.end <= span[0] for one in sure)]
        bearer = people.pop() if len(people) == 1 and not named and len(free) == 1 else None
        out: list[Hit] = []
        numbers: dict[str, int] = {}
        for start, end in free:
            words = text[start:end]
            number = numbers.setdefault(words, max(people, default=-1) + 1 + len(numbers)) if bearer is None else bearer
            role = Role.TARGET if bearer is not None or not people else Role.MENTIONED
            reasons = (TOLD_ELSEWHERE, *((WHOSE,) if bearer is not None else ()))
            value = values.plain(NAME, read(words).clean)
            out.append(Hit(start, end, NAME, Verdict.VALID, value, reasons, number, role.value))
        return out
