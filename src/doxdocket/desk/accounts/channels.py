"""The channels of a case: how they are ranked and why, what they share, who passes on whom, when they post, and the core under other weights.

Titles are masked; channels stand by their codes. Left out: weighing, which the run does (``count.channels``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
import pyarrow.compute as pc
from markupsafe import Markup

from doxdocket.count.channels import words as said
from doxdocket.count.channels.ranking import Decided, decided, under
from doxdocket.decisions.standing import Standing
from doxdocket.desk.accounts.figures import beside_high
from doxdocket.desk.masking import guard
from doxdocket.errors import WrongCall
from doxdocket.law.channels import changed, rules
from doxdocket.pipeline import inputs
from doxdocket.pipeline.published import current, figures, standing
from doxdocket.report import channels
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.foreign import APART
from doxdocket.report.gather import Names
from doxdocket.report.tables import Tables
from doxdocket.report.words import Words
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.words import lang, named, say

if TYPE_CHECKING:
    from doxdocket.report.release import Guard

Row = dict[str, Any]
_LINES = 400


@dataclass(frozen=True, slots=True)
class Weight:
    """A criterion with its weight, why it is asked, and the nearest weights at which the core becomes another."""

    id: str
    name: str
    because: str
    weight: int
    """That was decided last; the run may have had another."""
    used: bool
    of_used: str
    """Its share of the criteria that the run used; nothing where it used it not."""


@dataclass(frozen=True, slots=True)
class Channels:
    """``reasons``: name and reasons of each channel that may be core; ``other``: the set under the weights that are tried; ``pictures``: SVG by
    name, beside their tables; ``codes``: the channel of each code; ``waiting``: what was decided since the run, which has none of it.
    """

    ranking: Sequence[Block | None]
    reasons: Sequence[tuple[str, Block]]
    overlap: Block | None
    network: Block | None
    activity: Block | None
    weights: Sequence[Weight]
    other: Block | None
    pictures: Mapping[str, Markup]
    graph: Mapping[str, Any]
    ids: Sequence[tuple[str, str]]
    codes: Mapping[str, str]
    waiting: Sequence[str]


def channels_of(case: Case, weights: str = "") -> Channels | None:
    """Of the current run; ``weights``: others to try, as a decision writes them. None where no channel exposes anybody."""
    run, words = current(case), Words(lang())
    tables = Tables(case, run)
    names = Names(tables, cast("Guard", guard(case)), words)
    drawn = channels.section(tables, names, words)
    if drawn is None:
        return None
    ranked, pairs, weighed, network = (
        run.read(t).to_pylist() for t in ("channel_ranking", "channel_pairs", "channel_weights", "network")
    )
    placed = [r for r in ranked if r["place"] is not None]

    def name(channel: str) -> str:
        return names.short(channel) if channel in names.order else names.clean(channel).translate(APART)

    long = names.long

    reasons = [(title, Items(lines)) for title, lines in drawn["reasons"]]
    then, now = decided(standing(case)), decided(Standing.of(inputs.decisions(case)))
    pictures = {
        key: Markup(drawn[key].translate(APART))  # noqa: S704 - drawn by report
        for key in ("matrix", "network", "weeks", "hours")
        if drawn[key]
    }
    return Channels(
        [_ranking(placed, long, words), beside_high(figures(case).get("missed", ())), Items(drawn["sensitivity"], title=say("review_channels.sensitivity"))], reasons,
        _overlap(placed, pairs, name), _network(network, name), _activity(run, case.info.display_zone, placed, name),
        [_weight(row, now.weights) for row in weighed], _other(placed, weighed, weights, long) if weights else None, pictures,
        _graph(placed, network, name), [(r["channel_id"], long(r["channel_id"]).translate(APART)) for r in placed],
        {names.short(one): one for one in names.order}, list(_waiting(then, now, name)),
    )  # fmt: skip


def _ranking(placed: Sequence[Row], long: Any, words: Words) -> Table:
    def state(row: Row) -> str:
        return words(
            "core_decided_" + row["decided"] if row["decided"] else "core_yes" if row["proposed"] else "core_no"
        )

    heads = {"persons": say("review_channels.persons"), "first_persons": say("review_channels.first_persons"),
             "shared_persons": say("review_channels.shared_persons"), "only_persons": say("review_channels.only_persons"),
             "publications": say("review_channels.publications"), "days": say("review_channels.days")}  # fmt: skip
    return Table(placed, [
        Column(say("review_channels.place"), "place", right=True), Column(say("review_channels.channel"), lambda r: long(r["channel_id"])),
        Column(say("review_channels.core"), state), Column(say("review_channels.score"), lambda r: None if r["score"] is None else f"{r['score']:.3f}", right=True),
        Column(say("review_channels.kept"), lambda r: said.percent(r["drawn"], r["draws"]) if r["draws"] else None, right=True),
        *(Column(head, key, right=True) for key, head in heads.items()), Column(say("review_channels.id"), "channel_id"),
    ], title=say("review_channels.ranking"))  # fmt: skip


def _overlap(placed: Sequence[Row], pairs: Sequence[Row], name: Any) -> Table | None:
    """How many persons any two channels both expose; on the diagonal how many the channel does."""
    ids = [r["channel_id"] for r in placed]
    shared = {frozenset((p["a"], p["b"])): p["shared"] for p in pairs if p["what"] == "persons"}
    held = {r["channel_id"]: r["persons"] for r in placed}
    rows = [(name(a), *(held[a] if a == b else shared.get(frozenset((a, b)), 0) for b in ids)) for a in ids]
    heads = [Column(name(b), itemgetter(n), right=True) for n, b in enumerate(ids, 1)]
    return (
        Table(rows, [Column("", itemgetter(0)), *heads], title=say("review_channels.overlap")) if len(ids) > 1 else None
    )


def _network(edges: Sequence[Row], name: Any) -> Table:
    rows = sorted(edges, key=lambda e: (-e["weight"], e["source"], e["target"], e["kind"]))
    return Table(rows, [
        Column(say("review_channels.from"), lambda e: name(e["source"])), Column(say("review_channels.to"), lambda e: name(e["target"])),
        Column(say("review_channels.kind"), lambda e: said.kind(e["kind"]).of(lang())), Column(say("review_channels.posts"), "weight", right=True),
        Column(say("review_channels.captured"), lambda e: say("review_channels.yes" if e["captured"] else "review_channels.no")),
    ], title=say("review_channels.network"), none=say("review_channels.no_relations"), most=_LINES)  # fmt: skip


def _activity(run: Run, zone: str, placed: Sequence[Row], name: Any) -> Table | None:
    """Posts a month by channel, in the time of the case."""
    ids = [r["channel_id"] for r in placed]
    posts = channels.moments(run)
    local = posts["date"].cast(pa.timestamp("us", tz=zone))
    month = pa.table(
        {"channel": posts["channel_id"], "month": pc.floor_temporal(local, unit="month"), "n": posts["count_all"]}
    )
    rows = month.group_by(["channel", "month"]).aggregate([("n", "sum")]).to_pylist()
    counts = {(f"{row['month']:%Y-%m}", row["channel"]): row["n_sum"] for row in rows}
    columns = [Column(name(one), partial(_count, counts, one), right=True) for one in ids]
    return (
        Table(sorted({month for month, _ in counts}), [Column(say("review_channels.month"), str), *columns], title=say("review_channels.activity"))
        if counts
        else None
    )  # fmt: skip


def _count(counts: Mapping[tuple[str, str], int], channel: str, month: str) -> int:
    return counts.get((month, channel), 0)


def _waiting(then: Decided, now: Decided, name: Any) -> Iterator[str]:
    """What the decisions say now, where the run was made with something else."""
    if then.weights != now.weights:
        yield say("review_channels.waits_weights", id=now.weights_by or then.weights_by)
    for channel in sorted(then.channels.keys() | now.channels.keys()):
        was, by = then.channels.get(channel, ("nobody", ""))
        act, id_ = now.channels.get(channel, ("nobody", by))
        if act != was:
            yield say(
                "review_channels.waits_core" if act == "core" else "review_channels.waits_not_core" if act == "not_core" else "review_channels.waits_nobody",
                id=id_, channel=name(channel),
            )  # fmt: skip


def _weight(row: Row, now: Mapping[str, int]) -> Weight:
    spec = next(c for c in rules().criteria if c.id == row["criterion"])
    because = named(spec.because)
    return Weight(
        spec.id,
        named(spec),
        because,
        now[spec.id],
        row["used"],
        "" if row["of_all"] is None else f"{row['of_all']:.1%}",
    )


def weighing(weighed: Sequence[Row], weights: str) -> Mapping[str, int]:
    """The weights as they would be; ``weighed``: the criteria of the run (its ``channel_weights``). Refused: what weighs nothing."""
    asked = changed(weights)
    if not any(asked[w["criterion"]] for w in weighed if w["used"]):
        raise WrongCall("review_channels.no_weights")
    return asked


def _other(placed: Sequence[Row], weighed: Sequence[Row], weights: str, long: Any) -> Block:
    """The set under these weights beside that of the run."""
    before = {r["channel_id"]: r for r in placed}
    rows = under(placed, weighed, weighing(weighed, weights))
    now, then = ({r["channel_id"] for r in some if r["proposed"]} for some in (placed, rows))

    def change(row: Row) -> str:
        id_ = row["channel_id"]
        if (id_ in now) == (id_ in then):
            return ""
        return say("review_channels.enters" if id_ in then else "review_channels.leaves")

    table = Table(rows, [
        Column(say("review_channels.place"), "place", right=True), Column(say("review_channels.was"), lambda r: before[r["channel_id"]]["place"], right=True),
        Column(say("review_channels.channel"), lambda r: long(r["channel_id"])), Column(say("review_channels.score"), lambda r: f"{r['score']:.3f}", right=True),
        Column(say("review_channels.core"), lambda r: say("review_channels.yes" if r["proposed"] else "review_channels.no")), Column(say("review_channels.change"), change),
    ], title=say("review_channels.under_these_weights"))  # fmt: skip
    return Part([Paragraph(say("review_channels.same_set" if now == then else "review_channels.other_set")), table])


def _graph(placed: Sequence[Row], network: Sequence[Row], name: Any) -> dict[str, Any]:
    """Nodes and lines for a drawing that can be moved."""
    core = {r["channel_id"] for r in placed if r["proposed"]}
    kept = sorted((e for e in network if e["kind"] in channels.STROKES), key=lambda e: -e["weight"])[:_LINES]
    ids = dict.fromkeys([*(r["channel_id"] for r in placed), *(e[end] for e in kept for end in ("source", "target"))])
    place = {one: f"n{n}" for n, one in enumerate(ids)}
    held = {r["channel_id"] for r in placed}
    nodes = [{"id": place[one], "label": name(one), "core": one in core, "held": one in held} for one in ids]
    lines = [
        {"source": place[e["source"]], "target": place[e["target"]], "kind": e["kind"], "weight": e["weight"]}
        for e in kept
    ]
    return {"nodes": nodes, "lines": lines}
