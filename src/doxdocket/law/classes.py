"""Evidence classes of findings: a stated tree, how often each is right on hands that nobody trained on, and which may enter a low bound.

Source: ``rules/classes.yaml`` (the tree) and ``rules/classes.tsv`` (counts, written by ``./docket bench classes --calibration WHY --write``). A class is
told by a finding's reasons alone. Limits: Wilson, Journal of the American Statistical Association 22 (1927) 209. What was missed stands beside
the bounds and in none of them. Left out: how right is told (``doxdocket.score``); what bounds count.

>>> (
...     class_of(["label", "check", "chance.sure"]),
...     class_of(["net=900&verdict=valid", "chance.likely"]),
...     class_of(["image.face"]),
... )
('check_label.sure', 'net.likely', 'told.unweighed')
>>> above("check_label.sure")
['check_label.sure', 'form.sure', 'form.sure+likely', 'sure', 'all']
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import sqrt
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES, kinds
from doxdocket.records import EARLIER, Verdict
from doxdocket.words import Both, Named, zh_en

CHANCE = "chance."
"""The word among a finding's reasons that says the band of its chance."""
POST = "post"
"""The reason of a finding whose post as a whole may disclose nobody: it says nothing of the evidence of the finding."""
UNSEEN = "picture.none"
"""The reason of words that announce a picture in a post that has none: it says nothing of their evidence either."""
AGAINST = "sex.number"
"""The reason of a stated sex that the identity number of the same person contradicts: nor does it."""
RENEWED = "value.new"
"""The reason of a contact or home that its text calls a new one of who is named: nor does it."""
NAMESAKE = "name.namesake"
"""The reason of a name that its text says to be another person's than the one told before: nor does it."""
WHOSE = "person.unsure"
"""The reason of a finding that may well be another person's of its text: nor does it, but it is in no low bound until a person says whose it is."""
_BESIDE = frozenset({POST, UNSEEN, AGAINST, RENEWED, NAMESAKE, WHOSE})
_ALL, _NET = "all", "net"
_AND = "+"


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"least": "from"}):
    """A range of the decision's chance, from so many of a thousand on."""

    least: int
    zh: str
    en: str


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a finding rests on: a code of each group of codes."""

    id: str
    group: str
    has: list[str]
    zh: str
    en: str


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Evidence that is pooled first, and which of its bands before it is pooled with other evidence."""

    zh: str
    en: str
    together: list[str] = []


class Tree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    says: Both
    valid_on: date
    least: int
    admits: str
    z: str
    all: Both
    bands: dict[str, Band]
    groups: dict[str, Group]
    codes: dict[str, list[str]]
    evidence: list[Evidence]


@cache
def tree() -> Tree:
    """The classes of this edition."""
    return strict_yaml.read(RULES / "classes.yaml", Tree)


def band(chance: int) -> str:
    """The reason that says how sure the decision is, by its chance of a thousand.

    >>> band(997), band(0)
    ('chance.sure', 'chance.faint')
    """
    return CHANCE + next(name for name, one in tree().bands.items() if one.least <= chance)


def class_of(reasons: Sequence[str]) -> str:
    """The class of a finding with these reasons."""
    own = {name for name, codes in tree().codes.items() if not set(codes).isdisjoint(reasons)}
    said = [one for one in reasons if not one.startswith(CHANCE) and one not in _BESIDE]
    if said and all("=" in one or one == _NET for one in said):
        own.add(_NET)
    evidence = next(one.id for one in tree().evidence if own.issuperset(one.has))
    sure = next((one.removeprefix(CHANCE) for one in reasons if one.startswith(CHANCE)), list(tree().bands)[-1])
    return f"{evidence}.{sure}"


def above(name: str) -> list[str]:
    """A class and those that it is pooled into, up to the root."""
    evidence, _, own = name.partition(".")
    group = next(one.group for one in tree().evidence if one.id == evidence)
    joined = tree().groups[group].together
    more = [f"{group}.{_AND.join(joined)}"] if own in joined else []
    return [*dict.fromkeys((name, f"{group}.{own}")), *more, own, _ALL]


