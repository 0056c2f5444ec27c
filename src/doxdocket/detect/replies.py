r"""A reply in which nothing is claimed, weighed again as one in a thread that tells of somebody: 人就在楼下, a name, a part of a value.

Alone such words disclose nobody: the decision keeps less of a post the less that speaks for it as a whole (`reader.decide`). That it answers what tells of
somebody speaks for it. Beside that, `fragments` looks for parts of values of the thread. Of whom that is, is the business of links
(``reply_adds``). What is found so says that it rests on a reply, and is in no low until a person says so. Left out: which posts a case holds.

>>> texts = {1: "姓名：韩知予 住址：云杉路9号3栋302", 2: "补充 402", 3: "女", 4: "好的", 5: "是404不是302"}
>>> told = {
...     1: [("name", "valid", "韩知予"), ("home_address", "valid", "云杉路9号3栋302")],
...     3: [("gender", "valid", "女")],
... }
>>> found = asked(texts, {2: 1, 4: 3, 5: 2}, told)
>>> [(key, one.text, one.many) for key, one in found.items()]
[(2, '补充 402', 2), (5, '是404不是302', 2)]
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
from doxdocket.detect.reader.answer import together
from doxdocket.detect.reader.decide import soft
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.tagger import tag
from doxdocket.law.classes import CHANCE, POST
from doxdocket.records import OF_REPLY, Verdict
from doxdocket.text import read_all

Key = TypeVar("Key", bound=Hashable)
LONGEST = 150
"""Characters of a reply that is weighed again."""
DEPTH = 4
"""Posts of a thread, from what a reply answers upwards."""
Claim = tuple[str, str, str]
"""Kind, verdict and captured words of a finding that is not doubtful."""


class Asked(NamedTuple):
    """A reply; how many kinds the thread that it answers tells, but those that are said of anybody; and the values there, the nearest first."""

    text: str
    many: int
    told: Sequence[Claim]


def asked(texts: Mapping[Key, str], to: Mapping[Key, Key], claims: Mapping[Key, Sequence[Claim]]) -> dict[Key, Asked]:
    """Which replies are weighed again: short ones in which nothing is claimed, in a thread that tells of somebody.

    ``texts``: as captured; ``to``: what each reply answers; ``claims``: what is found in each text and not doubtful.
    """
    found = {}
    for own in to:
        if claims.get(own) or not 0 < len(texts.get(own, "")) <= LONGEST:
            continue
        told = [claim for one in _above(own, to) for claim in claims.get(one, ())]
        if many := len({kind for kind, _, _ in told} - soft()):
            found[own] = Asked(texts[own], many, told)
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
    pages = [Page(reading) for reading in read_all([one.text for one in given])]
    spend(sum(len(page.clean) for page in pages))
    told = together(pages, tag(pages), answers=[one.many for one in given]) if given else []
    return [
        _with_parts([_of_reply(hit) for hit in hits(page.reading, answer) if hit.verdict is not Verdict.DOUBTFUL], one)
        for page, answer, one in zip(pages, told, given, strict=True)
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
