"""Who answers beside or in place of a defendant who had no full capacity at the act: guardians, former guardians, both parents.

Source: 民法典 art. 27, 1188, 法释〔2024〕12号 art. 4 to 9, as rules. Where the day of the suit is not known, both readings stand. What it
leaves out: whether a guardian did what care demands, which is a fact that a person states.

>>> from doxdocket.assess.parties.forms import Defendant, Guardian
>>> who, by = (
...     Defendant(id="D5", name="乙", born="2006-09-14"),
...     [Guardian(id="G1", ward="D5", name="丙", relation="mother")],
... )
>>> [
...     (p.who, p.constellation)
...     for p in answering(who, by, date(2023, 7, 9), date(2024, 3, 1), date(2025, 4, 11), Facts({}))
... ]
[('G1', 'former guardian')]
>>> [p.constellation for p in answering(who, by, date(2023, 7, 9), date(2024, 3, 1), date(2024, 4, 11), Facts({}))]
['guardian']
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from doxdocket.assess.parties.ages import age
from doxdocket.assess.parties.asked import ask
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.forms import Defendant, Guardian
from doxdocket.assess.parties.standing import ADULT, BY_LABOUR, Capacity, capacity
from doxdocket.law.answer import Answered
from doxdocket.law.rules import Book

Constellation = Literal["guardian", "former guardian", "in part", "open", "not guardian then"]
CAME_OF_AGE = "came_of_age"
_PARENTS = ("father", "mother")
_INSTIGATED = ("cn/minfadian/1169-2-guardian", "cn/fashi-2024-12/12")
_EACH = ("cn/minfadian/1188-1", "cn/minfadian/1188-1-less", "cn/minfadian/1188-2")
_NOW = ("cn/fashi-2024-12/4", "cn/fashi-2024-12/5")
_THEN = ("cn/fashi-2024-12/6", "cn/fashi-2024-12/6-join")
_BOTH, _DIVORCED, _STEP, _PARENT = (
    "cn/fashi-2024-12/7", "cn/fashi-2024-12/8", "cn/fashi-2024-12/9", "cn/minfadian/27-1",
)  # fmt: skip
_STATED = ("guardian_diligent", "own_property", "only_actor_sued", "parents_divorced", "damage", "guardian_failed")


@dataclass(frozen=True, slots=True)
class Answering:
    """One guardian, or none entered (``who`` empty): for whom, how, and the answers on which that rests."""

    who: str
    ward: str
    relation: str
    constellation: Constellation
    asked: Sequence[Answered]
    missing: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """What must be known beside it and is no missing fact: ``came_of_age`` during the acts."""

    def plain(self) -> dict[str, Any]:
        """As ``--json`` has it."""
        return {
            "guardian": self.who, "ward": self.ward, "relation": self.relation, "constellation": self.constellation,
            "answers": [one.plain() for one in self.asked], "missing": list(self.missing), "marks": list(self.marks),
        }  # fmt: skip


def lacking(who: Defendant, first: date | None, last: date | None, book: Book | None = None) -> Capacity:
    """The least capacity on the first and the last day of acts: whoever lacks it on one has a guardian for these acts."""
    found = [capacity(who.born, who.own_labour, day, book).capacity for day in (first, last) if day]
    order: tuple[Capacity, ...] = ("none", "limited", "open", "full")
    return min(found, key=order.index, default="open")


def answering(
    who: Defendant, guardians: Iterable[Guardian], first: date | None, last: date | None, sued: date | None, facts: Facts,
    *, instigated: bool = False,
) -> Sequence[Answering]:  # fmt: skip
    """The guardians who answer for this defendant; one row without a name where there must be one and none is entered.

    ``instigated``: somebody is entered to have instigated or helped the defendant, who then bears all, the guardian within its
    failure only (民法典 art. 1169(2)).
    """
    least = lacking(who, first, last, facts.book)
    own = [one for one in guardians if one.ward == who.id]
    if first is None:  # no act is known: whoever is entered as guardian is told, and what is missing
        return [Answering(one.id, who.id, one.relation, "open", (), ("first_act",)) for one in own]
    if least == "full":
        return []
    adult = None if sued is None else ask(ADULT, {}, sued, age(who.born, sued), facts.book)
    known = {"met": True, "not met": False}.get(adult.answer) if adult else None
    lacks = None if least == "open" else True
    given = {
        **facts.given(_STATED, who.id), "lacks_capacity": lacks, "minor_at_act": lacks, "adult_when_sued": known,
        "instigated_or_helped": instigated, "actor_lacks_capacity": lacks,
    }  # fmt: skip
    given["parents_both"] = {one.relation for one in own} >= set(_PARENTS)
    unknown = lacks is None or (sued is not None and known is None)
    lacked = {
        "sued": sued is None, "born": unknown,
        "own_labour": who.own_labour is None and any(a.missing == ("own_labour",) for a in _labour(who, facts.book, first, last)),
    }  # fmt: skip
    missing = tuple(name for name, so in lacked.items() if so)
    grown = lacks and capacity(who.born, who.own_labour, last or first, facts.book).capacity == "full"
    marks = (CAME_OF_AGE,) if grown else ()
    if not own:
        asked = _common(given, first, sued, facts.book)
        return [Answering("", who.id, "", _how(given), asked, (*missing, "guardian"), marks)]
    return [replace(_one(one, given, first, last or first, sued, missing, facts.book), marks=marks) for one in own]


def _labour(who: Defendant, book: Book | None, *days: date | None) -> list[Answered]:
    """Whether living on own labour would give full capacity, on each day."""
    return [ask(BY_LABOUR, {"own_labour": who.own_labour}, day, age(who.born, day), book) for day in days if day]


def _how(given: dict[str, bool | None]) -> Constellation:
    adult, lacks = given["adult_when_sued"], given["lacks_capacity"]
    if given["instigated_or_helped"] and lacks:
        return "in part"
    return "open" if adult is None or lacks is None else "former guardian" if adult else "guardian"


def _common(given: dict[str, bool | None], first: date, sued: date | None, book: Book | None) -> list[Answered]:
    """Rules on the act by its day, rules of the interpretation by the day of the suit."""
    rules = (*_EACH, *_NOW, *_THEN, *(_INSTIGATED if given["instigated_or_helped"] else ()))
    return [ask(rule, given, sued if rule.startswith("cn/fashi") else first, book=book) for rule in rules]


def _one(
    one: Guardian, given: dict[str, bool | None], first: date, last: date, sued: date | None, missing: tuple[str, ...],
    book: Book | None,
) -> Answering:  # fmt: skip
    own = dict(given) | {
        "parent": one.relation in _PARENTS, "minor": given["minor_at_act"], "step_parent": one.relation == "step_parent",
        "fosters": one.fosters,
    }  # fmt: skip
    how = _how(given)
    asked = [ask(_PARENT, own, first, book=book), *_common(own, first, sued, book)]
    if own["parents_both"] and one.relation in _PARENTS:
        asked += [ask(rule, own, sued, book=book) for rule in (_BOTH, _DIVORCED)]
    if one.relation == "step_parent":
        asked.append(ask(_STEP, own, sued, book=book))
        if one.fosters is None:
            missing = (*missing, "fosters")
    outside = (one.since and one.since > last) or (one.until and one.until < first)
    not_fostering = one.relation == "step_parent" and one.fosters is False
    if one.relation == "step_parent" and one.fosters is None:
        how = "open"
    return Answering(
        one.id, one.ward, one.relation, "not guardian then" if outside or not_fostering else how, asked, missing
    )
