"""The rules that say when two publications are of one natural person, as combinations of kinds.

Source: ``rules/links.yaml`` (with its reasons) and the strength column of ``rules/pi_kinds.yaml``. A rule names strengths,
groups or kinds; ``combinations`` spells them out as kinds, leaves out pairs of one group (they are one identifier) and
keeps of two rules that fit the stronger. What it leaves out: values and publications, which it never sees.

>>> rules = links()
>>> rules.combinations(1)[("id_number",)].id, rules.combinations(1)[("phone_number",)].level
('one_primary', 'likely')
>>> ("home_address", "phone_number") in {c for c, r in rules.combinations(2).items() if r.level == "certain"}
False
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from itertools import combinations, product
from typing import Literal

import msgspec

from doxdocket.errors import WrongCall
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES, kinds
from doxdocket.words import Both

Level = Literal["certain", "likely", "possible"]
LEVELS: tuple[Level, ...] = ("certain", "likely", "possible")
WEAK = "weak:"
"""Before a kind: its masked, partial and invalid values, in place of the valid ones."""
NEAR = "near:"
"""Before a kind: spellings that a slip, a mask or a part left out gives, which two different values may share."""
PICTURE = "picture"
"""What the value of a picture of a paper says: that it is a print, which near-duplicates share. Its near spelling is the
file itself."""
ALIKE = "name_alike"
"""What two whole names that differ are near by: one may be the other misspelled."""
SCRIPT = "script"
"""What a name that is not in characters says: what it is written in."""


class LinkRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which two publications may agree."""

    id: str
    level: Level
    agree: list[str]
    zh: str
    en: str
    because: str
    reading: str = ""
    on_conflict: dict[str, Level] = {}
    if_differ: dict[str, Literal["likely", "possible", "never"]] = {}


class Special(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link that rests on the record or on a decision."""

    level: Level
    zh: str
    en: str
    because: str
    reading: str = ""


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a value is shared by too many names to link anything."""

    names: int
    commonest: str
    of_each: list[str]
    """Kinds of which a value that many share is still an item of each."""

    @property
    def share(self) -> Fraction:
        """The part of the named publications that the commonest name must be on to be no hub."""
        return Fraction(self.commonest)


class Namesakes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a whole name is taken for one person's at the estimate."""

    commonest: str
    most: str
    spellings: int
    """So many spellings near to it has a name in characters with its family name, or of three characters and more."""
    if_differ: list[str]
    years: int
    """How many years a told age may be off."""
    oldest: int
    """An age above tells nothing."""

    @property
    def names(self) -> int:
        """How many names a case may have at most: then ``most`` other bearers of the commonest are expected."""
        return int(Fraction(self.most) / Fraction(self.commonest))


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: Both
    valid_on: date
    groups: dict[str, list[str]]
    one_thing: list[str]
    whole_differ: list[str]
    shared_together: list[list[str]]
    rules: list[LinkRule]
    special: dict[
        Literal[
            "decided",
            "decided_apart",
            "forwarded_record",
            "kin_of_linked",
            "beside_linked",
            "channel_adds",
            "reply_adds",
            "same_name",
            "unnamed",
        ],
        Special,
    ]
    conflicts: list[str]
    by_name: list[str]
    """Rules by which a name joins, beside what many share: words that say that somebody is another of the name bar them."""
    hub: Hub
    namesakes: Namesakes
    list_of: int


Combination = tuple[str, ...]
"""Kinds in alphabetical order, each perhaps with ``weak:`` or ``near:`` before it."""


def bare(element: str) -> str:
    """The kind of an element.

    >>> bare("weak:id_number"), bare("name")
    ('id_number', 'name')
    """
    return element.removeprefix(WEAK).removeprefix(NEAR)


@dataclass(frozen=True)
class Links:
    """All link rules, strongest first."""

    file: _File

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The independence group of each kind; a kind in no group is its own."""
        named = {kind: group for group, members in self.file.groups.items() for kind in members}
        return {kind: named.get(kind, kind) for kind in [*kinds(), PICTURE, ALIKE]}

    @cached_property
    def alike(self) -> int:
        """The number of the rule of two names that may be one misspelled; beside it another rule of the same two stands too."""
        return next(n for n, rule in enumerate(self.rules) if NEAR + ALIKE in rule.agree)

    @cached_property
    def rules(self) -> list[LinkRule]:
        """Certain rules first, then likely, then possible; within a level in the order of the file."""
        return sorted(self.file.rules, key=lambda r: LEVELS.index(r.level))

    def reading(self, name: str, level: str) -> None:
        """Refuse a reading or a level that no rule knows."""
        every: list[LinkRule | Special] = [*self.file.rules, *self.file.special.values()]
        known = {r.reading for r in every if r.reading}
        if name not in known or level not in LEVELS:
            raise WrongCall("law_links.reading_is_one_of_level", known=", ".join(sorted(known)), levels=", ".join(LEVELS))  # fmt: skip

    def told(self, rule: str) -> LinkRule | Special:
        """The rule or special link of that id."""
        ordinary: dict[str, LinkRule | Special] = {r.id: r for r in self.rules}
        return ordinary.get(rule) or {str(k): v for k, v in self.file.special.items()}[rule]

    def members(self, element: str) -> list[str]:
        """The kinds that an element of ``agree`` stands for; ``a|b`` stands for those of either."""
        if "|" in element:
            return list(dict.fromkeys(kind for part in element.split("|") for kind in self.members(part)))
        before = next((p for p in (WEAK, NEAR) if element.startswith(p)), "")
        name = element.removeprefix(before)
        by_strength = [k.id for k in kinds().values() if k.strength == name]
        found = by_strength or self.file.groups.get(name) or [k for k in (*kinds(), PICTURE, ALIKE) if k == name]
        return [before + kind for kind in found]

    def combinations(self, size: int) -> Mapping[Combination, LinkRule]:
        """Every combination of ``size`` kinds that links, with the strongest rule it meets.

        A combination a part of which links as firmly is left out: the part is enough.
        """
        if size not in self._spelled:
            self._spelled[size] = self._spell(size)
        return self._spelled[size]

    @cached_property
    def _spelled(self) -> dict[int, dict[Combination, LinkRule]]:
        return {}

    def _spell(self, size: int) -> dict[Combination, LinkRule]:
        out: dict[Combination, LinkRule] = {}
        for rule in self.rules:
            for chosen in product(*map(self.members, rule.agree)) if len(rule.agree) == size else ():
                key = tuple(sorted(chosen))
                if key not in out and self._independent(chosen, rule) and not self._part_enough(key, rule):
                    out[key] = rule
        return out

    def _independent(self, chosen: Combination, rule: LinkRule) -> bool:
        groups = [self.group_of[bare(c)] for c in chosen]
        shared = any({a, b} <= set(groups) for a, b in self.file.shared_together)
        return len(set(groups)) == len(groups) and not (shared and len(groups) == 2 and rule.level == "certain")

    def _part_enough(self, key: Combination, rule: LinkRule) -> bool:
        parts = (p for n in range(1, len(key)) for p in combinations(key, n))
        stronger = (self.combinations(len(p)).get(p) for p in parts)
        return any(
            r is not None
            and not r.if_differ
            and rule.on_conflict.keys() <= r.on_conflict.keys()
            and LEVELS.index(r.level) <= LEVELS.index(rule.level)
            for r in stronger
        )


@cache
def links() -> Links:
    """The link rules of this edition."""
    return Links(strict_yaml.read(RULES / "links.yaml", _File))
