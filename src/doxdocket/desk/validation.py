"""The questions that a court's expert asks of the method, each answered from the case and from what was measured, or left open.

Source: ``rules/validation.yaml`` (questions and words), ``rules/measured.yaml`` and ``rules/classes.tsv`` (measurements that ship), the published
figures, and the case's sources, samples, stamps, decisions and custody chain. A fact that nothing tells is told as unknown. Leaves out any
judgement whether the method is fit: that is for those who issue the figures, and for the court.

>>> [q.id for q in questions().questions][:2]
['laboratory', 'validation']
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, Literal

import msgspec

from doxdocket.assess.marks import UNSAID
from doxdocket.desk.accounts.reviewed import percent
from doxdocket.law import classes, strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.pipeline.published import figures, latest_conduct, made_by, stale
from doxdocket.store.case import Case
from doxdocket.store.decisions import Decision
from doxdocket.store.samples import ANSWERS, PLAN
from doxdocket.words import Both

State = Literal["answered", "part", "open"]


@dataclass(frozen=True, slots=True)
class Few:
    """What a fact tells on fewer cases than it takes: it is said with its number, and the question stays open."""

    told: Mapping[str, object]


Known = Mapping[str, object] | Few | None
"""What fills the words of a fact; None where nothing tells it."""
_BOTH_SIDES = 1.959964
"""Of the normal distribution, for the two sides of 95 %."""


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a fact where it is known, and where it is not."""

    id: str
    known: Both
    unknown: Both | None = None
    few: Both | None = None
    """Said behind ``known`` where it rests on fewer cases than ``least``."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question: its clause, the facts that answer it, and what no program can answer."""

    id: str
    clause: str
    zh: str
    en: str
    facts: list[Fact]
    left: Both | None = None


class Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    says: Both
    least: dict[str, int]
    """How many cases a fact must rest on to answer a question; this edition's own choice."""
    states: dict[State, Both]
    questions: list[Question]


class Coverage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often printed bounds held the truth of cases of others (``bench coverage``): intervals in all, those that hold it where a set points to
    one person by itself (``inside``) and also where the person is identified elsewhere (``both``), and truths outside.
    """

    all: int
    inside: int
    both: int
    above: int
    below: int


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was measured beside the evidence classes; ``page`` says how and when."""

    page: str
    day: date
    corpus: dict[str, int | str]
    conduct: dict[str, int | str]
    cases: int
    generators: int
    headline: Coverage
    kinds: Coverage


@cache
def questions() -> Questions:
    """The questions of this edition."""
    return strict_yaml.read(RULES / "validation.yaml", Questions)


@cache
def measured() -> Measured:
    """As it is shipped."""
    return strict_yaml.read(RULES / "measured.yaml", Measured)


