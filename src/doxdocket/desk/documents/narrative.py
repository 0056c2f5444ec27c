"""The facts of a case as the indictment and the report of the investigation both tell them: course, accounts, what was exposed, acts, harm, motives, punishment.

Source: the accounts; every figure has its number in the document (``draft``). Left out: what follows from them in law (``elements``).
"""

from collections import Counter
from collections.abc import Iterator

from doxdocket.assess.damages.account import Incident
from doxdocket.assess.parties.account import CivilGuardian
from doxdocket.desk.accounts import parties as account
from doxdocket.desk.accounts.damages_words import ends
from doxdocket.desk.accounts.parties_words import grounds, word
from doxdocket.desk.documents import evidence as list_of
from doxdocket.desk.documents import parties
from doxdocket.desk.documents.draft import CONDUCT, Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.parties import role, untitled
from doxdocket.desk.documents.stated import days
from doxdocket.law.words import LABELS
from doxdocket.report.document import Block, Column, Items, Paragraph, Table
from doxdocket.words import Sentence, named, say, zh_en


def course(of: Material, last: str = "") -> Table:
    """The states that were entered, with day and paper; ``last``: the last that is told, all where it is empty."""
    states = [one for one in of.procedure.states if one.state != "SC"]
    ids = [one.state for one in states]
    told = states[: ids.index(last) + 1] if last else states
    rows = [(named(one), event) for one in told for event in one.entered]
    return Table(sorted(rows, key=lambda row: row[1].at), [
        Column(zh_en("documents_narrative.state"), lambda row: row[0]), Column(zh_en("documents_narrative.day"), lambda row: str(row[1].at)),
        Column(zh_en("documents_narrative.document"), lambda row: of.team(row[1].document) or None),
    ], none=missing(Sentence("documents_narrative.course"), Sentence("documents.register_procedure")))  # fmt: skip


def accounts(of: Material) -> Table:
    """Who used which account, as what in which channel, and how firmly that stands."""
    rows = [(a, one) for a in of.parties.accounts for one in a.links]
    return Table(rows, [
        Column(zh_en("documents_parties.defendant"), lambda row: row[1].link.defendant), Column(zh_en("documents_parties.account"), lambda row: row[0].actor.id),
        Column(zh_en("documents_parties.roles"), lambda row: say("marks.semicolon").join(f"{of.short(r.channel)} {role(r.role)}" for r in row[0].roles) or None),
        Column(zh_en("documents_parties.grade"), lambda row: word(row[1].link.grade)), Column(zh_en("documents_parties.grounds"), lambda row: grounds(row[1])),
    ], none=missing(Sentence("documents_parties.links"), Sentence("documents.register_parties")))  # fmt: skip


def exposed(draft: Draft) -> Iterator[Block | None]:
    """When, of how many persons, how much and of which kinds, and how often it was seen."""
    of = draft.of
    told = say("marks.comma").join(map(of.channel, of.scope.channels))
    yield Paragraph(say("documents_narrative.channels", label=of.scope.label(of.lang), told=told, days=days(of)))
    yield Paragraph(
        say(
            "documents_narrative.persons",
            **{
                name: draft.said(name)
                for name in ("persons_civil", "relatives", "minors", "minors_under_14", "sensitive_persons")
            },
        )
    )
    yield Paragraph(
        say(
            "documents_narrative.items",
            **{
                name: draft.said(name)
                for name in ("posts_with_pi", "publications", "items_set", "items_field", "sensitive_items", "kinds")
            },
        )
    )
    yield Paragraph(say("documents_narrative.views", views_pi=draft.said("views_pi")))
    yield parties.put_to_nobody(of)
    yield Paragraph(say("documents_narrative.bounds"))


def acts(draft: Draft) -> Iterator[Block]:
    """Acts beside the exposures: of each what persons confirmed, apart from what nobody decided on."""
    found = [label for label in CONDUCT if draft.of.figure(label)]
    yield Items([say("documents_narrative.act", what=LABELS[one], told=draft.said(one)) for one in found])
    yield Paragraph(say("documents_narrative.acts"))


def gained(draft: Draft) -> Block:
    """What was received, as far as the register has it."""
    if draft.of.figure("receipts_proven", whole=True) is None:
        return Paragraph(missing(Sentence("documents_gains.receipts"), Sentence("documents.register_money")))
    return Paragraph(say("documents_narrative.gained", proven=draft.said("receipts_proven"), claimed=draft.said("receipts_claimed")))  # fmt: skip


