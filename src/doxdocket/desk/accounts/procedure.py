"""The procedure in words: the states with their papers, each period as it was counted, claims, performance, contested points.

>>> day(None)
'—'
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.assess.plain_records import plain
from doxdocket.assess.procedure.account import (
    Change,
    Item,
    Judged,
    KnownState,
    Paper,
    Performed,
    Period,
    ProcedureAccount,
    ReadPeriod,
    Recorded,
    StatedClaim,
)
from doxdocket.assess.procedure.claims import DONE, KINDS, MEDIA
from doxdocket.assess.procedure.claims import STANDING as CLAIM_STANDS
from doxdocket.assess.procedure.procedure import procedure
from doxdocket.assess.procedure.second_instance import STANDING
from doxdocket.desk.accounts import Build
from doxdocket.interval import amount
from doxdocket.law.days import Counted
from doxdocket.law.deadlines import ANSWERS
from doxdocket.law.told_procedure import clause, event
from doxdocket.pipeline.registered import entries
from doxdocket.report import calendar_file
from doxdocket.report.document import Block, Column, Document, Heading, Items, Paragraph, Part, Table, cells
from doxdocket.report.procedure_picture import Bar, timeline
from doxdocket.store.case import Case
from doxdocket.words import Named, coded, either, lang, listed, named, say, zh_en

COLUMNS = 110
WEEK = tuple(coded("weekdays")[day] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def day(at: date | None) -> str:
    """A day with its day of the week."""
    if at is None:
        return "—"
    zh, en = WEEK[at.weekday()]
    return f"{at} " + either(f"周{zh}", en)


@dataclass(frozen=True, slots=True)
class OfProcedure:
    """The procedure; ``ics``, ``picture``: the files that were written of it."""

    case: str
    account: ProcedureAccount = field(metadata=FLAT)
    ics: str | None
    picture: str | None
    build: Build | None = field(default=None, metadata=TOLD)


def document(
    data: ProcedureAccount, name: str, *, ics: str | None = None, picture: str | None = None
) -> Document[OfProcedure]:
    """The account as it stands; ``name``: how the case is called."""
    written = [say("assess_procedure.written", path=path) for path in (ics, picture) if path]
    body = [
        _head(data), _states(data), *_periods(data), _claims(data), _second(data), _judgment(data), _competence(data), _contested(data),
        _remarks(data), *written,
    ]  # fmt: skip
    return Document(plain(OfProcedure(name, data, ics, picture)), body, columns=COLUMNS)


def on_paper(data: ProcedureAccount, entry: Callable[[str], str]) -> list[Block | None]:
    """The same for paper: a line a period, of the contested points those that this record touches, and ``entry`` as documents name it."""
    touched = replace(data, contested=[one for one in data.contested if one.touched])
    contested = _contested(touched, ids=False) if touched.contested else None
    return [_head(data), _states(data), in_lines(data.deadlines), _claims(data), _second(data), _judgment(data), contested, _remarks(data, entry)]  # fmt: skip


def in_lines(periods: Sequence[Period]) -> Table:
    """Each period with its start, its last day by each reading, when it ended, and whether it was kept."""

    def last(one: Period) -> str:
        told = [(named(r), str(r.last) if r.last else "—") for r in one.readings]
        if len({at for _, at in told}) == 1:
            return told[0][1]
        return say("marks.semicolon").join(f"{at}{say('marks.in_brackets', text=how)}" for how, at in told)

    return Table(periods, [
        Column(say("procedure_said.period"), _short), Column(say("procedure_said.articles"), "article"), Column(say("procedure_said.start"), lambda p: p.start and str(p.start)),
        Column(say("procedure_said.last_day_of"), last), Column(say("procedure_said.ended"), lambda p: p.ended and str(p.ended)),
        Column(say("procedure_said.answer"), lambda p: either(p.answer_zh, p.answer_en) + _over(p) + _missing(p)),
    ], none="")  # fmt: skip


def account(case: Case, on: date | None = None) -> ProcedureAccount:
    """Where the case stands on a day, today in its own time where none is said: from the register alone."""
    return procedure(entries(case), on or case.today())


def calendar(case: Case, data: ProcedureAccount) -> bytes:
    """Events and last days as a calendar file (RFC 5545); empty where there are none. Named by the case's id: a title may hold names."""
    found = [*_dates(data), *_last_days(data)]
    every = (datetime.fromisoformat(row.at) for _, row in entries(case).all())
    stamp = max(every, default=datetime(2000, 1, 1, tzinfo=UTC))
    name = say("assess_procedure.procedure", case=case.info.id[:8])
    return calendar_file.calendar(case.info.id, found, stamp, name) if found else b""


