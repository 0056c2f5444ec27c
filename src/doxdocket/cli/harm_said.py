"""The harm register and the contacts before and after each post, in words; a list as the picture draws it.

>>> from doxdocket.assess.damages.account import HarmRegister, Regions
>>> harm(HarmRegister((), (), (), None, (), Regions(0, 0, ""))).splitlines()[1].strip()
'没有登记损害后果（表 harm）'
"""

from datetime import date
from typing import TYPE_CHECKING

from doxdocket.cli.damages_words import WHAT, block, ends, flow, number, remarks
from doxdocket.cli.said import name
from doxdocket.report.text import table
from doxdocket.words import either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import ContactList, ContactLists, HarmRegister, Incident, Worksheet
    from doxdocket.report.contacts_picture import Lane

MOST_POSTS = 12


def harm(found: "HarmRegister") -> str:
    """What happened, to whom, when, and which posts stood before it."""
    if not found.rows:
        return block(say("harm_said.harm_register"), [say("harm_said.nothing_entered_form_harm")])
    rows = [[
        r.entry, name(r), r.person or number(None), _days(r), number(r.times), r.place, _before(r), "；".join(r.evidence) or "—",
    ] for r in found.rows]  # fmt: skip
    head = [say("harm_said.entry"), say("harm_said.kind"), say("harm_said.person"), say("harm_said.day"), say("harm_said.times"), say("harm_said.place"),
            say("harm_said.posts_of_this_person_before"), say("harm_said.evidence")]  # fmt: skip
    lines = table(head, rows, right={4}).splitlines()
    for r in found.rows:
        for post in r.posts:
            lines += flow(f"{r.entry} {post.post} {number(post.day)} {name(post)}", "  ")
        lines += [f"  {r.entry}{line}" for line in remarks(r.told)]
    lines += remarks(found.told)
    regions = found.regions
    lines += flow(say("harm_said.victims_places_entered_persons_of", number=number(found.persons), places=len(found.places), ends=ends(regions.low, regions.high), command=regions.command))  # fmt: skip
    return block(say("harm_said.harm_register"), lines)


def _days(row: "Incident") -> str:
    return number(row.day) + (f"…{row.until}" if row.until else "")


def _before(row: "Incident") -> str:
    if row.posts_before is None:
        return say("harm_said.not_known") if row.day else say("harm_said.no_day")
    same = say("harm_said.same_day", posts_same_day=row.posts_same_day) if row.posts_same_day else ""
    last = say("harm_said.last", last_before=row.last_before) if row.last_before else ""
    return say("harm_said.posts_before_last_same", posts_before=row.posts_before, last=last, same=same)


def contacts(found: "ContactLists") -> str:
    """Every list against the posts of its person."""
    if not found.rows:
        return block(
            say("harm_said.contacts_and_posts"),
            [say("harm_said.no_list_entered_form_contacts")],
        )
    lines: list[str] = []
    for row in found.rows:
        what = either(*WHAT[row.what])
        lines += flow(say("harm_said.at_night_to_before_first", entry=row.entry, person=row.person, what=what, number=number(row.moments), number_2=number(row.at_night), first=row.first or number(None), last=row.last or number(None), number_3=number(row.before_first)))  # fmt: skip
        lines += _by_post(row) + remarks(row.told)
    lines += remarks(found.told)
    return block(
        say("harm_said.contacts_and_posts_before_and"),
        lines,
    )


def _by_post(row: "ContactList") -> list[str]:
    if not row.posts:
        return []
    days = row.window_days
    head = [
        say("harm_said.post"),
        say("harm_said.moment"),
        say("harm_said.days_before", days=days),
        say("harm_said.days_after", days=days),
        say("harm_said.by_day_before_after"),
    ]
    cells = []
    for p in row.posts[:MOST_POSTS]:
        counts = [number(n) for _, n in p.days]
        series = " ".join(counts[:days]) + " | " + " ".join(counts[days:])
        cells.append([p.post, p.at, _count(p.before, p.covered_before), _count(p.after, p.covered_after), series])
    more = len(row.posts) - len(cells)
    marks = say("harm_said.days_that_list_does_not")
    lines = [f"  {line}" for line in table(head, cells, right={2, 3}).splitlines()] + [marks]
    return lines + ([say("harm_said.more_posts_see_json", more=more)] if more else [])


def _count(count: int | None, covered: bool | None) -> str:
    """A count, marked where the list does not cover those days, or does not say whether it does."""
    return f"{number(count)}{ {True: '', False: '†', None: '?'}[covered] }"


def lane_of(row: "ContactList") -> "Lane":
    """A list of contacts as the picture draws it."""
    from doxdocket.report.contacts_picture import Lane  # noqa: PLC0415 - drawn only when asked for

    posts = tuple(date.fromisoformat(p.at[:10]) for p in row.posts)
    what, counts = either(*WHAT[row.what]), dict(row.by_day)
    first = row.posts[0] if row.posts else None
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


def picture_label(found: "Worksheet") -> str:
    """The picture in words."""
    told = [lane_of(row) for row in found.contacts.rows]
    lists = say("marks.semicolon").join(f"{lane.name} {sum(lane.days.values())} ({lane.beside})" for lane in told)
    return say("harm_said.contacts_by_day_bars_and", lists=lists or zh_en("harm_said.no_list"))  # fmt: skip
