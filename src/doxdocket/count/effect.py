"""What one decision did: where it stands, which figures it changed and by how much, which persons and publications it touched.

The figures are counted twice from the same evidence and all other decisions: with the decision and without it. The
difference is the decision's own; what two decisions do only together is told of either. Leaves out: counting, which ``pipeline``
asks for.

>>> changed(
...     [{"id": "persons", "low": 3, "estimate": 3, "high": 4, "value": 3}],
...     [{"id": "persons", "low": 2, "estimate": 3, "high": 4, "value": 2}],
... )
[{'figure': 'persons', 'low': '3 → 2', 'value': '3 → 2'}]
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from doxdocket.count.explanation import Explanation, HasRun, Section
from doxdocket.decisions import acts
from doxdocket.decisions.placing import STANDS, STATES
from doxdocket.decisions.standing import Standing
from doxdocket.store.decisions import SEEN, how_made
from doxdocket.words import Both, listed, zh_en

Row = Mapping[str, Any]
_STANDING = {True: zh_en("count_effect.stands"), False: zh_en("count_effect.undone")}
_CODES = ("person", "person_best", "person_low", "counts", "age_low", "age_high")


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures and publications, counted under some decisions."""

    figures: Sequence[Row]
    dossiers: pa.Table


Effect = Callable[[str], "tuple[Counted, Counted] | None"]
"""What is counted without the decision of that id, and with it; None when it stands and was not run yet."""


def explained(decision: Row, standing: Standing, run: HasRun, effect: Effect | None) -> Explanation:
    """The decision, what it names now, and what it did. ``standing``: what stands now."""
    id_ = str(decision["id"])
    stands = id_ in standing
    act = acts.acts().get(str(decision["act"]))
    does = [zh_en("count_effect.does_ground", ground=act.ground, does=(act.does_zh, act.does_en))] if act else []
    sections = [
        Section(zh_en("count_effect.decision"), [_STANDING[stands], *does, *_how(decision)], [
            {n: decision[n] for n in ("at", "officer", "act", "reason", "undone_by")} | dict(decision["target"])
        ]),
        Section(zh_en("count_effect.what_it_names"), *_named(id_, run)),
    ]  # fmt: skip
    both = effect(id_) if effect is not None and stands else None
    if both is not None:
        without, with_ = both
        rows = changed(without.figures, with_.figures)
        touched = moved(without.dossiers, with_.dossiers)
        lines = [
            *([] if rows else [_of_scope(decision) or zh_en("count_effect.no_figure_changed")]),
            *_twins(decision, standing),
            *_beyond_low(decision, with_),
        ]
        sections.append(Section(zh_en("count_effect.figures_it_changed_without_it"), lines, rows))
        sections.append(
            Section(
                zh_en("count_effect.publications_and_persons_it_touched"),
                rows=touched,
            )
        )
    links = [x for x in run.read("links").to_pylist() if x["blocked_by"] == f"decision:{id_}"] if stands else []
    if links:
        sections.append(
            Section(
                zh_en("count_effect.links_it_took_away"),
                rows=[{n: x[n] for n in ("a", "b", "rule", "level")} for x in links],
            )
        )
    return Explanation(id_, "decision", zh_en("count_effect.decision_2"), sections)


_BY = {
    "value": zh_en("count_effect.by_value"), "wording": zh_en("count_effect.by_wording"), "reason": zh_en("count_effect.by_reason"),
    "search": zh_en("count_effect.by_search"),
}  # fmt: skip


def _how(decision: Row) -> list[Both]:
    """How it was made, where it was made at the desk, and how all that was made with it is taken back."""
    how = how_made(decision.get("marks") or {})
    if not how:
        return []
    if how["way"] == SEEN:
        return [
            Both(
                *(
                    zh_en("count_effect.made_with_all_shown", of=how["of"])
                    if how.get("of")
                    else zh_en("count_effect.made_with_post_shown")
                )
            )
        ]
    by = _BY.get(str(how.get("by")), _BY["search"])
    return [zh_en("count_effect.made_in_bulk", by=by, of=how.get("of", 0), seen=how.get("seen", 0))]


