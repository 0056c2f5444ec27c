"""Figures of speech: 吃人血馒头 is no record of health, 水性杨花 names nobody.

Words and patterns: ``figures.yaml``. Abuse by the name of an illness (神经病) is a figure where it is thrown at somebody, and none where its sentence
tells a diagnosis. None is a figure as the value of a label of health (labels.yaml) or behind 确诊. Left out: irony that only sense tells.

>>> text = "吃人血馒头的神经病。她确诊精神病"
>>> [text[start:end] for start, end in figures(text)]
['人血馒头', '神经病']
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.lexicon import stand

Place = tuple[int, int]
_SENTENCE = re.compile(r"[\n。!?;]")
_REACH = 24
"""Characters on each side in which the sentence of a word is looked for."""
_LEAD = 3


@cache
def _own() -> Mapping[str, Any]:
    own: Mapping[str, Any] = table("figures.yaml", __package__)
    return own


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Figures, words of abuse, and characters without which no pattern holds."""
    return frozenset(_own()["words"].split()), frozenset(_own()["abuse"].split()), frozenset("病癌症滋瘤溢瘫风血疯")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _own()["patterns"])


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(_own()["before"]),
        re.compile(_own()["behind"]),
        re.compile(_own()["told"]),
        re.compile(_own()["bearer"]),
    )


@cache
def _of_health() -> re.Pattern[str]:
    """What ends where a value of health begins: a label, what else it says before, or 确诊."""
    given = table("labels.yaml")["health_record"]
    labels = "|".join(re.escape(word) for word in (*given["words"], *given["weak"]) if not word.isascii())
    return re.compile(rf"(?:{labels})(?:\s*:[^\n。!?;:]*|[ |]+)$|{_own()['named']}")


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(_own()["kinds"].split()), frozenset(_own()["inside"].split())


def figures(clean: str) -> list[Place]:
    """Where figures of speech stand in a text, in order and apart."""
    words, abuse, signs = _words()
    found = stand(clean, words)
    found += [place for place in stand(clean, abuse) if _thrown(clean, *place)]
    if not signs.isdisjoint(clean):
        found += [match.span() for form in _forms() for match in form.finditer(clean)]
        spend(len(clean))
    of_health = _of_health()
    found = [place for place in found if not of_health.search(clean[max(0, place[0] - _REACH) : place[0]])]
    out: list[Place] = []
    for start, end in sorted(found):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _thrown(clean: str, start: int, end: int) -> bool:
    """Whether a word of illness is abuse: so led and ended, in a sentence that tells no diagnosis."""
    before, behind, told, bearer = _around()
    if not (before.search(clean[max(0, start - _LEAD) : start]) and behind.match(clean, end)):
        return False
    if bearer.search(clean[max(0, start - _REACH) : start]):
        return False
    left = [match.end() for match in _SENTENCE.finditer(clean, max(0, start - _REACH), start)]
    right = _SENTENCE.search(clean, end, end + _REACH)
    first = left[-1] if left else max(0, start - _REACH)
    return told.search(clean, first, right.start() if right else min(len(clean), end + _REACH)) is None


def within(places: Sequence[Place], start: int, end: int, kind: str) -> bool:
    """Whether a stretch of a kind lies in such figures: half of it, of kinds that words tell; whole, of names and ages."""
    half, whole = _kinds()
    if not places or not (kind in half or kind in whole):
        return False
    common = 0
    for first, last in places[max(0, bisect_right(places, (start, end)) - 1) :]:
        if first >= end:
            break
        common += max(0, min(end, last) - max(start, first))
    return common == end - start or (kind in half and 2 * common >= end - start)
