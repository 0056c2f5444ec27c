"""The whole procedure of a case on a day: course, periods, claims, performance, competence, contested points, remarks.

The day is given; nothing here reads a clock. What it leaves out: any conclusion. An overrun is unexplained until a record explains it,
and where law may be read in two ways both readings stand and a person decides.

>>> procedure(Entries(()), date(2025, 1, 1)).current is None
True
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from doxdocket.assess.forms.parties import Defendant, Sanction
from doxdocket.assess.forms.procedure import (
    Claim,
    ClaimChange,
    Event,
    Exclusion,
    Extension,
    Holiday,
    JudgmentChange,
    JudgmentItem,
    Performance,
    SecondInstance,
)
from doxdocket.assess.procedure import after_appeal, claims, second_instance
from doxdocket.assess.procedure.account import (
    DECIDE,
    Competent,
    ContestedPoint,
    Item,
    Judged,
    Moved,
    ProcedureAccount,
    Remark,
    StatedClaim,
    Table,
)
from doxdocket.assess.procedure.claims import Loose
from doxdocket.assess.procedure.course import Course, course, in_order, steps_named
from doxdocket.assess.procedure.effect import APPEAL, Doubts, Judgments, judgments
from doxdocket.assess.procedure.periods import calendar, fits, weighed
from doxdocket.assess.procedure.running import Found, Running
from doxdocket.assess.procedure.second_instance import Now
from doxdocket.assess.register import Entries
from doxdocket.law import deadlines
from doxdocket.law import procedure as table
from doxdocket.law.days import Period
from doxdocket.law.deadlines import grantor
from doxdocket.law.periods import Deadline, Procedure
from doxdocket.law.told_procedure import clause, said
from doxdocket.words import said_in, zh_en

INTERNET_COURT, FROM = "internet_court", "internet_court_2025"


def procedure(entries: Entries, on: date) -> ProcedureAccount:
    """What the register says of the procedure on a day."""
    recorded, decided = list(entries.of(Event).values()), list(entries.of(SecondInstance).values())
    events = in_order([*recorded, *second_instance.events_of(decided, recorded)])
    found_second = second_instance.decisions(decided, recorded)
    extensions, exclusions = list(entries.of(Extension).values()), list(entries.of(Exclusion).values())
    one = table.table(min((e.at for e in events), default=on))
    found = course(one, events, on)
    holidays = list(entries.of(Holiday).values())
    stated, changes = list(entries.of(Claim).values()), list(entries.of(ClaimChange).values())
    done = list(entries.of(Performance).values())
    items, changed = list(entries.of(JudgmentItem).values()), list(entries.of(JudgmentChange).values())
    whose = judgments(items, events, on, found_second)
    in_effect = {id_: one.first for id_, one in whose.effects.items() if one.first}
    now = second_instance.read(items, found_second, changed, on, in_effect)
    counted = weighed(events, extensions, exclusions, on, holidays, found_second, list(now.values()), whose)
    runs = counted.runs
    ordered = [_judged(one, whose, counted.doubts) for one in claims.items(items, done, on, calendar(holidays), now)]
    gone = claims.annulled(now.values())
    standing = [o for o in ordered if o.item not in gone]
    loose = claims.loose([now[o.item].item for o in standing], [p for p in done if p.item not in gone], on)
    asked = [
        replace(
            one, judged=[Judged(o.item, o.standing, o.amount) for o in ordered if o.claim == one.claim],
            performed=[claims.performed(x.done) for x in loose if x.done.item == one.claim],
        )
        for one in claims.asked(stated, changes, on)
    ]  # fmt: skip
    suits = [e for e in events if e.key == "S7" and e.at <= on]
    remarks = [
        *_tables(holidays), *_course(found), *_of_steps(one, events, on), *_periods(runs), *_unclear(counted), *_power(extensions, runs),
        *_stray(extensions, exclusions, runs), *_effect(runs, events, on, whose), *after_appeal.effect(counted.doubts, counted.criminal), *_which(whose),
        *after_appeal.remarks(found_second, items, changed, ordered, events, on), *after_appeal.roundless(counted.roundless), *after_appeal.sanctions(list(entries.of(Sanction).values()), found_second, on),
        *_claims(asked, events, on), *_rechecks(asked), *_beyond(standing, now, stated, changes), *_after(standing, now, asked),
        *_performed(standing), *_loose(loose), *_whose(standing, len(entries.of(Defendant))),
    ]  # fmt: skip
    return ProcedureAccount(
        on, Table(one.provision, one.effective_from, one.effective_to), found.current, found.states,
        moves=[Moved(m.before or None, m.after, m.at, m.known, m.between, [state for state, _ in m.later]) for m in found.moves],
        effect=[*counted.doubts.told("civil"), *counted.criminal.told("criminal")],
        second_instance=[
            *(d.told() for d in found_second if d.at <= on),
            *(second_instance.ruled(x) for x in decided if x.appealed == "ruling" and x.at <= on),
        ],
        deadlines=[run.told() for run in runs], claims=asked, judgment=ordered,
        competence=[Competent(v.id, v.says.zh, v.says.en, v.article, v.status) for v in table.venues(one, suits[0].at if suits else on)],
        contested=tuple(_points(one, events, runs, exclusions, on)), remarks=tuple(remarks),
    )  # fmt: skip


def _judged(one: Item, whose: Judgments, doubts: Doubts) -> Item:
    """An item with the judgment that it is of and its effect: nothing is late under a judgment that may not be in effect."""
    known = whose.effects.get(one.item)
    ordered = next(x.ordered for x in whose.items if x.id == one.item)
    one = replace(
        one,
        ordered=ordered,
        ruled_by=whose.ruled[one.item],
        effect_by=known.entries if known else (),
        effect=known.day if known else None,
        effect_each=known.each if known else (),
    )
    not_yet = {who.defendant for who in one.effect_each if who.day is None or (one.last and one.last <= who.day)}
    one = replace(
        one, late=tuple(p.id for p in one.performed if p.id in one.late and not (p.by and {*p.by} <= not_yet))
    )
    return replace(one, overdue=None, late=()) if doubts.of[one.item] else one


def _tables(holidays: Sequence[Holiday]) -> Iterator[Remark]:
    """Tables that stand instead of those that ship, and several of one year."""
    ships = {t.year for t in deadlines.calendar().tables}
    for year in sorted({h.year for h in holidays}):
        ids = tuple(h.id for h in holidays if h.year == year)
        if year in ships:
            yield Remark(*zh_en("procedure_procedure.days_of_rest_of_are", year=year), ids)  # fmt: skip
        if len(ids) > 1:
            yield Remark(*zh_en("procedure_procedure.several_tables_of_days_of", year=year), ids)  # fmt: skip


def _course(found: Course) -> Iterator[Remark]:
    for move in found.moves:
        if move.later:
            zh, en = ((said_in(lang, "marks.comma")).join(said_in(lang, "procedure_procedure.on_day", state=state, day=day) for state, day in move.later) for lang in ("zh", "en"))  # fmt: skip
            yield Remark(*zh_en("procedure_procedure.is_dated_before", after=move.after, at=move.at, states=(zh, en)))  # fmt: skip
        if not move.known and move.between:
            names = "、".join(move.between)
            yield Remark(*zh_en("procedure_procedure.between_and_is_not_recorded", before=move.before, after=move.after, names=(names, ", ".join(move.between))))  # fmt: skip
        elif not move.known and not move.later and not move.stray:
            yield Remark(*zh_en("procedure_procedure.table_has_no_move_from", before=move.before, after=move.after, at=move.at))  # fmt: skip
    for event in found.unknown:
        yield Remark(*zh_en("procedure_procedure.table_has_no_step_told", key=event.key), (event.id,))  # fmt: skip


def _of_steps(one: Procedure, events: Sequence[Event], on: date) -> Iterator[Remark]:
    """Papers that tell of a step, named in an entry of its state alone: periods run from the step."""
    for event, name, key in steps_named(one, events, on):
        yield Remark(*zh_en("procedure_procedure.names_paper_of_step", id=event.id, name=name, step=table.told(one, key), key=key), (event.id,))  # fmt: skip


def _periods(runs: Sequence[Running]) -> Iterator[Remark]:
    shared: dict[tuple[str, str, str], list[str]] = {}
    for one in runs:
        zh, en = called(one.rule)
        if one.shared and one.end is not None:
            shared.setdefault((zh, en, one.end.id), []).extend(one.start.entries)
        if one.weighed.late:
            ids = ", ".join(one.weighed.late)
            yield Remark(*zh_en("procedure_procedure.extension_was_granted_after_period", ids=ids, said=(zh, en)), one.weighed.late)  # fmt: skip
        if one.grants and not one.rule.lengthened:
            yield Remark(*zh_en("procedure_procedure.its_article_provides_no_extension", said=(zh, en)), one.grants)  # fmt: skip
    for (zh, en, end), starts in shared.items():
        yield Remark(*zh_en("procedure_procedure.entry_would_end_several_periods", end=end, said=(zh, en)), (end, *starts))  # fmt: skip


def called(rule: Deadline) -> tuple[str, str]:
    """What a period is called, in both languages."""
    return clause(rule.says.zh), clause(rule.says.en)


def _unclear(found: Found) -> Iterator[Remark]:
    """An appeal that is in time against the judgment and against a ruling."""
    rules = {rule.provision: called(rule) for rule in deadlines.all_of()}
    for entry, counted, other in found.unclear:
        yield Remark(*zh_en("procedure_procedure.was_counted_to_and_fits", entry=entry, rules=rules[counted], rules_2=rules[other]), (entry,))  # fmt: skip


def _power(extensions: Sequence[Extension], runs: Sequence[Running]) -> Iterator[Remark]:
    """Extensions by somebody whom the article does not name, or longer than it lets them grant."""
    by = {x.id: x for x in extensions}
    found = {(r.rule.provision, i): r.rule for r in runs if r.rule.lengthened for i in r.weighed.beyond}
    for (_, name), rule in found.items():
        one = by[name]
        place = grantor(rule, one.by)
        who = rule.lengthened[place if place is not None else 0]
        names = {lang: (said_in(lang, "marks.comma")).join(getattr(x.by, lang) for x in rule.lengthened) for lang in ("zh", "en")}  # fmt: skip
        if place is None:
            yield Remark(*zh_en("procedure_procedure.extension_was_granted_by_whom", id=one.id, by=one.by, article=who.article, rule=called(rule), names=(names["zh"], names["en"])), (one.id,))  # fmt: skip
        else:
            most = who.period or Period()
            yield Remark(*zh_en("procedure_procedure.extension_is_beyond_what_may", id=one.id, article=who.article, rule=called(rule), by=who.by, most=(said(most, "zh"), said(most, "en"))), (one.id,))  # fmt: skip


def _stray(
    extensions: Sequence[Extension], exclusions: Sequence[Exclusion], runs: Sequence[Running]
) -> Iterator[Remark]:
    used = {i for one in runs for i in (*one.grants, *one.spans)}
    for x in extensions:
        if not any(fits(rule, x.deadline) for rule in deadlines.all_of()):
            yield Remark(*zh_en("procedure_procedure.there_is_no_deadline_extension", deadline=x.deadline), (x.id,))  # fmt: skip
        elif x.id not in used:
            yield Remark(*zh_en("procedure_procedure.period_of_this_extension_has"), (x.id,))  # fmt: skip
    for y in exclusions:
        if y.id not in used:
            yield Remark(*zh_en("procedure_procedure.no_article_of_running_period"), (y.id,))  # fmt: skip


def _which(whose: Judgments) -> Iterator[Remark]:
    """Items of which nothing says which of several effects is theirs."""
    unsure = [
        (part.entries, id_)
        for id_, one in whose.effects.items()
        for part in one.parts()
        if part.entries and part.day is None
    ]
    for entries in dict.fromkeys(entries for entries, _ in unsure):
        items = tuple(dict.fromkeys(id_ for own, id_ in unsure if own == entries))
        yield Remark(*zh_en("procedure_procedure.effect_of_which", entries=", ".join(entries), items=", ".join(items)), (*entries, *items))  # fmt: skip


def _effect(runs: Sequence[Running], events: Sequence[Event], on: date, whose: Judgments) -> Iterator[Remark]:
    """A judgment of first instance takes effect when no period of appeal runs any more (民事诉讼法 art. 158)."""
    entered = [e for e in events if e.key == "S14" and e.at <= on]
    waiting = [r for r in runs if r.rule.provision == APPEAL["civil"] and r.end is None]
    for one in entered:
        back = len({e.at for e in events if e.key == second_instance.SENT_BACK["civil"] and e.at < one.at})
        open_ = [
            r
            for r in waiting
            if r.start.round in {None, back}
            and (r.weighed.readings[0].last or date.max) >= one.at
            and (
                not (own := whose.of(one.id))
                or any(whose.concerns(e, own, events) for e in events if e.id in r.start.entries)
            )
        ]
        if open_:
            ids = tuple(i for r in open_ for i in r.start.entries)
            yield Remark(*zh_en("procedure_procedure.effect_is_recorded_on_day"), (one.id, *ids))  # fmt: skip


def _claims(asked: Sequence[StatedClaim], events: Sequence[Event], on: date) -> Iterator[Remark]:
    gone = [one for one in asked if one.standing in {"withdrawn", "achieved"}]
    suit_gone = any(e.state == "S12" and e.step in {"decided", "submitted", "allowed"} and e.at <= on for e in events)
    suit_gone |= any(e.key == "S13:second_withdrawal" and e.at <= on for e in events)
    if gone and len(gone) == len(asked) and not suit_gone:
        yield Remark(*zh_en("procedure_procedure.every_claim_is_achieved_or"), tuple(o.claim for o in gone))  # fmt: skip
    if gone and len(gone) < len(asked) and suit_gone:
        yield Remark(*zh_en("procedure_procedure.withdrawal_of_suit_is_recorded"), tuple(o.claim for o in asked if o not in gone))  # fmt: skip
    for one in asked:
        for change in one.changes:
            if (
                change.how in {"withdrawn", "achieved"}
                and one.kind in {"stop", "delete"}
                and (change.recheck.get("shown") or change.recheck.get("unknown"))
            ):
                yield Remark(*zh_en("procedure_procedure.claim_is_while_recheck_it", id=one.claim, shown=change.recheck.get("shown", 0), unknown=change.recheck.get("unknown", 0), STANDING=(claims.STANDING[change.how][0], change.how)), (change.id,))  # fmt: skip


def _rechecks(asked: Sequence[StatedClaim]) -> Iterator[Remark]:
    """Counts of a recheck that do not come to what was rechecked."""
    for change in (x for one in asked for x in one.changes):
        parts = [change.recheck.get(name) for name in ("removed", "shown", "unknown")]
        whole, total = change.recheck.get("publications"), sum(n or 0 for n in parts)
        if whole is None or (total <= whole and None in parts) or total == whole:
            continue
        told = " + ".join(str(n or 0) for n in parts)
        yield Remark(*zh_en("procedure_procedure.counts_of_recheck_do_not", id=change.id, whole=whole, told=told, total=total, whole_2=abs(whole - total)), (change.id,))  # fmt: skip


def _beyond(ordered: Sequence[Item], now: Mapping[str, Now], stated: Sequence[Claim], changes: Sequence[ClaimChange]) -> Iterator[Remark]:  # fmt: skip
    """Items that order more than their claim asked on that day, or rest on a claim then withdrawn (民事诉讼法 art. 211(xi))."""
    days = {o.item: now[o.item].day or now[o.item].item.ordered for o in ordered}
    groups = dict.fromkeys((o.claim, days[o.item]) for o in ordered if o.claim)
    for claim, day in groups:
        those = [o for o in ordered if o.claim == claim and days[o.item] <= day]
        ids, names = tuple(x.item for x in those), ", ".join(x.item for x in those)
        for then in claims.asked([c for c in stated if c.id == claim], changes, day):
            total = sum((x.amount or 0 for x in those if x.kind == "payment"), start=0)
            if then.standing in {"withdrawn", "achieved"}:
                yield Remark(*zh_en("procedure_procedure.what_is_ordered_rests_on", names=names, claim=claim, STANDING=(claims.STANDING[then.standing][0], then.standing)), (*ids, claim))  # fmt: skip
            elif then.amount is not None and total > then.amount:
                yield Remark(*zh_en("procedure_procedure.what_is_ordered_comes_to", names=names, total=total, claim=claim, amount=then.amount), (*ids, claim))  # fmt: skip


def _after(ordered: Sequence[Item], now: Mapping[str, Now], asked: Sequence[StatedClaim]) -> Iterator[Remark]:
    """Changes of a claim on which a judgment had been given."""
    given = sorted(((now[o.item].item.ordered, o.claim) for o in ordered if o.claim), reverse=True)
    days = {claim: day for day, claim in given}
    for one in asked:
        late = tuple(x.id for x in one.changes if one.claim in days and x.at > days[one.claim])
        if late:
            yield Remark(*zh_en("procedure_procedure.claim_is_changed_after_judgment", id=one.claim), late)  # fmt: skip


def _performed(ordered: Sequence[Item]) -> Iterator[Remark]:
    for one in ordered:
        name = one.item
        other = tuple(p.id for p in one.performed if p.kind != one.kind)
        bare = tuple(p.id for p in one.performed if p.kind == one.kind == "payment" and p.amount is None)
        strange = tuple(p.id for p in one.performed if p.id in one.unsettled and p.id not in (*bare, *one.lower_medium))
        if other:
            yield Remark(*zh_en("procedure_procedure.performed_on_item_in_another", name=name), other)  # fmt: skip
        if bare:
            yield Remark(*zh_en("procedure_procedure.item_payment_has_no_amount", name=name), bare)  # fmt: skip
        if strange:
            yield Remark(*zh_en("procedure_procedure.item_performed_by_somebody_whom", name=name), strange)  # fmt: skip
        if one.lower_medium:
            yield Remark(*zh_en("procedure_procedure.item_medium_reaches_less_far", name=name), tuple(one.lower_medium))  # fmt: skip
        unsaid = tuple(p.id for p in one.performed if not p.by)
        if unsaid and any(each.state == "not determinable" for each in one.each):
            yield Remark(*zh_en("procedure_procedure.item_apology_does_not_say", name=name), unsaid)  # fmt: skip
        elif one.state == "not determinable" and one.kind in {"deletion", "other"} and not one.unsettled:
            yield Remark(*zh_en("procedure_procedure.item_performance_by_some_of", name=name), tuple(p.id for p in one.performed))  # fmt: skip


def _whose(ordered: Sequence[Item], defendants: int) -> Iterator[Remark]:
    """Apologies that may be owed by several, each his own, and name none."""
    ids = tuple(o.item for o in ordered if o.kind == "apology" and not o.against)
    if ids and defendants > 1:
        yield Remark(*zh_en("procedure_procedure.item_that_orders_apology_does"), ids)  # fmt: skip


def _loose(loose: Sequence[Loose]) -> Iterator[Remark]:
    early = tuple(one.done.id for one in loose if not one.items)
    if early:
        yield Remark(*zh_en("procedure_procedure.performed_on_claim_no_item"), early)
    for one in loose:
        names = ", ".join(one.items)
        if one.items and one.fits:
            yield Remark(*zh_en("procedure_procedure.performed_on_claim_fits_several", item=one.done.item, id=one.done.id, names=names), (one.done.id, *one.items))  # fmt: skip
        elif one.items:
            yield Remark(*zh_en("procedure_procedure.performed_on_claim_fits_none", item=one.done.item, id=one.done.id, names=names), (one.done.id, *one.items))  # fmt: skip


def _points(one: Procedure, events: Sequence[Event], runs: Sequence[Running], exclusions: Sequence[Exclusion], on: date) -> Iterator[ContestedPoint]:  # fmt: skip
    suits = [e for e in events if e.key == "S7" and e.at <= on]
    notices = [e for e in events if e.key == "S5" and e.at <= on]
    counted = {i for run in runs for i in run.spans}
    start = next((v.effective_from for v in one.venues if v.id == FROM), date.max)
    touched: Mapping[str, tuple[str, ...] | None] = {
        "one_or_two_periods": tuple(i for run in runs for i in run.grants) or None,
        "before_days": tuple(
            i for run in runs if run.rule.kind == "before" and run.rule.period.days for i in run.start.entries
        )
        or None,
        "moved_notice": tuple(
            i
            for run in runs
            for i in run.start.entries
            if {"unmoved", "from_unmoved"} & {r.id for r in run.weighed.readings}
        )
        or None,
        "expert_days": tuple(x.id for x in exclusions if x.id in counted) or None,
        "incidental_notice": tuple(e.id for e in suits) or None if not notices else None,
        INTERNET_COURT: tuple(e.id for e in suits if e.at >= start) or None if suits else () if on >= start else None,
        "new_act": (),
    }
    for point in one.contested:
        found = touched.get(point.id, ())
        yield ContestedPoint(point.id, point.zh, point.en, found is not None, found or (), DECIDE, point.readings)
