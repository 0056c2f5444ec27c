"""The whole procedure of a case on a day: course, periods, claims, performance, competence, contested points, remarks.

The day is given; nothing here reads a clock. What it leaves out: any conclusion. An overrun is unexplained until a record explains it,
and where law may be read in two ways both readings stand and a person decides.

>>> procedure(Entries(()), date(2025, 1, 1)).course.current is None
True
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from doxdocket.assess.procedure import after_appeal, claims, second
from doxdocket.assess.procedure.claims import Asked, Loose, Ordered
from doxdocket.assess.procedure.course import Course, course, in_order
from doxdocket.assess.procedure.effect import APPEAL, Doubts
from doxdocket.assess.procedure.periods import calendar, fits, weighed
from doxdocket.assess.procedure.remark import Remark
from doxdocket.assess.procedure.running import Found, Running
from doxdocket.assess.procedure.second import Decision
from doxdocket.assess.register import Entries
from doxdocket.law import deadlines
from doxdocket.law import procedure as table
from doxdocket.law.days import Period
from doxdocket.law.deadlines import grantor
from doxdocket.law.periods import Contested, Deadline, Procedure, Venue
from doxdocket.law.told_procedure import clause, said

INTERNET_COURT, FROM = "internet_court", "internet_court_2025"


@dataclass(frozen=True, slots=True)
class Point:
    """A contested point, and whether this record touches it."""

    point: Contested
    touched: bool
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Everything, as of one day."""

    on: date
    table: Procedure
    course: Course
    periods: tuple[Running, ...]
    doubts: Doubts
    criminal: Doubts
    second: tuple[Decision, ...]
    rulings: tuple[SecondInstance, ...]
    """What the second instance decided on rulings."""
    claims: tuple[Asked, ...]
    items: tuple[Ordered, ...]
    venues: tuple[Venue, ...]
    points: tuple[Point, ...]
    remarks: tuple[Remark, ...]


def procedure(entries: Entries, on: date) -> Result:
    """What the register says of the procedure on a day."""
    recorded, decided = list(entries.of(Event).values()), list(entries.of(SecondInstance).values())
    events = in_order([*recorded, *second.events_of(decided, recorded)])
    found_second = second.decisions(decided, recorded)
    extensions, exclusions = list(entries.of(Extension).values()), list(entries.of(Exclusion).values())
    one = table.table(min((e.at for e in events), default=on))
    found = course(one, events, on)
    holidays = list(entries.of(Holiday).values())
    counted = weighed(events, extensions, exclusions, on, holidays, found_second)
    runs = counted.runs
    stated, changes = list(entries.of(Claim).values()), list(entries.of(ClaimChange).values())
    asked = claims.asked(stated, changes, on)
    done = list(entries.of(Performance).values())
    items, changed = list(entries.of(JudgmentItem).values()), list(entries.of(JudgmentChange).values())
    now = second.read(items, found_second, changed, on)
    ordered = claims.items(items, done, on, calendar(holidays), now)
    if counted.doubts.now:  # nothing is late under a judgment that may not be in effect
        ordered = [replace(one, overdue=None, late=()) for one in ordered]
    gone = claims.annulled(now.values())
    standing = [o for o in ordered if o.item.id not in gone]
    loose = claims.loose([o.item for o in standing], [p for p in done if p.item not in gone], on)
    suits = [e for e in events if e.key == "S7" and e.at <= on]
    remarks = [
        *_tables(holidays), *_course(found), *_periods(runs), *_unclear(counted), *_power(extensions, runs),
        *_stray(extensions, exclusions, runs), *_effect(runs, events, on), *after_appeal.effect(counted.doubts, counted.criminal),
        *after_appeal.remarks(found_second, items, changed, ordered, events, on), *after_appeal.roundless(counted.roundless), *after_appeal.sanctions(list(entries.of(Sanction).values()), found_second, on),
        *_claims(asked, events, on), *_rechecks(asked), *_beyond(standing, stated, changes), *_after(standing, asked),
        *_performed(standing), *_loose(loose), *_whose(standing, len(entries.of(Defendant))),
    ]  # fmt: skip
    return Result(
        on, one, found, runs, counted.doubts, counted.criminal, tuple(d for d in found_second if d.at <= on),
        tuple(x for x in decided if x.appealed == "ruling" and x.at <= on), tuple(asked), tuple(ordered),
        tuple(table.venues(one, suits[0].at if suits else on)), tuple(_points(one, events, runs, exclusions, on)), tuple(remarks),
    )  # fmt: skip


