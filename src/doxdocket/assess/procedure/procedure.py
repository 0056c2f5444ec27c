"""The whole procedure of a case on a day: course, periods, claims, performance, competence, contested points, remarks.

The day is given; nothing here reads a clock. What it leaves out: any conclusion. An overrun is unexplained until a record explains it,
and where law may be read in two ways both readings stand and a person decides.

>>> procedure(Entries(()), date(2025, 1, 1)).course.current is None
True
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from doxdocket.assess.procedure import claims
from doxdocket.assess.procedure.claims import Asked, Ordered
from doxdocket.assess.procedure.course import Course, course, in_order
from doxdocket.assess.procedure.forms import (
    Claim,
    ClaimChange,
    Event,
    Exclusion,
    Extension,
    Holiday,
    JudgmentItem,
    Performance,
)
from doxdocket.assess.procedure.periods import Running, calendar, fits, periods
from doxdocket.assess.register import Entries
from doxdocket.law import deadlines
from doxdocket.law import procedure as table
from doxdocket.law.periods import Contested, Procedure, Venue

APPEAL = "cn/procedure/appeal-judgment"
INTERNET_COURT, FROM = "internet_court", "internet_court_2025"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the record shows that a person should look at, in both languages."""

    zh: str
    en: str
    entries: tuple[str, ...] = ()


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
    claims: tuple[Asked, ...]
    items: tuple[Ordered, ...]
    venues: tuple[Venue, ...]
    points: tuple[Point, ...]
    remarks: tuple[Remark, ...]


def procedure(entries: Entries, on: date) -> Result:
    """What the register says of the procedure on a day."""
    events = in_order(list(entries.of(Event).values()))
    extensions, exclusions = list(entries.of(Extension).values()), list(entries.of(Exclusion).values())
    one = table.table(min((e.at for e in events), default=on))
    found = course(one, events, on)
    holidays = list(entries.of(Holiday).values())
    runs = periods(events, extensions, exclusions, on, holidays)
    asked = claims.asked(entries.of(Claim).values(), list(entries.of(ClaimChange).values()), on)
    done = list(entries.of(Performance).values())
    ordered = claims.items(entries.of(JudgmentItem).values(), done, on, calendar(holidays))
    suits = [e for e in events if e.key == "S7" and e.at <= on]
    remarks = [
        *_tables(holidays), *_course(found), *_periods(runs), *_stray(extensions, exclusions, runs),
        *_effect(runs, events, on), *_claims(asked, events, on), *_performed(ordered, done),
    ]  # fmt: skip
    return Result(
        on, one, found, tuple(runs), tuple(asked), tuple(ordered),
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
    shared: dict[tuple[str, str], list[str]] = {}
    for one in runs:
        name = one.rule.provision
        if one.shared and one.end is not None:
            shared.setdefault((name, one.end.id), []).extend(one.start.entries)
        if one.weighed.late:
            ids = ", ".join(one.weighed.late)
            yield Remark(f"{name}：延长 {ids} 批准时期间已届满", f"{name}: extension {ids} was granted after the period had run out", one.weighed.late)  # fmt: skip
        if one.grants and not one.rule.lengthened:
            yield Remark(f"{name}：该条没有规定可以延长，登记的延长照算", f"{name}: its article provides no extension; what is recorded was counted", one.grants)  # fmt: skip
    for (name, end), starts in shared.items():
        yield Remark(f"{name}：一项登记 {end} 对应几个起点；在登记中用 answers 写明", f"{name}: entry {end} would end several periods; say with answers which", (end, *starts))  # fmt: skip


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
    if not entered:
        return
    open_ = [
        r
        for r in runs
        if r.rule.provision == APPEAL and r.end is None and (r.weighed.readings[0].last or date.max) >= entered[0].at
    ]
    if open_:
        ids = tuple(i for r in open_ for i in r.start.entries)
        yield Remark("登记为生效时，上诉期还没有届满或者不能确定", "effect is recorded on a day when a period of appeal had not run out, or cannot be determined", (entered[0].id, *ids))  # fmt: skip


def _claims(asked: Sequence[Asked], events: Sequence[Event], on: date) -> Iterator[Remark]:
    gone = [one for one in asked if one.standing in {"withdrawn", "achieved"}]
    suit_gone = any(e.state == "S12" and e.step in {"decided", "submitted", "allowed"} and e.at <= on for e in events)
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


def _performed(ordered: Sequence[Ordered], done: Sequence[Performance]) -> Iterator[Remark]:
    for one in ordered:
        other = tuple(p.id for p in one.done if p.kind != one.item.kind)
        if other:
            yield Remark(f"判项 {one.item.id} 的履行种类与判项不同，未计", f"performed on item {one.item.id} in another kind than ordered; not counted", other)  # fmt: skip
        if one.lower:
            yield Remark(f"判项 {one.item.id}：媒体级别低于判项或者未写明，需人工认定", f"item {one.item.id}: the medium reaches less far than ordered or its level is not stated; needs a human decision", one.lower)  # fmt: skip
    held = {one.item.id for one in ordered}
    early = tuple(p.id for p in done if p.item not in held)
    if early:
        yield Remark(
            "对诉讼请求的履行（尚无对应判项）", "performed on a claim; no item of a judgment takes it yet", early
        )


def _points(one: Procedure, events: Sequence[Event], runs: Sequence[Running], exclusions: Sequence[Exclusion], on: date) -> Iterator[Point]:  # fmt: skip
    suits = [e for e in events if e.key == "S7" and e.at <= on]
    notices = [e for e in events if e.key == "S5" and e.at <= on]
    counted = {i for run in runs for i in run.spans}
    start = next((v.effective_from for v in one.venues if v.id == FROM), date.max)
    touched: Mapping[str, tuple[str, ...] | None] = {
        "one_or_two_periods": tuple(i for run in runs for i in run.grants) or None,
        "before_days": tuple(i for run in runs if run.rule.kind == "before" for i in run.start.entries) or None,
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
