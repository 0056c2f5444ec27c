"""The procedure in words: the states with their papers, each period as it was counted, claims, performance, contested points.

>>> day(None)
'—'
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from doxdocket.cli.said import Named, manner, name
from doxdocket.report.text import table, wrap
from doxdocket.words import either, listed, say, zh_en

if TYPE_CHECKING:
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
        Stretch,
    )

COLUMNS = 110
WEEK = (
    zh_en("procedure_said.mon"),
    zh_en("procedure_said.tue"),
    zh_en("procedure_said.wed"),
    zh_en("procedure_said.thu"),
    zh_en("procedure_said.fri"),
    zh_en("procedure_said.sat"),
    zh_en("procedure_said.sun"),
)


def day(at: date | None) -> str:
    """A day with its day of the week."""
    if at is None:
        return "—"
    zh, en = WEEK[at.weekday()]
    return f"{at} " + either(f"周{zh}", en)


def text(data: "ProcedureAccount") -> str:
    """All of it."""
    parts = [_head(data), _states(data), _periods(data), _claims(data), _second(data), _judgment(data), _competence(data), _contested(data), _remarks(data)]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def title(row: Named) -> str:
    """The first clause of what a rule says."""
    from doxdocket.law.told_procedure import clause  # noqa: PLC0415 - help starts without the rules

    return clause(name(row))


def _head(data: "ProcedureAccount") -> str:
    current = next((s for s in data.states if s.state == data.current), None)
    where = f"{current.state} {name(current)}" if current else say("procedure_said.nothing_recorded_yet")
    civil = [one for one in data.effect if one.case == "civil"]
    if any(one.appeals for one in civil):
        where += say("procedure_said.appeal_was_pending_when_effect")  # fmt: skip
    if any(one.annulled_by for one in civil):
        where += say("procedure_said.judgment_had_been_annulled_and")  # fmt: skip
    return say("procedure_said.on_case_stands_in", day=day(data.on), where=where)


def _states(data: "ProcedureAccount") -> str:
    head = [
        say("procedure_said.state"),
        say("procedure_said.day"),
        say("procedure_said.documents"),
        say("procedure_said.articles"),
    ]
    rows = []
    for one in data.states:
        days = say("marks.comma").join(str(e.at) + _doubtful(e, data) for e in one.entered)
        planned = say("marks.comma").join(str(e.at) for e in one.planned)
        if planned:
            days = " ".join(filter(None, (days, say("procedure_said.planned", planned=planned))))
        if days or one.steps:
            rows.append([f"{one.state} {name(one)}", days or "—", _papers(one), one.article])
        rows += [
            [f"  {name(e)}", str(e.at) + _doubtful(e, data) + _to(e.receiver), e.document, e.id] for e in one.steps
        ]
    return table(head, rows) if rows else ""


def _doubtful(event: "Recorded", data: "ProcedureAccount") -> str:
    """Beside an effect against which an appeal stands, or before which the judgment was annulled."""
    found = next((one for one in data.effect if one.id == event.id), None)
    if found is None:
        return ""
    names, gone = (say("marks.comma").join(ids) for ids in (found.appeals, found.annulled_by))
    told = [say("procedure_said.appeal_pending", names=names)] if names else []
    told += [say("procedure_said.annulled_by", gone=gone)] if gone else []
    return say("procedure_said.needs_human_decision", told=listed("marks.comma_2", told))


def _papers(state: "KnownState") -> str:
    there = [name(d) + _by(d) for d in state.documents if d.recorded]
    gone = [name(d) for d in state.documents if d.missing]
    parts = [say("marks.comma").join(there)] if there else []
    if gone:
        names = say("marks.comma").join(gone)
        parts.append(say("procedure_said.missing", names=names))
    return say("marks.semicolon").join(parts)


def _by(paper: "Paper") -> str:
    """Under what name a document is recorded, where that is another one."""
    others = [one for one in paper.named if one not in (paper.zh, paper.en)]
    return say("procedure_said.recorded_as", names=say("marks.comma").join(others)) if others else ""


def _to(receiver: str) -> str:
    return f" → {receiver}" if receiver else ""


def _periods(data: "ProcedureAccount") -> str:
    """Each period once, with all for whom it ran alike."""
    alike: dict[tuple[object, ...], list[Period]] = {}
    for one in data.deadlines:
        key = (one.deadline, one.ended, tuple(_counted(one)), tuple(_grants(one)))
        alike.setdefault(key, []).append(one)
    lines = [say("procedure_said.deadlines_each_as_it_was")]
    comma = say("marks.comma")
    for those in alike.values():
        lines += ["", title(those[0]) + _to(comma.join(filter(None, (one.receiver for one in those))))]
        lines += [f"  {those[0].article}  [{those[0].deadline}]", *(f"  {line}" for line in _counted(those[0]))]
        if ids := comma.join(filter(None, (one.ended_by for one in those))):
            lines += wrap(say("procedure_said.recorded", ended=those[0].ended, ids=ids), COLUMNS, "  ")
        lines += [f"  {line}" for line in _grants(those[0])]
    return "\n".join(lines) if alike else ""


def _counted(one: "Period") -> list[str]:
    """The answer, and how it was counted."""
    answer = one.answer_zh if manner().lang == "zh" else one.answer_en
    lines = [f"{answer}{_over(one)}{_missing(one)}"]
    return [*lines, *(line for reading in one.readings for line in _reading(reading, one))]


def _over(one: "Period") -> str:
    if one.answer == "passed":
        over = one.readings[0].over
        return say("procedure_said.days_ago", over=over)
    if not one.over:
        return ""
    low, high = one.over
    days = str(low) if low == high else f"{low}–{high}"
    return say("procedure_said.of_days", days=days)


def _missing(one: "Period") -> str:
    if not one.missing:
        return ""
    names = say("marks.comma").join(lacking(n) for n in one.missing)
    return say("procedure_said.missing_2", names=names)


def lacking(what: str) -> str:
    """What is missing, in words."""
    from doxdocket.law.told_procedure import event  # noqa: PLC0415 - help starts without the rules

    if what.startswith("holiday_table_"):
        year = what.rpartition("_")[2]
        return say("procedure_said.holiday_table_of", year=year)
    if what == "exclusion_end":
        return say("procedure_said.end_of_excluded_time")
    if what == "effect_in_doubt":
        return say("procedure_said.whether_judgment_took_effect_appeal")
    if what == "due_after_appeal":
        return say("procedure_said.last_day_for_performance_after")
    if what == "order_on_one_day":
        return say("procedure_said.which_of_two_came_first")
    if what == "rule_in_force":
        return say("procedure_said.rule_in_force_on_that")
    return event(what, manner().lang) + f" ({what})"


def _reading(reading: "ReadPeriod", one: "Period") -> list[str]:
    several = len(one.readings) > 1
    head = [f"· {name(reading)}{say('marks.colon')}" + _said(reading)] if several else []
    inner = "  " if several else ""
    lines = [inner + _stage(stage) for stage in reading.stages]
    if not reading.stages and reading.last:
        lines = [inner + say("procedure_said.latest_day", day=day(reading.last))]
    return head + lines


def _said(reading: "ReadPeriod") -> str:
    from doxdocket.law.deadlines import ANSWERS  # noqa: PLC0415 - help starts without the rules

    over = reading.over
    return either(*ANSWERS[reading.answer]) + (say("procedure_said.days", over=over) if over else "")


def _stage(stage: "Stretch") -> str:
    """``day 1 = …, last day = …``: as a person would write it."""
    last, unmoved = stage.last, stage.unmoved
    line = say("procedure_said.from_not_counted_day_1", day=day(stage.start), day_2=day(stage.first))  # fmt: skip
    if stage.excluded_days:
        line += say("procedure_said.days_not_counted", excluded_days=stage.excluded_days)
    if last is None:
        return line + say("procedure_said.last_day_or_later_not", day=day(unmoved))
    if last != unmoved:
        return line + say("procedure_said.last_day_of_rest_moved", day=day(unmoved), day_2=day(last))  # fmt: skip
    return line + say("procedure_said.last_day", day=day(last))


def _grants(one: "Period") -> list[str]:
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


def _claims(data: "ProcedureAccount") -> str:
    from doxdocket.assess.procedure.claims import KINDS, STANDING  # noqa: PLC0415 - help starts without the forms

    head = [say("procedure_said.claim"), say("procedure_said.kind"), say("procedure_said.text"), say("procedure_said.amount"), say("procedure_said.stated"), say("procedure_said.now"), say("procedure_said.changes")]  # fmt: skip
    rows = [
        [c.claim, either(*KINDS[c.kind]), c.text, _money(c.amount), str(c.stated), (either(*STANDING[c.standing]) if c.standing else say("procedure_said.no_change_entered")) + _judged(c),
         say("marks.semicolon").join(_change(x) for x in c.changes) or "—"]
        for c in data.claims
    ]  # fmt: skip
    return table(head, rows) if rows else ""


def _judged(claim: "StatedClaim") -> str:
    """Beside a claim, what the second instance made of the items that answer it."""
    told = [x.item + _standing(x) for x in claim.judged if x.standing != "stands"]
    return say("marks.semicolon") + say("marks.comma").join(told) if told else ""


def _change(one: "Change") -> str:
    words = {"added": zh_en("procedure_said.added"), "changed": zh_en("procedure_said.changed"), "withdrawn": zh_en("procedure_said.withdrawn"), "achieved": zh_en("procedure_said.achieved")}  # fmt: skip
    counts = one.recheck
    seen = ""
    if counts:
        told = (("publications", *zh_en("procedure_said.publications")), ("removed", *zh_en("procedure_said.removed")), ("shown", *zh_en("procedure_said.shown")), ("unknown", *zh_en("procedure_said.unknown")))  # fmt: skip
        seen = say("procedure_said.recheck") + ", ".join(
            f"{either(zh, en)} {counts[n]}" for n, zh, en in told if n in counts
        )
    return f"{one.at} {either(*words[one.how])}{say('marks.colon')}{one.grounds}{seen}"


def _second(data: "ProcedureAccount") -> str:
    """What the second instance decided, by case and for whom."""
    head = [say("procedure_said.second_instance"), say("procedure_said.case"), say("procedure_said.on"), say("procedure_said.outcome"), say("procedure_said.day"), say("procedure_said.document"), say("procedure_said.appeals"), say("procedure_said.defendants"), say("procedure_said.text")]  # fmt: skip
    comma, all_of = say("marks.comma"), say("procedure_said.all")
    cases = {"civil": zh_en("procedure_said.civil"), "criminal": zh_en("procedure_said.criminal")}
    papers = {"judgment": zh_en("procedure_said.judgment"), "ruling": zh_en("procedure_said.ruling")}
    rows = [
        [x.id, either(*cases[x.case]), either(*papers[x.appealed]), name(x), str(x.at), x.document or "—",
         comma.join(x.appeals) or all_of, comma.join(x.defendants) or all_of, x.text or "—"]
        for x in data.second_instance
    ]  # fmt: skip
    return table(head, rows) if rows else ""


def _standing(item: "Item | Judged") -> str:
    """Beside an item, what the second instance made of it."""
    from doxdocket.assess.procedure.second import STANDING  # noqa: PLC0415 - help starts without the forms

    told = either(*STANDING[item.standing])
    return say("marks.in_brackets", text=told) if told else ""


def _judgment(data: "ProcedureAccount") -> str:
    from doxdocket.assess.procedure.claims import DONE, KINDS  # noqa: PLC0415 - help starts without the forms

    head = [say("procedure_said.item"), say("procedure_said.kind"), say("procedure_said.owed"), say("procedure_said.paid"), say("procedure_said.open"), say("procedure_said.due"), say("procedure_said.performed"), say("procedure_said.how")]  # fmt: skip
    rows = [
        [j.item + _standing(j), either(*KINDS[j.kind]), _owed(j), _money(j.paid, say("procedure_said.not_known") if j.kind == "payment" else "—"), _money(j.open), _due(j),
         either(*DONE[j.state]) + _each(j) + _overdue(j), say("marks.semicolon").join(_performed(p, j) for p in j.performed) or "—"]
        for j in data.judgment
    ]  # fmt: skip
    return table(head, rows) if rows else ""


def _money(amount: Decimal | None, none: str = "—") -> str:
    return none if amount is None else f"{amount:f}"


def _owed(item: "Item") -> str:
    """What is owed, and what was first ordered where that is another sum."""
    now, first = _money(item.amount), _money(item.amount_first)
    return now if now == first else f"{first} → {now}"


def _due(item: "Item") -> str:
    """The last day set, and where it moved over days of rest."""
    if item.due is None:
        return "—"
    if item.missing:
        return f"{item.due} ({say('marks.comma').join(lacking(n) for n in item.missing)}?)"
    return str(item.due) + ("" if item.last in {None, item.due} else f" → {item.last}")


def _each(item: "Item") -> str:
    """Of what each must do himself: who did and who is not known to have."""
    from doxdocket.assess.procedure.claims import DONE  # noqa: PLC0415 - help starts without the forms

    told = say("marks.semicolon").join(f"{x.defendant} {either(*DONE[x.state])}" for x in item.each)
    return say("marks.in_brackets", text=told) if told else ""


def _overdue(item: "Item") -> str:
    return say("procedure_said.days_past_its_day", overdue=item.overdue) if item.overdue else ""


def _performed(one: "Performed", item: "Item") -> str:
    from doxdocket.assess.procedure.claims import MEDIA  # noqa: PLC0415 - help starts without the forms

    parts = [
        str(one.at),
        *([_money(one.amount)] if one.amount is not None else []),
        *([one.where] if one.where else []),
    ]
    if one.medium:
        parts.append(either(*MEDIA[one.medium]))
    late = [say("procedure_said.late")] if one.id in item.late else []
    return " ".join([*parts, *late])


def _competence(data: "ProcedureAccount") -> str:
    lines = [say("procedure_said.who_is_competent_on_day")]
    for one in data.competence:
        mark = "" if one.status == "verified" else say("procedure_said.text_not_verified")
        lines += wrap(f"{name(one)} [{one.article}]{mark}", COLUMNS, "  ")
    return "\n".join(lines)


def _contested(data: "ProcedureAccount") -> str:
    lines = [say("procedure_said.contested_points_needs_human_decision")]
    for one in data.contested:
        mark = (
            say("procedure_said.this_record_touches_it")
            if one.touched
            else say("procedure_said.not_touched_by_this_record")
        )
        lines.append(f"  {name(one)} [{one.id}]{say('marks.colon')}{mark}")
        for reading in one.readings:
            lines += wrap(f"– {name(reading)} ({reading.basis})", COLUMNS, "    ")
    return "\n".join(lines)


def _remarks(data: "ProcedureAccount") -> str:
    lines = [say("procedure_said.to_be_looked_at")]
    for one in data.remarks:
        lines += wrap(f"{name(one)}{_of(one.entries)}", COLUMNS, "  ")
    return "\n".join(lines) if data.remarks else ""


def _of(entries: Sequence[str]) -> str:
    return f" [{', '.join(entries)}]" if entries else ""
