"""Findings to publications, dossiers and persons, with every link and its rule.

Certain links alone give the high person count, likely links too give the estimate, possible ones the low. Decisions
"same" and "not the same" stand above all rules. What it leaves out: the figures, which ``count`` takes from these rows.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import collection
from doxdocket.account import HINTS
from doxdocket.decisions.standing import Standing
from doxdocket.law.identification import Counts
from doxdocket.law.links import LEVELS, Level
from doxdocket.law.shapes import COUNTS
from doxdocket.resolve import codes as person_codes
from doxdocket.resolve import person_decisions, record, tables
from doxdocket.resolve.doubts import Persons, queue
from doxdocket.resolve.forest import cut, partition
from doxdocket.resolve.link_order import Pairs, grow
from doxdocket.resolve.record import Channels
from doxdocket.resolve.shared_values import Shown
from doxdocket.resolve.stepping import steps
from doxdocket.store.located import names_of

_NOTHING_STATED = Channels()
Asked = Callable[[pa.Table, pa.Table], pa.Table]
"""Of dossiers and modifiers the questions that posts put and nobody answered (``account.HINTS``)."""


def _nothing_asked(_dossiers: pa.Table, _modifiers: pa.Table) -> pa.Table:
    return HINTS.empty_table()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The tables of this stage (shapes: ``records``), and the person codes with what was newly allotted."""

    dossiers: pa.Table
    links: pa.Table
    persons: pa.Table
    items: pa.Table
    hubs: pa.Table
    queue: pa.Table
    modifiers: pa.Table
    hints: pa.Table
    codes: dict[str, str]
    within: Callable[[pa.Array], pa.Table]
    """The dossiers of the posts of these names (``channel_id/post_id``), each a repeat only of one among them."""


