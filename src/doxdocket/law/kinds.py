"""The kinds of personal information: names, tiers of 法释〔2017〕10号 art. 5(1), strength as identifiers.

Source: ``rules/pi_kinds.yaml``, which gives the basis of each tier. A disputed tier keeps both ends: ``tier_low`` and
``tier_high`` bound the count, ``tier_default`` is the machine's estimate. What it leaves out: how a kind is found.

>>> kinds()["id_number"].zh, kinds()["id_number"].strength, kinds()["id_number"].disputed
('居民身份证号码', 'primary', True)
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from doxdocket.law import strict_yaml

TierName = Literal["A", "B", "C"]
Strength = Literal["primary", "secondary", "tertiary", "none"]

RULES = Path(str(files("doxdocket"))) / "rules"
"""The folder of all rules that ship with the program."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``strength`` says whether equal values of it may link two publications."""

    id: str
    zh: str
    en: str
    tier_low: TierName
    tier_default: TierName
    tier_high: TierName
    tier_basis: str
    tier_status: str
    disputed: bool
    strength: Strength
    sensitive: str
    gbt35273_sensitive: str
    gbt45574_class: str
    note: str

    @property
    def tagged(self) -> bool:
        """Whether a tag may stand beside a mask of it outside the case.

        Of kinds that identify by themselves (primary, secondary), and of names, whose values are more than tags can be (65,536).
        All other values are few or shared by many: whoever knows one person's would know, by the tag, everybody's.
        """
        return self.strength in {"primary", "secondary"} or self.id == "name"


class _Tier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    low: TierName
    high: TierName
    default: TierName
    disputed: bool


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    zh: str
    gbt35273_class: str
    gbt35273_sensitive: bool
    sensitive_pipl28: Literal["yes", "no", "contextual"]
    gbt45574_category: str | None
    tier: _Tier
    tier_basis: str
    tier_status: Literal["verified-text", "verified-summary", "derived", "disputed"]
    identifier_strength: Strength
    named_in_linan_case: bool
    note: str = ""


class _Meta(msgspec.Struct, frozen=True):
    never_store_value: list[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: _Meta
    kinds: list[_Kind]


def read(path: Path) -> dict[str, Kind]:
    """The kinds of one file, in its order."""
    return {
        k.id: Kind(
            k.id,
            k.zh,
            k.id.replace("_", " "),
            k.tier.low,
            k.tier.default,
            k.tier.high,
            k.tier_basis,
            k.tier_status,
            k.tier.disputed,
            k.identifier_strength,
            k.sensitive_pipl28,
            "yes" if k.gbt35273_sensitive else "no",
            re.split(r"[ /（(]", k.gbt45574_category or "")[0],
            k.note,
        )
        for k in strict_yaml.read(path, _File).kinds
    }


@cache
def valueless() -> frozenset[str]:
    """Kinds of which no value may be kept, not even a digest of it.

    >>> "account_password" in valueless(), "id_number" in valueless()
    (True, False)
    """
    return frozenset(strict_yaml.read(RULES / "pi_kinds.yaml", _File).meta.never_store_value)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by id, in the order of ``pi_kinds.yaml``."""
    return read(RULES / "pi_kinds.yaml")


def told_tag(kind: str, tag: str | None) -> str | None:
    """The tag of a value of this kind where one may be told (``Kind.tagged``); what is no kind (a picture, a near spelling) keeps its own.

    >>> told_tag("phone_number", "#7f3a"), told_tag("gender", "#44f5"), told_tag("face", "#01ab")
    ('#7f3a', None, '#01ab')
    """
    known = kinds().get(kind)
    return tag if known is None or known.tagged else None
