"""Which step of the ladder fixes damages: loss or gain, the circumstances, discretion under a ceiling; and what stands beside it.

Whether loss or gain can be determined is what persons entered (``held``). Where only a part can be, the steps are asked twice, since
it is open whether a part is enough. Each rule answers on the day by which it is chosen. What it leaves out: any amount, and what each
defendant is asked by himself (``each``).

>>> found = ladder({}, {}, Days(date(2024, 3, 1), date(2025, 8, 28), date(2025, 4, 11)))
>>> [(s["id"], s["answer"]) for s in found["readings"][0]["steps"]][2], found["readings"][0]["applies"]
(('within_ceiling', 'not determinable'), [])
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from doxdocket.assess.damages.forms import Determinable
from doxdocket.assess.damages.frame import Step, both, frame, yuan
from doxdocket.assess.damages.held import Answer, Rows, held, told_of
from doxdocket.law.answer import Given, answer
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Facts

Told = Given
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
    stated: Mapping[str, tuple[str, Determinable]], facts: Told, days: Days, book: Book | None = None, among: Sequence[str] = ()
) -> dict[str, Any]:  # fmt: skip
    """The steps for all together. ``stated``: entries by id, each with its number; ``facts``: what else rules ask; ``among``: those sued."""
    rows, asked = list(stated.values()), book or shipped()
    return {
        "determinable": [_row(number, one) for number, one in rows],
        **steps(rows, among, facts, days, asked), "beside": beside(facts, days, asked),
    }  # fmt: skip


def steps(rows: Rows, among: Sequence[str], facts: Told, days: Days, book: Book) -> dict[str, Any]:
    """What is held of one defendant, or of several together, and the steps under each reading."""
    found = {what: held([row for row in rows if row[1].what == what], among) for what in ("loss", "gain")}
    answers = {what: one.answer for what, one in found.items()}
    names = list(_READS) if "partly" in answers.values() else ["as_stated"]
    return {
        "held": {what: one.plain() for what, one in found.items()},
        "told": [remark for what, one in found.items() for remark in told_of(what, one)],
        "readings": [_reading(name, answers, facts, days, book) for name in names],
    }


def beside(facts: Told, days: Days, book: Book) -> list[dict[str, Any]]:
    """What stands beside the ladder."""
    return [_step(step, facts, days, book) for step in frame().beside]


def _row(number: str, one: Determinable) -> dict[str, Any]:
    return {
        "entry": number, "id": one.id, "what": one.what, "answer": one.answer, "defendant": one.defendant,
        "amount": yuan(one.amount, number), "reason": one.reason, "evidence": list(one.evidence),
    }  # fmt: skip


def _reading(name: str, answers: Mapping[str, Answer | None], facts: Told, days: Days, book: Book) -> dict[str, Any]:
    reads = _READS.get(name, _READS["whole_needed"])
    given = {f"{what}_determinable": None if so is None else reads[so] for what, so in answers.items()}
    asked = [_step(step, {**facts, **given}, days, book) for step in frame().steps]
    return {
        "id": name, **both(frame().readings[name]), "given": given, "steps": asked,
        "applies": [step["id"] for step in asked if step["answer"] == "met"],
    }  # fmt: skip


def _step(step: Step, given: Told, days: Days, book: Book) -> dict[str, Any]:
    rules = [_rule(provision, given, days, book) for provision in step.rules]
    answers = [rule["answer"] for rule in rules]
    settled = "met" if "met" in answers else "not met" if set(answers) == {"not met"} else "not determinable"
    missing = [m for rule in rules if rule["answer"] == "not determinable" for m in rule["missing"]]
    return {
        "id": step.id, "zh": step.zh, "en": step.en, "answer": settled, "rules": rules,
        "missing": _once(missing) if settled == "not determinable" else [],
    }  # fmt: skip


def _rule(provision: str, given: Told, days: Days, book: Book) -> dict[str, Any]:
    day = days.of(book.find(provision).applies_to)
    rule, said = book.find(provision, day), answer(provision, given, day, book)
    early = rule.applies_to == "act_date" and days.first is not None and days.first < rule.effective_from
    words = {name: both(rule.facts[name]) for name in said.missing if isinstance(rule, Facts) and name in rule.facts}
    return {
        "provision": provision, "article": rule.article, "sentence": rule.sentence, "status": rule.status, "answer": said.answer,
        "inputs": dict(said.inputs), "on": day and day.isoformat(), "acts_before_it": early, "missing": [{"fact": m, **words.get(m, {})} for m in said.missing],
    }  # fmt: skip


def _once(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list({row["fact"]: row for row in rows}.values())


def subjects(found: Mapping[str, Any]) -> list[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Of whom the steps were asked, with the readings: all together (no name), each defendant, those jointly liable by their entries."""
    each = [(row["id"], row["readings"]) for row in found.get("defendants", ())]
    return [
        ("", found["readings"]),
        *each,
        *((", ".join(row["entries"]), row["readings"]) for row in found.get("together", ())),
    ]


def met_in(found: Mapping[str, Any], step: str) -> list[str]:
    """The readings in which a step is met, of whomever it was asked."""
    named = (one["id"] for _, readings in subjects(found) for one in readings if step in one["applies"])
    return list(dict.fromkeys(named))
