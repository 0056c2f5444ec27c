"""What groups of posts expose, each counted by itself: for what a defendant posted, alone or with others.

Source: ``sql/group_posts.sql``, ``sql/group_acts.sql``, ``sql/group_windows.sql``, ``sql/groups.sql``. A post may be in several groups, so groups do not add up to the
case. What it leaves out: which post is whose, which a person says (``assess.parties``).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count.catalogue import step
from doxdocket.count.tables import dated, shown_by, signed
from doxdocket.engine import sql

MARKS = pa.schema(
    [(n, pa.string()) for n in ("name", "entry", "channel_id", "account", "author")]
    + [(n, pa.int32()) for n in ("first_day", "last_day", "undated", "without")]
)
"""What a group takes: an account, a signature in a channel, or all of a channel, each within days (yyyymmdd); with ``undated`` 1 posts without a day too.
``entry``: the entry by which it takes them, if one; with ``without`` 1 what that entry by itself leaves out of this group (``taken``).
"""

WINDOWS = pa.schema(
    [(n, pa.string()) for n in ("name", "part", "bound")]
    + [(n, pa.int32()) for n in ("first_day", "last_day", "undated")]
)
"""A stretch of days of a part of a group's time: bound ``low`` where a post surely lies in it, ``high`` where it may."""
CLOCKS = pa.schema([(n, pa.string()) for n in ("channel_id", "post_id", "date_local")])
_ALLOWED = pa.schema([*CLOCKS][:2] + [(n, pa.int32()) for n in ("first_day", "last_day")])
_PAIRED = ("posts_with_pi", "publications", "persons", "items", "kinds")
CONDUCT = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion")
"""Labels of conduct: a column each of posts that a person confirmed, and one (``_proposed``) of those that only the machine labels."""
PROPOSED = "_proposed"
_PASSED = "_passed"
"""Posts whose adverts are quoted or forwarded, each."""
_SINGLE = ("posts", *CONDUCT, *(label + PROPOSED for label in CONDUCT))


def posts_of(posts: pa.Table, authors: pa.Table, titles: pa.Table, marks: pa.Table) -> pa.Table:
    """A row a post of a group and entry. ``authors``: the columns ``tables.AUTHORS`` of all posts; ``titles``: of each channel, in any capture (channel_id, title)."""
    given = {"authors": dated(signed(posts, authors)), "titles": titles, "marks": marks.cast(MARKS)}
    return sql.run(step("group_posts"), given)


def taken(found: pa.Table) -> pa.Table:
    """Of ``posts_of`` a row a post of a group and entry, less what each entry leaves out of that group: of another entry, or of none, it may be all the same."""
    left, keys = pc.equal(found["without"], 1), ["name", "entry", "channel_id", "post_id"]
    kept = found.filter(pc.invert(left)).select(keys)
    if pc.any(left).as_py():
        kept = kept.join(found.filter(left).select(keys), keys, join_type="left anti")
    return kept.sort_by([(one, "ascending") for one in keys])


def acts(seen: Mapping[str, pa.Table], groups: pa.Table) -> pa.Table:
    """A row a post of a group that exposes or abuses, surely or (``sure`` 0) perhaps, with its day, none where it has no date; ``seen`` are the relations of ``measure``."""
    given = {
        "groups": groups.select(["name", "channel_id", "post_id"]),
        "posts": days(seen["posts"], seen.get("clocks")),
        **_acting(seen),
    }
    return sql.run(step("group_acts"), given)


def posted(seen: Mapping[str, pa.Table], groups: pa.Table) -> pa.Table:
    """A row a post of a group, whatever it holds, with the first and last day on which it may have been; none of which any day is possible."""
    rows = groups.select(["name", "channel_id", "post_id"]).join(
        days(seen["posts"], seen.get("clocks")), ["channel_id", "post_id"], join_type="inner"
    )
    return rows.filter(pc.is_valid(rows["first_day"]))


