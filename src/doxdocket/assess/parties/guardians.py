"""Who answers beside or in place of a defendant who had no full capacity at the act: guardians, former guardians, both parents.

Source: 民法典 art. 27, 36, 39, 1111, 1188, 1189, 法释〔2024〕12号 art. 4 to 10, as rules. Each answers for acts in the time of the care only.
Where the day of the suit is not known, both readings stand. What it leaves out: whether a guardian did what care demands, which is a
fact that a person states, and who else must be asked for (``missing_guardians``).

>>> from doxdocket.assess.forms.parties import Defendant, Guardian
>>> who = Defendant(id="D5", name="乙", born="2006-09-14", own_labour=False)
>>> by = [
...     Guardian(id="G1", ward="D5", name="丙", relation="mother"),
...     Guardian(id="G2", ward="D5", name="丁", relation="father"),
... ]
>>> acts = Acts(date(2023, 7, 9), date(2024, 3, 1), date(2025, 4, 11))
>>> [(p.who, p.constellation) for p in answering(who, by, acts, Facts({}))]
[('G1', 'former guardian'), ('G2', 'former guardian')]
>>> [p.constellation for p in answering(who, by[:1], replace(acts, sued=date(2024, 4, 11)), Facts({}))]
['guardian', 'open']
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from doxdocket.assess.forms.parties import Defendant, Guardian
from doxdocket.assess.parties.ages import age
from doxdocket.assess.parties.days_of_acts import Acted
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.missing_guardians import absent
from doxdocket.assess.parties.rule_answers import ask
from doxdocket.assess.parties.standing import ADULT
from doxdocket.assess.parties.ward import (
    ADOPTER,
    BOTH,
    DEAD,
    DELEGATE,
    DELEGATED,
    DOUBTFUL,
    NO_PARTY,
    NOT_THEN,
    PARENTS,
    TOGETHER,
    WHY_ENDED,
    WITH_OTHERS,
    Acts,
    Answering,
    Constellation,
    Former,
    Ward,
    care_in,
    how,
    lacking,
    standing_parents,
    stands,
)  # fmt: skip
from doxdocket.law.answer import Answered, Given

PARENTS_STAND = "parents_stand"
_BASED = (ADOPTER, "grandparent", "sibling", "other")
_BY_ORDER = ("parents_dead", "parents_unable")
_ENDS, _REMOVED = "cn/minfadian/39-1", "cn/minfadian/36-1"
_ENDED = {
    "dead": (_ENDS, "guardian_dead"), "unable": (_ENDS, "guardian_unable"), "court": (_ENDS, "court_ended"),
    "disqualified": (_REMOVED, "court_disqualified"),
}  # fmt: skip
_AT_FAULT = ("cn/minfadian/1189-delegate", "cn/fashi-2024-12/10")
_STEP, _PARENT, _ORDER, _ADOPTED = "cn/fashi-2024-12/9", "cn/minfadian/27-1", "cn/minfadian/27-2", "cn/minfadian/1111-1"


def answering(who: Defendant, guardians: Iterable[Guardian], acts: Acts, facts: Facts) -> Sequence[Answering]:
    """The guardians who answer for this defendant, and rows without a name for who must be asked for."""
    own = [one for one in guardians if one.ward == who.id]
    if acts.first is None:  # no act is known: whoever is entered as guardian is told, and what is missing
        return [Answering(one.id, who.id, one.relation, "open", (), ("first_act",)) for one in own]
    if lacking(who, acts.first, acts.last, facts.book) == "full":
        return []
    case = Ward(who, own, acts, facts)
    return [*(_one(one, case) for one in own), *absent(case)]


def with_doubtful(
    who: Defendant, guardians: Sequence[Guardian], acts: Acts, known: Acted, facts: Facts
) -> Sequence[Answering]:
    """Who answers for the acts that are sure, and, open, who answers only where acts with others are made out or posts in doubt are acts; of each
    whether the care was that of the time of the acts alone.
    """
    care = {one.id: one for one in guardians}
    found = _every(who, guardians, acts, known, facts)
    return [
        replace(
            one, former=former(who, care.get(one.who), acts.sued, facts), until=care[one.who].until if one.who else None
        )
        for one in found
    ]


def former(who: Defendant, care: Guardian | None, sued: date | None, facts: Facts) -> Former:
    """Why one is guardian no longer on the day of the suit: an adult has none (民法典 art. 17, 23), or the care was entered as ended before. Parents of
    whom nobody said why are guardians still.
    """
    if sued is not None and ask(ADULT, {}, sued, age(who.born, sued), facts.book).answer == "met":
        return "of_age"
    ended = care and care.until and WHY_ENDED not in _after(care)
    return "ended" if care and ended and sued is not None and care.until is not None and care.until < sued else ""


def _every(
    who: Defendant, guardians: Sequence[Guardian], acts: Acts, known: Acted, facts: Facts
) -> Sequence[Answering]:
    found = answering(who, guardians, acts, facts)
    if known.with_others and not (known.own or known.joint or acts.unsettled):  # nothing is made out to be the ward's
        found = _with(WITH_OTHERS, found, found, sure_acts=False)
    reached = known.own_perhaps if known.own else (*known.own_perhaps, *known.joint_perhaps)
    if (
        known.by == "undated"
    ):  # of acts on whatever day; where no clock tells, those of the register say who may have been asked to care
        reached = reached or [day for day in known.register if day]
    beside, others = (*known.own_perhaps, *known.joint_perhaps), known.with_others
    for lacked, reach, days in ((WITH_OTHERS, others, others), (DOUBTFUL, reached, beside)):
        ends = [*known.answered, *reach]
        if reach and (min(ends), max(ends)) != (acts.first, acts.last):
            wide = replace(
                acts,
                first=min(ends),
                last=max(ends),
                days=(*known.one_by_one, *days) if known.one_by_one or days else (),
            )
            found = _with(lacked, found, answering(who, guardians, wide, facts), sure_acts=bool(known.answered))
    return found


def _with(lacked: str, sure: Sequence[Answering], wide: Iterable[Answering], *, sure_acts: bool) -> Sequence[Answering]:
    """The rows of sure acts, and those of acts that may be ones for whoever is in none of them, open for want of that."""
    firm = [one for one in sure if one.constellation != NOT_THEN and sure_acts]
    more = [
        one if one.constellation in NO_PARTY else replace(one, constellation="open", missing=(*one.missing, lacked))
        for one in wide
        if one.constellation != NOT_THEN and not any(_same(one, other) for other in firm)
    ]
    return [*(one for one in sure if not any(_same(one, other) for other in more)), *more]


def _same(one: Answering, other: Answering) -> bool:
    """Whether a row is of somebody of whom the other is; of rows without a name and a relation, whether their days meet."""
    if (one.who, one.relation) != (other.who, other.relation):
        return False
    if one.who or one.relation:
        return True
    return (one.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (one.last or date.max)


def _one(one: Guardian, case: Ward) -> Answering:
    first, last = case.window(one)
    if not stands(one, case):
        given = case.given(case.first, case.last)
        return Answering(one.id, one.ward, one.relation, NOT_THEN, _own_rules(one, case, given, case.first))
    given = case.given(first, last)
    lacked = _unfounded(one)
    marks = [*case.marks(given, first, last), *_after(one)]
    if one.basis in _BY_ORDER and any(care_in(parent, first, last) for parent in standing_parents(case)):
        marks.append(PARENTS_STAND)
    found = Answering(
        one.id, one.ward, one.relation, how(case, given, first, last), [*_own_rules(one, case, given, first), *case.common(given, first, last)],
        (*case.missing(first, last, given), *lacked), tuple(marks), first, last,
    )  # fmt: skip
    if one.ended == "dead":
        return replace(found, constellation=DEAD, asked=_own_rules(one, case, given, first))
    if one.relation == DELEGATE:
        asked = case.ask((DELEGATED, *_AT_FAULT), given, first)
        unknown = ("delegate_at_fault",) if given["delegate_at_fault"] is None else ()
        kind: Constellation = "open" if case.acts.unsettled else "delegate"
        return replace(found, constellation=kind, asked=asked, missing=(*found.missing, *unknown))
    return replace(found, constellation="open") if lacked else found


def _own_rules(one: Guardian, case: Ward, given: Given, first: date) -> list[Answered]:
    """Why this one is guardian, or is one no longer."""
    own = {
        **given, "parent": one.relation in {*PARENTS, ADOPTER}, "step_parent": one.relation == "step_parent", "fosters": one.fosters,
        "adopted": True if one.basis == "adoption" else None, "parents_dead_or_unable": True if one.basis in _BY_ORDER else None,
    }  # fmt: skip
    rules = [_PARENT]
    rules += [_ADOPTED] if one.relation == ADOPTER else []
    rules += [_STEP] if one.relation == "step_parent" else []
    rules += [_ORDER] if one.relation in {"grandparent", "sibling", "other"} and one.basis in {*_BY_ORDER, None} else []
    rules += TOGETHER if own[BOTH] and own["parent"] and stands(one, case) else ()
    if one.ended in _ENDED:
        rule, fact = _ENDED[one.ended]
        own[fact] = True
        rules.append(rule)
    return case.ask(rules, own, first)


def _unfounded(one: Guardian) -> tuple[str, ...]:
    """What is not stated of why one is guardian, or since when no longer."""
    lacked = {
        "fosters": one.relation == "step_parent" and one.fosters is None,
        "basis": one.relation in _BASED and one.basis is None,
        "ended_day": one.ended is not None and one.until is None,
    }
    return tuple(name for name, so in lacked.items() if so)


def _after(one: Guardian) -> tuple[str, ...]:
    """Why one is guardian no longer, where the acts were before."""
    if one.until is None:
        return ()
    return (f"since_{one.ended}",) if one.ended else (WHY_ENDED,) if one.relation in {*PARENTS, ADOPTER} else ()
