"""The account of the procedure made of what the register says: states, periods, claims, items, in the words of the rules.

>>> from datetime import date
>>> from doxdocket.assess.register import Entries
>>> from doxdocket.assess.procedure.procedure import procedure
>>> told(procedure(Entries(()), date(2025, 1, 1))).current is None
True
"""

from doxdocket.assess.forms.procedure import Event, Performance, SecondInstance
from doxdocket.assess.procedure.account import (
    DECIDE,
    Change,
    Competent,
    Decided,
    InDoubt,
    Item,
    Judged,
    KnownState,
    Moved,
    Performed,
    Period,
    ProcedureAccount,
    ReadPeriod,
    Recorded,
    StatedClaim,
    Table,
)
from doxdocket.assess.procedure.claims import Asked, Ordered
from doxdocket.assess.procedure.course import Stand
from doxdocket.assess.procedure.effect import Doubts
from doxdocket.assess.procedure.procedure import Result
from doxdocket.assess.procedure.running import Running
from doxdocket.assess.procedure.second_instance import OUTCOMES, Case, Decision
from doxdocket.law.deadlines import ANSWERS, READINGS, Reading
from doxdocket.law.told_procedure import event as words

_RECHECKED = ("publications", "removed", "shown", "unknown")


def told(result: Result) -> ProcedureAccount:
    """Everything in the words of the data."""
    table = result.table
    return ProcedureAccount(
        result.on, Table(table.provision, table.effective_from, table.effective_to), result.course.current,
        states=[state(one) for one in result.course.states],
        moves=[Moved(m.before or None, m.after, m.at, m.known, m.between, [state for state, _ in m.later]) for m in result.course.moves],
        effect=[*_doubts("civil", result.doubts), *_doubts("criminal", result.criminal)],
        second_instance=[*(_second(d) for d in result.second), *(_ruling(one) for one in result.rulings)],
        deadlines=[period(one) for one in result.periods],
        claims=[_claim(one, result) for one in result.claims],
        judgment=[_item(one) for one in result.items],
        competence=[Competent(v.id, v.says.zh, v.says.en, v.article, v.status) for v in result.venues],
        contested=result.points,
        remarks=result.remarks,
    )  # fmt: skip


def _doubts(case: Case, doubts: Doubts) -> list[InDoubt]:
    return [InDoubt(entry, case, one.appeals, one.annulled, DECIDE) for entry, one in doubts.at.items() if one]


def state(one: Stand) -> KnownState:
    """A state with its entries and documents."""
    return KnownState(
        one.state.id, one.state.zh, one.state.en, one.state.article,
        entered=[_event(e) for e in one.entered], steps=[_event(e) for e in one.steps], planned=[_event(e) for e in one.planned],
        documents=one.papers,
    )  # fmt: skip


def _event(one: Event) -> Recorded:
    zh, en = words(one.key, "zh"), words(one.key, "en")
    return Recorded(one.id, one.key, zh, en, one.at, one.posted, one.document, one.receiver, one.evidence)


def period(one: Running) -> Period:
    """A period with every reading, as it was counted."""
    receiver = one.start.receiver or (one.end.receiver if one.end and one.rule.each_end else "")
    return Period(
        one.rule.provision, one.rule.article, one.rule.state, one.rule.kind, one.rule.says.zh, one.rule.says.en,
        one.start.at, one.start.entries, receiver, one.rule.ends, one.end.id if one.end else None, one.ended,
        one.weighed.answer, *ANSWERS[one.weighed.answer], over=one.over or None, explained=one.explained, extensions=one.grants,
        excluded=one.spans, late_extensions=one.weighed.late, extensions_beyond_power=one.weighed.beyond, missing=missing(one),
        shared_end=one.shared, readings=[reading(r) for r in one.weighed.readings],
    )  # fmt: skip


def missing(one: Running) -> list[str]:
    """What is missing, the events by the names that the table has for them."""
    names = {"start": [one.rule.rather or one.rule.starts[0]], "end": one.rule.ends[:1]}
    return [name for lacking in one.weighed.missing for name in names.get(lacking, [lacking])]


def reading(one: Reading) -> ReadPeriod:
    """One reading with the days it counted."""
    return ReadPeriod(one.id, *READINGS[one.id], one.last, one.answer, one.over, one.counted)


def _claim(one: Asked, result: Result) -> StatedClaim:
    own = one.claim
    return StatedClaim(
        own.id, own.kind, one.text, one.amount, own.against, own.stated, one.standing if one.changes else None, own.evidence,
        judged=[Judged(o.item.id, o.now.standing, o.item.amount) for o in result.items if o.item.claim == own.id],
        changes=[
            Change(x.id, x.how, x.at, x.grounds, x.amount, {n: getattr(x, n) for n in _RECHECKED if getattr(x, n) is not None}, x.evidence)
            for x in one.changes
        ],
        performed=[_performed(x.done) for x in result.loose if x.done.item == own.id],
    )  # fmt: skip


def _performed(p: Performance) -> Performed:
    return Performed(p.id, p.kind, p.at, p.amount, p.by, p.where, p.medium or None, p.evidence)


def _second(one: Decision) -> Decided:
    outcome, entry = one.outcome or "", one.entry
    return Decided(
        one.id, one.case, "judgment", outcome or None, *OUTCOMES[outcome], one.at, entry.document if entry else one.event.document,
        one.appeals, one.defendants, entry.text if entry else "", one.event.evidence,
    )  # fmt: skip


def _ruling(one: SecondInstance) -> Decided:
    return Decided(
        one.id, one.case, "ruling", one.outcome, *OUTCOMES[one.outcome], one.at, one.document, one.appeals, one.defendants, one.text,
        one.evidence,
    )  # fmt: skip


def _item(one: Ordered) -> Item:
    own, now = one.item, one.now
    return Item(
        own.id, own.claim or None, own.kind, own.text, own.amount, now.first.amount, own.against, own.due, one.last, one.missing,
        own.medium or None, one.state, one.paid if own.kind == "payment" and one.done else None, one.open, one.overdue,
        each=one.each, standing=now.standing, decided_by=now.by,
        changes=[c.id for c in now.changes], unsettled=one.unsettled, late=one.late, lower_medium=one.lower,
        performed=[_performed(p) for p in one.done],
    )  # fmt: skip