def _tables(holidays: Sequence[Holiday]) -> Iterator[Remark]:
    """Tables that stand instead of those that ship, and several of one year."""
    ships = {t.year for t in deadlines.calendar().tables}
    for year in sorted({h.year for h in holidays}):
        ids = tuple(h.id for h in holidays if h.year == year)
        if year in ships:
            yield Remark(f"{year} 年休假日以登记为准，不用随程序的表", f"days of rest of {year} are those on the register, not those that ship", ids)  # fmt: skip
        if len(ids) > 1:
            yield Remark(f"{year} 年登记了几份休假日表，合并使用", f"several tables of days of rest of {year} are on the register; all were used", ids)  # fmt: skip


def _course(found: Course) -> Iterator[Remark]:
    for move in found.moves:
        if not move.known and move.between:
            names = "、".join(move.between)
            yield Remark(f"{move.before} 到 {move.after} 之间的 {names} 没有登记", f"between {move.before} and {move.after}, {', '.join(move.between)} is not recorded")  # fmt: skip
        elif not move.known:
            yield Remark(f"表中没有从 {move.before} 到 {move.after} 的移动（{move.at}），照录", f"the table has no move from {move.before} to {move.after} ({move.at}); told as recorded")  # fmt: skip
    for event in found.unknown:
        yield Remark(f"表中没有步骤 {event.key}，照录，不参与计算", f"the table has no step {event.key}; told as recorded, no period takes it", (event.id,))  # fmt: skip


def _periods(runs: Sequence[Running]) -> Iterator[Remark]:
    shared: dict[tuple[str, str, str], list[str]] = {}
    for one in runs:
        zh, en = called(one.rule)
        if one.shared and one.end is not None:
            shared.setdefault((zh, en, one.end.id), []).extend(one.start.entries)
        if one.weighed.late:
            ids = ", ".join(one.weighed.late)
            yield Remark(f"{zh}：延长 {ids} 批准时期间已届满", f"{en}: extension {ids} was granted after the period had run out", one.weighed.late)  # fmt: skip
        if one.grants and not one.rule.lengthened:
            yield Remark(f"{zh}：该条没有规定可以延长；计与不计登记的延长，两种读法并列", f"{en}: its article provides no extension; read with what is recorded and without it", one.grants)  # fmt: skip
    for (zh, en, end), starts in shared.items():
        yield Remark(f"{zh}：一项登记 {end} 对应几个起点；在登记中用 answers 写明", f"{en}: entry {end} would end several periods; say with answers which", (end, *starts))  # fmt: skip


def called(rule: Deadline) -> tuple[str, str]:
    """What a period is called, in both languages."""
    return clause(rule.says.zh), clause(rule.says.en)


def _unclear(found: Found) -> Iterator[Remark]:
    """An appeal that is in time against the judgment and against a ruling."""
    rules = {rule.provision: called(rule) for rule in deadlines.all_of()}
    for entry, counted, other in found.unclear:
        yield Remark(f"{entry} 按“{rules[counted][0]}”计，也合于“{rules[other][0]}”；在登记中用 answers 写明对哪一文书", f"{entry} was counted to “{rules[counted][1]}” and fits “{rules[other][1]}” too; say with answers which paper it is against", (entry,))  # fmt: skip


