r"""The one decision of the reader: each candidate's score, the chance of each to stand, the best consistent set, and what carried each member.

A score is a sum of whole numbers (``decide.tsv``, hundredths of log-odds, fitted by ``tools.train_decide``): for each feature one for all kinds
and one for the candidate's own. Of all sets without overlaps a text has one by the sum of its scores; so each candidate has a chance to stand, and
a *claim*: that something stands there of a near kind, with half of the characters in common. Kept is the set of the greatest sum of claims above the
line of their kinds; of equal ones with the likelier ends and kinds. A post has a score too, from its text and its claims; below its line it keeps only what is
said of anybody (``soft``). All is whole numbers. Left out: whose a value is.

>>> from doxdocket.text import read
>>> from doxdocket.detect.reader.evidence import Evidence
>>> from doxdocket.detect.reader.tagger import tag
>>> text = read("身份证 11010118990307002X 电话13900001850")
>>> [(one.candidate.kind, one.candidate.value, one.score > 0) for one in decide(Evidence.of(text, *tag([text])))]
[('id_number', '11010118990307002X', True), ('phone_number', '13900001850', True)]
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import exp, log1p

import numpy as np

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Candidate, Form, made
from doxdocket.detect.reader.columns import Feature, Scale, Weighed, Weights, Whole, largest, read
from doxdocket.detect.reader.evidence import Evidence, near
from doxdocket.detect.reader.prose import FORMED
from doxdocket.detect.reader.rows import Rows, rows
from doxdocket.detect.reader.shape_features import step
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict

ANY = "*"
"""Weights that hold for every kind."""
LINE = "line=claim"
"""In the table of weights: the thousandths from which a claim of a kind stands; of posts, the score."""
NUMBERS = "line=number"
"""The line of posts that claim a number with a form of its own."""
MAY = "line=may"
"""From which score on a post below its line may disclose somebody."""
POST = "post"
"""In place of a kind, in weights of posts: whether it discloses anybody. The line is the score that it must reach."""
REASONS = 3
"""Features that are told of a finding."""
_EVERY = 1 << 20
Rival = tuple[int, int, str, int]
"""Start, end, kind and score (or worth)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate that stands, its score, what carried it (and what speaks against it), largest first, and its claim's chance of a thousand."""

    candidate: Candidate
    score: int
    because: tuple[Feature, ...] = field(repr=False)
    chance: int
    rests: tuple[str, ...] = ()  # on what evidence, of ``rules/classes.yaml``
    may: bool = False  # its post discloses somebody more likely than not, and no more


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
        if kind == POST:
            found.setdefault(POST, {})[feature] = weight
        elif kind != ANY:
            found[kind][feature] = common.get(feature, 0) + weight
    return Scale(found)


def decide(told: Evidence, given: Mapping[str, Mapping[str, int]] | None = None) -> list[Judged]:
    """What stands in a text, in order, with all that carried it."""
    return decide_all([told], given, reasons=_EVERY)[0]


def decide_all(
    texts: Sequence[Evidence], given: Mapping[str, Mapping[str, int]] | None = None, *, reasons: int = REASONS
) -> list[list[Judged]]:
    """The same of several texts, which is quicker together; with so many features of each that stands."""
    by_kind = _shipped() if given is None else given if isinstance(given, Scale) else Scale(given)
    if not texts:
        return []
    found = rows(texts)
    scores, weighed = scored(found, by_kind)
    stands: list[tuple[int, int, int, bool]] = []
    for text, told in enumerate(texts):
        first, last = found.first[text : text + 2]
        most: dict[tuple[int, int, str], tuple[int, int]] = {}
        for at, score in zip(*_some(scores[first:last]), strict=True):
            key = told.offers[at][:3]
            if key not in most or most[key][1] < score:
                most[key] = at, score
        stands += [(text, first + at, claim, may) for at, claim, may in _whole(told, _stands(told, most, by_kind))]
    out: list[list[Judged]] = [[] for _ in texts]
    for (text, *_), one in zip(stands, _judged(found, stands, scores, weighed, by_kind, reasons), strict=True):
        out[text].append(one)
    return [sorted(own, key=lambda one: one.candidate.span) for own in out]


