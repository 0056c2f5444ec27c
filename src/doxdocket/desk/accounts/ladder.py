"""The ladder in words: what was entered, the step for the whole case, for each defendant and for those jointly liable.

Defendants of whom all the same holds stand on one line. Left out: any choice between answers that differ.

>>> yes(True), yes("False"), yes("2024-01-02")
('是', '否', '2024-01-02')
"""

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
from doxdocket.assess.damages.worksheet_parts import Money
from doxdocket.desk.accounts.damages_words import WHAT, answer, determinable, ends, label, money, remarks
from doxdocket.desk.accounts.parties_words import acts
from doxdocket.law import words
from doxdocket.report.document import Block, Heading, Items, Paragraph, Part
from doxdocket.words import either, lang, listed, named, say, zh_en

_YES = {"true": zh_en("assess_gains.yes"), "false": zh_en("ladder_said.no"), "?": zh_en("assess_gains.not_known")}


def ladder(found: Worksheet) -> Part:
    """All of it."""
    rows, lines = found.ladder, list[Block]()
    for one in rows.determinable:
        what, how = either(*WHAT[one.what]), determinable(one.answer)
        who = f" {one.defendant}" if one.defendant else ""
        lines.append(
            Paragraph(f"{one.entry} {what}{who}{say('marks.colon')}{how} {money(one.amount)} {one.reason}", "  ")
        )
    if not rows.determinable:
        lines.append(say("ladder_said.nothing_entered_on_loss_or"))
    lines += [Heading(say("ladder_said.whole_case_together"))] if rows.defendants else []
    lines += remarks(rows.found.told)
    for reading in rows.found.readings:
        lines += [Paragraph(named(reading)), *(line for step in reading.steps for line in _step(step))]
        lines.append("  → " + applied(reading, articles=False))
    lines += [*_each(rows.defendants), *_together(rows)]
    lines.append(Heading(say("ladder_said.beside_it")))
    for step in rows.beside:
        lines += [*_step(step), *_because(step, found.facts)]
    return Part([*lines, *_gains(rows.gains)], say("ladder_said.ladder_which_step_applies"))


def _step(step: StepAsked) -> list[Block]:
    lines: list[Block] = [
        Paragraph(f"{named(step)}{say('marks.colon')}{answer(step.answer, step.rules[0].provision)}", "  ")
    ]
    for rule in step.rules:
        mark = "" if rule.status == "verified" else say("ladder_said.text_not_verified")
        early = say("ladder_said.some_posts_before_it_took") if rule.acts_before_it else ""
        lines.append(
            Paragraph(f"{rule.article}{mark} [{rule.provision}] {answer(rule.answer, rule.provision)}{early}", "    ")
        )
    return lines + _lacking([step], "    ")


def _lacking(steps: Iterable[StepAsked], indent: str) -> list[Block]:
    facts = {
        m.fact: f"{either(m.zh, m.en)} ({m.fact})" if m.zh and m.en else m.fact for step in steps for m in step.missing
    }
    return (
        [Paragraph(say("assess_thresholds.lacking") + say("marks.comma").join(facts.values()), indent)] if facts else []
    )


def applied(reading: Reading, *, articles: bool) -> str:
    """The steps that are met, with the articles by which they are."""
    met = [step for step in reading.steps if step.id in reading.applies]
    told = [named(step) + (_articles(step) if articles else "") for step in met]
    return say("marks.comma").join(told) or say("ladder_said.no_step_is_met_as")


def _articles(step: StepAsked) -> str:
    told = say("marks.comma").join(rule.article for rule in step.rules if rule.answer == "met")
    return say("marks.in_brackets", text=told)


# Each defendant, and those together


def _each(rows: Sequence[OfDefendant]) -> list[Block]:
    """The defendants, those of whom the same is told together."""
    if not rows:
        return []
    alike: dict[str, list[OfDefendant]] = {}
    for row in rows:
        alike.setdefault(repr((row.found.held, row.joint, _said(row))), []).append(row)
    lines: list[Block] = [Paragraph(say("ladder_said.each_defendant_what_is_entered"))]  # fmt: skip
    for group in alike.values():
        who = say("marks.comma").join(f"{row.id} {row.name}" for row in group)
        joint = say("marks.comma").join(group[0].joint)
        jointly = say("ladder_said.jointly_liable", joint=joint) if joint else ""
        lines.append(Paragraph(f"{who}{say('marks.colon')}{_held(group[0].found)}{jointly}", "  "))
        lines += [Paragraph(say("ladder_said.acts_of", id=row.id) + acts(row.acts), "    ") for row in group]
        lines += [*_said(group[0]), *(line for row in group for line in _account(row))]
    return lines