def _power(extensions: Sequence[Extension], runs: Sequence[Running]) -> Iterator[Remark]:
    """Extensions by somebody whom the article does not name, or longer than it lets them grant."""
    by = {x.id: x for x in extensions}
    found = {(r.rule.provision, i): r.rule for r in runs if r.rule.lengthened for i in r.weighed.beyond}
    for (_, name), rule in found.items():
        one = by[name]
        place = grantor(rule, one.by)
        who = rule.lengthened[place if place is not None else 0]
        names = {lang: ("、" if lang == "zh" else ", ").join(getattr(x.by, lang) for x in rule.lengthened) for lang in ("zh", "en")}  # fmt: skip
        if place is None:
            yield Remark(f"{called(rule)[0]}：延长 {one.id} 的批准人“{one.by}”不是该条所列（{names['zh']}），无权批准或者没有写明；计与不计，两种读法并列（{who.article}）", f"{called(rule)[1]}: extension {one.id} was granted by {one.by}, whom the article does not name ({names['en']}); read with it and without it ({who.article})", (one.id,))  # fmt: skip
        else:
            most = who.period or Period()
            yield Remark(f"{called(rule)[0]}：延长 {one.id} 超过{who.by.zh}可以批准的期间（{said(most, 'zh')}）；按批准的、计至可以批准的最长期间、不计，各种读法并列（{who.article}）", f"{called(rule)[1]}: extension {one.id} is beyond what {who.by.en} may grant ({said(most, 'en')}); read as granted, as far as he may grant, and without it ({who.article})", (one.id,))  # fmt: skip


def _stray(
    extensions: Sequence[Extension], exclusions: Sequence[Exclusion], runs: Sequence[Running]
) -> Iterator[Remark]:
    used = {i for one in runs for i in (*one.grants, *one.spans)}
    for x in extensions:
        if not any(fits(rule, x.deadline) for rule in deadlines.all_of()):
            yield Remark(f"没有期限 {x.deadline}，延长未计", f"there is no deadline {x.deadline}; the extension was not counted", (x.id,))  # fmt: skip
        elif x.id not in used:
            yield Remark("延长所对应的期间没有起点或尚未批准，未计", "the period of this extension has no start, or it was not granted by that day; not counted", (x.id,))  # fmt: skip
    for y in exclusions:
        if y.id not in used:
            yield Remark("没有期限的条文扣除这一事由的时间，未计", "no article of a running period leaves out time of this ground; not counted", (y.id,))  # fmt: skip


def _effect(runs: Sequence[Running], events: Sequence[Event], on: date) -> Iterator[Remark]:
    """A judgment of first instance takes effect when no period of appeal runs any more (民事诉讼法 art. 158)."""
    entered = [e for e in events if e.key == "S14" and e.at <= on]
    waiting = [r for r in runs if r.rule.provision == APPEAL["civil"] and r.end is None]
    for one in entered:
        back = len({e.at for e in events if e.key == second.SENT_BACK["civil"] and e.at < one.at})
        open_ = [
            r for r in waiting if r.start.round in {None, back} and (r.weighed.readings[0].last or date.max) >= one.at
        ]
        if open_:
            ids = tuple(i for r in open_ for i in r.start.entries)
            yield Remark("登记为生效时，上诉期还没有届满或者不能确定", "effect is recorded on a day when a period of appeal had not run out, or cannot be determined", (one.id, *ids))  # fmt: skip


def _claims(asked: Sequence[Asked], events: Sequence[Event], on: date) -> Iterator[Remark]:
    gone = [one for one in asked if one.standing in {"withdrawn", "achieved"}]
    suit_gone = any(e.state == "S12" and e.step in {"decided", "submitted", "allowed"} and e.at <= on for e in events)
    suit_gone |= any(e.key == "S13:second_withdrawal" and e.at <= on for e in events)
    if gone and len(gone) == len(asked) and not suit_gone:
        yield Remark("诉讼请求全部实现或者撤回，未见撤回起诉的登记（法释〔2020〕20号第十九条）", "every claim is achieved or withdrawn and no withdrawal of the suit is recorded (法释〔2020〕20号 art. 19)", tuple(o.claim.id for o in gone))  # fmt: skip
    if gone and len(gone) < len(asked) and suit_gone:
        yield Remark("登记了撤回起诉，而仍有请求未实现（办案规则第九十九条）", "a withdrawal of the suit is recorded while claims stand (办案规则 art. 99)", tuple(o.claim.id for o in asked if o not in gone))  # fmt: skip
    for one in asked:
        for change in one.changes:
            if (
                change.how in {"withdrawn", "achieved"}
                and one.claim.kind in {"stop", "delete"}
                and (change.shown or change.unknown)
            ):
                yield Remark(f"请求 {one.claim.id} 记为{claims.STANDING[change.how][0]}，而所依据的复查仍有 {change.shown or 0} 次看得到、{change.unknown or 0} 次无答案", f"claim {one.claim.id} is {change.how}, while the recheck it rests on still shows {change.shown or 0} and has no answer for {change.unknown or 0}", (change.id,))  # fmt: skip


