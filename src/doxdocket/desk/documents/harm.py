"""损害事实说明: what happened to victims and relatives, each against the posts that exposed that person before it, and how calls, texts and parcels changed.

Source: the harm register and the lists of contacts beside the figures (``assess.damages``). Victims stand by their codes. Left out: whether the posts were the
cause, and any sum.
"""

from collections.abc import Iterator, Sequence

from doxdocket.assess.damages.account import AroundPost, ContactList, Incident, Regions
from doxdocket.decisions.placing import post_key
from doxdocket.desk.accounts.damages_words import WHAT, ends
from doxdocket.desk.documents import narrative
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.rounding import LEAST
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.gather import minute
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en

FIGURES = ("persons_civil", "relatives", "minors", "minors_under_14", "sensitive_persons", "profile_full", "publications", "views_pi", "incitement", "paid_task", "threat")  # fmt: skip


def paper(of: Material) -> Paper:
    """The statement."""
    draft = Draft(of, "harm")
    signatures = [zh_en("documents_closed.made_by"), zh_en("documents_statistics.checked_by")]
    return draft.paper(body(draft), signatures=signatures)


def body(draft: Draft, *, alone: bool = True) -> list[Block | None]:
    """Its parts; ``alone``: whether no other part tells the figures."""
    of, found = draft.of, draft.of.worksheet
    register, contacts = found.harm, found.contacts
    remarks = [*_remarks(register.rows), *map(named, register.told)]
    acts = narrative.acts_before(of)
    places = say("marks.comma").join(one.place for one in register.places)
    return [
        Paragraph(say("documents_harm.said")), narrative.harm_of_all(of),
        Part([draft.pairs(FIGURES), Paragraph(say("documents_harm.figures_said"))], say("documents_harm.part_figures")) if alone else None,
        Part([narrative.harm_by_kind(of), Paragraph(say("documents_harm.kinds_said"))], say("documents_harm.part_kinds")),
        Part([_incidents(of), Items(remarks)], say("documents_harm.part_incidents")),
        Part([narrative.order_in_time(of), narrative.earlier(of), acts, Paragraph(say("documents_harm.acts_said")) if acts else None, Paragraph(say("documents_harm.order_said"))], say("documents_harm.part_order")),
        Part([*_contacts(of), Items(list(_remarks(contacts.rows)))], say("documents_harm.part_contacts")),
        narrative.settled(of),
        Part([Paragraph(say("documents_harm.places", places=places or missing(Sentence("documents_harm.place"), Sentence("documents.register_harm")), regions=_regions(register.regions)))], say("documents_harm.part_places")),
        Paragraph(say("documents_harm.cause")),
    ]  # fmt: skip


def _regions(told: Regions) -> str:
    """In how many prefectures victims are, as far as it tells nobody's: where there are as few as provinces, each is that of a province."""
    low, high = (None if n is None else str(n) if n >= LEAST else say("documents_harm.few", least=LEAST) for n in (told.low, told.high))  # fmt: skip
    return ends(low, high)


def _remarks(rows: Sequence[Incident] | Sequence[ContactList]) -> Iterator[str]:
    """What there is to note of each entry."""
    return (f"{row.entry}{say('marks.colon')}{named(one)}" for row in rows for one in row.told)


def _incidents(of: Material) -> Table:
    def days(row: Incident) -> str:
        if row.day is None:
            return missing(Sentence("documents_conduct.day"), Sentence("documents.register_harm"))
        return f"{row.day}" + (say("documents_harm.until", day=row.until) if row.until else "")

    return Table(of.worksheet.harm.rows, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_damages.harm"), named), Column(zh_en("documents_narrative.victim"), lambda r: r.person or say("documents_damages.not_stated")),
        Column(zh_en("documents_conduct.day"), days), Column(zh_en("documents_damages.times"), "times", right=True), Column(zh_en("documents_harm.place"), lambda r: r.place or None),
        Column(zh_en("documents_harm.what"), lambda r: of.team(r.says) or None),
        Column(zh_en("documents_parties.evidence"), lambda r: of.rests(r.evidence) or missing(Sentence("documents_parties.evidence"), Sentence("documents.register_harm"))),
    ], none=missing(Sentence("documents_narrative.harm"), Sentence("documents.register_harm")))  # fmt: skip


def _contacts(of: Material) -> Iterator[Block]:
    """Each list with what it covers; then the days before and after each post that exposed its person."""
    rows = of.worksheet.contacts.rows
    yield Table(rows, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_narrative.victim"), "person"), Column(zh_en("documents_harm.list"), lambda r: either(*WHAT[r.what])),
        Column(zh_en("documents_damages.times"), "moments", right=True), Column(zh_en("documents_harm.at_night"), "at_night", right=True), Column(zh_en("documents_harm.before_first"), "before_first", right=True),
        Column(zh_en("documents_harm.covers"), _covers), Column(zh_en("documents_parties.evidence"), lambda r: of.rests(r.evidence) or None),
    ], none=missing(Sentence("documents_harm.contacts"), Sentence("documents.register_harm")))  # fmt: skip
    beside = [(row, post) for row in rows for post in row.posts]
    if beside:
        yield Table(beside, [
            Column(zh_en("documents_parties.entry"), lambda one: one[0].entry), Column(zh_en("documents.post"), lambda one: f"{_post(of, one[1])} {minute(one[1].at, of.case.info.display_zone)}"),
            Column(say("documents_harm.days_before", days=rows[0].window_days), lambda one: _count(one[1].before, one[1].covered_before), right=True),
            Column(say("documents_harm.days_after", days=rows[0].window_days), lambda one: _count(one[1].after, one[1].covered_after), right=True),
        ])  # fmt: skip
        yield Paragraph(say("documents_harm.covers_said"))


def _covers(row: ContactList) -> str:
    if row.since is None or row.until is None:
        return missing(Sentence("documents_harm.covers"), Sentence("documents.register_harm"))
    return f"{row.since}–{row.until}"


def _post(of: Material, post: AroundPost) -> str:
    return of.exhibit(post_key(post.post)) + (say("documents.high_alone") if post.perhaps else "")


def _count(count: int | None, covered: bool | None) -> str:
    """A count, with a mark where the list does not cover those days, or does not say whether it does."""
    told = say("documents.unknown") if count is None else f"{count:,}"
    return told if covered else told + say("documents_harm.not_covered")
