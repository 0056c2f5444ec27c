"""The harm register and the contacts before and after each post, in words; a list as the picture draws it.

>>> from doxdocket.assess.damages.account import HarmRegister, Regions
>>> harm(HarmRegister((), (), (), None, (), Regions(0, 0, ""))).splitlines()[1].strip()
'没有登记损害后果（表 harm）'
"""

from datetime import date
from typing import TYPE_CHECKING

from doxdocket.cli.damages_words import WHAT, block, ends, flow, number, remarks
from doxdocket.cli.said import name, say
from doxdocket.cli.width import table

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import ContactList, ContactLists, HarmRegister, Incident, Worksheet
    from doxdocket.report.contacts_picture import Lane

MOST_POSTS = 12


def harm(found: "HarmRegister") -> str:
    """What happened, to whom, when, and which posts stood before it."""
    if not found.rows:
        return block(
            say("损害登记", "harm register"), [say("  没有登记损害后果（表 harm）", "  nothing entered (form harm)")]
        )
    rows = [[
        r.entry, name(r), r.person or number(None), _days(r), number(r.times), r.place, _before(r), "；".join(r.evidence) or "—",
    ] for r in found.rows]  # fmt: skip
    head = [say("登记", "entry"), say("种类", "kind"), say("人", "person"), say("日期", "day"), say("次数", "times"), say("地点", "place"),
            say("此前公开此人的贴文", "posts of this person before it"), say("证据", "evidence")]  # fmt: skip
    lines = table(head, rows, right={4}).splitlines()
    for r in found.rows:
        for post in r.posts:
            lines += flow(f"{r.entry} {post.post} {number(post.day)} {name(post)}", "  ")
        lines += [f"  {r.entry}{line}" for line in remarks(r.told)]
    lines += remarks(found.told)
    regions = found.regions
    lines += flow(say(f"涉及被害人 {number(found.persons)} 人；登记地点 {len(found.places)} 处；数据所见被害人分布于 {ends(regions.low, regions.high)} 个地市（{regions.command}）",
                       f"{number(found.persons)} victims; {len(found.places)} places entered; persons of {ends(regions.low, regions.high)} prefectures in the figures ({regions.command})"))  # fmt: skip
    return block(say("损害登记", "harm register"), lines)


def _days(row: "Incident") -> str:
    return number(row.day) + (f"…{row.until}" if row.until else "")


def _before(row: "Incident") -> str:
    if row.posts_before is None:
        return say("不明", "not known") if row.day else say("日期不明", "no day")
    same = say(f"，同日 {row.posts_same_day}", f", same day {row.posts_same_day}") if row.posts_same_day else ""
    last = say(f"，最近 {row.last_before}", f", last {row.last_before}") if row.last_before else ""
    return say(f"{row.posts_before} 条{last}{same}", f"{row.posts_before}{last}{same}")


def contacts(found: "ContactLists") -> str:
    """Every list against the posts of its person."""
    if not found.rows:
        return block(
            say("来电、短信、快递与贴文", "contacts and posts"),
            [say("  没有登记来电、短信、快递记录（表 contacts）", "  no list entered (form contacts)")],
        )
    lines: list[str] = []
    for row in found.rows:
        what = say(*WHAT[row.what])
        lines += flow(say(
            f"{row.entry} {row.person} {what} {number(row.moments)} 次，其中夜间 {number(row.at_night)} 次；{row.first or number(None)} 至 {row.last or number(None)}；第一条贴文之前 {number(row.before_first)} 次",
            f"{row.entry} {row.person} {what}: {number(row.moments)}, at night {number(row.at_night)}; {row.first or number(None)} to {row.last or number(None)}; before the first post {number(row.before_first)}",
        ))  # fmt: skip
        lines += _by_post(row) + remarks(row.told)
    lines += remarks(found.told)
    return block(
        say(
            "来电、短信、快递与贴文（前后对照，不证明因果）", "contacts and posts (before and after; no proof of cause)"
        ),
        lines,
    )


def _by_post(row: "ContactList") -> list[str]:
    if not row.posts:
        return []
    days = row.window_days
    head = [
        say("贴文", "post"),
        say("时间", "moment"),
        say(f"前 {days} 天", f"{days} days before"),
        say(f"后 {days} 天", f"{days} days after"),
        say("逐日（前|后）", "by day (before|after)"),
    ]
    cells = []
    for p in row.posts[:MOST_POSTS]:
        counts = [number(n) for _, n in p.days]
        series = " ".join(counts[:days]) + " | " + " ".join(counts[days:])
        cells.append([p.post, p.at, _count(p.before, p.covered_before), _count(p.after, p.covered_after), series])
    more = len(row.posts) - len(cells)
    marks = say(
        "  †：记录不涵盖（全部）这些日子；?：记录没有写明是否涵盖",
        "  †: days that the list does not (wholly) cover; ?: not stated whether it does",
    )
    lines = [f"  {line}" for line in table(head, cells, right={2, 3}).splitlines()] + [marks]
    return lines + ([say(f"  另有 {more} 条贴文，见 --json", f"  {more} more posts, see --json")] if more else [])


def _count(count: int | None, covered: bool | None) -> str:
    """A count, marked where the list does not cover those days, or does not say whether it does."""
    return f"{number(count)}{ {True: '', False: '†', None: '?'}[covered] }"


def lane_of(row: "ContactList") -> "Lane":
    """A list of contacts as the picture draws it."""
    from doxdocket.report.contacts_picture import Lane  # noqa: PLC0415 - drawn only when asked for

    posts = tuple(date.fromisoformat(p.at[:10]) for p in row.posts)
    what, counts = say(*WHAT[row.what]), dict(row.by_day)
    first = row.posts[0] if row.posts else None
    beside = (
        say(
            f"首贴前 {_count(first.before, first.covered_before)}，后 {_count(first.after, first.covered_after)}",
            f"first post: {_count(first.before, first.covered_before)} before, {_count(first.after, first.covered_after)} after",
        )
        if first
        else say("没有贴文", "no post")
    )
    return Lane(f"{row.person} {what}", counts, posts, row.since, row.until, beside)


def picture_label(found: "Worksheet") -> str:
    """The picture in words."""
    told = [lane_of(row) for row in found.contacts.rows]
    lists = say("；", "; ").join(f"{lane.name} {sum(lane.days.values())} ({lane.beside})" for lane in told)
    return say(f"每日来电、短信、快递（柱）与公开此人的贴文（竖线，首贴为实线）。前后对照不证明因果。{lists or '没有记录'}",
               f"Contacts by day (bars) and posts that exposed the person (strokes, the first one whole). Before and after is no proof of cause. {lists or 'no list'}")  # fmt: skip