def _of_scope(decision: Row) -> Both | None:
    """That a value was picked for a scope, whose figures are not counted twice here."""
    scope, slash, figure = str(decision["target"].get("figure", "")).rpartition("/")
    if decision["act"] != "figure.value" or not slash:
        return None
    value = decision["target"].get("value")
    return zh_en("count_effect.of_scope_takes_value_no", scope=scope, figure=figure, value=value)


def said(target: Mapping[str, Any]) -> dict[str, Any]:
    """What a decision says, without where it is read: the same on another ground says no more."""
    return {name: value for name, value in target.items() if name != "source"}


def _twins(decision: Row, standing: Standing) -> list[Both]:
    """The other decisions that stand and say the same: without one of them the others still hold."""
    mine = decision["act"], said(decision["target"])
    ids = [str(d["id"]) for d in standing
           if d["id"] != decision["id"] and (d["act"], said(d["target"])) == mine]  # fmt: skip
    if not ids:
        return []
    return [zh_en("count_effect.says_same_and_stands_without", ids=listed("marks.comma", ids))]


def _beyond_low(decision: Row, counted: Counted) -> list[Both]:
    """Why an age that was decided moves no low: the person is in none."""
    if decision["act"] not in acts.AGES:
        return []
    by = _by_key(counted.dossiers)
    who = by.get(str(decision["target"]["person"]), {}).get("person")
    bounds = {row["counts"] for row in by.values() if row["person"] == who} if who else set()
    if not bounds or "low" in bounds:
        return []
    zh = "、".join({"estimate": "估计", "high": "上限"}[b] for b in sorted(bounds))
    return [zh_en("count_effect.publications_of_count_from_on", who=who, said=(zh, ", ".join(sorted(bounds))))]  # fmt: skip


def _named(id_: str, run: HasRun) -> tuple[list[Both], list[dict[str, Any]]]:
    rows = [r for r in run.read("decided").to_pylist() if r["decision"] == id_]
    told = sorted({r["status"] for r in rows if r["status"] not in STANDS and not r["part"].startswith("stays")})
    return [Both(*STATES[s]) for s in told], [{n: r[n] for n in ("part", "key", "now", "status")} for r in rows]


def changed(before: Iterable[Row], after: Iterable[Row]) -> list[dict[str, Any]]:
    """The figures that differ, bound by bound."""
    was = {f["id"]: f for f in before}
    out = []
    for now in after:
        old = was.get(now["id"], {})
        ends = {end: f"{_shown(old.get(end))} → {_shown(now[end])}" for end in ("low", "estimate", "high", "value")
                if old.get(end) != now[end]}  # fmt: skip
        if ends:
            out.append({"figure": now["id"], **ends})
    return out


def _shown(value: object) -> str:
    return "—" if value is None else str(value)


def moved(before: pa.Table, after: pa.Table) -> list[dict[str, Any]]:
    """The publications whose person, bound or age differs."""
    was, now = _by_key(before), _by_key(after)
    out = []
    for key in dict.fromkeys([*was, *now]):
        if was.get(key) != now.get(key):
            one, other = was.get(key) or {}, now.get(key) or {}
            out.append(
                {
                    "publication": key,
                    **{
                        c: f"{_shown(one.get(c))} → {_shown(other.get(c))}"
                        for c in _CODES
                        if one.get(c) != other.get(c)
                    },
                }
            )
    return out


def _by_key(dossiers: pa.Table) -> dict[str, dict[str, Any]]:
    names = ["channel_id", "post_id", "person_no"]
    keys = zip(*(dossiers[n].to_pylist() for n in names), strict=True)
    rows = dossiers.select(list(_CODES)).to_pylist()
    return {"/".join(map(str, key)): row for key, row in zip(keys, rows, strict=True)}
