"""Which step of the ladder fixes damages: loss or gain, the circumstances, discretion under a ceiling; and what stands beside it.

Whether loss or gain can be determined is what persons entered. Where only a part can be, the steps are asked twice, since it is
open whether a part is enough. Each rule answers on the day by which it is chosen. What it leaves out: any amount.

>>> found = ladder({}, {}, Days(date(2024, 3, 1), date(2025, 8, 28), date(2025, 4, 11)))
>>> [(s["id"], s["answer"]) for s in found["readings"][0]["steps"]][2], found["readings"][0]["applies"]
(('within_ceiling', 'not determinable'), [])
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from doxdocket.assess.damages.forms import Determinable
from doxdocket.assess.damages.frame import Step, both, frame, told, yuan
from doxdocket.law.answer import Given, answer
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Facts

Told = Given
Held = Literal["whole", "partly", "not"]
_READS: Mapping[str, Mapping[Held, bool]] = {
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
    stated: Mapping[str, tuple[str, Determinable]], facts: Told, days: Days, book: Book | None = None
) -> dict[str, Any]:
    """The steps under each reading. ``stated``: entries by id, each with its number; ``facts``: what else rules ask."""
    rows, asked = list(stated.values()), book or shipped()
    held = {what: _held(d.answer for _, d in rows if d.what == what) for what in ("loss", "gain")}
    names = list(_READS) if "partly" in held.values() else ["as_stated"]
    return {
        "determinable": [_row(number, one) for number, one in rows],
        "told": [told("entries_differ", about=what) for what in held if _differ(d.answer for _, d in rows if d.what == what)],
        "readings": [_reading(name, held, facts, days, asked) for name in names],
        "beside": [_step(step, facts, days, asked) for step in frame().beside],
    }  # fmt: skip


def _row(number: str, one: Determinable) -> dict[str, Any]:
    return {
        "entry": number, "id": one.id, "what": one.what, "answer": one.answer, "defendant": one.defendant,
        "amount": yuan(one.amount, number), "reason": one.reason, "evidence": list(one.evidence),
    }  # fmt: skip


def _differ(answers: Iterable[Held]) -> bool:
    return len(set(answers)) > 1


def _held(answers: Iterable[Held]) -> Held | None:
    """What all entries together say; where they are not of one answer, a part only can be determined."""
    several = set(answers)
    return None if not several else several.pop() if len(several) == 1 else "partly"


def _reading(name: str, held: Mapping[str, Held | None], facts: Told, days: Days, book: Book) -> dict[str, Any]:
    reads = _READS.get(name, _READS["whole_needed"])
    given = {f"{what}_determinable": None if so is None else reads[so] for what, so in held.items()}
    steps = [_step(step, {**facts, **given}, days, book) for step in frame().steps]
    return {
        "id": name, **both(frame().readings[name]), "given": given, "steps": steps,
        "applies": [step["id"] for step in steps if step["answer"] == "met"],
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


def met_in(found: Mapping[str, Any], step: str) -> list[str]:
    """The readings in which a step is met."""
    return [reading["id"] for reading in found["readings"] if step in reading["applies"]]