def _some(scores: Whole) -> tuple[list[int], list[int]]:
    """The places and scores of those that may stand."""
    places = np.flatnonzero(scores > LOW)
    return places.tolist(), scores[places].tolist()


def scored(found: Rows, by_kind: Scale) -> tuple[Whole, list[Weighed]]:
    """The score of each candidate: the sum of what its features weigh for its kind; and what each weighs but those of the text."""
    texts = np.array([by_kind.of_every(told.of_text()) for told in found.texts])
    scores: Whole = texts[found.text, found.kind]
    weighed = [by_kind.weigh(sheet, found.kind[sheet.at]) for sheet in found.sheets]
    for own in weighed:
        scores[own.sheet.at] += own.sums()
    return scores, weighed


def _stands(
    told: Evidence, most: Mapping[tuple[int, int, str], tuple[int, int]], by_kind: Scale
) -> list[tuple[int, int, bool]]:
    """Given each stretch and kind with its likeliest value: the places of those that stand, the chances of their claims, and which only may."""
    rivals = [(*key, score) for key, (_, score) in most.items()]
    alone = chances(rivals)
    claims = claimed(rivals, alone)
    places = [at for at, _ in most.values()]
    proved = {one[:2]: at for at, one in enumerate(told.offers) if one[2] == _IDENTITY and one[4] is Verdict.VALID}

    def shows(at: int) -> bool:
        return rivals[at][:2] in proved or told.shows(told.offers[places[at]])

    found = parted(rivals, alone, claims, by_kind, told.of_post(), shows)
    return [
        (proved.get(rivals[at][:2], places[at]), claims[at], bool(may)) for may, some in enumerate(found) for at in some
    ]


