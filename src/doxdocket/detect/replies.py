r"""A reply in which nothing is claimed, read again behind the thread that it answers: 缓刑，一年 under a question, a name, a part of a value.

Alone such words disclose nobody. Behind what they answer the net hears of what they tell, and labels and fields of the thread are theirs: so candidates and
their evidence are those of thread and reply together. Whether the reply discloses anybody its own words tell and that it answers what tells of somebody
(``reader.decide``). Where that gives nothing, `fragments` looks for a part of a value of the thread. Of whom that is, is the business of links
(``reply_adds``). What is found so says that it rests on a reply, and is in no low until a person says so. Left out: which posts a case holds.

>>> texts = {1: "姓名：韩知予 住址：云杉路9号3栋302", 2: "补充 402", 3: "女", 4: "好的", 5: "不是402是404"}
>>> told = {
...     1: [("name", "valid", "韩知予"), ("home_address", "valid", "云杉路9号3栋302")],
...     3: [("gender", "valid", "女")],
... }
>>> found = asked(texts, {2: 1, 4: 3, 5: 2}, told)
>>> [(key, one.text, one.many) for key, one in found.items()], found[5].thread == f"{texts[1]}\n{texts[2]}\n"
([(2, '补充 402', 2), (5, '不是402是404', 2)], True)
>>> [(hit.kind, hit.value) for hits in look([*found.values()]) for hit in hits]
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
from doxdocket.detect.reader.answer import Behind, together
from doxdocket.detect.reader.decide import soft
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.tagger import tag
from doxdocket.law.classes import CHANCE, POST
from doxdocket.records import OF_REPLY, Verdict
from doxdocket.text import read_all

Key = TypeVar("Key", bound=Hashable)
LONGEST = 150
"""Characters of a reply that is read again."""
DEPTH, ROOM = 4, 300
"""Posts of a thread, from what a reply answers upwards; their last characters that are read with it."""
Claim = tuple[str, str, str]
"""Kind, verdict and captured words of a finding that is not doubtful."""


class Asked(NamedTuple):
    """A reply, the thread that it answers, how many kinds that tells but those that are said of anybody, and its values, the nearest first."""

    text: str
    thread: str
    many: int
    told: Sequence[Claim]


def asked(texts: Mapping[Key, str], to: Mapping[Key, Key], claims: Mapping[Key, Sequence[Claim]]) -> dict[Key, Asked]:
    """Which replies are read again: short ones in which nothing is claimed, in a thread that tells of somebody.

    ``texts``: as captured; ``to``: what each reply answers; ``claims``: what is found in each text and not doubtful.
    """
    found = {}
    for own in to:
        if claims.get(own) or not 0 < len(texts.get(own, "")) <= LONGEST:
            continue
        above = [*_above(own, to)]
        told = [claim for one in above for claim in claims.get(one, ())]
        if many := len({kind for kind, _, _ in told} - soft()):
            thread = "\n".join(texts.get(one, "") for one in above[::-1])[-ROOM:] + "\n"
            found[own] = Asked(texts[own], thread, many, told)
    return found


def _above(own: Key, to: Mapping[Key, Key]) -> Iterator[Key]:
    """What a reply answers, what that answers, and so on."""
    for _ in range(DEPTH):
        if own not in to:
            return
        own = to[own]
        yield own


def look(given: Sequence[Asked]) -> list[list[Hit]]:
    """What is found in each reply; nothing that is doubtful. What one tells does not hang on the others."""
    if not given:
        return []
    alone, pages = (
        [Page(reading) for reading in read_all(texts)]
        for texts in ([one.text for one in given], [one.thread + one.text for one in given])
    )
    spend(sum(len(page.clean) for page in (*alone, *pages)))
    behind = [
        Behind(page.reading.within(len(one.thread), len(page.reading.raw))[0], own, post, one.many)
        for page, own, post, one in zip(pages, alone, tag(alone), given, strict=True)
    ]
    told = together(pages, tag(pages), behind=behind)
    found: list[list[Hit]] = []
    for page, answer, one in zip(pages, told, given, strict=True):
        own = [
            _of_reply(hit, len(one.thread)) for hit in hits(page.reading, answer) if hit.verdict is not Verdict.DOUBTFUL
        ]
        found.append(_with_parts([hit for hit in own if not _repeats(hit, one)], fragments.of(one.text, one.told)))
    return found


def _of_reply(hit: Hit, start: int) -> Hit:
    """At its place in the reply, without the band of its chance: its class is weighed by nothing and enters no low."""
    kept = (one for one in hit.reasons if not one.startswith(CHANCE) and one != POST)
    return replace(hit, start=hit.start - start, end=hit.end - start, reasons=(OF_REPLY, *kept))


def _repeats(hit: Hit, one: Asked) -> bool:
    """Whether a part (纪 in 纪老板) only says again what the thread tells."""
    return hit.verdict is Verdict.PARTIAL and any(
        hit.kind == kind and hit.value in words for kind, _, words in one.told
    )


def _with_parts(own: Sequence[Hit], parts: Sequence[Fragment]) -> list[Hit]:
    """With the parts of values of the thread, in place of what says another kind of the same words."""
    alike = {part for part in parts for hit in own if hit.kind == part.kind and _meet(hit, part)}
    more = [part for part in parts if part not in alike]
    kept = [hit for hit in own if not any(_meet(hit, part) for part in more)]
    person = min((hit.person for hit in kept), default=0)
    return sorted(
        [*kept, *(Hit(*part[:3], Verdict.PARTIAL, part.words, (OF_REPLY,), person) for part in more)],
        key=lambda hit: hit.start,
    )


def _meet(hit: Hit, part: Fragment) -> bool:
    return hit.start < part.end and part.start < hit.end
