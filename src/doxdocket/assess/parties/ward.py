"""A defendant without full capacity at acts, the guardians entered, and what rules ask of them: facts, days, and what is not accounted for.

Source: 民法典 art. 17, 18, 27, 1169, 1188, 1189, 法释〔2024〕12号 art. 4 to 8, as rules. What it leaves out: how each guardian answers
(``guardians``), and who must be asked for (``missing_guardians``).

>>> lacking(Defendant(id="D5", name="乙", born="2006-09-14", own_labour=False), date(2023, 7, 9), date(2024, 12, 1))
'limited'
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from doxdocket.assess.forms.parties import Defendant, Guardian
from doxdocket.assess.parties.ages import age, reached
from doxdocket.assess.parties.days_of_acts import Acted
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.rule_answers import ask
from doxdocket.assess.parties.standing import ADULT, BY_LABOUR, SIXTEEN, Capacity, capacity, line
from doxdocket.law.answer import Answered, Given, Value
from doxdocket.law.rules import Book

Constellation = Literal[
    "guardian",
    "former guardian",
    "in part",
    "former in part",
    "instigated",
    "former instigated",
    "delegate",
    "open",
    "not guardian then",
    "dead",
]
Former = Literal["", "of_age", "ended"]
"""Why one is guardian no longer when sued: the ward is an adult, who has none, or the care had ended; empty where neither is known."""
FORMER: tuple[Former, ...] = get_args(Former)
NOT_THEN: Constellation = "not guardian then"
DEAD: Constellation = "dead"
OPEN_TO_ANSWER: Constellation = "open"
NO_PARTY = frozenset({NOT_THEN, DEAD})
"""Who is no party to be named: no guardian at the acts, or a guardian who died since."""
JOINT_ACT = "joint_act"
"""Whether an act done together is made out, on which it turns what a guardian answers for."""
WITH_OTHERS = "posts_with_others"
"""Whether posts of others in channels he ran, or of acts together that no article makes out, are put to the ward, on which alone it turns that a guardian answers."""
DOUBTFUL = "doubtful_acts"
"""Whether posts that expose somebody in the high alone are acts, on which alone it turns that a guardian answers."""
CAME_OF_AGE, INSTIGATED, BOTH = "came_of_age", "instigated_only", "parents_both"
WHY_ENDED = "why_ended"
"""Why a parent is guardian no longer after a day that was entered: divorce and living apart end no care."""
PARENTS = ("father", "mother")
ADOPTER, DELEGATE = "adopter", "delegate"
DELEGATED = "cn/minfadian/1189"
TOGETHER = ("cn/fashi-2024-12/7", "cn/fashi-2024-12/8")
"""Both parents, divorced ones too."""
_INSTIGATED = ("cn/minfadian/1169-2-guardian", "cn/fashi-2024-12/12")
_EACH = ("cn/minfadian/1188-1", "cn/minfadian/1188-1-less", "cn/minfadian/1188-2")
_NOW = ("cn/fashi-2024-12/4", "cn/fashi-2024-12/5")
_THEN = ("cn/fashi-2024-12/6", "cn/fashi-2024-12/6-join")
_STATED = (
    "guardian_diligent", "own_property", "only_actor_sued", "parents_divorced", "damage", "guardian_failed", "delegate_at_fault",
)  # fmt: skip


Days = tuple[date | None, date | None]
"""Since and until, where they are known."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What the ward did, in days: the first and the last act, each known act (none where the register tells only from when to when), the suit, the
    hearing, and when others instigated.

    ``unled``: the days of acts that are of no such entry; ``perhaps``: the days for which that is entered and its article does not answer. ``unsettled``: the ward is known by acts done
    together alone, and of none of them the article answers that it is made out.
    """

    first: date | None
    last: date | None = None
    sued: date | None = None
    days: Sequence[date] = ()
    instigated: Sequence[Days] = ()
    heard: date | None = None
    perhaps: Sequence[Days] = ()
    unsettled: bool = False
    unled: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """One guardian, or none entered (``who`` empty): for whom, how, for acts of which days, and the answers on which that rests."""

    who: str
    ward: str
    relation: str
    constellation: Constellation
    asked: Sequence[Answered]
    missing: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """What must be known beside it and is no missing fact: ``came_of_age`` during the acts."""
    first: date | None = None
    last: date | None = None
    former: Former = ""
    until: date | None = None
    """The last day of the care, where one was entered."""


def lacking(who: Defendant, first: date | None, last: date | None, book: Book | None = None) -> Capacity:
    """The least capacity on the first and the last day of acts: whoever lacks it on one has a guardian for these acts."""
    found = [capacity(who.born, who.own_labour, day, book).capacity for day in (first, last) if day]
    order: tuple[Capacity, ...] = ("none", "limited", "open", "full")
    return min(found, key=order.index, default="open")


def lacking_in(who: Defendant, known: Acted, book: Book | None = None) -> Capacity:
    """The same of the acts for which a guardian answers, of which some are in doubt: open where it turns on these, or on one without a date; full where it is so on each day that may be one."""
    wide = lacking(who, *_ends([*known.answered, *known.with_others, *(day for day in known.reach if day)]), book)
    own = known.undated("own")
    if not known.answered:
        return wide if wide == "full" and not (own or known.undated("joint")) else "open"
    sure = lacking(who, *_ends(known.answered), book)
    return sure if sure in {"none", "limited"} or (sure == wide and not own) else "open"


def _ends(days: Sequence[date]) -> Days:
    return min(days, default=None), max(days, default=None)


class Ward:
    """A defendant with the guardians entered, the acts, and what is stated."""

    def __init__(self, who: Defendant, own: Sequence[Guardian], acts: Acts, facts: Facts) -> None:
        assert acts.first is not None  # noqa: S101 - asked before
        self.who, self.own, self.acts, self.facts, self.book = who, own, acts, facts, facts.book
        self.first, self.last = acts.first, acts.last or acts.first

    def grown(self) -> date:
        """The last day on which a guardian may be needed."""
        known = reached(self.who.born, line(SIXTEEN if self.who.own_labour else ADULT, self.book))
        return date.max if known is None else known[1] - timedelta(days=1)

    def window(self, one: Guardian | None = None) -> tuple[date, date]:
        """The first and last day of acts in the time of one's care, as far as a guardian may be needed; the last before the first where none is.

        Where days are not known one by one, as on the register, every day from the first to the last may be one.
        """
        first, last = self.time(one)
        known = (self.first, self.last, *self.acts.days) if self.acts.days else ()
        within = [day for day in known if first <= day <= last]
        if within:
            return min(within), max(within)
        return (date.max, date.min) if one and known else (first, last)

    def time(self, one: Guardian | None = None) -> tuple[date, date]:
        """The time of one's care between the first act and the last, as far as a guardian may be needed, whether or not acts are in it."""
        since, until = (one.since, one.until) if one else (None, None)
        return max(self.first, since or self.first), min(self.last, until or self.last, self.grown())

    def given(self, first: date, last: date) -> dict[str, Value]:
        """What rules ask, for acts of those days."""
        who, sued = self.who, self.acts.sued
        adult = None if sued is None else ask(ADULT, {}, sued, age(who.born, sued), self.book)
        lacks = None if lacking(who, first, last, self.book) == "open" else True
        harmed = {"damage": None} if self.acts.unsettled else {}
        return {
            **self.facts.given(_STATED, who.id), **harmed, "lacks_capacity": lacks, "minor_at_act": lacks, "minor": lacks, "actor_lacks_capacity": lacks,
            "adult_when_sued": {"met": True, "not met": False}.get(adult.answer) if adult else None,
            "instigated_or_helped": self._instigated(first, last),
            "care_delegated": True if self._delegated(first, last) else self.facts.of("care_delegated", who.id),
            BOTH: self.both(first, last),
        }  # fmt: skip

    def _instigated(self, first: date, last: date) -> bool | None:
        """Whether others instigated or helped acts of those days; None where their article does not answer."""
        if any(_touch(stretch, first, last) for stretch in self.acts.instigated):
            return True
        return None if any(_touch(stretch, first, last) for stretch in self.acts.perhaps) else False

    def _led(self, day: date) -> bool:
        """Whether an act of that day is of days for which others surely instigated or helped."""
        return any(since and until and since <= day <= until for since, until in self.acts.instigated)

    def _delegated(self, first: date, last: date) -> bool:
        return any(one.relation == DELEGATE and _touch((one.since, one.until), first, last) for one in self.own)

    def both(self, first: date, last: date) -> bool | None:
        """Whether both parents, or two adopters, are guardians in those days and answer together, which the dead do not; not known while one
        is neither entered nor accounted for.
        """
        if self.facts.of(BOTH, self.who.id) is False:
            return False
        parents = [
            one for one in standing_parents(self) if _touch((one.since, one.until), first, last) and one.ended != "dead"
        ]
        if any(one.ended and one.until is None for one in parents):
            return None
        return True if len(parents) > 1 else None if self.unaccounted() else False

    def unaccounted(self) -> list[str]:
        """The parents of whom nothing is entered, unless another is guardian because they died; with an adopter, the second one, unless a
        parent stays beside him.
        """
        if self.facts.of(BOTH, self.who.id) is False or any(one.basis == "parents_dead" for one in self.own):
            return []
        adopters = [one for one in self.own if one.relation == ADOPTER]
        if adopters:
            beside = [one for one in self.own if one.relation in PARENTS and one.ended is None]
            return [ADOPTER] if len(adopters) + len(beside) == 1 else []
        told = {one.relation for one in self.own}
        return [relation for relation in PARENTS if relation not in told]

    def missing(self, first: date, last: date, given: Given) -> tuple[str, ...]:
        """The facts without which nothing can be said of acts of those days."""
        who, sued = self.who, self.acts.sued
        lacks = given["lacks_capacity"] is None
        open_ = [name for day in (first, last) for name in capacity(who.born, who.own_labour, day, self.book).missing]
        labour = [
            ask(BY_LABOUR, {"own_labour": who.own_labour}, day, age(who.born, day), self.book) for day in (first, last)
        ]
        lacked = {
            "sued": sued is None,
            "born": (lacks and "born" in open_) or (sued is not None and given["adult_when_sued"] is None),
            "own_labour": who.own_labour is None and any(a.missing == ("own_labour",) for a in labour),
            JOINT_ACT: self.acts.unsettled or given["instigated_or_helped"] is None,
        }  # fmt: skip
        return tuple(name for name, so in lacked.items() if so)

    def all_led(self, first: date, last: date) -> bool:
        """Whether every known act of those days is one that others surely instigated or helped: nothing is left for which a guardian bears all."""
        within = [day for day in self.acts.days if first <= day <= last]
        return bool(within) and all(self._led(day) for day in within) and not {*within} & {*self.acts.unled}

    def marks(self, given: Given, first: date, last: date) -> tuple[str, ...]:
        """What must be known beside it."""
        grown = (
            given["lacks_capacity"]
            and capacity(self.who.born, self.who.own_labour, self.last, self.book).capacity == "full"
        )
        marks = {CAME_OF_AGE: grown, INSTIGATED: given["instigated_or_helped"] and not self.all_led(first, last)}
        return tuple(name for name, so in marks.items() if so)

    def common(self, given: Given, first: date, last: date) -> list[Answered]:
        """Rules on the act by its day, rules of the interpretation by the day of the hearing, or the day taken for it where none is on record.

        That others instigated or helped is a fact of single acts: it displaces for them alone what the guardian answers for the rest, if there is any.
        """
        instigated = () if given["instigated_or_helped"] is False else _INSTIGATED
        delegated = (DELEGATED,) if given["care_delegated"] else ()
        rest = given if self.all_led(first, last) else {**given, "instigated_or_helped": False}
        return [*self.ask((*_EACH, *_NOW, *_THEN), rest, first), *self.ask((*instigated, *delegated), given, first)]

    def ask(self, rules: Iterable[str], given: Given, first: date) -> list[Answered]:
        """Each rule with these facts."""
        return [
            ask(
                rule, given, self.acts.heard or self.acts.sued if rule.startswith("cn/fashi") else first, book=self.book
            )
            for rule in rules
        ]


