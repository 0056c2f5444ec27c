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
from doxdocket.assess.procedure import second
from doxdocket.assess.procedure.claims import Ordered
from doxdocket.assess.procedure.effect import Doubts
from doxdocket.assess.procedure.remark import Remark
from doxdocket.assess.procedure.second import Decision

_APPEALS = {"civil": {"S13:appeal"}, "criminal": {"SC:appeal", "SC:protest"}}
_AGAIN = {
    "civil": ("民事诉讼法第一百七十七条第二款", "民事诉讼法 art. 177(2)"),
    "criminal": ("刑事诉讼法第二百三十六条第二款；因违反程序发回的除外，第二百三十八条", "刑事诉讼法 art. 236(2), unless for faults of procedure, art. 238"),
}  # fmt: skip


def remarks(
    found: Sequence[Decision], items: Sequence[JudgmentItem], changes: Sequence[JudgmentChange], ordered: Sequence[Ordered],
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
            yield Remark(f"{d.id} 只登记了第二审裁判，没有登记结果；判项是否维持不能确定：请以 second_instance 登记（维持、改判、发回重审等）", f"{d.id} records that the second instance decided and not what; whether the items stand cannot be determined: enter second_instance with the outcome", (d.id,))  # fmt: skip
        elif d.case == "civil" and second.unspoken(d, items, changes):
            yield Remark(f"{d.id} 登记为改判，没有登记变更了什么；应履行什么不能确定：变更原判项的登记 judgment_change，新判项登记 judgment_item（ordered 写第二审裁判之日）", f"{d.id} is entered as changed and nothing says how; what is owed cannot be determined: enter judgment_change for an item, or judgment_item ordered on that day for a new one", (d.id,))  # fmt: skip
        made = {e.id for e in events if e.key in _APPEALS[d.case] and e.done <= d.at}
        odd = tuple(one for one in d.appeals if one not in made)
        if odd:
            yield Remark(f"{d.id} 所针对的 {'、'.join(odd)} 不是当日以前对判决的上诉或抗诉", f"{d.id} names {', '.join(odd)}, which is no appeal or protest against the judgment made by then", (d.id, *odd))  # fmt: skip
        elif not made:
            yield Remark(f"{d.id}：当日以前没有对判决提起上诉或抗诉的登记", f"{d.id}: no appeal or protest against the judgment is on record by then", (d.id,))  # fmt: skip


def _again(then: Sequence[Decision]) -> Iterator[Remark]:
    for case, (zh, en) in _AGAIN.items():
        back = [d for d in then if d.case == case and d.outcome == "remanded"]
        if len({d.at for d in back}) > 1:
            yield Remark(f"登记了两次发回重审：不得再次发回，需人工认定（{zh}）", f"the case is sent back twice on record, which the law does not provide: needs a human decision ({en})", tuple(d.id for d in back))  # fmt: skip


def _changes(
    then: Sequence[Decision], items: Sequence[JudgmentItem], changes: Sequence[JudgmentChange], on: date
) -> Iterator[Remark]:
    days = {one.id: one.ordered for one in items if one.ordered <= on}
    for one in changes:
        by = next((d for d in then if d.entry is not None and d.entry.id == one.decision), None)
        if by is None:
            continue
        if not second.applies(one, by) or by.case != "civil":
            yield Remark(f"{one.id}：所据的 {by.id} 不是对民事判决的改判，判项变更未计；改判的，second_instance 的 outcome 写 changed", f"{one.id}: {by.id} is no change of the civil judgment, and the item was left as it was; where it is one, the outcome of second_instance is changed", (one.id, by.id))  # fmt: skip
        elif days.get(one.item, date.max) >= by.at:
            yield Remark(f"{one.id}：判项 {one.item} 不早于 {by.id}，变更未计；第二审自己所判的写在 judgment_item", f"{one.id}: item {one.item} is not earlier than {by.id}, and was left as it was; what the second instance ordered itself is a judgment_item", (one.id, one.item, by.id))  # fmt: skip


def _left(ordered: Sequence[Ordered], by: dict[str, Decision]) -> Iterator[Remark]:
    for one in ordered:
        name, decided = one.item.id, one.now.by
        done = tuple(p.id for p in one.done)
        if one.state == "annulled" and done:
            yield Remark(f"判项 {name} 已撤销，在其上登记有履行：是否抵作新判项的履行或者应予返还，需人工认定（民事诉讼法第二百四十四条）；抵作的，改以新判项或者诉讼请求为 item", f"item {name} is annulled and performance is on record for it: whether it counts on what replaced it or is to be returned needs a human decision (民事诉讼法 art. 244); where it counts, its entry names the new item or the claim", (name, *done))  # fmt: skip
        last = by[decided[-1]] if decided else None
        if one.now.standing == "open" and last is not None and last.outcome in second.ANNULS:
            yield Remark(f"判项 {name}：{last.id} 只及于部分被告，是否撤销该判项需人工认定", f"item {name}: {last.id} concerns some of the defendants; whether the item is annulled needs a human decision", (name, last.id))  # fmt: skip
        if one.now.due_open and one.state != "annulled":
            yield Remark(f"判项 {name} 的履行期间最后一日（{one.item.due}）不晚于第二审：是否逾期不作认定；按生效之日重新登记 due", f"the last day set for item {name} ({one.item.due}) is not later than the second instance: whether it is overdue was not counted; enter the due day that follows from its effect", (name, *decided))  # fmt: skip


def effect(civil: Doubts, criminal: Doubts) -> Iterator[Remark]:
    """What stands against an effect as recorded, and what waits where none is."""
    for entry, one in civil.at.items():
        if one.appeals:
            yield Remark("登记为生效之日，期内的上诉尚无第二审裁判或者准许撤回的登记；是否生效需人工认定，以生效为前提的期间和判项是否逾期不作认定（民事诉讼法第一百五十八条、第一百七十一条、第一百八十二条）", "effect is recorded while an appeal made in time is neither decided nor withdrawn on record; whether it took effect needs a human decision, and no period that needs it was counted, nor whether an item is overdue (民事诉讼法 arts 158, 171, 182)", (entry, *one.appeals))  # fmt: skip
        if one.annulled:
            yield Remark("登记为生效之日，原判已被撤销（发回重审或者撤回起诉），其后没有新的判决；是否生效需人工认定，以生效为前提的期间和判项是否逾期不作认定（民事诉讼法第一百七十七条；民诉法解释第三百三十六条）", "effect is recorded while the judgment had been annulled (sent back, or the suit withdrawn) and no new one is on record after that; whether anything took effect needs a human decision, and no period that needs it was counted, nor whether an item is overdue (民事诉讼法 art. 177, 民诉法解释 art. 336)", (entry, *one.annulled))  # fmt: skip
    if civil.now.appeals and not civil.at:
        yield Remark("期内的上诉没有第二审裁判或者准许撤回的登记：判决尚未生效，判项是否逾期不作认定（民事诉讼法第一百五十八条、第一百七十一条）", "an appeal made in time is neither decided nor withdrawn on record: the judgment has not taken effect, and whether an item is overdue was not counted (民事诉讼法 arts 158, 171)", civil.now.appeals)  # fmt: skip
    for entry, one in criminal.at.items():
        if one:
            yield Remark("登记为刑事裁判生效之日，期内的上诉或者抗诉尚无第二审裁判或者准许撤回的登记，或者原判已撤销而没有新的判决；是否生效需人工认定（刑事诉讼法第二百三十条、第二百四十四条、第二百五十九条）", "effect of the criminal judgment is recorded while an appeal or protest made in time is neither decided nor withdrawn on record, or the judgment had been annulled and no new one is on record; whether it took effect needs a human decision (刑事诉讼法 arts 230, 244, 259)", (entry, *one.appeals, *one.annulled))  # fmt: skip


def sanctions(entered: Sequence[Sanction], found: Sequence[Decision], on: date) -> Iterator[Remark]:
    """Convictions of the first instance that the second may have left otherwise."""
    for d in (d for d in found if d.case == "criminal" and d.at <= on and d.outcome not in {"affirmed", "withdrawn"}):
        for one in entered:
            reached = not d.defendants or one.defendant in d.defendants
            before = one.day is None or one.day < d.at
            if one.kind == "criminal" and one.stage == "convicted" and reached and before:
                zh, en = second.OUTCOMES[d.outcome or ""]
                yield Remark(f"{one.id} 登记为已判处，其后刑事第二审（{d.id}）{zh}：刑罚、罚金和没收仍按原登记；请按第二审的结果重新登记", f"{one.id} is entered as convicted, and the criminal second instance ({d.id}: {en}) came after it: sentence, fine and confiscation are still those entered; enter them as the second instance left them", (one.id, d.id))  # fmt: skip


def roundless(extensions: Sequence[str]) -> Iterator[Remark]:
    """Extensions of a period that ran again after the case was sent back."""
    for one in extensions:
        yield Remark(f"延长 {one}：期间在发回重审后另行起算过，该登记没有写批准日期或者起点，未计；请写明 granted 或者 event", f"extension {one}: the period ran again after the case was sent back, and the entry gives neither the day granted nor the start it is of; not counted: say granted or event", (one,))  # fmt: skip
