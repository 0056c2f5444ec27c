"""What of the second instance a person should look at: outcomes not recorded, changes that take no effect, what was paid on what was annulled.

>>> ruled = Decision(Event(id="x", state="S13", step="second_judgment", at=date(2026, 1, 10)), None)
>>> [
...     one.entries
...     for one in remarks(
...         [ruled], [], [], [], [Event(id="a", state="S13", step="appeal", at=date(2025, 9, 17))], date(2026, 6, 1)
...     )
... ]
[('x',)]
"""

from collections.abc import Iterator, Sequence
from datetime import date

from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.forms.procedure import Event, JudgmentChange, JudgmentItem
from doxdocket.assess.procedure import second_instance
from doxdocket.assess.procedure.account import Item, Remark
from doxdocket.assess.procedure.effect import Doubts
from doxdocket.assess.procedure.second_instance import Decision
from doxdocket.words import listed, zh_en

_APPEALS = {"civil": {"S13:appeal"}, "criminal": {"SC:appeal", "SC:protest"}}
_AGAIN = {
    "civil": zh_en("after_appeal.art_177_2"),
    "criminal": zh_en("after_appeal.art_236_2_unless_for"),
}  # fmt: skip


def remarks(
    found: Sequence[Decision], items: Sequence[JudgmentItem], changes: Sequence[JudgmentChange], ordered: Sequence[Item],
    events: Sequence[Event], on: date,
) -> Iterator[Remark]:  # fmt: skip
    """All of them, as of a day."""
    then = [d for d in found if d.at <= on]
    yield from _decided(then, items, changes, events)
    yield from _again(then)
    yield from _changes(then, items, changes, on)
    yield from _left(ordered, {d.id: d for d in then})


def _decided(
    then: Sequence[Decision], items: Sequence[JudgmentItem], changes: Sequence[JudgmentChange], events: Sequence[Event]
) -> Iterator[Remark]:
    for d in then:
        if d.outcome is None:
            yield Remark(*zh_en("after_appeal.records_that_second_instance_decided", id=d.id), (d.id,))  # fmt: skip
        elif d.case == "civil" and second_instance.unspoken(d, items, changes):
            yield Remark(*zh_en("after_appeal.is_entered_as_changed_and", id=d.id), (d.id,))  # fmt: skip
        made = {e.id for e in events if e.key in _APPEALS[d.case] and e.done <= d.at}
        odd = tuple(one for one in d.appeals if one not in made)
        if odd:
            yield Remark(*zh_en("after_appeal.names_which_is_no_appeal", id=d.id, odd=listed("marks.comma", odd)), (d.id, *odd))  # fmt: skip
        elif not made:
            yield Remark(*zh_en("after_appeal.no_appeal_or_protest_against", id=d.id), (d.id,))  # fmt: skip


def _again(then: Sequence[Decision]) -> Iterator[Remark]:
    for case, (zh, en) in _AGAIN.items():
        back = [d for d in then if d.case == case and d.outcome == "remanded"]
        if len({d.at for d in back}) > 1:
            yield Remark(*zh_en("after_appeal.case_is_sent_back_twice", said=(zh, en)), tuple(d.id for d in back))  # fmt: skip


def _changes(
    then: Sequence[Decision], items: Sequence[JudgmentItem], changes: Sequence[JudgmentChange], on: date
) -> Iterator[Remark]:
    days = {one.id: one.ordered for one in items if one.ordered <= on}
    for one in changes:
        by = next((d for d in then if d.entry is not None and d.entry.id == one.decision), None)
        if by is None:
            continue
        if not second_instance.applies(one, by) or by.case != "civil":
            yield Remark(*zh_en("after_appeal.is_no_change_of_civil", id=one.id, by_id=by.id), (one.id, by.id))  # fmt: skip
        elif days.get(one.item, date.max) >= by.at:
            yield Remark(*zh_en("after_appeal.item_is_not_earlier_than", id=one.id, item=one.item, by_id=by.id), (one.id, one.item, by.id))  # fmt: skip


def _left(ordered: Sequence[Item], by: dict[str, Decision]) -> Iterator[Remark]:
    for one in ordered:
        name, decided = one.item, one.decided_by
        done = tuple(p.id for p in one.performed)
        if one.state == "annulled" and done:
            yield Remark(*zh_en("after_appeal.item_is_annulled_and_performance", name=name), (name, *done))  # fmt: skip
        last = by[decided[-1]] if decided else None
        if one.standing == "open" and last is not None and one.changes and last.outcome == "changed":
            yield Remark(*zh_en("after_appeal.item_is_changed_for_some", name=name, id=last.id), (name, last.id, *one.changes))  # fmt: skip
        if one.standing == "open" and last is not None and last.outcome in second_instance.ANNULS:
            yield Remark(*zh_en("after_appeal.item_concerns_some_of_defendants", name=name, id=last.id), (name, last.id))  # fmt: skip
        if second_instance.DUE in one.missing:
            yield Remark(*zh_en("after_appeal.last_day_set_for_item", name=name, due=one.due), (name, *decided))  # fmt: skip


def effect(civil: Doubts, criminal: Doubts) -> Iterator[Remark]:
    """What stands against an effect as recorded, and what waits where none is."""
    for entry, one in civil.at.items():
        if one.appeals:
            yield Remark(*zh_en("after_appeal.effect_is_recorded_while_appeal"), (entry, *one.appeals))  # fmt: skip
        if one.annulled:
            yield Remark(*zh_en("after_appeal.effect_is_recorded_while_judgment"), (entry, *one.annulled))  # fmt: skip
    if civil.now.appeals and not civil.at:
        yield Remark(*zh_en("after_appeal.appeal_made_in_time_is"), civil.now.appeals)  # fmt: skip
    for entry, one in criminal.at.items():
        if one:
            yield Remark(*zh_en("after_appeal.effect_of_criminal_judgment_is"), (entry, *one.appeals, *one.annulled))  # fmt: skip


def sanctions(entered: Sequence[Sanction], found: Sequence[Decision], on: date) -> Iterator[Remark]:
    """Convictions of the first instance that the second may have left otherwise."""
    for d in (d for d in found if d.case == "criminal" and d.at <= on and d.outcome not in {"affirmed", "withdrawn"}):
        for one in entered:
            reached = not d.defendants or one.defendant in d.defendants
            before = one.day is None or one.day < d.at
            if one.kind == "criminal" and one.stage == "convicted" and reached and before:
                zh, en = second_instance.OUTCOMES[d.outcome or ""]
                yield Remark(*zh_en("after_appeal.is_entered_as_convicted_and", id=one.id, d_id=d.id, said=(zh, en)), (one.id, d.id))  # fmt: skip


def roundless(extensions: Sequence[str]) -> Iterator[Remark]:
    """Extensions of a period that ran again after the case was sent back."""
    for one in extensions:
        yield Remark(*zh_en("after_appeal.extension_period_ran_again_after", one=one), (one,))  # fmt: skip
