"""The ladder in words: what was entered, the step for the whole case, for each defendant and for those jointly liable.

Defendants of whom all the same holds stand on one line. Left out: any choice between answers that differ.

>>> yes(True), yes("False"), yes("2024-01-02")
('是', '否', '2024-01-02')
"""

from typing import TYPE_CHECKING

from doxdocket.cli.damages_words import WHAT, answer, block, determinable, ends, flow, label, money, remarks
from doxdocket.cli.parties_words import acts
from doxdocket.cli.said import manner, name, say

_YES = {"true": ("是", "yes"), "false": ("否", "no"), "?": ("不明", "not known")}

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doxdocket.assess.damages.account import (
        Ladder,
        LadderGains,
        OfDefendant,
        OfGroup,
        Reading,
        StatedFact,
        StepAsked,
        Steps,
        Worksheet,
    )
    from doxdocket.assess.damages.told import Money


def ladder(found: "Worksheet") -> str:
    """All of it."""
    rows, lines = found.ladder, list[str]()
    for one in rows.determinable:
        what, how = say(*WHAT[one.what]), determinable(one.answer)
        who = f" {one.defendant}" if one.defendant else ""
        lines += flow(f"{one.entry} {what}{who}{say('：', ': ')}{how} {money(one.amount)} {one.reason}", "  ")
    if not rows.determinable:
        lines.append(
            say(
                "  没有登记损失、获利可否确定（表 determinable）",
                "  nothing entered on loss or gain (form determinable)",
            )
        )
    lines += [say("全案一并：", "The whole case together:")] if rows.defendants else []
    lines += remarks(rows.found.told)
    for reading in rows.found.readings:
        lines += [*flow(name(reading)), *(line for step in reading.steps for line in _step(step))]
        lines.append("  → " + applied(reading, articles=False))
    lines += [*_each(rows.defendants), *_together(rows)]
    lines.append(say("另外：", "Beside it:"))
    for step in rows.beside:
        lines += [*_step(step), *_because(step, found.facts)]
    return block(say("阶梯：适用哪一步", "the ladder: which step applies"), [*lines, *_gains(rows.gains)])


def _step(step: "StepAsked") -> list[str]:
    lines = flow(f"{name(step)}{say('：', ': ')}{answer(step.answer)}", "  ")
    for rule in step.rules:
        mark = "" if rule.status == "verified" else say("（条文未核对）", " (text not verified)")
        early = say("（部分贴文在其施行以前）", " (some posts before it took effect)") if rule.acts_before_it else ""
        lines += flow(f"{rule.article}{mark} [{rule.provision}] {answer(rule.answer)}{early}", "    ")
    return lines + _lacking([step], "    ")


def _lacking(steps: "Iterable[StepAsked]", indent: str) -> list[str]:
    facts = {
        m.fact: f"{say(m.zh, m.en)} ({m.fact})" if m.zh and m.en else m.fact for step in steps for m in step.missing
    }
    return flow(say("还缺：", "lacking: ") + say("、", ", ").join(facts.values()), indent) if facts else []


def applied(reading: "Reading", *, articles: bool) -> str:
    """The steps that are met, with the articles by which they are."""
    met = [step for step in reading.steps if step.id in reading.applies]
    told = [name(step) + (_articles(step) if articles else "") for step in met]
    return say("、", ", ").join(told) or say("哪一步都还不能认定为达到", "no step is met as far as is known")


def _articles(step: "StepAsked") -> str:
    told = say("、", ", ").join(rule.article for rule in step.rules if rule.answer == "met")
    return say(f"（{told}）", f" ({told})")


# Each defendant, and those together


def _each(rows: "Sequence[OfDefendant]") -> list[str]:
    """The defendants, those of whom the same is told together."""
    if not rows:
        return []
    alike: dict[str, list[OfDefendant]] = {}
    for row in rows:
        alike.setdefault(repr((row.found.held, row.joint, _said(row))), []).append(row)
    lines = flow(say(
        "逐名被告（只及于一人的登记只计入本人，并先于不分被告的登记）：",
        "Each defendant (what is entered of one counts for that one alone, before what is entered of all):",
    ))  # fmt: skip
    for group in alike.values():
        who = say("、", ", ").join(f"{row.id} {row.name}" for row in group)
        joint = say("、", ", ").join(group[0].joint)
        lines += flow(
            f"{who}{say('：', ': ')}{_held(group[0].found)}"
            + (say(f"；连带：{joint}", f"; jointly liable: {joint}") if joint else ""),
            "  ",
        )
        lines += [line for row in group for line in flow(_days(row), "    ")]
        lines += [*_said(group[0]), *(line for row in group for line in _account(row))]
    return lines


def _days(row: "OfDefendant") -> str:
    """The first and last day of the acts of one defendant, as ``assess parties`` has them."""
    return say(f"{row.id} 的行为：", f"acts of {row.id}: ") + acts(row.acts)