def named(name: str) -> Named:
    """A class in words."""
    if name == _ALL:
        return tree().all
    head, _, own = name.rpartition(".")
    of = [tree().bands[one] for one in own.split(_AND)]
    zh, en = "、".join(one.zh for one in of), " or ".join(one.en for one in of)
    if not head:
        return Both(zh=zh, en=en)
    first = tree().groups.get(head) or next(one for one in tree().evidence if one.id == head)
    return zh_en("classes.first_said", first=first, said=(zh, en))


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    def ends(self, z: float) -> tuple[float, float]:
        """Wilson's limits, each at ``z``; of nothing all is possible."""
        n = self.whole
        if not n:
            return 0.0, 1.0
        p = self.part / n
        middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


@dataclass(frozen=True, slots=True)
class Measured:
    """What the calibration hands gave: right and claimed of each class, missed and true of each family and form, and of which weights."""

    stamp: str
    right: Mapping[str, Share]
    missed: Mapping[tuple[str, str], Share]


@cache
def measured() -> Measured:
    """As it is shipped."""
    return read((RULES / "classes.tsv").read_text("utf-8"))


def read(text: str) -> Measured:
    """From the table: ``right``, class, "", right, claimed; ``missed``, family, form, missed, true."""
    first, *lines = text.splitlines()
    rows = [line.split("\t") for line in lines if line]
    shares = [(what, name, form, Share(int(part), int(whole))) for what, name, form, part, whole in rows]
    return Measured(
        first.removeprefix("# ").partition(" ")[0],
        {name: share for what, name, _, share in shares if what == "right"},
        {(name, form): share for what, name, form, share in shares if what == "missed"},
    )


class Standing(NamedTuple):
    """How right a class is: by itself, or by the class that it is pooled into; and whether it may enter a low bound."""

    by: str
    share: Share
    low: float
    admitted: bool


def standing(name: str, given: Measured | None = None) -> Standing:
    """Of a class: the first up the tree with findings enough, else the root."""
    right = (given or measured()).right
    sums = {one: Share(0, 0) for one in above(name)}
    for other, share in right.items():
        for one in sums.keys() & set(above(other)):
            sums[one] = Share(sums[one].part + share.part, sums[one].whole + share.whole)
    by = next((one for one, share in sums.items() if share.whole >= tree().least), _ALL)
    low = sums[by].ends(float(tree().z))[0]
    return Standing(by, sums[by], low, sums[by].whole >= tree().least and low >= float(tree().admits))


def told(name: str, given: Measured | None = None) -> Named:
    """A class with its measured share in words: interval, what it was pooled into, and whether its limit is high enough."""
    own, by = named(name), standing(name, given)
    part, whole = by.share
    if not whole:
        return zh_en("classes.not_measured", own=own)
    low, high = by.share.ends(_BOTH_SIDES)
    pooled = named(by.by)
    zh = f"（并入“{pooled.zh}”）" if by.by != name else ""
    en = f' (pooled as "{pooled.en}")' if by.by != name else ""
    least = f"{float(tree().admits):.0%}"
    of_zh = f"达到 {least}" if by.admitted else f"未达到 {least}"
    of_en = f"reaches {least}" if by.admitted else f"does not reach {least}"
    return zh_en("classes.on_calibration_hands_of_right", whole=whole, part=part, part_2=part / whole, low=low, high=high, by_low=by.low, own=own, said=(zh, en), of=(of_zh, of_en))  # fmt: skip


_BOTH_SIDES = 1.959964
"""Of the normal distribution, for the two sides of 95 %."""


