"""The harm register and the contacts before and after each post, in words; a list as the picture draws it.

>>> from doxdocket.assess.damages.account import HarmRegister, Regions
>>> harm(HarmRegister((), (), (), None, (), Regions(0, 0, ""))).blocks[0].strip()
'没有登记损害后果（表 harm）'
"""

from datetime import date

from doxdocket.assess.damages.account import AroundPost, ContactList, ContactLists, HarmRegister, Incident, Worksheet
from doxdocket.desk.accounts.damages_words import WHAT, ends, number, remarks
from doxdocket.report.contacts_picture import Lane, timeline
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.words import either, named, say, zh_en

MOST_POSTS = 12


def harm(found: HarmRegister) -> Part:
    """What happened, to whom, when, and which posts stood before it."""
    if not found.rows:
        return Part([say("harm_said.nothing_entered_form_harm")], say("harm_said.harm_register"))
    lines: list[Block] = [Table(found.rows, [
        Column(say("assess_parties.entry"), "entry"), Column(say("assess_gains.kind"), named), Column(say("harm_said.person"), lambda r: r.person or number(None)),
        Column(say("assess_parties.day"), _days), Column(say("harm_said.times"), lambda r: number(r.times), right=True), Column(say("harm_said.place"), "place"),
        Column(say("harm_said.posts_of_this_person_before"), _before), Column(say("harm_said.evidence"), lambda r: "；".join(r.evidence) or None),
    ])]  # fmt: skip
    for r in found.rows:
        lines += [Paragraph(f"{r.entry} {post.post} {number(post.day)} {named(post)}", "  ") for post in r.posts]
        lines += remarks(r.told, f"{r.entry}  ")
    lines += remarks(found.told)
    regions = found.regions
    lines.append(Paragraph(say("harm_said.victims_places_entered_persons_of", number=number(found.persons), places=len(found.places), ends=ends(regions.low, regions.high), command=regions.command)))  # fmt: skip
    return Part(lines, say("harm_said.harm_register"))


def _days(row: Incident) -> str:
    return number(row.day) + (f"…{row.until}" if row.until else "")


def _before(row: Incident) -> str:
    if row.posts_before is None:
        return say("assess_gains.not_known") if row.day else say("harm_said.no_day")
    same = say("harm_said.same_day", posts_same_day=row.posts_same_day) if row.posts_same_day else ""
    last = say("harm_said.last", last_before=row.last_before) if row.last_before else ""
    return say("harm_said.posts_before_last_same", posts_before=row.posts_before, last=last, same=same)


def contacts(found: ContactLists) -> Part:
    """Every list against the posts of its person."""
    if not found.rows:
        return Part([say("harm_said.no_list_entered_form_contacts")], say("harm_said.contacts_and_posts"))
    lines: list[Block] = []
    for row in found.rows:
        what = either(*WHAT[row.what])
        lines.append(Paragraph(say("harm_said.at_night_to_before_first", entry=row.entry, person=row.person, what=what, number=number(row.moments), number_2=number(row.at_night), first=row.first or number(None), last=row.last or number(None), number_3=number(row.before_first))))  # fmt: skip
        lines += _by_post(row) + remarks(row.told)
    lines += remarks(found.told)
    return Part(lines, say("harm_said.contacts_and_posts_before_and"))


def _by_post(row: ContactList) -> list[Block]:
    if not row.posts:
        return []
    days, more = row.window_days, len(row.posts) - MOST_POSTS

    def series(post: AroundPost) -> str:
        counts = [number(n) for _, n in post.days]
        return " ".join(counts[:days]) + " | " + " ".join(counts[days:])

    found = Table(row.posts[:MOST_POSTS], [
        Column(say("harm_said.post"), lambda p: p.post + (say("documents.high_alone") if p.perhaps else "")), Column(say("harm_said.moment"), "at"),
        Column(say("harm_said.days_before", days=days), lambda p: _count(p.before, p.covered_before), right=True),
        Column(say("harm_said.days_after", days=days), lambda p: _count(p.after, p.covered_after), right=True),
        Column(say("harm_said.by_day_before_after"), series),
    ])  # fmt: skip
    return [
        Part([found], indent="  "),
        say("harm_said.days_that_list_does_not"),
        say("harm_said.more_posts_see_json", more=more) if more > 0 else "",
    ]


def _count(count: int | None, covered: bool | None) -> str:
    """A count, marked where the list does not cover those days, or does not say whether it does."""
    return f"{number(count)}{ {True: '', False: '†', None: '?'}[covered] }"


def lane_of(row: ContactList) -> Lane:
    """A list of contacts as the picture draws it."""
    posts = tuple(date.fromisoformat(p.at[:10]) for p in row.posts)
    what, counts = either(*WHAT[row.what]), dict(row.by_day)
    first = next((post for post in row.posts if not post.perhaps), None)
    beside = (
        say(
            "harm_said.first_post_before_after",
            count=_count(first.before, first.covered_before),
            count_2=_count(first.after, first.covered_after),
        )
        if first
        else say("harm_said.no_post")
    )
    return Lane(f"{row.person} {what}", counts, posts, row.since, row.until, beside)


def picture(found: Worksheet) -> str:
    """The lists of contacts by day, drawn (SVG)."""
    lanes = [lane_of(row) for row in found.contacts.rows]
    lists = say("marks.semicolon").join(f"{lane.name} {sum(lane.days.values())} ({lane.beside})" for lane in lanes)
    return str(timeline(lanes, say("harm_said.contacts_by_day_bars_and", lists=lists or zh_en("harm_said.no_list"))))