def _rechecks(asked: Sequence[Asked]) -> Iterator[Remark]:
    """Counts of a recheck that do not come to what was rechecked."""
    for change in (x for one in asked for x in one.changes):
        parts = (change.removed, change.shown, change.unknown)
        whole, total = change.publications, sum(n or 0 for n in parts)
        if whole is None or (total <= whole and None in parts) or total == whole:
            continue
        told = " + ".join(str(n or 0) for n in parts)
        yield Remark(f"{change.id}：复查数合不上：发布 {whole} 次，看不到、看得到、无答案 {told} = {total}，差 {abs(whole - total)} 次；差数没有说明，不能据以认定已实现", f"{change.id}: the counts of the recheck do not add up: {whole} publications; removed, shown, no answer {told} = {total}, {abs(whole - total)} unaccounted for; they do not bear out that the claim is achieved", (change.id,))  # fmt: skip


def _beyond(ordered: Sequence[Ordered], stated: Sequence[Claim], changes: Sequence[ClaimChange]) -> Iterator[Remark]:
    """Items that order more than their claim asked on that day, or rest on a claim then withdrawn (民事诉讼法 art. 211(xi))."""
    days = {o.item.id: o.now.day or o.item.ordered for o in ordered}
    groups = dict.fromkeys((o.item.claim, days[o.item.id]) for o in ordered if o.item.claim)
    for claim, day in groups:
        those = [o.item for o in ordered if o.item.claim == claim and days[o.item.id] <= day]
        ids, names = tuple(x.id for x in those), ", ".join(x.id for x in those)
        for then in claims.asked([c for c in stated if c.id == claim], changes, day):
            total = sum((x.amount or 0 for x in those if x.kind == "payment"), start=0)
            if then.standing in {"withdrawn", "achieved"}:
                yield Remark(f"判项 {names} 所对应的请求 {claim} 在判决之日记为{claims.STANDING[then.standing][0]}；是否超出诉讼请求需人工认定（民事诉讼法第二百一十一条第十一项）", f"what is ordered ({names}) rests on claim {claim}, which was {then.standing} on the day of the judgment; whether it goes beyond the claims needs a human decision (民事诉讼法 art. 211(xi))", (*ids, claim))  # fmt: skip
            elif then.amount is not None and total > then.amount:
                yield Remark(f"判项 {names} 合计 {total:f}，多于请求 {claim} 在判决之日的 {then.amount:f}；是否超出诉讼请求、各项是否重叠，需人工认定（民事诉讼法第二百一十一条第十一项）", f"what is ordered ({names}) comes to {total:f}, more than the {then.amount:f} that claim {claim} asked on the day of the judgment; whether it goes beyond the claim, or items overlap, needs a human decision (民事诉讼法 art. 211(xi))", (*ids, claim))  # fmt: skip


def _after(ordered: Sequence[Ordered], asked: Sequence[Asked]) -> Iterator[Remark]:
    """Changes of a claim on which a judgment had been given."""
    days = {o.item.claim: o.item.ordered for o in sorted(ordered, key=lambda o: o.item.ordered, reverse=True)}
    for one in asked:
        late = tuple(x.id for x in one.changes if one.claim.id in days and x.at > days[one.claim.id])
        if late:
            yield Remark(f"请求 {one.claim.id} 的变更登记在判决之后：判决所及的是判决之日的请求，其后的变更是否有效需人工认定", f"claim {one.claim.id} is changed after the judgment: the judgment is on the claim of its day, and whether a later change holds needs a human decision", late)  # fmt: skip


