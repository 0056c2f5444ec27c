"""What decisions about persons do to publications: who is kept apart, what leaves the low, how old somebody was.

A split, or a publication put to another person, gives those that leave and those that stay opposite sides, so that no link joins
them; everything else is weighed as ever. What was lawfully public, or told of somebody who had died, leaves the low and the
estimate and stays in the high: a defence is open until a court says so. What evidence shows to be untrue leaves every bound. A decision about a person reaches, for the
low, whoever a doubtful link may make that person. Source: ``rules/decisions.yaml``. Leaves out: contradictions.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import HINTS, MODIFIERS
from doxdocket.decisions import acts, age_facts
from doxdocket.decisions.application import CONFIRMED, LAWFUL, finding_keys
from doxdocket.decisions.hints import Hint, answered_no, hints, rules
from doxdocket.decisions.standing import Standing
from doxdocket.law import classes
from doxdocket.law.identification import Answer, Counts, counts, identifies
from doxdocket.law.links import WEAK, Level
from doxdocket.law.shapes import COUNTS
from doxdocket.records import put
from doxdocket.resolve.codes import Codes
from doxdocket.resolve.forest import Facts
from doxdocket.resolve.record import Publication
from doxdocket.resolve.stepping import Steps
from doxdocket.store.located import names_of

Place = Mapping[str, int]
Groups = Mapping[Level, Sequence[int]]
_CHINA = timezone(timedelta(hours=8))


def kept_apart(facts: Facts, standing: Standing, place: Place) -> Facts:
    """The facts with a side for each publication that a decision took out of a person or left in it."""
    out = {n: dict(known) for n, known in facts.items()} if (told := standing.sides) else dict(facts)
    for id_, leave, stay in told:
        for side, keys in enumerate((leave, stay)):
            for key in keys:
                if key in place:
                    out[place[key]] = {**out.get(place[key], {}), f"decision:{id_}": frozenset({side})}
    return out


def pointing(standing: Standing) -> dict[str, Answer]:
    """What a person decided of publications, by key: that they point to one specific natural person, or to nobody."""
    answers: Mapping[str, Answer] = {acts.IDENTIFIES: "decided", acts.NOBODY: "no"}
    return {str(d["target"]["publication"]): answers[d["act"]] for d in standing.by(*answers)}


def bridged(
    claimed: pa.Table, standing: Standing, place: Place, asked: Callable[[pa.Table], Steps]
) -> list[tuple[int, int, int, bool]]:
    """Agreeing pairs of those that stay, which agree with one that leaves too: each value is paired by its first holder alone.

    Asked again without those that leave; of the answer only pairs that one decision leaves together are taken.
    """
    told = [(leave, set(stay)) for _, leave, stay in standing.sides if len(stay) > 1]
    if not told:
        return []
    found = without(claimed, {key for leave, _ in told for key in leave}, place, asked)
    return [
        (rule, a, b, owned)
        for rule, a, b, owned, one, two in found
        if any(one in stay and two in stay for _, stay in told)
    ]


def without(
    claimed: pa.Table, leaving: Collection[str], place: Place, asked: Callable[[pa.Table], Steps]
) -> list[tuple[int, int, int, bool, str, str]]:
    """The agreeing pairs of all others, asked again as if these publications were not there: rule, both places, whether owned, both keys."""
    gone = pa.array(sorted(leaving), pa.string())
    keys = names_of(claimed, "person")
    found = asked(claimed.filter(pc.invert(pc.is_in(keys, gone))))
    pubs = found.publications
    names = [
        f"{c}/{p}/{n}"
        for c, p, n in zip(*(pubs[x].to_pylist() for x in ("channel_id", "post_id", "person_no")), strict=True)
    ]
    out = []
    for rule, a, b, owned in zip(*(found.edges[c].to_pylist() for c in ("rule", "a", "b", "owned")), strict=True):
        one, other = place[names[a]], place[names[b]]
        out.append((rule, min(one, other), max(one, other), owned, names[a], names[b]))
    return out


@dataclass(frozen=True, slots=True)
class Lawful:
    """Of publications with information that was lawfully public: the values that are left, with their kinds (``weak:`` before)."""

    left: Mapping[int, Mapping[int, str]]


def kinds_left(pubs: Sequence[Publication], hubs: frozenset[int], *without: Lawful) -> list[list[str] | None]:
    """For each publication the kinds of what is left: without what many people share and what is to be left out.

    None where nothing was taken from them.
    """
    out: list[list[str] | None] = []
    for n, p in enumerate(pubs):
        gone = [one.left[n] for one in without if n in one.left]
        shared = hubs.intersection(p.values) if hubs else hubs
        values = {v: k for v, k in p.values.items() if v not in shared and all(v in left for left in gone)}
        out.append(sorted({k.removeprefix(WEAK) for k in values.values()}) if gone or shared else None)
    return out


def supported(claimed: pa.Table, claims: pa.Table, pubs: Sequence[Publication], place: Place) -> Lawful:
    """What is left of each publication without values whose evidence classes are in no low bound (``law.classes``), and that no person confirmed."""
    keys = ["channel_id", "post_id", "person", "kind", "digest"]
    if "reasons" not in claimed.column_names:
        return Lawful({})
    sure = pc.or_(classes.supports(claimed), claimed[CONFIRMED])
    rows = claimed.select(keys).append_column("sure", pc.cast(sure, pa.int8()))
    told = rows.filter(pc.not_equal(claimed["verdict"], "doubtful")).group_by(keys).aggregate([("sure", "max")])
    return _without(told.filter(pc.equal(told["sure_max"], 0)), claims, pubs, place)


def lawful(claimed: pa.Table, claims: pa.Table, pubs: Sequence[Publication], place: Place) -> Lawful:
    """What is left of each publication without what was lawfully public."""
    return _without(claimed.filter(claimed[LAWFUL]), claims, pubs, place)


def _without(rows: pa.Table, claims: pa.Table, pubs: Sequence[Publication], place: Place) -> Lawful:
    gone: dict[int, set[tuple[str, bytes]]] = {}
    for row in rows.to_pylist():
        at = place.get(f"{row['channel_id']}/{row['post_id']}/{row['person']}")
        if at is not None:
            gone.setdefault(at, set()).add((row["kind"], row["digest"]))
    held = (
        claims.filter(pc.is_in(claims["pub"], pa.array(sorted(gone), claims["pub"].type))).to_pylist() if gone else []
    )
    taken = {(row["pub"], row["value"]) for row in held if (row["kind"], row["digest"]) in gone[row["pub"]]}
    return Lawful({n: {v: kind for v, kind in pubs[n].values.items() if (n, v) not in taken} for n in gone})


def weighed(
    standings: Sequence[Counts], pubs: Sequence[Publication], groups: Groups, standing: Standing, place: Place, dates: pa.ChunkedArray,
    public: Lawful, told: Lawful, untrue: Collection[int] = (), kinless: Collection[int] = (),
) -> list[Counts]:  # fmt: skip
    """From which bound on each publication counts, under the decisions; a value whose class is in no low bound puts nobody into the low, but a person who decided that the set points to somebody does.

    ``kinless``: relatives whom their kinship does not help to identify (``record.kinless``).
    """
    out = list(standings)
    for n, first in _reached(groups, standing, place, dates):
        if out[n] != "none":
            out[n] = max(out[n], first, key=COUNTS.index)
    for n, left in told.left.items():
        if (
            out[n] == "low"
            and pubs[n].decided != "decided"
            and counts(_answer(pubs[n], left, kin=n not in kinless), named="name" in left.values()) != "low"
        ):
            out[n] = "estimate"
    for n, left in public.left.items():
        if out[n] != "none":
            weaker = counts(
                _answer(pubs[n], left, kin=n not in kinless),
                named="name" in left.values(),
                kin=n not in kinless and pubs[n].kin,
            )
            out[n] = max(out[n], "high" if weaker == "none" else weaker, key=COUNTS.index)
    for n in untrue:
        out[n] = "none"
    return out


def untrue(
    certain: Sequence[int],
    repeats: Sequence[tuple[int, str] | None],
    standing: Standing,
    place: Place,
    of: Collection[str] = acts.UNTRUE,
) -> frozenset[int]:
    """The publications that evidence shows to be untrue: each set decided with its repeats, all of a person under certain links."""
    told = standing.by(*of)
    at = {
        of_what: [place[key] for d in told if (key := str(d["target"].get(of_what))) in place]
        for of_what in ("person", "publication")
    }
    if not any(at.values()):
        return frozenset()

    persons, sets = {certain[n] for n in at["person"]}, {first(repeats, n) for n in at["publication"]}
    return frozenset(n for n, who in enumerate(certain) if who in persons or first(repeats, n) in sets)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What open questions of posts (``hints``) keep out of the low, and each question with what it keeps and what a yes would take away."""

    low: frozenset[int]
    hints: pa.Table


