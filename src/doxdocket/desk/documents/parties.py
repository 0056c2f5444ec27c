"""账号与被告同一性说明及当事人表: which account is whose and on which grounds, who is to be named as a party, ages and guardians, criminal beside civil.

Source: the register, as ``desk.accounts.parties`` tells it. Which account is a person's was entered by an officer; the program finds nobody. What is not
entered is a blank. Left out: names in clear, which the sealed key has.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import get_args

import pyarrow as pa

from doxdocket.assess.form import masked
from doxdocket.assess.forms.parties import Attribution, Device, Guardian, Joint, Role, Testimony
from doxdocket.assess.parties.account import CivilDefendant, CivilGuardian, KnownAccount, OpenDays, Parties
from doxdocket.assess.parties.age_conflicts import Why
from doxdocket.assess.parties.liability import Together, asked_of
from doxdocket.count.tables import dated, span
from doxdocket.decisions.placing import post_key
from doxdocket.desk.accounts import parties as account
from doxdocket.desk.accounts.parties_words import WORDS, graded, grounds, stretch, word
from doxdocket.desk.documents import elements
from doxdocket.desk.documents.draft import CONDUCT, Draft, missing
from doxdocket.desk.documents.evidence import value_said
from doxdocket.desk.documents.material import Key, Material
from doxdocket.law import words as law
from doxdocket.law.shapes import COUNTS
from doxdocket.pipeline import registered
from doxdocket.pipeline.parties import of_party
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table, cells
from doxdocket.report.paper import Paper, blank
from doxdocket.words import Sentence, coded, either, say, zh_en

_POSTS = coded("documents_posts")
EXPOSED = "exposed"
"""What `Acted` calls the publication of personal information."""
BARE = ("joint_bare", "joint_posts")
"""What is open of acts together that carry no post."""


def paper(of: Material) -> Paper:
    """The statement and the tables."""
    signatures = [zh_en("documents_core.decided_by"), zh_en("documents_statistics.checked_by")]
    draft = Draft(of, "parties")
    return draft.paper(body(draft), signatures=signatures)


def body(draft: Draft) -> list[Block | None]:
    """Its parts."""
    of, found = draft.of, draft.of.parties
    none = missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))
    deeds = account.of_deeds(found)
    return [
        Part([untitled(account.of_defendants(found.defendants)) if found.defendants else Paragraph(none)], say("documents_parties.part_defendants")),
        Part([untitled(account.of_parties(found.parties, partial(_weighs, of))), elements.later(of, elements.relied(of, of.procedure.claims))], say("documents_parties.part_parties")) if found.parties else None,
        Part([_accounts(of, found), unbacked(of, found.accounts), _links(of, found), said_beside(of), Paragraph(say("documents_parties.links_said"))], say("documents_parties.part_links")),
        Part([account.of_joint(found.joint, of.book), rests(of) if found.joint else None, account.of_groups(found.groups)], say("documents_parties.part_joint")),
        Part([untitled(account.of_subjects(found.subjects))], say("documents_parties.part_subjects")) if found.subjects else None,
        Part([untitled(deeds.blocks[0]), Paragraph(say("documents_parties.deeds_said")), *deeds.blocks[2:], put_to_nobody(of), draft.high()], say("documents_parties.part_deeds")) if deeds else None,
        Part([Table(list(_open(found)), cells(zh_en("documents_parties.of"), zh_en("documents_parties.open")), none=say("documents_parties.nothing_open"))], say("documents_parties.part_open")),
        Paragraph(say("documents_parties.said")),
    ]  # fmt: skip


def rests(of: Material) -> Table:
    """What each entry of acts done together rests on: the facts as they were entered, why, of which accounts or channels and days, and where that can be looked up."""

    def facts(one: Together) -> str:
        stated = registered.entries(of.case).of(Joint)[one.entry].facts
        said = {True: "parties_words.yes", False: "parties_words.no", None: "documents.unknown"}
        told = (f"{account.fact(one.asked[0].provision, name, of.book)}{say('marks.colon')}{say(said[value])}" for name, value in stated.items() if name in asked_of(one.basis, of.book))  # fmt: skip
        return say("marks.semicolon").join(told) or missing(Sentence("documents_parties.facts"), Sentence("documents.register_parties"))  # fmt: skip

    def posts(one: Together) -> str | None:
        named = say("marks.semicolon").join(filter(None, (say("marks.comma").join(one.actors), say("marks.comma").join(map(of.short, one.channels)))))  # fmt: skip
        return (
            named + say("marks.in_brackets", text=say("documents_parties.no_post"))
            if one.entry in bare
            else named or None
        )

    def days(one: Together) -> str:
        return say("documents_parties.span", first=one.since or say("documents.unknown"), last=one.until or say("documents.unknown"))  # fmt: skip

    bare = {row.entry for row in of.parties.open if isinstance(row, OpenDays) and row.open in BARE}
    evidence = missing(Sentence("documents_parties.evidence"), Sentence("documents.register_parties"))
    return Table(of.parties.joint, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_parties.facts"), facts), Column(zh_en("documents_core.because"), lambda one: of.team(one.reason) or None),
        Column(zh_en("documents_parties.accounts_channels"), posts), Column(zh_en("documents_parties.days"), days),
        Column(zh_en("documents_parties.evidence"), lambda one: of.rests(one.evidence) or evidence),
    ])  # fmt: skip


def put_to_nobody(of: Material) -> Paragraph | None:
    """The posts of the scope that expose somebody and are put to no defendant at that bound, with their days beside those of the posts that surely are, and of those that are at the high alone; nothing where all are put."""
    put = of_party(of.case, "", "") if of.parties.defendants else None
    if put is None:
        return None
    theirs, sure = _keys(put.posts), _keys(put.sure)
    told = dated(of.run.read("dossiers", ["channel_id", "post_id", "date", "counts"]))
    bound: dict[Key, str] = {}
    day: dict[Key, int | None] = {}
    for row in told.to_pylist():
        key = row["channel_id"], row["post_id"]
        if row["counts"] != "none" and of.within(key):
            day[key] = row["day"]
            bound[key] = min(row["counts"], bound.get(key, "none"), key=COUNTS.index)
    put_at, within = (sure, sure, theirs), (of.surely, of.surely, of.within)
    none = [
        {key for key, one in bound.items() if COUNTS.index(one) <= n and key not in put_at[n] and within[n](key)}
        for n in range(3)
    ]
    ends, nobodys = [len(some) for some in none], set().union(*none)
    if not nobodys:
        return None
    days: dict[str, list[int | None]] = {"others": [], "perhaps": [], "sure": []}
    for key, on in day.items():
        if key in sure or key in nobodys:
            days["sure" if key in sure else "perhaps" if key in theirs else "others"].append(on)
    told_days = [
        *([say("documents_parties.day_of_others", days=_stretched(days["others"]))] if days["others"] else []),
        *([say("documents_parties.day_of_perhaps", days=_stretched(days["perhaps"]))] if days["perhaps"] else []),
        *([say("documents_parties.day_of_sure", days=_stretched(days["sure"]))] if days["sure"] else []),
    ]
    why = say("documents_parties.why_nobodys") if days["others"] else ""
    why += say("documents_parties.why_perhaps") if days["perhaps"] else ""
    return Paragraph(
        say(
            "documents_parties.put_to_nobody",
            low=ends[0],
            estimate=ends[1],
            high=ends[2],
            why=why,
            days=say("marks.semicolon").join(told_days),
        )
    )


def _stretched(days: list[int | None]) -> str:
    """From when to when posts of these days are; that none has a day."""
    known = [day for day in days if day]
    return stretch(*span(known)) if known else say("documents.unknown")


def _keys(posts: pa.Table) -> set[Key]:
    return {(row["channel_id"], row["post_id"]) for row in posts.to_pylist()}


@dataclass(frozen=True, slots=True)
class Acted:
    """What surely stands against one civil defendant: ``own``: by own accounts, ``others``: in channels run or acts together alone; of each the name of what was done."""

    party: CivilDefendant
    own: tuple[str, ...]
    others: tuple[str, ...]
    together: bool = False
    """Whether acts together are entered of him: else what is not his own is of channels that he ran."""

    @property
    def who(self) -> str:
        """The defendant's id."""
        return self.party.party