def _account(row: "OfDefendant") -> list[str]:
    """What the account of gains has of one defendant."""
    if row.gains is None:
        return []
    before, after = (_between(*pair) for pair in (row.gains.before, row.gains.after))
    return flow(say(
        f"{row.id} 的账目（assess gains；采哪一口径有争议）：退款、成本以前 {before}；以后 {after}",
        f"Account of gains of {row.id} (which is meant is disputed): before refunds and costs {before}; after {after}",
    ), "    ")  # fmt: skip


def _between(low: "Money | None", high: "Money | None") -> str:
    return money(low) if low == high else f"{money(low)} – {money(high)}"


def _held(found: "Steps") -> str:
    """Whether loss and gain can be determined, with the entries that say so."""
    told = []
    for what, one in found.held.items():
        told.append(f"{say(*WHAT[what])} {name(one.says)}" + (f" [{', '.join(one.entries)}]" if one.entries else ""))
    return say("；", "; ").join(told)


def _said(row: "OfDefendant | OfGroup") -> list[str]:
    """What is told of one defendant, or of several together, below the first line."""
    lines = [f"  {line}" for line in remarks(row.found.told)]
    lines += [line for fact in getattr(row, "facts", ()) for line in flow(_fact(fact), "    ")]
    return [
        *lines, *(line for reading in row.found.readings for line in _reading(reading)),
        *(f"  {line}" for step in getattr(row, "beside", ()) for line in _step(step)),
    ]  # fmt: skip


def _reading(reading: "Reading") -> list[str]:
    """A reading by its first words, the steps that are met in it, what was put in and what is lacking."""
    called = name(reading).partition(say("：", ":"))[0]
    lines = flow(f"{called} → {applied(reading, articles=True)}", "    ")
    return [*lines, *_inputs(reading), *_lacking(reading.steps, "      ")]


def _inputs(reading: "Reading") -> list[str]:
    """What was put into the rules of the steps."""
    put = {fact: so for step in reading.steps for rule in step.rules for fact, so in rule.inputs.items()}
    told = say("，", ", ").join(f"{_word(fact)}={yes(so)}" for fact, so in put.items())
    return flow(say("输入：", "inputs: ") + told, "      ") if told else []


def _together(rows: "Ladder") -> list[str]:
    """Those jointly liable; where they are all and nothing differs, that alone is said."""
    lines: list[str] = []
    for row in rows.together:
        entries, articles, members = (say("、", ", ").join(some) for some in (row.entries, row.articles, row.members))
        who = say(f"{entries}（{articles}）{members}", f"{entries} ({articles}) {members}")
        others = say(f"（另有不在本案被告之列的 {'、'.join(row.not_sued)}）", f" (and {', '.join(row.not_sued)}, not sued here)") if row.not_sued else ""  # fmt: skip
        every = {*row.members} == {one.id for one in rows.defendants}
        if every and [*map(_reading, row.found.readings)] == [*map(_reading, rows.found.readings)]:
            lines += flow(f"{who}{others}{say('：与全案一并相同', ': as for the whole case')}", "  ")
        else:
            lines += [*flow(f"{who}{others}{say('：', ': ')}{_held(row.found)}", "  "), *_said(row)]
    return [say("连带责任人一并：", "Those jointly liable together:"), *lines] if lines else []


# Facts and gains


def _because(step: "StepAsked", facts: "Sequence[StatedFact]") -> list[str]:
    """The facts that settled the answer, whose they are and why; the type of suit settles one."""
    if step.answer == "not determinable":
        return []
    used = {fact for rule in step.rules for fact in rule.inputs}
    return [line for fact in facts if fact.fact in used for line in flow(_fact(fact), "    ")]


def _fact(fact: "StatedFact") -> str:
    why = f" [{fact.entry}] {fact.reason}" if fact.entry else say("（由检察机关起诉；不妨碍被害人本人另行请求）", " (the procuratorate sues; the injured person may still claim)")  # fmt: skip
    return f"{_word(fact.fact)}{say('：', ': ')}{yes(fact.value)}{why}"


def _word(fact: str) -> str:
    from doxdocket.law import words  # noqa: PLC0415 - help starts without the rules

    return words.of(None, fact, manner().lang)


def yes(value: object) -> str:
    """True or false in words, anything else as it is."""
    return say(*_YES.get(str(value).lower(), (str(value),) * 2))


def _gains(gains: "LadderGains") -> list[str]:
    lines = [f"{label(f)} {ends(f.low, f.high)} {f.unit}  {f.command}" for f in gains.figures if f.low is not None]
    return [say("获利（见 assess gains；采哪一口径有争议）：", "Gains (assess gains; which of them is meant is disputed):"), *(f"  {one}" for one in lines)] if lines else []  # fmt: skip
