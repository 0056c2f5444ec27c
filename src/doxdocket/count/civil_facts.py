"""What the published figures tell of what civil rules ask, at each bound: kinds, labels, whether somebody is identified, whether a child is.

Only what a count entails is told. A set that points to one natural person is of an identifiable one, of no company alone, and not
made unidentifiable. What was not found is not known, never "no": a right that nothing found touches is open, since the
machine may have missed it. The figures are of all captured channels, no defendant's. Leaves out: every finding that the law asks of
a person (fault, harm, whether a right was infringed), and any conclusion.

>>> figures = [{"id": "persons_civil", "low": 0, "high": 2}, {"id": "kind.bank_account", "low": 0, "high": 1}]
>>> known(figures, by_provision("cn/minfadian/1034-pi"))
{'low': {}, 'high': {'identifies_person': True, 'about_identifiable_person': True, 'legal_person_only': False, 'anonymised': False}}
>>> known(figures, by_provision("cn/pipl/28"))["high"]["kinds"]
frozenset({'bank_account'})
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from doxdocket.count.catalogue import KIND
from doxdocket.law.answer import FOUND, Value
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import by_provision
from doxdocket.law.shapes import AnyRule, Touches

__all__ = ["FACTS", "by_provision", "known"]

_ENTAILED = {
    "persons_civil": {"identifies_person": True, "about_identifiable_person": True, "legal_person_only": False, "anonymised": False},
    "minors_under_14": {"under_14": True},
}  # fmt: skip
"""What is so where a figure is at least one."""
FACTS: Mapping[str, str] = {name: figure for figure, facts in _ENTAILED.items() for name in facts}
"""The figure that tells each fact."""


def known(
    figures: Iterable[Mapping[str, Any]], rule: AnyRule, found: Mapping[str, bool] = MappingProxyType({})
) -> dict[str, dict[str, Value]]:
    """What the figures tell of what that rule asks, at the low and at the high; ``found``: of kinds whether a person found that they touch it."""
    rows = {row["id"]: row for row in figures}
    return {end: _at(rows, end, rule, found) for end in ("low", "high")}


def _at(rows: Mapping[str, Mapping[str, Any]], end: str, rule: AnyRule, found: Mapping[str, bool]) -> dict[str, Value]:
    some = {name for name, row in rows.items() if row["low"] or (end == "high" and row["high"])}
    out: dict[str, Value] = {n: v for name, facts in _ENTAILED.items() if name in some for n, v in facts.items()}
    if isinstance(rule, Touches):
        held = {name.removeprefix(KIND) for name in some if name.startswith(KIND)}
        how = {k: rule.how(kinds()[k]) for k in held if k in kinds()}
        touching = frozenset(k for k, of in how.items() if of == "surely" or (of == "perhaps" and found.get(k, True)))
        acts = frozenset(some & {*rule.conduct, *rule.perhaps_conduct})
        out = {name: value for name, value in out.items() if name in rule.if_fact}
        told = frozenset(k for k in touching if found.get(k))
        out |= (
            ({"kinds": touching} if touching else {})
            | ({FOUND: told} if told else {})
            | ({"conduct": acts} if acts else {})
        )
    return out
