"""The harm register: what happened to whom, when and where, and which posts stood before it.

A day has no hour, so that a post of the same day is neither before nor after, unless a list tells the moments of that day. What it leaves out: whether the posts were the cause.

>>> one = Harm(id="H1", kind="calls", person="V0001", day=date(2024, 1, 3), times=20)
>>> row = incident(one, "R0005", [("c/1", date(2024, 1, 2)), ("c/2", date(2024, 1, 4))])
>>> row.posts_before, row.first_post.isoformat(), row.last_before.isoformat()
(1, '2024-01-02', '2024-01-02')
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from doxdocket.assess.damages.account import EarlierPost, Incident, KindOfHarm, NamedPost, Order, Place, When
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.worksheet_parts import Told, told
from doxdocket.assess.forms.damages import Harm
from doxdocket.words import Both

Dated = tuple[str, date]
"""A post and its day in the case's zone."""
_MINUTE = timedelta(minutes=1)
Span = tuple[datetime, datetime]
"""The first and the last moment of a day."""
Whose = Mapping[str, tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]]
"""Of a post the defendants whose own it is, those who ran its channel or did it with others, those to whom its account is put by statements alone, and those to whom acts together alone put it of which it is open whether they do."""
Terms = Mapping[str, Sequence[tuple[str, date | None, date | None]]]
"""Of each who is sued the channels and times of his roles."""


def incident(
    one: Harm, number: str, posts: Sequence[Dated], whose: Whose = MappingProxyType({}), terms: Terms = MappingProxyType({}), perhaps: Collection[str] = (),
    moments: Span | None = None, at: Mapping[str, datetime] = MappingProxyType({}),
    edited: Mapping[str, datetime] = MappingProxyType({}),
) -> Incident:  # fmt: skip
    """One incident against the posts that expose its person; ``perhaps``: those of them that count for that person at the high alone, which are named and stand before nothing.

    ``moments``: the first and the last moment of its day, where lists tell all of them; ``at``: the moments of posts;
    ``edited``: by when at the latest the content of an edited one stood, in the case's zone.
    """
    every = sorted(posts, key=lambda post: (post[1], post[0]))
    shown = [post for post in every if post[0] not in perhaps]
    order = {post: _order(one, day, at.get(post), moments, edited.get(post)) for post, day in every}
    before = [day for post, day in shown if order[post] == "before"]
    same = sum(order[post] in {"same_day", "unknown"} for post, _ in shown)
    days, word, asked = dict(every), frame().harm[one.kind], bool(one.day and one.person)
    return Incident(
        number, one.id, one.kind, word.zh, word.en, one.person, one.day, one.until, one.times, one.place, one.says, one.evidence,
        posts=[_named(post.removeprefix("post:"), days, order) for post in one.posts],
        posts_of_person=len(shown) if one.person else None, first_post=shown[0][1] if shown else None,
        posts_before=len(before) if asked else None, posts_same_day=same if asked else None,
        last_before=before[-1] if before else None, earlier=[
            EarlierPost(post, day, *whose.get(post, ((), (), (), ())), {who: when(day, _in(post, some)) for who, some in terms.items()}, perhaps=post in perhaps)
            for post, day in every if asked and order[post] == "before"
        ], first_moment=moments and moments[0], last_moment=moments and moments[1], told=_remarks(one, shown, before, same),
    )  # fmt: skip


def _in(post: str, roles: Sequence[tuple[str, date | None, date | None]]) -> list[tuple[date | None, date | None]]:
    """The times of roles in the channel of a post."""
    return [(since, until) for channel, since, until in roles if channel == post.rpartition("/")[0]]


def when(day: date, terms: Sequence[tuple[date | None, date | None]]) -> When:
    """How a day stands to the times of somebody's roles; an end that is not told has none.

    >>> term = [(date(2023, 10, 10), date(2024, 1, 31))]
    >>> (
    ...     [when(day, term) for day in (date(2023, 9, 2), date(2023, 10, 10), date(2024, 2, 8))],
    ...     when(date(2024, 1, 1), []),
    ... )
    (['before', 'during', 'after'], 'unknown')
    """
    if any((since is None or since <= day) and (until is None or day <= until) for since, until in terms):
        return "during"
    if not terms:
        return "unknown"
    return "before" if all(since is not None and day < since for since, _ in terms) else "after"


