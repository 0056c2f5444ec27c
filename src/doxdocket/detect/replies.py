r"""A reply in which nothing is claimed, weighed again as one that answers a post which tells of somebody: 人就在楼下, a name, a part of a value.

Alone such words disclose nobody: the decision keeps less of a post the less that speaks for it as a whole (`reader.decide`). That it answers such a
post speaks for it. Where that gives nothing, `fragments` looks for a part of a value. Of whom that is, is the business of links
(``reply_adds``). What is found so says that it rests on a reply, and is in no low until a person says so. Left out: which posts a case holds.

>>> texts = {1: "姓名：韩知予 住址：云杉路9号3栋302", 2: "补充 402", 3: "女", 4: "好的"}
>>> told = {1: [("name", "valid", 0), ("home_address", "valid", 0)], 3: [("gender", "valid", 0)]}
>>> found = asked(texts, {2: 1, 4: 3}, told)
>>> found
{2: Asked(text='补充 402', many=2, kinds={'name': 'valid', 'home_address': 'valid'})}
>>> [(hit.kind, hit.value) for hit in look([*found.values()])[0]]
[('home_address', '402')]
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from doxdocket.bounds import spend
from doxdocket.detect import fragments
from doxdocket.detect.answered import hits
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
Claim = tuple[str, str, int]
"""Kind, verdict and person of a finding that is not doubtful."""


class Asked(NamedTuple):
    """A reply; how many kinds what it answers tells, but those that are said of anybody; of one person alone which, each with the verdict of its last value."""

    text: str
    many: int
    kinds: Mapping[str, str]


def asked(texts: Mapping[Key, str], to: Mapping[Key, Key], claims: Mapping[Key, Sequence[Claim]]) -> dict[Key, Asked]:
    """Which replies are weighed again: short ones in which nothing is claimed, to a text that tells of somebody.

    ``texts``: as captured; ``to``: what each reply answers; ``claims``: what is found in each text and not doubtful.
    """
    found = {}
    for own, other in to.items():
        there = claims.get(other, ())
        many = len({kind for kind, _, _ in there} - soft())
        if many and not claims.get(own) and 0 < len(texts.get(own, "")) <= LONGEST:
            alone = len({person for _, _, person in there}) == 1
            found[own] = Asked(texts[own], many, {kind: verdict for kind, verdict, _ in there} if alone else {})
    return found


def look(given: Sequence[Asked]) -> list[list[Hit]]:
    """What is found in each reply; nothing that is doubtful. What one tells does not hang on the others."""
    pages = [Page(reading) for reading in read_all([one.text for one in given])]
    spend(sum(len(page.clean) for page in pages))
    told = together(pages, tag(pages), answers=[one.many for one in given]) if given else []
    return [
        [_of_reply(hit) for hit in hits(page.reading, answer) if hit.verdict is not Verdict.DOUBTFUL] or _part(one)
        for page, answer, one in zip(pages, told, given, strict=True)
    ]


def _of_reply(hit: Hit) -> Hit:
    """Without the band of its chance: its class is weighed by nothing and enters no low."""
    kept = (one for one in hit.reasons if not one.startswith(CHANCE) and one != POST)
    return replace(hit, reasons=(OF_REPLY, *kept))


def _part(one: Asked) -> list[Hit]:
    found = fragments.of(one.text, one.kinds) if one.kinds else None
    return [Hit(*found[:3], Verdict.PARTIAL, found.words, (OF_REPLY,), 0)] if found else []