def _dates(data: ProcedureAccount) -> list[calendar_file.Entry]:
    """The events as recorded and planned."""
    found = []
    for state in data.states:
        for e in (*state.entered, *state.steps, *state.planned):
            said = named(e)
            found.append(
                calendar_file.Entry(f"event/{e.id}", e.at, f"{state.state} {said}", f"{state.article}\n{e.id}")
            )
    return found


def _last_days(data: ProcedureAccount) -> list[calendar_file.Entry]:
    """The last day of each period, by the reading that ends first; the others are told in it."""
    found = []
    for d in data.deadlines:
        lasts = [r.last for r in d.readings if r.last]
        if len(lasts) < len(d.readings):
            continue
        said = either(d.answer_zh, d.answer_en)
        readings = "\n".join(f"{named(r)}{say('marks.colon')}{day(r.last)}" for r in d.readings)
        key = "/".join(["deadline", d.deadline, *d.started_by, *([d.ended_by] if d.ended_by else [])])
        summary = say("assess_procedure.last_day", title=title(d)) + f" ({said})"
        found.append(
            calendar_file.Entry(key, min(lasts), summary, f"{d.article}\n{readings}", alarm=d.answer == "running")
        )
    return found


def title(row: Named) -> str:
    """The first clause of what a rule says."""
    return clause(named(row))


def _head(data: ProcedureAccount) -> str:
    current = next((s for s in data.states if s.state == data.current), None)
    where = f"{current.state} {named(current)}" if current else say("procedure_said.nothing_recorded_yet")
    civil = [one for one in data.effect if one.case == "civil"]
    if any(one.appeals for one in civil):
        where += say("procedure_said.appeal_was_pending_when_effect")  # fmt: skip
    if any(one.annulled_by for one in civil):
        where += say("procedure_said.judgment_had_been_annulled_and")  # fmt: skip
    return say("procedure_said.on_case_stands_in", day=day(data.on), where=where)


def _states(data: ProcedureAccount) -> Table:
    rows = []
    for one in data.states:
        days = say("marks.comma").join(str(e.at) + _doubtful(e, data) for e in one.entered)
        planned = say("marks.comma").join(str(e.at) for e in one.planned)
        if planned:
            days = " ".join(filter(None, (days, say("procedure_said.planned", planned=planned))))
        if days or one.steps:
            rows.append((f"{one.state} {named(one)}", days or "—", _papers(one), one.article))
        rows += [
            (f"  {named(e)}", str(e.at) + _doubtful(e, data) + _to(e.receiver), e.document, e.id) for e in one.steps
        ]
    return Table(rows, cells(say("procedure_said.state"), say("assess_parties.day"), say("procedure_said.documents"), say("procedure_said.articles")))  # fmt: skip


def _doubtful(event: Recorded, data: ProcedureAccount) -> str:
    """Beside an effect against which an appeal stands, or before which the judgment was annulled."""
    found = next((one for one in data.effect if one.id == event.id), None)
    if found is None:
        return ""
    names, gone = (say("marks.comma").join(ids) for ids in (found.appeals, found.annulled_by))
    told = [say("procedure_said.appeal_pending", names=names)] if names else []
    told += [say("procedure_said.annulled_by", gone=gone)] if gone else []
    return say("procedure_said.needs_human_decision", told=listed("marks.comma_2", told))


