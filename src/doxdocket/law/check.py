"""Whether the rules hold together: shapes, every case, references, contradictions, stale readings.

Every fault is reported, none is raised: a team that edits a rule sees all of them at once. A text that was last
confirmed more than two years before the day of the check is a notice, not an error. What it leaves out: whether a rule
says what the statute says; for that each rule quotes its sentence and names where it was read.

>>> from datetime import date
>>> check(today=date(2026, 12, 1))
[]
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec

from doxdocket.errors import RuleFault
from doxdocket.law import answer, counting, deadlines, identification, kinds, links, procedure, tiers
from doxdocket.law.kinds import RULES
from doxdocket.law.rules import Loaded, by_provision, load_one
from doxdocket.law.shapes import (
    Answerable,
    AnyRule,
    Case,
    Ceiling,
    Counting,
    DayCount,
    Deadline,
    Facts,
    Identification,
    Multiple,
    Procedure,
    Strict,
    Threshold,
    Tiers,
    Within,
)

_FRESH = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one file, in both languages; a notice asks for a look and is no error."""

    file: str
    zh: str
    en: str
    severity: Literal["error", "notice"] = "error"


def check(root: Path = RULES, edition: str = "cn", today: date | None = None) -> list[Problem]:
    """Every problem of an edition's rules."""
    day = today or datetime.now(UTC).date()
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for path in sorted(p for p in (root / edition).rglob("*.yaml") if not p.name.endswith(".cases.yaml")):
        try:
            loaded.append(load_one(path))
        except RuleFault as fault:
            problems.append(Problem(path.name, fault.said("zh"), fault.said("en")))
    found = {one.rule.provision: one.rule for one in loaded}
    broken = [p for one in loaded for p in _references(one, set(found))]
    broken += [
        p for one in loaded if isinstance(one.rule, Deadline | Procedure)
        for p in _unknown(one, "状态、步骤或期限", "state, step or deadline", procedure.unknown(found, one.rule))
    ]  # fmt: skip
    for one in loaded:
        if not (broken and isinstance(one.rule, Multiple | Facts)):  # its cases would ask a rule that is not there
            problems += _cases(one, found)
        problems += _age(one, day)
    problems += broken
    return problems + list(_contradictions(loaded)) + list(_link_rules())


def _cases(one: Loaded, found: Mapping[str, AnyRule]) -> Iterator[Problem]:
    """Every case of a rule; a rule without cases is a problem itself."""
    if not one.cases:
        yield Problem(one.path.name, "没有案例", "has no cases")
    for case in one.cases:
        got = run_case(one, case, found.__getitem__)
        if got != _wanted(case):
            yield Problem(
                one.path.name,
                f"案例“{case.name}”应为 {_wanted(case)}，实为 {got}",
                f'case "{case.name}" should be {_wanted(case)} and is {got}',
            )


def _wanted(case: Case) -> object:
    return (case.expect, case.missing) if case.missing else case.expect


class _Set(Strict, frozen=True, kw_only=True):
    kinds: list[str]
    kin: bool = False


class _Events(Strict, frozen=True, kw_only=True):
    events: tuple[counting.Event, ...] = ()
    channels: Literal["union", "each"] = "union"
    bulk: counting.Bulk | None = None


def run_case(one: Loaded, case: Case, find: answer.Find = by_provision) -> object:
    """What the rule answers to a case, in the words of its ``expect``."""
    rule, given = one.rule, case.given
    if isinstance(rule, Answerable):
        said = answer.weigh(rule, _values(given), case.day(rule.applies_to), find=find)
        return (said.answer, list(said.missing)) if case.missing else said.answer
    if isinstance(rule, Counting):
        events = msgspec.convert(given, _Events)
        if events.bulk is not None:
            return {"bulk": counting.bulk(events.bulk)}
        return {r.id: counting.count(events.events, r.id, events.channels) for r in rule.readings}
    if isinstance(rule, Deadline):
        return deadlines.run_case(rule, case)
    if isinstance(rule, DayCount):
        return deadlines.run_days(case)
    if isinstance(rule, Procedure):
        return procedure.run_case(rule, case)
    held = msgspec.convert(given, _Set)
    if isinstance(rule, Identification):
        return identification.answer_of(rule, frozenset(held.kinds), kin=held.kin)
    return tiers.tiers(held.kinds)


