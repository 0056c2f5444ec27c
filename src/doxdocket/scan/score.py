"""How much a channel looks like one that exposes people: a score from 0 to 100 with the shares it is made of, to order what a person looks at.

Three parts, each of a share of the channel's posts, taken at the lower 95 % limit (Wilson 1927), so that a few posts prove little: posts that expose
somebody (``channel_counts``; half of the score; of profiles that do not, which adverts and bulletins hold too, ten count as one), conduct against whoever is shown, in the post or as a call in the next one (three
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
"""So many profiles that expose nobody count as one post that does."""
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Score:
    """Points from 0 to 100, and each part with its points and the posts that it counts."""

    points: float
    parts: Mapping[Name, tuple[float, int]]
    others: int
    """Profiles that expose nobody, counted among the first part a tenth each."""


def score(counts: Mapping[str, int]) -> Score:
    """The score of a channel with these counts (``channel_counts``: ``Channel.counts`` and what ``linked`` says)."""
    posts = counts.get("posts", 0)
    exposed = counts.get("exposed", 0) + counts.get("linked", 0)
    others = counts.get("others", 0) - counts.get("linked_profiles", 0)
    told: Mapping[Name, int] = {
        "exposed": exposed, "conduct": counts.get("aimed", 0) + counts.get("calls", 0),
        "offers": counts.get("offers" if exposed else "lookups", 0),
    }  # fmt: skip
    shares = {**told, "exposed": exposed + others / OTHERS}
    parts = {name: (round(WEIGHTS[name] * _risen(shares[name], posts), 1), n) for name, n in told.items()}
    return Score(round(sum(points for points, _ in parts.values()), 1), parts, others)


def _risen(n: float, posts: int) -> float:
    if not n:
        return 0.0
    share = wilson(n / posts, posts, _Z)[0]
    return share / (share + HALF)
