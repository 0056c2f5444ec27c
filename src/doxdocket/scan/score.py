"""How much a channel looks like one that exposes people: a score from 0 to 100 with the shares it is made of, to order what a person looks at.

Three parts, each of shares of the channel's posts, taken at the lower 95 % limit (Wilson 1927), so that a few posts prove little: who is exposed
(profiles, half of the score), what is done to them (conduct against a person in posts that show somebody, three tenths), and what is
offered (look-ups for sale, paid tasks, two tenths; half of that where nobody is shown, since an offer alone is often another trade's). A share p gives p / (p + ``HALF``) of a part. The weights are this edition's own:
no law or study gives them. Left out: any finding of fact; a high score is a reason to read a channel, and nothing else.

>>> score({"posts": 200, "profiles": 20, "exposed": 10, "sale_offer": 10}).points > score(
...     {"posts": 200, "dossiers": 150}
... ).points
True
"""

from collections.abc import Mapping
from dataclasses import dataclass

from doxdocket.sample.intervals import wilson
from doxdocket.scan.shapes import Name

WEIGHTS: Mapping[Name, int] = {"exposed": 50, "conduct": 30, "offers": 20}
HALF = 0.02
"""The share of posts that gives half of a part."""
_ALONE = 0.5
"""What offers count for where no post shows anybody."""
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Score:
    """Points from 0 to 100, and each part with its points and the posts that it counts."""

    points: float
    parts: Mapping[Name, tuple[float, int]]


def score(counts: Mapping[str, int]) -> Score:
    """The score of a channel with these counts (``channel_counts``)."""
    posts = counts.get("posts", 0)
    told: Mapping[Name, int] = {
        "exposed": counts.get("profiles", 0), "conduct": counts.get("exposed", 0),
        "offers": counts.get("offers", 0),
    }  # fmt: skip
    alone = 1.0 if told["exposed"] or told["conduct"] else _ALONE
    parts = {
        name: (round(WEIGHTS[name] * _risen(n, posts) * (alone if name == "offers" else 1), 1), n)
        for name, n in told.items()
    }
    return Score(round(sum(points for points, _ in parts.values()), 1), parts)


def _risen(n: int, posts: int) -> float:
    if not n:
        return 0.0
    share = wilson(n / posts, posts, _Z)[0]
    return share / (share + HALF)