def days(posts: pa.Table, clocks: pa.Table | None = None) -> pa.Table:
    """Each post with its day in China (yyyymmdd), none where it has no moment, and the first and last day that are possible: by its clocks without a zone (``clocks``), where it has any."""
    keys = ["channel_id", "post_id"]
    told = dated(posts.select([*keys, "date"])).select([*keys, "day"])
    allowed = defaultdict[tuple[str, str], list[tuple[int, int]]](list)
    for row in (CLOCKS.empty_table() if clocks is None else clocks).to_pylist():
        if some := possible(row["date_local"]):
            allowed[row["channel_id"], row["post_id"]].append(some)
    rows = [(*key, min(a for a, _ in some), max(b for _, b in some)) for key, some in allowed.items()]
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    beside = pa.table(list(map(pa.array, columns, _ALLOWED.types)), schema=_ALLOWED)
    told = told.join(beside, keys)
    ends = {name: pc.coalesce(told["day"], told[name]) for name in ("first_day", "last_day")}
    return pa.table({name: told[name] for name in (*keys, "day")} | ends)


def possible(clock: str) -> tuple[int, int] | None:
    """The first and last day in China (yyyymmdd) of a clock whose zone nobody knows: zones lie between UTC-12 and UTC+14; none where it cannot be read.

    >>> possible("2023-12-31T19:00:00"), possible("31.12.2023 05:59:59"), possible("2023-12-31"), possible("12/31/23")
    ((20231231, 20240101), (20231230, 20240101), (20231230, 20240101), None)
    """
    for form in _FORMS:
        try:
            at = datetime.strptime(clock, form)  # noqa: DTZ007 - without a zone is what it is
        except ValueError:
            continue
        ends = at - timedelta(hours=14 - 8), at + timedelta(hours=12 + 8 + (0 if ":" in form else 24))
        first, last = (int(f"{one:%Y%m%d}") for one in ends)
        return first, last
    return None


_FORMS = (
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y-%m-%d",
)  # fmt: skip


def _acting(seen: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    return {
        "dossiers": seen["dossiers"].select(["channel_id", "post_id", "counts"]),
        "conduct": seen["conduct"].select(["channel_id", "post_id", "label", "status"]),
    }


def over(seen: Mapping[str, pa.Table], groups: pa.Table) -> pa.Table:
    """A row a group; ``seen`` are the relations of ``measure``."""
    given = {
        "groups": groups,
        "posts": seen["posts"].select(["channel_id", "post_id", "date", "forwarded_from", "forwarded_from_id"]),
        "dossiers": dated(seen["dossiers"]),
        **{name: seen[name] for name in ("exposures", "conduct")},
    }
    return sql.run(step("groups"), given, shown_by())


Surely = Callable[[str], str]
"""Of a group the name of the one in which its low is counted: what is surely of it."""


def whole(seen: Mapping[str, pa.Table], groups: pa.Table, surely: Surely = str) -> list[dict[str, Any]]:
    """A row a group that is not another's sure one: low and estimate of what is surely of it, high of all."""
    rows = {row["name"]: row for row in over(seen, groups).to_pylist()}
    sure = {surely(name) for name in rows if surely(name) != name}
    return [
        {"name": name} | bounded(rows.get(surely(name)) or dict.fromkeys(row, 0), row, estimates=True)
        for name, row in rows.items() if name not in sure
    ]  # fmt: skip


def parted(
    seen: Mapping[str, pa.Table], groups: pa.Table, windows: pa.Table, surely: Surely = str
) -> list[dict[str, Any]]:
    """A row a part of a group that may hold posts: low of those surely in it, high of those that may be; an estimate where both are the same."""
    given = {
        "groups": groups.select(["name", "channel_id", "post_id"]),
        "posts": days(seen["posts"], seen.get("clocks")),
        "windows": windows.cast(WINDOWS),
    }
    rows = {tuple(row["name"].split(" ")): row for row in over(seen, sql.run(step("group_windows"), given)).to_pylist()}
    out = []
    for (name, part, bound), high in rows.items():
        if bound == "high":
            low = rows.get((surely(name), part, "low")) or dict.fromkeys(high, 0)
            out.append({"name": name, "part": part} | bounded(low, high, estimates=low["posts"] == high["posts"]))
    return out


def bounded(low: Mapping[str, Any], high: Mapping[str, Any], *, estimates: bool) -> dict[str, Any]:
    """Two rows as one in bounds, with the estimate of the low one; adverts of others that were passed on are in the high alone."""
    out: dict[str, Any] = {}
    for one in _SINGLE:
        out |= {f"{one}_low": low[one] - low.get(one + _PASSED, 0), f"{one}_high": high[one]}
    for one in _PAIRED:
        best = low[f"{one}_estimate"] if estimates else None
        out |= {f"{one}_low": low[f"{one}_low"], f"{one}_estimate": best, f"{one}_high": high[f"{one}_high"]}
    return out