def acted(of: Material) -> list[Acted]:
    """Each civil defendant, at the scope of one defendant that one alone, with what is put to him at the low: posts that expose somebody (``EXPOSED``), and acts that a person confirmed."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in of.parties.deeds:
        acts = (one for one in CONDUCT if getattr(row.conduct, one).low)
        found[row.defendant, row.how] = (*((EXPOSED,) if row.exposed.posts_with_pi.low else ()), *acts)
    together = {who for one in registered.entries(of.case).of(Joint).values() for who in one.members}
    return [
        Acted(one, own := found.get((one.party, "own"), ()), tuple(act for act in found.get((one.party, "joint"), ()) if act not in own), one.party in together)
        for one in of.parties.parties if isinstance(one, CivilDefendant) and of.who in {"", one.party}
    ]  # fmt: skip


def _weighs(of: Material, one: CivilGuardian) -> Iterator[str]:
    """What was entered of a guardian and the ward that decides whether and how far he answers, each with its entry; what an open rule lacks of it, as not known."""
    kept = registered.entries(of.case)
    care = kept.of(Guardian).get(one.party)
    if care and care.lives_with is not None:
        yield say(
            "documents_parties.weighs",
            what=say("documents_parties.lives_with"),
            answer=value_said(care.lives_with),
            entry=kept.meta("guardian", care.id).name,
        )
    for name in dict.fromkeys(name for said in one.answers for name in said.inputs):
        rows = [row for row in of.asked.stated(name) if row["of"] == one.ward]
        for row in rows:
            yield say(
                "documents_parties.weighs",
                what=law.of(None, name, of.lang),
                answer=value_said(row["value"]),
                entry=row["entry"],
            )
        if not rows and any(said.answer == "not determinable" and said.inputs.get(name) == "?" for said in one.answers):
            yield law.of(None, name, of.lang) + say("marks.colon") + value_said(None)


def untitled(block: Block | None) -> Block | None:
    """A table of an account under the heading of its part alone."""
    return replace(block, title="") if isinstance(block, Table) else block


def _accounts(of: Material, found: Parties) -> Table:
    """The accounts with the channels that they ran."""
    return Table(found.accounts, [
        Column(zh_en("documents_parties.account"), lambda a: a.actor.id),
        Column(zh_en("documents_parties.signatures"), lambda a: say("marks.comma").join(dict.fromkeys(of.clean(s.text) for s in a.actor.signatures)) or None),
        Column(zh_en("documents_parties.roles"), lambda a: ran(of, a.roles) or None),
        Column(zh_en("documents_parties.devices"), lambda a: say("marks.comma").join(a.devices) or None),
    ], none=missing(Sentence("documents_parties.accounts"), Sentence("documents.register_parties")))  # fmt: skip


def ran(of: Material, roles: Iterable[Role]) -> str:
    """Each channel with what somebody was there."""
    return say("marks.semicolon").join(f"{of.short(r.channel)} {role(r.role)}" for r in roles)


def unbacked(of: Material, accounts: Iterable[KnownAccount]) -> Paragraph | None:
    """Under a table of roles those that are stated without evidence, for how firmly the account stands says nothing of them."""
    bare = {a.actor.id: [of.short(r.channel) for r in a.roles if not of.rests(r.evidence)] for a in accounts}
    told = [f"{name} {say('marks.comma').join(channels)}" for name, channels in bare.items() if channels]
    return Paragraph(say("documents_parties.roles_unbacked", told=say("marks.semicolon").join(told))) if told else None


def role(name: str) -> str:
    """What somebody was in a channel, in words."""
    return either(*_POSTS[name])


def _links(of: Material, found: Parties) -> Table:
    """Each link with its grounds, devices, statements, and the reason that was entered."""
    entries = registered.entries(of.case)
    statements, devices = entries.of(Testimony), entries.of(Device)

    def rests(link: Attribution) -> str:
        """What a link rests on: its own evidence, and that of the statements and devices that it names."""
        named = [statements.get(name) for name in link.testimonies] + [devices.get(name) for name in link.devices]
        return of.rests([*link.evidence, *(text for one in named if one for text in one.evidence)])

    rows = [(a, one) for a in found.accounts for one in a.links]
    return Table(rows, [
        Column(zh_en("documents_parties.account"), lambda row: row[0].actor.id), Column(zh_en("documents_parties.defendant"), lambda row: row[1].link.defendant),
        Column(zh_en("documents_parties.grade"), lambda row: graded(row[1].link)), Column(zh_en("documents_parties.grounds"), lambda row: grounds(row[1])),
        Column(zh_en("documents_parties.statements"), lambda row: _quotes(of, row[1].link.testimonies, row[1].link.defendant) or None), Column(zh_en("documents_core.because"), lambda row: of.team(row[1].link.reason)),
        Column(zh_en("documents_parties.evidence"), lambda row: rests(row[1].link) or missing(Sentence("documents_parties.evidence"), Sentence("documents.register_parties"))),
        Column(zh_en("documents_parties.weak"), lambda row: say("marks.comma").join(map(word, row[1].weak)) or None),
    ], none=missing(Sentence("documents_parties.links"), Sentence("documents.register_parties")))  # fmt: skip


def _quotes(of: Material, names: Sequence[str], defendant: str = "") -> str:
    """What somebody said, and who; ``defendant``: of the link that rests on it."""
    statements = registered.entries(of.case).of(Testimony) if names else {}
    told = (
        name + say("marks.in_brackets", text=_by(of, statements[name], defendant))
        + say("documents_parties.quoted", words=of.team(masked(statements[name], "quote")))
        for name in names
        if name in statements and statements[name].quote
    )  # fmt: skip
    return say("marks.semicolon").join(told)


def against_links(of: Material) -> Iterator[str]:
    """What the register holds of accounts beside the links that put them to somebody: links that are denied, posts that hand an account on, and statements on which no link rests."""
    for a in of.parties.accounts:
        for one in a.links:
            if one.link.grade == "denied":
                said = _quotes(of, one.link.testimonies, one.link.defendant) or of.team(one.link.reason)
                yield say("documents_parties.denied", account=a.actor.id, who=one.link.defendant, told=said)
        for told in a.handed:
            where = {"account": a.actor.id, "day": told.day, "post": of.exhibit(post_key(told.post))}
            if told.words:
                words = say("marks.comma").join(
                    say("documents_objections.denial_words", words=one) for one in told.words
                )
                yield say("documents_parties.lent", **where, words=words, n=told.later)
            elif told.any_account:
                yield say("documents_parties.any_account", **where)
            else:
                yield say("documents_parties.handed", **where, n=told.later)
        if said := _quotes(of, a.beside):
            yield say("documents_parties.beside", account=a.actor.id, told=said)


def said_beside(of: Material) -> Items | None:
    """The same as a list under the table of links."""
    told = list(against_links(of))
    return Items(told, title=say("documents_parties.said_beside")) if told else None


def _by(of: Material, said: Testimony, defendant: str) -> str:
    """Who said it: the defendant of the link himself, another, a victim by code, a witness masked."""
    if said.defendant:
        return say("documents_parties.himself", who=said.defendant) if said.defendant == defendant else said.defendant
    return said.person or of.team(masked(said, "witness")) or say("documents.unknown")


def _open(found: Parties) -> Iterator[tuple[str, str]]:
    """What must be found out, each as a blank of its own; of what does not fit an age, why."""
    for row in found.open:
        who = getattr(row, "defendant", "") or getattr(row, "actor", "")
        guardian = getattr(row, "guardian", "")
        if row.open in get_args(Why) or row.open in BARE:
            yield who or getattr(row, "entry", ""), account.open_point(row)
        else:
            label = WORDS.get(row.open, zh_en("documents_parties.fact"))
            page = zh_en("documents.register_parties")
            yield who + (say("marks.slash") + guardian if guardian else ""), either(*blank(label, page))