def waiting(
    asked: pa.Table, standings: Sequence[Counts], pubs: Sequence[Publication], groups: Groups, repeats: Sequence[tuple[int, str] | None],
    place: Place, standing: Standing,
) -> Waiting:  # fmt: skip
    """What the answer yes to each question would reach, but for what was answered no: to the words that ask, or to a post's own words about itself.

    Of a post with more publications than are asked about, all are.
    ``hints`` names a publication once a kind, at the first question that reaches it: a thousand questions about one person name his publications once.
    """
    reach = _Reach(pubs, groups, repeats)
    no = answered_no(d["target"] for d in standing.by(acts.HINT_NO))
    low: set[int] = set()
    named: set[tuple[str, int]] = set()
    rows = asked.to_pylist()
    for row in rows:
        hint, n = hints()[row["hint"]], place[row["publication"]]
        here, asking = reach.posts[pubs[n].post], (row["channel_id"], row["post_id"])
        kept: list[str] = []
        takes: list[str] = []
        for m in chain.from_iterable(reach.of(hint, one) for one in (here if len(here) > rules().most else [n])):
            if (hint.id, m) in named:
                continue
            if any(
                no.says(hint.id, pubs[m].key, "/".join(post)) for post in (asking, pubs[m].post) if None not in post
            ):
                reach.again(hint, m)
                continue
            named.add((hint.id, m))
            if standings[m] == "low":
                low.add(m)
                kept.append(pubs[m].key)
            if hint.act in acts.UNTRUE and not row.get("kind") and standings[m] != "none":
                takes.append(pubs[m].key)
        row["kept_from_low"], row["yes_takes"] = sorted(kept), sorted(takes)
    return Waiting(frozenset(low), pa.Table.from_pylist(rows, HINTS))


