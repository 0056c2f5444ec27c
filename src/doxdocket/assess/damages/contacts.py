"""Calls, texts and parcels against the posts that exposed the person: so many days before each post, so many behind it.

A list says nothing of days that it does not cover, and before and after is no proof of cause: both are told with every count.
``Post.at`` and the moments are aware. What it leaves out: who called, and why.

>>> moments = [
...     datetime(2023, 8, 9, 15, tzinfo=UTC),
...     datetime(2023, 8, 10, 15, tzinfo=UTC),
...     datetime(2023, 8, 10, 16, tzinfo=UTC),
... ]
>>> post = Post("c/1", datetime(2023, 8, 10, 12, tzinfo=UTC))
>>> row = against(
...     Contacts(id="1", person="V0001", what="calls"),
...     "R0001",
...     Moments(tuple(moments)),
...     [post],
...     ZoneInfo("Asia/Shanghai"),
... )
>>> (row.posts[0].before, row.posts[0].after, row.before_first)
(1, 2, 1)
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from doxdocket.assess.damages.account import AroundPost, ContactList
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.worksheet_parts import Told, told
from doxdocket.assess.forms.damages import Contacts

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """A post that exposes the person, by ``channel/post``; ``perhaps``: it counts for that person at the high alone."""

    key: str
    at: datetime
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a list in their order, and what could not be read."""

    at: tuple[datetime, ...] = ()
    unread: tuple[str, ...] = ()
    """Numbers of rows without a readable time; of a file as a whole, its reference."""


def read(entry: Contacts, rows: Sequence[Mapping[str, str]] | None, zone: ZoneInfo) -> Moments:
    """The moments that an entry states itself, and those of the rows of its table; None for a table that could not be read."""
    own = [one.astimezone(UTC) for one in entry.at]
    if entry.file and rows is None:
        return Moments(tuple(sorted(own)), (entry.file,))
    try:
        place = ZoneInfo(entry.zone) if entry.zone else zone
    except (ZoneInfoNotFoundError, ValueError):
        return Moments(tuple(sorted(own)), (entry.file or entry.zone,))
    lost = []
    for number, row in enumerate(rows or (), 1):
        moment = _moment(row.get(entry.column, "").strip(), entry.time_format, place)
        if moment is None:
            lost.append(row.get("#row", str(number)))
        else:
            own.append(moment)
    return Moments(tuple(sorted(own)), tuple(lost))


def _moment(text: str, written: str, zone: ZoneInfo) -> datetime | None:
    try:
        found = datetime.strptime(text, written) if written else datetime.fromisoformat(text)  # noqa: DTZ007 - the zone is put below
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def against(
    entry: Contacts, number: str, moments: Moments, posts: Iterable[Post], zone: ZoneInfo, window: int | None = None
) -> ContactList:
    """One list against every post that exposed its person."""
    days = window or frame().window_days
    shown = sorted(posts, key=lambda post: (post.at, post.key))
    first = next((post.at for post in shown if not post.perhaps), None)
    late = first is not None and entry.since is not None and datetime.combine(entry.since, time(), zone) > first
    # A list without a moment tells that nobody called only where it says which days it covers and all of it was read.
    silent = not moments.at and (bool(moments.unread) or entry.since is None or entry.until is None)
    before_first = None if first is None or late or silent else sum(m < first for m in moments.at)
    rows = [_post(entry, post, None if silent else moments.at, shown, days, zone) for post in shown]
    return ContactList(
        number, entry.id, entry.person, entry.what, _evidence(entry), moments=None if silent else len(moments.at),
        at_night=None if silent else sum(_night(m, zone) for m in moments.at),
        first=_said(moments.at[0], zone) if moments.at else None, last=_said(moments.at[-1], zone) if moments.at else None,
        since=entry.since, until=entry.until, before_first=before_first, known_before=entry.known_before, window_days=days,
        posts=rows, by_day=_by_day(moments.at, zone), told=_remarks(entry, moments, shown, before_first, rows, zone),
    )  # fmt: skip


def _evidence(entry: Contacts) -> list[str]:
    return list(dict.fromkeys([*([entry.file] if entry.file else []), *entry.evidence]))


def _said(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="minutes")


def _night(moment: datetime, zone: ZoneInfo) -> bool:
    night, hour = frame().night, moment.astimezone(zone).hour
    return hour >= night.since or hour < night.until


def _by_day(moments: Sequence[datetime], zone: ZoneInfo) -> list[tuple[date, int]]:
    counted = Counter(m.astimezone(zone).date() for m in moments)
    return sorted(counted.items())


def _post(
    entry: Contacts, post: Post, moments: Sequence[datetime] | None, every: Sequence[Post], days: int, zone: ZoneInfo
) -> AroundPost:
    span = days * DAY
    offsets = Counter((m - post.at) // DAY for m in moments or () if post.at - span <= m < post.at + span)
    known = moments is not None
    near = [other.at for other in every if other.key != post.key and abs(other.at - post.at) < 2 * span]
    return AroundPost(
        post.key, _said(post.at, zone), sum(n for day, n in offsets.items() if day < 0) if known else None,
        sum(n for day, n in offsets.items() if day >= 0) if known else None,
        [(day, offsets[day] if known else None) for day in range(-days, days)],
        _covers(entry, post.at - span, post.at, zone), _covers(entry, post.at, post.at + span, zone), len(near), post.perhaps,
    )  # fmt: skip


def _covers(entry: Contacts, since: datetime, until: datetime, zone: ZoneInfo) -> bool | None:
    """Whether the list reaches over that stretch; None where it does not say."""
    begins = entry.since and datetime.combine(entry.since, time(), zone)
    ends = entry.until and datetime.combine(entry.until, time(), zone) + DAY
    if (begins and begins > since) or (ends and ends < until):
        return False
    return True if begins and ends else None


def _remarks(
    entry: Contacts, moments: Moments, posts: Sequence[Post], before_first: int | None, rows: Sequence[AroundPost],
    zone: ZoneInfo,
) -> list[Told]:  # fmt: skip
    lost = moments.unread
    inside = [d for d in (m.astimezone(zone).date() for m in moments.at)
              if (entry.since and d < entry.since) or (entry.until and d > entry.until)]  # fmt: skip
    sides = [covered for row in rows for covered in (row.covered_before, row.covered_after)]
    unread = bool(lost) and lost[0] in {entry.file, entry.zone}
    codes = [
        (unread, told("file_unread", file=lost[0] if lost else "")),
        (bool(lost) and not unread, told("unread", rows=lost)),
        (not moments.at, told("no_moment")),
        (not posts, told("no_post")),
        (bool(before_first), told("first_before", times=before_first)),
        (bool(entry.known_before), told("known_before")),
        (bool(inside), told("outside", times=len(inside))),
        (any(covered is None for covered in sides), told("uncovered")),
        (any(covered is False for covered in sides), told("partly_covered")),
        (any(row.others_near for row in rows), told("overlap")),
    ]
    return [remark for so, remark in codes if so]


def doubled(rows: Sequence[tuple[Contacts, Moments]]) -> dict[str, dict[str, int]]:
    """Of each entry, the others of one person and sort that hold the same moments, and how many."""
    out: dict[str, dict[str, int]] = {}
    for entry, mine in rows:
        for other, theirs in rows:
            if entry.id != other.id and (entry.person, entry.what) == (other.person, other.what):
                same = sum((Counter(mine.at) & Counter(theirs.at)).values())
                if same:
                    out.setdefault(entry.id, {})[other.id] = same
    return out
