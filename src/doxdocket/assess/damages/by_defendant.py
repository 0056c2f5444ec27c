"""The ladder asked of each defendant, and of those who are jointly liable: whose loss, whose gain, which step, with what is missing.

A defendant has his own entries, facts and days; where he has none, those of the case. Those together are the groups that an entry of acts
done together makes, by an article that is met (``assess parties``). Where answers differ that is told, and none is chosen. What it leaves
out: what each owes, and a finding that anything can be determined because an account of gains holds a sum.

>>> from datetime import date
>>> from doxdocket.law.rules import shipped
>>> one = One("甲", {}, Days(date(2024, 3, 1), date(2025, 8, 28), None))
>>> (row,) = defendants([], {"D1": one}, {}, shipped())
>>> row.id, row.found.held["gain"].answer, [told.code for told in row.found.told]
('D1', None, ['days_of_case'])
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from doxdocket.assess.damages.account import DaysAsked, HeldOf, OfDefendant, OfGroup, OwnGains, StatedFact, Steps
from doxdocket.assess.damages.determinable import Rows
from doxdocket.assess.damages.frame import Step, frame
from doxdocket.assess.damages.ladder import Days, beside, steps
from doxdocket.assess.damages.worksheet_parts import Told, told, yuan
from doxdocket.assess.gains.account import Received
from doxdocket.assess.parties.days_of_acts import Acted
from doxdocket.assess.parties.liability import Together
from doxdocket.law import words
from doxdocket.law.answer import Given
from doxdocket.law.rules import Book
from doxdocket.law.shapes import Answerable

Groups = Mapping[tuple[str, ...], Sequence[str]]
"""The entries by which these are jointly liable."""


@dataclass(frozen=True, slots=True)
class One:
    """A defendant: the name masked, the facts of him or else of the case, and the days of his acts and his suit."""

    name: str
    facts: Given
    days: Days
    acted: Acted = field(default_factory=Acted)
    """The days of his acts as ``assess parties`` has them; none where ``days`` are those of the case."""
    stated: Sequence[StatedFact] = ()
    """Facts of him alone, with their entries; those that no step asks are left out."""
    gains: Received | None = None
    """His row in the account of gains."""
    settled: Sequence[str] = ()
    """The entries by which he settled with single victims."""

    @property
    def own_days(self) -> bool:
        """Whether the days of acts are his, and not those of the case."""
        return self.acted.by is not None


def defendants(rows: Rows, ones: Mapping[str, One], groups: Groups, book: Book) -> list[OfDefendant]:
    """Each by himself."""
    return [_defendant(rows, who, ones, groups, book) for who in ones]


def _defendant(rows: Rows, who: str, ones: Mapping[str, One], groups: Groups, book: Book) -> OfDefendant:
    one = ones[who]
    found, more = steps(rows, (who,), one.facts, one.days, book), beside(one.facts, one.days, book)
    found = replace(found, told=[*found.told, *_beside(found.held, one, alone=len(ones) == 1)])
    facts = [row for row in one.stated if row.fact in _asked([*frame().steps, *frame().beside], book)]
    mine = {row.fact for row in facts}
    return OfDefendant(
        who, one.name, [entry for names, of in groups.items() if who in names for entry in of],
        DaysAsked(one.days.first, one.days.act, one.days.filing, one.own_days), one.acted.ends, found, facts, _gains(who, one.gains),
        [row for step, row in zip(frame().beside, more, strict=True) if mine & _asked([step], book)],
    )  # fmt: skip


def _asked(steps: Iterable[Step], book: Book) -> set[str]:
    """The facts for which the rules of these steps ask."""
    rules = [book.find(rule) for step in steps for rule in step.rules]
    return {name for rule in rules if isinstance(rule, Answerable) for name in words.asked(rule)}


def _beside(held: HeldOf, one: One, *, alone: bool) -> Iterator[Told]:
    """What must be known of a defendant beside the answers: what they rest on, and where the account of gains does not fit them."""
    about = [what for what, row in held.items() if row.from_all]
    if about and not alone:
        yield told("of_all", about=about)
    if one.settled and one.facts.get("sum_agreed"):
        yield told("settled_with_one", others=one.settled)
    if not one.own_days:
        yield told("days_of_case")
    if one.gains is not None:
        answer, undecided = held["gain"].answer, one.gains.undecided
        worthless = undecided.high is None and undecided.low is not None  # coins without a rate
        if answer == "not" and (one.gains.proven.low or 0) > 0:
            yield told("gain_in_account")
        if answer == "whole" and (one.gains.lacking or one.gains.joint or worthless or (undecided.high or 0) > 0):
            yield told("gain_open_in_account")


def _gains(who: str, row: Received | None) -> OwnGains | None:
    """What the account has of him, before and after refunds and costs: which is meant is open."""
    if row is None:
        return None
    before, after = (
        (yuan(pair.low, f"gains:{who}"), yuan(pair.high, f"gains:{who}")) for pair in (row.before, row.after)
    )
    return OwnGains(before, after)


def together(
    rows: Rows, ones: Mapping[str, One], groups: Groups, by: Mapping[str, Together], facts: Mapping[tuple[str, ...], Given], days: Days, book: Book
) -> list[OfGroup]:  # fmt: skip
    """Those jointly liable, of whom at least two are sued here; ``by``: the entries; ``facts``: those of each group."""
    out = []
    for names, entries in groups.items():
        sued = tuple(name for name in names if name in ones)
        if len(sued) > 1:
            known = within(days_of([ones[name] for name in sued], days), [by[entry] for entry in entries])
            found = steps(rows, sued, facts[names], known, book)
            found = replace(found, told=[*found.told, *apart(ones, sued, facts[names], book)])
            of = list(dict.fromkeys(by[entry].asked[0].article for entry in entries))
            out.append(OfGroup(entries, of, sued, [name for name in names if name not in ones], found))
    return out


def days_of(ones: Sequence[One], days: Days) -> Days:
    """The days of several: from the first of their acts to the last; those of the case where one of them has none of his own."""
    firsts = [one.days.first for one in ones if one.own_days and one.days.first]
    lasts = [one.days.act for one in ones if one.own_days and one.days.act]
    if min(len(firsts), len(lasts)) < len(ones):
        return days
    return Days(max(lasts), days.hearing, days.filing, min(firsts))


def within(days: Days, entries: Sequence[Together]) -> Days:
    """Those days as far as acts of these entries may be of them: one who acted on afterwards by himself did that without the others."""
    since, until = [one.since for one in entries], [one.until for one in entries]
    first = max((day for day in (days.first, None if None in since else min(filter(None, since))) if day), default=None)
    last = min((day for day in (days.act, None if None in until else max(filter(None, until))) if day), default=None)
    return days if first and last and first > last else replace(days, act=last, first=first)


def apart(ones: Mapping[str, One], among: Iterable[str], facts: Given, book: Book) -> Iterator[Told]:
    """That facts of one alone, which the steps ask for, are not in the answer of several."""
    names = _asked(frame().steps, book)
    differ = {one: {name for name in names if ones[one].facts.get(name) != facts.get(name)} for one in among}
    if who := [one for one, some in differ.items() if some]:
        yield told("facts_apart", who=who, about=sorted(set().union(*differ.values())))


def between(whole: Steps, rows: Sequence[OfDefendant], groups: Groups, open_: Sequence[str]) -> Iterator[Told]:
    """What must be known of defendants beside one another and beside the whole. ``open_``: entries whose article is not determinable."""
    found = (whole, *(row.found for row in rows))
    steps_of = [[(one.id, *one.applies) for one in of.readings] for of in found]
    applied = {tuple(readings) for readings in steps_of if any(len(one) > 1 for one in readings)}
    if len(applied) > 1:
        yield told("steps_differ")
    every = {row.id for row in rows}
    if len(every) > 1 and not any(every <= {*names} for names in groups):
        yield told("not_all_joint", open_=open_ or None)
