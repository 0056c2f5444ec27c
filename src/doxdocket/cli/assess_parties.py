"""``assess parties`` and ``assess motives``: who answers for what and why it was done, as register and rules say.

Left out: any conclusion; names of defendants and guardians are masked, ``register show`` opens one.

>>> years((16, 17)), years(None) == word("unknown")
('16–17', True)
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import Build, open_case, warn_if_stale
from doxdocket.cli.parties_parts import ACTS_HEAD, acts_together, ages, cares, figures, titled, to_find, unconfirmed
from doxdocket.cli.parties_words import WORDS, acts, hint, relation, stretch, word, years, yes
from doxdocket.cli.said import manner
from doxdocket.report.text import wrap
from doxdocket.words import Sentence, either, say, zh_en

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doxdocket.assess.motives import Motive, Motives
    from doxdocket.assess.parties.account import (
        CivilDefendant,
        CivilGuardian,
        Deeds,
        Group,
        KnownAccount,
        KnownDefendant,
        Parties,
        Subject,
    )
    from doxdocket.assess.parties.liability import Together
    from doxdocket.law.rules import Book

REMARK = zh_en("assess_parties.which_account_is_whose_was")


@dataclass(frozen=True, slots=True)
class OfParties:
    """What ``assess parties`` prints; ``build``: what made the result of which it is."""

    case: str
    account: "Parties" = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "parties",
    short=Sentence("assess_parties.parties_short"),
    about=Sentence("assess_parties.parties_about"),
    examples=("doxdocket assess parties case", "doxdocket assess parties case --json"),
)  # fmt: skip
@case_argument()
def parties(case: str) -> Answer[OfParties]:
    """Read register and run, and say it."""
    from doxdocket.assess.plain import plain
    from doxdocket.pipeline import rules
    from doxdocket.pipeline.parties import parties as account

    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        found, book = account(opened), rules(opened)
    data = plain(OfParties(case, found))
    if not found.defendants and not found.accounts:
        text = say("assess_parties.register_holds_no_defendant_and")  # fmt: skip
        return Answer(data, text)
    parts = [_defendants(found.defendants), _parties(found.parties), _links(found.accounts), _joint(found.joint, book),
             _groups(found.groups), _subjects(found.subjects), _deeds(found.deeds), ages(found.by_age), cares(found.by_care, found.deeds),
             to_find(found.open),
             "\n".join(wrap(either(*REMARK), 100))]  # fmt: skip
    return Answer(data, "\n\n".join(part for part in parts if part))


def _defendants(rows: "Sequence[KnownDefendant]") -> str:
    def first(row: "KnownDefendant") -> str:
        may = say("assess_parties.as_early_as", told=at(row, "may_first")) if row.may_first else ""
        return at(row, "first_act") + may

    def last(row: "KnownDefendant") -> str:
        may = say("assess_parties.as_late_as", told=at(row, "may_last")) if row.may_last else ""
        return at(row, "last_act") + may

    def old_enough(row: "KnownDefendant") -> str:
        sure, perhaps = (
            say("marks.comma").join(
                dict.fromkeys(word(a.said.answer) for a in row.criminal_age if a.day_in_doubt is so)
            )
            for so in (False, True)
        )
        beside = say("assess_parties.age_with_posts_in_doubt", answers=perhaps) if perhaps and perhaps != sure else ""
        return (sure or word("unknown")) + beside

    def at(row: "KnownDefendant", point: str) -> str:
        found, by = row.standing.get(point), row.acts_by if point in {"first_act", "last_act"} else None
        told = f"{found.day} {years(found.age)} {word(found.capacity)}" if found else word("unknown")
        if lacked := found and say("marks.comma").join(map(word, found.missing)):
            told += say("assess_parties.missing", lacked=lacked)
        return told + (say("marks.in_brackets", text=word(f"{by}_day")) if by in {"joint", "register"} else "")

    def sued(row: "KnownDefendant") -> str:
        if row.civil is False:
            return say("assess_parties.not_sued_here")
        unsure = say("assess_parties.day_of_suit_whether_sued")
        return at(row, "sued") + (unsure if row.civil is None and row.sued else "")

    cells = [
        [r.who.id, r.name, acts(r.acts), first(r), last(r), sued(r), old_enough(r)]
        for r in rows
    ]  # fmt: skip
    head = [zh_en("assess_parties.defendant"), zh_en("assess_parties.name"), zh_en("assess_parties.first_last_day_of_acts"), zh_en("assess_parties.first_act_day_age_capacity"),
            zh_en("assess_parties.last_act"), zh_en("assess_parties.sued"), zh_en("assess_parties.age_of_criminal_responsibility")]  # fmt: skip
    return titled(*zh_en("assess_parties.defendants_art_17_20_art"), head, cells)


def _parties(rows: "Sequence[CivilDefendant | CivilGuardian]") -> str:
    cells = [
        [r.party or say("assess_parties.not_entered"), r.name, r.ward, relation(r.relation), word(r.constellation),
         stretch(r.acts_first, r.acts_last) if r.as_ == "guardian" else "",
         say("marks.comma").join(word("guardian_missing" if m == "guardian" else m) for m in (*r.missing, *r.marks))]
        for r in rows
    ]  # fmt: skip
    head = [
        zh_en("assess_parties.party"),
        zh_en("assess_parties.name"),
        zh_en("assess_parties.for"),
        zh_en("assess_parties.relation"),
        zh_en("assess_parties.how"),
        zh_en("assess_parties.for_acts_of"),
        zh_en("assess_parties.missing_to_note"),
    ]
    return titled(
        *zh_en("assess_parties.civil_parties_to_be_named"),
        head,
        cells,
    )


def _links(rows: "Sequence[KnownAccount]") -> str:
    cells = [
        [a.actor.id, of.link.defendant, word(of.link.grade), say("marks.comma").join(map(word, of.link.grounds)),
         say("marks.comma").join(map(word, of.weak)), of.entry]
        for a in rows for of in a.links
    ]  # fmt: skip
    head = [
        zh_en("assess_parties.account"),
        zh_en("assess_parties.defendant"),
        zh_en("assess_parties.grade"),
        zh_en("assess_parties.grounds"),
        zh_en("assess_parties.weak"),
        zh_en("assess_parties.entry"),
    ]
    return titled(*zh_en("assess_parties.accounts_and_defendants_2016_22"), head, cells)


def _joint(rows: "Sequence[Together]", book: "Book") -> str:
    cells = [
        [r.entry, say("marks.comma").join(r.members), say("marks.comma").join(r.instigators), a.article, word(a.answer),
         say("marks.comma").join(_fact(a.provision, name, book) for name in a.missing)]
        for r in rows for a in r.asked
    ]  # fmt: skip
    head = [
        zh_en("assess_parties.entry"),
        zh_en("assess_parties.who_acted"),
        zh_en("assess_parties.who_instigated_or_helped"),
        zh_en("assess_parties.article"),
        zh_en("assess_parties.answer"),
        zh_en("assess_parties.missing_2"),
    ]
    hints = [line for r in rows for h in r.hints for line in wrap(f"{r.entry}{say('marks.colon')}{hint(h)}", 100)]
    return "\n".join([titled(*zh_en("assess_parties.acts_done_together"), head, cells), *hints]) if rows else ""


def _fact(rule: str, name: str, book: "Book") -> str:
    """What a rule calls a fact."""
    from doxdocket.law import words as lawwords

    return word(name) if name in WORDS else lawwords.of(book.find(rule), name, manner().lang)


def _groups(rows: "Sequence[Group]") -> str:
    cells = [[r.entry, say("marks.comma").join(f"{n} {s}" for n, s in r.shares.items()), word(r.how), say("marks.comma").join(r.articles)]
             for r in rows]  # fmt: skip
    head = [
        zh_en("assess_parties.entry"),
        zh_en("assess_parties.jointly_and_severally_liable_shares"),
        zh_en("assess_parties.shares"),
        zh_en("assess_parties.articles"),
    ]
    return titled(
        *zh_en("assess_parties.joint_and_several_by_entry"),
        head,
        cells,
    )


def _subjects(rows: "Sequence[Subject]") -> str:
    from doxdocket.assess.form import masked

    cells = [
        [r.defendant, yes(r.civil), word(r.capacity),
         say("marks.comma").join(f"{g.guardian} {word(g.constellation)}" for g in r.guardians if g.guardian),
         yes(r.criminal), word(r.criminal_age),
         say("marks.semicolon").join([
             *(f"{word(c.case.kind)} {word(c.case.stage)} {masked(c.case, 'sentence')}".strip() + (say("assess_parties.does_not_fit_age") if c.at_odds else "") for c in r.cases),
             *(say("assess_parties.entry_under_criminal_fines", entry=f.entry) for f in r.fines),
         ]),
         word("unknown") if r.differs is None else say("assess_parties.differ") if r.differs else say("assess_parties.alike")]
        for r in rows
    ]  # fmt: skip
    head = [zh_en("assess_parties.defendant"), zh_en("assess_parties.civil"), zh_en("assess_parties.capacity"), zh_en("assess_parties.guardians"), zh_en("assess_parties.criminal"),
            zh_en("assess_parties.criminal_age"), zh_en("assess_parties.cases"), zh_en("assess_parties.both")]  # fmt: skip
    return titled(*zh_en("assess_parties.criminal_and_civil_subjects"), head, cells)


def _deeds(rows: "Sequence[Deeds]") -> str:
    cells = [[r.defendant, *figures(r)] for r in rows]
    head = [zh_en("assess_parties.defendant"), zh_en("assess_parties.posts_of"), zh_en("assess_parties.posts"), zh_en("assess_parties.publications"), zh_en("assess_parties.persons"), zh_en("assess_parties.items"),
            zh_en("assess_parties.kinds"), *ACTS_HEAD]  # fmt: skip
    return titled(
        *zh_en("assess_parties.alone_and_together_low_estimate"),
        head,
        cells,
        set(range(2, 12)),
    ) + (f"\n{unconfirmed()}\n{acts_together()}" if cells else "")


@dataclass(frozen=True, slots=True)
class OfMotives:
    """What ``assess motives`` prints."""

    case: str
    account: "Motives" = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "motives",
    short=Sentence("assess_parties.motives_short"),
    about=Sentence("assess_parties.motives_about"),
    examples=("doxdocket assess motives case",),
)  # fmt: skip
@case_argument()
def motives(case: str) -> Answer[OfMotives]:
    """Read register and run, and say it."""
    from doxdocket.assess.plain import plain
    from doxdocket.desk.masking import masked
    from doxdocket.pipeline.parties import motives as account

    with open_case(case) as opened:
        found = account(opened, masked)
    told = [r for r in found.rows if r.quote]
    cells = [
        [r.defendant, word("other_said" if r.how == "other" else r.how),
         r.by + (f"（{say('marks.comma').join(r.about)}）" if r.about else ""), r.day or "", word(r.motive),
         r.quote, word(r.status), r.source]
        for r in told
    ]  # fmt: skip
    head = [zh_en("assess_parties.defendant"), zh_en("assess_parties.how_2"), zh_en("assess_parties.who_said_it_about"), zh_en("assess_parties.day"), zh_en("assess_parties.motive"),
            zh_en("assess_parties.words_masked"), zh_en("assess_parties.status"), zh_en("assess_parties.source")]  # fmt: skip
    lines = [
        titled(*zh_en("assess_parties.motive_and_intent"), head, cells)
        or say("assess_parties.no_statement_of_motive_and")
    ]
    if open_ := _proposed([r for r in found.rows if not r.quote]):
        lines.append(open_)
    if found.silent:
        lines.append(say("assess_parties.defendants_of_whom_nothing_stands") + say("marks.comma").join(found.silent))
    if found.unplaced:
        n = found.unplaced
        of = [
            say("assess_parties.of_them_in_channel_run", n=one.posts, who=one.defendant, channel=one.channel) for one in found.ran
        ]  # fmt: skip
        lines.append("\n".join([say("assess_parties.more_such_posts_are_of", n=n), *of]))
    return Answer(plain(OfMotives(case, found)), "\n\n".join(lines))


def _proposed(rows: "Sequence[Motive]") -> str:
    """Posts that the machine calls a motive, by defendant: where they are, never what they say."""
    of: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        channel, _, post = row.source.rpartition("/")
        of.setdefault(row.defendant, {}).setdefault(channel, []).append(post)
    if not of:
        return ""
    lines = [say("assess_parties.posts_that_machine_calls_motive")]
    for who, channels in of.items():
        count = sum(map(len, channels.values()))
        lines.append(f"  {who} " + say("assess_parties.posts_2", count=count))
        for channel, posts in channels.items():
            lines += wrap(channel + say("marks.colon") + say("marks.comma").join(posts), 110, "    ")
    return "\n".join(lines)