@collection.paused()  # else a fifth of the time
def resolve(
    findings: pa.Table,
    posts: pa.Table,
    standing: Standing,
    codes: Mapping[str, str],
    channels: Channels = _NOTHING_STATED,
    asked: Asked = _nothing_asked,
) -> Resolved:
    """Who is exposed where. ``findings``: as they stand; ``posts``: one row a post; ``codes``: the mapping that the last run returned.

    ``channels``: what the captures state of their chats; ``asked``: open questions, of which a yes would take publications out of the low.
    """
    found = steps(findings, posts)
    decided = person_decisions.pointing(standing)
    pubs = record.publications(found.publications, found.claims, found.unowned, channels.titles, decided)
    place = {p.key: n for n, p in enumerate(pubs)}
    means = record.meanings(found.means)
    edges = list(zip(*(found.edges[c].to_pylist() for c in ("rule", "a", "b", "owned")), strict=True))
    edges = sorted([*edges, *person_decisions.bridged(findings, standing, place, lambda rows: steps(rows, posts))])
    same = [(a, b) for a, b, _ in _placed(standing.joined, place)]
    apart = _placed(standing.apart, place)
    read = record.facts(pubs, means)
    stated = record.namesakes(read, pubs, findings, place)
    facts = person_decisions.kept_apart(stated, standing, place)
    replies = record.replies(pubs)
    named = record.bearers(pubs, findings, found.claims)
    renewed = record.renewed(findings, place)

    def told_by(of: record.Of) -> dict[str, Any]:
        kin = record.relatives(pubs, of)
        differ = partial(record.differ, pubs, of, record.of_relatives(kin), renewed)
        return {"relatives": kin, "differ": differ, "told": record.told(pubs, of)}

    pairs = Pairs(
        edges,
        record.copies(pubs),
        [(a, b) for a, b in replies if pubs[a].channel in channels.broadcast],
        replies,
        same,
        beside=record.beside(pubs),
        chosen=standing.readings,
        bearers=named,
        stated=record.stated(found.publications, found.claims, {n for of in named.values() for n in of}),
        unowned=record.unowned(pubs, means, read),
        **told_by(record.ALL),
    )
    if pairs.unowned:
        stated_own = {n: told for n, told in pairs.stated.items() if n not in pairs.unowned}
        pairs = replace(pairs, own=replace(pairs, stated=stated_own, **told_by(record.OWN)))
    made = cut(grow(len(pubs), facts, pairs), apart)
    groups = {level: partition(len(pubs), made, level) for level in LEVELS}
    first = groups["certain"]
    alone = person_decisions.untrue(first, record.repeats(pubs, first), standing, place, ("publication.untrue",))
    if alone:  # a set that is untrue joins nobody: what it alone tied together comes apart
        again_asked = person_decisions.without(
            findings, {pubs[n].key for n in alone}, place, lambda rows: steps(rows, posts)
        )
        edges = sorted({*(e[:4] for e in again_asked), *(e for e in edges if not alone & {*e[1:3]})})
        made = cut(grow(len(pubs), facts, pairs.without(alone, edges)), apart)
        groups = {level: partition(len(pubs), made, level) for level in LEVELS}
    public = person_decisions.lawful(findings, found.claims, pubs, place)
    told = person_decisions.supported(findings, found.claims, pubs, place)
    certain = record.repeats(pubs, groups["certain"])
    untrue = person_decisions.untrue(groups["certain"], certain, standing, place) | alone
    joined = record.together(pubs, [(a, b) for a, b in same if not alone & {a, b}], told.left)
    counted = record.counted(pubs, groups["certain"], groups["likely"], (), joined)

    def weighed(kinless: Collection[int]) -> list[Counts]:
        of = record.counted(pubs, groups["certain"], groups["likely"], kinless, joined) if kinless else counted
        return person_decisions.weighed(
            of, pubs, groups, standing, place, found.publications["date"], public, told, untrue, kinless
        )

    def beside_whom(now: Sequence[Counts]) -> list[Counts]:
        """Who is in the low as the relative of a person who is not in it stands in the estimate."""
        alone = weighed(record.kinless(pubs, now))
        return ["estimate" if one == "low" != two else one for one, two in zip(now, alone, strict=True)]

    standings = beside_whom(weighed(record.kinless(pubs)))
    led = record.led(pubs, standings, groups["certain"], groups["possible"], facts, apart, untrue)
    # a set that is untrue is nobody's, and the code that was allotted for it stays with its person's others
    others = {who: groups["certain"][n] for n, who in enumerate(first) if n not in alone}
    holders = [others.get(first[n], who) if n in alone else who for n, who in enumerate(groups["certain"])]
    whose = [
        None if bound == "none" and not (n in untrue and counted[n] != "none") else who
        for n, (bound, who) in enumerate(zip(standings, holders, strict=True))
    ]
    coded, kept = person_codes.allot([p.key for p in pubs], whose, codes)
    persons = {
        level: [None if n in untrue else code for n, code in enumerate(person_codes.merged(coded, groups[level]))]
        for level in LEVELS
    }
    again = _again(pubs, groups, told, standings, untrue)
    aged = person_decisions.aged(found.publications, groups["certain"], standing, place)
    stated = tables.stated_hubs(found, pubs, persons, again)
    shared = frozenset(stated["value"].to_pylist())
    left, sure = (
        person_decisions.kinds_left(pubs, shared, public),
        person_decisions.kinds_left(pubs, shared, public, told),
    )
    civil = record.counted_civil(pubs, groups["certain"], groups["likely"], standings)

    stood = tables.stood(findings)

    def rows_of(again: Mapping[Level, tables.Repeats], by_link: Mapping[int, int] | None = None) -> pa.Table:
        return tables.dossiers(aged, pubs, persons, again, (standings, civil), (left, sure), untrue, by_link, stood)

    def within(posts: pa.Array) -> pa.Table:
        kept = pc.is_in(pa.array(["/".join(p.post) for p in pubs], pa.string()), posts)
        outside = frozenset(pc.indices_nonzero(pc.invert(kept)).to_pylist())
        made = rows_of(_again(pubs, groups, told, standings, outside | untrue), led)
        return made.filter(pc.is_in(names_of(made), posts))

    rows, modifiers = rows_of(again), person_decisions.modifiers(standing, findings, persons, place)
    hints = asked(rows, modifiers)
    waiting = person_decisions.waiting(hints, standings, pubs, groups, certain, place, standing)
    if waiting.low:  # what a yes would take out of the low stands in none while nobody answered
        standings, civil = (
            [max(one, "estimate", key=COUNTS.index) if n in waiting.low else one for n, one in enumerate(of)]
            for of in (standings, civil)
        )
        standings = beside_whom(standings)
        civil = [max(one, two, key=COUNTS.index) for one, two in zip(civil, standings, strict=True)]
        again = _again(pubs, groups, told, standings, untrue)
    rows = rows_of(
        again, led
    )  # above, nothing was asked about these: a doubtful link takes no other set out of the low
    items = tables.items(found.claims, pubs, persons["certain"], stated)
    shown = Shown(pubs, found, means)
    whole = groups["certain"]
    parted = frozenset((min(whole[a], whole[b]), max(whole[a], whole[b])) for a, b, _ in apart)
    unlinked = record.counted(pubs, whole, whole, (), joined)
    questions = queue(made, shown, Persons(groups, standings, unlinked, parted), persons["certain"], facts)
    return Resolved(
        rows, tables.links(made, shown, apart), tables.persons(rows, items), items, tables.hubs(stated, pubs), questions,
        modifiers, waiting.hints, kept, within,
    )  # fmt: skip