class Missed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of the expected miss: what it says, families, forms."""

    says: Both
    families: dict[str, Both]
    forms: dict[str, Both]


@cache
def words_of_missed() -> Missed:
    """As they are shipped."""
    return strict_yaml.read(RULES / "missed.yaml", Missed)


class Miss(NamedTuple):
    """What was missed of one family of kinds, given in one form or (none) in any."""

    family: Both
    form: Both | None
    share: Share

    def told(self) -> Named:
        """In words, with the interval of 95 %."""
        part, whole = self.share
        low, high = self.share.ends(_BOTH_SIDES)
        return zh_en("classes.of_95_interval", whole=whole, part=part, part_2=part / whole, low=low, high=high)


def expected(*, by_form: bool = False) -> list[Miss]:
    """The expected miss by family, or by family and form: a rate beside the bounds, in none of them."""
    out = []
    for name, family in words_of_missed().families.items():
        own = {form: share for (one, form), share in measured().missed.items() if one == name}
        if by_form:
            out += [Miss(family, said, own[form]) for form, said in words_of_missed().forms.items() if form in own]
        elif own:
            parts, wholes = zip(*own.values(), strict=True)
            out.append(Miss(family, None, Share(sum(parts), sum(wholes))))
    return out


def counts_of_missed() -> list[dict[str, str | int]]:
    """The same as numbers, for ``figures.json``: by family and form, what was missed of what was there."""
    return [
        {"family": family, "form": form, "missed": share.part, "of": share.whole}
        for family in words_of_missed().families
        for form in words_of_missed().forms
        if (share := measured().missed.get((family, form)))
    ]


def told_missed(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Named, Named, Named]]:
    """Of each family in such numbers: its name, what was missed in all with the interval of 95 %, and by form (missed/there)."""
    held = list(rows)
    for name, family in words_of_missed().families.items():
        own = [row for row in held if row["family"] == name]
        if not own:
            continue
        whole = Miss(family, None, Share(sum(row["missed"] for row in own), sum(row["of"] for row in own))).told()
        parts = [(words_of_missed().forms[row["form"]], f"{row['missed']}/{row['of']}") for row in own]
        yield (
            family,
            whole,
            Both(zh="、".join(f"{f.zh} {n}" for f, n in parts), en=", ".join(f"{f.en} {n}" for f, n in parts)),
        )


def beside_high(rows: Iterable[Mapping[str, Any]], *, families: bool = True) -> Named | None:
    """What stands beside every high: that it holds nothing that was missed, and how much that is expected to be, in all and by family; none without such numbers.

    >>> rows = [{"family": "names", "form": "verbatim", "missed": 1, "of": 8}]
    >>> beside_high(rows).en
    'The high holds only what was found and nothing that was missed: expected miss 12.5% (1 of 8 pieces of information in the calibration hands; names 12.5%), multiplied into no number.'
    """
    held = list(rows)
    shares = {}
    for name, family in words_of_missed().families.items():
        own = [row for row in held if row["family"] == name]
        if own:
            shares[family] = sum(row["missed"] for row in own), sum(row["of"] for row in own)
    if not shares:
        return None
    part, whole = (sum(ends) for ends in zip(*shares.values(), strict=True))
    by = [(f.zh, f.en, f"{missed / of:.1%}") for f, (missed, of) in shares.items() if families]
    zh, en = "、".join(f"{one} {n}" for one, _, n in by), ", ".join(f"{one} {n}" for _, one, n in by)
    if by:
        zh, en = f"；{zh}", f"; {en}"
    return zh_en("classes.beside_high", part=part, whole=whole, share=part / whole, by=(zh, en))


@cache
def _admitted(name: str) -> bool:
    return standing(name).admitted


def admits(reasons: Sequence[str]) -> bool:
    """Whether a finding with these reasons may enter a low bound."""
    return WHOSE not in reasons and reliable(reasons)


def reliable(reasons: Sequence[str]) -> bool:
    """Whether findings of the class of one with these reasons are right often enough for a low bound, whosever they are."""
    return _admitted(class_of(reasons))


def _identify(named: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.is_in(named, pa.array([kind.id for kind in kinds().values() if kind.tagged]))


def supports(findings: pa.Table) -> pa.ChunkedArray:
    """For each finding whether it is admitted to low bounds: its class is, or a finding whose class is shows its value elsewhere as the same kind.

    Of kinds whose values identify (``Kind.tagged``): that somebody else is 15 too, or of one school, shows nothing. Nothing is that an edit removed, and a doubtful finding shows nothing. What carries no reason is not the machine's word.
    """
    told = pc.fill_null(pc.binary_join(findings["reasons"], "\n"), "")
    each = pc.unique(told)
    codes = [text.split("\n") for text in each.to_pylist()]
    sure = [own == [""] or admits(own) for own in codes]
    other = each.filter(pa.array([WHOSE in own for own in codes], pa.bool_()))
    stands = pc.invert(pc.or_(pc.starts_with(findings["where"], EARLIER), pc.is_in(told, other)))
    own = pc.and_(pc.is_in(told, each.filter(pa.array(sure, pa.bool_()))), stands)
    values = pc.binary_join_element_wise(findings["kind"].cast(pa.binary()), findings["digest"], b"\0")
    told = pc.and_(_identify(findings["kind"]), pc.not_equal(findings["verdict"], Verdict.DOUBTFUL.value))
    shown = values.filter(pc.and_(own, told))
    return pc.or_(own, pc.and_(pc.is_in(values, pc.unique(shown)), stands))