class _Reach:
    """What a yes about one publication reaches: each set or person is given once a kind of question, and nothing the second time."""

    def __init__(self, pubs: Sequence[Publication], groups: Groups, repeats: Sequence[tuple[int, str] | None]) -> None:
        self.posts: dict[tuple[str, str], list[int]] = {}
        self._firsts: list[int] = []
        self._groups = groups
        self._of: dict[tuple[str, int], list[int]] = {}
        for n, p in enumerate(pubs):
            self.posts.setdefault(p.post, []).append(n)
        for n in range(len(pubs)):
            self._firsts.append(first(repeats, n))
            for name, root in self._roots(n):
                self._of.setdefault((name, root), []).append(n)
        self._given: set[tuple[str, str, int]] = set()

    def _roots(self, n: int) -> Iterator[tuple[str, int]]:
        yield "set", self._firsts[n]
        for level in ("likely", "possible"):
            yield level, self._groups[level][n]

    def of(self, hint: Hint, n: int) -> Iterator[int]:
        """The publications that a yes to the question about this one reaches, where they were not given before."""
        if hint.act == "publication.lawfully_public":
            yield n
            return
        for name, root in self._roots(n):
            if (name == "set") == (hint.act in acts.UNTRUE) and (hint.id, name, root) not in self._given:
                self._given.add((hint.id, name, root))
                yield from self._of[name, root]

    def again(self, hint: Hint, n: int) -> None:
        """Give this one's set and person once more to the next question: the answer no was to this one alone."""
        self._given.difference_update((hint.id, name, root) for name, root in self._roots(n))


def first(repeats: Sequence[tuple[int, str] | None], n: int) -> int:
    """The publication that a set was first shown in."""
    while (earlier := repeats[n]) is not None:
        n = earlier[0]
    return n


def _answer(p: Publication, left: Mapping[int, str], *, kin: bool) -> Any:
    return identifies(frozenset(left.values()), kin=kin and (p.through or p.kin))


