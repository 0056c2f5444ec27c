"""The procedure as plain data for ``--json`` and for who prints it: one dict a state, a period, a claim, an item.

>>> from datetime import date
>>> from doxdocket.assess.register import Entries
>>> from doxdocket.assess.procedure.procedure import procedure
>>> sorted(plain(procedure(Entries(()), date(2025, 1, 1))))[:3]
['claims', 'competence', 'contested']
"""

from collections.abc import Sequence
from typing import Any

from doxdocket.assess.procedure.claims import Asked, Ordered
from doxdocket.assess.procedure.course import Stand
from doxdocket.assess.procedure.forms import Event, SecondInstance
from doxdocket.assess.procedure.procedure import Point, Result
from doxdocket.assess.procedure.running import Running
from doxdocket.assess.procedure.second import OUTCOMES, Decision
from doxdocket.law.days import Counted
from doxdocket.law.deadlines import ANSWERS, READINGS, Reading
from doxdocket.law.told_procedure import event as words


def plain(result: Result) -> dict[str, Any]:
    """Everything in the words of the data."""
    return {
        "on": result.on,
        "table": {"provision": result.table.provision, "effective_from": result.table.effective_from,
                  "effective_to": result.table.effective_to},
        "current": result.course.current,
        "states": [state(one) for one in result.course.states],
        "moves": [{"from": m.before or None, "to": m.after, "at": m.at, "in_table": m.known, "not_recorded": list(m.between)}
                  for m in result.course.moves],
        "effect": [{"id": entry, "case": case, "appeals": list(one.appeals), "annulled_by": list(one.annulled), "decision": "needs a human decision"}
                   for case, doubts in (("civil", result.doubts), ("criminal", result.criminal)) for entry, one in doubts.at.items() if one],
        "second_instance": [*(_second(d) for d in result.second), *(_ruling(one) for one in result.rulings)],
        "deadlines": [period(one) for one in result.periods],
        "claims": [_claim(one, result.items) for one in result.claims],
        "judgment": [_item(one) for one in result.items],
        "competence": [{"id": v.id, "zh": v.says.zh, "en": v.says.en, "article": v.article, "status": v.status} for v in result.venues],
        "contested": [_point(one) for one in result.points],
        "remarks": [{"zh": r.zh, "en": r.en, "entries": list(r.entries)} for r in result.remarks],
    }  # fmt: skip


def state(one: Stand) -> dict[str, Any]:
    """A state with its entries and documents."""
    return {
        "state": one.state.id, "zh": one.state.zh, "en": one.state.en, "article": one.state.article,
        "entered": [_event(e) for e in one.entered], "steps": [_event(e) for e in one.steps],
        "planned": [_event(e) for e in one.planned],
        "documents": [{"id": p.id, "zh": p.zh, "en": p.en, "article": p.article, "needs": "may" if p.may else "must",
                       "recorded": list(p.recorded), "missing": p.missing} for p in one.papers],
    }  # fmt: skip


def _event(one: Event) -> dict[str, Any]:
    return {
        "id": one.id, "key": one.key, "zh": words(one.key, "zh"), "en": words(one.key, "en"), "at": one.at, "posted": one.posted,
        "document": one.document, "receiver": one.receiver, "evidence": list(one.evidence),
    }  # fmt: skip


def period(one: Running) -> dict[str, Any]:
    """A period with every reading, as it was counted."""
    zh, en = ANSWERS[one.weighed.answer]
    return {
        "deadline": one.rule.provision, "article": one.rule.article, "state": one.rule.state, "kind": one.rule.kind,
        "zh": one.rule.says.zh, "en": one.rule.says.en, "start": one.start.at, "started_by": list(one.start.entries),
        "receiver": one.start.receiver or (one.end.receiver if one.end and one.rule.each_end else ""), "ends": list(one.rule.ends), "ended_by": one.end.id if one.end else None,
        "ended": one.ended, "answer": one.weighed.answer, "answer_zh": zh, "answer_en": en,
        "over": list(one.over) if one.over else None, "explained": one.explained, "extensions": list(one.grants),
        "excluded": list(one.spans), "late_extensions": list(one.weighed.late), "extensions_beyond_power": list(one.weighed.beyond), "missing": missing(one),
        "shared_end": one.shared, "readings": [reading(r) for r in one.weighed.readings],
    }  # fmt: skip


