"""The numbers, families and near kinds of ``measures.yaml``.

>>> family("name"), family("religion"), near("school", "student_id"), near("school", "workplace")
('names', 'others', True, False)
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

import msgspec

from doxdocket.law import strict_yaml

LONGER = "longer"  # than all lengths of the file


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds that are judged together."""

    zh: str
    en: str
    kinds: list[str]


class Measures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    covered: str
    z: str
    labels_least: int
    conduct_of_insults: str
    labels: list[str]
    forms: list[str]
    lengths: list[int]
    families: dict[str, Family]
    near: list[frozenset[str]]
    soft: frozenset[str]


@cache
def measures() -> Measures:
    """What stands in the file."""
    return strict_yaml.read(Path(__file__).with_name("measures.yaml"), Measures)


@cache
def covered() -> Fraction:
    """The share of each of two spans that the other must hold for one to answer the other."""
    return Fraction(measures().covered)


@cache
def family(kind: str) -> str:
    """The family of a kind; ``others`` when it has none of its own."""
    return next((name for name, one in measures().families.items() if kind in one.kinds), "others")


@cache
def near(one: str, other: str) -> bool:
    """Whether two kinds count as one when a span of the one answers a span of the other."""
    return one == other or any(one in group and other in group for group in measures().near)


def by_length(text: str) -> str:
    """The group that a message belongs to by its length."""
    return next((f"up to {n}" for n in measures().lengths if len(text) <= n), LONGER)
