"""How channels are weighed: criteria with their weights and reasons, the cut, and when what all share binds nobody.

Source: ``rules/channels.yaml``. A team's own weights come as the text of a decision, which names the criteria it changes; the
rest keep theirs. What it leaves out: the counting, which ``count.channels`` does.

>>> rules().weights["first_persons"], rules().cap(16), rules().cap(3)
(20, 8, 4)
>>> changed("views=0, first_persons=30")["first_persons"]
30
"""

import re
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Literal

import msgspec

from doxdocket.errors import WrongCall
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.words import Both

_MOST = 1000
_PART = re.compile(r"([a-z_]+)\s*=\s*(\d{1,4})")


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of the whole in which channels are compared."""

    id: str
    side: Literal["information", "activity"]
    weight: int
    zh: str
    en: str
    because: Both


class Draws(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many weightings are drawn, from which seed, and how many of them make a channel sure."""

    count: int
    seed: int
    sure: str


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When two texts are near-duplicates."""

    stretch: int
    common: int
    least: int
    alike: str
    bands: int
    rows: int


class Cut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From where a set may end, and what part of the highest score is as good as nothing."""

    holds: str
    nothing: str

    @property
    def part_holds(self) -> Fraction:
        """The part of all weight that the set holds at least."""
        return Fraction(self.holds)

    @property
    def part_nothing(self) -> Fraction:
        """The part of the highest score that is as good as nothing."""
        return Fraction(self.nothing)


class _Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    share: str
    at_least: int
    at_most: int


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    says: Both
    valid_on: date
    criteria: list[Criterion]
    views_known: str
    cut: Cut
    draws: Draws
    hub: _Hub
    texts: Texts
    backup: list[str]

    @property
    def weights(self) -> dict[str, int]:
        """The weight of each criterion."""
        return {c.id: c.weight for c in self.criteria}

    def cap(self, channels: int) -> int:
        """What more channels than this show binds none of them; ``channels``: how many expose somebody."""
        return min(self.hub.at_most, max(self.hub.at_least, int(Fraction(self.hub.share) * channels)))


@cache
def rules() -> Rules:
    """The rules of this edition."""
    return strict_yaml.read(RULES / "channels.yaml", Rules)


def changed(text: str) -> dict[str, int]:
    """The weights with those that ``text`` changes (``views=0, days=5``); at least one stays above nothing."""
    weights = rules().weights
    for part in filter(None, (p.strip() for p in re.split(r"(?<![,;，；\s])[,;，；\s]++(?=[a-z])", text.strip()))):
        found = _PART.fullmatch(part.rstrip(",;，；"))
        if not found or found[1] not in weights or int(found[2]) > _MOST:
            raise WrongCall("law_channels.weights_are_written_name_number", names=" ".join(weights), part=part)  # fmt: skip
        weights[found[1]] = int(found[2])
    if not any(weights.values()):
        raise WrongCall("law_channels.not_all_weights_can_be")
    return weights
