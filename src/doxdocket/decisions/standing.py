"""Which decisions stand, and what they say.

A decision is an act of a person and is never altered; an ``undo`` is another decision, and may itself be undone. ``Standing`` is made once
of all decisions, placed once in a run (``decisions.placement`` finds by content what they name), and applied once to its findings and conduct
(``decisions.application``); whoever comes later takes it as it is. What it leaves out: who may decide, and what contradicts what (``decisions.consistent``).

>>> d = [
...     {"id": "1", "act": "figure.value", "target": {"figure": "persons", "value": 7}, "undone_by": None},
...     {"id": "2", "act": "undo", "target": {"decision": "1"}, "undone_by": None},
... ]
>>> Standing.of(d).rows == (d[1],), "1" in Standing.of(d), Standing.of(d[:1]).values
(True, False, {'persons': (7, '1')})
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from doxdocket.account import STANDING
from doxdocket.decisions.acts import SENSITIVE
from doxdocket.store.decisions import undoes

Decision = Mapping[str, Any]
ADD = "finding.add"
SAYS = ("finding.confirm", "finding.person", "finding.lawfully_public", ADD)
"""Acts that say that a finding is there."""
SURE = ("finding.confirm", ADD)
"""Acts after which a finding is certain."""
CHANNEL = "finding.channel"
"""No act of a person: what a run says of a finding that is the name of a channel of the case, and of which nobody decided that it is somebody's."""
PERSON = "person"
"""The reason of a finding that a person said is there."""


@dataclass(frozen=True)
class Standing:
    """The decisions that are not undone, oldest first, each as a mapping: id, act, target and what else is known of it."""

    rows: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> "Standing":
        """What stands of all decisions, given oldest first. The later of two undoings speaks first."""
        rows = list(decisions)
        present = {str(d["id"]) for d in rows}
        undone: set[str] = set()
        for d in reversed(rows):
            if d["act"] == "undo" and str(d["id"]) not in undone:
                undone.update(undoes(d["target"]))
        undone |= {str(d["id"]) for d in rows if d.get("undone_by") is not None and str(d["undone_by"]) not in present}
        return cls(tuple(d for d in rows if str(d["id"]) not in undone))

    @classmethod
    def read(cls, table: pa.Table, decisions: Iterable[Decision]) -> "Standing":
        """What stood in a run, by its keys: of its table ``standing``, and all decisions of the case."""
        known = {str(d["id"]): d for d in decisions}
        return cls(
            tuple(
                {
                    **known.get(r["decision"], {}),
                    "id": r["decision"],
                    "act": r["act"],
                    "target": json.loads(r["target"]),
                }
                for r in table.to_pylist()
            )
        )

    def table(self) -> pa.Table:
        """The same as the table ``standing`` of a run."""
        rows = [
            {"decision": str(d["id"]), "act": d["act"], "target": json.dumps(d["target"], ensure_ascii=False)}
            for d in self.rows
        ]
        return pa.Table.from_pylist(rows, STANDING)

    def __iter__(self) -> Iterator[Decision]:
        """Each decision, oldest first."""
        return iter(self.rows)

    def __contains__(self, id_: object) -> bool:
        """Whether the decision of that id stands."""
        return any(str(d["id"]) == id_ for d in self.rows)

    def without(self, id_: str) -> "Standing":
        """The same but for one."""
        return Standing(tuple(d for d in self.rows if str(d["id"]) != id_))

    def by(self, *acts: str) -> list[Decision]:
        """Those of some acts, oldest first."""
        return [d for d in self.rows if d["act"] in acts]

    def named(self, *acts: str) -> list[str]:
        """The keys of the findings that those of some acts name."""
        return [named(d["target"]) for d in self.by(*acts)]

    @cached_property
    def put(self) -> Mapping[str, str]:
        """The publication to which a person put each finding, by the finding's key."""
        return {
            named(d["target"]): str(d["target"]["publication"])
            for d in self.by("finding.person", ADD)
            if "publication" in d["target"]
        }

    @cached_property
    def joined(self) -> list[tuple[str, str, str]]:
        """The pairs of publications that decisions join, with the decision's id: the same, a split's own, one put to a person."""
        return [pair for d in self.rows for pair in joined(d)]

    @cached_property
    def sides(self) -> list[tuple[str, list[str], list[str]]]:
        """Of each decision that takes publications out of a person: its id, those that leave, those that stay."""
        return [one for d in self.rows if (one := sides(d)) is not None]

    @cached_property
    def apart(self) -> list[tuple[str, str, str]]:
        """The pairs of publications that ``person.not_same`` names, with the decision's id."""
        return [apart(d) for d in self.by("person.not_same")]

    @cached_property
    def readings(self) -> Mapping[str, str]:
        """The level that a person chose for each reading of the link rules; the latest choice holds."""
        return {str(d["target"]["reading"]): str(d["target"]["level"]) for d in self.by("links.reading")}

    @cached_property
    def sensitive(self) -> Mapping[str, tuple[bool, str]]:
        """Of each kind of which a person decided it whether it is sensitive, with the decision's id; the latest holds."""
        return {str(d["target"]["kind"]): (d["target"]["sensitive"] == "yes", str(d["id"])) for d in self.by(SENSITIVE)}

    @cached_property
    def values(self) -> Mapping[str, tuple[Any, str]]:
        """The value a person picked for each figure, with the decision's id; the latest pick holds."""
        return {str(d["target"]["figure"]): (d["target"]["value"], str(d["id"])) for d in self.by("figure.value")}


def named(target: Mapping[str, Any]) -> str:
    """The key of the finding that a target names, or adds."""
    return str(target["finding"]) if "finding" in target else f"{target['span']}/{target['kind']}"


def joined(decision: Decision) -> list[tuple[str, str, str]]:
    """The pairs of publications that one decision joins, with its id."""
    target = decision["target"]
    if decision["act"] == "person.same":
        keys = [str(target["a"]), str(target["b"]), *map(str, target.get("more") or ())]
    elif decision["act"] == "person.split":
        keys = list(map(str, target["publications"]))
    elif decision["act"] == "publication.person":
        keys = [str(target["person"]), str(target["publication"])]
    else:
        return []
    return [(keys[0], key, str(decision["id"])) for key in keys[1:]]


def sides(decision: Decision) -> tuple[str, list[str], list[str]] | None:
    """Of a decision that takes publications out of a person: its id, those that leave, those that stay."""
    if decision["act"] not in {"person.split", "publication.person"}:
        return None
    target = decision["target"]
    leave = [str(k) for k in target.get("publications") or [target["publication"]]]
    stay = [str(k) for k in [*([target["from"]] if target.get("from") else []), *(target.get("stays") or ())]]
    return str(decision["id"]), leave, [k for k in dict.fromkeys(stay) if k not in leave]


def apart(decision: Decision) -> tuple[str, str, str]:
    """The two publications that a ``person.not_same`` tells apart, with its id."""
    return str(decision["target"]["a"]), str(decision["target"]["b"]), str(decision["id"])