def _papers(state: KnownState) -> str:
    there = [named(d) + _by(d) for d in state.documents if d.recorded]
    gone = [named(d) for d in state.documents if d.missing]
    parts = [say("marks.comma").join(there)] if there else []
    if gone:
        names = say("marks.comma").join(gone)
        parts.append(say("procedure_said.missing", names=names))
    return say("marks.semicolon").join(parts)


def _by(paper: Paper) -> str:
    """Under what name a document is recorded, where that is another one."""
    others = [one for one in paper.named if one not in (paper.zh, paper.en)]
    return say("procedure_said.recorded_as", names=say("marks.comma").join(others)) if others else ""


def _to(receiver: str) -> str:
    return f" → {receiver}" if receiver else ""


def _periods(data: ProcedureAccount) -> list[Block]:
    """Each period once, with all for whom it ran alike."""
    alike: dict[tuple[object, ...], list[Period]] = {}
    for one in data.deadlines:
        key = (one.deadline, one.ended, tuple(_counted(one)), tuple(_grants(one)))
        alike.setdefault(key, []).append(one)
    return [Heading(say("procedure_said.deadlines_each_as_it_was")), *map(_period, alike.values())] if alike else []


def _period(those: Sequence[Period]) -> Part:
    one, comma = those[0], say("marks.comma")
    ids = comma.join(filter(None, (each.ended_by for each in those)))
    return Part([
        Heading(title(one) + _to(comma.join(filter(None, (each.receiver for each in those))))),
        Items([f"{one.article}  [{one.deadline}]", *_counted(one)], indent="  "),
        Paragraph(say("procedure_said.recorded", ended=one.ended, ids=ids), "  ") if ids else None,
        Items(_grants(one), indent="  "),
    ])  # fmt: skip


def _counted(one: Period) -> list[str]:
    """The answer, and how it was counted."""
    answer = one.answer_zh if lang() == "zh" else one.answer_en
    lines = [f"{answer}{_over(one)}{_missing(one)}"]
    return [*lines, *(line for reading in one.readings for line in _reading(reading, one))]


def late(data: ProcedureAccount) -> list[str]:
    """Each period that ended after its last day: which, by how many days, its last day by each reading, when it ended, and its article."""
    told = []
    for one in (one for one in data.deadlines if one.over):
        last = say("marks.slash").join(dict.fromkeys(str(r.last) for r in one.readings if r.last))
        how = either(one.answer_zh, one.answer_en) + _over(one)
        told.append(
            say(
                "procedure_said.late_period",
                period=_short(one),
                article=one.article,
                how=how,
                last=last,
                ended=one.ended or say("documents.unknown"),
            )
        )
    return told


def passed(data: ProcedureAccount) -> list[str]:
    """Each period that ran out without an entry of what it is for: which, by how many days, its last day by each reading, and its article."""
    return [
        say(
            "procedure_said.passed_period", period=_short(one), article=one.article, how=either(one.answer_zh, one.answer_en) + _over(one),
            last=say("marks.slash").join(dict.fromkeys(str(r.last) for r in one.readings if r.last)),
        )
        for one in data.deadlines if one.answer == "passed" and not one.over
    ]  # fmt: skip


def _over(one: Period) -> str:
    if one.answer == "passed":
        over = one.readings[0].over
        return say("procedure_said.days_ago", over=over)
    if not one.over:
        return ""
    low, high = one.over
    days = str(low) if low == high else f"{low}–{high}"
    return say("procedure_said.of_days", days=days)


def _missing(one: Period) -> str:
    if not one.missing:
        return ""
    names = say("marks.comma").join(lacking(n) for n in one.missing)
    return say("procedure_said.missing_2", names=names)


