"""Whether a set of kinds identifies one specific natural person: 法释〔2017〕10号 art. 1.

Source: ``rules/identification.yaml``, which quotes the article and lists the combinations. The statute names no list of
combinations, so what is not plainly enough is "unknown", and counts only in the high figure. What it leaves out:
"reflecting a person's activity" (a trace), which comes with kinds that this edition does not detect in text.

>>> identifies(frozenset({"name", "phone_number"})), identifies(frozenset({"name"}))
('combined', 'no')
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Literal

import msgspec

from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES, kinds
from doxdocket.law.links import WEAK, Both

Answer = Literal["alone", "combined", "unknown", "no"]
ANSWERS: tuple[Answer, ...] = ("alone", "combined", "unknown", "no")


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the text of a provision was read."""

    title: str
    url: str
    read: date


class Combinations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer and the combinations that give it."""

    answer: Literal["alone", "combined", "unknown"]
    any_of: list[list[str]]
    because: str


class Identification(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule as its file has it."""

    provision: str
    article: str
    sentence: str
    says: Both
    source: Source
    status: Literal["verified", "unverified"]
    valid_on: date
    effective_from: date
    answers: list[Combinations]
    otherwise: Literal["no"]


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a case puts to the rule."""

    kinds: list[str]
    kin: bool = False


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case beside the rule: its sentence is the name of a test."""

    name: str
    given: Given
    expect: Answer


@cache
def rule() -> Identification:
    """The rule of this edition."""
    return strict_yaml.read(RULES / "identification.yaml", Identification)


def cases(path: Path = RULES / "identification.cases.yaml") -> list[Case]:
    """The cases beside the rule."""
    return strict_yaml.read(path, list[Case])


@cache
def identifies(held: frozenset[str], kin: bool = False) -> Answer:
    """The answer for the kinds that a publication holds; masked, partial and invalid ones carry ``weak:``."""
    elements = held | ({"kin"} if kin else frozenset())
    for row in rule().answers:
        if any(_met(combination, elements) for combination in row.any_of):
            return row.answer
    return rule().otherwise


def members(element: str) -> frozenset[str]:
    """The kinds that meet an element of a combination."""
    weak, name = (WEAK, element.removeprefix(WEAK)) if element.startswith(WEAK) else ("", element)
    return frozenset(weak + k.id for k in kinds().values() if name in {k.id, k.strength}) | (
        frozenset({"kin"}) if element == "kin" else frozenset()
    )


def _met(combination: Iterable[str], held: frozenset[str]) -> bool:
    """Whether each element is met by a kind of its own."""
    needs = [members(element) for element in combination]
    useful = sorted(k for k in held if any(k in need for need in needs))
    return any(
        all(k in need for k, need in zip(chosen, needs, strict=True)) for chosen in permutations(useful, len(needs))
    )