def harm_by_kind(of: Material, *, pleaded: bool = False) -> Table:
    """What happened to victims, by kind; ``pleaded``: with how many of the entries are not claimed alone, as `harm_open` lists them."""
    found = of.worksheet.harm
    waiting = Counter(row.kind for row in found.rows if row.told)
    apart = [Column(zh_en("documents_narrative.not_alone"), lambda r: str(waiting[r.kind]), right=True)]
    return Table(found.by_kind, [
        Column(zh_en("documents_damages.harm"), named), Column(zh_en("documents_damages.incidents"), lambda r: ends(r.incidents_low, r.incidents_high), right=True),
        Column(zh_en("documents_damages.persons"), "persons", right=True), Column(zh_en("documents_narrative.times"), lambda r: ends(r.times_low, r.times_high) if r.times_high else None, right=True),
        *(apart if pleaded and waiting else []),
    ], none=missing(Sentence("documents_narrative.harm"), Sentence("documents.register_harm")))  # fmt: skip


def harm_open(of: Material) -> Items | None:
    """The incidents of which something must be looked into before they are claimed, each with what that is."""
    rows = [row for row in of.worksheet.harm.rows if row.told]
    lines = [
        f"{row.entry} {named(row)}{say('marks.colon')}{say('marks.semicolon').join(map(named, row.told))}"
        for row in rows
    ]
    return Items(lines, title=say("documents_narrative.of_harm", n=len(rows))) if rows else None


def order_in_time(of: Material) -> Table:
    """Each incident with a person and a day against the posts that exposed that person before it."""
    rows = [one for one in of.worksheet.harm.rows if one.person and one.day]

    def before(row: Incident) -> str:
        if row.posts_before is None:
            return say("documents.unknown")
        last = say("documents_narrative.last_before", day=row.last_before) if row.last_before else ""
        return f"{row.posts_before}{last}"

    def posts(row: Incident) -> str:
        shown = of.exhibits.of_persons.get(row.person, ())
        return say("marks.comma").join(map(of.exhibit, shown)) or say("documents_narrative.no_posts")

    return Table(rows, [
        Column(zh_en("documents_narrative.entry"), "entry"), Column(zh_en("documents_damages.harm"), named), Column(zh_en("documents_narrative.victim"), "person"),
        Column(zh_en("documents_narrative.day"), lambda r: str(r.day)), Column(zh_en("documents_narrative.first_post"), lambda r: r.first_post and str(r.first_post)),
        Column(zh_en("documents_narrative.before"), before), Column(zh_en("documents_narrative.same_day"), "posts_same_day", right=True),
        Column(zh_en("documents_narrative.posts"), posts),
    ], none=missing(Sentence("documents_narrative.harm"), Sentence("documents.register_harm")))  # fmt: skip


def motives(of: Material) -> Table:
    """What each said of why."""
    rows = [row for row in of.motives.rows if row.quote]
    return Table(rows, [
        Column(zh_en("documents_conduct.defendant"), "defendant"), Column(zh_en("documents_conduct.said_by"), "by"), Column(zh_en("documents_conduct.day"), lambda r: r.day or None),
        Column(zh_en("documents_conduct.motive"), lambda r: word(r.motive)), Column(zh_en("documents_conduct.quote"), lambda r: of.team(r.quote)),
        Column(zh_en("documents_conduct.evidence"), lambda r: of.rests(r.evidence) or None),
    ], none=missing(Sentence("documents_conduct.motives"), Sentence("documents.register_parties")))  # fmt: skip


def subjects(of: Material) -> Block | None:
    """Criminal and civil side by side."""
    none = missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))
    found = of.parties.subjects
    return untitled(account.of_subjects(found)) if found else Paragraph(none)


def joint(of: Material) -> Iterator[Block | None]:
    """Acts done together with what their articles answer, and who is jointly liable."""
    if not of.parties.joint:
        yield Paragraph(missing(Sentence("documents_narrative.joint"), Sentence("documents.register_parties")))
        return
    yield account.of_joint(of.parties.joint, of.book)
    yield parties.rests(of)
    yield account.of_groups(of.parties.groups)
    yield from _beyond(of)
    if wards := dict.fromkeys(one.ward for one in of.parties.parties if isinstance(one, CivilGuardian)):
        yield Paragraph(say("documents_narrative.wards", who=say("marks.comma").join(wards)))


def _beyond(of: Material) -> Iterator[Paragraph]:
    """Of each entry of acts done together, that posts of the scope outside its days are not in it."""
    first, last = of.days.get("low", (None, None))
    for one in of.parties.joint:
        early, late = first and one.since and first < one.since, last and one.until and last > one.until
        if early or late:
            yield Paragraph(
                say(
                    "documents_narrative.beyond_joint",
                    entry=one.entry,
                    first=one.since or say("documents.unknown"),
                    last=one.until or say("documents.unknown"),
                    days=days(of),
                )
            )


def evidence(of: Material) -> Paragraph:
    """How much is on the list of evidence."""
    return Paragraph(
        say(
            "documents_narrative.evidence",
            files=len(of.sources),
            posts=len(of.exhibits.every),
            papers=len(list_of.papers(of)),
        )
    )