def _reached(groups: Groups, standing: Standing, place: Place, dates: pa.ChunkedArray) -> Iterator[tuple[int, Counts]]:
    """Each publication that a decision takes out of the low, and the first bound that still holds it."""
    members: dict[tuple[Level, int], list[int]] = {}
    levels: tuple[tuple[Level, Counts], ...] = (("likely", "high"), ("possible", "estimate"))
    told = standing.by(*_LEAVING)
    for level, _ in levels if told else ():
        for n, root in enumerate(groups[level]):
            members.setdefault((level, root), []).append(n)
    for d in told:
        at = place.get(str(d["target"]["publication" if d["act"].startswith("publication.") else "person"]))
        if at is None:
            continue
        if d["act"] == "publication.lawfully_public":
            yield at, "high"
            continue
        since = age_facts.days(str(d["target"].get("date") or ""))
        for level, first in levels:
            for m in members[level, groups[level][at]]:
                if since is None or (day := _day(dates[m].as_py())) is None or day >= since[0]:
                    yield m, first


_LEAVING = ("publication.lawfully_public", "person.lawfully_public", "person.deceased", "person.untrue")


def _day(moment: datetime | None) -> Any:
    return None if moment is None else moment.astimezone(UTC).astimezone(_CHINA).date()


def aged(table: pa.Table, certain: Sequence[int], standing: Standing, place: Place) -> pa.Table:
    """The publications with the ages that decisions tell, in place of those that the machine read but where these lie within."""
    facts: dict[int, list[age_facts.Fact]] = {}
    for d in standing.by(*acts.AGES):
        if (n := place.get(str(d["target"]["person"]))) is not None:
            facts.setdefault(certain[n], []).append(age_facts.of(d))
    if not facts:
        return table
    columns = {name: table[name].to_pylist() for name in ("age_low", "age_high", "age_most")}
    for n, root in enumerate(certain):
        if root in facts and (day := _day(table["date"][n].as_py())) is not None:
            read = columns["age_low"][n], columns["age_high"][n]
            decided = age_facts.on(facts[root], day)
            told = age_facts.narrowed(facts[root], decided, read)
            columns["age_low"][n], columns["age_high"][n] = told
            sure = read[0], columns["age_most"][n]
            columns["age_most"][n] = age_facts.narrowed(facts[root], decided, sure)[1]
    for name, column in columns.items():
        table = put(table, name, pa.array(column, table.schema.field(name).type))
    return table


def modifiers(standing: Standing, findings: pa.Table, persons: Mapping[Level, Codes], place: Place) -> pa.Table:
    """One row a standing modifier that was decided, with the person it is of under each reading of the links."""
    told, out = acts.acts(), []
    of_finding = _owners(findings)
    for d in standing:
        of_what, _, what = str(d["act"]).partition(".")
        if what != acts.LAWFUL and d["act"] not in (
            *acts.OF_PERSONS,
            *acts.OF_SETS,
            *acts.UNTRUE,
            acts.KIND_UNTRUE,
            acts.HINT_NO,
        ):
            continue
        target = d["target"]
        key = str(target[of_what])
        n = place.get(of_finding.get(key, key))
        who = {name: None if n is None else persons[level][n] for level, name in _CODES.items()}
        of = place.get(str(target.get("of")))
        kin = persons["certain"][of] if of is not None else None
        out.append({
            **who, "modifier": what, "of_what": of_what, "of": key, "told": kin or _told(d), "source": target.get("source"),
            "decision": str(d["id"]), "officer": d.get("officer"), "ground": told[d["act"]].ground,
        })  # fmt: skip
    return pa.Table.from_pylist(out, schema=MODIFIERS)


_CODES: Mapping[Level, str] = {"certain": "person", "likely": "person_best", "possible": "person_low"}


def _owners(findings: pa.Table) -> dict[str, str]:
    """The publication of each finding that was decided to be lawfully public."""
    rows = findings.filter(findings[LAWFUL])
    keys = finding_keys(rows).to_pylist() if rows.num_rows else []
    return {k: f"{r['channel_id']}/{r['post_id']}/{r['person']}" for k, r in zip(keys, rows.to_pylist(), strict=True)}


def _told(decision: Mapping[str, Any]) -> str | None:
    target = decision["target"]
    words = [
        str(target[name])
        for name in ("age", "group", "relation", "hint", "asking", "date", "kind")
        if target.get(name) not in (None, "")
    ]
    return " @ ".join(words) or None