def missing(one: Running) -> list[str]:
    """What is missing, the events by the names that the table has for them."""
    names = {"start": [one.rule.rather or one.rule.starts[0]], "end": one.rule.ends[:1]}
    return [name for lacking in one.weighed.missing for name in names.get(lacking, [lacking])]


def reading(one: Reading) -> dict[str, Any]:
    """One reading with the days it counted."""
    zh, en = READINGS[one.id]
    return {
        "reading": one.id, "zh": zh, "en": en, "last": one.last, "answer": one.answer, "over": one.over,
        "stages": [stage(c) for c in one.counted],
    }  # fmt: skip


def stage(one: Counted) -> dict[str, Any]:
    """One stretch as it was counted."""
    return {
        "start": one.start, "first": one.first, "unmoved": one.unmoved, "last": one.last, "rest": list(one.rest),
        "excluded_days": one.excluded, "missing": list(one.missing),
    }  # fmt: skip


def _claim(one: Asked, items: Sequence[Ordered]) -> dict[str, Any]:
    return {
        "claim": one.claim.id, "kind": one.claim.kind, "text": one.text, "amount": _money(one.amount),
        "against": list(one.claim.against), "stated": one.claim.stated, "standing": one.standing if one.changes else None,
        "evidence": list(one.claim.evidence),
        "judged": [{"item": o.item.id, "standing": o.now.standing, "amount": _money(o.item.amount)} for o in items if o.item.claim == one.claim.id],
        "changes": [
            {"id": x.id, "how": x.how, "at": x.at, "grounds": x.grounds, "amount": _money(x.amount),
             "recheck": {n: getattr(x, n) for n in ("publications", "removed", "shown", "unknown") if getattr(x, n) is not None},
             "evidence": list(x.evidence)}
            for x in one.changes
        ],
    }  # fmt: skip


def _second(one: Decision) -> dict[str, Any]:
    outcome = one.outcome or ""
    zh, en = OUTCOMES[outcome]
    return {
        "id": one.id, "case": one.case, "appealed": "judgment", "outcome": outcome or None, "zh": zh, "en": en, "at": one.at,
        "document": one.entry.document if one.entry else one.event.document, "appeals": list(one.appeals),
        "defendants": list(one.defendants), "text": one.entry.text if one.entry else "", "evidence": list(one.event.evidence),
    }  # fmt: skip


def _ruling(one: SecondInstance) -> dict[str, Any]:
    zh, en = OUTCOMES[one.outcome]
    return {
        "id": one.id, "case": one.case, "appealed": "ruling", "outcome": one.outcome, "zh": zh, "en": en, "at": one.at,
        "document": one.document, "appeals": list(one.appeals), "defendants": list(one.defendants), "text": one.text,
        "evidence": list(one.evidence),
    }  # fmt: skip


def _item(one: Ordered) -> dict[str, Any]:
    return {
        "item": one.item.id, "claim": one.item.claim or None, "kind": one.item.kind, "text": one.item.text,
        "amount": _money(one.item.amount), "amount_first": _money(one.now.first.amount), "against": list(one.item.against), "due": one.item.due, "last": one.last, "missing": list(one.missing),
        "medium": one.item.medium or None, "state": one.state, "paid": _money(one.paid) if one.item.kind == "payment" and one.done else None,
        "open": _money(one.open), "overdue": one.overdue, "each": [{"defendant": who, "state": state} for who, state in one.each],
        "standing": one.now.standing, "decided_by": list(one.now.by), "changes": [c.id for c in one.now.changes],
        "unsettled": list(one.unsettled), "late": list(one.late), "lower_medium": list(one.lower),
        "performed": [
            {"id": p.id, "kind": p.kind, "at": p.at, "amount": _money(p.amount), "by": list(p.by), "where": p.where,
             "medium": p.medium or None, "evidence": list(p.evidence)}
            for p in one.done
        ],
    }  # fmt: skip


def _money(amount: Any) -> str | None:
    return None if amount is None else f"{amount:f}"


def _point(one: Point) -> dict[str, Any]:
    return {
        "id": one.point.id, "zh": one.point.zh, "en": one.point.en, "touched": one.touched, "entries": list(one.entries),
        "decision": "needs a human decision",
        "readings": [{"zh": r.zh, "en": r.en, "basis": r.basis} for r in one.point.readings],
    }  # fmt: skip
