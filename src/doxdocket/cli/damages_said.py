"""The damages worksheet in words: factors, range, what bounds change, what is open; the ladder is in ``ladder_said``.

>>> within("met"), within("?")
('不超过', '不能确定')
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from doxdocket.assess.damages.factors import CONDUCT
from doxdocket.assess.damages.ladder import subjects
from doxdocket.cli.damages_words import (
    answer,
    block,
    conduct,
    ends,
    evidence,
    flow,
    label,
    money,
    number,
    remarks,
    sanction,
    sums_of,
)
from doxdocket.cli.harm_said import contacts, harm
from doxdocket.cli.ladder_said import applied, ladder
from doxdocket.cli.panel_said import near, panel
from doxdocket.cli.said import manner, name, say
from doxdocket.cli.width import table

MOST_KINDS = 8

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import (
        FactorAsked,
        FactorFigure,
        Figure,
        KindOfHarm,
        OpenPoint,
        PutBounds,
        Reading,
        Swing,
        Worksheet,
    )


def text(found: "Worksheet") -> str:
    """All of it."""
    parts = [
        _head(found), ladder(found), _factors(found.factors, found.put.posts), harm(found.harm), contacts(found.contacts), panel(found.panel),
        near(found.comparables), _range(found), _swings(found), _contested(found.contested),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def _head(found: "Worksheet") -> str:
    first, last = found.acts
    days = say(
        f"采集到的公开贴文 {first or '?'} 至 {last or '?'}（含其他频道）；按 {found.hearing} 开庭时有效的规则",
        f"Posts that expose somebody {first or '?'} to {last or '?'}, of all channels captured; rules as of a hearing on {found.hearing}",
    )
    lines = [line for row in found.says for line in flow(name(row))] + flow(days)
    if found.hearing_from == "today":
        lines += flow(
            say(
                "! 没有登记开庭日（事项 S10），也没有写明 --on：按审理日适用的规则暂按今天。",
                "! No hearing is on the register (event S10) and none was given (--on): rules that go by it are today's.",
            )
        )
    return block(say("赔偿金确定说明", "damages worksheet"), lines)


def _factors(rows: "Sequence[FactorAsked]", put: int | None) -> str:
    head = [
        say("数据", "figure"),
        say("全案下限–上限", "whole case, low–high"),
        *([say("归于被告", "put to defendants")] if put else []),
    ]
    lines = flow(say(
        f"归于被告：民事被告本人发布的、所管频道的和登记为共同行为的 {put} 条贴文，合并去重，仅有指认的账号不在内（figures --scope parties）；空白的不能确定或不属于某些贴文",
        f"Put to defendants: {put} posts of the civil defendants, of channels they ran and of acts entered as done together, counted together, accounts only claimed left out (figures --scope parties); blank where not determinable or of no posts",
    ) if put else say(
        "归于被告的：没有登记民事被告的账号或所管频道，或者其中没有贴文；下列是全案的数据",
        "Put to defendants: no account of a civil defendant and no channel run is entered, or none holds a post; figures are of the whole case",
    ), "")  # fmt: skip
    for place, one in enumerate(rows, 1):
        lines.append(f"{place}. {name(one)}")
        cells = [
            [
                label(f.figure),
                _ends(f.figure, f.figure) + _picked(f.figure),
                *([_put(f)] if put else []),
                f.figure.unit,
                f.figure.command,
            ]
            for f in one.figures
        ]
        if cells:
            lines += [f"   {line}" for line in table([*head, "", ""], cells).splitlines()]
        lines += _kinds(one.by_kind or ()) + _incidents(one.incidents or ()) + _sanctions(one)
        for e in one.entries:
            who = f" {e.defendant.id} {e.defendant.name}" if e.defendant else ""
            lines += flow(f"{e.entry}{who} {e.says} {money(e.amount) if e.amount else ''} {evidence(e)}", "   ")
        if one.empty:
            lines.append(say("   这一项没有任何数据或登记。", "   Nothing stands behind this factor."))
        lines += flow(name(one.note), "   ")
    return block(say("六项因素（不打分、不相加）", "six factors (no score, no sum)"), lines)


def _put(of: "FactorFigure") -> str:
    """What of it is put to the defendants together."""
    return "" if of.put is None else _ends(of.figure, of.put)


def _ends(figure: "Figure", found: "Figure | PutBounds") -> str:
    """The bounds of a figure; of conduct what is confirmed, and what is only labelled apart from it."""
    low, high = found.low, found.high
    if figure.id in CONDUCT and isinstance(low, int) and isinstance(high, int):
        return conduct(low, high)
    return ends(low, high)


def _picked(figure: "Figure") -> str:
    """The value that a person decided on, where one did."""
    return (
        say(f"（认定 {number(figure.value)}）", f" (decided {number(figure.value)})")
        if figure.status != "machine"
        else ""
    )


def _kinds(rows: "Sequence[Figure]") -> list[str]:
    if not rows:
        return []
    most = sorted(rows, key=lambda f: -int(f.high or 0))[:MOST_KINDS]
    said = say("；", "; ").join(f"{label(f)} {ends(f.low, f.high)}" for f in most)
    more = len(rows) - len(most)
    return flow(said + (say(f"；另有 {more} 种", f"; {more} more kinds") if more else ""), "   ")


def _incidents(rows: "Sequence[KindOfHarm]") -> list[str]:
    lines: list[str] = []
    for r in rows:
        n = ends(r.incidents_low, r.incidents_high)
        same = say("；", "; ").join(say("、", ", ").join(one) for one in r.perhaps_same)
        one = (
            say(f"；{same} 可能是同一件事，下限只计一次", f"; {same} may be one, counted once in the low")
            if same
            else ""
        )
        lines.append(say(f"{name(r)} {n} 起（{r.persons} 人{one}）", f"{name(r)}: {n} ({r.persons} persons{one})"))
    return flow(say("；", "; ").join(lines), "   ") if lines else []


def _sanctions(one: "FactorAsked") -> list[str]:
    lines: list[str] = []
    for row in one.sanctions or ():
        who = f"{row.defendant.id} {row.defendant.name} " if row.defendant else ""
        lines += flow(f"{row.entry} {who}{sanction(row)} {sums_of(row)} {evidence(row)}", "   ")
    if one.without:
        who = say("、", ", ").join(d.id + _fined(d.fines) for d in one.without)
        lines += flow(
            say(f"没有登记处理结果的被告：{who}", f"Defendants without a sanction on the register: {who}"), "   "
        )
    return lines


def _fined(entries: Sequence[str]) -> str:
    """The entries above that tell of a fine of one without a sanction."""
    told = say("、", ", ").join(entries)
    return say(f"（罚金见登记 {told}）", f" (fines: entry {told})") if entries else ""


def _range(found: "Worksheet") -> str:
    cap = found.ceiling
    lines = flow(
        say(
            f"上限：{cap.article} {money(cap.amount)}，包括本数",
            f"Ceiling: {cap.article} {money(cap.amount)}, the number itself included",
        )
    )
    for one in found.ranges:
        claimed = say(f"；诉请 {money(one.claimed)}", f"; claimed {money(one.claimed)}") if one.claimed else ""
        per = next((name(c) for c in one.ceiling if c.chosen), say("按什么计不明", "per what not known"))
        lines += flow(
            f"{one.entry} {money(one.low)} – {money(one.high)}（{per}）{claimed} {one.reasons} {evidence(one)}",
            "  ",
        )
        for c in one.ceiling:
            counts = (
                say(f"（{ends(*c.counts)} 份上限）", f" ({ends(*c.counts)} times the ceiling)")
                if c.counts
                else _lacking(c.missing)
            )
            lines.append(
                "    "
                f"{name(c)}{counts}{say('：', ': ')}{within(c.low)}"
                + ("" if c.low == c.high else f" – {within(c.high)}")
            )
        lines += remarks(one.warnings)
    return block(say("区间：由人选定", "the range: chosen by persons"), [*lines, *remarks(found.warnings)])


def _lacking(names: Sequence[str]) -> str:
    from doxdocket.law import words  # noqa: PLC0415 - help starts without the rules

    told = say("、", ", ").join(words.of(None, one, manner().lang) for one in names)
    return say(f"（缺 {told}）", f" (lacking {told})")


def within(code: str) -> str:
    """An answer of the ceiling in words."""
    zh, en = {"met": ("不超过", "within"), "not met": ("超过", "over")}.get(code, ("不能确定", "not determinable"))
    return say(zh, en)


def _swings(found: "Worksheet") -> str:
    lines: list[str] = []
    for who, readings in _steps(found):
        said = say("、", ", ").join(one or say("全案一并", "the whole case together") for one in who)
        lines += flow(
            say(f"适用哪一步取决于读法（{said}）：", f"which step applies depends on the reading ({said}): "), "  "
        )
        lines += [line for one in readings for line in flow(f"{name(one)} → {applied(one, articles=False)}", "    ")]
    cases = {c.case.id: c.case.name for c in found.comparables.cases}
    for row in _grouped([one for one in found.swings if one.what != "step"], _readings(found)):
        of = " ".join(filter(None, [row.article or cases.get(row.of, row.of), row.reading]))
        lines += flow(
            f"{of}{say('：下限 ', ': low ')}{answer(row.low or '')}{say('，上限 ', ', high ')}{answer(row.high or '')}",
            "  ",
        )
    return block(
        say("上下限和读法会改变什么（不涉及金额）", "what bounds and readings change (no amounts)"),
        lines or [say("  没有。", "  nothing.")],
    )


def _steps(found: "Worksheet") -> "list[tuple[list[str], Sequence[Reading]]]":
    """Of whom the step that applies depends on the reading; those of whom the same is so together."""
    swinging = {row.of for row in found.swings if row.what == "step"}
    out: dict[str, tuple[list[str], Sequence[Reading]]] = {}
    for who, readings in subjects(found.ladder):
        if (who or "ladder") in swinging:
            out.setdefault(repr([(one.id, one.applies) for one in readings]), ([], readings))[0].append(who)
    return list(out.values())


def _readings(found: "Worksheet") -> dict[str, str]:
    """What readings, ceilings and points of likeness are called."""
    from doxdocket.law import words  # noqa: PLC0415 - help starts without the rules

    items = {row.reading: words.said("readings", row.reading, manner().lang) for row in found.swings if row.what == "line" and row.reading}  # fmt: skip
    per = {c.per: name(c) for one in found.ranges for c in one.ceiling}
    return items | per | {p.id: name(p) for case in found.comparables.cases for p in case.points}


def _grouped(rows: "Sequence[Swing]", readings: Mapping[str, str]) -> "list[Swing]":
    """Rows that differ in the reading alone as one."""
    out: dict[tuple[str | None, ...], list[Swing]] = {}
    for row in rows:
        out.setdefault((row.what, row.of, row.low, row.high), []).append(row)
    comma = say("、", ", ")
    return [
        replace(some[0], reading=comma.join(filter(None, (readings.get(row.reading or "", "") for row in some))))
        for some in out.values()
    ]


def _contested(rows: "Sequence[OpenPoint]") -> str:
    lines = []
    for row in rows:
        both = say(" ／ ", " / ").join(name(r) for r in row.readings)
        lines += flow(f"{name(row)}{say('：', ': ')}{both}", "  ")
    return block(say("有争议，由人认定", "open: needs a human decision"), lines)