def _values(given: Mapping[str, Any]) -> answer.Given:
    """What a case gives; an amount of yuan and fen stands in quotes."""
    return {name: Decimal(v) if isinstance(v, str) else v for name, v in given.items()}


def _references(one: Loaded, provisions: set[str]) -> Iterator[Problem]:
    """Provisions and kinds that a rule names must exist, and settled tiers must be those of ``pi_kinds.yaml``."""
    rule = one.rule
    if isinstance(rule, Multiple):
        yield from _unknown(one, "规则", "rule", [p for p in rule.of if p not in provisions - {rule.provision}])
    if isinstance(rule, Facts):
        asked = [p for p in rule.named if "/" in p]
        yield from _unknown(one, "规则", "rule", [p for p in asked if p not in provisions - {rule.provision}])
    if isinstance(rule, Facts | Within):
        yield from _unworded(one, rule)
    if isinstance(rule, Identification):
        named = [e for row in rule.answers for combination in row.any_of for e in combination]
        yield from _unknown(one, "要素", "element", [e for e in named if not identification.members(e)])
    if isinstance(rule, Tiers):
        for settled in rule.settled:
            yield from _unknown(one, "种类", "kind", [k for k in settled.kinds if k not in kinds.kinds()])
            yield from _tier_differs(one, settled.tier, settled.kinds)


def _unworded(one: Loaded, rule: Facts | Within) -> Iterator[Problem]:
    """Each fact that a rule asks has its words, and no word is left over."""
    asked = {n for n in rule.named if "/" not in n} if isinstance(rule, Facts) else {rule.since, rule.until}
    for name in sorted(asked ^ set(rule.facts)):
        yield Problem(
            one.path.name, f"事实与说法不符：{name}", f"the fact {name} is not worded, or worded and not asked"
        )


def _unknown(one: Loaded, zh: str, en: str, names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        yield Problem(one.path.name, f"没有这个{zh}：{name}", f"there is no {en} {name}")


def _tier_differs(one: Loaded, tier: str, named: Sequence[str]) -> Iterator[Problem]:
    for k in (kinds.kinds()[name] for name in named if name in kinds.kinds()):
        if {k.tier_low, k.tier_default, k.tier_high} != {tier}:
            yield Problem(
                one.path.name, f"{k.id} 已确定为 {tier}，pi_kinds.yaml 不同",
                f"{k.id} is settled as {tier}; pi_kinds.yaml differs",
            )  # fmt: skip


def _age(one: Loaded, today: date) -> Iterator[Problem]:
    rule = one.rule
    if today - rule.valid_on > _FRESH:
        yield Problem(
            one.path.name,
            f"上次核对在 {rule.valid_on}，请重新核对",
            f"last confirmed on {rule.valid_on}; confirm it again",
            "notice",
        )
    lines = rule.shares if isinstance(rule, Threshold) else rule.at_most if isinstance(rule, Ceiling) else None
    if lines is not None and rule.effective_from not in lines:
        yield Problem(one.path.name, "生效之日没有标准", "has no line for the day it took effect")


def _contradictions(loaded: Sequence[Loaded]) -> Iterator[Problem]:
    """Two files that answer for one provision on one day."""
    by_provision: dict[str, list[Loaded]] = defaultdict(list)
    for one in loaded:
        by_provision[one.rule.provision].append(one)
    for provision, several in by_provision.items():
        for i, one in enumerate(several):
            for other in several[i + 1 :]:
                if one.rule.in_force(other.rule.effective_from) or other.rule.in_force(one.rule.effective_from):
                    yield Problem(
                        other.path.name, f"{provision} 同日另有规定：{one.path.name}",
                        f"{provision} has another answer on the same day in {one.path.name}",
                    )  # fmt: skip


def _link_rules() -> Iterator[Problem]:
    """Kinds and elements that ``links.yaml`` names must exist, and a combination must come of each rule."""
    file = links.links().file
    named = [k for group in file.groups.values() for k in group] + file.conflicts + file.one_thing + file.whole_differ
    elements: Mapping[str, Any] = {e: links.links().members(e) for rule in file.rules for e in rule.agree}
    bad = [k for k in named if k not in {*kinds.kinds(), links.PICTURE}] + [
        e for e, found in elements.items() if not found
    ]
    reached = {r.id for n in (1, 2, 3) for r in links.links().combinations(n).values()}
    bad += [r.id for r in file.rules if r.id not in reached]
    for name in bad:
        yield Problem("links.yaml", f"没有或用不到：{name}", f"unknown or never reached: {name}")
