"""Why these channels: overlap, who was first, relations, activity, and a proposal of core channels with its sensitivity.

Source: ``rules/channels.yaml`` and ``count/sql/channel_*.sql``. The machine proposes; decisions ``channel.core`` and
``channel.not_core`` decide, ``channel.weights`` gives other weights. Only captured evidence is read: no channel is joined or asked.
What it leaves out: who runs a channel (a shared signature is a hint, no proof), and channels that nobody captured, of which only
what captured posts say is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import CHANNEL_PAIRS, NETWORK
from doxdocket.count.catalogue import step
from doxdocket.count.channels import ranking
from doxdocket.count.channels.ranking import Seen
from doxdocket.count.channels.signals import Told
from doxdocket.count.measure import Tables, relations
from doxdocket.decisions.standing import Standing
from doxdocket.engine import sql
from doxdocket.law.channels import rules
from doxdocket.records import CAPTURES, PICTURES, READINGS, UTC

_CHINA = 8 * 3600
_STEPS = ("holdings", "things", "held", "pairs", "persons", "activity", "edges")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The tables of this part (shapes: ``records``)."""

    channel_ranking: pa.Table
    channel_pairs: pa.Table
    channel_weights: pa.Table
    channel_coverage: pa.Table
    network: pa.Table

    def named(self) -> dict[str, pa.Table]:
        """All of them by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def weigh(tables: Tables, told: Told, standing: Standing, seen: Tables | None = None) -> Weighed:
    """``tables``: those of a run, posts one row a post; ``told``: what the posts say; ``seen``: ``measure.relations`` of both, where made."""
    empty = {"readings": READINGS, "captures": CAPTURES, "pictures": PICTURES}
    given = {name: schema.empty_table() for name, schema in empty.items()}
    given |= {**tables, **(relations(tables) if seen is None else seen)}
    given |= {"posts": _timed(given["posts"]), "mentions": told.mentions, "texts": told.texts, "signs": told.signs,
              "handles": _handles(given["channels"], given["posts"]), "channel_names": _promised(given["conduct"])}  # fmt: skip
    found: dict[str, pa.Table] = {}
    with sql.session(given) as session:
        for name, wanted in (("forward_names", "forward_names"), ("forwards", "channel_forwards")):
            session.add({name: session.run(step(wanted))})
        cap = rules().cap(
            session.run("SELECT count(DISTINCT channel_id) AS n FROM dossiers WHERE person IS NOT NULL")["n"][0].as_py()
        )
        for name in _STEPS:
            found[name] = session.run(
                step(f"channel_{name}"), {"cap": cap} if "$cap" in step(f"channel_{name}") else None
            )
            session.add({name: found[name]})
    network = _edges(found["edges"])
    made = ranking.rank(
        found,
        given,
        network,
        standing,
        Seen.of({**tables, "captures": given["captures"], "readings": given["readings"]}),
    )
    return Weighed(made.ranking, _pairs(found, made.ranking), made.weights, made.coverage, network)


def _timed(posts: pa.Table) -> pa.Table:
    """Posts with their second and their day in China as whole numbers; null where only a local clock is known."""
    second = pc.floor(pc.divide(posts["date"].cast(pa.int64()), 1_000_000)).cast(pa.int64())
    day = pc.floor(pc.divide(pc.add(second, _CHINA), 86_400)).cast(pa.int32())
    return posts.append_column("second", second).append_column("day", day)


def _handles(channels: pa.Table, posts: pa.Table) -> pa.Table:
    """The names under which posts may speak of a captured channel: its usernames and its number; none that two bear."""
    bearers: dict[str, set[str]] = {}
    for row in channels.select(["channel_id", "username"]).to_pylist():
        if row["username"]:
            bearers.setdefault(f"@{row['username'].lower()}", set()).add(row["channel_id"])
    for channel in pc.unique(posts["channel_id"]).to_pylist():
        bearers.setdefault(f"#{channel.rpartition(':')[2]}", set()).add(channel)
    one = sorted((name, next(iter(those))) for name, those in bearers.items() if len(those) == 1)
    return pa.table(
        {"name": pa.array([n for n, _ in one], pa.string()), "channel_id": pa.array([c for _, c in one], pa.string())}
    )


def _promised(conduct: pa.Table) -> pa.Table:
    """The channels that detection says a post promotes: channel_id, post_id, name."""
    slots = conduct["slots"].combine_chunks() if conduct.num_rows else pa.array([], conduct.schema.field("slots").type)
    one, post = (
        pc.list_flatten(slots),
        conduct.select(["channel_id", "post_id", "label"]).take(pc.list_parent_indices(slots)),
    )
    value = pc.utf8_lower(pc.replace_substring_regex(pc.struct_field(one, "value"), r"^t(?:elegram)?\.me/(?:s/)?", "@"))
    named = post.append_column("name", value)
    is_channel = pc.and_(pc.equal(pc.struct_field(one, "slot"), "channel"), pc.equal(post["label"], "promotion"))
    return named.filter(pc.fill_null(is_channel, False)).drop(["label"])


def moment(seconds: pa.ChunkedArray) -> pa.ChunkedArray:
    """Seconds as a time of the tables."""
    return pc.multiply(seconds.cast(pa.int64()), 1_000_000).cast(pa.timestamp("us")).cast(UTC)


def _edges(found: pa.Table) -> pa.Table:
    columns = {name: found[name] for name in NETWORK.names}
    columns |= {name: moment(found[name]) for name in ("first_at", "last_at")}
    return pa.table({name: column.cast(NETWORK.field(name).type) for name, column in columns.items()}, NETWORK)


def _pairs(found: Mapping[str, pa.Table], ranked: pa.Table) -> pa.Table:
    """Every pair with its shares of either side; of persons with bounds."""
    held = {(r["what"], r["channel_id"]): r["held"] for r in found["held"].to_pylist()}
    persons = {r["channel_id"]: (r["persons_low"], r["persons_high"]) for r in ranked.to_pylist()}
    bounds = {(r["a"], r["b"]): (r["low"], r["high"]) for r in found["persons"].to_pylist()}
    rows = {(r["what"], r["a"], r["b"]): r for r in found["pairs"].to_pylist()}
    for a, b in bounds:  # that only some reading of the links finds
        rows.setdefault(
            ("persons", a, b),
            {"what": "persons", "a": a, "b": b, "shared": 0, "first_a": 0, "first_b": 0, "open_order": 0},
        )
    out = []
    for what, a, b in sorted(rows):
        row, (in_a, in_b) = rows[what, a, b], (held.get((what, c), 0) for c in (a, b))
        out.append(row | {"in_a": in_a, "in_b": in_b} | shares(row["shared"], in_a, in_b))
        if what == "persons":
            low, high = bounds.get((a, b), (0, 0))
            out[-1] |= _open(min(low, row["shared"]), max(high, row["shared"]), persons[a], persons[b])
    return pa.Table.from_pylist(out, CHANNEL_PAIRS)


def shares(shared: int, in_a: int, in_b: int) -> dict[str, float]:
    """Of all that either shows, of a's, of b's; to four places.

    >>> shares(3, 4, 6)
    {'jaccard': 0.4286, 'of_a': 0.75, 'of_b': 0.5}
    """
    parts = {"jaccard": in_a + in_b - shared, "of_a": in_a, "of_b": in_b}
    return {name: round(shared / max(whole, 1), 4) for name, whole in parts.items()}


def _open(low: int, high: int, of_a: tuple[int, int], of_b: tuple[int, int]) -> Row:
    """The bounds of the shares: the fewest shared of the most persons, the most of the fewest."""
    least = shares(low, of_a[1], of_b[1])
    most = {"jaccard": of_a[0] + of_b[0] - high, "of_a": of_a[0], "of_b": of_b[0]}
    upper = {name: min(1.0, round(high / max(whole, high, 1), 4)) for name, whole in most.items()}
    return {
        "shared_low": low,
        "shared_high": high,
        **{f"{n}_low": v for n, v in least.items()},
        **{f"{n}_high": v for n, v in upper.items()},
    }
