"""What the second instance decided, and what that makes of the items of the judgment (民事诉讼法 arts 177 to 182; 刑事诉讼法 arts 236, 240).

A decision is an entry of its own; it stands in the course as the event that it is. An event alone (``S13:second_judgment``) says that something
was decided and not what. Affirmed or with the appeal withdrawn, the judgment stands; changed, as far as a change is on record; sent back, settled
or with the suit withdrawn, it is annulled (arts 177(1), 179; 民诉法解释 art. 336). What binds only some of those concerned a person decides.

>>> item = JudgmentItem(id="J", kind="payment", text="赔偿", amount=Decimal(100000), ordered=date(2025, 8, 28))
>>> ruled = SecondInstance(id="si", case="civil", outcome="changed", at=date(2026, 1, 10), document="（2025）某民终1号")
>>> less = JudgmentChange(id="c", item="J", decision="si", how="changed", amount=Decimal(80000))
>>> now = read([item], decisions([ruled], []), [less], date(2026, 6, 1))["J"]
>>> now.standing, now.item.amount
('changed', Decimal('80000'))
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal  # noqa: F401 - for the example
from typing import Literal

import msgspec

from doxdocket.assess.forms.procedure import Event, JudgmentChange, JudgmentItem, Outcome, SecondInstance
from doxdocket.assess.procedure.account import Decided
from doxdocket.law import procedure as tables
from doxdocket.words import coded, zh_en

OUTCOMES: Mapping[str, tuple[str, str]] = {**coded("second_outcomes"), "": zh_en("second.what_it_decided_is_not")}
STANDING: Mapping[str, tuple[str, str]] = {"stands": ("", ""), **coded("second_standing")}
ANNULS = frozenset({"remanded", "mediated", "suit_withdrawn"})
DUE = "due_after_appeal"
"""What is missing where the last day set lies before the second instance decided, or before the judgment took effect."""

Case = Literal["civil", "criminal"]
_HEAD: Mapping[str, str] = {"civil": "S13", "criminal": "SC"}
_STEPS: Mapping[str, str] = {
    "affirmed": "second_judgment", "changed": "second_judgment", "withdrawn": "appeal_withdrawn",
    "mediated": "second_mediation", "suit_withdrawn": "second_withdrawal",
}  # fmt: skip


def _key(case: str, outcome: str) -> str:
    if outcome == "remanded":
        return "SR" if case == "civil" else "SC:remanded"
    return f"{_HEAD[case]}:{_STEPS[outcome]}"


SENT_BACK: Mapping[str, str] = {case: _key(case, "remanded") for case in _HEAD}
_ALONE: Mapping[str, Outcome | None] = {
    _key(case, one): None if one == "affirmed" else one
    for case in _HEAD for one in ("affirmed", "remanded", "withdrawn", "mediated", "suit_withdrawn")
}  # fmt: skip
"""What an event alone says of the outcome."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the second instance decided on a judgment, as an entry or an event alone has it."""

    event: Event
    outcome: Outcome | None
    """None where an event alone says that it decided."""
    appeals: tuple[str, ...] = ()
    defendants: tuple[str, ...] = ()
    entry: SecondInstance | None = None

    @property
    def id(self) -> str:
        """The entry that records it."""
        return self.entry.id if self.entry else self.event.id

    @property
    def at(self) -> date:
        """Its day."""
        return self.event.at

    @property
    def case(self) -> Case:
        """The civil case or the criminal one."""
        return case_of(self.event.key)

    def ends(self, appeal: Event) -> bool:
        """Whether that appeal waits no longer after it: one that it names, or one made by then by somebody it concerns."""
        if self.appeals:
            return appeal.id in self.appeals
        whose = not self.defendants or appeal.receiver in self.defendants
        all_of = self.outcome != "withdrawn" and (not appeal.receiver or is_office(appeal.receiver))
        return (whose or all_of) and self.at >= appeal.done

    def reaches(self, item: JudgmentItem) -> bool | None:
        """Whether it concerns an item: None where some whom the item binds are concerned and others are not."""
        of, bound = {*self.defendants}, {*item.against}
        if not of or (bound and bound <= of):
            return True
        return None if not bound or bound & of else False

    def told(self) -> Decided:
        """As the account has it."""
        outcome, entry = self.outcome or "", self.entry
        return Decided(
            self.id, self.case, "judgment", outcome or None, *OUTCOMES[outcome], self.at, entry.document if entry else self.event.document,
            self.appeals, self.defendants, entry.text if entry else "", self.event.evidence,
        )  # fmt: skip


def ruled(one: SecondInstance) -> Decided:
    """What was decided on a ruling, as the account has it."""
    return Decided(
        one.id, one.case, "ruling", one.outcome, *OUTCOMES[one.outcome], one.at, one.document, one.appeals, one.defendants, one.text,
        one.evidence,
    )  # fmt: skip


def case_of(key: str) -> Case:
    """The case that an event is of."""
    return "criminal" if key.startswith("SC") else "civil"


def is_office(receiver: str) -> bool:
    """Whether that names a procuratorate."""
    return "检察" in receiver or "procurat" in receiver.lower()


def events_of(entries: Iterable[SecondInstance], events: Sequence[Event]) -> list[Event]:
    """The events that the entries are, where no event of that kind and day is on record."""
    known, ids = {(e.key, e.at) for e in events}, {e.id for e in events}
    return [found for one in entries if ((found := _event(one, ids)).key, found.at) not in known]


