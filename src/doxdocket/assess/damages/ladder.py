"""Which step of the ladder fixes damages: loss or gain, the circumstances, discretion under a ceiling; and what stands beside it.

Whether loss or gain can be determined is what persons entered (``determinable``). Where only a part can be, the steps are asked twice, since
it is open whether a part is enough. Each rule answers on the day by which it is chosen. What it leaves out: any amount, and what each
defendant is asked by himself (``by_defendant``).

>>> found = ladder({}, {}, Days(date(2024, 3, 1), date(2025, 8, 28), date(2025, 4, 11)))
>>> [(s.id, s.answer) for s in found.found.readings[0].steps][2], found.found.readings[0].applies
(('within_ceiling', 'not determinable'), [])
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from doxdocket.assess.damages.account import Determined as Answer
from doxdocket.assess.damages.account import (
    Entered,
    HeldOf,
    Ladder,
    MissingFact,
    Reading,
    RuleAsked,
    StepAsked,
    Steps,
)
from doxdocket.assess.damages.determinable import Rows, held, told_of
from doxdocket.assess.damages.frame import Step, frame
from doxdocket.assess.damages.worksheet_parts import yuan
from doxdocket.assess.forms.damages import Determinable
from doxdocket.law.answer import Given, answer
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Facts, Met

What = Literal["loss", "gain"]
WHAT: tuple[What, ...] = get_args(What)
_READS: Mapping[str, Mapping[Answer, bool]] = {
    "whole_needed": {"whole": True, "partly": False, "not": False},
    "part_enough": {"whole": True, "partly": True, "not": False},
}


@dataclass(frozen=True, slots=True)
class Days:
    """The days by which rules are chosen: of the last act, of the hearing, of the suit."""

    act: date | None
    hearing: date | None
    filing: date | None
    first: date | None = None
    """The day of the first act: a rule may have taken effect after it."""

    def of(self, applies_to: str) -> date | None:
        """The day for a rule."""
        return {"act_date": self.act, "hearing_date": self.hearing, "filing_date": self.filing}.get(applies_to)


def ladder(
    stated: Mapping[str, tuple[str, Determinable]], facts: Given, days: Days, book: Book | None = None, among: Sequence[str] = ()
) -> Ladder:  # fmt: skip
    """The steps for all together. ``stated``: entries by id, each with its number; ``facts``: what else rules ask; ``among``: those sued."""
    rows, asked = list(stated.values()), book or shipped()
    entered = [
        Entered(number, one.id, one.what, one.answer, one.defendant, yuan(one.amount, number), one.reason, one.evidence) for number, one in rows
    ]  # fmt: skip
    return Ladder(entered, steps(rows, among, facts, days, asked), beside(facts, days, asked))


def steps(rows: Rows, among: Sequence[str], facts: Given, days: Days, book: Book) -> Steps:
    """What is held of one defendant, or of several together, and the steps under each reading."""
    found: HeldOf = {what: held([row for row in rows if row[1].what == what], among) for what in WHAT}
    answers = {what: one.answer for what, one in found.items()}
    names = list(_READS) if "partly" in answers.values() else ["as_stated"]
    return Steps(
        found,
        told=[remark for what, one in found.items() for remark in told_of(what, one)],
        readings=[_reading(name, answers, facts, days, book) for name in names],
    )


def beside(facts: Given, days: Days, book: Book) -> list[StepAsked]:
    """What stands beside the ladder."""
    return [_step(step, facts, days, book) for step in frame().beside]


def _reading(name: str, answers: Mapping[What, Answer | None], facts: Given, days: Days, book: Book) -> Reading:
    reads, said = _READS.get(name, _READS["whole_needed"]), frame().readings[name]
    given = {f"{what}_determinable": None if so is None else reads[so] for what, so in answers.items()}
    asked = [_step(step, {**facts, **given}, days, book) for step in frame().steps]
    return Reading(name, said.zh, said.en, given, asked, [step.id for step in asked if step.answer == "met"])


def _step(step: Step, given: Given, days: Days, book: Book) -> StepAsked:
    rules = [_rule(provision, given, days, book) for provision in step.rules]
    answers = {rule.answer for rule in rules}
    settled: Met = "met" if "met" in answers else "not met" if answers == {"not met"} else "not determinable"
    missing = [m for rule in rules if rule.answer == "not determinable" for m in rule.missing]
    once = list({one.fact: one for one in missing}.values()) if settled == "not determinable" else []
    return StepAsked(step.id, step.zh, step.en, settled, rules, once)


def _rule(provision: str, given: Given, days: Days, book: Book) -> RuleAsked:
    day = days.of(book.find(provision).applies_to)
    rule, said = book.find(provision, day), answer(provision, given, day, book)
    early = rule.applies_to == "act_date" and days.first is not None and days.first < rule.effective_from
    words = rule.facts if isinstance(rule, Facts) else {}
    missing = [MissingFact(m, words[m].zh, words[m].en) if m in words else MissingFact(m) for m in said.missing]
    return RuleAsked(provision, rule.article, rule.sentence, rule.status, said.answer, said.inputs, day, early, missing)


def subjects(found: Ladder) -> list[tuple[str, Sequence[Reading]]]:
    """Of whom the steps were asked, with the readings: all together (no name), each defendant, those jointly liable by their entries."""
    return [
        ("", found.found.readings),
        *((row.id, row.found.readings) for row in found.defendants),
        *((", ".join(row.entries), row.found.readings) for row in found.together),
    ]


def met_in(found: Ladder, step: str) -> list[str]:
    """The readings in which a step is met, of whomever it was asked."""
    named = (one.id for _, readings in subjects(found) for one in readings if step in one.applies)
    return list(dict.fromkeys(named))
