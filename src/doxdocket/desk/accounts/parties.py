"""Who answers for what, as register and rules say: defendants, civil parties, accounts, acts together, subjects, what each did, what is open; and why, as each said.

Left out: any conclusion; names of defendants and guardians are masked, ``register show`` opens one.

>>> years((16, 17)), years(None) == word("unknown")
('16–17', True)
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast, get_args

from doxdocket.assess.form import masked
from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.assess.motives import Motive, Motives
from doxdocket.assess.parties.account import (
    AgeDeeds,
    AnyOpen,
    Bounds,
    CivilDefendant,
    CivilGuardian,
    Group,
    KnownAccount,
    KnownDefendant,
    OddCase,
    OpenDays,
    OpenGuardian,
    Parties,
    Span,
    Subject,
)
from doxdocket.assess.parties.age_conflicts import Why
from doxdocket.assess.parties.liability import Together
from doxdocket.assess.parties.stretches import without
from doxdocket.assess.parties.ward import DEAD
from doxdocket.assess.plain_records import plain
from doxdocket.desk.accounts import Build, unaccepted
from doxdocket.desk.accounts.damages_words import number
from doxdocket.desk.accounts.figures import beside_high
from doxdocket.desk.accounts.parties_words import (
    WORDS,
    acts,
    graded,
    grounds,
    hint,
    how,
    old_enough,
    relation,
    stretch,
    whose,
    word,
    years,
    yes,
)
from doxdocket.desk.masking import Hidden
from doxdocket.desk.masking import masked as without_values
from doxdocket.law import words
from doxdocket.law.rules import Book
from doxdocket.pipeline import sampled
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.parties import motives, parties
from doxdocket.pipeline.published import figures
from doxdocket.report.document import Block, Column, Document, Paragraph, Part, Table
from doxdocket.store.case import Case
from doxdocket.words import coded, either, lang, say, zh_en

ACTS = coded("parties_acts")
TO_FIND = coded("parties_to_find")


@dataclass(frozen=True, slots=True)
class OfParties:
    """The account; ``acceptance``: whether a sample on which its counts rest failed; ``build``: what made the result of which it is."""

    case: str
    account: Parties = field(metadata=FLAT)
    acceptance: dict[str, str] | None = None
    build: Build | None = field(default=None, metadata=TOLD)


def document(case: Case, name: str) -> Document[OfParties]:
    """From register and run; ``name``: how the case is called."""
    found, book = parties(case), rules(case)
    warning = sampled.warning(figures(case)) if found.deeds else None
    data = plain(OfParties(name, found, warning))
    if not found.defendants and not found.accounts:
        return Document(data, say("assess_parties.register_holds_no_defendant_and"))
    return Document(data, [
        unaccepted(warning), of_defendants(found.defendants), of_parties(found.parties), of_links(found.accounts), of_joint(found.joint, book), of_groups(found.groups),
        of_subjects(found.subjects), of_deeds(found), beside_high(figures(case).get("missed", ())) if found.deeds else None, _ages(found), _cares(found), _to_find(found.open),
        Paragraph(say("assess_parties.which_account_is_whose_was")),
    ])  # fmt: skip


def _comma(items: Iterable[str]) -> str:
    return say("marks.comma").join(items)


def of_defendants(rows: Sequence[KnownDefendant]) -> Table:
    """Who they are, and the days, ages and capacity that count."""

    def first(row: KnownDefendant) -> str:
        may = say("assess_parties.as_early_as", told=at(row, "may_first")) if row.may_first else ""
        charged = (
            say("assess_parties.charged_from", told=at(row, "first_charged")) if "first_charged" in row.standing else ""
        )
        return at(row, "first_act") + charged + may

    def last(row: KnownDefendant) -> str:
        may = say("assess_parties.as_late_as", told=at(row, "may_last")) if row.may_last else ""
        charged = (
            say("assess_parties.charged_to", told=at(row, "last_charged")) if "last_charged" in row.standing else ""
        )
        return at(row, "last_act") + charged + may

    def at(row: KnownDefendant, point: str) -> str:
        found, by = row.standing.get(point), row.acts_by if point in {"first_act", "last_act"} else None
        told = f"{found.day} {years(found.age)} {word(found.capacity)}" if found else word("unknown")
        if lacked := found and say("marks.comma").join(map(word, found.missing)):
            told += say("assess_parties.missing", lacked=lacked)
        return told + (say("marks.in_brackets", text=word(f"{by}_day")) if by and (found or by == "undated") else "")

    def sued(row: KnownDefendant) -> str:
        if row.civil is False:
            return say("assess_parties.not_sued_here")
        unsure = say("assess_parties.day_of_suit_whether_sued")
        return at(row, "sued") + (unsure if row.civil is None and row.sued else "")

    return Table(rows, [
        Column(say("assess_gains.defendant"), lambda r: r.who.id), Column(say("assess_parties.name"), "name"),
        Column(say("assess_parties.first_last_day_of_acts"), lambda r: acts(r.acts)), Column(say("assess_parties.first_act_day_age_capacity"), first),
        Column(say("assess_parties.last_act"), last), Column(say("assess_parties.sued"), sued),
        Column(say("assess_parties.age_of_criminal_responsibility"), lambda r: old_enough(r.old_enough)),
    ], title=zh_en("assess_parties.defendants_art_17_20_art"))  # fmt: skip


def of_parties(
    rows: Sequence[CivilDefendant | CivilGuardian], more: Callable[[CivilGuardian], Iterable[str]] = lambda _: ()
) -> Table:
    """Those to be named as civil parties, with who answers for one who was no adult; ``more``: what else is to be noted of a guardian."""

    def lacks(r: CivilDefendant | CivilGuardian) -> str:
        known = (word("guardian_missing" if m == "guardian" else m) for m in (*r.missing, *r.marks))
        return _comma((*known, *(more(r) if isinstance(r, CivilGuardian) else ())))

    def days(r: CivilDefendant | CivilGuardian) -> str:
        if not isinstance(r, CivilGuardian):
            return ""
        by = say("marks.in_brackets", text=word(f"{r.acts_by}_day")) if r.acts_by else ""
        return stretch(r.acts_first, r.acts_last) + by

    return Table(rows, [
        Column(say("assess_parties.party"), lambda r: r.party or say("assess_parties.not_entered")), Column(say("assess_parties.name"), "name"),
        Column(say("assess_parties.for"), "ward"), Column(say("assess_parties.relation"), lambda r: relation(r.relation)),
        Column(say("assess_parties.how"), lambda r: how(r) if isinstance(r, CivilGuardian) else say("assess_parties.acted")),
        Column(say("assess_parties.for_acts_of"), days),
        Column(say("assess_parties.missing_to_note"), lacks),
    ], title=zh_en("assess_parties.civil_parties_to_be_named"))  # fmt: skip


def unguarded(found: Parties, ward: str) -> str:
    """That for acts in the care of a guardian who died no guardian is among the parties, where no other answers for those days; else nothing."""
    others = [(g.acts_first, g.acts_last) for g in found.parties if isinstance(g, CivilGuardian) and g.ward == ward and g.party and g.acts_first and g.acts_last]  # fmt: skip
    told = [
        say("assess_parties.unguarded", ward=ward, who=one.guardian, how=word(one.constellation), days=stretch(*left))
        for subject in found.subjects if subject.defendant == ward
        for one in subject.guardians if one.constellation == DEAD and one.acts_first and one.acts_last
        for left in without([(one.acts_first, one.acts_last)], others)
    ]  # fmt: skip
    return "".join(told)


def of_links(rows: Sequence[KnownAccount]) -> Table:
    """Which account is put to which defendant, how firmly and why."""
    return Table([(a, of) for a in rows for of in a.links], [
        Column(say("assess_parties.account"), lambda row: row[0].actor.id), Column(say("assess_gains.defendant"), lambda row: row[1].link.defendant),
        Column(say("assess_parties.grade"), lambda row: graded(row[1].link)),
        Column(say("assess_parties.grounds"), lambda row: grounds(row[1])),
        Column(say("assess_parties.weak"), lambda row: _comma(map(word, row[1].weak))), Column(say("assess_parties.entry"), lambda row: row[1].entry),
    ], title=zh_en("assess_parties.accounts_and_defendants_2016_22"))  # fmt: skip


def of_joint(rows: Sequence[Together], book: Book) -> Part:
    """Acts entered as done together, and what the law answers."""
    table = Table([(r, a) for r in rows for a in r.asked], [
        Column(say("assess_parties.entry"), lambda row: row[0].entry), Column(say("assess_parties.who_acted"), lambda row: _comma(row[0].members)),
        Column(say("assess_parties.who_instigated_or_helped"), lambda row: _comma(row[0].instigators)),
        Column(say("assess_gains.article"), lambda row: row[1].article), Column(say("assess_gains.answer"), lambda row: word(row[1].answer)),
        Column(say("assess_gains.missing"), lambda row: _comma(fact(row[1].provision, name, book) for name in row[1].missing)),
    ], title=zh_en("assess_parties.acts_done_together"))  # fmt: skip
    return Part([table, *(Paragraph(f"{r.entry}{say('marks.colon')}{hint(h)}") for r in rows for h in r.hints)])


def fact(rule: str, name: str, book: Book) -> str:
    """What a rule calls a fact."""
    return word(name) if name in WORDS else words.of(book.find(rule), name, lang())


_SHARES = {"open": "shares_open", "partly": "partly_shared"}
"""Words of shares that another thing has too."""


def of_groups(rows: Sequence[Group]) -> Table:
    """Who is jointly and severally liable by which entry."""
    return Table(rows, [
        Column(say("assess_parties.entry"), "entry"),
        Column(say("assess_parties.jointly_and_severally_liable_shares"), lambda r: _comma(f"{n} {r.shares.get(n, '')}".strip() for n in r.members)),
        Column(say("assess_parties.shares"), lambda r: word(_SHARES.get(r.how, r.how))), Column(say("assess_parties.articles"), lambda r: _comma(r.articles)),
    ], title=zh_en("assess_parties.joint_and_several_by_entry"))  # fmt: skip


def decided(one: Sanction) -> str:
    """A criminal or administrative case as it stands: stage, offence, what was imposed, day and docket number."""
    told = [word(one.kind), word(one.stage), masked(one, "offence"), masked(one, "sentence")]
    beside = [str(one.day or ""), masked(one, "docket")]
    within = _comma(filter(None, beside))
    return " ".join(filter(None, told)) + (say("marks.in_brackets", text=within) if within else "")


def of_subjects(rows: Sequence[Subject]) -> Table:
    """Criminal and civil side by side."""
    odd = say("assess_parties.does_not_fit_age")

    def cases(r: Subject) -> str:
        return say("marks.semicolon").join([
            *(decided(c.case) + odd * bool(c.at_odds) for c in r.cases),
            *(say("assess_parties.entry_under_criminal_fines", entry=f.entry) for f in r.fines),
        ])  # fmt: skip

    def both(r: Subject) -> str:
        return (
            word("unknown")
            if r.differs is None
            else say("assess_parties.differ")
            if r.differs
            else say("assess_parties.alike")
        )

    return Table(rows, [
        Column(say("assess_gains.defendant"), "defendant"), Column(say("assess_parties.civil"), lambda r: yes(r.civil)),
        Column(say("assess_parties.capacity"), lambda r: word(r.capacity)),
        Column(say("assess_parties.guardians"), lambda r: _comma(f"{g.guardian} {how(g)}" for g in r.guardians if g.guardian)),
        Column(say("assess_parties.criminal"), lambda r: yes(r.criminal)), Column(say("assess_parties.criminal_age"), lambda r: old_enough(r.criminal_age)),
        Column(say("assess_parties.cases"), cases), Column(say("assess_parties.both"), both),
    ], title=zh_en("assess_parties.criminal_and_civil_subjects"))  # fmt: skip


def _figures() -> list[Column]:
    """Whose posts, how many, what they expose and the acts, each in its bounds."""
    heads = {"publications": say("parties_parts.publications"), "persons": say("parties_parts.persons"),
             "items": say("parties_parts.items"), "kinds": say("parties_parts.kinds")}  # fmt: skip

    def exposed(name: str) -> Callable[[Any], str]:
        return lambda r: bounds(getattr(r.exposed, name))

    def act(name: str) -> Callable[[Any], str]:
        return lambda r: _acts(getattr(r.conduct, name), getattr(r.conduct, f"{name}_proposed"))

    return [
        Column(say("parties_parts.posts_of"), whose), Column(say("assess_gains.posts"), lambda r: bounds(r.posts), right=True),
        *(Column(head, exposed(name), right=True) for name, head in heads.items()),
        *(Column(head, act(name), right=True) for name, head in ACTS.items()),
    ]  # fmt: skip


def called(found: Parties) -> Callable[[str], str]:
    """What somebody of the register is called in a column of defendants: by his code, and that he is not sued here where he is not."""
    apart = {one.defendant for one in found.subjects if one.civil is False}
    return lambda who: (
        who + (say("marks.in_brackets", text=say("assess_parties.not_sued_here")) if who in apart else "")
    )


def of_deeds(found: Parties) -> Part | None:
    """What each did alone and together, in bounds."""
    rows, who = found.deeds, called(found)
    table = Table(
        rows,
        [Column(say("assess_gains.defendant"), lambda r: who(r.defendant)), *_figures()],
        title=zh_en("assess_parties.alone_and_together_low_estimate"),
    )
    said = say("parties_parts.insults_threats_incitement_tasks_offers"), say("parties_parts.acts_together_by_answer")
    return Part([table, *map(Paragraph, said)]) if rows else None


def bounds(count: Bounds | Span) -> str:
    """A figure in its bounds, all of them or, where they agree, one number.

    >>> bounds(Bounds(0, 0, 307)), bounds(Bounds(1124, 1712, 1760)), bounds(Bounds(5, 5, 5))
    ('0–0–307', '1,124–1,712–1,760', '5')
    """
    ends = (count.low, getattr(count, "estimate", None), count.high)
    told = [number(end) for end in ends if end is not None]
    return told[0] if len(set(told)) == 1 else "–".join(told)


def _acts(sure: Span, open_: Span) -> str:
    """What a person confirmed, in bounds, and what the machine only labels apart from it."""
    more = bounds(open_)
    return bounds(sure) + ("" if more == "0" else say("parties_parts.unconfirmed", more=more))


def _ages(found: Parties) -> Table:
    """What was done before and after the ages that law names."""
    rows, who = found.by_age, called(found)
    lines = sorted({r.age_low for r in rows} | {r.age_high + 1 for r in rows if r.age_high is not None})
    zh, en = (sep.join(str(one) for one in lines if one) for sep in zh_en("parties_parts.and"))
    columns = [
        Column(say("assess_gains.defendant"), lambda r: who(r.defendant)),
        Column(say("parties_parts.age"), _age),
        *_figures(),
    ]
    return Table(rows, columns, title=zh_en("parties_parts.before_and_after_where_birth", said=(zh, en)))


def _age(row: AgeDeeds) -> str:
    low, high = row.age_low, row.age_high
    if high is None:
        return say("parties_parts.or_older", low=low)
    return say("parties_parts.under", high=high + 1) if low == 0 else f"{low}–{high}"


def _cares(found: Parties) -> Table:
    """What was done in the care of each guardian, where that is not all of it or some was done in nobody's."""
    rows, who, whole = found.by_care, called(found), {(r.defendant, r.how): r.posts for r in found.deeds}
    parted = {r.defendant for r in rows if not r.guardian or r.posts != whole.get((r.defendant, r.how))}
    return Table([r for r in rows if r.defendant in parted], [
        Column(say("assess_gains.defendant"), lambda r: who(r.defendant)), Column(say("parties_parts.guardian"), lambda r: r.guardian or say("parties_parts.nobody_entered")),
        *_figures(),
    ], title=zh_en("parties_parts.acts_in_time_of_each"))  # fmt: skip