def _event(one: SecondInstance, ids: Iterable[str]) -> Event:
    key = _ruling(one) if one.appealed == "ruling" else _key(one.case, one.outcome)
    state, _, step = key.partition(":")
    return Event(
        id=f"second_instance/{one.id}" if one.id in ids else one.id, state=state, step=step, at=one.at,  # type: ignore[arg-type]
        document=" ".join((_paper(state, step), one.document)) if one.document else "",
        receiver="、".join(one.defendants), evidence=one.evidence,
    )  # fmt: skip


def _ruling(one: SecondInstance) -> str:
    return f"{_HEAD[one.case]}:{'ruling_appeal_withdrawn' if one.outcome == 'withdrawn' else 'second_ruling'}"


def _paper(state: str, step: str) -> str:
    """The name of the document that the table has for it."""
    papers = tables.states(tables.tables()[-1])[state].documents
    return next(p.zh for p in papers if p.step == step)


def decisions(entries: Iterable[SecondInstance], events: Sequence[Event]) -> list[Decision]:
    """All on a judgment, in order of days: entries, and events of days for which no entry says more."""
    ids, on_judgment = {e.id for e in events}, [one for one in entries if one.appealed == "judgment"]
    out = [Decision(_event(one, ids), one.outcome, one.appeals, one.defendants, one) for one in on_judgment]
    said = {(one.case, one.at) for one in on_judgment}
    out += [_alone(e, events) for e in events if e.key in _ALONE and (case_of(e.key), e.at) not in said]
    return sorted(out, key=lambda d: (d.at, d.id))


def _alone(event: Event, events: Sequence[Event]) -> Decision:
    outcome = _ALONE[event.key]
    named = tuple(e.id for e in events if e.id == event.answers and e.step in {"appeal", "protest"})
    whose = (event.receiver,) if event.receiver and outcome == "withdrawn" else ()
    return Decision(event, outcome, named, whose)


@dataclass(frozen=True, slots=True)
class Now:
    """An item of the judgment as it reads after the second instance."""

    item: JudgmentItem
    first: JudgmentItem
    """As it was first ordered."""
    standing: str = "stands"
    by: tuple[str, ...] = ()
    """The decisions that made it so."""
    changes: tuple[JudgmentChange, ...] = ()
    day: date | None = None
    """The day of the last change of what it says."""
    due_open: bool = False
    """The last day set is not later than a decision on the judgment, which has no effect before, or than the effect on record: what counts is the one that follows from that."""


def read(
    items: Iterable[JudgmentItem], found: Sequence[Decision], changes: Sequence[JudgmentChange], on: date,
    effect: Mapping[str, date] | None = None,
) -> dict[str, Now]:  # fmt: skip
    """Each item ordered by that day, as it reads then; ``effect``: of each item the day on which what orders it took effect."""
    held = [one for one in items if one.ordered <= on]
    then = [d for d in found if d.case == "civil" and d.at <= on]
    unsaid = {d.id for d in then if unspoken(d, held, changes)}
    out = {}
    for one in held:
        now = Now(one, one)
        for d in then:
            if one.ordered < d.at and now.standing != "annulled":
                now = _after(now, d, [c for c in changes if applies(c, d) and c.item == one.id], d.id in unsaid)
        since = [d.at for d in then if one.ordered < d.at]
        since += [effect[one.id]] if effect and one.id in effect else []
        due = now.item.due
        out[one.id] = replace(now, due_open=due is not None and bool(since) and due <= max(since))
    return out


def applies(change: JudgmentChange, decision: Decision) -> bool:
    """Whether a change is one that this decision made."""
    return decision.entry is not None and decision.outcome == "changed" and change.decision == decision.entry.id


def unspoken(d: Decision, items: Sequence[JudgmentItem], changes: Sequence[JudgmentChange]) -> bool:
    """Whether the judgment may have been changed and nothing says how: no change of an item, and none ordered that day."""
    if d.outcome not in {None, "changed"}:
        return False
    return not any(applies(c, d) for c in changes) and not any(one.ordered == d.at for one in items)


def _after(now: Now, d: Decision, own: Sequence[JudgmentChange], unsaid: bool) -> Now:
    by, reach = (*now.by, d.id), d.reaches(now.item)
    if own and (reach is True or any(one.against for one in own)):
        now = _changed(replace(now, by=by, day=d.at), own)
    elif (
        own
    ):  # what binds others too is changed for those whom the decision concerns, and of the others nothing is said
        now = replace(now, standing="open", by=by, changes=(*now.changes, *own))
    elif reach is False:
        return now
    elif d.outcome in ANNULS or unsaid:
        sure = reach is True and not unsaid
        now = replace(now, standing="annulled" if sure else "open", by=by)
    else:
        whole = now.standing == "stands" and reach is True
        now = replace(now, standing="affirmed" if whole else now.standing, by=by)
    return now


def _changed(now: Now, own: Sequence[JudgmentChange]) -> Now:
    for one in own:
        new = {n: getattr(one, n) for n in ("text", "amount", "against", "due", "medium")}
        told = {n: value for n, value in new.items() if value not in ("", None, ())}
        standing = "annulled" if one.how == "annulled" else "changed"
        now = replace(
            now, item=msgspec.structs.replace(now.item, **told), standing=standing, changes=(*now.changes, one)
        )
    return now