def _again(
    pubs: Sequence[record.Publication],
    groups: Mapping[Level, Sequence[int]],
    told: person_decisions.Lawful,
    standings: Sequence[Counts],
    without: Collection[int],
) -> dict[Level, tables.Repeats]:
    """What repeats what, under each reading of the links; ``without`` are looked at by none.

    What counts at the estimate or the low repeats what counts there too: a set that is in the high alone takes none out of the low.
    """
    certain = record.repeats(pubs, groups["certain"], without=without)

    def likely(gone: Collection[int]) -> tables.Repeats:
        finer = certain if gone == without else record.repeats(pubs, groups["certain"], without=gone)
        return record.repeats(pubs, groups["likely"], (groups["certain"], finer), without=gone)

    def possible(gone: Collection[int]) -> tables.Repeats:
        return record.repeats(pubs, groups["possible"], parts=True, sure=told.left, without=gone)

    out: dict[Level, tables.Repeats] = {"certain": certain}
    levels: tuple[tuple[Level, Callable[[Collection[int]], tables.Repeats], Counts], ...] = (
        ("likely", likely, "estimate"), ("possible", possible, "low"),
    )  # fmt: skip
    for level, of, last in levels:
        later = {n for n, one in enumerate(standings) if COUNTS.index(one) > COUNTS.index(last)}
        every = of(without)
        if later:
            here = of(later.union(without))
            every = (
                _led(every, here, later)
                if last == "low"
                else [one if n in later else two for n, (one, two) in enumerate(zip(every, here, strict=True))]
            )
        out[level] = every
    return out


def _led(every: tables.Repeats, here: tables.Repeats, later: Collection[int]) -> tables.Repeats:
    """What repeats what among those that count, ``here``, and among all, ``every``: parts of a set that does not count are one set, led by the first of them."""
    first: dict[int, int] = {}
    out = list(every)
    for n, found in enumerate(here):
        if n in later:
            continue
        out[n] = found
        if found is not None or (whole := every[n]) is None:
            continue
        root = person_decisions.first(every, n)
        if (lead := first.setdefault(root, n if root in later else root)) != n:
            out[n] = lead, whole[1]
    return out


def _placed(pairs: Sequence[tuple[str, str, str]], place: Mapping[str, int]) -> list[tuple[int, int, str]]:
    """The pairs both of whose publications are there, in an order that is not that of the decisions."""
    return sorted((place[a], place[b], d) for a, b, d in pairs if a in place and b in place)