def _to_find(rows: Sequence[AnyOpen]) -> Part | None:
    """What must be found out or decided, and which articles turn on it."""
    whose_ = [getattr(row, "defendant", "") or getattr(row, "actor", "") or getattr(row, "entry", "") for row in rows]
    lines = [Paragraph(f"{who}{say('marks.colon')}{open_point(row)}") for who, row in zip(whose_, rows, strict=True)]
    return Part([say("parties_parts.to_be_found_out_or"), *lines]) if rows else None


def open_point(row: AnyOpen) -> str:
    """What must be found out or decided, in words."""
    zh, en = TO_FIND.get(row.open, ("", ""))
    if not zh:
        return word(row.open)
    text = either(zh, en)
    if row.open in {"no_post", "channel_number"}:
        return text.format(account=getattr(row, "account", ""))
    if isinstance(row, OpenDays):
        return text.format(entry=row.entry, channels=say("marks.comma").join(row.channels))
    if row.open in get_args(Why):
        odd = cast("OddCase", row)
        return text.format(sanction=odd.sanction, day=odd.day, age=years(odd.age), article=odd.article)
    return _open_guardian(cast("OpenGuardian", row), text)


_NAMED = 5
"""How many posts in doubt a page names; the data name all."""


def _posts(posts: Sequence[str]) -> str:
    named = say("marks.comma").join(posts[:_NAMED])
    return named if len(posts) <= _NAMED else say("parties_parts.and_more_posts", posts=named, count=len(posts))


