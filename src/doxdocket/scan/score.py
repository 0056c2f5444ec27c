"""How much a channel looks like one that exposes people: a score from 0 to 100 with the shares it is made of, to order what a person looks at.

Three parts, each of a share of the channel's posts, taken at the lower 95 % limit (Wilson 1927), so that a few posts prove little: posts that expose
somebody (``channel_counts``; half of the score; where they make fewer, profiles and notices that do not, which adverts, parcels and bulletins are too, add what lacks to at most ``OTHERS`` points), conduct against whoever is shown, in the post or as a call (three
tenths), and offers (two tenths: of look-ups; in a channel that exposes somebody paid tasks and other offers too). A share p gives p / (p + ``HALF``) of a part. The weights are this edition's own:
no law or study gives them. Left out: any finding of fact; a high score is a reason to read a channel, and nothing else.

>>> score({"posts": 200, "exposed": 20, "aimed": 10}).points > score({"posts": 200, "others": 150, "offers": 9}).points
True
"""

from collections.abc import Mapping
from dataclasses import dataclass

from doxdocket.sample.intervals import wilson
from doxdocket.scan.shapes import Name

WEIGHTS: Mapping[Name, int] = {"exposed": 50, "conduct": 30, "offers": 20}
HALF = 0.02
"""The share of posts that gives half of a part."""
OTHERS = 10
"""Up to so many points profiles and notices that expose nobody add what posts that expose lack."""
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Score:
    """Points from 0 to 100, and each part with its points and the posts that it counts."""

    points: float
    parts: Mapping[Name, tuple[float, int]]
    exact: float
    """The points before they are rounded, to order by."""


def score(counts: Mapping[str, int]) -> Score:
    """The score of a channel with these counts (``channel_counts``: ``Channel.counts`` and what ``linked`` says)."""
    posts = counts.get("posts", 0)
    exposed = counts.get("exposed", 0) + counts.get("linked", 0)
    told: Mapping[Name, int] = {
        "exposed": exposed, "others": counts.get("others", 0) - counts.get("linked_profiles", 0),
        "conduct": counts.get("aimed", 0) + counts.get("calls", 0), "offers": counts.get("offers" if exposed else "lookups", 0),
    }  # fmt: skip
    points = {name: weight * _risen(told[name], posts) for name, weight in WEIGHTS.items()}
    points["others"] = max(0.0, OTHERS * _risen(told["others"], posts) - points["exposed"])
    parts = {name: (round(points[name], 1), n) for name, n in told.items()}
    return Score(round(sum(some for some, _ in parts.values()), 1), parts, sum(points.values()))


def _risen(n: int, posts: int) -> float:
    if not n:
        return 0.0
    share = wilson(n / posts, posts, _Z)[0]
    return share / (share + HALF)
