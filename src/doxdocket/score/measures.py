"""The numbers and families of ``measures.yaml``.

>>> measures().families["names"].kinds, family("email"), family("passport_number")
(['name'], 'email', 'others')
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

import msgspec

from doxdocket.law import strict_yaml


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds that are judged together."""

    zh: str
    en: str
    structured: bool
    kinds: list[str]


class Measures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    covered: str
    confidence: str
    z: str
    conduct_of_insults: str
    families: dict[str, Family]


@cache
def measures() -> Measures:
    """What stands in the file."""
    return strict_yaml.read(Path(__file__).with_name("measures.yaml"), Measures)


@cache
def covered() -> Fraction:
    """The share of a true span that makes it found."""
    return Fraction(measures().covered)


@cache
def _family_of() -> dict[str, str]:
    return {kind: name for name, family in measures().families.items() for kind in family.kinds}


def family(kind: str) -> str:
    """The family of a kind; ``others`` when it has none."""
    return _family_of().get(kind, "others")