def _open_guardian(row: OpenGuardian, text: str) -> str:
    text = text.format(
        defendant=row.defendant, guardian=row.guardian, relation=relation(row.relation), days=stretch(row.first, row.last),
        posts=_posts(row.in_doubt), who=row.guardian or relation(row.relation) or say("parties_parts.guardian_not_entered"),
    )  # fmt: skip
    articles = say("marks.comma").join(row.articles)
    turns = say("parties_parts.on_it_turns_whether_both", articles=articles)
    return text + (turns if articles else "")


# Motive and intent.
@dataclass(frozen=True, slots=True)
class OfMotives:
    """The account of motives."""

    case: str
    account: Motives = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


def motives_document(case: Case, name: str) -> Document[OfMotives]:
    """Motive and intent: what each said, what the machine only calls a motive, by place, and of whom nothing stands; from register and run; ``name``: how the case is called."""
    found, comma = motives(case, without_values, Hidden(case).spans), say("marks.comma")

    def who(r: Motive) -> str:
        if r.how == "post" and not r.defendant:
            return say(
                "assess_parties.posted_by_nobody_entered", who=comma.join(r.about) or say("assess_parties.not_entered")
            )
        return r.by + (f"（{comma.join(r.about)}）" if r.about else "")

    told = Table([r for r in found.rows if r.quote], [
        Column(say("assess_gains.defendant"), "defendant"), Column(say("assess_parties.how_2"), lambda r: word("other_said" if r.how == "other" else r.how)),
        Column(say("assess_parties.who_said_it_about"), who),
        Column(say("assess_parties.day"), lambda r: r.day or ""), Column(say("assess_parties.motive"), lambda r: word(r.motive)),
        Column(say("assess_parties.words_masked"), "quote"), Column(say("assess_parties.status"), lambda r: word(r.status)),
        Column(say("assess_parties.source"), "source"),
    ], none=say("assess_parties.no_statement_of_motive_and"), title=zh_en("assess_parties.motive_and_intent"))  # fmt: skip
    silent = (
        say("assess_parties.defendants_of_whom_nothing_stands") + comma.join(found.silent) if found.silent else None
    )
    ran = [
        say("assess_parties.of_them_in_channel_run", n=one.posts, who=one.defendant, channel=one.channel)
        for one in found.ran
    ]
    unplaced = Part([say("assess_parties.more_such_posts_are_of", n=found.unplaced), *ran]) if found.unplaced else None
    return Document(
        plain(OfMotives(name, found)),
        [told, _only_called([r for r in found.rows if not r.quote]), silent, unplaced],
        columns=110,
    )


def _only_called(rows: Sequence[Motive]) -> Part | None:
    """Posts that the machine calls a motive, by defendant: where they are, never what they say."""
    of: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        channel, _, post = row.source.rpartition("/")
        of.setdefault(row.defendant, {}).setdefault(channel, []).append(post)
    lines: list[Block] = [say("assess_parties.posts_that_machine_calls_motive")]
    for who, channels in of.items():
        lines.append(f"  {who} " + say("assess_parties.posts_2", count=sum(map(len, channels.values()))))
        lines += [
            Paragraph(channel + say("marks.colon") + say("marks.comma").join(posts), "    ")
            for channel, posts in channels.items()
        ]
    return Part(lines) if of else None