@dataclass(frozen=True, slots=True)
class Stated:
    """What can be said to a question, and whether it is known."""

    id: str = field(metadata=UNSAID)
    zh: str
    en: str
    known: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One question with its answer; ``left_zh``, ``left_en``: what stays open."""

    id: str
    clause: str
    zh: str
    en: str
    state: State
    facts: list[Stated]
    left_zh: str | None
    left_en: str | None


def answers(case: Case, tables: int, hide: Callable[[str], str] = str) -> list[Said]:
    """Every question as this case and the shipped measurements answer it; ``tables``: how many can be exported, ``hide``: values in a text."""
    told = {**_of_case(case, hide), **_of_chain(case), **of_measurement(), "tables": {"tables": tables}}
    return [answered(question, told) for question in questions().questions]


def answered(question: Question, told: Mapping[str, Known]) -> Said:
    """One question with these facts."""
    facts = []
    for fact in question.facts:
        known = told[fact.id]
        words = fact.known if known is not None else fact.unknown
        if words is None:
            raise ValueError(fact.id)  # a fact of the program itself is always known
        few = isinstance(known, Few)
        filled: Mapping[str, object] = known.told if isinstance(known, Few) else known or {}
        parts = [words, *([fact.few] if few and fact.few else [])]
        zh, en = "".join(one.zh for one in parts), " ".join(one.en for one in parts)
        facts.append(Stated(fact.id, zh.format(**filled), en.format(**filled), known is not None and not few))
    sure, left = [one.known for one in facts], question.left
    state: State = "answered" if sure and all(sure) and left is None else "part" if any(sure) else "open"
    return Said(
        question.id, question.clause, question.zh, question.en, state, facts, left.zh if left else None, left.en if left else None,
    )  # fmt: skip


def _of_case(case: Case, hide: Callable[[str], str]) -> dict[str, Known]:
    """What the case, its published figures, sources and decisions tell."""
    info, published, sources = case.info, figures(case), case.sources()
    build = made_by(published)
    signed = {row.actor for row in case.custody.rows() if row.actor}
    standing = [d for d in case.decisions() if d.undone_by is None and d.act != "undo"]
    listed, attached = case.hash_lists.all(), {one.attached for one in case.attachments.all()}
    return {
        "authority": {"authority": hide(info.authority)} if info.authority else None,
        "officers": {"officers": len(info.officers), "signed": len(signed)} if info.officers else None,
        "build": build if all(build[name] for name in build if name != "commit") else None,
        "commit": build if build["commit"] else None,
        "current": None if stale(case) else {},
        "sources": {"sources": len(sources), "captured": sum(s.captured_at is not None for s in sources),
                    "two": sum(len(s.officers) > 1 for s in sources), "whole": sum(s.sha256 in attached or not s.lacks() for s in sources)},
        "hashes": {"lists": len(listed), **{name: sum(one.count(name) for one in listed) for name in ("matched", "different")}} if listed else None,
        "conduct": decided_labels(standing, Counter(latest_conduct(case)["status"].to_pylist())),
        "decisions": {"standing": len(standing), "who": len({d.officer for d in standing})} if standing else None,
        "plans": _plans(case, published),
        "precision": _shares(published, "precision"),
        "recall": _shares(published, "missed"),
    }  # fmt: skip


def decided_labels(standing: Sequence[Decision], places: Mapping[str, int]) -> Known:
    """How much of the conduct that the machine proposes people decided on: enough, or all of it, or too little to answer with.

    ``places``: how many places in posts stand at each status, and what was rejected at none. Figures count posts, and not every label has one.
    """
    undecided, least = places.get("proposed", 0), questions().least["decided"]
    decided = len({d.target.get("conduct") for d in standing if d.act in {"conduct.confirm", "conduct.reject"}})
    told = {
        "places": undecided + places.get("confirmed", 0),
        "confirmed": places.get("confirmed", 0),
        "decided": decided,
        "undecided": undecided,
        "least": least,
    }
    return told if decided >= least or not undecided else Few(told)


def _of_chain(case: Case) -> dict[str, Known]:
    """What the custody chain and the time stamps tell."""
    rows, answered, asked = case.custody.rows(), case.stamps.answers(), case.stamps.requests()
    states = [one.status(answered) for one in asked]
    return {
        "chain": {"rows": len(rows), "first": _second(rows[0].at), "last": _second(rows[-1].at), "back": sum(b.at < a.at for a, b in pairwise(rows))},
        "stamps": {"asked": len(asked), **{name: states.count(name) for name in ("anchored", "unanchored")}} if asked else None,
        "opened": {"opened": sum(row.act == "open" for row in rows)},
        "runs": {"runs": sum(row.act == "run" for row in rows)},
    }  # fmt: skip


def _plans(case: Case, published: Mapping[str, Any]) -> Known:
    """The plans that stand, in the order of the chain, and when the first answers came."""
    plans, first = case.samples.standing(PLAN), case.samples.standing(ANSWERS)
    if not plans:
        return None
    return {"plans": len(plans), "first": _second(plans[0].at), "answered": _second(first[0].at) if first else "—",
            "given": sum(bool(one.get("seed_given")) for one in published.get("sampling", {}).get("plans", ()))}  # fmt: skip


def _shares(published: Mapping[str, Any], aim: str) -> Known:
    """The shares of the latest plan with that aim, where anything was settled."""
    for plan in reversed(published.get("sampling", {}).get("plans", ())):
        own = [one for one in plan["populations"] if one["aim"] == aim and one["share"]["low"] is not None]
        if own:
            least = questions().least["settled"]
            parts = [
                "–".join(percent(one["share"][end]) for end in ("low", "value", "high")) + f" (n = {one['settled']}/{one['of']})"
                for one in own
            ]  # fmt: skip
            told = {lang: "; ".join(f"{one[label]} {part}" for one, part in zip(own, parts, strict=True))
                    for lang, label in (("zh", "label"), ("en", "label_en"))}  # fmt: skip
            enough = all(one["settled"] >= min(least, one["of"]) for one in own)
            return told if enough else Few({**told, "least": least})
    return None


def _covered(of: Coverage) -> dict[str, object]:
    share = classes.Share(of.inside, of.all)
    low, high = share.ends(_BOTH_SIDES)
    return {**msgspec.structs.asdict(of), "share": _of(share), "low": percent(low), "high": percent(high)}


def of_measurement() -> dict[str, Known]:
    """What was measured of this edition, as it ships."""
    given, shipped = classes.measured(), measured()
    right = _sum(list(given.right.values()))
    missed = _sum(list(given.missed.values()))
    families = sorted(classes.expected(), key=lambda one: one.share.part / one.share.whole)
    ends = (("best", families[0]), ("worst", families[-1]))
    spread = {
        name: text
        for end, one in ends
        for name, text in ((end, _of(one.share)), (f"{end}_zh", one.family.zh), (f"{end}_en", one.family.en))
    }
    return {
        "classes": {"admits": classes.tree().admits, "claimed": right.whole, "right": right.part, "share": _of(right),
                    "classes": len(given.right), "admitted": sum(classes.standing(name).admitted for name in given.right)},
        "missed": {"of": missed.whole, "missed": missed.part, "share": _of(missed)},
        "bounds": {"cases": shipped.cases, "generators": shipped.generators, **_covered(shipped.headline)},
        "bounds_of_kinds": _covered(shipped.kinds),
        "corpus": shipped.corpus,
        "spread": spread,
    }  # fmt: skip


def _second(at: str) -> str:
    """A moment of the record to the second, in UTC."""
    return f"{at[:19]}Z"


def _sum(shares: Sequence[classes.Share]) -> classes.Share:
    return classes.Share(sum(one.part for one in shares), sum(one.whole for one in shares))


def _of(share: classes.Share) -> str:
    return percent(share.part / share.whole)