def lacking(what: str) -> str:
    """What is missing, in words."""
    if what.startswith("holiday_table_"):
        year = what.rpartition("_")[2]
        return say("procedure_said.holiday_table_of", year=year)
    if what == "exclusion_end":
        return say("procedure_said.end_of_excluded_time")
    if what == "effect_in_doubt":
        return say("procedure_said.whether_judgment_took_effect_appeal")
    if what == "effect_of_which":
        return say("procedure_said.effect_of_which")
    if what == "due_after_appeal":
        return say("procedure_said.last_day_for_performance_after")
    if what == "order_on_one_day":
        return say("procedure_said.which_of_two_came_first")
    if what == "rule_in_force":
        return say("procedure_said.rule_in_force_on_that")
    return event(what, lang())


def _reading(reading: ReadPeriod, one: Period) -> list[str]:
    several = len(one.readings) > 1
    head = [f"· {named(reading)}{say('marks.colon')}" + _said(reading)] if several else []
    inner = "  " if several else ""
    lines = [inner + _stage(stage) for stage in reading.stages]
    if not reading.stages and reading.last:
        lines = [inner + say("procedure_said.latest_day", day=day(reading.last))]
    return head + lines


def _said(reading: ReadPeriod) -> str:
    over = reading.over
    return either(*ANSWERS[reading.answer]) + (say("procedure_said.days", over=over) if over else "")


def _stage(stage: Counted) -> str:
    """``day 1 = …, last day = …``: as a person would write it."""
    last, unmoved = stage.last, stage.unmoved
    line = say("procedure_said.from_not_counted_day_1", day=day(stage.start), day_2=day(stage.first))  # fmt: skip
    if stage.excluded:
        line += say("procedure_said.days_not_counted", excluded_days=stage.excluded)
    if last is None:
        return line + say("procedure_said.last_day_or_later_not", day=day(unmoved))
    if last != unmoved:
        return line + say("procedure_said.last_day_of_rest_moved", day=day(unmoved), day_2=day(last))  # fmt: skip
    return line + say("procedure_said.last_day", day=day(last))


def _grants(one: Period) -> list[str]:
    lines = []
    if one.extensions or one.excluded:
        names = ", ".join([*one.extensions, *one.excluded])
        lines.append(say("procedure_said.extensions_and_excluded_time_on", names=names))
    if one.explained:
        lines.append(say("procedure_said.without_these_it_would_be"))
    if one.late_extensions:
        lines.append(say("procedure_said.granted_after_period_had_run") + ", ".join(one.late_extensions))
    if one.extensions_beyond_power:
        names = ", ".join(one.extensions_beyond_power)
        lines.append(say("procedure_said.beyond_power_of_who_granted", names=names))
    return lines


def _claims(data: ProcedureAccount) -> Table:
    def stands(claim: StatedClaim) -> str:
        return either(*CLAIM_STANDS[claim.standing]) if claim.standing else say("procedure_said.no_change_entered")

    return Table(data.claims, [
        Column(say("procedure_said.claim"), "claim"), Column(say("assess_gains.kind"), lambda c: KINDS[c.kind]), Column(say("procedure_said.text"), "text"),
        Column(say("assess_gains.amount"), _owed), Column(say("procedure_said.stated"), "stated"),
        Column(say("procedure_said.now"), lambda c: stands(c) + _judged(c) + done_on(c)),
        Column(say("procedure_said.changes"), lambda c: say("marks.semicolon").join(map(_change, c.changes)) or None),
    ])  # fmt: skip


def _judged(claim: StatedClaim) -> str:
    """Beside a claim, what the second instance made of the items that answer it."""
    told = [x.item + standing(x) for x in claim.judged if x.standing != "stands"]
    return say("marks.semicolon") + say("marks.comma").join(told) if told else ""


def done_on(claim: StatedClaim) -> str:
    """Behind a claim, what was done on it and no item of a judgment takes: day, what, how much, by whom."""
    comma = say("marks.comma")
    told = [
        f"{one.at} {either(*KINDS[one.kind])}" + (say("documents_damages.yuan", amount=amount(one.amount)) if one.amount is not None else "") + (say("marks.in_brackets", text=comma.join(one.by)) if one.by else "")
        for one in claim.performed
    ]  # fmt: skip
    return say("procedure_said.done_on", told=say("marks.semicolon").join(told)) if told else ""