def _touch(stretch: Days, first: date, last: date) -> bool:
    """Whether days meet; a side that is not known is open."""
    since, until = stretch
    return (since or date.min) <= last and first <= (until or date.max)


def standing_parents(case: Ward) -> list[Guardian]:
    """Parents or adopters whose care touches the acts."""
    return [one for one in case.own if one.relation in {*PARENTS, ADOPTER} and stands(one, case)]


def care_in(one: Guardian, first: date, last: date) -> bool:
    """Whether one may have had the care in those days; not where it is entered as ended without the day."""
    return _touch((one.since, one.until), first, last) and not (one.ended and one.until is None)


def stands(one: Guardian, case: Ward) -> bool:
    """Whether one's care touches acts for which a guardian is needed, as far as is known."""
    return _cares(one, case, *case.window(one))


def cares(one: Guardian, case: Ward) -> bool:
    """Whether one had the care in that time, acts or none."""
    return _cares(one, case, *case.time(one))


def _cares(one: Guardian, case: Ward, first: date, last: date) -> bool:
    uncared = one.relation == "step_parent" and one.fosters is False
    return first <= last and not uncared and lacking(case.who, first, last, case.book) != "full"


def how(case: Ward, given: Given, first: date, last: date) -> Constellation:
    """How a guardian answers: for acts that others instigated, or may have, in part, which is all where no other act is known; open where it is
    open whether the ward acted.
    """
    adult, lacks = given["adult_when_sued"], given["lacks_capacity"]
    if case.acts.unsettled or adult is None or lacks is None:
        return "open"
    if given["instigated_or_helped"] and lacks and case.all_led(first, last):
        return "former instigated" if adult else "instigated"
    if given["instigated_or_helped"] is not False and lacks:
        return "former in part" if adult else "in part"
    return "former guardian" if adult else "guardian"
