"""What an agreement or a difference of one kind weighs when two publications are compared, in bits.

Source: ``rules/weights.yaml``, with the reason of each number; how common a value is comes from the case. Weights explain and
order; no link is made or unmade by one. What it leaves out: which kinds two publications hold (``count.waterfall``).

>>> round(agreeing("name", others=0, persons=499), 1), round(agreeing("name", others=9, persons=499), 1)
(8.9, 5.6)
>>> round(differing("gender", alike=0.5), 1), agreeing("phone_number", others=400, persons=400)
(-5.6, 0.0)
"""

import math
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.words import Both


class KindWeight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How reliable agreement in one kind is, and why."""

    same: int
    because: str
    rarest: int | None = None
    follows: list[str] = []


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    says: Both
    valid_on: date
    kinds: dict[str, KindWeight]
    slip: int


@cache
def weights() -> Weights:
    """The weights of this edition."""
    return strict_yaml.read(RULES / "weights.yaml", Weights)


How = Literal["whole", "hidden", "slip"]
"""How two values agree: wholly, in all that a mask leaves of one, or but for one slip."""


def agreeing(kind: str, *, others: int, persons: int, how: How = "whole") -> float:
    """The weight of a value that both give; ``others`` of the ``persons`` of the case show it too.

    Never below nothing: that all show a value speaks for no link, and against none. Many whole values are near to one, so a
    near one is never taken to be rarer than the case can show.
    """
    known = weights().kinds[kind]
    ground = persons + 1 if others or how != "whole" else max(persons + 1, known.rarest or 0)
    return max(0.0, math.log2((weights().slip if how == "slip" else known.same) / 100 * ground / (others + 1)))


def differing(kind: str, *, alike: float) -> float:
    """The weight of values that differ; ``alike``: how often two persons of the case have the same."""
    return min(0.0, math.log2((1 - weights().kinds[kind].same / 100) / max(1 - alike, 1e-9)))