CHANGED = {"added": zh_en("procedure_said.added"), "changed": zh_en("procedure_said.changed"), "withdrawn": zh_en("procedure_said.withdrawn"), "achieved": zh_en("procedure_said.achieved")}  # fmt: skip
"""What became of a claim, in words."""
RECHECKED = {"publications": zh_en("procedure_said.publications"), "removed": zh_en("procedure_said.removed"), "shown": zh_en("procedure_said.shown"), "unknown": zh_en("procedure_said.unknown")}  # fmt: skip
"""What a recheck counts, in words."""


def rechecked(one: Change) -> str:
    """What was counted again for a change; nothing where nothing was entered."""
    return say("marks.comma").join(f"{either(*name)} {one.recheck[n]:,}" for n, name in RECHECKED.items() if n in one.recheck)  # fmt: skip


def _change(one: Change) -> str:
    seen = say("procedure_said.recheck") + told if (told := rechecked(one)) else ""
    return f"{one.at} {either(*CHANGED[one.how])}{say('marks.colon')}{one.grounds}{seen}"


def _second(data: ProcedureAccount) -> Table:
    """What the second instance decided, by case and for whom."""
    comma, all_of = say("marks.comma"), say("procedure_said.all")
    cases = {"civil": zh_en("procedure_said.civil"), "criminal": zh_en("damages_words.criminal")}
    papers = {"judgment": zh_en("procedure_said.judgment"), "ruling": zh_en("procedure_said.ruling")}
    return Table(data.second_instance, [
        Column(say("procedure_said.second_instance"), "id"), Column(say("law_cases.case"), lambda x: cases[x.case]),
        Column(say("procedure_said.on"), lambda x: papers[x.appealed]), Column(say("procedure_said.outcome"), named), Column(say("assess_parties.day"), "at"),
        Column(say("procedure_said.document"), lambda x: x.document or None), Column(say("procedure_said.appeals"), lambda x: comma.join(x.appeals) or all_of),
        Column(say("procedure_said.defendants"), lambda x: comma.join(x.defendants) or all_of), Column(say("procedure_said.text"), lambda x: x.text or None),
    ])  # fmt: skip


def standing(item: Item | Judged) -> str:
    """Beside an item, what the second instance made of it."""
    told = either(*STANDING[item.standing])
    return say("marks.in_brackets", text=told) if told else ""


def _judgment(data: ProcedureAccount) -> Table:
    unknown = say("assess_gains.not_known")
    return Table(data.judgment, [
        Column(say("procedure_said.item"), lambda j: j.item + standing(j)), Column(say("assess_gains.kind"), lambda j: KINDS[j.kind]),
        Column(say("procedure_said.owed"), _owed), Column(say("procedure_said.paid"), lambda j: _money(j.paid, unknown if j.kind == "payment" else "—")),
        Column(say("procedure_said.open"), lambda j: _money(j.open)), Column(say("procedure_said.due"), _due),
        Column(say("procedure_said.performed"), lambda j: either(*DONE[j.state]) + each(j) + _overdue(j)),
        Column(say("procedure_said.how"), lambda j: say("marks.semicolon").join(_performed(p, j) for p in j.performed) or None),
    ])  # fmt: skip


def _money(value: Decimal | None, none: str = "—") -> str:
    return none if value is None else amount(value)


def _owed(item: Item | StatedClaim) -> str:
    """What is owed or asked, and what was first ordered or asked where that is another sum."""
    now, first = _money(item.amount), _money(item.amount_first)
    return now if now == first else f"{first} → {now}"


def _due(item: Item) -> str:
    """The last day set, and where it moved over days of rest."""
    if item.due is None:
        return "—"
    if item.missing:
        return f"{item.due} ({say('marks.comma').join(lacking(n) for n in item.missing)}?)"
    return str(item.due) + ("" if item.last in {None, item.due} else f" → {item.last}")


def each(item: Item) -> str:
    """Of what each must do himself: who did and who is not known to have."""
    told = say("marks.semicolon").join(f"{x.defendant} {either(*DONE[x.state])}" for x in item.each)
    return say("marks.in_brackets", text=told) if told else ""


