"""Whether the rules hold together: shapes, every case, references, contradictions, stale readings.

Every fault is reported, none is raised: a team that edits a rule sees all of them at once. A text that was last
confirmed more than two years before the day of the check is a notice, not an error. What it leaves out: whether a rule
says what the statute says; for that each rule quotes its sentence and names where it was read.

>>> from datetime import date
>>> check(today=date(2026, 12, 1))
[]
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import msgspec

from doxdocket.errors import RuleFault
from doxdocket.law import (
    answer,
    comparables,
    counting,
    deadlines,
    identification,
    kinds,
    links,
    procedure,
    tiers,
    words,
)
from doxdocket.law.kinds import RULES
from doxdocket.law.periods import DayCount, Deadline, Procedure
from doxdocket.law.rules import CASES, Book, Loaded, book, files, load_one
from doxdocket.law.shapes import (
    Answerable,
    AnyRule,
    Case,
    Ceiling,
    Counting,
    Facts,
    Identification,
    Multiple,
    Strict,
    Threshold,
    Tiers,
    Touches,
)
from doxdocket.words import zh_en

REVIEW = "usually one by one, in the drafters' view; a person decides"
"""What a case says where the number of a bulk does not settle it."""
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
    for path in files(root / edition):
        try:
            loaded.append(load_one(path))
        except RuleFault as fault:
            problems.append(Problem(path.name, fault.said("zh"), fault.said("en")))
    told = [Problem("comparables.yaml", zh, en) for zh, en in comparables.faults(comparables.file().cases)]
    return problems + within(book(loaded, edition), day) + list(_link_rules()) + told


def within(asked: Book, today: date, only: Sequence[Loaded] | None = None) -> list[Problem]:
    """Every problem of a book: its cases, references, contradictions and stale readings; ``only``: of these rules."""
    problems: list[Problem] = []
    looked = asked.rules if only is None else only
    broken = [p for one in looked for p in _references(one, set(asked.texts))]
    found = {one.rule.provision: one.rule for one in asked.rules}
    broken += [
        p for one in looked if isinstance(one.rule, Deadline | Procedure)
        for p in _unknown(one, *zh_en("law_check.state_step_or_deadline"), procedure.unknown(found, one.rule))
    ]  # fmt: skip
    for one in looked:
        if not (broken and isinstance(one.rule, Multiple | Facts)):  # its cases would ask a rule that is not there
            problems += _cases(one, asked)
        problems += _age(one, today)
    return problems + broken + list(_contradictions(asked)) + list(_displaced(asked))


def _cases(one: Loaded, asked: Book) -> Iterator[Problem]:
    """Every case of a rule; a rule without cases is a problem itself, and so are cases that cannot be read."""
    try:
        cases = one.cases
    except RuleFault as fault:
        yield Problem(one.path.stem + CASES, fault.said("zh"), fault.said("en"))
        return
    if not cases:
        yield Problem(one.path.name, *zh_en("law_check.has_no_cases"))
    for case in cases:
        got = run_case(one, case, asked)
        if got != _wanted(case):
            yield Problem(
                one.path.name,
                *zh_en("law_check.case_should_be_and_is", name=case.name, wanted=_wanted(case), got=got),
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
    policy: str = ""
    numbers: dict[str, int] = msgspec.field(default_factory=dict)
    tier: str = "C"


def run_case(one: Loaded, case: Case, asked: Book | None = None) -> object:
    """What the rule answers to a case, in the words of its ``expect``."""
    rule, given = one.rule, case.given
    if isinstance(rule, Answerable):
        said = answer.weigh(rule, _values(given), case.day(rule.applies_to), book=asked)
        return (said.answer, list(said.missing)) if case.missing else said.answer
    if isinstance(rule, Counting):
        events = msgspec.convert(given, _Events)
        if events.policy:
            found = {events.policy: counting.by_name(events.policy, events.numbers, rule)}
            return found | ({"review": REVIEW} if counting.one_by_one(events.policy, events.tier, rule) else {})
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
    """What a case gives; what is no whole number stands in quotes."""
    return {name: Fraction(v) if isinstance(v, str) else v for name, v in given.items()}


def _references(one: Loaded, provisions: set[str]) -> Iterator[Problem]:
    """Provisions and kinds that a rule names must exist, and settled tiers must be those of ``pi_kinds.yaml``."""
    rule = one.rule
    asked = [p for p in words.asked_rules(rule) if p not in provisions - {rule.provision}]
    yield from _unknown(one, *zh_en("law_check.rule"), asked)
    if isinstance(rule, Answerable):
        yield from _unworded(one, rule)
    if isinstance(rule, Touches):
        yield from _unknown(
            one, *zh_en("law_check.kind"), [k for k in (*rule.kinds, *rule.perhaps_kinds) if k not in kinds.kinds()]
        )
        yield from _unknown(
            one, *zh_en("law_check.label"), [c for c in (*rule.conduct, *rule.perhaps_conduct) if c not in words.LABELS]
        )
    if isinstance(rule, Identification):
        named = [e for row in rule.answers for combination in row.any_of for e in combination]
        yield from _unknown(one, *zh_en("law_check.element"), [e for e in named if not identification.members(e)])
    if isinstance(rule, Tiers):
        for settled in rule.settled:
            yield from _unknown(one, *zh_en("law_check.kind"), [k for k in settled.kinds if k not in kinds.kinds()])
            yield from _tier_differs(one, settled.tier, settled.kinds)


def _unworded(one: Loaded, rule: Answerable) -> Iterator[Problem]:
    """Each fact that a rule asks has its words, and no word is left over."""
    asked = set(words.asked(rule))
    for name in sorted(asked - set(rule.facts) - set(words.shared())):
        yield Problem(one.path.name, *zh_en("law_check.fact_has_no_words", name=name))
    for name in sorted(set(rule.facts) - asked):
        yield Problem(one.path.name, *zh_en("law_check.has_words_and_is_not", name=name))


def _unknown(one: Loaded, zh: str, en: str, names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        yield Problem(one.path.name, *zh_en("law_check.there_is_no", name=name, said=(zh, en)))


def _tier_differs(one: Loaded, tier: str, named: Sequence[str]) -> Iterator[Problem]:
    for k in (kinds.kinds()[name] for name in named if name in kinds.kinds()):
        if {k.tier_low, k.tier_default, k.tier_high} != {tier}:
            yield Problem(
                one.path.name, *zh_en("law_check.is_settled_as_pi_kinds", id=k.id, tier=tier),
            )  # fmt: skip


def _age(one: Loaded, today: date) -> Iterator[Problem]:
    rule = one.rule
    if today - rule.valid_on > _FRESH:
        yield Problem(
            one.path.name,
            *zh_en("law_check.last_confirmed_on_confirm_it", valid_on=rule.valid_on),
            "notice",
        )
    lines = rule.shares if isinstance(rule, Threshold) else rule.at_most if isinstance(rule, Ceiling) else None
    if lines is not None and rule.effective_from not in lines:
        yield Problem(one.path.name, *zh_en("law_check.has_no_line_for_day"))
    back = rule.reaches_back_to
    if back is not None and (back >= rule.effective_from or rule.applies_to != "act_date"):
        yield Problem(
            one.path.name,
            *zh_en("law_check.reaches_back_to_is_before"),
        )


def _contradictions(asked: Book) -> Iterator[Problem]:
    """Two files that answer for one provision on one day."""
    for provision, texts in asked.texts.items():
        for one, other in combinations(texts, 2):
            if _together(one.rule, other.rule):
                yield Problem(
                    other.path.name, *zh_en("law_check.has_another_answer_on_same", provision=provision, name=one.path.name),
                )  # fmt: skip


def _together(one: AnyRule, other: AnyRule) -> bool:
    """Whether there is a day on which both hold."""
    return one.in_force(other.effective_from) or other.in_force(one.effective_from)


def _displaced(asked: Book) -> Iterator[Problem]:
    """A special rule names a rule that is there, says when, and does not contend with another special rule."""
    names = {one.rule.provision: one.path.name for one in asked.rules}
    for one in asked.rules:
        yield from _unknown(one, *zh_en("law_check.rule"), [p for p in one.rule.displaces if p not in set(asked.texts)])
        if bool(one.rule.displaces) != bool(one.rule.only_if):
            yield Problem(one.path.name, *zh_en("law_check.displaces_and_only_if_go"))
    for provision, specials in asked.specials.items():
        for rule, other in combinations(specials, 2):
            if rule.provision != other.provision and set(rule.only_if) == set(other.only_if) and _together(rule, other):
                yield Problem(
                    names[other.provision], *zh_en("law_check.is_displaced_on_one_day", provision=provision, rule_provision=rule.provision, other_provision=other.provision),
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
        yield Problem("links.yaml", *zh_en("law_check.unknown_or_never_reached", name=name))
