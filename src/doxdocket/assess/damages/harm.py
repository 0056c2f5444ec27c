"""The harm register: what happened to whom, when and where, and which posts stood before it.

A day has no hour, so that a post of the same day is neither before nor after. What it leaves out: whether the posts were the cause.

>>> one = Harm(id="H1", kind="calls", person="V0001", day=date(2024, 1, 3), times=20)
>>> row = incident(one, "R0005", [("c/1", date(2024, 1, 2)), ("c/2", date(2024, 1, 4))])
>>> row["posts_before"], row["first_post"], row["last_before"]
(1, '2024-01-02', '2024-01-02')
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from doxdocket.assess.damages.forms import Harm
from doxdocket.assess.damages.frame import both, frame, told

Dated = tuple[str, date]
"""A post and its day in the case's zone."""


def incident(one: Harm, number: str, posts: Sequence[Dated]) -> dict[str, Any]:
    """One incident against the posts that expose its person."""
    shown = sorted(posts, key=lambda post: (post[1], post[0]))
    before = [day for _, day in shown if one.day and day < one.day]
    same = sum(day == one.day for _, day in shown)
    days = dict(shown)
    return {
        "entry": number, "id": one.id, "kind": one.kind, **_word(one.kind), "person": one.person, "day": one.day and one.day.isoformat(),
        "until": one.until and one.until.isoformat(), "times": one.times, "place": one.place, "says": one.says,
        "evidence": list(one.evidence), "posts": [_named(one, post.removeprefix("post:"), days) for post in one.posts],
        "posts_of_person": len(shown) if one.person else None, "first_post": shown[0][1].isoformat() if shown else None,
        "posts_before": len(before) if one.day and one.person else None, "posts_same_day": same if one.day and one.person else None,
        "last_before": before[-1].isoformat() if before else None,
        "told": _remarks(one, shown, before, same),
    }  # fmt: skip


def _word(kind: str) -> dict[str, str]:
    return both(frame().harm[kind])


def _named(one: Harm, post: str, days: Mapping[str, date]) -> dict[str, Any]:
    """A post that the entry names: when it was, against the incident."""
    at = days.get(post)
    if at is None or one.day is None:
        order = "unknown"
    else:
        order = "before" if at < one.day else "same_day" if at == one.day else "after"
    return {"post": post, "day": at and at.isoformat(), "order": order, **both(frame().order[order])}


def _remarks(one: Harm, shown: Sequence[Dated], before: Sequence[date], same: int) -> list[dict[str, Any]]:
    if not one.person or not shown:
        return [told("person_absent" if not one.person else "no_post")]
    return [told("no_posts_before")] if one.day and not before and not same else []


def perhaps_same(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Of each entry the others that may be the same incident: of one kind and person, on days that overlap or are not told.

    Where nobody is named, the days must be told and the place be the same.
    """
    return {
        one["entry"]: [other["entry"] for other in rows if other["entry"] != one["entry"] and _alike(one, other)]
        for one in rows
    }


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if (one["kind"], one["person"]) != (other["kind"], other["person"]):
        return False
    if not (one["day"] and other["day"]):
        return bool(one["person"])
    overlap = one["day"] <= (other["until"] or other["day"]) and other["day"] <= (one["until"] or one["day"])
    return overlap and (bool(one["person"]) or one["place"] == other["place"])


def _fewest(rows: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The fewest incidents that entries of one kind may be: each ends with the first day on which one of them must be over."""
    found: list[list[Mapping[str, Any]]] = []
    for row in sorted(rows, key=lambda row: (row["day"] is None, row["until"] or row["day"] or "")):
        at = next((of for of in found if _alike(of[0], row)), None)
        if at is None:
            found.append([row])
        else:
            at.append(row)
    return found


def _times(rows: Sequence[Mapping[str, Any]]) -> int:
    """The times of entries of which no two may be one, the largest first: there were no fewer, whichever of the others were the same."""
    apart: list[Mapping[str, Any]] = []
    for row in sorted(rows, key=lambda row: -(row["times"] or 0)):
        if not any(_alike(row, one) for one in apart):
            apart.append(row)
    return sum(row["times"] or 0 for row in apart)


def by_kind(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Incidents, persons and stated times by kind, in the order of the frame; times are as entered and not those of the lists.

    The low takes entries that may be one incident as one; the high counts each.
    """
    out = []
    for kind in frame().harm:
        of = [row for row in rows if row["kind"] == kind]
        if of:
            once = _fewest(of)
            out.append({
                "kind": kind, **_word(kind), "incidents_low": len(once), "incidents_high": len(of),
                "persons": len({row["person"] for row in of if row["person"]}),
                "times_low": _times(of), "times_high": sum(row["times"] or 0 for row in of),
                "times_unstated": sum(row["times"] is None for row in of),
                "perhaps_same": [sorted(row["entry"] for row in one) for one in once if len(one) > 1],
            })  # fmt: skip
    return out


def places(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The places that entries name, with how many incidents each."""
    found = Counter(row["place"] for row in rows if row["place"])
    return [{"place": place, "incidents": n} for place, n in sorted(found.items())]
