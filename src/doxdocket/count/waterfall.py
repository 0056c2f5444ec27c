"""What two publications agree and differ in, kind by kind: how rare each agreeing value is in this case, its weight, the sum.

Source: ``law.weights`` (method and reasons), ``sql/holders.sql``. Values are masks and tags. What follows from another kind,
belongs to its group or is a couple's together (``links.yaml``) counts once. It explains a link and orders what a
person looks at; it decides nothing, and a sum of weights is no probability. What it leaves out: doubtful findings, and
likeness of texts, since values are sealed: equal and near digests are all that can be compared.

>>> a, b = {"name": {b"n"}, "gender": {b"m"}}, {"name": {b"n"}, "gender": {b"f"}}
>>> [
...     (s.kind, s.how, s.weight, s.total)
...     for s in compared(a, b, Case({("name", b"n"): (2, 40), ("gender", b"m"): (20, 40)}), ends=2)
... ]
[('name', 'agree', 5.3, 5.3), ('gender', 'differ', -6.2, -0.9)]
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count.catalogue import step
from doxdocket.engine import sql
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.law.weights import agreeing, differing, weights
from doxdocket.words import Both, said_in, zh_en

How = Literal["agree", "near", "differ"]
Values = Mapping[str, Collection[bytes]]
Near = Mapping[str, tuple[int, bool]]
"""Kinds that agree in near spellings alone: how many other persons have such a spelling, and whether a mask hides part of one."""
_SAID = {
    "agree": zh_en("count_waterfall.agrees"),
    "near": zh_en("count_waterfall.near"),
    "differ": zh_en("count_waterfall.differs"),
}
_CELLS = 12


@dataclass(frozen=True)
class Case:
    """How common values are: (kind, digest) → persons that show it, persons of whom the kind is known."""

    held: Mapping[tuple[str, bytes], tuple[int, int]]
    alike: Mapping[str, float] = field(init=False)
    """How often two persons of the case have the same, by kind."""

    def __post_init__(self) -> None:
        """Take the shares together."""
        shares: dict[str, float] = defaultdict(float)
        for (kind, _), (persons, known) in self.held.items():
            shares[kind] += (persons / known) ** 2
        object.__setattr__(self, "alike", {kind: min(share, 1.0) for kind, share in shares.items()})


@dataclass(frozen=True, slots=True)
class Step:
    """One kind: what it is on both sides, how common, what it adds. ``why``: the kind that already says it, or None."""

    kind: str
    how: How
    digests: tuple[tuple[bytes, ...], tuple[bytes, ...]]
    held: int | None
    known: int
    weight: float
    total: float
    why: str | None


def compared(a: Values, b: Values, case: Case, *, ends: int, near: Near | None = None) -> list[Step]:
    """The steps, agreements first, strongest first. ``ends``: how many persons the two publications are now."""
    told = [
        s
        for kind in sorted(a.keys() & b.keys() & weights().kinds.keys())
        for s in _one(kind, a[kind], b[kind], case, ends, near or {})
    ]
    told.sort(key=lambda s: (s.how == "differ", -abs(s.weight), s.kind))
    out: list[Step] = []
    total = 0.0
    for s in told:
        why = _said_by(s, out)
        weight = 0.0 if why else round(s.weight, 1)
        total += 0.0 if why else s.weight
        out.append(Step(s.kind, s.how, s.digests, s.held, s.known, weight, round(total, 1) + 0.0, why))
    return out


def _one(kind: str, a: Collection[bytes], b: Collection[bytes], case: Case, ends: int, near: Near) -> Iterator[Step]:
    common = sorted(set(a) & set(b))
    known = max((case.held.get((kind, d), (0, 0))[1] for d in (*a, *b)), default=0)
    if common:
        rare = min(common, key=lambda d: case.held.get((kind, d), (ends, 0)))
        held = max(case.held.get((kind, rare), (ends, 0))[0], ends)
        weight = agreeing(kind, others=held - ends, persons=known)
        yield Step(kind, "agree", (tuple(common), tuple(common)), held, known, weight, 0, None)
    elif kind in near:
        weight = agreeing(kind, others=near[kind][0], persons=known, how="hidden" if near[kind][1] else "slip")
        yield Step(kind, "near", (tuple(sorted(a)), tuple(sorted(b))), near[kind][0] + ends, known, weight, 0, None)
    else:
        weight = differing(kind, alike=case.alike.get(kind, 0.0))
        yield Step(kind, "differ", (tuple(sorted(a)), tuple(sorted(b))), None, known, weight, 0, None)


def _said_by(step_: Step, before: Iterable[Step]) -> str | None:
    """The kind before this one that already says it."""
    groups, together = links().group_of, [set(pair) for pair in links().file.shared_together]
    for earlier in before:
        if earlier.why:
            continue
        same_way = (earlier.how == "differ") == (step_.how == "differ")
        pair = {groups[step_.kind], groups[earlier.kind]}
        if (
            earlier.kind in weights().kinds[step_.kind].follows
            or len(pair) == 1
            or (same_way and step_.how != "differ" and pair in together)
        ):
            return earlier.kind
    return None


# From the tables of a run


class Weighing:
    """Publications of a run by their keys (``channel_id/post_id/person_no``), ready to be compared."""

    def __init__(self, exposures: pa.Table, findings: pa.Table, keys: Iterable[str]) -> None:
        """``exposures``: of ``measure.relations``; ``findings``: of the latest captures, decided; ``keys``: those to be compared."""
        made = sql.run(step("holders"), {"exposures": exposures})
        columns = (made[c].to_pylist() for c in ("kind", "digest", "held", "known"))
        self.case = Case({(k, d): (h, n) for k, d, h, n in zip(*columns, strict=True)})
        wanted = pa.table({"key": pa.array(sorted(set(keys)), pa.string())})
        statement = (
            "SELECT w.key, e.* FROM (SELECT *, channel_id || '/' || post_id || '/' || CAST({no} AS VARCHAR) AS key FROM t) AS e "
            "JOIN w ON w.key = e.key"
        )
        self.person: dict[str, str] = {}
        for row in sql.run(statement.format(no="person_no"), {"t": exposures, "w": wanted}).to_pylist():
            self.person[row["key"]] = row["person_best"] or row["key"]
        self._findings, self._exposures = findings, exposures
        self.values: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        self.whole: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        self.hidden: dict[str, set[str]] = defaultdict(set)
        self.shown: dict[bytes, str] = {}
        self.near: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        for row in sql.run(statement.format(no="person"), {"t": findings, "w": wanted}).to_pylist():
            if row["verdict"] != "doubtful":
                self.values[row["key"]][row["kind"]].add(row["digest"])
                if row["verdict"] in {"masked", "partial"}:
                    self.hidden[row["key"]].add(row["kind"])
                if row["verdict"] == "valid":
                    self.whole[row["key"]][row["kind"]].add(row["digest"])
                self.near[row["key"]][row["kind"]].update(row.get("near") or ())
                self.shown[row["digest"]] = f"{row['mask']} {row['tag']}"

    def steps(self, a: str, b: str) -> list[Step]:
        """The waterfall of two publications."""
        ends = len({self.person.get(a, a), self.person.get(b, b)})
        met = {kind: some & self.near[b].get(kind, set()) for kind, some in self.near[a].items()}
        near = {
            k: (max(self._nearby(some) - ends, 0), k in self.hidden[a] | self.hidden[b])
            for k, some in met.items()
            if some
        }
        mine, other = (
            {kind: some for kind in self.values[one] if (some := self._comparable(one, two, kind, near))}
            for one, two in ((a, b), (b, a))
        )
        return compared(mine, other, self.case, ends=ends, near=near)

    def _comparable(self, one: str, other: str, kind: str, near: Near) -> set[bytes]:
        """What of one side may agree with the other or differ from it: a part of a number differs from nothing."""
        mine = self.values[one][kind]
        return mine if kind in near or mine & self.values[other].get(kind, set()) else self.whole[one].get(kind, set())

    def _nearby(self, spellings: Collection[bytes]) -> int:
        """How many persons have one of these near spellings."""
        column = self._findings["near"].combine_chunks()
        at = pc.list_parent_indices(column).filter(
            pc.is_in(pc.list_flatten(column), pa.array(list(spellings), pa.binary()))
        )
        met = self._findings.select(["channel_id", "post_id", "person"]).take(pc.unique(at))
        statement = (
            "SELECT count(DISTINCT e.person_best) AS n FROM e JOIN met AS m "
            "ON m.channel_id = e.channel_id AND m.post_id = e.post_id AND m.person = e.person_no"
        )
        return int(sql.run(statement, {"e": self._exposures, "met": met})["n"][0].as_py())


def rows(steps: Iterable[Step], shown: Mapping[bytes, str]) -> list[dict[str, Any]]:
    """The steps as plain rows of masks and tags."""
    return [
        {
            "kind": s.kind, "how": s.how, "a": [shown[d] for d in s.digests[0]], "b": [shown[d] for d in s.digests[1]],
            "held_by": s.held, "of_persons": s.known, "weight": s.weight, "sum": s.total, "counted_with": s.why,
        }
        for s in steps
    ]  # fmt: skip


def bars(steps: list[Step], shown: Mapping[bytes, str]) -> list[Both]:
    """The steps as lines of text, each with a bar to the right of the middle for what agrees, to the left for what differs."""
    top = max((abs(s.weight) for s in steps), default=0) or 1
    return [Both(_line(s, shown, top, "zh"), _line(s, shown, top, "en")) for s in steps]


def _line(s: Step, shown: Mapping[bytes, str], top: float, lang: str) -> str:
    cells = round(_CELLS * abs(s.weight) / top)
    bar = (
        ("▒" * cells).rjust(_CELLS) + "│" + " " * _CELLS
        if s.weight < 0
        else " " * _CELLS + "│" + ("█" * cells).ljust(_CELLS)
    )
    name = kinds()[s.kind].zh if lang == "zh" else s.kind
    masks = [",".join(shown[d] for d in some) for some in s.digests]
    parts = [
        f"{s.weight:+6.1f} {bar} {s.total:+6.1f}  {name}",
        _SAID[s.how].of(lang),
        masks[0] if masks[0] == masks[1] else " ≠ ".join(masks),
    ]
    if s.held is not None:
        known = {"known": s.known, "held": s.held}
        near = said_in(lang, "count_waterfall.near_shown_by_of_persons_here", **known)
        parts.append(near if s.how == "near" else said_in(lang, "count_waterfall.shown_by_of_persons_here", **known))
    if s.why:
        zh = kinds()[s.why].zh
        parts.append(said_in(lang, "count_waterfall.counted_with", said=(zh, s.why)))
    return "  ".join(parts)
