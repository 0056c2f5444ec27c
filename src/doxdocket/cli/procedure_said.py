"""The procedure in words: the states with their papers, each period as it was counted, claims, performance, contested points.

>>> day(None)
'—'
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from doxdocket.cli.said import Named, manner, name, say
from doxdocket.cli.width import table, wrap

if TYPE_CHECKING:
    from doxdocket.assess.procedure.account import (
        Change,
        Item,
        Judged,
        KnownState,
        Performed,
        Period,
        ProcedureAccount,
        ReadPeriod,
        Recorded,
        StatedClaim,
        Stretch,
    )

COLUMNS = 110
WEEK = (("一", "Mon"), ("二", "Tue"), ("三", "Wed"), ("四", "Thu"), ("五", "Fri"), ("六", "Sat"), ("日", "Sun"))


def day(at: date | None) -> str:
    """A day with its day of the week."""
    if at is None:
        return "—"
    zh, en = WEEK[at.weekday()]
    return f"{at} " + say(f"周{zh}", en)


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
    where = f"{current.state} {name(current)}" if current else say("尚无登记", "nothing recorded yet")
    civil = [one for one in data.effect if one.case == "civil"]
    if any(one.appeals for one in civil):
        where += say("；登记为生效时上诉未结，是否生效需人工认定", "; an appeal was pending when effect was recorded: whether it took effect needs a human decision")  # fmt: skip
    if any(one.annulled_by for one in civil):
        where += say("；登记为生效时原判已撤销而无新判，是否生效需人工认定", "; the judgment had been annulled and none followed when effect was recorded: whether it took effect needs a human decision")  # fmt: skip
    return say(f"截至 {day(data.on)}，案件处于：{where}", f"On {day(data.on)} the case stands in: {where}")


def _states(data: "ProcedureAccount") -> str:
    head = [say("状态", "state"), say("日期", "day"), say("文书", "documents"), say("依据", "articles")]
    rows = []
    for one in data.states:
        days = say("、", ", ").join(str(e.at) + _doubtful(e, data) for e in one.entered)
        planned = say("、", ", ").join(str(e.at) for e in one.planned)
        if planned:
            days = " ".join(filter(None, (days, say(f"（计划 {planned}）", f"(planned {planned})"))))
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
    names, gone = (say("、", ", ").join(ids) for ids in (found.appeals, found.annulled_by))
    told = [say(f"上诉 {names} 未结", f"appeal {names} pending")] if names else []
    told += [say(f"{gone} 已撤销原判", f"annulled by {gone}")] if gone else []
    return say(f"（{'，'.join(told)}，需人工认定）", f" ({', '.join(told)}: needs a human decision)")


def _papers(state: "KnownState") -> str:
    there = [name(d) for d in state.documents if d.recorded]
    gone = [name(d) for d in state.documents if d.missing]
    parts = [say("、", ", ").join(there)] if there else []
    if gone:
        names = say("、", ", ").join(gone)
        parts.append(say(f"未见：{names}", f"missing: {names}"))
    return say("；", "; ").join(parts)


def _to(receiver: str) -> str:
    return f" → {receiver}" if receiver else ""


def _periods(data: "ProcedureAccount") -> str:
    """Each period once, with all for whom it ran alike."""
    alike: dict[tuple[object, ...], list[Period]] = {}
    for one in data.deadlines:
        key = (one.deadline, one.ended, tuple(_counted(one)), tuple(_grants(one)))
        alike.setdefault(key, []).append(one)
    lines = [say("期限（每一期限的算法）", "Deadlines, each as it was counted")]
    comma = say("、", ", ")
    for those in alike.values():
        lines += ["", title(those[0]) + _to(comma.join(filter(None, (one.receiver for one in those))))]
        lines += [f"  {those[0].article}  [{those[0].deadline}]", *(f"  {line}" for line in _counted(those[0]))]
        if ids := comma.join(filter(None, (one.ended_by for one in those))):
            lines += wrap(say(f"登记：{those[0].ended}（{ids}）", f"recorded: {those[0].ended} ({ids})"), COLUMNS, "  ")
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
        return say(f"（已过 {over} 日）", f" ({over} days ago)")
    if not one.over:
        return ""
    low, high = one.over
    days = str(low) if low == high else f"{low}–{high}"
    return say(f" {days} 日", f" of {days} days")


def _missing(one: "Period") -> str:
    if not one.missing:
        return ""
    names = say("、", ", ").join(lacking(n) for n in one.missing)
    return say(f"；缺：{names}", f"; missing: {names}")


def lacking(what: str) -> str:
    """What is missing, in words."""
    from doxdocket.law.told_procedure import event  # noqa: PLC0415 - help starts without the rules

    if what.startswith("holiday_table_"):
        year = what.rpartition("_")[2]
        return say(f"{year} 年休假日表", f"holiday table of {year}")
    if what == "exclusion_end":
        return say("不计入时间的终止日", "the end of excluded time")
    if what == "effect_in_doubt":
        return say(
            "判决是否生效（上诉未结或者原判已撤销）",
            "whether the judgment took effect (an appeal was pending, or it was annulled)",
        )
    if what == "due_after_appeal":
        return say("第二审以后的履行期间最后一日", "the last day for performance after the second instance")
    if what == "order_on_one_day":
        return say("同一日的先后", "which of the two came first on that day")
    if what == "rule_in_force":
        return say("当时有效的规则", "a rule in force on that day")
    return event(what, manner().lang) + f" ({what})"


def _reading(reading: "ReadPeriod", one: "Period") -> list[str]:
    several = len(one.readings) > 1
    head = [f"· {name(reading)}{say('：', ': ')}" + _said(reading)] if several else []
    inner = "  " if several else ""
    lines = [inner + _stage(stage) for stage in reading.stages]
    if not reading.stages and reading.last:
        lines = [inner + say(f"最晚日 {day(reading.last)}", f"latest day {day(reading.last)}")]
    return head + lines


def _said(reading: "ReadPeriod") -> str:
    from doxdocket.law.deadlines import ANSWERS  # noqa: PLC0415 - help starts without the rules

    over = reading.over
    return say(*ANSWERS[reading.answer]) + (say(f" {over} 日", f" ({over} days)") if over else "")


def _stage(stage: "Stretch") -> str:
    """``day 1 = …, last day = …``: as a person would write it."""
    last, unmoved = stage.last, stage.unmoved
    line = say(f"起点 {day(stage.start)}（不计），第 1 日 = {day(stage.first)}，", f"from {day(stage.start)} (not counted), day 1 = {day(stage.first)}, ")  # fmt: skip
    if stage.excluded_days:
        line += say(f"不计入 {stage.excluded_days} 日，", f"{stage.excluded_days} days not counted, ")
    if last is None:
        return line + say(
            f"最后一日至少到 {day(unmoved)}，不能确定", f"last day {day(unmoved)} or later, not determinable"
        )
    if last != unmoved:
        return line + say(f"最后一日 = {day(unmoved)}，休假日，顺延到 {day(last)}", f"last day = {day(unmoved)}, of rest, moved to {day(last)}")  # fmt: skip
    return line + say(f"最后一日 = {day(last)}", f"last day = {day(last)}")


def _grants(one: "Period") -> list[str]:
    lines = []
    if one.extensions or one.excluded:
        names = ", ".join([*one.extensions, *one.excluded])
        lines.append(say(f"延长、不计入的登记：{names}", f"extensions and excluded time on record: {names}"))
    if one.explained:
        lines.append(say("没有这些登记则为超期", "without these it would be an overrun"))
    if one.late_extensions:
        lines.append(say("期满以后才批准：", "granted after the period had run out: ") + ", ".join(one.late_extensions))
    if one.extensions_beyond_power:
        names = ", ".join(one.extensions_beyond_power)
        lines.append(say(f"无权批准或者超过可批准期间：{names}", f"beyond the power of who granted it: {names}"))
    return lines


def _claims(data: "ProcedureAccount") -> str:
    from doxdocket.assess.procedure.claims import KINDS, STANDING  # noqa: PLC0415 - help starts without the forms

    head = [say("请求", "claim"), say("种类", "kind"), say("内容", "text"), say("金额", "amount"), say("提出", "stated"), say("现状", "now"), say("变更与依据", "changes")]  # fmt: skip
    rows = [
        [c.claim, say(*KINDS[c.kind]), c.text, _money(c.amount), str(c.stated), (say(*STANDING[c.standing]) if c.standing else say("没有登记变更", "no change entered")) + _judged(c),
         say("；", "; ").join(_change(x) for x in c.changes) or "—"]
        for c in data.claims
    ]  # fmt: skip
    return table(head, rows) if rows else ""


def _judged(claim: "StatedClaim") -> str:
    """Beside a claim, what the second instance made of the items that answer it."""
    told = [x.item + _standing(x) for x in claim.judged if x.standing != "stands"]
    return say("；", "; ") + say("、", ", ").join(told) if told else ""


def _change(one: "Change") -> str:
    words = {"added": ("增加", "added"), "changed": ("变更", "changed"), "withdrawn": ("撤回", "withdrawn"), "achieved": ("已实现", "achieved")}  # fmt: skip
    counts = one.recheck
    seen = ""
    if counts:
        told = (("publications", "发布次", "publications"), ("removed", "看不到", "removed"), ("shown", "看得到", "shown"), ("unknown", "无答案", "unknown"))  # fmt: skip
        seen = say("，复查：", "; recheck: ") + ", ".join(
            f"{say(zh, en)} {counts[n]}" for n, zh, en in told if n in counts
        )
    return f"{one.at} {say(*words[one.how])}{say('：', ': ')}{one.grounds}{seen}"


def _second(data: "ProcedureAccount") -> str:
    """What the second instance decided, by case and for whom."""
    head = [say("第二审", "second instance"), say("案件", "case"), say("对", "on"), say("结果", "outcome"), say("日期", "day"), say("文号", "document"), say("针对的上诉", "appeals"), say("被告", "defendants"), say("内容", "text")]  # fmt: skip
    comma, all_of = say("、", ", "), say("全部", "all")
    cases = {"civil": ("民事", "civil"), "criminal": ("刑事", "criminal")}
    papers = {"judgment": ("判决", "judgment"), "ruling": ("裁定", "ruling")}
    rows = [
        [x.id, say(*cases[x.case]), say(*papers[x.appealed]), name(x), str(x.at), x.document or "—",
         comma.join(x.appeals) or all_of, comma.join(x.defendants) or all_of, x.text or "—"]
        for x in data.second_instance
    ]  # fmt: skip
    return table(head, rows) if rows else ""


def _standing(item: "Item | Judged") -> str:
    """Beside an item, what the second instance made of it."""
    from doxdocket.assess.procedure.second import STANDING  # noqa: PLC0415 - help starts without the forms

    told = say(*STANDING[item.standing])
    return say(f"（{told}）", f" ({told})") if told else ""


def _judgment(data: "ProcedureAccount") -> str:
    from doxdocket.assess.procedure.claims import DONE, KINDS  # noqa: PLC0415 - help starts without the forms

    head = [say("判项", "item"), say("种类", "kind"), say("应付", "owed"), say("已付", "paid"), say("未付", "open"), say("期限", "due"), say("履行", "performed"), say("经过", "how")]  # fmt: skip
    rows = [
        [j.item + _standing(j), say(*KINDS[j.kind]), _owed(j), _money(j.paid, say("不明", "not known") if j.kind == "payment" else "—"), _money(j.open), _due(j),
         say(*DONE[j.state]) + _each(j) + _overdue(j), say("；", "; ").join(_performed(p, j) for p in j.performed) or "—"]
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
        return f"{item.due} ({say('、', ', ').join(lacking(n) for n in item.missing)}?)"
    return str(item.due) + ("" if item.last in {None, item.due} else f" → {item.last}")


def _each(item: "Item") -> str:
    """Of what each must do himself: who did and who is not known to have."""
    from doxdocket.assess.procedure.claims import DONE  # noqa: PLC0415 - help starts without the forms

    told = say("；", "; ").join(f"{x.defendant} {say(*DONE[x.state])}" for x in item.each)
    return say(f"（{told}）", f" ({told})") if told else ""


def _overdue(item: "Item") -> str:
    return say(f"，已过期限 {item.overdue} 日", f", {item.overdue} days past its day") if item.overdue else ""


def _performed(one: "Performed", item: "Item") -> str:
    from doxdocket.assess.procedure.claims import MEDIA  # noqa: PLC0415 - help starts without the forms

    parts = [
        str(one.at),
        *([_money(one.amount)] if one.amount is not None else []),
        *([one.where] if one.where else []),
    ]
    if one.medium:
        parts.append(say(*MEDIA[one.medium]))
    late = [say("（逾期）", "(late)")] if one.id in item.late else []
    return " ".join([*parts, *late])


def _competence(data: "ProcedureAccount") -> str:
    lines = [say("管辖（按起诉之日）", "Who is competent, on the day of the suit")]
    for one in data.competence:
        mark = "" if one.status == "verified" else say("（条文未核对）", " (text not verified)")
        lines += wrap(f"{name(one)} [{one.article}]{mark}", COLUMNS, "  ")
    return "\n".join(lines)


def _contested(data: "ProcedureAccount") -> str:
    lines = [say("需人工认定的争议点", "Contested points: needs a human decision")]
    for one in data.contested:
        mark = (
            say("本案涉及", "this record touches it") if one.touched else say("本案未见", "not touched by this record")
        )
        lines.append(f"  {name(one)} [{one.id}]{say('：', ': ')}{mark}")
        for reading in one.readings:
            lines += wrap(f"– {name(reading)} ({reading.basis})", COLUMNS, "    ")
    return "\n".join(lines)


def _remarks(data: "ProcedureAccount") -> str:
    lines = [say("请看", "To be looked at")]
    for one in data.remarks:
        lines += wrap(f"{name(one)}{_of(one.entries)}", COLUMNS, "  ")
    return "\n".join(lines) if data.remarks else ""


def _of(entries: Sequence[str]) -> str:
    return f" [{', '.join(entries)}]" if entries else ""