def _account(row: OfDefendant) -> list[Block]:
    """What the account of gains has of one defendant."""
    if row.gains is None:
        return []
    before, after = (_between(*pair) for pair in (row.gains.before, row.gains.after))
    return [Paragraph(say("ladder_said.account_of_gains_of_which", id=row.id, before=before, after=after), "    ")]  # fmt: skip


def _between(low: Money | None, high: Money | None) -> str:
    return money(low) if low == high else f"{money(low)} – {money(high)}"


def _held(found: Steps) -> str:
    """Whether loss and gain can be determined, with the entries that say so."""
    told = []
    for what, one in found.held.items():
        told.append(
            f"{either(*WHAT[what])} {named(one.says)}" + (f" [{', '.join(one.entries)}]" if one.entries else "")
        )
    return say("marks.semicolon").join(told)


def _said(row: OfDefendant | OfGroup) -> list[Block]:
    """What is told of one defendant, or of several together, below the first line."""
    return [
        Part(remarks(row.found.told), indent="  "), *(Paragraph(_fact(fact), "    ") for fact in getattr(row, "facts", ())),
        *(line for reading in row.found.readings for line in _reading(reading)),
        *(Part(_step(step), indent="  ") for step in getattr(row, "beside", ())),
    ]  # fmt: skip


def _reading(reading: Reading) -> list[Block]:
    """A reading by its first words, the steps that are met in it, what was put in and what is lacking."""
    called = named(reading).partition(say("marks.colon_2"))[0]
    lines: list[Block] = [Paragraph(f"{called} → {applied(reading, articles=True)}", "    ")]
    return [*lines, *_inputs(reading), *_lacking(reading.steps, "      ")]


def _inputs(reading: Reading) -> list[Block]:
    """What was put into the rules of the steps."""
    put = {fact: so for step in reading.steps for rule in step.rules for fact, so in rule.inputs.items()}
    told = say("marks.comma_2").join(f"{_word(fact)}={yes(so)}" for fact, so in put.items())
    return [Paragraph(say("ladder_said.inputs") + told, "      ")] if told else []


def _together(rows: Ladder) -> list[Block]:
    """Those jointly liable; where they are all and nothing differs, that alone is said."""
    lines: list[Block] = []
    for row in rows.together:
        entries, articles, members = (
            say("marks.comma").join(some) for some in (row.entries, row.articles, row.members)
        )
        who = say("ladder_said.entries_articles_members", entries=entries, articles=articles, members=members)
        others = say("ladder_said.and_not_sued_here", not_sued=listed("marks.comma", row.not_sued)) if row.not_sued else ""  # fmt: skip
        every = {*row.members} == {one.id for one in rows.defendants}
        if every and [*map(_reading, row.found.readings)] == [*map(_reading, rows.found.readings)]:
            lines.append(Paragraph(f"{who}{others}{say('ladder_said.as_for_whole_case')}", "  "))
        else:
            lines += [Paragraph(f"{who}{others}{say('marks.colon')}{_held(row.found)}", "  "), *_said(row)]
    return [Heading(say("ladder_said.those_jointly_liable_together")), *lines] if lines else []


# Facts and gains


def _because(step: StepAsked, facts: Sequence[StatedFact]) -> list[Block]:
    """The facts that settled the answer, whose they are and why; the type of suit settles one."""
    if step.answer == "not determinable":
        return []
    used = {fact for rule in step.rules for fact in rule.inputs}
    return [Paragraph(_fact(fact), "    ") for fact in facts if fact.fact in used]


def _fact(fact: StatedFact) -> str:
    why = f" [{fact.entry}] {fact.reason}" if fact.entry else say("ladder_said.procuratorate_sues_injured_person_may")  # fmt: skip
    return f"{_word(fact.fact)}{say('marks.colon')}{yes(fact.value)}{why}"


def _word(fact: str) -> str:
    return words.of(None, fact, lang())


def yes(value: object) -> str:
    """True or false in words, anything else as it is."""
    return either(*_YES.get(str(value).lower(), (str(value),) * 2))


def _gains(gains: LadderGains) -> list[Block]:
    lines = [f"{label(f)} {ends(f.low, f.high)} {f.unit}  {f.command}" for f in gains.figures if f.low is not None]
    return [Items(lines, title=say("ladder_said.gains_assess_gains_which_of"), indent="  ")]
