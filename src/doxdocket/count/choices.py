"""The choices of this edition that no law fixes: each with the value that the program itself reads, where it stands, and the figures it moves.

Source: ``rules/choices.yaml`` names them and says where; the values are taken from the data files and modules as they are now, so that the
list cannot differ from the program. Leaves out fitted numbers (weights of detection), which the digest of the weights names, and what a
statute says.

>>> {c.id: c.value for c in choices()}["shown_low"]
'3'
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from doxdocket.law import strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import shipped
from doxdocket.words import Both

BASE = Path(__file__).parents[1]
_OWN = "本版的读法"
"""What the note of a rule says where the text leaves open what the rule had to fix."""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One choice: what is chosen, where its value stands, and which figures rest on it."""

    id: str
    zh: str
    en: str
    file: str
    moves: list[str]
    at: list[str] = []
    each: list[str] = []
    made: str = ""


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Choices of one matter."""

    id: str
    zh: str
    en: str
    choices: list[Choice]


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Made:
    """A choice with its value; ``place``: the file and the path in it."""

    group: Both
    id: str
    says: Both
    value: str
    place: str
    moves: tuple[str, ...]


@cache
def choices() -> tuple[Made, ...]:
    """Every choice of this edition, in the order of the list."""
    listed = strict_yaml.read(BASE / "rules" / "choices.yaml", Listed)
    return tuple(
        Made(Both(zh=g.zh, en=g.en), c.id, Both(zh=c.zh, en=c.en), value(c), ": ".join(filter(None, (c.file, ".".join(c.at)))), tuple(c.moves))
        for g in listed.groups
        for c in g.choices
    )  # fmt: skip


def value(choice: Choice, base: Path = BASE) -> str:
    """The value as it stands in the file or module."""
    if choice.made:
        return "; ".join(_MADE[choice.made]())
    found: Any = _loaded(base / choice.file)
    for step in choice.at:
        found = found[step]
    return _said(found, choice.each)


def _loaded(path: Path) -> Any:
    """A data file; of a module its names."""
    if path.suffix == ".py":
        return vars(import_module(".".join(("doxdocket", *path.relative_to(BASE).with_suffix("").parts))))
    return strict_yaml.load(path)


def _said(found: Any, each: Sequence[str] = ()) -> str:
    """A value in one line; of the rows of a list or table, the columns named (an empty name: the key of the row)."""
    if each:
        rows = [{"": key, **row} for key, row in found.items()] if isinstance(found, Mapping) else found
        return "; ".join(": ".join(_said(row[name]) for name in each if name in row) for row in rows)
    if isinstance(found, Mapping):
        return ", ".join(f"{key} {_said(one)}" for key, one in found.items())
    if isinstance(found, list):
        return ", ".join("+".join(one) if isinstance(one, list) else str(one) for one in found)
    return str(found)


def _tiers_disputed() -> Iterator[str]:
    for kind in kinds().values():
        if kind.tier_low != kind.tier_high:
            yield f"{kind.id} {kind.tier_low}–{kind.tier_default}–{kind.tier_high}"


def _readings() -> Iterator[str]:
    return (rule.provision for rule in (one.rule for one in shipped().rules) if _OWN in rule.note)


_MADE: Mapping[str, Callable[[], Iterator[str]]] = {"tiers_disputed": _tiers_disputed, "readings": _readings}
