r"""A reply in which nothing is claimed, read once more together with the thread that it answers, as one text: 大名叫什么 — 承屿, 人就在楼下, a part of a value.

Alone such words say little and disclose nobody; behind what they answer they are read like the end of a longer post. What is found in the thread stays as it
was found there. Beside that, `fragments` looks for parts of values of the thread. Of whom it is, is the business of links (``reply_adds``). What is found so
says that it rests on a reply, and is in no low until a person says so. Left out: which posts a case holds.

>>> texts = {1: "姓名：韩知予 住址：云杉路9号3栋302", 2: "补充 402", 3: "女", 4: "好的", 5: "是404不是302"}
>>> told = {
...     1: [("name", "valid", "韩知予"), ("home_address", "valid", "云杉路9号3栋302")],
...     3: [("gender", "valid", "女")],
... }
>>> again = asked(texts, {2: 1, 4: 3, 5: 2}, told)
>>> [(key, one.text, one.thread) for key, one in again.items()][-1]
(5, '是404不是302', '姓名：韩知予 住址：云杉路9号3栋302\n补充 402')
>>> [(hit.kind, hit.value) for hits in look([*again.values()]) for hit in hits]
[('home_address', '402'), ('home_address', '404')]
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from doxdocket.bounds import spend
from doxdocket.detect import fragments
from doxdocket.detect.answered import hits
from doxdocket.detect.fragments import Fragment
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader.answer import Answer, together
from doxdocket.detect.reader.decide import soft
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.tagger import tag
from doxdocket.law.classes import CHANCE, POST
from doxdocket.records import OF_REPLY, Verdict
from doxdocket.text import read_all

Key = TypeVar("Key", bound=Hashable)
LONGEST = 150
"""Characters of a reply that is read again."""
DEPTH = 4
"""Posts of a thread, from what a reply answers upwards."""
BEFORE = 400
"""The last characters of a thread with which a reply is read."""
LEAST = 850
"""Of a thousand: the chance from which something counts that rests on the words before it."""
Claim = tuple[str, str, str]
"""Kind, verdict and captured words of a finding."""


class Asked(NamedTuple):
    """A reply; the words of the thread that it answers; and what is claimed there, the nearest first."""

    text: str
    thread: str
    told: Sequence[Claim]


def asked(texts: Mapping[Key, str], to: Mapping[Key, Key], found: Mapping[Key, Sequence[Claim]]) -> dict[Key, Asked]:
    """Which replies are read again: short ones in which nothing is claimed, where they or their thread may tell of somebody.

    ``texts``: as captured; ``to``: what each reply answers; ``found``: what is found in each text, doubtful or not.
    """
    out = {}
    for own in to:
        here = found.get(own, ())
        if any(verdict != Verdict.DOUBTFUL for _, verdict, _ in here) or not 0 < len(texts.get(own, "")) <= LONGEST:
            continue
        above = [*_above(own, to)]
        told = [claim for one in above for claim in found.get(one, ())]
        if {kind for kind, _, _ in (*here, *told)} - soft():
            words = "\n".join(texts[one] for one in reversed(above) if texts.get(one))
            claimed = [claim for claim in told if claim[1] != Verdict.DOUBTFUL]
            out[own] = Asked(texts[own], words[-BEFORE:], claimed)
    return out


def _above(own: Key, to: Mapping[Key, Key]) -> Iterator[Key]:
    """What a reply answers, what that answers, and so on."""
    for _ in range(DEPTH):
        if own not in to:
            return
        own = to[own]
        yield own


def look(given: Sequence[Asked]) -> list[list[Hit]]:
    """What is found in each reply; nothing that is doubtful. What one tells does not hang on the others."""
    pages = [Page(reading) for reading in read_all([f"{one.thread}\n{one.text}" for one in given])]
    spend(sum(len(page.clean) for page in pages))
    told = together(pages, tag(pages)) if given else []
    return [
        _with_parts(_within(page, answer, len(one.thread) + 1), one)
        for page, answer, one in zip(pages, told, given, strict=True)
    ]


def _within(page: Page, answer: Answer, begin: int) -> list[Hit]:
    """What is claimed behind the thread and likely enough, as it lies in the reply; its persons are counted from it on."""
    own = [
        hit
        for hit, judged in zip(hits(page.reading, answer), answer.found, strict=True)
        if hit.start >= begin and judged.chance >= LEAST and hit.verdict is not Verdict.DOUBTFUL
    ]
    persons = {person: n for n, person in enumerate(dict.fromkeys(hit.person for hit in own))}
    return [
        replace(_of_reply(hit), start=hit.start - begin, end=hit.end - begin, person=persons[hit.person]) for hit in own
    ]


def _of_reply(hit: Hit) -> Hit:
    """Without the band of its chance: its class is weighed by nothing and enters no low."""
    kept = (one for one in hit.reasons if not one.startswith(CHANCE) and one != POST)
    return replace(hit, reasons=(OF_REPLY, *kept))


def _with_parts(own: Sequence[Hit], one: Asked) -> list[Hit]:
    """With the parts of values of the thread, in place of what says another kind of the same words."""
    found = fragments.of(one.text, one.told)
    more = [part for part in found if not any(hit.kind == part.kind and _meet(hit, part) for hit in own)]
    kept = [hit for hit in own if not any(_meet(hit, part) for part in more)]
    person = min((hit.person for hit in kept), default=0)
    parts = (Hit(*part[:3], Verdict.PARTIAL, part.words, (OF_REPLY,), person) for part in more)
    return sorted([*kept, *parts], key=lambda hit: hit.start)


def _meet(hit: Hit, part: Fragment) -> bool:
    return hit.start < part.end and part.start < hit.end