def _performed(ordered: Sequence[Ordered]) -> Iterator[Remark]:
    for one in ordered:
        name = one.item.id
        other = tuple(p.id for p in one.done if p.kind != one.item.kind)
        bare = tuple(p.id for p in one.done if p.kind == one.item.kind == "payment" and p.amount is None)
        strange = tuple(p.id for p in one.done if p.id in one.unsettled and p.id not in bare)
        if other:
            yield Remark(f"判项 {name} 的履行种类与判项不同，未计", f"performed on item {name} in another kind than ordered; not counted", other)  # fmt: skip
        if bare:
            yield Remark(f"判项 {name}：付款没有登记金额，未计；没有金额，是否付清不能确定", f"item {name}: a payment has no amount on record and was not counted; without it, what is open cannot be determined", bare)  # fmt: skip
        if strange:
            yield Remark(f"判项 {name}：履行人不在判项所列被告之内，未计；是否算作该判项的履行需人工认定", f"item {name}: performed by somebody whom the item does not bind, not counted; whether it is performance of it needs a human decision", strange)  # fmt: skip
        if one.lower:
            yield Remark(f"判项 {name}：媒体级别低于判项或者未写明，需人工认定", f"item {name}: the medium reaches less far than ordered or its level is not stated; needs a human decision", one.lower)  # fmt: skip
        if any(state == "not determinable" for _, state in one.each):
            yield Remark(f"判项 {name}：赔礼道歉没有写明由谁作出，不能认定各被告均已道歉（民法典第一百七十九条、第一千条）", f"item {name}: an apology does not say whose it is; that each defendant apologised cannot be determined (民法典 arts 179, 1000)", tuple(p.id for p in one.done if not p.by))  # fmt: skip
        elif one.state == "not determinable" and one.item.kind in {"deletion", "other"} and not one.unsettled:
            yield Remark(f"判项 {name}：只登记了部分被告的履行；是否及于其他被告需人工认定", f"item {name}: performance by some of the defendants is on record; whether it holds for the others needs a human decision", tuple(p.id for p in one.done))  # fmt: skip


def _whose(ordered: Sequence[Ordered], defendants: int) -> Iterator[Remark]:
    """Apologies that may be owed by several, each his own, and name none."""
    ids = tuple(o.item.id for o in ordered if o.item.kind == "apology" and not o.item.against)
    if ids and defendants > 1:
        yield Remark("赔礼道歉的判项没有写明被告，按一次道歉计；应由几人各自道歉的，用 against 写明（民法典第一百七十九条、第一千条）", "an item that orders an apology does not say which defendants owe it, and one apology was taken for it; where each owes one, say so with against (民法典 arts 179, 1000)", ids)  # fmt: skip


def _loose(loose: Sequence[Loose]) -> Iterator[Remark]:
    early = tuple(one.done.id for one in loose if not one.items)
    if early:
        yield Remark(
            "对诉讼请求的履行（尚无对应判项）", "performed on a claim; no item of a judgment takes it yet", early
        )
    for one in loose:
        names = ", ".join(one.items)
        if one.items and one.fits:
            yield Remark(f"对请求 {one.done.item} 的履行 {one.done.id} 合于几个判项（{names}），只能计一次，未计：需人工认定归哪一判项；在登记中以判项为 item", f"{one.done.id}, performed on claim {one.done.item}, fits several items ({names}); it counts once and was not counted: a person decides of which it is, and the entry names that item", (one.done.id, *one.items))  # fmt: skip
        elif one.items:
            yield Remark(f"对请求 {one.done.item} 的履行 {one.done.id} 与其判项（{names}）的种类或者被告都不合，未计", f"{one.done.id}, performed on claim {one.done.item}, fits none of its items ({names}) by kind and defendant; not counted", (one.done.id, *one.items))  # fmt: skip


def _points(one: Procedure, events: Sequence[Event], runs: Sequence[Running], exclusions: Sequence[Exclusion], on: date) -> Iterator[Point]:  # fmt: skip
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
        yield Point(point, found is not None, found or ())