def _order(one: Harm, day: date, at: datetime | None, moments: Span | None, edited: datetime | None = None) -> Order:
    """How a post stands to the incident: by the day, and of one day by the minute where its moments are told. An edited one is before where its edit is, after
    where its first moment is.
    """
    if edited is not None and one.day and edited.date() >= one.day:
        first, last = _order(one, day, at, moments), _order(one, edited.date(), edited, moments)
        return first if first == last else "same_day" if day == one.day else "unknown"
    if one.day is None:
        return "unknown"
    if day != one.day:
        return "before" if day < one.day else "after"
    if at is None or moments is None:
        return "same_day"
    return by_minute(at, moments, ends=one.until in (None, one.day))


def by_minute(at: datetime, moments: Span, *, ends: bool = True) -> Order:
    """Before all of the moments of that day, or after all; neither within a minute of one of them, or between. ``ends``: whether nothing came on later days.

    A moment of a list is any of its minute.

    >>> one, two = (datetime(2023, 7, 5, 21, n) for n in (30, 40))
    >>> [by_minute(one.replace(minute=n), (one, two)) for n in (10, 30, 35, 50)]
    ['before', 'same_day', 'same_day', 'after']
    """
    first, last = (one.replace(second=0, microsecond=0) for one in moments)
    return "before" if first - at >= _MINUTE else "after" if ends and at - last >= 2 * _MINUTE else "same_day"


def _named(post: str, days: Mapping[str, date], orders: Mapping[str, Order]) -> NamedPost:
    """A post that the entry names: when it was, against the incident."""
    order: Order = orders.get(post, "unknown")
    said = frame().order[order]
    return NamedPost(post, days.get(post), order, said.zh, said.en)


def _remarks(one: Harm, shown: Sequence[Dated], before: Sequence[date], same: int) -> list[Told]:
    if not one.person or not shown:
        return [told("person_absent" if not one.person else "no_post")]
    return [told("order_unknown" if same else "no_posts_before")] if one.day and not before else []


def perhaps_same(rows: Sequence[Incident]) -> dict[str, list[str]]:
    """Of each entry the others that may be the same incident: of one kind and person, on days that overlap or are not told.

    Where nobody is named, the days must be told and the place be the same.
    """
    return {
        one.entry: [other.entry for other in rows if other.entry != one.entry and _alike(one, other)] for one in rows
    }


def _alike(one: Incident, other: Incident) -> bool:
    if (one.kind, one.person) != (other.kind, other.person):
        return False
    if not (one.day and other.day):
        return bool(one.person)
    overlap = one.day <= (other.until or other.day) and other.day <= (one.until or one.day)
    return overlap and (bool(one.person) or one.place == other.place)


def _fewest(rows: Sequence[Incident]) -> list[list[Incident]]:
    """The fewest incidents that entries of one kind may be: each ends with the first day on which one of them must be over."""
    found: list[list[Incident]] = []
    for row in sorted(rows, key=lambda row: (row.day is None, row.until or row.day or date.min)):
        at = next((of for of in found if _alike(of[0], row)), None)
        if at is None:
            found.append([row])
        else:
            at.append(row)
    return found


def _times(rows: Sequence[Incident]) -> int:
    """The times of entries of which no two may be one, the largest first: there were no fewer, whichever of the others were the same."""
    apart: list[Incident] = []
    for row in sorted(rows, key=lambda row: -(row.times or 0)):
        if not any(_alike(row, one) for one in apart):
            apart.append(row)
    return sum(row.times or 0 for row in apart)


def by_kind(rows: Sequence[Incident]) -> list[KindOfHarm]:
    """Incidents, persons and stated times by kind, in the order of the frame; times are as entered and not those of the lists.

    The low takes entries that may be one incident as one; the high counts each.
    """
    return [_kind(kind, said, of) for kind, said in frame().harm.items() if (of := [r for r in rows if r.kind == kind])]


def _kind(kind: str, said: Both, of: Sequence[Incident]) -> KindOfHarm:
    once = _fewest(of)
    return KindOfHarm(
        kind, said.zh, said.en, len(once), len(of), len({row.person for row in of if row.person}), _times(of),
        sum(row.times or 0 for row in of), sum(row.times is None for row in of),
        [sorted(row.entry for row in one) for one in once if len(one) > 1],
    )  # fmt: skip


def places(rows: Sequence[Incident]) -> list[Place]:
    """The places that entries name, with how many incidents each."""
    found = Counter(row.place for row in rows if row.place)
    return [Place(place, n) for place, n in sorted(found.items())]
