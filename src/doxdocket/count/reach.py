"""Reach: how often posts were seen (人次, never persons), by SQL steps that can be read and asked one by one.

Source: the readings of a run; docs/explanation/reach.md says what counts and why. The steps go from readings to the one
that counts of each post (``views_last``), from forwards to the post that was first (``views_told`` … ``views_posts``), and to
sums of any part (``views_sums``). Leaves out: persons who saw a post, which no counter tells; posts without a reading.

>>> rounds(1), rounds(2), rounds(1000)
(1, 2, 11)
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import DOUBTED, REACH, REACH_CHANNELS, REACH_MONTHS, REACH_PERSONS
from doxdocket.count.catalogue import catalogue, step
from doxdocket.engine import sql
from doxdocket.records import CHANNELS, VERSIONS

Tables = Mapping[str, pa.Table]
NEEDED = ("posts", "channels", "captures", "readings", "dossiers", "doubted", "versions")
"""The tables that are read: posts are the merged ones."""
_STEPS = (
    "views_read",
    "views_last",
    "views_homes",
    "forward_names",
    "views_origins",
    "views_told",
    "views_keys",
    "views_hops",
)
_PLACES = pa.schema([("channel_id", pa.string()), ("place", pa.int32())])
_CHAINED = "SELECT count(*) AS n FROM views_hops AS h JOIN views_hops AS n ON n.node = h.next"
_WEIGHED = (
    "channel_id, post_id, album, month, exposes, seen_high, seen_at, first_at, growth, over_views, over_forwards, "
    "members_low, members, members_high, members_at"
)
"""What sums of channels are made of."""
_TAKEN = ("low", "seen_low"), ("estimate", "seen"), ("high", "seen_high")


def posts(tables: Tables) -> pa.Table:
    """One row a post with a reading: ``views_posts``."""
    with _opened(tables) as session:
        return _placed(session)


def last(readings: pa.Table, captures: pa.Table, doubted: pa.Table) -> pa.Table:
    """``views_last`` of these readings: one row a post."""
    with _opened({"readings": readings, "captures": captures, "doubted": doubted}) as session:
        session.add({"views_read": session.run(step("views_read"))})
        return session.run(step("views_last"))


def sums(counted: pa.Table) -> dict[str, dict[str, int]]:
    """Times seen and posts covered, by part, of rows in the shape of ``views_counted``."""
    return {row.pop("part"): row for row in sql.run(step("views_sums"), {"views_counted": counted}).to_pylist()}


def parts(placed: pa.Table) -> pa.Table:
    """``views_counted`` of all posts, and of those with personal information."""
    return sql.run(step("views_counted"), {"views_posts": placed})


def tables(run: Tables, zone: str) -> dict[str, pa.Table]:
    """``reach`` and its sums by channel, month and person, as ``records`` shapes them; months are those of ``zone``."""
    local = run["posts"]["date"].cast(pa.timestamp("us", tz=zone))
    dated = run["posts"].append_column("month", pc.strftime(local, "%Y-%m"))
    with _opened({**run, "posts": dated}) as session:
        _placed(session)
        reach = _each(session)
        seen, totals = sums(session.run(step("reach_parts"))), session.run(step("reach_totals")).to_pylist()
        people = session.run(step("reach_person_parts"))
        session.add({"reach_person_parts": people})
        held = session.run(step("reach_person_totals")).to_pylist()
    each = sums(people.filter(pc.is_valid(people["own"])))
    return {
        "reach": reach,
        "reach_channels": _summed("channel", "channel_id", REACH_CHANNELS, totals, seen),
        "reach_months": _summed("month", "month", REACH_MONTHS, totals, seen),
        "reach_persons": pa.Table.from_pylist(
            [{"person": r["part"], **r, **_seen(each.get(r["part"]))} for r in sorted(held, key=_by_number)],
            REACH_PERSONS,
        ),
    }


def weighed(run: Tables) -> tuple[list[dict[str, Any]], pa.Table]:
    """The rows of ``reach_channels``, and ``views_posts`` for what several channels show together."""
    undated = run["posts"].append_column("month", pa.nulls(run["posts"].num_rows, pa.string()))
    with _opened({**run, "posts": undated}) as session:
        placed = _placed(session)
        session.add({"reach": _reach(session, f"SELECT {_WEIGHED} FROM ({step('reach')}) AS reach")})
        seen, totals = sums(session.run(step("reach_parts"))), session.run(step("reach_totals")).to_pylist()
    return _summed("channel", "channel_id", REACH_CHANNELS, totals, seen).to_pylist(), placed


def together(placed: pa.Table, order: Sequence[str]) -> list[int]:
    """Times seen of posts that likely expose somebody, of each channel together with those before it: a story of several once."""
    places = [{"channel_id": channel, "place": n} for n, channel in enumerate(order, 1)]
    given = {"views_posts": placed, "places": pa.Table.from_pylist(places, _PLACES)}
    found = {part: row["estimate"] for part, row in sums(sql.run(step("views_together"), given)).items()}
    whole = accumulate(found.get(f"to {n}", 0) for n, _ in enumerate(order, 1))
    return [done + found.get(f"at {n}", 0) for n, done in enumerate(whole, 1)]


def _each(session: sql.Session) -> pa.Table:
    """``reach``, known to the session, as are the steps it is made of."""
    made = _per_day(_reach(session, step("reach")))
    session.add({"reach": made})
    return made


def _reach(session: sql.Session, asked: str) -> pa.Table:
    """``reach``, before its growth a day, or what is asked of it: of a million posts its other columns take half of the time."""
    lines = catalogue().views_lines
    for name in ("reach_growth", "reach_counters"):
        session.add({name: session.run(step(name))})
    return session.run(asked, {"views": lines.views, "forwards": lines.forwards})


def _opened(tables: Tables) -> sql.Session:
    empty = {"channels": CHANNELS.empty_table(), "doubted": DOUBTED.empty_table(), "versions": VERSIONS.empty_table()}
    return sql.session({**empty, **{name: tables[name] for name in NEEDED if name in tables}})


def _placed(session: sql.Session) -> pa.Table:
    """Every step up to ``views_posts``, each known to the session by its name."""
    for name in _STEPS:
        session.add({name: session.run(step(name))})
    hops = session.run("SELECT count(*) AS n FROM views_hops").to_pylist()[0]["n"]
    for _ in range(rounds(hops) if session.run(_CHAINED).to_pylist()[0]["n"] else 0):
        session.add({"views_hops": session.run(step("views_round"))})
    for name in ("views_placed", "views_exposed", "views_data", "views_posts"):
        made = session.run(step(name))
        session.add({name: made})
    return made


def rounds(hops: int) -> int:
    """How often hops must be doubled until the longest chain of so many is one hop."""
    return hops.bit_length() + (hops > 2)


def _per_day(found: pa.Table) -> pa.Table:
    """``reach`` with its growth for each day between both readings, to a tenth."""
    days = pc.divide(pc.cast(pc.subtract(found["last_at"], found["first_at"]), pa.int64()), 86_400_000_000.0)
    told = found.append_column("growth_per_day", pc.round(pc.divide(pc.cast(found["growth"], pa.float64()), days), 1))
    return told.select(REACH.names).cast(REACH)


def _summed(
    what: str, key: str, schema: pa.Schema, totals: list[dict[str, Any]], seen: Mapping[str, Mapping[str, int]]
) -> pa.Table:
    rows = []
    for row in sorted(totals, key=lambda r: str(r["part"])):
        kind, _, name = row["part"].partition(" ")
        if kind == what:
            pi = _seen(seen.get(f"{what}_pi {name}"))
            rows.append(
                {key: name or None, **row, **_seen(seen.get(row["part"])), **{f"pi_{n}": v for n, v in pi.items()}}
            )
    return pa.Table.from_pylist(rows, schema)


def _seen(told: Mapping[str, int] | None) -> dict[str, int | None]:
    """Times seen at each bound; null where no post of the bound has a reading."""
    return {name: told[bound] if told and told[f"covered_{bound}"] else None for bound, name in _TAKEN}


def _by_number(row: Mapping[str, Any]) -> tuple[int, str]:
    return len(row["part"]), row["part"]
