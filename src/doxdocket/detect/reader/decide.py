r"""The one decision of the new reader: each candidate's score, the best consistent set, and the features that carried each member.

A score is a sum of whole numbers (``decide.tsv``, hundredths of log-odds, fitted by ``tools.train_decide``): for each feature one for all kinds
and one for the candidate's own. Kept is the set without overlaps whose sum is greatest. Nothing is the set of sum 0, so a score of 0 or less never
enters; of equal sums stands the set whose last member comes first, by end, start and name of its kind. What a net says of a stretch and kind is
one feature more; spans of prose kinds that another reader scores enter the same choice. Left out: whose a value is; how often a score is right.

>>> from doxdocket.text import read
>>> from doxdocket.detect.reader.evidence import Evidence
>>> [
...     (one.candidate.kind, one.candidate.value, one.score > 0)
...     for one in decide(Evidence.of(read("身份证 11010118990307002X 电话13900001850")))
... ]
[('id_number', '11010118990307002X', True), ('phone_number', '13900001850', True)]
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Candidate, Form, Generator, Offer, Span
from doxdocket.detect.reader.evidence import SHARES, Evidence
from doxdocket.detect.reader.shown import step
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict

ANY = "*"
"""Weights that hold for every kind."""
Weights = Mapping[tuple[str, str], int]
"""By kind and feature, as they are fitted and shipped."""
Scale = Mapping[str, Mapping[str, int]]
"""By kind, what each feature weighs: its weight for all kinds and for this one together."""


class Feature(NamedTuple):
    """One reason with its share of the score."""

    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate that stands, its score, and what carried it: largest first, what speaks against it too."""

    candidate: Candidate
    score: int
    because: tuple[Feature, ...]


@cache
def weights() -> Weights:
    """As they are shipped."""
    return read(resources.files(__package__).joinpath("decide.tsv").read_text(encoding="utf-8"))


@cache
def _shipped() -> Scale:
    return scale(weights())


def scale(given: Weights) -> Scale:
    """Weights put together by kind."""
    common = {feature: weight for (kind, feature), weight in given.items() if kind == ANY}
    found = {kind: dict(common) for kind in kinds()}
    for (kind, feature), weight in given.items():
        if kind != ANY:
            found[kind][feature] = common.get(feature, 0) + weight
    return found


def read(text: str) -> Weights:
    """Weights from their table: kind, feature, whole number."""
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(kind, feature): int(weight) for kind, feature, weight in rows}


def decide(told: Evidence, prose: Iterable[Judged] = (), given: Scale | None = None) -> list[Judged]:
    """What stands in a text, in order."""
    by_kind = _shipped() if given is None else given
    scored, others = _scored(told, by_kind), [*prose]
    rivals = [(*one[:3], score) for one, score in scored]
    rivals += [(*one.candidate.span, one.candidate.kind, one.score) for one in others]
    judged = [
        _judged(told, scored[at][0], by_kind) if at < len(scored) else others[at - len(scored)] for at in best(rivals)
    ]
    return sorted(judged, key=lambda one: one.candidate.span)


def best(rivals: Sequence[tuple[int, int, str, int]]) -> list[int]:
    """The places of those that stand: no two share a character, and no other such set has a greater sum."""
    order = sorted(
        (n for n, one in enumerate(rivals) if one[3] > 0), key=lambda n: (rivals[n][1], rivals[n][0], rivals[n][2])
    )
    ends = [rivals[n][1] for n in order]
    sums, before, takes = [0], [], []
    spend(len(order))
    for at, n in enumerate(order):
        free = bisect_right(ends, rivals[n][0], 0, at)
        total = sums[free] + rivals[n][3]
        takes.append(total > sums[at])
        before.append(free)
        sums.append(max(total, sums[at]))
    kept, at = [], len(order)
    while at:
        if takes[at - 1]:
            kept.append(order[at - 1])
            at = before[at - 1]
        else:
            at -= 1
    return kept[::-1]


def _scored(told: Evidence, by_kind: Scale) -> list[tuple[Offer, int]]:
    """Each stretch and kind once, with the value that scores most, if there is anything for it."""
    most: dict[tuple[int, int, str], tuple[Offer, int]] = {}
    of_text: dict[str, int] = {}
    for one in told.offers:
        start, end, kind = one[:3]
        get = by_kind[kind].get
        if kind not in of_text:
            of_text[kind] = sum([get(feature, 0) for feature in told.of_text()])
        score = of_text[kind] + sum([get(feature, 0) for feature in told.of_place(start, end)])
        score += sum([get(feature, 0) for feature in told.of_offer(one)])
        if score > 0 and ((start, end, kind) not in most or most[start, end, kind][1] < score):
            most[start, end, kind] = one, score
    return [*most.values()]


def _judged(told: Evidence, one: Offer, by_kind: Scale) -> Judged:
    start, end, kind, value, verdict, form, source = one
    shares = [Feature(name, share) for name in told.features(one) if (share := by_kind[kind].get(name, 0))]
    because = tuple(sorted(shares, key=lambda share: (-abs(share.weight), share.name)))
    candidate = Candidate(Span(start, end), kind, value, verdict, form, source)
    return Judged(candidate, sum(share.weight for share in shares), because)


_ODDS = (7, 11, 18, 29, 47, 76, 119, 182, 269, 378, 500, 622, 731, 818, 881, 924, 953, 971, 982, 989, 993)
"""Of a thousand, the chances of log-odds -5 to 5 in steps of a half."""
_HALF = 50


def of_net(start: int, end: int, kind: str, value: str, share: int) -> Judged:
    """A stretch that a net alone proposes, with its chance of a thousand, on the scale of all scores.

    >>> of_net(0, 3, "name", "韩知予", 930).score, of_net(0, 3, "name", "韩知予", 400).score
    (250, -50)
    """
    score = _HALF * (bisect_right(_ODDS, share) - 1 - len(_ODDS) // 2)
    candidate = Candidate(Span(start, end), kind, value, Verdict.DOUBTFUL, Form.VERBATIM, Generator.NET)
    return Judged(candidate, score, (Feature(f"net={step(share, SHARES)}", score),))


def chance(score: int) -> int:
    """The chance of a thousand that a score stands for.

    >>> chance(0), chance(250), chance(-90)
    (500, 924, 269)
    """
    return _ODDS[min(len(_ODDS) - 1, max(0, score // _HALF + len(_ODDS) // 2))]


def named(feature: str) -> tuple[str, str]:
    """A feature in Chinese and English.

    >>> named("at=same")
    ('紧接在前的标签：same', 'label right before it: same')
    """
    sorts = table("evidence.yaml", __package__)["sorts"]
    parts = [part.partition("=")[::2] for part in feature.split("&")]
    return "，".join(f"{sorts[s]['zh']}：{v}" for s, v in parts), ", ".join(f"{sorts[s]['en']}: {v}" for s, v in parts)
