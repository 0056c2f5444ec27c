"""The tier of a set of kinds: that of its highest kind, with disputed kinds at both ends.

Source: 法释〔2017〕10号 art. 5(1)(iii)–(v), guiding cases 192 and 193 (``art-5-tiers.yaml``); the ends of each kind are in
``pi_kinds.yaml``. What it leaves out: which end is right, which a person decides.

>>> tiers(["name", "id_number"])
{'low': 'C', 'default': 'C', 'high': 'B'}
"""

from collections.abc import Iterable

from doxdocket.law.kinds import TierName, kinds
from doxdocket.law.rules import by_provision
from doxdocket.law.shapes import Tiers

PROVISION = "cn/fashi-2017-10/5-tiers"


def order() -> list[TierName]:
    """The tiers from the weakest to the gravest."""
    rule = by_provision(PROVISION)
    if isinstance(rule, Tiers):
        return list(rule.order)
    raise TypeError(PROVISION)


def tiers(held: Iterable[str]) -> dict[str, TierName]:
    """The tier of the set of the kinds ``held``, at its low end, by default, and at its high end."""
    chosen = [kinds()[k] for k in held]
    rank = order().index
    return {
        "low": max((k.tier_low for k in chosen), key=rank),
        "default": max((k.tier_default for k in chosen), key=rank),
        "high": max((k.tier_high for k in chosen), key=rank),
    }