def _overdue(item: Item) -> str:
    return say("procedure_said.days_past_its_day", overdue=item.overdue) if item.overdue else ""


def _performed(one: Performed, item: Item) -> str:
    parts = [
        str(one.at),
        *([_money(one.amount)] if one.amount is not None else []),
        *([one.where] if one.where else []),
    ]
    if one.medium:
        parts.append(either(*MEDIA[one.medium]))
    late = [say("procedure_said.late")] if one.id in item.late else []
    return " ".join([*parts, *late])


def _competence(data: ProcedureAccount) -> Part:
    marks = ["" if one.status == "verified" else say("ladder_said.text_not_verified") for one in data.competence]
    lines = [
        Paragraph(f"{named(one)} [{one.article}]{mark}", "  ") for one, mark in zip(data.competence, marks, strict=True)
    ]
    return Part([Heading(say("procedure_said.who_is_competent_on_day")), *lines])


def _contested(data: ProcedureAccount, *, ids: bool = True) -> Part:
    lines: list[Block] = [Heading(say("procedure_said.contested_points_needs_human_decision"))]
    for one in data.contested:
        mark = (
            say("procedure_said.this_record_touches_it")
            if one.touched
            else say("procedure_said.not_touched_by_this_record")
        )
        lines.append(f"  {named(one)}{f' [{one.id}]' * ids}{say('marks.colon')}{mark}")
        lines += [Paragraph(f"– {named(reading)} ({reading.basis})", "    ") for reading in one.readings]
    return Part(lines)


def _remarks(data: ProcedureAccount, entry: Callable[[str], str] | None = None) -> Part | None:
    lines = [Paragraph(f"{named(one)}{_of(one.entries, entry)}", "  ") for one in data.remarks]
    return Part([Heading(say("procedure_said.to_be_looked_at")), *lines]) if lines else None


def _of(entries: Sequence[str], entry: Callable[[str], str] | None) -> str:
    """The entries that a remark is on: by id, or as ``entry`` names them."""
    if not entries or entry is None:
        return f" [{', '.join(entries)}]" if entries else ""
    return say("marks.in_brackets", text=say("marks.comma").join(dict.fromkeys(map(entry, entries))))


# The picture


def picture(data: ProcedureAccount) -> str:
    """States and periods on a line of time (SVG); nothing where the register holds no event of the procedure."""
    states = [(f"{s.state} {named(s)}", e.at) for s in data.states for e in s.entered]
    bars = [bar for d in data.deadlines if (bar := _bar(d)) is not None]
    if not states and not bars:
        return ""
    states.sort(key=lambda s: s[1])
    return timeline(states, bars, data.on, _label(states, bars, data.on))


def _bar(d: Period) -> Bar | None:
    """A period as a bar to the earliest last day; none where it has no day, or is counted back from another."""
    lasts: list[date] = [r.last or r.stages[-1].unmoved for r in d.readings if r.last or r.stages]
    if d.start is None or d.kind == "before" or not lasts:
        return None
    said = either(d.answer_zh, d.answer_en) + (f" +{d.over[1]}" if d.over else "")
    ended = d.ended if d.ended and d.ended >= d.start else None
    return Bar(_short(d), d.start, max(min(lasts), d.start), ended, said, bool(d.over))


def _short(d: Period) -> str:
    """The name of a period beside its bar: who it runs for, and the first words of what its rule says."""
    return f"{d.receiver} {re.split('[，,]', title(d))[0]}".strip()


def _label(states: Sequence[tuple[str, date]], bars: Sequence[Bar], on: date) -> str:
    """The whole picture in a sentence, for who cannot see it."""
    told = [f"{name} {at}" for name, at in states]
    told += [f"{b.name}: {b.start} – {b.last}" + (f" ({b.ended})" if b.ended else "") + f" {b.said}" for b in bars]
    return say("assess_procedure.timeline_of_procedure_on", on=on) + say("marks.semicolon").join(told)
