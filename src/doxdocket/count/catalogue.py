"""What each figure counts: from which table, under which condition, at each bound.

Source: ``figures.yaml``. What it leaves out: the counting.

>>> figure = catalogue().named["persons"]
>>> statement(figure.table, figure.low)
"SELECT count(*) FROM (SELECT DISTINCT person_low FROM dossiers WHERE counts = 'low') AS counted"
"""

import re
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from doxdocket.engine import sql
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import by_provision
from doxdocket.law.shapes import Source, Touches
from doxdocket.words import Both

ROOM = Path(str(files("doxdocket.count")))
Bound = Literal["low", "estimate", "high"]
BOUNDS: tuple[Bound, ...] = ("low", "estimate", "high")
KIND = "kind."
"""What stands before a kind in the id of its figure."""
_PERSONS = "persons"


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Distinct values of columns (or rows) where a condition holds."""

    of: str
    where: str = "true"


class Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure counted from rows."""

    id: str
    zh: str
    en: str
    unit: str
    rule: str
    table: Literal[
        "posts",
        "findings",
        "dossiers",
        "exposures",
        "conduct",
        "faces",
        "ages",
        "changes",
        "profiled",
        "modifiers",
        "victims",
        "channel_ranking",
        "decided",
        "hints",
    ]
    low: Counted
    estimate: Counted
    high: Counted
    note: Both | None = None
    of_pictures: bool = False
    """Pictures alone show it: while files were not handed in or not read, nobody can say how many there are."""


class TierSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of a tier."""

    id: str
    tier: Literal["A", "B", "C"]
    rule: str
    zh: str
    en: str


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label with its rule."""

    zh: str
    en: str
    rule: str
    id: str = ""


class Pictured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds that only pictures show, and what is said of them."""

    kinds: tuple[str, ...]
    note: Both


class ViewSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of reach: of which part of the posts, and what: times seen, or posts with a reading."""

    id: str
    zh: str
    en: str
    unit: str
    rule: str
    part: Literal["all", "pi"]
    of: Literal["seen", "covered"]
    note: Both


class Lines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often one item must be seen or forwarded, and which article says so."""

    article: str
    source: Source
    views: int
    forwards: int


class ReadSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure from a statement or table of its own (prices, core channels), and why it may be unknown."""

    id: str
    zh: str
    en: str
    unit: str
    rule: str
    why_zh: str
    why_en: str
    note: Both
    value: Literal["low", "high"] = "low"
    """The bound that is the value until a person picks another: the one that rests on what a person confirmed."""


class Unknown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that no capture tells, and its note where the register does."""

    id: str
    unit: str
    rule: str
    zh: str
    en: str
    why_zh: str
    why_en: str
    note: Both


class Persons(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At how many persons a kind is to be found, at two bounds."""

    low: int
    estimate: int


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a kind counts as shown: at how many persons, by which reasons of one finding; kinds with one spelling."""

    persons: Persons
    firm: list[str]
    spelled: list[str]


class Ground(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that answers no question: which article it serves, of what it is, and what it says."""

    article: str
    subject: str
    zh: str
    en: str


class KindsOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds that a dated rule names: those that surely touch it, or perhaps; of the latter a person decides (``kind.sensitive``)."""

    rule: str
    how: Literal["surely", "perhaps"]

    @property
    def kinds(self) -> list[str]:
        """These kinds."""
        rule = by_provision(self.rule)
        if not isinstance(rule, Touches):
            raise TypeError(self.rule)
        return [kind.id for kind in kinds().values() if rule.how(kind) == self.how]

    def sql(self) -> str:
        """That a row is of one of these kinds, or of one that a person found to be so; of the others none that a person found not to be."""
        of = f"kind IN ({', '.join(map(repr, self.kinds))})"
        if self.how == "perhaps":
            return f"({of} AND sensitive IS NOT false)"
        return f"({of} OR (sensitive IS true AND {KindsOf(self.rule, 'perhaps').sql()}))"


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The whole file."""

    conditions: dict[str, str]
    kinds_by_rule: dict[str, KindsOf]
    shown: Shown
    headline: tuple[str, ...]
    of_all: tuple[str, ...]
    figures: list[Spec]
    tiers: list[TierSpec]
    ratio: Label
    by_kind: Label
    pictured: Pictured
    views: list[ViewSpec]
    views_lines: Lines
    views_unread: Both
    prices: list[ReadSpec]
    core: ReadSpec
    unknown: list[Unknown]
    cites: dict[str, list[str]]
    grounds: dict[str, Ground]
    ways: dict[str, Both]

    @cached_property
    def named(self) -> dict[str, Spec]:
        """Figures counted from rows, by id."""
        return {f.id: f for f in self.figures}

    @cached_property
    def same(self) -> dict[str, str]:
        """Of each figure another that is the same count at every bound, where there is one."""
        by: dict[tuple[object, ...], list[str]] = {}
        for f in self.figures:
            by.setdefault((f.table, f.low, f.estimate, f.high), []).append(f.id)
        return {one: next(other for other in ids if other != one) for ids in by.values() if len(ids) > 1 for one in ids}

    def made_of(self, id_: str) -> tuple[str, ...]:
        """The figures that one is made of: what is counted a person each is made of persons, the ratio of the tiers too."""
        tiers = tuple(t.id for t in self.tiers)
        if id_ == self.ratio.id:
            return (_PERSONS, *tiers)
        of = self.named[id_].low.of if id_ in self.named else ""
        return (_PERSONS,) if id_ != _PERSONS and ("person" in of or id_ in tiers or id_.startswith(KIND)) else ()

    @property
    def undecided(self) -> KindsOf:
        """The kinds of which the law leaves it to a person whether they are sensitive."""
        return self.kinds_by_rule["MAYBE_SENSITIVE"]

    @cached_property
    def words(self) -> dict[str, str]:
        """Every name of a condition, and the SQL it stands for."""
        return {**self.conditions, **{name: of.sql() for name, of in self.kinds_by_rule.items()}}


@cache
def catalogue() -> Catalogue:
    """The figures of this edition."""
    return strict_yaml.read(ROOM / "figures.yaml", Catalogue)


def condition(counted: Counted) -> str:
    """The condition with its names spelled out, as SQL that anyone can run."""
    return spelled(counted.where)


def spelled(text: str) -> str:
    """SQL with the names of conditions spelled out."""
    words = catalogue().words
    return re.sub(r"\b(" + "|".join(words) + r")\b", lambda m: words[m[0]], text)


def statement(table: str, counted: Counted) -> str:
    """The statement that counts so in a table."""
    columns = "*" if counted.of == "rows" else f"DISTINCT {counted.of}"
    return f"SELECT count(*) FROM (SELECT {columns} FROM {table} WHERE {condition(counted)}) AS counted"


def counts_of(asked: str) -> tuple[str, list[Counted]] | None:
    """The table and the count at each bound of a figure that one statement gives: of ``figures``, of one kind, core channels."""
    named = catalogue().named
    if asked in named:
        return named[asked].table, [getattr(named[asked], b) for b in BOUNDS]
    if asked == catalogue().core.id:
        return "channel_ranking", [Counted("channel_id", where) for where in ("in_low", "in_best", "in_high")]
    if asked.startswith(KIND):
        spec, kind = named["items_field"], asked.removeprefix(KIND)
        ends = [getattr(spec, b) for b in BOUNDS]
        return spec.table, [Counted(c.of, f"kind = '{kind}' AND {c.where}") for c in ends]
    return None


def way_of(asked: str) -> Both:
    """In words, how any other figure is counted."""
    names = catalogue()
    ways = {"completeness": "completeness", names.ratio.id: "ratio", **dict.fromkeys((t.id for t in names.tiers), "tiers"),
            **{v.id: v.of for v in names.views}, **dict.fromkeys((p.id for p in names.prices), "prices"),
            **dict.fromkeys((u.id for u in names.unknown), "receipts")}  # fmt: skip
    return names.ways[ways.get(asked, "none")]


@cache
def step(name: str) -> str:
    """The text of one SQL step of this room, with the conditions spelled out below its head."""
    return step_of(sql.text_of("count", name))


def step_of(text: str) -> str:
    """The text of a step with the conditions spelled out below its head."""
    return "\n".join(line if line.startswith("--") else spelled(line) for line in text.split("\n"))