def _whole(told: Evidence, stand: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """With the other pieces of a number that is written in pieces (17（删）399（删）934756): where one stands, all do."""
    pieces = {told.offers[at][2:4]: (claim, may) for at, claim, may in stand if told.offers[at][5] is Form.SPLIT}
    if not pieces:
        return stand
    taken, more = [told.offers[at][:2] for at, _, _ in stand], list[tuple[int, int, bool]]()
    for at, one in enumerate(told.offers):
        if (
            one[5] is Form.SPLIT
            and one[2:4] in pieces
            and all(end <= one[0] or start >= one[1] for start, end in taken)
        ):
            taken.append(one[:2])
            more.append((at, *pieces[one[2:4]]))
    return [*stand, *more]


def parted(
    rivals: Sequence[Rival], alone: Sequence[int], claims: Sequence[int], by_kind: Scale, text: Sequence[str],
    shows: Callable[[int], bool],
) -> tuple[list[int], list[int]]:  # fmt: skip
    """The places of those that stand, given the chances of each and of its claim, and what holds for the whole text; and of those that only may.

    ``shows``: of a place, whether label and form say it; where likely enough it stands in a post that by itself hardly discloses anybody (电话 139…).
    Those that may stand are of a post below its line that still discloses somebody more likely than not.
    """
    kept = above(rivals, alone, claims, by_kind)
    own = by_kind.get(POST, {})
    score = sum(own.get(one, 0) for one in of_claims(rivals, claims, kept, text))
    if score >= (own.get(line_of([(rivals[at][2], claims[at]) for at in kept]), -_NEVER) if own else 0):
        return kept, []
    stand = [at for at in kept if rivals[at][2] in soft() or (claims[at] >= _CERTAIN and shows(at))]
    return stand, [at for at in kept if at not in stand] if score >= own.get(MAY, EVEN) else []


def line_of(own: Sequence[tuple[str, int]]) -> str:
    """The line of a post that claims these kinds with these chances: ordinary text hardly ever has numbers with a form of their own.

    It names people, where they work, what they bought and drive; a school or home is as rare in it as a number (docs/explanation/measured.md).
    """
    return NUMBERS if any(kind in FORMED or (chance >= _LIKELY and kind in _apart()) for kind, chance in own) else LINE


def above(rivals: Sequence[Rival], alone: Sequence[int], claims: Sequence[int], by_kind: Scale) -> list[int]:
    """The places of those whose claims stand above the lines of their kinds; which of near kinds it is, the chance of each tells and not its line."""
    lines = [max(1, by_kind[kind].get(LINE, 0)) for _, _, kind, _ in rivals]
    some = [n for n, line in enumerate(lines) if claims[n] >= line]
    least = {n: lines[n] for n in some}
    own, size = {n: claims[n] for n in some}, [end - start for start, end, *_ in rivals]
    for n, m in alike(rivals, some):
        least[n] = least[m] = min(least[n], least[m])
        # an exact half counts for itself alone: else two would count what is said of the whole (房产 and 中介 of 房产中介)
        if size[n] == 2 * size[m]:
            own[m] -= alone[n]
        elif size[m] == 2 * size[n]:
            own[n] -= alone[m]
    worth = [
        (start, end, kind, _CLAIM * (own[n] - least[n]) + alone[n] if n in least else 0)
        for n, (start, end, kind, _) in enumerate(rivals)
    ]
    return best(worth)


def of_claims(rivals: Sequence[Rival], claims: Sequence[int], kept: Sequence[int], text: Sequence[str]) -> list[str]:
    """What speaks for a post and against it: what holds for its text, and the claims in it that are not said of anybody."""
    hard = sorted((claims[at] for at in kept if rivals[at][2] not in soft()), reverse=True)
    together = f"claims={step(sum(hard), _TOGETHER)}"
    told = next((one for one in text if one.startswith("personal=")), "personal=0")
    some = sorted({rivals[at][2] for at in kept} - soft())
    most = f"claims=most {step(hard[0] if hard else 0, _MOST)}"
    more = [together, most, f"claims=many {min(len(hard), 4)}", f"{together}&{told}"]
    if len(some) == 1:
        alone = f"claims=alone {some[0]}"
        more += [alone, f"{alone}&{told}", f"{alone}&{most}"]
    return [*text, *more, *(f"claims={kind}" for kind in some)]


_TOGETHER = (300, 450, 600, 750, 900, 1000, 1300, 1700, 2200, 3000, 5000)
_MOST = (400, 500, 600, 700, 800, 900, 950, 980)


def chances(rivals: Sequence[Rival]) -> list[int]:
    """Of a thousand, the chance of each to stand, if each set without overlaps has its chance by the sum of its scores.

    >>> chances([(0, 3, "name", 0), (0, 2, "name", 0), (5, 9, "age", 300)])
    [333, 333, 952]
    """
    order = sorted(range(len(rivals)), key=lambda n: (rivals[n][1], rivals[n][0], rivals[n][2]))
    ends = [rivals[n][1] for n in order]
    sums, frees = [0], []
    spend(len(order))
    for at, n in enumerate(order):
        free = bisect_right(ends, rivals[n][0], 0, at)
        frees.append(free)
        sums.append(_either(sums[at], sums[free] + _FINE * rivals[n][3]))
    back, out = [_NEVER] * len(order) + [0], [0] * len(rivals)
    for at in range(len(order) - 1, -1, -1):
        n, free = order[at], frees[at]
        own = back[at + 1] + min(0, sums[free] + _FINE * rivals[n][3] - sums[at + 1])
        out[n] = _shares()[min(-min(0, own), _FAR)]
        back[free] = _either(back[free], own)
        back[at] = _either(back[at], back[at + 1] + min(0, sums[at] - sums[at + 1]))
    return out


def claimed(rivals: Sequence[Rival], alone: Sequence[int]) -> list[int]:
    """Of each that has a chance, the chance that it or another stands that says nearly the same: half in common, a near kind.

    >>> claimed([(0, 3, "name", 0), (0, 2, "name", 0), (5, 9, "age", 300)], [333, 333, 952])
    [666, 666, 952]
    """
    out = list(alone)
    for n, m in alike(rivals, [n for n, own in enumerate(alone) if own >= _FEW]):
        out[n] += alone[m]
        out[m] += alone[n]
    return [min(_THOUSAND, one) for one in out]


def alike(rivals: Sequence[Rival], some: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Pairs of these that say nearly the same: half in common, a near kind."""
    order = sorted(some, key=lambda n: rivals[n][0])
    for place, n in enumerate(order):
        start, end, kind, _ = rivals[n]
        own, tried = near(kind), 0
        for m in order[place + 1 :]:
            first, last, other, _ = rivals[m]
            tried += 1
            if first >= end:
                break
            if 2 * (min(end, last) - first) >= max(end - start, last - first) and (kind == other or other in own):
                yield n, m
        spend(tried)


def _either(one: int, other: int) -> int:
    """The logarithm of the sum of two of which the logarithms are given."""
    high, low = (one, other) if one > other else (other, one)
    return high + _more()[high - low] if high - low < _FAR else high


_FINE = 10
"""Steps of a hundredth: chances are reckoned in thousandths of log-odds."""
_FAR = 8000
_NEVER = -(1 << 40)
_THOUSAND = 1000
_FEW = 5  # of a thousand: a chance that adds to no claim
_CLAIM = 3
"""How much more than its ends it counts whether something is claimed."""
_CERTAIN = 500
_LIKELY = 700
EVEN = 0
"""Hundredths of log-odds of a post that discloses somebody as likely as not."""
_IDENTITY = "id_number"
"""With its right check digit it stands as what it is, whatever paper bears it (证号 of a licence)."""
LOW = -500
"""A score below this is no candidate."""


@cache
def _more() -> tuple[int, ...]:
    return tuple(round(_THOUSAND * log1p(exp(-gap / _THOUSAND))) for gap in range(_FAR))


@cache
def _shares() -> tuple[int, ...]:
    return (*(round(_THOUSAND * exp(-gap / _THOUSAND)) for gap in range(_FAR)), 0)


@cache
def soft() -> frozenset[str]:
    """Kinds that are said of anybody: alone they make no post disclose somebody."""
    return frozenset(table("evidence.yaml", __package__)["soft"].split())


@cache
def _apart() -> frozenset[str]:
    """Kinds that ordinary text (news, comments, shops, services) hardly tells."""
    return frozenset(table("evidence.yaml", __package__)["apart"].split())


def best(rivals: Sequence[Rival]) -> list[int]:
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


def _judged(
    found: Rows,
    some: Sequence[tuple[int, int, int, bool]],
    scores: Whole,
    weighed: Sequence[Weighed],
    by_kind: Scale,
    reasons: int,
) -> Iterator[Judged]:
    """Candidates by text, place in it and chance of their claim, with what carried them."""
    texts = found.texts
    offers = [texts[text].offers[at - found.first[text]] for text, at, *_ in some]
    of_text: dict[tuple[int, str], list[Feature]] = {}
    for (text, *_), (_, _, kind, *_) in zip(some, offers, strict=True):
        if (text, kind) not in of_text:
            get = by_kind[kind].get
            of_text[text, kind] = [Feature(name, share) for name in texts[text].of_text() if (share := get(name, 0))]
    number = np.array([at for _, at, *_ in some], np.int64)
    own = [of_text[text, one[2]] for (text, *_), one in zip(some, offers, strict=True)]
    because = largest(weighed, number, own, reasons)
    for (text, _, chance, may), one, score, told in zip(some, offers, scores[number].tolist(), because, strict=True):
        yield Judged(
            made(one),
            score,
            told,
            chance,
            texts[text].rests(one),
            may,
        )
