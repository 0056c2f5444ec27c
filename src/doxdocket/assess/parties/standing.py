"""What law makes of a defendant's age: criminal responsibility and civil capacity on each day of an act, and when sued.

Source: 刑法 art. 17, 治安管理处罚法 art. 12, 民法典 art. 17 to 20, as rules. ``full``, ``limited``, ``none`` or ``open`` where the birth is
not known well enough, or nobody said whether one of sixteen lives on own labour. What it leaves out: capacity lost by illness, which a person states as a fact.

>>> capacity("2006-09-14", False, date(2024, 1, 1)).capacity, capacity("2006", False, date(2024, 9, 15)).capacity
('limited', 'open')
>>> capacity("2006-09-14", None, date(2024, 1, 1)).missing
('own_labour',)
>>> capacity("2006-09-14", True, date(2023, 9, 15)).capacity
'full'
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from doxdocket.assess.marks import SPREAD, key
from doxdocket.assess.parties.ages import Years, age
from doxdocket.assess.parties.rule_answers import ask
from doxdocket.law.answer import Answered
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Threshold

Capacity = Literal["full", "limited", "none", "open"]
ADULT, LIMITED, BY_LABOUR = "cn/minfadian/17", "cn/minfadian/19", "cn/minfadian/18-2"
SIXTEEN = "cn/minfadian/18-2-age"
CRIMINAL = "cn/xingfa/17-1"


@dataclass(frozen=True, slots=True)
class Standing:
    """One day: the age, the capacity, and the answers that make it."""

    day: date
    age: Years | None = field(metadata=SPREAD)
    capacity: Capacity
    missing: Sequence[str]
    """What must be known to say it, where it is open."""
    asked: Sequence[Answered] = field(metadata=key("answers"))


def capacity(born: str, own_labour: bool | None, day: date, book: Book | None = None) -> Standing:
    """Civil capacity on that day."""
    years = age(born, day)
    adult = ask(ADULT, {}, day, years, book)
    if adult.answer == "met":
        return Standing(day, years, "full", (), (adult,))
    if adult.answer == "not determinable":
        return _open(day, years, (adult,))
    labour = ask(BY_LABOUR, {"own_labour": own_labour}, day, years, book)
    if labour.answer == "met":
        return Standing(day, years, "full", (), (adult, labour))
    limited = ask(LIMITED, {}, day, years, book)
    asked = (adult, labour, limited)
    if "not determinable" in {labour.answer, limited.answer}:
        return _open(day, years, asked)
    return Standing(day, years, "limited" if limited.answer == "met" else "none", (), asked)


def _open(day: date, years: Years | None, asked: Sequence[Answered]) -> Standing:
    return Standing(day, years, "open", tuple(dict.fromkeys(name for one in asked for name in one.missing)), asked)


def line(provision: str, book: Book | None = None) -> int:
    """The full age of which a rule speaks, as it stands now.

    >>> line(ADULT), line(CRIMINAL)
    (18, 16)
    """
    rule = (book or shipped()).find(provision)
    assert isinstance(rule, Threshold)  # noqa: S101 - rules of ages are
    return rule.lines(max(rule.shares))["age"]


def criminal(born: str, first: date | None, last: date | None, book: Book | None = None) -> Sequence[Answered]:
    """Whether of the age of criminal responsibility on the first and on the last day of acts."""
    days = list(dict.fromkeys(day for day in (first, last) if day))
    return [ask(CRIMINAL, {}, day, age(born, day), book) for day in days]
